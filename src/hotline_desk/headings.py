"""The headings of a table of tickets: which mean what, and a row of cells into a ticket.

A column is a field of the ticket, an event (the cell is its time), `event_field`, or what the export itself claims
(`published_due`, `published_overdue`). An event without a column is one the log does not carry; an empty cell under one
is an event that did not happen. What moves or ends a limit in an exceptional way, and has no column, is taken not to
have happened, and the report says so. A column map (`map.toml`) decides where headings are not recognised.
"""

from __future__ import annotations

import re
import sys
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, get_args

from hotline_desk import cells as read
from hotline_desk import names
from hotline_desk.masking import masked
from hotline_desk.records import ragged
from hotline_rules.errors import InvalidValueError, nearest_first
from hotline_rules.ticket import EVENT_TYPES, Event
from hotline_rules.wording import Lang, pick

EXCEPTIONAL = (
    "answered", "refused", "referred", "urgent_recognised", "limit_set", "extension_requested", "extension_decided",
    "return_requested", "return_decided", "designated", "kind_changed", "explained", "promised", "redispatched",
    "termination_requested", "termination_decided", "withdrawn",
)  # fmt: skip
"""Events that move or end a limit; if a table that has no column for them carried none, nothing could be late."""

_BY_ROLE: dict[str, str] = {
    "id": "工单编号 工单号 编号 案件公文号 任务号 热线工单编号 工单编码 诉求编号 案件编号 受理编号",
    "city": "城市",
    "kind": "诉求类型 工单类型 业务类型 诉求类别 工单类别 业务类别",
    "unit": "承办单位 主办单位 责任单位 主责部门 部门名称 承办部门 主办部门 责任部门 办理单位 单位",
    "origin": "来源 工单来源 诉求来源",
    "urgency": "紧急程度",
    "accepted": "受理时间 录入时间",
    "transferred": "派单时间 派遣时间 推送时间 交办时间 转办时间 分派时间 转派时间 下派时间 派发时间",
    "arrived": "到达时间 收到时间",
    "signed": "签收时间",
    "handled": "办结时间 实际完成时间 实际办结时间 办理完成时间",
    "replied": "回复时间 答复时间",
    "fed_back": "反馈时间",
    "first_response": "首次响应时间 初步响应时间",
    "called_back": "回访时间",
    "redispatched": "重派时间 重新交办时间",
    "extension_requested": "申请延期时间 延期申请时间",
    "extension_decided": "延期审批时间 延期批准时间",
    "extension_decided_granted": "延期审批结果 延期是否批准 是否批准延期",
    "return_decided": "退件审核时间 退件审批时间",
    "return_decided_approved": "退件审核结果 退件是否批准 是否同意退件",
    "return_requested": "申请退件时间 退件申请时间",
    "supervised": "督办时间",
    "withdrawn": "撤回时间",
    "closed": "结案时间",
    "archived": "归档时间",
    "published_due": "规定完成时间 规定办结时间 办理期限 办结期限 截止时间 办理截止时间 应办结时间 要求完成时间",
    "published_overdue": "是否超期 是否逾期 是否超时",
    "event": "事件 环节 操作 节点 事件类型 操作类型 环节名称 节点名称",
    "at": "时间 操作时间 发生时间 事件时间",
}
ALIASES: dict[str, str] = {alias: role for role, listed in _BY_ROLE.items() for alias in listed.split()}
"""Chinese headings."""

_CHANNELS = dict.fromkeys(("电话", "热线", "12345热线", "微信", "网站", "短信", "来信", "APP", "app"), "caller")
"""Ways in which a caller reached the hotline, which exports write as the source."""

MOST_COLUMNS = 16_384
"""How many columns a table may have: as many as a sheet of Excel."""
_TOLD = 20

