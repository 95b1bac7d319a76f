"""`hotline audit` over tables: judged as columns or row by row, in any form of file, the findings are the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import numpy as np
import openpyxl
import polars as pl
import pytest

from hotline_desk import rooms, typed
from hotline_desk.bulk import BulkJudge
from hotline_desk.judging import Judge, NotJudged
from hotline_desk.options import read_setup
from hotline_desk.results import beside
from hotline_desk.tally import Tally
from hotline_rules.columns.dues import NEVER
from tests.column_tickets import alike, ordinary
from tests.test_desk import run

ROOT = Path(__file__).parent.parent
AS_OF = ("--as-of", "2026-06-15T10:30")
HEADINGS = {
    "accepted": "受理时间", "transferred": "派单时间", "arrived": "到达时间", "signed": "签收时间",
    "handled": "办结时间", "replied": "回复时间", "fed_back": "反馈时间", "closed": "结案时间",
    "withdrawn": "withdrawn",
}  # fmt: skip
KINDS = {
    "consultation": "咨询", "help": "求助", "complaint": "投诉", "report": "举报", "suggestion": "意见建议",
    "praise": "表扬", "service": "办事服务", "other": "其他",
}  # fmt: skip


def export(tickets, *, first=1):
    """Tickets as an export of a platform would hold them: Chinese headings and words."""
    count = len(tickets)
    data: dict[str, object] = {"工单编号": [f"T{number:07d}" for number in range(first, first + count)]}
    kind = tickets.fields["kind"]
    data["诉求类型"] = [KINDS.get(kind.at(row) or "") for row in range(count)]
    if "unit" in tickets.fields:
        data["承办单位"] = [tickets.fields["unit"].at(row) for row in range(count)]
    for event, column in tickets.times.items():
        data[HEADINGS[event]] = pl.Series(column.view("datetime64[us]"))
    return pl.DataFrame(data)


def written(frame, path, encoding="utf-8"):
    """A CSV as platforms write them: minutes and seconds, no letter T."""
    text = frame.write_csv(datetime_format="%Y-%m-%d %H:%M:%S")
    path.write_bytes(text.encode(encoding))
    return path


def judge(city, as_of="2026-06-15T10:30"):
    return Judge(read_setup(None, None, None, None, None, None), city, as_of, "zh", as_of_wins=True)


def told(tally):
    """Everything an audit counts, without what hangs on the file."""
    tally.finish()
    found = tally.as_dict()
    for one in (*found["findings"], *found["other_findings"], *found["undecided"]):
        one.pop("file", None)
    return {
        **{name: found[name] for name in ("counts", "on_time", "rows", "parameters", "notices")},
        "findings": sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in found["findings"]),
        "others": sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in found["other_findings"]),
        "undecided": sorted(json.dumps(one, ensure_ascii=False, sort_keys=True) for one in found["undecided"]),
        "doubles": [one["id"] for one in found["duplicates"]],
        "not_told": found["assumptions"]["not_told"],
        "months": dict(tally.months), "units": dict(tally.units), "provisions": dict(tally.provisions),
        "timeline": dict(tally.timeline), "events": {name: n for name, n in tally.events.items() if n},
        "others counted": dict(tally.others), "whys": dict(tally.whys), "late": tally.findings,
    }  # fmt: skip


class TestColumnsAndRowsAgree:
    @pytest.mark.parametrize("city", ["weifang", "jinan", "ganzi", "karamay"])
    def test_an_audit_by_columns_counts_what_an_audit_row_by_row_counts(self, city, tmp_path):
        frame = export(alike(400, 6))
        odd = pl.int_range(pl.len()) % 97 == 5
        broken = frame.with_columns(pl.when(odd).then(pl.lit("怪")).otherwise("诉求类型").alias("诉求类型"))
        path = written(broken.vstack(broken.head(3)), tmp_path / "t.csv")
        by_columns, by_rows = Tally(tmp_path, keep_all=True), Tally(tmp_path, keep_all=True)
        bulk = BulkJudge(judge(city), by_columns)
        one = judge(city)
        for batch in typed.batches(str(path), "zh", size=150):
            bulk.batch(batch)
            for place in range(batch.frame.height):
                row = batch.row(place)
                try:
                    by_rows.judge(row, one.review(row))
                except NotJudged as problem:
                    by_rows.miss(row, batch.frame["id"][place], str(problem))
        assert bulk.left.total() < 60
        assert told(by_columns) == told(by_rows)
        assert by_columns.rows == 403 == by_columns.judged + by_columns.missing

    def test_rows_of_several_cities_and_with_an_as_of_of_their_own(self, tmp_path):
        frame = export(ordinary(120)).with_columns(
            pl.Series("city", ["潍坊", "ganzi", "成都", None] * 30),
            pl.Series("as_of", [None] * 100 + ["2026-03-01"] * 20),
        )
        path = written(frame, tmp_path / "t.csv")
        found = json.loads(run("audit", path, "--json").stdout)
        assert found["rows"] == {"in": 120, "judged": 60, "not_judged": 60}
        assert set(found["counts"]) == {"weifang", "ganzi"}
        assert found["rows_with_own_as_of"]["taken"] == 20
        assert found["one_by_one_because"]["as_of"] == 20

    def test_why_rows_are_judged_one_by_one_is_counted_and_said(self, tmp_path):
        frame = export(ordinary(40)).with_columns(
            pl.when(pl.int_range(pl.len()) < 3).then(pl.lit("2026-03-01")).alias("as_of"),
            pl.when(pl.int_range(pl.len()) >= 35).then(pl.lit("2026-03-09 10:00:00")).alias("重派时间"),
        )
        path = written(frame, tmp_path / "t.csv")
        for lang, words in (
            ("zh", "8 行没有按列评判，已逐件评判：有按列不能表达的事件或字段 5 行；自带 as_of 3 行。"),
            ("en", "8 rows were not judged as columns but one by one: 5 with an event or a field that columns do not"),
        ):
            said = run("audit", path, "--city", "ganzi", *AS_OF, "--lang", lang, "-o", tmp_path / "r.xlsx")
            assert words in said.stderr
            remarks = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["remarks"]
            assert any(words in one[lang] for one in remarks)
            book = openpyxl.load_workbook(tmp_path / "r.xlsx", read_only=True)
            cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
            assert any(words in str(cell) for cell in cells)
        found = json.loads(run("audit", path, "--city", "ganzi", *AS_OF, "--json").stdout)
        assert found["one_by_one"] == 8
        assert found["one_by_one_because"] == {"event": 5, "as_of": 3}


class TestForms:
    def test_gb18030_and_a_workbook_with_a_title_give_the_same_findings_without_a_map(self, tmp_path):
        frame = export(ordinary(300)).drop("到达时间")
        plain = written(frame, tmp_path / "u.csv")
        gb = written(frame, tmp_path / "g.csv", "gb18030")
        bom = written(frame, tmp_path / "b.csv", "utf-8-sig")
        book = workbook(frame, tmp_path / "w.xlsx")
        frame.write_parquet(tmp_path / "p.parquet")
        found = [
            json.loads(run("audit", path, "--city", "weifang", *AS_OF, "--json").stdout)
            for path in (plain, gb, bom, book, tmp_path / "p.parquet")
        ]
        keys = [
            [(one["ticket"], one["state"], one["due"], one["done"], one["unit"]) for one in each["findings"]]
            for each in found
        ]
        assert len(keys[0]) > 10
        assert all(each == keys[0] for each in keys)
        assert all(each["rows"] == {"in": 300, "judged": 300, "not_judged": 0} for each in found)

    def test_a_row_of_totals_is_listed_and_not_judged_in_any_form(self, tmp_path):
        frame = export(ordinary(30))
        foot = pl.DataFrame({name: ["合计" if name == "工单编号" else None] for name in frame.columns})
        frame = frame.vstack(foot.cast(frame.schema))
        plain = written(frame, tmp_path / "u.csv")
        book = workbook(frame, tmp_path / "w.xlsx")
        frame.write_parquet(tmp_path / "p.parquet")
        for path in (plain, book, tmp_path / "p.parquet"):
            found = json.loads(run("audit", path, "--city", "ganzi", *AS_OF, "--json").stdout)
            assert found["rows"] == {"in": 31, "judged": 30, "not_judged": 1}
            assert [(one["id"], one["error"]) for one in found["not_judged"]] == [("合计", "合计行，不是工单")]
        said = run("audit", plain, "--city", "ganzi", *AS_OF, "--lang", "en", "-o", tmp_path / "r.xlsx").stdout
        assert "a row of totals, no ticket" in said
        assert pl.read_parquet(tmp_path / "r.not_judged.parquet")["error"].to_list() == ["a row of totals, no ticket"]

    def test_a_finding_names_the_file_the_sheet_and_the_row(self, tmp_path):
        book = workbook(export(ordinary(50)), tmp_path / "w.xlsx")
        found = json.loads(run("audit", book, "--city", "jinan", *AS_OF, "--json").stdout)
        one = found["findings"][0]
        sheet = openpyxl.load_workbook(book)[one["sheet"]]
        assert sheet.cell(one["line"], 1).value == one["ticket"]

    def test_several_files_are_one_audit_and_a_number_that_comes_twice_is_told(self, tmp_path):
        one = written(export(ordinary(40, 1)), tmp_path / "a.csv")
        other = tmp_path / "b.parquet"
        export(ordinary(40, 2), first=21).write_parquet(other)
        found = json.loads(run("audit", one, other, "--city", "karamay", *AS_OF, "--json").stdout)
        assert found["rows"]["in"] == 80
        assert len(found["duplicates"]) == 20
        assert {one["file"] for one in found["duplicates"]} == {str(other)}


def workbook(frame, path):
    """A workbook as people make them: a title, an empty row, then headings; real dates."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2026年"
    sheet.append(["某市12345热线工单明细"])
    sheet.append([])
    sheet.append(frame.columns)
    for row in frame.iter_rows():
        sheet.append([cell.replace(microsecond=0) if isinstance(cell, datetime) else cell for cell in row])
    book.save(path)
    return path


