"""What `deadlines.check` says of one stage: the verdict, how far it is from its due, and the trace behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from hotline_rules.clock import Clock, Counting, Due, Span, Stretch, Unit
from hotline_rules.days import State as DayState
from hotline_rules.days import Why
from hotline_rules.errors import OutsideCalendarError
from hotline_rules.law import Modality

_TICK = timedelta(microseconds=1)


class State(StrEnum):
    """How a stage stands."""

    IN_TIME = "in_time"
    LATE = "late"
    OPEN = "open"
    OVERDUE = "overdue"
    EXTENSION_PENDING = "extension_pending"
    SUPERSEDED = "superseded"
    WAIVED = "waived"
    NOT_APPLICABLE = "not_applicable"
    UNDETERMINED = "undetermined"


class Distance(NamedTuple):
    """How far an instant lies from a due: by the wall, in working days, and in working minutes where those count.

    Never overstated: where days or hours are not known, it is the least that is certain, and `at_least` says so.
    """

    clock: timedelta
    working_days: int | None
    working_minutes: int | None = None
    at_least: bool = False


class Basis(NamedTuple):
    """What a verdict was computed from; the trace is told from it."""

    clock: Clock
    now: datetime
    span: Span | None
    start_latest: datetime | None
    moved_from: Due | None
    until: datetime | None
    readings: tuple[str, ...]
    counting: Counting
    contested: frozenset[str]
    held_until: datetime | None = None
    """Until when a request that was never decided held it open, if that is over (AMB-51)."""


class StageVerdict(NamedTuple):
    """One stage of one round, for one unit.

    `due` is the end by which an act is in time for certain, `due_latest` the one after which it is late for
    certain (`None`: no end is known); both inclusive. `done` is the act that discharged it, `done_latest` another
    instant where only its date is known: it happened between the two. `why` is a code
    where `state` does not speak for itself, `notes` are codes of what the verdict assumed. `next_change` is
    when the state can change without a new event. All instants carry the city's offset.
    """

    stage: str
    round: int
    unit: str | None
    n: int
    start: datetime | None
    due: datetime | None
    due_latest: datetime | None
    done: datetime | None
    done_latest: datetime | None
    state: State
    why: str | None
    provision: str
    modality: Modality
    notes: tuple[str, ...]
    next_change: datetime | None
    basis: Basis

    @property
    def readings(self) -> tuple[str, ...]:
        """The open points this verdict rested on, by number."""
        found = set(self.basis.readings)
        if self.done is not None and self.done == self.due and self.done == self.done_latest:
            found.add("AMB-50")
        span = self.basis.span
        if self.start and self.due and span and span.unit not in (Unit.HOURS, Unit.MINUTES, Unit.NATURAL_DAYS):
            found |= self._calendar_readings(span.unit)
        return tuple(sorted(found))

    @property
    def contested(self) -> tuple[str, ...]:
        """Those of the readings on which another option has real support in this city."""
        return tuple(name for name in self.readings if name in self.basis.contested)

    def _calendar_readings(self, unit: Unit) -> set[str]:
        by_days = unit is Unit.WORKING_DAYS
        found = {"AMB-01", "AMB-05"} if by_days else set()
        for stretch in self.trace():
            day = stretch.day
            if day is None:
                continue
            if day.state is DayState.UNKNOWN:
                found.add("AMB-56")
            elif day.why is Why.MAKE_UP:
                found.add("AMB-45")
            elif day.why in (Why.REGIONAL_OFF, Why.REGIONAL_WORKED):
                found.add("AMB-46")
            if by_days and stretch.start == self.start and self._came_out_of_hours(day.state):
                found.add("AMB-03")
        return found

    def _came_out_of_hours(self, state: DayState) -> bool:
        """Whether it came on a day that is not worked for certain, or while the office was closed for certain."""
        if state is not DayState.WORKING or self.start is None:
            return True
        return self.basis.clock.is_open(self.start) is False

    @property
    def left(self) -> Distance | None:
        """How much is left until `due` for an open stage, from `as_of`."""
        if self.state is not State.OPEN or self.due is None:
            return None
        return self._distance(self.basis.now, self.due, self.due, exact=True)

    @property
    def late_since(self) -> datetime | None:
        """From when it is late for certain: `due_latest`, or the end of what an undecided request could have given."""
        return self.basis.held_until or self.due_latest

    @property
    def late_by(self) -> Distance | None:
        """By how much a stage is late or overdue, from `late_since` to the act, or to the end, or to `as_of`.

        After a request that was never decided it is at least that much, for if it is refused the old due stands.
        """
        since = self.late_since
        if self.state not in (State.LATE, State.OVERDUE) or since is None:
            return None
        end = self.done or self.basis.until or self.basis.now
        found = self._distance(since, end, self.done_latest or end)
        return found._replace(at_least=True) if self.basis.held_until else found

    def _distance(self, start: datetime, end: datetime, last: datetime, *, exact: bool = False) -> Distance:
        """The distance to `end`; the days are those to `last`, for of an undated act the day is known."""
        clock, span = self.basis.clock, self.basis.span
        minutes, vague = None, False
        try:
            least, most = clock.calendar.working_days_between((start - _TICK).date(), (last - _TICK).date())
            days = None if exact and least != most else least
            vague = days is not None and least != most
            if span and span.unit in (Unit.WORKING_HOURS, Unit.WORKING_MINUTES):
                elapsed = clock.elapsed(start, end)
                minutes = elapsed.least // timedelta(minutes=1)
                vague = vague or elapsed.least != elapsed.most
        except OutsideCalendarError:
            return Distance(end - start, None)
        return Distance(end - start, days, minutes, vague)

    def trace(self) -> Iterator[Stretch]:
        """Yield every stretch from the start to the latest due, counted or skipped, each with its reason."""
        basis, until = self.basis, self.due_latest or self.due
        if self.start is None or until is None or basis.span is None:
            return
        start = basis.clock.local(self.start)
        yield from basis.clock.trace(start, basis.span, until, basis.counting)

    def as_dict(self, *, trace: bool = False) -> dict[str, Any]:
        """Return the verdict as plain JSON values; instants are ISO 8601, lengths ISO 8601 durations."""
        told: dict[str, Any] = {
            "stage": self.stage,
            "round": self.round,
            "unit": self.unit,
            "n": self.n,
            "start": _iso(self.start),
            "due": _iso(self.due),
            "due_latest": _iso(self.due_latest),
            "done": _iso(self.done),
            "done_latest": _iso(self.done_latest),
            "state": self.state.value,
            "why": self.why,
            "left": _distance(self.left),
            "late_by": _distance(self.late_by),
            "provision": self.provision,
            "modality": self.modality.value,
            "readings": list(self.readings),
            "contested": list(self.contested),
            "notes": list(self.notes),
            "next_change": _iso(self.next_change),
        }
        if trace:
            told["trace"] = [stretch_dict(stretch) for stretch in self.trace()]
        return told


class Window(NamedTuple):
    """Something a unit may still do, and until when: certainly until `until`, certainly not after `until_latest`."""

    stage: str
    round: int
    unit: str | None
    until: datetime
    until_latest: datetime
    provision: str
    readings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the window as plain JSON values."""
        told = dict(self._asdict())
        told.update(until=_iso(self.until), until_latest=_iso(self.until_latest), readings=list(self.readings))
        return told


