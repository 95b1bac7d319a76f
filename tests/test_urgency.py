"""Urgent matters end to end: which tier the facts make it, which was recorded, and how far its chain is."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import acceptance, audit, deadlines, jurisdiction, urgency
from hotline_rules.errors import ContradictoryFactsError
from hotline_rules.findings import Severity
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.urgency import Link, Urgency
from tests.tickets import spoken, ticket

Row = tuple[Any, ...]

UNIT = {"unit": "甲局"}
ACCEPTED: Row = ("accepted", "2026-03-06T22:20")
NOTIFIED: Row = ("notified", "2026-03-06T22:23")
SENT: Row = ("transferred", "2026-03-06T22:25", UNIT)
CAME: Row = ("arrived", "2026-03-06T22:30", UNIT)
"""A Friday night: nothing is worked until Monday 9 March."""
BEGUN = (ACCEPTED, NOTIFIED, SENT, CAME)
LATER = "2026-04-01T00:00"
GANZI = jurisdiction("ganzi")

SPECIAL = {"large_outage_or_pollution": True, "seriously_affects_life": True}
SPECIAL_URGENT = {"emergency_event": True, "may_endanger_life": True}
NEITHER = dict.fromkeys((*SPECIAL, *SPECIAL_URGENT), False)


def asked(city: str | Jurisdiction, *log: Row, as_of: str = LATER, **fields: Any) -> Urgency:
    place = jurisdiction(city) if isinstance(city, str) else city
    return urgency.check(ticket(*log, **{"kind": "help", **fields}), place, as_of=datetime.fromisoformat(as_of))


def tier(city: str | Jurisdiction, **facts: Any) -> tuple[str, str | None]:
    answer = asked(city, ACCEPTED, facts=facts).tier
    assert answer is not None
    return answer.outcome, answer.provision


def chain(found: Urgency) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Each step: when it happened, how its time stands, and its due."""
    return {
        link.step: (
            spoken(link.at),
            link.verdict.state.value if link.verdict else None,
            spoken(link.verdict.due) if link.verdict else None,
        )
        for link in found.chain
    }


class TestGanziTiers:
    """13(二)1, 2: large outages and pollution that seriously affect life; sudden events that may endanger life."""

    def test_special(self):
        assert tier("ganzi", **NEITHER | SPECIAL) == ("special", "13(二)1")

    def test_special_urgent(self):
        assert tier("ganzi", **NEITHER | SPECIAL_URGENT) == ("special_urgent", "13(二)2")

    def test_of_both_the_stricter(self):
        """AMB-52."""
        found = asked("ganzi", ACCEPTED, facts=SPECIAL | SPECIAL_URGENT).tier
        assert found is not None
        assert (found.outcome, found.provision) == ("special_urgent", "13(二)2")
        assert "AMB-52" in found.readings

    def test_neither(self):
        assert tier("ganzi", **NEITHER) == ("ordinary", "13(二)")

    @pytest.mark.parametrize("name", [*SPECIAL, *SPECIAL_URGENT])
    def test_half_of_a_condition_is_none(self, name):
        """An outage that affects nobody seriously, an event that endangers nobody."""
        assert tier("ganzi", **NEITHER | {name: True})[0] == "ordinary"

    def test_what_is_special_for_certain_may_be_special_urgent_still(self):
        found = asked("ganzi", ACCEPTED, facts=SPECIAL).tier
        assert found is not None
        assert (found.outcome, set(found.possible)) == ("ask", {"special", "special_urgent"})
        assert set(found.ask) == set(SPECIAL_URGENT)

    def test_what_is_special_urgent_for_certain_asks_nothing_more(self):
        found = asked("ganzi", ACCEPTED, facts=SPECIAL_URGENT).tier
        assert found is not None
        assert (found.outcome, found.ask) == ("special_urgent", ())

    def test_every_answer_by_a_second_opinion(self):
        """Complete it in every way: one outcome, or ask what was not asked and decides, or leave it open."""
        names = (*SPECIAL_URGENT, *SPECIAL)

        def ways(answers: tuple[Any, ...]) -> list[tuple[bool, ...]]:
            return list(product(*([one] if isinstance(one, bool) else [True, False] for one in answers)))

        def outcome(a: bool, b: bool, c: bool, d: bool) -> str:
            return "special_urgent" if a and b else "special" if c and d else "ordinary"

        for told in product([True, False, "unknown", None], repeat=4):
            possible = {outcome(*way) for way in ways(told)}
            asks = {
                name
                for n, name in enumerate(names)
                if told[n] is None
                and any(len({outcome(*way[:n], one, *way[n + 1 :]) for one in (True, False)}) > 1 for way in ways(told))
            }
            expected = possible.pop() if len(possible) == 1 else "ask" if asks else "undetermined"
            found = asked("ganzi", ACCEPTED, facts=dict(zip(names, told, strict=True))).tier
            assert found is not None
            assert found.outcome == expected, told
            assert set(found.ask) == (asks if expected == "ask" else set()), told


