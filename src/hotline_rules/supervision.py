"""Supervision: what is to be supervised, reported or referred, on which ground; and when to warn of a due.

`SupervisionRules` is what a city states: its steps, one table each, in the order of escalation. The library refers: it
names the ground and the organ, and never decides that anybody is guilty. Warning thresholds are data; no text of the
four cities has any.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import Field, model_validator

from hotline_rules._model import Model
from hotline_rules._process import Process
from hotline_rules._verdict import StageVerdict, State
from hotline_rules.answering import Answer, check_outcomes
from hotline_rules.clock import Due, When
from hotline_rules.errors import OutsideCalendarError
from hotline_rules.facts import Answer as Told
from hotline_rules.facts import Vocabulary
from hotline_rules.rules import Condition, Duty, Otherwise, Rule, Table, table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

SUPERVISION_OUTCOMES = (
    "supervise", "urge", "report_up", "on_site", "refer_for_accountability", "hand_to_authorities", "correct", "none",
)  # fmt: skip
"""列入督办 | 督促、约谈 | 报上级督办或者研究 | 现场协调 | 移送追责 | 移交公安、司法机关等 | 提出整改意见 |
nothing follows."""


class Threshold(Model):
    """When to warn of a due: from the end of the n-th working day before it, or from the start of the n-th after it.

    `before=1` warns when one working day is left, `after=1` on the first working day after the due.
    """

    name: str
    before: int | None = Field(default=None, ge=1)
    after: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Threshold:
        if (self.before is None) == (self.after is None):
            raise ValueError("accepted: exactly one of before and after")
        return self


class SupervisionRules(Model):
    """What a city states on supervision: its steps, and the thresholds at which to warn."""

    steps: tuple[Table, ...]
    thresholds: tuple[Threshold, ...] = ()

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> SupervisionRules:
        for one in self.steps:
            check_outcomes(one, SUPERVISION_OUTCOMES)
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables of rules."""
        return self.steps


def step(
    name: str,
    provision: str,
    outcome: str,
    grounds: Iterable[tuple[str, Condition, str]],
    duty: Duty,
    vocabulary: Vocabulary,
    words: tuple[str, str],
) -> Table:
    """Write one step: any of its grounds (address, condition, and an id, or `""` for the address) leads to `outcome`.

    `duty` is what then follows, `words` how the outcome is told, in Chinese and English.
    """
    return table(
        name,
        provision,
        [Rule(id=name or place, provision=place, outcome=outcome, when=when) for place, when, name in grounds],
        Otherwise(provision=provision, outcome="none"),
        vocabulary,
        {outcome: (duty,)},
        words={outcome: words},
    )


class Alert(NamedTuple):
    """A threshold of a stage: from when it warns, and whether that instant has come."""

    name: str
    stage: str
    round: int
    unit: str | None
    since: datetime
    reached: bool

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {**self._asdict(), "since": self.since.isoformat()}


class Supervision(NamedTuple):
    """The answer of `supervision.check`: an answer a step, by the name of its table, and the warnings."""

    answers: dict[str, Answer]
    alerts: tuple[Alert, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "steps": {name: answer.as_dict() for name, answer in self.answers.items()},
            "alerts": [alert.as_dict() for alert in self.alerts],
        }


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Supervision:
    """Answer what supervision follows for a ticket as it stood at `as_of` (a date: the end of that day).

    Raises as `deadlines.check` and `acceptance.check` do.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Supervision:
    """The same for a process whose deadlines are known."""
    rules = process.city.supervision
    if rules is None:
        return Supervision({}, ())
    told = _facts(process)

    def rests(fact: str) -> set[str]:
        verdicts = {"handling_overdue": _handling(process), "signing_late": process.verdicts("sign")}.get(fact, [])
        return {name for verdict in verdicts for name in verdict.readings}

    answers = {one.name: process.answer(one, told, sent_out=True, rests=rests) for one in rules.steps}
    return Supervision(answers, tuple(_alerts(process, rules)) if rules.thresholds else ())


def _facts(process: Process) -> dict[str, Told]:
    """What the log and the deadlines show: overdue, signed late, supervised already."""
    return {
        "handling_overdue": _handling_overdue(process),
        "signing_late": _any(process.verdicts("sign"), State.OVERDUE, State.LATE),
        "was_supervised": process.happened("supervised"),
    }


_NOT_HANDLING = ("return", "extension_request", "special_law", "sign", "transfer", "notify")


def _handling_overdue(process: Process) -> Told:
    """Whether the last round is past a due and not finished (AMB-41); what is completed and lacks a reply is finished.

    Where the caller could not be reached, handling is judged by the feedback (AMB-73).
    """
    acts = _acts(process)
    if "handled" in acts:
        return False
    left = (v for v in _handling(process) if v.done is None)
    return _any([v for v in left if not (v.why == "caller_unreachable" and "fed_back" in acts)], State.OVERDUE)


def _acts(process: Process) -> set[str]:
    """The types of what was done in the last round."""
    last = max((leg.round for leg in process.legs), default=1)
    return {one.event.type for leg in process.legs if leg.round == last for one in leg.acts}


def _handling(process: Process) -> list[StageVerdict]:
    """The stages of handling, in the last round."""
    last = max((leg.round for leg in process.legs), default=1)
    return [v for v in process.deadlines.stages if v.round == last and v.stage not in _NOT_HANDLING]


def _any(verdicts: list[StageVerdict], *states: State) -> Told:
    """Whether one of the stages stands so: the turn that was taken from a unit counts no more as not handled."""
    if any(v.state in states and v.why is None for v in verdicts):
        return True
    return "unknown" if any(v.state is State.UNDETERMINED for v in verdicts) else False


def _alerts(process: Process, rules: SupervisionRules) -> list[Alert]:
    """The thresholds of every stage that is open or overdue."""
    found = []
    for verdict in process.deadlines.stages:
        if verdict.state not in (State.OPEN, State.OVERDUE):
            continue
        for threshold in rules.thresholds:
            since = _since(process, verdict, threshold)
            if since is not None:
                reached = process.now >= since
                found.append(Alert(threshold.name, verdict.stage, verdict.round, verdict.unit, since, reached))
    return found


def _since(process: Process, verdict: StageVerdict, threshold: Threshold) -> datetime | None:
    """From when a threshold warns: of a due that is a pair, before the earlier end and after the later one."""
    clock, due, latest = process.city.clock, verdict.due, verdict.due_latest
    if due is None or latest is None:
        return None
    pair = Due(due, latest, clock.calendar_day(due), clock.calendar_day(latest))
    try:
        if threshold.before is not None:
            return clock.days_before(pair, threshold.before).earliest
        last = clock.extended(pair, threshold.after or 1).last_day
    except OutsideCalendarError:
        return None
    return clock.midnight(last) if last else None
