"""A report as a workbook that an auditor can read, filter, print and sign.

Written row by row (`constant_memory`), so that memory does not grow with the tickets. A text is only ever written as
text. Numbers that the sheets sum up are those of `results.summary`; a test compares the two.
"""

# xlsxwriter carries annotations but no marker of them

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from hotline_desk.masking import masked
from hotline_desk.report import (
    DOUBLES,
    FINDINGS,
    FINDINGS_MAY,
    MISSED,
    UNDECIDED,
    UNDECIDED_MAY,
    Part,
    Report,
    Schema,
    own_columns,
    rows_of,
    scan,
)
from hotline_desk.results import beside, totals, whole
from hotline_desk.workbook_cells import BREAKS, LIMIT, NO, YES, Formats, Head, Series, Share, Sheet, Shown, end
from hotline_desk.workbook_overview import Overview
from hotline_desk.workbook_pages import Parameters, PublishedSheet
from hotline_desk.workbook_pour import Pour, leave_room, pour
from hotline_desk.workbook_words import (
    DETAILS,
    DIFFERING_HEADS,
    DOUBLED,
    DOUBTS,
    NONE,
    OTHERS,
    PARAMETERS,
    PROVISIONS,
    PUBLISHED,
    QUALITY,
    SHEETS,
    TIMELINE,
    TITLE,
    UNITS,
    UNTESTED,
    VIOLATIONS,
    Names,
)
from hotline_rules.wording import (
    FINDINGS as FOUND,
)
from hotline_rules.wording import (
    FORCES,
    ONE_DAY,
    SEVERITIES,
    STATES,
    Lang,
    Pair,
    instant_text,
    name,
    pick,
)


def write(report: Report, path: Path, lang: Lang, *, unmasked: bool = False) -> dict[str, Shown]:
    """Write the workbook, whole or not at all, and return how much of every list it shows.

    The texts that the report carries are in the language of the audit; `lang` must be that. Raises `OSError`.
    """
    with whole(path) as target:
        template = target.with_name("template.xlsx")
        options = {"constant_memory": True, "tmpdir": str(target.parent), "strings_to_urls": False}
        book = xlsxwriter.Workbook(str(template), options)
        try:
            filled = _Workbook(report, book, beside(path), lang, unmasked=unmasked)
            filled.write()
            book.close()
        except XlsxWriterException as error:
            cause = error.args[0] if error.args else error
            raise cause if isinstance(cause, OSError) else OSError(str(cause)) from error
        finally:
            _let_go(book)
        pour(template, target, filled.pours)
    return filled.shown


def _let_go(book: xlsxwriter.Workbook) -> None:
    """Close what a writer that failed left open."""
    for sheet in book.worksheets():
        try:
            sheet.row_data_fh.close()
        except OSError:
            continue  # the disk is full: what could not be written is thrown away with the room


