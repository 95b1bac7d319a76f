"""An answer on acceptance, explained as a lawyer reads it: the outcome, its grounds, what to ask, what to do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from hotline_rules.acceptance import OPEN_OUTCOMES
from hotline_rules.answering import Answer, Change, DutyState
from hotline_rules.facts import Fact, truth
from hotline_rules.law import Force, Modality
from hotline_rules.rules import Case, Condition, Is, Not, OneOf, Rule, Under, facts_of, holds, parts_of
from hotline_rules.stress import Stress
from hotline_rules.wording.conditions import (
    VALUES,
    answer_text,
    case_of,
    condition_text,
    fact_text,
    facts_text,
    fulfilling,
    open_in,
    option_text,
)
from hotline_rules.wording.layout import Explanation
from hotline_rules.wording.outcomes import CONCLUSIONS, OUTCOMES, TABLES, outcome_name
from hotline_rules.wording.phrases import address_text, contested, provision_text, reading_text
from hotline_rules.wording.stress import stress_lines
from hotline_rules.wording.words import (
    _LABELS,
    ACCEPTANCE_WHY,
    ACTORS,
    CONTESTED,
    DUTY_STATES,
    FIELDS,
    INFERRED,
    MODALITIES,
    Lang,
    Pair,
    name,
    note_text,
    pick,
)

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

_ADVERSE = ("refuse", "terminate")


class Telling(NamedTuple):
    """How an answer is to be told.

    `most` limits how many questions and open grounds are listed; `assumed` are the facts answered no because the
    caller said so of all others; with `logged` false there is no log, and nothing is said of what it shows. In
    `brief`, what would change the answer and the readings are left out.
    """

    most: int | None = None
    assumed: Collection[str] = frozenset()
    logged: bool = True
    readings_in_full: bool = True
    brief: bool = False


def explain_acceptance(
    answer: Answer,
    lang: Lang,
    how: Telling | None = None,
    *,
    step: str = "intake",
    tested: Stress | None = None,
    which: str = "",
) -> Explanation:
    """Explain the answer of a step in full; `which` says which of several (requests, callbacks)."""
    how = how or Telling()
    duties = ("duties", [_duty(state, lang, how) for state in answer.duties if is_task(state)])
    # What must be done whatever the outcome comes before what is still to be asked.
    urgent = answer.outcome in OPEN_OUTCOMES and _standing(answer)
    parts: list[tuple[str, list[str]]] = [
        ("conclusion", _concluded(answer, lang, how)),
        *([duties] if urgent else []),
        ("provision", _provision(answer, lang)),
        ("grounds", _grounds(answer, lang, how)),
        ("open_grounds", _open_grounds(answer, lang, how)),
        ("ask", _questions(answer, step, lang, how)),
        ("in_vain", _in_vain(answer, lang)),
        *([] if urgent else [duties]),
        ("may", [_choice(state, lang) for state in answer.duties if state.duty.modality is Modality.DISCRETION]),
        ("barred", [_bar(state, lang) for state in answer.duties if state.duty.modality is Modality.BAR]),
        ("changes", [] if how.brief else [*_changes(answer, lang), *_more_duties(answer, lang, how)]),
        ("readings", [] if how.brief else _readings(answer, lang, how)),
        ("stress", stress_lines(tested, answer.city, lang) if tested else []),
    ]
    told = tuple((pick(_LABELS[key], lang), tuple(lines)) for key, lines in parts if lines)
    head = f"{name(TABLES, step, lang)}{which}{pick(('：', ': '), lang)}{_named(answer, answer.outcome, lang)}"
    return Explanation(f"■ {head[0].upper()}{head[1:]}", told)


def _concluded(answer: Answer, lang: Lang, how: Telling) -> list[str]:
    """The outcome in plain words; in brief, nothing where that is no more than the name in the heading."""
    told = outcome_text(answer, lang)
    return [] if how.brief and told == _named_outcome(answer, lang) else [told]


def nothing_told(step: str, lang: Lang, *, others: bool = False) -> str:
    """Say that no facts were told, so that nothing was judged; with `others`, that none of those told bears on it."""
    if others and step == "intake":
        return pick(
            (
                "受理：告知的事实都与受理判断无关，未作判断；可用 hotline accept 逐项判断。",
                "Acceptance: none of the facts told bears on it, so it was not judged; hotline accept goes through "
                "those that do.",
            ),
            lang,
        )
    if step == "intake":
        return pick(
            (
                "受理：没有提供事实，未作判断；可用 hotline accept 逐项判断。",
                "Acceptance: no facts were told, so it was not judged; hotline accept goes through them.",
            ),
            lang,
        )
    return pick(
        (
            "转办后复核：没有提供转办后才发现的事实，未作判断；可用 hotline accept --after-dispatch 逐项判断。",
            "Re-check after dispatch: no facts found after dispatch were told, so it was not judged; "
            "hotline accept --after-dispatch goes through them.",
        ),
        lang,
    )


def outcome_text(answer: Answer, lang: Lang) -> str:
    """Write the outcome in plain words, with its weight where it is an adverse one."""
    if answer.why:
        told = name(ACCEPTANCE_WHY, answer.why, lang)
        return pick((f"不能下结论：{told}。", f"Nothing can be concluded: {told}."), lang)
    told = _conclusion(answer, lang)
    if answer.outcome in OPEN_OUTCOMES and len(answer.possible) > 1:
        possible = pick(("、", ", "), lang).join(_named(answer, one, lang) for one in answer.possible)
        told += pick((f"可能的结论：{possible}。", f" Still possible: {possible}."), lang)
    if _is_adverse(answer) and answer.city.regulation.force is Force.NORMATIVE_DOCUMENT:
        told += pick(
            ("依据为规范性文件，属管理性认定。", " Found under a normative document: a finding of management."), lang
        )
    return told


def _conclusion(answer: Answer, lang: Lang) -> str:
    """The outcome in the city's own terms, for the rule that leads or else for the outcome; else the general phrase."""
    if answer.decision and len(answer.possible) == 1:
        words, leading = answer.decision.table.words, answer.decision.headline
        own = words.get(leading.id) if isinstance(leading, Rule) else None
        if own := own or words.get(answer.outcome):
            return pick(own, lang).rstrip("。.") + pick(("。", "."), lang)
    if answer.outcome == "barred":
        told = _named(answer, "barred", lang)
        return pick((f"条文规定：{told}。", f"By the text it {told}."), lang)
    return pick(CONCLUSIONS[answer.outcome], lang) if answer.outcome in CONCLUSIONS else _named_outcome(answer, lang)


