"""Take one piece of a city away, or turn one option round: nothing may change but what said that it hung on it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import Ticket, audit, deadlines, jurisdiction
from hotline_rules._diagrams import Diagram, Node
from hotline_rules.audit import Review
from hotline_rules.days import DayLayer
from hotline_rules.deadlines import DeadlineRules
from hotline_rules.errors import ContradictoryFactsError
from hotline_rules.facts import check_facts
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.rules import (
    FIELD_VALUES,
    Condition,
    Decision,
    Fields,
    OneOf,
    Rule,
    Table,
    Under,
    every,
    no,
    parts_of,
    some,
)
from hotline_rules.steps import Step
from tests.test_deadline_properties import tickets as logs

NOW = datetime(2026, 12, 1)
ROOMS = ("acceptance", "urgency", "routing", "extensions", "returns", "closing", "supervision", "rights")
TABLES = [(city, rules.name) for city in CITIES for rules in jurisdiction(city).tables if rules.rules]
STAGES = [(city, stage.name) for city in CITIES for stage in jurisdiction(city).deadlines.stages]
CHECKS = [(city, one.id) for city in CITIES for one in jurisdiction(city).checks]
OPTIONS = [(city, *pair) for city in CITIES for pair in sorted(jurisdiction(city).alternatives.items())]

# -- cities with a piece less ------------------------------------------------------------------------------------------


def alike(city: Jurisdiction, **changes: Any) -> Jurisdiction:
    """This city with other rules; its days are the same, so its clock is not made again."""
    other = city.changed(**changes)
    vars(other)["clock"] = city.clock
    return other


def rebuilt(model: Any, **changes: Any) -> Any:
    """A frozen model with some fields replaced, checked anew."""
    return type(model)(**{name: getattr(model, name) for name in type(model).model_fields} | changes)


def without_rule(rules: Table, place: int) -> Table:
    """A table without one of its rules."""
    return rebuilt(rules, rules=(*rules.rules[:place], *rules.rules[place + 1 :]))


def with_table(city: Jurisdiction, old: Table, new: Table) -> Jurisdiction:
    """The city with one table replaced, in whichever room it stands."""

    def replaced(value: Any) -> Any:
        if value is old:
            return new
        return tuple(map(replaced, value)) if isinstance(value, tuple) else value

    room = next(name for name in ROOMS if getattr(city, name) and old in getattr(city, name).tables)
    rules = getattr(city, room)
    fields = {name: replaced(getattr(rules, name)) for name in type(rules).model_fields}
    return alike(city, **{room: type(rules)(**fields)})


def without_stage(city: Jurisdiction, name: str) -> Jurisdiction:
    """The city's deadlines without one of the stages; a window measured by it goes with it.

    Its other rooms are left out: some of their duties name the stage, and no deadline asks them.
    """
    rules = city.deadlines
    window = rules.extension_window
    lesser = rebuilt(
        rules,
        stages=tuple(stage for stage in rules.stages if stage.name != name),
        extension_window=None if window and window.of == name else window,
    )
    return alike(city, deadlines=lesser, checks=(), **dict.fromkeys(ROOMS))


# -- cases -------------------------------------------------------------------------------------------------------------


def way_to(diagram: Diagram, end: object) -> dict[str, bool] | None:
    """Answers that lead through a diagram to an end; `None` where there are none."""
    if not isinstance(diagram, Node):
        return {} if diagram is end else None
    for answer, below in ((True, diagram.yes), (False, diagram.no)):
        found = way_to(below, end)
        if found is not None:
            return {diagram.fact: answer, **found}
    return None


def fields_of(rule: Rule) -> Iterator[Fields]:
    """The ordinary fields first, then every value of those the rule looks at."""
    plain = tuple(values[0] for values in FIELD_VALUES.values())
    yield plain
    for part in parts_of(rule.when):
        if isinstance(part, OneOf):
            at = list(FIELD_VALUES).index(part.field)
            yield from ((*plain[:at], value, *plain[at + 1 :]) for value in (*part.values, *FIELD_VALUES[part.field]))


def witness(city: Jurisdiction, rules: Table, rule: Rule, condition: Condition) -> tuple[Fields, dict] | None:
    """Fields and answers under which a condition over the facts of a table holds."""
    engine = city.engine(rules)
    for fields in fields_of(rule):
        told = way_to(engine.diagram(condition, fields, city.chosen), True)
        if told is not None:
            return fields, told
    return None


def witnesses(city: Jurisdiction, rules: Table, place: int) -> list[tuple[Fields, dict]]:
    """A case in which a rule holds, and one in which none before it does; none where an option switches it off."""
    rule, before = rules.rules[place], [other.when for other in rules.rules[:place]]
    conditions = (rule.when, every(rule.when, no(some(*before))))
    return [found for one in conditions if (found := witness(city, rules, rule, one))]


def by_chance(rules: Table, chance: Random, most: int) -> Iterator[tuple[Fields, dict]]:
    """Random fields and answers to some of the facts of a table."""
    for _ in range(most):
        fields = tuple(chance.choice([None, *values] if name in ("kind", "urgency") else values)
                       for name, values in FIELD_VALUES.items())  # fmt: skip
        share = chance.choice([0.2, 0.6, 0.95])
        told = {fact.name: chance.choice([True, False, False, "unknown"])
                for fact in rules.facts if chance.random() < share}  # fmt: skip
        yield fields, told


def with_the_option(city: Jurisdiction, rule: Rule) -> Jurisdiction:
    """The city under an admissible option by which the rule is not switched off, its own where that will do."""
    for part in parts_of(rule.when):
        if isinstance(part, Under) and city.chosen[part.reading] not in part.options:
            others = [one for one in city.alternatives.get(part.reading, ()) if one in part.options]
            if others:
                return city.variant({part.reading: others[0]})
    return city


EVENTS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("signed", {}),
    ("extension_requested", {"working_days": 4, "reason": "复杂"}),
    ("extension_requested", {"working_days": 7, "basis": "statute"}),
    ("extension_decided", {"granted": True, "by": "hotline"}),
    ("extension_decided", {"granted": False}),
    ("return_requested", {"reason": "不属职责", "signed_by_deputy": True, "suggested_unit": "乙局"}),
    ("return_requested", {"boilerplate": True}),
    ("return_decided", {"approved": False}),
    ("designated", {"unit": "甲局"}),
    ("limit_set", {"rank": "law", "cite": "某法", "working_days": 12}),
    ("limit_set", {"rank": "assigned", "cite": "转办单", "working_days": 3}),
    ("urgent_recognised", {"tier": "special", "new_facts": True}),
    ("kind_changed", {"kind": "report"}),
    ("notified", {}),
    ("first_response", {}),
    ("explained", {"solution_proposed": True}),
    ("promised", {"due": "2026-05-20"}),
    ("termination_requested", {"written": True, "signed_by_principal": True}),
    ("supervised", {}),
    ("handled", {}),
    ("replied", {}),
    ("fed_back", {"contents": ["investigation"]}),
    ("called_back", {"rating": "不满意", "unit_at_fault": True, "result_lawful": False}),
    ("called_back", {"rating": "满意"}),
    ("called_back", {}),
    ("redispatched", {}),
    ("closed", {}),
)


def told_to(city: Jurisdiction, chance: Random, apart_from: str = "") -> dict[str, Any]:
    """Answers to some of the facts of a city that do not contradict each other."""
    names = sorted(set(city.vocabulary) - city.derived_facts - {apart_from})
    told: dict[str, Any] = {}
    for name in chance.sample(names, chance.randint(0, len(names) // 2)):
        more = {**told, name: chance.choice([True, True, False, "unknown"])}
        try:
            check_facts(more, city.vocabulary, city.conflicts)
        except ContradictoryFactsError:
            continue
        told = more
    return told


def life(city: Jurisdiction, seed: int, apart_from: str = "") -> tuple[Ticket, datetime]:
    """A ticket of some kind and what became of it, and the day on which it is looked at."""
    chance = Random(f"{city.id} {seed}")
    at = datetime(2026, 4, 1) + timedelta(minutes=chance.randint(0, 20 * 1440))
    events: list[dict[str, Any]] = [{"type": "accepted", "at": at.isoformat()}]
    later = sorted(chance.sample(range(len(EVENTS)), chance.randint(0, 12)))
    for name, more in [("transferred", {}), ("arrived", {}), *(EVENTS[place] for place in later)]:
        at += timedelta(minutes=chance.choice([1, 30, 400, 2000, 5000]))
        unit = {} if name in ("limit_set", "called_back", "closed") else {"unit": "甲局"}
        events.append({"type": name, "at": at.isoformat(), **unit, **more})
    told = {
        "id": str(seed),
        "unit": "甲局",
        "facts": told_to(city, chance, apart_from),
        "reply_waived": chance.random() < 0.2,
        **{name: chance.choice(values) for name, values in FIELD_VALUES.items() if name in ("kind", "track")},
        "origin": chance.choice(["caller", "caller", "province"]),
        "urgency": chance.choice(["ordinary", "ordinary", "special_urgent"]),
        "events": events,
    }
    return Ticket.model_validate(told), at + timedelta(days=chance.choice([0, 1, 30]))


def reviewed(city: Jurisdiction, seed: int, apart_from: str = "") -> Review:
    ticket, as_of = life(city if not apart_from else jurisdiction(city.id), seed, apart_from)
    return audit.review(ticket, city, as_of=as_of)


@cache
def shipped(city: str, seed: int) -> tuple[dict[Step, tuple], list[tuple]]:
    return said(reviewed(jurisdiction(city), seed))


def said(review: Review) -> tuple[dict[Step, tuple], list[tuple]]:
    """What every step answers, and how every stage stands."""
    answers = {step: (*spoken(one.decision), one.why) for step, one in review.rooms.answers()}
    return answers, [(*verdict[:-1], verdict.readings) for verdict in review.stages]


def spoken(found: Decision | None) -> tuple:
    """Everything that a decision says, but for the readings."""
    if found is None:
        return ()
    return (
        found.outcome,
        found.provision,
        frozenset(found.possible),  # given in the order in which the rules of a table first name them
        tuple((ground.rule.id, ground.certain) for ground in found.grounds),
        found.ask,
        found.ask_grounds,
        found.hangs_on,
        tuple(duty.id for duty in found.duties),
    )


# -- a rule less -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "rules"), TABLES)
class TestARuleTakenAway:
    """An answer that does not cite a rule is the same without it; and so is every answer of every other table."""

    def test_only_answers_that_cited_it_differ(self, name, rules):
        table = jurisdiction(name).table(rules)
        for place, rule in enumerate(table.rules):
            city = with_the_option(jurisdiction(name), rule)
            here, chance = city.table(rules), Random(f"{name} {rules} {rule.id}")
            found = witnesses(city, here, place)
            assert found, f"no case in which {rule.id} holds"
            other = with_table(city, here, without_rule(here, place))
            there = other.table(rules)
            named = {part.reading for part in parts_of(rule.when) if isinstance(part, Under)} | {*rule.readings}
            for fields, told in (*found, *by_chance(here, chance, 20)):
                before = city.engine(here).decide_on(fields, told)
                after = other.engine(there).decide_on(fields, told)
                cited = rule.id in [ground.rule.id for ground in before.grounds]
                assert cited or spoken(before) == spoken(after), (rule.id, fields, told)
                assert cited or {*before.readings} ^ {*after.readings} <= named, (rule.id, fields, told)
                if cited:
                    assert rule.id not in [ground.rule.id for ground in after.grounds]

    def test_other_tables_and_all_deadlines_stay_as_they_were(self, name, rules):
        city = jurisdiction(name)
        table = city.table(rules)
        for place, rule in enumerate(table.rules):
            other = with_table(city, table, without_rule(table, place))
            for seed in range(place % 4, 8, 4):
                answers, stages = shipped(name, seed)
                others, stages_then = said(reviewed(other, seed))
                assert stages == stages_then
                assert answers.keys() == others.keys()
                differing = {step.name for step in answers if answers[step] != others[step]}
                assert differing <= {rules}, rule.id


class TestTheTakingAway:
    """That the cases above are ones in which something could have changed."""

    @pytest.mark.parametrize("name", CITIES)
    def test_the_lives_touch_most_tables_and_every_state(self, name):
        touched, states = set(), set()
        for seed in range(90):
            review = reviewed(jurisdiction(name), seed)
            touched |= {step.name for step in review.steps}
            states |= {verdict.state.value for verdict in review.stages}
        assert {rules.name for rules in jurisdiction(name).tables} - touched <= {"recheck"}
        assert states >= {"in_time", "overdue"}

    def test_a_rule_lost_in_another_table_would_show_in_its_answers(self):
        city = jurisdiction("ganzi")
        tables = [without_rule(city.table(name), 0) for name in ("tier", "bars")]
        doctored = with_table(with_table(city, city.table("tier"), tables[0]), city.table("bars"), tables[1])
        fields, told = witnesses(city, city.table("bars"), 0)[0]
        before = city.engine(city.table("bars")).decide_on(fields, told)
        after = doctored.engine(doctored.table("bars")).decide_on(fields, told)
        assert spoken(before) != spoken(after)


# -- a stage, a check less ---------------------------------------------------------------------------------------------


def hanging_on(rules: DeadlineRules, name: str) -> set[str]:
    """What is measured by a stage: its extension requests, and, by the handling, the promise and shorter laws."""
    stages = [stage.name for stage in rules.stages]
    handling = {one for one in rules.handling if one in stages}
    found = {"promise", "special_law"} if name in handling else set()
    window = rules.extension_window
    return found | ({window.name} if window and window.of == name else set())


@pytest.mark.parametrize(("name", "stage"), STAGES)
class TestAStageTakenAway:
    """A stage is judged for itself: without it, every other one stands as it stood."""

    @settings(max_examples=60)
    @given(st.data(), st.integers(0, 400 * 24))
    def test_no_other_stage_stands_otherwise(self, name, stage, data, hours):
        payload = data.draw(logs())
        city, as_of = jurisdiction(name), datetime(2026, 1, 5) + timedelta(hours=hours)
        gone = {stage} | hanging_on(city.deadlines, stage)
        before, after = (
            [v for v in deadlines.check(Ticket.model_validate(payload), one, as_of=as_of).stages if v.stage not in gone]
            for one in (city, without_stage(city, stage))
        )
        assert [(*v[:-1], v.readings) for v in before] == [(*v[:-1], v.readings) for v in after]

    def test_and_it_is_gone(self, name, stage):
        city = with_the_stage(jurisdiction(name), stage)
        before, after = (
            {v.stage for seed in range(12) for v in deadlines.check(*life(city, seed)[:1], one, as_of=NOW).stages}
            for one in (city, without_stage(city, stage))
        )
        assert stage in before
        assert after <= before - {stage}


def with_the_stage(city: Jurisdiction, name: str) -> Jurisdiction:
    """The city under an option by which it has the stage, its own where that will do."""
    cases = next(stage.cases for stage in city.deadlines.stages if stage.name == name)
    if all(case.reading and city.chosen[case.reading] not in case.options for case in cases):
        return city.variant({str(cases[0].reading): cases[0].options[0]})
    return city


@pytest.mark.parametrize("name", CITIES)
class TestACheckTakenAway:
    """A check asks; it answers nothing but itself."""

    def test_no_answer_no_stage_and_no_other_check_differs(self, name):
        city = jurisdiction(name)
        for place, one in enumerate(city.checks):
            left = tuple(other for other in city.checks if other is not one)
            lesser = alike(city, checks=left)
            for seed in (place, place + 1):
                before, after = (reviewed(where, seed, apart_from=one.id) for where in (city, lesser))
                assert said(before) == said(after)
                rest = [found for found in before.rooms.checks.checked if found.check is not one]
                assert rest == list(after.rooms.checks.checked)


# -- a day more --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CITIES)
class TestADayAdded:
    """A holiday more never makes a due earlier, a make-up day more never later.

    But for the end by which more time is to be asked: it is counted back from a due, and a holiday moves it back.
    """

    @settings(max_examples=12)
    @given(st.lists(logs(), min_size=5, max_size=5), st.dates(date(2026, 1, 5), date(2026, 12, 20)))
    def test_a_holiday_delays_and_a_make_up_day_hastens(self, name, payloads, day):
        city = jurisdiction(name)
        window = city.deadlines.extension_window
        off, worked = (city.with_days(DayLayer(name="x", **{how: frozenset([day])})) for how in ("off", "worked"))
        for payload in payloads:
            ticket, as_of = Ticket.model_validate(payload), datetime(2027, 1, 20)
            dues = [self.dues(ticket, one, as_of) for one in (worked, city, off)]
            for key in dues[1]:
                if window is None or key[0] != window.name:
                    first, second, third = (found.get(key) for found in dues)
                    assert first is None or second is None or all(a <= b for a, b in zip(first, second, strict=True))
                    assert third is None or second is None or all(a <= b for a, b in zip(second, third, strict=True))

    @staticmethod
    def dues(ticket: Ticket, city: Jurisdiction, as_of: datetime) -> dict[tuple, tuple[datetime, ...]]:
        found = deadlines.check(ticket, city, as_of=as_of).stages
        return {(v.stage, v.round, v.unit, v.n): (v.due, v.due_latest) for v in found if v.due and v.due_latest}

    def test_and_the_due_of_a_plain_ticket_moves_with_each(self, name):
        city = jurisdiction(name)
        arrived = [{"type": one, "at": "2026-03-02T10:00"} for one in ("transferred", "arrived")]
        ticket = Ticket.model_validate({"id": "1", "kind": "help", "events": arrived})
        holiday = city.with_days(DayLayer(name="x", off=frozenset([date(2026, 3, 4)])))
        made_up = city.with_days(DayLayer(name="x", worked=frozenset([date(2026, 3, 7)])))
        dues = [
            {key: pair for key, pair in self.dues(ticket, one, datetime(2026, 3, 3)).items() if key[0] != "sign"}
            for one in (made_up, city, holiday)
        ]
        assert dues[0].keys() == dues[1].keys() == dues[2].keys() != set()
        for key in dues[1]:
            assert dues[0][key] < dues[1][key] < dues[2][key]


# -- an option turned --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "reading", "others"), OPTIONS)
class TestAReadingTurned:
    """What turns with a reading names it, before or after: stages by how they stand, answers by what they say."""

    def test_what_does_not_name_it_stays_as_it_was(self, name, reading, others):
        self.turned(name, reading, others, range(12))

    @pytest.mark.long
    def test_it_does_so_in_many_lives(self, name, reading, others):
        self.turned(name, reading, others, range(12, 40))

    @staticmethod
    def turned(name, reading, others, seeds):
        city = jurisdiction(name)
        for option in others:
            for seed in seeds:
                before, after = reviewed(city, seed), reviewed(city.variant({reading: option}), seed)
                stages = ({v[:4]: (v, v[:-1]) for v in one.stages} for one in (before, after))
                answers = (
                    {step: (one, spoken(one.decision)) for step, one in review.rooms.answers()}
                    for review in (before, after)
                )
                for first, second in (tuple(stages), tuple(answers)):
                    for key in first.keys() | second.keys():
                        pair = [one[key] for one in (first, second) if key in one]
                        if len(pair) < 2 or pair[0][1] != pair[1][1]:
                            assert any(reading in one.readings for one, _ in pair), (key, seed)


# -- between cities ----------------------------------------------------------------------------------------------------


def test_a_fact_that_two_cities_share_is_the_same_question_in_both():
    """A ticket told to one city can be told to another: what a name asks does not depend on who reads it."""
    asked: dict[str, dict[str, Any]] = {}
    for name in CITIES:
        for fact in jurisdiction(name).vocabulary.values():
            asked.setdefault(fact.name, {})[name] = fact
    differing = {
        name: tuple(cities)
        for name, cities in asked.items()
        if len({fact.model_dump_json() for fact in cities.values()}) > 1
    }
    assert differing == {}
