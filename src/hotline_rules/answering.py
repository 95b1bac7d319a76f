"""Answers: what a table of rules says of one ticket, with its grounds, what to ask, its duties and its readings.

Every room that decides by a table answers in this one form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules import _log, facts
from hotline_rules.clock import When
from hotline_rules.errors import InvalidValueError
from hotline_rules.law import InForce
from hotline_rules.rules import Decision, Duty, Fields, Ground, Rule, Table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


Rests = Callable[[str], Iterable[str]]
"""From a fact worked out from the log to the readings it rests on."""


class DutyState(NamedTuple):
    """A duty that comes with an answer, and whether the log shows it done (`None`: it does not say)."""

    duty: Duty
    done: bool | None


class Change(NamedTuple):
    """What the outcome would be if one fact were answered otherwise, and the rule that would then lead to it."""

    fact: str
    to: bool
    outcome: str
    rule: Rule | None
    provision: str | None
    """The provision of that outcome; of the table's last word where no rule leads to it."""


class Answer:
    """The answer of one table for one ticket: the outcome, and on demand its grounds, what to ask, and the duties.

    `told` are the facts it rested on, those worked out from the log included. `why` is a code where the table was
    not the reason: `not_in_force`, `in_force_unknown`, `no_rule` (the regulation has no such step).
    """

    def __init__(
        self,
        ticket: Ticket,
        city: Jurisdiction,
        decision: Decision | None,
        why: str | None = None,
        given: Mapping[str, facts.Answer] | None = None,
        *,
        table: Table | None = None,
        rests: Rests | None = None,
    ) -> None:
        self.ticket = ticket
        self.city = city
        self.decision = decision
        self.table = table
        """The table that was asked, or would be if the regulation were in force; `None` where the city has none."""
        self.why = why
        self.given = ticket.facts if given is None else given
        """The answers told and worked out, before what follows from them."""
        self._rests = rests

    @property
    def told(self) -> Mapping[str, facts.Answer]:
        """The answers to facts that it rested on, with what follows from them."""
        return self.decision.told if self.decision else self.given

    @property
    def outcome(self) -> str:
        """An outcome of the table; `ask` while a fact not asked decides; `undetermined` when only others do."""
        return self.decision.outcome if self.decision else "undetermined"

    @property
    def possible(self) -> tuple[str, ...]:
        """The outcomes still possible, in the order of the text."""
        return self.decision.possible if self.decision else ()

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The grounds that hold or may hold towards an outcome still possible; the first that holds is the headline."""
        return self.decision.grounds if self.decision else ()

    @property
    def provision(self) -> str | None:
        """The provision of the headline; of the table's last word where no ground holds; `None` while it is open."""
        return self.decision.provision if self.decision else None

    @property
    def ask(self) -> tuple[str, ...]:
        """The facts not asked yet (or `kind`) that can still change the outcome, the most decisive first."""
        return self.decision.ask if self.decision else ()

    @property
    def ask_grounds(self) -> tuple[str, ...]:
        """The facts not asked yet that can change only the grounds."""
        return self.decision.ask_grounds if self.decision else ()

    @property
    def hangs_on(self) -> tuple[str, ...]:
        """The facts asked in vain that can still change the outcome."""
        return self.decision.hangs_on if self.decision else ()

    @property
    def readings(self) -> tuple[str, ...]:
        """The readings the answer rested on; of several grounds that hold, all are given (AMB-75)."""
        if self.decision is None:
            return ()
        several = sum(ground.certain for ground in self.grounds) > 1 and "AMB-75" in self.city.chosen
        rests, asked = self._rests, self.decision.table.asked & self.city.derived_facts
        worked_out = {one for name in asked for one in rests(name)} if rests else set()
        if not (several or worked_out):
            return self.decision.readings
        return tuple(sorted({*self.decision.readings, *worked_out, *(("AMB-75",) if several else ())}))

    @property
    def unused(self) -> tuple[str, ...]:
        """The facts told that the table does not ask, and from which nothing it asks follows, in the city's order."""
        if self.decision is None:
            return ()
        asked = {fact.name for fact in self.decision.table.facts}
        asked |= {one for name, other, _ in self.city.conflicts for one in (name, other) if {name, other} & asked}
        told = self.ticket.facts
        return tuple(name for name in self.city.vocabulary if told.get(name) is not None and name not in asked)

    @property
    def touched(self) -> bool:
        """Whether anything is known of what the table asks: a fact told, or one worked out from the log that is yes."""
        if self.decision is None:
            return False
        asked, given = self.decision.table.facts, self.given
        return any(given.get(one.name) is True if one.derived else given.get(one.name) is not None for one in asked)

    @cached_property
    def duties(self) -> tuple[DutyState, ...]:
        """The duties that come with the answer, each with what the log shows of it."""
        duties = self.decision.duties if self.decision else ()
        return tuple(DutyState(duty, shown(self.ticket, self.city, duty)) for duty in duties)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What one other answer would change: for each fact told, the other outcome it leads to."""
        if self.decision is None:
            return ()
        engine, fields, conflicts, found = self.decision.engine, self.decision.fields, self.city.conflicts, []
        for fact in engine.table.facts:
            answer = self.told.get(fact.name)
            if isinstance(answer, bool) and not fact.derived:
                given = facts.turned({**self.given, fact.name: answer}, fact.name, conflicts)
                other = engine.decide_on(fields, facts.implied(given, conflicts))
                if other.outcome != self.outcome:
                    rule = other.headline if isinstance(other.headline, Rule) else None
                    found.append(Change(fact.name, not answer, other.outcome, rule, other.provision))
        return tuple(found)

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as plain JSON values."""
        return {
            "outcome": self.outcome,
            "why": self.why,
            "provision": self.provision,
            "possible": list(self.possible),
            "grounds": [
                {"id": g.rule.id, "provision": g.rule.provision, "outcome": g.rule.outcome, "certain": g.certain}
                for g in self.grounds
            ],
            "ask": list(self.ask),
            "ask_grounds": list(self.ask_grounds),
            "hangs_on": list(self.hangs_on),
            "unused": list(self.unused),
            "duties": [
                {
                    "id": state.duty.id,
                    "provision": state.duty.provision,
                    "actor": state.duty.actor.value,
                    "modality": state.duty.modality.value,
                    "inferred": state.duty.inferred,
                    "done": state.done,
                }
                for state in self.duties
            ],
            "readings": list(self.readings),
            "contested": [name for name in self.readings if name in self.city.contested],
            "changes": [
                {"fact": c.fact, "to": c.to, "outcome": c.outcome, "provision": c.provision} for c in self.changes
            ],
        }


