"""The first sheet of the workbook: totals, rates with what they count, charts, and the tables behind them."""

# xlsxwriter carries annotations but no marker of them

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from hotline_desk.report import RATES, USED_BUCKETS, FileRead, NotRated, Rate, Report
from hotline_desk.workbook_cells import Series, Share, Sheet, Shown, width_of
from hotline_desk.workbook_words import (
    FILE_HEADS,
    NONE,
    NOT_RECORDED,
    OUTSIDE,
    OUTSIDE_STATES,
    RATE_HEADS,
    SHEETS,
    SIGNED,
    STAGE_HEADS,
    TITLE,
    UNIT_HEADS,
    Names,
)
from hotline_rules.wording import EVENTS, FORCES, Pair, name

TOP = 20
"""How many units the chart of late units shows."""
MOST_SERIES = 6
"""How many stages a chart bears: those with most behind them."""
_LAST = 12
"""The last column of the overview."""
_WIDTHS = (26, 14, *(11 for _ in range(2, _LAST + 1)))
_COHORT = 6
"""The column from which on it is told what a rate counts."""
_CHART = {"width": 392, "height": 330}
_CHART_ROWS = 18


class Overview:
    """Writes the first sheet; last, for it tells what the others hold."""

    def __init__(
        self,
        report: Report,
        names: Names,
        book: xlsxwriter.Workbook,
        totals: Mapping[str, int],
        shown: Mapping[str, Shown],
        sheet: Sheet,
        rates: Sequence[Series],
    ) -> None:
        self.report = report
        self.names = names
        self.book = book
        self.found = totals
        self.shown = shown
        self.sheet = sheet
        self.rates_by_month = rates
        self.pick = names.pick
        self.formats = sheet.formats

    def write(self) -> None:
        """Fill the sheet from the top; the charts come to stand in the room left for them."""
        for column, width in enumerate(_WIDTHS):
            self.sheet.sheet.set_column(column, column, width)
        self.sheet.sheet.freeze_panes(1, 0)
        self.sheet.sheet.repeat_rows(0)
        self.heading()
        self.totals()
        self.rates()
        self.section(("图", "Charts"))
        charts = self.sheet.row
        self.sheet.row += _CHART_ROWS
        self.stages()
        units = self.worst_units()
        used = self.used()
        self.whys()
        self.files()
        self.signatures()
        self.charts(charts, units, used)
        self.sheet.sheet.print_area(0, 0, self.sheet.row, _LAST)

    # -- small things -----------------------------------------------------------------------------------------------

    def section(self, pair: Pair) -> None:
        """Begin a part of the sheet."""
        self.sheet.section(pair, last=_LAST)

    def line(self, text: str, form: Format | None = None) -> None:
        """Write a text across the sheet."""
        self.sheet.merged(0, _LAST, text, form or self.formats.text, room=sum(_WIDTHS))
        self.sheet.row += 1

    def aside(self, text: str) -> None:
        """Write a text from the column of the cohorts on, in the row that is being filled."""
        self.sheet.merged(_COHORT, _LAST, text, self.formats.aside_text, room=sum(_WIDTHS[_COHORT:]))

    # -- the parts --------------------------------------------------------------------------------------------------

    def heading(self) -> None:
        """What was audited, by which text, and what must be known before any number."""
        self.sheet.sheet.set_row(0, 28)
        as_of = self.names.as_of()
        self.sheet.text(0, self.pick(TITLE) + self.pick((f"（{as_of}）", f", {as_of}")), self.formats.title)
        self.sheet.row += 1
        for city in self.report.cities:
            force = name(FORCES, city.force, self.names.lang)
            told = self.names.regulation(city) + self.pick((f"（{force}）", f" ({force})"))
            self.line(f"{self.names.city(city.id)}{self.pick(('：', ': '))}{told}")
            for _, zh, en in city.notices:
                self.line(self.pick((zh, en)), self.formats.warning)
        for told in self.warnings():
            self.line(told, self.formats.warning)

    def warnings(self) -> Iterator[str]:
        """Rows that do not add up, and lists that were cut."""
        report = self.report
        if not report.balanced:
            yield self.names.balance(report.rows, report.judged, self.found["not_judged"]) + self.pick(
                ("：行数不平，本报告不能使用。", ": rows do not add up; this report must not be used.")
            )
        for key, shown in self.shown.items():
            if shown.rows < shown.total:
                sheet = self.pick(SHEETS[key])
                yield self.pick(
                    (
                        f"“{sheet}”共 {shown.total:,} 行，表内列出 {shown.rows:,} 行；其余见同名的 Parquet、JSON。",
                        f"“{sheet}” has {shown.total:,} rows, {shown.rows:,} of them here; the rest is in the Parquet "
                        "or JSON files of the same name.",
                    )
                )

    def totals(self) -> None:
        """How many rows came in and what became of them, and how much was found."""
        self.section(("总数", "Totals"))
        for what, number in self.totalled():
            self.sheet.cells([self.pick(what), number])
        if self.report.published:
            self.line(self.names.agreement(self.report.published))

    def totalled(self) -> Iterator[tuple[Pair, int]]:
        """Every total, in the order of an audit: rows, tickets, findings, and what is left open."""
        found, report = self.found, self.report
        yield ("读入行数", "rows in"), report.rows
        yield ("　其中：评判", "– judged"), report.judged
        yield ("　其中：未评判", "– not judged"), found["not_judged"]
        yield ("评判的工单", "tickets judged"), report.tickets
        yield ("逾期认定", "findings of lateness"), found["findings"]
        yield ("　其中：逾期（已办）", "– done late"), found["late"]
        yield ("　其中：逾期（未办）", "– not done"), found["overdue"]
        if report.stressed:
            yield ("　各种读法下都成立", "– firm under every reading"), found["firm"]
            yield ("　换一种读法就不成立", "– flipped by a reading"), found["not_firm"]
            yield ("　未检验", "– not tested"), found["not_tested"]
        yield ("不能判定的环节", "stages undetermined"), found["undecided"]
        yield ("其他认定", "other findings"), found["other_findings"]
        yield ("编号重复的行（已评判）", "repeated numbers (judged)"), found["duplicates"]

    def rates(self) -> None:
        """Every rate with its numerator, its denominator and what they count."""
        self.section(("指标", "Rates"))
        self.sheet.heads([self.pick(pair) for pair in RATE_HEADS], last=_LAST)
        for rate in self.report.rates:
            self.rate(rate)
        for one in self.report.not_rated:
            self.not_rated(one)
        self.line(self.pick(OUTSIDE), self.formats.long)

    def rate(self, rate: Rate) -> None:
        """One rate, what stays outside it beside."""
        self.aside(self.pick((rate.cohort_zh, rate.cohort_en)))
        share = Share(rate.numerator, rate.denominator)
        label = self.pick((rate.zh, rate.en))
        self.sheet.cells([label, rate.numerator, rate.denominator, share, rate.no_limit, rate.undetermined])

    def not_rated(self, one: NotRated) -> None:
        """A rate that the files cannot give, and what they lack for it."""
        lacks = self.pick(("、", ", ")).join(name(EVENTS, code, self.names.lang) for code in one.lacks)
        self.aside(self.pick((f"所读文件没有记载：{lacks}", f"the files do not carry: {lacks}")) if lacks else "")
        label = RATES[one.code][0] if one.code in RATES else (one.code, one.code)
        self.sheet.put(0, self.pick(label))
        self.sheet.text(3, self.pick(NOT_RECORDED), self.formats.aside)
        self.sheet.row += 1

    def stages(self) -> None:
        """Every stage by state; the rate over those that were due and are decided."""
        self.section(("各环节", "Stages"))
        self.sheet.heads([self.pick(pair) for pair in STAGE_HEADS], height=45)
        counts: dict[tuple[str, str], dict[str, int]] = {}
        for row in self.report.states.to_dicts():
            found = counts.setdefault((row["city"], row["stage"]), {})
            found[row["state"]] = found.get(row["state"], 0) + row["n"]
        for city, stage in sorted(counts, key=lambda one: self.names.place(*one)):
            found = counts[city, stage]
            decided = [found.get(state, 0) for state in ("in_time", "late", "overdue")]
            rest = [found.get(state, 0) for state in OUTSIDE_STATES]
            due = sum(decided)
            told = [self.names.city(city), self.names.stage(stage), *decided, due, Share(decided[0], due), *rest]
            self.sheet.cells(told)

    def worst_units(self) -> list[Series]:
        """The units with most that is late, over all stages."""
        counts: dict[tuple[str, str | None], list[int]] = {}
        for row in self.report.units.to_dicts():
            found = counts.setdefault((row["city"], row["unit"]), [0, 0])
            found[0] += row["late"]
            found[1] += row["overdue"]
        worst = sorted((one for one in counts if sum(counts[one])), key=lambda one: (-sum(counts[one]), str(one)))[:TOP]
        self.section((f"逾期最多的单位（前 {TOP}，按环节计）", f"Units with most late (first {TOP}, by stages)"))
        if not worst:
            self.sheet.cells([self.pick(NONE)])
            return []
        heads = [self.pick(pair) for pair in UNIT_HEADS]
        self.sheet.heads(heads)
        first, last = self.sheet.row, self.sheet.row + len(worst) - 1
        many = len(self.names.cities) > 1
        labels = [(f"{self.names.city(city)} " if many else "") + self.names.unit(unit) for city, unit in worst]
        for label, key in zip(labels, worst, strict=True):
            self.sheet.cells([label, *counts[key]])
        return [
            Series(
                heads[column], self.sheet.name, (first, 0, last, 0), (first, column, last, column), labels,
                [counts[key][column - 1] for key in worst],
            )
            for column in (1, 2)
        ]  # fmt: skip

    def used(self) -> list[Series]:
        """How much of its limit a finished stage used."""
        counts: dict[tuple[str, str], dict[int, int]] = {}
        for row in self.report.used.to_dicts():
            found = counts.setdefault((row["city"], row["stage"]), {})
            found[row["bucket"]] = found.get(row["bucket"], 0) + row["n"]
        self.section(("办成的环节用掉时限的多少（100% 以内为按时）", "Share of the limit that finished stages used"))
        if not counts:
            self.sheet.cells([self.pick(NONE)])
            return []
        labels = [self.bucket(place) for place in range(len(USED_BUCKETS))]
        self.sheet.heads([self.pick(("环节", "stage")), self.pick(("合计", "total")), *labels])
        top, last = self.sheet.row - 1, 1 + len(labels)
        found_series = []
        for key in sorted(counts, key=lambda one: self.names.place(*one)):
            told = [counts[key].get(edge, 0) for edge in USED_BUCKETS]
            here = self.sheet.row
            found_series.append(
                Series(self.names.of(*key), self.sheet.name, (top, 2, top, last), (here, 2, here, last), labels, told)
            )
            self.sheet.cells([self.names.of(*key), sum(told), *told])
        return sorted(found_series, key=lambda one: -sum(one.value_data))[:MOST_SERIES]

    def bucket(self, place: int) -> str:
        """Name a bucket: 80–100%."""
        edge = USED_BUCKETS[place]
        if place + 1 == len(USED_BUCKETS):
            return self.pick((f"{edge}%以上", f"over {edge}%"))
        return f"{edge}–{USED_BUCKETS[place + 1]}%"

    def whys(self) -> None:
        """What it hangs on where a stage cannot be decided."""
        self.section(("不能判定，取决于", "Undetermined, because"))
        rows = sorted(self.report.whys.to_dicts(), key=lambda row: (-row["n"], str(row["why"])))
        for row in rows:
            told = self.names.why(row["why"]) or self.pick(NOT_RECORDED)
            self.sheet.merged(1, _LAST, told, self.formats.aside_text, room=sum(_WIDTHS[1:]))
            self.sheet.cells([row["n"]])
        if not rows:
            self.sheet.cells([self.pick(NONE)])

    def files(self) -> None:
        """Every file: rows in, judged and not judged must add up."""
        self.section(("文件", "Files"))
        self.sheet.heads([self.pick(pair) for pair in FILE_HEADS])
        for one in self.report.files:
            self.file(one)
        report = self.report
        self.sheet.cells([self.pick(("合计", "total")), None, report.rows, report.judged, report.not_judged])

    def file(self, one: FileRead) -> None:
        """One file, its name over as many lines as it needs."""
        sound = one.rows == one.judged + one.missed
        told = self.pick(("平", "adds up") if sound else ("不平", "does not add up"))
        lines = -(-width_of(one.file) // _WIDTHS[0])
        if lines > 1:
            self.sheet.sheet.set_row(self.sheet.row, 14.5 * lines)
        row = [one.file, one.sheet, one.rows, one.judged, one.missed, told, one.first, one.last]
        self.sheet.cells(row, long=(True,))

    def signatures(self) -> None:
        """Where the auditor signs."""
        self.sheet.row += 2
        for column, pair in zip((0, 4, 8), SIGNED, strict=True):
            self.sheet.text(column, self.pick(pair), self.formats.line)
            for blank in (column + 1, column + 2):
                self.sheet.sheet.write_blank(self.sheet.row, blank, None, self.formats.line)
        self.sheet.row += 1

    # -- charts -----------------------------------------------------------------------------------------------------

    def charts(self, row: int, units: Sequence[Series], used: Sequence[Series]) -> None:
        """Put the charts beside one another; of one without data there is none."""
        drawn = [self.rate_chart(), self.unit_chart(units), self.used_chart(used)]
        charts = [chart for chart in drawn if chart is not None]
        for number, chart in enumerate(charts):
            chart.set_size(_CHART)
            offset = {"x_offset": number * (_CHART["width"] + 8), "y_offset": 4, "object_position": 3}
            self.sheet.sheet.insert_chart(row, 0, chart, offset)

    def chart(self, kind: dict[str, str], title: Pair, series: Sequence[Series], style: Mapping[str, Any]) -> Any:
        """Make a chart of series, a legend below where there are several."""
        chart: Any = self.book.add_chart(kind)
        chart.set_title({"name": self.pick(title), "name_font": {"size": 11}, "overlay": False})
        for one in series:
            chart.add_series({**one.told(), **style})
        chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
        return chart

    def rate_chart(self) -> Any | None:
        """The rate by month of the due, a line for each stage."""
        known = [one for one in self.rates_by_month if one.weight]
        series = sorted(known, key=lambda one: -one.weight)[:MOST_SERIES]
        if not series:
            return None
        style = {"marker": {"type": "circle", "size": 4}}
        chart = self.chart({"type": "line"}, ("各月按时率（按到期月份）", "On time by month of the due"), series, style)
        chart.show_hidden_data()
        chart.show_blanks_as("gap")
        chart.set_y_axis({"num_format": "0%", "max": 1, "min": 0})
        return chart

    def unit_chart(self, units: Sequence[Series]) -> Any | None:
        """The units with most late, done and not done on one bar."""
        if not units:
            return None
        title = (f"逾期最多的单位（前 {TOP}）", f"Units with most late (first {TOP})")
        chart = self.chart({"type": "bar", "subtype": "stacked"}, title, units, {})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 7}, "interval_unit": 1})
        chart.set_x_axis({"num_format": "#,##0", "major_gridlines": {"visible": True}})
        return chart

    def used_chart(self, used: Sequence[Series]) -> Any | None:
        """How many finished stages used which share of their limit."""
        if not used:
            return None
        title = ("用掉时限的多少（办成的环节）", "Share of the limit used (finished stages)")
        chart = self.chart({"type": "column"}, title, used, {"gap": 60})
        chart.set_x_axis({"num_font": {"size": 8}})
        chart.set_y_axis({"num_format": "#,##0"})
        return chart
