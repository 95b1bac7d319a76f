"""Shapes: what of a row decides how its stages are put together, whatever the day.

A shape is the order of a ticket's events, how each stands to the one before, and what its fields say. Rows of one shape
have the same stages, begun and ended by the same events; only the instants differ. Shapes are numbered from 0, the same
in every table that one `Shapes` sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
_END = np.iinfo(np.int64).max
_UNKNOWN = np.iinfo(np.intp).min

Numbers = NDArray[np.intp]
"""Small numbers, one a row: places in a table, and so of the type that is looked up fastest."""


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


class Memo:
    """What was found for each distinct value of arrays of small numbers, the same in every array."""

    LIMIT = 1 << 22

    def __init__(self) -> None:
        self.known: dict[int, int] = {}
        self._table = np.full(1 << 10, _UNKNOWN, np.intp)

    def of(self, codes: NDArray[Any], find: Callable[[int], int]) -> Numbers:
        """Return what was found for every entry; for one not seen before, `find` is asked with a place of it."""
        if not len(codes):
            return np.zeros(0, np.intp)
        top = int(codes.max())
        if top >= self.LIMIT:
            return self._sorted(codes, find)
        if top >= len(self._table):
            grown = np.full(min(2 * top + 2, self.LIMIT), _UNKNOWN, np.intp)
            grown[: len(self._table)] = self._table
            self._table = grown
        found = self._table.take(codes, mode="clip")
        if int(found.min()) > _UNKNOWN:
            return found
        strange = np.flatnonzero(found == _UNKNOWN)
        distinct, where = np.unique(codes[strange], return_index=True)
        self._found(distinct, strange[where], find)
        found[strange] = self._table[codes[strange]]
        return found

    def numbered(self, codes: NDArray[Any]) -> Numbers:
        """Number the distinct values from 0."""
        return self.of(codes, lambda _: len(self.known))

    def _sorted(self, codes: NDArray[Any], find: Callable[[int], int]) -> Numbers:
        distinct, where, back = np.unique(codes, return_index=True, return_inverse=True)
        found = self._found(distinct, where, find)
        return np.array(found, np.intp)[back.reshape(-1)]

    def _found(self, distinct: NDArray[Any], where: Numbers, find: Callable[[int], int]) -> list[int]:
        found = []
        for code, place in zip(distinct.tolist(), where.tolist(), strict=True):
            if code not in self.known:
                self.known[code] = find(place)
            if code < len(self._table):
                self._table[code] = self.known[code]
            found.append(self.known[code])
        return found

    def recoded(self, anew: Callable[[int], int]) -> Memo:
        """Return the same for other codes."""
        found = Memo()
        found.known = {anew(code): value for code, value in self.known.items()}
        return found


class PairMemo:
    """The same for the distinct pairs of two arrays."""

    def __init__(self) -> None:
        self._width = 1 << 6
        self._memo = Memo()
        self._firsts: Memo | None = None
        """Numbers for the first of a pair, once they have been too large to be put together with the second."""

    def of(self, firsts: NDArray[Any], seconds: Numbers, width: int, find: Callable[[int], int]) -> Numbers:
        """Return what `Memo.of` returns, of pairs; every second is from 0 to below `width`."""
        codes = self._codes(firsts, seconds, width)
        return self._memo.of(codes, find)

    def numbered(self, firsts: NDArray[Any], seconds: Numbers, width: int) -> Numbers:
        """Number the distinct pairs from 0."""
        codes = self._codes(firsts, seconds, width)
        return self._memo.numbered(codes)

    def _codes(self, firsts: NDArray[Any], seconds: Numbers, width: int) -> Numbers:
        """A number for each pair; the memo may become another."""
        if width > self._width:
            self._widen(1 << (width - 1).bit_length())
        if self._firsts is None and int(firsts.max(initial=0)) * self._width >= Memo.LIMIT:
            self._condense()
        codes = firsts.astype(np.intp) if self._firsts is None else self._firsts.numbered(firsts)
        codes *= self._width
        codes += seconds
        return codes

    def _widen(self, width: int) -> None:
        old, self._width = self._width, width
        self._memo = self._memo.recoded(lambda code: code // old * width + code % old)

    def _condense(self) -> None:
        firsts = self._firsts = Memo()
        width = self._width
        for code in self._memo.known:
            firsts.known.setdefault(code // width, len(firsts.known))
        self._memo = self._memo.recoded(lambda code: firsts.known[code // width] * width + code % width)


class Bounds(NamedTuple):
    """Between which instants, both included, a column of times lies; whether it holds any."""

    first: int
    last: int
    some: bool

    @classmethod
    def of(cls, column: Micros) -> Bounds:
        """Look at a column; what did not happen is left out."""
        last = int(column.max(initial=NEVER))
        if last == NEVER:
            return cls(0, 0, some=False)
        # As unsigned numbers `NEVER` comes after every instant since 1970, and before those of earlier times.
        unsigned = column.view(np.uint64)
        if int(unsigned.max()) <= -NEVER:
            return cls(int(unsigned.min()), last, some=True)
        return cls(int(column[column != NEVER].min()), last, some=True)


class Sorted(NamedTuple):
    """The rows of a piece of a table by shape: the number of each row's shape, -1 where it has none, and why not."""

    numbers: Numbers
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
        self._saying: dict[tuple[str, ...], PairMemo] = {}
        self._orders: dict[tuple[str, ...], PairMemo] = {}
        self._disorders: dict[tuple[str, ...], list[PairMemo]] = {}

    def sort(self, tickets: Tickets) -> Sorted:
        """Return the rows of a table by shape."""
        length = len(tickets)
        reasons = np.full(length, -1, np.int8)
        bounds = {name: Bounds.of(column) for name, column in tickets.times.items()}
        times = {name: self._known(column, bounds[name]) for name, column in tickets.times.items()}
        dates = {name: flags & (times[name] != NEVER) for name, flags in tickets.dates.items() if name in times}
        dates = {name: flags for name, flags in dates.items() if flags.any()}
        self._refuse_events(tickets, times, reasons)
        self._refuse_values(tickets, bounds, reasons)
        told = self._fields(tickets, times, reasons) * len(_FORCES)
        told += self._force(times, bounds, length)
        if len(self._said) * len(_FORCES) > _FIELDS:
            many = told >= _FIELDS
            reasons[many] = VALUES
            told[many] = 0
        simple = {name: column for name, column in times.items() if name in self.events}
        dates = {name: flags for name, flags in dates.items() if name in self.events}
        if dates:
            self._refuse_vague(simple, dates, reasons)
        numbers = self._ordered(simple, dates, told, reasons)
        if int(reasons.max(initial=-1)) >= 0:
            numbers[reasons >= 0] = -1
        return Sorted(numbers, reasons, times, dates)

    def _known(self, column: Micros, bounds: Bounds) -> Micros:
        """The times of what had happened by now."""
        return column if bounds.last <= self.now else np.where(column > self.now, NEVER, column)

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
    def _refuse_values(tickets: Tickets, bounds: Mapping[str, Bounds], reasons: NDArray[np.int8]) -> None:
        """Rows that are no tickets at all: without a number, or with a year that a ticket refuses, be it to come."""
        if tickets.unnumbered is not None:
            reasons[tickets.unnumbered] = VALUES
        for name, column in tickets.times.items():
            if bounds[name].first < _FIRST or bounds[name].last >= _LAST:
                reasons[((column < _FIRST) | (column >= _LAST)) & (column != NEVER)] = VALUES

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

    def _fields(self, tickets: Tickets, times: Mapping[str, Micros], reasons: NDArray[np.int8]) -> Numbers:
        """The number of what the fields of each row say together; of the unit only whether there is one."""
        told = np.broadcast_to(np.intp(self._said.setdefault((), len(self._said))), len(reasons))
        names: tuple[str, ...] = ()
        for name, coded in tickets.fields.items():
            if name in _NOT_EXPRESSED or (name in EVENT_COLUMNS and EVENT_COLUMNS[name][0] not in times):
                continue
            codes = self._stable(name, coded, reasons)
            told = self._with_field((*names, name), told, codes) if names else self._said_alone(name)[codes]
            names = (*names, name)
        return told

    def _stable(self, name: str, coded: Coded, reasons: NDArray[np.int8]) -> Numbers:
        """The codes of a column, the same for the same value in every table; 0 says nothing."""
        if name == "unit":
            return (coded.codes >= 0).astype(np.intp)
        places = self._values.setdefault(name, {})
        lookup = np.zeros(len(coded.values) + 1, np.intp)
        for place, value in enumerate(coded.values):
            lookup[place] = places.setdefault(value, len(places) + 1)
        codes = lookup.take(coded.codes, mode="wrap")
        if len(places) > _VALUES:
            many = codes > _VALUES
            reasons[many] = VALUES
            codes[many] = 0
        return codes

    def _said_alone(self, name: str) -> Numbers:
        """For each code of a field the number of what it says where it is the only one."""
        values = list(self._values.get(name, {"": 1}))[:_VALUES]
        said = [(), *(((name, value),) for value in values)]
        return np.array([self._said.setdefault(one, len(self._said)) for one in said], np.intp)

    def _with_field(self, names: tuple[str, ...], told: Numbers, codes: Numbers) -> Numbers:
        """The number of what the fields say with the last of `names` added."""
        name = names[-1]
        values = {code: value for value, code in self._values.get(name, {"": 1}).items()}

        def find(row: int) -> int:
            code = int(codes[row])
            said = list(self._said)[int(told[row])]
            return self._said.setdefault((*said, (name, values[code])) if code else said, len(self._said))

        return self._saying.setdefault(names, PairMemo()).of(told, codes, _VALUES + 1, find)

    def _force(self, times: Mapping[str, Micros], bounds: Mapping[str, Bounds], length: int) -> Numbers | int:
        """Whether the regulation bound on the day a ticket was sent out, or else of its first event (AMB-48)."""
        some = [one for one in bounds.values() if one.some]
        if not some:
            return _FORCES.index(InForce.YES)
        low, high = (min(one.first for one in some), max(one.last for one in some))
        if self._in_force(low // DAY) == self._in_force(high // DAY):
            return self._in_force(low // DAY)
        sent = np.full(length, NEVER, np.int64)
        for name in ("transferred", "arrived"):
            if name in times:
                sent = np.where(sent == NEVER, times[name], sent)
        first = np.full(length, _END, np.int64)
        for column in times.values():
            np.minimum(first, np.where(column == NEVER, first, column), out=first)
        first[first == _END] = NEVER
        day = np.where(sent == NEVER, first, sent) // DAY
        distinct, back = np.unique(day, return_inverse=True)
        found: Numbers = np.array([self._in_force(int(one)) for one in distinct], np.intp)[back.reshape(-1)]
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
        told: Numbers,
        reasons: NDArray[np.int8],
    ) -> Numbers:
        """The number of each row's shape: most tickets run in the order of the life cycle, the others are sorted."""
        names = tuple(times)
        if dates:
            codes, out_of_order = _code_vague(times, dates, len(told), exact=self.exact)
        else:
            codes, out_of_order = _code_plain(times, len(told), exact=self.exact)
        numbers = self._numbered((*names, "dates") if dates else names, codes, told)
        strays = np.flatnonzero(out_of_order & (reasons < 0))
        if len(strays):
            numbers[strays] = self._strays(times, dates, told, strays, reasons)
        return numbers

    def _numbered(self, key: tuple[str, ...], codes: NDArray[Any], told: Numbers) -> Numbers:
        def find(row: int) -> int:
            return self._place(*_decoded(key, int(codes[row])), int(told[row]))

        return self._orders.setdefault(key, PairMemo()).of(codes, told, len(self._said) * len(_FORCES), find)

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
        told: Numbers,
        rows: Numbers,
        reasons: NDArray[np.int8],
    ) -> Numbers:
        """The shapes of tickets whose events do not run in the order of the life cycle."""
        names = list(times)
        at = np.stack([times[name][rows] for name in names], axis=1)
        nothing = np.zeros(len(rows), np.bool_)
        dated = np.stack([dates[name][rows] if name in dates else nothing for name in names], axis=1)
        order = np.argsort(_begins(at, dated) if dates else np.where(at == NEVER, _END, at), axis=1, kind="stable")
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
        key = (*columns, "dates") if flags else tuple(columns)
        *steps, whole = self._disorders.setdefault((*names, *key), [PairMemo() for _ in range(len(names) + 1)])
        numbers = codes
        for place, step in enumerate(steps):
            numbers = step.numbered(numbers, order[:, place], len(names))

        def find(row: int) -> int:
            events, relations = _decoded(key, int(codes[row]))
            return self._place(tuple(names[order[row, int(event)]] for event in events), relations, int(said[row]))

        said = told[rows]
        return whole.of(numbers, said, len(self._said) * len(_FORCES), find)


