"""Work ahead: the next piece is made in a second thread while the present one is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from enum import Enum
from typing import TypeVar

_T = TypeVar("_T")


class _Last(Enum):
    END = "end"


def ahead(pieces: Iterable[_T]) -> Iterator[_T]:
    """Yield the pieces in their order, one of them always made beforehand; an error comes where it would have come."""
    with ThreadPoolExecutor(1) as second:
        source = iter(pieces)
        coming: Future[_T | _Last] = second.submit(next, source, _Last.END)
        while not isinstance(piece := coming.result(), _Last):
            coming = second.submit(next, source, _Last.END)
            yield piece
