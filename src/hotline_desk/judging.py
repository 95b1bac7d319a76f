"""A row into a review: which city, as of when, and what is wrong where it cannot be judged."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from hotline_desk.options import Setup, present
from hotline_desk.problems import lines_of, validation_lines
from hotline_desk.reading import Row
from hotline_desk.times import when
from hotline_rules import Ticket, audit
from hotline_rules.errors import HotlineError
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.wording import Lang, pick


class NotJudged(Exception):  # noqa: N818 - it carries a reason
    """Why a row could not be judged."""


class Judge:
    """Judges rows under one city, or each under its own, as of one instant, or each as of its own."""

    def __init__(self, setup: Setup, city: str | None, as_of: str | None, lang: Lang) -> None:
        self.setup = setup
        self.lang: Lang = lang
        self.cities: dict[str, Jurisdiction] = {}
        self.one = setup.city(city) if city or setup.own else None
        self.as_of = present(as_of, lang) if as_of else None
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
        data = dict(row.data)
        try:
            as_of = self._as_of(data)
            city = self._city(data.get("city"))
            return audit.review(Ticket.model_validate(data), city, as_of=as_of)
        except ValidationError as error:
            raise NotJudged(pick(("；", "; "), self.lang).join(validation_lines(error, self.lang))) from None
        except HotlineError as error:
            raise NotJudged("；".join(lines_of(error, self.lang))) from None

    def _as_of(self, data: dict[str, Any]) -> datetime | date:
        told = data.pop("as_of", None)
        return self.now() if told is None else when("as_of", str(told))

    def _city(self, named: object) -> Jurisdiction:
        if self.one is not None:
            return self.one
        name = str(named or "")
        if name not in self.cities:
            self.cities[name] = self.setup.fitted(name)
        return self.cities[name]


def number_of(row: Row) -> str | None:
    """Return the ticket number of a row, if it has one."""
    told = row.data.get("id")
    return str(told) if isinstance(told, (str, int)) and not isinstance(told, bool) else None
