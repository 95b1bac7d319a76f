"""The unknown-fact test: one ground is not known, every other does not hold. Never accepted, never refused: asked.

It runs for every ground of intake of every city that is shipped, and of a city of your own:

    HOTLINE_CITY_FILE=my-city.json python -m pytest tests/test_unknown_facts.py

`docs/zh/unknown-facts.md` and `docs/en/unknown-facts.md` say what it is about and what other engines answer.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import product
from pathlib import Path

import pytest

from hotline_rules import Ticket, acceptance, jurisdiction
from hotline_rules.common_facts import COMMON
from hotline_rules.facts import Answer
from hotline_rules.jurisdictions import CITIES, load
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.rules import (
    FIELD_VALUES,
    AllOf,
    AnyOf,
    Case,
    Condition,
    Duty,
    Engine,
    Is,
    Not,
    OneOf,
    Otherwise,
    Rule,
    Standing,
    Table,
    Under,
    every,
    facts_of,
    holds,
    parts_of,
    table,
)

OWN = tuple(filter(None, os.environ.get("HOTLINE_CITY_FILE", "").split(os.pathsep)))
DOCS = Path(__file__).parent.parent / "docs"


@cache
def city_of(name: str) -> Jurisdiction:
    return load(Path(name).read_bytes()) if name in OWN else jurisdiction(name)


def intake(name: str) -> Table:
    rules = city_of(name).acceptance
    assert rules is not None, f"{name} states nothing on acceptance"
    return rules.intake


GROUNDS = [(name, rule.id) for name in (*CITIES, *OWN) for rule in intake(name).rules if facts_of(rule.when)]
"""Every ground that asks a fact; those that look at the kind or origin alone leave nothing unknown."""


@dataclass(frozen=True, eq=False)
class Setting:
    """A case in which one ground is open and every other that shares no fact with it does not hold."""

    city: Jurisdiction
    engine: Engine
    rule: Rule
    fields: Mapping[str, str]
    others: Mapping[str, bool]

    def ticket(self, answers: Mapping[str, Answer]) -> Ticket:
        return Ticket.model_validate({"id": "T", **self.fields, "facts": {**self.others, **answers}})

    @cached_property
    def outcomes(self) -> dict[tuple[bool, ...], str]:
        """The outcome for every way of telling the facts of the ground."""
        names = facts_of(self.rule.when)
        return {
            told: self.engine.decide(self.ticket(dict(zip(names, told, strict=True)))).outcome
            for told in product((True, False), repeat=len(names))
        }

    @cached_property
    def matter(self) -> set[str]:
        """The facts of the ground that, turned alone, turn the outcome in some case."""
        outcomes = self.outcomes
        return {
            name
            for place, name in enumerate(facts_of(self.rule.when))
            for told, outcome in outcomes.items()
            if outcomes[*told[:place], not told[place], *told[place + 1 :]] != outcome
        }


def signs(condition: Condition, *, sign: bool = True) -> Iterator[tuple[str, bool]]:
    """The facts of a condition, each with whether yes or no speaks for it."""
    match condition:
        case Is(fact=name):
            yield name, sign
        case Not(of=part):
            yield from signs(part, sign=not sign)
        case AllOf(of=parts) | AnyOf(of=parts):
            for part in parts:
                yield from signs(part, sign=sign)


def all_no(rules: Table) -> dict[str, bool]:
    """Answers that speak for no rule: no, but yes to what only ever speaks for one by being no (`no real name`)."""
    speaks = {
        name: {sign for rule in rules.rules for n, sign in signs(rule.when) if n == name} for name in names(rules)
    }
    return {name: found == {False} for name, found in speaks.items()}


def names(rules: Table) -> tuple[str, ...]:
    return tuple(fact.name for fact in rules.facts)


def fields_of(rules: Table) -> Iterator[dict[str, str]]:
    """Every combination of the fields that the table looks at."""
    looked_at = {p.field for rule in rules.rules for p in parts_of(rule.when) if isinstance(p, OneOf)}
    for values in product(*(v if n in looked_at else v[:1] for n, v in FIELD_VALUES.items())):
        yield dict(zip(FIELD_VALUES, values, strict=True))


def settings_of(city: Jurisdiction, rules: Table, rule: Rule) -> list[Setting]:
    """Every combination of fields in which this ground is open and all others that share no fact with it are not."""
    own = facts_of(rule.when)
    others = {n: answer for n, answer in all_no(rules).items() if n not in own}
    found = []
    for fields in fields_of(rules):
        case = Case(others, fields, city.chosen)
        held = [one for one in rules.rules if holds(one.when, case)]
        still = [one for one in rules.rules if one is not rule and holds(one.when, case) is None]
        if holds(rule.when, case) is None and not held and all(set(facts_of(one.when)) & set(own) for one in still):
            found.append(Setting(city, city.engine(rules), rule, fields, others))
    return found


@cache
def settings(name: str, ground: str) -> tuple[Setting, ...]:
    """As said, under every admissible combination of the readings the ground's condition names."""
    city, rules = city_of(name), intake(name)
    (rule,) = (one for one in rules.rules if one.id == ground)
    turned_on = {part.reading for part in parts_of(rule.when) if isinstance(part, Under)}
    admissible = {one.reading: one.admissible for one in city.choices if one.reading in turned_on}
    found = []
    for options in product(*admissible.values()):
        taken = {r: o for r, o in zip(admissible, options, strict=True) if o != city.chosen[r]}
        found += settings_of(city.variant(taken), rules, rule)
    return tuple(found)


