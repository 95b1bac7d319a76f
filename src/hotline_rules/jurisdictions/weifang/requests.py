"""Weifang on extensions (it has none: 20(1)(三) governs) and returns (22), as data."""

from __future__ import annotations

from hotline_rules.extensions import ExtensionRules
from hotline_rules.jurisdictions.weifang.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.returns import ReturnRules
from hotline_rules.rules import Duty, Otherwise, Rule, every, no, table

EXTENSIONS = ExtensionRules(
    request=table(
        "extension",
        "20(1)(三)",
        [],
        Otherwise(
            provision="20(1)(三)",
            outcome="no_basis",
            duties=(
                Duty(
                    id="explain_instead",
                    provision="20(1)(三)",
                    actor=Actor.UNIT,
                    zh="时限内无法解决的，在时限内作出解释说明并提出解决方案",
                    en="What cannot be solved within the limit is explained, with a solution, within the limit",
                    shown_by=("explained.solution_proposed",),
                ),
            ),
        ),
        VOCABULARY,
        words={
            "no_basis": (
                "本条例没有延期的规定：无法按时解决的，依第二十条第一款第（三）项解释说明并提出解决方案",
                "The regulation has no extension: 20(1)(三) governs, explain and propose a solution",
            )
        },
    )
)

_BAR = Rule(
    id="22(2)s2",
    provision="22(2)s2",
    outcome="barred",
    when=every("unit_was_designated"),
    on=Actor.UNIT,
    readings=("AMB-22",),
)
_DECIDE = Duty(
    id="study_or_designate",
    provision="22(2)",
    actor=Actor.HOTLINE,
    zh="可以组织有关部门研究确定，或者直接指定承办单位",
    en="May have the departments study and determine the unit, or designate it directly",
    shown_by=("designated",),
)

RETURNS = ReturnRules(
    standing=table(
        "return_standing",
        "22(1)",
        [
            _BAR,
            Rule(
                id="22(1)",
                provision="22(1)",
                outcome="must_return",
                when=every("clearly_outside"),
                duties=(
                    Duty(
                        id="apply_to_return",
                        provision="22(1)",
                        actor=Actor.UNIT,
                        zh="按规定申请退回（本条例没有写明时限）",
                        en="Apply to return it, as the rules provide (the text has no limit for it)",
                        shown_by=("return_requested",),
                    ),
                ),
                readings=("AMB-20",),
            ),
            Rule(
                id="22(2)",
                provision="22(2)",
                outcome="dispute",
                when=every("competence_disputed"),
                duties=(_DECIDE,),
                readings=("AMB-20",),
            ),
        ],
        Otherwise(provision="22(1)", outcome="keep"),
        VOCABULARY,
    ),
    request=table(
        "return_request",
        "22(1)",
        [
            _BAR,
            Rule(
                id="22(2)",
                provision="22(2)",
                outcome="dispute",
                when=every("competence_disputed", no("clearly_outside")),
                duties=(_DECIDE,),
                readings=("AMB-20",),
            ),
            Rule(
                id="not_clearly_outside",
                provision="22(1)",
                outcome="defective",
                when=no("clearly_outside"),
                on=Actor.UNIT,
                readings=("AMB-20",),
            ),
        ],
        Otherwise(provision="22(1)", outcome="in_order"),
        VOCABULARY,
    ),
    designated_because="competence_disputed",
)
