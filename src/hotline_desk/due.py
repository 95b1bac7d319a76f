"""`hotline due`: the quick question, without a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hotline_desk.options import (
    AsOfOption,
    CalendarOption,
    CityArgument,
    CityFileOption,
    JsonOption,
    KindOption,
    KnownOnOption,
    Lang,
    LangOption,
    OfficeHoursOption,
    OverlayOption,
    ReadingOption,
    present,
    read_setup,
)
from hotline_desk.problems import told

if TYPE_CHECKING:
    from hotline_rules import Ticket
    from hotline_rules.audit import Review

_TIME = "TIME"


def due(
    city: CityArgument = None,
    kind: KindOption = None,
    arrived: Annotated[
        str | None, typer.Option("--arrived", metavar=_TIME, help="工单到达承办单位的时间。Arrival at the unit.")
    ] = None,
    transferred: Annotated[
        str | None, typer.Option("--transferred", metavar=_TIME, help="热线转办的时间。Transfer by the hotline.")
    ] = None,
    accepted: Annotated[
        str | None, typer.Option("--accepted", metavar=_TIME, help="热线受理的时间。Acceptance by the hotline.")
    ] = None,
    signed: Annotated[
        str | None, typer.Option("--signed", metavar=_TIME, help="承办单位签收的时间。Signing by the unit.")
    ] = None,
    done: Annotated[
        str | None,
        typer.Option(
            "--done", metavar=_TIME, help="办结的时间（视为同时办结、回复并反馈）。Done: handled, replied and fed back."
        ),
    ] = None,
    urgency: Annotated[
        str | None, typer.Option("--urgency", metavar="URGENCY", help="紧急程度：一般、特殊、特殊紧急。Urgency.")
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option("--origin", metavar="ORIGIN", help="来源：来电人、国家平台、省级平台、跨区域转来。Origin."),
    ] = None,
    track: Annotated[
        str | None, typer.Option("--track", metavar="TRACK", help="转办方式：普通转办、批办、会签件。Track.")
    ] = None,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    calendar: CalendarOption = None,
    known_on: KnownOnOption = None,
    office_hours: OfficeHoursOption = None,
    city_file: CityFileOption = None,
) -> None:
    """何时到期、是否逾期，逐日说明；并列出没有告知的事实。When is it due, is it late, and which days counted.

    例：hotline due ganzi --kind 求助 --arrived 2026-9-30T16:20 --done "2026年10月14日 9:00"
    """
    with told(lang):
        from hotline_desk.names import known_code
        from hotline_rules import audit

        setup = read_setup(reading, overlay, calendar, known_on, office_hours, city_file)
        chosen = setup.city(city)
        times = {"accepted": accepted, "transferred": transferred, "arrived": arrived, "signed": signed, "done": done}
        codes = {"kind": kind, "urgency": urgency, "origin": origin, "track": track}
        ticket = _ticket(times, {field: known_code(field, text) for field, text in codes.items()})
        review = audit.review(ticket, chosen, as_of=present(as_of, lang, chosen.zone))
        missing = _not_told(review, done)
        if as_json:
            print(json.dumps(_answer(review, missing), ensure_ascii=False))
        else:
            print(_text(review, missing, lang))


_TOLD_BY_DONE = ("handled", "replied", "fed_back")
_ASKED_FOR = ("accepted", "transferred", "arrived", "signed")
_NEVER_ASKED = ("notified", "first_response", "progress", "result")


def _ticket(times: dict[str, str | None], codes: dict[str, str | None]) -> Ticket:
    """A ticket of what was told. Receipts and signing that were not told are not recorded, rather than not done."""
    from hotline_desk.times import when
    from hotline_rules import HotlineError, Ticket

    given = {name: when(f"--{name}", text) for name, text in times.items() if text is not None}
    if not {"accepted", "transferred", "arrived"} & given.keys():
        raise HotlineError("--arrived / --transferred / --accepted: 至少给出一个 at least one is needed")
    at_done = given.pop("done", None)
    events = [{"type": name, "at": at} for name, at in given.items()]
    if at_done is not None:
        events += [{"type": name, "at": at_done} for name in _TOLD_BY_DONE]
    fields: dict[str, Any] = {field: code for field, code in codes.items() if code is not None}
    urgent = _NEVER_ASKED if codes["urgency"] in ("special", "special_urgent") else ()
    missing = [name for name in (*_ASKED_FOR, *urgent) if name not in given]
    return Ticket.model_validate({"id": "due", "events": events, "not_recorded": missing, **fields})


def _not_told(review: Review, done: str | None) -> list[str]:
    """What a fuller answer would need, by its option."""
    ticket = review.ticket
    needed = ["kind"] if ticket.kind is None else []
    needed += [name for name in ticket.assumed if name != "reply_waived"]
    recorded = {event.type for event in ticket.events}
    needed += [name for name in _ASKED_FOR if name not in recorded and name in _of_use(review)]
    return [*needed, *([] if done else ["done"])]


def _of_use(review: Review) -> set[str]:
    """The receipts that a stage of this city starts from, or is discharged by."""
    stages = review.city.deadlines.stages
    of_use: set[str] = {review.city.chosen.get(stage.start_reading or "", stage.start) for stage in stages}
    for stage in stages:
        of_use |= {
            act.event for way in stage.done.values() for group in way.groups for act in group if not act.exception
        }
    return of_use


def _answer(review: Review, missing: list[str]) -> dict[str, Any]:
    from hotline_rules.wording import contested

    used = sorted({number for verdict in review.stages for number in verdict.readings})
    return review.as_dict(trace=True) | {
        "not_told": missing,
        "hangs_on": {
            "undetermined": {v.stage: v.why for v in review.undecided},
            "contested_readings": [number for number in used if contested(review.city, number)],
        },
    }


def _text(review: Review, missing: list[str], lang: Lang) -> str:
    from hotline_rules.wording import pick, review_text

    told = review_text(review, lang, numbered=False)
    if missing:
        told += "\n\n" + pick(("没有告知（补上后重算）：", "Not told (add them and ask again):"), lang)
        told += "".join(f"\n  --{name.replace('_', '-')}" for name in missing)
    return told
