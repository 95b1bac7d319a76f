"""Weifang on routing and on how the unit deals with a matter (9, 18, 20, 22–24, 40), as data."""

from __future__ import annotations

from hotline_rules.jurisdictions.weifang.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.routing import RoutingRules
from hotline_rules.rules import Duty, Otherwise, Rule, Standing, every, one_of, table

_ANSWER = Duty(
    id="answer_at_once",
    provision="18(2)",
    actor=Actor.INTAKE,
    zh="即时答复",
    en="Answer it at once",
    shown_by=("answered",),
)
_TRANSFER = Duty(
    id="transfer",
    provision="18(2)",
    actor=Actor.INTAKE,
    zh="及时、准确转给承办单位",
    en="Transfer it to the unit, promptly and correctly",
    shown_by=("transferred",),
)
_STUDY_OR_DESIGNATE = Duty(
    id="study_or_designate",
    provision="22(2)",
    actor=Actor.HOTLINE,
    zh="可以组织有关部门研究确定，或者直接指定承办单位",
    en="May have the departments study and determine the unit, or designate it directly",
    modality=Modality.DISCRETION,
    shown_by=("designated",),
)
_NAME_LEAD = Duty(
    id="name_lead_and_co",
    provision="22(3)",
    actor=Actor.HOTLINE,
    zh="组织有关部门确定主办单位和协办单位",
    en="Have the departments determine the lead and the co-handlers",
)
_USE_LIST = Duty(
    id="use_territorial_list",
    provision="24(2)",
    actor=Actor.GOVERNMENT,
    zh="按镇、街道属地管理事项责任清单确定责任主体",
    en="Determine who is responsible by the territorial list of towns and sub-districts",
)

ROUTING = RoutingRules(
    way=table(
        "way",
        "18(2)",
        [
            Rule(
                id="18(2)a",
                provision="18(2)",
                outcome="answer_at_once",
                when=every("answerable_at_once"),
                duties=(_ANSWER,),
            ),
            Rule(
                id="22(2)",
                provision="22(2)",
                outcome="designate",
                when=every("competence_disputed"),
                duties=(_STUDY_OR_DESIGNATE,),
            ),
            Rule(
                id="22(3)",
                provision="22(3)",
                outcome="several",
                when=every("several_units"),
                duties=(_NAME_LEAD, _TRANSFER),
                readings=("AMB-38",),
            ),
            Rule(
                id="18(2)b",
                provision="18(2)",
                outcome="transfer",
                when=every("one_unit_competent"),
                duties=(_TRANSFER,),
                readings=("AMB-44",),
            ),
        ],
        Otherwise(provision="18(2)", outcome="person_decides"),
        VOCABULARY,
        together=("designate", "several"),
    ),
    unit=table(
        "unit",
        "9(1)",
        [
            Rule(id="9(1)", provision="9(1)", outcome="is_unit", when=every("weifang_unit")),
            Rule(
                id="40",
                provision="40",
                outcome="by_reference",
                when=every("other_public_body"),
                readings=("AMB-62",),
            ),
        ],
        Otherwise(provision="9(1)", outcome="not_a_unit"),
        VOCABULARY,
    ),
    lead=table(
        "lead",
        "22(3)",
        [
            Rule(
                id="24(1)",
                provision="24(1)",
                outcome="municipal_department",
                when=every("county_and_department_overlap"),
                readings=("AMB-39",),
            ),
            Rule(
                id="22(3)",
                provision="22(3)",
                outcome="hotline_names",
                when=every("several_units"),
                duties=(_NAME_LEAD,),
                readings=("AMB-38", "AMB-39"),
            ),
        ],
        Otherwise(provision="18(2)", outcome="single_unit"),
        VOCABULARY,
    ),
    bars=table(
        "bars",
        "24(2)s1b",
        [
            Rule(
                id="24(2)s1b",
                provision="24(2)s1b",
                outcome="barred",
                when=every("county_department_duty", "goes_to_town"),
                on=Actor.GOVERNMENT,
            )
        ],
        Otherwise(provision="24(2)", outcome="free"),
        VOCABULARY,
        standing=(Standing(when=every("county_government_handles"), duty=_USE_LIST),),
        words={
            "barred": (
                "不得交给镇政府、街道办事处承担：这是县（市、区）政府部门职责内的事项",
                "It may not be assigned to a town or sub-district: it lies in the duties of a county department",
            )
        },
    ),
    escalation=table(
        "escalation",
        "23",
        [
            Rule(
                id="23b",
                provision="23",
                outcome="standing_meeting",
                when=every("unit_cannot_solve", "office_study_failed"),
                duties=(
                    Duty(
                        id="submit_to_meeting",
                        provision="23",
                        actor=Actor.GOVERNMENT,
                        zh="提交市人民政府常务会议研究处理",
                        en="Submit it to the standing meeting of the municipal government",
                    ),
                ),
            ),
            Rule(
                id="23a",
                provision="23",
                outcome="office",
                when=every("unit_cannot_solve"),
                duties=(
                    Duty(
                        id="office_studies",
                        provision="23",
                        actor=Actor.GOVERNMENT,
                        zh="由市人民政府办公室组织有关部门研究解决",
                        en="The municipal government's office has the departments study and solve it",
                    ),
                ),
            ),
        ],
        Otherwise(provision="23", outcome="unit"),
        VOCABULARY,
    ),
    manner=table(
        "manner",
        "20(1)",
        [
            Rule(
                id="20(1)(三)",
                provision="20(1)(三)",
                outcome="explain",
                when=every("cannot_solve_now"),
                duties=(
                    Duty(
                        id="explain_and_propose",
                        provision="20(1)(三)",
                        actor=Actor.UNIT,
                        zh="作出解释说明，并提出解决方案",
                        en="Explain it, and propose a solution",
                        shown_by=("explained.solution_proposed",),
                    ),
                ),
                readings=("AMB-13", "AMB-29"),
            ),
            Rule(
                id="20(2)",
                provision="20(2)",
                outcome="complete",
                when=one_of("origin", "state", "province", "inter_region"),
                duties=(
                    Duty(
                        id="complete_by_its_rule",
                        provision="20(2)",
                        actor=Actor.UNIT,
                        zh="在相应规定的时限内办理完毕",
                        en="Complete it within the limit of the corresponding rule",
                        shown_by=("handled",),
                    ),
                ),
                readings=("AMB-28",),
            ),
            Rule(
                id="20(1)(二)",
                provision="20(1)(二)",
                outcome="tell_statutory",
                when=every("law_or_regulation_longer"),
                readings=("AMB-12", "AMB-16"),
            ),
        ],
        Otherwise(
            provision="20(1)(一)",
            outcome="complete",
            duties=(
                Duty(
                    id="complete",
                    provision="20(1)(一)",
                    actor=Actor.UNIT,
                    zh="五个工作日内办理完毕",
                    en="Complete it within five working days",
                    shown_by=("handled",),
                ),
            ),
            readings=("AMB-29",),
        ),
        VOCABULARY,
        words={
            "tell_statutory": (
                "法律、法规规定的较长时限优先，按其规定办理",
                "The longer limit of the law or regulation governs",
            ),
            "explain": ("解释说明并提出解决方案", "Explain, and propose a solution"),
        },
    ),
)
