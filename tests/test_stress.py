"""The stress test against brute force: an answer is firm exactly if no admissible combination of readings changes it.

The second opinion shares nothing with `stress` but the question: it takes each combination by `with_readings`, asks
anew, and compares. Beside the readings met it tries every pair of all the city's readings, so that a reading an
answer turns on and does not name would show (of the steps of the process each reading alone; every pair for a few, and
for all in the long proofs).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache
from itertools import combinations, product
from math import prod
from pathlib import Path
from typing import NamedTuple

import pytest

from hotline_rules import (
    Ticket,
    acceptance,
    audit,
    closing,
    deadlines,
    extensions,
    institution,
    jurisdiction,
    returns,
    rights,
    routing,
    stress,
    supervision,
    urgency,
)
from hotline_rules.answering import Answer
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.jurisdictions.overlays import overlay
from hotline_rules.stress import ABSENT, Flip, Stress, Subject
from tests.tickets import ticket

NOW = datetime(2026, 12, 31, 10)
EXAMPLES = Path(__file__).parent.parent / "examples/tickets.jsonl"

# -- the second opinion ------------------------------------------------------------------------------------------------

Change = frozenset[tuple[str, str]]
Answers = Mapping[Subject, tuple[str, tuple[str, ...]]]


def others(city: Jurisdiction) -> dict[str, tuple[str, ...]]:
    """The readings that admit another option than the one taken, and those options."""
    found = {c.reading: tuple(o for o in c.admissible if o != city.chosen[c.reading]) for c in city.choices}
    return {reading: options for reading, options in found.items() if options}


def every_combination(city: Jurisdiction, names: Iterable[str]) -> list[Change]:
    ways = [[None, *((name, option) for option in others(city)[name])] for name in sorted(names)]
    return [frozenset(filter(None, way)) for way in product(*ways)]


def every_pair(city: Jurisdiction) -> list[Change]:
    single = [(name, option) for name, options in others(city).items() for option in options]
    return [frozenset(two) for two in combinations(single, 2) if two[0][0] != two[1][0]] + [
        frozenset([one]) for one in single
    ]


_TAKEN: dict[tuple[str, Change], Jurisdiction] = {}


def taking(city: Jurisdiction, change: Change) -> Jurisdiction:
    """The city with these options, made once; its calendar too, which no reading changes (proven below)."""
    key = (city.rules_hash, change)
    if key not in _TAKEN:
        made = _TAKEN[key] = city.with_readings(dict(change)) if change else city
        made.__dict__.update(calendar=city.calendar, clock=city.clock)
    return _TAKEN[key]


_TESTED: dict[tuple[int, str], tuple[Ticket, tuple[Stress, ...]]] = {}


def stressed_now(one: Ticket, city: Jurisdiction) -> tuple[Stress, ...]:
    """What the stress test says of a ticket, worked out once."""
    key = (id(one), city.rules_hash)
    if key not in _TESTED:
        _TESTED[key] = (one, stress.test(one, city, as_of=NOW))  # the ticket is kept, and its identity with it
    return _TESTED[key][1]


def stages(one: Ticket, city: Jurisdiction) -> Answers:
    found = deadlines.check(one, city, as_of=NOW).stages
    return {Subject(v.stage, v.round, v.unit, v.n): (v.state.value, v.readings) for v in found}


def intake(one: Ticket, city: Jurisdiction) -> Answers:
    asked = {Subject("acceptance"): acceptance.check(one, city)}
    if city.acceptance and city.acceptance.recheck and acceptance.was_sent_out(one):
        asked[Subject("recheck")] = acceptance.recheck(one, city)
    return {subject: (open_or_settled(answer), answer.readings) for subject, answer in asked.items()}


def process(one: Ticket, city: Jurisdiction) -> Answers:
    """The other steps, put together from what each room says: every request and callback, and all else if touched."""
    found: dict[Subject, Answer] = {}
    for name, number, answer in said_by_the_rooms(one, city):
        if number is not None:
            earlier = [subject for subject in found if subject[:2] == (name, number)]
            found[Subject(name, number, None, len(earlier) + 1)] = answer
        elif answer is not None and is_touched(one, answer):
            found[Subject(name)] = answer
    return {subject: (open_or_settled(answer), answer.readings) for subject, answer in found.items()}


def said_by_the_rooms(one: Ticket, city: Jurisdiction) -> Iterator[tuple[str, int | None, Answer | None]]:
    """What there is once of a ticket, and the answer on each request and callback with its round, in order."""
    yield "tier", None, urgency.check(one, city, as_of=NOW).tier
    way = routing.check(one, city, as_of=NOW)
    for name in ("way", "unit", "lead", "bars", "recusal", "escalation", "manner"):
        yield name, None, getattr(way, name)
    for asked in extensions.check(one, city, as_of=NOW).requests:
        yield "extension", asked.round, asked.answer
    returned = returns.check(one, city, as_of=NOW)
    yield "return_standing", None, returned.standing
    for asked in returned.requests:
        yield "return_request", asked.round, asked.answer
    closed = closing.check(one, city, as_of=NOW)
    for called in closed.callbacks:
        yield "callback", called.round, called.answer
    yield "ending", None, closed.ending
    yield "publication", None, closed.publication
    for name, answer in supervision.check(one, city, as_of=NOW).answers.items():
        yield name, None, answer
    for name, answer in rights.check(one, city, as_of=NOW).answers.items():
        yield name, None, answer


EACH = ("extension", "return_request", "callback")
"""The steps of which there may be several, each with its round."""


def is_touched(one: Ticket, answer: Answer) -> bool:
    """Whether a fact that the table asks was told, or one that only the log shows is true."""
    if answer.why is not None or answer.table is None:
        return False
    told = {name for name, known in one.facts.items() if known is not None}
    told |= {name for name, known in answer.given.items() if name not in one.facts and known is True}
    return not told.isdisjoint(fact.name for fact in answer.table.facts)


def open_or_settled(answer: acceptance.Answer) -> str:
    """The outcome, and of one still open what it may be: `ask:accept,refuse`."""
    several = ":" + ",".join(answer.possible) if len(answer.possible) > 1 else ""
    return answer.outcome + several


ACCUSING = {"late", "overdue"}


def alike(one: str, other: str) -> bool:
    """Late and overdue are one: both accuse."""
    return one == other or {one, other} <= ACCUSING


Ask = Callable[[Ticket, Jurisdiction], Answers]


Under = Callable[[Change], Answers]


def remembered(ask: Ask, one: Ticket, city: Jurisdiction) -> Under:
    """What is said of a ticket under a change of readings, asked once for each change."""
    return cache(lambda change: ask(one, taking(city, change)))


def met(under: Under, city: Jurisdiction) -> set[str]:
    """The readings with another option that change an answer by themselves, or that any combination rests on."""
    known = turning(under, city)
    while True:
        answers = [under(change) for change in every_combination(city, known)]
        more = {name for told in answers for _, readings in told.values() for name in readings} & others(city).keys()
        if more <= known:
            return known
        known |= more


def turning(under: Under, city: Jurisdiction) -> set[str]:
    """The readings of which another option, taken alone, gives another state, or another stage."""

    def states(change: Change) -> dict[Subject, str]:
        return {subject: state for subject, (state, _) in under(change).items()}

    usual = states(frozenset())
    single = [(name, option) for name, options in others(city).items() for option in options]
    return {name for name, option in single if states(frozenset([(name, option)])) != usual}


class Forced(NamedTuple):
    state: str
    states: set[str]
    flips: set[Flip]
    readings: tuple[str, ...]


def by_force(under: Under, city: Jurisdiction, changes: Iterable[Change]) -> dict[Subject, Forced]:
    told = {change: under(change) for change in (frozenset(), *changes)}
    base = told[frozenset()]
    found = {}
    for subject in {subject for answers in told.values() for subject in answers}:
        states = {change: answers[subject][0] if subject in answers else ABSENT for change, answers in told.items()}
        if subject not in base and not {"late", "overdue"} & set(states.values()):
            continue
        changing = {change for change, state in states.items() if not alike(state, states[frozenset()])}
        least = {change for change in changing if not any(other < change for other in changing)}
        flips = {Flip(tuple(sorted(change)), states[change]) for change in least}
        named = {name for answers in told.values() for name in answers.get(subject, ("", ()))[1]}
        readings = tuple(sorted(named & others(city).keys()))
        found[subject] = Forced(states[frozenset()], set(states.values()), flips, readings)
    return found


def readings_of_intake(city: Jurisdiction) -> set[str]:
    rules = city.acceptance
    return {name for table in (rules.tables if rules else ()) for name in table.readings} & others(city).keys()


def agrees_with_brute_force(one: Ticket, city: Jurisdiction, *, whole: bool = False) -> None:
    """`whole`: the steps of the process too under every pair of the city's readings, which takes long."""
    found = {tested.subject: tested for tested in stressed_now(one, city)}
    expected: dict[Subject, Forced] = {}
    pairs = every_pair(city)
    asks = (
        (stages, pairs),
        (intake, every_combination(city, readings_of_intake(city))),
        (process, pairs if whole else ()),
    )
    for ask, more in asks:
        under = remembered(ask, one, city)
        names = met(under, city)
        forced = by_force(under, city, [*every_combination(city, names), *more])
        tried = prod(1 + len(others(city)[name]) for name in names)
        assert {found[subject].tried for subject in forced} <= {tried}
        assert not expected.keys() & forced.keys()
        expected |= forced
    assert found.keys() == expected.keys()
    for subject, tested in found.items():
        assert tested.state == expected[subject].state
        assert tested.firm == all(alike(state, tested.state) for state in expected[subject].states)
        assert set(tested.flips) == expected[subject].flips
        assert len(set(tested.flips)) == len(tested.flips)
        assert tested.readings == expected[subject].readings
        assert tested.complete


