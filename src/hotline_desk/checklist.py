"""`hotline checklist`: what a regulation asks of institutions, as a list an auditor fills in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hotline_desk.options import (
    CityArgument,
    CityFileOption,
    JsonOption,
    Lang,
    LangOption,
    OverlayOption,
    ReadingOption,
    read_setup,
)
from hotline_desk.problems import DoubledKeyError, FileProblem, told

if TYPE_CHECKING:
    from hotline_rules.facts import Answer
    from hotline_rules.institution import ChecklistItem
    from hotline_rules.jurisdictions.model import Jurisdiction


def checklist(
    city: CityArgument = None,
    answers: Annotated[
        Path | None,
        typer.Option(
            "--answers",
            metavar="FILE",
            help="已填的答案（JSON：编号 → true、false、unknown）。Answers filled in.",
        ),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    city_file: CityFileOption = None,
) -> None:
    """机构检查表：条文对机构的要求，逐项附条款，由审计人员填写。What is asked of institutions, with provisions."""
    with told(lang):
        from hotline_rules import institution

        chosen = read_setup(reading, overlay, None, None, None, city_file).city(city)
        items = institution.checklist(chosen, _read(answers, lang) if answers else None)
        if as_json:
            print(json.dumps([item.as_dict() for item in items], ensure_ascii=False))
        else:
            _print(chosen, items, lang)


def _read(path: Path, lang: Lang) -> dict[str, Answer]:
    """The answers of a file: names of checks with true, false, null or "unknown"."""
    from hotline_desk.reading import check_document, decoded
    from hotline_rules.errors import InvalidValueError
    from hotline_rules.wording import pick

    data = path.read_bytes()
    try:
        check_document(data)
        found = json.loads(decoded(data))
    except DoubledKeyError as error:
        raise FileProblem(str(path), error) from None
    except (ValueError, RecursionError):
        found = None
    accepted = pick((_ANSWERS_ZH, _ANSWERS_EN), lang)
    if not isinstance(found, dict):
        raise InvalidValueError(str(path), pick(("其他内容", "something else"), lang), accepted)
    for name, told_here in found.items():
        if not (told_here is None or isinstance(told_here, bool) or told_here == "unknown"):
            raise InvalidValueError(f"{path}: {name}", told_here, accepted)
    return found


_ANSWERS_ZH = 'JSON 对象：编号 → true、false、null 或 "unknown"'
_ANSWERS_EN = 'a JSON object: id → true, false, null or "unknown"'
_BOXES: dict[object, str] = {True: "☑", False: "☒", "unknown": "?", None: "☐"}


def _print(city: Jurisdiction, items: tuple[ChecklistItem, ...], lang: Lang) -> None:
    from rich.text import Text

    from hotline_desk.tables import out, plain_table
    from hotline_rules.wording import ACTORS, PERIODS, address_text, name, pick, regulation_text

    console = out()
    console.print(Text(regulation_text(city.regulation, lang)))
    table = plain_table()
    table.add_column("")
    table.add_column(pick(("条文", "Provision"), lang), no_wrap=True)
    table.add_column(pick(("要求", "What is asked"), lang), overflow="fold", ratio=1)
    table.add_column(pick(("针对", "Of"), lang), no_wrap=True)
    table.add_column(pick(("编号", "Id"), lang), no_wrap=True)
    for item in items:
        check = item.check
        often = pick(("、", ", "), lang).join(name(PERIODS, one, lang) for one in check.periods)
        asked = pick((check.zh, check.en), lang) + (pick((f"（{often}）", f" ({often})"), lang) if often else "")
        place, actor = address_text(check.provision, lang), name(ACTORS, check.actor.value, lang)
        table.add_row(_BOXES[item.answer], place, Text(asked), actor, check.id)
    console.print(table)
    kept, missed = (sum(item.answer is answer for item in items) for answer in (True, False))
    said = (
        f"共 {len(items)} 项：做到 {kept}，没有做到 {missed}，未填或者不清楚 {len(items) - kept - missed}。",
        f"{len(items)} items: {kept} kept, {missed} not kept, {len(items) - kept - missed} open or unknown.",
    )
    console.print(pick(said, lang))
