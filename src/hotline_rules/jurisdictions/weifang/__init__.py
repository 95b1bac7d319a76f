"""潍坊市."""

from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.jurisdictions.weifang.acceptance import ACCEPTANCE, FACTS
from hotline_rules.jurisdictions.weifang.law import REGULATION
from hotline_rules.jurisdictions.weifang.rules import CHOICES, DEADLINES

CITY = Jurisdiction(
    id="weifang",
    name_zh="潍坊",
    name_en="Weifang",
    regulation=REGULATION,
    choices=CHOICES,
    facts=FACTS,
    deadlines=DEADLINES,
    acceptance=ACCEPTANCE,
)