def ask_of(subject: Subject) -> Ask:
    """Who says something of a subject: a stage has a round, and so has a request or a callback."""
    if subject.stage in ("acceptance", "recheck"):
        return intake
    return process if subject.round is None or subject.stage in EACH else stages


def flips_are_true_and_least(one: Ticket, city: Jurisdiction) -> None:
    for tested in stressed_now(one, city):
        ask = ask_of(tested.subject)

        def state(change: Iterable[tuple[str, str]], ask: Ask = ask, subject: Subject = tested.subject) -> str:
            return ask(one, taking(city, frozenset(change))).get(subject, (ABSENT,))[0]

        assert state(()) == tested.state
        for flip in tested.flips:
            assert state(flip.readings) == flip.to
            assert not alike(flip.to, tested.state)
            assert all(option in others(city)[name] for name, option in flip.readings)
            for size in range(len(flip.readings)):
                assert all(alike(state(part), tested.state) for part in combinations(flip.readings, size))


# -- tickets made by hand, and the flips worked out from the texts -----------------------------------------------------

MINE = {"unit": "甲局"}
MARCH_2 = ("arrived", "2026-03-02T10:00", MINE)  # a Monday: five working days end with Monday the 9th
SPECIAL = {"kind": "help", "urgency": "special"}


def done(at: str) -> list[tuple]:
    """Handled, replied and fed back at once."""
    return [("handled", at), ("replied", at), ("fed_back", at)]


def told(city: str, *yes: str, **more: str) -> dict:
    """Every fact that the city's tables of acceptance ask, answered: yes for these, no for the others."""
    rules = jurisdiction(city).acceptance
    assert rules
    facts = {fact.name: fact.name in yes for table in rules.tables for fact in table.facts}
    return {"facts": facts, **more}


_NAMED = ("contact_given", "work_unit_given", "home_address_given")
_ABOUT = ("in_this_city", "about_officials_conduct")
_DEALT_WITH = ("dealt_with", "conclusion_lawful", "conclusion_reasonable", "new_facts")
_TO_WHOM_IT_IS_ABOUT = {"goes_to_accused": True, "is_accusation": False}

