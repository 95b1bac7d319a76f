"""Stage verdicts over arrays (numpy; extra `columns`), equal to `deadlines.check` row by row."""

from hotline_rules.columns.dues import DueTables, Ends
from hotline_rules.columns.reviews import Reviews, Told
from hotline_rules.columns.shapes import REASONS
from hotline_rules.columns.tickets import Coded, Tickets
from hotline_rules.columns.verdicts import STATES, Bulk, StageColumn, Template, Verdicts

__all__ = [
    "REASONS", "STATES", "Bulk", "Coded", "DueTables", "Ends", "Reviews", "StageColumn",
    "Template", "Tickets", "Told", "Verdicts",
]  # fmt: skip
