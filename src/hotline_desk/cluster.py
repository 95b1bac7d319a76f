"""Tickets beyond one machine: stage verdicts on a Spark DataFrame (extra `spark`; Java 17 or newer).

A row is a ticket, its columns named as in `hotline_rules.columns`: `id`, fields of the ticket (`kind`, `unit`,
`reply_waived`, …), events (`arrived`, `handled`, …) and `event_field` (`replied_final`). What comes out are the columns
of `hotline_rules.columns.arrow.SCHEMA` without `row`, which means nothing where rows have no order: `id` takes its
place. Every row comes out: with its stages, with none, or with an `error`.

Times. A TIMESTAMP is an instant, and judged as one whatever `spark.sql.session.timeZone` says; a TIMESTAMP_NTZ is the
wall clock of the city; a DATE is "some time that day". What comes out is the wall clock of the city, as TIMESTAMP_NTZ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hotline_rules import jurisdiction
from hotline_rules.deadlines import State
from hotline_rules.errors import InvalidValueError
from hotline_rules.jurisdictions import load

try:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyspark  # noqa: F401  (asked for here, so that its absence is told as that of the others)

    from hotline_rules.columns import arrow
    from hotline_rules.columns.dues import CHUNK
except ImportError as error:
    raise ImportError(
        f"hotline_desk.cluster needs pyspark, pandas, pyarrow and numpy ({error}): pip install 'hotline-rules[spark]'; "
        "Spark itself needs Java 17 or newer",
        name=error.name,
    ) from error

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from hotline_rules.clock import When
    from hotline_rules.jurisdictions.model import Jurisdiction

_ARROW = {
    "string": pa.string(), "varchar": pa.string(), "char": pa.string(), "boolean": pa.bool_(), "byte": pa.int8(),
    "short": pa.int16(), "integer": pa.int32(), "long": pa.int64(), "date": pa.date32(), "void": pa.null(),
    "timestamp": pa.timestamp("us", "UTC"), "timestamp_ntz": pa.timestamp("us"),
}  # fmt: skip
"""The types of Spark that a column can have, as Arrow hands them to the workers."""
_SPARK = {pa.string(): "STRING", pa.int32(): "INT", pa.timestamp("us"): "TIMESTAMP_NTZ"}
_PLAIN = pa.schema(
    field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
    for field in arrow.SCHEMA
    if field.name != "row"
)
"""What the workers hand back: dictionaries have no place in a Spark schema."""
_ADVERSE = pa.array([State.LATE.value, State.OVERDUE.value])

SCHEMA = ", ".join(f"`{field.name}` {_SPARK[field.type]}" for field in _PLAIN)
"""The columns of the verdicts, as Spark declares them."""

_Key = tuple[str, "When", tuple[str, ...]]
_kept: dict[_Key, arrow.ArrowJudge] = {}
"""In a worker: the judge of the partition before, with what it has learnt."""


def review(df: DataFrame, city: str | Jurisdiction, as_of: When, *, not_recorded: tuple[str, ...] = ()) -> DataFrame:
    """Return the verdict on every stage of every ticket, each equal to that of `deadlines.check`; nothing runs yet.

    `city` is a name or a city, the caller's changes (`with_readings`, `with_days`, overlays, …) included. `as_of` is an
    instant (naive: of the city's clock) or a date (its end); `not_recorded` names events that the log does not carry.
    An event of which there is no column, and that is not named there, did not happen.

    Raises before anything runs: `UnknownNameError` for a city, a column or an event that is none, `InvalidValueError`
    for a column that is missing (`id`), doubled or of a type that cannot be read, and for an `as_of` that is no time.
    A ticket that cannot be read stops nothing: its `error` says why. No order of rows is kept.
    """
    return _mapped(df, city, as_of, tuple(not_recorded), adverse=False)


def findings(df: DataFrame, city: str | Jurisdiction, as_of: When, *, not_recorded: tuple[str, ...] = ()) -> DataFrame:
    """Return, of what `review` returns, the stages that are late (done after the due) or overdue (not done).

    Tickets that cannot be read or decided are not among them: count those in `review`.
    """
    return _mapped(df, city, as_of, tuple(not_recorded), adverse=True)


def _mapped(
    df: DataFrame, city: str | Jurisdiction, as_of: When, not_recorded: tuple[str, ...], *, adverse: bool
) -> DataFrame:
    place = jurisdiction(city) if isinstance(city, str) else city
    arrow.check(_empty(df), place, as_of=as_of, not_recorded=not_recorded)  # whatever is wrong with it is told here
    key = (place.model_dump_json(), as_of, not_recorded)

    def judged(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return _judged(batches, key, adverse=adverse)

    return df.mapInArrow(judged, SCHEMA)


def _empty(df: DataFrame) -> pa.Table:
    """A table with the columns of a DataFrame and no row."""
    names = df.columns
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise InvalidValueError("columns", doubled, "each name once")
    if "id" not in names:
        raise InvalidValueError("columns", names, "a column id among them: without it no verdict can be told to a row")
    types = {field.name: field.dataType for field in df.schema.fields}
    for name, kind in types.items():
        if kind.typeName() not in _ARROW:
            raise InvalidValueError(f"column {name}", kind.simpleString(), ", ".join(_ARROW))
    return pa.schema([(name, _ARROW[kind.typeName()]) for name, kind in types.items()]).empty_table()


def _judged(batches: Iterable[pa.RecordBatch], key: _Key, *, adverse: bool) -> Iterator[pa.RecordBatch]:
    """Judge a partition, in a worker."""
    city, as_of, not_recorded = key
    judge = _kept.pop(key, None) or arrow.ArrowJudge(load(city), as_of=as_of, not_recorded=not_recorded)
    for table in _gathered(batches):
        found = judge.check(table).drop_columns(["row"]).cast(_PLAIN)
        yield from (found.filter(pc.is_in(found["state"], _ADVERSE)) if adverse else found).to_batches()
    _kept.clear()
    _kept[key] = judge  # only here: one that was interrupted is not used again


def _gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Spark's batches (10,000 rows, unless told otherwise) put together to as many rows as are judged together."""
    held: list[pa.RecordBatch] = []
    for batch in batches:
        held.append(batch)
        if sum(one.num_rows for one in held) >= CHUNK:
            yield pa.Table.from_batches(held)
            held = []
    if held:
        yield pa.Table.from_batches(held)
