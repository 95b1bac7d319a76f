"""Files of tables into tables of text: CSV, workbooks and Parquet, the headings found below titles.

A table gives its rows in frames: `_row` (the number that the user's program shows), `_error` (why a row cannot be
told apart into cells, else null) and a column `0`, `1`, … for each heading. No row is lost: what cannot be read is kept
with its error, and only blank rows are left out.
"""

from __future__ import annotations

import codecs
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, NamedTuple, NoReturn

import polars as pl

from hotline_desk.headings import MOST_COLUMNS, ColumnMap, Columns, recognised
from hotline_desk.masking import masked
from hotline_desk.reading import place_of
from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import EVENT_TYPES
from hotline_rules.wording import Lang, pick

if TYPE_CHECKING:
    from hotline_desk.headings import Column

Form = Literal["json", "csv", "workbook", "parquet"]

ROW, ERROR = "_row", "_error"
TITLES = 20
"""Among how many rows the headings are looked for."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
PARQUET = b"PAR1"
_PEEKED = 4096
_WINDOW = 1 << 20
"""Of a Parquet file no more rows than these are asked for at a time; the row groups of most writers end there."""


class Table(NamedTuple):
    """One table of a file: its headings, and its rows in frames."""

    file: str
    sheet: str | None
    columns: Columns
    frames: Iterator[pl.DataFrame]

    def place(self) -> str:
        """Write where it stands: `t.xlsx[2026年]`."""
        return place_of(self.file, self.sheet)


class Wanted(NamedTuple):
    """How tables are to be read: the language of what is told, the column map, the rows of a frame."""

    lang: Lang
    mapping: ColumnMap
    size: int
    quiet: bool = False
    """Whether unknown columns and sheets without headings are not said."""
    lenient: bool = False
    """Whether two columns for one role are no error."""


class Read:
    """How far a file is read."""

    def __init__(self) -> None:
        self.bytes = 0


class Book(NamedTuple):
    """A file of tables opened for reading: its size, how far it is read, and its tables, one after another."""

    file: str
    size: int
    read: Read
    tables: Iterator[Table]


def form(path: str) -> Form:
    """Tell the form of a file, or of standard input for `-`, by how it begins; raises `OSError`."""
    if path == "-":
        peek = getattr(sys.stdin.buffer, "peek", None)
        return _form_of(peek(_PEEKED)[:_PEEKED] if peek else b"", "")
    with open(path, "rb") as stream:
        return _form_of(stream.read(_PEEKED), Path(path).suffix.lower())


def _form_of(head: bytes, suffix: str) -> Form:
    if head.startswith((ZIP, OLE)):
        return "workbook"
    if head.startswith(PARQUET):
        return "parquet"
    if suffix in (".json", ".jsonl", ".ndjson"):
        return "json"
    if suffix not in (".csv", ".tsv", ".txt") and head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"["):
        return "json"
    return "workbook" if suffix in (".xlsx", ".xlsm", ".xlsb") else "parquet" if suffix == ".parquet" else "csv"


@contextmanager
def opened(path: str, wanted: Wanted) -> Iterator[Book]:
    """Open a file of tables, or standard input for `-`.

    Raises `OSError`, or `InvalidValueError` naming file, sheet and row where no table can be read.
    """
    with ExitStack() as stack:
        name, real = path, path
        kind = form(path)
        if path == "-":
            name = pick(("标准输入", "standard input"), wanted.lang)
            real = stack.enter_context(_spooled())
        read = Read()
        size = Path(real).stat().st_size
        if kind == "json":
            refuse(name, "JSON", pick(("CSV、XLSX、XLS、Parquet", "CSV, XLSX, XLS, Parquet"), wanted.lang))
        if kind == "csv":
            from hotline_desk.textual import tables

            yield Book(name, size, read, tables(name, stack.enter_context(open(real, "rb")), wanted, read))
        elif kind == "workbook":
            from hotline_desk.excel import sheets

            yield Book(name, size, read, sheets(name, real, wanted, read))
        else:
            yield Book(name, size, read, _parquet(name, real, wanted, read))


@contextmanager
def _spooled() -> Iterator[str]:
    """Standard input as a file, which workbooks and a look at the encoding need."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stdin"
        with path.open("wb") as file:
            _copy(sys.stdin.buffer, file)
        yield str(path)


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    while block := source.read(1 << 20):
        target.write(block)


def refuse(place: str, found: object, accepted: str) -> NoReturn:
    """Refuse a file or a part of it."""
    raise InvalidValueError(place, found, accepted)


# -- the headings -----------------------------------------------------------------------------------------------


