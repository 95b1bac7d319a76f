"""A jurisdiction: one city's law, readings, calendar, office hours and rules, gathered and checked as one whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator, model_validator

from hotline_rules._log import Customs
from hotline_rules._model import Model
from hotline_rules.acceptance import AcceptanceRules
from hotline_rules.checks import TicketCheck
from hotline_rules.clock import PLAIN, Clock, Counting
from hotline_rules.closing import ClosingRules
from hotline_rules.common_facts import COMMON
from hotline_rules.days import DayCalendar, DayLayer, Region
from hotline_rules.deadlines import DeadlineRules
from hotline_rules.errors import UnknownNameError
from hotline_rules.extensions import ExtensionRules
from hotline_rules.facts import Conflict, Fact, Vocabulary, conflicts_in
from hotline_rules.institution import InstitutionRules
from hotline_rules.law import Regulation
from hotline_rules.log_facts import LOG_FACTS
from hotline_rules.office_hours import OfficeHours
from hotline_rules.open_points import CATALOGUE
from hotline_rules.readings import Choice, Reading, chosen
from hotline_rules.returns import ReturnRules
from hotline_rules.rights import RightsRules
from hotline_rules.routing import RoutingRules
from hotline_rules.rules import Condition, Engine, Table, Under, facts_of, parts_of
from hotline_rules.supervision import SupervisionRules
from hotline_rules.urgency import UrgencyRules


class Jurisdiction(Model):
    """Everything a city states. Frozen; every `with_…` returns another one.

    `zone` is the IANA name of the zone its days and naive instants are in. `base` is `china` for the State
    Council's calendar, `week` for Monday to Friday without holidays. `points` are open points of its own,
    beside those of the catalogue, and `facts` its own beside the common ones. `overlays` names what has been laid
    over it. Of a question for which it states nothing (`acceptance`, `routing`, …), nothing is said.
    """

    id: str
    name_zh: str
    name_en: str
    zone: str = "Asia/Shanghai"
    base: Literal["china", "week"] = "china"
    region: Region | None = None
    layers: tuple[DayLayer, ...] = ()
    known_on: date | None = None
    office_hours: OfficeHours | None = None
    regulation: Regulation
    points: tuple[Reading, ...] = ()
    choices: tuple[Choice, ...]
    overrides: dict[str, str] = Field(default_factory=dict)
    overlays: tuple[str, ...] = ()
    always_open: str | None = None
    """The provision by which the hotline takes matters at all hours, days of rest included."""
    facts: tuple[Fact, ...] = ()
    deadlines: DeadlineRules
    acceptance: AcceptanceRules | None = None
    urgency: UrgencyRules | None = None
    routing: RoutingRules | None = None
    extensions: ExtensionRules | None = None
    returns: ReturnRules | None = None
    closing: ClosingRules | None = None
    supervision: SupervisionRules | None = None
    rights: RightsRules | None = None
    checks: tuple[TicketCheck, ...] = ()
    institution: InstitutionRules | None = None

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"{value!r}: accepted: an IANA zone such as Asia/Shanghai") from error
        return value

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        stated = {c.reading for c in self.choices}
        for one in self.choices:
            for option in one.admissible:
                self.reading(one.reading).option(option)
        chosen(self.catalogue, self.choices, self.overrides)
        for address, rules in (*self.cited.items(), *self.checked.items()):
            if address not in self.regulation.addresses:
                known = UnknownNameError("provision", address, self.regulation.addresses).known[:3]
                raise ValueError(f"rule {rules[0]}: unknown provision {address!r}; known: {', '.join(known)}, …")
        for stage in self.deadlines.stages:
            named = [stage.start_reading, stage.done_reading, stage.waived_reading, stage.superseded_reading]
            named += [case.reading for case in stage.cases]
            for name in (*filter(None, named), *stage.readings):
                if name not in stated:
                    raise ValueError(f"stage {stage.name}: the city states no choice for {name}")
        for table in self.tables:
            self._check_table(table, stated)
        names = [table.name for table in self.tables]
        if doubled := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"a table stands twice: {', '.join(sorted(doubled))}")
        self._check_checks(stated)
        for name in self.extensions.further if self.extensions else ():
            if name not in self.vocabulary:
                raise ValueError(f"extensions: {UnknownNameError('fact', name, self.vocabulary)}")
        return self

    def _check_checks(self, stated: set[str]) -> None:
        """Every check has a name of its own and a provision, and its condition is one of this city."""
        own = {*COMMON, *LOG_FACTS, *(fact.name for fact in self.facts)}
        for one in self.checks:
            if one.id in own:
                raise ValueError(f"check {one.id}: there is a fact of this name")
            own.add(one.id)
            for condition in one.conditions:
                for name in facts_of(condition):
                    if name not in self.vocabulary:
                        raise ValueError(f"check {one.id}: {UnknownNameError('fact', name, self.vocabulary)}")
                self._check_options(f"check {one.id}", condition, stated)

    def _check_table(self, table: Table, stated: set[str]) -> None:
        """Every fact a table asks is the city's, and every reading it names is stated."""
        for duty in table.all_duties:
            if duty.provision not in self.regulation.addresses:
                raise ValueError(f"table {table.name}, duty {duty.id}: unknown provision {duty.provision!r}")
        for fact in table.facts:
            if self.vocabulary.get(fact.name) != fact:
                raise ValueError(f"table {table.name}: the fact {fact.name!r} is not one of the city's")
        for name in sorted(table.readings):
            if name not in stated:
                raise ValueError(f"table {table.name}: the city states no choice for {name}")
        for duty in table.all_duties:
            if duty.within and duty.within not in [stage.name for stage in self.deadlines.stages]:
                raise ValueError(f"table {table.name}, duty {duty.id}: there is no stage {duty.within!r}")
        for rule in table.rules:
            self._check_options(f"table {table.name}", rule.when, stated)

    def _check_options(self, where: str, condition: Condition | None, stated: set[str]) -> None:
        """Every reading a condition names is stated, and knows the options it names."""
        for part in parts_of(condition) if condition else ():
            if isinstance(part, Under):
                if part.reading not in stated:
                    raise ValueError(f"{where}: the city states no choice for {part.reading}")
                for option in part.options:
                    self.reading(part.reading).option(option)

    # -- what follows from it ------------------------------------------------------------------------------------

    @cached_property
    def catalogue(self) -> Mapping[str, Reading]:
        """Every reading this city can name: the common catalogue and its own points."""
        return CATALOGUE | {point.id: point for point in self.points}

    def reading(self, name: str) -> Reading:
        """Return a reading by its id; raises `UnknownNameError`."""
        if name not in self.catalogue:
            raise UnknownNameError("reading", name, self.catalogue)
        return self.catalogue[name]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Every fact of this city: the common ones, those worked out from the log, its own, and its checks."""
        checks = {one.id: one.fact for one in self.checks}
        return COMMON | LOG_FACTS | {fact.name: fact for fact in self.facts} | checks

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The pairs of answers to its facts of which only one can be true."""
        return conflicts_in(self.vocabulary)

    @cached_property
    def derived_facts(self) -> frozenset[str]:
        """The facts that the library works out and nobody tells."""
        return frozenset(fact.name for fact in self.vocabulary.values() if fact.derived)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Every table of rules this city states, in the order of the process."""
        stated = (
            self.acceptance, self.urgency, self.routing, self.extensions, self.returns, self.closing,
            self.supervision, self.rights,
        )  # fmt: skip
        return tuple(table for rules in stated if rules for table in rules.tables)

    def table(self, name: str) -> Table:
        """Return a table by its name; raises `UnknownNameError`."""
        for table in self.tables:
            if table.name == name:
                return table
        raise UnknownNameError(f"table of {self.id}", name, (table.name for table in self.tables))

    @cached_property
    def cited(self) -> Mapping[str, tuple[str, ...]]:
        """Every provision that a rule cites, and the rules that do."""
        found: dict[str, dict[str, None]] = {}
        if self.regulation.in_force_source in self.regulation.addresses:
            found[self.regulation.in_force_source] = {"in_force": None}
        if self.always_open:
            found.setdefault(self.always_open, {})["always_open"] = None
        stated = (self.deadlines, *self.tables, self.extensions, self.closing, self.institution)
        for source in stated:
            for address, rule in source.citations() if source else ():
                found.setdefault(address, {})[rule] = None
        return {address: tuple(rules) for address, rules in found.items()}

    @cached_property
    def checked(self) -> Mapping[str, tuple[str, ...]]:
        """Every provision that a check asks about, of a ticket or of an institution, and the checks that do."""
        found: dict[str, dict[str, None]] = {}
        named = [(one.provision, one.id) for one in self.checks]
        named += [(one.provision, one.id) for one in (self.institution.checks if self.institution else ())]
        for address, name in named:
            found.setdefault(address, {})[f"check:{name}"] = None
        return {address: tuple(rules) for address, rules in found.items()}

    def engine(self, table: Table) -> Engine:
        """The table under the options this city takes, made ready once."""
        found = self._engines.get(id(table))
        if found is None:
            found = self._engines[id(table)] = Engine(table, self.chosen)
        return found

    @cached_property
    def _engines(self) -> dict[int, Engine]:
        """By the identity of the table, which its engine keeps alive."""
        return {}

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The option taken for every reading the city states, the caller's overrides included."""
        return chosen(self.catalogue, self.choices, self.overrides)

    @cached_property
    def calendar(self) -> DayCalendar:
        """The calendar of days."""
        return DayCalendar(self.base, self.region, self.layers, self.known_on)

    @cached_property
    def clock(self) -> Clock:
        """The clock on that calendar, in the city's zone, with its office hours if they are known."""
        return Clock(self.calendar, ZoneInfo(self.zone), self.office_hours)

    @cached_property
    def counting(self) -> Counting:
        """The conventions of counting days."""
        taken = Counting(
            self.chosen.get("AMB-01", PLAIN.first_day),
            self.chosen.get("AMB-03", PLAIN.receipt),
            self.chosen.get("AMB-05", PLAIN.close),
        )
        return PLAIN if taken == PLAIN else taken

    @cached_property
    def customs(self) -> Customs:
        """What the rules and readings say of units' turns."""
        return Customs(
            relay_starts=self.chosen.get("AMB-04", "relay") == "relay",
            return_provided=self.deadlines.return_provided or self._return_by_overlay,
            return_needs_approval=self.deadlines.return_needs_approval,
            termination_needs_approval=self.deadlines.termination_needs_approval,
            signature_terminates=self.deadlines.signature_terminates,
            resent_is_fresh=self.chosen.get("AMB-27") == "fresh_when_resent",
        )

    @property
    def _return_by_overlay(self) -> bool:
        """Whether a window that a reading opens provides for returns where the text itself does not."""
        window = self.deadlines.return_window
        return bool(window and window.reading and self.chosen[window.reading] in window.options)

    @cached_property
    def alternatives(self) -> Mapping[str, tuple[str, ...]]:
        """For every reading that admits another option than the one taken: those others."""
        others = {c.reading: tuple(o for o in c.admissible if o != self.chosen[c.reading]) for c in self.choices}
        return {name: options for name, options in others.items() if options}

    @cached_property
    def contested(self) -> frozenset[str]:
        """The readings on which another option has real support here."""
        return frozenset(c.reading for c in self.choices if c.contested)

    @cached_property
    def applicable(self) -> dict[object, Any]:
        """Which stages exist for tickets alike, kept as they are found; for `deadlines` alone."""
        return {}

    @cached_property
    def rules_hash(self) -> str:
        """A fingerprint of everything this city states, the caller's changes included."""
        told = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True)
        return "sha256:" + hashlib.sha256(told.encode()).hexdigest()

    # -- variations ------------------------------------------------------------------------------------------------

    def changed(self, **changes: Any) -> Jurisdiction:
        """Return this city with some fields replaced, checked anew."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return Jurisdiction(**(fields | changes))

    def with_readings(self, overrides: Mapping[str, str] | None = None, **more: str) -> Jurisdiction:
        """Take other options: `with_readings({"AMB-05": "close_of_business"})`; `AMB_05=` works as a keyword.

        Raises `UnknownNameError` for a reading the city does not state, or an option the reading does not know.
        """
        asked = dict(overrides or {}) | {name.replace("_", "-"): option for name, option in more.items()}
        chosen(self.catalogue, self.choices, asked)
        return self.changed(overrides=self.overrides | asked)

    def variant(self, options: Mapping[str, str]) -> Jurisdiction:
        """Return this city with other options, made once: for trying one ticket under many readings."""
        if not options:
            return self
        key = frozenset(options.items())
        if key not in self._variants:
            made = self._variants[key] = self.with_readings(options)
            made.__dict__.update(calendar=self.calendar, clock=self.clock)  # no reading changes a day
        return self._variants[key]

    @cached_property
    def _variants(self) -> dict[frozenset[tuple[str, str]], Jurisdiction]:
        return {}

    def with_days(self, layer: DayLayer) -> Jurisdiction:
        """Add days the caller knows of (a notice, a closure); they win over those below."""
        return self.changed(layers=(*self.layers, layer))

    def with_office_hours(self, office_hours: OfficeHours | None) -> Jurisdiction:
        """Take these office hours; `None` makes them unknown."""
        return self.changed(office_hours=office_hours)

    def as_known_on(self, day: date | None) -> Jurisdiction:
        """Count on the calendar as it stood on `day`."""
        return self.changed(known_on=day)

    def with_overlay(self, overlay: Callable[[Jurisdiction], Jurisdiction]) -> Jurisdiction:
        """Lay an overlay over this city: `city.with_overlay(overlay("shandong_2020"))`. It is named in results."""
        return overlay(self)
