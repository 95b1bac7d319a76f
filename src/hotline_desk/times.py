"""Times as people and exports write them, made into what the library reads."""

from __future__ import annotations

import re
from datetime import date, datetime

from hotline_rules.errors import InvalidValueError
from hotline_rules.ticket import read_instant

ACCEPTED = "2026-03-02 10:00, 2026/3/2 10:00, 2026年3月2日10:00, 2026-03-02T10:00+08:00, 2026-03-02"

_WRITTEN = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"(?:(?:\s*[T，,]\s*|\s*)(?P<hour>\d{1,2})\s*[:：时点]\s*(?:(?P<minute>\d{1,2})\s*分?)?"
    r"(?:\s*[:：]?\s*(?P<second>\d{1,2})(?P<fraction>\.\d{1,6})?\s*秒?)?)?"
    r"\s*(?P<offset>Z|[+-]\d{2}:?\d{2})?"
)


def plain(text: str) -> str:
    """Return a time as ISO 8601; what is not written as a time comes back as it is."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return text.strip()
    day = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
    if found["hour"] is None:
        return day if found["offset"] is None else text.strip()
    clock = f"{int(found['hour']):02}:{int(found['minute'] or 0):02}:{int(found['second'] or 0):02}"
    return f"{day}T{clock}{found['fraction'] or ''}{found['offset'] or ''}"


def when(place: str, text: str) -> datetime | date:
    """Read a time; raises `InvalidValueError` naming the place, what was found and what is accepted."""
    try:
        return read_instant(plain(text))
    except ValueError as error:
        told = str(error).removeprefix("accepted: ")
        raise InvalidValueError(place, text, told if told.startswith("a year ") else ACCEPTED) from None
