"""Run every measurement and print one table: `make bench`."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import version

from bench import deciding, imports, one_due, verdicts
from bench.measure import Row


def main() -> int:
    rows: list[Row] = [*one_due.rows(), *verdicts.rows(), *deciding.rows(), *imports.rows()]
    print(f"Python {platform.python_version()}, {platform.machine()}, hotline-rules {version('hotline-rules')}")
    width = max(len(row.work) for row in rows)
    for row in rows:
        mark = {True: "reached", False: "MISSED", None: ""}[row.reached]
        print(f"{row.work:<{width}}  {row.measured:>14}  {row.ratio:>8}  {row.bar:>8}  {mark}")
    return int(any(row.reached is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
