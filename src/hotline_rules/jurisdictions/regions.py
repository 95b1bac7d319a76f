"""Regions whose own notices set days off and office hours, for the cities that lie in them."""

from __future__ import annotations

from datetime import date, timedelta

from hotline_rules._statutory import FESTIVALS
from hotline_rules.days import Festival, Region

_BASIS = "《新疆维吾尔自治区少数民族习惯节日放假办法》（2011年修正）；当年通知未见"
_OFFICE = "新疆维吾尔自治区放假通知"

_NOTICES: dict[tuple[str, int], tuple[str, str, str, str | None]] = {
    # (festival, year): first day off, last day off, worked days, published (None: day not found)
    ("rozi", 2013): ("2013-08-08", "2013-08-08", "", "2013-07-29"),
    ("qurban", 2016): ("2016-09-11", "2016-09-14", "2016-09-10", "2016-08-25"),
    ("rozi", 2017): ("2017-06-26", "2017-06-26", "", None),
    ("rozi", 2022): ("2022-05-05", "2022-05-05", "", None),
    ("qurban", 2022): ("2022-07-09", "2022-07-13", "", None),
    ("rozi", 2023): ("2023-04-21", "2023-04-21", "", "2022-12-25"),
    ("qurban", 2023): ("2023-06-28", "2023-06-30", "", "2022-12-25"),
    ("rozi", 2025): ("2025-03-29", "2025-03-31", "", None),
    ("qurban", 2025): ("2025-06-06", "2025-06-10", "", None),
}


def _festivals() -> tuple[Festival, ...]:
    rows = []
    for key, days in FESTIVALS.items():
        for entry in days.split():
            estimate = date(int(entry[:4]), int(entry[4:6]), int(entry[6:]))
            notice = _NOTICES.get((key, estimate.year))
            rows.append(_told(key, estimate, notice) if notice else Festival(key=key, estimate=estimate))
    return tuple(sorted(rows, key=lambda f: f.estimate))


def _told(key: str, estimate: date, notice: tuple[str, str, str, str | None]) -> Festival:
    first, last, worked, published = notice
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return Festival(
        key=key,
        estimate=estimate,
        off=tuple(begin + timedelta(days=i) for i in range((end - begin).days + 1)),
        worked=tuple(date.fromisoformat(day) for day in worked.split()),
        source=f"{_OFFICE}（{estimate.year}年）",
        published=date.fromisoformat(published) if published else None,
    )


XINJIANG = Region(name="xinjiang", before=7, after=7, basis=_BASIS, festivals=_festivals())
"""Xinjiang since 2012, when its two festivals became days off for all (before, offices worked).

Notices were found for both festivals of 2022, 2023 and 2025 and for one of 2013, 2016 and 2017. On these nine
festivals the days a notice moved lay from 1 day before to 4 days after the estimated day; nine are few, so a
week on each side of the estimate is taken as unknown where no notice was found.
"""
