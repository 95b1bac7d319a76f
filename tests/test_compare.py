"""One ticket under several cities: what each says and why they differ; and what would change one city's answer."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from hotline_desk.app import app
from hotline_rules import Ticket, acceptance, audit, compare, deadlines, jurisdiction
from hotline_rules.clock import Span, Unit
from hotline_rules.compare import Comparison, Nearest
from hotline_rules.errors import ContradictoryFactsError, UnknownNameError
from hotline_rules.facts import check_facts
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.rules import FIELD_VALUES
from tests.tickets import spoken, ticket

EXAMPLE = Path(__file__).parent.parent / "examples" / "whole-life.json"
WHOLE = Ticket.model_validate_json(EXAMPLE.read_text(encoding="utf-8"))
ALL = tuple(map(jurisdiction, CITIES))
AS_OF = datetime(2026, 6, 1)
UNIT = {"unit": "甲局"}
SENT = (
    ("accepted", "2026-01-12T09:00"),
    ("transferred", "2026-01-12T10:00", UNIT),
    ("arrived", "2026-01-12T11:00", UNIT),
)
ALWAYS = {"start", "done_by", "extension", "return", "transfer_limit", "sign_limit", "force"}
"""Points on which the four texts differ whatever the ticket is."""


def compared(
    *log: tuple, as_of: str = "2026-06-01T00:00", cities: tuple[str, ...] = CITIES, **fields: Any
) -> Comparison:
    one = ticket(*(log or SENT), **{"kind": "help", **fields})
    return compare.sides(one, [jurisdiction(name) for name in cities], as_of=datetime.fromisoformat(as_of))


def points(found: Comparison) -> set[str]:
    return {one.point for one in found.differences}


def said(found: Comparison, point: str) -> dict[str, Any]:
    """What each city says on a point on which they differ."""
    one = next(one for one in found.differences if one.point == point)
    return {value.city: value.told for value in one.values}


def days(n: int) -> Span:
    return Span(Unit.WORKING_DAYS, n)


class TestWhatTheFourTextsSay:
    """Read from the texts: WF 20, 22; JN 24, 29; GZ 13, 17; KL 11(二)(三)."""

    def test_a_plain_request_for_help_differs_in_these_points_alone(self):
        assert points(compared()) == ALWAYS

    def test_what_each_says_on_them(self):
        found = compared()
        assert said(found, "start") == {
            "weifang": "arrived", "jinan": "arrived", "ganzi": "arrived", "karamay": "transferred",
        }  # fmt: skip
        assert said(found, "extension") == {
            "weifang": "no_basis", "jinan": "no_basis", "ganzi": "provided", "karamay": "no_basis",
        }  # fmt: skip
        assert [city for city, told in said(found, "return").items() if told == "no_basis"] == ["jinan"]
        limited = {"weifang": "no_limit", "jinan": "no_limit", "ganzi": "limited", "karamay": "no_limit"}
        assert said(found, "transfer_limit") == said(found, "sign_limit") == limited
        force = said(found, "force")
        assert force["weifang"] == force["jinan"] != force["ganzi"] == force["karamay"]

    def test_what_discharges_it(self):
        """AMB-15: WF completion, by the earliest act that shows it; JN and KL the reply; GZ completion and answer."""
        done = said(compared(), "done_by")
        assert done["ganzi"] == ("handled", "replied")
        assert done["jinan"] == done["karamay"] == ("replied",)
        assert [set(group.split("|")) for group in done["weifang"]] == [{"handled", "replied", "fed_back"}]

    @pytest.mark.parametrize(
        ("kind", "lengths"),
        [
            ("consultation", (5, 5, 2, 3)),
            ("report", (5, 5, 5, 10)),
        ],
    )
    def test_how_long_by_kind(self, kind, lengths):
        found = compared(kind=kind)
        assert points(found) == ALWAYS | {"length"}
        assert said(found, "length") == dict(zip(CITIES, map(days, lengths), strict=True))

    @pytest.mark.parametrize("kind", ["help", "complaint", "suggestion"])
    def test_the_other_kinds_have_five_days_everywhere(self, kind):
        found = compared(kind=kind)
        assert points(found) == ALWAYS
        assert {spoken(side.main.due) for side in found.sides if side.main} == {"2026-01-19 24:00"}

    def test_praise_has_no_limit_in_ganzi(self):
        """GZ 14 passes it on; KL 11(二)2(1) gives it 3 working days (AMB-61)."""
        found = compared(kind="praise", cities=("ganzi", "karamay"))
        assert {"no_limit", "length"} <= points(found)
        assert said(found, "no_limit")["karamay"] == "limited" != said(found, "no_limit")["ganzi"]
        assert said(found, "length") == {"ganzi": None, "karamay": days(3)}

    def test_a_festival_of_the_region_makes_other_days(self):
        """READINGS 5.5: sent on 2025-06-05, five working days end on 06-17 in Karamay and on 06-12 elsewhere."""
        sent = (("transferred", "2025-06-05T10:00", UNIT), ("arrived", "2025-06-05T10:00", UNIT))
        found = compared(*sent)
        assert points(found) == ALWAYS | {"days"}
        assert [spoken(side.main.due) for side in found.sides if side.main] == [*["2025-06-12 24:00"] * 3,
                                                                               "2025-06-17 24:00"]  # fmt: skip
        told = said(found, "days")
        off = [date.fromisoformat(day) for day in told.pop("karamay")]
        assert sum(day.weekday() < 5 for day in off) == 3
        assert all(date(2025, 6, 5) < day < date(2025, 6, 17) for day in off)
        assert set(told.values()) == {()}
        values = next(one for one in found.differences if one.point == "days").values
        assert {value.city: value.readings for value in values}["karamay"] == ("AMB-46",)

    def test_a_longer_limit_of_law_moves_it_where_the_text_says_so(self):
        """WF 20(1)(二): it governs by itself; GZ 13(一): it is to be applied for (AMB-12); KL says nothing of it.

        In Jinan the five days of the reply stay; the limit of law is one of completion (24(1)(二), 24(2)).
        """
        limit = ("limit_set", "2026-01-12T12:00", {"rank": "law", "cite": "某法", "working_days": 20})
        told = said(compared(*SENT, limit), "moved")
        assert told == {"weifang": ("statutory_limit",), "jinan": (), "ganzi": (), "karamay": ()}

    def test_a_grant_moves_it_everywhere(self):
        """It is relied upon (AMB-51): no city differs."""
        asked = ("extension_requested", "2026-01-14T10:00", {**UNIT, "working_days": 5, "reason": "须勘查"})
        found = compared(*SENT, asked, ("extension_decided", "2026-01-15T10:00", {"granted": True}))
        assert "moved" not in points(found)
        assert {spoken(side.main.due) for side in found.sides if side.main} == {"2026-01-26 24:00"}

    def test_an_answer_on_acceptance_that_differs_is_told_with_its_provision(self):
        """What must go to court: WF 19(1)(一) asks for that, JN 23(三) for a procedure already entered (AMB-32)."""
        told_facts = {"must_litigate": True, "in_litigation": False, "emergency_line": False}
        found = compared(facts=told_facts, cities=("weifang", "jinan"))
        assert said(found, "acceptance")["weifang"] == "refuse" != said(found, "acceptance")["jinan"]
        values = next(one for one in found.differences if one.point == "acceptance").values
        assert values[0].provision == "19(1)(一)"


class TestSides:
    """Nothing is decided that the rooms do not decide; nothing is told twice."""

    def test_the_same_city_twice_does_not_differ(self):
        for city in ALL:
            assert compare.sides(WHOLE, [city, city], as_of=AS_OF).differences == ()

    def test_one_city_or_none_does_not_differ(self):
        assert compare.sides(WHOLE, [], as_of=AS_OF).sides == ()
        assert compare.sides(WHOLE, ALL[:1], as_of=AS_OF).differences == ()

    def test_two_readings_of_one_city_differ_in_what_the_reading_decides(self):
        """AMB-02: Weifang may start at the transfer."""
        other = jurisdiction("weifang").with_readings({"AMB-02": "transferred"})
        found = compare.sides(ticket(*SENT, kind="help"), [jurisdiction("weifang"), other], as_of=AS_OF)
        assert points(found) == {"start"}
        (start,) = found.differences
        assert [value.told for value in start.values] == ["arrived", "transferred"]
        assert {value.readings for value in start.values} == {("AMB-02",)}

    def test_facts_that_a_city_does_not_know_are_left_out_there_and_named(self):
        """Only Ganzi asks about the military (10(四)); all ask whether it must go to court."""
        found = compared(facts={"military": False, "must_litigate": False})
        assert {side.city.id: side.left_out for side in found.sides} == {
            "weifang": ("military",), "jinan": ("military",), "ganzi": (), "karamay": ("military",),
        }  # fmt: skip
        assert found.ticket.facts == {"military": False, "must_litigate": False}
        assert found.sides[0].review.ticket.facts == {"must_litigate": False}

    def test_before_anything_was_sent_there_is_no_handling(self):
        found = compared(("accepted", "2026-01-12T09:00"))
        assert [side.main for side in found.sides if side.main and side.main.due] == []

    def test_the_handling_is_the_first_turn_of_the_first_round(self):
        found = compare.sides(WHOLE, ALL, as_of=AS_OF)
        assert [(side.main.stage, side.main.round, side.main.n) for side in found.sides if side.main] == [
            ("handle", 1, 1), ("reply", 1, 1), ("handle", 1, 1), ("handle", 1, 1),
        ]  # fmt: skip

    def test_it_is_told_as_plain_values(self):
        found = compare.sides(WHOLE, ALL, as_of=AS_OF)
        told = found.as_dict()
        assert json.loads(json.dumps(told, ensure_ascii=False)) == told
        assert (told["id"], told["as_of"]) == ("GZ-EX-0001", "2026-06-01T00:00:00")
        assert [one["city"] for one in told["cities"]] == list(CITIES)
        assert [one["point"] for one in told["differences"]] == [one.point for one in found.differences]
        assert all([v["city"] for v in one["values"]] == list(CITIES) for one in told["differences"])

    def test_a_span_is_told_with_its_unit(self):
        told = compared(kind="consultation", cities=("ganzi", "karamay")).as_dict()
        length = next(one for one in told["differences"] if one["point"] == "length")
        assert [value["told"] for value in length["values"]] == [
            {"n": 2, "unit": "working_days"},
            {"n": 3, "unit": "working_days"},
        ]


# -- every ticket --------------------------------------------------------------------------------------------------


def facts_of(city: Jurisdiction, chance: Random, most: int = 8) -> dict[str, Any]:
    """A few answers that do not contradict each other."""
    told: dict[str, Any] = {}
    for name in chance.sample(sorted(set(city.vocabulary) - city.derived_facts), chance.randint(0, most)):
        more = {**told, name: chance.choice([True, False, False, "unknown", None])}
        try:
            check_facts(more, city.vocabulary, city.conflicts)
        except ContradictoryFactsError:
            continue
        told = more
    return told


def payload(city: Jurisdiction, chance: Random) -> dict[str, Any]:
    """A ticket with facts of a city, sent on some day and dealt with so far or so."""
    now = datetime(2026, 1, 5, 9) + timedelta(hours=chance.randint(0, 4000))
    events: list[dict[str, Any]] = []
    names = ["accepted", "transferred", "arrived", "signed", "extension_requested", "handled", "replied", "fed_back",
             "called_back"]  # fmt: skip
    for name in names[: chance.randint(1, len(names))]:
        if chance.random() < 0.15:
            continue
        now += timedelta(hours=chance.randint(0, 40))
        unit = {} if name in ("accepted", "called_back") else {"unit": "甲局"}
        events.append({"type": name, "at": now.isoformat(), **unit})
    return {
        "id": "T",
        "kind": chance.choice([None, *FIELD_VALUES["kind"]]),
        "origin": chance.choice(FIELD_VALUES["origin"]),
        "urgency": chance.choice(["ordinary", "ordinary", *FIELD_VALUES["urgency"]]),
        "track": chance.choice(["ordinary", "ordinary", *FIELD_VALUES["track"]]),
        "facts": facts_of(city, chance),
        "events": events,
    }


seeds = st.integers(0, 100_000)


class TestASecondOpinionOnSides:
    """Each side is what the rooms say of the ticket with the facts the city knows."""

    @given(seeds)
    @settings(max_examples=25)
    def test_each_side_is_what_the_rooms_say(self, seed):
        chance = Random(seed)
        one = Ticket.model_validate(payload(chance.choice(ALL), chance))
        found = compare.sides(one, ALL, as_of=AS_OF)
        for city, side in zip(ALL, found.sides, strict=True):
            kept = {name: answer for name, answer in one.facts.items() if name in city.vocabulary}
            own = Ticket.model_validate({**one.model_dump(exclude_unset=True), "facts": kept})
            assert set(side.left_out) == set(one.facts) - set(kept)
            stages = deadlines.check(own, city, as_of=AS_OF).stages
            assert [v.as_dict() for v in side.review.stages] == [v.as_dict() for v in stages]
            answer = side.review.acceptance
            assert answer is not None
            assert answer.outcome == acceptance.check(own, city).outcome
            if side.main is not None:
                assert side.main.as_dict() in [v.as_dict() for v in stages]

    @given(seeds)
    @settings(max_examples=25)
    def test_a_point_is_told_exactly_where_two_sides_alone_differ_on_it(self, seed):
        chance = Random(seed)
        one = Ticket.model_validate(payload(chance.choice(ALL), chance))
        every = points(compare.sides(one, ALL, as_of=AS_OF))
        pairs = [compare.sides(one, (a, b), as_of=AS_OF) for n, a in enumerate(ALL) for b in ALL[n + 1 :]]
        assert every == set().union(*map(points, pairs))
        assert every <= set(compare.DIFFERENCES)
        for found in pairs:
            assert all(one.values[0].told != one.values[1].told for one in found.differences)


# -- the nearest change --------------------------------------------------------------------------------------------


def nearest(city: str, *log: tuple, as_of: str = "2026-01-16T00:00", **fields: Any) -> tuple[Nearest, ...]:
    one = ticket(*(log or SENT), **{"kind": "help", **fields})
    return compare.nearest(one, jurisdiction(city), as_of=datetime.fromisoformat(as_of))


def dues(found: tuple[Nearest, ...]) -> dict[tuple[str, Any], str | None]:
    return {(one.name, one.to): spoken(one.due) for one in found if one.step is None}


class TestWhatWouldChangeTheDue:
    """By hand: what arrived on Monday 2026-01-12, or was sent then; no holiday is near."""

    def test_in_karamay_the_kind_does(self):
        """11(二)2(1)一: help 5; consultation, praise and others 3; report 10; 办事服务 has none."""
        told = dues(nearest("karamay"))
        assert {value: due for (name, value), due in told.items() if name == "kind"} == {
            "consultation": "2026-01-15 24:00",
            "praise": "2026-01-15 24:00",
            "other": "2026-01-15 24:00",
            "report": "2026-01-26 24:00",
            "service": None,
        }

    def test_in_ganzi_consultation_is_shorter_and_praise_has_none(self):
        told = dues(nearest("ganzi"))
        assert told[("kind", "consultation")] == "2026-01-14 24:00"
        assert told[("kind", "praise")] is None
        assert not {("kind", "complaint"), ("kind", "report"), ("kind", "suggestion")} & set(told)

    def test_in_weifang_and_jinan_no_kind_does(self):
        for city in ("weifang", "jinan"):
            assert [name for name, _ in dues(nearest(city)) if name == "kind"] == []

    def test_in_weifang_a_higher_origin_does(self):
        """20(2): its limit is that of the corresponding rule, which is not given (AMB-28)."""
        told = dues(nearest("weifang"))
        assert told[("origin", "province")] is None
        assert told[("origin", "state")] is None

    def test_a_due_that_is_the_same_but_late_is_not_a_change(self):
        """Ganzi: complaint and help have the same 5 days, whenever it is asked."""
        for as_of in ("2026-01-16T00:00", "2026-02-27T00:00"):
            assert ("kind", "complaint") not in dues(nearest("ganzi", as_of=as_of))


class TestWhatWouldChangeAnAnswer:
    """By hand: Weifang 19(1)(一), Ganzi 10(三)."""

    FACTS = (("in_this_city", True), ("public_affairs", True), ("emergency_line", False))

    def test_a_ground_of_refusal_that_was_denied(self):
        found = nearest("weifang", facts={"emergency_line": False, "in_petition_channel": True})
        (one,) = [one for one in found if one.step and one.step.name == "intake" and one.name == "in_petition_channel"]
        assert (one.to, one.outcome != "refuse") == (False, True)

    def test_an_emergency_is_referred(self):
        told = {
            one.name: one for one in nearest("ganzi", facts=dict(self.FACTS)) if one.step and one.step.name == "intake"
        }
        assert (told["emergency_line"].to, told["emergency_line"].outcome, told["emergency_line"].provision) == (
            True, "refer", "10(三)",
        )  # fmt: skip

    def test_a_fact_that_was_not_told_is_not_named(self):
        """What is not told is asked, not turned."""
        names = {one.name for one in nearest("ganzi", facts={"emergency_line": False}) if one.step}
        assert "must_litigate" not in names

    def test_it_is_told_as_plain_values(self):
        told = [one.as_dict() for one in nearest("ganzi", facts=dict(self.FACTS))]
        assert json.loads(json.dumps(told)) == told
        changed = next(one for one in told if (one["step"], one["to"]) == (None, "consultation"))
        assert changed == {
            "step": None,
            "name": "kind",
            "to": "consultation",
            "outcome": "overdue",
            "provision": "13(一)s2a",
            "due": "2026-01-15T00:00:00+08:00",
        }


def otherwise(told: dict[str, Any], city: Jurisdiction) -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Every single change of what was told: a fact turned, a field with another value."""
    for name, answer in told["facts"].items():
        if isinstance(answer, bool):
            yield name, not answer, {**told, "facts": {**told["facts"], name: not answer}}
    for field, values in FIELD_VALUES.items():
        for value in values:
            if value != told[field]:
                yield field, value, {**told, field: value}


