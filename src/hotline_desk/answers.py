"""Answers to questions of fact as people write them: which fact a name stands for, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher

from hotline_rules.errors import HotlineError, InvalidValueError
from hotline_rules.facts import Answer, Fact, Vocabulary
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.rules import Table
from hotline_rules.wording import ANSWERS, Lang, pick

YES = ("是", "yes", "y", "true")
NO = ("否", "no", "n", "false")
UNKNOWN = ("不清楚", "unknown", "不知道", "不明", "?", "？")
_SHOWN = 5
"""How many of the nearest facts are listed."""
_LIKE = 0.6
"""How much alike the nearest are, if any is."""
_STEM = 7
"""How many letters make a stem."""


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


def all_else_no(told: Mapping[str, Answer], table: Table, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts a table asks that were not told, to be answered no: all that can be no beside what was told."""
    given = {name for name, answer in told.items() if answer is not None}
    kept = given | _presupposed((name for name, answer in told.items() if answer is True), vocabulary)
    return tuple(fact.name for fact in table.facts if fact.name not in kept and not fact.derived)


def _presupposed(names: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    """The facts that are yes wherever these are, and those that are yes wherever they are, and so on."""
    found: set[str] = set()
    todo = list(names)
    while todo:
        more = set(vocabulary[todo.pop()].presupposes) - found
        found |= more
        todo += more
    return found


def still_needed(told: Mapping[str, Answer], table: Table, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The facts a table asks that were not told, but must be yes beside what was told: never taken for a no."""
    others = all_else_no(told, table, vocabulary)
    return tuple(f.name for f in table.facts if told.get(f.name) is None and f.name not in others and not f.derived)


def no_part(names: Iterable[str], table: Table) -> tuple[str, ...]:
    """Those of some facts that a table does not ask."""
    asked = {fact.name for fact in table.facts}
    return tuple(name for name in names if name not in asked)


def related(name: str, table: Table, vocabulary: Vocabulary) -> tuple[Fact, ...]:
    """The facts a table asks that are about the same thing as one it does not ask.

    Two are, if one names the other as presupposed or excluded, or if their names share a stem (`in_litigation`,
    `must_litigate`) and their Chinese labels a word.
    """
    one = vocabulary[name]
    return tuple(fact for fact in table.facts if _linked(one, fact) or (_stem(one, fact) and _word(one, fact)))


def _linked(one: Fact, other: Fact) -> bool:
    return other.name in (*one.presupposes, *one.excludes) or one.name in (*other.presupposes, *other.excludes)


def _stem(one: Fact, other: Fact) -> bool:
    """Whether two names have a word that begins alike."""
    stems = [{word[:_STEM] for word in fact.name.split("_") if len(word) >= _STEM} for fact in (one, other)]
    return bool(stems[0] & stems[1])


def _word(one: Fact, other: Fact) -> bool:
    """Whether two Chinese labels share two characters in a row."""
    pairs = [{fact.label_zh[i : i + 2] for i in range(len(fact.label_zh) - 1)} for fact in (one, other)]
    return bool(pairs[0] & pairs[1])
