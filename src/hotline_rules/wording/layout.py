"""An explanation as it is laid out: a heading, and labelled parts."""

from __future__ import annotations

from typing import NamedTuple

from hotline_rules.wording.words import Lang


class Explanation(NamedTuple):
    """An answer explained: a heading, and labelled parts of one line or several."""

    heading: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]

    def text(self, lang: Lang) -> str:
        """Return it as plain text, the labels in a column."""
        width = 4 if lang == "zh" else 12
        told = [self.heading]
        for label, lines in self.parts:
            pad = "  " + label + " " * (width - len(label) * (2 if lang == "zh" else 1) + 2)
            blank = "  " + " " * (width + 2)
            told += [(blank if i else pad) + line for i, line in enumerate(lines)]
        return "\n".join(told)
