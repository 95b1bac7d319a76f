"""Workbooks (XLSX, XLS) into frames of text: every sheet with headings, each row by its number in the sheet."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn

import polars as pl

from hotline_desk.compound import chains_end
from hotline_desk.headings import MOST_COLUMNS, Columns
from hotline_desk.sheets import (
    OLE,
    ROW,
    TITLES,
    ZIP,
    Read,
    Table,
    Wanted,
    first_line,
    headed,
    heading_row,
    no_headings,
    refuse,
    without_blanks,
)
from hotline_rules.errors import InvalidValueError
from hotline_rules.wording import Pair, pick

if TYPE_CHECKING:
    from fastexcel import ExcelReader

LARGEST = 2 << 30
"""How many bytes a workbook may unpack to."""
_SWOLLEN, _RATIO = 100 << 20, 200
"""A workbook that unpacks to more than this, and by more than this ratio, is no workbook that anybody wrote."""
MOST_CELLS = 100_000_000
"""How many cells a sheet may span: a full sheet of a million rows has as many with 95 columns."""

_NEEDED = ("装有 pyarrow 的环境（pip install pyarrow），或另存的 CSV", "pip install pyarrow, or the file saved as CSV")
_WORKBOOK = ("XLSX 或 XLS 工作簿", "a workbook, XLSX or XLS")
_BROKEN = ("截断或损坏的工作簿，或其他格式的内容", "a truncated or broken workbook, or something else")
_MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"
_CLOCKED = r"[:：时点](?:0?[1-9]|[1-5]\d)|(?:[ T]|日)(?:0?[1-9]|1\d|2[0-3])[:：时点]|^\d{5}\.\d*[1-9]"
"""What shows that a cell holds a time of day other than midnight."""
_ERROR = re.compile(r"got '?Error\((\w+)\)")
_ERRORS = {"Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!", "Num": "#NUM!", "Ref": "#REF!",
           "Value": "#VALUE!"}  # fmt: skip
_SINCE_1904 = re.compile(rb'<workbookPr[^>]*\bdate1904="(?:1|true|on)"')
_FOUR_YEARS = 1462
_CELL = re.compile(rb'<c [^>]*?\br="([A-Z]{1,7})([0-9]{1,9})"')
_BLOCK = 1 << 20
_DAMAGED = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What the reading of an archive raises where it is damaged."""


def sheets(file: str, path: str, wanted: Wanted, read: Read) -> Iterator[Table]:
    """Every sheet that has headings, or the one that the column map names."""
    if find_spec("pyarrow") is None:  # only by way of it does fastexcel tell which cells hold an error
        refuse(file, *_texts(("工作簿，而没有安装 pyarrow", "a workbook, without pyarrow"), _NEEDED, wanted))
    check(file, path, wanted)
    with tempfile.TemporaryDirectory(prefix="hotline-") as folder:
        yield from _tables(_opened(file, path, Path(folder), wanted), Path(path).stat().st_size, wanted, read)


def _tables(book: _Book, size: int, wanted: Wanted, read: Read) -> Iterator[Table]:
    file, names = book.file, book.names
    if wanted.mapping.sheet is not None:
        if wanted.mapping.sheet not in names:
            refuse(f"{wanted.mapping.file}: sheet", wanted.mapping.sheet, pick(("、", ", "), wanted.lang).join(names))
        names = [wanted.mapping.sheet]
    found = 0
    refused: InvalidValueError | None = None
    for number, name in enumerate(names):
        frame = book.sheet(name)
        rows = _head(frame, wanted)
        row = heading_row(rows, wanted.mapping)
        read.bytes = size * number // len(names)
        if row is None:
            if len(names) == 1:
                no_headings(f"{file}[{name}]", rows, wanted)
            if frame.height and not wanted.quiet:
                _say_left(file, name, wanted)
            continue
        try:
            columns = headed(file, name, rows[row], row + 1, wanted)
        except InvalidValueError as error:
            refused = refused or error
            if not wanted.quiet:
                _say_refused(file, name, error, wanted)
            continue
        found += 1
        yield Table(file, name, columns, _frames(frame, row, columns, wanted, since_1904=book.since_1904))
    if refused is not None and not found:
        raise refused
    if not found:
        no_headings(file, [], wanted)


def _say_left(file: str, name: str, wanted: Wanted) -> None:
    said = (f"{file}[{name}]：没有认出标题，未读这张表", f"{file}[{name}]: no headings recognised, sheet not read")
    print(pick(said, wanted.lang), file=sys.stderr)


def _say_refused(file: str, name: str, error: InvalidValueError, wanted: Wanted) -> None:
    from hotline_desk.problems import lines_of

    for line in lines_of(error, wanted.lang):
        said = (f"{file}[{name}]：未读这张表：{line}", f"{file}[{name}]: sheet not read: {line}")
        print(pick(said, wanted.lang), file=sys.stderr)


