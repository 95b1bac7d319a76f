"""The stress test: one ticket judged again under every admissible combination of the readings its answers rest on.

An answer is *firm* if all combinations agree (late and overdue do). Otherwise it names the fewest readings that flip
it, and to what. A reading that changes an answer by itself is tried even where no answer says that it rested on it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules import acceptance, deadlines, steps
from hotline_rules._process import Process
from hotline_rules.answering import Answer, known_by
from hotline_rules.clock import When
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

LIMIT = 4096
"""How many combinations are tried; of more, each reading is tried alone."""

ABSENT = "absent"
"""The state of a stage that a combination does not know."""

_ADVERSE = ("late", "overdue")


class Subject(NamedTuple):
    """What is tested: a stage of one round and unit, `acceptance`, `recheck`, or another step by its table's name."""

    stage: str
    round: int | None = None
    unit: str | None = None
    n: int | None = None


class Flip(NamedTuple):
    """A change of readings that changes the answer: the options taken instead, and the state or outcome then."""

    readings: tuple[tuple[str, str], ...]
    to: str


class Stress(NamedTuple):
    """What the test says of one answer.

    `state` is the answer under the city's own readings: a stage's state (`absent` for one that only another reading
    knows, and would find late), or an outcome of acceptance, while that is open with what is possible
    (`ask:accept,refuse`). `flips` are those of the fewest readings, `readings` those with another option to try that
    it rested on in any combination. `tried` counts the combinations; `complete` is false where there were too many and
    each reading was tried alone.
    """

    subject: Subject
    state: str
    flips: tuple[Flip, ...]
    readings: tuple[str, ...]
    tried: int
    complete: bool

    @property
    def firm(self) -> bool:
        """Whether every combination tried agrees."""
        return not self.flips

    def as_dict(self) -> dict[str, Any]:
        """Return the result as plain JSON values."""
        return {
            **self.subject._asdict(),
            "state": self.state,
            "firm": self.firm,
            "flips": [{"readings": dict(flip.readings), "to": flip.to} for flip in self.flips],
            "readings": list(self.readings),
            "tried": self.tried,
            "complete": self.complete,
        }


Answers = Mapping[Subject, tuple[str, tuple[str, ...]]]
"""The state of each subject, and the readings it rested on."""


def test(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> tuple[Stress, ...]:
    """Test every verdict, the acceptance, and every other step of one ticket of which anything is known."""
    return (
        *_explored(city, lambda one: _verdicts(ticket, one, as_of)),
        *_explored(city, lambda one: _acceptance(known_by(ticket, one, as_of), one)),
        *_explored(city, lambda one: _others(ticket, one, as_of)),
    )


def _verdicts(ticket: Ticket, city: Jurisdiction, as_of: When) -> Answers:
    answer = deadlines.check(ticket, city, as_of=as_of)
    return {Subject(v.stage, v.round, v.unit, v.n): (v.state.value, v.readings) for v in answer.stages}


def _acceptance(ticket: Ticket, city: Jurisdiction) -> Answers:
    found = {Subject("acceptance"): acceptance.check(ticket, city)}
    if acceptance.was_sent_out(ticket) and city.acceptance and city.acceptance.recheck:
        found[Subject("recheck")] = acceptance.recheck(ticket, city)
    return {subject: (_told(answer), answer.readings) for subject, answer in found.items()}


def _others(ticket: Ticket, city: Jurisdiction, as_of: When) -> Answers:
    """The other steps of which anything is known, each request and callback apart."""
    return {
        Subject(step.name, step.round, None, step.n): (_told(answer), answer.readings)
        for step, answer in steps.Rooms(Process(ticket, city, as_of)).touched().items()
        if step.name not in ("intake", "recheck")
    }


def _told(answer: Answer) -> str:
    """The outcome; while it is open, with the outcomes still possible: `ask:accept,refuse`."""
    return answer.outcome if len(answer.possible) < 2 else f"{answer.outcome}:{','.join(answer.possible)}"


def _explored(city: Jurisdiction, run: Callable[[Jurisdiction], Answers]) -> list[Stress]:
    """Run under every combination of the readings met, until no combination meets another reading."""
    base = run(city)
    tried: dict[frozenset[tuple[str, str]], Answers] = {frozenset(): base}
    options = _options(city, base, _turning(city, base, run))
    while True:
        complete = prod(len(o) + 1 for o in options.values()) <= LIMIT
        for combination in _combinations(options, together=complete):
            if combination not in tried:
                tried[combination] = run(city.variant(dict(combination)))
        more = {name: o for answers in tried.values() for name, o in _options(city, answers).items()}
        if more.keys() <= options.keys():
            break
        options |= more
    return [
        _compared(subject, base, tried, options, complete=complete)
        for subject in dict.fromkeys(subject for answers in tried.values() for subject in answers)
        if subject in base or any(_state(answers, subject) in _ADVERSE for answers in tried.values())
    ]


def _options(city: Jurisdiction, answers: Answers, more: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """The other admissible options of every reading the answers rested on, and of some more."""
    met = {*more, *(name for _, readings in answers.values() for name in readings)}
    return {name: others for name, others in city.alternatives.items() if name in met}


def _turning(city: Jurisdiction, base: Answers, run: Callable[[Jurisdiction], Answers]) -> set[str]:
    """The readings of the city that change an answer by themselves, though none rested on them."""
    return {
        name
        for name, others in city.alternatives.items()
        if any(_differ(base, run(city.variant({name: option}))) for option in others)
    }


def _differ(one: Answers, other: Answers) -> bool:
    return {subject: state for subject, (state, _) in one.items()} != {s: state for s, (state, _) in other.items()}


def _combinations(options: Mapping[str, tuple[str, ...]], *, together: bool) -> list[frozenset[tuple[str, str]]]:
    """The changes to try: every combination of other options, or each of them alone."""
    if not together:
        return [frozenset([(name, option)]) for name, others in options.items() for option in others]
    ways = [[None, *((name, option) for option in others)] for name, others in options.items()]
    return [frozenset(change for change in way if change) for way in product(*ways)]


def _compared(
    subject: Subject,
    base: Answers,
    tried: Mapping[frozenset[tuple[str, str]], Answers],
    options: Mapping[str, tuple[str, ...]],
    *,
    complete: bool,
) -> Stress:
    """Compare one subject over all that was tried, and keep the flips of the fewest readings."""
    state = _state(base, subject)
    flips = {change: to for change, answers in tried.items() if not _agree(to := _state(answers, subject), state)}
    least = [change for change in flips if not any(other < change for other in flips)]
    found = sorted(Flip(tuple(sorted(change)), flips[change]) for change in least)
    met = {name for answers in tried.values() if subject in answers for name in answers[subject][1]}
    return Stress(subject, state, tuple(found), tuple(sorted(met & options.keys())), len(tried), complete)


def _agree(one: str, other: str) -> bool:
    """Whether two states say the same of whoever had to act: late and overdue both accuse."""
    return one == other or (one in _ADVERSE and other in _ADVERSE)


def _state(answers: Answers, subject: Subject) -> str:
    return answers[subject][0] if subject in answers else ABSENT
