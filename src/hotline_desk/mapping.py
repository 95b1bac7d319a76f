"""`hotline columns`: what the columns of a file were recognised as, with samples, and a column map to start from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from hotline_desk.options import JsonOption, Lang, LangOption, say
from hotline_desk.problems import told, writing

if TYPE_CHECKING:
    import polars as pl

    from hotline_desk.headings import Columns
    from hotline_desk.sheets import Table

_SAMPLES = 3
_ROWS = 2000
"""How many rows are looked at."""
_LONG = 24
_VALUES = 12


class Described(NamedTuple):
    """A column: its heading, what it was recognised as, and samples of its cells, masked."""

    number: int
    heading: str
    role: str | None
    doubles: str | None
    """The role that another column has already."""
    is_time: bool
    """Whether its cells are times though it was not recognised."""
    samples: tuple[str, ...]
    strange: tuple[str, ...]
    """Words that are no code of the role."""


def columns(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="表格：CSV、XLSX、XLS、Parquet；- 为标准输入。A file of tables.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="MAP.toml", help="把代拟的对照写成文件。Write the proposed map."),
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--map", metavar="MAP.toml", help="按这份对照看。Look at the file by this map."),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
) -> None:
    """列出表格的各列：样例、认作什么；并代拟一份对照（--map）。What the columns of a file mean.

    个人信息（姓名、电话、地址、证件号等列）和长段文字遮住不显示。没有认出的列注明在对照里，由人填写。
    """
    with told(lang):
        found = list(_tables(file, mapping, lang))
        proposed = proposal(found, lang)
        if output is not None:
            with writing(str(output)):
                output.write_text(proposed, encoding="utf-8")
        if as_json:
            print(
                json.dumps([_as_dict(table, rows) for table, rows in found] + [{"map": proposed}], ensure_ascii=False)
            )
            return
        for table, rows in found:
            _print(table, rows, lang)
        if output is None:
            print(proposed)
        else:
            from hotline_rules.wording import pick

            say(pick((f"对照已写入 {output}。", f"The map is in {output}."), lang))


def _tables(file: str, mapping: str | None, lang: Lang) -> Iterator[tuple[Table, list[Described]]]:
    from hotline_desk.headings import ColumnMap, read_map
    from hotline_desk.named_headings import NamedHeadings
    from hotline_desk.sheets import Wanted, opened

    wanted = Wanted(lang, read_map(mapping, lang) if mapping else ColumnMap(), _ROWS, quiet=True, lenient=True)
    named = NamedHeadings(wanted.mapping, lang)
    with opened(file, wanted) as book:
        for table in book.tables:
            named.take(table.columns)
            yield table, described(table.columns, next(table.frames, None))
    for remark in named.remarks():
        say(remark)


def described(columns: Columns, frame: pl.DataFrame | None) -> list[Described]:
    """Describe the columns of a table by its first rows."""
    found = []
    for number, (heading, column) in enumerate(zip(columns.headings, columns.columns, strict=True)):
        counted = _cells(frame, number)
        cells = list(counted)
        found.append(
            Described(
                number,
                heading,
                column.role if column else None,
                columns.doubled.get(number),
                column is None and _are_times(cells),
                tuple(
                    masked(heading, cell, shown=column is not None or counted[cell] > 1) for cell in cells[:_SAMPLES]
                ),
                tuple(_strange(columns, number, cells)),
            )
        )
    return found


def _cells(frame: pl.DataFrame | None, number: int) -> Counter[str]:
    """The distinct cells of a column that are not blank, in the order in which they come."""
    if frame is None:
        return Counter()
    found = (str(cell).strip() for cell in frame[str(number)].head(_ROWS) if cell is not None)
    return Counter(cell for cell in found if cell)


def _are_times(cells: Sequence[str]) -> bool:
    from hotline_desk.cells import instant

    some = cells[:20]
    return bool(some) and all(instant(cell) is not None for cell in some)


def _strange(columns: Columns, number: int, cells: Sequence[str]) -> list[str]:
    """Words of a column that holds codes and is read as none of them."""
    from hotline_desk import names
    from hotline_desk.eventlog import NAMES
    from hotline_desk.headings import coded

    column = columns.columns[number]
    if column is None or column.field not in (*names.FIELDS, "event") or column.event is not None:
        return []
    said = [(cell, columns.mapping.said(column.role, cell)) for cell in cells]
    if column.field == "event":
        return [cell for cell, meant in said if meant and meant not in NAMES]
    codes = names.FIELDS[column.field][0]
    return [cell for cell, meant in said if meant and coded(column, meant) not in codes]


def masked(heading: str, text: str, *, shown: bool = True) -> str:
    """A sample without what is personal.

    Masked are cells of columns that hold it by their heading, numbers of telephones and of persons, long texts, and of
    a column that was not `shown` to be one of categories every text that is neither a number nor a time.
    """
    from hotline_desk.cells import instant
    from hotline_desk.masking import is_personal
    from hotline_desk.masking import masked as without_numbers

    text = " ".join(text.split())
    plain = shown or instant(text) is not None or text.replace(".", "").isdigit()
    if not plain or len(text) > _LONG or is_personal(heading):
        return text[:1] + "*" * min(max(len(text) - 1, 1), 6)
    return without_numbers(text)


# -- the proposed map -------------------------------------------------------------------------------------------


def proposal(found: Sequence[tuple[Table, Sequence[Described]]], lang: Lang) -> str:
    """Write a column map: what was recognised, and what is left to a person as comments."""
    from hotline_rules.wording import pick

    told: dict[str, str] = {}
    values: dict[str, dict[str, None]] = {}
    for _, rows in found:
        for row in rows:
            told.setdefault(row.heading, _line(row, lang))
            if row.role and row.strange:
                shown = [word for word in row.strange if masked(row.heading, word) == word]
                values.setdefault(row.role, {}).update(dict.fromkeys(shown[:_VALUES]))
    lines = [pick(('# 列的对照：标题 = 角色；"" 为不用的列', '# heading = role; "" leaves a column out'), lang)]
    if len(found) == 1:
        table = found[0][0]
        lines.append(f"header_row = {table.columns.line}")
        if table.sheet is not None:
            lines.append(f"sheet = {_quoted(table.sheet)}")
    lines += ["", "[columns]", *(line for line in told.values() if line)]
    for role, words in values.items():
        lines += ["", f"[values.{role}]", *(f'# {_quoted(word)} = ""  # {_codes(role)}' for word in words)]
    return "\n".join(lines) + "\n"


def _line(row: Described, lang: Lang) -> str:
    from hotline_rules.wording import pick

    if not row.heading:
        return ""
    if row.role:
        return f"{_quoted(row.heading)} = {_quoted(row.role)}"
    if row.doubles:
        said = pick((f"另有一列是 {row.doubles}", f"another column is {row.doubles}"), lang)
        return f'{_quoted(row.heading)} = ""  # {said}'
    said = pick(("没有认出", "not recognised"), lang)
    if row.is_time:
        said += pick(("，格内是时间", ", its cells are times"), lang)
    return f'# {_quoted(row.heading)} = ""  # {said}'


def _quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _codes(role: str) -> str:
    from hotline_desk import names

    return ", ".join(names.FIELDS[role][0]) if role in names.FIELDS else "accepted, transferred, signed …"


# -- what is shown ----------------------------------------------------------------------------------------------


def _as_dict(table: Table, rows: Sequence[Described]) -> dict[str, Any]:
    return {
        "file": table.file,
        "sheet": table.sheet,
        "header_row": table.columns.line,
        "shape": "events" if table.columns.is_log else "tickets",
        "columns": [
            {"heading": row.heading, "role": row.role, "doubles": row.doubles, "samples": list(row.samples),
             "unknown_values": [masked(row.heading, word) for word in row.strange]}
            for row in rows
        ],
        "not_recorded": table.columns.not_recorded,
        "taken_as_not_happened": table.columns.absent,
    }  # fmt: skip


def _print(table: Table, rows: Sequence[Described], lang: Lang) -> None:
    from hotline_desk.tables import out, plain_table
    from hotline_rules.wording import pick

    print(f"{table.place()}:{table.columns.line}")
    shown = plain_table()
    for heading in (("列", "column"), ("认作", "read as"), ("样例", "samples")):
        shown.add_column(pick(heading, lang), overflow="fold")
    nothing = pick(("—", "—"), lang)
    for row in rows:
        role = row.role or (
            pick((f"（重复：{row.doubles}）", f"(again {row.doubles})"), lang) if row.doubles else nothing
        )
        if row.is_time:
            role = pick(("—（是时间）", "— (times)"), lang)
        shown.add_row(row.heading, role, pick(("、", ", "), lang).join(row.samples))
    out().print(shown)
