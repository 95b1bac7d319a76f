"""Deadlines: what a city states about its stages, and when each is due, done, late or not to be decided.

`DeadlineRules` is what a city states, as data. `check` answers for one ticket at one instant. It knows no city
and keeps nothing: every verdict comes from the events that had happened by `as_of`, in whatever order they are
given. An answer that is not certain is `undetermined`, and `why` names what it hangs on.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from hotline_rules import _log
from hotline_rules._acts import done_of, earliest_of
from hotline_rules._limits import Applicable, applicable, limit_of
from hotline_rules._log import End, Leg, Seen
from hotline_rules._matter import Judged, Limit, Matter, Settled, Start
from hotline_rules._settling import compare
from hotline_rules._stage_rules import (
    Act,
    Case,
    DeadlineRules,
    Done,
    ExtensionWindow,
    Longer,
    Promise,
    ReturnWindow,
    Stage,
    act_table,
)
from hotline_rules._starts import receipt, start_of
from hotline_rules._verdict import Basis, Deadlines, Distance, StageVerdict, State, Window
from hotline_rules._windows import (
    extension_requests,
    open_windows,
    promise_stage,
    return_requests,
    special_law,
)
from hotline_rules.clock import When
from hotline_rules.errors import OutsideCalendarError
from hotline_rules.law import InForce
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

__all__ = [
    "Act", "Case", "DeadlineRules", "Deadlines", "Distance", "Done", "ExtensionWindow", "Longer", "Promise",
    "ReturnWindow", "Stage", "StageVerdict", "State", "Window", "check",
]  # fmt: skip

_STANDS_IN = {"arrived": ("transferred",), "transferred": ("arrived",), "signed": ("arrived", "transferred")}
_UNIT_ACTS = (
    "signed", "first_response", "progress", "result", "extension_requested", "return_requested",
    "termination_requested", "explained", "promised", "handled", "replied", "fed_back",
)  # fmt: skip


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Deadlines:
    """Return a verdict for every stage, round and turn of a ticket, as it stood at `as_of`.

    `as_of` is an instant, or a date: the end of that day (24:00, inclusive). Events after it are not yet known.
    """
    return _judge(Matter(ticket, city, _log.read(ticket, city.clock, as_of)))


def _judge(m: Matter) -> Deadlines:
    """Every stage of every turn, then what hangs on the turns."""
    legs = _log.legs(m.log, m.ticket, m.city.customs)
    verdicts: list[StageVerdict] = []
    windows: list[Window] = []
    types = m.log.types
    beyond: tuple[str, ...] = ()
    for one in applicable(m):
        if one.stage.scope == "hotline":
            verdicts += hotline_stage(m, one)
            continue
        judge = unit_stage if one.stage.scope == "unit" else answer_stage
        for leg in legs:
            verdicts += judge(m, one, leg)
    for leg in legs:
        try:
            verdicts += promise_stage(m, leg)
            verdicts += special_law(m, leg)
            if "return_requested" in types:
                verdicts += return_requests(m, leg)
            if "extension_requested" in types:
                verdicts += extension_requests(m, leg)
            windows += open_windows(m, leg)
        except OutsideCalendarError:
            beyond = ("outside_calendar",)
    force = in_force(m)
    if force is not InForce.YES:
        verdicts = [not_certainly_in_force(v, force) for v in verdicts]
        windows = []
    if len(m.log.rounds) > 1:
        verdicts.sort(key=lambda v: v.round)
    return Deadlines(_numbered(verdicts), tuple(windows), notes(m, legs) + beyond)


def in_force(m: Matter) -> InForce:
    """Whether the regulation bound on the day of the transfer (AMB-48)."""
    if not m.log.seen:
        return InForce.YES
    sent = _log.first_of(m.log.seen, "transferred", "arrived") or m.log.seen[0]
    return m.city.regulation.in_force(sent.first.date())


def not_certainly_in_force(verdict: StageVerdict, force: InForce) -> StageVerdict:
    basis = verdict.basis._replace(readings=(*verdict.basis.readings, "AMB-48"))
    if force is InForce.NO:
        return verdict._replace(
            state=State.NOT_APPLICABLE, why="not_in_force", due=None, due_latest=None, next_change=None, basis=basis
        )
    if verdict.state in (State.NOT_APPLICABLE, State.WAIVED, State.SUPERSEDED):
        return verdict._replace(basis=basis)
    return verdict._replace(state=State.UNDETERMINED, why="in_force_unknown", next_change=None, basis=basis)


def notes(m: Matter, legs: Sequence[Leg]) -> tuple[str, ...]:
    """What was taken without being told, and what must be said of the regulation."""
    told = _assumptions(frozenset(m.ticket.model_fields_set))
    if m.city.overlays or m.city.regulation.notices:
        told += tuple(f"notice:{n.code}" for n in m.city.regulation.notices_on(m.now.date()))
        told += tuple(f"overlay:{name}" for name in m.city.overlays)
    for leg in legs:
        if leg.receipts or leg.named or leg.redispatch:
            return told
    return (*told, "not_transferred")


@cache
def _assumptions(told: frozenset[str]) -> tuple[str, ...]:
    """The fields whose default stands because they were not told."""
    return tuple(f"assumed:{name}" for name in Ticket.ASSUMED if name not in told)


def answer_stage(m: Matter, one: Applicable, leg: Leg) -> list[StageVerdict]:
    """The stage of the unit that answers, in one of its turns."""
    stage, cases, used = one
    m.used = list(used)
    start = start_of(m, stage, leg)
    if start is None:
        return not_started(m, stage, leg, cases)
    if stage.since_urgent and m.urgent_since and m.urgent_since.last > start.first:
        start = Start(max(start.first, m.urgent_since.first), max(start.last, m.urgent_since.last), start.notes)
        m.used.append("AMB-72")
    limit = limit_of(m, stage, cases, start, leg)
    return [verdict(m, stage, leg, cases[0], start, limit)]


def unit_stage(m: Matter, one: Applicable, leg: Leg) -> list[StageVerdict]:
    """A stage that binds each unit that received the ticket (signing)."""
    stage, cases, used = one
    found = []
    for unit, receipts in _receipts_by_unit(leg):
        m.used = list(used)
        start = receipt(m, stage.start, receipts)
        if start is None:
            continue
        acts = [s for s in leg.acts if s[1] >= start.first]
        if unit is not None:
            acts = [s for s in acts if s.event.unit is None or s.event.unit == unit]
        own = Leg(leg.round, unit=unit, receipts=receipts, acts=acts, end=leg.end)
        limit = limit_of(m, stage, cases, start, own)
        found.append(verdict(m, stage, own, cases[0], start, limit))
    return found


def hotline_stage(m: Matter, one: Applicable) -> list[StageVerdict]:
    """A stage of the hotline itself, once a ticket."""
    stage, cases, used = one
    m.used = list(used)
    seen = m.log.rounds[0]
    leg = Leg(1, acts=seen)
    stop = _log.first_of(seen, *stage.not_needed_after)
    leg.end = End(stop, stop.event.type, None) if stop else None
    began = hotline_start(m, stage, seen)
    if began is None:
        return not_started(m, stage, leg, cases)
    start = Start(began.first, began.last)
    return [verdict(m, stage, leg, cases[0], start, limit_of(m, stage, cases, start, leg))]


def hotline_start(m: Matter, stage: Stage, seen: Sequence[Seen]) -> Seen | None:
    """From the ticket's creation, or from the recognition if the first call had not shown it (AMB-07)."""
    since = m.urgent_since
    if stage.since_urgent and since and getattr(since.event, "new_facts", False):
        return since
    return _log.first_of(seen, stage.start)


