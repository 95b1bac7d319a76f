"""What users of other systems ran into, row by row: that none of it can happen here, asked of whole tickets.

The rows are those of the survey of other clocks (its third section); each class says the trouble in our own words and
names a report of it. What the clock alone can show stands in `test_clock` (`TestPains`); here a city answers.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hotline_rules import Ticket, audit, deadlines, jurisdiction, receipt
from hotline_rules.clock import Clock, Span, Unit, hours, minutes, working_days, working_hours
from hotline_rules.days import DayCalendar, DayLayer
from hotline_rules.deadlines import StageVerdict
from hotline_rules.errors import NoWorkingTimeError, UnknownNameError
from hotline_rules.jurisdictions import CITIES, remade
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.office_hours import HoursRule, OfficeHours
from tests.tickets import check, spoken, stage, ticket, told

BEIJING = ZoneInfo("Asia/Shanghai")


def office(*rules: HoursRule) -> OfficeHours:
    return OfficeHours(name="test", source="a test", rules=rules)


def rule(*intervals: str, **when: Any) -> HoursRule:
    return HoursRule(intervals=intervals, **when)


GANZI = jurisdiction("ganzi")
STAFFED = GANZI.with_office_hours(office(rule("09:00-12:00", "14:00-18:00")))
"""Ganzi with office hours and a lunch break: its 工作小时 can be counted to the minute."""

ACCEPTED = ("accepted", "2026-03-02T09:00")
ARRIVED = ("arrived", "2026-03-02T10:00")
ASKED = ("extension_requested", "2026-03-03T10:00", {"working_days": 3})
GRANTED = ("extension_decided", "2026-03-04T10:00", {"granted": True})


def transfer(city: Jurisdiction, accepted: str, as_of: str = "2026-12-20T12:00") -> StageVerdict:
    """The hotline's three working hours to send a ticket on."""
    return stage(city, "transfer", ("accepted", accepted), as_of=as_of, kind="help")


def handling(*events: tuple, as_of: str = "2026-06-01T12:00", city: Any = "ganzi", **fields: Any) -> StageVerdict:
    return stage(city, "handle", *events, as_of=as_of, **{"kind": "help", **fields})


class TestRow1SparseSchedules:
    """An office open one hour a month: a system that looks ahead a few days finds no hour and says overdue at once.

    osTicket #6739.
    """

    MONTHS = tuple(rule("09:00-10:00", first=date(2026, m, 12), last=date(2026, m, 12)) for m in range(1, 13))

    def test_three_hours_are_found_three_open_days_later(self):
        city = GANZI.with_office_hours(office(*self.MONTHS, rule()))
        # 12 April is a Sunday: the open days are 12 March, 12 May and 12 June.
        v = transfer(city, "2026-03-02T09:00", as_of="2026-06-12T09:59")
        assert told(v) == ("open", "2026-06-12 10:00")
        assert v.left.clock == timedelta(minutes=1)

    def test_and_it_is_overdue_only_then(self):
        city = GANZI.with_office_hours(office(*self.MONTHS, rule()))
        assert transfer(city, "2026-03-02T09:00", as_of="2026-06-12T10:01").state == "overdue"


class TestRow2LunchBreaks:
    """A break at noon that is counted, or that moves every due after it by its length.

    osTicket #6847; frappe helpdesk #2212, #1528.
    """

    @pytest.mark.parametrize(
        ("accepted", "due"),
        [
            ("2026-03-02T11:00", "2026-03-02 16:00"),  # one hour before the break, two after it
            ("2026-03-02T09:00", "2026-03-02 12:00"),  # used up as the break begins: its beginning, not its end
            ("2026-03-02T12:00", "2026-03-02 17:00"),  # the break itself counts for nothing
            ("2026-03-02T13:59", "2026-03-02 17:00"),
            ("2026-03-02T14:00", "2026-03-02 17:00"),
            ("2026-03-02T17:00", "2026-03-03 11:00"),  # the next day's own break is not reached
            ("2026-03-06T16:00", "2026-03-09 10:00"),
        ],
    )
    def test_three_working_hours_leave_it_out(self, accepted, due):
        assert spoken(transfer(STAFFED, accepted).due) == due


