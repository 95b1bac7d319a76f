"""Ganzi on callback, re-handling, ending, contents and archives (14, 16, 18, 19), as data."""

from __future__ import annotations

from hotline_rules.closing import ClosingRules, Contents, Retention
from hotline_rules.jurisdictions.ganzi.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import Duty, Otherwise, Rule, every, no, table

# -- closing ------------------------------------------------------------------------------------------------------

_CALL_BACK = Duty(
    id="call_back",
    provision="16",
    actor=Actor.HOTLINE,
    zh="回访来电人，请其评价",
    en="Call the caller back and ask for a rating",
    shown_by=("called_back",),
)
_CLOSE = Duty(
    id="close",
    provision="16",
    actor=Actor.HOTLINE,
    zh="认定办结",
    en="Record it as closed",
    shown_by=("closed",),
    after="called_back",
)
_ARCHIVE = Duty(
    id="archive",
    provision="19",
    actor=Actor.HOTLINE,
    zh="归档，内容真实、清晰、完整",
    en="File it, true, clear and complete",
    shown_by=("archived",),
)
_NOTE = Duty(
    id="close_with_note",
    provision="19(一)",
    actor=Actor.HOTLINE,
    zh="备注办结，统一归档",
    en="Close it with a note, and file it",
    shown_by=("closed.noted",),
    after="called_back",
)
_EXPLAIN_PATIENTLY = Duty(
    id="explain_patiently",
    provision="19(一)",
    actor=Actor.UNIT,
    zh="耐心解释、引导，争取理解",
    en="Explain patiently, guide the caller and seek understanding",
    shown_by=("explained",),
)
_SEND_AGAIN = Duty(
    id="redispatch",
    provision="18",
    actor=Actor.HOTLINE,
    zh="再次重派给承办单位",
    en="Send it out again to the unit",
    shown_by=("redispatched",),
    after="called_back",
)
_DO_AGAIN = Duty(
    id="answer_further_or_redo",
    provision="18",
    actor=Actor.UNIT,
    zh="作进一步回应解释，或者重新办理",
    en="Answer and explain further, or handle it anew",
)
_SECOND_CALL = Duty(
    id="second_callback",
    provision="18",
    actor=Actor.HOTLINE,
    zh="重派办结后二次回访，以其评价为准",
    en="Call back a second time once it is done; that rating counts",
    shown_by=("called_back",),
    after="redispatched",
)
_SCREEN = Duty(
    id="screen_rating",
    provision="16",
    actor=Actor.HOTLINE,
    zh="承办单位对评价有异议的，可以甄别",
    en="Where the unit objects to the rating, the hotline may examine it",
    modality=Modality.DISCRETION,
)

_FAULT = every(
    "caller_dissatisfied", "demand_reasonable", "unit_at_fault", no("result_lawful"), no("callback_is_second")
)

CLOSING = ClosingRules(
    callback=table(
        "callback",
        "16",
        [
            Rule(
                id="not_called_again",
                provision="18",
                outcome="call_back",
                when=every(no("was_called_back"), "callback_is_second"),
                duties=(_SECOND_CALL,),
                readings=("AMB-25",),
            ),
            Rule(
                id="not_called",
                provision="16",
                outcome="call_back",
                when=every(no("was_called_back"), no("callback_is_second")),
                duties=(_CALL_BACK,),
            ),
            Rule(
                id="16a",
                provision="16",
                outcome="close",
                when=every("caller_satisfied"),
                duties=(_CLOSE, _ARCHIVE),
            ),
            Rule(
                id="16c",
                provision="16",
                outcome="close",
                when=no("caller_rated"),
                duties=(_CLOSE, _ARCHIVE),
                readings=("AMB-26",),
            ),
            Rule(
                id="both_claimed",
                provision="16",
                outcome="person_decides",
                when=every("caller_dissatisfied", "result_lawful", "unit_at_fault", no("callback_is_second")),
                duties=(_SCREEN,),
                readings=("AMB-76",),
            ),
            Rule(
                id="18a",
                provision="18",
                outcome="redispatch",
                when=_FAULT,
                duties=(_SEND_AGAIN, _DO_AGAIN, _SECOND_CALL),
                readings=("AMB-76", "AMB-25"),
            ),
            Rule(
                id="19(一)",
                provision="19(一)",
                outcome="close_with_note",
                when=every("caller_dissatisfied", "result_lawful", "limited_by_law_or_hopes", "facts_clear"),
                duties=(_EXPLAIN_PATIENTLY, _NOTE, _ARCHIVE),
                readings=("AMB-76",),
            ),
            Rule(
                id="18b",
                provision="18",
                outcome="person_decides",
                when=every("callback_is_second", "caller_dissatisfied", no("result_lawful")),
                readings=("AMB-25",),
            ),
            Rule(
                id="16b",
                provision="16",
                outcome="close",
                when=every("result_lawful"),
                duties=(_CLOSE, _ARCHIVE),
                readings=("AMB-76",),
            ),
        ],
        Otherwise(provision="16", outcome="keep_open", readings=("AMB-76",)),
        VOCABULARY,
        words={
            "18b": (
                "以二次回访的评价为准，条文没有第三次重派；办不办结由人判断",
                "The rating of the second callback counts, and the text has no third round; a person decides on closing",
            )
        },
    ),
    ending=table(
        "ending",
        "19(二)",
        [
            Rule(
                id="not_repeated",
                provision="19(二)",
                outcome="not_repeated",
                when=no(every("same_caller", "repeatedly_raised")),
                readings=("AMB-60",),
            ),
            *(
                Rule(id=name, provision="19(二)", outcome="lacking", when=no(fact), on=Actor.UNIT, readings=("AMB-36",))
                for name, fact in (
                    ("not_investigated", "investigated"),
                    ("facts_not_clear", "facts_clear"),
                    ("not_handled_lawfully", "handled_lawfully"),
                    ("no_written_opinion", "ending_in_writing"),
                    ("not_signed", "ending_signed_by_principal"),
                    ("not_explained", "caller_was_told_why"),
                )
            ),
        ],
        Otherwise(
            provision="19(二)",
            outcome="may_end",
            duties=(
                Duty(
                    id="file_ending",
                    provision="19(二)",
                    actor=Actor.UNIT,
                    zh="办结归档备案",
                    en="Close it, file it and put it on record",
                    shown_by=("archived",),
                ),
            ),
            readings=("AMB-36",),
        ),
        VOCABULARY,
    ),
    every_callback="16",
    every_second_callback="18",
    forced_withdrawal="29(四)",
    service_rated=True,
    contents=(
        Contents(provision="14", kinds=("consultation",), needs=("policy_basis",)),
        Contents(
            provision="14",
            kinds=("help", "complaint", "report"),
            needs=("persons", "contact", "investigation", "policy_basis", "satisfaction"),
            optional=("photos",),
        ),
        Contents(provision="14", kinds=("suggestion",), needs=("adoption",)),
    ),
    retention=Retention(provision="19", years=2),
)
