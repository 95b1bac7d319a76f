"""The words of the workbook: sheets, headings, and the names of what stands in the cells."""

from __future__ import annotations

from functools import cache
from typing import Any

from hotline_desk.masking import masked
from hotline_desk.report import CityUsed, Published, Report
from hotline_desk.workbook_cells import Head
from hotline_rules.law import Force
from hotline_rules.wording import (
    SEVERITIES,
    STAGES,
    Lang,
    Pair,
    address_text,
    end_text,
    name,
    pick,
    weight_text,
    why_text,
)

SHEETS: dict[str, Pair] = {
    "overview": ("概览", "Overview"),
    "violations": ("逾期清单", "Violations"),
    "units": ("按单位", "By unit"),
    "provisions": ("按条款", "By provision"),
    "timeline": ("时间线", "Timeline"),
    "quality": ("不能判定与数据质量", "Cannot judge, data quality"),
    "published": ("公布与规则对比", "Published vs rule"),
    "others": ("其他认定", "Other findings"),
    "used_by": ("参数", "Parameters"),
}
TITLE: Pair = ("12345热线工单时限审计", "Audit of the deadlines of 12345 hotline tickets")
NOT_RECORDED: Pair = ("未记载", "not recorded")
UNTESTED: Pair = ("未检验", "not tested")
SAID_NAMES: dict[str, Pair] = {
    "overdue": ("逾期", "overdue"),
    "not_overdue": ("未逾期", "not overdue"),
    "undetermined": ("不能判定", "undetermined"),
}


# -- what stands in the lists ---------------------------------------------------------------------------------------

