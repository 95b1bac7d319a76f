"""The timeline: every stretch of a ticket's life with who held it, from the first event to the last.

The stretches follow each other without a gap; together they are the ticket's life. They say who had the ticket, not
who is to answer for what: that is told by the stages.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules._log import Seen
from hotline_rules._process import Process
from hotline_rules._verdict import duration
from hotline_rules.clock import When
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
    holder: Holder
    unit: str | None
    round: int
    began: str


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> tuple[Held, ...]:
    """Tell who held a ticket, stretch by stretch, until `as_of` (a date: the end of that day) or until it was filed."""
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> tuple[Held, ...]:
    """The same for a process whose deadlines are known."""
    changes = sorted((*_by_discharge(process), *_by_events(process)), key=lambda change: change.at)
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
            found.append(Held(change.at, max(end, change.at), *change[1:]))
    return tuple(one for one in found if one.end > one.start or len(found) == 1)


def _end(process: Process, changes: list[_Change]) -> datetime:
    """The end of its life: its filing, else its closing if nothing came after, else the instant asked about."""
    filed = process.of_type("archived")
    if filed:
        return max(filed[-1].first, changes[-1].at)
    return max(process.now, changes[-1].at)


def _by_events(process: Process) -> Iterator[_Change]:
    """What each event changes of who has the ticket."""
    relays = {one.event.unit for one in process.of_type("transferred", "arrived") if one.event.role == "relay"} - {None}
    began = False
    for number, events in enumerate(process.matter.log.rounds, start=1):
        if number > 1:
            again = process.matter.log.redispatches[number - 2]
            coming = any(one.event.type in ("transferred", "arrived") for one in events)
            holder = Holder.TRANSIT if coming else Holder.UNIT
            yield _Change(again.first, holder, again.event.unit or process.ticket.unit, number, "redispatched")
        for place, one in enumerate(events):
            change = _change(process, one, events[place + 1 :], number, relays)
            if change is not None:
                yield change
            elif not began:
                yield _Change(one.first, Holder.HOTLINE, None, number, one.event.type)
            began = True


def _change(process: Process, one: Seen, later: list[Seen], number: int, relays: set[str | None]) -> _Change | None:
    """The change one event makes, if it makes any."""
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
    return _Change(one.first, holder, unit, number, kind) if holder else None


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
        case "withdrawn":
            return not event.forced
        case "designated":
            return event.unit is not None
        case "called_back" | "accepted":
            return True
    return False


def _by_discharge(process: Process) -> Iterator[_Change]:
    """A unit that has done all it owes in its turn hands the ticket back for review and callback."""
    for leg in process.legs:
        judged = [one for (key, _), one in process.matter.judged.items() if key == id(leg)]
        done = [one.done for one in judged if one.done is not None]
        if done and len(done) == len([one for one in judged if one.limit.applicable]):
            yield _Change(max(one.first for one in done), Holder.HOTLINE, None, leg.round, "done")
