"""Logs of events, one row per event, in any order and from several files, into tickets.

A small log is gathered in memory. A large one is parted on disk by ticket number first, so that memory stays flat.
An event of which the whole log holds none is one that it does not carry, the exceptional ones apart.
"""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from hotline_desk import cells as read
from hotline_desk import sheets
from hotline_desk.headings import (
    ALIASES,
    ANY_EVENT,
    EXCEPTIONAL,
    TOTAL,
    TOTAL_ROW,
    Column,
    ColumnMap,
    Columns,
    value,
)
from hotline_desk.problems import lines_of
from hotline_desk.reading import Row, place_of
from hotline_desk.sheets import ERROR, ROW, Book, Table, Wanted
from hotline_rules.errors import InvalidValueError, nearest_first
from hotline_rules.ticket import EVENT_FIELDS, EVENT_TYPES
from hotline_rules.wording import EVENTS, Lang, pick

SMALL = 256 << 20
"""How many bytes of cells are kept in memory; more are parted on disk."""
PARTS = 64
SIZE = 131_072

_PLACE, _PART = "_place", "_part"
_MORE = {
    "派单": "transferred", "派遣": "transferred", "推送": "transferred", "交办": "transferred", "分派": "transferred",
    "到达": "arrived", "收到": "arrived", "反馈": "fed_back", "回复": "replied", "答复": "replied", "撤回": "withdrawn",
    "直办": "answered", "即办": "answered", "重派": "redispatched", "结案": "closed", "延期申请": "extension_requested",
    "退件申请": "return_requested", "初步响应": "first_response", "承诺": "promised",
}  # fmt: skip


def _event_names() -> dict[str, str]:
    """The codes of events by every name: codes, their names, and headings without 时间."""
    found = {name: name for name in EVENT_TYPES} | {zh: name for name, (zh, _) in EVENTS.items()}
    found |= {alias.removesuffix("时间"): role for alias, role in ALIASES.items() if role in EVENT_TYPES}
    return found | _MORE


NAMES = _event_names()
_NUMBERLESS = ("这一行没有工单编号", "no ticket number on this row")


class Place(NamedTuple):
    """A table that rows of a log stand in."""

    file: str
    sheet: str | None
    columns: Columns


class Log:
    """Logs opened for reading: their tickets, and how far they are read."""

    def __init__(self, books: Sequence[Book], wanted: Wanted, folder: Path, small: int) -> None:
        self.size = sum(book.size for book in books)
        self.events = 0
        """How many rows of events were read."""
        self.not_recorded: list[str] = []
        self.absent: list[str] = []
        """Events that the log holds none of and that are taken not to have happened; known once it is read."""
        self._books = books
        self._wanted = wanted
        self._folder = folder
        self._small = small
        self._places: list[Place] = []

    @property
    def columns(self) -> list[Columns]:
        """The headings of its tables; known once it is read."""
        return [place.columns for place in self._places]

    @property
    def offset(self) -> int:
        """How many bytes are read."""
        return sum(book.read.bytes for book in self._books)

    @property
    def rows(self) -> Iterator[Row]:
        """Every ticket, in the order in which the log names them (part by part where it is large)."""
        store = _Store(self._folder, self._small)
        found: set[str] = set()
        for book in self._books:
            for table in book.tables:
                for frame in self._frames(table):
                    self.events += frame.height
                    found.update(frame["event"].drop_nulls().unique())
                    store.put(frame)
        self._settle({self._code(name) for name in found})
        for part in store.parts():
            yield from _Part(self._places, self.not_recorded, self._wanted).rows(part)

    def _frames(self, table: Table) -> Iterator[pl.DataFrame]:
        if not table.columns.is_log:
            self._refuse(table)
        self._places.append(Place(table.file, table.sheet, table.columns))
        names = {str(number): name for number, name in enumerate(_names(table.columns))}
        for frame in table.frames:
            placed = frame.rename(names).with_columns(
                pl.lit(len(self._places) - 1, dtype=pl.UInt32).alias(_PLACE),
                pl.col("id").cast(pl.String).str.strip_chars(),
                pl.col("event").cast(pl.String).str.strip_chars(),
            )
            yield placed if ERROR in placed.columns else placed.with_columns(pl.lit(None, pl.String).alias(ERROR))

    def _refuse(self, table: Table) -> None:
        found = ", ".join(table.columns.headings)[:60]
        accepted = ("工单编号、事件、时间三列（一行一个事件）", "a number, an event and its time (one row per event)")
        raise InvalidValueError(table.columns.place, found, pick(accepted, self._wanted.lang))

    def _code(self, name: str) -> str | None:
        return NAMES.get(self._wanted.mapping.said("event", name))

    def _settle(self, found: set[str | None]) -> None:
        mapping = self._wanted.mapping
        missing = [name for name in EVENT_TYPES if name not in found]
        happened = {*EXCEPTIONAL, *mapping.not_happened} - {*mapping.not_recorded}
        self.absent = [name for name in missing if name in happened]
        self.not_recorded = [name for name in missing if name not in happened]


