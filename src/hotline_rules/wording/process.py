"""The process of a ticket told: who held it, what each step answers, what was found, what is still to do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from hotline_rules.audit import Owed, Review, Unjudged
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor
from hotline_rules.timeline import Held, Holder
from hotline_rules.wording.conditions import condition_text, facts_text
from hotline_rules.wording.outcomes import TABLES, outcome_name
from hotline_rules.wording.phrases import (
    address_text,
    between_text,
    date_text,
    end_text,
    instant_text,
    length_text,
    weight_text,
)
from hotline_rules.wording.words import (
    ACTORS,
    EVENTS,
    INFERRED,
    MODALITIES,
    SEVERITIES,
    STAGES,
    Lang,
    Pair,
    name,
    pick,
    why_text,
)

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

HOLDERS: dict[str, Pair] = {
    "hotline": ("热线", "the hotline"),
    "transit": ("转送途中", "on its way"),
    "county": ("县级热线", "the county hotline"),
    "unit": ("承办单位", "the unit"),
    "closed": ("已了结", "closed"),
}
"""Who has a ticket."""
BEGAN: dict[str, Pair] = {
    "done": ("承办单位已做完应做的", "the unit had done all it owed"),
    "redispatched": ("重派", "sent out again"),
}
"""What began a stretch, where no single event of the log did."""
CONTENTS: dict[str, Pair] = {
    "policy_basis": ("政策依据", "basis in policy"),
    "persons": ("人员信息", "persons"),
    "contact": ("联系沟通", "contact with the caller"),
    "investigation": ("调查处理", "investigation and handling"),
    "satisfaction": ("来电人是否满意", "whether the caller is satisfied"),
    "photos": ("现场照片", "photographs"),
    "adoption": ("采纳情况", "whether it was adopted"),
}
"""What a feedback holds."""
FINDINGS: dict[str, Pair] = {
    "late": ("逾期办成", "done late"),
    "overdue": ("逾期未办", "overdue, not done"),
    "refused_without_ground": (
        "未予受理，而按所告知的事实应当受理",
        "it was refused, though on the facts told it is to be accepted",
    ),
    "sent_though_excluded": (
        "已经转办，而按所告知的事实不应作为热线事项办理（事实若在转办后才查明，不属受理差错）",
        "it was sent out, though on the facts told it is no hotline matter (no error, if they were found only later)",
    ),
    "recorded_in_another_tier": (
        "按所告知的事实属于{about}，记录的不是这一档",
        "on the facts told it is {about}; the record has another tier",
    ),
    "sent_though_barred": (
        "告知的拟派对象是条文禁止的，工单已经转出：请核实是不是转给了它",
        "it was to go where the text bars it, and was sent out: verify whether it went there",
    ),
    "sent_though_flagged": (
        "告知的拟派对象是被举报的一方，工单已经转出：请核实；若因此泄露举报材料，属追责情形",
        "it was to go to the accused, and was sent out: verify it; leaking report material thereby would be a ground "
        "for accountability",
    ),
    "sent_though_answerable": (
        "能够当场答复的，没有答复而转出",
        "it could be answered at once, and was sent out instead",
    ),
    "exit_without_ground": (
        "以另一种方式了结时限，而按所告知的事实没有这样做的条件",
        "the limit was met in another way, and on the facts told the condition for that way does not hold",
    ),
    "lead_not_named": (
        "几个单位都收到（{about}），没有确定主办单位的记录",
        "several units received it ({about}), and no lead is recorded",
    ),
    "granted_against": ("批准了不符合规定的延期：{about}", "an extension was granted against the text: {about}"),
    "granted_without_basis": (
        "批准了没有依据的延期（时限照样按批准顺延）",
        "an extension was granted without a basis (it moves the due all the same)",
    ),
    "granted_by_another": (
        "批准延期的不是规定的机关：{about}",
        "the extension was granted by another body than the text names: {about}",
    ),
    "extension_not_explained": (
        "延期以后，没有向来电人说明情况的记录",
        "nothing shows that the extension was explained to the caller",
    ),
    "return_barred": ("不得退件而申请退件", "a return was asked for against a bar"),
    "return_defective": ("申请退件要件不全：{about}", "the request to return lacks what it must have: {about}"),
    "return_no_basis": ("条文没有规定退件而申请退件", "a return was asked for, and the text provides for none"),
    "return_approved_against": ("批准了不符合规定的退件", "a return was approved against the text"),
    "kept_though_outside": (
        "不属本单位职责而没有按规定退回",
        "it lay outside the unit's duties, and the unit did not return it as provided",
    ),
    "closed_without_callback": ("没有回访，工单就办结了", "it was closed without a callback"),
    "closed_before_callback": ("工单先办结、后回访", "it was closed first and called back afterwards"),
    "closed_untold": (
        "工单已经办结，日志上没有：{about}",
        "it was closed, and the log shows no: {about}",
    ),
    "closed_though_open": (
        "回访没有表明可以办结，工单却已办结",
        "the callback gave no ground for closing it, and it was closed",
    ),
    "ended_without_ground": (
        "承办单位自行终结，而条件不具备：{about}",
        "the unit ended the handling, and the conditions for that are not met: {about}",
    ),
    "withdrawal_forced": (
        "记录的撤回不是来电人自愿的：威胁撤单是追责的情形，请核实",
        "the withdrawal is recorded as forced: forcing one is a ground for accountability; verify it",
    ),
    "redispatched_without_ground": (
        "重派前的回访没有表明应当重派",
        "the callback before it gave no ground for sending it out again",
    ),
    "closed_though_to_redispatch": (
        "回访表明应当重派，工单却已办结",
        "the callback called for sending it out again, and it was closed",
    ),
    "feedback_lacks": ("反馈缺少：{about}", "the feedback lacks: {about}"),
    "duty_not_done": ("记录表明没有做：{about}", "the log says that it was not done: {about}"),
    "check_not_kept": ("未做到：{about}", "not kept: {about}"),
    "happened_twice": ("只会有一次的“{about}”记了不止一次", "“{about}” stands more than once"),
    "written_twice": ("同一条“{about}”写了两遍", "one “{about}” is written twice"),
    "out_of_order": ("“{about}”的先后不可能如此", "the order of “{about}” cannot be so"),
    "act_before_receipt": (
        "“{about}”的时间早于承办单位收到工单的时间",
        "“{about}” is dated before the unit had the ticket",
    ),
    "act_without_receipt": (
        "有“{about}”，而没有该单位收到工单的记录",
        "a “{about}” by a unit that is not recorded as ever having received the ticket",
    ),
    "decided_without_request": ("有“{about}”，却没有在先的申请", "“{about}” without a request before it"),
    "act_after_withdrawal": ("来电人撤回之后还有“{about}”", "“{about}” after the caller had withdrawn"),
    "act_after_archive": ("归档之后还有“{about}”", "“{about}” after it was filed"),
    "date_already_past": (
        "“{about}”所告知（所定）的日期当时已经过去",
        "the date told (or set) by “{about}” had already passed",
    ),
    "nothing_done_before": (
        "“{about}”之前没有办理、答复、撤回等任何结果",
        "“{about}”, and nothing was done, answered or withdrawn before it",
    ),
}
"""What each finding says; `{about}` is what it speaks of."""
APPROVERS: dict[str, Pair] = {
    "hotline": ("热线", "the hotline"),
    "supervising_organ": ("主管单位", "the supervising organ"),
    "unit_head": ("单位负责人", "the unit's head"),
}
"""Who decided a request."""


def timeline_lines(held: Iterable[Held], lang: Lang) -> list[str]:
    """Tell who held a ticket, a line a stretch."""
    return [_held(one, lang) for one in held]


def _held(one: Held, lang: Lang) -> str:
    who = one.unit if one.unit and one.holder is Holder.UNIT else name(HOLDERS, one.holder.value, lang)
    if one.unit and one.holder in (Holder.COUNTY, Holder.TRANSIT):
        who += pick((f"（{one.unit}）", f" ({one.unit})"), lang)
    mark = pick((f"第{one.round}轮，", f"round {one.round}, "), lang) if one.round > 1 else ""
    began = name(BEGAN, one.began, lang) if one.began in BEGAN else name(EVENTS, one.began, lang)
    long = length_text(one.end - one.start, lang) if one.end > one.start else pick(("即时", "at once"), lang)
    about = pick(("，", ", "), lang).join([f"{mark}{began}", long])
    between = f"{_short(one.start)} – {_short(one.end)}"
    return pick((f"{between}　{who}（{about}）", f"{between}  {who} ({about})"), lang)


def _short(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


# -- findings -----------------------------------------------------------------------------------------------------


def finding_text(finding: Finding, city: Jurisdiction, lang: Lang) -> str:
    """Write a finding that is not told with a stage: its weight, what was found, the provision, on whom, when."""
    about = pick(("、", ", "), lang).join(_about(finding, city, lang))
    said = name(FINDINGS, finding.code, lang).format(about=about)
    weight = name(SEVERITIES, finding.severity.value, lang)
    return pick((f"〔{weight}〕{said}{_basis(finding, lang)}", f"[{weight}] {said}{_basis(finding, lang)}"), lang)


def _basis(finding: Finding, lang: Lang) -> str:
    """The provision, how it binds, on whom it falls, and when it was."""
    parts = [address_text(finding.provision, lang)] if finding.provision else []
    if finding.modality and finding.severity is not Severity.NOTE:
        parts.append(name(MODALITIES, finding.modality.value, lang))
    if finding.on and finding.severity is not Severity.RECORD:
        parts.append(_upon(finding, lang))
    if finding.unit:
        parts.append(finding.unit)
    if finding.at:
        parts.append(instant_text(finding.at, lang))
    if finding.severity in (Severity.BREACH, Severity.DEVIATION):
        weight = weight_text(finding.severity.value, finding.force, lang)
        parts += [weight] if finding.force.value == "normative_document" else []
    listed = pick(("，", ", "), lang).join(parts)
    return pick((f"（{listed}）", f" ({listed})"), lang) if listed else ""


def _upon(finding: Finding, lang: Lang) -> str:
    """Whose act it judges; a note is against nobody, and says whom it concerns."""
    assert finding.on is not None
    who = name(ACTORS, finding.on.value, lang)
    the = "" if finding.on in (Actor.ALL, Actor.OTHERS) else "the "
    if finding.severity is Severity.NOTE:
        return pick((f"涉及{who}", f"concerning {the}{who}"), lang)
    return pick((f"针对{who}", f"on {the}{who}"), lang)


def _about(finding: Finding, city: Jurisdiction, lang: Lang) -> list[str]:
    """What a finding speaks of, by its names."""
    code = finding.code
    if code == "feedback_lacks":
        return [name(CONTENTS, one, lang) for one in finding.about]
    if code in ("duty_not_done", "check_not_kept"):
        return [_duty_named(one, city, lang) for one in finding.about]
    if code == "recorded_in_another_tier":
        return [outcome_name(finding.about[0], lang, city)]
    if code == "granted_by_another":
        return [name(APPROVERS, one, lang) for one in finding.about]
    if code == "closed_untold":
        return [name(EVENTS, one, lang) for one in finding.about]
    if code in ("granted_against", "return_defective", "ended_without_ground"):
        return [_rule_named(one, city, lang) for one in finding.about]
    if finding.severity is Severity.RECORD and not finding.provision:
        return [name(EVENTS, finding.about[0], lang)] if finding.about else []
    return list(finding.about)


def _duty_named(code: str, city: Jurisdiction, lang: Lang) -> str:
    told = {duty.id: (duty.zh, duty.en) for table in city.tables for duty in table.all_duties}
    told |= {check.id: (check.zh, check.en) for check in city.checks}
    return pick(told[code], lang) if code in told else code


def _rule_named(code: str, city: Jurisdiction, lang: Lang) -> str:
    """A rule of a request, or of the ending, by the facts its condition names."""
    for table in city.tables:
        if table.name in ("extension", "return_request", "ending"):
            for rule in table.rules:
                if rule.id == code:
                    return condition_text(rule.when, city, lang)
    return code


# -- what is still to do, and what cannot be judged -----------------------------------------------------------------


def owed_text(owed: Owed, lang: Lang) -> str:
    """Write something still to be done, and by when."""
    place = address_text(owed.provision, lang)
    if owed.duty is None:
        stage = name(STAGES, owed.stage, lang)
        who = f"{owed.unit}" if owed.unit else name(ACTORS, owed.actor.value, lang)
        until = between_text(owed.due, owed.due_latest, lang)
        return pick((f"{stage}：{until}前（{who}，{place}）", f"{stage}: by {until} ({who}, {place})"), lang)
    duty = owed.duty.duty
    actor = name(ACTORS, duty.actor.value, lang)
    modality = pick(INFERRED, lang) if duty.inferred else name(MODALITIES, duty.modality.value, lang)
    told = pick((f"{duty.zh}（{actor}，{modality}，{place}）", f"{duty.en} ({actor}, {modality}, {place})"), lang)
    if owed.duty.done is False:
        told += pick(("：记录表明没有做", ": the log says that it was not done"), lang)
    return told


_MOST_ASKED = 3


def unjudged_text(one: Unjudged, city: Jurisdiction, lang: Lang) -> str:
    """Write what cannot be judged, and what would have to be told."""
    about = name(TABLES if one.about in TABLES else STAGES, one.about, lang)
    colon = pick(("：", ": "), lang)
    if one.why not in ("ask", "undetermined") and one.why is not None:
        return f"{about}{colon}{why_text(one.why, lang)}"
    parts = []
    if one.ask:
        more = len(one.ask) - _MOST_ASKED
        listed = facts_text(city, one.ask[:_MOST_ASKED], lang)
        rest = pick((f"等 {len(one.ask)} 项", f" and {more} more"), lang) if more > 0 else ""
        parts.append(pick((f"还要问{listed}{rest}", f"still to be asked: {listed}{rest}"), lang))
    if one.hangs_on:
        listed = facts_text(city, one.hangs_on, lang)
        parts.append(pick((f"取决于{listed}，问而不知或者日志没有记载", f"hangs on {listed}, not known"), lang))
    return about + colon + pick(("；", "; "), lang).join(parts)


def check_lines(review: Review, lang: Lang) -> list[str]:
    """The named checks of which the log or a person says something, and how many are still to be asked."""
    told = []
    for one in review.rooms.checks.checked:
        if one.applies is False or one.kept is None:
            continue
        box = "☑" if one.kept else "☒"
        place = address_text(one.check.provision, lang)
        took = ""
        if one.took is not None:
            first, last = one.check.between or ("", "")
            events = name(EVENTS, first, lang), name(EVENTS, last, lang)
            long = length_text(one.took, lang)
            took = pick((f"；{events[0]}到{events[1]} {long}", f"; {events[0]} to {events[1]}: {long}"), lang)
        said = pick((one.check.zh, one.check.en), lang)
        told.append(pick((f"{box} {said}（{place}{took}）", f"{box} {said} ({place}{took})"), lang))
    return told


def keeping_text(review: Review, lang: Lang) -> list[str]:
    """Until when recordings are kept."""
    until = review.rooms.closing.keep_until
    rules = review.city.closing
    if until is None or rules is None or rules.retention is None:
        return []
    place = address_text(rules.retention.provision, lang)
    day = date_text(until, lang)
    return [pick((f"录音至少保存到{day}（{place}）", f"recordings are kept until {day} at least ({place})"), lang)]


def alert_lines(review: Review, lang: Lang) -> list[str]:
    """The warnings of the stages that are open or overdue."""
    told = []
    for one in review.rooms.supervision.alerts:
        stage, since = name(STAGES, one.stage, lang), end_text(one.since, lang)
        reached = pick(("已到", "reached") if one.reached else ("未到", "not yet"), lang)
        said = (f"{one.name}：{stage}，{since}起（{reached}）", f"{one.name}: {stage}, from {since} ({reached})")
        told.append(pick(said, lang))
    return told
