"""Receipts: a record of one decision that can be checked again, offline, on another machine and in later years.

A receipt holds the ticket as it was told (free text and what was merely passed through masked), the instant, the city
with everything the caller changed of it, the hashes of its rules and of its calendar, the version of this library, and
the whole answer. It is the same to the byte wherever it is made. `verify` computes the answer again and says that it is
equal, or what differs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules import audit
from hotline_rules._version import VERSION
from hotline_rules.clock import When
from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import Ticket, read_instant

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

FORMAT = 1
"""The version of this record."""

MASK = "＊"
"""What stands in place of free text."""

FREE_TEXT = ("reason", "policy_basis", "ground", "to")
"""The fields of events in which people write freely; that something was written is kept, what it was is not."""


class Divergence(NamedTuple):
    """A place at which a receipt and the answer computed now are not the same: what it records, and what is so now."""

    place: str
    recorded: Any
    now: Any


class Verification(NamedTuple):
    """What checking a receipt found.

    `intact`: the receipt is as it was made, by its own hash. `same_rules`, `same_calendar` and `same_library`: it was
    made by these. `divergences` are the places at which the answer differs; none: the answer is equal.
    """

    intact: bool
    same_rules: bool
    same_calendar: bool
    same_library: bool
    divergences: tuple[Divergence, ...]

    @property
    def equal(self) -> bool:
        """Whether the receipt is as it was made and the answer is what it records."""
        return self.intact and not self.divergences

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "equal": self.equal,
            "intact": self.intact,
            "same_rules": self.same_rules,
            "same_calendar": self.same_calendar,
            "same_library": self.same_library,
            "divergences": [one._asdict() for one in self.divergences],
        }


def make(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> str:
    """Return the receipt of a review as JSON text. Raises as `audit.review` does."""
    masked = mask(ticket)
    told: dict[str, Any] = {
        "receipt": FORMAT,
        "library": VERSION,
        "city": city.id,
        "changes": changes(city),
        "rules_hash": city.rules_hash,
        "calendar_hash": city.calendar.fingerprint,
        "as_of": _as_of(as_of, city),
        "ticket": masked.model_dump(mode="json", exclude_unset=True),
        "result": _result(masked, city, as_of),
    }
    return _text({**told, "hash": _hash(told)})


def mask(ticket: Ticket) -> Ticket:
    """The ticket without free text and without what was passed through; that something was written stays."""
    events = tuple(
        event.model_copy(
            update={
                name: MASK for name in FREE_TEXT if isinstance(told := getattr(event, name, None), str) and told.strip()
            }
        )
        for event in ticket.events
    )
    kept = {name: getattr(ticket, name) for name in ticket.model_fields_set if name not in ("ref", "events")}
    return Ticket(**kept, events=events) if events else Ticket(**kept)


def changes(city: Jurisdiction) -> dict[str, Any]:
    """What the caller changed of a city: enough to make it again from the city as it is shipped."""
    hours = city.office_hours
    return {
        "readings": dict(sorted(city.overrides.items())),
        "overlays": list(city.overlays),
        "calendars": [layer.model_dump(mode="json") for layer in city.layers],
        "known_on": city.known_on.isoformat() if city.known_on else None,
        "office_hours": hours.model_dump(mode="json") if hours else None,
    }


def verify(text: str | bytes, remake: Callable[[str, dict[str, Any]], Jurisdiction]) -> Verification:
    """Check a receipt: compute its answer again, and compare.

    `remake` makes the city of an id with the changes a receipt records (`jurisdictions.remade` for a shipped one).
    Raises `InvalidValueError` for what is no receipt, and as `audit.review` does.
    """
    told = _read(text)
    recorded = {name: value for name, value in told.items() if name != "hash"}
    city = remake(told["city"], told["changes"])
    as_of = read_instant(told["as_of"])
    now = _result(Ticket.model_validate(told["ticket"]), city, as_of)
    return Verification(
        told["hash"] == _hash(recorded),
        told["rules_hash"] == city.rules_hash,
        told["calendar_hash"] == city.calendar.fingerprint,
        told["library"] == VERSION,
        tuple(_differing("result", told["result"], now)),
    )


_PARTS: dict[str, type] = {
    "library": str, "city": str, "changes": dict, "rules_hash": str, "calendar_hash": str, "as_of": str,
    "ticket": dict, "result": dict, "hash": str,
}  # fmt: skip


def _read(text: str | bytes) -> dict[str, Any]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidValueError("receipt", "no JSON", "a receipt made by this library") from None
    if not isinstance(told, dict) or told.get("receipt") != FORMAT:
        found = told.get("receipt") if isinstance(told, dict) else told
        raise InvalidValueError("receipt", found, f"a receipt of format {FORMAT}")
    for name, kind in _PARTS.items():
        if not isinstance(told.get(name), kind):
            raise InvalidValueError(f"receipt.{name}", told.get(name), f"a {kind.__name__}")
    return told


def _as_of(as_of: When, city: Jurisdiction) -> str:
    """An instant in the city's zone; a date stays one."""
    return city.clock.local(as_of).isoformat() if isinstance(as_of, datetime) else as_of.isoformat()


def _result(ticket: Ticket, city: Jurisdiction, as_of: datetime | date) -> dict[str, Any]:
    """The whole answer, with the counting behind each due; what the record holds elsewhere is left out."""
    told = audit.review(ticket, city, as_of=as_of).as_dict(trace=True)
    for name in ("id", "city", "as_of", "rules_hash", "ref"):
        del told[name]
    return told


def _differing(place: str, recorded: Any, now: Any) -> Iterator[Divergence]:
    """Every place below one at which two JSON values are not the same."""
    if isinstance(recorded, dict) and isinstance(now, dict):
        for name in [*recorded, *(name for name in now if name not in recorded)]:
            yield from _differing(f"{place}.{name}", recorded.get(name), now.get(name))
    elif isinstance(recorded, list) and isinstance(now, list) and len(recorded) == len(now):
        for number, (one, other) in enumerate(zip(recorded, now, strict=True)):
            yield from _differing(f"{place}[{number}]", one, other)
    elif recorded != now:
        yield Divergence(place, recorded, now)


def _hash(told: dict[str, Any]) -> str:
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(plain.encode()).hexdigest()


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
