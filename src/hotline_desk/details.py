"""What of an audit grows with its tickets: findings in full, what is undecided, what was not judged; kept on disk.

Also what the export itself claims (its deadline, its overdue flag) beside what the rule says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from hotline_desk.report import (
    DIFFERING,
    DOUBLES,
    FINDINGS,
    FINDINGS_MAY,
    MISSED,
    PUBLISHED_DAYS,
    PUBLISHED_TABLE,
    UNDECIDED,
    UNDECIDED_MAY,
    USED,
    USED_BUCKETS,
    Part,
    Published,
    Schema,
    frame,
    used_bucket,
)
from hotline_rules.audit import Review
from hotline_rules.columns import STATES
from hotline_rules.columns.dues import DAY, NEVER, Micros
from hotline_rules.deadlines import StageVerdict, State
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.wording import (
    Lang,
    counting_lines,
    gloss_text,
    lateness_text,
    note_text,
    pick,
    stress_lines,
    why_text,
)

if TYPE_CHECKING:
    from hotline_desk.tally import Found, InColumns, Missed, Place

_HELD = 8_000
_DIFFERING = 10_000
"""How many tickets that differ from the export are listed."""
_LATE = (State.LATE, State.OVERDUE)
_KNOWN = (*_LATE, State.IN_TIME, State.OPEN, State.EXTENSION_PENDING)


class Spool:
    """A list that grows with the tickets: held up to a point, then written to a folder, part by part."""

    def __init__(self, folder: Path, name: str, schema: Schema) -> None:
        self._folder = folder
        self._name = name
        self._schema = schema
        self._rows: list[Sequence[Any]] = []
        self._frames: list[pl.DataFrame] = []
        self._written: list[Part] = []
        self._held = 0
        self.total = 0

    def add(self, row: Sequence[Any]) -> None:
        """Take in one row."""
        self._rows.append(row)
        self._counted(1)

    def add_frame(self, more: pl.DataFrame) -> None:
        """Take in many rows."""
        if more.height:
            self._gather()
            self._frames.append(more.cast(pl.Schema(self._schema)))
            self._counted(more.height)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Everything taken in, in order."""
        self._gather()
        return (*self._written, *self._frames)

    def _counted(self, more: int) -> None:
        self.total += more
        self._held += more
        if self._held >= _HELD:
            self._gather()
            path = self._folder / f"{self._name}-{len(self._written)}.parquet"
            pl.concat(self._frames).write_parquet(path)
            self._written.append(path)
            self._frames, self._held = [], 0

    def _gather(self) -> None:
        if self._rows:
            self._frames.append(frame(self._schema, self._rows))
            self._rows = []