class TestRow3PausesOverAWeekend:
    """Time that does not count, counted by the wall: a weekend weighs as much as two days' work.

    GLPI #10594. There is no pause here but the office hours themselves (AMB-40): of a delay its working part counts.
    """

    def test_of_a_delay_from_friday_to_monday_only_the_working_part_counts(self):
        sent = ("transferred", "2026-03-09T10:00")
        late = stage(STAFFED, "transfer", ("accepted", "2026-03-06T11:00"), sent, as_of="2026-03-10T09:00", kind="help")
        assert told(late) == ("late", "2026-03-06 16:00")
        assert late.late_by == (timedelta(days=2, hours=18), 1, 180, False)  # 16:00–18:00 and 09:00–10:00

    def test_a_weekend_in_which_nothing_is_worked_adds_nothing(self):
        friday, monday = (
            stage(
                STAFFED, "sign", ("arrived", "2026-03-06T11:00"), ("signed", at), as_of="2026-03-20T09:00", kind="help"
            )
            for at in ("2026-03-06T18:00", "2026-03-09T09:00")
        )
        assert friday.late_by.working_minutes == monday.late_by.working_minutes == 120
        assert monday.late_by.clock - friday.late_by.clock == timedelta(days=2, hours=15)


class TestRow4ReclassifiedAfterMoreTime:
    """More time that was given, and lost as soon as the ticket is put into another class.

    GLPI #6902, #15605.
    """

    CHANGED = ("kind_changed", "2026-03-04T15:00", {"kind": "complaint"})

    def test_a_grant_survives_a_change_of_kind(self):
        consulted = {"kind": "consultation"}
        assert spoken(handling(ARRIVED, **consulted).due) == "2026-03-04 24:00"
        assert spoken(handling(ARRIVED, ASKED, GRANTED, **consulted).due) == "2026-03-09 24:00"
        assert spoken(handling(ARRIVED, self.CHANGED, **consulted).due) == "2026-03-09 24:00"
        assert spoken(handling(ARRIVED, ASKED, GRANTED, self.CHANGED, **consulted).due) == "2026-03-12 24:00"

    def test_whichever_came_first(self):
        later = ("extension_decided", "2026-03-04T16:00", {"granted": True})
        dues = {
            spoken(handling(*log, kind="consultation").due)
            for log in ((ARRIVED, ASKED, GRANTED, self.CHANGED), (ARRIVED, ASKED, self.CHANGED, later))
        }
        assert dues == {"2026-03-12 24:00"}


class TestRow5RoundTheClock:
    """A clock that runs day and night and drops a minute at each midnight.

    Zammad #3180.
    """

    @pytest.mark.parametrize(("name", "due"), [("first_response", "2026-02-15 03:30"), ("progress", "2026-02-15 23:30"),
                                               ("result", "2026-02-16 23:30")])  # fmt: skip
    def test_the_hours_of_an_urgent_matter_are_exact_over_midnight_and_a_festival(self, name, due):
        v = stage("ganzi", name, ("arrived", "2026-02-14T23:30"), as_of="2026-02-14T23:40", urgency="special")
        assert told(v) == ("open", due)
        assert v.due - v.start == timedelta(hours={"first_response": 4, "progress": 24, "result": 48}[name])


