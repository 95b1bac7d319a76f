"""A condition of a rule as a sentence, what makes it hold in a case, and what it still hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hotline_rules.rules import (
    FIELD_VALUES,
    AllOf,
    AnyOf,
    Case,
    Condition,
    Decision,
    Is,
    Not,
    OneOf,
    Under,
    holds,
    parts_of,
)
from hotline_rules.wording.words import (
    FIELDS,
    KINDS,
    ORIGINS,
    TRACKS,
    URGENCIES,
    Lang,
    Pair,
    name,
    pick,
)

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

VALUES: dict[str, dict[str, Pair]] = {"kind": KINDS, "origin": ORIGINS, "urgency": URGENCIES, "track": TRACKS}
"""The names of the values of each field a condition may look at."""


def condition_text(condition: Condition, city: Jurisdiction, lang: Lang) -> str:
    """Write a condition as one sentence, without an ending; brackets stand wherever and meets or."""
    return _told(condition, city, lang).text


def fact_text(city: Jurisdiction, fact: str, lang: Lang) -> str:
    """Write the label of a fact in quotes; one the city does not know by its name."""
    found = city.vocabulary.get(fact)
    return _quoted(pick((found.label_zh, found.label_en), lang) if found else fact)


def facts_text(city: Jurisdiction, facts: tuple[str, ...], lang: Lang) -> str:
    """Write facts, or fields of the ticket, one after the other."""
    told = [name(FIELDS, one, lang) if one in FIELDS else fact_text(city, one, lang) for one in facts]
    return pick(("、", ", "), lang).join(told)


def answer_text(*, yes: bool, lang: Lang) -> str:
    """Write an answer as it stands behind a fact: 为“是”."""
    return pick(("为“是”", " is yes"), lang) if yes else pick(("为“否”", " is no"), lang)


# -- sentences ----------------------------------------------------------------------------------------------------


class _Told(NamedTuple):
    """A condition in words; `joined` says by what its parts are joined, if it has several."""

    text: str
    joined: type[AllOf] | type[AnyOf] | None = None

    def within(self, group: type[AllOf] | type[AnyOf] | None, lang: Lang) -> str:
        """The words as they stand inside a group joined otherwise: in brackets if they are joined themselves."""
        if self.joined in (None, group):
            return self.text
        return pick((f"（{self.text}）", f"({self.text})"), lang)


def _told(condition: Condition, city: Jurisdiction, lang: Lang) -> _Told:
    match condition:
        case Is():
            return _Told(_facts([condition], AllOf, city, lang, yes=True))
        case OneOf():
            return _Told(_field(condition, lang, yes=True))
        case Under():
            return _Told(_reading(condition, city, lang, yes=True))
        case Not(of=part):
            return _not(part, city, lang)
        case AllOf() | AnyOf():
            return _group(condition, city, lang)


def _not(part: Condition, city: Jurisdiction, lang: Lang) -> _Told:
    match part:
        case Is():
            return _Told(_facts([part], AllOf, city, lang, yes=False))
        case OneOf():
            return _Told(_field(part, lang, yes=False))
        case Under():
            return _Told(_reading(part, city, lang, yes=False))
        case Not(of=inner):
            return _told(inner, city, lang)
        case AllOf() | AnyOf():
            inner_text = _told(part, city, lang).text
            return _Told(pick((f"并非（{inner_text}）", f"not ({inner_text})"), lang))


def _group(group: AllOf | AnyOf, city: Jurisdiction, lang: Lang) -> _Told:
    """All or any of some parts: facts side by side are told together, the rest one by one."""
    kind = type(group)
    told: list[_Told] = []
    run: list[Is] = []
    run_yes = True

    def close() -> None:
        if run:
            told.append(_Told(_facts(run, kind, city, lang, yes=run_yes)))
            run.clear()

    for part in _flat(group, kind):
        fact, yes = (part.of, False) if isinstance(part, Not) else (part, True)
        if isinstance(fact, Is):
            if yes != run_yes:
                close()
            run.append(fact)
            run_yes = yes
        else:
            close()
            told.append(_told(part, city, lang))
    close()
    if not told:
        return _Told(pick(("总是成立", "always") if kind is AllOf else ("从不成立", "never"), lang))
    if len(told) == 1:
        return told[0]
    joint = pick(("，并且", ", and ") if kind is AllOf else ("，或者", ", or "), lang)
    return _Told(joint.join(one.within(kind, lang) for one in told), kind)


def _flat(group: AllOf | AnyOf, kind: type[AllOf] | type[AnyOf]) -> list[Condition]:
    """The parts of a group, those of a group of the same sort inside it among them."""
    found: list[Condition] = []
    for part in group.of:
        if isinstance(part, (AllOf, AnyOf)) and isinstance(part, kind):
            found += _flat(part, kind)
        else:
            found.append(part)
    return found


def _facts(facts: list[Is], kind: type[AllOf] | type[AnyOf], city: Jurisdiction, lang: Lang, *, yes: bool) -> str:
    """Facts that hold or do not: “甲”成立；“甲”、“乙”至少一项成立."""
    told = pick(("、", ", "), lang).join(fact_text(city, one.fact, lang) for one in facts)
    if len(facts) == 1:
        return told + pick(("成立", " holds") if yes else ("不成立", " does not hold"), lang)
    if kind is AllOf:
        if yes:
            return pick((f"{told}都成立", f"all of {told} hold"), lang)
        return pick((f"{told}都不成立", f"none of {told} holds"), lang)
    if yes:
        return pick((f"{told}至少一项成立", f"at least one of {told} holds"), lang)
    return pick((f"{told}至少一项不成立", f"at least one of {told} does not hold"), lang)


def _field(part: OneOf, lang: Lang, *, yes: bool) -> str:
    field = name(FIELDS, part.field, lang)
    values = [name(VALUES[part.field], value, lang) for value in part.values]
    told = pick(("、", ", "), lang).join(values)
    if len(values) == 1:
        return pick((f"{field}{'' if yes else '不'}是{told}", f"the {field} is {'' if yes else 'not '}{told}"), lang)
    if yes:
        return pick((f"{field}是{told}之一", f"the {field} is one of {told}"), lang)
    return pick((f"{field}不是{told}中的任何一种", f"the {field} is none of {told}"), lang)


def _reading(part: Under, city: Jurisdiction, lang: Lang, *, yes: bool) -> str:
    options = [option_text(city, part.reading, one, lang) for one in part.options]
    told = pick(("、", ", "), lang).join(options)
    if len(options) == 1:
        verb = ("取", "is read ") if yes else ("没有取", "is not read ")
        return f"{part.reading} {pick(verb, lang)}{told}"
    if yes:
        return pick((f"{part.reading} 取{told}之一", f"{part.reading} is read as one of {told}"), lang)
    return pick((f"{part.reading} 没有取{told}中的任何一种", f"{part.reading} is read as none of {told}"), lang)


def option_text(city: Jurisdiction, reading: str, option: str, lang: Lang) -> str:
    """Write an option of a reading in quotes, without its ending."""
    found = city.reading(reading).option(option)
    return _quoted(pick((found.zh, found.en), lang).rstrip("。."))


def _quoted(words: str) -> str:
    return f"“{words}”"


# -- what makes it hold, and what it hangs on -----------------------------------------------------------------------


def case_of(decision: Decision) -> Case:
    """What the conditions of a decision were evaluated on."""
    return Case(decision.told, dict(zip(FIELD_VALUES, decision.fields, strict=True)), decision.engine.chosen)


def fulfilling(condition: Condition, case: Case) -> tuple[Condition, ...]:
    """The single conditions, or their negations, that make a condition hold in a case."""
    return tuple(dict.fromkeys(_making(condition, case, want=True)))


def _making(condition: Condition, case: Case, *, want: bool) -> list[Condition]:
    """The single conditions that make one true, or with `want` false make it untrue; nothing if it is neither."""
    if holds(condition, case) is not want:
        return []
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            either = isinstance(condition, AnyOf) is want
            making = [part for part in parts if holds(part, case) is want]
            if either:
                making = [part for part in making if _by_reading(part)] or making
            return [found for part in making for found in _making(part, case, want=want)]
        case Not(of=part):
            return _making(part, case, want=not want)
        case _:
            return [condition if want else Not(of=condition)]


def _by_reading(condition: Condition) -> bool:
    """Whether nothing but readings decides a condition; where one does, no fact is needed beside it."""
    return not any(isinstance(part, (Is, OneOf)) for part in parts_of(condition))


def open_in(condition: Condition, case: Case) -> tuple[str, ...]:
    """The facts, and fields of the ticket, that are not known and on which it hangs whether a condition holds."""
    return tuple(dict.fromkeys(_open(condition, case)))


def _open(condition: Condition, case: Case) -> list[str]:
    if holds(condition, case) is not None:
        return []
    match condition:
        case AllOf(of=parts) | AnyOf(of=parts):
            return [found for part in parts for found in _open(part, case)]
        case Not(of=part):
            return _open(part, case)
        case Is(fact=fact):
            return [fact]
        case OneOf(field=field):
            return [field]
        case Under():
            return []
