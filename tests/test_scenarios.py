"""The scenario tables: each scenario is a sentence of the law and one test; docs/zh/scenarios.md explains the format.

`SCENARIOS=DIRECTORY` runs the tables of that directory instead of those beside this file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, get_args

import pytest
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, StrictBool, ValidationError, model_validator

from hotline_rules import Ticket, acceptance, audit, deadlines, jurisdiction
from hotline_rules.errors import HotlineError
from hotline_rules.jurisdictions import load
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.jurisdictions.overlays import overlay
from hotline_rules.official import encloses
from hotline_rules.rules import Rule
from hotline_rules.ticket import Kind, Origin, Track, Urgency, read_instant
from tests.tickets import spoken

DIRECTORY = Path(os.environ.get("SCENARIOS") or Path(__file__).parent / "scenarios")

Case = Literal["plain", "nearest_miss", "unknown", "combined", "after_dispatch"]
CASES: tuple[str, ...] = get_args(Case)
OTHERWISE = "otherwise"
"""The last word of the intake table: what no ground names."""


# -- the format ---------------------------------------------------------------------------------------------------


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _digits(value: object) -> object:
    """An address that is a bare number, such as 39, need not stand in quotes."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Name = Annotated[str, BeforeValidator(_digits)]


class Answer(_Strict):
    """What is expected of acceptance or of the re-check; only what is written is compared."""

    outcome: str
    why: str | None = None
    provision: Name | None = None
    grounds: tuple[Name, ...] = ()
    possible: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    ask_grounds: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()

    def told(self) -> dict[str, Any]:
        return {name: _plain(name, getattr(self, name)) for name in self.model_fields_set}


class StageAnswer(_Strict):
    """What is expected of one stage; of the first round, unless it is told which."""

    stage: str
    round: int = 1
    state: str
    due: str | None = None
    why: str | None = None


class StepAnswer(Answer):
    """What is expected of another step: the table's name, and of a request or a callback which one."""

    step: str
    round: int = 1
    n: int = 1

    def told(self) -> dict[str, Any]:
        return {name: told for name, told in super().told().items() if name not in ("step", "round", "n")}


class FindingAnswer(_Strict):
    """A finding that is expected; of it only what is written is compared."""

    code: str
    provision: Name | None = None
    severity: str | None = None
    on: str | None = None
    unit: str | None = None
    about: tuple[str, ...] | None = None


class HeldAnswer(_Strict):
    """A stretch of the timeline: who held it, until when."""

    holder: str
    unit: str | None = None
    until: str | None = None


class Expected(_Strict):
    """What is expected: `findings` are all there are, `checks` and `steps` those that are written."""

    acceptance: Answer | None = None
    recheck: Answer | None = None
    stages: tuple[StageAnswer, ...] = ()
    steps: tuple[StepAnswer, ...] = ()
    findings: tuple[FindingAnswer, ...] | None = None
    checks: dict[str, StrictBool | None] = {}
    keep_until: str | None = None
    timeline: tuple[HeldAnswer, ...] = ()

    @model_validator(mode="after")
    def _expects_something(self) -> Expected:
        if not self.model_fields_set:
            raise ValueError(f"accepted: at least one of {', '.join(type(self).model_fields)}")
        return self

    @property
    def of_review(self) -> bool:
        """Whether something is expected that only a whole review tells."""
        return bool(self.model_fields_set - {"acceptance", "recheck", "stages"})


class Scenario(_Strict):
    """One scenario as it is written. `disputed` says why the code is known to answer otherwise."""

    name: str
    en: str
    provision: Name
    ground: Name | None = None
    case: Case
    city: str
    kind: Kind | None = None
    origin: Origin = "caller"
    urgency: Urgency = "ordinary"
    track: Track = "ordinary"
    facts: dict[str, StrictBool | Literal["unknown", "not_asked"]] = {}
    all_else: Literal[False] | None = None
    readings: dict[str, str] = {}
    unit: str | None = None
    reply_waived: bool = False
    not_recorded: tuple[str, ...] = ()
    overlay: str | None = None
    events: tuple[dict[str, Any], ...] = ()
    as_of: str | None = None
    expect: Expected
    disputed: str | None = None

    @model_validator(mode="after")
    def _says_when(self) -> Scenario:
        if (self.expect.stages or self.expect.of_review) and self.as_of is None:
            raise ValueError("as_of: needed where anything but acceptance and recheck is expected")
        if self.case == "after_dispatch" and not self.events:
            raise ValueError("events: needed in a case after dispatch")
        return self

    @property
    def of_acceptance(self) -> bool:
        """Whether it speaks of acceptance or the re-check, and so of a ground of theirs."""
        return self.expect.acceptance is not None or self.expect.recheck is not None

    @property
    def of(self) -> str:
        """The id of the ground it is about: its address, unless several grounds share one."""
        return self.ground or self.provision


