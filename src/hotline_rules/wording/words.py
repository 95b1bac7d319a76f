"""Names of things, Chinese and English, by their codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Literal

from hotline_rules.law import Regulation

Lang = Literal["zh", "en"]
"""The language an answer is told in."""
Pair = tuple[str, str]
"""A phrase in Chinese and in English."""
ONE_DAY = timedelta(days=1)
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
    "termination_requested": ("提请终止（终结）办理", "termination requested"),
    "termination_decided": ("终止（终结）办理审核", "termination decided"),
    "explained": ("向来电人解释", "explained to the caller"),
    "promised": ("告知承诺期限", "date promised"),
    "result": ("处理结果", "result"),
    "handled": ("办理完毕", "completed"),
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
    "full_days": ("个整日", "full day"),
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
    "statute": ("法律", "statute"),
    "local_regulation": ("地方性法规", "local regulation"),
    "normative_document": ("规范性文件", "normative document"),
}
SEVERITIES: dict[str, Pair] = {
    "breach": ("违反规定", "breach"),
    "deviation": ("偏离（须说明理由）", "deviation (a reason is owed)"),
    "record": ("记录缺失或矛盾", "a gap or a contradiction in the record"),
    "note": ("提请查看", "to be looked at"),
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
        "规定没有写明这类事项的时限（包括规定没有为重新交办另写时限的情形）",
        "the text names no limit for this case (a matter sent out again may be one)",
    ),
    "limit_not_given": (
        "时限由其他规定或交办机关另定，工单没有载明",
        "the limit is set by other rules or by the body that assigned the ticket, and the ticket does not give it",
    ),
    "limit_not_cited": (
        "工单载明的时限没有写出所依据的规定，应按哪个时限不能确定",
        "the limit noted on the ticket names no rule it rests on, so which limit stands cannot be said",
    ),
    "answered_by_subordinate": (
        "只有下属单位答复的记录；条文要求由承办单位答复，算不算承办单位的答复不能确定",
        "only a body under the unit is recorded as replying, and the text asks the unit to: whether it did cannot be "
        "said",
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
    "mover_not_recorded": (
        "日志不记载可能改变或终止时限的事（延期审批、另定时限、退件、撤回等），是否逾期不能断定",
        "the log does not carry what can move or end the limit (extensions decided, limits set, returns, "
        "withdrawals), so lateness is not certain",
    ),
    "unit_not_recorded": (
        "几个单位同时承办，这一行为没有记明是哪个单位所为",
        "several units hold the ticket, and an act names none of them",
    ),
    "new_facts_unknown": (
        "首次来电是否已显出紧急没有告知（AMB-07），从何时起算不能确定",
        "whether the first call already showed the urgency was not told (AMB-07), so the start is not certain",
    ),
    "lead_not_named": (
        "几个单位都收到工单，没有记明主办单位",
        "several units received the ticket and none is named as leading",
    ),
    "receipt_out_of_order": (
        "收到工单的记录与其他记录先后矛盾，从何时起算不能确定",
        "the record of the receipt contradicts others in its order, so the start is not certain",
    ),
    "urgent_receipt_missing": (
        "认出紧急以后，没有承办单位再次收到工单的记录；认出只表明热线知道，单位何时接到不能确定（AMB-72）",
        "no receipt by the unit is recorded after the matter was recognised as urgent; the recognition shows only that "
        "the hotline knew, and when the unit received it as such is not certain (AMB-72)",
    ),
    "date_already_past": (
        "告知的期限在告知时已经过去，不可能是这样；实际告知的是哪一天，无从得知",
        "the date told had already passed when it was told, which cannot be; what date was told is not known",
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
    "act_missing": (
        "日志没有这一步的记录，之后却有以它为前提的事（例如办结、归档）；做过没有、何时做的，无从得知",
        "the log has no such act, yet something that presupposes it (a closing, say) follows; whether and when it was "
        "done is not known",
    ),
    "same_day_contested": (
        "收到时尚未上班，“当日”是当天还是下一工作日有争议",
        "it was received before opening, and which day is meant by the same day is contested",
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
        "到期前已提请终止（终结）办理，尚无审核结果",
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
    "terminated": ("已经终止（终结）办理", "handling was terminated"),
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
    "start_from_redispatch": (
        "没有收到工单的记录，从重新交办时起算",
        "no receipt is recorded; the period starts when the ticket was sent out again",
    ),
    "lead_not_named": WHY["lead_not_named"],
    "same_unit_unknown": WHY["same_unit_unknown"],
    "receipt_out_of_order": WHY["receipt_out_of_order"],
    "urgent_receipt_missing": WHY["urgent_receipt_missing"],
    "extension_undecided": (
        "到期前申请的延期一直没有决定：到所申请的期限届满为止不算逾期，超期从那时起算（AMB-51）",
        "an extension asked for in time was never decided: until the end of what was asked it is not overdue, and the "
        "excess is counted from then (AMB-51)",
    ),
    "later_events": (
        "工单还载有截止时间之后的事，这里一概没有计入",
        "the ticket also tells of what happened after the instant asked about; none of it is counted here",
    ),
    "statutory_limit": (
        "适用工单载明的法定较长时限",
        "a longer limit of law noted on the ticket governs",
    ),
    "limit_set_on_ticket": ("适用工单载明的时限", "the limit noted on the ticket governs"),
    "advisory_due": (
        "所示时限仅供参考，不具约束力",
        "the due shown is advisory and binds nobody",
    ),
    "longer_law_stands": (
        "法律另定较长时限，但没有据此申请延期，仍按该规定的时限计；属管理性认定，有争议",
        "a law sets a longer limit, but no extension to it was asked for: the period of the regulation stands; "
        "a finding of management, and contested",
    ),
    "new_facts_unknown": (
        "首次来电是否已显出紧急没有告知（AMB-07）",
        "whether the first call already showed the urgency was not told (AMB-07)",
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
    "done_before_start": (
        "完成的时间早于起算的时间，记录可能有误",
        "it was done before the period began: the record may be wrong",
    ),
    "outside_calendar": (
        "日期超出日历所及，退件、延期等期限未列出",
        "the dates lie outside the calendar; windows for returns and extensions are left out",
    ),
    "not_transferred": ("工单尚未转办", "the ticket has not been transferred"),
}
ASSUMED: dict[str, Pair] = {
    "origin": ("来源未告知，按来电人直接提出计", "the origin was not told; taken to come from the caller"),
    "urgency": ("紧急程度未告知，按一般事项计", "the urgency was not told; taken as ordinary"),
    "track": ("转办方式未告知，按普通转办计", "the track was not told; taken as ordinary"),
    "kind": (
        "诉求类型未告知，时限随类型而定的，只能定在各类型时限的范围内",
        "the kind was not told; where the limit goes by the kind, it is only known between those of the kinds",
    ),
    "reply_waived": (
        "来电人是否要求不回复未告知，按要求回复计",
        "whether the caller asked for no reply was not told; taken as wanting one",
    ),
}
FIELDS: dict[str, Pair] = {
    "kind": ("诉求类型", "kind"),
    "origin": ("来源", "origin"),
    "urgency": ("紧急程度", "urgency"),
    "track": ("转办方式", "track"),
}
"""The fields of a ticket that a condition may look at."""
ACCEPTANCE_WHY: dict[str, Pair] = {
    "not_in_force": (
        "诉求提出当日该规定尚未施行",
        "the regulation was not yet in force on the day the matter came in",
    ),
    "in_force_unknown": (
        "该规定施行的年份无从查实，诉求提出当日是否已经施行不能确定",
        "the year it came into force is not known, so whether it bound on the day the matter came in cannot be said",
    ),
    "no_rule": (
        "该规定没有这一步骤，没有写转办之后才发现不该受理的怎样了结",
        "the regulation has no such step: it does not say how a matter ends that is found after dispatch to be one "
        "not to accept",
    ),
}
"""Sentences for the `why` of an answer on acceptance, without an ending."""
ANSWERS: dict[str, Pair] = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "unknown": ("不清楚", "unknown"),
}
DUTY_STATES: dict[str, Pair] = {
    "done": ("已记录", "recorded as done"),
    "not_done": ("记录表明没有做", "recorded as not done"),
    "not_recorded": ("没有记载", "the log does not say"),
}
STATUSES: dict[str, Pair] = {
    "encoded": ("已编码", "encoded"),
    "definition": ("定义", "definition"),
    "check": ("人工检查", "for a person to check"),
    "discretion": ("裁量", "discretion"),
    "others": ("针对他方", "addressed to others"),
    "not_yet": ("尚未编码", "not encoded yet"),
}
CLASSES: dict[str, Pair] = {
    "C": ("可计算的判断", "computable decision"),
    "C-const": ("固定参数", "fixed parameter"),
    "D": ("有时限的义务", "duty with a deadline"),
    "D-start": ("起算点", "start of a period"),
    "Ft": ("逐件可查", "can be checked on a ticket"),
    "Fi": ("机构可查", "can be checked on an institution"),
    "N": ("宣示或职责", "declaration or competence"),
    "N-def": ("定义", "definition"),
}
PERIODS: dict[str, Pair] = {
    "month": ("每月", "every month"),
    "quarter": ("每季", "every quarter"),
    "year": ("每年", "every year"),
}
ACTORS: dict[str, Pair] = {
    "hotline": ("热线", "hotline"),
    "intake": ("受理人员", "intake staff"),
    "unit": ("承办单位", "unit"),
    "supervising_organ": ("主管机关", "supervising organ"),
    "county_hotline": ("县级热线", "county hotline"),
    "government": ("政府", "government"),
    "caller": ("来电人", "caller"),
    "all": ("各方", "everybody concerned"),
    "others": ("其他机关", "others"),
}
DIFFERENCES: dict[str, Pair] = {
    "differs": ("文字不同", "differs"),
    "missing": ("所附文本没有这一条", "missing from the copy"),
    "added": ("所附文本多出这一条", "added in the copy"),
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
    "grounds": ("理由", "Grounds"),
    "open_grounds": ("待定", "May hold"),
    "ask": ("要问", "To ask"),
    "in_vain": ("不明", "Not known"),
    "duties": ("须做", "To do"),
    "may": ("另可", "May"),
    "barred": ("不得", "Barred"),
    "changes": ("若变", "What if"),
    "stress": ("检验", "Stress test"),
    "gloss": ("大意", "In short"),
    "class": ("性质", "Class"),
    "status": ("状态", "Status"),
    "rules": ("规则", "Rules"),
    "wording": ("原文", "Wording"),
    "fingerprint": ("指纹", "Fingerprint"),
}
ASKED: tuple[tuple[Pair, Pair], ...] = (
    (
        WHY["act_not_recorded"],
        ("没有告知完成这一环节的行为，是否完成、何时完成无从得知", "the act that discharges this stage was not told"),
    ),
    (
        WHY["start_not_recorded"],
        ("没有告知起算的事件", "the event that starts the period was not told"),
    ),
    (("日志不记载可能", "the log does not carry what can move"), ("没有告知可能", "you did not tell what can move")),
    (("日志不记载“", "the log does not carry “"), ("没有告知“", "not told: “")),
)
"""What is said otherwise to someone who was asked than of a log."""
INFERRED: Pair = ("推论，条文没有写明", "inferred, not in the words of the text")
NOT_ADMISSIBLE: Pair = ("不在该城市可取之列", "not admissible in this city")
CONTESTED: Pair = ("有争议", "contested")
OVERRIDDEN: Pair = ("使用者改选", "chosen by the user")
WEEKDAYS: Pair = ("一二三四五六日", "Mon Tue Wed Thu Fri Sat Sun")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def pick(pair: Pair, lang: Lang) -> str:
    """Return the phrase in one language."""
    return pair[0] if lang == "zh" else pair[1]


def plural(number: int, noun: str) -> str:
    """Write a number of things in English: 1 finding, 2 findings."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def asked_text(text: str, lang: Lang) -> str:
    """Say of someone who was asked what is otherwise said of a log: 没有告知 for 日志不记载."""
    for old, new in ASKED:
        text = text.replace(pick(old, lang), pick(new, lang))
    return text


def name(table: Mapping[str, Pair], code: str | None, lang: Lang) -> str:
    """Return the name of a code from one of the tables above; a code that is not known is its own name."""
    if code is None:
        return pick(("未记载", "not recorded"), lang)
    return pick(table[code], lang) if code in table else str(code)


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