def _names(columns: Columns) -> list[str]:
    """What the columns of a log are called while it is gathered: `id`, `event`, `at`, `.field`, `?heading`."""
    found: list[str] = []
    for number, (heading, column) in enumerate(zip(columns.headings, columns.columns, strict=True)):
        if column is None:
            name = f"?{heading}"
            found.append(name if name not in found else f"{name} {number + 1}")
        else:
            found.append(column.role if column.role in ("id", "event", "at") else f".{column.role}")
    return found


class _Store:
    """Rows of a log until all are read: in memory, or in parts on disk by ticket number."""

    def __init__(self, folder: Path, small: int) -> None:
        self.folder = folder
        self.small = small
        self.kept: list[pl.DataFrame] = []
        self.bytes = 0
        self.written = 0
        self.on_disk = False

    def put(self, frame: pl.DataFrame) -> None:
        self.kept.append(frame)
        self.bytes += int(frame.estimated_size())
        if self.bytes > self.small:
            self.on_disk = True
            self.flush()

    def flush(self) -> None:
        """Write what is kept, each part to a file of its own."""
        if not self.kept:
            return
        whole = pl.concat(self.kept, how="diagonal_relaxed").with_columns(
            (pl.col("id").hash(seed=0) % PARTS).cast(pl.UInt8).alias(_PART)
        )
        for (part,), frame in whole.partition_by(_PART, as_dict=True, include_key=False).items():
            frame.write_ipc(self.folder / f"{part or 0}-{self.written}.arrow")
        self.kept, self.bytes = [], 0
        self.written += 1

    def parts(self) -> Iterator[pl.DataFrame]:
        """Every part once, its rows in the order in which they were read."""
        if not self.on_disk:
            if self.kept:
                yield pl.concat(self.kept, how="diagonal_relaxed")
            return
        self.flush()
        for part in range(PARTS):
            files = [self.folder / f"{part}-{number}.arrow" for number in range(self.written)]
            frames = [pl.read_ipc(io.BytesIO(file.read_bytes())) for file in files if file.exists()]
            if frames:
                yield pl.concat(frames, how="diagonal_relaxed")


