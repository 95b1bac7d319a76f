"""Rows judged as columns, counted into a tally: the same counts that their reviews would give, one by one."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hotline_rules._verdict import State
from hotline_rules.columns import STATES
from hotline_rules.columns.dues import NEVER

if TYPE_CHECKING:
    from hotline_desk.tally import InColumns, Tally

_EVENTS = ("accepted", "transferred", "handled", "closed")
_LATE = (State.LATE, State.OVERDUE)
_DECIDED = (State.IN_TIME, *_LATE)


def count(tally: Tally, found: InColumns) -> None:
    """Count the judged rows: stages by state, month, unit and provision, and what was assumed."""
    judged = found.classes >= 0
    rows = int(judged.sum())
    tally.rows += rows
    tally.judged += rows
    if not rows:
        return
    tally.cities.setdefault(found.city.id, found.city)
    frame = found.frame if rows == found.frame.height else found.frame[np.flatnonzero(judged)]
    tally.numbers.add_many(found.city.id, frame["id"], found.file, found.sheet, frame["_row"])
    _count_classes(tally, found, judged)
    staged = np.zeros(len(judged), np.bool_)
    for name, column in found.verdicts.stages.items():
        staged |= column.template >= 0
        _count_stage(tally, found, name, judged)
    tally.without_stage += int((judged & ~staged).sum())
    sent = np.zeros(len(judged), np.bool_)
    for event in ("transferred", "arrived"):
        if event in found.tickets.times:
            at = found.tickets.times[event]
            sent |= judged & (at != NEVER) & (at <= found.bulk.now)
    tally.events["sent"] += int(sent.sum())
    for event in _EVENTS:
        if event in found.tickets.times:
            at = found.tickets.times[event]
            known = judged & (at != NEVER) & (at <= found.bulk.now)
            for month, many in _months(at[known]).items():
                tally.timeline[found.city.id, event, month] += many


def to_review(found: InColumns, *, every: bool) -> NDArray[np.intp]:
    """Return the rows of which something must be told one by one: the late, and with `every` all that is found."""
    wanted = np.zeros(len(found.classes), np.bool_)
    undecided = STATES.index(State.UNDETERMINED)
    for name in found.verdicts.stages:
        wanted[found.verdicts.adverse(name)] = True
        if every:
            wanted |= found.verdicts.states(name) == undecided
    if every:
        noted = np.array([bool(told.findings) for told in found.told] + [False])
        wanted |= noted[found.classes]
    return np.flatnonzero(wanted & (found.classes >= 0))


def late_stages(found: InColumns) -> NDArray[np.int64]:
    """How many stages of each row are late or overdue."""
    late = np.zeros(len(found.classes), np.int64)
    for name in found.verdicts.stages:
        late[found.verdicts.adverse(name)] += 1
    return late


def _count_classes(tally: Tally, found: InColumns, judged: NDArray[np.bool_]) -> None:
    """Count what is said of each class once, as often as it has rows."""
    many = np.bincount(found.classes[judged], minlength=len(found.told))
    for told, number in zip(found.told, many.tolist(), strict=True):
        if number:
            for finding in told.findings:
                tally.others[finding.severity.value, finding.code] += number
            tally.assumed(found.city, told.notes, number)
    kinds = found.tickets.fields.get("kind")
    unknown = rows_without(kinds.codes[judged]) if kinds else int(judged.sum())
    if unknown:
        tally.not_told["kind"] += unknown


def rows_without(codes: NDArray[np.int32]) -> int:
    """How many rows say nothing."""
    return int((codes < 0).sum())


def _count_stage(tally: Tally, found: InColumns, name: str, judged: NDArray[np.bool_]) -> None:
    verdicts, city = found.verdicts, found.city.id
    template = np.where(judged, verdicts.stages[name].template, -1)
    many = np.bincount(template[template >= 0], minlength=len(verdicts.templates))
    for place in np.flatnonzero(many).tolist():
        verdict, number = verdicts.templates[place].verdict, int(many[place])
        tally.states.setdefault((city, name), Counter())[verdict.state] += number
        if verdict.state is State.UNDETERMINED:
            tally.whys[verdict.why or ""] += number
        if verdict.state in _LATE:
            tally.findings += number
            tally.provisions[city, verdict.provision, name, verdict.state] += number
    states = np.where(judged, verdicts.states(name), -1)
    _count_units(tally, found, name, template, states)
    _, latest = verdicts.due(name)
    due = np.isin(states, [STATES.index(one) for one in _DECIDED]) & (latest != NEVER)
    in_time = states == STATES.index(State.IN_TIME)
    for flag in (True, False):
        for month, number in _months(latest[due & (in_time == flag)] - 1).items():
            tally.months[city, name, month, flag] += number


def _count_units(
    tally: Tally, found: InColumns, name: str, template: NDArray[np.int32], states: NDArray[np.int8]
) -> None:
    """Count the states by unit, where the stage is one of a unit."""
    units = found.tickets.fields.get("unit")
    own = np.array([one.verdict.unit is not None for one in found.verdicts.templates] + [False])[template]
    codes = np.where(own, units.codes, -1) if units else np.full(len(states), -1)
    keys = (codes[states >= 0].astype(np.int64) + 1) * len(STATES) + states[states >= 0]
    for key, number in enumerate(np.bincount(keys).tolist()):
        if number:
            unit, state = divmod(key, len(STATES))
            told = units.values[unit - 1] if units and unit else None
            tally.units[found.city.id, told, name, STATES[state]] += number


def _months(at: NDArray[np.int64]) -> dict[str, int]:
    """How many instants lie in each month."""
    months = at.view("datetime64[us]").astype("datetime64[M]")
    distinct, many = np.unique(months, return_counts=True)
    return dict(zip(distinct.astype(str).tolist(), many.tolist(), strict=True))