class TestASecondOpinionOnNearest:
    """Change one thing, ask everything again, and look what is different."""

    @pytest.mark.parametrize("city", ALL, ids=CITIES)
    @given(seed=seeds)
    @settings(max_examples=12)
    def test_it_is_every_single_change_that_alters_an_answer(self, city, seed):
        told = payload(city, Random(seed))
        one = Ticket.model_validate(told)
        review = audit.review(one, city, as_of=AS_OF)
        handling = _handling(review)
        found = compare.nearest(one, city, as_of=AS_OF)
        tried, expected = set(), set()
        for name, to, changed in otherwise(told, city):
            try:
                other = audit.review(Ticket.model_validate(changed), city, as_of=AS_OF)
            except ContradictoryFactsError:
                continue  # turned together with what it contradicts; not a single change
            tried.add((name, to))
            answers = dict(other.rooms.answers())
            for step, answer in review.steps.items():
                if step in answers and answers[step].outcome != answer.outcome:
                    expected.add((step, name, to, answers[step].outcome, answers[step].provision))
            now = _handling(other)
            if handling and now and name in FIELD_VALUES and (now.due, now.state) != (handling.due, handling.state):
                expected.add((None, name, to, now.state.value, now.due))
        said = {
            (one.step, one.name, one.to, one.outcome, one.provision if one.step else one.due)
            for one in found
            if (one.name, one.to) in tried
        }
        assert said == expected
        assert len(found) == len({(one.step, one.name, one.to) for one in found})

    @pytest.mark.parametrize("city", ALL, ids=CITIES)
    @given(seed=seeds)
    @settings(max_examples=10)
    def test_no_fact_moves_a_due(self, city, seed):
        told = payload(city, Random(seed))
        before = _handling(audit.review(Ticket.model_validate(told), city, as_of=AS_OF))
        for name, _, changed in otherwise(told, city):
            if name not in FIELD_VALUES:
                try:
                    other = audit.review(Ticket.model_validate(changed), city, as_of=AS_OF)
                except ContradictoryFactsError:
                    continue
                after = _handling(other)
                assert (before and before.due) == (after and after.due)


