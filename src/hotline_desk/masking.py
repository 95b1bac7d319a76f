"""Masking personal data: numbers of telephones and identity cards in any text, and what a heading says is personal.

A ticket number stays: digits beside a capital letter, or of no length and shape that a telephone or an identity card
has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_HEADINGS = (
    "姓名", "电话", "手机", "联系", "地址", "住址", "住所", "户籍", "身份证", "证件", "来电人", "反映人", "诉求人",
    "当事人", "市民", "车牌", "邮箱", "号码", "微信", "银行卡", "name", "phone", "mobile", "address", "email", "caller",
    "plate",
)  # fmt: skip
"""Words in the heading of a column that holds personal data."""
_PERSONS = ("人", "者")
"""How the heading of a column that names a person ends: 投诉人, 举报者."""

_HALF = str.maketrans("０１２３４５６７８９＋－（）Ｘｘ\u3000\xa0‐‑–—−．，／＿・", "0123456789+-()Xx  -----.,/_·")
"""Full-width digits and signs as plain ones, each in its place."""
_GAP = "[ -]?"
_BEFORE = "(?:(?<![0-9A-Za-z])|(?i:(?<=tel)|(?<=phone)|(?<=mobile)))"
_AFTER = "(?![0-9A-Za-z])"
_COUNTRY = rf"(?:(?:\+|00)?86{_GAP})"
_AREA = r"(?:10|2\d|[3-9]\d\d)"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_LOCAL = rf"(?!20\d\d{_DAY})[2-8]\d{{2,3}}{_GAP}\d{{4}}"
_PARTED = "[-. _/·,()]"
_MOBILE = re.compile(
    rf"(?:(?<![0-9A-Z])|(?i:(?<=wx)|(?<=vx)|(?<=qq)|(?<=tel)|(?<=phone)|(?<=mobile))){_COUNTRY}?\(?"
    rf"(?P<number>1{_PARTED}?[3-9](?:{_PARTED}?\d){{9}})(?![0-9A-Z])"
)
"""Parted anywhere, but by one sign: what holds several is rather a number of a ticket, or dates."""
_LANDLINE = re.compile(
    rf"{_BEFORE}(?:{_COUNTRY}?(?P<number>\(0?{_AREA}\){_GAP}{_LOCAL}|0{_AREA}{_GAP}{_LOCAL})"
    rf"|{_COUNTRY}(?P<abroad>{_AREA}{_GAP}{_LOCAL})){_AFTER}"
)
_DIGITS = re.compile(rf"(?<![0-9A-Za-z])(?=(\d(?:{_GAP}\d){{14}}|\d(?:{_GAP}\d){{16}}{_GAP}[\dXx]){_AFTER})")
"""15 or 18 digits, wherever they begin."""
_PROVINCE = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_OLD = re.compile(rf"{_PROVINCE}\d{{4}}(?:2[6-9]|[3-9]\d){_DAY}\d{{3}}")
_NEW = re.compile(rf"{_PROVINCE}\d{{4}}(?P<year>19\d\d|20[0-4]\d){_DAY}\d{{3}}[\dXx]")
_SURE_UNTIL = "2015"
"""Later years of birth need the right check digit: an area code, a date and a number make ticket numbers too."""


@lru_cache(maxsize=4096)  # units come again and again
def masked(text: str) -> str:
    """Mask the numbers of telephones and identity cards in a text: 138****5678."""
    plain = text.translate(_HALF)
    made, end = "", 0
    for begin, until, number in sorted(_found(plain)):
        if begin >= end:
            digits = re.sub("[^0-9Xx]", "", number)
            made += f"{text[end:begin]}{digits[:3]}****{digits[-4:]}"
            end = until
    return made + text[end:]


def is_personal(heading: str) -> bool:
    """Whether a heading says that its column holds personal data."""
    plain = "".join(unicodedata.normalize("NFKC", heading).lower().split())
    return plain.endswith(_PERSONS) or any(word in plain for word in _HEADINGS)


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a number of a person stands, and the number."""
    for found in _DIGITS.finditer(text):
        if _is_identity(re.sub("[ -]", "", found[1])):
            yield *found.span(1), found[1]
    for pattern in (_MOBILE, _LANDLINE):
        for found in pattern.finditer(text):
            number = next(one for one in found.groupdict().values() if one)
            parted = {*re.sub("[0-9()]", "", number)}
            if len(parted) <= 1 + (parted == {" ", "-"}) and not _is_part(text, *found.span(), "".join(parted)):
                yield *found.span(), number


def _is_part(text: str, begin: int, end: int, parted: str) -> bool:
    """Whether digits parted in the same way go on before or after, as in 20250301-138-0000-0001."""
    signs = parted.replace(" ", "").replace(",", "")
    if not signs:
        return False
    sign = re.escape(signs)
    return re.search(f"[0-9]{sign}$", text[:begin]) is not None or re.match(f"{sign}[0-9]{{5}}", text[end:]) is not None


def _is_identity(digits: str) -> bool:
    if _OLD.fullmatch(digits):
        return True
    found = _NEW.fullmatch(digits)
    return found is not None and (found["year"] <= _SURE_UNTIL or _checks(digits))


def _checks(digits: str) -> bool:
    """Whether the last of 18 digits is the check digit (GB 11643)."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[-1].upper()
