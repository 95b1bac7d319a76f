"""Ends of periods over arrays: the tables of one clock, looked up row by row.

Instants are whole microseconds of the city's wall clock since 1970 (`int64`), `NEVER` for none. Only a zone whose
offset never changes over the calendar can be counted so; for any other, and for what the tables do not hold, the clock
itself is asked, once for each distinct start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotline_rules.clock import LEAST_OPEN, PLAIN, Clock, Counting, Due, Span, Unit
from hotline_rules.days import _Table
from hotline_rules.errors import HotlineError

Micros = NDArray[np.int64]
"""Microseconds of the wall clock since 1970-01-01 00:00."""

NEVER = np.iinfo(np.int64).min
"""No instant: what `NaT` is in a `datetime64` array."""
DAY = 86_400_000_000
CHUNK = 1 << 15
"""Rows looked at together: few enough that what is worked out of them stays in the processor's cache."""
_FEW = 1 << 13
"""The same where instants alone are worked out."""
_MINUTES = 1440
_MINUTE = 60_000_000

_EPOCH = datetime(1970, 1, 1)
_EPOCH_DAY = _EPOCH.toordinal()
_HOUR = 3_600_000_000
_MICRO = timedelta(microseconds=1)
_FIXED = {Unit.HOURS: _HOUR, Unit.MINUTES: _HOUR // 60}
_WORKED = {Unit.WORKING_HOURS: _HOUR, Unit.WORKING_MINUTES: _HOUR // 60}


def micros(at: datetime) -> int:
    """Return a wall-clock instant as microseconds; its offset, if any, is left out."""
    return (at.replace(tzinfo=None) - _EPOCH) // _MICRO


def instant(at: int) -> datetime:
    """Return microseconds as a naive wall-clock instant."""
    return _EPOCH + timedelta(microseconds=int(at))


class Ends(NamedTuple):
    """The ends of one period for every row: (earliest, latest), the same array where they are one.

    `NEVER` in both is an end past the calendar, or of a row without a start.
    """

    earliest: Micros
    latest: Micros


class Hours(NamedTuple):
    """Opening hours as one line of intervals: when each opens and closes, and how much was worked before it opens."""

    opens: Micros
    closes: Micros
    worked: Micros


class DueTables:
    """The tables of one clock, each made when it is first needed."""

    def __init__(self, clock: Clock, counting: Counting = PLAIN) -> None:
        self.clock = clock
        self.counting = counting
        self.constant_offset = clock.offset is not None
        self.origin = clock.calendar.first.toordinal() - _EPOCH_DAY
        self.days = (clock.calendar.last - clock.calendar.first).days + 1
        self._nth: dict[int, tuple[Micros, Micros]] = {}
        self._asked: dict[tuple[Span, int, int], tuple[int, int]] = {}
        self._firm: dict[int, int] = {}
        self._by_minute: dict[int, tuple[ByMinute, ...]] = {}
        self._doubt: dict[int, int] = {}

    # -- days ------------------------------------------------------------------------------------------------------

    def day_of(self, at: Micros) -> Micros:
        """Return the day of each instant, counted from the first of the calendar; -1 for none, or one outside it."""
        day: Micros = at // DAY
        day -= self.origin
        outside = day.view(np.uint64) >= self.days
        if outside.any():
            day[outside] = -1
        return day

    def nth(self, n: int) -> tuple[Micros, Micros]:
        """Return the end of the n-th working day after each day of the calendar, both ways of taking unknown days.

        One entry more than there are days, `NEVER`, stands for what is outside.
        """
        if n not in self._nth:
            calendar = self.clock.calendar
            most, least = (self._nth_of(table, n) for table in (calendar.most, calendar.least))
            gone = (most == NEVER) | (least == NEVER)
            most[gone] = least[gone] = NEVER
            self._nth[n] = (most, most if np.array_equal(most, least) else least)
            self._firm[n] = int(np.argmax(most != least)) if self._nth[n][1] is not most else self.days + 1
        return self._nth[n]

    def _nth_of(self, table: _Table, n: int) -> Micros:
        counts = np.asarray(table.counts, np.int64)
        ordinals = np.asarray(table.ordinals, np.int64)
        ends = np.full(self.days + 1, NEVER, np.int64)
        wanted = counts + n - 1
        inside = wanted < len(ordinals)
        ends[:-1][inside] = (ordinals[wanted[inside]] - _EPOCH_DAY + 1) * DAY
        return ends

    @cached_property
    def unknown_before(self) -> NDArray[np.int32]:
        """How many unknown days lie before each day of the calendar."""
        most, least = (
            np.asarray(table.counts, np.int64) for table in (self.clock.calendar.most, self.clock.calendar.least)
        )
        return np.concatenate([[0], most - least]).astype(np.int32)

    @cached_property
    def first_unknown(self) -> int:
        """When the first unknown day begins; the end of the calendar if there is none."""
        return (self.origin + int(np.searchsorted(self.unknown_before, 1)) - 1) * DAY

    def unknown_between(self, first: Micros, last: Micros) -> NDArray[np.bool_]:
        """Whether an unknown day lies from the day of one instant to that of another, both included."""
        begin = np.clip(first // DAY - self.origin, 0, self.days)
        end = np.clip(last // DAY - self.origin + 1, 0, self.days)
        found: NDArray[np.bool_] = self.unknown_before[end] > self.unknown_before[np.minimum(begin, end)]
        return found

    # -- periods ---------------------------------------------------------------------------------------------------

    def ends(self, first: Micros, last: Micros, span: Span, *, whole_hours: bool = False) -> Ends:
        """Return when a period ends that began at some instant from `first` to `last` (the same array where known).

        `whole_hours` moves the start to the next whole hour. Equal to `Clock.due_between` on each row.
        """
        if whole_hours:
            known = last is first
            first = _next_whole_hour(first)
            last = first if known else _next_whole_hour(last)
        unit = span.unit
        if not self.constant_offset:
            return self._asked_of_clock(first, last, span)
        if unit is Unit.WORKING_DAYS and self.counting == PLAIN:
            return self.working_days(first, last, span.n)
        if unit in _FIXED:
            return _of_each(first, last, lambda at: _later(at, span.n * _FIXED[unit]))
        if unit is Unit.SAME_DAY or (unit is Unit.NATURAL_DAYS):
            more = 1 if unit is Unit.SAME_DAY else span.n + 1
            return _of_each(first, last, lambda at: _later(at // DAY * DAY, more * DAY, at))
        if unit in _WORKED and self.hours is not None:
            return self._used_up(first, last, span.n * _WORKED[unit])
        if unit in _WORKED and self.clock.office_hours is None and span.n * _WORKED[unit] <= LEAST_OPEN // _MICRO:
            return self._short_unknown(first, last, span.n * _WORKED[unit])
        return self._asked_of_clock(first, last, span)

    def working_days(self, first: Micros, last: Micros, n: int) -> Ends:
        """Return the end of the n-th working day after each start: one look-up a row."""
        most, least = self.nth(n)
        if last is first:
            earliest = np.empty_like(first)
            latest = self.fill(first, Span(Unit.WORKING_DAYS, n), earliest)
            return Ends(earliest, earliest if latest is None else latest)
        return Ends(most.take(self.day_of(first), mode="wrap"), least.take(self.day_of(last), mode="wrap"))

    def fill(self, at: Micros, span: Span, out: Micros) -> Micros | None:
        """Write the earliest end of a period from each instant to `out`, in pieces that stay in the cache.

        Returns the latest ends, `None` where all are one with the earliest.
        """
        latest: Micros | None = None
        day = np.empty(min(_FEW, len(at)), np.int64)
        days = span.unit is Unit.WORKING_DAYS and self.counting == PLAIN and self.constant_offset
        for begin in range(0, len(at), _FEW):
            piece = at[begin : begin + _FEW]
            part = out[begin : begin + len(piece)]
            if days:
                late = self._days_of(piece, span.n, day[: len(piece)], part)
            else:
                ends = self.ends(piece, piece, span)
                part[:] = ends.earliest
                late = None if ends.latest is ends.earliest else ends.latest
            if late is not None and latest is None:
                latest = np.empty_like(out)
                latest[:begin] = out[:begin]
            if latest is not None:
                latest[begin : begin + len(piece)] = part if late is None else late
        return latest

    def _days_of(self, at: Micros, n: int, day: Micros, out: Micros) -> Micros | None:
        """The ends of n working days from the instants of a piece; the latest only where they can differ."""
        most, least = self.nth(n)
        np.floor_divide(at, DAY, out=day)
        day -= self.origin
        low, high = (int(day.min()), int(day.max())) if len(day) else (0, 0)
        if low < 0 or high >= self.days:
            day[day.view(np.uint64) >= self.days] = self.days
            high = self.days
        most.take(day, out=out, mode="clip")
        return None if high < self._firm[n] or least is most else least.take(day, mode="clip")

    def _short_unknown(self, first: Micros, last: Micros, length: int) -> Ends:
        """A few working hours where none are known: at once at the earliest, by the next working day's end."""
        if length not in self._by_minute:
            most = np.diff(np.asarray(self.clock.calendar.most.counts, np.int64), prepend=0) > 0
            begins = np.arange(self.origin, self.origin + self.days) * DAY
            of_most = self.nth(1)[0]
            gone = of_most[:-1] == NEVER
            ahead = np.where(gone, NEVER, of_most[:-1] - begins * ~gone)
            signs = list(zip(most.tolist(), [False, *most[:-1].tolist()], ahead.tolist(), strict=True))
            self._by_minute[length] = (ByMinute(self, signs, lambda at: self._short_unknown_slowly(at, length)),)
        earliest = self._by_minute[length][0].of(first)
        latest = self.nth(1)[1].take(self.day_of(last), mode="wrap")
        gone = (latest == NEVER) | (earliest == NEVER)
        if gone.any():
            earliest[gone] = NEVER
            latest[gone] = NEVER
        return Ends(earliest, latest)

    def _short_unknown_slowly(self, first: Micros, length: int) -> Micros:
        most = np.diff(np.asarray(self.clock.calendar.most.counts, np.int64), prepend=0)
        worked = np.append(most > 0, False)
        day = self.day_of(first)
        today = worked.take(day, mode="wrap")
        left = (day + self.origin + 1) * DAY - first
        fits = today & (length <= left)
        day[day < 0] = self.days
        begins = self.nth(1)[0][day]
        rest = np.where(today, length - left, length)
        earliest = np.where(fits, first + length, begins - DAY + rest)
        earliest[(day == self.days) | (begins == NEVER)] = NEVER
        return earliest

    # -- working time ----------------------------------------------------------------------------------------------

    @cached_property
    def hours(self) -> tuple[Hours, Hours] | None:
        """The opening hours over the whole calendar, both ways of taking unknown days; `None` if they are not known."""
        if self.clock.office_hours is None:
            return None
        calendar = self.clock.calendar
        try:
            most, least = self._line(calendar.most), self._line(calendar.least)
        except _HoursNotKnownError:
            return None
        return most, least

    def _line(self, table: _Table) -> Hours:
        opens, closes = [], []
        office = self.clock.office_hours
        assert office is not None
        for ordinal in table.ordinals:
            told = office.on(date.fromordinal(ordinal))
            if told is None:
                raise _HoursNotKnownError
            midnight = (ordinal - _EPOCH_DAY) * DAY
            opens += [midnight + begin * 60_000_000 for begin, _ in told]
            closes += [midnight + end * 60_000_000 for _, end in told]
        begins, ends = np.asarray(opens, np.int64), np.asarray(closes, np.int64)
        worked = np.concatenate([[0], np.cumsum(ends - begins)[:-1]]) if len(begins) else begins
        return Hours(begins, ends, worked.astype(np.int64))

    def _used_up(self, first: Micros, last: Micros, length: int) -> Ends:
        assert self.hours is not None
        most, least = self.hours
        if length not in self._by_minute:
            self._by_minute[length] = tuple(
                ByMinute(self, self._signs(hours, length), partial(self._use_up, hours=hours, length=length))
                for hours in (most, least)
            )
            self._doubt[length] = self._by_minute[length][0].until_differs(self._by_minute[length][1])
        of_most, of_least = self._by_minute[length]
        earliest = of_most.of(first)
        if last is first and int(first.max(initial=NEVER)) < self._doubt[length]:
            return Ends(earliest, earliest)
        latest = of_least.of(last)
        gone = (earliest == NEVER) | (latest == NEVER)
        return Ends(np.where(gone, NEVER, earliest), np.where(gone, NEVER, latest))

    def _signs(self, hours: Hours, length: int) -> list[tuple[object, ...]]:
        """For each day what its ends hang on: the intervals from its 00:00 on until the period is surely used up."""
        opens, closes = hours.opens.tolist(), hours.closes.tolist()
        signs: list[tuple[object, ...]] = []
        place = 0
        for number in range(self.days):
            begin = (number + self.origin) * DAY
            while place < len(opens) and closes[place] <= begin:
                place += 1
            before = place > 0 and closes[place - 1] == begin
            here, worked = [], 0
            at = place
            while at < len(opens) and worked < length:
                here.append((opens[at] - begin, closes[at] - begin))
                if opens[at] >= begin + DAY:
                    worked += closes[at] - opens[at]
                at += 1
            signs.append((*here, before, worked >= length))
        return signs

    def _use_up(self, start: Micros, hours: Hours, length: int) -> Micros:
        """Return the earliest instant at which so much working time after each start is used up."""
        found = np.full(len(start), NEVER, np.int64)
        inside = self.day_of(start) >= 0
        if not len(hours.opens) or not inside.any():
            return found
        at = start[inside]
        running = np.searchsorted(hours.opens, at, side="right") - 1
        before = np.maximum(running, 0)
        done = hours.worked[before] + np.minimum(at, hours.closes[before]) - hours.opens[before]
        done = np.where(running < 0, 0, done)
        target = done + length
        # The interval in which the target is reached: the last that begins with less worked than that.
        place = np.searchsorted(hours.worked, target, side="left") - 1
        end = hours.opens[place] + target - hours.worked[place]
        found[inside] = np.where(end <= hours.closes[place], end, NEVER)
        return found

    # -- the clock itself ------------------------------------------------------------------------------------------

    def _asked_of_clock(self, first: Micros, last: Micros, span: Span) -> Ends:
        """Ask the clock, once for each distinct pair of starts."""
        pairs = np.stack([first, last], axis=1)
        distinct, where = np.unique(pairs, axis=0, return_inverse=True)
        told = np.array([self._ask(span, int(a), int(b)) for a, b in distinct], np.int64).reshape(-1, 2)
        found = told[where.reshape(-1)]
        return Ends(np.ascontiguousarray(found[:, 0]), np.ascontiguousarray(found[:, 1]))

    def _ask(self, span: Span, first: int, last: int) -> tuple[int, int]:
        key = (span, first, last)
        if key not in self._asked:
            self._asked[key] = _ends_of(self.clock, self.counting, span, first, last)
        return self._asked[key]


class ByMinute:
    """The end of one period for every minute of the calendar, kept once for days that are alike (the same `signs`).

    Offices open and close, and days begin, with whole minutes; so from just after a minute to the next, both ends
    taken as that next one's, an end either moves with the start or stays. Each minute of each kind of day is looked at
    twice by the plain computation, and looked up ever after.
    """

    def __init__(
        self, tables: DueTables, signs: Sequence[tuple[object, ...]], ends: Callable[[Micros], Micros]
    ) -> None:
        self.signs, self.days = signs, tables.days
        self.first, self.last = tables.origin * DAY, (tables.origin + tables.days) * DAY
        self.origin = tables.origin
        kinds: dict[tuple[object, ...], int] = {}
        kind = np.array([kinds.setdefault(sign, len(kinds)) for sign in signs], np.int64)
        shown = np.array([signs.index(sign, min(1, self.days - 1)) if sign in signs[1:] else 0 for sign in kinds])
        at = ((shown + self.origin)[:, None] * DAY + np.arange(_MINUTES) * _MINUTE).reshape(-1)
        end, before = ends(at), ends(at - 1)
        self.more = np.append(np.where(end == NEVER, NEVER, end - at), NEVER)
        self.stays = np.append((before == end) & (end != NEVER), False)
        # Where the minutes of a day stand, less its own minutes since 1970; the last entry is what is outside.
        self.place = kind * _MINUTES - (np.arange(self.days) + self.origin) * _MINUTES
        self.none = len(self.more) - 1
        self.any_never = bool((end == NEVER).any())

    def until_differs(self, other: ByMinute) -> int:
        """The first instant from which on two may differ."""
        pairs = zip(self.signs, other.signs, strict=True)
        day = next((day for day, (a, b) in enumerate(pairs) if a != b), self.days)
        return (self.origin + day) * DAY - _MINUTE

    def of(self, at: Micros) -> Micros:
        """Return the end for each start."""
        minute = at + (_MINUTE - 1)
        minute //= _MINUTE
        day = minute // _MINUTES
        day -= self.origin
        place = self.place.take(day, mode="clip")
        place += minute
        gone = self.any_never
        if len(at) and (int(at.min()) < self.first or int(at.max()) > self.last - _MINUTE):
            outside = (at < self.first) | (at > self.last - _MINUTE)
            place[outside] = self.none
            gone = True
        found = self.more.take(place, mode="clip")
        never = found == NEVER if gone else None
        minute *= _MINUTE
        minute -= at
        if minute.any():  # starts between two whole minutes
            minute *= self.stays.take(place, mode="clip")
            found += minute
        found += at
        if never is not None:
            found[never] = NEVER
        return found


class _HoursNotKnownError(Exception):
    """The hours of some working day are not known."""


def _ends_of(clock: Clock, counting: Counting, span: Span, first: int, last: int) -> tuple[int, int]:
    if first == NEVER:
        return NEVER, NEVER
    begin = clock.local(instant(first))
    end = begin if last == first else clock.local(instant(last))
    try:
        due: Due = clock.due_between(begin, end, span, counting)
    except HotlineError:
        return NEVER, NEVER
    return micros(due.earliest), micros(due.latest)


def _of_each(first: Micros, last: Micros, end: object) -> Ends:
    assert callable(end)
    earliest = end(first)
    return Ends(earliest, earliest if last is first else end(last))


def _later(at: Micros, length: int, start: Micros | None = None) -> Micros:
    """Each instant moved on; no instant stays none."""
    found = at + length
    gone = (at if start is None else start) == NEVER
    if gone.any():
        found[gone] = NEVER
    return found


def _next_whole_hour(at: Micros) -> Micros:
    found = -(-at // _HOUR) * _HOUR
    found[at == NEVER] = NEVER
    return found