class _Part:
    """Makes tickets of the rows of one part."""

    def __init__(self, places: Sequence[Place], not_recorded: list[str], wanted: Wanted) -> None:
        self.places = places
        self.not_recorded = not_recorded
        self.wanted = wanted
        self.lang: Lang = wanted.lang
        self.stop = pick(("；", "; "), wanted.lang)

    def rows(self, part: pl.DataFrame) -> Iterator[Row]:
        tickets: dict[str, list[dict[str, Any]]] = {}
        for row in part.iter_rows(named=True):
            if row[ERROR] is None and self.is_total(row):
                yield self.no_ticket(row, pick(TOTAL_ROW, self.lang))
            elif row["id"]:
                tickets.setdefault(row["id"], []).append(row)
            else:
                yield self.no_ticket(row, row[ERROR] or pick(_NUMBERLESS, self.lang))
        for number, events in tickets.items():
            yield self.ticket(number, events)

    def is_total(self, row: dict[str, Any]) -> bool:
        """Whether a row sums up others."""
        if row["id"] and not re.match(TOTAL, row["id"]):
            return False
        columns: Columns = self.places[row[_PLACE]].columns
        return columns.is_total(["" if row[name] is None else str(row[name]) for name in _names(columns)])

    def no_ticket(self, row: dict[str, Any], said: str) -> Row:
        """A row that belongs to no ticket."""
        place = self.places[row[_PLACE]]
        return Row(place.file, row[ROW], {"id": row["id"]} if row["id"] else {}, said, 0, sheet=place.sheet)

    def ticket(self, number: str, rows: list[dict[str, Any]]) -> Row:
        """One ticket of its events; a row that cannot be read is told, and the ticket is not judged without it."""
        place = self.places[rows[0][_PLACE]]
        data: dict[str, Any] = {"id": number, "not_recorded": self.not_recorded, "events": []}
        problems: list[str] = []
        for row in rows:
            problem = row[ERROR] or self.take(row, data)
            if problem:
                here = self.places[row[_PLACE]]
                problems.append(f"{place_of(here.file, here.sheet)}:{row[ROW]} {problem}")
        ref = {name[1:]: str(cell) for name, cell in rows[0].items() if name[0] == "?" and cell not in (None, "")}
        if ref:
            data["ref"] = ref
        error = self.stop.join(problems) or None
        return Row(place.file, rows[0][ROW], {"id": number} if error else data, error, 0, sheet=place.sheet)

    def take(self, row: dict[str, Any], data: dict[str, Any]) -> str | None:
        """Take in the event of a row, and what the row says of the ticket; return what is wrong with it."""
        columns = self.places[row[_PLACE]].columns
        told = {column: _cell(row, column, columns.mapping) for column in columns.columns if column}
        texts = {column.role: text for column, text in told.items()}
        name = texts["event"]
        event = NAMES.get(name)
        if event is None:
            if not name and row["event"]:
                return self.of_ticket(told, None, data)
            return self.wrong(columns, "event", row["event"] or "", self.known(name))
        if read.instant(texts["at"]) is None:
            return self.wrong(columns, "at", texts["at"], read.ACCEPTED)
        made: dict[str, Any] = {"type": event, "at": read.time_text(texts["at"])}
        for column, text in told.items():
            field = _field_of(column, event)
            if text and field:
                made[field] = value(column, text)
        data["events"].append(made)
        return self.of_ticket(told, event, data)

    def of_ticket(self, told: dict[Column, str], event: str | None, data: dict[str, Any]) -> str | None:
        """What a row says of its ticket; two rows must not differ."""
        for column, text in told.items():
            name = column.field
            if not text or column.event == ANY_EVENT or name in ("id", "event", "at", "unit"):
                continue
            if event == "kind_changed" and name in ("kind", "urgency"):
                continue
            found = value(column, text) if column.is_of_ticket else None
            if found is not None and data.setdefault(name, found) != found:
                said = (
                    f"{name} 与前面的行不同：{data[name]}、{found}",
                    f"{name} differs from earlier rows: {data[name]}, {found}",
                )
                return pick(said, self.lang)
        return None

    def known(self, name: str) -> str:
        nearest = [f"{one} {NAMES[one]}" if one != NAMES[one] else one for one in nearest_first(name, list(NAMES))[:8]]
        said = (
            f'{"、".join(nearest)} 等（其他写法见 --map 的 [values.event]；写成 "" 则不作事件）',
            f'{", ".join(nearest)} and others (other words: [values.event] of --map; "" for no event)',
        )
        return pick(said, self.lang)

    def wrong(self, columns: Columns, role: str, text: str, accepted: str) -> str:
        heading = columns.headings[columns.roles[role]]
        place = pick((f"列“{heading}”", f"column “{heading}”"), self.lang)
        return lines_of(InvalidValueError(place, text, accepted), self.lang)[0]


def _cell(row: dict[str, Any], column: Column, mapping: ColumnMap) -> str:
    """A cell as text, as the column map has it."""
    role = column.role
    found = row.get(role if role in ("id", "event", "at") else f".{role}")
    if found is None:
        return ""
    text = found.isoformat() if hasattr(found, "isoformat") else str(found).strip()
    return mapping.said(role, text)


def _field_of(column: Column, event: str) -> str | None:
    """The field of an event that a column holds."""
    fields = EVENT_FIELDS[event]
    name = column.field
    if column.event == ANY_EVENT:
        if name == "approved" and "granted" in fields:
            return "granted"
        return name if name in fields else None
    if name == "unit" or (event == "kind_changed" and name in ("kind", "urgency")):
        return name
    return None


def headings_of(path: str, lang: Lang, *, mapping: ColumnMap | None = None) -> Generator[Columns]:
    """Look at the headings of each table of a file, none of JSON and standard input; raises as reading it would."""
    if path == "-" or sheets.form(path) == "json":
        return
    with sheets.opened(path, Wanted(lang, mapping or ColumnMap(), SIZE, quiet=True)) as book:
        for table in book.tables:
            yield table.columns


@contextmanager
def opened(paths: Iterable[str], lang: Lang, *, mapping: ColumnMap | None = None, small: int = SMALL) -> Iterator[Log]:
    """Open files of events as one log; what is parted on disk is removed afterwards."""
    wanted = Wanted(lang, mapping or ColumnMap(), SIZE)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hotline-")))
        books = [stack.enter_context(sheets.opened(path, wanted)) for path in paths]
        yield Log(books, wanted, folder, small)


def event_rows(
    paths: Iterable[str], lang: Lang, *, mapping: ColumnMap | None = None, small: int = SMALL
) -> Iterator[Row]:
    """Read files of events, one row per event, as one log: a row per ticket."""
    with opened(paths, lang, mapping=mapping, small=small) as log:
        yield from log.rows
