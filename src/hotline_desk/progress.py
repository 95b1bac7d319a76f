"""A progress bar on stderr while a file is judged, if stderr is a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from hotline_desk.reading import Row, Source

if TYPE_CHECKING:
    from rich.progress import Progress

_EVERY = 0.1


class Bar:
    """A bar with rows per second and the time left, where somebody can see it; elsewhere nothing."""

    def __init__(self, file: str, size: int | None) -> None:
        self.file = file
        self.size = size
        self._progress: Progress | None = None
        self._task: Any = None
        self._began = self._told = time.monotonic()

    def __enter__(self) -> Bar:
        if sys.stderr.isatty():
            self._progress = _progress()
            self._progress.start()
            self._task = self._progress.add_task(Path(self.file).name, total=self.size, rows=0, rate=0.0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress is not None:
            self._progress.stop()

    def told(self, offset: int, rows: int) -> None:
        """Show how far the file is read, and how many rows are judged."""
        now = time.monotonic()
        if self._progress is not None and now - self._told > _EVERY:
            self._told = now
            self._progress.update(self._task, completed=offset, rows=rows, rate=rows / (now - self._began))


def watched(source: Source) -> Iterator[Row]:
    """Yield the rows of a file, with a bar where somebody can see it."""
    with Bar(source.file, source.size) as bar:
        for count, row in enumerate(source.rows, start=1):
            yield row
            bar.told(row.offset, count)


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("{task.fields[rows]:,} ({task.fields[rate]:,.0f}/s)"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
