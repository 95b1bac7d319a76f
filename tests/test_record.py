"""Impossible logs: what cannot have been so is a finding about the record, never a crash, and on nobody."""

from __future__ import annotations

import inspect
import json
import re
import sys
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import Ticket, audit, jurisdiction, record
from hotline_rules.errors import ContradictoryFactsError
from hotline_rules.facts import check_facts
from hotline_rules.findings import Severity
from hotline_rules.jurisdictions import CITIES
from hotline_rules.ticket import EVENT_FIELDS, EVENT_TYPES, Event
from tests.tickets import as_it_stood, ticket

Row = tuple[Any, ...]

ACCEPTED: Row = ("accepted", "2026-03-02T09:00")
SENT: Row = ("transferred", "2026-03-02T10:00", {"unit": "甲局"})
CAME: Row = ("arrived", "2026-03-02T11:00", {"unit": "甲局"})
HANDLED: Row = ("handled", "2026-03-04T10:00", {"unit": "甲局"})
REPLIED: Row = ("replied", "2026-03-04T11:00", {"unit": "甲局"})
FED_BACK: Row = ("fed_back", "2026-03-04T12:00", {"unit": "甲局"})
CALLED: Row = ("called_back", "2026-03-05T10:00", {"rating": "满意"})
CLOSED: Row = ("closed", "2026-03-05T11:00")
FILED: Row = ("archived", "2026-03-05T12:00")
BEGUN = (ACCEPTED, SENT, CAME)
DONE = (*BEGUN, HANDLED, REPLIED, FED_BACK)
WHOLE = (*DONE, CALLED, CLOSED, FILED)


def codes(*log: Row, city: str = "weifang", **fields: Any) -> list[tuple[str, tuple[str, ...]]]:
    """What is wrong with a log, and about which events."""
    one = ticket(*log, **{"kind": "help", **fields})
    found = record.check(one, jurisdiction(city), as_of=datetime(2026, 6, 1))
    assert {(f.severity, f.provision, f.on) for f in found} <= {(Severity.RECORD, None, None)}
    return [(f.code, f.about) for f in found]


def at(row: Row, when: str, **more: Any) -> Row:
    """The same row at another time, with other fields."""
    return (row[0], when, {**(row[2] if len(row) > 2 else {}), **more})


def but(log: tuple[Row, ...], *rows: Row) -> tuple[Row, ...]:
    """A log in which these rows stand in place of those of their types."""
    types = {row[0] for row in rows}
    return (*(row for row in log if row[0] not in types), *rows)


@pytest.mark.parametrize("city", CITIES)
class TestALogThatCanBe:
    """Of what can have been so nothing is said, whatever was late or left undone."""

    def test_a_whole_life_in_order(self, city):
        assert codes(*WHOLE, city=city) == []

    def test_the_rows_in_another_order(self, city):
        assert codes(*reversed(WHOLE), city=city) == []

    def test_everything_on_one_day_without_an_hour(self, city):
        assert codes(*(at(row, "2026-03-02") for row in reversed(WHOLE)), city=city) == []

    def test_everything_at_one_instant(self, city):
        assert codes(*(at(row, "2026-03-02T10:00") for row in WHOLE), city=city) == []

    def test_nothing_at_all_and_one_that_was_only_accepted(self, city):
        assert codes(city=city) == codes(ACCEPTED, city=city) == []

    def test_two_rounds(self, city):
        again = ("redispatched", "2026-03-06T10:00", {"unit": "甲局"})
        second = (at(row, f"2026-03-1{n}T10:00") for n, row in enumerate((HANDLED, REPLIED, FED_BACK, CALLED, CLOSED)))
        assert codes(*DONE, CALLED, again, *second, city=city) == []


