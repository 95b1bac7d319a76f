"""The calendar of days: each day is working, off or unknown, with the reason and the notice behind it.

Layers lie one on another: the week, the statute, the State Council's yearly notice, a region's notice, the
caller's own. A year whose notice is not in the data is never guessed: its statutory days are off for certain,
the days *near* them are unknown, the rest follow the week.

*Near* is measured. On 2004-2026 the days that notices moved (a weekday made a day of rest, or a day of the
weekend made a working day) never lay further from the holiday than this, in days before its first and after
its last statutory day:

==================  ======  =====  =====================================================
holiday             before  after  farthest cases
==================  ======  =====  =====================================================
new_year                 3      5  2007-12-29 worked; 2013-01-06 worked
spring_festival          6      9  2017-01-22 worked; 2026-02-28 worked
tomb_sweeping            4      3  2012-03-31 worked; 2024-04-07 worked
labour_day               8     10  2023-04-23 worked; 2024-05-11 worked
dragon_boat              4      3  2010-06-12 worked; 2023-06-25 worked
mid_autumn               3      3  2010-09-19 worked; 2016-09-18 worked
national_day            11      9  2026-09-20 worked; 2024-10-12 worked
==================  ======  =====  =====================================================

So the end of a December is unknown while the notice of the next year is not in the data.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache, cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, PlainSerializer, model_validator

from hotline_rules import _notices
from hotline_rules._model import Model
from hotline_rules._statutory import STATUTORY
from hotline_rules.errors import InvalidValueError, NoWorkingTimeError, OutsideCalendarError

NEAR: dict[str, tuple[int, int]] = {
    "new_year": (3, 5),
    "spring_festival": (6, 9),
    "tomb_sweeping": (4, 3),
    "labour_day": (8, 10),
    "dragon_boat": (4, 3),
    "mid_autumn": (3, 3),
    "national_day": (11, 9),
}
"""How many days before its first and after its last statutory day a holiday ever moved a day (see above)."""

_ONE = timedelta(days=1)
_WEEK_ONLY = (date(1970, 1, 1), date(2069, 12, 31))


class State(StrEnum):
    """Whether offices work on a day."""

    WORKING = "working"
    OFF = "off"
    UNKNOWN = "unknown"


class Why(StrEnum):
    """Why a day is what it is."""

    WEEKDAY = "weekday"
    WEEKEND = "weekend"
    STATUTORY = "statutory"
    ARRANGED = "arranged"
    MAKE_UP = "make_up"
    REGIONAL_OFF = "regional_off"
    REGIONAL_WORKED = "regional_worked"
    CALLER_OFF = "caller_off"
    CALLER_WORKED = "caller_worked"
    NEAR_HOLIDAY = "near_holiday"
    NEAR_FESTIVAL = "near_festival"


_NATIONAL_HOLIDAY = (Why.STATUTORY, Why.ARRANGED, Why.CALLER_OFF)


class Day(NamedTuple):
    """One day: its state, the reason, the holiday it belongs to if any, and the source with its publication."""

    date: dt.date
    state: State
    why: Why
    holiday: str | None
    source: str
    published: dt.date | None


def _expand(value: object) -> object:
    """Turn a list of days and `first/last` ranges into a set of days."""
    if not isinstance(value, (list, tuple)):
        return value
    days: list[object] = []
    for entry in value:
        if isinstance(entry, str) and "/" in entry:
            first, last = (date.fromisoformat(part.strip()) for part in entry.split("/", 1))
            if last < first:
                raise ValueError(f"{entry}: accepted: first/last, the first not after the last")
            if (last - first).days >= 4000:
                raise ValueError(f"{entry}: accepted: a range of at most 4000 days")
            days.extend(first + _ONE * i for i in range((last - first).days + 1))
        else:
            days.append(entry)
    return days


Days = Annotated[
    frozenset[date],
    BeforeValidator(_expand),
    PlainSerializer(sorted, return_type=list[date]),
]
"""A set of days, written as a list of dates and of `first/last` ranges, both ends included."""


class DayLayer(Model):
    """Days a caller knows of: they win over everything below.

    `years` are those for which this notice is complete, so that nothing its level leaves open in them (and in
    the last days of the December before) is unknown any more. `level` says whose notice it is: `national` lies
    under the region's festivals and settles only what the State Council settles, `region` the region's
    festivals, `all` lies on top and settles both. Without `published` it counts as known at all times.
    """

    name: str
    notice: str = ""
    published: date | None = None
    level: Literal["national", "region", "all"] = "all"
    years: tuple[int, ...] = ()
    off: Days = frozenset()
    worked: Days = frozenset()

    @model_validator(mode="after")
    def _is_off_or_worked(self) -> DayLayer:
        both = sorted(self.off & self.worked)
        if both:
            raise ValueError(f"{both[0]} stands in off and in worked; accepted: one of the two")
        return self


class Festival(Model):
    """One regional festival of one year: about when it falls, and the days its notice gave, if it was found."""

    key: str
    estimate: date
    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()
    source: str = ""
    published: date | None = None

    @property
    def known_from(self) -> date | None:
        """The day its notice could first be read; where that is not known, its first day off."""
        return (self.published or min(self.off)) if self.off else None


class Region(Model):
    """A region whose festivals are set each year by its own notice.

    Where the notice of a festival is not in the data, every day from `before` days before its estimated day to
    `after` days after it is unknown, weekends too; only what the national notice makes a holiday stays off.
    """

    name: str
    before: int
    after: int
    basis: str
    festivals: tuple[Festival, ...]


class _Table(NamedTuple):
    """Working days under one way of taking the unknown days: `counts[i]` of them up to the i-th day."""

    counts: list[int]
    ordinals: list[int]


@dataclass(frozen=True)
class DayCalendar:
    """The days of one place, from `first` to `last` inclusive.

    `base` is `china` (statute and State Council notices) or `week` (Monday to Friday, no holidays at all).
    `known_on` gives the schedule as it stood on that day: what was published later is not known yet.
    """

    base: Literal["china", "week"] = "china"
    region: Region | None = None
    layers: tuple[DayLayer, ...] = ()
    known_on: date | None = None

    def with_layer(self, layer: DayLayer) -> DayCalendar:
        """Return this calendar with one more of the caller's layers; it wins over those before it."""
        return replace(self, layers=(*self.layers, layer))

    def as_known_on(self, day: date | None) -> DayCalendar:
        """Return this calendar as it stood on `day`; `None` is everything in the data."""
        return replace(self, known_on=day)

    @cached_property
    def first(self) -> date:
        """The first day this calendar covers."""
        return _WEEK_ONLY[0] if self.base == "week" else date(min(_published_years()), 1, 1)

    @cached_property
    def last(self) -> date:
        """The last day this calendar covers: the end of the year after the last with a notice."""
        if self.base == "week":
            return _WEEK_ONLY[1]
        told = max(max(_published_years()), *(y for layer in self.layers for y in layer.years), 0)
        return date(min(told + 1, max(STATUTORY) - 1), 12, 31)

    def day(self, when: date) -> Day:
        """Return what is known of a day; raises `OutsideCalendarError` outside `first`…`last`."""
        found = self._looked_up.get(when)
        if found is None:
            if not self.first <= when <= self.last:
                raise OutsideCalendarError(
                    f"{when}: the calendar covers {self.first} to {self.last}; give the notice of a later year"
                )
            found = self._listed(when, "all") or self._regional(when) or self._national(when)
            self._looked_up[when] = found
        return found

    @cached_property
    def _looked_up(self) -> dict[date, Day]:
        """The days that were asked for."""
        return {}

    def days(self, first: date, last: date) -> Iterator[Day]:
        """Yield every day from `first` to `last`, both included."""
        for i in range((last - first).days + 1):
            yield self.day(first + _ONE * i)

    # -- the layers, from the top ----------------------------------------------------------------------------

    def _listed(self, when: date, level: str) -> Day | None:
        """The caller's own word on a day, the last layer first."""
        for layer in reversed(self.layers):
            if layer.level != level or not self._was_told(layer):
                continue
            source = layer.notice or layer.name
            if when in layer.off:
                return Day(when, State.OFF, Why.CALLER_OFF, None, source, layer.published)
            if when in layer.worked:
                return Day(when, State.WORKING, Why.CALLER_WORKED, None, source, layer.published)
        return None

    def _regional(self, when: date) -> Day | None:
        """A region's festivals: as its notice says, or unknown near a festival without one."""
        if self.region is None:
            return None
        listed = self._listed(when, "region")
        if listed:
            return listed
        found, year = self._festive.get(when, (None, 0))
        if found is None or found.state is not State.UNKNOWN:
            return found
        if year in self._settled("region") or self._national(when).why in _NATIONAL_HOLIDAY:
            return None
        return found

    @cached_property
    def _festive(self) -> dict[date, tuple[Day, int]]:
        """What the region's notices, or their absence, say of the days round its festivals."""
        days: dict[date, tuple[Day, int]] = {}
        region = self.region
        for festival in region.festivals if region else ():
            if festival.known_from and self._was_published(festival.known_from):
                told = [(d, State.OFF, Why.REGIONAL_OFF) for d in festival.off]
                told += [(d, State.WORKING, Why.REGIONAL_WORKED) for d in festival.worked]
                for when, state, why in told:
                    known = Day(when, state, why, festival.key, festival.source, festival.published)
                    days[when] = known, festival.estimate.year
            elif region:
                for i in range(-region.before, region.after + 1):
                    when = festival.estimate + _ONE * i
                    unknown = Day(when, State.UNKNOWN, Why.NEAR_FESTIVAL, festival.key, region.basis, None)
                    days.setdefault(when, (unknown, festival.estimate.year))
        return days

    def _national(self, when: date) -> Day:
        """The State Council's notice, the statute, and the week."""
        listed = self._listed(when, "national")
        if listed:
            return listed
        if self.base == "week":
            return _by_the_week(when)
        arranged = _arranged().get(when)
        if arranged and self._knows_notice(arranged[2]):
            return self._as_amended(when, *arranged)
        key = _statutory_key(when)
        if key:
            return self._statutory_only(when, key)
        near = self._nearby.get(when)
        if near:
            source = f"{near[1]}年放假通知未见"
            return Day(when, State.UNKNOWN, Why.NEAR_HOLIDAY, near[0], source, None)
        return _by_the_week(when)

    def _as_amended(self, when: date, state: State, key: str, year: int) -> Day:
        notice = _published_years()[year]
        for amendment in _notices.AMENDMENTS:
            if when not in amendment.plain and when not in amendment.worked:
                continue
            if self._was_published(amendment.notice.published):
                notice = amendment.notice
            elif when in amendment.plain:
                return _by_the_week(when)
            else:
                state = State.WORKING
        if state is State.WORKING:
            why = Why.MAKE_UP
        else:
            why = Why.STATUTORY if _statutory_key(when) else Why.ARRANGED
        return Day(when, state, why, key, notice.number, notice.published)

    def _statutory_only(self, when: date, key: str) -> Day:
        """A statutory day of a year without a notice: off, if the wording that makes it so was published."""
        decree = [notice for year, notice in _notices.STATUTES if year <= when.year][-1]
        if self._was_published(decree.published):
            return Day(when, State.OFF, Why.STATUTORY, key, decree.number, decree.published)
        return Day(when, State.UNKNOWN, Why.NEAR_HOLIDAY, key, decree.number, None)

    @cached_property
    def _nearby(self) -> dict[date, tuple[str, int]]:
        """The days near a holiday of a year whose notice is not known, with the holiday and that year."""
        days: dict[date, tuple[str, int]] = {}
        for year in STATUTORY:
            if self._knows_year(year):
                continue
            for key, first, last in _spans_of(year):
                before, after = NEAR[key]
                for i in range(-before, (last - first).days + after + 1):
                    days.setdefault(first + _ONE * i, (key, year))
        return days

    # -- what is known ----------------------------------------------------------------------------------------

    def _was_published(self, published: date | None) -> bool:
        return self.known_on is None or (published is not None and published <= self.known_on)

    def _was_told(self, layer: DayLayer) -> bool:
        """A caller's layer without a day of publication is known at all times."""
        return layer.published is None or self._was_published(layer.published)

    def _knows_notice(self, year: int) -> bool:
        notice = _published_years().get(year)
        return notice is not None and self._was_published(notice.published)

    def _knows_year(self, year: int) -> bool:
        return self._knows_notice(year) or year in self._settled("national")

    def _settled(self, level: str) -> frozenset[int]:
        return self._settled_years[level]

    @cached_property
    def _settled_years(self) -> dict[str, frozenset[int]]:
        told = [layer for layer in self.layers if self._was_told(layer)]
        return {
            level: frozenset(y for layer in told if layer.level in (level, "all") for y in layer.years)
            for level in ("national", "region")
        }

    # -- counting ---------------------------------------------------------------------------------------------

    @cached_property
    def _origin(self) -> int:
        return self.first.toordinal()

    @cached_property
    def _states(self) -> list[State]:
        return [self.day(date.fromordinal(o)).state for o in range(self._origin, self.last.toordinal() + 1)]

    @cached_property
    def fingerprint(self) -> str:
        """A hash of every day it holds: the first day, and whether each is working, off or unknown."""
        told = self.first.isoformat() + "".join(state.value[0] for state in self._states)
        return "sha256:" + hashlib.sha256(told.encode()).hexdigest()

    @cached_property
    def most(self) -> _Table:
        """The table in which every unknown day is worked: periods end as early as they can."""
        return _tabulate(self._origin, [s is not State.OFF for s in self._states])

    @cached_property
    def least(self) -> _Table:
        """The table in which every unknown day is off: periods end as late as they can."""
        return _tabulate(self._origin, [s is State.WORKING for s in self._states])

    def nth_working_day(self, after: int, n: int, table: _Table) -> int:
        """Ordinal of the n-th working day strictly after day `after` (an ordinal); n may be negative: before.

        Raises `OutsideCalendarError` past either end, `NoWorkingTimeError` if no day is ever worked.
        """
        index = after - self._origin
        if 0 <= index < len(table.counts):
            if n > 0:
                wanted = table.counts[index] + n - 1
            else:
                wanted = (table.counts[index - 1] if index > 0 else 0) + n
            if 0 <= wanted < len(table.ordinals):
                return table.ordinals[wanted]
        if not table.ordinals:
            raise NoWorkingTimeError("the calendar holds no working day at all")
        raise OutsideCalendarError(
            f"{n} working days from {date.fromordinal(max(after, 1))}: the calendar covers {self.first} to {self.last}"
        )

    def working_days_between(self, after: date, until: date) -> tuple[int, int]:
        """Count the working days after `after` up to and including `until`: (least, most).

        Negative if `until` is the earlier. Raises `OutsideCalendarError`.
        """
        one = self._count(until, self.least) - self._count(after, self.least)
        other = self._count(until, self.most) - self._count(after, self.most)
        return min(one, other), max(one, other)

    def _count(self, day: date, table: _Table) -> int:
        index = day.toordinal() - self._origin
        if not 0 <= index < len(table.counts):
            raise OutsideCalendarError(f"{day}: the calendar covers {self.first} to {self.last}")
        return table.counts[index]

    def is_working(self, day: date) -> bool | None:
        """Whether a day is worked; `None` if it is not known."""
        state = self.day(day).state
        return None if state is State.UNKNOWN else state is State.WORKING


