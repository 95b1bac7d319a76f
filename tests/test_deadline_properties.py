"""What must hold of any ticket whatever, and a naive second opinion on whole lives of tickets."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import Ticket, deadlines, jurisdiction
from hotline_rules.clock import PLAIN
from hotline_rules.days import DayLayer, State
from hotline_rules.jurisdictions import CITIES
from hotline_rules.ticket import EVENT_TYPES

BEIJING = ZoneInfo("Asia/Shanghai")
UNITS = st.sampled_from([None, "甲局", "乙局"])
EXTRAS = {
    "urgent_recognised": st.fixed_dictionaries({"tier": st.sampled_from(["special", "special_urgent"])}),
    "transferred": st.fixed_dictionaries({"role": st.sampled_from([None, "lead", "co", "relay"])}),
    "arrived": st.fixed_dictionaries({"role": st.sampled_from([None, "lead", "co", "relay"])}),
    "limit_set": st.fixed_dictionaries(
        {"rank": st.sampled_from(["law", "rule", "assigned", "leader"]), "working_days": st.integers(1, 30)}
    ),
    "extension_requested": st.fixed_dictionaries({"working_days": st.integers(1, 9)}),
    "extension_decided": st.fixed_dictionaries({"granted": st.booleans()}),
    "return_decided": st.fixed_dictionaries({"approved": st.booleans()}),
    "termination_decided": st.fixed_dictionaries({"approved": st.booleans()}),
    "kind_changed": st.fixed_dictionaries({"kind": st.sampled_from(["consultation", "help", "report"])}),
    "explained": st.fixed_dictionaries({"solution_proposed": st.booleans()}),
    "promised": st.fixed_dictionaries({"due": st.dates(date(2026, 1, 5), date(2027, 2, 1)).map(str)}),
    "replied": st.fixed_dictionaries({"final": st.booleans()}),
}
START = datetime(2026, 1, 5)


@st.composite
def instants(draw: st.DrawFn) -> str:
    at = START + timedelta(minutes=draw(st.integers(0, 360 * 24 * 60)))
    return at.date().isoformat() if draw(st.integers(0, 5)) == 0 else at.isoformat()


@st.composite
def events(draw: st.DrawFn) -> dict:
    kind = draw(st.sampled_from(EVENT_TYPES))
    extra = draw(EXTRAS[kind]) if kind in EXTRAS else {}
    return {"type": kind, "at": draw(instants()), "unit": draw(UNITS), **extra}


@st.composite
def tickets(draw: st.DrawFn) -> dict:
    """Any log whatever, likely or not."""
    return {
        "id": "T",
        "kind": draw(st.sampled_from([None, "consultation", "help", "report", "praise", "service"])),
        "origin": draw(st.sampled_from(["caller", "province"])),
        "urgency": draw(st.sampled_from(["ordinary", "ordinary", "special"])),
        "track": draw(st.sampled_from(["ordinary", "ordinary", "countersigned", "by_instruction"])),
        "reply_waived": draw(st.booleans()),
        "not_recorded": draw(st.sets(st.sampled_from(["signed", "replied", "arrived", "fed_back"]))),
        "events": draw(st.lists(events(), max_size=12)),
    }


def verdicts(payload: dict, city: str, as_of: datetime) -> list[tuple]:
    answer = deadlines.check(Ticket.model_validate(payload), jurisdiction(city), as_of=as_of)
    return [tuple(v)[:-1] for v in answer.stages]


cities = st.sampled_from(CITIES)
presents = st.integers(0, 400 * 24).map(lambda h: START + timedelta(hours=h))


@given(tickets(), cities, presents, st.randoms())
def test_the_order_of_rows_does_not_matter(payload, city, as_of, chance):
    """Verdicts come from the events, not from where they stand; rows alike in all but place are given in order."""
    seen = {}
    for event in payload["events"]:
        seen.setdefault((event["at"][:10], event["type"]), event)
    payload["events"] = list(seen.values())
    shuffled = dict(payload, events=chance.sample(payload["events"], len(payload["events"])))
    assert verdicts(payload, city, as_of) == verdicts(shuffled, city, as_of)


@given(tickets(), cities, presents)
def test_the_notation_of_an_instant_does_not_matter(payload, city, as_of):
    """The same instant written with another zone's offset gives the same answer."""

    def abroad(event: dict) -> dict:
        if len(event["at"]) == 10:
            return event
        there = datetime.fromisoformat(event["at"]).replace(tzinfo=BEIJING).astimezone(ZoneInfo("America/New_York"))
        return dict(event, at=there.isoformat())

    other = dict(payload, events=[abroad(e) for e in payload["events"]])
    assert verdicts(payload, city, as_of) == verdicts(
        other, city, as_of.replace(tzinfo=BEIJING).astimezone(ZoneInfo("UTC"))
    )


