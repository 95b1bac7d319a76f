"""Shapes: what of a row decides how its stages are put together, whatever the day.

A shape is the order of a ticket's events, how each stands to the one before, and what its fields say. Rows of one shape
have the same stages, begun and ended by the same events; only the instants differ. Shapes are numbered from 0, the same
in every table that one `Shapes` sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotline_rules.columns.dues import DAY, NEVER, Micros, micros
from hotline_rules.columns.tickets import EVENT_COLUMNS, Coded, Tickets
from hotline_rules.law import InForce, Regulation
from hotline_rules.ticket import FIRST_YEAR, LAST_YEAR

SIMPLE = frozenset((
    "accepted", "refused", "answered", "referred", "notified", "transferred", "arrived", "signed", "first_response",
    "progress", "explained", "result", "handled", "replied", "fed_back", "called_back", "supervised", "withdrawn",
    "closed", "archived",
))  # fmt: skip
"""The events that columns express: those that begin, discharge or end a stage and do nothing else to it."""

_NOT_EXPRESSED = frozenset(
    name for name, (_, of_it) in EVENT_COLUMNS.items() if of_it in ("unit", "role", "due", "verified_at")
)
"""Fields that decide whose turn it was, or set a date: a ticket that has one goes to the plain path."""

ENDINGS = ("answered", "refused", "referred", "withdrawn")
"""The simple events that end a turn: whether an act came at the same instant or after them can matter."""

AFTER, SAME_INSTANT, SAME_DAY, SAME_DATE = 1, 2, 3, 4
"""How an event stands to those before it: later; at the same instant; later on the same day, where some event of the
ticket has no time of day; on the same day, itself without a time."""
DATED = 8
"""Added where of the event itself only the day is known."""

_EPOCH = date(1970, 1, 1)
_FIRST_DAY, _LAST_DAY = -25_000, 84_000
_FIRST = micros(datetime(FIRST_YEAR, 1, 1))
_LAST = micros(datetime(LAST_YEAR + 1, 1, 1))
_VALUES = 1023
"""How many distinct values of one field are told apart; rows with further ones go to the plain path."""
_FIELDS = 1 << 14
"""More than the distinct combinations of fields and force can be; the columns end up in the plain path before."""
_FORCES = tuple(InForce)


class Unexpressed(NamedTuple):
    """Why a row goes to the plain path."""

    code: str
    zh: str
    en: str


REASONS = (
    Unexpressed("event", "有按列不能表达的事件或字段", "an event or a field that columns do not express"),
    Unexpressed(
        "time_of_day", "同一天内有的事件只有日期，先后不定", "events of one day of which some have no time of day"
    ),
    Unexpressed("values", "取值过多，或不是认识的值", "a value that is not known, or too many of them"),
    Unexpressed("calendar", "超出日历", "outside the calendar"),
    Unexpressed("unconfirmed", "逐件评判与按列评判不一致", "the plain path does not confirm the columns"),
)
"""Why rows go to the plain path; the code of a row is the place here."""
EVENT, TIME_OF_DAY, VALUES, CALENDAR, UNCONFIRMED = range(len(REASONS))


class Shape(NamedTuple):
    """The order of a ticket's events, how each stands to those before, its fields, and whether the regulation bound."""

    events: tuple[str, ...]
    relations: tuple[int, ...]
    fields: tuple[tuple[str, Any], ...]
    force: InForce


