"""甘孜州."""

from hotline_rules.jurisdictions.ganzi.acceptance import ACCEPTANCE
from hotline_rules.jurisdictions.ganzi.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.jurisdictions.ganzi.checks import CHECKS, INSTITUTION
from hotline_rules.jurisdictions.ganzi.closing import CLOSING
from hotline_rules.jurisdictions.ganzi.facts import FACTS
from hotline_rules.jurisdictions.ganzi.law import REGULATION
from hotline_rules.jurisdictions.ganzi.requests import EXTENSIONS, RETURNS
from hotline_rules.jurisdictions.ganzi.routing import ROUTING, URGENCY
from hotline_rules.jurisdictions.ganzi.rules import CHOICES, DEADLINES
from hotline_rules.jurisdictions.ganzi.supervision import SUPERVISION
from hotline_rules.jurisdictions.model import Jurisdiction

CITY = Jurisdiction(
    id="ganzi",
    name_zh="甘孜",
    name_en="Ganzi",
    regulation=REGULATION,
    always_open="2",
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