@given(tickets(), cities, presents, st.integers(1, 3000))
def test_with_no_new_event_a_later_present_never_turns_late_into_in_time(payload, city, as_of, hours):
    later = as_of + timedelta(hours=hours)
    payload["events"] = [e for e in payload["events"] if e["at"] <= as_of.isoformat() and len(e["at"]) > 10]
    before = {v[:4]: v for v in verdicts(payload, city, as_of)}
    after = {v[:4]: v for v in verdicts(payload, city, later)}
    assert before.keys() == after.keys()
    for key, v in before.items():
        now, then = v[9], after[key][9]
        if now in ("late", "overdue", "in_time", "superseded", "waived", "not_applicable"):
            assert then == now
        if then == "open":
            assert now == "open"


@given(tickets(), cities, presents)
def test_what_is_not_yet_known_changes_nothing(payload, city, as_of):
    """Events after `as_of` might as well not be in the log."""
    known = [e for e in payload["events"] if e["at"][:10] <= as_of.date().isoformat()]
    known = [e for e in known if len(e["at"]) == 10 or e["at"] <= as_of.isoformat()]
    assert verdicts(payload, city, as_of) == verdicts(dict(payload, events=known), city, as_of)


@given(tickets(), cities, presents)
def test_every_verdict_is_whole(payload, city, as_of):
    """Each names a provision of its regulation and readings its city states; what is undetermined says why."""
    place = jurisdiction(city)
    for v in deadlines.check(Ticket.model_validate(payload), place, as_of=as_of).stages:
        place.regulation.provision(v.provision)
        assert set(v.readings) <= set(place.chosen)
        if v.due and v.due_latest:
            assert v.due <= v.due_latest
        assert (v.state != "undetermined") or v.why
        assert (v.left is not None) == (v.state == "open" and v.due is not None)
        if v.state in ("late", "overdue"):
            assert v.late_by.clock >= timedelta()
            assert v.due_latest is not None
        v.as_dict(trace=True)


