"""A question about acceptance as it was put at the desk: what was told, what was taken for a no, and what if."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from hotline_desk import answers
from hotline_desk.names import known_code
from hotline_desk.times import when
from hotline_rules import Ticket, acceptance
from hotline_rules.answering import Answer as Answered
from hotline_rules.errors import HotlineError, InvalidValueError
from hotline_rules.facts import Answer, Fact
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.rules import OneOf, Table, facts_of, parts_of
from hotline_rules.wording import (
    FIELDS,
    KINDS,
    ORIGINS,
    TABLES,
    URGENCIES,
    Lang,
    Pair,
    Telling,
    acceptance_notes,
    address_text,
    city_text,
    date_text,
    explain_acceptance,
    fact_text,
    facts_text,
    instant_text,
    name,
    not_meant_text,
    outcome_name,
    pick,
    regulation_text,
)

_VALUES: dict[str, dict[str, Pair]] = {"kind": KINDS, "origin": ORIGINS, "urgency": URGENCIES}


class Asked(NamedTuple):
    """One question: the city, the step, the fields and the facts told; with `others_no`, every other fact is a no."""

    city: Jurisdiction
    step: str
    fields: dict[str, str]
    told: dict[str, Answer]
    others_no: bool = False
    at: datetime | date | None = None

    @classmethod
    def of(
        cls,
        city: Jurisdiction,
        *,
        codes: Mapping[str, str | None],
        facts: Iterable[str],
        all_else: str | None,
        after_dispatch: bool,
        accepted: str | None,
        lang: Lang,
    ) -> Asked:
        """Read a question from the command line; raises `HotlineError` for what cannot be read."""
        if city.acceptance is None:
            none = (f"{city.name_zh}没有写受理规则", f"{city.name_en} states nothing on acceptance")
            raise HotlineError(pick(none, lang))
        if all_else is not None and answers.read_answer(all_else) is not False:
            raise InvalidValueError("--all-else", all_else, "no")
        fields = {field: code for field, text in codes.items() if (code := known_code(field, text)) is not None}
        asked = cls(
            city,
            "recheck" if after_dispatch else "intake",
            fields,
            {},
            all_else is not None,
            when("--accepted", accepted) if accepted is not None else None,
        )
        return asked._replace(told=answers.read_told("--fact", facts, city, asked.names, lang))

    @property
    def table(self) -> Table | None:
        """The table that is asked; `None` where the city has no such step."""
        rules = self.city.acceptance
        assert rules is not None
        return rules.recheck if self.step == "recheck" else rules.intake

    @property
    def names(self) -> Table:
        """The table whose facts names are looked for first."""
        rules = self.city.acceptance
        assert rules is not None
        return self.table or rules.intake

    @property
    def assumed(self) -> tuple[str, ...]:
        """The facts taken for a no because the caller said so of all others."""
        if not self.others_no or self.table is None:
            return ()
        return answers.all_else_no(self.told, self.table, self.city.vocabulary)

    @property
    def needed(self) -> tuple[str, ...]:
        """The facts that were not taken for a no, because a no would help a rule to hold: they stay not asked."""
        if not self.others_no or self.table is None:
            return ()
        return answers.still_needed(self.told, self.table, self.city.vocabulary)

    @property
    def following(self) -> dict[str, Answer]:
        """The answers to facts of this step that follow from what was told."""
        asked = {fact.name for fact in self.table.facts} if self.table else set()
        found = answers.following(self.told, self.city.vocabulary)
        return {name: answer for name, answer in found.items() if name in asked}

    @property
    def idle_fields(self) -> dict[str, str]:
        """The urgency and the origin told, other than the usual, that no rule of this step looks at."""
        if self.table is None:
            return {}
        conditions = [rule.when for rule in self.table.rules] + [one.when for one in self.table.standing]
        conditions += [duty.when for duty in self.table.all_duties if duty.when]
        asked = {part.field for one in conditions for part in parts_of(one) if isinstance(part, OneOf)}
        usual = {"urgency": "ordinary", "origin": "caller"}
        return {f: code for f, code in self.fields.items() if f not in asked and usual.get(f, code) != code}

    @property
    def idle(self) -> tuple[str, ...]:
        """The facts told that play no part in this step here."""
        return answers.no_part(self.told, self.table, self.city.vocabulary) if self.table else tuple(self.told)

    def answer(self) -> Answered:
        """Ask the city; raises as `acceptance.check` does."""
        events = [{"type": "accepted", "at": self.at}] if self.at else []
        facts = self.told | dict.fromkeys(self.assumed, False)
        ticket = Ticket.model_validate({"id": "accept", "events": events, "facts": facts, **self.fields})
        return (acceptance.recheck if self.step == "recheck" else acceptance.check)(ticket, self.city)

    def but(self, told: Mapping[str, Answer]) -> Asked:
        """The same with some facts answered so."""
        return self._replace(told={**self.told, **told})

    def supposed(self, told: Iterable[str], lang: Lang) -> list[dict[str, Answer]]:
        """Read what is to be supposed: each by itself, and where there are several, all of them together."""
        each = [answers.one_told("--what-if", text, self.city, self.names, lang) for text in told]
        alone = [{fact: answer} for fact, answer in each]
        together = answers.read_told("--what-if", told, self.city, self.names, lang)
        return [*alone, together] if len(together) > 1 else alone


# -- as JSON ------------------------------------------------------------------------------------------------------


def as_dict(asked: Asked, supposed: list[dict[str, Answer]]) -> dict[str, Any]:
    """Return the answer, and what if, as plain JSON values."""
    city, answer = asked.city, asked.answer()
    regulation = city.regulation
    notices = regulation.notices_on(_day(asked)) if asked.at else regulation.notices
    return {
        "city": city.id,
        "step": asked.step,
        "regulation": {
            "id": regulation.id,
            "title_zh": regulation.title_zh,
            "title_en": regulation.title_en,
            "force": regulation.force.value,
        },
        "rules_hash": city.rules_hash,
        **{field: asked.fields.get(field) for field in _VALUES},
        "accepted": asked.at.isoformat() if asked.at else None,
        "facts": asked.told,
        "taken_as_no": list(asked.assumed),
        "not_taken_as_no": list(asked.needed),
        "no_part": list(asked.idle),
        "answer": answer.as_dict(),
        "what_if": [_supposed(asked, told, answer) for told in supposed],
        "notices": [one.code for one in notices],
    }


def _supposed(asked: Asked, told: dict[str, Answer], before: Answered) -> dict[str, Any]:
    other = asked.but(told)
    answer = other.answer()
    return {
        "facts": told,
        "no_part": [one for one in other.idle if one in told],
        "changed": answer.outcome != before.outcome,
        "answer": answer.as_dict(),
    }


def _day(asked: Asked) -> date:
    at = asked.at
    if isinstance(at, datetime):
        return asked.city.clock.local(at).date()
    assert at is not None
    return at


# -- as text ------------------------------------------------------------------------------------------------------


def text(asked: Asked, supposed: list[dict[str, Answer]], lang: Lang) -> str:
    """Explain the answer, and what would be if, as a lawyer reads it."""
    answer = asked.answer()
    how = Telling(assumed=frozenset(asked.assumed), logged=False)
    blocks = [
        "\n".join([*_heading(asked, lang), *_told(asked, answer, lang)]),
        "\n".join([explain_acceptance(answer, lang, how, step=asked.step).text(lang), *_scope(asked, answer, lang)]),
        *(_what_if(asked, told, answer, lang) for told in _telling(asked, supposed)),
        "\n".join(_notes(asked, answer, lang)),
    ]
    return "\n\n".join(block for block in blocks if block)


def _telling(asked: Asked, supposed: list[dict[str, Answer]]) -> list[dict[str, Answer]]:
    """The suppositions worth telling: all of them together only where that says more than one of them alone."""
    if not supposed or len(supposed[-1]) == 1:
        return supposed
    *alone, together = supposed
    both = asked.but(together).answer()
    same = any(not _differs(both, asked.but(told).answer()) for told in alone)
    return alone if same else supposed


def _heading(asked: Asked, lang: Lang) -> list[str]:
    marks = [name(_VALUES[field], code, lang) for field, code in asked.fields.items()]
    if asked.at:
        at = instant_text(asked.at, lang) if isinstance(asked.at, datetime) else date_text(asked.at, lang)
        marks.append(pick((f"{at}提出", f"came in {at}"), lang))
    head = pick(("　", ", "), lang).join([city_text(asked.city, lang), *marks])
    return [head, regulation_text(asked.city.regulation, lang)]


def _told(asked: Asked, answer: Answered, lang: Lang) -> list[str]:
    """What was told, what was taken for a no, and what plays no part."""
    city = asked.city
    lines = []
    if asked.told:
        each = [_answered(city, fact, answer, lang) for fact, answer in asked.told.items()]
        lines.append(pick(("告知：", "Told: "), lang) + pick(("；", "; "), lang).join(each))
    if asked.following:
        each = [_answered(city, fact, one, lang) for fact, one in asked.following.items()]
        lines.append(pick(("由此可知：", "Hence: "), lang) + pick(("；", "; "), lang).join(each))
    if asked.others_no and asked.table:
        count = len(asked.assumed)
        others = (
            f"其余 {count} 项没有告知的事实一律按“否”计（--all-else no）",
            f"The other {count} facts were not told and are all taken as no (--all-else no)",
        )
        lines.append(pick(others, lang))
    if asked.needed and not answer.why:
        lines.append(_needed(asked, answer, lang))
    for field, code in asked.idle_fields.items():
        value, step = name(_VALUES[field], code, lang), name(TABLES, asked.step, lang)
        none = (
            f"{name(FIELDS, field, lang)}（{value}）在{city.name_zh}的{step}中不起作用：没有一条规则看它",
            f"The {name(FIELDS, field, lang)} ({value}) plays no part in the {step} of {city.name_en}: "
            "no rule looks at it",
        )
        lines.append(pick(none, lang))
    for fact in asked.idle:
        lines += _plays_no_part(asked, fact, lang)
    return lines


def _needed(asked: Asked, answer: Answered, lang: Lang) -> str:
    """Say which facts were not taken for a no, why, and which of them matter here."""
    open_facts = {*answer.ask, *answer.ask_grounds}
    matter = tuple(fact for fact in asked.needed if fact in open_facts)
    others = tuple(fact for fact in asked.needed if fact not in open_facts)
    facts = facts_text(asked.city, matter or others, lang)
    why = (
        f"{facts}没有按“否”计：其“否”有助于一条规则成立，须有人明确告知",
        f"{facts} not taken as no: that no would help a rule to hold, so somebody must say it",
    )
    if not matter:
        return pick(why, lang) + pick(("；这里不影响结论", "; here nothing hangs on it"), lang)
    if not others:
        return pick(why, lang)
    listed = facts_text(asked.city, others, lang)
    return pick(why, lang) + pick(
        (f"（{listed}也没有，但这里不影响结论）", f" (nor {listed}, on which nothing hangs here)"), lang
    )


def _answered(city: Jurisdiction, fact: str, answer: Answer, lang: Lang) -> str:
    said = answers.answer_name(answer, lang)
    return fact_text(city, fact, lang) + pick((f"为“{said}”", f" is {said}"), lang)


def _plays_no_part(asked: Asked, fact: str, lang: Lang) -> list[str]:
    """Say that a fact plays no part here, and which facts about the same thing do."""
    city, table = asked.city, asked.table
    label, step = fact_text(city, fact, lang), name(TABLES, asked.step, lang)
    none = (
        f"{label}在{city.name_zh}的{step}中不起作用：没有一条规则问它",
        f"{label} plays no part in the {step} of {city.name_en}: no rule asks it",
    )
    others = answers.related(fact, table, city.vocabulary) if table else ()
    return [pick(none, lang), *(_what_counts(asked, other, lang) for other in others)]


def _what_counts(asked: Asked, other: Fact, lang: Lang) -> str:
    """Say that another fact counts instead, how it was answered, and what it is not."""
    told = asked.told.get(other.name, False if other.name in asked.assumed else None)
    label = fact_text(asked.city, other.name, lang)
    if told is not None:
        answer = answers.answer_name(told, lang)
        label += pick((f"（已答“{answer}”）", f" (answered {answer})"), lang)
    said = not_meant_text(other, lang) or pick((other.question_zh, other.question_en), lang)
    return pick((f"这里问的是{label}。{said}", f"What counts here is {label}. {said}"), lang)


def _scope(asked: Asked, answer: Answered, lang: Lang) -> list[str]:
    """Warn, where nothing listed holds, that conditions of acceptance were among what was taken for a no."""
    table = asked.table
    if table is None or answer.outcome != table.otherwise.outcome or answer.decision is None:
        return []
    decision = answer.decision
    told = {fact: given for fact, given in decision.told.items() if fact not in asked.assumed}
    open_rules = {g.rule.id for g in decision.engine.decide_on(decision.fields, told).grounds}
    accepting = [rule for rule in table.rules if rule.outcome == "accept" and rule.id in open_rules]
    needed = {fact for rule in accepting for fact in facts_of(rule.when)}
    facts = tuple(fact for fact in asked.assumed if fact in needed)
    if not facts:
        return []
    listed = facts_text(asked.city, facts, lang)
    said = (
        f"  注意：按“否”计的事实里有受理的条件：{listed}；实际成立的请告知，结论可能变为受理。",
        f"  Note: conditions of acceptance are among what was taken as no: {listed}; tell those that hold, and the "
        "outcome may be to accept.",
    )
    return [pick(said, lang)]


def _what_if(asked: Asked, told: dict[str, Answer], before: Answered, lang: Lang) -> str:
    """One supposition: the outcome with it beside the first, and why it changes or does not."""
    other = asked.but(told)
    answer = other.answer()
    given = pick(("，并且", " and "), lang).join(_answered(asked.city, fact, one, lang) for fact, one in told.items())
    outcome = outcome_name(answer.outcome, lang, asked.city, asked.step)
    place = f"（{address_text(answer.provision, lang)}）" if answer.provision else ""
    place = pick((place, f" ({address_text(answer.provision, lang)})" if answer.provision else ""), lang)
    if answer.outcome != before.outcome:
        first = outcome_name(before.outcome, lang, asked.city, asked.step)
        said = (f"结论由{first}变为{outcome}{place}", f"the outcome changes from {first} to {outcome}{place}")
    else:
        said = (f"结论不变，仍是{outcome}{place}", f"the outcome stays: {outcome}{place}")
    lines = [f"◇ {pick(('假如', 'What if '), lang)}{given}{pick(('：', ': '), lang)}{pick(said, lang)}"]
    for fact in told:
        if fact in other.idle:
            lines += [f"  {line}" for line in _plays_no_part(other, fact, lang)]
    if _differs(answer, before):
        how = Telling(most=3, assumed=frozenset(other.assumed), logged=False, brief=True)
        lines += explain_acceptance(answer, lang, how, step=asked.step).text(lang).splitlines()[1:]
        lines += _scope(other, answer, lang)
    return "\n".join(lines)


def _differs(answer: Answered, before: Answered) -> bool:
    """Whether two answers differ in their outcome or in their grounds."""
    return (answer.outcome, answer.possible, answer.grounds, answer.ask) != (
        before.outcome, before.possible, before.grounds, before.ask,
    )  # fmt: skip


def _notes(asked: Asked, answer: Answered, lang: Lang) -> list[str]:
    lines = acceptance_notes(answer, _day(asked) if asked.at else None, lang)
    if asked.at is None:
        untold = (
            "诉求提出的时间未告知（--accepted），按规定已经施行计",
            "when the matter came in was not told (--accepted); the regulation is taken to be in force",
        )
        lines.append(pick(untold, lang))
    title = [pick(("前提与提示：", "Assumed, and to be noted:"), lang)] if lines else []
    return [*title, *(f"  {line}" for line in lines)]