DUE: Pair = ("时限", "due")
DUE_LATEST: Pair = ("最晚时限（时限不能确定时）", "latest due (where not certain)")
VIOLATIONS = (
    Head(("工单", "ticket"), 20),
    Head(("城市", "city"), 9),
    Head(("承办单位", "unit"), 20, long=True),
    Head(("环节", "stage"), 13, long=True),
    Head(("状态", "state"), 13, long=True),
    Head(("条款", "provision"), 22, long=True),
    Head(("条款大意", "in short"), 34, long=True),
    Head(("起算", "start"), 16),
    Head(DUE, 16),
    Head(("实际完成", "done"), 16),
    Head(("超期", "late by"), 15, long=True),
    Head(("自何时起逾期", "late since"), 16),
    Head(("怎样数出", "the counting"), 70, long=True),
    Head(("各种读法下都成立", "firm under every reading"), 10),
    Head(("换哪种读法就不成立", "the reading that flips it"), 28, long=True),
    Head(("文件", "file"), 20, long=True),
    Head(("工作表", "sheet"), 9),
    Head(("行", "row"), 8),
)
"""What a page shows of a finding; what follows stands in the sheet only."""
DETAILS = (
    Head(("规定", "regulation"), 34, long=True),
    Head(("性质", "weight"), 18),
    Head(("轮次", "round"), 7),
    Head(DUE_LATEST, 17),
    Head(("超期工作日", "working days late"), 9),
    Head(("所依读法", "readings"), 22, long=True),
    Head(("其中有争议", "of them contested"), 14, long=True),
    Head(("前提", "assumptions"), 40, long=True),
)
PUBLISHED = (Head(("公布的时限", "published due"), 17), Head(("公布为逾期", "published as overdue"), 10))
UNITS = (
    Head(("城市", "city"), 12),
    Head(("承办单位", "unit"), 30),
    Head(("环节", "stage"), 22),
    Head(("按时", "in time"), 10),
    Head(("逾期（已办）", "done late"), 10),
    Head(("逾期（未办）", "not done"), 10),
    Head(("应完成", "due"), 10),
    Head(("按时率", "on time"), 11),
    Head(("未到期", "open"), 10),
    Head(("不能判定", "undetermined"), 12),
    Head(("其他", "other"), 10),
    Head(("该单位逾期合计", "late in all, this unit"), 14),
)
PROVISIONS = (
    Head(("城市", "city"), 12),
    Head(("规定", "regulation"), 34, long=True),
    Head(("效力", "force"), 14),
    Head(("条款", "provision"), 26, long=True),
    Head(("条款大意", "in short"), 60, long=True),
    Head(("环节", "stage"), 20),
    Head(("逾期（已办）", "done late"), 11),
    Head(("逾期（未办）", "not done"), 11),
    Head(("合计", "total"), 11),
)
OTHERS = (
    Head(("分量", "weight"), 24),
    Head(("内容", "what"), 90, long=True),
    Head(("数", "count"), 10),
    Head(("代码", "code"), 30),
)
QUALITY = (
    Head(("类别", "what"), 14),
    Head(("工单", "ticket"), 22),
    Head(("城市", "city"), 10),
    Head(("承办单位", "unit"), 22),
    Head(("环节", "stage"), 16),
    Head(("原因", "reason"), 70, long=True),
    Head(DUE, 17),
    Head(DUE_LATEST, 17),
    Head(("文件", "file"), 24, long=True),
    Head(("工作表", "sheet"), 12),
    Head(("行", "row"), 8),
)
DOUBTS: tuple[Pair, ...] = (("未评判", "not judged"), ("编号重复", "repeated number"), ("不能判定", "undetermined"))
DOUBLED: Pair = (
    "工单编号前面已经出现过；这一行照样评判",
    "the ticket number came before; the row is judged all the same",
)
TIMELINE = (
    Head(("城市", "city"), 12),
    Head(("月份", "month"), 10),
    Head(("受理", "accepted"), 10),
    Head(("转办", "transferred"), 11),
    Head(("办结", "handled"), 10),
    Head(("工单办结", "closed"), 10),
)
DIFFERING_HEADS = (
    Head(("工单", "ticket"), 24),
    Head(("城市", "city"), 12),
    Head(("承办单位", "unit"), 22),
    Head(("环节", "stage"), 16),
    Head(("公布的时限", "published due"), 17),
    Head(("规则的时限", "due by the rule"), 17),
    Head(DUE_LATEST, 17),
    Head(("公布晚几天", "published later by days"), 10),
    Head(("公布为逾期", "published as overdue"), 10),
    Head(("规则的结论", "state by the rule"), 16),
    Head(("文件", "file"), 24),
    Head(("工作表", "sheet"), 12),
    Head(("行", "row"), 8),
)
PARAMETERS = (
    Head(("项目", "what"), 34),
    Head(("对象", "of"), 24),
    Head(("内容", "text"), 110, long=True),
)
RATE_HEADS: tuple[Pair, ...] = (
    ("指标", "rate"),
    ("分子", "numerator"),
    ("分母", "denominator"),
    ("比率", "rate"),
    ("另：不设时限", "beside: no limit"),
    ("另：不能判定", "beside: undetermined"),
    ("口径（分子 ÷ 分母）", "what is divided by what"),
)
STAGE_HEADS: tuple[Pair, ...] = (
    ("城市", "city"),
    ("环节", "stage"),
    ("按时", "in time"),
    ("逾期（已办）", "done late"),
    ("逾期（未办）", "not done"),
    ("应完成", "due"),
    ("按时率", "on time"),
    ("未到期", "open"),
    ("延期待批", "extension pending"),
    ("由他事取代", "superseded"),
    ("免除", "waived"),
    ("不适用", "not applicable"),
    ("不能判定", "undetermined"),
)
UNIT_HEADS: tuple[Pair, ...] = (("单位", "unit"), ("逾期（已办）", "done late"), ("逾期（未办）", "not done"))
SIGNED: tuple[Pair, ...] = (("审计人", "Audited by"), ("复核人", "Checked by"), ("日期", "Date"))
NONE: Pair = ("（无）", "(none)")
OUTSIDE_STATES = ("open", "extension_pending", "superseded", "waived", "not_applicable", "undetermined")
FILE_HEADS: tuple[Pair, ...] = (
    ("文件", "file"),
    ("工作表", "sheet"),
    ("读入行数", "rows in"),
    ("评判", "judged"),
    ("未评判", "not judged"),
    ("核对", "check"),
    ("首行", "first row"),
    ("末行", "last row"),
)
OUTSIDE: Pair = (
    "不设时限的、不能判定的，都不进分子和分母，另外计数。分母为零的写“不计分”，不写 100%。",
    "What has no limit and what cannot be decided is in neither number, and is counted beside. Of nothing, a rate is "
    "“not scored”, never 100%.",
)
TIMES: Pair = (
    "当地时间。到某日终了的时限写作该日 24:00（单元格内存为该日 23:59:59，便于排序和筛选；Parquet 中是次日 00:00）。",
    "Local time. What ends with a day is written as 24:00 of that day (the cell holds 23:59:59 of it, to sort and "
    "filter by; Parquet holds 00:00 of the next day).",
)