class TestRow6ACalendarThatWasChanged:
    """The calendar is changed, and what was said under the old one stays, or changes and nobody sees what.

    Zammad #534, #4353.
    """

    LOG = (("accepted", "2026-03-02T09:00"), ("arrived", "2026-03-02T10:00"), ("handled", "2026-03-10T10:00"),
           ("replied", "2026-03-10T11:00"))  # fmt: skip

    def test_the_same_log_under_two_calendars_gives_a_list_of_what_differs(self):
        made = receipt.make(ticket(*self.LOG, kind="help"), GANZI, as_of=datetime(2026, 3, 12))
        closure = DayLayer(name="closure", off=frozenset([date(2026, 3, 4)]))
        found = receipt.verify(made, lambda name, changes: remade(name, changes).with_days(closure))
        assert (found.intact, found.same_calendar, found.equal) == (True, False, False)
        states = [(one.recorded, one.now) for one in found.divergences if one.place.endswith("].state")]
        dues = [(one.recorded, one.now) for one in found.divergences if one.place.endswith("].due")]
        assert ("late", "in_time") in states
        assert ("2026-03-10T00:00:00+08:00", "2026-03-11T00:00:00+08:00") in dues

    def test_under_the_same_calendar_nothing_does(self):
        made = receipt.make(ticket(*self.LOG, kind="help"), GANZI, as_of=datetime(2026, 3, 12))
        found = receipt.verify(made, remade)
        assert (found.same_calendar, found.equal, found.divergences) == (True, True, ())

    def test_a_calendar_can_be_taken_as_it_stood(self):
        """Labour Day of 2019 was lengthened by a notice of 22 March 2019."""
        arrived = ("arrived", "2019-04-29T10:00")
        jinan = jurisdiction("jinan")
        then, now = (
            stage(one, "reply", arrived, as_of="2019-05-01T10:00")
            for one in (jinan.as_known_on(date(2019, 3, 1)), jinan)
        )
        assert (spoken(then.due), spoken(now.due)) == ("2019-05-07 24:00", "2019-05-08 24:00")


class TestRow7NoWorkingTimeAtAll:
    """A calendar without any working hour, and a program that looks for one for ever.

    Zammad #2497; biz #31, #130; Chatwoot #10353.
    """

    CLOSED = GANZI.with_office_hours(office(rule()))
    NEVER = GANZI.with_days(
        DayLayer(name="never", off=("2004-01-01/2011-12-31", "2012-01-01/2019-12-31", "2020-01-01/2027-12-31"))
    )

    @pytest.mark.parametrize("city", [CLOSED, NEVER], ids=["closed", "never"])
    def test_it_is_an_error_of_its_own_in_bounded_time(self, city):
        began = time.perf_counter()
        with pytest.raises(NoWorkingTimeError, match="no working"):
            check(city, ACCEPTED, ARRIVED, as_of="2026-03-10T09:00", kind="help")
        assert time.perf_counter() - began < 5

    def test_what_needs_no_working_time_is_still_counted(self):
        clock = self.NEVER.clock
        start = datetime(2026, 3, 2, 10)
        assert clock.due(start, hours(24)).one == clock.local(start + timedelta(hours=24))


class TestRow8ManyHolidays:
    """Each holiday makes every answer slower; fractions of an hour add up to another minute.

    biz #63; working_hours #44, #46; businesstimedelta #9.
    """

    def test_twenty_years_of_holidays_and_a_thousand_more_cost_no_more_to_ask(self):
        days = [date(2010, 1, 1) + timedelta(days=5 * n) for n in range(1000)]
        many = Clock(DayCalendar().with_layer(DayLayer(name="many", off=frozenset(days))), BEIJING)
        starts = [datetime(2005, 1, 3, 9) + timedelta(hours=7 * n) for n in range(20_000)]
        many.due(starts[0], working_days(5))  # its table is made once
        began = time.perf_counter()
        dues = [many.due(start, working_days(5)) for start in starts]
        assert time.perf_counter() - began < 5
        assert all(one.latest <= other.latest for one, other in pairwise(dues))

    def test_a_third_of_an_hour_thrice_is_an_hour_to_the_microsecond(self):
        clock = STAFFED.clock
        at = clock.local(datetime(2026, 3, 2, 11, 50))
        for _ in range(300):
            at = clock.due(at, Span(Unit.WORKING_MINUTES, 20)).one
        assert at == clock.due(datetime(2026, 3, 2, 11, 50), working_hours(100)).one
        assert at.microsecond == at.second == 0

    @pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"])
    def test_over_a_change_of_clocks_what_was_added_is_found_again(self, zone):
        clock = Clock(DayCalendar(base="week"), ZoneInfo(zone), STAFFED.office_hours)
        for start in (datetime(2025, 3, 28, 16), datetime(2025, 10, 24, 17), datetime(2025, 11, 1, 1, 30),
                      datetime(2025, 4, 4, 17)):  # fmt: skip
            for n in (1, 8, 40, 200):
                due = clock.due(start, working_hours(n)).one
                assert clock.elapsed(start, due) == (timedelta(hours=n), timedelta(hours=n))


