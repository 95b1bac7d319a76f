"""When a stage ends: the line of the table that fits, and what moves its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Limit, Matter, Start
from hotline_rules._stage_rules import Case, Longer, Stage
from hotline_rules.clock import Due, Span, Unit, When
from hotline_rules.errors import OutsideCalendarError


class Applicable(NamedTuple):
    """A stage that exists for a ticket: the lines of its table that fit, and the readings that settled it."""

    stage: Stage
    cases: tuple[Case, ...]
    used: tuple[str, ...]


_NOT_STATED = Case(limit="not_stated")


def applicable(m: Matter) -> tuple[Applicable, ...]:
    """The stages that exist for this ticket; tickets alike in kind, urgency, origin and track share the answer."""
    key = (m.kind, m.urgency, m.ticket.origin, m.ticket.track)
    known: dict[object, tuple[Applicable, ...]] = m.city.applicable
    if key not in known:
        known[key] = tuple(one for stage in m.rules.stages if (one := _applicable(m, stage, m.kind)).cases)
    return known[key]


def _applicable(m: Matter, stage: Stage, kind: str | None) -> Applicable:
    """The first line that fits; all that may, where the kind is not known; one without a number for other kinds."""
    used = list(stage.readings)
    found: list[Case] = []
    fitting = [case for case in stage.cases if _fits(m, case, used)]
    for case in fitting:
        if case.kinds is None or kind is None or kind in case.kinds:
            found.append(case)
        if found and (case.kinds is None or kind is not None):
            break
    if fitting and not found:
        found = [_NOT_STATED]
    if len(found) == 1 and found[0].modality:
        stage = stage.model_copy(update={"modality": found[0].modality})
    return Applicable(stage, tuple(found), tuple(used))


def _fits(m: Matter, case: Case, used: list[str]) -> bool:
    """Whether a line fits in everything but the kind."""
    if case.urgencies is not None and m.urgency not in case.urgencies:
        return False
    if case.origins is not None and m.ticket.origin not in case.origins:
        return False
    if case.tracks is not None and m.ticket.track not in case.tracks:
        return False
    if case.reading is not None:
        used.append(case.reading)
        return m.chosen[case.reading] in case.options
    return True


def limit_of(m: Matter, stage: Stage, cases: Sequence[Case], start: Start, leg: Leg) -> Limit:
    """When the stage ends, with everything that moves its end."""
    if leg.round > 1 and stage.scope == "answer":
        if "AMB-25" not in m.chosen:
            return Limit(None, "no_limit_stated")
        m.used.append("AMB-25")
        if m.chosen["AMB-25"] == "none":
            return Limit(None, "no_limit_for_re_handling", applicable=False)
    try:
        limit = base_limit(m, cases, start, leg, m.kind)
        if len(cases) > 1:
            limit = limit._replace(provision=stage.provision)
        if limit.due is None:
            return limit
        if m.kind_changes and cases[0].kinds is not None:
            limit = after_changes(m, stage, limit, start, leg)
        if stage.longer:
            limit = lengthened(m, stage.longer, limit, start, leg)
        elif stage.extendable and m.limits:
            limit = beside_longer_law(m, limit, start, leg)
        if stage.moved_by_grants:
            limit = granted(m, stage, limit, start, leg)
    except OutsideCalendarError:
        return Limit(None, "outside_calendar")
    return limit


def base_limit(m: Matter, cases: Sequence[Case], start: Start, leg: Leg, kind: str | None) -> Limit:
    """The limit of the line that fits, before anything moves it."""
    case = cases[0]
    if case.governed_by:
        governing = [s for s in noted(m, leg) if s.event.rank in case.governed_by]
        uncited = governing[-1:]
        if case.governed_cited:
            governing = [s for s in governing if s.event.cite.strip()]
            if uncited and not governing and case.limit == "span" and case.span:
                return _either(due_of(m, start, case.span), due_set(m, uncited[0], start))
        if governing:
            days = governing[-1].event.working_days
            return Limit(
                due_set(m, governing[-1], start),
                notes=("limit_set_on_ticket",),
                provision=case.governed_provision,
                span=Span(Unit.WORKING_DAYS, days) if days else None,
            )
    if len(cases) > 1 or (kind is None and case.kinds is not None):
        return bounds(m, cases, start)
    if case.limit == "none":
        return Limit(None, "no_limit", applicable=False)
    if case.limit == "span" and case.span:
        return Limit(due_of(m, start, case.span), span=case.span)
    advisory = due_of(m, start, case.advisory) if case.advisory else None
    why = "no_limit_stated" if case.limit == "not_stated" else "limit_not_given"
    return Limit(advisory, why, notes=("advisory_due",) if advisory else ())


def _either(own: Due, told: Due) -> Limit:
    """A limit noted without the rule it rests on: whether it or the city's own governs is not said (AMB-28)."""
    first, last = sorted((own, told), key=lambda due: due.latest)
    return Limit(Due(first.earliest, last.latest, first.first_day, last.last_day), "limit_not_cited")


