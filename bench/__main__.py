"""Run the measurements and print a table: `make bench`, or `python -m bench GROUP…` for some of them.

A run of all groups writes `docs/benchmarks.md` too; the exit code is 1 if a bar is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench import bulk, deciding, imports, one_due, scale, verdicts
from bench.machine import load, machine, versions
from bench.measure import Row

GROUPS: dict[str, tuple[str, Callable[[], list[Row]]]] = {
    "due": ("One due instant", one_due.rows),
    "verdicts": ("Stage verdicts of one ticket", verdicts.rows),
    "deciding": ("Acceptance of one ticket", deciding.rows),
    "imports": ("Import", imports.rows),
    "bulk": ("Bulk", bulk.rows),
    "scale": ("Scale: whole audits", scale.rows),
}
TARGET = Path(__file__).parent.parent / "docs" / "benchmarks.md"
_MARKS = {True: "yes", False: "**no**", None: ""}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    asked = parser.parse_args().groups or list(GROUPS)
    unknown = [name for name in asked if name not in GROUPS]
    if unknown:
        parser.error(f"no such group: {', '.join(unknown)}; groups: {', '.join(GROUPS)}")
    before = load()
    print(f"{machine()}\n{versions()}\nload at the start {before}")
    found: dict[str, list[Row]] = {}
    for name in asked:
        title, rows = GROUPS[name]
        print(f"\n{title}", flush=True)
        found[name] = rows()
        _print(found[name])
    if set(asked) == set(GROUPS):
        TARGET.write_text(page(found, before), encoding="utf-8")
        print(f"\nwritten: {TARGET}")
    return int(any(row.reached is False for rows in found.values() for row in rows))


def _print(rows: list[Row]) -> None:
    width = max(len(row.work) for row in rows)
    for row in rows:
        mark = {True: "reached", False: "MISSED", None: ""}[row.reached]
        print(f"{row.work:<{width}}  {row.measured:>14}  {row.ratio:>8}  {row.bar:>8}  {mark}".rstrip(), flush=True)


def page(found: dict[str, list[Row]], before: str) -> str:
    """The page of a whole run."""
    bars = [row.reached for rows in found.values() for row in rows if row.reached is not None]
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`; not edited by hand. Every ratio is of two measurements of the same run, in turns:",
        "the median of the rounds. In a line that begins with –, the time is the peer's, and the ratio is how many",
        "times as long it takes. Answers of peers are compared first; a peer that is wrong is marked so. The tickets",
        "are made up (`bench/tickets.py`). No test asserts a speed.",
        "",
        f"- {date.today():%Y-%m-%d}, load at the start {before}",
        f"- {machine()}",
        f"- {versions()}",
        f"- bars reached: {sum(bars)} of {len(bars)}",
    ]
    for name, rows in found.items():
        lines += [
            "",
            f"## {GROUPS[name][0]}",
            "",
            "| work | measured | ratio | bar | reached |",
            "|---|---|---|---|---|",
        ]
        for row in rows:
            work = f"– {row.work.strip()}" if row.work.startswith(" ") else row.work
            lines.append(f"| {work} | {row.measured} | {row.ratio} | {row.bar} | {_MARKS[row.reached]} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
