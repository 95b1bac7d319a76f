"""Weifang on acceptance (10, 19, 39) and on ending the handling after dispatch (21), as data."""

from __future__ import annotations

from hotline_rules.acceptance import AcceptanceRules
from hotline_rules.common_facts import COMMON
from hotline_rules.facts import Fact
from hotline_rules.law import Actor
from hotline_rules.rules import Condition, Duty, Otherwise, Rule, Standing, every, no, one_of, some, table, under

FACTS = (
    Fact(
        name="caller_refuses_cooperation",
        label_zh="来电人拒不配合",
        label_en="the caller refuses to cooperate",
        question_zh="办理中，来电人是不是拒不配合（例如拒绝提供必需的情况）？",
        question_en="Does the caller refuse to cooperate in the handling (will not give what is needed, say)?",
        not_meant_zh="一时联系不上，不算拒不配合。",
        not_meant_en="Not merely being out of reach for a while.",
    ),
    Fact(
        name="cannot_be_handled",
        label_zh="因此无法办理",
        label_en="so that it cannot be handled",
        question_zh="是不是因为来电人不配合而确实无法办理？",
        question_en="Does that really make the handling impossible?",
    ),
)

_VOCABULARY = COMMON | {fact.name: fact for fact in FACTS}

_GIVE_REASONS = Duty(
    id="give_reasons",
    provision="19(2)",
    actor=Actor.INTAKE,
    zh="向来电人说明不予受理的理由",
    en="Tell the caller the reasons",
    shown_by=("refused.reasons_given",),
)
_TELL_CHANNEL = Duty(
    id="tell_channel",
    provision="19(2)",
    actor=Actor.INTAKE,
    zh="同时告知该走的途径",
    en="Tell the caller which channel to use",
    shown_by=("refused.path_told",),
)
_CITE_BASIS = Duty(
    id="cite_basis",
    provision="19(1)(五)",
    actor=Actor.INTAKE,
    zh="写明所依据的法律条文",
    en="Write down the provision of law relied on",
    inferred=True,
)
_HAND_OVER = Duty(
    id="hand_over",
    provision="39",
    actor=Actor.INTAKE,
    zh="立即转接或者告知拨打110、119、120、122等紧急热线",
    en="Hand over at once to 110, 119, 120, 122 or the like",
    shown_by=("referred",),
    inferred=True,
)
_DECIDE_BY_PERSON = Duty(
    id="decide_by_person",
    provision="10",
    actor=Actor.INTAKE,
    zh="由人工判断后引导，不能自动受理，也不能自动拒绝",
    en="A person decides and guides: neither a silent yes nor a silent no",
    inferred=True,
)

NEEDS_ANOTHER_PROCEDURE = some(
    every(
        some(under("AMB-55", "refused"), no(one_of("kind", "consultation"))),
        some("must_litigate", "must_arbitrate", "for_discipline_organs", "must_reconsider"),
    ),
    "for_information_disclosure",
    "other_procedure_cited",
)
"""19(1)(一): by law another procedure must solve it. Who refuses on this ground also tells the channel (19(2))."""

_EXCLUDED: tuple[tuple[str, Condition, tuple[Duty, ...], tuple[str, ...]], ...] = (
    (
        "19(1)(一)",
        NEEDS_ANOTHER_PROCEDURE,
        (_TELL_CHANNEL,),
        ("AMB-53",),
    ),
    ("19(1)(二)", every("in_petition_channel"), (), ()),
    ("19(1)(三)", some("discloses_secret", "discloses_privacy", "against_public_morals"), (), ("AMB-33",)),
    (
        "19(1)(四)",
        every(
            "dealt_with",
            "conclusion_lawful",
            "conclusion_reasonable",
            some(under("AMB-34", "same_matter"), no("new_facts")),
        ),
        (),
        (),
    ),
    ("19(1)(五)", every("other_basis_cited"), (_CITE_BASIS,), ("AMB-53",)),
)  # fmt: skip
"""The five grounds of 19(1), used at intake and again after dispatch."""

_TO_EMERGENCY = Standing(when=every("emergency_line"), duty=_HAND_OVER)
_REFERRED = ("转介：不作为热线事项办理，转给紧急热线", "Refer: not a hotline matter; it goes to the emergency line")

INTAKE = table(
    "intake",
    "10",
    [
        Rule(
            id="39",
            provision="39",
            outcome="refer",
            when=every("emergency_line"),
            readings=("AMB-31",),
        ),
        *(
            Rule(id=address, provision=address, outcome="refuse", when=when, duties=duties, readings=readings)
            for address, when, duties, readings in _EXCLUDED
        ),
        Rule(
            id="10(一)",
            provision="10(一)",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "consultation"), "public_information"),
        ),
        Rule(id="10(二)", provision="10(二)", outcome="accept", when=every("in_this_city", "for_public_bodies")),
        Rule(
            id="10(三)",
            provision="10(三)",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "suggestion"), "public_affairs"),
        ),
        Rule(
            id="10(四)",
            provision="10(四)",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "complaint", "report"), "about_public_conduct"),
        ),
    ],
    Otherwise(provision="10", outcome="guide", duties=(_DECIDE_BY_PERSON,), readings=("AMB-63",)),
    _VOCABULARY,
    {"refuse": (_GIVE_REASONS,)},
    standing=(_TO_EMERGENCY,),
    words={"refer": _REFERRED},
)

RECHECK = table(
    "recheck",
    "21",
    [
        *(
            Rule(
                id=address,
                provision=address,
                outcome="terminate",
                when=when,
                duties=tuple(duty for duty in duties if duty is _CITE_BASIS),
                readings=(*readings, "AMB-36"),
            )
            for address, when, duties, readings in _EXCLUDED
        ),
        Rule(
            id="21",
            provision="21",
            outcome="terminate",
            when=every("caller_refuses_cooperation", "cannot_be_handled"),
            readings=("AMB-36",),
        ),
    ],
    Otherwise(provision="21", outcome="go_on"),
    _VOCABULARY,
    {
        "terminate": (
            Duty(
                id="written_request",
                provision="21",
                actor=Actor.UNIT,
                zh="书面提请热线工作机构审核",
                en="Ask the hotline in writing for its approval",
                shown_by=("termination_requested.written",),
            ),
            Duty(
                id="approval",
                provision="21",
                actor=Actor.HOTLINE,
                zh="审核；同意之后才终止",
                en="Examine the request; only approval ends the handling",
                shown_by=("termination_decided",),
            ),
            Duty(
                id="explain",
                provision="21",
                actor=Actor.UNIT,
                zh="向来电人作出解释",
                en="Explain it to the caller",
                shown_by=("explained",),
            ),
        )
    },
    standing=(_TO_EMERGENCY,),
    by="21",
    words={
        "terminate": (
            "有终止办理的理由：书面提请，审核同意后终止",
            "There is a ground to terminate: on written request and approval",
        )
    },
)

ACCEPTANCE = AcceptanceRules(intake=INTAKE, recheck=RECHECK, ending_term=("可以终止办理", "handling may be terminated"))
