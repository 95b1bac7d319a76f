"""The clock: when a period ends, how much working time lies between two instants, and which stretches counted.

A period of *n working days* does not count the day it starts on, whatever the hour, and ends with its n-th
working day; it is held as that date and becomes an instant (00:00 of the next day) only at the edge. Hours and
minutes run from the instant itself, through nights and holidays. Working hours are used up only inside office
hours on working days, and end at the earliest instant at which they are used up: a closing time stays a
closing time. A period of *n full days* keeps the time of day at which it started: it ends when the clock on the wall
shows that time n local days later, whatever the clocks were moved by in between.

Where a day, the office hours or the time of day of the start is not known, the end is a pair (earliest,
latest): every way of settling what is unknown puts it between the two, both included.

All instants are returned in the clock's zone, with its offset at that instant. Naive datetimes are taken to be
in that zone; a bare date is *some time that day*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hotline_rules.days import Day, DayCalendar, State, _Table
from hotline_rules.errors import InvalidValueError, NoWorkingTimeError, OutsideCalendarError, UncertainError
from hotline_rules.office_hours import OfficeHours

When = datetime | date
"""An instant (aware, or naive in the clock's zone), or a date: some time that day."""

LEAST_OPEN = timedelta(hours=3)
"""An office whose hours are not known is taken to be open at least this long on a working day (AMB-08)."""

_DAY = timedelta(days=1)
_TICK = timedelta(microseconds=1)


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working_days"
    NATURAL_DAYS = "natural_days"
    FULL_DAYS = "full_days"
    WORKING_HOURS = "working_hours"
    WORKING_MINUTES = "working_minutes"
    HOURS = "hours"
    MINUTES = "minutes"
    SAME_DAY = "same_day"


_FIXED = {Unit.HOURS: timedelta(hours=1), Unit.MINUTES: timedelta(minutes=1)}
_WORKED = {Unit.WORKING_HOURS: timedelta(hours=1), Unit.WORKING_MINUTES: timedelta(minutes=1)}


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: `n` of a unit. `same_day` has no number. Raises `InvalidValueError` if n is below 1.

    `natural_days` end at 24:00 of the n-th day after that of the start; `full_days` end on that day at the time of
    day of the start.
    """

    unit: Unit
    n: int = 1

    def __post_init__(self) -> None:
        """Refuse a length that is no length."""
        if self.unit not in Unit.__members__.values():
            raise InvalidValueError("unit of a span", self.unit, ", ".join(Unit))
        object.__setattr__(self, "unit", Unit(self.unit))
        if isinstance(self.n, bool) or not isinstance(self.n, int) or not 1 <= self.n <= 100_000:
            raise InvalidValueError(f"span of {self.unit}", self.n, "a whole number from 1 to 100000")


def working_days(n: int) -> Span:
    """N working days: the start day is not counted, the n-th is included."""
    return Span(Unit.WORKING_DAYS, n)


def working_hours(n: int) -> Span:
    """N hours, used up only inside office hours on working days."""
    return Span(Unit.WORKING_HOURS, n)


def hours(n: int) -> Span:
    """N hours by the wall, without pause or roll."""
    return Span(Unit.HOURS, n)


def minutes(n: int) -> Span:
    """N minutes by the wall, without pause or roll."""
    return Span(Unit.MINUTES, n)


class Due(NamedTuple):
    """The end of a period: done by `earliest` is in time for certain, after `latest` late for certain.

    `first_day` and `last_day` are the same pair as last days, for periods of days; their instants are 00:00 of
    the day after. Full days end at an instant, and have none. Both ends are inclusive: an act at the due is in time
    (AMB-50).
    """

    earliest: datetime
    latest: datetime
    first_day: date | None = None
    last_day: date | None = None

    @property
    def certain(self) -> bool:
        """Whether both ends are one."""
        return self.earliest == self.latest

    @property
    def one(self) -> datetime:
        """The one due instant; raises `UncertainError` if only a pair is known."""
        if not self.certain:
            raise UncertainError(f"the due lies between {self.earliest} and {self.latest}; no single answer is known")
        return self.earliest


FIRST_DAY_UNTIL = {"not_counted": 0, "counted": 24, "counted_before_noon": 12, "counted_before_16": 16}
"""Up to which hour of receipt the first day counts, by the option of AMB-01."""


class Counting(NamedTuple):
    """Conventions that readings settle: the first day (AMB-01), receipts on rest days (AMB-03), the end (AMB-05)."""

    first_day: str = "not_counted"
    receipt: str = "as_it_is"
    close: str = "end_of_day"


RECEIPTS = ("as_it_is", "roll_to_workday")
CLOSES = ("end_of_day", "close_of_business")
PLAIN = Counting()
"""The usual conventions: the first day is not counted, whichever day it is; the last ends at 24:00."""


class Elapsed(NamedTuple):
    """Working time between two instants: it is at least `least` and at most `most`, equal when all is known."""

    least: timedelta
    most: timedelta


class Counts(StrEnum):
    """What a stretch of a period did."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"


class Stretch(NamedTuple):
    """One stretch of a trace, from `start` to `end` (exclusive).

    `n` is how many days of the period are used up at its end, (least, most), for periods of days; `used` how much
    time it used up, for periods of hours, minutes and full days. `day` tells why the day is worked or not; `code` why a
    stretch inside a worked day did not count (`closed`, `hours_unknown`).
    """

    start: datetime
    end: datetime
    counts: Counts
    day: Day | None
    n: tuple[int, int] | None = None
    used: timedelta | None = None
    code: str | None = None


def _at_least_one(place: str, n: int) -> None:
    if n < 1:
        raise InvalidValueError(place, n, "a whole number from 1")


def _from(table: _Table, day: int) -> Iterator[int]:
    """The working days of a table from `day` on."""
    ordinals = table.ordinals
    return (ordinals[i] for i in range(bisect_left(ordinals, day), len(ordinals)))


@dataclass(frozen=True)
class Clock:
    """Counts periods on a calendar, in a zone, with or without known office hours."""

    calendar: DayCalendar
    zone: ZoneInfo
    office_hours: OfficeHours | None = None

    def with_office_hours(self, office_hours: OfficeHours | None) -> Clock:
        """Return this clock with other office hours; `None` makes them unknown."""
        return replace(self, office_hours=office_hours)

    # -- instants ----------------------------------------------------------------------------------------------

    @cached_property
    def offset(self) -> timezone | None:
        """The one offset of the zone over the calendar, or `None` if it changes its clocks."""
        day, offsets = self.calendar.first, set()
        while day <= self.calendar.last:
            offsets.add(datetime.combine(day, time(12), self.zone).utcoffset())
            day += 7 * _DAY
        only = offsets.pop()
        return timezone(only) if only is not None and not offsets else None

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the clock's zone, with a plain offset so that comparisons hold over a change of clocks.

        A naive datetime is read as the zone's wall clock; one that a change of clocks skips is moved past it.
        """
        offset = self.offset
        if offset is not None:
            tz = instant.tzinfo
            if tz is offset:
                return instant
            return instant.replace(tzinfo=offset) if tz is None else instant.astimezone(offset)
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=self.zone)
        here = instant.astimezone(UTC).astimezone(self.zone)
        gap = here.utcoffset()
        return here.replace(tzinfo=timezone(gap), fold=0) if gap is not None else here

    def midnight(self, day: date) -> datetime:
        """Return the first instant of a local day."""
        offset = self.offset
        if offset is not None:
            return datetime(day.year, day.month, day.day, tzinfo=offset)
        return self.local(datetime(day.year, day.month, day.day))

    def end_of_day(self, day: date) -> datetime:
        """Return 24:00 of a local day, written as the first instant of the next."""
        return self.midnight(day + _DAY)

    def interval(self, when: When) -> tuple[datetime, datetime]:
        """Return the earliest and the latest instant that `when` can mean; equal unless it is a date."""
        if isinstance(when, datetime):
            here = self.local(when)
            return here, here
        return self.midnight(when), self.local(self.end_of_day(when) - _TICK)

    def calendar_day(self, end: datetime) -> date:
        """Return the last day of a period that ends at `end`: 00:00 belongs to the day before."""
        return self.local(end - _TICK).date()

    # -- periods -----------------------------------------------------------------------------------------------

    def due(self, start: When, span: Span, counting: Counting = PLAIN) -> Due:
        """Return when `span`, started at `start`, ends.

        Raises `OutsideCalendarError` past the calendar, `NoWorkingTimeError` if it can never be used up.
        """
        if span.unit is Unit.WORKING_DAYS and counting is PLAIN:
            if isinstance(start, datetime):
                tz = start.tzinfo
                if tz is not None and tz is not self.zone and tz is not self.offset:
                    start = self.local(start)
            return self._nth_day(start.toordinal(), span.n)
        if span.unit is Unit.WORKING_DAYS:
            return self._counted_days(start, span.n, counting)
        return self.due_between(*self.interval(start), span, counting)

    def due_between(self, first: datetime, last: datetime, span: Span, counting: Counting = PLAIN) -> Due:
        """Return when `span` ends if it started at some instant from `first` to `last`, both included."""
        unit = span.unit
        here = self.local(first)
        first, last = here, here if last is first else self.local(last)
        if unit is Unit.WORKING_DAYS:
            one = self.due(first, span, counting)
            if counting is PLAIN and first.date() == last.date():
                return one
            other = self.due(last, span, counting)
            return Due(one.earliest, other.latest, one.first_day, other.last_day)
        if unit is Unit.NATURAL_DAYS:
            days = [at.date() + span.n * _DAY for at in (first, last)]
            return Due(self.end_of_day(days[0]), self.end_of_day(days[1]), days[0], days[1])
        if unit is Unit.SAME_DAY:
            days = [first.date(), last.date()]
            return Due(self.end_of_day(days[0]), self.end_of_day(days[1]), days[0], days[1])
        if unit is Unit.FULL_DAYS:
            shown = self._shown(first, last)
            return Due(self._showing(shown[0] + span.n * _DAY)[0], self._showing(shown[1] + span.n * _DAY)[1])
        if unit in _FIXED:
            length = span.n * _FIXED[unit]
            end = self.local(first + length)
            return Due(end, end if last is first else self.local(last + length))
        length = span.n * _WORKED[unit]
        self._inside(first, last)
        if self.office_hours is None and length <= LEAST_OPEN:
            return self._short_unknown(first, last, length)
        calendar = self.calendar
        earliest = self._use_up(first, length, calendar.most, hopeful=True)
        latest = self._use_up(last, length, calendar.least, hopeful=False)
        return Due(earliest, latest)

    def _shown(self, first: datetime, last: datetime) -> tuple[datetime, datetime]:
        """The earliest and the latest time that the clock on the wall showed from `first` to `last`, without offset."""
        told = [first, last]
        if last is not first and self.offset is None:
            for begin, end in ((first, min(last, first + _DAY)), (max(first, last - _DAY), last)):
                moved = self._moved(begin, end)
                told += [self.local(moved - _TICK), self.local(moved)] if moved else []
        walls = [at.replace(tzinfo=None) for at in told]
        return min(walls), max(walls)

    def _showing(self, wall: datetime) -> tuple[datetime, datetime]:
        """The first and the last instant at which the clock on the wall shows a time; two where it shows it twice.

        A time that it skips is taken to be there when it is skipped.
        """
        if self.offset is not None:
            one = wall.replace(tzinfo=self.offset)
            return one, one
        first, last = (wall.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        if last < first:
            first = last = self._moved(last, first) or first
        return self.local(first), self.local(last)

    def _moved(self, begin: datetime, end: datetime) -> datetime | None:
        """The instant after `begin` at which the clocks were moved, once, if their offset at `end` is another."""
        before = self.local(begin).utcoffset()
        if self.local(end).utcoffset() == before:
            return None
        while end - begin > _TICK:
            middle = begin + (end - begin) // 2
            if self.local(middle).utcoffset() == before:
                begin = middle
            else:
                end = middle
        return end

    def _short_unknown(self, first: datetime, last: datetime, length: timedelta) -> Due:
        """A few working hours where no hours are known: at once at the earliest, by the next working day's end."""
        latest = self._nth_day(last.toordinal(), 1).latest
        day = first.toordinal()
        origin, most, _, ends = self._tables
        i = day - origin
        if i > 0 and most.counts[i] > most.counts[i - 1] and first + length <= ends[i].earliest:
            return Due(self.local(first + length), latest)
        return Due(self._use_up(first, length, most, hopeful=True), latest)

    def _inside(self, *instants: datetime) -> None:
        """Refuse instants on days the calendar knows nothing of."""
        origin, most, _, _ = self._tables
        for at in instants:
            if not 0 <= at.toordinal() - origin < len(most.counts):
                self.calendar.day(at.date())

    def until(self, day: date) -> Due:
        """Return the end of a given day."""
        end = self.end_of_day(day)
        return Due(end, end, day, day)

    def days_before(self, due: Due, n: int) -> Due:
        """Return the end of the n-th working day before the last day of a period, n from 1.

        Raises `InvalidValueError` for a due that is no day, `OutsideCalendarError` before the calendar.
        """
        if due.first_day is None or due.last_day is None:
            raise InvalidValueError("days before a due", due.earliest, "the due of a period of days")
        _at_least_one("working days before a due", n)
        calendar = self.calendar
        first = calendar.nth_working_day(due.first_day.toordinal(), -n, calendar.least)
        last = calendar.nth_working_day(due.last_day.toordinal(), -n, calendar.most)
        return self._ends(min(first, last), max(first, last))

    def extended(self, due: Due, n: int) -> Due:
        """Return a due of days moved by n working days, counted on from its date, not from its instant (AMB-51)."""
        if due.first_day is None or due.last_day is None:
            raise InvalidValueError("extension of a due", due.earliest, "the due of a period of days")
        _at_least_one("working days of an extension", n)
        first, last = (self._nth_day(day.toordinal(), n) for day in (due.first_day, due.last_day))
        return Due(first.earliest, last.latest, first.first_day, last.last_day)

    def same_day(self, first: datetime, last: datetime, *, until_closing: bool, roll: bool) -> Due:
        """Return the end of the day of receipt, for an act to be done the same day (AMB-18).

        What comes on a rest day or after closing is due, with `roll`, on the next working day. Where the hours
        are not known, or the office had yet to open, both days are possible: a pair. `until_closing` ends the
        day when the office closes rather than at 24:00; where the hours are not known, some time that day.
        """
        first, last = self.local(first), self.local(last)
        earliest = date.fromordinal(min(self._possible_days(first, roll=roll)))
        latest = date.fromordinal(max(self._possible_days(last, roll=roll)))
        if not until_closing:
            return self._ends(earliest.toordinal(), latest.toordinal())
        return Due(self._act_until(earliest, first)[0], self._act_until(latest, last)[1], earliest, latest)

    def _act_until(self, day: date, receipt: datetime) -> tuple[datetime, datetime]:
        """Until when an office can act on a day: its closing, or, where none is left, the end of the day itself."""
        begin, end = self._closing(day)
        midnight, state = self.end_of_day(day), self.calendar.day(day).state
        if state is State.OFF or end <= receipt:
            return midnight, midnight
        return max(begin, receipt), end if state is State.WORKING else midnight

    def _possible_days(self, at: datetime, *, roll: bool) -> list[int]:
        day = at.date()
        today = day.toordinal()
        if not roll:
            return [today]
        state = self.calendar.day(day).state
        nexts = [self.calendar.nth_working_day(today, 1, t) for t in (self.calendar.most, self.calendar.least)]
        spans = self._open(today)
        if state is State.OFF or (spans is not None and (not spans or at >= spans[-1][1])):
            return nexts
        if state is State.WORKING and spans is not None and at >= spans[0][0]:
            return [today]
        return [today, *nexts]

    def _nth_day(self, after: int, n: int) -> Due:
        """Return the end of the n-th working day after day `after`, both ways of taking unknown days."""
        origin, (most_counts, most_days), (least_counts, least_days), ends = self._tables
        i = after - origin
        try:
            if i < 0:
                raise IndexError
            first = most_days[most_counts[i] + n - 1] - origin
            last = least_days[least_counts[i] + n - 1] - origin
        except IndexError:
            self.calendar.nth_working_day(after, n, self.calendar.most)
            self.calendar.nth_working_day(after, n, self.calendar.least)
            raise
        if first == last:
            return ends[first]
        early, late = ends[first], ends[last]
        return Due(early.earliest, late.latest, early.first_day, late.last_day)

    @cached_property
    def _tables(self) -> tuple[int, _Table, _Table, list[Due]]:
        """What counting needs: the calendar's first day, its two tables, and the end of every day."""
        calendar = self.calendar
        origin, last = calendar.first.toordinal(), calendar.last.toordinal()
        days = [date.fromordinal(ordinal) for ordinal in range(origin, last + 2)]
        midnights = [self.midnight(day) for day in days]
        ends = [Due(end, end, day, day) for day, end in zip(days[:-1], midnights[1:], strict=True)]
        return origin, calendar.most, calendar.least, ends

    def _ends(self, first: int, last: int) -> Due:
        first_day, last_day = date.fromordinal(first), date.fromordinal(last)
        return Due(self.end_of_day(first_day), self.end_of_day(last_day), first_day, last_day)

    def _counted_days(self, start: When, n: int, counting: Counting) -> Due:
        """Count n working days by other conventions than the plain ones."""
        first, last = self.interval(start)
        days = [self._excluded(first, counting), self._excluded(last, counting)]
        calendar = self.calendar
        earliest = min(calendar.nth_working_day(d, n, calendar.most) for pair in days for d in pair)
        latest = max(calendar.nth_working_day(d, n, calendar.least) for pair in days for d in pair)
        if counting.close == "close_of_business":
            first_day, last_day = date.fromordinal(earliest), date.fromordinal(latest)
            return Due(self._closing(first_day)[0], self._closing(last_day)[1], first_day, last_day)
        return self._ends(earliest, latest)

    def _excluded(self, at: datetime, counting: Counting) -> tuple[int, ...]:
        """The day that is not counted: the start day, the one before it, or the next working day."""
        today = at.toordinal()
        until = FIRST_DAY_UNTIL.get(counting.first_day)
        if until is None or counting.receipt not in RECEIPTS or counting.close not in CLOSES:
            accepted = (
                f"first_day: {', '.join(FIRST_DAY_UNTIL)}; receipt: {', '.join(RECEIPTS)}; close: {', '.join(CLOSES)}"
            )
            raise InvalidValueError("conventions of counting", tuple(counting), accepted)
        possible = self._possible_receipts(at) if counting.receipt == "roll_to_workday" else (today,)
        # What rolled to another day is there when it begins.
        return tuple(day - 1 if (at.hour if day == today else 0) < until else day for day in possible)

    def _possible_receipts(self, at: datetime) -> tuple[int, ...]:
        """The working days on which a receipt out of office time can be taken to arrive (AMB-03)."""
        today = at.toordinal()
        state = self.calendar.day(at.date()).state
        nexts = tuple(self.calendar.nth_working_day(today, 1, t) for t in (self.calendar.most, self.calendar.least))
        if state is State.OFF:
            return nexts
        spans = self._open(today)
        if spans is not None and (not spans or at >= spans[-1][1]):
            return nexts
        return (today,) if state is State.WORKING and spans is not None else (today, *nexts)

    def _closing(self, day: date) -> tuple[datetime, datetime]:
        """The closing time of a day: (earliest, latest) possible."""
        spans = self._open(day.toordinal())
        if spans is None:
            return self.midnight(day) + LEAST_OPEN, self.end_of_day(day)
        closing = spans[-1][1] if spans else self.end_of_day(day)
        return closing, closing

    # -- working time ------------------------------------------------------------------------------------------

    @cached_property
    def _opening(self) -> dict[int, tuple[tuple[datetime, datetime], ...] | None]:
        return {}

    def _open(self, ordinal: int) -> tuple[tuple[datetime, datetime], ...] | None:
        """The opening intervals of a day if it is worked, as instants; `None` if they are not known."""
        if self.office_hours is None:
            return None
        known = self._opening
        if ordinal not in known:
            day = date.fromordinal(ordinal)
            told = self.office_hours.on(day)
            known[ordinal] = None if told is None else tuple((self._wall(day, a), self._wall(day, b)) for a, b in told)
        return known[ordinal]

    def is_open(self, at: datetime) -> bool | None:
        """Whether the office was open at an instant, were its day a working one; `None` if its hours are not known."""
        here = self.local(at)
        spans = self._open(here.toordinal())
        return None if spans is None else any(opens <= here < closes for opens, closes in spans)

    def _wall(self, day: date, minute: int) -> datetime:
        if minute == 1440:
            return self.end_of_day(day)
        return self.local(datetime(day.year, day.month, day.day, minute // 60, minute % 60))

    def _use_up(self, start: datetime, length: timedelta, table: _Table, *, hopeful: bool) -> datetime:
        """Return the earliest instant at which `length` of working time after `start` is used up.

        Where the hours of a day are not known, `hopeful` takes it to be open all day; otherwise the day of the
        start is taken to be over, and a later day to be open for three hours that end at 24:00.
        """
        today = start.toordinal()
        left = length
        for ordinal in _from(table, today):
            spans = self._open(ordinal)
            if spans is None:
                day = date.fromordinal(ordinal)
                if hopeful:
                    spans = ((self.midnight(day), self.end_of_day(day)),)
                elif ordinal == today:
                    continue
                elif left <= LEAST_OPEN:
                    return self.end_of_day(day)
                else:
                    left -= LEAST_OPEN
                    continue
            for opens, closes in spans:
                begin = max(opens, start)
                if begin >= closes:
                    continue
                if closes - begin >= left:
                    return self.local(begin + left)
                left -= closes - begin
        if all(self._open(ordinal) == () for ordinal in table.ordinals):
            raise NoWorkingTimeError("the calendar and the office hours hold no working time to use up")
        raise OutsideCalendarError(f"{length} of working time from {start}: the calendar ends on {self.calendar.last}")

    def elapsed(self, start: datetime, end: datetime) -> Elapsed:
        """Return the working time from `start` to `end`; nothing if `end` is not after `start`.

        The inverse of `due` for working hours: what `due` adds, `elapsed` finds again. Raises
        `OutsideCalendarError`.
        """
        first, last = self.local(start), self.local(end)
        if last <= first:
            return Elapsed(timedelta(), timedelta())
        self.calendar.day(first.date())
        self.calendar.day((last - _TICK).date())
        return Elapsed(
            self._worked(first, last, self.calendar.least, hopeful=False),
            self._worked(first, last, self.calendar.most, hopeful=True),
        )

    def _worked(self, first: datetime, last: datetime, table: _Table, *, hopeful: bool) -> timedelta:
        total = timedelta()
        for ordinal in _from(table, first.toordinal()):
            if ordinal > last.toordinal():
                break
            spans = self._open(ordinal)
            if spans is None:
                day = date.fromordinal(ordinal)
                spans = ((self.midnight(day), self.end_of_day(day)),) if hopeful else ()
            for opens, closes in spans:
                begin, finish = max(opens, first), min(closes, last)
                if begin < finish:
                    total += finish - begin
        return total

    # -- the trace ---------------------------------------------------------------------------------------------

    def trace(self, start: datetime, span: Span, until: datetime, counting: Counting = PLAIN) -> Iterator[Stretch]:
        """Yield the stretches of a period from `start` to its end `until`, in order, each counted or skipped.

        `until` is an end that this clock gave for the same period: the trace tells of the same days and hours,
        it does not count anew.
        """
        here = self.local(start)
        if span.unit in _FIXED:
            yield Stretch(here, until, Counts.COUNTED, None, used=until - here)
        elif span.unit is Unit.FULL_DAYS:
            yield Stretch(here, until, Counts.COUNTED, None, n=(span.n, span.n), used=until - here)
        elif span.unit in _WORKED:
            yield from self._trace_hours(here, until)
        else:
            plain = span.unit is not Unit.WORKING_DAYS
            excluded = here.toordinal() if plain else min(self._excluded(here, counting))
            yield from self._trace_days(here, until, date.fromordinal(excluded), every_day=plain)

    def _trace_days(self, start: datetime, until: datetime, excluded: date, *, every_day: bool) -> Iterator[Stretch]:
        least = most = 0
        day, begin = start.date(), start
        while begin < until or day == start.date():
            known = self._day(day)
            if day <= excluded:
                counts = Counts.START
            elif every_day or (known and known.state is State.WORKING):
                counts, least, most = Counts.COUNTED, least + 1, most + 1
            elif known and known.state is State.UNKNOWN:
                counts, most = Counts.UNKNOWN, most + 1
            else:
                counts = Counts.SKIPPED
            end = self.end_of_day(day)
            yield Stretch(begin, min(end, until) if until > begin else end, counts, known, n=(least, most))
            day, begin = day + _DAY, end

    def _day(self, day: date) -> Day | None:
        inside = self.calendar.first <= day <= self.calendar.last
        return self.calendar.day(day) if inside else None

    def _trace_hours(self, start: datetime, until: datetime) -> Iterator[Stretch]:
        here = start
        while here < until:
            day = here.date()
            known, finish = self._day(day), min(self.end_of_day(day), until)
            if known is None or known.state is State.OFF:
                yield Stretch(here, finish, Counts.SKIPPED, known)
            elif known.state is State.UNKNOWN:
                yield Stretch(here, finish, Counts.UNKNOWN, known)
            else:
                yield from self._trace_open_day(here, finish, known)
            here = finish

    def _trace_open_day(self, start: datetime, finish: datetime, day: Day) -> Iterator[Stretch]:
        spans = self._open(day.date.toordinal())
        if spans is None:
            yield Stretch(start, finish, Counts.UNKNOWN, day, code="hours_unknown")
            return
        here = start
        for opens, closes in spans:
            begin, end = max(opens, here), min(closes, finish)
            if begin >= end:
                continue
            if begin > here:
                yield Stretch(here, begin, Counts.SKIPPED, day, code="closed")
            yield Stretch(begin, end, Counts.COUNTED, day, used=end - begin)
            here = end
        if here < finish:
            yield Stretch(here, finish, Counts.SKIPPED, day, code="closed")
