"""Checks on a ticket: what a text asks of a single ticket without a number, each as a named check.

`TicketCheck` is what a city states. What the log can show is read off the log; the rest a person answers, as a fact of
the check's own name. `check` answers every one of them: kept, not kept, or not known. “Promptly” has no number: the two
times are recorded and nothing is said of lateness (AMB-44).
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import model_validator

from hotline_rules._model import Model
from hotline_rules._process import Process
from hotline_rules.answering import shown
from hotline_rules.clock import When
from hotline_rules.errors import UnknownNameError
from hotline_rules.facts import Fact, Truth, truth
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import FIELD_VALUES, Case, Condition, Duty, facts_of, holds
from hotline_rules.ticket import EVENT_TYPES, Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


class TicketCheck(Model):
    """One check: its name, the provision, whom it addresses, and the question a person answers where the log cannot.

    `shown_by` and `after` are those of a duty: the events (or fields of them) that show the check kept. `needs` are
    events (or flags of them) at least one of which makes it a question at all, `when` a condition on fields, readings
    and facts, `unless` one that makes it none once it holds. `between` are two events whose distance is recorded for a
    requirement without a number: the log then never says that it was kept (AMB-44). An answer of *no* means that the
    check is not kept.
    """

    id: str
    provision: str
    actor: Actor
    zh: str
    en: str
    question_zh: str
    question_en: str
    modality: Modality = Modality.DUTY
    shown_by: tuple[str, ...] = ()
    after: str | None = None
    needs: tuple[str, ...] = ()
    when: Condition | None = None
    unless: Condition | None = None
    between: tuple[str, str] | None = None
    each_round: bool = False
    """Asked anew of every round: the log shows it kept by what followed the last that has what it `needs`."""
    owed: bool = False
    """Still to be done once the log shows that it applies, whatever facts are told of the matter."""
    readings: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_events(self) -> TicketCheck:
        for name in (*(place.partition(".")[0] for place in self.needs), *(self.between or ())):
            if name not in EVENT_TYPES:
                raise ValueError(f"check {self.id}: {UnknownNameError('event', name, EVENT_TYPES)}")
        return self

    @property
    def fact(self) -> Fact:
        """The question as a fact: yes is kept, no is not kept."""
        return Fact(
            name=self.id,
            label_zh=self.zh,
            label_en=self.en,
            question_zh=self.question_zh,
            question_en=self.question_en,
            readings=self.readings,
        )

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions it has."""
        return tuple(where for where in (self.when, self.unless) if where)

    @cached_property
    def duty(self) -> Duty:
        """The check as a duty."""
        return Duty(
            id=self.id, provision=self.provision, actor=self.actor, zh=self.zh, en=self.en, modality=self.modality,
            shown_by=self.shown_by, after=self.after,
        )  # fmt: skip


class Checked(NamedTuple):
    """A check on one ticket: whether it applies, whether it is kept, who says so, and how long something took.

    `kept` is `None` where neither the log nor a person says. `by` is `log` or `person`.
    """

    check: TicketCheck
    applies: Truth
    kept: Truth
    by: str | None
    took: timedelta | None

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values; lengths in seconds."""
        return {
            "id": self.check.id,
            "provision": self.check.provision,
            "actor": self.check.actor.value,
            "modality": self.check.modality.value,
            "applies": self.applies,
            "kept": self.kept,
            "by": self.by,
            "took_seconds": self.took // timedelta(seconds=1) if self.took is not None else None,
        }


class Checks(NamedTuple):
    """The answer of `checks.check`: every check of the city that can apply, and what was not kept."""

    checked: tuple[Checked, ...]
    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Checked, ...]:
        """The checks that apply, or may, and of which nobody says whether they are kept."""
        return tuple(one for one in self.checked if one.applies is not False and one.kept is None)


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Checks:
    """Answer every check of a city for a ticket as it stood at `as_of` (a date: the end of that day).

    Raises as `acceptance.check` does.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Checks:
    """The same for a process."""
    checked = tuple(_checked(process, one) for one in process.city.checks) if process.binds else ()
    return Checks(checked, tuple(_found(process, one) for one in checked if one.applies and one.kept is False))


def _checked(process: Process, one: TicketCheck) -> Checked:
    told = truth(process.ticket.facts.get(one.id))
    log = process.since_round(_last_round(process, one.needs)) if one.each_round else process.ticket
    by_log = None if one.between else shown(log, process.city, one.duty)
    kept, by = (told, "person") if told is not None else (by_log, "log" if by_log is not None else None)
    return Checked(one, _applies(process, one), kept, by, _took(process, one))


def _last_round(process: Process, needs: tuple[str, ...]) -> int:
    """The last round in which one of some events happened."""
    rounds = enumerate(process.matter.log.rounds, start=1)
    return max((number for number, events in rounds if any(one.event.type in needs for one in events)), default=1)


def _applies(process: Process, one: TicketCheck) -> Truth:
    """Whether the check is a question of this ticket."""
    happened = _happened(process, one.needs) if one.needs else True
    if happened is False or not one.conditions:
        return happened
    fields = dict(zip(FIELD_VALUES, process.fields, strict=True))
    case = Case(process.ticket.facts, fields, process.city.chosen)
    if one.unless and holds(one.unless, case):
        return False
    holding = holds(one.when, case) if one.when else True
    return holding if happened or holding is False else None


def _happened(process: Process, places: tuple[str, ...]) -> Truth:
    """Whether one of some events, or a flag of one, is in the log; `None` where the log cannot say."""
    types = {place: place.partition(".") for place in places}
    said = [
        getattr(one.event, flag) if flag else True for kind, _, flag in types.values() for one in process.of_type(kind)
    ]
    if any(said):
        return True
    return False if all(process.carries(kind) for kind, _, _ in types.values()) and None not in said else None


def _took(process: Process, one: TicketCheck) -> timedelta | None:
    """How long lay between two events, by the clock; `None` where one is not recorded or only its date is."""
    if one.between is None:
        return None
    first, last = (next(iter(process.of_type(name)), None) for name in one.between)
    if first is None or last is None or first.first != first.last or last.first != last.last:
        return None
    return last.first - first.first if last.first >= first.first else None


def _found(process: Process, one: Checked) -> Finding:
    """A check that is not kept; what a caller is asked to do has no consequence, and is noted."""
    check = one.check
    weight = Severity.DEVIATION if check.modality is Modality.IN_PRINCIPLE else Severity.BREACH
    if check.actor is Actor.CALLER:
        weight = Severity.NOTE
    unit = (process.legs[-1].unit if process.legs else None) or process.ticket.unit
    return process.found(
        "check_not_kept", weight, check.provision, on=check.actor, modality=check.modality, about=(check.id,),
        unit=unit if check.actor is Actor.UNIT else None,
    )  # fmt: skip


def facts_named(checks: tuple[TicketCheck, ...]) -> tuple[str, ...]:
    """The facts that the conditions of some checks name."""
    return tuple(dict.fromkeys(name for one in checks for where in one.conditions for name in facts_of(where)))
