"""Each class is a provision, each test a sentence of it; dates are counted by hand on the published calendar."""

from __future__ import annotations

import pytest

from hotline_rules import deadlines, jurisdiction
from hotline_rules.errors import InvalidValueError
from hotline_rules.jurisdictions.overlays import overlay
from hotline_rules.office_hours import OfficeHours
from tests.tickets import check, spoken, stage, ticket, told

MON = "2026-03-02"  # a Monday in a fortnight without holidays
ARRIVED = ("arrived", f"{MON}T10:00")
LATER = "2026-03-20T12:00"


class TestWeifang20FiveWorkingDays:
    """20(1)(一): what can be completed within five working days is to be completed within them."""

    def test_an_act_at_the_due_is_in_time(self):
        v = stage("weifang", "handle", ARRIVED, ("handled", "2026-03-09T24:00"), as_of=LATER)
        assert told(v) == ("in_time", "2026-03-09 24:00")
        assert "AMB-50" in v.readings
        assert v.provision == "20(1)(一)"

    def test_a_second_later_is_late(self):
        v = stage("weifang", "handle", ARRIVED, ("handled", "2026-03-10T00:00:01"), as_of=LATER)
        assert v.state == "late"
        assert v.late_by.clock.total_seconds() == 1

    def test_at_the_due_itself_it_is_still_open_and_then_overdue(self):
        assert stage("weifang", "handle", ARRIVED, as_of="2026-03-10T00:00").state == "open"
        v = stage("weifang", "handle", ARRIVED, as_of="2026-03-10T00:01")
        assert (v.state, v.late_by.working_days) == ("overdue", 1)

    def test_left_counts_the_working_days_still_to_come(self):
        v = stage("weifang", "handle", ARRIVED, as_of="2026-03-05T09:00")
        assert (v.left.working_days, v.next_change) == (2, v.due)

    @pytest.mark.parametrize("event", ["handled", "replied", "fed_back"])
    def test_completion_is_shown_by_the_earliest_act_whose_content_is_the_result(self, event):
        assert stage("weifang", "handle", ARRIVED, (event, "2026-03-09T10:00"), as_of=LATER).state == "in_time"

    def test_a_reply_that_is_not_final_completes_nothing(self):
        v = stage("weifang", "handle", ARRIVED, ("replied", "2026-03-09T10:00", {"final": False}), as_of=LATER)
        assert v.state == "overdue"

    def test_all_acts_is_a_reading_that_asks_for_completion_reply_and_feedback(self):
        city = jurisdiction("weifang").with_readings({"AMB-15": "all_acts"})
        acts = [("handled", "2026-03-04"), ("replied", "2026-03-05"), ("fed_back", "2026-03-11")]
        assert stage(city, "handle", ARRIVED, *acts, as_of=LATER).state == "late"
        assert stage("weifang", "handle", ARRIVED, *acts, as_of=LATER).state == "in_time"

    def test_the_kind_changes_no_limit(self):
        for kind in ("consultation", "complaint", "praise", None):
            assert told(stage("weifang", "handle", ARRIVED, as_of=LATER, kind=kind)) == ("overdue", "2026-03-09 24:00")

    def test_a_change_of_kind_moves_nothing(self):
        changed = ("kind_changed", "2026-03-12T10:00", {"kind": "help"})
        v = stage("weifang", "handle", ARRIVED, changed, as_of=LATER, kind="complaint")
        assert told(v) == ("overdue", "2026-03-09 24:00")


class TestWeifang20LongerLimit:
    """20(1)(二): a limit of law or regulation longer than five working days governs."""

    @pytest.mark.parametrize("rank", ["law", "regulation"])
    def test_a_law_or_regulation_lengthens_whenever_it_was_noted(self, rank):
        noted = ("limit_set", "2026-03-18T10:00", {"rank": rank, "working_days": 20})
        v = stage("weifang", "handle", ARRIVED, noted, as_of=LATER)
        assert told(v) == ("open", "2026-03-30 24:00")
        assert "statutory_limit" in v.notes

    @pytest.mark.parametrize("rank", ["rule", "party", "leader"])
    def test_a_rule_of_a_department_does_not(self, rank):
        noted = ("limit_set", "2026-03-03T10:00", {"rank": rank, "working_days": 20})
        assert stage("weifang", "handle", ARRIVED, noted, as_of=LATER).state == "overdue"

    def test_unless_the_liberal_reading_is_taken(self):
        city = jurisdiction("weifang").with_readings({"AMB-16": "liberal_basis"})
        noted = ("limit_set", "2026-03-03T10:00", {"rank": "rule", "working_days": 20})
        v = stage(city, "handle", ARRIVED, noted, as_of=LATER)
        assert (v.state, "AMB-16" in v.readings) == ("open", True)

    def test_a_shorter_limit_of_law_is_shown_beside_and_shortens_nothing(self):
        noted = ("limit_set", "2026-03-03T10:00", {"rank": "law", "working_days": 3, "cite": "某法第一条"})
        answer = check("weifang", ARRIVED, noted, ("handled", "2026-03-06T10:00"), as_of=LATER)
        assert [told(v) for v in answer.stages] == [("in_time", "2026-03-09 24:00"), ("late", "2026-03-05 24:00")]
        assert answer.stages[1].stage == "special_law"
        assert "cite:某法第一条" in answer.stages[1].notes


class TestWeifang20CannotBeSolved:
    """20(1)(三): what cannot be solved in time is to be explained, with a solution proposed."""

    def test_an_explanation_with_a_solution_within_the_limit_discharges(self):
        explained = ("explained", "2026-03-06T10:00", {"solution_proposed": True, "due": "2026-06-30"})
        v = stage("weifang", "handle", ARRIVED, explained, as_of=LATER)
        assert v.state == "in_time"

    def test_an_explanation_without_a_solution_does_not(self):
        assert stage("weifang", "handle", ARRIVED, ("explained", "2026-03-06T10:00"), as_of=LATER).state == "overdue"

    def test_the_date_then_told_is_a_commitment_and_no_due(self):
        explained = ("explained", "2026-03-06T10:00", {"solution_proposed": True, "due": "2026-03-10"})
        answer = check("weifang", ARRIVED, explained, as_of=LATER)
        assert [v.stage for v in answer.stages] == ["handle"]


class TestWeifang20Provincial:
    """20(2): matters from the province or above follow the limit of their own rules."""

    @pytest.mark.parametrize("origin", ["province", "state"])
    def test_without_that_limit_nothing_is_decided(self, origin):
        v = stage("weifang", "handle", ARRIVED, as_of=LATER, origin=origin)
        assert (v.state, v.why, v.due, v.provision) == ("undetermined", "limit_not_given", None, "20(2)")

    def test_the_limit_set_governs_shorter_or_longer(self):
        for days, due, state in ((2, "2026-03-04 24:00", "overdue"), (15, "2026-03-23 24:00", "open")):
            noted = ("limit_set", "2026-03-02T11:00", {"rank": "assigned", "working_days": days, "cite": "省平台"})
            assert told(stage("weifang", "handle", ARRIVED, noted, as_of=LATER, origin="province")) == (state, due)

    def test_a_related_matter_shows_by_its_assigned_limit_if_that_names_its_rule(self):
        noted = ("limit_set", "2026-03-02T11:00", {"rank": "assigned", "working_days": 15, "cite": "省平台"})
        v = stage("weifang", "handle", ARRIVED, noted, as_of=LATER)
        assert (told(v), v.provision) == (("open", "2026-03-23 24:00"), "20(2)")

    @pytest.mark.parametrize(
        ("as_of", "state"),
        [("2026-03-09T23:59", "open"), ("2026-03-10T00:01", "undetermined"), ("2026-03-24T00:01", "overdue")],
    )
    def test_a_limit_that_names_no_rule_leaves_it_open_which_of_both_stands(self, as_of, state):
        noted = ("limit_set", "2026-03-02T11:00", {"rank": "assigned", "working_days": 15})
        v = stage("weifang", "handle", ARRIVED, noted, as_of=as_of)
        assert (v.state, spoken(v.due), spoken(v.due_latest)) == (state, "2026-03-09 24:00", "2026-03-23 24:00")
        assert v.why == ("limit_not_cited" if state == "undetermined" else None)

    def test_under_the_overlay_the_provincial_five_days_are_taken_and_named(self):
        city = jurisdiction("weifang").with_overlay(overlay("shandong_2020"))
        answer = check(city, ARRIVED, as_of=LATER, origin="province")
        assert told(answer.stages[0]) == ("overdue", "2026-03-09 24:00")
        assert "overlay:shandong_2020" in answer.notes


class TestWeifang21Termination:
    """21: a written request and the hotline's approval end the handling; a request never stops the clock."""

    ASKED = ("termination_requested", "2026-03-06T10:00", {"written": True})

    def test_asked_in_time_and_not_decided_is_undetermined_once_the_due_is_past(self):
        assert stage("weifang", "handle", ARRIVED, self.ASKED, as_of="2026-03-09T12:00").state == "open"
        v = stage("weifang", "handle", ARRIVED, self.ASKED, as_of=LATER)
        assert (v.state, v.why) == ("undetermined", "termination_pending")

    def test_approved_it_takes_the_stage_away(self):
        decided = ("termination_decided", "2026-03-16T10:00", {"approved": True})
        v = stage("weifang", "handle", ARRIVED, self.ASKED, decided, as_of=LATER)
        assert (v.state, v.why) == ("superseded", "terminated")

    def test_refused_the_old_due_stands(self):
        decided = ("termination_decided", "2026-03-16T10:00", {"approved": False})
        assert stage("weifang", "handle", ARRIVED, self.ASKED, decided, as_of=LATER).state == "overdue"

    def test_asked_too_late_the_lateness_accrued_stays(self):
        asked = ("termination_requested", "2026-03-11T10:00", {"written": True})
        decided = ("termination_decided", "2026-03-12T10:00", {"approved": True})
        v = stage("weifang", "handle", ARRIVED, asked, decided, as_of=LATER)
        assert (v.state, v.why, v.late_by.working_days) == ("overdue", "terminated", 3)


