"""The headings that a column map names, beside those of the tables it is applied to."""

from __future__ import annotations

from collections.abc import Iterable

from hotline_desk.headings import ColumnMap, Columns
from hotline_rules.errors import InvalidValueError, nearest_first
from hotline_rules.wording import Lang, pick

_SHOWN = 20
"""How many headings a message tells."""


class NamedHeadings:
    """The headings that a column map names, and the tables it is applied to that lack them."""

    def __init__(self, mapping: ColumnMap, lang: Lang) -> None:
        self.mapping = mapping
        self.lang: Lang = lang
        self.lacking = mapping.lacking(())
        """Those that no table has so far."""
        self._tables: dict[str, Columns] = {}

    def take(self, columns: Columns) -> None:
        """Look at a table; at one that was looked at before no more."""
        self._tables.setdefault(columns.place, columns)
        here = self.mapping.lacking(columns.headings)
        self.lacking = [one for one in self.lacking if one in here]

    def check(self) -> None:
        """Raise `InvalidValueError` for headings that no table has."""
        if not self._tables or not self.lacking:
            return
        comma = pick(("、", ", "), self.lang)
        places = comma.join(list(self._tables)[:_SHOWN])
        near = comma.join(self._near(self.lacking, self._tables.values()))
        said = (f"{places} 里有的标题：{near}", f"a heading of {places}: {near}")
        raise InvalidValueError(
            f"{self.mapping.file}: [columns]", comma.join(self.lacking[:_SHOWN]), pick(said, self.lang)
        )

    def remarks(self) -> list[str]:
        """Say which tables lack headings."""
        comma, told = pick(("、", ", "), self.lang), []
        for place, columns in self._tables.items():
            if not (lacking := self.mapping.lacking(columns.headings)):
                continue
            listed, near = comma.join(lacking[:_SHOWN]), comma.join(self._near(lacking, [columns]))
            said = (
                f"{place}：没有 {self.mapping.file} 写的这些列：{listed}（表里的标题：{near}）",
                f"{place} lacks columns that {self.mapping.file} names: {listed} (its headings: {near})",
            )
            told.append(pick(said, self.lang))
        return told

    @staticmethod
    def _near(lacking: Iterable[str], tables: Iterable[Columns]) -> list[str]:
        """The headings that are there, those most like the ones that are lacking in front."""
        there = [one for columns in tables for one in columns.headings if one]
        return list(dict.fromkeys(near for one in lacking for near in nearest_first(one, there)[:3]))[:_SHOWN]
