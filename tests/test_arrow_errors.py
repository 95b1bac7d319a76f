"""What a caller of the Arrow call can get wrong is told by the project's own errors: place, value, what is accepted."""

from __future__ import annotations

from datetime import date

import polars as pl
import pyarrow as pa
import pytest

from hotline_rules import jurisdiction
from hotline_rules.columns import arrow
from hotline_rules.errors import InvalidValueError

AS_OF = date(2026, 4, 1)
TABLE = pa.table({"id": ["1"]})


def refused(table, city=None):
    with pytest.raises(InvalidValueError) as caught:
        arrow.check(table, city or jurisdiction("ganzi"), as_of=AS_OF)
    return caught.value


def test_a_column_that_stands_twice():
    columns = [["1"], ["2"], [date(2026, 3, 2)], [date(2026, 3, 2)], ["help"]]
    error = refused(pa.table(columns, names=["id", "id", "handled", "handled", "kind"]))
    assert (error.place, error.value, error.accepted) == ("columns of the table", "id, handled", "each column once")


@pytest.mark.parametrize("city", ["ganzi", 5])
def test_a_city_by_its_name_alone(city):
    error = refused(TABLE, city)
    assert (error.place, error.value) == ("city", city)
    assert "jurisdiction('ganzi')" in error.accepted


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (pl.LazyFrame({"id": ["1"]}), "polars.lazyframe.frame.LazyFrame"),
        ([1], "builtins.list"),
        (None, "builtins.NoneType"),
        ({"id": ["1"], "kind": ["help", "help"]}, "builtins.dict"),
    ],
)
def test_what_is_no_table(table, told):
    error = refused(table)
    assert (error.place, error.value) == ("table", told)
    assert "collect()" in error.accepted


def test_numbers_that_are_lists():
    assert refused(pa.table({"id": [["1"]]})).place == "column id"


def test_a_polars_frame_is_a_table():
    assert arrow.check(pl.DataFrame({"id": ["1"]}), jurisdiction("ganzi"), as_of=AS_OF)["id"].to_pylist() == ["1"]
