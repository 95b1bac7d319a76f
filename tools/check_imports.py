"""Check that imports run downwards only, and that the core touches nothing of the world.

`python -m tools.check_imports`
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"

FLOORS = (
    ("_version", "errors", "_model", "law", "official", "readings", "process_points", "open_points", "facts",
     "process_facts", "common_facts", "log_facts", "_diagrams", "_notices", "_statutory", "days"),
    ("office_hours", "clock", "ticket", "rules"),
    ("_log", "answering", "acceptance", "_stage_rules", "_verdict", "_matter", "_acts", "_starts", "_limits",
     "_settling", "_windows", "deadlines", "findings", "_process", "routing", "exits", "urgency", "extensions",
     "returns",
     "closing", "supervision", "rights", "checks", "record", "timeline", "institution"),
    ("jurisdictions.model",),
    ("jurisdictions.regions", "jurisdictions.overlays", "jurisdictions.*.fingerprints", "jurisdictions.*.law",
     "jurisdictions.*.rules", "jurisdictions.*.acceptance", "jurisdictions.*.facts", "jurisdictions.*.routing",
     "jurisdictions.*.requests", "jurisdictions.*.closing", "jurisdictions.*.supervision", "jurisdictions.*.rights",
     "jurisdictions.*.checks", "jurisdictions.*", "jurisdictions"),
    ("ledger", "steps", "stress", "audit", "compare", "receipt",
     "columns.dues", "columns.tickets", "columns.shapes", "columns.plans", "columns.verdicts", "columns.reviews",
     "columns.arrow", "columns"),
    ("wording.words", "wording.outcomes", "wording.layout", "wording.phrases", "wording.counting", "wording.days",
     "wording.conditions", "wording.stress", "wording.explaining", "wording.accepting", "wording.process",
     "wording.reviewing", "wording.comparing", "wording.ledger", "wording"),
    ("",),
)  # fmt: skip
"""The rooms of `hotline_rules`, floor by floor from the ground, left to right; a room imports what stands before it."""

WORLD = {
    "asyncio", "http", "io", "logging", "os", "pathlib", "requests", "shutil", "socket", "sqlite3", "subprocess", "sys",
    "tempfile", "threading", "time", "urllib", "hotline_desk",
}  # fmt: skip
PRESENT = {"now", "today", "utcnow", "monotonic", "perf_counter"}

_ROOMS = [room for floor in FLOORS for room in floor]


def place(module: str) -> int:
    """Where a module of `hotline_rules` stands."""
    room = module.removeprefix("hotline_rules").removeprefix(".")
    if room in _ROOMS:
        return _ROOMS.index(room)
    parts = room.split(".")
    pattern = ".".join([parts[0], "*", *parts[2:]]) if len(parts) > 1 else room
    if pattern in _ROOMS:
        return _ROOMS.index(pattern)
    raise SystemExit(f"{module}: no floor is given for it in tools/check_imports.py")


def imports(tree: ast.AST, source: Path) -> Iterator[tuple[int, str]]:
    """Every module imported, type-checking imports left out."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and getattr(node.test, "id", "") == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                is_module = (source / inner.replace(".", "/")).with_suffix(".py").exists()
                yield node.lineno, inner if is_module else node.module
        yield from imports(node, source)


def problems(source: Path = SOURCE) -> list[str]:
    """Every import that runs upwards, and every touch of the world, in the core."""
    found = []
    for path in sorted((source / "hotline_rules").rglob("*.py")):
        module = ".".join(path.relative_to(source).with_suffix("").parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, name in imports(tree, source):
            if name.split(".")[0] in WORLD:
                found.append(f"{path}:{line}: {module} imports {name}: the core does no I/O")
            elif name.startswith("hotline_rules") and name != module and place(name) >= place(module):
                found.append(f"{path}:{line}: {module} imports {name}, which stands above it")
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
        found += [
            f"{path}:{call.lineno}: {module} reads the present time"
            for call in calls
            if isinstance(call.func, ast.Attribute) and call.func.attr in PRESENT
        ]
    return found


if __name__ == "__main__":
    told = problems()
    print("\n".join(told) or "imports run downwards only")
    sys.exit(bool(told))
