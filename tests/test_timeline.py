"""The timeline: who held a ticket, stretch by stretch, from its first event to the last."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import Ticket, jurisdiction, timeline
from hotline_rules.jurisdictions import CITIES
from hotline_rules.ticket import EVENT_TYPES
from hotline_rules.timeline import Held, Holder
from tests.tickets import ticket

Row = tuple[Any, ...]

BEIJING = ZoneInfo("Asia/Shanghai")
UNIT = {"unit": "甲局"}
ACCEPTED: Row = ("accepted", "2026-03-02T09:00")
SENT: Row = ("transferred", "2026-03-02T10:00", UNIT)
CAME: Row = ("arrived", "2026-03-02T11:00", UNIT)
HANDLED: Row = ("handled", "2026-03-04T10:00", UNIT)
REPLIED: Row = ("replied", "2026-03-04T11:00", UNIT)
REPLIED_FIRST: Row = ("replied", "2026-03-04T10:00", {**UNIT, "final": False})
FED_BACK: Row = ("fed_back", "2026-03-04T12:00", UNIT)
CALLED: Row = ("called_back", "2026-03-05T10:00", {"rating": "满意"})
CLOSED: Row = ("closed", "2026-03-05T11:00")
FILED: Row = ("archived", "2026-03-05T12:00")
WHOLE = (ACCEPTED, SENT, CAME, HANDLED, REPLIED, FED_BACK, CALLED, CLOSED, FILED)

DONE_AT = {"weifang": "03-04 10:00", "jinan": "03-04 12:00", "ganzi": "03-04 11:00", "karamay": "03-04 11:00"}
"""When the unit has done all it owes (AMB-15): Weifang completes; Jinan replies and feeds back; Ganzi completes and
answers; Karamay replies."""


def stretches(city: str, *log: Row, as_of: str = "2026-03-10T00:00", **fields: Any) -> tuple[Held, ...]:
    one = ticket(*log, **{"kind": "help", **fields})
    return timeline.check(one, jurisdiction(city), as_of=datetime.fromisoformat(as_of))


def told(city: str, *log: Row, as_of: str = "2026-03-10T00:00", **fields: Any) -> list[str]:
    """Each stretch as `03-02 09:00 hotline`, with the unit if there is one; at the end the instant of the end."""
    found = stretches(city, *log, as_of=as_of, **fields)
    lines = [f"{one.start:%m-%d %H:%M} {one.holder.value} {one.unit or ''}".strip() for one in found]
    return [*lines, *(f"{one.end:%m-%d %H:%M}" for one in found[-1:])]


@pytest.mark.parametrize("city", CITIES)
class TestAWholeLife:
    """Hotline, on its way, the unit until it has done all it owes there, the hotline again, closed."""

    def test_it_is_told_stretch_by_stretch_until_it_was_filed(self, city):
        assert told(city, *WHOLE) == [
            "03-02 09:00 hotline",
            "03-02 10:00 transit 甲局",
            "03-02 11:00 unit 甲局",
            f"{DONE_AT[city]} hotline",
            "03-05 11:00 closed",
            "03-05 12:00",
        ]

    def test_the_order_of_the_rows_changes_nothing(self, city):
        assert stretches(city, *reversed(WHOLE)) == stretches(city, *WHOLE)

    def test_each_stretch_says_what_began_it(self, city):
        begun = [one.began for one in stretches(city, *WHOLE)]
        assert begun == ["accepted", "transferred", "arrived", "done", "closed"]

    def test_a_second_round_is_numbered_two(self, city):
        again: tuple[Row, ...] = (
            ("redispatched", "2026-03-06T10:00", UNIT),
            ("arrived", "2026-03-06T11:00", UNIT),
            ("replied", "2026-03-09T10:00", UNIT),
            ("handled", "2026-03-09T10:00", UNIT),
            ("fed_back", "2026-03-09T10:00", UNIT),
        )
        found = stretches(city, *WHOLE[:7], *again)
        assert [(one.round, one.holder.value, one.began) for one in found[3:]] == [
            (1, "hotline", "done"),
            (2, "transit", "redispatched"),
            (2, "unit", "arrived"),
            (2, "hotline", "done"),
        ]
        assert [f"{one.start:%d %H:%M}" for one in found[3:]] == [DONE_AT[city][3:], "06 10:00", "06 11:00", "09 10:00"]

    def test_nothing_at_all_has_no_stretch(self, city):
        assert stretches(city) == ()
        assert stretches(city, *WHOLE, as_of="2026-03-02T08:59") == ()

    def test_what_nobody_did_more_with_stays_where_it_is_until_the_instant_asked_about(self, city):
        assert told(city, ACCEPTED) == ["03-02 09:00 hotline", "03-10 00:00"]
        assert told(city, *WHOLE[:3])[-2:] == ["03-02 11:00 unit 甲局", "03-10 00:00"]
        assert told(city, *WHOLE[:8])[-2:] == ["03-05 11:00 closed", "03-10 00:00"]

    def test_a_date_is_the_end_of_that_day(self, city):
        one = ticket(*WHOLE[:3], kind="help")
        found = timeline.check(one, jurisdiction(city), as_of=date(2026, 3, 3))
        assert found[-1].end == datetime(2026, 3, 4, tzinfo=BEIJING)

    def test_an_event_to_come_is_not_known_yet(self, city):
        assert told(city, *WHOLE, as_of="2026-03-03T00:00")[-2:] == ["03-02 11:00 unit 甲局", "03-03 00:00"]

    def test_it_is_told_as_plain_values(self, city):
        first = stretches(city, *WHOLE)[0].as_dict()
        lasted = first.pop("lasted")
        assert json.loads(json.dumps(lasted)) == lasted
        assert first == {
            "start": "2026-03-02T09:00:00+08:00",
            "end": "2026-03-02T10:00:00+08:00",
            "holder": "hotline",
            "unit": None,
            "round": 1,
            "began": "accepted",
        }

    @pytest.mark.parametrize(("kind", "more"), [("answered", {}), ("refused", {}), ("referred", {"to": "110"})])
    def test_what_is_answered_refused_or_referred_at_once_is_closed(self, city, kind, more):
        assert told(city, ACCEPTED, (kind, "2026-03-02T09:30", more)) == [
            "03-02 09:00 hotline",
            "03-02 09:30 closed",
            "03-10 00:00",
        ]


class TestWhereOnlyOneOfTransferAndArrivalIsRecorded:
    """Where the log has no arrival of its own, the transfer stands for it (AMB-02): nobody was on the way."""

    @pytest.mark.parametrize("city", CITIES)
    @pytest.mark.parametrize("row", [SENT, ("arrived", "2026-03-02T10:00", UNIT)])
    def test_the_unit_has_it_from_the_one_there_is(self, city, row):
        assert told(city, ACCEPTED, row) == ["03-02 09:00 hotline", "03-02 10:00 unit 甲局", "03-10 00:00"]

    @pytest.mark.parametrize("city", CITIES)
    def test_at_one_instant_nothing_was_on_the_way(self, city):
        assert told(city, ACCEPTED, SENT, ("arrived", "2026-03-02T10:00", UNIT)) == [
            "03-02 09:00 hotline",
            "03-02 10:00 unit 甲局",
            "03-10 00:00",
        ]

    def test_the_arrival_at_another_unit_is_not_its_arrival(self):
        log = (ACCEPTED, SENT, ("arrived", "2026-03-02T11:00", {"unit": "乙局"}))
        assert told("ganzi", *log)[1] == "03-02 10:00 unit 甲局"


class TestOnADayWithoutAnHour:
    """A bare date is some time that day; the events of such a day are taken in the order of the life cycle."""

    @pytest.mark.parametrize("city", CITIES)
    def test_what_was_accepted_in_the_morning_and_sent_that_day_is_with_the_unit(self, city):
        assert stretches(city, ACCEPTED, ("transferred", "2026-03-02", UNIT))[-1].holder is Holder.UNIT

    def test_the_rounds_follow_each_other(self):
        log = (("accepted", "2026-03-04T01:00"), ("redispatched", "2026-03-04", UNIT))
        assert [one.round for one in stretches("ganzi", *log, as_of="2026-03-04T02:00")] in ([2], [1, 2])

    @pytest.mark.parametrize("city", CITIES)
    def test_what_was_done_that_day_was_done_after_it_arrived(self, city):
        done = tuple((name, "2026-03-02", UNIT) for name in ("handled", "replied", "fed_back"))
        assert told(city, ACCEPTED, SENT, CAME, *done)[2:] == ["03-02 11:00 hotline", "03-10 00:00"]

    @pytest.mark.parametrize("city", CITIES)
    def test_at_the_instant_of_its_arrival_too(self, city):
        done = tuple((name, "2026-03-02T11:00", UNIT) for name in ("handled", "replied", "fed_back"))
        assert told(city, ACCEPTED, SENT, CAME, *done)[2:] == ["03-02 11:00 hotline", "03-10 00:00"]

    @pytest.mark.parametrize("city", CITIES)
    def test_where_none_has_an_hour_the_last_of_the_life_cycle_has_it(self, city):
        log = (("accepted", "2026-03-02"), ("transferred", "2026-03-02", UNIT), ("arrived", "2026-03-02", UNIT))
        for rows in (log, log[::-1]):
            assert stretches(city, *rows)[-1][2:5] == (Holder.UNIT, "甲局", 1)
        assert told(city, *log) == ["03-02 00:00 unit 甲局", "03-10 00:00"]


class TestThroughTheCounty:
    """Ganzi 12(二)3: the hotline sends it to the county hotline, which passes it to the unit (AMB-04)."""

    def test_the_time_of_the_county_is_kept_apart(self):
        log = (
            ACCEPTED,
            ("transferred", "2026-03-02T10:00", {"unit": "甲县热线", "role": "relay"}),
            ("transferred", "2026-03-02T15:00", {"unit": "乙局"}),
            ("arrived", "2026-03-02T15:10", {"unit": "乙局"}),
        )
        assert told("ganzi", *log) == [
            "03-02 09:00 hotline",
            "03-02 10:00 county 甲县热线",
            "03-02 15:00 transit 乙局",
            "03-02 15:10 unit 乙局",
            "03-10 00:00",
        ]

    @pytest.mark.parametrize("role", ["co", "subordinate"])
    def test_a_helper_or_a_body_under_the_unit_takes_it_from_nobody(self, role):
        more = ("transferred", "2026-03-02T15:00", {"unit": "乙局", "role": role})
        assert told("ganzi", ACCEPTED, SENT, CAME, more) == told("ganzi", ACCEPTED, SENT, CAME)


class TestTakenFromTheUnit:
    """Returns, endings and designations."""

    ASKED: Row = ("return_requested", "2026-03-02T16:00", {**UNIT, "reason": "不属本单位职责"})
    BACK = ("03-02 11:00 unit 甲局", "03-02 16:00 hotline", "03-10 00:00")
    KEPT = ("03-02 11:00 unit 甲局", "03-10 00:00")

    def test_karamay_returns_without_approval(self):
        """11(三): the unit sends it back to the desk; nobody has to approve."""
        assert told("karamay", ACCEPTED, SENT, CAME, self.ASKED)[2:] == [*self.BACK]

    @pytest.mark.parametrize("city", ["weifang", "ganzi", "jinan"])
    def test_elsewhere_asking_to_return_it_returns_nothing(self, city):
        """WF 22(1): apply; GZ 17: only once it is approved; JN knows no return by the unit (AMB-21)."""
        assert told(city, ACCEPTED, SENT, CAME, self.ASKED)[2:] == [*self.KEPT]

    @pytest.mark.parametrize("city", ["weifang", "ganzi"])
    @pytest.mark.parametrize("approved", [True, False])
    def test_the_decision_does_if_it_approves(self, city, approved):
        decided = ("return_decided", "2026-03-03T09:00", {"approved": approved})
        found = told(city, ACCEPTED, SENT, CAME, self.ASKED, decided)[2:]
        assert found == ([self.BACK[0], "03-03 09:00 hotline", self.BACK[2]] if approved else [*self.KEPT])

    def test_the_next_unit_has_it_from_its_own_arrival(self):
        decided = ("return_decided", "2026-03-03T09:00", {"approved": True})
        more = (
            ("transferred", "2026-03-03T10:00", {"unit": "乙局"}),
            ("arrived", "2026-03-03T11:00", {"unit": "乙局"}),
        )
        assert told("ganzi", ACCEPTED, SENT, CAME, self.ASKED, decided, *more)[3:] == [
            "03-03 09:00 hotline",
            "03-03 10:00 transit 乙局",
            "03-03 11:00 unit 乙局",
            "03-10 00:00",
        ]

    @pytest.mark.parametrize("approved", [True, False])
    def test_an_ending_that_was_approved_brings_it_back(self, approved):
        """WF 21: ended upon written request, after the hotline's review."""
        log = (
            ("termination_requested", "2026-03-03T09:00", {**UNIT, "written": True}),
            ("termination_decided", "2026-03-03T15:00", {"approved": approved}),
        )
        found = told("weifang", ACCEPTED, SENT, CAME, *log)[3:]
        assert found == (["03-03 15:00 hotline", "03-10 00:00"] if approved else ["03-10 00:00"])

    @pytest.mark.parametrize("forced", [None, False, True])
    def test_a_withdrawal_brings_it_back_and_a_forced_one_too(self, forced):
        """AMB-59: it ends the clock; that it was forced is a fault (GZ 29(四)), but it ends the turn all the same."""
        withdrawn = ("withdrawn", "2026-03-03T09:00", {} if forced is None else {"forced": forced})
        found = told("ganzi", ACCEPTED, SENT, CAME, withdrawn)[3:]
        assert found == ["03-03 09:00 hotline", "03-10 00:00"]

    def test_one_of_several_named_to_lead_has_it_from_then(self):
        """AMB-38: a lead named after the transfer runs from its naming."""
        log = (
            ACCEPTED,
            ("transferred", "2026-03-02T10:00", {"unit": "甲局"}),
            ("transferred", "2026-03-02T10:00", {"unit": "乙局", "role": "co"}),
            ("designated", "2026-03-03T10:00", {"unit": "乙局"}),
        )
        named = ["03-02 10:00 unit 甲局", "03-03 10:00 unit 乙局", "03-10 00:00"]
        assert told("ganzi", *log)[1:] == named


