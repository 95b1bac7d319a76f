"""Headings of tables: which are recognised, what a column map changes, and what is refused."""

from __future__ import annotations

import json
import re

import pytest

from hotline_desk import headings
from hotline_desk.headings import ALIASES, KNOWN, Columns, RowProblem, plain, read_map, recognised
from hotline_desk.problems import lines_of
from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import EVENT_TYPES
from tests.test_desk import run

XUHUI = "12345工单编号,12345受理时间,12345工单来源,诉求地址,工单类型,内容描述,主办单位"
QINGPU = "热线工单编号,是否重复,重复工单号,主责部门,先行联系,解决情况,综合满意度"
YICHANG = "案件公文号,录入时间,规定完成时间,实际完成时间,部门名称,二级单位,督办状态,坐席满意度"
CHAOYANG = "工单编号,推送时间,承办单位,问题分类"
TELECOM = "诉求编号,诉求时间,分派时间,拟办时间,办结时间,诉求人评价时间,满意度,退件次数"


def roles(line, mapping=None):
    return [column.role if column else None for column in recognised(line.split(","), mapping)]


@pytest.fixture
def table_map(tmp_path):
    def write(text):
        path = tmp_path / "map.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def said(text, table_map, lang="zh"):
    with pytest.raises(InvalidValueError) as caught:
        read_map(table_map(text), lang)
    return lines_of(caught.value, lang)[0]


class TestRecognised:
    def test_the_headings_of_real_exports(self):
        assert roles(XUHUI) == ["id", "accepted", "origin", None, "kind", None, "unit"]
        assert roles(QINGPU) == ["id", None, None, "unit", None, None, None]
        assert roles(YICHANG) == ["id", "accepted", "published_due", "handled", "unit", None, None, None]
        assert roles(CHAOYANG) == ["id", "transferred", "unit", None]
        assert roles(TELECOM) == ["id", None, "transferred", None, "handled", None, None, None]

    @pytest.mark.parametrize(
        "heading",
        [
            "受理时间",
            "受理_时间",
            "受理 时间",
            "（受理）时间",
            "受理-时间：",
            "12345受理时间",
            "受理时间12345",
            "受理\n时间",
        ],
    )
    def test_marks_spaces_and_a_12345_around_a_heading_do_not_count(self, heading):
        assert roles(heading.replace(",", "")) == ["accepted"]

    def test_full_width_letters_and_capitals_do_not_count(self):
        assert roles("ＩＤ,Limit Set Rank,HANDLED") == ["id", "limit_set_rank", "handled"]

    def test_every_role_and_every_alias_is_found_by_its_own_name(self):
        assert roles(",".join(name for name in KNOWN if name not in ("event", "at"))) == [
            name for name in KNOWN if name not in ("event", "at")
        ]
        assert set(ALIASES.values()) <= set(KNOWN)
        for alias, role in ALIASES.items():
            assert headings._ROLES[plain(alias)] == role

    def test_what_the_export_claims_is_no_part_of_the_ticket(self):
        columns = Columns("t.csv", ["工单编号", "办理期限", "是否超期", "办结时间"], "zh")
        ticket = columns.ticket(["1", "2026-03-09", "是", "2026-03-10"])
        assert ticket == {
            "not_recorded": columns.not_recorded,
            "id": "1",
            "events": [{"type": "handled", "at": "2026-03-10"}],
        }
        assert columns.written(["1", "x", "", ""])[None, "published_due"].text == "x"

    def test_an_operation_and_a_time_mean_an_event_only_side_by_side(self):
        assert roles("工单编号,环节,时间") == ["id", "event", "at"]
        assert roles("工单编号,操作,办结时间") == ["id", None, "handled"]
        assert roles("工单编号,操作,时间,办结时间") == ["id", None, None, "handled"]

    def test_unknown_headings_are_kept_each_in_its_place(self, capsys):
        columns = Columns("t.csv", ["id", "备注", "备注", "", "handled"], "zh")
        assert columns.ticket(["1", "a", "b", "c", ""])["ref"] == {"备注": "a", "备注 3": "b", "": "c"}
        assert capsys.readouterr().err.count("备注") == 2

    def test_many_unknown_headings_are_told_shortly(self, capsys):
        Columns("t.csv", ["id", "handled", *(f"x{n}" for n in range(500))], "zh")
        told = capsys.readouterr().err
        assert "等 500 列" in told
        assert len(told) < 500

    @pytest.mark.parametrize(
        ("heading", "near"),
        [("办结日期", "办结时间"), ("工单签收时间", "签收时间"), ("repiled", "replied"), ("Arrival Time", None),
         ("Arived Time", "arrived"), ("handled_date", "handled"), ("extension_requsted", "extension_requested")],
    )  # fmt: skip
    def test_a_heading_written_otherwise_is_told_with_the_one_that_is_meant(self, heading, near, capsys):
        Columns("t.csv", ["id", "回访时间", heading], "zh")
        told = capsys.readouterr().err
        assert heading in told
        assert re.findall("最接近：(.*)）", told) == ([near] if near else [])

    @pytest.mark.parametrize(
        "heading",
        ["退回时间", "退单时间", "退件时间", "办结时限", "未办结时间", "重新派单时间", "受理时长",
         "拟办时间", "受理单位", "不予受理时间", "是否延期", "挂起时间", "审核时间", "延期拒绝时间", "unhandled_at",
         "extension_rejected", "refunded"],
    )  # fmt: skip
    def test_a_word_of_another_meaning_is_never_suggested(self, heading, capsys):
        Columns("t.csv", ["id", "回访时间", heading], "zh")
        told = capsys.readouterr().err
        assert heading in told
        assert "最接近" not in told

    def test_a_million_columns_are_refused(self):
        with pytest.raises(InvalidValueError) as caught:
            Columns("t.csv", ["id", *map(str, range(1_000_000))], "zh")
        assert lines_of(caught.value, "zh") == ["t.csv:1：见到 “1000001 列”；可接受：至多 16384 列"]

    def test_two_columns_for_one_role_are_named_and_the_way_out(self):
        with pytest.raises(InvalidValueError) as caught:
            Columns("t.csv", ["任务号", "热线工单编号", "办结时间"], "zh", line=3)
        told = lines_of(caught.value, "zh")[0]
        assert told.startswith("t.csv:3：见到 “任务号, 热线工单编号”；可接受：一列 id（")
        assert "--map" in told


