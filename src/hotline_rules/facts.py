"""Facts in four input states, and the three-valued logic over them.

A fact is answered yes (`True`) or no (`False`), was asked in vain (`"unknown"`), or was not asked (`None` or
absent). The two last are both *not known*, and nothing that is not known is ever taken for a yes or a no;
they differ in what to do next: one can still be asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from pydantic import field_validator

from hotline_rules._model import Model
from hotline_rules.errors import ContradictoryFactsError, UnknownNameError

Answer = bool | Literal["unknown"] | None
"""One of the four input states of a fact."""

Truth = bool | None
"""Kleene's three values; `None` is *not known*."""


def truth(answer: Answer) -> Truth:
    """The truth value of an answer: both ways of not knowing are `None`."""
    return answer if isinstance(answer, bool) else None


def all_of(values: Iterable[Truth]) -> Truth:
    """Kleene's and: no if any is no, else not known if any is not known, else yes. Empty: yes."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """Kleene's or: yes if any is yes, else not known if any is not known, else no. Empty: no."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def negation(value: Truth) -> Truth:
    """Kleene's not: what is not known stays so."""
    return None if value is None else not value


class Fact(Model):
    """A question of fact that a person answers; the library never guesses it.

    `question` is what intake staff can read out, `label` its short name, `not_meant` what it is *not*.
    `presupposes` names facts that are yes wherever this one is, `excludes` those that cannot be yes beside it.
    `readings` are the open points that shaped the question.
    """

    name: str
    label_zh: str
    label_en: str
    question_zh: str
    question_en: str
    not_meant_zh: str = ""
    not_meant_en: str = ""
    presupposes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Facts with which it is easily confused: other cities ask those instead."""
    readings: tuple[str, ...] = ()
    derived: bool = False
    """Worked out from the log by the library; nobody tells it."""

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, value: str) -> str:
        if not value.isidentifier() or value != value.lower():
            raise ValueError("accepted: a lower-case name such as must_litigate")
        return value


def question(
    name: str,
    label: tuple[str, str],
    asked: tuple[str, str],
    not_meant: tuple[str, str] = ("", ""),
    *,
    presupposes: tuple[str, ...] = (),
    excludes: tuple[str, ...] = (),
    related: tuple[str, ...] = (),
    readings: tuple[str, ...] = (),
) -> Fact:
    """Write one fact down: label, question and what it is not, each in Chinese and English."""
    return Fact(
        name=name,
        label_zh=label[0],
        label_en=label[1],
        question_zh=asked[0],
        question_en=asked[1],
        not_meant_zh=not_meant[0],
        not_meant_en=not_meant[1],
        presupposes=presupposes,
        excludes=excludes,
        related=related,
        readings=readings,
    )


Vocabulary = Mapping[str, Fact]
"""The facts that may be told, by name."""


Conflict = tuple[str, str, bool]
"""Two facts of which the first cannot be yes where the second has this answer."""


def conflicts_in(vocabulary: Vocabulary) -> tuple[Conflict, ...]:
    """Every pair of answers of which only one can be true."""
    return tuple(
        (fact.name, other, answer)
        for fact in vocabulary.values()
        for others, answer in ((fact.presupposes, False), (fact.excludes, True))
        for other in others
    )


def check_facts(told: Mapping[str, Answer], vocabulary: Vocabulary, conflicts: Iterable[Conflict]) -> None:
    """Refuse facts that cannot be used.

    Raises `UnknownNameError` for a name that is no fact, with the nearest first, and `ContradictoryFactsError` for
    two answers of which only one can be true.
    """
    if not told.keys() <= vocabulary.keys():
        unknown = next(name for name in told if name not in vocabulary)
        raise UnknownNameError("fact", unknown, vocabulary)
    for name, other, answer in conflicts:
        if name in told and told[name] is True and told.get(other) is answer:
            raise ContradictoryFactsError(name, other, is_yes=answer)


def implied(told: Mapping[str, Answer], conflicts: Collection[Conflict]) -> Mapping[str, Answer]:
    """The answers told, and those that follow from them by what the facts mean, where they were not asked."""
    more: dict[str, Answer] = {}
    for name, other, answer in conflicts:
        if told.get(name) is True and told.get(other) is None:
            more[other] = not answer
        elif told.get(name) is None and told.get(other) is answer:
            more[name] = False
    return implied({**told, **more}, conflicts) if more else told


def turned(told: Mapping[str, Answer], name: str, conflicts: Iterable[Conflict]) -> Mapping[str, Answer]:
    """The answers told with one turned round, and those it then contradicts turned too."""
    found = {**told, name: not told[name]}
    for one, other, answer in conflicts:
        if found.get(one) is True and found.get(other) is answer:
            if one == name:
                found[other] = not answer
            else:
                found[one] = False
    return found
