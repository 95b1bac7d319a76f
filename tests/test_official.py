"""A reader's own copy of a regulation: how it is taken apart, hashed and compared, and how addresses are read.

Every text here is made up for the tests; none is a regulation's.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hotline_rules.errors import HotlineError, InvalidValueError
from hotline_rules.law import ADDRESS, Force, Regulation, address_zh
from hotline_rules.official import (
    Difference,
    article_of,
    block_of,
    compare,
    elided,
    encloses,
    fingerprint,
    number,
    read_address,
    wordings,
)

DIGITS = "零一二三四五六七八九"


def numeral(value: int) -> str:
    """Write 1…999 as official texts do: 十、十五、二十、一百零五、一百一十."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


def sample(told: Mapping[str, str]) -> Regulation:
    """A regulation fingerprinted from these words."""
    return Regulation(
        id="sample",
        title_zh="样例",
        title_en="Sample",
        force=Force.NORMATIVE_DOCUMENT,
        in_force_from=date(2020, 1, 1),
        not_before=date(2020, 1, 1),
        in_force_source="1",
        fingerprints={address: fingerprint(words) for address, words in told.items()},
    )


TEXT = """
某某样例规则
（为测试而写）
第一章 总则
第一条 样例只为测试而写。
第二条 一条可以有两款。
这是它的第二款。
第二章 列举
第三条 有下列情形之一的，照此办理：
（一）甲种情形；
（二）乙种情形，又分为：
1. 乙种第一类；
2．乙种第二类；
3、乙种第三类，再分为：
（1）一小类；
(2) 另一小类。
（三）丙种情形。
第四条
写在下一行的条文。
第五条 先有一款。
再有一款，列举如下：
（一）第二款的甲项；
（二）第二款的乙项。
末了还有一款。
第三章 附则
第六条 到此为止。
"""

TOLD = {
    "1": "样例只为测试而写。",
    "2(1)": "一条可以有两款。",
    "2(2)": "这是它的第二款。",
    "3": "有下列情形之一的，照此办理：",
    "3(一)": "甲种情形；",
    "3(二)": "乙种情形，又分为：",
    "3(二)1": "乙种第一类；",
    "3(二)2": "乙种第二类；",
    "3(二)3": "乙种第三类，再分为：",
    "3(二)3(1)": "一小类；",
    "3(二)3(2)": "另一小类。",
    "3(三)": "丙种情形。",
    "4": "写在下一行的条文。",
    "5(1)": "先有一款。",
    "5(2)": "再有一款，列举如下：",
    "5(2)(一)": "第二款的甲项；",
    "5(2)(二)": "第二款的乙项。",
    "5(3)": "末了还有一款。",
    "6": "到此为止。",
}


