"""The command `hotline`: its verbs, and the way out."""

from __future__ import annotations

import sys
from typing import TextIO

import typer

from hotline_desk.audit import audit
from hotline_desk.calendar import calendar
from hotline_desk.check import check
from hotline_desk.due import due
from hotline_desk.readings import readings
from hotline_desk.schema import schema
from hotline_desk.usage import Verbs

app = typer.Typer(
    name="hotline",
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="12345热线工单是否逾期：每一步何时到期、依据哪一条、哪些日子计入。"
    "Deadlines of 12345 hotline tickets: each with its provision and its counting.",
)
for verb in (due, check, audit, calendar, readings, schema):
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