class Placed(NamedTuple):
    """A scenario and the file it stands in."""

    file: Path
    scenario: Scenario

    @property
    def place(self) -> str:
        return f"{self.file.name}: {self.scenario.name}"


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """Plain YAML, but an instant stays as written, and a key that stands twice is an error."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)


def read(file: Path) -> list[Placed]:
    """Read the scenarios of one file; an error names the file and the scenario."""
    try:
        rows = yaml.load(file.read_text(encoding="utf-8"), _Loader)
    except yaml.YAMLError as error:
        raise ValueError(f"{file.name}: {error}") from error
    if not isinstance(rows, list):
        raise ValueError(f"{file.name}: accepted: a list of scenarios, each beginning with a hyphen")
    return [_read_one(file, n, row) for n, row in enumerate(rows, 1)]


def _read_one(file: Path, n: int, row: object) -> Placed:
    name = row.get("name") if isinstance(row, dict) else None
    try:
        placed = Placed(file, Scenario.model_validate(row))
        _check(placed)
    except (ValidationError, HotlineError, ValueError) as error:
        raise ValueError(f"{file.name}: {name or f'scenario {n}'}: {error}") from error
    return placed


def _check(placed: Placed) -> None:
    """Every name a scenario uses is known: the ground, its address, the facts, the readings, the events."""
    scenario, city = placed.scenario, city_of(placed)
    if scenario.of_acceptance:
        known = grounds(city)
        if scenario.of not in known:
            raise ValueError(f"ground {scenario.of!r}; known: {', '.join(known)}")
        if scenario.provision not in known[scenario.of]:
            raise ValueError(f"provision {scenario.provision!r}; of {scenario.of}: {', '.join(known[scenario.of])}")
    else:
        city.regulation.provision(scenario.provision)
        for one in scenario.expect.steps:
            city.table(one.step)
        for name in scenario.expect.checks:
            if name not in [check.id for check in city.checks]:
                raise ValueError(f"check {name!r}; known: {', '.join(check.id for check in city.checks)}")
    acceptance.check(ticket_of(placed), city)


@cache
def _city(name: str, directory: Path) -> Jurisdiction:
    return load((directory / name).read_text(encoding="utf-8")) if name.endswith(".json") else jurisdiction(name)


def city_of(placed: Placed) -> Jurisdiction:
    """The city, a shipped one or the JSON document beside the file, under the readings of the scenario."""
    scenario = placed.scenario
    city = _city(scenario.city, placed.file.parent)
    return (city.with_overlay(overlay(scenario.overlay)) if scenario.overlay else city).variant(scenario.readings)


def grounds(city: Jurisdiction) -> Mapping[str, tuple[str, ...]]:
    """Every ground of intake and of the re-check, and what none of intake names, with the addresses of each."""
    found: dict[str, dict[str, None]] = {}
    if city.acceptance:
        for rule in _rules(city):
            found.setdefault(rule.id, {})[rule.provision] = None
        found[OTHERWISE] = {city.acceptance.intake.otherwise.provision: None}
    return {name: tuple(addresses) for name, addresses in found.items()}


def _rules(city: Jurisdiction) -> list[Rule]:
    return [rule for table in city.acceptance.tables for rule in table.rules] if city.acceptance else []


def ticket_of(placed: Placed) -> Ticket:
    """The ticket of a scenario; `all_else: no` answers no to every other fact of the tables it expects something of."""
    scenario = placed.scenario
    facts: dict[str, Any] = {name: None if told == "not_asked" else told for name, told in scenario.facts.items()}
    if scenario.all_else is False:
        for name in _asked(city_of(placed), scenario.expect):
            facts.setdefault(name, False)
    fields = ("kind", "origin", "urgency", "track", "unit", "reply_waived", "not_recorded")
    told = {name: getattr(scenario, name) for name in fields if name in scenario.model_fields_set}
    return Ticket.model_validate({"id": scenario.name, **told, "facts": facts, "events": scenario.events})


def _asked(city: Jurisdiction, expected: Expected) -> Iterable[str]:
    """The facts of the tables that are in question; those worked out from the log are nobody's to tell."""
    rules = city.acceptance
    tables = [city.table(one.step) for one in expected.steps]
    if rules and (expected.acceptance or not (expected.recheck or expected.of_review)):
        tables.append(rules.intake)
    if rules and rules.recheck and (expected.recheck or not (expected.acceptance or expected.of_review)):
        tables.append(rules.recheck)
    return (fact.name for table in tables for fact in table.facts if not fact.derived)


