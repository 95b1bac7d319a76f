"""Made-up tickets of a year as Parquet, the same for the same seed: times, kinds and units, nothing of any person.

A call comes in office hours, is sent out minutes later, signed for within hours and handled some days later. Of a few
percent a time or the kind is missing; a few are late at each step, and of a few the unit's machine ran a little behind.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from hotline_rules import jurisdiction
from hotline_rules.days import State

SEED = 12345
SLICE = 1 << 17
"""Rows made, written and read together; a row group of the file."""
FIRST, LAST = date(2025, 1, 2), date(2025, 12, 31)
AS_OF = datetime(2026, 3, 2, 9)
KINDS = {"consultation": 0.35, "help": 0.30, "complaint": 0.25, "report": 0.05, "suggestion": 0.03, "praise": 0.02}
TIMES = ("accepted", "transferred", "signed", "handled")
UNITS = tuple(f"第{number:02}承办单位" for number in range(1, 81))

_SECOND = 1_000_000
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def made(first: int, rows: int) -> pl.DataFrame:
    """Some rows of the table, beginning with row `first` (a multiple of `SLICE`)."""
    chance = np.random.default_rng([SEED, first])
    days = jurisdiction("weifang").calendar.days(FIRST, LAST)
    worked = np.array([(day.date - date(1970, 1, 1)).days for day in days if day.state is State.WORKING])
    accepted = chance.choice(worked, rows) * _DAY + chance.integers(8 * _HOUR + 1800, 18 * _HOUR, rows)
    transferred = accepted + (chance.exponential(20 * _MINUTE, rows)).astype(np.int64)
    transferred += (chance.random(rows) < 0.02) * chance.integers(3 * _HOUR, 30 * _HOUR, rows)
    signed = transferred + (chance.exponential(50 * _MINUTE, rows)).astype(np.int64)
    signed += (chance.random(rows) < 0.02) * chance.integers(3 * _HOUR, 60 * _HOUR, rows)
    taken = np.minimum(chance.lognormal(np.log(1.1 * _DAY), 0.75, rows).astype(np.int64), 45 * _DAY)
    handled = np.maximum(transferred + taken, signed + 10 * _MINUTE)
    signed = np.where(chance.random(rows) < 0.002, transferred - chance.integers(1, 120, rows), signed)
    times = {"accepted": (accepted, 0.0), "transferred": (transferred, 0.01), "signed": (signed, 0.03)}
    columns = {"id": pl.Series(np.arange(first, first + rows)).cast(pl.String).str.zfill(12)}
    columns["kind"] = _some(chance, tuple(KINDS), rows, tuple(KINDS.values()), missing=0.02)
    columns["unit"] = _some(chance, UNITS, rows, None, missing=0.0)
    for name, (at, missing) in (times | {"handled": (handled, 0.015)}).items():
        known = np.ma.masked_array(at * _SECOND, chance.random(rows) < missing)
        whole = pl.Series(known.filled(0)).cast(pl.Datetime("us"))
        columns[name] = whole.set(pl.Series(np.ma.getmaskarray(known)), None)
    return pl.DataFrame(columns)


def _some(
    chance: np.random.Generator, values: tuple[str, ...], rows: int, shares: tuple[float, ...] | None, missing: float
) -> pl.Series:
    places = chance.choice(len(values), rows, p=shares)
    return pl.Series(values)[places].set(pl.Series(chance.random(rows) < missing), None)


def write(path: Path, rows: int) -> Path:
    """Write so many tickets, slice by slice."""
    writer = None
    for first in range(0, rows, SLICE):
        table = made(first, min(SLICE, rows - first)).to_arrow(compat_level=pl.CompatLevel.oldest())
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    assert writer is not None
    writer.close()
    return path