class TestTakingATextApart:
    def test_every_paragraph_item_and_sub_item_has_its_address(self):
        assert wordings(TEXT) == TOLD
        assert list(wordings(TEXT)) == list(TOLD)

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(lambda text: text.replace("\n", "\r\n"), id="CRLF"),
            pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
            pytest.param(lambda text: text.replace("\n", "\n\n"), id="empty lines between"),
            pytest.param(lambda text: "\ufeff" + text, id="BOM before a title"),
            pytest.param(lambda text: text.replace("\n", "\n\u3000\u3000"), id="indented by full-width spaces"),
            pytest.param(lambda text: text.replace("\n", " \t\n  "), id="white space around lines"),
            pytest.param(lambda text: re.sub(r"(第.{1,3}条)", r"**\1**", text), id="bold article numbers"),
            pytest.param(lambda text: re.sub(r"\n(第.{1,3}[章])", r"\n## \1", text), id="chapters as headings"),
            pytest.param(lambda text: re.sub(r"\n(第.{1,3}条)", r"\n### \1", text), id="articles as headings"),
            pytest.param(lambda text: re.sub(r"(（.）)", r"**\1**", text), id="bold item numbers"),
            pytest.param(lambda text: text.replace("（", "(").replace("）", ")"), id="half-width brackets"),
            pytest.param(lambda text: re.sub(r"（(.)）", r"（ \1 ）", text), id="spaces in brackets"),
            pytest.param(lambda text: text.replace("条 ", "条\u3000"), id="full-width space after the number"),
            pytest.param(lambda text: text.replace("条 ", "条"), id="no space after the number"),
            pytest.param(lambda text: text.replace("条 ", "条\n"), id="the words on the next line"),
            pytest.param(lambda text: text.replace("丙种", "〔丙〕种"), id="editorial brackets"),
            pytest.param(lambda text: text.replace("丙种", "丙〔sic: 应为丁〕种"), id="an editorial remark"),
            pytest.param(lambda text: text.replace("1. ", "1."), id="no space after a sub-item's number"),
            pytest.param(lambda text: text.rstrip("\n"), id="no line end"),
            pytest.param(lambda text: text[text.index("第一条") :], id="no title"),
        ],
    )
    def test_and_so_it_has_however_it_is_laid_out(self, other: Callable[[str], str]):
        assert other(TEXT) != TEXT
        assert wordings(other(TEXT)) == TOLD

    def test_a_byte_order_mark_before_the_first_article_hides_nothing(self):
        assert wordings("\ufeff" + TEXT[TEXT.index("第一条") :]) == TOLD

    @pytest.mark.parametrize("mark", ["1.", "1．", "1、", "1 .", "1 、"])
    def test_a_sub_item_is_marked_by_any_of_these(self, mark):
        assert wordings(f"第七条 分为：\n（一）甲，分为：\n{mark}乙；") == {
            "7": "分为：",
            "7(一)": "甲，分为：",
            "7(一)1": "乙；",
        }

    @pytest.mark.parametrize("mark", ["(1)", "（1）", "( 1 )", "（1)"])
    def test_a_part_of_a_sub_item_by_any_of_these(self, mark):
        found = wordings(f"第七条 分为：\n（一）甲，分为：\n1. 乙，分为：\n{mark}丙；")
        assert list(found.items())[-1] == ("7(一)1(1)", "丙；")

    @pytest.mark.parametrize("mark", ["（十二）", "(十二)", "（ 十二 ）", "(十二）"])
    def test_an_item_by_any_of_these(self, mark):
        assert wordings(f"第七条 分为：\n{mark}乙；") == {"7": "分为：", "7(十二)": "乙；"}

    def test_a_number_in_running_text_marks_nothing(self):
        assert wordings("第七条 自2020年起\n12345热线等3个渠道，按（一）处理") == {
            "7(1)": "自2020年起",
            "7(2)": "12345热线等3个渠道，按（一）处理",
        }

    def test_an_article_named_in_running_text_begins_none(self):
        assert wordings("第七条 依照第三条办理\n按照第四条的，除外") == {
            "7(1)": "依照第三条办理",
            "7(2)": "按照第四条的，除外",
        }

    def test_a_paragraph_that_begins_by_naming_another_article_is_a_paragraph(self):
        assert wordings("第一条 甲\n第二条 乙\n第一条所称甲，是指丙。") == {
            "1": "甲",
            "2(1)": "乙",
            "2(2)": "第一条所称甲，是指丙。",
        }

    @pytest.mark.parametrize(
        "heading", ["第二章 职责", "第二章\u3000职责", "第二章职责", "第十二节 其他", "## 第二章 职责"]
    )
    def test_headings_of_chapters_and_sections_are_left_out(self, heading):
        assert wordings(f"第一条 甲\n{heading}\n第二条 乙") == {"1": "甲", "2": "乙"}

    @pytest.mark.parametrize("heading", ["第二章 职 责", "第二章\u3000职\u3000责"])
    def test_so_are_those_printed_with_spaces_between_the_letters(self, heading):
        assert wordings(f"第一条 甲\n{heading}\n第二条 乙") == {"1": "甲", "2": "乙"}

    def test_what_follows_the_heading_of_a_new_part_is_left_out(self):
        assert wordings(TEXT + "# 附：来源\n第一条 不是条文\n（一）也不是") == TOLD
        assert wordings("# 样例规则\n" + TEXT) == TOLD

    def test_a_chapter_printed_as_a_heading_of_the_first_rank_is_no_new_part(self):
        assert wordings("第一条 甲\n# 第二章 职责\n第二条 乙") == {"1": "甲", "2": "乙"}

    def test_the_number_of_a_first_paragraph_is_left_out_where_the_city_leaves_it_out(self):
        told = {"8(1)": "甲：", "8(1)(一)": "乙；", "8(2)": "丙。"}
        text = "第八条 甲：\n（一）乙；\n丙。"
        assert wordings(text) == told
        assert wordings(text, ("8(1)",)) == {"8": "甲：", "8(一)": "乙；", "8(2)": "丙。"}
        assert wordings(text, ("9(1)",)) == told

    def test_which_those_are_is_seen_from_the_fingerprints(self):
        assert elided({"8": "", "8(一)": "", "8(2)": "", "9(1)": "", "9(2)": "", "10": ""}) == ("8(1)",)
        assert elided({"12": "", "12(2)": "", "3": "", "3(2)": ""}) == ("3(1)", "12(1)")

    @pytest.mark.parametrize("text", ["", "\n \n", "没有条文。", "（一）甲\n1. 乙", "第一章 总则", "条", "依照第一条"])
    def test_a_text_without_articles_is_refused_and_told_what_is_wanted(self, text):
        with pytest.raises(InvalidValueError, match="accepted: a text with articles, each beginning 第…条"):
            wordings(text)

    @pytest.mark.parametrize(
        "text", ["第一条 甲\n第一条 乙", "第一条 甲\n第二条 乙\n**第一条**\n丙", "第十一条 甲\n第一十一条 乙"]
    )
    def test_a_text_in_which_an_article_stands_twice_is_refused(self, text):
        with pytest.raises(InvalidValueError, match="accepted: each article once"):
            wordings(text)

    def test_an_item_that_stands_twice_joins_the_first_and_so_differs_from_either(self):
        text = "第一条 分为：\n（一）甲；\n（一）乙。"
        assert wordings(text) == {"1": "分为：", "1(一)": "甲；\n（一）乙。"}
        for words in ("甲；", "乙。"):
            found = compare(sample({"1": "分为：", "1(一)": words}), text)
            assert found == (Difference(1, "differs", ("1(一)",)),)

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("第十二条 分为：\n1. 甲；\n2. 乙。", {"12": "分为：\n1. 甲；\n2. 乙。"}),
            ("第十二条 网址如下\n12345.example 是网址", {"12": "网址如下\n12345.example 是网址"}),
            ("第十二条 甲\n乙：\n1. 丙", {"12(1)": "甲", "12(2)": "乙：\n1. 丙"}),
        ],
    )
    def test_a_numbered_line_straight_under_an_article_joins_its_paragraph(self, text, told):
        assert wordings(text) == told

    def test_straight_before_its_words_only_the_next_number_begins_an_article(self):
        assert wordings("第一条甲\n第二条乙\n第四条规定的除外\n第三条丙") == {
            "1": "甲",
            "2(1)": "乙",
            "2(2)": "第四条规定的除外",
            "3": "丙",
        }
        assert wordings("第一条甲\n第四条 乙") == {"1": "甲", "4": "乙"}

    def test_one_asterisk_is_text_and_two_are_a_mark(self):
        assert wordings("第一条 甲*乙**丙**\n") == {"1": "甲*乙丙"}