HAND: dict[str, tuple[str, Ticket, dict[str, tuple[str, dict[str, str]]]]] = {
    # Weifang. Sent on the 2nd and received on the 3rd: due on the 10th, or the 9th if the sending counts (AMB-02).
    "wf_received_a_day_later": (
        "weifang",
        ticket(("transferred", "2026-03-02T16:00"), ("arrived", "2026-03-03T09:00"), *done("2026-03-10T10:00")),
        {"handle": ("in_time", {"AMB-02=transferred": "late"})},
    ),
    "wf_handled_in_time_and_answered_late": (
        "weifang",
        ticket(
            MARCH_2, ("handled", "2026-03-05T10:00"), ("replied", "2026-03-11T10:00"), ("fed_back", "2026-03-05T10:00")
        ),
        {"handle": ("in_time", {"AMB-15=reply": "late", "AMB-15=all_acts": "late"})},
    ),
    "wf_both_together": (
        "weifang",
        ticket(
            ("transferred", "2026-03-02T16:00"),
            ("arrived", "2026-03-03T09:00"),
            ("handled", "2026-03-05T10:00"),
            ("replied", "2026-03-10T10:00"),
            ("fed_back", "2026-03-05T10:00"),
        ),
        {
            "handle": (
                "in_time",
                {"AMB-02=transferred AMB-15=reply": "late", "AMB-02=transferred AMB-15=all_acts": "late"},
            )
        },
    ),
    "wf_limit_of_a_rule": (
        "weifang",
        ticket(
            MARCH_2,
            ("limit_set", "2026-03-02T11:00", {"rank": "rule", "working_days": 15, "cite": "某规章"}),
            *done("2026-03-16T10:00"),
        ),
        {"handle": ("late", {"AMB-16=liberal_basis": "in_time"})},
    ),
    # A rule lengthens nothing (AMB-16), so it is overdue, unanswered, and to be supervised (26(二)); the caller may ask
    # why (14). Whether to refer it (33) hangs on findings nobody has made; if it is not overdue, there is no question.
    "wf_limit_of_a_rule_and_never_handled": (
        "weifang",
        ticket(MARCH_2, ("limit_set", "2026-03-02T11:00", {"rank": "rule", "due": "2026-12-31", "cite": "某规章"})),
        {
            "handle": ("overdue", {"AMB-16=liberal_basis": "open"}),
            "supervise": ("supervise", {"AMB-16=liberal_basis": ABSENT}),
            "refer": ("ask:refer_for_accountability,none", {"AMB-16=liberal_basis": ABSENT}),
            "right_to_explanation": ("entitled", {"AMB-16=liberal_basis": ABSENT}),
        },
    ),
    "wf_overdue_whatever_is_read": ("weifang", ticket(MARCH_2), {}),
    "wf_in_time_whatever_is_read": ("weifang", ticket(MARCH_2, *done("2026-03-04T10:00")), {}),
    "wf_new_facts": (
        "weifang",
        ticket(kind="complaint", **told("weifang", *_DEALT_WITH, "in_this_city", "for_public_bodies")),
        {"acceptance": ("accept", {"AMB-34=same_matter": "refuse"})},
    ),
    "wf_new_facts_found_after_dispatch": (
        "weifang",
        ticket(
            MARCH_2,
            *done("2026-03-04T10:00"),
            kind="complaint",
            **told("weifang", *_DEALT_WITH, "in_this_city", "for_public_bodies"),
        ),
        {
            "acceptance": ("accept", {"AMB-34=same_matter": "refuse"}),
            "recheck": ("go_on", {"AMB-34=same_matter": "terminate"}),
        },
    ),
    # Jinan.
    "jn_received_a_day_later": (
        "jinan",
        ticket(
            ("transferred", "2026-03-02T16:00"),
            ("arrived", "2026-03-03T09:00"),
            ("handled", "2026-03-06T10:00"),
            ("replied", "2026-03-10T10:00"),
            ("fed_back", "2026-03-06T10:00"),
        ),
        {"reply": ("in_time", {"AMB-02=transferred": "late"})},
    ),
    "jn_answered_in_time_and_handled_late": (
        "jinan",
        ticket(
            MARCH_2, ("replied", "2026-03-05T10:00"), ("fed_back", "2026-03-05T10:00"), ("handled", "2026-03-20T10:00")
        ),
        {"handle": (ABSENT, {"AMB-15=all_acts": "late"})},
    ),
    "jn_answered_and_handled_in_time": ("jinan", ticket(MARCH_2, *done("2026-03-05T10:00")), {}),
    "jn_limit_of_the_party": (
        "jinan",
        ticket(
            MARCH_2,
            ("limit_set", "2026-03-02T11:00", {"rank": "party", "working_days": 10, "cite": "某文件"}),
            ("replied", "2026-03-05T10:00"),
            ("fed_back", "2026-03-05T10:00"),
            ("handled", "2026-03-30T10:00"),
        ),
        {
            "handle": (ABSENT, {"AMB-15=all_acts": "late"}),
            "promise": (ABSENT, {"AMB-16=liberal_basis": "late"}),
        },
    ),
    "jn_second_round_late": (
        "jinan",
        ticket(
            MARCH_2,
            *done("2026-03-05T10:00"),
            ("redispatched", "2026-03-10T10:00"),
            ("arrived", "2026-03-10T11:00", MINE),
            ("handled", "2026-03-16T10:00"),
            ("replied", "2026-03-20T10:00"),
            ("fed_back", "2026-03-16T10:00"),
        ),
        {
            "reply@2": ("late", {"AMB-25=none": "not_applicable"}),
            "feedback@2": ("in_time", {"AMB-25=none": "not_applicable"}),
        },
    ),
    # Called back and sent out again, and then nothing: whether the second round has a limit at all (AMB-25). If not,
    # nothing is overdue; if so, the caller may ask why (16) where a reply was asked for, which nobody said.
    "jn_sent_out_again_and_never_handled": (
        "jinan",
        ticket(
            MARCH_2,
            *done("2026-03-05T10:00"),
            ("called_back", "2026-03-09T10:00", {"rating": "不满意"}),
            ("redispatched", "2026-03-10T10:00"),
            ("arrived", "2026-03-10T11:00", MINE),
        ),
        {
            "reply@2": ("overdue", {"AMB-25=none": "not_applicable"}),
            "feedback@2": ("overdue", {"AMB-25=none": "not_applicable"}),
            "handle@2": (ABSENT, {"AMB-15=all_acts": "overdue"}),
            "supervise": ("supervise", {"AMB-25=none": ABSENT}),
            "right_to_explanation": ("ask:entitled,not_entitled", {"AMB-25=none": ABSENT}),
        },
    ),
    "jn_complaint_put_to_the_unit_it_is_about": (
        "jinan",
        ticket(kind="complaint", facts=_TO_WHOM_IT_IS_ABOUT | {"direct_interest": False}),
        {"bars": ("free", {"AMB-64=complaints_too": "barred"})},
    ),
    "jn_report_put_to_the_accused": (
        "jinan",
        ticket(kind="report", facts=_TO_WHOM_IT_IS_ABOUT | {"direct_interest": False}),
        {},  # barred by either reading
    ),
    "jn_told_a_sunday": (
        "jinan",
        ticket(
            ("arrived", "2026-08-03T10:00"),
            ("promised", "2026-08-05T10:00", {"due": "2026-08-30"}),
            ("fed_back", "2026-08-05T10:00"),
            ("handled", "2026-08-31T10:00"),
        ),
        {"promise": ("late", {"AMB-69=first_rolls": "in_time", "AMB-69=last_rolls": "in_time"})},
    ),
    "jn_told_another_date_later": (
        "jinan",
        ticket(
            ("arrived", "2026-08-03T10:00"),
            ("promised", "2026-08-05T10:00", {"due": "2026-08-28"}),
            ("fed_back", "2026-08-05T10:00"),
            ("promised", "2026-08-20T10:00", {"due": "2026-09-04"}),
            ("handled", "2026-09-03T10:00"),
        ),
        {"promise": ("late", {"AMB-69=last_no_roll": "in_time", "AMB-69=last_rolls": "in_time"})},
    ),
    # Ganzi.
    "gz_four_hours_from_the_whole_hour": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-03T09:18"),
            ("notified", "2026-03-03T09:20"),
            ("arrived", "2026-03-03T09:20"),
            ("signed", "2026-03-03T09:25"),
            ("first_response", "2026-03-03T13:40"),
            ("progress", "2026-03-04T08:00"),
            ("result", "2026-03-04T09:00"),
            *done("2026-03-04T09:00"),
            **SPECIAL,
        ),
        {
            "first_response": ("late", {"AMB-06=next_whole_hour": "in_time"}),
            "notify": ("in_time", {"AMB-07=special_urgent_only": ABSENT}),
            "handle": ("in_time", {"AMB-66=everything": "not_applicable"}),
        },
    ),
    "gz_notified_after_half_an_hour_and_never_signed": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-03T09:00"),
            ("notified", "2026-03-03T09:30"),
            ("arrived", "2026-03-03T09:02"),
            ("result", "2026-03-06T09:00"),
            *done("2026-03-06T09:00"),
            **SPECIAL,
        ),
        {
            "notify": ("late", {"AMB-07=special_urgent_only": ABSENT}),
            "handle": ("in_time", {"AMB-66=everything": "not_applicable"}),
            "sign": (ABSENT, {"AMB-66=nothing": "late"}),
        },
    ),
    "gz_transferred_after_the_weekend": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-06T17:00"),
            ("arrived", "2026-03-09T09:00"),
            ("signed", "2026-03-09T09:20"),
            *done("2026-03-10T09:00"),
            kind="help",
        ),
        {"transfer": ("undetermined", {"AMB-08=around_the_clock": "late"})},
    ),
    "gz_more_time_asked_on_the_sunday_before": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            ("extension_requested", "2026-03-08T10:00", {"working_days": 5}),
            ("extension_decided", "2026-03-09T10:00", {"granted": True}),
            *done("2026-03-12T09:00"),
            kind="help",
        ),
        {
            "extension_request": ("late", {"AMB-10=due_day_start": "in_time"}),
            # Whether it is complex nobody said; if it is, only the time stands against it.
            "extension": (
                "ask:not_in_order,deviation",
                {"AMB-10=due_day_start": "ask:not_in_order,in_order"},
            ),
        },
    ),
    "gz_more_time_of_law_asked_on_the_last_day": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            ("limit_set", "2026-03-02T12:00", {"rank": "law", "working_days": 20, "cite": "某法"}),
            ("extension_requested", "2026-03-09T10:00", {"basis": "statute"}),
            ("extension_decided", "2026-03-09T12:00", {"granted": True}),
            *done("2026-03-20T09:00"),
            kind="help",
        ),
        {
            "extension_request": ("late", {"AMB-12=on_application_until_due": "in_time"}),
            "extension": ("deviation", {"AMB-12=on_application_until_due": "in_order"}),
        },
    ),
    "gz_fed_back_late": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            ("handled", "2026-03-05T09:00"),
            ("replied", "2026-03-05T09:00"),
            ("fed_back", "2026-03-20T09:00"),
            kind="help",
        ),
        {"handle": ("in_time", {"AMB-15=all_acts": "late"})},
    ),
    "gz_returned_the_day_after_verifying": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            ("return_requested", "2026-03-05T10:00", {**MINE, "verified_at": "2026-03-04T10:00"}),
            ("return_decided", "2026-03-05T12:00", {"approved": True}),
            kind="help",
        ),
        {
            "return": ("late", {"AMB-19=verified": "in_time"}),
            # Neither a designation for the same kind nor any condition of 17 is told.
            "return_request": (
                "ask:barred,defective,late",
                {"AMB-19=verified": "ask:barred,defective,in_order"},
            ),
        },
    ),
    "gz_returned_with_all_that_17_asks_the_day_after_verifying": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            (
                "return_requested",
                "2026-03-05T10:00",
                {
                    **MINE,
                    "verified_at": "2026-03-04T10:00",
                    "signed_by_deputy": True,
                    "reason": "不属本局职责",
                    "suggested_unit": "乙局",
                    "policy_basis": "某规定",
                    "boilerplate": False,
                },
            ),
            ("return_decided", "2026-03-05T12:00", {"approved": True}),
            kind="help",
            facts={"outside_duties": True, "designated_before_for_same_kind": False},
        ),
        {
            "return": ("late", {"AMB-19=verified": "in_time"}),
            "return_request": ("late", {"AMB-19=verified": "in_order"}),
        },
    ),
    "gz_more_time_twice_and_eight_days_in_all": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            ("extension_requested", "2026-03-05T10:00", {"working_days": 5}),  # due on the 9th, then on the 16th
            ("extension_decided", "2026-03-05T12:00", {"granted": True}),
            ("extension_requested", "2026-03-12T10:00", {"working_days": 3}),  # and on the 19th
            ("extension_decided", "2026-03-12T12:00", {"granted": True}),
            *done("2026-03-19T09:00"),
            kind="help",
            facts={"complex_matter": True},
        ),
        {"extension#2": ("in_order", {"AMB-11=five_in_total": "deviation"})},
    ),
    "gz_more_time_of_law_for_a_consultation": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            ("limit_set", "2026-03-02T12:00", {"rank": "law", "working_days": 20, "cite": "某法"}),
            ("extension_requested", "2026-03-03T10:00", {"basis": "statute"}),  # in time: due on the 4th
            ("extension_decided", "2026-03-03T12:00", {"granted": True}),
            *done("2026-03-20T09:00"),
            kind="consultation",
        ),
        {"extension": ("deviation", {"AMB-12=on_application_until_due": "in_order"})},
    ),
    "gz_complaint_put_to_the_unit_it_is_about": (
        "ganzi",
        ticket(kind="complaint", facts=_TO_WHOM_IT_IS_ABOUT),
        {"bars": ("free", {"AMB-64=complaints_too": "flagged"})},
    ),
    "gz_relayed": (
        "ganzi",
        ticket(
            ("transferred", "2026-03-02T10:00", {"unit": "某县", "role": "relay"}),
            ("arrived", "2026-03-02T10:00", {"unit": "某县", "role": "relay"}),
            ("arrived", "2026-03-03T15:00", {"unit": "甲局", "role": "lead"}),
            ("signed", "2026-03-03T15:30", MINE),
            *done("2026-03-10T10:00"),
            kind="help",
        ),
        # The county's clock began a day before the unit's; by either reading one of them has one.
        {"handle": ("in_time", {"AMB-04=relay": ABSENT}), "handle 某县": (ABSENT, {"AMB-04=relay": "late"})},
    ),
    "gz_of_no_recorded_kind": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            *done("2026-03-06T09:00"),
        ),
        {"handle": ("undetermined", {"AMB-23=shortest": "late"})},
    ),
    "gz_second_round_late": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            *done("2026-03-06T09:00"),
            ("redispatched", "2026-03-10T09:00"),
            ("arrived", "2026-03-10T10:00", MINE),
            ("signed", "2026-03-10T10:10"),
            *done("2026-03-20T09:00"),
            kind="help",
        ),
        {"handle@2": ("late", {"AMB-25=none": "not_applicable"})},
    ),
    "gz_plan_told_before_the_result_was_due": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-03T09:18"),
            ("notified", "2026-03-03T09:20"),
            ("arrived", "2026-03-03T09:20"),
            ("signed", "2026-03-03T09:25"),
            ("first_response", "2026-03-03T10:40"),
            ("progress", "2026-03-04T08:00"),
            ("promised", "2026-03-04T09:00", {"due": "2026-03-20"}),
            ("result", "2026-03-12T09:00"),
            *done("2026-03-09T09:00"),
            **SPECIAL,
        ),
        {
            "result": ("superseded", {"AMB-30=adds": "late"}),
            "notify": ("in_time", {"AMB-07=special_urgent_only": ABSENT}),
            "handle": ("in_time", {"AMB-66=everything": "not_applicable"}),
        },
    ),
    "gz_special_transferred_after_twenty_minutes": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-03T09:00"),
            ("notified", "2026-03-03T09:02"),
            ("arrived", "2026-03-03T09:20"),
            ("signed", "2026-03-03T09:25"),
            ("first_response", "2026-03-03T10:40"),
            ("progress", "2026-03-04T08:00"),
            ("result", "2026-03-04T09:00"),
            *done("2026-03-04T09:00"),
            **SPECIAL,
        ),
        {
            "transfer": ("in_time", {"AMB-67=notice_and_transfer": "late"}),
            "notify": ("in_time", {"AMB-07=special_urgent_only": ABSENT}),
            "handle": ("in_time", {"AMB-66=everything": "not_applicable"}),
        },
    ),
    "gz_countersigned_and_transferred_after_two_days": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            ("arrived", "2026-03-04T10:00"),
            ("signed", "2026-03-04T10:20"),
            *done("2026-03-06T09:00"),
            kind="help",
            track="countersigned",
        ),
        {"transfer": ("late", {"AMB-70=no_number": "undetermined"})},
    ),
    "gz_being_handled_for_another_caller": (
        "ganzi",
        ticket(kind="complaint", **told("ganzi", "being_handled", "in_this_city", "public_affairs")),
        {"acceptance": ("accept", {"AMB-71=any_caller": "refuse"})},
    ),
    "gz_so_found_after_dispatch": (
        "ganzi",
        ticket(
            ("accepted", "2026-03-02T09:00"),
            MARCH_2,
            ("signed", "2026-03-02T10:20"),
            *done("2026-03-06T09:00"),
            kind="help",
            **told("ganzi", "being_handled", "in_this_city", "public_affairs", "investigated"),
        ),
        {
            "acceptance": ("accept", {"AMB-71=any_caller": "refuse"}),
            "recheck": ("go_on", {"AMB-71=any_caller": "terminate"}),
        },
    ),
    # Karamay.
    "kl_sent_on_a_saturday": (
        "karamay",
        ticket(("transferred", "2026-07-04T12:00"), ("replied", "2026-07-13T12:00"), kind="help"),
        {"handle": ("late", {"AMB-03=roll_to_workday": "in_time"})},
    ),
    "kl_answered_after_closing_on_the_last_day": (
        "karamay",
        ticket(("transferred", "2026-07-06T12:00"), ("replied", "2026-07-13T21:00"), kind="help"),
        {"handle": ("in_time", {"AMB-05=close_of_business": "late"})},
    ),
    "kl_received_after_closing_and_returned_the_next_day": (
        "karamay",
        ticket(("transferred", "2026-07-06T21:00", MINE), ("return_requested", "2026-07-07T11:00", MINE), kind="help"),
        {
            "return": ("in_time", {"AMB-18=closing_or_same_day": "late", "AMB-18=day_end_or_same_day": "late"}),
            # Whether it lies outside the unit's duties, and why it was sent back, nobody said.
            "return_request": (
                "ask:defective,in_order",
                {
                    "AMB-18=closing_or_same_day": "ask:defective,late",
                    "AMB-18=day_end_or_same_day": "ask:defective,late",
                },
            ),
        },
    ),
    "kl_returned_after_closing": (
        "karamay",
        ticket(("transferred", "2026-07-06T12:00", MINE), ("return_requested", "2026-07-06T21:00", MINE), kind="help"),
        {
            "return": ("in_time", {"AMB-18=closing_or_same_day": "late", "AMB-18=closing_or_next_working_day": "late"}),
            "return_request": (
                "ask:defective,in_order",
                {
                    "AMB-18=closing_or_same_day": "ask:defective,late",
                    "AMB-18=closing_or_next_working_day": "ask:defective,late",
                },
            ),
        },
    ),
    "kl_returned_after_closing_with_its_reason": (
        "karamay",
        ticket(
            ("transferred", "2026-07-06T12:00", MINE),
            ("return_requested", "2026-07-06T21:00", {**MINE, "reason": "不属本局职责"}),
            kind="help",
            facts={"outside_duties": True},
        ),
        {
            "return": ("in_time", {"AMB-18=closing_or_same_day": "late", "AMB-18=closing_or_next_working_day": "late"}),
            "return_request": (
                "in_order",
                {"AMB-18=closing_or_same_day": "late", "AMB-18=closing_or_next_working_day": "late"},
            ),
        },
    ),
    "kl_complaint_put_to_the_unit_it_is_about": (
        "karamay",
        ticket(kind="complaint", facts=_TO_WHOM_IT_IS_ABOUT),
        {"bars": ("free", {"AMB-64=complaints_too": "barred"})},
    ),
    "kl_of_no_recorded_kind": (
        "karamay",
        ticket(("transferred", "2026-07-06T12:00"), ("replied", "2026-07-10T12:00")),
        {"handle": ("undetermined", {"AMB-23=shortest": "late"})},
    ),
    "kl_countersigned": (
        "karamay",
        ticket(
            ("transferred", "2026-07-06T12:00"), ("replied", "2026-07-20T12:00"), kind="help", track="countersigned"
        ),
        {"handle": ("undetermined", {"AMB-24=by_category": "late"})},
    ),
    "kl_sent_again_to_the_same_unit": (
        "karamay",
        ticket(
            ("transferred", "2026-07-06T12:00", MINE),
            ("return_requested", "2026-07-06T18:00", MINE),
            ("transferred", "2026-07-08T12:00", MINE),
            ("replied", "2026-07-15T12:00", MINE),
            kind="help",
        ),
        {"handle": ("late", {"AMB-27=fresh_when_resent": "superseded"})},
    ),
    "kl_promised_anew_a_sunday": (
        "karamay",
        ticket(
            ("transferred", "2026-08-03T12:00"),
            ("promised", "2026-08-05T12:00", {"due": "2026-08-28"}),
            ("promised", "2026-08-20T12:00", {"due": "2026-09-06"}),
            ("replied", "2026-09-07T12:00"),
            kind="help",
        ),
        {"promise": ("late", {"AMB-69=last_rolls": "in_time"})},
    ),
    "kl_promised_a_sunday": (
        "karamay",
        ticket(
            ("transferred", "2026-08-03T12:00"),
            ("promised", "2026-08-05T12:00", {"due": "2026-08-30"}),
            ("replied", "2026-08-31T12:00"),
            kind="help",
        ),
        {"promise": ("late", {"AMB-69=first_rolls": "in_time", "AMB-69=last_rolls": "in_time"})},
    ),
    "kl_promised_anew": (
        "karamay",
        ticket(
            ("transferred", "2026-08-03T12:00"),
            ("promised", "2026-08-05T12:00", {"due": "2026-08-28"}),
            ("promised", "2026-08-20T12:00", {"due": "2026-09-04"}),
            ("replied", "2026-09-03T12:00"),
            kind="help",
        ),
        {"promise": ("late", {"AMB-69=last_no_roll": "in_time", "AMB-69=last_rolls": "in_time"})},
    ),
    "kl_nameless_and_traceable": (
        "karamay",
        ticket(kind="complaint", **told("karamay", *_NAMED, *_ABOUT, "caller_traceable")),
        {"acceptance": ("refuse", {"AMB-35=if_untraceable": "accept"})},
    ),
    "kl_nameless_and_untraceable": ("karamay", ticket(kind="complaint", **told("karamay", *_NAMED, *_ABOUT)), {}),
    "kl_untrue": (
        "karamay",
        ticket(kind="complaint", **told("karamay", *_NAMED, *_ABOUT, "real_name_given", "content_untrue")),
        {"acceptance": ("accept", {"AMB-35=untrue_too": "refuse"})},
    ),
    "kl_for_the_court_and_no_petition": (
        "karamay",
        ticket(kind="complaint", **told("karamay", *_NAMED, *_ABOUT, "real_name_given", "must_litigate")),
        {"acceptance": ("refuse", {"AMB-74=petition_procedure": "accept"})},
    ),
    "kl_for_the_court_nameless_and_traceable": (
        "karamay",
        ticket(kind="complaint", **told("karamay", *_NAMED, *_ABOUT, "caller_traceable", "must_litigate")),
        {"acceptance": ("refuse", {"AMB-35=if_untraceable AMB-74=petition_procedure": "accept"})},
    ),
    "kl_repeats_anothers": (
        "karamay",
        ticket(kind="complaint", **told("karamay", *_NAMED, *_ABOUT, "real_name_given", "repeats_earlier")),
        {"acceptance": ("accept", {"AMB-71=any_caller": "refuse"})},
    ),
}
# "late", "in_time" and the like are states of the whole; `handle@2` is the handling of the second round, and
# `extension#2` the second request of its round; `handle 某县` is another unit's than 甲局's.

