"""Jinan on routing and on how the unit deals with a matter (4, 23, 24, 29, 30, 32), as data."""

from __future__ import annotations

from hotline_rules.jurisdictions.jinan.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.routing import RoutingRules
from hotline_rules.rules import Duty, Otherwise, Rule, every, no, one_of, some, table, under

_ANSWER = Duty(
    id="answer_at_once",
    provision="23(一)",
    actor=Actor.INTAKE,
    zh="当场直接答复或者处理",
    en="Answer or settle it on the spot",
    shown_by=("answered",),
)
_TRANSFER = Duty(
    id="transfer",
    provision="23(二)",
    actor=Actor.INTAKE,
    zh="按职责、属地或者行业管理，及时把流转单转给承办单位",
    en="Transfer the flow sheet promptly to the unit, by duty, territory or sector",
    shown_by=("transferred",),
)
_TELL_PATH = Duty(
    id="tell_path",
    provision="23(三)",
    actor=Actor.INTAKE,
    zh="告知来电人按原途径解决",
    en="Tell the caller to go on by that path",
    shown_by=("referred",),
)
_ONE_LEAD = Duty(
    id="name_one_lead",
    provision="29(1)",
    actor=Actor.HOTLINE,
    zh="召集有关方面协调，确定一个主办单位",
    en="Call those concerned together and determine one lead",
    shown_by=("designated",),
)
_COOPERATE = Duty(
    id="cooperate",
    provision="29(1)",
    actor=Actor.UNIT,
    zh="其他承办单位予以配合",
    en="The other units cooperate",
)

_TRACK = Duty(
    id="track_and_supervise",
    provision="24(2)",
    actor=Actor.HOTLINE,
    zh="跟踪督办，直到在答复的期限内办完",
    en="Track and supervise it until it is completed by the date told",
    shown_by=("supervised",),
)

ACCUSATION = some(
    "is_accusation", one_of("kind", "report"), every(under("AMB-64", "complaints_too"), one_of("kind", "complaint"))
)
"""An accusation or a report; by the strict reading a complaint too (AMB-64)."""