_FIELDS = ("id", "city", "kind", "origin", "urgency", "track", "unit", "reply_waived", "as_of")
_PUBLISHED = {"published_due": "time", "published_overdue": "overdue"}
_LOGGED = {"event": "text", "at": "time"}
ANY_EVENT = "*"
"""The event of a column of a log: whichever its row tells."""
_LOG_ALIASES = {
    "角色": "role", "原因": "reason", "理由": "reason", "满意度": "rating", "来电人评价": "rating",
    "延期天数": "working_days", "是否同意": "approved",
}  # fmt: skip
_MODELS = {get_args(model.model_fields["type"].annotation)[0]: model for model in get_args(Event)}
_LEFT_OUT = re.compile(r"[\s_\-:()]")
TOTAL = r"^(?i:(?:(?:合|总|小|共)\s*计|total)\s*[:：]?\s*(?:共?\s*\d+\s*[件条笔单行宗])?|共\s*\d+\s*[件条笔单行宗])$"
"""A cell, stripped, that heads a row of totals; the same pattern for `re` and for polars."""
TOTAL_ROW = ("合计行，不是工单", "a row of totals, no ticket")


class RowProblem(Exception):  # noqa: N818 - it carries a problem of a row
    """Why a row cannot be read."""


class Cell(NamedTuple):
    """A cell as it was written: its heading, its text, and what the column holds."""

    heading: str
    text: str
    holds: str


Written = Mapping[tuple[str | None, str], Cell]
"""The cells of a row by event (none for a field of the ticket) and field."""


class Column(NamedTuple):
    """What a column holds: a field of the ticket (no event), or a field of an event; and what its cells are."""

    event: str | None
    field: str
    holds: str

    @property
    def role(self) -> str:
        """The name of what it holds, such as `handled` or `limit_set_due`."""
        if self.event is None or self.event == ANY_EVENT:
            return self.field
        return self.event if self.field == "at" else f"{self.event}_{self.field}"

    @property
    def is_of_ticket(self) -> bool:
        """Whether it belongs to the ticket, and not to what the export claims."""
        return self.event is not None or self.field not in _PUBLISHED


def _known() -> dict[str, Column]:
    """Every role, by its name."""
    found = {name: Column(None, name, _FIELD_HOLDS.get(name, "text")) for name in _FIELDS}
    for event, model in _MODELS.items():
        found[event] = Column(event, "at", "time")
        for name, told in model.model_fields.items():
            if name not in ("type", "at"):
                found[f"{event}_{name}"] = Column(event, name, _holds(str(told.annotation)))
    return found | {name: Column(None, name, holds) for name, holds in (_PUBLISHED | _LOGGED).items()}


_FIELD_HOLDS = {"reply_waived": "flag", "as_of": "time"}


def _holds(annotation: str) -> str:
    for word, kind in (("datetime", "time"), ("bool", "flag"), ("int", "number"), ("tuple", "list")):
        if word in annotation:
            return kind
    return "text"


def _log_fields() -> dict[str, Column]:
    """The columns of a log of events that are no field of the ticket: fields of any event, by their names."""
    found: dict[str, Column] = {}
    for column in _known().values():
        if column.event and column.field not in ("at", *_FIELDS):
            found.setdefault(column.field, column._replace(event=ANY_EVENT))
    return found


KNOWN = _known()
LOG_FIELDS = _log_fields()


def plain(heading: str) -> str:
    """Return a heading as it is compared: NFKC, lower case, without spaces, `_ - : ( )` and a 12345 around it."""
    bare = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", heading)).lower()
    return bare.removeprefix("12345").removesuffix("12345") or bare


_LOG_FIELD_NAMES = {plain(name): name for name in LOG_FIELDS} | _LOG_ALIASES
_ROLES = {plain(name): name for name in KNOWN} | {plain(alias): role for alias, role in ALIASES.items()}


# -- the column map ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ColumnMap:
    """What a user says of a table: roles of headings, words of values, the row of the headings, the sheet."""

    file: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Roles by heading; an empty one leaves the column out."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By role, what stands for what."""
    header_row: int | None = None
    sheet: str | None = None
    not_recorded: tuple[str, ...] = ()
    not_happened: tuple[str, ...] = ()

    def role(self, heading: str) -> str | None:
        """Return the role of a heading; empty for a column to leave out, none where nothing is said of it."""
        return self._roles.get(plain(heading)) if self.columns else None

    def lacking(self, headings: Iterable[str]) -> list[str]:
        """Return the headings it names that are not among these."""
        there = {plain(one) for one in headings}
        return [one for one in self.columns if plain(one) not in there]

    @cached_property
    def _roles(self) -> dict[str, str]:
        return {plain(one): role for one, role in self.columns.items()}

    def said(self, role: str, text: str) -> str:
        """Return what a cell under a role means."""
        return self.values[role].get(text, text) if role in self.values else text