@pytest.mark.parametrize(("name", "ground"), GROUNDS)
class TestOneGroundNotKnown:
    """Every other ground is answered so that it does not hold; of this one nothing is known."""

    def test_there_is_such_a_case(self, name, ground):
        found = settings(name, ground)
        assert found, "no fields and answers leave this ground alone open"
        assert all(len(set(one.outcomes.values())) > 1 for one in found)

    def test_it_is_asked_never_accepted_and_never_refused(self, name, ground):
        for one in settings(name, ground):
            found = acceptance.check(one.ticket({}), one.city)
            outcomes = set(one.outcomes.values())
            assert set(found.possible) == outcomes
            if len(outcomes) > 1:
                assert found.outcome == "ask"
                assert found.provision is None
                assert found.duties == ()

    def test_exactly_the_facts_of_this_ground_that_matter_are_named(self, name, ground):
        for one in settings(name, ground):
            found = acceptance.check(one.ticket({}), one.city)
            assert len(found.ask) == len(set(found.ask))
            assert set(found.ask) == one.matter
            assert set(found.ask) <= set(facts_of(one.rule.when))
            assert found.hangs_on == ()

    def test_absent_and_null_are_alike(self, name, ground):
        for one in settings(name, ground):
            absent = acceptance.check(one.ticket({}), one.city)
            null = acceptance.check(one.ticket(dict.fromkeys(facts_of(one.rule.when))), one.city)
            assert null.as_dict() == absent.as_dict()

    def test_asked_in_vain_it_is_undetermined_and_says_on_what_it_hangs(self, name, ground):
        for one in settings(name, ground):
            asked = acceptance.check(one.ticket({}), one.city)
            in_vain = acceptance.check(one.ticket(dict.fromkeys(facts_of(one.rule.when), "unknown")), one.city)
            assert in_vain.possible == asked.possible
            assert in_vain.ask == ()
            assert set(in_vain.hangs_on) == set(asked.ask)
            assert in_vain.outcome == ("undetermined" if asked.ask else asked.outcome)

    def test_while_one_fact_can_still_be_asked_it_is(self, name, ground):
        for one in settings(name, ground):
            matter = one.matter
            for kept in matter:
                told = {n: None if n == kept else "unknown" for n in facts_of(one.rule.when)}
                found = acceptance.check(one.ticket(told), one.city)
                assert (found.outcome, found.ask, set(found.hangs_on)) == ("ask", (kept,), matter - {kept})

    def test_one_fact_missing_is_asked_wherever_it_decides(self, name, ground):
        """Seven facts told, one not supplied: for each fact of the ground, with the others of it told in every way."""
        for one in settings(name, ground):
            outcomes, own = one.outcomes, facts_of(one.rule.when)
            for told, outcome in outcomes.items():
                for place, missing in enumerate(own):
                    other = outcomes[*told[:place], not told[place], *told[place + 1 :]]
                    answers = {n: a for n, a in zip(own, told, strict=True) if n != missing}
                    found = one.engine.decide(one.ticket(answers))
                    if other == outcome:
                        assert (found.outcome, found.ask) == (outcome, ())
                    else:
                        assert (found.outcome, found.ask) == ("ask", (missing,))
                        in_vain = one.engine.decide(one.ticket({**answers, missing: "unknown"}))
                        assert (in_vain.outcome, in_vain.hangs_on) == ("undetermined", (missing,))

    def test_answered_at_last_it_is_settled(self, name, ground):
        for one in settings(name, ground):
            for told, outcome in one.outcomes.items():
                assert outcome in one.engine.table.outcomes, told