class Details:
    """Gathers what a report lists, in the language of the audit."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        self.lang: Lang = lang
        self.findings = Spool(folder, "findings", {**FINDINGS, **FINDINGS_MAY})
        self.undecided = Spool(folder, "undecided", {**UNDECIDED, **UNDECIDED_MAY})
        self.missing = Spool(folder, "missed", MISSED)
        self.doubles = Spool(folder, "doubles", DOUBLES)
        self.differing = Spool(folder, "differing", DIFFERING)
        self.used: Counter[tuple[str, str, int]] = Counter()
        self.claims: Counter[tuple[str, str]] = Counter()
        self.days: Counter[int] = Counter()
        self.differ = self.unflagged = 0
        self.by_flag = self.by_deadline = False

    # -- one row -------------------------------------------------------------------------------------------------

    def judged(self, row: Any, review: Review, place: Place | None) -> None:
        """Take in a row that was reviewed in full: what is undecided, and how much of its limits it used."""
        city = review.city
        for verdict in review.stages:
            if verdict.state is State.UNDETERMINED:
                self.undecided.add(
                    (
                        review.ticket.id,
                        city.id,
                        verdict.unit,
                        verdict.stage,
                        verdict.why,
                        self._why(verdict.why),
                        _wall(verdict.due),
                        _wall(verdict.due_latest),
                        row.file,
                        row.sheet,
                        row.line,
                        verdict.round,
                    )
                )
            share = _share(verdict)
            if share is not None:
                self.used[city.id, verdict.stage, used_bucket(share)] += 1
        if place is not None and (place.published_due is not None or place.published_overdue is not None):
            self._claimed(row, review, place)
        elif place is not None:
            self.unflagged += 1

    def late(self, found: Found, review: Review, place: Place | None) -> None:
        """Take in a finding of lateness, in full."""
        verdict, row, city, lang = found.verdict, found.row, found.city, self.lang
        distance = verdict.late_by
        stop = pick(("；", "; "), lang)
        tested = review.stressed(verdict)
        readings = verdict.readings
        place_due, place_flag = (place.published_due, place.published_overdue) if place else (None, None)
        self.findings.add(
            (
                found.finding.ticket,
                city.id,
                verdict.unit,
                verdict.stage,
                verdict.round,
                verdict.state.value,
                found.finding.severity.value,
                verdict.provision,
                gloss_text(city.regulation.provision(verdict.provision), lang),
                _wall(verdict.start),
                _wall(verdict.due),
                _wall(verdict.due_latest),
                _wall(verdict.done),
                lateness_text(verdict, lang),
                distance and int(distance.clock.total_seconds()),
                distance and distance.working_days,
                _wall(verdict.late_since),
                stop.join(counting_lines(verdict, lang)),
                " ".join(readings),
                " ".join(one for one in readings if one in verdict.basis.contested),
                None if tested is None else tested.firm,
                None if tested is None else stop.join(stress_lines(tested, city, lang)),
                stop.join(note_text(code, lang, city.regulation) for code in verdict.notes),
                place_due,
                place_flag,
                row.file,
                row.sheet,
                row.line,
                _wall(verdict.done_latest),
                found.finding.force.value,
                verdict.n,
            )
        )

    def missed(self, missed: Missed) -> None:
        """Take in a row that was not judged."""
        row = missed.row
        self.missing.add((row.file, row.sheet, row.line, missed.id, missed.error))

    def double(self, double: Missed) -> None:
        """Take in a row whose number came before."""
        row = double.row
        self.doubles.add((row.file, row.sheet, row.line, double.id))

    def _why(self, why: str | None) -> str:
        return why_text(why, self.lang) if why else ""

    def _claimed(self, row: Any, review: Review, place: Place) -> None:
        """One row in which the export has its own say."""
        name = handling(review.city)
        # What an export says is said of the ticket as it stands: of its last round.
        verdict = next((one for one in reversed(review.stages) if one.stage == name), None)
        if verdict is None:
            self.unflagged += 1
            return
        now = review.as_of.replace(tzinfo=None)
        flag = self._flag(place.published_overdue, place.published_due, _wall(verdict.done) or now)
        rule = _said(verdict.state)
        self.claims[rule, flag] += 1
        self._compare_days(place.published_due, verdict)
        if rule not in ("undetermined", flag):
            days = _days(place.published_due, _wall(verdict.due_latest))
            self._differs(
                (
                    review.ticket.id,
                    review.city.id,
                    verdict.unit,
                    verdict.stage,
                    place.published_due,
                    _wall(verdict.due),
                    _wall(verdict.due_latest),
                    place.published_overdue,
                    verdict.state.value,
                    days,
                    row.file,
                    row.sheet,
                    row.line,
                )
            )

    def _flag(self, told: bool | None, due: datetime | None, until: datetime) -> str:
        if told is not None:
            self.by_flag = True
            return "overdue" if told else "not_overdue"
        self.by_deadline = True
        assert due is not None
        return "overdue" if until > due else "not_overdue"

    def _compare_days(self, published: datetime | None, verdict: StageVerdict) -> None:
        if verdict.due == verdict.due_latest:
            days = _days(published, _wall(verdict.due))
            if days is not None:
                self.days[days] += 1

    def _differs(self, row: Sequence[Any]) -> None:
        self.differ += 1
        if self.differing.total < _DIFFERING:
            self.differing.add(row)

    # -- many rows -------------------------------------------------------------------------------------------------

    def columns(self, found: InColumns) -> None:
        """Take in rows judged as columns."""
        judged = found.classes >= 0
        for name in found.verdicts.stages:
            self._undecided_columns(found, name, judged)
            self._used_columns(found, name, judged)
        self._claimed_columns(found, judged)

    def _undecided_columns(self, found: InColumns, name: str, judged: NDArray[np.bool_]) -> None:
        states = found.verdicts.states(name)
        rows = np.flatnonzero(judged & (states == STATES.index(State.UNDETERMINED)))
        if not len(rows):
            return
        due, latest = found.verdicts.due(name)
        template = found.verdicts.stages[name].template[rows]
        whys = [one.verdict.why or "" for one in found.verdicts.templates]
        has_unit = np.array([one.verdict.unit is not None for one in found.verdicts.templates])[template]
        rest = found.frame[rows]
        self.undecided.add_frame(
            pl.DataFrame(
                {
                    "ticket": rest["id"],
                    "city": pl.repeat(found.city.id, len(rows), eager=True),
                    "unit": rest["unit"].set(pl.Series(~has_unit), None),
                    "stage": pl.repeat(name, len(rows), eager=True),
                    "why": _chosen(whys, template),
                    "why_text": _chosen([self._why(why) for why in whys], template),
                    "due": _times(due[rows]),
                    "due_latest": _times(latest[rows]),
                    "file": pl.repeat(found.file, len(rows), eager=True),
                    "sheet": pl.repeat(found.sheet, len(rows), dtype=pl.String, eager=True),
                    "row": rest["_row"],
                    "round": pl.repeat(1, len(rows), eager=True),
                }
            )
        )

    def _used_columns(self, found: InColumns, name: str, judged: NDArray[np.bool_]) -> None:
        start, (done, _), (_, latest) = (
            found.verdicts.start(name), found.verdicts.done(name), found.verdicts.due(name),
        )  # fmt: skip
        rows = judged & (start != NEVER) & (done != NEVER) & (latest != NEVER) & (latest > start)
        share = 100 * (done[rows] - start[rows]) / (latest[rows] - start[rows])
        places = np.maximum(np.searchsorted(USED_BUCKETS, share, side="left") - 1, 0)
        for place, number in enumerate(np.bincount(places, minlength=len(USED_BUCKETS)).tolist()):
            if number:
                self.used[found.city.id, name, USED_BUCKETS[place]] += number

    def _claimed_columns(self, found: InColumns, judged: NDArray[np.bool_]) -> None:
        frame_ = found.frame
        due = frame_["published_due"] if "published_due" in frame_.columns else None
        flag = frame_["published_overdue"] if "published_overdue" in frame_.columns else None
        if due is None and flag is None:
            return
        name = handling(found.city)
        column = found.verdicts.stages.get(name)
        published = _micros(due, len(judged))
        told = flag.to_numpy() if flag is not None else np.full(len(judged), None)
        says = judged & ((published != NEVER) | _is_told(flag, len(judged)))
        if column is None:
            self.unflagged += int(judged.sum())
            return
        has = says & (column.template >= 0)
        self.unflagged += int(judged.sum() - has.sum())
        self._count_claims(found, name, np.flatnonzero(has), published, told)

    def _count_claims(
        self, found: InColumns, name: str, rows: NDArray[np.intp], published: Micros, told: NDArray[Any]
    ) -> None:
        states = found.verdicts.states(name)[rows]
        done, _ = found.verdicts.done(name)
        until = np.where(done[rows] == NEVER, found.bulk.now, done[rows])
        flagged = np.array([one is not None for one in told[rows]])
        overdue = np.where(flagged, told[rows].astype(object) == True, until > published[rows])  # noqa: E712 - null too
        self.by_flag |= bool(flagged.any())
        self.by_deadline |= bool((~flagged).any())
        says = np.array([_said(state) for state in STATES])[states]
        for rule in set(says.tolist()):
            for flag, word in ((True, "overdue"), (False, "not_overdue")):
                number = int(((says == rule) & (overdue == flag)).sum())
                if number:
                    self.claims[rule, word] += number
        due, latest = (ends[rows] for ends in found.verdicts.due(name))
        known = (due == latest) & (due != NEVER) & (published[rows] != NEVER)
        days = (published[rows] - 1) // DAY - (due - 1) // DAY
        for number, many in zip(*np.unique(days[known], return_counts=True), strict=True):
            self.days[int(number)] += int(many)
        differs = np.flatnonzero((says != "undetermined") & ((says == "overdue") != overdue))
        self.differ += len(differs)
        self._list_differing(found, name, rows, differs[: max(0, _DIFFERING - self.differing.total)])

    def _list_differing(self, found: InColumns, name: str, rows: NDArray[np.intp], differs: NDArray[np.intp]) -> None:
        due, latest = found.verdicts.due(name)
        states = found.verdicts.states(name)
        frame_ = found.frame
        for place in rows[differs].tolist():
            one = frame_.row(place, named=True)
            published = one.get("published_due")
            self.differing.add(
                (
                    one["id"],
                    found.city.id,
                    one["unit"],
                    name,
                    published,
                    _when(due[place]),
                    _when(latest[place]),
                    one.get("published_overdue"),
                    STATES[states[place]].value,
                    _days(published, _when(latest[place])),
                    found.file,
                    found.sheet,
                    one["_row"],
                )
            )

    # -- for the report ----------------------------------------------------------------------------------------------

    def used_frame(self) -> pl.DataFrame:
        """How much of their limits finished stages used."""
        return frame(USED, [(*key, number) for key, number in sorted(self.used.items())])

    def published(self, columns: tuple[str, ...]) -> Published | None:
        """The export's own say beside the rule; `None` where it has none."""
        if not self.claims:
            return None
        return Published(
            frame(PUBLISHED_TABLE, [(*key, number) for key, number in sorted(self.claims.items())]),
            frame(PUBLISHED_DAYS, sorted(self.days.items())),
            self.differing.parts,
            self.differ,
            self.unflagged,
            columns,
            self.by_deadline and not self.by_flag,
        )