class Deadlines(NamedTuple):
    """The answer of `deadlines.check`: verdicts by round, windows still open, and codes of what was assumed."""

    stages: tuple[StageVerdict, ...]
    may_still: tuple[Window, ...]
    notes: tuple[str, ...]


def stretch_dict(stretch: Stretch) -> dict[str, Any]:
    """Return a stretch as plain JSON values."""
    day = stretch.day
    return {
        "start": _iso(stretch.start),
        "end": _iso(stretch.end),
        "counts": stretch.counts.value,
        "n": list(stretch.n) if stretch.n else None,
        "used_minutes": stretch.used and stretch.used // timedelta(minutes=1),
        "code": stretch.code,
        "day": day
        and {
            "date": day.date.isoformat(),
            "state": day.state.value,
            "why": day.why.value,
            "holiday": day.holiday,
            "source": day.source,
            "published": day.published.isoformat() if isinstance(day.published, date) else None,
        },
    }


def duration(length: timedelta) -> str:
    """Write a length as an ISO 8601 duration: `P1DT2H3M`."""
    seconds = length.days * 86_400 + length.seconds
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    days, rest = divmod(seconds, 86_400)
    parts = [(rest // 3600, "H"), (rest % 3600 // 60, "M"), (rest % 60, "S")]
    clock = "".join(f"{n}{letter}" for n, letter in parts if n)
    return f"{sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}" if days or clock else "PT0S"


def _distance(distance: Distance | None) -> dict[str, Any] | None:
    if distance is None:
        return None
    told: dict[str, Any] = {"clock": duration(distance.clock), "working_days": distance.working_days}
    if distance.working_minutes is not None:
        told["working_minutes"] = distance.working_minutes
    if distance.at_least:
        told["at_least"] = True
    return told


def _iso(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None
