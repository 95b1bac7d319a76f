"""Weifang on callback (25), as data. Ending the handling is the re-check after dispatch (21)."""

from __future__ import annotations

from hotline_rules.closing import ClosingRules
from hotline_rules.jurisdictions.weifang.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.rules import Duty, Otherwise, Rule, every, table

CLOSING = ClosingRules(
    callback=table(
        "callback",
        "25",
        [
            Rule(
                id="25",
                provision="25",
                outcome="assess",
                when=every("was_called_back"),
                duties=(
                    Duty(
                        id="use_in_assessment",
                        provision="25",
                        actor=Actor.HOTLINE,
                        zh="回访结果作为考核评价的依据",
                        en="The result of the callback is a basis of the assessment",
                    ),
                ),
            )
        ],
        Otherwise(
            provision="25",
            outcome="call_back",
            duties=(
                Duty(
                    id="call_back",
                    provision="25",
                    actor=Actor.HOTLINE,
                    zh="实行回访（是否逐件，条文没有写）",
                    en="Matters are called back (whether each one, the text does not say)",
                    shown_by=("called_back",),
                ),
            ),
        ),
        VOCABULARY,
    ),
    told_provision="20(1)",
)