def not_started(m: Matter, stage: Stage, leg: Leg, cases: Sequence[Case]) -> list[StageVerdict]:
    """Nothing, unless the log lacks the start or shows acts that presuppose it."""
    needed = {stage.start, *_STANDS_IN.get(stage.start, ())}
    if needed <= set(m.ticket.not_recorded):
        why = "start_not_recorded"
    elif any(s.event.type in _UNIT_ACTS for s in leg.acts):
        why = "start_missing"
    else:
        return []
    limit = Limit(None, why)
    return [verdict(m, stage, leg, cases[0], None, limit)]


def verdict(m: Matter, stage: Stage, leg: Leg, case: Case, start: Start | None, limit: Limit) -> StageVerdict:
    done, unknown, notes = done_of(m, stage, leg)
    settled = settle(m, stage, leg, start, limit, done, unknown)
    if start and stage.scope == "answer":
        m.judged[id(leg), stage.name] = Judged(stage, start, limit, done)
    unproven = unknown is not None and settled.state is State.UNDETERMINED
    if done and (unproven or (leg.end and done.first > leg.end.at.last)):
        done = None
    if start and (start.notes or limit.notes):
        notes = (*start.notes, *limit.notes, *notes)
    if start and done and done.last < start.first:
        notes = (*notes, "done_before_start")
    span = case.span or case.advisory
    basis = Basis(
        m.clock,
        m.now,
        span,
        start.last if start else None,
        limit.moved_from,
        leg.end.at.last if leg.end and done is None else None,
        tuple(m.used),
        m.city.counting,
    )
    due = limit.due
    return StageVerdict(
        stage.name,
        leg.round,
        leg.unit or (m.ticket.unit if stage.scope != "hotline" else None),
        1,
        start.first if start else None,
        due.earliest if due else None,
        due.latest if due and not limit.open_ended else None,
        done.first if done else None,
        done.last if done else None,
        settled.state,
        settled.why,
        limit.provision or case.provision or stage.provision,
        stage.modality,
        notes,
        settled.next_change,
        basis,
    )


