"""Timing: medians over interleaved rounds, so that a busy machine slows every peer alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

ROUNDS = 9


class Row(NamedTuple):
    work: str
    measured: str
    ratio: str
    bar: str
    reached: bool | None


def interleaved(works: dict[str, tuple[Callable[[], object], int]]) -> dict[str, float]:
    """Microseconds a call of each work, the median of rounds in which all take turns; the int is calls a round."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for run, _ in works.values():
        run()
    for _ in range(ROUNDS):
        for name, (run, calls) in works.items():
            begin = time.perf_counter()
            for _ in range(calls):
                run()
            found[name].append((time.perf_counter() - begin) / calls * 1e6)
    return {name: statistics.median(times) for name, times in found.items()}


def at_least(work: str, measured: float, peer: float, bar: float) -> Row:
    """A peer must take at least `bar` times as long."""
    ratio = peer / measured
    return Row(work, f"{measured:.2f} us", f"{ratio:.0f}x", f">= {bar:g}x", ratio >= bar)


def at_most(work: str, measured: float, floor: float, bar: float) -> Row:
    """The work may take at most `bar` times the floor."""
    ratio = measured / floor
    return Row(work, f"{measured:.2f} us", f"{ratio:.1f}x", f"<= {bar:g}x", ratio <= bar)


def beside(work: str, measured: float, floor: float) -> Row:
    """The work as a multiple of the floor, where no bar is set."""
    return Row(work, f"{measured:.2f} us", f"{measured / floor:.0f}x", "", None)


def shown(work: str, measured: float) -> Row:
    """A peer's own time."""
    return Row(work, f"{measured:.2f} us", "", "", None)
