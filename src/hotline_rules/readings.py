"""Readings: where a text leaves a point open, the options, which of them a city admits, and which it takes.

A reading is data, and its id is the number of the open point (`AMB-05`). A city states a `Choice` for each
reading it meets; a caller may override it with any option the reading knows, admissible or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import model_validator

from hotline_rules._model import Model
from hotline_rules.errors import InvalidValueError, UnknownNameError


class Option(Model):
    """One way to read an open point."""

    id: str
    zh: str
    en: str


class Reading(Model):
    """An open point: the question, the options, the reason for the usual one, and where it rests."""

    id: str
    question_zh: str
    question_en: str
    options: tuple[Option, ...]
    reason_zh: str
    reason_en: str
    source: str = ""

    def option(self, name: str) -> Option:
        """Return the option called `name`; raises `UnknownNameError` listing the options."""
        for option in self.options:
            if option.id == name:
                return option
        raise UnknownNameError(f"option of {self.id}", name, (o.id for o in self.options))


def point(
    number: str,
    question_zh: str,
    question_en: str,
    options: dict[str, tuple[str, str]],
    reason_zh: str,
    reason_en: str,
    source: str = "",
) -> Reading:
    """Write one open point: its number, the question, the options by id, the reason, the legal basis."""
    return Reading(
        id=number,
        question_zh=question_zh,
        question_en=question_en,
        options=tuple(Option(id=name, zh=zh, en=en) for name, (zh, en) in options.items()),
        reason_zh=reason_zh,
        reason_en=reason_en,
        source=source,
    )


class Choice(Model):
    """What a city takes for one reading, and which options have support enough to be stress-tested.

    `contested`: another option has real support, so a verdict that turns on the point says so. `switch`: whether
    a caller may take options that are not admissible; where the city's rules themselves embody the reading, none can.
    """

    reading: str
    default: str
    admissible: tuple[str, ...]
    contested: bool = False
    switch: bool = True

    @model_validator(mode="after")
    def _default_is_admissible(self) -> Choice:
        if self.default not in self.admissible:
            raise ValueError(f"{self.reading}: the default {self.default!r} must be admissible")
        return self


def choice(reading: str, default: str, *others: str, contested: bool = False, switch: bool = True) -> Choice:
    """State a city's choice: the default first, then the other admissible options."""
    options = (default, *others)
    return Choice(reading=reading, default=default, admissible=options, contested=contested, switch=switch)


def chosen(catalogue: Mapping[str, Reading], choices: Iterable[Choice], overrides: Mapping[str, str]) -> dict[str, str]:
    """Settle every reading of `choices`, overridden where the caller says so.

    Raises `UnknownNameError` for a reading or an option that is not known, `InvalidValueError` for an option that
    is not admissible of a reading that the city's rules embody.
    """
    stated = {c.reading: c for c in choices}
    settled = {name: c.default for name, c in stated.items()}
    for name, option in overrides.items():
        if name not in settled:
            raise UnknownNameError("reading of this city", name, settled)
        taken = catalogue[name].option(option).id
        if not stated[name].switch and taken not in stated[name].admissible:
            accepted = " or ".join(stated[name].admissible)
            raise InvalidValueError(name, option, f"{accepted} alone: the rules of this city embody it")
        settled[name] = taken
    return settled
