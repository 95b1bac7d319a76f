"""Weifang on supervision (26) and liability of units and staff (33, 36), callers (34) and the accused (35), as data.

It refers, and finds nobody guilty.
"""

from __future__ import annotations

from hotline_rules.jurisdictions.weifang.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.rules import Duty, every, some
from hotline_rules.supervision import SupervisionRules, step

_TO_SUPERVISE = some(
    "refuses_own_matter", "handling_overdue", "lawful_demand_unsolved", "poor_handling_harm", "other_supervision_reason"
)
"""The situations of 26."""

SUPERVISION = SupervisionRules(
    steps=(
        step(
            "supervise",
            "26s2",
            "supervise",
            [
                ("26(一)", every("refuses_own_matter"), ""),
                ("26(二)", every("handling_overdue"), ""),
                ("26(三)", every("lawful_demand_unsolved"), ""),
                ("26(四)", every("poor_handling_harm"), ""),
                ("26(五)", every("other_supervision_reason"), ""),
            ],
            Duty(
                id="supervise",
                provision="26s2",
                actor=Actor.HOTLINE,
                zh="列入督办范围（日常督办由热线工作机构，挂牌、约谈由有关部门）",
                en="Put it under supervision (daily by the hotline; listing and summons by the departments)",
                shown_by=("supervised",),
            ),
            VOCABULARY,
            ("列入督办范围", "To be put under supervision"),
        ),
        step(
            "refer",
            "33",
            "refer_for_accountability",
            [
                ("33(一)", every(_TO_SUPERVISE, "was_supervised", "uncorrected_after_supervision"), ""),
                ("33(二)", every("handling_fraudulent"), ""),
                ("33(三)", every("irregular_manner_harm"), ""),
                ("33(四)", every("data_not_to_be_public_leaked"), ""),
                ("33(五)", every("other_breach"), ""),
            ],
            Duty(
                id="refer_to_superior",
                provision="33",
                actor=Actor.OTHERS,
                zh="由上级主管部门或者有关机关责令改正；情节严重的，依法处分",
                en="The superior department or the competent organ orders correction; if serious, discipline by law",
            ),
            VOCABULARY,
            (
                "移送上级主管部门或者有关机关责令改正；有没有责任由其认定",
                "Referred to the superior department or the competent organ, which decides on any fault",
            ),
        ),
        step(
            "abuse",
            "36",
            "refer_for_accountability",
            [("36", every("abuse_of_power"), "")],
            Duty(
                id="refer_abuse",
                provision="36",
                actor=Actor.OTHERS,
                zh="对负有责任的领导人员和直接责任人员依法处分；构成犯罪的，追究刑事责任",
                en="Those responsible are disciplined by law; crimes are prosecuted",
            ),
            VOCABULARY,
            (
                "移送有关机关依法处分或者追究刑事责任；有没有责任由其认定",
                "Referred to the competent organ for discipline or prosecution; it decides on any fault",
            ),
        ),
        step(
            "caller_conduct",
            "34",
            "hand_to_authorities",
            [
                ("34(一)", every("caller_occupies_line"), ""),
                ("34(二)", every("harasses_those_handling"), ""),
                ("34(三)", every("caller_fabricates"), ""),
                ("34(四)", every("caller_disrupts_line"), ""),
            ],
            Duty(
                id="hand_to_public_security",
                provision="34",
                actor=Actor.HOTLINE,
                zh="可能违反治安管理的，移交公安机关认定；构成犯罪的，由司法机关处理",
                en="If it may break the law on public order, hand it to the police, who decide; crimes to the judiciary",
            ),
            VOCABULARY,
            ("可能违反治安管理的，移交公安机关认定", "If it may break the law on public order, handed to the police"),
        ),
        step(
            "retaliation",
            "35",
            "refer_for_accountability",
            [("35", every("caller_retaliated_against"), "")],
            Duty(
                id="refer_retaliation",
                provision="35",
                actor=Actor.OTHERS,
                zh="依法追究相关责任人的责任",
                en="Those responsible are held accountable by law",
            ),
            VOCABULARY,
            ("移送有关机关依法追究打击报复的责任", "Retaliation is referred to the competent organ"),
        ),
    )
)
