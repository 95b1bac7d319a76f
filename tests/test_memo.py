"""What columns remember of numbers: the same pair is always told the same, another never the same by mistake."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotline_rules.columns.shapes import Digits, Memo, PairMemo

PAIRS = st.lists(
    st.tuples(st.integers(0, 40) | st.integers(0, 1 << 40), st.integers(0, 70) | st.integers(0, 3000)),
    min_size=1,
    max_size=30,
)


class TestMemo:
    @given(st.lists(st.lists(st.one_of(st.integers(0, 50), st.integers(0, 1 << 50)), max_size=30), max_size=5))
    def test_each_value_is_looked_for_once_and_told_alike_ever_after(self, arrays):
        memo, asked = Memo(), []
        for values in arrays:
            array = np.array(values, np.int64)

            def find(place, array=array):
                asked.append(int(array[place]))
                return int(array[place]) % 1000 - 2

            assert memo.of(array, find).tolist() == [value % 1000 - 2 for value in values]
        assert sorted(asked) == sorted({value for values in arrays for value in values})


class TestPairs:
    @given(st.lists(PAIRS, min_size=1, max_size=6))
    def test_pairs_have_one_number_exactly_if_they_are_equal_however_wide_they_grow(self, arrays):
        memo, known = PairMemo(), {}
        for pairs in arrays:
            firsts, seconds = (np.array(part, np.intp) for part in zip(*pairs, strict=True))
            numbers = memo.numbered(firsts, seconds, int(seconds.max()) + 1).tolist()
            for pair, number in zip(pairs, numbers, strict=True):
                assert known.setdefault(pair, number) == number
        assert len(set(known.values())) == len(known)

    @given(st.lists(PAIRS, min_size=1, max_size=6))
    def test_what_was_found_for_a_pair_stays_when_they_grow_wider(self, arrays):
        memo, asked = PairMemo(), []
        for pairs in arrays:
            firsts, seconds = (np.array(part, np.intp) for part in zip(*pairs, strict=True))

            def find(place, pairs=pairs):
                asked.append(pairs[place])
                return sum(pairs[place]) % 997

            told = memo.of(firsts, seconds, int(seconds.max()) + 1, find).tolist()
            assert told == [sum(pair) % 997 for pair in pairs]
        assert len(asked) == len(set(asked)) == len({pair for pairs in arrays for pair in pairs})


class TestDigits:
    @given(st.sampled_from([3, 5, 6]), st.lists(st.lists(st.integers(0, 2), min_size=4, max_size=4), max_size=14))
    def test_they_make_the_number_that_they_are_written_as(self, base, rows):
        digits = Digits(4, base)
        for row in rows:
            digits.add(np.array(row, np.int8))
        expected = [0, 0, 0, 0]
        for row in rows:
            expected = [base * number + digit for number, digit in zip(expected, row, strict=True)]
        assert digits.done().tolist() == expected
