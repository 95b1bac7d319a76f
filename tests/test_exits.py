"""Exits: a limit met by explaining, promising or telling a plan, where a person says the condition did not hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import audit, deadlines, exits, jurisdiction
from hotline_rules.errors import UnknownNameError
from hotline_rules.findings import Finding, Severity
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import Actor
from tests.tickets import spoken, ticket

Row = tuple[Any, ...]

UNIT = {"unit": "甲局"}
LATER = "2026-04-01T00:00"
CAME: Row = ("arrived", "2026-03-02T10:00", UNIT)
"""A Monday; five working days end on Monday 9 March at 24:00."""
SENT: Row = ("transferred", "2026-01-12T10:00", UNIT)
"""A Monday far from every festival of the region; five working days end on Monday 19 January at 24:00."""
SOLUTION = {**UNIT, "solution_proposed": True}


def found(city: str | Jurisdiction, *log: Row, as_of: str = LATER, **fields: Any) -> tuple[Finding, ...]:
    place = jurisdiction(city) if isinstance(city, str) else city
    one = ticket(*log, **{"kind": "help", **fields})
    return exits.check(one, place, as_of=datetime.fromisoformat(as_of))


def states(city: str | Jurisdiction, *log: Row, as_of: str = LATER, **fields: Any) -> dict[str, str]:
    place = jurisdiction(city) if isinstance(city, str) else city
    one = ticket(*log, **{"kind": "help", **fields})
    stages = deadlines.check(one, place, as_of=datetime.fromisoformat(as_of)).stages
    return {v.stage: v.state.value for v in stages}


class TestWeifangExplainsAndProposes:
    """20(1)(三): what objective conditions keep from being solved in time is explained, and a solution proposed."""

    EXPLAINED: Row = ("explained", "2026-03-05T10:00", SOLUTION)

    def test_without_that_condition_it_is_a_deviation_of_the_unit(self):
        (one,) = found("weifang", CAME, self.EXPLAINED, facts={"cannot_solve_now": False})
        assert (one.code, one.severity, one.provision) == ("exit_without_ground", Severity.DEVIATION, "20(1)(三)")
        assert (one.on, one.unit, one.round, one.about) == (Actor.UNIT, "甲局", 1, ("handle",))
        assert one.force is jurisdiction("weifang").regulation.force
        assert spoken(one.at) == "2026-03-05 10:00"

    def test_the_verdict_on_the_stage_is_left_as_it_is(self):
        """No fact moves a deadline (AMB-29): explained with a solution, the limit is met."""
        for answer in (True, False, "unknown"):
            assert states("weifang", CAME, self.EXPLAINED, facts={"cannot_solve_now": answer}) == {"handle": "in_time"}

    @pytest.mark.parametrize("facts", [{}, {"cannot_solve_now": True}, {"cannot_solve_now": "unknown"},
                                       {"cannot_solve_now": None}])  # fmt: skip
    def test_only_where_a_person_says_no(self, facts):
        assert found("weifang", CAME, self.EXPLAINED, facts=facts) == ()

    def test_without_a_solution_nothing_was_met(self):
        log = (CAME, ("explained", "2026-03-05T10:00", UNIT))
        assert states("weifang", *log) == {"handle": "overdue"}
        assert found("weifang", *log, facts={"cannot_solve_now": False}) == ()

    def test_explained_after_the_due_is_lateness_and_nothing_else(self):
        for when, state, n in (("2026-03-10T00:00", "in_time", 1), ("2026-03-10T00:01", "late", 0)):
            log = (CAME, ("explained", when, SOLUTION))
            assert states("weifang", *log) == {"handle": state}
            assert len(found("weifang", *log, facts={"cannot_solve_now": False})) == n

    def test_completed_first_it_took_no_other_way(self):
        log = (CAME, ("handled", "2026-03-04T10:00", UNIT), self.EXPLAINED)
        assert found("weifang", *log, facts={"cannot_solve_now": False}) == ()

    def test_completed_by_the_due_after_all_it_took_no_other_way_either(self):
        """20(1)(一): what can be completed within five working days was."""
        log = (CAME, self.EXPLAINED, ("handled", "2026-03-06T10:00", UNIT), ("replied", "2026-03-06T10:00", UNIT))
        assert found("weifang", *log, facts={"cannot_solve_now": False}) == ()

    def test_completed_after_the_due_it_had_taken_that_way(self):
        log = (CAME, self.EXPLAINED, ("handled", "2026-03-20T10:00", UNIT))
        assert len(found("weifang", *log, facts={"cannot_solve_now": False})) == 1

    @pytest.mark.parametrize(
        ("when", "n"),
        [("2026-03-10T00:00", 0), ("2026-03-10T00:01", 1), ("2026-03-09", 0), ("2026-03-10", 1)],
    )
    def test_the_due_parts_the_two(self, when, n):
        """Due on 9 March at 24:00; of a bare date, some time that day."""
        log = (CAME, self.EXPLAINED, ("handled", when, UNIT))
        assert len(found("weifang", *log, facts={"cannot_solve_now": False})) == n

    def test_a_reply_that_settles_nothing_completes_nothing(self):
        for final, n in ((True, 0), (False, 1)):
            log = (CAME, self.EXPLAINED, ("replied", "2026-03-06T10:00", {**UNIT, "final": final}))
            assert len(found("weifang", *log, facts={"cannot_solve_now": False})) == n

    @pytest.mark.parametrize("missing", ["handled", "replied", "fed_back"])
    def test_what_the_log_does_not_carry_may_have_completed_it(self, missing):
        assert found("weifang", CAME, self.EXPLAINED, not_recorded=[missing], facts={"cannot_solve_now": False}) == ()

    def test_what_another_round_or_unit_completed_it_did_not(self):
        no, other = {"cannot_solve_now": False}, {"unit": "乙局"}
        again = (("called_back", "2026-03-06T10:00", {"rating": "不满意"}), ("redispatched", "2026-03-06T11:00", UNIT),
                 ("arrived", "2026-03-06T11:00", UNIT), ("handled", "2026-03-06T15:00", UNIT))  # fmt: skip
        assert [one.round for one in found("weifang", CAME, self.EXPLAINED, *again, facts=no)] == [1]
        returned = (("return_requested", "2026-03-05T11:00", UNIT),
                    ("return_decided", "2026-03-05T12:00", {**UNIT, "approved": True}),
                    ("arrived", "2026-03-05T13:00", other), ("handled", "2026-03-06T10:00", other))  # fmt: skip
        assert [one.unit for one in found("weifang", CAME, self.EXPLAINED, *returned, facts=no)] == ["甲局"]

    def test_an_explanation_to_come_is_not_known_yet(self):
        facts = {"cannot_solve_now": False}
        assert found("weifang", CAME, self.EXPLAINED, as_of="2026-03-05T09:59", facts=facts) == ()
        assert len(found("weifang", CAME, self.EXPLAINED, as_of="2026-03-05T10:00", facts=facts)) == 1

    def test_of_one_sent_out_before_the_text_was_in_force_nothing_is_found(self):
        """41: in force from 2021-12-15 (AMB-48)."""
        for day, n in (("2021-12-13", 0), ("2021-12-16", 1)):
            log = (("arrived", f"{day}T10:00", UNIT), ("explained", f"{day}T16:00", SOLUTION))
            assert len(found("weifang", *log, as_of="2022-03-01T00:00", facts={"cannot_solve_now": False})) == n


class TestKaramayPromises:
    """11(二)2(2): with the conditions there but some time needed, the unit replies with a last date it promises."""

    PROMISED: Row = ("promised", "2026-01-14T10:00", {**UNIT, "due": "2026-01-30"})

    def test_without_that_condition_it_is_a_deviation_of_the_unit(self):
        (one,) = found("karamay", SENT, self.PROMISED, facts={"conditions_but_time": False})
        assert (one.code, one.severity, one.provision) == ("exit_without_ground", Severity.DEVIATION, "11(二)2(2)")
        assert (one.on, one.unit, one.about) == (Actor.UNIT, "甲局", ("handle",))
        assert one.force is jurisdiction("karamay").regulation.force

    @pytest.mark.parametrize("facts", [{}, {"conditions_but_time": True}, {"conditions_but_time": "unknown"},
                                       {"unsolvable_for_now": False}])  # fmt: skip
    def test_only_where_a_person_says_no_to_that_one(self, facts):
        assert found("karamay", SENT, self.PROMISED, facts=facts) == ()

    def test_the_verdict_on_the_stage_is_left_as_it_is(self):
        for answer in (True, False):
            told = states(
                "karamay", SENT, self.PROMISED, as_of="2026-01-31T00:00", facts={"conditions_but_time": answer}
            )
            assert told == {"handle": "in_time", "promise": "open"}

    def test_in_each_round_it_is_found_of_that_round(self):
        """11(六): transferred again, the limit runs afresh (AMB-25)."""
        other = {"unit": "乙局"}
        again = (
            ("called_back", "2026-01-16T10:00", {"rating": "不满意"}),
            ("redispatched", "2026-01-16T11:00", other),
            ("transferred", "2026-01-16T11:00", other),
            ("promised", "2026-01-19T11:00", {**other, "due": "2026-02-10"}),
        )
        told = found("karamay", SENT, self.PROMISED, *again, facts={"conditions_but_time": False})
        assert [(one.unit, one.round) for one in told] == [("甲局", 1), ("乙局", 2)]

    def test_a_broken_promise_is_lateness_of_its_own(self):
        told = found("karamay", SENT, self.PROMISED, as_of="2026-02-10T00:00", facts={"conditions_but_time": False})
        assert [one.about for one in told] == [("handle",)]

    def test_promised_after_the_due_it_met_nothing(self):
        log = (SENT, ("promised", "2026-01-20T00:01", {**UNIT, "due": "2026-01-30"}))
        assert states("karamay", *log, as_of="2026-01-25T00:00")["handle"] == "late"
        assert found("karamay", *log, facts={"conditions_but_time": False}) == ()

    def test_replied_within_the_limit_after_all_it_took_no_other_way(self):
        log = (SENT, self.PROMISED, ("handled", "2026-01-16T10:00", UNIT), ("replied", "2026-01-16T11:00", UNIT))
        assert found("karamay", *log, facts={"conditions_but_time": False}) == ()


class TestKaramayExplains:
    """11(二)2(1)二: what cannot be solved for now is explained in detail."""

    EXPLAINED: Row = ("explained", "2026-01-14T10:00", UNIT)

    def test_without_that_condition_it_is_a_deviation_of_the_unit(self):
        (one,) = found("karamay", SENT, self.EXPLAINED, facts={"unsolvable_for_now": False})
        assert (one.code, one.provision, one.about) == ("exit_without_ground", "11(二)2(1)二", ("handle",))

    def test_the_two_ways_are_not_taken_for_each_other(self):
        promised = TestKaramayPromises.PROMISED
        assert found("karamay", SENT, self.EXPLAINED, facts={"conditions_but_time": False}) == ()
        assert found("karamay", SENT, promised, facts={"unsolvable_for_now": False}) == ()

    def test_a_reply_is_no_other_way(self):
        log = (SENT, ("replied", "2026-01-14T10:00", UNIT))
        facts = {"unsolvable_for_now": False, "conditions_but_time": False}
        assert found("karamay", *log, facts=facts) == ()


class TestGanziTellsAPlan:
    """13(二)3: what is complex and cannot be dealt with soon: the plan and the expected time are told to the caller."""

    CAME: Row = ("arrived", "2026-03-06T22:30", UNIT)
    PLAN: Row = ("promised", "2026-03-08T22:30", {**UNIT, "due": "2026-03-20"})
    """At the due of the result of a special matter: 48 clock hours, over a weekend."""
    NO = {"complex_matter": False}  # noqa: RUF012

    def test_without_that_condition_it_is_a_deviation_of_the_unit(self):
        (one,) = found("ganzi", self.CAME, self.PLAN, urgency="special", facts=self.NO)
        assert (one.code, one.severity, one.provision) == ("exit_without_ground", Severity.DEVIATION, "13(二)3")
        assert (one.on, one.unit, one.about) == (Actor.UNIT, "甲局", ("result",))

    @pytest.mark.parametrize("answer", [True, "unknown", None])
    def test_only_where_a_person_says_no(self, answer):
        assert found("ganzi", self.CAME, self.PLAN, urgency="special", facts={"complex_matter": answer}) == ()
        assert found("ganzi", self.CAME, self.PLAN, urgency="special") == ()

    def test_the_result_is_superseded_all_the_same(self):
        """AMB-30: the plan takes the place of the result, and of the result only."""
        for facts in ({}, self.NO):
            told = states("ganzi", self.CAME, self.PLAN, urgency="special", facts=facts)
            assert told["result"] == "superseded"
            assert (told["first_response"], told["progress"]) == ("overdue", "overdue")

    def test_told_after_the_due_it_superseded_nothing(self):
        late = ("promised", "2026-03-08T22:31", {**UNIT, "due": "2026-03-20"})
        assert states("ganzi", self.CAME, late, urgency="special")["result"] == "overdue"
        assert found("ganzi", self.CAME, late, urgency="special", facts=self.NO) == ()

    def test_the_tier_sets_the_hour(self):
        """13(二)2: 24 hours, over at 22:30 on the 7th."""
        for when, n in (("2026-03-07T22:30", 1), ("2026-03-07T22:31", 0)):
            plan = ("promised", when, {**UNIT, "due": "2026-03-20"})
            assert len(found("ganzi", self.CAME, plan, urgency="special_urgent", facts=self.NO)) == n

    def test_an_explanation_is_a_plan_with_a_solution_and_a_time(self):
        def told(**more: Any) -> int:
            log = ("explained", "2026-03-08T10:00", {**UNIT, **more})
            return len(found("ganzi", self.CAME, log, urgency="special", facts=self.NO))

        assert told(solution_proposed=True, due="2026-03-20") == 1
        assert told(solution_proposed=True) == told(due="2026-03-20") == told() == 0

    def test_by_the_strict_reading_a_plan_is_no_way_out(self):
        """AMB-30 (b): a further duty that lifts nothing."""
        strict = jurisdiction("ganzi").with_readings({"AMB-30": "adds"})
        assert states(strict, self.CAME, self.PLAN, urgency="special", facts=self.NO)["result"] == "overdue"
        assert found(strict, self.CAME, self.PLAN, urgency="special", facts=self.NO) == ()

    @pytest.mark.parametrize("option", ["sign_only", "everything", "nothing"])
    def test_what_13_2_displaces_changes_nothing_of_it(self, option):
        """AMB-66 is on sign-in and the five days."""
        city = jurisdiction("ganzi").with_readings({"AMB-66": option})
        assert len(found(city, self.CAME, self.PLAN, urgency="special", facts=self.NO)) == 1

    @pytest.mark.parametrize("option", ["notice_only", "notice_and_transfer"])
    def test_nor_does_what_the_three_minutes_cover(self, option):
        """AMB-67 is on the hotline's notice and transfer."""
        city = jurisdiction("ganzi").with_readings({"AMB-67": option})
        assert len(found(city, self.CAME, self.PLAN, urgency="special", facts=self.NO)) == 1

    def test_of_an_ordinary_matter_a_plan_is_none(self):
        assert found("ganzi", self.CAME, self.PLAN, facts=self.NO) == ()

    def test_made_special_later_it_runs_from_then(self):
        """AMB-72: the stages run from receipt as a special ticket; recognised Saturday 10:00, due Monday 10:00."""
        made = ("urgent_recognised", "2026-03-07T10:00", {"tier": "special", "new_facts": True})
        for when, n in (("2026-03-09T10:00", 1), ("2026-03-09T10:01", 0)):
            plan = ("promised", when, {**UNIT, "due": "2026-03-20"})
            assert len(found("ganzi", self.CAME, made, plan, facts=self.NO)) == n

    def test_the_result_itself_given_first_took_no_other_way(self):
        result = ("result", "2026-03-07T10:00", UNIT)
        assert states("ganzi", self.CAME, result, self.PLAN, urgency="special")["result"] == "in_time"
        assert found("ganzi", self.CAME, result, self.PLAN, urgency="special", facts=self.NO) == ()

    def test_nor_did_one_that_told_a_plan_and_then_gave_the_result_in_time(self):
        plan = ("promised", "2026-03-07T09:00", {**UNIT, "due": "2026-03-20"})
        result = ("result", "2026-03-07T10:00", UNIT)
        assert found("ganzi", self.CAME, plan, result, urgency="special", facts=self.NO) == ()

    def test_handed_over_to_an_emergency_line_too_it_is_still_asked(self):
        """AMB-31: handed over AND 13(二); the unit's way out is the same."""
        handed = (("accepted", "2026-03-06T22:20"), ("referred", "2026-03-06T22:21", {"to": "119"}))
        told = found("ganzi", *handed, self.CAME, self.PLAN, urgency="special",
                     facts={**self.NO, "emergency_line": True})  # fmt: skip
        assert [one.provision for one in told] == ["13(二)3"]