# -- what was answered --------------------------------------------------------------------------------------------

_ORDERED = ("grounds",)


def _plain(name: str, value: Any) -> Any:
    """A list in the order of the text stays so; of what is to be asked or done only the members matter."""
    if not isinstance(value, tuple):
        return value
    return list(value) if name in _ORDERED else sorted(value)


def told_of(answer: Any, expected: Answer) -> dict[str, Any]:
    """As much of an answer as the scenario speaks of."""
    whole = {
        "outcome": answer.outcome,
        "why": answer.why,
        "provision": answer.provision,
        "grounds": tuple(ground.rule.id for ground in answer.grounds if ground.certain),
        "possible": answer.possible,
        "ask": answer.ask,
        "ask_grounds": answer.ask_grounds,
        "hangs_on": answer.hangs_on,
        "duties": tuple(state.duty.id for state in answer.duties),
    }
    return {name: _plain(name, whole[name]) for name in expected.model_fields_set if name in whole}


def _stages(ticket: Ticket, city: Jurisdiction, as_of: datetime | date) -> dict[tuple[str, int], dict[str, Any]]:
    """The stages by name and round; of several units', the first."""
    found: dict[tuple[str, int], dict[str, Any]] = {}
    for v in deadlines.check(ticket, city, as_of=as_of).stages:
        told = {"stage": v.stage, "round": v.round, "state": v.state.value, "due": spoken(v.due), "why": v.why}
        found.setdefault((v.stage, v.round), told)
    return found


def _told_of_stage(found: Mapping[tuple[str, int], Mapping[str, Any]], expected: StageAnswer) -> dict[str, Any]:
    stage = found.get((expected.stage, expected.round), {"stage": None})
    return {name: stage.get(name) for name in expected.model_fields_set}