OF_STEPS = (
    "wf_limit_of_a_rule_and_never_handled",
    "jn_sent_out_again_and_never_handled",
    "gz_more_time_twice_and_eight_days_in_all",
    "kl_returned_after_closing_with_its_reason",
)
"""Those tried whole."""

OF_EACH_CITY = (*OF_STEPS, "wf_both_together", "jn_told_a_sunday", "gz_four_hours_from_the_whole_hour", "kl_untrue")

NOT_OF_A_TICKET = {("ganzi", "AMB-42")}
"""When a new policy is sent in (24) is asked of an institution: no ticket has an answer that could turn on it."""


@cache
def examples(city: str) -> tuple[Ticket, ...]:
    found = (Ticket.model_validate_json(line) for line in EXAMPLES.read_text("utf-8").splitlines())
    return tuple(one for one in found if one.city == city)


@cache
def drawn(city: str) -> tuple[Ticket, ...]:
    """Some examples of a city: traps and ordinary lives, always the same."""
    chance = random.Random(f"{city} 2026-12-31")
    traps = [one for one in examples(city) if one.ref.get("trap")]
    ordinary = [one for one in examples(city) if not one.ref.get("trap")]
    return (*chance.sample(traps, 7), *chance.sample(ordinary, 3))


CASES = {
    **{name: (city, one) for name, (city, one, _) in HAND.items()},
    **{one.id: (city, one) for city in CITIES for one in drawn(city)},
}
every_case = pytest.mark.parametrize(
    ("city", "one"),
    [
        pytest.param(city, one, id=name, marks=[] if name in HAND or one in drawn(city)[::3] else pytest.mark.long)
        for name, (city, one) in CASES.items()
    ],
)


