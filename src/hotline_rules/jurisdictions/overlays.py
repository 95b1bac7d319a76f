"""Overlays: named functions from a city to a city, off by default and named in every result they touch."""

from __future__ import annotations

from collections.abc import Callable

from hotline_rules.clock import working_days
from hotline_rules.deadlines import DeadlineRules, ReturnWindow
from hotline_rules.errors import InvalidValueError, UnknownNameError
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import Provision, Regulation

Overlay = Callable[[Jurisdiction], Jurisdiction]

_SHANDONG = Provision(
    address="shandong_2020",
    gloss_zh="山东省2020年办法（据报道）：五个工作日办结；不属职责的两个工作日内退回并说明理由；特别复杂的可延期，一般不超过十个工作日",
    gloss_en="Shandong province's measures of 2020 (as reported): completion in five working days; return within "
    "two with reason; for the especially complex an extension, generally of at most ten",
)


def shandong_2020(city: Jurisdiction) -> Jurisdiction:
    """The provincial measures of January 2020, known from a news report and possibly lapsed since 2025.

    They give Weifang's 20(2) its five working days (AMB-28), both cities a return within two (AMB-20, -21), and
    an extension that may be asked for. For Weifang and Jinan; raises `InvalidValueError` for others.
    """
    if city.id not in ("weifang", "jinan"):
        raise InvalidValueError("overlay shandong_2020", city.id, "weifang or jinan, which lie in Shandong")
    taken = {"AMB-28": "province_2020", "AMB-20": "two_working_days", "AMB-21": "two_working_days"}
    choices = tuple(
        c.model_copy(update={"default": taken[c.reading], "admissible": (taken[c.reading], *c.admissible)})
        if c.reading in taken
        else c
        for c in city.choices
    )
    reading = next(c.reading for c in choices if c.reading in ("AMB-20", "AMB-21"))
    fields = {name: getattr(city.deadlines, name) for name in DeadlineRules.model_fields}
    fields["stages"] = tuple(
        stage.model_copy(update={"extendable": True}) if stage.moved_by_grants else stage
        for stage in city.deadlines.stages
    )
    fields["return_window"] = ReturnWindow(
        provision="shandong_2020",
        span=working_days(2),
        reading=reading,
        options=("two_working_days",),
        readings=(reading,),
    )
    return city.changed(
        regulation=_with_provision(city.regulation, _SHANDONG),
        choices=choices,
        overlays=(*city.overlays, "shandong_2020"),
        deadlines=DeadlineRules(**fields),
    )


OVERLAYS: dict[str, Overlay] = {"shandong_2020": shandong_2020}


def overlay(name: str) -> Overlay:
    """Return an overlay by name; raises `UnknownNameError`."""
    if name not in OVERLAYS:
        raise UnknownNameError("overlay", name, OVERLAYS)
    return OVERLAYS[name]


def _with_provision(regulation: Regulation, provision: Provision) -> Regulation:
    fields = {name: getattr(regulation, name) for name in Regulation.model_fields}
    return Regulation(**(fields | {"provisions": (*regulation.provisions, provision)}))
