"""A verdict, explained so that it can be defended in writing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING

from hotline_rules._verdict import Distance, StageVerdict, State
from hotline_rules.clock import Unit
from hotline_rules.law import Regulation
from hotline_rules.stress import Stress
from hotline_rules.ticket import EVENT_TYPES, Ticket
from hotline_rules.wording.counting import counting_lines
from hotline_rules.wording.layout import Explanation
from hotline_rules.wording.phrases import (
    _amount,
    between_text,
    clock_text,
    contested,
    date_only,
    date_text,
    distance_text,
    due_text,
    end_text,
    hour_text,
    instant_text,
    length_text,
    provision_text,
    reading_text,
    span_text,
    weekday_text,
)
from hotline_rules.wording.stress import stress_lines
from hotline_rules.wording.words import (
    _LABELS,
    CONTESTED,
    EVENTS,
    KINDS,
    MODALITIES,
    RANKS,
    STAGES,
    STATES,
    Lang,
    name,
    note_text,
    pick,
    why_text,
)

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


_REQUESTS = ("return", "extension_request")
_RECEIPTS = (
    "accepted",
    "transferred",
    "arrived",
    "signed",
    "designated",
    "redispatched",
    "urgent_recognised",
    "kind_changed",
)
_TELLINGS = ("promised", "explained", "fed_back")


def explain(
    verdict: StageVerdict,
    city: Jurisdiction,
    lang: Lang,
    ticket: Ticket | None = None,
    *,
    readings_in_full: bool = True,
    tested: Stress | None = None,
) -> Explanation:
    """Explain a verdict in full; with its ticket, the acts are named. Readings in full, or their numbers only.

    With the result of its stress test, that is told too.
    """
    parts: list[tuple[str, list[str]]] = [
        ("provision", [_provision(verdict, city, lang)]),
        ("start", _start(verdict, city, lang, ticket)),
        ("period", _period(verdict, city, lang, ticket)),
        ("counting", _counting(verdict, lang, ticket)),
        ("due", [due_text(verdict, lang)] if verdict.due else []),
        ("done", _done(verdict, city, lang, ticket)),
        ("conclusion", [conclusion(verdict, lang, city.regulation)]),
        ("notes", _notes(verdict, lang, city.regulation)),
        ("readings", _readings(verdict, city, lang, in_full=readings_in_full)),
        ("stress", stress_lines(tested, city, lang) if tested else []),
        ("next", _next(verdict, lang)),
    ]
    told = tuple((pick(_LABELS[key], lang), tuple(lines)) for key, lines in parts if lines)
    return Explanation(heading(verdict, lang), told)


def heading(verdict: StageVerdict, lang: Lang) -> str:
    """Write the stage, its round and unit, and how it stands."""
    stage, state = name(STAGES, verdict.stage, lang), name(STATES, verdict.state.value, lang)
    marks = [pick((f"第{verdict.round}轮", f"round {verdict.round}"), lang)] if verdict.round > 1 else []
    if verdict.n > 1:
        marks.append(pick((f"第{verdict.n}项", f"no. {verdict.n}"), lang))
    if verdict.unit:
        marks.append(verdict.unit)
    told = pick(("，", ", "), lang).join(marks)
    if lang == "zh":
        return f"■ {stage}{f'（{told}）' if told else ''}：{state}"
    return f"■ {stage[0].upper()}{stage[1:]}{f' ({told})' if told else ''}: {state}"


def conclusion(verdict: StageVerdict, lang: Lang, regulation: Regulation) -> str:
    """Write the answer in one sentence, with its weight where it is an adverse one."""
    told = _CONCLUSIONS[verdict.state](verdict, lang)
    if verdict.state in (State.LATE, State.OVERDUE):
        told += _weight(verdict, lang, regulation)
    return told


def _in_time(v: StageVerdict, lang: Lang) -> str:
    why = _because(v, lang)
    return pick((f"未超过时限，按时{why}。", f"Within the limit: in time{why}."), lang)


def _late(v: StageVerdict, lang: Lang) -> str:
    return _exceeded(v, lang, "完成时已逾期", "Done late")


def _overdue(v: StageVerdict, lang: Lang) -> str:
    if v.why:
        return _exceeded(v, lang, "此前已经逾期", "Overdue before that")
    now = end_text(v.basis.now, lang)
    return _exceeded(v, lang, f"截至{now}仍未完成，已逾期", f"Not done by {now}: overdue")


def _exceeded(v: StageVerdict, lang: Lang, zh: str, en: str) -> str:
    why = _because(v, lang)
    far = v.late_by
    if far is None:
        return pick((f"{zh}{why}。", f"{en}{why}."), lang)
    least = pick(("至少", "at least "), lang)
    far_text = _far(v, far, lang, least=date_only(v))
    if v.due == v.due_latest or far_text.startswith(least):
        least = ""
    return pick((f"{zh}，超期{least}{far_text}{why}。", f"{en}, by {least}{far_text}{why}."), lang)


def _far(v: StageVerdict, far: Distance, lang: Lang, *, least: bool = False) -> str:
    """A distance; by the clock alone where the limit itself runs by the clock. With `least`, a lower bound."""
    return clock_text(far, lang, least=least) if _by_the_clock(v) else distance_text(far, lang, least=least)


def _by_the_clock(v: StageVerdict) -> bool:
    return v.basis.span is not None and v.basis.span.unit in (Unit.HOURS, Unit.MINUTES, Unit.FULL_DAYS)


def _open(v: StageVerdict, lang: Lang) -> str:
    now = end_text(v.basis.now, lang)
    why = pick((f"{why_text(v.why, lang)}。", f" Yet {why_text(v.why, lang)}."), lang) if v.why else ""
    if v.left is None:
        return pick((f"截至{now}尚未到期。", f"Not due yet at {now}."), lang) + why
    if not v.left.clock:
        return pick((f"截至{now}正在到期。", f"Due just now, at {now}."), lang) + why
    left = _far(v, v.left, lang)
    return pick((f"截至{now}尚未到期，还剩{left}。", f"Not due yet at {now}: {left} left."), lang) + why


def _extension_pending(_v: StageVerdict, lang: Lang) -> str:
    return pick(
        (
            "到期前已申请延期，尚未审批：既不算按时，也不算逾期。",
            "An extension was asked for by the due and is not decided: neither in time nor overdue.",
        ),
        lang,
    )


def _superseded(v: StageVerdict, lang: Lang) -> str:
    why = why_text(v.why, lang) if v.why else pick(("另有安排", "another duty took its place"), lang)
    return pick((f"{why}，这一环节不再单独评判。", f"Not judged any more: {why}."), lang)


def _waived(_v: StageVerdict, lang: Lang) -> str:
    return pick(("来电人要求不回复，免除。", "The caller asked for no reply: waived."), lang)


def _not_applicable(v: StageVerdict, lang: Lang) -> str:
    why = _because(v, lang)
    return pick((f"不适用{why}。", f"Not applicable{why}."), lang)


def _undetermined(v: StageVerdict, lang: Lang) -> str:
    why = _because(v, lang)
    told = pick((f"是否逾期不能确定{why}。", f"Whether it is late cannot be said{why}."), lang)
    return told + _if_not_done(v, lang)


def _if_not_done(v: StageVerdict, lang: Lang) -> str:
    """What would hold if nothing had been done, where all that is missing is whether it was."""
    now = v.basis.now
    if v.why != "act_not_recorded" or v.basis.until or v.due_latest is None or now <= v.due_latest:
        return ""
    supposed = v._replace(state=State.OVERDUE, why=None, done=None, done_latest=None)
    told = end_text(now, lang)
    zh, en = f"如截至{told}仍未完成，即已逾期", f" If not done by {told}, it is overdue"
    return _exceeded(supposed, lang, zh, en)


_CONCLUSIONS = {
    State.IN_TIME: _in_time,
    State.LATE: _late,
    State.OVERDUE: _overdue,
    State.OPEN: _open,
    State.EXTENSION_PENDING: _extension_pending,
    State.SUPERSEDED: _superseded,
    State.WAIVED: _waived,
    State.NOT_APPLICABLE: _not_applicable,
    State.UNDETERMINED: _undetermined,
}


def _because(v: StageVerdict, lang: Lang) -> str:
    return pick(("：", ": "), lang) + why_text(v.why, lang) if v.why else ""


def _weight(v: StageVerdict, lang: Lang, regulation: Regulation) -> str:
    """What an adverse answer weighs: in principle only, a request out of its window, a document's force."""
    told = ""
    if v.stage in _REQUESTS:
        told += pick(
            (
                "条文未规定逾期申请无效，此为须说明理由的偏离。",
                " The text does not call it void: a deviation that owes a reason.",
            ),
            lang,
        )
    elif v.modality.value == "in_principle":
        told += pick(
            (
                "此项为“原则上”的要求，属须说明理由的偏离。",
                " It binds in principle only: a deviation that owes a reason.",
            ),
            lang,
        )
    if regulation.force.value == "normative_document" and v.stage != "special_law":
        told += pick(
            ("依据为规范性文件，属管理性认定。", " Found under a normative document: a finding of management."), lang
        )
    return told


