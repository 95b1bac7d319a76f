"""A finished audit as a report, and the report as files: the workbook, and the same as Parquet and JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from hotline_desk import results, workbook
from hotline_desk.details import Details, handling
from hotline_desk.report import (
    MONTHS,
    OTHERS,
    PROVISIONS,
    STATES,
    TIMELINE,
    UNITS,
    WHYS,
    CityUsed,
    NotRated,
    Rate,
    Report,
    frame,
)
from hotline_desk.rooms import room
from hotline_desk.tally import Tally
from hotline_rules import __version__
from hotline_rules.deadlines import State
from hotline_rules.errors import InvalidValueError
from hotline_rules.wording import Lang, pick

if TYPE_CHECKING:
    from hotline_desk.inputs import Inputs
    from hotline_desk.judging import Judge

_UNIT_COLUMNS = (State.IN_TIME, State.LATE, State.OVERDUE, State.OPEN, State.UNDETERMINED)


def refuse_target(output: Path, files: Sequence[str], lang: Lang) -> None:
    """Refuse, before anything is read, a target that cannot be written, or that is one of the files to be read."""
    if output.suffix.lower() != ".xlsx":
        raise InvalidValueError("-o", str(output), pick(("以 .xlsx 结尾的文件名", "a name that ends in .xlsx"), lang))
    ours = {path.resolve() for path in (output, *results.beside(output).values())}
    for file in files:
        if Path(file).resolve() in ours:
            accepted = ("不会盖掉被审文件的文件名", "a name whose report does not overwrite a file that is audited")
            raise InvalidValueError("-o", str(output), pick(accepted, lang))
    if not output.parent.is_dir():
        raise InvalidValueError("-o", str(output), pick(("已有的文件夹", "a folder that exists"), lang))


def write(
    output: Path,
    tally: Tally,
    details: Details,
    judge: Judge,
    inputs: Inputs,
    lang: Lang,
    *,
    stressed: bool,
    unmasked: bool,
) -> list[Path]:
    """Write the report: every file of it, whole, or none; raises `OSError`."""
    report = made(tally, details, judge, inputs, stressed=stressed)
    with room(output) as folder:
        # All of it is written beside first: what the disk has no room for leaves every file of the report before.
        target = folder / output.name
        written = [target, *results.write(report, target, unmasked=unmasked).values()]
        workbook.write(report, target, lang, unmasked=unmasked)
        return [one.replace(output.parent / one.name) for one in written]


def made(tally: Tally, details: Details, judge: Judge, inputs: Inputs, *, stressed: bool) -> Report:
    """Return a finished audit as a report."""
    rates, not_rated = _rates(tally, inputs)
    now = judge.now()
    zone = judge.one.clock if judge.one else next(iter(tally.cities.values())).clock
    as_of = zone.local(now) if isinstance(now, datetime) else zone.end_of_day(now)
    return Report(
        as_of=as_of.replace(tzinfo=None),
        made=datetime.now().replace(microsecond=0),
        files=inputs.files,
        cities=tuple(
            CityUsed.of(city, [notice for its, notice in tally.noticed() if its.id == city.id])
            for city in tally.cities.values()
        ),
        tickets=tally.judged,
        states=frame(
            STATES, [(*key, state.value, n) for key, states in tally.states.items() for state, n in states.items() if n]
        ),
        months=_months(tally),
        units=_units(tally),
        used=details.used_frame(),
        provisions=_provisions(tally),
        timeline=_timeline(tally),
        whys=frame(WHYS, tally.whys.most_common()),
        others=frame(OTHERS, [(*key, n) for key, n in tally.others.most_common()]),
        rates=rates,
        not_rated=not_rated,
        findings=details.findings.parts,
        undecided=details.undecided.parts,
        missed=details.missing.parts,
        doubles=details.doubles.parts,
        published=details.published(_claimed(inputs)),
        stressed=stressed,
        not_told={name: count for name, count in tally.not_told.items() if count},
        remarks=(*((one, one) for one in (*judge.remarks(), *inputs.remarks())), *tally.remarks()),
        version=__version__,
    )


def _months(tally: Tally) -> pl.DataFrame:
    found: dict[tuple[str, str, str], list[int]] = {}
    for (city, stage, month, in_time), number in tally.months.items():
        counts = found.setdefault((city, stage, month), [0, 0])
        counts[0] += number if in_time else 0
        counts[1] += number
    return frame(MONTHS, [(*key, *counts) for key, counts in sorted(found.items())])


def _units(tally: Tally) -> pl.DataFrame:
    found: dict[tuple[str, str | None, str], Counter[State]] = {}
    for (city, unit, stage, state), number in tally.units.items():
        found.setdefault((city, unit, stage), Counter())[state] += number
    rows = [
        (*key, *(states[state] for state in _UNIT_COLUMNS), states.total() - sum(states[one] for one in _UNIT_COLUMNS))
        for key, states in found.items()
    ]
    return frame(UNITS, sorted(rows, key=lambda row: (row[0], row[1] or "", row[2])))


def _provisions(tally: Tally) -> pl.DataFrame:
    found: dict[tuple[str, str, str], Counter[State]] = {}
    for (city, provision, stage, state), number in tally.provisions.items():
        found.setdefault((city, provision, stage), Counter())[state] += number
    return frame(PROVISIONS, [(*key, one[State.LATE], one[State.OVERDUE]) for key, one in sorted(found.items())])


def _timeline(tally: Tally) -> pl.DataFrame:
    events = ("accepted", "transferred", "handled", "closed")
    keys = sorted({(city, month) for city, _, month in tally.timeline})
    return frame(
        TIMELINE,
        [(city, month, *(tally.timeline[city, event, month] for event in events)) for city, month in keys],
    )


# -- rates ------------------------------------------------------------------------------------------------------


def _rates(tally: Tally, inputs: Inputs) -> tuple[tuple[Rate, ...], tuple[NotRated, ...]]:
    """The rates that the files can give, over all cities; and those they cannot, with what they lack."""
    found: list[Rate] = []
    missing: list[NotRated] = []
    for code, stage in (("handled_on_time", ""), ("signed_on_time", "sign"), ("transferred_on_time", "transfer")):
        stages = [(city.id, stage or handling(city)) for city in tally.cities.values()]
        stages = [key for key in stages if key in tally.states]
        if not stages:
            continue
        parts = [tally.rate(*key) for key in stages]
        found.append(
            Rate.of(
                code,
                sum(part for part, _ in parts),
                sum(whole for _, whole in parts),
                no_limit=sum(tally.states[key][State.NOT_APPLICABLE] for key in stages),
                undetermined=sum(tally.states[key][State.UNDETERMINED] for key in stages),
            )
        )
    carried = {role for one in inputs.counted if one.columns for _, role in one.as_read().columns}
    logs = any(one.columns is None for one in inputs.counted)
    for code, event, part, whole in (
        ("extended", "extension_decided", tally.events["extended"], tally.events["sent"]),
        ("returned", "return_decided", tally.events["returned"], tally.events["sent"]),
        ("redone", "redispatched", tally.events["redispatched"], tally.events["sent"]),
    ):
        if logs or event in carried:
            found.append(Rate.of(code, part, whole))
        else:
            missing.append(NotRated(code, (event,)))
    return tuple(found), tuple(missing)


def _claimed(inputs: Inputs) -> tuple[str, ...]:
    """The headings under which the export has its own say."""
    return tuple(
        dict.fromkeys(
            heading
            for one in inputs.files
            for heading, role in one.columns
            if role in ("published_due", "published_overdue")
        )
    )
