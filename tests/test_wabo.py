"""A back-test on a log nobody here wrote: Dutch permits, their legal deadlines, and a city of one JSON file.

J.C.A.M. Buijs, "Receipt phase of an environmental permit application process (WABO)", 4TU.ResearchData 2014,
doi:10.4121/uuid:a07386a5-7be3-4367-9535-70bc9e77dbe6, CC BY. It is no part of this repository: one row per case is
looked for beside it, or where `HOTLINE_WABO` says. `docs/en/backtest.md` holds the numbers;
`-rP` prints the rest.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from hotline_desk.app import app
from hotline_rules import Ticket, deadlines
from hotline_rules.clock import Span, Unit
from hotline_rules.deadlines import StageVerdict
from hotline_rules.jurisdictions import load
from hotline_rules.jurisdictions.model import Jurisdiction

ROOT = Path(__file__).parent.parent
CITY_FILE = ROOT / "examples/netherlands-permits.json"
LOG = Path(os.environ.get("HOTLINE_WABO") or ROOT.parent / "shared/data/wabo_receipt_cases.csv")
DOCS = [ROOT / f"docs/{lang}/backtest.md" for lang in ("en", "zh")]
AS_OF = date(2013, 12, 31)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")

needs_log = pytest.mark.skipif(not LOG.exists(), reason=f"no log at {LOG}; HOTLINE_WABO names another place")


@cache
def permits() -> Jurisdiction:
    return load(CITY_FILE.read_bytes())


def with_span(span: Span) -> Jurisdiction:
    """The same city with another length of its one limit."""
    told = json.loads(CITY_FILE.read_bytes())
    told["deadlines"]["stages"][0]["cases"][0]["span"] = {"unit": span.unit.value, "n": span.n}
    return load(json.dumps(told))


class Case(NamedTuple):
    """A row of the log: when it began, its legal deadline, and when it ended, all by the clocks of Amsterdam."""

    number: str
    start: datetime
    deadline: datetime
    end: datetime | None

    @property
    def days(self) -> int:
        """How many local days lie between the start and the deadline."""
        return (self.deadline.date() - self.start.date()).days

    def ticket(self, *, prolongations_told: bool) -> Ticket:
        """The case as a ticket: the log has no event that prolongs a term, so it is said that it records none."""
        events = [{"type": "accepted", "at": self.start}]
        events += [{"type": "handled", "at": self.end}] if self.end else []
        missing = () if prolongations_told else ("extension_decided",)
        return Ticket.model_validate({"id": self.number, "events": events, "not_recorded": missing})


@cache
def log() -> tuple[Case, ...]:
    def here(text: str) -> datetime:
        return datetime.fromisoformat(text).astimezone(AMSTERDAM)

    with LOG.open(encoding="utf-8", newline="") as file:
        return tuple(
            Case(
                row["case:concept:name"],
                here(row["case:startdate"]),
                here(row["case:deadline"]),
                here(row["case:enddate"]) if row["case:enddate"] else None,
            )
            for row in csv.DictReader(file)
        )


def judged(case: Case, city: Jurisdiction, *, prolongations_told: bool = False) -> StageVerdict:
    (verdict,) = deadlines.check(case.ticket(prolongations_told=prolongations_told), city, as_of=AS_OF).stages
    return verdict


def wall(at: datetime | None) -> datetime:
    """What the clock on the wall showed."""
    assert at is not None
    return at.replace(tzinfo=None)


def apart(case: Case, verdict: StageVerdict) -> timedelta:
    """By how much the log's deadline lies after ours, on the wall."""
    assert verdict.due == verdict.due_latest
    return wall(case.deadline) - wall(verdict.due)


def last_day(verdict: StageVerdict) -> date:
    """The day a term ends on; the first instant of a day is 24:00 of the day before for a period of whole dates."""
    due, whole = wall(verdict.due), verdict.basis.span.unit in (Unit.NATURAL_DAYS, Unit.WORKING_DAYS)
    return due.date() - DAY * whole


def group_of(case: Case, verdict: StageVerdict) -> str:
    """Where a case belongs: both right, the date alone, or how far its deadline lies from 56 days."""
    if case.days == 56:
        if abs(apart(case, verdict)) <= MINUTE:
            return "date and time of day"
        if wall(case.deadline).replace(microsecond=0).time().isoformat() == "00:00:00":
            return "date; the deadline has no time of day"
        return "date; the times of day differ"
    if case.days == 98:
        return "98 days: eight weeks and six"
    if abs(case.days - 56) == 1:
        return "55 or 57 days"
    return "fewer than 55 days" if case.days < 55 else "58 to 97 days" if case.days < 98 else "more than 98 days"


GROUPS = {
    "date and time of day": 983,
    "date; the deadline has no time of day": 92,
    "date; the times of day differ": 5,
    "55 or 57 days": 21,
    "58 to 97 days": 169,
    "98 days: eight weeks and six": 58,
    "more than 98 days": 91,
    "fewer than 55 days": 15,
}


