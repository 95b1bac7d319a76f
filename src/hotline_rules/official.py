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

_DIGITS = "零一二三四五六七八九"
_NUMBER = "(?:[一二三四五六七八九]百)?零?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?"
"""A Chinese numeral from 一 to 九百九十九 (and the empty word, which no pattern here can take)."""
_FIRST = "(?=[一二三四五六七八九十])"
_ARTICLE = re.compile(rf"第{_FIRST}({_NUMBER})条(\s*)(.*)")
_HEADING = re.compile(rf"第{_FIRST}{_NUMBER}[编章节](?:\s.{{0,40}}|[^，。；]{{0,12}})?|总则|附则")
_ITEM = re.compile(rf"[（(]\s*{_FIRST}({_NUMBER})\s*[）)]")
_SUB = re.compile(r"(\d+)\s*[.．、]")
_CASE = re.compile(r"[（(]\s*(\d+)\s*[）)]")
_PLACE = rf"(\d{{1,3}}|{_FIRST}{_NUMBER})"
_CHINESE = re.compile(
    rf"第?{_PLACE}条(?:第{_PLACE}款)?(?:第?\(?{_FIRST}({_NUMBER})\)?项)?(?:第?{_PLACE}目)?"
    rf"(?:之\((\d)\))?(?:[“\"]?([一二三])是[”\"]?)?(?:第{_PLACE}句)?(?:(前段|后段)|第{_PLACE}(?:段|种情形))?"
)
_EDITORIAL = re.compile(r"〔sic[^〕\n]{0,99}〕|[〔〕\ufeff]|\*\*|^\s*#+")
_NEW_PART = re.compile(r"#\s+(?!第|总则|附则)\S")


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
    if len(told) > 80:
        raise InvalidValueError("address", f"{told[:20]}…", "an address such as 20, 20(1), 20(1)(二)")
    plain = "".join(unicodedata.normalize("NFKC", told).split())
    match = _CHINESE.fullmatch(plain)
    if match is None:
        article_of(plain)
        return plain
    article, paragraph, item, sub, case, one, sentence, half, part = match.groups()
    found = str(_value(article)) + (f"({_value(paragraph)})" if paragraph else "") + (f"({item})" if item else "")
    found += (str(_value(sub)) if sub else "") + (f"({case})" if case else "") + (one or "")
    found += f"s{_value(sentence)}" if sentence else ""
    letter = {"前段": "a", "后段": "b"}.get(half or "", "abcd"[_value(part) - 1 : _value(part)] if part else "")
    article_of(found + letter)
    return found + letter


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
    """Read a Chinese numeral from 一 to 九百九十九; raises `InvalidValueError` for another."""
    if not numeral or not re.fullmatch(_NUMBER, numeral):
        raise InvalidValueError("numeral", numeral, "一 to 九百九十九")
    hundreds, hundred, rest = numeral.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = _DIGITS.index(hundreds) * 100 if hundred else 0
    value += (_DIGITS.index(tens[-1]) if tens.strip("零") else 1) * 10 if ten else 0
    return value + (_DIGITS.index(ones[-1]) if ones else 0)


def _articles(text: str) -> dict[int, list[str]]:
    """The lines of each article, its own number taken off the first."""
    found: dict[int, list[str]] = {}
    lines: list[str] = []
    last = 0
    for raw in text.splitlines():
        if found and _NEW_PART.match(raw):
            break
        line = _EDITORIAL.sub("", raw).strip().strip("\u3000").strip()
        start = _ARTICLE.fullmatch(line)
        if start and (start[2] or not start[3] or number(start[1]) == last + 1):
            last = number(start[1])
            if last in found:
                raise InvalidValueError("official text", f"第{start[1]}条", "each article once")
            lines = found[last] = [start[3]] if start[3] else []
        elif line and found and not _HEADING.fullmatch(line):
            lines.append(line)
    return found


def _blocks(article: int, lines: list[str], elided: tuple[str, ...]) -> dict[str, str]:
    """The paragraphs, items and sub-items of one article; what has no address of its own joins the one before."""
    several = sum(not (_ITEM.match(line) or _SUB.match(line) or _CASE.match(line)) for line in lines) > 1
    found: dict[str, str] = {}
    paragraph = 0
    address = item = sub = top = str(article)
    for line in lines:
        if match := _ITEM.match(line):
            address = item = sub = f"{top}({match[1]})"
        elif match := _SUB.match(line):
            address = sub = f"{item}{match[1]}" if item != top else address
        elif match := _CASE.match(line):
            address = f"{sub}({match[1]})" if sub != top else address
        else:
            paragraph += 1
            top = f"{article}({paragraph})" if several else str(article)
            address = item = sub = top = str(article) if top in elided else top
        words = line[match.end() :].strip() if match else line
        found[address] = f"{found[address]}\n{line}" if address in found else words
    return found