def read_map(path: str, lang: Lang) -> ColumnMap:
    """Read a column map; raises `OSError`, or `InvalidValueError` naming the place, the value and what is accepted."""
    data = Path(path).read_bytes()
    try:
        told = tomllib.loads(data.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValueError(path, str(error), pick(("UTF-8 的 TOML 文件", "TOML in UTF-8"), lang)) from None
    return _MapReader(path, lang).read(told)


class _MapReader:
    """Checks what a column map says."""

    def __init__(self, path: str, lang: Lang) -> None:
        self.path = path
        self.lang = lang

    def read(self, told: dict[str, Any]) -> ColumnMap:
        self.names("", told, ("columns", "values", "header_row", "sheet", "absent"))
        columns = self.words("columns", told.get("columns", {}))
        for heading, role in columns.items():
            if role:
                self.names(f"[columns] {heading}", [role], [*KNOWN, *LOG_FIELDS])
        values = self.table("values", told.get("values", {}))
        self.names("[values]", values, [*KNOWN, *LOG_FIELDS])
        absent = self.table("absent", told.get("absent", {}))
        self.names("[absent]", absent, ("not_recorded", "not_happened"))
        recorded, happened = (self.events(name, absent.get(name, [])) for name in ("not_recorded", "not_happened"))
        if both := sorted({*recorded} & {*happened}):
            self.refuse("[absent]", ", ".join(both), pick(("只列在一处", "named in one of the two lists"), self.lang))
        return ColumnMap(
            self.path,
            columns,
            {role: self.words(f"values.{role}", said) for role, said in values.items()},
            self.row(told.get("header_row")),
            self.sheet(told.get("sheet")),
            recorded,
            happened,
        )

    def table(self, name: str, found: Any) -> dict[str, Any]:
        if not isinstance(found, dict):
            self.refuse(f"[{name}]", found, pick((f"一节 [{name}]", f"a section [{name}]"), self.lang))
        return dict(found)

    def words(self, name: str, found: Any) -> dict[str, str]:
        for key, value in self.table(name, found).items():
            if not isinstance(value, str):
                self.refuse(f"[{name}] {key}", value, pick(("引号内的文字", "text in quotes"), self.lang))
        return dict(found)

    def events(self, name: str, found: Any) -> tuple[str, ...]:
        if not isinstance(found, list):
            self.refuse(f"[absent] {name}", found, '["arrived", …]')
        self.names(f"[absent] {name}", found, EVENT_TYPES)
        return tuple(found)

    def row(self, found: Any) -> int | None:
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool) or found < 1:
            self.refuse(
                "header_row", found, pick(("标题所在的行号，从 1 起", "the row of the headings, from 1"), self.lang)
            )
        return int(found)

    def sheet(self, found: Any) -> str | None:
        if found is not None and not isinstance(found, str):
            self.refuse("sheet", found, pick(("工作表的名称", "the name of a sheet"), self.lang))
        return None if found is None else str(found)

    def names(self, place: str, found: Iterable[Any], known: Iterable[str]) -> None:
        for name in found:
            if name not in known:
                nearest = nearest_first(str(name), list(known))[:_TOLD]
                self.refuse(place, name, pick(("、", ", "), self.lang).join(nearest))

    def refuse(self, place: str, found: object, accepted: str) -> None:
        raise InvalidValueError(f"{self.path}: {place}".rstrip(": "), found, accepted)


# -- the headings of one table ----------------------------------------------------------------------------------


def recognised(headings: Sequence[str], mapping: ColumnMap | None = None) -> list[Column | None]:
    """Return what each heading means, a log of events apart from a table of tickets."""
    mapping = mapping or ColumnMap()
    roles = [_role(heading, mapping) for heading in headings]
    found = [KNOWN.get(role) if role else None for role in roles]
    if _is_log(found):
        return [column or _log_field(heading, mapping) for heading, column in zip(headings, found, strict=True)]
    # 操作 and 时间 mean an event and its time only side by side
    return [column if (column and column.field not in _LOGGED) or _is_event(column) else None for column in found]


def _is_event(column: Column | None) -> bool:
    return column is not None and column.event is not None


def _log_field(heading: str, mapping: ColumnMap) -> Column | None:
    told = mapping.role(heading)
    return LOG_FIELDS.get(_LOG_FIELD_NAMES.get(plain(heading), "") if told is None else told)