def _provision(v: StageVerdict, city: Jurisdiction, lang: Lang) -> str:
    told = provision_text(city.regulation, v.provision, lang)
    if v.stage == "special_law":
        return _law_cited(v, told, lang)
    force = name(MODALITIES, v.modality.value, lang)
    return pick((f"{told}（{force}）", f"{told} ({force})"), lang)


def _law_cited(v: StageVerdict, told: str, lang: Lang) -> str:
    """The text that sets a shorter limit of law; the regulation only makes it matter here (AMB-54)."""
    cited = next((note.removeprefix("cite:") for note in v.notes if note.startswith("cite:")), None)
    source = cited or pick(("工单载明的法律（没有写出条文）", "a law noted on the ticket, not named"), lang)
    return pick(
        (
            f"期限出自{source}；{told}没有定这一期限，只是与之并列",
            f"the limit is that of {source}; beside it stands, without setting it, {told}",
        ),
        lang,
    )


def _start(v: StageVerdict, city: Jurisdiction, lang: Lang, ticket: Ticket | None) -> list[str]:
    if v.start is None:
        return []
    latest = v.basis.start_latest
    types = _TELLINGS if v.stage == _promise_name(city) else _RECEIPTS
    return [_moment(v.start, latest, lang) + _named(_acts_at(ticket, city, v.start, types), lang)]


