"""Jinan on review, callback and re-handling (27), as data. What is handled no more is the re-check (25)."""

from __future__ import annotations

from hotline_rules.closing import ClosingRules
from hotline_rules.jurisdictions.jinan.acceptance import HANDLED_NO_MORE
from hotline_rules.jurisdictions.jinan.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import Duty, Otherwise, Rule, every, no, some, table

_CALL_BACK = Duty(
    id="review_and_call_back",
    provision="27(1)",
    actor=Actor.HOTLINE,
    zh="逐一审核反馈，回访来电人核实，并请其评价",
    en="Review each feedback, call the caller back to verify, and ask for a rating",
    shown_by=("called_back",),
)
_SEND_AGAIN = Duty(
    id="may_redispatch",
    provision="27(2)",
    actor=Actor.HOTLINE,
    zh="根据情况可以重派，由承办单位再次办理（条文称“退回”，不是承办单位退件）",
    en="May send it out again to be handled anew (the text says “return”; it is no return by the unit)",
    modality=Modality.DISCRETION,
    shown_by=("redispatched",),
    after="called_back",
)

CLOSING = ClosingRules(
    callback=table(
        "callback",
        "27(1)",
        [
            Rule(
                id="27(2)",
                provision="27(2)",
                outcome="may_redispatch",
                when=some("should_have_been_done", "caller_dissatisfied"),
                duties=(_SEND_AGAIN,),
                readings=("AMB-21", "AMB-25"),
            ),
            Rule(
                id="27(1)",
                provision="27(1)",
                outcome="call_back",
                when=no("was_called_back"),
                duties=(_CALL_BACK,),
            ),
            Rule(id="27(1)b", provision="27(1)", outcome="close", when=every("caller_satisfied")),
        ],
        Otherwise(provision="27(1)", outcome="keep_open"),
        VOCABULARY,
        words={
            "close": ("没有重派的理由", "There is no ground for sending it out again"),
            "keep_open": (
                "回访的结果没有表明满意或者不满意：条文没有写怎样办结，由人判断",
                "The callback shows neither: the text does not say how it is closed, and a person decides",
            ),
        },
    ),
    every_callback="27(1)",
    no_callback_where=HANDLED_NO_MORE,
    called_back_after=("fed_back",),
)