class TestAbsent:
    def test_an_event_without_a_column_is_not_recorded_but_an_exceptional_one_did_not_happen(self):
        columns = Columns("t.csv", ["id", "handled"], "zh")
        assert "arrived" in columns.not_recorded
        assert "extension_decided" in columns.absent
        assert {*columns.absent, *columns.not_recorded, "handled"} == {*EVENT_TYPES}

    def test_the_map_may_say_otherwise_for_each_event(self, table_map):
        text = '[absent]\nnot_recorded = ["withdrawn", "handled"]\nnot_happened = ["called_back"]\n'
        columns = Columns("t.csv", ["id", "handled"], "zh", mapping=read_map(table_map(text), "zh"))
        assert "withdrawn" in columns.not_recorded
        assert "called_back" in columns.absent
        assert "handled" not in columns.not_recorded


class TestMap:
    def test_it_gives_roles_and_leaves_columns_out(self, table_map):
        mapping = read_map(table_map('[columns]\n"处置 时间" = "handled"\n"编号" = ""\n"单号" = "id"\n'), "zh")
        assert roles("编号,单号,处置时间", mapping) == [None, "id", "handled"]

    def test_a_column_left_out_is_not_told_as_unknown(self, table_map, capsys):
        mapping = read_map(table_map('[columns]\n"备注" = ""\n'), "zh")
        Columns("t.csv", ["id", "handled", "备注"], "zh", mapping=mapping)
        assert capsys.readouterr().err == ""

    def test_it_says_what_values_stand_for(self, table_map):
        text = '[values.kind]\n"诉求件" = "complaint"\n[values.handled]\n"-" = ""\n[values.city]\n"本市" = "ganzi"\n'
        columns = Columns("t.csv", ["id", "kind", "handled", "city"], "zh", mapping=read_map(table_map(text), "zh"))
        assert columns.ticket(["1", "诉求件", "-", "本市"]) == {
            "not_recorded": columns.not_recorded,
            "id": "1",
            "kind": "complaint",
            "city": "ganzi",
            "events": [],
        }

    def test_it_gives_the_row_of_the_headings_and_the_sheet(self, table_map):
        mapping = read_map(table_map('header_row = 2\nsheet = "工单"\n'), "zh")
        assert (mapping.header_row, mapping.sheet) == (2, "工单")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("[columns", "UTF-8 的 TOML 文件"),
            ('[columns]\n"办结" = "hanled"\n', "[columns] 办结：见到 “hanled”；可接受：handled"),
            ('[columns]\n"办结" = 3\n', "引号内的文字"),
            ("columns = 3\n", "一节 [columns]"),
            ('[value.kind]\n"x" = "help"\n', "见到 “value”；可接受：values"),
            ('[values.knd]\n"x" = "help"\n', "见到 “knd”；可接受：kind"),
            ("header_row = 0\n", "从 1 起"),
            ("sheet = 3\n", "工作表的名称"),
            ('[absent]\nnot_recorded = ["x"]\n', "见到 “x”"),
            ('[absent]\nnot_recorded = ["closed"]\nnot_happened = ["closed"]\n', "只列在一处"),
            ('[absent]\nnot_recorded = "closed"\n', "见到 “closed”"),
        ],
    )
    def test_what_is_wrong_is_told_with_its_place(self, text, told, table_map):
        assert told in said(text, table_map)
        assert "map.toml" in said(text, table_map, "en")


