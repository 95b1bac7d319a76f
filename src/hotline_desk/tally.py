"""Counting what an audit finds: stages by state, findings, what cannot be decided, and what was not judged."""

from __future__ import annotations

from collections import Counter
from typing import Any, NamedTuple

from hotline_desk.reading import Row
from hotline_rules.audit import Finding, Review
from hotline_rules.deadlines import StageVerdict, State
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import Notice

SHOWN = 20
"""How many findings a table shows."""

_DUE = (State.IN_TIME, State.LATE, State.OVERDUE)


class Found(NamedTuple):
    """A finding, with where its ticket stands."""

    row: Row
    city: Jurisdiction
    finding: Finding

    @property
    def verdict(self) -> StageVerdict:
        """The stage that was late."""
        assert self.finding.verdict is not None
        return self.finding.verdict

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain JSON values."""
        return {**self.finding.as_dict(), "city": self.city.id, "file": self.row.file, **self.row.place()}


class Missed(NamedTuple):
    """A row that was not judged, and why."""

    row: Row
    id: str | None
    error: str

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain JSON values."""
        return {"file": self.row.file, **self.row.place(), "id": self.id, "error": self.error}


class Tally:
    """What an audit keeps while it runs. With `keep_all`, every finding; else those that a table shows."""

    def __init__(self, *, keep_all: bool) -> None:
        self.keep_all = keep_all
        self.rows = self.judged = self.findings = 0
        self.states: dict[tuple[str, str], Counter[State]] = {}
        self.cities: dict[str, Jurisdiction] = {}
        self.shown: list[Found] = []
        self.told: list[dict[str, Any]] = []
        self.others: Counter[tuple[str, str]] = Counter()
        self.others_told: list[dict[str, Any]] = []
        self.undecided: list[dict[str, Any]] = []
        self.whys: Counter[str] = Counter()
        self.missed: list[Missed] = []
        self.numbers: set[tuple[str, str]] = set()
        self.doubles: list[Missed] = []
        self.not_told: Counter[str] = Counter()
        self.notices: dict[tuple[str, str], Jurisdiction] = {}
        self.absent: dict[str, list[str]] = {}

    def judge(self, row: Row, review: Review) -> None:
        """Take in the review of a row."""
        self.rows += 1
        self.judged += 1
        city = review.city
        self.cities.setdefault(city.id, city)
        number = (city.id, review.ticket.id)
        if number in self.numbers:
            self.doubles.append(Missed(_plain(row), review.ticket.id, ""))
        self.numbers.add(number)
        self._assumed(review)
        for verdict in review.stages:
            self.states.setdefault((city.id, verdict.stage), Counter())[verdict.state] += 1
            if verdict.state is State.UNDETERMINED:
                self._undecided(row, review, verdict)
        for finding in review.findings:
            if finding.is_lateness:
                self._found(Found(_plain(row), city, finding))
            else:
                self._other(Found(_plain(row), city, finding))

    def miss(self, row: Row, number: str | None, error: str) -> None:
        """Take in a row that was not judged."""
        self.rows += 1
        self.missed.append(Missed(_plain(row), number, error))

    def _assumed(self, review: Review) -> None:
        """Count what was taken without being told, and gather what must be said of the regulation."""
        if review.ticket.kind is None:
            self.not_told["kind"] += 1
        for note in review.answer.notes:
            head, _, rest = note.partition(":")
            if head == "assumed":
                self.not_told[rest] += 1
            elif head == "notice":
                self.notices[review.city.id, rest] = review.city

    def _found(self, found: Found) -> None:
        self.findings += 1
        if self.keep_all:
            self.told.append(found.as_dict())
        elif len(self.shown) < SHOWN:
            self.shown.append(found)

    def _other(self, found: Found) -> None:
        """A finding on the process or the record, by its weight and its code."""
        self.others[found.finding.severity.value, found.finding.code] += 1
        if self.keep_all:
            self.others_told.append(found.as_dict())

    def _undecided(self, row: Row, review: Review, verdict: StageVerdict) -> None:
        self.whys[verdict.why or ""] += 1
        if self.keep_all:
            place = {"city": review.city.id, "file": row.file, **row.place()}
            self.undecided.append({"ticket": review.ticket.id, **verdict.as_dict(), **place})

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values."""
        counts: dict[str, dict[str, dict[str, int]]] = {}
        on_time: dict[str, dict[str, dict[str, int]]] = {}
        for (city, stage), states in self.states.items():
            counts.setdefault(city, {})[stage] = {state.value: states[state] for state in State}
            part, whole = rate(states)
            on_time.setdefault(city, {})[stage] = {"in_time": part, "due": whole}
        return {
            "counts": counts,
            "on_time": on_time,
            "rows": {"in": self.rows, "judged": self.judged, "not_judged": len(self.missed)},
            "findings": self.told,
            "other_findings": self.others_told,
            "undecided": self.undecided,
            "not_judged": [missed.as_dict() for missed in self.missed],
            "duplicates": [{"file": d.row.file, **d.row.place(), "id": d.id} for d in self.doubles],
            "parameters": {city.id: parameters(city) for city in self.cities.values()},
            "notices": [
                {"city": city.id, "code": notice.code, "zh": notice.zh, "en": notice.en}
                for city, notice in self.noticed()
            ],
            "assumptions": {
                "taken_as_not_happened": self.absent,
                "not_told": dict(self.not_told),
            },
        }

    def noticed(self) -> list[tuple[Jurisdiction, Notice]]:
        """Return the notices of regulations that applied to a row."""
        return [
            (city, notice)
            for (_, code), city in self.notices.items()
            for notice in city.regulation.notices
            if notice.code == code
        ]


def parameters(city: Jurisdiction) -> dict[str, Any]:
    """Return what a city was judged by: its regulation, its fingerprint, and what the caller changed."""
    regulation = city.regulation
    return {
        "regulation": {
            "id": regulation.id,
            "title_zh": regulation.title_zh,
            "title_en": regulation.title_en,
            "force": regulation.force.value,
        },
        "rules_hash": city.rules_hash,
        "readings_overridden": dict(city.overrides),
        "overlays": list(city.overlays),
        "calendars": [layer.name for layer in city.layers],
        "known_on": city.known_on.isoformat() if city.known_on else None,
        "office_hours": city.office_hours.name if city.office_hours else None,
    }


def _plain(row: Row) -> Row:
    """A row without what it says: only where it stands is kept."""
    return row._replace(data={}, columns=None, cells=())


def rate(states: Counter[State]) -> tuple[int, int]:
    """Return how many were in time, and of how many that were due and are decided."""
    return states[State.IN_TIME], sum(states[state] for state in _DUE)
