"""Which act discharged a stage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Matter
from hotline_rules._stage_rules import Act, ActTable, Done, Stage, act_table


def done_of(m: Matter, stage: Stage, leg: Leg) -> tuple[Seen | None, str | None, tuple[str, ...]]:
    """The act that discharged a stage, why it cannot be told if so, and what that rests on."""
    option = "*"
    if stage.done_reading:
        m.used.append(stage.done_reading)
        option = m.chosen[stage.done_reading]
    return discharged(m, stage.done[option], leg.acts, leg)


def discharged(
    m: Matter, done: Done, acts: Sequence[Seen], leg: Leg
) -> tuple[Seen | None, str | None, tuple[str, ...]]:
    """The act of a `Done`, why it cannot be told if so, and what that rests on."""
    below: list[Seen] = []
    if leg.others:
        helpers = {s.event.unit for s in leg.others if s.event.role == "co"} - {None, leg.unit}
        acts = [s for s in acts if s.event.unit not in helpers]
        if m.rules.unit_answers_itself:
            bodies = {s.event.unit for s in leg.others if s.event.role == "subordinate"} - {None, leg.unit}
            below = [s for s in acts if s.event.unit in bodies]
            acts = [s for s in acts if s.event.unit not in bodies]
    if m.ticket.reply_waived and m.rules.reply_waivable:
        done = _without_reply(m, done)
    tables: Sequence[ActTable] = done.tables
    notes: tuple[str, ...] = ()
    if m.ticket.not_recorded:
        carried = _carried(m, done)
        if carried is None:
            single = done.tables[0] if len(done.tables) == 1 else {}
            return earliest_of(m, acts, done.proof_table | single), "act_not_recorded", ()
        tables, notes = carried
    found: Seen | None = None
    doubt = "act_not_recorded" if m.ticket.not_recorded and _exit_not_carried(m, done) else None
    for table in tables:
        one = earliest_of(m, acts, table)
        if one is None and done.proofs and (proof := earliest_of(m, acts, done.proof_table)):
            return proof, "act_missing", notes
        if one is None and below and earliest_of(m, below, table):
            return None, "answered_by_subordinate", notes
        if one is None:
            return None, _unreached(m, acts, table) or doubt, notes
        found = one if found is None else Seen(max(found.first, one.first), max(found.last, one.last), one.event)
    return found, doubt, notes


def _exit_not_carried(m: Matter, done: Done) -> bool:
    """Whether the log lacks an act by which the text lets a unit discharge the stage in another way."""
    return any(a.exception and a.event in m.ticket.not_recorded for group in done.groups for a in group)


_RESULT_SHOWN = (Act(event="handled"), Act(event="fed_back"))


def _without_reply(m: Matter, done: Done) -> Done:
    """The same where the caller asked for no reply: nobody waits for one (AMB-14)."""
    groups = tuple(g for g in done.groups if not all(a.event == "replied" for a in g if not (a.exception or a.shows)))
    if len(groups) == len(done.groups):
        return done
    m.used.append("AMB-14")
    return Done(groups=groups or (_RESULT_SHOWN,), stand_in=done.stand_in, proofs=done.proofs)


def _carried(m: Matter, done: Done) -> tuple[list[ActTable], tuple[str, ...]] | None:
    """The groups that this log can show, and what is assumed; `None` if one that is needed cannot be shown.

    A group is shown where its first act, the one the stage is about, is: another may come later than that did.
    """
    missing = set(m.ticket.not_recorded)
    groups = [g for g in done.groups if g[0].event not in missing]
    notes: list[str] = []
    if len(groups) < len(done.groups):
        if not groups or not done.stand_in:
            return None
        notes.append("acts_stand_in")
        m.used.append("AMB-15")
    notes += [f"unrecorded:{a.event}" for g in groups for a in g if a.event in missing]
    return [act_table(group) for group in groups], tuple(notes)


def _unreached(m: Matter, acts: Sequence[Seen], table: ActTable) -> str | None:
    """Whether the reply that is wanting failed because the caller could not be reached (AMB-73)."""
    if "replied" in table and any(s.event.type == "replied" and not s.event.reached for s in acts):
        m.used.append("AMB-73")
        return "caller_unreachable"
    return None


def matches(seen: Seen, acts: Sequence[Act]) -> bool:
    """Whether an event is one of these acts."""
    event = seen.event
    return any(a.event == event.type and all(getattr(event, name) for name in a.needs) for a in acts)


def earliest_of(m: Matter, seen: Iterable[Seen], table: ActTable) -> Seen | None:
    """The first of the acts of a group; where dates overlap, the first of them is only known between instants."""
    found: Seen | None = None
    for one in seen:
        event = one[2]
        wanted = table.get(event.type)
        if wanted is None or (wanted and not _is_set(event, wanted)):
            continue
        if found is None:
            found = one
            if not m.vague:
                break
        elif one[0] < found[0] or one[1] < found[1]:
            found = Seen(min(found.first, one.first), min(found.last, one.last), found.event)
    return found


def _is_set(event: Any, wanted: Sequence[tuple[str, ...]]) -> bool:
    """Whether an event has all that one of its acts needs."""
    return any(all(getattr(event, name) for name in needs) for needs in wanted)
