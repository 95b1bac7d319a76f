"""Regulations and their provisions: an address, a short gloss of our own, how strictly it binds, and since when."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Literal

from pydantic import Field, field_validator, model_validator

from hotline_rules._model import Model
from hotline_rules.errors import UnknownNameError

ADDRESS = re.compile(
    r"(?P<article>\d+)"
    r"(?:\((?P<paragraph>\d+)\))?"
    r"(?:\((?P<item>[一二三四五六七八九十]+)\))?"
    r"(?P<sub>\d+)?"
    r"(?:\((?P<subsub>\d+)\)(?P<case>[一二三])?)?"
    r"(?:s(?P<sentence>\d))?(?P<half>[a-d])?"
)
"""How an address is written, with its parts by name."""
_SOURCE = re.compile(r"[a-z][a-z0-9_]*")
_NUMERALS = "零一二三四五六七八九十"


class Force(StrEnum):
    """What kind of law a regulation is. A finding under a document is a management finding (AMB-78)."""

    STATUTE = "statute"
    LOCAL_REGULATION = "local_regulation"
    NORMATIVE_DOCUMENT = "normative_document"


class Modality(StrEnum):
    """How a provision binds (AMB-49): 应当 | 原则上 | 可以 | 不得."""

    DUTY = "duty"
    IN_PRINCIPLE = "in_principle"
    DISCRETION = "discretion"
    BAR = "bar"


class Class(StrEnum):
    """What a row of the ledger asks for, and so what a program can do with it.

    C a computable decision, C-const a fixed parameter, D a duty with a deadline, D-start the start of one,
    Ft a duty that can be checked on a ticket, Fi one that can be checked on an institution, N a declaration or a
    competence, N-def a definition that other rules use.
    """

    DECISION = "C"
    CONSTANT = "C-const"
    DEADLINE = "D"
    START = "D-start"
    TICKET_CHECK = "Ft"
    INSTITUTION_CHECK = "Fi"
    DECLARATION = "N"
    DEFINITION = "N-def"


class Actor(StrEnum):
    """Whom a provision addresses."""

    HOTLINE = "hotline"
    INTAKE = "intake"
    UNIT = "unit"
    SUPERVISING_ORGAN = "supervising_organ"
    COUNTY_HOTLINE = "county_hotline"
    GOVERNMENT = "government"
    CALLER = "caller"
    ALL = "all"
    OTHERS = "others"


class InForce(StrEnum):
    """Whether a regulation was in force on a day."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Provision(Model):
    """One addressable place of a regulation, restated in our own words, never quoted.

    `address` is written article(paragraph)(item): `20(1)(二)`; sub-items and sentences follow: `13(一)s2a`.
    What an overlay brings in from another text has that text's name for an address: `shandong_2020`.
    `force` is that of the other text; `None`: that of the regulation.
    `classes`, `actors` and `readings` (the open points met there) make it a row of the ledger. `status` says of a
    row that no rule encodes what it is, where the class alone does not: `others`, addressed to somebody outside
    the hotline's process, or `discretion`, left to a person's finding. `modality` is `None` where nothing is asked.
    """

    address: str
    gloss_zh: str
    gloss_en: str
    modality: Modality | None = Modality.DUTY
    force: Force | None = None
    classes: tuple[Class, ...] = ()
    actors: tuple[Actor, ...] = ()
    readings: tuple[str, ...] = ()
    status: Literal["others", "discretion"] | None = None

    @field_validator("address")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not ADDRESS.fullmatch(value) and not _SOURCE.fullmatch(value):
            raise ValueError("accepted: an address such as 20, 20(1), 20(1)(二), 13(一)s2a, 11(二)2(1)一")
        return value

    @property
    def article(self) -> int | None:
        """The number of its article; `None` for what another text brings in."""
        parts = ADDRESS.fullmatch(self.address)
        return int(parts["article"]) if parts else None

    @property
    def zh(self) -> str:
        """The address as Chinese lawyers write it: 第二十条第一款第（二）项."""
        return address_zh(self.address)