class TestReturnsAndDesignation:
    """22, AMB-27: a request leaves the clock running; an approved return gives the new unit a fresh limit."""

    ASKED = ("return_requested", "2026-03-03T10:00", {"unit": "甲局"})
    FIRST = ("arrived", "2026-03-02T10:00", {"unit": "甲局"})

    def test_an_undecided_request_is_not_overdue_but_undetermined(self):
        v = stage("weifang", "handle", self.FIRST, self.ASKED, as_of=LATER)
        assert (v.state, v.why) == ("undetermined", "return_pending")

    def test_an_approved_return_supersedes_and_the_new_unit_starts_afresh(self):
        approved = ("return_decided", "2026-03-05T10:00", {"approved": True})
        again = ("arrived", "2026-03-06T10:00", {"unit": "乙局"})
        answer = check("weifang", self.FIRST, self.ASKED, approved, again, as_of="2026-03-12T10:00")
        assert [(v.unit, v.n, *told(v)) for v in answer.stages] == [
            ("甲局", 1, "superseded", "2026-03-09 24:00"),
            ("乙局", 2, "open", "2026-03-13 24:00"),
        ]

    def test_the_same_unit_again_keeps_the_old_due(self):
        approved = ("return_decided", "2026-03-05T10:00", {"approved": True})
        again = ("arrived", "2026-03-06T10:00", {"unit": "甲局"})
        answer = check("weifang", self.FIRST, self.ASKED, approved, again, as_of=LATER)
        assert [told(v) for v in answer.stages] == [("overdue", "2026-03-09 24:00")]

    def test_where_the_units_are_not_told_both_dues_are_possible(self):
        asked, approved = (
            ("return_requested", "2026-03-03T10:00"),
            ("return_decided", "2026-03-05T10:00", {"approved": True}),
        )
        answer = check("weifang", ARRIVED, asked, approved, ("arrived", "2026-03-06T10:00"), as_of="2026-03-12T10:00")
        v = answer.stages[1]
        assert (v.state, spoken(v.due), spoken(v.due_latest)) == (
            "undetermined",
            "2026-03-09 24:00",
            "2026-03-13 24:00",
        )
        assert "same_unit_unknown" in v.why

    def test_a_refused_return_changes_nothing(self):
        refused = ("return_decided", "2026-03-05T10:00", {"approved": False})
        assert told(stage("weifang", "handle", self.FIRST, self.ASKED, refused, as_of=LATER)) == (
            "overdue",
            "2026-03-09 24:00",
        )

    def test_another_unit_designated_relieves_the_first(self):
        named = ("designated", "2026-03-05T10:00", {"unit": "乙局"})
        sent = ("arrived", "2026-03-06T10:00", {"unit": "乙局"})
        answer = check("weifang", self.FIRST, self.ASKED, named, sent, as_of=LATER)
        assert [(v.unit, *told(v)) for v in answer.stages] == [
            ("甲局", "superseded", "2026-03-09 24:00"),
            ("乙局", "overdue", "2026-03-13 24:00"),
        ]

    def test_a_unit_named_but_never_sent_the_ticket_has_no_clock(self):
        named = ("designated", "2026-03-05T10:00", {"unit": "乙局"})
        answer = check("weifang", self.FIRST, self.ASKED, named, as_of=LATER)
        assert [(v.unit, *told(v)) for v in answer.stages] == [("甲局", "superseded", "2026-03-09 24:00")]
        assert (
            check("weifang", ("accepted", "2026-03-02"), ("designated", "2026-03-03", {"unit": "A"}), as_of=LATER)[0]
            == ()
        )

    def test_the_same_unit_designated_settles_the_request_against_it(self):
        named = ("designated", "2026-03-05T10:00", {"unit": "甲局"})
        assert stage("weifang", "handle", self.FIRST, self.ASKED, named, as_of=LATER).state == "overdue"


class TestTwoThingsAtOneInstant:
    """A receipt at the same instant as what took the ticket from another unit belongs to the new unit."""

    FIRST = ("arrived", "2026-03-02T10:00", {"unit": "甲局"})
    ASKED = ("return_requested", "2026-03-03T16:00", {"unit": "甲局"})

    @pytest.mark.parametrize("at", ["2026-03-05T11:00", "2026-03-05"])
    @pytest.mark.parametrize("taken", [("return_decided", {"approved": True}), ("designated", {"unit": "乙局"})])
    def test_a_return_or_a_designation_and_the_sending_on(self, at, taken):
        events = [self.FIRST, self.ASKED, (taken[0], at, taken[1]), ("transferred", at, {"unit": "乙局"})]
        done = [("handled", "2026-03-20T10:00"), ("replied", "2026-03-20T10:00")]
        answer = check("ganzi", *events, *done, as_of="2026-04-01T10:00", kind="help")
        assert [(v.unit, *told(v)) for v in answer.stages if v.stage == "handle"] == [
            ("甲局", "superseded", "2026-03-09 24:00"),
            ("乙局", "late", "2026-03-12 24:00"),
        ]
        assert [(v.unit, *told(v)) for v in answer.stages if v.stage == "return"] == [
            ("甲局", "in_time", "2026-03-03 24:00")
        ]

    def test_a_return_in_karamay_and_the_sending_on(self):
        events = [
            ("transferred", "2026-07-06T11:00", {"unit": "甲局"}), ("return_requested", "2026-07-06T18:00"),
            ("transferred", "2026-07-06T18:00", {"unit": "乙局"}), ("replied", "2026-07-20T12:00"),
        ]  # fmt: skip
        answer = check("karamay", *events, as_of="2026-08-01T10:00", kind="help")
        assert [(v.unit, *told(v)) for v in answer.stages if v.stage == "handle"] == [
            ("甲局", "superseded", "2026-07-13 24:00"),
            ("乙局", "late", "2026-07-13 24:00"),
        ]


class TestWhatTheUnitsAre:
    """AMB-04, -09, -38: whose receipt starts what, and what proves it."""

    def test_a_county_that_passes_it_down_is_the_unit_in_weifang_even_to_a_lead(self):
        events = [
            ("arrived", "2026-03-02T10:00", {"role": "relay", "unit": "某县"}),
            ("arrived", "2026-03-03T15:00", {"role": "lead", "unit": "甲局"}),
        ]
        v = stage("weifang", "handle", *events, ("handled", "2026-03-10T10:00"), as_of=LATER)
        assert (v.unit, *told(v)) == ("某县", "late", "2026-03-09 24:00")

    def test_an_act_before_a_units_receipt_does_not_prove_its_signing(self):
        events = [
            ("arrived", "2026-03-02T10:00", {"role": "lead", "unit": "甲局"}),
            ("replied", "2026-03-03T10:00", {"final": False}),
            ("arrived", "2026-03-05T10:00", {"role": "co", "unit": "乙局"}),
        ]
        v = stage("ganzi", "sign", *events, nth=1, as_of=LATER, kind="help")
        assert (v.unit, v.state) == ("乙局", "overdue")

    def test_an_act_before_the_start_is_said(self):
        v = stage("weifang", "handle", ARRIVED, ("handled", "2026-03-01T10:00"), as_of=LATER)
        assert (v.state, v.notes) == ("in_time", ("receipt_out_of_order",))

    def test_jinan_knows_no_return_so_asking_for_one_changes_nothing(self):
        asked = ("return_requested", "2026-03-03T10:00")
        assert stage("jinan", "reply", ARRIVED, asked, as_of=LATER).state == "overdue"
        shandong = jurisdiction("jinan").with_overlay(overlay("shandong_2020"))
        assert stage(shandong, "reply", ARRIVED, asked, as_of=LATER).why == "return_pending"


class TestWhatAnAnswerHangsOn:
    """`why` names what an uncertain answer hangs on, and nothing else."""

    def test_clock_hours_do_not_hang_on_office_hours(self):
        v = stage("ganzi", "first_response", ("arrived", "2026-03-02"), as_of="2026-03-02T12:00", urgency="special")
        assert (v.state, v.why) == ("undetermined", "time_of_day_unknown")

    def test_a_same_day_return_before_opening_hangs_on_its_reading(self):
        events = [("transferred", "2026-07-06T08:00"), ("return_requested", "2026-07-07T18:00")]
        v = stage("karamay", "return", *events, as_of="2026-08-01T10:00", kind="help")
        assert (v.state, v.why) == ("undetermined", "same_day_contested")


class TestJinan24:
    """24(1): reply to the caller and feedback to the hotline within five working days, in all four cases."""

    def test_reply_and_feedback_are_two_stages_with_one_due(self):
        answer = check("jinan", ARRIVED, ("replied", "2026-03-05T10:00"), as_of=LATER)
        assert [(v.stage, *told(v)) for v in answer.stages] == [
            ("reply", "in_time", "2026-03-09 24:00"),
            ("feedback", "overdue", "2026-03-09 24:00"),
        ]

    def test_a_waived_reply_leaves_the_feedback(self):
        answer = check("jinan", ARRIVED, as_of=LATER, reply_waived=True)
        assert [v.state for v in answer.stages] == ["waived", "overdue"]
        assert "AMB-14" in answer.stages[0].readings

    def test_a_reply_that_only_tells_the_progress_is_a_reply(self):
        v = stage("jinan", "reply", ARRIVED, ("replied", "2026-03-05T10:00", {"final": False}), as_of=LATER)
        assert v.state == "in_time"

    def test_no_longer_limit_moves_the_reply(self):
        noted = ("limit_set", "2026-03-02T11:00", {"rank": "law", "working_days": 30})
        assert told(stage("jinan", "reply", ARRIVED, noted, as_of=LATER)) == ("overdue", "2026-03-09 24:00")

    def test_a_caller_who_could_not_be_reached_makes_the_reply_undetermined(self):
        tried = ("replied", "2026-03-05T10:00", {"reached": False, "contact_attempts": 3})
        v = stage("jinan", "reply", ARRIVED, tried, as_of=LATER)
        assert (v.state, v.why) == ("undetermined", "caller_unreachable")