class TestOtherCities:
    """Only Ganzi has tiers with limits; Karamay sends somebody to the place (11(四)); the regulations have none."""

    def test_karamay_goes_to_the_place(self):
        assert tier("karamay", urgent_livelihood=True) == ("on_site", "11(四)")
        assert tier("karamay", urgent_livelihood=False)[0] == "ordinary"
        assert tier("karamay") == ("ask", None)
        assert tier("karamay", urgent_livelihood="unknown") == ("undetermined", None)

    def test_there_it_has_no_number(self):
        """第一时间 has none (AMB-44): what is done is a duty, shown by the supervision that was recorded."""
        for log, done in (((ACCEPTED,), (None, False)), ((ACCEPTED, ("supervised", "2026-03-07T09:00")), (True,))):
            answer = asked("karamay", *log, facts={"urgent_livelihood": True}).tier
            assert answer is not None
            (duty,) = answer.duties
            assert (duty.duty.provision, duty.done in done) == ("11(四)", True)
            assert "AMB-44" in answer.readings

    @pytest.mark.parametrize("city", ["weifang", "jinan"])
    def test_weifang_and_jinan_know_no_tiers(self, city):
        found = asked(city, *BEGUN, urgency="special")
        assert (found.tier, found.recorded, found.findings) == (None, "special", ())
        assert all(link.verdict is None for link in found.chain if link.step != "transferred")

    def test_on_site_is_no_tier_to_be_recorded_in(self):
        assert asked("karamay", ACCEPTED, facts={"urgent_livelihood": True}).findings == ()


class TestRecordedInAnotherTier:
    """To be looked at; nobody's fault for certain."""

    @pytest.mark.parametrize(
        ("facts", "recorded", "about", "provision"),
        [
            (NEITHER | SPECIAL, "ordinary", ("special", "ordinary"), "13(二)1"),
            (NEITHER | SPECIAL, "special_urgent", ("special", "special_urgent"), "13(二)1"),
            (SPECIAL_URGENT, "ordinary", ("special_urgent", "ordinary"), "13(二)2"),
            (SPECIAL_URGENT, "special", ("special_urgent", "special"), "13(二)2"),
            (NEITHER, "special", ("ordinary", "special"), "13(二)"),
            (NEITHER, "special_urgent", ("ordinary", "special_urgent"), "13(二)"),
        ],
    )
    def test_it_is_noted_with_both(self, facts, recorded, about, provision):
        (one,) = asked("ganzi", *BEGUN, facts=facts, urgency=recorded).findings
        assert (one.code, one.severity) == ("recorded_in_another_tier", Severity.NOTE)
        assert (one.about, one.provision, one.unit) == (about, provision, None)

    @pytest.mark.parametrize(
        ("facts", "recorded"),
        [
            (NEITHER | SPECIAL, "special"),
            (SPECIAL_URGENT, "special_urgent"),
            (NEITHER, "ordinary"),
            (SPECIAL, "ordinary"),  # it may be special urgent still: ask
            ({**SPECIAL_URGENT, "may_endanger_life": "unknown"}, "ordinary"),
            ({}, "special"),
        ],
    )
    def test_where_they_agree_or_it_is_open_nothing_is_said(self, facts, recorded):
        assert asked("ganzi", *BEGUN, facts=facts, urgency=recorded).findings == ()

    def test_it_is_in_the_review(self):
        one = ticket(*BEGUN, kind="help", facts=SPECIAL_URGENT)
        review = audit.review(one, GANZI, as_of=datetime(2026, 3, 6, 23))
        assert [f.about for f in review.findings if f.code == "recorded_in_another_tier"] == [
            ("special_urgent", "ordinary")
        ]

    def test_recognised_later_it_agrees_from_then_on(self):
        seen = ("urgent_recognised", "2026-03-07T09:00", {"tier": "special_urgent", "new_facts": True})
        for as_of, n in (("2026-03-07T08:59", 1), ("2026-03-07T09:00", 0)):
            assert len(asked("ganzi", *BEGUN, seen, as_of=as_of, facts=SPECIAL_URGENT).findings) == n


