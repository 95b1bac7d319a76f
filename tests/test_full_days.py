"""Full days: a period that keeps the time of day at which it started, whatever the clocks are moved by in between."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import deadlines
from hotline_rules.clock import Clock, Counting, Counts, Due, Span, Unit, hours
from hotline_rules.days import DayCalendar
from hotline_rules.jurisdictions import jurisdiction
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.wording import span_text
from tests.reference import DAY, MINUTE, full_days, full_days_between
from tests.tickets import ticket

WEEK = DayCalendar(base="week")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DUTCH = Clock(WEEK, AMSTERDAM)
ZONES = [
    "Europe/Amsterdam",
    "America/Sao_Paulo",  # until 2019 the clocks went forward at midnight: some days began at 01:00
    "America/St_Johns",  # in 2010 they were moved at one minute past midnight
    "Australia/Lord_Howe",  # by half an hour
    "Africa/Casablanca",  # twice within five weeks, round Ramadan
    "Asia/Shanghai",
]
CLOCKS = {name: Clock(WEEK, ZoneInfo(name)) for name in ZONES}
TICK = timedelta(microseconds=1)


def full(n: int) -> Span:
    return Span(Unit.FULL_DAYS, n)


def changes(zone: ZoneInfo, first: int = 2009, last: int = 2019) -> list[datetime]:
    """Every hour in which a zone moves its clocks, as the instant it begins at."""
    at, found = datetime(first, 1, 1, tzinfo=UTC), []
    while at.year <= last:
        if at.astimezone(zone).utcoffset() != (at + timedelta(hours=1)).astimezone(zone).utcoffset():
            found.append(at)
        at += timedelta(hours=1)
    return found


CHANGES = {name: changes(ZoneInfo(name)) or [datetime(2015, 6, 1, tzinfo=UTC)] for name in ZONES}


@st.composite
def near_a_change(draw) -> tuple[str, datetime, int]:
    """A zone, an instant, and a length such that the one or the other end lies within a few hours of a change."""
    name = draw(st.sampled_from(ZONES))
    change, n = draw(st.sampled_from(CHANGES[name])), draw(st.integers(1, 70))
    off = draw(st.timedeltas(-timedelta(hours=4), timedelta(hours=4)))
    return name, change + off - n * DAY * draw(st.booleans()), n


class TestTheTimeOfDayIsKept:
    @pytest.mark.parametrize(
        ("start", "n", "due"),
        [
            ("2011-10-11 13:42:22.688+02:00", 56, "2011-12-06 13:42:22.688000+01:00"),
            ("2011-02-01 09:00+01:00", 56, "2011-03-29 09:00:00+02:00"),
            ("2011-06-01 09:00+02:00", 56, "2011-07-27 09:00:00+02:00"),
            ("2011-06-01 00:00+02:00", 1, "2011-06-02 00:00:00+02:00"),
            ("2011-10-29 22:30+00:00", 1, "2011-10-31 00:30:00+01:00"),  # already the 30th there
        ],
    )
    def test_whatever_the_clocks_do_in_between(self, start, n, due):
        found = DUTCH.due(datetime.fromisoformat(start), full(n))
        assert (found.one.isoformat(" "), found.first_day, found.last_day) == (due, None, None)

    def test_in_a_zone_that_does_not_move_its_clocks_a_day_is_24_hours(self):
        for name in ("weifang", "karamay"):
            clock = jurisdiction(name).clock
            start = datetime(2026, 2, 13, 23, 30)
            assert clock.due(start, full(5)) == clock.due(start, hours(120))

    def test_a_time_that_comes_twice_on_the_last_day_is_a_pair(self):
        due = DUTCH.due(datetime(2026, 9, 1, 2, 30), full(54))
        assert [end.isoformat(" ") for end in due[:2]] == ["2026-10-25 02:30:00+02:00", "2026-10-25 02:30:00+01:00"]

    def test_a_time_that_is_skipped_on_the_last_day_is_there_when_it_is_skipped(self):
        for minute in (0, 1, 30, 59):
            due = DUTCH.due(datetime(2026, 3, 1, 2, minute), full(28)).one
            assert due.isoformat(" ") == "2026-03-29 03:00:00+02:00"
        due = CLOCKS["America/Sao_Paulo"].due(datetime(2018, 11, 3, 0, 30), full(1)).one
        assert due.isoformat(" ") == "2018-11-04 01:00:00-02:00"

    def test_a_day_that_a_place_left_out_is_over_when_the_next_begins(self):
        samoa = Clock(WEEK, ZoneInfo("Pacific/Apia"))
        due = samoa.due(datetime(2011, 12, 29, 10), full(1)).one
        assert due == samoa.midnight(date(2011, 12, 31))

    def test_a_bare_date_is_the_whole_of_that_day(self):
        due = DUTCH.due(date(2011, 10, 30), full(7))
        assert due == Due(DUTCH.midnight(date(2011, 11, 6)), DUTCH.midnight(date(2011, 11, 7)) - TICK)

    def test_a_start_between_two_days_that_show_an_hour_twice_reaches_over_all_of_that_hour(self):
        first = datetime.fromisoformat("2010-10-31T02:30+02:00")
        last = datetime.fromisoformat("2011-10-30T02:30+01:00")
        due = DUTCH.due_between(first, last, full(7))
        assert due.earliest.isoformat(" ") == "2010-11-07 02:00:00+01:00"
        assert (due.latest + TICK).isoformat(" ") == "2011-11-06 03:00:00+01:00"

    def test_no_convention_of_counting_days_moves_it(self):
        told = Counting("counted", "roll_to_workday", "close_of_business")
        start = datetime(2026, 3, 7, 10)
        assert DUTCH.due(start, full(3), told) == DUTCH.due(start, full(3))


class TestAgainstTheWalk:
    @settings(max_examples=100, deadline=None)
    @given(near_a_change())
    def test_it_ends_where_the_clock_on_the_wall_shows_the_time_again(self, told):
        name, start, n = told
        clock = CLOCKS[name]
        assert clock.due(start, full(n))[:2] == full_days(clock.zone, start, n)

    @settings(max_examples=60, deadline=None)
    @given(near_a_change(), st.timedeltas(timedelta(), timedelta(hours=30)))
    def test_a_start_between_two_instants_gives_the_earliest_and_the_latest_of_all_their_ends(self, told, more):
        name, first, n = told
        clock, last = CLOCKS[name], first + more
        assert clock.due_between(first, last, full(n))[:2] == full_days_between(clock.zone, first, last, n)

    @settings(max_examples=100, deadline=None)
    @given(near_a_change())
    def test_the_notation_of_the_start_does_not_matter(self, told):
        name, start, n = told
        clock = CLOCKS[name]
        here = start.astimezone(clock.zone)
        naive = here.replace(tzinfo=None)
        assert clock.due(start, full(n)) == clock.due(here, full(n)) == clock.due(naive, full(n))

    @settings(max_examples=100, deadline=None)
    @given(near_a_change(), st.integers(0, 40))
    def test_a_longer_period_never_ends_earlier_and_none_before_a_day_is_nearly_over(self, told, more):
        name, start, n = told
        clock = CLOCKS[name]
        due, longer = clock.due(start, full(n)), clock.due(start, full(n + more))
        assert due.earliest <= longer.earliest and due.latest <= longer.latest
        assert due.earliest <= due.latest <= due.earliest + timedelta(hours=1)
        assert abs(due.earliest - start - n * DAY) <= timedelta(hours=1)

    @settings(max_examples=100, deadline=None)
    @given(near_a_change(), st.timedeltas(timedelta(hours=1), timedelta(days=9)))
    def test_what_starts_later_ends_no_earlier_once_the_wall_shows_a_later_time(self, told, more):
        name, start, n = told
        clock = CLOCKS[name]
        before, after = clock.due(start, full(n)), clock.due(start + more, full(n))
        assert before.earliest <= after.earliest and before.latest <= after.latest

    @pytest.mark.parametrize("name", ["Asia/Shanghai", "Europe/Amsterdam"])
    def test_over_columns_it_is_the_same(self, name):
        np = pytest.importorskip("numpy")
        dues = pytest.importorskip("hotline_rules.columns.dues")
        clock = CLOCKS[name]
        starts = [datetime(2015, 3, 1) + MINUTE * 977 * i for i in range(300)]
        at = np.array([dues.micros(start) for start in starts])
        found = dues.DueTables(clock).ends(at, at, full(28))
        each = [clock.due(start, full(28)) for start in starts]
        assert found.earliest.tolist() == [dues.micros(due.earliest) for due in each]
        assert found.latest.tolist() == [dues.micros(due.latest) for due in each]


class TestTheTrace:
    @settings(max_examples=60, deadline=None)
    @given(near_a_change())
    def test_it_is_one_stretch_of_all_the_days_with_the_time_that_passed(self, told):
        name, start, n = told
        clock = CLOCKS[name]
        until = clock.due(start, full(n)).latest
        (one,) = clock.trace(start, full(n), until)
        assert (one.start, one.end, one.n, one.used) == (start, until, (n, n), until - start)
        assert (one.counts, one.day, one.code) == (Counts.COUNTED, None, None)


class TestInACity:
    CITY = jurisdiction("weifang")

    def city(self) -> Jurisdiction:
        told = json.loads(self.CITY.model_dump_json())
        for stage in told["deadlines"]["stages"]:
            for case in stage["cases"]:
                if case["span"]:
                    case["span"] = {"unit": "full_days", "n": 5}
        return Jurisdiction.model_validate_json(json.dumps(told))

    def test_a_city_writes_it_as_any_other_unit_and_gets_it_back(self):
        city = self.city()
        assert Jurisdiction.model_validate_json(city.model_dump_json()) == city
        assert "full_days" in json.dumps(Jurisdiction.model_json_schema())

    def test_a_verdict_rests_on_no_reading_of_days(self):
        told = ticket(("arrived", "2026-02-13T23:30"))
        found = deadlines.check(told, self.city(), as_of=datetime(2026, 2, 20)).stages
        verdict = next(one for one in found if one.basis.span == full(5))
        assert verdict.due == verdict.due_latest == self.CITY.clock.local(datetime(2026, 2, 18, 23, 30))
        assert not {"AMB-01", "AMB-03", "AMB-05", "AMB-45", "AMB-56"} & set(verdict.readings)

    def test_it_is_said_in_words(self):
        assert [span_text(full(56), "zh"), span_text(full(56), "en")] == ["56个整日", "56 full days"]
        assert span_text(full(1), "en") == "1 full day"