class Numbering:
    """Numbers the distinct values of arrays from 0, the same in every array."""

    LIMIT = 1 << 22

    def __init__(self) -> None:
        self.known: dict[int, int] = {}
        self._table = np.full(1 << 10, -1, np.int32)

    def of(self, codes: NDArray[np.int64]) -> tuple[NDArray[np.int32], list[tuple[int, int]]]:
        """Return the number of every entry, and for each number not seen before where it stands: (number, place)."""
        if not len(codes):
            return np.zeros(0, np.int32), []
        top = int(codes.max())
        if top >= self.LIMIT:
            return self._sorted(codes)
        if top >= len(self._table):
            grown = np.full(min(2 * top + 2, self.LIMIT), -1, np.int32)
            grown[: len(self._table)] = self._table
            self._table = grown
        numbers = self._table[codes]
        strange = np.flatnonzero(numbers < 0)
        if not len(strange):
            return numbers, []
        distinct, where = np.unique(codes[strange], return_index=True)
        new = self._new(distinct, strange[where])
        numbers[strange] = self._table[codes[strange]]
        return numbers, new

    def _sorted(self, codes: NDArray[np.int64]) -> tuple[NDArray[np.int32], list[tuple[int, int]]]:
        distinct, where, back = np.unique(codes, return_index=True, return_inverse=True)
        new = self._new(distinct, where)
        numbers = np.array([self.known[int(code)] for code in distinct], np.int32)
        return numbers[back.reshape(-1)], new

    def _new(self, distinct: NDArray[np.int64], where: NDArray[np.intp]) -> list[tuple[int, int]]:
        found = []
        for code, place in zip(distinct.tolist(), where.tolist(), strict=True):
            if code not in self.known:
                self.known[code] = number = len(self.known)
                found.append((number, place))
            if code < len(self._table):
                self._table[code] = self.known[code]
        return found


class Sorted(NamedTuple):
    """The rows of a piece of a table by shape: the number of each row's shape, -1 where it has none, and why not."""

    numbers: NDArray[np.int32]
    reasons: NDArray[np.int8]
    times: Mapping[str, Micros]
    """When each event happened, those not yet known left out."""
    dates: Mapping[str, NDArray[np.bool_]]
    """For the events of which some are dates only: which."""


