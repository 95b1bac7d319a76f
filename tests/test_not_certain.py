"""What a log contradicts, or does not show, accuses nobody for certain; each test is a sentence of it.

Dates are counted by hand on the published calendar: five working days from Mon 2 March 2026 end on Mon 9.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from hotline_rules import audit, jurisdiction
from hotline_rules.audit import Review
from hotline_rules.wording import explain, note_text
from tests.tickets import check, spoken, stage, ticket

CITIES = ("weifang", "jinan", "ganzi", "karamay")
UNIT = {"unit": "甲局"}
ACCEPTED = ("accepted", "2026-03-02T09:00")
SENT = ("transferred", "2026-03-02T10:00", UNIT)
CAME = ("arrived", "2026-03-02T10:00", UNIT)
SIGNED = ("signed", "2026-03-02T10:30", UNIT)
LATER = "2026-05-01T12:00"


def review(city: str, *events: tuple, as_of: str = LATER, **fields: Any) -> Review:
    return audit.review(ticket(*events, **fields), jurisdiction(city), as_of=datetime.fromisoformat(as_of))


def by_code(found: Review, code: str) -> list[audit.Finding]:
    return [one for one in found.findings if one.code == code]


def handling(city: str, *events: tuple, **fields: Any) -> list[tuple[str, str | None]]:
    fields = {"as_of": LATER, "kind": "help", **fields}
    names = ("handle", "reply", "feedback")
    return [(v.state.value, v.why) for v in check(city, *events, **fields).stages if v.stage in names]


class TestUrgentStagesRunFromTheReceiptAsUrgent:
    """13(二)1, AMB-72: from the receipt as a special ticket, which the recognition by itself does not show."""

    SEEN = ("urgent_recognised", "2026-03-03T10:00", {"tier": "special", "new_facts": True})
    AGAIN = (("transferred", "2026-03-03T10:30", UNIT), ("arrived", "2026-03-03T10:30", UNIT))
    REPORTS = (
        ("first_response", "2026-03-03T14:05", UNIT),
        ("progress", "2026-03-04T10:20", UNIT),
        ("result", "2026-03-05T10:20", UNIT),
    )
    NAMES = ("first_response", "progress", "result")

    def found(self, *events: tuple) -> dict[str, Any]:
        answer = check("ganzi", ACCEPTED, SENT, CAME, SIGNED, self.SEEN, *events, as_of=LATER, kind="help")
        return {v.stage: v for v in answer.stages}

    def test_a_second_receipt_begins_them(self):
        found = self.found(*self.AGAIN, *self.REPORTS)
        assert [found[name].state for name in self.NAMES] == ["in_time"] * 3
        assert spoken(found["first_response"].due) == "2026-03-03 14:30"

    def test_a_minute_after_the_second_receipts_due_is_late(self):
        found = self.found(*self.AGAIN, ("first_response", "2026-03-03T14:31", UNIT))
        assert found["first_response"].state == "late"

    def test_without_one_only_what_was_in_time_from_the_recognition_is_certain(self):
        found = self.found(*self.REPORTS)
        assert {(found[name].state, found[name].why) for name in self.NAMES} == {
            ("undetermined", "urgent_receipt_missing")
        }
        early = self.found(("first_response", "2026-03-03T13:59", UNIT))
        assert early["first_response"].state == "in_time"

    def test_the_first_report_shows_that_the_unit_had_it_by_then(self):
        found = self.found(self.REPORTS[0], ("progress", "2026-03-04T14:06", UNIT))
        assert found["progress"].state == "late"
        assert spoken(found["progress"].due_latest) == "2026-03-04 14:05"

    def test_where_nothing_shows_it_no_end_is_known(self):
        found = self.found()
        assert (found["result"].state, found["result"].due_latest) == ("undetermined", None)

    def test_a_receipt_that_may_have_come_before_the_recognition_is_no_second_one(self):
        day = ("arrived", "2026-03-03", UNIT)
        assert self.found(day, *self.REPORTS)["first_response"].state == "undetermined"


class TestReceiptsThatContradictEachOther:
    ARRIVED = ("arrived", "2026-03-01T09:00", UNIT)
    DONE = tuple((name, "2026-03-09T10:00", UNIT) for name in ("handled", "replied", "fed_back"))

    @pytest.mark.parametrize("city", CITIES)
    def test_an_arrival_before_the_transfer_begins_the_turn_between_the_two(self, city):
        found = review(city, self.ARRIVED, SENT, *self.DONE, kind="help")
        stages = [v for v in found.stages if v.stage in ("handle", "reply", "feedback")]
        assert {(v.state, v.why) for v in stages} == {("undetermined", "receipt_out_of_order")}
        assert {(spoken(v.due), spoken(v.due_latest)) for v in stages} == {("2026-03-06 24:00", "2026-03-09 24:00")}
        assert [one.about for one in by_code(found, "out_of_order")] == [("arrived", "transferred")]

    def test_a_second_arrival_after_the_transfer_explains_it(self):
        found = review("weifang", self.ARRIVED, SENT, ("arrived", "2026-03-02T11:00", UNIT), kind="help")
        assert by_code(found, "out_of_order") == []

    def test_who_signed_before_the_transfer_did_sign(self):
        found = review("ganzi", ACCEPTED, SENT, CAME, ("signed", "2026-03-02T09:50", UNIT), kind="help")
        assert [v.state for v in found.stages if v.stage == "sign"] == ["in_time"]
        assert [one.about for one in by_code(found, "act_before_receipt")] == [("signed", "transferred")]

    def test_a_signature_days_before_leaves_the_days_between_open(self):
        signed = ("signed", "2026-02-27T10:00", UNIT)
        v = stage("ganzi", "handle", ACCEPTED, signed, SENT, CAME, *self.DONE, as_of=LATER, kind="help")
        assert (v.state, v.why) == ("undetermined", "receipt_out_of_order")


class TestAClosingShowsNeitherTheActNorItsTime:
    """AMB-15: what is done is shown by the unit's acts; a closing presupposes them, and is none of them."""

    @pytest.mark.parametrize("city", CITIES)
    @pytest.mark.parametrize("name", ["closed", "archived"])
    @pytest.mark.parametrize("at", ["2026-03-03T10:00", "2026-03-13T10:00"])
    def test_with_nothing_done_the_handling_is_undetermined(self, city, name, at):
        assert set(handling(city, ACCEPTED, SENT, CAME, SIGNED, (name, at))) == {("undetermined", "act_missing")}

    @pytest.mark.parametrize("city", CITIES)
    def test_what_came_after_a_closing_by_the_due_is_not_late_for_certain(self, city):
        done = [(name, "2026-03-20T10:00", UNIT) for name in ("handled", "replied", "fed_back")]
        log = (ACCEPTED, SENT, CAME, SIGNED, ("closed", "2026-03-03T10:00"), *done)
        assert set(handling(city, *log)) == {("undetermined", "act_missing")}

    @pytest.mark.parametrize("city", CITIES)
    def test_what_came_after_a_closing_past_the_due_is_late(self, city):
        done = [(name, "2026-03-20T10:00", UNIT) for name in ("handled", "replied", "fed_back")]
        log = (ACCEPTED, SENT, CAME, SIGNED, ("closed", "2026-03-13T10:00"), *done)
        assert {state for state, _ in handling(city, *log)} == {"late"}

    @pytest.mark.parametrize("city", CITIES)
    def test_a_withdrawal_past_the_due_does_not_make_it_certain_again(self, city):
        log = (ACCEPTED, SENT, CAME, SIGNED, ("closed", "2026-03-03T10:00"), ("withdrawn", "2026-03-20T10:00"))
        assert set(handling(city, *log)) == {("undetermined", "act_missing")}

    def test_a_closing_past_the_due_does_not_undo_that_nobody_signed(self):
        for closed, state in (("2026-03-02T11:00", "undetermined"), ("2026-03-13T10:00", "overdue")):
            v = stage("ganzi", "sign", ACCEPTED, SENT, CAME, ("closed", closed), as_of=LATER, kind="help")
            assert v.state == state


