"""The timeline: every stretch of a ticket's life with who held it, from the first event to the last.

The stretches follow each other without a gap; together they are the ticket's life. They say who had the ticket, not
who is to answer for what: that is told by the stages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules._log import Leg, Seen
from hotline_rules._process import Process
from hotline_rules._starts import UNIT_ACTS
from hotline_rules._verdict import duration
from hotline_rules._windows import promise_stage
from hotline_rules.clock import When
from hotline_rules.errors import OutsideCalendarError
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


class Holder(StrEnum):
    """Who has the ticket: the hotline, nobody (on its way), the county hotline or another relay, a unit, the files."""

    HOTLINE = "hotline"
    TRANSIT = "transit"
    COUNTY = "county"
    UNIT = "unit"
    CLOSED = "closed"


class Held(NamedTuple):
    """A stretch of a ticket's life: from `start` to `end` (in the city's zone), who held it, and which event began it.

    `done` is the code where no single event did: the unit had done all it owed.
    """

    start: datetime
    end: datetime
    holder: Holder
    unit: str | None
    round: int
    began: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "lasted": duration(self.end - self.start),
            "holder": self.holder.value,
            "unit": self.unit,
            "round": self.round,
            "began": self.began,
        }


class _Change(NamedTuple):
    at: datetime
    place: int
    """Where the event that made it stands in the log."""
    holder: Holder
    unit: str | None
    round: int
    began: str


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> tuple[Held, ...]:
    """Tell who held a ticket, stretch by stretch, until `as_of` (a date: the end of that day) or until it was filed."""
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> tuple[Held, ...]:
    """The same for a process whose deadlines are known."""
    placed = _placed(process)
    changes = sorted((*_by_discharge(process, placed), *_by_events(process, placed)), key=lambda change: change[:2])
    if not changes:
        return ()
    last = _end(process, changes)
    found: list[Held] = []
    for change, following in zip(changes, [*changes[1:], None], strict=True):
        end = min(following.at, last) if following else last
        before = found[-1] if found else None
        if before and before.holder is Holder.CLOSED and change.began == "done":
            change = change._replace(holder=Holder.CLOSED, unit=None, round=before.round)
        if before and (before.holder, before.unit, before.round) == (change.holder, change.unit, change.round):
            found[-1] = before._replace(end=max(end, before.end))
        elif end > change.at or not found:
            found.append(Held(change.at, max(end, change.at), *change[2:]))
    return tuple(one for one in found if one.end > one.start or len(found) == 1)


def _end(process: Process, changes: list[_Change]) -> datetime:
    """The end of its life: its filing, else its closing if nothing came after, else the instant asked about."""
    filed = process.of_type("archived")
    if filed:
        return max(filed[-1].first, changes[-1].at)
    return max(process.now, changes[-1].at)


_Placed = dict[int, tuple[datetime, int]]
"""By the identity of an event: when it is told, and its place in the log."""


def _placed(process: Process) -> _Placed:
    """When each event is told: at its instant; of a day without hours, not before what the life cycle puts first."""
    events = process.events
    told = accumulate((one.first for one in events), max)
    return {id(one.event): (at, place) for place, (one, at) in enumerate(zip(events, told, strict=True))}


def _by_events(process: Process, placed: _Placed) -> Iterator[_Change]:
    """What each event changes of who has the ticket."""
    relays = {one.event.unit for one in process.of_type("transferred", "arrived") if one.event.role == "relay"} - {None}
    began = False
    for number, events in enumerate(process.matter.log.rounds, start=1):
        if number > 1:
            again = process.matter.log.redispatches[number - 2]
            coming = any(one.event.type in ("transferred", "arrived") for one in events)
            holder, unit = Holder.TRANSIT if coming else Holder.UNIT, again.event.unit or process.ticket.unit
            yield _Change(*placed[id(again.event)], holder, unit, number, "redispatched")
        for place, one in enumerate(events):
            held = _held(process, one, events[place + 1 :], relays)
            if held is not None or not began:
                holder, unit = held or (Holder.HOTLINE, None)
                yield _Change(*placed[id(one.event)], holder, unit, number, one.event.type)
            began = True


def _held(process: Process, one: Seen, later: list[Seen], relays: set[str | None]) -> tuple[Holder, str | None] | None:
    """Who has the ticket by one event, if it changes that."""
    event = one.event
    kind, unit = event.type, event.unit
    holder: Holder | None = None
    if kind in ("transferred", "arrived"):
        if event.role in ("co", "subordinate"):
            return None
        unit = unit or process.ticket.unit
        holder = Holder.UNIT
        if event.role == "relay" or event.unit in relays:
            holder = Holder.COUNTY
        elif kind == "transferred" and _arrives(one, later):
            holder = Holder.TRANSIT
    elif kind == "closed" or (kind in ("answered", "refused", "referred") and not process.of_type("transferred")):
        holder, unit = Holder.CLOSED, None
    elif kind == "designated" and any(leg.named is one for leg in process.legs):
        holder = Holder.UNIT
    elif _comes_back(process, one):
        holder, unit = Holder.HOTLINE, None
    return (holder, unit) if holder else None


def _arrives(sent: Seen, later: list[Seen]) -> bool:
    """Whether the log shows the arrival of what was sent."""
    for one in later:
        if one.event.type == "arrived" and one.event.unit in (None, sent.event.unit):
            return one.first > sent.first
        if one.event.type == "transferred":
            return False
    return False


def _comes_back(process: Process, one: Seen) -> bool:
    """Whether an event brings the ticket back to the hotline."""
    event, customs = one.event, process.city.customs
    match event.type:
        case "return_requested":
            return customs.return_provided and not customs.return_needs_approval
        case "return_decided" | "termination_decided":
            return bool(event.approved)
        case "designated":
            return event.unit is not None
        case "called_back" | "accepted" | "withdrawn":
            # A forced withdrawal is a fault, and ends the unit's turn like any other (AMB-59).
            return True
    return False


def _by_discharge(process: Process, placed: _Placed) -> Iterator[_Change]:
    """A unit that has done all it owes in its turn hands the ticket back for review and callback."""
    for leg in process.legs:
        judged = [one for (key, _), one in process.matter.judged.items() if key == id(leg)]
        owed = [one.done for one in judged if one.done is not None or one.limit.applicable]
        owed += _promised(process, leg)
        done = [one for one in owed if one is not None]
        if done and len(done) == len(owed):
            at, place = max(placed[id(one.event)] for one in done)
            yield _Change(max(at, *(one.first for one in done)), place, Holder.HOTLINE, None, leg.round, "done")


def _promised(process: Process, leg: Leg) -> list[Seen | None]:
    """What a date told to the caller still asks of the unit: the act that kept it, `None` as long as it is owed."""
    try:
        verdicts = promise_stage(process.matter, leg)
    except OutsideCalendarError:
        return [None]
    acts = [one for one in leg.acts if one.event.type in UNIT_ACTS]
    return [next((one for one in acts if one.first == verdict.done), None) for verdict in verdicts]
