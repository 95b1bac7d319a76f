"""Acceptance: is a matter to be accepted, refused, referred elsewhere or guided, and what must still be asked.

`AcceptanceRules` is what a city states, as data: a table for intake and, where the text has one, a table for what is
found after the ticket was sent out. `check` answers at intake, `recheck` after dispatch. An answer never moves a
deadline: a ticket sent out that should have been refused is a finding, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import model_validator

from hotline_rules._model import Model
from hotline_rules.answering import Answer, answer, check_outcomes, fields_now
from hotline_rules.rules import Table
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
    ending_term: tuple[str, str] | None = None
    """What its own text calls the end of handling that a re-check finds, zh and en."""

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> AcceptanceRules:
        check_outcomes(self.intake, INTAKE_OUTCOMES)
        check_outcomes(self.recheck, RECHECK_OUTCOMES)
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables there are."""
        return (self.intake, self.recheck) if self.recheck else (self.intake,)


def check(ticket: Ticket, city: Jurisdiction) -> Answer:
    """Answer whether a matter is to be accepted at intake, as its kind and urgency were first recorded.

    Where the log does not say whether the first call showed the urgency (AMB-07), the urgency is not known.
    Raises `UnknownNameError` for a fact the city does not know, `ContradictoryFactsError` for answers of which only
    one can be true.
    """
    urgency: str | None = ticket.urgency
    for event in sorted(ticket.events, key=lambda event: city.clock.interval(event.at)):
        if event.type == "urgent_recognised" and urgency == "ordinary":
            urgency = {True: urgency, False: event.tier, None: None}[event.new_facts]
    fields = (ticket.kind, ticket.origin, urgency, ticket.track)
    return answer(ticket, city, city.acceptance.intake if city.acceptance else None, fields)


def recheck(ticket: Ticket, city: Jurisdiction) -> Answer:
    """Answer whether, on what was found after dispatch, the handling may be ended, in the city's own way (AMB-36).

    The kind and the urgency are those last recorded. Raises as `check` does.
    """
    table = city.acceptance.recheck if city.acceptance else None
    return answer(ticket, city, table, fields_now(ticket, city), sent_out=True)


def was_sent_out(ticket: Ticket) -> bool:
    """Whether the log shows the ticket with a unit, so that the re-check after dispatch is in question."""
    return any(event.type in ("transferred", "arrived", "signed") for event in ticket.events)
