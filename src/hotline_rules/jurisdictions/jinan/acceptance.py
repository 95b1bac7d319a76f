"""Jinan on acceptance (14, 21, 23) and on what is not handled again (25), as data. Jinan refuses nothing."""

from __future__ import annotations

from hotline_rules.acceptance import AcceptanceRules
from hotline_rules.common_facts import COMMON
from hotline_rules.facts import Fact
from hotline_rules.law import Actor
from hotline_rules.rules import Duty, Otherwise, Rule, Standing, every, one_of, some, table

FACTS = (
    Fact(
        name="in_other_procedure",
        label_zh="已经进入同类的其他程序",
        label_en="already in another procedure of the same sort",
        question_zh="这件事是不是已经进入与复议、仲裁、诉讼同类的其他法定程序？是哪一种？",
        question_en="Has this entered another statutory procedure of the same sort? Which?",
        not_meant_zh="信访是否算在内，由使用者认定，不自动成立。",
        not_meant_en="Whether petitioning counts is for the user to say; it is never taken for granted.",
        readings=("AMB-32",),
    ),
    Fact(
        name="not_conforming",
        label_zh="不符合法律、政策规定而不能办理",
        label_en="cannot be done because law or policy does not allow it",
        question_zh="这个要求是不是因为不符合法律、法规、规章或者政策而不能办理？",
        question_en="Is it impossible because laws, regulations, rules or policy do not allow it?",
        not_meant_zh="一时没有条件解决的，不算（那是第二十四条第一款第（三）项）。",
        not_meant_en="Not what merely cannot be solved for the time being: that is 24(1)(三).",
    ),
    Fact(
        name="needs_public_body",
        label_zh="需要机关、部门或者单位解决",
        label_en="needs an organ, department or unit to solve it",
        question_zh="这件事是不是需要国家机关、部门或者单位来解决？",
        question_en="Does this need a state organ, a department or a unit to solve it?",
        related=("for_public_bodies",),
    ),
    Fact(
        name="about_construction",
        label_zh="对经济、政治、文化、社会、生态文明建设的意见",
        label_en="an opinion on economic, political, cultural, social or ecological affairs",
        question_zh="是不是对经济、政治、文化、社会、生态文明建设等方面的意见建议？",
        question_en="Is it an opinion on economic, political, cultural, social or ecological affairs or the like?",
        related=("public_affairs",),
    ),
    Fact(
        name="about_conduct_and_integrity",
        label_zh="针对机关、公共服务单位或者其人员的廉洁勤政、作风、质量、效率",
        label_en="about the integrity, diligence, style, quality or efficiency of public bodies or their staff",
        question_zh="投诉、举报的是不是国家机关、公共服务单位或者其工作人员的廉洁勤政、工作作风、质量、效率等？",
        question_en="Is it about the integrity, diligence, style, quality or efficiency of a state organ, a public-service body or its staff?",
        not_meant_zh="投诉商家、邻居等其他主体，不算（那是请求机关解决的诉求）。",
        not_meant_en="Not a complaint about a trader or a neighbour: that asks an organ to act.",
        related=("about_public_conduct",),
    ),
    Fact(
        name="other_matter_to_raise",
        label_zh="其他需要反映的问题",
        label_en="another matter that needs raising",
        question_zh="这件事是不是涉及本市社会治理或者公共服务、需要反映的其他问题？",
        question_en="Is it another matter of the city's governance or public services that needs raising?",
    ),
)

_VOCABULARY = COMMON | {fact.name: fact for fact in FACTS}

_HAND_OVER = Duty(
    id="hand_over",
    provision="21(1)",
    actor=Actor.INTAKE,
    zh="立即转接或者告知拨打110、119、120、122等紧急热线",
    en="Hand over at once to 110, 119, 120, 122 or the like",
    shown_by=("referred",),
    inferred=True,
)
_TELL_PATH = Duty(
    id="tell_path",
    provision="23(三)",
    actor=Actor.INTAKE,
    zh="告知来电人按原来的途径解决",
    en="Tell the caller to go on by the original path",
    shown_by=("referred",),
)
_DECIDE_BY_PERSON = Duty(
    id="decide_by_person",
    provision="3",
    actor=Actor.INTAKE,
    zh="由人工判断后引导，不能自动拒绝：本条例没有不予受理的规定",
    en="A person decides and guides; there is no ground for refusing in this regulation",
    inferred=True,
)

