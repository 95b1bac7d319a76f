"""The example logs: made by their script to the byte, all of them valid, and every trap judged as the law has it.

The expected verdicts were worked out by hand from the texts and the calendar, not taken from the engine.
"""

from __future__ import annotations

import csv
import importlib.util
import json
from collections import Counter
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from hotline_rules import Ticket, jurisdiction
from hotline_rules.audit import Review, review
from hotline_rules.deadlines import StageVerdict, State
from hotline_rules.jurisdictions import CITIES
from hotline_rules.ticket import EVENT_TYPES

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
BEIJING = timezone(timedelta(hours=8))


@cache
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_examples", ROOT / "tools/make_examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def tickets() -> tuple[Ticket, ...]:
    lines = (EXAMPLES / "tickets.jsonl").read_text("utf-8").splitlines()
    return tuple(Ticket.model_validate_json(line) for line in lines)


@cache
def reviews() -> dict[str, Review]:
    """The review of every ticket at the instant the examples are for, by number."""
    now = datetime.fromisoformat(maker().AS_OF)
    return {t.id: review(t, jurisdiction(str(t.city)), as_of=now) for t in tickets()}


@cache
def traps() -> dict[str, Review]:
    found = {}
    for one in tickets():
        name = one.ref.get("trap") if isinstance(one.ref, dict) else None
        if name:
            assert name not in found, f"{name} stands twice"
            found[str(name)] = reviews()[one.id]
    return found


def moment(text: str) -> datetime:
    """An instant, of 2026 unless it says another year."""
    return datetime.fromisoformat(text if text[4:5] == "-" else f"2026-{text}").replace(tzinfo=BEIJING)


def of(trap: str, key: str) -> list[StageVerdict]:
    """The verdicts called `stage`, `stage@round` or `stage#turn`."""
    name, _, n = key.partition("#")
    stage, _, number = name.partition("@")
    stages = traps()[trap].stages
    return [v for v in stages if (v.stage, v.round, v.n) == (stage, int(number or 1), int(n or 1))]


IN, LATE, OPEN, OVERDUE = State.IN_TIME, State.LATE, State.OPEN, State.OVERDUE
UNDETERMINED, SUPERSEDED, WAIVED = State.UNDETERMINED, State.SUPERSEDED, State.WAIVED
PENDING, NONE = State.EXTENSION_PENDING, State.NOT_APPLICABLE

