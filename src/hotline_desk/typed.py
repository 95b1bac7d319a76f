"""Tables of text into typed columns, batch by batch: what a mass audit judges without a row of Python.

Every row stays a row: one that cannot be read carries its message in `_error`, in the words that the ticket itself
would use. `Batch.row` gives any row back as the ticket that `audit.review` judges in full.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, Literal, NamedTuple, get_origin
from zoneinfo import ZoneInfo

import polars as pl
from pydantic import ValidationError

from hotline_desk import cells as read
from hotline_desk import instants, sheets
from hotline_desk.headings import (
    KNOWN,
    TOTAL,
    TOTAL_ROW,
    Cell,
    Column,
    ColumnMap,
    Columns,
    RowProblem,
    Written,
    coded,
    value,
)
from hotline_desk.problems import lines_of, validation_lines
from hotline_desk.reading import Row, place_of
from hotline_desk.sheets import ERROR, ROW, Read, Table, Wanted
from hotline_rules import Ticket
from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import EVENT_FIELDS, Event
from hotline_rules.wording import Lang, pick

SHANGHAI = ZoneInfo("Asia/Shanghai")
SIZE = 131_072
NOTE = "_note"
"""What of the export's own claims could not be read; the ticket is judged all the same."""
DATED = ".date"
"""Ends the name of the companion of a time: whether it is a date without time."""

_TEXTS = ("id", "unit", "city")
_CODES = ("kind", "origin", "urgency", "track")
_SOME_DAY = "2026-01-01"
_ANY = "…"


class Batch(NamedTuple):
    """Some rows of a table: typed, and as they were written."""

    file: str
    sheet: str | None
    frame: pl.DataFrame
    """One row per ticket: `_row`, `_error`, `_note`, fields of the ticket, and a column per event and event field."""
    headings: Columns
    raw: Raw

    def row(self, number: int) -> Row:
        """Return a row, counted from 0 in the batch, for a full review and for messages."""
        line, error = self.frame[ROW][number], self.frame[ERROR][number]
        cells = self.raw.cells(number)
        data = self.headings.number(cells)
        if error is None:
            try:
                data = self.headings.ticket(cells)
            except RowProblem as problem:
                error = str(problem)
        return Row(self.file, line, data, error, 0, columns=self.headings, cells=cells, sheet=self.sheet)


class Raw:
    """The cells of a batch as they were written."""

    def __init__(self, frame: pl.DataFrame, zone: ZoneInfo) -> None:
        self._frame = frame
        self._zone = zone

    @cached_property
    def texts(self) -> pl.DataFrame:
        """Every cell as text, blank for none."""
        plain = [column for column in self._frame if column.name not in (ROW, ERROR)]
        return pl.DataFrame([_text(column, self._zone).fill_null("") for column in plain])

    def cells(self, number: int) -> tuple[str, ...]:
        """Return the cells of a row."""
        return tuple(self.texts.row(number))


class Source:
    """A file of tables opened for reading, its batches, and how far it is read."""

    def __init__(self, book: sheets.Book, wanted: Wanted, zone: ZoneInfo) -> None:
        self.file = book.file
        self.size = book.size
        self.absent: dict[str, list[str]] = {}
        """By table: events without a column that are taken not to have happened; known once it is read."""
        self.columns: list[Columns] = []
        """The headings of its tables; known once it is read."""
        self._read: Read = book.read
        self._tables = book.tables
        self._wanted = wanted
        self._zone = zone

    @property
    def offset(self) -> int:
        """How many bytes are read."""
        return self._read.bytes

    @property
    def batches(self) -> Iterator[Batch]:
        """Every row, once."""
        log: Table | None = None
        for table in self._tables:
            if table.columns.is_log:
                log = log or table
                continue
            self.absent[table.place()] = table.columns.absent
            self.columns.append(table.columns)
            typer = _Typer(table, self._wanted.lang, self._zone)
            for frame in table.frames:
                if not frame.height:
                    continue
                yield Batch(table.file, table.sheet, typer.typed(frame), table.columns, Raw(frame, self._zone))
        if log is not None:
            self._leave(log)

    def _leave(self, log: Table) -> None:
        """A log of events is read by `eventlog`: refused if it is all there is, else said."""
        found = ", ".join(log.columns.headings)[:60]
        accepted = pick(
            ("每行一件工单的表（这张一行一个事件）", "one row per ticket (here one row per event)"), self._wanted.lang
        )
        error = InvalidValueError(log.columns.place, found, accepted)
        if not self.absent:
            raise error
        for line in lines_of(error, self._wanted.lang):
            print(pick((f"未读这张表：{line}", f"sheet not read: {line}"), self._wanted.lang), file=sys.stderr)


