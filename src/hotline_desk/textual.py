"""CSV into frames of text: quickly where no quote needs care, else record by record; both give the same rows."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

import polars as pl

from hotline_desk.headings import Columns
from hotline_desk.masking import masked
from hotline_desk.records import (
    Record,
    Records,
    Remembered,
    csv_reader,
    like_a_row,
    opened_on,
    quote_problem,
    ragged,
    run_over,
)
from hotline_desk.sheets import (
    ERROR,
    ROW,
    TITLES,
    Read,
    Table,
    Wanted,
    headed,
    heading_row,
    no_headings,
    refuse,
    weight,
    without_blanks,
)
from hotline_rules.wording import pick

BLOCK = 8 << 20
"""How many bytes are looked at together."""
LONGEST = 256 << 20
"""No line is longer; a file without ends of lines is no table."""

_HEAD = 1 << 20
_DELIMITERS = (",", ";", "\t")
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class _Piece(NamedTuple):
    """Whole lines of a file in UTF-8, and the lines that are no text in the file's encoding, by number."""

    data: bytes
    bad: list[tuple[int, str]]


class _Head(NamedTuple):
    """Where the headings of a text stand, and what parts its cells."""

    delimiter: str
    cells: list[str]
    line: int
    last: int


def tables(file: str, stream: BinaryIO, wanted: Wanted, read: Read) -> Iterator[Table]:
    """The one table of a CSV file."""
    text = _Text(file, stream, wanted, read)
    columns = text.columns()
    yield Table(file, None, columns, text.frames(columns))


