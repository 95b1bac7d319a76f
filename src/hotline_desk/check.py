"""`hotline check`: tickets with their events, explained one by one or answered as JSON Lines."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

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
from hotline_desk.problems import all_visible, told, visible

if TYPE_CHECKING:
    from hotline_desk.judging import Judge
    from hotline_desk.reading import Row


def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="工单：JSON 或 JSON Lines；- 为标准输入。")],
    city: CityOption = None,
    as_of: AsOfOption = None,
    trace: Annotated[bool, typer.Option("--trace", help="JSON 中带上逐日计数。With the counting.")] = False,
    stress: Annotated[
        bool, typer.Option("--stress", help="在各种可采读法的组合下重算，看结论是否稳固。Test under other readings.")
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
    """逐件评判工单：该不该受理，每一步何时到期、是否逾期，依据哪一条。Judge tickets one by one.

    JSON Lines 进、JSON Lines 出（输出不在终端时，或加 --json）；一行可自带 as_of。读不了的行原位报告，其余照判。
    """
    with told(lang):
        from hotline_desk.judging import Judge
        from hotline_desk.reading import opened

        setup = read_setup(reading, overlay, calendar, known_on, office_hours, city_file)
        judge = Judge(setup, city, as_of, lang, stressed=stress)
        count = _Count()
        with opened(file, lang, tables=False) as source:
            as_json = as_json or (source.form == "lines" and not sys.stdout.isatty())
            for row in source.rows:
                text = _line(judge, row, count, trace=trace) if as_json else _explained(judge, row, count)
                print(text, flush=as_json and source.size is None)
        for remark in judge.remarks():
            say(remark)
        _close(count, lang, fail_on_findings=fail_on_findings)


class _Count:
    """How many rows were read and judged, and how many findings there are."""

    def __init__(self) -> None:
        self.rows = self.judged = self.findings = self.stages = 0


def _line(judge: Judge, row: Row, count: _Count, *, trace: bool) -> str:
    """One line of JSON for one row."""
    from hotline_desk.judging import NotJudged, number_of

    count.rows += 1
    answer: dict[str, Any]
    try:
        review = judge.review(row)
        count.judged += 1
        count.findings += len(review.lateness)
        count.stages += len(review.stages)
        answer = review.as_dict(trace=trace)
    except NotJudged as problem:
        answer = {**row.place(), "id": number_of(row), "error": str(problem)}
    return json.dumps(answer, ensure_ascii=False)


def _explained(judge: Judge, row: Row, count: _Count) -> str:
    """One row as a lawyer reads it."""
    from hotline_desk.judging import NotJudged, number_of
    from hotline_rules.wording import pick, review_text

    count.rows += 1
    rule = "\n" + "─" * 60 + "\n" if count.rows > 1 else ""
    row = row._replace(data=all_visible(row.data))
    try:
        review = judge.review(row)
    except NotJudged as problem:
        number = number_of(row) or pick(("无编号", "no number"), judge.lang)
        said = (
            f"未评判：{row.where(judge.lang)}，工单 {number}：{visible(str(problem))}",
            f"Not judged: {row.where(judge.lang)}, ticket {number}: {visible(str(problem))}",
        )
        return rule + pick(said, judge.lang)
    count.judged += 1
    count.findings += len(review.lateness)
    count.stages += len(review.stages)
    return rule + review_text(review, judge.lang)


def _close(count: _Count, lang: Lang, *, fail_on_findings: bool) -> None:
    """Say how many were judged, and leave with the code that tells it."""
    from hotline_rules.wording import pick, plural

    missed = count.rows - count.judged
    say(
        pick(
            (
                f"共 {count.rows} 件：评判 {count.judged}，未评判 {missed}；逾期认定 {count.findings} 项。",
                f"{count.rows} in: {count.judged} judged, {missed} not judged; "
                f"{plural(count.findings, 'finding')} of lateness.",
            ),
            lang,
        )
    )
    if not count.judged:
        raise typer.Exit(2)
    if not count.stages:
        say(pick(NO_STAGE, lang))
        raise typer.Exit(2)
    if fail_on_findings and count.findings:
        raise typer.Exit(1)
