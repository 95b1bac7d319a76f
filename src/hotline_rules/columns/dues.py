"""Ends of periods over arrays: the tables of one clock, looked up row by row.

Instants are whole microseconds of the city's wall clock since 1970 (`int64`), `NEVER` for none. Only a zone whose
offset never changes over the calendar can be counted so; for any other, and for what the tables do not hold, the clock
itself is asked, once for each distinct start.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotline_rules.clock import LEAST_OPEN, PLAIN, Clock, Counting, Due, Span, Unit
from hotline_rules.days import State, _Table
from hotline_rules.errors import HotlineError

Micros = NDArray[np.int64]
"""Microseconds of the wall clock since 1970-01-01 00:00."""

NEVER = np.iinfo(np.int64).min
"""No instant: what `NaT` is in a `datetime64` array."""
DAY = 86_400_000_000
CHUNK = 1 << 16
"""Rows looked at together: few enough that what is worked out of them stays in the processor's cache."""

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
        calendar = self.clock.calendar
        unknown = [day.state is State.UNKNOWN for day in calendar.days(calendar.first, calendar.last)]
        return np.concatenate([[0], np.cumsum(unknown)]).astype(np.int32)

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
        day = self.day_of(first)
        earliest = most.take(day, mode="wrap")
        if last is first:
            return Ends(earliest, earliest if least is most else least.take(day, mode="wrap"))
        return Ends(earliest, least.take(self.day_of(last), mode="wrap"))

    def _short_unknown(self, first: Micros, last: Micros, length: int) -> Ends:
        """A few working hours where none are known: at once at the earliest, by the next working day's end."""
        most = np.diff(np.asarray(self.clock.calendar.most.counts, np.int64), prepend=0)
        worked = np.append(most > 0, False)
        day = self.day_of(first)
        today = worked.take(day, mode="wrap")
        left = (day + self.origin + 1) * DAY - first
        fits = today & (length <= left)
        day[day < 0] = self.days
        begins = self.nth(1)[0][day] - DAY
        rest = np.where(today, length - left, length)
        earliest = np.where(fits, first + length, begins + rest)
        latest = self.nth(1)[1].take(self.day_of(last), mode="wrap")
        gone = (latest == NEVER) | (day == self.days)
        earliest[gone] = NEVER
        latest = np.where(gone, NEVER, latest)
        return Ends(earliest, latest)

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
        earliest = self._use_up(first, most, length)
        if last is first and least.opens is most.opens:
            return Ends(earliest, earliest)
        latest = self._use_up(last, least, length)
        gone = (earliest == NEVER) | (latest == NEVER)
        return Ends(np.where(gone, NEVER, earliest), np.where(gone, NEVER, latest))

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
