"""The Karamay measures: their names, their force, and the provisions the rules cite, restated."""

from __future__ import annotations

from datetime import date

from hotline_rules.law import Force, Notice, Provision, Regulation

_PROVISIONS = (
    Provision(
        address="11(一)",
        gloss_zh="前台在工作时间内把工单转给承办单位",
        gloss_en="The front desk transfers tickets to the unit in working time",
    ),
    Provision(
        address="11(二)2(1)一",
        gloss_zh="限时件：自交办之日起按类别限时办理回复，遇节假日顺延",
        gloss_en="Timed tickets are handled and answered within the limit of their kind from the day of transfer, "
        "holidays not counted",
    ),
    Provision(
        address="11(二)2(1)二",
        gloss_zh="当前解决不了的，在同一时限内向来电人解释清楚",
        gloss_en="What cannot be solved now is explained to the caller within the same limit",
    ),
    Provision(
        address="11(二)2(2)",
        gloss_zh="承诺件：先在时限内回复现状并承诺最后时限，办完再回复",
        gloss_en="Promised tickets: a reply within the limit that promises a last date, and another when it is done",
    ),
    Provision(
        address="11(二)2(3)",
        gloss_zh="会签件：领导指定牵头单位，会同办理回复；条文未写时限",
        gloss_en="Countersigned tickets: a leader names who leads, and the units reply together; no limit is written",
    ),
    Provision(
        address="11(二)3",
        gloss_zh="批办：前台不能判断承办单位的重要工单，按领导批示转交，在限定时限内办理回复",
        gloss_en="By instruction: important tickets whose unit the desk cannot tell are transferred as a leader "
        "directs, and answered within the limit",
    ),
    Provision(
        address="11(三)",
        gloss_zh="不属本单位职责的，当日退回前台并说明原因",
        gloss_en="What is outside the unit's duties is returned to the desk the same day, with the reason",
    ),
    Provision(
        address="11(六)",
        gloss_zh="回访不满意的，经复查可以重新交办",
        gloss_en="What leaves the caller dissatisfied is reviewed, and may be sent out again",
    ),
    Provision(
        address="20",
        gloss_zh="自某年7月1日起施行（年份在流传文本中缺失）",
        gloss_en="In force from 1 July of a year that the circulating text has lost",
    ),
)

REGULATION = Regulation(
    id="karamay",
    title_zh="克拉玛依市12345政府服务热线（市长信箱）管理暂行办法",
    title_en="Karamay Provisional Measures on the 12345 Government Service Hotline (Mayor's Mailbox)",
    force=Force.NORMATIVE_DOCUMENT,
    in_force_from=date(2019, 7, 1),
    not_before=date(2010, 7, 1),
    in_force_source="20",
    notices=(
        Notice(
            code="validity_unverified",
            zh="未查到本办法的现行效力；文中若干依据已被取代，引用前请核实",
            en="Whether these measures are still in force was not verified; some of what they rely on has been replaced",
        ),
    ),
    provisions=_PROVISIONS,
)