# -- opening ----------------------------------------------------------------------------------------------------


class _Book:
    """A workbook, read by this process."""

    since_1904 = False
    """Whether its day counts are from 1904."""

    def __init__(self, file: str, reader: ExcelReader, wanted: Wanted, *, since_1904: bool) -> None:
        self.file = file
        self.wanted = wanted
        self.reader = reader
        self.names = list(reader.sheet_names)
        self.since_1904 = since_1904

    def sheet(self, name: str) -> pl.DataFrame:
        try:
            return loaded(self.reader, name)
        except BaseException as error:
            accepted = pick(("完整的工作表", "a whole sheet"), self.wanted.lang)
            refuse(f"{self.file}[{name}]", _broken(error), accepted)


class _Isolated(_Book):
    """An old workbook, read by a process of its own: a damaged one can end the process that reads it."""

    def __init__(self, file: str, path: str, folder: Path, wanted: Wanted) -> None:
        self.file = file
        self.wanted = wanted
        self.folder = folder
        command = [sys.executable, "-m", "hotline_desk.excel", path, str(folder)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode:
            _refuse_broken(file, done.stdout.decode("utf-8", "replace").strip(), wanted)
        self.names = json.loads((folder / "names.json").read_text(encoding="utf-8"))

    def sheet(self, name: str) -> pl.DataFrame:
        return pl.read_ipc(io.BytesIO((self.folder / f"{self.names.index(name)}.arrow").read_bytes()))


def read_apart(path: str, folder: Path) -> None:
    """Read every sheet of a workbook into a folder; what the process of its own does."""
    import fastexcel

    reader = fastexcel.read_excel(Path(path).read_bytes())
    for number, name in enumerate(reader.sheet_names):
        loaded(reader, name).write_ipc(folder / f"{number}.arrow")
    (folder / "names.json").write_text(json.dumps(list(reader.sheet_names)), encoding="utf-8")


def _opened(file: str, path: str, folder: Path, wanted: Wanted) -> _Book:
    import fastexcel

    with open(path, "rb") as stream:
        is_old = stream.read(8).startswith(OLE)
    if is_old:
        return _Isolated(file, path, folder, wanted)
    try:
        reader = fastexcel.read_excel(Path(path).read_bytes())
    except BaseException as error:
        _refuse_broken(file, _broken(error), wanted)
    return _Book(file, reader, wanted, since_1904=_is_since_1904(file, path, wanted))


def _is_since_1904(file: str, path: str, wanted: Wanted) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            return _SINCE_1904.search(packed.read("xl/workbook.xml")) is not None
    except KeyError:
        return False
    except _DAMAGED:
        refuse(file, *_texts(_BROKEN, _WORKBOOK, wanted))


def _refuse_broken(file: str, told: str, wanted: Wanted) -> NoReturn:
    if "password" in told.lower() or "encrypt" in told.lower():
        refuse(file, *_texts(("加密的工作簿", "an encrypted workbook"), _OPEN, wanted))
    found = told or pick(_BROKEN, wanted.lang)
    refuse(file, found, pick(("完整的 XLSX 或 XLS 工作簿", "a whole workbook, XLSX or XLS"), wanted.lang))


def _broken(error: BaseException) -> str:
    """What the reader says is wrong with a workbook; a fault of its own that a broken one brings on counts too."""
    import fastexcel

    if isinstance(error, fastexcel.FastExcelError) or type(error).__name__ == "PanicException":
        return first_line(error)
    raise error


def _texts(found: Pair, accepted: Pair, wanted: Wanted) -> tuple[str, str]:
    return pick(found, wanted.lang), pick(accepted, wanted.lang)


def loaded(reader: ExcelReader, name: str) -> pl.DataFrame:
    """Return a sheet as text, from its first row; a cell that holds an error says so."""
    batch, errors = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow_with_errors()
    found = pl.from_arrow(batch)
    frame = found if isinstance(found, pl.DataFrame) else found.to_frame()
    frame = frame.rename({column: str(number) for number, column in enumerate(frame.columns)})
    told: dict[int, dict[int, str]] = {}
    for one in errors.errors if errors else ():
        row, column = one.position
        told.setdefault(column, {})[row] = _error_text(one.detail)
    for column, cells in told.items():
        frame = frame.with_columns(frame[str(column)].scatter(list(cells), list(cells.values())))
    return frame


def _error_text(detail: str) -> str:
    found = _ERROR.search(detail)
    return _ERRORS.get(found[1], f"#{found[1]}") if found else detail[:40]


def _head(frame: pl.DataFrame, wanted: Wanted) -> list[list[str]]:
    rows = max(TITLES, wanted.mapping.header_row or 0)
    return [[cell or "" for cell in row] for row in frame.head(rows).iter_rows()]


def _frames(
    frame: pl.DataFrame, row: int, columns: Columns, wanted: Wanted, *, since_1904: bool
) -> Iterator[pl.DataFrame]:
    numbers = pl.int_range(1, frame.height + 1, dtype=pl.UInt64, eager=True).alias(ROW)
    times = [str(n) for n, column in enumerate(columns.columns) if column and column.holds == "time"]
    rows = frame.insert_column(0, numbers).slice(row + 1)
    # A day without a time is kept as its midnight: only a column of nothing but midnights holds days.
    days = [name for name in times if not rows[name].str.contains(_CLOCKED).any()]
    for part in rows.iter_slices(wanted.size):
        dated = part.with_columns(pl.col(name).str.replace(_MIDNIGHT, "$1") for name in days)
        if since_1904:
            dated = dated.with_columns(_from_1900(name) for name in times)
        yield without_blanks(dated, columns)


def _from_1900(name: str) -> pl.Expr:
    """The day counts of a workbook that counts from 1904, as all others count them."""
    count = pl.col(name).str.extract(r"^([0-9]{5}(?:\.[0-9]+)?)$").cast(pl.Float64)
    return pl.when(count.is_null()).then(pl.col(name)).otherwise((count + _FOUR_YEARS).cast(pl.String)).alias(name)


# -- what is no workbook ----------------------------------------------------------------------------------------

_OPEN = ("没有密码的工作簿（在 Excel 里打开，另存为不加密的 XLSX）", "a workbook without a password (save it as one)")


def check(file: str, path: str, wanted: Wanted) -> None:
    """Refuse what is no workbook, is encrypted, or would swell beyond measure, before it is opened."""
    with open(path, "rb") as stream:
        head = stream.read(8)
    if head.startswith(ZIP):
        _check_zip(file, path, wanted)
    elif head.startswith(OLE):
        data = Path(path).read_bytes()
        if "EncryptedPackage".encode("utf-16-le") in data:
            refuse(file, *_texts(("加密的工作簿", "an encrypted workbook"), _OPEN, wanted))
        if not chains_end(data):
            refuse(file, *_texts(_BROKEN, _WORKBOOK, wanted))
    else:
        refuse(file, *_texts(("其他格式的内容（不是工作簿）", "something else, no workbook"), _WORKBOOK, wanted))


def _check_zip(file: str, path: str, wanted: Wanted) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            entries = packed.infolist()
            _check_swelling(file, entries, wanted)
            for entry in entries:
                if entry.filename.startswith("xl/worksheets/"):
                    _check_extent(file, packed, entry, wanted)
    except InvalidValueError:
        raise
    except _DAMAGED:
        refuse(file, *_texts(_BROKEN, _WORKBOOK, wanted))


def _check_swelling(file: str, entries: list[zipfile.ZipInfo], wanted: Wanted) -> None:
    full = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if full > LARGEST or (full > _SWOLLEN and full > _RATIO * packed):
        found = (
            f"解开后有 {full >> 20} MB（压缩比 {full // packed}）",
            f"{full >> 20} MB unpacked ({full // packed}:1)",
        )
        accepted = (
            f"解开后不超过 {LARGEST >> 20} MB 的工作簿（更大的请存为 CSV）",
            f"a workbook of at most {LARGEST >> 20} MB unpacked (save larger ones as CSV)",
        )
        refuse(file, *_texts(found, accepted, wanted))


def _check_extent(file: str, packed: zipfile.ZipFile, entry: zipfile.ZipInfo, wanted: Wanted) -> None:
    """Refuse a sheet that spans more cells than memory holds: a reader keeps the blank ones too."""
    rows = columns = 0
    with packed.open(entry) as stream:
        for row in _rows_of(stream):
            end = row.rfind(b"</c>")
            last = _CELL.match(row, max(row.rfind(b"<c ", 0, end), 0)) if end > 0 else None
            if last:
                columns, rows = max(columns, _column_number(last[1])), max(rows, int(last[2]))
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        told = (f"{rows} 行 × {columns} 列", f"{rows} rows × {columns} columns")
        accepted = (
            f"至多 {MOST_COLUMNS} 列、{MOST_CELLS} 格（{entry.filename}）",
            f"at most {MOST_COLUMNS} columns and {MOST_CELLS} cells ({entry.filename})",
        )
        refuse(file, *_texts(told, accepted, wanted))


def _rows_of(stream: IO[bytes]) -> Iterator[bytes]:
    """The rows of a sheet's XML."""
    rest = b""
    while block := stream.read(_BLOCK):
        *rows, rest = (rest + block).split(b"</row>")
        yield from rows


@lru_cache(maxsize=20_000)
def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


if __name__ == "__main__":
    try:
        read_apart(sys.argv[1], Path(sys.argv[2]))
    except BaseException as error:  # whatever it is, the workbook is not read
        print(first_line(error))
        sys.exit(1)
