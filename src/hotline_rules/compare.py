"""One ticket under several cities, side by side: what each answers, and the provisions and readings that make it so.

`sides` asks every city and names the differences; `nearest` asks one city which single fact, or which field, would
alter an answer if it were otherwise. Nothing is decided here that the rooms do not decide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules import audit, deadlines
from hotline_rules._verdict import StageVerdict
from hotline_rules.answering import Answer
from hotline_rules.clock import Span, When
from hotline_rules.days import Why
from hotline_rules.rules import FIELD_VALUES
from hotline_rules.steps import Step
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

DIFFERENCES = (
    "acceptance", "no_limit", "start", "length", "days", "done_by", "moved", "extension", "return", "transfer_limit",
    "sign_limit", "force",
)  # fmt: skip
"""What may make cities differ: acceptance | no limit there | another start | another length | days that are worked
in one and not in the other | what discharges it | a grant or a limit of law that moved it | whether more time may be
asked | what is asked of a unit outside whose duties it lies (the duty, by its id) | a limit for the transfer | one for
signing | the force of the text."""

_REGIONAL = (Why.REGIONAL_OFF, Why.REGIONAL_WORKED, Why.NEAR_FESTIVAL)


class Side(NamedTuple):
    """One city's answers: its review, and the stage that is its handling (`None`: it has none here).

    `left_out` are the facts of the ticket that this city does not know; they were not used.
    """

    city: Jurisdiction
    review: audit.Review
    main: StageVerdict | None
    left_out: tuple[str, ...]


class Value(NamedTuple):
    """What one city says on a point, in a form that can be compared and told: a code, a span, some names."""

    city: str
    told: str | Span | tuple[str, ...] | None
    provision: str | None = None
    readings: tuple[str, ...] = ()


class Difference(NamedTuple):
    """A point on which the cities differ, and what each says of it."""

    point: str
    values: tuple[Value, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "point": self.point,
            "values": [
                {
                    "city": v.city, "told": _plain(v.told), "provision": v.provision, "readings": list(v.readings),
                }
                for v in self.values
            ],
        }  # fmt: skip


class Nearest(NamedTuple):
    """What would alter an answer: a fact answered otherwise, or a field of the ticket with another value.

    `step` is the step whose answer changes (`None`: the handling's due), `to` the other answer or value, `outcome`
    what the step would then say, `due` the due the handling would then have.
    """

    step: Step | None
    name: str
    to: bool | str
    outcome: str | None
    provision: str | None
    due: datetime | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "step": self.step.name if self.step else None,
            "name": self.name,
            "to": self.to,
            "outcome": self.outcome,
            "provision": self.provision,
            "due": self.due.isoformat() if self.due else None,
        }


class Comparison(NamedTuple):
    """One ticket under several cities at one instant: every side, and the points on which they differ."""

    ticket: Ticket
    as_of: When
    sides: tuple[Side, ...]
    differences: tuple[Difference, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "id": self.ticket.id,
            "as_of": self.as_of.isoformat(),
            "cities": [_side(one) for one in self.sides],
            "differences": [one.as_dict() for one in self.differences],
        }


def sides(ticket: Ticket, cities: Sequence[Jurisdiction], *, as_of: When) -> Comparison:
    """Review a ticket under each city as of an instant (a date: the end of that day), and name where they differ.

    Facts that a city does not know are left out there, and named. Raises as `audit.review` does.
    """
    found = tuple(_asked(ticket, city, as_of) for city in cities)
    return Comparison(ticket, as_of, found, tuple(_differences(found)))


def _asked(ticket: Ticket, city: Jurisdiction, as_of: When) -> Side:
    known = {name: told for name, told in ticket.facts.items() if name in city.vocabulary}
    left_out = tuple(name for name in ticket.facts if name not in known)
    own = ticket.model_copy(update={"facts": known}) if left_out else ticket
    review = audit.review(own, city, as_of=as_of)
    return Side(city, review, _main(review), left_out)


def _main(review: audit.Review) -> StageVerdict | None:
    """The first turn of the stage that is the city's handling."""
    for name in review.city.deadlines.handling:
        for verdict in review.stages:
            if verdict.stage == name:
                return verdict
    return None


# -- where they differ ----------------------------------------------------------------------------------------------


def _differences(found: Sequence[Side]) -> Iterable[Difference]:
    """Every point on which not all sides say the same."""
    for point, ask in _POINTS.items():
        values = tuple(ask(side) for side in found)
        if len({value.told for value in values}) > 1:
            yield Difference(point, values)


def _acceptance(side: Side) -> Value:
    answer = side.review.acceptance
    if answer is None or not answer.touched:
        return Value(side.city.id, "not_judged")
    return Value(side.city.id, answer.outcome, answer.provision, answer.readings)


def _no_limit(side: Side) -> Value:
    """Whether the handling has a due at all."""
    main = side.main
    if main is None or main.due is None:
        why = main.why if main and main.why else "no_stage"
        return Value(side.city.id, why, main.provision if main else None)
    return Value(side.city.id, "limited", main.provision)


def _start(side: Side) -> Value:
    """The event that starts the handling."""
    main = side.main
    if main is None:
        return Value(side.city.id, None)
    stage = next(one for one in side.city.deadlines.stages if one.name == main.stage)
    reading = stage.start_reading
    name = side.city.chosen[reading] if reading else stage.start
    return Value(side.city.id, name, main.provision, (reading,) if reading else ())


def _length(side: Side) -> Value:
    main = side.main
    return Value(side.city.id, main.basis.span if main else None, main.provision if main else None)


def _days(side: Side) -> Value:
    """The days counted or skipped only because of a region's own calendar."""
    days = [
        stretch.day.date.isoformat()
        for stretch in (side.main.trace() if side.main else ())
        if stretch.day and stretch.day.why in _REGIONAL
    ]
    readings = ("AMB-46",) if days and "AMB-46" in side.city.chosen else ()
    return Value(side.city.id, tuple(days), None, readings)


def _done_by(side: Side) -> Value:
    """The acts that discharge the handling: one of each group, those of a group joined by `|`."""
    main = side.main
    if main is None:
        return Value(side.city.id, ())
    stage = next(one for one in side.city.deadlines.stages if one.name == main.stage)
    option = side.city.chosen[stage.done_reading] if stage.done_reading else "*"
    groups = [[act.event for act in group if not (act.exception or act.shows)] for group in stage.done[option].groups]
    reading = (stage.done_reading,) if stage.done_reading else ()
    return Value(side.city.id, tuple("|".join(acts) for acts in groups), main.provision, reading)


def _moved(side: Side) -> Value:
    """What moved the due: a grant, a limit of law, a limit on the ticket."""
    movers = ("extended", "statutory_limit", "limit_set_on_ticket")
    told = tuple(note for note in (side.main.notes if side.main else ()) if note in movers)
    return Value(side.city.id, told)


def _extension(side: Side) -> Value:
    rules = side.city.extensions
    if rules is None:
        return Value(side.city.id, "not_stated")
    table = rules.request
    provided = "no_basis" if table.outcomes == ("no_basis",) else "provided"
    return Value(side.city.id, provided, table.provision)


def _return(side: Side) -> Value:
    rules = side.city.returns
    if rules is None:
        return Value(side.city.id, "not_stated")
    if not side.city.customs.return_provided:
        return Value(side.city.id, "no_basis", rules.request.provision)
    for rule in rules.standing.rules if rules.standing else ():
        if rule.outcome == "must_return":
            duties = (*rule.duties, *rules.standing.duties.get("must_return", ()))
            return Value(side.city.id, duties[0].id if duties else "must_return", rule.provision)
    return Value(side.city.id, "provided", rules.request.provision)


def _limit_of(name: str) -> Any:
    def asked(side: Side) -> Value:
        found = next((one for one in side.city.deadlines.stages if one.name == name), None)
        return Value(side.city.id, "limited" if found else "no_limit", found.provision if found else None)

    return asked


def _force(side: Side) -> Value:
    return Value(side.city.id, side.city.regulation.force.value)


_POINTS = {
    "acceptance": _acceptance,
    "no_limit": _no_limit,
    "start": _start,
    "length": _length,
    "days": _days,
    "done_by": _done_by,
    "moved": _moved,
    "extension": _extension,
    "return": _return,
    "transfer_limit": _limit_of("transfer"),
    "sign_limit": _limit_of("sign"),
    "force": _force,
}


# -- the nearest change ---------------------------------------------------------------------------------------------


def nearest(ticket: Ticket, city: Jurisdiction, *, as_of: When) -> tuple[Nearest, ...]:
    """Every single fact told, and every field, that would alter an answer or the handling's due if it were otherwise.

    Raises as `audit.review` does.
    """
    review = audit.review(ticket, city, as_of=as_of)
    found = [
        Nearest(step, change.fact, change.to, change.outcome, change.provision)
        for step, answer in review.steps.items()
        for change in answer.changes
    ]
    return (*found, *_by_field(ticket, city, as_of, review))


def _by_field(ticket: Ticket, city: Jurisdiction, as_of: When, review: audit.Review) -> Iterable[Nearest]:
    """What another kind, origin, urgency or track would change."""
    main, steps = _main(review), review.steps
    for field, values in FIELD_VALUES.items():
        for value in values:
            if value == getattr(ticket, field):
                continue
            other = ticket.model_copy(update={field: value})
            other.__dict__.pop("read_in", None)
            yield from _due_with(other, city, as_of, main, field, value)
            yield from _outcomes_with(other, city, as_of, steps, field, value)


def _due_with(
    other: Ticket, city: Jurisdiction, as_of: When, main: StageVerdict | None, field: str, value: str
) -> Iterable[Nearest]:
    stages = deadlines.check(other, city, as_of=as_of).stages
    now = next((v for v in stages if main and v.stage == main.stage), None)
    if main and now and (now.due, now.state) != (main.due, main.state):
        yield Nearest(None, field, value, now.state.value, now.provision, now.due)


def _outcomes_with(
    other: Ticket, city: Jurisdiction, as_of: When, steps: Mapping[Step, Answer], field: str, value: str
) -> Iterable[Nearest]:
    review = audit.review(other, city, as_of=as_of)
    answers = dict(review.rooms.answers())
    for step, answer in steps.items():
        turned = answers.get(step)
        if turned is not None and turned.outcome != answer.outcome:
            yield Nearest(step, field, value, turned.outcome, turned.provision)


# -- as JSON --------------------------------------------------------------------------------------------------------


def _side(side: Side) -> dict[str, Any]:
    review = side.review
    regulation = side.city.regulation
    acceptance = review.acceptance
    return {
        "city": side.city.id,
        "regulation": regulation.id,
        "force": regulation.force.value,
        "rules_hash": side.city.rules_hash,
        "acceptance": acceptance.as_dict() if acceptance and acceptance.touched else None,
        "stages": [verdict.as_dict() for verdict in review.stages],
        "steps": [
            {"step": step.name, "round": step.round, "outcome": answer.outcome, "provision": answer.provision}
            for step, answer in review.steps.items()
        ],
        "findings": [finding.as_dict() for finding in review.findings],
        "left_out": list(side.left_out),
    }


def _plain(told: object) -> Any:
    if isinstance(told, Span):
        return {"n": told.n, "unit": told.unit.value}
    return list(told) if isinstance(told, tuple) else told
