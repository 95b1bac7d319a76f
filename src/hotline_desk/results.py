"""A report as files for programs: findings, what is undecided and what was not judged as Parquet; a summary as JSON.

Beside `report.xlsx` stand `report.findings.parquet`, `report.undecided.parquet`, `report.not_judged.parquet` and
`report.json`. Each appears whole or not at all; the JSON comes last, so that its counts are those of the files beside.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl

from hotline_desk.masking import masked
from hotline_desk.report import (
    DOUBLES,
    FINDINGS,
    FINDINGS_MAY,
    MISSED,
    UNDECIDED,
    UNDECIDED_MAY,
    CityUsed,
    FileRead,
    Part,
    Published,
    Rate,
    Report,
    Schema,
    count,
    own_columns,
    scan,
)

FORM = 1
"""The version of the JSON; it changes when a key changes its meaning."""
LISTED = 1000
"""How many rows with a number that came before the JSON lists."""

# -- whole or not at all --------------------------------------------------------------------------------------------


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Give a path to write to, which takes the place of `path` once it is written and on disk.

    What is written stands in a directory of its own beside the target, for a rename is atomic only within one file
    system, and a full temporary directory elsewhere shall not stop a report. It is removed whatever happens.
    """
    room = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent))
    try:
        written = room / path.name
        yield written
        _to_disk(written)
        os.replace(written, path)
        _to_disk(path.parent)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _to_disk(path: Path) -> None:
    """Wait until a file, or the entries of a directory, are on disk; where directories cannot be opened, skip them."""
    try:
        handle = os.open(path, os.O_RDONLY if os.name != "nt" or path.is_dir() else os.O_RDWR)
    except PermissionError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


# -- the files ------------------------------------------------------------------------------------------------------


def beside(path: Path) -> dict[str, Path]:
    """Return where the files beside a workbook stand."""
    stem = path.with_suffix("") if path.suffix.lower() in (".xlsx", ".json") else path
    names = {"findings": "findings.parquet", "undecided": "undecided.parquet", "not_judged": "not_judged.parquet"}
    told = {key: stem.with_name(f"{stem.name}.{end}") for key, end in names.items()}
    return {**told, "summary": stem.with_name(f"{stem.name}.json")}


def write(report: Report, path: Path, *, unmasked: bool = False) -> dict[str, Path]:
    """Write the Parquet files and the JSON beside `path` (the workbook's), and return where they stand.

    Columns of the caller's own (what `ref` carried) are left out unless `unmasked`. Raises `OSError`.
    """
    places = beside(path)
    _parquet(findings_of(report, unmasked=unmasked), places["findings"])
    _parquet(undecided_of(report, unmasked=unmasked), places["undecided"])
    _parquet(missed_of(report, unmasked=unmasked), places["not_judged"])
    text = json.dumps(summary(report, unmasked=unmasked), ensure_ascii=False, indent=1)
    with whole(places["summary"]) as target:
        target.write_text(text + "\n", encoding="utf-8", newline="\n")
    return places


def _parquet(rows: pl.LazyFrame, path: Path) -> None:
    """Write rows batch by batch, in their order."""
    with whole(path) as target:
        try:
            rows.sink_parquet(target, maintain_order=True)
        except pl.exceptions.ComputeError as error:
            raise OSError(str(error)) from error


def findings_of(report: Report, *, unmasked: bool = False) -> pl.LazyFrame:
    """Return the findings of lateness, the caller's own columns only if `unmasked`."""
    return _shown(report.findings, FINDINGS, FINDINGS_MAY, "unit", unmasked=unmasked)


def undecided_of(report: Report, *, unmasked: bool = False) -> pl.LazyFrame:
    """Return the stages that cannot be decided."""
    return _shown(report.undecided, UNDECIDED, UNDECIDED_MAY, "unit", unmasked=unmasked)


def missed_of(report: Report, *, unmasked: bool = False) -> pl.LazyFrame:
    """Return the rows that were not judged."""
    return _shown(report.missed, MISSED, {}, "error", unmasked=unmasked)


def _shown(parts: Sequence[Part], schema: Schema, optional: Schema, text: str, *, unmasked: bool) -> pl.LazyFrame:
    """Rows without the columns of the caller's own, the numbers of persons in one text masked; all, if `unmasked`."""
    rows = scan(parts, schema, optional)
    if unmasked:
        return rows
    told = pl.col(text).map_elements(masked, return_dtype=pl.String)
    return rows.drop(own_columns(rows, schema, optional)).with_columns(told)


