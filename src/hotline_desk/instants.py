"""A column of times into instants of a zone's wall clock, a whole column at a time.

The forms that exports write are read by polars; a cell in none of them is read alone, by `cells.instant`. Both ways
give the same: a pattern here admits only what `cells.instant` reads likewise.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from hotline_desk import cells

MICROSECONDS = pl.Datetime("us")
_FIRST, _AFTER = datetime(1900, 1, 1), datetime(2200, 1, 1)

_DAY = {"-": "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}", "/": "[0-9]{4}/[0-9]{1,2}/[0-9]{1,2}",
        "年": "[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日"}  # fmt: skip
_DAY_FORMAT = {"-": "%Y-%m-%d", "/": "%Y/%m/%d", "年": "%Y年%m月%d日"}
_MINUTES = "[0-9]{1,2}:[0-9]{1,2}"
_SECONDS = f"{_MINUTES}:[0-5]?[0-9]"


class Instants(NamedTuple):
    """A column of times: the instants, which of them are a date without time, and which cells are none."""

    at: pl.Series
    dated: pl.Series | None
    unread: pl.Series | None


class _Form(NamedTuple):
    """One way of writing times: what it looks like, its format, whether it has no time, whether it has an offset."""

    pattern: str
    format: str
    dated: bool = False
    offset: bool = False


def _forms() -> list[_Form]:
    found = []
    for sign in ("-", "/"):
        day, told = _DAY[sign], _DAY_FORMAT[sign]
        found += [
            _Form(f"^{day} {_SECONDS}$", f"{told} %H:%M:%S"),
            _Form(f"^{day} {_MINUTES}$", f"{told} %H:%M"),
            _Form(f"^{day}$", told, dated=True),
        ]
    day = _DAY["-"]
    found += [
        _Form(f"^{day}T{_SECONDS}$", "%Y-%m-%dT%H:%M:%S"),
        _Form(
            rf"^{day}T{_SECONDS}(?:\.[0-9]{{1,6}})?(?:Z|[+-][01][0-9]:[0-5][0-9])$",
            "%Y-%m-%dT%H:%M:%S%.f%#z",
            offset=True,
        ),
        _Form(rf"^{day}T{_SECONDS}\.[0-9]{{1,6}}$", "%Y-%m-%dT%H:%M:%S%.f"),
        _Form(rf"^{day} {_SECONDS}\.[0-9]{{1,6}}$", "%Y-%m-%d %H:%M:%S%.f"),
        _Form(f"^{day}T{_MINUTES}$", "%Y-%m-%dT%H:%M"),
        _Form("^[0-9]{12}[0-5][0-9]$", "%Y%m%d%H%M%S"),
        _Form("^[0-9]{8}$", "%Y%m%d", dated=True),
    ]
    day, told = _DAY["年"], _DAY_FORMAT["年"]
    for gap in ("", " "):
        found += [
            _Form(f"^{day}{gap}{_SECONDS}$", f"{told}{gap}%H:%M:%S"),
            _Form(f"^{day}{gap}{_MINUTES}$", f"{told}{gap}%H:%M"),
            _Form(f"^{day}{gap}[0-9]{{1,2}}时[0-9]{{1,2}}分$", f"{told}{gap}%H时%M分"),
            _Form(f"^{day}{gap}[0-9]{{1,2}}时[0-9]{{1,2}}分[0-5]?[0-9]秒$", f"{told}{gap}%H时%M分%S秒"),
        ]
    return [*found, _Form(f"^{day}$", told, dated=True)]


_FORMS = _forms()
_SERIAL = r"^[0-9]{5}(?:\.[0-9]+)?$"


def of_text(text: pl.Series, zone: ZoneInfo) -> Instants:
    """Read a column of text without blanks around it; null is a blank cell."""
    return _Reading(text, zone).done()


class _Reading:
    """One column while it is read: what is still to be read, and what was."""

    def __init__(self, text: pl.Series, zone: ZoneInfo) -> None:
        self.text = text
        self.zone = zone
        self.left = text
        self.places: pl.Series | None = None
        """Where the cells that are left stand; none while all of them are left."""
        self.at = pl.Series([None], dtype=MICROSECONDS).new_from_index(0, len(text)) if len(text) else None
        self.dated: pl.Series | None = None

    def done(self) -> Instants:
        if self.at is None:
            return Instants(pl.Series([], dtype=MICROSECONDS), None, None)
        for form in _FORMS:
            if self.left.null_count() == len(self.left):
                break
            self.take(form)
        if self.left.null_count() < len(self.left):
            self.serials()
        unread = self.alone() if self.left.null_count() < len(self.left) else None
        return Instants(self.at, self.dated, unread)

    def take(self, form: _Form) -> None:
        """Take in the cells of one form."""
        fits = self.left.str.contains(form.pattern)
        if not fits.any():
            return
        if fits.sum() == len(self.left):
            self.put(self.read(self.left, form), dated=form.dated)
            return
        some = fits.fill_null(value=False).arg_true()
        found = self.read(self.left.gather(some), form)
        at = pl.Series([None], dtype=MICROSECONDS).new_from_index(0, len(self.left))
        self.put(at.scatter(some, found), dated=form.dated)

    def read(self, text: pl.Series, form: _Form) -> pl.Series:
        if form.offset:
            return self.local(text.str.to_datetime(form.format, time_unit="us", time_zone="UTC", strict=False))
        return text.str.to_datetime(form.format, time_unit="us", strict=False)

    def local(self, at: pl.Series) -> pl.Series:
        return at.dt.convert_time_zone(self.zone.key).dt.replace_time_zone(None)

    def serials(self) -> None:
        """Take in the day counts of Excel; a whole one is a date."""
        number = self.left.set(~self.left.str.contains(_SERIAL), None).cast(pl.Float64, strict=False)
        number = number.set(~((number >= cells.FIRST_SERIAL) & (number < cells.AFTER_SERIAL)), None)
        if number.null_count() == len(number):
            return
        whole = number == number.floor()
        seconds = (number * 86_400 + 0.5).floor().cast(pl.Int64)
        at = (seconds * 1_000_000).cast(pl.Duration("us")) + cells.EPOCH
        self.put(at.cast(MICROSECONDS), dated=whole)

    def put(self, found: pl.Series, *, dated: bool | pl.Series) -> None:
        """Keep what was read among the cells that are left, and leave the rest."""
        found = found.set((found < _FIRST) | (found >= _AFTER), None)
        good = found.is_not_null()
        places = good.arg_true() if self.places is None else self.places.filter(good)
        assert self.at is not None
        if self.places is None and good.all():
            self.at = found
        else:
            self.at = self.at.scatter(places, found.filter(good))
        self.mark(places, dated if isinstance(dated, bool) else dated.filter(good))
        rest = ~good
        self.places = rest.arg_true() if self.places is None else self.places.filter(rest)
        self.left = self.left.filter(rest)

    def mark(self, places: pl.Series, dated: bool | pl.Series) -> None:
        """Remember which are a date without time."""
        if isinstance(dated, bool):
            chosen = places if dated else places.clear()
        else:
            chosen = places.filter(dated)
        if not len(chosen):
            return
        if self.dated is None:
            self.dated = pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(self.text))
        self.dated = self.dated.scatter(chosen, True)

    def alone(self) -> pl.Series:
        """Read the cells that are left by distinct value; tell those that are no time."""
        found = {text: self.naive(cells.instant(text)) for text in self.left.drop_nulls().unique()}
        dates = {text for text, (_, dated) in found.items() if dated}
        dated = self.left.is_in(list(dates)).fill_null(value=False) if dates else False
        at = self.left.replace_strict(
            list(found), [at for at, _ in found.values()], default=None, return_dtype=MICROSECONDS
        )
        self.put(at, dated=dated)
        unread = pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(self.text))
        left = self.left.is_not_null()
        return unread.scatter((left.arg_true() if self.places is None else self.places.filter(left)), True)

    def naive(self, found: datetime | date | None) -> tuple[datetime | None, bool]:
        if found is None:
            return None, False
        if not isinstance(found, datetime):
            return datetime(found.year, found.month, found.day), True
        return (found.astimezone(self.zone).replace(tzinfo=None) if found.tzinfo else found), False


def of_times(times: pl.Series, zone: ZoneInfo) -> Instants:
    """Take a column of dates or instants, as Parquet keeps them."""
    at = times
    if isinstance(times.dtype, pl.Datetime) and times.dtype.time_zone is not None:
        at = times.dt.convert_time_zone(zone.key).dt.replace_time_zone(None)
    at = at.cast(MICROSECONDS)
    out = ((at < _FIRST) | (at >= _AFTER)).fill_null(value=False)
    unread = out if out.any() else None
    if unread is not None:
        at = at.set(unread, None)
    return Instants(at, at.is_not_null() if times.dtype == pl.Date else None, unread)
