"""The rule engine against a plain second opinion: conditions as data, Kleene's logic, diagrams, and deciding.

The second opinion (`plainly`) reads a condition from its JSON and knows yes and no alone; what is not known is tried
both ways. It shares nothing with the engine but the JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations, product
from typing import ClassVar, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from hotline_rules import Ticket
from hotline_rules._diagrams import Diagram, Diagrams, Node, ends_in, facts_in, nodes_in
from hotline_rules.errors import UnknownNameError
from hotline_rules.facts import Answer, Fact
from hotline_rules.law import Actor
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
    Table,
    Under,
    every,
    facts_of,
    holds,
    no,
    one_of,
    parts_of,
    read_condition,
    some,
    table,
    under,
)

# -- a plain second opinion ------------------------------------------------------------------------------------------


def plainly(condition: Mapping, facts: Mapping[str, bool], fields: Mapping[str, str], chosen: Mapping[str, str]):
    """Whether a condition, as JSON, holds where everything is known."""
    match condition["op"]:
        case "is":
            return facts[condition["fact"]]
        case "one_of":
            return fields[condition["field"]] in condition["values"]
        case "under":
            return chosen[condition["reading"]] in condition["options"]
        case "all":
            return all(plainly(part, facts, fields, chosen) for part in condition["of"])
        case "any":
            return any(plainly(part, facts, fields, chosen) for part in condition["of"])
        case "not":
            return not plainly(condition["of"], facts, fields, chosen)


def known(answer: Answer) -> bool:
    return answer is True or answer is False


def completions(told: Mapping[str, Answer], facts: tuple[str, ...]) -> Iterator[dict[str, bool]]:
    """Every way of filling in what is not known."""
    for values in product(*((told[f],) if known(told.get(f)) else (True, False) for f in facts)):
        yield dict(zip(facts, values, strict=True))


class Opinion(NamedTuple):
    """What trying every completion says: the outcomes, and the facts (and `kind`) that can change them."""

    possible: frozenset[str]
    matter: frozenset[str]
    ask: frozenset[str]
    hangs_on: frozenset[str]
    outcome: str


def opinion(rules: Table, ticket: Ticket, chosen: Mapping[str, str]) -> Opinion:
    """Decide by trying everything: the outcome of the first rule that holds, for every completion."""
    data = json.loads(rules.model_dump_json())
    names, told = tuple(fact["name"] for fact in data["facts"]), ticket.facts
    kinds = FIELD_VALUES["kind"] if ticket.kind is None else (ticket.kind,)
    worlds: dict[tuple, str] = {}
    for kind in kinds:
        fields = {"kind": kind, "origin": ticket.origin, "urgency": ticket.urgency, "track": ticket.track}
        for facts in completions(told, names):
            first = (r["outcome"] for r in data["rules"] if plainly(r["when"], facts, fields, chosen))
            worlds[kind, *facts.values()] = next(first, data["otherwise"]["outcome"])
    matter = {name for place, name in enumerate(("kind", *names)) if _matters(worlds, place)}
    possible = frozenset(worlds.values())
    ask = frozenset(n for n in matter if n == "kind" or told.get(n) is None)
    settled = next(iter(possible)) if len(possible) == 1 else None
    return Opinion(
        possible,
        frozenset(matter),
        ask,
        frozenset(n for n in matter if told.get(n) == "unknown"),
        settled or ("ask" if ask else "undetermined"),
    )


def _matters(worlds: Mapping[tuple, str], place: int) -> bool:
    """Whether two completions that differ in this place alone have different outcomes."""
    rest: dict[tuple, set[str]] = {}
    for world, outcome in worlds.items():
        rest.setdefault(world[:place] + world[place + 1 :], set()).add(outcome)
    return any(len(outcomes) > 1 for outcomes in rest.values())


# -- what is drawn ---------------------------------------------------------------------------------------------------

NAMES = ("a", "b", "c", "d", "e")
KINDS = ("consultation", "help", "complaint", "praise")
CHOSEN = {"AMB-01": "x", "AMB-02": "y"}


def fact(name: str, **more) -> Fact:
    return Fact(name=name, label_zh=name, label_en=name, question_zh=f"{name}？", question_en=f"{name}?", **more)


VOCABULARY = {name: fact(name) for name in NAMES}


@cache
def conditions(names: tuple[str, ...], *, fields: bool = True) -> st.SearchStrategy[Condition]:
    """Conditions over these facts, of all six kinds (or, without `fields`, of the four that look at facts alone)."""
    leaves: list[st.SearchStrategy[Condition]] = [st.sampled_from(names).map(lambda name: Is(fact=name))]
    if fields:
        leaves += [
            st.sets(st.sampled_from(KINDS)).map(lambda kinds: one_of("kind", *sorted(kinds))),
            st.sampled_from([one_of("origin", "province"), one_of("urgency", "special"), one_of("track", "ordinary")]),
            st.sampled_from([under("AMB-01", "x"), under("AMB-01", "y", "z"), under("AMB-02", "x")]),
        ]
    return st.recursive(
        st.one_of(leaves[0], leaves[0], *leaves),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda parts: every(*parts)),
            st.lists(inner, max_size=3).map(lambda parts: some(*parts)),
            inner.map(no),
        ),
        max_leaves=6,
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """At most four rules over at most four facts, with two or three outcomes; facts shared and negated at will."""
    names = NAMES[: draw(st.integers(1, 4))]
    outcomes = ("accept", "refuse", "guide")[: draw(st.integers(2, 3))]
    rules = [
        Rule(
            id=f"r{n}",
            provision=draw(st.sampled_from(["1", "2"])),
            outcome=draw(st.sampled_from(outcomes)),
            when=draw(conditions(names)),
        )
        for n in range(draw(st.integers(0, 4)))
    ]
    together = draw(st.sampled_from([(), (), outcomes[:2], outcomes[-2:]]))
    return table("t", "1", rules, Otherwise(provision="3", outcome=outcomes[-1]), VOCABULARY, together=together)


def given_with(rules: Table, possible: Iterable[str]) -> set[str]:
    """The outcomes whose grounds are given: those possible, and those that the table gives beside them."""
    found = set(possible)
    return found | set(rules.together) if found & set(rules.together) else found


ANSWERS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([True, False, "unknown", None]))


@st.composite
def tickets(draw: st.DrawFn) -> Ticket:
    return Ticket(
        id="T",
        kind=draw(st.sampled_from([None, *KINDS, "other"])),
        origin=draw(st.sampled_from(["caller", "province"])),
        urgency=draw(st.sampled_from(["ordinary", "special"])),
        facts=draw(ANSWERS),
    )


def telling(ticket: Ticket, **answers: Answer) -> Ticket:
    return ticket.model_copy(update={"facts": {**ticket.facts, **answers}})


# -- the tests -------------------------------------------------------------------------------------------------------


class TestConditionsAreData:
    """A condition is written as JSON and read back the same."""

    @given(conditions(NAMES))
    def test_every_condition_survives_json(self, condition):
        data = json.loads(json.dumps(condition.model_dump(mode="json")))
        again = read_condition(data)
        assert again == condition
        assert type(again) is type(condition)
        assert [type(p) for p in parts_of(again)] == [type(p) for p in parts_of(condition)]

    def test_each_of_the_six_kinds_has_its_own_mark(self):
        six = (Is(fact="a"), one_of("kind", "help"), under("AMB-01", "x"), every("a"), some("a"), no("a"))
        assert [type(c) for c in six] == [Is, OneOf, Under, AllOf, AnyOf, Not]
        assert [c.model_dump()["op"] for c in six] == ["is", "one_of", "under", "all", "any", "not"]
        assert [read_condition(c.model_dump()) for c in six] == list(six)

    @given(tables())
    def test_a_table_survives_json(self, rules):
        assert Table.model_validate_json(rules.model_dump_json()) == rules

    def test_a_place_that_cannot_be_read_is_named(self):
        with pytest.raises(ValidationError, match=r"all\.of\.1\.is\.fact"):
            read_condition({"op": "all", "of": [{"op": "is", "fact": "a"}, {"op": "is"}]})
        with pytest.raises(ValidationError, match="'one_of', 'under', 'all', 'any', 'not'"):
            read_condition({"op": "may"})

    def test_a_key_it_does_not_know_is_an_error(self):
        with pytest.raises(ValidationError, match="Extra inputs"):
            read_condition({"op": "is", "fact": "a", "unless": "b"})

    @pytest.mark.parametrize("field", FIELD_VALUES)
    def test_a_field_is_compared_with_values_it_can_have(self, field):
        for value in FIELD_VALUES[field]:
            assert one_of(field, value).values == (value,)
        with pytest.raises(ValidationError, match=f"{field}: 'orange'; accepted: {FIELD_VALUES[field][0]}, "):
            one_of(field, FIELD_VALUES[field][0], "orange")

    def test_no_other_field_can_be_looked_at(self):
        with pytest.raises(ValidationError, match="'kind', 'origin', 'urgency' or 'track'"):
            one_of("unit", "甲局")

    @given(conditions(NAMES))
    def test_the_facts_of_a_condition_are_those_it_names_each_once(self, condition):
        told = json.dumps(condition.model_dump(mode="json"))
        assert sorted(facts_of(condition)) == [name for name in NAMES if f'"fact": "{name}"' in told]


class TestTablesHangTogether:
    """What cannot work is refused when the table is built, not when it is asked."""

    LAST = Otherwise(provision="1", outcome="guide")
    FACTS = (fact("must_litigate"), fact("must_arbitrate"), fact("military"))

    def rule(self, when: Condition, name: str = "19(1)(一)") -> Rule:
        return Rule(id=name, provision="19", outcome="refuse", when=when)

    def build(self, *rules: Rule) -> Table:
        return Table(name="intake", provision="10", rules=rules, otherwise=self.LAST, facts=self.FACTS)

    def test_a_fact_that_is_not_there_is_refused_with_the_rule_and_the_nearest_names(self):
        with pytest.raises(ValidationError) as told:
            self.build(self.rule(every("military")), self.rule(no(some("must_litigat")), "19(1)(二)"))
        said = "table intake, rule 19(1)(二): unknown fact 'must_litigat'; known: must_litigate"
        assert said in str(told.value)

    @given(conditions(("must_litigat",)).filter(facts_of))
    def test_however_deep_in_the_condition_it_is_named(self, condition):
        with pytest.raises(ValidationError, match=r"rule 19.* unknown fact 'must_litigat'"):
            self.build(self.rule(condition))

    def test_by_the_short_way_too_with_the_nearest_first(self):
        vocabulary = {one.name: one for one in self.FACTS}
        with pytest.raises(UnknownNameError) as told:
            table("intake", "10", [self.rule(every("milittary"))], self.LAST, vocabulary)
        assert (told.value.name, told.value.known[0]) == ("milittary", "military")
        assert told.value.what == "fact in table intake, rule 19(1)(一):"

    def test_two_rules_of_one_name_are_refused(self):
        with pytest.raises(ValidationError, match=r"a rule stands twice: 19\(1\)\(一\)"):
            self.build(self.rule(every("military")), self.rule(every("must_litigate")))

    def test_it_keeps_the_facts_its_rules_name_and_no_others_in_the_order_met(self):
        rules = [self.rule(every("c", no("a")), "1"), self.rule(some("a", "b"), "2")]
        assert [one.name for one in table("t", "1", rules, self.LAST, VOCABULARY).facts] == ["c", "a", "b"]


class TestKleene:
    """`holds` answers yes, no or not known, and not known only where both are still possible."""

    WAYS: tuple[tuple[Answer, bool | None], ...] = ((True, True), (False, False), ("unknown", None), (None, None))
    AND: ClassVar = {(True, True): True, (True, None): None, (None, True): None, (None, None): None}
    OR: ClassVar = {(False, False): False, (False, None): None, (None, False): None, (None, None): None}

    def case(self, facts: Mapping[str, Answer], **fields) -> Case:
        return Case(facts, dict.fromkeys(FIELD_VALUES) | fields, CHOSEN)

    def test_a_fact_has_the_value_of_its_answer(self):
        for answer, value in self.WAYS:
            assert holds(Is(fact="a"), self.case({"a": answer})) is value
        assert holds(Is(fact="a"), self.case({})) is None

    def test_not(self):
        for answer, value in self.WAYS:
            assert holds(no("a"), self.case({"a": answer})) is {True: False, False: True, None: None}[value]

    def test_all_and_any_by_their_tables_of_truth(self):
        for (one, x), (two, y) in product(self.WAYS, repeat=2):
            case = self.case({"a": one, "b": two})
            assert holds(every("a", "b"), case) is self.AND.get((x, y), False)
            assert holds(some("a", "b"), case) is self.OR.get((x, y), True)

    def test_of_nothing_all_hold_and_none_does(self):
        assert holds(every(), self.case({})) is True
        assert holds(some(), self.case({})) is False

    @pytest.mark.parametrize("field", FIELD_VALUES)
    def test_a_field_not_recorded_is_not_known(self, field):
        first, second, *_ = FIELD_VALUES[field]
        assert holds(one_of(field, first), self.case({}, **{field: first})) is True
        assert holds(one_of(field, first), self.case({}, **{field: second})) is False
        assert holds(one_of(field, first), self.case({})) is None

    def test_a_reading_is_always_known(self):
        assert holds(under("AMB-01", "w", "x"), self.case({})) is True
        assert holds(under("AMB-01", "y"), self.case({})) is False

    @given(conditions(NAMES), ANSWERS, st.sampled_from(KINDS))
    def test_what_it_settles_holds_in_every_completion(self, condition, told, kind):
        fields = {"kind": kind, "origin": "caller", "urgency": "ordinary", "track": "ordinary"}
        value = holds(condition, Case(told, fields, CHOSEN))
        data = condition.model_dump(mode="json")
        found = {plainly(data, facts, fields, CHOSEN) for facts in completions(told, NAMES)}
        assert value is None or found == {value}

    @given(conditions(NAMES), st.fixed_dictionaries(dict.fromkeys(NAMES, st.booleans())), st.sampled_from(KINDS))
    def test_where_all_is_told_it_is_plain_logic(self, condition, told, kind):
        fields = {"kind": kind, "origin": "province", "urgency": "special", "track": "ordinary"}
        value = holds(condition, Case(told, fields, CHOSEN))
        assert value is plainly(condition.model_dump(mode="json"), told, fields, CHOSEN)


def drawn(make: Diagrams, condition: Condition) -> Diagram:
    """The diagram of a condition over facts alone."""
    match condition:
        case Is(fact=name):
            return make.node(name, True, False)
        case Not(of=part):
            return make.choose(drawn(make, part), False, True)
        case AllOf(of=parts):
            found: Diagram = True
            for part in parts:
                found = make.choose(drawn(make, part), found, False)
            return found
        case AnyOf(of=parts):
            found = False
            for part in parts:
                found = make.choose(drawn(make, part), True, found)
            return found
    raise AssertionError(condition)


def followed(diagram: Diagram, facts: Mapping[str, bool]) -> Diagram:
    while isinstance(diagram, Node):
        diagram = diagram.yes if facts[diagram.fact] else diagram.no
    return diagram


def listed(make: Diagrams, names: tuple[str, ...], values: tuple[str, ...], *, backwards: bool = False) -> Diagram:
    """The diagram of a function given by the list of its values, put together row by row."""
    rows = list(zip(product((True, False), repeat=len(names)), values, strict=True))
    found: Diagram = make.end(rows[-1][1])
    for facts, value in reversed(rows) if backwards else rows:
        row: Diagram = True
        for name, answer in zip(names, facts, strict=True):
            one = make.node(name, True, False)
            row = make.choose(one if answer else make.choose(one, False, True), row, False)
        found = make.choose(row, make.end(value), found)
    return found


class TestDiagrams:
    """A diagram is the function itself: equal functions are one object, and what stands in it matters."""

    @given(conditions(NAMES, fields=False))
    def test_it_agrees_with_the_condition_on_every_case(self, condition):
        diagram, data = drawn(Diagrams(NAMES), condition), condition.model_dump()
        for facts in completions({}, NAMES):
            assert followed(diagram, facts) is plainly(data, facts, {}, {})

    @given(conditions(NAMES, fields=False), ANSWERS)
    def test_filling_in_leaves_exactly_the_facts_that_matter(self, condition, told):
        make, data = Diagrams(NAMES), condition.model_dump()
        left = make.fill_in(drawn(make, condition), told)
        worlds = {tuple(facts.values()): plainly(data, facts, {}, {}) for facts in completions(told, NAMES)}
        assert facts_in(left) == {name for place, name in enumerate(NAMES) if _matters(worlds, place)}
        assert ends_in(left) == set(worlds.values())
        for facts in completions(told, NAMES):
            assert followed(left, facts) is plainly(data, facts, {}, {})

    @given(conditions(NAMES, fields=False), ANSWERS, st.permutations(NAMES))
    def test_it_does_not_matter_in_which_order_answers_come(self, condition, told, order):
        make = Diagrams(NAMES)
        whole = drawn(make, condition)
        step = whole
        for name in order:
            step = make.fill_in(step, {name: told.get(name)})
        assert step is make.fill_in(whole, told)

    @given(conditions(NAMES[:3], fields=False), conditions(NAMES[:3], fields=False))
    def test_two_conditions_are_one_object_if_and_only_if_they_are_one_function(self, one, two):
        make = Diagrams(NAMES)
        values = [[plainly(c.model_dump(), facts, {}, {}) for facts in completions({}, NAMES[:3])] for c in (one, two)]
        assert (drawn(make, one) is drawn(make, two)) is (values[0] == values[1])

    @given(conditions(NAMES[:4], fields=False), conditions(NAMES[:4], fields=False))
    def test_two_differ_exactly_where_following_both_ends_differently(self, one, two):
        make = Diagrams(NAMES)
        first, second = drawn(make, one), drawn(make, two)
        apart = make.differ(first, second)
        values = {}
        for facts in completions({}, NAMES[:4]):
            values[tuple(facts.values())] = followed(first, facts) is not followed(second, facts)
            assert followed(apart, facts) is values[tuple(facts.values())]
        assert facts_in(apart) == {name for place, name in enumerate(NAMES[:4]) if _matters(values, place)}
        assert apart is make.differ(second, first)
        assert make.differ(first, first) is False

    def test_so_do_any_two_of_the_81_functions_of_two_facts_to_three_outcomes(self):
        make = Diagrams("ab")
        made = [(v, listed(make, ("a", "b"), v)) for v in product(("accept", "refuse", "guide"), repeat=4)]
        for (values, one), (others, two) in product(made, repeat=2):
            apart = make.differ(one, two)
            for facts, x, y in zip(completions({}, ("a", "b")), values, others, strict=True):
                assert followed(apart, facts) is (x != y)

    def test_all_256_functions_of_three_facts_are_256_objects_however_they_were_made(self):
        make = Diagrams("abc")
        made = {}
        for values in product(("yes", "no"), repeat=8):
            diagram = listed(make, ("a", "b", "c"), values)
            assert listed(make, ("a", "b", "c"), values, backwards=True) is diagram
            made[id(diagram)] = diagram
            for facts, value in zip(completions({}, ("a", "b", "c")), values, strict=True):
                assert followed(diagram, facts) == value
        assert len(made) == 256

    def test_all_81_functions_of_two_facts_to_three_outcomes_under_every_answer(self):
        make = Diagrams("ab")
        made = {}
        for values in product(("accept", "refuse", "guide"), repeat=4):
            diagram = listed(make, ("a", "b"), values)
            made[id(diagram)] = diagram
            for told in product((True, False, "unknown", None), repeat=2):
                told = dict(zip("ab", told, strict=True))
                worlds = {
                    tuple(facts.values()): value
                    for facts, value in zip(completions({}, ("a", "b")), values, strict=True)
                    if all(facts[n] == told[n] for n in "ab" if known(told[n]))
                }
                left = make.fill_in(diagram, told)
                assert facts_in(left) == {name for place, name in enumerate("ab") if _matters(worlds, place)}
                assert ends_in(left) == set(worlds.values())
        assert len(made) == 81

    def test_an_outcome_is_one_end_however_the_word_was_come_by(self):
        make = Diagrams("a")
        ends = [make.end("".join(("re", "fuse"))) for _ in range(3)]
        assert ends[0] is ends[1] is ends[2]
        assert make.node("a", ends[0], ends[2]) is ends[1]

    @given(conditions(NAMES, fields=False))
    def test_facts_are_asked_in_order_and_every_node_stands_once(self, condition):
        diagram = drawn(Diagrams(NAMES), condition)
        nodes = nodes_in(diagram)
        assert len({(n.fact, id(n.yes), id(n.no)) for n in nodes}) == len(nodes)
        for node in nodes:
            assert node.yes is not node.no
            for way in (node.yes, node.no):
                assert not isinstance(way, Node) or way.fact > node.fact


class TestDeciding:
    """An outcome is given if and only if every way of filling in the unknown leads to it."""

    @given(tables(), tickets())
    def test_the_engine_agrees_with_trying_everything(self, rules, ticket):
        found, naive = Engine(rules, CHOSEN).decide(ticket), opinion(rules, ticket, CHOSEN)
        assert set(found.possible) == naive.possible
        assert list(found.possible) == [o for o in rules.outcomes if o in naive.possible]
        assert found.outcome == naive.outcome
        assert (set(found.ask), len(found.ask)) == (naive.ask, len(naive.ask))
        assert (set(found.hangs_on), len(found.hangs_on)) == (naive.hangs_on, len(naive.hangs_on))

    @given(tables(), tickets())
    def test_a_question_stands_open_as_ask_while_one_can_be_asked_and_else_as_undetermined(self, rules, ticket):
        found = Engine(rules, CHOSEN).decide(ticket)
        if len(found.possible) > 1:
            assert found.outcome == ("ask" if found.ask else "undetermined")
            assert found.ask or found.hangs_on
        else:
            assert (found.outcome, found.ask, found.hangs_on) == (found.possible[0], (), ())

    @given(tables(), tickets(), ANSWERS, st.sampled_from(KINDS))
    def test_filling_in_what_is_not_known_never_flips_a_settled_answer(self, rules, ticket, more, kind):
        engine = Engine(rules, CHOSEN)
        before = engine.decide(ticket)
        filled = telling(ticket, **{n: a for n, a in more.items() if not known(ticket.facts.get(n))})
        after = engine.decide(filled.model_copy(update={"kind": ticket.kind or kind}))
        assert set(after.possible) <= set(before.possible)
        if len(before.possible) == 1:
            assert after.outcome == before.outcome

    @given(tables(), tickets())
    def test_a_fact_that_is_null_and_one_that_is_absent_are_alike(self, rules, ticket):
        engine = Engine(rules, CHOSEN)
        null = telling(ticket, **{n: None for n in NAMES if n not in ticket.facts})
        absent = ticket.model_copy(update={"facts": {n: a for n, a in ticket.facts.items() if a is not None}})
        one, two = engine.decide(null), engine.decide(absent)
        assert (one.outcome, one.possible, one.ask, one.hangs_on) == (two.outcome, two.possible, two.ask, two.hangs_on)
        assert (one.grounds, one.ask_grounds) == (two.grounds, two.ask_grounds)

    @given(tables(), tickets())
    def test_what_is_asked_in_vain_moves_from_ask_to_hangs_on(self, rules, ticket):
        engine = Engine(rules, CHOSEN)
        before = engine.decide(ticket)
        after = engine.decide(telling(ticket, **{n: "unknown" for n in before.ask if n != "kind"}))
        assert after.possible == before.possible
        assert set(after.ask) <= {"kind"}
        assert set(after.hangs_on) == {*before.hangs_on, *before.ask} - {"kind"}

    @given(tables(), tickets())
    def test_the_kind_is_asked_if_and_only_if_it_can_change_the_outcome(self, rules, ticket):
        ticket = ticket.model_copy(update={"kind": None})
        found = Engine(rules, CHOSEN).decide(ticket)
        assert ("kind" in found.ask) is ("kind" in opinion(rules, ticket, CHOSEN).matter)

    @given(tables(), tickets())
    def test_the_first_fact_to_ask_is_the_most_decisive(self, rules, ticket):
        """The more decisive, the fewer facts can still matter after the better, then after both of its answers."""
        asked = [name for name in Engine(rules, CHOSEN).decide(ticket).ask if name != "kind"]

        def left(name: str) -> tuple[int, int]:
            both = (opinion(rules, telling(ticket, **{name: answer}), CHOSEN) for answer in (True, False))
            sizes = [len(one.matter - {"kind"}) for one in both]
            return min(sizes), sum(sizes)

        assert [left(name) for name in asked] == sorted(left(name) for name in asked)

    def test_the_kind_comes_after_a_fact_that_settles_alone_and_before_those_that_leave_more_open(self):
        """Yes to `a` refuses every kind; the kind decides only whether `b` and `c` are asked at all."""
        rules = [
            Rule(id="1", provision="1", outcome="refuse", when=every("a")),
            Rule(id="2", provision="2", outcome="accept", when=every(one_of("kind", "help", "complaint"), "b", "c")),
        ]
        engine = Engine(table("t", "1", rules, Otherwise(provision="3", outcome="guide"), VOCABULARY), {})
        asked = engine.decide(Ticket(id="T")).ask
        assert set(asked) == {"kind", "a", "b", "c"}
        assert asked[0] == "a"
        assert engine.decide(Ticket(id="T", facts={"a": False})).ask[0] == "kind"

    @given(tables(), tickets())
    def test_the_kind_is_ranked_by_the_same_measure_as_the_facts(self, rules, ticket):
        """What would be left to ask after the best answer, then on the whole: of all kinds as of two answers."""
        ticket = ticket.model_copy(update={"kind": None})
        asked = Engine(rules, CHOSEN).decide(ticket).ask

        def left(name: str) -> tuple[int, float]:
            if name == "kind":
                kinds = FIELD_VALUES["kind"]
                ways = [ticket.model_copy(update={"kind": kind}) for kind in kinds]
            else:
                ways = [telling(ticket, **{name: answer}) for answer in (True, False)]
            # Beside the kind, which stays open where a fact is told, only the facts left are counted.
            sizes = [len(opinion(rules, one, CHOSEN).matter - {"kind"}) for one in ways]
            return min(sizes), sum(sizes) / len(sizes)

        measured = [(left(name)[0], round(left(name)[1], 9)) for name in asked]
        assert measured == sorted(measured)

    def test_equally_decisive_facts_are_asked_in_the_order_of_the_table(self):
        rules = [Rule(id="1", provision="1", outcome="refuse", when=some("c", "a", "b"))]
        engine = Engine(table("t", "1", rules, Otherwise(provision="1", outcome="guide"), VOCABULARY), {})
        assert engine.decide(Ticket(id="T", kind="help")).ask == ("c", "a", "b")

    @pytest.mark.parametrize(
        ("when", "first"),
        [
            # Yes to c settles all, no leaves two; a and b leave two or one.
            (some("c", every("a", "b")), "c"),
            # Yes to a settles all though no leaves three; b leaves two either way.
            (some("a", every("b", "c"), every(no("b"), "d")), "a"),
            # The better answer to e leaves two, the other five; b leaves three either way, and fewer on both together.
            (some(every("b", "f", some(no("d"), "e")), every(no("b"), no("c"), "a", no("e"))), "e"),
        ],
    )
    def test_it_is_the_better_answer_that_counts_first(self, when, first):
        vocabulary = VOCABULARY | {"f": fact("f")}
        rules = [Rule(id="1", provision="1", outcome="refuse", when=when)]
        engine = Engine(table("t", "1", rules, Otherwise(provision="1", outcome="accept"), vocabulary), {})
        assert engine.decide(Ticket(id="T", kind="help")).ask[0] == first

    def test_outcomes_that_read_alike_are_one_outcome_wherever_the_words_came_from(self):
        """A city file may spell one outcome in two places; a fact between the two changes nothing."""
        words = ["".join(("gu", "ide")), "".join(("gui", "de"))]
        rules = Table(
            name="t",
            provision="1",
            rules=(Rule(id="1", provision="1", outcome=words[0], when=every("a")),),
            otherwise=Otherwise(provision="1", outcome=words[1]),
            facts=(VOCABULARY["a"],),
        )
        found = Engine(rules, {}).decide(Ticket(id="T", kind="help"))
        assert (found.outcome, found.ask, found.possible) == ("guide", (), ("guide",))


class TestGrounds:
    """The rules that hold or may hold towards an outcome still possible or given beside it, certain or not."""

    @given(tables(), tickets())
    def test_a_ground_is_certain_if_it_holds_in_every_completion_and_named_if_in_any(self, rules, ticket):
        found = Engine(rules, CHOSEN).decide(ticket)
        expected, open_facts = [], set()
        names = tuple(one.name for one in rules.facts)
        for rule in rules.rules:
            data = rule.when.model_dump()
            worlds = {}
            for kind in FIELD_VALUES["kind"] if ticket.kind is None else (ticket.kind,):
                fields = {"kind": kind, "origin": ticket.origin, "urgency": ticket.urgency, "track": ticket.track}
                for facts in completions(ticket.facts, names):
                    worlds[kind, *facts.values()] = plainly(data, facts, fields, CHOSEN)
            if rule.outcome in given_with(rules, found.possible) and any(worlds.values()):
                expected.append((rule.id, all(worlds.values())))
                open_facts |= {name for place, name in enumerate(names, 1) if _matters(worlds, place)}
        assert [(ground.rule.id, ground.certain) for ground in found.grounds] == expected
        asked = {name for name in open_facts if ticket.facts.get(name) is None} - set(found.ask)
        assert set(found.ask_grounds) == asked

    @given(tables(), st.fixed_dictionaries(dict.fromkeys(NAMES, st.booleans())), st.sampled_from(KINDS))
    def test_where_all_is_told_the_first_rule_that_holds_leads_and_its_outcome_is_the_answer(self, rules, told, kind):
        found = Engine(rules, CHOSEN).decide(Ticket(id="T", kind=kind, facts=told))
        fields = {"kind": kind, "origin": "caller", "urgency": "ordinary", "track": "ordinary"}
        holding = [r for r in rules.rules if plainly(r.when.model_dump(), told, fields, CHOSEN)]
        first = holding[0] if holding else rules.otherwise
        assert (found.outcome, found.ask, found.ask_grounds) == (first.outcome, (), ())
        assert [g.rule for g in found.grounds] == [
            r for r in holding if r.outcome in given_with(rules, [first.outcome])
        ]
        assert all(ground.certain for ground in found.grounds)
        assert (found.headline, found.provision) == (first, first.provision)

    @given(tables(), tickets())
    def test_the_headline_and_the_provision_are_those_of_every_completion(self, rules, ticket):
        engine, names = Engine(rules, CHOSEN), tuple(one.name for one in rules.facts)
        found = engine.decide(ticket)
        kinds = FIELD_VALUES["kind"] if ticket.kind is None else (ticket.kind,)
        filled = [
            engine.decide(ticket.model_copy(update={"kind": kind, "facts": facts}))
            for kind in kinds
            for facts in completions(ticket.facts, names)
        ]
        if found.headline is not None:
            assert {one.headline for one in filled} == {found.headline}
            assert found.provision == found.headline.provision
        if found.provision is not None:
            assert {one.provision for one in filled} == {found.provision}
        if len(found.possible) > 1:
            assert (found.headline, found.provision) == (None, None)

    def test_the_outcome_can_be_certain_while_its_ground_is_open(self):
        rules = [
            Rule(id="1", provision="1", outcome="refuse", when=every("a")),
            Rule(id="2", provision="2", outcome="refuse", when=every("b")),
        ]
        engine = Engine(table("t", "1", rules, Otherwise(provision="1", outcome="accept"), VOCABULARY), {})
        found = engine.decide(Ticket(id="T", kind="help", facts={"b": True}))
        assert (found.outcome, found.ask, found.ask_grounds, found.headline) == ("refuse", (), ("a",), None)
        assert [(g.rule.id, g.certain) for g in found.grounds] == [("1", False), ("2", True)]
        assert found.provision is None

    def test_and_its_provision_too_if_those_that_may_lead_stand_in_one(self):
        rules = [
            Rule(id="1", provision="10(一)", outcome="refuse", when=every("a")),
            Rule(id="2", provision="10(一)", outcome="refuse", when=every("b")),
            Rule(id="3", provision="10(二)", outcome="refuse", when=every("c")),
        ]
        engine = Engine(table("t", "1", rules, Otherwise(provision="1", outcome="accept"), VOCABULARY), {})
        found = engine.decide(Ticket(id="T", kind="help", facts={"b": True}))
        assert (found.outcome, found.headline, found.provision) == ("refuse", None, "10(一)")
        assert engine.decide(Ticket(id="T", kind="help", facts={"c": True})).provision is None

    def test_where_a_table_ends_by_one_provision_the_answer_names_that_and_the_grounds_keep_their_own(self):
        rules = [
            Rule(id="1", provision="1", outcome="terminate", when=every("a")),
            Rule(id="2", provision="2", outcome="terminate", when=every("b")),
        ]
        last = Otherwise(provision="3", outcome="go_on")
        engine = Engine(table("t", "9", rules, last, VOCABULARY, by="21"), {})

        def said(**told: Answer) -> tuple[str, str | None, list[str]]:
            found = engine.decide(Ticket(id="T", kind="help", facts=told))
            return found.outcome, found.provision, [ground.rule.provision for ground in found.grounds]

        assert said(a=True, b=True) == ("terminate", "21", ["1", "2"])
        assert said(b=True) == ("terminate", "21", ["1", "2"])
        assert said(a=False, b=False) == ("go_on", "3", [])
        assert said(a=False) == ("ask", None, ["2"])

    def test_grounds_given_together_bring_their_duties_and_do_not_lead(self):
        tell = Duty(id="tell", provision="2", actor=Actor.INTAKE, zh="告知", en="tell")
        rules = [
            Rule(id="1", provision="1", outcome="refuse", when=every("a"), duties=(tell,)),
            Rule(id="2", provision="2", outcome="refer", when=every("b")),
            Rule(id="3", provision="3", outcome="accept", when=every("c")),
        ]
        last = Otherwise(provision="4", outcome="guide")
        vocabulary = VOCABULARY
        both = Engine(table("t", "1", rules[::-1], last, vocabulary, together=("refer", "refuse")), {})
        facts = {"a": True, "b": True, "c": False}
        found = both.decide(Ticket(id="T", kind="help", facts=facts))
        assert (found.outcome, found.provision, [g.rule.id for g in found.grounds]) == ("refer", "2", ["2", "1"])
        assert [duty.id for duty in found.duties] == ["tell"]
        found = both.decide(Ticket(id="T", kind="help", facts=facts | {"c": True}))
        assert (found.outcome, [g.rule.id for g in found.grounds], found.duties) == ("accept", ["3"], ())

    def test_duties_come_with_the_outcome_and_with_every_ground_that_holds_each_once(self):
        one, two, three = (Duty(id=n, provision="1", actor=Actor.INTAKE, zh=n, en=n) for n in ("one", "two", "three"))
        rules = [
            Rule(id="1", provision="1", outcome="refuse", when=every("a"), duties=(two,)),
            Rule(id="2", provision="1", outcome="refuse", when=every("b"), duties=(two, three)),
        ]
        last = Otherwise(provision="1", outcome="guide", duties=(three,))
        engine = Engine(table("t", "1", rules, last, VOCABULARY, {"refuse": (one,)}), {})

        def duties(**told: Answer) -> list[str]:
            return [duty.id for duty in engine.decide(Ticket(id="T", kind="help", facts=told)).duties]

        assert duties(a=True, b=False) == ["one", "two"]
        assert duties(a=True, b=True) == ["one", "two", "three"]
        assert duties(a=None, b=True) == ["one", "two", "three"]
        assert duties(a=True) == ["one", "two"]
        assert duties(a=False, b=False) == ["three"]
        assert duties(a=None, b=False) == []

    def test_a_duty_that_is_narrowed_comes_only_where_it_applies_and_names_the_reading_it_turns_on(self):
        notify = Duty(
            id="notify",
            provision="1",
            actor=Actor.HOTLINE,
            zh="通报",
            en="notify",
            when=some(one_of("urgency", "special_urgent"), under("AMB-01", "x")),
        )
        rule = Rule(id="1", provision="1", outcome="accept", when=every("a"), duties=(notify,))
        rules = table("t", "1", [rule], Otherwise(provision="1", outcome="guide"), VOCABULARY)
        for urgency, option, due, turns in (
            ("special", "x", True, True),
            ("special", "y", False, True),
            ("special_urgent", "y", True, False),
        ):
            ticket = Ticket(id="T", kind="help", urgency=urgency, facts={"a": True})
            found = Engine(rules, {"AMB-01": option}).decide(ticket)
            assert (found.outcome, found.duties == (notify,), found.readings == ("AMB-01",)) == ("accept", due, turns)

    def test_what_is_to_be_done_where_nobody_knows_comes_only_then(self):
        verify = Duty(id="verify", provision="1", actor=Actor.INTAKE, zh="核实", en="verify")
        rules = [Rule(id="1", provision="1", outcome="refuse", when=every("a"))]
        last = Otherwise(provision="1", outcome="guide")
        engine = Engine(table("t", "1", rules, last, VOCABULARY, {"undetermined": (verify,)}), {})
        for reply, expected in (("unknown", (verify,)), (None, ()), (True, ()), (False, ())):
            assert engine.decide(Ticket(id="T", kind="help", facts={"a": reply})).duties == expected


class TestReadingsOfAnAnswer:
    """An answer names every reading without which it would have been another."""

    @given(tables(), tickets(), st.sampled_from(["AMB-01", "AMB-02"]), st.sampled_from(["x", "y", "z"]))
    def test_a_reading_that_would_change_the_outcome_is_named(self, rules, ticket, reading, option):
        found = Engine(rules, CHOSEN).decide(ticket)
        other = Engine(rules, {**CHOSEN, reading: option}).decide(ticket)
        if other.possible != found.possible:
            assert reading in found.readings

    def test_one_that_can_change_only_a_rule_of_another_outcome_is_not(self):
        rules = [
            Rule(id="1", provision="1", outcome="refer", when=every("a"), readings=("AMB-09",)),
            Rule(id="2", provision="1", outcome="refuse", when=every("b", under("AMB-01", "x"))),
        ]
        engine = Engine(table("t", "1", rules, Otherwise(provision="1", outcome="guide"), VOCABULARY), CHOSEN)
        for told, named in (
            ({"a": True}, ("AMB-09",)),
            ({"a": True, "b": True}, ("AMB-09",)),
            ({"a": False, "b": True}, ("AMB-01",)),
            ({"a": False, "b": False}, ()),
        ):
            assert engine.decide(Ticket(id="T", kind="help", facts=told)).readings == named

    def test_one_that_the_answers_make_idle_is_not(self):
        rules = [Rule(id="1", provision="1", outcome="refuse", when=every("a", some(under("AMB-01", "y"), no("b"))))]
        engine = Engine(table("t", "1", rules, Otherwise(provision="1", outcome="guide"), VOCABULARY), CHOSEN)
        for told, named in (({"a": True}, True), ({"a": True, "b": False}, False), ({"a": False}, False)):
            assert ("AMB-01" in engine.decide(Ticket(id="T", kind="help", facts=told)).readings) is named


def test_the_second_opinion_can_tell_two_tables_apart():
    """A naive reference that said the same of everything would prove nothing."""
    told = [Ticket(id="T", kind="help", facts=dict(zip("ab", v, strict=True))) for v in product((True, None), repeat=2)]
    last = Otherwise(provision="1", outcome="guide")
    found = {
        tuple(opinion(table("t", "1", [rule], last, VOCABULARY), one, CHOSEN) for one in told)
        for rule in (
            Rule(id="1", provision="1", outcome="refuse", when=when)
            for when in (
                every("a", "b"),
                some("a", "b"),
                every("a", no("b")),
                every(one_of("kind", "praise"), "a", "b"),
            )
        )
    }
    assert len(found) == 4
    assert all(one != two for one, two in combinations(found, 2))
