"""When a unit's turn began: which receipt starts it, and what stands in where that is not recorded."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_rules import _log
from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Matter, Start
from hotline_rules._stage_rules import Stage


def start_of(m: Matter, stage: Stage, leg: Leg) -> Start | None:
    """When a unit's turn began, by the reading that settles it (AMB-02)."""
    name: str = stage.start
    if stage.start_reading:
        m.used.append(stage.start_reading)
        name = m.chosen[stage.start_reading]
    found = start_by(m, name, leg)
    if found and leg.earlier:
        before = start_by(m, name, leg.earlier)
        if before:
            m.used.append("AMB-27")
            found = Start(before.first, found.last, (*found.notes, "same_unit_unknown"))
    return found


def start_by(m: Matter, name: str, leg: Leg) -> Start | None:
    """When a turn began by the named event; what stands in for one that is not recorded is said."""
    if name == "accepted":
        found = _log.first_of(m.log.seen, "accepted")
        return Start(found.first, found.last) if found else None
    if name == "signed":
        signed = leg.first("signed")
        if signed:
            return Start(signed.first, signed.last)
        stand_in = start_by(m, "arrived", leg)
        return stand_in and stand_in._replace(notes=(*stand_in.notes, "signed_stood_in"))
    if leg.named:
        return named_start(m, name, leg, leg.named)
    found_receipt = receipt(m, name, own_receipts(m, leg))
    if found_receipt:
        return found_receipt
    if leg.redispatch and not leg.receipts:
        return Start(leg.redispatch.first, leg.redispatch.last, ("start_from_redispatch",))
    return None


def named_start(m: Matter, name: str, leg: Leg, named: Seen) -> Start | None:
    """A lead named after the transfer runs from its naming (AMB-38)."""
    m.used.append("AMB-38")
    got = receipt(m, name, [s for s in (*leg.receipts, *leg.others) if s.event.unit == leg.unit])
    return got and Start(max(got.first, named.first), max(got.last, named.last), got.notes)


def own_receipts(m: Matter, leg: Leg) -> list[Seen]:
    """The receipts that can start a turn: the lead's if one is so named, and a relay's where a relay is the unit."""
    relays = [s for s in leg.receipts if s.event.role == "relay"]
    if relays:
        m.used.append("AMB-04")
        return relays
    relayed = [s for s in leg.others if s.event.role == "relay"] if leg.others else ()
    if relayed:
        m.used.append("AMB-04")
    leads = [s for s in leg.receipts if s.event.role == "lead"]
    if leads:
        return leads
    if not relayed:
        return leg.receipts
    last = relayed[-1].first
    return [s for s in leg.receipts if s.event.type == "arrived" or s.first > last]


def receipt(m: Matter, name: str, receipts: Sequence[Seen]) -> Start | None:
    """The first receipt of the wanted type; transfer and arrival stand in for one another, and it is said."""
    wanted = [s for s in receipts if s.event.type == name]
    notes: tuple[str, ...] = ()
    if not wanted:
        if not receipts:
            return None
        wanted, notes = list(receipts), (f"{name}_stood_in",)
    first = wanted[0]
    if len(wanted) > 1 and first.event.role is None:
        units = {s.event.unit for s in wanted if s.event.role is None} - {None}
        if len(units) > 1:
            m.used.append("AMB-38")
            return Start(first.first, max(s.last for s in wanted), (*notes, "lead_not_named"))
    return Start(first.first, first.last, notes)


def unit_of(m: Matter, leg: Leg) -> str | None:
    """Whose turn it was: the named lead or relay; nobody in particular where several received it and none was named."""
    if leg.named or len(leg.receipts) < 2:
        return leg.unit or m.ticket.unit
    roles = {one.event.role: one.event.unit for one in reversed(leg.receipts)}
    for role in ("relay", "lead"):
        if roles.get(role) is not None:
            return str(roles[role])
    units = {one.event.unit for one in leg.receipts} - {None}
    return None if len(units) > 1 else leg.unit or m.ticket.unit
