"""Deadlines: what a city states about its stages, and when each is due, done, late or not to be decided.

`DeadlineRules` is what a city states, as data. `check` answers for one ticket at one instant. It knows no city
and keeps nothing: every verdict comes from the events that had happened by `as_of`, in whatever order they are
given. An answer that is not certain is `undetermined`, and `why` names what it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from hotline_rules import _log
from hotline_rules._log import End, Leg, Log, Seen
from hotline_rules._stage_rules import (
    Act,
    Case,
    DeadlineRules,
    Done,
    ExtensionWindow,
    Longer,
    Promise,
    ReturnWindow,
    Stage,
)
from hotline_rules._verdict import Basis, Deadlines, Distance, StageVerdict, State, Window
from hotline_rules.clock import PLAIN, Due, Span, Unit, When
from hotline_rules.days import State as DayState
from hotline_rules.errors import OutsideCalendarError
from hotline_rules.law import InForce, Modality
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

__all__ = [
    "Act", "Case", "DeadlineRules", "Deadlines", "Distance", "Done", "ExtensionWindow", "Longer", "Promise",
    "ReturnWindow", "Stage", "StageVerdict", "State", "Window", "check",
]  # fmt: skip


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Deadlines:
    """Return a verdict for every stage, round and turn of a ticket, as it stood at `as_of`.

    `as_of` is an instant, or a date: the end of that day (24:00, inclusive). Events after it are not yet known.
    """
    return _Check(ticket, city, _log.read(ticket, city.clock, as_of)).run()


class _Start(NamedTuple):
    """When a stage began: between which instants, and what that rests on."""

    first: datetime
    last: datetime
    notes: tuple[str, ...] = ()


class _Limit(NamedTuple):
    """The end of a stage, or why it has none; `open_ended`: its latest end is not known."""

    due: Due | None
    why: str | None = None
    open_ended: bool = False
    applicable: bool = True
    notes: tuple[str, ...] = ()
    moved_from: Due | None = None
    asked: Seen | None = None
    asked_until: datetime | None = None


class _Settled(NamedTuple):
    """How a stage stands."""

    state: State
    why: str | None = None
    next_change: datetime | None = None


class _Judged(NamedTuple):
    """What was found of one stage in one turn, for the windows and promises that hang on it."""

    stage: Stage
    start: _Start
    ungranted: _Limit
    limit: _Limit
    done: Seen | None


_STANDS_IN = {"arrived": ("transferred",), "transferred": ("arrived",), "signed": ("arrived", "transferred")}
_UNIT_ACTS = (
    "signed", "first_response", "progress", "result", "extension_requested", "return_requested",
    "termination_requested", "explained", "promised", "handled", "replied", "fed_back",
)  # fmt: skip


class _Check:
    """Answers for one ticket. One use each; `used` gathers the readings of the verdict being made."""

    def __init__(self, ticket: Ticket, city: Jurisdiction, log: Log) -> None:
        self.ticket = ticket
        self.city = city
        self.clock = city.clock
        self.rules = city.deadlines
        self.chosen = city.chosen
        self.log = log
        self.now = log.now
        self.kind, self.urgency, self.kind_since, self.urgent_since = log.classified
        self.used: list[str] = []
        self.ungranted = _Limit(None)
        self.judged: dict[tuple[int, str], _Judged] = {}

    def run(self) -> Deadlines:
        legs = _log.legs(self.log, self.ticket, self.city.customs)
        force = self.in_force()
        verdicts: list[StageVerdict] = []
        windows: list[Window] = []
        for stage in self.rules.stages:
            if stage.scope == "hotline":
                verdicts += self.hotline_stage(stage)
            elif stage.scope == "unit":
                for leg in legs:
                    verdicts += self.unit_stage(stage, leg)
            else:
                for leg in legs:
                    verdicts += self.answer_stage(stage, leg)
        for leg in legs:
            if leg.acts:
                verdicts += self.promise_stage(leg)
                verdicts += self.special_law(leg)
                verdicts += self.return_requests(leg)
                verdicts += self.extension_requests(leg)
                windows += self.open_windows(leg)
        if force is not InForce.YES:
            verdicts = [self.not_certainly_in_force(v, force) for v in verdicts]
            windows = []
        verdicts.sort(key=lambda v: v.round)
        return Deadlines(_numbered(verdicts), tuple(windows), self.notes(legs))

    # -- the ticket as a whole ---------------------------------------------------------------------------------

    def in_force(self) -> InForce:
        """Whether the regulation bound on the day of the transfer (AMB-48)."""
        sent = _log.first_of(self.log.seen, "transferred", "arrived") or (self.log.seen or [None])[0]
        return self.city.regulation.in_force(sent.first.date()) if sent else InForce.YES

    def not_certainly_in_force(self, verdict: StageVerdict, force: InForce) -> StageVerdict:
        basis = verdict.basis._replace(readings=(*verdict.basis.readings, "AMB-48"))
        if force is InForce.NO:
            return verdict._replace(
                state=State.NOT_APPLICABLE, why="not_in_force", due=None, due_latest=None, next_change=None, basis=basis
            )
        if verdict.state in (State.NOT_APPLICABLE, State.WAIVED, State.SUPERSEDED):
            return verdict._replace(basis=basis)
        return verdict._replace(state=State.UNDETERMINED, why="in_force_unknown", next_change=None, basis=basis)

    def notes(self, legs: Sequence[Leg]) -> tuple[str, ...]:
        told = [f"assumed:{name}" for name in self.ticket.assumed]
        told += [f"notice:{n.code}" for n in self.city.regulation.notices_on(self.now.date())]
        told += [f"overlay:{name}" for name in self.city.overlays]
        if not any(leg.receipts or leg.named or leg.redispatch for leg in legs):
            told.append("not_transferred")
        return tuple(told)

    # -- the three scopes --------------------------------------------------------------------------------------

    def answer_stage(self, stage: Stage, leg: Leg) -> list[StageVerdict]:
        """The stage of the unit that answers, in one of its turns."""
        self.used = list(stage.readings)
        cases = self.cases(stage)
        if not cases:
            return []
        start = self.start(stage, leg)
        if start is None:
            return self.not_started(stage, leg, cases)
        if stage.since_urgent and self.urgent_since and self.urgent_since.last > start.first:
            start = _Start(
                max(start.first, self.urgent_since.first), max(start.last, self.urgent_since.last), start.notes
            )
            self.used.append("AMB-72")
        limit = self.limit(stage, cases, start, leg)
        return [self.verdict(stage, leg, cases[0], start, limit)]

    def unit_stage(self, stage: Stage, leg: Leg) -> list[StageVerdict]:
        """A stage that binds each unit that received the ticket (signing)."""
        found = []
        for unit, receipts in _receipts_by_unit(leg):
            self.used = list(stage.readings)
            cases = self.cases(stage)
            if not cases:
                continue
            start = self.receipt(stage.start, receipts)
            if start is None:
                continue
            own = Leg(leg.round, unit=unit, receipts=receipts, end=leg.end)
            own.acts = [s for s in leg.acts if s.event.unit is None or unit is None or s.event.unit == unit]
            limit = self.limit(stage, cases, start, own)
            found.append(self.verdict(stage, own, cases[0], start, limit))
        return found

    def hotline_stage(self, stage: Stage) -> list[StageVerdict]:
        """A stage of the hotline itself, once a ticket."""
        self.used = list(stage.readings)
        cases = self.cases(stage)
        if not cases:
            return []
        seen = self.log.rounds[0]
        leg = Leg(1, acts=seen)
        stop = _log.first_of(seen, *stage.not_needed_after)
        leg.end = End(stop, stop.event.type, None) if stop else None
        began = self.hotline_start(stage, seen)
        if began is None:
            return self.not_started(stage, leg, cases)
        start = _Start(began.first, began.last)
        return [self.verdict(stage, leg, cases[0], start, self.limit(stage, cases, start, leg))]

    def hotline_start(self, stage: Stage, seen: Sequence[Seen]) -> Seen | None:
        """From the ticket's creation, or from the recognition if the first call had not shown it (AMB-07)."""
        since = self.urgent_since
        if stage.since_urgent and since and getattr(since.event, "new_facts", False):
            return since
        return _log.first_of(seen, stage.start)

    def not_started(self, stage: Stage, leg: Leg, cases: Sequence[Case]) -> list[StageVerdict]:
        """Nothing, unless the log lacks the start or shows acts that presuppose it."""
        needed = {stage.start, *_STANDS_IN.get(stage.start, ())}
        if needed <= set(self.ticket.not_recorded):
            why = "start_not_recorded"
        elif any(s.event.type in _UNIT_ACTS for s in leg.acts):
            why = "start_missing"
        else:
            return []
        limit = _Limit(None, why)
        return [self.verdict(stage, leg, cases[0], None, limit)]

    # -- starts ------------------------------------------------------------------------------------------------

    def start(self, stage: Stage, leg: Leg) -> _Start | None:
        """When a unit's turn began, by the reading that settles it (AMB-02)."""
        name: str = stage.start
        if stage.start_reading:
            self.used.append(stage.start_reading)
            name = self.chosen[stage.start_reading]
        found = self.start_by(name, leg)
        if found and leg.earlier:
            before = self.start_by(name, leg.earlier)
            if before:
                self.used.append("AMB-27")
                found = _Start(before.first, found.last, (*found.notes, "same_unit_unknown"))
        return found

    def start_by(self, name: str, leg: Leg) -> _Start | None:
        if name == "accepted":
            found = _log.first_of(self.log.seen, "accepted")
            return _Start(found.first, found.last) if found else None
        if name == "signed":
            signed = leg.first("signed")
            if signed:
                return _Start(signed.first, signed.last)
            name = "arrived"
        if leg.named and leg.receipts:
            return self.named_start(name, leg)
        found_receipt = self.receipt(name, self.own_receipts(leg))
        if found_receipt:
            return found_receipt
        if leg.named:
            return _Start(leg.named.first, leg.named.last, ("start_from_designation",))
        if leg.redispatch and not leg.receipts:
            return _Start(leg.redispatch.first, leg.redispatch.last, ("start_from_redispatch",))
        return None

    def named_start(self, name: str, leg: Leg) -> _Start:
        """A lead named after the transfer runs from its naming (AMB-38)."""
        named = leg.named
        assert named is not None
        self.used.append("AMB-38")
        own = [s for s in (*leg.receipts, *leg.others) if s.event.unit == leg.unit] or leg.receipts
        got = self.receipt(name, own)
        if got is None:
            return _Start(named.first, named.last, ("start_from_designation",))
        return _Start(max(got.first, named.first), max(got.last, named.last), got.notes)

    def own_receipts(self, leg: Leg) -> list[Seen]:
        """The receipts that can start a unit's turn: the lead's, if one is named as such."""
        leads = [s for s in leg.receipts if s.event.role == "lead"]
        if leads:
            return leads
        relayed = [s for s in leg.others if s.event.role == "relay"]
        if not relayed:
            return leg.receipts
        self.used.append("AMB-04")
        last = relayed[-1].first
        return [s for s in leg.receipts if s.event.type == "arrived" or s.first > last]

    def receipt(self, name: str, receipts: Sequence[Seen]) -> _Start | None:
        """The first receipt of the wanted type; transfer and arrival stand in for one another, and it is said."""
        wanted = [s for s in receipts if s.event.type == name]
        notes: tuple[str, ...] = ()
        if not wanted:
            wanted = list(receipts)
            notes = (f"{name}_stood_in",)
        if not wanted:
            return None
        first = wanted[0]
        units = {s.event.unit for s in wanted if s.event.role is None} - {None}
        if len(units) > 1 and first.event.role is None:
            self.used.append("AMB-38")
            return _Start(first.first, max(s.last for s in wanted), (*notes, "lead_not_named"))
        return _Start(first.first, first.last, notes)

    # -- limits ------------------------------------------------------------------------------------------------

    def cases(self, stage: Stage) -> list[Case]:
        """The line of the table that fits; where the kind is not known, every line that may fit."""
        found: list[Case] = []
        for case in stage.cases:
            if not self.fits(case):
                continue
            if case.kinds is None:
                return [*found, case] if not found or self.kind is None else found
            if self.kind is None:
                found.append(case)
            elif self.kind in case.kinds:
                return [case]
        return found

    def fits(self, case: Case) -> bool:
        """Whether a line fits in everything but the kind."""
        if case.urgencies is not None and self.urgency not in case.urgencies:
            return False
        if case.origins is not None and self.ticket.origin not in case.origins:
            return False
        if case.tracks is not None and self.ticket.track not in case.tracks:
            return False
        if case.reading is not None:
            self.used.append(case.reading)
            return self.chosen[case.reading] in case.options
        return True

    def limit(self, stage: Stage, cases: Sequence[Case], start: _Start, leg: Leg) -> _Limit:
        """When the stage ends, with everything that moves its end."""
        if leg.round > 1 and stage.scope == "answer":
            self.used.append("AMB-25")
            if self.chosen["AMB-25"] == "none":
                return _Limit(None, "no_limit_for_re_handling", applicable=False)
        try:
            limit = self.base_limit(cases, start, leg)
            if limit.due is None:
                return limit
            if self.kind_since and self.kind_since.first > start.first and len(stage.cases) > 1:
                limit = self.not_late_before_change(limit, limit.due)
            if stage.longer:
                limit = self.lengthened(stage.longer, limit, start, leg)
            self.ungranted = limit
            if stage.moved_by_grants:
                limit = self.granted(stage, limit, start, leg)
        except OutsideCalendarError:
            return _Limit(None, "outside_calendar")
        return limit

    def base_limit(self, cases: Sequence[Case], start: _Start, leg: Leg) -> _Limit:
        case = cases[0]
        if case.governed_by:
            governing = [
                s for s in leg.acts if s.event.type == "limit_set" and s.event.rank in case.governed_by
            ]
            if governing:
                return _Limit(self.due_set(governing[-1], start), notes=("limit_set_on_ticket",))
        if len(cases) > 1 or (self.kind is None and case.kinds is not None):
            return self.bounds(cases, start)
        if case.limit == "none":
            return _Limit(None, "no_limit", applicable=False)
        if case.limit == "span" and case.span:
            return _Limit(self.due(start, case.span))
        advisory = self.due(start, case.advisory) if case.advisory else None
        why = "no_limit_stated" if case.limit == "not_stated" else "limit_not_given"
        return _Limit(advisory, why, notes=("advisory_due",) if advisory else ())

    def bounds(self, cases: Sequence[Case], start: _Start) -> _Limit:
        """Where the kind was not recorded: from the shortest limit to the longest, if there is a longest."""
        self.used.append("AMB-23")
        dues = [self.due(start, case.span) for case in cases if case.span]
        if not dues:
            return _Limit(None, "kind_not_recorded")
        first = min(dues, key=lambda due: due.earliest)
        last = max(dues, key=lambda due: due.latest)
        if self.chosen["AMB-23"] == "shortest":
            return _Limit(first)
        due = Due(first.earliest, last.latest, first.first_day, last.last_day)
        return _Limit(due, "kind_not_recorded", open_ended=any(case.limit != "span" for case in cases))

    def due(self, start: _Start, span: Span) -> Due:
        counting = self.city.counting
        if start.first is start.last:
            return self.clock.due(start.first, span, counting)
        return self.clock.due_between(start.first, start.last, span, counting)

    def due_set(self, one: Seen, start: _Start) -> Due:
        """The due that a `limit_set` event gives."""
        event = one.event
        if event.working_days is not None:
            return self.due(start, Span(Unit.WORKING_DAYS, event.working_days))
        return self.told(event.due)

    def told(self, when: When) -> Due:
        """A date or an instant that somebody set."""
        if isinstance(when, datetime):
            at = self.clock.local(when)
            return Due(at, at)
        return self.clock.until(when)

    def not_late_before_change(self, limit: _Limit, due: Due) -> _Limit:
        """The new kind's length runs from the original start, and nobody is late before the change (AMB-72)."""
        change = self.kind_since
        assert change is not None
        self.used.append("AMB-72")
        moved = Due(max(due.earliest, change.last), max(due.latest, change.last), due.first_day, due.last_day)
        return limit._replace(due=moved)

    def statutory(self, longer: Longer, leg: Leg) -> list[Seen]:
        """The limits of law noted on the ticket by a rank that may set one here (AMB-16)."""
        noted = [s for s in leg.acts if s.event.type == "limit_set"]
        if not noted:
            return []
        ranks = longer.ranks
        if any(s.event.rank in longer.liberal_ranks for s in noted):
            self.used.append("AMB-16")
            if self.chosen["AMB-16"] == "liberal_basis":
                ranks = (*ranks, *longer.liberal_ranks)
        return [s for s in noted if s.event.rank in ranks]

    def lengthened(self, longer: Longer, limit: _Limit, start: _Start, leg: Leg) -> _Limit:
        """A longer limit of law stands by itself, whenever it was noted (AMB-12)."""
        due = limit.due
        for one in self.statutory(longer, leg):
            other = self.due_set(one, start)
            if due is not None and other.latest > due.latest:
                self.used += ["AMB-12", "AMB-16"]
                limit = limit._replace(due=other, why=None, notes=(*limit.notes, "statutory_limit"))
                due = other
        return limit

    def granted(self, stage: Stage, limit: _Limit, start: _Start, leg: Leg) -> _Limit:
        """A grant moves the due, counted on from the old one; a request made in time holds it open (AMB-51)."""
        asked: Seen | None = None
        for one in leg.acts:
            event = one.event
            if event.type == "extension_requested":
                asked = one
            elif event.type == "extension_decided":
                if event.granted:
                    limit = self.moved(stage, limit, start, leg, one, asked)
                asked = None
        if asked and stage.extendable and limit.due and asked.first <= limit.due.latest:
            self.used.append("AMB-51")
            limit = limit._replace(asked=asked, asked_until=self.asked_until(limit.due, asked, start, leg))
        return limit

    def moved(
        self, stage: Stage, limit: _Limit, start: _Start, leg: Leg, decided: Seen, asked: Seen | None
    ) -> _Limit:
        self.used.append("AMB-51")
        notes = limit.notes if stage.extendable else (*limit.notes, "grant_without_basis")
        days = decided.event.working_days or (asked.event.working_days if asked else None)
        due = limit.due
        if due is None:
            return limit
        if days is not None and due.first_day is not None:
            return limit._replace(due=self.clock.extended(due, days), moved_from=due, notes=(*notes, "extended"))
        statute = self.statute_date(asked, start, leg)
        if statute and statute.latest > due.latest:
            self.used.append("AMB-12")
            return limit._replace(due=statute, moved_from=due, notes=(*notes, "extended"))
        return limit._replace(open_ended=True, why="extension_length_unknown", moved_from=due, notes=(*notes, "extended"))

    def asked_until(self, due: Due, asked: Seen, start: _Start, leg: Leg) -> datetime | None:
        """The end that a grant of what was asked would give; `None` if that is not known."""
        statute = self.statute_date(asked, start, leg)
        if asked.event.basis == "statute":
            return statute.latest if statute else None
        window = self.rules.extension_window
        days = asked.event.working_days or (window.presumed if window else None)
        if days is None or due.first_day is None:
            return None
        return self.clock.extended(due, days).latest

    def statute_date(self, asked: Seen | None, start: _Start, leg: Leg) -> Due | None:
        """The limit of law that an extension for that reason reaches (AMB-12)."""
        if asked is None or asked.event.basis != "statute":
            return None
        noted = [s for s in leg.acts if s.event.type == "limit_set" and s.event.rank in ("law", "regulation", "rule")]
        return self.due_set(noted[-1], start) if noted else None

    # -- acts --------------------------------------------------------------------------------------------------

    def done(self, stage: Stage, leg: Leg) -> tuple[Seen | None, str | None, tuple[str, ...]]:
        """The act that discharged a stage, why it cannot be told if so, and what that rests on."""
        option = "*"
        if stage.done_reading:
            self.used.append(stage.done_reading)
            option = self.chosen[stage.done_reading]
        return self.discharged(stage.done[option], leg.acts, leg)

    def discharged(
        self, done: Done, acts: Iterable[Seen], leg: Leg
    ) -> tuple[Seen | None, str | None, tuple[str, ...]]:
        helpers = {s.event.unit for s in leg.others if s.event.role == "co"} - {None, leg.unit}
        own = [s for s in acts if s.event.unit not in helpers] if helpers else list(acts)
        missing = set(self.ticket.not_recorded)
        notes: list[str] = []
        groups = done.groups
        if missing:
            carried = [g for g in groups if not all(a.event in missing for a in g if not a.exception)]
            if len(carried) < len(groups):
                if not carried or not done.stand_in:
                    return None, "act_not_recorded", ()
                notes += ["acts_stand_in"]
                self.used.append("AMB-15")
            groups = tuple(carried)
            notes += [f"unrecorded:{a.event}" for g in groups for a in g if a.event in missing]
        found: Seen | None = None
        for group in groups:
            one = _earliest(own, group)
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

    # -- verdicts ----------------------------------------------------------------------------------------------

    def verdict(
        self, stage: Stage, leg: Leg, case: Case, start: _Start | None, limit: _Limit
    ) -> StageVerdict:
        done, unknown, notes = self.done(stage, leg)
        settled = self.settle(stage, leg, limit, done, unknown)
        if start and stage.scope == "answer":
            self.judged[id(leg), stage.name] = _Judged(stage, start, self.ungranted, limit, done)
        if done and leg.end and done.first > leg.end.at.last:
            done = None
        if start:
            notes = (*start.notes, *limit.notes, *notes)
        span = case.span or case.advisory
        basis = Basis(
            self.clock,
            self.now,
            span,
            start.last if start else None,
            limit.moved_from,
            leg.end.at.last if leg.end and done is None else None,
            tuple(self.used),
        )
        due = limit.due
        return StageVerdict(
            stage.name,
            leg.round,
            leg.unit or (self.ticket.unit if stage.scope != "hotline" else None),
            1,
            start.first if start else None,
            due.earliest if due else None,
            due.latest if due and not limit.open_ended else None,
            done.first if done else None,
            settled.state,
            settled.why,
            case.provision or stage.provision,
            stage.modality,
            notes,
            settled.next_change,
            basis,
        )

    def settle(
        self, stage: Stage, leg: Leg, limit: _Limit, done: Seen | None, unknown: str | None
    ) -> _Settled:
        """Waived, without a limit, superseded by another duty, or judged against its due."""
        if stage.waived_reading and self.ticket.reply_waived:
            self.used.append(stage.waived_reading)
            if self.chosen[stage.waived_reading] in stage.waived_options:
                return _Settled(State.WAIVED)
        if not limit.applicable:
            return _Settled(State.NOT_APPLICABLE, limit.why)
        due = limit.due
        if due is None or limit.why in ("no_limit_stated", "limit_not_given"):
            return _Settled(State.UNDETERMINED, limit.why)
        if stage.superseded_by and stage.superseded_reading:
            plan = _earliest(leg.acts, stage.superseded_by)
            earlier = done and plan and done.last < plan.first
            if plan and not earlier and plan.last <= due.earliest:
                self.used.append(stage.superseded_reading)
                if self.chosen[stage.superseded_reading] in stage.superseded_options:
                    return _Settled(State.SUPERSEDED, "plan_told")
        return self.compare(leg, limit, due, done, unknown)

    def compare(self, leg: Leg, limit: _Limit, due: Due, done: Seen | None, unknown: str | None) -> _Settled:
        """The heart: an act, an end, or the present instant, against the pair (earliest, latest)."""
        latest = None if limit.open_ended else due.latest
        hangs_on = limit.why or self.hangs_on(due, done)
        end = leg.end
        if done and not (end and done.first > end.at.last):
            if done.last <= due.earliest:
                return _Settled(State.IN_TIME)
            if latest is None or done.first <= latest:
                return _Settled(State.UNDETERMINED, hangs_on)
            if limit.asked and (limit.asked_until is None or done.last <= limit.asked_until):
                return _Settled(State.EXTENSION_PENDING, next_change=None)
            return _Settled(State.LATE)
        if unknown == "act_not_recorded":
            return _Settled(State.UNDETERMINED, unknown)
        if end:
            return self.ended(end, due, latest, hangs_on)
        return self.still_to_do(leg, limit, due, latest, hangs_on, unknown)

    def ended(self, end: End, due: Due, latest: datetime | None, hangs_on: str) -> _Settled:
        """The turn ended undone: in time it is superseded, later the lateness stays (AMB-27, -36, -59)."""
        self.used.append("AMB-59" if end.why == "withdrawn" else "AMB-36" if end.why == "terminated" else "AMB-27")
        at = end.asked or end.at
        if at.last <= due.earliest:
            return _Settled(State.SUPERSEDED, end.why)
        if latest is not None and at.first > latest:
            return _Settled(State.OVERDUE, end.why)
        return _Settled(State.UNDETERMINED, hangs_on)

    def still_to_do(
        self, leg: Leg, limit: _Limit, due: Due, latest: datetime | None, hangs_on: str, unknown: str | None
    ) -> _Settled:
        now = self.now
        if now <= due.earliest:
            return _Settled(State.OPEN, next_change=due.earliest)
        if unknown:
            return _Settled(State.UNDETERMINED, unknown)
        pending = leg.pending
        if pending and (latest is None or pending.first <= latest):
            self.used.append("AMB-36" if leg.pending_why == "termination_pending" else "AMB-27")
            return _Settled(State.UNDETERMINED, leg.pending_why)
        if latest is None or now <= latest:
            return _Settled(State.UNDETERMINED, hangs_on, latest)
        if limit.asked:
            until = limit.asked_until
            if until is None or now <= until:
                return _Settled(State.EXTENSION_PENDING, next_change=until)
        return _Settled(State.OVERDUE)

    def hangs_on(self, due: Due, done: Seen | None) -> str:
        """What makes an answer between the two ends uncertain."""
        if due.earliest == due.latest:
            return "time_of_day_unknown"
        if due.first_day is not None:
            return "days_unknown" if self.days_unknown(due) else "start_uncertain"
        return "hours_unknown" if self.clock.office_hours is None else "start_uncertain"

    def days_unknown(self, due: Due) -> bool:
        calendar = self.clock.calendar
        first, last = due.first_day, due.last_day
        if first is None or last is None or first == last:
            return False
        least, most = calendar.working_days_between(first, last)
        return least != most or any(d.state is DayState.UNKNOWN for d in calendar.days(first, last))

    # -- promises, special law, windows ------------------------------------------------------------------------

    def base(self, leg: Leg) -> _Judged | None:
        """The stage that the windows and promises of a turn are measured by."""
        for name in self.rules.handling:
            found = self.judged.get((id(leg), name))
            if found:
                return found
        return None

    def promise_stage(self, leg: Leg) -> list[StageVerdict]:
        """A date told to the caller is a due; a statutory one caps it (AMB-13, -69)."""
        promise, base = self.rules.promise, self.base(leg)
        if promise is None:
            return []
        self.used = list(promise.readings)
        told = [s for s in leg.acts if _matches(s, promise.told_by) and s.event.due is not None]
        capped = self.statutory_dues(promise, leg, base)
        if not told and not capped:
            return []
        dues = list(capped)
        start = base.start if base else None
        acts: Sequence[Seen] = leg.acts
        notes: tuple[str, ...] = ("statutory_limit",) if capped else ()
        if told:
            self.used.append("AMB-69")
            which, _, roll = self.chosen["AMB-69"].partition("_")
            telling = told[0 if which == "first" else -1]
            dues.append(self.rolled(self.told(telling.event.due)) if roll == "rolls" else self.told(telling.event.due))
            start = _Start(telling.first, telling.last)
            if promise.after_telling:
                acts = [s for s in leg.acts if s.first > telling.last]
        else:
            notes = (*notes, "no_date_told")
        due = min(dues, key=lambda one: one.latest)
        done, unknown, more = self.discharged(promise.done, acts, leg)
        settled = self.compare(leg, _Limit(due), due, done, unknown)
        shell = Stage(
            name=promise.name, provision=promise.provision, modality=promise.modality,
            start="arrived", cases=(), done={"*": promise.done},
        )  # fmt: skip
        return [self.told_verdict(shell, leg, start, due, done, settled, (*notes, *more))]

    def statutory_dues(self, promise: Promise, leg: Leg, base: _Judged | None) -> list[Due]:
        if promise.statutory is None or base is None or base.limit.due is None:
            return []
        dues = [self.due_set(s, base.start) for s in self.statutory(promise.statutory, leg)]
        longer = [due for due in dues if due.latest > base.limit.due.latest]
        return longer[-1:]

    def rolled(self, due: Due) -> Due:
        """A date on a day of rest moved to the next working day."""
        if due.first_day is None:
            return due
        before = due.first_day.toordinal() - 1
        return self.clock.due_between(
            self.clock.midnight(due.first_day.fromordinal(before)),
            self.clock.midnight(due.first_day.fromordinal(before)),
            Span(Unit.WORKING_DAYS, 1),
        )

    def special_law(self, leg: Leg) -> list[StageVerdict]:
        """A shorter limit of law is shown beside the regulation's own, as binding the unit (AMB-54)."""
        base = self.base(leg)
        if self.rules.special_law is None or base is None or base.limit.due is None:
            return []
        found = []
        for one in leg.acts:
            event = one.event
            if event.type != "limit_set" or event.rank not in ("law", "regulation", "rule"):
                continue
            self.used = ["AMB-54"]
            due = self.due_set(one, base.start)
            if due.latest >= base.limit.due.earliest:
                continue
            done, unknown, notes = self.done(base.stage, leg)
            settled = self.compare(leg, _Limit(due), due, done, unknown)
            shell = base.stage.model_copy(update={"name": "special_law", "provision": self.rules.special_law})
            told = (f"cite:{event.cite}",) if event.cite else ()
            found.append(self.told_verdict(shell, leg, base.start, due, done, settled, (*told, *notes)))
        return found

    def return_requests(self, leg: Leg) -> list[StageVerdict]:
        """A verdict on each request to return: made within its window or not (AMB-18, -19, -68)."""
        window = self.rules.return_window
        if window is None:
            return []
        found = []
        for one in leg.acts:
            if one.event.type != "return_requested":
                continue
            self.used = [*window.readings, "AMB-68"]
            start = self.return_start(leg, one)
            if start is None:
                continue
            due = self.return_due(window, start)
            settled = self.compare(_open(leg), _Limit(due), due, one, None)
            found.append(self.told_verdict(_shell(window), leg, start, due, one, settled, start.notes, window.span))
        return found

    def return_start(self, leg: Leg, request: Seen | None) -> _Start | None:
        verified = request.event.verified_at if request else None
        if "AMB-19" in (self.rules.return_window.readings if self.rules.return_window else ()):
            if self.chosen["AMB-19"] == "verified":
                return _Start(*self.clock.interval(verified)) if verified else None
        return self.start_by("arrived", leg)

    def return_due(self, window: ReturnWindow, start: _Start) -> Due:
        if window.span.unit is not Unit.SAME_DAY:
            return self.due(start, window.span)
        inside, _, outside = self.chosen["AMB-18"].partition("_or_")
        return self.clock.same_day(
            start.first, start.last, until_closing=inside == "closing", roll=outside == "next_working_day"
        )

    def extension_requests(self, leg: Leg) -> list[StageVerdict]:
        """A verdict on each request for more time: made by the cut-off before the due that then stood (AMB-10)."""
        window = self.rules.extension_window
        base = self.judged.get((id(leg), window.of)) if window else None
        if window is None or base is None or base.ungranted.due is None:
            return []
        found = []
        limit, asked = base.ungranted, None
        for one in leg.acts:
            event = one.event
            if event.type == "extension_requested":
                asked = one
                self.used = list(window.readings)
                found += self.extension_request(window, leg, base, limit, one)
            elif event.type == "extension_decided":
                if event.granted:
                    limit = self.moved(base.stage, limit, base.start, leg, one, asked)
                asked = None
        return found

    def extension_request(
        self, window: ExtensionWindow, leg: Leg, base: _Judged, limit: _Limit, one: Seen
    ) -> list[StageVerdict]:
        if limit.due is None:
            return []
        cut, other = self.cut_offs(window, limit.due)
        settled = self.compare(_open(leg), _Limit(cut), cut, one, None)
        flips = (one.last <= cut.earliest) != (one.last <= other.earliest)
        if flips and settled.state is not State.UNDETERMINED:
            settled = settled._replace(why="contested")
        verdict = self.told_verdict(_shell(window), leg, base.start, cut, one, settled, ())
        return [verdict]

    def cut_offs(self, window: ExtensionWindow, due: Due) -> tuple[Due, Due]:
        """The cut-off by the reading taken, and by the other one: a working day before, or the start of the due day."""
        before = self.clock.days_before(due, window.before)
        assert due.first_day is not None and due.last_day is not None
        begin = Due(self.clock.midnight(due.first_day), self.clock.midnight(due.last_day))
        return (before, begin) if self.chosen["AMB-10"] == "working_day_before" else (begin, before)

    def open_windows(self, leg: Leg) -> list[Window]:
        """What the unit may still do in a turn that runs: return, or ask for more time."""
        base = self.base(leg)
        if base is None or leg.end or leg.pending or base.done or base.limit.asked:
            return []
        found = []
        returning, extending = self.rules.return_window, self.rules.extension_window
        if returning:
            self.used = list(returning.readings)
            start = self.return_start(leg, None)
            if start:
                found.append((returning, self.return_due(returning, start)))
        if extending and base.stage.name == extending.of and base.limit.due and base.limit.due.first_day:
            found.append((extending, self.cut_offs(extending, base.limit.due)[0]))
        return [
            Window(w.name, leg.round, leg.unit, due.earliest, due.latest, w.provision, tuple(sorted(w.readings)))
            for w, due in found
            if self.now <= due.latest
        ]

    def told_verdict(
        self,
        stage: Stage,
        leg: Leg,
        start: _Start | None,
        due: Due,
        done: Seen | None,
        settled: _Settled,
        notes: tuple[str, ...],
        span: Span | None = None,
    ) -> StageVerdict:
        """A verdict against a due that was not counted here, or only for a window."""
        basis = Basis(
            self.clock, self.now, span, start.last if start else None, None,
            leg.end.at.last if leg.end and done is None else None, tuple(self.used),
        )  # fmt: skip
        return StageVerdict(
            stage.name, leg.round, leg.unit or self.ticket.unit, 1, start.first if start else None,
            due.earliest, due.latest, done.first if done else None, settled.state, settled.why,
            stage.provision, stage.modality, notes, settled.next_change, basis,
        )  # fmt: skip


