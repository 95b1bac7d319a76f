"""Ganzi on supervision (27, 28, 29, 30), as data: it refers, and finds nobody guilty."""

from __future__ import annotations

from hotline_rules.jurisdictions.ganzi.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.rules import Duty, every, one_of, some
from hotline_rules.supervision import SupervisionRules, step

SUPERVISION = SupervisionRules(
    steps=(
        step(
            "urge",
            "27",
            "urge",
            [
                ("27(一)", every("signing_late"), "27(一)a"),
                ("27(一)", every("handling_overdue"), "27(一)b"),
                ("27(一)", every("repeatedly_unreachable"), "27(一)c"),
                ("27(二)", every("perfunctory_reply"), ""),
                ("27(三)", every("knowledge_base_late"), ""),
                ("27(四)", every("rates_below_province"), ""),
                ("27(五)", every(one_of("origin", "state", "province"), "criticised_from_above"), ""),
                ("27(六)", every("other_supervision_reason"), ""),
            ],
            Duty(
                id="urge_or_summon",
                provision="27",
                actor=Actor.SUPERVISING_ORGAN,
                zh="督促、约谈",
                en="Urge or summon the unit",
                shown_by=("supervised",),
            ),
            VOCABULARY,
            ("由热线主管单位督促、约谈", "The supervising organ urges or summons the unit"),
        ),
        step(
            "report",
            "28",
            "report_up",
            [
                ("28(一)", every("repeatedly_raised", "long_unsolved"), ""),
                ("28(二)", every("bad_publicity"), ""),
                ("28(三)", every("was_supervised", "uncorrected_after_supervision"), ""),
            ],
            Duty(
                id="report_for_supervision",
                provision="28",
                actor=Actor.SUPERVISING_ORGAN,
                zh="报本级人民政府督查机构督办",
                en="Report it to the government's supervision body",
            ),
            VOCABULARY,
            ("报本级人民政府的督查机构督办（原文作“察查”，疑误）", "Reported to the government's supervision body"),
        ),
        step(
            "refer",
            "29",
            "refer_for_accountability",
            [
                ("29(一)", every("serious_harm"), ""),
                ("29(二)", every("serious_publicity"), ""),
                ("29(三)", every("shirking_repeated_returns"), ""),
                ("29(四)", some("handlers_retaliated", "forced_withdrawal_or_leak"), ""),
                ("29(五)", every("knowledge_base_error"), ""),
                ("29(六)", every("other_unlawful_act"), ""),
            ],
            Duty(
                id="refer_to_competent",
                provision="29",
                actor=Actor.OTHERS,
                zh="由有处理权限的单位或者机关依法依规追责问责",
                en="The body with the power to do so holds those concerned accountable",
            ),
            VOCABULARY,
            (
                "移送有权处理的单位、机关；有没有责任由其认定",
                "Referred to the body with the power to deal with it, which decides on any fault",
            ),
        ),
        step(
            "caller_conduct",
            "30",
            "hand_to_authorities",
            [
                ("30", every("caller_occupies_line", "suspected_unlawful"), "30a"),
                ("30", every("caller_fabricates", "suspected_unlawful"), "30b"),
                ("30", every("caller_harasses_staff", "suspected_unlawful"), "30c"),
            ],
            Duty(
                id="hand_to_judicial_organs",
                provision="30",
                actor=Actor.HOTLINE,
                zh="涉嫌违反法律法规的，交由司法机关依法处理",
                en="If it is suspected of breaking the law, hand it to the judicial organs",
            ),
            VOCABULARY,
            ("涉嫌违法的，交由司法机关依法处理", "If suspected of breaking the law, handed to the judicial organs"),
        ),
    )
)
