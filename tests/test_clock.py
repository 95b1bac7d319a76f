"""The clock, against dates worked by hand, its rules as properties, and a naive walk."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hotline_rules.clock import (
    PLAIN,
    Clock,
    Counting,
    Counts,
    Due,
    Span,
    Unit,
    hours,
    minutes,
    working_days,
    working_hours,
)
from hotline_rules.days import DayCalendar, DayLayer, State, Why
from hotline_rules.errors import InvalidValueError, NoWorkingTimeError, OutsideCalendarError, UncertainError
from hotline_rules.jurisdictions.regions import XINJIANG
from hotline_rules.office_hours import HoursRule, OfficeHours
from tests.reference import (
    DAY,
    MINUTE,
    Intervals,
    all_day,
    apply_by,
    end_of,
    ends_of_same_day,
    extended,
    hours_unknown_latest,
    local_day,
    nth_working_day,
    received_on,
    same_day,
    ways,
    worked_minutes,
    working_minutes,
)

BEIJING = ZoneInfo("Asia/Shanghai")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHINA = DayCalendar()
NINE_TO_FIVE: Intervals = ((540, 720), (840, 1020))


def office(*rules: HoursRule) -> OfficeHours:
    return OfficeHours(name="test", source="a test", rules=rules)


def rule(*intervals: str, **when) -> HoursRule:
    return HoursRule(intervals=intervals, **when)


NINE = office(rule("09:00-12:00", "14:00-17:00"))
CLOCK = Clock(CHINA, BEIJING)
OPEN = Clock(CHINA, BEIJING, NINE)
KARAMAY = Clock(DayCalendar(region=XINJIANG), BEIJING)
XINJIANG_HOURS = office(
    rule("10:00-14:00", "16:00-20:00", season=("05-01", "09-30")),
    rule("10:00-14:00", "15:30-19:30", season=("10-01", "04-30")),
)
WEEK = DayCalendar(base="week")
DUTCH = Clock(WEEK, AMSTERDAM, office(rule("08:30-12:00", "13:00-17:30")))


def examples(most: int):
    """So many examples in the proofs, a third of them in the default run."""
    thorough = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
    return settings(max_examples=most if thorough else max(most // 3, 1), deadline=None, database=None)


def at(text: str) -> datetime:
    """An instant in Beijing time; 24:00 is 00:00 of the next day."""
    if text.endswith(" 24:00"):
        return datetime.fromisoformat(text[:-6]).replace(tzinfo=BEIJING) + DAY
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def on(text: str) -> date:
    return date.fromisoformat(text)


def ends(due: Due) -> tuple[datetime, datetime]:
    return due.earliest, due.latest


def pair(first: str, last: str) -> tuple[datetime, datetime]:
    return at(first), at(last)


def end(day: date) -> datetime:
    return end_of(BEIJING, day)


known_instants = st.datetimes(datetime(2005, 1, 1), datetime(2026, 6, 1), timezones=st.just(BEIJING))
instants = st.datetimes(datetime(2024, 1, 1), datetime(2027, 7, 1), timezones=st.just(BEIJING))
recent_instants = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1), timezones=st.just(BEIJING))
lengths = st.integers(1, 60)


@st.composite
def intervals(draw, at_least: int = 30) -> Intervals:
    edges = sorted(draw(st.sets(st.integers(0, 96), min_size=2, max_size=8)))
    pieces = tuple((a * 15, b * 15) for a, b in zip(edges[::2], edges[1::2], strict=False))
    assume(sum(b - a for a, b in pieces) >= at_least)
    return pieces


def weekly(days: list[Intervals]) -> OfficeHours:
    return office(*(HoursRule(intervals=told, weekdays=(i + 1,)) for i, told in enumerate(days)))


weeks = st.lists(intervals(at_least=120), min_size=7, max_size=7).map(weekly)


class TestWorkedDates:
    @pytest.mark.parametrize(
        ("arrived", "one", "two", "five", "cut_off", "more", "most"),
        [
            ("2026-03-02 10:00", "03-03", "03-04", "03-09", "03-06", "03-16", "03-23"),
            ("2026-03-06 23:59", "03-09", "03-10", "03-13", "03-12", "03-20", "03-27"),
            ("2026-03-07 10:00", "03-09", "03-10", "03-13", "03-12", "03-20", "03-27"),
            ("2026-02-13 17:00", "02-14", "02-24", "02-27", "02-26", "03-05", "03-12"),
            ("2026-04-30 09:00", "05-06", "05-07", "05-11", "05-09", "05-18", "05-25"),
            ("2026-09-30 16:20", "10-08", "10-09", "10-13", "10-12", "10-20", "10-27"),
        ],
    )
    def test_working_days_their_cut_off_and_their_extensions(self, arrived, one, two, five, cut_off, more, most):
        def is_end_of(due: Due, day: str) -> bool:
            last = on(f"2026-{day}")
            return due == Due(end(last), end(last), last, last)

        start = at(arrived)
        assert is_end_of(CLOCK.due(start, working_days(1)), one)
        assert is_end_of(CLOCK.due(start, working_days(2)), two)
        due = CLOCK.due(start, working_days(5))
        assert is_end_of(due, five)
        assert is_end_of(CLOCK.days_before(due, 1), cut_off)
        assert is_end_of(CLOCK.extended(due, 5), more)
        assert is_end_of(CLOCK.extended(CLOCK.extended(due, 5), 5), most)

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            ("2026-03-02 11:00", "2026-03-02 16:00"),
            ("2026-03-02 14:00", "2026-03-02 17:00"),
            ("2026-03-02 16:30", "2026-03-03 11:30"),
            ("2026-03-06 16:30", "2026-03-09 11:30"),
            ("2026-03-07 03:00", "2026-03-09 12:00"),
            ("2026-09-30 15:00", "2026-10-08 10:00"),
        ],
    )
    def test_three_working_hours_with_a_schedule(self, start, due):
        assert OPEN.due(at(start), working_hours(3)) == Due(at(due), at(due))
        assert OPEN.due(at(start), Span(Unit.WORKING_MINUTES, 180)) == Due(at(due), at(due))

    @pytest.mark.parametrize(
        ("start", "earliest", "latest"),
        [
            ("2026-03-02 11:00", "2026-03-02 14:00", "2026-03-03 24:00"),
            ("2026-03-06 16:30", "2026-03-06 19:30", "2026-03-09 24:00"),
            ("2026-03-06 22:00", "2026-03-09 01:00", "2026-03-09 24:00"),
            ("2026-03-07 03:00", "2026-03-09 03:00", "2026-03-09 24:00"),
            ("2026-09-30 15:00", "2026-09-30 18:00", "2026-10-08 24:00"),
        ],
    )
    def test_three_working_hours_without_a_schedule(self, start, earliest, latest):
        assert CLOCK.due(at(start), working_hours(3)) == Due(at(earliest), at(latest))

    @pytest.mark.parametrize(
        ("start", "n", "regional", "national"),
        [
            ("2023-04-17", 5, "2023-04-24", "2023-04-23"),
            ("2023-04-17", 10, "2023-05-04", "2023-04-28"),
            ("2025-06-05", 3, "2025-06-13", "2025-06-10"),
            ("2025-06-05", 5, "2025-06-17", "2025-06-12"),
            ("2025-06-05", 10, "2025-06-24", "2025-06-19"),
            ("2023-06-27", 5, "2023-07-07", "2023-07-04"),
            ("2022-07-08", 5, "2022-07-20", "2022-07-15"),
        ],
    )
    def test_karamay_across_its_festivals(self, start, n, regional, national):
        for when in (on(start), at(f"{start} 00:00"), at(f"{start} 23:59")):
            assert KARAMAY.due(when, working_days(n)).one == end(on(regional))
            assert CLOCK.due(when, working_days(n)).one == end(on(national))


class TestPains:
    def test_24_hours_from_half_past_eleven_at_night_are_exactly_24_hours(self):
        assert CLOCK.due(at("2026-02-14 23:30"), hours(24)).one == at("2026-02-15 23:30")
        assert CLOCK.due(at("2026-02-14 23:30"), minutes(1440)).one == at("2026-02-15 23:30")
        assert CLOCK.due(at("2026-02-14 23:58"), minutes(3)).one == at("2026-02-15 00:01")

    def test_a_lunch_break_pauses(self):
        clock = CLOCK.with_office_hours(office(rule("09:00-12:00", "14:00-18:00")))
        assert clock.due(at("2026-03-02 11:00"), working_hours(3)).one == at("2026-03-02 16:00")
        assert clock.due(at("2026-02-14 15:00"), working_hours(3)).one == at("2026-02-14 18:00")

    @pytest.mark.parametrize(
        ("start", "due"),
        [
            ("2026-03-02 07:00", "2026-03-02 10:00"),  # before opening
            ("2026-03-02 12:00", "2026-03-02 15:00"),  # as the break begins
            ("2026-03-02 13:00", "2026-03-02 15:00"),  # in the break
            ("2026-03-02 17:00", "2026-03-03 10:00"),  # at closing
            ("2026-03-02 19:00", "2026-03-03 10:00"),
            ("2026-02-28 19:00", "2026-03-02 10:00"),  # a worked Saturday, after closing
            ("2026-02-16 10:00", "2026-02-24 10:00"),  # in the Spring Festival
        ],
    )
    def test_a_start_outside_hours_waits_for_the_next_opening(self, start, due):
        assert OPEN.due(at(start), working_hours(1)).one == at(due)

    def test_time_used_up_at_a_closing_ends_at_the_closing(self):
        assert OPEN.due(at("2026-03-02 09:00"), working_hours(3)).one == at("2026-03-02 12:00")
        assert OPEN.due(at("2026-03-06 16:00"), working_hours(1)).one == at("2026-03-06 17:00")

    def test_one_open_day_a_month_still_finds_the_due(self):
        months = [rule("09:00-10:00", first=date(2026, m, 12), last=date(2026, m, 12)) for m in range(1, 13)]
        clock = CLOCK.with_office_hours(office(*months, rule()))
        # 12 April, 12 July, 12 September are days of rest; 12 December is a Saturday.
        assert clock.due(at("2026-02-12 09:30"), working_hours(3)).one == at("2026-06-12 09:30")
        assert clock.due(at("2026-06-12 10:00"), working_hours(1)).one == at("2026-08-12 10:00")

    def test_one_worked_day_a_month_still_finds_the_due(self):
        off = [f"2026-{m:02}-02/2026-{m + 1:02}-01" for m in range(1, 9)]
        firsts = [date(2026, m, 1) for m in range(2, 9)]
        layers = DayLayer(name="off", off=off), DayLayer(name="worked", worked=firsts)
        clock = OPEN
        for layer in layers:
            clock = Clock(clock.calendar.with_layer(layer), BEIJING, NINE)
        assert clock.due(at("2026-02-01 16:00"), working_days(5)).one == at("2026-07-01 24:00")
        assert clock.due(at("2026-02-01 16:00"), working_hours(13)).one == at("2026-04-01 17:00")

    def test_office_hours_that_are_always_closed_are_an_error_in_bounded_time(self):
        for calendar in (CHINA, WEEK):
            closed = Clock(calendar, BEIJING, office(rule()))
            began = time.perf_counter()
            with pytest.raises(NoWorkingTimeError, match="no working time"):
                closed.due(at("2026-03-02 11:00"), working_hours(1))
            assert time.perf_counter() - began < 5

    def test_a_calendar_that_is_never_worked_is_an_error_in_bounded_time(self):
        off = ("2004-01-01/2011-12-31", "2012-01-01/2019-12-31", "2020-01-01/2027-12-31")
        clock = Clock(CHINA.with_layer(DayLayer(name="x", off=off)), BEIJING, NINE)
        began = time.perf_counter()
        for length in (working_days(1), working_hours(1)):
            with pytest.raises(NoWorkingTimeError):
                clock.due(at("2026-03-02 11:00"), length)
        with pytest.raises(NoWorkingTimeError):
            clock.with_office_hours(None).due(at("2026-03-02 11:00"), working_hours(1))
        assert time.perf_counter() - began < 5

    def test_before_the_notice_of_2027_a_due_is_a_pair(self):
        due = CLOCK.due(at("2026-12-29 10:00"), working_days(5))
        assert (due.first_day, due.last_day) == (on("2027-01-04"), on("2027-01-13"))
        assert not due.certain
        with pytest.raises(UncertainError, match=r"2027-01-05 .* 2027-01-14"):
            _ = due.one


class TestElapsed:
    @examples(200)
    @given(weeks, known_instants, lengths, st.booleans())
    def test_it_finds_again_what_due_added(self, told, start, n, in_hours):
        """The inverse of `due` for working hours: what `due` adds, `elapsed` finds again."""
        clock = CLOCK.with_office_hours(told)
        length = working_hours(n) if in_hours else Span(Unit.WORKING_MINUTES, n)
        due = clock.due(start, length).one
        wanted = timedelta(hours=n) if in_hours else timedelta(minutes=n)
        assert clock.elapsed(start, due) == (wanted, wanted)
        assert clock.elapsed(start, due - timedelta(microseconds=1)).most < wanted

    @examples(200)
    @given(weeks, st.lists(known_instants, min_size=3, max_size=3).map(sorted))
    def test_it_adds_up(self, told, three):
        """elapsed(a, c) = elapsed(a, b) + elapsed(b, c)."""
        clock = CLOCK.with_office_hours(told)
        a, b, c = (three[0] + (x - three[0]) / 50 for x in three)
        parts = [clock.elapsed(a, b), clock.elapsed(b, c)]
        whole = clock.elapsed(a, c)
        assert whole.least == whole.most == parts[0].least + parts[1].least

    def test_it_is_nothing_backwards_and_counts_only_the_working_part_of_a_weekend(self):
        friday, monday = at("2026-03-06 16:00"), at("2026-03-09 10:00")
        assert OPEN.elapsed(friday, monday) == (timedelta(hours=2), timedelta(hours=2))
        assert OPEN.elapsed(monday, friday) == OPEN.elapsed(friday, friday) == (timedelta(), timedelta())

    def test_unknown_hours_and_unknown_days_make_it_a_pair(self):
        assert CLOCK.elapsed(at("2026-03-06 16:00"), at("2026-03-09 10:00")) == (timedelta(), timedelta(hours=18))
        found = OPEN.elapsed(at("2026-12-28 09:00"), at("2026-12-29 10:00"))
        assert found == (timedelta(hours=6), timedelta(hours=7))

    def test_outside_the_calendar_it_is_an_error(self):
        for start, finish in (("2003-12-31 10:00", "2004-01-05 10:00"), ("2027-12-01 10:00", "2028-01-02 10:00")):
            with pytest.raises(OutsideCalendarError):
                OPEN.elapsed(at(start), at(finish))
        assert OPEN.elapsed(at("2027-12-01 10:00"), at("2027-12-31 24:00")).most > timedelta(hours=6)

    @examples(100)
    @given(st.datetimes(datetime(2025, 1, 1), datetime(2025, 12, 20)), st.integers(1, 4 * 1440))
    def test_it_counts_what_a_walk_counts(self, start, length):
        start = start.replace(second=0, microsecond=0, tzinfo=BEIJING)
        finish = start + length * MINUTE
        works = ways(CHINA, start.date(), finish.date())[0]
        found = worked_minutes(works, lambda day: NINE_TO_FIVE, BEIJING, start, finish)
        assert OPEN.elapsed(start, finish) == (found * MINUTE, found * MINUTE)


UNITS = [unit for unit in Unit if unit is not Unit.SAME_DAY]
CLOCKS = {"open": OPEN, "unknown": CLOCK, "karamay": KARAMAY, "karamay_open": KARAMAY.with_office_hours(XINJIANG_HOURS)}
clocks = st.sampled_from(sorted(CLOCKS)).map(CLOCKS.__getitem__)


class TestProperties:
    @examples(200)
    @given(clocks, instants, instants, st.sampled_from(UNITS), st.integers(1, 30))
    def test_a_later_start_never_gives_an_earlier_due(self, clock, one, other, unit, n):
        """Due is monotone in its start."""
        other = one + (other - one) / 100
        first, last = sorted((one, other))
        before, after = clock.due(first, Span(unit, n)), clock.due(last, Span(unit, n))
        assert before.earliest <= after.earliest
        assert before.latest <= after.latest

    @examples(200)
    @given(clocks, instants, st.sampled_from(UNITS), st.integers(1, 30), st.integers(0, 20))
    def test_a_longer_period_never_gives_an_earlier_due(self, clock, start, unit, n, more):
        """Due is monotone in its length."""
        shorter, longer = clock.due(start, Span(unit, n)), clock.due(start, Span(unit, n + more))
        assert shorter.earliest <= longer.earliest
        assert shorter.latest <= longer.latest

    @examples(200)
    @given(clocks, instants, st.sampled_from(list(Unit)), st.integers(1, 30))
    def test_the_earliest_is_never_after_the_latest_and_both_are_after_the_start(self, clock, start, unit, n):
        """The end is a pair (earliest, latest), one where all is known."""
        due = clock.due(start, Span(unit, n))
        assert start < due.earliest <= due.latest
        in_days = unit in (Unit.WORKING_DAYS, Unit.NATURAL_DAYS, Unit.SAME_DAY)
        assert (due.first_day is not None) == (due.last_day is not None) == in_days
        if in_days:
            assert ends(due) == (end(due.first_day), end(due.last_day))
        reached = {clock.calendar.day(start.date() + DAY * i).state for i in range((due.latest - start).days + 2)}
        hours_known = clock.office_hours is not None or unit not in (Unit.WORKING_HOURS, Unit.WORKING_MINUTES)
        if hours_known and State.UNKNOWN not in reached:
            assert due.certain
            assert due.one == due.earliest

    @examples(200)
    @given(weeks, known_instants, lengths, lengths)
    def test_working_hours_add_up(self, told, start, a, b):
        """a and then b working hours end where a + b do."""
        clock = CLOCK.with_office_hours(told)
        between = clock.due(start, working_hours(a)).one
        assert clock.due(between, working_hours(b)) == clock.due(start, working_hours(a + b))

    @examples(200)
    @given(st.sampled_from([CLOCK, KARAMAY]), instants, st.integers(1, 40), st.integers(1, 40))
    def test_working_dates_add_up(self, clock, start, a, b):
        """An extension counts on from the due date, not from its instant."""
        due = clock.due(start, working_days(a))
        assert clock.extended(due, b) == clock.due(start, working_days(a + b))
        if due.certain:
            assert clock.due(due.last_day, working_days(b)) == clock.due(start, working_days(a + b))

    @examples(30)
    @given(recent_instants, st.integers(1, 30), st.data())
    def test_an_added_day_off_never_hastens_and_an_added_worked_day_never_delays(self, start, n, data):
        """Adding a holiday never makes a due date earlier, adding a make-up day never later."""
        day = start.date() + DAY * data.draw(st.integers(0, 40))
        off = Clock(CHINA.with_layer(DayLayer(name="o", off={day})), BEIJING)
        worked = Clock(CHINA.with_layer(DayLayer(name="w", worked={day})), BEIJING)
        for told, length in ((None, working_days(n)), (None, working_hours(n)), (NINE, working_hours(n))):
            dues = [c.with_office_hours(told) if told else c for c in (worked, CLOCK, off)]
            first, second, third = (clock.due(start, length) for clock in dues)
            assert first.earliest <= second.earliest <= third.earliest
            assert first.latest <= second.latest <= third.latest

    @examples(200)
    @given(clocks, instants, st.sampled_from(list(Unit)), st.integers(1, 20))
    def test_the_notation_of_an_instant_does_not_matter(self, clock, start, unit, n):
        """All instants are returned in the clock's zone; a naive datetime is in that zone."""
        due = clock.due(start, Span(unit, n))
        notations = [
            start.replace(tzinfo=None),
            start.astimezone(UTC),
            start.astimezone(ZoneInfo("America/New_York")),
            start.astimezone(timezone(timedelta(hours=-11, minutes=-30))),
            clock.local(start),
        ]
        for same in notations:
            found = clock.due(same, Span(unit, n))
            assert found == due
            for instant in ends(found):
                assert instant.utcoffset() == timedelta(hours=8)
        assert clock.interval(notations[1]) == clock.interval(start)

    @examples(40)
    @given(
        recent_instants,
        st.integers(1, 12),
        st.randoms(use_true_random=False),
        st.sampled_from(["open", "karamay_open"]),
    )
    def test_settling_unknown_days_keeps_the_answer_inside_the_pair(self, start, n, chance, name):
        """Every way of settling what is unknown puts the end between the two, both included."""
        clock = CLOCKS[name]
        days = [start.date() + DAY * i for i in range(-40, 70)]
        unknown = frozenset(day for day in days if clock.calendar.day(day).state is State.UNKNOWN)
        worked = frozenset(day for day in unknown if chance.random() < 0.5)
        layer = DayLayer(name="settled", worked=worked, off=unknown - worked)
        settled = Clock(clock.calendar.with_layer(layer), BEIJING, clock.office_hours)
        for length in (working_days(n), working_hours(n)):
            due = clock.due(start, length)
            assert due.earliest <= settled.due(start, length).one <= due.latest
        due, one = clock.due(start, working_days(n)), settled.due(start, working_days(n))
        cut, moved = clock.days_before(due, 1), clock.extended(due, 3)
        assert cut.earliest <= settled.days_before(one, 1).one <= cut.latest
        assert moved.earliest <= settled.extended(one, 3).one <= moved.latest
        elapsed = clock.elapsed(start, start + DAY * n)
        assert elapsed.least <= settled.elapsed(start, start + DAY * n).least <= elapsed.most
        counting = Counting(receipt="roll_to_workday")
        due = clock.due(start, working_days(n), counting)
        assert due.earliest <= settled.due(start, working_days(n), counting).one <= due.latest

    @examples(200)
    @given(st.lists(intervals(at_least=180), min_size=7, max_size=7).map(weekly), known_instants, st.integers(1, 40))
    def test_with_unknown_hours_any_office_open_three_hours_a_day_ends_inside_the_pair(self, told, start, n):
        """An office whose hours are not known is taken to be open at least three hours on a working day."""
        due, real = CLOCK.due(start, working_hours(n)), CLOCK.with_office_hours(told)
        assert due.earliest <= real.due(start, working_hours(n)).one <= due.latest
        finish = start + DAY * (n / 4)
        elapsed = CLOCK.elapsed(start, finish)
        assert elapsed.least <= real.elapsed(start, finish).least <= elapsed.most

    @examples(200)
    @given(clocks, instants.map(datetime.date), st.sampled_from(list(Unit)), st.integers(1, 20), st.integers(0, 1439))
    def test_a_bare_date_is_some_time_that_day(self, clock, day, unit, n, minute):
        """A bare date is some time that day."""
        due = clock.due(day, Span(unit, n))
        real = clock.due(clock.midnight(day) + minute * MINUTE, Span(unit, n))
        assert due.earliest <= real.earliest
        assert real.latest <= due.latest

    @examples(200)
    @given(clocks, instants, st.integers(0, 5000), st.sampled_from(list(Unit)), st.integers(1, 20))
    def test_a_start_between_two_instants_gives_the_dues_of_both(self, clock, first, apart, unit, n):
        """`due_between`: the span started at some instant from `first` to `last`, both included."""
        first, last = clock.local(first), clock.local(first + apart * MINUTE)
        due = clock.due_between(first, last, Span(unit, n))
        assert due.earliest == clock.due(first, Span(unit, n)).earliest
        assert due.latest == clock.due(last, Span(unit, n)).latest


