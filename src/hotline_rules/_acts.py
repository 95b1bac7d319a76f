"""Which act discharged a stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Matter
from hotline_rules._stage_rules import Act, Done, Stage


def done_of(m: Matter, stage: Stage, leg: Leg) -> tuple[Seen | None, str | None, tuple[str, ...]]:
    """The act that discharged a stage, why it cannot be told if so, and what that rests on."""
    option = "*"
    if stage.done_reading:
        m.used.append(stage.done_reading)
        option = m.chosen[stage.done_reading]
    return discharged(m, stage.done[option], leg.acts, leg)


def discharged(
    m: Matter, done: Done, acts: Iterable[Seen], leg: Leg
) -> tuple[Seen | None, str | None, tuple[str, ...]]:
    helpers = {s.event.unit for s in leg.others if s.event.role == "co"} - {None, leg.unit}
    own = [s for s in acts if s.event.unit not in helpers] if helpers else list(acts)
    missing = set(m.ticket.not_recorded)
    notes: list[str] = []
    groups = done.groups
    if missing:
        carried = [g for g in groups if not all(a.event in missing for a in g if not a.exception)]
        if len(carried) < len(groups):
            if not carried or not done.stand_in:
                return None, "act_not_recorded", ()
            notes += ["acts_stand_in"]
            m.used.append("AMB-15")
        groups = tuple(carried)
        notes += [f"unrecorded:{a.event}" for g in groups for a in g if a.event in missing]
    found: Seen | None = None
    for group in groups:
        one = earliest_of(own, group)
        if one is None:
            unreached = any(
                s.event.type == "replied" and not s.event.reached for s in own
            ) and any(a.event == "replied" for a in group)
            return None, "caller_unreachable" if unreached else None, tuple(notes)
        if found is None:
            found = one
        else:
            found = Seen(max(found.first, one.first), max(found.last, one.last), one.event)
    return found, None, tuple(notes)


def matches(seen: Seen, acts: Sequence[Act]) -> bool:
    event = seen.event
    return any(a.event == event.type and all(getattr(event, name) for name in a.needs) for a in acts)


def earliest_of(seen: Iterable[Seen], group: Sequence[Act]) -> Seen | None:
    """The first of the acts of a group; where dates overlap, the first of them is only known between instants."""
    found: Seen | None = None
    for one in seen:
        event = one[2]
        for act in group:
            if act.event != event.type or (act.needs and not all(getattr(event, name) for name in act.needs)):
                continue
            if event.type == "replied" and not event.reached:
                continue
            if found is None:
                found = one
            elif one.first < found.first or one.last < found.last:
                found = Seen(min(found.first, one.first), min(found.last, one.last), found.event)
    return found