def answered(placed: Placed) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the code answers, and what the scenario expects."""
    expected, city, ticket = placed.scenario.expect, city_of(placed), ticket_of(placed)
    told: dict[str, Any] = {}
    law: dict[str, Any] = {}
    for name, ask in (("acceptance", acceptance.check), ("recheck", acceptance.recheck)):
        wanted = getattr(expected, name)
        if wanted is not None:
            told[name], law[name] = told_of(ask(ticket, city), wanted), wanted.told()
    if expected.stages:
        assert placed.scenario.as_of is not None
        found = _stages(ticket, city, read_instant(placed.scenario.as_of))
        told["stages"] = [_told_of_stage(found, wanted) for wanted in expected.stages]
        law["stages"] = [wanted.model_dump(include=wanted.model_fields_set) for wanted in expected.stages]
    if expected.of_review:
        assert placed.scenario.as_of is not None
        _reviewed(audit.review(ticket, city, as_of=read_instant(placed.scenario.as_of)), expected, told, law)
    return told, law


def _reviewed(review: audit.Review, expected: Expected, told: dict[str, Any], law: dict[str, Any]) -> None:
    """What a whole review answers, and what is expected of it."""
    steps = {(s.name, s.round or 1, s.n or 1): answer for s, answer in review.rooms.answers()}
    for wanted in expected.steps:
        key = (wanted.step, wanted.round, wanted.n)
        law[str(key)] = wanted.told()
        told[str(key)] = told_of(steps[key], wanted) if key in steps else None
    if expected.findings is not None:
        found = sorted(review.findings, key=lambda one: (one.code, one.provision or ""))
        due = sorted(expected.findings, key=lambda one: (one.code, one.provision or ""))
        law["findings"] = [one.model_dump(include=one.model_fields_set) for one in due]
        names = [one.model_fields_set for one in due] + [{"code"}] * len(found)
        dicts = [one.as_dict() for one in found]
        told["findings"] = [_part(one, wanted) for one, wanted in zip(dicts, names, strict=False)]
    if expected.checks:
        kept = {one.check.id: one.kept for one in review.rooms.checks.checked if one.applies is not False}
        law["checks"] = expected.checks
        told["checks"] = {name: kept.get(name, "does not apply") for name in expected.checks}
    if expected.keep_until:
        law["keep_until"], told["keep_until"] = expected.keep_until, str(review.rooms.closing.keep_until)
    if expected.timeline:
        law["timeline"] = [one.model_dump(include=one.model_fields_set) for one in expected.timeline]
        stretches = [{"holder": h.holder.value, "unit": h.unit, "until": spoken(h.end)} for h in review.timeline]
        sets = [one.model_fields_set for one in expected.timeline] + [{"holder"}] * len(stretches)
        told["timeline"] = [_part(one, wanted) for one, wanted in zip(stretches, sets, strict=False)]


def _part(found: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    part = {name: found[name] for name in names}
    return part | {"about": tuple(part["about"])} if "about" in part else part


# -- the tests ----------------------------------------------------------------------------------------------------

TABLES = [placed for file in sorted(DIRECTORY.glob("*.yaml")) for placed in read(file)]
CITIES = list(dict.fromkeys((placed.scenario.city, placed.file.parent) for placed in TABLES))


def _params() -> list[Any]:
    return [pytest.param(placed, id=placed.scenario.name, marks=_marks(placed.scenario)) for placed in TABLES]


def _marks(scenario: Scenario) -> list[pytest.MarkDecorator]:
    why = scenario.disputed
    return [pytest.mark.xfail(reason=why, raises=AssertionError, strict=True)] if why else []


@pytest.mark.parametrize("placed", _params())
def test_scenario(placed):
    told, law = answered(placed)
    assert told == law, placed.place


@pytest.mark.parametrize(("city", "directory"), CITIES, ids=[name for name, _ in CITIES])
def test_every_ground_has_its_five_cases(city, directory):
    shown: dict[str, list[str]] = {name: [] for name in grounds(_city(city, directory))}
    for placed in TABLES:
        if placed.scenario.city == city and placed.scenario.of_acceptance:
            shown[placed.scenario.of].append(placed.scenario.case)
    missing = {name: [case for case in CASES if case not in cases] for name, cases in shown.items()}
    assert {name: cases for name, cases in missing.items() if cases} == {}


COMPUTABLE = {"C", "C-const", "D", "D-start"}


def computable(city: Jurisdiction) -> list[str]:
    """The addresses of the rows of class C or D that a rule on tickets encodes, not one on institutions alone."""
    rows = [p.address for p in city.regulation.provisions if {one.value for one in p.classes} & COMPUTABLE]
    told = {name for _, name in city.institution.citations()} if city.institution else set()
    return [address for address in rows if not set(city.cited.get(address, ("none",))) <= told]


@pytest.mark.parametrize("city", [name for name, _ in CITIES if not name.endswith(".json")])
def test_every_computable_row_has_three_scenarios_one_of_them_a_nearest_miss(city):
    cases: dict[str, list[str]] = {address: [] for address in computable(jurisdiction(city))}
    for placed in TABLES:
        for address in cases if placed.scenario.city == city else ():
            if encloses(address, placed.scenario.provision):
                cases[address].append(placed.scenario.case)
    short = {a: found for a, found in cases.items() if len(found) < 3 or "nearest_miss" not in found}
    assert short == {}


def test_there_are_scenarios_and_every_name_is_its_own():
    names = [placed.scenario.name for placed in TABLES] + [placed.scenario.en for placed in TABLES]
    assert names
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.parametrize("city", [name for name, _ in CITIES])
def test_what_is_found_of_a_matter_moves_no_deadline(city):
    """A ticket sent out that should not have been keeps its deadlines, whatever the facts are."""
    for placed in TABLES:
        if placed.scenario.city == city and placed.scenario.as_of:
            ticket, place, as_of = ticket_of(placed), city_of(placed), read_instant(placed.scenario.as_of)
            bare = ticket.model_copy(update={"facts": {}})
            assert _stages(ticket, place, as_of) == _stages(bare, place, as_of), placed.place


class TestReadingTheTables:
    """A scenario that is written wrongly is refused, and the error names the file and the scenario."""

    GOOD = {  # noqa: RUF012
        "name": "甲", "en": "a", "provision": 39, "case": "plain", "city": "weifang", "kind": "help",
        "facts": {"emergency_line": True}, "all_else": False, "expect": {"acceptance": {"outcome": "refer"}},
    }  # fmt: skip

    def write(self, tmp_path, **changes):
        file = tmp_path / "mine.yaml"
        row = {name: value for name, value in (self.GOOD | changes).items() if value is not ...}
        file.write_text(yaml.safe_dump([row], allow_unicode=True), encoding="utf-8")
        return file

    def test_as_it_stands_it_is_read_and_a_bare_number_is_an_address(self, tmp_path):
        (placed,) = read(self.write(tmp_path))
        assert placed.scenario.of == "39"
        assert answered(placed) == ({"acceptance": {"outcome": "refer"}},) * 2

    def test_a_wrong_expectation_is_seen(self, tmp_path):
        told, law = answered(read(self.write(tmp_path, expect={"acceptance": {"outcome": "accept"}}))[0])
        assert told != law

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"fact": {}}, "fact\n  Extra inputs"),
            ({"expect": {"acceptance": {"outcome": "refer", "ground": []}}}, "acceptance.ground\n  Extra inputs"),
            ({"expect": {"stages": [{"stage": "handle", "state": "open"}]}}, "as_of: needed"),
            ({"expect": {}}, "accepted: at least one"),
            ({"case": "plane"}, "Input should be 'plain'"),
            ({"case": "after_dispatch"}, "events: needed"),
            ({"facts": {"emergency": True}}, "unknown fact 'emergency'; known: emergency_line"),
            ({"facts": {"conclusion_lawful": True}}, "facts contradict"),
            ({"facts": {"emergency_line": "maybe"}}, "facts.emergency_line"),
            ({"facts": {"emergency_line": "yes"}}, "facts.emergency_line"),
            ({"all_else": True}, "all_else"),
            ({"readings": {"AMB-99": "x"}}, "unknown reading"),
            ({"events": [{"type": "sent", "at": "2026-03-02T10:00"}]}, "sent"),
            ({"city": "weifnag"}, "unknown city 'weifnag'; known: weifang"),
            ({"ground": "38"}, "ground '38'; known: 39"),
            ({"provision": "10", "ground": "39"}, "provision '10'; of 39: 39"),
            ({"en": ...}, "en\n  Field required"),
        ],
    )
    def test_what_is_written_wrongly_is_refused(self, tmp_path, changes, message):
        with pytest.raises(ValueError) as told:
            read(self.write(tmp_path, **changes))
        assert str(told.value).startswith("mine.yaml: 甲: ")
        assert message in str(told.value)

    def test_a_key_that_stands_twice_is_refused(self, tmp_path):
        file = tmp_path / "mine.yaml"
        file.write_text("- name: 甲\n  name: 乙\n", encoding="utf-8")
        with pytest.raises(ValueError, match="the key 'name' stands twice"):
            read(file)

    def test_a_file_that_is_no_list_is_refused(self, tmp_path):
        file = tmp_path / "mine.yaml"
        file.write_text("name: 甲\n", encoding="utf-8")
        with pytest.raises(ValueError, match=r"mine\.yaml: accepted: a list of scenarios"):
            read(file)

    def test_a_city_of_ones_own_is_the_json_document_beside_the_table(self, tmp_path):
        own = jurisdiction("weifang").changed(id="mine", name_en="Mine")
        (tmp_path / "mine.json").write_text(own.model_dump_json(), encoding="utf-8")
        (placed,) = read(self.write(tmp_path, city="mine.json"))
        assert city_of(placed).id == "mine"
        assert answered(placed) == ({"acceptance": {"outcome": "refer"}},) * 2

    def test_all_else_answers_only_what_was_not_told(self, tmp_path):
        (placed,) = read(self.write(tmp_path, facts={"emergency_line": "not_asked", "must_litigate": "unknown"}))
        facts = ticket_of(placed).facts
        assert (facts["emergency_line"], facts["must_litigate"], facts["must_arbitrate"]) == (None, "unknown", False)
        assert "cannot_be_handled" not in facts  # of the re-check, of which nothing is expected


def test_a_ground_is_a_rule_of_acceptance_or_what_none_names():
    jinan = grounds(jurisdiction("jinan"))
    items = {f"14({n})" for n in "一二三四五"} | {"21(1)", "23(三)", "25(一)", "25(二)"}
    assert {*jinan} == {*items, OTHERWISE}
    assert (jinan[OTHERWISE], grounds(jurisdiction("ganzi"))["10(一)b"]) == (("3",), ("10(一)",))
