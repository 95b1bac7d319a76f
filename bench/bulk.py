"""Bulk work of DESIGN 5: ends of periods over 10 M rows, and the stage verdicts of a million tickets."""

from __future__ import annotations

import importlib.util
import statistics
import tempfile
import warnings
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl

from bench import judging, tickets
from bench.measure import Row, at_least, at_most, interleaved, noted, per_row, shown
from hotline_rules import jurisdiction
from hotline_rules.clock import working_days, working_hours
from hotline_rules.columns import DueTables
from hotline_rules.columns.dues import DAY, NEVER, instant, micros
from hotline_rules.days import State
from hotline_rules.office_hours import HoursRule, OfficeHours

ROWS = 10_000_000
TICKETS = 1_000_000
ROUNDS = 5
FEW_ROUNDS = 3
SAMPLE = 1_000
FIRST, LAST = datetime(2015, 1, 1), datetime(2026, 12, 1)
"""Within the notices of the State Council, so that a peer which is handed the days off can be right."""
N, HOURS = 5, 3
OFFICE = OfficeHours(name="office", source="bench", rules=(HoursRule(intervals=((540, 720), (840, 1080))),))
_MINUTE = 60_000_000


def rows(size: int = ROWS, many: int = TICKETS) -> list[Row]:
    return [*days(size), *hours(size), *verdicts(many)]


def starts(size: int) -> np.ndarray:
    """Random instants of the wall clock, in microseconds, to the minute."""
    chance = np.random.default_rng(tickets.SEED)
    return chance.integers(micros(FIRST) // _MINUTE, micros(LAST) // _MINUTE, size) * _MINUTE


def days_off() -> list[date]:
    calendar = jurisdiction("weifang").calendar
    return [day.date for day in calendar.days(calendar.first, calendar.last) if day.state is not State.WORKING]


# -- (a) the end of the n-th working day ---------------------------------------------------------------------------


def days(size: int) -> list[Row]:
    clock, at = jurisdiction("weifang").clock, starts(size)
    tables, off = DueTables(clock), days_off()
    china = np.busdaycalendar("1111111", np.array(off, "datetime64[D]"))
    as_dates = at.view("datetime64[us]").astype("datetime64[D]")
    as_series = pl.Series(as_dates)
    out, copied = np.empty_like(at), np.empty_like(at)

    def ours() -> np.ndarray:
        tables.fill(at, working_days(N), out)
        return out

    def busday() -> np.ndarray:
        return np.busday_offset(as_dates, N, roll="backward", busdaycal=china)

    def distinct() -> np.ndarray:
        day = at // DAY
        first = int(day.min())
        each = np.arange(first, int(day.max()) + 1).astype("datetime64[D]")
        ends = np.busday_offset(each, N, roll="backward", busdaycal=china).astype(np.int64) * DAY + DAY
        return ends.take(day - first)

    def polars() -> pl.Series:
        return as_series.dt.add_business_days(N, week_mask=(True,) * 7, holidays=off, roll="backward")

    ends = ours()[:SAMPLE].copy()
    for place in range(min(SAMPLE, size)):
        due = clock.due(instant(at[place]), working_days(N))
        assert micros(due.earliest) == micros(due.latest) == ends[place], at[place]
    peers = {
        "numpy busday_offset, week of 7 days and the days off": (busday()[:SAMPLE].astype(np.int64) + 1) * DAY,
        "numpy busday_offset on distinct days, then gathered": distinct()[:SAMPLE],
        "polars add_business_days": (polars()[:SAMPLE].to_numpy().astype("datetime64[D]").astype(np.int64) + 1) * DAY,
    }
    wrong = {name: int((found != ends).sum()) for name, found in peers.items()}
    ranged = bool((ours() != NEVER).all())
    assert ranged, "an instant outside the calendar"
    found = interleaved(
        {
            "copy": (lambda: np.copyto(copied, at), 1),
            "ours": (ours, 1),
            "distinct": (distinct, 1),
            "busday": (busday, 1),
            "polars": (polars, 1),
        },
        ROUNDS,
    )
    told = {name: per_row(time, size) for name, time in found.items()}
    work = f"end of {N} working days, {_many(size)} rows, range checked"
    one, two, three = peers
    return [
        shown(f"np.copyto of {size * 8 // 1_000_000} MB", found["copy"], told["copy"]),
        at_most(work, found["ours"], found["copy"], 5, told["ours"]),
        at_least(f"  beside {three}{_if_wrong(wrong[three])}", found["ours"], found["polars"], 30, told["polars"]),
        at_least(f"  beside {one}{_if_wrong(wrong[one])}", found["ours"], found["busday"], 40, told["busday"]),
        at_least(f"  beside {two}{_if_wrong(wrong[two])}", found["ours"], found["distinct"], 1.5, told["distinct"]),
        custom_days(at[:SAMPLE], ends, off),
    ]


def custom_days(at: np.ndarray, ends: np.ndarray, off: list[date]) -> Row:
    """pandas over an array of a few rows: inside it goes row by row."""
    custom = pd.offsets.CustomBusinessDay(N, weekmask="1111111", holidays=off)
    index = pd.DatetimeIndex(at.view("datetime64[us]"))

    def run() -> pd.DatetimeIndex:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.PerformanceWarning)
            return index + custom

    last = run().to_numpy().astype("datetime64[D]").astype(np.int64)
    wrong = int(((last + 1) * DAY != ends).sum())
    found = interleaved({"pandas": (run, 1)}, ROUNDS)["pandas"]
    work = f"  pandas CustomBusinessDay, {len(at)} rows{_if_wrong(wrong, len(at))}"
    return shown(work, found, per_row(found, len(at)))


