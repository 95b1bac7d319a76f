"""`hotline law`: the articles of a city's regulation, what encodes them, and the reader's own copy beside them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hotline_desk.options import (
    CityArgument,
    CityFileOption,
    JsonOption,
    Lang,
    LangOption,
    OverlayOption,
    ReadingOption,
    read_setup,
)
from hotline_desk.problems import told

if TYPE_CHECKING:
    from hotline_rules.jurisdictions.model import Jurisdiction
    from hotline_rules.ledger import Row
    from hotline_rules.official import Difference


def law(
    city: CityArgument = None,
    article: Annotated[
        str | None, typer.Argument(metavar="[ARTICLE]", help="条款：19、19(1)(一)、第十九条第一款。An article or item.")
    ] = None,
    text: Annotated[
        Path | None,
        typer.Option(
            "--text",
            metavar="FILE",
            help="自备的正式文本（UTF-8 或 GB18030）：与大意并列，并逐条核对。Your own copy of the official text.",
        ),
    ] = None,
    as_json: JsonOption = False,
    lang: LangOption = "zh",
    reading: ReadingOption = None,
    overlay: OverlayOption = None,
    city_file: CityFileOption = None,
) -> None:
    """查条文：大意、性质、针对谁、由哪些规则编码、有哪些疑问。An article: what it asks and what encodes it.

    只有大意（我们自己的话）和正式文本的指纹；正式文本由使用者自备，用 --text 并列、核对。
    """
    with told(lang):
        from hotline_rules import ledger

        chosen = read_setup(reading, overlay, None, None, None, city_file).city(city)
        rows = ledger.find(chosen, written_out(article)) if article is not None else ledger.rows(chosen)
        copy = _Copy(chosen, text, lang) if text is not None else None
        if as_json:
            print(json.dumps(_answer(chosen, rows, copy), ensure_ascii=False))
        elif article is None:
            print(_articles(chosen, rows, copy, lang))
        else:
            print(_rows(chosen, rows, copy, article, lang))


def written_out(article: str) -> str:
    """An address as the library reads it: of a bare Chinese numeral (十九, 第十九条), or of the English form."""
    if re.fullmatch("[一二三四五六七八九十百]+", article.strip()):
        return f"第{article.strip()}条"
    found = _ENGLISH.fullmatch(article.strip())
    if found is None:
        return article
    number, paragraph, item, sub, part, case, sentence, half, letter = found.groups()
    told = number + (f"({paragraph})" if paragraph else "") + (f"({_numeral(item)})" if item else "")
    told += (sub or "") + (f"({part})" if part else "") + (_numeral(case) if case else "")
    told += f"s{sentence}" if sentence else ""
    return f"{told}{_HALVES[half.lower()] if half else ''}{letter or ''}"


_ENGLISH = re.compile(
    r"article (\d+)(?:, paragraph (\d+))?(?:, item (\d+))?(?:, sub-item (\d+))?(?:, part (\d+))?(?:, case (\d+))?"
    r"(?:, sentence (\d)(?: \((first half|second half|third part|fourth part)\))?)?(?:, case \(([a-d])\))?",
    re.IGNORECASE,
)
"""An address as it is written in English."""
_HALVES = {"first half": "a", "second half": "b", "third part": "c", "fourth part": "d"}


def _numeral(number: str) -> str:
    """Write 1…99 in Chinese numerals."""
    tens, ones = divmod(int(number), 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + _DIGITS[ones]


_DIGITS: tuple[str, ...] = ("", *"一二三四五六七八九")


class _Copy:
    """The reader's copy of the official text: its wording by address, and where it differs."""

    def __init__(self, city: Jurisdiction, path: Path, lang: Lang) -> None:
        from hotline_rules import official
        from hotline_rules.errors import InvalidValueError
        from hotline_rules.ledger import beside

        told = _read(path, lang)
        self.path = path
        try:
            self.beside = beside(city, told)
            self.differences: tuple[Difference, ...] = official.compare(city.regulation, told)
        except InvalidValueError as error:
            raise InvalidValueError(str(path), error.value, error.accepted) from None
        self.articles = len({official.article_of(address) for address in city.regulation.fingerprints})

    def lines(self, city: Jurisdiction, lang: Lang) -> list[str]:
        """Say that the copy agrees, or in which articles it does not."""
        from hotline_rules.wording import difference_text, pick

        title = pick((f"《{city.regulation.title_zh}》", city.regulation.title_en), lang)
        if not self.articles:
            none = (f"{title}没有指纹，无从核对", f"{title} carries no fingerprints: nothing to check against")
            return [pick(none, lang)]
        if not self.differences:
            same = (
                f"所附文本与{title}逐条一致（{self.articles} 条，标点、空白不计）",
                f"The copy agrees with {title} in all {self.articles} articles (punctuation and space apart)",
            )
            return [pick(same, lang)]
        count = len(self.differences)
        head = pick(
            (
                f"所附文本与{title}有 {count} 条不同（标点、空白不计）：",
                f"The copy is not as fingerprinted in {count} of {self.articles} articles of {title}:",
            ),
            lang,
        )
        return [head, *(f"  {difference_text(one, lang)}" for one in self.differences), *self.hint(lang)]

    def hint(self, lang: Lang) -> list[str]:
        """What is most likely the matter with a copy that differs almost everywhere, or only at its end."""
        from hotline_rules.wording import pick

        if 2 * len(self.differences) > self.articles:
            return [
                pick(
                    ("过半不同：多半是另一件规定，或者另一版本", "Most differ: another text, or another edition"), lang
                )
            ]
        if [one.article for one in self.differences] == [self.articles]:
            last = (
                "只有最后一条不同：条文之后如有附注、译文，请去掉再核对",
                "Only the last article differs: take off what follows it (notes, a translation) and check again",
            )
            return [pick(last, lang)]
        return []

    def as_dict(self) -> dict[str, Any]:
        """Return what was found as plain JSON values."""
        return {
            "file": str(self.path),
            "agrees": not self.differences and bool(self.articles),
            "differences": [
                {"article": one.article, "kind": one.kind, "addresses": list(one.addresses)} for one in self.differences
            ],
        }


