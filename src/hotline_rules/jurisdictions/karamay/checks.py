"""Karamay's checks: on a ticket (Ft), and on institutions (Fi)."""

from __future__ import annotations

from hotline_rules.checks import TicketCheck
from hotline_rules.institution import InstitutionCheck, InstitutionRules
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import every, one_of, some

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
        en="For an urgent problem of people's life, staff were on the spot at the first moment",
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
        id="archived_when_satisfied",
        provision="11(六)",
        actor=Actor.INTAKE,
        zh="回访满意的，审核归档",
        en="What the caller is satisfied with is reviewed and filed",
        question_zh="回访满意的，前台是不是审核归档了？",
        question_en="Was what the caller is satisfied with reviewed and filed by the desk?",
        shown_by="archived",
        after="called_back",
        needs=("called_back",),
    ),
    TicketCheck(
        id="secrets_kept",
        provision="12",
        actor=Actor.ALL,
        zh="没有泄露国家机密和不宜公开的内容，也没有对无关人员谈论",
        en="Nothing secret or unfit for publicity was leaked or talked of to outsiders",
        question_zh="国家机密和不宜公开的内容，是不是都没有泄露，也没有向无关人员谈论？",
        question_en="Was nothing secret or unfit for publicity leaked, or talked of to outsiders?",
        modality=Modality.BAR,
    ),
    TicketCheck(
        id="accuser_protected",
        provision="13",
        actor=Actor.ALL,
        zh="控告、检举材料没有透露、转交给对方，来电人信息没有公开或者提供",
        en="The material did not reach the accused, nor was the caller's data published or given away",
        question_zh="控告、检举材料是不是没有透露、转交给被控告、检举的对象，来电人信息是不是没有公开、提供给对方？",
        question_en="Did the material not reach the accused, and was the caller's data neither published nor given to them?",
        modality=Modality.BAR,
        when=some("is_accusation", one_of("kind", "report")),
        readings=("AMB-64",),
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
            "The handling is circulated every month and reported to the city's leaders",
            periods=("month",),
        ),
        _asked(
            "yearly_report",
            "11(八)",
            Actor.HOTLINE,
            "年终汇总报市监察部门考评，计入年度绩效",
            "At the end of the year it is summed up, assessed and counted in the yearly results",
            periods=("year",),
        ),
    )
)