class TestInTheReview:
    """It is written down beside the lateness, never as lateness."""

    def test_it_is_a_finding_of_the_review_and_no_lateness(self):
        one = ticket(CAME, ("explained", "2026-03-05T10:00", SOLUTION), kind="help", facts={"cannot_solve_now": False})
        review = audit.review(one, jurisdiction("weifang"), as_of=datetime(2026, 4, 1))
        assert [f.code for f in review.findings if f.code == "exit_without_ground"] == ["exit_without_ground"]
        assert review.lateness == ()

    def test_jinan_has_no_limit_that_is_met_so(self):
        """24(1): the five days bind reply and feedback; a date told is a due of its own and lifts none."""
        log = (
            CAME,
            ("promised", "2026-03-04T10:00", {**UNIT, "due": "2026-03-20"}),
            ("fed_back", "2026-03-04T10:00", UNIT),
        )
        assert found("jinan", *log, facts={"cannot_solve_now": False}) == ()

    def test_a_fact_that_the_city_does_not_know_is_an_error(self):
        with pytest.raises(UnknownNameError, match="conditions_but_time"):
            found("weifang", CAME, facts={"conditions_but_time": False})


WAYS: tuple[tuple[str, Row, datetime, str, dict[str, Any], str], ...] = (
    ("weifang", CAME, datetime(2026, 3, 10), "cannot_solve_now", {"type": "explained", **SOLUTION}, "ordinary"),
    ("karamay", SENT, datetime(2026, 1, 20), "conditions_but_time",
     {"type": "promised", **UNIT, "due": "2026-02-27"}, "ordinary"),
    ("karamay", SENT, datetime(2026, 1, 20), "unsolvable_for_now", {"type": "explained", **UNIT}, "ordinary"),
    ("ganzi", CAME, datetime(2026, 3, 4, 10), "complex_matter",
     {"type": "promised", **UNIT, "due": "2026-03-30"}, "special"),
    ("ganzi", CAME, datetime(2026, 3, 3, 10), "complex_matter",
     {"type": "promised", **UNIT, "due": "2026-03-30"}, "special_urgent"),
)  # fmt: skip
"""City, start, due by hand, the fact, the act, the urgency."""


class TestEveryWay:
    """Found exactly where the act came by the due and the answer is no; and no answer changes a verdict."""

    @given(st.sampled_from(WAYS), st.integers(-100 * 60, 100 * 60), st.sampled_from([True, False, "unknown", None]))
    @settings(max_examples=60)
    def test_it_is_found_exactly_then(self, way, minutes, answer):
        city, start, due, fact, act, urgency = way
        when = max(due + timedelta(minutes=minutes), datetime.fromisoformat(start[1]))
        row = (act["type"], when.isoformat(), {name: value for name, value in act.items() if name != "type"})
        told = found(city, start, row, urgency=urgency, facts={fact: answer})
        assert len(told) == (answer is False and when <= due)
        assert states(city, start, row, urgency=urgency, facts={fact: answer}) == states(
            city, start, row, urgency=urgency
        )
