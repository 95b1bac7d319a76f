"""Receipts: a record of one decision that can be checked again, offline, on another machine and in later years.

A receipt holds the ticket as it was told (free text and what was merely passed through masked), the instant, the city
with everything the caller changed of it, the hashes of its rules and of its calendar, the version of this library, and
the whole answer. It is the same to the byte wherever it is made. `verify` computes the answer again and says that it is
equal, or what differs.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from pydantic import BaseModel, ConfigDict, ValidationError

from hotline_rules import audit
from hotline_rules._version import VERSION
from hotline_rules.clock import When
from hotline_rules.days import DayLayer
from hotline_rules.errors import InvalidValueError
from hotline_rules.law import ADDRESS
from hotline_rules.office_hours import OfficeHours
from hotline_rules.ticket import DISSATISFIED, NEUTRAL, SATISFIED, Instant, Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

FORMAT = 1
"""The version of this record."""

MASK = "＊"
"""What stands in place of free text."""

FREE_TEXT: dict[str, tuple[str, ...]] = {
    "referred": ("to",),
    "limit_set": ("cite",),
    "extension_requested": ("reason",),
    "extension_decided": ("reason",),
    "return_requested": ("reason", "suggested_unit", "policy_basis"),
    "termination_requested": ("ground",),
    "supervised": ("kind",),
}
"""The fields of events in which people write freely; that something was written is kept, what it was is not."""

_RATINGS = ("rating", "service_rating")
_RATED = SATISFIED | DISSATISFIED | NEUTRAL
"""The ratings that are words of a scale; any other is free text."""

_MOBILE = r"(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}"
_LANDLINE = r"0\d{2,3}[- ]?\d{7,8}"
_PROVINCE = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_BIRTH = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_IDENTITY = rf"{_PROVINCE}\d{{4}}(?:(?:19|20)\d{{2}}{_BIRTH}\d{{3}}[\dXx]|\d{{2}}{_BIRTH}\d{{3}})"
_PERSONAL = re.compile(rf"(?<!\d)(?:{_IDENTITY}|{_MOBILE}|{_LANDLINE})(?!\d)")
"""A telephone or an identity number, as one may stand in a ticket number."""
_KEPT = 4
"""How many of its last digits stay, so that receipts can still be told apart."""


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
    masked = mask(ticket, _grounds(city))
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


def mask(ticket: Ticket, known: frozenset[str] = frozenset()) -> Ticket:
    """The ticket without free text and without what was passed through; that something was written stays.

    Of a ticket number that holds a telephone or an identity number, the last digits of that stay. A ground of a
    refusal stays if it is an address or one of `known`; a rating, if it is a word of the scale.
    """
    events = tuple(event.model_copy(update=_masked(event, known)) for event in ticket.events)
    kept = {name: getattr(ticket, name) for name in ticket.model_fields_set if name not in ("ref", "events")}
    kept["id"] = _PERSONAL.sub(lambda found: MASK + found[0][-_KEPT:], ticket.id)
    return Ticket(**kept, events=events) if events else Ticket(**kept)


def _masked(event: Any, known: frozenset[str]) -> dict[str, Any]:
    """The free text of an event, masked; nothing for a field in which nothing was written."""
    free = FREE_TEXT.get(event.type, ())
    if event.type == "called_back":
        free = tuple(name for name in _RATINGS if getattr(event, name) not in _RATED)
    found: dict[str, Any] = {name: MASK for name in free if (getattr(event, name) or "").strip()}
    if event.type == "refused" and event.grounds:
        found["grounds"] = tuple(
            one if one in known or ADDRESS.fullmatch(one) or not one.strip() else MASK for one in event.grounds
        )
    return found


def _grounds(city: Jurisdiction) -> frozenset[str]:
    """What a ground of a refusal is called in a city: its facts, and the rules of acceptance."""
    tables = city.acceptance.tables if city.acceptance else ()
    return frozenset((*city.vocabulary, *(rule.id for table in tables for rule in table.rules)))


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


class _Changes(BaseModel):
    """What the caller changed of the city, as a receipt records it."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    readings: dict[str, str]
    overlays: tuple[str, ...]
    calendars: tuple[DayLayer, ...]
    known_on: date | None
    office_hours: OfficeHours | None