class _Workbook:
    """Fills the sheets; the overview last, for it tells what the others hold."""

    def __init__(
        self, report: Report, book: xlsxwriter.Workbook, places: Mapping[str, Path], lang: Lang, *, unmasked: bool
    ) -> None:
        self.report = report
        self.book = book
        self.places = places
        self.lang: Lang = lang
        self.unmasked = unmasked
        self.formats = Formats(book, lang)
        self.names = Names(report, lang, unmasked=unmasked)
        self.totals = totals(report)
        self.shown: dict[str, Shown] = {}
        self.pours: dict[int, Pour] = {}

    def write(self) -> None:
        """Fill every sheet; the rows of the long lists are left to be poured."""
        made = self.report.made
        created = made.astimezone(UTC).replace(tzinfo=None) if made.tzinfo else made
        self.book.set_properties({"title": self.pick(TITLE), "created": created})
        sheets = {key: self.add(key) for key in SHEETS if key != "published" or self.report.published}
        self.violations(sheets["violations"])
        self.units(sheets["units"])
        self.provisions(sheets["provisions"])
        rates = self.timeline(sheets["timeline"])
        self.quality(sheets["quality"])
        if self.report.published:
            self.prepare(sheets["published"], DIFFERING_HEADS)
            self.shown["published"] = PublishedSheet(self.report.published, self.names, sheets["published"]).write()
        self.others(sheets["others"])
        self.parameters(sheets["used_by"])
        Overview(self.report, self.names, self.book, self.totals, self.shown, sheets["overview"], rates).write()

    def pick(self, pair: Pair) -> str:
        return pick(pair, self.lang)

    def add(self, key: str) -> Sheet:
        """Add a sheet, ready to be printed: landscape, as wide as the page, with its name, as_of and the page."""
        sheet = self.book.add_worksheet(self.pick(SHEETS[key]))
        sheet.set_landscape()
        sheet.set_paper(8 if key in ("violations", "quality") else 9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        title = f"{self.pick(TITLE)} · {self.pick(SHEETS[key])}"
        page = self.pick(("第 &P 页，共 &N 页", "Page &P of &N"))
        sheet.set_header(f"&L{_amp(title)}&R{_amp(self.names.as_of())}")
        made = self.pick(("制作于", "made ")) + instant_text(self.report.made, self.lang)
        sheet.set_footer(f"&L{_amp(made)}&R{page}")
        return Sheet(sheet, self.formats, self.lang)

    # -- lists ------------------------------------------------------------------------------------------------------

    def lines(
        self,
        sheet: Sheet,
        key: str,
        heads: Sequence[Head],
        rows: Iterable[Sequence[Any]],
        total: int,
        rest: str | None,
        *,
        printed: int | None = None,
        poured: bool = False,
    ) -> None:
        """Write a list from the top of a sheet: headings that stay, a filter, and no more rows than a sheet holds.

        `printed`: how many columns come on paper, if not all. `poured`: the rows are put in at the end.
        """
        self.prepare(sheet, heads)
        sheet.heads([self.pick(head.text) for head in heads])
        cut = total > LIMIT
        if cut:
            sheet.row -= 1
            sheet.text(len(heads), self.more(total, rest), self.formats.warning)
            sheet.sheet.set_column(len(heads), len(heads), 60)
            sheet.row += 1
        long = [head.long for head in heads]
        if any(long):
            sheet.sheet.set_default_row(50)
        written = min(total, LIMIT)
        if not written:
            sheet.cells([self.pick(NONE)])
        elif poured:
            leave_room(sheet, written)
            self.pours[self.book.worksheets().index(sheet.sheet) + 1] = Pour(islice(rows, LIMIT), long, self.lang)
        else:
            for row in islice(rows, LIMIT):
                sheet.cells(row, long=long)
        sheet.sheet.autofilter(0, 0, max(written, 1), len(heads) - 1)
        sheet.sheet.print_area(0, 0, max(written, 1), (printed or len(heads)) - 1)
        self.shown[key] = Shown(written, total)

    def prepare(self, sheet: Sheet, heads: Sequence[Head]) -> None:
        """Set widths, and rows that stay on the screen and come again on every page."""
        for column, head in enumerate(heads):
            sheet.sheet.set_column(column, column, max(head.width, 6))
        sheet.sheet.freeze_panes(1, 1)
        sheet.sheet.repeat_rows(0)

    def more(self, total: int, rest: str | None) -> str:
        where = self.pick((f"其余见 {rest}", f"the rest: {rest}")) if rest else ""
        return self.pick(
            (f"共 {total:,} 行，本表列前 {LIMIT:,} 行。{where}", f"{total:,} rows, the first {LIMIT:,} here; {where}")
        )

    def violations(self, sheet: Sheet) -> None:
        """Every finding of lateness, done late and not done alike."""
        parts = self.report.findings
        own = self.own(parts, FINDINGS, FINDINGS_MAY)
        with_published = self.report.published is not None
        heads = [*VIOLATIONS, *DETAILS, *(PUBLISHED if with_published else ()), *(Head((one, one), 18) for one in own)]
        rows = (self.finding(row, own, with_published) for row in rows_of(parts, FINDINGS, FINDINGS_MAY, own))
        rest = self.places["findings"].name
        self.lines(
            sheet, "violations", heads, rows, self.totals["findings"], rest, printed=len(VIOLATIONS), poured=True
        )

    def finding(self, row: Mapping[str, Any], own: Sequence[str], with_published: bool) -> list[Any]:
        """The cells of a finding: what is printed, the details, what was published, the caller's own."""
        names, city = self.names, self.names.cities.get(row["city"])
        due, latest = row["due"], row["due_latest"]
        cells: list[Any] = [
            row["ticket"],
            names.city(row["city"]),
            names.unit(row["unit"]),
            self.numbered(row),
            name(STATES, row["state"], self.lang),
            names.address(row["provision"]),
            row["gloss"],
            row["start"],
            end(due),
            _done(row["done"], row["done_latest"]),
            row["late_by"],
            end(row["since"]),
            self.one_line(row["counting"]),
            self.firm(row["firm"]),
            self.one_line(row["flips"]),
            row["file"],
            row["sheet"],
            row["row"],
            names.regulation(city) if city else None,
            names.weight(row["severity"], row["force"] or (city.force if city else None)),
            row["round"],
            end(latest) if latest != due else None,
            row["late_working_days"],
            row["readings"],
            row["contested"],
            self.one_line(row["assumptions"]),
        ]
        cells += [end(row["published_due"]), row["published_overdue"]] if with_published else []
        return [*cells, *(row[one] for one in own)]

    def own(self, parts: Sequence[Part], schema: Schema, optional: Schema) -> list[str]:
        """The caller's own columns, where they may be shown."""
        return own_columns(scan(parts, schema, optional), schema, optional) if self.unmasked else []

    def numbered(self, row: Mapping[str, Any]) -> str:
        number = row.get("n")
        return self.names.stage(row["stage"]) + (f" {number}" if number and number > 1 else "")

    def one_line(self, text: str | None) -> str | None:
        """Lines one after the other: a cell of a list is read in its row."""
        return BREAKS.sub(self.pick(("；", "; ")), text.strip()) if text else None

    def firm(self, firm: bool | None) -> str:
        return self.pick(UNTESTED if firm is None else YES if firm else NO)

    def units(self, sheet: Sheet) -> None:
        """Every unit and stage, the units with most late ones first."""
        rows = self.report.units.to_dicts()
        late = _late_by_unit(rows)

        def key(row: Mapping[str, Any]) -> tuple[Any, ...]:
            owner = row["city"], row["unit"]
            return -late[owner], str(row["unit"]), self.names.place(row["city"], row["stage"])

        cells = ([*self.unit_row(row), late[row["city"], row["unit"]]] for row in sorted(rows, key=key))
        self.lines(sheet, "units", UNITS, cells, len(rows), self.places["summary"].name)

    def unit_row(self, row: Mapping[str, Any]) -> list[Any]:
        due = row["in_time"] + row["late"] + row["overdue"]
        names = self.names.city(row["city"]), self.names.unit(row["unit"]), self.names.stage(row["stage"])
        decided = row["in_time"], row["late"], row["overdue"], due, Share(row["in_time"], due)
        return [*names, *decided, row["open"], row["undetermined"], row["other"]]

    def provisions(self, sheet: Sheet) -> None:
        """Every provision under which something was late, the heaviest first."""
        rows = self.report.provisions.to_dicts()
        glosses = _glosses(self.report)
        rows.sort(key=lambda row: (-(row["late"] + row["overdue"]), self.names.place(row["city"], row["stage"])))
        cells = (self.provision_row(row, glosses.get((row["city"], row["provision"]))) for row in rows)
        self.lines(sheet, "provisions", PROVISIONS, cells, len(rows), self.places["summary"].name)

    def provision_row(self, row: Mapping[str, Any], gloss: str | None) -> list[Any]:
        city = self.names.cities.get(row["city"])
        return [
            self.names.city(row["city"]),
            self.names.regulation(city) if city else None,
            name(FORCES, city.force, self.lang) if city else None,
            self.names.address(row["provision"]),
            gloss,
            self.names.stage(row["stage"]),
            row["late"],
            row["overdue"],
            row["late"] + row["overdue"],
        ]

    def others(self, sheet: Sheet) -> None:
        """Findings on the process and the record, counted by weight and by what they say."""
        weights = list(SEVERITIES)
        rows = self.report.others.to_dicts()
        rows.sort(key=lambda row: (_index(weights, row["severity"]), -row["n"], row["code"]))
        cells = (
            [
                name(SEVERITIES, row["severity"], self.lang),
                name(FOUND, row["code"], self.lang).replace("{about}", "…"),
                row["n"],
                row["code"],
            ]
            for row in rows
        )
        self.lines(sheet, "others", OTHERS, cells, len(rows), self.places["summary"].name)

    def quality(self, sheet: Sheet) -> None:
        """What was not judged, numbers that came before, and what cannot be decided, in one list."""
        own = self.own(self.report.undecided, UNDECIDED, UNDECIDED_MAY)
        heads = [*QUALITY, *(Head((one, one), 18) for one in own)]
        total = self.totals["not_judged"] + self.totals["duplicates"] + self.totals["undecided"]
        rest = f"{self.places['undecided'].name}, {self.places['not_judged'].name}"
        self.lines(sheet, "quality", heads, self.doubtful(own), total, rest, poured=True)

    def doubtful(self, own: Sequence[str]) -> Iterator[list[Any]]:
        kinds = [self.pick(pair) for pair in DOUBTS]
        blank = [None] * len(own)
        for row in rows_of(self.report.missed, MISSED):
            place = row["file"], row["sheet"], row["row"]
            error = self.one_line(row["error"] if self.unmasked or row["error"] is None else masked(row["error"]))
            yield [kinds[0], row["id"], None, None, None, error, None, None, *place, *blank]
        for row in rows_of(self.report.doubles, DOUBLES):
            place = row["file"], row["sheet"], row["row"]
            yield [kinds[1], row["id"], None, None, None, self.pick(DOUBLED), None, None, *place, *blank]
        for row in rows_of(self.report.undecided, UNDECIDED, UNDECIDED_MAY, own):
            due, latest = row["due"], row["due_latest"]
            who = self.names.city(row["city"]), self.names.unit(row["unit"]), self.names.stage(row["stage"])
            why = self.one_line(row["why_text"]) or self.names.why(row["why"])
            dues = end(due), end(latest) if latest != due else None
            place = row["file"], row["sheet"], row["row"]
            yield [kinds[2], row["ticket"], *who, why, *dues, *place, *(row[one] for one in own)]

    def parameters(self, sheet: Sheet) -> None:
        """What the answers rest on."""
        rows = list(Parameters(self.report, self.names, unmasked=self.unmasked).rows())
        told = ([self.pick(what), about, text] for what, about, text in rows)
        self.lines(sheet, "used_by", PARAMETERS, told, len(rows), self.places["summary"].name)

    # -- the timeline -----------------------------------------------------------------------------------------------

    def timeline(self, sheet: Sheet) -> list[Series]:
        """What came and went by month, and the rate of what was due then; returns where the rates stand."""
        flows = {(row["city"], row["month"]): row for row in self.report.timeline.to_dicts()}
        due = {(row["city"], row["month"], row["stage"]): row for row in self.report.months.to_dicts()}
        months = sorted({month for _, month in flows} | {month for _, month, _ in due})
        stages = sorted({(city, stage) for city, _, stage in due}, key=lambda one: self.names.place(*one))
        named = list(dict.fromkeys(stage for _, stage in stages))
        heads = [*TIMELINE, *(head for stage in named for head in self.month_heads(stage))]
        told = dict.fromkeys([*self.names.cities, *(city for city, _ in flows), *(city for city, _ in stages)])
        cities = [city for city in told if any(city == key[0] for key in (*flows, *stages))]
        rows = [(city, month) for city in cities for month in months]
        cells = (self.month_row(city, month, flows, due, named) for city, month in rows)
        self.lines(sheet, "timeline", heads, cells, len(rows), self.places["summary"].name)
        for column in range(len(named)):
            sheet.sheet.set_column(len(heads) + 1 + column, len(heads) + 1 + column, None, None, {"hidden": True})
        return [
            self.month_series(sheet, rows, due, (city, stage), len(heads) + 1 + named.index(stage))
            for city, stage in stages
        ]

    def month_heads(self, stage: str) -> list[Head]:
        told = self.names.stage(stage)
        pairs = (("应完成", "due"), ("按时", "in time"), ("按时率", "on time"))
        return [Head((f"{told}\n{zh}", f"{told}: {en}"), 12) for zh, en in pairs]

    def month_row(
        self, city: str, month: str, flows: Mapping[Any, Any], due: Mapping[Any, Any], stages: Sequence[str]
    ) -> list[Any]:
        flow = flows.get((city, month), {})
        cells: list[Any] = [self.names.city(city), month]
        cells += [flow.get(one) for one in ("accepted", "transferred", "handled", "closed")]
        plotted: list[float | None] = []
        for stage in stages:
            row = due.get((city, month, stage))
            if row is None:
                cells += [None, None, None]
                plotted.append(None)
                continue
            cells += [row["due_n"], row["in_time"], Share(row["in_time"], row["due_n"])]
            plotted.append(row["in_time"] / row["due_n"] if row["due_n"] else None)
        # the chart reads hidden columns, for it would draw the word of a month that is not scored as 0
        return [*cells, None, *plotted]

    def month_series(
        self, sheet: Sheet, rows: Sequence[tuple[str, str]], due: Mapping[Any, Any], key: tuple[str, str], column: int
    ) -> Series:
        own = [i for i, (city, _) in enumerate(rows, start=1) if city == key[0]]
        first, last = own[0], min(own[-1], LIMIT)
        labels = [month for city, month in rows if city == key[0]]
        found = [due.get((key[0], month, key[1])) for month in labels]
        values = [row["in_time"] / row["due_n"] if row and row["due_n"] else None for row in found]
        weight = sum(row["due_n"] for row in found if row)
        told = self.names.of(*key)
        return Series(told, sheet.name, (first, 1, last, 1), (first, column, last, column), labels, values, weight)


# -- helpers --------------------------------------------------------------------------------------------------------


def _done(first: datetime | None, last: datetime | None) -> datetime | date | str | None:
    """When it was done: an instant, or the date where no more is known."""
    if first is None or last is None or first == last:
        return first
    if last - first <= ONE_DAY and first.time() == time():
        return first.date()
    return f"{first:%Y-%m-%d %H:%M} … {last:%Y-%m-%d %H:%M}"


def _late_by_unit(rows: Iterable[Mapping[str, Any]]) -> dict[tuple[Any, Any], int]:
    late: dict[tuple[Any, Any], int] = {}
    for row in rows:
        key = row["city"], row["unit"]
        late[key] = late.get(key, 0) + row["late"] + row["overdue"]
    return late


def _glosses(report: Report) -> dict[tuple[str, str], str]:
    """The gloss of every provision that a finding names."""
    rows = scan(report.findings, FINDINGS, FINDINGS_MAY).group_by("city", "provision").agg(pl.col("gloss").min())
    return {(row[0], row[1]): row[2] for row in rows.collect(engine="streaming").iter_rows()}


def _index(known: Sequence[str], one: str) -> int:
    return known.index(one) if one in known else len(known)


def _amp(text: str) -> str:
    """A text for the margin of a page, where an ampersand commands."""
    return text.replace("&", "&&")