class TestJinan24DateTold:
    """24(2): such matters are completed by the date told, and never past the statutory one."""

    PROMISED = ("promised", "2026-03-05T10:00", {"due": "2026-03-14"})

    def test_the_date_told_is_a_due_at_its_end_even_on_a_saturday(self):
        done = ("handled", "2026-03-14T23:00")
        v = stage("jinan", "promise", ARRIVED, self.PROMISED, done, as_of=LATER)
        assert (told(v), v.provision) == (("in_time", "2026-03-14 24:00"), "24(2)")

    def test_telling_it_is_the_reply(self):
        assert stage("jinan", "reply", ARRIVED, self.PROMISED, as_of=LATER).state == "in_time"

    def test_the_first_date_binds_and_by_another_reading_the_last_or_the_next_working_day(self):
        again = ("promised", "2026-03-13T10:00", {"due": "2026-03-28"})
        for option, due in (
            ("first_no_roll", "2026-03-14 24:00"),
            ("first_rolls", "2026-03-16 24:00"),
            ("last_no_roll", "2026-03-28 24:00"),
            ("last_rolls", "2026-03-30 24:00"),
        ):
            city = jurisdiction("jinan").with_readings({"AMB-69": option})
            v = stage(city, "promise", ARRIVED, self.PROMISED, again, as_of=LATER)
            assert spoken(v.due) == due
            assert "AMB-69" in v.readings

    def test_past_the_statute_the_earlier_binds(self):
        noted = ("limit_set", "2026-03-02T11:00", {"rank": "rule", "due": "2026-03-11"})
        v = stage("jinan", "promise", ARRIVED, self.PROMISED, noted, as_of=LATER)
        assert told(v) == ("overdue", "2026-03-11 24:00")

    def test_none_told_leaves_the_statutory_date_alone(self):
        noted = ("limit_set", "2026-03-02T11:00", {"rank": "law", "due": "2026-04-30"})
        answer = check("jinan", ARRIVED, noted, as_of=LATER)
        assert [(v.stage, v.state) for v in answer.stages] == [
            ("reply", "overdue"),
            ("feedback", "overdue"),
            ("promise", "open"),
        ]
        assert "no_date_told" in answer.stages[2].notes

    def test_none_told_and_no_statute_gives_no_completion_due(self):
        assert [v.stage for v in check("jinan", ARRIVED, as_of=LATER).stages] == ["reply", "feedback"]


SCHEDULE = OfficeHours.model_validate(
    {"name": "t", "source": "test", "rules": [{"intervals": ["09:00-12:00", "14:00-17:00"]}]}
)


class TestGanzi13TransferAndSigning:
    """13(一): the hotline transfers within three working hours, each unit signs within three."""

    ACCEPTED = ("accepted", "2026-03-02T11:00")

    def test_without_office_hours_the_due_is_a_pair(self):
        v = stage("ganzi", "transfer", self.ACCEPTED, as_of="2026-03-03T12:00", kind="help")
        assert (spoken(v.due), spoken(v.due_latest)) == ("2026-03-02 14:00", "2026-03-03 24:00")
        assert (v.state, v.why, v.next_change) == ("undetermined", "hours_unknown", v.due_latest)

    def test_after_the_latest_end_it_is_overdue_for_certain(self):
        assert stage("ganzi", "transfer", self.ACCEPTED, as_of="2026-03-04T00:01", kind="help").state == "overdue"

    def test_with_office_hours_it_is_one_instant(self):
        city = jurisdiction("ganzi").with_office_hours(SCHEDULE)
        v = stage(city, "transfer", self.ACCEPTED, ("transferred", "2026-03-02T16:01"), as_of=LATER, kind="help")
        assert (told(v), v.late_by.working_minutes) == (("late", "2026-03-02 16:00"), 1)

    def test_the_hotline_alone_may_be_read_to_work_round_the_clock(self):
        city = jurisdiction("ganzi").with_readings({"AMB-08": "around_the_clock"})
        assert told(stage(city, "transfer", self.ACCEPTED, as_of=LATER, kind="help")) == ("overdue", "2026-03-02 14:00")

    def test_of_an_unknown_kind_it_may_be_praise_which_has_no_limit(self):
        v = stage("ganzi", "transfer", self.ACCEPTED, as_of=LATER)
        assert (v.state, v.why, spoken(v.due)) == ("undetermined", "kind_not_recorded", "2026-03-02 14:00")
        praised = stage("ganzi", "transfer", self.ACCEPTED, as_of=LATER, kind="praise")
        assert (praised.state, praised.why, praised.provision) == ("not_applicable", "no_limit", "14s2d")

    def test_answered_at_once_nothing_is_transferred(self):
        v = stage("ganzi", "transfer", self.ACCEPTED, ("answered", "2026-03-02T11:05"), as_of=LATER)
        assert (v.state, v.why) == ("superseded", "answered")

    def test_by_instruction_no_number_is_set(self):
        v = stage("ganzi", "transfer", self.ACCEPTED, as_of=LATER, track="by_instruction", kind="help")
        assert (v.state, v.why) == ("not_applicable", "no_limit")

    def test_each_unit_signs_for_itself(self):
        events = [
            ("arrived", "2026-03-02T10:00", {"unit": "甲局", "role": "lead"}),
            ("arrived", "2026-03-02T10:00", {"unit": "乙局", "role": "co"}),
            ("signed", "2026-03-02T11:00", {"unit": "甲局"}),
        ]
        answer = check("ganzi", *events, as_of=LATER, kind="help")
        signs = {v.unit: v.state.value for v in answer.stages if v.stage == "sign"}
        assert signs == {"甲局": "in_time", "乙局": "overdue"}
        assert [v.unit for v in answer.stages if v.stage == "handle"] == ["甲局"]

    def test_a_later_act_proves_receipt(self):
        v = stage("ganzi", "sign", ARRIVED, ("extension_requested", "2026-03-02T12:00"), as_of=LATER, kind="help")
        assert v.state == "in_time"

    def test_where_signing_is_not_recorded_a_later_act_can_prove_it_in_time_but_never_late(self):
        early, late = ("handled", "2026-03-02T12:00"), ("handled", "2026-03-06T12:00")
        for act, state in ((early, "in_time"), (late, "undetermined")):
            v = stage("ganzi", "sign", ARRIVED, act, as_of=LATER, kind="help", not_recorded=["signed"])
            assert v.state == state


class TestGanzi13HandlingByKind:
    """13(一): consultations two working days; help, complaint, report, suggestion five; praise none."""

    @pytest.mark.parametrize(
        ("kind", "due"),
        [
            ("consultation", "2026-03-04 24:00"),
            ("help", "2026-03-09 24:00"),
            ("complaint", "2026-03-09 24:00"),
            ("report", "2026-03-09 24:00"),
            ("suggestion", "2026-03-09 24:00"),
        ],
    )
    def test_the_kind_drives_the_limit(self, kind, due):
        assert told(stage("ganzi", "handle", ARRIVED, as_of=LATER, kind=kind)) == ("overdue", due)

    def test_praise_has_no_limit(self):
        v = stage("ganzi", "handle", ARRIVED, as_of=LATER, kind="praise")
        assert (v.state, v.why) == ("not_applicable", "no_limit")

    @pytest.mark.parametrize("kind", ["service", "other"])
    def test_other_kinds_have_none_stated(self, kind):
        v = stage("ganzi", "handle", ARRIVED, as_of=LATER, kind=kind)
        assert (v.state, v.why, v.due) == ("undetermined", "no_limit_stated", None)

    def test_a_kind_not_recorded_is_no_kind(self):
        v = stage("ganzi", "handle", ARRIVED, as_of=LATER)
        assert (v.state, v.why, spoken(v.due), v.due_latest) == (
            "undetermined",
            "kind_not_recorded",
            "2026-03-04 24:00",
            None,
        )

    def test_closing_and_answer_are_both_needed(self):
        handled, replied = ("handled", "2026-03-05T10:00"), ("replied", "2026-03-10T10:00")
        assert stage("ganzi", "handle", ARRIVED, handled, as_of=LATER, kind="help").state == "overdue"
        assert stage("ganzi", "handle", ARRIVED, handled, replied, as_of=LATER, kind="help").state == "late"

    def test_one_stands_for_both_where_the_log_has_only_one(self):
        handled = ("handled", "2026-03-05T10:00")
        v = stage("ganzi", "handle", ARRIVED, handled, as_of=LATER, kind="help", not_recorded=["replied"])
        assert (v.state, "acts_stand_in" in v.notes) == ("in_time", True)

    def test_it_starts_with_arrival_not_with_signing(self):
        events = [("transferred", "2026-03-02T10:00"), ("arrived", "2026-03-03T10:00"), ("signed", "2026-03-05T10:00")]
        v = stage("ganzi", "handle", *events, as_of=LATER, kind="help")
        assert spoken(v.due) == "2026-03-10 24:00"
        assert "AMB-02" in v.readings

    def test_a_transfer_stands_in_for_an_arrival_and_it_is_said(self):
        v = stage("ganzi", "handle", ("transferred", "2026-03-02T10:00"), as_of=LATER, kind="help")
        assert (spoken(v.due), v.notes) == ("2026-03-09 24:00", ("arrived_stood_in",))

    def test_through_the_county_the_units_own_receipt_counts(self):
        events = [
            ("transferred", "2026-03-02T09:00", {"role": "relay", "unit": "某县"}),
            ("arrived", "2026-03-02T10:00", {"role": "relay", "unit": "某县"}),
            ("arrived", "2026-03-04T10:00", {"unit": "甲局"}),
        ]
        assert spoken(stage("ganzi", "handle", *events, as_of=LATER, kind="help").due) == "2026-03-11 24:00"
        strict = jurisdiction("ganzi").with_readings({"AMB-04": "relay"})
        assert spoken(stage(strict, "handle", *events, as_of=LATER, kind="help").due) == "2026-03-09 24:00"
        assert spoken(stage("weifang", "handle", *events, as_of=LATER).due) == "2026-03-09 24:00"


