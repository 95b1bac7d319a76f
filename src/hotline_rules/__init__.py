"""Four Chinese 12345 hotline regulations as executable policy; see `jurisdiction` and `Ticket`.

Importing this package loads the ticket and the loader only; cities and rooms load when they are used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from hotline_rules._version import VERSION
from hotline_rules.errors import HotlineError
from hotline_rules.ticket import Ticket

if TYPE_CHECKING:
    import hotline_rules.acceptance as acceptance
    import hotline_rules.audit as audit
    import hotline_rules.closing as closing
    import hotline_rules.compare as compare
    import hotline_rules.deadlines as deadlines
    import hotline_rules.extensions as extensions
    import hotline_rules.institution as institution
    import hotline_rules.ledger as ledger
    import hotline_rules.receipt as receipt
    import hotline_rules.returns as returns
    import hotline_rules.rights as rights
    import hotline_rules.routing as routing
    import hotline_rules.stress as stress
    import hotline_rules.supervision as supervision
    import hotline_rules.urgency as urgency
    from hotline_rules.jurisdictions import jurisdiction
    from hotline_rules.jurisdictions.model import Jurisdiction

__version__ = VERSION
__all__ = [
    "HotlineError", "Jurisdiction", "Ticket", "__version__", "acceptance", "audit", "closing", "compare", "deadlines",
    "extensions", "institution", "jurisdiction", "ledger", "receipt", "returns", "rights", "routing", "stress",
    "supervision", "urgency",
]  # fmt: skip

_ROOMS = (
    "acceptance", "audit", "closing", "compare", "deadlines", "extensions", "institution", "ledger", "receipt",
    "returns", "rights", "routing", "stress", "supervision", "urgency",
)  # fmt: skip


def __getattr__(name: str) -> object:
    """Load a room when it is first named."""
    if name in _ROOMS:
        return import_module(f"hotline_rules.{name}")
    if name == "jurisdiction":
        return import_module("hotline_rules.jurisdictions").jurisdiction
    if name == "Jurisdiction":
        return import_module("hotline_rules.jurisdictions.model").Jurisdiction
    raise AttributeError(f"module 'hotline_rules' has no attribute {name!r}")