class TestRecorded:
    """The tier as last recorded: on the ticket, by a recognition, by a change."""

    @pytest.mark.parametrize("city", CITIES)
    def test_as_told_and_as_changed(self, city):
        seen = ("urgent_recognised", "2026-03-07T09:00", {"tier": "special"})
        changed = ("kind_changed", "2026-03-08T09:00", {"urgency": "ordinary"})
        assert asked(city, *BEGUN).recorded == "ordinary"
        assert asked(city, *BEGUN, urgency="special_urgent").recorded == "special_urgent"
        assert asked(city, *BEGUN, seen).recorded == "special"
        assert asked(city, *BEGUN, seen, as_of="2026-03-07T08:59").recorded == "ordinary"
        assert asked(city, *BEGUN, seen, changed).recorded == "ordinary"

    def test_of_two_recognitions_the_stricter(self):
        two = [("urgent_recognised", f"2026-03-07T0{n}:00", {"tier": tier}) for n, tier in
               ((8, "special_urgent"), (9, "special"))]  # fmt: skip
        found = asked("ganzi", *BEGUN, *two, facts=SPECIAL_URGENT)
        assert (found.recorded, found.findings) == ("special_urgent", ())
        told = asked("ganzi", *BEGUN, two[1], urgency="special_urgent", facts=SPECIAL_URGENT)
        assert (told.recorded, told.findings) == ("special_urgent", ())

    @pytest.mark.parametrize("city", CITIES)
    def test_of_one_day_in_the_order_in_which_the_stages_read_it(self, city):
        """A recognition comes before a change of the same day without an hour, whatever the order of the rows."""
        seen = ("urgent_recognised", "2026-03-07", {"tier": "special"})
        changed = ("kind_changed", "2026-03-07", {"urgency": "ordinary"})
        for rows in ((seen, changed), (changed, seen)):
            assert asked(city, *BEGUN, *rows).recorded == "ordinary"


