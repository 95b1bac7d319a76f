"""The command `hotline`: its verbs, and the way out."""

from __future__ import annotations

import sys
from typing import TextIO

import typer

from hotline_desk.accept import accept
from hotline_desk.audit import audit
from hotline_desk.calendar import calendar
from hotline_desk.check import check
from hotline_desk.checklist import checklist
from hotline_desk.compare import compare
from hotline_desk.due import due
from hotline_desk.facts import facts
from hotline_desk.law import law
from hotline_desk.ledger import ledger
from hotline_desk.mapping import columns
from hotline_desk.readings import readings
from hotline_desk.receipt import receipt, verify
from hotline_desk.schema import schema
from hotline_desk.usage import Verbs

app = typer.Typer(
    name="hotline",
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="12345热线工单该不该受理、是否逾期：依据哪一条、还要问什么、何时到期、哪些日子计入。"
    "Acceptance and deadlines of 12345 hotline tickets: each answer with its provision.",
)
for verb in (
    accept, due, check, audit, columns, compare, law, ledger, facts, readings, checklist, calendar, schema, receipt,
    verify,
):  # fmt: skip
    app.command()(verb)


def main() -> None:
    """Run the command."""
    for stream in (sys.stdout, sys.stderr):
        _speak_utf8(stream)
    app()


def _speak_utf8(stream: TextIO) -> None:
    """Write UTF-8 wherever no terminal says otherwise; what cannot be written is escaped, never an error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
