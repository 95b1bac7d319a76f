"""Acceptance: is a matter to be accepted, refused, referred elsewhere or guided, and what must still be asked.

`AcceptanceRules` is what a city states, as data: a table for intake and, where the text has one, a table for what is
found after the ticket was sent out. `check` answers at intake, `recheck` after dispatch. An answer never moves a
deadline: a ticket sent out that should have been refused is a finding, and no more.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_validator

from hotline_rules._model import Model
from hotline_rules.facts import check_facts
from hotline_rules.law import InForce
from hotline_rules.rules import Decision, Duty, Ground, Rule, Table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

INTAKE_OUTCOMES = ("accept", "refuse", "refer", "guide")
"""受理 | 不予受理 | 转介 (to an emergency line or the original path) | 引导 (in neither list: a person decides)."""

RECHECK_OUTCOMES = ("terminate", "go_on")
"""After dispatch: there is a ground to end the handling in the way the city provides, or there is none."""

OPEN_OUTCOMES = ("ask", "undetermined")
"""A fact not asked decides; or only facts asked in vain do, or the regulation was not in force."""


class AcceptanceRules(Model):
    """What a city states on acceptance: the table of intake, and of the re-check after dispatch if it has one."""

    intake: Table
    recheck: Table | None = None

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> AcceptanceRules:
        for rules, known in ((self.intake, INTAKE_OUTCOMES), (self.recheck, RECHECK_OUTCOMES)):
            for outcome in rules.outcomes if rules else ():
                if outcome not in known:
                    raise ValueError(f"outcome {outcome!r}; accepted: {', '.join(known)}")
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables there are."""
        return (self.intake, self.recheck) if self.recheck else (self.intake,)


class DutyState(NamedTuple):
    """A duty that comes with an answer, and whether the log shows it done (`None`: it does not say)."""

    duty: Duty
    done: bool | None


class Change(NamedTuple):
    """What the outcome would be if one thing told were otherwise: `fact` (or `kind`) answered `to`."""

    fact: str
    to: bool | str
    outcome: str
    rule: Rule | None


class Acceptance:
    """The answer for one ticket: `outcome`, and on demand its grounds, what to ask, and the duties.

    `why` is a code where the table was not the reason: `not_in_force`, `in_force_unknown`, `no_rule` (the
    regulation has no such step).
    """

    def __init__(self, ticket: Ticket, city: Jurisdiction, decision: Decision | None, why: str | None) -> None:
        self.ticket = ticket
        self.city = city
        self.decision = decision
        self.why = why

    @property
    def outcome(self) -> str:
        """`accept`, `refuse`, `refer`, `guide` (after dispatch `terminate`, `go_on`), `ask` or `undetermined`."""
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
        headline = self.decision.headline if self.decision else None
        return headline.provision if headline else None

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
        return tuple(sorted({*self.decision.readings, "AMB-75"})) if several else self.decision.readings

    @cached_property
    def duties(self) -> tuple[DutyState, ...]:
        """The duties that come with the answer, each with what the log shows of it."""
        duties = self.decision.duties if self.decision else ()
        return tuple(DutyState(duty, shown(self.ticket, duty)) for duty in duties)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What one other answer would change: for each fact told (and the kind), the other outcome it leads to."""
        return tuple(self._changes()) if self.decision else ()

    def _changes(self) -> list[Change]:
        ticket, found = self.ticket, []
        asked = [fact.name for fact in self.decision.table.facts] if self.decision else []
        for name in asked:
            answer = ticket.facts.get(name)
            if isinstance(answer, bool):
                other = ticket.model_copy(update={"facts": {**ticket.facts, name: not answer}})
                found.append((name, not answer, other))
        return [
            Change(name, to, decision.outcome, headline if isinstance(headline := decision.headline, Rule) else None)
            for name, to, other in found
            if self.decision and (decision := self.decision.engine.decide(other)).outcome != self.outcome
        ]

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
            "duties": [
                {
                    "id": state.duty.id,
                    "provision": state.duty.provision,
                    "actor": state.duty.actor.value,
                    "modality": state.duty.modality.value,
                    "done": state.done,
                }
                for state in self.duties
            ],
            "readings": list(self.readings),
            "contested": [name for name in self.readings if name in self.city.contested],
            "changes": [
                {"fact": c.fact, "to": c.to, "outcome": c.outcome, "provision": c.rule.provision if c.rule else None}
                for c in self.changes
            ],
        }


def check(ticket: Ticket, city: Jurisdiction) -> Acceptance:
    """Answer whether a matter is to be accepted at intake.

    Raises `UnknownNameError` for a fact the city does not know, `ContradictoryFactsError` for answers of which only
    one can be true.
    """
    return _answer(ticket, city, city.acceptance.intake if city.acceptance else None)


def recheck(ticket: Ticket, city: Jurisdiction) -> Acceptance:
    """Answer whether, on what was found after dispatch, the handling may be ended, in the city's own way (AMB-36).

    Raises as `check` does.
    """
    return _answer(ticket, city, city.acceptance.recheck if city.acceptance else None)


def was_sent_out(ticket: Ticket) -> bool:
    """Whether the log shows the ticket with a unit, so that the re-check after dispatch is in question."""
    return any(event.type in ("transferred", "arrived", "signed") for event in ticket.events)


def _answer(ticket: Ticket, city: Jurisdiction, table: Table | None) -> Acceptance:
    check_facts(ticket.facts, city.vocabulary, city.conflicts)
    if table is None:
        return Acceptance(ticket, city, None, "no_rule")
    in_force = city.regulation.in_force(day) if (day := _day(ticket, city)) else InForce.YES
    if in_force is not InForce.YES:
        return Acceptance(ticket, city, None, "not_in_force" if in_force is InForce.NO else "in_force_unknown")
    return Acceptance(ticket, city, city.engine(table).decide(ticket), None)


def _day(ticket: Ticket, city: Jurisdiction) -> date | None:
    """The local day on which the matter came in, if the log has an event at all."""
    days = [
        city.clock.local(event.at).date() if isinstance(event.at, datetime) else event.at for event in ticket.events
    ]
    return min(days, default=None)


def shown(ticket: Ticket, duty: Duty) -> bool | None:
    """Whether the log shows a duty done: yes; no, if it says that it was not done; `None` if it does not say."""
    if duty.shown_by is None:
        return None
    event_type, _, field = duty.shown_by.partition(".")
    told = [getattr(event, field) if field else True for event in ticket.events if event.type == event_type]
    if any(value is True for value in told):
        return True
    return False if any(value is False for value in told) else None
