"""济南市."""

from hotline_rules.jurisdictions.jinan.law import REGULATION
from hotline_rules.jurisdictions.jinan.rules import CHOICES, DEADLINES
from hotline_rules.jurisdictions.model import Jurisdiction

CITY = Jurisdiction(
    id="jinan", name_zh="济南", name_en="Jinan", regulation=REGULATION, choices=CHOICES, deadlines=DEADLINES
)