# A due is one instant; `a/b` an earliest and a latest; `a/…` a pair whose latest end the notes do not settle;
# `a/<b` one that ends with the last instant before b; `a/-` one without a latest end; `…/…` a pair of which only
# that is certain; `-` none; `*` not looked at. 24:00 of a day is 00:00 of the next.
EXPECTED: tuple[tuple[str, str, State, str] | tuple[str, str, State, str, str], ...] = (
    # Five working days from Mon 2 March end Mon 9 March, 24:00, whatever the hour of arrival.
    ("plain_monday", "handle", IN, "03-10T00:00"),
    ("last_minute", "handle", IN, "03-10T00:00"),
    ("exactly_at_the_due", "handle", IN, "03-10T00:00"),  # 以内 includes the number (AMB-50)
    ("one_minute_late", "handle", LATE, "03-10T00:00"),
    ("before_opening", "handle", IN, "03-10T00:00"),
    ("after_closing", "handle", LATE, "03-10T00:00"),  # no roll to the next day (AMB-03)
    ("nobody_looked", "handle", OVERDUE, "03-10T00:00"),
    # 3 March 24:00 is 4 March: that is the day not counted, then 5, 6, 9, 10, 11.
    ("arrived_at_24_00", "handle", IN, "03-12T00:00"),
    # Friday's last minute and Saturday: Mon to Fri 13 March.
    ("friday_before_midnight", "reply", IN, "03-14T00:00"),
    ("friday_before_midnight", "feedback", IN, "03-14T00:00"),
    ("saturday_intake", "handle", LATE, "03-14T00:00"),
    ("sunday_intake", "handle", IN, "03-11T00:00"),  # two: 9, 10
    ("worked_saturday_intake", "handle", IN, "03-01T00:00"),  # 24-27 and Sat 28 Feb (worked)
    ("worked_sunday_intake", "handle", IN, "01-10T00:00"),  # Sun 4 Jan, worked, is not counted: 5-9
    ("worked_sunday_counts", "handle", LATE, "09-22T00:00"),  # Sun 20 Sept, Mon 21
    ("worked_saturday_is_the_last_day", "reply", LATE, "10-11T00:00"),  # 29, 30, 8, 9, Sat 10
    # Holidays.
    ("new_year_2026", "handle", IN, "01-09T00:00"),  # off 1-3; Sun 4, 5, 6, 7, 8
    ("spring_festival_2026", "handle", IN, "02-28T00:00"),  # Sat 14, 24, 25, 26, 27
    ("spring_festival_2026_consultation", "handle", LATE, "02-25T00:00"),  # Sat 14, 24
    ("spring_festival_2026_late", "handle", LATE, "02-28T00:00"),
    ("inside_spring_festival", "reply", IN, "03-01T00:00"),
    ("qingming_2026", "handle", IN, "04-09T00:00"),  # off 4-6; 7, 8
    ("labour_day_2026", "handle", IN, "05-12T00:00"),  # 6, 7, 8, Sat 9, 11
    ("dragon_boat_2026", "handle", LATE, "06-27T00:00"),  # off 19-21; 22-26
    ("mid_autumn_and_national_day", "handle", LATE, "10-10T00:00"),  # 28, 29, 30, 8, 9
    ("national_day_2026", "handle", IN, "10-14T00:00"),  # 8, 9, Sat 10, 12, 13
    ("national_day_2026_late", "reply", LATE, "10-14T00:00"),
    ("national_day_2026_late", "feedback", LATE, "10-14T00:00"),
    ("inside_national_day", "handle", IN, "10-14T00:00"),
    ("national_day_2025", "reply", IN, "2025-10-15T00:00"),  # off to the 8th; 9, 10, Sat 11, 13, 14
    ("spring_festival_2025", "handle", LATE, "2025-02-08T00:00"),  # Sun 26, 27, 5, 6, 7
    ("new_year_2019_worked_saturday", "reply", LATE, "2019-01-05T00:00"),  # 28, Sat 29, 2, 3, 4
    ("labour_day_2019_as_amended", "reply", IN, "2019-05-07T00:00"),  # Sun 28, 29, 30, Sun 5, 6
    ("spring_festival_2020_as_amended", "reply", IN, "2020-02-06T00:00"),  # 22, 23, 3, 4, 5
    # No notice for 2027: the days next to 1 January are unknown already in December (AMB-56).
    ("into_2027_certain", "handle", IN, "12-29T00:00"),  # 22-25, 28
    ("into_2027_overdue", "reply", OVERDUE, "12-29T00:00"),
    ("into_2027_overdue", "feedback", OVERDUE, "12-29T00:00"),
    ("into_2027_between", "handle", UNDETERMINED, "12-31T00:00/…", "days_unknown"),  # 24, 25, 28, 29?, 30?
    ("into_2027_done_between", "handle", UNDETERMINED, "12-31T00:00/…", "days_unknown"),
    ("into_2027_open", "handle", OPEN, "…/…"),
    ("into_2027_open_feedback_done", "reply", OPEN, "…/…"),
    ("into_2027_open_feedback_done", "feedback", IN, "…/…"),
    ("into_2027_consultation", "handle", UNDETERMINED, "12-31T00:00/…", "days_unknown"),  # 29?, 30?
    ("into_2027_report", "handle", OPEN, "…/…"),
    ("row_after_the_as_of", "handle", OVERDUE, "12-29T00:00"),  # what happens later is not yet known
    # Karamay's two festivals are not working days (AMB-46); without a notice the days near them are unknown.
    ("rozi_2022", "handle", LATE, "2022-05-10T00:00"),  # off to Wed 4 May, and Thu 5; 6, Sat 7, 9
    ("qurban_2022", "handle", IN, "2022-07-21T00:00"),
    ("rozi_2023", "handle", IN, "2023-04-25T00:00"),
    ("rozi_2023_report", "handle", IN, "2023-05-05T00:00"),
    ("qurban_2023_late", "handle", LATE, "2023-07-08T00:00"),
    ("rozi_2025", "handle", IN, "2025-04-04T00:00"),  # Mon 31 March off; 1, 2, 3
    ("qurban_2025", "handle", IN, "2025-06-14T00:00"),
    ("qurban_2025_help", "handle", IN, "2025-06-18T00:00"),
    ("qurban_2025_report", "handle", LATE, "2025-06-25T00:00"),
    ("qurban_2024_early", "handle", IN, "…/…"),
    ("qurban_2024_between", "handle", UNDETERMINED, "…/…", "days_unknown"),
    ("qurban_2024_late", "handle", LATE, "…/…"),
    ("rozi_2026_between", "handle", UNDETERMINED, "…/…", "days_unknown"),
    ("qurban_2026_between", "handle", UNDETERMINED, "…/…", "days_unknown"),
    # Karamay by kind, from the transfer on Mon 6 July (AMB-02): 3 end on the 9th, 5 on the 13th, 10 on the 20th.
    ("kl_help", "handle", IN, "07-14T00:00"),
    ("kl_report", "handle", IN, "07-21T00:00"),
    ("kl_other", "handle", LATE, "07-10T00:00"),
    ("kl_praise", "handle", IN, "07-10T00:00"),
    ("kl_service", "handle", UNDETERMINED, "-", "no_limit_stated"),
    ("kl_kind_missing_early", "handle", IN, "07-10T00:00/07-21T00:00"),  # within 3…10 (AMB-23)
    ("kl_kind_missing_between", "handle", UNDETERMINED, "07-10T00:00/07-21T00:00", "kind_not_recorded"),
    ("kl_kind_missing_late", "handle", LATE, "07-10T00:00/07-21T00:00"),
    ("kl_explained", "handle", IN, "07-14T00:00"),  # 11(二)2(1)二: explained within the limit
    # Three working hours, hours not known: n clock hours on working days … 24:00 of the next working day (AMB-08).
    ("transfer_at_three_hours", "transfer", IN, "03-02T14:00/03-04T00:00"),
    ("transfer_over_lunch", "transfer", UNDETERMINED, "03-02T14:00/03-04T00:00", "hours_unknown"),
    ("transfer_on_the_third_day", "transfer", LATE, "03-02T14:00/03-04T00:00"),
    ("transfer_friday_afternoon", "transfer", UNDETERMINED, "03-06T19:30/03-10T00:00", "hours_unknown"),
    ("transfer_friday_night", "transfer", IN, "03-09T01:00/03-10T00:00"),
    ("transfer_saturday_3am", "transfer", UNDETERMINED, "03-09T03:00/03-10T00:00", "hours_unknown"),
    ("transfer_national_day", "transfer", UNDETERMINED, "09-30T18:00/10-09T00:00", "hours_unknown"),
    ("transfer_never", "transfer", OVERDUE, "03-02T14:00/03-04T00:00"),
    ("answered_at_once", "transfer", SUPERSEDED, "*"),
    ("refused_at_once", "transfer", SUPERSEDED, "*"),
    ("referred_at_once", "transfer", SUPERSEDED, "*"),
    ("by_instruction_transfer", "transfer", NONE, "-"),  # 批办 12(三): no number (AMB-70)
    ("province_transfer", "transfer", LATE, "03-02T14:00/03-04T00:00"),  # literally, contested (AMB-70)
    ("sign_proved_by_reply", "sign", IN, "03-02T13:00/03-04T00:00"),  # a reply proves receipt (AMB-09)
    ("sign_never", "sign", OVERDUE, "03-02T13:00/03-04T00:00"),
    ("sign_not_recorded", "sign", UNDETERMINED, "03-02T13:00/03-04T00:00", "act_not_recorded"),
    ("sign_late", "sign", LATE, "03-02T13:00/03-04T00:00"),
    ("praise_has_no_limit", "handle", NONE, "-", "no_limit"),  # AMB-61
    ("service_has_none_stated", "handle", UNDETERMINED, "-", "no_limit_stated"),  # not five (AMB-23)
    ("gz_kind_missing_early", "handle", IN, "03-05T00:00/-"),  # within none / 2 / 5
    ("gz_kind_missing", "handle", UNDETERMINED, "03-05T00:00/-", "kind_not_recorded"),
    # Hours and minutes run on through nights, weekends and holidays, and never roll (AMB-06, -07).
    ("urgent_from_23_30", "notify", IN, "03-06T23:31"),
    ("urgent_from_23_30", "first_response", IN, "03-07T01:30"),
    ("urgent_from_23_30", "progress", LATE, "03-07T11:30"),
    ("urgent_from_23_30", "result", IN, "03-07T23:30"),
    ("urgent_over_spring_festival", "first_response", IN, "02-15T00:00"),
    ("urgent_over_spring_festival", "progress", IN, "02-15T20:00"),
    ("urgent_over_spring_festival", "result", LATE, "02-16T20:00"),
    ("urgent_nothing_told", "notify", OVERDUE, "03-02T07:53"),
    ("urgent_nothing_told", "first_response", LATE, "03-02T10:00"),  # what was handled had been responded to
    ("urgent_nothing_told", "progress", IN, "03-02T20:00"),
    ("urgent_plan_told_in_time", "result", SUPERSEDED, "03-04T08:00"),  # AMB-30
    ("urgent_plan_told_in_time", "first_response", IN, "03-02T12:00"),
    ("urgent_plan_told_late", "result", LATE, "03-04T08:00"),
    ("urgent_notified_at_three_minutes", "notify", IN, "03-02T09:03"),
    ("urgent_notified_late", "notify", LATE, "03-02T09:03"),
    ("urgent_recognised_by_new_facts", "notify", IN, "03-03T09:03"),
    # Received as urgent some time between the recognition and the first report, for no second receipt is recorded.
    ("urgent_recognised_by_new_facts", "first_response", IN, "03-03T13:00/03-03T16:50"),
    ("urgent_recognised_by_new_facts", "progress", IN, "03-04T09:00/03-04T12:50"),
    ("urgent_recognised_by_new_facts", "result", UNDETERMINED, "03-05T09:00/03-05T12:50", "urgent_receipt_missing"),
    ("urgent_recognised_late", "first_response", IN, "03-03T11:00/03-03T12:00"),
    ("urgent_both_tiers", "first_response", LATE, "03-02T12:00"),  # the stricter (AMB-52)
    ("urgent_both_tiers", "progress", IN, "03-02T22:00"),
    ("urgent_both_tiers", "result", IN, "03-03T10:00"),
    ("urgent_backstop_late", "result", IN, "03-04T08:00"),
    ("urgent_backstop_late", "handle", LATE, "03-10T00:00"),  # the five days stay behind it (AMB-66)
    ("urgent_dates_only", "first_response", UNDETERMINED, "03-02T04:00/<03-03T04:00"),
    ("urgent_dates_only", "progress", LATE, "03-03T00:00/<03-04T00:00"),
    ("urgent_dates_only", "result", UNDETERMINED, "03-04T00:00/<03-05T00:00"),
    # Asking by Fri 6 March 24:00 for a due of Mon 9; granted five end Mon 16 (AMB-10, -51).
    ("extension_in_time", "extension_request", IN, "03-07T00:00"),
    ("extension_in_time", "handle", IN, "03-17T00:00"),
    ("extension_asked_at_the_cut_off", "extension_request", IN, "03-07T00:00"),
    ("extension_asked_at_the_cut_off", "handle", IN, "03-17T00:00"),
    ("extension_asked_on_a_sunday", "extension_request", LATE, "03-07T00:00", "contested"),
    ("extension_asked_on_a_sunday", "handle", LATE, "03-17T00:00"),
    ("extension_asked_on_the_last_day", "extension_request", LATE, "03-07T00:00"),
    ("extension_asked_on_the_last_day", "handle", IN, "03-17T00:00"),
    ("extension_asked_after_the_due", "extension_request", LATE, "03-07T00:00"),
    ("extension_asked_after_the_due", "handle", IN, "03-17T00:00"),  # a recorded grant always moves the due
    ("extension_cut_off_on_a_worked_saturday", "extension_request", IN, "05-10T00:00"),
    ("extension_cut_off_on_a_worked_saturday", "handle", IN, "05-19T00:00"),
    ("extension_asked_after_a_worked_saturday", "extension_request", LATE, "05-10T00:00", "contested"),
    ("extension_asked_after_a_worked_saturday", "handle", LATE, "05-12T00:00"),
    ("extension_over_national_day", "extension_request", IN, "09-29T00:00"),  # due Tue 29: 22-24, 28, 29
    ("extension_over_national_day", "handle", IN, "10-13T00:00"),  # 30, 8, 9, Sat 10, 12
    ("extension_pending", "extension_request", IN, "12-25T00:00"),
    ("extension_pending", "handle", PENDING, "12-26T00:00"),
    ("extension_pending_too_long", "handle", OVERDUE, "03-10T00:00"),
    ("extension_pending_then_done", "handle", PENDING, "03-10T00:00"),  # a grant would still cover it
    ("extension_refused", "handle", LATE, "03-10T00:00"),
    ("extension_refused_after_the_due", "handle", LATE, "03-10T00:00"),
    ("extension_granted_late", "handle", IN, "03-17T00:00"),
    ("extension_granted_shorter", "handle", LATE, "03-12T00:00"),  # two: 10, 11
    ("extension_twice", "extension_request#1", IN, "03-07T00:00"),
    ("extension_twice", "extension_request#2", IN, "03-14T00:00"),  # measured from the extended due, Mon 16
    ("extension_twice", "handle", IN, "03-24T00:00"),
    ("extension_over_the_cap", "handle", IN, "03-20T00:00"),  # soft: 10-13, 16-19
    ("extension_for_a_consultation", "extension_request", IN, "03-04T00:00"),
    ("extension_for_a_consultation", "handle", IN, "03-10T00:00"),  # Wed 4, then 5, 6, 9 (AMB-79)
    ("extension_for_the_province", "handle", IN, "03-17T00:00"),
    ("extension_of_unknown_length", "handle", UNDETERMINED, "03-10T00:00/-"),
    ("extension_by_statute", "handle", IN, "05-09T00:00"),
    ("statute_without_asking", "handle", LATE, "03-10T00:00"),  # on application only (AMB-12)
    ("extension_without_basis", "handle", IN, "03-17T00:00"),  # relied upon all the same
    # A new kind's length runs from the original start, and nobody is late before the change (AMB-72).
    ("kind_lengthened", "handle", IN, "03-10T00:00"),
    ("kind_shortened_done_before", "handle", IN, "03-05T10:00"),
    ("kind_shortened_done_after", "handle", LATE, "03-05T10:00"),
    ("kind_changed_keeps_the_extension", "handle", IN, "03-13T00:00"),  # Mon 9, then 10, 11, 12
    ("kl_kind_lengthened", "handle", IN, "07-21T00:00"),
    # Missing, not recorded, dates only.
    ("arrival_missing", "handle", IN, "03-10T00:00"),
    ("transfer_missing", "handle", LATE, "07-14T00:00"),
    ("neither_transfer_nor_arrival", "handle", UNDETERMINED, "-", "start_missing"),
    ("start_not_recorded", "reply", UNDETERMINED, "-", "start_not_recorded"),
    ("start_not_recorded", "feedback", UNDETERMINED, "-", "start_not_recorded"),
    ("handled_not_recorded", "handle", IN, "03-10T00:00"),  # the reply stands for both
    ("reply_not_recorded", "handle", UNDETERMINED, "07-14T00:00", "act_not_recorded"),
    ("feedback_not_recorded", "reply", IN, "03-10T00:00"),
    ("feedback_not_recorded", "feedback", UNDETERMINED, "03-10T00:00", "act_not_recorded"),
    ("reply_missing", "handle", OVERDUE, "03-10T00:00"),
    ("feedback_missing", "reply", IN, "03-10T00:00"),
    ("feedback_missing", "feedback", OVERDUE, "03-10T00:00"),
    ("dates_only", "handle", IN, "03-10T00:00"),
    ("dates_only_late", "handle", LATE, "03-10T00:00"),
    ("date_only_three_hours", "transfer", UNDETERMINED, "03-02T03:00/03-04T00:00"),
    # The day of the transfer decides which law binds (AMB-48).
    ("wf_before_force", "handle", NONE, "-", "not_in_force"),
    ("wf_first_day", "handle", IN, "2021-12-23T00:00"),
    ("wf_sent_on_the_first_day", "handle", LATE, "2021-12-23T00:00"),
    ("jn_before_force", "reply", NONE, "-", "not_in_force"),
    ("gz_before_force", "handle", NONE, "-", "not_in_force"),
    ("gz_first_day", "handle", IN, "2023-10-09T00:00"),  # 26, 27, 28, Sat 7, Sun 8 October
    ("kl_2009", "handle", NONE, "-", "not_in_force"),
    ("kl_2015", "handle", UNDETERMINED, "*", "in_force_unknown"),
    ("kl_2020", "handle", LATE, "2020-11-10T00:00"),
    # Returns: one working day in Ganzi, the same day in Karamay; the clock runs on (AMB-18, -19, -27, -68).
    ("return_approved", "return", IN, "03-04T00:00"),
    ("return_approved", "handle#1", SUPERSEDED, "03-10T00:00"),
    ("return_approved", "handle#2", IN, "03-12T00:00"),  # the new unit's own arrival
    ("return_late_approved", "return", LATE, "03-04T00:00"),
    ("return_late_approved", "handle#1", SUPERSEDED, "03-10T00:00"),
    ("return_late_approved", "handle#2", LATE, "03-14T00:00"),
    ("return_refused", "return", IN, "03-04T00:00"),
    ("return_refused", "handle", LATE, "03-10T00:00"),
    ("return_pending", "handle", UNDETERMINED, "03-10T00:00", "return_pending"),
    ("return_asked_after_the_due", "return", LATE, "03-04T00:00"),
    ("return_asked_after_the_due", "handle#1", OVERDUE, "03-10T00:00"),
    ("return_asked_after_the_due", "handle#2", IN, "03-20T00:00"),
    ("return_sent_again_to_the_same", "handle", LATE, "03-10T00:00"),
    ("return_over_a_weekend", "return", IN, "03-10T00:00"),
    ("return_over_a_weekend", "handle#2", IN, "03-18T00:00"),
    ("return_ended_by_designation", "handle#1", SUPERSEDED, "03-10T00:00"),
    ("return_ended_by_designation", "handle#2", IN, "03-13T00:00"),
    ("return_then_same_unit_designated", "handle", LATE, "03-10T00:00"),
    ("wf_return_approved", "handle#1", SUPERSEDED, "03-10T00:00"),
    ("wf_return_approved", "handle#2", IN, "03-14T00:00"),
    ("wf_return_pending", "handle", UNDETERMINED, "03-10T00:00", "return_pending"),
    ("kl_return_same_day", "return", IN, "07-07T00:00"),
    ("kl_return_same_day", "handle#1", SUPERSEDED, "07-14T00:00"),
    ("kl_return_same_day", "handle#2", IN, "07-15T00:00"),
    ("kl_return_next_day", "return", LATE, "07-07T00:00"),
    ("kl_return_next_day", "handle#1", SUPERSEDED, "07-14T00:00"),
    ("kl_return_next_day", "handle#2", LATE, "07-15T00:00"),
    ("kl_return_received_after_closing", "return", IN, "07-08T00:00"),
    ("kl_return_received_on_saturday", "return", IN, "07-14T00:00"),
    ("kl_return_received_on_saturday", "handle#1", SUPERSEDED, "07-18T00:00"),  # 交办之日 stays
    ("kl_return_summer_evening", "return", LATE, "09-29T00:00"),  # open until 20:00
    ("kl_return_summer_evening", "handle#2", IN, "10-13T00:00"),  # 30, 8, 9, Sat 10, 12
    ("kl_return_winter_evening", "return", IN, "10-14T00:00"),  # closed at 19:30
    ("kl_return_sent_again_to_the_same", "handle", LATE, "07-14T00:00"),
    # Sent out again: a fresh limit from the new arrival (AMB-25).
    ("redispatch_in_time", "handle@1", IN, "03-10T00:00"),
    ("redispatch_in_time", "handle@2", IN, "03-19T00:00"),
    ("redispatch_overdue", "reply@2", OVERDUE, "03-19T00:00"),
    ("redispatch_overdue", "feedback@2", IN, "03-19T00:00"),
    ("redispatch_after_a_late_round", "handle@1", LATE, "03-10T00:00"),
    ("redispatch_after_a_late_round", "handle@2", IN, "03-21T00:00"),
    ("redispatch_without_arrival", "reply@2", LATE, "03-19T00:00"),
    ("redispatch_without_arrival", "feedback@2", IN, "03-19T00:00"),
    ("redispatch_extension_counts_anew", "handle@1", IN, "03-17T00:00"),
    ("redispatch_extension_counts_anew", "extension_request@2", IN, "03-25T00:00"),
    ("redispatch_extension_counts_anew", "handle@2", IN, "03-31T00:00"),  # due 25; 26, 27, 30
    ("kl_redispatch", "handle@2", LATE, "07-23T00:00"),
    # Several units: one clock, the lead's; in Ganzi each signs (AMB-04, -38).
    ("co_unit_answers_lead_does_not", "handle", OVERDUE, "03-10T00:00"),
    ("co_unit_never_signs", "sign#1", IN, "03-02T13:00/03-04T00:00"),
    ("co_unit_never_signs", "sign#2", OVERDUE, "03-02T13:05/03-04T00:00"),
    ("co_unit_never_signs", "handle", IN, "03-10T00:00"),
    ("gz_relayed_by_the_county", "handle", IN, "03-11T00:00"),  # the unit's own receipt
    ("wf_relayed_by_the_county", "handle", LATE, "03-10T00:00"),  # the county is the unit
    ("passed_to_a_subordinate", "handle", LATE, "03-10T00:00"),
    ("lead_named_afterwards", "handle", IN, "03-12T00:00"),
    ("kl_led_by_instruction", "handle", LATE, "07-14T00:00"),
    # Limits carried by the ticket (AMB-12, -16, -24, -28, -54).
    ("limit_of_law", "handle", IN, "03-31T00:00"),  # 3-6, 9-13, 16-20, 23-27, 30
    ("limit_of_law_noted_late", "handle", IN, "04-11T00:00"),
    ("limit_of_a_rule_weifang", "handle", LATE, "03-10T00:00"),
    ("limit_of_the_party_weifang", "handle", LATE, "03-10T00:00"),
    ("limit_shorter_by_law", "handle", IN, "03-10T00:00"),
    ("limit_shorter_by_law", "special_law", LATE, "03-06T00:00"),
    ("limit_of_a_rule_jinan", "reply", IN, "03-10T00:00"),
    ("limit_of_a_rule_jinan", "promise", IN, "05-09T00:00"),
    ("limit_of_a_rule_jinan_reply_late", "reply", LATE, "03-10T00:00"),
    ("limit_of_a_rule_jinan_reply_late", "promise", LATE, "05-09T00:00"),
    ("province_limit_not_given", "handle", UNDETERMINED, "-", "limit_not_given"),
    ("province_limit_assigned", "handle", IN, "03-17T00:00"),
    ("state_limit_assigned_late", "handle", LATE, "03-05T00:00"),
    ("leader_set_a_date", "handle", LATE, "07-09T00:00"),
    ("countersigned", "handle", UNDETERMINED, "*", "no_limit_stated"),
    ("countersigned_leader_set_a_date", "handle", IN, "08-01T00:00"),
    # Promises: the first date told, no roll (AMB-69); told late is late, and binds.
    ("promise_kept", "handle", IN, "07-14T00:00"),
    ("promise_kept", "promise", IN, "09-01T00:00"),
    ("promise_broken", "promise", LATE, "09-01T00:00"),
    ("promise_not_kept_yet", "promise", OVERDUE, "12-01T00:00"),
    ("promise_open", "promise", OPEN, "2027-01-30T00:00"),
    ("promise_revised", "promise", LATE, "09-01T00:00"),
    ("promise_on_a_sunday", "promise", LATE, "08-31T00:00"),
    ("promise_told_late", "handle", LATE, "07-14T00:00"),
    ("promise_told_late", "promise", IN, "09-01T00:00"),
    ("jn_date_told", "reply", IN, "07-14T00:00"),
    ("jn_date_told", "promise", IN, "09-01T00:00"),
    ("jn_date_told_missed", "promise", LATE, "09-01T00:00"),
    ("jn_date_told_beyond_the_law", "promise", LATE, "08-15T00:00"),  # the earlier of the two
    # Replies and explanations (AMB-14, -15, -29, -40, -73).
    ("reply_waived", "reply", WAIVED, "*"),
    ("reply_waived", "feedback", IN, "03-10T00:00"),
    ("reply_waived_date_in_feedback", "promise", LATE, "05-01T00:00"),
    ("waiting_for_the_caller", "handle", LATE, "03-10T00:00"),
    ("reply_after_the_due", "handle", IN, "03-10T00:00"),
    ("explained_with_a_solution", "handle", IN, "03-10T00:00"),
    ("explained_without_a_solution", "handle", OVERDUE, "03-10T00:00"),
    ("gz_caller_unreachable", "handle", UNDETERMINED, "03-10T00:00", "caller_unreachable"),
    ("jn_caller_unreachable", "reply", UNDETERMINED, "03-10T00:00", "caller_unreachable"),
    ("jn_caller_unreachable", "feedback", IN, "03-10T00:00"),
    ("kl_caller_unreachable", "handle", UNDETERMINED, "07-14T00:00", "caller_unreachable"),
    # Withdrawal and termination end the clock; lateness already there stays (AMB-36, -59).
    ("withdrawn", "handle", SUPERSEDED, "03-10T00:00"),
    ("withdrawn_after_the_due", "handle", OVERDUE, "03-10T00:00"),
    ("terminated", "handle", SUPERSEDED, "03-10T00:00"),
    ("wf_termination_approved_after_the_due", "handle", SUPERSEDED, "03-10T00:00"),
    ("wf_termination_pending", "handle", UNDETERMINED, "03-10T00:00", "termination_pending"),
    ("wf_termination_refused", "handle", LATE, "03-10T00:00"),
    ("wf_termination_asked_late", "handle", OVERDUE, "03-10T00:00"),
    # The same facts written otherwise.
    ("rows_reversed", "extension_request#2", IN, "03-14T00:00"),
    ("rows_reversed", "handle", IN, "03-24T00:00"),
    ("utc_notation", "handle", IN, "03-11T00:00"),  # 16:30Z is half past midnight on the 3rd
    ("urumqi_notation", "handle", LATE, "07-15T00:00"),
    ("new_york_notation", "reply", LATE, "03-10T00:00"),
    ("new_york_notation", "feedback", IN, "03-10T00:00"),
)

