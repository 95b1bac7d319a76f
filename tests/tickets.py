"""How tests write tickets down: `ticket(("arrived", "2026-03-02T10:00"), kind="help")`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from hotline_rules import Ticket, deadlines, jurisdiction
from hotline_rules.deadlines import Deadlines, StageVerdict
from hotline_rules.jurisdictions.model import Jurisdiction


def ticket(*events: tuple, **fields: Any) -> Ticket:
    told = [{"type": kind, "at": at, **(more[0] if more else {})} for kind, at, *more in events]
    return Ticket.model_validate({"id": "T-1", "events": told, **fields})


def check(city: str | Jurisdiction, *events: tuple, as_of: str, **fields: Any) -> Deadlines:
    place = jurisdiction(city) if isinstance(city, str) else city
    when = datetime.fromisoformat(as_of)
    return deadlines.check(ticket(*events, **fields), place, as_of=when)


def stage(city: str | Jurisdiction, name: str, *events: tuple, as_of: str, nth: int = 0, **fields: Any) -> StageVerdict:
    found = [v for v in check(city, *events, as_of=as_of, **fields).stages if v.stage == name]
    return found[nth]


def as_it_stood(told: dict[str, Any]) -> dict[str, Any]:
    """A review as JSON without the note that the ticket tells of later events too."""
    return {**told, "notes": [note for note in told["notes"] if note != "later_events"]}


def told(verdict: StageVerdict) -> tuple[str, str | None]:
    """State and due, the due as it is spoken: `2026-03-09 24:00`."""
    return verdict.state.value, spoken(verdict.due)


def spoken(at: datetime | None) -> str | None:
    if at is None:
        return None
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return f"{at.date().fromordinal(at.toordinal() - 1)} 24:00"
    return f"{at:%Y-%m-%d %H:%M}"
