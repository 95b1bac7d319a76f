"""Tables for reading: audits, readings and calendars, in a terminal or in a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.table import Table
from rich.text import Text

from hotline_desk.masking import masked
from hotline_desk.problems import inert, visible
from hotline_desk.tally import Tally
from hotline_rules.days import Day, Why
from hotline_rules.days import State as DayState
from hotline_rules.deadlines import State
from hotline_rules.findings import Severity
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.wording import (
    ASSUMED,
    DAY_STATES,
    EVENTS,
    FINDINGS,
    ONE_DAY,
    OVERLAYS,
    SEVERITIES,
    STAGES,
    Lang,
    address_text,
    city_text,
    contested,
    date_text,
    done_stamp,
    due_stamp,
    end_text,
    lateness_text,
    name,
    pick,
    plural,
    regulation_text,
    special_days,
    weight_text,
    why_text,
)

_WIDTH = 120
_LEAST = 108
_SHOWN_MISSED = 10
_HEADINGS = {
    State.IN_TIME: ("按时", "in\ntime"),
    State.LATE: ("逾期\n(已办)", "late,\ndone"),
    State.OVERDUE: ("逾期\n(未办)", "over-\ndue"),
    State.OPEN: ("未到\n期", "open"),
    State.EXTENSION_PENDING: ("延期\n待批", "ext.\npend."),
    State.SUPERSEDED: ("被取\n代", "super-\nseded"),
    State.WAIVED: ("免除", "waived"),
    State.NOT_APPLICABLE: ("不适\n用", "not\nappl."),
    State.UNDETERMINED: ("不能\n确定", "unde-\nterm."),
}
_COLOURS = {
    State.IN_TIME: "green",
    State.LATE: "red",
    State.OVERDUE: "bold red",
    State.UNDETERMINED: "yellow",
    State.EXTENSION_PENDING: "yellow",
}


def out() -> Console:
    """Return the console of the answer: as wide as the terminal, but never so narrow that columns are cut."""
    wide = max(Console(file=sys.stdout).width, _LEAST) if sys.stdout.isatty() else _WIDTH
    return _Out(file=sys.stdout, width=wide, highlight=False)


class _Out(Console):
    """A console that leaves it to the command to end when its reader has gone, and shows what a terminal would obey."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for one in super().render(renderable, options):
            yield one if one.control else Segment(inert(one.text), one.style)


def plain_table(title: str | None = None) -> Table:
    """Make a table as the desk draws them all: a line under the headings, no frame."""
    return Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0)
    )


# -- audits -----------------------------------------------------------------------------------------------------


def print_tally(console: Console, tally: Tally, as_of: datetime | date | None, lang: Lang) -> None:
    """Print an audit: counts, findings, what is undecided, and what becomes of every row."""
    if tally.states:
        console.print(_counts(tally, lang))
        console.print(
            pick(
                (
                    "按时率＝按时÷应办（已办结的，和时限届满仍未办结的）；其余各列不计入。没有走到某一环节的工单不在该行。",
                    "Rate: in time, of those done and those overdue and not done; all others stay outside it. "
                    "A ticket that has not come to a stage is not in its line.",
                ),
                lang,
            )
        )
        console.print()
    if tally.shown:
        console.print(_findings(tally, lang))
        more = tally.findings - len(tally.shown)
        if more > 0:
            said = (f"及另外 {more} 条；全部：加 --json。", f"and {more} more; all of them: add --json.")
            console.print(pick(said, lang))
        console.print()
    if tally.others:
        console.print(_others(tally, lang))
        console.print()
    if tally.whys:
        console.print(_whys(tally, lang))
        console.print()
    _print_basis(console, tally, as_of, lang)
    _print_rows(console, tally, lang)


