"""`hotline calendar`: the days of a year in a city, and why each is what it is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hotline_desk.options import (
    CalendarOption,
    CityArgument,
    CityFileOption,
    JsonOption,
    KnownOnOption,
    LangOption,
    OfficeHoursOption,
    OverlayOption,
    ReadingOption,
    read_setup,
)
from hotline_desk.problems import told

if TYPE_CHECKING:
    from hotline_rules.days import Day


def calendar(
    city: CityArgument,
    year: Annotated[int, typer.Argument(metavar="YEAR", min=1900, max=2199, help="年份。")],
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    own_days: CalendarOption = None,
    known_on: KnownOnOption = None,
    office_hours: OfficeHoursOption = None,
    city_file: CityFileOption = None,
) -> None:
    """一年的工作日与休息日，附通知文号和公布日期。The days of a year, with the notices behind them."""
    with told(lang):
        from datetime import date

        chosen = read_setup(reading, overlay, own_days, known_on, office_hours, city_file).city(city)
        days = list(chosen.calendar.days(date(year, 1, 1), date(year, 12, 31)))
        totals = _totals(days)
        if as_json:
            told_days = [_day(day) for day in days]
            print(
                json.dumps({"city": chosen.id, "year": year, "totals": totals, "days": told_days}, ensure_ascii=False)
            )
        else:
            from hotline_desk.tables import out, print_year

            print_year(out(), chosen, year, days, totals, lang)


def _totals(days: list[Day]) -> dict[str, int]:
    totals = dict.fromkeys(("working", "off", "unknown"), 0)
    for day in days:
        totals[day.state.value] += 1
    return totals


def _day(day: Day) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        "state": day.state.value,
        "why": day.why.value,
        "holiday": day.holiday,
        "source": day.source,
        "published": day.published.isoformat() if day.published else None,
    }