class Shapes:
    """Sorts rows by shape, under one regulation and as of one instant.

    Only `events` are put in order, the others being of no account. Unless `exact`, two events at one instant are told
    from two that follow each other only where the first is an ending.
    """

    def __init__(
        self, regulation: Regulation, now: int, *, events: frozenset[str] = SIMPLE, exact: bool = True
    ) -> None:
        self.regulation = regulation
        self.now = now
        self.events = events & SIMPLE
        self.exact = exact
        self.found: list[Shape] = []
        self._places: dict[Shape, int] = {}
        self._values: dict[str, dict[Any, int]] = {}
        self._said: dict[tuple[tuple[str, Any], ...], int] = {}
        self._forces: dict[int, int] = {}
        self._orders: dict[tuple[str, ...], Numbering] = {}
        self._whole: dict[tuple[str, ...], Numbering] = {}
        self._numbers: dict[tuple[str, ...], list[int]] = {}
        self._codes: dict[tuple[str, ...], list[tuple[tuple[str, ...], tuple[int, ...]]]] = {}

    def sort(self, tickets: Tickets) -> Sorted:
        """Return the rows of a table by shape."""
        length = len(tickets)
        reasons = np.full(length, -1, np.int8)
        times = {name: self._known(column) for name, column in tickets.times.items()}
        dates = {name: flags & (times[name] != NEVER) for name, flags in tickets.dates.items() if name in times}
        dates = {name: flags for name, flags in dates.items() if flags.any()}
        self._refuse_events(tickets, times, reasons)
        self._refuse_values(tickets, reasons)
        fields = self._fields(tickets, times, reasons)
        force = self._force(times, length)
        told = fields * len(_FORCES) + force
        many = told >= _FIELDS
        if many.any():
            reasons[many] = VALUES
            told[many] = 0
        simple = {name: column for name, column in times.items() if name in self.events}
        dates = {name: flags for name, flags in dates.items() if name in self.events}
        if dates:
            self._refuse_vague(simple, dates, reasons)
        numbers = self._ordered(simple, dates, told, reasons)
        numbers[reasons >= 0] = -1
        return Sorted(numbers, reasons, times, dates)

    def _known(self, column: Micros) -> Micros:
        """The times of what had happened by now."""
        later = column > self.now
        return np.where(later, NEVER, column) if later.any() else column

    # -- what columns do not express -------------------------------------------------------------------------------

    @staticmethod
    def _refuse_events(tickets: Tickets, times: Mapping[str, Micros], reasons: NDArray[np.int8]) -> None:
        for name, column in times.items():
            if name not in SIMPLE:
                reasons[column != NEVER] = EVENT
        for name, coded in tickets.fields.items():
            if name in EVENT_COLUMNS:
                event, _ = EVENT_COLUMNS[name]
                told = coded.codes >= 0
                if name in _NOT_EXPRESSED or event not in tickets.times:
                    reasons[told] = EVENT
                else:
                    reasons[told & (tickets.times[event] == NEVER)] = EVENT

    @staticmethod
    def _refuse_values(tickets: Tickets, reasons: NDArray[np.int8]) -> None:
        """Rows that are no tickets at all: without a number, or with a year that a ticket refuses, be it to come."""
        if tickets.unnumbered is not None:
            reasons[tickets.unnumbered] = VALUES
        for column in tickets.times.values():
            strange = ((column < _FIRST) | (column >= _LAST)) & (column != NEVER)
            if strange.any():
                reasons[strange] = VALUES

    def _refuse_vague(
        self, times: Mapping[str, Micros], dates: Mapping[str, NDArray[np.bool_]], reasons: NDArray[np.int8]
    ) -> None:
        """An undated event on the day of `now`, or beside one at the edge of a day: the order is not to be said."""
        some = np.zeros(len(reasons), np.bool_)
        for name, flags in dates.items():
            some |= flags
            reasons[flags & (times[name] + DAY - 1 > self.now)] = TIME_OF_DAY
        for name, column in times.items():
            own = dates.get(name)
            clock = column % DAY
            edge = some & (column != NEVER) & ((clock == 0) | (clock == DAY - 1))
            reasons[edge if own is None else edge & ~own] = TIME_OF_DAY

    # -- fields ----------------------------------------------------------------------------------------------------

    def _fields(self, tickets: Tickets, times: Mapping[str, Micros], reasons: NDArray[np.int8]) -> NDArray[np.int64]:
        """The number of what the fields of each row say together; of the unit only whether there is one."""
        told = np.zeros(len(reasons), np.int64)
        said: list[tuple[tuple[str, Any], ...]] = [()]
        for name, coded in tickets.fields.items():
            if name in _NOT_EXPRESSED or (name in EVENT_COLUMNS and EVENT_COLUMNS[name][0] not in times):
                continue
            codes = self._stable(name, coded, reasons)
            told, said = self._with_field(name, told * (_VALUES + 1) + codes, said)
        lookup = np.array([self._said.setdefault(one, len(self._said)) for one in said], np.int64)
        return lookup[told]

    def _stable(self, name: str, coded: Coded, reasons: NDArray[np.int8]) -> NDArray[np.int64]:
        """The codes of a column, the same for the same value in every table; 0 says nothing."""
        if name == "unit":
            return (coded.codes >= 0).astype(np.int64)
        places = self._values.setdefault(name, {})
        lookup = np.zeros(len(coded.values) + 1, np.int64)
        for place, value in enumerate(coded.values):
            code = places.setdefault(value, len(places) + 1)
            lookup[place] = code if code <= _VALUES else -1
        codes = lookup[coded.codes]
        many = codes < 0
        if many.any():
            reasons[many] = VALUES
            codes[many] = 0
        return codes

    def _with_field(
        self, name: str, codes: NDArray[np.int64], said: list[tuple[tuple[str, Any], ...]]
    ) -> tuple[NDArray[np.int64], list[tuple[tuple[str, Any], ...]]]:
        """Number anew what the fields say, with one more of them."""
        distinct, back = _distinct(codes)
        values = {code: value for value, code in self._values.get(name, {}).items()}
        more = []
        for one in distinct.tolist():
            before, code = divmod(one, _VALUES + 1)
            value = ((name, "" if name == "unit" else values[code]),) if code else ()
            more.append((*said[before], *value))
        return back, more

    def _force(self, times: Mapping[str, Micros], length: int) -> NDArray[np.int64]:
        """Whether the regulation bound on the day a ticket was sent out, or else of its first event (AMB-48)."""
        sent = np.full(length, NEVER, np.int64)
        for name in ("transferred", "arrived"):
            if name in times:
                sent = np.where(sent == NEVER, times[name], sent)
        if (sent == NEVER).any():
            first = np.full(length, np.iinfo(np.int64).max, np.int64)
            for column in times.values():
                np.minimum(first, np.where(column == NEVER, first, column), out=first)
            sent = np.where(sent == NEVER, first, sent)
        sent[sent == np.iinfo(np.int64).max] = NEVER
        day = sent // DAY
        known = day[sent != NEVER]
        if not len(known):
            return np.full(length, _FORCES.index(InForce.YES), np.int64)
        low, high = int(known.min()), int(known.max())
        if self._in_force(low) == self._in_force(high):
            return np.full(length, self._in_force(low), np.int64)
        distinct, back = np.unique(day, return_inverse=True)
        found: NDArray[np.int64] = np.array([self._in_force(int(one)) for one in distinct], np.int64)[back.reshape(-1)]
        return found

    def _in_force(self, day: int) -> int:
        """The place of the answer for a day; once a regulation binds it goes on to."""
        if day not in self._forces:
            within = min(max(day, _FIRST_DAY), _LAST_DAY)
            self._forces[day] = _FORCES.index(self.regulation.in_force(_EPOCH + timedelta(days=within)))
        return self._forces[day]

    # -- the order of events ---------------------------------------------------------------------------------------

    def _ordered(
        self,
        times: Mapping[str, Micros],
        dates: Mapping[str, NDArray[np.bool_]],
        told: NDArray[np.int64],
        reasons: NDArray[np.int8],
    ) -> NDArray[np.int32]:
        """The number of each row's shape: most tickets run in the order of the life cycle, the others are sorted."""
        names = tuple(times)
        if dates:
            codes, out_of_order = _code_vague(times, dates, len(told), exact=self.exact)
        else:
            codes, out_of_order = _code_plain(times, len(told), exact=self.exact)
        key = (*names, "dates") if dates else names
        numbers = self._numbered(key, codes, told)
        strays = np.flatnonzero(out_of_order & (reasons < 0))
        if len(strays):
            numbers[strays] = self._strays(times, dates, told, strays, reasons)
        return numbers

    def _numbered(self, key: tuple[str, ...], codes: NDArray[np.int64], told: NDArray[np.int64]) -> NDArray[np.int32]:
        orders = self._orders.setdefault(key, Numbering())
        place, new = orders.of(codes)
        kept = self._codes.setdefault(key, [])
        for _, row in new:
            kept.append(_decoded(key, int(codes[row])))
        whole = self._whole.setdefault(key, Numbering())
        numbers, fresh = whole.of(place * np.int64(_FIELDS) + told)
        mapped = self._numbers.setdefault(key, [])
        for _, row in fresh:
            events, relations = kept[int(place[row])]
            mapped.append(self._place(events, relations, int(told[row])))
        found: NDArray[np.int32] = np.asarray(mapped, np.int32)[numbers]
        return found

    def _place(self, events: tuple[str, ...], relations: tuple[int, ...], told: int) -> int:
        fields, force = divmod(told, len(_FORCES))
        shape = Shape(events, relations, list(self._said)[fields], _FORCES[force])
        if shape not in self._places:
            self._places[shape] = len(self.found)
            self.found.append(shape)
        return self._places[shape]

    def _strays(
        self,
        times: Mapping[str, Micros],
        dates: Mapping[str, NDArray[np.bool_]],
        told: NDArray[np.int64],
        rows: NDArray[np.intp],
        reasons: NDArray[np.int8],
    ) -> NDArray[np.int32]:
        """The shapes of tickets whose events do not run in the order of the life cycle."""
        names = list(times)
        at = np.stack([times[name][rows] for name in names], axis=1)
        nothing = np.zeros(len(rows), np.bool_)
        dated = np.stack([dates[name][rows] if name in dates else nothing for name in names], axis=1)
        day = at // DAY
        vague = (dated[:, None, :] & (day[:, :, None] == day[:, None, :])).any(axis=2)
        order = np.argsort(
            np.where(at == NEVER, np.iinfo(np.int64).max, np.where(vague, day * DAY, at)), axis=1, kind="stable"
        )
        at, dated = np.take_along_axis(at, order, 1), np.take_along_axis(dated, order, 1)
        columns = {str(place): np.ascontiguousarray(at[:, place]) for place in range(len(names))}
        flags = {
            str(place): np.ascontiguousarray(dated[:, place]) for place in range(len(names)) if dated[:, place].any()
        }
        if flags:
            codes, unclear = _code_vague(columns, flags, len(rows), exact=True)
        else:
            codes, unclear = _code_plain(columns, len(rows), exact=True)
        reasons[rows[unclear]] = TIME_OF_DAY
        keys = np.concatenate([order, codes[:, None], told[rows][:, None]], axis=1)
        distinct, back = np.unique(keys, axis=0, return_inverse=True)
        key = (*columns, "dates") if flags else tuple(columns)
        found = np.empty(len(distinct), np.int32)
        for place, one in enumerate(distinct.tolist()):
            events, relations = _decoded(key, one[-2])
            found[place] = self._place(tuple(names[one[int(event)]] for event in events), relations, one[-1])
        return found[back.reshape(-1)]