def parse_layer(text: str | bytes, place: str = "calendar") -> DayLayer:
    """Read a layer from JSON; raises `InvalidValueError` naming the place."""
    try:
        return DayLayer.model_validate_json(text)
    except ValueError as error:
        raise InvalidValueError(place, str(error), "a layer: name, off, worked, years, level, notice") from None


def _tabulate(origin: int, worked: list[bool]) -> _Table:
    counts, ordinals = [], []
    for i, is_worked in enumerate(worked):
        if is_worked:
            ordinals.append(origin + i)
        counts.append(len(ordinals))
    return _Table(counts, ordinals)


def _by_the_week(when: date) -> Day:
    rest = when.weekday() >= 5
    return Day(
        when,
        State.OFF if rest else State.WORKING,
        Why.WEEKEND if rest else Why.WEEKDAY,
        None,
        _notices.WEEK.number,
        _notices.WEEK.published,
    )


@cache
def _published_years() -> dict[int, _notices.Notice]:
    """The years whose schedule is in the data, with their notice."""
    from chinese_calendar import constants

    unnumbered = "放假安排（chinese-calendar 数据，文号未录）"
    years = sorted({day.year for day in constants.holidays})
    return {y: _notices.YEARS.get(y) or _notices.Notice(unnumbered, date(y, 1, 1)) for y in years}