class TestChangeOfKind:
    """AMB-72: the new length runs from the original start, and nobody is late before the change."""

    def test_a_longer_kind_lengthens_from_the_original_start(self):
        changed = ("kind_changed", "2026-03-04T10:00", {"kind": "help"})
        v = stage("ganzi", "handle", ARRIVED, changed, as_of=LATER, kind="consultation")
        assert told(v) == ("overdue", "2026-03-09 24:00")
        assert "AMB-72" in v.readings

    def test_a_shorter_kind_is_not_late_before_the_change(self):
        changed = ("kind_changed", "2026-03-06T10:00", {"kind": "consultation"})
        v = stage("ganzi", "handle", ARRIVED, changed, as_of=LATER, kind="help")
        assert spoken(v.due) == "2026-03-06 10:00"

    def test_a_change_after_the_due_excuses_nothing(self):
        changed = ("kind_changed", "2026-03-12T10:00", {"kind": "complaint"})
        v = stage("ganzi", "handle", ARRIVED, changed, as_of=LATER, kind="help")
        assert told(v) == ("overdue", "2026-03-09 24:00")

    def test_from_praise_to_complaint_the_limit_starts_with_the_change_at_the_earliest(self):
        changed = ("kind_changed", "2026-03-12T10:00", {"kind": "complaint"})
        v = stage("ganzi", "handle", ARRIVED, changed, as_of=LATER, kind="praise")
        assert spoken(v.due) == "2026-03-12 10:00"


class TestGanzi13Extension:
    """13(一): more time is asked for one working day before the due; a grant moves the due from the old one."""

    FRIDAY, SUNDAY = "2026-03-06T18:00", "2026-03-08T12:00"

    def asked(self, at: str, days: int | None = 3) -> tuple:
        return ("extension_requested", at, {"working_days": days} if days else {})

    def test_a_grant_counts_on_from_the_old_due(self):
        granted = ("extension_decided", "2026-03-10T10:00", {"granted": True})
        v = stage("ganzi", "handle", ARRIVED, self.asked(self.FRIDAY), granted, as_of=LATER, kind="help")
        assert told(v) == ("overdue", "2026-03-12 24:00")

    def test_two_grants_add_up(self):
        granted = {"granted": True}
        events = [
            self.asked(self.FRIDAY, 5), ("extension_decided", "2026-03-07", granted),
            self.asked("2026-03-13T10:00", 5), ("extension_decided", "2026-03-14", granted),
        ]  # fmt: skip
        v = stage("ganzi", "handle", ARRIVED, *events, as_of=LATER, kind="help")
        assert told(v) == ("open", "2026-03-23 24:00")

    def test_a_request_by_the_working_day_before_is_in_time(self):
        v = stage("ganzi", "extension_request", ARRIVED, self.asked("2026-03-06T23:59"), as_of=LATER, kind="help")
        assert (told(v), v.why) == (("in_time", "2026-03-06 24:00"), None)

    def test_a_sunday_request_for_a_monday_due_is_contested(self):
        v = stage("ganzi", "extension_request", ARRIVED, self.asked(self.SUNDAY), as_of=LATER, kind="help")
        assert (v.state, v.why, "AMB-10" in v.readings) == ("late", "contested", True)
        other = jurisdiction("ganzi").with_readings({"AMB-10": "due_day_start"})
        assert (
            stage(other, "extension_request", ARRIVED, self.asked(self.SUNDAY), as_of=LATER, kind="help").state
            == "in_time"
        )

    def test_on_the_due_day_it_is_late_by_either_reading(self):
        v = stage("ganzi", "extension_request", ARRIVED, self.asked("2026-03-09T09:00"), as_of=LATER, kind="help")
        assert (v.state, v.why) == ("late", None)

    def test_pending_it_is_neither_in_time_nor_overdue_until_what_was_asked(self):
        events = (ARRIVED, self.asked(self.FRIDAY, 3))
        v = stage("ganzi", "handle", *events, as_of="2026-03-12T12:00", kind="help")
        assert (v.state, spoken(v.next_change)) == ("extension_pending", "2026-03-12 24:00")
        assert stage("ganzi", "handle", *events, as_of="2026-03-13T00:01", kind="help").state == "overdue"

    def test_unstated_it_is_taken_to_ask_for_five_days(self):
        v = stage("ganzi", "handle", ARRIVED, self.asked(self.FRIDAY, None), as_of="2026-03-16T23:00", kind="help")
        assert v.state == "extension_pending"

    def test_refused_the_old_due_stands(self):
        refused = ("extension_decided", "2026-03-10T10:00", {"granted": False})
        v = stage("ganzi", "handle", ARRIVED, self.asked(self.FRIDAY), refused, as_of=LATER, kind="help")
        assert told(v) == ("overdue", "2026-03-09 24:00")

    def test_a_request_after_the_due_holds_nothing_open(self):
        v = stage("ganzi", "handle", ARRIVED, self.asked("2026-03-10T09:00"), as_of="2026-03-11T09:00", kind="help")
        assert v.state == "overdue"

    def test_a_late_grant_is_relied_upon_all_the_same(self):
        granted = ("extension_decided", "2026-03-11T10:00", {"granted": True})
        v = stage(
            "ganzi",
            "handle",
            ARRIVED,
            self.asked("2026-03-10T09:00", 5),
            granted,
            as_of="2026-03-12T09:00",
            kind="help",
        )
        assert told(v) == ("open", "2026-03-16 24:00")

    def test_an_act_after_what_was_asked_for_is_late_whatever_is_decided(self):
        acts = [("handled", "2026-03-13T00:01"), ("replied", "2026-03-13T00:01")]
        v = stage("ganzi", "handle", ARRIVED, self.asked(self.FRIDAY), *acts, as_of=LATER, kind="help")
        assert v.state == "late"

    def test_an_act_while_the_request_is_pending_waits_for_the_decision(self):
        acts = [("handled", "2026-03-11T10:00"), ("replied", "2026-03-11T10:00")]
        v = stage("ganzi", "handle", ARRIVED, self.asked(self.FRIDAY), *acts, as_of=LATER, kind="help")
        assert v.state == "extension_pending"

    def test_to_a_statutory_limit_the_extension_must_be_asked_for(self):
        noted = ("limit_set", "2026-03-03T10:00", {"rank": "law", "due": "2026-04-30"})
        assert stage("ganzi", "handle", ARRIVED, noted, as_of=LATER, kind="help").state == "overdue"
        asked = ("extension_requested", self.FRIDAY, {"basis": "statute"})
        granted = ("extension_decided", "2026-03-07T10:00", {"granted": True})
        v = stage("ganzi", "handle", ARRIVED, noted, asked, granted, as_of=LATER, kind="help")
        assert told(v) == ("open", "2026-04-30 24:00")

    def test_a_grant_of_unknown_length_leaves_the_end_open(self):
        granted = ("extension_decided", "2026-03-07T10:00", {"granted": True})
        v = stage("ganzi", "handle", ARRIVED, granted, as_of=LATER, kind="help")
        assert (v.state, v.why) == ("undetermined", "extension_length_unknown")

    def test_where_no_extension_is_provided_a_grant_moves_the_due_and_is_marked(self):
        granted = ("extension_decided", "2026-03-07T10:00", {"granted": True, "working_days": 10})
        v = stage("weifang", "handle", ARRIVED, granted, as_of=LATER)
        assert (told(v), "grant_without_basis" in v.notes) == (("open", "2026-03-23 24:00"), True)

    def test_the_window_for_asking_is_listed_while_it_is_open(self):
        answer = check("ganzi", ARRIVED, as_of="2026-03-03T09:00", kind="help")
        assert [(w.stage, spoken(w.until)) for w in answer.may_still] == [
            ("return", "2026-03-03 24:00"),
            ("extension_request", "2026-03-06 24:00"),
        ]
        assert check("ganzi", ARRIVED, as_of="2026-03-09T09:00", kind="help").may_still == ()


class TestRequestsWhereThereIsNothingToExtend:
    """A request is judged against the due of the stage it would extend, and not where that has none."""

    def test_praise_has_no_due_to_ask_before(self):
        events = [("transferred", "2026-03-02"), ("extension_requested", "2026-03-02", {"working_days": 1})]
        answer = check("ganzi", *events, as_of="2026-03-02T00:00", kind="praise")
        assert "extension_request" not in {v.stage for v in answer.stages}

    def test_before_a_due_that_is_an_hour_the_working_day_before_its_day_counts(self):
        events = [
            ARRIVED, ("limit_set", "2026-03-02T11:00", {"rank": "law", "due": "2026-03-20T15:00"}),
            ("extension_requested", "2026-03-06T10:00", {"basis": "statute"}),
            ("extension_decided", "2026-03-06T11:00", {"granted": True}),
            ("extension_requested", "2026-03-19T10:00", {"working_days": 2}),
        ]  # fmt: skip
        found = [v for v in check("ganzi", *events, as_of=LATER, kind="help").stages if v.stage == "extension_request"]
        assert [told(v) for v in found] == [("in_time", "2026-03-06 24:00"), ("in_time", "2026-03-19 24:00")]


