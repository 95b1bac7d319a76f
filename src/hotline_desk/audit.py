"""`hotline audit`: whole files of tickets, counted, with the findings and everything that was not judged."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from hotline_desk.options import (
    NO_STAGE,
    AsOfOption,
    CalendarOption,
    CityFileOption,
    CityOption,
    FailOption,
    JsonOption,
    KnownOnOption,
    Lang,
    LangOption,
    OfficeHoursOption,
    OverlayOption,
    ReadingOption,
    read_setup,
    say,
)
from hotline_desk.problems import told

if TYPE_CHECKING:
    from hotline_desk.judging import Judge
    from hotline_desk.reading import Source
    from hotline_desk.tally import Tally


def audit(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE...", help="工单：CSV（UTF-8 或 GB18030）、JSON Lines；- 为标准输入。")
    ],
    city: CityOption = None,
    as_of: AsOfOption = None,
    fail_on_findings: FailOption = False,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    calendar: CalendarOption = None,
    known_on: KnownOnOption = None,
    office_hours: OfficeHoursOption = None,
    city_file: CityFileOption = None,
) -> None:
    """评判整批工单：各环节按时率、逾期清单、未评判的行。Audit files of tickets.

    CSV 一行一件，列为工单字段与事件名（格内是该事件的时间）；读进多少行，就交代多少行。
    给了 --as-of 就一律按它评判；不给则按各行自带的 as_of，没有的取现在。给了 --city 就一律按它评判。
    """
    with told(lang):
        from hotline_desk.judging import Judge
        from hotline_desk.reading import opened
        from hotline_desk.tally import Tally

        setup = read_setup(reading, overlay, calendar, known_on, office_hours, city_file)
        judge = Judge(setup, city, as_of, lang, as_of_wins=True)
        tally = Tally(keep_all=as_json)
        with ExitStack() as stack:
            for source in [stack.enter_context(opened(file, lang)) for file in files]:
                _run(source, judge, tally)
        for remark in judge.remarks():
            say(remark)
        _tell(tally, judge, lang, as_json=as_json)
        _close(tally, lang, fail_on_findings=fail_on_findings)


def _run(source: Source, judge: Judge, tally: Tally) -> None:
    """Judge every row of one file."""
    from hotline_desk.judging import NotJudged, number_of
    from hotline_desk.progress import watched

    for row in watched(source):
        try:
            tally.judge(row, judge.review(row))
        except NotJudged as problem:
            tally.miss(row, number_of(row), str(problem))
    if source.absent:
        tally.absent[source.file] = source.absent


def _tell(tally: Tally, judge: Judge, lang: Lang, *, as_json: bool) -> None:
    if as_json:
        told = {
            "as_of": judge.as_of.isoformat() if judge.as_of else None,
            "rows_with_own_as_of": {"taken": judge.own_as_of, "overruled": judge.other_as_of},
            "city_conflicts": judge.city_conflicts,
        }
        print(json.dumps(tally.as_dict() | told, ensure_ascii=False))
    else:
        from hotline_desk.tables import out, print_tally

        print_tally(out(), tally, judge.as_of, lang)


def _close(tally: Tally, lang: Lang, *, fail_on_findings: bool) -> None:
    """Leave with the code that tells how it went."""
    from hotline_rules.wording import pick

    if not tally.judged:
        say(pick(("没有一行可以评判。", "Nothing could be judged."), lang))
        raise typer.Exit(2)
    if not tally.states:
        say(pick(NO_STAGE, lang))
        raise typer.Exit(2)
    if fail_on_findings and tally.findings:
        raise typer.Exit(1)
