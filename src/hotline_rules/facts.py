"""Facts in four input states, and the three-valued logic over them.

A fact is answered yes (`True`) or no (`False`), was asked in vain (`"unknown"`), or was not asked (`None` or
absent). The two last are both *not known*, and nothing that is not known is ever taken for a yes or a no;
they differ in what to do next: one can still be asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Answer = bool | Literal["unknown"] | None
"""One of the four input states of a fact."""

Truth = bool | None
"""Kleene's three values; `None` is *not known*."""


def truth(answer: Answer) -> Truth:
    """The truth value of an answer: both ways of not knowing are `None`."""
    return answer if isinstance(answer, bool) else None


def all_of(values: Iterable[Truth]) -> Truth:
    """Kleene's and: no if any is no, else not known if any is not known, else yes. Empty: yes."""
    result: Truth = True
    for value in values:
        if value is False:
            return False
        if value is None:
            result = None
    return result


def any_of(values: Iterable[Truth]) -> Truth:
    """Kleene's or: yes if any is yes, else not known if any is not known, else no. Empty: no."""
    result: Truth = False
    for value in values:
        if value is True:
            return True
        if value is None:
            result = None
    return result


def negation(value: Truth) -> Truth:
    """Kleene's not: what is not known stays so."""
    return None if value is None else not value