def _role(heading: str, mapping: ColumnMap) -> str | None:
    told = mapping.role(heading)
    return told if told is not None else _ROLES.get(plain(heading))


def _is_log(columns: Iterable[Column | None]) -> bool:
    """Whether a table has one row per event: a number, an event and its time, and no column that is an event."""
    roles = {column.role for column in columns if column}
    return {"id", *_LOGGED} <= roles and not roles & {*EVENT_TYPES}


class Columns:
    """The headings of one table. Those that mean nothing are kept in `ref`, and said once."""

    def __init__(
        self,
        file: str,
        headings: Sequence[str],
        lang: Lang,
        *,
        mapping: ColumnMap | None = None,
        line: int = 1,
        quiet: bool = False,
        lenient: bool = False,
    ) -> None:
        """With `quiet`, unknown headings are not said; with `lenient`, a second column for a role means nothing."""
        self.lang = lang
        self.mapping = mapping or ColumnMap()
        self.place = f"{file}:{line}"
        self.line = line
        self.headings = [heading.strip() for heading in headings]
        if len(self.headings) > MOST_COLUMNS:
            said = (f"至多 {MOST_COLUMNS} 列", f"at most {MOST_COLUMNS} columns")
            raise InvalidValueError(
                self.place, pick((f"{len(headings)} 列", f"{len(headings)} columns"), lang), pick(said, lang)
            )
        self.columns = recognised(self.headings, self.mapping)
        if not any(self.columns) and not lenient:
            accepted = pick(
                ("一行标题，如 id, kind, arrived, handled（或工单编号、到达时间…）", "a line of headings"), lang
            )
            raise InvalidValueError(self.place, masked(", ".join(self.headings[:_TOLD]))[:60], accepted)
        self.is_log = _is_log(self.columns)
        self.doubled: dict[int, str] = {}
        """By column, the role that an earlier one has already; only where that is no error."""
        self._part_doubles(lenient=lenient)
        events = {column.event for column in self.columns if column and column.field == "at" and column.event}
        self.not_recorded = [event for event in _MODELS if event not in events and not self._did_not_happen(event)]
        self.absent = [event for event in _MODELS if event not in events and self._did_not_happen(event)]
        if not quiet:
            self._say_unknown(file)

    @property
    def roles(self) -> dict[str, int]:
        """The roles that have a column, and which column it is."""
        return {column.role: number for number, column in enumerate(self.columns) if column}

    def written(self, cells: Sequence[str]) -> Written:
        """Return the cells of a row as they were written."""
        return {
            (column.event, column.field): Cell(heading, cell.strip(), column.holds)
            for heading, column, cell in zip(self.headings, self.columns, cells, strict=False)
            if column
        }

    def _did_not_happen(self, event: str) -> bool:
        """Whether an event without a column is taken not to have happened."""
        if event in self.mapping.not_recorded or self.is_log:
            return False
        return event in EXCEPTIONAL or event in self.mapping.not_happened

    def _part_doubles(self, *, lenient: bool) -> None:
        seen: dict[str, str] = {}
        for number, (heading, column) in enumerate(zip(self.headings, list(self.columns), strict=True)):
            if column is None:
                continue
            if column.role not in seen:
                seen[column.role] = heading
            elif lenient:
                self.columns[number] = None
                self.doubled[number] = column.role
            else:
                self._refuse_double(column.role, seen[column.role], heading)

    def _refuse_double(self, role: str, first: str, second: str) -> None:
        said = (
            f'一列 {role}（另一列可在 --map 的 [columns] 里写成 ""）',
            f'one column for {role} (leave the other out with "" under [columns] of --map)',
        )
        raise InvalidValueError(self.place, f"{first}, {second}", pick(said, self.lang))

    def _say_unknown(self, file: str) -> None:
        unknown = [
            heading
            for heading, column in zip(self.headings, self.columns, strict=True)
            if column is None and heading and self.mapping.role(heading) is None
        ]
        if not unknown:
            return
        told = [name[:40] + self._nearest(name) for name in unknown[:_TOLD]]
        if len(unknown) > _TOLD:
            told.append(pick((f"等 {len(unknown)} 列", f"{len(unknown)} columns in all"), self.lang))
        listed = pick(("、", ", "), self.lang).join(told)
        said = (f"{file}：不认识的列，原样留在 ref：{listed}", f"{file}: unknown columns, kept in ref: {listed}")
        print(pick(said, self.lang), file=sys.stderr)

    def _nearest(self, name: str) -> str:
        near = [n for n in nearest_first(name, [*KNOWN, *ALIASES]) if _is_near(name, n)][:1]
        return pick((f"（最接近：{near[0]}）", f" (nearest: {near[0]})"), self.lang) if near else ""

    def number(self, cells: Sequence[str]) -> dict[str, Any]:
        """Return the ticket number of a row that cannot be read, if it has one."""
        for column, cell in zip(self.columns, cells, strict=False):
            if column and column.event is None and column.field == "id":
                return {"id": cell.strip()}
        return {}

    def is_total(self, cells: Sequence[str]) -> bool:
        """Whether a row sums up others: such a word is its ticket number, or comes first where it has none."""
        filled = (cell.strip() for cell in cells if cell.strip())
        return re.match(TOTAL, self.number(cells).get("id") or next(filled, "")) is not None

    def ticket(self, cells: Sequence[str]) -> dict[str, Any]:
        """Return a row as a ticket; raises `RowProblem`."""
        if len(cells) != len(self.columns):
            raise RowProblem(ragged(len(cells), len(self.columns), self.lang))
        if self.is_total(cells):
            raise RowProblem(pick(TOTAL_ROW, self.lang))
        ticket: dict[str, Any] = {"not_recorded": self.not_recorded}
        events: dict[str, dict[str, Any]] = {}
        ref: dict[str, str] = {}
        for number, (heading, column, cell) in enumerate(zip(self.headings, self.columns, cells, strict=True), 1):
            text = cell.strip()
            if column is None:
                if heading or text:
                    ref[heading if heading not in ref else f"{heading} {number}"] = text
                continue
            text = self.mapping.said(column.role, text)
            if not text or not column.is_of_ticket:
                continue
            if column.event is None:
                ticket[column.field] = value(column, text)
            else:
                events.setdefault(column.event, {})[column.field] = value(column, text)
        ticket["events"] = [self.event(name, fields) for name, fields in events.items()]
        return ticket | {"ref": ref} if ref else ticket

    def event(self, name: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Return an event of its cells; raises `RowProblem` where they do not say when it happened."""
        if "at" not in fields:
            told = pick(("、", ", "), self.lang).join(f"{name}_{field}" for field in fields)
            raise RowProblem(
                pick((f"有 {told}，却没有 {name}（何时）", f"{told} without {name} (when it happened)"), self.lang)
            )
        return {"type": name, **fields}


_FILLERS = re.compile("工单|热线|时间|日期|时刻|时点")


def _is_near(name: str, known: str) -> bool:
    """Whether a heading is a known one misspelt, or worded otherwise about the same act.

    One Chinese character makes another act of it (退回 is not 撤回), so the act must be the same, or each English word.
    """
    if not (name.isascii() and known.isascii()):
        stem = _FILLERS.sub("", plain(name))
        return stem != "" and stem == _FILLERS.sub("", plain(known))
    words, others = ([w for w in _WORDS.findall(text.lower()) if w not in _TIMES] for text in (name, known))
    return len(words) == len(others) and all(_is_alike(*pair) for pair in zip(words, others, strict=True))


_WORDS = re.compile("[a-z]+")
_TIMES = ("at", "date", "time")


def _is_alike(word: str, other: str) -> bool:
    from difflib import SequenceMatcher

    return word[0] == other[0] and SequenceMatcher(None, word, other).ratio() >= 0.85


def value(column: Column, text: str) -> Any:
    """A cell as what its column holds; what cannot be read so stays as it is, for the ticket to refuse."""
    if column.holds == "time":
        return read.time_text(text)
    if column.holds == "flag":
        return read.flag(text)
    if column.holds == "number":
        return read.number(text)
    if column.holds == "list":
        return read.parts(text)
    return coded(column, text)


def coded(column: Column, text: str) -> str:
    """A word as the code it stands for; what is not known stays as it is."""
    if column.field not in names.FIELDS or column.event not in (None, "kind_changed"):
        return text
    if column.field == "origin" and text in _CHANNELS:
        return _CHANNELS[text]
    return names.code(column.field, text)
