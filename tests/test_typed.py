"""Typed batches: every column as the ticket would read it, every row kept, and the same however it was read."""

from __future__ import annotations

import datetime as dt
import json
import random
from contextlib import suppress
from zoneinfo import ZoneInfo

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hotline_desk import cells, instants, textual, typed
from hotline_desk.headings import KNOWN, ColumnMap, RowProblem
from hotline_desk.problems import lines_of, validation_lines
from hotline_rules import Ticket
from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import EVENT_TYPES, read_instant

ZONE = ZoneInfo("Asia/Shanghai")
HEADS = "工单编号,城市,诉求类型,承办单位,受理时间,办结时间\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="t.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def batches(path, lang="zh", **more):
    return list(typed.batches(str(path), lang, **more))


def frame(path, lang="zh", **more):
    return pl.concat([batch.frame for batch in batches(path, lang, **more)], how="diagonal")


def column(path, name, **more):
    return frame(path, **more)[name].to_list()


def errors(path, lang="zh", **more):
    return dict(frame(path, lang, **more).filter(pl.col("_error").is_not_null()).select("_row", "_error").iter_rows())


class TestFrame:
    def test_columns_are_typed_and_fields_without_a_column_are_null(self, file):
        found = frame(
            file(HEADS + "1,甘孜,投诉类,甲局,2026/3/2 9:05,\n2,ganzi,help,,2026-03-02 09:05:07,2026年3月5日\n")
        )
        assert found.schema == {
            "_row": pl.UInt64,
            "_error": pl.String,
            "_note": pl.String,
            "id": pl.String,
            "unit": pl.String,
            "city": pl.String,
            "kind": pl.String,
            "origin": pl.String,
            "urgency": pl.String,
            "track": pl.String,
            "reply_waived": pl.Boolean,
            "accepted": pl.Datetime("us"),
            "handled": pl.Datetime("us"),
            "handled.date": pl.Boolean,
        }
        assert found.drop("_row").rows() == [
            (
                None,
                None,
                "1",
                "甲局",
                "甘孜",
                "complaint",
                None,
                None,
                None,
                None,
                dt.datetime(2026, 3, 2, 9, 5),
                None,
                False,
            ),
            (
                None,
                None,
                "2",
                None,
                "ganzi",
                "help",
                None,
                None,
                None,
                None,
                dt.datetime(2026, 3, 2, 9, 5, 7),
                dt.datetime(2026, 3, 5),
                True,
            ),
        ]

    def test_times_come_to_the_wall_clock_of_the_zone_and_24_00_to_the_next_day(self, file):
        text = (
            "id,handled\n1,2026-03-02T10:00+00:00\n2,2026-03-02 24:00\n3,2026-03-02T10:00:00.5Z\n4,2026-3-2 下午3:05\n"
        )
        assert column(file(text), "handled") == [
            dt.datetime(2026, 3, 2, 18),
            dt.datetime(2026, 3, 3),
            dt.datetime(2026, 3, 2, 18, 0, 0, 500_000),
            dt.datetime(2026, 3, 2, 15, 5),
        ]
        amsterdam = column(file(text), "handled", zone=ZoneInfo("Europe/Amsterdam"))
        assert amsterdam[0] == dt.datetime(2026, 3, 2, 11)

    def test_fields_of_events_have_their_types(self, file):
        heads = "id,reply_waived,limit_set,limit_set_rank,limit_set_due,extension_decided,extension_decided_granted,"
        text = heads + (
            "extension_decided_working_days,refused,refused_grounds\n"
            "1,是,2026-3-2,law,2026/3/20,2026-3-3,否,5,,\n2,no,,,,,,,2026-3-4,a；b\n"
        )
        found = frame(file(text))
        assert found["_error"].to_list() == [None, None]
        assert found["reply_waived"].to_list() == [True, False]
        assert found["limit_set_rank"].to_list() == ["law", None]
        assert found["limit_set_due"].to_list() == [dt.datetime(2026, 3, 20), None]
        assert found["limit_set_due.date"].to_list() == [True, False]
        assert found["extension_decided_granted"].to_list() == [False, None]
        assert found["extension_decided_working_days"].to_list() == [5, None]
        assert found["refused_grounds"].to_list() == [None, "a；b"]

    def test_what_the_export_claims_is_read_apart_and_never_costs_a_row(self, file):
        text = (
            "工单编号,办结时间,办理期限,是否超期\n1,2026-3-9,2026/3/9 17:30,是\n2,2026-3-9,5个工作日,大概\n"
            "3,,2026-3-9,未超期\n"
        )
        found = frame(file(text))
        assert found["published_due"].to_list() == [dt.datetime(2026, 3, 9, 17, 30), None, dt.datetime(2026, 3, 9)]
        assert found["published_due.date"].to_list() == [False, False, True]
        assert found["published_overdue"].to_list() == [True, None, False]
        assert found["_error"].null_count() == 3
        assert "列“办理期限”：见到 “5个工作日”" in found["_note"][1]
        assert "列“是否超期”：见到 “大概”" in found["_note"][1]

    def test_the_map_says_what_words_stand_for(self, file):
        mapping = ColumnMap(values={"kind": {"诉求件": "complaint"}, "handled": {"-": ""}})
        path = file("id,kind,handled\n1,诉求件,-\n2,怪,2026-3-2\n")
        found = frame(path, mapping=mapping)
        assert found["kind"].to_list() == ["complaint", None]
        assert found["handled"].to_list() == [None, dt.datetime(2026, 3, 2)]
        assert found["_error"][0] is None
        batch = batches(path, mapping=mapping)[0]
        assert batch.row(0).data["kind"] == "complaint"
        assert batch.row(0).cells == ("1", "诉求件", "-")

    def test_channels_are_callers(self, file):
        assert column(file("id,工单来源,handled\n1,电话,\n2,来电人,\n3,省级平台,\n"), "origin") == [
            "caller",
            "caller",
            "province",
        ]