def _named_outcome(answer: Answer, lang: Lang) -> str:
    """An outcome that has no sentence of its own, by its name."""
    told = _named(answer, answer.outcome, lang)
    return f"{told[:1].upper()}{told[1:]}" + pick(("。", "."), lang)


def _named(answer: Answer, outcome: str, lang: Lang) -> str:
    """An outcome by its name in this city, at this step."""
    return outcome_name(outcome, lang, answer.city, answer.table.name if answer.table else None)


def _is_adverse(answer: Answer) -> bool:
    """Whether something is refused or ended; also by an outcome whose grounds stand side by side with a refusal."""
    together = answer.decision.table.together if answer.decision else ()
    return answer.outcome in _ADVERSE or (answer.outcome in together and "refuse" in together)


def acceptance_notes(answer: Answer, day: date | None, lang: Lang) -> list[str]:
    """What must be said of the regulation on a day (of all days, if none is told), and what was taken for granted."""
    city = answer.city
    notices = city.regulation.notices_on(day) if day else city.regulation.notices
    codes = [f"notice:{one.code}" for one in notices]
    codes += [f"overlay:{one}" for one in city.overlays]
    if answer.decision:
        parts = (part for rule in answer.decision.table.rules for part in parts_of(rule.when))
        asked = {part.field for part in parts if isinstance(part, OneOf)}
        codes += [f"assumed:{field}" for field in answer.ticket.assumed if field in asked]
    return [note_text(code, lang, city.regulation) for code in codes]


