"""Names of the steps and their outcomes, and each outcome in plain words where a city has none of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotline_rules.wording.words import Lang, Pair, name, pick

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

TABLES: dict[str, Pair] = {
    "intake": ("受理判断", "acceptance"),
    "recheck": ("转办后复核", "re-check after dispatch"),
    "tier": ("紧急程度", "urgency"),
    "way": ("派转方式", "routing"),
    "unit": ("承办单位资格", "handling unit"),
    "lead": ("主办单位", "lead unit"),
    "bars": ("派转禁止", "bars on routing"),
    "recusal": ("回避", "recusal"),
    "escalation": ("提级研究", "escalation"),
    "manner": ("办理方式", "manner of handling"),
    "extension": ("延期是否合规", "whether the extension is in order"),
    "return_standing": ("退件义务", "whether to return it"),
    "return_request": ("退件是否合规", "whether the return is in order"),
    "callback": ("回访与办结", "callback and closing"),
    "ending": ("终结办理", "ending a repeated matter"),
    "publication": ("公开回复", "publication of the result"),
    "supervise": ("督办", "supervision"),
    "urge": ("督促约谈", "urging and summons"),
    "report": ("报请督办", "report for supervision"),
    "correction": ("整改意见", "correction"),
    "refer": ("追责移送", "referral for accountability"),
    "abuse": ("滥用职权等", "abuse of power"),
    "retaliation": ("打击报复", "retaliation"),
    "caller_conduct": ("来电人行为", "the caller's conduct"),
    "right_to_confidentiality": ("信息保密权", "right to confidentiality"),
    "right_to_know": ("知情权", "right to know"),
    "right_to_reply": ("要求回复权", "right to a reply"),
    "right_to_explanation": ("要求说明权", "right to an explanation"),
    "right_to_rate": ("评价权", "right to rate"),
    "right_to_complain": ("对热线人员的投诉权", "right to complain about hotline staff"),
}
"""The tables of rules."""
OUTCOMES: dict[str, Pair] = {
    "accept": ("受理", "accept"),
    "refuse": ("不予受理", "refuse"),
    "refer": ("转介", "refer elsewhere"),
    "guide": ("引导", "guide"),
    "terminate": ("可以停止办理", "handling may stop"),
    "go_on": ("继续办理", "go on handling"),
    # -- urgency
    "special_urgent": ("特殊紧急", "special-urgent"),
    "special": ("特殊", "special"),
    "on_site": ("现场协调督办", "somebody goes to the place"),
    "ordinary": ("一般", "ordinary"),
    # -- routing
    "tell_path": ("告知按原途径解决", "tell the caller to go on by that path"),
    "answer_at_once": ("即时答复", "answer at once"),
    "answer_jointly": ("联动解答", "answer by a joint call"),
    "transfer": ("转给一个单位", "transfer to one unit"),
    "several": ("转给几个单位", "several units"),
    "through_county": ("经县级热线转办", "through the county hotline"),
    "through_superior": ("由上级承办单位转办", "through the unit above"),
    "designate": ("协调、指定承办单位", "determine or designate the unit"),
    "by_instruction": ("批办", "by instruction"),
    "person_decides": ("由人判断", "a person decides"),
    "is_unit": ("是承办单位", "a handling unit"),
    "by_reference": ("参照执行的单位", "a body that follows by reference"),
    "not_a_unit": ("不是承办单位", "no handling unit"),
    "municipal_department": ("市级部门主办", "the municipal department leads"),
    "hotline_names": ("由热线确定主办", "the hotline names the lead"),
    "supervising_organ_names": ("由主管单位确定主办", "the supervising organ names the lead"),
    "leader_names": ("由领导指定牵头", "the leader names the lead"),
    "single_unit": ("只有一个单位", "one unit only"),
    "barred": ("不得", "barred"),
    "recuse": ("应当回避", "must recuse"),
    "flagged": ("不宜", "not to be done"),
    "free": ("没有这样的情形", "no such case"),
    "unit": ("由承办单位继续办理", "the unit goes on"),
    "office": ("由政府办公室组织研究", "the government's office takes it up"),
    "standing_meeting": ("提交政府常务会议", "to the standing meeting"),
    "complete": ("按时办理完毕", "complete it in time"),
    "tell_statutory": ("适用法定较长时限", "the longer period of law"),
    "tell_date": ("告知措施和明确时限", "tell measures and a date"),
    "explain": ("解释说明", "explain"),
    "consider": ("研究并回复", "consider and reply"),
    "promise": ("承诺办结时限", "promise a date"),
    "countersigned": ("会签办理", "joint reply"),
    # -- requests
    "in_order": ("符合规定", "in order"),
    "deviation": ("有偏离，须有理由", "a deviation: a reason is owed"),
    "not_in_order": ("条件不成立", "its conditions are not met"),
    "no_basis": ("没有依据", "no basis"),
    "must_return": ("应当申请退回", "must apply to return it"),
    "dispute": ("属职责争议", "a dispute over competence"),
    "keep": ("没有退回的理由", "no ground for returning it"),
    "late": ("过了时限，但不因此无效", "late, but not void for that"),
    "defective": ("要件不全", "lacks what it must have"),
    # -- closing
    "close": ("认定办结", "close"),
    "close_with_note": ("备注办结", "close with a note"),
    "redispatch": ("重派", "redispatch"),
    "may_redispatch": ("可以重派", "may be redispatched"),
    "review": ("复查复核", "re-check"),
    "archive": ("归档", "archive"),
    "assess": ("作为考核依据", "feeds the assessment"),
    "call_back": ("尚待回访", "still to be called back"),
    "keep_open": ("尚不能办结", "not to be closed yet"),
    "may_end": ("可以终结办理", "may be ended"),
    "lacking": ("条件不全", "something is lacking"),
    "not_repeated": ("不属反复提出", "not raised again and again"),
    "private_only": ("只回复来电人", "to the caller alone"),
    "may_publish": ("可以公开", "may be published"),
    # -- supervision and rights
    "supervise": ("应当督办", "to be supervised"),
    "urge": ("应当督促、约谈", "to be urged or summoned"),
    "report_up": ("应当报请处理", "to be reported up"),
    "refer_for_accountability": ("移送追责", "refer for accountability"),
    "hand_to_authorities": ("移交有关机关", "hand to the authorities"),
    "correct": ("提出整改意见", "propose a correction"),
    "none": ("没有应当采取的", "nothing follows"),
    "entitled": ("有这项权利", "entitled"),
    "not_entitled": ("没有提出或者没有这项权利", "not asked for, or not entitled"),
    # -- open
    "ask": ("需要再问", "must ask"),
    "undetermined": ("不能确定", "undetermined"),
}
CONCLUSIONS: dict[str, Pair] = {
    "accept": ("受理，作为热线事项办理。", "Accept it as a hotline matter."),
    "refuse": ("不予受理。", "Refuse it."),
    "refer": (
        "转介：不作为热线事项办理，由所依据的条文指向别处。",
        "Refer it: it is no hotline matter; the provision relied on points elsewhere.",
    ),
    "guide": (
        "引导：列明的情形都不成立，由人工判断并引导；不能自动受理，也不能自动拒绝。",
        "Guide the caller: no case listed holds, so a person decides and guides; neither a silent yes nor a silent no.",
    ),
    "terminate": (
        "有停止办理的理由；按本地的程序办，见“须做”。",
        "There is a ground for handling it no further, in this city's own way: see “To do”.",
    ),
    "go_on": (
        "没有停止办理的理由，继续办理。",
        "There is no ground for handling it no further: go on.",
    ),
    "person_decides": (
        "列明的情形都不成立或者互相抵触，由人判断。",
        "No case listed holds, or two collide: a person decides.",
    ),
    "not_a_unit": (
        "不在承办单位之列，不能作为承办单位派转。",
        "It is not among the handling units, and is not to receive the matter as one.",
    ),
    "must_return": (
        "应当申请退回；留下办理，属须说明理由的偏离。",
        "It must apply to return it; keeping it is a deviation that owes a reason.",
    ),
    "late": (
        "过了退件的时限；条文没有说因此无效，审核（不须审核的，退件）照样有效。",
        "After the limit for returns; the text does not call it void for that.",
    ),
    "deviation": (
        "超出“原则上”的限度或者过了申请的时间：可以批准，但须有记录的理由。",
        "Beyond what is allowed in principle, or asked too late: it may be granted, with a recorded reason.",
    ),
    "keep_open": (
        "还没有认定办结的理由。",
        "There is no ground yet to count it as closed.",
    ),
    "redispatch": (
        "应当重派：由热线再次派给承办单位。",
        "It is to be sent out again to the unit, by the hotline.",
    ),
    "may_redispatch": (
        "可以重派：由热线根据情况决定。",
        "It may be sent out again; the hotline decides.",
    ),
    "barred": ("条文禁止。", "The text bars it."),
    "none": (
        "没有列明的情形成立。",
        "None of the situations listed holds.",
    ),
    "ask": ("还不能下结论，要先问清下列事实。", "Nothing can be concluded yet: facts must be asked first."),
    "undetermined": (
        "不能下结论：决定结论的事实问而不知。",
        "Nothing can be concluded: the facts that decide were asked in vain.",
    ),
}
"""The outcome in plain words, where the city has none of its own; one that is missing is told by its name."""
_BARRED: dict[str, Pair] = {
    "return_standing": ("不得退件", "may not be returned"),
    "return_request": ("不得退件", "may not be returned"),
    "bars": ("不得这样派转", "may not be routed so"),
}
"""What must not be done, where an outcome of a table is a bar."""


def outcome_name(outcome: str | None, lang: Lang, city: Jurisdiction | None = None, table: str | None = None) -> str:
    """Name an outcome of a table: by the term of the city's own text, and a bar by what must not be done."""
    if outcome == "terminate" and city and city.acceptance and city.acceptance.ending_term:
        return pick(city.acceptance.ending_term, lang)
    if outcome == "barred" and table:
        words = next((one.words for one in city.tables if one.name == table), {}) if city else {}
        return pick(words.get(outcome) or _BARRED.get(table) or OUTCOMES[outcome], lang)
    return name(OUTCOMES, outcome, lang)
