"""Plans: how the stages of a shape are put together, read off one made-up ticket of that shape.

The made-up ticket is judged by `deadlines` itself; from its verdicts it is read which event begins each stage and which
span gives each end. Nothing of a city's rules is repeated here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from pydantic import ValidationError

from hotline_rules import _log, deadlines
from hotline_rules._limits import applicable
from hotline_rules._matter import Matter
from hotline_rules._stage_rules import Stage
from hotline_rules._starts import UNIT_ACTS
from hotline_rules._verdict import StageVerdict
from hotline_rules.clock import Span
from hotline_rules.columns.shapes import DATED, ENDINGS, SAME_DATE, SAME_DAY, SAME_INSTANT, Shape
from hotline_rules.columns.tickets import EVENT_COLUMNS, TICKET_FIELDS
from hotline_rules.errors import HotlineError
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import InForce
from hotline_rules.ticket import Ticket

_DAY = timedelta(days=1)
_LATER = timedelta(minutes=31)
_SOON = timedelta(minutes=1)
"""So soon that a made-up act is in time: a late one may be left out of a verdict."""
_ANOTHER_DAY = timedelta(days=1, minutes=7)
_MORNING = timedelta(hours=8, minutes=17)
_WINDOW = 90


class Count(NamedTuple):
    """What gives an end: a span, and whether its start is moved to the next whole hour (AMB-06)."""

    span: Span
    whole_hours: bool


class StagePlan(NamedTuple):
    """A stage of a shape: the events that begin it (from, to), what gives its two ends, which discharge it (from, to).

    Without a start or a count there is none. Where no latest end is known, `latest` is the longest that is.
    """

    stage: str
    start: tuple[str, str] | None
    earliest: Count | None
    latest: Count | None
    done: tuple[str, str] | None


class Planner:
    """Makes the plans of a city's shapes."""

    def __init__(self, city: Jurisdiction, not_recorded: tuple[str, ...]) -> None:
        self.city = city
        self.not_recorded = not_recorded

    def plan(self, shape: Shape) -> tuple[StagePlan, ...] | None:
        """Return the stages of a shape; `None` if columns cannot express one of them, or it is no ticket at all."""
        made = self._made_up(shape)
        if made is None:
            return None
        ticket, times = made
        matter = Matter(ticket, self.city, _log.read(ticket, self.city.clock, self._base + _WINDOW * _DAY))
        try:
            verdicts = deadlines.judge(matter).stages
        except HotlineError:
            return None
        if len({verdict.stage for verdict in verdicts}) < len(verdicts):
            return None
        spans = {one.stage.name: _spans(one) for one in applicable(matter)}
        plans = [self._stage(verdict, times, spans.get(verdict.stage)) for verdict in verdicts]
        return None if None in plans else tuple(plan for plan in plans if plan)

    @cached_property
    def events(self) -> frozenset[str]:
        """The events on which some stage hangs: what begins, discharges or ends it, or shows that it had begun."""
        found = {*UNIT_ACTS, "transferred", "arrived", *ENDINGS}
        for stage in self.city.deadlines.stages:
            found |= {stage.start, *self.acts[stage.name], *self.others[stage.name]}
        return frozenset(found)

    @cached_property
    def acts(self) -> dict[str, frozenset[str]]:
        """For each stage, the events that can discharge it."""
        return {stage.name: frozenset(_acts_of(stage)) for stage in self.city.deadlines.stages}

    @cached_property
    def others(self) -> dict[str, frozenset[str]]:
        """For each stage, the other events whose place about its ends can matter."""
        return {stage.name: frozenset(_others_of(stage)) for stage in self.city.deadlines.stages}

    def _stage(
        self, verdict: StageVerdict, times: Sequence[tuple[str, datetime, datetime]], spans: tuple[Span, ...] | None
    ) -> StagePlan | None:
        if spans is None:
            return None
        if verdict.start is None:
            return StagePlan(verdict.stage, None, None, None, self._done(verdict, times))
        begin, end = verdict.start, verdict.basis.start_latest
        start = _between(begin, end, times)
        if start is None or end is None:
            return None
        if verdict.due is None:
            return StagePlan(verdict.stage, start, None, None, self._done(verdict, times))
        counts = [Count(span, whole) for span in spans for whole in (False, True)]
        dues = {count: self._due(begin, end, count) for count in counts}
        earliest = next((count for count, (first, _) in dues.items() if first == verdict.due), None)
        known = verdict.due_latest or max(last for _, last in dues.values())
        latest = next((count for count, (_, last) in dues.items() if last == known), None)
        if earliest is None or latest is None:
            return None
        return StagePlan(verdict.stage, start, earliest, latest, self._done(verdict, times))

    def _done(self, verdict: StageVerdict, times: Sequence[tuple[str, datetime, datetime]]) -> tuple[str, str] | None:
        """The events that discharged a stage of a made-up ticket: of those of one date, one that can discharge it."""
        acts = self.acts[verdict.stage]
        return _between(verdict.done, verdict.done_latest, [one for one in times if one[0] in acts])

    def _due(self, first: datetime, last: datetime, count: Count) -> tuple[datetime, datetime]:
        if count.whole_hours:
            first, last = _next_whole_hour(first), _next_whole_hour(last)
        due = self.city.clock.due_between(first, last, count.span, self.city.counting)
        return due.earliest, due.latest

    def _made_up(self, shape: Shape) -> tuple[Ticket, list[tuple[str, datetime, datetime]]] | None:
        """A ticket of a shape, and when each of its events happened: from, to."""
        told: dict[str, object] = {"id": "1", "not_recorded": self.not_recorded}
        events: dict[str, dict[str, object]] = {}
        times = []
        at = datetime.combine(self._base, datetime.min.time()) + _MORNING
        later = _ANOTHER_DAY if any(relation & DATED for relation in shape.relations) else _SOON
        for name, relation in zip(shape.events, shape.relations, strict=True):
            at = _next(at, relation, later)
            events[name] = {"type": name, "at": at.date() if relation & DATED else at}
            midnight = datetime.combine(at.date(), datetime.min.time())
            whole_day = (midnight, midnight + _DAY - timedelta(microseconds=1))
            times.append((name, *(whole_day if relation & DATED else (at, at))))
        for name, value in shape.fields:
            if name in TICKET_FIELDS:
                told[name] = "1" if name == "unit" else value
            elif EVENT_COLUMNS[name][0] in events:
                event, of_it = EVENT_COLUMNS[name]
                events[event][of_it] = value
        try:
            return Ticket.model_validate({**told, "events": list(events.values())}), times
        except ValidationError:
            return None

    @cached_property
    def _base(self) -> date:
        """A day from which on everything is known for a while: the latest, under the regulation if it ever bound."""
        calendar = self.city.clock.calendar
        last = calendar.last - 2 * _WINDOW * _DAY
        fallback: date | None = None
        for day in _backwards(last, calendar.first + _WINDOW * _DAY):
            if self._all_known(day):
                if self.city.regulation.in_force(day) is not InForce.NO:
                    return day
                fallback = fallback or day
        return fallback or last

    def _all_known(self, day: date) -> bool:
        """Whether no day is unknown for a while: the working days are as many both ways of taking unknown ones."""
        least, most = self.city.clock.calendar.working_days_between(day - _DAY, day + _WINDOW * _DAY)
        return least == most


