"""A whole review of a ticket: acceptance, every stage, what it hangs on, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotline_rules._verdict import State
from hotline_rules.facts import implied
from hotline_rules.stress import ABSENT, Stress
from hotline_rules.wording.accepting import Telling, explain_acceptance, nothing_told
from hotline_rules.wording.conditions import facts_text
from hotline_rules.wording.explaining import explain
from hotline_rules.wording.phrases import (
    city_text,
    contested,
    end_text,
    reading_text,
    regulation_text,
    window_text,
)
from hotline_rules.wording.stress import absent_text
from hotline_rules.wording.words import (
    KINDS,
    STAGES,
    TABLES,
    Lang,
    Pair,
    asked_text,
    name,
    note_text,
    pick,
    why_text,
)

if TYPE_CHECKING:
    from hotline_rules.answering import Answer
    from hotline_rules.audit import Review

_TESTED = (State.LATE, State.OVERDUE, State.UNDETERMINED)
"""The verdicts of which the result of a stress test is told."""
_MOST = 5
"""How many questions, and open grounds, are listed of an answer on acceptance."""
_MOST_BRIEF = 2
"""How many of the re-check after it."""


def review_text(review: Review, lang: Lang, *, numbered: bool = True, asked: bool = False) -> str:
    """Explain a whole review: every stage, what may still be done, what it hangs on, and what was taken for granted.

    With `asked`, what is not known was not told by whoever asks, rather than not carried by a log; nothing was asked
    on acceptance then.
    """
    told = [review_heading(review, lang, numbered=numbered)]
    answers = [] if asked else _judged(review)
    for step, answer in _steps(review) if not asked else ():
        if answer in answers:
            told += ["", _acceptance(review, step, answer, lang)]
        elif step == "intake" or answers:
            told += ["", nothing_told(step, lang)]
    told += _idle(review, lang) if answers else []
    for verdict in review.stages:
        tested = review.stressed(verdict) if verdict.state in _TESTED else None
        explained = explain(verdict, review.city, lang, review.ticket, readings_in_full=False, tested=tested)
        told += ["", explained.text(lang)]
    if not review.stages:
        told += ["", pick(("没有可以评判的环节。", "There is no stage to judge."), lang)]
    regulation = review.city.regulation
    used = _used(review, answers)
    absent = [absent_text(one, review.city, lang) for one in review.stress or () if one.state == ABSENT]
    sections: tuple[tuple[Pair, list[str]], ...] = (
        (("还可以提出：", "May still be asked for:"), [window_text(w, lang) for w in review.may_still]),
        (("换一种读法才有、且会逾期的环节：", "Late, but only under another reading:"), absent),
        (("结论取决于，或可能随之改变：", "The answer hangs on, or may change with:"), hangs_on(review, lang)),
        (("所依的读法：", "Readings it rests on:"), [reading_text(review.city, number, lang) for number in used]),
        (("前提与提示：", "Assumed, and to be noted:"), [note_text(c, lang, regulation) for c in review.answer.notes]),
    )
    for title, lines in sections:
        if lines:
            told += ["", pick(title, lang), *(f"  {line}" for line in lines)]
    return asked_text("\n".join(told), lang) if asked else "\n".join(told)


def _steps(review: Review) -> list[tuple[str, Answer]]:
    """The answers on acceptance there are, each with its step."""
    answers = (("intake", review.acceptance), ("recheck", review.recheck))
    return [(step, answer) for step, answer in answers if answer is not None]


def _judged(review: Review) -> list[Answer]:
    """The answers on acceptance that are told: at intake where facts were, at the re-check where any of its own was."""
    told = _told(review)
    if not told or review.acceptance is None:
        return []
    rules = review.city.acceptance
    found = [review.acceptance]
    if review.recheck and rules and rules.recheck and any(fact.name in told for fact in rules.recheck.facts):
        found.append(review.recheck)
    return found


def _told(review: Review) -> tuple[str, ...]:
    """The facts the ticket tells."""
    return tuple(fact for fact, answer in review.ticket.facts.items() if answer is not None)


def _idle(review: Review, lang: Lang) -> list[str]:
    """Name the facts told that no rule on acceptance asks, and those that only a step not taken here asks."""
    city, rules = review.city, review.city.acceptance
    if rules is None:
        return []
    asked = [{fact.name for fact in table.facts} for table in rules.tables]
    idle = (fact for fact in _told(review) if not any(fact in one for one in asked))
    # What follows from a fact may be asked where the fact itself is not.
    facts = review.ticket.facts
    unused = tuple(
        fact for fact in idle if not any(one & implied({fact: facts[fact]}, city.conflicts).keys() for one in asked)
    )
    told = []
    if unused:
        listed = facts_text(city, unused, lang)
        steps = [name(TABLES, table.name, lang) for table in rules.tables]
        where = pick(("、", ", "), lang).join(steps)
        none = (
            f"告知的{listed}在{city.name_zh}的{where}中{'都' if len(steps) > 1 else ''}不起作用：没有一条规则问它",
            f"{listed} was told, but plays no part in {city.name_en} ({where}): no rule asks it",
        )
        told.append(pick(none, lang))
    later = tuple(fact for fact in _told(review) if fact not in asked[0] and any(fact in one for one in asked[1:]))
    if later and review.recheck is None:
        listed = facts_text(city, later, lang)
        only = (
            f"告知的{listed}只在转办后复核中问；没有转办的记录，没有用到",
            f"{listed} was told, but only the re-check after dispatch asks it; no transfer is recorded, so it was left "
            "aside",
        )
        told.append(pick(only, lang))
    return ["", *told] if told else []


def _acceptance(review: Review, step: str, answer: Answer, lang: Lang) -> str:
    """One answer on acceptance, with its stress test if there was one."""
    brief = step == "recheck"
    how = Telling(most=_MOST_BRIEF if brief else _MOST, readings_in_full=False, brief=brief)
    return explain_acceptance(answer, lang, how, step=step, tested=_tested(review, step)).text(lang)


def _tested(review: Review, step: str) -> Stress | None:
    name = "acceptance" if step == "intake" else step
    return next((one for one in review.stress or () if one.subject.stage == name), None)


def hangs_on(review: Review, lang: Lang) -> list[str]:
    """Say what a review hangs on: why stages are not decided, and which contested readings it rests on."""
    told = [
        f"{name(STAGES, v.stage, lang)}{pick(('：', ': '), lang)}{why_text(v.why, lang)}"
        for v in review.undecided
        if v.why
    ]
    city = review.city
    for number in _used(review, _judged(review)):
        if not contested(city, number):
            continue
        others = [o for c in city.choices if c.reading == number for o in c.admissible if o != city.chosen[number]]
        options = [pick((o.zh, o.en), lang).rstrip("。.") for o in map(city.reading(number).option, others)]
        said = pick(("有争议，也可以取：", "contested; may also be read: "), lang)
        told.append(f"{number} {said}{pick(('；或者', '; or '), lang).join(options)}")
    return list(dict.fromkeys(told))


def _used(review: Review, answers: list[Answer]) -> list[str]:
    """The readings that the stages and these answers rest on."""
    found = {number for verdict in review.stages for number in verdict.readings}
    return sorted(found.union(*(answer.readings for answer in answers)))


def review_heading(review: Review, lang: Lang, *, numbered: bool = True) -> str:
    """Write whose ticket it is, as of when, and under which regulation."""
    now, city = end_text(review.as_of, lang), city_text(review.city, lang)
    ticket = review.ticket
    named = [pick((f"工单 {ticket.id}", f"Ticket {ticket.id}"), lang)] if numbered else []
    named += [city, *([name(KINDS, ticket.kind, lang)] if ticket.kind else [])]
    told = pick(("　", ", "), lang).join([*named, pick((f"截至{now}", f"as of {now}"), lang)])
    return f"{told}\n{regulation_text(review.city.regulation, lang)}"
