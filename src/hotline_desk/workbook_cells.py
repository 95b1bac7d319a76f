"""Cells, rows and formats of the workbook: what a value becomes in a sheet, and how it is kept harmless."""

# xlsxwriter carries annotations but no marker of them

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hotline_rules.wording import ONE_DAY, Lang, Pair, pick

NOT_SCORED: Pair = ("不计分", "not scored")
YES: Pair = ("是", "yes")
NO: Pair = ("否", "no")
_TICK, _SECOND = timedelta(microseconds=1), timedelta(seconds=1)

LIMIT = 1_048_575
"""How many rows a sheet holds under its headings."""
LONGEST = 32_767
"""How many UTF-16 units a cell holds."""
_EPOCH = datetime(1899, 12, 30)
_FIRST = datetime(1900, 3, 1)
"""Before this day the serial numbers of spreadsheets disagree; such a date is written as text."""
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
BREAKS = re.compile(r"[\r\n]+")
_COMMANDS = ("=", "+", "-", "@", "\t", "\r", "\n")


class End(NamedTuple):
    """An instant at which something ends: at midnight it is shown as 24:00 of the day before."""

    at: datetime


class Share(NamedTuple):
    """A part of a whole; of nothing it is not scored."""

    part: int
    whole: int


class Shown(NamedTuple):
    """How many rows of a list stand in its sheet, and how many there are."""

    rows: int
    total: int


class Head(NamedTuple):
    """A column of a list: its heading, its width in half-width characters, and whether its text runs over lines."""

    text: Pair
    width: int
    long: bool = False


def end(at: datetime | None) -> End | None:
    """Mark an instant as an end."""
    return End(at) if at is not None else None


def plain(text: str, lang: Lang = "zh") -> str:
    """Make a text fit for a cell: no characters that XML forbids or changes, and cut with a mark if it is too long."""
    if _ILLEGAL.search(text):
        text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(text) * 2 > LONGEST:
        text = _cut(text, lang)
    return text


def _cut(text: str, lang: Lang) -> str:
    written = text.encode("utf-16-le")
    if len(written) <= LONGEST * 2:
        return text
    mark = pick((f"……（截断，全文 {len(text)} 字）", f"… (cut; {len(text)} characters in full)"), lang)
    room = LONGEST * 2 - len(mark.encode("utf-16-le"))
    return written[:room].decode("utf-16-le", errors="ignore") + mark


def width_of(text: str) -> int:
    """Return how wide a text is in half-width characters: a Chinese one counts two."""
    return sum(2 if ord(one) > 0x2E7F else 1 for one in text)


def shown_as(value: Any, lang: Lang, *, long: bool = False) -> tuple[str | float, str]:
    """Return what a cell holds for a value, a text or a number, and the name of its format."""
    kind = type(value)
    if kind is str:
        quoted = value.startswith(_COMMANDS)
        return plain(value, lang), ("long_quoted" if long else "quoted") if quoted else ("long" if long else "text")
    if kind is int or kind is float:
        return value, "number"
    if kind is End:
        return _ending(value.at)
    if kind is datetime:
        return _serial(value, "second" if value.second else "minute")
    if kind is date:
        return _serial(datetime.combine(value, time()), "date")
    if kind is bool:
        return pick(YES if value else NO, lang), "text"
    assert kind is Share, kind
    return (value.part / value.whole, "share") if value.whole else (pick(NOT_SCORED, lang), "aside")


def _ending(at: datetime) -> tuple[str | float, str]:
    """An end. One at midnight is held as 23:59:59 of the day it ends, so that it sorts and filters there."""
    if at.microsecond == 999_999:
        at += _TICK  # the last instant of a period that is known to end within a day
    if at.time() == time():
        return _serial(at - _SECOND, "midnight")
    return _serial(at, "second" if at.second else "minute")


def _serial(at: datetime, form: str) -> tuple[str | float, str]:
    """An instant as the number a spreadsheet keeps it as."""
    at = at.replace(tzinfo=None)
    return (at.isoformat(" ", "minutes"), "text") if at < _FIRST else ((at - _EPOCH) / ONE_DAY, form)


POURED = (
    "text", "quoted", "long", "long_quoted", "number", "share", "aside", "date", "minute", "second", "midnight",
)  # fmt: skip
"""The formats that `shown_as` names."""


