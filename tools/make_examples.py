"""Write the example logs: `python tools/make_examples.py [FOLDER]` (default: examples/).

Every ticket is invented. Two sorts go into `tickets.jsonl`: ordinary lives, drawn with a fixed seed, and traps, each
written out below and named in its `ref`. `ganzi.csv` holds ordinary lives of Ganzi as a spreadsheet would export
them. The same script gives the same bytes, on any machine.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

from hotline_rules.days import DayCalendar
from hotline_rules.ticket import read_instant

AS_OF = "2026-12-31T10:00"
SEED = 12345
TICKETS, ROWS = 2000, 200
PREFIX = {"weifang": "WF", "jinan": "JN", "ganzi": "GZ", "karamay": "KL"}
UNITS = ("甲局", "乙局", "丙局", "丁局", "戊局", "某县政务服务中心", "某区人民政府", "某街道办事处", "某水务公司")
KINDS_ZH = {
    "consultation": "咨询",
    "help": "求助",
    "complaint": "投诉",
    "report": "举报",
    "suggestion": "意见建议",
    "praise": "表扬",
    "other": "其他",
}
HEADERS = ("工单编号", "诉求类型", "承办单位", "受理时间", "派单时间", "签收时间", "办结时间", "回复时间")

Json = dict[str, Any]
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
BEIJING, UTC, URUMQI = timezone(8 * HOUR), timezone(0 * HOUR), timezone(6 * HOUR)
NOW = datetime.fromisoformat(AS_OF)


# -- traps: what the logs of an audit get wrong, one ticket each --------------------------------------------------
#
# A life is written as `type when [@unit] [field=value …]; …`; a date without a year is in 2026. Shorthands:
# `to` is transferred, arrived, and signed 25 minutes later; `sent` is accepted ten minutes before, and `to`;
# `done` is handled, replied and fed back at one instant (Karamay: replied).

SENT = "sent 03-02T10:00; "
JULY = "transferred 07-06T11:00 @甲局; "
FOREVER = ("transferred", "arrived")

TRAPS: tuple[tuple[str, str, str | None, str, Json], ...] = (
    # The worked dates: arrivals by day, at night, on days of rest; acts at the due and about it.
    ("plain_monday", "weifang", "help", SENT + "done 03-09T16:00", {}),
    ("last_minute", "weifang", "complaint", SENT + "done 03-09T23:59", {}),
    ("exactly_at_the_due", "weifang", "help", SENT + "done 03-09T24:00", {}),
    ("one_minute_late", "weifang", "help", SENT + "done 03-10T00:01", {}),
    ("before_opening", "weifang", "suggestion", "sent 03-02T06:30; done 03-09T17:00", {}),
    ("after_closing", "weifang", "help", "sent 03-02T18:00; done 03-10T09:00", {}),
    ("arrived_at_24_00", "weifang", "help", "sent 03-03T24:00; done 03-11T12:00", {}),
    ("friday_before_midnight", "jinan", "complaint", "sent 03-06T23:59; done 03-13T20:00", {}),
    ("saturday_intake", "weifang", "help", "sent 03-07T10:00; done 03-16T09:00", {}),
    ("sunday_intake", "ganzi", "consultation", "sent 03-08T02:00; done 03-10T17:00", {}),
    ("worked_saturday_intake", "weifang", "help", "sent 02-14T10:00; done 02-28T17:00", {}),
    ("worked_sunday_intake", "weifang", "help", "sent 01-04T10:00; done 01-09T23:00", {}),
    ("worked_sunday_counts", "ganzi", "consultation", "sent 09-18T15:00; done 09-22T09:00", {}),
    ("worked_saturday_is_the_last_day", "jinan", "help", "sent 09-28T09:00; done 10-12T09:00", {}),
    ("nobody_looked", "weifang", "complaint", SENT + "supervised 03-12T10:00 kind=催办", {}),
    # Holidays crossed.
    ("new_year_2026", "weifang", "help", "sent 2025-12-31T15:00; done 01-09T00:00", {}),
    ("spring_festival_2026", "ganzi", "help", "sent 02-13T17:00; done 02-27T20:00", {}),
    ("spring_festival_2026_consultation", "ganzi", "consultation", "sent 02-13T17:00; done 02-25T09:00", {}),
    ("spring_festival_2026_late", "weifang", "help", "sent 02-13T17:00; done 03-02T09:00", {}),
    ("inside_spring_festival", "jinan", "help", "sent 02-18T11:00; done 02-28T15:00", {}),
    ("qingming_2026", "ganzi", "consultation", "sent 04-03T16:00; done 04-08T17:00", {}),
    ("labour_day_2026", "weifang", "help", "sent 04-30T09:00; done 05-11T22:00", {}),
    ("dragon_boat_2026", "weifang", "help", "sent 06-18T09:00; done 06-29T09:00", {}),
    ("mid_autumn_and_national_day", "weifang", "help", "sent 09-24T10:00; done 10-10T10:00", {}),
    ("national_day_2026", "weifang", "help", "sent 09-30T16:20; done 10-13T15:00", {}),
    ("national_day_2026_late", "jinan", "complaint", "sent 09-30T16:20; done 10-14T09:00", {}),
    ("inside_national_day", "ganzi", "complaint", "sent 10-03T23:00; done 10-13T16:00", {}),
    ("national_day_2025", "jinan", "help", "sent 2025-09-30T10:00; done 2025-10-14T17:00", {}),
    ("spring_festival_2025", "weifang", "help", "sent 2025-01-24T10:00; done 2025-02-08T10:00", {}),
    ("new_year_2019_worked_saturday", "jinan", "help", "sent 2018-12-27T10:00; done 2019-01-05T10:00", {}),
    ("labour_day_2019_as_amended", "jinan", "help", "sent 2019-04-26T10:00; done 2019-05-06T17:00", {}),
    ("spring_festival_2020_as_amended", "jinan", "help", "sent 2020-01-21T10:00; done 2020-02-05T17:00", {}),
    # Late December 2026: no notice for 2027 yet.
    ("into_2027_certain", "weifang", "help", "sent 12-21T10:00; done 12-28T17:00", {}),
    ("into_2027_overdue", "jinan", "help", "sent 12-21T10:00", {}),
    ("into_2027_between", "weifang", "help", "sent 12-23T10:00", {}),
    ("into_2027_done_between", "ganzi", "help", "sent 12-23T10:00; done 12-31T09:00", {}),
    ("into_2027_open", "weifang", "help", "sent 12-29T10:00", {}),
    ("into_2027_open_feedback_done", "jinan", "help", "sent 12-25T10:00; fed_back 12-30T10:00", {}),
    ("into_2027_consultation", "ganzi", "consultation", "sent 12-28T10:00", {}),
    ("into_2027_report", "karamay", "report", "transferred 12-22T11:00 @甲局", {}),
    ("row_after_the_as_of", "weifang", "help", "sent 12-21T10:00; done 12-31T15:00", {}),
    # Karamay across the two festivals of the region, with and without that year's notice.
    ("rozi_2022", "karamay", "consultation", "transferred 2022-04-29T11:00 @甲局; replied 2022-05-10T10:00", {}),
    ("qurban_2022", "karamay", "help", "transferred 2022-07-08T11:00 @甲局; replied 2022-07-20T19:00", {}),
    ("rozi_2023", "karamay", "complaint", "transferred 2023-04-17T11:00 @甲局; replied 2023-04-24T19:00", {}),
    ("rozi_2023_report", "karamay", "report", "transferred 2023-04-17T11:00 @甲局; replied 2023-05-04T19:00", {}),
    ("qurban_2023_late", "karamay", "help", "transferred 2023-06-27T11:00 @甲局; replied 2023-07-10T11:00", {}),
    ("rozi_2025", "karamay", "consultation", "transferred 2025-03-28T11:00 @甲局; replied 2025-04-03T19:00", {}),
    ("qurban_2025", "karamay", "other", "transferred 2025-06-05T11:00 @甲局; replied 2025-06-13T19:00", {}),
    ("qurban_2025_help", "karamay", "help", "transferred 2025-06-05T11:00 @甲局; replied 2025-06-16T12:00", {}),
    ("qurban_2025_report", "karamay", "report", "transferred 2025-06-05T11:00 @甲局; replied 2025-06-25T10:00", {}),
    ("qurban_2024_early", "karamay", "help", "transferred 2024-06-12T11:00 @甲局; replied 2024-06-14T12:00", {}),
    ("qurban_2024_between", "karamay", "help", "transferred 2024-06-12T11:00 @甲局; replied 2024-06-21T12:00", {}),
    ("qurban_2024_late", "karamay", "help", "transferred 2024-06-12T11:00 @甲局; replied 2024-07-05T12:00", {}),
    ("rozi_2026_between", "karamay", "help", "transferred 03-17T11:00 @甲局; replied 03-25T12:00", {}),
    ("qurban_2026_between", "karamay", "help", "transferred 05-25T11:00 @甲局; replied 06-03T12:00", {}),
    # Karamay by kind, and the start by transfer.
    ("kl_help", "karamay", "help", JULY + "arrived 07-07T11:00 @甲局; replied 07-13T23:00", {}),
    ("kl_report", "karamay", "report", JULY + "replied 07-20T12:00", {}),
    ("kl_other", "karamay", "other", JULY + "replied 07-10T10:00", {}),
    ("kl_praise", "karamay", "praise", JULY + "replied 07-09T10:00", {}),
    ("kl_service", "karamay", "service", JULY + "replied 07-09T10:00", {}),
    ("kl_kind_missing_early", "karamay", None, JULY + "replied 07-09T18:00", {}),
    ("kl_kind_missing_between", "karamay", None, JULY + "replied 07-15T18:00", {}),
    ("kl_kind_missing_late", "karamay", None, JULY + "replied 07-21T10:00", {}),
    ("kl_explained", "karamay", "help", JULY + "explained 07-13T10:00", {}),
    # Ganzi's hours: not known, so the due is a pair; clock hours do not pause or roll.
    ("transfer_at_three_hours", "ganzi", "help", "accepted 03-02T11:00; to 03-02T14:00 @甲局; done 03-05T10:00", {}),
    ("transfer_over_lunch", "ganzi", "help", "accepted 03-02T11:00; to 03-02T14:30 @甲局; done 03-05T10:00", {}),
    ("transfer_on_the_third_day", "ganzi", "help", "accepted 03-02T11:00; to 03-04T09:00 @甲局; done 03-05T10:00", {}),
    ("transfer_friday_afternoon", "ganzi", "help", "accepted 03-06T16:30; to 03-09T10:00 @甲局; done 03-12T10:00", {}),
    ("transfer_friday_night", "ganzi", "help", "accepted 03-06T22:00; to 03-09T01:00 @甲局; done 03-12T10:00", {}),
    ("transfer_saturday_3am", "ganzi", "help", "accepted 03-07T03:00; to 03-09T08:00 @甲局; done 03-12T10:00", {}),
    ("transfer_national_day", "ganzi", "help", "accepted 09-30T15:00; to 10-01T09:00 @甲局; done 10-12T10:00", {}),
    ("transfer_never", "ganzi", "help", "accepted 03-02T11:00", {}),
    ("answered_at_once", "ganzi", "consultation", "accepted 03-02T11:00; answered 03-02T11:06", {}),
    ("refused_at_once", "ganzi", "complaint", "accepted 03-02T11:00; refused 03-02T11:30 reasons_given=true", {}),
    ("referred_at_once", "ganzi", "help", "accepted 03-02T11:00; referred 03-02T11:02 to=110", {}),
    ("by_instruction_transfer", "ganzi", "help", "accepted 03-02T11:00; to 03-05T11:00 @甲局; done 03-12T10:00",
     {"track": "by_instruction"}),
    ("province_transfer", "ganzi", "help", "accepted 03-02T11:00; to 03-04T11:00 @甲局; done 03-11T10:00",
     {"origin": "province"}),
    ("sign_proved_by_reply", "ganzi", "consultation",
     "accepted 03-02T09:55; transferred 03-02T10:00 @甲局; arrived 03-02T10:00 @甲局; done 03-02T12:30", {}),
    ("sign_never", "ganzi", "help",
     "accepted 03-02T09:55; transferred 03-02T10:00 @甲局; arrived 03-02T10:00 @甲局", {}),
    ("sign_not_recorded", "ganzi", "help",
     "accepted 03-02T09:55; transferred 03-02T10:00 @甲局; arrived 03-02T10:00 @甲局; done 03-06T12:30",
     {"not_recorded": ["signed"]}),
    ("sign_late", "ganzi", "help", "accepted 03-02T09:55; transferred 03-02T10:00 @甲局; "
     "arrived 03-02T10:00 @甲局; signed 03-04T08:30 @甲局; done 03-06T12:30", {}),
    ("praise_has_no_limit", "ganzi", "praise", SENT + "handled 06-01T10:00", {}),
    ("service_has_none_stated", "ganzi", "service", SENT + "done 03-05T10:00", {}),
    ("gz_kind_missing_early", "ganzi", None, SENT + "done 03-03T10:00", {}),
    ("gz_kind_missing", "ganzi", None, SENT + "done 03-06T10:00", {}),
    # Ganzi's urgent tiers.
    ("urgent_from_23_30", "ganzi", "help", "accepted 03-06T23:28; notified 03-06T23:31; to 03-06T23:30 @甲局; "
     "first_response 03-07T01:30; progress 03-07T11:31; result 03-07T23:30; done 03-08T10:00",
     {"urgency": "special_urgent"}),
    ("urgent_over_spring_festival", "ganzi", "help", "accepted 02-14T19:58; notified 02-14T20:00; "
     "to 02-14T20:00 @甲局; first_response 02-15T00:00; progress 02-15T19:00; result 02-17T08:00; done 02-17T08:00",
     {"urgency": "special"}),
    ("urgent_nothing_told", "ganzi", "complaint", "sent 03-02T08:00; handled 03-02T18:00",
     {"urgency": "special_urgent"}),
    ("urgent_plan_told_in_time", "ganzi", "complaint", "sent 03-02T08:00; first_response 03-02T09:00; "
     "progress 03-03T08:00; promised 03-03T17:00 due=2026-04-30; done 03-09T10:00", {"urgency": "special"}),
    ("urgent_plan_told_late", "ganzi", "complaint", "sent 03-02T08:00; first_response 03-02T09:00; "
     "progress 03-03T08:00; explained 03-04T09:00 solution_proposed=true due=2026-04-30; done 03-09T10:00",
     {"urgency": "special"}),
    ("urgent_notified_at_three_minutes", "ganzi", "help", "accepted 03-02T09:00; notified 03-02T09:03; "
     "to 03-02T09:05 @甲局; first_response 03-02T10:00; progress 03-02T15:00; result 03-02T20:00; done 03-03T09:00",
     {"urgency": "special_urgent"}),
    ("urgent_notified_late", "ganzi", "help", "accepted 03-02T09:00; notified 03-02T09:10; to 03-02T09:12 @甲局; "
     "first_response 03-02T10:00; progress 03-02T15:00; result 03-02T20:00; done 03-03T09:00",
     {"urgency": "special_urgent"}),
    ("urgent_recognised_by_new_facts", "ganzi", "help", SENT + "urgent_recognised 03-03T09:00 tier=special "
     "new_facts=true; notified 03-03T09:02; first_response 03-03T12:50; progress 03-04T08:00; "
     "result 03-05T09:30; done 03-06T10:00", {}),
    ("urgent_recognised_late", "ganzi", "help", SENT + "urgent_recognised 03-03T09:00 tier=special_urgent; "
     "notified 03-03T09:02; first_response 03-03T10:00; progress 03-03T15:00; result 03-03T20:00; done 03-06T10:00",
     {}),
    ("urgent_both_tiers", "ganzi", "help", "sent 03-02T10:00; urgent_recognised 03-02T09:50 tier=special; "
     "urgent_recognised 03-02T09:50 tier=special_urgent; notified 03-02T09:52; first_response 03-02T13:00; "
     "progress 03-02T20:00; result 03-03T09:00; done 03-04T10:00", {}),
    ("urgent_backstop_late", "ganzi", "complaint", "sent 03-02T08:00; notified 03-02T07:52; "
     "first_response 03-02T09:00; progress 03-03T08:00; result 03-04T08:00; done 03-12T10:00",
     {"urgency": "special"}),
    ("urgent_dates_only", "ganzi", "help", "accepted 03-02; to 03-02 @甲局; notified 03-02; first_response 03-02; "
     "progress 03-05; result 03-04; done 03-09", {"urgency": "special"}),
    # More time in Ganzi.
    ("extension_in_time", "ganzi", "help", SENT + "extension_requested 03-05T16:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=true; done 03-16T15:00", {}),
    ("extension_asked_at_the_cut_off", "ganzi", "help", SENT + "extension_requested 03-06T24:00 working_days=5; "
     "extension_decided 03-09T10:00 granted=true; done 03-16T24:00", {}),
    ("extension_asked_on_a_sunday", "ganzi", "complaint", SENT + "extension_requested 03-08T11:00 working_days=5; "
     "extension_decided 03-09T10:00 granted=true; done 03-17T09:00", {}),
    ("extension_asked_on_the_last_day", "ganzi", "help", SENT + "extension_requested 03-09T15:00 working_days=5; "
     "extension_decided 03-10T09:00 granted=true; done 03-13T15:00", {}),
    ("extension_asked_after_the_due", "ganzi", "help", SENT + "extension_requested 03-11T09:00 working_days=5; "
     "extension_decided 03-12T09:00 granted=true; done 03-16T15:00", {}),
    ("extension_cut_off_on_a_worked_saturday", "ganzi", "help", "sent 04-30T09:00; "
     "extension_requested 05-09T20:00 working_days=5; extension_decided 05-11T10:00 granted=true; "
     "done 05-18T18:00", {}),
    ("extension_asked_after_a_worked_saturday", "ganzi", "help", "sent 04-30T09:00; "
     "extension_requested 05-10T20:00 working_days=5; extension_decided 05-11T10:00 granted=false; "
     "done 05-12T09:00", {}),
    ("extension_over_national_day", "ganzi", "help", "sent 09-21T10:00; "
     "extension_requested 09-28T10:00 working_days=5; extension_decided 09-28T15:00 granted=true; "
     "done 10-12T17:00", {}),
    ("extension_pending", "ganzi", "help", "sent 12-18T10:00; extension_requested 12-24T10:00 working_days=5", {}),
    ("extension_pending_too_long", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5", {}),
    ("extension_pending_then_done", "ganzi", "help",
     SENT + "extension_requested 03-05T10:00 working_days=5; done 03-12T10:00", {}),
    ("extension_refused", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=false; done 03-11T10:00", {}),
    ("extension_refused_after_the_due", "ganzi", "help", SENT + "extension_requested 03-06T10:00 working_days=5; "
     "extension_decided 03-11T10:00 granted=false; done 03-10T15:00", {}),
    ("extension_granted_late", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-12T10:00 granted=true; done 03-16T10:00", {}),
    ("extension_granted_shorter", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=true working_days=2; done 03-12T10:00", {}),
    ("extension_twice", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=true; extension_requested 03-13T10:00 working_days=5; "
     "extension_decided 03-16T10:00 granted=true; done 03-23T20:00", {}),
    ("extension_over_the_cap", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=8; "
     "extension_decided 03-06T10:00 granted=true; done 03-19T20:00", {}),
    ("extension_for_a_consultation", "ganzi", "consultation", SENT + "extension_requested 03-03T09:00 "
     "working_days=3; extension_decided 03-04T10:00 granted=true; done 03-09T10:00", {}),
    ("extension_for_the_province", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=true; done 03-13T10:00", {"origin": "province"}),
    ("extension_of_unknown_length", "ganzi", "help", SENT + "extension_requested 03-05T10:00; "
     "extension_decided 03-06T10:00 granted=true; done 03-12T10:00", {}),
    ("extension_by_statute", "ganzi", "report", SENT + "limit_set 03-03T09:00 rank=rule cite=某部门规章 "
     "due=2026-05-08; extension_requested 03-05T10:00 basis=statute; extension_decided 03-06T10:00 granted=true; "
     "done 05-07T10:00", {}),
    ("statute_without_asking", "ganzi", "report",
     SENT + "limit_set 03-03T09:00 rank=rule cite=某部门规章 due=2026-05-08; done 03-20T10:00", {}),
    ("extension_without_basis", "weifang", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=true; done 03-13T10:00", {}),
    # The kind changed.
    ("kind_lengthened", "ganzi", "consultation", SENT + "kind_changed 03-04T15:00 kind=complaint; done 03-09T17:00",
     {}),
    ("kind_shortened_done_before", "ganzi", "complaint",
     SENT + "done 03-05T09:00; kind_changed 03-05T10:00 kind=consultation", {}),
    ("kind_shortened_done_after", "ganzi", "complaint",
     SENT + "kind_changed 03-05T10:00 kind=consultation; done 03-05T16:00", {}),
    ("kind_changed_keeps_the_extension", "ganzi", "consultation", SENT + "extension_requested 03-03T09:00 "
     "working_days=3; extension_decided 03-03T15:00 granted=true; kind_changed 03-04T10:00 kind=help; "
     "done 03-12T17:00", {}),
    ("kl_kind_lengthened", "karamay", "consultation",
     JULY + "kind_changed 07-09T12:00 kind=report; replied 07-20T12:00", {}),
    # Missing events, events not recorded, dates without a time.
    ("arrival_missing", "weifang", "help",
     "accepted 03-02T09:50; transferred 03-02T10:00 @甲局; handled 03-09T10:00", {}),
    ("transfer_missing", "karamay", "help", "accepted 07-06T10:50; arrived 07-06T11:00 @甲局; replied 07-14T11:00", {}),
    ("neither_transfer_nor_arrival", "weifang", "help", "accepted 03-02T09:50; handled 03-06T10:00", {}),
    ("start_not_recorded", "jinan", "help", "accepted 03-02T09:50; replied 03-06T10:00; fed_back 03-06T10:00",
     {"not_recorded": list(FOREVER)}),
    ("handled_not_recorded", "ganzi", "help", SENT + "replied 03-09T10:00", {"not_recorded": ["handled"]}),
    ("reply_not_recorded", "karamay", "help", JULY, {"not_recorded": ["replied"]}),
    ("feedback_not_recorded", "jinan", "help", SENT + "replied 03-09T10:00", {"not_recorded": ["fed_back"]}),
    ("reply_missing", "ganzi", "help", SENT + "handled 03-05T10:00", {}),
    ("feedback_missing", "jinan", "help", SENT + "handled 03-05T10:00; replied 03-05T11:00", {}),
    ("dates_only", "weifang", "help", "sent 03-02; done 03-09", {}),
    ("dates_only_late", "weifang", "help", "sent 03-02; done 03-10", {}),
    ("date_only_three_hours", "ganzi", "help",
     "accepted 03-02; transferred 03-02 @甲局; arrived 03-02 @甲局; signed 03-02 @甲局; done 03-05", {}),
    # Before the regulation was in force, and where its year is not known.
    ("wf_before_force", "weifang", "help", "sent 2021-12-14T10:00; done 2021-12-30T10:00", {}),
    ("wf_first_day", "weifang", "help", "sent 2021-12-15T09:00; done 2021-12-22T17:00", {}),
    ("wf_sent_on_the_first_day", "weifang", "help",
     "accepted 2021-12-14T22:00; to 2021-12-15T08:00 @甲局; done 2021-12-23T17:00", {}),
    ("jn_before_force", "jinan", "help", "sent 2018-08-31T10:00; done 2018-09-30T10:00", {}),
    ("gz_before_force", "ganzi", "help", "sent 2023-09-22T10:00", {}),
    ("gz_first_day", "ganzi", "help", "sent 2023-09-25T10:00; done 2023-10-08T17:00", {}),
    ("kl_2009", "karamay", "help", "transferred 2009-11-02T11:00 @甲局; replied 2009-12-02T11:00", {}),
    ("kl_2015", "karamay", "help", "transferred 2015-11-02T11:00 @甲局; replied 2015-12-02T11:00", {}),
    ("kl_2020", "karamay", "help", "transferred 2020-11-02T11:00 @甲局; replied 2020-11-10T11:00", {}),
    # Sent back by the unit.
    ("return_approved", "ganzi", "help", SENT + "return_requested 03-03T16:00 suggested_unit=乙局; "
     "return_decided 03-04T10:00 approved=true; to 03-04T11:00 @乙局; done 03-11T18:00", {}),
    ("return_approved_and_sent_at_one_instant", "ganzi", "help", SENT + "return_requested 03-03T16:00; "
     "return_decided 03-05T11:00 approved=true; to 03-05T11:00 @乙局; done 03-20T18:00", {}),
    ("return_late_approved", "ganzi", "help", SENT + "return_requested 03-05T09:00 suggested_unit=乙局; "
     "return_decided 03-06T09:00 approved=true; to 03-06T11:00 @乙局; done 03-16T09:00", {}),
    ("return_refused", "ganzi", "help", SENT + "return_requested 03-03T16:00 boilerplate=true; "
     "return_decided 03-04T10:00 approved=false; done 03-12T10:00", {}),
    ("return_pending", "ganzi", "help", SENT + "return_requested 03-03T16:00", {}),
    ("return_asked_after_the_due", "ganzi", "help", SENT + "return_requested 03-11T10:00; "
     "return_decided 03-12T10:00 approved=true; to 03-12T11:00 @乙局; done 03-19T18:00", {}),
    ("return_sent_again_to_the_same", "ganzi", "help", SENT + "return_requested 03-03T16:00; "
     "return_decided 03-04T10:00 approved=true; to 03-05T10:00 @甲局; done 03-11T10:00", {}),
    ("return_over_a_weekend", "ganzi", "help", "sent 03-06T23:00; return_requested 03-09T20:00; "
     "return_decided 03-10T10:00 approved=true; to 03-10T11:00 @乙局; done 03-17T18:00", {}),
    ("return_ended_by_designation", "ganzi", "help",
     SENT + "return_requested 03-03T16:00; designated 03-05T10:00 @乙局; to 03-05T11:00 @乙局; done 03-12T18:00", {}),
    ("designated_and_sent_at_one_instant", "ganzi", "help",
     SENT + "return_requested 03-03T16:00; designated 03-05T10:00 @乙局; to 03-05T10:00 @乙局; done 03-12T18:00", {}),
    ("return_then_same_unit_designated", "ganzi", "help",
     SENT + "return_requested 03-03T16:00; designated 03-05T10:00 @甲局; done 03-12T18:00", {}),
    ("wf_return_approved", "weifang", "help", SENT + "return_requested 03-05T16:00; "
     "return_decided 03-06T10:00 approved=true; to 03-06T11:00 @乙局; done 03-13T18:00", {}),
    ("wf_return_pending", "weifang", "help", SENT + "return_requested 03-05T16:00", {}),
    ("kl_return_same_day", "karamay", "help", JULY + "return_requested 07-06T18:00; "
     "transferred 07-07T11:00 @乙局; replied 07-14T12:00", {}),
    ("kl_return_and_sent_at_one_instant", "karamay", "help", JULY + "return_requested 07-06T18:00; "
     "transferred 07-06T18:00 @乙局; replied 07-20T12:00", {}),
    ("kl_return_next_day", "karamay", "help", JULY + "return_requested 07-07T09:00; "
     "transferred 07-07T11:00 @乙局; replied 07-15T12:00", {}),
    ("kl_return_received_after_closing", "karamay", "help", "transferred 07-06T21:00 @甲局; "
     "return_requested 07-07T18:00; transferred 07-08T11:00 @乙局; replied 07-15T12:00", {}),
    ("kl_return_received_on_saturday", "karamay", "help", "transferred 07-11T11:00 @甲局; "
     "return_requested 07-13T19:00; transferred 07-14T11:00 @乙局; replied 07-20T12:00", {}),
    ("kl_return_summer_evening", "karamay", "help", "transferred 09-28T19:45 @甲局; "
     "return_requested 09-29T10:30; transferred 09-29T11:00 @乙局; replied 10-09T12:00", {}),
    ("kl_return_winter_evening", "karamay", "help", "transferred 10-12T19:45 @甲局; "
     "return_requested 10-13T10:30; transferred 10-13T11:00 @乙局; replied 10-20T12:00", {}),
    ("kl_return_sent_again_to_the_same", "karamay", "help", JULY + "return_requested 07-06T18:00; "
     "transferred 07-08T11:00 @甲局; replied 07-14T12:00", {}),
    # Sent out again for re-handling.
    ("redispatch_in_time", "ganzi", "help", SENT + "done 03-06T10:00; called_back 03-10T10:00 rating=不满意; "
     "redispatched 03-11T10:00; to 03-11T10:00 @甲局; done 03-18T18:00", {}),
    ("redispatch_overdue", "jinan", "help", SENT + "done 03-06T10:00; called_back 03-10T10:00 rating=不满意; "
     "redispatched 03-11T10:00; to 03-11T10:30 @甲局; fed_back 03-12T10:00", {}),
    ("redispatch_after_a_late_round", "ganzi", "help", SENT + "done 03-12T10:00; redispatched 03-13T10:00; "
     "to 03-13T10:00 @甲局; done 03-16T18:00", {}),
    ("redispatch_without_arrival", "jinan", "help", SENT + "done 03-06T10:00; redispatched 03-11T10:00 @甲局; "
     "replied 03-19T09:00; fed_back 03-18T09:00", {}),
    ("redispatch_extension_counts_anew", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=true; done 03-13T10:00; redispatched 03-18T10:00; "
     "to 03-18T10:00 @甲局; extension_requested 03-24T10:00 working_days=3; "
     "extension_decided 03-24T15:00 granted=true; done 03-30T17:00", {}),
    ("kl_redispatch", "karamay", "help", JULY + "replied 07-10T10:00; redispatched 07-15T10:00; "
     "transferred 07-15T11:00 @甲局; replied 07-23T10:00", {}),
    # Several units.
    ("co_unit_answers_lead_does_not", "ganzi", "help", "accepted 03-02T09:50; to 03-02T10:00 @甲局 role=lead; "
     "to 03-02T10:05 @乙局 role=co; handled 03-05T10:00 @乙局; replied 03-05T11:00 @乙局", {}),
    ("co_unit_never_signs", "ganzi", "help", "accepted 03-02T09:50; to 03-02T10:00 @甲局 role=lead; "
     "transferred 03-02T10:05 @乙局 role=co; arrived 03-02T10:05 @乙局 role=co; handled 03-06T10:00 @甲局; "
     "replied 03-06T11:00 @甲局", {}),
    ("co_unit_receives_after_an_act", "ganzi", "help", "accepted 03-02T09:50; to 03-02T10:00 @甲局 role=lead; "
     "replied 03-03T10:00 final=false; transferred 03-05T10:00 @乙局 role=co; arrived 03-05T10:00 @乙局 role=co; "
     "done 03-06T11:00 @甲局", {}),
    ("gz_relayed_by_the_county", "ganzi", "help", "accepted 03-02T09:50; to 03-02T10:00 @某县政务服务中心 role=relay; "
     "arrived 03-03T15:00 @甲局 role=lead; signed 03-03T15:30 @甲局; done 03-10T10:00 @甲局", {}),
    ("wf_relayed_by_the_county", "weifang", "help", "accepted 03-02T09:50; to 03-02T10:00 @某县人民政府 role=relay; "
     "arrived 03-03T15:00 @甲局; handled 03-10T10:00 @甲局; replied 03-10T11:00 @甲局", {}),
    ("wf_relayed_to_a_lead", "weifang", "help", "accepted 03-02T09:50; to 03-02T10:00 @某县人民政府 role=relay; "
     "arrived 03-03T15:00 @甲局 role=lead; handled 03-10T10:00 @甲局; replied 03-10T11:00 @甲局", {}),
    ("passed_to_a_subordinate", "ganzi", "help",
     SENT + "arrived 03-04T10:00 @甲局下属单位 role=subordinate; done 03-10T10:00", {}),
    ("lead_named_afterwards", "ganzi", "help", "accepted 03-02T09:50; to 03-02T10:00 @甲局; to 03-02T10:00 @乙局; "
     "designated 03-04T10:00 @乙局; handled 03-11T10:00 @乙局; replied 03-11T11:00 @乙局", {}),
    ("kl_led_by_instruction", "karamay", "help", JULY + "replied 07-14T11:00", {"track": "by_instruction"}),
    # Limits carried by the ticket.
    ("limit_of_law", "weifang", "help",
     SENT + "limit_set 03-03T10:00 rank=law cite=某法律 working_days=20; done 03-27T10:00", {}),
    ("limit_of_law_noted_late", "weifang", "help",
     SENT + "limit_set 03-25T10:00 rank=regulation cite=某条例 due=2026-04-10; done 04-10T10:00", {}),
    ("limit_of_a_rule_weifang", "weifang", "help",
     SENT + "limit_set 03-03T10:00 rank=rule cite=某部门规章 working_days=45; done 03-27T10:00", {}),
    ("limit_of_the_party_weifang", "weifang", "help",
     SENT + "limit_set 03-03T10:00 rank=party cite=某党内文件 due=2026-05-01; done 03-27T10:00", {}),
    ("limit_shorter_by_law", "weifang", "help",
     SENT + "limit_set 03-03T10:00 rank=law cite=某法律 working_days=3; done 03-09T10:00", {}),
    ("limit_of_a_rule_jinan", "jinan", "help", SENT + "limit_set 03-03T10:00 rank=rule cite=某部门规章 "
     "due=2026-05-08; replied 03-09T10:00 final=false; fed_back 03-09T10:00; handled 05-08T17:00", {}),
    ("limit_of_a_rule_jinan_reply_late", "jinan", "help", SENT + "limit_set 03-03T10:00 rank=rule cite=某部门规章 "
     "due=2026-05-08; replied 03-10T10:00 final=false; fed_back 03-09T10:00; handled 05-09T10:00", {}),
    ("province_limit_not_given", "weifang", "help", SENT + "done 03-05T10:00", {"origin": "province"}),
    ("province_limit_assigned", "weifang", "help",
     SENT + "limit_set 03-02T10:30 rank=assigned cite=交办单 working_days=10; done 03-13T10:00",
     {"origin": "province"}),
    ("state_limit_assigned_late", "weifang", "help",
     SENT + "limit_set 03-02T10:30 rank=assigned cite=交办单 due=2026-03-04; done 03-05T10:00", {"origin": "state"}),
    ("leader_set_a_date", "karamay", "help", JULY + "limit_set 07-06T11:30 rank=leader due=2026-07-08; "
     "replied 07-09T10:00", {"track": "by_instruction"}),
    ("countersigned", "karamay", "help", JULY + "replied 07-20T10:00", {"track": "countersigned"}),
    ("countersigned_leader_set_a_date", "karamay", "help", JULY + "limit_set 07-06T11:30 rank=leader "
     "due=2026-07-31; replied 07-30T10:00", {"track": "countersigned"}),
    # Promises.
    ("promise_kept", "karamay", "help", JULY + "promised 07-10T10:00 due=2026-08-31; replied 08-28T10:00", {}),
    ("promise_broken", "karamay", "help", JULY + "promised 07-10T10:00 due=2026-08-31; replied 09-02T10:00", {}),
    ("promise_not_kept_yet", "karamay", "help", JULY + "promised 07-10T10:00 due=2026-11-30", {}),
    ("promise_open", "karamay", "help", JULY + "promised 07-10T10:00 due=2027-01-29", {}),
    ("promise_revised", "karamay", "help", JULY + "promised 07-10T10:00 due=2026-08-31; "
     "promised 08-28T10:00 due=2026-09-30; replied 09-20T10:00", {}),
    ("promise_on_a_sunday", "karamay", "help", JULY + "promised 07-10T10:00 due=2026-08-30; replied 08-31T11:00", {}),
    ("promise_told_late", "karamay", "help", JULY + "promised 07-15T10:00 due=2026-08-31; replied 08-20T10:00", {}),
    ("jn_date_told", "jinan", "help", "sent 07-06T11:00; explained 07-10T10:00 solution_proposed=true due=2026-08-31; "
     "fed_back 07-10T11:00; handled 08-28T10:00", {}),
    ("jn_date_told_missed", "jinan", "help", "sent 07-06T11:00; promised 07-10T10:00 due=2026-08-31; "
     "fed_back 07-10T11:00; handled 09-01T10:00", {}),
    ("jn_date_told_beyond_the_law", "jinan", "help", "sent 07-06T11:00; limit_set 07-06T12:00 rank=rule "
     "cite=某部门规章 due=2026-08-14; promised 07-10T10:00 due=2026-08-31; fed_back 07-10T11:00; "
     "handled 08-20T10:00", {}),
    # Replies: waived, not final, the caller not reached; solved only by explanation.
    ("reply_waived", "jinan", "suggestion", SENT + "handled 03-05T10:00; fed_back 03-05T11:00", {"reply_waived": True}),
    ("reply_waived_date_in_feedback", "jinan", "help",
     SENT + "fed_back 03-05T11:00 due=2026-04-30; handled 05-06T10:00", {"reply_waived": True}),
    ("waiting_for_the_caller", "ganzi", "help", SENT + "replied 03-04T10:00 final=false; done 03-12T10:00", {}),
    ("reply_after_the_due", "weifang", "help", SENT + "handled 03-06T10:00; replied 03-12T10:00; fed_back 03-06T11:00",
     {}),
    ("explained_with_a_solution", "weifang", "help", SENT + "explained 03-09T10:00 solution_proposed=true", {}),
    ("explained_without_a_solution", "weifang", "help", SENT + "explained 03-06T10:00", {}),
    ("gz_caller_unreachable", "ganzi", "help",
     SENT + "handled 03-06T10:00; replied 03-06T11:00 reached=false contact_attempts=3; fed_back 03-06T12:00", {}),
    ("jn_caller_unreachable", "jinan", "help",
     SENT + "replied 03-06T11:00 reached=false contact_attempts=3; fed_back 03-06T12:00", {}),
    ("kl_caller_unreachable", "karamay", "help", JULY + "replied 07-09T11:00 reached=false contact_attempts=3", {}),
    # Withdrawn, terminated.
    ("withdrawn", "weifang", "complaint", SENT + "withdrawn 03-05T10:00; closed 03-05T11:00", {}),
    ("withdrawn_after_the_due", "weifang", "complaint", SENT + "withdrawn 03-12T10:00; closed 03-12T11:00", {}),
    ("terminated", "ganzi", "complaint", SENT + "termination_requested 03-05T09:00 written=true; "
     "termination_decided 03-05T16:00 approved=true", {}),
    ("wf_termination_approved_after_the_due", "weifang", "complaint", SENT + "termination_requested 03-06T09:00 "
     "written=true; termination_decided 03-11T09:00 approved=true", {}),
    ("wf_termination_pending", "weifang", "complaint", SENT + "termination_requested 03-06T09:00 written=true", {}),
    ("wf_termination_refused", "weifang", "complaint", SENT + "termination_requested 03-06T09:00 written=true; "
     "termination_decided 03-09T09:00 approved=false; done 03-11T10:00", {}),
    ("wf_termination_asked_late", "weifang", "complaint", SENT + "termination_requested 03-11T09:00 written=true; "
     "termination_decided 03-12T09:00 approved=true", {}),
    # The same facts written otherwise.
    ("rows_reversed", "ganzi", "help", SENT + "extension_requested 03-05T10:00 working_days=5; "
     "extension_decided 03-06T10:00 granted=true; extension_requested 03-13T10:00 working_days=5; "
     "extension_decided 03-16T10:00 granted=true; done 03-23T20:00", {"reversed": True}),
    ("utc_notation", "weifang", "help", "accepted 03-02T16:20Z; transferred 03-02T16:30Z @甲局; "
     "arrived 03-02T16:30Z @甲局; handled 03-10T15:59Z", {}),
    ("urumqi_notation", "karamay", "help",
     "transferred 2026-07-06T23:30+06:00 @甲局; replied 2026-07-14T22:30+06:00", {}),
    ("new_york_notation", "jinan", "help", "transferred 2026-03-01T21:00-05:00 @甲局; "
     "arrived 2026-03-01T21:00-05:00 @甲局; replied 2026-03-09T12:01-04:00; fed_back 2026-03-09T11:59-04:00", {}),
)  # fmt: skip


def trap_tickets() -> Iterator[Json]:
    for name, city, kind, life, more in TRAPS:
        events = [event for part in life.split(";") if part.strip() for event in written(part.split(), city)]
        fields = dict(more)
        if fields.pop("reversed", False):
            events.reverse()
        yield {"city": city, "kind": kind, **fields, "ref": {"fictitious": True, "trap": name}, "events": events}


def written(words: Sequence[str], city: str) -> Iterator[Json]:
    """The events that one part of a life stands for."""
    name, when = words[0], in_full(words[1])
    fields: Json = {}
    for word in words[2:]:
        key, _, value = ("unit", "", word[1:]) if word[0] == "@" else word.partition("=")
        fields[key] = (
            int(value) if value.isdigit() and key != "to" else {"true": True, "false": False}.get(value, value)
        )
    if name == "sent":
        yield {"type": "accepted", "at": later(when, -10)}
    if name in ("sent", "to"):
        fields.setdefault("unit", "甲局")
        yield {"type": "transferred", "at": when, **fields}
        yield {"type": "arrived", "at": when, **fields}
        yield {"type": "signed", "at": later(when, 25), "unit": fields["unit"]}
    elif name == "done":
        for kind in ("replied",) if city == "karamay" else ("handled", "replied", "fed_back"):
            yield {"type": kind, "at": when, **fields}
    else:
        yield {"type": name, "at": when, **fields}


def in_full(when: str) -> str:
    return f"2026-{when}" if re.match(r"\d\d-\d\d(T|$)", when) else when


def later(when: str, minutes: int) -> str:
    """Some minutes later; a date stays a date."""
    at = read_instant(when)
    return (at + minutes * MINUTE).isoformat(timespec="minutes") if isinstance(at, datetime) else when


# -- ordinary lives, drawn ----------------------------------------------------------------------------------------


class Dice:
    """Chance with a fixed seed; only `random()` is used, which gives the same on every version of Python."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)

    def one_in(self, n: int) -> bool:
        return self._random.random() * n < 1

    def whole(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, options: str | Sequence[str]) -> str:
        """One of the options; in a text each is `name:weight`."""
        if isinstance(options, str):
            options = [n for o in options.split() for n in [o.partition(":")[0]] * int(o.partition(":")[2] or 1)]
        return options[int(self._random.random() * len(options))]