class TestGanzi13Urgent:
    """13(二): notice in three minutes; first response, progress and result in 4/24/48 or 2/12/24 clock hours."""

    @pytest.mark.parametrize(
        ("urgency", "dues", "provision"),
        [
            ("special", ["2026-03-07 02:30", "2026-03-07 22:30", "2026-03-08 22:30"], "13(二)1"),
            ("special_urgent", ["2026-03-07 00:30", "2026-03-07 10:30", "2026-03-07 22:30"], "13(二)2"),
        ],
    )
    def test_the_three_stages_run_through_the_night_from_receipt(self, urgency, dues, provision):
        events = [("accepted", "2026-03-06T22:20"), ("arrived", "2026-03-06T22:30")]
        answer = check("ganzi", *events, as_of="2026-03-06T22:31", kind="help", urgency=urgency)
        found = {v.stage: v for v in answer.stages}
        assert [spoken(found[s].due) for s in ("first_response", "progress", "result")] == dues
        assert found["result"].provision == provision
        assert spoken(found["notify"].due) == "2026-03-06 22:23"
        assert found["notify"].modality == "in_principle"

    def test_signing_is_displaced_and_the_five_days_stay(self):
        stages = {v.stage for v in check("ganzi", ARRIVED, as_of=LATER, kind="help", urgency="special").stages}
        assert "sign" not in stages
        assert "handle" in stages
        both = jurisdiction("ganzi").with_readings({"AMB-66": "nothing"})
        assert "sign" in {v.stage for v in check(both, ARRIVED, as_of=LATER, kind="help", urgency="special").stages}

    def test_a_plan_told_by_its_due_takes_the_place_of_the_result(self):
        plan = ("promised", "2026-03-03T10:00", {"due": "2026-03-20"})
        v = stage("ganzi", "result", ARRIVED, plan, as_of=LATER, urgency="special")
        assert (v.state, v.why) == ("superseded", "plan_told")
        strict = jurisdiction("ganzi").with_readings({"AMB-30": "adds"})
        assert stage(strict, "result", ARRIVED, plan, as_of=LATER, urgency="special").state == "overdue"

    def test_a_plan_told_after_it_does_not(self):
        plan = ("promised", "2026-03-05T10:00", {"due": "2026-03-20"})
        assert stage("ganzi", "result", ARRIVED, plan, as_of=LATER, urgency="special").state == "overdue"

    def test_made_urgent_later_the_stages_run_from_then(self):
        later = ("urgent_recognised", "2026-03-04T10:00", {"tier": "special_urgent", "new_facts": True})
        answer = check("ganzi", ("accepted", "2026-03-02T09:00"), ARRIVED, later, as_of=LATER, kind="help")
        found = {v.stage: v for v in answer.stages}
        assert spoken(found["first_response"].due) == "2026-03-04 12:00"
        assert spoken(found["notify"].due) == "2026-03-04 10:03"

    def test_the_notice_runs_from_the_creation_if_the_first_call_showed_it(self):
        later = ("urgent_recognised", "2026-03-02T09:30", {"tier": "special_urgent"})
        v = stage("ganzi", "notify", ("accepted", "2026-03-02T09:00"), ARRIVED, later, as_of=LATER)
        assert spoken(v.due) == "2026-03-02 09:03"

    def test_both_tiers_claimed_the_stricter_holds(self):
        events = [
            ("urgent_recognised", "2026-03-02T09:00", {"tier": "special_urgent"}),
            ("urgent_recognised", "2026-03-02T09:10", {"tier": "special"}),
        ]
        assert spoken(stage("ganzi", "result", *events, ARRIVED, as_of=LATER).due) == "2026-03-03 10:00"

    def test_an_extension_reaches_only_the_backstop(self):
        granted = ("extension_decided", "2026-03-03T10:00", {"granted": True, "working_days": 5})
        answer = check("ganzi", ARRIVED, granted, as_of=LATER, kind="help", urgency="special")
        found = {v.stage: spoken(v.due) for v in answer.stages}
        assert (found["result"], found["handle"]) == ("2026-03-04 10:00", "2026-03-16 24:00")


class TestGanzi17ReturnWindow:
    """17: a matter found outside the unit's duties is returned within one working day."""

    def test_a_request_by_the_next_working_day_is_in_time(self):
        v = stage("ganzi", "return", ARRIVED, ("return_requested", "2026-03-03T23:00"), as_of=LATER, kind="help")
        assert told(v) == ("in_time", "2026-03-03 24:00")

    def test_a_later_one_is_late_but_valid_if_approved(self):
        events = [
            ARRIVED,
            ("return_requested", "2026-03-04T09:00"),
            ("return_decided", "2026-03-05", {"approved": True}),
        ]
        answer = check("ganzi", *events, as_of=LATER, kind="help")
        found = {v.stage: v.state.value for v in answer.stages}
        assert (found["return"], found["handle"]) == ("late", "superseded")

    def test_from_the_verification_by_another_reading(self):
        city = jurisdiction("ganzi").with_readings({"AMB-19": "verified"})
        asked = ("return_requested", "2026-03-05T09:00", {"verified_at": "2026-03-04T16:00"})
        assert told(stage(city, "return", ARRIVED, asked, as_of=LATER, kind="help")) == ("in_time", "2026-03-05 24:00")
        v = stage(city, "return", ARRIVED, ("return_requested", "2026-03-05T09:00"), as_of=LATER, kind="help")
        assert (v.state, v.why, v.due) == ("undetermined", "start_missing", None)


class TestRedispatch:
    """Ganzi 18, Jinan 27(2), Karamay 11(六): a new round, with a fresh limit from its own start."""

    EVENTS = (
        ARRIVED, ("handled", "2026-03-05T10:00"), ("replied", "2026-03-05T10:00"),
        ("redispatched", "2026-03-10T10:00"), ("arrived", "2026-03-10T10:00"),
    )  # fmt: skip

    def test_the_first_round_stays_discharged_and_the_second_is_open(self):
        answer = check("ganzi", *self.EVENTS, as_of="2026-03-12T10:00", kind="help")
        assert [v.round for v in answer.stages] == sorted(v.round for v in answer.stages)
        handles = [(v.round, *told(v)) for v in answer.stages if v.stage == "handle"]
        assert handles == [(1, "in_time", "2026-03-09 24:00"), (2, "open", "2026-03-17 24:00")]

    def test_without_a_new_receipt_the_redispatch_stands_in(self):
        answer = check("ganzi", *self.EVENTS[:-1], as_of="2026-03-12T10:00", kind="help")
        v = [v for v in answer.stages if v.stage == "handle"][1]
        assert (spoken(v.due), v.notes) == ("2026-03-17 24:00", ("start_from_redispatch",))

    def test_by_another_reading_no_limit_is_set_for_it(self):
        city = jurisdiction("ganzi").with_readings({"AMB-25": "none"})
        v = [v for v in check(city, *self.EVENTS, as_of=LATER, kind="help").stages if v.stage == "handle"][1]
        assert (v.state, v.why) == ("not_applicable", "no_limit_for_re_handling")

    def test_a_round_left_undone_keeps_its_lateness(self):
        events = [ARRIVED, ("redispatched", "2026-03-12T10:00")]
        v = stage("ganzi", "handle", *events, as_of=LATER, kind="help")
        assert (v.state, v.why, v.late_by.working_days) == ("overdue", "redispatched", 3)


class TestKaramay11LimitsByKind:
    """11(二)2(1)一: 3, 5, 5, 10, 5, 3 or 3 working days from the day of transfer."""

    SENT = ("transferred", "2026-04-13T12:00")

    @pytest.mark.parametrize(
        ("kind", "due"),
        [
            ("consultation", "2026-04-16 24:00"), ("help", "2026-04-20 24:00"), ("complaint", "2026-04-20 24:00"),
            ("report", "2026-04-27 24:00"), ("suggestion", "2026-04-20 24:00"), ("praise", "2026-04-16 24:00"),
            ("other", "2026-04-16 24:00"),
        ],
    )  # fmt: skip
    def test_the_kind_drives_the_limit(self, kind, due):
        assert told(stage("karamay", "handle", self.SENT, as_of="2026-05-20T12:00", kind=kind)) == ("overdue", due)

    def test_a_kind_not_recorded_lies_between_three_and_ten(self):
        v = stage("karamay", "handle", self.SENT, as_of="2026-04-20T12:00")
        assert (v.state, spoken(v.due), spoken(v.due_latest)) == (
            "undetermined",
            "2026-04-16 24:00",
            "2026-04-27 24:00",
        )
        assert stage("karamay", "handle", self.SENT, as_of="2026-05-01T12:00").state == "overdue"

    @pytest.mark.parametrize(
        ("sent", "kind", "due"),
        [
            ("2023-04-17", "help", "2023-04-24 24:00"), ("2023-04-17", "report", "2023-05-04 24:00"),
            ("2025-06-05", "other", "2025-06-13 24:00"), ("2025-06-05", "help", "2025-06-17 24:00"),
            ("2025-06-05", "report", "2025-06-24 24:00"), ("2023-06-27", "help", "2023-07-07 24:00"),
            ("2022-07-08", "help", "2022-07-20 24:00"),
        ],
    )  # fmt: skip
    def test_the_regional_festivals_are_not_working_days(self, sent, kind, due):
        v = stage("karamay", "handle", ("transferred", f"{sent}T12:00"), as_of="2026-01-01T12:00", kind=kind)
        assert told(v) == ("overdue", due)
        assert "AMB-46" in v.readings

    def test_round_a_festival_without_a_notice_the_due_is_a_pair(self):
        v = stage("karamay", "handle", ("transferred", "2026-05-18T12:00"), as_of="2026-05-26T12:00", kind="help")
        assert (v.state, v.why) == ("undetermined", "days_unknown")
        assert v.due < v.due_latest

    def test_the_first_reply_discharges(self):
        reply = ("replied", "2026-04-16T10:00", {"final": False})
        assert stage("karamay", "handle", self.SENT, reply, as_of="2026-05-20T12:00", kind="help").state == "in_time"

    def test_it_counts_from_the_transfer_not_from_arrival(self):
        v = stage(
            "karamay", "handle", self.SENT, ("arrived", "2026-04-15T12:00"), as_of="2026-05-20T12:00", kind="help"
        )
        assert spoken(v.due) == "2026-04-20 24:00"

    def test_office_closing_is_a_reading(self):
        city = jurisdiction("karamay").with_readings({"AMB-05": "close_of_business"})
        v = stage(city, "handle", self.SENT, as_of="2026-05-20T12:00", kind="help")
        assert spoken(v.due) == "2026-04-20 19:30"