@every_case
def test_an_answer_is_firm_exactly_if_every_combination_agrees_and_its_flips_are_the_least(city, one):
    agrees_with_brute_force(one, jurisdiction(city))


@pytest.mark.parametrize("name", OF_STEPS)
def test_so_it_is_for_the_steps_of_the_process_under_every_pair_of_readings(name):
    city, one, _ = HAND[name]
    agrees_with_brute_force(one, jurisdiction(city), whole=True)


@every_case
def test_taking_the_readings_of_a_flip_gives_what_it_says_and_none_of_them_can_be_left_out(city, one):
    flips_are_true_and_least(one, jurisdiction(city))


def key(tested: Stress) -> str:
    """As it is written above."""
    stage, number, unit, n = tested.subject
    several = f"#{n}" if stage in EACH and n and n > 1 else ""
    another = f" {unit}" if unit and unit != MINE["unit"] else ""
    return stage + (f"@{number}" if (number or 1) > 1 else "") + several + another


def shown(tested: Stress) -> tuple[str, dict[str, str]]:
    """The state, and the flips as they are written above."""
    return tested.state, {" ".join(f"{name}={option}" for name, option in f.readings): f.to for f in tested.flips}


@pytest.mark.parametrize(("city", "one", "expected"), HAND.values(), ids=HAND.keys())
def test_the_flips_are_those_worked_out_by_hand(city, one, expected):
    found = {key(tested): shown(tested) for tested in stressed_now(one, jurisdiction(city)) if not tested.firm}
    assert found == expected


