"""The rows of a ledger in words: their class, status and actor, and the rules that encode them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from hotline_rules.law import Actor, Class, Modality, Provision
from hotline_rules.ledger import Row, Status
from hotline_rules.official import Difference
from hotline_rules.rules import Rule, Table
from hotline_rules.wording.conditions import condition_text
from hotline_rules.wording.layout import Explanation
from hotline_rules.wording.outcomes import TABLES, outcome_name
from hotline_rules.wording.phrases import address_text, reading_text
from hotline_rules.wording.words import (
    _LABELS,
    ACTORS,
    CLASSES,
    DIFFERENCES,
    MODALITIES,
    STAGES,
    STATUSES,
    Lang,
    Pair,
    name,
    pick,
    plural,
)

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

BESIDE: dict[str, Pair] = {
    "in_force": ("施行日期", "the day it came into force"),
    "always_open": ("全天受理", "open at all hours"),
    "every_callback": ("逐件回访", "every matter is called back"),
    "every_second_callback": ("重办后再次回访", "called back again after re-handling"),
    "reply_and_feedback": ("办结须回复、反馈", "reply and feedback before it is closed"),
    "forced_withdrawal": ("威胁撤单", "a forced withdrawal"),
    "contents": ("反馈的内容", "contents of the feedback"),
    "retention": ("档案保存期限", "how long records are kept"),
    "policy_window": ("新政策报送时间", "when new policies are sent"),
}
"""What encodes a row beside the tables and the stages."""


def classes_text(classes: Iterable[Class], lang: Lang) -> str:
    """Write what a row asks for, with the code of each class: 可计算的判断（C）."""
    told = [pick((f"{name(CLASSES, c.value, 'zh')}（{c.value}）", f"{name(CLASSES, c.value, 'en')} ({c.value})"), lang)
            for c in classes]  # fmt: skip
    return pick(("、", ", "), lang).join(told)


def actors_text(actors: Iterable[Actor], lang: Lang) -> str:
    """Write whom a row addresses."""
    return pick(("、", ", "), lang).join(name(ACTORS, actor.value, lang) for actor in actors)


def gloss_text(provision: Provision, lang: Lang) -> str:
    """Write what a provision asks, in our own words."""
    return pick((provision.gloss_zh, provision.gloss_en), lang)


def counts_text(rows: Iterable[Row], lang: Lang) -> str:
    """Count articles, rows and statuses: 41 条 94 行：已编码 20，定义 16，…."""
    told = list(rows)
    articles = len({row.provision.article for row in told})
    counts = Counter(row.status for row in told)
    each = [f"{name(STATUSES, status.value, lang)} {counts[status]}" for status in Status if counts[status]]
    head = pick((f"{articles} 条 {len(told)} 行", f"{articles} articles, {len(told)} rows"), lang)
    return head + (pick(("：", ": "), lang) + pick(("，", ", "), lang).join(each) if each else "")


def rules_text(city: Jurisdiction, rules: Iterable[str], lang: Lang) -> str:
    """Write in few words which rules encode a row: 受理（规则 5，须做 1）；时限（办理）."""
    tables = {table.name: table for table in city.tables}
    counted: dict[str, Counter[str]] = {}
    stages: list[str] = []
    told: list[str] = []
    for code in rules:
        table, _, part = code.partition(":")
        if table in tables:
            counted.setdefault(table, Counter())[_sort(tables[table], part)] += 1
        elif code in STAGES:
            stages.append(name(STAGES, code, lang))
        else:
            told.append(rule_text(city, code, lang))
    for table, counts in counted.items():
        parts = [f"{pick(_SORTS[sort], lang)} {counts[sort]}" for sort in _SORTS if counts[sort]]
        inside = pick(("，", ", "), lang).join(parts)
        label = name(TABLES, table, lang)
        told.append(pick((f"{label}（{inside}）", f"{label} ({inside})"), lang) if inside else label)
    if stages:
        listed = pick(("、", ", "), lang).join(stages)
        told.append(pick((f"时限（{listed}）", f"deadlines ({listed})"), lang))
    return pick(("；", "; "), lang).join(told)


_SORTS = {"rule": ("规则", "rules"), "duty": ("须做", "duties")}


def _sort(table: Table, part: str) -> str:
    """What a part of a table is: a rule, a duty, or the table itself."""
    if part in {duty.id for duty in table.all_duties}:
        return "duty"
    return "rule" if part else "table"


def rule_text(city: Jurisdiction, code: str, lang: Lang) -> str:
    """Write one rule that encodes a row as a sentence."""
    if code in BESIDE:
        return name(BESIDE, code, lang)
    head, _, part = code.partition(":")
    if head in ("check", "standard"):
        return _check_text(city, head, part, lang)
    table = next((one for one in city.tables if one.name == head), None)
    if table is None:
        stage = name(STAGES, code, lang)
        return pick((f"时限：{stage}", f"deadline: {stage}"), lang)
    label = name(TABLES, table.name, lang)
    if not part:
        return pick((f"{label}：整个判断的依据", f"{label}: what the whole table rests on"), lang)
    if part == "otherwise":
        outcome = outcome_name(table.otherwise.outcome, lang, city, table.name)
        return pick((f"{label}：列明的情形都不成立，则{outcome}", f"{label}: where no case holds: {outcome}"), lang)
    if rule := _rule(city, code):
        when, outcome = condition_text(rule.when, city, lang), outcome_name(rule.outcome, lang, city, table.name)
        return pick((f"{label}：如果{when}，则{outcome}", f"{label}: if {when}: {outcome}"), lang)
    for duty in table.all_duties:
        if duty.id == part:
            actor = name(ACTORS, duty.actor.value, lang)
            mark = pick(("，推论", ", inferred"), lang) if duty.inferred else ""
            if duty.modality is Modality.BAR:
                return pick(
                    (f"{label}：{duty.zh}（{actor}{mark}）", f"{label}, a bar: {duty.en} ({actor}{mark})"), lang
                )
            return pick(
                (f"{label}须做：{duty.zh}（{actor}{mark}）", f"{label}, to do: {duty.en} ({actor}{mark})"), lang
            )
    return pick((f"{label}：{part}", f"{label}: {part}"), lang)


def _check_text(city: Jurisdiction, head: str, part: str, lang: Lang) -> str:
    """Write a check on a ticket or on an institution, or a standard, by what it asks."""
    for one in city.checks:
        if head == "check" and one.id == part:
            return pick((f"逐件检查：{one.zh}", f"check on a ticket: {one.en}"), lang)
    institution = city.institution
    asked = () if institution is None else institution.checks if head == "check" else institution.standards
    for other in asked:
        if other.id == part:
            return pick((f"机构检查：{other.zh}", f"check on an institution: {other.en}"), lang)
    return part


def _rule(city: Jurisdiction, code: str) -> Rule | None:
    """The rule of a table that a code names."""
    head, _, part = code.partition(":")
    rules = (rule for table in city.tables if table.name == head for rule in table.rules)
    return next((rule for rule in rules if rule.id == part), None)


def _rule_lines(city: Jurisdiction, codes: Iterable[str], elsewhere: Collection[str], lang: Lang) -> list[str]:
    """The rules that encode a row, each a line; those of one condition in one."""
    here = [code for code in codes if code not in elsewhere]
    alike: dict[object, list[str]] = {}
    for code in here:
        rule = _rule(city, code)
        alike.setdefault(rule.when if rule else code, []).append(code)
    told = [_alike(city, group, lang) for group in alike.values()]
    more = len(list(codes)) - len(here)
    if more:
        within = (f"其下各项的规则 {more} 条，见各项", f"{plural(more, 'rule')} of the places inside it: see there")
        told.append(pick(within, lang))
    return told


def _alike(city: Jurisdiction, codes: list[str], lang: Lang) -> str:
    """One rule, or several of one condition that lead to outcomes at different steps."""
    marks = [pick((f"［{code}］", f" [{code}]"), lang) for code in codes]
    rule = _rule(city, codes[0])
    if rule is None or len(codes) == 1:
        return rule_text(city, codes[0], lang) + marks[0]
    each = []
    for code, mark in zip(codes, marks, strict=True):
        one = _rule(city, code)
        outcome = outcome_name(one.outcome if one else None, lang, city, code.partition(":")[0])
        step = name(TABLES, code.partition(":")[0], lang)
        each.append(f"{step}{pick(('：', ': '), lang)}{outcome}{mark}")
    when = condition_text(rule.when, city, lang)
    listed = pick(("；", "; "), lang).join(each)
    return pick((f"如果{when}——{listed}", f"if {when} – {listed}"), lang)


def explain_row(
    city: Jurisdiction, row: Row, lang: Lang, official: str | None = None, *, elsewhere: Collection[str] = ()
) -> Explanation:
    """Explain one row: what it asks, of whom, what encodes it, its open points; with a caller's copy, the wording.

    Rules that are told `elsewhere`, at the places inside it, are only counted.
    """
    provision = row.provision
    modality = name(MODALITIES, provision.modality.value, lang) if provision.modality else ""
    actors = pick(("针对", "addressed to: "), lang) + actors_text(provision.actors, lang) if provision.actors else ""
    about = [classes_text(provision.classes, lang), modality, actors]
    parts: list[tuple[str, list[str]]] = [
        ("gloss", [gloss_text(provision, lang)]),
        ("class", [pick(("；", "; "), lang).join(filter(None, about))]),
        ("status", [name(STATUSES, row.status.value, lang)]),
        ("rules", _rule_lines(city, row.rules, elsewhere, lang)),
        ("readings", [_point(city, number, lang) for number in provision.readings]),
        ("wording", [official] if official else []),
        ("fingerprint", [row.fingerprint] if row.fingerprint else []),
    ]
    told = tuple((pick(_LABELS[key], lang), tuple(lines)) for key, lines in parts if lines)
    place = address_text(provision.address, lang)
    return Explanation(f"■ {place}{pick((f'［{provision.address}］', f' [{provision.address}]'), lang)}", told)


def _point(city: Jurisdiction, number: str, lang: Lang) -> str:
    """An open point met at a row; of one that no rule needs yet, no more than its number is carried."""
    if number in city.catalogue:
        return reading_text(city, number, lang)
    return number + pick(
        ("（还没有规则用到，未载其内容）", " (no rule needs it yet; only its number is carried)"), lang
    )


def difference_text(difference: Difference, lang: Lang) -> str:
    """Write in which article a copy of the official text is not as fingerprinted, and where in it."""
    article = address_text(str(difference.article), lang)
    told = f"{article}{pick(('：', ': '), lang)}{name(DIFFERENCES, difference.kind, lang)}"
    places = [address for address in difference.addresses if address != str(difference.article)]
    if difference.kind != "differs" or not places:
        return told
    shown = [address_text(address, lang) for address in places[:_SHOWN]]
    listed = pick(("、", "; "), lang).join(shown)
    if len(places) > _SHOWN:
        listed += pick((f" 等 {len(places)} 处", f" and {len(places) - _SHOWN} more places"), lang)
    return told + pick((f"（{listed}）", f" ({listed})"), lang)


_SHOWN = 4
"""How many places of an article that differs are named."""