# -- against the reference -----------------------------------------------------------------------------------


def xinjiang_hours(day: date) -> Intervals:
    return ((600, 840), (960, 1200)) if 5 <= day.month <= 9 else ((600, 840), (930, 1170))


def nine_to_five(day: date) -> Intervals:
    return NINE_TO_FIVE


KNOWN_HOURS: list[tuple[OfficeHours, Callable[[date], Intervals]]] = [
    (NINE, nine_to_five),
    (XINJIANG_HOURS, xinjiang_hours),
    (
        office(rule("08:00-11:50", weekdays=(5, 6, 7)), rule("00:00-00:20", "20:30-24:00")),
        lambda day: ((480, 710),) if day.isoweekday() >= 5 else ((0, 20), (1230, 1440)),
    ),
]


def some_instants(seed: str, count: int, first: date, last: date) -> list[datetime]:
    """Whole minutes at random; a third at the edges where the rules bite."""
    chance = Random(seed)
    edges = (0, 540, 600, 720, 840, 930, 960, 1020, 1200, 1230, 1439)
    found = []
    for _ in range(count):
        day = first + DAY * chance.randrange((last - first).days)
        minute = chance.choice(edges) if chance.random() < 0.35 else chance.randrange(1440)
        found.append(datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=BEIJING))
    return found


