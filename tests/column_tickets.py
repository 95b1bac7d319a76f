"""Made-up tickets as columns: random ones that try every order, and ordinary ones as an export would hold them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import numpy as np

from hotline_rules.columns import Coded, Tickets
from hotline_rules.columns.dues import DAY, NEVER, micros

EVENTS = {
    "accepted": 0.9, "answered": 0.03, "refused": 0.03, "transferred": 0.9, "arrived": 0.7, "signed": 0.6,
    "first_response": 0.2, "progress": 0.2, "explained": 0.1, "result": 0.2, "handled": 0.7, "replied": 0.6,
    "fed_back": 0.5, "called_back": 0.3, "withdrawn": 0.05, "closed": 0.5, "archived": 0.2,
}  # fmt: skip
"""The events of wild tickets, and how often each is there."""
KINDS = ("consultation", "help", "complaint", "report", "suggestion", "praise", "service", "other")


def wild(count: int, seed: int, *, dates: bool = False, years: tuple[int, ...] = (2025, 2026)) -> Tickets:
    """Make tickets of every shape: any order, equal instants, midnights, events of which only the day is known."""
    rng = random.Random(seed)
    times = {name: np.full(count, NEVER, np.int64) for name in EVENTS}
    dated = {name: np.zeros(count, np.bool_) for name in EVENTS}
    fields: dict[str, list] = {name: [] for name in _CHOICES}
    for row in range(count):
        at = datetime(rng.choice(years), rng.randint(1, 12), rng.randint(1, 28), rng.randint(0, 23), rng.randint(0, 59))
        vague = rng.random()
        for name, share in EVENTS.items():
            if rng.random() >= share:
                continue
            at += _later(rng)
            if rng.random() < 0.03:
                at = at.replace(hour=0, minute=0)
            is_date = dates and (vague < 0.3 or (vague < 0.6 and rng.random() < 0.4))
            times[name][row] = micros(datetime(at.year, at.month, at.day) if is_date else at)
            dated[name][row] = is_date
        for name, (event, choices) in _CHOICES.items():
            fields[name].append(rng.choice(choices) if event is None or times[event][row] != NEVER else None)
    return Tickets(times, dated if dates else {}, {name: Coded.of(values) for name, values in fields.items()})


_CHOICES = {
    "kind": (None, (*KINDS, None)),
    "urgency": (None, (None, None, "ordinary", "special", "special_urgent")),
    "origin": (None, (None, None, None, "caller", "state", "province", "inter_region")),
    "track": (None, (None, None, None, "ordinary", "by_instruction", "countersigned")),
    "reply_waived": (None, (None, None, None, True, False)),
    "unit": (None, (None, "甲局", "乙局")),
    "explained_solution_proposed": ("explained", (True, None)),
    "replied_final": ("replied", (True, False, None)),
    "replied_reached": ("replied", (True, True, True, False, None)),
    "transferred_unit": ("transferred", (None,) * 49 + ("丙局",)),
}


def _later(rng: random.Random) -> timedelta:
    how = rng.random()
    if how < 0.15:
        return timedelta()
    if how < 0.5:
        return timedelta(minutes=rng.randint(1, 300))
    if how < 0.93:
        return timedelta(days=rng.randint(0, 6), minutes=rng.randint(0, 900))
    return timedelta(days=rng.randint(-20, 20))


def alike(count: int, seed: int, *, dates: bool = False, years: tuple[int, ...] = (2025, 2026)) -> Tickets:
    """Make tickets of few shapes, many of each, with ends and acts at the edges."""
    rng = random.Random(seed)
    names = ("accepted", "transferred", "arrived", "signed", "handled", "replied", "fed_back", "closed", "withdrawn")
    times = {name: np.full(count, NEVER, np.int64) for name in names}
    dated = {name: np.zeros(count, np.bool_) for name in ("handled", "closed")}
    fields: dict[str, list] = {"kind": [], "urgency": [], "unit": []}
    for row in range(count):
        at = datetime(rng.choice(years), rng.randint(1, 12), rng.randint(1, 28), rng.randint(7, 20), rng.randint(0, 59))
        for name in names:
            if rng.random() > {"accepted": 1, "transferred": 1, "withdrawn": 0.03}.get(name, 0.8):
                continue
            if name in ("transferred", "arrived", "signed"):
                at += timedelta(minutes=rng.choice([0, 0, 10, 100, 179, 180, 181, 240, 1000]))
            else:
                at += rng.choice([timedelta(), timedelta(hours=rng.randint(1, 50)), timedelta(days=rng.randint(0, 5))])
            is_date = dates and name in dated
            times[name][row] = micros(datetime(at.year, at.month, at.day) if is_date else at)
            if is_date:
                dated[name][row] = True
        fields["kind"].append(rng.choice(["help", "complaint", None, "praise"]))
        fields["urgency"].append(rng.choice([None] * 8 + ["special"]))
        fields["unit"].append(rng.choice([None, "甲局"]))
    return Tickets(times, dated if dates else {}, {name: Coded.of(values) for name, values in fields.items()})


def dated(count: int, seed: int) -> Tickets:
    """Make tickets of which every event has its day only: many on one day, many alike but for the day."""
    rng = random.Random(seed)
    names = ("accepted", "transferred", "signed", "handled", "replied", "fed_back", "closed")
    times = {name: np.full(count, NEVER, np.int64) for name in names}
    kinds = []
    for row in range(count):
        day = datetime(2026, rng.randint(1, 9), rng.randint(1, 28))
        for name in names:
            if name in ("handled", "replied", "fed_back") and rng.random() < 0.1:
                continue
            day += timedelta(days=rng.choice([0, 0, 0, 1, 2, 9]) if name in ("signed", "handled") else 0)
            times[name][row] = micros(day)
        kinds.append(rng.choice(["help", "consultation"]))
    dates = {name: column != NEVER for name, column in times.items()}
    return Tickets(times, dates, {"kind": Coded.of(kinds)})


def ordinary(count: int, seed: int = 0) -> Tickets:
    """Make tickets as a year's export would hold them: in order, a few per cent of the cells empty."""
    rng = np.random.default_rng(seed)
    minute, second = 60_000_000, 1_000_000
    first = micros(datetime(2026, 1, 5))
    accepted = first + rng.integers(0, 200, count) * DAY
    accepted += (rng.normal(13, 3, count).clip(0, 23.9) * 3600).astype(np.int64) * second
    transferred = accepted + rng.integers(2, 200, count) * minute
    signed = transferred + (rng.exponential(60, count) * 60).astype(np.int64) * second
    handled = transferred + (rng.gamma(2.0, 1.6, count) * 86_400).astype(np.int64) * second
    replied = handled + (rng.exponential(120, count) * 60).astype(np.int64) * second
    fed_back = replied + (rng.exponential(30, count) * 60).astype(np.int64) * second
    closed = fed_back + (rng.exponential(1.5, count) * 86_400).astype(np.int64) * second
    still_open = rng.random(count)
    for column, share in ((signed, 0.02), (handled, 0.05), (replied, 0.06), (fed_back, 0.07), (closed, 0.1)):
        column[still_open < share] = NEVER
    replied[rng.random(count) < 0.03] = NEVER
    times = {
        "accepted": accepted, "transferred": transferred, "arrived": transferred.copy(), "signed": signed,
        "handled": handled, "replied": replied, "fed_back": fed_back, "closed": closed,
    }  # fmt: skip
    kind = Coded(rng.integers(0, len(KINDS), count).astype(np.int32), KINDS)
    unit = Coded(rng.integers(0, 60, count).astype(np.int32), tuple(f"单位{number}" for number in range(60)))
    return Tickets(times, {}, {"kind": kind, "unit": unit})