class TestGanziSpecialMatters:
    """13(二) of Ganzi asks no fact: a special matter is accepted whatever else is not known."""

    @pytest.mark.parametrize("urgency", ["special", "special_urgent"])
    @pytest.mark.parametrize("reply", [None, "unknown"])
    def test_nothing_known_beside_the_urgency_is_enough(self, urgency, reply):
        facts = dict.fromkeys(names(intake("ganzi")), reply)
        found = acceptance.check(Ticket(id="T", urgency=urgency, facts=facts), jurisdiction("ganzi"))
        assert (found.outcome, found.ask, found.hangs_on, found.provision) == ("accept", (), (), "13(二)")

    def test_where_the_urgency_itself_is_not_known_it_decides_and_nobody_is_asked(self):
        seen = [{"type": "urgent_recognised", "at": "2026-03-02T10:00", "tier": "special"}]
        facts = all_no(intake("ganzi"))
        for name, outcome in (("against_law", "refuse"), ("military", "refuse"), ("emergency_line", "refer")):
            one = Ticket.model_validate({"id": "T", "kind": "help", "facts": facts | {name: True}, "events": seen})
            found = acceptance.check(one, jurisdiction("ganzi"))
            assert (found.outcome, found.ask, found.hangs_on) == ("undetermined", (), ("urgency",))
            assert set(found.possible) == {"accept", outcome}


class TestStandingDuties:
    """What must be done at once is told while the outcome is still to be asked, and never where it may not hold."""

    @pytest.mark.parametrize("name", CITIES)
    def test_an_emergency_is_handed_over_while_all_else_is_open(self, name):
        told = {"emergency_line": True}
        found = acceptance.check(Ticket(id="T", kind="help", facts=told), jurisdiction(name))
        assert "hand_over" in [state.duty.id for state in found.duties]

    @pytest.mark.parametrize("name", [name for name in CITIES if name != "karamay"])
    def test_so_it_is_after_dispatch_with_the_outcome_open(self, name):
        found = acceptance.recheck(Ticket(id="T", kind="help", facts={"emergency_line": True}), jurisdiction(name))
        assert (found.outcome, [state.duty.id for state in found.duties]) == ("ask", ["hand_over"])

    @pytest.mark.parametrize("name", CITIES)
    @pytest.mark.parametrize("reply", [None, "unknown", False])
    def test_nothing_is_handed_over_where_nobody_said_it_is_an_emergency(self, name, reply):
        ticket = Ticket(id="T", kind="help", facts={"emergency_line": reply})
        for ask in (acceptance.check, acceptance.recheck):
            assert "hand_over" not in [state.duty.id for state in ask(ticket, jurisdiction(name)).duties]

    def test_one_that_holds_while_the_outcome_is_asked_is_told_without_the_duties_of_any_outcome(self):
        first, then = (Duty(id=n, provision="1", actor="intake", zh=n, en=n) for n in ("first", "then"))
        rules = [Rule(id="1", provision="1", outcome="refuse", when=every("in_litigation"))]
        last = Otherwise(provision="1", outcome="accept")
        standing = (Standing(when=every("emergency_line"), duty=first),)
        engine = Engine(table("t", "1", rules, last, COMMON, {"refuse": (then,)}, standing=standing), {})

        def told(**facts: Answer) -> tuple[str, list[str]]:
            found = engine.decide(Ticket(id="T", kind="help", facts=facts))
            return found.outcome, [duty.id for duty in found.duties]

        assert told(emergency_line=True) == ("ask", ["first"])
        assert told(emergency_line=True, in_litigation="unknown") == ("undetermined", ["first"])
        assert told(emergency_line=True, in_litigation=True) == ("refuse", ["first", "then"])
        assert told(emergency_line=True, in_litigation=False) == ("accept", ["first"])
        assert told(in_litigation=True) == ("refuse", ["then"])