@needs_log
class TestTheDueDates:
    def test_of_1434_cases_1080_have_the_date_and_983_the_minute_and_the_rest_is_listed(self):
        found: dict[str, list[Case]] = {}
        for case in log():
            found.setdefault(group_of(case, judged(case, permits())), []).append(case)
        for name, cases in sorted(found.items()):
            days = Counter(case.days for case in cases).most_common(6)
            print(f"{len(cases):5} {name}: {', '.join(f'{n} days ×{times}' for n, times in days)}")
            if name != "date and time of day":
                print("      " + " ".join(case.number for case in cases))
        assert {name: len(cases) for name, cases in found.items()} == GROUPS
        assert sum(GROUPS.values()) == len(log()) == 1434
        assert sum(last_day(judged(case, permits())) == case.deadline.date() for case in log()) >= 1080

    def test_336_of_those_to_the_minute_cross_a_change_of_clocks(self):
        exact = [case for case in log() if abs(apart(case, judged(case, permits()))) <= MINUTE]
        crossing = [case for case in exact if case.start.utcoffset() != case.deadline.utcoffset()]
        assert (len(exact), len(crossing)) == (983, 336)

    @pytest.mark.parametrize(
        ("span", "dates", "minutes"),
        [
            (Span(Unit.FULL_DAYS, 56), 1080, 983),
            (Span(Unit.NATURAL_DAYS, 56), 1080, 5),
            (Span(Unit.HOURS, 56 * 24), 1073, 647),
            (Span(Unit.WORKING_DAYS, 40), 1021, 15),
        ],
        ids=lambda one: one.unit.value if isinstance(one, Span) else None,
    )
    def test_no_other_unit_says_as_much(self, span, dates, minutes):
        city = with_span(span)
        verdicts = [(case, judged(case, city)) for case in log()]
        on_the_day = sum(last_day(verdict) == case.deadline.date() for case, verdict in verdicts)
        to_the_minute = sum(abs(apart(case, verdict)) <= MINUTE for case, verdict in verdicts)
        assert (on_the_day, to_the_minute) == (dates, minutes)


@needs_log
class TestTheVerdicts:
    def tally(self, *, prolongations_told: bool) -> Counter[tuple[str, str]]:
        found: Counter[tuple[str, str]] = Counter()
        for case in log():
            by_the_log = "open" if case.end is None else "late" if case.end > case.deadline else "in_time"
            verdict = judged(case, permits(), prolongations_told=prolongations_told)
            found[verdict.state.value, by_the_log] += 1
        return found

    def test_a_log_that_records_no_prolongation_makes_nobody_late_for_certain(self):
        assert self.tally(prolongations_told=False) == {
            ("in_time", "in_time"): 797,
            ("in_time", "late"): 3,
            ("undetermined", "late"): 374,
            ("undetermined", "in_time"): 155,
            ("undetermined", "open"): 105,
        }

    def test_were_there_none_155_would_be_called_late_that_the_log_holds_in_time(self):
        assert self.tally(prolongations_told=True) == {
            ("in_time", "in_time"): 797,
            ("in_time", "late"): 3,
            ("late", "late"): 374,
            ("late", "in_time"): 155,
            ("overdue", "open"): 105,
        }


class TestTheFile:
    def test_it_names_a_zone_of_its_own_no_chinese_day_and_no_reading(self):
        city = permits()
        assert (city.zone, city.calendar.base, city.choices) == ("Europe/Amsterdam", "week", ())
        assert all(day.holiday is None for day in city.calendar.days(date(2011, 1, 1), date(2011, 12, 31)))
        assert load(city.model_dump_json()) == city

    def test_a_prolonged_term_has_no_end_that_is_known(self):
        told = {"id": "1", "events": [
            {"type": "accepted", "at": "2011-10-11T13:42:22"},
            {"type": "extension_decided", "at": "2011-11-20T10:00", "granted": True},
            {"type": "handled", "at": "2011-12-20T10:00"},
        ]}  # fmt: skip
        (verdict,) = deadlines.check(Ticket.model_validate(told), permits(), as_of=AS_OF).stages
        assert (verdict.state.value, verdict.why, verdict.due_latest) == (
            "undetermined", "extension_length_unknown", None,
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("zh", ("期限  56个整日", "时限  2011年12月6日13:42:22", "（法律）",
                    "止于起算的钟点", "完成时已逾期，超期1小时17分钟38秒。")),
            ("en", ("Period        56 full days", "Due           13:42:22 on 6 December 2011", "(statute)",
                    "up to the time of day it started at", "late, by 1 hour 17 minutes 38 seconds")),
        ],
    )  # fmt: skip
    def test_the_command_line_answers_from_it(self, lang, said):
        told = CliRunner().invoke(app, [
            "due", "--city-file", str(CITY_FILE), "--accepted", "2011-10-11 13:42:22", "--done", "2011-12-06 15:00",
            "--as-of", "2012-02-01", "--lang", lang,
        ])  # fmt: skip
        assert told.exit_code == 0, told.output
        for text in said:
            assert text in told.stdout

    def test_and_in_json_with_the_offset_of_the_season(self):
        told = CliRunner().invoke(app, [
            "due", "--city-file", str(CITY_FILE), "--accepted", "2011-10-11T13:42:22+02:00", "--not-done",
            "--as-of", "2011-12-01", "--json",
        ])  # fmt: skip
        (stage,) = json.loads(told.stdout)["stages"]
        (stretch,) = stage["trace"]
        assert stage["due"] == stage["due_latest"] == stretch["end"] == "2011-12-06T13:42:22+01:00"
        assert (stretch["n"], stretch["used_minutes"], stage["state"]) == ([56, 56], 56 * 1440 + 60, "open")


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.parent.name)
def test_the_page_gives_these_numbers(page):
    text = page.read_text(encoding="utf-8")
    for number in (*GROUPS.values(), "1,080", 336, "1,073", 647, "1,021", 797, 374, 155):
        assert f" {number} |" in text or f" {number} " in text, number
