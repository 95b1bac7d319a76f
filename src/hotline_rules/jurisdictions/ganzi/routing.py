"""Ganzi on urgent matters and routing (8, 12, 13(二), 29(四)), as data."""

from __future__ import annotations

from hotline_rules.jurisdictions.ganzi.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.routing import RoutingRules
from hotline_rules.rules import Duty, Otherwise, Rule, every, one_of, some, table, under
from hotline_rules.urgency import UrgencyRules

# -- urgency ------------------------------------------------------------------------------------------------------

URGENCY = UrgencyRules(
    tier=table(
        "tier",
        "13(二)",
        [
            Rule(
                id="13(二)2",
                provision="13(二)2",
                outcome="special_urgent",
                when=every("emergency_event", "may_endanger_life"),
                readings=("AMB-52",),
            ),
            Rule(
                id="13(二)1",
                provision="13(二)1",
                outcome="special",
                when=every("large_outage_or_pollution", "seriously_affects_life"),
            ),
        ],
        Otherwise(provision="13(二)", outcome="ordinary"),
        VOCABULARY,
    )
)

# -- routing ------------------------------------------------------------------------------------------------------

_REPORT_UP = Duty(
    id="report_to_prefecture",
    provision="12(三)",
    actor=Actor.SUPERVISING_ORGAN,
    zh="及时呈报州人民政府",
    en="Report it promptly to the prefecture government",
)
_TRANSFER_QUICKLY = Duty(
    id="transfer_as_instructed",
    provision="12(三)",
    actor=Actor.SUPERVISING_ORGAN,
    zh="根据批办意见快速转办、及时处置",
    en="Transfer it quickly and deal with it promptly, as instructed",
    shown_by=("transferred",),
)
_ANSWER = Duty(
    id="answer_from_knowledge_base",
    provision="12(一)",
    actor=Actor.INTAKE,
    zh="凭知识库直接答复，能答尽答",
    en="Answer directly from the knowledge base, as far as it goes",
    shown_by=("answered",),
)
_JOIN = Duty(
    id="answer_jointly",
    provision="12(一)",
    actor=Actor.INTAKE,
    zh="经来电人同意，用三方通话、呼叫转接或者专家座席解答",
    en="With the caller's consent, answer by three-way call, call transfer or expert seat",
    modality=Modality.DISCRETION,
    shown_by=("answered",),
)
_DESIGNATE = Duty(
    id="coordinate_and_designate",
    provision="12(二)5",
    actor=Actor.SUPERVISING_ORGAN,
    zh="召集有关部门协调，指定承办单位",
    en="Call the departments together and designate the unit",
    shown_by=("designated",),
)
_NAME_LEAD = Duty(
    id="name_lead_and_co",
    provision="12(二)2",
    actor=Actor.SUPERVISING_ORGAN,
    zh="协调明确主办和协办单位，同步转出",
    en="Name the lead and the co-handlers; all receive it at the same time",
    shown_by=("designated",),
)
_ONE_ANSWER = Duty(
    id="lead_answers",
    provision="12(二)2",
    actor=Actor.UNIT,
    zh="主办单位汇总各方意见，统一答复来电人",
    en="The lead gathers all views and gives the caller one answer",
    shown_by=("replied",),
)
_BY_COUNTY = Duty(
    id="send_to_county",
    provision="12(二)3",
    actor=Actor.HOTLINE,
    zh="派单给县（市）热线管理机构，再由其按程序转承办单位",
    en="Send it to the county hotline body, which transfers it to the unit by its procedure",
    shown_by=("transferred",),
)
_PASS_DOWN = Duty(
    id="pass_on_and_answer",
    provision="12(二)4",
    actor=Actor.UNIT,
    zh="承办单位转给下属单位，并负责答复",
    en="The unit passes it to the body under it, and answers",
)
_TRANSFER = Duty(
    id="transfer",
    provision="12(二)1",
    actor=Actor.HOTLINE,
    zh="按职责权限转给该单位",
    en="Transfer it to that unit, by powers and duties",
    shown_by=("transferred",),
)
_TRACK = Duty(
    id="track",
    provision="12(二)",
    actor=Actor.HOTLINE,
    zh="形成工单并跟踪督办",
    en="Make a ticket of it, and track and supervise it",
)

_ACCUSATION = some(
    "is_accusation", one_of("kind", "report"), every(under("AMB-64", "complaints_too"), one_of("kind", "complaint"))
)

ROUTING = RoutingRules(
    way=table(
        "way",
        "12",
        [
            Rule(
                id="12(三)",
                provision="12(三)",
                outcome="by_instruction",
                when=every("needs_prefecture_government"),
                duties=(_REPORT_UP, _TRANSFER_QUICKLY),
                readings=("AMB-70",),
            ),
            Rule(
                id="12(一)a",
                provision="12(一)",
                outcome="answer_at_once",
                when=every("answerable_from_knowledge_base"),
                duties=(_ANSWER,),
            ),
            Rule(
                id="12(一)b",
                provision="12(一)",
                outcome="answer_jointly",
                when=every("caller_agrees_to_alternative"),
                duties=(_JOIN,),
            ),
            Rule(
                id="12(二)5",
                provision="12(二)5",
                outcome="designate",
                when=every("body_undeterminable"),
                duties=(_DESIGNATE, _TRACK),
            ),
            Rule(
                id="12(二)2",
                provision="12(二)2",
                outcome="several",
                when=every("several_units"),
                duties=(_NAME_LEAD, _ONE_ANSWER, _TRACK),
                readings=("AMB-38",),
            ),
            Rule(
                id="12(二)3",
                provision="12(二)3",
                outcome="through_county",
                when=every("territorial"),
                duties=(_BY_COUNTY, _TRACK),
                readings=("AMB-04",),
            ),
            Rule(
                id="12(二)4",
                provision="12(二)4",
                outcome="through_superior",
                when=every("subordinate_body"),
                duties=(_PASS_DOWN, _TRACK),
            ),
            Rule(
                id="12(二)1",
                provision="12(二)1",
                outcome="transfer",
                when=every("one_unit_competent"),
                duties=(_TRANSFER, _TRACK),
            ),
        ],
        Otherwise(provision="12(二)", outcome="person_decides"),
        VOCABULARY,
    ),
    unit=table(
        "unit",
        "8",
        [Rule(id="8", provision="8", outcome="is_unit", when=every("ganzi_unit"))],
        Otherwise(provision="8", outcome="not_a_unit"),
        VOCABULARY,
    ),
    lead=table(
        "lead",
        "12(二)2",
        [
            Rule(
                id="12(二)2",
                provision="12(二)2",
                outcome="supervising_organ_names",
                when=every("several_units"),
                duties=(_NAME_LEAD, _ONE_ANSWER),
                readings=("AMB-38",),
            )
        ],
        Otherwise(provision="12(二)1", outcome="single_unit"),
        VOCABULARY,
    ),
    bars=table(
        "bars",
        "29(四)",
        [
            Rule(
                id="29(四)",
                provision="29(四)",
                outcome="flagged",
                when=every("goes_to_accused", _ACCUSATION),
                readings=("AMB-64",),
            )
        ],
        Otherwise(provision="29(四)", outcome="free"),
        VOCABULARY,
        words={
            "flagged": (
                "不宜转给被举报的一方：把举报材料泄露给被举报人，是追责的情形（本办法没有另写派单的禁止）",
                "Not to go to the accused: leaking report material to them is a ground for accountability "
                "(the text has no bar on routing of its own)",
            )
        },
    ),
)
