"""Write the fingerprints of an official text: `python -m tools.make_fingerprints CITY TEXT`.

TEXT is a plain copy of the regulation.
"""

from __future__ import annotations

import sys
from pathlib import Path

from hotline_rules.official import fingerprint, wordings

CITIES = Path(__file__).parent.parent / "src" / "hotline_rules" / "jurisdictions"

ELIDED = {"ganzi": ("10(1)",)}
"""Paragraphs whose number the ledger leaves out: Ganzi's 10(一) is the first paragraph's, and 10(2) follows."""


def main(city: str, text: Path) -> None:
    told = text.read_text("utf-8")
    lines = [
        f'    "{address}": "{fingerprint(words)}",' for address, words in wordings(told, ELIDED.get(city, ())).items()
    ]
    target = CITIES / city / "fingerprints.py"
    target.write_text(
        '"""The official wording of every paragraph, item and sub-item, hashed (tools/make_fingerprints.py)."""'
        "\n\n"
        "FINGERPRINTS = {\n" + "\n".join(lines) + "\n}\n",
        "utf-8",
    )
    print(f"{target.name}: {len(lines)}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(sys.argv[1], Path(sys.argv[2]))