class TestReadingsRestedOn:
    """A verdict lists the readings it rested on, and only those."""

    @pytest.mark.parametrize(
        ("sent", "rests"),
        [("2026-04-13T12:00", False), ("2026-04-13T22:00", True), ("2026-04-18T12:00", True)],
    )
    def test_a_receipt_out_of_hours_rests_on_the_reading_of_such_receipts(self, sent, rests):
        v = stage("karamay", "handle", ("transferred", sent), as_of="2026-05-20T12:00", kind="help")
        assert ("AMB-03" in v.readings) == rests

    def test_a_worked_saturday_is_named_where_one_was_counted(self):
        for arrived, rests in (("2026-09-30T16:20", True), ("2026-03-02T10:00", False)):
            v = stage("weifang", "handle", ("arrived", arrived), as_of="2026-10-20T10:00")
            assert ("AMB-45" in v.readings) == rests


class TestKaramay11Promise:
    """11(二)2(2): a reply within the limit that promises a last date, and another when it is done."""

    SENT, PROMISED = ("transferred", "2026-04-13T12:00"), ("promised", "2026-04-16T10:00", {"due": "2026-04-30"})

    def test_the_promise_is_the_first_reply_and_sets_a_second_due(self):
        answer = check("karamay", self.SENT, self.PROMISED, as_of="2026-05-20T12:00", kind="help")
        assert [(v.stage, *told(v)) for v in answer.stages] == [
            ("handle", "in_time", "2026-04-20 24:00"),
            ("promise", "overdue", "2026-04-30 24:00"),
        ]

    def test_the_reply_that_came_with_it_does_not_keep_it(self):
        with_it = ("replied", "2026-04-16T10:00")
        v = stage("karamay", "promise", self.SENT, with_it, self.PROMISED, as_of="2026-05-20T12:00", kind="help")
        assert v.state == "overdue"
        after = ("replied", "2026-04-29T10:00")
        assert stage("karamay", "promise", self.SENT, self.PROMISED, after, as_of="2026-05-20T12:00").state == "in_time"


class TestKaramay11OtherTracks:
    """11(二)2(3) and 3: countersigned tickets state no number; those by instruction keep the limit of their kind."""

    SENT = ("transferred", "2026-04-13T12:00")

    def test_countersigned_is_undetermined_with_an_advisory_due(self):
        v = stage("karamay", "handle", self.SENT, as_of="2026-05-20T12:00", kind="help", track="countersigned")
        assert (v.state, v.why, spoken(v.due)) == ("undetermined", "no_limit_stated", "2026-04-20 24:00")
        city = jurisdiction("karamay").with_readings({"AMB-24": "by_category"})
        assert (
            stage(city, "handle", self.SENT, as_of="2026-05-20T12:00", kind="help", track="countersigned").state
            == "overdue"
        )

    @pytest.mark.parametrize("track", ["countersigned", "by_instruction"])
    def test_a_leaders_date_governs(self, track):
        noted = ("limit_set", "2026-04-13T12:00", {"rank": "leader", "due": "2026-05-29"})
        v = stage("karamay", "handle", self.SENT, noted, as_of="2026-05-20T12:00", kind="help", track=track)
        assert told(v) == ("open", "2026-05-29 24:00")

    def test_by_instruction_without_one_the_kind_drives_it(self):
        v = stage("karamay", "handle", self.SENT, as_of="2026-05-20T12:00", kind="help", track="by_instruction")
        assert (told(v), v.provision) == (("overdue", "2026-04-20 24:00"), "11(二)3")


class TestKaramay11SameDayReturn:
    """11(三): what is outside the unit's duties is returned the same day."""

    @pytest.mark.parametrize(
        ("sent", "due", "latest"),
        [
            ("2026-04-13T12:00", "2026-04-13 24:00", "2026-04-13 24:00"),  # in office hours
            ("2026-04-13T19:45", "2026-04-14 24:00", "2026-04-14 24:00"),  # after closing (winter: 19:30)
            ("2026-04-18T12:00", "2026-04-20 24:00", "2026-04-20 24:00"),  # a Saturday
            ("2026-04-13T08:00", "2026-04-13 24:00", "2026-04-14 24:00"),  # before opening: either
        ],
    )
    def test_the_day_is_that_of_receipt_or_the_next_working_one(self, sent, due, latest):
        events = [("transferred", sent), ("return_requested", "2026-04-13T23:00" if "13" in sent else "2026-04-19")]
        v = stage("karamay", "return", *events, as_of="2026-05-20T12:00", kind="help")
        assert (v.state, spoken(v.due), spoken(v.due_latest)) == ("in_time", due, latest)

    def test_it_needs_no_approval(self):
        events = [("transferred", "2026-04-13T12:00"), ("return_requested", "2026-04-13T18:00", {"reason": "r"})]
        v = stage("karamay", "handle", *events, as_of="2026-05-20T12:00", kind="help")
        assert (v.state, v.why) == ("superseded", "returned")

    def test_sent_back_to_the_same_unit_the_old_due_stands_or_by_another_reading_a_fresh_one(self):
        events = [
            ("transferred", "2026-04-13T12:00", {"unit": "甲局"}), ("return_requested", "2026-04-13T18:00"),
            ("transferred", "2026-04-15T12:00", {"unit": "甲局"}),
        ]  # fmt: skip
        v = stage("karamay", "handle", *events, as_of="2026-05-20T12:00", kind="help")
        assert told(v) == ("overdue", "2026-04-20 24:00")
        fresh = jurisdiction("karamay").with_readings({"AMB-27": "fresh_when_resent"})
        v = stage(fresh, "handle", *events, nth=1, as_of="2026-05-20T12:00", kind="help")
        assert told(v) == ("overdue", "2026-04-22 24:00")


class TestInForce:
    """41, 44, 32, 20 and AMB-48: judged by the transfer date; before the first day nothing applies."""

    @pytest.mark.parametrize(
        ("city", "sent", "state", "why"),
        [
            ("weifang", "2021-12-14", "not_applicable", "not_in_force"),
            ("weifang", "2021-12-15", "overdue", None),
            ("jinan", "2018-08-31", "not_applicable", "not_in_force"),
            ("jinan", "2018-09-01", "overdue", None),
            ("ganzi", "2023-09-24", "not_applicable", "not_in_force"),
            ("ganzi", "2023-09-25", "overdue", None),
            ("karamay", "2010-06-30", "not_applicable", "not_in_force"),
            ("karamay", "2010-07-01", "undetermined", "in_force_unknown"),
            ("karamay", "2019-06-30", "undetermined", "in_force_unknown"),
            ("karamay", "2019-07-01", "overdue", None),
        ],
    )
    def test_the_first_day_in_force_is_included(self, city, sent, state, why):
        name = "reply" if city == "jinan" else "handle"
        v = stage(city, name, ("transferred", sent), ("arrived", sent), as_of=LATER, kind="help")
        assert (v.state, v.why) == (state, why)

    def test_karamay_always_says_its_validity_is_unverified_and_ganzi_its_basis_repealed(self):
        assert "notice:validity_unverified" in check("karamay", ARRIVED, as_of=LATER).notes
        assert "notice:basis_repealed" in check("ganzi", ARRIVED, as_of="2025-12-01T10:00").notes
        assert "notice:basis_repealed" not in check("ganzi", ARRIVED, as_of="2025-11-30T10:00").notes


class TestIncompleteLogs:
    """A stage that needs what the log does not carry is undetermined; what is absent and not listed did not happen."""

    def test_an_act_the_log_does_not_carry(self):
        v = stage("jinan", "feedback", ARRIVED, as_of=LATER, not_recorded=["fed_back"])
        assert (v.state, v.why) == ("undetermined", "act_not_recorded")

    def test_a_start_the_log_does_not_carry(self):
        handled = ("handled", "2026-03-12")
        v = stage("weifang", "handle", handled, as_of=LATER, not_recorded=["arrived", "transferred"])
        assert (v.state, v.why) == ("undetermined", "start_not_recorded")

    def test_a_start_that_is_missing_though_acts_presuppose_it(self):
        v = stage("weifang", "handle", ("handled", "2026-03-12"), as_of=LATER)
        assert (v.state, v.why) == ("undetermined", "start_missing")

    def test_nothing_transferred_gives_nothing_to_judge_and_says_so(self):
        answer = check("weifang", ("accepted", "2026-03-02T09:00"), as_of=LATER)
        assert (answer.stages, "not_transferred" in answer.notes) == ((), True)

    def test_no_lateness_is_certain_where_the_log_lacks_another_way_the_text_allows(self):
        v = stage("weifang", "handle", ARRIVED, as_of=LATER, not_recorded=["explained"])
        assert (v.state, v.why) == ("undetermined", "act_not_recorded")
        late = stage("weifang", "handle", ARRIVED, ("handled", "2026-03-11"), as_of=LATER, not_recorded=["explained"])
        assert (late.state, late.why, late.done) == ("undetermined", "act_not_recorded", None)
        done = stage("weifang", "handle", ARRIVED, ("handled", "2026-03-09"), as_of=LATER, not_recorded=["explained"])
        assert done.state == "in_time"

    def test_nor_where_it_lacks_the_act_the_stage_is_about_though_a_later_one_is_there(self):
        replied = ("replied", "2026-03-11T10:00")
        v = stage("weifang", "handle", ARRIVED, replied, as_of=LATER, not_recorded=["handled"])
        assert (v.state, v.why) == ("undetermined", "act_not_recorded")

    def test_a_verdict_names_the_acts_its_log_does_not_carry(self):
        v = stage("weifang", "handle", ARRIVED, as_of=LATER, not_recorded=["fed_back"])
        assert (v.state, v.notes) == ("overdue", ("unrecorded:fed_back",))

    def test_what_was_not_told_is_said(self):
        assert check("weifang", ARRIVED, as_of=LATER).notes == (
            "assumed:origin", "assumed:urgency", "assumed:track", "assumed:reply_waived",
        )  # fmt: skip
        told_all = {"origin": "caller", "urgency": "ordinary", "track": "ordinary", "reply_waived": False}
        assert check("weifang", ARRIVED, as_of=LATER, **told_all).notes == ()

    def test_a_date_without_an_hour_is_some_time_that_day(self):
        assert stage("weifang", "handle", ARRIVED, ("handled", "2026-03-09"), as_of=LATER).state == "in_time"
        assert stage("weifang", "handle", ARRIVED, ("handled", "2026-03-10"), as_of=LATER).state == "late"
        city = jurisdiction("ganzi").with_office_hours(SCHEDULE)
        events = [("accepted", "2026-03-02T09:00"), ("transferred", "2026-03-02")]
        v = stage(city, "transfer", *events, as_of=LATER, kind="help")
        assert (v.state, v.why) == ("undetermined", "time_of_day_unknown")

    def test_several_units_and_no_lead_leave_the_start_open(self):
        events = [("arrived", "2026-03-02T10:00", {"unit": "甲局"}), ("arrived", "2026-03-04T10:00", {"unit": "乙局"})]
        v = stage("weifang", "handle", *events, as_of="2026-03-10T10:00")
        assert (v.state, v.why) == ("undetermined", "lead_not_named")
        assert stage("weifang", "handle", *events, as_of="2026-03-12T10:00").state == "overdue"

    def test_a_lead_named_after_the_transfer_runs_from_its_naming(self):
        events = [
            ("arrived", "2026-03-02T10:00", {"unit": "甲局"}), ("arrived", "2026-03-02T10:00", {"unit": "乙局"}),
            ("designated", "2026-03-05T10:00", {"unit": "乙局"}),
        ]  # fmt: skip
        v = stage("weifang", "handle", *events, as_of=LATER)
        assert (v.unit, spoken(v.due)) == ("乙局", "2026-03-12 24:00")

    def test_beyond_the_calendar_nothing_is_decided(self):
        v = stage("weifang", "handle", ("arrived", "2027-12-30T10:00"), as_of="2028-02-01T10:00")
        assert (v.state, v.why) == ("undetermined", "outside_calendar")

    def test_across_a_new_year_without_a_notice_the_due_is_a_pair(self):
        v = stage("weifang", "handle", ("arrived", "2026-12-28T10:00"), as_of="2027-01-06T10:00")
        assert (v.state, v.why, "AMB-56" in v.readings) == ("undetermined", "days_unknown", True)
        assert (spoken(v.due), spoken(v.due_latest)) == ("2027-01-03 24:00", "2027-01-13 24:00")


