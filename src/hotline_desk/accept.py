"""`hotline accept`: is a matter to be accepted, on which ground, what must still be asked, and what if."""

from __future__ import annotations

import json
import sys
from typing import Annotated

import typer

from hotline_desk.options import (
    CityArgument,
    CityFileOption,
    JsonOption,
    KindOption,
    LangOption,
    OriginOption,
    OverlayOption,
    ReadingOption,
    UrgencyOption,
    fact_answers,
    read_setup,
)
from hotline_desk.problems import told


def accept(
    city: CityArgument = None,
    kind: KindOption = None,
    origin: OriginOption = None,
    urgency: UrgencyOption = None,
    fact: Annotated[
        list[str] | None,
        typer.Option(
            "--fact",
            metavar="NAME=ANSWER",
            autocompletion=fact_answers,
            help="一项事实：代码、名称或名称的一部分，＝是、否、不清楚（yes、no、unknown）；可重复。A fact told.",
        ),
    ] = None,
    all_else: Annotated[
        str | None,
        typer.Option("--all-else", metavar="no", help="没有告知的事实一律按“否”计（只能是 no）。All others are no."),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            metavar="NAME=ANSWER",
            autocompletion=fact_answers,
            help="假如这项事实是另一个答案，结论怎样；可重复。What if a fact were otherwise.",
        ),
    ] = None,
    after_dispatch: Annotated[
        bool, typer.Option("--after-dispatch", help="转办之后才发现的：还要不要办下去。Found after dispatch.")
    ] = False,
    accepted: Annotated[
        str | None,
        typer.Option("--accepted", metavar="TIME", help="诉求提出的时间，以定规定是否施行。When the matter came in."),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    city_file: CityFileOption = None,
) -> None:
    """受理、不予受理、转介还是引导，依据哪一条，还要问什么，假如怎样。Is it to be accepted, and why.

    例：hotline accept weifang --kind 投诉 --fact 诉讼=是 --all-else no --what-if 已经进入诉讼=否
    在终端里没有问清的，逐项来问：y 是、n 否、? 不清楚、回车停止。
    """
    with told(lang):
        from hotline_desk.asking import ask_on
        from hotline_desk.supposing import Asked, as_dict, text

        chosen = read_setup(reading, overlay, None, None, None, city_file).city(city)
        asked = Asked.of(
            chosen,
            codes={"kind": kind, "origin": origin, "urgency": urgency},
            facts=fact or [],
            all_else=all_else,
            after_dispatch=after_dispatch,
            accepted=accepted,
            lang=lang,
        )
        supposed = asked.supposed(what_if or [], lang)
        if not as_json and _at_a_terminal():
            asked = ask_on(asked, lang)
        if as_json:
            print(json.dumps(as_dict(asked, supposed), ensure_ascii=False))
        else:
            print(text(asked, supposed, lang))
        sys.stdout.flush()
        if asked.answer().why:
            raise typer.Exit(2)


def _at_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()
