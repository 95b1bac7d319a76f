"""Static checks of every table of rules, exhaustive and not sampled: no gap, no clash, no idle rule, no guess.

They run for every table of every city, and those an overlay changes, under every admissible combination of the readings
it names, over all 288 combinations of kind, origin, urgency and track.

Why ground by ground, with the values of the grounds, is enough for what is not known. A table asks some twenty facts;
3 to the power of 20 cases cannot be tried, and need not be:

1. What a table answers follows from the values of its grounds alone (yes, no, open): the outcome of the first that
   holds. So the table is its grounds, one after the other, and a table of values on top.
2. Within a ground each fact, and each field that may be unknown, stands once (`TestGroundByGround` asserts it), so that
   Kleene's logic is exact: the parts of a condition share nothing, and whatever values they can have each, they can
   have together. All 3^k answers to the facts of each ground are tried; where the kind stands twice (`KIND_TWICE`),
   they are tried beside an unknown kind too.
3. Two grounds that share no fact are as free of each other as two parts of one condition: whatever is told, every
   value one of them can still have goes with every value the other can still have. So the outcomes still possible are
   those of the table of values, with a value open where its ground is; and a fact can change the outcome exactly if it
   can change its ground and that ground's value can change the outcome. All 3^m values are tried
   (`TestValuesOfGrounds`).
4. Where 3^m is too much, rules that follow each other with one outcome are taken together. They are an any-of, and an
   any-of of any-ofs is an any-of: it is enough to try each such run alone, in pieces, and then the table of runs. The
   long proofs try the larger tables whole.
5. Grounds that do share a fact are not free of each other. Those are tried together, in all answers to the facts they
   share, each part of them that names no shared fact standing as one value, by the same argument
   (`TestGroundsThatShareFacts`).

What cannot be at once by what the facts mean, or by what a log can show (`SHOWN_TOGETHER`), counts neither as a clash
nor as a case in which a rule leads.

Beside this, `TestNoGap` shows of each table's diagram that it is the first-rule-that-holds function in every single
case of all facts told: its paths part the cases among them, and each path is checked against the rules by a second
opinion. That a diagram, once answers are filled in, is exact about what is left is shown in `test_rules`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from itertools import combinations, groupby, product
from typing import NamedTuple

import pytest

from hotline_rules import (
    Ticket,
    acceptance,
    answering,
    closing,
    extensions,
    jurisdiction,
    returns,
    rights,
    routing,
    supervision,
    urgency,
)
from hotline_rules._diagrams import Diagram, Node
from hotline_rules.facts import Answer, Conflict, Fact
from hotline_rules.jurisdictions import CITIES, load
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.jurisdictions.overlays import overlay
from hotline_rules.law import InForce
from hotline_rules.rules import (
    FIELD_VALUES,
    AllOf,
    AnyOf,
    Case,
    Condition,
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
    parts_of,
    some,
    table,
)
from tests import tickets
from tests.test_rules import completions, fact, plainly

Asked = Callable[[Jurisdiction, Table, tuple[str, ...], Mapping[str, bool]], answering.Answer]


class Listed(NamedTuple):
    """What a table of this name may answer, and how it is asked."""

    outcomes: tuple[str, ...]
    ask: Asked


def at_intake(city: Jurisdiction, rules: Table, fields: tuple[str, ...], told: Mapping[str, bool]) -> answering.Answer:
    return acceptance.check(ticket(fields, told), city)


def after_dispatch(
    city: Jurisdiction, rules: Table, fields: tuple[str, ...], told: Mapping[str, bool]
) -> answering.Answer:
    return acceptance.recheck(ticket(fields, told), city)


def by_table(city: Jurisdiction, rules: Table, fields: tuple[str, ...], told: Mapping[str, bool]) -> answering.Answer:
    """Ask it as the rooms do, with the facts that only a log shows beside those that a person tells."""
    shown = {name: answer for name, answer in told.items() if name in city.derived_facts}
    by_person = {name: answer for name, answer in told.items() if name not in shown}
    return answering.answer(ticket(fields, by_person), city, rules, fields, shown)


_OUTCOMES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("tier",): urgency.TIERS,
    ("way",): routing.WAYS,
    ("unit",): routing.UNITS,
    ("lead",): routing.LEADS,
    ("bars",): routing.BARS,
    ("recusal",): routing.RECUSALS,
    ("escalation",): routing.ESCALATIONS,
    ("manner",): routing.MANNERS,
    ("extension",): extensions.EXTENSION_OUTCOMES,
    ("return_standing",): returns.STANDINGS,
    ("return_request",): returns.REQUEST_OUTCOMES,
    ("callback",): closing.CALLBACK_OUTCOMES,
    ("ending",): closing.ENDING_OUTCOMES,
    ("publication",): closing.PUBLICATION_OUTCOMES,
    ("supervise", "urge", "report", "correction", "refer", "abuse", "retaliation", "caller_conduct"): (
        supervision.SUPERVISION_OUTCOMES
    ),
    (
        *("right_to_know", "right_to_reply", "right_to_explanation", "right_to_rate"),
        *("right_to_complain", "right_to_confidentiality"),
    ): rights.RIGHTS_OUTCOMES,
}

LISTED = {
    "intake": Listed(acceptance.INTAKE_OUTCOMES, at_intake),
    "recheck": Listed(acceptance.RECHECK_OUTCOMES, after_dispatch),
} | {name: Listed(outcomes, by_table) for names, outcomes in _OUTCOMES.items() for name in names}
"""The tables that are checked, by name: list another here, and it is checked in every city that has it."""

OVERLAID = {
    f"{city}+shandong_2020": jurisdiction(city).with_overlay(overlay("shandong_2020")) for city in ("weifang", "jinan")
}
PLACES = {city: jurisdiction(city) for city in CITIES} | OVERLAID


def own_tables(place: str) -> list[Table]:
    """The tables of a city; of one with an overlay, those that this changes."""
    below = PLACES[place.partition("+")[0]].tables if place in OVERLAID else ()
    return [rules for rules in PLACES[place].tables if rules not in below]


TABLES = [(place, rules.name) for place in PLACES for rules in own_tables(place) if rules.name in LISTED]
WITH_RULES = [(place, name) for place, name in TABLES if PLACES[place].table(name).rules]
TOGETHER = 3**8
"""Up to so many cases are tried in one piece by default."""


@cache
def table_of(city: str, name: str) -> Table:
    return PLACES[city].table(name)


SHOWN_TOGETHER: tuple[Conflict, ...] = (
    ("caller_rated", "was_called_back", False),
    *((name, "caller_rated", False) for name in ("caller_satisfied", "caller_dissatisfied")),
    ("caller_satisfied", "caller_dissatisfied", True),
)
"""Pairs of answers of which no log shows both: a rating is that of a callback, and says one thing."""


def sense(city: str, *conditions: Condition) -> Condition:
    """That the facts of these conditions, and all that hang together with them, do not contradict each other."""
    names, conflicts = {name for one in conditions for name in facts_of(one)}, PLACES[city].conflicts + SHOWN_TOGETHER
    while more := {name for pair in conflicts if names & set(pair[:2]) for name in pair[:2]} - names:
        names |= more
    return every(*(no(every(one, other if yes else no(other))) for one, other, yes in conflicts if one in names))


def settings_of(city: str, readings: Iterable[str]) -> list[dict[str, str]]:
    """Every admissible combination of these readings."""
    admissible = {one.reading: one.admissible for one in PLACES[city].choices if one.reading in set(readings)}
    return [dict(zip(admissible, options, strict=True)) for options in product(*admissible.values())]


def cases_of(city: str, rules: Table) -> Iterator[tuple[Jurisdiction, Engine]]:
    """The table under every admissible combination of the readings it names."""
    for options in settings_of(city, rules.readings):
        place = PLACES[city].variant(options)
        yield place, place.engine(rules)


def fields_of(*rules: Rule) -> list[tuple[str, ...]]:
    """Every combination of the fields that these rules look at, the others being as by default."""
    looked_at = {part.field for rule in rules for part in parts_of(rule.when) if isinstance(part, OneOf)}
    return list(product(*(values if name in looked_at else values[:1] for name, values in FIELD_VALUES.items())))


def named(fields: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(FIELD_VALUES, fields, strict=True))


def ticket(fields: tuple[str, ...], facts: Mapping[str, Answer]) -> Ticket:
    return Ticket.model_validate({"id": "T", "facts": dict(facts), **named(fields)})


def paths(diagram: Diagram) -> Iterator[tuple[dict[str, bool], Diagram]]:
    """Every way through a diagram: the answers on it, and its end."""
    if not isinstance(diagram, Node):
        yield {}, diagram
        return
    for answer, way in ((True, diagram.yes), (False, diagram.no)):
        for told, end in paths(way):
            yield {diagram.fact: answer, **told}, end


def roots(engine: Engine) -> list[Diagram]:
    """The diagrams of a table for all 288 combinations of fields, each once: equal ones are one object."""
    return list({id(root): root for root in map(engine.root, product(*FIELD_VALUES.values()))}.values())


def where(condition: Condition, chosen: Mapping[str, str]) -> Engine:
    """A table of this one condition: its outcome is `yes` where it holds."""
    facts = {name: fact(name) for name in facts_of(condition)}
    rule = Rule(id="1", provision="1", outcome="yes", when=condition)
    return Engine(table("where", "1", [rule], Otherwise(provision="1", outcome="no"), facts), chosen)


def witness(condition: Condition, fields: tuple[str, ...], chosen: Mapping[str, str]) -> dict[str, bool] | None:
    """Answers under which a condition holds; `None` where it cannot."""
    found = (told for told, end in paths(where(condition, chosen).root(fields)) if end == "yes")
    return next(found, None)


def first(rules: Table, facts: Mapping[str, bool], fields: tuple[str, ...], chosen: Mapping[str, str]) -> str:
    """The outcome of the first rule that holds, by the second opinion."""
    for rule in rules.rules:
        if plainly(data_of(rule.when), facts, named(fields), chosen):
            return rule.outcome
    return rules.otherwise.outcome


_DATA: dict[int, tuple[Condition, dict]] = {}


def data_of(condition: Condition) -> dict:
    """The JSON of a condition, made once."""
    if id(condition) not in _DATA:
        _DATA[id(condition)] = (condition, condition.model_dump(mode="json"))
    return _DATA[id(condition)][1]


# -- (a) ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("city", "name"), TABLES)
class TestNoGap:
    """Whatever is told, a table ends in one of its outcomes, and in the one its rules say."""

    def test_every_path_for_every_combination_of_fields_ends_in_an_outcome_of_the_table(self, city, name):
        rules = table_of(city, name)
        for _, engine in cases_of(city, rules):
            for root in roots(engine):
                for _, end in paths(root):
                    assert end in rules.outcomes
                    assert end in LISTED[name].outcomes

    def test_the_paths_part_all_cases_among_them(self, city, name):
        rules = table_of(city, name)
        for _, engine in cases_of(city, rules):
            for root in roots(engine):
                assert sum(2 ** (len(rules.facts) - len(told)) for told, _ in paths(root)) == 2 ** len(rules.facts)

    def test_each_path_ends_in_the_outcome_of_the_first_rule_that_holds(self, city, name):
        rules = table_of(city, name)
        for _, engine in cases_of(city, rules):
            for fields in fields_of(*rules.rules):
                for told, end in paths(engine.root(fields)):
                    for facts in self.completions_that_differ(rules, told, fields, engine.chosen):
                        assert first(rules, facts, fields, engine.chosen) == end

    @staticmethod
    def completions_that_differ(rules, told, fields, chosen) -> Iterator[dict[str, bool]]:
        """The cases on a path: the facts of the rules it leaves open told both ways, the rest, of no effect, no."""
        open_facts: dict[str, None] = {}
        for rule in rules.rules:
            value = holds(rule.when, Case(told, named(fields), chosen))
            if value is None:
                open_facts |= dict.fromkeys(name for name in facts_of(rule.when) if name not in told)
            elif value:
                break
        assert len(open_facts) <= 12
        for values in product((True, False), repeat=len(open_facts)):
            yield {one.name: False for one in rules.facts} | told | dict(zip(open_facts, values, strict=True))


# -- (b) ---------------------------------------------------------------------------------------------------------------

_WEIFANG_19 = ("19(1)(一)", "19(1)(二)", "19(1)(三)", "19(1)(四)", "19(1)(五)")
_WEIFANG_10 = ("10(一)", "10(二)", "10(三)", "10(四)")
_JINAN_14 = ("14(一)", "14(二)", "14(三)", "14(四)", "14(五)")
_GANZI_10 = ("10(一)a", "10(一)b", "10(二)", "10(四)", "10(五)", "10(六)", "10(七)", "10(八)a", "10(八)b")
_GANZI_SCOPE = ("9(一)", "9(二)", "14s2d")
_KARAMAY_8 = ("8a", "8b", "8c", "8d", "8")
_KARAMAY_7 = ("7a", "7b", "7c", "7d", "7e")


def in_this_order(*rules: str) -> dict[str, tuple[str, ...]]:
    """Each of these before all that follow it."""
    return {rule: rules[place + 1 :] for place, rule in enumerate(rules[:-1])}


_GANZI_17 = ("not_outside_duties", "not_signed", "no_reason", "no_unit_suggested", "no_policy_basis", "boilerplate")
_GANZI_19_2 = (
    "not_investigated", "facts_not_clear", "not_handled_lawfully", "no_written_opinion", "not_signed", "not_explained",
)  # fmt: skip
_GANZI_12 = ("12(三)", "12(一)a", "12(一)b", "12(二)5", "12(二)2", "12(二)3", "12(二)4", "12(二)1")

ORDERED_PROCESS: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    # What can be answered at once is (18(2): only the rest is transferred); whose it is comes before who leads.
    ("weifang", "way"): {"18(2)a": ("22(2)", "22(3)", "18(2)b"), "22(2)": ("22(3)", "18(2)b")},
    # 24(1) is the special rule (AMB-39).
    ("weifang", "lead"): {"24(1)": ("22(3)",)},
    # The second step of 23 comes once the first has failed.
    ("weifang", "escalation"): {"23b": ("23a",)},
    # Whatever the limit, what cannot be solved within it is explained (三); from above, the rule of its own goes first.
    ("weifang", "manner"): in_this_order("20(1)(三)", "20(2)", "20(1)(二)"),
    # Determined or designated: no return, clearly outside or not (22(2)); clearly outside is no mere dispute (AMB-20).
    ("weifang", "return_standing"): in_this_order("22(2)s2", "22(1)", "22(2)"),
    # A dispute is for the hotline to decide (22(2)), and asking it is no defect.
    ("weifang", "return_request"): in_this_order("22(2)s2", "22(2)", "not_clearly_outside"),
    # What goes by another path already is not for this line (三); what can be answered is (一); of several units one
    # must lead, by territory or not (29(1)).
    ("jinan", "way"): in_this_order("23(三)", "23(一)", "29(1)", "23(二)"),
    # 30 takes over where the office of 29(2) did not succeed.
    ("jinan", "escalation"): {"30": ("29(2)",)},
    # What law does not allow needs no date (四); the period of law (二) and the date (三) are both told, side by side.
    ("jinan", "manner"): in_this_order("24(1)(四)", "24(1)(二)", "24(1)(三)"),
    # The review alone can show that it was not done (27(2)), and a satisfied caller does not cure that.
    ("jinan", "callback"): {"27(2)": ("27(1)", "27(1)b")},
    # A failed correction is the next step after a poor assessment.
    ("jinan", "correction"): {"38(2)b": ("38(2)a",)},
    # The stricter tier (AMB-52).
    ("ganzi", "tier"): {"13(二)2": ("13(二)1",)},
    # What the prefecture must decide waits for it (三); then what can be answered is (一); of the transfers (二) those
    # whose unit must first be found, named or reached through another come before the plain one.
    ("ganzi", "way"): in_this_order(*_GANZI_12) | {"12(二)2": ("12(二)3", "12(二)4")},
    # What has no ground at all comes before what is late or binds in principle (both are said side by side); a limit of
    # law is in order where nothing stands against it.
    ("ganzi", "extension"): {
        "not_complex": ("after_cut_off", "too_long", "too_many", "in_principle_none"),
        "no_other_limit": ("after_cut_off_by_statute", "in_principle_none", "13(一)s4"),
        "after_cut_off_by_statute": ("13(一)s4",),
        "in_principle_none": ("13(一)s4",),
    },
    # Once designated it may not be returned (12(二)5), whatever is said for it (17); late is valid, a defect is not.
    ("ganzi", "return_standing"): {"12(二)5": ("17",)},
    ("ganzi", "return_request"): {"12(二)5": (*_GANZI_17, "late")} | dict.fromkeys(_GANZI_17, ("late",)),
    # First the callback; silence closes it (16); of one dissatisfied a person decides where fault and a lawful result
    # are both claimed (AMB-76); else 19(一) is special, also where it is the second callback, which is the last (18).
    ("ganzi", "callback"): {
        "not_called": ("16c", "16b"),
        "not_called_again": ("16c", "16b"),
        "both_claimed": ("19(一)", "16b"),
        "19(一)": ("16b",),
    },
    # What is not raised again and again is no matter of 19(二) at all.
    ("ganzi", "ending"): {"not_repeated": _GANZI_19_2},
    # Three ways, the desk's own answer first; one by instruction is not sent out before the leader says so.
    ("karamay", "way"): {
        "11(二)1": ("11(二)3", "11(二)2(3)", "11(二)2"),
        "11(二)3": ("11(二)2(3)",),
        "11(二)2(3)": ("11(二)2",),
    },
    # Several units deal with it jointly, in whatever way; a suggestion is considered where nothing else is to be done.
    ("karamay", "manner"): {
        "11(二)2(3)": ("11(二)2(2)", "11(二)2(1)二", "11(二)2(1)三"),
        "11(二)2(2)": ("11(二)2(1)三",),
        "11(二)2(1)二": ("11(二)2(1)三",),
    },
    # Late is valid, a defect is not (AMB-68); both are said side by side.
    ("karamay", "return_request"): dict.fromkeys(("not_outside_duties", "no_reason"), ("late",)),
    # The overlay's own: what may not be asked before what binds generally; a bar and a dispute before its form; what is
    # lacking before what is late, and both before what is in order.
    ("weifang+shandong_2020", "extension"): {"not_complex": ("too_long",)},
    ("jinan+shandong_2020", "extension"): {"not_complex": ("too_long",)},
    ("weifang+shandong_2020", "return_request"): {
        "22(2)s2": ("22(2)", "not_clearly_outside", "no_reason", "late"),
        "22(2)": ("not_clearly_outside", "no_reason", "late"),
    }
    | dict.fromkeys(("not_clearly_outside", "no_reason"), ("late",)),
    ("jinan+shandong_2020", "return_standing"): {"shandong_2020": ("29(1)",)},
    ("jinan+shandong_2020", "return_request"): {
        "not_outside_duties": ("late",),
        "no_reason": ("late", "in_order"),
        "late": ("in_order",),
    },
}
"""The same for the steps after acceptance."""

ORDERED: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {
    # An emergency is no matter of this line (10, 39), and what 19 excludes is excluded from what 10 admits.
    ("weifang", "intake"): {"39": (*_WEIFANG_19, *_WEIFANG_10)} | dict.fromkeys(_WEIFANG_19, _WEIFANG_10),
    # 21(1) and 23(三) send away what 14 would let in.
    ("jinan", "intake"): {"21(1)": _JINAN_14, "23(三)": _JINAN_14},
    # A special matter is accepted before anything else is asked (13(二)); an ordinary emergency is referred; and what
    # 10 excludes is excluded from 9 and from praise.
    ("ganzi", "intake"): {"13(二)": ("10(三)", *_GANZI_10), "10(三)": (*_GANZI_10, *_GANZI_SCOPE)}
    | dict.fromkeys(_GANZI_10, _GANZI_SCOPE),
    # 8 and 15 exclude from 7; praise is a kind (9), and one can be told maliciously.
    ("karamay", "intake"): {
        "emergency": (*_KARAMAY_8, "15", *_KARAMAY_7, "9"),
        "15": ("7b", "7c"),
    }
    | dict.fromkeys(("8a", "8b", "8c", "8", "8d"), (*_KARAMAY_7, "9")),
    **ORDERED_PROCESS,
}
"""The pairs of rules with different outcomes that can hold together: the first is meant to win over the others.

