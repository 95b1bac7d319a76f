"""Lines of text into records of cells, with care: a quote that is not closed swallows no row in silence."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hotline_rules.wording import Lang, pick


class Record(NamedTuple):
    """One record: the lines it stands on, its cells, and why it cannot be read."""

    line: int
    last: int
    cells: list[str]
    error: str | None


class Remembered:
    """The lines of a text, those of the record being read kept."""

    def __init__(self, text: Iterable[str]) -> None:
        self.lines = iter(text)
        self.taken: list[str] = []
        self.count = 0

    def __iter__(self) -> Remembered:
        return self

    def __next__(self) -> str:
        line = next(self.lines)
        self.taken.append(line)
        self.count += 1
        return line


class Records:
    """Reads records of a width from lines; `before` lines of the file stand before the first."""

    def __init__(
        self, lines: Remembered, width: int, lang: Lang, *, delimiter: str = ",", before: int | None = None
    ) -> None:
        self.lines = lines
        self.width = width
        self.lang = lang
        self.delimiter = delimiter
        self.shift = 0 if before is None else before - lines.count

    def __iter__(self) -> Iterator[Record]:
        reader = csv_reader(self.lines, self.delimiter)
        while True:
            self.lines.taken.clear()
            first = self.line() + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield from self.swallowed(first, str(error))
                continue
            if len(self.lines.taken) > 1 and self.runs_over():
                yield from self.swallowed(first, "")
            elif any(cell.strip() for cell in cells):
                yield Record(first, self.line(), cells, None)

    def line(self) -> int:
        """How many lines of the file were read."""
        return self.lines.count + self.shift

    def runs_over(self) -> bool:
        """Whether a line after the first of this record looks like a row of its own."""
        return any(like_a_row(line, self.width, self.delimiter) for line in self.lines.taken[1:])

    def swallowed(self, first: int, error: str) -> Iterator[Record]:
        """What a quote that is not closed made one record of: none is judged, each line is told."""
        taken = list(self.lines.taken)
        last = first + len(taken) - 1
        opened = first + opened_on(taken)
        if last > first:
            said = (
                f"第 {first}–{last} 行连成一格，未评判：引号未闭合？（在第 {opened} 行打开）",
                f"lines {first}–{last} run together, not judged: a quote is not closed? (opened on line {opened})",
            )
        elif "expected after" in error:
            said = (
                "引号用错：闭合的引号之后应为逗号或行尾",
                f"a stray quote: {quote_problem(error, self.lang)} is accepted",
            )
        else:
            said = (f"引号未闭合（在第 {opened} 行打开）", f"a quote is not closed (opened on line {opened})")
        for number, line in enumerate(taken, start=first):
            if line.strip(' \t\r\n"' + self.delimiter):
                cells = line.rstrip("\r\n").replace('"', "").split(self.delimiter)
                yield Record(number, number, cells, pick(said, self.lang))


def csv_reader(lines: Iterable[str], delimiter: str) -> Iterator[list[str]]:
    """A strict reader of CSV, cells of any length."""
    csv.field_size_limit(sys.maxsize)
    return csv.reader(lines, strict=True, delimiter=delimiter)


def like_a_row(line: str, width: int, delimiter: str = ",") -> bool:
    """Whether a line has the separators of a whole row."""
    return bool(line.strip()) and line.count(delimiter) >= max(width - 1, 1)


def opened_on(taken: list[str]) -> int:
    """The line, from 0, on which the quote opened that runs over the lines after it."""
    opened, inside = 0, False
    for number, line in enumerate(taken):
        if line.count('"') % 2:
            inside = not inside
            if inside:
                opened = number
    return opened


def quote_problem(error: str, lang: Lang) -> str:
    """What is wrong with the quotes of a record."""
    if "expected after" in error:
        said = ("引号之后应为逗号或行尾", "a comma or the end of the line after a closing quote")
    else:
        said = ("引号成对（引号未闭合？）", "quotes in pairs (a quote is not closed?)")
    return pick(said, lang)


def ragged(cells: int, width: int, lang: Lang) -> str:
    """Say that a row has more or fewer cells than the headings."""
    return pick((f"有 {cells} 格，标题有 {width} 列", f"{cells} cells under {width} headings"), lang)


def run_over(line: int, last: int, lang: Lang) -> str:
    """Say that a record that cannot be read stands on several lines."""
    if last == line:
        return ""
    said = (f"（占第 {line} 至 {last} 行，引号可能没有成对）", f" (lines {line} to {last}: a quote may be open)")
    return pick(said, lang)
