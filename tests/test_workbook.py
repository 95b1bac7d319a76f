"""The workbook and the files beside it: their sums agree, nothing in them is a command, and they appear whole."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from hotline_desk import report as rp
from hotline_desk import results, workbook, workbook_pour
from hotline_desk.report import CityUsed, FileRead, NotRated, Published, Rate, Report, frame
from hotline_desk.workbook_cells import LONGEST, plain, width_of
from hotline_desk.workbook_words import SHEETS
from hotline_rules import jurisdiction

CHINESE = re.compile(r"[\u3400-\u9fff\u3000-\u303f\uff00-\uffef]")
DUE = datetime(2026, 3, 10)  # the end of 9 March
DONE = datetime(2026, 3, 11, 9, 30)
NUMBER = 30


def finding(number: int, **other):
    late = number % 3 > 0
    told = {
        "ticket": f"T-{number:05}", "city": "ganzi", "unit": f"Office {number % 4}", "stage": "handle", "round": 1,
        "state": "late" if late else "overdue", "severity": "breach", "provision": "13/I(1)", "gloss": "gloss",
        "start": datetime(2026, 3, 2, 9), "due": DUE, "due_latest": DUE, "done": DONE if late else None,
        "late_by": "2", "late_seconds": 7200, "late_working_days": 2, "since": DUE, "counting": "one\ntwo",
        "readings": "AMB-01 AMB-05", "contested": "", "firm": None, "flips": None, "assumptions": None,
        "published_due": None, "published_overdue": None, "file": "a.xlsx", "sheet": "S", "row": number + 2,
    }  # fmt: skip
    return told | other


def findings(*rows) -> pl.DataFrame:
    extra = {key: pl.String for row in rows for key in row if key not in rp.FINDINGS and key not in rp.FINDINGS_MAY}
    optional = {key: kind for key, kind in rp.FINDINGS_MAY.items() if any(key in row for row in rows)}
    return pl.DataFrame(list(rows), schema={**rp.FINDINGS, **optional, **extra})


def undecided(*tickets) -> pl.DataFrame:
    rows = [
        (t, "ganzi", None, "sign", "hours_unknown", None, DUE, None, "a.xlsx", "S", i) for i, t in enumerate(tickets)
    ]
    return frame(rp.UNDECIDED, rows)


def sample(**other) -> Report:
    """A report whose counts agree with one another."""
    rows = [finding(number) for number in range(NUMBER)]
    late = [row for row in rows if row["state"] == "late"]
    overdue = [row for row in rows if row["state"] == "overdue"]

    def of(unit: str):
        return sum(r["unit"] == unit for r in late), sum(r["unit"] == unit for r in overdue)

    units = [("ganzi", f"Office {i}", "handle", 10, *of(f"Office {i}"), 1, 2, 3) for i in range(4)]
    told = {
        "as_of": datetime(2026, 4, 1),
        "made": datetime(2026, 4, 2, 8, 30),
        "files": (FileRead("a.xlsx", "S", 103, 101, 2, 2, 104, absent=("archived",), columns=(("No.", "id"),)),),
        "cities": (CityUsed.of(jurisdiction("ganzi"), jurisdiction("ganzi").regulation.notices),),
        "tickets": 101,
        "states": frame(
            rp.STATES,
            [
                ("ganzi", "handle", "in_time", 40), ("ganzi", "handle", "late", len(late)),
                ("ganzi", "handle", "overdue", len(overdue)), ("ganzi", "sign", "undetermined", 2),
            ],
        ),
        "months": frame(
            rp.MONTHS, [("ganzi", "handle", "2026-02", 20, 25), ("ganzi", "handle", "2026-03", 20, 45),
                        ("ganzi", "sign", "2026-03", 0, 0)],
        ),
        "units": frame(rp.UNITS, units),
        "used": frame(rp.USED, [("ganzi", "handle", 0, 5), ("ganzi", "handle", 80, 35), ("ganzi", "handle", 150, 20)]),
        "provisions": frame(rp.PROVISIONS, [("ganzi", "13/I(1)", "handle", len(late), len(overdue))]),
        "timeline": frame(rp.TIMELINE, [("ganzi", "2026-01", 50, 50, 0, 0), ("ganzi", "2026-03", 51, 51, 60, 55)]),
        "whys": frame(rp.WHYS, [("hours_unknown", 2)]),
        "others": frame(rp.OTHERS, [("note", "lead_not_named", 4), ("breach", "return_barred", 1)]),
        "rates": (Rate.of("handled_on_time", 40, 70, undetermined=3), Rate.of("signed_on_time", 0, 0, undetermined=2)),
        "not_rated": (NotRated("returned", ("return_requested", "return_decided")),),
        "findings": (findings(*rows),),
        "undecided": (undecided("U-1", "U-2"),),
        "missed": (frame(rp.MISSED, [("a.xlsx", "S", 7, "M-1", "no date"), ("a.xlsx", "S", 8, None, "no number")]),),
        "doubles": (frame(rp.DOUBLES, [("a.xlsx", "S", 9, "T-00001")]),),
        "not_told": {"kind": 3},
        "version": "0.0",
    }  # fmt: skip
    return Report(**(told | other))


def comparison() -> Published:
    table = [
        ("overdue", "overdue", 28), ("overdue", "not_overdue", 2), ("not_overdue", "overdue", 5),
        ("not_overdue", "not_overdue", 65), ("undetermined", "overdue", 1),
    ]  # fmt: skip
    differing = [("D-1", "ganzi", "Office 1", "handle", DUE, DUE, DUE, False, "late", -1, "a.xlsx", "S", 3)]
    return Published(
        frame(rp.PUBLISHED_TABLE, table), frame(rp.PUBLISHED_DAYS, [(-1, 7), (0, 90), (55, 1), (80, 2)]),
        (frame(rp.DIFFERING, differing),), 7, 4, ("overdue?",),
    )  # fmt: skip


def written(report: Report, path: Path, lang="zh", **other) -> openpyxl.Workbook:
    workbook.write(report, path, lang, **other)
    return openpyxl.load_workbook(path)


def sheet_of(book: openpyxl.Workbook, key: str, lang="zh"):
    return book[SHEETS[key][lang == "en"]]


def table(sheet) -> list[dict]:
    rows = list(sheet.iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def texts(book: openpyxl.Workbook) -> list[str]:
    return [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]


def labelled(sheet, label: str, column: int = 1):
    """The cell beside a label of the overview."""
    return next(row[column] for row in sheet.iter_rows(values_only=True) if str(row[0]).strip() == label)


class TestTheSums:
    def test_what_the_sheets_list_is_what_the_json_counts(self, tmp_path):
        report = sample(published=comparison())
        book = written(report, tmp_path / "r.xlsx", "en")
        results.write(report, tmp_path / "r.xlsx")
        told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
        violations = table(sheet_of(book, "violations", "en"))
        assert len(violations) == told["totals"]["findings"] == NUMBER
        assert sum(row["state"] == "late (done)" for row in violations) == told["totals"]["late"]
        assert sum(row["state"] == "overdue (not done)" for row in violations) == told["totals"]["overdue"]
        units = table(sheet_of(book, "units", "en"))
        for column, key in (("done late", "late"), ("not done", "overdue"), ("in time", "in_time"), ("open", "open")):
            assert sum(row[column] for row in units) == sum(row[key] for row in told["units"])
        provisions = table(sheet_of(book, "provisions", "en"))
        assert sum(row["total"] for row in provisions) == told["totals"]["findings"]
        quality = table(sheet_of(book, "quality", "en"))
        for kind, key in (
            ("undetermined", "undecided"), ("not judged", "not_judged"), ("repeated number", "duplicates")
        ):  # fmt: skip
            assert sum(row["what"] == kind for row in quality) == told["totals"][key]
        others = table(sheet_of(book, "others", "en"))
        assert sum(row["count"] for row in others) == told["totals"]["other_findings"]
        overview = sheet_of(book, "overview", "en")
        assert labelled(overview, "rows in") == told["rows"]["in"] == 103
        assert labelled(overview, "– judged") + labelled(overview, "– not judged") == 103
        assert labelled(overview, "findings of lateness") == told["totals"]["findings"]

    def test_every_rate_stands_with_its_numerator_its_denominator_and_its_cohort(self, tmp_path):
        overview = sheet_of(written(sample(), tmp_path / "r.xlsx"), "overview")
        row = next(row for row in overview.iter_rows(values_only=True) if row[0] == "按时办结率")
        assert row[1:3] == (40, 70)
        assert row[3] == pytest.approx(40 / 70)
        assert row[5] == 3
        assert "至今未办结的" in row[6]

    def test_a_rate_of_nothing_is_not_scored_and_never_a_hundred_per_cent(self, tmp_path):
        for lang, label, said in (("zh", "签收及时率", "不计分"), ("en", "signed for on time", "not scored")):
            book = written(sample(), tmp_path / "r.xlsx", lang)
            row = next(r for r in sheet_of(book, "overview", lang).iter_rows(values_only=True) if r[0] == label)
            assert row[1:4] == (0, 0, said)
        month = table(sheet_of(book, "timeline", "en"))[-1]
        assert month["sign-in: on time"] == "not scored"
        assert results.summary(sample())["rates"][1]["rate"] is None

    def test_a_rate_whose_columns_the_file_lacks_is_said_to_be_not_recorded(self, tmp_path):
        overview = sheet_of(written(sample(), tmp_path / "r.xlsx"), "overview")
        row = next(row for row in overview.iter_rows(values_only=True) if row[0] == "退单率")
        assert row[1:4] == (None, None, "未记载")
        assert "申请退件" in row[6]

    def test_a_report_whose_rows_do_not_add_up_says_so_before_any_number(self, tmp_path):
        report = sample(files=(FileRead("a.xlsx", "S", 104, 101, 2),))
        overview = sheet_of(written(report, tmp_path / "r.xlsx"), "overview")
        assert any("行数不平" in str(row[0]) for row in overview.iter_rows(max_row=6, values_only=True))
        assert results.summary(report)["rows"]["balanced"] is False

    def test_the_audit_in_one_number_is_shown_with_both_its_parts(self, tmp_path):
        report = sample(published=comparison())
        assert (report.published.agree, report.published.compared) == (93, 100)
        book = written(report, tmp_path / "r.xlsx")
        assert sheet_of(book, "published")["A1"].value == "公布与规则一致：93 ÷ 100 ＝ 93.0%"
        assert any("93 ÷ 100" in text for text in texts(book)[:60])
        rows = [row[:2] for row in sheet_of(book, "published").iter_rows(values_only=True)]
        assert ("晚超过30天", 3) in rows
        assert ("早1天", 7) in rows

    def test_without_a_published_deadline_there_is_no_such_sheet(self, tmp_path):
        assert SHEETS["published"][0] not in written(sample(), tmp_path / "r.xlsx").sheetnames

    def test_every_sheet_of_the_report_is_there_in_order(self, tmp_path):
        book = written(sample(published=comparison()), tmp_path / "r.xlsx")
        assert book.sheetnames == [zh for zh, _ in SHEETS.values()]

    def test_an_audit_that_found_nothing_still_makes_a_workbook(self, tmp_path):
        bare = Report(datetime(2026, 4, 1), datetime(2026, 4, 1), (), (), 0)
        book = written(bare, tmp_path / "r.xlsx")
        assert sheet_of(book, "violations")["A2"].value == "（无）"
        results.write(bare, tmp_path / "r.xlsx")
        assert pl.read_parquet(tmp_path / "r.findings.parquet").columns[:2] == ["ticket", "city"]


class TestTimes:
    def test_an_end_at_midnight_is_written_as_the_last_hour_of_its_day(self, tmp_path):
        sheet = sheet_of(written(sample(), tmp_path / "r.xlsx", "en"), "violations", "en")
        heads = [cell.value for cell in sheet[1]]
        cell = sheet.cell(2, heads.index("due") + 1)
        assert cell.number_format == 'yyyy-mm-dd "24:00"'
        assert cell.value.date() == datetime(2026, 3, 9).date()

    def test_an_act_of_which_only_the_date_is_known_has_no_hour(self, tmp_path):
        row = finding(1, done=datetime(2026, 3, 11), done_latest=datetime(2026, 3, 12))
        sheet = sheet_of(written(sample(findings=(findings(row),)), tmp_path / "r.xlsx", "en"), "violations", "en")
        heads = [cell.value for cell in sheet[1]]
        assert sheet.cell(2, heads.index("done") + 1).number_format == "yyyy-mm-dd"

    def test_times_with_a_zone_keep_their_wall_clock(self, tmp_path):
        rows = findings(finding(1)).with_columns(pl.col("done").dt.replace_time_zone("Asia/Shanghai"))
        results.write(sample(findings=(rows,)), tmp_path / "r.xlsx")
        assert pl.read_parquet(tmp_path / "r.findings.parquet")["done"].to_list() == [DONE]

    def test_a_date_before_spreadsheets_is_written_as_text(self, tmp_path):
        row = finding(1, start=datetime(2, 1, 1))
        sheet = sheet_of(written(sample(findings=(findings(row),)), tmp_path / "r.xlsx", "en"), "violations", "en")
        assert table(sheet)[0]["start"] == "0002-01-01 00:00"

    def test_a_stage_that_used_all_of_its_limit_is_in_the_bucket_that_is_in_time(self):
        assert [rp.used_bucket(n) for n in (0, 20, 20.1, 100, 100.01, 150, 301)] == [0, 0, 20, 80, 100, 100, 300]


COMMANDS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0"]


class TestTextIsText:
    @pytest.mark.parametrize("command", COMMANDS)
    def test_a_text_that_begins_like_a_command_is_written_as_text(self, tmp_path, command):
        row = finding(1, ticket=command, unit=command, counting=command, file=command)
        units = frame(rp.UNITS, [("ganzi", command, "handle", 1, 1, 0, 0, 0, 0)])
        missed = frame(rp.MISSED, [(command, command, 1, command, command)] * 2)
        report = sample(findings=(findings(row),), units=units, missed=(missed,))
        for lang in ("zh", "en"):
            book = written(report, tmp_path / "r.xlsx", lang)
            cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line]
            assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
        cell = sheet_of(book, "violations", "en")["A2"]
        assert cell.value.strip() == command.strip()
        assert cell.quotePrefix

    def test_no_part_of_the_workbook_holds_a_formula_or_a_link(self, tmp_path):
        row = finding(1, ticket="http://example.org", unit="mailto:a@b", file="internal:A!A1")
        workbook.write(sample(findings=(findings(row),)), tmp_path / "r.xlsx", "zh")
        with zipfile.ZipFile(tmp_path / "r.xlsx") as package:
            for name in package.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    text = package.read(name).decode()
                    assert "<f>" not in text
                    assert "hyperlink" not in text

    def test_a_text_longer_than_a_cell_is_cut_with_a_mark(self, tmp_path):
        long = "字" * 40_000
        row = finding(1, counting=long, gloss="😀" * 20_000)
        cells = table(sheet_of(written(sample(findings=(findings(row),)), tmp_path / "r.xlsx"), "violations"))[0]
        assert len(cells["怎样数出"]) == LONGEST
        assert cells["怎样数出"].endswith("（截断，全文 40000 字）")
        assert len(cells["条款大意"].encode("utf-16-le")) <= LONGEST * 2
        assert plain("字" * LONGEST) == "字" * LONGEST

    @settings(max_examples=25)
    @given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=1, max_size=40))
    def test_any_text_comes_back_as_it_was_without_what_xml_forbids(self, tmp_path_factory, told):
        path = tmp_path_factory.mktemp("any") / "r.xlsx"
        rows = findings(*(finding(i, ticket=text) for i, text in enumerate(told)))
        sheet = sheet_of(written(sample(findings=(rows,)), path), "violations")
        forbidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
        for number, text in enumerate(told, start=2):
            expected = forbidden.sub("", text)
            found = sheet.cell(number, 1).value or ""
            # XML reads every end of line as one and the same
            assert found.rstrip() == expected.replace("\r\n", "\n").replace("\r", "\n").rstrip(), (text, found)

    def test_a_text_that_looks_like_markup_stays_a_text(self, tmp_path):
        row = finding(1, ticket="<r><t>x</t></r>", unit="<b>&amp;", gloss="_x0041_")
        cells = table(
            sheet_of(written(sample(findings=(findings(row),)), tmp_path / "r.xlsx", "en"), "violations", "en")
        )
        assert cells[0]["ticket"].strip() == "<r><t>x</t></r>"
        assert cells[0]["unit"] == "<b>&amp;"
        assert cells[0]["in short"] in ("_x0041_", "_x005F_x0041_")  # the reader may not undo the escape


class TestPersonalColumns:
    ROW = finding(1, 来电人="张三", phone="13812345678")

    def test_the_callers_own_columns_stay_out(self, tmp_path):
        report = sample(findings=(findings(self.ROW),))
        told = texts(written(report, tmp_path / "r.xlsx"))
        assert not [text for text in told if "张三" in text or "13812345678" in text]
        assert "T-00001" in told
        results.write(report, tmp_path / "r.xlsx")
        assert set(pl.read_parquet(tmp_path / "r.findings.parquet").columns) == {*rp.FINDINGS, *rp.FINDINGS_MAY}

    def test_they_are_there_when_asked_for(self, tmp_path):
        report = sample(findings=(findings(self.ROW),))
        book = written(report, tmp_path / "r.xlsx", unmasked=True)
        assert table(sheet_of(book, "violations"))[0]["来电人"] == "张三"
        results.write(report, tmp_path / "r.xlsx", unmasked=True)
        assert pl.read_parquet(tmp_path / "r.findings.parquet")["phone"].to_list() == ["13812345678"]

    def test_parts_need_not_carry_the_same_columns_of_their_own(self, tmp_path):
        report = sample(
            findings=(findings(self.ROW), findings(finding(2, address="x"))),
            undecided=(undecided("U-1").with_columns(note=pl.lit("n")),),
        )
        book = written(report, tmp_path / "r.xlsx", unmasked=True)
        told = table(sheet_of(book, "violations"))
        assert [(row["来电人"], row["address"]) for row in told] == [("张三", None), (None, "x")]
        assert [row["note"] for row in table(sheet_of(book, "quality"))] == [None, None, None, "n"]

    def test_a_message_that_quotes_a_telephone_or_an_identity_card_is_masked(self, tmp_path):
        errors = [("a", None, 1, "M-1", "“13812345678” is no date"), ("a", None, 2, "M-2", "11010519491231002X")]
        report = sample(missed=(frame(rp.MISSED, errors),))
        told = table(sheet_of(written(report, tmp_path / "r.xlsx"), "quality"))
        assert [row["原因"] for row in told[:2]] == ["“138****5678” is no date", "110****002X"]
        results.write(report, tmp_path / "r.xlsx")
        assert "13812345678" not in str(pl.read_parquet(tmp_path / "r.not_judged.parquet").to_dicts())
        book = written(report, tmp_path / "r.xlsx", unmasked=True)
        assert "13812345678" in table(sheet_of(book, "quality"))[0]["原因"]


class TestLimits:
    def test_a_sheet_stops_at_its_limit_and_says_how_many_there_are_and_where(self, tmp_path, monkeypatch):
        monkeypatch.setattr(workbook, "LIMIT", 10)
        report = sample()
        shown = workbook.write(report, tmp_path / "r.xlsx", "zh")
        assert shown["violations"] == (10, NUMBER)
        sheet = sheet_of(openpyxl.load_workbook(tmp_path / "r.xlsx"), "violations")
        assert sheet.max_row == 11
        assert sheet.cell(1, sheet.max_column).value == "共 30 行，本表列前 10 行。其余见 r.findings.parquet"
        book = openpyxl.load_workbook(tmp_path / "r.xlsx")
        assert any("“逾期清单”共 30 行，表内列出 10 行" in text for text in texts(book))
        results.write(report, tmp_path / "r.xlsx")
        assert pl.read_parquet(tmp_path / "r.findings.parquet").height == NUMBER

    def test_the_limit_is_that_of_the_format(self):
        assert workbook.LIMIT == 1_048_576 - 1

    def test_several_parts_are_one_list_in_their_order(self, tmp_path):
        parts = []
        for number in range(3):
            parts.append(tmp_path / f"{number}.parquet")
            findings(*(finding(10 * number + i) for i in range(5))).write_parquet(parts[-1])
        report = sample(findings=(*parts, findings(finding(99, done_latest=DONE))))
        tickets = [row["工单"] for row in table(sheet_of(written(report, tmp_path / "r.xlsx"), "violations"))]
        assert tickets == [f"T-{n:05}" for n in (*range(5), *range(10, 15), *range(20, 25), 99)]
        results.write(report, tmp_path / "r.xlsx")
        assert pl.read_parquet(tmp_path / "r.findings.parquet")["ticket"].to_list() == tickets


class TestReadingIt:
    def test_headings_stay_repeat_on_every_page_and_can_be_filtered(self, tmp_path):
        book = written(sample(published=comparison()), tmp_path / "r.xlsx")
        for sheet in book:
            assert sheet.freeze_panes in ("A2", "B2"), sheet.title
            assert sheet.print_title_rows == "$1:$1", sheet.title
            assert sheet.page_setup.orientation == "landscape"
            assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert "2026年3月31日24:00" in sheet.oddHeader.right.text
            assert "第 &P 页" in sheet.oddFooter.right.text
            if sheet.title != SHEETS["overview"][0]:
                assert sheet.auto_filter.ref, sheet.title

    def test_a_chinese_character_is_two_wide(self):
        assert width_of("工单 a") == 6

    def test_the_charts_draw_the_numbers_of_the_sheets(self, tmp_path):
        path = tmp_path / "r.xlsx"
        book = written(sample(), path)
        with zipfile.ZipFile(path) as package:
            charts = [n for n in package.namelist() if n.startswith("xl/charts/chart")]
            drawn = [package.read(name).decode() for name in sorted(charts)]
        assert [kind for chart in drawn for kind in ("lineChart", "barChart") if kind in chart] == [
            "lineChart", "barChart", "barChart",
        ]  # fmt: skip
        for chart in drawn:
            for sheet, cells in re.findall(r"<c:val><c:numRef><c:f>'?([^'!]+)'?!([^<]+)</c:f>", chart):
                found = book[sheet][cells.replace("$", "")]
                cached = re.search(rf"{re.escape(cells)}</c:f><c:numCache>.*?</c:numCache>", chart.replace("\n", ""))
                values = [float(cell.value) for line in found for cell in line if cell.value is not None]
                assert values
                assert cached
                assert [float(v) for v in re.findall(r"<c:v>([^<]*)</c:v>", cached[0]) if v] == values

    def test_the_english_workbook_has_no_chinese_beyond_proper_names(self, tmp_path):
        report = sample(published=comparison(), stressed=True)
        book = written(report, tmp_path / "r.xlsx", "en")
        told = [text.replace("(规章)", "") for text in texts(book)]  # a rank of rules, in the words of a reading
        assert not [text for text in (*book.sheetnames, *told) if CHINESE.search(text)]
        with zipfile.ZipFile(tmp_path / "r.xlsx") as package:
            for name in package.namelist():
                if name.startswith("xl/theme"):  # the names of fonts
                    continue
                assert not CHINESE.search(package.read(name).decode().replace("(规章)", "")), name

    def test_the_chinese_workbook_names_everything_in_chinese(self, tmp_path):
        book = written(sample(published=comparison(), stressed=True), tmp_path / "r.xlsx", "zh")
        heads = [cell.value for key in SHEETS if key != "overview" for cell in sheet_of(book, key)[1] if cell.value]
        assert not [head for head in heads if not CHINESE.search(str(head))]

    def test_what_the_answers_rest_on_is_there(self, tmp_path):
        city = jurisdiction("ganzi").with_readings({"AMB-05": "close_of_business"})
        report = sample(cities=(CityUsed.of(city),))
        told = "\n".join(texts(written(report, tmp_path / "r.xlsx")))
        for text in (city.rules_hash, city.calendar.fingerprint, "AMB-05=close_of_business", "使用者改选", "归档"):
            assert text in told

    def test_the_notices_of_a_regulation_stand_before_the_numbers(self, tmp_path):
        overview = sheet_of(written(sample(), tmp_path / "r.xlsx"), "overview")
        notice = jurisdiction("ganzi").regulation.notices[0].zh
        assert notice in [row[0] for row in overview.iter_rows(max_row=4, values_only=True)]

    def test_a_stress_test_is_told_finding_by_finding(self, tmp_path):
        rows = findings(finding(1, firm=True), finding(2, firm=False, flips="AMB-05 → in time"), finding(4))
        book = written(sample(findings=(rows,), stressed=True), tmp_path / "r.xlsx", "en")
        told = table(sheet_of(book, "violations", "en"))
        assert [row["firm under every reading"] for row in told] == ["yes", "no", "not tested"]
        assert told[1]["the reading that flips it"] == "AMB-05 → in time"
        assert labelled(sheet_of(book, "overview", "en"), "– firm under every reading") == 1


class TestWholeOrNotAtAll:
    def test_the_same_report_makes_the_same_bytes(self, tmp_path):
        for name in ("a", "b"):
            (tmp_path / name).mkdir()
            workbook.write(sample(published=comparison()), tmp_path / name / "r.xlsx", "zh")
            results.write(sample(published=comparison()), tmp_path / name / "r.xlsx")
            time.sleep(1.1 if name == "a" else 0)  # the clock of a file is in seconds
        for one in sorted((tmp_path / "a").iterdir()):
            assert one.read_bytes() == (tmp_path / "b" / one.name).read_bytes(), one.name

    def test_the_time_it_was_made_may_carry_a_zone(self, tmp_path):
        workbook.write(sample(made=datetime(2026, 4, 2, tzinfo=UTC)), tmp_path / "r.xlsx", "zh")

    def test_nothing_else_is_left_beside_the_report(self, tmp_path):
        workbook.write(sample(), tmp_path / "r.xlsx", "zh")
        results.write(sample(), tmp_path / "r.xlsx")
        names = {"r.xlsx", "r.json", "r.findings.parquet", "r.undecided.parquet", "r.not_judged.parquet"}
        assert {one.name for one in tmp_path.iterdir()} == names

    def test_a_kill_in_mid_write_leaves_the_previous_report_intact(self, tmp_path):
        path = tmp_path / "r.xlsx"
        workbook.write(sample(), path, "zh")
        before = path.read_bytes()
        code = (
            "import sys; sys.path.insert(0, sys.argv[2])\n"
            "from pathlib import Path; import polars as pl; from hotline_desk import workbook\n"
            "from tests.test_workbook import sample, findings, finding\n"
            "many = pl.concat([findings(finding(1))] * 200_000, rechunk=True)\n"
            "print('begins', flush=True)\n"
            "workbook.write(sample(findings=(many,)), Path(sys.argv[1]), 'zh')\n"
        )
        root = str(Path(__file__).parent.parent)
        run = subprocess.Popen([sys.executable, "-c", code, str(path), root], stdout=subprocess.PIPE, text=True)
        assert run.stdout
        assert run.stdout.readline() == "begins\n"
        rooms: list[Path] = []
        until = time.monotonic() + 60
        while not any(size > 100_000 for size in _sizes(rooms)) and time.monotonic() < until:
            time.sleep(0.02)
            rooms = list(tmp_path.glob(".r.xlsx.*.part"))
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        assert run.returncode == -signal.SIGKILL
        assert rooms, "it was killed while it wrote"
        assert path.read_bytes() == before

    def test_a_disk_that_fills_up_leaves_the_previous_report_intact(self, tmp_path):
        disk = tmp_path / "disk"
        disk.mkdir()
        if shutil.which("mount") is None or os.geteuid() != 0:
            pytest.skip("only root can mount a small disk")
        size = ["-t", "tmpfs", "-o", "size=300k", "tmpfs"]
        if subprocess.run(["mount", *size, str(disk)], capture_output=True, check=False).returncode:
            pytest.skip("a small disk cannot be mounted here")
        try:
            self._fills_up(disk / "r.xlsx")
        finally:
            subprocess.run(["umount", str(disk)], check=True)

    def _fills_up(self, path: Path) -> None:
        workbook.write(sample(), path, "zh")
        results.write(sample(), path)
        before = {one: one.read_bytes() for one in path.parent.iterdir()}
        rows = pl.concat([findings(finding(1))] * 20_000).with_columns(
            ticket=pl.int_range(20_000).hash(1).cast(pl.String), counting=pl.int_range(20_000).hash(2).cast(pl.String)
        )
        big = sample(findings=(rows,))
        with pytest.raises(OSError, match="space"):
            workbook.write(big, path, "zh")
        with pytest.raises(OSError, match="space"):
            results.write(big, path)
        assert {one: one.read_bytes() for one in path.parent.iterdir()} == before

    @pytest.mark.parametrize("after", [0, 150, 300])
    def test_a_writer_that_fails_leaves_the_previous_report_intact(self, tmp_path, monkeypatch, after):
        path = tmp_path / "r.xlsx"
        workbook.write(sample(), path, "zh")
        before = path.read_bytes()
        calls = []
        real = Worksheet.write_string

        def full(self, *told):
            calls.append(1)
            if len(calls) > after:
                raise OSError(errno.ENOSPC, "No space left on device")
            return real(self, *told)

        monkeypatch.setattr(Worksheet, "write_string", full)
        with pytest.raises(OSError, match="No space"):
            workbook.write(sample(), path, "zh")
        assert path.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == ["r.xlsx"]

    def test_a_list_that_breaks_off_while_it_is_poured_leaves_the_previous_report_intact(self, tmp_path, monkeypatch):
        path = tmp_path / "r.xlsx"
        workbook.write(sample(), path, "zh")
        before = path.read_bytes()

        def full(number, *_):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(workbook_pour, "_row", full)
        with pytest.raises(OSError, match="No space"):
            workbook.write(sample(), path, "zh")
        assert path.read_bytes() == before
        assert [one.name for one in tmp_path.iterdir()] == ["r.xlsx"]

    def test_a_part_that_has_gone_leaves_the_previous_report_intact(self, tmp_path):
        path = tmp_path / "r.xlsx"
        workbook.write(sample(), path, "zh")
        results.write(sample(), path)
        before = {one: one.read_bytes() for one in tmp_path.iterdir()}
        for write in (workbook.write, results.write):
            lang = ("zh",) if write is workbook.write else ()
            with pytest.raises((OSError, pl.exceptions.PolarsError)):
                write(sample(findings=(tmp_path / "gone.parquet",)), path, *lang)
        assert {one: one.read_bytes() for one in tmp_path.iterdir()} == before

    def test_a_directory_that_is_not_there_is_an_error_of_the_system(self, tmp_path):
        with pytest.raises(OSError, match="nowhere"):
            workbook.write(sample(), tmp_path / "nowhere" / "r.xlsx", "zh")


def _sizes(rooms: list[Path]) -> list[int]:
    """How much stands in the rooms of a writer at work; a file may be gone by the time it is looked at."""
    found = []
    for room in rooms:
        try:
            found += [one.stat().st_size for one in room.iterdir()]
        except OSError:
            continue
    return found


class TestTheReport:
    def test_a_row_that_is_neither_judged_nor_listed_unbalances_it(self):
        assert sample().balanced
        assert not sample(missed=()).balanced

    def test_lists_of_readings_may_be_lists(self, tmp_path):
        rows = findings(finding(1)).with_columns(readings=pl.Series([["AMB-01", "AMB-05"]]))
        results.write(sample(findings=(rows,)), tmp_path / "r.xlsx")
        assert pl.read_parquet(tmp_path / "r.findings.parquet")["readings"].to_list() == ["AMB-01 AMB-05"]

    def test_rates_are_told_beside_what_stays_outside_them(self):
        told = results.summary(sample())["rates"][0]
        assert (told["numerator"], told["denominator"], told["outside"]) == (40, 70, {"no_limit": 0, "undetermined": 3})

    def test_the_json_is_plain_and_the_same_in_both_languages(self, tmp_path):
        report = replace(sample(), published=comparison())
        results.write(report, tmp_path / "r.json")
        assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8")) == json.loads(
            json.dumps(results.summary(report))
        )