# -- the parts ----------------------------------------------------------------------------------------------------


def _provision(answer: Answer, lang: Lang) -> list[str]:
    """The provision of the headline; where another may yet lead, the first that holds for certain."""
    place = answer.provision or _at_least(answer)
    if place is None:
        return []
    regulation = answer.city.regulation
    told = provision_text(regulation, place, lang)
    modality = regulation.provision(place).modality
    force = name(MODALITIES, modality.value, lang) if modality else ""
    told += pick((f"（{force}）", f" ({force})"), lang) if force else ""
    if answer.provision is None:
        more = ("；此前的条文是否也成立，见“待定”", "; whether one before it holds too, see “May hold”")
        told = pick(("至少：", "at least: "), lang) + told + pick(more, lang)
    return [told]


def _at_least(answer: Answer) -> str | None:
    """The first provision that holds for certain, where the outcome is settled."""
    if len(answer.possible) != 1:
        return None
    return next((ground.rule.provision for ground in answer.grounds if ground.certain), None)


def _grounds(answer: Answer, lang: Lang, how: Telling) -> list[str]:
    """The grounds that hold for certain, each with the facts that fulfil it."""
    if answer.decision is None:
        return []
    case = case_of(answer.decision)
    halves: dict[tuple[str, str], list[tuple[Condition, ...]]] = {}
    for rule, made in _fulfilled(answer, case):
        halves.setdefault((rule.provision, rule.outcome), []).append(made)
    told = [_ground(answer, *place, found, case, lang, how) for place, found in halves.items()]
    if told or len(answer.possible) != 1:
        return told
    if answer.grounds:
        both = ("结论已经确定；依据哪一条，取决于“待定”中的事实", "the outcome is certain; which ground leads is open")
        return [pick(both, lang)]
    return [_excluded(len(answer.decision.table.rules), lang)]


def _excluded(cases: int, lang: Lang) -> str:
    """Say that none of the cases that a table lists holds."""
    if not cases:
        return pick(("条文没有列明任何情形", "the text lists no case"), lang)
    if cases == 1:
        return pick(("只列明一种情形，已经排除", "the one case listed is excluded"), lang)
    return pick((f"列明的 {cases} 种情形都已排除", f"all {cases} cases listed are excluded"), lang)


def _fulfilled(answer: Answer, case: Case) -> list[tuple[Rule, tuple[Condition, ...]]]:
    """The rules that hold for certain, with what fulfils them; of two under one provision, not the lesser."""
    found = [(g.rule, fulfilling(g.rule.when, case)) for g in answer.grounds if g.certain]
    return [
        (rule, made)
        for rule, made in found
        if not any(
            (rule.provision, rule.outcome) == (other.provision, other.outcome) and set(made) < set(more)
            for other, more in found
        )
    ]


def _ground(
    answer: Answer,
    provision: str,
    outcome: str,
    halves: list[tuple[Condition, ...]],
    case: Case,
    lang: Lang,
    how: Telling,
) -> str:
    """One ground: its provision (with our gloss, if it is not the headline's), and what fulfils each half of it."""
    city = answer.city
    place = address_text(provision, lang)
    if provision != (answer.provision or _at_least(answer)):
        gloss = city.regulation.provision(provision)
        place += pick((f"（{gloss.gloss_zh}）", f" ({gloss.gloss_en})"), lang)
    if len(answer.possible) > 1:
        place += _towards(answer, outcome, lang)
    comma = pick(("，", ", "), lang)
    told, named = [], set[Condition]()
    for made in halves:
        told.append(comma.join(_made(one, case, city, lang, how) for one in made if one not in named))
        named.update(made)
    facts = pick(("；又：", "; also: "), lang).join(filter(None, told))
    if not facts:
        facts = pick(("不论其余事实怎样都成立", "holds whatever the other facts are"), lang)
    return f"{place}{pick(('：', ': '), lang)}{facts}"


