"""Long lists poured into a workbook that is written but for their rows, several times as fast as cell by cell.

The writer makes each such sheet with its headings, one row that bears a cell of every format, and an empty last row (so
that the sheet knows its size). Pouring copies the package and puts the rows in their place. It relies on the format of
the file, not on the inside of the writer; a text still becomes nothing but a text.
"""

# xlsxwriter carries annotations but no marker of them

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from xlsxwriter.utility import xl_col_to_name

from hotline_desk.workbook_cells import POURED, Sheet, shown_as
from hotline_rules.wording import Lang

_MARKED = re.compile(rb'<c r="([A-Z]+)2" s="(\d+)"')
_BODY, _TAIL = b'<row r="2"', b"</sheetData>"
_ESCAPED = re.compile("_(x[0-9A-Fa-f]{4}_)")
"""What a spreadsheet would read as a character by its number."""
_BATCH = 500
_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every part of the package: the same report makes the same bytes."""


class Pour(NamedTuple):
    """The rows of a sheet, which of its columns hold long texts, and the language of the workbook."""

    rows: Iterable[Sequence[Any]]
    long: Sequence[bool]
    lang: Lang


def leave_room(sheet: Sheet, rows: int) -> None:
    """Write the row that bears every format, and the empty last one."""
    for column, form in enumerate(POURED):
        sheet.sheet.write_blank(sheet.row, column, None, getattr(sheet.formats, form))
    if rows > 1:
        sheet.sheet.write_blank(sheet.row + rows - 1, 0, None, sheet.formats.text)
    sheet.row += rows


def pour(template: Path, target: Path, pours: Mapping[int, Pour]) -> None:
    """Copy a workbook, the rows put into the sheets named by their number, from 1."""
    named = {f"xl/worksheets/sheet{number}.xml": one for number, one in pours.items()}
    with (
        zipfile.ZipFile(template) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as new,
    ):
        for entry in old.infolist():
            told = zipfile.ZipInfo(entry.filename, _STAMP)
            told.compress_type = zipfile.ZIP_DEFLATED
            found = named.get(entry.filename)
            with old.open(entry) as source, new.open(told, "w", force_zip64=found is not None) as sink:
                if found is None:
                    shutil.copyfileobj(source, sink)
                    continue
                head, styles, tail = _parts(source.read())
                sink.write(head)
                for text in _batches(found, styles):
                    sink.write(text.encode())
                sink.write(tail)


def _parts(sheet: bytes) -> tuple[bytes, dict[str, str], bytes]:
    """What stands before the rows, the number of each format, and what stands after."""
    start, end = sheet.index(_BODY), sheet.index(_TAIL)
    marks = {column.decode(): style.decode() for column, style in _MARKED.findall(sheet, start, end)}
    return sheet[:start], {form: marks[xl_col_to_name(i)] for i, form in enumerate(POURED)}, sheet[end:]


def _batches(found: Pour, styles: Mapping[str, str]) -> Iterator[str]:
    told: list[str] = []
    for number, row in enumerate(found.rows, start=2):
        told.append(_row(number, row, found, styles))
        if len(told) == _BATCH:
            yield "".join(told)
            told.clear()
    yield "".join(told)


def _row(number: int, row: Sequence[Any], found: Pour, styles: Mapping[str, str]) -> str:
    told = [f'<row r="{number}">']
    for column, value, long in zip(_letters(len(row)), row, found.long, strict=True):
        if value is None:
            continue
        payload, form = shown_as(value, found.lang, long=long)
        start = f'<c r="{column}{number}" s="{styles[form]}"'
        if isinstance(payload, str):
            told.append(f'{start} t="inlineStr"><is><t xml:space="preserve">{_escaped(payload)}</t></is></c>')
        else:
            told.append(f"{start}><v>{payload:.16G}</v></c>")
    told.append("</row>")
    return "".join(told)


def _escaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(r"_x005F_\1", text)
    return escape(text)


_NAMES: dict[int, list[str]] = {}


def _letters(columns: int) -> list[str]:
    """Return the letters of the first columns."""
    if columns not in _NAMES:
        _NAMES[columns] = [xl_col_to_name(column) for column in range(columns)]
    return _NAMES[columns]
