"""What a city states about its stages, as data; `deadlines` answers from it and gives these names to the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from hotline_rules._model import Model
from hotline_rules.clock import Span
from hotline_rules.errors import nearest_first
from hotline_rules.law import Modality
from hotline_rules.ticket import EVENT_FIELDS, Kind, Origin, Rank, Track, Urgency

Starts = Literal["accepted", "transferred", "arrived", "signed"]


class Act(Model):
    """An event that counts as an act, if its named fields are set: `replied` with `final`, say."""

    event: str
    needs: tuple[str, ...] = ()
    exception: bool = False
    """An act that discharges in another way (explained with a solution): without it no lateness is certain."""
    shows: bool = False
    """An act that a unit can only do afterwards, and that so shows it done; a log need not carry it."""

    @model_validator(mode="after")
    def _is_an_event(self) -> Act:
        if self.event not in EVENT_FIELDS:
            known = nearest_first(self.event, EVENT_FIELDS)
            raise ValueError(f"unknown event type {self.event!r}; known: {', '.join(known)}")
        for name in self.needs:
            if name not in EVENT_FIELDS[self.event]:
                known = nearest_first(name, EVENT_FIELDS[self.event])
                raise ValueError(f"{self.event} has no field {name!r}; known: {', '.join(known)}")
        return self


ActTable = dict[str, tuple[tuple[str, ...], ...]]


def act_table(group: Iterable[Act]) -> ActTable:
    """A group of acts as a table from event to the fields that must be set, for each act of that event.

    An event that counts whatever its fields has an empty row. A reply that did not reach the caller is none.
    """
    table: ActTable = {}
    for act in group:
        needs = (*act.needs, "reached") if act.event == "replied" else act.needs
        known = table.get(act.event)
        table[act.event] = () if not needs or known == () else (*(known or ()), needs)
    return table


class Done(Model):
    """What discharges a stage: of each group one act, the earliest. The stage is done with the last of the groups.

    With `stand_in`, a group none of whose events the log carries is left out, as long as one group is left.
    """

    groups: tuple[tuple[Act, ...], ...]
    stand_in: bool = False
    proofs: tuple[Act, ...] = ()
    """Acts that show it had been done by then, but not when."""

    @cached_property
    def tables(self) -> tuple[ActTable, ...]:
        """The groups, each as a table from event to what must be set on it."""
        return tuple(act_table(group) for group in self.groups)

    @cached_property
    def proof_table(self) -> ActTable:
        """The proofs as a table."""
        return act_table(self.proofs)


class Case(Model):
    """One line of a stage's table of limits; the first line that fits a ticket is the one. Absent means any.

    `limit`: `span`; `none` (the text sets no limit); `not_stated` (the text names no number for this case);
    `not_given` (another text sets it, and the ticket must say). `governed_by`: a limit set on the ticket by one
    of these ranks takes the place of `limit`, under `governed_provision` if that is another. `advisory` is shown,
    and binds nobody. With `reading`, the line stands only while that reading takes one of `options`.
    """

    kinds: tuple[Kind, ...] | None = None
    origins: tuple[Origin, ...] | None = None
    urgencies: tuple[Urgency, ...] | None = None
    tracks: tuple[Track, ...] | None = None
    reading: str | None = None
    options: tuple[str, ...] = ()
    limit: Literal["span", "none", "not_stated", "not_given"] = "span"
    span: Span | None = None
    advisory: Span | None = None
    governed_by: tuple[Rank, ...] = ()
    governed_cited: bool = False
    """Whether such a limit counts only with its source cited."""
    governed_provision: str | None = None
    provision: str | None = None
    modality: Modality | None = None
    """How this line binds, if otherwise than the stage."""

    @model_validator(mode="after")
    def _has_a_span(self) -> Case:
        if (self.limit == "span") != (self.span is not None):
            raise ValueError("accepted: a span exactly where limit is 'span'")
        return self


class Longer(Model):
    """Which ranks of law may set a longer limit (AMB-16), and whether it stands by itself (AMB-12)."""

    ranks: tuple[Rank, ...]
    liberal_ranks: tuple[Rank, ...] = ()
    provision: str | None = None


class Stage(Model):
    """One stage with a limit.

    `scope`: `answer` is judged for each turn of the unit that answers; `unit` for every unit that received the
    ticket; `hotline` once a ticket. `start` is an event, or what the reading `start_reading` takes.
    `done` maps the options of `done_reading` to what discharges; without a reading its key is `*`.
    `moved_by_grants`: a granted extension moves the due; `extendable`: the regulation provides for asking.
    """

    name: str
    provision: str
    modality: Modality = Modality.DUTY
    scope: Literal["answer", "unit", "hotline"] = "answer"
    start: Starts
    start_reading: str | None = None
    since_urgent: bool = False
    cases: tuple[Case, ...]
    done: dict[str, Done]
    done_reading: str | None = None
    longer: Longer | None = None
    moved_by_grants: bool = False
    extendable: bool = False
    by_act: dict[str, str] = Field(default_factory=dict)
    """The provision of an act that discharges in another way: `{"explained": "20(1)(三)"}`."""
    decided_first_reading: str | None = None
    """The reading that settles it where units must be named first (a designation, a co-handler)."""
    waived_reading: str | None = None
    waived_options: tuple[str, ...] = ()
    superseded_by: tuple[Act, ...] = ()
    superseded_reading: str | None = None
    superseded_options: tuple[str, ...] = ()
    superseded_provision: str | None = None
    not_needed_after: tuple[str, ...] = ()
    """What makes it unneeded, of a stage of the hotline's own."""
    urgent_not_needed_after: tuple[str, ...] | None = None
    """The same for an urgent matter, if that is less."""
    readings: tuple[str, ...] = ()
    """Readings it rests on whatever happens."""


