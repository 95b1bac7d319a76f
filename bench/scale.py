"""Whole audits of 0.1, 1 and 10 million tickets: time linear, memory flat, the workbook's writing apart.

`python -m bench.scale [CITY…] [TICKETS…]`; each file is made on the fly. `make bench` takes Weifang, one stage a
ticket: under Ganzi, of whose tickets three times as many stages are late or undecided, the workbook of 10 M takes long.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import judging, tickets
from bench.bulk import FLAT
from bench.measure import Row, at_most, noted
from bench.processes import Ran, run
from bench.tickets import AS_OF

SIZES = (100_000, 1_000_000, 10_000_000)
CITIES = ("weifang",)
LINEAR = 1.2
"""What is still called linear: so many times the time of a row for ten times the tickets."""


def rows(sizes: tuple[int, ...] = SIZES, cities: tuple[str, ...] = CITIES) -> list[Row]:
    found: list[Row] = []
    took: dict[tuple[str, str], list[tuple[int, float, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="hotline-bench-") as folder:
        place = Path(folder)
        for size in sizes:
            source = tickets.write(place / "tickets.parquet", size)
            for city in cities:
                done = judging.measured("columns", city, source, place / "findings.parquet")
                took.setdefault(("columns alone", city), []).append((size, done.seconds, done.peak))
                plain = run([str(Path(sys.executable).parent / "hotline"), *_audit(source, city)])
                _all_judged(plain, size)
                took.setdefault(("hotline audit", city), []).append((size, plain.seconds, plain.peak))
                report = [*_audit(source, city), "-o", str(place / "report.xlsx")]
                whole = run([sys.executable, "-m", "bench.scale", "timed", *report])
                _all_judged(whole, size)
                took.setdefault(("hotline audit -o", city), []).append((size, whole.seconds, whole.peak))
                parts = json.loads(whole.stdout.splitlines()[-1])
                said = f"workbook {parts['workbook']:.1f} s, Parquet and JSON {parts['results']:.1f} s"
                found.append(noted(f"  of it writing, {_many(size)} tickets, {city}", said))
    return [row for key, several in took.items() for row in _rows(*key, several)] + found


def _audit(source: Path, city: str) -> list[str]:
    return ["audit", str(source), "--city", city, "--as-of", AS_OF.isoformat(), "--lang", "en"]


def _all_judged(ran: Ran, size: int) -> None:
    """No row may be lost or left unjudged."""
    assert f"{size} rows in = {size} judged + 0 not judged" in ran.stdout + ran.stderr, ran.stdout[-2000:]


def _rows(work: str, city: str, several: list[tuple[int, float, float]]) -> list[Row]:
    found = []
    for size, seconds, peak in several:
        told = f"{seconds:.1f} s, {size / seconds:,.0f} rows/s, {peak:.0f} MiB"
        found.append(noted(f"{work}, {_many(size)} tickets, {city}", told))
    if len(several) > 1:
        (small, before, low), (large, after, high) = several[-2:]
        told = f"{before / small * 1e6:.2f} -> {after / large * 1e6:.2f} us/row"
        span = f"{_many(small)} -> {_many(large)}"
        found += [
            at_most(f"{work}, {city}: time a row, {span}", after / large, before / small, LINEAR, told),
            at_most(f"{work}, {city}: peak memory, {span}", high, low, FLAT, f"{low:.0f} -> {high:.0f} MiB"),
        ]
    return found


def _many(size: int) -> str:
    return f"{size / 1_000_000:g} M"


def timed(arguments: list[str]) -> None:
    """Run the command in this process and print, on the last line, the seconds that its writing took."""
    from hotline_desk import app, reporting

    seconds = {"workbook": 0.0, "results": 0.0}

    def clocked(name: str, write: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **named: Any) -> Any:
            begin = time.perf_counter()
            try:
                return write(*args, **named)
            finally:
                seconds[name] += time.perf_counter() - begin

        return run

    for name in seconds:
        module = getattr(reporting, name)
        module.write = clocked(name, module.write)
    sys.argv = ["hotline", *arguments]
    try:
        app.main()
    finally:
        print(f"\n{json.dumps(seconds)}")


def main() -> None:
    if sys.argv[1:2] == ["timed"]:
        timed(sys.argv[2:])
        return
    sizes = tuple(int(word) for word in sys.argv[1:] if word.isdigit())
    cities = tuple(word for word in sys.argv[1:] if not word.isdigit())
    for row in rows(sizes or SIZES, cities or CITIES):
        print("  ".join((row.work, row.measured, row.ratio, row.bar)).rstrip(), flush=True)


if __name__ == "__main__":
    main()
