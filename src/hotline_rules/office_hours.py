"""When an office is open on its working days: intervals, date ranges, seasons, weekdays."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import field_validator, model_validator

from hotline_rules._model import Model


class HoursRule(Model):
    """Office hours on the working days it covers: intervals as minutes from 00:00, in order.

    Written as `"09:00-12:00"`. `first`…`last` is a range of dates, `season` a range of `MM-DD` that may run
    over the new year, `weekdays` numbers 1 (Monday) to 7; each is inclusive, and absent means all.
    """

    intervals: tuple[tuple[int, int], ...]
    first: date | None = None
    last: date | None = None
    season: tuple[str, str] | None = None
    weekdays: tuple[int, ...] | None = None

    @field_validator("intervals", mode="before")
    @classmethod
    def _read(cls, value: object) -> object:
        return [_interval(entry) for entry in value] if isinstance(value, (list, tuple)) else value

    @field_validator("season")
    @classmethod
    def _are_days_of_a_year(cls, value: tuple[str, str] | None) -> tuple[str, str] | None:
        for day in value or ():
            try:
                datetime.strptime(f"2004-{day}", "%Y-%m-%d")  # noqa: DTZ007  # a day of the year, no instant
            except ValueError:
                raise ValueError(f"{day!r}: accepted: a day of the year as MM-DD") from None
        return value

    @field_validator("weekdays")
    @classmethod
    def _are_weekdays(cls, value: tuple[int, ...] | None) -> tuple[int, ...] | None:
        if value is not None and not (value and set(value) <= set(range(1, 8))):
            raise ValueError("accepted: numbers from 1 (Monday) to 7")
        return value

    @model_validator(mode="after")
    def _are_in_order(self) -> HoursRule:
        if self.first and self.last and self.first > self.last:
            raise ValueError("accepted: a first day not after the last")
        edges = [edge for interval in self.intervals for edge in interval]
        inside = all(0 <= edge <= 1440 for edge in edges)
        if not inside or any(a >= b for a, b in self.intervals) or edges != sorted(edges):
            raise ValueError("accepted: intervals in order, none overlapping, from 00:00 to 24:00")
        return self

    def covers(self, day: date) -> bool:
        """Whether this rule speaks of `day`."""
        if (self.first and day < self.first) or (self.last and day > self.last):
            return False
        if self.weekdays and day.isoweekday() not in self.weekdays:
            return False
        if self.season:
            first, last = self.season
            here = f"{day:%m-%d}"
            return first <= here <= last if first <= last else here >= first or here <= last
        return True


class OfficeHours(Model):
    """When an office is open on its working days; the first rule that covers a day is the one.

    A day that no rule covers has hours that are not known.
    """

    name: str
    source: str
    rules: tuple[HoursRule, ...]

    def on(self, day: date) -> tuple[tuple[int, int], ...] | None:
        """Return the intervals of a day as minutes from 00:00; `None` if its hours are not known."""
        for rule in self.rules:
            if rule.covers(day):
                return rule.intervals
        return None


def _interval(entry: object) -> object:
    """Read `"09:00-12:00"`."""
    if not isinstance(entry, str):
        return entry
    ends = entry.replace("–", "-").replace("—", "-").split("-")
    try:
        found = [(int(h), int(m)) for h, m in (end.strip().split(":") for end in ends)]
    except ValueError:
        found = []
    if len(found) != 2 or any(not 0 <= m < 60 for _, m in found):
        raise ValueError(f"{entry!r}: accepted: an interval such as 09:00-12:00")
    return tuple(h * 60 + m for h, m in found)
