"""Rights of the caller: to know, to a reply, to an explanation, to rate, to complain, to confidentiality.

`RightsRules` is what a city states, one table a right. `check` answers which of them the caller has in this matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_validator

from hotline_rules._acts import discharged
from hotline_rules._model import Model
from hotline_rules._process import Process
from hotline_rules._stage_rules import Done
from hotline_rules._verdict import StageVerdict, State
from hotline_rules.answering import Answer, check_outcomes
from hotline_rules.clock import When
from hotline_rules.facts import Answer as Told
from hotline_rules.facts import Vocabulary
from hotline_rules.rules import Condition, Duty, Otherwise, Rule, Table, table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

RIGHTS_OUTCOMES = ("entitled", "not_entitled")
"""有权 | 没有这项权利 (or it is not in question)."""


class RightsRules(Model):
    """What a city states on the rights of callers: one table a right, each with a name of its own."""

    tables: tuple[Table, ...]

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> RightsRules:
        for one in self.tables:
            check_outcomes(one, RIGHTS_OUTCOMES)
        return self


def right(
    name: str,
    provision: str,
    when: Condition,
    duty: Duty,
    vocabulary: Vocabulary,
    words: tuple[str, str],
    *,
    otherwise: tuple[str, str] = ("没有要求，或者不在这项权利之内", "Not asked for, or not within this right"),
    readings: tuple[str, ...] = (),
) -> Table:
    """Write one right: when the caller has it, what is then owed, and how it is told in Chinese and English.

    `otherwise` tells that the caller has it not.
    """
    rule = Rule(id=name, provision=provision, outcome="entitled", when=when, duties=(duty,), readings=readings)
    last = Otherwise(provision=provision, outcome="not_entitled")
    return table(name, provision, [rule], last, vocabulary, words={"entitled": words, "not_entitled": otherwise})


class Rights(NamedTuple):
    """The answer of `rights.check`: an answer a right, by the name of its table."""

    answers: dict[str, Answer]

    def as_dict(self) -> dict[str, Any]:
        """Return the answers as plain JSON values."""
        return {name: answer.as_dict() for name, answer in self.answers.items()}


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Rights:
    """Answer which rights the caller has, as the ticket stood at `as_of` (a date: the end of that day).

    Raises as `deadlines.check` and `acceptance.check` do.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Rights:
    """The same for a process whose deadlines are known."""
    rules = process.city.rights
    if rules is None:
        return Rights({})
    verdict = _reply_stage(process)
    told = {"reply_overdue": _reply_overdue(process, verdict)}

    def rests(fact: str) -> tuple[str, ...]:
        return verdict.readings if verdict and fact == "reply_overdue" else ()

    return Rights({one.name: process.answer(one, told, sent_out=True, rests=rests) for one in rules.tables})


def _reply_stage(process: Process) -> StageVerdict | None:
    """The stage by whose due the reply is owed, in its last turn."""
    verdicts = [v for name in process.city.deadlines.handling for v in process.verdicts(name)]
    return verdicts[-1] if verdicts else None


def _reply_overdue(process: Process, verdict: StageVerdict | None) -> Told:
    """Whether the due of the reply has passed with none in the last round; never, where none is wanted.

    A city that sets no limit of its own for the reply is taken to owe it by the limit of the handling (AMB-15).
    """
    if process.ticket.reply_waived or verdict is None or not process.legs:
        return False
    if verdict.state in (State.NOT_APPLICABLE, State.WAIVED, State.SUPERSEDED):
        return False
    if verdict.due is not None and process.now <= verdict.due:
        return False
    replied, unsure, _ = discharged(
        process.matter, _reply_of(process, verdict), process.legs[-1].acts, process.legs[-1]
    )
    if replied and not unsure:
        return False
    if unsure or verdict.due_latest is None or process.now <= verdict.due_latest:
        return "unknown"
    return True


def _reply_of(process: Process, verdict: StageVerdict) -> Done:
    """What counts as the reply of a stage: by the option that asks for one, where handling can be shown otherwise."""
    stage = next(one for one in process.city.deadlines.stages if one.name == verdict.stage)
    return stage.done.get("reply") or next(iter(stage.done.values()))