def _read(path: Path, lang: Lang) -> str:
    """The text of a file, UTF-8 or GB18030; raises `InvalidValueError` for what is no text."""
    from hotline_desk.reading import decoded
    from hotline_rules.errors import InvalidValueError
    from hotline_rules.wording import pick

    data = path.read_bytes()
    try:
        if b"\0" in data or data.startswith(b"PK"):
            raise ValueError
        return decoded(data)
    except ValueError:
        accepted = ("UTF-8 或 GB18030 的纯文字", "plain text in UTF-8 or GB18030")
        raise InvalidValueError(
            str(path), pick(("其他格式的内容", "something else"), lang), pick(accepted, lang)
        ) from None


# -- as text ------------------------------------------------------------------------------------------------------


def _rows(city: Jurisdiction, rows: tuple[Row, ...], copy: _Copy | None, article: str, lang: Lang) -> str:
    from hotline_rules.official import encloses, read_address
    from hotline_rules.wording import explain_row, pick, regulation_text

    told = [regulation_text(city.regulation, lang)]
    asked, first = read_address(written_out(article)), rows[0].provision.address
    if len(rows) == 1 and first != asked and encloses(first, asked):
        around = (
            f"“{article}”没有单独成行，以下是它所在的条款。",
            f"{article!r} has no row of its own; this is where it lies.",
        )
        told.append(pick(around, lang))
    for row in rows:
        address = row.provision.address
        inside = [one for one in rows if one is not row and encloses(address, one.provision.address)]
        elsewhere = {code for one in inside for code in one.rules}
        official = copy.beside.get(address) if copy else None
        told += ["", explain_row(city, row, lang, official, elsewhere=elsewhere).text(lang)]
    return "\n".join([*told, *_end(city, copy, lang)])


def _articles(city: Jurisdiction, rows: tuple[Row, ...], copy: _Copy | None, lang: Lang) -> str:
    """The articles, each with the glosses of its paragraphs."""
    from hotline_rules.official import encloses
    from hotline_rules.wording import address_text, gloss_text, pick, regulation_text

    told = [regulation_text(city.regulation, lang), ""]
    top = ""
    for row in rows:
        address = row.provision.address
        if top and encloses(top, address):
            continue
        top = address
        told.append(f"{address_text(address, lang)}{pick(('　', '  '), lang)}{gloss_text(row.provision, lang)}")
        if copy and (official := copy.beside.get(address)):
            told.append(pick(("  原文　", "  Wording  "), lang) + official)
    return "\n".join([*told, *_end(city, copy, lang)])


def _end(city: Jurisdiction, copy: _Copy | None, lang: Lang) -> list[str]:
    """What the check of a copy found, and what must be said of the regulation."""
    from hotline_rules.wording import pick

    checked = ["", *copy.lines(city, lang)] if copy else []
    notices = [pick((one.zh, one.en), lang) for one in city.regulation.notices]
    return [*checked, *(["", *notices] if notices else [])]


# -- as JSON ------------------------------------------------------------------------------------------------------


def _answer(city: Jurisdiction, rows: tuple[Row, ...], copy: _Copy | None) -> dict[str, Any]:
    regulation = city.regulation
    return {
        "city": city.id,
        "regulation": {
            "id": regulation.id,
            "title_zh": regulation.title_zh,
            "title_en": regulation.title_en,
            "force": regulation.force.value,
        },
        "rows": [_row(city, row, copy) for row in rows],
        "notices": [one.code for one in regulation.notices],
        "text": copy.as_dict() if copy else None,
    }


def _row(city: Jurisdiction, row: Row, copy: _Copy | None) -> dict[str, Any]:
    provision = row.provision
    points = [city.catalogue[number] for number in provision.readings if number in city.catalogue]
    return {
        **row.as_dict(),
        "address_zh": provision.zh,
        "open_points": [
            {"id": p.id, "question_zh": p.question_zh, "question_en": p.question_en, "taken": city.chosen.get(p.id)}
            for p in points
        ],
        "official": copy.beside.get(provision.address) if copy else None,
    }