def heading_row(rows: Sequence[Sequence[str]], mapping: ColumnMap) -> int | None:
    """The first row in which two cells are recognised, one of them a number or an event; or the one that is told."""
    if mapping.header_row is not None:
        return mapping.header_row - 1 if mapping.header_row <= len(rows) else None
    return next((number for number, row in enumerate(rows[:TITLES]) if weight(row, mapping)), None)


def weight(row: Sequence[str], mapping: ColumnMap) -> int:
    """How many cells of a row are recognised as headings; none if they make no table."""
    found = [column for column in recognised(row[:MOST_COLUMNS], mapping) if column]
    return len(found) if len(found) > 1 and any(_carries(column) for column in found) else 0


def _carries(column: Column) -> bool:
    return column.role == "id" or column.role in EVENT_TYPES


def no_headings(place: str, rows: Sequence[Sequence[str]], wanted: Wanted) -> NoReturn:
    """Refuse a table in which no row of headings was found."""
    first = next((row for row in rows if any(cell.strip() for cell in row)), ())
    found = ", ".join(masked(cell.strip())[:20] for cell in first[:TITLES] if cell.strip())[:60]
    if (row := wanted.mapping.header_row) is not None:
        refuse(
            f"{place}:{row}", found, pick((f"第 {row} 行的标题（header_row）", f"headings in row {row}"), wanted.lang)
        )
    said = (
        f"前 {TITLES} 行内的一行标题，如 id, kind, arrived, handled（或工单编号、到达时间…；其他写法用 --map）",
        f"a line of headings within {TITLES} rows, such as id, kind, arrived, handled (others: --map)",
    )
    refuse(f"{place}:1", found, pick(said, wanted.lang))


def headed(file: str, sheet: str | None, cells: Sequence[str], line: int, wanted: Wanted) -> Columns:
    """The headings of a table that stand in a line."""
    return Columns(
        place_of(file, sheet),
        cells,
        wanted.lang,
        mapping=wanted.mapping,
        line=line,
        quiet=wanted.quiet,
        lenient=wanted.lenient,
    )


def without_blanks(frame: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    """Leave out the rows of which every cell is blank."""
    if ERROR in frame.columns or not frame.height:
        return frame
    sure = frame[str(columns.roles.get("id", 0))]
    if sure.dtype != pl.String:
        maybe = sure.is_null()
    else:
        maybe = sure.str.strip_chars().fill_null("") == ""
    if not maybe.any():
        return frame
    names = [name for name in frame.columns if name != ROW]
    blank = pl.all_horizontal(
        (pl.col(name).is_null() | (pl.col(name).cast(pl.String, strict=False).str.strip_chars() == ""))
        if frame[name].dtype == pl.String
        else pl.col(name).is_null()
        for name in names
    )
    return frame.filter(~blank)


# -- Parquet ----------------------------------------------------------------------------------------------------


def _parquet(file: str, path: str, wanted: Wanted, read: Read) -> Iterator[Table]:
    """The one table of a Parquet file; a row is told by its number, from 1."""
    try:
        names = pl.read_parquet_schema(path)
        rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        if isinstance(error, FileNotFoundError | PermissionError):
            raise
        refuse(file, first_line(error), pick(("完整的 Parquet 文件", "a whole Parquet file"), wanted.lang))
    columns = headed(file, None, list(names), 1, wanted)
    yield Table(file, None, columns, _slices(file, path, columns, rows, wanted, read))


def _slices(file: str, path: str, columns: Columns, rows: int, wanted: Wanted, read: Read) -> Iterator[pl.DataFrame]:
    size = Path(path).stat().st_size
    done = 0
    try:
        for part in stored(path, rows, wanted.size):
            for frame in part.iter_slices(wanted.size):
                numbers = pl.int_range(done + 1, done + 1 + frame.height, dtype=pl.UInt64, eager=True).alias(ROW)
                done += frame.height
                read.bytes = size * done // max(rows, 1)
                cells = frame.rename({name: str(number) for number, name in enumerate(frame.columns)})
                yield without_blanks(cells.insert_column(0, numbers), columns)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        accepted = pick(("完整的 Parquet 文件", "a whole Parquet file"), wanted.lang)
        refuse(f"{file}:{done + 1}", first_line(error), accepted)


def stored(path: str | Path, rows: int, size: int) -> Iterator[pl.DataFrame]:
    """Yield the rows of a Parquet file in their order, some `size` at a time; what is read ahead is bounded."""
    scan = pl.scan_parquet(path)
    for begin in range(0, rows, _WINDOW):
        yield from scan.slice(begin, _WINDOW).collect_batches(chunk_size=size, maintain_order=True)


def first_line(error: BaseException) -> str:
    """What another library says is wrong, shortened."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:120]
