"""What is wrong with an input, in words: the place, what was found, and what is accepted."""

from __future__ import annotations

import errno
import json
import math
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from datetime import date
from typing import IO, TYPE_CHECKING, Any, cast, get_args

import typer

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

    from hotline_desk.headings import Cell, Written
    from hotline_rules.errors import ContradictoryFactsError, HotlineError
    from hotline_rules.facts import Fact
    from hotline_rules.wording import Lang, Pair


class DoubledKeyError(Exception):
    """A key is written twice in one JSON object."""


class FileProblem(Exception):  # noqa: N818 - it carries a problem of a file
    """A file whose content is not what it should be: its name, and what the model found."""

    def __init__(self, file: str, error: ValidationError | HotlineError | DoubledKeyError) -> None:
        super().__init__(file)
        self.file = file
        self.error = error


class WriteProblem(Exception):  # noqa: N818 - it carries a problem of a file
    """A file that cannot be written, and why."""

    def __init__(self, file: str, error: OSError) -> None:
        super().__init__(file)
        self.file = file
        self.error = error


@contextmanager
def writing(file: str) -> Iterator[None]:
    """Tell what goes wrong inside as a file that cannot be written."""
    try:
        yield
    except OSError as error:
        raise WriteProblem(file, error) from None


# -- what no reader would see ---------------------------------------------------------------------------------------

_HIDDEN = "\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
"""Control characters, marks of direction, other ends of lines, and halves of a pair."""
_IN_TEXT = re.compile(f"[\x00-\x08\x0b-\x1f{_HIDDEN}]")
_IN_DATA = re.compile(f"[\x00-\x1f{_HIDDEN}]")


def _escaped(found: re.Match[str]) -> str:
    r"""A character as \x1b, or as \u202e: the latter is the same character in JSON."""
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x20 else f"\\u{code:04x}"


def visible(text: str) -> str:
    """Show what a text of somebody else holds that a terminal would obey and a reader not see; ends of lines too."""
    return _IN_DATA.sub(_escaped, text)


def inert(text: str) -> str:
    """The same of a text with a layout of our own: the ends of its lines stay."""
    return _IN_TEXT.sub(_escaped, text)


def whole(text: str) -> str:
    """Show halves of a pair, which UTF-8 cannot hold, as escapes; all else stays as it is."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def in_all(value: Any, change: Callable[[str], str]) -> Any:
    """Change every text of a JSON value."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [in_all(one, change) for one in value]
    if isinstance(value, dict):
        return {change(name): in_all(one, change) for name, one in value.items()}
    return value


def all_visible(value: Any) -> Any:
    """Show it in every text of a JSON value."""
    return in_all(value, visible)