class TestTheChain:
    """13(二): notice in three minutes; first response, progress and result in 4/24/48 or 2/12/24 clock hours."""

    def test_of_a_special_matter_over_a_weekend(self):
        reports: tuple[Row, ...] = (
            ("first_response", "2026-03-07T02:30", UNIT),
            ("progress", "2026-03-07T22:31", UNIT),
        )
        found = asked("ganzi", *BEGUN, *reports, as_of="2026-03-08T22:30", urgency="special")
        assert chain(found) == {
            "notified": ("2026-03-06 22:23", "in_time", "2026-03-06 22:23"),
            "transferred": ("2026-03-06 22:25", "in_time", "2026-03-09 01:20"),
            "first_response": ("2026-03-07 02:30", "in_time", "2026-03-07 02:30"),
            "progress": ("2026-03-07 22:31", "late", "2026-03-07 22:30"),
            "result": (None, "open", "2026-03-08 22:30"),
        }
        (result,) = [link for link in found.chain if link.step == "result"]
        assert result.verdict is not None
        assert result.verdict.provision == "13(二)1"

    def test_a_minute_later_the_result_is_overdue(self):
        found = asked("ganzi", *BEGUN, as_of="2026-03-08T22:31", urgency="special")
        assert chain(found)["result"] == (None, "overdue", "2026-03-08 22:30")

    def test_of_a_special_urgent_matter(self):
        found = asked("ganzi", *BEGUN, urgency="special_urgent", as_of="2026-03-06T23:00")
        assert [(step, due) for step, (_, _, due) in chain(found).items()] == [
            ("notified", "2026-03-06 22:23"),
            ("transferred", "2026-03-09 01:20"),
            ("first_response", "2026-03-07 00:30"),
            ("progress", "2026-03-07 10:30"),
            ("result", "2026-03-07 22:30"),
        ]
        assert {link.verdict.provision for link in found.chain[2:] if link.verdict} == {"13(二)2"}

    def test_of_an_ordinary_matter_there_is_none(self):
        promised = ("promised", "2026-03-07T10:00", {**UNIT, "due": "2026-03-20"})
        found = asked("ganzi", *BEGUN, ("progress", "2026-03-07T09:00", UNIT), promised)
        assert (found.chain, found.plan) == ((), None)

    def test_the_notice_is_soft_and_the_reports_are_not(self):
        """原则上3分钟内."""
        found = asked("ganzi", ACCEPTED, ("notified", "2026-03-06T22:24"), SENT, CAME, urgency="special")
        told = {link.step: link.verdict for link in found.chain if link.verdict}
        assert (told["notified"].state.value, told["notified"].modality.value) == ("late", "in_principle")
        assert {told[step].modality.value for step in ("first_response", "progress", "result")} == {"duty"}
        review = audit.review(ticket(ACCEPTED, ("notified", "2026-03-06T22:24"), SENT, CAME, kind="help",
                                     urgency="special"), GANZI, as_of=datetime(2026, 3, 6, 23))  # fmt: skip
        assert [(f.severity, f.about) for f in review.lateness] == [(Severity.DEVIATION, ())]

    def test_the_recognition_stands_first(self):
        seen = ("urgent_recognised", "2026-03-07T09:00", {"tier": "special", "new_facts": True})
        found = asked("ganzi", ACCEPTED, SENT, CAME, seen)
        assert found.chain[0] == Link("urgent_recognised", found.chain[0].at, None)
        assert spoken(found.chain[0].at) == "2026-03-07 09:00"

    def test_in_a_second_round_a_step_and_its_verdict_are_of_the_same_round(self):
        reports: tuple[Row, ...] = (
            *((name, f"2026-03-07T0{n}:00", UNIT) for n, name in enumerate(("first_response", "progress", "result"))),
            ("handled", "2026-03-07T03:00", UNIT),
            ("replied", "2026-03-07T03:10", UNIT),
            ("called_back", "2026-03-09T09:00", {"rating": "不满意"}),
            ("redispatched", "2026-03-09T10:00", UNIT),
            ("arrived", "2026-03-09T10:00", UNIT),
        )
        for link in asked("ganzi", *BEGUN, *reports, urgency="special").chain:
            if link.step in ("first_response", "progress", "result"):
                assert link.verdict is not None
                assert link.at == link.verdict.done

    def test_after_a_return_the_reports_are_those_of_the_unit_that_has_it_now(self):
        log: tuple[Row, ...] = (
            ("first_response", "2026-03-07T00:10", UNIT),
            ("return_requested", "2026-03-07T00:20", UNIT),
            ("return_decided", "2026-03-07T00:30", {"approved": True}),
            ("transferred", "2026-03-07T00:40", {"unit": "乙局"}),
            ("arrived", "2026-03-07T00:40", {"unit": "乙局"}),
        )
        found = asked("ganzi", *BEGUN, *log, urgency="special", as_of="2026-03-07T01:00")
        assert chain(found)["first_response"] == (None, "open", "2026-03-07 04:40")
        response = ("first_response", "2026-03-07T00:50", {"unit": "乙局"})
        found = asked("ganzi", *BEGUN, *log, response, urgency="special", as_of="2026-03-07T01:00")
        assert chain(found)["first_response"] == ("2026-03-07 00:50", "in_time", "2026-03-07 04:40")

    def test_it_is_told_as_plain_values(self):
        told = asked("ganzi", *BEGUN, urgency="special", facts=SPECIAL_URGENT, as_of="2026-03-06T23:00").as_dict()
        assert json.loads(json.dumps(told)) == told
        assert (told["recorded"], told["plan"], told["referred"]) == ("special", None, None)
        assert told["tier"]["outcome"] == "special_urgent"
        assert told["chain"][0] == {"step": "notified", "at": "2026-03-06T22:23:00+08:00", "state": "in_time"}
        assert told["chain"][-1] == {"step": "result", "at": None, "state": "open"}
        assert asked("weifang", ACCEPTED).as_dict()["tier"] is None