def _promise_name(city: Jurisdiction) -> str | None:
    """The name of the stage that a promise makes, if this city has one."""
    return city.deadlines.promise.name if city.deadlines.promise else None


def _moment(first: datetime, last: datetime | None, lang: Lang) -> str:
    """An instant at which something happened, or the day of which no more is known."""
    if last is None or last == first:
        day = first.date()
        week = weekday_text(day, lang)
        if lang == "zh":
            return f"{date_text(day, lang)}（{week}）{hour_text(first)}"
        return f"{hour_text(first)} on {week} {date_text(day, lang)}"
    if first.date() == last.date():
        return f"{date_text(first.date(), lang)}{pick(('（时刻未记）', ' (time of day not recorded)'), lang)}"
    return pick(
        (
            f"最早{instant_text(first, lang)}、最晚{instant_text(last, lang)}",
            f"between {instant_text(first, lang)} and {instant_text(last, lang)}",
        ),
        lang,
    )


def _named(types: list[str], lang: Lang) -> str:
    told = pick(("、", ", "), lang).join(name(EVENTS, one, lang) for one in types)
    return pick((f"，{told}", f", {told}"), lang) if told else ""


def _acts_at(ticket: Ticket | None, city: Jurisdiction, at: datetime, types: Iterable[str]) -> list[str]:
    """The events of some types that a ticket has at an instant, in the order of the life cycle."""
    wanted = set(types)
    found = {
        event.type
        for event in (ticket.events if ticket else ())
        if event.type in wanted and city.clock.interval(event.at)[0] == at
    }
    return [one for one in EVENT_TYPES if one in found]


def _period(v: StageVerdict, city: Jurisdiction, lang: Lang, ticket: Ticket | None) -> list[str]:
    span = v.basis.span
    if v.due is None:
        return []
    if {"limit_set_on_ticket", "statutory_limit"} & set(v.notes):
        return _limits_set(ticket, lang)
    if "AMB-23" in v.basis.readings:
        head = pick(("随诉求类型而定，类型未记载：", "by the kind, which is not recorded: "), lang)
        return [head + pick(("；", "; "), lang).join(_by_kind(v, city, lang, ticket.track if ticket else "ordinary"))]
    if span is None:
        return []
    advisory = pick(("（仅供参考）", " (advisory)"), lang) if "advisory_due" in v.notes else ""
    return [span_text(span, lang) + advisory]


