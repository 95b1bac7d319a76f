"""The record itself: what a log says that cannot have been so. Each is a finding about the record, on nobody.

Verdicts are still given from such a log; what they rest on is said there. Two events whose order is not known for
certain (of one only the date is recorded) contradict nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from hotline_rules._log import Seen
from hotline_rules._process import Process
from hotline_rules._starts import UNIT_ACTS, sent_after_arriving
from hotline_rules.clock import When
from hotline_rules.findings import Finding, Severity
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

_ENDS = (
    "handled",
    "replied",
    "fed_back",
    "answered",
    "refused",
    "referred",
    "withdrawn",
    "termination_decided",
    "explained",
)
_ONCE = ("accepted", "closed", "archived")
_DECISIONS = (
    ("extension_decided", "extension_requested"),
    ("return_decided", "return_requested"),
    ("termination_decided", "termination_requested"),
)
_ORDER = (
    ("accepted", "transferred"),
    ("accepted", "refused"),
    ("accepted", "answered"),
    ("closed", "archived"),
)
"""Pairs of which the first, where both happened, cannot come after the second."""


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> tuple[Finding, ...]:
    """Find what cannot be so in a ticket's log as it stood at `as_of` (a date: the end of that day)."""
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> tuple[Finding, ...]:
    """The same for a process."""
    return tuple(
        process.found(code, Severity.RECORD, unit=at.event.unit, round=number, at=at.first, about=types)
        for number, events in enumerate(process.matter.log.rounds, start=1)
        for code, at, types in _contradictions(process, events, number)
    )


_Contradiction = tuple[str, Seen, tuple[str, ...]]


def _contradictions(process: Process, events: list[Seen], number: int) -> Iterator[_Contradiction]:
    """Everything in one round that cannot be so."""
    yield from _twice(events)
    if number == 1:
        yield from _out_of_order(events)
        yield from _before_receipt(events)
    yield from _sent_after_arriving(process, number)
    yield from _by_strangers(process, events)
    yield from _undecidable(process, events)
    yield from _after_the_end(events)
    yield from _untold(process, events)
    yield from _nothing_done(process, events, number)


def _precedes(one: Seen, other: Seen) -> bool:
    """Whether one event certainly came before another."""
    return one.last < other.first


def _of(events: Iterable[Seen], *types: str) -> list[Seen]:
    return [one for one in events if one.event.type in types]


def _twice(events: list[Seen]) -> Iterator[_Contradiction]:
    """What can happen only once in a round, and one row written twice."""
    for name in _ONCE:
        for other in _of(events, name)[1:]:
            yield "happened_twice", other, (name,)
    for one, other in pairwise(events):
        if one.event == other.event and one.event.type not in _ONCE and one.first == one.last:
            yield "written_twice", other, (other.event.type,)


def _out_of_order(events: list[Seen]) -> Iterator[_Contradiction]:
    for first, second in _ORDER:
        ones, others = _of(events, first), _of(events, second)
        if ones and others and _precedes(others[0], ones[0]):
            yield "out_of_order", others[0], (second, first)


def _sent_after_arriving(process: Process, number: int) -> Iterator[_Contradiction]:
    """A ticket that reached a unit before it was sent there."""
    for leg in process.legs:
        for unit in dict.fromkeys(one.event.unit for one in leg.receipts if leg.round == number):
            own = [one for one in leg.receipts if one.event.unit in (None, unit) or unit is None]
            if sent_after_arriving(own):
                yield "out_of_order", own[0], ("arrived", "transferred")
                break


def _before_receipt(events: list[Seen]) -> Iterator[_Contradiction]:
    """A unit's act before anybody had sent it the ticket."""
    receipts = _of(events, "transferred", "arrived")
    if not receipts:
        return
    for one in _of(events, *UNIT_ACTS):
        own = [r for r in receipts if one.event.unit is None or r.event.unit in (None, one.event.unit)]
        if own and all(_precedes(one, receipt) for receipt in own):
            yield "act_before_receipt", one, (one.event.type, own[0].event.type)


def _by_strangers(process: Process, events: list[Seen]) -> Iterator[_Contradiction]:
    """The first act of each unit that never had the ticket, where every receipt says whose it was."""
    receipts = process.of_type("transferred", "arrived")
    named = process.of_type("designated", "redispatched")
    had = {one.event.unit for one in (*receipts, *named)} | {process.ticket.unit}
    if not receipts or any(one.event.unit is None for one in receipts):
        return
    for one in _of(events, *UNIT_ACTS):
        if one.event.unit is not None and one.event.unit not in had:
            had.add(one.event.unit)
            yield "act_without_receipt", one, (one.event.type,)


def _undecidable(process: Process, events: list[Seen]) -> Iterator[_Contradiction]:
    """A decision on a request that was not made (or not yet), in this round or before it."""
    for decision, request in _DECISIONS:
        if not process.carries(request):
            continue
        asked = process.of_type(request)
        for place, one in enumerate(process.of_type(decision)):
            known = [r for r in asked if not _precedes(one, r)]
            if len(known) <= place and one in events:
                yield "decided_without_request", one, (decision, request)


def _after_the_end(events: list[Seen]) -> Iterator[_Contradiction]:
    """What a unit did after the caller withdrew, or anybody but the archive after the ticket was filed."""
    withdrawn = next((one for one in _of(events, "withdrawn") if not one.event.forced), None)
    filed = next(iter(_of(events, "archived")), None)
    for one in _of(events, *UNIT_ACTS):
        if withdrawn and _precedes(withdrawn, one):
            yield "act_after_withdrawal", one, (one.event.type, "withdrawn")
        elif filed and _precedes(filed, one):
            yield "act_after_archive", one, (one.event.type, "archived")


def _untold(process: Process, events: list[Seen]) -> Iterator[_Contradiction]:
    """A date told to the caller, or a limit set, that had already passed."""
    for one in _of(events, "promised", "explained", "limit_set", "fed_back"):
        due = one.event.due
        if due is not None and process.city.clock.interval(due)[1] < one.first:
            yield "date_already_past", one, (one.event.type,)


def _nothing_done(process: Process, events: list[Seen], number: int) -> Iterator[_Contradiction]:
    """Closed, called back or sent out again although nothing was done, refused or withdrawn."""
    if not all(map(process.carries, ("handled", "replied", "fed_back"))):
        return
    done = _of(events, *_ENDS)
    for one in _of(events, "closed", "called_back"):
        if not any(not _precedes(one, act) for act in done):
            yield "nothing_done_before", one, (one.event.type,)
            return
    again = process.matter.log.redispatches
    if len(again) >= number and not done and events:
        yield "nothing_done_before", again[number - 1], ("redispatched",)