class TestThreeMinutes:
    """AMB-07: from the creation of the ticket, or from the recognition where only later facts showed it."""

    def test_a_matter_that_only_later_facts_showed_runs_from_its_recognition(self):
        seen = ("urgent_recognised", "2026-03-07T09:00", {"tier": "special", "new_facts": True})
        found = asked("ganzi", ACCEPTED, SENT, CAME, seen, ("notified", "2026-03-07T09:03"))
        assert chain(found)["notified"] == ("2026-03-07 09:03", "in_time", "2026-03-07 09:03")

    def test_the_hotline_does_not_lengthen_it_by_recognising_late(self):
        seen = ("urgent_recognised", "2026-03-07T09:00", {"tier": "special", "new_facts": False})
        found = asked("ganzi", ACCEPTED, SENT, CAME, seen, ("notified", "2026-03-07T09:03"))
        assert chain(found)["notified"] == ("2026-03-07 09:03", "late", "2026-03-06 22:23")

    @pytest.mark.parametrize(
        "made",
        [
            ("urgent_recognised", "2026-03-07T09:00", {"tier": "special"}),
            ("kind_changed", "2026-03-07T09:00", {"urgency": "special"}),
        ],
    )
    def test_where_it_is_not_known_which_it_is_it_is_not_late_for_certain(self, made):
        found = asked("ganzi", ACCEPTED, SENT, CAME, made, ("notified", "2026-03-07T09:03"))
        assert chain(found)["notified"][1] == "undetermined"
        later = asked("ganzi", ACCEPTED, SENT, CAME, made, ("notified", "2026-03-07T09:04"))
        assert chain(later)["notified"][1] == "late"

    def test_the_strict_wording_knows_it_for_special_urgent_matters_alone(self):
        """AMB-07 (e): the opening sentence speaks of 特殊紧急诉求事项."""
        city = GANZI.with_readings({"AMB-07": "special_urgent_only"})
        assert chain(asked(city, *BEGUN, urgency="special"))["notified"] == ("2026-03-06 22:23", None, None)
        assert chain(asked(city, *BEGUN, urgency="special_urgent"))["notified"][1] == "in_time"


class TestWhatTheMinutesCover:
    """AMB-67: the notice alone; by the other reading the transfer too."""

    CITY = GANZI.with_readings({"AMB-67": "notice_and_transfer"})

    @pytest.mark.parametrize("recorded", ["special", "special_urgent"])
    def test_the_transfer_has_three_working_hours_as_its_outer_limit(self, recorded):
        """13(一): accepted on Friday at 22:20; at the earliest 1:40 of that day and 1:20 of Monday count."""
        found = asked("ganzi", *BEGUN, urgency=recorded)
        (link,) = [one for one in found.chain if one.step == "transferred"]
        assert link.verdict is not None
        assert (spoken(link.verdict.due), spoken(link.verdict.due_latest)) == ("2026-03-09 01:20", "2026-03-09 24:00")
        assert link.verdict.provision == "13(一)s1a"

    @pytest.mark.parametrize("recorded", ["special", "special_urgent"])
    def test_by_the_other_reading_it_has_three_minutes(self, recorded):
        assert chain(asked(self.CITY, *BEGUN, urgency=recorded))["transferred"] == (
            "2026-03-06 22:25", "late", "2026-03-06 22:23",
        )  # fmt: skip
        in_time = ("transferred", "2026-03-06T22:23", UNIT)
        assert chain(asked(self.CITY, ACCEPTED, NOTIFIED, in_time, urgency=recorded))["transferred"][1] == "in_time"

    def test_an_ordinary_matter_has_its_three_hours_by_either(self):
        for city in (GANZI, self.CITY):
            found = deadlines.check(ticket(*BEGUN, kind="help"), city, as_of=datetime(2026, 4, 1))
            assert [spoken(v.due) for v in found.stages if v.stage == "transfer"] == ["2026-03-09 01:20"]

    def test_the_three_minutes_are_soft_for_the_transfer_too(self):
        log = (ACCEPTED, NOTIFIED, SENT, CAME)
        (link,) = [one for one in asked(self.CITY, *log, urgency="special").chain if one.step == "transferred"]
        assert link.verdict is not None
        assert link.verdict.modality.value == "in_principle"
        review = audit.review(ticket(*log, kind="help", urgency="special"), self.CITY, as_of=datetime(2026, 3, 6, 23))
        assert {f.severity for f in review.lateness} == {Severity.DEVIATION}