ABSENT = (
    ("wf_return_approved", "return"),  # no limit for it in Weifang's own text (AMB-20)
    ("urgent_from_23_30", "sign"),  # displaced (AMB-66)
    ("plain_monday", "transfer"),
    ("jn_date_told", "handle"),
    ("return_approved", "return#2"),
)


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row[0]}-{row[1]}")
def test_trap(row: tuple[str, ...]) -> None:
    trap, key, state, due, *why = row
    found = of(trap, key)
    assert len(found) == 1
    verdict = found[0]
    assert verdict.state == state
    if why:
        assert verdict.why == why[0]
    if due == "*":
        return
    if due == "…/…":
        assert verdict.due is not None
        assert verdict.due_latest is None or verdict.due < verdict.due_latest
        return
    first, _, last = due.partition("/")
    assert verdict.due == (None if first == "-" else moment(first))
    if last == "…":
        assert verdict.due is not None
        assert verdict.due_latest is not None
        assert verdict.due < verdict.due_latest
    elif last.startswith("<"):
        assert verdict.due_latest is not None
        assert timedelta(0) < moment(last[1:]) - verdict.due_latest <= timedelta(seconds=1)
    else:
        last = last or first
        assert verdict.due_latest == (None if last == "-" else moment(last))


@pytest.mark.parametrize(("trap", "key"), ABSENT)
def test_stage_that_is_not_there(trap: str, key: str) -> None:
    assert of(trap, key) == []


