"""`hotline ledger`: every article and item of a city's regulation, and what is done with it."""

from __future__ import annotations

import json
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
    statuses,
)
from hotline_desk.problems import told

if TYPE_CHECKING:
    from hotline_rules.ledger import Status


def ledger(
    city: CityArgument = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="STATUS",
            autocompletion=statuses,
            help="只列这一状态：已编码、定义、人工检查、裁量、针对他方、尚未编码（或英文代码）。Only this status.",
        ),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    city_file: CityFileOption = None,
) -> None:
    """规定的总账：逐条逐项，属于哪一类、由哪些规则编码、还有什么没有做。Every article and item, and its status."""
    with told(lang):
        from hotline_rules import ledger as room

        chosen = read_setup(reading, overlay, None, None, None, city_file).city(city)
        wanted = _status(status, lang)
        rows = [row for row in room.rows(chosen) if wanted in (None, row.status)]
        if as_json:
            print(json.dumps([row.as_dict() for row in rows], ensure_ascii=False))
        else:
            from hotline_desk.law_tables import ledger_table
            from hotline_desk.tables import out
            from hotline_rules.wording import counts_text

            console = out()
            console.print(ledger_table(chosen, rows, lang))
            console.print(counts_text(rows, lang))


def _status(text: str | None, lang: Lang) -> Status | None:
    """The status an option names; raises `InvalidValueError` listing them."""
    from hotline_rules.errors import InvalidValueError
    from hotline_rules.ledger import Status
    from hotline_rules.wording import STATUSES, pick

    if text is None:
        return None
    for one in Status:
        if text.strip().lower() in (one.value, one.value.replace("_", "-"), *STATUSES[one.value]):
            return one
    names = [pick((f"{STATUSES[one.value][0]} {one.value}", one.value), lang) for one in Status]
    raise InvalidValueError("--status", text, pick(("、", ", "), lang).join(names))