class Promise(Model):
    """A stage whose due is a date told to the caller, capped by a statutory one where the city says so."""

    name: str = "promise"
    provision: str
    modality: Modality = Modality.DUTY
    told_by: tuple[Act, ...]
    told_by_if_waived: tuple[Act, ...] = ()
    """What tells the date where the caller asked for no reply (AMB-14)."""
    done: Done
    proofs: tuple[Act, ...] = ()
    """Acts after the telling that show it had been done by then, but not when."""
    after_telling: bool = False
    """Only an act after the telling counts: the telling itself is a reply of another kind."""
    statutory: Longer | None = None
    readings: tuple[str, ...] = ()


class ReturnWindow(Model):
    """The window for a unit to send a ticket back; a verdict only for a request made.

    With `reading` there is one only under its `options`.
    """

    name: str = "return"
    provision: str
    modality: Modality = Modality.DUTY
    span: Span
    reading: str | None = None
    options: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


class ExtensionWindow(Model):
    """The window for asking more time: until so many working days before the due of the stage `of` (0: until the due).

    `presumed` is how many working days an unstated request is taken to ask for (AMB-51).
    """

    name: str = "extension_request"
    provision: str
    modality: Modality = Modality.DUTY
    of: str
    before: int = Field(ge=0)
    presumed: int = Field(ge=1)
    statute_provision: str | None = None
    """What governs a request made because a law sets another limit; whether the cut-off reaches it is contested."""
    readings: tuple[str, ...] = ()


class DeadlineRules(Model):
    """Everything a city states about deadlines."""

    stages: tuple[Stage, ...]
    promise: Promise | None = None
    return_window: ReturnWindow | None = None
    extension_window: ExtensionWindow | None = None
    special_law: str | None = None
    """The provision beside which a shorter limit of law is shown as binding the unit (AMB-54)."""
    special_law_done: Done = Done(
        groups=(
            (
                Act(event="handled"),
                Act(event="replied", needs=("final",)),
                Act(event="fed_back"),
                Act(event="explained", needs=("solution_proposed",), exception=True),
            ),
        )
    )
    """What a shorter limit of law on handling asks for: the earliest act that shows the result."""
    reply_waivable: bool = False
    """Whether the caller may ask for no reply, so that no stage waits for one."""
    return_provided: bool = True
    """Whether a unit may ask to send a ticket back; where it may not, asking changes nothing."""
    return_needs_approval: bool = True
    termination_needs_approval: bool = False
    signature_terminates: bool = False
    """Whether a written opinion signed by the principal, and explained to the caller, ends the handling."""
    unit_answers_itself: bool = False
    """Whether a reply by a body under the unit is not the unit's for certain."""
    handling: tuple[str, ...] = Field(default=("handle",))
    """The stages that windows and returns are about, the first that exists."""

    def citations(self) -> Iterator[tuple[str, str]]:
        """Yield every provision these rules cite, and by which stage, promise or window."""
        for stage in self.stages:
            cited = [stage.provision, stage.superseded_provision, *stage.by_act.values()]
            cited += [place for case in stage.cases for place in (case.provision, case.governed_provision)]
            cited += [stage.longer.provision] if stage.longer else []
            yield from ((place, stage.name) for place in cited if place)
        if self.promise:
            yield self.promise.provision, self.promise.name
        if self.return_window:
            yield self.return_window.provision, self.return_window.name
        if window := self.extension_window:
            yield from ((place, window.name) for place in (window.provision, window.statute_provision) if place)
        if self.special_law:
            yield self.special_law, "special_law"

    @model_validator(mode="after")
    def _names_are_unique(self) -> DeadlineRules:
        names = [stage.name for stage in self.stages]
        if len(names) != len(set(names)):
            raise ValueError("a stage stands twice")
        if self.extension_window and self.extension_window.of not in names:
            raise ValueError(f"extension_window.of: unknown stage {self.extension_window.of!r}")
        return self