class TestHappenedTwice:
    """A ticket is accepted, closed and filed once in a round."""

    @pytest.mark.parametrize("row", [ACCEPTED, CLOSED, FILED])
    def test_twice_cannot_be(self, row):
        assert codes(*WHOLE, at(row, "2026-03-05T18:00")) == [("happened_twice", (row[0],))]

    def test_a_third_time_is_told_too(self):
        more = [at(CLOSED, f"2026-03-06T1{n}:00") for n in range(2)]
        assert codes(*DONE, CLOSED, *more) == [("happened_twice", ("closed",))] * 2

    def test_closed_in_each_of_two_rounds_can_be(self):
        again = ("redispatched", "2026-03-06T10:00", {"unit": "甲局"})
        assert codes(*DONE, CLOSED, again, at(REPLIED, "2026-03-07T10:00"), at(CLOSED, "2026-03-08T10:00")) == []


class TestWrittenTwice:
    """One row that stands in the log twice."""

    def test_the_same_row_again_cannot_be_another_act(self):
        assert codes(*WHOLE, REPLIED) == [("written_twice", ("replied",))]

    @pytest.mark.parametrize(
        "other",
        [
            at(REPLIED, "2026-03-04T11:01"),
            at(REPLIED, "2026-03-04T11:00", unit=None),
            at(REPLIED, "2026-03-04T11:00", final=False),
            at(HANDLED, "2026-03-04T11:00"),
        ],
    )
    def test_one_that_differs_in_anything_can(self, other):
        assert codes(*WHOLE, other) == []

    def test_what_happens_once_is_told_once(self):
        assert codes(*WHOLE, CLOSED) == [("happened_twice", ("closed",))]

    def test_of_two_on_a_day_without_an_hour_it_is_not_known(self):
        unreached = ("replied", "2026-03-04", {"unit": "甲局", "reached": False, "contact_attempts": 1})
        assert codes(*DONE, unreached, unreached) == []


class TestOutOfOrder:
    """What cannot come before its own beginning."""

    @pytest.mark.parametrize(
        ("log", "late", "about"),
        [
            ((SENT, CAME), at(ACCEPTED, "2026-03-02T10:01"), ("transferred", "accepted")),
            ((("refused", "2026-03-02T10:00"),), at(ACCEPTED, "2026-03-02T10:01"), ("refused", "accepted")),
            ((("answered", "2026-03-02T10:00"),), at(ACCEPTED, "2026-03-02T10:01"), ("answered", "accepted")),
            ((*DONE, FILED), at(CLOSED, "2026-03-05T12:01"), ("archived", "closed")),
        ],
    )
    def test_a_minute_later_cannot_be(self, log, late, about):
        assert codes(*log, late) == [("out_of_order", about)]
        moment = log[-1] if about[0] in ("archived", "refused", "answered") else SENT
        assert codes(*log, at(late, moment[1])) == []
        assert codes(*log, at(late, moment[1][:10])) == []

    def test_without_the_other_there_is_no_order(self):
        assert codes(SENT, CAME) == codes(*DONE, FILED) == []


class TestActBeforeReceipt:
    """Nobody deals with a ticket before it was sent to anybody."""

    EARLY = at(REPLIED, "2026-03-02T09:59")

    def test_an_act_before_every_receipt_of_the_unit_cannot_be(self):
        assert codes(*BEGUN, self.EARLY) == [("act_before_receipt", ("replied", "transferred"))]

    @pytest.mark.parametrize("name", record.UNIT_ACTS)
    def test_whichever_act_it_is(self, name):
        more = {"promised": {"due": "2026-03-20"}}.get(name, {})
        early = (name, "2026-03-02T09:59", more)
        assert ("act_before_receipt", (name, "transferred")) in codes(*BEGUN, early)
        assert codes(*BEGUN, (name, "2026-03-02T11:01", more)) == []

    @pytest.mark.parametrize("when", ["2026-03-02T10:00", "2026-03-02T10:30", "2026-03-02"])
    def test_an_act_at_or_after_the_first_or_perhaps_so_can(self, when):
        assert codes(*BEGUN, at(REPLIED, when)) == []

    def test_one_before_the_day_without_an_hour_on_which_it_was_sent_cannot(self):
        log = (ACCEPTED, at(SENT, "2026-03-03"))
        assert codes(*log, at(REPLIED, "2026-03-03T00:00")) == []
        assert codes(*log, at(REPLIED, "2026-03-02T23:59")) == [("act_before_receipt", ("replied", "transferred"))]

    def test_of_a_unit_that_never_received_it_the_want_of_a_receipt_is_said_instead(self):
        early = at(self.EARLY, self.EARLY[1], unit="乙局")
        assert codes(*BEGUN, early) == [("act_without_receipt", ("replied",))]
        assert codes(ACCEPTED, self.EARLY) == []

    def test_after_a_redispatch_the_unit_has_it(self):
        again = ("redispatched", "2026-03-06T10:00", {"unit": "甲局"})
        back = (("return_requested", "2026-03-06T11:00"), ("return_decided", "2026-03-06T12:00", {"approved": True}))
        assert codes(*DONE, CALLED, again, *back, ("transferred", "2026-03-06T13:00")) == []


