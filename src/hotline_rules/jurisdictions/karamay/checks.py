"""Karamay's checks: on a ticket (Ft), and on institutions (Fi)."""

from __future__ import annotations

from hotline_rules.checks import TicketCheck
from hotline_rules.institution import InstitutionCheck, InstitutionRules
from hotline_rules.jurisdictions.karamay.routing import ACCUSATION
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import every, one_of

CHECKS = (
    TicketCheck(
        id="transferred_in_working_time",
        provision="11(一)",
        actor=Actor.INTAKE,
        zh="工作时间内经协同系统转给承办单位",
        en="Transferred to the unit through the system, in working time",
        question_zh="是不是在工作时间内经协同系统转给了承办单位？",
        question_en="Was it transferred to the unit through the system, in working time?",
        needs=("transferred",),
        readings=("AMB-03", "AMB-18"),
    ),
    TicketCheck(
        id="staff_on_site",
        provision="11(四)",
        actor=Actor.HOTLINE,
        zh="紧急的民生问题，第一时间派人现场协调督办",
        en="For an urgent problem of people's livelihood, staff were sent to the spot at once",
        question_zh="关系群众生产生活的紧急问题，是不是第一时间派人到现场协调督办了？",
        question_en="For an urgent problem of people's work and life, were staff sent to the place at the first moment?",
        when=every("urgent_livelihood"),
        readings=("AMB-44",),
    ),
    TicketCheck(
        id="reply_checked_by_deputy",
        provision="11(五)",
        actor=Actor.UNIT,
        zh="分管领导审核回复的结果和文字",
        en="The deputy in charge checked the result and the wording of the reply",
        question_zh="承办单位分管领导是不是对回复的结果、文字作了审核？",
        question_en="Did the unit's deputy in charge check the result and the wording of the reply?",
        needs=("replied",),
    ),
    TicketCheck(
        id="reported_for_countersigning",
        provision="11(二)2(3)",
        actor=Actor.HOTLINE,
        zh="涉及多部门或者意见不一致的，及时呈报领导批示",
        en="What several departments concern, or disagree on, is reported to the leader promptly",
        question_zh="涉及多部门协同或者意见不一致的，热线办是不是及时呈报了相关领导？",
        question_en="Was what several departments concern, or disagree on, reported to the leader promptly?",
        when=one_of("track", "countersigned"),
        readings=("AMB-44",),
    ),
    TicketCheck(
        id="reported_for_instruction",
        provision="11(二)3",
        actor=Actor.HOTLINE,
        zh="无法判断承办单位的重要工单，及时报告领导",
        en="An important ticket for which no unit can be determined is reported to the leader promptly",
        question_zh="重要而无法判断承办单位的，热线办是不是及时报告了相关领导？",
        question_en="Was an important ticket whose unit cannot be told reported to the leader promptly?",
        when=one_of("track", "by_instruction"),
        readings=("AMB-44",),
    ),
    TicketCheck(
        id="confidential_content_kept",
        provision="12",
        actor=Actor.ALL,
        zh="没有泄露国家机密和不宜公开的内容，也没有对无关人员谈论",
        en="Nothing secret or unfit for publicity was leaked or talked of to outsiders",
        question_zh="国家机密和不宜公开的内容，是不是都没有泄露，也没有向无关人员谈论？",
        question_en="Was nothing secret or unfit for publicity leaked, or talked of to outsiders?",
        modality=Modality.BAR,
    ),
    TicketCheck(
        id="accusation_material_kept",
        provision="13",
        actor=Actor.ALL,
        zh="控告、检举材料没有透露、转交给对方",
        en="The material did not reach the accused",
        question_zh="控告、检举材料和有关情况，是不是没有透露、转交给被控告、检举的对象？",
        question_en="Did neither the material nor the related facts reach the accused?",
        modality=Modality.BAR,
        when=ACCUSATION,
        readings=("AMB-64",),
    ),
    TicketCheck(
        id="caller_identity_kept",
        provision="13",
        actor=Actor.ALL,
        zh="来电人的姓名、联系方式、单位、住址、IP没有公开，也没有提供给利害相对人",
        en="The caller's name, contact, employer, home and IP were neither published nor given to the other side",
        question_zh="来电人的姓名、联系方式、单位、家庭住址和IP等信息，是不是没有公开，也没有提供给利害相对人？",
        question_en="Were the caller's name, contact, employer, home and IP neither published nor given to the other side?",
        modality=Modality.BAR,
    ),
)


def _asked(name: str, address: str, actor: Actor, zh: str, en: str, **more: object) -> InstitutionCheck:
    told = {"id": name, "provision": address, "actor": actor, "zh": zh, "en": en, **more}
    return InstitutionCheck.model_validate(told)


INSTITUTION = InstitutionRules(
    checks=(
        _asked(
            "automatic_record",
            "11(七)",
            Actor.INTAKE,
            "系统自动记录办理过程，供查阅和统计",
            "The system records every step by itself, for reference and statistics",
        ),
        _asked(
            "monthly_circular",
            "11(八)",
            Actor.HOTLINE,
            "每月通报工单办理情况，报市领导",
            "A report on the handling is issued every month and sent to the city's leaders",
            periods=("month",),
        ),
        _asked(
            "yearly_report",
            "11(八)",
            Actor.HOTLINE,
            "年终汇总报市监察部门考评，计入年度绩效",
            "At the end of the year the handling is summed up, assessed and counted in the unit's yearly results",
            periods=("year",),
        ),
    )
)