class Receipt(BaseModel):
    """A receipt as it is read. What it holds beside this is kept out of the answer, but not out of its hash."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    library: str
    city: str
    changes: _Changes
    rules_hash: str
    calendar_hash: str
    as_of: Instant
    ticket: Ticket
    result: dict[str, Any]
    hash: str


def verify(text: str | bytes, remake: Callable[[str, dict[str, Any]], Jurisdiction]) -> Verification:
    """Check a receipt: compute its answer again, and compare.

    `remake` makes the city of an id with the changes a receipt records (`jurisdictions.remade` for a shipped one).
    Raises `InvalidValueError` for what is no receipt, or one with something in it that cannot be read (all of that is
    in the `pydantic.ValidationError` which is its cause), and as `remake` and `audit.review` do.
    """
    told = _read(text)
    try:
        receipt = Receipt.model_validate(told)
    except ValidationError as error:
        raise _unreadable(error) from error
    recorded = {name: value for name, value in told.items() if name != "hash"}
    city = remake(receipt.city, told["changes"])
    now = _result(receipt.ticket, city, receipt.as_of)
    return Verification(
        receipt.hash == _hash(recorded),
        receipt.rules_hash == city.rules_hash,
        receipt.calendar_hash == city.calendar.fingerprint,
        told["library"] == VERSION,
        tuple(_differing("result", receipt.result, now)),
    )


def _read(text: str | bytes) -> dict[str, Any]:
    """The object a text holds, if it says that it is a receipt."""
    try:
        plain = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        told = json.loads(plain, parse_constant=_no_value, object_pairs_hook=_object)
        json.dumps(told)
    except (ValueError, RecursionError):
        raise InvalidValueError("receipt", _begun(text), "a receipt made by this library, in UTF-8") from None
    if not isinstance(told, dict) or isinstance(told.get("receipt"), bool) or told.get("receipt") != FORMAT:
        found = told.get("receipt") if isinstance(told, dict) else told
        raise InvalidValueError("receipt", found, f"a receipt of format {FORMAT}")
    return told


def _unreadable(error: ValidationError) -> InvalidValueError:
    """The first of what cannot be read, by its place."""
    first = error.errors(include_url=False)[0]
    place = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"])
    accepted = first["msg"].removeprefix("Value error, ").removeprefix("accepted: ")
    return InvalidValueError(f"receipt{place}", None if first["type"] == "missing" else first["input"], accepted)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key is written twice in one object")
    return found


def _no_value(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON value")


_SHOWN = 40


def _begun(text: str | bytes) -> str:
    """How a text begins."""
    plain = text[: _SHOWN * 2].decode("utf-8", "replace") if isinstance(text, bytes) else text
    return plain[:_SHOWN] + ("…" if len(plain) > _SHOWN else "")


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
            if name in recorded and name in now:
                yield from _differing(f"{place}.{name}", recorded[name], now[name])
            else:
                yield Divergence(f"{place}.{name}", recorded.get(name), now.get(name))
    elif isinstance(recorded, list) and isinstance(now, list) and len(recorded) == len(now):
        for number, (one, other) in enumerate(zip(recorded, now, strict=True)):
            yield from _differing(f"{place}[{number}]", one, other)
    elif recorded != now or isinstance(recorded, bool) is not isinstance(now, bool):
        yield Divergence(place, recorded, now)


def _hash(told: dict[str, Any]) -> str:
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(plain.encode("utf-8", "backslashreplace")).hexdigest()


_HIDDEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What no reader would see, or no file can hold: control characters, marks of direction, halves of a pair."""


def _text(told: dict[str, Any]) -> str:
    """The JSON text of a receipt; what could not be seen, or not be written, is escaped as JSON has it."""
    plain = json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n"
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", plain)
