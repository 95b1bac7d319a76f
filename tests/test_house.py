"""The house: imports run downwards, and the core touches nothing of the world while it answers."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tools import check_imports

ROOT = Path(__file__).parent.parent

_SILENT = """
import sys
from datetime import date, datetime
from hotline_rules import Ticket, acceptance, audit, compare, deadlines, jurisdiction, ledger, official, receipt
from hotline_rules.institution import checklist, missing
from hotline_rules.rules import read_condition
from hotline_rules.clock import Span, Unit, working_days, working_hours
from hotline_rules.office_hours import HoursRule, OfficeHours
from hotline_rules.days import DayLayer
from hotline_rules.jurisdictions import CITIES, remade
from hotline_rules.jurisdictions.overlays import overlay

events = [
    {"type": "accepted", "at": "2026-09-29T08:00"}, {"type": "transferred", "at": "2026-09-29T09:00"},
    {"type": "arrived", "at": "2026-09-29T09:00+08:00"}, {"type": "signed", "at": "2026-09-29"},
    {"type": "extension_requested", "at": "2026-10-10", "working_days": 3},
    {"type": "return_requested", "at": "2026-10-11"},
    {"type": "promised", "at": "2026-10-12T09:00", "due": "2026-11-01"},
    {"type": "handled", "at": "2027-01-04T09:00"},
]

def surface():
    for name in CITIES:
        city = jurisdiction(name)
        for kind, urgency in (("help", "special"), (None, "ordinary")):
            ticket = Ticket.model_validate({"id": "1", "kind": kind, "urgency": urgency, "events": events})
            audit.review(ticket, city, as_of=datetime(2027, 1, 5), stressed=True).as_dict(trace=True)
            deadlines.check(ticket, city, as_of=date(2026, 10, 9))
        ticket = Ticket.model_validate({"id": "1", "kind": "help", "events": events, "ref": {"a": 1}})
        told = receipt.make(ticket, city, as_of=datetime(2027, 1, 5))
        receipt.verify(told, remade)
        compare.sides(ticket, [city], as_of=datetime(2027, 1, 5)).as_dict()
        compare.nearest(ticket, city, as_of=datetime(2027, 1, 5))
        checklist(city), missing("month", [], date(2026, 1, 1), date(2026, 3, 31))
        for facts in ({}, {"emergency_line": False, "dealt_with": "unknown", "same_caller": True}):
            ticket = Ticket.model_validate({"id": "1", "kind": "complaint", "facts": facts})
            acceptance.check(ticket, city).as_dict(), acceptance.recheck(ticket, city).as_dict()
        [row.as_dict() for row in ledger.rows(city)], ledger.find(city, "第一条")
        official.compare(city.regulation, "第一条 一\\n第二条 二"), ledger.beside(city, "第一条 一")
        read_condition(city.acceptance.intake.rules[0].when.model_dump())
        layer = DayLayer.model_validate({"name": "n", "years": [2027], "off": ["2027-01-02/2027-01-03"]})
        hours = OfficeHours(name="h", source="s", rules=(HoursRule(intervals=((540, 720),)),))
        other = city.with_days(layer).with_office_hours(hours).as_known_on(date(2026, 1, 1))
        other = other.with_readings({"AMB-05": city.chosen["AMB-05"]})
        other.rules_hash, list(other.calendar.days(date(2026, 12, 1), date(2027, 1, 9)))
        plain = (Span(Unit.HOURS, 4), Span(Unit.NATURAL_DAYS, 4), Span(Unit.SAME_DAY))
        for span in (working_days(5), working_hours(3), *plain):
            due = other.clock.due(datetime(2026, 3, 2, 9), span)
            list(other.clock.trace(datetime(2026, 3, 2, 9), span, due.latest))
        other.clock.elapsed(datetime(2026, 3, 2, 9), datetime(2026, 3, 9, 9))
    jurisdiction("weifang").with_overlay(overlay("shandong_2020")).rules_hash
    Ticket.model_json_schema()

surface()
listening, heard = False, []
FORBIDDEN = ("open", "import", "os.", "socket.", "subprocess.", "shutil.", "tempfile.", "glob.", "urllib.", "ctypes.")
def hook(event, args):
    if listening and event.startswith(FORBIDDEN):
        heard.append((event, str(args)[:200]))
sys.addaudithook(hook)
listening = True
surface()
PROBE
listening = False
print(heard)
sys.exit(bool(heard))
"""


def test_the_core_does_no_io_while_it_answers():
    run = subprocess.run(
        [sys.executable, "-c", _SILENT.replace("PROBE", "")], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "[]", "")


def test_that_test_hears_a_file_being_opened():
    run = subprocess.run(
        [sys.executable, "-c", _SILENT.replace("\nsurface()", "").replace("PROBE", "open('/dev/null').close()")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 1
    assert "/dev/null" in run.stdout


def test_imports_run_downwards_only():
    assert check_imports.problems() == []


def test_that_check_sees_an_import_that_runs_upwards_and_a_touch_of_the_world(tmp_path):
    shutil.copytree(ROOT / "src", tmp_path / "src")
    room = tmp_path / "src/hotline_rules/days.py"
    room.write_text(room.read_text() + "\nimport os\nfrom hotline_rules import clock\nx = date.today()\n")
    told = check_imports.problems(tmp_path / "src")
    assert [t.split(": ", 1)[1] for t in told] == [
        "hotline_rules.days imports os: the core does no I/O",
        "hotline_rules.days imports hotline_rules.clock, which stands above it",
        "hotline_rules.days reads the present time",
    ]


def test_importing_the_package_loads_neither_cities_nor_calendars_nor_numpy():
    code = (
        "import sys, hotline_rules; print([m for m in sys.modules if m.split('.')[0] in "
        "('holidays', 'numpy', 'chinese_calendar') or m.startswith('hotline_rules.jurisdictions.')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