def check_days(clock: Clock, starts: list[datetime], seed: str) -> None:
    chance = Random(seed)
    for start in starts:
        n, more = chance.randint(1, 15), chance.randint(1, 5)
        today = start.date()
        settled = ways(clock.calendar, today - DAY * 45, today + DAY * 90)
        found = [nth_working_day(works, today, n) for works in settled]
        due = clock.due(start, working_days(n))
        assert (due.first_day, due.last_day) == (min(found), max(found)), start
        assert ends(due) == (end(min(found)), end(max(found)))
        longer = [extended(works, today, n, more, 2) for works in settled]
        moved = clock.extended(clock.extended(due, more), 2)
        assert (moved.first_day, moved.last_day) == (min(longer), max(longer)), start
        cuts = [apply_by(works, today, n, 1) for works in settled]
        cut = clock.days_before(due, 1)
        assert cut.first_day <= min(cuts) <= max(cuts) <= cut.last_day, start
        assert len(settled) > 1 or cut.first_day == cut.last_day == cuts[0]
        assert clock.due(start, Span(Unit.NATURAL_DAYS, n)).one == end(today + DAY * n)
        assert clock.due(start, Span(Unit.SAME_DAY)).one == end(today)
        assert clock.due(start, hours(n)).one == start + timedelta(hours=n)
        assert clock.due(start, minutes(n)).one == start + timedelta(minutes=n)


