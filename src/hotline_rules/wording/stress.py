"""What the stress test says of an answer: firm, or which readings change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotline_rules.stress import ABSENT, Flip, Stress, Subject
from hotline_rules.wording.conditions import option_text
from hotline_rules.wording.outcomes import TABLES, outcome_name
from hotline_rules.wording.words import STAGES, STATES, Lang, name, pick

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

ANSWERS = ("acceptance", "recheck")
"""The subjects of a test that are no stages."""


def stress_lines(tested: Stress, city: Jurisdiction, lang: Lang) -> list[str]:
    """Say whether an answer stands under every combination of readings, or which readings change it, and to what."""
    tried = _tried(tested, lang)
    if tested.firm:
        return [tried]
    told = [_flip(flip, tested.subject, city, lang) for flip in tested.flips]
    first = pick(("会因读法而变：", "Changes with the reading: "), lang)
    return [first + told[0], *told[1:], *([] if tested.complete else [tried])]


def absent_text(tested: Stress, city: Jurisdiction, lang: Lang) -> str:
    """Tell of a stage that is not known under the readings taken, and would be late under others."""
    stage = name(STAGES, tested.subject.stage, lang)
    unit = pick((f"（{tested.subject.unit}）", f" ({tested.subject.unit})"), lang) if tested.subject.unit else ""
    flips = pick(("；", "; "), lang).join(_flip(flip, tested.subject, city, lang) for flip in tested.flips)
    return f"{stage}{unit}{pick(('：', ': '), lang)}{flips}"


def _tried(tested: Stress, lang: Lang) -> str:
    """How many combinations were tried, and whether they were all of them."""
    others = tested.tried - 1
    if not tested.complete:
        firm = pick(("稳固：", "Firm: "), lang) if tested.firm else ""
        same = pick(("都得同一结论", "all agree") if tested.firm else ("有的结论不同", "not all agree"), lang)
        return firm + pick(
            (
                f"可采读法的组合过多，没有逐一试完；每种读法单独改变，试了{others}次，{same}",
                f"too many combinations of admissible readings to try them all; each was changed alone, {others} in "
                f"all: {same}",
            ),
            lang,
        )
    if not tested.readings:
        return pick(("稳固：所依的读法没有别的可采选项", "Firm: the readings it rests on have no other option"), lang)
    return pick(
        (
            f"稳固：{tested.tried} 种可采读法组合都得同一结论",
            f"Firm: all {tested.tried} combinations of admissible readings agree",
        ),
        lang,
    )


def _flip(flip: Flip, subject: Subject, city: Jurisdiction, lang: Lang) -> str:
    """One change of readings, and the answer it leads to."""
    taken = [
        f"{reading} {pick(('取', 'read '), lang)}{option_text(city, reading, option, lang)}"
        for reading, option in flip.readings
    ]
    return f"{pick(('，并且', ' and '), lang).join(taken)} → {_answer(flip.to, subject, city, lang)}"


def _answer(code: str, subject: Subject, city: Jurisdiction, lang: Lang) -> str:
    if code == ABSENT:
        return pick(("没有这一环节", "no such stage"), lang)
    if subject.stage not in TABLES and subject.stage not in ANSWERS and code in STATES:
        return name(STATES, code, lang)
    outcome, _, possible = code.partition(":")
    told = outcome_name(outcome, lang, city, subject.stage)
    if not possible:
        return told
    listed = pick(("、", ", "), lang).join(outcome_name(one, lang, city, subject.stage) for one in possible.split(","))
    return told + pick((f"（可能{listed}）", f" (possibly {listed})"), lang)