def test_a_unit_to_which_it_was_only_sent_may_be_the_lead_as_well():
    """AMB-38, -27: no role named, so each receipt may be the lead's, whether it is of the one kind or the other."""
    other = ("transferred", "2026-03-06T10:00", {"unit": "乙局"})
    done = [(name, "2026-03-11T10:00", {"unit": "乙局"}) for name in ("handled", "replied")]
    v = stage("ganzi", "handle", ACCEPTED, SENT, CAME, SIGNED, other, *done, as_of=LATER, kind="help")
    assert (v.state, v.why) == ("undetermined", "lead_not_named")
    assert (spoken(v.due), spoken(v.due_latest)) == ("2026-03-09 24:00", "2026-03-13 24:00")


class TestActsByAUnitThatNeverHadIt:
    DONE = tuple((name, "2026-03-03T10:00", {"unit": "丁局"}) for name in ("handled", "replied"))

    def test_they_are_said_of_the_record_once_and_on_nobody(self):
        found = by_code(review("ganzi", ACCEPTED, SENT, CAME, SIGNED, *self.DONE, kind="help"), "act_without_receipt")
        assert [(one.severity, one.on, one.unit, one.about) for one in found] == [
            ("record", None, "丁局", ("handled",))
        ]

    def test_a_receipt_that_names_no_unit_may_be_theirs(self):
        nameless = ("arrived", "2026-03-02T11:00")
        found = review("ganzi", ACCEPTED, SENT, CAME, nameless, SIGNED, *self.DONE, kind="help")
        assert by_code(found, "act_without_receipt") == []

    def test_a_unit_that_was_named_has_it(self):
        named = ("designated", "2026-03-02T12:00", {"unit": "丁局"})
        found = review("ganzi", ACCEPTED, SENT, CAME, SIGNED, named, *self.DONE, kind="help")
        assert by_code(found, "act_without_receipt") == []