def _print_basis(console: Console, tally: Tally, as_of: datetime | date | None, lang: Lang) -> None:
    """Print what the answers rest on: as of when, which rules, and what was taken for granted."""
    console.print(pick(("依据与前提", "What this rests on"), lang), style="bold")
    if as_of is not None:
        end = as_of if isinstance(as_of, datetime) else datetime.combine(as_of + ONE_DAY, time())
        _basis(console, pick((f"截至{end_text(end, lang)}", f"As of {end_text(end, lang)}"), lang))
    for city in tally.cities.values():
        between = pick(("", ": "), lang)
        _basis(console, f"{city_text(city, lang)}{between}{regulation_text(city.regulation, lang)}")
        _basis(console, f"  {city.rules_hash}")
        if changes := _changes(city, lang):
            _basis(console, f"  {pick(('；', '; '), lang).join(changes)}")
    for _, notice in tally.noticed():
        _basis(console, pick((notice.zh, notice.en), lang))
    comma = pick(("、", ", "), lang)
    for file, absent in tally.absent.items():
        named = comma.join(name(EVENTS, event, lang) for event in absent)
        told = (
            f"{file}：没有这些列，一律视为没有发生：{named}",
            f"{file} has no column for, taken not to have happened: {named}",
        )
        _basis(console, pick(told, lang))
    for field, count in tally.not_told.items():
        number = pick((f"{count} 件", plural(count, "ticket")), lang)
        _basis(console, f"{number}{pick(('：', ': '), lang)}{name(ASSUMED, field, lang)}")
    console.print()


def _basis(console: Console, text: str) -> None:
    console.print(Text(f"  {visible(text)}"))


def _changes(city: Jurisdiction, lang: Lang) -> list[str]:
    """What the caller changed in a city."""
    told = [f"{number}={option}" for number, option in city.overrides.items()]
    told = [pick((f"改选 {one}", f"taken: {one}"), lang) for one in told]
    told += [pick(("叠加：", "overlay: "), lang) + name(OVERLAYS, one, lang) for one in city.overlays]
    told += [pick(("另加日历：", "days of the caller's: "), lang) + layer.name for layer in city.layers]
    if city.known_on:
        told.append(pick((f"放假安排按 {city.known_on} 已公布的", f"the schedule as known on {city.known_on}"), lang))
    if city.office_hours:
        told.append(pick(("办公时间：", "office hours: "), lang) + city.office_hours.name)
    return told


def _counts(tally: Tally, lang: Lang) -> Table:
    table = plain_table(pick(("各环节", "Stages"), lang))
    table.add_column(pick(("城市 环节", "City, stage"), lang), overflow="fold")
    for state in State:
        heading = pick(_HEADINGS[state], lang)
        table.add_column(heading, justify="right", style=_COLOURS.get(state), no_wrap=True, overflow="fold")
    table.add_column(pick(("按时率", "On time"), lang), justify="right", no_wrap=True)
    order = {(c.id, s): i for c in tally.cities.values() for i, s in enumerate(_order(c))}
    cities = list(tally.cities)
    for city, stage in sorted(tally.states, key=lambda key: (cities.index(key[0]), order.get(key, 99))):
        states = tally.states[city, stage]
        label = f"{city_text(tally.cities[city], lang)} {name(STAGES, stage, lang)}"
        table.add_row(label, *(str(states[s] or "·") for s in State), _rate(*tally.rate(city, stage), lang))
    return table


def _order(city: Jurisdiction) -> list[str]:
    """The stages of a city in its own order, those that hang on them after."""
    return [*(stage.name for stage in city.deadlines.stages), "promise", "special_law", "return", "extension_request"]


def _rate(part: int, whole: int, lang: Lang) -> str:
    if not whole:
        return pick(("不计分", "not scored"), lang)
    return f"{100 * part / whole:.1f}% ({part}/{whole})"


_FINDING: tuple[tuple[tuple[str, str], int | None, int | None], ...] = (
    (("城市 单位", "City, unit"), None, 2),
    (("环节", "Stage"), 10, None),
    (("时限", "Due"), 18, None),
    (("完成", "Done"), 16, None),
    (("超期", "Late by"), 14, None),
    (("依据", "Provision"), None, 3),
    (("性质", "Weight"), 10, None),
)
"""The columns of the findings after the number: heading, width, or else the share of what is left."""


def _findings(tally: Tally, lang: Lang) -> Table:
    title = (
        f"逾期认定 {tally.findings} 条（列出 {len(tally.shown)} 条）",
        f"{plural(tally.findings, 'finding')} of lateness ({len(tally.shown)} shown)",
    )
    table = plain_table(pick(title, lang))
    table.expand = True
    numbers = max(cell_len(visible(found.finding.ticket)) for found in tally.shown)
    table.add_column(pick(("工单", "Ticket"), lang), overflow="fold", width=max(6, min(numbers, 22)))
    for heading, width, ratio in _FINDING:
        table.add_column(pick(heading, lang), overflow="fold", width=width, ratio=ratio)
    for found in tally.shown:
        verdict, city = found.verdict, found.city
        stage = name(STAGES, verdict.stage, lang) + (f" {verdict.round}" if verdict.round > 1 else "")
        table.add_row(
            Text(visible(found.finding.ticket)),
            Text(visible(f"{city_text(city, lang)} {_unit(tally, verdict.unit)}".strip())),
            stage,
            due_stamp(verdict),
            done_stamp(verdict, lang) or pick(("未完成", "not done"), lang),
            lateness_text(verdict, lang),
            address_text(verdict.provision, lang),
            weight_text(found.finding.severity.value, found.finding.force, lang),
        )
    return table