class TestWithdrawal:
    """AMB-59: withdrawal ends the clock; lateness already accrued stays."""

    def test_before_the_due_it_supersedes(self):
        v = stage("weifang", "handle", ARRIVED, ("withdrawn", "2026-03-05T10:00"), as_of=LATER)
        assert (v.state, v.why) == ("superseded", "withdrawn")

    def test_after_it_the_lateness_stays_as_it_was(self):
        v = stage("weifang", "handle", ARRIVED, ("withdrawn", "2026-03-11T10:00"), as_of=LATER)
        assert (v.state, v.late_by.working_days) == ("overdue", 2)


class TestWhatOneActShowsOfAnother:
    """What a unit does with a ticket shows that it had been sent, but not when."""

    @pytest.mark.parametrize(
        ("signed", "state", "why"),
        [("2026-03-02T11:30", "in_time", None), ("2026-03-06T11:30", "undetermined", "act_missing")],
    )
    def test_a_ticket_that_was_signed_had_been_transferred(self, signed, state, why):
        events = [("accepted", "2026-03-02T09:00"), ("signed", signed)]
        v = stage("ganzi", "transfer", *events, as_of=LATER, kind="help")
        assert (v.state, v.why) == (state, why)

    @pytest.mark.parametrize(("city", "at"), [("karamay", "2027-12-29T20:00"), ("ganzi", "1901-01-05T10:00")])
    def test_beyond_the_calendar_windows_and_requests_are_left_out_and_it_is_said(self, city, at):
        events = [("transferred", at), ("return_requested", at)]
        answer = check(city, *events, as_of="2028-06-01T10:00", kind="help")
        assert "outside_calendar" in answer.notes
        assert {v.state.value for v in answer.stages} <= {"undetermined", "not_applicable"}


class TestNobodyIsAccusedOfWhatIsOpen:
    """What was asked in time and never decided, or may have happened otherwise, is not lateness."""

    FIRST = ("arrived", "2026-03-02T10:00", {"unit": "甲局"})

    @pytest.mark.parametrize(
        ("asked", "why"),
        [("return_requested", "return_pending"), ("termination_requested", "termination_pending")],
    )
    @pytest.mark.parametrize(
        "then",
        [("handled", "2026-03-11T10:00"), ("withdrawn", "2026-03-11T10:00"), ("redispatched", "2026-03-11T10:00")],
    )
    def test_a_request_made_in_time_and_undecided_leaves_a_late_act_or_end_open(self, asked, why, then):
        v = stage("weifang", "handle", self.FIRST, (asked, "2026-03-04T10:00"), then, as_of=LATER)
        assert (v.state, v.why) == ("undetermined", why)

    def test_a_turn_that_ended_while_an_extension_was_pending_was_not_late(self):
        asked = ("extension_requested", "2026-03-04T10:00", {"working_days": 5})
        v = stage("ganzi", "handle", self.FIRST, asked, ("withdrawn", "2026-03-11T10:00"), as_of=LATER, kind="help")
        assert (v.state, v.why) == ("superseded", "withdrawn")

    def test_a_second_request_does_not_wipe_out_the_first(self):
        asked = [("extension_requested", at, {"working_days": 5}) for at in ("2026-03-04T10:00", "2026-03-10T10:00")]
        v = stage("ganzi", "handle", self.FIRST, *asked, as_of="2026-03-11T10:00", kind="help")
        assert v.state == "extension_pending"

    def test_refusing_a_return_decides_no_termination(self):
        events = [
            ("return_requested", "2026-03-03T10:00"), ("termination_requested", "2026-03-04T10:00"),
            ("return_decided", "2026-03-05T10:00", {"approved": False}),
        ]  # fmt: skip
        v = stage("weifang", "handle", self.FIRST, *events, as_of=LATER)
        assert (v.state, v.why) == ("undetermined", "termination_pending")

    def test_a_log_that_cannot_show_an_extension_shows_no_lateness_for_certain(self):
        done = [("handled", "2026-03-18"), ("replied", "2026-03-18")]
        for name in ("extension_decided", "withdrawn", "return_decided", "kind_changed"):
            v = stage("ganzi", "handle", self.FIRST, *done, as_of=LATER, kind="help", not_recorded=[name])
            assert (v.state, v.why) == ("undetermined", "mover_not_recorded")

    def test_an_act_the_log_does_not_carry_is_still_not_late_before_the_due(self):
        v = stage(
            "weifang", "handle", self.FIRST, as_of="2026-03-05T10:00", not_recorded=["handled", "replied", "fed_back"]
        )
        assert (v.state, v.why) == ("open", "act_not_recorded")

    def test_a_closing_shows_neither_that_it_was_handled_nor_when(self):
        for closed in ("2026-03-06", "2026-03-16"):
            v = stage("weifang", "handle", self.FIRST, ("closed", closed), as_of=LATER)
            assert (v.state, v.why) == ("undetermined", "act_missing")

    def test_a_limit_of_law_stands_whenever_it_was_noted_even_after_the_end(self):
        noted = ("limit_set", "2026-03-19T10:00", {"rank": "law", "working_days": 30})
        v = stage("weifang", "handle", self.FIRST, ("withdrawn", "2026-03-18T10:00"), noted, as_of=LATER)
        assert v.state == "superseded"

    def test_a_reply_that_was_waived_is_waited_for_by_no_reading(self):
        for option in ("reply", "all_acts"):
            city = jurisdiction("weifang").with_readings({"AMB-15": option})
            acts = [("handled", "2026-03-04"), ("fed_back", "2026-03-04")]
            assert stage(city, "handle", self.FIRST, *acts, as_of=LATER, reply_waived=True).state == "in_time"

    def test_in_jinan_the_date_in_the_feedback_binds_only_where_the_reply_is_waived(self):
        fed_back = ("fed_back", "2026-03-03T10:00", {"due": "2026-03-10"})
        assert "promise" not in {v.stage for v in check("jinan", self.FIRST, fed_back, as_of=LATER).stages}
        v = stage("jinan", "promise", self.FIRST, fed_back, as_of=LATER, reply_waived=True)
        assert (told(v), "AMB-14" in v.readings) == (("overdue", "2026-03-10 24:00"), True)

    def test_a_provincial_limit_without_its_source_is_none(self):
        noted = ("limit_set", "2026-03-02T11:00", {"rank": "assigned", "working_days": 2})
        v = stage("weifang", "handle", self.FIRST, noted, as_of=LATER, origin="province")
        assert (v.state, v.why) == ("undetermined", "limit_not_given")

    def test_weifang_gives_no_limit_for_a_matter_sent_out_again(self):
        events = [("handled", "2026-03-04"), ("redispatched", "2026-03-06"), ("arrived", "2026-03-06")]
        v = stage("weifang", "handle", self.FIRST, *events, nth=1, as_of=LATER)
        assert (v.round, v.state, v.why) == (2, "undetermined", "no_limit_stated")

    def test_what_the_hotline_answered_itself_never_had_to_be_transferred(self):
        v = stage("ganzi", "transfer", ("accepted", "2026-03-02T10:00"), ("answered", "2026-03-05T10:00"), as_of=LATER)
        assert (v.state, v.why) == ("superseded", "answered")

    def test_whether_the_first_call_showed_the_urgency_must_be_told(self):
        events = [
            ("accepted", "2026-03-02T10:00"),
            ("transferred", "2026-03-02T11:00"),
            ("notified", "2026-03-02T15:02"),
        ]
        for told_facts, state in (
            ({}, "undetermined"),
            ({"new_facts": True}, "in_time"),
            ({"new_facts": False}, "late"),
        ):
            seen = ("urgent_recognised", "2026-03-02T15:00", {"tier": "special", **told_facts})
            assert stage("ganzi", "notify", *events, seen, as_of=LATER, kind="help").state == state

    def test_a_result_within_the_first_hours_is_response_and_progress_too(self):
        answer = check("ganzi", self.FIRST, ("result", "2026-03-02T11:00"), as_of=LATER, urgency="special_urgent")
        found = {v.stage: v.state.value for v in answer.stages}
        assert [found[s] for s in ("first_response", "progress", "result")] == ["in_time"] * 3

    def test_urgency_lowered_the_signing_starts_with_the_change(self):
        lowered = ("kind_changed", "2026-03-05T10:00", {"urgency": "ordinary"})
        v = stage("ganzi", "sign", self.FIRST, lowered, as_of="2026-03-05T10:30", kind="help", urgency="special")
        assert (v.state, spoken(v.start)) == ("open", "2026-03-05 10:00")

    def test_a_plan_that_may_have_been_told_in_time_leaves_the_result_open(self):
        plan = ("explained", "2026-03-04", {"solution_proposed": True, "due": "2026-03-20"})
        assert stage("ganzi", "result", self.FIRST, plan, as_of=LATER, urgency="special").state == "undetermined"

    def test_a_reply_on_the_day_of_the_promise_may_have_kept_it(self):
        events = [("transferred", "2026-02-24"), ("promised", "2026-02-26", {"due": "2026-03-03"})]
        v = stage("karamay", "promise", *events, ("replied", "2026-02-26T18:00"), as_of=LATER, kind="help")
        assert v.state == "undetermined"

    def test_a_county_once_marked_a_relay_stays_one(self):
        events = [
            ("transferred", "2026-03-02T09:00", {"role": "relay", "unit": "某县"}),
            ("arrived", "2026-03-02T10:00", {"unit": "某县"}), ("arrived", "2026-03-04T10:00", {"unit": "甲局"}),
        ]  # fmt: skip
        answer = check("ganzi", *events, as_of=LATER, kind="help")
        assert [(v.stage, v.unit) for v in answer.stages if v.stage == "sign"] == [("sign", "甲局")]
        assert spoken(next(v for v in answer.stages if v.stage == "handle").due) == "2026-03-11 24:00"

    def test_nobody_is_named_where_no_lead_is(self):
        events = [("arrived", "2026-03-02T10:00", {"unit": "甲局"}), ("arrived", "2026-03-04T10:00", {"unit": "乙局"})]
        assert stage("weifang", "handle", *events, as_of=LATER).unit is None

    def test_a_longer_limit_of_law_beside_an_extension_nobody_asked_for_is_said(self):
        noted = ("limit_set", "2026-03-03T10:00", {"rank": "law", "working_days": 30})
        v = stage("ganzi", "handle", self.FIRST, noted, as_of=LATER, kind="help")
        assert ("longer_law_stands" in v.notes, "AMB-12" in v.contested) == (True, True)

    def test_a_second_return_runs_from_the_second_receipt(self):
        events = [
            ("transferred", "2026-04-13T12:00", {"unit": "甲局"}), ("return_requested", "2026-04-13T18:00"),
            ("transferred", "2026-04-15T12:00", {"unit": "甲局"}), ("return_requested", "2026-04-15T18:00"),
        ]  # fmt: skip
        answer = check("karamay", *events, as_of="2026-05-20T12:00", kind="help")
        returns = [(told(v), "AMB-27" in v.contested) for v in answer.stages if v.stage == "return"]
        assert returns[1] == (("in_time", "2026-04-15 24:00"), True)