@contextmanager
def opened(
    path: str, lang: Lang, *, mapping: ColumnMap | None = None, zone: ZoneInfo = SHANGHAI, size: int = SIZE
) -> Iterator[Source]:
    """Open a file of tables, or standard input for `-`; raises `OSError` or `InvalidValueError`."""
    wanted = Wanted(lang, mapping or ColumnMap(), size)
    with sheets.opened(path, wanted) as book:
        yield Source(book, wanted, zone)


def batches(
    path: str, lang: Lang, *, mapping: ColumnMap | None = None, zone: ZoneInfo = SHANGHAI, size: int = SIZE
) -> Iterator[Batch]:
    """Read a file of tables, one row per ticket, in batches of at most `size` rows."""
    with opened(path, lang, mapping=mapping, zone=zone, size=size) as source:
        yield from source.batches


# -- one table --------------------------------------------------------------------------------------------------


class _Typer:
    """Makes the frames of one table typed, and says what is wrong with their cells."""

    def __init__(self, table: Table, lang: Lang, zone: ZoneInfo) -> None:
        self.columns = table.columns
        self.place = place_of(table.file, table.sheet)
        self.lang = lang
        self.zone = zone
        self.stop = pick(("；", "; "), lang)
        self.events = [_EventCheck(event, self.columns, lang) for event in EVENT_FIELDS if event in self.columns.roles]
        self.orphans = [
            _EventCheck(event, self.columns, lang)
            for event in EVENT_FIELDS
            if event not in self.columns.roles and any(c and c.event == event for c in self.columns.columns)
        ]

    def typed(self, frame: pl.DataFrame) -> pl.DataFrame:
        return _Typing(self, frame).done()

    def written(self, column: Column, text: str) -> Written:
        heading = self.columns.headings[self.columns.roles[column.role]]
        return {(column.event, column.field): Cell(heading, text, column.holds)}

    def no_time(self, column: Column, text: str) -> str:
        """Say that a cell is no time, in the words of the ticket."""
        heading = self.columns.headings[self.columns.roles[column.role]]
        place = pick((f"列“{heading}”", f"column “{heading}”"), self.lang)
        return lines_of(InvalidValueError(place, text, read.ACCEPTED), self.lang)[0]

    def no_field(self, column: Column, text: str) -> str:
        """Say what the ticket says of a field of its own; nothing if it takes it."""
        try:
            Ticket.model_validate({"id": "1", column.field: value(column, text)})
        except ValidationError as error:
            return self.stop.join(validation_lines(error, self.lang, written=self.written(column, text)))
        return ""

    @cached_property
    def no_number(self) -> str:
        """Say that a row has no ticket number."""
        written = self.written(KNOWN["id"], "") if "id" in self.columns.roles else None
        try:
            Ticket.model_validate({})
        except ValidationError as error:
            return self.stop.join(validation_lines(error, self.lang, written=written))
        raise AssertionError("a ticket without a number")


