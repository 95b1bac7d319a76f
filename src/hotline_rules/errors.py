"""What a caller can catch. One base class, a few nouns below it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class HotlineError(Exception):
    """Base of every error this library raises on purpose.

    A record that cannot be built (a ticket, a city, a layer) raises `pydantic.ValidationError`, a `ValueError`.
    """


_NAMED = 12
"""How many of the known names a message gives."""


class UnknownNameError(HotlineError, LookupError):
    """A city, reading, option, overlay or other name that is not known.

    `known` are the known ones, nearest first; the message names the nearest of them.
    """

    def __init__(self, what: str, name: object, known: Iterable[str]) -> None:
        self.what = what
        self.name = name
        self.known = nearest_first(str(name), known)
        near, rest = self.known[:_NAMED], len(self.known) - _NAMED
        more = f", and {rest} more" if rest > 0 else ""
        super().__init__(f"unknown {what} {name!r}; known: {', '.join(near)}{more}")


class InvalidValueError(HotlineError, ValueError):
    """A value that cannot be used: names the place, the value found and what is accepted."""

    def __init__(self, place: str, value: object, accepted: str) -> None:
        self.place = place
        self.value = value
        self.accepted = accepted
        super().__init__(f"{place}: found {value!r}; accepted: {accepted}")


class ContradictoryFactsError(HotlineError, ValueError):
    """Two answers of which only one can be true: `fact` is yes, and what is told of `other` cannot stand beside it."""

    def __init__(self, fact: str, other: str, *, is_yes: bool) -> None:
        self.fact = fact
        self.other = other
        self.is_yes = is_yes
        answer = "yes" if is_yes else "no"
        super().__init__(
            f"facts contradict: {fact!r} is yes and {other!r} is {answer}; accepted: at most one of the two"
        )


class OutsideCalendarError(HotlineError, ValueError):
    """A day, or the end of a period, lies outside the days the calendar knows anything about."""


class NoWorkingTimeError(HotlineError, ValueError):
    """The calendar or the office hours hold no working time in which the period could be used up."""


class UncertainError(HotlineError, ValueError):
    """One answer was asked for, but only a pair (earliest, latest) is known."""


def nearest_first(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return `known` with the names most like `name` in front, the rest in their own order."""
    names = list(dict.fromkeys(known))
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    return (*close, *(n for n in names if n not in close))
