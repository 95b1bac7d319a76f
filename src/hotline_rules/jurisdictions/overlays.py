"""Overlays: named functions from a city to a city, off by default and named in every result they touch."""

from __future__ import annotations

from collections.abc import Callable

from hotline_rules.clock import working_days
from hotline_rules.deadlines import DeadlineRules, ReturnWindow
from hotline_rules.errors import InvalidValueError, UnknownNameError
from hotline_rules.extensions import ExtensionRules
from hotline_rules.facts import question
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import Actor, Force, Modality, Provision, Regulation
from hotline_rules.returns import ReturnRules
from hotline_rules.rules import Otherwise, Rule, Table, every, no, table, under

Overlay = Callable[[Jurisdiction], Jurisdiction]

_SHANDONG = Provision(
    address="shandong_2020",
    gloss_zh="山东省2020年办法（据报道）：五个工作日办结；不属职责的两个工作日内退回并说明理由；特别复杂的可延期，一般不超过十个工作日",
    gloss_en="Shandong province's measures of 2020 (as reported): completion in five working days; return within "
    "two with reason; for the especially complex an extension, generally of at most ten",
    force=Force.NORMATIVE_DOCUMENT,
)

_ESPECIALLY_COMPLEX = question(
    "especially_complex",
    ("特别复杂", "especially complex"),
    ("这件事是不是特别复杂？", "Is this especially complex?"),
    ("只是工作忙、人手少，不算。", "Not merely that the unit is busy or short of staff."),
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
        provision=_SOURCE,
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
        facts=(*city.facts, _ESPECIALLY_COMPLEX),
        extensions=_extensions(city),
        returns=_returns(city, reading) if city.returns else None,
    )


_SOURCE = "shandong_2020"


def _extensions(city: Jurisdiction) -> ExtensionRules:
    """Up to ten working days, generally, for what is especially complex; who decides is not reported."""
    rules = [
        Rule(
            id="not_complex",
            provision=_SOURCE,
            outcome="not_in_order",
            when=no("especially_complex"),
            on=Actor.UNIT,
        ),
        Rule(
            id="too_long",
            provision=_SOURCE,
            outcome="deviation",
            when=every("extension_too_long"),
            on=Actor.HOTLINE,
            modality=Modality.IN_PRINCIPLE,
        ),
    ]
    request = table(
        "extension",
        _SOURCE,
        rules,
        Otherwise(provision=_SOURCE, outcome="in_order"),
        {**city.vocabulary, _ESPECIALLY_COMPLEX.name: _ESPECIALLY_COMPLEX},
        together=("not_in_order", "deviation"),
    )
    return ExtensionRules(request=request, each=10)


def _returns(city: Jurisdiction, reading: str) -> ReturnRules:
    """A return within two working days, with its reason, beside what the city itself says."""
    assert city.returns is not None
    taken = under(reading, "two_working_days")
    outside = Rule(
        id=_SOURCE, provision=_SOURCE, outcome="must_return", when=every(taken, "outside_duties"), readings=(reading,)
    )
    defects = [
        Rule(
            id="no_reason",
            provision=_SOURCE,
            outcome="defective",
            when=every(taken, no("return_reason_given")),
            on=Actor.UNIT,
        ),
        Rule(
            id="late",
            provision=_SOURCE,
            outcome="late",
            when=every(taken, "return_asked_late"),
            on=Actor.UNIT,
        ),
    ]
    standing, request = city.returns.standing, city.returns.request
    if standing.otherwise.outcome == "no_basis":  # the text itself provides for no return
        standing = _with_rules(city, standing, outside, first=True)
        not_outside = Rule(
            id="not_outside_duties",
            provision=_SOURCE,
            outcome="defective",
            when=every(taken, no("outside_duties")),
            on=Actor.UNIT,
        )
        in_order = Rule(id="in_order", provision=_SOURCE, outcome="in_order", when=every(taken, "outside_duties"))
        return ReturnRules(standing=standing, request=_with_rules(city, request, not_outside, *defects, in_order))
    cause = city.returns.designated_because
    request = _with_rules(city, request, *defects)
    return ReturnRules(standing=standing, request=request, designated_because=cause)


def _with_rules(city: Jurisdiction, before: Table, *more: Rule, first: bool = False) -> Table:
    """A table with rules after its own, or before them."""
    return table(
        before.name,
        before.provision,
        (*more, *before.rules) if first else (*before.rules, *more),
        before.otherwise,
        city.vocabulary,
        before.duties,
        standing=before.standing,
        together=before.together,
        by=before.by,
        words=before.words,
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
