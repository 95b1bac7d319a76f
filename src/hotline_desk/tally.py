"""Counting what an audit finds: stages by state, findings, what cannot be decided, and what was not judged.

Rows come one by one with their review, or many at a time as columns; both are counted alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_desk.masking import masked
from hotline_desk.problems import whole
from hotline_desk.reading import Row
from hotline_desk.ticket_numbers import Numbers
from hotline_rules.audit import Finding, Review
from hotline_rules.deadlines import StageVerdict, State
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import Notice
from hotline_rules.wording import Pair, plural

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from hotline_desk.details import Details
    from hotline_desk.typed import Batch
    from hotline_rules.columns import Bulk, Tickets, Told, Verdicts

SHOWN = 20
"""How many findings a table shows."""

_DECIDED = (State.IN_TIME, State.LATE, State.OVERDUE)
_EVENTS = ("accepted", "transferred", "handled", "closed")
_TICK = timedelta(microseconds=1)


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


class Place(NamedTuple):
    """What else the export says of a row: its own deadline and flag, and whether anything was told of it at all."""

    published_due: datetime | None = None
    published_overdue: bool | None = None

    @classmethod
    def of(cls, batch: Batch, place: int) -> Place:
        """Return what a table says of one of its rows."""
        frame = batch.frame
        due = frame["published_due"][place] if "published_due" in frame.columns else None
        flag = frame["published_overdue"][place] if "published_overdue" in frame.columns else None
        return cls(due, flag)


class InColumns(NamedTuple):
    """Rows judged as columns: the frame they came in, the verdicts, and the class of each row (-1: not judged)."""

    city: Jurisdiction
    frame: pl.DataFrame
    tickets: Tickets
    verdicts: Verdicts
    bulk: Bulk
    told: list[Told]
    classes: NDArray[np.intp]
    file: str
    sheet: str | None
    lines: NDArray[np.int64]


class Tally:
    """What an audit keeps while it runs. With `keep_all`, every finding; else those that a table shows.

    `folder` is one for the time being; `details` takes what grows with the tickets, where a report is wanted. Why a row
    was not judged may quote its cells: numbers of telephones and identity cards are masked in it, unless `unmasked`.
    """

    def __init__(self, folder: Path, *, keep_all: bool, details: Details | None = None, unmasked: bool = False) -> None:
        self.keep_all = keep_all
        self.unmasked = unmasked
        self.details = details
        self.rows = self.judged = self.findings = 0
        self.without_stage = 0
        """Rows judged in which no stage had begun, nor was known to have."""
        self.states: dict[tuple[str, str], Counter[State]] = {}
        self.months: Counter[tuple[str, str, str, bool]] = Counter()
        """City, stage, month of the due, in time or not: of the stages done, and of those overdue and not done."""
        self.units: Counter[tuple[str, str | None, str, State]] = Counter()
        self.provisions: Counter[tuple[str, str, str, State]] = Counter()
        self.timeline: Counter[tuple[str, str, str]] = Counter()
        self.events: Counter[str] = Counter()
        """Tickets sent out; of them those extended, returned with approval, sent out again."""
        self.cities: dict[str, Jurisdiction] = {}
        self.shown: list[Found] = []
        self.told: list[dict[str, Any]] = []
        self.others: Counter[tuple[str, str]] = Counter()
        self.others_told: list[dict[str, Any]] = []
        self.undecided: list[dict[str, Any]] = []
        self.whys: Counter[str] = Counter()
        self.missed: list[Missed] = []
        self.missing = 0
        self.numbers = Numbers(folder)
        self.doubles: list[Missed] = []
        self.doubled = 0
        self.not_told: Counter[str] = Counter()
        self.notices: dict[tuple[str, str], Jurisdiction] = {}
        self.absent: dict[str, list[str]] = {}

    # -- one row -------------------------------------------------------------------------------------------------

    def judge(self, row: Row, review: Review, place: Place | None = None) -> None:
        """Take in the review of a row."""
        self.rows += 1
        self.judged += 1
        city = review.city
        self.cities.setdefault(city.id, city)
        self.numbers.add(city.id, review.ticket.id, row)
        if review.ticket.kind is None:
            self.not_told["kind"] += 1
        self.assumed(review.city, review.answer.notes, 1)
        self.without_stage += not review.stages
        for verdict in review.stages:
            self._count(city.id, verdict)
        self._count_events(review)
        if self.details is not None:
            self.details.judged(row, review, place)
        for finding in review.findings:
            if not finding.is_lateness:
                self.others[finding.severity.value, finding.code] += 1
        self.findings += len(review.lateness)
        self._tell(row, review, place)

    def reviewed(self, row: Row, review: Review, place: Place | None = None) -> None:
        """Take in what must be told of a row that was counted with its columns."""
        self._tell(row, review, place)

    def miss(self, row: Row, number: str | None, error: str) -> None:
        """Take in a row that was not judged."""
        self.rows += 1
        self.missing += 1
        said = whole(error) if self.unmasked else masked(whole(error))
        missed = Missed(_plain(row), number and whole(number), said)
        if self.keep_all or len(self.missed) < SHOWN:
            self.missed.append(missed)
        if self.details is not None:
            self.details.missed(missed)

    def _count_events(self, review: Review) -> None:
        """Count what had happened, by month, and what the usual rates divide."""
        seen = review.rooms.process.events
        for event in _EVENTS:
            at = next((one.first for one in seen if one.event.type == event), None)
            if at is not None:
                self.timeline[review.city.id, event, f"{at:%Y-%m}"] += 1
        types = [one.event.type for one in seen]
        extended = any(one.event.type == "extension_decided" and one.event.granted for one in seen)
        returned = any(one.event.type == "return_decided" and one.event.approved for one in seen)
        redone = "redispatched" in types
        self.events["sent"] += extended or returned or redone or "transferred" in types or "arrived" in types
        self.events["extended"] += extended
        self.events["returned"] += returned
        self.events["redispatched"] += redone

    def _count(self, city: str, verdict: StageVerdict) -> None:
        state, stage = verdict.state, verdict.stage
        self.states.setdefault((city, stage), Counter())[state] += 1
        self.units[city, verdict.unit, stage, state] += 1
        if state is State.UNDETERMINED:
            self.whys[verdict.why or ""] += 1
        if state in (State.LATE, State.OVERDUE):
            self.provisions[city, verdict.provision, stage, state] += 1
        if state in _DECIDED and verdict.due_latest is not None:
            self.months[city, stage, f"{verdict.due_latest - _TICK:%Y-%m}", state is State.IN_TIME] += 1

    def _tell(self, row: Row, review: Review, place: Place | None) -> None:
        """Keep the findings of a row, and what is undecided."""
        for finding in review.lateness:
            found = Found(_plain(row), review.city, finding)
            if self.keep_all:
                self.told.append(self._shown(found.as_dict()))
            elif len(self.shown) < SHOWN:
                self.shown.append(found)
            if self.details is not None:
                self.details.late(found, review, place)
        if self.keep_all:
            for finding in review.findings:
                if not finding.is_lateness:
                    self.others_told.append(self._shown(Found(_plain(row), review.city, finding).as_dict()))
            for verdict in review.undecided:
                where = {"city": review.city.id, "file": row.file, **row.place()}
                self.undecided.append(self._shown({"ticket": review.ticket.id, **verdict.as_dict(), **where}))

    def _shown(self, told: dict[str, Any]) -> dict[str, Any]:
        """A finding or a verdict with the numbers of persons masked in the name of its unit."""
        unit = told["unit"]
        return told if self.unmasked or unit is None else {**told, "unit": masked(unit)}

    def assumed(self, city: Jurisdiction, notes: Iterable[str], count: int) -> None:
        """Count what was taken without being told, and gather what must be said of the regulation."""
        for note in notes:
            head, _, rest = note.partition(":")
            if head == "assumed":
                self.not_told[rest] += count
            elif head == "notice":
                self.notices[city.id, rest] = city

    def finish(self) -> None:
        """Find the numbers that came twice; once, when everything is in."""
        for row, number in self.numbers.doubles():
            self.doubled += 1
            double = Missed(row, number, "")
            if self.keep_all or len(self.doubles) < SHOWN:
                self.doubles.append(double)
            if self.details is not None:
                self.details.double(double)

    # -- many rows -------------------------------------------------------------------------------------------------

    def columns(self, found: InColumns) -> None:
        """Take in rows judged as columns, all but what must be told of single rows."""
        from hotline_desk.column_counts import count

        count(self, found)
        if self.details is not None:
            self.details.columns(found)

    def to_review(self, found: InColumns) -> NDArray[np.intp]:
        """Return the rows of which something must be told one by one: the late, and with `keep_all` all others.

        Where nothing but a table is wanted, so many of the late as it still has room for.
        """
        from hotline_desk.column_counts import to_review

        rows = to_review(found, every=self.keep_all)
        return rows if self.keep_all or self.details is not None else rows[: SHOWN - len(self.shown)]

    # -- the answer ------------------------------------------------------------------------------------------------

    def rate(self, city: str, stage: str) -> tuple[int, int]:
        """Return how many stages were in time, and of how many that were done, or are overdue and not done."""
        part = whole = 0
        for (its_city, its_stage, _, in_time), count in self.months.items():
            if (its_city, its_stage) == (city, stage):
                part += count if in_time else 0
                whole += count
        return part, whole

    def remarks(self) -> list[Pair]:
        """Say what the counts by stage do not show: rows in which no stage had begun."""
        if not self.without_stage:
            return []
        rows = plural(self.without_stage, "row")
        return [
            (
                f"评判的行中，{self.without_stage} 行没有任何环节：截至该时没有发生能起算的事件。",
                f"Of those judged, {rows} without any stage: nothing had happened yet that begins one.",
            )
        ]

    def as_dict(self) -> dict[str, Any]:
        """Return everything as plain JSON values."""
        counts: dict[str, dict[str, dict[str, int]]] = {}
        on_time: dict[str, dict[str, dict[str, int]]] = {}
        for (city, stage), states in self.states.items():
            counts.setdefault(city, {})[stage] = {state.value: states[state] for state in State}
            part, whole = self.rate(city, stage)
            on_time.setdefault(city, {})[stage] = {"in_time": part, "due": whole}
        return {
            "counts": counts,
            "on_time": on_time,
            "rows": {"in": self.rows, "judged": self.judged, "not_judged": self.missing},
            "without_stage": self.without_stage,
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
                "not_told": {name: count for name, count in self.not_told.items() if count},
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
