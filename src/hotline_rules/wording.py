"""Sentences, Chinese and English: the only place where they are put together, from codes, values and short phrases.

No room imports this one; faces do. Every function is pure. A name that is not known (a city of a caller's own
may bring stages of its own) is told as it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal, NamedTuple

from hotline_rules._verdict import Distance, StageVerdict, State, Window
from hotline_rules.clock import Counts, Span, Stretch, Unit
from hotline_rules.days import Day, Why
from hotline_rules.errors import UnknownNameError
from hotline_rules.law import _ADDRESS, Regulation, address_zh
from hotline_rules.ticket import EVENT_TYPES, Ticket

if TYPE_CHECKING:
    from hotline_rules.audit import Review
    from hotline_rules.jurisdictions.model import Jurisdiction

Lang = Literal["zh", "en"]
"""The language an answer is told in."""

Pair = tuple[str, str]
"""A phrase in Chinese and in English."""

_ONE = timedelta(days=1)

STAGES: dict[str, Pair] = {
    "transfer": ("转办", "transfer"),
    "sign": ("签收", "sign-in"),
    "handle": ("办理", "handling"),
    "reply": ("回复来电人", "reply to the caller"),
    "feedback": ("反馈热线", "feedback to the hotline"),
    "promise": ("承诺办结", "promised completion"),
    "notify": ("通报", "notice"),
    "first_response": ("初步响应", "first response"),
    "progress": ("处理进度", "progress report"),
    "result": ("处理结果", "result"),
    "return": ("退件申请", "request to return"),
    "extension_request": ("延期申请", "request for an extension"),
    "special_law": ("法律另定的较短时限", "shorter limit of law"),
}

STATES: dict[str, Pair] = {
    "in_time": ("按时", "in time"),
    "late": ("逾期（已办）", "late (done)"),
    "overdue": ("逾期（未办）", "overdue (not done)"),
    "open": ("未到期", "open"),
    "extension_pending": ("延期待批", "extension pending"),
    "superseded": ("由他事取代", "superseded"),
    "waived": ("免除", "waived"),
    "not_applicable": ("不适用", "not applicable"),
    "undetermined": ("不能确定", "undetermined"),
}

KINDS: dict[str, Pair] = {
    "consultation": ("咨询", "consultation"),
    "help": ("求助", "help"),
    "complaint": ("投诉", "complaint"),
    "report": ("举报", "report"),
    "suggestion": ("意见建议", "suggestion"),
    "praise": ("表扬", "praise"),
    "service": ("办事服务", "service"),
    "other": ("其他", "other"),
}

ORIGINS: dict[str, Pair] = {
    "caller": ("来电人", "caller"),
    "state": ("国家平台", "state platform"),
    "province": ("省级平台", "provincial platform"),
    "inter_region": ("跨区域转来", "inter-regional"),
}

URGENCIES: dict[str, Pair] = {
    "ordinary": ("一般", "ordinary"),
    "special": ("特殊", "special"),
    "special_urgent": ("特殊紧急", "special-urgent"),
}

TRACKS: dict[str, Pair] = {
    "ordinary": ("普通转办", "ordinary"),
    "by_instruction": ("批办", "by a leader's instruction"),
    "countersigned": ("会签件", "countersigned"),
}

RANKS: dict[str, Pair] = {
    "law": ("法律", "law"),
    "regulation": ("法规", "regulation"),
    "rule": ("规章", "rule"),
    "party": ("党内法规或文件", "Party document"),
    "assigned": ("交办机关", "the assigning body"),
    "leader": ("领导批示", "a leader"),
}

EVENTS: dict[str, Pair] = {
    "accepted": ("受理", "accepted"),
    "refused": ("不予受理", "refused"),
    "answered": ("即时答复", "answered at once"),
    "referred": ("转交其他渠道", "referred"),
    "urgent_recognised": ("认定为特殊事项", "recognised as urgent"),
    "notified": ("通报", "notified"),
    "transferred": ("转办", "transferred"),
    "arrived": ("到达承办单位", "arrived at the unit"),
    "signed": ("签收", "signed for"),
    "limit_set": ("另定时限", "limit set"),
    "kind_changed": ("变更类型", "kind changed"),
    "designated": ("指定承办单位", "unit designated"),
    "first_response": ("初步响应", "first response"),
    "progress": ("处理进度", "progress"),
    "extension_requested": ("申请延期", "extension requested"),
    "extension_decided": ("延期审批", "extension decided"),
    "return_requested": ("申请退件", "return requested"),
    "return_decided": ("退件审核", "return decided"),
    "termination_requested": ("提请终止", "termination requested"),
    "termination_decided": ("终止审核", "termination decided"),
    "explained": ("向来电人解释", "explained to the caller"),
    "promised": ("告知承诺期限", "date promised"),
    "result": ("处理结果", "result"),
    "handled": ("办结", "completed"),
    "replied": ("回复来电人", "replied to the caller"),
    "fed_back": ("反馈热线", "fed back to the hotline"),
    "called_back": ("回访", "called back"),
    "redispatched": ("重新交办", "sent out again"),
    "supervised": ("督办", "supervised"),
    "withdrawn": ("来电人撤回", "withdrawn"),
    "closed": ("工单办结", "closed"),
    "archived": ("归档", "archived"),
}

UNITS: dict[str, Pair] = {
    "working_days": ("个工作日", "working day"),
    "natural_days": ("日", "day"),
    "working_hours": ("个工作小时", "working hour"),
    "working_minutes": ("个工作分钟", "working minute"),
    "hours": ("小时", "hour"),
    "minutes": ("分钟", "minute"),
    "same_day": ("当日", "the same day"),
}

HOLIDAYS: dict[str, Pair] = {
    "new_year": ("元旦", "New Year's Day"),
    "spring_festival": ("春节", "Spring Festival"),
    "tomb_sweeping": ("清明节", "Tomb-sweeping Day"),
    "labour_day": ("劳动节", "Labour Day"),
    "dragon_boat": ("端午节", "Dragon Boat Festival"),
    "mid_autumn": ("中秋节", "Mid-autumn Festival"),
    "national_day": ("国庆节", "National Day"),
    "victory_day_2015": ("抗战胜利纪念日", "70th Victory Day"),
    "rozi": ("肉孜节", "Rozi Festival"),
    "qurban": ("古尔邦节", "Qurban Festival"),
}

DAY_REASONS: dict[str, Pair] = {
    "weekday": ("平日", "weekday"),
    "weekend": ("周末", "weekend"),
    "statutory": ("法定节假日", "statutory holiday"),
    "arranged": ("放假调休", "holiday arrangement"),
    "make_up": ("调休上班", "made a working day"),
    "regional_off": ("地方放假", "regional holiday"),
    "regional_worked": ("地方调休上班", "made a working day by the region"),
    "caller_off": ("所附日历载明休息", "off by the calendar supplied"),
    "caller_worked": ("所附日历载明上班", "worked by the calendar supplied"),
    "near_holiday": ("临近节假日，放假通知未见", "near a holiday whose notice is not in the data"),
    "near_festival": ("临近地方节日，放假通知未见", "near a regional festival whose notice is not in the data"),
}

DAY_STATES: dict[str, Pair] = {
    "working": ("工作日", "working"),
    "off": ("休息日", "off"),
    "unknown": ("未知", "unknown"),
}

MODALITIES: dict[str, Pair] = {
    "duty": ("应当", "a duty"),
    "in_principle": ("原则上", "in principle"),
    "discretion": ("可以", "discretion"),
    "bar": ("不得", "a bar"),
}

FORCES: dict[str, Pair] = {
    "local_regulation": ("地方性法规", "local regulation"),
    "normative_document": ("规范性文件", "normative document"),
}

SEVERITIES: dict[str, Pair] = {
    "breach": ("违反规定", "breach"),
    "deviation": ("偏离（须说明理由）", "deviation (a reason is owed)"),
}

OVERLAYS: dict[str, Pair] = {
    "shandong_2020": ("山东省2020年办法", "Shandong measures of 2020"),
}

WHY: dict[str, Pair] = {
    "not_in_force": (
        "转办当日该规定尚未施行",
        "the regulation was not yet in force on the day of the transfer",
    ),
    "in_force_unknown": (
        "该规定施行的年份无从查实，转办当日是否已经施行不能确定",
        "the year it came into force is not known, so whether it bound on the day of the transfer cannot be said",
    ),
    "no_limit": ("规定对这类事项不设时限", "the text sets no limit for this kind of matter"),
    "no_limit_stated": (
        "规定没有写明这类事项的时限",
        "the text names no limit for this case",
    ),
    "limit_not_given": (
        "时限由其他规定或交办机关另定，工单没有载明",
        "the limit is set by other rules or by the body that assigned the ticket, and the ticket does not give it",
    ),
    "no_limit_for_re_handling": (
        "按所取的读法，重新交办后没有新的时限",
        "by the reading taken, re-handling has no limit of its own",
    ),
    "kind_not_recorded": (
        "诉求类型没有记载，时限只能定在各类型时限的范围内",
        "the kind was not recorded, so the limit is only known between those of the kinds",
    ),
    "time_of_day_unknown": (
        "只记有日期，没有记时刻",
        "only the date is recorded, not the time of day",
    ),
    "days_unknown": (
        "期间有的日子是否上班，因放假通知未见而不能确定",
        "for want of a holiday notice it is not known whether some days were worked",
    ),
    "hours_unknown": ("办公时间未知", "the office hours are not known"),
    "lead_not_named": (
        "几个单位都收到工单，没有记明主办单位",
        "several units received the ticket and none is named as leading",
    ),
    "same_unit_unknown": (
        "没有记明单位，不知再次派单是否仍派给原单位",
        "no unit is recorded, so whether the ticket went back to the same unit is not known",
    ),
    "extension_length_unknown": (
        "延期已获批准，但没有记明延长多久",
        "an extension was granted, but not for how long",
    ),
    "outside_calendar": (
        "期间超出日历所载的年份",
        "the period runs past the years the calendar covers",
    ),
    "act_not_recorded": (
        "日志不记载完成这一环节的行为，是否完成、何时完成无从得知",
        "the log does not carry the act that discharges this stage",
    ),
    "caller_unreachable": (
        "联系不上来电人，联系经过有记录，不能据此认定未回复",
        "the caller could not be reached and the attempts are recorded, so the reply is left open",
    ),
    "start_not_recorded": (
        "日志不记载起算的事件",
        "the log does not carry the event that starts the period",
    ),
    "start_missing": (
        "有后续行为的记录，却没有起算事件的记录",
        "later acts are recorded, but not the event that starts the period",
    ),
    "return_pending": (
        "到期前已申请退件，尚无审核结果",
        "a return was asked for before the due, and is not decided yet",
    ),
    "termination_pending": (
        "到期前已提请终止办理，尚无审核结果",
        "termination was asked for before the due, and is not decided yet",
    ),
    "plan_told": (
        "到期前已把方案和预计时间告知来电人",
        "a plan with an expected date was told to the caller by the due",
    ),
    "contested": (
        "提出的时间在两种读法的截止时间之间，结论有争议",
        "the request lies between the cut-offs of two readings, so the answer is contested",
    ),
    "returned": ("工单已经退回", "the ticket was returned"),
    "terminated": ("已经终止办理", "handling was terminated"),
    "withdrawn": ("来电人已经撤回", "the caller withdrew"),
    "designated": ("已经指定其他单位承办", "another unit was designated"),
    "redispatched": ("已经重新交办", "the ticket was sent out again"),
    "answered": ("热线已即时答复，不必转办", "the hotline answered at once; no transfer was needed"),
    "refused": ("未予受理，不必转办", "the matter was refused; no transfer was needed"),
    "referred": ("已转交其他渠道，不必转办", "the matter was referred elsewhere; no transfer was needed"),
}
"""Sentences for `why`, without an ending."""

NOTES: dict[str, Pair] = {
    "arrived_stood_in": (
        "没有到达承办单位的记录，以转办时间代替",
        "arrival at the unit is not recorded; the transfer stands in for it",
    ),
    "transferred_stood_in": (
        "没有转办的记录，以到达时间代替",
        "the transfer is not recorded; the arrival stands in for it",
    ),
    "signed_stood_in": (
        "没有签收的记录，以到达或转办时间代替",
        "signing is not recorded; the receipt stands in for it",
    ),
    "accepted_stood_in": (
        "没有受理的记录，以到达或转办时间代替",
        "acceptance is not recorded; the receipt stands in for it",
    ),
    "start_from_designation": (
        "没有收到工单的记录，从指定承办单位时起算",
        "no receipt is recorded; the period starts with the designation",
    ),
    "start_from_redispatch": (
        "没有收到工单的记录，从重新交办时起算",
        "no receipt is recorded; the period starts when the ticket was sent out again",
    ),
    "lead_not_named": WHY["lead_not_named"],
    "same_unit_unknown": WHY["same_unit_unknown"],
    "statutory_limit": (
        "适用工单载明的法定较长时限",
        "a longer limit of law noted on the ticket governs",
    ),
    "limit_set_on_ticket": ("适用工单载明的时限", "the limit noted on the ticket governs"),
    "advisory_due": (
        "所示时限仅供参考，不具约束力",
        "the due shown is advisory and binds nobody",
    ),
    "extended": ("时限已经批准延长", "the due was extended by a grant"),
    "grant_without_basis": (
        "该规定没有延期的条款；延期既已批准，时限仍按批准顺延，批准有无依据另行核查",
        "the regulation provides for no extension; the grant is relied upon, and its basis is for the grantor to show",
    ),
    "acts_stand_in": (
        "日志只记载办结与答复中的一项，以一项代替两项",
        "the log carries only one of completion and reply; the one stands for both",
    ),
    "no_date_told": (
        "没有告知来电人期限，按法定时限计",
        "no date was told to the caller; the statutory limit stands",
    ),
    "not_transferred": ("工单尚未转办", "the ticket has not been transferred"),
}

ASSUMED: dict[str, Pair] = {
    "origin": ("来源未告知，按来电人直接提出计", "the origin was not told; taken to come from the caller"),
    "urgency": ("紧急程度未告知，按一般事项计", "the urgency was not told; taken as ordinary"),
    "track": ("转办方式未告知，按普通转办计", "the track was not told; taken as ordinary"),
    "reply_waived": (
        "来电人是否要求不回复未告知，按要求回复计",
        "whether the caller asked for no reply was not told; taken as wanting one",
    ),
}

_LABELS: dict[str, Pair] = {
    "provision": ("依据", "Provision"),
    "start": ("起算", "Start"),
    "period": ("期限", "Period"),
    "counting": ("计数", "Counting"),
    "due": ("时限", "Due"),
    "done": ("完成", "Done"),
    "conclusion": ("结论", "Conclusion"),
    "notes": ("说明", "Notes"),
    "readings": ("读法", "Readings"),
    "next": ("再看", "Look again"),
}

_CONTESTED: Pair = ("有争议", "contested")
_OVERRIDDEN: Pair = ("使用者改选", "chosen by the user")
_WEEKDAYS: Pair = ("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def pick(pair: Pair, lang: Lang) -> str:
    """Return the phrase in one language."""
    return pair[0] if lang == "zh" else pair[1]


def name(table: Mapping[str, Pair], code: str | None, lang: Lang) -> str:
    """Return the name of a code from one of the tables above; a code that is not known is its own name."""
    if code is None:
        return pick(("未记载", "not recorded"), lang)
    return pick(table[code], lang) if code in table else str(code)


# -- codes ------------------------------------------------------------------------------------------------------


def why_text(code: str, lang: Lang) -> str:
    """Say why an answer is what it is; several codes joined by `+` make several clauses."""
    return pick(("；", "; "), lang).join(name(WHY, part, lang) for part in code.split("+"))


def note_text(code: str, lang: Lang, regulation: Regulation | None = None) -> str:
    """Say what a note means; a notice of the regulation is told in its own words."""
    head, _, rest = code.partition(":")
    if head == "assumed" and rest:
        return name(ASSUMED, rest, lang)
    if head == "overlay" and rest:
        return pick(("已叠加：", "overlay: "), lang) + name(OVERLAYS, rest, lang)
    if head == "cite" and rest:
        return pick(("载明的依据：", "cited: "), lang) + rest
    if head == "unrecorded" and rest:
        event = name(EVENTS, rest, lang)
        return pick(
            (f"日志不记载“{event}”，只凭其他行为判断", f"the log does not carry “{event}”; judged by the other acts"),
            lang,
        )
    if head == "notice" and rest:
        for notice in regulation.notices if regulation else ():
            if notice.code == rest:
                return pick((notice.zh, notice.en), lang)
    return name(NOTES, code, lang)


# -- days, instants, lengths ------------------------------------------------------------------------------------


def date_text(day: date, lang: Lang) -> str:
    """Write a date: 2026年3月9日, 9 March 2026."""
    return pick((f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"), lang)


def weekday_text(day: date, lang: Lang) -> str:
    """Write the day of the week: 周一, Mon."""
    return f"周{_WEEKDAYS[0][day.weekday()]}" if lang == "zh" else _WEEKDAYS[1].split()[day.weekday()]


def _hour(at: datetime) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def instant_text(at: datetime, lang: Lang) -> str:
    """Write an instant at which something happened: 2026年3月2日10:00."""
    day = date_text(at.date(), lang)
    return f"{day}{_hour(at)}" if lang == "zh" else f"{_hour(at)} on {day}"


def end_text(at: datetime, lang: Lang) -> str:
    """Write an instant at which something ends: the first instant of a day is 24:00 of the day before."""
    if at.time().isoformat() != "00:00:00":
        return instant_text(at, lang)
    day = date_text(at.date() - _ONE, lang)
    return f"{day}24:00" if lang == "zh" else f"24:00 on {day}"


def between_text(earliest: datetime | None, latest: datetime | None, lang: Lang) -> str:
    """Write a due: one end, or the pair between which nothing can be said."""
    if earliest is None:
        return pick(("没有时限", "none"), lang)
    first = end_text(earliest, lang)
    if latest is None:
        return pick((f"最早{first}，最晚不能确定", f"{first} at the earliest; its latest end is not known"), lang)
    if earliest == latest:
        return first
    last = end_text(latest, lang)
    return pick(
        (
            f"最早{first}、最晚{last}，其间不能确定",
            f"{first} at the earliest, {last} at the latest; between the two it cannot be said",
        ),
        lang,
    )


def due_text(verdict: StageVerdict, lang: Lang) -> str:
    """Write when a stage is due."""
    return between_text(verdict.due, verdict.due_latest, lang)


def span_text(span: Span, lang: Lang) -> str:
    """Write a length of time: 5个工作日, 5 working days."""
    if span.unit is Unit.SAME_DAY:
        return name(UNITS, span.unit.value, lang)
    return _amount(span.n, span.unit.value, lang)


def _amount(number: int, unit: str, lang: Lang) -> str:
    told = name(UNITS, unit, lang)
    return f"{number}{told}" if lang == "zh" else f"{number} {told}{'s' if number != 1 else ''}"


def length_text(length: timedelta, lang: Lang) -> str:
    """Write a length by the wall clock: 1天12小时, 1 day 12 hours."""
    seconds = abs(length) // timedelta(seconds=1)
    days, rest = divmod(seconds, 86_400)
    amounts = (days, rest // 3600, rest % 3600 // 60, rest % 60)
    units: tuple[Pair, ...] = (("天", "day"), ("小时", "hour"), ("分钟", "minute"), ("秒", "second"))
    told = [(number, unit) for number, unit in zip(amounts, units, strict=True) if number]
    told = told or [(0, units[2])]
    if lang == "zh":
        return "".join(f"{number}{unit[0]}" for number, unit in told)
    return " ".join(f"{number} {unit[1]}{'s' if number != 1 else ''}" for number, unit in told)


def distance_text(distance: Distance, lang: Lang) -> str:
    """Write how far an instant lies from a due: 2个工作日（按钟表1天12小时）."""
    wall = length_text(distance.clock, lang)
    if distance.working_minutes:
        counted = _working_minutes(distance.working_minutes, lang)
    elif distance.working_days is None or distance.working_minutes is not None:
        return wall
    elif distance.working_days == 0:
        counted = pick(("不足1个工作日", "less than a working day"), lang)
    else:
        counted = _amount(distance.working_days, "working_days", lang)
    return pick((f"{counted}（按钟表{wall}）", f"{counted} ({wall} by the clock)"), lang)


def _working_minutes(minutes: int, lang: Lang) -> str:
    hours, rest = divmod(minutes, 60)
    told = [_amount(hours, "working_hours", lang)] if hours else []
    if rest:
        told.append(_amount(rest, "working_minutes" if not hours else "minutes", lang))
    return pick(("", " "), lang).join(told)


# -- provisions, readings, windows ------------------------------------------------------------------------------


def address_text(address: str, lang: Lang) -> str:
    """Write an address as lawyers do: 第二十条第一款第（一）项; Article 20, paragraph 1, item 1."""
    if address in OVERLAYS:
        return name(OVERLAYS, address, lang)
    return address_zh(address) if lang == "zh" else _address_en(address)


def _address_en(address: str) -> str:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        return address
    parts = [f"Article {found['article']}"]
    for key, word in (("paragraph", "paragraph"), ("item", "item"), ("sub", "sub-item"), ("subsub", "part")):
        if found[key]:
            parts.append(f"{word} {_number(found[key])}")
    if found["case"]:
        parts.append(f"case {_number(found['case'])}")
    if found["sentence"]:
        half = {"a": " (first half)", "b": " (second half)", None: ""}[found["half"]]
        parts.append(f"sentence {found['sentence']}{half}")
    return ", ".join(parts)


def _number(text: str) -> str:
    """Write a Chinese numeral from 一 to 九十九 in digits."""
    if text.isdigit():
        return text
    tens, ten, ones = text.rpartition("十")
    digits = "一二三四五六七八九"
    return str((digits.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (digits.index(ones) + 1 if ones else 0))


def provision_text(regulation: Regulation, address: str, lang: Lang) -> str:
    """Write a provision: its address, and what it asks in our own words."""
    told = address_text(address, lang)
    try:
        provision = regulation.provision(address)
    except UnknownNameError:
        return told
    return pick((f"{told}：{provision.gloss_zh}", f"{told}: {provision.gloss_en}"), lang)


def regulation_text(regulation: Regulation, lang: Lang) -> str:
    """Write the name of a regulation and its force."""
    force = name(FORCES, regulation.force.value, lang)
    return pick((f"《{regulation.title_zh}》（{force}）", f"{regulation.title_en} ({force})"), lang)


def city_text(city: Jurisdiction, lang: Lang) -> str:
    """Write the name of a city."""
    return pick((city.name_zh, city.name_en), lang)


def reading_text(city: Jurisdiction, number: str, lang: Lang) -> str:
    """Write an open point: its question, the option taken, and whether that is contested or the user's own."""
    reading = city.catalogue.get(number)
    if reading is None:
        return number
    told = f"{number} {pick((reading.question_zh, reading.question_en), lang)}"
    if number in city.chosen:
        option = reading.option(city.chosen[number])
        told += pick((f" 取：{option.zh}", f" Taken: {option.en}"), lang)
    marks = [
        mark
        for mark, holds in ((_OVERRIDDEN, number in city.overrides), (_CONTESTED, contested(city, number)))
        if holds
    ]
    if marks:
        told += pick(("（", " ("), lang) + pick(("，", ", "), lang).join(pick(m, lang) for m in marks)
        told += pick(("）", ")"), lang)
    return told


