"""Work ahead changes nothing but the time: the same pieces in the same order, an error where it would have come."""

from __future__ import annotations

import threading

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_desk import sheets
from hotline_desk.ahead import ahead


class TestAhead:
    @given(st.lists(st.none() | st.integers(), max_size=9))
    def test_it_yields_the_pieces_in_their_order(self, pieces):
        assert list(ahead(pieces)) == pieces

    def test_the_next_piece_is_made_while_the_present_one_is_worked_on(self):
        made = threading.Event()

        def pieces():
            yield 1
            made.set()
            yield 2

        source = ahead(pieces())
        assert next(source) == 1
        assert made.wait(10)
        assert list(source) == [2]

    def test_an_error_comes_after_the_pieces_before_it(self):
        def pieces():
            yield 1
            raise ValueError("no second piece")

        source = ahead(pieces())
        assert next(source) == 1
        with pytest.raises(ValueError, match="no second piece"):
            next(source)

    def test_whoever_stops_early_leaves_no_thread_behind(self):
        before = threading.active_count()
        source = ahead(iter(range(9)))
        assert next(source) == 0
        source.close()
        assert threading.active_count() == before


class TestStored:
    @pytest.mark.parametrize("group", [3, 10, 64])
    @pytest.mark.parametrize("window", [1, 7, 20, 1 << 20])
    def test_a_parquet_file_is_read_whole_and_in_order_whatever_its_row_groups(
        self, tmp_path, monkeypatch, group, window
    ):
        monkeypatch.setattr(sheets, "_WINDOW", window)
        path = tmp_path / "t.parquet"
        pl.DataFrame({"n": range(50)}).write_parquet(path, row_group_size=group)
        found = [n for frame in sheets.stored(path, 50, 4) for n in frame["n"]]
        assert found == list(range(50))