class TestARequestThatWasNeverDecided:
    """AMB-51: pending until the length asked for is over, overdue from then."""

    ASKED = ("extension_requested", "2026-03-05T10:00", {**UNIT, "working_days": 5})

    def test_the_excess_is_counted_from_the_end_of_what_was_asked(self):
        found = review("ganzi", ACCEPTED, SENT, CAME, SIGNED, self.ASKED, as_of="2026-03-19T00:00", kind="help")
        v = next(v for v in found.stages if v.stage == "handle")
        assert (v.state, v.late_by.working_days, v.late_by.at_least) == ("overdue", 2, True)
        assert "extension_undecided" in v.notes
        assert [spoken(one.at) for one in found.lateness if one.verdict is v] == ["2026-03-16 24:00"]

    def test_a_decided_one_is_counted_from_its_due(self):
        refused = ("extension_decided", "2026-03-06T10:00", {"granted": False})
        log = (ACCEPTED, SENT, CAME, SIGNED, self.ASKED, refused)
        v = stage("ganzi", "handle", *log, as_of="2026-03-19T00:00", kind="help")
        assert (v.state, v.late_by.working_days, v.late_by.at_least) == ("overdue", 7, False)
        assert "extension_undecided" not in v.notes


class TestADateThatHadPassedWhenItWasTold:
    """24(2), AMB-69: the date told binds; a date that cannot have been told is none."""

    @pytest.mark.parametrize(("due", "state"), [("2026-03-01", "undetermined"), ("2026-03-06", "late")])
    def test_it_makes_nobody_late(self, due, state):
        told = ("explained", "2026-03-05T10:00", {**UNIT, "due": due})
        found = review("jinan", SENT, CAME, told, ("handled", "2026-03-20T10:00", UNIT), kind="help")
        v = next(v for v in found.stages if v.stage == "promise")
        assert (v.state, v.why) == (state, "date_already_past" if state == "undetermined" else None)
        assert len(by_code(found, "date_already_past")) == (state == "undetermined")