class Visible:
    """A stream of text on which nothing is obeyed that our own layout does not ask for: it is shown instead.

    In JSON nothing is changed by it: what JSON may hold as it is, is written as JSON escapes it.
    """

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self.rich_proxied_file = stream
        """Where rich writes, with codes of its own for colours; `tables.out` shows what its texts hold."""

    def write(self, text: str) -> int:
        """Write a text."""
        return self._stream.write(inert(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def told(lang: Lang) -> Iterator[None]:
    """Turn what a caller can get wrong into messages on stderr and exit code 2; never a traceback.

    What is written inside is shown as `Visible` does. A reader that went away and Ctrl-C end the command quietly, with
    the codes a shell gives them.
    """
    with ExitStack() as streams:
        streams.enter_context(redirect_stdout(cast(IO[str], Visible(sys.stdout))))
        streams.enter_context(redirect_stderr(cast(IO[str], Visible(sys.stderr))))
        with _told(lang):
            yield


@contextmanager
def _told(lang: Lang) -> Iterator[None]:
    try:
        yield
        sys.stdout.flush()
    except typer.Exit:
        raise
    except BrokenPipeError:
        _drop_stdout()
        raise typer.Exit(141) from None
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except Exception as error:
        lines = lines_of(error, lang)
        if not lines:
            raise
        if isinstance(error, OSError) and error.filename is None:
            _drop_stdout()
        for line in lines:
            print(visible(line), file=sys.stderr)
        raise typer.Exit(2) from None


def _drop_stdout() -> None:
    """Send what is still to be written nowhere: stdout cannot take it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def lines_of(error: Exception, lang: Lang) -> list[str]:
    """Say what is wrong, one line per problem; nothing for an error that is nobody's input."""
    from pydantic import ValidationError

    from hotline_rules.errors import ContradictoryFactsError, HotlineError, InvalidValueError, UnknownNameError

    if isinstance(error, WriteProblem):
        reason = _reason(error.error, lang, writing=True)
        return [_pick((f"写不了 {error.file}：{reason}", f"cannot write {error.file}: {reason}"), lang)]
    if isinstance(error, FileProblem):
        inner = error.error
        if isinstance(inner, DoubledKeyError):
            return [f"{error.file}: {doubled_text(str(inner), lang)}"]
        lines = lines_of(inner, lang) if isinstance(inner, HotlineError) else validation_lines(inner, lang)
        return [f"{error.file}: {line}" for line in lines]
    if isinstance(error, UnknownNameError):
        return [_unknown(error, lang)]
    if isinstance(error, ContradictoryFactsError):
        return [_contradiction(error, lang)]
    if isinstance(error, InvalidValueError) and isinstance(error.__cause__, ValidationError):
        return validation_lines(error.__cause__, lang)
    if isinstance(error, InvalidValueError):
        return [_line(_PLACES.get(error.place, error.place), error.value, str(error.accepted), lang)]
    if isinstance(error, HotlineError):
        return [_as_said(str(error), lang)]
    if isinstance(error, OSError):
        reason = _reason(error, lang)
        if error.filename is None:
            return [_pick((f"输入输出出错：{reason}", f"input or output failed: {reason}"), lang)]
        return [_pick((f"读不了 {error.filename}：{reason}", f"cannot read {error.filename}: {reason}"), lang)]
    return []


def _reason(error: OSError, lang: Lang, *, writing: bool = False) -> str:
    """Why the system refused a file."""
    reasons: dict[type[OSError], Pair] = {
        FileNotFoundError: ("没有这个目录", "no such directory") if writing else ("没有这个文件", "no such file"),
        IsADirectoryError: ("这是目录", "it is a directory"),
        NotADirectoryError: ("路径中有一段不是目录", "a part of the path is no directory"),
        PermissionError: ("没有权限", "permission denied"),
    }
    by_number: dict[int | None, Pair] = {
        errno.ENOSPC: ("磁盘已满", "the disk is full"),
        errno.EDQUOT: ("超出磁盘配额", "over the disk quota"),
        errno.EFBIG: ("文件超过允许的大小", "the file is larger than allowed"),
    }
    found = reasons.get(type(error)) or by_number.get(error.errno)
    return _pick(found, lang) if found else error.strerror or str(error)


def _as_said(text: str, lang: Lang) -> str:
    """What the library says of days outside its calendar, in Chinese; other words as they are."""
    if lang == "en":
        return text
    covers = re.search(r"(?:^(\S+): )?the calendar (?:covers (\S+) to|ends on) ([\d-]+)", text)
    if covers is None:
        return "日历或办公时间里没有可计的工作时间" if "no working" in text else text
    day = f"{covers[1]} 超出日历" if covers[1] else "超出日历"
    return f"{day}：日历所载为 {covers[2]} 至 {covers[3]}" if covers[2] else f"{day}：日历止于 {covers[3]}"


_PLACES: dict[str, str] = {"address": "ARTICLE"}
"""Places as they are called on the command line."""


def _contradiction(error: ContradictoryFactsError, lang: Lang) -> str:
    """Two answers of which only one can be true, each fact by its label and its name."""
    fact, other = _labelled(error.fact, lang), _labelled(error.other, lang)
    if error.is_yes:
        return _pick(
            (
                f"事实互相矛盾：{fact}与{other}不能同时为“是”；可接受：至多一项为“是”",
                f"facts contradict: {fact} and {other} cannot both be yes; accepted: at most one of them",
            ),
            lang,
        )
    return _pick(
        (
            f"事实互相矛盾：{fact}为“是”，{other}就不能为“否”；可接受：后者为“是”，或者前者不为“是”",
            f"facts contradict: {fact} is yes, so {other} cannot be no; accepted: yes for the latter, or not yes for "
            "the former",
        ),
        lang,
    )


def _labelled(name: str, lang: Lang) -> str:
    """A fact by its label and its name; one of a city of the caller's own by its name alone."""
    fact = _known_facts().get(name)
    if fact is None:
        return f"“{name}”"
    return _pick((f"“{fact.label_zh}”（{name}）", f"“{fact.label_en}” ({name})"), lang)


def _known_facts() -> dict[str, Fact]:
    """Every fact of the cities that are shipped."""
    from hotline_rules import jurisdiction
    from hotline_rules.jurisdictions import CITIES

    return {name: fact for city in CITIES for name, fact in jurisdiction(city).vocabulary.items()}


_WHAT: dict[str, str] = {
    "city": "城市",
    "reading": "读法",
    "reading of this city": "这个城市的读法",
    "overlay": "叠加规则",
    "kind": "诉求类型",
    "origin": "来源",
    "urgency": "紧急程度",
    "track": "转办方式",
}


def _unknown(error: Any, lang: Lang) -> str:
    from hotline_rules.errors import nearest_first

    names = list(error.known)
    if error.what == "fact":
        return _unknown_fact(str(error.name), names, lang)
    if error.what.startswith("provision of "):
        return _no_provision(str(error.name), names, lang)
    number = re.fullmatch(r"(?i)amb[-_ ]?(\d+)", str(error.name))
    if error.what.startswith("reading") and number:
        names = list(nearest_first(f"AMB-{int(number[1]):02}", sorted(names)))
    if error.what == "city":
        names = [_city(name, lang) for name in names]
    known = _pick(("、", ", "), lang).join(names)
    if error.what == "city":
        known += _pick(("；其他城市用 --city-file", "; another city: --city-file"), lang)
    if error.what == "city" and not error.name:
        return _pick((f"没有给城市；已知：{known}", f"no city given; known: {known}"), lang)
    if lang == "en":
        return f"unknown {error.what} {error.name!r}; known: {known}"
    what = _WHAT.get(error.what) or f"{error.what.removeprefix('option of ')} 的选项"
    return f"{what}中没有“{error.name}”；已知：{known}"


def _unknown_fact(name: str, known: Sequence[str], lang: Lang) -> str:
    """A name that is no fact, with the nearest by name or by label."""
    from hotline_desk.answers import no_fact
    from hotline_rules.facts import Fact

    facts = _known_facts()
    own = {one: Fact(name=one, label_zh=one, label_en=one, question_zh="", question_en="") for one in known}
    return no_fact(name, {one: facts.get(one, own[one]) for one in known}, lang=lang)


def _no_provision(name: str, known: Sequence[str], lang: Lang) -> str:
    """An address the regulation lacks, with the nearest and the last there is."""
    from hotline_rules.wording import address_text

    nearest = _pick(("、", "; "), lang).join(address_text(one, lang) for one in known[:_NEAREST])
    return _pick(
        (
            f"这件规定里没有“{name}”；最接近的：{nearest}；全部见 hotline law",
            f"no provision {name!r} in this regulation; nearest: {nearest}; all of them: hotline law",
        ),
        lang,
    )


_NEAREST = 3
"""How many of the nearest provisions are named."""


def _city(name: str, lang: Lang) -> str:
    """A city as `潍坊 weifang`."""
    from hotline_rules import jurisdiction
    from hotline_rules.jurisdictions import CITIES

    return f"{jurisdiction(name).name_zh} {name}" if lang == "zh" and name in CITIES else name


def doubled_text(key: str, lang: Lang) -> str:
    """Say that a key is written twice in one JSON object."""
    return _pick((f"“{key}”在同一个 JSON 对象里写了两次", f"{key!r} is written twice in one JSON object"), lang)


def json_problem(error: ValueError, lang: Lang) -> str:
    """Say what is wrong with text that should be JSON."""
    if isinstance(error, UnicodeDecodeError):
        return _pick(("既不是 UTF-8 也不是 GB18030 的文字", "neither UTF-8 nor GB18030"), lang)
    if str(error).startswith("Exceeds the limit"):
        most = sys.get_int_max_str_digits()
        return _pick((f"一个数字超过 {most} 位", f"a number has more than {most} digits"), lang)
    if lang == "en":
        return f"not valid JSON: {error}"
    if isinstance(error, json.JSONDecodeError):
        return f"不是合法的 JSON：{_json_zh(error.msg)}（第 {error.colno} 字）"
    return f"不是合法的 JSON：{str(error).replace(' is no JSON value', ' 不是 JSON 的值')}"


_JSON_ZH = (
    ("expecting value", "缺少一个值"),
    ("expected value", "缺少一个值"),
    ("extra data", "结束之后还有内容"),
    ("trailing characters", "结束之后还有内容"),
    ("expecting ',' delimiter", "缺少逗号"),
    ("expected `,`", "缺少逗号"),
    ("expecting ':' delimiter", "缺少冒号"),
    ("expected `:`", "缺少冒号"),
    ("property name", "缺少带双引号的字段名"),
    ("key must be a string", "缺少带双引号的字段名"),
    ("unterminated string", "字符串没有结束"),
    ("parsing a string", "字符串没有结束"),
    ("control character", "字符串里有控制字符"),
    ("escape", "转义不合法"),
    ("trailing comma", "末尾多了逗号"),
    ("eof", "内容不完整"),
    ("recursion", "嵌套过深"),
    ("number out of range", "数字过长"),
    ("unicode", "不是 UTF-8 的文字"),
)


def _json_zh(text: str) -> str:
    """What a parser of JSON says, in Chinese."""
    told = next((zh for en, zh in _JSON_ZH if en in text.lower()), "写法有误")
    at = re.search(r"at line (\d+) column (\d+)", text)
    return told + (f"（第 {at[1]} 行第 {at[2]} 字）" if at else "")


def _line(place: str, value: object, accepted: str, lang: Lang) -> str:
    found = _found(value, lang)
    accepted = _accepted(accepted, lang)
    return _pick((f"{place}：见到 {found}；可接受：{accepted}", f"{place}: found {found}; accepted: {accepted}"), lang)


_LONG = 80
"""How much is shown of what was found."""


def _found(value: object, lang: Lang) -> str:
    """What was found, in quotes if it is a text, else as JSON writes it."""
    if isinstance(value, str):
        told = f"“{value}”"
    elif isinstance(value, float) and not math.isfinite(value):
        told = _pick(("不是数的值", "no number") if math.isnan(value) else ("过大的数", "too large a number"), lang)
    elif isinstance(value, date):
        told = value.isoformat()
    else:
        told = as_json(value)
    told = told.replace("\n", "⏎")
    return told if len(told) <= _LONG else told[: _LONG - 3] + "…"


def as_json(value: object) -> str:
    """Write a value as JSON does; what JSON has no word for, as a text."""
    try:
        return json.dumps(
            list(value) if isinstance(value, (set, frozenset)) else value, ensure_ascii=False, default=str
        )
    except (TypeError, ValueError, RecursionError):
        return str(value)


def _pick(pair: Pair, lang: Lang) -> str:
    return pair[0] if lang == "zh" else pair[1]


# -- what pydantic finds ----------------------------------------------------------------------------------------


def validation_lines(error: ValidationError, lang: Lang, written: Written | None = None) -> list[str]:
    """Say what a model found: one line for each place, with what was found and what is accepted there.

    With the cells of a row of a table, the places are its columns.
    """
    root = _model(error.title)
    found: dict[str, list[str]] = {}
    heads: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        place, _ = _where(root, detail["loc"])
        if detail["type"] == "union_tag_invalid":
            place += f".{_discriminator(detail)}"
        head, accepted = _problem(detail, _where(root, detail["loc"][:-1])[1], lang)
        within = detail["loc"][1:] if error.title == "Receipt" and detail["loc"][0] == "ticket" else detail["loc"]
        if within[:1] == ("facts",) and len(within) > 1 and error.title in ("Ticket", "Receipt"):
            accepted = _ANSWER
        if cell := _cell(detail["loc"], written):
            place = _pick((f"列“{cell.heading}”", f"column “{cell.heading}”"), lang)
            if detail["type"] != "missing":
                head = _pick(("见到 {}；可接受：", "found {}; accepted: "), lang).format(_found(cell.text, lang))
                accepted = _cells(cell.holds, lang) or accepted
        heads.setdefault(place, head)
        found.setdefault(place, [])
        if accepted not in found[place]:
            found[place].append(accepted)
    either = _pick(("，或 ", ", or "), lang)
    colon = _pick(("：", ": "), lang)
    return [
        f"{place}{colon if place else ''}{heads[place]}{either.join(filter(None, found[place]))}" for place in found
    ]


def _cell(loc: Sequence[int | str], written: Written | None) -> Cell | None:
    """The cell a place of a ticket was read from."""
    if not written or not loc:
        return None
    if loc[0] != "events":
        return written.get((None, str(loc[0])))
    if len(loc) == 3:
        event = [cell for (of, _), cell in written.items() if of == loc[2] and cell.text]
        heading = "、".join(cell.heading for cell in event)
        return (
            event[0]._replace(heading=heading, text="、".join(c.text for c in event), holds="text") if event else None
        )
    return written.get((str(loc[2]), str(loc[3]))) if len(loc) > 3 else None


def _cells(holds: str, lang: Lang) -> str:
    """What a cell of a table may hold, where that is not what JSON may."""
    from hotline_desk.cells import ACCEPTED

    if holds == "time":
        return ACCEPTED
    return _pick(_CELLS[holds], lang) if holds in _CELLS else ""


_CELLS: dict[str, Pair] = {
    "flag": ("是、否、true、false、yes、no、1、0", "yes, no, true, false, 1, 0, 是, 否"),
    "number": ("整数，如 5（1 至 1000）", "a whole number such as 5 (1 to 1000)"),
}


def _model(title: str) -> type[BaseModel] | None:
    from hotline_rules.days import DayLayer
    from hotline_rules.jurisdictions.model import Jurisdiction
    from hotline_rules.office_hours import OfficeHours
    from hotline_rules.receipt import Receipt
    from hotline_rules.ticket import Ticket

    return {m.__name__: m for m in (Ticket, Jurisdiction, DayLayer, OfficeHours, Receipt)}.get(title)


def _where(root: type[BaseModel] | None, loc: Sequence[int | str]) -> tuple[str, list[type[BaseModel]]]:
    """The place as `events[2](arrived).at`, and the models that could stand there."""
    if root is None:
        return ".".join(map(str, loc)), []
    here, place, open_key = [root], "", False
    for step in loc:
        if isinstance(step, int):
            place += f"[{step}]"
            continue
        tagged = [m for m in here if _tag(m) == step]
        if tagged and place.endswith("]"):
            here, place = tagged, f"{place}({step})"
        elif any(step in m.model_fields for m in here):
            place += f".{step}" if place else step
            annotations = [m.model_fields[step].annotation for m in here if step in m.model_fields]
            open_key = any("dict" in str(a) for a in annotations)
            here = [sub for a in annotations for sub in _models_in(a)]
        elif open_key or (here and step not in ("function-before", "function-after")):
            place += f".{step}" if place else step
            open_key, here = False, []
    return place, here


def _tag(model: type[BaseModel]) -> object:
    field = model.model_fields.get("type")
    return field.default if field else None


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]


def _problem(detail: ErrorDetails, models: list[type[BaseModel]], lang: Lang) -> tuple[str, str]:
    """What was found, and what is accepted."""
    from hotline_desk.names import listed
    from hotline_rules.errors import nearest_first

    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    accepts = _pick(("见到 {}；可接受：", "found {}; accepted: "), lang)
    if kind == "missing":
        return _pick(("缺少这一项", "missing"), lang), ""
    if kind == "extra_forbidden":
        key = str(detail["loc"][-1])
        keys = dict.fromkeys(k for m in models for k in m.model_fields)
        known = ", ".join(nearest_first(key, keys))
        return _pick(("没有这个字段；已知：", "unknown key; known: "), lang), known
    if kind in ("union_tag_invalid", "literal_error", "enum"):
        told = value.get(_discriminator(detail)) if kind == "union_tag_invalid" else value
        codes = tuple(re.findall(r"'([^']*)'", str(context.get("expected_tags") or context.get("expected"))))
        return accepts.format(_found(told, lang)), listed(told if isinstance(told, str) else "", codes, lang)
    if kind == "union_tag_not_found":
        tag = _discriminator(detail)
        missing = ("缺少 type（事件类型）" if tag == "type" else f"缺少 {tag}", f"{tag} is missing")
        return _pick(missing, lang), ""
    if kind == "json_invalid":
        return _pick(("不是合法的 JSON：", "not valid JSON: "), lang), (_json_zh if lang == "zh" else str)(
            str(context.get("error", ""))
        )
    known_events = re.fullmatch(r"Value error, unknown event type '(.*)'; known: (.*)", detail["msg"])
    if known_events:
        return accepts.format(_found(known_events[1], lang)), known_events[2]
    if kind == "value_error" and isinstance(value, dict) and not detail["msg"].startswith("Value error, accepted: "):
        return "", _accepted(detail["msg"].removeprefix("Value error, "), lang)
    if kind == "value_error":
        return accepts.format(_found(value, lang)), _accepted(detail["msg"].removeprefix("Value error, "), lang)
    if kind in _TYPES:
        return accepts.format(_found(value, lang)), _pick(_TYPES[kind], lang).format(**context)
    return accepts.format(_found(value, lang)), detail["msg"]


def _discriminator(detail: ErrorDetails) -> str:
    """The field by which the models of a union are told apart."""
    return str(detail.get("ctx", {}).get("discriminator", "type")).strip("'")


_ANSWER = 'true, false, null, "unknown"'
"""What a fact may be told as."""
_BOOL: Pair = ("true 或 false", "true or false")
_WHOLE: Pair = ("整数", "a whole number")
_LIST: Pair = ("列表", "a list")
_OBJECT: Pair = ("对象", "an object")
_TYPES: dict[str, Pair] = {
    "bool_type": _BOOL,
    "bool_parsing": _BOOL,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": ("不小于 {ge}", "at least {ge}"),
    "less_than_equal": ("不大于 {le}", "at most {le}"),
    "string_type": ("文字", "text"),
    "string_unicode": ("能写成 UTF-8 的文字", "text that UTF-8 can hold"),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "frozen_set_type": _LIST,
    "dict_type": _OBJECT,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dataclass_type": _OBJECT,
    "date_type": ("日期，如 2026-03-02", "a date such as 2026-03-02"),
    "date_from_datetime_parsing": ("日期，如 2026-03-02", "a date such as 2026-03-02"),
    "date_from_datetime_inexact": ("日期，如 2026-03-02", "a date such as 2026-03-02"),
    "date_parsing": ("日期，如 2026-03-02", "a date such as 2026-03-02"),
    "int_parsing_size": _WHOLE,
    "finite_number": _WHOLE,
}

_ACCEPTED_ZH: dict[str, str] = {
    "an ISO 8601 instant such as 2026-03-02T10:00 or 2026-03-02T10:00+08:00, or a date such as 2026-03-02": (
        "时刻，如 2026-03-02T10:00 或 2026-03-02T10:00+08:00，或日期，如 2026-03-02"
    ),
    "a year from 1900 to 2199": "1900 至 2199 年",
    "exactly one of due and working_days": "due 与 working_days 两项中恰有一项",
    "kind, urgency or both": "kind、urgency 或两者都有",
    "a ticket number": "工单编号",
    "weifang or jinan, which lie in Shandong": "weifang 或 jinan（在山东省）",
    "numbers from 1 (Monday) to 7": "1（周一）至 7 的数字",
    "a first day not after the last": "首日不晚于末日",
    "intervals in order, none overlapping, from 00:00 to 24:00": "按先后排列、互不重叠的时段，在 00:00 至 24:00 之间",
    "an address such as 20, 20(1), 20(1)(二), 13(一)s2a, 11(二)2(1)一": (
        "条文编号，如 20、20(1)、20(1)(二)、13(一)s2a、11(二)2(1)一"
    ),
    "a span exactly where limit is 'span'": "limit 为 span 时才有、且必有 span",
    "a stage stands twice": "各环节名称不重复",
    "an address such as 20, 20(1), 20(1)(二)": "条款，如 19、19(1)、19(1)(一)、第十九条第一款第（一）项",
    "a text with articles, each beginning 第…条 on its own line": "有条文的文本，每条以“第…条”另起一行",
    "each article once": "每条只出现一次",
    "a lower-case name such as must_litigate": "小写的名称，如 must_litigate",
    "nothing: it is worked out from the events": "不填：它由事件得出，不必告知",
    "a layer: name, off, worked, years, level, notice": "日历层：name、off、worked、years、level、notice",
    "a receipt made by this library, in UTF-8": "本程序所作的存证（JSON，UTF-8 或 GB18030）",
    "a date such as 2026-03-02, or null": "日期，如 2026-03-02，或 null",
}
"""What the library accepts, in Chinese."""


def _accepted(text: str, lang: Lang) -> str:
    text = text.removeprefix("accepted: ")
    if lang == "en":
        return text
    if text in _ACCEPTED_ZH:
        return _ACCEPTED_ZH[text]
    for pattern, zh in _ACCEPTED_PATTERNS:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return zh.format(*found.groups())
    return text


_ACCEPTED_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"Invalid isoformat string: .*", "日期，如 2026-03-02"),
    (r"a receipt of format (\d+)", "格式 {0} 的存证"),
    (r"(.*): accepted: a range of at most (\d+) days", "{0} 过长；一段最多 {1} 天"),
    (r"(.*): accepted: an IANA zone such as Asia/Shanghai", "{0} 不是时区；应为 IANA 时区，如 Asia/Shanghai"),
    (r"(.*): accepted: an interval such as 09:00-12:00", "{0} 不是时段；应如 09:00-12:00"),
    (r"(.*): accepted: a day of the year as MM-DD", "{0} 不是月日；应如 03-02（MM-DD）"),
    (r"(.*): accepted: first/last, the first not after the last", "{0}；应为 首日/末日，首日不晚于末日"),
    (r"(.*) stands in off and in worked; accepted: one of the two", "{0} 同时写在 off 与 worked；只能写在其中之一"),
    (r"an address stands twice: (.*)", "条文编号重复：{0}"),
    (r"unknown event type '(.*)'; known: (.*)", "没有“{0}”这种事件；已知：{1}"),
    (r"stage (.*): the city states no choice for (.*)", "环节 {0} 用到 {1}，但这个城市没有为它选定读法"),
    (r"extension_window.of: unknown stage '(.*)'", "extension_window.of：没有“{0}”这个环节"),
    (r"(AMB-\d+): the default '(.*)' must be admissible", "{0}：默认的“{1}”必须在可取之列"),
    (r"(.*) alone: the rules of this city embody it", "只能是 {0}：这一读法已写在该城市的规则里，不能另选"),
    (r"table (.*), rule (.*): unknown fact '(.*)'; known: (.*)", "表 {0} 的规则 {1} 问到没有的事实“{2}”；已知：{3}"),
    (r"rule (.*): unknown provision '(.*)'; known: (.*)", "规则 {0} 引用了这件规定里没有的“{1}”；最接近的：{2}"),
    (r"table (.*): a rule stands twice: (.*)", "表 {0} 里规则编号重复：{1}"),
    (r"table (.*): a rule and a duty share a name: (.*)", "表 {0} 里规则和须做的事用了同一个名称：{1}"),
    (r"a table stands twice: (.*)", "表名重复：{0}"),
    (r"a check stands twice: (.*)", "检查名称重复：{0}"),
    (r"check (.*): there is a fact of this name", "检查 {0} 与一个事实同名"),
    (r"check (.*): unknown (.*) '(.*)'; known: (.*)", "检查 {0} 用到没有的 {1}“{2}”；已知：{3}"),
    (r"check (.*): the city states no choice for (.*)", "检查 {0} 用到 {1}，但这个城市没有为它选定读法"),
    (r"table (.*), duty (.*): unknown provision '(.*)'", "表 {0} 的须做事项 {1} 引用了这件规定里没有的“{2}”"),
    (r"table (.*), duty (.*): there is no stage '(.*)'", "表 {0} 的须做事项 {1} 所系的环节“{2}”不存在"),
    (
        r"table (.*), duty (.*): accepted in when: .*",
        "表 {0} 的须做事项 {1}：when 里只能用字段、读法和由日志得出的事实",
    ),
    (
        r"table (.*), duty (.*): unknown event '(.*)'; known: (.*)",
        "表 {0} 的须做事项 {1}：没有“{2}”这种事件；已知：{3}",
    ),
    (r"extensions: unknown fact '(.*)'; known: (.*)", "extensions 用到没有的事实“{0}”；已知：{1}"),
    (r"table (.*): outcome '(.*)'; accepted: (.*)", "表 {0}：结论“{1}”不可用；可接受：{2}"),
    (r"table (.*): the fact '(.*)' is not one of the city's", "表 {0} 问到“{1}”，但它不是这个城市的事实"),
    (r"table (.*): the city states no choice for (.*)", "表 {0} 用到 {1}，但这个城市没有为它选定读法"),
    (r"(kind|origin|urgency|track): '(.*)'; accepted: (.*)", "{0} 没有“{1}”；可接受：{2}"),
    (r"unknown (.*) '(.*)'; known: (.*)", "{0} 中没有“{1}”；已知：{2}"),
)
"""The same where it holds a value."""
