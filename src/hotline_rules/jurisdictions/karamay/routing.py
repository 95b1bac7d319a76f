"""Karamay on routing and on how the unit deals with a ticket (5, 11(二), 13), and on urgent problems (11(四)), as data."""

from __future__ import annotations

from hotline_rules.jurisdictions.karamay.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.routing import RoutingRules
from hotline_rules.rules import Duty, Otherwise, Rule, every, one_of, some, table, under
from hotline_rules.urgency import UrgencyRules

URGENCY = UrgencyRules(
    tier=table(
        "tier",
        "11(四)",
        [
            Rule(
                id="11(四)",
                provision="11(四)",
                outcome="on_site",
                when=every("urgent_livelihood"),
                duties=(
                    Duty(
                        id="go_on_site",
                        provision="11(四)",
                        actor=Actor.HOTLINE,
                        zh="热线办第一时间派人到现场协调督办",
                        en="The hotline sends staff to the place at the first moment, to coordinate and supervise",
                        shown_by=("supervised",),
                    ),
                ),
                readings=("AMB-44",),
            )
        ],
        Otherwise(provision="11(四)", outcome="ordinary"),
        VOCABULARY,
    )
)

_ANSWER = Duty(
    id="answer_from_knowledge_base",
    provision="11(二)1",
    actor=Actor.INTAKE,
    zh="直办：依知识库标准答案，以热线电话或者网上答复",
    en="Answer directly from the knowledge base, by phone or online",
    shown_by=("answered",),
)
_TRANSFER = Duty(
    id="transfer",
    provision="11(二)2",
    actor=Actor.INTAKE,
    zh="交办：按内容和部门职责转给承办单位，跟踪办理和回复",
    en="Transfer it to the unit by content and duties, and track it",
    shown_by=("transferred",),
)
_INSTRUCT = Duty(
    id="report_and_transfer",
    provision="11(二)3",
    actor=Actor.HOTLINE,
    zh="及时报告相关领导，按批示意见转交承办单位",
    en="Report it promptly to the leader, and transfer it as instructed",
    shown_by=("transferred",),
)
_LEADER_NAMES = Duty(
    id="leader_names_lead",
    provision="11(二)2(3)",
    actor=Actor.HOTLINE,
    zh="及时呈报相关领导批示，由领导指定牵头单位，会同相关单位办理回复",
    en="Report it promptly to the leader, who names the lead; those concerned handle it and reply jointly",
    shown_by=("designated",),
)

ACCUSATION = some(
    "is_accusation", one_of("kind", "report"), every(under("AMB-64", "complaints_too"), one_of("kind", "complaint"))
)
"""An accusation or a report; by the strict reading a complaint too."""

