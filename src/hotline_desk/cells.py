"""What a cell of a table says: a time as spreadsheets write it, yes or no, a number, a list.

Only what is certain is read; `3/4/2026` is no time, since nobody can tell its day from its month.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from hotline_desk import times
from hotline_rules.ticket import read_instant

ACCEPTED = f"{times.ACCEPTED}, 20260302, 20260302100000, 2026/3/2 下午 3:05, 46083.41667"
"""How a time may be written in a cell."""

YES_NO = {"true": True, "yes": True, "y": True, "是": True, "1": True, "批准": True, "同意": True, "通过": True,
          "false": False, "no": False, "n": False, "否": False, "0": False, "不批准": False, "不同意": False,
          "未批准": False, "不通过": False}  # fmt: skip
OVERDUE = {
    "超期": True, "逾期": True, "已超期": True, "已逾期": True, "超时": True, "已超时": True,
    "未超期": False, "未逾期": False, "未超时": False, "不超期": False, "不逾期": False, "正常": False, "按时": False,
    "按期": False,
}  # fmt: skip
"""What the overdue flag of an export says, beside yes and no."""

FIRST_SERIAL, AFTER_SERIAL = 20_000.0, 80_000.0
"""Days since 1899-12-30 that are taken for a time: 1954 to 2119."""
EPOCH = datetime(1899, 12, 30)

_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2}))?")
_MARKED = re.compile(
    r"(?P<day>.*[0-9]日?)\s*(?P<zh>上午|下午)\s*(?P<clock>[0-9].*)|(?P<rest>.*[0-9])\s*(?P<en>[AaPp])\.?[Mm]\.?"
)
_HOUR = re.compile(r"(?P<day>[0-9-]{10}T)(?P<hour>[0-9]{2})(?P<rest>:.*)")


def time_text(text: str) -> str:
    """Return a time as ISO 8601; what is not written as a time comes back as it is."""
    text = text.strip()
    if not text[4:5].isdigit() and "午" not in text and text[-1:] not in "mM.":
        return times.plain(text)
    if _SERIAL.fullmatch(text) and FIRST_SERIAL <= float(text) < AFTER_SERIAL:
        return _of_serial(float(text))
    if found := _COMPACT.fullmatch(text):
        year, month, day, *clock = found.groups()
        return f"{year}-{month}-{day}" + (f"T{':'.join(clock)}" if clock[0] else "")
    if found := _MARKED.fullmatch(text):
        return _of_half_day(found) or text
    return times.plain(text)


def _of_serial(serial: float) -> str:
    """A day count as Excel keeps it, to the second; a whole one is a date, for nothing says that it is midnight."""
    if serial.is_integer():
        return (EPOCH + timedelta(days=serial)).date().isoformat()
    return (EPOCH + timedelta(seconds=int(serial * 86_400 + 0.5))).isoformat()


def _of_half_day(found: re.Match[str]) -> str | None:
    """A time with 上午, 下午, AM or PM; 上午12点 may be noon or midnight, and is none."""
    mark = {"上午": "a", "下午": "p"}.get(found["zh"] or "") or (found["en"] or "").lower()
    split = _HOUR.fullmatch(times.plain(f"{found['day']} {found['clock']}" if found["zh"] else found["rest"]))
    if split is None:
        return None
    hour = _full_hour(int(split["hour"]), mark, english=found["zh"] is None)
    return None if hour is None else f"{split['day']}{hour:02}{split['rest']}"


def _full_hour(hour: int, mark: str, *, english: bool) -> int | None:
    """The hour of 24; none where the mark contradicts it or leaves it open."""
    if mark == "a":
        if hour == 12:
            return 0 if english else None
        return hour if hour < 12 else None
    if hour == 0 or hour > 23:
        return None
    return hour + 12 if hour < 12 else hour


def instant(text: str) -> datetime | date | None:
    """Return the time of a cell; none where it is not certain."""
    try:
        return read_instant(time_text(text))
    except ValueError:
        return None


def flag(text: str) -> bool | str:
    """Return yes or no; other words come back as they are."""
    return YES_NO.get(text.lower(), text)


def overdue(text: str) -> bool | None:
    """Return what the overdue flag of an export says."""
    found = YES_NO.get(text.lower())
    return OVERDUE.get(text) if found is None else found


def number(text: str) -> int | str:
    """Return a whole number; other words come back as they are."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text


def parts(text: str) -> list[str]:
    """Return the parts of a list: `a;b`."""
    return [part.strip() for part in text.replace("；", ";").split(";") if part.strip()]
