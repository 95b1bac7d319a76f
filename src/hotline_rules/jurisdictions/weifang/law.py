"""The Weifang regulation: its names, its force, and the provisions the rules cite, restated."""

from __future__ import annotations

from datetime import date

from hotline_rules.law import Force, Modality, Provision, Regulation

_PROVISIONS = (
    Provision(
        address="20(1)",
        gloss_zh="承办单位办理热线事项，及时回复来电人（来电人要求不回复的除外）并反馈热线工作机构",
        gloss_en="The unit handles the matter, replies to the caller (unless told not to) and feeds back to the hotline",
    ),
    Provision(
        address="20(1)(一)",
        gloss_zh="五个工作日内能够办完的，应当在该期限内办完",
        gloss_en="What can be completed within five working days is to be completed within them",
    ),
    Provision(
        address="20(1)(二)",
        gloss_zh="法律、法规规定的办理期限长于五个工作日的，适用该期限",
        gloss_en="A limit of law or regulation longer than five working days governs",
    ),
    Provision(
        address="20(1)(三)",
        gloss_zh="客观条件所限、限期内解决不了的，应当说明情况并提出解决办法",
        gloss_en="What objective constraints keep from being solved in time is to be explained, with a solution proposed",
    ),
    Provision(
        address="20(2)",
        gloss_zh="省级以上及其他相关事项，办理期限另依相应规定",
        gloss_en="Matters from the province or above, and related ones, follow the limit of their own rules",
    ),
    Provision(
        address="21",
        gloss_zh="出现不予受理情形，或来电人拒不配合致无法办理的，书面报热线工作机构审核后终止，并向来电人解释",
        gloss_en="On a ground of refusal, or where the caller's refusal to cooperate makes handling impossible: "
        "a written request, the hotline's approval, then an explanation to the caller",
    ),
    Provision(
        address="22(1)",
        gloss_zh="明显不属本单位职责的，应当按规定申请退回",
        gloss_en="A unit clearly outside its duties must apply to return the matter",
    ),
    Provision(
        address="22(2)",
        gloss_zh="职责有争议的，可组织研究或直接指定；被确定的单位不得退回",
        gloss_en="In a dispute over competence the hotline may have it studied or designate; "
        "the unit so determined may not return it",
        modality=Modality.DISCRETION,
    ),
    Provision(
        address="41",
        gloss_zh="自2021年12月15日起施行",
        gloss_en="In force from 15 December 2021",
    ),
)

REGULATION = Regulation(
    id="weifang",
    title_zh="潍坊市12345政务服务便民热线条例",
    title_en="Weifang Regulation on the 12345 Government Service Hotline",
    force=Force.LOCAL_REGULATION,
    in_force_from=date(2021, 12, 15),
    not_before=date(2021, 12, 15),
    in_force_source="41",
    provisions=_PROVISIONS,
)
