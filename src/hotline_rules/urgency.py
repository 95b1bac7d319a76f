"""Urgent matters end to end: which tier a matter is, whether it goes to an emergency line, and how far its chain is.

`UrgencyRules` is what a city states: a table of tiers. `check` answers the tier, beside the one that was recorded, and
gathers the chain of an urgent matter: recognised, notified, transferred, its reports, the plan told, the referral.
Times are judged in `deadlines`; here they are put side by side.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_validator

from hotline_rules._log import Seen
from hotline_rules._model import Model
from hotline_rules._process import Process
from hotline_rules._verdict import StageVerdict
from hotline_rules.answering import Answer, check_outcomes
from hotline_rules.clock import When
from hotline_rules.findings import Finding, Severity
from hotline_rules.rules import Table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

TIERS = ("special_urgent", "special", "on_site", "ordinary")
"""特殊紧急 | 特殊 | 第一时间现场协调 (no tier, but somebody goes there) | 一般."""

_STEPS = ("urgent_recognised", "notified", "transferred", "first_response", "progress", "result")
_PLANS = ("promised", "explained")


class UrgencyRules(Model):
    """What a city states on urgent matters: the table of tiers, the stricter first (AMB-52)."""

    tier: Table

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> UrgencyRules:
        check_outcomes(self.tier, TIERS)
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables of rules."""
        return (self.tier,)


class Link(NamedTuple):
    """One step of the chain: what, when it happened (`None`: not yet), and the verdict on its time if there is one."""

    step: str
    at: datetime | None
    verdict: StageVerdict | None


class Urgency(NamedTuple):
    """The answer of `urgency.check`.

    `tier` is what the facts make it (`None`: the city knows no tiers), `recorded` what the log says. `chain` are the
    steps of a matter recorded as urgent, in order, with the unit's reports of the last turn; `plan` the first plan told
    to the caller with a time, `referred` the hand-over to an emergency line.
    """

    tier: Answer | None
    recorded: str
    chain: tuple[Link, ...]
    plan: datetime | None
    referred: datetime | None
    findings: tuple[Finding, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "tier": self.tier.as_dict() if self.tier else None,
            "recorded": self.recorded,
            "chain": [
                {
                    "step": link.step,
                    "at": link.at.isoformat() if link.at else None,
                    "state": link.verdict.state.value if link.verdict else None,
                }
                for link in self.chain
            ],
            "plan": self.plan.isoformat() if self.plan else None,
            "referred": self.referred.isoformat() if self.referred else None,
        }


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Urgency:
    """Answer how urgent a matter is and how far it is dealt with, at `as_of` (a date: the end of that day).

    Raises as `deadlines.check` and `acceptance.check` do.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Urgency:
    """The same for a process whose deadlines are known."""
    rules = process.city.urgency
    tier = process.answer(rules.tier, sent_out=True) if rules else None
    recorded = process.fields[2] or "ordinary"
    urgent = recorded != "ordinary"
    return Urgency(
        tier,
        recorded,
        _chain(process) if urgent else (),
        _first(process, *_PLANS, dated=True) if urgent else None,
        _first(process, "referred"),
        tuple(_recorded_otherwise(process, tier, recorded)),
    )


def _chain(process: Process) -> tuple[Link, ...]:
    """The steps of an urgent matter that are known to this city, or happened."""
    stages = {"notified": "notify", "transferred": "transfer"}
    found = []
    for step in _STEPS:
        verdicts = process.verdicts(stages.get(step, step))
        verdict = verdicts[-1] if verdicts else None
        happened = _reported(process, verdict) if verdict and step not in stages else process.of_type(step)
        if verdict or happened:
            found.append(Link(step, happened[0].first if happened else None, verdict))
    return tuple(found)


def _reported(process: Process, verdict: StageVerdict) -> list[Seen]:
    """The unit's reports of a step in the turn that the last verdict on it is about: earlier turns made their own."""
    judged = [leg for leg in process.legs if (id(leg), verdict.stage) in process.matter.judged]
    turns = judged[-1:] if verdict.start else [leg for leg in process.legs if leg.round == verdict.round]
    return [one for leg in turns for one in leg.acts if one.event.type == verdict.stage]


def _first(process: Process, *types: str, dated: bool = False) -> datetime | None:
    """When the first event of these types happened; with `dated`, of those that tell a date."""
    found = [one.first for one in process.of_type(*types) if not dated or one.event.due is not None]
    return found[0] if found else None


def _recorded_otherwise(process: Process, tier: Answer | None, recorded: str) -> list[Finding]:
    """A matter recorded in another tier than the facts make it: nobody's fault for certain, but to be looked at."""
    if tier is None or tier.outcome == recorded or tier.outcome not in TIERS:
        return []
    if not {tier.outcome, recorded} & {"special", "special_urgent"}:
        return []
    return [process.found("recorded_in_another_tier", Severity.NOTE, tier.provision, about=(tier.outcome, recorded))]
