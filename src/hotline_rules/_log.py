"""Reading a ticket's log: what had happened by an instant, in which round, and whose turn it was.

A *round* begins with the ticket or with a redispatch. Within a round, a *leg* is one unit's turn: it opens when
the unit receives the ticket and ends when the ticket is taken from it (return, designation of another,
termination, withdrawal, redispatch).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

from hotline_rules.clock import Clock, When
from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import EVENT_TYPES, Ticket

_RANK = {name: rank for rank, name in enumerate(EVENT_TYPES)}
_ENDINGS = frozenset(
    ("return_requested", "return_decided", "termination_requested", "termination_decided", "withdrawn")
)
_RECEIPTS = frozenset(("transferred", "arrived"))
_TAKEN_AWAY = frozenset(("redispatched", "return_requested", "return_decided", "designated"))
_TURNS = _ENDINGS | {"transferred", "arrived", "designated"}
_TURNING_POINTS = frozenset(("redispatched", "kind_changed", "urgent_recognised"))
_SEVERITY = {"ordinary": 0, "special": 1, "special_urgent": 2}


class Seen(NamedTuple):
    """An event that had happened, and between which instants; equal unless only its date is known."""

    first: datetime
    last: datetime
    event: Any


class End(NamedTuple):
    """How a leg ended: when, why, by which request that asked for it, and what else was asked and undecided."""

    at: Seen
    why: str
    asked: Seen | None
    pending: dict[str, Seen]


@dataclass(slots=True)
class Leg:
    """One unit's turn at a ticket."""

    round: int
    unit: str | None = None
    receipts: list[Seen] = field(default_factory=list)
    others: list[Seen] = field(default_factory=list)
    acts: list[Seen] = field(default_factory=list)
    named: Seen | None = None
    earlier: Leg | None = None
    redispatch: Seen | None = None
    end: End | None = None
    asked: dict[str, Seen] = field(default_factory=dict)
    """The first request of each kind that was not decided, by the name of its decision's effect."""
    pending: dict[str, Seen] = field(default_factory=dict)
    """The same, where the regulation provides for asking: by the code that says it is pending."""
    lead: str | None = None
    """The unit determined before anybody received the ticket: others that receive it help."""
    afresh: bool = False
    """Whether it is a new turn of the unit that had the one before (AMB-27)."""
    reopened: Seen | None = None
    """The receipt with which the same unit was sent the ticket again."""
    closed: Seen | None = None
    """The first closing or filing by the hotline while the turn ran."""

    def first(self, *types: str) -> Seen | None:
        """The first act of one of these types."""
        for seen in self.acts:
            if seen.event.type in types:
                return seen
        return None


class Classified(NamedTuple):
    """Kind and urgency as last recorded; the kinds before each change of it, and when it became urgent after intake."""

    kind: str | None
    urgency: str
    kind_changes: tuple[tuple[str | None, Seen], ...]
    urgent_since: Seen | None


class Log(NamedTuple):
    """A ticket's log as it stood at an instant."""

    now: datetime
    seen: list[Seen]
    rounds: list[list[Seen]]
    redispatches: list[Seen]
    classified: Classified
    vague: bool
    """Whether the day of some event is all that is known of it."""
    types: frozenset[str]
    """Every type of event in the ticket's whole log."""
    named_first: bool
    """Whether somebody had to name units: a designation, or a co-handler."""
    turns: dict[Customs, list[Leg]]
    """The legs of the whole log by a city's customs, if the whole of it had happened; for `legs` alone."""


class Customs(NamedTuple):
    """What a city's rules and readings say of turns: what starts one, what ends one, and what a re-sending does."""

    relay_starts: bool
    return_provided: bool
    return_needs_approval: bool
    termination_needs_approval: bool
    signature_terminates: bool
    resent_is_fresh: bool


class _Told(NamedTuple):
    """A ticket's events as instants, in order; whether some are only dates; their types; the turns found."""

    seen: list[Seen]
    vague: bool
    types: frozenset[str]
    named_first: bool
    turns: dict[Customs, list[Leg]]


def read(ticket: Ticket, clock: Clock, as_of: When) -> Log:
    """Return what had happened by `as_of`; a date is the end of that day. Order of events does not matter."""
    if not isinstance(as_of, date):
        raise InvalidValueError("as_of", as_of, "a datetime, or a date: the end of that day")
    now = clock.local(as_of) if isinstance(as_of, datetime) else clock.end_of_day(as_of)
    told = _told(ticket, clock)
    seen, turns = told.seen, told.turns
    if seen and (told.vague or seen[-1].first > now):
        seen = [Seen(one.first, min(one.last, now), one.event) for one in seen if one.first <= now]
        told, turns = told._replace(named_first=_named_first(seen)), {}
    if not _TURNING_POINTS & told.types:
        whole = Classified(ticket.kind, ticket.urgency, (), None)
        return Log(now, seen, [seen], [], whole, told.vague, told.types, told.named_first, turns)
    rounds, redispatches = _split(seen)
    return Log(
        now, seen, rounds, redispatches, _classify(ticket, seen), told.vague, told.types, told.named_first, turns
    )