def contested(city: Jurisdiction, number: str) -> bool:
    """Whether another option of an open point has real support in this city."""
    return any(c.reading == number and c.contested for c in city.choices)


def window_text(window: Window, lang: Lang) -> str:
    """Write what a unit may still do, and until when."""
    stage = name(STAGES, window.stage, lang)
    until = between_text(window.until, window.until_latest, lang)
    place = address_text(window.provision, lang)
    return pick((f"{stage}：截止{until}（{place}）", f"{stage}: until {until} ({place})"), lang)


# -- the counting, day by day -----------------------------------------------------------------------------------


def counting_lines(verdict: StageVerdict, lang: Lang) -> list[str]:
    """Tell the counting from the trace: counted days one by one, skipped days in a row together.

    A notice is cited the first time it matters.
    """
    span = verdict.basis.span
    if span is None:
        return []
    stretches = list(verdict.trace())
    full = stretches[-1].n[0] if stretches and stretches[-1].n and verdict.due_latest else None
    origin = max((s.start.date() for s in stretches if s.counts is Counts.START), default=None)
    teller = _Teller(lang, span, full, origin)
    return [line for group in _runs(stretches) for line in teller.tell(group)]


def _runs(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Group the trace: whole days skipped, or not known, in a row for one reason stay together."""
    for key, group in groupby(stretches, _alike):
        if key is None:
            yield from ([one] for one in group)
        else:
            yield list(group)


def _alike(stretch: Stretch) -> tuple[str, str, str] | None:
    """What makes a stretch one of a row; `None` if it is told by itself."""
    day = stretch.day
    if day is None or stretch.code is not None or stretch.counts not in (Counts.SKIPPED, Counts.UNKNOWN):
        return None
    why = "holiday" if day.why in (Why.STATUTORY, Why.ARRANGED) else day.why.value
    return stretch.counts.value, why, day.source


class _Teller:
    """Tells stretches in order, and remembers the year and the notices it has named.

    `full` is how many days the whole period has: where days are not known, none is told as a later one. `origin`
    is the day left out of the count.
    """

    def __init__(self, lang: Lang, span: Span, full: int | None, origin: date | None) -> None:
        self.lang: Lang = lang
        self.span = span
        self.unit = span.unit
        self.full = full
        self.origin = origin
        self.year = 0
        self.cited: set[str] = set()

    def tell(self, group: list[Stretch]) -> list[str]:
        one = group[0]
        if one.day is None and one.counts is Counts.COUNTED and one.used is not None:
            return [self.straight(one)]
        if self.unit in (Unit.WORKING_HOURS, Unit.WORKING_MINUTES) and (one.code or one.counts is Counts.COUNTED):
            return [self.hours(one)]
        if self.unit is Unit.SAME_DAY and one.counts is not Counts.START and one.day:
            return [self.line(self.day(one.day.date) + self.reason(one.day), self.state(one.day), one.day)]
        if one.counts is Counts.START:
            return [self.line(self.label(group, weekday=True), self.start(one), None)]
        if one.counts is Counts.COUNTED:
            reason = self.reason(one.day) if one.day else ""
            return [self.line(self.day(one.start.date()) + reason, self.nth(one), one.day)]
        return [self.line(self.label(group), self.row(group), one.day)]

    def start(self, one: Stretch) -> str:
        """The day left out of the count; where the receipt is moved to a later day, that one."""
        if self.unit is Unit.SAME_DAY:
            return pick(("收到当日", "the day of receipt"), self.lang)
        if one.start.date() != self.origin:
            return pick(
                ("不计，视为下一工作日收到", "not counted; taken as received on the next working day"), self.lang
            )
        return pick(("起算当日，不计", "the day it starts, not counted"), self.lang)

    def line(self, label: str, text: str, day: Day | None) -> str:
        colon = pick(("：", ": "), self.lang)
        return f"{label}{colon}{text}{self.cite(day)}"

    def cite(self, day: Day | None) -> str:
        if day is None or day.why in (Why.WEEKDAY, Why.WEEKEND) or day.source in self.cited:
            return ""
        self.cited.add(day.source)
        return pick((f"（{day.source}）", f" ({day.source})"), self.lang)

    def day(self, day: date) -> str:
        """A day with its weekday left open at the end: `10月10日（周六`."""
        head = self.date(day)
        week = weekday_text(day, self.lang)
        return f"{head}（{week}" if self.lang == "zh" else f"{week} {head}"

    def date(self, day: date) -> str:
        fresh, self.year = day.year != self.year, day.year
        if self.lang == "zh":
            return date_text(day, "zh") if fresh else f"{day.month}月{day.day}日"
        return date_text(day, "en") if fresh else f"{day.day} {_MONTHS[day.month - 1]}"

    def reason(self, day: Day) -> str:
        """Why a day is worked although the week says otherwise; closes what `day` left open."""
        made = day.why in (Why.MAKE_UP, Why.REGIONAL_WORKED, Why.CALLER_WORKED)
        told = name(DAY_REASONS, day.why.value, self.lang) if made else ""
        if self.lang == "zh":
            return f"，{told}）" if told else "）"
        return f" ({told})" if told else ""

    def label(self, group: list[Stretch], *, weekday: bool = False) -> str:
        first, last = group[0].start.date(), group[-1].start.date()
        if weekday or first == last:
            return self.day(first) + ("）" if self.lang == "zh" else "")
        start = self.date(first)
        if self.lang == "zh":
            same = (first.year, first.month) == (last.year, last.month)
            return f"{start}至{last.day}日" if same else f"{start}至{self.date(last)}"
        return f"{start} to {self.date(last)}"

    def row(self, group: list[Stretch]) -> str:
        """Days in a row that were skipped, or of which it is not known whether they were worked."""
        day = group[0].day
        assert day is not None
        keys = list(dict.fromkeys(s.day.holiday for s in group if s.day and s.day.holiday))
        feasts = pick(("、", ", "), self.lang).join(name(HOLIDAYS, key, self.lang) for key in keys)
        if group[0].counts is Counts.UNKNOWN:
            near = pick((f"临近{feasts}，", f"near {feasts}: "), self.lang) if feasts else ""
            return pick((f"{near}是否上班未知，能否计入不能确定", f"{near}not known whether worked"), self.lang)
        if feasts:
            return pick((f"{feasts}放假，不计", f"{feasts}, off, not counted"), self.lang)
        reason = name(DAY_REASONS, day.why.value, self.lang)
        return pick((f"{reason}，不计", f"{reason}, not counted"), self.lang)

    def nth(self, one: Stretch) -> str:
        least, most = one.n or (0, 0)
        if self.full is not None:
            most = max(least, min(most, self.full))
        if self.unit is Unit.WORKING_DAYS:
            zh, en = "个工作日", "working day"
        else:
            zh, en = "日", "day"
        if least == most:
            return pick((f"第{least}{zh}", f"{en} {least}"), self.lang)
        return pick((f"第{least}至{most}{zh}", f"{en} {least} to {most}"), self.lang)

    def state(self, day: Day) -> str:
        if day.holiday and day.state.value == "off":
            feast = name(HOLIDAYS, day.holiday, self.lang)
            return pick((f"{feast}放假", f"{feast}, off"), self.lang)
        return name(DAY_STATES, day.state.value, self.lang)

    def straight(self, one: Stretch) -> str:
        """Hours and minutes by the wall: one stretch without a pause."""
        start, end = instant_text(one.start, self.lang), end_text(one.end, self.lang)
        length = span_text(self.span, self.lang)
        return pick(
            (
                f"{start}至{end}：连续计{length}，夜间和节假日不扣除",
                f"{start} to {end}: {length} without a pause, nights and holidays included",
            ),
            self.lang,
        )

    def hours(self, one: Stretch) -> str:
        """A stretch inside a day, used up, closed, or with hours that are not known."""
        day = one.start.date()
        reason = self.reason(one.day) if one.day else ""
        end = "24:00" if one.end.date() != day else _hour(one.end)
        hours = pick((f"{_hour(one.start)}至{end}", f" {_hour(one.start)} to {end}"), self.lang)
        label = f"{self.day(day)}{reason}{hours}"
        if one.counts is Counts.COUNTED:
            used = length_text(one.used or timedelta(), self.lang)
            text = pick((f"计{used}", f"{used} used"), self.lang)
        elif one.counts is Counts.SKIPPED:
            text = pick(("不在办公时间，不计", "closed, not counted"), self.lang)
        else:
            text = pick(
                ("办公时间未知，计入多少不能确定", "office hours not known, how much counts cannot be said"), self.lang
            )
        return self.line(label, text, one.day)


# -- a verdict a lawyer can read aloud --------------------------------------------------------------------------


class Explanation(NamedTuple):
    """A verdict explained: a heading, and labelled parts of one line or several."""

    heading: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def text(self, lang: Lang) -> str:
        """Return it as plain text, the labels in a column."""
        width = 4 if lang == "zh" else 12
        told = [self.heading]
        for label, lines in self.parts:
            pad = "  " + label + " " * (width - len(label) * (2 if lang == "zh" else 1) + 2)
            blank = "  " + " " * (width + 2)
            told += [(blank if i else pad) + line for i, line in enumerate(lines)]
        return "\n".join(told)


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
) -> Explanation:
    """Explain a verdict in full; with its ticket, the acts are named. Readings in full, or their numbers only."""
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
    least = pick(("至少", "at least "), lang) if v.due != v.due_latest else ""
    far_text = _far(v, far, lang)
    return pick((f"{zh}，超期{least}{far_text}{why}。", f"{en}, by {least}{far_text}{why}."), lang)


def _far(v: StageVerdict, far: Distance, lang: Lang) -> str:
    """A distance; by the clock alone where the limit itself runs by the clock."""
    return length_text(far.clock, lang) if _by_the_clock(v) else distance_text(far, lang)


def _by_the_clock(v: StageVerdict) -> bool:
    return v.basis.span is not None and v.basis.span.unit in (Unit.HOURS, Unit.MINUTES)


def _open(v: StageVerdict, lang: Lang) -> str:
    now = end_text(v.basis.now, lang)
    if v.left is None:
        return pick((f"截至{now}尚未到期。", f"Not due yet at {now}."), lang)
    left = _far(v, v.left, lang)
    return pick((f"截至{now}尚未到期，还剩{left}。", f"Not due yet at {now}: {left} left."), lang)


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
    return pick((f"是否逾期不能确定{why}。", f"Whether it is late cannot be said{why}."), lang)


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
    if regulation.force.value == "normative_document":
        told += pick(
            ("依据为规范性文件，属管理性认定。", " Found under a normative document: a finding of management."), lang
        )
    return told


def _provision(v: StageVerdict, city: Jurisdiction, lang: Lang) -> str:
    told = provision_text(city.regulation, v.provision, lang)
    force = name(MODALITIES, v.modality.value, lang)
    return pick((f"{told}（{force}）", f"{told} ({force})"), lang)


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
            return f"{date_text(day, lang)}（{week}）{_hour(first)}"
        return f"{_hour(first)} on {week} {date_text(day, lang)}"
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


def _is_day_only(ticket: Ticket | None, city: Jurisdiction, at: datetime) -> bool:
    """Whether what happened at the start of a day is only known by its date."""
    told = ticket.events if ticket else ()
    return any(not isinstance(e.at, datetime) and city.clock.interval(e.at)[0] == at for e in told)


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
    last = city.clock.interval(v.done.date())[1] if _is_day_only(ticket, city, v.done) else None
    if v.done == v.due and last is None:
        return [end_text(v.done, lang) + acts]
    return [_moment(v.done, last, lang) + acts]


def _notes(v: StageVerdict, lang: Lang, regulation: Regulation) -> list[str]:
    return [note_text(code, lang, regulation) for code in v.notes if code not in (v.why or "").split("+")]


def _readings(v: StageVerdict, city: Jurisdiction, lang: Lang, *, in_full: bool) -> list[str]:
    if in_full:
        return [reading_text(city, number, lang) for number in v.readings]
    return [pick(("、", ", "), lang).join(v.readings)] if v.readings else []


def _next(v: StageVerdict, lang: Lang) -> list[str]:
    if v.next_change is None:
        return []
    at = end_text(v.next_change, lang)
    return [pick((f"没有新的事件时，{at}之后结论会变", f"with no new event, the answer changes after {at}"), lang)]


def review_text(review: Review, lang: Lang, *, numbered: bool = True) -> str:
    """Explain a whole review: every stage, what may still be done, what it hangs on, and what was taken for granted."""
    told = [review_heading(review, lang, numbered=numbered)]
    for verdict in review.stages:
        told += ["", explain(verdict, review.city, lang, review.ticket, readings_in_full=False).text(lang)]
    if not review.stages:
        told += ["", pick(("没有可以评判的环节。", "There is no stage to judge."), lang)]
    regulation = review.city.regulation
    used = sorted({number for verdict in review.stages for number in verdict.readings})
    sections: tuple[tuple[Pair, list[str]], ...] = (
        (("还可以提出：", "May still be asked for:"), [window_text(w, lang) for w in review.may_still]),
        (("结论取决于，或可能随之改变：", "The answer hangs on, or may change with:"), hangs_on(review, lang)),
        (("所依的读法：", "Readings it rests on:"), [reading_text(review.city, number, lang) for number in used]),
        (("前提与提示：", "Assumed, and to be noted:"), [note_text(c, lang, regulation) for c in review.answer.notes]),
    )
    for title, lines in sections:
        if lines:
            told += ["", pick(title, lang), *(f"  {line}" for line in lines)]
    return "\n".join(told)


def hangs_on(review: Review, lang: Lang) -> list[str]:
    """Say what a review hangs on: why stages are not decided, and which contested readings it rests on."""
    told = [
        f"{name(STAGES, v.stage, lang)}{pick(('：', ': '), lang)}{why_text(v.why, lang)}"
        for v in review.undecided
        if v.why
    ]
    city = review.city
    for number in sorted({n for v in review.stages for n in v.readings if contested(city, n)}):
        others = [o for c in city.choices if c.reading == number for o in c.admissible if o != city.chosen[number]]
        options = [pick((o.zh, o.en), lang).rstrip("。.") for o in map(city.reading(number).option, others)]
        said = pick(("有争议，也可以取：", "contested; may also be read: "), lang)
        told.append(f"{number} {said}{pick(('；或者', '; or '), lang).join(options)}")
    return list(dict.fromkeys(told))


def review_heading(review: Review, lang: Lang, *, numbered: bool = True) -> str:
    """Write whose ticket it is, as of when, and under which regulation."""
    now, city = end_text(review.as_of, lang), city_text(review.city, lang)
    ticket = review.ticket
    named = [pick((f"工单 {ticket.id}", f"Ticket {ticket.id}"), lang)] if numbered else []
    named += [city, *([name(KINDS, ticket.kind, lang)] if ticket.kind else [])]
    told = pick(("　", ", "), lang).join([*named, pick((f"截至{now}", f"as of {now}"), lang)])
    return f"{told}\n{regulation_text(review.city.regulation, lang)}"


def lateness_text(verdict: StageVerdict, lang: Lang) -> str:
    """Write by how much a stage is late, in few words, for a column: 2个工作日, 10小时."""
    far = verdict.late_by
    if far is None:
        return ""
    least = pick(("至少", "at least "), lang) if verdict.due != verdict.due_latest else ""
    if far.working_days and far.working_minutes is None and not _by_the_clock(verdict):
        return least + _amount(far.working_days, "working_days", lang)
    return least + length_text(far.clock, lang)


def stamp_text(at: datetime | None, *, end: bool = False) -> str:
    """Write an instant for a column: 2026-03-09 24:00 where it ends something at midnight."""
    if at is None:
        return ""
    if end and at.time().isoformat() == "00:00:00":
        return f"{at.date() - _ONE} 24:00"
    return f"{at.date()} {_hour(at)}"


def due_stamp(verdict: StageVerdict) -> str:
    """Write a due for a column: one end, or both."""
    first, last = stamp_text(verdict.due, end=True), stamp_text(verdict.due_latest, end=True)
    return first if first == last else f"{first}\n… {last or '?'}"


class SpecialDays(NamedTuple):
    """Days in a row that are not what the week says, for one reason: from, to, what they are, and the source."""

    first: date
    last: date
    state: str
    reason: str
    source: str
    published: date | None


def special_days(days: Iterable[Day], lang: Lang) -> list[SpecialDays]:
    """Gather the days that are not what the week says, those in a row for one reason together."""
    found = []
    for key, group in groupby(days, _special):
        if key is not None:
            run = list(group)
            one = run[0]
            feasts = dict.fromkeys(d.holiday for d in run if d.holiday)
            told = [name(HOLIDAYS, feast, lang) for feast in feasts]
            if not told or one.why not in (Why.STATUTORY, Why.ARRANGED, Why.REGIONAL_OFF):
                told.append(name(DAY_REASONS, one.why.value, lang))
            reason = pick(("，", ", "), lang).join(told)
            state = name(DAY_STATES, one.state.value, lang)
            found.append(SpecialDays(one.date, run[-1].date, state, reason, one.source, one.published))
    return found


def _special(day: Day) -> tuple[str, str, str] | None:
    if day.why in (Why.WEEKDAY, Why.WEEKEND):
        return None
    why = "holiday" if day.why in (Why.STATUTORY, Why.ARRANGED) else day.why.value
    return day.state.value, why, day.source