# -- any layout, and any input at all ----------------------------------------------------------------------------------

LETTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
words = st.text(LETTERS, min_size=1, max_size=6)


@st.composite
def texts(draw) -> tuple[str, dict[str, str]]:
    """A text of a few articles, laid out in one of many ways, and what stands at which address."""
    told: dict[str, str] = {}
    lines: list[str] = []
    opening, closing = draw(st.sampled_from(["（）", "()", "（)"]))
    last = 0
    for article in sorted(draw(st.sets(st.integers(1, 9) | st.integers(1, 999), min_size=1, max_size=4))):
        # Straight before its words only the number that comes next begins an article.
        after, last = [" ", "\u3000", "\n", "  ", *([""] if article == last + 1 else [])], article
        paragraphs = draw(st.integers(1, 3))
        for paragraph in range(1, paragraphs + 1):
            top = f"{article}({paragraph})" if paragraphs > 1 else str(article)
            told[top] = draw(words)
            line = told[top]
            if paragraph == 1:
                line = f"第{numeral(article)}条" + draw(st.sampled_from(after)) + line
            lines.append(line)
            for item in range(1, draw(st.integers(0, 3)) + 1):
                place = f"{top}({numeral(item)})"
                told[place] = draw(words)
                lines.append(f"{opening}{numeral(item)}{closing}{told[place]}")
                for sub in range(1, draw(st.integers(0, 2)) + 1):
                    told[f"{place}{sub}"] = draw(words)
                    lines.append(f"{sub}{draw(st.sampled_from('.．、'))}{told[f'{place}{sub}']}")
                    for part in range(1, draw(st.integers(0, 2)) + 1):
                        told[f"{place}{sub}({part})"] = draw(words)
                        lines.append(f"{opening}{part}{closing}{told[f'{place}{sub}({part})']}")
    return draw(st.sampled_from(["\n", "\r\n", "\n\n", " \n\u3000\u3000"])).join(lines), told


