"""Rights of the caller: to know, to a reply, to an explanation, to rate, to complain, to confidentiality.

`RightsRules` is what a city states, one table a right. `check` answers which of them the caller has in this matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_validator

from hotline_rules._model import Model
from hotline_rules._process import Process
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
    readings: tuple[str, ...] = (),
) -> Table:
    """Write one right: when the caller has it, what is then owed, and how it is told in Chinese and English."""
    rule = Rule(id=name, provision=provision, outcome="entitled", when=when, duties=(duty,), readings=readings)
    otherwise = Otherwise(provision=provision, outcome="not_entitled")
    return table(name, provision, [rule], otherwise, vocabulary, words={"entitled": words})


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
    told = {"reply_overdue": _reply_overdue(process)}
    return Rights({one.name: process.answer(one, told, sent_out=True) for one in rules.tables})


def _reply_overdue(process: Process) -> Told:
    """Whether the due of the reply (else of the handling) has passed with no reply; never, where none is wanted."""
    if process.ticket.reply_waived or process.of_type("replied"):
        return False
    names = process.city.deadlines.handling
    verdicts = [v for name in names for v in process.verdicts(name)]
    if not verdicts:
        return False
    return _passed(process, verdicts[-1])


def _passed(process: Process, verdict: StageVerdict) -> Told:
    if not process.carries("replied") or verdict.due is None:
        return "unknown" if verdict.state is not State.NOT_APPLICABLE else False
    if verdict.state in (State.NOT_APPLICABLE, State.WAIVED, State.SUPERSEDED):
        return False
    if process.now <= verdict.due:
        return False
    return True if verdict.due_latest and process.now > verdict.due_latest else "unknown"
