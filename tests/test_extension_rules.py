"""Other places as data: small cities of one's own, with other limits, caps, approvers, cut-offs and warnings.

Each states what is reported of a text beyond the four: Anyang, Shandong in 2020 and in 2017, and a bureau whose name is
not known. They are no part of the library; they show that what it asks of a city is enough to write others down.

What it is not enough for: a limit that begins with an act of the unit or the hotline (the bureau's callback on the day
after the handling), and a warning on the calendar day after a due (a threshold counts working days).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from hotline_rules import audit, closing, deadlines, extensions, returns, supervision
from hotline_rules.audit import Review
from hotline_rules.clock import Span, Unit, hours, working_days
from hotline_rules.closing import ClosingRules
from hotline_rules.common_facts import COMMON
from hotline_rules.deadlines import Act, Case, DeadlineRules, Done, ExtensionWindow, Longer, ReturnWindow, Stage
from hotline_rules.extensions import Extension, ExtensionRules
from hotline_rules.facts import Fact, question
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import Actor, Force, Modality, Regulation, row
from hotline_rules.log_facts import LOG_FACTS
from hotline_rules.readings import choice
from hotline_rules.returns import ReturnRules
from hotline_rules.rules import Otherwise, Rule, Table, every, no, table
from hotline_rules.supervision import SupervisionRules, Threshold
from tests.tickets import spoken, ticket


def asked(name: str) -> Fact:
    return question(name, (name, name), (f"{name}？", f"{name}?"))


COMPLEX, FURTHER = asked("especially_complex"), asked("still_unsolved_for_good_reason")
FACTS = (COMPLEX, FURTHER)
WORDS = COMMON | LOG_FACTS | {fact.name: fact for fact in FACTS}


def law(name: str, *addresses: str) -> Regulation:
    """A text in force for long, of which only the places cited here are written down."""
    return Regulation(
        id=name,
        title_zh=name,
        title_en=name,
        force=Force.NORMATIVE_DOCUMENT,
        in_force_from=date(2015, 1, 1),
        not_before=date(2015, 1, 1),
        in_force_source=addresses[0],
        provisions=tuple(row(address, "C", "unit", address, address) for address in addresses),
    )


def rule(name: str, place: str, outcome: str, when: Any, on: Actor = Actor.UNIT, **more: Any) -> Rule:
    return Rule(id=name, provision=place, outcome=outcome, when=when, on=on, **more)


def asking(name: str, place: str, *rules: Rule, together: tuple[str, ...] = ()) -> Table:
    """A table over a request, in order unless one of its rules holds."""
    return table(name, place, rules, Otherwise(provision=place, outcome="in_order"), WORDS, together=together)


def handling(place: str, *cases: Case, **more: Any) -> Stage:
    """The one stage that all of them have: from the receipt until the reply and the feedback."""
    done = Done(groups=((Act(event="replied", needs=("final",)),), (Act(event="fed_back"),)))
    return Stage(
        name="handle", provision=place, start="arrived", cases=cases, done={"*": done},
        moved_by_grants=True, extendable=True, **more,
    )  # fmt: skip


def place(name: str, regulation: Regulation, **rules: Any) -> Jurisdiction:
    return Jurisdiction(id=name, name_zh=name, name_en=name, regulation=regulation, facts=FACTS,
                        **{"choices": (), **rules})  # fmt: skip


def keeping(place: str) -> Table:
    """Where the unit stands: it asks to return what lies outside its duties."""
    outside = rule("outside", place, "must_return", every("outside_duties"))
    return table("return_standing", place, [outside], Otherwise(provision=place, outcome="keep"), WORDS)


TOO_LONG = every("extension_too_long")
TOO_MANY = every("extension_too_many")
WITHOUT_REASON = no("extension_reason_given")

ANYANG = place(
    "anyang",
    law("anyang", "46", "47", "48", "49"),
    choices=(choice("AMB-12", "by_itself", switch=False), choice("AMB-16", "literal")),
    deadlines=DeadlineRules(
        stages=(
            handling(
                "46",
                Case(span=working_days(5)),
                longer=Longer(ranks=("law", "regulation", "rule"), provision="49"),
            ),
        ),
        return_window=ReturnWindow(provision="48", span=hours(24)),
    ),
    extensions=ExtensionRules(
        request=asking("extension", "47", rule("too_long", "47", "not_in_order", TOO_LONG)),
        each=5,
        times=1,
        approver="unit_head",
    ),
    returns=ReturnRules(
        standing=keeping("48"),
        request=asking(
            "return_request",
            "48",
            rule("no_reason", "48", "defective", no("return_reason_given")),
            rule("late", "48", "late", every("return_asked_late")),
            together=("defective", "late"),
        ),
    ),
)

SHANDONG_2020 = place(
    "shandong",
    law("shandong", "11", "12", "13"),
    deadlines=DeadlineRules(
        stages=(handling("11", Case(span=working_days(5))),),
        return_window=ReturnWindow(provision="12", span=working_days(2)),
    ),
    extensions=ExtensionRules(
        request=asking(
            "extension",
            "13",
            rule("not_complex", "13", "not_in_order", no("especially_complex")),
            rule("too_long", "13", "deviation", TOO_LONG, Actor.HOTLINE, modality=Modality.IN_PRINCIPLE),
            together=("not_in_order", "deviation"),
        ),
        each=10,
    ),
    returns=ReturnRules(
        standing=keeping("12"),
        request=asking(
            "return_request",
            "12",
            rule("no_reason", "12", "defective", no("return_reason_given")),
            rule("late", "12", "late", every("return_asked_late")),
            together=("defective", "late"),
        ),
    ),
)

SHANDONG_2017 = place(
    "line",
    law("line", "5", "6", "7", "8"),
    choices=(choice("AMB-25", "fresh"),),
    deadlines=DeadlineRules(stages=(handling("5", Case(span=working_days(15))),)),
    extensions=ExtensionRules(
        request=asking(
            "extension",
            "6",
            rule("too_long", "6", "not_in_order", TOO_LONG, Actor.HOTLINE),
            rule("too_many", "6", "not_in_order", TOO_MANY, Actor.HOTLINE),
        ),
        each=7,
        times=1,
        further=("still_unsolved_for_good_reason",),
    ),
    closing=ClosingRules(
        callback=table(
            "callback",
            "8",
            [
                rule("not_called", "8", "call_back", no("was_called_back"), Actor.HOTLINE),
                rule("dissatisfied", "8", "redispatch", every("caller_dissatisfied"), Actor.HOTLINE),
            ],
            Otherwise(provision="8", outcome="close"),
            WORDS,
        )
    ),
    supervision=SupervisionRules(
        steps=(), thresholds=(Threshold(name="yellow_card", before=1), Threshold(name="red_card", after=1))
    ),
)


def bureau(**window: Any) -> Jurisdiction:
    """The bureau, with what it says of when to ask for more time."""
    return place(
        "bureau",
        law("bureau", "4", "5", "9"),
        choices=(choice("AMB-10", "working_day_before"),),
        deadlines=DeadlineRules(
            stages=(
                handling(
                    "4",
                    Case(urgencies=("special", "special_urgent"), span=Span(Unit.SAME_DAY)),
                    Case(kinds=("consultation", "help"), span=working_days(3)),
                    Case(kinds=("complaint", "report"), span=working_days(13)),
                ),
            ),
            extension_window=ExtensionWindow(provision="5", of="handle", presumed=5, **window) if window else None,
        ),
        extensions=ExtensionRules(
            request=asking(
                "extension",
                "5",
                rule("no_reason", "5", "not_in_order", WITHOUT_REASON),
                rule("no_length", "5", "not_in_order", no("extension_length_stated")),
                rule("late", "5", "not_in_order", every("extension_asked_late")),
            )
        ),
        supervision=SupervisionRules(
            steps=(), thresholds=(Threshold(name="urging", after=1), Threshold(name="criticism", after=6))
        ),
    )


BUREAU = bureau()
IS_COMPLEX = {"facts": {"especially_complex": True}}
ARRIVED = ("arrived", "2026-03-02T10:00", {"unit": "甲局"})  # a Monday; no holiday follows until 5 April


def review(city: Jurisdiction, *events: tuple, as_of: str = "2026-06-01T09:00", **fields: Any) -> Review:
    one = ticket(*events, **{"kind": "help", "unit": "甲局", **fields})
    return audit.review(one, city, as_of=datetime.fromisoformat(as_of))


def due(city: Jurisdiction, *events: tuple, **fields: Any) -> str | None:
    """The due of the handling, as it is spoken."""
    return spoken(next(v.due for v in review(city, *events, **fields).stages if v.stage == "handle"))


def requests(city: Jurisdiction, *events: tuple, **fields: Any) -> tuple[Extension, ...]:
    return review(city, ARRIVED, *events, **fields).rooms.extensions.requests


def outcomes(city: Jurisdiction, *events: tuple, **fields: Any) -> list[str]:
    return [one.answer.outcome for one in requests(city, *events, **fields)]


def codes(city: Jurisdiction, *events: tuple, **fields: Any) -> list[str]:
    """What the extensions of a ticket give rise to."""
    return [one.code for one in review(city, ARRIVED, *events, **fields).rooms.extensions.findings]


def ask(when: str, n: int | None = None, **more: Any) -> tuple:
    return ("extension_requested", when, {"working_days": n, **more})


def decide(when: str, n: int | None = None, *, granted: bool = True, **more: Any) -> tuple:
    return ("extension_decided", when, {"working_days": n, "granted": granted, **more})


@pytest.mark.parametrize("city", [ANYANG, SHANDONG_2020, SHANDONG_2017, BUREAU], ids=lambda city: city.id)
class TestACityOfOnesOwn:
    """Each is a whole city: one JSON document, from which the same city is read."""

    def test_it_is_one_json_document(self, city):
        again = Jurisdiction.model_validate_json(city.model_dump_json())
        assert again.rules_hash == city.rules_hash

    def test_every_room_answers_and_is_silent_on_what_is_not_stated(self, city):
        said = review(city, ARRIVED, ask("2026-03-03T09:00", 3, reason="复杂"), ("replied", "2026-03-04T10:00"))
        assert (said.acceptance, said.rooms.routing.way, said.rooms.urgency.tier) == (None, None, None)
        assert said.as_dict()["extensions"][0]["due"] is not None
        assert said.rooms.checks.checked == ()


class TestAnyang:
    """Five working days and five more by the unit's own head; a rule of law that says longer prevails; 24 hours."""

    def test_five_working_days_from_the_receipt(self):
        assert due(ANYANG, ARRIVED) == "2026-03-09 24:00"

    def test_five_more_that_the_units_own_head_grants(self):
        more = (ask("2026-03-06T09:00", 5), decide("2026-03-06T11:00", by="unit_head"))
        assert due(ANYANG, ARRIVED, *more) == "2026-03-16 24:00"
        assert (outcomes(ANYANG, *more), codes(ANYANG, *more)) == (["in_order"], [])

    @pytest.mark.parametrize("by", ["hotline", "supervising_organ"])
    def test_what_another_grants_moves_the_due_and_is_found(self, by):
        more = (ask("2026-03-06T09:00", 5), decide("2026-03-06T11:00", by=by))
        assert due(ANYANG, ARRIVED, *more) == "2026-03-16 24:00"
        found = review(ANYANG, ARRIVED, *more).rooms.extensions.findings
        assert [(one.code, one.on, one.about) for one in found] == [("granted_by_another", by, (by,))]

    def test_who_granted_is_not_guessed(self):
        assert codes(ANYANG, ask("2026-03-06T09:00", 5), decide("2026-03-06T11:00")) == []

    def test_six_are_more_than_the_cap_on_whoever_granted_them(self):
        more = (ask("2026-03-06T09:00", 6), decide("2026-03-06T11:00", by="unit_head"))
        assert outcomes(ANYANG, *more) == ["not_in_order"]
        found = review(ANYANG, ARRIVED, *more).rooms.extensions.findings
        assert [(one.code, one.on, one.about) for one in found] == [("granted_against", "unit", ("too_long",))]
        assert due(ANYANG, ARRIVED, *more) == "2026-03-17 24:00"

    def test_without_a_cut_off_a_request_is_never_too_late(self):
        assert outcomes(ANYANG, ask("2026-03-20T09:00", 5)) == ["in_order"]

    @pytest.mark.parametrize(
        ("rank", "end"),
        [("law", "2026-03-30"), ("rule", "2026-03-30"), ("party", "2026-03-09"), ("leader", "2026-03-09")],
    )
    def test_other_law_that_says_longer_prevails_rules_of_government_included(self, rank, end):
        noted = ("limit_set", "2026-03-03T09:00", {"rank": rank, "cite": "某规章", "working_days": 20})
        assert due(ANYANG, ARRIVED, noted) == f"{end} 24:00"

    @pytest.mark.parametrize(
        ("asked", "state", "outcome"),
        [
            ("2026-03-07T16:00", "in_time", "in_order"),  # a Saturday: the 24 hours run through it
            ("2026-03-07T16:01", "late", "late"),
            ("2026-03-09T09:00", "late", "late"),
        ],
    )
    def test_a_return_within_24_hours_by_the_clock(self, asked, state, outcome):
        arrived = ("arrived", "2026-03-06T16:00", {"unit": "甲局"})
        back = ("return_requested", asked, {"reason": "不属职责"})
        found = review(ANYANG, arrived, back, facts={"outside_duties": True})
        assert [v.state for v in found.stages if v.stage == "return"] == [state]
        assert [one.answer.outcome for one in found.rooms.returns.requests] == [outcome]

    def test_and_not_without_its_reason(self):
        back = ("return_requested", "2026-03-02T16:00", {"reason": " "})
        found = returns.check(ticket(ARRIVED, back, kind="help"), ANYANG, as_of=date(2026, 3, 3))
        assert [one.answer.outcome for one in found.requests] == ["defective"]


