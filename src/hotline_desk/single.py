"""One ticket out of a file, and the instant it is asked about: for the verbs that look at a single case."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from hotline_desk.judging import named_codes
from hotline_desk.options import present
from hotline_desk.problems import validation_lines
from hotline_desk.reading import opened
from hotline_desk.times import when
from hotline_rules import Ticket
from hotline_rules.errors import HotlineError, InvalidValueError
from hotline_rules.wording import Lang, pick


def one_ticket(file: str, as_of: str | None, lang: Lang) -> tuple[Ticket, datetime | date]:
    """Return the ticket of a file that holds one, and `as_of`, the ticket's own, or else the present.

    Raises `HotlineError` for a file that holds none or several, or a ticket that cannot be read.
    """
    with opened(file, lang, tables=False) as source:
        rows = list(source.rows)
    if len(rows) != 1:
        accepted = pick(("恰好一件工单", "exactly one ticket"), lang)
        raise InvalidValueError(file, pick((f"{len(rows)} 件", f"{len(rows)} tickets"), lang), accepted)
    row = rows[0]
    if row.error:
        raise HotlineError(f"{row.where(lang)}: {row.error}")
    data: dict[str, Any] = dict(row.data)
    own = data.pop("as_of", None)
    instant = when("as_of", str(own)) if own is not None and as_of is None else present(as_of, lang)
    named_codes(data)
    try:
        return Ticket.model_validate(data), instant
    except ValidationError as error:
        said = pick(("；", "; "), lang).join(validation_lines(error, lang, written={}))
        raise HotlineError(f"{row.where(lang)}: {said}") from None