class TestRow9NobodyHasToLook:
    """Whether a limit was broken is known only if a job ran at the right moment, and a hold is added to the wrong end.

    frappe helpdesk #2449, #1554, #3279.
    """

    DONE = (("handled", "2026-03-11T10:00"), ("replied", "2026-03-11T11:00"))

    @pytest.mark.parametrize(
        ("as_of", "state"),
        [
            ("2026-03-09T23:59", "open"),
            ("2026-03-10T00:00", "open"),
            ("2026-03-10T00:01", "overdue"),
            ("2026-03-11T10:59", "overdue"),
            ("2026-03-11T11:00", "late"),
            ("2027-06-01T00:00", "late"),
        ],
    )
    def test_it_stands_in_the_log_whenever_it_is_asked(self, as_of, state):
        v = handling(ARRIVED, *self.DONE, as_of=as_of)
        assert told(v) == (state, "2026-03-09 24:00")

    def test_in_whatever_order_it_is_asked(self):
        one = ticket(ARRIVED, *self.DONE, kind="help")
        days = [datetime(2026, 3, 2) + timedelta(days=n) for n in range(20)]
        forwards = {day: deadlines.check(one, GANZI, as_of=day).stages for day in days}
        backwards = {day: deadlines.check(one, GANZI, as_of=day).stages for day in reversed(days)}
        assert forwards == backwards

    @pytest.mark.parametrize(
        "decided", ["2026-03-04T10:00", "2026-03-09T23:00", "2026-03-10T10:00", "2026-03-20T10:00"]
    )
    def test_more_time_is_added_to_the_due_and_not_to_the_day_it_was_given(self, decided):
        granted = ("extension_decided", decided, {"granted": True})
        assert spoken(handling(ARRIVED, ASKED, granted).due) == "2026-03-12 24:00"


class TestRow10TheYearToCome:
    """A calendar that ends with the year, or guesses at the next: a due in January that nobody could know.

    chinese-calendar #66, #94, #107, #137; workalendar #764.
    """

    ARRIVED = ("arrived", "2026-12-28T10:00")

    def test_a_due_beyond_the_last_notice_is_a_pair_and_says_why(self):
        v = handling(self.ARRIVED, as_of="2027-01-11T12:00")
        assert (v.due < v.due_latest, v.state, v.why) == (True, "undetermined", "days_unknown")
        assert "AMB-56" in v.readings
        unknown = [s.day.date for s in v.trace() if s.counts == "unknown"]
        assert unknown[0] == date(2026, 12, 29)

    def test_before_it_and_after_it_all_is_certain(self):
        v = handling(self.ARRIVED, as_of="2026-12-29T12:00")
        assert v.state == "open"
        for at, state in ((v.due - timedelta(minutes=1), "in_time"), (v.due_latest + timedelta(minutes=1), "late")):
            done = (("handled", at.isoformat()), ("replied", at.isoformat()))
            assert handling(self.ARRIVED, *done, as_of="2027-03-01T12:00").state == state

    def test_the_notice_when_it_comes_makes_it_one(self):
        days = [date(2026, 12, 29) + timedelta(days=n) for n in range(15)]
        off = frozenset(day for day in days if day.weekday() > 4 or day == date(2027, 1, 1))
        city = GANZI.with_days(DayLayer(name="notice", off=off, worked=frozenset(days) - off))
        v = handling(self.ARRIVED, as_of="2026-12-29T12:00", city=city)
        assert spoken(v.due) == spoken(v.due_latest) == "2027-01-05 24:00"  # 29, 30, 31 December, 4 and 5 January