def _towards(answer: Answer, outcome: str, lang: Lang) -> str:
    """The outcome a ground leads to, where several are possible."""
    told = _named(answer, outcome, lang)
    return pick((f"→{told}", f" → {told}"), lang)


def _made(one: Condition, case: Case, city: Jurisdiction, lang: Lang, how: Telling) -> str:
    """One fact, field or reading that fulfils a ground."""
    single, yes = (one.of, False) if isinstance(one, Not) else (one, True)
    if isinstance(single, Is):
        mark = pick(("（未告知，按“否”计）", " (not told, taken as no)"), lang) if single.fact in how.assumed else ""
        return fact_text(city, single.fact, lang) + answer_text(yes=yes, lang=lang) + mark
    if isinstance(single, OneOf):
        value = name(VALUES[single.field], case.fields[single.field], lang)
        return name(FIELDS, single.field, lang) + pick((f"为{value}", f" is {value}"), lang)
    if isinstance(single, Under):
        taken = option_text(city, single.reading, case.chosen[single.reading], lang)
        return pick((f"{single.reading} 取{taken}", f"{single.reading} read {taken}"), lang)
    return condition_text(one, city, lang)


def _open_grounds(answer: Answer, lang: Lang, how: Telling) -> list[str]:
    """The grounds that may hold, and the facts they hang on."""
    if answer.decision is None:
        return []
    case = case_of(answer.decision)
    found: dict[tuple[str, str], dict[str, None]] = {}
    for ground in answer.grounds:
        if not ground.certain:
            facts = found.setdefault((ground.rule.provision, ground.rule.outcome), {})
            facts.update(dict.fromkeys(open_in(ground.rule.when, case)))
    told = []
    for (provision, outcome), facts in found.items():
        place = address_text(provision, lang) + (_towards(answer, outcome, lang) if len(answer.possible) > 1 else "")
        listed = facts_text(answer.city, tuple(facts), lang)
        told.append(pick((f"{place}：取决于{listed}", f"{place}: hangs on {listed}"), lang))
    shown = _first(told, how.most, lang, ("另有 {} 条", "and {} more"))
    if answer.ask_grounds and len(answer.possible) == 1:
        only = (
            "这些事实不影响结论，只影响依据哪几条、要做什么",
            "these facts do not change the outcome, only its grounds and what is to be done",
        )
        shown.append(pick(only, lang))
    return shown


def _first(lines: list[str], most: int | None, lang: Lang, more: Pair) -> list[str]:
    """The first lines, and how many more there are."""
    if most is None or len(lines) <= most:
        return lines
    return [*lines[:most], pick(more, lang).format(len(lines) - most)]


def _questions(answer: Answer, step: str, lang: Lang, how: Telling) -> list[str]:
    """The questions to be asked, the most decisive first, each with what it is not."""
    if answer.outcome not in OPEN_OUTCOMES:
        return []
    shown = answer.ask[: how.most] if how.most else answer.ask
    told = []
    for number, one in enumerate(shown, start=1):
        question, not_meant = question_of(answer.city, one, lang)
        told.append(f"{number}. {question}")
        if not_meant:
            told.append(" " * len(f"{number}. ") + not_meant)
    more = len(answer.ask) - len(shown)
    if more:
        verb = {"intake": "hotline accept", "recheck": "hotline accept --after-dispatch"}.get(step)
        through = (f"；逐项判断用 {verb}", f"; {verb} goes through them") if verb else ("", "")
        told.append(pick((f"另有 {more} 问{through[0]}", f"and {more} more{through[1]}"), lang))
    return told


def question_of(city: Jurisdiction, fact: str, lang: Lang) -> tuple[str, str]:
    """Return the question for a fact (or for the kind) with its label, and what it is not."""
    if fact == "kind":
        kinds = pick(("、", ", "), lang).join(pick(pair, lang) for pair in VALUES["kind"].values())
        asked = (f"〔诉求类型〕是哪一种：{kinds}？", f"[kind] Which of these is it: {kinds}?")
        return pick(asked, lang), ""
    found = city.vocabulary[fact]
    question = pick((f"〔{found.label_zh}〕{found.question_zh}", f"[{found.label_en}] {found.question_en}"), lang)
    return question, not_meant_text(found, lang)