class TestWhatItDisplaces:
    """AMB-66: 13(二) displaces the sign-in alone; by other readings all of 13(一), or nothing."""

    @pytest.mark.parametrize(
        ("option", "sign", "handle"),
        [("sign_only", False, "2026-03-13 24:00"), ("everything", False, None), ("nothing", True, "2026-03-13 24:00")],
    )
    @pytest.mark.parametrize("recorded", ["special", "special_urgent"])
    def test_the_sign_in_goes_and_the_five_days_stay(self, option, sign, handle, recorded):
        city = GANZI.with_readings({"AMB-66": option})
        found = deadlines.check(ticket(*BEGUN, kind="help", urgency=recorded), city, as_of=datetime(2026, 3, 9))
        stages = {v.stage: v for v in found.stages}
        assert ("sign" in stages) is sign
        assert spoken(stages["handle"].due) == handle
        if handle is None:
            assert stages["handle"].state == "not_applicable"

    def test_it_is_contested(self):
        found = deadlines.check(ticket(*BEGUN, kind="help", urgency="special"), GANZI, as_of=datetime(2026, 3, 9))
        (handle,) = [v for v in found.stages if v.stage == "handle"]
        assert "AMB-66" in handle.contested


class TestMadeUrgentLater:
    """AMB-72: from the recognition the reports run as those of a special ticket, and nobody is late before it."""

    SEEN: Row = ("urgent_recognised", "2026-03-07T09:00", {"tier": "special", "new_facts": True})

    def test_before_it_there_is_no_chain(self):
        assert asked("ganzi", *BEGUN, self.SEEN, as_of="2026-03-07T08:59").chain == ()

    def test_from_it_the_reports_run(self):
        found = chain(asked("ganzi", *BEGUN, self.SEEN, as_of="2026-03-07T13:00"))
        assert [found[step] for step in ("first_response", "progress", "result")] == [
            (None, "open", "2026-03-07 13:00"),
            (None, "open", "2026-03-08 09:00"),
            (None, "open", "2026-03-09 09:00"),
        ]

    def test_made_stricter_they_run_anew_at_the_stricter_pace(self):
        """Special from the start, special urgent from Saturday 09:00: 2 hours from then."""
        stricter = ("urgent_recognised", "2026-03-07T09:00", {"tier": "special_urgent", "new_facts": True})
        found = chain(asked("ganzi", *BEGUN, stricter, urgency="special", as_of="2026-03-07T09:30"))
        assert found["first_response"][2] == "2026-03-07 11:00"

    def test_arrived_only_afterwards_they_run_from_receipt(self):
        log = (ACCEPTED, self.SEEN, ("transferred", "2026-03-07T09:05", UNIT), ("arrived", "2026-03-07T09:10", UNIT))
        assert chain(asked("ganzi", *log))["first_response"][2] == "2026-03-07 13:10"

    def test_the_five_days_keep_their_start(self):
        found = deadlines.check(ticket(*BEGUN, self.SEEN, kind="help"), GANZI, as_of=datetime(2026, 3, 8))
        assert [spoken(v.due) for v in found.stages if v.stage == "handle"] == ["2026-03-13 24:00"]


