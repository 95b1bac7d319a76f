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
from hotline_rules._starts import UNIT_ACTS, acted_before, receipt, received_as_urgent, start_of, unit_of
from hotline_rules._verdict import Basis, Deadlines, Distance, StageVerdict, State, Window
from hotline_rules._windows import (
    extension_requests,
    open_windows,
    promise_stage,
    return_requests,
    special_law,
)
from hotline_rules.clock import Due, When
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


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Deadlines:
    """Return a verdict for every stage, round and turn of a ticket, as it stood at `as_of`.

    `as_of` is an instant, or a date: the end of that day (24:00, inclusive). Events after it are not yet known.
    Raises `InvalidValueError` for an `as_of` that is neither.
    """
    return judge(Matter(ticket, city, _log.read(ticket, city.clock, as_of)))


def judge(m: Matter) -> Deadlines:
    """Every stage of every turn of a matter, then what hangs on the turns."""
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
        verdicts = [not_certainly_in_force(m, v, force) for v in verdicts]
        windows = []
    if len(m.log.rounds) > 1:
        verdicts.sort(key=lambda v: v.round)
    later = ("later_events",) if len(m.log.seen) < len(m.ticket.events) else ()
    return Deadlines(_numbered(verdicts), tuple(windows), notes(m, legs) + beyond + later)


def in_force(m: Matter) -> InForce:
    """Whether the regulation bound on the day of the transfer (AMB-48)."""
    if not m.log.seen:
        return InForce.YES
    sent = _log.first_of(m.log.seen, "transferred", "arrived") or m.log.seen[0]
    return m.city.regulation.in_force(sent.first.date())


def not_certainly_in_force(m: Matter, verdict: StageVerdict, force: InForce) -> StageVerdict:
    """A verdict on a stage whose transfer came before the regulation was certainly in force (AMB-48)."""
    if verdict.start and (verdict.round > 1 or verdict.n > 1):
        force = m.city.regulation.in_force(verdict.start.date())
    if force is InForce.YES:
        return verdict
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
    if leg.reopened or leg.afresh:
        m.used.append("AMB-27")
    start = start_of(m, stage, leg)
    if start is None:
        return not_started(m, stage, leg, cases)
    since = m.urgent_since
    if stage.since_urgent and since and since.last > start.first:
        return [since_recognised(m, stage, leg, cases, start, since)]
    start = from_change(m, cases[0], start)
    limit = limit_of(m, stage, cases, start, leg)
    return [verdict(m, stage, leg, cases[0], start, limit)]


def since_recognised(
    m: Matter, stage: Stage, leg: Leg, cases: Sequence[Case], start: Start, since: Seen
) -> StageVerdict:
    """A stage of an urgent matter that was recognised after the receipt runs from the receipt as such (AMB-72).

    Nobody is late for certain by the recognition alone: it does not show when the unit was told.
    """
    m.used.append("AMB-72")
    again = received_as_urgent(m, stage.start, leg, since)
    earliest = max(start.first, since.first)
    start = again._replace(first=max(again.first, earliest)) if again else Start(earliest, earliest, start.notes)
    limit = limit_of(m, stage, cases, start, leg)
    if again is None:
        limit = limit._replace(open_ended=True, why=limit.why or "urgent_receipt_missing")
    return verdict(m, stage, leg, cases[0], start, limit)


def from_change(m: Matter, case: Case, start: Start) -> Start:
    """A stage that only the urgency of now has begins with the change to it at the earliest (AMB-72)."""
    since = m.urgent_since
    if since is None or since.last <= start.first or not case.urgencies:
        return start
    m.used.append("AMB-72")
    return Start(max(start.first, since.first), max(start.last, since.last), start.notes)