_NAMES = {
    "New Year's Day": "new_year",
    "Spring Festival": "spring_festival",
    "Tomb-sweeping Day": "tomb_sweeping",
    "Labour Day": "labour_day",
    "Dragon Boat Festival": "dragon_boat",
    "National Day": "national_day",
    "Mid-autumn Festival": "mid_autumn",
    "Anti-Fascist 70th Day": "victory_day_2015",
}


@cache
def _arranged() -> dict[date, tuple[State, str, int]]:
    """Every day a notice arranges: its state, its holiday, and the year whose notice it is."""
    from chinese_calendar import constants

    days = {day: (State.OFF, _NAMES[name]) for day, name in constants.holidays.items()}
    days |= {day: (State.WORKING, _NAMES[name]) for day, name in constants.workdays.items()}
    # The package calls this Saturday off; 国办发明电〔2005〕35号 makes it a working day.
    days[date(2005, 12, 31)] = (State.WORKING, "new_year")
    return {day: (state, key, day.year + (day.month == 12 and key == "new_year")) for day, (state, key) in days.items()}


@cache
def _statutory_days() -> dict[date, str]:
    return {
        date(year, int(entry[:2]), int(entry[2:4])): entry[4:]
        for year, row in STATUTORY.items()
        for entry in row.split()
    }


def _statutory_key(when: date) -> str | None:
    return _statutory_days().get(when)


@cache
def _spans_of(year: int) -> tuple[tuple[str, date, date], ...]:
    """Each holiday of a year with its first and last statutory day."""
    spans: dict[str, list[date]] = {}
    for day, key in _statutory_days().items():
        if day.year == year:
            spans.setdefault(key, []).append(day)
    return tuple((key, min(found), max(found)) for key, found in spans.items())