def _told(ticket: Ticket, clock: Clock) -> _Told:
    """Read the events once for a zone: a frozen ticket tells the same whenever it is asked."""
    zone = clock.zone.key
    known: dict[str, _Told] = ticket.read_in
    if zone not in known:
        seen = [Seen(*clock.interval(event.at), event) for event in ticket.events]
        vague = {one.first.date() for one in seen if one.first != one.last}
        seen.sort(key=lambda one: _order(one, vague))
        seen = _receipts_last(seen, vague)
        types = frozenset(one.event.type for one in seen)
        known[zone] = _Told(seen, bool(vague), types, _named_first(seen), {})
    return known[zone]


def _named_first(seen: Iterable[Seen]) -> bool:
    """Whether somebody had to name units: a designation, or a co-handler."""
    return any(one.event.type == "designated" or getattr(one.event, "role", None) == "co" for one in seen)


def _order(seen: Seen, vague: set[date]) -> tuple[datetime, int, datetime]:
    """By instant, then by the life cycle; on a day with undated hours, by the life cycle alone."""
    first, rank = seen.first, _RANK[seen.event.type]
    if first.date() in vague:
        return first.replace(hour=0, minute=0, second=0, microsecond=0), rank, first
    return first, rank, first


def _receipts_last(seen: list[Seen], vague: set[date]) -> list[Seen]:
    """A receipt at the same instant as what took the ticket from another unit comes after it.

    Only where the ticket had been received before: the first receipt of all comes first.
    """
    ordered: list[Seen] = []
    received = False
    for _, together in groupby(seen, key=lambda one: _order(one, vague)[0]):
        group = list(together)
        receipts = [one for one in group if one.event.type in _RECEIPTS]
        if received and receipts and any(one.event.type in _TAKEN_AWAY for one in group):
            last = max(i for i, one in enumerate(group) if one.event.type in _TAKEN_AWAY)
            before = [one for one in group[: last + 1] if one not in receipts]
            group = [*before, *receipts, *(one for one in group[last + 1 :] if one not in receipts)]
        received = received or bool(receipts)
        ordered += group
    return ordered


def _split(seen: list[Seen]) -> tuple[list[list[Seen]], list[Seen]]:
    """Cut the log at each redispatch."""
    rounds: list[list[Seen]] = [[]]
    redispatches: list[Seen] = []
    for one in seen:
        if one.event.type == "redispatched":
            redispatches.append(one)
            rounds.append([])
        else:
            rounds[-1].append(one)
    return rounds, redispatches


def _classify(ticket: Ticket, seen: list[Seen]) -> Classified:
    kind, urgency = ticket.kind, ticket.urgency
    changes: list[tuple[str | None, Seen]] = []
    urgent_since = None
    for one in seen:
        event = one[2]
        if event.type == "kind_changed":
            if event.kind and event.kind != kind:
                changes.append((kind, one))
                kind = event.kind
            if event.urgency and event.urgency != urgency:
                urgency, urgent_since = event.urgency, one
        elif event.type == "urgent_recognised" and _SEVERITY[event.tier] >= _SEVERITY[urgency]:
            # A ticket told as urgent that was recognised only later became urgent then.
            if event.tier != urgency or urgent_since is None:
                urgent_since = one
            urgency = event.tier
    return Classified(kind, urgency, tuple(changes), urgent_since)


def legs(log: Log, ticket: Ticket, customs: Customs) -> list[Leg]:
    """Return the turns of the units, in order, over all rounds. Nobody changes them once they are found."""
    found = log.turns.get(customs)
    if found is not None:
        return found
    found = []
    for number, events in enumerate(log.rounds, start=1):
        turns = _Turns(number, ticket, customs, log.redispatches[number - 2] if number > 1 else None)
        for one in events:
            if one[2].type in _TURNS:
                turns.take(one)
            elif turns.current is not None:
                turns.current.acts.append(one)
                turns.signed_off(one)
                turns.shut(one)
        if number <= len(log.redispatches):
            turns.close("redispatched", log.redispatches[number - 1])
        found += turns.legs
    log.turns[customs] = found
    return found