def bounds(m: Matter, cases: Sequence[Case], start: Start) -> Limit:
    """Where the kind was not recorded: from the shortest limit to the longest, if there is a longest."""
    m.used.append("AMB-23")
    dues = [due_of(m, start, case.span) for case in cases if case.span]
    if not dues:
        return Limit(None, "kind_not_recorded")
    first = min(dues, key=lambda due: due.earliest)
    last = max(dues, key=lambda due: due.latest)
    if m.chosen["AMB-23"] == "shortest":
        return Limit(first)
    due = Due(first.earliest, last.latest, first.first_day, last.last_day)
    return Limit(due, "kind_not_recorded", open_ended=any(case.limit != "span" for case in cases))


def due_of(m: Matter, start: Start, span: Span) -> Due:
    """The end of a span by the city's conventions of counting."""
    first, last = start.first, start.last
    if first == last:
        last = first
    if "AMB-06" in m.used and m.chosen["AMB-06"] == "next_whole_hour":
        first, last = _next_whole_hour(first), _next_whole_hour(last)
    if first is last and span.unit is Unit.WORKING_DAYS:
        return m.clock.due(first, span, m.city.counting)
    return m.clock.due_between(first, last, span, m.city.counting)


def _next_whole_hour(at: datetime) -> datetime:
    whole = at.replace(minute=0, second=0, microsecond=0)
    return whole if whole == at else whole + timedelta(hours=1)


def due_set(m: Matter, one: Seen, start: Start) -> Due:
    """The due that a `limit_set` event gives."""
    event = one.event
    if event.working_days is not None:
        return due_of(m, start, Span(Unit.WORKING_DAYS, event.working_days))
    return due_told(m, event.due)


def due_told(m: Matter, when: When) -> Due:
    """A date or an instant that somebody set."""
    if isinstance(when, datetime):
        at = m.clock.local(when)
        day = m.clock.calendar_day(at)
        return Due(at, at, day, day)
    return m.clock.until(when)


def after_changes(m: Matter, stage: Stage, limit: Limit, start: Start, leg: Leg) -> Limit:
    """The new kind's length runs from the original start, and nobody is late before the change (AMB-72)."""
    changes = [(kind, one) for kind, one in m.kind_changes if one.first > start.first]
    if not changes or limit.due is None:
        return limit
    m.used.append("AMB-72")
    kinds = [kind for kind, _ in changes] + [m.kind]
    due = _due_of_kind(m, stage, kinds[0], start, leg)
    for (_, change), kind in zip(changes, kinds[1:], strict=True):
        due = _changed(m, due, _due_of_kind(m, stage, kind, start, leg), change)
    return limit._replace(due=due or limit.due)


def _due_of_kind(m: Matter, stage: Stage, kind: str | None, start: Start, leg: Leg) -> Due | None:
    """The due that a kind alone would give; `None` if it has none, or none that is known."""
    cases = _applicable(m, stage, kind).cases
    limit = base_limit(m, cases, start, leg, kind)
    return None if limit.open_ended or not limit.applicable else limit.due


def _changed(m: Matter, old: Due | None, new: Due | None, change: Seen) -> Due | None:
    """The due after a change: the new one, but not before the change, unless the old one had already passed."""
    if new is None or (old is not None and new.latest >= old.latest):
        return new
    held = change.last if old is None else min(change.last, old.latest)
    if held <= new.earliest:
        return new
    day = m.clock.calendar_day(held)
    return Due(max(new.earliest, held), max(new.latest, held), day, max(day, new.last_day or day))


def noted(m: Matter, leg: Leg) -> list[Seen]:
    """The limits set on the ticket that reach this turn: those of its round, and those told as a length."""
    if not m.limits:
        return []
    round_events = m.log.rounds[leg.round - 1]
    return [s for s in m.limits if s.event.working_days or s in round_events]


