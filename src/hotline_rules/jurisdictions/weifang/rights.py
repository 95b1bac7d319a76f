"""Weifang on the rights of callers (11(3), 13, 14, 15), as data."""

from __future__ import annotations

from hotline_rules.jurisdictions.weifang.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.rights import RightsRules, right
from hotline_rules.rules import Duty, every, no, one_of, some

RIGHTS = RightsRules(
    tables=(
        right(
            "right_to_confidentiality",
            "11(3)",
            every(one_of("kind", "report"), "asks_confidentiality"),
            Duty(
                id="keep_confidential",
                provision="11(3)",
                actor=Actor.ALL,
                zh="对举报人的个人信息保密",
                en="The personal data of whoever reports are kept confidential",
            ),
            VOCABULARY,
            ("有权要求对个人信息保密", "Entitled to have personal data kept confidential"),
            otherwise=(
                "没有提出，或者不是举报事项（各单位依第七条保密的义务不变）",
                "Not asked for, or no report (the general duty of confidentiality under 7 stands all the same)",
            ),
        ),
        right(
            "right_to_know",
            "13",
            every("asks_progress", no("disclosure_of_secret_or_personal_data")),
            Duty(
                id="tell_progress",
                provision="13",
                actor=Actor.HOTLINE,
                zh="告知办理进度、办理结果",
                en="The progress and the result are told",
                inferred=True,
            ),
            VOCABULARY,
            ("有权知悉办理进度和结果", "Entitled to know the progress and the result"),
        ),
        right(
            "right_to_reply",
            "14",
            every("asks_reply"),
            Duty(
                id="reply",
                provision="14",
                actor=Actor.UNIT,
                zh="回复办理情况",
                en="Reply how it was dealt with",
                shown_by=("replied.final",),
            ),
            VOCABULARY,
            ("有权要求回复办理情况", "Entitled to a reply"),
        ),
        right(
            "right_to_explanation",
            "14",
            some("reply_overdue", "disputes_result"),
            Duty(
                id="account",
                provision="14",
                actor=Actor.UNIT,
                zh="对逾期未回复或者有异议的结果作出说明",
                en="Account for the overdue reply, or for the result in dispute",
            ),
            VOCABULARY,
            ("有权要求作出说明", "Entitled to an explanation"),
            readings=("AMB-15",),
        ),
        right(
            "right_to_rate",
            "14",
            every("wants_to_rate"),
            Duty(
                id="take_rating",
                provision="14",
                actor=Actor.HOTLINE,
                zh="记录对办理质量和结果的如实评价",
                en="The caller's truthful rating of quality and result is taken",
            ),
            VOCABULARY,
            ("有权对办理质量和结果如实评价", "Entitled to rate the quality and the result truthfully"),
        ),
        right(
            "right_to_complain",
            "15",
            every("about_those_handling"),
            Duty(
                id="take_complaint",
                provision="15",
                actor=Actor.HOTLINE,
                zh="受理对热线工作人员的评价、投诉、举报",
                en="Ratings of, complaints about and reports on hotline staff are taken",
            ),
            VOCABULARY,
            ("有权对热线工作人员评价、投诉、举报", "Entitled to rate, complain about or report hotline staff"),
        ),
    )
)