class _Typing:
    """One frame while it is made typed."""

    def __init__(self, typer: _Typer, frame: pl.DataFrame) -> None:
        self.typer = typer
        self.frame = frame
        self.made: list[pl.Series] = []
        self.problems: list[pl.Series] = []
        self.notes: list[pl.Series] = []
        self.texts: dict[str, pl.Series] = {}

    def done(self) -> pl.DataFrame:
        for name in _TEXTS:
            self.made.append(self.of(name).alias(name))
        self.numbers()
        for name in _CODES:
            self.codes(name)
        self.flags()
        for column in self.typer.columns.columns:
            if column and (column.event is not None or column.field == "as_of" or not column.is_of_ticket):
                self.column(column)
        for check in (*self.typer.events, *self.typer.orphans):
            self.tell(check.problems(self))
        totals = self.totals()
        errors = self.filled(self.joined(self.problems), ERROR)
        if totals.any():
            errors = errors.set(totals, pick(TOTAL_ROW, self.typer.lang))
        if ERROR in self.frame.columns:
            told = self.frame[ERROR]
            errors = told.zip_with(told.is_not_null(), errors)
        head = [self.frame[ROW], errors, self.filled(self.joined(self.notes), NOTE)]
        return pl.DataFrame([*head, *self.made])

    def filled(self, told: pl.Series | None, name: str) -> pl.Series:
        return self.nothing(pl.String).alias(name) if told is None else told.alias(name)

    def nothing(self, dtype: pl.DataType | type[pl.DataType]) -> pl.Series:
        return pl.repeat(None, self.frame.height, dtype=dtype, eager=True)

    def of(self, role: str) -> pl.Series:
        """The text under a role: stripped, null where blank, and as the column map has it."""
        if role in self.texts:
            return self.texts[role]
        number = self.typer.columns.roles.get(role)
        if number is None:
            return self.nothing(pl.String)
        column = self.frame[str(number)]
        if not _is_readable(column.dtype):
            accepted = pick(("文字、数字或时间的列", "a column of text, numbers or times"), self.typer.lang)
            found = f"{self.typer.columns.headings[number]}: {column.dtype}"
            raise InvalidValueError(self.typer.place, found, accepted)
        text = self.written(column)
        said = self.typer.columns.mapping.values.get(role)
        if said:
            text = _blank_is_null(text.replace(list(said), list(said.values())))
        self.texts[role] = text
        return text

    def totals(self) -> pl.Series:
        """Which rows sum up others, as `Columns.is_total` tells it."""
        columns = self.typer.columns
        mapped = "id" in columns.roles and "id" in columns.mapping.values
        ids = self.written(self.frame[str(columns.roles["id"])]) if mapped else self.of("id")
        found = ids.str.contains(TOTAL).fill_null(value=False)
        blank = ids.is_null()
        if not blank.any():
            return found
        cells = [one for one in self.frame.filter(blank) if one.name not in (ROW, ERROR)]
        first = pl.DataFrame([self.written(one) for one in cells]).select(pl.coalesce(pl.all())).to_series()
        return found.scatter(blank.arg_true(), first.str.contains(TOTAL).fill_null(value=False))

    def written(self, column: pl.Series) -> pl.Series:
        """The cells of a column as text, null where blank."""
        return _stripped(_text(column, self.typer.zone))

    # -- fields of the ticket ----------------------------------------------------------------------------------

    def numbers(self) -> None:
        missing = self.of("id").is_null()
        if missing.any():
            self.tell(self.nothing(pl.String).set(missing, self.typer.no_number))

    def codes(self, name: str) -> None:
        text = self.of(name)
        column = KNOWN[name]
        if text.null_count() == len(text):
            self.made.append(text.alias(name))
            return
        found = {one: coded(column, one) for one in text.drop_nulls().unique()}
        wrong = {one: told for one, code in found.items() if (told := self.typer.no_field(column, code))}
        for one in wrong:
            wrong[one] = self.typer.no_field(column, one)
        good = {one: code for one, code in found.items() if one not in wrong}
        self.made.append(_mapped(text, good, pl.String).alias(name))
        self.tell(_mapped(text, wrong, pl.String) if wrong else None)

    def flags(self) -> None:
        """Whether the caller waived a reply."""
        column, text = KNOWN["reply_waived"], self.of("reply_waived")
        found = {one: read.flag(one) for one in text.drop_nulls().unique()}
        wrong = {one: self.typer.no_field(column, one) for one, told in found.items() if isinstance(told, str)}
        self.made.append(
            _mapped(text, {k: v for k, v in found.items() if k not in wrong}, pl.Boolean).alias(column.field)
        )
        self.tell(_mapped(text, wrong, pl.String) if wrong else None)

    # -- events, and what the export claims --------------------------------------------------------------------

    def column(self, column: Column) -> None:
        if column.holds == "time":
            self.times(column)
        elif column.holds == "overdue":
            self.claims(column)
        elif column.holds == "flag":
            self.map(column, read.flag, bool, pl.Boolean)
        elif column.holds == "number":
            self.map(column, read.number, int, pl.Int64)
        elif column.field in _CODES:
            self.map(column, lambda text: coded(column, text), str, pl.String)
        else:
            self.made.append(self.of(column.role).alias(column.role))

    def map(self, column: Column, reader: Any, kind: type, dtype: type[pl.DataType]) -> None:
        """Read by distinct value; what is none is left for the check of the event to tell."""
        text = self.of(column.role)
        found = {one: reader(one) for one in text.drop_nulls().unique()}
        good = {one: told for one, told in found.items() if isinstance(told, kind)}
        self.made.append(_mapped(text, good, dtype).alias(column.role))

    def times(self, column: Column) -> None:
        number = self.typer.columns.roles[column.role]
        cells = self.frame[str(number)]
        if cells.dtype.is_temporal() and cells.dtype != pl.Time and not isinstance(cells.dtype, pl.Duration):
            found = instants.of_times(cells, self.typer.zone)
        else:
            found = instants.of_text(self.of(column.role), self.typer.zone)
        self.made.append(found.at.alias(column.role))
        if found.dated is not None:
            self.made.append(found.dated.alias(column.role + DATED))
        if found.unread is not None and found.unread.any():
            self.unread(column, found.unread)

    def unread(self, column: Column, unread: pl.Series) -> None:
        """Say of which cells the time cannot be read; a claim of the export is noted only."""
        text = self.of(column.role)
        wrong = {one: self.typer.no_time(column, one) for one in text.filter(unread).unique()}
        told = _mapped(text.set(~unread, None), wrong, pl.String)
        (self.problems if column.is_of_ticket else self.notes).append(told)

    def claims(self, column: Column) -> None:
        """The overdue flag of the export."""
        text = self.of(column.role)
        found = {one: read.overdue(one) for one in text.drop_nulls().unique()}
        self.made.append(
            _mapped(text, {k: v for k, v in found.items() if v is not None}, pl.Boolean).alias(column.role)
        )
        heading = self.typer.columns.headings[self.typer.columns.roles[column.role]]
        place = pick((f"列“{heading}”", f"column “{heading}”"), self.typer.lang)
        accepted = pick(("是、否、超期、未超期等", "yes, no, 超期, 未超期 and the like"), self.typer.lang)
        wrong = {
            one: lines_of(InvalidValueError(place, one, accepted), self.typer.lang)[0]
            for one, told in found.items()
            if told is None
        }
        if wrong:
            self.notes.append(_mapped(text, wrong, pl.String))

    # -- what is wrong -----------------------------------------------------------------------------------------

    def tell(self, told: pl.Series | None) -> None:
        if told is not None:
            self.problems.append(told)

    def joined(self, told: Sequence[pl.Series]) -> pl.Series | None:
        if len(told) < 2:
            return told[0] if told else None
        frame = pl.DataFrame([one.alias(str(number)) for number, one in enumerate(told)])
        text = frame.select(pl.concat_str(pl.all(), separator=self.typer.stop, ignore_nulls=True)).to_series()
        return _blank_is_null(text)


