"""Karamay on callback, re-checking and archives (11(六)) and on publishing results (11(五), 14), as data."""

from __future__ import annotations

from hotline_rules.closing import ClosingRules
from hotline_rules.jurisdictions.karamay.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import Duty, Otherwise, Rule, Standing, every, no, table

_ARCHIVE = Duty(
    id="review_and_archive",
    provision="11(六)",
    actor=Actor.INTAKE,
    zh="审核并归档",
    en="Review it and file it",
    shown_by=("archived",),
)

CLOSING = ClosingRules(
    callback=table(
        "callback",
        "11(六)",
        [
            Rule(
                id="satisfied",
                provision="11(六)",
                outcome="archive",
                when=every("caller_satisfied"),
                duties=(_ARCHIVE,),
            ),
            Rule(
                id="redo",
                provision="11(六)",
                outcome="redispatch",
                when=every("caller_dissatisfied", "review_says_redo"),
                duties=(
                    Duty(
                        id="transfer_again",
                        provision="11(六)",
                        actor=Actor.HOTLINE,
                        zh="重新交办",
                        en="Send it out again",
                        shown_by=("redispatched",),
                        after="called_back",
                    ),
                ),
                readings=("AMB-25",),
            ),
            Rule(
                id="no_redo",
                provision="11(六)",
                outcome="archive",
                when=every("caller_dissatisfied", no("review_says_redo")),
                duties=(_ARCHIVE,),
            ),
            Rule(
                id="not_called",
                provision="11(六)",
                outcome="call_back",
                when=no("was_called_back"),
                duties=(
                    Duty(
                        id="call_back",
                        provision="11(六)",
                        actor=Actor.INTAKE,
                        zh="回访来电人是否满意",
                        en="Call the caller back: satisfied or not",
                        shown_by=("called_back",),
                        inferred=True,
                    ),
                ),
            ),
        ],
        Otherwise(provision="11(六)", outcome="person_decides"),
        VOCABULARY,
        standing=(
            Standing(
                when=every("caller_dissatisfied"),
                duty=Duty(
                    id="recheck",
                    provision="11(六)",
                    actor=Actor.HOTLINE,
                    zh="热线办复查、复核，明确是否重新交办",
                    en="The hotline re-checks it and decides whether to send it out again",
                ),
            ),
        ),
        words={
            "person_decides": (
                "回访没有表明满意或者不满意：条文没有写怎样办结，由人判断",
                "The callback shows neither: the text does not say how it is closed, and a person decides",
            )
        },
    ),
    publication=table(
        "publication",
        "11(五)",
        [
            Rule(
                id="14",
                provision="14",
                outcome="private_only",
                when=every("unfit_for_publicity"),
                duties=(
                    Duty(
                        id="reply_to_caller_only",
                        provision="14",
                        actor=Actor.HOTLINE,
                        zh="只向来电人回复，不得向社会公开",
                        en="Reply to the caller alone; it may not be published",
                        modality=Modality.BAR,
                    ),
                ),
            )
        ],
        Otherwise(
            provision="11(五)",
            outcome="may_publish",
            duties=(
                Duty(
                    id="choose_form",
                    provision="11(五)",
                    actor=Actor.HOTLINE,
                    zh="热线办按保密规定和政务公开的原则，选择单独回复或者网上公开回复",
                    en="The hotline chooses a private or a public reply, by the rules on secrecy and openness",
                    modality=Modality.DISCRETION,
                ),
            ),
            readings=("AMB-15",),
        ),
        VOCABULARY,
    ),
)