class TestWhatDoesNotHandItBack:
    """The unit has it until it has done ALL it owes."""

    def test_in_jinan_a_reply_alone_does_not(self):
        """24(1): reply AND feedback."""
        assert told("jinan", ACCEPTED, SENT, CAME, REPLIED)[2:] == ["03-02 11:00 unit 甲局", "03-10 00:00"]
        found = told("jinan", ACCEPTED, SENT, CAME, REPLIED, FED_BACK)[2:]
        assert found == ["03-02 11:00 unit 甲局", "03-04 12:00 hotline", "03-10 00:00"]

    PROMISED: Row = ("promised", "2026-03-04T10:00", {**UNIT, "due": "2026-03-20"})
    FIRST_REPLY: Row = REPLIED_FIRST

    @pytest.mark.parametrize("city", ["jinan", "karamay"])
    def test_a_promise_of_a_last_date_does_not(self, city):
        """JN 24(2): the date told is the due; KL 11(二)2(2): once it is done the unit replies again."""
        log = (ACCEPTED, SENT, CAME, self.PROMISED, self.FIRST_REPLY, FED_BACK)
        assert told(city, *log)[2:] == ["03-02 11:00 unit 甲局", "03-10 00:00"]

    @pytest.mark.parametrize("city", ["jinan", "karamay"])
    def test_what_keeps_the_promise_does(self, city):
        kept: tuple[Row, ...] = (("handled", "2026-03-09T10:00", UNIT), ("replied", "2026-03-09T10:00", UNIT))
        log = (ACCEPTED, SENT, CAME, self.PROMISED, self.FIRST_REPLY, FED_BACK, *kept)
        assert told(city, *log)[2:] == ["03-02 11:00 unit 甲局", "03-09 10:00 hotline", "03-10 00:00"]

    def test_a_longer_limit_of_law_does_not(self):
        """JN 24(1)(一): with a longer limit of law, reply and feedback leave the completion to come."""
        law = ("limit_set", "2026-03-02T12:00", {"rank": "law", "working_days": 20})
        log = (ACCEPTED, SENT, CAME, law, REPLIED_FIRST, FED_BACK)
        assert told("jinan", *log)[2:] == ["03-02 11:00 unit 甲局", "03-10 00:00"]
        assert told("jinan", *log, ("handled", "2026-03-06T10:00", UNIT))[3:] == ["03-06 10:00 hotline", "03-10 00:00"]

    def test_a_date_that_no_calendar_reaches_does_not_either(self):
        city = jurisdiction("jinan").with_readings({"AMB-69": "first_rolls"})
        promised = ("promised", "2026-03-04T10:00", {**UNIT, "due": "2199-03-02"})
        one = ticket(ACCEPTED, SENT, CAME, promised, self.FIRST_REPLY, FED_BACK, kind="help")
        assert timeline.check(one, city, as_of=datetime(2026, 3, 10))[-1].holder is Holder.UNIT

    @pytest.mark.parametrize("city", CITIES)
    def test_signing_or_asking_for_time_does_not(self, city):
        log = (("signed", "2026-03-02T12:00", UNIT), ("extension_requested", "2026-03-03T12:00", UNIT))
        assert told(city, ACCEPTED, SENT, CAME, *log) == told(city, ACCEPTED, SENT, CAME)

    @pytest.mark.parametrize("city", CITIES)
    def test_what_comes_after_the_closing_opens_nothing(self, city):
        """A reply entered late stays with a closed ticket."""
        log = (ACCEPTED, SENT, CAME, ("closed", "2026-03-03T10:00"), HANDLED, REPLIED, FED_BACK)
        assert told(city, *log)[2:] == ["03-02 11:00 unit 甲局", "03-03 10:00 closed", "03-10 00:00"]