class TestShandong2020:
    """Five working days, in general up to ten more for what is especially complex, a return within two."""

    @pytest.mark.parametrize(("n", "outcome", "end"), [(10, "in_order", "2026-03-23"), (11, "deviation", "2026-03-24")])
    def test_ten_more_in_general(self, n, outcome, end):
        more = (ask("2026-03-06T09:00", n), decide("2026-03-06T11:00"))
        assert outcomes(SHANDONG_2020, *more, **IS_COMPLEX) == [outcome]
        assert due(SHANDONG_2020, ARRIVED, *more, **IS_COMPLEX) == f"{end} 24:00"

    def test_over_ten_with_a_recorded_reason_is_no_more_than_a_note(self):
        for reason, weight in ((None, "deviation"), (" ", "deviation"), ("案情重大", "note")):
            more = (ask("2026-03-06T09:00", 11), decide("2026-03-06T11:00", reason=reason))
            found = review(SHANDONG_2020, ARRIVED, *more, **IS_COMPLEX).rooms.extensions.findings
            assert [(one.code, one.severity) for one in found] == [("granted_against", weight)]

    @pytest.mark.parametrize(("told", "outcome"), [(True, "in_order"), (False, "not_in_order"),
                                                   ("unknown", "undetermined"), (None, "ask")])  # fmt: skip
    def test_for_what_is_especially_complex_alone(self, told, outcome):
        facts = {"facts": {"especially_complex": told}}
        assert outcomes(SHANDONG_2020, ask("2026-03-06T09:00", 5), **facts) == [outcome]

    def test_how_often_is_not_limited(self):
        more = [one for n in (6, 10, 17) for one in (ask(f"2026-03-{n:02}T09:00", 3), decide(f"2026-03-{n:02}T10:00"))]
        assert outcomes(SHANDONG_2020, *more, **IS_COMPLEX) == ["in_order"] * 3
        assert [one.number for one in requests(SHANDONG_2020, *more, **IS_COMPLEX)] == [1, 2, 3]

    @pytest.mark.parametrize(("asked", "outcome"), [("2026-03-04T23:59", "in_order"), ("2026-03-05T00:00", "in_order"),
                                                    ("2026-03-05T00:01", "late")])  # fmt: skip
    def test_a_return_within_two_working_days(self, asked, outcome):
        found = review(SHANDONG_2020, ARRIVED, ("return_requested", asked, {"reason": "不属职责"}))
        assert [one.answer.outcome for one in found.rooms.returns.requests] == [outcome]


