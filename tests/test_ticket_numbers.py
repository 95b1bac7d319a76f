"""Numbers that come twice are found exactly, in the order of the rows, whether they are held or sorted on disk."""

from __future__ import annotations

import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotline_desk import ticket_numbers
from hotline_desk.reading import Row
from hotline_desk.ticket_numbers import Numbers

CITY, FILE = st.sampled_from(["weifang", "ganzi"]), st.sampled_from(["a.csv", "b.csv"])
MANY = st.tuples(CITY, FILE, st.lists(st.integers(0, 12), min_size=1, max_size=9), st.booleans())


def twice(pieces: list[tuple[str, str, list[int], bool]]) -> list[tuple[str, str, int]]:
    """The same, plainly: a row of each number after its first in its city."""
    seen, found, line = set(), [], 0
    for city, file, numbers, _ in pieces:
        for number in numbers:
            line += 1
            if (city, number) in seen:
                found.append((str(number), file, line))
            seen.add((city, number))
    return found


class TestDoubles:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
    @pytest.mark.parametrize("held", [1, 7, 1 << 18])
    @given(st.lists(MANY, max_size=12))
    def test_they_are_those_that_came_before_in_their_city(self, held, monkeypatch, pieces):
        monkeypatch.setattr(ticket_numbers, "_HELD", held)
        with tempfile.TemporaryDirectory() as folder:
            numbers, line = Numbers(Path(folder)), 0
            for city, file, some, at_once in pieces:
                lines = range(line + 1, line + 1 + len(some))
                line += len(some)
                if at_once:
                    texts = pl.Series([str(one) for one in some])
                    numbers.add_many(city, texts, file, None, pl.Series(lines, dtype=pl.UInt64))
                    continue
                for one, at in zip(some, lines, strict=True):
                    numbers.add(city, str(one), Row(file, at, {}, None, 0))
            told = [(number, row.file, row.line) for row, number in numbers.doubles()]
        assert told == twice(pieces)

    def test_a_row_is_told_with_its_sheet_and_as_what_it_was(self, tmp_path):
        numbers = Numbers(tmp_path)
        numbers.add("jinan", "7", Row("a.jsonl", 1, {}, None, 0, item=True))
        numbers.add_many("jinan", pl.Series(["7"]), "b.xlsx", "工单", pl.Series([3], dtype=pl.UInt64))
        numbers.add("jinan", "7", Row("a.jsonl", 2, {}, None, 0, item=True))
        told = [(row.file, row.sheet, row.line, row.item) for row, _ in numbers.doubles()]
        assert told == [("b.xlsx", "工单", 3, False), ("a.jsonl", None, 2, True)]

    def test_no_numbers_no_doubles(self, tmp_path):
        assert list(Numbers(tmp_path).doubles()) == []