def _unit(tally: Tally, unit: str | None) -> str:
    return (unit if tally.unmasked else masked(unit)) if unit else ""


def _others(tally: Tally, lang: Lang) -> Table:
    """The findings on the process and the record, counted by weight and by what they say."""
    total = sum(tally.others.values())
    title = (
        f"其他认定与提示 {total} 条（逐件见 hotline check，全部：加 --json）",
        f"{total} other findings and notes (each ticket: hotline check; all: --json)",
    )
    table = plain_table(pick(title, lang))
    table.add_column(pick(("条", "No."), lang), justify="right")
    table.add_column(pick(("分量", "Weight"), lang), no_wrap=True)
    table.add_column(pick(("内容", "What"), lang), overflow="fold")
    weights = [one.value for one in Severity]
    for (weight, code), count in sorted(tally.others.items(), key=lambda one: (weights.index(one[0][0]), -one[1])):
        said = name(FINDINGS, code, lang).format(about=pick(("某一事项", "something"), lang))
        table.add_row(str(count), name(SEVERITIES, weight, lang), said)
    return table


def _whys(tally: Tally, lang: Lang) -> Table:
    total = sum(tally.whys.values())
    table = plain_table(pick((f"不能确定的 {total} 项取决于", f"{total} undetermined, because"), lang))
    table.add_column(pick(("项", "No."), lang), justify="right")
    table.add_column(pick(("原因", "Reason"), lang), overflow="fold")
    for why, count in tally.whys.most_common():
        table.add_row(str(count), why_text(why, lang) if why else "")
    return table


def _print_rows(console: Console, tally: Tally, lang: Lang) -> None:
    missed, missing = tally.missed, tally.missing
    console.print(
        pick(
            (
                f"读入 {tally.rows} 行 ＝ 评判 {tally.judged} 行 ＋ 未评判 {missing} 行",
                f"{plural(tally.rows, 'row')} in = {tally.judged} judged + {missing} not judged",
            ),
            lang,
        )
    )
    for remark in tally.remarks():
        console.print(f"  {pick(remark, lang)}")
    for one in missed[:_SHOWN_MISSED]:
        number = one.id or pick(("无编号", "no number"), lang)
        console.print(Text(visible(f"  {one.row.where(lang)}  {number}  {one.error}")), soft_wrap=True)
    _print_more(console, missing - _SHOWN_MISSED, lang)
    if tally.doubles:
        said = pick(
            (
                f"工单编号重复 {tally.doubled} 行（都已评判，并计入上面各数）：",
                f"{plural(tally.doubled, 'row')} with a ticket number that came before (all judged and counted above):",
            ),
            lang,
        )
        console.print(said)
        for one in tally.doubles[:_SHOWN_MISSED]:
            console.print(Text(visible(f"  {one.row.where(lang)}  {one.id}")))
        _print_more(console, tally.doubled - _SHOWN_MISSED, lang)


def _print_more(console: Console, more: int, lang: Lang) -> None:
    """Say how many lines were left off, if any."""
    if more > 0:
        said = (f"  及另外 {more} 行；全部：加 --json。", f"  and {more} more; all of them: add --json.")
        console.print(pick(said, lang))


# -- readings ---------------------------------------------------------------------------------------------------