def unit_stage(m: Matter, one: Applicable, leg: Leg) -> list[StageVerdict]:
    """A stage that binds each unit that received the ticket (signing)."""
    stage, cases, used = one
    found = []
    groups = _receipts_by_unit(leg)
    for unit, receipts in groups:
        m.used = list(used)
        start = receipt(m, stage.start, receipts)
        if start is None:
            continue
        named = [s for s in leg.acts if s.event.unit == unit or (s.event.unit is None and len(groups) == 1)]
        start = acted_before(named, receipts, start, alone=True)
        start = from_change(m, cases[0], start)
        after = [s for s in leg.acts if s[1] >= start.first]
        acts = [s for s in after if unit is None or s.event.unit == unit or (s.event.unit is None and len(groups) == 1)]
        own = Leg(leg.round, unit=unit, receipts=receipts, acts=acts, end=leg.end)
        limit = limit_of(m, stage, cases, start, own)
        # A closing after the due does not undo that it was not signed by then; one before it ended the need.
        if leg.closed and limit.due and leg.closed.first <= limit.due.latest:
            own.closed = leg.closed
        judged = verdict(m, stage, own, cases[0], start, limit)
        if len(groups) > 1 and judged.state in (State.LATE, State.OVERDUE) and _perhaps_by(m, stage, after):
            judged = judged._replace(state=State.UNDETERMINED, why="unit_not_recorded", done=None, done_latest=None)
        found.append(judged)
    return found


def _perhaps_by(m: Matter, stage: Stage, acts: Sequence[Seen]) -> bool:
    """Whether an act that names no unit may be this one's."""
    nameless = [s for s in acts if s.event.unit is None]
    return any(earliest_of(m, nameless, table) for done in stage.done.values() for table in done.tables)


def hotline_stage(m: Matter, one: Applicable) -> list[StageVerdict]:
    """A stage of the hotline itself, once a ticket; what an urgency calls for, whenever it was seen."""
    stage, cases, used = one
    m.used = list(used)
    seen = m.log.seen if stage.since_urgent else m.log.rounds[0]
    leg = Leg(1, acts=list(seen))
    stops = stage.not_needed_after
    if stage.urgent_not_needed_after is not None and m.log.classified.urgency != "ordinary":
        stops = stage.urgent_not_needed_after
    stop = _log.first_of(seen, *stops)
    leg.end = End(stop, stop.event.type, None, {}) if stop else None
    start = hotline_start(m, stage, seen)
    if start is None:
        return not_started(m, stage, leg, cases)
    limit = limit_of(m, stage, cases, start, leg)
    if stage.decided_first_reading and m.log.named_first:
        m.used.append(stage.decided_first_reading)
        if m.chosen[stage.decided_first_reading] == "no_number":
            limit = Limit(None, "no_limit_stated")
    return [verdict(m, stage, leg, cases[0], start, limit)]


def hotline_start(m: Matter, stage: Stage, seen: Sequence[Seen]) -> Start | None:
    """From the creation; from the recognition, if only new facts showed it; not told, some time between (AMB-07)."""
    began, since = _log.first_of(seen, stage.start), m.urgent_since
    if not stage.since_urgent or since is None:
        return Start(began.first, began.last) if began else None
    new_facts = getattr(since.event, "new_facts", None)
    if new_facts or (began is None and new_facts is None):
        return Start(since.first, since.last)
    if began is None or new_facts is False:
        return Start(began.first, began.last) if began else None
    return Start(began.first, max(began.last, since.last), ("new_facts_unknown",))


def not_started(m: Matter, stage: Stage, leg: Leg, cases: Sequence[Case]) -> list[StageVerdict]:
    """Nothing, unless the log lacks the start or shows acts that presuppose it."""
    needed = {stage.start, *_STANDS_IN.get(stage.start, ())}
    if needed <= set(m.ticket.not_recorded):
        why = "start_not_recorded"
    elif any(s.event.type in UNIT_ACTS for s in leg.acts):
        why = "start_missing"
    else:
        return []
    limit = Limit(None, why)
    return [verdict(m, stage, leg, cases[0], None, limit)]


