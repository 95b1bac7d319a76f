"""The official wording of a regulation: read from a copy the caller brings, and checked against fingerprints.

This package carries no sentence of any regulation. It carries a fingerprint of each paragraph, item and sub-item,
so that a caller's own copy can be shown beside the glosses, and a differing edition is named article by article.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from typing import Literal, NamedTuple

from hotline_rules.errors import InvalidValueError
from hotline_rules.law import ADDRESS, Regulation

_NUMERALS = "零一二三四五六七八九"
_NUMBER = "[零一二三四五六七八九十百]+"
_ARTICLE = re.compile(rf"第({_NUMBER})条\s*(.*)")
_CHAPTER = re.compile(rf"第{_NUMBER}[章节]\s*\S{{0,20}}")
_ITEM = re.compile(rf"[（(]\s*({_NUMBER})\s*[）)]")
_SUB = re.compile(r"(\d+)\s*[.．、]")
_CASE = re.compile(r"[（(]\s*(\d+)\s*[）)]")
_CHINESE = re.compile(
    rf"第?(\d+|{_NUMBER})条(?:第(\d+|{_NUMBER})款)?(?:第?\(?({_NUMBER})\)?项)?(?:第?(\d+|{_NUMBER})目)?"
)
_EDITORIAL = re.compile(r"〔sic[^〕]*〕|[〔〕*#]")


class Difference(NamedTuple):
    """An article that is not as fingerprinted: `differs`, `missing` from the copy, or `added` in it.

    `addresses` names the paragraphs, items and sub-items concerned.
    """

    article: int
    kind: Literal["differs", "missing", "added"]
    addresses: tuple[str, ...]


def fingerprint(wording: str) -> str:
    """Hash a wording: NFKC, letters and digits only, so that white space, punctuation and marks play no part."""
    plain = unicodedata.normalize("NFKC", _EDITORIAL.sub("", wording))
    kept = "".join(c for c in plain if unicodedata.category(c)[0] in "LN")
    return hashlib.sha256(kept.encode()).hexdigest()[:16]


def wordings(text: str, elided: tuple[str, ...] = ()) -> dict[str, str]:
    """Split an official text into its paragraphs, items and sub-items, by address.

    One line is one of them, as official texts are printed. Left out are what stands before the first article, the
    headings of chapters, and what follows the heading of a new part (`# …`). The number of a paragraph is written only
    in an article of several, and not for those in `elided`.

    Raises `InvalidValueError` where no article is found, or one stands twice.
    """
    articles = _articles(text)
    if not articles:
        raise InvalidValueError(
            "official text", text[:40], "a text with articles, each beginning 第…条 on its own line"
        )
    found: dict[str, str] = {}
    for article, lines in articles.items():
        found.update(_blocks(article, lines, elided))
    return found


def compare(regulation: Regulation, text: str) -> tuple[Difference, ...]:
    """Name the articles in which a copy of the official text is not as fingerprinted; empty: the same wording."""
    known = regulation.fingerprints
    told = {address: fingerprint(words) for address, words in wordings(text, elided(known)).items()}
    changed: dict[int, list[str]] = {}
    for address in [*known, *(a for a in told if a not in known)]:
        if known.get(address) != told.get(address):
            changed.setdefault(article_of(address), []).append(address)
    old, new = {article_of(a) for a in known}, {article_of(a) for a in told}
    return tuple(
        Difference(
            article, "missing" if article not in new else "added" if article not in old else "differs", tuple(addresses)
        )
        for article, addresses in sorted(changed.items())
    )


def elided(fingerprints: Mapping[str, str]) -> tuple[str, ...]:
    """The first paragraphs whose number these addresses leave out although the article has others."""
    several = {match[1] for match in map(re.compile(r"(\d+)\(2\)").fullmatch, fingerprints) if match}
    return tuple(f"{article}(1)" for article in sorted(several, key=int) if article in fingerprints)


def article_of(address: str) -> int:
    """The number of the article an address lies in; raises `InvalidValueError` for what is no address."""
    parts = ADDRESS.fullmatch(address)
    if parts is None:
        raise InvalidValueError("address", address, "an address such as 20, 20(1), 20(1)(二)")
    return int(parts["article"])


def read_address(told: str) -> str:
    """Read an address in the library's way or the Chinese: `19(1)(一)`, `第十九条第一款第（一）项`, `第19条`.

    Raises `InvalidValueError` for what is neither.
    """
    plain = "".join(told.split()).replace("（", "(").replace("）", ")")
    match = _CHINESE.fullmatch(plain)
    if match is None:
        article_of(plain)
        return plain
    article, paragraph, item, sub = match.groups()
    found = str(_value(article))
    found += f"({_value(paragraph)})" if paragraph else ""
    found += f"({item})" if item else ""
    return found + (str(_value(sub)) if sub else "")


def _value(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else number(numeral)


def block_of(fingerprints: Mapping[str, str], address: str) -> str | None:
    """The paragraph, item or sub-item that an address lies in: itself, or the nearest that encloses it."""
    return max((block for block in fingerprints if encloses(block, address)), key=len, default=None)


def encloses(outer: str, inner: str) -> bool:
    """Whether one address is the other, or a place within it: `20(1)` encloses `20(1)(二)`, `2` does not."""
    return inner == outer or (inner.startswith(outer) and not inner[len(outer)].isdigit()) or _sub(outer, inner)


def _sub(outer: str, inner: str) -> bool:
    """A sub-item follows its item as a bare number: `12(二)5` lies in `12(二)`."""
    return outer.endswith(")") and inner.startswith(outer)


def number(numeral: str) -> int:
    """Read a Chinese numeral from 一 to 九百九十九."""
    hundreds, _, rest = numeral.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = _NUMERALS.index(hundreds) * 100 if hundreds else 0
    value += (_NUMERALS.index(tens) if tens else 1) * 10 if ten else 0
    return value + (_NUMERALS.index(ones[-1]) if ones else 0)


def _articles(text: str) -> dict[int, list[str]]:
    """The lines of each article, its own number taken off the first."""
    found: dict[int, list[str]] = {}
    lines: list[str] = []
    for raw in text.splitlines():
        if found and raw.startswith("# "):
            break
        line = _EDITORIAL.sub("", raw).strip().strip("\u3000").strip()
        start = _ARTICLE.fullmatch(line)
        if start:
            article = number(start[1])
            if article in found:
                raise InvalidValueError("official text", f"第{start[1]}条", "each article once")
            lines = found[article] = [start[2]] if start[2] else []
        elif line and found and not _CHAPTER.fullmatch(line):
            lines.append(line)
    return found


def _blocks(article: int, lines: list[str], elided: tuple[str, ...]) -> dict[str, str]:
    """The paragraphs, items and sub-items of one article."""
    several = sum(not (_ITEM.match(line) or _SUB.match(line) or _CASE.match(line)) for line in lines) > 1
    found: dict[str, str] = {}
    paragraph = 0
    item = sub = top = str(article)
    for line in lines:
        if match := _ITEM.match(line):
            address = item = sub = f"{top}({match[1]})"
        elif match := _SUB.match(line):
            address = sub = f"{item}{match[1]}"
        elif match := _CASE.match(line):
            address = f"{sub}({match[1]})"
        else:
            paragraph += 1
            top = f"{article}({paragraph})" if several else str(article)
            address = item = sub = top = str(article) if top in elided else top
        found[address] = line[match.end() :].strip() if match else line
    return found
