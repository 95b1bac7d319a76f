"""克拉玛依市."""

from hotline_rules.jurisdictions.karamay.acceptance import ACCEPTANCE, FACTS
from hotline_rules.jurisdictions.karamay.law import REGULATION
from hotline_rules.jurisdictions.karamay.rules import CHOICES, DEADLINES, OFFICE_HOURS
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.jurisdictions.regions import XINJIANG

CITY = Jurisdiction(
    id="karamay",
    name_zh="克拉玛依",
    name_en="Karamay",
    region=XINJIANG,
    office_hours=OFFICE_HOURS,
    regulation=REGULATION,
    choices=CHOICES,
    facts=FACTS,
    deadlines=DEADLINES,
    acceptance=ACCEPTANCE,
)
