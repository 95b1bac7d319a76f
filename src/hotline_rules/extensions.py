"""Extensions: is a request for more time in order, may it be granted, what would the new due be, what is still to do.

`ExtensionRules` is what a city states, as data: a table over what a request says, the caps, and who decides. `check`
answers for every request of a ticket. A grant is relied upon: it always moves the due (see `deadlines`), and that it
broke a cap, or had no basis, is a finding on whoever granted it. Where a regulation has no extension the answer is
`no_basis`, under the provision that governs instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import Field, model_validator

from hotline_rules._limits import moved, noted, statute_date
from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Judged, Limit
from hotline_rules._model import Model
from hotline_rules._process import Process, before, negation, text_told
from hotline_rules._windows import cut_offs
from hotline_rules.answering import Answer, Rests, check_outcomes
from hotline_rules.clock import Due, When
from hotline_rules.errors import OutsideCalendarError
from hotline_rules.facts import Answer as Told
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor
from hotline_rules.rules import Duty, Ground, Table
from hotline_rules.ticket import Approver, Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

EXTENSION_OUTCOMES = ("in_order", "deviation", "not_in_order", "no_basis")
"""In order | to be granted only with a recorded reason | its conditions are not met | the regulation has none."""

_LAWS = ("law", "regulation", "rule")


class ExtensionRules(Model):
    """What a city states on extensions.

    `request` judges one request. `each` is the cap of one extension in working days, `times` how many there may be,
    `approver` who decides (`None`: the text names nobody); `further` facts lift the cap on number. `tell` is the duty
    that follows a grant.
    """

    request: Table
    each: int | None = Field(default=None, ge=1)
    times: int | None = Field(default=None, ge=1)
    further: tuple[str, ...] = ()
    approver: Approver | None = None
    tell: Duty | None = None

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> ExtensionRules:
        check_outcomes(self.request, EXTENSION_OUTCOMES)
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables of rules."""
        return (self.request,)

    def citations(self) -> Iterator[tuple[str, str]]:
        """Yield what is cited beside the tables."""
        if self.tell:
            yield self.tell.provision, f"{self.request.name}:{self.tell.id}"


class Extension(NamedTuple):
    """One request for more time: what is said of it, how it was decided, and the dues before and after.

    `number` is the how manieth extension of its turn it would be. `due` is the end that stood when it was asked,
    `cut_off` the end by which it was to be asked, `new_due` the end that a grant of what was asked (or what was
    granted) gives; `None` where that is not known. `granted` is `None` while it is undecided.
    """

    round: int
    unit: str | None
    number: int
    asked: Seen
    answer: Answer
    granted: bool | None
    decision: Seen | None
    due: Due | None
    cut_off: Due | None
    new_due: Due | None

    @property
    def asked_at(self) -> datetime:
        """When it was asked, at the earliest."""
        return self.asked.first

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "round": self.round,
            "unit": self.unit,
            "number": self.number,
            "asked": self.asked.first.isoformat(),
            "granted": self.granted,
            "due": _pair(self.due),
            "cut_off": _pair(self.cut_off),
            "new_due": _pair(self.new_due),
            **self.answer.as_dict(),
        }


