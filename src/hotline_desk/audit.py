"""`hotline audit`: whole files of tickets, counted, with the findings and everything that was not judged."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
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
    from hotline_desk.details import Details
    from hotline_desk.inputs import Inputs
    from hotline_desk.judging import Judge
    from hotline_desk.tally import Tally


def audit(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help="工单：CSV（UTF-8 或 GB18030）、XLSX、XLS、Parquet、JSON Lines；- 为标准输入。",
        ),
    ],
    city: CityOption = None,
    as_of: AsOfOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE.xlsx", help="写成工作簿，同名另存 Parquet 和 JSON。Write a workbook."
        ),
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--map", metavar="MAP.toml", help="列的对照（hotline columns 可代拟）。What the columns mean."),
    ] = None,
    stress: Annotated[
        bool, typer.Option("--stress", help="每条逾期认定在可采读法的各种组合下重算。Test under other readings.")
    ] = False,
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="不遮盖个人信息。Leave personal data in the answer and the report.")
    ] = False,
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

    表格一行一件（列为工单字段与事件名，格内是该事件的时间），或一行一个事件；读进多少行，就交代多少行。
    给了 --as-of 就一律按它评判；不给则按各行自带的 as_of，没有的取现在。给了 --city 就一律按它评判。
    """
    with told(lang):
        from hotline_desk.details import Details
        from hotline_desk.inputs import Inputs
        from hotline_desk.judging import Judge
        from hotline_desk.reporting import refuse_target
        from hotline_desk.tally import Tally

        if output is not None:
            refuse_target(output, files, lang)
        setup = read_setup(reading, overlay, calendar, known_on, office_hours, city_file)
        judge = Judge(setup, city, as_of, lang, as_of_wins=True, stressed=stress)
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hotline-")))
            details = Details(folder, lang) if output is not None else None
            tally = Tally(folder, keep_all=as_json, details=details, unmasked=unmasked)
            inputs = Inputs(judge, tally, folder, lang)
            inputs.read(files, mapping)
            tally.finish()
            for remark in (*judge.remarks(), *inputs.remarks()):
                say(remark)
            _tell(tally, judge, inputs, lang, as_json=as_json)
            if output is not None and details is not None:
                _report(output, tally, details, judge, inputs, lang, stressed=stress, unmasked=unmasked)
        _close(tally, lang, fail_on_findings=fail_on_findings)


def _report(
    output: Path,
    tally: Tally,
    details: Details,
    judge: Judge,
    inputs: Inputs,
    lang: Lang,
    *,
    stressed: bool,
    unmasked: bool,
) -> None:
    """Write the workbook and what stands beside it, and say where."""
    from hotline_desk.reporting import write
    from hotline_rules.wording import pick

    if not tally.judged:
        return
    written = write(output, tally, details, judge, inputs, lang, stressed=stressed, unmasked=unmasked)
    said = pick(("、", ", "), lang).join(map(str, written))
    say(pick((f"已写：{said}", f"written: {said}"), lang))


def _tell(tally: Tally, judge: Judge, inputs: Inputs, lang: Lang, *, as_json: bool) -> None:
    if as_json:
        told_too = {
            "as_of": judge.as_of.isoformat() if judge.as_of else None,
            "rows_with_own_as_of": {"taken": judge.own_as_of, "overruled": judge.other_as_of},
            "city_conflicts": judge.city_conflicts,
            "one_by_one": sum(inputs.one_by_one.values()),
            "one_by_one_because": inputs.one_by_one,
        }
        print(json.dumps(tally.as_dict() | told_too, ensure_ascii=False))
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