class TestEveryFactMatters:
    """No city asks a question that no answer can depend on."""

    @pytest.mark.parametrize("name", [*CITIES, *OWN])
    def test_every_fact_of_the_table_is_asked_of_some_ground_under_some_reading(self, name):
        asked = {n for city, ground in GROUNDS if city == name for one in settings(name, ground) for n in one.matter}
        assert asked == set(names(intake(name)))

    def test_those_that_matter_only_under_another_reading_are_not_asked_under_the_usual_ones(self):
        idle = {}
        for name in CITIES:
            usual = jurisdiction(name).chosen
            found = [
                one for city, g in GROUNDS if city == name for one in settings(name, g) if one.city.chosen == usual
            ]
            idle[name] = set(names(intake(name))) - {n for one in found for n in one.matter}
        assert idle == {
            "weifang": set(),
            "jinan": set(),
            "ganzi": set(),
            "karamay": {"petition_matter", "caller_traceable", "content_untrue"},  # AMB-74, AMB-35
        }


class TestOutcomeAndGround:
    """Of several grounds one may be certain and another open: then the outcome is certain, and only the ground open."""

    def test_an_earlier_ground_not_known_and_a_later_one_true(self):
        facts = all_no(intake("weifang")) | {"must_litigate": None, "in_petition_channel": True}
        ticket = Ticket(id="T", kind="help", facts=facts)
        found = acceptance.check(ticket, jurisdiction("weifang"))
        assert (found.outcome, found.ask, found.ask_grounds, found.provision) == (
            "refuse",
            (),
            ("must_litigate",),
            None,
        )
        assert [(g.rule.id, g.certain) for g in found.grounds] == [("19(1)(一)", False), ("19(1)(二)", True)]

    @pytest.mark.parametrize("name", [*CITIES, *OWN])
    def test_of_a_ticket_of_which_nothing_is_told_all_is_asked(self, name):
        found = acceptance.check(Ticket(id="T"), city_of(name))
        assert found.outcome == "ask"
        assert len(found.possible) > 1

    @pytest.mark.parametrize("name", CITIES)
    def test_and_of_one_of_which_nobody_knows_anything_nothing_is_said(self, name):
        ticket = Ticket(id="T", kind="help", facts=dict.fromkeys(names(intake(name)), "unknown"))
        found = acceptance.check(ticket, city_of(name))
        assert (found.outcome, found.ask, found.provision) == ("undetermined", (), None)
        assert found.hangs_on


# -- the table of the documents -------------------------------------------------------------------------------------

EIGHT = (
    "must_litigate", "must_arbitrate", "must_reconsider", "discloses_secret", "in_petition_channel",
    "against_public_morals", "malicious_attack", "in_litigation",
)  # fmt: skip
SEVEN_FALSE = dict.fromkeys(EIGHT[:-1], False)


def eight_grounds() -> Engine:
    """A table of eight grounds for refusing, of one fact each."""
    rules = [Rule(id=name, provision="1", outcome="refuse", when=every(name)) for name in EIGHT]
    return Engine(table("eight", "1", rules, Otherwise(provision="1", outcome="accept"), COMMON), {})