class _Text:
    """One CSV file: its encoding, its delimiter, and its rows."""

    def __init__(self, file: str, stream: BinaryIO, wanted: Wanted, read: Read) -> None:
        self.file = file
        self.stream = stream
        self.wanted = wanted
        self.read = read
        self.encoding = encoding_of(stream)
        self.pieces = self.decoded()
        self.line = 0
        self.delimiter = ","
        self.late: list[tuple[int, str]] = []

    # -- bytes into lines --------------------------------------------------------------------------------------

    def blocks(self) -> Iterator[bytes]:
        """Blocks of whole lines."""
        self.stream.seek(0)
        rest = b""
        while block := self.stream.read(BLOCK):
            self.read.bytes += len(block)
            rest += block
            end = _last_end(rest)
            if end:
                yield rest[:end]
                rest = rest[end:]
            elif len(rest) > LONGEST:
                said = ("一行不超过 256 MB", "lines of at most 256 MB")
                found = pick(("没有换行的内容", "no end of a line"), self.wanted.lang)
                refuse(self.file, found, pick(said, self.wanted.lang))
        if rest:
            yield rest

    def decoded(self) -> Iterator[_Piece]:
        """Pieces of text of whole lines; a line that is none in the encoding is left blank, and told."""
        if self.encoding == "utf-16":
            yield from self.wide()
            return
        before, first = 0, True
        for block in self.blocks():
            data = block.removeprefix(codecs.BOM_UTF8) if first else block
            first = False
            try:
                text = data.decode(self.encoding)
                piece = _Piece(data if self.encoding == "utf-8" else text.encode(), [])
            except UnicodeDecodeError:
                piece = self.line_by_line(data, before)
            before += _lines_in(piece.data)
            yield piece

    def wide(self) -> Iterator[_Piece]:
        """UTF-16, as Excel writes "Unicode text"."""
        self.stream.seek(0)
        decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        rest = ""
        while block := self.stream.read(BLOCK):
            self.read.bytes += len(block)
            rest += decoder.decode(block)
            end = rest.rfind("\n") + 1
            if end:
                yield _Piece(_encoded(rest[:end]), [])
                rest = rest[end:]
        rest += decoder.decode(b"", final=True)
        if rest:
            yield _Piece(_encoded(rest), [])

    def line_by_line(self, data: bytes, before: int) -> _Piece:
        kept, bad = [], []
        for number, line in enumerate(data.splitlines(keepends=True), start=before + 1):
            try:
                kept.append(line.decode(self.encoding))
            except UnicodeDecodeError:
                kept.append(" " + line[len(line.rstrip(b"\r\n")) :].decode())
                bad.append((number, line.decode(self.encoding, errors="replace")))
        return _Piece("".join(kept).encode(), bad)

    # -- the headings ------------------------------------------------------------------------------------------

    def columns(self) -> Columns:
        """Find the headings; the lines under them stay to be read."""
        piece = next(self.pieces, _Piece(b"", []))
        text = piece.data.decode()
        heads = [self.head(text, delimiter) for delimiter in _DELIMITERS]
        found = [head for head in heads if isinstance(head, _Head)]
        if not found:
            first = heads[0]
            assert not isinstance(first, _Head)
            no_headings(self.file, first, self.wanted)
        best = max(found, key=lambda head: weight(head.cells, self.wanted.mapping))
        self.delimiter = best.delimiter
        columns = headed(self.file, None, best.cells, best.line, self.wanted)
        self.cut(text, piece, best.last)
        return columns

    def head(self, text: str, delimiter: str) -> _Head | list[list[str]]:
        """The headings as a delimiter gives them, or else the first rows."""
        lines = Remembered(io.StringIO(text[: 1 << 22], newline=""))
        reader = csv_reader(lines, delimiter)
        rows: list[list[str]] = []
        wanted = self.wanted.mapping.header_row or TITLES
        while len(rows) < wanted:
            lines.taken.clear()
            first = lines.count + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                self.open_quote(lines, first, delimiter, str(error))
                cells = []
            if cells is None:
                break
            rows += [[]] * (first - 1 - len(rows))
            rows.append(cells)
            if heading_row([*([[]] * (len(rows) - 1)), cells], self.wanted.mapping) is not None:
                if any(like_a_row(line, len(cells), delimiter) for line in lines.taken[1:]):
                    refuse(f"{self.file}:{first}", masked(lines.taken[0].strip()), quote_problem("", self.wanted.lang))
                return _Head(delimiter, cells, first, lines.count)
        return rows

    def open_quote(self, lines: Remembered, first: int, delimiter: str, error: str) -> None:
        """A quote that is open in the headings would swallow the rows, and is refused; one in a title is none."""
        plain = [line.replace('"', "").strip().split(delimiter) for line in lines.taken]
        if any(weight(cells, self.wanted.mapping) for cells in plain):
            opened = opened_on(lines.taken)
            said = quote_problem(error, self.wanted.lang)
            refuse(f"{self.file}:{first + opened}", masked(lines.taken[opened].strip()), said)

    def cut(self, text: str, piece: _Piece, lines: int) -> None:
        """Leave out the lines down to the headings."""
        reader = io.StringIO(text, newline="")
        for _ in range(lines):
            reader.readline()
        self.line = lines
        kept = _Piece(reader.read().encode(), [told for told in piece.bad if told[0] > lines])
        self.pieces = _after(kept, self.pieces)

    # -- the rows ----------------------------------------------------------------------------------------------

    def frames(self, columns: Columns) -> Iterator[pl.DataFrame]:
        """Every row under the headings."""
        for piece in self.pieces:
            yield from self.piece(piece, columns)

    def piece(self, piece: _Piece, columns: Columns) -> Iterator[pl.DataFrame]:
        bad = [self.undecoded(piece.bad, columns)] if piece.bad else []
        if not piece.data:
            yield from bad
            return
        quick = None if _has_lone_return(piece.data) else self.quick(piece.data, columns)
        if quick is None:
            yield from bad
            yield from self.careful(piece.data.decode(), columns)
            return
        self.line += _lines_in(piece.data)
        for frame in _in_order([*quick, *bad]):
            yield from frame.iter_slices(self.wanted.size)

    def undecoded(self, bad: list[tuple[int, str]], columns: Columns) -> pl.DataFrame:
        name = {"utf-8": "UTF-8", "gb18030": "GB18030"}[self.encoding]
        other = {"utf-8": "GB18030", "gb18030": "UTF-8"}[self.encoding]
        said = (
            f"有不是 {name} 的字节（也不按 {other} 猜读），未读",
            f"bytes that are no {name} (nor is {other} guessed)",
        )
        records = [
            Record(
                number, number, line.replace('"', "").rstrip("\r\n").split(self.delimiter), pick(said, self.wanted.lang)
            )
            for number, line in bad
        ]
        return self.framed(records, columns)

    def quick(self, data: bytes, columns: Columns) -> list[pl.DataFrame] | None:
        """Read lines by polars; nothing if a quote among them needs care."""
        width = len(columns.headings)
        quoted = b'"' in data
        parted = data.count(self.delimiter.encode()) == _lines_in(data) * (width - 1)
        if not quoted and parted and width > 1:
            try:
                return [self.numbered(self.parsed(data, width, quoted=False), None, columns)]
            except pl.exceptions.PolarsError:
                pass
        return self.sifted(data, columns, quoted=quoted)

    def sifted(self, data: bytes, columns: Columns, *, quoted: bool) -> list[pl.DataFrame] | None:
        """Read the lines that are whole rows by polars, and tell those that are none."""
        width = len(columns.headings)
        text = pl.Series([data.removesuffix(b"\n").decode()], dtype=pl.String)
        lines = text.str.split("\n").explode().str.strip_suffix("\r")
        if quoted:
            whole = lines.str.contains(_row_pattern(self.delimiter, width))
            if lines.filter(~whole).str.contains('"', literal=True).any():
                return None
        else:
            whole = lines.str.count_matches(self.delimiter, literal=True) == width - 1
        if whole.all():
            return [self.numbered(self.parsed(data, width, quoted=quoted), None, columns)]
        numbers = pl.int_range(self.line + 1, self.line + 1 + lines.len(), dtype=pl.UInt64, eager=True)
        bad = [
            Record(number, number, line.split(self.delimiter), None)
            for number, line in zip(numbers.filter(~whole), lines.filter(~whole), strict=True)
            if line.replace(self.delimiter, "").strip()
        ]
        frames = [self.framed(bad, columns)] if bad else []
        if whole.any():
            good = ("\n".join(lines.filter(whole)) + "\n").encode()
            frame = self.parsed(good, width, quoted=quoted)
            frames.append(self.numbered(frame, numbers.filter(whole), columns))
        return _in_order(frames)

    def parsed(self, data: bytes, width: int, *, quoted: bool) -> pl.DataFrame:
        head = self.delimiter.join(str(number) for number in range(width)) + "\n"
        return pl.read_csv(
            head.encode() + data,
            separator=self.delimiter,
            quote_char='"' if quoted else None,
            infer_schema=False,
        )

    def numbered(self, frame: pl.DataFrame, numbers: pl.Series | None, columns: Columns) -> pl.DataFrame:
        if numbers is None:
            numbers = pl.int_range(self.line + 1, self.line + 1 + frame.height, dtype=pl.UInt64, eager=True)
        if len(numbers) != frame.height:
            raise pl.exceptions.ComputeError("rows and lines differ")
        return without_blanks(frame.insert_column(0, numbers.alias(ROW)), columns)

    def careful(self, text: str, columns: Columns) -> Iterator[pl.DataFrame]:
        """Read record by record; a record that runs on takes in the lines after this text."""
        lines = Remembered(())
        lines.lines = self.running_on(text, lines)
        kept: list[Record] = []
        before = self.line
        for record in Records(lines, len(columns.headings), self.wanted.lang, delimiter=self.delimiter, before=before):
            self.line = before + lines.count
            kept.append(record)
            if len(kept) >= self.wanted.size:
                yield self.framed(kept, columns)
                kept = []
        self.line = before + lines.count
        if kept:
            yield self.framed(kept, columns)
        if self.late:
            yield self.undecoded(self.late, columns)
            self.late = []

    def running_on(self, text: str, lines: Remembered) -> Iterator[str]:
        """Lines of a text, and of those after it while a record is open."""
        while True:
            yield from io.StringIO(text, newline="")
            piece = next(self.pieces, None) if lines.taken else None
            if piece is None:
                return
            text, self.late = piece.data.decode(), [*self.late, *piece.bad]

    def framed(self, records: Sequence[Record], columns: Columns) -> pl.DataFrame:
        """Records as a frame; of one that cannot be read, only the ticket number."""
        width = len(columns.headings)
        number = columns.roles.get("id")
        rows: list[list[str | None]] = []
        errors: list[str | None] = []
        for record in records:
            error = record.error
            if error is None and len(record.cells) != width:
                said = ragged(len(record.cells), width, self.wanted.lang)
                error = said + run_over(record.line, record.last, self.wanted.lang)
            errors.append(error)
            rows.append(list(record.cells) if error is None else _only(record.cells, number, width))
        frame = pl.DataFrame(
            rows, schema={str(column): pl.String for column in range(width)}, orient="row", infer_schema_length=None
        )
        return frame.insert_column(0, pl.Series(ROW, [r.line for r in records], dtype=pl.UInt64)).insert_column(
            1, pl.Series(ERROR, errors, dtype=pl.String)
        )