# -- the summary ----------------------------------------------------------------------------------------------------


def summary(report: Report, *, unmasked: bool = False) -> dict[str, Any]:
    """Return everything that does not grow with the tickets as plain JSON values; codes, not sentences."""
    units = report.units if unmasked else report.units.with_columns(pl.col("unit").map_elements(masked, pl.String))
    return {
        "form": FORM,
        "version": report.version,
        "as_of": report.as_of.isoformat(),
        "made": report.made.isoformat(),
        "rows": {
            "in": report.rows,
            "judged": report.judged,
            "not_judged": report.not_judged,
            "balanced": report.balanced,
        },
        "tickets": report.tickets,
        "totals": totals(report),
        "rates": [_rate(rate) for rate in report.rates],
        "not_recorded": [{"code": one.code, "lacks": list(one.lacks)} for one in report.not_rated],
        "states": report.states.to_dicts(),
        "months": report.months.to_dicts(),
        "units": units.to_dicts(),
        "used": report.used.to_dicts(),
        "provisions": report.provisions.to_dicts(),
        "timeline": report.timeline.to_dicts(),
        "whys": report.whys.to_dicts(),
        "other_findings": report.others.to_dicts(),
        "published": _published(report.published) if report.published else None,
        "duplicates": _doubles(report),
        "files": [_file(one) for one in report.files],
        "parameters": {city.id: _city(city) for city in report.cities},
        "not_told": dict(report.not_told),
        "remarks": [{"zh": zh, "en": en} for zh, en in report.remarks],
        "stressed": report.stressed,
    }


def totals(report: Report) -> dict[str, Any]:
    """Count the lists: findings by state, and by firmness where they were stress-tested."""
    rows = scan(report.findings, FINDINGS, FINDINGS_MAY)
    by_state = rows.group_by("state").len().collect()
    by_firm = rows.group_by("firm").len().collect()
    states = dict(zip(by_state["state"].to_list(), by_state["len"].to_list(), strict=True))
    firm = dict(zip(by_firm["firm"].to_list(), by_firm["len"].to_list(), strict=True))
    return {
        "findings": sum(states.values()),
        "late": states.get("late", 0),
        "overdue": states.get("overdue", 0),
        "firm": firm.get(True, 0),
        "not_firm": firm.get(False, 0),
        "not_tested": firm.get(None, 0),
        "undecided": count(report.undecided),
        "not_judged": count(report.missed),
        "duplicates": count(report.doubles),
        "other_findings": int(report.others["n"].sum()),
    }


def _rate(rate: Rate) -> dict[str, Any]:
    return {
        "code": rate.code,
        "zh": rate.zh,
        "en": rate.en,
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "rate": rate.share,
        "cohort_zh": rate.cohort_zh,
        "cohort_en": rate.cohort_en,
        "outside": {"no_limit": rate.no_limit, "undetermined": rate.undetermined},
    }


def _published(found: Published) -> dict[str, Any]:
    return {
        "agree": found.agree,
        "compared": found.compared,
        "share": found.agree / found.compared if found.compared else None,
        "unflagged": found.unflagged,
        "differing": found.differing_total,
        "columns": list(found.columns),
        "flag_from_deadline": found.flag_from_deadline,
        "table": found.table.to_dicts(),
        "days": found.days.to_dicts(),
    }


def _doubles(report: Report) -> list[dict[str, Any]]:
    return scan(report.doubles, DOUBLES).head(LISTED).collect().to_dicts()


def _file(one: FileRead) -> dict[str, Any]:
    return {
        "file": one.file,
        "sheet": one.sheet,
        "rows": {"in": one.rows, "judged": one.judged, "not_judged": one.missed},
        "first": one.first,
        "last": one.last,
        "taken_as_not_happened": list(one.absent),
        "not_recorded": list(one.not_recorded),
        "columns": dict(one.columns),
        "sha256": one.sha256,
    }


def _city(city: CityUsed) -> dict[str, Any]:
    return {
        "regulation": {"title_zh": city.title_zh, "title_en": city.title_en, "force": city.force},
        "rules_hash": city.rules_hash,
        "calendar_hash": city.calendar_hash,
        "readings": {one.id: one.option for one in city.readings},
        "readings_overridden": dict(city.overridden),
        "overlays": list(city.overlays),
        "calendars": list(city.calendars),
        "known_on": city.known_on.isoformat() if city.known_on else None,
        "office_hours": city.office_hours,
        "notices": [{"code": code, "zh": zh, "en": en} for code, zh, en in city.notices],
    }