def check_hours(clock: Clock, told: Callable[[date], Intervals], starts: list[datetime], seed: str) -> None:
    chance = Random(seed)
    for start in starts:
        n = chance.choice((30, 60, 120, 180, 180, 180, 240, 480, chance.randint(1, 900)))
        settled = ways(clock.calendar, start.date(), start.date() + DAY * 45, most=8)
        found = [working_minutes(works, told, BEIJING, start, n) for works in settled]
        assert ends(clock.due(start, Span(Unit.WORKING_MINUTES, n))) == (min(found), max(found)), (start, n)
        if n % 60 == 0:
            assert ends(clock.due(start, working_hours(n // 60))) == (min(found), max(found))


def check_unknown_hours(clock: Clock, starts: list[datetime], seed: str) -> None:
    chance = Random(seed)
    for start in starts:
        n = chance.choice((60, 180, 240, chance.randint(1, 900)))
        settled = ways(clock.calendar, start.date(), start.date() + DAY * 45, most=8)
        best = min(working_minutes(works, all_day, BEIJING, start, n) for works in settled)
        worst = max(hours_unknown_latest(works, BEIJING, start, n) for works in settled)
        assert ends(clock.due(start, Span(Unit.WORKING_MINUTES, n))) == (best, worst), (start, n)


def check_same_day(clock: Clock, told: Callable[[date], Intervals | None], starts: list[datetime]) -> None:
    for start in starts:
        settled = ways(clock.calendar, start.date(), start.date() + DAY * 35, most=8)
        here = clock.local(start)
        found = {day for works in settled for day in same_day(works, told(start.date()), BEIJING, start)}
        due = clock.same_day(here, here, until_closing=False, roll=True)
        assert due == Due(end(min(found)), end(max(found)), min(found), max(found)), start
        assert clock.same_day(here, here, until_closing=False, roll=False).one == end(start.date())
        if told(start.date()) is None:
            continue
        for roll in (True, False):
            if not roll and len(settled) > 1:
                continue
            options = {"until_closing": True, "roll": roll}
            instants = {i for works in settled for i in ends_of_same_day(works, told, BEIJING, start, **options)}
            assert ends(clock.same_day(here, here, **options)) == (min(instants), max(instants)), (start, roll)


def check_conventions(clock: Clock, told: Callable[[date], Intervals], starts: list[datetime], seed: str) -> None:
    chance = Random(seed)
    before = {"not_counted": 0, "counted": 24, "counted_before_noon": 12, "counted_before_16": 16}
    for start in starts:
        n = chance.randint(1, 10)
        settled = ways(clock.calendar, start.date() - DAY, start.date() + DAY * 62, most=8)
        for first_day, hour in before.items():
            excluded = start.date() - DAY if start.hour < hour else start.date()
            found = [nth_working_day(works, excluded, n) for works in settled]
            due = clock.due(start, working_days(n), Counting(first_day=first_day))
            assert (due.first_day, due.last_day) == (min(found), max(found)), (start, first_day)
        received = [received_on(works, told(start.date()), BEIJING, start) for works in settled]
        for first_day, shift in (("not_counted", 0), ("counted", 1)):
            found = [nth_working_day(w, day - DAY * shift, n) for w, day in zip(settled, received, strict=True)]
            due = clock.due(start, working_days(n), Counting(first_day=first_day, receipt="roll_to_workday"))
            assert (due.first_day, due.last_day) == (min(found), max(found)), (start, first_day)
        found = [nth_working_day(works, start.date(), n) for works in settled]
        due = clock.due(start, working_days(n), Counting(close="close_of_business"))
        closing = [end(day - DAY) + told(day)[-1][1] * MINUTE for day in (min(found), max(found))]
        assert ends(due) == tuple(closing), start


OLD = (date(2004, 3, 20), date(2026, 10, 1))
YEAR = (date(2024, 9, 1), date(2025, 12, 1))
NEW = (date(2026, 11, 25), date(2027, 9, 20))
FESTIVE = (date(2026, 2, 20), date(2026, 6, 10))


class TestAgainstTheReference:
    def test_days_where_all_is_known(self):
        check_days(CLOCK, some_instants("a", 1500, *OLD), "a")

    def test_days_near_holidays_without_a_notice(self):
        check_days(CLOCK, some_instants("b", 200, *NEW), "b")
        check_days(KARAMAY, some_instants("c", 150, *NEW), "c")

    def test_days_round_the_festivals_of_xinjiang(self):
        check_days(KARAMAY, some_instants("d", 150, *FESTIVE), "d")
        check_days(KARAMAY, some_instants("e", 300, date(2022, 1, 1), date(2023, 11, 1)), "e")

    @pytest.mark.parametrize("which", range(3))
    def test_working_time_where_all_is_known(self, which):
        told, named = KNOWN_HOURS[which]
        check_hours(CLOCK.with_office_hours(told), named, some_instants(f"f{which}", 500, *YEAR), "f")

    @pytest.mark.parametrize("which", range(3))
    def test_working_time_across_unknown_days(self, which):
        told, named = KNOWN_HOURS[which]
        check_hours(CLOCK.with_office_hours(told), named, some_instants(f"g{which}", 60, *NEW), "g")
        check_hours(KARAMAY.with_office_hours(told), named, some_instants(f"h{which}", 40, *FESTIVE), "h")

    def test_working_time_where_the_hours_are_unknown(self):
        check_unknown_hours(CLOCK, some_instants("i", 300, *YEAR), "i")
        check_unknown_hours(CLOCK, some_instants("j", 60, *NEW), "j")

    def test_the_same_day(self):
        for told, named in KNOWN_HOURS[:2]:
            check_same_day(CLOCK.with_office_hours(told), named, some_instants("k", 400, *YEAR))
            check_same_day(KARAMAY.with_office_hours(told), named, some_instants("l", 150, *FESTIVE))
        check_same_day(CLOCK, lambda day: None, some_instants("m", 300, *YEAR))
        check_same_day(CLOCK, lambda day: None, some_instants("n", 100, *NEW))

    def test_the_other_conventions(self):
        for told, named in KNOWN_HOURS[:2]:
            check_conventions(CLOCK.with_office_hours(told), named, some_instants("o", 250, *YEAR), "o")
            check_conventions(KARAMAY.with_office_hours(told), named, some_instants("p", 100, *FESTIVE), "p")

    @pytest.mark.long
    @pytest.mark.parametrize("seed", range(8))
    def test_all_of_it_at_length(self, seed):
        name = f"long {seed}"
        check_days(CLOCK, some_instants(name, 8000, *OLD), name)
        check_days(CLOCK, some_instants(name, 1000, *NEW), name)
        check_days(KARAMAY, some_instants(name, 1000, *FESTIVE), name)
        for told, named in KNOWN_HOURS:
            clock, regional = CLOCK.with_office_hours(told), KARAMAY.with_office_hours(told)
            check_hours(clock, named, some_instants(name, 3000, *YEAR), name)
            check_hours(clock, named, some_instants(name, 300, *NEW), name)
            check_hours(regional, named, some_instants(name, 300, *FESTIVE), name)
            check_same_day(clock, named, some_instants(name, 3000, *YEAR))
            check_same_day(regional, named, some_instants(name, 500, *FESTIVE))
            check_conventions(clock, named, some_instants(name, 2000, *YEAR), name)
            check_conventions(regional, named, some_instants(name, 300, *FESTIVE), name)
        check_unknown_hours(CLOCK, some_instants(name, 2000, *YEAR), name)
        check_unknown_hours(KARAMAY, some_instants(name, 300, *FESTIVE), name)


class TestConventions:
    @pytest.mark.parametrize(
        ("start", "first_day", "due"),
        [
            ("2026-03-02 10:00", "not_counted", "03-09"),
            ("2026-03-02 10:00", "counted", "03-06"),
            ("2026-03-02 23:59", "counted", "03-06"),
            ("2026-03-07 10:00", "counted", "03-13"),  # a Saturday is no working day: it cannot be the first
            ("2026-03-02 11:59", "counted_before_noon", "03-06"),
            ("2026-03-02 12:00", "counted_before_noon", "03-09"),
            ("2026-03-02 15:59", "counted_before_16", "03-06"),
            ("2026-03-02 16:00", "counted_before_16", "03-09"),
        ],
    )
    def test_the_first_day(self, start, first_day, due):
        assert CLOCK.due(at(start), working_days(5), Counting(first_day=first_day)).one == at(f"2026-{due} 24:00")

    @pytest.mark.parametrize(
        ("start", "plain", "rolled"),
        [
            ("2026-03-07 10:00", "03-09", "03-10"),  # Saturday
            ("2026-03-06 18:00", "03-09", "03-10"),  # after closing
            ("2026-03-06 17:00", "03-09", "03-10"),  # at closing
            ("2026-03-06 16:59", "03-09", "03-09"),
            ("2026-03-06 03:00", "03-09", "03-09"),  # before opening it is that day's receipt
            ("2026-02-16 10:00", "02-24", "02-25"),  # in the Spring Festival
        ],
    )
    def test_a_receipt_out_of_office_time_may_roll_to_the_next_working_day(self, start, plain, rolled):
        assert OPEN.due(at(start), working_days(1), PLAIN).one == at(f"2026-{plain} 24:00")
        assert OPEN.due(at(start), working_days(1), Counting()).one == at(f"2026-{plain} 24:00")
        counting = Counting(receipt="roll_to_workday")
        assert OPEN.due(at(start), working_days(1), counting).one == at(f"2026-{rolled} 24:00")

    def test_a_date_of_receipt_may_be_before_or_after_closing(self):
        due = OPEN.due(on("2026-03-02"), working_days(1), Counting(receipt="roll_to_workday"))
        assert (due.first_day, due.last_day) == (on("2026-03-03"), on("2026-03-04"))
        due = OPEN.due(on("2026-03-02"), working_days(5), Counting(first_day="counted_before_noon"))
        assert (due.first_day, due.last_day) == (on("2026-03-06"), on("2026-03-09"))

    def test_where_the_hours_are_unknown_a_receipt_at_night_may_or_may_not_roll(self):
        """Every way of settling what is unknown puts the end between the two."""
        due = CLOCK.due(at("2026-03-02 23:00"), working_days(1), Counting(receipt="roll_to_workday"))
        assert (due.first_day, due.last_day) == (on("2026-03-03"), on("2026-03-04"))

    def test_rolling_and_counting_before_noon_together_keep_the_order_of_receipts(self):
        counting = Counting(first_day="counted_before_noon", receipt="roll_to_workday")
        friday, saturday = at("2026-03-06 18:00"), at("2026-03-07 10:00")
        assert OPEN.due(friday, working_days(1), counting).one <= OPEN.due(saturday, working_days(1), counting).one

    def test_the_last_day_may_end_at_the_close_of_business(self):
        counting = Counting(close="close_of_business")
        due = OPEN.due(at("2026-03-02 10:00"), working_days(5), counting)
        assert due == Due(at("2026-03-09 17:00"), at("2026-03-09 17:00"), on("2026-03-09"), on("2026-03-09"))
        summer = CLOCK.with_office_hours(XINJIANG_HOURS)
        assert summer.due(at("2026-04-29 10:00"), working_days(1), counting).one == at("2026-04-30 19:30")
        assert summer.due(at("2026-04-30 10:00"), working_days(1), counting).one == at("2026-05-06 20:00")

    def test_the_close_of_business_is_a_pair_where_the_hours_are_unknown(self):
        due = CLOCK.due(at("2026-03-02 10:00"), working_days(5), Counting(close="close_of_business"))
        assert ends(due) == pair("2026-03-09 03:00", "2026-03-09 24:00")

    def test_a_start_between_two_instants_of_one_day_keeps_both_sides_of_noon(self):
        first, last = CLOCK.local(at("2026-03-02 10:00")), CLOCK.local(at("2026-03-02 11:00"))
        due = CLOCK.due_between(first, last, working_days(5), Counting(first_day="counted_before_noon"))
        assert due.one == at("2026-03-06 24:00")

    @pytest.mark.parametrize(
        ("first", "last", "counting"),
        [
            ("2026-03-02 10:00", "2026-03-02 14:00", Counting(first_day="counted_before_noon")),
            ("2026-03-02 10:00", "2026-03-02 18:00", Counting(receipt="roll_to_workday")),
        ],
    )
    def test_a_start_between_two_instants_of_one_day_gives_the_dues_of_both(self, first, last, counting):
        """`due_between`: the span started at some instant from `first` to `last`, both included."""
        due = OPEN.due_between(OPEN.local(at(first)), OPEN.local(at(last)), working_days(5), counting)
        assert due.earliest == OPEN.due(at(first), working_days(5), counting).one
        assert due.latest == OPEN.due(at(last), working_days(5), counting).one

    def test_a_start_between_two_instants_is_taken_to_the_clocks_zone_first(self):
        first, last = datetime(2026, 3, 2, 10, tzinfo=UTC), datetime(2026, 3, 2, 20, tzinfo=UTC)
        due = CLOCK.due_between(first, last, working_days(5))
        assert (due.first_day, due.last_day) == (on("2026-03-09"), on("2026-03-10"))


def receipt(clock: Clock, text: str, last: str = "", **options: bool) -> Due:
    return clock.same_day(clock.local(at(text)), clock.local(at(last or text)), **options)


class TestSameDay:
    @pytest.mark.parametrize(
        ("start", "first", "last"),
        [
            ("2026-03-06 09:00", "03-06", "03-06"),  # in hours
            ("2026-03-06 13:00", "03-06", "03-06"),  # in the break
            ("2026-03-06 16:59", "03-06", "03-06"),
            ("2026-03-06 17:00", "03-09", "03-09"),  # after closing
            ("2026-03-07 10:00", "03-09", "03-09"),  # on a day of rest
            ("2026-02-28 10:00", "02-28", "02-28"),  # on a worked Saturday
            ("2026-02-14 18:00", "02-24", "02-24"),  # after closing, before a holiday
            ("2026-03-06 08:59", "03-06", "03-09"),  # before opening: both are possible
        ],
    )
    def test_what_comes_out_of_office_time_is_due_on_the_next_working_day(self, start, first, last):
        due = receipt(OPEN, start, until_closing=False, roll=True)
        assert due == Due(at(f"2026-{first} 24:00"), at(f"2026-{last} 24:00"), on(f"2026-{first}"), on(f"2026-{last}"))
        closing = receipt(OPEN, start, until_closing=True, roll=True)
        assert ends(closing) == pair(f"2026-{first} 17:00", f"2026-{last} 17:00")
        unrolled = receipt(OPEN, start, until_closing=False, roll=False)
        assert unrolled.one == at(f"{start[:10]} 24:00")

    def test_where_the_hours_are_unknown_both_days_are_possible(self):
        due = receipt(CLOCK, "2026-03-06 10:00", until_closing=False, roll=True)
        assert ends(due) == pair("2026-03-06 24:00", "2026-03-09 24:00")
        assert receipt(CLOCK, "2026-03-06 10:00", until_closing=False, roll=False).one == at("2026-03-06 24:00")
        assert receipt(CLOCK, "2026-03-07 10:00", until_closing=False, roll=True).one == at("2026-03-09 24:00")
        due = receipt(CLOCK, "2026-03-06 02:00", until_closing=True, roll=True)
        assert ends(due) == pair("2026-03-06 03:00", "2026-03-09 24:00")
        due = receipt(CLOCK, "2026-03-06 02:00", until_closing=True, roll=False)
        assert ends(due) == pair("2026-03-06 03:00", "2026-03-06 24:00")
        due = receipt(CLOCK, "2026-03-07 10:00", until_closing=True, roll=True)
        assert ends(due) == pair("2026-03-09 03:00", "2026-03-09 24:00")

    @pytest.mark.parametrize("roll", [True, False])
    def test_where_the_hours_are_unknown_any_closing_after_the_receipt_is_possible(self, roll):
        """Every way of settling what is unknown puts the end between the two, both included."""
        due = receipt(CLOCK, "2026-03-06 10:00", until_closing=True, roll=roll)
        real = receipt(OPEN, "2026-03-06 10:00", until_closing=True, roll=roll).one
        assert due.earliest <= real <= due.latest

    def test_an_unknown_day_without_roll_ends_at_closing_or_at_24_00(self):
        """AMB-18: in hours (b) closing time; on a day of rest (c) 24:00 of that date."""
        due = receipt(OPEN, "2026-12-29 10:00", until_closing=True, roll=False)
        assert ends(due) == pair("2026-12-29 17:00", "2026-12-29 24:00")

    def test_on_an_unknown_day_every_way_is_possible(self):
        due = receipt(OPEN, "2026-12-29 10:00", until_closing=False, roll=True)
        assert ends(due) == pair("2026-12-29 24:00", "2027-01-07 24:00")
        due = receipt(OPEN, "2026-12-29 18:00", until_closing=False, roll=True)
        assert ends(due) == pair("2026-12-30 24:00", "2027-01-07 24:00")

    def test_a_receipt_between_two_instants_takes_the_days_of_both(self):
        due = receipt(OPEN, "2026-03-05 16:00", "2026-03-06 18:00", until_closing=False, roll=True)
        assert (due.first_day, due.last_day) == (on("2026-03-05"), on("2026-03-09"))
        due = receipt(OPEN, "2026-03-05 16:00", "2026-03-06 18:00", until_closing=False, roll=False)
        assert (due.first_day, due.last_day) == (on("2026-03-05"), on("2026-03-06"))

    def test_a_day_whose_office_stays_closed_is_out_of_office_time(self):
        clock = CLOCK.with_office_hours(office(rule(weekdays=(5,)), rule("09:00-12:00")))
        assert receipt(clock, "2026-03-06 10:00", until_closing=False, roll=True).one == at("2026-03-09 24:00")

    @pytest.mark.parametrize("start", ["2026-03-06 17:00", "2026-03-06 18:00", "2026-03-07 10:00"])
    def test_with_closing_and_without_roll_what_comes_out_of_office_time_has_until_24_00(self, start):
        """AMB-18: in hours (a) 24:00 or (b) closing time; outside hours (c) 24:00 of that date."""
        assert receipt(OPEN, start, until_closing=True, roll=False).one == at(f"{start[:10]} 24:00")
        assert receipt(OPEN, "2026-03-06 16:59", until_closing=True, roll=False).one == at("2026-03-06 17:00")

    def test_the_notation_of_an_instant_does_not_matter(self):
        instant = at("2026-03-03 04:00")
        here, there = OPEN.local(instant), instant.astimezone(UTC)
        expected = OPEN.same_day(here, here, until_closing=False, roll=True)
        assert OPEN.same_day(there, there, until_closing=False, roll=True) == expected


class TestAZoneThatChangesItsClocks:
    @pytest.mark.parametrize(
        ("start", "n", "due"),
        [
            ("2026-03-28 12:00:00+01:00", 1, "2026-03-30 00:00:00+02:00"),
            ("2026-03-28 12:00:00+01:00", 2, "2026-03-31 00:00:00+02:00"),
            ("2026-10-24 23:30:00+02:00", 1, "2026-10-26 00:00:00+01:00"),
            ("2026-10-24 22:30:00+00:00", 1, "2026-10-27 00:00:00+01:00"),  # already the 25th there
        ],
    )
    def test_natural_days_are_local_calendar_days(self, start, n, due):
        found = DUTCH.due(datetime.fromisoformat(start), Span(Unit.NATURAL_DAYS, n)).one
        assert found.isoformat(" ") == due

    @pytest.mark.parametrize(
        ("start", "n", "due"),
        [
            ("2026-03-29 01:30:00+01:00", 1, "2026-03-29 03:30:00+02:00"),
            ("2026-03-28 12:00:00+01:00", 24, "2026-03-29 13:00:00+02:00"),
            ("2026-10-25 01:30:00+02:00", 1, "2026-10-25 02:30:00+02:00"),
            ("2026-10-25 02:30:00+02:00", 1, "2026-10-25 02:30:00+01:00"),
            ("2026-10-24 12:00:00+02:00", 24, "2026-10-25 11:00:00+01:00"),
        ],
    )
    def test_hours_are_elapsed_hours(self, start, n, due):
        begin = datetime.fromisoformat(start)
        assert DUTCH.due(begin, hours(n)).one.isoformat(" ") == due
        assert DUTCH.due(begin, minutes(60 * n)).one.isoformat(" ") == due
        assert DUTCH.due(begin, hours(n)).one - begin == timedelta(hours=n)

    def test_a_naive_time_that_is_skipped_is_moved_past_the_gap(self):
        assert DUTCH.local(datetime(2026, 3, 29, 2, 30)).isoformat(" ") == "2026-03-29 03:30:00+02:00"
        assert DUTCH.local(datetime(2026, 10, 25, 2, 30)).isoformat(" ") == "2026-10-25 02:30:00+02:00"

    def test_a_day_may_begin_after_midnight(self):
        paulo = Clock(WEEK, ZoneInfo("America/Sao_Paulo"))
        assert paulo.midnight(on("2018-11-04")).isoformat(" ") == "2018-11-04 01:00:00-02:00"
        assert paulo.due(datetime(2018, 11, 3, 12), Span(Unit.SAME_DAY)).one == paulo.midnight(on("2018-11-04"))
        first, last = paulo.interval(on("2018-11-03"))
        assert (first.date(), last.date()) == (on("2018-11-03"), on("2018-11-03"))
        assert paulo.midnight(on("2018-11-04")) - last == timedelta(microseconds=1)

    def test_working_hours_go_on_across_both_changes(self):
        nights = Clock(WEEK.with_layer(DayLayer(name="x", worked=["2026-03-29", "2026-10-25"])), AMSTERDAM)
        nights = nights.with_office_hours(office(rule("00:00-24:00")))
        spring = nights.due(datetime(2026, 3, 29, 0), working_hours(23)).one
        assert spring.isoformat(" ") == "2026-03-30 00:00:00+02:00"
        autumn = nights.due(datetime(2026, 10, 25, 0), working_hours(25)).one
        assert autumn.isoformat(" ") == "2026-10-26 00:00:00+01:00"
        assert nights.elapsed(datetime(2026, 10, 25, 0), datetime(2026, 10, 26, 0)).least == timedelta(hours=25)
        friday = DUTCH.due(datetime(2026, 3, 27, 17), working_hours(1)).one
        assert friday.isoformat(" ") == "2026-03-30 09:00:00+02:00"

    @pytest.mark.parametrize("around", [date(2026, 3, 29), date(2026, 10, 25)])
    def test_it_equals_the_walk_through_both_weeks_of_change(self, around):
        chance = Random(str(around))
        worked = WEEK.with_layer(DayLayer(name="x", worked={around}))
        nights = ((0, 75), (510, 720), (1260, 1440))
        clock = Clock(worked, AMSTERDAM, office(HoursRule(intervals=nights)))
        for _ in range(250):
            start = datetime.combine(around - DAY * 3, datetime.min.time(), UTC) + MINUTE * chance.randrange(6 * 1440)
            n = chance.randint(1, 1200)
            today = local_day(AMSTERDAM, start)
            works = ways(worked, today, today + DAY * 30)[0]
            found = working_minutes(works, lambda day: nights, AMSTERDAM, start, n)
            assert clock.due(start, Span(Unit.WORKING_MINUTES, n)).one == found
            assert clock.elapsed(start, found).least == n * MINUTE
            days = chance.randint(1, 6)
            expected = end_of(AMSTERDAM, nth_working_day(works, today, days))
            assert clock.due(start, working_days(days)).one == expected
            assert clock.due(start, Span(Unit.NATURAL_DAYS, days)).one == end_of(AMSTERDAM, today + DAY * days)
            assert clock.due(start, hours(n)).one == start + timedelta(hours=n)

    @examples(100)
    @given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)), lengths)
    def test_elapsed_is_the_inverse_of_due_there_too(self, start, n):
        assert DUTCH.elapsed(start, DUTCH.due(start, working_hours(n)).one).least == timedelta(hours=n)
        due = DUTCH.due(start, working_days(n))
        assert due == DUTCH.due(start.astimezone(AMSTERDAM), working_days(n))
        assert due == DUTCH.due(start.astimezone(AMSTERDAM).replace(tzinfo=None, fold=start.fold), working_days(n))


