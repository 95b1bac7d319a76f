"""Logs of one row per event: any order, several files, in memory or parted on disk, and nothing left out."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

import polars as pl
import pytest

from hotline_desk import eventlog
from hotline_desk.headings import ALIASES, ColumnMap
from hotline_desk.problems import lines_of
from hotline_rules import Ticket
from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import EVENT_TYPES

LOG = (
    "工单编号,环节,操作时间,承办单位,诉求类型,是否同意,延期天数\n"
    "B2,签收,2026/3/2 10:00,乙局,,,\n"
    "A1,受理,2026-03-02 09:00,,投诉,,\n"
    "B2,受理,2026/3/2 9:00,,求助,,\n"
    "A1,派单,2026-03-02 09:10,甲局,,,\n"
    "A1,延期审批,2026-03-04,,投诉,是,5\n"
    "A1,handled,46083.5,甲局,,,\n"
)


@pytest.fixture
def file(tmp_path):
    def write(text, name="t.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def rows(*paths, **more):
    return list(eventlog.event_rows(paths, "zh", **more))


def test_events_in_any_order_make_tickets(file):
    second, first = rows(file(LOG))
    assert (second.data["id"], second.line, first.line) == ("B2", 2, 3)
    assert first.data["kind"] == "complaint"
    assert first.data["events"] == [
        {"type": "accepted", "at": "2026-03-02T09:00:00"},
        {"type": "transferred", "at": "2026-03-02T09:10:00", "unit": "甲局"},
        {"type": "extension_decided", "at": "2026-03-04", "granted": True, "working_days": 5},
        {"type": "handled", "at": "2026-03-02T12:00:00", "unit": "甲局"},
    ]
    assert Ticket.model_validate(first.data).events[2].working_days == 5


def test_what_the_whole_log_holds_none_of_is_not_recorded_but_the_exceptional_ones_did_not_happen(file):
    with eventlog.opened([file(LOG)], "zh") as log:
        first = next(iter(log.rows))
        assert "fed_back" in first.data["not_recorded"]
        assert "signed" not in first.data["not_recorded"]
        assert "withdrawn" in log.absent
        assert "extension_decided" not in log.absent
        assert {*log.absent, *log.not_recorded} <= {*EVENT_TYPES}
        assert (log.events, log.offset) == (6, log.size)


def test_several_files_and_sheets_are_one_log(file, tmp_path):
    import xlsxwriter

    lines = LOG.splitlines(keepends=True)
    with xlsxwriter.Workbook(tmp_path / "t.xlsx") as book:
        for name, part in (("一", lines[3:5]), ("二", lines[5:])):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["流转"])
            for y, line in enumerate([lines[0], *part], start=1):
                sheet.write_row(y, 0, line.strip().split(","))
    whole = {row.data["id"]: row.data for row in rows(file(LOG))}
    parted = rows(file("".join(lines[:3])), str(tmp_path / "t.xlsx"))
    assert {row.data["id"]: row.data for row in parted} == whole


def test_a_large_log_is_parted_on_disk_with_the_same_tickets_and_the_folder_removed(file, tmp_path, monkeypatch):
    chance = random.Random(1)
    events = [
        f"T{n},{name},2026-3-{2 + k} 9:00\n"
        for n in range(500)
        for k, name in enumerate(("受理", "派单", "签收", "办结"))
    ]
    chance.shuffle(events)
    paths = [file("编号,事件,时间\n" + "".join(events[at::3]), f"{at}.csv") for at in range(3)]
    (tmp_path / "parts").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "parts"))
    whole = {row.data["id"]: row for row in rows(*paths)}
    with eventlog.opened(paths, "zh", small=20_000) as log:
        parted = list(log.rows)
        assert list(Path(tempfile.tempdir).iterdir())
    assert not list(Path(tempfile.tempdir).iterdir())
    assert len(parted) == len(whole) == 500
    assert {row.data["id"]: row for row in parted} == whole
    assert all(len(row.data["events"]) == 4 for row in parted)


def test_every_row_that_cannot_be_read_is_told_at_its_place_and_the_rest_judged(file):
    path = file(
        "工单编号,环节,时间,诉求类型\n1,受理,2026-3-2,投诉\n1,受派,2026-3-2,\n2,受理,昨天,\n3,受理,2026-3-2,投诉\n"
        "3,办结,2026-3-2,求助\n,受理,2026-3-2,\n4,受理\n5,受理,2026-3-2,怪\n"
    )
    found = {row.data.get("id"): row for row in rows(path)}
    assert f"{path}:3 列“环节”：见到 “受派”；可接受：" in found["1"].error
    assert "values.event" in found["1"].error
    assert f"{path}:4 列“时间”：见到 “昨天”" in found["2"].error
    assert "kind 与前面的行不同" in found["3"].error
    assert (found[None].line, found[None].error) == (7, "这一行没有工单编号")
    assert "有 2 格，标题有 4 列" in found["4"].error
    assert found["5"].error is None
    assert found["5"].data["kind"] == "怪"


def test_a_row_of_totals_belongs_to_no_ticket(file):
    path = file("序号,工单编号,环节,时间\n1,A1,受理,2026-3-2\n小计,,,1\n,合计,,1\n,A合计,受理,2026-3-2\n")
    found = {row.line: (row.data.get("id"), row.error) for row in rows(path)}
    assert found == {
        2: ("A1", None),
        3: (None, "合计行，不是工单"),
        4: ("合计", "合计行，不是工单"),
        5: ("A合计", None),
    }


def test_the_map_names_events_and_leaves_others_out(file):
    mapping = ColumnMap(
        columns={"步骤": "event", "完成于": "at", "批否": "granted"},
        values={"event": {"坐席保存": "", "批延": "extension_decided"}, "granted": {"准": "true"}},
    )
    path = file("编号,步骤,完成于,批否\n1,坐席保存,2026-3-1,\n1,批延,2026-3-2,准\n")
    (row,) = rows(path, mapping=mapping)
    assert row.data["events"] == [{"type": "extension_decided", "at": "2026-03-02", "granted": True}]


def test_a_changed_kind_belongs_to_its_event(file):
    (row,) = rows(file("编号,事件,时间,诉求类型\n1,受理,2026-3-1,投诉\n1,变更类型,2026-3-2,求助\n"))
    assert row.data["kind"] == "complaint"
    assert row.data["events"][1] == {"type": "kind_changed", "at": "2026-03-02", "kind": "help"}


def test_parquet_with_typed_times(tmp_path):
    import datetime as dt

    path = tmp_path / "t.parquet"
    pl.DataFrame(
        {"id": [1, 1], "event": ["accepted", "handled"], "at": [dt.datetime(2026, 3, 2, 9)] * 2}
    ).write_parquet(path)
    (row,) = rows(str(path))
    assert row.data["id"] == "1"
    assert row.data["events"][1] == {"type": "handled", "at": "2026-03-02T09:00:00"}


def test_a_log_is_told_from_a_table_of_tickets(file, capsys):
    assert [columns.is_log for columns in eventlog.headings_of(file(LOG), "zh")] == [True]
    table = file("编号,操作,办结时间,时间\n1,,,\n")
    assert [columns.is_log for columns in eventlog.headings_of(table, "zh")] == [False]
    assert list(eventlog.headings_of(file("{}", "t.jsonl"), "zh")) == []
    assert capsys.readouterr().err == ""
    with pytest.raises(InvalidValueError) as caught:
        rows(file("id,handled\n1,\n"))
    assert "一行一个事件" in lines_of(caught.value, "zh")[0]


def test_every_name_of_an_event_is_one_event():
    assert {eventlog.NAMES[name] for name in eventlog.NAMES} == {*EVENT_TYPES}
    for alias, role in ALIASES.items():
        if role in EVENT_TYPES:
            assert eventlog.NAMES[alias.removesuffix("时间")] == role
