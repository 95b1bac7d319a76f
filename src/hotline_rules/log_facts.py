"""Facts that the library works out from a ticket's events: nobody tells them, and each room says what it works out.

Where the log does not carry what a fact is worked out from, its answer is `unknown`.
"""

from __future__ import annotations

from hotline_rules.facts import Fact


def _fact(name: str, label_zh: str, label_en: str, readings: tuple[str, ...] = ()) -> Fact:
    return Fact(
        name=name,
        label_zh=label_zh,
        label_en=label_en,
        question_zh=f"日志是否表明：{label_zh}？",
        question_en=f"Does the log show: {label_en}?",
        readings=readings,
        derived=True,
    )


LOG_FACTS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        # -- who holds it -------------------------------------------------------------------------------------------
        _fact("unit_was_designated", "经研究确定或者指定由该单位承办", "the unit was determined after study, or designated"),
        _fact("reply_not_wanted", "来电人要求不回复", "the caller wants no reply", ("AMB-14",)),
        # -- a request for more time --------------------------------------------------------------------------------
        _fact("extension_by_statute", "以法律另有期限为由申请延期", "asks because a law sets another limit"),
        _fact("longer_law_noted", "工单载明法律法规规章的较长期限", "a longer limit of law is noted on the ticket", ("AMB-12",)),
        _fact("extension_asked_late", "过了申请的截止时间", "asked after the cut-off", ("AMB-10",)),
        _fact("extension_too_long", "申请（批准）的天数超过上限", "more days than the cap", ("AMB-11",)),
        _fact("extension_too_many", "申请的次数超过上限", "more times than the cap", ("AMB-11",)),
        _fact("extension_reason_given", "写明了延期的理由", "a reason was given"),
        _fact("extension_length_stated", "写明了延期的天数", "the length was stated"),
        _fact("extension_refused", "延期没有批准", "the extension was refused"),
        # -- a request to return ------------------------------------------------------------------------------------
        _fact("return_asked_late", "过了退件的时限", "asked after the limit for returns", ("AMB-18", "AMB-19", "AMB-68")),
        _fact("return_signed_by_deputy", "分管负责人签字确认", "signed by the deputy in charge"),
        _fact("return_reason_given", "注明了退件理由", "the reason was given"),
        _fact("return_unit_suggested", "写明了建议转派的单位", "another unit was suggested"),
        _fact("return_basis_given", "提供了政策依据", "the basis in policy was given"),
        _fact("return_is_boilerplate", "只有一句超出范围、不予受理", "no more than the stock phrase that it is out of scope"),
        # -- callback and closing -----------------------------------------------------------------------------------
        _fact("was_called_back", "已经回访", "the caller was called back"),
        _fact("caller_rated", "来电人作出了评价", "the caller gave a rating", ("AMB-26",)),
        _fact("caller_satisfied", "回访满意", "satisfied on callback"),
        _fact("caller_dissatisfied", "回访不满意", "dissatisfied on callback"),
        _fact("callback_is_second", "属于重派之后的再次回访", "a callback after a redispatch", ("AMB-25",)),
        _fact("ending_in_writing", "提出了书面意见", "put in writing"),
        _fact("ending_signed_by_principal", "主要负责人审核签字", "signed by the principal"),
        _fact("caller_was_told_why", "向来电人作了解释", "it was explained to the caller"),
        # -- supervision --------------------------------------------------------------------------------------------
        _fact("handling_overdue", "超过时限仍未办理", "past the due and still not handled", ("AMB-41",)),
        _fact("signing_late", "签收不及时", "signed late, or not signed in time", ("AMB-09",)),
        _fact("reply_overdue", "逾期未回复", "the reply is overdue", ("AMB-15",)),
        _fact("was_supervised", "已经督办（督促、约谈）", "supervised, urged or summoned already"),
    )
}  # fmt: skip
"""The facts worked out from the log, by name."""