class TestOfficeHours:
    def test_several_intervals_are_used_in_turn(self):
        clock = CLOCK.with_office_hours(office(rule("08:00-09:00", "10:00-10:30", "13:15-14:00")))
        assert clock.due(at("2026-03-02 08:30"), working_hours(1)).one == at("2026-03-02 10:30")
        assert clock.due(at("2026-03-02 08:30"), Span(Unit.WORKING_MINUTES, 61)).one == at("2026-03-02 13:16")
        assert clock.due(at("2026-03-02 08:30"), working_hours(2)).one == at("2026-03-03 08:15")

    def test_a_day_that_ends_at_24_00_ends_at_the_next_midnight(self):
        clock = CLOCK.with_office_hours(office(rule("18:00-24:00")))
        assert clock.due(at("2026-03-02 22:00"), working_hours(2)).one == at("2026-03-02 24:00")
        assert clock.due(at("2026-03-02 22:00"), working_hours(3)).one == at("2026-03-03 19:00")
        assert clock.due(at("2026-03-06 23:30"), working_hours(1)).one == at("2026-03-09 18:30")

    def test_a_day_open_throughout_runs_over_midnight(self):
        clock = CLOCK.with_office_hours(office(rule("00:00-24:00")))
        assert clock.due(at("2026-03-02 23:30"), working_hours(24)).one == at("2026-03-03 23:30")
        assert clock.due(at("2026-03-06 23:30"), working_hours(1)).one == at("2026-03-09 00:30")

    def test_the_seasons_of_xinjiang(self):
        clock = CLOCK.with_office_hours(XINJIANG_HOURS)
        assert clock.due(at("2026-04-30 18:30"), working_hours(2)).one == at("2026-05-06 11:00")
        assert clock.due(at("2026-09-29 18:30"), working_hours(2)).one == at("2026-09-30 10:30")
        assert clock.due(at("2026-09-30 19:30"), working_hours(8)).one == at("2026-10-08 19:00")
        assert clock.due(at("2026-05-06 14:00"), working_hours(1)).one == at("2026-05-06 17:00")
        assert clock.due(at("2026-10-08 14:00"), working_hours(1)).one == at("2026-10-08 16:30")

    def test_a_season_over_the_new_year_holds_at_both_ends(self):
        winter = rule("10:00-11:00", season=("11-15", "03-15"))
        covered = {day: winter.covers(on(day)) for day in ("2026-11-14", "2026-11-15", "2026-12-31")}
        assert covered == {"2026-11-14": False, "2026-11-15": True, "2026-12-31": True}
        covered = {day: winter.covers(on(day)) for day in ("2027-01-01", "2027-03-15", "2027-03-16")}
        assert covered == {"2027-01-01": True, "2027-03-15": True, "2027-03-16": False}
        summer = rule("10:00-11:00", season=("05-01", "09-30"))
        assert [summer.covers(on(f"2026-{d}")) for d in ("04-30", "05-01", "09-30", "10-01")] == [
            False,
            True,
            True,
            False,
        ]

    def test_a_range_of_dates_and_weekdays_hold_with_both_ends(self):
        one = rule("10:00-11:00", first=on("2026-03-03"), last=on("2026-03-05"), weekdays=(2, 4))
        found = [day for day in range(1, 10) if one.covers(date(2026, 3, day))]
        assert found == [3, 5]
        assert rule("10:00-11:00", first=on("2026-03-03")).covers(on("2099-01-01"))
        assert not rule("10:00-11:00", last=on("2026-03-03")).covers(on("2026-03-04"))

    def test_the_first_rule_that_covers_a_day_is_the_one(self):
        told = office(rule("10:00-11:00", weekdays=(5,)), rule("09:00-12:00"), rule("00:00-24:00"))
        assert told.on(on("2026-03-06")) == ((600, 660),)
        assert told.on(on("2026-03-05")) == ((540, 720),)

    def test_a_day_without_a_rule_has_unknown_hours_and_its_due_is_a_pair(self):
        told = office(rule("09:00-12:00", last=on("2026-03-03")))
        assert told.on(on("2026-03-04")) is None
        clock = CLOCK.with_office_hours(told)
        assert clock.due(at("2026-03-03 09:00"), working_hours(3)).one == at("2026-03-03 12:00")
        due = clock.due(at("2026-03-03 11:00"), working_hours(3))
        assert ends(due) == pair("2026-03-04 02:00", "2026-03-04 24:00")
        due = clock.due(at("2026-03-03 11:00"), working_hours(5))
        assert ends(due) == pair("2026-03-04 04:00", "2026-03-05 24:00")

    def test_hours_can_be_taken_away_again(self):
        assert OPEN.with_office_hours(None) == CLOCK
        assert CLOCK.with_office_hours(NINE) == OPEN

    @pytest.mark.parametrize("dash", ["09:00-12:00", "09:00–12:00", "09:00—12:00", "9:00 - 12:00"])
    def test_an_interval_may_be_written_with_any_dash(self, dash):
        assert rule(dash).intervals == ((540, 720),)


