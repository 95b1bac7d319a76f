"""Returns: must, may or may a unit not send a ticket back, and is a request to do so in order.

`ReturnRules` is what a city states: a table of where the unit stands, and a table over what a request says. `check`
answers both. A return is what a unit does; the hotline's sending out again for re-handling is a *redispatch* and is
told by `closing`. An approved return is relied upon, also one that was late or defective.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_validator

from hotline_rules._log import Leg, Seen
from hotline_rules._model import Model
from hotline_rules._process import Process, flag_told, text_told
from hotline_rules._verdict import StageVerdict, State
from hotline_rules._windows import return_due, return_start, return_window
from hotline_rules.answering import Answer, Rests, check_outcomes
from hotline_rules.clock import Due, When
from hotline_rules.facts import Answer as Told
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import Table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

STANDINGS = ("must_return", "barred", "dispute", "keep", "no_basis")
"""It must apply to return (or return) it | it may not | competence is in dispute | it keeps it | no return provided."""

REQUEST_OUTCOMES = ("in_order", "late", "defective", "barred", "dispute", "no_basis")
"""In order | in order but for its time | a condition is not met | barred | a dispute | no return provided."""


class ReturnRules(Model):
    """What a city states on returns: where the unit stands, and what a request must have.

    `designated_because` is the fact on whose account a unit is designated so that it may not return: naming the lead
    of several units is no such designation.
    """

    standing: Table
    request: Table
    designated_because: str | None = None

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> ReturnRules:
        check_outcomes(self.standing, STANDINGS)
        check_outcomes(self.request, REQUEST_OUTCOMES)
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables of rules."""
        return (self.standing, self.request)


class ReturnRequest(NamedTuple):
    """One request to return: what is said of it, and how it was decided (`None`: not, or no decision is needed).

    `verdict` is its time judged against the window for returns, where the city has one.
    """

    round: int
    unit: str | None
    asked: Seen
    answer: Answer
    approved: bool | None
    decision: Seen | None
    verdict: StageVerdict | None

    @property
    def asked_at(self) -> datetime:
        """When it was asked, at the earliest."""
        return self.asked.first

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "round": self.round,
            "unit": self.unit,
            "asked": self.asked.first.isoformat(),
            "approved": self.approved,
            **self.answer.as_dict(),
        }