class TestDecidedWithoutRequest:
    """A decision is on a request that was made before it."""

    DECISIONS = (
        ("extension_requested", "extension_decided", {"granted": True}),
        ("return_requested", "return_decided", {"approved": False}),
        ("termination_requested", "termination_decided", {"approved": False}),
    )

    @pytest.mark.parametrize(("asked", "decided", "more"), DECISIONS)
    def test_a_decision_on_nothing_cannot_be(self, asked, decided, more):
        decision = (decided, "2026-03-03T10:00", more)
        wrong = [("decided_without_request", (decided, asked))]
        assert codes(*BEGUN, decision) == wrong
        assert codes(*BEGUN, decision, (asked, "2026-03-03T10:01")) == wrong
        for when in ("2026-03-03T09:59", "2026-03-03T10:00", "2026-03-03"):
            assert codes(*BEGUN, decision, (asked, when)) == []
        assert codes(*BEGUN, (decided, "2026-03-03", more), (asked, "2026-03-03T23:00")) == []
        assert codes(*BEGUN, decision, not_recorded=[asked]) == []

    @pytest.mark.parametrize(("asked", "decided", "more"), DECISIONS)
    def test_of_two_decisions_on_one_request_the_second_is_on_nothing(self, asked, decided, more):
        two = [(decided, f"2026-03-03T1{n}:00", more) for n in range(2)]
        request = (asked, "2026-03-03T09:00")
        assert codes(*BEGUN, request, *two) == [("decided_without_request", (decided, asked))]
        assert codes(*BEGUN, request, two[0], (asked, "2026-03-03T10:30"), two[1]) == []

    def test_a_request_of_the_round_before_is_one(self):
        asked = ("extension_requested", "2026-03-03T10:00", {"unit": "甲局"})
        again = ("redispatched", "2026-03-06T10:00", {"unit": "甲局"})
        assert codes(*DONE, asked, CALLED, again, ("extension_decided", "2026-03-06T11:00", {"granted": False})) == []


class TestActsAfterTheEnd:
    """After the caller has withdrawn it, or after it was filed, no unit deals with it."""

    WITHDRAWN = ("withdrawn", "2026-03-03T10:00")

    def test_an_act_after_the_withdrawal_cannot_be(self):
        late = at(REPLIED, "2026-03-03T10:01")
        assert codes(*BEGUN, self.WITHDRAWN, late) == [("act_after_withdrawal", ("replied", "withdrawn"))]

    @pytest.mark.parametrize("when", ["2026-03-03T09:59", "2026-03-03T10:00", "2026-03-03"])
    def test_one_before_it_or_perhaps_before_it_can(self, when):
        assert codes(*BEGUN, self.WITHDRAWN, at(REPLIED, when)) == []

    def test_a_withdrawal_on_a_day_without_an_hour_may_come_after_all_of_that_day(self):
        log = (*BEGUN, ("withdrawn", "2026-03-03"))
        assert codes(*log, at(REPLIED, "2026-03-03T23:59")) == []
        assert codes(*log, at(REPLIED, "2026-03-04T00:00")) == [("act_after_withdrawal", ("replied", "withdrawn"))]

    def test_one_that_was_forced_ends_nothing(self):
        assert codes(*BEGUN, at(self.WITHDRAWN, "2026-03-03T10:00", forced=True), REPLIED) == []

    def test_what_the_hotline_does_after_it_can_be(self):
        assert codes(*BEGUN, self.WITHDRAWN, CLOSED, FILED) == []

    def test_an_act_after_the_files_cannot_be(self):
        assert codes(*WHOLE, at(REPLIED, "2026-03-05T12:01")) == [("act_after_archive", ("replied", "archived"))]
        for when in ("2026-03-05T12:00", "2026-03-05T11:59", "2026-03-05"):
            assert codes(*WHOLE, at(REPLIED, when)) == []

    def test_after_both_it_is_told_of_the_withdrawal_alone(self):
        late = at(REPLIED, "2026-03-06T10:00")
        assert codes(*BEGUN, self.WITHDRAWN, CLOSED, FILED, late) == [
            ("act_after_withdrawal", ("replied", "withdrawn"))
        ]