class TestProvisionsCited:
    """Each answer names the item that governs it."""

    @pytest.mark.parametrize(
        ("city", "kind", "events", "provision"),
        [
            ("weifang", None, [("limit_set", "2026-03-03", {"rank": "law", "working_days": 30})], "20(1)(二)"),
            ("weifang", None, [("explained", "2026-03-04", {"solution_proposed": True})], "20(1)(三)"),
            ("karamay", "help", [("explained", "2026-03-04")], "11(二)2(1)二"),
            ("ganzi", None, [], "13(一)s2"),
            ("ganzi", "praise", [], "14"),
            ("ganzi", "other", [], "13(一)s2"),
        ],
    )
    def test_the_item_that_governs(self, city, kind, events, provision):
        first = ("arrived", "2026-03-02T10:00")
        assert stage(city, "handle", first, *events, as_of=LATER, kind=kind).provision == provision


class TestOtherReadings:
    """What the options that nobody takes by default would make of the same log."""

    LOG = (
        ("accepted", "2026-03-01T09:00"), ("transferred", "2026-03-02T10:00"), ("arrived", "2026-03-03T10:00"),
        ("signed", "2026-03-04T10:00"),
    )  # fmt: skip

    @pytest.mark.parametrize(
        ("option", "due"),
        [
            ("accepted", "2026-03-06 24:00"), ("transferred", "2026-03-09 24:00"), ("arrived", "2026-03-10 24:00"),
            ("signed", "2026-03-11 24:00"),
        ],
    )  # fmt: skip
    def test_which_event_starts_the_limit(self, option, due):
        city = jurisdiction("weifang").with_readings({"AMB-02": option})
        assert spoken(stage(city, "handle", *self.LOG, as_of=LATER).due) == due

    def test_an_arrival_stands_in_for_a_signing_that_is_not_there_and_it_is_said(self):
        city = jurisdiction("weifang").with_readings({"AMB-02": "signed"})
        v = stage(city, "handle", *self.LOG[:-1], as_of=LATER)
        assert (spoken(v.due), v.notes) == ("2026-03-10 24:00", ("signed_stood_in",))

    def test_hours_may_start_at_the_next_whole_hour(self):
        city = jurisdiction("ganzi").with_readings({"AMB-06": "next_whole_hour"})
        for arrived, due in (("2026-03-02T10:20", "2026-03-02 15:00"), ("2026-03-02T10:00", "2026-03-02 14:00")):
            v = stage(city, "first_response", ("arrived", arrived), as_of=LATER, urgency="special")
            assert spoken(v.due) == due

    def test_the_first_day_may_count(self):
        for option, due in (("counted", "2026-03-06 24:00"), ("counted_before_noon", "2026-03-06 24:00")):
            city = jurisdiction("weifang").with_readings({"AMB-01": option})
            assert spoken(stage(city, "handle", ARRIVED, as_of=LATER).due) == due

    def test_every_act_is_needed_where_all_are_and_one_the_log_lacks_leaves_it_open(self):
        city = jurisdiction("weifang").with_readings({"AMB-15": "all_acts"})
        acts = [("replied", "2026-03-05"), ("fed_back", "2026-03-05")]
        v = stage(city, "handle", ARRIVED, *acts, as_of=LATER, not_recorded=["handled"])
        assert (v.state, v.why) == ("undetermined", "act_not_recorded")


class TestThePresentIsTold:
    """`as_of` is always passed in, as an instant or a date."""

    @pytest.mark.parametrize("as_of", [None, "2026-03-20", 3, 1.5])
    def test_anything_else_is_refused_with_what_is_accepted(self, as_of):
        with pytest.raises(InvalidValueError, match=r"as_of: found .*; accepted: a datetime, or a date"):
            deadlines.check(ticket(ARRIVED), jurisdiction("weifang"), as_of=as_of)


class TestSmallPrint:
    """What is shown beside a state, and what overlapping dates leave open."""

    def test_no_window_is_listed_once_a_return_is_pending_or_the_turn_has_ended(self):
        asked = ("return_requested", "2026-03-02T12:00")
        assert check("ganzi", ARRIVED, asked, as_of="2026-03-02T13:00", kind="help").may_still == ()
        withdrawn = ("withdrawn", "2026-03-02T12:00")
        assert check("ganzi", ARRIVED, withdrawn, as_of="2026-03-02T13:00", kind="help").may_still == ()

    def test_an_act_that_proves_nothing_in_time_is_not_shown_as_the_discharge(self):
        late = stage(
            "ganzi", "sign", ARRIVED, ("handled", "2026-03-06"), as_of=LATER, kind="help", not_recorded=["signed"]
        )
        assert (late.state, late.done) == ("undetermined", None)
        act = ("handled", "2026-03-02T11:00")
        proof = stage("ganzi", "sign", ARRIVED, act, as_of=LATER, kind="help", not_recorded=["signed"])
        assert spoken(proof.done) == "2026-03-02 11:00"

    def test_a_result_given_before_the_plan_was_told_is_judged_as_a_result(self):
        events = [ARRIVED, ("result", "2026-03-03T09:00"), ("promised", "2026-03-03T10:00", {"due": "2026-03-20"})]
        assert stage("ganzi", "result", *events, as_of=LATER, urgency="special").state == "in_time"

    def test_the_hotlines_own_stage_names_no_unit_and_a_units_falls_back_on_the_tickets(self):
        events = [("accepted", "2026-03-02T09:00"), ARRIVED]
        units = {v.stage: v.unit for v in check("ganzi", *events, as_of=LATER, kind="help", unit="丙局").stages}
        assert units == {"transfer": None, "sign": "丙局", "handle": "丙局"}

    def test_of_an_undated_act_and_a_dated_one_the_first_lies_before_the_dated(self):
        dated, undated = ("fed_back", "2026-03-10T00:00"), ("handled", "2026-03-09")
        assert stage("weifang", "handle", ARRIVED, dated, undated, as_of=LATER).state == "in_time"
        events = [("handled", "2026-03-10"), ("fed_back", "2026-03-10T09:00")]
        v = stage("weifang", "handle", ARRIVED, *events, as_of=LATER)
        assert (v.state, spoken(v.done)) == ("late", "2026-03-09 24:00")

    def test_a_nameless_transfer_belongs_to_the_first_unit_that_receives(self):
        events = [
            ("transferred", "2026-03-02T09:00"),
            ("arrived", "2026-03-02T10:00", {"unit": "甲局", "role": "lead"}),
            ("arrived", "2026-03-02T11:00", {"unit": "乙局", "role": "co"}),
            ("signed", "2026-03-02T11:30", {"unit": "乙局"}),
        ]
        answer = check("ganzi", *events, as_of=LATER, kind="help")
        signs = [(v.unit, spoken(v.start), v.state.value) for v in answer.stages if v.stage == "sign"]
        assert signs == [("甲局", "2026-03-02 10:00", "overdue"), ("乙局", "2026-03-02 11:00", "in_time")]
