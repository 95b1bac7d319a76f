"""The columns of a table of tickets: which headings mean what, and a row of cells into a ticket.

A column is a field of the ticket, an event (the cell is its time), or `event_field`. An event without a column is one
the log does not carry; an empty cell under one is an event that did not happen. What moves or ends a limit in an
exceptional way, and has no column, is taken not to have happened, and the report says so.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, get_args

from hotline_desk import names, times
from hotline_rules.errors import InvalidValueError, nearest_first
from hotline_rules.ticket import Event
from hotline_rules.wording import Lang, pick

EXCEPTIONAL = (
    "answered", "refused", "referred", "urgent_recognised", "limit_set", "extension_requested", "extension_decided",
    "return_requested", "return_decided", "designated", "kind_changed", "explained", "promised", "redispatched",
    "termination_requested", "termination_decided", "withdrawn",
)  # fmt: skip
"""Events that move or end a limit; if a table that has no column for them carried none, nothing could be late."""

ALIASES: dict[str, str] = {
    "工单编号": "id", "工单号": "id", "编号": "id", "城市": "city",
    "诉求类型": "kind", "工单类型": "kind", "业务类型": "kind",
    "承办单位": "unit", "主办单位": "unit", "责任单位": "unit",
    "来源": "origin", "紧急程度": "urgency",
    "受理时间": "accepted",
    "派单时间": "transferred", "派遣时间": "transferred", "推送时间": "transferred", "交办时间": "transferred",
    "转办时间": "transferred",
    "到达时间": "arrived", "收到时间": "arrived", "签收时间": "signed", "办结时间": "handled",
    "回复时间": "replied", "答复时间": "replied", "反馈时间": "fed_back",
}  # fmt: skip
"""Chinese headings."""

_FIELDS = ("id", "city", "kind", "origin", "urgency", "track", "unit", "reply_waived", "as_of")
_MODELS = {get_args(model.model_fields["type"].annotation)[0]: model for model in get_args(Event)}
_YES_NO = {"true": True, "yes": True, "是": True, "1": True, "false": False, "no": False, "否": False, "0": False}


class RowProblem(Exception):  # noqa: N818 - it carries a problem of a row
    """Why a row cannot be read."""


class Cell(NamedTuple):
    """A cell as it was written: its heading, its text, and what the column holds."""

    heading: str
    text: str
    holds: str


Written = Mapping[tuple[str | None, str], Cell]
"""The cells of a row by event (none for a field of the ticket) and field."""


class _Column(NamedTuple):
    """What a column holds: a field of the ticket (no event), or a field of an event; and what its cells are."""

    event: str | None
    field: str
    holds: str


def _known() -> dict[str, _Column]:
    """Every heading that means something."""
    found = {name: _Column(None, name, "flag" if name == "reply_waived" else "text") for name in _FIELDS}
    for event, model in _MODELS.items():
        found[event] = _Column(event, "at", "time")
        for name, field in model.model_fields.items():
            if name not in ("type", "at"):
                found[f"{event}_{name}"] = _Column(event, name, _holds(str(field.annotation)))
    return found


def _holds(annotation: str) -> str:
    for word, kind in (("datetime", "time"), ("bool", "flag"), ("int", "number"), ("tuple", "list")):
        if word in annotation:
            return kind
    return "text"


class Columns:
    """The headings of one table. Those that mean nothing are kept in `ref`, and said once."""

    def __init__(self, file: str, headings: list[str], lang: Lang) -> None:
        known = _known()
        self.lang = lang
        self.headings = [heading.strip() for heading in headings]
        meant = [ALIASES.get(heading, heading.lower()) for heading in self.headings]
        self.columns = [known.get(name) for name in meant]
        if not any(self.columns):
            accepted = pick(
                ("一行标题，如 id, kind, arrived, handled（或工单编号、到达时间…）", "a line of headings"), lang
            )
            raise InvalidValueError(f"{file}:1", ", ".join(self.headings)[:60], accepted)
        self._refuse_doubles(file, meant)
        events = {column.event for column in self.columns if column and column.field == "at"}
        self.not_recorded = [event for event in _MODELS if event not in {*events, *EXCEPTIONAL}]
        self.absent = [event for event in EXCEPTIONAL if event not in events]
        self._say_unknown(file, meant, list(known))

    def written(self, cells: Sequence[str]) -> Written:
        """Return the cells of a row as they were written."""
        return {
            (column.event, column.field): Cell(heading, cell.strip(), column.holds)
            for heading, column, cell in zip(self.headings, self.columns, cells, strict=False)
            if column
        }

    def _refuse_doubles(self, file: str, meant: list[str]) -> None:
        seen: dict[str, str] = {}
        for heading, name, column in zip(self.headings, meant, self.columns, strict=True):
            if column and name in seen:
                accepted = pick((f"一列 {name}", f"one column for {name}"), self.lang)
                raise InvalidValueError(f"{file}:1", f"{seen[name]}, {heading}", accepted)
            seen[name] = heading

    def _say_unknown(self, file: str, meant: list[str], known: list[str]) -> None:
        unknown = [name for name, column in zip(meant, self.columns, strict=True) if column is None and name]
        if not unknown:
            return
        told = []
        for name in unknown:
            near = [n for n in nearest_first(name, [*known, *ALIASES]) if _is_near(name, n)][:1]
            hint = pick((f"（最接近：{near[0]}）", f" (nearest: {near[0]})"), self.lang) if near else ""
            told.append(f"{name}{hint}")
        listed = pick(("、", ", "), self.lang).join(told)
        said = (f"{file}：不认识的列，原样留在 ref：{listed}", f"{file}: unknown columns, kept in ref: {listed}")
        print(pick(said, self.lang), file=sys.stderr)

    def number(self, cells: list[str]) -> dict[str, Any]:
        """Return the ticket number of a row that cannot be read, if it has one."""
        for column, cell in zip(self.columns, cells, strict=False):
            if column and column.event is None and column.field == "id":
                return {"id": cell.strip()}
        return {}

    def ticket(self, cells: list[str]) -> dict[str, Any]:
        """Return a row as a ticket; raises `RowProblem`."""
        if len(cells) != len(self.columns):
            zh, en = (
                f"有 {len(cells)} 格，标题有 {len(self.columns)} 列",
                f"{len(cells)} cells under {len(self.columns)} headings",
            )
            raise RowProblem(pick((zh, en), self.lang))
        ticket: dict[str, Any] = {"not_recorded": self.not_recorded}
        events: dict[str, dict[str, Any]] = {}
        ref: dict[str, str] = {}
        for heading, column, cell in zip(self.headings, self.columns, cells, strict=True):
            text = cell.strip()
            if column is None:
                ref[heading] = text
            elif text and column.event is None:
                ticket[column.field] = _value(column, text)
            elif text:
                events.setdefault(column.event or "", {})[column.field] = _value(column, text)
        ticket["events"] = [self._event(name, fields) for name, fields in events.items()]
        return ticket | {"ref": ref} if ref else ticket

    def _event(self, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        if "at" not in fields:
            told = pick(("、", ", "), self.lang).join(f"{name}_{field}" for field in fields)
            raise RowProblem(
                pick((f"有 {told}，却没有 {name}（何时）", f"{told} without {name} (when it happened)"), self.lang)
            )
        return {"type": name, **fields}


def _is_near(name: str, other: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, name, other).ratio() >= 0.6


def _value(column: _Column, text: str) -> Any:
    """A cell as what its column holds; what cannot be read so stays as it is, for the ticket to refuse."""
    if column.holds == "time" or column.field == "as_of":
        return times.plain(text)
    if column.holds == "flag":
        return _YES_NO.get(text.lower(), text)
    if column.holds == "number":
        return int(text) if text.isascii() and text.isdigit() else text
    if column.holds == "list":
        return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]
    return (
        names.code(column.field, text)
        if column.field in names.FIELDS and column.event in (None, "kind_changed")
        else text
    )