class TestCells:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("45928.395833333336", "2025-09-28T09:30:00"),
            ("45928", "2025-09-28"),
            ("45928.0", "2025-09-28"),
            ("20260302", "2026-03-02"),
            ("20260302100507", "2026-03-02T10:05:07"),
            ("2026/3/2 下午 3:05", "2026-03-02T15:05:00"),
            ("2026年3月2日上午9时5分", "2026-03-02T09:05:00"),
            ("2026-3-2 下午12:30", "2026-03-02T12:30:00"),
            ("2026-3-2 12:30 AM", "2026-03-02T00:30:00"),
            ("2026-3-2 3:30 p.m.", "2026-03-02T15:30:00"),
            ("2026-3-2 下午15:30", "2026-03-02T15:30:00"),
            ("2026/3/2 9:05", "2026-03-02T09:05:00"),
        ],
    )
    def test_times_as_spreadsheets_write_them(self, text, read):
        from hotline_desk.cells import time_text

        assert time_text(text) == read

    @pytest.mark.parametrize(
        "text",
        ["3/4/2026", "26-3-4", "19999.5", "80000", "2026-3-2 上午12:10", "2026-3-2 上午 13:00", "2026-3-2 下午0:10",
         "2026-13-01", "0002-01-01", "昨天", "20261301", "1767225600000", "2026-3-2 24:01", "#N/A", "-", "2026-03"],
    )  # fmt: skip
    def test_what_is_not_certain_is_no_time(self, text):
        from hotline_desk.cells import instant

        assert instant(text) is None

    def test_a_row_of_another_width_is_told(self):
        columns = Columns("t.csv", ["id", "handled"], "zh")
        with pytest.raises(RowProblem, match="有 3 格，标题有 2 列"):
            columns.ticket(["1", "", ""])


class TestVerb:
    HEADS = "任务号,热线工单编号,诉求人姓名,联系电话,诉求类型,诉求时间,派单时间,内容描述,\n"
    ROW = "1,2,张三丰,13800001111,诉求件,2026/3/2 9:00,2026/3/2 9:10,张三丰在某路某号反映某事请尽快处理并回复谢谢,\n"

    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_bytes(("清单\n" + self.HEADS + self.ROW).encode("gb18030"))
        return path

    def test_it_shows_each_column_with_samples_and_what_it_is_taken_for(self, file):
        told = run("columns", file).stdout
        for words in ("任务号 +id +1", "热线工单编号 +（重复：id）", "诉求时间 +—（是时间）", "派单时间 +transferred"):
            assert re.search(words, told), words
        assert "t.csv:2" in told

    def test_what_is_personal_is_masked(self, file):
        for args in ((), ("--json",)):
            told = run("columns", file, *args).stdout
            assert "张三" not in told
            assert "13800001111" not in told
            assert "某路" not in told
            assert "2026/3/2 9:10" in told

    def test_a_word_is_shown_where_it_is_one_of_a_few(self, tmp_path):
        file = tmp_path / "t.csv"
        file.write_text("id,办结时间,督办状态,反映人\n1,,未督办,李四\n2,,未督办,王五\n", encoding="utf-8")
        told = run("columns", file).stdout
        assert "未督办" in told
        assert "李四" not in told

    def test_the_proposed_map_says_the_same_and_settles_what_was_doubled(self, file, tmp_path):
        path = tmp_path / "map.toml"
        result = run("columns", file, "-o", path)
        assert "对照已写入" in result.stderr
        assert "[columns]" not in result.stdout
        text = path.read_text(encoding="utf-8")
        assert '# "诉求时间" = ""  # 没有认出，格内是时间' in text
        assert '[values.kind]\n# "诉求件" = ""  # consultation' in text
        mapping = read_map(str(path), "zh")
        assert mapping.header_row == 2
        columns = Columns("t.csv", self.HEADS.strip().split(","), "zh", mapping=mapping)
        assert columns.roles == {"id": 0, "kind": 4, "transferred": 6}
        again = json.loads(run("columns", file, "--map", path, "--json").stdout)
        assert [c["role"] for c in again[0]["columns"][:2]] == ["id", None]
        assert again[0]["columns"][1]["doubles"] is None

    def test_as_json(self, file):
        table, proposed = json.loads(run("columns", file, "--json", "--lang", "en").stdout)
        assert (table["header_row"], table["shape"], table["sheet"]) == (2, "tickets", None)
        assert table["columns"][4] == {
            "heading": "诉求类型",
            "role": "kind",
            "doubles": None,
            "samples": ["诉求件"],
            "unknown_values": ["诉求件"],
        }
        assert "not recognised" in proposed["map"]

    def test_headings_of_every_kind_make_a_map_that_can_be_read(self, tmp_path):
        file, path = tmp_path / "t.csv", tmp_path / "map.toml"
        file.write_text('id,"a""b\\",办结时间,"多\n行",#,=1\n1,,,,,\n', encoding="utf-8")
        run("columns", file, "-o", path)
        assert read_map(str(path), "zh").columns == {"id": "id", "办结时间": "handled"}

    def test_a_log_of_events_is_told_as_one(self, tmp_path):
        file = tmp_path / "t.csv"
        file.write_text("编号,环节,时间,是否同意\n1,受派,2026-3-2,是\n", encoding="utf-8")
        table, proposed = json.loads(run("columns", file, "--json").stdout)
        assert table["shape"] == "events"
        assert [c["role"] for c in table["columns"]] == ["id", "event", "at", "approved"]
        assert '[values.event]\n# "受派"' in proposed["map"]

    def test_what_cannot_be_read_is_told(self, tmp_path):
        file = tmp_path / "t.csv"
        file.write_text("甲,乙\n1,2\n", encoding="utf-8")
        assert "t.csv:1" in run("columns", file, code=2).stderr
        assert "没有这个文件" in run("columns", "nowhere.csv", code=2).stderr


