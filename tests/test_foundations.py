"""The ground floor: addresses, force in time, readings and their choices, and the three-valued logic of facts."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from pydantic import ValidationError

from hotline_rules import jurisdiction
from hotline_rules.errors import InvalidValueError, UnknownNameError, nearest_first
from hotline_rules.facts import all_of, any_of, negation, truth
from hotline_rules.jurisdictions import CITIES, load
from hotline_rules.law import InForce, Provision, address_zh
from hotline_rules.open_points import CATALOGUE
from hotline_rules.readings import Choice

VALUES = (True, False, None)


class TestKleeneLogic:
    """Not known is a value of its own, and never taken for yes or no."""

    def test_both_ways_of_not_knowing_are_one_truth_value(self):
        assert [truth(a) for a in (True, False, "unknown", None)] == [True, False, None, None]

    def test_filling_in_what_is_not_known_never_flips_a_settled_answer(self):
        for given in product(VALUES, repeat=3):
            fillings = list(product(*([v] if v is not None else [True, False] for v in given)))
            for combine, plain in ((all_of, all), (any_of, any)):
                outcomes = {plain(filled) for filled in fillings}
                assert combine(given) == (outcomes.pop() if len(outcomes) == 1 else None)

    def test_of_nothing_all_hold_and_none_does(self):
        assert (all_of(()), any_of(())) == (True, False)

    def test_de_morgan_holds_over_three_values(self):
        for given in product(VALUES, repeat=3):
            assert negation(all_of(given)) == any_of(negation(v) for v in given)


class TestAddresses:
    """An address is written article(paragraph)(item), and spoken as Chinese lawyers do."""

    @pytest.mark.parametrize(
        ("address", "spoken"),
        [
            ("21", "第二十一条"),
            ("20(1)(二)", "第二十条第一款第（二）项"),
            ("13(一)s2a", "第十三条第（一）项第二句前段"),
            ("12(二)5", "第十二条第（二）项第5目"),
            ("11(二)2(1)一", "第十一条第（二）项第2目之（1）“一是”"),
            ("10", "第十条"),
            ("41", "第四十一条"),
        ],
    )
    def test_as_lawyers_speak_it(self, address, spoken):
        assert address_zh(address) == spoken

    def test_what_is_no_address_is_refused(self):
        with pytest.raises(ValidationError, match="accepted: an address such as"):
            Provision(address="20.1", gloss_zh="x", gloss_en="x")


class TestRegulations:
    @pytest.mark.parametrize("city", CITIES)
    def test_every_day_has_exactly_one_answer_and_it_never_goes_back(self, city):
        law = jurisdiction(city).regulation
        days = [date.fromordinal(o) for o in range(date(2004, 1, 1).toordinal(), date(2027, 12, 31).toordinal())]
        order = [InForce.NO, InForce.UNKNOWN, InForce.YES]
        found = [order.index(law.in_force(day)) for day in days]
        assert found == sorted(found)
        assert (found[0], found[-1]) == (0, 2)

    @pytest.mark.parametrize("city", CITIES)
    def test_a_provision_that_is_not_there_is_an_error_with_the_nearest_first(self, city):
        with pytest.raises(UnknownNameError, match="unknown provision"):
            jurisdiction(city).regulation.provision("99")


class TestReadings:
    @pytest.mark.parametrize("city", CITIES)
    def test_every_choice_is_of_a_known_reading_and_every_option_of_it_is_known(self, city):
        for one in jurisdiction(city).choices:
            for option in one.admissible:
                assert CATALOGUE[one.reading].option(option).id == option

    def test_a_default_must_be_admissible(self):
        with pytest.raises(ValidationError, match="must be admissible"):
            Choice(reading="AMB-01", default="x", admissible=("y",))

    def test_an_unknown_reading_or_option_is_refused_with_the_known_ones(self):
        with pytest.raises(UnknownNameError, match="AMB-05"):
            jurisdiction("ganzi").with_readings({"AMB-005": "x"})
        with pytest.raises(UnknownNameError, match="known: end_of_day, close_of_business"):
            jurisdiction("ganzi").with_readings({"AMB-05": "end_of_dya"})


class TestReadingsThatAreNoSwitch:
    """Where a city's rules embody a reading, taking another option is refused rather than shown and not applied."""

    @pytest.mark.parametrize(
        ("city", "name", "option"),
        [("ganzi", "AMB-12", "by_itself"), ("weifang", "AMB-13", "due"), ("jinan", "AMB-21", "two_working_days")],
    )
    def test_it_is_refused_and_says_so(self, city, name, option):
        with pytest.raises(InvalidValueError, match="the rules of this city embody it"):
            jurisdiction(city).with_readings({name: option})


class TestCities:
    @pytest.mark.parametrize("city", CITIES)
    def test_a_city_is_data_it_survives_json(self, city):
        shipped = jurisdiction(city)
        again = load(shipped.model_dump_json())
        assert again.rules_hash == shipped.rules_hash
        assert again.deadlines == shipped.deadlines

    def test_a_city_answers_to_its_chinese_name(self):
        assert jurisdiction("潍坊市") is jurisdiction("weifang")
        with pytest.raises(UnknownNameError, match="known: weifang"):
            jurisdiction("weifnag")

    def test_nearest_names_come_first(self):
        assert nearest_first("gansi", CITIES)[0] == "ganzi"