def test_every_trap_is_named_and_nearly_all_are_judged_here() -> None:
    assert set(traps()) == {name for name, *_ in maker().TRAPS}
    judged = {row[0] for row in EXPECTED}
    assert judged <= set(traps())
    assert len(judged) > 180
    assert len({row[:2] for row in EXPECTED}) == len(EXPECTED)


@pytest.mark.parametrize("name", ["tickets.jsonl", "ganzi.csv"])
def test_the_files_are_what_the_script_makes(name: str, tmp_path: Path) -> None:
    maker().main(tmp_path)
    assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_two_thousand_valid_tickets_of_four_cities() -> None:
    assert len(tickets()) == 2000
    assert len({t.id for t in tickets()}) == 2000
    by_city = Counter(t.city for t in tickets())
    assert set(by_city) == set(CITIES)
    assert min(by_city.values()) > 400


def test_marked_as_fictitious_and_naming_nobody() -> None:
    units = {getattr(e, "unit", None) for t in tickets() for e in t.events} | {t.unit for t in tickets()}
    assert units - {None} <= {*maker().UNITS, "甲局下属单位", "某县人民政府"}
    assert all(isinstance(t.ref, dict) and t.ref["fictitious"] for t in tickets())


def test_every_state_occurs() -> None:
    assert {v.state for one in reviews().values() for v in one.stages} == set(State)