class Returns(NamedTuple):
    """The answer of `returns.check`: where the unit that holds the ticket stands, and every request."""

    standing: Answer | None
    requests: tuple[ReturnRequest, ...]
    findings: tuple[Finding, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer it gives."""
        return (*([self.standing] if self.standing else []), *(one.answer for one in self.requests))


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Returns:
    """Judge where the unit stands, and every request to return that the log shows at `as_of` (a date: its end).

    Raises as `deadlines.check` and `acceptance.check` do.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Returns:
    """The same for a process whose deadlines are known."""
    rules = process.city.returns
    if rules is None:
        return Returns(None, (), ())
    holder = process.legs[-1] if process.legs else None
    told: dict[str, Told] = {"unit_was_designated": _was_designated(process, holder, process.now)}
    if _passed_on(process):
        # What was found of the unit it went back from says nothing of the one that holds it now.
        told = dict.fromkeys(rules.standing.asked - process.city.derived_facts) | told
    standing = process.answer(rules.standing, told, sent_out=True)
    requests = [one for leg in process.legs for one in _of_turn(process, rules, leg)]
    found = [*_kept(process, standing, requests), *(f for one in requests for f in _found(process, one))]
    return Returns(standing, tuple(requests), tuple(found))


def _passed_on(process: Process) -> bool:
    """Whether the ticket went back and on to another unit."""
    return any(leg.end is not None and leg.end.why == "returned" for leg in process.legs[:-1])


def _was_designated(process: Process, leg: Leg | None, by: datetime) -> Told:
    """Whether the unit whose turn it is was by then designated, or determined after study, for this matter (AMB-22).

    Naming the lead of several units that do not dispute whose it is designates nobody in this sense.
    """
    rules, facts = process.city.returns, process.ticket.facts
    cause = facts.get(rules.designated_because) if rules and rules.designated_because else None
    if cause is False or (cause is None and facts.get("several_units") is True):
        return False
    named_lead = [leg.named] if leg and leg.named else []
    unsure = not process.carries("designated")
    for one in process.of_type("designated"):
        mine = leg is None or one.event.unit is None or leg.unit is None or one.event.unit == leg.unit
        if one.first > by or not mine:
            continue
        leads = one in named_lead or (leg is not None and leg.lead is not None and bool(leg.others))
        doubtful = (cause is None and leads) or one.last > by or (leg and leg.unit is None and one.event.unit)
        if not doubtful:
            return True
        unsure = True
    return "unknown" if unsure else False


def _of_turn(process: Process, rules: ReturnRules, leg: Leg) -> list[ReturnRequest]:
    """The requests of one turn, each with its decision."""
    found: list[ReturnRequest] = []
    asked = [one for one in leg.acts if one.event.type == "return_requested"]
    decided = [one for one in leg.acts if one.event.type == "return_decided"]
    verdicts = [v for v in process.verdicts("return") if v.round == leg.round]
    for one in asked:
        decision = next((d for d in decided if d.last >= one.first), None)
        if decision:
            decided.remove(decision)
        verdict = next((v for v in verdicts if v.done == one.first), None)
        told: dict[str, Told] = {
            "unit_was_designated": _was_designated(process, leg, one.last),
            "return_asked_late": _late(verdict),
            "return_signed_by_deputy": flag_told(one.event.signed_by_deputy),
            "return_reason_given": text_told(one.event.reason),
            "return_unit_suggested": text_told(one.event.suggested_unit),
            "return_basis_given": text_told(one.event.policy_basis),
            "return_is_boilerplate": flag_told(one.event.boilerplate),
        }
        answer = process.answer(rules.request, told, sent_out=True, rests=_rests(verdict))
        approved = decision.event.approved if decision else None
        unit = leg.unit or process.ticket.unit
        found.append(ReturnRequest(leg.round, unit, one, answer, approved, decision, verdict))
    return found


def _rests(verdict: StageVerdict | None) -> Rests:
    """What the time of a request rests on."""
    return lambda fact: verdict.readings if verdict and fact == "return_asked_late" else ()


def _late(verdict: StageVerdict | None) -> Told:
    """Whether a request came after the limit for returns; never, where the city sets none."""
    if verdict is None:
        return False
    return {State.IN_TIME: False, State.LATE: True}.get(verdict.state, "unknown")


_WEIGHTS = {"barred": Severity.BREACH, "defective": Severity.DEVIATION, "no_basis": Severity.NOTE}


# -- findings -----------------------------------------------------------------------------------------------------


def _found(process: Process, one: ReturnRequest) -> list[Finding]:
    """A request against a bar or without what it must have is the unit's; its approval the hotline's."""
    outcome = _certain(one.answer)
    if outcome is None:
        return []
    grounds = [ground.rule for ground in one.answer.grounds if ground.certain]
    place = one.answer.provision or (grounds[0].provision if grounds else None)
    binding = next((rule.modality for rule in grounds if rule.modality), None)
    weight = _WEIGHTS["barred" if binding is Modality.BAR else outcome]
    asked = process.found(
        f"return_{outcome}", weight, place, on=Actor.UNIT,
        modality=binding, unit=one.unit, round=one.round, at=one.asked.first, about=tuple(rule.id for rule in grounds),
    )  # fmt: skip
    if not one.approved or one.decision is None:
        return [asked]
    approved = process.found(
        "return_approved_against", Severity.NOTE if outcome == "no_basis" else Severity.DEVIATION, place,
        on=Actor.HOTLINE, unit=one.unit, round=one.round, at=one.decision.first, about=asked.about,
    )  # fmt: skip
    return [asked, approved]


def _certain(answer: Answer) -> str | None:
    """What is wrong with a request for certain; a defect is, also while it is open whether a bar comes on top."""
    if answer.outcome in ("defective", "barred", "no_basis"):
        return answer.outcome
    if set(answer.possible) == {"barred", "defective"}:
        return "defective"
    return None


def _kept(process: Process, standing: Answer, requests: list[ReturnRequest]) -> list[Finding]:
    """A unit that must return a ticket and keeps it deviates: it dealt with it as its own, or let the time pass."""
    if standing.outcome != "must_return" or requests or not process.carries("return_requested"):
        return []
    acts = process.of_type("handled", "replied", "fed_back", "explained", "promised")
    due = None if acts else _window_of(process)
    at = acts[0].first if acts else due.latest if due and due.latest < process.now else None
    if at is None:
        return []
    unit = process.legs[-1].unit or process.ticket.unit
    return [
        process.found("kept_though_outside", Severity.DEVIATION, standing.provision, on=Actor.UNIT, unit=unit, at=at)
    ]


def _window_of(process: Process) -> Due | None:
    """The end of the window for returns of the turn that runs, where the city has one."""
    window, leg = return_window(process.matter), process.legs[-1] if process.legs else None
    start = return_start(process.matter, leg, None) if window and leg and not leg.end else None
    return return_due(process.matter, window, start) if window and start else None
