"""`hotline audit`: every row accounted for, tables of CSV as exports write them, and counts that add up."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tests.test_desk import AS_OF, ROOT, lines, process, run, ticket

EXAMPLES = ROOT / "examples"
HEAD = "id,city,kind,unit,arrived,signed,handled,replied\n"


@pytest.fixture
def table(tmp_path):
    def write(text, name="t.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def audit(*args, code=0):
    return json.loads(run("audit", *args, *AS_OF, "--json", code=code).stdout)


class TestRows:
    def test_rows_in_are_rows_judged_and_not_judged(self, table):
        path = table(
            HEAD
            + "1,ganzi,help,甲局,2026/3/2 9:05,,2026年3月9日,2026-03-09 10:00:00\n"
            + "2,成都,help,,2026/3/2,,,\n"
            + "3,ganzi,怪,,2026/3/2,,,\n"
            + "4,ganzi,投诉,,昨天,,,\n"
            + "5,ganzi\n"
            + ",ganzi,投诉,,2026/3/2,,,\n"
            + ",,,,,,,\n"
            + "1,ganzi,意见,,2026-3-2 10:00,,,2026-03-20\n"
        )
        told = audit(path)
        assert told["rows"] == {"in": 7, "judged": 2, "not_judged": 5}
        assert [(m["line"], m["id"]) for m in told["not_judged"]] == [(3, "2"), (4, "3"), (5, "4"), (6, "5"), (7, None)]
        assert told["duplicates"] == [{"file": str(path), "line": 9, "id": "1"}]
        counted = sum(told["counts"]["ganzi"]["handle"].values())
        assert counted == 2
        text = run("audit", path, *AS_OF).stdout
        assert "读入 7 行 ＝ 评判 2 行 ＋ 未评判 5 行" in text
        assert f"{path}:5  4  列“arrived”：见到 “昨天”；可接受：2026-03-02 10:00, 2026/3/2" in text
        assert "工单编号重复 1 行" in text

    def test_an_open_quote_is_told_with_its_lines(self, table):
        told = audit(table(HEAD + '1,weifang,help,,2026-3-2,,"2026-3-3\n2,weifang,,,2026-3-2,,,\n'), code=2)
        assert told["rows"] == {"in": 2, "judged": 0, "not_judged": 2}
        assert "引号未闭合？（在第 2 行打开）" in told["not_judged"][0]["error"]

    def test_rows_that_a_stray_quote_swallows_are_each_told(self, table):
        rows = [f"{n},weifang,help,甲局,2026-3-2,,2026-3-3,2026-3-3\n" for n in range(1, 8)]
        rows[1] = '2,weifang,help,"甲局,2026-3-2,,2026-3-3,2026-3-3\n'
        rows[4] = '5,weifang,help,乙局",2026-3-2,,2026-3-3,2026-3-3\n'
        told = audit(table(HEAD + "".join(rows)))
        assert told["rows"] == {"in": 7, "judged": 3, "not_judged": 4}
        assert [(m["line"], m["id"]) for m in told["not_judged"]] == [(3, "2"), (4, "3"), (5, "4"), (6, "5")]
        assert all("第 3–6 行" in m["error"] for m in told["not_judged"])

    def test_a_stray_quote_in_one_row_and_a_cell_of_several_lines(self, table):
        text = HEAD + '1,weifang,help,"甲"局,2026-3-2,,2026-3-3,\n2,weifang,help,"甲局\n二科",2026-3-2,,2026-3-3,\n'
        told = audit(table(text))
        assert told["rows"] == {"in": 2, "judged": 1, "not_judged": 1}
        assert "引号用错" in told["not_judged"][0]["error"]
        said = run("audit", table('id,"arrived\n1,2026-3-2\n2,2026-3-2\n'), "--city", "jinan", *AS_OF, code=2).stderr
        assert "t.csv:1：见到" in said
        assert "引号" in said

    def test_several_files_are_one_audit(self, table, tmp_path):
        log = tmp_path / "log.jsonl"
        log.write_text(lines(ticket("9")) + "broken\n", encoding="utf-8")
        told = audit(table(HEAD + "1,ganzi,help,,2026-3-2,,,\n"), log)
        assert told["rows"] == {"in": 3, "judged": 2, "not_judged": 1}
        assert {f["file"] for f in told["findings"]} >= {str(log)}

    def test_the_shipped_examples(self):
        told = json.loads(run("audit", EXAMPLES / "tickets.jsonl", "--as-of", "2026-12-31T10:00", "--json").stdout)
        assert told["rows"] == {"in": 2000, "judged": 2000, "not_judged": 0}
        for city, stages in told["counts"].items():
            for stage, states in stages.items():
                rate = told["on_time"][city][stage]
                not_due_yet = states["in_time"] - rate["in_time"]
                assert rate["due"] == rate["in_time"] + states["late"] + states["overdue"]
                assert 0 <= not_due_yet <= 20
        late = sum(s["late"] + s["overdue"] for stages in told["counts"].values() for s in stages.values())
        assert late == len(told["findings"])
        undetermined = sum(s["undetermined"] for stages in told["counts"].values() for s in stages.values())
        assert undetermined == len(told["undecided"])


class TestColumns:
    def test_a_column_that_is_missing_is_not_recorded_and_an_empty_cell_did_not_happen(self, table):
        with_cell = audit(table("id,arrived,handled\n1,2026-3-2,\n"), "--city", "weifang")
        assert with_cell["counts"]["weifang"]["handle"]["overdue"] == 1
        without = audit(table("id,arrived\n1,2026-3-2\n"), "--city", "weifang")
        assert without["undecided"][0]["why"] == "act_not_recorded"

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_chinese_headings_in_every_encoding(self, table, encoding):
        text = (
            "工单编号,城市,诉求类型,承办单位,受理时间,派单时间,到达时间,签收时间,办结时间,回复时间,反馈时间,来源,紧急程度\n"
            "GZ1,甘孜州,投诉类,甲局,2026/3/2 9:00,2026/3/2 9:10,2026/3/2 9:10,2026/3/2 9:20,"
            "2026/3/11 12:00,2026/3/11 12:00,2026/3/11 12:00,来电人,一般\n"
        )
        told = audit(table(text, encoding=encoding))
        found = told["findings"]
        assert [(f["ticket"], f["stage"], f["unit"], f["state"]) for f in found] == [("GZ1", "handle", "甲局", "late")]
        assert told["counts"]["ganzi"]["sign"]["in_time"] == 1

    def test_fields_of_events_have_columns_of_their_own(self, table):
        text = (
            "id,arrived,handled,replied,fed_back,limit_set,limit_set_rank,limit_set_working_days,replied_final,reply_waived\n"
            "1,2026-3-2,,,,2026-3-2,law,60,,否\n2,2026-3-2,,,,,law,60,,\n3,2026-3-2,,2026-3-5,,,,,否,是\n4,2026-3-2,,,,2026-3-2,law,x,,\n"
        )
        told = audit(table(text), "--city", "weifang")
        assert [m["line"] for m in told["not_judged"]] == [3, 5]
        assert "却没有 limit_set（何时）" in told["not_judged"][0]["error"]
        states = told["counts"]["weifang"]["handle"]
        assert (states["open"], states["overdue"]) == (1, 1)

    def test_unknown_columns_are_kept_and_said_once(self, table):
        result = run(
            "audit", table("id,arrived,repiled,备注\n1,2026-3-2,x,y\n2,2026-3-2,x,y\n"), "--city", "weifang", *AS_OF
        )
        assert result.stderr.count("不认识的列") == 1
        assert "repiled（最接近：replied）" in result.stderr
        assert "备注" in result.stderr

    def test_two_columns_of_one_meaning_and_no_heading_are_refused(self, table):
        said = run("audit", table("id,派单时间,交办时间\n1,,\n"), "--city", "jinan", *AS_OF, code=2).stderr
        assert "派单时间, 交办时间" in said
        assert "一列 transferred" in said
        assert "一行标题" in run("audit", table("甲,乙\n1,2\n"), "--city", "jinan", *AS_OF, code=2).stderr

    def test_a_row_may_bring_its_own_as_of(self, table):
        path = table("id,arrived,handled,as_of\n1,2026-3-2,,2026/3/3\n2,2026-3-2,,2026/5/3\n")
        told = json.loads(run("audit", path, "--city", "weifang", "--json").stdout)
        states = told["counts"]["weifang"]["handle"]
        assert (states["open"], states["overdue"]) == (1, 1)
        assert told["as_of"] is None
        assert told["rows_with_own_as_of"] == {"taken": 2, "overruled": 0}

    def test_an_as_of_and_a_city_that_are_given_win_and_what_they_overrule_is_said(self, table):
        path = table("id,city,arrived,handled,as_of\n1,潍坊,2026-3-2,,2026/3/3\n2,济南,2026-3-2,,2026/4/1\n")
        result = run("audit", path, "--city", "weifang", *AS_OF, "--json")
        told = json.loads(result.stdout)
        assert told["counts"]["weifang"]["handle"]["overdue"] == 2
        assert told["rows_with_own_as_of"] == {"taken": 0, "overruled": 1}
        assert "1 行自带另一个 as_of" in result.stderr
        assert told["city_conflicts"] == 1
        assert f"首见 {path}:3" in result.stderr

    def test_it_says_what_it_rests_on(self, table):
        path = table("id,arrived,transferred,handled,replied\n1,2026-3-2,2026-3-2,2026-3-10,2026-3-10\n")
        args = ("--city", "karamay", "--reading", "AMB-05=close_of_business", "--known-on", "2026-01-01")
        told = audit(path, *args)
        assert told["as_of"] == "2026-04-01"
        rests = told["parameters"]["karamay"]
        assert rests["rules_hash"].startswith("sha256:")
        assert rests["readings_overridden"] == {"AMB-05": "close_of_business"}
        assert rests["known_on"] == "2026-01-01"
        assert rests["regulation"]["force"] == "normative_document"
        assert told["notices"][0]["city"] == "karamay"
        assert "extension_decided" in told["assumptions"]["taken_as_not_happened"][str(path)]
        assert told["assumptions"]["not_told"]["kind"] == 1
        text = run("audit", path, *args, *AS_OF).stdout
        assert "依据与前提" in text
        assert rests["rules_hash"] in text
        assert "延期审批" in text

    def test_findings_under_a_document_are_of_management_and_a_date_has_no_hour(self, table):
        path = table("id,kind,arrived,handled,replied\n1,help,2026-3-2,2026-3-10,2026-3-10\n")
        told = run("audit", path, "--city", "ganzi", *AS_OF).stdout
        assert "逾期认定 1 条" in told
        assert "违反规定" not in told
        assert "管理性认定" in told
        assert "（时刻未记）" in told
        assert "0分钟" not in told
        assert "1 finding of lateness (1 shown)" in run("audit", path, "--city", "ganzi", *AS_OF, "--lang", "en").stdout


@pytest.fixture(scope="module")
def some_examples(tmp_path_factory):
    path = tmp_path_factory.mktemp("examples") / "some.jsonl"
    every_fourth = (EXAMPLES / "tickets.jsonl").read_text(encoding="utf-8").splitlines()[::4]
    path.write_text("\n".join(every_fourth), encoding="utf-8")
    return path


class TestTable:
    @pytest.fixture(autouse=True)
    def of_some_examples(self, some_examples):
        self.path = some_examples

    def text(self, *args, lang="zh"):
        return run("audit", self.path, "--as-of", "2026-12-31T10:00", "--lang", lang, *args).stdout

    def test_it_reads_from_the_counts_to_the_rows(self):
        told = self.text()
        assert re.search(r"甘孜 办理 .*%\s*\(\d+/\d+\)", told)
        assert "延期" in told
        assert re.search(r"及另外 \d+ 条；全部：加 --json。", told)
        assert "不能确定的" in told
        assert "读入 500 行 ＝ 评判 500 行 ＋ 未评判 0 行" in told
        assert "…\n" not in told

    def test_other_findings_are_counted_by_weight_and_told_by_their_words(self):
        told = self.text()
        some = re.search(r"其他认定与提示 (\d+) 条（逐件见 hotline check，全部：加 --json）", told)
        rows = re.findall(r"^ *(\d+)  (?:违反规定|偏离（须说明理由）|记录缺失或矛盾|提请查看) +\S", told, re.MULTILINE)
        assert some
        assert sum(map(int, rows)) == int(some[1]) > 0
        everything = json.loads(self.text("--json"))
        assert len(everything["other_findings"]) == int(some[1])

    def test_no_line_is_wider_than_a_page_where_there_is_no_terminal(self, monkeypatch):
        from rich.cells import cell_len

        monkeypatch.setenv("COLUMNS", "60")
        for lang in ("zh", "en"):
            told = self.text(lang=lang)
            assert "…" not in told.split("%")[0]
            assert max(cell_len(line) for line in told.splitlines()) <= 120

    def test_english(self):
        told = self.text(lang="en")
        assert "500 rows in = 500 judged + 0 not judged" in told
        assert re.search(r"Karamay promised completion", told)

    def test_nothing_due_is_not_scored(self, table):
        told = run("audit", table("id,arrived,handled\n1,2026-3-31,\n"), "--city", "weifang", *AS_OF).stdout
        assert "不计分" in told
        english = run("audit", table("id,arrived,handled\n1,2026-3-31,\n"), "--city", "weifang", *AS_OF, "--lang", "en")
        assert "not scored" in english.stdout


class TestExits:
    def test_findings_fail_only_when_asked(self, table):
        path = table("id,arrived,handled\n1,2026-3-2,\n")
        run("audit", path, "--city", "weifang", *AS_OF)
        run("audit", path, "--city", "weifang", *AS_OF, "--fail-on-findings", code=1)

    def test_what_cannot_be_read_at_all(self, table, tmp_path):
        assert "没有这个文件" in run("audit", "nowhere.csv", code=2).stderr
        (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04\x00")
        assert "其他格式" in run("audit", tmp_path / "x.xlsx", code=2).stderr
        (tmp_path / "y.csv").write_bytes(b"id,unit\n1,\xff\xff\xff\n")
        assert "GB18030" in run("audit", tmp_path / "y.csv", code=2).stdout
        run("audit", table("", "empty.csv"), code=2)
        result = run("audit", table("id,arrived\n1,x\n"), "--city", "weifang", *AS_OF, code=2)
        assert "没有一行可以评判" in result.stderr
        result = run("audit", table("id,arrived,transferred\n1,,\n"), "--city", "weifang", *AS_OF, code=2)
        assert "没有一件工单有可以评判的环节" in result.stderr

    def test_stdin_as_a_process_without_a_progress_bar(self):
        text = b"id,arrived,handled\n1,2025-9-2,2025-9-3\n"
        told = process("audit", "-", "--city", "weifang", "--as-of", "2025-10-01", stdin=text)
        assert told.returncode == 0
        assert told.stderr == b""
        assert "标准输入：没有这些列" in told.stdout.decode()
        log = process("audit", "-", *AS_OF, "--json", stdin=lines(ticket()).encode())
        assert json.loads(log.stdout)["rows"]["in"] == 1

    def test_the_progress_bar_is_shown_on_a_terminal(self, monkeypatch, tmp_path):
        import io
        import sys

        from hotline_desk import progress
        from hotline_desk.reading import opened

        path = tmp_path / "log.jsonl"
        path.write_text(lines(*(ticket(str(i)) for i in range(50))), encoding="utf-8")

        class Terminal(io.StringIO):
            def isatty(self):
                return True

        terminal = Terminal()
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setattr(progress, "_EVERY", 0.0)
        monkeypatch.setenv("TERM", "xterm")
        with opened(str(path), "zh") as source:
            assert len(list(progress.watched(source))) == 50
        assert "log.jsonl" in terminal.getvalue()
        assert "/s)" in terminal.getvalue()

    def test_paths_are_told_as_given(self, table):
        path = table("id,arrived\n1,x\n2,2026-3-2\n")
        assert Path(audit(path, "--city", "weifang")["not_judged"][0]["file"]) == path


class TestWhatDoesNotAddUpByItself:
    """What a reader of the table would look for: rows without a stage, repeats, persons in the name of a unit."""

    HEAD = "工单编号,诉求类型,受理时间,派单时间,签收时间,办结时间,承办单位\n"
    LATE = "{},求助,2026-03-02 10:00,2026-03-02 10:00,2026-03-02 11:00,2026-03-20 10:00,李四13812345678\n"

    def test_rows_in_which_no_stage_began_are_counted_and_said(self, table):
        path = table(self.HEAD + self.LATE.format("U1") + "U3,求助,2027-03-02 10:00,,,,甲局\nU4,,,,,,\n")
        assert "2 行没有任何环节" in run("audit", path, "--city", "ganzi", "--as-of", "2026-06-01").stdout
        told = json.loads(run("audit", path, "--city", "ganzi", "--as-of", "2026-06-01", "--json").stdout)
        assert told["without_stage"] == 2

    def test_so_does_the_report(self, table, tmp_path):
        path = table(self.HEAD + self.LATE.format("U1") + "U4,,,,,,\n")
        run("audit", path, "--city", "ganzi", "--as-of", "2026-06-01", "-o", tmp_path / "r.xlsx")
        told = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
        assert any("1 行没有任何环节" in remark["zh"] for remark in told["remarks"])

    @pytest.mark.parametrize("ending", ["csv", "jsonl"])
    def test_they_are_counted_alike_as_columns_and_one_by_one(self, table, ending):
        rows = {"csv": self.HEAD + "U4,,,,,,\n", "jsonl": '{"id": "U4"}\n'}
        path = table(rows[ending], f"t.{ending}")
        args = ("--city", "ganzi", "--as-of", "2026-06-01", "--json")
        told = json.loads(run("audit", path, *args, code=2).stdout)
        assert told["without_stage"] == 1

    def test_doubles_are_said_to_be_counted_and_how_many_more_there_are(self, table):
        path = table(self.HEAD + self.LATE.format("A1") * 15)
        told = run("audit", path, "--city", "ganzi", "--as-of", "2026-06-01").stdout
        assert "工单编号重复 14 行（都已评判，并计入上面各数）" in told
        assert "及另外 4 行" in told

    def test_a_number_of_a_person_in_the_name_of_a_unit_is_masked_unless_asked_for(self, table):
        path = table(self.HEAD + self.LATE.format("U1"))
        args = ("audit", path, "--city", "ganzi", "--as-of", "2026-06-01", "--json")
        assert json.loads(run(*args).stdout)["findings"][0]["unit"] == "李四138****5678"
        assert json.loads(run(*args, "--unmasked").stdout)["findings"][0]["unit"] == "李四13812345678"

    def test_nor_is_it_told_with_what_is_undecided(self, table):
        path = table(self.HEAD + self.LATE.format("U2").replace("求助", "").replace("03-20", "03-06"))
        told = run("audit", path, "--city", "ganzi", "--as-of", "2026-06-01", "--json").stdout
        assert json.loads(told)["undecided"][0]["unit"] == "李四138****5678"
        assert "13812345678" not in told

    @pytest.mark.parametrize("words", ["合计：17件", "共17条", "合计 17 条", "总计", "共计：3 单"])
    def test_a_total_with_its_number_is_no_ticket(self, table, words):
        path = table(self.HEAD + self.LATE.format("U1") + f"{words},,,,,,\n")
        told = json.loads(run("audit", path, "--city", "ganzi", "--as-of", "2026-06-01", "--json").stdout)
        assert told["rows"]["not_judged"] == 1

    def test_nor_does_it_stand_in_any_file_of_the_report(self, table, tmp_path):
        path = table(self.HEAD + self.LATE.format("U1"))
        run("audit", path, "--city", "ganzi", "--as-of", "2026-06-01", "-o", tmp_path / "r.xlsx")
        assert json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))["remarks"] == []
        assert pl.read_parquet(tmp_path / "r.findings.parquet")["unit"].to_list() == ["李四138****5678"]
        assert "13812345678" not in (tmp_path / "r.json").read_text(encoding="utf-8")
        with zipfile.ZipFile(tmp_path / "r.xlsx") as book:
            assert not any(b"13812345678" in book.read(one) for one in book.namelist())
