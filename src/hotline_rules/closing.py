"""Closing: callback and rating, re-handling, ending a matter raised again and again, contents of feedback, archives.

`ClosingRules` is what a city states. `check` answers what follows from each callback (close, close with a note, send
out again), whether a matter may be ended, what a feedback lacks, and until when records are kept. Sending out again is
the hotline's *redispatch*; it is no return. The three ways to end what should not have been accepted are the re-check
of `acceptance` (AMB-36); no city borrows another's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dateutil.relativedelta import relativedelta
from pydantic import Field, model_validator

from hotline_rules._log import Seen, first_of
from hotline_rules._model import Model
from hotline_rules._process import Process, flag_told
from hotline_rules.answering import Answer, check_outcomes
from hotline_rules.clock import When
from hotline_rules.facts import Answer as Told
from hotline_rules.findings import Finding, Severity
from hotline_rules.law import Actor
from hotline_rules.rules import FIELD_VALUES, Case, Condition, Table, holds
from hotline_rules.ticket import DISSATISFIED, NEUTRAL, SATISFIED, Content, Kind, Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

CALLBACK_OUTCOMES = (
    "close", "close_with_note", "redispatch", "may_redispatch", "review", "archive", "assess", "call_back",
    "person_decides", "keep_open",
)  # fmt: skip
"""办结 | 备注办结 | 重派 | may be sent out again | 复查复核 | 归档 | feeds assessment | still to be called back |
a person decides | not closed yet."""

ENDING_OUTCOMES = ("may_end", "lacking", "not_repeated")
"""The unit may end it | something is lacking | it is no matter raised again and again."""

PUBLICATION_OUTCOMES = ("private_only", "may_publish")
"""The result goes to the caller alone | it may also be published."""


class Contents(Model):
    """What the feedback on some kinds of ticket must hold."""

    provision: str
    kinds: tuple[Kind, ...]
    needs: tuple[Content, ...]
    optional: tuple[Content, ...] = ()


class Retention(Model):
    """How long records are kept: calendar years from the day the matter came in, the corresponding date (AMB-43)."""

    provision: str
    what: Literal["recordings"] = "recordings"
    years: int = Field(ge=1)
    since: tuple[str, ...] = ("accepted", "answered", "refused", "referred")


class ClosingRules(Model):
    """What a city states on closing; what it does not state is not asked there.

    `every_callback` is the provision by which every matter is called back once one of the events `called_back_after`
    happened, `every_second_callback` that for a matter handled anew; they do not reach a matter
    of which `no_callback_where` holds. `service_rated`: the caller is asked to rate the
    call service too. `told_provision` asks for reply and feedback where no stage does. `forced_withdrawal` is where a
    forced withdrawal is a fault.
    """

    callback: Table | None = None
    ending: Table | None = None
    publication: Table | None = None
    every_callback: str | None = None
    every_second_callback: str | None = None
    no_callback_where: Condition | None = None
    called_back_after: tuple[str, ...] = ("handled", "replied", "fed_back")
    service_rated: bool = False
    told_provision: str | None = None
    forced_withdrawal: str | None = None
    contents: tuple[Contents, ...] = ()
    retention: Retention | None = None

    @model_validator(mode="after")
    def _outcomes_are_known(self) -> ClosingRules:
        check_outcomes(self.callback, CALLBACK_OUTCOMES)
        check_outcomes(self.ending, ENDING_OUTCOMES)
        check_outcomes(self.publication, PUBLICATION_OUTCOMES)
        return self

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables there are."""
        return tuple(table for table in (self.callback, self.ending, self.publication) if table)

    def citations(self) -> Iterator[tuple[str, str]]:
        """Yield what is cited beside the tables."""
        cited = (
            (self.every_callback, "every_callback"),
            (self.every_second_callback, "every_second_callback"),
            (self.told_provision, "reply_and_feedback"),
            (self.forced_withdrawal, "forced_withdrawal"),
        )
        yield from ((place, name) for place, name in cited if place)
        yield from ((one.provision, "contents") for one in self.contents)
        if self.retention:
            yield self.retention.provision, "retention"


