"""Asking at a terminal: one question after the other, until the outcome is settled or nobody answers."""

from __future__ import annotations

import sys

from hotline_desk.answers import read_answer
from hotline_desk.names import code
from hotline_desk.options import say
from hotline_desk.problems import lines_of
from hotline_desk.supposing import Asked
from hotline_rules.errors import ContradictoryFactsError
from hotline_rules.wording import KINDS, Lang, pick, question_of


def ask_on(asked: Asked, lang: Lang) -> Asked:
    """Ask what still decides, the most decisive first each time; an empty line stops."""
    while asked.answer().outcome == "ask":
        question = asked.answer().ask[0]
        more = _kind(asked, lang) if question == "kind" else _fact(asked, question, lang)
        if more is None:
            break
        asked = more
    return asked


def _kind(asked: Asked, lang: Lang) -> Asked | None:
    say(pick(("〔诉求类型〕是哪一种？", "[kind] Which of these is it?"), lang))
    kinds = list(KINDS)
    for number, kind in enumerate(kinds, start=1):
        say(f"   {number} {pick(KINDS[kind], lang)}")
    while text := _read(pick(("   编号或名称，回车停止：", "   number or name, Enter to stop: "), lang)):
        found = kinds[int(text) - 1] if text.isdecimal() and 0 < int(text) <= len(kinds) else code("kind", text)
        if found in KINDS:
            return asked._replace(fields={**asked.fields, "kind": found})
    return None


def _fact(asked: Asked, fact: str, lang: Lang) -> Asked | None:
    question, not_meant = question_of(asked.city, fact, lang)
    say(question)
    if not_meant:
        say(f"   {not_meant}")
    while text := _read(pick(("   y 是、n 否、? 不清楚、回车停止：", "   y, n, ? unknown, Enter to stop: "), lang)):
        answer = read_answer(text)
        if answer is None:
            continue
        more = asked.but({fact: answer})
        try:
            more.answer()
        except ContradictoryFactsError as error:
            for line in lines_of(error, lang):
                say(f"   {line}")
        else:
            return more
    return None


def _read(prompt: str) -> str:
    """One line from the terminal; the prompt is no part of the answer."""
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return sys.stdin.readline().strip()
