"""`hotline readings`: the open points of a city, and how each is read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

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
    from hotline_rules.jurisdictions.model import Jurisdiction


def readings(
    city: CityArgument = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    calendar: CalendarOption = None,
    known_on: KnownOnOption = None,
    office_hours: OfficeHoursOption = None,
    city_file: CityFileOption = None,
) -> None:
    """列出一个城市的读法：条文留下的疑问、所取的答案、可取的其他答案。The open points of a city."""
    with told(lang):
        chosen = read_setup(reading, overlay, calendar, known_on, office_hours, city_file).city(city)
        if as_json:
            print(json.dumps(_answer(chosen), ensure_ascii=False))
        else:
            from hotline_desk.tables import out, readings_table

            out().print(readings_table(chosen, lang))


def _answer(city: Jurisdiction) -> list[dict[str, Any]]:
    found = []
    for choice in sorted(city.choices, key=lambda c: c.reading):
        point = city.reading(choice.reading)
        found.append(
            {
                "id": point.id,
                "question_zh": point.question_zh,
                "question_en": point.question_en,
                "taken": city.chosen[point.id],
                "default": choice.default,
                "overridden": point.id in city.overrides,
                "admissible": list(choice.admissible),
                "taken_admissible": city.chosen[point.id] in choice.admissible,
                "contested": choice.contested,
                "options": [
                    option.model_dump() | {"admissible": option.id in choice.admissible} for option in point.options
                ],
                "reason_zh": point.reason_zh,
                "reason_en": point.reason_en,
                "source": point.source,
            }
        )
    return found
