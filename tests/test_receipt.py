"""Receipts: the same bytes wherever they are made, nothing changed goes unnoticed, and no free text is in them."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import Ticket, audit, jurisdiction, receipt
from hotline_rules._version import VERSION
from hotline_rules.days import DayLayer
from hotline_rules.errors import HotlineError, InvalidValueError, UnknownNameError
from hotline_rules.jurisdictions import CITIES, remade
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.jurisdictions.overlays import overlay
from hotline_rules.office_hours import HoursRule, OfficeHours
from hotline_rules.receipt import FREE_TEXT, MASK, Verification
from tests.tickets import ticket

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "whole-life.json"
WHOLE = Ticket.model_validate_json(EXAMPLE.read_text(encoding="utf-8"))
GANZI = jurisdiction("ganzi")
AS_OF = date(2026, 6, 1)
TEXT = receipt.make(WHOLE, GANZI, as_of=AS_OF)
TOLD: dict[str, Any] = json.loads(TEXT)
SECRET = "来电人的住址和电话"


def plain(city: str = "ganzi") -> Ticket:
    """A small ticket, for what is asked many times."""
    unit = {"unit": "甲局"}
    return ticket(
        ("accepted", "2026-04-17T16:20"),
        ("transferred", "2026-04-17T17:10", unit),
        ("arrived", "2026-04-17T17:10", unit),
        ("signed", "2026-04-20T09:40", unit),
        kind="complaint",
        city=city,
    )


def verified(told: dict[str, Any] | str | bytes, remake: Any = remade) -> Verification:
    return receipt.verify(told if isinstance(told, str | bytes) else json.dumps(told), remake)


def sealed(told: dict[str, Any]) -> dict[str, Any]:
    """The same with a hash that fits: what one does who knows how a receipt is made. Keys sorted, no blanks."""
    rest = {name: value for name, value in told.items() if name != "hash"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return {**rest, "hash": "sha256:" + hashlib.sha256(text.encode()).hexdigest()}


def but(**parts: Any) -> dict[str, Any]:
    """The receipt with other parts."""
    return {**deepcopy(TOLD), **parts}


def places(found: Verification) -> list[str]:
    return [one.place for one in found.divergences]


class TestWhatItHolds:
    """The ticket, the instant, the hashes of rules and calendar, the changes, the library, and every conclusion."""

    def test_it_is_equal_as_it_was_made(self):
        assert verified(TEXT) == Verification(True, True, True, True, ())
        assert verified(TEXT).equal

    def test_its_parts(self):
        assert set(TOLD) == {
            "receipt", "library", "city", "changes", "rules_hash", "calendar_hash", "as_of", "ticket", "result", "hash",
        }  # fmt: skip
        assert (TOLD["receipt"], TOLD["library"], TOLD["city"], TOLD["as_of"]) == (1, VERSION, "ganzi", "2026-06-01")
        assert (TOLD["rules_hash"], TOLD["calendar_hash"]) == (GANZI.rules_hash, GANZI.calendar.fingerprint)

    def test_its_hash_is_that_of_all_the_rest(self):
        assert sealed(TOLD) == TOLD

    def test_its_result_is_the_whole_review_with_the_counting(self):
        review = audit.review(receipt.mask(WHOLE), GANZI, as_of=AS_OF).as_dict(trace=True)
        assert TOLD["result"] == {
            name: value for name, value in review.items() if name not in ("id", "city", "as_of", "rules_hash", "ref")
        }
        handling = next(one for one in TOLD["result"]["stages"] if one["stage"] == "handle")
        assert (handling["state"], handling["due"]) == ("late", "2026-05-07T00:00:00+08:00")
        assert handling["trace"]

    @pytest.mark.parametrize("city", CITIES)
    def test_every_city_s_is_equal(self, city):
        place = jurisdiction(city)
        assert verified(receipt.make(plain(city), place, as_of=AS_OF)).equal

    def test_it_is_text_for_a_person_too(self):
        assert "甲局" in TEXT
        assert "\\u" not in TEXT
        assert TEXT.endswith("}\n")


class TestTheSameBytes:
    """The same input gives the same bytes, in every process and on every machine."""

    SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from hotline_rules import Ticket, jurisdiction, receipt
ticket = Ticket.model_validate_json(Path(sys.argv[1]).read_text(encoding="utf-8"))
sys.stdout.buffer.write(receipt.make(ticket, jurisdiction("ganzi"), as_of=date(2026, 6, 1)).encode())
"""

    @pytest.mark.parametrize("seed", ["0", "1", "4711"])
    def test_whatever_the_seed_of_hashes_and_the_zone_of_the_machine(self, seed):
        env = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src"), "LC_ALL": "C",
                            "TZ": {"1": "America/New_York"}.get(seed, "UTC")}  # fmt: skip
        done = subprocess.run(
            [sys.executable, "-c", self.SCRIPT, str(EXAMPLE)], env=env, capture_output=True, check=True
        )
        assert done.stdout == TEXT.encode()

    def test_made_twice(self):
        assert receipt.make(WHOLE, GANZI, as_of=AS_OF) == TEXT

    def test_whatever_the_order_in_which_fields_and_facts_are_told(self):
        told = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        turned = {name: told[name] for name in reversed(told)}
        turned["facts"] = {name: told["facts"][name] for name in reversed(told["facts"])}
        turned["events"] = [{name: event[name] for name in reversed(event)} for event in told["events"]]
        assert receipt.make(Ticket.model_validate(turned), GANZI, as_of=AS_OF) == TEXT

    def test_whatever_the_zone_in_which_the_instant_is_told(self):
        told = [
            receipt.make(plain(), GANZI, as_of=when)
            for when in (
                datetime(2026, 4, 22, 8),
                datetime(2026, 4, 22, 0, tzinfo=UTC),
                datetime.fromisoformat("2026-04-22T08:00+08:00"),
            )
        ]
        assert len(set(told)) == 1
        assert json.loads(told[0])["as_of"] == "2026-04-22T08:00:00+08:00"

    def test_what_was_passed_through_changes_nothing(self):
        other = Ticket.model_validate({**json.loads(EXAMPLE.read_text(encoding="utf-8")), "ref": {"row": 7}})
        assert receipt.make(other, GANZI, as_of=AS_OF) == TEXT

    def test_another_instant_or_another_ticket_gives_others(self):
        others = {
            receipt.make(plain(), GANZI, as_of=date(2026, 4, 22)),
            receipt.make(plain(), GANZI, as_of=date(2026, 4, 23)),
            receipt.make(plain().model_copy(update={"id": "T-2"}), GANZI, as_of=date(2026, 4, 22)),
        }
        assert len({json.loads(one)["hash"] for one in others}) == 3

    def test_written_out_otherwise_it_is_still_the_same(self):
        """White space and the order of keys are not what it says."""
        assert verified(json.dumps({name: TOLD[name] for name in reversed(TOLD)})).equal


