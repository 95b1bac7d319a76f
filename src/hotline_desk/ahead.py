"""Work ahead: the next piece is made in a second thread while the present one is worked on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_T = TypeVar("_T")
_END = object()


def ahead(pieces: Iterable[_T]) -> Iterator[_T]:
    """Yield the pieces in their order, one of them always made beforehand; an error comes where it would have come."""
    with ThreadPoolExecutor(1) as second:
        source = iter(pieces)
        coming = second.submit(next, source, _END)
        while (piece := coming.result()) is not _END:
            coming = second.submit(next, source, _END)
            yield piece  # type: ignore[misc]