class TestDateAlreadyPast:
    """Nobody is told a last date, or given a limit, that has passed already."""

    @pytest.mark.parametrize(
        ("name", "more"), [("promised", {}), ("explained", {}), ("limit_set", {"rank": "law"}), ("fed_back", {})]
    )
    def test_yesterday_cannot_be_told_and_today_can(self, name, more):
        def told(when: str, due: str) -> Row:
            return (name, when, {"due": due, **more})

        past = [("date_already_past", (name,))]
        assert codes(*BEGUN, told("2026-03-03T09:00", "2026-03-02")) == past
        assert codes(*BEGUN, told("2026-03-03T09:00", "2026-03-03T08:59")) == past
        assert codes(*BEGUN, told("2026-03-03", "2026-03-02")) == past
        for when, due in (
            ("2026-03-03T09:00", "2026-03-03"),
            ("2026-03-03T09:00", "2026-03-03T09:00"),
            ("2026-03-03", "2026-03-03T08:59"),
            ("2026-03-03", "2026-03-03"),
        ):
            assert codes(*BEGUN, told(when, due)) == []

    def test_a_limit_in_working_days_has_not(self):
        assert codes(*BEGUN, ("limit_set", "2026-03-03T09:00", {"rank": "law", "working_days": 1})) == []


class TestNothingDoneBefore:
    """Closed, called back or sent out again although nothing had been done, refused or withdrawn."""

    @pytest.mark.parametrize("row", [CLOSED, CALLED])
    def test_it_cannot_be(self, row):
        assert codes(*BEGUN, row) == [("nothing_done_before", (row[0],))]
        assert codes(*BEGUN, row, at(HANDLED, "2026-03-06T10:00")) == [("nothing_done_before", (row[0],))]

    def test_sent_out_again_it_cannot_be_either(self):
        again = ("redispatched", "2026-03-06T10:00")
        assert codes(*BEGUN, again) == [("nothing_done_before", ("redispatched",))]
        assert codes(*BEGUN, REPLIED, again) == []

    @pytest.mark.parametrize("name", ["handled", "replied", "fed_back", "answered", "refused", "referred", "withdrawn",
                                      "explained"])  # fmt: skip
    def test_after_anything_that_ends_it_it_can(self, name):
        assert codes(*BEGUN, (name, "2026-03-04T10:00"), CLOSED) == []

    def test_after_an_end_that_was_decided_it_can(self):
        ended = (("termination_requested", "2026-03-04T10:00"), ("termination_decided", "2026-03-04T11:00",
                                                                {"approved": True}))  # fmt: skip
        assert codes(*BEGUN, *ended, CLOSED) == []

    @pytest.mark.parametrize("when", ["2026-03-05T11:00", "2026-03-05"])
    def test_done_at_that_instant_or_perhaps_before_it_can(self, when):
        assert codes(*BEGUN, CLOSED, at(HANDLED, when)) == []

    @pytest.mark.parametrize("unrecorded", ["handled", "replied", "fed_back"])
    def test_where_the_log_does_not_carry_what_is_done_nothing_is_said(self, unrecorded):
        assert codes(*BEGUN, CLOSED, not_recorded=[unrecorded]) == []

    def test_what_was_done_in_the_first_round_is_not_done_in_the_second(self):
        again = ("redispatched", "2026-03-06T10:00", {"unit": "甲局"})
        second = at(CLOSED, "2026-03-07T10:00")
        assert codes(*DONE, again, second) == [("nothing_done_before", ("closed",))]
        assert codes(*DONE, again, at(REPLIED, "2026-03-06T11:00"), second) == []