class TestRow11AtTheEdgesOfTheDay:
    """What comes before opening, after closing or on a holiday is out by a day, and the same instant by its type.

    bokmann/business_time #36, #45, #149, #175, #195.
    """

    @pytest.mark.parametrize(
        ("accepted", "due"),
        [
            ("2026-03-07T10:00", "2026-03-09 12:00"),  # a Saturday
            ("2026-02-28T10:00", "2026-02-28 15:00"),  # a Saturday that is worked
            ("2026-02-18T10:00", "2026-02-24 12:00"),  # in the Spring Festival
            ("2026-03-06T18:00", "2026-03-09 12:00"),  # at closing
            ("2026-03-06T17:59", "2026-03-09 11:59"),
            ("2026-03-02T08:59", "2026-03-02 12:00"),  # before opening
            ("2026-03-02T09:00", "2026-03-02 12:00"),
        ],
    )
    def test_working_hours_begin_with_the_next_opening(self, accepted, due):
        assert spoken(transfer(STAFFED, accepted).due) == due

    @pytest.mark.parametrize("at", ["2026-03-06T00:00", "2026-03-06T08:59", "2026-03-06T18:00", "2026-03-06T23:59"])
    def test_working_days_begin_after_the_day_whatever_the_hour(self, at):
        assert spoken(handling(("arrived", at)).due) == "2026-03-13 24:00"

    @pytest.mark.parametrize("at", ["2026-03-07T10:00", "2026-03-08T23:59", "2026-03-06T24:00"])
    def test_on_a_day_of_rest_the_first_day_is_the_next_that_is_worked(self, at):
        assert spoken(handling(("arrived", at)).due) == "2026-03-13 24:00"

    def test_the_same_instant_of_any_type_is_the_same_instant(self):
        at = datetime(2026, 3, 6, 10, tzinfo=BEIJING)
        ways = [
            at,
            at.replace(tzinfo=None),
            at.astimezone(UTC),
            at.astimezone(timezone(timedelta(hours=-11))),
            "2026-03-06T10:00",
            "2026-03-06 10:00:00",
            "2026-03-06T02:00Z",
        ]
        found = {told(handling(("arrived", one), as_of="2026-03-09T10:00")) for one in ways}
        assert found == {("open", "2026-03-13 24:00")}
        later = ("handled", "2026-03-13T10:00"), ("replied", "2026-03-13T11:00")
        days = [handling(("arrived", one), *later) for one in ("2026-03-06", date(2026, 3, 6))]
        assert [told(v) for v in days] == [("in_time", "2026-03-13 24:00")] * 2


class TestRow12ACalendarThatIsNotUsed:
    """A calendar can be set and changes nothing: the clock on the wall is what counts.

    Chatwoot #13392, #6467, #14009.
    """

    def test_each_part_of_it_moves_a_due(self):
        plain = spoken(handling(("arrived", "2026-04-29T10:00")).due)
        week = GANZI.changed(base="week")
        closed = GANZI.with_days(DayLayer(name="x", off=frozenset([date(2026, 4, 30)])))
        dues = [spoken(handling(("arrived", "2026-04-29T10:00"), city=city).due) for city in (week, closed)]
        assert [plain, *dues] == ["2026-05-09 24:00", "2026-05-06 24:00", "2026-05-11 24:00"]

    def test_so_do_the_hours(self):
        early = GANZI.with_office_hours(office(rule("08:00-11:00")))
        assert spoken(transfer(early, "2026-03-02T09:00").due) == "2026-03-03 09:00"
        assert spoken(transfer(STAFFED, "2026-03-02T09:00").due) == "2026-03-02 12:00"

    def test_so_does_the_region(self):
        """The two festivals of Xinjiang are days of rest in Karamay (AMB-46)."""
        city, arrived = jurisdiction("karamay"), ("transferred", "2025-06-03T11:00")
        here, there = (
            handling(arrived, city=one, as_of="2025-06-04T10:00").due for one in (city, city.changed(region=None))
        )
        assert here > there

    def test_so_does_the_zone(self):
        at = ("arrived", "2026-03-06T23:00Z")  # Saturday morning in Beijing, Friday in London
        london = GANZI.changed(zone="Europe/London")
        days = [handling(at, city=city).due.date() for city in (GANZI, london)]
        assert days == [date(2026, 3, 14), date(2026, 3, 14)]
        friday = ("arrived", "2026-03-05T17:00Z")  # Friday there, Thursday here
        days = [handling(friday, city=city).due.date() for city in (GANZI, london)]
        assert days == [date(2026, 3, 14), date(2026, 3, 13)]