def answer(
    ticket: Ticket,
    city: Jurisdiction,
    table: Table | None,
    fields: Fields,
    derived: Mapping[str, facts.Answer] | None = None,
    *,
    sent_out: bool = False,
) -> Answer:
    """Ask a table of the city about a ticket; `derived` are facts worked out from the log.

    The regulation must have been in force on the day the matter came in; for what concerns a ticket that was
    `sent_out`, on the day of the transfer (AMB-48). What a fact told implies by its definition counts as told.

    Without a table the answer is `undetermined`, `no_rule`. Raises `UnknownNameError` for a fact the city does not
    know, `InvalidValueError` for a fact told that is worked out, `ContradictoryFactsError` for answers of which only
    one can be true.
    """
    check_told(ticket, city)
    if table is None:
        return Answer(ticket, city, None, "no_rule")
    why = not_in_force(ticket, city, sent_out=sent_out)
    return Answer(ticket, city, None, why, table=table) if why else decided(ticket, city, table, fields, derived)


def decided(
    ticket: Ticket,
    city: Jurisdiction,
    table: Table,
    fields: Fields,
    derived: Mapping[str, facts.Answer] | None = None,
    rests: Rests | None = None,
) -> Answer:
    """What a table says, the facts having been checked and the regulation being in force.

    `rests` names the readings that a fact worked out from the log rests on.
    """
    given = {**ticket.facts, **derived} if derived else ticket.facts
    told = facts.implied(given, city.conflicts)
    return Answer(ticket, city, city.engine(table).decide_on(fields, told), None, given, table=table, rests=rests)


