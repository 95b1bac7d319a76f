"""`import hotline_rules` beside importing pydantic and defining one model, each in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

from bench.measure import Row, at_most, interleaved, shown

PEER = "import pydantic\nclass M(pydantic.BaseModel):\n    a: int = 1\n"


def fresh(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def rows() -> list[Row]:
    found = interleaved(
        {
            "peer": (lambda: fresh(PEER), 1),
            "ours": (lambda: fresh("import hotline_rules"), 1),
            "bare": (lambda: fresh(""), 1),
        }
    )
    return [
        shown("import pydantic and define one model", found["peer"]),
        at_most("import hotline_rules", found["ours"], found["peer"], 1.3),
    ]