class _EventCheck:
    """Whether the cells of an event make one that a ticket takes, judged by distinct combination of its cells."""

    def __init__(self, event: str, columns: Columns, lang: Lang) -> None:
        self.event = event
        self.lang = lang
        self.columns = columns
        self.fields = [c for c in columns.columns if c and c.event == event and c.field != "at"]
        self.is_told = event in columns.roles
        self.needed = bool(self.fields) or bool(self.refused({"type": event, "at": _SOME_DAY}, {}))

    def problems(self, typing: _Typing) -> pl.Series | None:
        """What is wrong with the event in each row; nothing if it is right in all."""
        if not self.needed:
            return None
        told = typing.of(self.event).is_not_null() if self.is_told else typing.of("").is_not_null()
        keys = [told.alias("at")]
        for column in self.fields:
            text = typing.of(column.role)
            keys.append((text if _is_bound(column) else text.is_not_null()).alias(column.field))
        frame = pl.DataFrame(keys)
        kinds = frame.unique()
        said = [self.problem(kind) for kind in kinds.iter_rows(named=True)]
        if not any(said):
            return None
        kinds = kinds.with_columns(pl.Series("_told", said, dtype=pl.String))
        joined = frame.join(kinds, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")
        return joined["_told"]

    def problem(self, kind: dict[str, Any]) -> str | None:
        """What is wrong with one combination; a time and a free text are any."""
        texts = {name: _ANY if told is True else told for name, told in kind.items() if told}
        if not texts:
            return None
        try:
            event = self.columns.event(self.event, {name: self.stood_in(name, text) for name, text in texts.items()})
        except RowProblem as problem:
            return str(problem)
        return self.refused(event, texts)

    def stood_in(self, name: str, text: str) -> Any:
        column = next((column for column in self.fields if column.field == name), None)
        if column is None or (text is _ANY and column.holds == "time"):
            return _SOME_DAY
        return value(column, text)

    def refused(self, event: dict[str, Any], texts: dict[str, str]) -> str | None:
        written: dict[tuple[str | None, str], Cell] = {
            (self.event, column.field): Cell(heading, texts.get(column.field, ""), column.holds)
            for heading, column in zip(self.columns.headings, self.columns.columns, strict=True)
            if column and column.event == self.event
        }
        try:
            Ticket.model_validate({"id": "1", "events": [event]})
        except ValidationError as error:
            return pick(("；", "; "), self.lang).join(validation_lines(error, self.lang, written=written))
        return None


_MODELS = {model.model_fields["type"].default: model for model in Event.__args__}


def _is_bound(column: Column) -> bool:
    """Whether a cell must be one of some values, so that its text decides; else only whether it is blank."""
    if column.holds in ("flag", "number", "list"):
        return True
    if column.holds == "time" or column.event is None:
        return False
    annotation = _MODELS[column.event].model_fields[column.field].annotation
    kinds = (annotation, *getattr(annotation, "__args__", ()))
    return any(get_origin(kind) is Literal for kind in kinds)


# -- cells of a column ------------------------------------------------------------------------------------------


def _is_readable(dtype: pl.DataType) -> bool:
    return not dtype.is_nested() and dtype not in (pl.Binary, pl.Object, pl.Time) and not isinstance(dtype, pl.Duration)


def _text(column: pl.Series, zone: ZoneInfo) -> pl.Series:
    """A column as text, times as ISO 8601 on the wall clock of the zone."""
    dtype = column.dtype
    if dtype == pl.String:
        return column
    if isinstance(dtype, pl.Datetime):
        if dtype.time_zone is not None:
            column = column.dt.convert_time_zone(zone.key).dt.replace_time_zone(None)
        return column.dt.cast_time_unit("us").dt.to_string("%Y-%m-%dT%H:%M:%S%.f")
    if dtype.is_float():
        whole = (column == column.floor()) & (column.abs() < 1e15)
        return column.cast(pl.String).zip_with(
            ~whole.fill_null(value=False), column.cast(pl.Int64, strict=False).cast(pl.String)
        )
    if dtype.is_nested() or dtype in (pl.Binary, pl.Object, pl.Time) or isinstance(dtype, pl.Duration):
        return pl.Series(column.name, [None if one is None else str(one) for one in column], dtype=pl.String)
    return column.cast(pl.String)


_BLANKS = "".join(chr(n) for n in range(0x3001) if chr(n).isspace())


def _stripped(text: pl.Series) -> pl.Series:
    """Text without the blanks around it, of the kinds that Python strips; null where nothing is left."""
    return _blank_is_null(text.str.strip_chars(_BLANKS))


def _blank_is_null(text: pl.Series) -> pl.Series:
    blank = text == ""
    return text.set(blank, None) if blank.any() else text


def _mapped(text: pl.Series, found: dict[str, Any], dtype: type[pl.DataType]) -> pl.Series:
    """Each text as what was found for it, null where nothing was."""
    if not found:
        return pl.repeat(None, len(text), dtype=dtype, eager=True)
    return text.replace_strict(list(found), list(found.values()), default=None, return_dtype=dtype)