class TestThePlan:
    """13(二)3, AMB-30: a plan told by the due of the result takes its place; the first two reports stand."""

    def test_it_is_the_first_promise_with_a_date(self):
        rows: tuple[Row, ...] = (
            ("explained", "2026-03-07T08:00", UNIT),
            ("explained", "2026-03-07T09:00", {**UNIT, "solution_proposed": True, "due": "2026-03-20"}),
            ("promised", "2026-03-07T10:00", {**UNIT, "due": "2026-03-21"}),
        )
        found = asked("ganzi", *BEGUN, *rows, urgency="special")
        assert spoken(found.plan) == "2026-03-07 09:00"
        assert chain(found)["result"][1] == "superseded"
        assert chain(found)["first_response"][1] == chain(found)["progress"][1] == "overdue"

    def test_by_the_strict_reading_it_lifts_nothing(self):
        plan = ("promised", "2026-03-07T10:00", {**UNIT, "due": "2026-03-21"})
        found = asked(GANZI.with_readings({"AMB-30": "adds"}), *BEGUN, plan, urgency="special")
        assert (spoken(found.plan), chain(found)["result"][1]) == ("2026-03-07 10:00", "overdue")

    def test_one_told_too_late_is_shown_and_lifts_nothing(self):
        plan = ("promised", "2026-03-08T22:31", {**UNIT, "due": "2026-03-21"})
        found = asked("ganzi", *BEGUN, plan, urgency="special")
        assert (spoken(found.plan), chain(found)["result"][1]) == ("2026-03-08 22:31", "overdue")


class TestEmergencyLines:
    """AMB-31: what belongs to 110, 119, 120, 122 is handed over; an event of 13(二) is accepted; both: both."""

    HANDED: Row = ("referred", "2026-03-06T22:21", {"to": "119"})

    def test_handed_over_alone_no_clock_runs(self):
        """10(三), 12(二)6."""
        one = ticket(ACCEPTED, self.HANDED, kind="help", facts={"emergency_line": True})
        found = acceptance.check(one, GANZI)
        assert (found.outcome, found.provision) == ("refer", "10(三)")
        stages = deadlines.check(one, GANZI, as_of=datetime(2026, 4, 1)).stages
        assert {v.stage: v.state.value for v in stages} == {"transfer": "superseded"}
        assert spoken(asked("ganzi", ACCEPTED, self.HANDED).referred) == "2026-03-06 22:21"

    def test_both_it_is_accepted_and_handed_over_and_its_clock_runs(self):
        facts = {"emergency_line": True, **SPECIAL_URGENT}
        one = ticket(ACCEPTED, self.HANDED, kind="help", urgency="special_urgent", facts=facts)
        found = acceptance.check(one, GANZI)
        assert (found.outcome, found.provision) == ("accept", "13(二)")
        assert {(state.duty.id, state.done) for state in found.duties} >= {("hand_over", True)}
        assert "notify" in {state.duty.id for state in found.duties}
        told = asked("ganzi", ACCEPTED, self.HANDED, urgency="special_urgent", facts=facts)
        assert spoken(told.referred) == "2026-03-06 22:21"
        assert chain(told)["notified"] == (None, "overdue", "2026-03-06 22:23")
        assert chain(told)["transferred"][1] == "overdue"

    def test_sent_out_too_its_reports_run(self):
        told = asked("ganzi", ACCEPTED, self.HANDED, NOTIFIED, SENT, CAME, urgency="special_urgent")
        assert chain(told)["first_response"] == (None, "overdue", "2026-03-07 00:30")

    def test_only_the_emergency_line_is_no_event_of_13_2(self):
        """A fire alarm is handed over, whatever tier the desk would have given it."""
        assert tier("ganzi", emergency_line=True, **NEITHER)[0] == "ordinary"