class TestTotals:
    @pytest.mark.parametrize("word", ["合计", "总计", "小计", "共计", "total", "Total:", " 合　计 ", "合计："])
    @pytest.mark.parametrize("row", ["{},甘孜,,,,", "{},,,,2026-3-2,12", ",,{},,120,98"])
    def test_a_row_of_totals_is_no_ticket_and_says_only_that(self, file, word, row):
        path = file(HEADS + "1,甘孜,,,2026-3-2,\n" + row.format(word) + "\n")
        assert errors(path) == {3: "合计行，不是工单"}
        assert errors(path, "en") == {3: "a row of totals, no ticket"}
        batch = batches(path)[0]
        with pytest.raises(RowProblem, match="合计行，不是工单"):
            batch.headings.ticket(batch.row(1).cells)

    @pytest.mark.parametrize(
        "row", ["合计1,甘孜,,,,", "A合计,甘孜,,,,", "TOTAL-7,甘孜,,,,", "9,甘孜,,合计,,", "合计：3,甘孜,,,,"]
    )
    def test_a_ticket_whose_number_merely_holds_the_word_is_one(self, file, row):
        assert errors(file(HEADS + row + "\n")) == {}

    def test_a_row_with_a_number_of_its_own_is_a_ticket_whatever_comes_first(self, file):
        assert errors(file("序号,工单编号,办结时间\n合计,120,\n")) == {}
        assert list(errors(file("序号,工单编号,办结时间\n合计,,\n"))) == [2]

    def test_in_parquet_too_where_the_numbers_are_no_text(self, tmp_path):
        path = tmp_path / "t.parquet"
        times = [dt.datetime(2026, 3, 2), None, None]
        pl.DataFrame({"月份": ["三月", None, "总计"], "工单编号": [1, 2, None], "办结时间": times}).write_parquet(path)
        assert errors(path) == {3: "合计行，不是工单"}


