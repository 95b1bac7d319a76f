"""The loader of cities. The four that are shipped stand in one tuple; a caller's own is one JSON document."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

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


def load(text: str | bytes) -> Jurisdiction:
    """Return a city from its JSON document; raises `pydantic.ValidationError` naming the place."""
    from hotline_rules.jurisdictions.model import Jurisdiction

    return Jurisdiction.model_validate_json(text)
