"""Write src/hotline_rules/_statutory.py from the `holidays` package: `python tools/make_statutory.py`.

Two things the notices do not tell in advance: which days the statute itself makes holidays, and about when the
two festivals of Xinjiang fall. Substituted and moved days are left out: only a notice can give those.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import holidays
from holidays.calendars.islamic import _IslamicLunar

FIRST, LAST = 2004, 2036
KEYS = {
    "元旦": "new_year",
    "春节": "spring_festival",
    "农历除夕": "spring_festival",
    "清明节": "tomb_sweeping",
    "劳动节": "labour_day",
    "端午节": "dragon_boat",
    "中秋节": "mid_autumn",
    "国庆节": "national_day",
}
TARGET = Path(__file__).parent.parent / "src/hotline_rules/_statutory.py"


def statutory() -> list[tuple[date, str]]:
    """Every statutory holiday of every year, with its key (the first, where two fall together)."""
    rows = []
    for year in range(FIRST, LAST + 1):
        for day, name in sorted(holidays.country_holidays("CN", years=year, language="zh_CN").items()):
            keys = [KEYS[part] for part in name.split("; ") if part in KEYS]
            if keys and day.year == year:
                rows.append((day, keys[0]))
    return rows


def festivals() -> list[tuple[str, date]]:
    """Estimated days of 肉孜节 (Eid al-Fitr) and 古尔邦节 (Eid al-Adha)."""
    lunar = _IslamicLunar()
    rows = set()
    for year in range(2012, LAST + 1):
        rows |= {("rozi", d) for d, _ in lunar.eid_al_fitr_dates(year)}
        rows |= {("qurban", d) for d, _ in lunar.eid_al_adha_dates(year)}
    return sorted((row for row in rows if 2012 <= row[1].year <= LAST), key=lambda row: row[1])


def main() -> None:
    lines = [
        '"""Made by tools/make_statutory.py; do not edit.',
        "",
        f"Statutory holidays {FIRST}-{LAST} and estimated festival days 2012-{LAST},",
        f'from `holidays` {holidays.__version__}."""',
        "",
        "STATUTORY = {",
    ]
    by_year: dict[int, list[str]] = {}
    for day, key in statutory():
        by_year.setdefault(day.year, []).append(f"{day:%m%d}{key}")
    for year, days in by_year.items():
        lines.append(f"    {year}: (")
        lines += [f'        "{" ".join(days[i : i + 5])} "' for i in range(0, len(days), 5)]
        lines.append("    ),")
    lines += ["}", "", "FESTIVALS = {"]
    for key in ("rozi", "qurban"):
        found = [f"{day:%Y%m%d}" for name, day in festivals() if name == key]
        lines.append(f'    "{key}": (')
        lines += [f'        "{" ".join(found[i : i + 8])} "' for i in range(0, len(found), 8)]
        lines.append("    ),")
    lines += ["}", ""]
    TARGET.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
