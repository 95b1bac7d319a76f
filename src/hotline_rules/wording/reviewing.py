"""A whole review of a ticket: acceptance, every stage, what it hangs on, and what was taken for granted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotline_rules._verdict import State
from hotline_rules.checks import facts_named
from hotline_rules.facts import implied
from hotline_rules.steps import Step
from hotline_rules.stress import ABSENT, Stress, Subject
from hotline_rules.ticket import DISSATISFIED, NEUTRAL, SATISFIED
from hotline_rules.wording.accepting import Telling, explain_acceptance, is_task, nothing_told
from hotline_rules.wording.conditions import facts_text
from hotline_rules.wording.explaining import explain
from hotline_rules.wording.phrases import (
    address_text,
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
    from hotline_rules.jurisdictions.model import Jurisdiction
    from hotline_rules.rules import Table

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
        told += _refusals(review, lang)
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
    owed = [one for one in review.duties if one.duty is None or is_task(one.duty)]
    told = {(step.name, step.round) for step in _told_steps(review)}
    owed = [one for one in owed if one.step is None or (one.step, one.round) in told]
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
        (
            ("前提与提示：", "Assumed, and to be noted:"),
            [*_unread_ratings(review, lang), *(note_text(c, lang, regulation) for c in review.answer.notes)],
        ),
    ]


def _accepting(review: Review, answers: list[Answer], lang: Lang) -> list[str]:
    """Acceptance, and the re-check after dispatch, or that they were not judged."""
    told = []
    for step, answer in (("intake", review.acceptance), ("recheck", review.recheck)):
        if answer is not None and answer in answers:
            told += ["", _acceptance(review, step, answer, lang)]
        elif answer is not None and (step == "intake" or answers):
            others = any(one is not None for one in review.ticket.facts.values())
            told += ["", nothing_told(step, lang, others=others)]
    return told


def _step_texts(review: Review, lang: Lang, *, before: bool) -> list[str]:
    """The other steps of which anything is known; a supervision or a right that is not in question is left out."""
    told = []
    for step, answer in _told_steps(review).items():
        if step.name in _ACCEPTING or (step.name in _BEFORE) is not before:
            continue
        how = Telling(most=_MOST_BRIEF, readings_in_full=False, brief=True)
        explained = explain_acceptance(
            answer, lang, how, step=step.name, tested=_step_tested(review, step), which=_which(step, lang)
        )
        told += ["", explained.text(lang)]
    return told


_QUIET = ("none", "not_entitled", "free", "not_repeated", "keep")
"""Outcomes by which nothing follows."""
_ENDINGS = ("termination_requested", "termination_decided")


def _told_steps(review: Review) -> dict[Step, Answer]:
    """The steps that are told: acceptance, where a fact bears on it, and the others from which anything follows."""
    accepting = _judged(review)
    return {
        step: answer
        for step, answer in review.steps.items()
        if (any(answer is one for one in accepting) if step.name in _ACCEPTING else answer.outcome not in _QUIET)
        and (step.name != "ending" or _is_about_ending(review, answer))
    }


def _is_about_ending(review: Review, answer: Answer) -> bool:
    """Whether the log or the facts say anything of ending the matter, beside what acceptance asks too."""
    rules = review.city.acceptance
    elsewhere = {fact.name for table in (rules.tables if rules else ()) for fact in table.facts}
    own = {fact.name for fact in answer.table.facts if not fact.derived} - elsewhere if answer.table else set()
    told = any(review.ticket.facts.get(name) is not None for name in own)
    return told or any(event.type in _ENDINGS for event in review.ticket.events)


def _refusals(review: Review, lang: Lang) -> list[str]:
    """Say of a refusal in the log that the text has no such thing, or that it is no answer to the caller any more."""
    city, clock = review.city, review.city.clock
    known = [event for event in review.ticket.events if clock.interval(event.at)[0] <= review.as_of]
    refused = [clock.interval(event.at)[0] for event in known if event.type == "refused"]
    sent = [clock.interval(event.at)[0] for event in known if event.type in ("transferred", "arrived")]
    told = []
    rules = city.acceptance
    if any(not sent or at < min(sent) for at in refused) and rules and "refuse" not in rules.intake.outcomes:
        told += _no_refusals(rules.intake, city, lang)
    acts = {act.event for one in city.deadlines.stages for way in one.done.values() for g in way.groups for act in g}
    if any(sent and at >= min(sent) for at in refused) and "refused" not in acts:
        after = (
            "转办之后记录的“不予受理”，按这一规定不算对来电人的答复，也不终止办理：时限照算，直到有条文所说的答复、解释或者反馈",
            "A refusal recorded after the transfer is, under this text, no answer to the caller and ends nothing: the "
            "limits run on until the reply, explanation or feedback that the text asks for",
        )
        told.append(pick(after, lang))
    return ["", *told] if told else []


def _no_refusals(intake: Table, city: Jurisdiction, lang: Lang) -> list[str]:
    """That a text lists no ground for refusing, and what governs instead."""
    comma = pick(("、", "; "), lang)
    elsewhere = dict.fromkeys(rule.provision for rule in intake.rules if rule.outcome == "refer")
    referred = comma.join(address_text(place, lang) for place in elsewhere)
    scope = address_text(intake.provision, lang)
    last = address_text(intake.otherwise.provision, lang)
    return [
        pick(
            (
                f"日志记载不予受理，而{city.name_zh}的这一规定没有列明不予受理的情形",
                f"The log has a refusal, and the text of {city.name_en} lists no ground for refusing",
            ),
            lang,
        ),
        pick(
            (
                f"受理看{scope}；指向别处的，看{referred}；都不成立的，由人工判断并引导（{last}）",
                f"What is accepted: {scope}; what is sent elsewhere: {referred}; where neither holds a person decides "
                f"and guides the caller ({last})",
            ),
            lang,
        ),
    ]


def _unread_ratings(review: Review, lang: Lang) -> list[str]:
    """The ratings that are no word of the scale, where the rules ask whether the caller was satisfied."""
    closing, clock = review.city.closing, review.city.clock
    asked = {fact.name for fact in closing.callback.facts} if closing and closing.callback else set()
    if not asked & {"caller_satisfied", "caller_dissatisfied"}:
        return []
    words = [
        word
        for event in review.ticket.events
        if event.type == "called_back" and clock.interval(event.at)[0] <= review.as_of
        for word in (event.rating, event.service_rating if closing and closing.service_rated else None)
        if word and word.strip() and word not in SATISFIED | DISSATISFIED | NEUTRAL
    ]
    return [
        pick(
            (
                f"回访评价“{word}”不是认得的评价，不知道算满意还是不满意（认得的：非常满意、满意、基本满意、一般、不满意等）",
                f"the rating “{word}” is not a known one: whether it means satisfied or dissatisfied is not known "
                "(known are satisfied, basically_satisfied, neutral, dissatisfied and the like)",
            ),
            lang,
        )
        for word in dict.fromkeys(words)
    ]


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
    steps = [answer for step, answer in _told_steps(review).items() if step.name not in _ACCEPTING]
    return sorted(found.union(*(answer.readings for answer in (*answers, *steps))))


def review_heading(review: Review, lang: Lang, *, numbered: bool = True) -> str:
    """Write whose ticket it is, as of when, and under which regulation."""
    now, city = end_text(review.as_of, lang), city_text(review.city, lang)
    ticket = review.ticket
    named = [pick((f"工单 {ticket.id}", f"Ticket {ticket.id}"), lang)] if numbered else []
    named += [city, *([name(KINDS, ticket.kind, lang)] if ticket.kind else [])]
    told = pick(("　", ", "), lang).join([*named, pick((f"截至{now}", f"as of {now}"), lang)])
    return f"{told}\n{regulation_text(review.city.regulation, lang)}"
