"""Files into rows: JSON, JSON Lines and CSV, in UTF-8 or GB18030; `-` is standard input.

A row that cannot be read stays a row, with the reason. Only a file of which nothing can be read is an error.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, NamedTuple, NoReturn, TextIO

from hotline_desk.headings import Columns, RowProblem, Written
from hotline_desk.problems import DoubledKeyError, doubled_text, json_problem
from hotline_desk.records import (
    Record,
    Records,
    Remembered,
    csv_reader,
    like_a_row,
    opened_on,
    quote_problem,
    run_over,
)
from hotline_rules.errors import InvalidValueError
from hotline_rules.wording import Lang, pick

Form = Literal["json", "lines", "csv"]


def place_of(file: str, sheet: str | None) -> str:
    """Write a file, and the sheet of a workbook: `t.xlsx[2026年]`."""
    return file if sheet is None else f"{file}[{sheet}]"


class Row(NamedTuple):
    """One ticket as it stands in a file: where, what it says or why it cannot be read, and how far the file is read."""

    file: str
    line: int
    data: dict[str, Any]
    error: str | None
    offset: int
    item: bool = False
    """Whether `line` counts the elements of a JSON array rather than lines."""
    columns: Columns | None = None
    cells: tuple[str, ...] = ()
    sheet: str | None = None
    """The sheet of a workbook; `line` is then its row."""

    def where(self, lang: Lang) -> str:
        """Write where the row stands: `t.csv:3`, `t.xlsx[2026年]:3`, or the element of an array."""
        if self.item:
            return self.file + pick((f" 第{self.line}项", f" item {self.line}"), lang)
        return f"{place_of(self.file, self.sheet)}:{self.line}"

    def place(self) -> dict[str, Any]:
        """Return where the row stands in its file, for JSON."""
        sheet = {"sheet": self.sheet} if self.sheet is not None else {}
        return {**sheet, "item" if self.item else "line": self.line}

    def written(self) -> Written:
        """Return the headings and the cells of a row of a table as they were written."""
        return self.columns.written(self.cells) if self.columns else {}


class Source(NamedTuple):
    """A file opened for reading: its form, its size if known, and its rows."""

    file: str
    form: Form
    size: int | None
    rows: Iterator[Row]
    absent: list[str]
    """The events that a table has no column for, and that are taken not to have happened; known once it is read."""


@contextmanager
def opened(path: str, lang: Lang, *, tables: bool = True) -> Iterator[Source]:
    """Open a file, or standard input for `-`; without `tables`, every line that is no JSON is told as such.

    Raises `OSError`, or `InvalidValueError` if it is none of the forms.
    """
    if path == "-":
        yield _source(pick(("标准输入", "standard input"), lang), sys.stdin.buffer, None, "", lang, tables=tables)
        return
    suffix = Path(path).suffix.lower()
    if suffix == ".csv" and not tables:
        accepted = ("JSON、JSON Lines（CSV 用 hotline audit）", "JSON, JSON Lines (CSV: hotline audit)")
        raise InvalidValueError(path, "CSV", pick(accepted, lang))
    with open(path, "rb") as stream:
        yield _source(path, stream, Path(path).stat().st_size, suffix, lang, tables=tables)


def _source(name: str, stream: BinaryIO, size: int | None, suffix: str, lang: Lang, *, tables: bool) -> Source:
    """Look at the first line that is not blank, and tell the form by it, where the name does not."""
    first = stream.readline()
    start = first.removeprefix(codecs.BOM_UTF8).lstrip()
    while not start and (more := stream.readline()):
        first, start = first + more, more.lstrip()
    if b"\0" in first or first.startswith(b"PK"):
        _refuse(name, lang)
    reader = _Reader(name, stream, first, lang)
    named = suffix in (".json", ".jsonl", ".ndjson")
    if suffix == ".csv" or (tables and not named and start[:1] not in (b"{", b"[")):
        return Source(name, "csv", size, reader.table(), reader.absent)
    if suffix in (".jsonl", ".ndjson") or (suffix != ".json" and _is_object(start)):
        return Source(name, "lines", size, reader.lines(reader.raw_lines()), [])
    return reader.document(size)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_parsed(decoded(line)), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_Object.of)


class _Object(dict[str, Any]):
    """A JSON object in which a key is written twice, of which one would be lost in silence."""

    twice = ""

    @classmethod
    def of(cls, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make a plain object of pairs; one of these where a key comes twice."""
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        doubled = cls(found)
        keys = [key for key, _ in pairs]
        doubled.twice = next(key for key in found if keys.count(key) > 1)
        return doubled


def doubled_key(found: Any) -> str | None:
    """The key that is written twice in a JSON object, or in one inside it."""
    if isinstance(found, _Object):
        return found.twice
    inside = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    return next((key for one in inside if (key := doubled_key(one)) is not None), None)