class TestErrors:
    def test_each_bad_row_has_its_message_and_the_rest_are_read(self, file):
        path = file(
            HEADS
            + "1,ganzi,投诉,甲,2026-3-2 9:00,\n2,ganzi,怪,,2026-3-2,\n3,ganzi,投诉,,3/4/2026,昨天\n4,ganzi\n"
            + ",ganzi,,,2026-3-2,\n"
            + "6,ganzi,投诉,,0002-01-01,\n"
        )
        told = errors(path)
        assert list(told) == [3, 4, 5, 6, 7]
        assert "列“诉求类型”：见到 “怪”；可接受：" in told[3]
        assert "列“受理时间”：见到 “3/4/2026”；可接受：2026-03-02 10:00" in told[4]
        assert "；列“办结时间”：见到 “昨天”" in told[4]
        assert told[5] == "有 2 格，标题有 6 列"
        assert "工单编号" in told[6]
        assert "0002-01-01" in told[7]
        assert column(path, "id") == ["1", "2", "3", "4", None, "6"]
        assert "column “受理时间”: found “3/4/2026”; accepted:" in errors(path, "en")[4]

    def test_an_event_that_the_ticket_would_refuse_is_told(self, file):
        text = (
            "id,limit_set,limit_set_rank,limit_set_working_days,promised,called_back,called_back_rating,limit_set_cite\n"
            "1,2026-3-2,law,5,,,,\n2,2026-3-2,law,,,,,\n3,2026-3-2,lex,5,,,,\n4,2026-3-2,law,0,,,,\n5,,law,,,,,\n"
            "6,,,,2026-3-2,,,\n7,,,,,,满意,\n8,,,,,2026-3-2,满意,\n9,,,,,,,x\n10,2026-3-2,law,5天,,,,\n"
        )
        told = errors(file(text))
        assert list(told) == [3, 4, 5, 6, 7, 8, 10, 11]
        assert "“lex”" in told[4]
        assert told[6] == "有 limit_set_rank，却没有 limit_set（何时）"
        assert "promised" in told[7]

    def test_an_unreadable_type_of_a_column_is_refused(self, tmp_path):
        path = tmp_path / "t.parquet"
        pl.DataFrame({"id": ["1"], "handled": [["2026-3-2"]]}).write_parquet(path)
        with pytest.raises(InvalidValueError) as caught:
            frame(path)
        assert "handled: List(String)" in lines_of(caught.value, "zh")[0]

    def test_a_log_of_events_is_no_table_of_tickets(self, file):
        with pytest.raises(InvalidValueError) as caught:
            frame(file("工单编号,环节,时间\n1,派单,2026-3-2\n"))
        assert "一行一个事件" in lines_of(caught.value, "zh")[0]


class TestForms:
    ROWS = (("1", "甘孜", "投诉", "甲局", dt.datetime(2026, 3, 2, 9, 5), dt.date(2026, 3, 5)),)
    READ = (dt.datetime(2026, 3, 2, 9, 5), dt.datetime(2026, 3, 5), True)

    def said(self, path):
        return frame(path).select("accepted", "handled", "handled.date").row(0)

    def test_one_ticket_reads_the_same_in_every_form(self, file, tmp_path):
        heads = HEADS.strip().split(",")
        for encoding in ("utf-8-sig", "gb18030"):
            assert (
                self.said(file(HEADS + "1,甘孜,投诉,甲局,2026/3/2 9:05,2026年3月5日\n", encoding=encoding)) == self.READ
            )
        with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
            sheet, full = book.add_worksheet(), book.add_format({"num_format": "yyyy/m/d h:mm"})
            sheet.merge_range("A1:F1", "清单")
            sheet.write_row(1, 0, heads)
            sheet.write_row(2, 0, self.ROWS[0][:4])
            sheet.write_datetime(2, 4, self.ROWS[0][4], full)
            sheet.write_datetime(2, 5, self.ROWS[0][5], full)
        assert self.said(tmp_path / "t.xlsx") == self.READ
        batch = batches(tmp_path / "t.xlsx")[0]
        assert batch.row(0).where("zh").endswith("t.xlsx[Sheet1]:3")
        assert batch.row(0).place() == {"sheet": "Sheet1", "line": 3}
        pl.DataFrame(self.ROWS, schema=heads, orient="row").write_parquet(tmp_path / "t.parquet")
        assert self.said(tmp_path / "t.parquet") == self.READ

    def test_parquet_of_instants_with_a_zone_serials_and_whole_numbers(self, tmp_path):
        path = tmp_path / "t.parquet"
        at = dt.datetime(2026, 3, 2, 2, tzinfo=dt.UTC)
        pl.DataFrame(
            {
                "id": [20250928000123, 2],
                "accepted": [at, None],
                "handled": [46083.5, 46083.0],
                "replied": [20260302, None],
                "reply_waived": [True, False],
                "unit": pl.Series(["甲", "乙"], dtype=pl.Categorical),
            }
        ).write_parquet(path)
        found = frame(path)
        assert found["id"].to_list() == ["20250928000123", "2"]
        assert found["accepted"].to_list() == [dt.datetime(2026, 3, 2, 10), None]
        assert found["handled"].to_list() == [dt.datetime(2026, 3, 2, 12), dt.datetime(2026, 3, 2)]
        assert found["handled.date"].to_list() == [False, True]
        assert found["replied"].to_list() == [dt.datetime(2026, 3, 2), None]
        assert found["reply_waived"].to_list() == [True, False]
        row = batches(path)[0].row(0)
        assert row.data["events"][0] == {"type": "accepted", "at": "2026-03-02T10:00:00"}
        assert row.data["reply_waived"] is True

    def test_a_year_out_of_reach_in_parquet_is_told(self, tmp_path):
        path = tmp_path / "t.parquet"
        pl.DataFrame({"id": ["1", "2"], "handled": [dt.datetime(2, 1, 1), dt.datetime(2026, 1, 1)]}).write_parquet(path)
        assert list(errors(path)) == [1]
        assert "0002-01-01" in errors(path)[1]

    def test_it_tells_how_far_it_has_read(self, file, monkeypatch):
        monkeypatch.setattr(textual, "BLOCK", 1000)
        path = file("id,handled\n" + "".join(f"{n},2026-3-2\n" for n in range(1000)))
        with typed.opened(path, "zh", size=100) as source:
            steps = [(batch.frame.height, source.offset) for batch in source.batches]
        assert sum(height for height, _ in steps) == 1000
        assert [offset for _, offset in steps] == sorted(offset for _, offset in steps)
        assert steps[-1][1] == source.size
        assert "extension_decided" in source.absent[path]


