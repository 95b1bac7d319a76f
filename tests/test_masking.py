"""What is masked as a telephone or an identity number, however it is written, and what stays: ticket numbers, times."""

from __future__ import annotations

import json

import polars as pl
import pytest

from hotline_desk.masking import is_personal, masked
from tests.test_desk import run

AS_OF = ("--as-of", "2026-06-15")


class TestNumbers:
    @pytest.mark.parametrize(
        "text",
        ["13812345678", "138 1234 5678", "138-1234-5678", "1381234 5678", "１３８１２３４５６７８",
         "１３８　１２３４　５６７８", "8613812345678", "86 138 1234 5678", "+86 13812345678",
         "+86-138-1234-5678", "0086 13812345678", "008613812345678", "＋８６１３８１２３４５６７８"],
    )  # fmt: skip
    def test_mobiles(self, text):
        assert masked(f"致电{text}未接") == "致电138****5678未接"
        assert masked(f"“{text}”, {text}") == "“138****5678”, 138****5678"

    @pytest.mark.parametrize(
        "text",
        ["0531-86666666", "0531 86666666", "(0531)86666666", "（0531）86666666", "（0531） 8666-6666", "053186666666",
         "０５３１－８６６６６６６６"],
    )  # fmt: skip
    def test_landlines(self, text):
        assert masked(f"座机{text}。") == "座机053****6666。"

    def test_landlines_of_other_lengths_and_from_abroad(self):
        assert masked("010-62345678 0838-5123456") == "010****5678 083****3456"
        assert masked("+86 531 8666 6666") == "531****6666"
        assert masked("0531-86666666-801") == "053****6666-801"

    @pytest.mark.parametrize(
        "text",
        ["13812 345678", "1 3 8 1 2 3 4 5 6 7 8", "+86(138)12345678", "(138)12345678", "138−1234−5678", "138.1234.5678",
         "138_1234_5678", "138/1234/5678", "138·1234·5678",
         "138,1234,5678", "１３８．１２３４．５６７８", "138 1234-5678"],
    )  # fmt: skip
    def test_mobiles_parted_in_any_way(self, text):
        found = masked(f"回电 {text}。")
        assert found.endswith("138****5678。")

    @pytest.mark.parametrize(
        "text", ["微信wx13812345678", "q13812345678", "13812345678x", "13812345678a张三", "WX13812345678"]
    )
    def test_mobiles_beside_letters(self, text):
        assert masked(text) == text.replace("13812345678", "138****5678")

    @pytest.mark.parametrize(
        "text",
        ["11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105-1949-1231-002X",
         "1101 0519 4912 3100 2X", "１１０１０５１９４９１２３１００２Ｘ", "110105491231002"],
    )  # fmt: skip
    def test_identity_cards(self, text):
        found = masked(f"证件{text}，")
        assert found.startswith("证件110****")
        assert "1231" not in found
        assert found.upper().endswith(("002X，", "1002，"))

    def test_an_identity_card_of_late_years_is_told_from_an_area_a_date_and_a_number(self):
        assert masked("370702202005170018") == "370****0018"
        assert masked("370702202005170014") == "370702202005170014"

    def test_several_in_one_text(self):
        text = "110105194912310021 13812345678,0531-8666666；138 1234 5678 139 8765 4321"
        assert masked(text) == "110****0021 138****5678,053****6666；138****5678 139****4321"

    @pytest.mark.parametrize(
        "text",
        ["20250301000123", "202503010001234567", "2025030112345678", "GD20250301000123", "GD13812345678",
         "13812345678A", "2025.1.30 2025.02.10", "2025/1/30 2025/02/10",
         "2025-1-30 2025-02-10", "2025/11/3 14:05:06.123456",
         "WF-20250301-0123", "20250301-138-0000-0001", "2025-0531-86666666", "0531-20250301",
         "370700202503010001", "000138123456789", "12345", "2026-03-02 10:00:00", "20260302100000", "1767225600000",
         "46083.41667", "2026年3月2日 13:30", "工单１２３４５"],
    )  # fmt: skip
    def test_ticket_numbers_and_times_stay(self, text):
        assert masked(text) == text
        assert masked(f"“{text}” ") == f"“{text}” "


class TestHeadings:
    @pytest.mark.parametrize(
        "heading",
        [
            "反映人",
            "来电人",
            "投诉人",
            "姓 名",
            "联系电话",
            "联系方式",
            "家庭地址",
            "身份证号",
            "车牌号",
            "举报者",
            "Phone",
        ],
    )
    def test_personal(self, heading):
        assert is_personal(heading)

    @pytest.mark.parametrize("heading", ["工单编号", "承办单位", "办结时间", "人员类型", "诉求类型", "unit"])
    def test_not_personal(self, heading):
        assert not is_personal(heading)


class TestShown:
    TABLE = (
        "工单编号,反映人,车牌号,备用,办结时间,城市\n"
        "GD20250301000123,张三丰,鲁A12345,138 1234 5678,打0531-86666666问,ganzi\n"
        "GD20250301000124,李四光,鲁B54321,138 1234 5678,13912345678,13812345678\n"
    )

    @pytest.fixture
    def file(self, tmp_path):
        path = tmp_path / "t.csv"
        path.write_text(self.TABLE, encoding="utf-8")
        return path

    def test_samples_of_columns(self, file):
        for args in ((), ("--json",)):
            told = run("columns", file, *args).stdout
            for words in ("三丰", "四光", "A12345", "1234 5678", "86666666", "13912345678", "13812345678"):
                assert words not in told, words
            assert "GD20250301000123" in told
            assert "138****5678" in told

    def test_words_that_the_proposed_map_lists(self, tmp_path):
        file = tmp_path / "t.csv"
        file.write_text("id,诉求类型,handled\n1,138 1234 5678,\n2,诉求件,\n", encoding="utf-8")
        told = run("columns", file).stdout
        assert "1234 5678" not in told
        assert "诉求件" in told

    def test_why_rows_were_not_judged_in_the_answer_and_the_report(self, file, tmp_path):
        for args in ((), ("--json",), ("-o", tmp_path / "r.xlsx")):
            told = run("audit", file, *AS_OF, *args, code=2).stdout
            assert "86666666" not in told
            assert "139****5678" in told
            assert "GD20250301000124" in told
        shown = run("audit", file, *AS_OF, "--unmasked", code=2).stdout
        assert "0531-86666666" in shown
        assert (
            "13912345678"
            in json.loads(run("audit", file, *AS_OF, "--json", "--unmasked", code=2).stdout)["not_judged"][1]["error"]
        )

    def test_the_report_of_rows_not_judged(self, file, tmp_path):
        file.write_text("id,arrived,handled\n1,2026-3-2,138-1234-5678\n2,2026-3-2,2026-3-3\n", encoding="utf-8")
        for more, words in (((), "138****5678"), (("--unmasked",), "138-1234-5678")):
            run("audit", file, *AS_OF, "--city", "ganzi", "-o", tmp_path / "r.xlsx", *more)
            assert words in pl.read_parquet(tmp_path / "r.not_judged.parquet")["error"][0]

    def test_a_table_without_headings_is_refused_without_telling_numbers_of_persons(self, tmp_path):
        file = tmp_path / "t.csv"
        file.write_text("张三,138 1234 5678\n", encoding="utf-8")
        said = run("audit", file, code=2).stderr
        assert "138****5678" in said
        assert "1234 5678" not in said