class TestSevenFalseOneNotSupplied:
    """The case on which engines are compared: seven of eight grounds are false, the eighth fact is not there."""

    @pytest.mark.parametrize("more", [{}, {"in_litigation": None}], ids=["absent", "null"])
    def test_this_library_asks_for_it(self, more):
        found = eight_grounds().decide(Ticket(id="T", kind="help", facts=SEVEN_FALSE | more))
        assert (found.outcome, found.ask, found.possible) == ("ask", ("in_litigation",), ("refuse", "accept"))

    def test_told_that_nobody_knows_it_names_it(self):
        found = eight_grounds().decide(Ticket(id="T", kind="help", facts=SEVEN_FALSE | {"in_litigation": "unknown"}))
        assert (found.outcome, found.ask, found.hangs_on) == ("undetermined", (), ("in_litigation",))

    @pytest.mark.parametrize(("reply", "outcome"), [(True, "refuse"), (False, "accept")])
    def test_supplied_it_decides(self, reply, outcome):
        found = eight_grounds().decide(Ticket(id="T", kind="help", facts=SEVEN_FALSE | {"in_litigation": reply}))
        assert found.outcome == outcome

    @pytest.mark.skipif(find_spec("json_logic") is None, reason="json-logic is not installed here")
    @pytest.mark.parametrize("more", [{}, {"in_litigation": None}], ids=["absent", "null"])
    def test_json_logic_accepts(self, more):
        from json_logic import jsonLogic

        rule = {"if": [{"or": [{"var": name} for name in EIGHT]}, "refuse", "accept"]}
        assert jsonLogic(rule, SEVEN_FALSE | {"in_litigation": True}) == "refuse"
        assert jsonLogic(rule, SEVEN_FALSE | more) == "accept"

    @pytest.mark.skipif(find_spec("zen") is None, reason="zen is not installed here")
    @pytest.mark.parametrize("more", [{}, {"in_litigation": None}], ids=["absent", "null"])
    def test_zen_finds_no_ground(self, more):
        from zen import ZenEngine

        grounds = ZenEngine().create_decision(zen_table())
        assert grounds.evaluate(SEVEN_FALSE | {"in_litigation": True})["result"] == {"ground": "in_litigation"}
        assert grounds.evaluate(SEVEN_FALSE | more)["result"] == {}


def zen_table() -> str:
    """The eight grounds as a decision table of zen: the first that is true; none is an empty result."""
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": name, "name": name, "field": name} for name in EIGHT],
        "outputs": [{"id": "o", "name": "ground", "field": "ground"}],
        "rules": [{"_id": name, **{n: "true" if n == name else "" for n in EIGHT}, "o": f'"{name}"'} for name in EIGHT],
    }
    nodes = [
        {"id": kind, "type": f"{kind}Node", "name": kind, "position": {"x": 0, "y": 0}} | more
        for kind, more in (("input", {}), ("decisionTable", {"content": content}), ("output", {}))
    ]
    ways = (("input", "decisionTable"), ("decisionTable", "output"))
    edges = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in ways]
    return json.dumps({"nodes": nodes, "edges": edges})


class TestTheDocuments:
    """What the two pages print is what the library prints."""

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_their_example_runs_and_prints_what_stands_there(self, language, capsys):
        page = (DOCS / language / "unknown-facts.md").read_text(encoding="utf-8")
        code, printed = re.search(r"```python\n(.*?)```\s+```text\n(.*?)```", page, re.DOTALL).groups()
        exec(compile(code, language, "exec"), {})
        assert capsys.readouterr().out == printed

    def test_both_have_the_same_rows(self):
        zh, en = (
            re.findall(r"^\| \**([A-Za-z_-]+)", (DOCS / language / "unknown-facts.md").read_text("utf-8"), re.MULTILINE)
            for language in ("zh", "en")
        )
        assert ["engine", *zh] == en
        assert len(zh) == 14


# -- the test itself -------------------------------------------------------------------------------------------------


def test_it_would_catch_an_engine_that_takes_what_is_not_known_for_a_no(monkeypatch):
    """An engine of the sort the table shows: a fact that is not there counts as false."""
    plain = Engine.decide_on

    def as_no(self, fields, told):
        return plain(self, fields, {n: told.get(n) is True for n in names(self.table)})

    monkeypatch.setattr(Engine, "decide_on", as_no)
    with pytest.raises(AssertionError):
        TestOneGroundNotKnown().test_it_is_asked_never_accepted_and_never_refused("weifang", "19(1)(一)")
    with pytest.raises(AssertionError):
        TestSevenFalseOneNotSupplied().test_this_library_asks_for_it({})
