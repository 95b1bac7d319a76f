"""A batch of a table, judged: most rows as columns, the others one by one, and each of them accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from hotline_desk.column_counts import late_stages
from hotline_desk.judging import Judge, NotJudged
from hotline_desk.sheets import ERROR, ROW
from hotline_desk.tally import InColumns, Place, Tally
from hotline_desk.typed import DATED, Batch
from hotline_rules.columns import REASONS, Bulk, Coded, Reviews, Tickets
from hotline_rules.columns.dues import NEVER
from hotline_rules.columns.tickets import EVENT_COLUMNS, TICKET_FIELDS
from hotline_rules.errors import HotlineError
from hotline_rules.ticket import EVENT_TYPES
from hotline_rules.wording import Pair

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction


WHY_LEFT: dict[str, Pair] = {one.code: (one.zh, one.en) for one in REASONS} | {
    "order": ("事件的先后不能确定", "an order of events that is not certain"),
    "as_of": ("自带 as_of", "an as_of of their own"),
}
"""Why rows of tables are judged one by one, by code."""


class DisagreementError(HotlineError):
    """The columns and the plain path say different things of a row: a defect, and nothing is told."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: judged differently as columns and by itself; please report this as a defect")


class BulkJudge:
    """Judges batches into a tally; what it learns of one batch serves the next."""

    def __init__(self, judge: Judge, tally: Tally) -> None:
        self.judge = judge
        self.tally = tally
        self.left: Counter[str] = Counter()
        """How many rows were judged one by one, by the code of why (`WHY_LEFT`)."""
        self._known: dict[tuple[str, tuple[str, ...]], tuple[Bulk, Reviews]] = {}

    def batch(self, batch: Batch) -> None:
        """Judge every row of a batch."""
        frame = batch.frame
        pending = np.zeros(frame.height, np.bool_)
        pending |= frame[ERROR].is_not_null().to_numpy()
        if "as_of" in frame.columns:
            own = frame["as_of"].is_not_null().to_numpy() & ~pending
            self._leave("as_of", int(own.sum()))
            pending |= own
        for city, rows in self._by_city(frame, batch, pending):
            pending[rows] = False
            pending[self._columns(batch, city, rows)] = True
        for place in np.flatnonzero(pending).tolist():
            self._plain(batch, place)

    def _by_city(
        self, frame: pl.DataFrame, batch: Batch, pending: NDArray[np.bool_]
    ) -> Iterator[tuple[Jurisdiction, NDArray[np.intp]]]:
        """The rows that can be judged as columns, by the city they are judged under; the others become pending."""
        free = ~pending
        named = frame["city"]
        if self.judge.one is not None:
            self._conflicts(named, batch, free)
            yield self.judge.one, np.flatnonzero(free)
            return
        pending |= free
        for name in named.filter(pl.Series(free)).drop_nulls().unique(maintain_order=True).to_list():
            try:
                city = self.judge.city(name)
            except HotlineError:
                continue
            yield city, np.flatnonzero(free & (named == name).fill_null(value=False).to_numpy())

    def _conflicts(self, named: pl.Series, batch: Batch, free: NDArray[np.bool_]) -> None:
        """Count the rows that name another city than the one all are judged under."""
        for name in named.filter(pl.Series(free)).drop_nulls().unique().to_list():
            places = np.flatnonzero(free & (named == name).fill_null(value=False).to_numpy())
            self.judge.note_city(name, batch.row(int(places[0])), len(places))

    def _columns(self, batch: Batch, city: Jurisdiction, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Judge rows as columns; return those that columns do not express."""
        if not len(rows):
            return rows
        frame = batch.frame if len(rows) == batch.frame.height else batch.frame[rows]
        tickets = tickets_of(frame, tuple(batch.headings.not_recorded))
        bulk, reviews = self._of(city, tickets.not_recorded)
        verdicts = bulk.judge(tickets)
        classes, left = reviews.of(tickets, verdicts)
        judged = classes >= 0
        found = InColumns(
            city, frame, tickets, verdicts, bulk, reviews.told, classes, batch.file, batch.sheet, frame[ROW].to_numpy()
        )
        self.tally.columns(found)
        late = late_stages(found)
        for place in self.tally.to_review(found).tolist():
            row = batch.row(int(rows[place]))
            review = self.judge.review(row)
            if len(review.lateness) != late[place]:
                raise DisagreementError(row.where(self.judge.lang))
            self.tally.reviewed(row, review, Place.of(batch, int(rows[place])))
        assert int(judged.sum()) + len(left) == len(rows)
        for reason, count in zip(*np.unique(verdicts.reasons[left], return_counts=True), strict=True):
            self._leave("order" if reason < 0 else REASONS[reason].code, int(count))
        return rows[left]

    def _leave(self, why: str, count: int) -> None:
        if count:
            self.left[why] += count

    def _of(self, city: Jurisdiction, not_recorded: tuple[str, ...]) -> tuple[Bulk, Reviews]:
        key = (city.id, not_recorded)
        if key not in self._known:
            bulk = Bulk(city, as_of=self.judge.now(), not_recorded=not_recorded)
            self._known[key] = (bulk, Reviews(bulk))
        return self._known[key]

    def _plain(self, batch: Batch, place: int) -> None:
        """Judge one row in full, or say why it cannot be."""
        row = batch.row(place)
        try:
            self.tally.judge(row, self.judge.review(row), Place.of(batch, place))
        except NotJudged as problem:
            self.tally.miss(row, batch.frame["id"][place], str(problem))


def tickets_of(frame: pl.DataFrame, not_recorded: tuple[str, ...]) -> Tickets:
    """Return the rows of a typed frame as `Tickets`."""
    times, dates, fields = {}, {}, {}
    for name in frame.columns:
        if name in EVENT_TYPES:
            times[name] = _micros(frame[name])
        elif name.removesuffix(DATED) in EVENT_TYPES:
            dates[name.removesuffix(DATED)] = frame[name].fill_null(value=False).to_numpy()
        elif name in TICKET_FIELDS or name in EVENT_COLUMNS:
            fields[name] = coded(frame[name])
    return Tickets(times, dates, fields, _Texts(frame["id"]), not_recorded)


class _Texts:
    """A column of texts, read when wanted."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def __len__(self) -> int:
        return len(self._series)

    def __getitem__(self, place: Any) -> Any:
        return _Texts(self._series[place]) if isinstance(place, slice) else self._series[place]


def _micros(column: pl.Series) -> NDArray[np.int64]:
    plain = column if column.dtype == pl.Datetime("us") else column.cast(pl.Datetime("us"))
    return plain.to_physical().fill_null(int(NEVER)).to_numpy()


def coded(column: pl.Series) -> Coded:
    """Return a column as codes of its distinct values."""
    if isinstance(column.dtype, pl.Enum):
        return Coded(column.to_physical().cast(pl.Int32).fill_null(-1).to_numpy(), tuple(column.dtype.categories))
    values = column.drop_nulls().unique(maintain_order=True)
    if not len(values):
        return Coded(np.full(len(column), -1, np.int32), ())
    if column.dtype == pl.String:
        codes = column.cast(pl.Enum(values)).to_physical().cast(pl.Int32)
    else:
        codes = column.replace_strict(values, pl.Series(range(len(values))), default=None, return_dtype=pl.Int32)
    return Coded(codes.fill_null(-1).to_numpy(), tuple(values.to_list()))