ROUTING = RoutingRules(
    way=table(
        "way",
        "11(二)",
        [
            Rule(
                id="11(二)1",
                provision="11(二)1",
                outcome="answer_at_once",
                when=some("answerable_at_once", every(one_of("kind", "consultation"), "general_consultation")),
                duties=(_ANSWER,),
            ),
            Rule(
                id="11(二)3",
                provision="11(二)3",
                outcome="by_instruction",
                when=every("important_matter", "desk_cannot_tell_unit"),
                duties=(_INSTRUCT,),
                readings=("AMB-24",),
            ),
            Rule(
                id="11(二)2(3)",
                provision="11(二)2(3)",
                outcome="several",
                when=some("several_units", "units_disagree"),
                duties=(_LEADER_NAMES, _TRANSFER),
                readings=("AMB-24", "AMB-38"),
            ),
            Rule(
                id="11(二)2",
                provision="11(二)2",
                outcome="transfer",
                when=every("needs_department", "one_unit_competent"),
                duties=(_TRANSFER,),
            ),
        ],
        Otherwise(provision="11(二)", outcome="person_decides"),
        VOCABULARY,
    ),
    unit=table(
        "unit",
        "5(1)",
        [Rule(id="5(1)", provision="5(1)", outcome="is_unit", when=every("network_member"))],
        Otherwise(provision="5(1)", outcome="not_a_unit"),
        VOCABULARY,
    ),
    lead=table(
        "lead",
        "11(二)2(3)",
        [
            Rule(
                id="11(二)2(3)",
                provision="11(二)2(3)",
                outcome="leader_names",
                when=some("several_units", "units_disagree"),
                duties=(_LEADER_NAMES,),
                readings=("AMB-38",),
            )
        ],
        Otherwise(provision="11(二)2", outcome="single_unit"),
        VOCABULARY,
    ),
    bars=table(
        "bars",
        "13",
        [
            Rule(
                id="13",
                provision="13",
                outcome="barred",
                when=every("goes_to_accused", ACCUSATION),
                duties=(
                    Duty(
                        id="keep_from_accused",
                        provision="13",
                        actor=Actor.ALL,
                        zh="不得把控告、检举材料和有关情况透露、转交给被控告、检举的对象",
                        en="Neither the material nor the related facts may reach the accused",
                        modality=Modality.BAR,
                    ),
                ),
                readings=("AMB-64",),
                on=Actor.HOTLINE,
            )
        ],
        Otherwise(provision="13", outcome="free"),
        VOCABULARY,
        words={"barred": ("不得转给被控告、检举的对象", "It may not go to the body or person accused")},
    ),
    manner=table(
        "manner",
        "11(二)2",
        [
            Rule(
                id="11(二)2(3)",
                provision="11(二)2(3)",
                outcome="countersigned",
                when=some("several_units", "units_disagree"),
                duties=(_LEADER_NAMES,),
                readings=("AMB-24",),
            ),
            Rule(
                id="11(二)2(2)",
                provision="11(二)2(2)",
                outcome="promise",
                when=every("conditions_but_time"),
                duties=(
                    Duty(
                        id="promise_date",
                        provision="11(二)2(2)",
                        actor=Actor.UNIT,
                        zh="在限定时限内回复当前情况或者计划，并承诺办结的最后时限",
                        en="Within the limit, reply with the state or the plan, and promise a last date",
                        shown_by=("promised",),
                    ),
                    Duty(
                        id="reply_again",
                        provision="11(二)2(2)",
                        actor=Actor.UNIT,
                        zh="办结后再次回复",
                        en="Reply again when it is done",
                        shown_by=("replied.final",),
                        after="promised",
                    ),
                ),
                readings=("AMB-13", "AMB-69"),
            ),
            Rule(
                id="11(二)2(1)二",
                provision="11(二)2(1)二",
                outcome="explain",
                when=every("unsolvable_for_now"),
                duties=(
                    Duty(
                        id="explain_in_detail",
                        provision="11(二)2(1)二",
                        actor=Actor.UNIT,
                        zh="在限定时限内详细解释，疏导并取得理解",
                        en="Within the limit, explain it in detail and seek understanding",
                        shown_by=("explained",),
                    ),
                ),
            ),
            Rule(
                id="11(二)2(1)三",
                provision="11(二)2(1)三",
                outcome="consider",
                when=every(one_of("kind", "suggestion")),
                duties=(
                    Duty(
                        id="consider_and_reply",
                        provision="11(二)2(1)三",
                        actor=Actor.UNIT,
                        zh="认真研究，留作决策参考，并在限定时限内回复解释",
                        en="Study it, keep it for decisions, and reply within the limit",
                        shown_by=("replied",),
                    ),
                ),
            ),
        ],
        Otherwise(
            provision="11(二)2(1)一",
            outcome="complete",
            duties=(
                Duty(
                    id="handle_and_reply",
                    provision="11(二)2(1)一",
                    actor=Actor.UNIT,
                    zh="在类别的时限内办理并回复",
                    en="Handle it and reply within the limit of its category",
                    shown_by=("replied",),
                ),
            ),
        ),
        VOCABULARY,
    ),
)