def settle(
    m: Matter, stage: Stage, leg: Leg, start: Start | None, limit: Limit, done: Seen | None, unknown: str | None
) -> Settled:
    """Waived, without a limit, superseded by another duty, or judged against its due."""
    if stage.waived_reading and m.ticket.reply_waived:
        m.used.append(stage.waived_reading)
        if m.chosen[stage.waived_reading] in stage.waived_options:
            return Settled(State.WAIVED)
    if not limit.applicable:
        return Settled(State.NOT_APPLICABLE, limit.why)
    due = limit.due
    if due is None or limit.why in ("no_limit_stated", "limit_not_given"):
        return Settled(State.UNDETERMINED, limit.why)
    if stage.superseded_by and stage.superseded_reading:
        plan = earliest_of(m, leg.acts, act_table(stage.superseded_by))
        earlier = done and plan and done.last < plan.first
        if plan and not earlier and plan.last <= due.earliest:
            m.used.append(stage.superseded_reading)
            if m.chosen[stage.superseded_reading] in stage.superseded_options:
                return Settled(State.SUPERSEDED, "plan_told")
    return compare(m, leg, start, limit, done, unknown)


def _receipts_by_unit(leg: Leg) -> list[tuple[str | None, list[Seen]]]:
    """The receipts of a turn by unit, relays and subordinates left out; a nameless transfer belongs to the first."""
    units = {s.event.unit for s in leg.receipts} - {None}
    if not leg.others and len(units) < 2:
        return [(leg.unit, leg.receipts)] if leg.receipts else []
    found: dict[str | None, list[Seen]] = {}
    for one in sorted((*leg.receipts, *leg.others), key=lambda s: s.first):
        event = one.event
        if event.role in ("relay", "subordinate"):
            continue
        unit = event.unit
        if unit is not None and unit not in found and None in found and list(found) == [None]:
            found[unit] = found.pop(None)
        elif unit is None and found and None not in found:
            unit = next(iter(found))
        found.setdefault(unit, []).append(one)
    return list(found.items())


def _numbered(verdicts: Sequence[StageVerdict]) -> tuple[StageVerdict, ...]:
    """Number the verdicts of one stage in one round."""
    seen: dict[tuple[str, int], int] = {}
    found = []
    for verdict in verdicts:
        key = (verdict.stage, verdict.round)
        seen[key] = seen.get(key, 0) + 1
        found.append(verdict if seen[key] == 1 else verdict._replace(n=seen[key]))
    return tuple(found)
