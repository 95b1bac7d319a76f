"""What is asked of the institution rather than of a ticket: a checklist an auditor fills in, and its few numbers.

`InstitutionRules` is what a city states: the checks (class Fi of the ledger), the staffing standard, and the window in
which a new policy is sent in before it is published. Nothing is read off tickets here; an auditor answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from dateutil.relativedelta import relativedelta
from pydantic import Field, model_validator

from hotline_rules._model import Model
from hotline_rules.clock import Due
from hotline_rules.errors import InvalidValueError, UnknownNameError
from hotline_rules.facts import Answer
from hotline_rules.law import Actor, Modality

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

Period = Literal["month", "quarter", "year"]
"""How often something is due, where the text says so."""

_MONTHS: dict[Period, int] = {"month": 1, "quarter": 3, "year": 12}


class InstitutionCheck(Model):
    """One question of the checklist. `period` is how often it must be done, where the text states it."""

    id: str
    provision: str
    actor: Actor
    zh: str
    en: str
    modality: Modality = Modality.DUTY
    periods: tuple[Period, ...] = ()


class Standard(Model):
    """A rate that is to be reached. A staffing standard is an indicator: missing it is no breach (AMB-77)."""

    id: str
    provision: str
    zh: str
    en: str
    least: float = Field(gt=0, le=1)
    """Inclusive."""
    readings: tuple[str, ...] = ()


class PolicyWindow(Model):
    """When a new policy goes to the hotline: so many working days before it is published, and online the same day.

    `latest` working days before the publication at the latest, `earliest` at the earliest; binding in principle.
    """

    provision: str
    earliest: int = Field(ge=1)
    latest: int = Field(ge=1)
    reading: str | None = None


class InstitutionRules(Model):
    """What a city asks of institutions."""

    checks: tuple[InstitutionCheck, ...] = ()
    standards: tuple[Standard, ...] = ()
    policy: PolicyWindow | None = None

    @model_validator(mode="after")
    def _names_are_unique(self) -> InstitutionRules:
        names = [one.id for one in self.checks] + [one.id for one in self.standards]
        if doubled := {name for name in names if names.count(name) > 1}:
            raise ValueError(f"a check stands twice: {', '.join(sorted(doubled))}")
        return self

    def citations(self) -> Iterator[tuple[str, str]]:
        """Yield every provision cited but by a mere check, and what cites it."""
        yield from ((one.provision, f"standard:{one.id}") for one in self.standards)
        if self.policy:
            yield self.policy.provision, "policy_window"


class ChecklistItem(NamedTuple):
    """One question of the checklist, with the auditor's answer: kept, not kept, asked in vain, or not asked."""

    check: InstitutionCheck
    answer: Answer

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        check = self.check
        return {
            "id": check.id, "provision": check.provision, "actor": check.actor.value,
            "modality": check.modality.value, "zh": check.zh, "en": check.en,
            "periods": list(check.periods), "answer": self.answer,
        }  # fmt: skip


def checklist(city: Jurisdiction, answers: Mapping[str, Answer] | None = None) -> tuple[ChecklistItem, ...]:
    """The checklist of a city with an auditor's answers, in the order of the text.

    Raises `UnknownNameError` for an answer to a question that is not on it, `InvalidValueError` for what is no answer.
    """
    checks = city.institution.checks if city.institution else ()
    told = dict(answers or {})
    known = [one.id for one in checks]
    for name in told:
        if name not in known:
            raise UnknownNameError("check", name, known)
    for name, answer in told.items():
        if not (answer is None or isinstance(answer, bool) or answer == "unknown"):
            raise InvalidValueError(f"check {name}", answer, "true, false, unknown, or none")
    return tuple(ChecklistItem(one, told.get(one.id)) for one in checks)


# -- numbers ------------------------------------------------------------------------------------------------------


