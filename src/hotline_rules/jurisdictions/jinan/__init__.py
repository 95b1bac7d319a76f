"""济南市."""

from hotline_rules.jurisdictions.jinan.acceptance import ACCEPTANCE, FACTS
from hotline_rules.jurisdictions.jinan.law import REGULATION
from hotline_rules.jurisdictions.jinan.rules import CHOICES, DEADLINES
from hotline_rules.jurisdictions.model import Jurisdiction

CITY = Jurisdiction(
    id="jinan",
    name_zh="济南",
    name_en="Jinan",
    regulation=REGULATION,
    choices=CHOICES,
    facts=FACTS,
    deadlines=DEADLINES,
    acceptance=ACCEPTANCE,
)