def not_meant_text(fact: Fact, lang: Lang) -> str:
    """Write what a fact is not: 不算：…; where it says otherwise, as a note."""
    if not pick((fact.not_meant_zh, fact.not_meant_en), lang):
        return ""
    if lang == "en":
        return f"Note: {fact.not_meant_en}"
    first = _NOT_MEANT.match(fact.not_meant_zh)
    if first is None:
        return f"说明：{fact.not_meant_zh}"
    what, stop, rest = first.groups()
    if stop == "（":
        return f"不算：{what}（{rest}"
    others = _NOT_MEANT.match(rest)
    return f"不算：{what}；{others[1]}。{others[3]}" if others else f"不算：{what}。{rest}"


_NOT_MEANT = re.compile(r"([^；。]*?)，就?不算([。；：（])(.*)")
"""What is not meant, where the data says it in one clause: 甲，不算；乙."""


def _in_vain(answer: Answer, lang: Lang) -> list[str]:
    """The facts asked in vain on which the outcome still hangs."""
    if not answer.hangs_on:
        return []
    facts = facts_text(answer.city, answer.hangs_on, lang)
    return [pick((f"问而不知，但仍能改变结论：{facts}", f"asked in vain, and can still change it: {facts}"), lang)]


def is_task(state: DutyState) -> bool:
    """Whether a duty is something to be done: what may be done or left, and a bar, are not."""
    return state.duty.modality not in (Modality.BAR, Modality.DISCRETION)


def _choice(state: DutyState, lang: Lang) -> str:
    """What may be done, or be borne in mind."""
    duty = state.duty
    parts = [address_text(duty.provision, lang), name(ACTORS, duty.actor.value, lang)]
    parts += [pick(INFERRED, lang)] if duty.inferred else []
    parts += [duty_state_text(done=True, lang=lang)] if state.done else []
    about = pick(("，", ", "), lang).join(parts)
    return pick((f"{duty.zh}（{about}）", f"{duty.en} ({about})"), lang)


def _bar(state: DutyState, lang: Lang) -> str:
    """What must not be done, behind the word that says so."""
    duty = state.duty
    about = pick(("，", ", "), lang).join([address_text(duty.provision, lang), name(ACTORS, duty.actor.value, lang)])
    head, mark, barred = duty.zh.partition("不得")
    zh = f"{barred}（{head.rstrip('，；')}）" if mark and head else barred or duty.zh
    return pick((f"{zh}（{about}）", f"{duty.en} ({about})"), lang)


def _duty(state: DutyState, lang: Lang, how: Telling) -> str:
    """One duty as a line of a ticklist."""
    duty = state.duty
    box = "☑" if state.done else "☐"
    actor = name(ACTORS, duty.actor.value, lang)
    modality = pick(INFERRED, lang) if duty.inferred else name(MODALITIES, duty.modality.value, lang)
    about = pick(("，", ", "), lang).join([address_text(duty.provision, lang), actor, modality])
    told = pick((f"{box} {duty.zh}（{about}）", f"{box} {duty.en} ({about})"), lang)
    if duty.source_zh:
        told += pick((f"；另据：{duty.source_zh}", f"; also: {duty.source_en}"), lang)
    if not how.logged:
        return told
    return told + pick(("：", ": "), lang) + duty_state_text(done=state.done, lang=lang)


def _standing(answer: Answer) -> bool:
    """Whether a duty stands that holds whatever the outcome."""
    standing = {one.duty.id for one in answer.decision.table.standing} if answer.decision else set()
    return any(state.duty.id in standing for state in answer.duties)


def duty_state_text(*, done: bool | None, lang: Lang) -> str:
    """Say what the log shows of a duty."""
    return name(DUTY_STATES, "not_recorded" if done is None else "done" if done else "not_done", lang)