def verdict(m: Matter, stage: Stage, leg: Leg, case: Case, start: Start | None, limit: Limit) -> StageVerdict:
    used = tuple(m.used)
    done, unknown, notes = done_of(m, stage, leg)
    settled = settle(m, stage, leg, start, limit, done, unknown)
    if start and stage.scope == "answer":
        m.judged[id(leg), stage.name] = Judged(stage, start, limit, done, used)
    unproven = unknown is not None and settled.state is State.UNDETERMINED
    if done and (unproven or (leg.end and done.first > leg.end.at.last)):
        done = None
    if start and (start.notes or limit.notes):
        notes = (*start.notes, *limit.notes, *notes)
    if start and done and done.last < start.first:
        notes = (*notes, "done_before_start")
    held_until = limit.asked_until if limit.asked and settled.state in (State.LATE, State.OVERDUE) else None
    if held_until:
        notes = (*notes, "extension_undecided")
    span = limit.span or case.span or case.advisory
    provision = limit.provision or case.provision or stage.provision
    if done and stage.by_act:
        provision = stage.by_act.get(done.event.type, provision)
    if settled.why == "plan_told" and stage.superseded_provision:
        provision = stage.superseded_provision
    basis = Basis(
        m.clock,
        m.now,
        span,
        start.last if start else None,
        limit.moved_from,
        leg.end.at.last if leg.end and done is None else None,
        tuple(m.used),
        m.city.counting,
        m.city.contested,
        held_until,
    )
    due = limit.due
    return StageVerdict(
        stage.name,
        leg.round,
        None if stage.scope == "hotline" else unit_of(m, leg),
        1,
        start.first if start else None,
        due.earliest if due else None,
        due.latest if due and not limit.open_ended else None,
        done.first if done else None,
        done.last if done else None,
        settled.state,
        settled.why,
        provision,
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
    settled = compare(m, leg, start, limit, done, unknown)
    if stage.superseded_by and stage.superseded_reading:
        settled = _after_plan(m, stage, leg, due, done, settled)
    if settled.state in (State.LATE, State.OVERDUE) and _movers(m, stage) & set(m.ticket.not_recorded):
        return Settled(State.UNDETERMINED, "mover_not_recorded")
    return settled


def _after_plan(m: Matter, stage: Stage, leg: Leg, due: Due, done: Seen | None, settled: Settled) -> Settled:
    """A plan told by the due takes the stage's place (AMB-30); one that may have been told by it leaves it open."""
    plan = earliest_of(m, leg.acts, act_table(stage.superseded_by))
    if plan is None or plan.first > due.latest or (done and done.last < plan.first):
        return settled
    m.used.append(str(stage.superseded_reading))
    if m.chosen[str(stage.superseded_reading)] not in stage.superseded_options:
        return settled
    if plan.last <= due.earliest:
        return Settled(State.SUPERSEDED, "plan_told")
    if settled.state in (State.LATE, State.OVERDUE):
        return Settled(State.UNDETERMINED, "time_of_day_unknown")
    return settled


def _movers(m: Matter, stage: Stage) -> set[str]:
    """The events that could have moved or ended this limit; a log without them shows no lateness for certain."""
    movers = set()
    if stage.moved_by_grants and stage.extendable:
        movers |= {"extension_decided"}
    if stage.longer:
        movers |= {"limit_set"}
    if stage.scope != "hotline":
        movers |= {"withdrawn", "termination_decided"}
        movers |= {"return_decided"} if m.rules.return_needs_approval else {"return_requested"}
    if any(case.kinds for case in stage.cases):
        movers |= {"kind_changed"}
    return movers


def _receipts_by_unit(leg: Leg) -> list[tuple[str | None, list[Seen]]]:
    """The receipts of a turn by unit, relays and subordinates left out; a nameless transfer belongs to the first."""
    relays = {s.event.unit for s in (*leg.receipts, *leg.others) if s.event.role == "relay"} - {None}
    units = {s.event.unit for s in leg.receipts} - {None}
    if not leg.others and len(units) < 2:
        return [(leg.unit, leg.receipts)] if leg.receipts else []
    found: dict[str | None, list[Seen]] = {}
    for one in sorted((*leg.receipts, *leg.others), key=lambda s: s.first):
        event = one.event
        if event.role in ("relay", "subordinate") or event.unit in relays:
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
