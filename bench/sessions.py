"""The office of the measurement as an exchange: a session each working day, lunch as its break."""

from __future__ import annotations

from datetime import date, time
from zoneinfo import ZoneInfo

import pandas as pd
from exchange_calendars import ExchangeCalendar


class Office(ExchangeCalendar):
    name = "OFFICE"
    tz = ZoneInfo("UTC")
    open_times = ((None, time(9)),)
    close_times = ((None, time(18)),)
    break_start_times = ((None, time(12)),)
    break_end_times = ((None, time(14)),)
    weekmask = "1111111"
    off: tuple[date, ...] = ()

    @property
    def adhoc_holidays(self) -> list[pd.Timestamp]:
        return [pd.Timestamp(day) for day in self.off]


def calendar(first: date, last: date, off: list[date]) -> Office:
    """The sessions from one day to another."""
    made = type("OfficeOff", (Office,), {"off": tuple(off)})
    return made(start=pd.Timestamp(first), end=pd.Timestamp(last))