class TestShandong2017:
    """Fifteen working days, seven more, then further; a yellow card before, a red one after; dissatisfied: redone."""

    def test_fifteen_working_days(self):
        assert due(SHANDONG_2017, ARRIVED) == "2026-03-23 24:00"

    @pytest.mark.parametrize(("n", "outcome"), [(7, "in_order"), (8, "not_in_order")])
    def test_seven_more(self, n, outcome):
        assert outcomes(SHANDONG_2017, ask("2026-03-20T09:00", n)) == [outcome]

    @pytest.mark.parametrize(("told", "outcome"), [(True, "in_order"), (False, "not_in_order"),
                                                   ("unknown", "undetermined")])  # fmt: skip
    def test_then_further_where_there_is_good_reason(self, told, outcome):
        more = (ask("2026-03-20T09:00", 7), decide("2026-03-20T10:00"), ask("2026-03-31T09:00", 7))
        facts = {"facts": {"still_unsolved_for_good_reason": told}}
        assert outcomes(SHANDONG_2017, *more, **facts) == ["in_order", outcome]
        granted = (*more, decide("2026-03-31T10:00"))
        assert due(SHANDONG_2017, ARRIVED, *granted, **facts) == "2026-04-13 24:00"  # 6 April is Qingming's day of rest

    @pytest.mark.parametrize(
        ("as_of", "yellow", "red"),
        [
            ("2026-03-20T23:59", False, False),  # two working days are left: Friday and Monday
            ("2026-03-21T00:00", True, False),
            ("2026-03-23T23:59", True, False),
            ("2026-03-24T00:00", True, True),
        ],
    )
    def test_a_yellow_card_with_a_working_day_left_and_a_red_one_on_the_first_after(self, as_of, yellow, red):
        alerts = supervision.check(
            ticket(ARRIVED, kind="help"), SHANDONG_2017, as_of=datetime.fromisoformat(as_of)
        ).alerts
        assert [(one.name, spoken(one.since), one.reached) for one in alerts] == [
            ("yellow_card", "2026-03-20 24:00", yellow),
            ("red_card", "2026-03-23 24:00", red),
        ]

    def test_a_weekend_after_the_due_is_no_working_day_for_the_red_card(self):
        arrived = ("arrived", "2026-02-27T10:00")  # due on Friday 20 March: 28 February is a worked Saturday
        assert due(SHANDONG_2017, arrived) == "2026-03-19 24:00"
        friday = ("arrived", "2026-02-28T10:00")
        assert due(SHANDONG_2017, friday) == "2026-03-20 24:00"
        alerts = supervision.check(ticket(friday, kind="help"), SHANDONG_2017, as_of=date(2026, 3, 21)).alerts
        assert [(one.name, spoken(one.since), one.reached) for one in alerts] == [
            ("yellow_card", "2026-03-19 24:00", True),
            ("red_card", "2026-03-22 24:00", False),
        ]

    def test_an_extension_moves_the_cards_with_the_due(self):
        more = (ask("2026-03-20T09:00", 7), decide("2026-03-20T10:00"))
        alerts = supervision.check(
            ticket(ARRIVED, *more, kind="help"), SHANDONG_2017, as_of=datetime(2026, 3, 24)
        ).alerts
        assert [spoken(one.since) for one in alerts] == ["2026-03-31 24:00", "2026-04-01 24:00"]

    def test_what_is_done_has_no_cards(self):
        done = (("replied", "2026-03-10T10:00"), ("fed_back", "2026-03-10T11:00"))
        assert supervision.check(ticket(ARRIVED, *done), SHANDONG_2017, as_of=date(2026, 5, 1)).alerts == ()

    @pytest.mark.parametrize(("rating", "outcome"), [("不满意", "redispatch"), ("满意", "close"), (None, "close")])
    def test_of_one_dissatisfied_it_is_done_again(self, rating, outcome):
        life = (ARRIVED, ("replied", "2026-03-10T10:00"), ("called_back", "2026-03-11T10:00", {"rating": rating}))
        found = closing.check(ticket(*life, kind="help"), SHANDONG_2017, as_of=date(2026, 3, 12))
        assert [one.answer.outcome for one in found.callbacks] == [outcome]

    def test_with_a_limit_of_its_own(self):
        again = ("redispatched", "2026-03-12T10:00")
        found = deadlines.check(ticket(ARRIVED, again, kind="help"), SHANDONG_2017, as_of=date(2026, 3, 13)).stages
        assert [(v.round, spoken(v.due)) for v in found] == [(1, "2026-03-23 24:00"), (2, "2026-04-02 24:00")]


