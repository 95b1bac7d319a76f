"""A naive clock, written from the law of periods alone: it walks day by day and minute by minute.

It shares nothing with `hotline_rules.clock` but the state of a single day, `DayCalendar.day(d).state`. Days that
are not known are settled first: every function below takes `works`, one way of settling them, and a clock that
is right must hold the answer of each way inside its pair. All instants are given in UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from random import Random
from zoneinfo import ZoneInfo

from hotline_rules.days import DayCalendar, State

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)

Works = Mapping[date, bool]
"""One way of settling the days: whether each is worked."""

Intervals = tuple[tuple[int, int], ...]
HoursOf = Callable[[date], Intervals]
"""The office hours of a day, as minutes from 00:00."""


def dates(first: date, last: date) -> list[date]:
    return [first + DAY * i for i in range((last - first).days + 1)]


def ways(calendar: DayCalendar, first: date, last: date, most: int = 32) -> list[Works]:
    """Every way of settling the unknown days; where there are too many, all worked, all off, and some at random."""
    states = {day: calendar.day(day).state for day in dates(first, last)}
    unknown = [day for day, state in states.items() if state is State.UNKNOWN]
    if 2 ** len(unknown) <= most:
        choices = list(product((True, False), repeat=len(unknown)))
    else:
        chance = Random(f"{first} {last}")
        choices = [(True,) * len(unknown), (False,) * len(unknown)]
        choices += [tuple(chance.random() < 0.5 for _ in unknown) for _ in range(most - 2)]
    known = {day: state is State.WORKING for day, state in states.items()}
    return [{**known, **dict(zip(unknown, choice, strict=True))} for choice in choices]


# -- days ------------------------------------------------------------------------------------------------------


def local_day(zone: ZoneInfo, at: datetime) -> date:
    return at.astimezone(UTC).astimezone(zone).date()


def end_of(zone: ZoneInfo, day: date) -> datetime:
    """24:00 of a local day."""
    return datetime.combine(day + DAY, time(0), zone).astimezone(UTC)


def nth_working_day(works: Works, after: date, n: int) -> date:
    """The n-th working day after a day, which is itself not counted."""
    day = after
    while n:
        day += DAY
        if works[day]:
            n -= 1
    return day


def nth_working_day_before(works: Works, before: date, n: int) -> date:
    day = before
    while n:
        day -= DAY
        if works[day]:
            n -= 1
    return day


def apply_by(works: Works, start: date, n: int, before: int) -> date:
    """The last day to ask for more time: so many working days before the n-th working day (AMB-10)."""
    return nth_working_day_before(works, nth_working_day(works, start, n), before)


def extended(works: Works, start: date, n: int, *more: int) -> date:
    """Extensions run from the old due date (AMB-51)."""
    day = nth_working_day(works, start, n)
    for extension in more:
        day = nth_working_day(works, day, extension)
    return day


def received_on(works: Works, told: Intervals, zone: ZoneInfo, at: datetime) -> date:
    """The working day on which a receipt is taken to arrive, if those out of office time roll (AMB-03 b)."""
    day = local_day(zone, at)
    closed = not told or wall_minute(zone, at) >= told[-1][1]
    return nth_working_day(works, day, 1) if closed or not works[day] else day


def same_day(works: Works, told: Intervals | None, zone: ZoneInfo, at: datetime) -> set[date]:
    """The days that may be 当日 for what came at an instant (AMB-18 d); two where the text leaves it open."""
    today = local_day(zone, at)
    following = nth_working_day(works, today, 1)
    if not works[today]:
        return {following}
    if told is None:
        return {today, following}
    if not told or wall_minute(zone, at) >= told[-1][1]:
        return {following}
    return {today, following} if wall_minute(zone, at) < told[0][0] else {today}


def ends_of_same_day(
    works: Works, hours: Callable[[date], Intervals], zone: ZoneInfo, at: datetime, *, until_closing: bool, roll: bool
) -> set[datetime]:
    """The ends of 当日 by every reading of AMB-18: in hours 24:00 or the closing, outside them with or without roll."""
    today = local_day(zone, at)
    told = hours(today)
    over = not works[today] or not told or wall_minute(zone, at) >= told[-1][1]
    days = same_day(works, told, zone, at) if roll else {today}
    found = set()
    for day in days:
        if until_closing and not (over and day == today):
            found.add(end_of(zone, day - DAY) + hours(day)[-1][1] * MINUTE)
        else:
            found.add(end_of(zone, day))
    return found


# -- hours -----------------------------------------------------------------------------------------------------


def wall_minute(zone: ZoneInfo, at: datetime) -> int:
    here = at.astimezone(UTC).astimezone(zone)
    return here.hour * 60 + here.minute


@cache
def minutes_of(zone: ZoneInfo, day: date) -> list[tuple[datetime, int]]:
    """Every minute of a local day: its instant, and what the clock on the wall shows."""
    found = []
    at = datetime.combine(day, time(0), UTC) - DAY
    for _ in range(3 * 24 * 60):
        if at.astimezone(zone).date() == day:
            found.append((at, wall_minute(zone, at)))
        at += MINUTE
    return found


@cache
def open_minutes(told: Intervals) -> frozenset[int]:
    return frozenset(minute for opens, closes in told for minute in range(opens, closes))


def working_minutes(works: Works, hours: HoursOf, zone: ZoneInfo, start: datetime, n: int) -> datetime:
    """The earliest instant at which n minutes of office time on working days are used up."""
    start = start.astimezone(UTC)
    day = local_day(zone, start)
    while True:
        if works[day]:
            counted = open_minutes(hours(day))
            for at, wall in minutes_of(zone, day):
                if at >= start and wall in counted:
                    n -= 1
                    if n == 0:
                        return at + MINUTE
        day += DAY


def worked_minutes(works: Works, hours: HoursOf, zone: ZoneInfo, start: datetime, end: datetime) -> int:
    """How many minutes of office time on working days lie between two instants."""
    total = 0
    for day in dates(local_day(zone, start), local_day(zone, end)):
        counted = open_minutes(hours(day)) if works[day] else frozenset()
        total += sum(start <= at < end and wall in counted for at, wall in minutes_of(zone, day))
    return total


def all_day(day: date) -> Intervals:
    """Office hours that are not known, at their best: clock hours on working days (AMB-08)."""
    return ((0, 1440),)


def hours_unknown_latest(works: Works, zone: ZoneInfo, start: datetime, n: int) -> datetime:
    """Office hours that are not known, at their worst: three hours a day, none on the day of the start (AMB-08)."""
    days = 0
    while days * 180 < n:
        days += 1
    return end_of(zone, nth_working_day(works, local_day(zone, start), days))


# -- full days -------------------------------------------------------------------------------------------------


def full_days(zone: ZoneInfo, at: datetime, n: int) -> tuple[datetime, datetime]:
    """When the clock on the wall shows, n local days later, the time of an instant: the first time, and the last.

    A time that is skipped on that day comes with the first minute that is shown after it.
    """
    past = timedelta(seconds=at.second, microseconds=at.microsecond)
    wanted, day = wall_minute(zone, at), local_day(zone, at) + DAY * n
    shown = [minute for minute, wall in minutes_of(zone, day) if wall == wanted]
    if shown:
        return shown[0] + past, shown[-1] + past
    later = [minute for minute, wall in minutes_of(zone, day) if wall > wanted]
    after = later[0] if later else minutes_of(zone, day + DAY)[0][0]
    return after, after


def full_days_between(zone: ZoneInfo, first: datetime, last: datetime, n: int) -> tuple[datetime, datetime]:
    """The same for a period that began at some instant from `first` to `last`: every minute of them, and its end."""
    tick = timedelta(microseconds=1)
    starts, at = [first, last], first.astimezone(UTC).replace(second=0, microsecond=0)
    while at <= last:
        starts += [one for one in (at, at + MINUTE - tick) if first <= one <= last]
        at += MINUTE
    ends = [full_days(zone, start, n) for start in starts]
    return min(one for one, _ in ends), max(other for _, other in ends)
