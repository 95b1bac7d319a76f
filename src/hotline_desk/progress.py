"""A progress bar on stderr while a file is judged, if stderr is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from hotline_desk.reading import Row, Source

_EVERY = 0.1


def watched(source: Source) -> Iterator[Row]:
    """Yield the rows of a file, with a bar, rows per second and the time left where somebody can see them."""
    if not sys.stderr.isatty():
        yield from source.rows
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[rows]:,} ({task.fields[rate]:,.0f}/s)"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(Path(source.file).name, total=source.size, rows=0, rate=0.0)
        began = told = time.monotonic()
        for count, row in enumerate(source.rows, start=1):
            yield row
            now = time.monotonic()
            if now - told > _EVERY:
                told = now
                progress.update(task, completed=row.offset, rows=count, rate=count / (now - began))