@pytest.mark.parametrize("city", CITIES)
def test_every_option_a_city_admits_changes_an_answer_here(city):
    """An option that is shown and changes nothing would be a promise not kept."""
    admitted = {(name, option) for name, options in others(jurisdiction(city)).items() for option in options}
    flipping = {
        tuple(change.split("="))
        for place, _, expected in HAND.values()
        for _, flips in expected.values()
        for changes in flips
        for change in changes.split()
        if place == city
    }
    assert flipping <= admitted
    assert {name for name, _ in admitted - flipping} == {name for place, name in NOT_OF_A_TICKET if place == city}


def test_the_reading_that_changes_no_ticket_changes_what_is_said_of_a_policy_sent_early():
    ganzi = jurisdiction("ganzi")
    strict = ganzi.with_readings({"AMB-42": "window"})
    published = date(2026, 6, 30)  # 3 to 10 working days before: 15 to 25 June, the 19th being a holiday

    def said(city: Jurisdiction, sent: date) -> dict:
        return institution.policy(city, published, sent).as_dict()

    assert said(ganzi, date(2026, 6, 22)) == said(strict, date(2026, 6, 22))
    assert said(ganzi, date(2026, 5, 11)) != said(strict, date(2026, 5, 11))


def test_an_answer_that_turns_names_a_reading_it_turns_on():
    found = set()
    for city, one in CASES.values():
        for tested in stressed_now(one, jurisdiction(city)):
            for flip in tested.flips:
                names = {name for name, _ in flip.readings}
                if not names & set(tested.readings):
                    found |= {(city, tested.subject.stage, name) for name in names}
    assert found == set()


@pytest.mark.parametrize("city", CITIES)
def test_no_reading_changes_a_day(city):
    place = jurisdiction(city)
    year = list(place.calendar.days(date(2026, 1, 1), date(2026, 12, 31)))
    for reading, options in others(place).items():
        for option in options:
            other = place.with_readings({reading: option})
            assert list(other.calendar.days(date(2026, 1, 1), date(2026, 12, 31))) == year
            assert (other.clock.zone, other.clock.office_hours) == (place.clock.zone, place.clock.office_hours)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
@pytest.mark.parametrize("city", CITIES)
def test_so_it_is_for_every_example(city, part):
    for one in examples(city)[part::4]:
        agrees_with_brute_force(one, jurisdiction(city), whole=True)


@pytest.mark.long
@every_case
def test_so_it_is_for_every_case_here_under_every_pair_of_readings(city, one):
    agrees_with_brute_force(one, jurisdiction(city), whole=True)


# -- what no answer here should turn on without naming it --------------------------------------------------------------

RETURNED_AND_NAMED_AGAIN = ticket(
    ("transferred", "2026-03-02T10:00", MINE),
    ("return_requested", "2026-03-02T16:00", MINE),
    ("designated", "2026-03-05T10:00", MINE),
    ("replied", "2026-03-12T18:00", MINE),
    kind="help",
)
TRANSFERRED_AFTER_THREE_HOURS = ticket(
    ("accepted", "2026-03-03T15:11"),
    ("arrived", "2026-03-03T18:24"),
    ("signed", "2026-03-03T19:20"),
    *done("2026-03-10T09:00"),
    kind="help",
)


@pytest.mark.parametrize(
    ("city", "one", "reading"),
    [
        pytest.param(
            jurisdiction("karamay"),
            RETURNED_AND_NAMED_AGAIN,
            "AMB-27",
        ),
        pytest.param(
            jurisdiction("ganzi"),
            HAND["gz_relayed"][1],
            "AMB-04",
        ),
    ],
    ids=["AMB-27", "AMB-04"],
)
def test_a_reading_that_changes_an_answer_is_named_and_tried(city, one, reading):
    under = remembered(stages, one, city)
    alone = by_force(under, city, [frozenset([(reading, option)]) for option in others(city)[reading]])
    assert any(forced.flips for forced in alone.values())
    agrees_with_brute_force(one, city)


def test_where_the_clock_hours_of_special_matters_start_says_nothing_of_an_ordinary_transfer():
    """AMB-06 is of the hours of 13(二); the three hours of 13(一) are counted from the instant whatever it says."""
    city = jurisdiction("ganzi").with_readings({"AMB-08": "around_the_clock"})
    under = remembered(stages, TRANSFERRED_AFTER_THREE_HOURS, city)
    alone = by_force(under, city, [frozenset([("AMB-06", "next_whole_hour")])])
    assert alone[Subject("transfer", 1, None, 1)].states == {"late"}
    assert not any(forced.flips or "AMB-06" in forced.readings for forced in alone.values())
    agrees_with_brute_force(TRANSFERRED_AFTER_THREE_HOURS, city)


def test_late_and_overdue_are_one_answer_and_an_open_acceptance_says_what_it_may_be():
    found = results(HAND["wf_overdue_whatever_is_read"][1], "weifang")
    assert (found["handle"].state, found["handle"].flips) == ("overdue", ())
    # Asked either way; what may come of it is another thing under the other reading.
    told_ = told("ganzi", "being_handled", "in_this_city", "public_affairs", kind="complaint")
    told_["facts"]["military"] = None
    acceptance_ = results(ticket(**told_), "ganzi")["acceptance"]
    assert shown(acceptance_) == ("ask:accept,refuse", {"AMB-71=any_caller": "refuse"})


@pytest.mark.parametrize(("city", "reading"), [("weifang", "AMB-20"), ("jinan", "AMB-21")])
def test_a_return_window_of_the_overlay_alone_is_not_firm(city, reading):
    laid_over = jurisdiction(city).with_overlay(overlay("shandong_2020"))
    one = ticket(MARCH_2, ("return_requested", "2026-03-06T10:00", MINE))
    found = {tested.subject.stage: tested for tested in stress.test(one, laid_over, as_of=NOW)}
    assert found["return"].state == "late"
    assert "none" not in others(laid_over).get(reading, ()) or not found["return"].firm


def test_with_the_overlay_the_limit_of_a_provincial_matter_turns_on_its_reading():
    laid_over = jurisdiction("weifang").with_overlay(overlay("shandong_2020"))
    one = ticket(MARCH_2, *done("2026-03-11T10:00"), origin="province")
    found = {tested.subject.stage: shown(tested) for tested in stress.test(one, laid_over, as_of=NOW)}
    assert found["handle"] == ("late", {"AMB-28=set_limit": "undetermined"})
    agrees_with_brute_force(one, laid_over)


# -- what is reported --------------------------------------------------------------------------------------------------


def results(one: Ticket, city: str | Jurisdiction) -> dict[str, Stress]:
    place = jurisdiction(city) if isinstance(city, str) else city
    return {key(tested): tested for tested in stress.test(one, place, as_of=NOW)}


def stage_of(subject: Subject) -> str:
    return subject.stage


OF_EVERY_STEP = ticket(
    ("accepted", "2026-03-02T09:00"),
    MARCH_2,
    ("signed", "2026-03-02T10:20"),
    ("extension_requested", "2026-03-03T09:00", {**MINE, "working_days": 3}),
    ("extension_decided", "2026-03-03T10:00", {**MINE, "granted": False}),
    ("extension_requested", "2026-03-03T11:00", {**MINE, "working_days": 2}),
    ("return_requested", "2026-03-03T12:00", MINE),
    ("return_decided", "2026-03-03T14:00", {**MINE, "approved": False}),
    *done("2026-03-05T10:00"),
    ("called_back", "2026-03-06T10:00", {"rating": "不满意"}),
    ("redispatched", "2026-03-09T10:00"),
    ("arrived", "2026-03-09T11:00", MINE),
    ("signed", "2026-03-09T11:10", MINE),
    ("extension_requested", "2026-03-10T09:00", MINE),
    ("return_requested", "2026-03-10T10:00", MINE),
    *done("2026-03-12T10:00"),
    ("called_back", "2026-03-13T10:00"),
    kind="help",
    facts=dict.fromkeys(
        (
            *("emergency_event", "several_units", "ganzi_unit", "goes_to_accused", "outside_duties"),
            *("same_caller", "perfunctory_reply", "bad_publicity", "serious_harm", "caller_harasses_staff"),
        ),
        True,
    ),
)
"""Something is known of every step that Ganzi has, and there are two rounds."""


