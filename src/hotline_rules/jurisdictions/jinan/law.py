"""The Jinan regulation: its names, its force, and the provisions the rules cite, restated."""

from __future__ import annotations

from datetime import date

from hotline_rules.law import Force, Modality, Provision, Regulation

_PROVISIONS = (
    Provision(
        address="24(1)",
        gloss_zh="承办单位在五个工作日内把办理情况回复来电人（来电人要求不回复的除外）并反馈市热线工作机构",
        gloss_en="Within five working days the unit replies to the caller (unless told not to) and feeds back to the hotline",
    ),
    Provision(
        address="24(1)(一)",
        gloss_zh="五个工作日内能够办完的，及时办理",
        gloss_en="What can be completed within five working days is to be handled promptly",
    ),
    Provision(
        address="24(1)(二)",
        gloss_zh="法律、法规、规章规定的期限长于五个工作日的，把进度和法定期限告诉来电人",
        gloss_en="Where a law, regulation or rule sets more than five working days, the caller is told the progress "
        "and the statutory period",
    ),
    Provision(
        address="24(1)(三)",
        gloss_zh="客观条件所限暂时解决不了的，定出措施，把进度、措施和明确的解决时限告诉来电人",
        gloss_en="What objective constraints keep from being solved for now: measures are made, and the caller is told "
        "the progress, the measures and a definite date",
    ),
    Provision(
        address="24(1)(四)",
        gloss_zh="诉求不合法律、法规、规章和政策而不能办的，向来电人解释清楚",
        gloss_en="A demand that law or policy does not allow is explained to the caller",
    ),
    Provision(
        address="24(2)",
        gloss_zh="上述第二、三项事项，在告知的期限内办完，热线工作机构跟踪督办",
        gloss_en="Matters of the second and third case are completed by the date told, and the hotline follows up",
    ),
    Provision(
        address="27(2)",
        gloss_zh="应办未办或来电人不满意的，热线工作机构可以交回承办单位再办",
        gloss_en="What should have been done and was not, or leaves the caller dissatisfied, the hotline may send out again",
        modality=Modality.DISCRETION,
    ),
    Provision(
        address="29(1)",
        gloss_zh="涉及多个承办单位的，协调确定一个主办单位，其他单位配合",
        gloss_en="Where several units are concerned one is named to lead and the others cooperate",
    ),
    Provision(address="44", gloss_zh="自2018年9月1日起施行", gloss_en="In force from 1 September 2018"),
)

REGULATION = Regulation(
    id="jinan",
    title_zh="济南市12345市民服务热线条例",
    title_en="Jinan Regulation on the 12345 Citizen Service Hotline",
    force=Force.LOCAL_REGULATION,
    in_force_from=date(2018, 9, 1),
    not_before=date(2018, 9, 1),
    in_force_source="44",
    provisions=_PROVISIONS,
)
