"""A row into a review: which city, as of when, and what is wrong where it cannot be judged."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from hotline_desk import names
from hotline_desk.options import Setup, present, said_of_future
from hotline_desk.problems import in_all, lines_of, validation_lines, whole
from hotline_desk.reading import Row
from hotline_desk.times import when
from hotline_rules import Ticket, audit, jurisdiction
from hotline_rules.errors import HotlineError, InvalidValueError
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.wording import Lang, pick


class NotJudged(Exception):  # noqa: N818 - it carries a reason
    """Why a row could not be judged."""


class Judge:
    """Judges rows under one city, or each under its own, as of one instant, or each as of its own."""

    def __init__(
        self,
        setup: Setup,
        city: str | None,
        as_of: str | None,
        lang: Lang,
        *,
        as_of_wins: bool = False,
        stressed: bool = False,
    ) -> None:
        self.setup = setup
        self.stressed = stressed
        self.keeps = as_of_wins
        self.given = as_of is not None and as_of_wins
        self.own_as_of = self.other_as_of = self.city_conflicts = 0
        self.first_conflict = ""
        self.lang: Lang = lang
        self.cities: dict[str, Jurisdiction] = {}
        self.one = setup.city(city) if city or setup.own else None
        self.as_of = when("--as-of", as_of) if as_of else None
        zone = self.one.zone if self.one else "Asia/Shanghai"
        self._future = said_of_future(self.as_of, lang, zone) if self.as_of else None
        if self.one is None:
            setup.check_names()

    def now(self) -> datetime | date:
        """Return the instant of rows that bring none; the present is taken once, and said."""
        if self.as_of is None:
            zone = self.one.zone if self.one else "Asia/Shanghai"
            self.as_of = present(None, self.lang, zone)
        return self.as_of

    def review(self, row: Row) -> audit.Review:
        """Return the review of a row; raises `NotJudged` with the reason."""
        if row.error:
            raise NotJudged(row.error)
        # What an audit keeps of a row goes into frames, and those hold nothing but whole characters.
        data = in_all(row.data, whole) if self.keeps else dict(row.data)
        try:
            as_of = self._as_of(row, data)
            city = self.city(data.get("city"))
            if not row.columns:
                named_codes(data)
            found = audit.review(Ticket.model_validate(data), city, as_of=as_of, stressed=self.stressed)
        except ValidationError as error:
            said = validation_lines(error, self.lang, written=row.written())
            raise NotJudged(pick(("；", "; "), self.lang).join(said)) from None
        except HotlineError as error:
            raise NotJudged(pick(("；", "; "), self.lang).join(lines_of(error, self.lang))) from None
        self.note_city(data.get("city"), row, 1)
        return found

    def remarks(self) -> list[str]:
        """Say that `--as-of` lies ahead, and what was overruled: instants of rows' own, and cities."""
        told = [self._future] if self._future else []
        if self.other_as_of:
            n = self.other_as_of
            said = (
                f"{n} 行自带另一个 as_of，一律按 --as-of 评判。",
                f"{n} rows carry another as_of; --as-of decides.",
            )
            told.append(pick(said, self.lang))
        if self.city_conflicts and self.one:
            n, name = self.city_conflicts, pick((self.one.name_zh, self.one.name_en), self.lang)
            said = (
                f"{n} 行写的是另一个城市（首见 {self.first_conflict}），一律按{name}评判。",
                f"{n} rows name another city (first: {self.first_conflict}); all are judged under {name}.",
            )
            told.append(pick(said, self.lang))
        return told

    def note_city(self, named: object, row: Row, rows: int) -> None:
        """Count rows that name another city than the one that all are judged under; `row` is the first of them."""
        if self._conflicts(named):
            self.first_conflict = self.first_conflict or row.where(self.lang)
            self.city_conflicts += rows

    def _conflicts(self, named: object) -> bool:
        city = self.one
        if city is None or not named or named in (city.id, city.name_zh):
            return False
        try:
            return jurisdiction(str(named)).id != city.id
        except HotlineError:
            return True

    def _as_of(self, row: Row, data: dict[str, Any]) -> datetime | date:
        told = data.pop("as_of", None)
        if told is None:
            return self.now()
        if self.given:
            try:
                other = when("as_of", str(told)) != self.as_of
            except InvalidValueError:
                other = True
            self.other_as_of += other
            return self.now()
        cell = row.written().get((None, "as_of"))
        place = pick((f"列“{cell.heading}”", f"column “{cell.heading}”"), self.lang) if cell else "as_of"
        found = when(place, str(told))
        self.own_as_of += 1
        return found

    def city(self, named: object) -> Jurisdiction:
        """Return the city that a row is judged under; raises `HotlineError` for one that is not known."""
        if self.one is not None:
            return self.one
        name = str(named or "")
        if name not in self.cities:
            self.cities[name] = self.setup.fitted(name)
        return self.cities[name]


def named_codes(data: dict[str, Any]) -> None:
    """Take the Chinese names of codes in JSON too."""
    for field in names.FIELDS:
        if isinstance(data.get(field), str):
            data[field] = names.code(field, data[field])
    events = data.get("events")
    if isinstance(events, list):
        data["events"] = [_named_event(event) for event in events]


def _named_event(event: object) -> object:
    if not isinstance(event, dict) or event.get("type") != "kind_changed":
        return event
    coded = {
        field: names.code(field, event[field]) for field in ("kind", "urgency") if isinstance(event.get(field), str)
    }
    return event | coded


def number_of(row: Row) -> str | None:
    """Return the ticket number of a row, if it has one."""
    told = row.data.get("id")
    return str(told) if isinstance(told, (str, int)) and not isinstance(told, bool) else None