class TestHeadingsThatAMapNames:
    MAP = '[columns]\n"分派时问" = "transferred"\n"单号" = "id"\n'
    AUDIT = ("--city", "ganzi", "--as-of", "2026-06-15", "--map")

    @pytest.fixture
    def files(self, tmp_path):
        made = []
        for number, heads in enumerate(("单号,分派时间,办结时间", "单号,分派时问,办结时间")):
            made.append(tmp_path / f"{number}.csv")
            made[-1].write_text(f"{heads}\n{number},2026-3-2,2026-3-3\n", encoding="utf-8")
        return made

    def test_one_that_no_file_has_is_refused_with_those_that_are_there(self, files, table_map):
        said = run("audit", files[0], *self.AUDIT, table_map(self.MAP), code=2)
        assert "map.toml: [columns]：见到 “分派时问”；可接受：" in said.stderr
        assert f"{files[0]}:1 里有的标题：分派时间、" in said.stderr
        assert said.stdout == ""
        english = run("audit", files[0], *self.AUDIT, table_map(self.MAP), "--lang", "en", code=2).stderr
        assert "found “分派时问”; accepted: a heading of" in english

    def test_a_column_to_leave_out_that_is_not_there_is_refused_too(self, files, table_map):
        text = '[columns]\n"单号" = "id"\n"办结时问" = ""\n'
        assert "办结时间" in run("audit", files[0], *self.AUDIT, table_map(text), code=2).stderr

    def test_one_that_only_some_files_lack_is_a_remark(self, files, table_map):
        said = run("audit", *files, *self.AUDIT, table_map(self.MAP)).stderr
        assert f"{files[0]}:1：没有 " in said
        assert "写的这些列：分派时问（表里的标题：分派时间、" in said
        assert f"{files[1]}:1：没有 " not in said

    def test_standard_input_and_logs_of_events_likewise(self, files, table_map, tmp_path):
        data = files[0].read_text(encoding="utf-8")
        assert "分派时问" in run("audit", "-", *self.AUDIT, table_map(self.MAP), stdin=data, code=2).stderr
        log = tmp_path / "log.csv"
        log.write_text("单号,环节,时间\n1,受理,2026-3-2\n", encoding="utf-8")
        assert "分派时问" in run("audit", log, *self.AUDIT, table_map(self.MAP), code=2).stderr

    def test_every_sheet_of_a_workbook_is_looked_at(self, tmp_path, table_map):
        import xlsxwriter

        path = tmp_path / "t.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, heads in (("一月", ("单号", "办结时间")), ("二月", ("单号", "分派时问"))):
                sheet = book.add_worksheet(name)
                for row, cells in enumerate((heads, ("1", "2026-3-2"))):
                    sheet.write_row(row, 0, cells)
        said = run("audit", path, *self.AUDIT, table_map(self.MAP)).stderr
        assert "t.xlsx[一月]:1：没有 " in said
        assert "t.xlsx[二月]:1：没有 " not in said

    def test_the_verb_that_shows_columns_remarks_it(self, files, table_map):
        said = run("columns", files[0], "--map", table_map(self.MAP)).stderr
        assert "写的这些列：分派时问" in said
        assert run("columns", files[1], "--map", table_map(self.MAP)).stderr == ""
