"""Jinan on the rights of callers (15, 16, 19), as data."""

from __future__ import annotations

from hotline_rules.jurisdictions.jinan.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.rights import RightsRules, right
from hotline_rules.rules import Duty, every, no, some

RIGHTS = RightsRules(
    tables=(
        right(
            "right_to_know",
            "15",
            every("asks_progress", no("disclosure_of_secret_or_privacy")),
            Duty(
                id="tell_progress",
                provision="15",
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
            "16",
            every("asks_reply"),
            Duty(
                id="reply",
                provision="16",
                actor=Actor.UNIT,
                zh="回复办理情况",
                en="Reply how it was dealt with",
                shown_by=("replied",),
            ),
            VOCABULARY,
            ("有权要求回复办理情况", "Entitled to a reply"),
        ),
        right(
            "right_to_confidentiality",
            "16",
            every("asks_confidentiality"),
            Duty(
                id="keep_confidential",
                provision="16",
                actor=Actor.ALL,
                zh="对个人联系方式等信息保密",
                en="Contact and other personal data are kept confidential",
            ),
            VOCABULARY,
            ("有权要求对个人信息保密", "Entitled to have personal data kept confidential"),
        ),
        right(
            "right_to_explanation",
            "16",
            some(every("asks_reply", "reply_overdue"), "disputes_result"),
            Duty(
                id="account",
                provision="16",
                actor=Actor.UNIT,
                zh="对逾期未回复或者有异议的结果作出说明",
                en="Account for the overdue reply, or for the result in dispute",
            ),
            VOCABULARY,
            ("有权要求作出说明", "Entitled to an explanation"),
        ),
        right(
            "right_to_complain",
            "19",
            every("rude_intake"),
            Duty(
                id="take_complaint",
                provision="19",
                actor=Actor.HOTLINE,
                zh="受理对受理人员服务不规范的投诉举报",
                en="Complaints about improper service by intake staff are taken",
            ),
            VOCABULARY,
            ("有权投诉举报受理人员服务不规范", "Entitled to complain about improper service by intake staff"),
        ),
    )
)
