"""The options that verbs share, and the city they make."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from hotline_rules.days import DayLayer
    from hotline_rules.jurisdictions.model import Jurisdiction
    from hotline_rules.office_hours import OfficeHours

Lang = Literal["zh", "en"]
_T = TypeVar("_T")

NO_STAGE = (
    "没有一件工单有可以评判的环节：没有受理、转办、到达等起算的事件，或规定对这类事项没有设环节。",
    "No ticket has a stage to judge: no event starts a period, or the regulation has no stage for such matters.",
)
"""Why nothing came of tickets that could be read."""
_COMMON = "各命令通用 Common"


# -- completion -------------------------------------------------------------------------------------------------


def cities_completed(incomplete: str) -> list[str]:
    """The ids of the shipped cities."""
    from hotline_rules.jurisdictions import CITIES

    return [city for city in CITIES if city.startswith(incomplete)]


def _overlays(incomplete: str) -> list[str]:
    from hotline_rules.jurisdictions.overlays import OVERLAYS

    return [overlay for overlay in OVERLAYS if overlay.startswith(incomplete)]


def _kinds(incomplete: str) -> list[tuple[str, str]]:
    from hotline_rules.wording import KINDS

    return [(code, zh) for code, (zh, _) in KINDS.items() if code.startswith(incomplete)]


def statuses(incomplete: str) -> list[tuple[str, str]]:
    """The statuses of rows of a ledger."""
    from hotline_rules.wording import STATUSES

    return [(code, zh) for code, (zh, _) in STATUSES.items() if code.startswith(incomplete)]


def _readings(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """`AMB-05=close_of_business` for every reading and option of the city, or of any city."""
    from hotline_rules import jurisdiction
    from hotline_rules.jurisdictions import CITIES

    named = ctx.params.get("city")
    found: dict[str, str] = {}
    for city in [jurisdiction(name) for name in ([named] if named in CITIES else CITIES)]:
        for choice in city.choices:
            for option in city.reading(choice.reading).options:
                found[f"{choice.reading}={option.id}"] = option.zh
    return [(value, zh) for value, zh in found.items() if value.startswith(incomplete)]


def fact_answers(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """`must_litigate=yes` for every fact the city asks at this step, by its code and by its label."""
    from hotline_rules import jurisdiction
    from hotline_rules.jurisdictions import CITIES

    named = ctx.params.get("city")
    step = 1 if ctx.params.get("after_dispatch") else 0
    found: dict[str, str] = {}
    for city in [jurisdiction(name) for name in ([named] if named in CITIES else CITIES)]:
        for table in city.acceptance.tables[step:][:1] if city.acceptance else ():
            for fact in table.facts:
                found |= {f"{fact.name}={answer}": fact.label_zh for answer in ("yes", "no", "unknown")}
                found |= {f"{fact.label_zh}={answer}": fact.name for answer in ("是", "否", "不清楚")}
    return [(value, text) for value, text in found.items() if value.startswith(incomplete)]


# -- the options ------------------------------------------------------------------------------------------------

CityArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="CITY",
        autocompletion=cities_completed,
        help="城市：weifang 潍坊、jinan 济南、ganzi 甘孜、karamay 克拉玛依。",
    ),
]
CityOption = Annotated[
    str | None,
    typer.Option(
        "--city",
        metavar="CITY",
        autocompletion=cities_completed,
        help="城市；不给则用每件工单自己的 city。The city of every ticket.",
    ),
]
KindOption = Annotated[
    str | None,
    typer.Option(
        "--kind",
        metavar="KIND",
        autocompletion=_kinds,
        help="诉求类型：咨询、求助、投诉、举报、意见建议、表扬、办事服务、其他（或英文代码）。",
    ),
]
OriginOption = Annotated[
    str | None,
    typer.Option("--origin", metavar="ORIGIN", help="来源：来电人、国家平台、省级平台、跨区域转来。Origin."),
]
UrgencyOption = Annotated[
    str | None, typer.Option("--urgency", metavar="URGENCY", help="紧急程度：一般、特殊、特殊紧急。Urgency.")
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="TIME",
        help="截至何时（时刻，或日期即当天24:00）；不给则取现在，并说明。As of when; default now.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
LangOption = Annotated[
    Lang, typer.Option("--lang", envvar="HOTLINE_LANG", help="语言 Language.", rich_help_panel=_COMMON)
]
ReadingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--reading",
        metavar="AMB-NN=OPTION",
        autocompletion=_readings,
        help="改选一种读法，如 AMB-05=close_of_business；可重复。Take another reading.",
        rich_help_panel=_COMMON,
    ),
]
OverlayOption = Annotated[
    list[str] | None,
    typer.Option(
        "--overlay",
        metavar="NAME",
        autocompletion=_overlays,
        help="叠加另一文本的规则，如 shandong_2020；可重复。Lay an overlay over the city.",
        rich_help_panel=_COMMON,
    ),
]
CalendarOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--calendar",
        metavar="FILE",
        help="补充的放假或上班日（JSON，格式见 hotline schema calendar）；可重复。Days of your own.",
        rich_help_panel=_COMMON,
    ),
]
KnownOnOption = Annotated[
    str | None,
    typer.Option(
        "--known-on",
        metavar="DATE",
        help="按这一天已公布的放假安排计算。The schedule as it stood.",
        rich_help_panel=_COMMON,
    ),
]
OfficeHoursOption = Annotated[
    Path | None,
    typer.Option(
        "--office-hours",
        metavar="FILE",
        help="办公时间（JSON，格式见 hotline schema office-hours）。Office hours of your own.",
        rich_help_panel=_COMMON,
    ),
]
CityFileOption = Annotated[
    Path | None,
    typer.Option(
        "--city-file",
        metavar="FILE",
        help="自备的城市（JSON，格式见 hotline schema city），代替城市参数。A city of your own.",
        rich_help_panel=_COMMON,
    ),
]
FailOption = Annotated[
    bool,
    typer.Option(
        "--fail-on-findings",
        help="有逾期认定时以 1 退出；其他认定与提示不算在内。Exit 1 if anything is late; no other finding counts.",
    ),
]


# -- what they make ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Setup:
    """What the common options ask for; `city` and `fitted` make configured cities of it."""

    readings: tuple[tuple[str, str], ...] = ()
    overlays: tuple[str, ...] = ()
    layers: tuple[DayLayer, ...] = ()
    known_on: date | None = None
    office_hours: OfficeHours | None = None
    own: Jurisdiction | None = None

    def city(self, name: str | None) -> Jurisdiction:
        """Return the city called `name` (or the one of the city file), everything asked for laid over it."""
        return self._laid_over(self._plain(name), self.overlays, dict(self.readings))

    def fitted(self, name: str | None) -> Jurisdiction:
        """Return the same for one city among several: overlays and readings that are not for it are left out."""
        from hotline_rules.errors import InvalidValueError
        from hotline_rules.jurisdictions.overlays import overlay

        plain = self._plain(name)
        overlays = []
        for one in self.overlays:
            try:
                plain.with_overlay(overlay(one))
            except InvalidValueError:
                continue
            overlays.append(one)
        stated = {number: option for number, option in self.readings if number in plain.chosen}
        return self._laid_over(plain, tuple(overlays), stated)

    def shipped(self, name: str) -> Jurisdiction:
        """Return the same for a shipped city, though there is a city file too."""
        return replace(self, own=None).fitted(name)

    def check_names(self) -> None:
        """Refuse a reading, an option or an overlay that no shipped city knows."""
        from hotline_rules import jurisdiction
        from hotline_rules.errors import UnknownNameError
        from hotline_rules.jurisdictions import CITIES
        from hotline_rules.jurisdictions.overlays import overlay

        known = {number for name in CITIES for number in jurisdiction(name).chosen}
        for number, option in self.readings:
            if number not in known:
                raise UnknownNameError("reading", number, sorted(known))
            jurisdiction(CITIES[0]).reading(number).option(option)
        for name in self.overlays:
            overlay(name)

    def _plain(self, name: str | None) -> Jurisdiction:
        from hotline_rules import jurisdiction
        from hotline_rules.errors import InvalidValueError, UnknownNameError
        from hotline_rules.jurisdictions import CITIES

        if self.own is not None:
            if name is not None and name not in (self.own.id, self.own.name_zh):
                raise InvalidValueError("CITY", name, f"{self.own.id} (--city-file)")
            return self.own
        if not name:
            raise UnknownNameError("city", "", CITIES)
        return jurisdiction(name)

    def _laid_over(self, city: Jurisdiction, overlays: tuple[str, ...], readings: dict[str, str]) -> Jurisdiction:
        from hotline_rules.jurisdictions.overlays import overlay

        for name in overlays:
            city = city.with_overlay(overlay(name))
        for layer in self.layers:
            city = city.with_days(layer)
        if readings:
            city = city.with_readings(readings)
        if self.known_on:
            city = city.as_known_on(self.known_on)
        return city.with_office_hours(self.office_hours) if self.office_hours else city


def read_setup(
    reading: list[str] | None,
    overlay: list[str] | None,
    calendar: list[Path] | None,
    known_on: str | None,
    office_hours: Path | None,
    city_file: Path | None,
) -> Setup:
    """Read the common options and the files they name; raises `HotlineError` naming the place."""
    from hotline_rules.days import DayLayer
    from hotline_rules.jurisdictions import load
    from hotline_rules.office_hours import OfficeHours

    return Setup(
        tuple(_reading(text) for text in reading or ()),
        tuple(overlay or ()),
        tuple(_read_file(path, DayLayer.model_validate_json) for path in calendar or ()),
        _day(known_on) if known_on else None,
        _read_file(office_hours, OfficeHours.model_validate_json) if office_hours else None,
        _read_file(city_file, load) if city_file else None,
    )


def _reading(text: str) -> tuple[str, str]:
    from hotline_rules.errors import InvalidValueError

    number, equals, option = text.partition("=")
    if not equals:
        raise InvalidValueError("--reading", text, "AMB-05=close_of_business")
    return number.strip(), option.strip()


def _day(text: str) -> date:
    from datetime import datetime

    from hotline_desk.times import when
    from hotline_rules.errors import InvalidValueError

    day = when("--known-on", text)
    if isinstance(day, datetime):
        raise InvalidValueError("--known-on", text, "2026-03-02")
    return day


def _read_file(path: Path, read: Callable[[bytes], _T]) -> _T:
    """Read a JSON file with a model; what is wrong in it is told with the file's name."""
    from pydantic import ValidationError

    from hotline_desk.problems import DoubledKeyError, FileProblem
    from hotline_desk.reading import check_document
    from hotline_rules.errors import HotlineError

    try:
        data = path.read_bytes()
        check_document(data)
        return read(data)
    except (ValidationError, HotlineError, DoubledKeyError) as error:
        raise FileProblem(str(path), error) from None


