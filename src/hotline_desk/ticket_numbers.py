"""The ticket numbers of an audit, and which of them come twice: exactly, and without holding them all in memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl

from hotline_desk.reading import Row

_SCHEMA = {"id": pl.String, "table": pl.UInt32, "line": pl.Int64, "order": pl.Int64}
_HELD = 1 << 18
"""How many numbers are held before they are written to disk."""
_SHELVES = 64
"""Into how many folders they are sorted there: equal numbers stand in one, and one is looked through at a time."""


class _Table(NamedTuple):
    """Where numbers stand, all but the line."""

    city: str
    file: str
    sheet: str | None
    item: bool


class Numbers:
    """Ticket numbers with where they stand; `folder` is where those that are too many to hold are kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[_Table, int] = {}
        self._rows: list[tuple[str, int, int, int]] = []
        self._frames: list[pl.DataFrame] = []
        self._spills = self._count = self._held = 0

    def add(self, city: str, number: str, row: Row) -> None:
        """Take in the number of one row."""
        self._rows.append((number, self._table(city, row.file, row.sheet, item=row.item), row.line, self._count))
        self._counted(1)

    def add_many(self, city: str, numbers: pl.Series, file: str, sheet: str | None, lines: pl.Series) -> None:
        """Take in the numbers of many rows of one table."""
        first = self._count
        self._gather()
        self._frames.append(
            pl.DataFrame({"id": numbers, "line": lines}).select(
                "id", pl.lit(self._table(city, file, sheet, item=False), pl.UInt32).alias("table"),
                pl.col("line").cast(pl.Int64),
                pl.int_range(first, first + len(numbers), dtype=pl.Int64).alias("order"),
            )
        )  # fmt: skip
        self._counted(len(numbers))

    def doubles(self) -> Iterator[tuple[Row, str]]:
        """Yield each row whose number came before in its city, in the order in which they came."""
        self._gather()
        if self._spills:
            self._spill()
            shelves = (pl.read_parquet(sorted(shelf.iterdir())) for shelf in sorted(self._folder.glob("numbers-*")))
            found = [self._doubled(shelf) for shelf in shelves]
        else:
            found = [self._doubled(pl.concat(self._frames))] if self._frames else []
        tables = list(self._tables)
        for one in pl.concat(found or [pl.DataFrame(schema=_SCHEMA)]).sort("order").iter_rows(named=True):
            table = tables[one["table"]]
            yield Row(table.file, one["line"], {}, None, 0, table.item, sheet=table.sheet), one["id"]

    def _table(self, city: str, file: str, sheet: str | None, *, item: bool) -> int:
        return self._tables.setdefault(_Table(city, file, sheet, item), len(self._tables))

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
        """Write what is held to the shelves."""
        if not self._frames:
            return
        held = pl.concat(self._frames).with_columns((pl.col("id").hash() % _SHELVES).alias("shelf"))
        for (shelf,), rows in held.partition_by("shelf", as_dict=True, include_key=False).items():
            folder = self._folder / f"numbers-{shelf:02}"
            folder.mkdir(exist_ok=True)
            rows.write_parquet(folder / f"{self._spills:06}.parquet")
        self._spills += 1
        self._frames, self._held = [], 0

    def _doubled(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows that come after another with the same number in the same city."""
        cities = list(dict.fromkeys(table.city for table in self._tables))
        city = pl.Series([cities.index(table.city) for table in self._tables], dtype=pl.UInt32)
        held = rows.with_columns(city.gather(rows["table"]).alias("city"))
        again = held.filter(pl.struct("city", "id").is_duplicated())
        return again.filter(pl.col("order") > pl.col("order").min().over("city", "id")).select(rows.columns)