def row(
    address: str,
    classes: str,
    actors: str,
    gloss_zh: str,
    gloss_en: str,
    *,
    modality: Modality | None = Modality.DUTY,
    readings: str = "",
    status: Literal["others", "discretion"] | None = None,
) -> Provision:
    """Write one row of a ledger: `row("19(2)", "Ft", "intake", "…", "…")`; several classes or actors by spaces."""
    return Provision(
        address=address,
        gloss_zh=gloss_zh,
        gloss_en=gloss_en,
        modality=modality,
        classes=tuple(Class(name) for name in classes.split()),
        actors=tuple(Actor(name) for name in actors.split()),
        readings=tuple(readings.split()),
        status=status,
    )


class Notice(Model):
    """Something to be said of a regulation on every answer from a day on (validity unverified, basis repealed)."""

    code: str
    zh: str
    en: str
    from_day: date | None = None


class Regulation(Model):
    """One regulation: its names, its force, and the days on which it bound.

    `in_force_from` is the first day it bound for certain; `not_before` the day before which it certainly did
    not. They differ only where the year is unknown (AMB-48). Both are inclusive first days, in local dates.
    """

    id: str
    title_zh: str
    title_en: str
    force: Force
    in_force_from: date
    not_before: date
    in_force_source: str
    notices: tuple[Notice, ...] = ()
    provisions: tuple[Provision, ...] = Field(default=())
    fingerprints: dict[str, str] = Field(default_factory=dict)
    """The official wording of every paragraph, item and sub-item, hashed (see `official`), by address."""

    @model_validator(mode="after")
    def _addresses_are_unique(self) -> Regulation:
        seen = [p.address for p in self.provisions]
        doubled = {a for a in seen if seen.count(a) > 1}
        if doubled:
            raise ValueError(f"an address stands twice: {', '.join(sorted(doubled))}")
        return self

    def in_force(self, day: date) -> InForce:
        """Whether the regulation bound on `day`."""
        if day >= self.in_force_from:
            return InForce.YES
        return InForce.NO if day < self.not_before else InForce.UNKNOWN

    def provision(self, address: str) -> Provision:
        """Return the provision at `address`; raises `UnknownNameError` if the regulation holds none there."""
        if address not in self._by_address:
            raise UnknownNameError(f"provision of {self.id}", address, self._by_address)
        return self._by_address[address]

    @property
    def addresses(self) -> Collection[str]:
        """The addresses of its provisions, in the order of the text."""
        return self._by_address.keys()

    @cached_property
    def _by_address(self) -> dict[str, Provision]:
        return {provision.address: provision for provision in self.provisions}

    def notices_on(self, day: date) -> tuple[Notice, ...]:
        """Return what must be said of this regulation in an answer given for `day`."""
        if not self.notices:
            return ()
        return tuple(n for n in self.notices if n.from_day is None or day >= n.from_day)


def address_zh(address: str) -> str:
    """Write an address the Chinese way: `20(1)(二)` is 第二十条第一款第（二）项; `s2a` is 第二句前段."""
    parts = ADDRESS.fullmatch(address)
    if parts is None:
        return address
    text = f"第{_numeral(int(parts['article']))}条"
    if parts["paragraph"]:
        text += f"第{_numeral(int(parts['paragraph']))}款"
    if parts["item"]:
        text += f"第（{parts['item']}）项"
    if parts["sub"]:
        text += f"第{parts['sub']}目"
    if parts["subsub"]:
        text += f"之（{parts['subsub']}）"
    if parts["case"]:
        text += f"“{parts['case']}是”"
    if parts["sentence"]:
        text += f"第{_numeral(int(parts['sentence']))}句"
        return text + {"a": "前段", "b": "后段", "c": "第三段", "d": "第四段", None: ""}[parts["half"]]
    return text + (f"第{_numeral('abcd'.index(parts['half']) + 1)}种情形" if parts["half"] else "")


def _numeral(number: int) -> str:
    """Write 1…99 in Chinese numerals."""
    if number <= 10:
        return _NUMERALS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens]) + "十" + (_NUMERALS[ones] if ones else "")