class _Turns:
    """Follows one round and cuts it into legs."""

    def __init__(self, number: int, ticket: Ticket, customs: Customs, redispatch: Seen | None) -> None:
        self.customs = customs
        self.ticket = ticket
        self.number = number
        self.current: Leg | None = Leg(number, redispatch=redispatch)
        if redispatch is not None:
            self.current.unit = redispatch.event.unit
        self.legs = [self.current]
        self.relays: set[str | None] = set()

    def take(self, one: Seen) -> None:
        """Take the next event: a receipt or a naming before it joins the running turn, an ending after."""
        event = one[2]
        kind = event.type
        if kind == "transferred" or kind == "arrived":
            self.receive(one)
        elif kind == "designated":
            self.designate(one)
        leg = self.current
        if leg is None:
            return
        leg.acts.append(one)
        if kind in _ENDINGS:
            self.end(one, kind)

    def end(self, one: Seen, kind: str) -> None:
        """What ends a turn, or asks to."""
        event, customs = one[2], self.customs
        if kind == "return_requested" and customs.return_provided and not customs.return_needs_approval:
            self.close("returned", one, asked=one)
        elif kind == "return_requested":
            self.ask(one, "returned", "return_pending" if customs.return_provided else None)
        elif kind == "return_decided":
            self.decide(one, "returned", "return_pending", approved=event.approved)
        elif kind == "termination_requested":
            self.ask(one, "terminated", "termination_pending" if customs.termination_needs_approval else None)
        elif kind == "termination_decided":
            self.decide(one, "terminated", "termination_pending", approved=event.approved)
        elif kind == "withdrawn":
            self.close("withdrawn", one)

    def signed_off(self, one: Seen) -> None:
        """An explanation after a written opinion that the principal signed ends the turn, where a city says so."""
        if one[2].type != "explained" or not self.customs.signature_terminates or self.current is None:
            return
        asked = self.current.asked.get("terminated")
        if asked is not None and asked.event.signed_by_principal and asked.event.written is not False:
            self.close("terminated", one, asked=asked)

    def shut(self, one: Seen) -> None:
        """A closing or filing ends no turn, but leaves open what was done in it."""
        leg = self.current
        if leg is not None and leg.closed is None and one[2].type in ("closed", "archived"):
            leg.closed = one

    def receive(self, one: Seen) -> None:
        """A receipt by a unit: it belongs to the running leg, reopens the last one, or opens a new one."""
        event = one[2]
        role = event.role
        if role == "relay" and event.unit is not None:
            self.relays.add(event.unit)
        elif role is None and event.unit in self.relays:
            role = "relay"
        if role in ("co", "subordinate") or (role == "relay" and not self.customs.relay_starts):
            if self.current is not None:
                self.current.others.append(one)
            return
        leg = self.current or self.reopen(event.unit)
        if (
            leg.lead is not None
            and event.unit not in (None, leg.lead)
            and any(s.event.unit == leg.lead for s in leg.receipts)
        ):
            leg.others.append(one)
            return
        if leg.receipts and leg.end is None and self.current is None:
            leg.reopened = one
        self.current = leg
        if leg.lead is not None and event.unit == leg.lead:
            leg.others += [s for s in leg.receipts if s.event.unit not in (None, leg.lead)]
            leg.receipts = [s for s in leg.receipts if s.event.unit in (None, leg.lead)]
        leg.receipts.append(one)
        leg.unit = leg.unit or event.unit

    def reopen(self, unit: str | None) -> Leg:
        """The turn that a new sending opens: the old one again for the same unit, another for another."""
        last = self.legs[-1]
        before = last.unit or (self.ticket.unit if last is self.legs[0] else None)
        same = None if unit is None or before is None else unit == before
        if last.end is not None and last.end.why in ("withdrawn", "terminated"):
            same = False
        if same and not self.customs.resent_is_fresh:
            last.end = None
            return last
        self.legs.append(Leg(self.number, unit=unit, earlier=last if same is None else None, afresh=bool(same)))
        return self.legs[-1]

    def designate(self, one: Seen) -> None:
        """Another unit named ends the running turn; one of several named leads it; the same changes nothing."""
        unit = one[2].unit
        leg = self.current
        if leg is None:
            leg = self.current = self.reopen(unit)
            if leg.receipts:
                leg.reopened = one
        if not leg.receipts:
            leg.unit = leg.lead = unit or leg.unit
            return
        units = {s.event.unit for s in (*leg.receipts, *leg.others)} - {None}
        if unit in units and len(units) > 1:
            leg.named, leg.unit = one, unit
        elif unit == (leg.unit or self.ticket.unit):
            leg.asked, leg.pending = {}, {}
        elif unit is not None:
            self.close("designated", one)
            self.current = Leg(self.number, unit=unit)
            self.legs.append(self.current)

    def ask(self, one: Seen, effect: str, pending: str | None) -> None:
        """A request: the first of its kind is kept until it is decided."""
        leg = self.current
        if leg is not None:
            leg.asked.setdefault(effect, one)
            if pending:
                leg.pending.setdefault(pending, one)

    def decide(self, one: Seen, effect: str, pending: str, *, approved: bool) -> None:
        """A decision: it ends the turn, or it leaves everything but that request as it was."""
        leg = self.current
        if leg is None:
            return
        asked = leg.asked.pop(effect, None)
        leg.pending.pop(pending, None)
        if approved:
            self.close(effect, one, asked=asked)

    def close(self, why: str, one: Seen, asked: Seen | None = None) -> None:
        """End the running turn; what was asked and never decided is kept with the end."""
        leg = self.current
        if leg is not None:
            if why == "designated":
                asked = leg.asked.get("returned")
            leg.end = End(one, why, asked, leg.pending)
            leg.asked, leg.pending = {}, {}
            self.current = None


def first_of(seen: Iterable[Seen], *types: str) -> Seen | None:
    """The first event of one of these types, in the order of the log."""
    for one in seen:
        if one[2].type in types:
            return one
    return None