# -- every log ----------------------------------------------------------------------------------------------------

FIRST = datetime(2026, 3, 2, tzinfo=BEIJING)
hours = st.integers(0, 240)
units = st.sampled_from([None, "甲局", "乙局"])
flags = st.booleans()


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Any]:
    """Any event, legal or not, at an hour or at a day only."""
    name = draw(st.sampled_from(EVENT_TYPES))
    at = FIRST + timedelta(hours=draw(hours))
    row: dict[str, Any] = {
        "type": name,
        "at": at.date().isoformat() if draw(st.integers(0, 9)) == 0 else at.isoformat(),
    }
    row["unit"] = draw(units)
    more: dict[str, Any] = {
        "extension_decided": {"granted": draw(flags)},
        "return_decided": {"approved": draw(flags)},
        "termination_decided": {"approved": draw(flags)},
        "promised": {"due": "2026-03-30"},
        "limit_set": {"rank": "law", "working_days": 9},
        "kind_changed": {"kind": "complaint"},
        "urgent_recognised": {"tier": "special"},
        "withdrawn": {"forced": draw(flags)},
        "transferred": {"role": draw(st.sampled_from([None, "lead", "co", "relay", "subordinate"]))},
        "arrived": {"role": draw(st.sampled_from([None, "lead", "co", "relay"]))},
    }.get(name, {})
    return {name: value for name, value in {**row, **more}.items() if value is not None}