class TestWhatIsReported:
    def test_a_stage_only_another_reading_knows_is_reported_where_it_would_be_late_there(self):
        found = results(HAND["jn_answered_in_time_and_handled_late"][1], "jinan")["handle"]
        assert (found.state, found.firm) == (ABSENT, False)
        assert found.flips == (Flip((("AMB-15", "all_acts"),), "late"),)

    def test_and_not_where_it_would_be_in_time(self):
        assert "handle" not in results(HAND["jn_answered_and_handled_in_time"][1], "jinan")

    def test_acceptance_is_always_reported_and_the_recheck_only_after_dispatch_where_there_is_one(self):
        sent = ticket(MARCH_2, *done("2026-03-04T10:00"), kind="help")
        for city in CITIES:
            kept_back = results(ticket(kind="help"), city)
            assert kept_back.keys() & {"acceptance", "recheck"} == {"acceptance"}
            recheck = {"recheck"} if city != "karamay" else set()
            assert results(sent, city).keys() & {"acceptance", "recheck"} == {"acceptance"} | recheck

    def test_a_city_that_states_nothing_on_acceptance_has_it_undetermined_and_firm(self):
        silent = jurisdiction("weifang").changed(acceptance=None)
        found = results(HAND["wf_new_facts"][1], silent)["acceptance"]
        assert (found.state, found.flips, found.tried) == ("undetermined", (), 1)

    def test_the_readings_named_are_those_with_another_option_that_any_combination_rests_on(self):
        found = results(HAND["jn_limit_of_the_party"][1], "jinan")
        assert found["reply"].readings == ("AMB-02", "AMB-15")
        assert found["promise"].readings == ("AMB-02", "AMB-16")
        assert results(HAND["kl_untrue"][1], "karamay")["acceptance"].readings == ("AMB-35",)

    def test_as_json_it_has_exactly_the_documented_keys(self):
        told = results(HAND["wf_both_together"][1], "weifang")["handle"].as_dict()
        assert json.loads(json.dumps(told)) == {
            "stage": "handle",
            "round": 1,
            "unit": None,
            "n": 1,
            "state": "in_time",
            "firm": False,
            "flips": [
                {"readings": {"AMB-02": "transferred", "AMB-15": "all_acts"}, "to": "late"},
                {"readings": {"AMB-02": "transferred", "AMB-15": "reply"}, "to": "late"},
            ],
            "readings": ["AMB-02", "AMB-15"],
            "tried": 6,
            "complete": True,
        }

    def test_it_is_the_same_in_the_same_order_whatever_the_seed_of_hashes(self):
        code = (
            "import json\nfrom tests.test_stress import HAND, NOW, OF_EACH_CITY, jurisdiction, stress\n"
            "for city, one, _ in map(HAND.get, OF_EACH_CITY):\n"
            "    print(json.dumps([s.as_dict() for s in stress.test(one, jurisdiction(city), as_of=NOW)]))\n"
        )
        told = set()
        for seed in ("1", "2"):
            run = subprocess.run(
                [sys.executable, "-c", code],
                capture_output=True,
                text=True,
                check=True,
                cwd=EXAMPLES.parent.parent,
                env={**os.environ, "PYTHONHASHSEED": seed},
            )
            told.add(run.stdout)
        assert len(told) == 1
        assert len(told.pop().splitlines()) == len(OF_EACH_CITY)

    def test_the_verdicts_stand_in_the_order_of_the_answer_then_those_only_another_reading_knows_then_acceptance(self):
        one = HAND["gz_notified_after_half_an_hour_and_never_signed"][1]
        base = list(stages(one, jurisdiction("ganzi")))
        found = [tested.subject for tested in stress.test(one, jurisdiction("ganzi"), as_of=NOW)]
        assert found[: len(base) + 3] == [*base, Subject("sign", 1, None, 1), Subject("acceptance"), Subject("recheck")]
        assert found[len(base) + 3 :] == [Subject("callback", 1, None, 1)]  # handled, and not called back yet (16)

    def test_the_other_steps_stand_after_acceptance_in_the_order_of_the_process(self):
        found = [tested.subject for tested in stress.test(OF_EVERY_STEP, jurisdiction("ganzi"), as_of=NOW)]
        after = found.index(Subject("recheck")) + 1
        assert {subject.stage for subject in found[:after]}.isdisjoint(EACH)
        assert found[after:] == [
            *map(Subject, ("tier", "way", "unit", "lead", "bars")),
            Subject("extension", 1, None, 1),
            Subject("extension", 1, None, 2),
            Subject("extension", 2, None, 1),
            Subject("return_standing"),
            Subject("return_request", 1, None, 1),
            Subject("return_request", 2, None, 1),
            Subject("callback", 1, None, 1),
            Subject("callback", 2, None, 1),
            *map(Subject, ("ending", "urge", "report", "refer", "caller_conduct")),
        ]

    def test_a_step_of_which_nothing_is_known_is_no_subject_but_a_request_and_a_callback_are(self):
        bare = ticket(("accepted", "2026-03-02T09:00"), MARCH_2, ("signed", "2026-03-02T10:20"), kind="help")
        overdue = {"urge"}  # not handled by the end of the year: 27(一)
        assert set(results(bare, "ganzi")) - {*map(stage_of, stages(bare, jurisdiction("ganzi")))} == {
            *("acceptance", "recheck"),
            *overdue,
        }
        asked = ticket(MARCH_2, ("extension_requested", "2026-03-03T10:00"), *done("2026-03-04T10:00"), kind="help")
        assert {"extension", "callback"} <= results(asked, "ganzi").keys()
        for told_, steps in (
            ({"answerable_from_knowledge_base": None}, set()),
            ({"answerable_from_knowledge_base": "unknown"}, {"way"}),
            ({"answerable_from_knowledge_base": False}, {"way"}),
            ({"several_units": True}, {"way", "lead"}),
        ):
            known = ticket(kind="help", facts=told_)
            assert results(known, "ganzi").keys() - {"acceptance"} == steps

    def test_a_step_that_only_another_reading_knows_is_not_reported(self):
        """Never signed for, and no signing is late unless 13(二) lifts nothing: only then is there anything to urge."""
        one = HAND["gz_notified_after_half_an_hour_and_never_signed"][1]
        city = jurisdiction("ganzi")
        assert Subject("urge") not in process(one, city)
        assert process(one, taking(city, frozenset([("AMB-66", "nothing")])))[Subject("urge")][0] == "urge"
        assert "urge" not in results(one, city)

    @every_case
    def test_flips_are_sorted(self, city, one):
        for tested in stressed_now(one, jurisdiction(city)):
            assert list(tested.flips) == sorted(tested.flips)


