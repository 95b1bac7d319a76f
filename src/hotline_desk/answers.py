"""Answers to questions of fact as people write them: which fact a name stands for, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from hotline_rules.errors import HotlineError, InvalidValueError
from hotline_rules.facts import Answer, Fact, Vocabulary, conflicts_in, implied
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.rules import Table, negated
from hotline_rules.wording import ANSWERS, Lang, pick

YES = ("是", "yes", "y", "true")
NO = ("否", "no", "n", "false")
UNKNOWN = ("不清楚", "unknown", "不知道", "不明", "?", "？")
_SHOWN = 5
"""How many of the nearest facts are listed."""
_LIKE = 0.6
"""How much alike the nearest are, if any is."""


def read_answer(text: str) -> Answer:
    """Read 是/否/不清楚, yes/no/unknown and the like; `None` for anything else."""
    plain = text.strip().lower()
    if plain in YES:
        return True
    if plain in NO:
        return False
    return "unknown" if plain in UNKNOWN else None


def answer_name(answer: Answer, lang: Lang) -> str:
    """Write an answer: 是, 否, 不清楚."""
    return pick(ANSWERS["unknown" if not isinstance(answer, bool) else "yes" if answer else "no"], lang)


def read_told(option: str, told: Iterable[str], city: Jurisdiction, table: Table, lang: Lang) -> dict[str, Answer]:
    """Read the values of an option that is written NAME=ANSWER; raises `HotlineError` for what cannot be read."""
    found: dict[str, Answer] = {}
    for text in told:
        name, answer = one_told(option, text, city, table, lang)
        if found.setdefault(name, answer) != answer:
            twice = (f"{option}：“{label(city, name, lang)}”告知了两个不同的答案", f"{option}: {name} is told twice")
            raise HotlineError(pick(twice, lang))
    return found


def one_told(option: str, text: str, city: Jurisdiction, table: Table, lang: Lang) -> tuple[str, Answer]:
    """Read one NAME=ANSWER."""
    name, equals, value = text.replace("＝", "=").rpartition("=")
    answer = read_answer(value)
    if not equals or not name.strip() or answer is None:
        example = pick(("名称=是、否、不清楚，如 must_litigate=是", "NAME=yes, no or unknown"), lang)
        raise InvalidValueError(option, text, example)
    return named(name.strip(), city, table, lang), answer


def named(text: str, city: Jurisdiction, table: Table, lang: Lang) -> str:
    """Return the fact a name stands for: its code, its label, or a part of a label that only one fact has.

    The facts this table asks come before the others of the city. Raises `HotlineError` listing what could be meant.
    """
    vocabulary = city.vocabulary
    if text in vocabulary:
        return text
    asked = {fact.name: fact for fact in table.facts}
    for exact in (True, False):
        for facts in (asked, vocabulary):
            found = [fact.name for fact in facts.values() if _is_called(fact, text, exact=exact)]
            if len(found) == 1:
                return found[0]
            if found:
                listed = names_listed(city, found, lang)
                many = (f"“{text}”可以指几项事实：{listed}", f"{text!r} could be any of: {listed}")
                raise HotlineError(pick(many, lang))
    raise HotlineError(no_fact(text, vocabulary, asked, lang))


def _is_called(fact: Fact, text: str, *, exact: bool) -> bool:
    labels = (fact.label_zh, fact.label_en.lower())
    return text.lower() in labels if exact else any(text.lower() in one for one in labels)


def no_fact(text: str, vocabulary: Vocabulary, asked: Iterable[str] = (), lang: Lang = "zh") -> str:
    """Say that a name is no fact, with the nearest, by code or by label; those in `asked` first where alike."""
    first = set(asked)

    def unlike(fact: Fact) -> tuple[float, bool]:
        names = (fact.name, fact.label_zh, fact.label_en)
        return -max(SequenceMatcher(None, text.lower(), one.lower()).ratio() for one in names), fact.name not in first

    ordered = sorted(vocabulary.values(), key=unlike)[:_SHOWN]
    nearest = [fact for fact in ordered if unlike(fact)[0] <= -_LIKE] or ordered
    listed = pick(("、", ", "), lang).join(_with_label(fact, lang) for fact in nearest)
    return pick(
        (
            f"这个城市没有“{text}”这项事实；最接近的：{listed}；全部见 hotline facts",
            f"unknown fact {text!r} in this city; nearest: {listed}; all of them: hotline facts",
        ),
        lang,
    )


def names_listed(city: Jurisdiction, names: Iterable[str], lang: Lang) -> str:
    """List facts, each by its code with its label."""
    return pick(("、", ", "), lang).join(_with_label(city.vocabulary[name], lang) for name in names)


def _with_label(fact: Fact, lang: Lang) -> str:
    return pick((f"{fact.name}（{fact.label_zh}）", f"{fact.name} ({fact.label_en})"), lang)


def label(city: Jurisdiction, name: str, lang: Lang) -> str:
    """Return the label of a fact."""
    fact = city.vocabulary[name]
    return pick((fact.label_zh, fact.label_en), lang)


# -- all the others -----------------------------------------------------------------------------------------------


def following(told: Mapping[str, Answer], vocabulary: Vocabulary) -> dict[str, Answer]:
    """The answers that follow from those told by what the facts mean, where they were not told themselves."""
    conflicts, before, found = conflicts_in(vocabulary), dict[str, Answer](), dict(told)
    while found != before:
        before, found = found, dict(implied(found, conflicts))
    return {name: answer for name, answer in found.items() if told.get(name) is None and answer is not None}


def all_else_no(told: Mapping[str, Answer], table: Table, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts a table asks that were not told, to be answered no.

    Left out are those settled by what was told, and those whose no would help a rule to hold.
    """
    given = {name for name, answer in told.items() if answer is not None}
    kept = given | following(told, vocabulary).keys() | helping_by_no(table)
    return tuple(fact.name for fact in table.facts if fact.name not in kept and not fact.derived)


def helping_by_no(table: Table) -> frozenset[str]:
    """The facts whose *no* helps a rule of a table to hold: a no nobody gave must not be a reason."""
    return frozenset().union(*(negated(rule.when) for rule in table.rules))


def still_needed(told: Mapping[str, Answer], table: Table, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts a table asks that were not told, are not settled by what was told, and are not taken for a no."""
    others = all_else_no(told, table, vocabulary)
    given = {name for name, answer in told.items() if answer is not None}
    known = given | following({**told, **dict.fromkeys(others, False)}, vocabulary).keys() | {*others}
    return tuple(fact.name for fact in table.facts if fact.name not in known and not fact.derived)


def no_part(told: Mapping[str, Answer], table: Table, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Those of the facts told that a table does not ask, and from which nothing follows that it does."""
    asked = {fact.name for fact in table.facts}
    return tuple(
        name
        for name, answer in told.items()
        if name not in asked and asked.isdisjoint(following({name: answer}, vocabulary))
    )


def related(name: str, table: Table, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The facts a table asks that are easily confused with one it does not ask, as the facts themselves say."""
    named = vocabulary[name].related
    return tuple(fact for fact in table.facts if fact.name in named or name in fact.related)