_TO_EMERGENCY = Standing(when=every("emergency_line"), duty=_HAND_OVER)

INTAKE = table(
    "intake",
    "14",
    [
        Rule(
            id="21(1)",
            provision="21(1)",
            outcome="refer",
            when=every("emergency_line"),
            readings=("AMB-31",),
        ),
        Rule(
            id="23(三)",
            provision="23(三)",
            outcome="refer",
            when=some("in_reconsideration", "in_arbitration", "in_litigation", "in_other_procedure"),
            duties=(_TELL_PATH,),
            readings=("AMB-32",),
        ),
        Rule(
            id="14(一)",
            provision="14(一)",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "consultation"), "public_information"),
        ),
        Rule(id="14(二)", provision="14(二)", outcome="accept", when=every("in_this_city", "needs_public_body")),
        Rule(
            id="14(三)",
            provision="14(三)",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "suggestion"), "about_construction"),
        ),
        Rule(
            id="14(四)",
            provision="14(四)",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "complaint", "report"), "about_conduct_and_integrity"),
        ),
        Rule(id="14(五)", provision="14(五)", outcome="accept", when=every("in_this_city", "other_matter_to_raise")),
    ],
    Otherwise(provision="3", outcome="guide", duties=(_DECIDE_BY_PERSON,), readings=("AMB-63",)),
    _VOCABULARY,
    standing=(_TO_EMERGENCY,),
    words={
        "21(1)": (
            "转介：不作为热线事项办理，转给紧急热线",
            "Refer: not a hotline matter; it goes to the emergency line",
        ),
        "23(三)": (
            "转介：告知来电人按原来的途径解决（不是不予受理）",
            "Refer: the caller is told to go on by the original path; nothing is refused",
        ),
    },
)

HANDLED_NO_MORE = every(some("dealt_with", "not_conforming"), "same_caller", "same_facts_and_reasons")
"""25: raised again on the same facts and reasons; it ends with the explanation and a written note, not by 24."""

RECHECK = table(
    "recheck",
    "25",
    [
        Rule(
            id="25(一)",
            provision="25(一)",
            outcome="terminate",
            when=every("dealt_with", "same_caller", "same_facts_and_reasons"),
            readings=("AMB-36",),
        ),
        Rule(
            id="25(二)",
            provision="25(二)",
            outcome="terminate",
            when=every("not_conforming", "same_caller", "same_facts_and_reasons"),
            readings=("AMB-36",),
        ),
    ],
    Otherwise(provision="25", outcome="go_on"),
    _VOCABULARY,
    {
        "terminate": (
            Duty(
                id="explain",
                provision="25",
                actor=Actor.UNIT,
                zh="向来电人作出解释，不再办理",
                en="Explain it to the caller, and handle it no more",
                shown_by=("explained",),
            ),
            Duty(
                id="written_note",
                provision="25",
                actor=Actor.UNIT,
                zh="书面报热线工作机构说明（无须其批准）",
                en="Give the hotline a written note (no approval is needed)",
                shown_by=("fed_back",),
            ),
            Duty(
                id="within_five_days",
                provision="24(1)",
                actor=Actor.UNIT,
                zh="解释算回复，书面说明算反馈，都在五个工作日内",
                en="The explanation is the reply and the note the feedback, both within five working days",
                inferred=True,
            ),
        )
    },
    standing=(_TO_EMERGENCY,),
    words={"terminate": ("不再办理：作出解释并书面说明", "Handled no more: with an explanation and a written note")},
)

ACCEPTANCE = AcceptanceRules(intake=INTAKE, recheck=RECHECK, ending_term=("不再办理", "to be handled no more"))