# -- names ----------------------------------------------------------------------------------------------------------


class Names:
    """Names of cities, stages and units in one language, and the order in which they stand."""

    def __init__(self, report: Report, lang: Lang, *, unmasked: bool = False) -> None:
        self.report = report
        self.lang: Lang = lang
        self.unmasked = unmasked
        self.cities = {city.id: city for city in report.cities}
        self.order = {(c.id, stage): i for c in report.cities for i, stage in enumerate(c.stages)}

    def pick(self, pair: Pair) -> str:
        """Take a phrase in the language of the workbook."""
        return pick(pair, self.lang)

    def city(self, code: str | None) -> str:
        """Name a city."""
        city = self.cities.get(code or "")
        return self.pick((city.zh, city.en)) if city else code or ""

    def stage(self, code: str | None) -> str:
        """Name a stage."""
        return name(STAGES, code, self.lang)

    def regulation(self, city: CityUsed) -> str:
        """Name the regulation of a city."""
        return self.pick((f"《{city.title_zh}》", city.title_en))

    def unit(self, unit: str | None) -> str:
        """Name a unit, or say that none is recorded."""
        if unit is None:
            return self.pick(NOT_RECORDED)
        return unit if self.unmasked else masked(unit)

    def place(self, city: str | None, stage: str | None) -> tuple[Any, ...]:
        """Return the key by which rows of stages are put in order."""
        cities = list(self.cities)
        known = cities.index(city) if city in self.cities else len(cities)
        return known, str(city), self.order.get((str(city), str(stage)), 99), str(stage)

    def as_of(self) -> str:
        """Say up to when it was judged."""
        told = end_text(self.report.as_of, self.lang)
        return self.pick((f"截至{told}", f"as of {told}"))

    def balance(self, rows: int, judged: int, missed: int) -> str:
        """Say what became of the rows."""
        sign = "＝" if rows == judged + missed else "≠"
        return self.pick(
            (
                f"读入 {rows:,} {sign} 评判 {judged:,} ＋ 未评判 {missed:,}",
                f"{rows:,} in {'=' if sign == '＝' else '≠'} {judged:,} judged + {missed:,} not judged",
            )
        )

    def agreement(self, found: Published) -> str:
        """Say on how many the export and the rule agree."""
        if not found.compared:
            return self.pick(("公布与规则：没有可比的工单", "Published and rule: nothing to compare"))
        part, of = found.agree, found.compared
        return self.pick(
            (
                f"公布与规则一致：{part:,} ÷ {of:,} ＝ {part / of:.1%}",
                f"Published and rule agree: {part:,} of {of:,} = {part / of:.1%}",
            )
        )

    def of(self, city: str, stage: str) -> str:
        """Name a stage, with its city where there are several."""
        told = self.stage(stage)
        return f"{self.city(city)} {told}" if len(self.cities) > 1 else told

    def weight(self, severity: str | None, force: str | None) -> str | None:
        """Say what a finding weighs under a text of this force."""
        return _weight(severity, force, self.lang) if severity else None

    def address(self, provision: str | None) -> str | None:
        """Write the address of a provision."""
        return _address(provision, self.lang) if provision else None

    def why(self, code: str | None) -> str | None:
        """Say why it cannot be decided."""
        return why_text(code, self.lang) if code else None


@cache
def _address(provision: str, lang: Lang) -> str:
    return address_text(provision, lang)


@cache
def _weight(severity: str, force: str | None, lang: Lang) -> str:
    forces = [one.value for one in Force]
    return weight_text(severity, Force(force), lang) if force in forces else name(SEVERITIES, severity, lang)
