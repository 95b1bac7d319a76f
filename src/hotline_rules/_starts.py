"""When a unit's turn began: which receipt starts it, and what stands in where that is not recorded."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_rules import _log
from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Matter, Start
from hotline_rules._stage_rules import Stage

UNIT_ACTS = (
    "signed", "first_response", "progress", "result", "extension_requested", "return_requested",
    "termination_requested", "explained", "promised", "handled", "replied", "fed_back",
)  # fmt: skip
"""What only a unit that has the ticket does: it shows that a stage had begun."""

URGENT_REPORTS = ("first_response", "progress", "result")
"""What a unit reports only of a matter that it has received as urgent."""


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
    receipts = own_receipts(m, leg)
    found_receipt = receipt(m, name, receipts)
    if found_receipt:
        return acted_before(leg.acts, receipts, found_receipt, alone=not leg.others)
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
    if len(receipts) > 1 and first.event.role is None:
        units = {s.event.unit for s in receipts if s.event.role is None} - {None}
        if len(units) > 1:
            # A unit of which only the other kind of receipt is recorded received it as well, and may be the lead.
            told = {s.event.unit for s in wanted}
            counted = [*wanted, *(s for s in receipts if s.event.unit in units - told)]
            m.used.append("AMB-38")
            earliest, latest = min(s.first for s in counted), max(s.last for s in counted)
            return Start(earliest, latest, (*notes, "lead_not_named"))
        sent = sent_after_arriving(receipts)
        if sent is not None:
            return Start(receipts[0].first, sent.last, (*notes, "receipt_out_of_order"))
    return Start(first.first, first.last, notes)


def sent_after_arriving(receipts: Sequence[Seen]) -> Seen | None:
    """The transfer that is recorded after the only arrival: one of the two is wrong, and nobody knows which."""
    if len(receipts) < 2 or receipts[0].event.type != "arrived" or any(s.event.type == "arrived" for s in receipts[1:]):
        return None
    return receipts[1] if receipts[0].last < receipts[1].first else None


def acted_before(acts: Sequence[Seen], receipts: Sequence[Seen], start: Start, *, alone: bool) -> Start:
    """A unit that acted before its receipt had it by then, or the entry is wrong: its turn began between the two.

    Where it is not `alone` (the ticket went by others too), an act that names no unit may be theirs.
    """
    units = {s.event.unit for s in receipts}
    for one in acts:
        if one.last >= start.first:
            break
        unit = one.event.unit
        if one.event.type in UNIT_ACTS and (unit in units - {None} or (alone and (unit is None or None in units))):
            return Start(one.first, start.last, (*start.notes, "receipt_out_of_order"))
    return start


def received_as_urgent(m: Matter, name: str, leg: Leg, since: Seen) -> Start | None:
    """When a unit received as urgent what it had received before: by a receipt since the recognition (AMB-72).

    The recognition shows only that the hotline knew. Where no receipt follows it, the unit's own first report on the
    urgent matter shows that it had it by then; `None` where there is none either.
    """
    later = [s for s in own_receipts(m, leg) if s.last >= since.first]
    known = receipt(m, name, [s for s in later if s.first >= since.last])
    earliest = receipt(m, name, later)
    if known and earliest:
        return Start(max(earliest.first, since.first), known.last, known.notes)
    report = next((s for s in leg.acts if s.event.type in URGENT_REPORTS and s.first >= since.last), None)
    return Start(since.first, report.last, ("urgent_receipt_missing",)) if report else None


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
