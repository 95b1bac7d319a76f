"""What a finished audit knows: plain values, small frames of counts, and long lists as Parquet parts or frames.

An audit fills a `Report`; `hotline_desk.workbook` and `hotline_desk.results` write it. Nothing here reads a clock or
judges a ticket. Memory stays flat: what grows with the tickets is a tuple of parts, read again slice by slice.

Texts in the parts (`gloss`, `late_by`, `counting`, `flips`, `assumptions`, `why_text`) are in the language of the
audit. Times are wall-clock times of the city; 24:00 of a day is 00:00 of the next, as everywhere in this house.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction
    from hotline_rules.law import Notice

Pair = tuple[str, str]
Part = Path | pl.DataFrame
"""A Parquet file, or a frame held in memory; a list that grows with the tickets is a tuple of them, in order."""
Schema = Mapping[str, Any]

_SLICE = 20_000
"""How many rows of a list are held at a time."""
_TEXT, _COUNT, _WHEN = pl.String, pl.Int64, pl.Datetime("us")

STATES: Schema = {"city": _TEXT, "stage": _TEXT, "state": _TEXT, "n": _COUNT}
MONTHS: Schema = {"city": _TEXT, "stage": _TEXT, "month": _TEXT, "in_time": _COUNT, "due_n": _COUNT}
"""By the month of the due, `YYYY-MM`; `due_n` are those due and decided: in time, late and overdue."""
UNITS: Schema = {
    "city": _TEXT, "unit": _TEXT, "stage": _TEXT, "in_time": _COUNT, "late": _COUNT, "overdue": _COUNT, "open": _COUNT,
    "undetermined": _COUNT, "other": _COUNT,
}  # fmt: skip
USED: Schema = {"city": _TEXT, "stage": _TEXT, "bucket": _COUNT, "n": _COUNT}
"""Finished stages by the share of the limit they used; `bucket` is one of `USED_BUCKETS`."""
PROVISIONS: Schema = {"city": _TEXT, "provision": _TEXT, "stage": _TEXT, "late": _COUNT, "overdue": _COUNT}
TIMELINE: Schema = {
    "city": _TEXT, "month": _TEXT, "accepted": _COUNT, "transferred": _COUNT, "handled": _COUNT, "closed": _COUNT,
}  # fmt: skip
WHYS: Schema = {"why": _TEXT, "n": _COUNT}
OTHERS: Schema = {"severity": _TEXT, "code": _TEXT, "n": _COUNT}

FINDINGS: Schema = {
    "ticket": _TEXT, "city": _TEXT, "unit": _TEXT, "stage": _TEXT, "round": _COUNT,
    "state": _TEXT, "severity": _TEXT, "provision": _TEXT, "gloss": _TEXT,
    "start": _WHEN, "due": _WHEN, "due_latest": _WHEN, "done": _WHEN,
    "late_by": _TEXT, "late_seconds": _COUNT, "late_working_days": _COUNT, "since": _WHEN,
    "counting": _TEXT, "readings": _TEXT, "contested": _TEXT, "firm": pl.Boolean, "flips": _TEXT,
    "assumptions": _TEXT, "published_due": _WHEN, "published_overdue": pl.Boolean,
    "file": _TEXT, "sheet": _TEXT, "row": _COUNT,
}  # fmt: skip
"""Columns of the findings of lateness. `state` is late or overdue; `readings` and `contested` are numbers joined by a
space; `firm` is null where no stress test was asked for. Columns beyond these are the caller's own (whatever `ref`
carried): they are personal, and leave the audit only when asked for by `unmasked`.
"""
FINDINGS_MAY: Schema = {"done_latest": _WHEN, "force": _TEXT, "n": _COUNT}
"""Columns a part of findings may lack: the last instant of an act of which only the date is known; the force of the
provision (that of the city's regulation stands in); the number of a stage of which there are several.
"""
UNDECIDED: Schema = {
    "ticket": _TEXT, "city": _TEXT, "unit": _TEXT, "stage": _TEXT, "why": _TEXT, "why_text": _TEXT, "due": _WHEN,
    "due_latest": _WHEN, "file": _TEXT, "sheet": _TEXT, "row": _COUNT,
}  # fmt: skip
UNDECIDED_MAY: Schema = {"round": _COUNT}
MISSED: Schema = {"file": _TEXT, "sheet": _TEXT, "row": _COUNT, "id": _TEXT, "error": _TEXT}
DOUBLES: Schema = {"file": _TEXT, "sheet": _TEXT, "row": _COUNT, "id": _TEXT}
"""Rows with a ticket number that came before; they are judged like any other."""
DIFFERING: Schema = {
    "ticket": _TEXT, "city": _TEXT, "unit": _TEXT, "stage": _TEXT, "published_due": _WHEN, "due": _WHEN,
    "due_latest": _WHEN, "published_overdue": pl.Boolean, "state": _TEXT, "days": _COUNT, "file": _TEXT, "sheet": _TEXT,
    "row": _COUNT,
}  # fmt: skip

USED_BUCKETS = (0, 20, 40, 60, 80, 100, 150, 200, 300)
"""Shares of a limit, per cent: more than the one named, up to the next. The first begins at 0, the last has no end."""


def used_bucket(percent: float) -> int:
    """Return the bucket of a share of the limit: exactly 100 % is still `80`, for the last day is in time."""
    return max((edge for edge in USED_BUCKETS if edge < percent), default=USED_BUCKETS[0])


def frame(schema: Schema, rows: Sequence[Sequence[Any]] = ()) -> pl.DataFrame:
    """Make a frame of rows whose values stand in the order of the schema."""
    return pl.DataFrame(list(rows), schema=dict(schema), orient="row")


# -- what was read, and by what it was judged -----------------------------------------------------------------------


@dataclass(frozen=True)
class FileRead:
    """One file, or one sheet of a workbook: its rows, and what became of them (`rows` = `judged` + `missed`)."""

    file: str
    sheet: str | None
    rows: int
    judged: int
    missed: int
    first: int | None = None
    """The first row with data, as the file counts them."""
    last: int | None = None
    absent: tuple[str, ...] = ()
    """Events that the file has no column for and that were taken not to have happened."""
    not_recorded: tuple[str, ...] = ()
    """Events that the file does not carry: a stage that needs one cannot be decided."""
    columns: tuple[tuple[str, str], ...] = ()
    """Headings and the role each was read as."""
    sha256: str | None = None


@dataclass(frozen=True)
class ReadingTaken:
    """An open point of a regulation, the option taken, and both in words."""

    id: str
    option: str
    zh: str
    en: str
    contested: bool = False

    @classmethod
    def of(cls, city: Jurisdiction, number: str, option: str) -> ReadingTaken:
        """Describe the option taken of one of a city's open points."""
        point = city.reading(number)
        taken = point.option(option)
        contested = any(one.reading == number and one.contested for one in city.choices)
        return cls(number, option, f"{point.question_zh} {taken.zh}", f"{point.question_en} {taken.en}", contested)


@dataclass(frozen=True)
class CityUsed:
    """A city as it was judged by: its regulation, the hashes of its rules and calendar, what the caller changed."""

    id: str
    zh: str
    en: str
    title_zh: str
    title_en: str
    force: str
    rules_hash: str
    calendar_hash: str
    stages: tuple[str, ...] = ()
    """Its stages in its own order; tables follow it."""
    readings: tuple[ReadingTaken, ...] = ()
    overridden: tuple[tuple[str, str], ...] = ()
    overlays: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    known_on: date | None = None
    office_hours: str | None = None
    notices: tuple[tuple[str, str, str], ...] = ()
    """Code, Chinese and English of what must be said of the regulation."""

    @classmethod
    def of(cls, city: Jurisdiction, notices: Sequence[Notice] = ()) -> CityUsed:
        """Describe a city as it stands, with the notices of its regulation that applied to a row."""
        regulation = city.regulation
        return cls(
            city.id,
            city.name_zh,
            city.name_en,
            regulation.title_zh,
            regulation.title_en,
            regulation.force.value,
            city.rules_hash,
            city.calendar.fingerprint,
            tuple(stage.name for stage in city.deadlines.stages),
            tuple(ReadingTaken.of(city, number, option) for number, option in sorted(city.chosen.items())),
            tuple(sorted(city.overrides.items())),
            tuple(city.overlays),
            tuple(layer.name for layer in city.layers),
            city.known_on,
            city.office_hours.name if city.office_hours else None,
            tuple((notice.code, notice.zh, notice.en) for notice in notices),
        )


# -- rates ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Rate:
    """A rate with what it counts: nothing to count (0/0) is not scored. What stays outside is counted beside it."""

    code: str
    zh: str
    en: str
    numerator: int
    denominator: int
    cohort_zh: str
    cohort_en: str
    no_limit: int = 0
    """Outside the rate: the text sets no limit, or does not apply."""
    undetermined: int = 0
    """Outside the rate: it cannot be decided."""

    @classmethod
    def of(cls, code: str, numerator: int, denominator: int, *, no_limit: int = 0, undetermined: int = 0) -> Rate:
        """Make one of the rates of `RATES`."""
        (zh, en), (cohort_zh, cohort_en) = RATES[code]
        return cls(code, zh, en, numerator, denominator, cohort_zh, cohort_en, no_limit, undetermined)

    @property
    def share(self) -> float | None:
        """The rate between 0 and 1; `None` where nothing is counted."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class NotRated:
    """A rate that the files cannot give, and the columns (event codes, or names) they lack for it."""

    code: str
    lacks: tuple[str, ...] = ()


RATES: dict[str, tuple[Pair, Pair]] = {
    "handled_on_time": (
        ("按时办结率", "completed on time"),
        (
            "按时办结数 ÷ 应办结数（已办结的，和办理时限届满至今未办结的）",
            "completed in time, of those completed and those overdue and not completed",
        ),
    ),
    "closed": (
        ("结案率", "completed at all"),
        (
            "已办结数（不论是否按时）÷ 应办结数（已办结的，和办理时限届满至今未办结的）",
            "completed, in time or not, of those completed and those overdue and not completed",
        ),
    ),
    "signed_on_time": (
        ("签收及时率", "signed for on time"),
        (
            "按时签收数 ÷ 应签收数（已签收的，和签收时限届满至今未签收的）",
            "signed for in time, of those signed for and those overdue and not signed for",
        ),
    ),
    "transferred_on_time": (
        ("转办及时率", "transferred on time"),
        (
            "按时转办数 ÷ 应转办数（已转办的，和转办时限届满至今未转办的）",
            "transferred in time, of those transferred and those overdue and not transferred",
        ),
    ),
    "extended": (
        ("延期率", "extended"),
        (
            "批准延期的工单数 ÷ 转办过的工单数",
            "tickets with an extension granted, of the tickets sent out",
        ),
    ),
    "returned": (
        ("退单率", "returned"),
        ("批准退件的工单数 ÷ 转办过的工单数", "tickets returned with approval, of the tickets sent out"),
    ),
    "redone": (
        ("重办率", "sent out again"),
        ("重新交办的工单数 ÷ 转办过的工单数", "tickets sent out again, of the tickets sent out"),
    ),
}
"""The rates an audit can give: the name, then what is divided by what. Texts name no defining standard for the last
three; these are their usual forms.
"""

# -- as published beside as the rule says ---------------------------------------------------------------------------

SAID = ("overdue", "not_overdue", "undetermined")
"""What the rule says of a stage for which the export carries a flag: late and overdue are one."""


@dataclass(frozen=True)
class Published:
    """The export's own deadline or overdue flag beside the rule."""

    table: pl.DataFrame
    """rule (one of `SAID`), published (`overdue` or `not_overdue`), n."""
    days: pl.DataFrame
    """days (the published due minus the rule's, in whole days by date; positive: published later), n."""
    differing: tuple[Part, ...] = ()
    """Tickets on which the two differ, the first of them; columns of `DIFFERING`."""
    differing_total: int = 0
    unflagged: int = 0
    """Rows in which the export says neither."""
    columns: tuple[str, ...] = ()
    """The headings the flag and the deadline were read from."""
    flag_from_deadline: bool = False
    """Whether the flag was worked out from the published deadline, for the export carries no flag of its own."""

    @property
    def compared(self) -> int:
        """How many have a flag and are decided by the rule."""
        return _sum(self.table.filter(pl.col("rule") != "undetermined"))

    @property
    def agree(self) -> int:
        """How many of those on which both say the same."""
        return _sum(self.table.filter(pl.col("rule") == pl.col("published")))


PUBLISHED_TABLE: Schema = {"rule": _TEXT, "published": _TEXT, "n": _COUNT}
PUBLISHED_DAYS: Schema = {"days": _COUNT, "n": _COUNT}


def _sum(counts: pl.DataFrame) -> int:
    return int(counts["n"].sum())


# -- the report -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Report:
    """A finished audit."""

    as_of: datetime
    """The instant judged at; that of a date given is its end, 00:00 of the next day."""
    made: datetime
    """When the report was made; passed in, never read here."""
    files: tuple[FileRead, ...]
    cities: tuple[CityUsed, ...]
    tickets: int
    """How many tickets were judged; of a file of events, fewer than rows."""
    states: pl.DataFrame = field(default_factory=lambda: frame(STATES))
    months: pl.DataFrame = field(default_factory=lambda: frame(MONTHS))
    units: pl.DataFrame = field(default_factory=lambda: frame(UNITS))
    used: pl.DataFrame = field(default_factory=lambda: frame(USED))
    provisions: pl.DataFrame = field(default_factory=lambda: frame(PROVISIONS))
    timeline: pl.DataFrame = field(default_factory=lambda: frame(TIMELINE))
    whys: pl.DataFrame = field(default_factory=lambda: frame(WHYS))
    others: pl.DataFrame = field(default_factory=lambda: frame(OTHERS))
    rates: tuple[Rate, ...] = ()
    not_rated: tuple[NotRated, ...] = ()
    findings: tuple[Part, ...] = ()
    undecided: tuple[Part, ...] = ()
    missed: tuple[Part, ...] = ()
    doubles: tuple[Part, ...] = ()
    published: Published | None = None
    stressed: bool = False
    """Whether findings were stress-tested."""
    not_told: Mapping[str, int] = field(default_factory=dict)
    """Fields that were not told, taken as `wording.ASSUMED` says, and for how many tickets."""
    remarks: tuple[Pair, ...] = ()
    """What else must be said of the run: rows with an `as_of` or a city of their own that were overruled, …"""
    version: str = ""
    """The version of the library."""

    @property
    def rows(self) -> int:
        """How many rows came in."""
        return sum(one.rows for one in self.files)

    @property
    def judged(self) -> int:
        """How many of them were judged."""
        return sum(one.judged for one in self.files)

    @property
    def not_judged(self) -> int:
        """How many of them were not."""
        return sum(one.missed for one in self.files)

    @property
    def balanced(self) -> bool:
        """Whether no row was lost: of every file, rows in = judged + not judged, and each of the latter is listed."""
        told = count(self.missed)
        return told == self.not_judged and all(one.rows == one.judged + one.missed for one in self.files)


# -- parts ----------------------------------------------------------------------------------------------------------


def scan(parts: Sequence[Part], schema: Schema, optional: Schema | None = None) -> pl.LazyFrame:
    """Read parts as one frame: the columns of the schema in its order, then the optional, then the caller's own.

    A column that is missing is null; times lose their zone and keep their wall clock.
    """
    known = {**schema, **(optional or {})}
    if not parts:
        return pl.LazyFrame(schema=known)
    frames = [_as_known(_lazy(part), known) for part in parts]
    own = dict.fromkeys(name for one in frames for name in one.collect_schema() if name not in known)
    return pl.concat(frames, how="diagonal_relaxed").select([*known, *own])


def rows_of(
    parts: Sequence[Part], schema: Schema, optional: Schema | None = None, own: Sequence[str] = ()
) -> Iterator[dict[str, Any]]:
    """Read parts row by row, with the caller's own columns that are named, holding one slice at a time.

    Slice by slice and not as a stream of batches: those are read ahead without a bound, and memory would grow.
    """
    known = {**schema, **(optional or {})}
    for part in parts:
        found = scan((part,), schema, optional)
        has = found.collect_schema()
        told = [pl.col(name) if name in has else pl.lit(None, dtype=pl.String).alias(name) for name in (*known, *own)]
        for start in range(0, count((part,)), _SLICE):
            yield from found.slice(start, _SLICE).select(told).collect().iter_rows(named=True)


def own_columns(frame_: pl.LazyFrame, *known: Schema) -> list[str]:
    """Return the columns that are the caller's own."""
    return [name for name in frame_.collect_schema() if not any(name in schema for schema in known)]


def count(parts: Sequence[Part]) -> int:
    """Return how many rows parts hold."""
    return sum(int(_lazy(part).select(pl.len()).collect().item()) for part in parts)


def _lazy(part: Part) -> pl.LazyFrame:
    return part.lazy() if isinstance(part, pl.DataFrame) else pl.scan_parquet(part)


def _as_known(found: pl.LazyFrame, known: Schema) -> pl.LazyFrame:
    has = found.collect_schema()
    told = [_column(name, kind, has.get(name)) for name, kind in known.items()]
    own = [pl.col(name).cast(pl.String, strict=False) for name in has if name not in known]
    return found.select(told + own)


def _column(name: str, kind: Any, had: Any) -> pl.Expr:
    if had is None:
        return pl.lit(None, dtype=kind).alias(name)
    column = pl.col(name)
    if isinstance(had, pl.Datetime) and had.time_zone is not None:
        column = column.dt.replace_time_zone(None)
    elif isinstance(had, pl.List):
        column = column.cast(pl.List(pl.String)).list.join(" ")
    return column.cast(kind)