def handling(city: Jurisdiction) -> str:
    """Return the stage of a city that is about handling: the first of its names that it has."""
    names = {stage.name for stage in city.deadlines.stages}
    return next((name for name in city.deadlines.handling if name in names), "")


def _said(state: State) -> str:
    """What the rule says, in the words of the comparison."""
    if state in _LATE:
        return "overdue"
    return "not_overdue" if state is not State.UNDETERMINED else "undetermined"


def _wall(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=None) if at is not None else None


def _when(at: np.int64) -> datetime | None:
    if at == NEVER:
        return None
    return datetime.fromtimestamp(0, UTC).replace(tzinfo=None) + timedelta(microseconds=int(at))


def _days(published: datetime | None, due: datetime | None) -> int | None:
    """By how many days the published date lies after the rule's; 00:00 belongs to the day before."""
    if published is None or due is None:
        return None
    tick = timedelta(microseconds=1)
    return ((published - tick).date() - (due - tick).date()).days


def _share(verdict: StageVerdict) -> float | None:
    if not (verdict.start and verdict.done and verdict.due_latest) or verdict.due_latest <= verdict.start:
        return None
    return 100 * ((verdict.done - verdict.start) / (verdict.due_latest - verdict.start))


def _micros(column: pl.Series | None, length: int) -> Micros:
    if column is None:
        return np.full(length, NEVER, np.int64)
    return column.cast(pl.Datetime("us")).to_physical().fill_null(int(NEVER)).to_numpy()


def _is_told(flag: pl.Series | None, length: int) -> NDArray[np.bool_]:
    return np.zeros(length, np.bool_) if flag is None else flag.is_not_null().to_numpy()


def _times(at: Micros) -> pl.Series:
    return pl.Series(at.view("datetime64[us]"))


def _chosen(texts: list[str], places: NDArray[np.intp]) -> pl.Series:
    return pl.Series(texts, dtype=pl.String).gather(places)
