"""Dates, ends, lengths, addresses and readings as phrases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from hotline_rules._verdict import Distance, StageVerdict, Window
from hotline_rules.clock import Span, Unit
from hotline_rules.errors import UnknownNameError
from hotline_rules.law import ADDRESS, Force, Regulation, address_zh
from hotline_rules.official import number
from hotline_rules.wording.words import (
    CONTESTED,
    FORCES,
    MONTHS,
    NOT_ADMISSIBLE,
    ONE_DAY,
    OVERLAYS,
    OVERRIDDEN,
    SEVERITIES,
    STAGES,
    UNITS,
    WEEKDAYS,
    Lang,
    Pair,
    name,
    pick,
)

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


def date_text(day: date, lang: Lang) -> str:
    """Write a date: 2026年3月9日, 9 March 2026."""
    return pick((f"{day.year}年{day.month}月{day.day}日", f"{day.day} {MONTHS[day.month - 1]} {day.year}"), lang)


def weekday_text(day: date, lang: Lang) -> str:
    """Write the day of the week: 周一, Mon."""
    return f"周{WEEKDAYS[0][day.weekday()]}" if lang == "zh" else WEEKDAYS[1].split()[day.weekday()]


def hour_text(at: datetime) -> str:
    """Write the time of day."""
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def instant_text(at: datetime, lang: Lang) -> str:
    """Write an instant at which something happened: 2026年3月2日10:00."""
    day = date_text(at.date(), lang)
    return f"{day}{hour_text(at)}" if lang == "zh" else f"{hour_text(at)} on {day}"


def end_text(at: datetime, lang: Lang) -> str:
    """Write an instant at which something ends: the first instant of a day is 24:00 of the day before."""
    if at.time().isoformat() != "00:00:00":
        return instant_text(at, lang)
    day = date_text(at.date() - ONE_DAY, lang)
    return f"{day}24:00" if lang == "zh" else f"24:00 on {day}"


def between_text(earliest: datetime | None, latest: datetime | None, lang: Lang) -> str:
    """Write a due: one end, or the pair between which nothing can be said."""
    if earliest is None:
        return pick(("没有时限", "none"), lang)
    first = end_text(earliest, lang)
    if latest is None:
        return pick((f"最早{first}，最晚不能确定", f"{first} at the earliest; its latest end is not known"), lang)
    if earliest == latest:
        return first
    last = end_text(latest, lang)
    return pick(
        (
            f"最早{first}、最晚{last}，其间不能确定",
            f"{first} at the earliest, {last} at the latest; between the two it cannot be said",
        ),
        lang,
    )


def due_text(verdict: StageVerdict, lang: Lang) -> str:
    """Write when a stage is due."""
    return between_text(verdict.due, verdict.due_latest, lang)


def span_text(span: Span, lang: Lang) -> str:
    """Write a length of time: 5个工作日, 5 working days."""
    if span.unit is Unit.SAME_DAY:
        return name(UNITS, span.unit.value, lang)
    return _amount(span.n, span.unit.value, lang)


def _amount(number: int, unit: str, lang: Lang) -> str:
    told = name(UNITS, unit, lang)
    return f"{number}{told}" if lang == "zh" else f"{number} {told}{'s' if number != 1 else ''}"


def length_text(length: timedelta, lang: Lang) -> str:
    """Write a length by the wall clock: 1天12小时, 1 day 12 hours."""
    seconds = abs(length) // timedelta(seconds=1)
    days, rest = divmod(seconds, 86_400)
    amounts = (days, rest // 3600, rest % 3600 // 60, rest % 60)
    units: tuple[Pair, ...] = (("天", "day"), ("小时", "hour"), ("分钟", "minute"), ("秒", "second"))
    told = [(number, unit) for number, unit in zip(amounts, units, strict=True) if number]
    if not told:
        return pick(("不足1秒", "less than a second"), lang)
    if lang == "zh":
        return "".join(f"{number}{unit[0]}" for number, unit in told)
    return " ".join(f"{number} {unit[1]}{'s' if number != 1 else ''}" for number, unit in told)


def clock_text(distance: Distance, lang: Lang, *, least: bool = False) -> str:
    """Write a distance by the wall; with `least`, as a lower bound, for only the date of an act is known."""
    if not least:
        return length_text(distance.clock, lang)
    if not distance.clock:
        return pick(("当天之内，时刻未记", "within the day, time of day not recorded"), lang)
    return pick(("至少", "at least "), lang) + length_text(distance.clock, lang)


def distance_text(distance: Distance, lang: Lang, *, least: bool = False) -> str:
    """Write how far an instant lies from a due: 2个工作日（按自然时间1天12小时）."""
    wall = clock_text(distance, lang, least=least)
    if distance.at_least and not (distance.working_days or distance.working_minutes):
        return wall
    if distance.working_minutes:
        counted = _working_minutes(distance.working_minutes, lang)
    elif distance.working_days is None or distance.working_minutes is not None:
        return wall
    elif distance.working_days == 0:
        counted = pick(("不足1个工作日", "less than a working day"), lang)
    else:
        counted = _amount(distance.working_days, "working_days", lang)
    if distance.at_least:
        counted = pick(("至少", "at least "), lang) + counted
    if least and not distance.clock:
        return pick((f"{counted}（{wall}）", f"{counted} ({wall})"), lang)
    return pick((f"{counted}（按自然时间{wall}）", f"{counted} ({wall} by the clock)"), lang)


def _working_minutes(minutes: int, lang: Lang) -> str:
    hours, rest = divmod(minutes, 60)
    told = [_amount(hours, "working_hours", lang)] if hours else []
    if rest:
        told.append(_amount(rest, "working_minutes" if not hours else "minutes", lang))
    return pick(("", " "), lang).join(told)


def address_text(address: str, lang: Lang) -> str:
    """Write an address as lawyers do: 第二十条第一款第（一）项; Article 20, paragraph 1, item 1."""
    if address in OVERLAYS:
        return name(OVERLAYS, address, lang)
    return address_zh(address) if lang == "zh" else _address_en(address)


def _address_en(address: str) -> str:
    found = ADDRESS.fullmatch(address)
    if found is None:
        return address
    parts = [f"Article {found['article']}"]
    for key, word in (("paragraph", "paragraph"), ("item", "item"), ("sub", "sub-item"), ("subsub", "part")):
        if found[key]:
            parts.append(f"{word} {found[key] if found[key].isdigit() else number(found[key])}")
    if found["case"]:
        parts.append(f"case {number(found['case'])}")
    if found["sentence"]:
        half = {"a": " (first half)", "b": " (second half)", "c": " (third part)", "d": " (fourth part)", None: ""}
        parts.append(f"sentence {found['sentence']}{half[found['half']]}")
    elif found["half"]:
        parts.append(f"case ({found['half']})")
    return ", ".join(parts)


def provision_text(regulation: Regulation, address: str, lang: Lang) -> str:
    """Write a provision: its address, and what it asks in our own words."""
    told = address_text(address, lang)
    try:
        provision = regulation.provision(address)
    except UnknownNameError:
        return told
    return pick((f"{told}：{provision.gloss_zh}", f"{told}: {provision.gloss_en}"), lang)


def regulation_text(regulation: Regulation, lang: Lang) -> str:
    """Write the name of a regulation and its force."""
    force = name(FORCES, regulation.force.value, lang)
    return pick((f"《{regulation.title_zh}》（{force}）", f"{regulation.title_en} ({force})"), lang)


def city_text(city: Jurisdiction, lang: Lang) -> str:
    """Write the name of a city."""
    return pick((city.name_zh, city.name_en), lang)


def reading_text(city: Jurisdiction, number: str, lang: Lang) -> str:
    """Write an open point: its question, the option taken, and whether that is contested or the user's own."""
    reading = city.catalogue.get(number)
    if reading is None:
        return number
    told = f"{number} {pick((reading.question_zh, reading.question_en), lang)}"
    if number in city.chosen:
        option = reading.option(city.chosen[number])
        told += pick((f" 取：{option.zh}", f" Taken: {option.en}"), lang)
    found = (
        (OVERRIDDEN, number in city.overrides),
        (NOT_ADMISSIBLE, not admissible(city, number)),
        (CONTESTED, contested(city, number)),
    )
    marks = [mark for mark, holds in found if holds]
    if marks:
        told += pick(("（", " ("), lang) + pick(("，", ", "), lang).join(pick(m, lang) for m in marks)
        told += pick(("）", ")"), lang)
    return told