PIECES = st.sampled_from(
    (
        *"第条章节款项目之是甲（）()*#.、 \u3000\n\r\ufeff\x0b\u2028",
        *("〔sic", "〔", "〕", "1", "2", "20", "３", "①", "²", "٣", "é", "s", "a"),
    )
)
NUMERALS = st.one_of(
    st.sampled_from([f"\n第{numeral(n)}条" for n in (1, 2, 3, 10, 11, 20, 21, 99, 100, 101, 110, 111, 999)]),
    st.sampled_from([f"（{numeral(n)}）" for n in (1, 2, 10, 12)]),
)
SCRAPS = st.lists(PIECES | NUMERALS, max_size=40).map("".join)
EMPTY = sample({})


def answered(ask: Callable[[], object]) -> bool:
    """Whether there is an answer, or an error of the documented kind; any other error goes through."""
    try:
        ask()
    except HotlineError:
        return False
    return True


class TestAnyText:
    @given(texts())
    def test_is_taken_apart_as_it_was_put_together(self, made):
        text, told = made
        assert wordings(text) == told

    @given(texts())
    def test_is_the_same_wording_as_itself(self, made):
        text, told = made
        assert compare(sample(told), text) == ()

    @given(st.text() | SCRAPS)
    @example("第一条\n" + "（" * 2000)
    @example("第一条 " + "〔sic" * 500)
    @example("第" + "一" * 5000 + "条")
    def test_is_answered_or_refused_with_an_error_of_this_library(self, text):
        read = answered(lambda: wordings(text))
        assert answered(lambda: compare(EMPTY, text)) <= read
        fingerprint(text)

    def test_an_article_of_which_only_the_number_is_there_has_no_wording(self):
        assert wordings("第一条\n第二条 乙") == {"2": "乙"}
        assert compare(sample({"1": "甲", "2": "乙"}), "第一条\n第二条 乙") == (Difference(1, "missing", ("1",)),)


# -- fingerprints --------------------------------------------------------------------------------------------------

KEPT = LETTERS + string.ascii_uppercase + string.digits
IGNORED = [
    *" \t\n\r\u3000\u00a0\u2003\ufeff",
    *"，。、；：！？“”‘’（）《》【】—…·￥",
    *string.punctuation,
    *("〔", "〕", "〔sic〕", "〔sic: X1〕", "**"),
]
kept = st.text(KEPT, min_size=1, max_size=12)