class TestWeifang19TheWayToBeTold:
    """19(2): the reasons, and for ground (一) the channel as well."""

    REFUSED = ("refused", "2026-03-02T09:05", {"reasons_given": True, "path_told": False})

    def test_a_channel_not_told_is_a_breach_and_found_once(self):
        found = review("weifang", ACCEPTED, self.REFUSED, kind="complaint", facts={"must_litigate": True})
        assert [(one.code, one.about) for one in found.findings] == [("check_not_kept", ("refusal_path_told",))]

    def test_on_another_ground_nobody_owes_it(self):
        facts = dict.fromkeys(
            ("must_litigate", "must_arbitrate", "for_discipline_organs", "must_reconsider",
             "for_information_disclosure", "other_procedure_cited"), False,
        )  # fmt: skip
        facts["in_petition_channel"] = True
        found = review("weifang", ACCEPTED, self.REFUSED, kind="complaint", facts=facts)
        assert found.findings == ()
        kept = {one.check.id: (one.applies, one.kept) for one in found.rooms.checks.checked}
        assert kept["refusal_reasoned"] == (True, True)
        assert kept["refusal_path_told"] == (False, False)


def test_a_refusal_is_held_against_the_provision_that_is_established():
    """10: accepted under (四) for certain; whether also under (二) is not told, so (二) is not cited."""
    excluded = dict.fromkeys(
        ("emergency_line", "must_litigate", "must_arbitrate", "for_discipline_organs", "must_reconsider",
         "for_information_disclosure", "other_procedure_cited", "in_petition_channel", "discloses_secret",
         "discloses_privacy", "against_public_morals", "dealt_with", "other_basis_cited"), False,
    )  # fmt: skip
    facts = {**excluded, "in_this_city": True, "about_public_conduct": True}
    found = review("weifang", ACCEPTED, ("refused", "2026-03-02T09:05"), kind="complaint", facts=facts)
    assert (found.acceptance.outcome, found.acceptance.provision) == ("accept", None)
    assert [one.provision for one in by_code(found, "refused_without_ground")] == ["10(四)"]


class TestACallbackBelongsToItsRound:
    DONE = tuple((name, "2026-03-03T10:00", UNIT) for name in ("handled", "replied", "fed_back"))
    CALLED = ("called_back", "2026-03-04T10:00", {"rating": "不满意"})
    AGAIN = ("redispatched", "2026-03-05T10:00", UNIT)
    REDONE = tuple((name, "2026-03-06T10:00", UNIT) for name in ("handled", "replied", "fed_back"))

    @pytest.mark.parametrize("city", ["jinan", "ganzi", "karamay"])
    def test_the_first_rounds_callback_is_none_of_the_second(self, city):
        facts = {"should_have_been_done": False} if city == "jinan" else {}
        log = (ACCEPTED, SENT, CAME, SIGNED, *self.DONE, self.CALLED, self.AGAIN, *self.REDONE)
        found = review(city, *log, kind="help", facts=facts).rooms.closing.callbacks
        assert [(one.round, one.answer.outcome) for one in found][1:] == [(2, "call_back")]
        assert [one.done for one in found[1].answer.duties] == [None]

    def test_nor_is_the_check_of_it_kept(self):
        log = (ACCEPTED, SENT, CAME, *self.DONE, self.CALLED, self.AGAIN)
        for more, kept in (((), True), (self.REDONE, None)):
            checked = review("jinan", *log, *more, kind="help").rooms.checks.checked
            assert [one.kept for one in checked if one.check.id == "reviewed_and_called_back"] == [kept]


def test_a_forced_withdrawal_is_on_nobody_and_ends_the_turn_everywhere():
    """AMB-59, 29(四): the log does not say who forced it, and the provision addresses several."""
    found = review("ganzi", ACCEPTED, SENT, CAME, SIGNED, ("withdrawn", "2026-03-04T10:00", {"forced": True}))
    assert [one.on for one in by_code(found, "withdrawal_forced")] == [None]
    assert [spoken(one.end) for one in found.timeline if one.holder == "unit"] == ["2026-03-04 10:00"]