class TestTheUnitStillReturnsIt:
    """17, AMB-19: returned within one working day of arrival, submitted; nothing in 13(二) says otherwise."""

    @pytest.mark.parametrize(("when", "state"), [("2026-03-09T23:59", "in_time"), ("2026-03-10T00:00", "in_time"),
                                                 ("2026-03-10T00:01", "late")])  # fmt: skip
    @pytest.mark.parametrize("recorded", ["ordinary", "special", "special_urgent"])
    def test_arrived_on_friday_night_it_is_monday(self, when, state, recorded):
        one = ticket(*BEGUN, ("return_requested", when, UNIT), kind="help", urgency=recorded)
        found = deadlines.check(one, GANZI, as_of=datetime(2026, 4, 1)).stages
        assert [(v.state.value, spoken(v.due)) for v in found if v.stage == "return"] == [(state, "2026-03-09 24:00")]

    def test_by_the_other_reading_from_the_verification(self):
        city = GANZI.with_readings({"AMB-19": "verified"})
        asked_for = ("return_requested", "2026-03-12T10:00", {**UNIT, "verified_at": "2026-03-11T10:00"})
        found = deadlines.check(
            ticket(*BEGUN, asked_for, kind="help", urgency="special"), city, as_of=datetime(2026, 4, 1)
        )
        told = [(v.state.value, spoken(v.due)) for v in found.stages if v.stage == "return"]
        assert told == [("in_time", "2026-03-12 24:00")]

    def test_a_return_that_was_approved_ends_the_reports(self):
        """AMB-27: superseded, where it was asked for by their due; what was late before stays."""
        back = (
            ("return_requested", "2026-03-07T03:00", UNIT),
            ("return_decided", "2026-03-07T04:00", {"approved": True}),
        )
        found = chain(asked("ganzi", *BEGUN, *back, urgency="special"))
        assert [found[step][1] for step in ("first_response", "progress", "result")] == [
            "overdue", "superseded", "superseded",
        ]  # fmt: skip


minutes = st.integers(0, 72 * 60)
HOURS = {"special": (4, 24, 48), "special_urgent": (2, 12, 24)}


class TestEveryChain:
    """Whatever the minute: a report is late exactly after its hours, and each step stands beside its own verdict."""

    @given(st.sampled_from(sorted(HOURS)), minutes, minutes, minutes, minutes)
    @settings(max_examples=60)
    def test_reports_by_a_second_opinion(self, recorded, first, second, third, asked_after):
        start = datetime(2026, 3, 6, 22, 30)
        steps = ("first_response", "progress", "result")
        at = [start + timedelta(minutes=n) for n in sorted((first, second, third))]
        now = start + timedelta(minutes=asked_after)
        rows = [(step, when.isoformat(), UNIT) for step, when in zip(steps, at, strict=True)]
        found = chain(asked("ganzi", *BEGUN, *rows, as_of=now.isoformat(), urgency=recorded))
        for step, when, hours in zip(steps, at, HOURS[recorded], strict=True):
            due = start + timedelta(hours=hours)
            done = when <= now
            state = ("in_time" if when <= due else "late") if done else ("open" if now <= due else "overdue")
            assert found[step] == (spoken(when) if done else None, state, spoken(due))

    @given(st.sampled_from(CITIES), st.sampled_from(["ordinary", "special", "special_urgent"]),
           st.dictionaries(st.sampled_from([*SPECIAL, *SPECIAL_URGENT]), st.sampled_from([True, False, "unknown"])),
           st.integers(0, 96))  # fmt: skip
    @settings(max_examples=40)
    def test_no_fact_changes_a_chain(self, city, recorded, facts, hours):
        place = jurisdiction(city)
        facts = {name: answer for name, answer in facts.items() if name in place.vocabulary}
        now = (datetime(2026, 3, 6, 22, 30) + timedelta(hours=hours)).isoformat()
        try:
            told = asked(place, *BEGUN, as_of=now, urgency=recorded, facts=facts)
        except ContradictoryFactsError:
            return
        plain = asked(place, *BEGUN, as_of=now, urgency=recorded)
        assert chain(told) == chain(plain)
        assert (told.chain == ()) == (recorded == "ordinary")
