"""The ledger: every article and item of a city's regulation, and what this library does with it.

Nothing is left out in silence: a row is encoded by named rules, or it is a definition, a check for a person, a
discretion, addressed to others, or not done yet.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from hotline_rules.errors import UnknownNameError
from hotline_rules.law import ADDRESS, Class, Provision
from hotline_rules.official import block_of, encloses, read_address, wordings
from hotline_rules.official import elided as elided_in

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction

_PART = re.compile(r"(?:s\d)?[a-d]?$")
"""A sentence or a part of one, at the end of an address."""
_COMPUTABLE = {Class.DECISION, Class.CONSTANT, Class.DEADLINE, Class.START}
_CHECKED = {Class.TICKET_CHECK, Class.INSTITUTION_CHECK}


class Status(StrEnum):
    """What is done with a row: 已编码 | 定义 | 人工检查 | 裁量 | 针对他方 | 尚未编码."""

    ENCODED = "encoded"
    DEFINITION = "definition"
    CHECK = "check"
    DISCRETION = "discretion"
    OTHERS = "others"
    NOT_YET = "not_yet"


class Row(NamedTuple):
    """One article, paragraph, item or part of one: what it asks, and the rules or checks that stand at it."""

    provision: Provision
    status: Status
    rules: tuple[str, ...]
    fingerprint: str | None
    """Of the paragraph, item or sub-item it lies in; `None` where the city states none."""

    def as_dict(self) -> dict[str, Any]:
        """Return the row as plain JSON values."""
        provision = self.provision
        parts = ADDRESS.fullmatch(provision.address)
        return {
            "address": provision.address,
            "article": provision.article,
            "item": parts["item"] if parts else None,
            "class": " + ".join(c.value for c in provision.classes),
            "status": self.status.value,
            "rules": list(self.rules),
            "actors": [actor.value for actor in provision.actors],
            "modality": provision.modality.value if provision.modality else None,
            "gloss_zh": provision.gloss_zh,
            "gloss_en": provision.gloss_en,
            "readings": list(provision.readings),
            "fingerprint": self.fingerprint,
        }


def rows(city: Jurisdiction) -> tuple[Row, ...]:
    """Every row of a city's regulation, in the order of the text; what an overlay brought in is left out."""
    return tuple(_row(city, one) for one in city.regulation.provisions if one.article is not None)


def articles(city: Jurisdiction) -> tuple[int, ...]:
    """The numbers of the articles that have a row, in order."""
    return tuple(sorted({row.provision.article for row in rows(city) if row.provision.article is not None}))


def find(city: Jurisdiction, address: str) -> tuple[Row, ...]:
    """The row at an address with all that lies in it (`19`, `19(1)`), or else the row that encloses it.

    The Chinese forms are read too (`第十九条第一款`), and the number of a first paragraph may be left out or added.
    Raises `InvalidValueError` for what is no address, `UnknownNameError` for one the regulation lacks.
    """
    known, asked = rows(city), read_address(address)
    elsewhere = re.sub(r"^(\d+)\(1\)", r"\1", asked), re.sub(r"^(\d+)(?=\([一二三四五六七八九十])", r"\1(1)", asked)
    for one in (asked, *elsewhere):
        inside = tuple(row for row in known if encloses(one, row.provision.address))
        if inside:
            return inside
    blocks = {*city.regulation.fingerprints, *(row.provision.address for row in known)}
    around = [row for row in known if encloses(row.provision.address, asked)]
    if around and _PART.sub("", asked) in blocks:
        return (max(around, key=lambda row: len(row.provision.address)),)
    raise UnknownNameError(f"provision of {city.id}", asked, (row.provision.address for row in known))


def beside(city: Jurisdiction, text: str) -> dict[str, str]:
    """The official wording of a caller's own copy, for every row's address.

    Raises `InvalidValueError` where no articles are found in the copy.
    """
    told = wordings(text, elided_in(city.regulation.fingerprints))
    found = {}
    for row in rows(city):
        block = block_of(told, row.provision.address)
        if block is not None:
            found[row.provision.address] = told[block]
    return found


def _row(city: Jurisdiction, provision: Provision) -> Row:
    rules = city.cited.get(provision.address) or _inside(city, provision)
    checks = city.checked.get(provision.address, ())
    block = block_of(city.regulation.fingerprints, provision.address)
    return Row(provision, _status(provision, rules), rules + checks, city.regulation.fingerprints.get(block or ""))


def _inside(city: Jurisdiction, provision: Provision) -> tuple[str, ...]:
    """The rules of a row's own items, where every computable one of them has a rule."""
    blocks, address = city.regulation.fingerprints, provision.address
    items = [
        city.cited.get(one.address, ())
        for one in city.regulation.provisions
        if one.address != address
        and encloses(address, one.address)
        and block_of(blocks, one.address) != block_of(blocks, address)
        and _COMPUTABLE & set(one.classes)
    ]
    return tuple(dict.fromkeys(rule for rules in items for rule in rules)) if items and all(items) else ()


def _status(provision: Provision, rules: tuple[str, ...]) -> Status:
    if rules:
        return Status.ENCODED
    classes = set(provision.classes)
    if classes & _COMPUTABLE:
        return Status.NOT_YET
    if provision.status:
        return Status(provision.status)
    return Status.CHECK if classes & _CHECKED else Status.DEFINITION
