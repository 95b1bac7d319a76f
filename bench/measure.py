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


def interleaved(works: dict[str, tuple[Callable[[], object], int]], rounds: int = ROUNDS) -> dict[str, float]:
    """Microseconds a call of each work, the median of rounds in which all take turns; the int is calls a round."""
    found: dict[str, list[float]] = {name: [] for name in works}
    for run, _ in works.values():
        run()
    for _ in range(rounds):
        for name, (run, calls) in works.items():
            begin = time.perf_counter()
            for _ in range(calls):
                run()
            found[name].append((time.perf_counter() - begin) / calls * 1e6)
    return {name: statistics.median(times) for name, times in found.items()}


def at_least(work: str, measured: float, peer: float, bar: float, told: str = "") -> Row:
    """A peer must take at least `bar` times as long; `told` is how the measured time is written."""
    ratio = peer / measured
    return Row(work, told or f"{measured:.2f} us", _times(ratio, bar), f">= {bar:g}x", ratio >= bar)


def at_most(work: str, measured: float, floor: float, bar: float, told: str = "") -> Row:
    """The work may take at most `bar` times the floor; `told` is how the measured time is written."""
    ratio = measured / floor
    return Row(work, told or f"{measured:.2f} us", f"{ratio:.1f}x", f"<= {bar:g}x", ratio <= bar)


def beside(work: str, measured: float, floor: float, told: str = "") -> Row:
    """The work as a multiple of the floor, where no bar is set."""
    return Row(work, told or f"{measured:.2f} us", f"{measured / floor:.0f}x", "", None)


def shown(work: str, measured: float, told: str = "") -> Row:
    """A peer's own time."""
    return Row(work, told or f"{measured:.2f} us", "", "", None)


def noted(work: str, told: str) -> Row:
    """What is said where nothing is measured against a bar."""
    return Row(work, told, "", "", None)


def per_row(micros: float, rows: int) -> str:
    """The time of a whole array, for each row."""
    return f"{micros / rows * 1e3:,.1f} ns/row"


def _times(ratio: float, bar: float) -> str:
    return f"{ratio:.1f}x" if bar < 10 else f"{ratio:.0f}x"