class TestRow13ShuffledRowsAndMistypedOptions:
    """Rows out of order give other answers without a word, and an option that is misspelt is taken for none.

    pm4py #558, #546, #500.
    """

    LIFE = (ACCEPTED, ARRIVED, ASKED, GRANTED, ("handled", "2026-03-11T10:00"), ("replied", "2026-03-11T11:00"),
            ("called_back", "2026-03-12T10:00", {"rating": "不满意"}), ("redispatched", "2026-03-12T11:00"),
            ("replied", "2026-03-16T11:00"))  # fmt: skip

    @pytest.mark.parametrize("city", CITIES)
    def test_rows_may_stand_in_any_order(self, city):
        said = [
            audit.review(ticket(*rows, kind="help"), jurisdiction(city), as_of=datetime(2026, 4, 1)).as_dict()
            for rows in (self.LIFE, self.LIFE[::-1], (*self.LIFE[4:], *self.LIFE[:4]))
        ]
        assert said[0] == said[1] == said[2]

    def test_an_option_a_reading_and_a_city_that_are_not_known_are_errors(self):
        for mistyped in (
            lambda: GANZI.with_readings({"AMB-5": "end_of_day"}),
            lambda: GANZI.with_readings({"AMB-05": "end_of_the_day"}),
            lambda: jurisdiction("gansi"),
        ):
            with pytest.raises(UnknownNameError):
                mistyped()

    @pytest.mark.parametrize(
        "told", [{"kid": "help"}, {"kind": "hlep"}, {"events": [{"type": "arived", "at": "2026-03-02"}]},
                 {"events": [{"type": "arrived", "on": "2026-03-02"}]}, {"not_recorded": ["signd"]}]
    )  # fmt: skip
    def test_so_are_a_field_a_kind_and_an_event(self, told):
        with pytest.raises(ValidationError):
            Ticket.model_validate({"id": "1", **told})

    def test_so_is_a_fact(self):
        with pytest.raises(UnknownNameError):
            audit.review(ticket(ARRIVED, facts={"complex_mater": True}), GANZI, as_of=date(2026, 3, 3))


class TestRow14WhichDayMovedIt:
    """A due is later than anybody expected, and nobody can see which holiday did it.

    Zammad #390; DefectDojo #11833.
    """

    def test_every_day_that_was_left_out_is_named_with_its_notice(self):
        v = handling(("arrived", "2026-02-13T10:00"))
        skipped = [s.day for s in v.trace() if s.counts == "skipped"]
        assert [day.date for day in skipped] == [date(2026, 2, n) for n in range(15, 24)]
        assert {day.holiday for day in skipped} == {"spring_festival"}
        assert all(day.source and day.published < day.date for day in skipped)
        assert spoken(v.due) == "2026-02-27 24:00"

    def test_and_every_day_that_was_counted_though_it_is_a_weekend(self):
        v = handling(("arrived", "2026-02-13T10:00"))
        made_up = [s.day.date for s in v.trace() if s.counts == "counted" and s.day.why == "make_up"]
        assert made_up == [date(2026, 2, 14)]
        assert "AMB-45" in v.readings

    def test_the_stretches_are_the_whole_of_it(self):
        v = handling(("arrived", "2026-02-13T10:00"))
        stretches = list(v.trace())
        assert all(one.end == other.start for one, other in pairwise(stretches))
        assert (stretches[0].start, stretches[-1].end) == (v.start, v.due)
        assert [s.n for s in stretches if s.counts == "counted"] == [(n, n) for n in range(1, 6)]

    def test_a_layer_of_ones_own_is_named_too(self):
        city = GANZI.with_days(DayLayer(name="closure", off=frozenset([date(2026, 3, 4)])))
        v = handling(ARRIVED, city=city)
        left_out = [s.day for s in v.trace() if s.counts == "skipped" and s.day.date == date(2026, 3, 4)]
        assert [day.source for day in left_out] == ["closure"]