class TestABureau:
    """Three days or thirteen by kind, an emergency the same day; asked before the expiry; urged, then criticised."""

    @pytest.mark.parametrize(
        ("kind", "end"),
        [
            ("consultation", "2026-03-05"),
            ("help", "2026-03-05"),
            ("complaint", "2026-03-19"),
            ("report", "2026-03-19"),
        ],
    )
    def test_three_or_thirteen_working_days_from_the_next_day(self, kind, end):
        """“From the next day” is what not counting the first day means; it is not left out twice."""
        assert due(BUREAU, ARRIVED, kind=kind) == f"{end} 24:00"

    @pytest.mark.parametrize("urgency", ["special", "special_urgent"])
    def test_an_emergency_the_same_day(self, urgency):
        assert due(BUREAU, ARRIVED, urgency=urgency) == "2026-03-02 24:00"
        assert due(BUREAU, ("arrived", "2026-03-07T23:00"), urgency=urgency) == "2026-03-07 24:00"

    @pytest.mark.parametrize(
        ("more", "outcome"),
        [
            ({"n": 3, "reason": "待检测"}, "in_order"),
            ({"n": 3}, "undetermined"),  # the log does not say
            ({"n": 3, "reason": ""}, "not_in_order"),
            ({"reason": "待检测"}, "not_in_order"),
        ],
    )
    def test_with_its_length_and_its_reason(self, more, outcome):
        assert outcomes(BUREAU, ask("2026-03-04T09:00", **more)) == [outcome]

    @pytest.mark.parametrize(
        ("asked", "outcome"),
        [("2026-03-05T23:59", "in_order"), ("2026-03-06T00:00", "in_order"), ("2026-03-06T00:01", "not_in_order")],
    )
    def test_asked_before_the_expiry(self, asked, outcome):
        """No working day before the due, but the due itself."""
        assert outcomes(bureau(before=0), ask(asked, 3, reason="待检测")) == [outcome]

    @pytest.mark.parametrize(("before", "day"), [(1, 4), (2, 3), (3, 2)])
    def test_or_so_many_working_days_before_it(self, before, day):
        last, after = f"2026-03-{day:02}T24:00", f"2026-03-{day + 1:02}T00:01"
        asked_in_time, asked_late = (
            requests(bureau(before=before), ask(at, 3, reason="待检测")) for at in (last, after)
        )
        assert [one.answer.outcome for one in asked_in_time] == ["in_order"]
        assert [one.answer.outcome for one in asked_late] == ["not_in_order"]
        assert [spoken(one.cut_off.latest) for one in asked_in_time] == [last.replace("T", " ")]

    @pytest.mark.parametrize("before", [-1, -5])
    def test_a_cut_off_after_the_due_is_none(self, before):
        with pytest.raises(ValidationError, match="before"):
            bureau(before=before)

    @pytest.mark.parametrize(
        ("as_of", "reached"),
        [
            ("2026-03-05T23:59", [False, False]),
            ("2026-03-06T00:00", [True, False]),
            ("2026-03-12T23:59", [True, False]),
            ("2026-03-13T00:00", [True, True]),  # after 6, 9, 10, 11 and 12 March
        ],
    )
    def test_urged_the_day_after_and_criticised_after_five_more(self, as_of, reached):
        alerts = supervision.check(ticket(ARRIVED, kind="help"), BUREAU, as_of=datetime.fromisoformat(as_of)).alerts
        assert [(one.name, spoken(one.since)) for one in alerts] == [
            ("urging", "2026-03-05 24:00"),
            ("criticism", "2026-03-12 24:00"),
        ]
        assert [one.reached for one in alerts] == reached


