"""Findings: what an auditor must write down of a ticket: under which provision, on whom, and how much it weighs."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from hotline_rules._verdict import StageVerdict
from hotline_rules.law import Actor, Force, Modality


class Severity(StrEnum):
    """How much a finding weighs.

    A duty or a bar broken; a deviation that needs a recorded reason; a record that is incomplete or cannot be as it
    says; something to be looked at, on which nobody is found at fault.
    """

    BREACH = "breach"
    DEVIATION = "deviation"
    RECORD = "record"
    NOTE = "note"


class Finding(NamedTuple):
    """Something found of a ticket.

    `code` says what (`late`, `overdue`, `closed_without_callback`, …), `provision` under which rule (`None` for what
    is wrong with the record itself), `on` whose act it judges, `unit` which unit, `at` when. `verdict` is the stage
    it rests on, if it is one, and `about` names the rule, duty, event or fact it speaks of.
    """

    ticket: str
    code: str
    severity: Severity
    force: Force
    provision: str | None = None
    modality: Modality | None = None
    on: Actor | None = None
    unit: str | None = None
    round: int | None = None
    at: datetime | None = None
    verdict: StageVerdict | None = None
    about: tuple[str, ...] = ()

    @property
    def is_lateness(self) -> bool:
        """Whether it says that something was late."""
        return self.verdict is not None

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain JSON values; with its stage, everything the verdict says."""
        told: dict[str, Any] = dict.fromkeys(_OF_A_STAGE)
        if self.verdict is not None:
            told = self.verdict.as_dict()
            for name in ("left", "next_change"):
                del told[name]
        return {
            "ticket": self.ticket,
            "code": self.code,
            **told,
            "round": self.round,
            "unit": self.unit,
            "provision": self.provision,
            "modality": self.modality.value if self.modality else None,
            "on": self.on.value if self.on else None,
            "at": self.at.isoformat() if self.at else None,
            "about": list(self.about),
            "severity": self.severity.value,
            "force": self.force.value,
        }


_OF_A_STAGE = ("stage", "round", "unit", "due", "due_latest", "done", "done_latest", "state", "why", "provision")
"""What a finding says of a stage, empty where it rests on none."""
