"""Columns: every row judged as columns is judged as `deadlines.check` judges it, and no row is lost."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotline_rules import Ticket, audit, deadlines, jurisdiction
from hotline_rules.clock import Clock, Counting, Span, Unit
from hotline_rules.columns import REASONS, STATES, Bulk, Coded, DueTables, Reviews, Tickets, arrow
from hotline_rules.columns.dues import NEVER, instant, micros
from hotline_rules.columns.verdicts import BrokenJudgeError
from hotline_rules.errors import InvalidValueError, UnknownNameError
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.overlays import overlay
from hotline_rules.office_hours import OfficeHours
from tests.column_tickets import alike, dated, ordinary, wild

EXAMPLES = Path(__file__).parent.parent / "examples"
OFFICE = OfficeHours.model_validate(
    {"name": "office", "source": "test", "rules": [{"intervals": ["09:00-12:00", "14:00-18:00"]}]}
)
SEASONS = OfficeHours.model_validate(
    {
        "name": "seasons",
        "source": "test",
        "rules": [
            {"intervals": ["10:00-14:00", "16:00-20:00"], "season": ["05-01", "09-30"]},
            {"intervals": ["10:00-13:30", "15:30-19:30"], "weekdays": [1, 2, 3, 4]},
        ],
    }
)
AS_OFS = (datetime(2026, 6, 15, 10, 30), date(2027, 3, 1), date(2025, 1, 1))
OTHERS = ("AMB-01", "AMB-02", "AMB-03", "AMB-05", "AMB-06", "AMB-09", "AMB-15", "AMB-23")


def cities():
    """The shipped cities, with known hours and with the other options of some readings too."""
    for name in CITIES:
        city = jurisdiction(name)
        yield city
        yield city.with_office_hours(OFFICE)
        others = {
            choice.reading: other
            for choice in city.choices
            if choice.reading in OTHERS
            for other in choice.admissible
            if other != city.chosen[choice.reading]
        }
        if others:
            yield city.with_readings(others)


def told(at, micro):
    """Whether an instant of a verdict is that of a column."""
    return micro == NEVER if at is None else micro != NEVER and micros(at) == micro


def differences(city, tickets, as_of):
    """Compare every row with the plain path; return the rows that differ, and how many were judged as columns."""
    verdicts = Bulk(city, as_of=as_of, not_recorded=tickets.not_recorded).judge(tickets)
    columns = {
        name: (
            column.template, verdicts.start(name), *verdicts.due(name), *verdicts.done(name), verdicts.next_change(name)
        )
        for name, column in verdicts.stages.items()
    }  # fmt: skip
    differ, judged = [], np.flatnonzero(verdicts.reasons < 0)
    for row in judged.tolist():
        plain = {one.stage: one for one in deadlines.check(tickets.ticket(row), city, as_of=as_of).stages}
        if set(plain) != {name for name, column in columns.items() if column[0][row] >= 0} or not all(
            same(one, verdicts.templates[columns[name][0][row]].verdict, *(part[row] for part in columns[name][1:]))
            for name, one in plain.items()
        ):
            differ.append(row)
    return differ, len(judged), Counter(REASONS[code].code for code in verdicts.reasons[verdicts.reasons >= 0])


def same(plain, template, start, due, latest, done, done_latest, change):
    alike_ = all(
        getattr(plain, name) == getattr(template, name)
        for name in ("stage", "round", "n", "state", "why", "provision", "modality", "notes")
    )
    return (
        alike_
        and (plain.unit is None) == (template.unit is None)
        and plain.basis.readings == template.basis.readings
        and told(plain.start, start)
        and told(plain.due, due)
        and told(plain.due_latest, latest)
        and told(plain.done, done)
        and told(plain.done_latest, done_latest)
        and told(plain.next_change, change)
    )


class TestEveryRowIsJudgedAsThePlainPathJudgesIt:
    @pytest.mark.parametrize("city", list(cities()), ids=lambda city: f"{city.id}-{city.rules_hash[-6:]}")
    @pytest.mark.parametrize("dates", [False, True])
    def test_tickets_of_few_shapes(self, city, dates):
        differ, judged, left = differences(city, alike(130, 5, dates=dates), AS_OFS[dates])
        assert differ == []
        assert judged > 115
        assert set(left) <= {"time_of_day"}

    @pytest.mark.parametrize("name", CITIES)
    @pytest.mark.parametrize("dates", [False, True])
    def test_tickets_of_every_shape(self, name, dates):
        for as_of, years in zip(AS_OFS, ((2025, 2026), (2026, 2027), (2020, 2024)), strict=True):
            differ, judged, left = differences(jurisdiction(name), wild(70, 3, dates=dates, years=years), as_of)
            assert differ == []
            assert judged > 55
            assert left["unconfirmed"] <= 2

    @pytest.mark.parametrize("name", CITIES)
    def test_tickets_of_a_log_that_lacks_some_events(self, name):
        for lacking in (("signed",), ("replied", "fed_back"), ("arrived", "transferred"), ("withdrawn", "closed")):
            whole = alike(300, 9)
            times = {event: column for event, column in whole.times.items() if event not in lacking}
            tickets = Tickets(times, {}, whole.fields, not_recorded=lacking)
            differ, judged, _ = differences(jurisdiction(name), tickets, AS_OFS[0])
            assert differ == []
            assert judged >= 290

    @pytest.mark.parametrize("name", CITIES)
    def test_tickets_of_which_every_event_has_its_day_only(self, name):
        differ, judged, _ = differences(jurisdiction(name), dated(400, 4), AS_OFS[0])
        assert differ == []
        assert judged > 350

    def test_what_is_said_of_a_row_does_not_hang_on_its_neighbours(self):
        city, tickets = jurisdiction("weifang"), dated(200, 7)
        whole = Bulk(city, as_of=AS_OFS[0]).judge(tickets)
        backwards = Tickets(
            {name: column[::-1].copy() for name, column in tickets.times.items()},
            {name: flags[::-1].copy() for name, flags in tickets.dates.items()},
            {name: Coded(coded.codes[::-1].copy(), coded.values) for name, coded in tickets.fields.items()},
        )
        other = Bulk(city, as_of=AS_OFS[0]).judge(backwards)
        assert (whole.states("handle") == other.states("handle")[::-1]).all()

    def test_tickets_under_an_overlay(self):
        city = jurisdiction("weifang").with_overlay(overlay("shandong_2020"))
        assert differences(city, alike(400, 2), AS_OFS[0])[0] == []

    def test_tickets_of_an_ordinary_year(self):
        for name in CITIES:
            differ, judged, left = differences(jurisdiction(name), ordinary(1_000), AS_OFS[0])
            assert differ == []
            assert judged == 1_000
            assert not left

    @pytest.mark.long
    @pytest.mark.parametrize("name", CITIES)
    def test_a_hundred_thousand_random_tickets(self, name):
        city = jurisdiction(name)
        for made, count in ((ordinary(15_000, 1), 15_000), (alike(5_000, 21), 5_000)):
            differ, judged, _ = differences(city, made, AS_OFS[0])
            assert differ == []
            assert judged == count
        for dates, as_of in ((False, AS_OFS[1]), (True, AS_OFS[0])):
            differ, judged, _ = differences(city, wild(2_500, 33, dates=dates, years=(2025, 2026, 2027)), as_of)
            assert differ == []
            assert judged > 2_200

    def test_the_shipped_examples(self):
        found = [json.loads(line) for line in (EXAMPLES / "tickets.jsonl").read_text(encoding="utf-8").splitlines()]
        expressed = 0
        for name in CITIES:
            payloads = [one for one in found if one["city"] == name and fits(one)]
            tickets = of_payloads(payloads)
            differ, judged, _ = differences(jurisdiction(name), tickets, datetime(2026, 12, 31, 10))
            assert differ == []
            expressed += judged
        assert expressed > 500


def fits(payload):
    """Whether a ticket has a place in columns: no event twice, no field of one but flags."""
    types = [event["type"] for event in payload["events"]]
    return len(types) == len(set(types)) and not payload.get("facts") and not payload.get("not_recorded")


def of_payloads(payloads):
    """Tickets of JSON as columns, the units of their events left out: a column holds one event of a ticket."""
    count = len(payloads)
    times: dict[str, np.ndarray] = {}
    dates: dict[str, np.ndarray] = {}
    fields: dict[str, list] = {}
    for row, payload in enumerate(payloads):
        for name in ("kind", "origin", "urgency", "track", "unit", "reply_waived"):
            if name in payload:
                fields.setdefault(name, [None] * count)[row] = payload[name]
        for event in Ticket.model_validate(payload).events:
            column = times.setdefault(event.type, np.full(count, NEVER, np.int64))
            at = event.at
            is_date = not isinstance(at, datetime)
            column[row] = micros(datetime(at.year, at.month, at.day) if is_date else at)
            if is_date:
                dates.setdefault(event.type, np.zeros(count, np.bool_))[row] = True
            for name in event.model_fields_set - {"type", "at", "unit", "role"}:
                value = getattr(event, name)
                fields.setdefault(f"{event.type}_{name}", [None] * count)[row] = value
    return Tickets(times, dates, {name: Coded.of(values) for name, values in fields.items()})


class TestNoRowIsLost:
    def test_rows_in_are_rows_judged_and_rows_left_each_with_its_reason(self):
        tickets = wild(500, 8, dates=True)
        verdicts = Bulk(jurisdiction("ganzi"), as_of=AS_OFS[0]).judge(tickets)
        assert len(verdicts.left) + int((verdicts.reasons < 0).sum()) == len(tickets) == 500
        assert all(0 <= code < len(REASONS) for code in verdicts.reasons[verdicts.left])
        for column in verdicts.stages.values():
            assert (column.template[verdicts.left] == -1).all()

    def test_what_columns_do_not_express_is_left(self):
        at = np.array([micros(datetime(2026, 3, 2, 9))] * 3)
        never = np.full(3, NEVER)
        again = never.copy()
        again[1] = micros(datetime(2026, 3, 5))
        units = Coded.of([None, None, "乙局"])
        tickets = Tickets({"arrived": at, "redispatched": again}, {}, {"arrived_unit": units})
        verdicts = Bulk(jurisdiction("jinan"), as_of=AS_OFS[0]).judge(tickets)
        assert verdicts.left.tolist() == [1, 2]

    def test_a_wrong_table_accuses_nobody(self, monkeypatch):
        right = DueTables.working_days
        monkeypatch.setattr(DueTables, "working_days", lambda self, first, last, n: right(self, first, last, n + 1))
        city, tickets = jurisdiction("weifang"), ordinary(200)
        verdicts = Bulk(city, as_of=AS_OFS[0]).judge(tickets)
        assert len(verdicts.left) > 100
        assert {REASONS[code].code for code in verdicts.reasons[verdicts.left]} == {"unconfirmed"}
        assert not len(verdicts.adverse("handle"))

    def test_what_one_table_taught_serves_the_next_and_changes_nothing(self):
        city = jurisdiction("ganzi")
        bulk = Bulk(city, as_of=AS_OFS[0])
        for seed in range(4):
            tickets = alike(200, seed)
            again, anew = bulk.judge(tickets), Bulk(city, as_of=AS_OFS[0]).judge(tickets)
            for name in anew.stages:
                assert (again.states(name) == anew.states(name)).all()
                assert (again.due(name)[1] == anew.due(name)[1]).all()

    def test_a_judge_that_ended_in_an_error_is_not_used_again(self, monkeypatch):
        bulk = Bulk(jurisdiction("jinan"), as_of=AS_OFS[0])
        monkeypatch.setattr(Tickets, "ticket", lambda self, row: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            bulk.judge(ordinary(20))
        monkeypatch.undo()
        with pytest.raises(BrokenJudgeError):
            bulk.judge(ordinary(20))

    def test_events_after_the_instant_asked_about_are_not_yet_known(self):
        city, tickets = jurisdiction("jinan"), ordinary(300)
        early = datetime(2026, 2, 10, 12)
        known = {name: np.where(column > micros(early), NEVER, column) for name, column in tickets.times.items()}
        whole, cut = (Bulk(city, as_of=early).judge(one) for one in (tickets, Tickets(known, {}, tickets.fields)))
        for name in whole.stages:
            assert (whole.states(name) == cut.states(name)).all()

    def test_the_counts_by_state_are_those_of_the_rows(self):
        verdicts = Bulk(jurisdiction("ganzi"), as_of=AS_OFS[0]).judge(alike(400, 6))
        for name in verdicts.stages:
            states = [STATES[state] for state in verdicts.states(name) if state >= 0]
            assert {state: many for state, many in verdicts.counts(name).items() if many} == Counter(states)

    def test_a_zone_that_changes_its_clocks_goes_to_the_plain_path(self):
        city = jurisdiction("weifang").changed(zone="Europe/Amsterdam")
        verdicts = Bulk(city, as_of=AS_OFS[0]).judge(ordinary(50))
        assert len(verdicts.left) == 50


class TestWhatElseAReviewSays:
    @pytest.mark.parametrize("name", CITIES)
    @pytest.mark.parametrize("dates", [False, True])
    def test_the_findings_and_notes_of_a_row_are_those_of_its_class(self, name, dates):
        city, tickets = jurisdiction(name), alike(200, 13, dates=dates)
        bulk = Bulk(city, as_of=AS_OFS[0])
        reviews = Reviews(bulk)
        classes, left = reviews.of(tickets, bulk.judge(tickets))
        assert len(left) < 20
        for row in np.flatnonzero(classes >= 0).tolist():
            review = audit.review(tickets.ticket(row), city, as_of=AS_OFS[0])
            said = reviews.told[classes[row]]
            assert [key(one) for one in review.findings if not one.is_lateness] == [key(one) for one in said.findings]
            assert review.answer.notes == said.notes


def key(finding):
    return (
        finding.code, finding.severity, finding.provision, finding.about, finding.on, finding.modality, finding.round
    )  # fmt: skip


SPANS = st.one_of(
    st.builds(Span, st.just(Unit.WORKING_DAYS), st.integers(1, 40)),
    st.builds(Span, st.just(Unit.NATURAL_DAYS), st.integers(1, 60)),
    st.builds(Span, st.sampled_from([Unit.WORKING_HOURS, Unit.HOURS]), st.integers(1, 30)),
    st.builds(Span, st.sampled_from([Unit.WORKING_MINUTES, Unit.MINUTES]), st.integers(1, 500)),
    st.just(Span(Unit.SAME_DAY)),
)
INSTANTS = st.integers(micros(datetime(2025, 1, 1)), micros(datetime(2027, 6, 1)))
COUNTINGS = st.sampled_from(
    [
        Counting(),
        Counting(first_day="counted"),
        Counting(receipt="roll_to_workday"),
        Counting(close="close_of_business"),
    ]
)


class TestDueTables:
    @settings(max_examples=80, deadline=None)
    @given(
        st.sampled_from(CITIES), st.sampled_from([None, OFFICE, SEASONS]), SPANS, COUNTINGS,
        st.lists(INSTANTS, min_size=1, max_size=20), st.integers(0, 86_399_999_999), st.booleans(),
    )  # fmt: skip
    def test_the_ends_of_any_span_are_those_of_the_clock(self, name, office, span, counting, starts, width, vague):
        clock: Clock = jurisdiction(name).clock.with_office_hours(office)
        tables = DueTables(clock, counting)
        first = np.array(starts, np.int64)
        last = first + width if vague else first
        ends = tables.ends(first, last, span)
        for place, at in enumerate(starts):
            due = clock.due_between(instant(at), instant(int(last[place])), span, counting)
            assert (told(due.earliest, ends.earliest[place]), told(due.latest, ends.latest[place])) == (True, True)

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(CITIES), st.sampled_from([None, OFFICE]), SPANS, st.integers(0, 10**6))
    def test_filling_an_array_gives_the_same_ends(self, name, office, span, seed):
        tables = DueTables(jurisdiction(name).clock.with_office_hours(office))
        low, high = micros(datetime(2024, 1, 1)), micros(datetime(2028, 6, 1))
        at = np.random.default_rng(seed).integers(low, high, 9_000)
        out = np.empty_like(at)
        latest = tables.fill(at, span, out)
        for place in range(0, len(at), 97):
            one = at[place : place + 1]
            ends = tables.ends(one, one, span)
            assert out[place] == ends.earliest[0]
            assert (out if latest is None else latest)[place] == ends.latest[0]

    def test_what_lies_outside_the_calendar_has_no_end(self):
        tables = DueTables(jurisdiction("weifang").clock)
        outside = np.array([micros(datetime(1990, 1, 1)), micros(datetime(2190, 1, 1)), NEVER], np.int64)
        assert (tables.working_days(outside, outside, 5).earliest == NEVER).all()

    def test_no_instant_has_no_end(self):
        tables = DueTables(jurisdiction("ganzi").clock.with_office_hours(OFFICE))
        never = np.array([NEVER], np.int64)
        for unit in Unit:
            assert (tables.ends(never, never, Span(unit, 1)).earliest == NEVER).all(), unit


class TestArrow:
    TABLE = pl.DataFrame(
        {
            "id": ["1", "2", "3", "4"],
            "kind": ["help", "complaint", None, "怪"],
            "arrived": [datetime(2026, 3, 2, 9)] * 4,
            "handled": [date(2026, 3, 6), date(2026, 3, 12), None, None],
        }
    )

    def test_a_table_goes_in_and_a_table_of_verdicts_comes_out(self):
        found = pl.from_arrow(arrow.check(self.TABLE, jurisdiction("weifang"), as_of=date(2026, 4, 1)))
        assert found["row"].to_list() == [0, 1, 2, 3]
        assert found["state"].to_list() == ["in_time", "late", "overdue", None]
        assert found["due"].to_list()[:1] == [datetime(2026, 3, 10)]
        assert found["done_latest"][0] == datetime(2026, 3, 6, 23, 59, 59, 999_999)
        assert "kind" in found["error"][3]

    def test_every_row_comes_out_in_the_order_in_which_it_came_in(self):
        table = as_arrow(wild(300, 4, dates=False))
        found = arrow.check(table, jurisdiction("ganzi"), as_of=AS_OFS[0])
        rows = found["row"].to_pylist()
        assert rows == sorted(rows)
        assert set(rows) == set(range(300))

    def test_rows_that_columns_do_not_express_are_judged_all_the_same(self):
        tickets, city = wild(300, 4), jurisdiction("ganzi")
        found = arrow.check(as_arrow(tickets), city, as_of=AS_OFS[0]).to_pylist()
        for row in Bulk(city, as_of=AS_OFS[0]).judge(tickets).left.tolist():
            plain = deadlines.check(tickets.ticket(row), city, as_of=AS_OFS[0]).stages
            states = [one["state"] for one in found if one["row"] == row and one["stage"]]
            assert states == [verdict.state.value for verdict in plain]

    def test_instants_with_a_zone_are_told_in_that_of_the_city(self):
        here = self.TABLE.select("id", "arrived")
        there = here.with_columns(pl.col("arrived").dt.replace_time_zone("Asia/Shanghai").dt.convert_time_zone("UTC"))
        city = jurisdiction("weifang")
        one, other = (arrow.check(table, city, as_of=date(2026, 4, 1)).to_pylist() for table in (here, there))
        assert one == other

    def test_a_column_that_is_none_is_refused_by_name(self):
        with pytest.raises(UnknownNameError, match="handeld"):
            arrow.check(pa.table({"id": ["1"], "handeld": [None]}), jurisdiction("jinan"), as_of=AS_OFS[0])
        with pytest.raises(InvalidValueError, match="arrived"):
            arrow.check(pa.table({"arrived": ["2026-03-02"]}), jurisdiction("jinan"), as_of=AS_OFS[0])

    def test_a_year_that_a_ticket_refuses_is_refused_wherever_it_stands(self):
        sentinel = pl.Series([datetime(9999, 12, 31), datetime(2026, 3, 6)])
        table = pl.DataFrame({"id": ["1", "2"], "arrived": [datetime(2026, 3, 2)] * 2, "handled": sentinel})
        for one in (table, table.reverse()):
            found = arrow.check(one, jurisdiction("weifang"), as_of=date(2026, 4, 1)).to_pylist()
            said = {row["id"]: (row["state"], bool(row["error"])) for row in found}
            assert said == {"1": (None, True), "2": ("in_time", False)}

    def test_a_row_without_a_number_is_no_ticket(self):
        table = pl.DataFrame({"id": ["1", None, " "], "arrived": [datetime(2026, 3, 2)] * 3})
        found = arrow.check(table, jurisdiction("weifang"), as_of=date(2026, 4, 1)).to_pylist()
        assert [bool(row["error"]) for row in found] == [False, True, True]

    def test_a_table_without_events_has_no_stages(self):
        found = arrow.check(pa.table({"id": ["1", "2"]}), jurisdiction("ganzi"), as_of=date(2026, 4, 1)).to_pylist()
        assert [(row["row"], row["stage"], row["error"]) for row in found] == [(0, None, None), (1, None, None)]

    def test_a_column_of_lists_goes_to_the_plain_path_or_serves(self):
        table = pa.table({"refused": [datetime(2026, 3, 2)], "refused_grounds": [["19(1)(一)"]]})
        assert arrow.check(table, jurisdiction("weifang"), as_of=date(2026, 4, 1)).num_rows == 1

    def test_less_than_a_microsecond_is_refused_with_the_name_of_the_column(self):
        table = pa.table({"arrived": pa.array([1_700_000_000_000_000_001], pa.timestamp("ns"))})
        with pytest.raises(InvalidValueError, match="arrived"):
            arrow.check(table, jurisdiction("jinan"), as_of=AS_OFS[0])

    def test_an_empty_table_gives_an_empty_table(self):
        empty = self.TABLE.head(0)
        assert arrow.check(empty, jurisdiction("jinan"), as_of=AS_OFS[0]).num_rows == 0


def as_arrow(tickets):
    """Tickets as an Arrow table."""
    columns = {name: pl.Series(column.view("datetime64[us]")) for name, column in tickets.times.items()}
    columns |= {
        name: pl.Series([coded.at(row) for row in range(len(tickets))]) for name, coded in tickets.fields.items()
    }
    return pl.DataFrame(columns).to_arrow()


class TestDocuments:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_the_example_of_the_documents_runs(self, lang, capsys):
        text = (EXAMPLES.parent / "docs" / lang / "columns.md").read_text(encoding="utf-8")
        code = text.split("```python")[1].split("```")[0]
        exec(compile(code, "columns.md", "exec"), {})
        told_ = capsys.readouterr().out
        assert [word for word in ("in_time", "late", "overdue") if word in told_] == ["in_time", "late", "overdue"]


class TestTickets:
    def test_names_and_lengths_are_checked(self):
        with pytest.raises(UnknownNameError, match="handeld"):
            Tickets({"handeld": np.zeros(1, np.int64)})
        with pytest.raises(UnknownNameError, match="colour"):
            Tickets({}, {}, {"colour": Coded.of(["red"])})
        with pytest.raises(InvalidValueError, match="2 rows"):
            Tickets({"arrived": np.zeros(3, np.int64), "handled": np.zeros(2, np.int64)})
        with pytest.raises(InvalidValueError, match="float64"):
            Tickets({"arrived": np.zeros(3)})

    def test_a_row_is_the_ticket_it_says(self):
        times = {"arrived": np.array(["2026-03-02T09:00", "NaT"], "datetime64[us]")}
        tickets = Tickets(times, {}, {"kind": Coded.of(["help", None])}, ids=["甲1", "甲2"])
        one, other = tickets.ticket(0), tickets.ticket(1)
        assert (one.id, one.kind, one.events[0].at) == ("甲1", "help", datetime(2026, 3, 2, 9))
        assert (other.id, other.kind, other.events) == ("甲2", None, ())

    def test_an_as_of_that_is_no_instant_is_refused(self):
        with pytest.raises(InvalidValueError, match="as_of"):
            Bulk(jurisdiction("jinan"), as_of="2026-03-02")

    def test_the_edge_of_a_day_is_kept(self):
        assert instant(micros(datetime(2026, 3, 2))) + timedelta(microseconds=1) == datetime(2026, 3, 2, 0, 0, 0, 1)
