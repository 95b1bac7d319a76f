"""Two sheets of the workbook in prose and small tables: published beside as the rule says, and the parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import polars as pl

from hotline_desk.report import DIFFERING, SAID, CityUsed, Published, Report, count, rows_of
from hotline_desk.workbook_cells import LIMIT, Sheet, Shown, end
from hotline_desk.workbook_words import DIFFERING_HEADS, SAID_NAMES, TIMES, Names
from hotline_rules.wording import ASSUMED, EVENTS, FORCES, OVERLAYS, STATES, Pair, end_text, instant_text, name

Said = tuple[Pair, str, str]
"""A row of the parameters: what, of what, and the text."""
_FAR = 30
"""Differences of more days than these are counted together."""
_LAST = len(DIFFERING_HEADS) - 1


class PublishedSheet:
    """The audit in one number, the table behind it, how far the deadlines differ, and the tickets that differ."""

    def __init__(self, found: Published, names: Names, sheet: Sheet) -> None:
        self.found = found
        self.names = names
        self.sheet = sheet
        self.pick = names.pick

    def write(self) -> Shown:
        """Fill the sheet and return how many of the tickets that differ it lists."""
        sheet, found = self.sheet, self.found
        sheet.sheet.set_row(0, 24)
        sheet.text(0, self.names.agreement(found), sheet.formats.title)
        sheet.row += 1
        for line in self.notes():
            sheet.merged(0, _LAST, line, sheet.formats.long, room=150)
            sheet.row += 1
        self.table()
        self.days()
        sheet.section(("不一致的工单", "Tickets on which the two differ"), last=_LAST)
        return self.tickets()

    def tickets(self) -> Shown:
        """List the tickets that differ, and say how many there are where it is not all of them."""
        sheet, parts, top = self.sheet, self.found.differing, self.sheet.row
        total = max(self.found.differing_total, count(parts))
        sheet.heads([self.pick(head.text) for head in DIFFERING_HEADS])
        for row in islice(rows_of(parts, DIFFERING), LIMIT - top):
            sheet.cells(self.ticket(row))
        written = sheet.row - top - 1
        sheet.sheet.autofilter(top, 0, max(sheet.row - 1, top + 1), _LAST)
        if written < total:
            told = f"共 {total:,} 件，列出 {written:,} 件。", f"{total:,} in all; {written:,} are listed."
            sheet.text(0, self.pick(told), sheet.formats.warning)
        return Shown(written, total)

    def notes(self) -> list[str]:
        """What stays outside the comparison, and where the published side was read."""
        found = self.found
        undecided = int(found.table.filter(pl.col("rule") == "undetermined")["n"].sum())
        columns = self.pick(("、", ", ")).join(found.columns)
        told = [
            self.pick(
                (
                    f"不计入：规则不能判定 {undecided:,}；所读文件没有标明的 {found.unflagged:,}。",
                    f"Outside: undetermined by the rule {undecided:,}; not flagged in the file {found.unflagged:,}.",
                )
            )
        ]
        if columns:
            told.append(self.pick((f"公布的一方读自：{columns}。", f"What was published is read from: {columns}.")))
        if found.flag_from_deadline:
            told.append(
                self.pick(
                    (
                        "所读文件没有逾期标记，按其自带的截止时间推算。",
                        "The file has no overdue flag; it is worked out from the deadline the file carries.",
                    )
                )
            )
        return told

    def table(self) -> None:
        """The rule against what was published."""
        sheet, found = self.sheet, self.found
        sheet.section(("规则（行）与公布（列）", "Rule (rows) and published (columns)"), last=_LAST)
        sides = SAID[:2]
        sheet.heads(["", *(self.pick(SAID_NAMES[side]) for side in sides), self.pick(("合计", "total"))])
        counts: dict[tuple[str, str], int] = {}
        for row in found.table.to_dicts():
            counts[row["rule"], row["published"]] = counts.get((row["rule"], row["published"]), 0) + row["n"]
        for rule in SAID:
            told = [counts.get((rule, side), 0) for side in sides]
            sheet.cells([self.pick(SAID_NAMES[rule]), *told, sum(told)])
        told = [sum(counts.get((rule, side), 0) for rule in SAID) for side in sides]
        sheet.cells([self.pick(("合计", "total")), *told, sum(told)])

    def days(self) -> None:
        """By how many days the published deadline lies off."""
        sheet, found = self.sheet, self.found
        if found.days.is_empty():
            return
        sheet.section(("公布的截止时间比规则的", "The published deadline is, beside the rule's"), last=_LAST)
        sheet.heads([self.pick(("相差", "difference")), self.pick(("数", "count"))])
        counts: dict[int, int] = {}
        for row in found.days.to_dicts():
            days = max(-_FAR - 1, min(_FAR + 1, row["days"]))
            counts[days] = counts.get(days, 0) + row["n"]
        for days in sorted(counts):
            sheet.cells([self.days_apart(days), counts[days]])

    def days_apart(self, days: int) -> str:
        """Write a difference: 早1天."""
        if days == 0:
            return self.pick(("同日", "the same day"))
        more = self.pick(("超过", "more than ")) if abs(days) > _FAR else ""
        number = min(abs(days), _FAR)
        earlier = days < 0
        plural = "" if number == 1 else "s"
        return self.pick(
            (
                f"{'早' if earlier else '晚'}{more}{number}天",
                f"{more}{number} day{plural} {'earlier' if earlier else 'later'}",
            )
        )

    def ticket(self, row: Mapping[str, Any]) -> list[Any]:
        """The cells of a ticket that differs."""
        due, latest = row["due"], row["due_latest"]
        who = self.names.city(row["city"]), self.names.unit(row["unit"]), self.names.stage(row["stage"])
        dues = end(row["published_due"]), end(due), end(latest) if latest != due else None
        state = name(STATES, row["state"], self.names.lang)
        place = row["file"], row["sheet"], row["row"]
        return [row["ticket"], *who, *dues, row["days"], row["published_overdue"], state, *place]


class Parameters:
    """What the answers rest on: dates, files, rules, readings, and what was taken for granted."""

    def __init__(self, report: Report, names: Names, *, unmasked: bool) -> None:
        self.report = report
        self.names = names
        self.unmasked = unmasked
        self.pick = names.pick

    def rows(self) -> Iterator[Said]:
        """Every row: of the run, of the files, of the cities, and what was not told."""
        yield from self.of_run()
        yield from self.of_files()
        yield from self.of_cities()
        yield from self.assumed()

    def of_run(self) -> Iterator[Said]:
        """When, by which version, and how it is written."""
        report = self.report
        tested = ("检验了每一种可采读法", "every admissible reading was tried")
        untested = ("没有检验（--stress）", "not tested (--stress)")
        masking = ("未遮盖：含调用者自带的列", "not masked: the caller's own columns are in it")
        without = (
            "已略去：来电人、电话、地址等自带的列",
            "left out: callers, telephones, addresses and other own columns",
        )
        yield ("截至", "as of"), "", end_text(report.as_of, self.names.lang)
        yield ("制作时间", "made"), "", instant_text(report.made, self.names.lang)
        yield ("程序版本", "version of the library"), "hotline_rules", report.version
        yield ("读法检验", "stress test"), "", self.pick(tested if report.stressed else untested)
        yield ("个人信息", "personal columns"), "", self.pick(masking if self.unmasked else without)
        yield ("时间的写法", "how times are written"), "", self.pick(TIMES)
        for remark in report.remarks:
            yield ("说明", "remark"), "", self.pick(remark)

    def of_files(self) -> Iterator[Said]:
        """What was read, and as what."""
        comma = self.pick(("、", ", "))
        for one in self.report.files:
            about = " / ".join(part for part in (one.file, one.sheet) if part)
            yield ("行数", "rows"), about, self.names.balance(one.rows, one.judged, one.missed)
            if one.columns:
                listed = comma.join(f"{heading} → {role}" for heading, role in one.columns)
                yield ("列的认定", "columns read as"), about, listed
            if one.absent:
                listed = comma.join(name(EVENTS, event, self.names.lang) for event in one.absent)
                yield ("没有这些列，视为没有发生", "no column, taken not to have happened"), about, listed
            if one.not_recorded:
                listed = comma.join(name(EVENTS, event, self.names.lang) for event in one.not_recorded)
                yield (
                    ("文件不记载，有关环节不能判定", "not carried; stages that need it are undetermined"),
                    about,
                    listed,
                )
            if one.sha256:
                yield ("文件指纹", "fingerprint of the file"), about, f"sha256:{one.sha256.removeprefix('sha256:')}"

    def of_cities(self) -> Iterator[Said]:
        """By which rules and calendars."""
        comma = self.pick(("、", ", "))
        for city in self.report.cities:
            about = self.names.city(city.id)
            force = name(FORCES, city.force, self.names.lang)
            yield (
                ("依据", "regulation"),
                about,
                self.names.regulation(city) + self.pick((f"（{force}）", f" ({force})")),
            )
            yield ("规则指纹", "hash of the rules"), about, city.rules_hash
            yield ("日历指纹", "hash of the calendar"), about, city.calendar_hash
            for _, zh, en in city.notices:
                yield ("关于该规定", "of the regulation"), about, self.pick((zh, en))
            if city.overlays:
                listed = comma.join(name(OVERLAYS, one, self.names.lang) for one in city.overlays)
                yield ("叠加", "overlay"), about, listed
            if city.calendars:
                yield ("另加日历", "calendars supplied"), about, comma.join(city.calendars)
            if city.known_on:
                yield ("放假安排按此日已公布的", "holiday notices as known on"), about, city.known_on.isoformat()
            hours = city.office_hours or self.pick(("未知", "not known"))
            yield ("办公时间", "office hours"), about, hours
            yield from self.of_readings(city, about)

    def of_readings(self, city: CityUsed, about: str) -> Iterator[Said]:
        """The options taken of open points, those of the caller marked."""
        changed = dict(city.overridden)
        for reading in city.readings:
            what = (
                ("读法（使用者改选）", "reading (chosen by the user)") if reading.id in changed else ("读法", "reading")
            )
            mark = self.pick(("（有争议）", " (contested)")) if reading.contested else ""
            told = self.pick((reading.zh, reading.en))
            yield what, about, f"{reading.id}={reading.option}{mark}{self.pick(('：', ': '))}{told}"
        known = {reading.id for reading in city.readings}
        for number, option in changed.items():
            if number not in known:
                yield ("读法（使用者改选）", "reading (chosen by the user)"), about, f"{number}={option}"

    def assumed(self) -> Iterator[Said]:
        """Fields that were not told, and how they were taken."""
        for code, number in self.report.not_told.items():
            tickets = self.pick((f"{number:,} 件", f"{number:,} tickets"))
            yield ("未告知", "not told"), tickets, name(ASSUMED, code, self.names.lang)
