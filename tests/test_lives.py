"""Random lives of tickets, legal ones, step by step in every city: what is said on every day must hold together."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from hotline_rules import Ticket, audit, jurisdiction
from hotline_rules.audit import Review
from hotline_rules.errors import ContradictoryFactsError
from hotline_rules.facts import check_facts
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.ticket import Content, Kind
from tests import tickets

UNITS = ("甲局", "乙局")
END = datetime(2026, 12, 20)
MINUTE = timedelta(minutes=1)
DISCHARGED, STILL_TO_DO = ("in_time", "late"), ("open", "overdue")

pauses = st.one_of(st.integers(1, 240), st.integers(241, 3_000), st.integers(3_001, 20_000)).map(lambda n: n * MINUTE)
kinds = st.sampled_from(Kind.__args__)
units = st.sampled_from(UNITS)
maybe = st.sampled_from([None, True, False])
texts = st.sampled_from([None, "", "理由"])
days = st.integers(1, 12)
MOVERS = frozenset(
    ("transferred", "arrived", "designated", "redispatched", "limit_set", "kind_changed", "urgent_recognised")
)
"""What may move a due: another turn, receipt or round, a limit set, another kind or urgency; beside them a grant."""
TELLS_A_DATE = frozenset(("promised", "explained", "fed_back"))
"""What may move the due of a promise."""
URGENT = frozenset(("first_response", "progress", "result"))
"""Stages of an urgent matter: the first report of all shows by when the unit had it, where no receipt does (AMB-72)."""


LATER_STEPS = ("extension", "return_standing", "return_request", "callback", "ending")


def facts_of(city: Jurisdiction, chance: Random) -> dict[str, Any]:
    """A few answers that do not contradict each other, of those first that the steps after acceptance ask."""
    names = sorted(set(city.vocabulary) - city.derived_facts)
    first = sorted({fact.name for rules in city.tables if rules.name in LATER_STEPS for fact in rules.facts} & {*names})
    told: dict[str, Any] = {}
    for name in (*chance.sample(first, chance.randint(0, len(first))), *chance.sample(names, chance.randint(0, 5))):
        more = {**told, name: chance.choice([True, True, False, "unknown"])}
        try:
            check_facts(more, city.vocabulary, city.conflicts)
        except ContradictoryFactsError:
            continue
        told = more
    return told


class Life(RuleBasedStateMachine):
    """One ticket from its acceptance to the files; what its city says of it is asked after every step."""

    city: Jurisdiction

    @initialize(
        start=st.datetimes(datetime(2024, 1, 1), datetime(2026, 11, 1)).map(
            lambda t: t.replace(second=0, microsecond=0)
        ),
        kind=st.one_of(st.none(), kinds),
        origin=st.sampled_from(["caller", "caller", "province", "inter_region"]),
        urgency=st.sampled_from(["ordinary", "ordinary", "ordinary", "special"]),
        track=st.sampled_from(["ordinary", "ordinary", "by_instruction", "countersigned"]),
        waived=st.sampled_from([False, False, True]),
        nameless=st.sampled_from([False, False, True]),
        unrecorded=st.sampled_from([(), (), (), ("signed",), ("fed_back",), ("called_back", "limit_set")]),
        begun=st.sampled_from([0, 1, 2, 2]),
        chance=st.integers(0, 10_000),
    )
    def accept(self, start, kind, origin, urgency, track, waived, nameless, unrecorded, begun, chance) -> None:
        self.now = start
        self.events: list[dict[str, Any]] = []
        self.nameless = nameless
        self.fields: dict[str, Any] = {
            "id": "T",
            "kind": kind,
            "origin": origin,
            "urgency": urgency,
            "track": track,
            "reply_waived": waived,
            "not_recorded": unrecorded,
            "facts": facts_of(self.city, Random(chance)),
        }
        if nameless:
            self.fields["unit"] = UNITS[0]
        self.urgent = urgency != "ordinary"
        self.sent_to = self.holder = self.named = None
        self.signed = self.done = self.called = self.closed = self.filed = self.over = False
        self.asked: set[str] = set()
        self.before: dict[tuple, datetime | None] = {}
        self.moved: set[str] = set()
        self.said: dict[datetime, dict[str, Any]] = {}
        self.in_order: set[datetime] = set()
        self.latest: tuple[int, datetime, Review] | None = None
        self.happens("accepted", timedelta())
        if begun:
            self.transfer(40 * MINUTE, UNITS[0], None, county=False)
        if begun == 2:
            self.arrive(3 * MINUTE, co=False)

    # -- how it goes on ------------------------------------------------------------------------------------------------

    def happens(self, event: str, pause: timedelta, /, *, unit: str | None = None, **fields: Any) -> None:
        """Something happens, a minute after what went before it at the earliest."""
        if self.events:
            self.now += pause if self.now + pause < END else MINUTE
        if unit is not None and not self.nameless:
            fields["unit"] = unit
        if event in self.fields["not_recorded"]:
            return
        told = {name: value for name, value in fields.items() if value is not None}
        self.events.append({"type": event, "at": self.now.isoformat(), **told})
        self.moved.add("granted" if event == "extension_decided" and fields["granted"] else event)

    def goes_on(self) -> bool:
        return not (self.over or self.closed)

    def seldom(self, *events: str, most: int = 2) -> bool:
        """Whether these have not happened often yet: so that lives go on and do not tread water."""
        return self.goes_on() and sum(event["type"] in events for event in self.events) < most

    def is_held(self) -> bool:
        return self.holder is not None and self.goes_on()

    @rule(pause=pauses)
    def nothing_happens(self, pause) -> None:
        self.now += pause if self.now + pause < END else MINUTE

    @precondition(lambda self: self.seldom("urgent_recognised"))
    @rule(pause=pauses, tier=st.sampled_from(["special", "special_urgent"]), new_facts=maybe)
    def seen_to_be_urgent(self, pause, tier, new_facts) -> None:
        self.happens("urgent_recognised", pause, tier=tier, new_facts=new_facts)
        self.urgent = True

    @precondition(lambda self: self.urgent and self.seldom("notified", "first_response", "progress", "result", most=5))
    @rule(pause=pauses, kind=st.sampled_from(["notified", "first_response", "progress", "result"]))
    def an_urgent_one_is_reported_on(self, pause, kind) -> None:
        if kind == "notified" or self.is_held():
            self.happens(kind, pause, unit=None if kind == "notified" else self.holder)

    @precondition(lambda self: self.goes_on() and self.holder is None and self.sent_to is None)
    @rule(pause=pauses, unit=units, role=st.sampled_from([None, None, "lead"]), county=st.booleans())
    def transfer(self, pause, unit, role, county) -> None:
        self.sent_to = self.named or unit
        if county and not self.nameless:
            self.happens("transferred", pause, unit="县热线", role="relay")
            self.happens("arrived", MINUTE, unit="县热线", role="relay")
        self.happens("transferred", pause, unit=self.sent_to, role=role)

    @precondition(lambda self: self.goes_on() and self.sent_to is not None)
    @rule(pause=pauses, co=st.booleans())
    def arrive(self, pause, co) -> None:
        if co and not self.nameless:
            self.happens("arrived", pause, unit="丙局", role="co")
        self.happens("arrived", pause, unit=self.sent_to)
        self.holder, self.sent_to, self.named, self.signed = self.sent_to, None, None, False

    @precondition(lambda self: self.is_held() and not self.signed)
    @rule(pause=pauses)
    def sign(self, pause) -> None:
        self.happens("signed", pause, unit=self.holder)
        self.signed = True

    @precondition(lambda self: self.is_held() and self.seldom("extension_requested", most=4))
    @rule(pause=pauses, n=st.one_of(st.none(), days), reason=texts, basis=st.sampled_from(["complex", "statute"]))
    def ask_for_more_time(self, pause, n, reason, basis) -> None:
        self.happens("extension_requested", pause, unit=self.holder, working_days=n, reason=reason, basis=basis)
        self.asked.add("extension")

    @precondition(lambda self: self.is_held() and "extension" in self.asked)
    @rule(pause=pauses, granted=st.booleans(), n=st.one_of(st.none(), days), reason=texts)
    def decide_on_more_time(self, pause, granted, n, reason) -> None:
        self.happens("extension_decided", pause, granted=granted, working_days=n, by="hotline", reason=reason)
        self.asked.discard("extension")

    @precondition(lambda self: self.is_held() and self.seldom("return_requested", most=3))
    @rule(pause=pauses, reason=texts, to=texts, basis=texts, signed=maybe, boilerplate=maybe)
    def ask_to_return(self, pause, reason, to, basis, signed, boilerplate) -> None:
        more = {"suggested_unit": to, "policy_basis": basis, "signed_by_deputy": signed, "boilerplate": boilerplate}
        self.happens("return_requested", pause, unit=self.holder, reason=reason, **more)
        self.asked.add("return")
        if self.city.customs.return_provided and not self.city.customs.return_needs_approval:
            self.taken_away()

    @precondition(lambda self: self.is_held() and "return" in self.asked)
    @rule(pause=pauses, approved=st.booleans())
    def decide_on_the_return(self, pause, approved) -> None:
        self.happens("return_decided", pause, approved=approved)
        self.asked.discard("return")
        if approved:
            self.taken_away()

    @precondition(lambda self: self.seldom("designated"))
    @rule(pause=pauses, unit=units)
    def designate(self, pause, unit) -> None:
        unit = UNITS[0] if self.nameless else unit
        self.happens("designated", pause, unit=unit)
        if self.holder == unit:
            self.asked.discard("return")
        elif self.sent_to != unit:
            self.taken_away()
            self.named, self.sent_to = unit, None

    @precondition(lambda self: self.seldom("limit_set"))
    @rule(pause=pauses, rank=st.sampled_from(["law", "rule", "party", "assigned", "leader"]), n=st.integers(1, 30))
    def set_a_limit(self, pause, rank, n) -> None:
        told = {"working_days": n} if n % 2 else {"due": (self.now + n * timedelta(days=1)).date().isoformat()}
        self.happens("limit_set", pause, rank=rank, cite="某法第一条" if n % 3 else "", **told)

    @precondition(lambda self: self.seldom("kind_changed"))
    @rule(pause=pauses, kind=kinds, urgency=st.sampled_from([None, None, "ordinary", "special"]))
    def another_kind(self, pause, kind, urgency) -> None:
        self.happens("kind_changed", pause, kind=kind, urgency=urgency)
        self.urgent = self.urgent or urgency == "special"

    @precondition(lambda self: self.is_held() and self.seldom("explained"))
    @rule(pause=pauses, solution=st.booleans(), n=st.one_of(st.none(), days))
    def explain(self, pause, solution, n) -> None:
        due = None if n is None else (self.now + n * timedelta(days=2)).date().isoformat()
        self.happens("explained", pause, unit=self.holder, solution_proposed=solution, due=due)

    @precondition(lambda self: self.is_held() and self.seldom("promised"))
    @rule(pause=pauses, n=days)
    def promise(self, pause, n) -> None:
        due = (self.now + n * timedelta(days=2)).date().isoformat()
        self.happens("promised", pause, unit=self.holder, due=due)

    @precondition(is_held)
    @rule(pause=pauses)
    def handle(self, pause) -> None:
        self.happens("handled", pause, unit=self.holder)
        self.done = True

    @precondition(is_held)
    @rule(pause=pauses, final=st.sampled_from([True, True, False]), reached=st.sampled_from([True, True, False]))
    def reply(self, pause, final, reached) -> None:
        self.happens("replied", pause, unit=self.holder, final=final, reached=reached)
        self.done = self.done or final

    @precondition(is_held)
    @rule(pause=pauses, contents=st.one_of(st.none(), st.lists(st.sampled_from(Content.__args__), unique=True)))
    def feed_back(self, pause, contents) -> None:
        self.happens("fed_back", pause, unit=self.holder, contents=contents)
        self.done = True

    @precondition(lambda self: self.goes_on() and self.done)
    @rule(pause=pauses, rating=st.sampled_from([None, "满意", "一般", "不满意"]), lawful=maybe, fault=maybe)
    def call_back(self, pause, rating, lawful, fault) -> None:
        self.happens("called_back", pause, rating=rating, result_lawful=lawful, unit_at_fault=fault)
        self.called = True

    @precondition(lambda self: self.is_held() and self.called)
    @rule(pause=pauses, resend=st.booleans())
    def redispatch(self, pause, resend) -> None:
        self.happens("redispatched", pause, unit=self.holder)
        self.done = self.called = self.signed = False
        self.asked.clear()
        if resend:
            self.taken_away()

    @precondition(lambda self: self.is_held() and self.seldom("termination_requested"))
    @rule(pause=pauses, written=maybe, signed=maybe)
    def ask_to_end(self, pause, written, signed) -> None:
        self.happens("termination_requested", pause, unit=self.holder, written=written, signed_by_principal=signed)
        self.asked.add("termination")

    @precondition(lambda self: self.is_held() and "termination" in self.asked)
    @rule(pause=pauses, approved=st.booleans())
    def decide_on_the_end(self, pause, approved) -> None:
        self.happens("termination_decided", pause, approved=approved)
        self.asked.discard("termination")
        self.over = approved

    @precondition(lambda self: self.seldom("supervised", most=1))
    @rule(pause=pauses)
    def supervise(self, pause) -> None:
        self.happens("supervised", pause)

    @precondition(lambda self: self.goes_on() and len(self.events) > 7)
    @rule(pause=pauses, forced=st.sampled_from([None, None, False, True]), really=st.sampled_from([False, False, True]))
    def withdraw(self, pause, forced, really) -> None:
        if really:
            self.happens("withdrawn", pause, forced=forced)
            self.over = True

    @precondition(lambda self: not self.closed and (self.over or self.called))
    @rule(pause=pauses, noted=maybe)
    def close(self, pause, noted) -> None:
        self.happens("closed", pause, noted=noted)
        self.closed = True

    @precondition(lambda self: self.closed and not self.filed)
    @rule(pause=pauses)
    def file(self, pause) -> None:
        self.happens("archived", pause)
        self.filed = True

    def taken_away(self) -> None:
        self.holder = self.sent_to = None
        self.asked.clear()

    # -- what is said --------------------------------------------------------------------------------------------------

    def ticket(self, events: list[dict[str, Any]] | None = None) -> Ticket:
        return Ticket.model_validate({**self.fields, "events": self.events if events is None else events})

    def ask(self, as_of: datetime | None = None) -> Review:
        return audit.review(self.ticket(), self.city, as_of=as_of or self.now)

    @property
    def review(self) -> Review:
        """What is said now, asked once a step."""
        if self.latest is None or self.latest[:2] != (len(self.events), self.now):
            self.latest = len(self.events), self.now, self.ask()
        return self.latest[2]

    @property
    def told(self) -> dict[str, Any]:
        """The same as plain values; what was said on a day is kept."""
        if self.now not in self.said:
            self.said[self.now] = self.review.as_dict()
        return self.said[self.now]

    @invariant()
    def no_stage_is_both_still_to_do_and_done(self) -> None:
        """Done after the due while more time was asked for, it may be either: it is pending, and nothing is owed."""
        for verdict in self.review.stages:
            if verdict.state in STILL_TO_DO:
                assert verdict.done is None
            elif verdict.state in DISCHARGED:
                assert verdict.done is not None
            elif verdict.state == "extension_pending" and verdict.done is not None:
                assert verdict.done > verdict.due_latest

    @invariant()
    def what_is_still_owed_is_not_done(self) -> None:
        done = {(v.stage, v.round, v.unit, v.due) for v in self.review.stages if v.done is not None}
        undone = {(v.stage, v.round, v.unit, v.due) for v in self.review.stages if v.done is None}
        for owed in self.review.duties:
            assert (owed.stage, owed.round, owed.unit, owed.due) not in done - undone

    @invariant()
    def a_due_moves_only_where_something_moved_it(self) -> None:
        dues = {(v.stage, v.round, v.unit, v.n): (v.due, v.due_latest) for v in self.review.stages}
        moved = self.moved & (MOVERS | {"granted"})
        for key in dues.keys() & self.before.keys():
            told = {"promise": TELLS_A_DATE, **dict.fromkeys(URGENT, URGENT)}.get(key[0], frozenset())
            if not moved and not self.moved & told:
                assert dues[key] == self.before[key], (key, self.moved)
        self.before, self.moved = dues, set()

    @invariant()
    def nobody_returns_in_good_order_what_was_designated_to_it(self) -> None:
        """Named to lead several units it is not designated in this sense."""
        rules, facts = self.city.returns, self.fields["facts"]
        if self.city.id not in ("weifang", "ganzi") or facts.get(rules.designated_because) is False:
            return
        if facts.get("several_units") or any(event.get("role") in ("lead", "co") for event in self.events):
            return
        named = [(event["at"], event.get("unit")) for event in self.events if event["type"] == "designated"]
        for one in self.review.rooms.returns.requests:
            asked = one.asked_at.replace(tzinfo=None).isoformat()
            if any(at < asked and unit in (None, one.unit) for at, unit in named):
                assert one.answer.outcome not in ("in_order", "late")

    @invariant()
    def what_was_asked_in_order_is_not_barred_afterwards(self) -> None:
        for one in self.review.rooms.returns.requests:
            if one.answer.outcome in ("in_order", "late"):
                self.in_order.add(one.asked_at)
            else:
                assert one.answer.outcome != "barred" or one.asked_at not in self.in_order

    @invariant()
    def the_timeline_is_the_tickets_whole_life(self) -> None:
        held, here = self.review.timeline, self.city.clock.local
        start = here(datetime.fromisoformat(self.events[0]["at"]))
        finish = here(datetime.fromisoformat(self.events[-1]["at"])) if self.filed else here(self.now)
        assert (held[0].start, held[-1].end) == (start, finish)
        assert all(one.end == other.start for one, other in pairwise(held))
        assert all(one.start < one.end for one in held) or len(held) == 1
        assert sum((one.end - one.start for one in held), timedelta()) == finish - start

    @invariant()
    def later_with_no_new_event_nothing_late_is_in_time(self) -> None:
        later = {v[:4]: v.state for v in self.ask(self.now + 37 * timedelta(hours=7)).stages}
        for verdict in self.review.stages:
            then = later[verdict[:4]]
            if verdict.state in ("late", "overdue", "in_time", "waived", "superseded"):
                assert then == verdict.state
            elif then == "open":
                assert verdict.state == "open"

    @invariant()
    def where_a_row_stands_in_the_log_does_not_matter(self) -> None:
        assert self.shuffled(Random(len(self.events))).stages == self.review.stages

    @precondition(lambda self: len(self.events) % 3 == 0)
    @invariant()
    def nor_does_it_for_anything_else_that_is_said(self) -> None:
        assert self.shuffled(Random(len(self.events))).as_dict() == self.told

    def shuffled(self, chance: Random) -> Review:
        rows = self.ticket(chance.sample(self.events, len(self.events)))
        return audit.review(rows, self.city, as_of=self.now)

    @invariant()
    def everything_can_be_written_as_json_and_cites_what_there_is(self) -> None:
        assert json.loads(json.dumps(self.told, allow_nan=False)) == self.told
        for one in (*self.told["findings"], *self.told["duties"], *self.told["stages"]):
            on_the_record = one.get("severity") == "record" and one["provision"] is None
            assert on_the_record or one["provision"] in self.city.regulation.addresses

    def teardown(self) -> None:
        """Looked back on, nothing else was said: of a day the whole log makes what the log as it then stood made."""
        days = [at for at in getattr(self, "said", ()) if at < self.now]
        for then in Random(len(days)).sample(days, min(4, len(days))):
            assert tickets.as_it_stood(self.ask(then).as_dict()) == self.said[then]


def live(city: str, lives: int, steps: int, *, shrink: bool = False) -> None:
    """Live so many lives of so many steps. To make a failing one as short as can be takes minutes."""
    phases = (Phase.explicit, Phase.reuse, Phase.generate, *([Phase.shrink] if shrink else []))
    run_state_machine_as_test(
        type(f"LifeIn{city.title()}", (Life,), {"city": jurisdiction(city)}),
        settings=settings(
            max_examples=lives,
            stateful_step_count=steps,
            phases=phases,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


@pytest.mark.parametrize("city", CITIES)
class TestWhateverBecomesOfATicket:
    """Random legal lives, in each city: the invariants of `Life` hold after every step."""

    def test_what_is_said_of_it_holds_together(self, city):
        live(city, lives=12, steps=25)

    @pytest.mark.long
    def test_it_does_so_over_many_and_longer_lives(self, city):
        live(city, lives=60, steps=40, shrink=True)


class TestWhatSingleLivesShowed:
    """Lives as short as they can be, each of which broke one of the invariants when it was first met."""

    ACCEPTED = ("accepted", "2026-03-02T09:00")
    ARRIVED = ("arrived", "2026-03-02T10:00", {"unit": "甲局"})

    def review(self, city: str, *events: tuple, as_of: str = "2026-03-12T09:00", **fields: Any) -> Review:
        one = tickets.ticket(self.ACCEPTED, *events, **{"kind": "help", **fields})
        return audit.review(one, jurisdiction(city), as_of=datetime.fromisoformat(as_of))

    def test_a_ticket_of_which_nothing_is_due_has_a_timeline(self):
        held = self.review("ganzi", self.ARRIVED, kind="praise").timeline
        assert [(one.holder, one.unit) for one in held] == [("hotline", None), ("unit", "甲局")]

    def test_what_was_done_while_more_time_was_asked_for_is_owed_no_more(self):
        asked = ("extension_requested", "2026-03-05T09:00", {"working_days": 5})
        undone = self.review("ganzi", self.ARRIVED, asked)
        assert "handle" in [owed.stage for owed in undone.duties]
        done = self.review(
            "ganzi", self.ARRIVED, asked, ("handled", "2026-03-11T09:00"), ("replied", "2026-03-11T09:30")
        )
        assert [v.state for v in done.stages if v.stage == "handle"] == ["extension_pending"]
        assert "handle" not in [owed.stage for owed in done.duties]

    def test_a_finding_cites_a_provision_though_it_is_open_which_ground_leads(self):
        found = self.review("jinan", self.ARRIVED, facts={"in_litigation": True})
        assert (found.acceptance.outcome, found.acceptance.provision) == ("refer", None)
        cited = [one.provision for one in found.findings if one.code == "sent_though_excluded"]
        assert len(cited) == 1
        assert cited[0] in jurisdiction("jinan").regulation.addresses

    def test_a_designation_to_come_leaves_no_trace_in_what_is_said_today(self):
        named = ("designated", "2026-03-04T10:00", {"unit": "甲局"})
        today = {"as_of": "2026-03-03T09:00"}
        one = self.review("ganzi", named, **today).as_dict()
        assert tickets.as_it_stood(one) == self.review("ganzi", **today).as_dict()

    def test_of_two_recognitions_the_first_decides_on_acceptance_wherever_it_stands(self):
        first = ("urgent_recognised", "2026-03-02T09:10", {"tier": "special"})
        second = ("urgent_recognised", "2026-03-02T11:00", {"tier": "special_urgent", "new_facts": False})
        one, other = self.review("ganzi", first, second), self.review("ganzi", second, first)
        assert one.acceptance.as_dict() == other.acceptance.as_dict()

    def test_a_request_made_before_the_designation_is_not_barred_by_it(self):
        asked = ("return_requested", "2026-03-02T15:00", {"unit": "甲局"})
        named = ("designated", "2026-03-03T10:00", {"unit": "甲局"})
        outside = {"clearly_outside": True}
        before, after = (self.review("weifang", self.ARRIVED, *log, facts=outside) for log in ([asked], [asked, named]))
        assert [one.answer.outcome for one in before.rooms.returns.requests] == ["in_order"]
        assert [one.answer.outcome for one in after.rooms.returns.requests] == ["in_order"]
        assert "return_barred" not in [one.code for one in after.findings]
        again = self.review("weifang", self.ARRIVED, named, ("return_requested", "2026-03-04T15:00"), facts=outside)
        assert [one.answer.outcome for one in again.rooms.returns.requests] == ["barred"]

    def test_a_redispatch_that_names_no_unit_goes_to_the_unit_of_the_ticket(self):
        again = ("redispatched", "2026-03-06T11:00")
        held = self.review("weifang", ("arrived", "2026-03-02T10:00"), again, unit="甲局").timeline
        assert [(one.round, one.unit) for one in held if one.holder == "unit"] == [(1, "甲局"), (2, "甲局")]