A table that is not here has no such pair."""


def clashes(city: str, rules: Table) -> set[tuple[str, str]]:
    """Every pair of rules with different outcomes that can hold together, by fields, facts and options."""
    found = set()
    for one, two in combinations(rules.rules, 2):
        if one.outcome != two.outcome:
            both = every(one.when, two.when, sense(city, one.when, two.when))
            named_here = {part.reading for part in parts_of(both) if isinstance(part, Under)}
            for options in settings_of(city, named_here):
                engine = where(both, options)
                if any(engine.root(fields) != "no" for fields in fields_of(one, two)):
                    found.add((one.id, two.id))
    return found


@pytest.mark.parametrize("place", PLACES)
def test_every_table_of_every_city_is_listed_here(place):
    assert own_tables(place)
    assert [rules.name for rules in own_tables(place) if rules.name not in LISTED] == []


def test_every_table_whose_rules_are_ordered_here_is_one_that_is_checked():
    assert [key for key in ORDERED if key not in WITH_RULES] == []


@pytest.mark.parametrize(("city", "name"), [one for one in TABLES if one not in WITH_RULES])
def test_a_table_without_rules_has_one_answer_whatever_is_told(city, name):
    rules, place = table_of(city, name), PLACES[city]
    for fields in product(*FIELD_VALUES.values()):
        answer = by_table(place, rules, fields, {"outside_duties": True, "extension_by_statute": True})
        assert (answer.outcome, answer.provision, answer.ask) == ("no_basis", rules.otherwise.provision, ())


@pytest.mark.parametrize(("city", "name"), WITH_RULES)
class TestNoContradiction:
    """Two rules say different things of one case only where one is meant to come before the other."""

    def test_no_two_rules_have_one_name(self, city, name):
        assert Counter(rule.id for rule in table_of(city, name).rules).most_common(1)[0][1] == 1

    def test_every_pair_that_can_clash_is_ordered_on_purpose(self, city, name):
        meant = {(one, two) for one, others in ORDERED.get((city, name), {}).items() for two in others}
        assert clashes(city, table_of(city, name)) == meant

    def test_no_two_rules_hold_in_the_same_cases_with_different_outcomes(self, city, name):
        rules = table_of(city, name)
        for one, two in combinations(rules.rules, 2):
            if one.outcome == two.outcome:
                continue
            sound = sense(city, one.when, two.when)
            apart = every(sound, some(every(one.when, no(two.when)), every(no(one.when), two.when)))
            either = every(sound, some(one.when, two.when))
            named_here = {part.reading for part in parts_of(either) if isinstance(part, Under)}
            for options in settings_of(city, named_here):
                differs, holds_at_all = where(apart, options), where(either, options)
                for fields in fields_of(one, two):
                    if holds_at_all.root(fields) != "no":
                        assert differs.root(fields) != "no", (one.id, two.id, fields)


# -- (c) ---------------------------------------------------------------------------------------------------------------


def leading(
    city: str, rules: Table, place: int, chosen: Mapping[str, str]
) -> tuple[tuple[str, ...], dict[str, bool]] | None:
    """Fields and answers under which a rule holds and none before it; `None` if there are none that can be."""
    rule, before = rules.rules[place], [other.when for other in rules.rules[:place]]
    alone = every(rule.when, no(some(*before)), sense(city, rule.when, *before))
    engine = where(alone, chosen)
    for fields in fields_of(*rules.rules[: place + 1]):
        for told, end in paths(engine.root(fields)):
            if end == "yes":
                return fields, told
    return None


def switched_off(rule: Rule, chosen: Mapping[str, str]) -> bool:
    """Whether a rule stands only under another option than the one taken."""
    parts = rule.when.of if isinstance(rule.when, AllOf) else ()
    return any(isinstance(part, Under) and chosen[part.reading] not in part.options for part in parts)


@pytest.mark.parametrize(("city", "name"), WITH_RULES)
class TestNoUnreachableRule:
    """For every rule there is a case of which it is the headline, and its outcome the answer."""

    def test_under_every_admissible_option(self, city, name):
        rules, led = table_of(city, name), set()
        for place, engine in cases_of(city, rules):
            for number, rule in enumerate(rules.rules):
                found = leading(city, rules, number, engine.chosen)
                assert (found is None) == switched_off(rule, engine.chosen), rule.id
                if found is not None:
                    fields, told = found
                    facts = {one.name: False for one in rules.facts} | told
                    answer = LISTED[name].ask(place, rules, fields, facts)
                    assert (answer.outcome, answer.provision) == (rule.outcome, rules.by or rule.provision)
                    assert answer.grounds[0] == (rule, True)
                    led.add(rule.id)
        assert led == {rule.id for rule in rules.rules}

    def test_nor_is_the_last_word(self, city, name):
        rules, conditions = table_of(city, name), [rule.when for rule in table_of(city, name).rules]
        none = every(no(some(*conditions)), sense(city, *conditions))
        reached = [
            any(witness(none, fields, engine.chosen) is not None for fields in fields_of(*rules.rules))
            for _, engine in cases_of(city, rules)
        ]
        switched = any(switched_off(rule, engine.chosen) for _, engine in cases_of(city, rules) for rule in rules.rules)
        assert any(reached) if switched else all(reached)


# -- (d) ---------------------------------------------------------------------------------------------------------------


class Exact:
    """All 3^k ways to tell the facts of a table, each decided by the engine and by trying every completion."""

    def __init__(self, rules: Table, chosen: Mapping[str, str], fields: tuple[str, ...]) -> None:
        self.rules, self.chosen, self.fields = rules, chosen, fields
        self.names = tuple(one.name for one in rules.facts)
        self.engine = Engine(rules, chosen)
        self.reference: dict[tuple, tuple[frozenset[str], frozenset[str]]] = {}
        self.blank = ticket(fields, {})

    def by_trying(self, told: tuple[Answer, ...]) -> tuple[frozenset[str], frozenset[str]]:
        """The outcomes of all completions, and the facts in which two completions differ with different outcomes."""
        if told not in self.reference:
            self.reference[told] = self._tried(told)
        return self.reference[told]

    def _tried(self, told: tuple[Answer, ...]) -> tuple[frozenset[str], frozenset[str]]:
        unknown = [place for place, answer in enumerate(told) if answer is None]
        if not unknown:
            facts = dict(zip(self.names, told, strict=True))
            return frozenset([first(self.rules, facts, self.fields, self.chosen)]), frozenset()
        possible: frozenset[str] = frozenset()
        matter: frozenset[str] = frozenset()
        for place in unknown[:2]:  # What matters beside one fact is found by filling in that one; so two are enough.
            ways = [self.by_trying((*told[:place], answer, *told[place + 1 :])) for answer in (True, False)]
            possible = ways[0][0] | ways[1][0]
            matter |= ways[0][1] | ways[1][1]
        if len(unknown) == 1 and len(possible) > 1:
            matter = frozenset([self.names[unknown[0]]])
        return possible, matter

    def decided(self, told: tuple[Answer, ...], unknown: Answer):
        facts = {n: unknown if a is None else a for n, a in zip(self.names, told, strict=True)}
        return self.engine.decide(self.blank.model_copy(update={"facts": facts}))

    def check(self) -> int:
        """Compare them all; return how many there were."""
        settled: dict[tuple[Answer, ...], str | None] = {}
        for told in product((True, False, None), repeat=len(self.names)):
            possible, matter = self.by_trying(told)
            found = self.decided(told, None)
            assert set(found.possible) == possible, told
            assert (len(found.ask), set(found.ask)) == (len(matter), matter), told
            settled[told] = found.outcome if len(possible) == 1 else None
            if len(possible) == 1:
                assert found.outcome in possible
                continue
            in_vain = self.decided(told, "unknown")
            assert (found.outcome, in_vain.outcome, in_vain.ask) == ("ask", "undetermined", ()), told
            assert set(in_vain.hangs_on) == matter, told
        for told, outcome in settled.items():
            if outcome is not None:
                for place in (place for place, answer in enumerate(told) if answer is None):
                    for answer in (True, False):
                        assert settled[*told[:place], answer, *told[place + 1 :]] == outcome, told
        return len(settled)


def small(name: str, outcomes: Iterable[str], conditions: Iterable[Condition], last: str) -> Table:
    """A table of these outcomes and conditions, in this order."""
    rules = [
        Rule(id=f"r{n}", provision="1", outcome=outcome, when=condition)
        for n, (outcome, condition) in enumerate(zip(outcomes, conditions, strict=True))
    ]
    facts: dict[str, Fact] = {n: fact(n) for rule in rules for n in facts_of(rule.when)}
    return table(name, "1", rules, Otherwise(provision="1", outcome=last), facts)


@pytest.mark.parametrize(("city", "name"), WITH_RULES)
class TestGroundByGround:
    """All 3^k answers to the facts of each ground: `holds` says yes or no exactly where every completion does."""

    NOT_ALWAYS_KNOWN = ("kind", "urgency")
    """A ticket always has an origin and a track: those may stand twice."""
    KIND_TWICE = (("jinan", "bars", "32(1)"), ("ganzi", "bars", "29(四)"), ("karamay", "bars", "13"))
    """A report, and by another reading a complaint too (AMB-64): side by side, each makes for the bar."""

    def test_within_a_ground_each_fact_stands_once(self, city, name):
        for rule in table_of(city, name).rules:
            facts = Counter(part.fact for part in parts_of(rule.when) if isinstance(part, Is))
            named_here = (part.field for part in parts_of(rule.when) if isinstance(part, OneOf))
            fields = Counter(field for field in named_here if field in self.NOT_ALWAYS_KNOWN)
            twice = {one for one, times in (facts + fields).items() if times > 1}
            assert twice == ({"kind"} if (city, name, rule.id) in self.KIND_TWICE else set()), rule.id

    def test_kleene_is_exact_there_and_so_is_the_engine(self, city, name):
        for rule in table_of(city, name).rules:
            named_here = {part.reading for part in parts_of(rule.when) if isinstance(part, Under)}
            for options in settings_of(city, named_here):
                for fields in fields_of(rule):
                    self.exact(rule, options, fields)

    @staticmethod
    def exact(rule: Rule, options: Mapping[str, str], fields: tuple[str, ...]) -> None:
        tried = Exact(small("one", ["yes"], [rule.when], "no"), options, fields)
        assert tried.check() == 3 ** len(facts_of(rule.when))
        value = {frozenset(["yes"]): True, frozenset(["no"]): False, frozenset(["yes", "no"]): None}
        for told, (possible, _) in tried.reference.items():
            case = Case(dict(zip(tried.names, told, strict=True)), named(fields), options)
            assert holds(rule.when, case) is value[possible]

    def test_a_kind_not_recorded_is_a_value_not_known_like_any_other(self, city, name):
        for rule in table_of(city, name).rules:
            named_here = {part.reading for part in parts_of(rule.when) if isinstance(part, Under)}
            by_kind = any(isinstance(part, OneOf) and part.field == "kind" for part in parts_of(rule.when))
            answers: tuple[Answer, ...] = (True, False, None) if by_kind else (True, False)
            for options in settings_of(city, named_here):
                for told in product(answers, repeat=len(facts_of(rule.when))):
                    facts = dict(zip(facts_of(rule.when), told, strict=True))
                    for others in {fields[1:] for fields in fields_of(rule)}:
                        self.as_every_kind(rule, facts, named(("", *others)), options)

    @staticmethod
    def as_every_kind(rule, facts, fields, options) -> None:
        cases = [{**fields, "kind": kind} for kind in FIELD_VALUES["kind"]]
        filled = list(completions(facts, tuple(facts)))
        found = {plainly(data_of(rule.when), told, one, options) for one in cases for told in filled}
        value = holds(rule.when, Case(facts, {**fields, "kind": None}, options))
        assert value is (found.pop() if len(found) == 1 else None)


def values_of(outcomes: list[str], last: str) -> Table:
    """A table in which each rule is one fresh fact: the table of values."""
    return small("values", outcomes, [Is(fact=f"v{n}") for n in range(len(outcomes))], last)


def pieces(outcomes: list[str], last: str) -> Iterator[tuple[list[str], str]]:
    """The table of values, whole if it is small, else by runs of one outcome and then the runs (see 4 above)."""
    if 3 ** len(outcomes) <= TOGETHER:
        yield outcomes, last
        return
    runs = [list(run) for _, run in groupby(outcomes)]
    yield [run[0] for run in runs], last
    for run in runs:
        halves = [run[: len(run) // 2], run[len(run) // 2 :]] if 3 ** len(run) > TOGETHER else [run]
        if len(halves) == 2:
            yield [run[0], run[0]], "not " + run[0]
        for half in halves:
            yield half, "not " + run[0]


@pytest.mark.parametrize(("city", "name"), WITH_RULES)
class TestValuesOfGrounds:
    """All 3^m values of the grounds: outcome, questions and monotony are those of trying every completion."""

    FIELDS = tuple(values[0] for values in FIELD_VALUES.values())

    def test_in_the_order_of_the_table(self, city, name):
        rules = table_of(city, name)
        outcomes = [rule.outcome for rule in rules.rules]
        for some_outcomes, last in pieces(outcomes, rules.otherwise.outcome):
            tried = Exact(values_of(some_outcomes, last), {}, self.FIELDS)
            assert tried.check() == 3 ** len(some_outcomes) <= TOGETHER

    @pytest.mark.long
    def test_whole_where_it_can_be_and_else_with_whole_runs(self, city, name):
        rules = table_of(city, name)
        outcomes = [rule.outcome for rule in rules.rules]
        whole = 3 ** len(outcomes) <= 200_000
        runs = [[*run] for _, run in groupby(outcomes)]
        for one in [outcomes] if whole else runs:
            last = rules.otherwise.outcome if whole else "not " + one[0]
            assert Exact(values_of(one, last), {}, self.FIELDS).check() == 3 ** len(one)


def with_values(condition: Condition, shared: set[str], fresh: Iterator[str]) -> Condition:
    """The condition, with each largest part that names facts but no shared one standing as one fresh fact."""
    names = set(facts_of(condition))
    if not names:
        return condition
    if not names & shared:
        return Is(fact=next(fresh))
    match condition:
        case AllOf(of=parts):
            return every(*(with_values(part, shared, fresh) for part in parts))
        case AnyOf(of=parts):
            return some(*(with_values(part, shared, fresh) for part in parts))
        case Not(of=part):
            return no(with_values(part, shared, fresh))
    return condition


def shared_facts(rules: Iterable[Rule]) -> set[str]:
    times = Counter(name for rule in rules for name in facts_of(rule.when))
    return {name for name, count in times.items() if count > 1}


def groups(rules: Table) -> list[tuple[Rule, ...]]:
    """The grounds that hang together by shared facts; where that is too much for one piece, every pair of them."""
    shared, left, found = shared_facts(rules.rules), list(rules.rules), []
    while left:
        group = [left.pop(0)]
        for one in group:
            touching = [r for r in left if set(facts_of(r.when)) & set(facts_of(one.when)) & shared]
            group += touching
            left = [r for r in left if r not in touching]
        ordered = tuple(r for r in rules.rules if r in group)
        if len(ordered) > 1:
            size = len(together(ordered).facts)
            found += [ordered] if 3**size <= TOGETHER else list(combinations(ordered, 2))
    return found


def together(rules: Iterable[Rule]) -> Table:
    """A table of these rules alone, of which parts that share nothing stand as one value each."""
    rules = list(rules)
    fresh = (f"v{n}" for n in range(1000))
    shared = shared_facts(rules)
    conditions = [with_values(rule.when, shared, fresh) for rule in rules]
    return small("together", [rule.outcome for rule in rules], conditions, "none of them")


@pytest.mark.parametrize(("city", "name"), WITH_RULES)
class TestGroundsThatShareFacts:
    """Grounds that share a fact are tried together, in all answers to the facts they share."""

    def test_every_group_of_them(self, city, name):
        for group in groups(table_of(city, name)):
            tried = together(group)
            named_here = {p.reading for rule in tried.rules for p in parts_of(rule.when) if isinstance(p, Under)}
            for options in settings_of(city, named_here):
                for fields in fields_of(*tried.rules):
                    assert Exact(tried, options, fields).check() == 3 ** len(tried.facts) <= TOGETHER

    def test_no_shared_fact_is_left_out(self, city, name):
        rules = table_of(city, name)
        tried = set(map(frozenset, ((r.id for r in group) for group in groups(rules))))
        for one, two in combinations(rules.rules, 2):
            if set(facts_of(one.when)) & set(facts_of(two.when)):
                assert any({one.id, two.id} <= group for group in tried), (one.id, two.id)


# -- (e) ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("city", CITIES)
class TestEveryDay:
    """On every day a regulation is in force, is not, or it is not known; and the rules do not change with the day."""

    LAST = date(2030, 12, 31)

    def days(self, city: str) -> list[date]:
        start = jurisdiction(city).regulation.not_before - timedelta(days=366)
        return [start + timedelta(days=n) for n in range((self.LAST - start).days + 1)]

    def test_exactly_one_of_three_and_first_not_then_perhaps_unknown_then_in_force(self, city):
        law = jurisdiction(city).regulation
        found = [(day, law.in_force(day)) for day in self.days(city)]
        runs = [(state, [day for day, _ in run]) for state, run in groupby(found, key=lambda one: one[1])]
        if law.not_before == law.in_force_from:
            assert [state for state, _ in runs] == [InForce.NO, InForce.YES]
        else:
            assert [state for state, _ in runs] == [InForce.NO, InForce.UNKNOWN, InForce.YES]
        assert runs[0][1][-1] + timedelta(days=1) == law.not_before == runs[1][1][0]
        assert runs[-1][1][0] == law.in_force_from
        assert runs[-1][1][-1] == self.LAST

    def test_acceptance_follows_it_day_by_day_and_answers_alike_on_every_day_in_force(self, city):
        place = jurisdiction(city)
        why = {InForce.NO: "not_in_force", InForce.UNKNOWN: "in_force_unknown", InForce.YES: None}
        facts = {one.name: False for one in place.acceptance.intake.facts} | {"in_this_city": None}
        seen = set()
        for day in self.days(city):
            events = [{"type": "accepted", "at": day}]
            told = Ticket.model_validate({"id": "T", "kind": "suggestion", "facts": facts, "events": events})
            found = acceptance.check(told, place)
            assert found.why == why[place.regulation.in_force(day)]
            if found.why is None:
                seen.add((found.outcome, found.provision, found.ask, found.readings))
            else:
                assert (found.outcome, found.possible) == ("undetermined", ())
        assert len(seen) == 1

    def test_the_fingerprint_of_the_rules_is_of_what_the_city_states_and_of_no_day(self, city):
        place = jurisdiction(city)
        before = place.rules_hash
        for day in self.days(city)[::97]:
            place.regulation.in_force(day)
            acceptance.check(Ticket.model_validate({"id": "T", "events": [{"type": "accepted", "at": day}]}), place)
        again = load(place.model_dump_json())
        assert before == again.rules_hash == place.changed().rules_hash


# -- (f) ---------------------------------------------------------------------------------------------------------------


class TestWhatALogShows:
    """What nobody tells is worked out, and worked out without contradiction."""

    LIFE = (
        ("accepted", "2026-03-02T09:00"),
        ("transferred", "2026-03-02T09:30"),
        ("arrived", "2026-03-02T09:30"),
        ("extension_requested", "2026-03-03T09:00", {"working_days": 3}),
        ("return_requested", "2026-03-03T10:00", {"reason": "无关"}),
        ("return_decided", "2026-03-03T11:00", {"approved": False}),
        ("termination_requested", "2026-03-04T09:00", {"written": True}),
        ("replied", "2026-03-04T10:00"),
        ("called_back", "2026-03-05T10:00", {"rating": "满意"}),
    )

    @pytest.mark.parametrize("place", PLACES)
    def test_every_fact_that_a_table_asks_and_nobody_tells_is_worked_out_by_its_room(self, place):
        city, one, now = PLACES[place], tickets.ticket(*self.LIFE, kind="help"), datetime(2026, 3, 6)
        rooms = (extensions, returns, closing, supervision, rights, routing, urgency)
        answers = [answer for room in rooms for answer in answers_of(room.check(one, city, as_of=now))]
        asked = {answer.table.name: [fact.name for fact in answer.table.facts if fact.derived] for answer in answers}
        assert asked.keys() == {rules.name for rules in city.tables} - {"intake", "recheck"}
        assert sum(map(len, asked.values())) > 5
        for answer in answers:
            for name in asked[answer.table.name]:
                assert answer.given[name] in (True, False, "unknown"), (answer.table.name, name)

    @pytest.mark.parametrize("again", [False, True])
    def test_no_log_shows_two_answers_of_which_only_one_can_be(self, again):
        words = (None, "满意", "基本满意", "一般", "不满意", "嗯")
        seen = set()
        for rating, service in product(words, words):
            called = ("called_back", "2026-03-05T10:00", {"rating": rating, "service_rating": service})
            life = [("arrived", "2026-03-02T09:30"), ("replied", "2026-03-04T10:00"), called]
            life += [("redispatched", "2026-03-06T09:00"), ("replied", "2026-03-07T09:00")] if again else []
            life += [("called_back", "2026-03-08T10:00", {"rating": rating})] if again and service else []
            one = tickets.ticket(*life, kind="help")
            for callback in closing.check(one, PLACES["ganzi"], as_of=datetime(2026, 3, 9)).callbacks:
                given = callback.answer.given
                seen |= {name for name, answer in given.items() if answer is True}
                for name, other, answer in SHOWN_TOGETHER:
                    assert (given[name], given[other]) != (True, answer), (rating, service)
        assert seen >= {name for name, *_ in SHOWN_TOGETHER} | ({"callback_is_second"} if again else set())


def answers_of(found: NamedTuple) -> list[answering.Answer]:
    """The answers a room gives, each with the table it asked."""
    told = found.answers if hasattr(found, "answers") else (found.tier,)
    return [one for one in (told.values() if isinstance(told, dict) else told) if one is not None]


# -- the checks themselves ---------------------------------------------------------------------------------------------


class TestTheChecksCanFail:
    """A check that finds nothing is worth something only if it would find something."""

    def doctored(self, *more: Rule, after: int = 99) -> Table:
        rules = list(table_of("jinan", "intake").rules)
        rules[after:after] = more
        facts = {one.name: one for one in table_of("jinan", "intake").facts}
        return table("intake", "14", rules, table_of("jinan", "intake").otherwise, facts)

    def test_a_new_clash_is_found(self):
        new = Rule(id="new", provision="14", outcome="guide", when=every("needs_public_body"))
        assert clashes("jinan", self.doctored(new)) - clashes("jinan", self.doctored()) == {
            *(("21(1)", "new"), ("23(三)", "new")),
            *((one, "new") for one in _JINAN_14),
        }

    def test_a_rule_that_others_cover_is_found_unreachable(self):
        new = Rule(id="new", provision="14", outcome="accept", when=every("in_litigation", "in_this_city"))
        doctored = self.doctored(new)
        assert leading("jinan", doctored, len(doctored.rules) - 1, {}) is None
        assert leading("jinan", self.doctored(new, after=1), 1, {}) is not None

    @pytest.mark.parametrize(
        ("city", "when", "can_be"),
        [
            ("weifang", every("conclusion_lawful", no("dealt_with")), False),  # the one presupposes the other
            ("weifang", every("conclusion_lawful", "dealt_with"), True),
            ("weifang", every("other_public_body", "weifang_unit"), False),  # the one excludes the other
            ("karamay", every("desk_cannot_tell_unit", "one_unit_competent"), False),
            ("karamay", every("needs_department", "one_unit_competent"), True),
            ("ganzi", every("caller_satisfied", no("was_called_back")), False),  # by way of the rating
            ("ganzi", every("caller_rated", no("caller_satisfied"), no("caller_dissatisfied")), True),
        ],
    )
    def test_a_rule_that_the_meaning_of_its_facts_rules_out_is_found_unreachable(self, city, when, can_be):
        rule = Rule(id="new", provision="1", outcome="accept", when=when)
        facts = {name: PLACES[city].vocabulary[name] for name in facts_of(when)}
        doctored = table("new", "1", [rule], Otherwise(provision="1", outcome="guide"), facts)
        assert (leading(city, doctored, 0, {}) is not None) == can_be

    def test_an_inexact_engine_is_found(self):
        rules = values_of(["refuse", "accept"], "guide")
        tried = Exact(rules, {}, TestValuesOfGrounds.FIELDS)
        tried.engine = Engine(values_of(["accept", "refuse"], "guide"), {})
        with pytest.raises(AssertionError):
            tried.check()

    def test_kleene_is_inexact_where_a_fact_stands_twice(self):
        rule = Rule(id="1", provision="1", outcome="yes", when=some("a", no("a")))
        with pytest.raises(AssertionError):
            TestGroundByGround.exact(rule, {}, TestValuesOfGrounds.FIELDS)