# -- the same as the ticket says --------------------------------------------------------------------------------

DAYS = st.dates(dt.date(1899, 1, 1), dt.date(2201, 1, 1))
WRITTEN = st.sampled_from(
    [
        "{0.year:04}-{0.month:02}-{0.day:02} {1:02}:{2:02}:{3:02}",
        "{0.year}/{0.month}/{0.day} {1}:{2:02}",
        "{0.year}/{0.month}/{0.day} {1}:{2}:{3}",
        "{0.year}-{0.month}-{0.day}",
        "{0.year}/{0.month}/{0.day}",
        "{0.year}年{0.month}月{0.day}日",
        "{0.year}年{0.month}月{0.day}日{1}时{2}分",
        "{0.year}年{0.month}月{0.day}日 {1}:{2:02}",
        "{0.year}年{0.month}月{0.day}日{1}时{2}分{3}秒",
        "{0.year:04}{0.month:02}{0.day:02}",
        "{0.year}.{0.month}.{0.day} {1}:{2}",
        "{0.year:04}{0.month:02}{0.day:02}{1:02}{2:02}{3:02}",
        "{0.year:04}-{0.month:02}-{0.day:02}T{1:02}:{2:02}:{3:02}+08:00",
        "{0.year:04}-{0.month:02}-{0.day:02}T{1:02}:{2:02}:{3:02}Z",
        "{0.year:04}-{0.month:02}-{0.day:02}T{1:02}:{2:02}",
        "{0.year:04}-{0.month:02}-{0.day:02}T{1:02}:{2:02}:{3:02}.{2:03}",
        "{0.year}-{0.month}-{0.day} {1}:{2:02}:{3:02}.{3}",
        "{0.year}/{0.month}/{0.day} 下午 {1}:{2:02}",
        "{0.year}/{0.month}/{0.day} {1}:{2:02} PM",
        "{0.day}/{0.month}/{0.year}",
        "4{1:02}{2:02}.{3}",
        "4{1:02}{2:02}",
        "{0.year}-{0.month}-{0.day} 24:00",
        "{0.year}年{0.month}-{0.day}",
        "{0.year:04}-{0.month:02}-{0.day:02}T{1:02}:{2:02}:{3:02}-05:30",
        "{0.year:04}-{0.month:02}-{0.day:02} {1:02}:{2:02}:{3:02}Z",
    ]
)
TIMES = st.one_of(
    st.builds(
        lambda form, day, h, m, s: form.format(day, h, m, s),
        WRITTEN,
        DAYS,
        st.integers(0, 25),
        st.integers(0, 61),
        st.integers(0, 61),
    ),
    st.text(alphabet="0123456789-/:. T年月日时分秒上下午+Z", max_size=20),
)


@settings(max_examples=120, deadline=None)
@given(texts=st.lists(TIMES, min_size=1, max_size=12))
def test_a_column_of_times_reads_as_each_cell_does(texts):
    texts = [text.strip() for text in texts]
    read = instants.of_text(pl.Series([text or None for text in texts], dtype=pl.String), ZONE)
    for number, text in enumerate(texts):
        try:
            alone = read_instant(cells.time_text(text)) if text else None
        except ValueError:
            alone = None
        dated = alone is not None and not isinstance(alone, dt.datetime)
        if dated:
            alone = dt.datetime(alone.year, alone.month, alone.day)
        elif alone is not None and alone.tzinfo:
            alone = alone.astimezone(ZONE).replace(tzinfo=None)
        assert read.at[number] == alone, text
        assert bool(read.dated is not None and read.dated[number]) == dated, text
        assert bool(read.unread is not None and read.unread[number]) == (alone is None and text != ""), text