def _code_plain(
    times: Mapping[str, Micros], length: int, *, exact: bool
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """A number for the order of each row's events, all of them instants, and whether they are out of order."""
    latest = np.full(length, NEVER + 1, np.int64)
    ended = latest if exact else None
    codes = np.zeros(length, np.int64)
    strays = np.zeros(length, np.bool_)
    for name, at in times.items():
        in_order = at >= latest
        codes *= 3
        codes += in_order
        if ended is not None:
            codes += at == ended
        np.logical_not(in_order, out=in_order)
        in_order &= at != NEVER
        strays |= in_order
        if name in ENDINGS and not exact:
            ended = at.copy() if ended is None else np.maximum(ended, at)
            ended[ended == NEVER] += 1
        latest = np.maximum(latest, at)
        ended = latest if exact else ended
    return codes, strays


_DIGITS = (0, AFTER, SAME_DAY, SAME_INSTANT, AFTER | DATED, SAME_DATE | DATED)


def _code_vague(
    times: Mapping[str, Micros], dates: Mapping[str, NDArray[np.bool_]], length: int, *, exact: bool
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """The same where of some events only the day is known."""
    codes = np.zeros(length, np.int64)
    strays = np.zeros(length, np.bool_)
    latest_day = np.full(length, NEVER, np.int64)
    latest = np.full(length, NEVER, np.int64)
    ended = np.full(length, NEVER + 1, np.int64)
    nothing = np.zeros(length, np.bool_)
    some = np.zeros(length, np.bool_)
    for flags in dates.values():
        some |= flags
    for name, at in times.items():
        here = at != NEVER
        dated = dates.get(name, nothing)
        day = at // DAY
        new, same = here & (day > latest_day), here & (day == latest_day)
        clocked = same & ~dated
        digit = np.where(new, np.where(dated, 4, 1), 0)
        digit[same & dated] = 5
        digit[clocked & (at > latest)] = 2
        digit[clocked & (at == latest)] = 3
        strays |= here & (digit == 0)
        if not exact:
            digit[(digit == 3) & (at != ended)] = 2
            digit[(digit == 2) & ~some] = 1
            if name in ENDINGS:
                ended = np.maximum(ended, at)
        codes = codes * 6 + digit
        latest_day = np.where(here, np.maximum(latest_day, day), latest_day)
        latest = np.where(here & ~dated, np.maximum(latest, at), latest)
    return codes, strays


def _decoded(key: tuple[str, ...], code: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The events and relations that a number of `_code_plain` or `_code_vague` stands for."""
    names, digits = (key[:-1], _DIGITS) if key and key[-1] == "dates" else (key, (0, AFTER, SAME_INSTANT))
    found: list[tuple[str, int]] = []
    for name in reversed(names):
        code, digit = divmod(code, len(digits))
        if digit:
            found.append((name, digits[digit]))
    found.reverse()
    return tuple(name for name, _ in found), tuple(relation for _, relation in found)


def _distinct(codes: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The distinct entries, and the place of each entry among them."""
    top = int(codes.max(initial=0))
    if top < Numbering.LIMIT:
        seen = np.zeros(top + 1, np.bool_)
        seen[codes] = True
        distinct = np.flatnonzero(seen)
        lookup = np.zeros(top + 1, np.int64)
        lookup[distinct] = np.arange(len(distinct))
        return distinct, lookup[codes]
    distinct, back = np.unique(codes, return_inverse=True)
    return distinct, back.reshape(-1)