def test_ordinary_lives_are_mostly_in_time() -> None:
    ordinary = [one for one in reviews().values() if not one.ticket.ref.get("trap")]
    counts = Counter(v.state for one in ordinary for v in one.stages)
    assert counts[State.IN_TIME] > 0.8 * counts.total()
    assert {State.LATE, State.OVERDUE, State.OPEN, State.SUPERSEDED, State.UNDETERMINED} < set(counts)


def test_nothing_is_yet_to_come_but_where_a_trap_says_so() -> None:
    for one in tickets():
        for event in one.events:
            at = event.at
            if isinstance(at, datetime) and one.ref.get("trap") != "row_after_the_as_of":
                assert (at if at.tzinfo else at.replace(tzinfo=BEIJING)) <= moment(maker().AS_OF)


def test_every_type_of_event_occurs() -> None:
    assert {e.type for t in tickets() for e in t.events} == set(EVENT_TYPES)


def test_the_spreadsheet_has_rows_dates_and_gaps() -> None:
    raw = (EXAMPLES / "ganzi.csv").read_bytes()
    assert raw.startswith("\ufeff".encode())
    rows = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    assert tuple(rows[0]) == maker().HEADERS
    assert len(rows) == 201
    assert {len(row) for row in rows} == {8}
    assert {row[1] for row in rows[1:]} >= set(maker().KINDS_ZH.values()) - {"其他"}
    times = [cell for row in rows[1:] for cell in row[3:]]
    assert {len(cell) for cell in times} == {0, 10, 16}
    assert not {row[0] for row in rows[1:]} & {t.id for t in tickets()}


def test_the_readme_states_the_instant() -> None:
    assert f"--as-of {maker().AS_OF}" in (EXAMPLES / "README.md").read_text("utf-8")


def test_one_json_object_a_line_without_ascii_escapes() -> None:
    lines = (EXAMPLES / "tickets.jsonl").read_text("utf-8").splitlines()
    assert all(list(json.loads(line))[:2] == ["id", "city"] for line in lines)
    assert not any("\\u" in line for line in lines)