logs = st.lists(rows(), max_size=14)
asked = st.integers(-2, 260).map(lambda n: FIRST + timedelta(hours=n))
kinds = st.sampled_from(["help", "consultation", "complaint", None])


def first_instant(row: dict[str, Any]) -> datetime:
    """An hour as it is; of a day without an hour, its beginning."""
    at = datetime.fromisoformat(row["at"])
    return at if at.tzinfo else at.replace(tzinfo=BEIJING)


class TestEveryLog:
    """Whatever a log holds, its stretches follow each other without a gap or an overlap."""

    @given(st.sampled_from(CITIES), logs, asked, kinds)
    @settings(max_examples=80)
    def test_its_stretches_are_its_whole_life(self, city, log, as_of, kind):
        one = Ticket.model_validate({"id": "T", "kind": kind, "events": log})
        found = timeline.check(one, jurisdiction(city), as_of=as_of)
        seen = [row for row in log if first_instant(row) <= as_of]
        assert bool(found) is bool(seen)
        if not seen:
            return
        assert all(before.end == after.start for before, after in pairwise(found))
        assert all(one.start < one.end for one in found) or len(found) == 1
        earliest = min(map(first_instant, seen))
        assert earliest <= found[0].start < earliest + timedelta(days=1)
        assert found[0].start == earliest or any(len(row["at"]) == len("2026-03-02") for row in seen)
        filed = [first_instant(row) for row in seen if row["type"] == "archived"]
        if filed:
            assert max(filed) <= found[-1].end <= as_of
        else:
            assert found[-1].end == as_of

    @given(st.sampled_from(CITIES), logs, asked)
    @settings(max_examples=60)
    def test_what_it_says_of_each_stretch_fits_together(self, city, log, as_of):
        one = Ticket.model_validate({"id": "T", "kind": "help", "events": log})
        found = timeline.check(one, jurisdiction(city), as_of=as_of)
        again = sorted(first_instant(row) for row in log if row["type"] == "redispatched")
        known = {row.get("unit") for row in log}
        for held in found:
            if held.holder in (Holder.HOTLINE, Holder.CLOSED):
                assert held.unit is None
            assert held.unit in known | {None}
            assert held.began in (*EVENT_TYPES, "done")
            assert 1 <= held.round <= 1 + sum(at <= held.start for at in again)
        if all(len(row["at"]) > len("2026-03-02") for row in log):
            assert [one.round for one in found] == sorted(one.round for one in found)
        assert all((a.holder, a.unit, a.round) != (b.holder, b.unit, b.round) for a, b in pairwise(found))

    @given(st.sampled_from(CITIES), logs, asked, st.randoms(use_true_random=False))
    @settings(max_examples=40)
    def test_later_events_and_the_hour_asked_about_add_only_at_the_end(self, city, log, as_of, chance):
        """A log cut at the instant asked about says the same."""
        one = Ticket.model_validate({"id": "T", "kind": "help", "events": log})
        cut = [row for row in log if first_instant(row) <= as_of]
        other = Ticket.model_validate({"id": "T", "kind": "help", "events": cut})
        place = jurisdiction(city)
        assert timeline.check(one, place, as_of=as_of) == timeline.check(other, place, as_of=as_of)


