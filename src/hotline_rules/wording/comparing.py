"""One ticket under several cities, told side by side, and why they differ; and what would change one city's answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from hotline_rules._verdict import State
from hotline_rules.clock import Span
from hotline_rules.compare import Comparison, Difference, Nearest, Side, Value
from hotline_rules.wording.conditions import VALUES, fact_text, facts_text
from hotline_rules.wording.explaining import lateness_text
from hotline_rules.wording.outcomes import OUTCOMES, TABLES, outcome_name
from hotline_rules.wording.phrases import (
    address_text,
    city_text,
    due_stamp,
    end_text,
    span_text,
)
from hotline_rules.wording.words import (
    EVENTS,
    FIELDS,
    FORCES,
    MODALITIES,
    NOTES,
    STAGES,
    STATES,
    WHY,
    Lang,
    Pair,
    name,
    pick,
)

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

POINTS: dict[str, Pair] = {
    "acceptance": ("受理", "Acceptance"),
    "no_limit": ("办理有没有时限", "Whether handling has a limit"),
    "start": ("从什么起算", "What starts it"),
    "length": ("时限多长", "How long"),
    "days": ("哪些天两地不一样", "Days that count otherwise"),
    "done_by": ("做到哪一步算完成", "What discharges it"),
    "moved": ("时限有没有变动", "What moved the due"),
    "extension": ("能否延期", "Extension"),
    "return": ("承办单位退件", "Return by the unit"),
    "transfer_limit": ("转办有没有时限", "Limit for the transfer"),
    "sign_limit": ("签收有没有时限", "Limit for signing"),
    "force": ("依据的效力", "Force of the text"),
}
"""The points on which cities may differ."""
_TOLD: dict[str, Pair] = {
    "not_judged": ("没有提供与受理有关的事实，未作判断", "no facts that bear on it were told: not judged"),
    "limited": ("有", "yes"),
    "no_limit": ("没有", "none"),
    "no_stage": ("没有这一环节", "no such stage"),
    "provided": ("可以申请", "may be asked for"),
    "no_basis": ("没有规定", "not provided for"),
    "not_stated": ("没有载明", "not stated"),
}


def side_cells(side: Side, lang: Lang) -> list[str]:
    """What one city answers, a cell a row of `side_labels`."""
    review, main, dash = side.review, side.main, "–"
    answer = review.acceptance
    accepted = name(OUTCOMES, answer.outcome, lang) if answer and answer.touched else dash
    if answer and answer.touched and answer.provision:
        accepted += f"\n{address_text(answer.provision, lang)}"
    if main is None:
        return [accepted, *[dash] * 5, _others(side, lang)]
    span = main.basis.span
    return [
        accepted,
        address_text(main.provision, lang),
        span_text(span, lang) if span else dash,
        due_stamp(main) if main.due else dash,
        _state(side, lang),
        lateness_text(main, lang) or dash,
        _others(side, lang),
    ]


def side_labels(lang: Lang) -> list[str]:
    """The labels of the rows of a comparison."""
    labels: tuple[Pair, ...] = (
        ("受理", "Acceptance"),
        ("办理依据", "Handling under"),
        ("时限", "Limit"),
        ("到期", "Due"),
        ("状态", "State"),
        ("超期", "Late by"),
        ("其他环节", "Other stages"),
    )
    return [pick(label, lang) for label in labels]


def _state(side: Side, lang: Lang) -> str:
    main = side.main
    assert main is not None
    told = name(STATES, main.state.value, lang)
    if main.state in (State.UNDETERMINED, State.NOT_APPLICABLE) and main.why:
        told += pick(("：", ": "), lang) + name(WHY, main.why.split("+")[0], lang)
    return told


def _others(side: Side, lang: Lang) -> str:
    """The other stages, each with how it stands."""
    told = [
        f"{name(STAGES, v.stage, lang)}{pick(('：', ': '), lang)}{name(STATES, v.state.value, lang)}"
        for v in side.review.stages
        if v is not side.main
    ]
    return "\n".join(told) or "–"


def why_lines(comparison: Comparison, lang: Lang) -> list[str]:
    """Tell, point by point, what makes the answers differ: what each city says, under which provision and reading."""
    cities = {side.city.id: side.city for side in comparison.sides}
    return [_difference(one, cities, lang) for one in comparison.differences]


def _difference(one: Difference, cities: dict[str, Jurisdiction], lang: Lang) -> str:
    """One point; cities that say the same are told together."""
    groups: dict[object, list[Value]] = {}
    for value in one.values:
        groups.setdefault(value.told, []).append(value)
    told = [_group(one.point, found, cities, lang) for found in groups.values()]
    return name(POINTS, one.point, lang) + pick(("：", ": "), lang) + pick(("；", "; "), lang).join(told)


def _group(point: str, values: list[Value], cities: dict[str, Jurisdiction], lang: Lang) -> str:
    said = _value(point, values[0], cities[values[0].city], lang)
    who = []
    for value in values:
        city = cities[value.city]
        places = [address_text(value.provision, lang)] if value.provision else []
        places += value.readings if point != "acceptance" else ()
        listed = pick(("，", ", "), lang).join(places)
        who.append(city_text(city, lang) + (pick((f"（{listed}）", f" ({listed})"), lang) if listed else ""))
    return pick(("、", ", "), lang).join(who) + pick(("　", ": "), lang) + said


def _value(point: str, value: Value, city: Jurisdiction, lang: Lang) -> str:
    told = value.told
    if point == "return" and isinstance(told, str) and told not in _TOLD:
        return _duty_to_return(told, city, lang)
    if told is None:
        return pick(("没有", "none"), lang)
    if isinstance(told, Span):
        return span_text(told, lang)
    if isinstance(told, tuple):
        return _listed(point, told, lang)
    if told in _TOLD:
        return name(_TOLD, told, lang)
    table = {"start": EVENTS, "acceptance": OUTCOMES, "force": FORCES, "no_limit": WHY}.get(point, {})
    return name(table, told, lang)


def _duty_to_return(code: str, city: Jurisdiction, lang: Lang) -> str:
    """What the text asks of a unit outside whose duties a matter lies, and how that binds."""
    standing = city.returns.standing if city.returns else None
    for duty in standing.all_duties if standing else ():
        if duty.id == code:
            return (
                name(MODALITIES, duty.modality.value, lang) + pick(("：", ": "), lang) + pick((duty.zh, duty.en), lang)
            )
    return code


def _listed(point: str, told: tuple[str, ...], lang: Lang) -> str:
    """Several days, acts or notes in one phrase."""
    if not told:
        return pick(("没有", "none"), lang)
    if point == "days":
        return pick(("按地方日历另算：", "by the region's own calendar: "), lang) + _days(told)
    if point == "done_by":
        either = pick(("或者", " or "), lang)
        groups = [either.join(name(EVENTS, one, lang) for one in group.split("|")) for group in told]
        return pick(("，并且", ", and "), lang).join(groups)
    return pick(("、", ", "), lang).join(name(NOTES, one, lang) for one in told)


def _days(told: Iterable[str]) -> str:
    """Days in a row by their first and last."""
    days = [date.fromisoformat(one) for one in told]
    runs = [
        [day for _, day in run]
        for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - timedelta(days=pair[0]))
    ]
    return "、".join(f"{run[0]:%m-%d}" if len(run) == 1 else f"{run[0]:%m-%d}…{run[-1]:%m-%d}" for run in runs)


def left_out_lines(comparison: Comparison, lang: Lang) -> list[str]:
    """The facts of the ticket that cities do not know, those with the same in one line."""
    alike: dict[tuple[str, ...], list[Jurisdiction]] = {}
    for side in comparison.sides:
        if side.left_out:
            alike.setdefault(side.left_out, []).append(side.city)
    told = []
    for left_out, cities in alike.items():
        knowing = next((s.city for s in comparison.sides if left_out[0] in s.city.vocabulary), cities[0])
        listed = facts_text(knowing, left_out, lang)
        who = pick(("、", ", "), lang).join(pick((city.name_zh, city.name_en), lang) for city in cities)
        asks = "does not ask" if len(cities) == 1 else "do not ask"
        told.append(pick((f"{who}不问：{listed}", f"{who} {asks}: {listed}"), lang))
    return told


def nearest_lines(found: Iterable[Nearest], city: Jurisdiction, lang: Lang) -> list[str]:
    """Tell what would change an answer: the fact or the field, and the answer then; alike ones in one line."""
    return list(dict.fromkeys(_nearest(one, city, lang) for one in found))


def _nearest(one: Nearest, city: Jurisdiction, lang: Lang) -> str:
    if isinstance(one.to, bool):
        fact = fact_text(city, one.name, lang)
        holds = ("成立", "holds") if one.to else ("不成立", "does not hold")
        given = pick((f"如果{fact}{holds[0]}", f"if {fact} {holds[1]}"), lang)
    else:
        field, value = name(FIELDS, one.name, lang), name(VALUES[one.name], one.to, lang)
        given = pick((f"如果{field}是{value}", f"if the {field} were {value}"), lang)
    return given + pick(("，", ": "), lang) + _then(one, city, lang)


def _then(one: Nearest, city: Jurisdiction, lang: Lang) -> str:
    """The answer, or the due, that would then hold."""
    place = address_text(one.provision, lang) if one.provision else ""
    place = pick((f"（{place}）", f" ({place})"), lang) if place else ""
    if one.step is None:
        due = pick(("没有到期日", "no due"), lang)
        if one.due:
            due = pick(("到期", "due "), lang) + end_text(one.due, lang)
        return f"{due}{pick(('，', ', '), lang)}{name(STATES, one.outcome, lang)}{place}"
    step, outcome = name(TABLES, one.step.name, lang), outcome_name(one.outcome, lang, city, one.step.name)
    return pick((f"{step}变为：{outcome}{place}", f"{step} becomes: {outcome}{place}"), lang)
