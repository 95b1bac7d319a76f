"""The bulk call for programmers: an Arrow table of tickets in, an Arrow table of stage verdicts out.

Anything that speaks Arrow goes in (a pyarrow, polars or DuckDB table); columns are named as in `Tickets`, and `id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pydantic import ValidationError

from hotline_rules import deadlines
from hotline_rules._verdict import StageVerdict
from hotline_rules.clock import When
from hotline_rules.columns.dues import NEVER, micros
from hotline_rules.columns.tickets import EVENT_COLUMNS, TICKET_FIELDS, Coded, Tickets
from hotline_rules.columns.verdicts import Bulk, Verdicts
from hotline_rules.errors import InvalidValueError, UnknownNameError
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.ticket import EVENT_TYPES

_WHEN = pa.timestamp("us")
_DAY = pa.date32()
_TEXT = pa.dictionary(pa.int32(), pa.string())

SCHEMA = pa.schema(
    [
        ("row", pa.int64()), ("id", pa.string()), ("stage", _TEXT), ("round", pa.int32()), ("n", pa.int32()),
        ("unit", pa.string()), ("state", _TEXT), ("why", _TEXT), ("provision", _TEXT), ("start", _WHEN), ("due", _WHEN),
        ("due_latest", _WHEN), ("done", _WHEN), ("done_latest", _WHEN), ("error", pa.string()),
    ]
)  # fmt: skip
"""One row for each stage of each ticket, in the order of the tickets. `row` counts the rows that came in, from 0; times
are wall-clock times of the city. A ticket without a stage has one row without; of one that cannot be read `error` says
why. `why` is a code where `state` does not speak for itself.
"""


class ArrowJudge:
    """Judges Arrow tables under one city; what it learns of one serves the next.

    `as_of` as in `deadlines.check`, `not_recorded` as in a `Ticket`. An event of which a table has no column, and that
    is not in `not_recorded`, did not happen. Raises `InvalidValueError` for what is no city or no instant.
    """

    def __init__(self, city: Jurisdiction, *, as_of: When, not_recorded: tuple[str, ...] = ()) -> None:
        given: Any = city
        if not isinstance(given, Jurisdiction):
            raise InvalidValueError("city", given, "a Jurisdiction, such as jurisdiction('ganzi')")
        self.bulk = Bulk(city, as_of=as_of, not_recorded=not_recorded)

    def check(self, table: Any, *, first: int = 0) -> pa.Table:
        """Return the verdicts on a table whose first row has the number `first`; raises as `Tickets` does."""
        tickets = tickets_of(table, self.bulk.city.clock.zone, self.bulk.not_recorded)
        verdicts = self.bulk.judge(tickets)
        pieces = [self._stage(verdicts, name) for name in verdicts.stages]
        pieces += [self._plain(tickets, row) for row in verdicts.left.tolist()]
        pieces.append(self._without(verdicts))
        pieces = [piece for piece in pieces if piece.num_rows]
        found = pa.concat_tables(pieces) if pieces else SCHEMA.empty_table()
        found = found.sort_by([("row", "ascending")]) if found.num_rows else found
        return found.set_column(0, "row", pc.add(found["row"], first)) if first else found

    def _stage(self, verdicts: Verdicts, name: str) -> pa.Table:
        column = verdicts.stages[name]
        rows = np.flatnonzero(column.template >= 0)
        template = column.template[rows]
        told = [one.verdict for one in verdicts.templates]
        unit = verdicts.tickets.fields.get("unit")
        own = np.array([verdict.unit is not None for verdict in told] + [False])[template]
        units = _texts(unit, rows, own) if unit else pa.nulls(len(rows), pa.string())
        due, latest = (ends[rows] for ends in verdicts.due(name))
        done, done_latest = (times[rows] for times in verdicts.done(name))
        return pa.table(
            [
                pa.array(rows, pa.int64()),
                pa.array([verdicts.tickets.id_of(row) for row in rows.tolist()], pa.string()),
                _same(name, len(rows)), pa.array(np.ones(len(rows), np.int32)), pa.array(np.ones(len(rows), np.int32)),
                units, _coded(template, [verdict.state.value for verdict in told]),
                _coded(template, [verdict.why for verdict in told]), _coded(template, [one.provision for one in told]),
                _times(verdicts.start(name)[rows]), _times(due), _times(latest), _times(done), _times(done_latest),
                pa.nulls(len(rows), pa.string()),
            ],
            schema=SCHEMA,
        )  # fmt: skip

    def _plain(self, tickets: Tickets, row: int) -> pa.Table:
        """The verdicts on a row that columns do not express."""
        number = tickets.id_of(row)
        try:
            found = deadlines.check(tickets.ticket(row), self.bulk.city, as_of=self.bulk.as_of).stages
        except ValidationError as error:
            said = "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
            return _rows([_nothing(row, number, said)])
        return _rows([_told(row, number, verdict) for verdict in found] or [_nothing(row, number, None)])

    @staticmethod
    def _without(verdicts: Verdicts) -> pa.Table:
        """The rows that have no stage at all."""
        some = verdicts.reasons >= 0
        for column in verdicts.stages.values():
            some |= column.template >= 0
        return _rows([_nothing(row, verdicts.tickets.id_of(row), None) for row in np.flatnonzero(~some).tolist()])


def check(table: Any, city: Jurisdiction, *, as_of: When, not_recorded: tuple[str, ...] = ()) -> pa.Table:
    """Return the verdict on every stage of every ticket of an Arrow table, each equal to that of `deadlines.check`."""
    return ArrowJudge(city, as_of=as_of, not_recorded=not_recorded).check(table)


def tickets_of(table: Any, zone: ZoneInfo, not_recorded: tuple[str, ...] = ()) -> Tickets:
    """Return an Arrow table as `Tickets`; instants with a zone are told in `zone`.

    A column of dates holds events of which only the day is known. Raises `UnknownNameError` for a column that is none,
    `InvalidValueError` for one of another type or that stands twice, and for what is no Arrow table.
    """
    found = _table(table)
    known = ("id", *TICKET_FIELDS, *EVENT_TYPES, *EVENT_COLUMNS)
    times, dates, fields = {}, {}, {}
    for name in found.column_names:
        column = found[name].combine_chunks()
        if name in EVENT_TYPES:
            times[name], dated = _instants(name, column, zone)
            if dated:
                dates[name] = times[name] != NEVER
        elif name in known and name != "id":
            fields[name] = _codes(column)
        elif name not in known:
            raise UnknownNameError("column", name, known)
    ids, unnumbered = _numbers(found["id"].combine_chunks()) if "id" in found.column_names else (None, None)
    return Tickets(times, dates, fields, ids, not_recorded, unnumbered)


def _table(table: Any) -> pa.Table:
    try:
        found = pa.table(table)
    except (TypeError, ValueError) as error:
        kind = type(table)
        accepted = f"an Arrow table: of pyarrow, polars (a LazyFrame after collect()), DuckDB; {error}"
        raise InvalidValueError("table", f"{kind.__module__}.{kind.__qualname__}", accepted) from None
    names = found.column_names
    if twice := [name for name in dict.fromkeys(names) if names.count(name) > 1]:
        raise InvalidValueError("columns of the table", ", ".join(twice), "each column once")
    return found


def _numbers(column: pa.Array) -> tuple[list[str | None], NDArray[np.bool_]]:
    """The ticket numbers, and which rows lack one."""
    if pa.types.is_nested(column.type):
        raise InvalidValueError("column id", str(column.type), "text or numbers")
    texts = column.cast(pa.string())
    blank = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(texts), ""), fill_value=True)
    return texts.to_pylist(), blank.to_numpy(zero_copy_only=False)


def _instants(name: str, column: pa.Array, zone: ZoneInfo) -> tuple[NDArray[np.int64], bool]:
    kind = column.type
    if pa.types.is_null(kind):
        return np.full(len(column), NEVER, np.int64), False
    if not (pa.types.is_timestamp(kind) or pa.types.is_date(kind)):
        raise InvalidValueError(f"column {name}", str(kind), "timestamp or date32")
    if pa.types.is_timestamp(kind) and kind.tz is not None:
        column = pc.local_timestamp(column.cast(pa.timestamp("us", str(zone))))
    try:
        whole = column.cast(_WHEN)
    except pa.ArrowInvalid as error:
        raise InvalidValueError(f"column {name}", str(error), "instants in whole microseconds") from None
    told = pc.fill_null(whole.cast(pa.int64()), int(NEVER))
    return told.to_numpy(zero_copy_only=False), pa.types.is_date(kind)


def _codes(column: pa.Array) -> Coded:
    if pa.types.is_nested(column.type):
        return Coded.of(None if one is None else tuple(one) for one in column.to_pylist())
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    codes = pc.fill_null(coded.indices.cast(pa.int32()), -1)
    return Coded(codes.to_numpy(zero_copy_only=False), tuple(coded.dictionary.to_pylist()))


def _times(at: NDArray[np.int64]) -> pa.Array:
    return pa.array(at, pa.int64(), mask=at == NEVER).cast(_WHEN)


def _coded(places: NDArray[np.intp], texts: list[str | None]) -> pa.Array:
    distinct = list(dict.fromkeys(text for text in texts if text is not None))
    lookup = np.array([distinct.index(text) if text is not None else -1 for text in texts] + [-1], np.int32)
    codes = lookup[places]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32(), mask=codes < 0), pa.array(distinct, pa.string()))


def _same(text: str, many: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(many, np.int32)), pa.array([text]))


def _texts(coded: Coded, rows: NDArray[np.intp], own: NDArray[np.bool_]) -> pa.Array:
    codes = np.where(own, coded.codes[rows], -1)
    values = pa.array([str(value) for value in coded.values], pa.string())
    return values.take(pa.array(codes, pa.int32(), mask=codes < 0))


def _rows(found: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist(found, schema=SCHEMA)


def _nothing(row: int, number: str, error: str | None) -> dict[str, Any]:
    return {"row": row, "id": number, "error": error}


def _told(row: int, number: str, verdict: StageVerdict) -> dict[str, Any]:
    return {"row": row, "id": number, **dict(_named(verdict)), **dict(_whens(verdict)), "error": None}


def _named(verdict: StageVerdict) -> Iterator[tuple[str, Any]]:
    for name in ("stage", "round", "n", "unit", "why", "provision"):
        yield name, getattr(verdict, name)
    yield "state", verdict.state.value


def _whens(verdict: StageVerdict) -> Iterator[tuple[str, Any]]:
    for name in ("start", "due", "due_latest", "done", "done_latest"):
        at = getattr(verdict, name)
        yield name, None if at is None else int(micros(at))
