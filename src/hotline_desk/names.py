"""Names that people and exports use, Chinese or English, for the codes of a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from hotline_rules.errors import UnknownNameError, nearest_first
from hotline_rules.ticket import Kind, Origin, Track, Urgency
from hotline_rules.wording import KINDS, ORIGINS, TRACKS, URGENCIES, Lang, Pair

FIELDS: dict[str, tuple[tuple[str, ...], Mapping[str, Pair]]] = {
    "kind": (get_args(Kind), KINDS),
    "origin": (get_args(Origin), ORIGINS),
    "urgency": (get_args(Urgency), URGENCIES),
    "track": (get_args(Track), TRACKS),
}
"""The fields of a ticket that hold a code, their codes, and the names of these."""

_ALSO: dict[str, dict[str, str]] = {
    "kind": {"意见": "suggestion", "建议": "suggestion", "服务": "service", "其它": "other"},
    "origin": {"来电": "caller", "国家": "state", "省": "province", "省级": "province", "跨区域": "inter_region"},
    "urgency": {"普通": "ordinary", "特殊事项": "special", "特殊紧急事项": "special_urgent"},
    "track": {"普通": "ordinary", "批办件": "by_instruction", "会签": "countersigned"},
}


def code(field: str, text: str) -> str:
    """Return the code a name of a field stands for; what is not known comes back as it is."""
    codes, names = FIELDS[field]
    known = {names[one][0]: one for one in codes} | _ALSO[field]
    plain = text.strip().removesuffix("类")
    return known.get(plain, known.get(text.strip(), text.strip()))


def known_code(field: str, text: str | None) -> str | None:
    """Return the code of an option's value; raises `UnknownNameError` listing the known ones, nearest first."""
    if text is None:
        return None
    found = code(field, text)
    codes, names = FIELDS[field]
    if found not in codes:
        both = [name for one in codes for name in (names[one][0], one)]
        raise UnknownNameError(field, text, both)
    return found


def listed(text: str, codes: tuple[str, ...], lang: Lang) -> str:
    """List codes, nearest to `text` first; in Chinese with the names of those that have one."""
    names: dict[str, Pair] = {}
    for known, table in FIELDS.values():
        if set(codes) <= set(known):
            names = dict(table)
    flat = {name: one for one in codes for name in (one, *names.get(one, ())[:1])}
    ordered = dict.fromkeys(flat[name] for name in nearest_first(text, flat))
    if lang == "en" or not names:
        return ", ".join(ordered)
    return "、".join(f"{names[one][0]} {one}" for one in ordered)