def check_document(data: bytes) -> None:
    """Refuse a JSON document in which a key is written twice; what is no JSON is for its model to refuse."""
    try:
        found = _parsed(decoded(data))
    except (ValueError, RecursionError):
        return
    if (key := doubled_key(found)) is not None:
        raise DoubledKeyError(key)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def decoded(data: bytes) -> str:
    """UTF-8, or else GB18030; raises `ValueError` for neither."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _refuse(name: str, lang: Lang) -> NoReturn:
    accepted = ("UTF-8 或 GB18030 的 CSV、JSON、JSON Lines", "CSV, JSON or JSON Lines in UTF-8 or GB18030")
    raise InvalidValueError(name, pick(("其他格式的内容", "something else"), lang), pick(accepted, lang))


class _Reader:
    """Reads one stream whose first line was looked at."""

    def __init__(self, name: str, stream: BinaryIO, first: bytes, lang: Lang) -> None:
        self.name = name
        self.stream = stream
        self.first = first
        self.lang = lang
        self.absent: list[str] = []

    def pick(self, zh: str, en: str) -> str:
        return pick((zh, en), self.lang)

    # -- JSON --------------------------------------------------------------------------------------------------

    def lines(self, lines: Iterable[bytes]) -> Iterator[Row]:
        """One ticket a line; blank lines are no rows."""
        offset = 0
        for number, line in enumerate(lines, start=1):
            offset += len(line)
            if line.strip():
                yield self.line(number, line, offset)

    def raw_lines(self) -> Iterator[bytes]:
        yield from io.BytesIO(self.first)
        yield from self.stream

    def line(self, number: int, line: bytes, offset: int) -> Row:
        try:
            found = _parsed(decoded(line))
        except RecursionError:
            return Row(self.name, number, {}, self.pick("嵌套过深", "nested too deeply"), offset)
        except ValueError as error:
            return Row(self.name, number, {}, json_problem(error, self.lang), offset)
        return self.ticket(number, found, offset)

    def ticket(self, number: int, found: Any, offset: int, *, item: bool = False) -> Row:
        if isinstance(found, dict):
            key = doubled_key(found)
            told = doubled_text(key, self.lang) if key is not None else None
            return Row(self.name, number, found, told, offset, item)
        told = self.pick("不是一件工单（应为 JSON 对象）", "not a ticket (a JSON object)")
        return Row(self.name, number, {}, told, offset, item)

    def document(self, size: int | None) -> Source:
        """One JSON document: a ticket or a list of them; what is none may be lines, some of which can be read."""
        data = self.first + self.stream.read()
        try:
            found = _parsed(decoded(data))
        except (ValueError, RecursionError):
            return Source(self.name, "lines", size, self.lines(io.BytesIO(data)), [])
        many = isinstance(found, list)
        tickets = found if many else [found]
        rows = (self.ticket(number, one, len(data), item=many) for number, one in enumerate(tickets, start=1))
        return Source(self.name, "json", size, rows, [])

    # -- CSV ---------------------------------------------------------------------------------------------------

    def table(self) -> Iterator[Row]:
        """One ticket a row, under a line of headings."""
        stream = self.stream if self.stream.seekable() else io.BytesIO(self.first + self.stream.read())
        with self.text(stream) as text:
            yield from self.records(stream, text)

    def text(self, stream: BinaryIO) -> TextIO:
        """The whole stream as text, in the encoding that all of it has."""
        encoding = _encoding(stream)
        if encoding is None:
            _refuse(self.name, self.lang)
        stream.seek(0)
        return io.TextIOWrapper(stream, encoding=encoding, newline="")

    def records(self, stream: BinaryIO, text: TextIO) -> Iterator[Row]:
        lines = Remembered(text)
        columns = self.columns(csv_reader(lines, ","), lines)
        for record in Records(lines, len(columns.headings), self.lang):
            yield self.record(columns, record, stream.tell())

    def columns(self, reader: Iterator[list[str]], lines: Remembered) -> Columns:
        """The headings; a quote that is open in them would swallow the rows, and is refused."""
        try:
            headings = next(reader, [])
        except csv.Error as error:
            opened = opened_on(lines.taken)
            raise InvalidValueError(
                f"{self.name}:{1 + opened}", lines.taken[opened].strip(), quote_problem(str(error), self.lang)
            ) from None
        columns = Columns(self.name, headings, self.lang)
        if any(like_a_row(line, len(columns.headings)) for line in lines.taken[1:]):
            raise InvalidValueError(f"{self.name}:1", lines.taken[0].strip(), quote_problem("", self.lang))
        self.absent.extend(columns.absent)
        return columns

    def record(self, columns: Columns, record: Record, offset: int) -> Row:
        number = columns.number(record.cells)
        if record.error:
            return Row(self.name, record.line, number, record.error, offset)
        try:
            ticket = columns.ticket(record.cells)
        except RowProblem as problem:
            said = str(problem) + run_over(record.line, record.last, self.lang)
            return Row(self.name, record.line, number, said, offset)
        return Row(self.name, record.line, ticket, None, offset, columns=columns, cells=tuple(record.cells))


def _encoding(stream: BinaryIO) -> str | None:
    """UTF-8 if all of a stream is, else GB18030 if all of it is."""
    for encoding in ("utf-8-sig", "gb18030"):
        stream.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return None
