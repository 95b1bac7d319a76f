"""Routing: how a matter is dealt with and by whom, who leads, to whom it may not go, and who decides when units cannot.

`RoutingRules` is what a city states, as tables over facts about units and competence that a person answers; nothing is
read out of the caller's words. `check` answers every question the city has a table for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_validator

from hotline_rules._model import Model
from hotline_rules._process import Process
from hotline_rules.answering import Answer, check_outcomes
from hotline_rules.clock import When
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor
from hotline_rules.rules import Table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

WAYS = (
    "answer_at_once", "answer_jointly", "transfer", "several", "through_county", "through_superior", "designate",
    "by_instruction", "person_decides",
)  # fmt: skip
"""即办 | three-way call, call transfer or expert seat | one unit | several units | through the county | through the
unit above | 指定 | 批办 | nothing listed fits, a person decides."""

UNITS = ("is_unit", "by_reference", "not_a_unit")
"""A handling unit | one that follows the rules by reference | none."""

LEADS = ("municipal_department", "hotline_names", "supervising_organ_names", "leader_names", "single_unit")
"""Who leads where several are concerned, or who names the lead."""

BARS = ("barred", "recuse", "flagged", "free")
"""It may not go there | those concerned must recuse | it would be a fault of its own | nothing bars it."""

ESCALATIONS = ("unit", "office", "standing_meeting")
"""The unit goes on | the government's office takes it up | the government's standing meeting decides."""

MANNERS = (
    "complete",
    "tell_statutory",
    "tell_date",
    "explain",
    "consider",
    "promise",
    "countersigned",
    "person_decides",
)
"""How the unit deals with it: completes it | tells the period of law | tells measures and a date | explains |
considers a suggestion | promises a date | replies jointly | a person decides."""

QUESTIONS = (
    ("way", WAYS), ("unit", UNITS), ("lead", LEADS), ("bars", BARS), ("escalation", ESCALATIONS), ("manner", MANNERS),
)  # fmt: skip


class RoutingRules(Model):
    """What a city states on routing; a question without a table is not asked there.

    `way`: how the hotline deals with it. `unit`: whether a body is a handling unit. `lead`: who leads. `bars`: where
    it may not go. `escalation`: who takes it up when the unit cannot. `manner`: how the unit is to deal with it.
    """

    way: Table
    unit: Table | None = None
    lead: Table | None = None
    bars: Table | None = None
    escalation: Table | None = None
    manner: Table | None = None

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> RoutingRules:
        for name, known in QUESTIONS:
            check_outcomes(getattr(self, name), known)
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables there are."""
        return tuple(table for name, _ in QUESTIONS if (table := getattr(self, name)) is not None)


class Routing(NamedTuple):
    """The answer of `routing.check`; `None` where the city has no table for the question."""

    way: Answer | None = None
    unit: Answer | None = None
    lead: Answer | None = None
    bars: Answer | None = None
    escalation: Answer | None = None
    manner: Answer | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers there are, by question."""
        return {name: answer for name, _ in QUESTIONS if (answer := getattr(self, name)) is not None}

    def as_dict(self) -> dict[str, Any]:
        """Return the answers as plain JSON values."""
        return {name: answer.as_dict() for name, answer in self.answers.items()}


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Routing:
    """Answer who deals with a ticket and how, as it stood at `as_of` (a date: the end of that day).

    Raises as `acceptance.check` does.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Routing:
    """The same for a process."""
    rules = process.city.routing
    if rules is None:
        return Routing()

    def asked(table: Table | None, *, sent_out: bool = False) -> Answer | None:
        return process.answer(table, sent_out=sent_out) if table else None

    routing = Routing(
        asked(rules.way),
        asked(rules.unit),
        asked(rules.lead),
        asked(rules.bars),
        asked(rules.escalation, sent_out=True),
        asked(rules.manner, sent_out=True),
    )
    return routing._replace(findings=(*_sent_where_barred(process, routing), *_no_lead(process, routing)))


def _sent_where_barred(process: Process, routing: Routing) -> list[Finding]:
    """A ticket sent where it may not go."""
    bars, sent = routing.bars, process.of_type("transferred", "arrived")
    if bars is None or not sent or bars.outcome not in ("barred", "recuse", "flagged"):
        return []
    weight = {"barred": Severity.BREACH, "recuse": Severity.NOTE, "flagged": Severity.NOTE}[bars.outcome]
    return [
        process.found(
            f"sent_though_{bars.outcome}", weight, bars.provision, on=_sender(bars),
            unit=sent[0].event.unit or process.ticket.unit, at=sent[0].first,
            about=tuple(ground.rule.id for ground in bars.grounds if ground.certain),
        )
    ]  # fmt: skip


def _sender(bars: Answer) -> Actor:
    """Whose act the sending was: the rule says it, else the hotline's."""
    leading = next((ground.rule for ground in bars.grounds if ground.certain), None)
    return leading.on if leading and leading.on else Actor.HOTLINE


def _no_lead(process: Process, routing: Routing) -> list[Finding]:
    """Several units received it and nobody is recorded as leading, where somebody must name a lead."""
    if routing.lead is None or process.city.routing is None or process.city.routing.lead is None:
        return []
    table = process.city.routing.lead
    naming = next((rule for rule in table.rules if rule.outcome.endswith("_names")), None)
    found = []
    for leg in process.legs:
        units = {one.event.unit for one in leg.receipts if one.event.role is None} - {None}
        if naming and len(units) > 1 and leg.named is None and process.carries("designated"):
            found.append(
                process.found(
                    "lead_not_named", Severity.RECORD, naming.provision, round=leg.round,
                    at=leg.receipts[0].first, about=tuple(sorted(str(unit) for unit in units)),
                )
            )  # fmt: skip
    return found