steps = st.sampled_from(["accepted", "transferred 甲局", "transferred 乙局", "return_decided", "called_back", "closed",
                         "redispatched"])  # fmt: skip


class TestASecondOpinion:
    """Of logs of few kinds of events, read by a loop of ten lines."""

    @given(st.lists(st.tuples(steps, st.integers(1, 40)), min_size=1, max_size=10))
    @settings(max_examples=60)
    def test_every_hour_has_the_holder_of_the_last_event(self, log):
        """After a redispatch nothing is transferred here: it would be on its way until then."""
        now, number = FIRST, 1
        events: list[dict[str, Any]] = []
        expected: dict[datetime, tuple[str, str | None, int]] = {}
        for name, pause in log:
            kind, _, unit = name.partition(" ")
            if number > 1 and kind == "transferred":
                continue
            events.append({"type": kind, "at": now.isoformat(), **({"unit": unit} if unit else {})})
            if kind == "return_decided":
                events[-1]["approved"] = True
            if kind == "redispatched":
                events[-1]["unit"] = "丙局"
                number += 1
            holder = {"closed": ("closed", None), "transferred": ("unit", unit), "redispatched": ("unit", "丙局")}.get(
                kind, ("hotline", None)
            )
            for _ in range(pause):
                expected[now] = (*holder, number)
                now += timedelta(hours=1)
        one = Ticket.model_validate({"id": "T", "kind": "help", "events": events})
        found = timeline.check(one, jurisdiction("weifang"), as_of=now)
        said = {at: (h.holder.value, h.unit, h.round) for at in expected for h in found if h.start <= at < h.end}
        assert said == expected
