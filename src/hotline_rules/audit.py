"""One ticket reviewed as an auditor would: its whole life replayed through every room, and what must be written down.

A `Review` holds the timeline, the verdicts, the answer of every step of which anything is known, the duties still open
and by when, the findings, and what cannot be judged and why. Each is worked out when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules import exits, record, stress, timeline
from hotline_rules._process import Process, is_adverse
from hotline_rules._verdict import Deadlines, StageVerdict, State, Window
from hotline_rules.answering import Answer, DutyState, check_told
from hotline_rules.clock import When
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor, Modality
from hotline_rules.steps import Rooms, Step
from hotline_rules.stress import Stress, Subject
from hotline_rules.ticket import Ticket
from hotline_rules.timeline import Held

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

__all__ = ["Finding", "Owed", "Review", "Severity", "Unjudged", "review"]

_STILL_OWED = (State.OPEN, State.OVERDUE, State.EXTENSION_PENDING)
_OPEN = ("ask", "undetermined")


class Owed(NamedTuple):
    """Something still to be done: a stage that is open or overdue, with its due, or a duty that comes with an answer.

    `due` and `due_latest` are those of the stage (both inclusive); a duty without a number has none. `shown` is false
    where the log says that it was not done, `None` where it says nothing.
    """

    provision: str
    modality: Modality
    actor: Actor
    unit: str | None
    round: int | None
    stage: str | None = None
    due: datetime | None = None
    due_latest: datetime | None = None
    step: str | None = None
    duty: DutyState | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "provision": self.provision,
            "modality": self.modality.value,
            "actor": self.actor.value,
            "unit": self.unit,
            "round": self.round,
            "stage": self.stage,
            "due": self.due.isoformat() if self.due else None,
            "due_latest": self.due_latest.isoformat() if self.due_latest else None,
            "step": self.step,
            "duty": self.duty.duty.id if self.duty else None,
        }


class Unjudged(NamedTuple):
    """Something that cannot be judged: a stage or a step, why, and what would still have to be told."""

    about: str
    round: int | None
    why: str | None
    ask: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {**self._asdict(), "ask": list(self.ask), "hangs_on": list(self.hangs_on)}


class Review:
    """Everything said of one ticket at one instant under one city's rules."""

    def __init__(self, process: Process, *, stressed: bool = False) -> None:
        self.ticket = process.told
        self.city = process.city
        self.as_of = process.now
        """The instant asked about, in the city's zone."""
        self.rooms = Rooms(process)
        """What each room says, asked when it is wanted."""
        self._process = process
        self._stressed = stressed

    # -- deadlines ------------------------------------------------------------------------------------------------

    @property
    def answer(self) -> Deadlines:
        """The answer of `deadlines.check`."""
        return self._process.deadlines

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

    # -- the other rooms --------------------------------------------------------------------------------------------

    @property
    def acceptance(self) -> Answer | None:
        """Whether the matter is to be accepted; `None` where the city states nothing on acceptance."""
        return self.rooms.acceptance

    @property
    def recheck(self) -> Answer | None:
        """What was found after dispatch; `None` where the ticket was not sent out, or the city has no such step."""
        return self.rooms.recheck

    @cached_property
    def steps(self) -> dict[Step, Answer]:
        """The answer of every step of which anything is known."""
        return self.rooms.touched()

    @cached_property
    def timeline(self) -> tuple[Held, ...]:
        """Every stretch of the ticket's life, with who held it."""
        return timeline.judge(self._process)

    @cached_property
    def stress(self) -> tuple[Stress, ...] | None:
        """The stress test of every verdict and step, where it was asked for."""
        return stress.test(self.ticket, self.city, as_of=self._process.as_of) if self._stressed else None

    def stressed(self, verdict: StageVerdict) -> Stress | None:
        """The stress test of one verdict; `None` where none was asked for."""
        subject = Subject(verdict.stage, verdict.round, verdict.unit, verdict.n)
        return next((one for one in self.stress or () if one.subject == subject), None)

    # -- what must be written down ------------------------------------------------------------------------------------

    @cached_property
    def lateness(self) -> tuple[Finding, ...]:
        """The findings that something was late or is overdue, in the order of the stages."""
        rules, regulation = self.city.deadlines, self.city.regulation
        windows = {w.name for w in (rules.return_window, rules.extension_window) if w}
        return tuple(
            Finding(
                self.ticket.id,
                v.state.value,
                Severity.DEVIATION if v.modality is Modality.IN_PRINCIPLE or v.stage in windows else Severity.BREACH,
                regulation.provision(v.provision).force or regulation.force,
                v.provision,
                v.modality,
                _owes(self.city, v),
                v.unit,
                v.round,
                v.late_since,
                v,
                _law_cited(v),
            )
            for v in self.stages
            if is_adverse(v)
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything an auditor must write down: lateness first, then the process, then the record."""
        rooms = self.rooms
        return (
            *self.lateness,
            *self._of_acceptance(),
            *rooms.urgency.findings,
            *rooms.routing.findings,
            *exits.judge(self._process),
            *rooms.extensions.findings,
            *rooms.returns.findings,
            *rooms.closing.findings,
            *self._of_duties(),
            *rooms.checks.findings,
            *record.judge(self._process),
        )

    def _of_acceptance(self) -> Iterator[Finding]:
        """Refused though it is to be accepted, or sent out though it is not."""
        answer, process = self.acceptance, self._process
        if answer is None or not answer.touched:
            return
        place, binds = _established(answer)
        refused, sent = process.of_type("refused"), process.of_type("transferred", "arrived")
        if answer.outcome == "accept" and refused and not sent:
            yield process.found(
                "refused_without_ground", Severity.DEVIATION, place, on=Actor.INTAKE, modality=binds,
                at=refused[0].first,
            )  # fmt: skip
        if answer.outcome in ("refuse", "refer") and sent:
            yield process.found(
                "sent_though_excluded", Severity.NOTE, place, on=Actor.INTAKE, modality=binds, at=sent[0].first
            )

    def _of_duties(self) -> Iterator[Finding]:
        """Duties of which the log itself says that they were not done; one that a check names is told there."""
        named = {place for one in self.rooms.checks.checked if one.kept is False for place in one.check.shown_by}
        told: set[tuple[str, str]] = set()
        for answer in self.steps.values():
            for state in answer.duties:
                duty = state.duty
                if not self._undone(state) or named & set(duty.shown_by) or (duty.id, duty.provision) in told:
                    continue
                told.add((duty.id, duty.provision))
                weight = Severity.BREACH if duty.modality in (Modality.DUTY, Modality.BAR) else Severity.DEVIATION
                yield self._process.found(
                    "duty_not_done", weight, duty.provision, on=duty.actor, modality=duty.modality, about=(duty.id,)
                )

    def _undone(self, state: DutyState) -> bool:
        """Whether a duty was not done: the log says so, or the due of its stage passed and the log carries its act."""
        within = self._within(state)
        if state.done is not None or within is None or within.due_latest is None:
            return state.done is False
        carried = all(self._process.carries(place.partition(".")[0]) for place in state.duty.shown_by)
        return carried and within.due_latest < self.as_of and within.state is not State.SUPERSEDED

    def _within(self, state: DutyState) -> StageVerdict | None:
        """The stage, in its last turn, by whose due a duty must be done."""
        verdicts = self._process.verdicts(state.duty.within) if state.duty.within else []
        return verdicts[-1] if verdicts else None

    @cached_property
    def duties(self) -> tuple[Owed, ...]:
        """What is still to be done, and by when: stages by their dues, then duties the log does not show done."""
        stages = [
            Owed(v.provision, v.modality, _owes(self.city, v), v.unit, v.round, v.stage, v.due, v.due_latest)
            for v in sorted(self.stages, key=lambda v: v.due or self.as_of)
            if v.state in _STILL_OWED and v.why is None and v.done is None
        ]
        return (*stages, *self._owed_by_answers())

    def _owed_by_answers(self) -> Iterator[Owed]:
        """The duties that come with the answers and that the log does not show; bars are no tasks."""
        told: set[tuple[str, str]] = set()
        for step, answer in self.steps.items():
            for state in answer.duties:
                duty = state.duty
                if state.done or duty.modality is Modality.BAR or (duty.id, duty.provision) in told:
                    continue
                told.add((duty.id, duty.provision))
                within = self._within(state)
                due, latest = (within.due, within.due_latest) if within else (None, None)
                yield Owed(
                    duty.provision, duty.modality, duty.actor, None, step.round, None, due, latest, step.name, state
                )
        yield from self._owed_by_checks()

    def _owed_by_checks(self) -> Iterator[Owed]:
        """What the log itself shows to be owed, unless the same comes with an answer."""
        told = {(s.duty.provision, s.duty.shown_by) for answer in self.steps.values() for s in answer.duties}
        for one in self.rooms.checks.checked:
            duty = one.check.duty
            if one.check.owed and one.applies and not one.kept and (duty.provision, duty.shown_by) not in told:
                yield Owed(duty.provision, duty.modality, duty.actor, None, None, duty=DutyState(duty, one.kept))

    @cached_property
    def cannot_judge(self) -> tuple[Unjudged, ...]:
        """What cannot be judged, and what it hangs on."""
        stages = [Unjudged(v.stage, v.round, v.why) for v in self.undecided]
        open_steps = [
            Unjudged(step.name, step.round, answer.why or answer.outcome, answer.ask, answer.hangs_on)
            for step, answer in self.steps.items()
            if answer.outcome in _OPEN
        ]
        return (*stages, *open_steps)

    # -- as JSON ------------------------------------------------------------------------------------------------------

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
            "timeline": [held.as_dict() for held in self.timeline],
            "acceptance": self.acceptance and self.acceptance.as_dict(),
            "recheck": self.recheck and self.recheck.as_dict(),
            "stages": [verdict.as_dict(trace=trace) for verdict in self.stages],
            "may_still": [window.as_dict() for window in self.may_still],
            "steps": [
                {"step": step.name, "round": step.round, "n": step.n, **answer.as_dict()}
                for step, answer in self.steps.items()
                if answer is not self.acceptance and answer is not self.recheck
            ],
            "urgency": self.rooms.urgency.as_dict() if self.rooms.urgency.chain else None,
            "extensions": [one.as_dict() for one in self.rooms.extensions.requests],
            "returns": [one.as_dict() for one in self.rooms.returns.requests],
            "contents": [one.as_dict() for one in self.rooms.closing.contents],
            "keep_until": self.rooms.closing.keep_until and self.rooms.closing.keep_until.isoformat(),
            "alerts": [one.as_dict() for one in self.rooms.supervision.alerts],
            "checks": [
                one.as_dict() for one in self.rooms.checks.checked if one.kept is not None and one.applies is not False
            ],
            "duties": [owed.as_dict() for owed in self.duties],
            "findings": [self._finding(finding) for finding in self.findings],
            "cannot_judge": [one.as_dict() for one in self.cannot_judge],
            **told,
            "notes": list(self.answer.notes),
            "ref": self.ticket.ref,
        }

    def _finding(self, finding: Finding) -> dict[str, Any]:
        """A finding as plain JSON values, with its stress test if there was one."""
        tested = self.stressed(finding.verdict) if finding.verdict else None
        if tested is None:
            return finding.as_dict()
        flips = [{"readings": dict(flip.readings), "to": flip.to} for flip in tested.flips]
        return {**finding.as_dict(), "firm": tested.firm, "flips": flips}


def _law_cited(verdict: StageVerdict) -> tuple[str, ...]:
    """The law that set a shorter limit, as it is noted: it is that text which was not kept (AMB-54)."""
    return tuple(note.removeprefix("cite:") for note in verdict.notes if note.startswith("cite:"))


def _established(answer: Answer) -> tuple[str | None, Modality | None]:
    """The provision that an outcome rests on for certain, and how its rule binds, if that is told apart.

    Where the outcome is certain and which ground leads is not, that of a ground that holds; where none of them holds
    for certain by itself, the provision of the table, and no single ground.
    """
    certain = next((ground.rule for ground in answer.grounds if ground.certain), None)
    if answer.provision is None and certain is None:
        return (answer.table.provision if answer.table else None), None
    leads = next((g.rule for g in answer.grounds if g.rule.provision == answer.provision), certain)
    return answer.provision or (certain.provision if certain else None), leads.modality if leads else None


def _owes(city: Jurisdiction, verdict: StageVerdict) -> Actor:
    """Whom a stage binds."""
    scopes = {stage.name: stage.scope for stage in city.deadlines.stages}
    return Actor.HOTLINE if scopes.get(verdict.stage) == "hotline" else Actor.UNIT


def review(ticket: Ticket, city: Jurisdiction, *, as_of: When, stressed: bool = False) -> Review:
    """Return the review of a ticket as it stood at `as_of` (an instant, or a date: the end of that day).

    With `stressed`, every answer is recomputed under the admissible combinations of the readings it rests on.
    Raises as `acceptance.check` and `deadlines.check` do.
    """
    if city.tables:
        check_told(ticket, city)
    return Review(Process(ticket, city, as_of), stressed=stressed)