class TestRow15TheEndOfADayAndOfAPause:
    """An alarm at the first instant of the last day, and a matter opened again that still counts as waiting.

    GLPI #22678, #15357, #23359.
    """

    def test_the_last_day_is_whole(self):
        assert told(handling(ARRIVED, as_of="2026-03-09T00:00")) == ("open", "2026-03-09 24:00")
        assert handling(ARRIVED, as_of="2026-03-09T23:59").state == "open"

    def test_or_ends_with_the_office_where_that_is_the_reading(self):
        city = jurisdiction("karamay")
        closing = city.with_readings({"AMB-05": "close_of_business"})
        sent = ("transferred", "2026-03-02T11:00")
        ends = [spoken(handling(sent, city=one).due) for one in (city, closing)]
        assert ends == ["2026-03-09 24:00", "2026-03-09 19:30"]

    def test_no_warning_comes_before_its_time(self):
        later = handling(ARRIVED, as_of="2026-03-09T23:59")
        assert later.next_change == later.due

    def test_what_was_waited_for_in_the_first_round_does_not_hold_up_the_second(self):
        again = ("redispatched", "2026-03-05T10:00")
        log = (ARRIVED, ASKED, ("handled", "2026-03-04T10:00"), ("replied", "2026-03-04T11:00"), again)
        found = check("ganzi", *log, as_of="2026-03-13T10:00", kind="help").stages
        second = [v for v in found if v.stage == "handle" and v.round == 2]
        assert [told(v) for v in second] == [("overdue", "2026-03-12 24:00")]
        assert [v.state for v in found if v.stage == "handle" and v.round == 1] == ["in_time"]

    def test_nor_does_a_return_that_was_refused(self):
        back = (("return_requested", "2026-03-03T10:00"), ("return_decided", "2026-03-06T10:00", {"approved": False}))
        assert told(handling(ARRIVED, *back, as_of="2026-03-10T10:00")) == ("overdue", "2026-03-09 24:00")


# -- properties that the clock's own tests do not have yet -------------------------------------------------------------

instants = st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1)).map(lambda at: at.replace(microsecond=0))
lengths = st.integers(1, 60)
STAFFED_CLOCK = STAFFED.clock


class TestTimeInWhichNothingIsWorked:
    """A pause of no working time changes nothing: nights, breaks and holidays weigh nothing wherever they fall."""

    @settings(max_examples=300)
    @given(instants, st.integers(0, 12 * 1440), lengths)
    def test_a_start_moved_over_none_keeps_its_due(self, start, wait, n):
        later = start + timedelta(minutes=wait)
        passed = STAFFED_CLOCK.elapsed(start, later)
        dues = [STAFFED_CLOCK.due(at, working_hours(n)) for at in (start, later)]
        assert (dues[0] == dues[1]) == (passed.most == timedelta())

    @settings(max_examples=300)
    @given(instants, st.integers(0, 12 * 1440), st.integers(1, 600))
    def test_a_due_stands_off_by_just_the_working_time_that_passed(self, start, wait, n):
        """due(t, passed + n) = due(later, n), passed being the working time from t to later."""
        later = start.replace(second=0) + timedelta(minutes=wait)
        start = start.replace(second=0)
        passed = STAFFED_CLOCK.elapsed(start, later).least // timedelta(minutes=1)
        whole = STAFFED_CLOCK.due(start, Span(Unit.WORKING_MINUTES, passed + n))
        assert STAFFED_CLOCK.due(later, Span(Unit.WORKING_MINUTES, n)) == whole

    @settings(max_examples=300)
    @given(instants, st.integers(0, 40 * 1440))
    def test_working_days_ask_only_for_the_day(self, start, wait):
        later = start + timedelta(minutes=wait)
        worked = STAFFED_CLOCK.calendar.working_days_between(start.date(), later.date())
        dues = [STAFFED_CLOCK.due(at, working_days(5)) for at in (start, later)]
        if worked == (0, 0):
            assert dues[0] == dues[1]
        elif dues[0].certain and dues[1].certain:
            assert dues[0].one < dues[1].one

    @settings(max_examples=200)
    @given(instants, st.integers(0, 20 * 1440), st.integers(1, 2000))
    def test_minutes_by_the_wall_ask_for_nothing_else(self, start, wait, n):
        later = start + timedelta(minutes=wait)
        dues = [STAFFED_CLOCK.due(at, minutes(n)).one for at in (start, later)]
        assert dues[1] - dues[0] == timedelta(minutes=wait)