KINDS = {
    "weifang": "consultation:30 help:30 complaint:25 report:4 suggestion:8 other:2 :1",
    "jinan": "consultation:30 help:30 complaint:25 report:4 suggestion:8 other:2 :1",
    "ganzi": "consultation:35 help:28 complaint:22 report:4 suggestion:7 praise:3 :1",
    "karamay": "consultation:30 help:28 complaint:22 report:6 suggestion:7 praise:3 other:3 :1",
}
LIMITS = {
    "ganzi": {"consultation": 2},
    "karamay": {"consultation": 3, "praise": 3, "other": 3, "report": 10},
}
CALENDAR = DayCalendar()


def works(day: date) -> bool:
    known = CALENDAR.is_working(day)
    return day.weekday() < 5 if known is None else known


def working_day(day: date, n: int) -> date:
    """The n-th working day after a day; 0 is the day itself, or the next that is worked."""
    while n > 0 or not works(day):
        day += DAY
        n -= works(day)
    return day


class Life:
    """One ordinary ticket, event after event."""

    def __init__(self, dice: Dice, city: str) -> None:
        self.dice, self.city = dice, city
        self.kind = dice.pick(KINDS[city]) or None
        self.unit = dice.pick(UNITS)
        self.limit = LIMITS.get(city, {}).get(self.kind or "help", 5)
        self.fields: Json = {}
        self.events: list[tuple[datetime, Json]] = []
        self.received = NOW

    def add(self, kind: str, at: datetime, **fields: object) -> datetime:
        self.events.append((at, {"type": kind, **fields}))
        return at

    def office(self, day: date, hour: int = 8) -> datetime:
        """Some minute of the office hours of a day, from an hour on."""
        at = datetime.combine(day, time(hour)) + self.dice.whole(5, 590 - 60 * (hour - 8)) * MINUTE
        return at + HOUR * 2 if self.city == "karamay" else at

    def after(self, at: datetime, low: int, high: int) -> datetime:
        return at + self.dice.whole(low, high) * MINUTE

    def begin(self) -> None:
        """From the call to the unit's signature."""
        dice = self.dice
        while True:
            day = date(2026, 1, 1) + dice.whole(0, 363) * DAY
            if works(day) or dice.one_in(3):
                break
        at_any_hour = datetime.combine(day, time(0)) + dice.whole(0, 1439) * MINUTE
        called = self.office(day) if dice.whole(1, 100) <= 85 else at_any_hour
        self.add("accepted", called)
        if self.city == "karamay" and not (works(day) and 10 <= called.hour < 19):
            sent = self.after(datetime.combine(working_day(day, 1 if called.hour >= 10 else 0), time(10)), 1, 50)
        elif dice.one_in(40):
            sent = self.office(working_day(day, 2))
        else:
            sent = self.after(called, 2, 110)
        self.receive(sent)

    def receive(self, sent: datetime) -> None:
        self.received = sent
        self.add("transferred", sent, unit=self.unit)
        if not self.dice.one_in(30):
            self.received = self.add("arrived", self.after(sent, 0, 2), unit=self.unit)
        on_duty = works(sent.date()) and 8 <= sent.hour < 17
        if on_duty or self.dice.whole(1, 100) <= 75:
            signed = self.after(self.received, 3, 150)
        else:
            signed = self.after(datetime.combine(working_day(sent.date(), 1), time(8, 30)), 0, 80)
        if not self.dice.one_in(90):
            self.add("signed", signed, unit=self.unit)

    def answer(self) -> datetime | None:
        """Handling and reply: mostly in time, now and then late, seldom never."""
        dice, day = self.dice, self.received.date()
        chance = dice.whole(1, 100)
        if chance <= 92:
            at = self.office(working_day(day, dice.whole(1, self.limit)), 10 if self.limit == 2 else 8)
        elif chance <= 98:
            at = self.office(working_day(day, self.limit + dice.whole(1, 6)))
        else:
            return None
        if self.city != "karamay" or dice.one_in(2):
            self.add("handled", at)
        if not self.fields.get("reply_waived"):
            at = self.add("replied", self.after(at, 1, 40))
        return at if self.city == "karamay" else self.add("fed_back", self.after(at, 1, 30))

    def turn(self) -> datetime | None:
        """What may come between receipt and answer."""
        dice, day = self.dice, self.received.date()
        if self.city == "ganzi" and self.kind == "praise":
            return self.add("archived", self.after(self.received, 100, 4000))
        if self.city == "ganzi" and self.limit == 5 and dice.one_in(20):
            asked = self.add("extension_requested", self.office(working_day(day, dice.whole(2, 4))), working_days=5)
            granted = not dice.one_in(6)
            self.add("extension_decided", self.after(asked, 30, 1500), granted=granted)
            self.limit += 5 * granted
        elif self.city in ("ganzi", "weifang") and dice.one_in(40):
            asked = self.add("return_requested", self.after(self.received, 60, 600), reason="不属本单位职责")
            decided = self.add("return_decided", self.after(asked, 60, 900), approved=True)
            self.unit = dice.pick([unit for unit in UNITS if unit != self.unit])
            self.receive(self.after(decided, 5, 60))
        elif self.city in ("jinan", "karamay") and dice.one_in(25):
            told = self.office(working_day(day, dice.whole(1, 3)))
            until = told.date() + dice.whole(20, 60) * DAY
            self.add("promised", told, due=until.isoformat())
            if self.city == "jinan":
                self.add("fed_back", self.after(told, 5, 60))
            at = datetime.combine(until - dice.whole(-2, 15) * DAY, time(16, 20))
            return self.add("replied" if self.city == "karamay" else "handled", at)
        elif dice.one_in(60):
            return self.add("withdrawn", self.after(self.received, 300, 3000))
        return self.answer()

    def close(self, at: datetime) -> None:
        """Callback, and perhaps once more from the beginning."""
        rating = self.dice.pick("满意:70 基本满意:22 不满意:8")
        called = self.add("called_back", self.after(at, 600, 4000), rating=rating)
        if rating == "不满意" and self.city != "weifang" and self.dice.one_in(2):
            again = self.add("redispatched", self.after(called, 30, 900), unit=self.unit)
            self.receive(self.after(again, 1, 20))
            self.answer()
            return
        self.add("closed", self.after(called, 5, 200))
        if self.dice.one_in(2):
            self.add("archived", self.after(called, 300, 9000))

    def live(self) -> None:
        dice = self.dice
        if self.city in ("weifang", "jinan") and dice.one_in(30):
            self.fields["reply_waived"] = True
        if dice.one_in(25):
            self.fields["origin"] = dice.pick("province:3 state:1 inter_region:1")
        self.begin()
        if self.fields.get("origin") and self.city == "weifang" and not dice.one_in(3):
            self.add("limit_set", self.received, rank="assigned", cite="交办单", working_days=10)
        if self.city == "ganzi" and self.kind not in ("praise", "consultation") and dice.one_in(25):
            self.urgent()
        at = self.turn()
        if at and self.events[-1][1]["type"] not in ("withdrawn", "archived"):
            self.close(at)

    def urgent(self) -> None:
        tier = self.fields["urgency"] = self.dice.pick("special:2 special_urgent:1")
        half = 1 if tier == "special" else 2
        self.add("notified", self.after(self.events[0][0], 1, 3))
        for stage, hours in (("first_response", 4), ("progress", 24), ("result", 48)):
            longest = 75 if self.dice.one_in(6) else 58
            self.add(stage, self.after(self.received, 25 * hours // half, longest * hours // half))

    def ticket(self) -> Json:
        """The log as it stood at the instant of the examples."""
        zone = {0: BEIJING, 1: UTC, 2: URUMQI}.get(self.dice.whole(0, 29))
        told = sorted((at, n) for n, (at, _) in enumerate(self.events) if at <= NOW)
        events = []
        for at, n in told:
            written_at = at.replace(tzinfo=BEIJING).astimezone(zone) if zone else at
            kind, *more = self.events[n][1].items()
            events.append(dict([kind, ("at", written_at.isoformat(timespec="minutes")), *more]))
        if self.dice.one_in(10):
            events.sort(key=lambda event: event["type"])
        kind = {} if self.kind is None else {"kind": self.kind}
        origin = {} if self.dice.one_in(3) else {"origin": "caller"}
        return {"city": self.city, **kind, **origin, **self.fields, "ref": {"fictitious": True}, "events": events}


def ordinary_tickets(count: int) -> Iterator[Json]:
    cities = tuple(PREFIX)
    for number in range(count):
        life = Life(Dice(f"{SEED}/{number}"), cities[number % 4])
        life.live()
        yield life.ticket()


# -- files --------------------------------------------------------------------------------------------------------


def began(ticket: Json) -> datetime:
    """When a ticket's log begins, by Beijing time."""
    found = []
    for event in ticket["events"]:
        at = read_instant(event["at"])
        if not isinstance(at, datetime):
            at = datetime.combine(at, time(0))
        found.append(at.astimezone(BEIJING).replace(tzinfo=None) if at.tzinfo else at)
    return min(found)


def numbered(tickets: Sequence[Json], first: int = 1) -> Iterator[Json]:
    """In the order in which they began, each with a number of its city and year."""
    taken: dict[str, int] = {}
    for ticket in sorted(tickets, key=began):
        series = f"{PREFIX[ticket['city']]}-{began(ticket).year}"
        number = taken[series] = taken.get(series, first - 1) + 1
        yield {"id": f"{series}-{number:06}"} | {key: told for key, told in ticket.items() if told is not None}


def tickets_jsonl() -> str:
    traps = list(trap_tickets())
    tickets = numbered([*traps, *ordinary_tickets(TICKETS - len(traps))])
    return "".join(json.dumps(t, ensure_ascii=False, separators=(",", ":")) + "\n" for t in tickets)


def ganzi_csv() -> str:
    """Plain lives of Ganzi in the columns of an export: some cells empty, some times only a date."""
    lives = []
    for number in range(ROWS):
        life = Life(Dice(f"{SEED}/csv/{number}"), "ganzi")
        life.begin()
        life.answer()
        lives.append(life.ticket() | {"kind": life.kind, "unit": life.unit, "number": number})
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADERS)
    for ticket in numbered(lives, first=500_001):
        dice = Dice(f"{SEED}/cells/{ticket['number']}")
        at = {event["type"]: read_instant(event["at"]) for event in reversed(ticket["events"])}
        cells = [ticket["id"], KINDS_ZH.get(ticket.get("kind", ""), ""), ticket["unit"]]
        date_only = dice.one_in(15)
        for column in ("accepted", "transferred", "signed", "handled", "replied"):
            instant = at.get(column)
            if instant is None or (column in ("transferred", "signed", "replied") and dice.one_in(25)):
                cells.append("")
            else:
                if isinstance(instant, datetime) and instant.tzinfo:
                    instant = instant.astimezone(BEIJING)
                cells.append(format(instant, "%Y-%m-%d" if date_only or dice.one_in(60) else "%Y-%m-%d %H:%M"))
        rows.writerow(cells)
    return "\ufeff" + out.getvalue()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("tickets.jsonl", tickets_jsonl()), ("ganzi.csv", ganzi_csv())):
        (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "examples")
