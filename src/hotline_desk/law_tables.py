"""Tables of the law: the ledger of a regulation, and the facts a city asks."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from hotline_desk.tables import plain_table
from hotline_rules.facts import Fact
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.ledger import Row, Status
from hotline_rules.wording import (
    STATUSES,
    TABLES,
    Lang,
    actors_text,
    address_text,
    city_text,
    gloss_text,
    name,
    not_meant_text,
    pick,
    rules_text,
)

_COLOURS = {Status.NOT_YET: "yellow", Status.ENCODED: "green"}
_LEDGER: tuple[tuple[tuple[str, str], tuple[int, int] | None, int | None], ...] = (
    (("条文", "Provision"), (22, 20), None),
    (("类别", "Class"), (7, 7), None),
    (("状态", "Status"), (8, 12), None),
    (("针对", "Of whom"), (12, 12), None),
    (("规则", "Rules"), None, 3),
    (("大意", "In short"), None, 5),
)
"""The columns of the ledger: heading, width in either language, or else the share of what is left."""


def ledger_table(city: Jurisdiction, rows: Iterable[Row], lang: Lang) -> Table:
    """Make a table of the rows of a ledger."""
    table = plain_table(f"{city_text(city, lang)} {pick((city.regulation.title_zh, city.regulation.title_en), lang)}")
    table.expand = True
    for heading, width, ratio in _LEDGER:
        fixed = width and width[0 if lang == "zh" else 1]
        table.add_column(pick(heading, lang), overflow="fold", width=fixed, ratio=ratio)
    for row in rows:
        provision = row.provision
        table.add_row(
            address_text(provision.address, lang),
            "\n".join(c.value for c in provision.classes),
            Text(name(STATUSES, row.status.value, lang), style=_COLOURS.get(row.status, "")),
            actors_text(provision.actors, lang),
            Text(rules_text(city, row.rules, lang)),
            Text(gloss_text(provision, lang)),
        )
    return table


def facts_table(city: Jurisdiction, asked: Iterable[tuple[Fact, tuple[str, ...]]], lang: Lang) -> Table:
    """Make a table of the facts a city asks, each with the provisions whose rules use it."""
    table = plain_table(f"{city_text(city, lang)} {pick(('要问的事实', 'facts asked'), lang)}")
    table.add_column(pick(("名称", "Name"), lang), overflow="fold", ratio=3)
    table.add_column(pick(("问", "Question"), lang), overflow="fold", ratio=6)
    table.add_column(pick(("用到它的规则", "Rules that use it"), lang), overflow="fold", ratio=4)
    for fact, rules in asked:
        question = [pick((fact.question_zh, fact.question_en), lang), not_meant_text(fact, lang)]
        if fact.derived:
            question.append(pick(("由日志得出，无须告知。", "Worked out from the log; nobody tells it."), lang))
        label = f"{pick((fact.label_zh, fact.label_en), lang)}\n{fact.name}"
        table.add_row(Text(label), Text("\n".join(filter(None, question))), Text(_used(city, rules, lang)))
    return table


def _used(city: Jurisdiction, rules: Iterable[str], lang: Lang) -> str:
    """The provisions of the rules and standing duties that use a fact, table by table."""
    places: dict[str, dict[str, None]] = {}
    by_code = {f"{table.name}:{rule.id}": (table.name, rule.provision) for table in city.tables for rule in table.rules}
    for table in city.tables:
        by_code |= {f"{table.name}:{one.duty.id}": (table.name, one.duty.provision) for one in table.standing}
    for code in rules:
        step, address = by_code[code]
        places.setdefault(name(TABLES, step, lang), {})[address_text(address, lang)] = None
    comma = pick(("、", "; "), lang)
    return "\n".join(f"{step}{pick(('：', ': '), lang)}{comma.join(found)}" for step, found in places.items())
