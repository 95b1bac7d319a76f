"""Stage verdicts, Parquet in, findings out as Parquet: by columns, and by the script a good analyst would write.

Both judge every stage of every ticket, write the late and the overdue, and count all states; the two must agree.

`python -m bench.judging columns|pandas CITY TICKETS.parquet FINDINGS.parquet` does one of them in a process of its own
and prints as JSON the seconds of the work alone, imports left out, and the counts.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from bench.processes import run
from bench.tickets import AS_OF, KINDS, SLICE, TIMES

WAYS = ("columns", "pandas")
STAGES = {"weifang": ("handle",), "ganzi": ("transfer", "sign", "handle")}
"""The stages that the script judges of a city: all that ordinary tickets have."""
LOOKED_AT = {"weifang": ("id", *TIMES), "ganzi": ("id", "kind", *TIMES)}
"""What both look at of a ticket: no limit of Weifang goes by its kind, and no stage of a whole ticket by its unit."""
NOT_RECORDED = ("arrived", "replied", "fed_back")
"""The made-up log has no columns for these."""
_FIRST = {"id": "1", "events": [{"type": "accepted", "at": AS_OF}, {"type": "transferred", "at": AS_OF}]}
"""A ticket that is judged before the time is taken."""


Counts = dict[str, dict[str, int]]
"""How many rows of each stage are in each state."""


class Took(NamedTuple):
    """Seconds of the work, those of the processor, the counts, and the peak of memory in MiB."""

    seconds: float
    cpu: float
    counts: Counts
    peak: float


def columns(city_id: str) -> Callable[[Path, Path], Counts]:
    """Slice by slice, so that memory does not grow with the file; of a ticket what the stages of its city hang on."""
    import numpy as np
    import numpy.ma  # polars would load it within the time
    import polars as pl
    import pyarrow.parquet as pq

    from hotline_desk.ahead import ahead
    from hotline_desk.bulk import tickets_of
    from hotline_desk.sheets import stored
    from hotline_rules import Ticket, deadlines, jurisdiction
    from hotline_rules.columns import STATES, Bulk, Tickets
    from hotline_rules.columns.dues import NEVER
    from hotline_rules.deadlines import State

    city = jurisdiction(city_id)
    # The calendar is set up before the work, as the script does it.
    deadlines.check(Ticket.model_validate(_FIRST), city, as_of=AS_OF)
    states = pl.Series([state.value for state in STATES])

    def times(at) -> pl.Series:
        told = pl.Series(at)
        return told.set(told == int(NEVER), None).cast(pl.Datetime("us"))

    def taken(frame: pl.DataFrame) -> Tickets:
        kind = pl.col("kind").cast(pl.Enum(list(KINDS)))
        return tickets_of(frame.with_columns(kind).select(LOOKED_AT[city_id]), NOT_RECORDED)

    def work(source: Path, target: Path) -> Counts:
        counted = {stage: Counter[State]() for stage in STAGES[city_id]}
        bulk, writer = Bulk(city, as_of=AS_OF, not_recorded=NOT_RECORDED), None
        frames = stored(source, pq.read_metadata(source).num_rows, SLICE)
        for frame, tickets in ahead((frame, taken(frame)) for frame in frames):
            verdicts = bulk.judge(tickets)
            assert not len(verdicts.left), "a row that columns do not express"
            late = []
            for stage in STAGES[city_id]:
                counted[stage].update(verdicts.counts(stage))
                rows = verdicts.adverse(stage)
                found = frame.select("id", "unit")[rows].with_columns(
                    pl.lit(stage).alias("stage"),
                    states[verdicts.states(stage, rows=rows).astype(np.int64)].alias("state"),
                    times(verdicts.start(stage, rows=rows)).alias("start"),
                    times(verdicts.due(stage, rows=rows)[1]).alias("due"),
                    times(verdicts.done(stage, rows=rows)[0]).alias("done"),
                )  # fmt: skip
                late.append(found)
            table = pl.concat(late).to_arrow(compat_level=pl.CompatLevel.oldest())
            writer = writer or pq.ParquetWriter(target, table.schema)
            writer.write_table(table)
        if writer is not None:
            writer.close()
        return {stage: _counts({state.value: many for state, many in told.items()}) for stage, told in counted.items()}

    return work


def pandas(city_id: str) -> Callable[[Path, Path], Counts]:
    """The whole table at once, days counted by `busday_offset`: right for the stages it knows, and for nothing else."""
    import numpy as np
    import pandas as pd
    import pyarrow.parquet  # noqa: F401  # pandas would load it within the time

    from hotline_rules import jurisdiction
    from hotline_rules.days import State

    calendar = jurisdiction(city_id).calendar
    off = [day.date for day in calendar.days(calendar.first, calendar.last) if day.state is not State.WORKING]
    china = np.busdaycalendar("1111111", np.array(off, "datetime64[D]"))
    now, day, three = np.datetime64(AS_OF, "us"), np.timedelta64(1, "D"), np.timedelta64(3, "h")

    def nth(start, n):
        """00:00 after the n-th working day after each start."""
        days = start.to_numpy().astype("datetime64[D]")
        return np.busday_offset(days, n, roll="backward", busdaycal=china) + day

    def three_hours(start):
        """Office hours are not known: the earliest and the latest end of three working hours."""
        at = start.to_numpy()
        days, latest = at.astype("datetime64[D]"), nth(start, 1)
        worked, left = np.is_busday(days, busdaycal=china), days + day - at
        rest = np.where(worked, three - left, three)
        return np.where(worked & (left >= three), at + three, latest - day + rest), latest

    def verdicts(tickets, stage, start, ends, done, *, kinds=False, begun=False, proof=None):
        """One column of states, and the late rows; `begun`: that it began is shown, `proof`: by when it was done."""
        earliest, latest = ends
        unknown, free = (tickets["kind"].isna(), tickets["kind"] == "praise") if kinds else (False, False)
        by_then, known = done <= earliest, done.notna()
        if proof is not None:
            by_then, known = by_then | (~known & (proof <= earliest)), known | proof.notna()
        state = np.select(
            [start.isna() & begun, start.isna(), free, by_then, unknown, done > latest, known, now > latest],
            ["undetermined", "", "not_applicable", "in_time", "undetermined", "late", "undetermined", "overdue"],
            "open",
        )
        told = tickets[["id", "unit"]].assign(stage=stage, state=state, start=start, due=latest, done=done)
        return told[told["state"].isin(["late", "overdue"])], told["state"].value_counts()

    def work(source: Path, target: Path) -> Counts:
        tickets = pd.read_parquet(source)
        accepted, sent, signed, handled = (tickets[name] for name in ("accepted", "transferred", "signed", "handled"))
        # A unit that signed first, by its own machine, had the ticket by then.
        start = sent.where(~(signed < sent), signed)
        shown = signed.fillna(handled)
        seen = shown.notna()
        if city_id == "weifang":
            due = nth(start, 5)
            found = [verdicts(tickets, "handle", start, (due, due), handled, begun=seen)]
        else:
            unknown, asked = tickets["kind"].isna(), tickets["kind"] == "consultation"
            five = nth(start, np.where(asked, 2, 5))
            two = np.where(unknown, nth(start, 2), five)
            found = [
                verdicts(tickets, "transfer", accepted, three_hours(accepted), sent, kinds=True, proof=shown),
                verdicts(tickets, "sign", start, three_hours(start), shown, kinds=True),
                verdicts(tickets, "handle", start, (two, five), handled, kinds=True, begun=seen),
            ]
        pd.concat([late for late, _ in found]).to_parquet(target, index=False)
        return {stage: _counts(many.to_dict()) for stage, (_, many) in zip(STAGES[city_id], found, strict=True)}

    return work


def _counts(many: dict[str, int]) -> dict[str, int]:
    """The states that occur, in the order of the alphabet; a row without the stage has none."""
    return {state: int(rows) for state, rows in sorted(many.items()) if rows and state}


def measured(way: str, city: str, source: Path, target: Path) -> Took:
    """Do the work in a process of its own."""
    ran = run([sys.executable, "-m", "bench.judging", way, city, str(source), str(target)])
    return Took(*json.loads(ran.stdout), ran.peak)


def main(way: str, city: str, source: str, target: str) -> None:
    work = {"columns": columns, "pandas": pandas}[way](city)
    begin, cpu = time.perf_counter(), time.process_time()
    counts = work(Path(source), Path(target))
    print(json.dumps([time.perf_counter() - begin, time.process_time() - cpu, counts]))


if __name__ == "__main__":
    main(*sys.argv[1:])
