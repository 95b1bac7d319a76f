"""One ticket under one city at one instant, as the rooms of the process see it: its events and its deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from hotline_rules import _log, deadlines
from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Matter
from hotline_rules._verdict import Deadlines, StageVerdict, State
from hotline_rules.answering import (
    Answer,
    Rests,
    check_told,
    decided,
    fields_now,
    known_by,
    not_in_force,
    with_events,
)
from hotline_rules.clock import Due, When
from hotline_rules.facts import Answer as Told
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import Fields, Table
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


class Process:
    """One ticket under one city at one instant; what is worked out of it is kept for the next room that asks."""

    def __init__(self, ticket: Ticket, city: Jurisdiction, as_of: When) -> None:
        self.city = city
        self.as_of = as_of
        self.told = ticket
        """The ticket as it was told, later events included."""

    @cached_property
    def ticket(self) -> Ticket:
        """The ticket as its log stood then."""
        return known_by(self.told, self.city, self.as_of)

    @cached_property
    def _judged(self) -> tuple[Matter, Deadlines]:
        matter = Matter(self.told, self.city, _log.read(self.told, self.city.clock, self.as_of))
        return matter, deadlines.judge(matter)

    @property
    def matter(self) -> Matter:
        """The matter with every stage judged."""
        return self._judged[0]

    @property
    def deadlines(self) -> Deadlines:
        """The verdict of every stage."""
        return self._judged[1]

    @property
    def now(self) -> datetime:
        """The instant asked about, in the city's zone."""
        return self.matter.now

    @cached_property
    def legs(self) -> list[Leg]:
        """The turns of the units, in order, over all rounds."""
        return _log.legs(self.matter.log, self.told, self.city.customs)

    @property
    def events(self) -> list[Seen]:
        """What had happened, in order."""
        return self.matter.log.seen

    @cached_property
    def fields(self) -> Fields:
        """The kind, origin, urgency and track as last recorded."""
        return fields_now(self.ticket, self.city)

    @cached_property
    def _by_type(self) -> dict[str, list[Seen]]:
        found: dict[str, list[Seen]] = {}
        for one in self.events:
            found.setdefault(one.event.type, []).append(one)
        return found

    def of_type(self, *types: str) -> list[Seen]:
        """The events of some types, in order."""
        if len(types) == 1 or not any(name in self._by_type for name in types):
            return list(self._by_type.get(types[0], ()))
        return [one for one in self.events if one.event.type in types]

    def carries(self, event_type: str) -> bool:
        """Whether this log carries events of a type, so that an absent one did not happen."""
        return event_type not in self.told.not_recorded

    def happened(self, *types: str) -> Told:
        """Whether an event of one of these types happened; `unknown` where the log does not carry one of them."""
        if self.of_type(*types):
            return True
        return False if all(map(self.carries, types)) else "unknown"

    def verdicts(self, name: str) -> list[StageVerdict]:
        """The verdicts of one stage, by round and turn."""
        return [verdict for verdict in self.deadlines.stages if verdict.stage == name]

    def answer(
        self,
        table: Table,
        derived: Mapping[str, Told] | None = None,
        *,
        fields: Fields | None = None,
        sent_out: bool = False,
        rests: Rests | None = None,
        since_round: int = 1,
    ) -> Answer:
        """Ask a table of the city, with what is worked out from the log of the facts it asks.

        `rests` names the readings that a fact so worked out rests on. What was done before `since_round` began shows
        no duty of the answer done.
        """
        ticket = self.since_round(since_round)
        why = self._not_in_force[sent_out]
        if why:
            return Answer(ticket, self.city, None, why, table=table)
        known = {name: told for name, told in derived.items() if name in table.asked} if derived else None
        return decided(ticket, self.city, table, fields or self.fields, known, rests)

    def since_round(self, number: int) -> Ticket:
        """The ticket with its log from the beginning of a round on; the redispatch that began it included."""
        if number == 1:
            return self.ticket
        log = self.matter.log
        begun = [log.redispatches[number - 2], *(one for events in log.rounds[number - 1 :] for one in events)]
        kept = (*begun, *log.redispatches[number - 1 :])
        return with_events(self.ticket, tuple(one.event for one in kept))

    @cached_property
    def _not_in_force(self) -> tuple[str | None, str | None]:
        """Why the regulation does not bind, by the day the matter came in and by the day it was sent out."""
        check_told(self.ticket, self.city)
        came, sent = (not_in_force(self.ticket, self.city, sent_out=sent) for sent in (False, True))
        return came, sent

    @property
    def binds(self) -> bool:
        """Whether the regulation bound for certain when the ticket was sent out, else when it came in (AMB-48)."""
        return self._not_in_force[True] is None

    def found(
        self,
        code: str,
        severity: Severity,
        provision: str | None = None,
        *,
        on: Actor | None = None,
        modality: Modality | None = None,
        unit: str | None = None,
        round: int | None = None,  # noqa: A002 - the field is called so
        at: datetime | None = None,
        about: tuple[str, ...] = (),
    ) -> Finding:
        """A finding of this ticket; how the provision binds and whom it addresses are its own, if not told."""
        regulation = self.city.regulation
        place = regulation.provision(provision) if provision else None
        actors = place.actors if place else ()
        return Finding(
            self.ticket.id,
            code,
            severity,
            (place.force if place else None) or regulation.force,
            provision,
            modality or (place.modality if place else None),
            on or (actors[0] if actors else None),
            unit,
            round,
            at,
            None,
            about,
        )


def before(one: Seen, due: Due | None) -> Told:
    """Whether something happened by a due: yes, no, or not to be said."""
    if due is None:
        return "unknown"
    if one.last <= due.earliest:
        return True
    return False if one.first > due.latest else "unknown"


def negation(told: Told) -> Told:
    """The opposite of an answer; what is not known stays so."""
    return not told if isinstance(told, bool) else "unknown"


def text_told(text: str | None) -> Told:
    """Whether a text was given: `unknown` where the log does not say, no where it is blank."""
    return "unknown" if text is None else bool(text.strip())


def flag_told(flag: bool | None) -> Told:
    """A flag as an answer: `unknown` where the log does not say."""
    return "unknown" if flag is None else flag


def is_adverse(verdict: StageVerdict) -> bool:
    """Whether a verdict says that something was late."""
    return verdict.state in (State.LATE, State.OVERDUE)
