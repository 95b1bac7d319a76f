"""The special days of a year, run by run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple

from hotline_rules.days import Day, Why
from hotline_rules.wording.words import DAY_REASONS, DAY_STATES, HOLIDAYS, Lang, name, pick


class SpecialDays(NamedTuple):
    """Days in a row that are not what the week says, for one reason: from, to, what they are, and the source."""

    first: date
    last: date
    state: str
    reason: str
    source: str
    published: date | None


def special_days(days: Iterable[Day], lang: Lang) -> list[SpecialDays]:
    """Gather the days that are not what the week says, those in a row for one reason together."""
    found = []
    for key, group in groupby(days, _special):
        if key is not None:
            run = list(group)
            one = run[0]
            feasts = dict.fromkeys(d.holiday for d in run if d.holiday)
            told = [name(HOLIDAYS, feast, lang) for feast in feasts]
            if not told or one.why not in (Why.STATUTORY, Why.ARRANGED, Why.REGIONAL_OFF):
                told.append(name(DAY_REASONS, one.why.value, lang))
            reason = pick(("，", ", "), lang).join(told)
            state = name(DAY_STATES, one.state.value, lang)
            found.append(SpecialDays(one.date, run[-1].date, state, reason, one.source, one.published))
    return found


def _special(day: Day) -> tuple[str, str, str] | None:
    if day.why in (Why.WEEKDAY, Why.WEEKEND):
        return None
    why = "holiday" if day.why in (Why.STATUTORY, Why.ARRANGED) else day.why.value
    return day.state.value, why, day.source
