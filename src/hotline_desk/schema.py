"""`hotline schema`: the JSON Schema of what the desk reads."""

from __future__ import annotations

import json
from typing import Annotated, Literal

import typer

from hotline_desk.options import JsonOption, LangOption
from hotline_desk.problems import told


def schema(
    what: Annotated[
        Literal["ticket", "city", "calendar", "office-hours"],
        typer.Argument(help="工单、城市、日历、办公时间。Ticket, city, calendar, office hours."),
    ] = "ticket",
    as_json: JsonOption = False,  # noqa: ARG001 - a schema is JSON in any case
    lang: LangOption = "zh",
) -> None:
    """打印输入格式的 JSON Schema。Print the JSON Schema of an input."""
    with told(lang):
        from pydantic import BaseModel

        from hotline_rules import Ticket
        from hotline_rules.days import DayLayer
        from hotline_rules.jurisdictions.model import Jurisdiction
        from hotline_rules.office_hours import OfficeHours

        models: dict[str, type[BaseModel]] = {
            "ticket": Ticket,
            "city": Jurisdiction,
            "calendar": DayLayer,
            "office-hours": OfficeHours,
        }
        print(json.dumps(models[what].model_json_schema(), ensure_ascii=False, indent=2))