class TestWhatIsNotYetKnown:
    """The record is judged as it stood."""

    def test_a_contradiction_to_come_is_not_told_today(self):
        one = ticket(*WHOLE, at(REPLIED, "2026-03-06T10:00"), kind="help")
        before, after = (record.check(one, jurisdiction("weifang"), as_of=date(2026, 3, day)) for day in (5, 6))
        assert (len(before), [f.code for f in after]) == (0, ["act_after_archive"])
        assert (after[0].unit, after[0].round, after[0].at.isoformat()) == ("甲局", 1, "2026-03-06T10:00:00+08:00")


def test_no_code_of_the_room_is_left_out_above():
    stated = set(re.findall(r'yield "(\w+)"', inspect.getsource(record)))
    here = inspect.getsource(sys.modules[__name__])
    assert stated == {code for code in stated if f'"{code}"' in here}
    assert len(stated) == 10


# -- any log whatever --------------------------------------------------------------------------------------------------

NEAR = st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)).map(lambda when: when.replace(microsecond=0))
FAR = st.datetimes(datetime(1900, 1, 2), datetime(2199, 12, 30))
INSTANTS = st.one_of(
    NEAR, NEAR, NEAR.map(datetime.date), NEAR.map(lambda when: when.replace(tzinfo=UTC)), FAR, FAR.map(datetime.date)
)
WORDS = st.sampled_from(["", " ", "甲局", "乙局", "满意", "不满意", "理由"])