def _begins(at: Micros, dated: NDArray[np.bool_]) -> Micros:
    """What the events of each row are put in order by: the day, where one of that day has no time."""
    day = at // DAY
    vague = (dated[:, None, :] & (day[:, :, None] == day[:, None, :])).any(axis=2)
    return np.where(at == NEVER, _END, np.where(vague, day * DAY, at))


def _code_plain(times: Mapping[str, Micros], length: int, *, exact: bool) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """A number for the order of each row's events, all of them instants, and whether they are out of order."""
    codes = Digits(length, 3)
    strays = np.zeros(length, np.bool_)
    latest: Micros | None = None
    ended: Micros | None = None
    for name, at in times.items():
        here = in_order = at != NEVER
        if latest is not None:
            in_order = at >= latest
            in_order &= here
            strays |= here != in_order
        digit = in_order.view(np.int8)
        if ended is not None:
            digit = digit + ((at == ended) & here)
        codes.add(digit)
        latest = at if latest is None else np.maximum(at, latest)
        if exact:
            ended = latest
        elif name in ENDINGS:
            ended = at if ended is None else np.maximum(at, ended)
    return codes.done(), strays


class Digits:
    """A number for each row, put together digit by digit; kept small as long as it is."""

    def __init__(self, length: int, base: int) -> None:
        self.base = base
        self._few = next(few for few in range(1, 9) if base ** (few + 1) > _IN_8_BITS)
        self._digits: NDArray[np.int8] = np.zeros(length, np.int8)
        self._count = 0
        self._before: NDArray[np.int64] | None = None

    def add(self, digit: NDArray[np.int8] | int) -> None:
        """Put a digit behind the others."""
        if self._count == self._few:
            self._before, self._count = self.done(), 0
            self._digits = np.zeros_like(self._digits)
        self._digits *= np.int8(self.base)
        self._digits += digit
        self._count += 1

    def behind(self, numbers: NDArray[np.int64]) -> Digits:
        """Return digits to be put behind other numbers."""
        found = Digits(len(numbers), self.base)
        found._before = numbers
        return found

    def done(self) -> NDArray[np.int64]:
        """Return the numbers."""
        digits = self._digits.astype(np.int64)
        return digits if self._before is None else self._before * self.base**self._count + digits


_IN_8_BITS = 127

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
