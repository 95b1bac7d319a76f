"""Acceptance of one built ticket, beside a bare if/elif over eight facts, json-logic and zen-engine."""

from __future__ import annotations

import json
from collections.abc import Callable

import zen
from json_logic import jsonLogic

from bench.measure import Row, at_most, interleaved, shown
from bench.verdicts import FACTS, bare
from hotline_rules import Jurisdiction, Ticket, acceptance, jurisdiction
from hotline_rules.facts import Fact
from hotline_rules.rules import Engine, Otherwise, Rule, every, table

SCOPE = (
    "in_this_city", "for_public_bodies", "needs_public_body", "public_affairs", "daily_social_issue",
    "real_name_given", "contact_given", "work_unit_given", "home_address_given",
)  # fmt: skip
"""Facts that are yes of a matter in scope; every other fact of the table is no."""


def eight_grounds() -> Engine:
    """Eight grounds of one fact each, as the peers have them."""
    facts = {name: Fact(name=name, label_zh=name, label_en=name, question_zh=name, question_en=name) for name in FACTS}
    rules = [Rule(id=name, provision=name, outcome="refuse", when=every(name)) for name in FACTS]
    return Engine(table("eight", "1", rules, Otherwise(provision="1", outcome="accept"), facts), {})


def json_logic() -> Callable[[], object]:
    test: list = []
    for number, name in enumerate(FACTS):
        test += [{"var": name}, number + 1]
    logic = {"if": [*test, 0]}
    assert jsonLogic(logic, {**FACTS, "c": True}) == 3
    return lambda: jsonLogic(logic, FACTS)


def zen_engine() -> Callable[[], object]:
    rules = [{"_id": n, "in": f"{n} == true", "out": str(number + 1)} for number, n in enumerate(FACTS)]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": "in", "name": "in"}],
        "outputs": [{"id": "out", "field": "ground", "name": "ground"}],
        "rules": [*rules, {"_id": "none", "in": "", "out": "0"}],
    }
    nodes = [
        {"id": "i", "type": "inputNode", "name": "i"},
        {"id": "t", "type": "decisionTableNode", "name": "t", "content": content},
        {"id": "o", "type": "outputNode", "name": "o"},
    ]
    edges = [{"id": "1", "sourceId": "i", "targetId": "t"}, {"id": "2", "sourceId": "t", "targetId": "o"}]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))
    assert decision.evaluate({**FACTS, "c": True})["result"] == {"ground": 3}
    return lambda: decision.evaluate(FACTS)


def ticket(city: Jurisdiction) -> Ticket:
    assert city.acceptance is not None
    facts = {fact.name: fact.name in SCOPE for fact in city.acceptance.intake.facts}
    return Ticket(id="1", kind="complaint", facts=facts)


def traced(one: Ticket, city: Jurisdiction) -> object:
    """Everything an answer cites."""
    answer = acceptance.check(one, city)
    return answer.outcome, answer.provision, answer.grounds, answer.duties, answer.readings, answer.ask_grounds


def rows() -> list[Row]:
    engine, eight = eight_grounds(), Ticket(id="1", kind="help")
    eight = eight.model_copy(update={"facts": FACTS})
    assert engine.decide(eight).outcome == "accept"
    works: dict = {
        "bare if/elif over 8 facts": (lambda: bare(FACTS), 50_000),
        "json-logic, the same 8": (json_logic(), 2_000),
        "zen-engine, the same 8": (zen_engine(), 200),
        "a table of the same 8": (lambda: engine.decide(eight).outcome, 5_000),
    }
    for name in ("weifang", "jinan", "ganzi", "karamay"):
        city = jurisdiction(name)
        one = ticket(city)
        assert acceptance.check(one, city).outcome == "accept"
        works[f"acceptance, {name} ({len(one.facts)} facts)"] = (
            lambda one=one, city=city: acceptance.check(one, city).outcome, 2_000,
        )  # fmt: skip
        works[f"acceptance with its cited trace, {name}"] = (lambda one=one, city=city: traced(one, city), 500)
    found = interleaved(works)
    floor = found["bare if/elif over 8 facts"]
    return [
        at_most(work, time, floor, 120 if "trace" in work else 40)
        if work.startswith(("acceptance", "a table"))
        else shown(work, time)
        for work, time in found.items()
    ]
