"""甘孜州."""

from hotline_rules.jurisdictions.ganzi.acceptance import ACCEPTANCE, FACTS
from hotline_rules.jurisdictions.ganzi.law import REGULATION
from hotline_rules.jurisdictions.ganzi.rules import CHOICES, DEADLINES
from hotline_rules.jurisdictions.model import Jurisdiction

CITY = Jurisdiction(
    id="ganzi",
    name_zh="甘孜",
    name_en="Ganzi",
    regulation=REGULATION,
    choices=CHOICES,
    facts=FACTS,
    deadlines=DEADLINES,
    acceptance=ACCEPTANCE,
)