class Formats:
    """The formats of a workbook, by what a cell holds."""

    def __init__(self, book: xlsxwriter.Workbook, lang: Lang) -> None:
        self._book = book
        self._base = {"font_name": pick(("等线", "Calibri"), lang), "font_size": 10, "valign": "top"}
        self.text = self._add()
        self.quoted = self._add(quote_prefix=True)
        self.long = self._add(text_wrap=True, font_size=9)
        self.long_quoted = self._add(text_wrap=True, font_size=9, quote_prefix=True)
        self.number = self._add(num_format="#,##0")
        self.share = self._add(num_format="0.0%")
        self.aside = self._add(font_color="#7F7F7F", align="right")
        self.aside_text = self._add(text_wrap=True, font_size=9, indent=1)
        self.date = self._add(num_format="yyyy-mm-dd", align="left")
        self.minute = self._add(num_format="yyyy-mm-dd hh:mm", align="left")
        self.second = self._add(num_format="yyyy-mm-dd hh:mm:ss", align="left")
        self.midnight = self._add(num_format='yyyy-mm-dd "24:00"', align="left")
        self.head = self._add(bold=True, text_wrap=True, bg_color="#DDE7F1", border=1, valign="vcenter")
        self.title = self._add(bold=True, font_size=16, valign="vcenter")
        self.section = self._add(bold=True, font_size=12, bottom=2)
        self.warning = self._add(bold=True, font_color="#C00000", text_wrap=True)
        self.line = self._add(top=1)

    def _add(self, **told: Any) -> Format:
        return self._book.add_format({**self._base, **told})


class Sheet:
    """One sheet, written from the top row down."""

    def __init__(self, sheet: Worksheet, formats: Formats, lang: Lang) -> None:
        self.sheet = sheet
        self.name: str = sheet.get_name()
        self.formats = formats
        self.lang = lang
        self.row = 0

    def pick(self, pair: Pair) -> str:
        """Take a phrase in the language of the workbook."""
        return pick(pair, self.lang)

    def cells(self, values: Iterable[Any], *, long: Sequence[bool] = (), start: int = 0) -> None:
        """Write a row and go to the next."""
        for column, value in enumerate(values, start=start):
            if value is not None:
                self.put(column, value, long=column < len(long) and long[column])
        self.row += 1

    def put(self, column: int, value: Any, *, long: bool = False) -> None:
        """Write one value as what it is."""
        payload, form = shown_as(value, self.lang, long=long)
        if isinstance(payload, str):
            self.text(column, payload, getattr(self.formats, form))
        else:
            self.sheet.write_number(self.row, column, payload, getattr(self.formats, form))

    def text(self, column: int, value: str, form: Format) -> None:
        """Write a text, never a formula."""
        value = plain(value, self.lang)
        if value.startswith("<r>") and value.endswith("</r>"):
            value += " "  # the writer takes such a text for markup of its own
        self.sheet.write_string(self.row, column, value, form)

    def heads(self, heads: Sequence[str], *, height: int = 30, last: int = 0) -> None:
        """Write a row of headings; the last of them reaches to the column `last`."""
        self.sheet.set_row(self.row, height)
        if last >= len(heads):
            self.sheet.merge_range(self.row, len(heads) - 1, self.row, last, "", self.formats.head)
        for column, text in enumerate(heads):
            self.text(column, text, self.formats.head)
        self.row += 1

    def section(self, pair: Pair, *, last: int) -> None:
        """Begin a section: a blank row, then its name over a line."""
        self.row += 1
        self.sheet.set_row(self.row, 20)
        self.text(0, self.pick(pair), self.formats.section)
        for column in range(1, last + 1):
            self.sheet.write_blank(self.row, column, None, self.formats.section)
        self.row += 1

    def merged(self, first: int, last: int, text: str, form: Format, *, room: int) -> None:
        """Write a text across columns that hold `room` characters, the row as high as it needs; stays on the row."""
        text = plain(text, self.lang)
        lines = sum(-(-max(width_of(line), 1) // room) for line in text.split("\n"))
        if lines > 1:
            self.sheet.set_row(self.row, 14.5 * lines)
        if last > first:
            self.sheet.merge_range(self.row, first, self.row, last, "", form)
        self.text(first, text, form)


class Series(NamedTuple):
    """A series of a chart: its name, where its labels and values stand, and both, for viewers that do not compute."""

    name: str
    sheet: str
    labels: tuple[int, int, int, int]
    values: tuple[int, int, int, int]
    label_data: Sequence[Any]
    value_data: Sequence[Any]
    weight: int = 0
    """How much stands behind it."""

    def told(self) -> dict[str, Any]:
        """Return it as the writer wants it."""
        return {
            "name": self.name,
            "categories": [self.sheet, *self.labels],
            "values": [self.sheet, *self.values],
            "categories_data": list(self.label_data),
            "values_data": list(self.value_data),
        }
