"""Exits: a unit met a limit in another way than by completing, and the condition for that way is answered with no.

A text lets a unit explain, promise a date or tell a plan instead, where it cannot complete; the stages take such an act
as it stands in the log, for no fact moves a deadline. Where a person says that the condition does not hold, that is
found here, and the verdict on the stage is left as it is. A unit that also completed by the due needed no other way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hotline_rules._acts import discharged
from hotline_rules._log import Leg
from hotline_rules._matter import Judged
from hotline_rules._process import Process
from hotline_rules._settling import acted
from hotline_rules._stage_rules import Done, Stage
from hotline_rules._verdict import StageVerdict, State
from hotline_rules.clock import When
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor
from hotline_rules.rules import FIELD_VALUES, Case, Condition, holds
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> tuple[Finding, ...]:
    """Find the exits taken without their condition, as a ticket stood at `as_of` (a date: the end of that day).

    Raises as `deadlines.check` and `acceptance.check` do.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> tuple[Finding, ...]:
    """The same for a process whose deadlines are known."""
    if not process.binds:
        return ()
    taken = (v for v in process.deadlines.stages if v.provision in _exits(process, v.stage))
    return tuple(
        process.found(
            "exit_without_ground", Severity.DEVIATION, v.provision, on=Actor.UNIT, unit=v.unit, round=v.round,
            at=v.done or v.due, about=(v.stage,),
        )
        for v in taken
        if v.state in (State.IN_TIME, State.SUPERSEDED) and _refuted(process, v) and not _completed(process, v)
    )  # fmt: skip


def _exits(process: Process, name: str) -> set[str]:
    """The provisions of a stage's other ways."""
    stage = next((one for one in process.city.deadlines.stages if one.name == name), None)
    return set() if stage is None else {*stage.by_act.values(), stage.superseded_provision or ""} - {""}


def _refuted(process: Process, verdict: StageVerdict) -> bool:
    """Whether every condition that the city states under that provision is answered with no."""
    case = Case(process.ticket.facts, dict(zip(FIELD_VALUES, process.fields, strict=True)), process.city.chosen)
    conditions = list(_conditions(process.city, verdict.provision))
    return bool(conditions) and all(holds(one, case) is False for one in conditions)


def _conditions(city: Jurisdiction, provision: str) -> Iterator[Condition]:
    """The conditions of a way: of how the unit is to deal with a matter, and of the checks."""
    manner = city.routing.manner if city.routing else None
    yield from (rule.when for rule in (manner.rules if manner else ()) if rule.provision == provision)
    yield from (check.when for check in city.checks if check.provision == provision and check.when)


def _completed(process: Process, verdict: StageVerdict) -> bool:
    """Whether the unit completed as well, in time or perhaps so: what it did first was then no way round the limit."""
    leg, judged = _turn(process, verdict)
    if leg is None or judged is None:
        return False
    completing = _completing(process, judged.stage)
    if not all(completing.groups):
        return False
    done, unknown, _ = discharged(process.matter, completing, leg.acts, leg)
    if done is None:
        # What the log does not carry was neither done nor left undone.
        acts = (act for group in completing.groups for act in group if not act.shows)
        return unknown is not None or not all(process.carries(act.event) for act in acts)
    return acted(process.matter, leg, judged.start, judged.limit, done, unknown).state is not State.LATE


def _turn(process: Process, verdict: StageVerdict) -> tuple[Leg | None, Judged | None]:
    """The turn a verdict is about: of every stage that began, the verdicts stand in the order of the turns."""
    begun = [one for one in process.verdicts(verdict.stage) if one.start is not None]
    found = [(leg, process.matter.judged.get((id(leg), verdict.stage))) for leg in process.legs]
    turns = [(leg, judged) for leg, judged in found if judged is not None]
    return next((turn for one, turn in zip(begun, turns, strict=False) if one is verdict), (None, None))


def _completing(process: Process, stage: Stage) -> Done:
    """What discharges a stage, the other ways left out."""
    done = stage.done[process.city.chosen[stage.done_reading] if stage.done_reading else "*"]
    groups = tuple(tuple(act for act in group if not act.exception) for group in done.groups)
    return Done(groups=groups, stand_in=done.stand_in, proofs=done.proofs)