class TestWhatIsWrittenWrongly:
    """A rule that says nothing, or two things, is refused when it is written down."""

    @pytest.mark.parametrize("told", [{}, {"before": 1, "after": 1}, {"before": 0}, {"after": 0}, {"after": -1}])
    def test_a_threshold_is_before_or_after_by_a_number(self, told):
        with pytest.raises(ValidationError):
            Threshold(name="x", **told)

    @pytest.mark.parametrize("told", [{"each": 0}, {"times": 0}, {"approver": "mayor"}])
    def test_caps_are_numbers_and_an_approver_is_one_of_three(self, told):
        with pytest.raises(ValidationError):
            ExtensionRules(request=ANYANG.extensions.request, **told)

    def test_a_request_has_no_other_outcomes(self):
        with pytest.raises(ValidationError, match="in_order, deviation, not_in_order, no_basis"):
            ExtensionRules(request=asking("extension", "47", rule("x", "47", "late", TOO_LONG)))

    def test_what_lifts_the_cap_on_number_is_a_fact_of_the_city(self):
        rules = ExtensionRules(request=ANYANG.extensions.request, times=1, further=("no_such_fact",))
        with pytest.raises(ValidationError, match="no_such_fact"):
            ANYANG.changed(extensions=rules)


def test_extensions_are_not_in_question_where_nobody_asked():
    assert extensions.check(ticket(ARRIVED), ANYANG, as_of=date(2026, 4, 1)).requests == ()