# -- (b) working hours of one schedule -----------------------------------------------------------------------------


def hours(size: int) -> list[Row]:
    city, at = jurisdiction("weifang").with_office_hours(OFFICE), starts(size)
    clock, span = city.clock, working_hours(HOURS)
    tables, out, copied = DueTables(clock), np.empty_like(at), np.empty_like(at)

    def ours() -> np.ndarray:
        tables.fill(at, span, out)
        return out

    ends = ours()[:SAMPLE].copy()
    sample = [instant(one) for one in at[:SAMPLE]]
    expected = [clock.due(one, span).one.replace(tzinfo=None) for one in sample]
    assert [instant(one) for one in ends] == expected
    works = {"copy": (lambda: np.copyto(copied, at), 1), "ours": (ours, 1)}
    custom = pd.offsets.CustomBusinessHour(
        HOURS, weekmask="1111111", holidays=days_off(), start=["09:00", "14:00"], end=["12:00", "18:00"]
    )
    few = [pd.Timestamp(one) for one in sample[:200]]
    wrong = sum((one + custom).to_pydatetime() != right for one, right in zip(few, expected, strict=False))
    works["pandas"] = (lambda: [one + custom for one in few], 1)
    found = interleaved(works, FEW_ROUNDS)
    told = {name: per_row(time, size) for name, time in found.items()}
    return [
        shown(f"np.copyto of {size * 8 // 1_000_000} MB", found["copy"], told["copy"]),
        at_most(
            f"end of {HOURS} working hours (09-12, 14-18), {_many(size)} rows", found["ours"], found["copy"], 10,
            told["ours"],
        ),
        shown(
            f"  pandas CustomBusinessHour, row by row{_if_wrong(wrong, len(few))}", found["pandas"],
            per_row(found["pandas"], len(few)),
        ),
        *minute_offsets(few, expected),
    ]  # fmt: skip


def minute_offsets(few: list[pd.Timestamp], expected: list[datetime]) -> list[Row]:
    """exchange_calendars with lunch as the break of a session, where it is installed (it is no dependency)."""
    name = "  exchange_calendars minute_offset, row by row"
    if importlib.util.find_spec("exchange_calendars") is None:
        return [noted(name, "not installed")]
    from bench.sessions import calendar

    sessions = calendar(FIRST.date(), date(2026, 12, 31), days_off())

    def offset(at: pd.Timestamp) -> pd.Timestamp:
        begin = sessions.minute_to_trading_minute(at.tz_localize("UTC"), "next")
        return sessions.minute_offset(begin, HOURS * 60 - 1) + pd.Timedelta(minutes=1)

    wrong = sum(offset(at).tz_localize(None).to_pydatetime() != right for at, right in zip(few, expected, strict=False))
    found = interleaved({"sessions": (lambda: [offset(at) for at in few], 1)}, FEW_ROUNDS)["sessions"]
    return [shown(name + _if_wrong(wrong, len(few)), found, per_row(found, len(few)))]


# -- (c) stage verdicts, Parquet in and out ------------------------------------------------------------------------


def verdicts(many: int) -> list[Row]:
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="hotline-bench-") as folder:
        place = Path(folder)
        small = tickets.write(place / "small.parquet", many)
        took = {city: _took(city, small, place) for city in judging.STAGES}
        for city, ways in took.items():
            stages = ", ".join(judging.STAGES[city])
            ours, script = (statistics.median(one.seconds for one in ways[way]) for way in judging.WAYS)
            work = f"verdicts of {_many(many)} tickets, Parquet to findings, {city} ({stages})"
            found += [
                at_least(work, ours, script, 3, f"{ours:.2f} s"),
                noted(f"  the pandas script, {city}: the same findings", f"{script:.2f} s"),
            ]
        ten = tickets.write(place / "large.parquet", 10 * many)
        for city, ways in took.items():
            before = statistics.median(one.peak for one in ways["columns"])
            after = judging.measured("columns", city, ten, place / "findings.parquet").peak
            work = f"peak memory, {_many(many)} -> {_many(10 * many)} tickets, {city}"
            found.append(at_most(work, after, before, FLAT, f"{before:.0f} -> {after:.0f} MiB"))
            script = statistics.median(one.peak for one in ways["pandas"])
            found.append(noted(f"  the pandas script, {_many(many)} tickets, {city}", f"{script:.0f} MiB"))
    return found


FLAT = 1.25
"""What is still called flat: so many times the memory for ten times the tickets."""


def _took(city: str, source: Path, place: Path) -> dict[str, list[judging.Took]]:
    """Both ways in turn, each in a process of its own; their counts and findings must be the same."""
    found: dict[str, list[judging.Took]] = {way: [] for way in judging.WAYS}
    for _ in range(FEW_ROUNDS):
        for way, times in found.items():
            times.append(judging.measured(way, city, source, place / f"{way}.parquet"))
    ours, script = (_sorted(place / f"{way}.parquet") for way in judging.WAYS)
    counts = [found[way][-1].counts for way in judging.WAYS]
    assert counts[0] == counts[1], f"{city}: the counts differ: {counts}"
    assert ours.equals(script), f"{city}: the findings differ"
    return found


def _sorted(path: Path) -> pl.DataFrame:
    times = pl.col("start", "due", "done").cast(pl.Datetime("us"))
    return pl.read_parquet(path).with_columns(times).sort("id", "stage")


def _many(rows: int) -> str:
    return f"{rows / 1_000_000:g} M"


def _if_wrong(wrong: int, of: int = SAMPLE) -> str:
    return f" (WRONG on {wrong} of {of})" if wrong else ""
