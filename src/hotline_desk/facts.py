"""`hotline facts`: the questions of fact a city asks, what each is not, and which rules use it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hotline_desk.options import (
    CityArgument,
    CityFileOption,
    JsonOption,
    LangOption,
    OverlayOption,
    ReadingOption,
    read_setup,
)
from hotline_desk.problems import told

if TYPE_CHECKING:
    from hotline_rules.facts import Fact
    from hotline_rules.jurisdictions.model import Jurisdiction


def facts(
    city: CityArgument = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    city_file: CityFileOption = None,
) -> None:
    """列出一个城市要问的事实：名称、问法、什么不算、哪些规则用到它。The questions a city asks."""
    with told(lang):
        chosen = read_setup(reading, overlay, None, None, None, city_file).city(city)
        asked = questions(chosen)
        if as_json:
            print(json.dumps([_as_dict(fact, rules) for fact, rules in asked], ensure_ascii=False))
        elif not asked:
            from hotline_rules.wording import pick

            print(pick((f"{chosen.name_zh}没有要问的事实。", f"{chosen.name_en} asks no facts."), lang))
        else:
            from hotline_desk.law_tables import facts_table
            from hotline_desk.tables import out

            out().print(facts_table(chosen, asked, lang))


def questions(city: Jurisdiction) -> list[tuple[Fact, tuple[str, ...]]]:
    """Every fact a table of the city asks, in the order of the tables, with the rules and duties that use it."""
    from hotline_rules.rules import facts_of

    used: dict[str, list[str]] = {}
    for table in city.tables:
        for fact in table.facts:
            used.setdefault(fact.name, [])
        for rule in table.rules:
            for name in facts_of(rule.when):
                used[name].append(f"{table.name}:{rule.id}")
        for one in table.standing:
            for name in facts_of(one.when):
                used[name].append(f"{table.name}:{one.duty.id}")
    return [(city.vocabulary[name], tuple(rules)) for name, rules in used.items()]


def _as_dict(fact: Fact, rules: tuple[str, ...]) -> dict[str, Any]:
    return {**fact.model_dump(mode="json"), "rules": list(rules)}
