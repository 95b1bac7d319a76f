"""Which notice made a year's schedule, and when it could first be read: facts, for `days` alone.

Number, and the day of publication; where only the day of signature was found (2004, 2005) that day stands.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Notice(NamedTuple):
    """A State Council notice: its number and the day it was published."""

    number: str
    published: date


class Amendment(NamedTuple):
    """A schedule changed after it was first published: the days as they stood before."""

    notice: Notice
    year: int
    plain: tuple[date, ...]
    worked: tuple[date, ...]


def _gbfmd(year: int, number: int, published: str) -> Notice:
    return Notice(f"国办发明电〔{year}〕{number}号", date.fromisoformat(published))


YEARS: dict[int, Notice] = {
    2004: _gbfmd(2003, 53, "2003-12-18"),
    2005: _gbfmd(2004, 52, "2004-12-17"),
    2006: _gbfmd(2005, 35, "2005-12-22"),
    2007: _gbfmd(2006, 49, "2006-12-18"),
    2008: _gbfmd(2007, 52, "2007-12-18"),
    2009: _gbfmd(2008, 42, "2008-12-10"),
    2010: _gbfmd(2009, 27, "2009-12-08"),
    2011: _gbfmd(2010, 40, "2010-12-10"),
    2012: _gbfmd(2011, 45, "2011-12-06"),
    2013: _gbfmd(2012, 33, "2012-12-10"),
    2014: _gbfmd(2013, 28, "2013-12-11"),
    2015: _gbfmd(2014, 28, "2014-12-16"),
    2016: _gbfmd(2015, 18, "2015-12-10"),
    2017: _gbfmd(2016, 17, "2016-12-01"),
    2018: _gbfmd(2017, 12, "2017-11-30"),
    2019: _gbfmd(2018, 15, "2018-12-06"),
    2020: _gbfmd(2019, 16, "2019-11-21"),
    2021: _gbfmd(2020, 27, "2020-11-25"),
    2022: _gbfmd(2021, 11, "2021-10-25"),
    2023: _gbfmd(2022, 16, "2022-12-08"),
    2024: _gbfmd(2023, 7, "2023-10-25"),
    2025: _gbfmd(2024, 12, "2024-11-12"),
    2026: _gbfmd(2025, 7, "2025-11-04"),
}

AMENDMENTS: tuple[Amendment, ...] = (
    Amendment(
        Notice("国发明电〔2015〕1号", date(2015, 5, 13)),
        2015,
        plain=(date(2015, 9, 3), date(2015, 9, 4), date(2015, 9, 5), date(2015, 9, 6)),
        worked=(),
    ),
    Amendment(
        Notice("国办发明电〔2019〕3号", date(2019, 3, 22)),
        2019,
        plain=(date(2019, 4, 28), date(2019, 5, 2), date(2019, 5, 3), date(2019, 5, 4), date(2019, 5, 5)),
        worked=(),
    ),
    Amendment(
        Notice("国办发明电〔2020〕1号", date(2020, 1, 27)),
        2020,
        plain=(date(2020, 1, 31), date(2020, 2, 2)),
        worked=(date(2020, 2, 1),),
    ),
)

STATUTES: tuple[tuple[int, Notice], ...] = (
    (1999, Notice("国务院令第270号", date(1999, 9, 18))),
    (2008, Notice("国务院令第513号", date(2007, 12, 14))),
    (2014, Notice("国务院令第644号", date(2013, 12, 11))),
    (2025, Notice("国务院令第795号", date(2024, 11, 12))),
)
"""The statute on holidays: the first year each wording governs, its decree, and when it could be read."""

WEEK = Notice("国务院关于职工工作时间的规定 第七条", date(1995, 3, 25))
"""Saturday and Sunday are the weekly days of rest."""
