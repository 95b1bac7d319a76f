"""`hotline due`: the quick question, without a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hotline_desk.options import (
    NO_STAGE,
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
    OriginOption,
    OverlayOption,
    ReadingOption,
    UrgencyOption,
    present,
    read_setup,
    say,
)
from hotline_desk.problems import told

if TYPE_CHECKING:
    from hotline_rules import Ticket
    from hotline_rules.audit import Review
    from hotline_rules.jurisdictions.model import Jurisdiction

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
            "--done",
            metavar=_TIME,
            help="办理完毕的时间（视为同时办理完毕、回复并反馈）。Done: handled, replied and fed back.",
        ),
    ] = None,
    not_done: Annotated[
        bool, typer.Option("--not-done", help="尚未完成（不给 --done 又不给它，即不知是否完成）。Not done yet.")
    ] = False,
    urgency: UrgencyOption = None,
    origin: OriginOption = None,
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
        from hotline_rules.errors import InvalidValueError
        from hotline_rules.wording import pick

        setup = read_setup(reading, overlay, calendar, known_on, office_hours, city_file)
        chosen = setup.city(city)
        times = {"accepted": accepted, "transferred": transferred, "arrived": arrived, "signed": signed, "done": done}
        codes = {"kind": kind, "urgency": urgency, "origin": origin, "track": track}
        if done is not None and not_done:
            raise InvalidValueError("--done, --not-done", done, pick(("两者之一", "one of the two"), lang))
        known = {field: known_code(field, text) for field, text in codes.items()}
        ticket = _ticket(times, known, () if not_done else _discharging(chosen), lang)
        review = audit.review(ticket, chosen, as_of=present(as_of, lang, chosen.zone))
        missing = _not_told(review, told=done is not None or not_done)
        after = _after(review, times)
        if as_json:
            print(json.dumps(_answer(review, missing, after), ensure_ascii=False))
        else:
            print(_text(review, missing, after, times, lang))
        if not review.stages:
            say(pick(NO_STAGE, lang))
            raise typer.Exit(2)


_TOLD_BY_DONE = ("handled", "replied", "fed_back")
_ASKED_FOR = ("accepted", "transferred", "arrived", "signed")
_NEVER_ASKED = ("notified", "first_response", "progress", "result")


def _discharging(city: Jurisdiction) -> tuple[str, ...]:
    """The acts that discharge a stage of a city."""
    acts = [
        a.event for s in city.deadlines.stages for w in s.done.values() for g in w.groups for a in g if not a.exception
    ]
    return tuple(dict.fromkeys((*_TOLD_BY_DONE, *acts)))


def _ticket(
    times: dict[str, str | None], codes: dict[str, str | None], discharging: tuple[str, ...], lang: Lang
) -> Ticket:
    """A ticket of what was told. What was not told is not recorded, rather than not done.

    `discharging` are the acts of which it was not told whether they were done, unless `--done` told it.
    """
    from hotline_desk.times import when
    from hotline_rules import HotlineError, Ticket
    from hotline_rules.wording import pick

    given = {name: when(f"--{name}", text) for name, text in times.items() if text is not None}
    if not {"accepted", "transferred", "arrived"} & given.keys():
        told = "--arrived / --transferred / --accepted"
        raise HotlineError(pick((f"{told}：至少给出一个", f"{told}: at least one is needed"), lang))
    at_done = given.pop("done", None)
    events = [{"type": name, "at": at} for name, at in given.items()]
    if at_done is not None:
        events += [{"type": name, "at": at_done} for name in _TOLD_BY_DONE]
    fields: dict[str, Any] = {field: code for field, code in codes.items() if code is not None}
    urgent = _NEVER_ASKED if codes["urgency"] in ("special", "special_urgent") else ()
    unknown = discharging if at_done is None else ()
    missing = [name for name in dict.fromkeys((*_ASKED_FOR, *urgent, *unknown)) if name not in given]
    return Ticket.model_validate({"id": "due", "events": events, "not_recorded": missing, **fields})


def _not_told(review: Review, *, told: bool) -> list[str]:
    """What a fuller answer would need, by its option."""
    ticket = review.ticket
    needed = ["kind"] if ticket.kind is None else []
    needed += [name for name in ticket.assumed if name != "reply_waived"]
    recorded = {event.type for event in ticket.events}
    needed += [name for name in _ASKED_FOR if name not in recorded and name in _of_use(review)]
    return [*needed, *([] if told else ["done"])]


def _of_use(review: Review) -> set[str]:
    """The receipts that a stage of this city starts from, or is discharged by."""
    stages = review.city.deadlines.stages
    of_use: set[str] = {review.city.chosen.get(stage.start_reading or "", stage.start) for stage in stages}
    for stage in stages:
        of_use |= {
            act.event for way in stage.done.values() for group in way.groups for act in group if not act.exception
        }
    return of_use


def _after(review: Review, times: dict[str, str | None]) -> list[str]:
    """The options that tell of something after the instant the answer is given for."""
    from hotline_desk.times import when

    clock = review.city.clock
    return [
        name
        for name, text in times.items()
        if text is not None and clock.interval(when(f"--{name}", text))[0] > review.as_of
    ]


def _answer(review: Review, missing: list[str], after: list[str]) -> dict[str, Any]:
    from hotline_rules.wording import contested

    used = sorted({number for verdict in review.stages for number in verdict.readings})
    return review.as_dict(trace=True) | {
        "not_told": missing,
        "after_as_of": after,
        "hangs_on": {
            "undetermined": {v.stage: v.why for v in review.undecided},
            "contested_readings": [number for number in used if contested(review.city, number)],
        },
    }


_NAMES = {
    "kind": "诉求类型",
    "origin": "来源",
    "urgency": "紧急程度",
    "track": "转办方式",
    "accepted": "受理时间",
    "transferred": "转办时间",
    "arrived": "到达承办单位的时间",
    "signed": "签收时间",
    "done": "办理完毕的时间；尚未完成的，给 --not-done",
}


def _text(review: Review, missing: list[str], after: list[str], times: dict[str, str | None], lang: Lang) -> str:
    from hotline_rules.wording import end_text, pick, review_text

    told = review_text(review, lang, numbered=False, asked=True)
    for name in after:
        now = end_text(review.as_of, lang)
        said = (
            f"--{name} {times[name]} 晚于所问的时刻（截至{now}），那时还没有发生，以上没有计入；要计入，后移 --as-of。",
            f"--{name} {times[name]} is later than the instant asked about ({now}): it had not happened then and is "
            "left out above; to take it in, move --as-of.",
        )
        told += "\n\n" + pick(said, lang)
    if missing:
        told += "\n\n" + pick(("没有告知（补上后重算）：", "Not told (add them and ask again):"), lang)
        for name in missing:
            option = f"--{name.replace('_', '-')}"
            english = f"{option} (or --not-done)" if name == "done" else option
            told += "\n  " + pick((f"{option}（{_NAMES.get(name, name)}）", english), lang)
    return told
