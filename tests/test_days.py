"""The calendar of days, against `holidays`, `chinese_calendar`, the notices found, and a walk."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import cache

import chinese_calendar
import holidays
import pytest
from chinese_calendar import constants
from holidays.calendars.chinese import _ChineseLunisolar
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import _notices
from hotline_rules.days import NEAR, DayCalendar, DayLayer, State, Why, parse_layer
from hotline_rules.errors import InvalidValueError, NoWorkingTimeError, OutsideCalendarError
from hotline_rules.jurisdictions.regions import XINJIANG
from tests.reference import dates, nth_working_day, nth_working_day_before

CHINA = DayCalendar()
KARAMAY = DayCalendar(region=XINJIANG)
KNOWN = dates(date(2004, 1, 1), date(2026, 12, 28))
DAY = timedelta(days=1)
ALL_OFF = ("2004-01-01/2011-12-31", "2012-01-01/2019-12-31", "2020-01-01/2027-12-31")

W, O, U = State.WORKING, State.OFF, State.UNKNOWN  # noqa: E741


def on(text: str) -> date:
    return date.fromisoformat(text)


def span(text: str) -> list[date]:
    """Days written as `2027-01-30/2027-02-04`, or one day."""
    first, _, last = text.partition("/")
    return dates(on(first), on(last or first))


def state(calendar: DayCalendar, text: str) -> State:
    return calendar.day(on(text)).state


def states(calendar: DayCalendar, text: str) -> set[State]:
    return {calendar.day(day).state for day in span(text)}


def by_the_week(day: date) -> State:
    return W if day.isoweekday() <= 5 else O


def nth(calendar: DayCalendar, after: str, n: int) -> tuple[date, date]:
    """The n-th working day after a day: the earliest and the latest it can be."""
    origin = on(after).toordinal()
    found = [calendar.nth_working_day(origin, n, table) for table in (calendar.most, calendar.least)]
    return date.fromordinal(found[0]), date.fromordinal(found[1])


@cache
def holidays_package() -> holidays.HolidayBase:
    # One year more: the package tells a worked December day only with the year whose notice makes it so.
    return holidays.country_holidays("CN", years=range(2003, 2028), language="zh_CN")


class TestThePublishedYears:
    def test_every_day_of_2004_to_2026_is_what_the_holidays_package_says(self):
        package = holidays_package()
        differing = [d for d in KNOWN if (CHINA.day(d).state is W) != package.is_working_day(d)]
        assert differing == []

    def test_no_day_up_to_28_december_2026_is_unknown(self):
        assert {CHINA.day(day).state for day in KNOWN} == {W, O}

    def test_only_31_december_2005_differs_from_chinese_calendar(self):
        differing = [d for d in KNOWN if (CHINA.day(d).state is W) != chinese_calendar.is_workday(d)]
        assert differing == [date(2005, 12, 31)]
        assert CHINA.day(date(2005, 12, 31))[1:5] == (W, Why.MAKE_UP, "new_year", "国办发明电〔2005〕35号")

    def test_the_last_three_days_of_2026_are_unknown(self):
        assert states(CHINA, "2026-12-29/2026-12-31") == {U}
        assert state(CHINA, "2026-12-28") is W

    def test_2026_is_the_notice_of_4_november_2025(self):
        off = (
            "2026-01-01/2026-01-03 2026-02-15/2026-02-23 2026-04-04/2026-04-06 2026-05-01/2026-05-05 "
            "2026-06-19/2026-06-21 2026-09-25/2026-09-27 2026-10-01/2026-10-07"
        )
        for part in off.split():
            for day in CHINA.days(span(part)[0], span(part)[-1]):
                assert (day.state, day.source, day.published) == (O, "国办发明电〔2025〕7号", date(2025, 11, 4))
                assert day.why in (Why.STATUTORY, Why.ARRANGED)
        for text in ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"):
            assert CHINA.day(on(text))[1:3] == (W, Why.MAKE_UP)
        assert CHINA.day(on("2026-02-17"))[1:4] == (O, Why.STATUTORY, "spring_festival")
        assert CHINA.day(on("2026-02-20"))[1:4] == (O, Why.ARRANGED, "spring_festival")
        assert CHINA.day(on("2026-03-07"))[1:4] == (O, Why.WEEKEND, None)
        assert CHINA.day(on("2026-03-09"))[1:4] == (W, Why.WEEKDAY, None)

    def test_the_years_hold_as_many_working_days_as_were_measured(self):
        counts = [249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248]
        for year, count in zip(range(2015, 2026), counts, strict=True):
            assert sum(d.state is W for d in CHINA.days(date(year, 1, 1), date(year, 12, 31))) == count
            assert CHINA.working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == (count, count)
        assert sum(day.state is O for day in CHINA.days(KNOWN[0], KNOWN[-1])) == 2656

    def test_every_day_has_a_reason_and_a_source_published_not_after_it(self):
        for day in CHINA.days(CHINA.first, CHINA.last):
            assert isinstance(day.why, Why)
            assert day.source
            assert (day.published is None) == (day.state is U)
            assert day.published is None or day.published <= day.date

    def test_the_reason_fits_the_state(self):
        fits = {
            W: {Why.WEEKDAY, Why.MAKE_UP},
            O: {Why.WEEKEND, Why.STATUTORY, Why.ARRANGED},
            U: {Why.NEAR_HOLIDAY},
        }
        for day in CHINA.days(CHINA.first, CHINA.last):
            assert day.why in fits[day.state]
            assert (day.holiday is None) == (day.why in (Why.WEEKDAY, Why.WEEKEND))
            if day.why in (Why.WEEKDAY, Why.WEEKEND):
                assert day.state is by_the_week(day.date)
            if day.why is Why.MAKE_UP:
                assert by_the_week(day.date) is O

    def test_is_working_says_none_for_an_unknown_day(self):
        answers = [CHINA.is_working(on(f"2026-12-{day}")) for day in (26, 28, 29)]
        assert answers == [False, True, None]


def lunar(year: int, month: int, day: int) -> date:
    """A day of the Chinese lunar calendar, from the tables of the `holidays` package."""
    table = _ChineseLunisolar()
    finders = {
        (1, 1): table.lunar_new_year_date,
        (5, 5): table.dragon_boat_date,
        (8, 15): table.mid_autumn_date,
    }
    return finders[month, day](year)[0]


def statutory_days(year: int) -> dict[str, list[date]]:
    """全国年节及纪念日放假办法 Art 2, in its wordings of 1999, 2007, 2013 and 2024."""
    new_year, tomb = lunar(year, 1, 1), chinese_calendar.get_solar_terms(date(year, 4, 1), date(year, 4, 10))
    first_of = {1: date(year, 1, 1), 5: date(year, 5, 1), 10: date(year, 10, 1)}
    spring = range(-1, 2) if 2008 <= year <= 2013 else range(-1, 3) if year >= 2025 else range(3)
    labour = 3 if year < 2008 else 2 if year >= 2025 else 1
    days = {
        "new_year": [first_of[1]],
        "spring_festival": [new_year + DAY * i for i in spring],
        "labour_day": [first_of[5] + DAY * i for i in range(labour)],
        "national_day": [first_of[10] + DAY * i for i in range(3)],
    }
    if year >= 2008:
        days["tomb_sweeping"] = [day for day, name in tomb if name == "清明"]
        days["dragon_boat"] = [lunar(year, 5, 5)]
        days["mid_autumn"] = [lunar(year, 8, 15)]
    return days


def moved_days() -> dict[date, str]:
    """Weekdays made days of rest, and days of the weekend made working days, with their holiday."""
    statutory = {day for year in range(2004, 2028) for days in statutory_days(year).values() for day in days}
    names = {
        "New Year's Day": "new_year",
        "Spring Festival": "spring_festival",
        "Tomb-sweeping Day": "tomb_sweeping",
        "Labour Day": "labour_day",
        "Dragon Boat Festival": "dragon_boat",
        "Mid-autumn Festival": "mid_autumn",
        "National Day": "national_day",
        "Anti-Fascist 70th Day": "once",
    }
    off = {d: n for d, n in constants.holidays.items() if d.isoweekday() <= 5 and d not in statutory}
    worked = {d: n for d, n in constants.workdays.items() if d.isoweekday() > 5}
    found = {day: names[name] for day, name in {**off, **worked}.items()}
    return {**found, date(2005, 12, 31): "new_year"}


class TestNear:
    def test_the_windows_are_the_farthest_that_a_notice_ever_moved_a_day(self):
        farthest = dict.fromkeys(NEAR, (0, 0))
        for day, key in moved_days().items():
            if key == "once":
                continue
            spans = [days for y in (day.year, day.year + 1) if (days := statutory_days(y).get(key))]
            nearest = min(spans, key=lambda days: min(abs(day - d) for d in days))
            before, after = (nearest[0] - day).days, (day - nearest[-1]).days
            farthest[key] = max(farthest[key][0], before), max(farthest[key][1], after)
        assert farthest == NEAR

    def test_every_moved_day_lies_within_the_window_of_its_holiday(self):
        outside = []
        for day, key in moved_days().items():
            windows = [
                (days[0] - DAY * NEAR[key][0], days[-1] + DAY * NEAR[key][1])
                for year in (day.year, day.year + 1)
                if (days := statutory_days(year).get(key))
            ]
            if not any(first <= day <= last for first, last in windows):
                outside.append(day)
        assert outside == span("2015-09-03/2015-09-04") + span("2015-09-06")

    def test_the_statutory_days_of_a_year_without_notice_are_those_of_the_law(self):
        later = CHINA.with_layer(DayLayer(name="later", level="region", years=(2034,)))
        assert later.last == date(2035, 12, 31)
        for year in range(2027, 2036):
            law = {day for days in statutory_days(year).values() for day in days}
            found = later.days(date(year, 1, 1), date(year, 12, 31))
            assert {day.date for day in found if day.why is Why.STATUTORY} == law

    @pytest.mark.parametrize("year", range(2005, 2027))
    def test_what_is_known_before_the_notice_is_not_contradicted_by_it(self, year):
        """A year whose notice is not in the data is never guessed."""
        before = CHINA.as_known_on(_notices.YEARS[year].published - DAY)
        amended = span("2015-09-03/2015-09-06")
        told = [day for day in dates(date(year - 1, 12, 29), date(year, 12, 28)) if day not in amended]
        known = [day for day in told if before.day(day).state is not U]
        assert [day for day in known if before.day(day).state is not CHINA.day(day).state] == []
        assert len(known) > 240


UNKNOWN_2027 = (
    "2026-12-29/2026-12-31 2027-01-02/2027-01-06 2027-01-30/2027-02-04 2027-02-09/2027-02-17 "
    "2027-04-01/2027-04-04 2027-04-06/2027-04-08 2027-04-23/2027-04-30 2027-05-03/2027-05-12 "
    "2027-06-05/2027-06-08 2027-06-10/2027-06-12 2027-09-12/2027-09-14 2027-09-16/2027-09-18 "
    "2027-09-20/2027-09-30 2027-10-04/2027-10-12 2027-12-29/2027-12-31"
)
STATUTORY_2027 = (
    "2027-01-01 2027-02-05/2027-02-08 2027-04-05 2027-05-01/2027-05-02 2027-06-09 2027-09-15 2027-10-01/2027-10-03"
)


def days_of(text: str) -> set[date]:
    return {day for part in text.split() for day in span(part)}


class TestAYearWithoutNotice:
    def test_2027_is_off_on_its_statutory_days_unknown_near_them_and_by_the_week_elsewhere(self):
        for day in CHINA.days(date(2026, 12, 21), date(2027, 12, 31)):
            if day.date in days_of(UNKNOWN_2027):
                assert (day.state, day.why) == (U, Why.NEAR_HOLIDAY), day
            elif day.date in days_of(STATUTORY_2027):
                assert (day.state, day.why, day.source) == (O, Why.STATUTORY, "国务院令第795号"), day
            else:
                assert day.state is by_the_week(day.date), day

    def test_it_reaches_back_into_the_december_before(self):
        day = CHINA.day(date(2026, 12, 29))
        assert (day.state, day.holiday, day.source) == (U, "new_year", "2027年放假通知未见")
        assert nth(CHINA, "2026-12-28", 1) == (date(2026, 12, 29), date(2027, 1, 7))

    def test_the_spring_festival_of_2027_is_a_pair(self):
        assert nth(CHINA, "2027-01-29", 1) == (date(2027, 1, 30), date(2027, 2, 18))
        assert {CHINA.day(d).holiday for d in span("2027-01-30/2027-02-17")} == {"spring_festival"}

    def test_the_calendar_ends_with_the_year_after_the_last_notice(self):
        assert (CHINA.first, CHINA.last) == (date(2004, 1, 1), date(2027, 12, 31))


class TestKnownOn:
    @pytest.mark.parametrize(
        ("amended", "days", "before", "after"),
        [
            ("2015-05-13", "2015-09-02/2015-09-07", (W, W, W, O, O, W), (W, O, O, O, W, W)),
            ("2019-03-22", "2019-04-27/2019-05-06", (O, O, W, W, O, W, W, O, O, W), (O, W, W, W, O, O, O, O, W, W)),
            ("2020-01-27", "2020-01-29/2020-02-03", (O, O, W, W, O, W), (O, O, O, O, O, W)),
        ],
    )
    def test_a_schedule_stands_as_it_was_until_its_amendment(self, amended, days, before, after):
        eve = CHINA.as_known_on(on(amended) - DAY)
        assert tuple(eve.day(d).state for d in span(days)) == before
        then = CHINA.as_known_on(on(amended))
        assert tuple(then.day(d).state for d in span(days)) == after
        assert tuple(CHINA.day(d).state for d in span(days)) == after

    def test_an_amended_day_names_the_amendment_and_before_it_the_first_notice(self):
        day = CHINA.day(date(2020, 2, 1))
        assert (day.source, day.published) == ("国办发明电〔2020〕1号", date(2020, 1, 27))
        eve = CHINA.as_known_on(date(2020, 1, 26)).day(date(2020, 2, 1))
        assert (eve.why, eve.source) == (Why.MAKE_UP, "国办发明电〔2019〕16号")
        assert CHINA.day(date(2019, 4, 28)).source == "国办发明电〔2019〕3号"
        assert CHINA.day(date(2019, 5, 1)).source == "国办发明电〔2018〕15号"
        assert CHINA.day(date(2015, 9, 6)).source == "国发明电〔2015〕1号"

    def test_a_period_across_the_labour_day_of_2019_moves_with_the_amendment(self):
        assert nth(CHINA.as_known_on(on("2019-03-21")), "2019-04-30", 1) == (on("2019-05-02"),) * 2
        assert nth(CHINA.as_known_on(on("2019-03-22")), "2019-04-30", 1) == (on("2019-05-05"),) * 2

    def test_before_its_notice_a_year_is_known_as_2027_is_now(self):
        eve = CHINA.as_known_on(date(2025, 11, 3))
        near = "2025-12-29/2025-12-31 2026-02-10/2026-02-15 2026-02-20/2026-02-28 2026-10-04/2026-10-12"
        assert {eve.day(d).state for d in days_of(near)} == {U}
        assert states(eve, "2026-02-16/2026-02-19") == states(eve, "2026-10-01/2026-10-03") == {O}
        assert eve.day(date(2026, 1, 4))[1:5] == (U, Why.NEAR_HOLIDAY, "new_year", "2026年放假通知未见")
        assert [d for d in span("2026-03-02/2026-03-31") if eve.day(d).state is not by_the_week(d)] == []
        told = CHINA.as_known_on(date(2025, 11, 4))
        assert [d for d in KNOWN if told.day(d) != CHINA.day(d)] == []

    def test_a_statutory_day_is_unknown_before_its_statute_was_published(self):
        assert CHINA.as_known_on(date(2024, 11, 11)).day(date(2025, 5, 2))[1:3] == (U, Why.NEAR_HOLIDAY)
        assert state(CHINA.as_known_on(date(2024, 11, 12)), "2025-05-02") is O

    def test_a_layer_published_later_is_not_known_yet(self):
        layer = DayLayer(name="own", published=date(2026, 3, 1), off=("2026-03-03",), years=(2027,))
        calendar = CHINA.with_layer(layer)
        assert state(calendar.as_known_on(date(2026, 2, 28)), "2026-03-03") is W
        assert state(calendar.as_known_on(date(2026, 2, 28)), "2027-01-04") is U
        assert state(calendar.as_known_on(date(2026, 3, 1)), "2026-03-03") is O
        assert state(calendar.as_known_on(date(2026, 3, 1)), "2027-01-04") is W

    def test_none_is_everything_in_the_data(self):
        assert CHINA.as_known_on(date(2015, 1, 1)).as_known_on(None) == CHINA


NOTICE_2027 = DayLayer(
    name="2027",
    notice="a notice of 2027",
    level="national",
    years=(2027,),
    off=("2027-01-01/2027-01-03", "2027-02-05/2027-02-11", "2027-05-01/2027-05-05", "2027-10-01/2027-10-07"),
    worked=("2027-01-31", "2027-02-14", "2027-09-26"),
)


class TestTheCallersLayers:
    def test_a_layer_wins_over_all_below(self):
        calendar = CHINA.with_layer(
            DayLayer(name="own", notice="号外", off=("2026-03-03",), worked=("2026-10-01", "2026-03-07"))
        )
        assert calendar.day(on("2026-03-03"))[1:5] == (O, Why.CALLER_OFF, None, "号外")
        assert calendar.day(on("2026-10-01"))[1:3] == (W, Why.CALLER_WORKED)
        assert state(calendar, "2026-03-07") is W
        assert calendar.day(on("2026-03-04")) == CHINA.day(on("2026-03-04"))

    def test_a_later_layer_wins_over_an_earlier_one(self):
        first = DayLayer(name="first", off=("2026-03-03",))
        second = DayLayer(name="second", worked=("2026-03-03",))
        assert CHINA.with_layer(first).with_layer(second).day(on("2026-03-03")).source == "second"
        assert state(CHINA.with_layer(second).with_layer(first), "2026-03-03") is O

    def test_national_lies_under_region_and_region_under_all(self):
        day = "2023-04-21"  # 肉孜节: off in Xinjiang, worked in China
        layers = {level: DayLayer(name=level, level=level, worked=(day,)) for level in ("national", "region", "all")}
        assert state(KARAMAY, day) is O
        assert state(KARAMAY.with_layer(layers["national"]), day) is O
        assert KARAMAY.with_layer(layers["region"]).day(on(day)).source == "region"
        assert KARAMAY.with_layer(layers["all"]).with_layer(layers["region"]).day(on(day)).source == "all"
        off = DayLayer(name="off", level="national", off=("2026-03-03",))
        assert state(KARAMAY.with_layer(off), "2026-03-03") is O

    def test_a_layer_of_a_region_means_nothing_where_there_is_no_region(self):
        layer = DayLayer(name="r", level="region", off=("2026-03-03",))
        assert state(CHINA.with_layer(layer), "2026-03-03") is W

    def test_a_notice_of_2027_makes_its_days_certain_and_extends_the_calendar_by_a_year(self):
        calendar = CHINA.with_layer(NOTICE_2027)
        assert {d.state for d in calendar.days(date(2026, 12, 1), date(2027, 12, 28))} == {W, O}
        assert states(calendar, "2026-12-29/2026-12-31") == {W}
        assert states(calendar, "2027-12-29/2027-12-31") == {U}
        assert calendar.last == date(2028, 12, 31)
        assert nth(calendar, "2026-12-28", 5) == (on("2027-01-05"), on("2027-01-05"))
        assert nth(calendar, "2027-01-29", 6) == (on("2027-02-12"), on("2027-02-12"))
        assert state(calendar, "2027-04-05") is O  # a statutory day that the layer left out

    def test_the_years_of_a_layer_settle_only_its_level(self):
        both = DayCalendar(region=XINJIANG)
        national, regional = "2027-02-04", "2027-03-09"
        expected = {"national": (W, U), "region": (U, W), "all": (W, W)}
        for level, found in expected.items():
            calendar = both.with_layer(DayLayer(name=level, level=level, years=(2027,)))
            assert (state(calendar, national), state(calendar, regional)) == found

    def test_a_national_notice_given_by_the_caller_keeps_its_holidays_off_near_a_festival(self):
        """Only what the national notice makes a holiday stays off."""
        layer = DayLayer(name="2024", level="national", off=("2024-04-08",))
        assert state(KARAMAY.with_layer(layer), "2024-04-08") is O

    def test_the_years_of_a_regional_layer_reach_into_the_december_before(self):
        """Nothing its level leaves open in them, and in the last days of the December before, is unknown."""
        layers = [DayLayer(name="x", level=level, years=(2033,)) for level in ("national", "region")]
        calendar = KARAMAY.with_layer(layers[0]).with_layer(layers[1])  # 肉孜节 about 2033-01-02
        assert U not in states(calendar, "2032-12-29/2033-01-09")

    def test_ranges_count_both_ends_and_may_stand_among_single_days(self):
        layer = DayLayer(name="x", off=["2026-03-02/2026-03-04", "2026-03-09", date(2026, 3, 11)])
        assert layer.off == days_of("2026-03-02/2026-03-04 2026-03-09 2026-03-11")
        assert DayLayer(name="x", off=["2026-03-02/2026-03-02"]).off == {date(2026, 3, 2)}

    @pytest.mark.parametrize(
        "bad", ["2026-03-04/2026-03-02", "2026-03-02/", "2026-02-30", "2026-03-02/2026-03-03/2026-03-04", "1/2", "x"]
    )
    def test_a_bad_range_is_an_error_that_names_it(self, bad):
        with pytest.raises(InvalidValueError) as caught:
            parse_layer(f'{{"name": "x", "off": ["{bad}"]}}', "my.json")
        assert str(caught.value).startswith("my.json: ")
        assert "off" in str(caught.value)

    def test_a_layer_reads_from_json_what_it_writes(self):
        text = '{"name": "x", "years": [2027], "off": ["2027-02-05/2027-02-07"], "worked": ["2027-02-13"]}'
        layer = parse_layer(text)
        assert (layer.level, layer.years, layer.published) == ("all", (2027,), None)
        assert layer.off == days_of("2027-02-05/2027-02-07")
        assert layer.worked == {date(2027, 2, 13)}
        assert parse_layer(layer.model_dump_json()) == layer
        assert parse_layer(NOTICE_2027.model_dump_json()) == NOTICE_2027
        assert layer.model_dump(mode="json")["off"] == ["2027-02-05", "2027-02-06", "2027-02-07"]

    @pytest.mark.parametrize(
        "bad", ["{", "[]", "{}", '{"name": "x", "holidays": []}', '{"name": "x", "level": "city"}']
    )
    def test_bad_json_is_an_error_that_says_what_is_accepted(self, bad):
        with pytest.raises(InvalidValueError, match=r"(?s)^my\.json: .*accepted: a layer: name, off, worked, years"):
            parse_layer(bad, "my.json")


class TestXinjiang:
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
    def test_the_worked_dates_of_the_readings(self, start, n, regional, national):
        assert nth(KARAMAY, start, n) == (on(regional), on(regional))
        assert nth(CHINA, start, n) == (on(national), on(national))

    @pytest.mark.parametrize(
        ("off", "lost", "worked", "round_it"),
        [
            ("2013-08-08", "2013-08-08", "", "2013-08-01/2013-08-15"),
            ("2016-09-11/2016-09-14", "2016-09-12/2016-09-14", "2016-09-10", "2016-09-04/2016-09-18"),
            ("2017-06-26", "2017-06-26", "", "2017-06-18/2017-07-02"),
            ("2022-05-05", "2022-05-05", "", "2022-04-25/2022-05-09"),
            ("2022-07-09/2022-07-13", "2022-07-11/2022-07-13", "", "2022-07-02/2022-07-16"),
            ("2023-04-21", "2023-04-21", "", "2023-04-14/2023-04-28"),
            ("2023-06-28/2023-06-30", "2023-06-28/2023-06-30", "", "2023-06-21/2023-07-05"),
            ("2025-03-29/2025-03-31", "2025-03-31", "", "2025-03-23/2025-04-06"),
            ("2025-06-06/2025-06-10", "2025-06-06 2025-06-09/2025-06-10", "", "2025-05-30/2025-06-13"),
        ],
    )
    def test_each_notice_found_takes_its_weekdays_and_no_other(self, off, lost, worked, round_it):
        assert {KARAMAY.day(d).why for d in span(off)} == {Why.REGIONAL_OFF}
        differing = {d for d in span(round_it) if KARAMAY.day(d).state is not CHINA.day(d).state}
        assert differing == days_of(lost) | days_of(worked)
        assert {KARAMAY.day(d).state for d in days_of(lost)} == {O}
        assert {KARAMAY.day(d)[1:3] for d in days_of(worked)} <= {(W, Why.REGIONAL_WORKED)}
        for d in span(off):
            day = KARAMAY.day(d)
            assert f"{d.year}年" in day.source
            assert day.holiday in ("rozi", "qurban")
            assert day.published is None or day.published <= d

    @pytest.mark.parametrize(
        ("windows", "still_off"),
        [
            ("2024-04-03/2024-04-17 2024-06-09/2024-06-23", "2024-04-04/2024-04-06 2024-06-10"),
            ("2026-03-13/2026-03-27 2026-05-20/2026-06-03", ""),
            ("2014-07-21/2014-08-04 2014-09-27/2014-10-11", "2014-10-01/2014-10-07"),
            ("2016-06-29/2016-07-13", ""),
        ],
    )
    def test_without_a_notice_a_week_on_each_side_is_unknown_weekends_too(self, windows, still_off):
        for part in windows.split():
            for d in [span(part)[0] - DAY, *span(part), span(part)[-1] + DAY]:
                day = KARAMAY.day(d)
                if d in span(part) and d not in days_of(still_off):
                    assert (day.state, day.why) == (U, Why.NEAR_FESTIVAL)
                else:
                    assert day == CHINA.day(d)

    def test_a_year_without_any_notice_is_unknown_round_its_two_festivals_only(self):
        windows = {
            2012: "2012-08-12/2012-08-26 2012-10-19/2012-11-02",
            2014: "2014-07-21/2014-08-04 2014-09-27/2014-09-30 2014-10-08/2014-10-11",
            2024: "2024-04-03 2024-04-07/2024-04-17 2024-06-09 2024-06-11/2024-06-23",
            2026: "2026-03-13/2026-03-27 2026-05-20/2026-06-03",
            2027: "2027-03-02/2027-03-16 2027-05-09/2027-05-23",
        }
        for year, festive in windows.items():
            for day in KARAMAY.days(date(year, 1, 1), date(year, 12, 28)):
                assert (day.why is Why.NEAR_FESTIVAL) == (day.date in days_of(festive))
                assert day.why is Why.NEAR_FESTIVAL or day == CHINA.day(day.date)

    def test_before_2012_it_is_the_national_calendar(self):
        early = dates(date(2004, 1, 1), date(2012, 8, 11))
        assert [d for d in early if KARAMAY.day(d) != CHINA.day(d)] == []
        assert state(KARAMAY, "2012-08-12") is U

    def test_a_national_holiday_inside_a_window_stays_off_and_its_make_up_day_does_not_stay_worked(self):
        assert KARAMAY.day(on("2024-04-04")) == CHINA.day(on("2024-04-04"))
        assert (state(CHINA, "2024-04-07"), state(KARAMAY, "2024-04-07")) == (W, U)

    def test_a_notice_not_yet_published_leaves_its_festival_unknown(self):
        eve = KARAMAY.as_known_on(date(2016, 8, 24))
        assert states(eve, "2016-09-04/2016-09-14") == {U}
        assert states(eve, "2016-09-15/2016-09-17") == {O}
        assert state(KARAMAY.as_known_on(date(2016, 8, 25)), "2016-09-10") is W

    def test_a_notice_without_a_date_is_taken_to_be_known_from_its_first_day_off(self):
        assert state(KARAMAY.as_known_on(date(2025, 6, 5)), "2025-06-09") is U
        assert state(KARAMAY.as_known_on(date(2025, 6, 6)), "2025-06-09") is O

    def test_a_caller_who_has_the_notice_settles_the_festival(self):
        layer = DayLayer(name="own", level="region", years=(2026,), off=("2026-03-20", "2026-05-27/2026-05-29"))
        calendar = KARAMAY.with_layer(layer)
        assert U not in {d.state for d in calendar.days(date(2026, 1, 1), date(2026, 12, 28))}
        assert nth(KARAMAY, "2026-03-12", 1) == (on("2026-03-13"), on("2026-03-30"))
        assert nth(calendar, "2026-03-19", 1) == (on("2026-03-23"), on("2026-03-23"))


def a_walk(calendar: DayCalendar) -> dict[date, bool]:
    return {day.date: day.state is W for day in calendar.days(date(2026, 1, 1), calendar.last)}


class TestSettlingWhatIsUnknown:
    @settings(max_examples=40, deadline=None, database=None)
    @given(st.sampled_from([CHINA, KARAMAY]), st.randoms(use_true_random=False), st.floats(0, 1))
    def test_any_way_keeps_the_nth_working_day_within_the_pair(self, calendar, chance, share):
        """Every way of settling what is unknown puts it between the two, both included."""
        days = dates(date(2026, 1, 1), calendar.last)
        unknown = [day for day in days if calendar.day(day).state is U]
        worked = {day for day in unknown if chance.random() < share}
        layer = DayLayer(name="settled", off=frozenset(unknown) - worked, worked=frozenset(worked))
        settled = calendar.with_layer(layer)
        walk = a_walk(settled)
        for _ in range(40):
            start, n = chance.choice(days[30:-75]), chance.randint(1, 20)
            earliest, latest = nth(calendar, str(start), n)
            assert earliest <= nth_working_day(walk, start, n) <= latest
            assert nth(settled, str(start), n) == (nth_working_day(walk, start, n),) * 2
            least, most = calendar.working_days_between(start, start + DAY * n)
            assert least <= sum(walk[start + DAY * i] for i in range(1, n + 1)) <= most

    def test_the_ends_of_the_pair_are_reached(self):
        unknown = [day for day in dates(date(2026, 12, 1), date(2027, 2, 28)) if CHINA.day(day).state is U]
        pair = nth(CHINA, "2027-01-28", 5)
        assert nth(CHINA.with_layer(DayLayer(name="w", worked=frozenset(unknown))), "2027-01-28", 5) == (pair[0],) * 2
        assert nth(CHINA.with_layer(DayLayer(name="o", off=frozenset(unknown))), "2027-01-28", 5) == (pair[1],) * 2


class TestCounting:
    @settings(max_examples=150, deadline=None, database=None)
    @given(st.sampled_from(KNOWN[60:-60]), st.integers(1, 30))
    def test_the_nth_working_day_is_the_one_a_walk_finds_forwards_and_back(self, start, n):
        walk = {d: CHINA.day(d).state is W for d in dates(start - DAY * 58, start + DAY * 58)}
        for table in (CHINA.most, CHINA.least):
            assert CHINA.nth_working_day(start.toordinal(), n, table) == nth_working_day(walk, start, n).toordinal()
            before = nth_working_day_before(walk, start, n)
            assert CHINA.nth_working_day(start.toordinal(), -n, table) == before.toordinal()

    @settings(max_examples=150, deadline=None, database=None)
    @given(st.sampled_from(KNOWN[:-400]), st.integers(0, 400))
    def test_working_days_between_are_those_after_the_first_up_to_the_last(self, start, length):
        count = sum(CHINA.day(start + DAY * i).state is W for i in range(1, length + 1))
        assert CHINA.working_days_between(start, start + DAY * length) == (count, count)
        assert CHINA.working_days_between(start + DAY * length, start) == (-count, -count)


class TestBounds:
    @pytest.mark.parametrize("outside", [date(2003, 12, 31), date(2028, 1, 1)])
    def test_a_day_outside_the_calendar_is_an_error_that_names_its_ends(self, outside):
        with pytest.raises(OutsideCalendarError, match=f"^{outside}: the calendar covers 2004-01-01 to 2027-12-31"):
            CHINA.day(outside)
        with pytest.raises(OutsideCalendarError):
            CHINA.is_working(outside)
        with pytest.raises(OutsideCalendarError):
            CHINA.working_days_between(outside, date(2020, 1, 1))
        with pytest.raises(OutsideCalendarError):
            CHINA.working_days_between(date(2020, 1, 1), outside)
        with pytest.raises(OutsideCalendarError):
            list(CHINA.days(outside, outside))

    def test_the_first_and_the_last_day_are_inside(self):
        assert CHINA.day(CHINA.first).why is Why.STATUTORY
        assert CHINA.day(CHINA.last).state is U

    @pytest.mark.parametrize(
        ("after", "n"),
        [("2027-12-31", 1), ("2027-12-20", 30), ("2028-06-01", 1), ("2003-06-01", 1), ("2004-01-02", -1)],
    )
    def test_counting_past_either_end_is_an_error(self, after, n):
        with pytest.raises(OutsideCalendarError, match="covers 2004-01-01 to 2027-12-31"):
            nth(CHINA, after, n)

    def test_counting_over_the_whole_calendar_works(self):
        total = CHINA.working_days_between(CHINA.first, CHINA.last)
        earliest, latest = nth(CHINA, "2004-01-01", total[0])
        assert earliest < latest <= CHINA.last
        with pytest.raises(OutsideCalendarError):
            nth(CHINA, "2004-01-01", total[0] + 1)

    def test_a_calendar_without_a_working_day_says_so_at_once(self):
        empty = CHINA.with_layer(DayLayer(name="x", off=ALL_OFF))
        began = time.perf_counter()
        with pytest.raises(NoWorkingTimeError, match="no working day"):
            nth(empty, "2026-03-02", 1)
        assert time.perf_counter() - began < 2

    def test_the_week_alone_knows_no_holiday(self):
        week = DayCalendar(base="week")
        for day in week.days(date(2025, 12, 1), date(2028, 3, 1)):
            assert day.state is by_the_week(day.date)
        assert (week.first, week.last) == (date(1970, 1, 1), date(2069, 12, 31))
        with pytest.raises(OutsideCalendarError):
            week.day(date(2070, 1, 1))
