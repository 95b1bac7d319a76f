"""Jinan on extensions and returns: it has neither (24(1)(二), (三) and 29 govern instead), as data."""

from __future__ import annotations

from hotline_rules.extensions import ExtensionRules
from hotline_rules.jurisdictions.jinan.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.returns import ReturnRules
from hotline_rules.rules import Duty, Otherwise, Rule, every, table

EXTENSIONS = ExtensionRules(
    request=table(
        "extension",
        "24(1)(三)",
        [
            Rule(
                id="24(1)(二)",
                provision="24(1)(二)",
                outcome="no_basis",
                when=every("extension_by_statute"),
                duties=(
                    Duty(
                        id="tell_statutory_period_instead",
                        provision="24(1)(二)",
                        actor=Actor.UNIT,
                        zh="法定期限更长的，期限依法自行成立：五个工作日内告知办理进度和法定期限",
                        en="A longer period of law stands by itself: tell progress and that period within five working "
                        "days",
                        shown_by=("promised", "explained.due"),
                    ),
                ),
                readings=("AMB-12",),
            )
        ],
        Otherwise(
            provision="24(1)(三)",
            outcome="no_basis",
            duties=(
                Duty(
                    id="tell_date_instead",
                    provision="24(1)(三)",
                    actor=Actor.UNIT,
                    zh="暂时无法解决的，五个工作日内告知进度、措施和明确的解决时限",
                    en="What cannot be solved for now: within five working days tell progress, measures and a definite "
                    "date",
                    shown_by=("promised", "explained.due"),
                ),
            ),
        ),
        VOCABULARY,
        words={
            "no_basis": (
                "本条例没有延期的规定：依第二十四条第一款第（二）、（三）项告知期限",
                "The regulation has no extension: 24(1)(二) and (三) govern, tell the caller the period",
            )
        },
    )
)

_COORDINATE = Duty(
    id="coordinate",
    provision="29(1)",
    actor=Actor.HOTLINE,
    zh="由热线工作机构召集协调，确定主办单位",
    en="The hotline calls those concerned together and determines the lead",
)
_NONE = {
    "no_basis": (
        "本条例没有承办单位退件的规定：职责不清的，依第二十九条由热线协调",
        "The regulation has no return by a unit: by article 29 the hotline coordinates",
    )
}
_DISPUTE = Rule(
    id="29(1)",
    provision="29(1)",
    outcome="dispute",
    when=every("competence_disputed"),
    duties=(_COORDINATE,),
)
_OTHERWISE = Otherwise(provision="29(1)", outcome="no_basis", duties=(_COORDINATE,), readings=("AMB-21",))

RETURNS = ReturnRules(
    standing=table("return_standing", "29(1)", [_DISPUTE], _OTHERWISE, VOCABULARY, words=_NONE),
    request=table("return_request", "29(1)", [], _OTHERWISE, VOCABULARY, words=_NONE),
)