def _shell(window: ReturnWindow | ExtensionWindow) -> Stage:
    """A window as a stage, for its verdict."""
    return Stage(
        name=window.name, provision=window.provision, modality=window.modality, start="arrived", cases=(), done={}
    )


def _open(leg: Leg) -> Leg:
    """The same turn with nothing that ended it: a request is judged for itself."""
    return Leg(leg.round, unit=leg.unit)


def _matches(seen: Seen, acts: Sequence[Act]) -> bool:
    event = seen.event
    return any(a.event == event.type and all(getattr(event, name) for name in a.needs) for a in acts)


def _earliest(seen: Iterable[Seen], group: Sequence[Act]) -> Seen | None:
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


def _receipts_by_unit(leg: Leg) -> list[tuple[str | None, list[Seen]]]:
    """The receipts of a turn by unit, relays and subordinates left out; a nameless transfer belongs to the first."""
    found: dict[str | None, list[Seen]] = {}
    for one in sorted((*leg.receipts, *leg.others), key=lambda s: s.first):
        event = one.event
        if event.role in ("relay", "subordinate"):
            continue
        unit = event.unit
        if unit is not None and unit not in found and None in found and list(found) == [None]:
            found[unit] = found.pop(None)
        elif unit is None and found and None not in found:
            unit = next(iter(found))
        found.setdefault(unit, []).append(one)
    return list(found.items())


def _numbered(verdicts: Sequence[StageVerdict]) -> tuple[StageVerdict, ...]:
    """Number the verdicts of one stage in one round."""
    seen: dict[tuple[str, int], int] = {}
    found = []
    for verdict in verdicts:
        key = (verdict.stage, verdict.round)
        seen[key] = seen.get(key, 0) + 1
        found.append(verdict if seen[key] == 1 else verdict._replace(n=seen[key]))
    return tuple(found)
