"""Every answer that the rooms give of one ticket, by step: what the stress test, the audit and receipts go through."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from hotline_rules import acceptance, checks, closing, extensions, returns, rights, routing, supervision, urgency
from hotline_rules._process import Process
from hotline_rules.answering import Answer


class Step(NamedTuple):
    """A step of the process: the name of its table, and of a request or a callback its round and which of the round."""

    name: str
    round: int | None = None
    n: int | None = None


class Rooms:
    """What the rooms say of one process, each asked once and only when it is wanted."""

    def __init__(self, process: Process) -> None:
        self.process = process

    @cached_property
    def acceptance(self) -> Answer | None:
        """Whether the matter is to be accepted; `None` where the city states nothing on it."""
        return acceptance.check(self.process.ticket, self.process.city) if self.process.city.acceptance else None

    @cached_property
    def recheck(self) -> Answer | None:
        """What was found after dispatch; `None` where it was not sent out, or the city has no such step."""
        rules = self.process.city.acceptance
        if rules is None or rules.recheck is None or not acceptance.was_sent_out(self.process.ticket):
            return None
        return acceptance.recheck(self.process.ticket, self.process.city)

    @cached_property
    def urgency(self) -> urgency.Urgency:
        """How urgent it is, and how far the chain of an urgent matter is."""
        return urgency.judge(self.process)

    @cached_property
    def routing(self) -> routing.Routing:
        """Who deals with it, and how."""
        return routing.judge(self.process)

    @cached_property
    def extensions(self) -> extensions.Extensions:
        """Every request for more time."""
        return extensions.judge(self.process)

    @cached_property
    def returns(self) -> returns.Returns:
        """Where the unit stands, and every request to return."""
        return returns.judge(self.process)

    @cached_property
    def closing(self) -> closing.Closing:
        """Callback, re-handling, ending, contents, archives."""
        return closing.judge(self.process)

    @cached_property
    def supervision(self) -> supervision.Supervision:
        """What supervision follows."""
        return supervision.judge(self.process)

    @cached_property
    def rights(self) -> rights.Rights:
        """Which rights the caller has."""
        return rights.judge(self.process)

    @cached_property
    def checks(self) -> checks.Checks:
        """Every named check."""
        return checks.judge(self.process)

    def answers(self) -> Iterator[tuple[Step, Answer]]:
        """Every answer, in the order of the process."""
        for one in (self.acceptance, self.recheck, self.urgency.tier, *self.routing.answers.values()):
            if one is not None:
                yield Step(_name(one)), one
        yield from _numbered((one.round, one.answer) for one in self.extensions.requests)
        if self.returns.standing:
            yield Step(_name(self.returns.standing)), self.returns.standing
        yield from _numbered((one.round, one.answer) for one in self.returns.requests)
        yield from _numbered((one.round, one.answer) for one in self.closing.callbacks)
        others = (self.closing.ending, self.closing.publication)
        for one in (*others, *self.supervision.answers.values(), *self.rights.answers.values()):
            if one is not None:
                yield Step(_name(one)), one

    def touched(self) -> dict[Step, Answer]:
        """The answers of which anything is known, and all on what the log shows to have happened."""
        return {step: one for step, one in self.answers() if step.round is not None or one.touched}


def _name(answer: Answer) -> str:
    """The name of the table that was asked."""
    return answer.table.name if answer.table else ""


def _numbered(found: Iterator[tuple[int, Answer]]) -> Iterator[tuple[Step, Answer]]:
    """Number the answers of one sort within their round."""
    seen: dict[int, int] = {}
    for number, answer in found:
        seen[number] = seen.get(number, 0) + 1
        yield Step(_name(answer), number, seen[number]), answer
