"""The due after five working days from one instant, beside the packages that can count it."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from itertools import cycle
from zoneinfo import ZoneInfo

import chinese_calendar
import holidays
import numpy as np
import pandas as pd

from bench.measure import Row, at_least, interleaved, shown
from hotline_rules import jurisdiction
from hotline_rules.clock import working_days

ZONE = ZoneInfo("Asia/Shanghai")


def rows() -> list[Row]:
    chance = random.Random(12345)
    days = [date(2015, 1, 5) + timedelta(days=chance.randrange(4300)) for _ in range(500)]
    naive = [datetime(d.year, d.month, d.day, chance.randrange(24), chance.randrange(60)) for d in days]
    china = holidays.country_holidays("CN", years=range(2014, 2028), language="zh_CN")
    clock = jurisdiction("weifang").clock
    five = working_days(5)
    off = [
        d for d in np.arange("2014-12-01", "2027-01-01", dtype="datetime64[D]") if not china.is_working_day(d.item())
    ]
    custom = pd.offsets.CustomBusinessDay(5, weekmask="1111111", holidays=off)
    calendar = np.busdaycalendar("1111111", off)

    def last_day(at: datetime) -> date:
        return clock.due(at, five).one.date() - timedelta(days=1)

    for at in naive:
        expected = china.get_nth_working_day(at.date(), 5)
        assert last_day(at) == expected, at
        assert np.busday_offset(np.datetime64(at.date()), 5, roll="backward", busdaycal=calendar).item() == expected

    def take(values: list) -> object:
        turn = cycle(values)
        return turn.__next__

    n1, n2, n3, n4, n6 = (take(v) for v in (naive, [t.replace(tzinfo=ZONE) for t in naive], days, days, naive))
    np_days = take([np.datetime64(d) for d in days])
    due = clock.due
    found = interleaved(
        {
            "naive": (lambda: due(n1(), five), 20_000),
            "aware": (lambda: due(n2(), five), 20_000),
            "holidays": (lambda: china.get_nth_working_day(n3(), 5), 2_000),
            "chinese_calendar": (lambda: chinese_calendar.find_workday(5, n4()), 100),
            "numpy": (lambda: np.busday_offset(np_days(), 5, roll="backward", busdaycal=calendar), 2_000),
            "pandas": (lambda: pd.Timestamp(n6()) + custom, 500),
        }
    )
    slowest = max(found["naive"], found["aware"])
    return [
        shown("due after 5 working days, naive instant", found["naive"]),
        shown("due after 5 working days, aware instant", found["aware"]),
        at_least("  beside holidays.get_nth_working_day", slowest, found["holidays"], 10),
        at_least(
            "  beside chinese_calendar.find_workday (rolls forward first)", slowest, found["chinese_calendar"], 200
        ),
        shown("  numpy.busday_offset, one date", found["numpy"]),
        shown("  pandas CustomBusinessDay, one instant", found["pandas"]),
    ]
