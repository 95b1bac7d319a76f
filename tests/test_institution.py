"""What is asked of an institution: the checklist, the one rate, the window of a new policy, the periods left out."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_rules import jurisdiction
from hotline_rules.days import DayLayer
from hotline_rules.errors import HotlineError, InvalidValueError, OutsideCalendarError, UnknownNameError
from hotline_rules.institution import checklist, missing, policy, rate
from hotline_rules.jurisdictions import CITIES

GANZI = jurisdiction("ganzi")
WITHOUT = GANZI.changed(institution=None)


def on(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize("name", CITIES)
class TestTheChecklist:
    """The questions of a city in the order of the text, with whatever an auditor has answered."""

    def test_it_asks_everything_the_city_states_in_its_order_and_nothing_is_answered_for_anybody(self, name):
        city = jurisdiction(name)
        found = checklist(city)
        assert [item.check for item in found] == list(city.institution.checks)
        assert len(found) >= 3
        assert {item.answer for item in found} == {None}

    def test_every_question_names_a_provision_and_reads_in_two_languages(self, name):
        city = jurisdiction(name)
        for item in checklist(city):
            assert city.regulation.provision(item.check.provision).actors
            assert item.check.zh != item.check.en
            assert item.check.zh and item.check.en

    @pytest.mark.parametrize("answer", [True, False, "unknown", None])
    def test_an_answer_stands_at_its_own_question_alone(self, name, answer):
        city = jurisdiction(name)
        asked = city.institution.checks[1].id
        found = {item.check.id: item.answer for item in checklist(city, {asked: answer})}
        assert found.pop(asked) == answer
        assert set(found.values()) == {None}

    def test_it_can_be_written_as_json(self, name):
        told = [item.as_dict() for item in checklist(jurisdiction(name))]
        assert json.loads(json.dumps(told)) == told
        assert told[0].keys() == {"id", "provision", "actor", "modality", "zh", "en", "periods", "answer"}

    def test_an_answer_to_another_question_is_an_error_with_the_nearest_first(self, name):
        city = jurisdiction(name)
        asked = city.institution.checks[2].id
        with pytest.raises(UnknownNameError) as error:
            checklist(city, {asked + "x": True})
        assert error.value.known[0] == asked


class TestAnAnswerThatIsNone:
    """An answer is yes, no, asked in vain, or not asked; what merely looks like one is refused."""

    @pytest.mark.parametrize("answer", ["yes", "maybe", 1])
    def test_it_is_an_error(self, answer):
        with pytest.raises(InvalidValueError):
            checklist(GANZI, {"reports": answer})


class TestACityThatAsksNothing:
    """Without rules for institutions there is nothing to ask, and what is answered is not known."""

    def test_its_checklist_is_empty(self):
        assert checklist(WITHOUT) == ()

    def test_every_answer_rate_and_policy_is_unknown(self):
        for asked in (
            lambda: checklist(WITHOUT, {"reports": True}),
            lambda: rate(WITHOUT, "connect_rate", 1, 1),
            lambda: policy(WITHOUT, on("2026-03-20")),
        ):
            with pytest.raises(UnknownNameError):
                asked()


class TestTheConnectionRate:
    """Ganzi 11: at least 95 %, an indicator for staffing (AMB-77)."""

    @pytest.mark.parametrize(
        ("part", "whole", "reached"),
        [
            (95, 100, True),
            (94, 100, False),
            (19, 20, True),
            (9_499, 10_000, False),
            (9_500, 10_000, True),
            (1, 1, True),
            (0, 1, False),
        ],
    )
    def test_95_in_100_reach_it_and_less_does_not(self, part, whole, reached):
        found = rate(GANZI, "connect_rate", part, whole)
        assert (found.reached, found.standard.provision) == (reached, "11")

    @given(st.integers(1, 10_000_000))
    def test_exactly_95_in_100_reach_it_however_many_there_are_and_one_less_never_does(self, n):
        """No rounding: 19 n of 20 n are the standard itself."""
        assert rate(GANZI, "connect_rate", 19 * n, 20 * n).reached is True
        assert rate(GANZI, "connect_rate", 19 * n - 1, 20 * n).reached is False

    def test_none_of_none_is_not_scored(self):
        found = rate(GANZI, "connect_rate", 0, 0)
        assert found.reached is None
        assert found.as_dict()["reached"] is None

    def test_it_is_told_as_plain_values(self):
        told = rate(GANZI, "connect_rate", 19, 20).as_dict()
        assert told == {
            "id": "connect_rate", "provision": "11", "least": 0.95, "part": 19, "whole": 20, "reached": True,
        }  # fmt: skip

    @pytest.mark.parametrize(("part", "whole"), [(21, 20), (-1, 20), (0, -1), (-2, -1), (1.5, 2), (True, 2), ("1", 2)])
    def test_numbers_that_are_no_part_of_a_whole_are_an_error(self, part, whole):
        with pytest.raises(InvalidValueError, match=r"connect_rate.*whole numbers"):
            rate(GANZI, "connect_rate", part, whole)

    @pytest.mark.parametrize("name", CITIES)
    def test_another_standard_is_an_error_that_names_those_there_are(self, name):
        with pytest.raises(UnknownNameError) as error:
            rate(jurisdiction(name), "connection", 1, 1)
        assert error.value.known == (("connect_rate",) if name == "ganzi" else ())


class TestThePolicyWindow:
    """Ganzi 24: sent in ten to three working days before it is published, and online the day it is (AMB-42).

    All days are counted by hand, back from the day of publication, which is not counted itself.
    """

    @pytest.mark.parametrize(
        ("published", "first", "last"),
        [
            ("2026-03-20", "2026-03-06", "2026-03-17"),  # a Friday: 19, 18, 17 … 9, 6
            ("2026-03-22", "2026-03-09", "2026-03-18"),  # a Sunday: 20, 19, 18 … 10, 9
            ("2026-02-27", "2026-02-06", "2026-02-24"),  # across the Spring Festival: 26, 25, 24, worked Sat 14, 13 … 6
            ("2026-02-28", "2026-02-09", "2026-02-25"),  # on a worked Saturday: 27, 26, 25, 24, 14, 13 … 9
            ("2026-05-08", "2026-04-21", "2026-04-30"),  # Labour Day, 1 to 5 May: 7, 6, 30, 29, 28, 27, 24 … 21
            ("2026-01-05", "2025-12-19", "2025-12-30"),  # New Year, 1 to 3, and Sunday 4 worked: 4, 31, 30, 29 … 19
        ],
    )
    def test_it_is_counted_in_working_days_back_from_the_publication(self, published, first, last):
        window = policy(GANZI, on(published)).window
        assert [(due.first_day, due.last_day) for due in window] == [(on(first), on(first)), (on(last), on(last))]

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            (None, "unsent"),
            ("2026-03-05", "early"),
            ("2026-03-06", "in_time"),
            ("2026-03-17", "in_time"),
            ("2026-03-18", "late"),
            ("2026-03-20", "late"),
            ("2026-04-01", "late"),
        ],
    )
    def test_both_its_ends_are_in_time(self, sent, said):
        found = policy(GANZI, on("2026-03-20"), sent and on(sent))
        assert (found.sent, found.provision, found.readings) == (said, "24", ("AMB-42",))

    @pytest.mark.parametrize(
        ("sent", "plainly", "strictly"),
        [(None, None, None), ("2026-03-05", False, True), ("2026-03-06", False, False), ("2026-03-18", True, True)],
    )
    def test_late_deviates_and_early_does_by_the_strict_reading_alone(self, sent, plainly, strictly):
        for city, deviates in ((GANZI, plainly), (GANZI.with_readings({"AMB-42": "window"}), strictly)):
            assert policy(city, on("2026-03-20"), sent and on(sent)).deviates is deviates

    @pytest.mark.parametrize("sent", ["2026-12-16", "2026-12-28"])
    def test_whether_what_cannot_be_told_deviates_cannot_be_told(self, sent):
        assert policy(GANZI, on("2026-12-31"), on(sent)).deviates is None

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ("2026-12-14", "early"),
            ("2026-12-15", "undetermined"),  # the tenth, if 29 and 30 December are days of rest
            ("2026-12-16", "undetermined"),
            ("2026-12-17", "in_time"),  # the tenth, if both are worked
            ("2026-12-24", "in_time"),  # the third, if both are days of rest
            ("2026-12-25", "undetermined"),
            ("2026-12-28", "undetermined"),  # the third, if both are worked
            ("2026-12-29", "late"),
        ],
    )
    def test_near_a_new_year_without_a_notice_only_what_is_certain_is_said(self, sent, said):
        assert policy(GANZI, on("2026-12-31"), on(sent)).sent == said

    @pytest.mark.parametrize(("worked", "first", "last"), [(True, "2026-12-17", "2026-12-28"),
                                                           (False, "2026-12-15", "2026-12-24")])  # fmt: skip
    def test_a_notice_settles_it(self, worked, first, last):
        days = frozenset(map(on, ("2026-12-29", "2026-12-30", "2026-12-31")))
        city = GANZI.with_days(DayLayer(name="notice", **{"worked" if worked else "off": days}))
        for day, said in ((first, "in_time"), (last, "in_time")):
            assert policy(city, on("2026-12-31"), on(day)).sent == said
        assert policy(city, on("2026-12-31"), on(first) - timedelta(days=1)).sent == "early"
        assert policy(city, on("2026-12-31"), on(last) + timedelta(days=1)).sent == "late"

    @pytest.mark.parametrize(("uploaded", "said"), [(None, None), ("2026-03-20", True), ("2026-03-19", False),
                                                    ("2026-03-21", False)])  # fmt: skip
    def test_it_is_to_be_online_on_the_day_of_publication_and_on_no_other(self, uploaded, said):
        assert policy(GANZI, on("2026-03-20"), uploaded=uploaded and on(uploaded)).uploaded is said

    def test_it_is_told_as_plain_values(self):
        told = policy(GANZI, on("2026-03-20"), on("2026-03-17"), on("2026-03-20")).as_dict()
        assert json.loads(json.dumps(told)) == told
        assert told == {
            "provision": "24",
            "window": [["2026-03-06", "2026-03-06"], ["2026-03-17", "2026-03-17"]],
            "sent": "in_time",
            "uploaded": True,
            "deviates": False,
            "readings": ["AMB-42"],
        }

    @pytest.mark.parametrize("name", [name for name in CITIES if name != "ganzi"])
    def test_another_city_has_none(self, name):
        with pytest.raises(UnknownNameError, match=rf"policy window of .*{name}"):
            policy(jurisdiction(name), on("2026-03-20"))

    @pytest.mark.parametrize("published", ["2004-01-05", "2031-01-06", "1999-05-01"])
    def test_days_of_which_nothing_is_known_are_an_error(self, published):
        with pytest.raises(OutsideCalendarError):
            policy(GANZI, on(published), on("2026-03-17"))


class TestPeriodsLeftOut:
    """The whole months, quarters and years in which nothing was done, each by its first day."""

    @pytest.mark.parametrize(
        ("period", "done", "first", "last", "found"),
        [
            ("month", [], "2026-01-01", "2026-03-31", ["2026-01-01", "2026-02-01", "2026-03-01"]),
            ("month", ["2026-01-31", "2026-03-01"], "2026-01-01", "2026-03-31", ["2026-02-01"]),
            ("month", ["2026-02-28"], "2026-02-01", "2026-02-28", []),
            ("month", ["2026-02-01", "2026-02-02"], "2026-02-01", "2026-02-28", []),
            ("month", ["2026-01-31", "2026-03-01"], "2026-02-01", "2026-02-28", ["2026-02-01"]),
            ("month", [], "2026-01-02", "2026-03-30", ["2026-02-01"]),  # January and March are not whole
            ("month", [], "2025-12-15", "2026-02-28", ["2026-01-01", "2026-02-01"]),
            ("month", [], "2028-02-01", "2028-02-28", []),  # 2028 has a 29th
            ("quarter", [], "2026-01-01", "2026-12-31", ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"]),
            ("quarter", ["2026-03-31", "2026-07-01"], "2026-01-01", "2026-12-31", ["2026-04-01", "2026-10-01"]),
            ("quarter", [], "2026-02-01", "2026-06-30", ["2026-04-01"]),
            ("quarter", [], "2026-02-01", "2026-06-29", []),
            ("year", [], "2024-01-01", "2026-12-31", ["2024-01-01", "2025-01-01", "2026-01-01"]),
            ("year", ["2024-12-31", "2026-01-01"], "2024-01-01", "2026-12-31", ["2025-01-01"]),
            ("year", [], "2024-06-01", "2026-11-30", ["2025-01-01"]),
            ("year", [], "2026-02-01", "2026-12-31", []),
        ],
    )
    def test_they_are_those_without_a_day_on_which_it_was_done(self, period, done, first, last, found):
        assert missing(period, map(on, done), on(first), on(last)) == tuple(map(on, found))

    @given(st.sampled_from(["month", "quarter", "year"]), st.dates(on("2020-01-01"), on("2030-12-31")),
           st.integers(0, 2000), st.lists(st.dates(on("2020-01-01"), on("2034-12-31")), max_size=12))  # fmt: skip
    def test_they_and_those_in_which_it_was_done_are_all_there_are(self, period, first, length, done):
        """A second opinion: walk day by day, and gather what each period holds."""
        last = first + timedelta(days=length)
        months = {"month": 1, "quarter": 3, "year": 12}[period]

        def begin(day: date) -> date:
            return date(day.year, (day.month - 1) // months * months + 1, 1)

        days: dict[date, list[date]] = {}
        for n in range(-366, length + 367):
            day = first + timedelta(days=n)
            days.setdefault(begin(day), []).append(day)
        whole = [one for one, held in days.items() if first <= held[0] and held[-1] <= last]
        expected = tuple(one for one in whole if not any(begin(day) == one for day in done))
        assert missing(period, done, first, last) == expected

    def test_no_whole_period_lies_in_a_stretch_that_ends_before_it_begins(self):
        assert missing("month", [], on("2026-03-01"), on("2026-01-31")) == ()

    def test_another_period_is_an_error_that_names_those_there_are(self):
        with pytest.raises(HotlineError, match=r"month.*quarter.*year"):
            missing("week", [], on("2026-01-01"), on("2026-03-31"))

    def test_the_periods_that_the_texts_state_are_those(self):
        stated = {
            (name, one.provision, one.periods)
            for name in CITIES
            for one in jurisdiction(name).institution.checks
            if one.periods
        }
        assert ("ganzi", "21", ("month", "quarter", "year")) in stated
        assert {periods for name, _, periods in stated if name == "karamay"} == {("month",), ("year",)}