def _handling(review: audit.Review) -> deadlines.StageVerdict | None:
    name = {"jinan": "reply"}.get(review.city.id, "handle")
    return next((v for v in review.stages if v.stage == name), None)


# -- at the desk ---------------------------------------------------------------------------------------------------

RUNNER = CliRunner()


def run(*args: object, code: int = 0, stdin: str | None = None) -> Any:
    result = RUNNER.invoke(app, ["compare", *map(str, args)], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
    return result


class TestAtTheDesk:
    def test_its_json_is_what_the_library_says(self):
        told = json.loads(run(EXAMPLE, "--as-of", "2026-06-01T00:00", "--json").stdout)
        assert told == compare.sides(WHOLE, ALL, as_of=AS_OF).as_dict() | {"as_of": told["as_of"]}

    def test_only_the_cities_named_in_that_order_and_each_once(self):
        args = ("--as-of", "2026-06-01", "--city", "karamay", "--city", "甘孜", "--city", "karamay", "--json")
        told = json.loads(run(EXAMPLE, *args).stdout)
        assert [one["city"] for one in told["cities"]] == ["karamay", "ganzi"]

    def test_a_single_city_tells_what_would_change_its_answer(self):
        args = ("--as-of", "2026-06-01T00:00", "--city", "ganzi")
        told = json.loads(run(EXAMPLE, *args, "--json").stdout)
        expected = compare.nearest(WHOLE, jurisdiction("ganzi"), as_of=AS_OF)
        assert told == {"city": "ganzi", "nearest": [one.as_dict() for one in expected]}
        assert "如果“应由紧急热线处理”成立，受理判断变为：转介（第十条第（三）项）" in run(EXAMPLE, *args).stdout

    def test_a_reading_is_used(self):
        args = ("--as-of", "2026-06-01", "--city", "weifang", "--city", "jinan", "--reading", "AMB-02=transferred")
        told = json.loads(run(EXAMPLE, *args, "--json").stdout)
        assert "start" not in [one["point"] for one in told["differences"]]

    def test_where_nothing_would_change_anything_it_says_so(self):
        one = json.dumps({"id": "1", "kind": "help", "events": []})
        told = run("-", "--as-of", "2026-06-01", "--city", "weifang", stdin=one).stdout
        assert "都不改变结论" in told

    def test_the_ticket_s_own_instant_is_used_unless_another_is_given(self):
        one = json.dumps({**json.loads(EXAMPLE.read_text(encoding="utf-8")), "as_of": "2026-04-25"})
        assert json.loads(run("-", "--json", stdin=one).stdout)["as_of"].startswith("2026-04-25")
        again = json.loads(run("-", "--json", "--as-of", "2026-05-01", stdin=one).stdout)
        assert again["as_of"].startswith("2026-05-01")

    def test_several_tickets_are_an_error_that_says_how_many(self):
        two = EXAMPLE.read_text(encoding="utf-8").replace("\n", " ")
        told = run("-", "--as-of", "2026-06-01", stdin=f"{two}\n{two}\n", code=2)
        assert told.stdout == ""
        assert "2 件" in told.stderr
        assert "恰好一件工单" in told.stderr

    def test_a_fact_that_the_only_city_does_not_know_is_an_error_that_names_it(self):
        told = run(EXAMPLE, "--as-of", "2026-06-01", "--city", "weifang", code=2)
        assert told.stdout == ""
        assert "military" in told.stderr
        with pytest.raises(UnknownNameError):
            compare.nearest(WHOLE, jurisdiction("weifang"), as_of=AS_OF)