def present(as_of: str | None, lang: Lang, zone: str = "Asia/Shanghai") -> datetime | date:
    """Return `--as-of`, or the present, which is said on stderr as the clocks of `zone` show it.

    That `--as-of` lies ahead is said there too.
    """
    from hotline_desk.times import when
    from hotline_rules.wording import instant_text, pick

    if as_of is not None:
        given = when("--as-of", as_of)
        if remark := said_of_future(given, lang, zone):
            say(remark)
        return given
    now = _now(zone)
    told = instant_text(now, lang)
    say(pick((f"未给 --as-of，取现在：{told}。", f"No --as-of: the present is taken, {told}."), lang))
    return now


def said_of_future(as_of: datetime | date, lang: Lang, zone: str = "Asia/Shanghai") -> str | None:
    """Say that `--as-of` (of a date, its end) is later than the present, as clocks of `zone` show it; else nothing."""
    from datetime import datetime, time, timedelta
    from zoneinfo import ZoneInfo

    from hotline_rules.wording import end_text, pick

    end = as_of if isinstance(as_of, datetime) else datetime.combine(as_of + timedelta(days=1), time())
    end = end.astimezone(ZoneInfo(zone)) if end.tzinfo else end.replace(tzinfo=ZoneInfo(zone))
    if end <= _now(zone):
        return None
    told = end_text(end, lang)
    said = (
        f"--as-of（{told}）还没有到：假定到那时为止再没有新的记录。",
        f"--as-of ({told}) lies in the future: the answer supposes that nothing further is recorded until then.",
    )
    return pick(said, lang)


def _now(zone: str) -> datetime:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo(zone)).replace(microsecond=0)


def say(text: str) -> None:
    """Say something that is not the answer."""
    from hotline_desk.problems import visible

    print("\n".join(map(visible, text.splitlines())), file=sys.stderr)