class Rate(NamedTuple):
    """A rate beside its standard: `reached` is `None` for 0 of 0, which is not scored."""

    standard: Standard
    part: int
    whole: int
    reached: bool | None

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {
            "id": self.standard.id, "provision": self.standard.provision, "least": self.standard.least,
            "part": self.part, "whole": self.whole, "reached": self.reached,
        }  # fmt: skip


def rate(city: Jurisdiction, name: str, part: int, whole: int) -> Rate:
    """Set a rate (`part` of `whole`, over a period the user names) beside a standard; the standard itself reaches it.

    Raises `UnknownNameError` for a standard the city does not state, `InvalidValueError` for numbers that are none.
    """
    standards = {one.id: one for one in (city.institution.standards if city.institution else ())}
    if name not in standards:
        raise UnknownNameError("standard", name, standards)
    whole_numbers = all(isinstance(n, int) and not isinstance(n, bool) for n in (part, whole))
    if not (whole_numbers and 0 <= part <= whole):
        raise InvalidValueError(name, f"{part}/{whole}", "whole numbers, the part not above the whole")
    standard = standards[name]
    return Rate(standard, part, whole, part >= standard.least * whole if whole else None)


class PolicySent(NamedTuple):
    """A new policy beside its window.

    `window` are the last days (inclusive) of its two ends; `sent` is `in_time`, `late`, `early`, `unsent` or
    `undetermined` (days not known); `deviates` is whether that deviates: late does, early by the strict reading only
    (AMB-42), `None` where it is not known; `uploaded` is whether it was uploaded on the day of publication (`None`:
    not told).
    """

    provision: str
    window: tuple[Due, Due]
    sent: str
    deviates: bool | None
    uploaded: bool | None
    readings: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        first, last = self.window
        return {
            "provision": self.provision,
            "window": [_days(first), _days(last)],
            "sent": self.sent,
            "deviates": self.deviates,
            "uploaded": self.uploaded,
            "readings": list(self.readings),
        }


def policy(city: Jurisdiction, published: date, sent: date | None = None, uploaded: date | None = None) -> PolicySent:
    """Judge when a new policy was sent to the hotline and uploaded (AMB-42); dates are local, both ends inclusive.

    Raises `UnknownNameError` where the city has no such window, `OutsideCalendarError` for days unknown to it.
    """
    window = city.institution.policy if city.institution else None
    if window is None:
        raise UnknownNameError("policy window of", city.id, ())
    end = city.clock.until(published)
    first, last = (city.clock.days_before(end, n) for n in (window.earliest, window.latest))
    said = _sent(sent, first, last)
    strict = window.reading is not None and city.chosen[window.reading] == "window"
    deviates = {"in_time": False, "late": True, "early": strict}.get(said)
    return PolicySent(
        window.provision,
        (first, last),
        said,
        deviates,
        None if uploaded is None else uploaded == published,
        (window.reading,) if window.reading else (),
    )


def _sent(sent: date | None, first: Due, last: Due) -> str:
    if sent is None:
        return "unsent"
    assert first.first_day and first.last_day and last.first_day and last.last_day
    if sent > last.last_day:
        return "late"
    if sent < first.first_day:
        return "early"
    return "in_time" if first.last_day <= sent <= last.first_day else "undetermined"


def missing(period: Period, done: Iterable[date], first: date, last: date) -> tuple[date, ...]:
    """The months, quarters or years from `first` to `last` (both inclusive, whole ones) in which nothing was done.

    Each is named by its first day; `done` are the days on which it was done. Raises `UnknownNameError` for a period
    that is none.
    """
    if period not in _MONTHS:
        raise UnknownNameError("period", period, _MONTHS)
    step = _MONTHS[period]
    begin = date(first.year, (first.month - 1) // step * step + 1, 1)
    if begin < first:
        begin += relativedelta(months=step)
    days, found = sorted(done), []
    while (end := begin + relativedelta(months=step)) <= last + relativedelta(days=1):
        if not any(begin <= day < end for day in days):
            found.append(begin)
        begin = end
    return tuple(found)


def _days(due: Due) -> list[str]:
    return [str(due.first_day), str(due.last_day)]
