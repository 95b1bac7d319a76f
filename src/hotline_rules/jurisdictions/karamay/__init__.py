"""克拉玛依市."""

from hotline_rules.jurisdictions.karamay.acceptance import ACCEPTANCE
from hotline_rules.jurisdictions.karamay.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.jurisdictions.karamay.checks import CHECKS, INSTITUTION
from hotline_rules.jurisdictions.karamay.closing import CLOSING
from hotline_rules.jurisdictions.karamay.facts import FACTS
from hotline_rules.jurisdictions.karamay.law import REGULATION
from hotline_rules.jurisdictions.karamay.requests import EXTENSIONS, RETURNS
from hotline_rules.jurisdictions.karamay.routing import ROUTING, URGENCY
from hotline_rules.jurisdictions.karamay.rules import CHOICES, DEADLINES, OFFICE_HOURS
from hotline_rules.jurisdictions.karamay.supervision import SUPERVISION
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
    facts=(*ASKED_AT_INTAKE, *FACTS),
    deadlines=DEADLINES,
    acceptance=ACCEPTANCE,
    urgency=URGENCY,
    routing=ROUTING,
    extensions=EXTENSIONS,
    returns=RETURNS,
    closing=CLOSING,
    supervision=SUPERVISION,
    checks=CHECKS,
    institution=INSTITUTION,
)
