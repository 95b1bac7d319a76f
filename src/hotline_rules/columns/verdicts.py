"""Stage verdicts over columns: rows sorted into classes within which `deadlines.check` can give one answer only.

A verdict hangs on the shape of a row and on where its instants lie about the ends of its stages, on nothing else. So
the rows are sorted by shape and by those places; of each class two rows are judged by `deadlines.check` itself, and
what it says of both is said of all. The columns compute instants; they decide nothing. A class whose rows differ, or do
not bear out the instants computed here, is left to the plain path, as are rows that columns do not express.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from hotline_rules import deadlines
from hotline_rules._verdict import StageVerdict, State
from hotline_rules.clock import When
from hotline_rules.columns.dues import CHUNK, NEVER, DueTables, Micros, micros
from hotline_rules.columns.plans import Count, Planner, StagePlan
from hotline_rules.columns.shapes import CALENDAR, UNCONFIRMED, VALUES, Digits, Memo, Numbers, PairMemo, Shapes, Sorted
from hotline_rules.columns.tickets import Tickets
from hotline_rules.errors import HotlineError, InvalidValueError
from hotline_rules.jurisdictions.model import Jurisdiction

STATES = tuple(State)
"""The states, in the order of their codes."""

_Way = tuple[tuple[str, str] | None, Count | None, Count | None]
_Table = tuple[str | tuple[str, ...] | int, ...]
"""A stage, the columns of a table and what else its numbers hang on."""


_T = TypeVar("_T", bound=np.generic)
Rows = slice | NDArray[np.intp]
_ALL = slice(None)


class Template(NamedTuple):
    """What is said of every row of a class, from the verdict on one of them.

    `done` names the events whose instants are `done` and `done_latest`; `next_change` says whether that is the earliest
    end, the latest, or nothing.
    """

    verdict: StageVerdict
    state: int
    start: str | None
    done: tuple[str, str] | None
    has_due: bool
    has_latest: bool
    next_change: str | None


class StageColumn(NamedTuple):
    """One stage of every row: the place of its template, -1 where the row has no such stage, and its ends."""

    template: NDArray[np.intp]
    due: Micros
    due_latest: Micros

    def cut(self, begin: int, end: int) -> StageColumn:
        """Return a view of some of the rows."""
        return StageColumn(self.template[begin:end], self.due[begin:end], self.due_latest[begin:end])


@dataclass(frozen=True)
class Verdicts:
    """The verdicts on a table of tickets, stage by stage.

    `templates` are those that `StageColumn.template` points to. `reasons` says for each row why it is left to the plain
    path (a place in `shapes.REASONS`), -1 for one that was judged here.
    """

    tickets: Tickets
    stages: Mapping[str, StageColumn]
    templates: list[Template]
    reasons: NDArray[np.int8]

    @property
    def left(self) -> NDArray[np.intp]:
        """The rows that are left to the plain path."""
        return np.flatnonzero(self.reasons >= 0)

    def states(self, stage: str, rows: Rows = _ALL) -> NDArray[np.int8]:
        """The state of a stage, as a place in `STATES`; -1 where there is none."""
        return self._of_template([one.state for one in self.templates], -1, self.stages[stage].template[rows], np.int8)

    def counts(self, stage: str) -> dict[State, int]:
        """How many rows have a stage in each state; those without the stage are in none."""
        rows = np.bincount(self.stages[stage].template + 1, minlength=len(self.templates) + 1)[1:]
        found = np.bincount([one.state for one in self.templates], rows, minlength=len(STATES))
        return dict(zip(STATES, found.astype(int).tolist(), strict=True))

    def adverse(self, stage: str) -> NDArray[np.intp]:
        """The rows in which a stage is late or overdue."""
        late = [one.verdict.state in (State.LATE, State.OVERDUE) for one in self.templates]
        return np.flatnonzero(self._of_template(late, False, self.stages[stage].template, np.bool_))

    @staticmethod
    def _of_template(said: list[Any], none: Any, template: NDArray[np.intp], kind: type[_T]) -> NDArray[_T]:
        """For each row what is said of its template; `none` for a row without one."""
        return np.array([*said, none], kind).take(template, mode="wrap")

    def start(self, stage: str, rows: Rows = _ALL) -> Micros:
        """When a stage began."""
        return self._event_times(stage, [one.start for one in self.templates], self.tickets.times, rows)

    def done(self, stage: str, rows: Rows = _ALL) -> tuple[Micros, Micros]:
        """When the act that discharged a stage happened: from, to."""
        acts = [one.done for one in self.templates]
        firsts, lasts = ([act and act[place] for act in acts] for place in (0, 1))
        earliest = self._event_times(stage, firsts, self.tickets.times, rows)
        if not self.tickets.dates:
            return earliest, earliest
        return earliest, self._event_times(stage, lasts, self.tickets.ends_of_day, rows)

    def due(self, stage: str, rows: Rows = _ALL) -> tuple[Micros, Micros]:
        """Return the ends of a stage as its verdicts tell them: none where a verdict tells none."""
        whole = self.stages[stage]
        column = StageColumn(whole.template[rows], whole.due[rows], whole.due_latest[rows])
        told = self._of_template([one.has_due for one in self.templates], False, column.template, np.bool_)
        last = self._of_template([one.has_latest for one in self.templates], False, column.template, np.bool_)
        return np.where(told, column.due, NEVER), np.where(last, column.due_latest, NEVER)

    def next_change(self, stage: str) -> Micros:
        """When the state of a stage can change without a new event."""
        column = self.stages[stage]
        changes = [one.next_change for one in self.templates]
        first = self._of_template([one == "due" for one in changes], False, column.template, np.bool_)
        last = self._of_template([one == "due_latest" for one in changes], False, column.template, np.bool_)
        return np.where(first, column.due, np.where(last, column.due_latest, NEVER))

    def _event_times(
        self, stage: str, events: list[str | None], times: Mapping[str, Micros], rows: Rows = _ALL
    ) -> Micros:
        """For each row the time of the event that its template names."""
        column = self.stages[stage].template[rows]
        names = [name for name in times if name in events]
        places = [names.index(name) if name in names else -1 for name in events]
        chosen = self._of_template(places, -1, column, np.int8)
        found = np.full(len(column), NEVER, np.int64)
        for place, name in enumerate(names):
            np.copyto(found, times[name][rows], where=chosen == place)
        return found


class _Columns:
    """The stage columns of a table, each made when some row has the stage."""

    def __init__(self, names: list[str], length: int) -> None:
        self.names, self.length = names, length
        self.made: dict[str, StageColumn] = {}

    def of(self, name: str) -> StageColumn:
        """Return the column of a stage."""
        if name not in self.made:
            self.made[name] = self._none(np.full)
        return self.made[name]

    def all(self) -> dict[str, StageColumn]:
        """Return the columns of all stages, those without rows as views of a single row."""
        none = self._none(lambda length, value, dtype: np.broadcast_to(np.asarray(value, dtype), length))
        return {name: self.made.get(name, none) for name in self.names}

    def _none(self, full: Callable[[int, int, type], NDArray[Any]]) -> StageColumn:
        ends = (full(self.length, NEVER, np.int64) for _ in range(2))
        return StageColumn(full(self.length, -1, np.intp), *ends)


class _Piece(NamedTuple):
    """A piece of a table, sorted by shape: of each row the number of its shape plus one, 0 for none, and how many rows
    have each."""

    tickets: Tickets
    found: Sorted
    shapes: Numbers
    many: Numbers
    judged: _Judged


class BrokenJudgeError(HotlineError):
    """A `Bulk` was used again after an error."""


class Bulk:
    """Judges tables of tickets under one city, as of one instant; what it learns of one table serves the next.

    One that ended in an error is of no more use: it raises `BrokenJudgeError` from then on.

    `as_of` as in `deadlines.check`. Raises `InvalidValueError` for an `as_of` that is neither instant nor date.
    """

    def __init__(self, city: Jurisdiction, *, as_of: When, not_recorded: tuple[str, ...] = ()) -> None:
        if not isinstance(as_of, date):
            raise InvalidValueError("as_of", as_of, "a datetime, or a date: the end of that day")
        self.city = city
        self.as_of = as_of
        self.not_recorded = not_recorded
        clock = city.clock
        now = clock.local(as_of) if isinstance(as_of, datetime) else clock.end_of_day(as_of)
        self.now = micros(now)
        self.templates: list[Template] = []
        self._broken = False
        self.dues = DueTables(clock, city.counting)
        self._planner = Planner(city, not_recorded)
        self._shapes = Shapes(city.regulation, self.now, events=self._planner.events, exact=False)
        self._plans: list[tuple[StagePlan, ...] | None] = []
        self._ways: dict[str, list[_Way]] = {}
        self._way_of: dict[str, list[int]] = {}
        self._matters: dict[str, dict[str, list[bool]]] = {}
        self._halfway: dict[_Table, Memo] = {}
        self._classes: dict[_Table, PairMemo] = {}

    def judge(self, tickets: Tickets) -> Verdicts:
        """Return the verdicts on the rows that columns express; the others are told with the reason."""
        if self._broken:
            raise BrokenJudgeError("an earlier table ended in an error: make another Bulk")
        self._broken = True
        found = self._judge(tickets)
        self._broken = False
        return found

    def _judge(self, tickets: Tickets) -> Verdicts:
        if tickets.not_recorded != self.not_recorded:
            raise InvalidValueError("not_recorded", tickets.not_recorded, f"{self.not_recorded}, as the others")
        length = len(tickets)
        stages = _Columns([stage.name for stage in self.city.deadlines.stages], length)
        reasons = np.full(length, -1, np.int8)
        for begin in range(0, length, CHUNK):
            end = min(begin + CHUNK, length)
            self._piece(tickets.cut(begin, end), stages, begin, end, reasons[begin:end])
        return Verdicts(tickets, stages.all(), self.templates, reasons)

    def _piece(self, tickets: Tickets, stages: _Columns, begin: int, end: int, reasons: NDArray[np.int8]) -> None:
        """Judge a piece of a table into views of the whole."""
        if not self.dues.constant_offset:
            reasons[:] = CALENDAR
            return
        found = self._shapes.sort(tickets)
        self._plan()
        unplanned = np.array([plan is None for plan in self._plans] + [False])
        if unplanned.any():
            gone = unplanned[found.numbers]
            found.reasons[gone] = VALUES
            found.numbers[gone] = -1
        shapes = found.numbers + 1
        piece = _Piece(tickets, found, shapes, np.bincount(shapes, minlength=len(self._plans) + 1), _Judged({}))
        for name in stages.names:
            way_of = np.array([-1, *self._way_of[name]], np.intp)
            if piece.many[way_of >= 0].any():
                self._stage(piece, name, way_of, stages.of(name).cut(begin, end))
        gone = found.reasons >= 0
        if gone.any():
            for column in stages.made.values():
                column.template[begin:end][gone] = -1
        reasons[:] = found.reasons

    def _plan(self) -> None:
        """Make the plans of the shapes that are new."""
        stages = [stage.name for stage in self.city.deadlines.stages]
        for shape in self._shapes.found[len(self._plans) :]:
            plans = self._planner.plan(shape)
            self._plans.append(plans)
            by_name = {plan.stage: plan for plan in plans or ()}
            for name in stages:
                ways, places = self._ways.setdefault(name, []), self._way_of.setdefault(name, [])
                plan = by_name.get(name)
                self._note_acts(name, plan)
                if plan is None:
                    places.append(-1)
                    continue
                way = (plan.start, plan.earliest, plan.latest)
                if way not in ways:
                    ways.append(way)
                places.append(ways.index(way))

    def _note_acts(self, name: str, plan: StagePlan | None) -> None:
        """Keep of a shape which events' places about a stage's ends matter: what discharged it, or all that can."""
        acts = frozenset(plan.done) if plan and plan.done else self._planner.acts[name]
        matters = self._matters.setdefault(name, {})
        for event in self._planner.acts[name] | self._planner.others[name]:
            matters.setdefault(event, []).append(plan is not None and event in acts | self._planner.others[name])

    # -- one stage -------------------------------------------------------------------------------------------------

    def _stage(self, piece: _Piece, name: str, way_of: Numbers, column: StageColumn) -> None:
        """Compute the ends of one stage, sort the rows by where their instants lie about them, and take templates."""
        found, shapes = piece.found, piece.shapes
        certain = self._ends(name, way_of, piece, column)
        beyond = self._beyond(name, way_of, piece, column)
        codes = self._where(name, way_of, piece, column, certain=certain)
        if len(beyond):
            found.reasons[beyond] = CALENDAR
            shapes = shapes.copy()
            shapes[beyond] = 0
        classes = self._classes.setdefault((name, tuple(found.times), bool(found.dates)), PairMemo())

        def find(row: int) -> int:
            if way_of[shapes[row]] < 0:
                return -1
            of_class = (codes == codes[row]) & (shapes == shapes[row])
            return self._class(piece, name, _two(of_class, piece.judged), column)

        column.template[:] = classes.of(codes, shapes, len(way_of), find)
        if int(column.template.min()) == _UNCONFIRMED:
            found.reasons[column.template == _UNCONFIRMED] = UNCONFIRMED

    def _ends(self, name: str, way_of: Numbers, piece: _Piece, column: StageColumn) -> bool:
        """Compute the ends of a stage, row groups with the same start and the same spans together.

        Most rows being of one group, all are computed as if they were, and the others again. Returns whether no row has
        two ends.
        """
        ways = self._ways[name]
        many = np.bincount(way_of + 1, piece.many, minlength=len(ways) + 1)[1:]
        counted = [way for way in np.argsort(-many).tolist() if many[way] and _counts(ways[way])]
        if not counted:
            column.due[:] = column.due_latest[:] = NEVER
            return True
        certain = self._ends_of(ways[counted[0]], piece.found, _ALL, column)
        if many[counted[0]] == len(piece.shapes):
            return certain
        of_row = way_of.take(piece.shapes, mode="clip")
        others = np.flatnonzero(of_row != counted[0])
        column.due[others] = column.due_latest[others] = NEVER
        for way in counted[1:]:
            certain &= self._ends_of(ways[way], piece.found, others[of_row[others] == way], column)
        return certain

    def _ends_of(self, way: _Way, found: Sorted, rows: Rows, column: StageColumn) -> bool:
        """Compute the ends of some rows of one group; returns whether the two are one in all of them."""
        start, earliest, latest = way
        assert start is not None and earliest is not None and latest is not None
        first = found.times[start[0]][rows]
        last = first if start[1] == start[0] and start[0] not in found.dates else _last(found, start[1])[rows]
        ends = self.dues.ends(first, last, earliest.span, whole_hours=earliest.whole_hours)
        column.due[rows] = ends.earliest
        certain = ends.latest is ends.earliest and latest == earliest
        if latest != earliest:
            ends = self.dues.ends(first, last, latest.span, whole_hours=latest.whole_hours)
        column.due_latest[rows] = ends.latest
        return certain

    def _beyond(self, name: str, way_of: Numbers, piece: _Piece, column: StageColumn) -> Numbers:
        """The rows whose period ends past the calendar."""
        rows = np.flatnonzero(column.due == NEVER)
        counted = np.array([_counts(way) for way in self._ways[name]] + [False])
        beyond: Numbers = rows[counted[way_of[piece.shapes[rows]]]]
        return beyond

    def _where(
        self, name: str, way_of: Numbers, piece: _Piece, column: StageColumn, *, certain: bool
    ) -> NDArray[np.int64]:
        """A number for where the present and every act that can matter lie about the two ends of a stage."""
        found, due, latest = piece.found, column.due, column.due_latest
        vague = bool(found.dates)
        certain = certain or bool((due == latest).all())
        base = 3 if certain else 5
        matters = self._matters[name]
        events = [event for event in found.times if event in matters]
        codes = Digits(len(due), base)
        last = int(latest.max())
        codes.add(base - 1 if self.now > last else _level(np.int64(self.now), due, latest, certain=certain))
        for place, event in enumerate(events):
            if place % _AT_ONCE == _AT_ONCE - 1:
                codes = self._renumbered((name, tuple(found.times), vague, place), codes)
            concerned = np.array([False, *matters[event]])
            of = None
            if not piece.many[concerned].any():
                codes.add(0)
            else:
                concerned |= way_of < 0
                if piece.many[concerned].sum() < len(due):
                    of = concerned.take(piece.shapes, mode="clip")
                codes.add(_level(found.times[event], due, latest, certain=certain, of=of))
            if vague:
                told = event in found.dates
                codes.add(_level(_last(found, event), due, latest, certain=certain, of=of) if told else 0)
        numbers = codes.done()
        if certain:
            numbers *= 2
            return numbers
        numbers *= 4
        numbers += 1
        if last >= self.dues.first_unknown:
            starts = self._starts(name, way_of, piece)
            unknown = (due != latest) & (latest != NEVER) & self.dues.unknown_between(starts, latest)
            numbers += unknown * np.int8(2)
        return numbers

    def _renumbered(self, key: _Table, codes: Digits) -> Digits:
        """Smaller numbers for the same places, before they outgrow an integer."""
        memo = self._halfway.setdefault(key, Memo())
        return codes.behind(memo.numbered(codes.done()))

    def _starts(self, name: str, way_of: Numbers, piece: _Piece) -> Micros:
        """When a stage began, for every row."""
        way = way_of.take(piece.shapes, mode="clip")
        starts = np.full(len(way), NEVER, np.int64)
        for place, (start, _, _) in enumerate(self._ways[name]):
            if start is not None and start[0] in piece.found.times:
                np.copyto(starts, piece.found.times[start[0]], where=way == place)
        return starts

    # -- one class -------------------------------------------------------------------------------------------------

    def _class(self, piece: _Piece, name: str, rows: tuple[int, int], column: StageColumn) -> int:
        """Judge two rows of a class by the plain path; -2 if they differ, or are not as computed."""
        one, other = (self._template(piece, name, row, column) for row in rows)
        if one is None or other is None or not _alike(one, other):
            return _UNCONFIRMED
        self.templates.append(one)
        return len(self.templates) - 1

    def _template(self, piece: _Piece, name: str, row: int, column: StageColumn) -> Template | None:
        """Judge a row by the plain path; `None` if that does not bear out what was computed here."""
        found = piece.found
        verdict = piece.judged.verdict(piece.tickets, self.city, self.as_of, row, name)
        if verdict is None:
            return None
        names = [event for event, at in found.times.items() if at[row] != NEVER]
        firsts = {event: int(found.times[event][row]) for event in names}
        lasts = {
            event: first + _REST_OF_DAY if event in found.dates and found.dates[event][row] else first
            for event, first in firsts.items()
        }
        number = int(found.numbers[row])
        way = self._ways[name][self._way_of[name][number]]
        plan = next(plan for plan in self._plans[number] or () if plan.stage == name)
        template = _template_of(verdict, firsts, lasts, plan)
        ends = (int(column.due[row]), int(column.due_latest[row]))
        began = (firsts[way[0][0]], lasts[way[0][1]]) if way[0] else None
        return template if template is not None and _borne_out(verdict, ends, began) else None


_REST_OF_DAY = 86_400_000_000 - 1
_UNCONFIRMED = -2
_AT_ONCE = 6
"""Of how many events the places are put into one number before it is made smaller, lest it outgrow 64 bits."""


def _last(found: Sorted, event: str) -> Micros:
    """The last instant at which an event can have happened."""
    at = found.times[event]
    return np.where(found.dates[event], at + _REST_OF_DAY, at) if event in found.dates else at


class _Judged:
    """Rows of a piece that the plain path has judged."""

    def __init__(self, known: dict[int, dict[str, StageVerdict]]) -> None:
        self.known = known

    def verdict(self, tickets: Tickets, city: Jurisdiction, as_of: When, row: int, stage: str) -> StageVerdict | None:
        if row not in self.known:
            try:
                found = deadlines.check(tickets.ticket(row), city, as_of=as_of).stages
            except ValidationError:
                found = ()
            self.known[row] = {verdict.stage: verdict for verdict in found}
        return self.known[row].get(stage)


def _two(of_class: NDArray[np.bool_], judged: _Judged) -> tuple[int, int]:
    """Two rows of a class, if it has two: such as are judged already, or else its first and its last."""
    rows = np.flatnonzero(of_class)[[0, -1]].tolist()
    known = np.fromiter(judged.known, np.intp)
    choice = [*known[of_class[known]][:2].tolist(), *rows]
    one = choice[0]
    return one, next((row for row in choice if row != one), one)


def _counts(way: _Way) -> bool:
    """Whether a stage of this kind has a start and an end."""
    return all(part is not None for part in way)


def _level(
    at: Micros | np.int64, due: Micros, latest: Micros, *, certain: bool, of: NDArray[np.bool_] | None = None
) -> NDArray[np.int8]:
    """Where an instant lies about a pair of ends: before, at, between, at, after; before, too, in rows not `of` it."""
    codes: NDArray[np.int8] = (at >= due).view(np.int8)
    codes += at > due
    if not certain:
        codes += at >= latest
        codes += at > latest
    if of is not None:
        codes *= of
    return codes


def _template_of(
    verdict: StageVerdict, firsts: Mapping[str, int], lasts: Mapping[str, int], plan: StagePlan
) -> Template | None:
    """The template of a verdict; `None` if one of its instants is that of no event, or of several."""
    done = None
    if verdict.done is not None and verdict.done_latest is not None:
        done = _acts_at(firsts, lasts, verdict.done, verdict.done_latest, plan.done)
        if done is None:
            return None
    change = verdict.next_change
    which = None if change is None else "due" if change == verdict.due else "due_latest"
    return Template(
        verdict, STATES.index(verdict.state), plan.start[0] if plan.start else None, done,
        verdict.due is not None, verdict.due_latest is not None,
        which,
    )  # fmt: skip


def _acts_at(
    firsts: Mapping[str, int],
    lasts: Mapping[str, int],
    first: datetime,
    last: datetime,
    planned: tuple[str, str] | None,
) -> tuple[str, str] | None:
    """The events that happened from one instant to another: those that were planned, or else the only ones."""
    begin, end = micros(first), micros(last)
    froms = [event for event, told in firsts.items() if told == begin]
    tos = [event for event, told in lasts.items() if told == end]
    if planned is not None:
        return planned if planned[0] in froms and planned[1] in tos else None
    return (froms[0], tos[0]) if len(froms) == len(tos) == 1 else None


def _alike(one: Template, other: Template) -> bool:
    """Whether two rows of a class were judged alike in all but their instants and their units."""
    first, second = one.verdict, other.verdict
    return one[1:] == other[1:] and all(
        getattr(first, name) == getattr(second, name)
        for name in ("round", "n", "state", "why", "provision", "modality", "notes")
    )


def _borne_out(verdict: StageVerdict, ends: tuple[int, int], start: tuple[int, int] | None) -> bool:
    """Whether a verdict has the ends and the start that were computed for its row."""
    due = verdict.due is None or micros(verdict.due) == ends[0]
    latest = verdict.due_latest is None or micros(verdict.due_latest) == ends[1]
    began, until = verdict.start, verdict.basis.start_latest
    told = None if began is None or until is None else (micros(began), micros(until))
    return due and latest and told == start