def held(stretches, start: datetime, until: datetime) -> None:
    """Stretches follow on one another from the start to the end."""
    assert stretches[0].start == start
    assert stretches[-1].end == until
    for one, following in pairwise(stretches):
        assert one.start < one.end == following.start


class TestTrace:
    @examples(100)
    @given(st.sampled_from([CLOCK, KARAMAY]), instants, st.integers(1, 15))
    def test_working_days_are_told_one_by_one(self, clock, start, n):
        """The stretches of a period in order, each counted or skipped."""
        due = clock.due(start, working_days(n))
        for until in {due.earliest, due.latest}:
            stretches = list(clock.trace(start, working_days(n), until))
            held(stretches, start, until)
            assert stretches[0].counts is Counts.START
            assert stretches[0].n == (0, 0)
            least = most = 0
            for one in stretches[1:]:
                assert one.day == clock.calendar.day(one.start.date())
                assert one.day.why
                assert one.day.source
                least += one.day.state is State.WORKING
                most += one.day.state is not State.OFF
                assert one.n == (least, most)
                told = {State.WORKING: Counts.COUNTED, State.OFF: Counts.SKIPPED, State.UNKNOWN: Counts.UNKNOWN}
                assert one.counts is told[one.day.state]
            if until == due.latest:
                assert least == n
            if until == due.earliest:
                assert most == n

    @examples(100)
    @given(weeks, known_instants, st.integers(1, 40))
    def test_working_hours_that_counted_add_up(self, told, start, n):
        clock = CLOCK.with_office_hours(told)
        until = clock.due(start, working_hours(n)).one
        stretches = list(clock.trace(start, working_hours(n), until))
        held(stretches, start, until)
        counted = [one for one in stretches if one.counts is Counts.COUNTED]
        assert sum((one.used for one in counted), timedelta()) == timedelta(hours=n)
        for one in stretches:
            assert one.day == CHINA.day(one.start.date())
            assert (one.end - timedelta(microseconds=1)).date() == one.start.date()
            assert (one.used == one.end - one.start) if one in counted else one.used is None
            assert clock.elapsed(one.start, one.end).least == (one.used or timedelta())
            assert (one.code == "closed") == (one.counts is Counts.SKIPPED and one.day.state is State.WORKING)

    def test_skipped_days_are_named_with_their_notice(self):
        start, length = at("2026-02-13 17:00"), working_days(2)
        stretches = list(CLOCK.trace(start, length, CLOCK.due(start, length).one))
        skipped = [one.day for one in stretches if one.counts is Counts.SKIPPED]
        assert [day.date for day in skipped] == [date(2026, 2, d) for d in range(15, 24)]
        assert {(day.holiday, day.source) for day in skipped} == {("spring_festival", "国办发明电〔2025〕7号")}
        counted = [one for one in stretches if one.counts is Counts.COUNTED]
        assert [(one.day.date, one.day.why, one.n) for one in counted] == [
            (on("2026-02-14"), Why.MAKE_UP, (1, 1)),
            (on("2026-02-24"), Why.WEEKDAY, (2, 2)),
        ]

    def test_working_hours_tell_breaks_nights_and_holidays_apart(self):
        start = at("2026-09-30 11:00")
        stretches = list(OPEN.trace(start, working_hours(5), OPEN.due(start, working_hours(5)).one))
        assert [(str(one.start)[5:16], one.counts.value, one.code) for one in stretches] == [
            ("09-30 11:00", "counted", None),
            ("09-30 12:00", "skipped", "closed"),
            ("09-30 14:00", "counted", None),
            ("09-30 17:00", "skipped", "closed"),
            *((f"10-{d:02} 00:00", "skipped", None) for d in range(1, 8)),
            ("10-08 00:00", "skipped", "closed"),
            ("10-08 09:00", "counted", None),
        ]

    def test_unknown_hours_and_unknown_days_are_told_as_such(self):
        start = at("2026-12-28 11:00")
        stretches = list(CLOCK.trace(start, working_hours(3), CLOCK.due(start, working_hours(3)).latest))
        held(stretches, start, at("2027-01-07 24:00"))
        assert stretches[0][2:] == (Counts.UNKNOWN, CHINA.day(on("2026-12-28")), None, None, "hours_unknown")
        assert {one.counts for one in stretches[1:-1]} == {Counts.UNKNOWN, Counts.SKIPPED}
        assert [one.day.why for one in stretches if one.counts is Counts.SKIPPED] == [Why.STATUTORY]

    @pytest.mark.parametrize("unit", [Unit.HOURS, Unit.MINUTES])
    def test_hours_by_the_wall_are_one_stretch(self, unit):
        start = at("2026-02-13 23:30")
        until = CLOCK.due(start, Span(unit, 48)).one
        (one,) = CLOCK.trace(start, Span(unit, 48), until)
        assert (one.start, one.end, one.counts, one.day, one.used) == (
            start,
            until,
            Counts.COUNTED,
            None,
            until - start,
        )

    def test_natural_days_count_every_day_and_the_same_day_none(self):
        start = at("2026-02-13 17:00")
        length = Span(Unit.NATURAL_DAYS, 4)
        stretches = list(CLOCK.trace(start, length, CLOCK.due(start, length).one))
        held(stretches, start, at("2026-02-17 24:00"))
        assert [one.n for one in stretches] == [(i, i) for i in range(5)]
        (one,) = CLOCK.trace(start, Span(Unit.SAME_DAY), CLOCK.due(start, Span(Unit.SAME_DAY)).one)
        assert (one.start, one.end, one.counts) == (start, at("2026-02-13 24:00"), Counts.START)

    @pytest.mark.parametrize("start", [datetime(2026, 3, 27, 12), datetime(2026, 10, 23, 12)])
    def test_it_holds_across_a_change_of_clocks(self, start):
        for length in (working_days(3), working_hours(20), Span(Unit.NATURAL_DAYS, 4)):
            until = DUTCH.due(start, length).one
            stretches = list(DUTCH.trace(start, length, until))
            held(stretches, DUTCH.local(start), until)
            if length.unit is Unit.WORKING_HOURS:
                assert sum((s.used for s in stretches if s.used), timedelta()) == timedelta(hours=20)

    def test_it_tells_of_the_same_days_that_another_convention_counted(self):
        """The trace tells of the same days and hours, it does not count anew."""
        start = at("2026-03-02 10:00")
        counted = Counting(first_day="counted")
        until = CLOCK.due(start, working_days(5), counted).one
        assert list(CLOCK.trace(start, working_days(5), until, counted))[-1].n == (5, 5)

    def test_it_ends_where_the_period_ends_at_the_close_of_business(self):
        """The stretches of a period from `start` to its end `until`."""
        start = at("2026-03-02 10:00")
        until = OPEN.due(start, working_days(1), Counting(close="close_of_business")).one
        held(list(OPEN.trace(start, working_days(1), until)), start, until)


