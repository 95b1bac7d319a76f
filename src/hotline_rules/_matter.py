"""The matter being judged: one ticket under one city at one instant, and what has been found of it so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hotline_rules._log import Log, Seen
from hotline_rules._stage_rules import Stage
from hotline_rules._verdict import State
from hotline_rules.clock import Due, Span
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from datetime import datetime

    from hotline_rules.jurisdictions.model import Jurisdiction


class Start(NamedTuple):
    """When a stage began: between which instants, and what that rests on."""

    first: datetime
    last: datetime
    notes: tuple[str, ...] = ()


class Limit(NamedTuple):
    """The end of a stage, or why it has none; `open_ended`: its latest end is not known."""

    due: Due | None
    why: str | None = None
    open_ended: bool = False
    applicable: bool = True
    notes: tuple[str, ...] = ()
    moved_from: Due | None = None
    """The due before the first grant, if one was given."""
    asked: Seen | None = None
    asked_until: datetime | None = None
    provision: str | None = None
    span: Span | None = None


class Settled(NamedTuple):
    """How a stage stands."""

    state: State
    why: str | None = None
    next_change: datetime | None = None


class Judged(NamedTuple):
    """What was found of one stage in one turn, for the windows and promises that hang on it."""

    stage: Stage
    start: Start
    limit: Limit
    done: Seen | None
    used: tuple[str, ...]
    """The readings its start and its limit rest on."""


class Matter:
    """One ticket under one city at one instant. One use; `used` gathers the readings of the verdict being made."""

    __slots__ = (
        "chosen", "city", "clock", "judged", "kind", "kind_changes", "limits", "log", "now", "rules", "ticket",
        "urgency", "urgent_since", "used", "vague",
    )  # fmt: skip

    def __init__(self, ticket: Ticket, city: Jurisdiction, log: Log) -> None:
        self.ticket = ticket
        self.city = city
        self.log = log
        self.clock = city.clock
        self.rules = city.deadlines
        self.chosen = city.chosen
        self.now = log.now
        self.vague = log.vague
        self.limits = [s for s in log.seen if s[2].type == "limit_set"]
        self.kind, self.urgency, self.kind_changes, self.urgent_since = log.classified
        self.used: list[str] = []
        self.judged: dict[tuple[int, str], Judged] = {}