NAMES = [name for name in KNOWN if name not in ("event", "at", "as_of")]
VALUES = st.one_of(
    TIMES,
    st.sampled_from(
        [
            "",
            " ",
            "是",
            "否",
            "True",
            "0",
            "5",
            "1001",
            "law",
            "lead",
            "投诉",
            "complaint类",
            "help",
            "省",
            "caller",
            "特殊事项",
            "甲局",
            " 甲 ",
            "photos",
            "photos;x",
            "hotline",
            "special",
            "a;b",
            "1",
            "普通",
            "批办件",
            "　",
            "合计",
            "小 计：",
        ]
    ),
)


def alone(batch, number):
    """What the ticket says of a row: the ticket, or why there is none."""
    row = batch.row(number)
    if row.columns and len(row.cells) == len(row.columns.headings):
        with suppress(RowProblem):
            try:
                return Ticket.model_validate(row.columns.ticket(row.cells)), None
            except ValidationError as error:
                return None, validation_lines(error, "zh", written=row.written())
    return None, [row.error]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), block=st.sampled_from([200, 1 << 20]))
def test_every_row_is_readable_exactly_if_its_ticket_is(tmp_path, data, block, capsys):
    names = data.draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=8, unique=True))
    names = ["id", *(name for name in names if name != "id")]
    if not {*names} & {*EVENT_TYPES}:
        names.append("handled")
    likely = {name: st.one_of(TIMES, VALUES) if KNOWN[name].holds == "time" else VALUES for name in names}
    rows = data.draw(st.lists(st.tuples(*(likely[name] for name in names)), min_size=1, max_size=8))
    path = tmp_path / "t.parquet"
    pl.DataFrame(rows, schema=names, orient="row").write_parquet(path)
    text = tmp_path / "t.csv"
    pl.DataFrame(rows, schema=names, orient="row").write_csv(text)
    before, textual.BLOCK = textual.BLOCK, block
    try:
        found = batches(text, size=5)
    finally:
        textual.BLOCK = before
    numbers = []
    for batch in found:
        for number in range(batch.frame.height):
            ticket, problem = alone(batch, number)
            row = batch.frame.row(number, named=True)
            numbers.append(row["_row"])
            assert (row["_error"] is None) == (ticket is not None), (row["_error"], problem)
            if ticket is not None:
                same(ticket, row, batch)
    assert len(numbers) == len(set(numbers)) == sum(any(cell.strip() for cell in row) for row in rows)
    if not numbers:
        return
    stored = pl.concat([b.frame for b in batches(path)], how="diagonal").drop("_row")
    whole = pl.concat([b.frame for b in found], how="diagonal").drop("_row")
    names = [name for name in whole.columns if not name.endswith(".date")]
    assert stored.select(names).rows() == whole.select(names).rows()


def same(ticket, row, batch):
    """A typed row says what its ticket says."""
    for name in ("id", "unit", "city", "kind"):
        assert row[name] == getattr(ticket, name)
    for name in ("origin", "urgency", "track", "reply_waived"):
        assert row[name] == (getattr(ticket, name) if name in ticket.model_fields_set else None)
    events = {event.type: event for event in ticket.events}
    for role in batch.headings.roles:
        known = KNOWN[role]
        if known.event is None:
            continue
        told = getattr(events.get(known.event), known.field, None)
        if known.event in events and known.field not in events[known.event].model_fields_set:
            told = None
        if known.holds == "time" and told is not None:
            dated = not isinstance(told, dt.datetime)
            told = dt.datetime(told.year, told.month, told.day) if dated else told
            told = told.astimezone(ZONE).replace(tzinfo=None) if told.tzinfo else told
            assert bool(row.get(role + ".date")) == dated
        if known.holds != "list":
            assert row[role] == told, role


def test_a_row_keeps_what_a_full_review_needs(file):
    text = HEADS.replace("城市", "备注") + "1,x,投诉,甲局,2026/3/2 9:05,\n"
    row = batches(file(text))[0].row(0)
    assert json.loads(json.dumps(row.data))["ref"] == {"备注": "x"}
    assert Ticket.model_validate(row.data).kind == "complaint"
    assert row.written()[None, "kind"].heading == "诉求类型"


def test_many_rows_in_many_batches_are_all_there(file):
    chance = random.Random(1)
    rows = [
        f"{n},{chance.choice(['ganzi', ''])},投诉,甲,2026-3-{n % 28 + 1} {n % 24}:{n % 60:02},\n" for n in range(5000)
    ]
    rows[77] = "77,x\n"
    found = frame(file(HEADS + "".join(rows)), size=512)
    assert found["_row"].to_list() == list(range(2, 5002))
    assert found["_error"].null_count() == 4999