def widened(text: str) -> str:
    """The same in full-width letters and digits."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


class TestFingerprints:
    @given(kept, st.lists(st.sampled_from(IGNORED), min_size=1, max_size=30))
    def test_white_space_punctuation_and_editorial_marks_play_no_part(self, told, marks):
        room = len(told) + 1
        spread = ["".join(marks[at::room]) for at in range(room)]
        dressed = spread[0] + "".join(c + mark for c, mark in zip(told, spread[1:], strict=True))
        assert fingerprint(dressed) == fingerprint(told)

    @given(kept)
    def test_nor_does_width(self, told):
        assert fingerprint(widened(told)) == fingerprint(told)

    @given(kept, st.integers(0), st.sampled_from(KEPT))
    def test_a_letter_or_digit_put_in_left_out_or_changed_does(self, told, where, letter):
        at = where % len(told)
        others = {told[:at] + letter + told[at:], told[:at] + told[at + 1 :], told[:at] + letter + told[at + 1 :]}
        assert fingerprint(told) not in {fingerprint(other) for other in others - {told}}

    @given(kept, kept)
    def test_two_wordings_of_letters_and_digits_have_one_fingerprint_only_if_they_are_one(self, one, other):
        assert (fingerprint(one) == fingerprint(other)) == (one == other)

    @given(st.lists(st.sampled_from(LETTERS), min_size=2, max_size=8, unique=True))
    def test_the_order_plays_a_part(self, letters):
        assert fingerprint("".join(letters)) != fingerprint("".join(reversed(letters)))

    def test_so_do_case_and_a_numeral_written_otherwise(self):
        assert len({fingerprint(told) for told in ("a", "A", "3", "三", "叁", "")}) == 6

    def test_what_stands_in_an_editorial_remark_is_not_the_text_and_what_stands_in_plain_brackets_is(self):
        assert fingerprint("甲〔sic 应为乙〕丙") == fingerprint("甲丙")
        assert fingerprint("甲〔乙〕丙") == fingerprint("甲乙丙")

    def test_it_is_sixteen_hexadecimal_digits_the_same_everywhere(self):
        assert fingerprint("样例") == fingerprint(" 样、例。") == "d80929bfc5b1bd48"


# -- comparing -----------------------------------------------------------------------------------------------------


class TestComparing:
    def test_the_same_wording_differs_in_nothing(self):
        assert compare(sample(TOLD), TEXT) == ()

    def test_however_it_is_pointed_and_laid_out(self):
        other = TEXT.replace("，", ",").replace("；", ";").replace("。", "").replace("（", "(").replace("）", ")")
        assert compare(sample(TOLD), other.replace("条 ", "条\n")) == ()

    @pytest.mark.parametrize(
        ("old", "new", "article", "addresses"),
        [
            ("只为测试", "只供测试", 1, ("1",)),
            ("第二款。", "第二款了。", 2, ("2(2)",)),
            ("甲种情形", "申种情形", 3, ("3(一)",)),
            ("乙种第二类", "乙种第2类", 3, ("3(二)2",)),
            ("另一小类", "另一个小类", 3, ("3(二)3(2)",)),
            ("末了还有一款。\n", "", 5, ("5(3)",)),
            ("（三）丙种情形。\n", "", 3, ("3(三)",)),
            ("（三）丙种情形。", "（三）丙种情形。\n（四）丁种情形。", 3, ("3(四)",)),
            ("到此为止。", "到此为止。\n多出一款。", 6, ("6", "6(1)", "6(2)")),
            ("这是它的第二款。\n", "", 2, ("2(1)", "2(2)", "2")),
            ("1. 乙种第一类；", "1. 乙种第二类；", 3, ("3(二)1",)),
        ],
    )
    def test_an_article_that_differs_is_named_with_the_places_in_which_it_does(self, old, new, article, addresses):
        assert old in TEXT
        assert compare(sample(TOLD), TEXT.replace(old, new, 1)) == (Difference(article, "differs", addresses),)

    def test_an_article_left_out_is_missing_with_all_its_places(self):
        copy = TEXT[: TEXT.index("第五条")] + TEXT[TEXT.index("第三章") :]
        gone = ("5(1)", "5(2)", "5(2)(一)", "5(2)(二)", "5(3)")
        assert compare(sample(TOLD), copy) == (Difference(5, "missing", gone),)

    def test_an_article_put_in_is_added(self):
        found = compare(sample(TOLD), TEXT + "第七条 多出一条：\n（一）甲。\n")
        assert found == (Difference(7, "added", ("7", "7(一)")),)

    def test_all_of_it_at_once_in_the_order_of_the_articles(self):
        copy = TEXT.replace("第四条\n写在下一行的条文。\n", "").replace("到此", "至此") + "第十条 多出一条。"
        copy = copy.replace("样例只为测试", "样例仅为测试")
        assert [(one.article, one.kind) for one in compare(sample(TOLD), copy)] == [
            (1, "differs"),
            (4, "missing"),
            (6, "differs"),
            (10, "added"),
        ]

    def test_two_articles_whose_words_are_exchanged_both_differ(self):
        copy = TEXT.replace("到此为止", "☆").replace("样例只为测试而写", "到此为止").replace("☆", "样例只为测试而写")
        assert compare(sample(TOLD), copy) == (Difference(1, "differs", ("1",)), Difference(6, "differs", ("6",)))

    def test_a_first_paragraph_without_its_number_is_the_same_paragraph(self):
        text = "第八条 甲：\n（一）乙；\n丙。"
        assert compare(sample({"8": "甲：", "8(一)": "乙；", "8(2)": "丙。"}), text) == ()
        assert compare(sample({"8(1)": "甲：", "8(1)(一)": "乙；", "8(2)": "丙。"}), text) == ()

    @pytest.mark.parametrize("text", ["", "不是条文", "第一条 甲\n第一条 乙"])
    def test_a_copy_that_cannot_be_read_is_an_error_and_never_the_same(self, text):
        with pytest.raises(InvalidValueError):
            compare(sample(TOLD), text)

    @given(texts(), st.data())
    def test_one_change_anywhere_is_named_exactly(self, made, data):
        text, told = made
        address = data.draw(st.sampled_from(sorted(told)))
        stated = {**told, address: told[address] + "变"}
        found = compare(sample(stated), text)
        assert found == (Difference(article_of(address), "differs", (address,)),)

    @given(texts(), st.data())
    def test_so_is_an_article_the_copy_lacks_or_has_beside(self, made, data):
        text, told = made
        article = data.draw(st.sampled_from(sorted({article_of(address) for address in told})))
        inside = tuple(address for address in told if article_of(address) == article)
        other = next(n for n in range(1, 999) if str(n) not in {re.match(r"\d+", a)[0] for a in told})
        assert compare(sample({**told, str(other): "变"}), text) == (Difference(other, "missing", (str(other),)),)
        rest = {address: words for address, words in told.items() if address not in inside}
        assert compare(sample(rest), text) == (Difference(article, "added", inside),)


# -- numerals and addresses ----------------------------------------------------------------------------------------


class TestNumerals:
    def test_each_from_one_to_nine_hundred_and_ninety_nine_is_read_as_it_is_written(self):
        for value in range(1, 1000):
            assert number(numeral(value)) == value

    def test_those_the_library_writes_are_the_same(self):
        for value in range(1, 100):
            assert address_zh(str(value)) == f"第{numeral(value)}条"

    @pytest.mark.parametrize(("written", "value"), [("一十一", 11), ("一百十", 110), ("二百五", 205)])
    def test_other_ways_of_writing_are_read_too(self, written, value):
        assert number(written) == value

    def test_each_begins_its_article(self):
        text = "\n".join(f"第{numeral(value)}条 甲" for value in range(1, 1000))
        assert list(wordings(text)) == [str(value) for value in range(1, 1000)]

    @pytest.mark.parametrize(
        ("written", "value"),
        [
            *(
                (none, None)
                for none in ("十十", "十百", "百百", "一二百", "一百二百", "二三", "一二三", "十零五", "零")
            ),
            *(("百", 100), ("百二十", 120)),
        ],
    )
    def test_one_that_is_none_is_refused_and_never_taken_for_another(self, written, value):
        try:
            assert list(wordings(f"第{written}条 甲")) == [str(value)]
        except InvalidValueError:
            return


@st.composite
def places(draw, last: int = 999) -> tuple[str, str]:
    """An address of the library, and how lawyers write it, in one of several ways."""
    article = draw(st.integers(1, last))
    paragraph = draw(st.none() | st.integers(1, 99))
    item = draw(st.none() | st.integers(1, 30))
    sub = draw(st.none() | st.integers(1, 30)) if paragraph or item else None
    address = str(article)
    write: Callable[[int], str] = draw(st.sampled_from([str, numeral]))
    told = draw(st.sampled_from(["第", ""])) + f"{write(article)}条"
    if paragraph:
        address, told = f"{address}({paragraph})", f"{told}第{write(paragraph)}款"
    if item:
        form = draw(st.sampled_from(["第（{}）项", "第({})项", "第{}项", "（{}）项"]))
        address, told = f"{address}({numeral(item)})", told + form.format(numeral(item))
    if sub:
        address, told = f"{address}{sub}", f"{told}第{write(sub)}目"
    return address, draw(st.sampled_from([told, f" {told} ", told.replace("条", "条 ")]))


class TestAddresses:
    @given(places())
    def test_the_chinese_way_is_read_as_the_librarys(self, place):
        address, told = place
        assert read_address(told) == address

    @given(places())
    def test_the_librarys_own_way_is_left_as_it_is(self, place):
        address, _ = place
        assert read_address(address) == address
        assert read_address(address.replace("(", "（").replace(")", "） ")) == address

    @given(places(last=99))
    def test_what_the_library_writes_in_chinese_it_reads_back(self, place):
        address, _ = place
        assert read_address(address_zh(address)) == address

    @pytest.mark.parametrize("address", ["11(二)2(1)", "11(二)2(1)一"])
    def test_parts_of_sub_items_too(self, address):
        assert read_address(address_zh(address)) == address

    @pytest.mark.parametrize("address", ["13(一)s2a", "10(八)a", "22(2)s2", "11(二)2(1)一"])
    def test_sentences_and_halves_are_read_in_the_librarys_way(self, address):
        assert read_address(address) == address

    @pytest.mark.parametrize(
        "told",
        ["", "条", "第条", "十九", "19.1", "19(", "19)(一)", "第十九条之一", "19(1)项", "二〇条", "abc", "(一)", "-1"],
    )
    def test_what_is_neither_is_an_error_that_says_what_is_accepted(self, told):
        with pytest.raises(InvalidValueError, match=r"accepted: an address such as 20, 20\(1\), 20\(1\)\(二\)"):
            read_address(told)

    @given(st.text() | SCRAPS | st.from_regex(ADDRESS, fullmatch=True))
    def test_anything_typed_is_an_address_or_an_error_of_this_library(self, told):
        assume(len(told) < 1000 and not re.search("[百十]{2}|[零一二三四五六七八九]{2}百", told))
        if answered(lambda: read_address(told)):
            assert article_of(read_address(told)) >= 0

    @pytest.mark.parametrize("told", ["第十十条", "十百条", "二三条", f"第{'9' * 5000}条"], ids=lambda told: told[:4])
    def test_so_are_numbers_that_are_none_or_too_long(self, told):
        with pytest.raises(InvalidValueError):
            read_address(told)

    @pytest.mark.parametrize("told", ["9" * 5000, "19" + " " * 80 + "(5)"], ids=["nines", "spaces"])
    def test_what_is_too_long_is_never_taken_for_its_beginning(self, told):
        try:
            found = read_address(told)
        except InvalidValueError:
            return
        assert found == "".join(told.split())

    def test_full_width_digits_are_digits(self):
        assert read_address("１９（１）") == "19(1)"

    def test_the_article_is_its_number_and_not_its_first_digit(self):
        assert [article_of(a) for a in ("2", "21", "21(1)(二)3", "2(1)s1")] == [2, 21, 21, 2]
        with pytest.raises(InvalidValueError):
            article_of("第二条")


class TestEnclosing:
    CHAINS = (
        ("20", "20(1)", "20(1)(二)", "20(1)(二)3", "20(1)(二)3(1)", "20(1)(二)3(1)一"),
        ("13", "13(一)", "13(一)s2", "13(一)s2a"),
        ("10", "10(八)", "10(八)a"),
    )

    def test_each_place_encloses_itself_and_what_lies_in_it_and_never_what_lies_around_it(self):
        for chain in self.CHAINS:
            for outer, inner in pairwise(chain):
                assert encloses(outer, outer) and encloses(inner, inner)
                assert encloses(outer, inner) and not encloses(inner, outer)
            assert encloses(chain[0], chain[-1])

    @pytest.mark.parametrize(
        ("one", "other"),
        [("2", "21"), ("21", "2(1)"), ("20(1)", "20(2)"), ("12(二)1", "12(二)11"), ("10(一)", "10(一二)")],
    )
    def test_neighbours_do_not_enclose_one_another(self, one, other):
        assert not encloses(one, other) and not encloses(other, one)

    @given(places(), places())
    def test_of_two_addresses_the_outer_is_that_whose_parts_the_inner_begins_with(self, one, other):
        outer, inner = (ADDRESS.fullmatch(address).groups() for address, _ in (one, other))
        depth = max(level for level, part in enumerate(outer) if part) + 1
        assert encloses(one[0], other[0]) == (outer[:depth] == inner[:depth])

    def test_the_nearest_that_encloses_is_the_block(self):
        blocks = {"12": "", "12(二)": "", "12(二)2": "", "1": ""}
        assert [block_of(blocks, a) for a in ("12(二)2(1)", "12(二)3", "12(三)", "12", "2")] == [
            "12(二)2",
            "12(二)",
            "12",
            "12",
            None,
        ]
