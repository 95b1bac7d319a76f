"""The counting behind a due, stretch by stretch, as lines that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

from hotline_rules._verdict import StageVerdict
from hotline_rules.clock import Counts, Span, Stretch, Unit
from hotline_rules.days import Day, Why
from hotline_rules.wording.phrases import (
    date_text,
    end_text,
    hour_text,
    instant_text,
    length_text,
    span_text,
    weekday_text,
)
from hotline_rules.wording.words import DAY_REASONS, DAY_STATES, HOLIDAYS, MONTHS, Lang, name, pick


def counting_lines(verdict: StageVerdict, lang: Lang) -> list[str]:
    """Tell the counting from the trace: counted days one by one, skipped days in a row together.

    A notice is cited the first time it matters.
    """
    span = verdict.basis.span
    if span is None:
        return []
    stretches = list(verdict.trace())
    full = stretches[-1].n[0] if stretches and stretches[-1].n and verdict.due_latest else None
    origin = max((s.start.date() for s in stretches if s.counts is Counts.START), default=None)
    teller = _Teller(lang, span, full, origin)
    return [line for group in _runs(stretches) for line in teller.tell(group)]


def _runs(stretches: Iterable[Stretch]) -> Iterator[list[Stretch]]:
    """Group the trace: whole days skipped, or not known, in a row for one reason stay together."""
    for key, group in groupby(stretches, _alike):
        if key is None:
            yield from ([one] for one in group)
        else:
            yield list(group)


def _alike(stretch: Stretch) -> tuple[str, str, str] | None:
    """What makes a stretch one of a row; `None` if it is told by itself."""
    day = stretch.day
    if day is None or stretch.code is not None or stretch.counts not in (Counts.SKIPPED, Counts.UNKNOWN):
        return None
    why = "holiday" if day.why in (Why.STATUTORY, Why.ARRANGED) else day.why.value
    return stretch.counts.value, why, day.source


class _Teller:
    """Tells stretches in order, and remembers the year and the notices it has named.

    `full` is how many days the whole period has: where days are not known, none is told as a later one. `origin`
    is the day left out of the count.
    """

    def __init__(self, lang: Lang, span: Span, full: int | None, origin: date | None) -> None:
        self.lang: Lang = lang
        self.span = span
        self.unit = span.unit
        self.full = full
        self.origin = origin
        self.year = 0
        self.cited: set[str] = set()

    def tell(self, group: list[Stretch]) -> list[str]:
        one = group[0]
        if one.day is None and one.counts is Counts.COUNTED and one.used is not None:
            return [self.straight(one)]
        if self.unit in (Unit.WORKING_HOURS, Unit.WORKING_MINUTES) and (one.code or one.counts is Counts.COUNTED):
            return [self.hours(one)]
        if self.unit is Unit.SAME_DAY and one.counts is not Counts.START and one.day:
            return [self.line(self.day(one.day.date) + self.reason(one.day), self.state(one.day), one.day)]
        if one.counts is Counts.START:
            return [self.line(self.label(group, weekday=True), self.start(one), None)]
        if one.counts is Counts.COUNTED:
            reason = self.reason(one.day) if one.day else ""
            return [self.line(self.day(one.start.date()) + reason, self.nth(one), one.day)]
        return [self.line(self.label(group), self.row(group), one.day)]

    def start(self, one: Stretch) -> str:
        """The day left out of the count; where the receipt is moved to a later day, that one."""
        if self.unit is Unit.SAME_DAY:
            return pick(("收到当日", "the day of receipt"), self.lang)
        if one.start.date() != self.origin:
            return pick(
                ("不计，视为下一工作日收到", "not counted; taken as received on the next working day"), self.lang
            )
        return pick(("起算当日，不计", "the day it starts, not counted"), self.lang)

    def line(self, label: str, text: str, day: Day | None) -> str:
        colon = pick(("：", ": "), self.lang)
        return f"{label}{colon}{text}{self.cite(day)}"

    def cite(self, day: Day | None) -> str:
        if day is None or day.why in (Why.WEEKDAY, Why.WEEKEND) or day.source in self.cited:
            return ""
        self.cited.add(day.source)
        return pick((f"（{day.source}）", f" ({day.source})"), self.lang)

    def day(self, day: date) -> str:
        """A day with its weekday left open at the end: `10月10日（周六`."""
        head = self.date(day)
        week = weekday_text(day, self.lang)
        return f"{head}（{week}" if self.lang == "zh" else f"{week} {head}"

    def date(self, day: date) -> str:
        fresh, self.year = day.year != self.year, day.year
        if self.lang == "zh":
            return date_text(day, "zh") if fresh else f"{day.month}月{day.day}日"
        return date_text(day, "en") if fresh else f"{day.day} {MONTHS[day.month - 1]}"

    def reason(self, day: Day) -> str:
        """Why a day is worked although the week says otherwise; closes what `day` left open."""
        made = day.why in (Why.MAKE_UP, Why.REGIONAL_WORKED, Why.CALLER_WORKED)
        told = name(DAY_REASONS, day.why.value, self.lang) if made else ""
        if self.lang == "zh":
            return f"，{told}）" if told else "）"
        return f" ({told})" if told else ""

    def label(self, group: list[Stretch], *, weekday: bool = False) -> str:
        first, last = group[0].start.date(), group[-1].start.date()
        if weekday or first == last:
            return self.day(first) + ("）" if self.lang == "zh" else "")
        start = self.date(first)
        if self.lang == "zh":
            same = (first.year, first.month) == (last.year, last.month)
            return f"{start}至{last.day}日" if same else f"{start}至{self.date(last)}"
        return f"{start} to {self.date(last)}"

    def row(self, group: list[Stretch]) -> str:
        """Days in a row that were skipped, or of which it is not known whether they were worked."""
        day = group[0].day
        assert day is not None
        keys = list(dict.fromkeys(s.day.holiday for s in group if s.day and s.day.holiday))
        feasts = pick(("、", ", "), self.lang).join(name(HOLIDAYS, key, self.lang) for key in keys)
        if group[0].counts is Counts.UNKNOWN:
            near = pick((f"临近{feasts}，", f"near {feasts}: "), self.lang) if feasts else ""
            return pick((f"{near}是否上班未知，能否计入不能确定", f"{near}not known whether worked"), self.lang)
        if feasts:
            return pick((f"{feasts}放假，不计", f"{feasts}, off, not counted"), self.lang)
        reason = name(DAY_REASONS, day.why.value, self.lang)
        return pick((f"{reason}，不计", f"{reason}, not counted"), self.lang)

    def nth(self, one: Stretch) -> str:
        least, most = one.n or (0, 0)
        if self.full is not None:
            most = max(least, min(most, self.full))
        if self.unit is Unit.WORKING_DAYS:
            zh, en = "个工作日", "working day"
        else:
            zh, en = "日", "day"
        if least == most:
            return pick((f"第{least}{zh}", f"{en} {least}"), self.lang)
        return pick((f"第{least}至{most}{zh}", f"{en} {least} to {most}"), self.lang)

    def state(self, day: Day) -> str:
        if day.holiday and day.state.value == "off":
            feast = name(HOLIDAYS, day.holiday, self.lang)
            return pick((f"{feast}放假", f"{feast}, off"), self.lang)
        return name(DAY_STATES, day.state.value, self.lang)

    def straight(self, one: Stretch) -> str:
        """Hours, minutes and full days by the wall: one stretch without a pause."""
        start, end = instant_text(one.start, self.lang), end_text(one.end, self.lang)
        length = span_text(self.span, self.lang)
        if self.unit is Unit.FULL_DAYS:
            return pick(
                (
                    f"{start}至{end}：连续计{length}，止于起算的钟点，夜间和节假日不扣除",
                    f"{start} to {end}: {length} without a pause, up to the time of day it started at, nights and "
                    "holidays included",
                ),
                self.lang,
            )
        return pick(
            (
                f"{start}至{end}：连续计{length}，夜间和节假日不扣除",
                f"{start} to {end}: {length} without a pause, nights and holidays included",
            ),
            self.lang,
        )

    def hours(self, one: Stretch) -> str:
        """A stretch inside a day, used up, closed, or with hours that are not known."""
        day = one.start.date()
        reason = self.reason(one.day) if one.day else ""
        end = "24:00" if one.end.date() != day else hour_text(one.end)
        hours = pick((f"{hour_text(one.start)}至{end}", f" {hour_text(one.start)} to {end}"), self.lang)
        label = f"{self.day(day)}{reason}{hours}"
        if one.counts is Counts.COUNTED:
            used = length_text(one.used or timedelta(), self.lang)
            text = pick((f"计{used}", f"{used} used"), self.lang)
        elif one.counts is Counts.SKIPPED:
            text = pick(("不在办公时间，不计", "closed, not counted"), self.lang)
        else:
            text = pick(
                ("办公时间未知，计入多少不能确定", "office hours not known, how much counts cannot be said"), self.lang
            )
        return self.line(label, text, one.day)
