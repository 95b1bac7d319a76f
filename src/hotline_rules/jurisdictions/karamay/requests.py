"""Karamay on extensions (it has none: 11(二)2(2) governs) and returns (11(三)), as data."""

from __future__ import annotations

from hotline_rules.extensions import ExtensionRules
from hotline_rules.jurisdictions.karamay.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.returns import ReturnRules
from hotline_rules.rules import Duty, Otherwise, Rule, every, no, table

EXTENSIONS = ExtensionRules(
    request=table(
        "extension",
        "11(二)2(2)",
        [],
        Otherwise(
            provision="11(二)2(2)",
            outcome="no_basis",
            duties=(
                Duty(
                    id="promise_instead",
                    provision="11(二)2(2)",
                    actor=Actor.UNIT,
                    zh="需要周期的，在限定时限内回复情况并承诺办结的最后时限",
                    en="What needs time: within the limit reply with the state and promise a last date",
                    shown_by=("promised",),
                ),
            ),
        ),
        VOCABULARY,
        words={
            "no_basis": (
                "本办法没有延期的规定：需要周期的，依第十一条第（二）项第2目之（2）作承诺件",
                "The text has no extension: what needs time is a promised ticket under 11(二)2(2)",
            )
        },
    )
)

RETURNS = ReturnRules(
    standing=table(
        "return_standing",
        "11(三)",
        [
            Rule(
                id="11(三)",
                provision="11(三)",
                outcome="must_return",
                when=every("outside_duties"),
                duties=(
                    Duty(
                        id="return_same_day",
                        provision="11(三)",
                        actor=Actor.UNIT,
                        zh="当日经协同系统退回呼叫前台，说明退件原因（无须批准）",
                        en="Return it to the desk the same day, with the reason (no approval is needed)",
                        shown_by=("return_requested",),
                    ),
                ),
                readings=("AMB-18", "AMB-27"),
            )
        ],
        Otherwise(provision="11(三)", outcome="keep"),
        VOCABULARY,
    ),
    request=table(
        "return_request",
        "11(三)",
        [
            Rule(
                id="not_outside_duties",
                provision="11(三)",
                outcome="defective",
                when=no("outside_duties"),
                on=Actor.UNIT,
            ),
            Rule(
                id="no_reason",
                provision="11(三)",
                outcome="defective",
                when=no("return_reason_given"),
                on=Actor.UNIT,
            ),
            Rule(
                id="late",
                provision="11(三)",
                outcome="late",
                when=every("return_asked_late"),
                on=Actor.UNIT,
                readings=("AMB-68",),
            ),
        ],
        Otherwise(provision="11(三)", outcome="in_order"),
        VOCABULARY,
        together=("defective", "late"),
    ),
)
