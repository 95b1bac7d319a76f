"""A whole review of a ticket: acceptance, every stage, what it hangs on, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotline_rules._verdict import State
from hotline_rules.checks import facts_named
from hotline_rules.facts import implied
from hotline_rules.steps import Step
from hotline_rules.stress import ABSENT, Stress, Subject
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
from hotline_rules.wording.process import (
    alert_lines,
    check_lines,
    finding_text,
    keeping_text,
    owed_text,
    timeline_lines,
)
from hotline_rules.wording.stress import absent_text
from hotline_rules.wording.words import (
    KINDS,
    STAGES,
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


_BEFORE = ("tier", "way", "unit", "lead", "bars", "escalation", "manner")
"""The steps told before the stages; the others follow them."""
_ACCEPTING = ("intake", "recheck")


def review_text(review: Review, lang: Lang, *, numbered: bool = True, asked: bool = False) -> str:
    """Tell a ticket's whole story: who held it, every step and stage, findings, what is still to do, what it hangs on.

    With `asked`, what is not known was not told by whoever asks, rather than not carried by a log; no more than the
    deadlines are told then.
    """
    told = [review_heading(review, lang, numbered=numbered)]
    answers = [] if asked else _judged(review)
    if not asked:
        told += _section(("经过：", "Who held it:"), timeline_lines(review.timeline, lang), lang)
        told += _accepting(review, answers, lang)
        told += _idle(review, lang)
        told += _step_texts(review, lang, before=True)
    for verdict in review.stages:
        tested = review.stressed(verdict) if verdict.state in _TESTED else None
        explained = explain(verdict, review.city, lang, review.ticket, readings_in_full=False, tested=tested)
        told += ["", explained.text(lang)]
    if not review.stages:
        told += ["", pick(("没有可以评判的环节。", "There is no stage to judge."), lang)]
    if not asked:
        told += _step_texts(review, lang, before=False)
        for title, lines in _written_down(review, lang):
            told += _section(title, lines, lang)
    for title, lines in _rested_on(review, answers, lang):
        told += _section(title, lines, lang)
    return asked_text("\n".join(told), lang) if asked else "\n".join(told)


def _section(title: Pair, lines: list[str], lang: Lang) -> list[str]:
    """A titled list of lines; nothing where there are none."""
    return ["", pick(title, lang), *(f"  {line}" for line in lines)] if lines else []


def _written_down(review: Review, lang: Lang) -> list[tuple[Pair, list[str]]]:
    """What an auditor writes down beside the lateness told with the stages, and what is still to be done."""
    others = [finding for finding in review.findings if not finding.is_lateness]
    owed = [one for one in review.duties if one.duty is None or one.duty.duty.shown_by or one.duty.done is False]
    closed = any(event.type in ("closed", "archived") for event in review.ticket.events)
    due: Pair = ("还须做的：", "Still to be done:")
    if closed:
        due = ("没有做或者没有记录的：", "Not done, or not recorded:")
    return [
        (("认定与提示：", "Findings and notes:"), [finding_text(one, review.city, lang) for one in others]),
        (due, [owed_text(one, lang) for one in owed]),
        (("预警：", "Warnings:"), alert_lines(review, lang)),
        (("逐件检查：", "Checks:"), check_lines(review, lang)),
        (("档案：", "Archives:"), keeping_text(review, lang)),
    ]


def _rested_on(review: Review, answers: list[Answer], lang: Lang) -> list[tuple[Pair, list[str]]]:
    """What may still be asked for, what the answer hangs on, and what was taken for granted."""
    regulation = review.city.regulation
    used = _used(review, answers)
    absent = [absent_text(one, review.city, lang) for one in review.stress or () if one.state == ABSENT]
    return [
        (("还可以提出：", "May still be asked for:"), [window_text(w, lang) for w in review.may_still]),
        (("换一种读法才有、且会逾期的环节：", "Late, but only under another reading:"), absent),
        (("结论取决于，或可能随之改变：", "The answer hangs on, or may change with:"), hangs_on(review, lang)),
        (("所依的读法：", "Readings it rests on:"), [reading_text(review.city, number, lang) for number in used]),
        (("前提与提示：", "Assumed, and to be noted:"), [note_text(c, lang, regulation) for c in review.answer.notes]),
    ]


def _accepting(review: Review, answers: list[Answer], lang: Lang) -> list[str]:
    """Acceptance, and the re-check after dispatch, or that they were not judged."""
    told = []
    for step, answer in (("intake", review.acceptance), ("recheck", review.recheck)):
        if answer is not None and answer in answers:
            told += ["", _acceptance(review, step, answer, lang)]
        elif answer is not None and (step == "intake" or answers):
            told += ["", nothing_told(step, lang)]
    return told


def _step_texts(review: Review, lang: Lang, *, before: bool) -> list[str]:
    """The other steps of which anything is known; a supervision or a right that is not in question is left out."""
    told = []
    for step, answer in review.steps.items():
        if step.name in _ACCEPTING or (step.name in _BEFORE) is not before or answer.outcome in _QUIET:
            continue
        how = Telling(most=_MOST_BRIEF, readings_in_full=False, brief=True)
        explained = explain_acceptance(
            answer, lang, how, step=step.name, tested=_step_tested(review, step), which=_which(step, lang)
        )
        told += ["", explained.text(lang)]
    return told


_QUIET = ("none", "not_entitled", "free", "not_repeated", "keep")
"""Outcomes by which nothing follows."""


def _which(step: Step, lang: Lang) -> str:
    """Which of several requests or callbacks it is."""
    if step.round is None or step.n is None:
        return ""
    number = pick((f"第{step.n}次", f"no. {step.n}"), lang)
    if step.round > 1:
        number = pick((f"第{step.round}轮{number}", f"round {step.round}, {number}"), lang)
    return pick((f"（{number}）", f" ({number})"), lang) if step.n > 1 or step.round > 1 else ""


def _judged(review: Review) -> list[Answer]:
    """The answers on acceptance that are told: those of whose facts any was told."""
    return [answer for answer in (review.acceptance, review.recheck) if answer is not None and answer.touched]


def _idle(review: Review, lang: Lang) -> list[str]:
    """Name the facts told that no rule of this city asks, and those that only a step not taken here asks."""
    city, facts = review.city, review.ticket.facts
    asked = {fact.name for table in city.tables for fact in table.facts} | {check.id for check in city.checks}
    asked.update(facts_named(city.checks))
    told = [name for name, answer in facts.items() if answer is not None]
    # What follows from a fact may be asked where the fact itself is not.
    idle = tuple(one for one in told if not asked & implied({one: facts[one]}, city.conflicts).keys())
    lines = []
    if idle:
        listed = facts_text(city, idle, lang)
        none = (
            f"告知的{listed}在{city.name_zh}不起作用：没有一条规则问它",
            f"{listed} was told, but plays no part in {city.name_en}: no rule asks it",
        )
        lines.append(pick(none, lang))
    rules = city.acceptance
    if rules and rules.recheck and review.recheck is None:
        elsewhere = {fact.name for table in city.tables if table.name != "recheck" for fact in table.facts}
        own = {fact.name for fact in rules.recheck.facts} - elsewhere
        later = tuple(one for one in told if one in own)
        if later:
            listed = facts_text(city, later, lang)
            only = (
                f"告知的{listed}只在转办后复核中问；没有转办的记录，没有用到",
                f"{listed} was told, but only the re-check after dispatch asks it; no transfer is recorded, so it was "
                "left aside",
            )
            lines.append(pick(only, lang))
    return ["", *lines] if lines else []


def _acceptance(review: Review, step: str, answer: Answer, lang: Lang) -> str:
    """One answer on acceptance, with its stress test if there was one."""
    brief = step == "recheck"
    how = Telling(most=_MOST_BRIEF if brief else _MOST, readings_in_full=False, brief=brief)
    return explain_acceptance(answer, lang, how, step=step, tested=_tested(review, step)).text(lang)


def _step_tested(review: Review, step: Step) -> Stress | None:
    subject = Subject(step.name, step.round, None, step.n)
    return next((one for one in review.stress or () if one.subject == subject), None)


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
    """The readings that the stages and the answers that are told rest on."""
    found = {number for verdict in review.stages for number in verdict.readings}
    steps = [a for step, a in review.steps.items() if step.name not in _ACCEPTING and a.outcome not in _QUIET]
    return sorted(found.union(*(answer.readings for answer in (*answers, *steps))))


def review_heading(review: Review, lang: Lang, *, numbered: bool = True) -> str:
    """Write whose ticket it is, as of when, and under which regulation."""
    now, city = end_text(review.as_of, lang), city_text(review.city, lang)
    ticket = review.ticket
    named = [pick((f"工单 {ticket.id}", f"Ticket {ticket.id}"), lang)] if numbered else []
    named += [city, *([name(KINDS, ticket.kind, lang)] if ticket.kind else [])]
    told = pick(("　", ", "), lang).join([*named, pick((f"截至{now}", f"as of {now}"), lang)])
    return f"{told}\n{regulation_text(review.city.regulation, lang)}"