def values(annotation: Any) -> st.SearchStrategy[Any]:
    """Anything that a field of this type may hold."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return values(parts[0])
    if origin is Literal:
        return st.sampled_from(parts)
    if origin in (Union, UnionType):
        if date in parts:
            return INSTANTS
        return st.one_of(*(values(part) for part in parts))
    if origin is tuple:
        return st.lists(values(parts[0]), max_size=3)
    return {NoneType: st.none(), bool: st.booleans(), str: WORDS, int: st.integers(1, 1000)}[annotation]


def rows(model: type) -> st.SearchStrategy[dict[str, Any]]:
    """Any row of an event that its model accepts."""
    fields = {name: field for name, field in model.model_fields.items() if name != "type"}
    drawn = {name: values(field.annotation) for name, field in fields.items()}
    needed = {name: drawn[name] for name, field in fields.items() if field.is_required()}
    others = {name: drawn[name] for name in drawn.keys() - needed.keys()}
    return st.fixed_dictionaries({"type": st.just(model.model_fields["type"].default), **needed}, optional=others)


def is_one(row: dict[str, Any]) -> bool:
    """A limit says how long, once, and a change changes something."""
    if row["type"] == "limit_set":
        return (row.get("due") is None) != (row.get("working_days") is None)
    return row["type"] != "kind_changed" or any(row.get(name) for name in ("kind", "urgency"))


ROWS = st.one_of(*(rows(model).filter(is_one) for model in get_args(Event)))


@st.composite
def any_ticket(draw: st.DrawFn, city: str) -> dict[str, Any]:
    place = jurisdiction(city)
    names = sorted(set(place.vocabulary) - place.derived_facts)
    facts: dict[str, Any] = {}
    for name in draw(st.lists(st.sampled_from(names), max_size=10, unique=True)):
        more = {**facts, name: draw(st.sampled_from([True, False, "unknown", None]))}
        try:
            check_facts(more, place.vocabulary, place.conflicts)
        except ContradictoryFactsError:
            continue
        facts = more
    others = {name: values(Ticket.model_fields[name].annotation) for name in
              ("kind", "origin", "urgency", "track", "unit", "reply_waived")}  # fmt: skip
    return {
        "id": "T",
        **draw(st.fixed_dictionaries({}, optional=others)),
        "facts": facts,
        "not_recorded": draw(st.lists(st.sampled_from(EVENT_TYPES), max_size=4)),
        "events": draw(st.lists(ROWS, max_size=14)),
    }


@pytest.mark.parametrize("city", CITIES)
class TestAnyLogWhatever:
    """Random rows in random order with random fields, near and far from what the calendar knows."""

    @pytest.mark.parametrize(
        "row",
        [
            ("extension_requested", "2026-03-03T10:00", {"working_days": 600}),
            ("extension_decided", "2026-03-03T10:00", {"granted": True, "working_days": 600}),
            ("limit_set", "2026-03-03T10:00", {"rank": "law", "cite": "某法", "working_days": 600}),
            ("promised", "2026-03-03T10:00", {"due": "2199-12-31"}),
            ("return_requested", "2026-03-03T10:00", {"verified_at": "1900-01-01"}),
        ],
    )
    def test_a_period_that_runs_beyond_the_calendar_is_answered(self, city, row):
        for log in (BEGUN, (ACCEPTED, at(CAME, "2027-12-31T10:00")), (ACCEPTED, at(CAME, "1999-12-31T10:00"))):
            one = ticket(*log, row, at(row, "2027-12-31T11:00"), kind="help")
            said = audit.review(one, jurisdiction(city), as_of=datetime(2030, 1, 1)).as_dict(trace=True)
            assert said["timeline"]

    @settings(max_examples=50)
    @given(st.data())
    def test_it_is_answered_and_can_be_written_down(self, city, data):
        self.answered(city, data)

    @pytest.mark.long
    @settings(max_examples=1500)
    @given(st.data())
    def test_thousands_are(self, city, data):
        self.answered(city, data)

    @staticmethod
    def answered(city: str, data: st.DataObject) -> None:
        payload = data.draw(any_ticket(city))
        as_of = data.draw(st.one_of(NEAR, NEAR.map(datetime.date), FAR))
        said = audit.review(Ticket.model_validate(payload), jurisdiction(city), as_of=as_of).as_dict(trace=True)
        assert json.loads(json.dumps(said, allow_nan=False)) == said

    @settings(max_examples=40)
    @given(st.data(), st.randoms())
    def test_what_is_said_does_not_hang_on_where_its_rows_stand(self, city, data, chance):
        """Where no two rows share a day: of a day without an hour it is not known which came first."""
        payload, place = data.draw(any_ticket(city)), jurisdiction(city)
        days = {place.clock.interval(row["at"])[0].date(): row for row in payload["events"]}
        payload["events"] = [*days.values()]
        shuffled = {**payload, "events": chance.sample(payload["events"], len(payload["events"]))}
        one, other = (
            audit.review(Ticket.model_validate(told), place, as_of=datetime(2027, 3, 1)).as_dict()
            for told in (payload, shuffled)
        )
        assert one == other

    @settings(max_examples=40)
    @given(st.data(), NEAR)
    def test_what_is_not_yet_known_changes_nothing(self, city, data, as_of):
        payload, place = data.draw(any_ticket(city)), jurisdiction(city)
        now = place.clock.local(as_of)
        known = [row for row in payload["events"] if place.clock.interval(row["at"])[0] <= now]
        one, other = (
            audit.review(Ticket.model_validate(told), place, as_of=as_of).as_dict()
            for told in (payload, {**payload, "events": known})
        )
        assert as_it_stood(one) == other


def test_what_is_drawn_is_every_event_with_every_field():
    drawn = {}
    for model in get_args(Event):
        name = model.model_fields["type"].default
        drawn[name] = {field for field in model.model_fields if field != "type"}
        for field in drawn[name]:
            values(model.model_fields[field].annotation).validate()
    assert drawn == {name: {*fields} - {"type"} for name, fields in EVENT_FIELDS.items()}