# -- what would change it -----------------------------------------------------------------------------------------


def _changes(answer: Answer, lang: Lang) -> list[str]:
    """What one other answer would change, those that fulfil a ground first, alike ones in one line."""
    if answer.decision is None:
        return []
    case = case_of(answer.decision)
    holding = {
        part.fact
        for ground in answer.grounds
        if ground.certain
        for made in fulfilling(ground.rule.when, case)
        for part in parts_of(made)
        if isinstance(part, Is)
    }
    groups: dict[tuple[bool, str, str, bool], list[str]] = {}
    for change in answer.changes:
        key = (change.fact not in holding, change.outcome, _basis(change, lang), change.to)
        groups.setdefault(key, []).append(change.fact)
    order = {outcome: i for i, outcome in enumerate(OUTCOMES)}
    keys = sorted(groups, key=lambda key: (key[0], order.get(key[1], len(order))))
    return [_change(answer, groups[key], *key[1:3], yes=key[3], lang=lang) for key in keys]


def _basis(change: Change, lang: Lang) -> str:
    """The provision of another outcome; where its ground lies elsewhere, that too."""
    if change.provision is None:
        several = ("依据哪一条还待定", "under which provision is still open")
        return "" if change.outcome in OPEN_OUTCOMES else pick(several, lang)
    place = address_text(change.provision, lang)
    if change.rule is None or change.rule.provision == change.provision:
        return pick((f"依据{place}", place), lang)
    ground = address_text(change.rule.provision, lang)
    return pick((f"依据{place}；属{ground}的情形", f"{place}; on the ground of {ground}"), lang)


def _more_duties(answer: Answer, lang: Lang, how: Telling) -> list[str]:
    """What would have to be done besides, whatever the outcome, if a fact taken for a no, or not known, were a yes."""
    if answer.decision is None:
        return []
    case, told = case_of(answer.decision), []
    for one in answer.decision.table.standing:
        for fact in facts_of(one.when):
            other = case._replace(facts={**case.facts, fact: True})
            unsure = fact in how.assumed or (truth(case.facts.get(fact)) is None and fact not in answer.ask)
            if unsure and holds(one.when, case) is not True and holds(one.when, other) is True:
                duty, label = one.duty, fact_text(answer.city, fact, lang)
                place = address_text(duty.provision, lang)
                about = (
                    f"如果{label}成立，不论结论怎样都还须做：{duty.zh}（{place}）",
                    f"if {label} holds, this must be done besides, whatever the outcome: {duty.en} ({place})",
                )
                told.append(pick(about, lang))
    return told


def _change(answer: Answer, facts: Iterable[str], outcome: str, place: str, *, yes: bool, lang: Lang) -> str:
    told = [fact_text(answer.city, one, lang) for one in facts]
    listed = pick(("、", ", "), lang).join(told)
    if len(told) == 1:
        holds = ("成立", "holds") if yes else ("不成立", "does not hold")
        given = pick((f"如果{listed}{holds[0]}", f"if {listed} {holds[1]}"), lang)
    else:
        holds = ("有一项成立", "holds") if yes else ("有一项不成立", "does not hold")
        given = pick((f"如果{listed}{holds[0]}", f"if any one of {listed} {holds[1]}"), lang)
    if outcome in OPEN_OUTCOMES:
        return given + pick(("，就不能下结论，还要再问", ", nothing can be concluded yet"), lang)
    basis = pick((f"（{place}）", f" ({place})"), lang) if place else ""
    return given + pick(("，结论变为", ", the outcome becomes: "), lang) + _named(answer, outcome, lang) + basis


def _readings(answer: Answer, lang: Lang, how: Telling) -> list[str]:
    if how.readings_in_full:
        return [reading_text(answer.city, number, lang) for number in answer.readings]
    mark = pick((f"（{CONTESTED[0]}）", f" ({CONTESTED[1]})"), lang)
    told = [number + (mark if contested(answer.city, number) else "") for number in answer.readings]
    return [pick(("、", ", "), lang).join(told)] if told else []