class TestReport:
    def test_the_report_and_the_answer_count_the_same(self, tmp_path):
        frame = export(ordinary(500)).with_columns(
            pl.lit("2026-06-01 18:00:00").alias("规定完成时间"),
            pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.lit("是")).otherwise(pl.lit("否")).alias("是否超期"),
            pl.lit("13800138000").alias("联系电话"),
        )
        path = written(frame, tmp_path / "t.csv")
        report = tmp_path / "report.xlsx"
        said = run("audit", path, "--city", "ganzi", *AS_OF, "-o", report)
        assert "已写" in said.stderr
        found = json.loads(run("audit", path, "--city", "ganzi", *AS_OF, "--json").stdout)
        beside = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
        listed = pl.read_parquet(tmp_path / "report.findings.parquet")
        assert listed.height == len(found["findings"])
        assert sorted(listed["ticket"]) == sorted(one["ticket"] for one in found["findings"])
        assert "13800138000" not in (tmp_path / "report.json").read_text(encoding="utf-8")
        assert "published" in json.dumps(beside)
        sheets = openpyxl.load_workbook(report, read_only=True).sheetnames
        assert "逾期清单" in sheets
        assert any("公布" in name for name in sheets)

    def test_published_and_rule_are_compared_alike_by_columns_and_by_rows(self, tmp_path):
        frame = export(alike(200, 3)).with_columns(
            pl.lit("2026-03-01 18:00:00").alias("规定完成时间"),
            pl.when(pl.int_range(pl.len()) % 3 == 0).then(pl.lit("是")).otherwise(None).alias("是否超期"),
        )
        own = frame.with_columns(pl.lit("2026-06-15T10:30").alias("as_of"))
        compared = []
        for number, one in enumerate((frame, own)):
            path = written(one, tmp_path / f"{number}.csv")
            report = tmp_path / f"r{number}.xlsx"
            extra = AS_OF if number == 0 else ()
            run("audit", path, "--city", "jinan", *extra, "-o", report)
            compared.append(json.loads((tmp_path / f"r{number}.json").read_text(encoding="utf-8"))["published"])
        assert compared[0] == compared[1]
        assert compared[0] is not None

    def test_a_target_that_cannot_be_written_is_refused_before_anything_is_read(self, tmp_path):
        path = written(export(ordinary(5)), tmp_path / "t.csv")
        assert ".xlsx" in run("audit", path, "--city", "jinan", *AS_OF, "-o", tmp_path / "r.txt", code=2).stderr
        assert (
            "文件夹" in run("audit", path, "--city", "jinan", *AS_OF, "-o", tmp_path / "no" / "r.xlsx", code=2).stderr
        )

    def test_a_report_never_overwrites_what_is_audited(self, tmp_path):
        book = workbook(export(ordinary(5)), tmp_path / "w.xlsx")
        before = book.read_bytes()
        said = run("audit", book, "--city", "jinan", *AS_OF, "-o", book, code=2).stderr
        assert "被审文件" in said
        assert book.read_bytes() == before

    def test_every_rate_is_a_share(self, tmp_path):
        sent, done = "2026-03-02 10:00:00", "2026-03-04 10:00:00"
        rows = {
            "工单编号": ["1", "2", "3"], "派单时间": [sent] * 3, "办结时间": [done, None, None],
            "redispatched": [done, done, done], "extension_decided": [done, None, None],
            "extension_decided_granted": ["批准", None, None],
        }  # fmt: skip
        path = written(pl.DataFrame(rows), tmp_path / "t.csv")
        run("audit", path, "--city", "ganzi", *AS_OF, "-o", tmp_path / "r.xlsx")
        rates = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["rates"]
        assert {one["code"] for one in rates} >= {"extended", "redone"}
        assert all(one["numerator"] <= one["denominator"] for one in rates)

    def test_a_disagreement_of_columns_and_rows_is_told_and_nothing_else(self, tmp_path, monkeypatch):
        path = written(export(ordinary(200)), tmp_path / "t.csv")
        monkeypatch.setattr("hotline_desk.bulk.late_stages", lambda found: np.full(len(found.classes), 7))
        assert "please report" in run("audit", path, "--city", "ganzi", *AS_OF, code=2).stderr

    def test_stressed_findings_say_whether_they_are_firm(self, tmp_path):
        path = written(export(ordinary(60)), tmp_path / "t.csv")
        run("audit", path, "--city", "ganzi", *AS_OF, "--stress", "-o", tmp_path / "r.xlsx")
        firm = pl.read_parquet(tmp_path / "r.findings.parquet")["firm"]
        assert firm.null_count() == 0
        assert len(firm) > 0

    @pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
    def test_a_kill_while_the_report_is_written_leaves_the_one_before_and_the_next_run_tidies_up(self, tmp_path):
        path, report = written(export(ordinary(5_000)), tmp_path / "t.csv"), tmp_path / "r.xlsx"
        files = [report, *beside(report).values()]
        for number, file in enumerate(files):
            file.write_bytes(f"file {number} of the report before".encode())
        before = [file.read_bytes() for file in files]
        program = [sys.executable, "-c", "from hotline_desk.app import main; main()"]
        child = subprocess.Popen(
            [*program, "audit", str(path), "--city", "ganzi", *AS_OF, "-o", str(report)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + 120
        while not (parts := written_so_far(tmp_path)) and child.poll() is None and time.monotonic() < end:
            time.sleep(0.001)
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        assert parts
        assert [file.read_bytes() for file in files] == before
        assert hidden(tmp_path)
        run("audit", path, "--city", "ganzi", *AS_OF, "-o", report)
        assert not hidden(tmp_path)
        assert all(file.read_bytes() != old for file, old in zip(files, before, strict=True))

    def test_folders_of_others_and_of_a_run_that_still_writes_stay(self, tmp_path):
        path, report = written(export(ordinary(20)), tmp_path / "t.csv"), tmp_path / "r.xlsx"
        others = [tmp_path / ".r.xlsx.mine", tmp_path / ".r.xlsx.notes"]
        for one in others:
            one.mkdir()
            (one / "kept.txt").write_text("kept", encoding="utf-8")
        (others[1] / rooms.MARK).write_text("somebody else's", encoding="utf-8")
        with rooms.room(report) as live:
            run("audit", path, "--city", "ganzi", *AS_OF, "-o", report)
            assert hidden(tmp_path) == {live, *others}
        assert hidden(tmp_path) == {*others}
        assert all((one / "kept.txt").exists() for one in others)


def hidden(folder):
    return set(folder.glob(".r.xlsx.*"))


def written_so_far(folder):
    """The parts of a report that is being written."""
    found = []
    with suppress(FileNotFoundError):  # folders come and go meanwhile
        for one in hidden(folder):
            found += [path for path in one.rglob("*") if path.name.startswith("r.") and path.is_file()]
    return found


class TestScale:
    @pytest.mark.long
    def test_a_million_tickets_in_flat_memory(self, tmp_path, capsys):
        figures = {}
        for count in (100_000, 1_000_000):
            path = tmp_path / f"{count}.parquet"
            export_of(ordinary(count)).write_parquet(path)
            code = (
                "import resource, sys; from hotline_desk.app import main\n"
                "try: main()\n"
                "except SystemExit as end: assert not end.code, end.code\n"
                "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
            )
            began = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-c", code, "audit", str(path), "--city", "ganzi", *AS_OF],
                capture_output=True, check=True, env={**os.environ, "PYTHONUTF8": "1"},
            )  # fmt: skip
            figures[count] = (time.monotonic() - began, int(done.stderr.split()[-1]) // 1024)
            assert f"读入 {count} 行 ＝ 评判 {count} 行 ＋ 未评判 0 行" in done.stdout.decode()
        with capsys.disabled():
            for count, (seconds, megabytes) in figures.items():
                print(f"\n{count:,} tickets: {seconds:.1f} s, {count / seconds:,.0f} rows/s, {megabytes} MB", end="")
        assert figures[1_000_000][1] < 2.5 * figures[100_000][1]


def export_of(tickets):
    """The same as `export`, quickly."""
    count = len(tickets)
    kind = tickets.fields["kind"]
    unit = tickets.fields["unit"]
    words = pl.Series([KINDS[value] for value in kind.values])
    data: dict[str, object] = {
        "工单编号": pl.int_range(count, eager=True).cast(pl.String),
        "诉求类型": words.gather(kind.codes),
        "承办单位": pl.Series(unit.values).gather(unit.codes),
    }
    for event, column in tickets.times.items():
        data[HEADINGS[event]] = pl.Series(np.where(column == NEVER, np.int64(NEVER), column).view("datetime64[us]"))
    return pl.DataFrame(data)