def _in_order(frames: list[pl.DataFrame]) -> list[pl.DataFrame]:
    """The same rows in the order of the file."""
    return [pl.concat(frames, how="diagonal").sort(ROW)] if len(frames) > 1 else frames


def _after(first: _Piece, rest: Iterator[_Piece]) -> Iterator[_Piece]:
    yield first
    yield from rest


def _only(cells: Sequence[str], number: int | None, width: int) -> list[str | None]:
    return [cells[n] if n == number and n < len(cells) else None for n in range(width)]


def _last_end(data: bytes) -> int:
    """Where the last whole line ends; a carriage return alone ends lines where nothing else does."""
    end = data.rfind(b"\n") + 1
    return end or data[:-1].rfind(b"\r") + 1


def _lines_in(data: bytes) -> int:
    if _has_lone_return(data):
        return len(data.splitlines())
    return data.count(b"\n") + (not data.endswith(b"\n") and bool(data))


def _has_lone_return(data: bytes) -> bool:
    return b"\r" in data and data.count(b"\r") != data.count(b"\r\n")


def _encoded(text: str) -> bytes:
    """Text in UTF-8; halves of a pair that stand alone in UTF-16 are replaced."""
    return text.encode("utf-8", errors="replace")


def _row_pattern(delimiter: str, width: int) -> str:
    """A line of a width in which every quote opens or closes a whole cell."""
    cell = rf'(?:"(?:[^"]|"")*"|[^"{delimiter}]*)'
    return f"^{cell}(?:{delimiter}{cell}){{{width - 1}}}$"


# -- the encoding -----------------------------------------------------------------------------------------------


def encoding_of(stream: BinaryIO) -> str:
    """UTF-8, GB18030 or UTF-16: by a mark, by what the first lines are, else by what all of it is."""
    stream.seek(0)
    head = stream.read(_HEAD)
    if head.startswith(_UTF_16):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    lines = head.splitlines()[:TITLES]
    for line in lines if len(head) < _HEAD else lines[:-1]:
        if not line.isascii() and (told := _encoding_of_line(line)):
            return told
    return "utf-8" if _is_all(stream, "utf-8") or not _is_all(stream, "gb18030") else "gb18030"


def _encoding_of_line(line: bytes) -> str | None:
    for encoding in ("utf-8", "gb18030"):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return None


def _is_all(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := stream.read(1 << 20):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
