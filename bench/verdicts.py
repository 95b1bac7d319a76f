"""All stage verdicts of one built ticket, and its whole review, beside a bare if/elif over eight facts."""

from __future__ import annotations

from datetime import datetime

from bench.measure import Row, at_most, beside, interleaved, shown
from hotline_rules import Ticket, audit, deadlines, jurisdiction

FACTS = dict.fromkeys("abcdefgh", False)


def bare(facts: dict[str, bool]) -> int:
    """The floor: eight grounds, none of which holds."""
    if facts["a"]:
        return 1
    elif facts["b"]:  # noqa: RET505  # the floor is an if/elif, as named
        return 2
    elif facts["c"]:
        return 3
    elif facts["d"]:
        return 4
    elif facts["e"]:
        return 5
    elif facts["f"]:
        return 6
    elif facts["g"]:
        return 7
    elif facts["h"]:
        return 8
    return 0


def ticket(kind: str) -> Ticket:
    events = {
        "accepted": "08:30", "transferred": "09:00", "arrived": "09:00", "signed": "10:00", "handled": "15:00",
        "replied": "15:30", "fed_back": "16:00",
    }  # fmt: skip
    return Ticket.model_validate(
        {"id": "1", "kind": kind, "events": [{"type": t, "at": f"2026-03-02T{at}"} for t, at in events.items()]}
    )


def rows() -> list[Row]:
    one, as_of = ticket("help"), datetime(2026, 3, 20)
    works: dict = {"floor": (lambda: bare(FACTS), 50_000)}
    stages = {}
    for name in ("weifang", "jinan", "ganzi", "karamay"):
        city = jurisdiction(name)
        stages[name] = len(deadlines.check(one, city, as_of=as_of).stages)
        works[name] = ((lambda city=city: deadlines.check(one, city, as_of=as_of)), 1_000)
        works[f"review {name}"] = ((lambda city=city: audit.review(one, city, as_of=as_of).findings), 200)
    found = interleaved(works)
    floor = found.pop("floor")
    return [
        shown("bare if/elif over 8 facts", floor),
        *(
            at_most(f"all stage verdicts, {name} ({count} stages, 7 events)", found[name], floor, 250)
            for name, count in stages.items()
        ),
        *(beside(f"audit.review with every finding, {name}", found[f"review {name}"], floor) for name in stages),
    ]