@given(st.data(), st.sampled_from(["weifang", "karamay"]))
@settings(max_examples=min(settings().max_examples, 300) * 4 // 5)  # each example builds a calendar of its own
def test_resolving_unknown_days_either_way_keeps_the_answer(data, city):
    """Whatever the missing notices say, a due lies inside its pair, and what was decided stays decided."""
    place = jurisdiction(city)
    arrived = data.draw(st.dates(date(2026, 5, 10), date(2026, 6, 5)) | st.dates(date(2026, 12, 20), date(2027, 2, 20)))
    done = arrived + timedelta(days=data.draw(st.integers(0, 25)))
    ticket = Ticket.model_validate(
        {
            "id": "1",
            "kind": "help",
            "events": [
                {"type": "arrived", "at": f"{arrived}T10:00"},
                {"type": "replied", "at": f"{done}T12:00"},
            ],
        }
    )
    unknown = [d.date for d in place.calendar.days(arrived, arrived + timedelta(days=40)) if d.state is State.UNKNOWN]
    off = frozenset(d for d in unknown if data.draw(st.booleans()))
    settled = place.with_days(DayLayer(name="x", off=off, worked=frozenset(unknown) - off))
    then = datetime(2027, 6, 1)
    open_answer, closed = (deadlines.check(ticket, p, as_of=then).stages[0] for p in (place, settled))
    assert closed.due == closed.due_latest
    assert open_answer.due <= closed.due <= open_answer.due_latest
    if open_answer.state != "undetermined":
        assert open_answer.state == closed.state


def naive_handle(days: int, life: list[tuple], as_of: datetime) -> list[tuple]:
    """Ganzi handling, by hand: walk the days for each round and each grant, and look for the first act in it."""
    calendar = jurisdiction("ganzi").calendar

    def walk(day: date, n: int) -> date:
        while n:
            day += timedelta(days=1)
            n -= calendar.day(day).state is State.WORKING
        return day

    found = []
    rounds: list[list[tuple]] = [[]]
    for event in sorted(life, key=lambda e: e[0]):
        if event[0] > as_of:
            continue
        if event[1] == "redispatched":
            rounds.append([event])
        else:
            rounds[-1].append(event)
    for number, acts in enumerate(rounds):
        starts = [e for e in acts if e[1] in ("arrived", "redispatched")]
        arrived = [e for e in acts if e[1] == "arrived"]
        if not starts:
            continue
        due = walk((arrived or starts)[0][0].date(), days)
        for act in acts:
            if act[1] == "granted":
                due = walk(due, act[2])
        limit = datetime.combine(due + timedelta(days=1), datetime.min.time())
        done = [e[0] for e in acts if e[1] == "done"]
        if done:
            state = "in_time" if min(done) <= limit else "late"
        elif number + 1 < len(rounds):
            state = "superseded" if rounds[number + 1][0][0] <= limit else "overdue"
        else:
            state = "open" if as_of <= limit else "overdue"
        found.append((number + 1, state, limit))
    return found


@st.composite
def lives(draw: st.DrawFn) -> list[tuple]:
    at = datetime(2024, 1, 2) + timedelta(hours=draw(st.integers(0, 24 * 900)))
    life: list[tuple] = []
    for _ in range(draw(st.integers(1, 3))):
        life.append((at, "arrived"))
        for _ in range(draw(st.integers(0, 2))):
            at += timedelta(minutes=draw(st.integers(1, 8000)))
            life.append((at, "granted", draw(st.integers(1, 5))))
        if draw(st.booleans()):
            at += timedelta(minutes=draw(st.integers(1, 20000)))
            life.append((at, "done"))
        at += timedelta(minutes=draw(st.integers(1, 20000)))
        life.append((at, "redispatched"))
        at += timedelta(minutes=draw(st.integers(1, 3000)))
    if draw(st.booleans()):
        life.pop()
    return life


def _compare_with_naive(kind: str, days: int, life: list[tuple], wait: int) -> None:
    as_of = life[-1][0] + timedelta(minutes=wait)
    told = []
    for at, name, *more in life:
        if name == "granted":
            told.append({"type": "extension_decided", "at": at.isoformat(), "granted": True, "working_days": more[0]})
        elif name == "done":
            told += [{"type": t, "at": at.isoformat()} for t in ("handled", "replied")]
        else:
            told.append({"type": name, "at": at.isoformat()})
    answer = deadlines.check(
        Ticket.model_validate({"id": "1", "kind": kind, "events": told}), jurisdiction("ganzi"), as_of=as_of
    )
    real = [(v.round, v.state.value, v.due.replace(tzinfo=None)) for v in answer.stages if v.stage == "handle"]
    assert real == naive_handle(days, life, as_of)


@given(st.sampled_from([("consultation", 2), ("help", 5)]), lives(), st.integers(0, 30000))
@settings(max_examples=1500)
def test_whole_lives_equal_a_naive_second_opinion(kind, life, wait):
    """Rounds and grants included, the verdicts are those of a walk through the days."""
    _compare_with_naive(*kind, life, wait)


@pytest.mark.long
@given(st.sampled_from([("consultation", 2), ("help", 5)]), lives(), st.integers(0, 30000))
@settings(max_examples=20_000, deadline=None)
def test_twenty_thousand_lives_equal_a_naive_second_opinion(kind, life, wait):
    """As above, longer."""
    _compare_with_naive(*kind, life, wait)


@pytest.mark.parametrize("city", CITIES)
def test_shipped_conventions_are_the_plain_ones(city):
    assert jurisdiction(city).counting is PLAIN