ROUTING = RoutingRules(
    way=table(
        "way",
        "23(二)",
        [
            Rule(
                id="23(三)",
                provision="23(三)",
                outcome="tell_path",
                when=some("in_reconsideration", "in_arbitration", "in_litigation", "in_other_procedure"),
                duties=(_TELL_PATH,),
                readings=("AMB-32",),
            ),
            Rule(
                id="23(一)",
                provision="23(一)",
                outcome="answer_at_once",
                when=every("answerable_at_once"),
                duties=(_ANSWER,),
            ),
            Rule(
                id="29(1)",
                provision="29(1)",
                outcome="several",
                when=every("several_units"),
                duties=(_ONE_LEAD, _COOPERATE, _TRANSFER),
                readings=("AMB-38",),
            ),
            Rule(
                id="23(二)",
                provision="23(二)",
                outcome="transfer",
                when=some("one_unit_competent", "territorial", "sector_competent"),
                duties=(_TRANSFER,),
                readings=("AMB-44",),
            ),
        ],
        Otherwise(provision="23(二)", outcome="person_decides", duties=(_TRANSFER,)),
        VOCABULARY,
    ),
    unit=table(
        "unit",
        "4(4)",
        [Rule(id="4(4)", provision="4(4)", outcome="is_unit", when=every("jinan_unit"))],
        Otherwise(provision="4(4)", outcome="not_a_unit"),
        VOCABULARY,
    ),
    lead=table(
        "lead",
        "29(1)",
        [
            Rule(
                id="29(1)",
                provision="29(1)",
                outcome="hotline_names",
                when=every("several_units"),
                duties=(_ONE_LEAD, _COOPERATE),
                readings=("AMB-38",),
            )
        ],
        Otherwise(provision="23(二)", outcome="single_unit"),
        VOCABULARY,
    ),
    bars=table(
        "bars",
        "32(1)",
        [
            Rule(
                id="32(1)",
                provision="32(1)",
                outcome="barred",
                when=every("goes_to_accused", ACCUSATION),
                duties=(
                    Duty(
                        id="keep_from_accused",
                        provision="32(1)",
                        actor=Actor.ALL,
                        zh="不得把控告、举报材料、来电人信息和有关情况透露、转交给被控告、举报的一方",
                        en="The material, the caller's data and related facts may not reach the accused",
                        modality=Modality.BAR,
                    ),
                ),
                readings=("AMB-64",),
                on=Actor.HOTLINE,
            ),
        ],
        Otherwise(provision="32(1)", outcome="free"),
        VOCABULARY,
        words={
            "barred": ("不得转给被控告、举报的单位或者个人", "It may not go to the body or person accused or reported")
        },
    ),
    recusal=table(
        "recusal",
        "32(2)",
        [
            Rule(
                id="32(2)",
                provision="32(2)",
                outcome="recuse",
                when=every("direct_interest"),
                duties=(
                    Duty(
                        id="recuse",
                        provision="32(2)",
                        actor=Actor.ALL,
                        zh="有直接利害关系的单位、人员自行回避；控告人、举报人也可以要求其回避",
                        en="Whoever has a direct interest recuses; the accuser may also ask for it",
                    ),
                ),
            ),
        ],
        Otherwise(provision="32(2)", outcome="free"),
        VOCABULARY,
        words={
            "recuse": ("有直接利害关系的应当回避", "Whoever has a direct interest must recuse"),
            "free": ("没有直接利害关系，不须回避", "No direct interest: nobody need recuse"),
        },
    ),
    escalation=table(
        "escalation",
        "29(2)",
        [
            Rule(
                id="30",
                provision="30",
                outcome="standing_meeting",
                when=some("office_study_failed", "long_undecided"),
                duties=(
                    Duty(
                        id="submit_to_meeting",
                        provision="30",
                        actor=Actor.GOVERNMENT,
                        zh="提交市人民政府常务会议研究处理",
                        en="Submit it to the standing meeting of the municipal government",
                    ),
                ),
                readings=("AMB-60",),
            ),
            Rule(
                id="29(2)",
                provision="29(2)",
                outcome="office",
                when=some("hotline_coordination_failed", "rather_complex"),
                duties=(
                    Duty(
                        id="office_studies",
                        provision="29(2)",
                        actor=Actor.GOVERNMENT,
                        zh="由市人民政府办公厅组织有关部门研究解决",
                        en="The municipal government's general office has the departments study and solve it",
                    ),
                ),
            ),
        ],
        Otherwise(provision="29(1)", outcome="unit"),
        VOCABULARY,
    ),
    manner=table(
        "manner",
        "24(1)",
        [
            Rule(
                id="24(1)(四)",
                provision="24(1)(四)",
                outcome="explain",
                when=every("not_conforming"),
                duties=(
                    Duty(
                        id="explain",
                        provision="24(1)(四)",
                        actor=Actor.UNIT,
                        zh="五个工作日内向来电人解释说明",
                        en="Explain it to the caller within five working days",
                        shown_by=("explained",),
                    ),
                ),
            ),
            Rule(
                id="24(1)(二)",
                provision="24(1)(二)",
                outcome="tell_statutory",
                when=every("law_regulation_or_rule_longer"),
                duties=(
                    Duty(
                        id="tell_statutory_period",
                        provision="24(1)(二)",
                        actor=Actor.UNIT,
                        zh="五个工作日内把办理进度、法定期限告知来电人，并在答复的期限内办完",
                        en="Tell the caller progress and the period of law within five working days; complete by the date told",
                        shown_by=("promised", "explained.due"),
                        within="reply",
                        when=no("reply_not_wanted"),
                    ),
                    _TRACK,
                ),
                readings=("AMB-12", "AMB-14", "AMB-16"),
            ),
            Rule(
                id="24(1)(三)",
                provision="24(1)(三)",
                outcome="tell_date",
                when=every("cannot_solve_now"),
                duties=(
                    Duty(
                        id="make_measures",
                        provision="24(1)(三)",
                        actor=Actor.UNIT,
                        zh="制定具体措施，推进解决",
                        en="Make measures and press on",
                    ),
                    Duty(
                        id="tell_date",
                        provision="24(1)(三)",
                        actor=Actor.UNIT,
                        zh="五个工作日内把进度、措施和明确的解决时限告知来电人，并在答复的期限内办完",
                        en="Tell the caller progress, measures and a definite date within five working days, and keep it",
                        shown_by=("promised", "explained.due"),
                        within="reply",
                        when=no("reply_not_wanted"),
                    ),
                    _TRACK,
                ),
                readings=("AMB-13", "AMB-14", "AMB-69"),
            ),
        ],
        Otherwise(
            provision="24(1)(一)",
            outcome="complete",
            duties=(
                Duty(
                    id="complete",
                    provision="24(1)(一)",
                    actor=Actor.UNIT,
                    zh="五个工作日内能办完的，及时办理",
                    en="What can be completed within five working days is handled in time",
                    shown_by=("handled", "replied"),
                ),
            ),
        ),
        VOCABULARY,
        together=("tell_statutory", "tell_date"),
    ),
)
