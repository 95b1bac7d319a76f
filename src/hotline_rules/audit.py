"""One ticket reviewed as an auditor would: acceptance, the verdicts of its stages, a finding for each that is late."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules import acceptance, deadlines, stress
from hotline_rules._verdict import Deadlines, StageVerdict, State, Window
from hotline_rules.answering import Answer, known_by
from hotline_rules.clock import When
from hotline_rules.law import Force, Modality
from hotline_rules.stress import Stress, Subject
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


class Severity(StrEnum):
    """How much a finding weighs: a duty broken, or a deviation that needs a recorded reason."""

    BREACH = "breach"
    DEVIATION = "deviation"


class Finding(NamedTuple):
    """A stage that was late or is overdue, under which provision, of what force.

    `severity` is `deviation` where the provision binds only in principle, and for requests made out of their
    window, which the texts do not call void.
    """

    ticket: str
    verdict: StageVerdict
    severity: Severity
    force: Force

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain JSON values."""
        told = self.verdict.as_dict()
        for name in ("left", "next_change"):
            del told[name]
        return {"ticket": self.ticket, **told, "severity": self.severity.value, "force": self.force.value}


class Review(NamedTuple):
    """Everything said of one ticket at one instant under one city's rules."""

    ticket: Ticket
    city: Jurisdiction
    as_of: datetime
    answer: Deadlines
    findings: tuple[Finding, ...]
    acceptance: Answer | None = None
    """`None` where the city states nothing on acceptance."""
    recheck: Answer | None = None
    """What was found after dispatch; `None` where the ticket was not sent out, or the city has no such step."""
    stress: tuple[Stress, ...] | None = None
    """The stress test of every verdict and of acceptance, where it was asked for."""

    @property
    def stages(self) -> tuple[StageVerdict, ...]:
        """The verdict of every stage, by round."""
        return self.answer.stages

    @property
    def may_still(self) -> tuple[Window, ...]:
        """What the unit may still do, and until when."""
        return self.answer.may_still

    @property
    def undecided(self) -> tuple[StageVerdict, ...]:
        """The stages that cannot be decided; `why` names what each hangs on."""
        return tuple(v for v in self.stages if v.state is State.UNDETERMINED)

    def stressed(self, verdict: StageVerdict) -> Stress | None:
        """The stress test of one verdict; `None` where none was asked for."""
        subject = Subject(verdict.stage, verdict.round, verdict.unit, verdict.n)
        return next((one for one in self.stress or () if one.subject == subject), None)

    def as_dict(self, *, trace: bool = False) -> dict[str, Any]:
        """Return the review as plain JSON values."""
        regulation = self.city.regulation
        told = {} if self.stress is None else {"stress": [one.as_dict() for one in self.stress]}
        return {
            "id": self.ticket.id,
            "city": self.city.id,
            "as_of": self.as_of.isoformat(),
            "regulation": {
                "id": regulation.id,
                "title_zh": regulation.title_zh,
                "title_en": regulation.title_en,
                "force": regulation.force.value,
            },
            "rules_hash": self.city.rules_hash,
            "acceptance": self.acceptance and self.acceptance.as_dict(),
            "recheck": self.recheck and self.recheck.as_dict(),
            "stages": [verdict.as_dict(trace=trace) for verdict in self.stages],
            "may_still": [window.as_dict() for window in self.may_still],
            "findings": [self._finding(finding) for finding in self.findings],
            **told,
            "notes": list(self.answer.notes),
            "ref": self.ticket.ref,
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        """A finding as plain JSON values, with its stress test if there was one."""
        tested = self.stressed(finding.verdict)
        if tested is None:
            return finding.as_dict()
        flips = [{"readings": dict(flip.readings), "to": flip.to} for flip in tested.flips]
        return {**finding.as_dict(), "firm": tested.firm, "flips": flips}


def review(ticket: Ticket, city: Jurisdiction, *, as_of: When, stressed: bool = False) -> Review:
    """Return the review of a ticket as it stood at `as_of` (an instant, or a date: the end of that day).

    With `stressed`, every answer is recomputed under the admissible combinations of the readings it rests on.
    Raises as `acceptance.check` and `deadlines.check` do.
    """
    answer = deadlines.check(ticket, city, as_of=as_of)
    windows = {w.name for w in (city.deadlines.return_window, city.deadlines.extension_window) if w}
    findings = tuple(
        Finding(
            ticket.id,
            verdict,
            Severity.DEVIATION
            if verdict.modality is Modality.IN_PRINCIPLE or verdict.stage in windows
            else Severity.BREACH,
            city.regulation.force,
        )
        for verdict in answer.stages
        if verdict.state in (State.LATE, State.OVERDUE)
    )
    now = city.clock.local(as_of) if isinstance(as_of, datetime) else city.clock.end_of_day(as_of)
    rules = city.acceptance
    told = known_by(ticket, city, as_of)
    return Review(
        ticket,
        city,
        now,
        answer,
        findings,
        acceptance.check(told, city) if rules else None,
        acceptance.recheck(told, city) if rules and rules.recheck and acceptance.was_sent_out(told) else None,
        stress.test(ticket, city, as_of=as_of) if stressed else None,
    )
