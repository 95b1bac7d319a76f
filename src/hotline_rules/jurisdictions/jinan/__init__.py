"""济南市."""

from hotline_rules.jurisdictions.jinan.acceptance import ACCEPTANCE
from hotline_rules.jurisdictions.jinan.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.jurisdictions.jinan.checks import CHECKS, INSTITUTION
from hotline_rules.jurisdictions.jinan.closing import CLOSING
from hotline_rules.jurisdictions.jinan.facts import FACTS
from hotline_rules.jurisdictions.jinan.law import REGULATION
from hotline_rules.jurisdictions.jinan.requests import EXTENSIONS, RETURNS
from hotline_rules.jurisdictions.jinan.rights import RIGHTS
from hotline_rules.jurisdictions.jinan.routing import ROUTING
from hotline_rules.jurisdictions.jinan.rules import CHOICES, DEADLINES
from hotline_rules.jurisdictions.jinan.supervision import SUPERVISION
from hotline_rules.jurisdictions.model import Jurisdiction

CITY = Jurisdiction(
    id="jinan",
    name_zh="济南",
    name_en="Jinan",
    regulation=REGULATION,
    always_open="21(2)",
    choices=CHOICES,
    facts=(*ASKED_AT_INTAKE, *FACTS),
    deadlines=DEADLINES,
    acceptance=ACCEPTANCE,
    routing=ROUTING,
    extensions=EXTENSIONS,
    returns=RETURNS,
    closing=CLOSING,
    supervision=SUPERVISION,
    rights=RIGHTS,
    checks=CHECKS,
    institution=INSTITUTION,
)
