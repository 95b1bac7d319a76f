"""The loader of cities. The four that are shipped stand in one tuple; a caller's own is one JSON document."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from hotline_rules.errors import UnknownNameError

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

CITIES = ("weifang", "jinan", "ganzi", "karamay")
"""The cities that are shipped, each in the folder of its name."""


@cache
def _shipped(name: str) -> Jurisdiction:
    city: Jurisdiction = import_module(f"{__name__}.{name}").CITY
    return city


def jurisdiction(name: str) -> Jurisdiction:
    """Return a shipped city by its id or its Chinese name; raises `UnknownNameError` with the nearest names first."""
    if name in CITIES:
        return _shipped(name)
    by_name = {_shipped(city).name_zh: city for city in CITIES}
    plain = str(name).strip().lower().removesuffix("市").removesuffix("州")
    if plain in CITIES or plain in by_name:
        return _shipped(by_name.get(plain, plain))
    raise UnknownNameError("city", name, [f"{city}" for city in CITIES])


def remade(name: str, changes: Mapping[str, Any], base: Jurisdiction | None = None) -> Jurisdiction:
    """Return a city with changes as a receipt records them, made from `base`, or from the city that is shipped.

    Raises `UnknownNameError` for a city, reading or overlay that is not known, `InvalidValueError` for a day that is
    none, `pydantic.ValidationError` for a calendar or office hours that cannot be read.
    """
    from hotline_rules.days import DayLayer
    from hotline_rules.errors import InvalidValueError
    from hotline_rules.jurisdictions.overlays import overlay
    from hotline_rules.office_hours import OfficeHours

    city = base if base is not None and base.id == name else jurisdiction(name)
    for one in changes["overlays"]:
        city = city.with_overlay(overlay(one)) if one not in city.overlays else city
    for layer in map(DayLayer.model_validate, changes["calendars"]):
        city = city.with_days(layer) if layer not in city.layers else city
    if changes["readings"]:
        city = city.with_readings(changes["readings"])
    if changes["known_on"] is not None:
        try:
            day = date.fromisoformat(changes["known_on"])
        except (TypeError, ValueError):
            accepted = "a date such as 2026-03-02, or null"
            raise InvalidValueError("changes.known_on", changes["known_on"], accepted) from None
        city = city.as_known_on(day)
    hours = changes["office_hours"]
    told = OfficeHours.model_validate(hours) if hours is not None else None
    return city if told == city.office_hours else city.with_office_hours(told)


def load(text: str | bytes) -> Jurisdiction:
    """Return a city from its JSON document; raises `pydantic.ValidationError` naming the place."""
    from hotline_rules.jurisdictions.model import Jurisdiction

    return Jurisdiction.model_validate_json(text)
