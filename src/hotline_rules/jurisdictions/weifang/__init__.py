"""潍坊市."""

from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.jurisdictions.weifang.acceptance import ACCEPTANCE
from hotline_rules.jurisdictions.weifang.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.jurisdictions.weifang.checks import CHECKS, INSTITUTION
from hotline_rules.jurisdictions.weifang.closing import CLOSING
from hotline_rules.jurisdictions.weifang.facts import FACTS
from hotline_rules.jurisdictions.weifang.law import REGULATION
from hotline_rules.jurisdictions.weifang.requests import EXTENSIONS, RETURNS
from hotline_rules.jurisdictions.weifang.rights import RIGHTS
from hotline_rules.jurisdictions.weifang.routing import ROUTING
from hotline_rules.jurisdictions.weifang.rules import CHOICES, DEADLINES
from hotline_rules.jurisdictions.weifang.supervision import SUPERVISION

CITY = Jurisdiction(
    id="weifang",
    name_zh="潍坊",
    name_en="Weifang",
    regulation=REGULATION,
    always_open="17",
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