def contested(city: Jurisdiction, number: str) -> bool:
    """Whether another option of an open point has real support in this city."""
    return any(c.reading == number and c.contested for c in city.choices)


def admissible(city: Jurisdiction, number: str) -> bool:
    """Whether the option taken for an open point is one this city admits."""
    return all(city.chosen[c.reading] in c.admissible for c in city.choices if c.reading == number)


def window_text(window: Window, lang: Lang) -> str:
    """Write what a unit may still do, and until when."""
    stage = name(STAGES, window.stage, lang)
    until = between_text(window.until, window.until_latest, lang)
    place = address_text(window.provision, lang)
    return pick((f"{stage}：截止{until}（{place}）", f"{stage}: until {until} ({place})"), lang)


def stamp_text(at: datetime | None, *, end: bool = False) -> str:
    """Write an instant for a column: 2026-03-09 24:00 where it ends something at midnight."""
    if at is None:
        return ""
    if end and at.time().isoformat() == "00:00:00":
        return f"{at.date() - ONE_DAY} 24:00"
    return f"{at.date()} {hour_text(at)}"


def date_only(verdict: StageVerdict) -> bool:
    """Whether of the act that discharged a stage no more is known than its date."""
    first, last = verdict.done, verdict.done_latest
    return first is not None and last is not None and first != last


def done_stamp(verdict: StageVerdict, lang: Lang) -> str:
    """Write an act for a column; one of which only the date is known without an hour."""
    first, last = verdict.done, verdict.done_latest
    if first is None or last is None or first == last:
        return stamp_text(first)
    if last - first <= ONE_DAY and first.time().isoformat() == "00:00:00":
        return f"{first.date()}\n{pick(('（时刻未记）', '(no time of day)'), lang)}"
    return f"{stamp_text(first)}\n… {stamp_text(last)}"


def weight_text(severity: str, force: Force, lang: Lang) -> str:
    """Write what a finding weighs: under a normative document it is one of management, and breaks no law."""
    told = name(SEVERITIES, severity, lang)
    if force is not Force.NORMATIVE_DOCUMENT:
        return told
    managed = pick(("管理性认定", "finding of management"), lang)
    return managed if severity == "breach" else pick((f"管理性认定：{told}", f"{managed}: {told}"), lang)


def due_stamp(verdict: StageVerdict) -> str:
    """Write a due for a column: one end, or both."""
    first, last = stamp_text(verdict.due, end=True), stamp_text(verdict.due_latest, end=True)
    return first if first == last else f"{first}\n… {last or '?'}"
