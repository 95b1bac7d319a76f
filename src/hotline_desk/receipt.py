"""`hotline receipt` and `hotline verify`: a record of one decision, and whether it still comes out so."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hotline_desk.options import (
    AsOfOption,
    CalendarOption,
    CityFileOption,
    CityOption,
    JsonOption,
    KnownOnOption,
    Lang,
    LangOption,
    OfficeHoursOption,
    OverlayOption,
    ReadingOption,
    read_setup,
    say,
)
from hotline_desk.problems import DoubledKeyError, FileProblem, as_json, told, visible, writing

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction
    from hotline_rules.receipt import Verification

_SHOWN = 10
"""How many of the places that differ are listed."""


def receipt(
    file: Annotated[str, typer.Argument(metavar="FILE", help="一件工单（JSON）；- 为标准输入。One ticket.")],
    city: CityOption = None,
    as_of: AsOfOption = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="写到文件；不给则写到标准输出。Write to a file."),
    ] = None,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    calendar: CalendarOption = None,
    known_on: KnownOnOption = None,
    office_hours: OfficeHoursOption = None,
    city_file: CityFileOption = None,
) -> None:
    """一次认定的存证：工单（自由文字已遮盖）、截至时刻、规则与日历的指纹、读法、全部结论。A record of one decision.

    同样的输入，逐字节相同；以后用 hotline verify 重新计算、核对。
    """
    with told(lang):
        from hotline_desk.single import one_ticket
        from hotline_rules import receipt as room

        setup = read_setup(reading, overlay, calendar, known_on, office_hours, city_file)
        ticket, when = one_ticket(file, as_of, lang)
        text = room.make(ticket, setup.city(city or ticket.city), as_of=when)
        if output is None:
            sys.stdout.write(text)
        else:
            with writing(str(output)):
                output.write_text(text, encoding="utf-8", newline="\n")


def verify(
    file: Annotated[Path, typer.Argument(metavar="RECEIPT", help="hotline receipt 所作的存证。A receipt.")],
    in_json: JsonOption = False,
    lang: LangOption = "zh",
    city_file: CityFileOption = None,
) -> None:
    """重新计算一份存证：相同，或者哪里不同。Compute a receipt again: equal, or what differs.

    相同以 0 退出，不同以 1 退出，读不了以 2 退出。
    """
    with told(lang):
        from hotline_rules import receipt as room
        from hotline_rules.jurisdictions import remade

        own = read_setup(None, None, None, None, None, city_file).own

        def remake(name: str, changes: dict[str, Any]) -> Jurisdiction:
            return remade(name, changes, own)

        found = room.verify(_text(file, lang), remake)
        if in_json:
            print(json.dumps(found.as_dict(), ensure_ascii=False))
        else:
            _print(found, lang)
        if not found.equal:
            raise typer.Exit(1)


def _text(file: Path, lang: Lang) -> str:
    """The text of a receipt, in the encodings that tickets may have; a key written twice is refused there too."""
    from hotline_desk.reading import check_document, decoded
    from hotline_rules.errors import InvalidValueError
    from hotline_rules.wording import pick

    data = file.read_bytes()
    try:
        text = decoded(data)
    except ValueError:
        other = pick(("其他格式的内容", "something else"), lang)
        raise InvalidValueError("receipt", other, "a receipt made by this library, in UTF-8") from None
    try:
        check_document(data)
    except DoubledKeyError as error:
        raise FileProblem(str(file), error) from None
    return text


def _print(found: Verification, lang: Lang) -> None:
    from hotline_rules.wording import pick

    if found.equal:
        same = ("相同：重新计算所得与存证一致。", "Equal: computed again, the answer is what the receipt records.")
        print(pick(same, lang))
    elif not found.intact:
        altered = ("存证被改动过：与其自身的指纹不符。", "The receipt was altered: its own hash does not fit.")
        print(pick(altered, lang))
    _print_divergences(found, lang)
    for same_now, zh, en in (
        (found.same_library, "程序版本不同", "another version of this library"),
        (found.same_rules, "规则（或者使用者的改动）不同", "other rules (or changes of the user)"),
        (found.same_calendar, "日历不同", "another calendar"),
    ):
        if not same_now:
            say(pick((f"与制作存证时相比：{zh}。", f"Since the receipt was made: {en}."), lang))


def _print_divergences(found: Verification, lang: Lang) -> None:
    """The places at which the answer differs, the first of them."""
    from hotline_rules.wording import pick

    n = len(found.divergences)
    if n:
        places = "1 place" if n == 1 else f"{n} places"
        print(pick((f"结论有 {n} 处不同：", f"The answer differs in {places}:"), lang))
    for one in found.divergences[:_SHOWN]:
        recorded, now = _short(one.recorded), _short(one.now)
        zh = f"  {visible(one.place)}：存证为 {recorded}，现为 {now}"
        print(pick((zh, f"  {visible(one.place)}: {recorded} in the receipt, {now} now"), lang))
    if n > _SHOWN:
        more = n - _SHOWN
        print(pick((f"  及另外 {more} 处；全部：加 --json。", f"  and {more} more; all of them: --json."), lang))


def _short(value: object) -> str:
    """A value as JSON writes it, the beginning of a long one."""
    told = visible(as_json(value))
    return told if len(told) <= _LONG else told[: _LONG - 1] + "…"


_LONG = 120
