"""`hotline compare`: one ticket under several cities, and why they differ; under one, what would change its answer."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from hotline_desk.options import (
    AsOfOption,
    CalendarOption,
    CityFileOption,
    JsonOption,
    KnownOnOption,
    Lang,
    LangOption,
    OfficeHoursOption,
    OverlayOption,
    ReadingOption,
    cities_completed,
    read_setup,
)
from hotline_desk.problems import all_visible, told

if TYPE_CHECKING:
    from hotline_desk.options import Setup
    from hotline_rules.compare import Comparison, Nearest
    from hotline_rules.jurisdictions.model import Jurisdiction


def compare(
    file: Annotated[str, typer.Argument(metavar="FILE", help="一件工单（JSON）；- 为标准输入。One ticket.")],
    city: Annotated[
        list[str] | None,
        typer.Option(
            "--city",
            metavar="CITY",
            autocompletion=cities_completed,
            help="只比较这些城市；可重复。只给一个，就列出改变哪一项事实会改变结论。Only these cities.",
        ),
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
    """同一件工单，几个城市并列：结论、到期，以及为什么不同。One ticket under several cities, and why they differ.

    只给一个 --city 时，改为列出：哪一项事实、哪一个字段如果不同，结论就会改变。
    """
    with told(lang):
        from hotline_desk.single import one_ticket
        from hotline_rules import Ticket
        from hotline_rules import compare as room

        setup = read_setup(reading, overlay, calendar, known_on, office_hours, city_file)
        ticket, when = one_ticket(file, as_of, lang)
        if not as_json:
            ticket = Ticket.model_validate(all_visible(ticket.model_dump(mode="json", exclude_unset=True)))
        cities = _cities(setup, city)
        if len(cities) == 1:
            _nearest(room.nearest(ticket, cities[0], as_of=when), cities[0], lang, as_json=as_json)
            return
        found = room.sides(ticket, cities, as_of=when)
        if as_json:
            print(json.dumps(found.as_dict(), ensure_ascii=False))
        else:
            _print(found, lang)


def _cities(setup: Setup, named: list[str] | None) -> list[Jurisdiction]:
    """The cities asked for; all that are shipped, and the one of a city file, where none is named."""
    from hotline_rules.jurisdictions import CITIES

    if setup.own is None:
        setup.check_names()
    if named:
        return [setup.fitted(name) for name in dict.fromkeys(named)]
    shipped = [setup.shipped(name) for name in CITIES]
    return [*shipped, setup.fitted(None)] if setup.own else shipped


def _nearest(found: tuple[Nearest, ...], city: Jurisdiction, lang: Lang, *, as_json: bool) -> None:
    """What would change the answer of one city."""
    from hotline_rules.wording import city_text, nearest_lines, pick, regulation_text

    if as_json:
        print(json.dumps({"city": city.id, "nearest": [one.as_dict() for one in found]}, ensure_ascii=False))
        return
    print(f"{city_text(city, lang)}{pick(('　', '  '), lang)}{regulation_text(city.regulation, lang)}")
    none = ("改变任何一项已告知的事实或者字段，都不改变结论。", "No single fact or field would change an answer.")
    print("\n".join(nearest_lines(found, city, lang) or [pick(none, lang)]))


def _print(found: Comparison, lang: Lang) -> None:
    """The cities as columns, then why they differ."""
    from rich.text import Text

    from hotline_desk.tables import out, plain_table
    from hotline_rules.wording import (
        city_text,
        end_text,
        left_out_lines,
        pick,
        side_cells,
        side_labels,
        why_lines,
    )

    console = out()
    now = end_text(found.sides[0].review.as_of, lang)
    head = (f"工单 {found.ticket.id}　截至{now}", f"Ticket {found.ticket.id}, as of {now}")
    console.print(Text(pick(head, lang)))
    table = plain_table()
    table.add_column("", no_wrap=True)
    for side in found.sides:
        table.add_column(city_text(side.city, lang), overflow="fold")
    columns = [side_cells(side, lang) for side in found.sides]
    for label, *cells in zip(side_labels(lang), *columns, strict=True):
        table.add_row(label, *(Text(cell) for cell in cells))
    console.print(table)
    console.print(pick(("为什么不同", "Why they differ"), lang), style="bold")
    for line in [*why_lines(found, lang), *left_out_lines(found, lang)]:
        console.print(Text(f"  {line}"), soft_wrap=not console.is_terminal)
