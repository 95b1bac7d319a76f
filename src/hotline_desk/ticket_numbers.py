"""The ticket numbers of an audit, and which of them come twice: exactly, and without holding them all in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from hotline_desk.reading import Row

_SCHEMA = {
    "city": pl.String, "id": pl.String, "file": pl.String, "sheet": pl.String, "line": pl.Int64, "item": pl.Boolean,
    "order": pl.Int64,
}  # fmt: skip
_HELD = 1_000_000
"""How many numbers are held before they are written to disk."""
_PASSES = 16


class Numbers:
    """Ticket numbers with where they stand; `folder` is where those that are too many to hold are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._rows: list[tuple[str, str, str, str | None, int, bool, int]] = []
        self._frames: list[pl.DataFrame] = []
        self._parts: list[Path] = []
        self._count = self._held = 0

    def add(self, city: str, number: str, row: Row) -> None:
        """Take in the number of one row."""
        self._rows.append((city, number, row.file, row.sheet, row.line, row.item, self._count))
        self._counted(1)

    def add_many(self, city: str, numbers: pl.Series, file: str, sheet: str | None, lines: pl.Series) -> None:
        """Take in the numbers of many rows of one table."""
        first = self._count
        self._gather()
        self._frames.append(
            pl.DataFrame({"id": numbers, "line": lines.cast(pl.Int64)}).select(
                pl.lit(city).alias("city"), "id", pl.lit(file).alias("file"),
                pl.lit(sheet, dtype=pl.String).alias("sheet"), "line", pl.lit(value=False).alias("item"),
                pl.int_range(first, first + len(numbers), dtype=pl.Int64).alias("order"),
            )
        )  # fmt: skip
        self._counted(len(numbers))

    def doubles(self) -> Iterator[tuple[Row, str]]:
        """Yield each row whose number came before in its city, in the order in which they came."""
        self._gather()
        if not self._parts:
            yield from _doubles(pl.concat(self._frames).lazy() if self._frames else pl.LazyFrame(schema=_SCHEMA))
            return
        self._spill()
        found = [
            _doubled(pl.scan_parquet(self._parts).filter(pl.col("id").hash() % _PASSES == number)).collect()
            for number in range(_PASSES)
        ]
        yield from _rows(pl.concat(found))

    def _counted(self, more: int) -> None:
        self._count += more
        self._held += more
        if self._held >= _HELD:
            self._gather()
            self._spill()

    def _gather(self) -> None:
        if self._rows:
            self._frames.append(pl.DataFrame(self._rows, schema=_SCHEMA, orient="row"))
            self._rows = []

    def _spill(self) -> None:
        if self._frames:
            self._parts.append(self._folder / f"numbers-{len(self._parts)}.parquet")
            pl.concat(self._frames).write_parquet(self._parts[-1])
        self._frames, self._held = [], 0


def _doubled(found: pl.LazyFrame) -> pl.LazyFrame:
    """The rows that come after another with the same number."""
    first = pl.col("order").min().over("city", "id")
    return found.filter(pl.struct("city", "id").is_duplicated()).filter(pl.col("order") > first)


def _doubles(found: pl.LazyFrame) -> Iterator[tuple[Row, str]]:
    yield from _rows(_doubled(found).collect())


def _rows(found: pl.DataFrame) -> Iterator[tuple[Row, str]]:
    for one in found.sort("order").iter_rows(named=True):
        yield Row(one["file"], one["line"], {}, None, 0, one["item"], sheet=one["sheet"]), one["id"]