class TestOverriddenReadings:
    def test_what_the_caller_takes_is_the_base_and_the_default_is_a_flip(self):
        strict = jurisdiction("jinan").with_readings({"AMB-15": "all_acts"})
        found = results(HAND["jn_answered_in_time_and_handled_late"][1], strict)["handle"]
        assert shown(found) == ("late", {"AMB-15=reply_and_feedback": ABSENT})

    def test_so_it_is_for_an_option_without_support_which_is_never_tried_otherwise(self):
        one = ticket(MARCH_2, *done("2026-03-09T10:00"))
        assert results(one, "jinan")["reply"].firm
        counted = jurisdiction("jinan").with_readings({"AMB-01": "counted"})
        assert shown(results(one, counted)["reply"]) == ("late", {"AMB-01=not_counted": "in_time"})
        agrees_with_brute_force(one, counted)

    def test_so_it_is_at_intake(self):
        one = HAND["kl_for_the_court_and_no_petition"][1]
        other = jurisdiction("karamay").with_readings({"AMB-74": "petition_procedure"})
        assert shown(results(one, other)["acceptance"]) == ("accept", {"AMB-74=any_demand": "refuse"})

    @pytest.mark.parametrize("name", ["wf_both_together", "jn_limit_of_the_party", "kl_untrue", "gz_fed_back_late"])
    def test_each_flip_taken_as_the_base_flips_back(self, name):
        city, one, _ = HAND[name]
        for tested in stressed_now(one, jurisdiction(city)):
            for flip in tested.flips:
                other = jurisdiction(city).with_readings(dict(flip.readings))
                agrees_with_brute_force(one, other)
                back = next(s for s in stressed_now(one, other) if s.subject == tested.subject)
                assert back.state == flip.to
                assert tested.state in {f.to for f in back.flips}


class TestTooManyCombinations:
    """Six combinations are to be tried: two options of AMB-02, three of AMB-15."""

    ONE = HAND["wf_both_together"][1]

    def test_up_to_the_limit_all_are_tried(self, monkeypatch):
        monkeypatch.setattr(stress, "LIMIT", 6)
        found = results(self.ONE, "weifang")["handle"]
        assert (found.tried, found.complete, len(found.flips)) == (6, True, 2)

    def test_beyond_it_each_reading_alone_and_the_result_says_so(self, monkeypatch):
        monkeypatch.setattr(stress, "LIMIT", 5)
        found = results(self.ONE, "weifang")["handle"]
        assert (found.tried, found.complete) == (1 + 1 + 2, False)
        assert found.flips == ()  # only two readings together would flip it
        assert found.as_dict()["complete"] is False

    @pytest.mark.parametrize("name", [name for name, (_, _, flips) in HAND.items() if flips])
    def test_a_flip_of_one_reading_is_found_all_the_same(self, monkeypatch, name):
        city, one, expected = HAND[name]
        monkeypatch.setattr(stress, "LIMIT", 1)
        for place, (state, flips) in expected.items():
            alone = {change: to for change, to in flips.items() if " " not in change}
            assert shown(results(one, city)[place]) == (state, alone)
            assert not results(one, city)[place].complete

    def test_a_reading_no_answer_names_counts_where_it_turns_one_by_itself(self, monkeypatch):
        """AMB-02 and AMB-15 make four; AMB-16 alone brings a stage that is late, and eight are too many: each alone."""
        one = HAND["jn_limit_of_the_party"][1]
        monkeypatch.setattr(stress, "LIMIT", 4)
        found = results(one, "jinan")
        assert {(found[name].tried, found[name].complete) for name in ("reply", "handle", "promise")} == {
            (1 + 3, False)
        }
        assert shown(found["promise"]) == (ABSENT, {"AMB-16=liberal_basis": "late"})

    def test_what_is_too_many_for_the_stages_is_not_for_acceptance(self, monkeypatch):
        _, one, _ = HAND["wf_new_facts_found_after_dispatch"]
        monkeypatch.setattr(stress, "LIMIT", 2)
        found = results(one, "weifang")
        complete = {name: found[name].complete for name in ("handle", "acceptance", "recheck", "callback")}
        assert complete == {"handle": False, "acceptance": True, "recheck": True, "callback": True}


class TestInTheReview:
    @every_case
    def test_stress_is_carried_only_where_it_was_asked_for(self, city, one):
        place = jurisdiction(city)
        plain, asked = audit.review(one, place, as_of=NOW), audit.review(one, place, as_of=NOW, stressed=True)
        assert plain.stress is None
        assert asked.stress == stressed_now(one, place)
        told, more = plain.as_dict(), asked.as_dict()
        assert "stress" not in told
        assert more["stress"] == [tested.as_dict() for tested in asked.stress]
        assert all(not {"firm", "flips"} & finding.keys() for finding in told["findings"])
        late = [finding for finding in more["findings"] if finding["stage"] is not None]
        assert all(not {"firm", "flips"} & finding.keys() for finding in more["findings"] if finding not in late)
        for finding in late:
            tested = next(s for s in more["stress"] if all(s[k] == finding[k] for k in ("stage", "round", "unit", "n")))
            assert (finding.pop("firm"), finding.pop("flips")) == (tested["firm"], tested["flips"])
        del more["stress"]
        assert more == told

    @every_case
    def test_every_stage_acceptance_recheck_and_step_is_tested_and_has_the_state_it_has(self, city, one):
        found = audit.review(one, jurisdiction(city), as_of=NOW, stressed=True)
        for verdict in found.stages:
            assert found.stressed(verdict).state == verdict.state.value
        states = {tested.subject: tested.state for tested in found.stress}
        assert states[Subject("acceptance")] == open_or_settled(found.acceptance)
        assert states.get(Subject("recheck")) == (found.recheck and open_or_settled(found.recheck))
        steps = {
            Subject(step.name, step.round, None, step.n): open_or_settled(answer)
            for step, answer in found.steps.items()
            if step.name not in ("intake", "recheck")
        }
        assert {s: state for s, state in states.items() if ask_of(s) is process} == steps

    def test_without_a_test_no_verdict_has_one(self):
        found = audit.review(ticket(MARCH_2), jurisdiction("weifang"), as_of=NOW)
        assert [found.stressed(verdict) for verdict in found.stages] == [None]

    def test_a_finding_that_is_not_firm_names_the_reading_it_turns_on_and_says_if_it_is_contested(self):
        turning = 0
        for city, one in CASES.values():
            contested = jurisdiction(city).contested
            told = audit.review(one, jurisdiction(city), as_of=NOW, stressed=True).as_dict()["findings"]
            for finding in (finding for finding in told if finding["stage"] is not None):
                for flip in finding["flips"]:
                    named = flip["readings"].keys() & set(finding["readings"])
                    assert named, (one.id, finding["stage"], flip)
                    assert named & contested <= set(finding["contested"])
                    turning += 1
                assert finding["firm"] == (not finding["flips"])
        assert turning > 15

    def test_a_firm_finding_stands_under_every_reading_it_names(self):
        one = HAND["wf_overdue_whatever_is_read"][1]
        findings = audit.review(one, jurisdiction("weifang"), as_of=NOW, stressed=True).as_dict()["findings"]
        (finding,) = [one for one in findings if one["stage"] is not None]
        assert (finding["firm"], finding["flips"]) == (True, [])
        assert others(jurisdiction("weifang")).keys() & set(finding["readings"]) == {"AMB-02", "AMB-15"}


def test_what_happens_after_the_instant_asked_about_plays_no_part_in_acceptance_either():
    events = [{"type": "accepted", "at": "2026-03-02T09:00"}, {"type": "transferred", "at": "2026-03-05T09:00"}]
    one = Ticket.model_validate({"id": "1", "kind": "help", "events": events})
    city = jurisdiction("weifang")
    for day, subjects in ((4, ["acceptance"]), (6, ["acceptance", "recheck"])):
        review = audit.review(one, city, as_of=datetime(2026, 3, day), stressed=True)
        assert [s.subject.stage for s in review.stress if s.subject.round is None] == subjects
        assert (review.recheck is not None) == ("recheck" in subjects)


def test_nor_in_the_other_steps():
    one = ticket(
        MARCH_2, *done("2026-03-04T10:00"), ("called_back", "2026-03-06T10:00", {"rating": "满意"}), kind="help"
    )
    for day, subjects in ((3, []), (5, ["call_back"]), (7, ["close"])):
        tested = stress.test(one, jurisdiction("ganzi"), as_of=datetime(2026, 3, day))
        assert [s.state for s in tested if s.subject.stage == "callback"] == subjects