def test_what_happened_after_the_instant_asked_about_is_said_to_be_left_out():
    done = ("handled", "2026-03-05T10:00", UNIT)
    for as_of, said in (("2026-03-04T12:00", True), ("2026-03-05T12:00", False)):
        assert ("later_events" in check("ganzi", SENT, CAME, done, as_of=as_of, kind="help").notes) is said
    assert "没有计入" in note_text("later_events", "zh")
    assert "counted" in note_text("later_events", "en")


class TestJinan25IsNotCalledBackBy27:
    """27(1) reaches what was fed back under 24; 25 ends with the explanation and a written note."""

    LOG = (
        SENT,
        CAME,
        ("explained", "2026-03-05T10:00", UNIT),
        ("fed_back", "2026-03-05T10:00", UNIT),
        ("closed", "2026-03-06T10:00"),
    )
    REPEATED = {"same_caller": True, "same_facts_and_reasons": True}  # noqa: RUF012

    @pytest.mark.parametrize("ground", ["dealt_with", "not_conforming"])
    def test_closed_without_a_callback_it_breaks_nothing(self, ground):
        found = review("jinan", *self.LOG, kind="help", facts={**self.REPEATED, ground: True})
        assert found.findings == ()
        assert "review_and_call_back" not in [one.duty.duty.id for one in found.duties if one.duty]

    def test_but_what_was_handled_again_is_fed_back_under_24(self):
        log = (*self.LOG, ("handled", "2026-03-04T10:00", UNIT))
        found = review("jinan", *log, kind="help", facts={**self.REPEATED, "dealt_with": True})
        assert len(by_code(found, "closed_without_callback")) == 1

    def test_and_a_matter_with_other_facts_is_called_back(self):
        facts = {**self.REPEATED, "same_facts_and_reasons": False, "dealt_with": True}
        found = review("jinan", *self.LOG, kind="help", facts=facts)
        assert len(by_code(found, "closed_without_callback")) == 1


class TestAShorterLimitIsThatOfTheLawCited:
    """AMB-54: both are reported; the shorter is the cited law's, and no limit of the regulation."""

    NOTED = ("limit_set", "2026-03-02T11:00", {"rank": "law", "cite": "某法第五条", "working_days": 2})
    LOG = (SENT, CAME, NOTED, ("handled", "2026-03-06T10:00", UNIT))

    def test_the_finding_names_it(self):
        found = review("weifang", *self.LOG, kind="help").lateness
        assert [(one.verdict.stage, one.about) for one in found] == [("special_law", ("某法第五条",))]

    @pytest.mark.parametrize(
        ("lang", "told"), [("zh", "期限出自某法第五条"), ("en", "the limit is that of 某法第五条")]
    )
    def test_so_does_the_explanation(self, lang, told):
        found = review("ganzi", *self.LOG, kind="help")
        v = next(v for v in found.stages if v.stage == "special_law")
        text = explain(v, found.city, lang).text(lang)
        assert told in text
        assert "管理性认定" not in text


def test_an_approved_ending_is_to_be_explained_whatever_facts_are_told():
    """Weifang 21: ended upon approval, and explained to the caller."""
    asked = ("termination_requested", "2026-03-03T10:00", {**UNIT, "written": True})
    for approved in (True, False):
        decided = ("termination_decided", "2026-03-04T10:00", {"approved": approved})
        found = review("weifang", SENT, CAME, asked, decided, kind="help")
        assert ("termination_explained" in [one.duty.duty.id for one in found.duties if one.duty]) is approved
        told = review("weifang", SENT, CAME, asked, decided, ("explained", "2026-03-04T15:00", UNIT), kind="help")
        assert "termination_explained" not in [one.duty.duty.id for one in told.duties if one.duty]
