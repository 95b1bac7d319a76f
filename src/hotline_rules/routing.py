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
from hotline_rules.facts import Answer as Told
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor
from hotline_rules.rules import Table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

WAYS = (
    "tell_path", "answer_at_once", "answer_jointly", "transfer", "several", "through_county", "through_superior",
    "designate", "by_instruction", "person_decides",
)  # fmt: skip
"""告知途径 | 即办 | three-way call, call transfer or expert seat | one unit | several units | through the county |
through the unit above | 指定 | 批办 | nothing listed fits, a person decides."""

UNITS = ("is_unit", "by_reference", "not_a_unit")
"""A handling unit | one that follows the rules by reference | none."""

LEADS = ("municipal_department", "hotline_names", "supervising_organ_names", "leader_names", "single_unit")
"""Who leads where several are concerned, or who names the lead."""

BARS = ("barred", "flagged", "free")
"""It may not go there | it would be a fault of its own | nothing bars it."""

RECUSALS = ("recuse", "free")
"""Those concerned must recuse | nobody need."""

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
    ("way", WAYS), ("unit", UNITS), ("lead", LEADS), ("bars", BARS), ("recusal", RECUSALS),
    ("escalation", ESCALATIONS), ("manner", MANNERS),
)  # fmt: skip


class RoutingRules(Model):
    """What a city states on routing; a question without a table is not asked there.

    `way`: how the hotline deals with it. `unit`: whether a body is a handling unit. `lead`: who leads. `bars`: where
    it may not go. `recusal`: who must keep out of it. `escalation`: who takes it up when the unit cannot. `manner`:
    how the unit is to deal with it.
    """

    way: Table
    unit: Table | None = None
    lead: Table | None = None
    bars: Table | None = None
    recusal: Table | None = None
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
    recusal: Answer | None = None
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

    told: dict[str, Told] = {"reply_not_wanted": process.ticket.reply_waived}

    def asked(table: Table | None) -> Answer | None:
        return process.answer(table, told, sent_out=True) if table else None

    routing = Routing(
        asked(rules.way),
        asked(rules.unit),
        asked(rules.lead),
        asked(rules.bars),
        asked(rules.recusal),
        asked(rules.escalation),
        asked(rules.manner),
    )
    if not process.binds:
        return routing
    return routing._replace(
        findings=(
            *_sent_where_barred(process, routing),
            *_sent_though_answerable(process, routing),
            *_no_lead(process, routing),
        )
    )


def _sent_where_barred(process: Process, routing: Routing) -> list[Finding]:
    """A ticket sent out though the hotline may not send it where it was to go: whether it went there is to be seen."""
    bars, sent = routing.bars, process.of_type("transferred", "arrived")
    if bars is None or not sent or bars.outcome not in ("barred", "flagged"):
        return []
    grounds = tuple(ground.rule for ground in bars.grounds if ground.certain)
    if any(rule.on not in (None, Actor.HOTLINE) for rule in grounds):
        return []
    return [
        process.found(
            f"sent_though_{bars.outcome}", Severity.NOTE, bars.provision, on=Actor.HOTLINE,
            unit=sent[0].event.unit or process.ticket.unit, at=sent[0].first, about=tuple(rule.id for rule in grounds),
        )
    ]  # fmt: skip


def _sent_though_answerable(process: Process, routing: Routing) -> list[Finding]:
    """A ticket sent out though it could be answered at once, where that is a duty."""
    way, sent = routing.way, process.of_type("transferred", "arrived")
    if way is None or way.outcome != "answer_at_once" or not sent or process.of_type("answered"):
        return []
    return [process.found("sent_though_answerable", Severity.NOTE, way.provision, on=Actor.INTAKE, at=sent[0].first)]


def _no_lead(process: Process, routing: Routing) -> list[Finding]:
    """Several units received it and nobody is recorded as leading, where somebody must name a lead."""
    table = routing.lead.table if routing.lead else None
    if routing.lead is None or table is None or not any(one.endswith("_names") for one in routing.lead.possible):
        return []
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
