"""Tickets as columns: what a table of tickets says, before anything is made of it.

A column is named as everywhere: an event (its cell is when it happened, `NaT` for an event that did not happen), a
field of the ticket (`kind`, `unit`, `reply_waived`, …), or `event_field` (`replied_final`). Each event comes at most
once a row; a ticket of several rounds has no place in columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from hotline_rules.columns.dues import DAY, NEVER, Micros, instant
from hotline_rules.errors import InvalidValueError, UnknownNameError
from hotline_rules.ticket import EVENT_FIELDS, EVENT_TYPES, Ticket

TICKET_FIELDS = ("kind", "origin", "urgency", "track", "unit", "reply_waived")
"""The fields of a ticket that have a column of their own."""


class Coded(NamedTuple):
    """A column of few distinct values: for each row the place of its value in `values`, -1 where it says nothing."""

    codes: NDArray[np.int32]
    values: tuple[Any, ...]

    @classmethod
    def of(cls, values: Iterable[Any]) -> Coded:
        """Code a column of plain values; `None` says nothing."""
        places: dict[Any, int] = {}
        codes = [-1 if one is None else places.setdefault(one, len(places)) for one in values]
        return cls(np.asarray(codes, np.int32), tuple(places))

    def cut(self, begin: int, end: int) -> Coded:
        """Return some of the rows."""
        return Coded(self.codes[begin:end], self.values)

    def at(self, row: int) -> Any:
        """Return the value of a row, `None` where it says nothing."""
        code = self.codes[row]
        return None if code < 0 else self.values[code]


def _fields() -> dict[str, tuple[str, str]]:
    """Every `event_field`, with its event and its field."""
    return {
        f"{event}_{name}": (event, name)
        for event, names in EVENT_FIELDS.items()
        for name in names
        if name not in ("type", "at")
    }


EVENT_COLUMNS: Mapping[str, tuple[str, str]] = _fields()
"""The columns that hold a field of an event, with the event and the field."""


class Ids(Protocol):
    """Ticket numbers, by row."""

    def __len__(self) -> int:
        """How many rows there are."""

    def __getitem__(self, place: Any, /) -> Any:
        """Return the number of a row, or those of a slice."""


@dataclass(frozen=True)
class Tickets:
    """Tickets as columns; every array has one entry a row.

    `times`: for each event of which the table has a column, when it happened, as microseconds of the city's wall clock
    (`datetime64[us]` or `int64`), `NaT` where it did not. `dates`: for an event of which some rows give only the day,
    whether this one does (its time is then the first instant of that day). `fields`: everything that is no time.
    `ids`: the ticket numbers; without them rows are numbered from 1. `unnumbered`: which rows lack one, and so are no
    tickets. `not_recorded` as in a `Ticket`.

    Raises `UnknownNameError` for a column that is none, `InvalidValueError` for columns that differ in length.
    """

    times: Mapping[str, NDArray[Any]]
    dates: Mapping[str, NDArray[np.bool_]] = field(default_factory=dict)
    fields: Mapping[str, Coded] = field(default_factory=dict)
    ids: Ids | None = None
    not_recorded: tuple[str, ...] = ()
    unnumbered: NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        """Check names and lengths, and put the events in the order of the life cycle."""
        for name in (*self.times, *self.dates, *self.not_recorded):
            if name not in EVENT_TYPES:
                raise UnknownNameError("event", name, EVENT_TYPES)
        for name in self.fields:
            if name not in TICKET_FIELDS and name not in EVENT_COLUMNS:
                raise UnknownNameError("column", name, (*TICKET_FIELDS, *EVENT_COLUMNS))
        ordered = {name: _micros(name, self.times[name]) for name in EVENT_TYPES if name in self.times}
        object.__setattr__(self, "times", ordered)
        for name, length in self._lengths():
            if length != len(self):
                raise InvalidValueError(f"column {name}", f"{length} rows", f"{len(self)} rows, as the other columns")

    def _lengths(self) -> Iterable[tuple[str, int]]:
        yield from ((name, len(column)) for name, column in self.times.items())
        yield from ((name, len(column)) for name, column in self.dates.items())
        yield from ((name, len(column.codes)) for name, column in self.fields.items())
        if self.ids is not None:
            yield "id", len(self.ids)
        if self.unnumbered is not None:
            yield "unnumbered", len(self.unnumbered)

    def __len__(self) -> int:
        """How many rows there are."""
        for column in (*self.times.values(), *(coded.codes for coded in self.fields.values())):
            return len(column)
        return len(self.ids or ())

    def cut(self, begin: int, end: int) -> Tickets:
        """Return some of the rows."""
        return Tickets(
            {name: column[begin:end] for name, column in self.times.items()},
            {name: column[begin:end] for name, column in self.dates.items()},
            {name: column.cut(begin, end) for name, column in self.fields.items()},
            None if self.ids is None else self.ids[begin:end],
            self.not_recorded,
            None if self.unnumbered is None else self.unnumbered[begin:end],
        )

    def ticket(self, row: int) -> Ticket:
        """Return one row as a ticket; raises what `Ticket.model_validate` raises."""
        events: dict[str, dict[str, Any]] = {}
        told: dict[str, Any] = {"id": self.id_of(row), "not_recorded": self.not_recorded}
        for name, column in self.times.items():
            if column[row] != NEVER:
                events[name] = {"type": name, "at": self._at(name, row, column[row])}
        for name, coded in self.fields.items():
            value = coded.at(row)
            if value is None:
                continue
            if name in TICKET_FIELDS:
                told[name] = value
            else:
                event, of_it = EVENT_COLUMNS[name]
                events.setdefault(event, {"type": event})[of_it] = value
        return Ticket.model_validate({**told, "events": list(events.values())})

    def id_of(self, row: int) -> str:
        """Return the number of the ticket of a row."""
        if self.unnumbered is not None and self.unnumbered[row]:
            return ""
        return str(row + 1) if self.ids is None else str(self.ids[row])

    def _at(self, name: str, row: int, at: np.int64) -> datetime | date:
        when = instant(int(at))
        return when.date() if self.is_date(name, row) else when

    def is_date(self, name: str, row: int) -> bool:
        """Whether of an event of a row only the day is known."""
        return name in self.dates and bool(self.dates[name][row])

    @cached_property
    def ends_of_day(self) -> Mapping[str, Micros]:
        """For each event, the last instant at which it can have happened."""
        return {
            name: np.where(self.dates[name] & (column != NEVER), column + DAY - 1, column)
            if name in self.dates
            else column
            for name, column in self.times.items()
        }


def _micros(name: str, column: NDArray[Any]) -> Micros:
    """A column of times as microseconds."""
    if column.dtype == np.int64:
        return column
    if column.dtype.kind != "M":
        raise InvalidValueError(f"column {name}", str(column.dtype), "datetime64 or int64 microseconds")
    found: Micros = np.ascontiguousarray(column.astype("datetime64[us]", copy=False)).view(np.int64)
    return found