def not_in_force(ticket: Ticket, city: Jurisdiction, *, sent_out: bool) -> str | None:
    """The code of why a regulation does not bind a ticket for certain on its day; `None` where it does."""
    day = _day(ticket, city, sent_out=sent_out)
    in_force = city.regulation.in_force(day) if day else InForce.YES
    return {InForce.YES: None, InForce.NO: "not_in_force", InForce.UNKNOWN: "in_force_unknown"}[in_force]


def check_told(ticket: Ticket, city: Jurisdiction) -> None:
    """Refuse facts that cannot be used; raises as `answer` does."""
    facts.check_facts(ticket.facts, city.vocabulary, city.conflicts)
    for name in city.derived_facts & ticket.facts.keys():
        raise InvalidValueError(f"facts.{name}", ticket.facts[name], "nothing: it is worked out from the events")


def check_outcomes(rules: Table | None, known: tuple[str, ...]) -> None:
    """Refuse a table with an outcome that its room does not know; raises `ValueError`."""
    for outcome in rules.outcomes if rules else ():
        if outcome not in known:
            raise ValueError(f"table {rules.name if rules else ''}: outcome {outcome!r}; accepted: {', '.join(known)}")


def fields_now(ticket: Ticket, city: Jurisdiction) -> Fields:
    """The kind, origin, urgency and track of a ticket as last recorded, read as the stages read them (AMB-52)."""
    if not any(event.type in ("urgent_recognised", "kind_changed") for event in ticket.events):
        return (ticket.kind, ticket.origin, ticket.urgency, ticket.track)
    last = max(city.clock.interval(event.at)[1] for event in ticket.events)
    recorded = _log.read(ticket, city.clock, last).classified
    return (recorded.kind, ticket.origin, recorded.urgency, ticket.track)


def known_by(ticket: Ticket, city: Jurisdiction, as_of: When) -> Ticket:
    """The ticket as its log stood at `as_of` (a date: the end of that day): without the events after it."""
    now = city.clock.local(as_of) if isinstance(as_of, datetime) else city.clock.end_of_day(as_of)
    known = tuple(event for event in ticket.events if city.clock.interval(event.at)[0] <= now)
    return ticket if len(known) == len(ticket.events) else with_events(ticket, known)


def with_events(ticket: Ticket, events: tuple[Any, ...]) -> Ticket:
    """The ticket with some of its events only."""
    told = ticket.model_copy(update={"events": events})
    told.__dict__.pop("read_in", None)  # what was read of the whole log
    return told


def _day(ticket: Ticket, city: Jurisdiction, *, sent_out: bool) -> date | None:
    """The local day on which the matter came in, or was sent out, if the log says."""
    days = {
        event.type: city.clock.interval(event.at)[0].date()
        for event in sorted(ticket.events, key=lambda event: city.clock.interval(event.at), reverse=True)
    }
    sent = [days[name] for name in ("transferred", "arrived") if name in days] if sent_out else []
    return min(sent or days.values(), default=None)


def shown(ticket: Ticket, city: Jurisdiction, duty: Duty) -> bool | None:
    """Whether a log shows a duty done: yes; no, if it says that it was not done; `None` if it does not say."""
    if not duty.shown_by:
        return None
    told = [one for place in duty.shown_by for one in _told_by(ticket, place)]
    if duty.after is not None:
        begun = [city.clock.interval(at)[0] for at, value in _told_by(ticket, duty.after) if value is True]
        told = [(at, value) for at, value in told if begun and city.clock.interval(at)[1] >= min(begun)]
    values = [value for _, value in told]
    if any(value is True for value in values):
        return True
    return False if any(value is False for value in values) else None


def _told_by(ticket: Ticket, place: str) -> list[tuple[When, bool | None]]:
    """When the events of a type happened, and what a field of each says (that it happened, if no field is named)."""
    event_type, _, field = place.partition(".")
    return [(e.at, _said(e, field) if field else True) for e in ticket.events if e.type == event_type]


def _said(event: Any, field: str) -> bool | None:
    """What a field says of a duty: a text that it was done; a flag that has a default, or a date, only ever that."""
    told = getattr(event, field)
    if isinstance(told, str):
        return bool(told.strip())
    if isinstance(told, date):
        return True
    has_default = type(event).model_fields[field].default is not None
    return None if told is False and has_default else told