def _by_kind(v: StageVerdict, city: Jurisdiction, lang: Lang, track: str) -> list[str]:
    """The limits of a stage for each kind: 咨询2个工作日."""
    cases = [case for stage in city.deadlines.stages if stage.name == v.stage for case in stage.cases]
    told = []
    for case in cases:
        if case.kinds is None or (case.tracks is not None and track not in case.tracks):
            continue
        if case.reading and city.chosen[case.reading] not in case.options:
            continue
        kinds = pick(("、", ", "), lang).join(name(KINDS, kind, lang) for kind in case.kinds)
        limit = span_text(case.span, lang) if case.span else pick(("不设时限", "no limit"), lang)
        told.append(f"{kinds}{pick(('', ' '), lang)}{limit}")
    return told


def _limits_set(ticket: Ticket | None, lang: Lang) -> list[str]:
    """The limits noted on a ticket: what set them, and how long they are."""
    told = []
    for event in ticket.events if ticket else ():
        if event.type != "limit_set":
            continue
        rank = name(RANKS, event.rank, lang)
        if event.working_days is not None:
            long = _amount(event.working_days, "working_days", lang)
        else:
            long = _told_date(event.due, lang)
        cite = pick((f"，{event.cite}", f", {event.cite}"), lang) if event.cite else ""
        told.append(pick((f"工单载明（{rank}{cite}）：{long}", f"noted on the ticket ({rank}{cite}): {long}"), lang))
    return told


def _told_date(when: datetime | date | None, lang: Lang) -> str:
    if isinstance(when, datetime):
        return end_text(when, lang)
    return date_text(when, lang) if when else ""


def _counting(v: StageVerdict, lang: Lang, ticket: Ticket | None) -> list[str]:
    """The counting, unless the end is a date that somebody set."""
    if v.due is None:
        return []
    if {"limit_set_on_ticket", "statutory_limit"} & set(v.notes):
        counted = any(e.type == "limit_set" and e.working_days for e in (ticket.events if ticket else ()))
        if not counted:
            return []
    lines = counting_lines(v, lang)
    if lines and v.basis.moved_from:
        old = between_text(v.basis.moved_from.earliest, v.basis.moved_from.latest, lang)
        lines.append(
            pick((f"原时限{old}，批准延期后接着往下数", f"first due {old}; the extension counts on from there"), lang)
        )
    return lines


def _done(v: StageVerdict, city: Jurisdiction, lang: Lang, ticket: Ticket | None) -> list[str]:
    if v.done is None:
        return []
    types = [t for t in EVENT_TYPES if t not in ("limit_set", "kind_changed", "accepted")]
    if v.stage == "return":
        types = ["return_requested"]
    elif v.stage == "extension_request":
        types = ["extension_requested"]
    elif v.stage != "transfer":
        types = [t for t in types if t not in ("transferred", "arrived")]
    acts = _named(_acts_at(ticket, city, v.done, types), lang)
    if v.done == v.due and v.done == v.done_latest:
        return [end_text(v.done, lang) + acts]
    return [_moment(v.done, v.done_latest, lang) + acts]


def _notes(v: StageVerdict, lang: Lang, regulation: Regulation) -> list[str]:
    return [note_text(code, lang, regulation) for code in v.notes if code not in (v.why or "").split("+")]


def _readings(v: StageVerdict, city: Jurisdiction, lang: Lang, *, in_full: bool) -> list[str]:
    if in_full:
        return [reading_text(city, number, lang) for number in v.readings]
    mark = pick((f"（{CONTESTED[0]}）", f" ({CONTESTED[1]})"), lang)
    told = [number + (mark if contested(city, number) else "") for number in v.readings]
    return [pick(("、", ", "), lang).join(told)] if told else []


def _next(v: StageVerdict, lang: Lang) -> list[str]:
    if v.next_change is None:
        return []
    at = end_text(v.next_change, lang)
    return [pick((f"没有新的事件时，{at}之后结论会变", f"with no new event, the answer changes after {at}"), lang)]


def lateness_text(verdict: StageVerdict, lang: Lang) -> str:
    """Write by how much a stage is late, in few words, for a column: 2个工作日, 10小时."""
    far = verdict.late_by
    if far is None:
        return ""
    only_date = date_only(verdict)
    least = pick(("至少", "at least "), lang) if verdict.due != verdict.due_latest or far.at_least else ""
    if far.working_days and far.working_minutes is None and not _by_the_clock(verdict):
        return least + _amount(far.working_days, "working_days", lang)
    if only_date and not far.clock:
        return pick(("当天之内", "within the day"), lang)
    return (least or (pick(("至少", "at least "), lang) if only_date else "")) + length_text(far.clock, lang)