class Extensions(NamedTuple):
    """The answer of `extensions.check`: every request, and what the regulation says of asking at all."""

    requests: tuple[Extension, ...]
    findings: tuple[Finding, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answer on each request."""
        return tuple(one.answer for one in self.requests)


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Extensions:
    """Judge every request for more time that a ticket's log shows at `as_of` (a date: the end of that day).

    Raises as `deadlines.check` and `acceptance.check` do.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Extensions:
    """The same for a process whose deadlines are known."""
    rules = process.city.extensions
    if rules is None or not process.of_type("extension_requested", "extension_decided"):
        return Extensions((), ())
    requests = [one for leg in process.legs for one in _of_turn(process, rules, leg)]
    findings = [finding for one in requests for finding in _found(process, rules, one)] if process.binds else []
    return Extensions(tuple(requests), tuple(findings))


def _of_turn(process: Process, rules: ExtensionRules, leg: Leg) -> list[Extension]:
    """The requests of one turn of a unit, each against the due that then stood."""
    base = _base(process, leg)
    limit = Limit(base.limit.moved_from or base.limit.due) if base else Limit(None)
    found: list[Extension] = []
    waiting: list[tuple[Seen, int, Limit]] = []
    granted = days_granted = 0
    for one in leg.acts:
        event = one.event
        if event.type == "extension_requested":
            waiting.append((one, granted + 1, limit))
        elif event.type == "extension_decided" and waiting:
            asked, number, stood = waiting.pop(0)
            found.append(_request(process, rules, leg, base, asked, number, stood, days_granted, one))
            if event.granted:
                granted += 1
                days_granted += event.working_days or asked.event.working_days or 0
        if event.type == "extension_decided" and event.granted and base and limit.due:
            asked_for = found[-1].asked if found and found[-1].decision is one else None
            limit = moved(process.matter, base.stage, limit, base.start, leg, one, asked_for)
    found += [
        _request(process, rules, leg, base, asked, number, stood, days_granted, None)
        for asked, number, stood in waiting
    ]
    return found


def _base(process: Process, leg: Leg) -> Judged | None:
    """The stage of a turn that extensions move."""
    window = process.city.deadlines.extension_window
    names = (window.of,) if window else process.city.deadlines.handling
    return next(
        (process.matter.judged[id(leg), name] for name in names if (id(leg), name) in process.matter.judged), None
    )


def _request(
    process: Process,
    rules: ExtensionRules,
    leg: Leg,
    base: Judged | None,
    asked: Seen,
    number: int,
    limit: Limit,
    days_before: int,
    decision: Seen | None,
) -> Extension:
    matter = process.matter
    cut_off = _cut_off(process, limit, asked)
    decided = decision.event if decision else None
    days = (decided.working_days if decided and decided.granted else None) or asked.event.working_days
    noted_laws = [one for one in noted(matter, leg) if one.event.rank in _LAWS and one.first <= asked.last]
    by_statute = asked.event.basis == "statute"
    told: dict[str, Told] = {
        "extension_by_statute": by_statute,
        "longer_law_noted": bool(noted_laws) or (False if process.carries("limit_set") else "unknown"),
        "extension_asked_late": _late(process, asked, cut_off),
        "extension_too_long": _too_long(process, rules, days, days_before),
        "extension_too_many": _too_many(process, rules, number),
        "extension_reason_given": text_told(asked.event.reason),
        "extension_length_stated": asked.event.working_days is not None or by_statute,
        "extension_refused": bool(decided and not decided.granted),
    }
    return Extension(
        leg.round,
        leg.unit or process.ticket.unit,
        number,
        asked,
        process.answer(rules.request, told, sent_out=True, rests=_rests(process, base)),
        decided.granted if decided else None,
        decision,
        limit.due,
        cut_off,
        _new_due(process, base, leg, limit, asked, decision, days),
    )


def _rests(process: Process, base: Judged | None) -> Rests:
    """What the end to which a request is held rests on."""
    window = process.city.deadlines.extension_window

    def rests(fact: str) -> set[str]:
        stages = process.verdicts(base.stage.name) if base and fact == "extension_asked_late" else []
        return {name for verdict in stages for name in (*verdict.readings, *(window.readings if window else ()))}

    return rests


def _cut_off(process: Process, limit: Limit, asked: Seen) -> Due | None:
    """The end by which a request was to be made, where the city sets one."""
    window, due = process.city.deadlines.extension_window, limit.due
    if window is None or due is None or due.first_day is None:
        return None
    if asked.event.basis == "statute" and process.city.chosen.get("AMB-12") == "on_application_until_due":
        return due
    try:
        return cut_offs(process.matter, window, due)[0]
    except OutsideCalendarError:
        return None


def _late(process: Process, asked: Seen, cut_off: Due | None) -> Told:
    """Whether it was asked after the cut-off; never, where the city sets none."""
    return negation(before(asked, cut_off)) if process.city.deadlines.extension_window else False


def _too_long(process: Process, rules: ExtensionRules, days: int | None, days_before: int) -> Told:
    """Whether the days go over the cap of one extension, or by AMB-11 over that of all."""
    if rules.each is None:
        return False
    if days is None:
        return "unknown"
    in_total = process.city.chosen.get("AMB-11") == "five_in_total"
    return days + (days_before if in_total else 0) > rules.each


def _too_many(process: Process, rules: ExtensionRules, number: int) -> Told:
    """Whether it is one more than the cap on number, unless a fact that lifts it holds."""
    if rules.times is None or number <= rules.times:
        return False
    lifted = [process.ticket.facts.get(name) for name in rules.further]
    if any(told is True for told in lifted):
        return False
    return "unknown" if any(told is not False for told in lifted) else True


def _new_due(
    process: Process, base: Judged | None, leg: Leg, limit: Limit, asked: Seen, decision: Seen | None, days: int | None
) -> Due | None:
    """The end that a grant gives, counted on from the one that stood (AMB-51), if the calendar reaches it."""
    due, clock = limit.due, process.city.clock
    if base is None or due is None or (decision and not decision.event.granted):
        return None
    try:
        if days is None:
            return statute_date(process.matter, asked, base.start, leg)
        return clock.extended(due, days) if due.first_day is not None else None
    except OutsideCalendarError:
        return None


# -- findings -----------------------------------------------------------------------------------------------------


def _found(process: Process, rules: ExtensionRules, one: Extension) -> list[Finding]:
    """What a grant breaks: the caps and conditions of the request, the approver, and the duty to tell the caller."""
    if not one.granted or one.decision is None:
        return []
    at = one.decision.first
    if one.answer.outcome == "no_basis":
        place = one.answer.provision
        return [_on_grantor(process, one, "granted_without_basis", Severity.DEVIATION, place, at)]
    grounds = [ground for ground in one.answer.grounds if ground.certain and _is_grantors(ground)]
    found = [_against(process, one, ground, at) for ground in grounds]
    by = one.decision.event.by
    if rules.approver and by and by != rules.approver:
        place = one.answer.provision or rules.request.provision
        found.append(_on_grantor(process, one, "granted_by_another", Severity.DEVIATION, place, at, (by,)))
    return [*found, *_telling(process, rules, one)]


def _is_grantors(ground: Ground) -> bool:
    """Whether a grant breaks it: the late asking is the unit's own, whatever was then granted (AMB-51)."""
    outcome = ground.rule.outcome
    return outcome == "not_in_order" or (outcome == "deviation" and ground.rule.on is not Actor.UNIT)


def _against(process: Process, one: Extension, ground: Ground, at: datetime) -> Finding:
    """A grant against a condition: a deviation, or, with the reason recorded, no more than a note."""
    reason = text_told(one.decision.event.reason) if one.decision else False
    soft = ground.rule.outcome == "deviation" and reason is True
    found = _on_grantor(
        process, one, "granted_against", Severity.NOTE if soft else Severity.DEVIATION, ground.rule.provision, at,
        (ground.rule.id,),
    )  # fmt: skip
    return found._replace(modality=ground.rule.modality or found.modality)


_DECIDED_BY = {
    "unit_head": Actor.UNIT,
    "supervising_organ": Actor.SUPERVISING_ORGAN,
    "hotline": Actor.HOTLINE,
}


def _on_grantor(
    process: Process,
    one: Extension,
    code: str,
    severity: Severity,
    provision: str | None,
    at: datetime,
    about: tuple[str, ...] = (),
) -> Finding:
    by = one.decision.event.by if one.decision else None
    on = _DECIDED_BY[by] if by else Actor.HOTLINE
    return process.found(code, severity, provision, on=on, unit=one.unit, round=one.round, at=at, about=about)


def _telling(process: Process, rules: ExtensionRules, one: Extension) -> list[Finding]:
    """The caller must be told of a grant: said not done only where the log carries what would show it."""
    if rules.tell is None or one.decision is None or _was_explained(process, one) is not False:
        return []
    over = process.of_type("handled", "closed", "archived") or (one.due and one.due.latest < process.now)
    if not over:
        return []
    return [
        process.found(
            "extension_not_explained", Severity.RECORD, rules.tell.provision, on=rules.tell.actor, unit=one.unit,
            round=one.round, at=one.decision.first, about=(rules.tell.id,),
        )
    ]  # fmt: skip


def _was_explained(process: Process, one: Extension) -> Told:
    """Whether the log shows that the extension was explained to the caller; a final reply explains none."""
    types = ("explained", "promised", "replied")
    told = [seen for seen in process.of_type(*types) if not getattr(seen.event, "final", False)]
    if any(seen.last >= one.asked.first for seen in told):
        return True
    return False if all(map(process.carries, types)) else "unknown"


def _pair(due: Due | None) -> list[str] | None:
    """A due as its two ends."""
    return [due.earliest.isoformat(), due.latest.isoformat()] if due else None