def _backwards(last: date, first: date) -> Iterator[date]:
    """The Mondays before a day, latest first."""
    day = last - last.weekday() * _DAY
    while day >= first:
        yield day
        day -= 7 * _DAY


def _next(at: datetime, relation: int, later: timedelta) -> datetime:
    """When the next event of a made-up ticket happens."""
    how = relation & ~DATED
    if how in (SAME_INSTANT, SAME_DATE):
        return at
    if how == SAME_DAY:
        return at + _LATER
    return at + later


def _next_whole_hour(at: datetime) -> datetime:
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(hours=1)


def _spans(one: object) -> tuple[Span, ...]:
    """The spans of the lines of a stage's table that fit."""
    cases = getattr(one, "cases", ())
    return tuple(dict.fromkeys(span for case in cases for span in (case.span, case.advisory) if span))


def _between(
    first: datetime | None, last: datetime | None, times: Sequence[tuple[str, datetime, datetime]]
) -> tuple[str, str] | None:
    """The events of a made-up ticket that happened from one instant to another."""
    if first is None or last is None:
        return None
    froms = [name for name, begin, _ in times if begin == first.replace(tzinfo=None)]
    tos = [name for name, _, end in times if end == last.replace(tzinfo=None)]
    return (froms[0], tos[0]) if froms and tos else None


def _acts_of(stage: Stage) -> Iterator[str]:
    """The events that discharge a stage; where no reply is wanted, those that show the result."""
    for done in stage.done.values():
        yield from (act.event for group in done.groups for act in group)
        yield from (act.event for act in done.proofs)
    yield from ("handled", "fed_back")


def _others_of(stage: Stage) -> Iterator[str]:
    """The events that take a stage's place, make it unneeded or end it."""
    yield from (act.event for act in stage.superseded_by)
    yield from stage.not_needed_after
    yield from stage.urgent_not_needed_after or ()
    yield from (*ENDINGS, "closed", "archived")
