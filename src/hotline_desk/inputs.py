"""The files of one audit, read and judged one after another: tables as columns, logs and JSON ticket by ticket."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hotline_desk import eventlog, reading, sheets, typed
from hotline_desk.ahead import ahead
from hotline_desk.headings import ColumnMap, Columns, read_map
from hotline_desk.judging import Judge, NotJudged, number_of
from hotline_desk.named_headings import NamedHeadings
from hotline_desk.progress import Bar, watched
from hotline_desk.reading import place_of
from hotline_desk.report import FileRead
from hotline_desk.tally import Tally
from hotline_rules.wording import Lang, pick

if TYPE_CHECKING:
    from hotline_desk.bulk import BulkJudge


@dataclass
class _Counted:
    """What became of the rows of one table."""

    file: str
    sheet: str | None
    rows: int = 0
    judged: int = 0
    missed: int = 0
    first: int | None = None
    last: int | None = None
    columns: Columns | None = field(default=None, repr=False)

    def as_read(self) -> FileRead:
        """The same for the report."""
        told = self.columns
        return FileRead(
            self.file, self.sheet, self.rows, self.judged, self.missed, self.first, self.last,
            tuple(told.absent) if told else (), tuple(told.not_recorded) if told else (),
            tuple((heading, column.role) for heading, column in zip(told.headings, told.columns, strict=True) if column)
            if told else (),
        )  # fmt: skip


class Inputs:
    """Reads files into a tally."""

    def __init__(self, judge: Judge, tally: Tally, folder: Path, lang: Lang) -> None:
        self.judge = judge
        self.tally = tally
        self.folder = folder
        self.lang: Lang = lang
        self.counted: list[_Counted] = []
        self._bulk: BulkJudge | None = None
        self._events = self._of_events = 0
        self._named = NamedHeadings(ColumnMap(), lang)

    @property
    def one_by_one(self) -> dict[str, int]:
        """How many rows of tables were judged one by one, by the code of why; the most frequent first."""
        return dict(self._bulk.left.most_common()) if self._bulk else {}

    def remarks(self) -> list[str]:
        """Say which tables lack headings of the map, and how many rows of tables were judged one by one."""
        found = self._named.remarks()
        if self._events:
            n, m = self._events, self._of_events
            found.append(pick((f"{n} 行事件，合为 {m} 件工单。", f"{n} rows of events, {m} tickets."), self.lang))
        return [*found, self._left()] if self.one_by_one else found

    def _left(self) -> str:
        """Say how many rows were judged one by one, and why."""
        from hotline_desk.bulk import WHY_LEFT

        n = sum(self.one_by_one.values())
        zh = "；".join(f"{WHY_LEFT[why][0]} {count} 行" for why, count in self.one_by_one.items())
        en = "; ".join(f"{count} with {WHY_LEFT[why][1]}" for why, count in self.one_by_one.items())
        said = (f"{n} 行没有按列评判，已逐件评判：{zh}。", f"{n} rows were not judged as columns but one by one: {en}.")
        return pick(said, self.lang)

    def read(self, files: list[str], mapping: str | None) -> None:
        """Judge every row of every file; all are opened before the first is read."""
        wanted = read_map(mapping, self.lang) if mapping else ColumnMap()
        self._named = NamedHeadings(wanted, self.lang)
        logs = [file for file in files if self._is_log(file, wanted)]
        if "-" not in files:
            self._named.check()
        with ExitStack() as stack:
            opened = [self._opened(stack, file, wanted) for file in files if file not in logs]
            log = stack.enter_context(eventlog.opened(logs, self.lang, mapping=wanted)) if logs else None
            for source in opened:
                if isinstance(source, typed.Source):
                    self._tables(source)
                else:
                    self._rows(source)
            if log is not None:
                self._log(log, logs)
        self._named.check()

    def _is_log(self, file: str, wanted: ColumnMap) -> bool:
        """Whether a file has one row per event; standard input is read once only, and has one per ticket.

        So many of its tables are looked at as it takes to find the headings that the map names.
        """
        first: Columns | None = None
        with closing(eventlog.headings_of(file, self.lang, mapping=wanted)) as found:
            for columns in found:
                self._named.take(columns)
                first = first or columns
                if not self._named.lacking:
                    break
        return first is not None and first.is_log

    def _opened(self, stack: ExitStack, file: str, wanted: ColumnMap) -> typed.Source | reading.Source:
        if sheets.form(file) == "json":
            return stack.enter_context(reading.opened(file, self.lang))
        zone = self.judge.one.clock.zone if self.judge.one else typed.SHANGHAI
        return stack.enter_context(typed.opened(file, self.lang, mapping=wanted, zone=zone))

    def _tables(self, source: typed.Source) -> None:
        from hotline_desk.bulk import BulkJudge

        if self._bulk is None:
            self._bulk = BulkJudge(self.judge, self.tally)
        bulk = self._bulk
        counted: dict[str | None, _Counted] = {}
        with Bar(source.file, source.size) as bar:
            for batch in ahead(source.batches):
                before = (self.tally.rows, self.tally.judged, self.tally.missing)
                bulk.batch(batch)
                one = counted.setdefault(batch.sheet, _Counted(batch.file, batch.sheet, columns=batch.headings))
                after = (self.tally.rows, self.tally.judged, self.tally.missing)
                _add(one, before, after)
                if batch.frame.height:
                    lines = batch.frame[sheets.ROW]
                    one.first = int(lines[0]) if one.first is None else one.first
                    one.last = int(lines[-1])
                bar.told(source.offset, one.rows)
        self.counted += counted.values()
        for columns in source.columns:
            self._named.take(columns)
        for place, absent in source.absent.items():
            if absent:
                self.tally.absent[place] = list(absent)

    def _log(self, log: eventlog.Log, files: list[str]) -> None:
        """Judge the tickets of files with one row per event; a ticket counts for the file its first row stands in."""
        counted: dict[tuple[str, str | None], _Counted] = {}
        with Bar(files[0], log.size) as bar:
            for count, row in enumerate(log.rows, start=1):
                one = counted.setdefault((row.file, row.sheet), _Counted(row.file, row.sheet))
                self._row(one, row)
                bar.told(log.offset, count)
                self._of_events = count
        self.counted += counted.values()
        self._events = log.events
        for columns in log.columns:
            self._named.take(columns)
        if log.absent:
            self.tally.absent[", ".join(files)] = list(log.absent)

    def _row(self, one: _Counted, row: reading.Row) -> None:
        """Judge one row."""
        before = (self.tally.rows, self.tally.judged, self.tally.missing)
        try:
            self.tally.judge(row, self.judge.review(row))
        except NotJudged as problem:
            self.tally.miss(row, number_of(row), str(problem))
        _add(one, before, (self.tally.rows, self.tally.judged, self.tally.missing))
        one.first = row.line if one.first is None else min(one.first, row.line)
        one.last = row.line if one.last is None else max(one.last, row.line)

    def _rows(self, source: reading.Source) -> None:
        one = _Counted(source.file, None)
        for row in watched(source):
            self._row(one, row)
        self.counted.append(one)
        if source.absent:
            self.tally.absent[place_of(source.file, None)] = source.absent

    @property
    def files(self) -> tuple[FileRead, ...]:
        """What was read, for the report."""
        return tuple(one.as_read() for one in self.counted)


def _add(one: _Counted, before: tuple[int, int, int], after: tuple[int, int, int]) -> None:
    rows, judged, missed = (new - old for old, new in zip(before, after, strict=True))
    one.rows += rows
    one.judged += judged
    one.missed += missed
