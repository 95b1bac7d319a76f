"""The Ganzi measures: their names, their force, and the provisions the rules cite, restated."""

from __future__ import annotations

from datetime import date

from hotline_rules.law import Force, Modality, Notice, Provision, Regulation

_SOFT = Modality.IN_PRINCIPLE

_PROVISIONS = (
    Provision(
        address="12(二)5",
        gloss_zh="办理主体依法无法明确的，由热线主管单位指定；同类事项照此办理，不得退回",
        gloss_en="Where no body can be determined by law, the supervising organ designates one; "
        "matters of the same kind follow, and may not be returned",
        modality=Modality.BAR,
    ),
    Provision(
        address="13(一)s1a",
        gloss_zh="热线中心受理后三个工作小时内转办",
        gloss_en="The hotline transfers within three working hours of acceptance",
    ),
    Provision(
        address="13(一)s1b",
        gloss_zh="承办单位三个工作小时内签收",
        gloss_en="The unit signs within three working hours",
    ),
    Provision(
        address="13(一)s2",
        gloss_zh="办理时限按工单类别定；条文没有列出的类别，没有写明时限",
        gloss_en="The handling limit goes by the kind of ticket; for a kind not listed none is stated",
    ),
    Provision(
        address="13(一)s2a",
        gloss_zh="咨询类两个工作日办结答复",
        gloss_en="Consultations are handled within two working days",
    ),
    Provision(
        address="13(一)s2b",
        gloss_zh="求助、投诉、举报、意见建议类五个工作日办结答复",
        gloss_en="Requests for help, complaints, reports and suggestions are handled within five working days",
    ),
    Provision(
        address="13(一)s3",
        gloss_zh="情况复杂确需延期的，到期前一个工作日提出；原则上每次不超过五个工作日，不超过两次",
        gloss_en="More time for a complex matter is to be asked for one working day before the due; "
        "in principle at most five working days each, at most twice",
    ),
    Provision(
        address="13(一)s4",
        gloss_zh="法律法规规章另有期限的，可以据此申请延期",
        gloss_en="Where a law, regulation or rule sets another limit, an extension to it may be asked for",
        modality=Modality.DISCRETION,
    ),
    Provision(
        address="13(二)",
        gloss_zh="特殊紧急事项，原则上三分钟内通报属地政府和有关部门，并转承办单位",
        gloss_en="Of a special or urgent matter, in principle the territorial government and departments are told "
        "within three minutes, and it is transferred",
        modality=_SOFT,
    ),
    Provision(
        address="13(二)1",
        gloss_zh="特殊事项：四小时初步响应、二十四小时进度、四十八小时结果",
        gloss_en="Special matters: first response in 4, progress in 24, result in 48 hours",
    ),
    Provision(
        address="13(二)2",
        gloss_zh="特殊紧急事项：两小时初步响应、十二小时进度、二十四小时结果",
        gloss_en="Special-urgent matters: first response in 2, progress in 12, result in 24 hours",
    ),
    Provision(
        address="13(二)3",
        gloss_zh="短时间内难以处理的，把处置计划和预期时限告诉诉求人",
        gloss_en="What cannot be dealt with shortly: the caller is told the plan and the expected time",
    ),
    Provision(
        address="14",
        gloss_zh="办结后尽快反馈；表扬件只转给被表扬的单位，使其知情、留存",
        gloss_en="Feedback follows completion; praise is passed on to the unit for notice and file",
    ),
    Provision(
        address="17",
        gloss_zh="查实不属本单位职责的，一个工作日内退件；签字、理由、建议转派单位、政策依据齐备并审核通过方可退",
        gloss_en="A matter found outside the unit's duties is returned within one working day; only with signature, "
        "reason, suggested unit, policy basis and approval",
    ),
    Provision(
        address="18",
        gloss_zh="因承办单位不及时、不到位且回访不满意的，重派；办结后二次回访",
        gloss_en="What the unit's delay or incompleteness left unsolved, with the caller dissatisfied, is redispatched; "
        "a second callback follows",
    ),
    Provision(address="32", gloss_zh="自印发之日起施行", gloss_en="In force from its issue"),
)

REGULATION = Regulation(
    id="ganzi",
    title_zh="甘孜州12345政务服务便民热线运行管理办法",
    title_en="Ganzi Prefecture Measures on the 12345 Government Service Hotline",
    force=Force.NORMATIVE_DOCUMENT,
    in_force_from=date(2023, 9, 25),
    not_before=date(2023, 9, 25),
    in_force_source="32",
    notices=(
        Notice(
            code="basis_repealed",
            zh="本办法所依据的省级暂行办法已于2025年12月被取代；请核对甘孜州是否已修订本办法",
            en="The provincial measure it was based on was replaced in December 2025; "
            "check whether Ganzi has revised its own",
            from_day=date(2025, 12, 1),
        ),
    ),
    provisions=_PROVISIONS,
)