def statutory(m: Matter, longer: Longer, leg: Leg) -> list[Seen]:
    """The limits of law noted on the ticket by a rank that may set one here (AMB-16)."""
    found = noted(m, leg)
    if not found:
        return []
    ranks = longer.ranks
    if any(s.event.rank in longer.liberal_ranks for s in found):
        m.used.append("AMB-16")
        if m.chosen["AMB-16"] == "liberal_basis":
            ranks = (*ranks, *longer.liberal_ranks)
    return [s for s in found if s.event.rank in ranks]


def lengthened(m: Matter, longer: Longer, limit: Limit, start: Start, leg: Leg) -> Limit:
    """A longer limit of law stands by itself, whenever it was noted (AMB-12)."""
    due = limit.due
    for one in statutory(m, longer, leg):
        other = due_set(m, one, start)
        if due is not None and other.latest > due.latest:
            m.used += ["AMB-12", "AMB-16"]
            notes = (*limit.notes, "statutory_limit")
            limit = limit._replace(due=other, why=None, notes=notes, provision=longer.provision or limit.provision)
            due = other
    return limit


def beside_longer_law(m: Matter, limit: Limit, start: Start, leg: Leg) -> Limit:
    """A longer limit of law that an extension could reach stands beside, and it is said (AMB-12)."""
    due = limit.due
    for one in noted(m, leg):
        if due and one.event.rank in ("law", "regulation", "rule") and due_set(m, one, start).latest > due.latest:
            m.used.append("AMB-12")
            return limit._replace(notes=(*limit.notes, "longer_law_stands"))
    return limit


def granted(m: Matter, stage: Stage, limit: Limit, start: Start, leg: Leg) -> Limit:
    """A grant moves the due, counted on from the old one; a request made in time holds it open (AMB-51)."""
    undecided: list[Seen] = []
    for one in leg.acts:
        event = one.event
        if event.type == "extension_requested":
            undecided.append(one)
        elif event.type == "extension_decided":
            asked = undecided.pop(0) if undecided else None
            if event.granted:
                limit = moved(m, stage, limit, start, leg, one, asked)
    due = limit.due
    held = [one for one in undecided if stage.extendable and due and one.first <= due.latest]
    if held and due:
        m.used.append("AMB-51")
        ends = [asked_until(m, due, one, start, leg) for one in held]
        known = [end for end in ends if end is not None]
        limit = limit._replace(asked=held[0], asked_until=max(known) if len(known) == len(ends) else None)
    return limit


def moved(m: Matter, stage: Stage, limit: Limit, start: Start, leg: Leg, decided: Seen, asked: Seen | None) -> Limit:
    m.used.append("AMB-51")
    notes = limit.notes if stage.extendable else (*limit.notes, "grant_without_basis")
    days = decided.event.working_days or (asked.event.working_days if asked else None)
    due = limit.due
    if due is None:
        return limit
    if days is not None and due.first_day is not None:
        return limit._replace(
            due=m.clock.extended(due, days), moved_from=limit.moved_from or due, notes=(*notes, "extended")
        )
    statute = statute_date(m, asked, start, leg)
    if statute and statute.latest > due.latest:
        m.used.append("AMB-12")
        return limit._replace(due=statute, moved_from=limit.moved_from or due, notes=(*notes, "extended"))
    return limit._replace(
        open_ended=True, why="extension_length_unknown", moved_from=limit.moved_from or due, notes=(*notes, "extended")
    )


def asked_until(m: Matter, due: Due, asked: Seen, start: Start, leg: Leg) -> datetime | None:
    """The end that a grant of what was asked would give; `None` if that is not known."""
    statute = statute_date(m, asked, start, leg)
    if asked.event.basis == "statute":
        return statute.latest if statute else None
    window = m.rules.extension_window
    days = asked.event.working_days or (window.presumed if window else None)
    if days is None or due.first_day is None:
        return None
    return m.clock.extended(due, days).latest


def statute_date(m: Matter, asked: Seen | None, start: Start, leg: Leg) -> Due | None:
    """The limit of law that an extension for that reason reaches (AMB-12)."""
    if asked is None or asked.event.basis != "statute":
        return None
    found = [s for s in noted(m, leg) if s.event.rank in ("law", "regulation", "rule")]
    return due_set(m, found[-1], start) if found else None