def readings_table(city: Jurisdiction, lang: Lang) -> Table:
    """Make a table of a city's open points: the question, the option taken, the admissible ones."""
    table = plain_table(f"{city_text(city, lang)} {pick(('的读法', 'readings'), lang)}")
    table.add_column(pick(("编号", "Id"), lang), no_wrap=True)
    table.add_column(pick(("问题", "Question"), lang), overflow="fold", ratio=5)
    table.add_column(pick(("所取", "Taken"), lang), overflow="fold", ratio=5)
    table.add_column(pick(("可取的选项", "Admissible"), lang), overflow="fold", ratio=4)
    table.add_column(pick(("有争议", "Contested"), lang), justify="center")
    for choice in sorted(city.choices, key=lambda c: c.reading):
        point = city.reading(choice.reading)
        taken = point.option(city.chosen[point.id])
        own = pick(("【使用者改选】", "[chosen by the user] "), lang) if point.id in city.overrides else ""
        if taken.id not in choice.admissible:
            own += pick(("【不在该城市可取之列】", "[not admissible in this city] "), lang)
        told = Text(f"{own}{taken.id}\n{pick((taken.zh, taken.en), lang)}", style="bold" if own else "")
        yes = pick(("是", "yes"), lang) if contested(city, point.id) else ""
        question = pick((point.question_zh, point.question_en), lang)
        table.add_row(point.id, Text(question), told, Text("\n".join(choice.admissible)), yes)
    return table


# -- calendars --------------------------------------------------------------------------------------------------

_MARKS = {"off": ("休", "-"), "worked": ("班", "+"), "unknown": ("?", "?")}
_DAY_COLOURS = {"off": "green", "worked": "bold red", "unknown": "yellow", "weekend": "dim"}


def print_year(
    console: Console, city: Jurisdiction, year: int, days: list[Day], totals: dict[str, int], lang: Lang
) -> None:
    """Print a year: twelve small months, the special days with their notices, and the totals."""
    console.print(Text(f"{city_text(city, lang)} {year}", style="bold"))
    grid = Table.grid(padding=(1, 3, 0, 0))
    months = [_month(year, month, days, lang) for month in range(1, 13)]
    for i in range(0, 12, 3):
        grid.add_row(*months[i : i + 3])
    console.print(grid)
    console.print()
    console.print(
        pick(
            (
                "休＝通知或法定放假  班＝调休上班的周末  ?＝放假通知未见，是否上班未知；周六、周日无标记的为周末休息",
                "- off by notice or statute   + weekend worked   ? no notice, not known; "
                "Saturdays and Sundays without a mark are off",
            ),
            lang,
        )
    )
    console.print(" ".join(f"{name(DAY_STATES, key, lang)} {count}" for key, count in totals.items()))
    console.print()
    console.print(_specials(days, lang))


def _month(year: int, month: int, days: list[Day], lang: Lang) -> Table:
    title = pick((f"{month}月", date_text(date(year, month, 1), "en").split()[1]), lang)
    table = Table(title=title, box=None, padding=0, collapse_padding=True, pad_edge=False, title_style="bold")
    for head in pick(("一 二 三 四 五 六 日", "Mo Tu We Th Fr Sa Su"), lang).split():
        table.add_column(f" {head}", min_width=5 if lang == "zh" else 4, no_wrap=True)
    for week in _weeks([day for day in days if day.date.month == month]):
        table.add_row(*(_cell(day, lang) for day in week))
    return table


def _weeks(days: list[Day]) -> Iterator[list[Day | None]]:
    row: list[Day | None] = [None] * days[0].date.weekday()
    for day in days:
        row.append(day)
        if len(row) == 7:
            yield row
            row = []
    if row:
        yield row


def _cell(day: Day | None, lang: Lang) -> Text:
    if day is None:
        return Text("")
    what = _what(day)
    return Text(f"{day.date.day:>3}{pick(_MARKS.get(what, ('', '')), lang)}", style=_DAY_COLOURS.get(what, ""))


def _what(day: Day) -> str:
    if day.state is DayState.UNKNOWN:
        return "unknown"
    if day.why is Why.WEEKEND:
        return "weekend"
    if day.state is DayState.OFF:
        return "off"
    return "" if day.why is Why.WEEKDAY else "worked"


def _specials(days: list[Day], lang: Lang) -> Table:
    table = plain_table(pick(("与平常周次不同的日子", "Days that are not what the week says"), lang))
    for zh, en in (("日期", "Days"), ("状态", "State"), ("原因", "Reason"), ("依据", "Source"), ("公布", "Published")):
        table.add_column(pick((zh, en), lang), overflow="fold", no_wrap=en in ("Days", "State", "Published"))
    for one in special_days(days, lang):
        span = str(one.first) if one.first == one.last else f"{one.first} … {one.last:%m-%d}"
        table.add_row(span, one.state, one.reason, Text(one.source), str(one.published or ""))
    return table
