"""Jinan on supervision (28), correction (38(2)), liability (40, 41) and callers' conduct (42, 43), as data.

It refers, and finds nobody guilty.
"""

from __future__ import annotations

from hotline_rules.jurisdictions.jinan.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.rules import Duty, Otherwise, Rule, every, table
from hotline_rules.supervision import SupervisionRules, step

_REPORT = Duty(
    id="report_to_government",
    provision="38(2)",
    actor=Actor.HOTLINE,
    zh="整改不力，报市人民政府研究处理",
    en="The correction failed: report it to the municipal government",
)
_PROPOSE = Duty(
    id="propose_correction",
    provision="38(2)",
    actor=Actor.HOTLINE,
    zh="提出整改意见",
    en="Propose a correction",
)

_TO_POLICE = Duty(
    id="hand_to_police",
    provision="42",
    actor=Actor.HOTLINE,
    zh="可能违反治安管理的，移交公安机关认定",
    en="If it may break the law on public order, hand it to the police, who decide",
    inferred=True,
)
_TO_POLICE_OR_COURTS = Duty(
    id="hand_to_police_or_courts",
    provision="43",
    actor=Actor.HOTLINE,
    zh="可能违反治安管理的，移交公安机关认定；可能构成犯罪的，由司法机关处理",
    en="If it may break the law on public order, hand it to the police, who decide; crimes to the judiciary",
    inferred=True,
)

SUPERVISION = SupervisionRules(
    steps=(
        step(
            "supervise",
            "28",
            "supervise",
            [
                ("28(一)", every("handling_overdue"), ""),
                ("28(二)", every("repeated_unsolved"), ""),
                ("28(三)", every("knowledge_base_out_of_date"), ""),
                ("28(四)", every("other_supervision_reason"), ""),
            ],
            Duty(
                id="supervise",
                provision="28",
                actor=Actor.HOTLINE,
                zh="市和县、区热线工作机构分级督办",
                en="Graded supervision by the municipal and county hotlines",
                shown_by=("supervised",),
            ),
            VOCABULARY,
            ("由市和县、区热线工作机构分级督办", "Graded supervision by the municipal and county hotlines"),
        ),
        table(
            "correction",
            "38(2)",
            [
                Rule(
                    id="38(2)b",
                    provision="38(2)",
                    outcome="report_up",
                    when=every("correction_failed"),
                    duties=(_REPORT,),
                ),
                Rule(
                    id="38(2)a",
                    provision="38(2)",
                    outcome="correct",
                    when=every("assessment_poor"),
                    duties=(_PROPOSE,),
                ),
            ],
            Otherwise(provision="38(2)", outcome="none"),
            VOCABULARY,
            words={
                "report_up": ("报市人民政府研究处理", "Reported to the municipal government"),
                "correct": ("由热线工作机构提出整改意见", "The hotline proposes a correction"),
            },
        ),
        step(
            "refer",
            "40",
            "refer_for_accountability",
            [
                ("40(一)", every("refuses_statutory_matter"), ""),
                ("40(二)", every("should_be_done_undone", "was_supervised", "undone_after_supervision"), ""),
                ("40(三)", every("false_result_replied"), ""),
                ("40(四)", every("bad_service_harm"), ""),
                ("40(五)", every("secret_or_privacy_leaked"), ""),
                ("40(六)", every("abuse_of_power"), ""),
            ],
            Duty(
                id="refer_to_superior",
                provision="40",
                actor=Actor.OTHERS,
                zh="由上级主管部门或者有关机关责令改正；情节严重的，依法追究责任",
                en="The superior department or the competent organ orders correction; if serious, liability by law",
            ),
            VOCABULARY,
            (
                "移送上级主管部门或者有关机关责令改正；有没有责任由其认定",
                "Referred to the superior department or the competent organ, which decides on any fault",
            ),
        ),
        step(
            "retaliation",
            "41",
            "refer_for_accountability",
            [("41", every("caller_retaliated_against"), "")],
            Duty(
                id="refer_retaliation",
                provision="41",
                actor=Actor.OTHERS,
                zh="依法追究相关责任人的责任",
                en="Those responsible are held accountable by law",
            ),
            VOCABULARY,
            ("移送有关机关依法追究打击报复的责任", "Retaliation is referred to the competent organ"),
        ),
        table(
            "caller_conduct",
            "43",
            [
                Rule(
                    id="42",
                    provision="42",
                    outcome="hand_to_authorities",
                    when=every("malicious_occupation", "dissuasion_failed"),
                    duties=(_TO_POLICE,),
                    readings=("AMB-60",),
                ),
                Rule(
                    id="43a",
                    provision="43",
                    outcome="hand_to_authorities",
                    when=every("caller_harasses_staff"),
                    duties=(_TO_POLICE_OR_COURTS,),
                ),
                Rule(
                    id="43b",
                    provision="43",
                    outcome="hand_to_authorities",
                    when=every("caller_fabricates"),
                    duties=(_TO_POLICE_OR_COURTS,),
                ),
            ],
            Otherwise(provision="43", outcome="none"),
            VOCABULARY,
            words={
                "hand_to_authorities": (
                    "可能违反治安管理的，移交公安机关认定",
                    "If it may break the law on public order, handed to the police",
                )
            },
        ),
    )
)