def leaves(told: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to every plain value."""
    if isinstance(told, dict):
        for name, value in told.items():
            yield from leaves(value, (*path, name))
    elif isinstance(told, list):
        for number, value in enumerate(told):
            yield from leaves(value, (*path, number))
    else:
        yield path


RESULT_LEAVES = sorted(leaves(TOLD["result"]), key=str)


def other_than(value: Any) -> Any:
    return not value if isinstance(value, bool) else value + 1 if isinstance(value, int | float) else f"{value}x"


def altered(path: tuple[Any, ...]) -> dict[str, Any]:
    """The receipt with another value in one place of its result."""
    told = deepcopy(TOLD)
    here = told["result"]
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = other_than(here[path[-1]])
    return told


class TestTampering:
    """Whatever is changed in a receipt is noticed; where its answer no longer comes out, the place is named."""

    @pytest.mark.parametrize("part", ["library", "rules_hash", "calendar_hash", "hash"])
    def test_a_part_of_text(self, part):
        found = verified(but(**{part: TOLD[part] + "0"}))
        assert not found.intact
        assert not found.equal

    def test_the_instant(self):
        found = verified(but(as_of="2026-06-02"))
        assert not found.intact

    @pytest.mark.parametrize(
        "event", [{"at": "2026-05-06T15:00"}, {"unit": "乙局"}, {"type": "closed"}],
    )  # fmt: skip
    def test_the_ticket(self, event):
        told = deepcopy(TOLD)
        told["ticket"]["events"][6] |= event
        if event == {"type": "closed"}:
            told["ticket"]["events"][6] = {"type": "closed", "at": "2026-05-07T15:00"}
        assert not verified(told).intact

    def test_a_fact_taken_out(self):
        told = deepcopy(TOLD)
        del told["ticket"]["facts"]["emergency_line"]
        found = verified(told)
        assert (found.intact, found.equal) == (False, False)
        assert "result.acceptance.outcome" in places(found)

    def test_something_added(self):
        assert not verified(but(note="更正")).intact

    @given(st.sampled_from(RESULT_LEAVES))
    @settings(max_examples=25)
    def test_any_value_of_the_result_even_with_a_hash_that_fits(self, path):
        told = altered(path)
        found, resealed = verified(told), verified(sealed(told))
        assert (found.intact, resealed.intact) == (False, True)
        assert not resealed.equal
        place = "result" + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
        assert places(found) == places(resealed) == [place]
        (one,) = resealed.divergences
        assert one.recorded == other_than(one.now)

    def test_a_finding_taken_out_with_a_hash_that_fits(self):
        told = deepcopy(TOLD)
        gone = told["result"]["findings"].pop()
        found = verified(sealed(told))
        assert places(found) == ["result.findings"]
        assert found.divergences[0].now == [*found.divergences[0].recorded, gone]

    def test_a_verdict_that_was_on_time_with_a_hash_that_fits(self):
        """Of a ticket completed in time by hand: the events say so, the result does not."""
        told = deepcopy(TOLD)
        stage = next(n for n, one in enumerate(told["result"]["stages"]) if one["state"] == "late")
        told["result"]["stages"][stage]["state"] = "in_time"
        found = verified(sealed(told))
        assert [(one.place, one.recorded, one.now) for one in found.divergences] == [
            (f"result.stages[{stage}].state", "in_time", "late")
        ]

    def test_an_event_moved_with_a_hash_that_fits(self):
        """The reply moved to before the due: what is recorded no longer follows from the ticket."""
        told = deepcopy(TOLD)
        for event in told["ticket"]["events"]:
            if event["at"].startswith("2026-05-07"):
                event["at"] = event["at"].replace("05-07", "05-06")
        found = verified(sealed(told))
        assert found.intact
        assert not found.equal
        assert any(place.startswith("result.stages[") and place.endswith(".state") for place in places(found))

    def test_the_readings_changed_with_a_hash_that_fits(self):
        told = but(changes={**TOLD["changes"], "readings": {"AMB-15": "all_acts"}})
        found = verified(sealed(told))
        assert found.intact
        assert (found.same_rules, found.equal) == (False, False)

    @pytest.mark.parametrize("taken", [True, False])
    def test_a_null_taken_out_or_added_with_a_hash_that_fits(self, taken):
        told = deepcopy(TOLD)
        stage = told["result"]["stages"][0]
        if taken:
            del stage[next(name for name, value in stage.items() if value is None)]
        else:
            stage["excused"] = None
        assert not verified(sealed(told)).equal

    @pytest.mark.parametrize(
        ("before", "false"),
        [('"as_of": "2026-06-01"', '"as_of": "2026-04-01", '), ('"city": "ganzi"', '"city": "weifang", ')],
    )
    def test_a_key_written_twice(self, before, false):
        assert before in TEXT
        doubled = TEXT.replace(before, false + before, 1)
        with pytest.raises(InvalidValueError, match="receipt"):
            verified(doubled)


class TestMadeByOthers:
    """Other rules, another calendar and another version are named, and are no tampering."""

    @staticmethod
    def remake(**changes: Any):
        def made(name: str, recorded: dict[str, Any]) -> Jurisdiction:
            city = remade(name, recorded)
            if "day" in changes:
                return city.with_days(DayLayer(name="later", off=frozenset({date.fromisoformat(changes["day"])})))
            return city.with_readings(changes["readings"])

        return made

    def test_rules_that_decide_otherwise(self):
        found = verified(TEXT, self.remake(readings={"AMB-15": "all_acts"}))
        assert (found.intact, found.same_rules, found.same_calendar, found.same_library) == (True, False, True, True)
        assert found.divergences
        assert not found.equal

    def test_a_calendar_with_a_holiday_within_the_period(self):
        """20 April 2026 off: the handling, ten working days with the grant, would end a working day later."""
        found = verified(TEXT, self.remake(day="2026-04-20"))
        assert (found.intact, found.same_calendar, found.equal) == (True, False, False)
        handling = [one for one in found.divergences if one.recorded == "2026-05-07T00:00:00+08:00"]
        assert {one.now for one in handling} == {"2026-05-08T00:00:00+08:00"}

    def test_a_calendar_that_differs_elsewhere_leaves_the_answer_equal_and_is_named(self):
        found = verified(TEXT, self.remake(day="2026-11-16"))
        assert (found.equal, found.same_calendar) == (True, False)

    def test_another_library(self):
        found = verified(sealed(but(library="0.0.1")))
        assert (found.equal, found.same_library) == (True, False)

    @pytest.mark.parametrize(("part", "name"), [("rules_hash", "same_rules"), ("calendar_hash", "same_calendar")])
    def test_hashes_of_others_with_a_hash_that_fits(self, part, name):
        found = verified(sealed(but(**{part: "sha256:" + 64 * "0"})))
        told = found.as_dict()
        assert told.pop(name) is False
        assert told == {"equal": True, "intact": True, "divergences": [], **told}
        assert all(told[other] for other in ("same_rules", "same_calendar", "same_library") if other != name)

    def test_it_is_told_as_plain_values(self):
        told = verified(TEXT, self.remake(readings={"AMB-15": "all_acts"})).as_dict()
        assert json.loads(json.dumps(told)) == told
        assert {tuple(one) for one in told["divergences"]} == {("place", "recorded", "now")}


class TestWhatTheCallerChanged:
    """The city with everything the caller changed of it is made again."""

    LAYER = DayLayer(name="notice", off=frozenset({date(2026, 4, 21)}), notice="某通知")
    HOURS = OfficeHours(
        name="own", source="某单位", rules=(HoursRule.model_validate({"intervals": ["09:00-12:00", "14:00-17:00"]}),)
    )

    @pytest.mark.parametrize(
        ("city", "changed"),
        [
            ("ganzi", lambda c: c.with_readings({"AMB-15": "all_acts", "AMB-10": "due_day_start"})),
            ("ganzi", lambda c: c.with_days(TestWhatTheCallerChanged.LAYER)),
            ("ganzi", lambda c: c.with_office_hours(TestWhatTheCallerChanged.HOURS)),
            ("karamay", lambda c: c.with_office_hours(None)),
            ("jinan", lambda c: c.as_known_on(date(2026, 3, 1))),
            ("weifang", lambda c: c.with_overlay(overlay("shandong_2020"))),
            (
                "weifang",
                lambda c: (
                    c.with_overlay(overlay("shandong_2020"))
                    .with_readings({"AMB-15": "all_acts"})
                    .with_days(TestWhatTheCallerChanged.LAYER)
                    .with_office_hours(TestWhatTheCallerChanged.HOURS)
                ),
            ),
        ],
        ids=["readings", "days", "hours", "no hours", "known_on", "overlay", "all"],
    )
    def test_it_is_recorded_and_made_again(self, city, changed):
        place = changed(jurisdiction(city))
        text = receipt.make(plain(city), place, as_of=AS_OF)
        assert verified(text) == Verification(True, True, True, True, ())
        recorded = json.loads(text)
        assert recorded["changes"] == receipt.changes(place)
        assert recorded["rules_hash"] != jurisdiction(city).rules_hash
        assert remade(city, recorded["changes"]).rules_hash == place.rules_hash

    def test_without_a_change_none_is_recorded(self):
        assert TOLD["changes"] == {
            "readings": {}, "overlays": [], "calendars": [], "known_on": None, "office_hours": None,
        }  # fmt: skip


WRITTEN: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("limit_set", "cite", {"rank": "law", "working_days": 9}),
    ("extension_requested", "reason", {"working_days": 3}),
    ("extension_decided", "reason", {"granted": True}),
    ("return_requested", "reason", {}),
    ("return_requested", "policy_basis", {}),
    ("return_requested", "suggested_unit", {}),
    ("termination_requested", "ground", {"written": True}),
    ("referred", "to", {}),
    ("supervised", "kind", {}),
)


class TestMasking:
    """Free text and what was passed through are not in a receipt; that something was written is."""

    @staticmethod
    def written(text: str, name: str, field: str, more: dict[str, Any]) -> Ticket:
        told = plain().model_dump(mode="json", exclude_unset=True)
        event = {"type": name, "at": "2026-04-21T10:00", field: text, **more}
        return Ticket.model_validate({**told, "ref": {"住址": SECRET}, "events": [*told["events"], event]})

    @pytest.mark.parametrize(("name", "field", "more"), WRITTEN)
    def test_the_text_is_nowhere_in_it_and_that_there_was_one_is(self, name, field, more):
        one = self.written(SECRET, name, field, more)
        text = receipt.make(one, GANZI, as_of=AS_OF)
        assert SECRET not in text
        assert json.dumps(SECRET)[1:-1] not in text
        assert json.loads(text)["ticket"]["events"][-1][field] == MASK
        assert verified(text).equal

    @pytest.mark.parametrize(("name", "field", "more"), WRITTEN)
    def test_the_answer_is_that_of_the_ticket_as_it_was_told(self, name, field, more):
        for text in (SECRET, " ", ""):
            one = self.written(text, name, field, more)
            masked = receipt.mask(one)
            asked, told = (audit.review(each, GANZI, as_of=AS_OF).as_dict(trace=True) for each in (one, masked))
            assert asked.pop("ref") is not None
            assert told.pop("ref") is None
            assert told == asked

    @pytest.mark.parametrize("blank", ["", " ", "　"])
    def test_a_blank_is_no_text_and_stays_one(self, blank):
        one = self.written(blank, "extension_requested", "reason", {"working_days": 3})
        assert receipt.mask(one).events[-1].reason == blank

    def test_what_was_not_written_stays_unwritten(self):
        masked = receipt.mask(ticket(("extension_requested", "2026-04-21T10:00"), kind="help"))
        assert masked.model_dump(exclude_unset=True)["events"] == (
            {"at": datetime(2026, 4, 21, 10), "type": "extension_requested"},
        )

    def test_it_leaves_the_ticket_alone_and_masking_twice_is_masking_once(self):
        one = self.written(SECRET, "return_requested", "reason", {})
        before = one.model_dump_json()
        masked = receipt.mask(one)
        assert one.model_dump_json() == before
        assert receipt.mask(masked) == masked != one

    def test_everything_else_is_kept(self):
        kept = receipt.mask(WHOLE).model_dump(mode="json", exclude_unset=True)
        told = WHOLE.model_dump(mode="json", exclude_unset=True)
        told["events"][4]["reason"] = MASK
        assert kept == told

    def test_the_fields_that_are_free_text(self):
        told = {(name, field) for name, fields in FREE_TEXT.items() for field in fields}
        assert told == {(name, field) for name, field, _ in WRITTEN}

    @pytest.mark.parametrize(("rating", "kept"), [("满意", True), ("不满意", True), ("一般", True), (SECRET, False)])
    def test_a_rating_is_free_text_unless_it_is_a_word_of_the_scale(self, rating, kept):
        one = self.written(rating, "called_back", "rating", {})
        text = receipt.make(one, GANZI, as_of=AS_OF)
        assert json.loads(text)["ticket"]["events"][-1]["rating"] == (rating if kept else MASK)
        assert verified(text).equal

    @pytest.mark.parametrize(("ground", "kept"), [("10(三)", True), ("emergency_line", True), (SECRET, False)])
    def test_a_ground_of_refusal_is_free_text_unless_it_names_a_provision_or_a_fact(self, ground, kept):
        told = ticket(("accepted", "2026-04-17T16:20"), ("refused", "2026-04-17T16:30", {"grounds": [ground]}))
        text = receipt.make(told, GANZI, as_of=AS_OF)
        assert json.loads(text)["ticket"]["events"][-1]["grounds"] == [ground if kept else MASK]
        assert verified(text).equal

    def test_of_a_telephone_in_the_number_of_a_ticket_the_last_digits_stay(self):
        told = ticket(("accepted", "2026-04-17T16:20")).model_copy(update={"id": "GZ-13800001234"})
        text = receipt.make(told, GANZI, as_of=AS_OF)
        assert "13800001234" not in text
        assert json.loads(text)["ticket"]["id"] == f"GZ-{MASK}1234"
        assert json.loads(receipt.make(plain(), GANZI, as_of=AS_OF))["ticket"]["id"] == "T-1"

    def test_a_ticket_of_which_nothing_happened_can_be_masked(self):
        for told in ({"id": "1"}, {"id": "1", "events": []}, {"id": "1", "ref": "x"}):
            assert receipt.mask(Ticket.model_validate(told)) == Ticket(id="1")


class TestWhatIsNoReceipt:
    """It is an error of the library's own, which names the part, what was found and what is accepted."""

    @pytest.mark.parametrize("text", ["", "{", "not JSON", b"\xff\xfe", "[" * 100_000])
    def test_no_json(self, text):
        with pytest.raises(InvalidValueError, match=r"receipt.*accepted: a receipt made by this library"):
            verified(text)

    @pytest.mark.parametrize("text", ["1", "null", "[]", '"x"', "{}", '{"receipt": 2}', '{"receipt": "1"}'])
    def test_another_format(self, text):
        with pytest.raises(InvalidValueError, match=r"receipt.*accepted: a receipt of format 1"):
            verified(text)

    @pytest.mark.parametrize(
        "part",
        ["library", "city", "changes", "rules_hash", "calendar_hash", "as_of", "ticket", "result", "hash"],
    )
    @pytest.mark.parametrize("wrong", ["absent", None, 1, []])
    def test_a_part_that_is_absent_or_of_another_sort(self, part, wrong):
        told = but(**{part: wrong})
        if wrong == "absent":
            del told[part]
        with pytest.raises(InvalidValueError, match=rf"receipt\.{part}"):
            verified(told)

    @pytest.mark.parametrize(
        ("told", "named"),
        [
            (but(city="nowhere"), "nowhere"),
            (but(changes={**TOLD["changes"], "overlays": ["nothing"]}), "nothing"),
            (but(changes={**TOLD["changes"], "readings": {"AMB-15": "neither"}}), "neither"),
            (but(ticket={**TOLD["ticket"], "facts": {"no_such_fact": True}}), "no_such_fact"),
        ],
    )
    def test_a_name_that_is_not_known_is_named(self, told, named):
        with pytest.raises(UnknownNameError, match=named):
            verified(told)

    @pytest.mark.parametrize(
        "told",
        [
            but(changes={}),
            but(changes={**TOLD["changes"], "readings": ["AMB-15"]}),
            but(changes={**TOLD["changes"], "overlays": 3}),
            but(changes={**TOLD["changes"], "calendars": [{}]}),
            but(changes={**TOLD["changes"], "known_on": "yesterday"}),
            but(changes={**TOLD["changes"], "known_on": 5}),
            but(changes={**TOLD["changes"], "office_hours": {"name": 1}}),
            but(as_of="soon"),
            but(as_of="9999-12-31"),
            but(ticket={}),
            but(ticket={**TOLD["ticket"], "kind": "nothing"}),
        ],
        ids=["no changes", "readings", "overlays", "calendars", "known_on", "known_on 5", "hours", "as_of", "year",
             "no ticket", "kind"],
    )  # fmt: skip
    def test_a_part_that_holds_what_it_cannot(self, told):
        with pytest.raises(HotlineError):
            verified(told)