class Callback(NamedTuple):
    """What follows from one callback, or, where there was none yet (`called` is `None`), from there being none."""

    round: int
    called: Seen | None
    answer: Answer

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "round": self.round,
            "at": self.called.first.isoformat() if self.called else None,
            **self.answer.as_dict(),
        }


class Lacking(NamedTuple):
    """What a feedback must hold and does not; `unknown` where the log does not say what it holds."""

    round: int
    fed_back: Seen
    rule: Contents
    missing: tuple[Content, ...]
    unknown: bool

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "round": self.round,
            "at": self.fed_back.first.isoformat(),
            "provision": self.rule.provision,
            "missing": list(self.missing),
            "unknown": self.unknown,
        }


class Closing(NamedTuple):
    """The answer of `closing.check`.

    `callbacks` are the answers on each callback; `ending` whether a matter raised again and again may be ended;
    `publication` whether the result may be published; `contents` what each feedback lacks; `keep_until` the last day
    on which recordings must still be kept, in the city's zone, inclusive.
    """

    callbacks: tuple[Callback, ...] = ()
    ending: Answer | None = None
    publication: Answer | None = None
    contents: tuple[Lacking, ...] = ()
    keep_until: date | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer it gives."""
        others = (self.ending, self.publication)
        return (*(one.answer for one in self.callbacks), *(one for one in others if one))

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "callbacks": [one.as_dict() for one in self.callbacks],
            "ending": self.ending.as_dict() if self.ending else None,
            "publication": self.publication.as_dict() if self.publication else None,
            "contents": [one.as_dict() for one in self.contents],
            "keep_until": self.keep_until.isoformat() if self.keep_until else None,
        }


def check(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> Closing:
    """Answer how a ticket is closed, as it stood at `as_of` (a date: the end of that day).

    Raises as `deadlines.check` and `acceptance.check` do.
    """
    return judge(Process(ticket, city, as_of))


def judge(process: Process) -> Closing:
    """The same for a process whose deadlines are known."""
    rules = process.city.closing
    if rules is None:
        return Closing()
    callbacks = tuple(_callbacks(process, rules.callback)) if rules.callback else ()
    contents = tuple(_contents(process, rules))
    ending = process.answer(rules.ending, _ending_facts(process), sent_out=True) if rules.ending else None
    closing = Closing(
        callbacks,
        ending,
        process.answer(rules.publication, sent_out=True) if rules.publication else None,
        contents,
        _keep_until(process, rules.retention),
    )
    if not process.binds:
        return closing
    return closing._replace(
        findings=(
            *_closed_unasked(process, rules),
            *_closed_untold(process, rules),
            *_sent_out_again(process, callbacks),
            *_closed_against(process, callbacks),
            *_ended_without_ground(process, ending),
            *_lacking(process, contents),
            *_forced(process, rules),
        )
    )


# -- callbacks ----------------------------------------------------------------------------------------------------


def _callbacks(process: Process, table: Table) -> Iterator[Callback]:
    """What follows from each callback; in a round that was handled and not called back, from there being none."""
    for number, events in enumerate(process.matter.log.rounds, start=1):
        called = [one for one in events if one.event.type == "called_back"]
        handled = any(one.event.type in ("handled", "replied", "fed_back") for one in events)
        none_yet = handled and not called and number == len(process.matter.log.rounds) and not _exempt(process)
        of_it: list[Seen | None] = [*called, *([None] if none_yet else [])]
        for one in of_it:
            told = _callback_facts(process, number, one)
            yield Callback(number, one, process.answer(table, told, sent_out=True, since_round=number))


def _exempt(process: Process) -> bool:
    """Whether the matter is for certain one of those that the duty to call back does not reach, and ended as such."""
    where = process.city.closing.no_callback_where if process.city.closing else None
    if where is None or process.of_type("handled"):
        return False
    fields = dict(zip(FIELD_VALUES, process.fields, strict=True))
    return holds(where, Case(process.ticket.facts, fields, process.city.chosen)) is True


def _callback_facts(process: Process, number: int, called: Seen | None) -> dict[str, Told]:
    """What one callback shows; what a person found then goes before what is told of the ticket."""
    if called is None:
        none: Told = False if process.carries("called_back") else "unknown"
        said: dict[str, Told] = {"callback_is_second": number > 1}
        names = ("was_called_back", "caller_rated", "caller_satisfied", "caller_dissatisfied")
        return said | dict.fromkeys(names, none)
    event = called.event
    rules = process.city.closing
    satisfied, dissatisfied = _rating(event.rating, event.service_rating if rules and rules.service_rated else None)
    found = {name: getattr(event, name) for name in ("result_lawful", "unit_at_fault", "demand_reasonable")}
    return {
        "was_called_back": True,
        "caller_rated": event.rating is not None,
        "caller_satisfied": satisfied,
        "caller_dissatisfied": dissatisfied,
        "callback_is_second": number > 1,
        **{name: told for name, told in found.items() if told is not None},
    }


def _rating(rating: str | None, service: str | None) -> tuple[Told, Told]:
    """Whether a caller is satisfied and dissatisfied, with the result and (where it is recorded apart) the call.

    A word that is neither of the known ones says nothing.
    """
    if rating is None:
        return False, False
    told = [one.strip() for one in (rating, service) if one is not None]
    if any(one in DISSATISFIED for one in told):
        return False, rating.strip() in DISSATISFIED
    if all(one in SATISFIED for one in told):
        return True, False
    return (False, False) if all(one in SATISFIED | NEUTRAL for one in told) else ("unknown", "unknown")


# -- ending, contents, archives -----------------------------------------------------------------------------------


def _ending_facts(process: Process) -> dict[str, Told]:
    """What the log shows of a written opinion, its signature and the explanation to the caller."""
    asked = process.of_type("termination_requested")
    first = asked[0] if asked else None
    unasked: Told = False if process.carries("termination_requested") else "unknown"
    explained = any(first and one.last >= first.first for one in process.of_type("explained", "replied"))
    silent: Told = False if process.happened("explained") is False else "unknown"
    return {
        "ending_in_writing": flag_told(first.event.written) if first else unasked,
        "ending_signed_by_principal": flag_told(first.event.signed_by_principal) if first else unasked,
        "caller_was_told_why": explained or silent,
    }


def _contents(process: Process, rules: ClosingRules) -> Iterator[Lacking]:
    """What each feedback lacks of what its kind must hold."""
    rule = next((one for one in rules.contents if process.fields[0] in one.kinds), None)
    if rule is None:
        return
    for number, events in enumerate(process.matter.log.rounds, start=1):
        for one in events:
            if one.event.type == "fed_back":
                held = one.event.contents
                missing = tuple(part for part in rule.needs if part not in (held or ()))
                yield Lacking(number, one, rule, missing if held is not None else (), held is None)


def _keep_until(process: Process, retention: Retention | None) -> date | None:
    """The last day on which records must be kept: the corresponding date, 28 February for a 29th."""
    since = process.of_type(*retention.since) if retention else []
    if not retention or not since:
        return None
    return since[0].first.date() + relativedelta(years=retention.years)


# -- findings -----------------------------------------------------------------------------------------------------


def _closed_unasked(process: Process, rules: ClosingRules) -> list[Finding]:
    """Closed before (or without) a callback of its round, where every matter is called back."""
    place = rules.every_callback
    if place is None or not process.carries("called_back") or _exempt(process):
        return []
    number, events = len(process.matter.log.rounds), process.matter.log.rounds[-1]
    if number > 1 and rules.every_second_callback:
        place = rules.every_second_callback
    closed = first_of(events, "closed", "archived")
    called = first_of(events, "called_back")
    if closed is None or first_of(events, *rules.called_back_after) is None:
        return []
    if called is None:
        code, weight = "closed_without_callback", Severity.BREACH
    elif closed.last < called.first:
        code, weight = "closed_before_callback", Severity.NOTE
    else:
        return []
    return [process.found(code, weight, place, on=Actor.HOTLINE, round=number, at=closed.first)]


def _closed_untold(process: Process, rules: ClosingRules) -> list[Finding]:
    """Closed as handled though the log, which carries replies and feedback, shows one of them missing."""
    closed = process.of_type("closed", "archived")
    legs = process.legs
    if not (
        rules.told_provision and closed and legs and process.of_type("handled", "replied", "fed_back", "explained")
    ):
        return []
    told = (("replied", ("replied", "explained", "promised")), ("fed_back", ("fed_back",)))
    missing = tuple(name for name, types in told if process.happened(*types) is False)
    if process.ticket.reply_waived:
        missing = tuple(name for name in missing if name != "replied")
    if not missing or legs[-1].end is not None:
        return []
    return [
        process.found(
            "closed_untold", Severity.BREACH, rules.told_provision, on=Actor.UNIT,
            unit=legs[-1].unit or process.ticket.unit, round=legs[-1].round, at=closed[0].first, about=missing,
        )
    ]  # fmt: skip


def _sent_out_again(process: Process, callbacks: tuple[Callback, ...]) -> list[Finding]:
    """A redispatch for which the callback before it gave no ground."""
    found = []
    for number, one in enumerate(process.matter.log.redispatches, start=1):
        before = [c for c in callbacks if c.round == number and c.called is not None]
        if before and before[-1].answer.outcome in ("close", "close_with_note", "archive"):
            found.append(
                process.found(
                    "redispatched_without_ground", Severity.NOTE, _grounds_for_it(before[-1].answer), on=Actor.HOTLINE,
                    round=number, at=one.first,
                )
            )  # fmt: skip
    return found


def _grounds_for_it(answer: Answer) -> str | None:
    """Where a table says when a matter is sent out again; else what the answer itself rests on."""
    rules = answer.table.rules if answer.table else ()
    return next((rule.provision for rule in rules if rule.outcome.endswith("redispatch")), answer.provision)


def _closed_against(process: Process, callbacks: tuple[Callback, ...]) -> list[Finding]:
    """Closed in a round whose last callback calls for sending it out again, or leaves it open."""
    last = callbacks[-1] if callbacks else None
    called = last.called if last else None
    if last is None or called is None or last.answer.outcome not in ("redispatch", "keep_open"):
        return []
    events = process.matter.log.rounds[last.round - 1]
    closed = first_of((one for one in events if one.last >= called.first), "closed", "archived")
    if closed is None:
        return []
    code, weight = "closed_though_to_redispatch", Severity.BREACH
    if last.answer.outcome == "keep_open":
        code, weight = "closed_though_open", Severity.NOTE
    return [
        process.found(
            code, weight, last.answer.provision, on=Actor.HOTLINE, round=last.round, at=closed.first
        )
    ]  # fmt: skip


def _ended_without_ground(process: Process, ending: Answer | None) -> list[Finding]:
    """Ended by the unit itself though the conditions for that are not met."""
    leg = process.legs[-1] if process.legs else None
    if ending is None or leg is None or leg.end is None or leg.end.why != "terminated":
        return []
    if ending.outcome not in ("lacking", "not_repeated"):
        return []
    return [
        process.found(
            "ended_without_ground", Severity.DEVIATION, ending.provision, on=Actor.UNIT,
            unit=leg.unit or process.ticket.unit, round=leg.round, at=leg.end.at.first,
            about=tuple(ground.rule.id for ground in ending.grounds if ground.certain),
        )
    ]  # fmt: skip


def _forced(process: Process, rules: ClosingRules) -> list[Finding]:
    """A withdrawal recorded as forced: to be looked at (AMB-59)."""
    forced = [one for one in process.of_type("withdrawn") if one.event.forced] if rules.forced_withdrawal else []
    # The log does not say who forced it, and the provision addresses several: it is on nobody.
    return [
        process.found("withdrawal_forced", Severity.NOTE, rules.forced_withdrawal, at=one.first)._replace(on=None)
        for one in forced[:1]
    ]


def _lacking(process: Process, contents: tuple[Lacking, ...]) -> list[Finding]:
    """A feedback that does not hold what it must."""
    return [
        process.found(
            "feedback_lacks", Severity.RECORD, one.rule.provision, on=Actor.UNIT, round=one.round,
            at=one.fed_back.first, about=tuple(one.missing),
        )
        for one in contents
        if one.missing
    ]  # fmt: skip
