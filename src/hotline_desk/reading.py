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

from hotline_desk.columns import Columns, RowProblem
from hotline_rules.errors import InvalidValueError
from hotline_rules.wording import Lang, pick

Form = Literal["json", "lines", "csv"]


class Row(NamedTuple):
    """One ticket as it stands in a file: where, what it says or why it cannot be read, and how far the file is read."""

    file: str
    line: int
    data: dict[str, Any]
    error: str | None
    offset: int


class Source(NamedTuple):
    """A file opened for reading: its form, its size if known, and its rows."""

    file: str
    form: Form
    size: int | None
    rows: Iterator[Row]


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
        return Source(name, "csv", size, reader.table())
    if suffix in (".jsonl", ".ndjson") or (suffix != ".json" and _is_object(start)):
        return Source(name, "lines", size, reader.lines(reader.raw_lines()))
    return reader.document(size)


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_parsed(_decoded(line)), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


def _decoded(data: bytes) -> str:
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
            found = _parsed(_decoded(line))
        except RecursionError:
            return Row(self.name, number, {}, self.pick("嵌套过深", "nested too deeply"), offset)
        except ValueError as error:
            return Row(
                self.name, number, {}, self.pick(f"不是合法的 JSON：{error}", f"not valid JSON: {error}"), offset
            )
        return self.ticket(number, found, offset)

    def ticket(self, number: int, found: Any, offset: int) -> Row:
        if isinstance(found, dict):
            return Row(self.name, number, found, None, offset)
        told = self.pick("不是一件工单（应为 JSON 对象）", "not a ticket (a JSON object)")
        return Row(self.name, number, {}, told, offset)

    def document(self, size: int | None) -> Source:
        """One JSON document: a ticket or a list of them; what is none may be lines, some of which can be read."""
        data = self.first + self.stream.read()
        try:
            found = _parsed(_decoded(data))
        except (ValueError, RecursionError):
            return Source(self.name, "lines", size, self.lines(io.BytesIO(data)))
        tickets = found if isinstance(found, list) else [found]
        rows = (self.ticket(number, one, len(data)) for number, one in enumerate(tickets, start=1))
        return Source(self.name, "json", size, rows)

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
        csv.field_size_limit(sys.maxsize)
        reader = csv.reader(text)
        try:
            headings = next(reader, [])
            columns = Columns(self.name, headings, self.lang)
            before = reader.line_num
            for cells in reader:
                line, before = before + 1, reader.line_num
                if any(cell.strip() for cell in cells):
                    yield self.record(columns, (line, before), cells, stream.tell())
        except csv.Error as error:
            raise InvalidValueError(f"{self.name}:{reader.line_num}", str(error), "CSV") from None

    def record(self, columns: Columns, lines: tuple[int, int], cells: list[str], offset: int) -> Row:
        first, last = lines
        try:
            return Row(self.name, first, columns.ticket(cells), None, offset)
        except RowProblem as problem:
            said = str(problem)
        if last > first:
            said += self.pick(
                f"（占第 {first} 至 {last} 行，引号可能没有成对）", f" (lines {first} to {last}: a quote may be open)"
            )
        return Row(self.name, first, columns.number(cells), said, offset)


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