class TestBadInput:
    @pytest.mark.parametrize("n", [0, -1, True, False, 1.0, 2.5, "3", None, 100_001])
    @pytest.mark.parametrize("unit", list(Unit))
    def test_a_length_must_be_a_whole_number_from_1(self, unit, n):
        with pytest.raises(InvalidValueError) as caught:
            Span(unit, n)
        assert str(caught.value) == f"span of {unit}: found {n!r}; accepted: a whole number from 1 to 100000"
        assert (caught.value.place, caught.value.value) == (f"span of {unit}", n)

    def test_the_largest_and_the_smallest_length_are_accepted(self):
        assert Span(Unit.MINUTES, 100_000).n == 100_000
        assert (working_days(1).n, hours(1).n, minutes(1).n, working_hours(1).n) == (1, 1, 1, 1)

    @pytest.mark.parametrize(
        "bad",
        [
            ("12:00-09:00",),
            ("09:00-09:00",),
            ("9-12",),
            ("09:00",),
            ("",),
            ("09:00-12:00-13:00",),
            ("09:60-10:00",),
            ("09:00-24:01",),
            ("09:00-12:00", "11:00-13:00"),
            ("14:00-17:00", "09:00-12:00"),
        ],
    )
    def test_bad_intervals_say_what_is_accepted(self, bad):
        with pytest.raises(ValidationError, match=r"accepted: (an interval such as 09:00-12:00|intervals in order)"):
            HoursRule(intervals=bad)

    def test_an_interval_before_midnight_is_refused(self):
        with pytest.raises(ValidationError, match="from 00:00 to 24:00"):
            HoursRule(intervals=((-60, 100),))

    @pytest.mark.parametrize("season", [("13-01", "01-01"), ("05-01", "02-30"), ("may", "june"), ("05-01",)])
    def test_a_season_must_be_days_of_a_year(self, season):
        with pytest.raises(ValidationError, match="season"):
            rule("09:00-10:00", season=season)

    def test_an_unknown_key_is_refused(self):
        with pytest.raises(ValidationError, match="holidays"):
            rule("09:00-10:00", holidays=())

    def test_a_due_that_is_no_day_has_no_day_before_and_no_extension(self):
        due = OPEN.due(at("2026-03-02 11:00"), working_hours(3))
        with pytest.raises(InvalidValueError, match=r"^days before a due: .*accepted: the due of a period of days"):
            OPEN.days_before(due, 1)
        with pytest.raises(InvalidValueError, match=r"^extension of a due: .*accepted: the due of a period of days"):
            OPEN.extended(due, 1)

    @pytest.mark.parametrize("start", ["2003-06-01 10:00", "2027-12-31 10:00", "2028-06-01 10:00", "2027-12-20 10:00"])
    def test_working_days_outside_the_calendar_are_an_error(self, start):
        with pytest.raises(OutsideCalendarError, match="covers 2004-01-01 to 2027-12-31"):
            CLOCK.due(at(start), working_days(20))

    def test_working_days_from_the_day_before_the_calendar_are_no_bare_index_error(self):
        with pytest.raises(OutsideCalendarError):
            CLOCK.due(at("2003-12-31 10:00"), working_days(1))

    @pytest.mark.parametrize("clock", [OPEN, CLOCK])
    def test_working_hours_from_before_the_calendar_are_an_error(self, clock):
        with pytest.raises(OutsideCalendarError):
            clock.due(at("2003-12-01 10:00"), working_hours(4))

    @pytest.mark.parametrize("start", ["2028-06-01 10:00", "2027-12-31 18:00"])
    def test_working_hours_from_after_the_calendar_are_an_error_of_the_calendar(self, start):
        with pytest.raises(OutsideCalendarError):
            OPEN.due(at(start), working_hours(3))

    def test_working_hours_that_run_past_the_calendar_are_an_error(self):
        with pytest.raises(OutsideCalendarError, match="the calendar ends on 2027-12-31"):
            OPEN.due(at("2027-12-20 10:00"), working_hours(100))

    def test_clock_time_needs_no_calendar(self):
        assert CLOCK.due(at("2030-01-01 10:00"), hours(4)).one == at("2030-01-01 14:00")
        assert CLOCK.due(at("2030-01-01 10:00"), Span(Unit.NATURAL_DAYS, 2)).one == at("2030-01-03 24:00")
