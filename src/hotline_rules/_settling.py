"""How a stage stands: an act, an end of the turn, or the present, against the pair (earliest, latest)."""

from __future__ import annotations

from datetime import date, datetime

from hotline_rules._log import End, Leg, Seen
from hotline_rules._matter import Limit, Matter, Settled, Start
from hotline_rules._stage_rules import Stage
from hotline_rules._starts import unit_of
from hotline_rules._verdict import Basis, StageVerdict, State
from hotline_rules.clock import Due, Span, Unit
from hotline_rules.days import State as DayState


def compare(m: Matter, leg: Leg, start: Start | None, limit: Limit, done: Seen | None, unknown: str | None) -> Settled:
    """The heart: an act, an end, or the present instant, against the pair (earliest, latest)."""
    due, end = limit.due, leg.end
    assert due is not None
    latest = None if limit.open_ended else due.latest
    if done and not (end and done.first > end.at.last):
        return acted(m, leg, start, limit, done, unknown)
    shut = leg.closed if start and leg.closed and leg.closed.last >= start.first else None
    if end and unknown != "act_not_recorded":
        settled = ended(m, end, limit, start, latest)
        return Settled(State.UNDETERMINED, "act_missing") if shut and settled.state is State.OVERDUE else settled
    if shut and unknown is None:
        # The hotline closes what was done: the log lacks the act, and nobody knows when it was (or that it was).
        return Settled(State.UNDETERMINED, "act_missing")
    return still_to_do(m, leg, start, limit, latest, unknown)


def acted(m: Matter, leg: Leg, start: Start | None, limit: Limit, done: Seen, unknown: str | None) -> Settled:
    """An act was done: in time, late, or not to be told; a request made in time and undecided holds it open."""
    due = limit.due
    assert due is not None
    latest = None if limit.open_ended else due.latest
    if done.last <= due.earliest:
        return Settled(State.IN_TIME)
    if unknown:
        return Settled(State.UNDETERMINED, unknown)
    # Of an act known by its date alone, the first instant of that day is not meant: it ends the day before.
    if latest is None or done.first < latest or (done.first == latest and done.first == done.last):
        return Settled(State.UNDETERMINED, doubt(m, limit, start))
    pending = _pending(m, leg.pending or (leg.end.pending if leg.end else {}), latest)
    if pending:
        return Settled(State.UNDETERMINED, pending)
    if limit.asked and (limit.asked_until is None or done.last <= limit.asked_until):
        return Settled(State.EXTENSION_PENDING)
    if leg.closed and start and start.first <= leg.closed.last and leg.closed.first <= latest:
        # Closed by the due, the ticket asked nothing more of the unit: what it did afterwards is not late for certain.
        return Settled(State.UNDETERMINED, "act_missing")
    return Settled(State.LATE)


_DECIDED_BY = {"withdrawn": "AMB-59", "terminated": "AMB-36", "returned": "AMB-27", "designated": "AMB-27"}


def ended(m: Matter, end: End, limit: Limit, start: Start | None, latest: datetime | None) -> Settled:
    """The turn ended undone: in time it is superseded, later the lateness stays (AMB-27, -36, -59).

    What the hotline dealt with itself never had to be sent. What was asked in time and never decided leaves open
    whether anything was late when the turn ended.
    """
    if end.why in ("answered", "refused", "referred"):
        return Settled(State.SUPERSEDED, end.why)
    if end.why in _DECIDED_BY:
        m.used.append(_DECIDED_BY[end.why])
    at = end.asked or end.at
    if limit.due and at.last <= limit.due.earliest:
        return Settled(State.SUPERSEDED, end.why)
    if latest is None or at.first <= latest:
        return Settled(State.UNDETERMINED, doubt(m, limit, start))
    if limit.asked and (limit.asked_until is None or at.last <= limit.asked_until):
        return Settled(State.SUPERSEDED, end.why)
    pending = _pending(m, end.pending, latest)
    if pending:
        return Settled(State.UNDETERMINED, pending)
    return Settled(State.OVERDUE, end.why)


def _pending(m: Matter, asked: dict[str, Seen], latest: datetime | None) -> str | None:
    """The code of a request that was made by the due and not decided."""
    for code, one in asked.items():
        if latest is None or one.first <= latest:
            m.used.append("AMB-36" if code == "termination_pending" else "AMB-27")
            return code
    return None


def still_to_do(
    m: Matter, leg: Leg, start: Start | None, limit: Limit, latest: datetime | None, unknown: str | None
) -> Settled:
    """Nothing done that the log shows, and nothing ended: the present instant decides, and what is pending."""
    due = limit.due
    assert due is not None
    now = m.now
    if now <= due.earliest:
        return Settled(State.OPEN, unknown if unknown == "act_not_recorded" else None, due.earliest)
    if unknown:
        return Settled(State.UNDETERMINED, unknown)
    pending = _pending(m, leg.pending, latest)
    if pending:
        return Settled(State.UNDETERMINED, pending)
    if latest is None or now <= latest:
        return Settled(State.UNDETERMINED, doubt(m, limit, start), latest)
    if limit.asked:
        until = limit.asked_until
        if until is None or now <= until:
            return Settled(State.EXTENSION_PENDING, next_change=until)
    return Settled(State.OVERDUE)


_DOUBTS = frozenset(
    ("lead_not_named", "same_unit_unknown", "new_facts_unknown", "receipt_out_of_order", "urgent_receipt_missing")
)
"""What a start says of itself where it lies between two instants."""


def doubt(m: Matter, limit: Limit, start: Start | None) -> str:
    """What an answer between the two ends hangs on; several codes are joined by `+`."""
    due = limit.due
    if due is None or due.earliest == due.latest:
        return limit.why or "time_of_day_unknown"
    codes = [limit.why] if limit.why else []
    if start and start.first != start.last:
        named = [note for note in start.notes if note in _DOUBTS]
        codes += named or ["time_of_day_unknown"]
    unit = limit.span.unit if limit.span else None
    if unit not in (Unit.HOURS, Unit.MINUTES) and start and _unknown_days(m, start.first.date(), due.latest.date()):
        codes.append("days_unknown")
    if unit in (Unit.WORKING_HOURS, Unit.WORKING_MINUTES) and m.clock.office_hours is None:
        codes.append("hours_unknown")
    if unit is Unit.SAME_DAY and not codes:
        codes.append("same_day_contested")
    return "+".join(codes) or "days_unknown"


def _unknown_days(m: Matter, first: date, last: date) -> bool:
    calendar = m.clock.calendar
    return any(day.state is DayState.UNKNOWN for day in calendar.days(first, min(last, calendar.last)))


def told_verdict(
    m: Matter,
    stage: Stage,
    leg: Leg,
    start: Start | None,
    due: Due | None,
    done: Seen | None,
    settled: Settled,
    notes: tuple[str, ...],
    span: Span | None = None,
) -> StageVerdict:
    """A verdict against a due that was not counted here, or only for a window."""
    basis = Basis(
        m.clock, m.now, span, start.last if start else None, None,
        leg.end.at.last if leg.end and done is None else None, tuple(m.used), m.city.counting, m.city.contested,
    )  # fmt: skip
    return StageVerdict(
        stage.name, leg.round, unit_of(m, leg), 1, start.first if start else None,
        due and due.earliest, due and due.latest, done.first if done else None, done.last if done else None,
        settled.state, settled.why,
        stage.provision, stage.modality, notes, settled.next_change, basis,
    )  # fmt: skip
