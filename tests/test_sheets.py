"""Files of tables into rows of text: every form that exports come in, and everything that may be wrong with one."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import random
import zipfile
import zlib
from contextlib import contextmanager

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline_desk import excel, reading, sheets, textual
from hotline_desk.headings import ColumnMap
from hotline_desk.problems import lines_of
from hotline_desk.sheets import ERROR, ROW, Wanted
from hotline_rules.errors import InvalidValueError

HEADS = ["工单编号", "承办单位", "受理时间", "办结时间"]
CELLS = [["1", "甲局", "2026/3/2 9:00", "2026-03-05"], ["2", "乙局", "2026年3月3日", ""]]
BIFF8 = (
    "c-rk)T}TvB6#nk)?7GUTtF561vItq3;<_fNplgBION&2<k%4KuVCb%~`eF}dsYFl^L_rdQU=JBsy<|~DK@U9yMm+>Uphdp)6qp66)46A6NX@{F5{&tVd"
    "+zzU=iW2-f9B;>+Vtq%>=~>=6>M1265&{;6O<B7!40x&nq<w~NlCM?sgUTTfppmMF!@D-978$YGf;3xeM%H~Pw5CwAlMxZdp8jKIEFSMW2hu5aGf+M$l|Edn"
    "I2=hh3RcB`G{#XYc4Xaq_WfEFs1^*{4!$}A5wDJmI7JtB>TK&O))a?T+ZUtmxNx{j=iztZC#tpkfXXV1{%=Xa5Nl~awcw2Poa-c7>N{yLf(#!ib$lQr)L@-8"
    "uc-J(Y(N%xxAlvE&ayo1xWvGr9R;|dMAzMYW-zJ1^S^K<<&9-7kX7`QN)3c`QQQud4HBkg&1j=589(mjdrlLtNvX0Ya{8KTEq48;khdgh-c@ATQ0P?+YND~r"
    "RJ(BCPH|8e)!-=DKdP;l$T%)<sMpM@caCwMdd~QGH-cBi7!c>A-w0fSL`{-ycS(VLr7&ljaQ_bB3`)p`PISpx<D&y`uQF7(`dVVXJ|MhJ;*tQEq12TlFuHyn"
    "V#iZw=tj1)I%jH&#TKYnEeA>W{|CU)J_TGbzsLbekbumpX%@D41EafB7UNF=A>uhO<)wc)CVE*m(KtSM1dH-Ch;I(=EB&y-Z9PkWfyZQZX<ThIC4|5h$Lpym"
    "_DXH0{4!5Z0sS{@DS`FsV<rQsY?p`nv#tq)o5Lov8}30;ksn6+7x}yOvkP9@o`sVwp!OHq-i2dMrW&KE$SK(sa%W0XjSEi<nW(Tq$Feb-kd2u8nJ`ps8Z5#P"
    "c~0``cEXmf&~i}ELgB$!NQ+H-nH~QpMGPu8~5=9<G;=#r6ub($$yImbkoyI-;y<mQXWHJT=Qou?82-|tkcK*UntQ`t;f)bc8;Sn?)gjKQ)2o1tlQE3_m)t+?"
    "Jva>=Ra=$2f!EqnE"
)
"""A workbook of Excel 97 with a merged title, headings in row 2 and a blank row 4 (made by xlwt)."""


def read(path, lang="zh", size=1000, **mapped):
    """Every row of a file: its sheet, its number, its error, its cells."""
    found = []
    with sheets.opened(str(path), Wanted(lang, ColumnMap(**mapped), size)) as book:
        for table in book.tables:
            for frame in table.frames:
                assert frame.height <= size
                cells = frame.drop(ROW, ERROR, strict=False)
                errors = frame[ERROR] if ERROR in frame.columns else [None] * frame.height
                rows = zip(frame[ROW], errors, cells.iter_rows(), strict=True)
                found += [(table.sheet, line, error, [c or "" for c in row]) for line, error, row in rows]
    return found


def plain(path, **more):
    return [(line, cells) for _, line, error, cells in read(path, **more) if not error]


def refused(path, lang="zh", **mapped):
    with pytest.raises(InvalidValueError) as caught:
        read(path, lang, **mapped)
    return lines_of(caught.value, lang)[0]


def is_told(error):
    assert "可接受：" in lines_of(error, "zh")[0]


def text_of(rows, delimiter=","):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


@pytest.fixture
def file(tmp_path):
    def write(content, name="t.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def workbook(tmp_path):
    def write(tables, name="t.xlsx"):
        path = tmp_path / name
        with xlsxwriter.Workbook(path) as book:
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            full = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
            for title, rows in tables.items():
                sheet = book.add_worksheet(title)
                for y, row in enumerate(rows):
                    for x, cell in enumerate(row):
                        if isinstance(cell, dt.datetime):
                            sheet.write_datetime(y, x, cell, full)
                        elif isinstance(cell, dt.date):
                            sheet.write_datetime(y, x, cell, day)
                        elif cell == "#N/A":
                            sheet.write_formula(y, x, "=NA()", None, "#N/A")
                        elif cell is not None:
                            sheet.write(y, x, cell)
        return path

    return write


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_every_encoding_and_delimiter_gives_the_same_rows(self, file, encoding, delimiter):
        path = file(text_of([HEADS, *CELLS], delimiter), encoding=encoding)
        assert plain(path) == [(2, CELLS[0]), (3, CELLS[1])]

    def test_the_headings_are_found_below_titles_and_rows_keep_their_numbers(self, file):
        text = (
            "2026年3月工单,,,\r\n,,,\r\n\r\n制表：热线\r\n"
            + text_of([HEADS])
            + "\r\n"
            + text_of([CELLS[0]])
            + ",,,\r\n"
            + text_of([CELLS[1]])
        )
        assert plain(file(text)) == [(7, CELLS[0]), (9, CELLS[1])]

    def test_the_map_may_name_the_row_of_the_headings(self, file):
        text = text_of([HEADS, ["编号", "单位", "受理时间", "办结时间"], *CELLS])
        assert plain(file(text), header_row=2) == [(3, CELLS[0]), (4, CELLS[1])]
        assert plain(file(text))[0][0] == 2
        assert "t.csv:9" in refused(file(text), header_row=9)

    def test_headings_that_stand_too_low_or_nowhere_are_refused(self, file):
        told = refused(file("甲,乙\r\n" * 30 + text_of([HEADS, *CELLS])))
        assert "t.csv:1：见到 “甲, 乙”" in told
        assert "20 行内" in told
        assert "--map" in refused(file("a,b\n1,2\n"), "en")
        assert "t.csv:1" in refused(file(""))
        assert "t.csv:1" in refused(file("承办单位,来源\n甲,来电\n"))

    def test_lines_that_end_in_a_carriage_return_alone_are_lines(self, file):
        text = text_of([HEADS, *CELLS]).replace("\r\n", "\r")
        assert plain(file(text)) == [(2, CELLS[0]), (3, CELLS[1])]

    def test_a_broken_byte_costs_its_line_and_no_other(self, file):
        data = text_of([HEADS, *CELLS, ["3", "丙局", "", ""]]).encode()
        broken = data.replace("乙局".encode(), "乙局".encode()[:-1])
        found = read(file(broken))
        assert sorted((line, bool(error)) for _, line, error, _ in found) == [(2, False), (3, True), (4, False)]
        wrong = next(row for row in found if row[2])
        assert "不是 UTF-8" in wrong[2]
        assert wrong[3][0] == "2"

    def test_a_broken_byte_under_headings_of_gb18030_likewise(self, file):
        data = text_of([HEADS, *CELLS]).encode("gb18030").replace("甲".encode("gb18030"), b"\xff")
        assert [(line, bool(error)) for _, line, error, _ in sorted(read(file(data)), key=lambda r: r[1])] == [
            (2, True),
            (3, False),
        ]

    def test_english_headings_over_gb18030_rows(self, file):
        assert plain(file("id,unit,handled\n1,甲局,\n", encoding="gb18030")) == [(2, ["1", "甲局", ""])]

    def test_a_row_of_another_width_is_told_and_the_rest_read(self, file):
        found = read(file("id,unit,handled\n1,a,\n2,b\n3,c,,\n\n4,d,\n,,,,\n"))
        assert [(line, error) for _, line, error, _ in found] == [
            (2, None),
            (3, "有 2 格，标题有 3 列"),
            (4, "有 4 格，标题有 3 列"),
            (6, None),
        ]
        assert found[1][3] == ["2", "", ""]

    def test_a_quote_that_is_not_closed_tells_every_line_it_swallows(self, file):
        text = 'id,unit,handled\n1,a,\n2,"b,\n3,c,\n4,d",\n5,"e\nf",\n'
        found = read(file(text))
        assert [(line, bool(error)) for _, line, error, _ in found] == [
            (2, False),
            (3, True),
            (4, True),
            (5, True),
            (6, False),
        ]
        assert found[-1][3] == ["5", "e\nf", ""]
        assert "第 3–5 行" in found[1][2]

    def test_a_quote_open_in_the_headings_is_refused_and_one_in_a_title_is_not(self, file):
        assert "引号" in refused(file('id,"handled\n1,2026-3-2\n2,2026-3-2\n'))
        text = '关于"甲"的清单"x\nid,handled\n1,\n'
        assert plain(file(text)) == [(3, ["1", ""])]

    def test_a_record_that_runs_over_a_block_is_one_record(self, file, monkeypatch):
        monkeypatch.setattr(textual, "BLOCK", 64)
        rows = [[str(n), f"第{n}行\n又一行", "", ""] for n in range(50)]
        found = plain(file(text_of([HEADS, *rows])))
        assert [cells for _, cells in found] == rows
        assert [line for line, _ in found] == list(range(2, 102, 2))

    def test_a_million_columns_are_refused(self, file):
        told = refused(file("id,handled," + ",".join(map(str, range(1_000_000))) + "\n1,,\n"))
        assert "至多 16384 列" in told

    def test_a_file_without_ends_of_lines_is_refused(self, file, monkeypatch):
        monkeypatch.setattr(textual, "LONGEST", 1000)
        monkeypatch.setattr(textual, "BLOCK", 100)
        assert "没有换行" in refused(file("x" * 5000))


class TestForms:
    def test_the_form_is_told_by_the_content(self, file, workbook, tmp_path):
        assert sheets.form(str(workbook({"a": [HEADS]}))) == "workbook"
        assert sheets.form(str(file(b"PAR1xx", "t.csv"))) == "parquet"
        assert sheets.form(str(file(' {"id": 1}', "t.log"))) == "json"
        assert sheets.form(str(file("[1]", "t.csv"))) == "csv"
        assert sheets.form(str(file("", "t.jsonl"))) == "json"
        assert sheets.form(str(file("x", "t.xlsx"))) == "workbook"

    def test_json_is_left_to_its_own_reader(self, file):
        assert "CSV、XLSX" in refused(file("{}", "t.json"))


class TestWorkbooks:
    def test_every_sheet_with_headings_is_read_and_the_others_are_said(self, workbook, capsys):
        path = workbook(
            {"一月": [HEADS, CELLS[0]], "说明": [["填表说明"], ["…"]], "空": [], "二月": [["标题"], HEADS, CELLS[1]]}
        )
        assert [(sheet, line, cells) for sheet, line, _, cells in read(path)] == [
            ("一月", 2, CELLS[0]),
            ("二月", 3, CELLS[1]),
        ]
        said = capsys.readouterr().err
        assert "t.xlsx[说明]：没有认出标题" in said
        assert "空" not in said

    def test_the_map_names_one_sheet(self, workbook):
        path = workbook({"一月": [HEADS, CELLS[0]], "二月": [HEADS, CELLS[1]]})
        assert [sheet for sheet, *_ in read(path, sheet="二月")] == ["二月"]
        assert "一月、二月" in refused(path, sheet="三月")

    def test_rows_keep_the_numbers_that_excel_shows(self, workbook):
        path = workbook({"a": [[], ["标题"], [], HEADS, CELLS[0], [], CELLS[1]]})
        assert plain(path) == [(5, CELLS[0]), (7, CELLS[1])]

    def test_times_of_excel_serial_numbers_and_errors(self, workbook):
        rows = [
            [1, "a", dt.datetime(2026, 3, 2, 10, 5, 7), dt.date(2026, 3, 3)],
            [20250928000123, 3.5, 45928.395833333336, 45928],
            ["3", True, "#N/A", "2026-03-02 10:00"],
        ]
        assert plain(workbook({"a": [HEADS, *rows]})) == [
            (2, ["1", "a", "2026-03-02 10:05:07", "2026-03-03 00:00:00"]),
            (3, ["20250928000123", "3.5", "45928.395833333", "45928"]),
            (4, ["3", "true", "#N/A", "2026-03-02 10:00"]),
        ]

    def test_midnights_are_days_only_where_a_column_holds_nothing_else(self, workbook):
        days, instants = dt.date(2026, 3, 10), dt.datetime(2026, 3, 10)
        rows = [[1, "a", dt.datetime(2026, 3, 2, 10), days], [2, "a", instants, days]]
        assert [cells[2:] for _, cells in plain(workbook({"a": [HEADS, *rows]}))] == [
            ["2026-03-02 10:00:00", "2026-03-10"],
            ["2026-03-10 00:00:00", "2026-03-10"],
        ]

    def test_merged_cells_are_read_where_their_text_stands(self, tmp_path):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["清单"])
        sheet.merge_cells("A1:D1")
        sheet.append(HEADS)
        sheet.append(CELLS[0])
        sheet.merge_cells("A4:D4")
        sheet.append([None])
        sheet.append(CELLS[1])
        book.save(tmp_path / "m.xlsx")
        assert [cells for _, cells in plain(tmp_path / "m.xlsx")] == CELLS

    def test_a_workbook_that_counts_its_days_from_1904(self, tmp_path):
        book = openpyxl.Workbook()
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active.append(HEADS)
        book.active.append(["1", "甲局", dt.datetime(2026, 3, 2, 10), 46083.5 - 1462])
        book.save(tmp_path / "mac.xlsx")
        assert plain(tmp_path / "mac.xlsx") == [(2, ["1", "甲局", "2026-03-02 10:00:00", "46083.5"])]

    def test_an_old_workbook_with_a_title_row(self, file):
        path = file(zlib.decompress(base64.b85decode(BIFF8)), "y.xls")
        assert [(sheet, line, cells) for sheet, line, _, cells in read(path)] == [
            ("案件", 3, ["〔2025〕123", "2025-09-28 09:30:00", "2025-10-11 17:30:00", ""]),
            ("案件", 5, ["〔2025〕124", "2025/9/28 9:30", "", "45931.5"]),
        ]
        named = file(path.read_bytes(), "named.xlsx")
        assert len(read(named)) == 2

    def test_a_sheet_with_two_columns_of_one_role_is_said_and_the_others_read(self, workbook, capsys):
        path = workbook({"坏": [["编号", "工单编号", "办结时间"], [1, 2, None]], "好": [HEADS, CELLS[0]]})
        assert [sheet for sheet, *_ in read(path)] == ["好"]
        assert "t.xlsx[坏]:1" in capsys.readouterr().err
        assert "编号, 工单编号" in refused(path, sheet="坏")


class TestBrokenWorkbooks:
    def test_a_truncated_one(self, workbook, file):
        data = workbook({"a": [HEADS, *CELLS]}).read_bytes()
        for size in (5, 100, len(data) // 2, len(data) - 10):
            assert "截断或损坏" in refused(file(data[:size], "cut.xlsx"))

    def test_an_encrypted_one(self, file):
        data = sheets.OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
        assert "加密的工作簿" in refused(file(data, "locked.xlsx"))
        assert "encrypted" in refused(file(data, "locked.xlsx"), "en")

    def test_what_is_none(self, file):
        assert "工作簿" in refused(file("<html><table></table></html>", "t.xlsx"))
        assert refused(file(sheets.OLE + bytes(2000), "t.xls"))
        path = file(b"", "other.xlsx")
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("a.txt", "x")
        assert "other.xlsx" in refused(path)

    def test_without_pyarrow_the_way_out_is_told(self, workbook, monkeypatch):
        monkeypatch.setattr(excel, "find_spec", lambda _: None)
        assert "pip install pyarrow" in refused(workbook({"a": [HEADS]}))

    def test_a_bomb_is_refused_before_it_is_opened(self, file):
        path = file(b"", "bomb.xlsx")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", bytes(150 << 20))
        assert "压缩比" in refused(path)

    def test_a_workbook_of_more_than_2_gib_is_refused(self, workbook, monkeypatch):
        monkeypatch.setattr(excel, "LARGEST", 1000)
        assert "存为 CSV" in refused(workbook({"a": [HEADS, *CELLS]}))

    @pytest.mark.parametrize(("cell", "row"), [("BDWGN", 2), ("XFD", 30_000)])
    def test_a_cell_far_away_is_refused_before_memory_is_taken_for_all_between(self, cell, row, workbook, tmp_path):
        sheet = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            '<row r="1"><c r="A1"><v>1</v></c></row>'
            f'<row r="{row}"><c r="{cell}{row}"><v>1</v></c><c r="XFE{row}" s="1"/></row></sheetData></worksheet>'
        )
        path = tmp_path / "far.xlsx"
        with zipfile.ZipFile(workbook({"a": [HEADS]})) as old, zipfile.ZipFile(path, "w") as new:
            for entry in old.infolist():
                new.writestr(entry.filename, sheet if "sheet1" in entry.filename else old.read(entry))
        assert "至多 16384 列" in refused(path)


class TestParquet:
    def test_rows_are_told_by_their_number(self, tmp_path):
        path = tmp_path / "t.parquet"
        pl.DataFrame([*CELLS, ["", None, None, " "], CELLS[0]], schema=HEADS, orient="row").write_parquet(path)
        assert plain(path, size=2) == [(1, CELLS[0]), (2, CELLS[1]), (4, CELLS[0])]

    def test_a_broken_one_is_refused(self, tmp_path):
        path = tmp_path / "t.parquet"
        pl.DataFrame({"id": ["1"], "handled": [""]}).write_parquet(path)
        path.write_bytes(path.read_bytes()[:-20])
        assert "完整的 Parquet" in refused(path)


# -- both ways of reading CSV give the same ---------------------------------------------------------------------

CELL = st.text(alphabet='a1甲,;"\n\r \t　', max_size=6)
LINE = st.one_of(
    st.lists(CELL, min_size=1, max_size=5).map(lambda cells: text_of([cells])),
    st.text(alphabet='ab甲,"\r ', max_size=12).map(lambda text: text + "\n"),
    st.sampled_from(["1,a,2026-3-2\n", "2,b,\n", "\n", ",,\n", "3,乙,x\r\n", '4,"c",\n', '5,"d,e",""\n', "6,f\n"]),
)


@contextmanager
def carefully():
    """Read every piece record by record."""
    quick = textual._Text.quick
    textual._Text.quick = lambda *_: None
    try:
        yield
    finally:
        textual._Text.quick = quick


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, max_size=12), block=st.sampled_from([16, 64, 1 << 20]), ends=st.booleans())
def test_quick_and_careful_reading_of_text_give_the_same_rows(tmp_path, lines, block, ends):
    text = "id,unit,handled\n" + "".join(lines)
    path = tmp_path / "t.csv"
    path.write_bytes((text if ends else text.removesuffix("\n")).encode())
    before, textual.BLOCK = textual.BLOCK, block
    try:
        with carefully():
            slow = read(path)
        assert sorted(read(path)) == sorted(slow)
    finally:
        textual.BLOCK = before
    with reading.opened(str(path), "zh") as source:
        rows = [(row.line, row.error) for row in source.rows]
    assert [row[0] for row in rows] == sorted(row[1] for row in slow)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), name=st.sampled_from(["t.csv", "t.xlsx", "t.xls", "t.parquet", "t"]))
def test_random_bytes_give_a_message_or_rows(tmp_path, data, name):
    path = tmp_path / name
    for head in (
        b"",
        "工单编号,办结时间\n".encode(),
        "工单编号,办结时间\n".encode("gb18030"),
        sheets.OLE,
        sheets.ZIP,
        b"PAR1",
    ):
        path.write_bytes(head + data)
        try:
            assert all(row[1] > 0 for row in read(path))
        except InvalidValueError as error:
            is_told(error)


def test_a_workbook_whose_parts_are_not_what_their_checksums_say_is_refused(tmp_path, valid):
    path = tmp_path / "t.xlsx"
    data = bytearray(valid["t.xlsx"])
    entry = zipfile.ZipFile(io.BytesIO(data)).getinfo("xl/workbook.xml")
    sums = entry.CRC.to_bytes(4, "little")
    path.write_bytes(bytes(data).replace(sums, bytes(4)))
    assert "可接受：" in refused(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**9), kind=st.sampled_from(["t.csv", "t.xlsx"]))
def test_random_edits_of_a_valid_file_give_a_message_or_rows(tmp_path, seed, kind, valid):
    edited(tmp_path, seed, kind, valid)


@pytest.mark.parametrize("seed", range(6))
def test_random_edits_of_an_old_workbook_give_a_message_or_rows(tmp_path, seed, valid):
    edited(tmp_path, seed, "t.xls", valid)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(size=st.integers(0, 1000), kind=st.sampled_from(["t.xlsx", "t.parquet"]))
def test_a_file_cut_anywhere_gives_a_message(tmp_path, size, kind, valid):
    path = tmp_path / kind
    path.write_bytes(valid[kind][: size * len(valid[kind]) // 1001])
    assert "可接受：" in refused(path)


def edited(tmp_path, seed, kind, valid):
    chance = random.Random(seed)
    data = bytearray(valid[kind])
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(data))
        edit = chance.randrange(3)
        if edit == 0:
            data[at] = chance.randrange(256)
        elif edit == 1:
            del data[at : at + chance.randint(1, 20)]
        else:
            data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randint(1, 8)))
    path = tmp_path / kind
    path.write_bytes(bytes(data))
    try:
        read(path)
    except InvalidValueError as error:
        is_told(error)


@pytest.fixture
def valid(workbook, tmp_path):
    rows = [[str(n), "甲局", "2026-3-2 10:00", ""] for n in range(30)]
    pl.DataFrame(rows, schema=HEADS, orient="row").write_parquet(tmp_path / "v.parquet")
    return {
        "t.csv": text_of([HEADS, *rows]).encode(),
        "t.xlsx": workbook({"a": [HEADS, *rows]}, "v.xlsx").read_bytes(),
        "t.xls": zlib.decompress(base64.b85decode(BIFF8)),
        "t.parquet": (tmp_path / "v.parquet").read_bytes(),
    }
