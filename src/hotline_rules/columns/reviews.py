"""What else an audit says of tickets in columns: the findings of the other rooms, one review for each class.

Beyond the verdicts of the stages, what a review says of a ticket hangs on the whole order of its events, on its fields,
and on those verdicts. Rows alike in all of that are one class; of each class one row is reviewed in full.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from hotline_rules import audit
from hotline_rules.columns.dues import CHUNK
from hotline_rules.columns.shapes import Memo, Numbers, PairMemo, Shapes
from hotline_rules.columns.tickets import Tickets
from hotline_rules.columns.verdicts import Bulk, Verdicts
from hotline_rules.findings import Finding


class Told(NamedTuple):
    """What is said of every row of a class beside its stages: the other findings, and the notes of its deadlines.

    The findings are those of one row; their ticket, unit and instant are its own.
    """

    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


class Reviews:
    """Reviews tables that a `Bulk` has judged."""

    def __init__(self, bulk: Bulk) -> None:
        self.bulk = bulk
        self.told: list[Told] = []
        self._shapes = Shapes(bulk.city.regulation, bulk.now)
        self._steps: dict[str, PairMemo] = {}
        self._whole = Memo()

    def of(self, tickets: Tickets, verdicts: Verdicts) -> tuple[Numbers, Numbers]:
        """Return for each row the place in `told` of what is said of its class, -1 for a row that is left.

        Left are the rows that `verdicts` left, and those of which the order of events is not certain: the second array.
        """
        numbers = np.full(len(tickets), -1, np.intp)
        for begin in range(0, len(tickets), CHUNK):
            end = min(begin + CHUNK, len(tickets))
            numbers[begin:end] = self._piece(tickets.cut(begin, end), verdicts, begin, end)
        return numbers, np.flatnonzero(numbers < 0)

    def _piece(self, tickets: Tickets, verdicts: Verdicts, begin: int, end: int) -> Numbers:
        shapes = self._shapes.sort(tickets).numbers
        left = (shapes < 0) | (verdicts.reasons[begin:end] >= 0)
        classes = np.where(left, 0, shapes + 1)
        width = len(verdicts.templates) + 2
        for name, column in verdicts.stages.items():
            templates = np.where(left, 0, column.template[begin:end] + 2)
            classes = self._steps.setdefault(name, PairMemo()).numbered(classes, templates, width)
        return self._whole.of(classes, lambda row: -1 if left[row] else self._review(tickets, row))

    def _review(self, tickets: Tickets, row: int) -> int:
        found = audit.review(tickets.ticket(row), self.bulk.city, as_of=self.bulk.as_of)
        others = tuple(finding for finding in found.findings if not finding.is_lateness)
        self.told.append(Told(others, found.answer.notes))
        return len(self.told) - 1
