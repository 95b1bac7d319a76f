"""Sentences: every code has its words in both languages, ends of days are spoken as 24:00, countings read aloud."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_rules import Ticket, audit, jurisdiction, wording
from hotline_rules._statutory import FESTIVALS, STATUTORY
from hotline_rules.audit import Severity
from hotline_rules.clock import Span, Unit
from hotline_rules.days import DayLayer
from hotline_rules.days import State as DayState
from hotline_rules.days import Why as DayWhy
from hotline_rules.deadlines import Distance, State
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.overlays import OVERLAYS, overlay
from hotline_rules.law import Force, Modality
from hotline_rules.office_hours import HoursRule, OfficeHours
from hotline_rules.ticket import EVENT_TYPES, Kind, Origin, Rank, Track, Urgency
from hotline_rules.ticket import Ticket as TicketModel
from tests.tickets import stage, ticket

EXAMPLES = Path(__file__).parent.parent / "examples" / "tickets.jsonl"
LANGS: tuple[Literal["zh", "en"], ...] = ("zh", "en")

WHYS = (
    "not_in_force", "in_force_unknown", "no_limit", "no_limit_stated", "limit_not_given", "no_limit_for_re_handling",
    "kind_not_recorded", "time_of_day_unknown", "days_unknown", "hours_unknown", "lead_not_named",
    "same_unit_unknown", "extension_length_unknown", "outside_calendar", "act_not_recorded", "caller_unreachable",
    "start_not_recorded", "start_missing", "return_pending", "termination_pending", "plan_told", "contested",
    "returned", "terminated", "withdrawn", "designated", "redispatched", "answered", "refused", "referred",
    "mover_not_recorded", "unit_not_recorded", "new_facts_unknown",
)  # fmt: skip
NOTES = (
    "arrived_stood_in", "transferred_stood_in", "signed_stood_in",
    "start_from_redispatch", "lead_not_named", "same_unit_unknown", "statutory_limit", "limit_set_on_ticket",
    "advisory_due", "extended", "grant_without_basis", "acts_stand_in", "no_date_told", "not_transferred",
    "longer_law_stands", "new_facts_unknown", "unrecorded:arrived", "cite:某法", "overlay:shandong_2020",
)  # fmt: skip


def is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text))


def review(city, *events, as_of, **fields):
    return audit.review(ticket(*events, **fields), jurisdiction(city), as_of=datetime.fromisoformat(as_of))


class TestEveryCodeHasItsWords:
    @pytest.mark.parametrize(
        ("table", "codes"),
        [
            (wording.STATES, [s.value for s in State]),
            (wording.KINDS, get_args(Kind)),
            (wording.ORIGINS, get_args(Origin)),
            (wording.URGENCIES, get_args(Urgency)),
            (wording.TRACKS, get_args(Track)),
            (wording.RANKS, get_args(Rank)),
            (wording.EVENTS, EVENT_TYPES),
            (wording.UNITS, [u.value for u in Unit]),
            (wording.DAY_REASONS, [w.value for w in DayWhy]),
            (wording.DAY_STATES, [s.value for s in DayState]),
            (wording.MODALITIES, [m.value for m in Modality]),
            (wording.FORCES, [f.value for f in Force]),
            (wording.SEVERITIES, [s.value for s in Severity]),
            (wording.OVERLAYS, list(OVERLAYS)),
            (wording.ASSUMED, TicketModel.ASSUMED),
            (wording.WHY, WHYS),
            (wording.HOLIDAYS, [*FESTIVALS, "victory_day_2015"]),
            (wording.HOLIDAYS, {entry[4:] for row in STATUTORY.values() for entry in row.split()}),
        ],
    )
    def test_table_holds_every_code_in_both_languages(self, table, codes):
        for code in codes:
            assert is_chinese(table[code][0])
            assert table[code][1]
            assert not is_chinese(table[code][1])

    def test_stages_of_every_city_have_names(self):
        for name in CITIES:
            rules = jurisdiction(name).deadlines
            hung = [one.name for one in (rules.promise, rules.return_window, rules.extension_window) if one]
            for stage_name in (*(s.name for s in rules.stages), *hung, "special_law"):
                assert stage_name in wording.STAGES

    @pytest.mark.parametrize("code", NOTES)
    def test_notes_are_told_in_both_languages(self, code):
        assert is_chinese(wording.note_text(code, "zh"))
        assert wording.note_text(code, "en") != code

    def test_notices_are_told_in_the_words_of_their_regulation(self):
        for name in CITIES:
            regulation = jurisdiction(name).regulation
            for notice in regulation.notices:
                assert wording.note_text(f"notice:{notice.code}", "zh", regulation) == notice.zh
                assert wording.note_text(f"notice:{notice.code}", "en", regulation) == notice.en

    def test_codes_of_a_whole_year_of_examples_are_all_known(self):
        for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            found = audit.review(
                Ticket.model_validate(told), jurisdiction(told["city"]), as_of=datetime(2026, 12, 31, 10)
            )
            for verdict in found.stages:
                for why in (verdict.why or "").split("+"):
                    assert not why or why in wording.WHY
                for note in verdict.notes:
                    assert wording.note_text(note, "en") != note
            for note in found.answer.notes:
                assert wording.note_text(note, "en", found.city.regulation) != note

    def test_several_codes_make_several_clauses(self):
        assert wording.why_text("days_unknown+hours_unknown", "zh").count("；") == 1
        assert wording.why_text("days_unknown+hours_unknown", "en").count("; ") == 1

    def test_a_name_that_is_not_known_stands_as_it_is(self):
        assert wording.name(wording.STAGES, "inspection", "zh") == "inspection"
        assert wording.why_text("their_own", "en") == "their_own"
        assert wording.note_text("their_own:x", "zh") == "their_own:x"
        assert wording.name(wording.KINDS, None, "zh") == "未记载"


class TestTimes:
    def test_the_end_of_a_day_is_24_00_of_that_day(self):
        assert wording.end_text(datetime(2026, 3, 10), "zh") == "2026年3月9日24:00"
        assert wording.end_text(datetime(2026, 3, 10), "en") == "24:00 on 9 March 2026"
        assert wording.end_text(datetime(2026, 3, 9, 12), "zh") == "2026年3月9日12:00"
        assert wording.instant_text(datetime(2026, 3, 10), "zh") == "2026年3月10日00:00"
        assert wording.stamp_text(datetime(2026, 3, 10), end=True) == "2026-03-09 24:00"

    def test_a_pair_is_told_with_both_ends(self):
        pair = datetime(2026, 3, 2, 14), datetime(2026, 3, 4)
        assert wording.between_text(*pair, "zh") == "最早2026年3月2日14:00、最晚2026年3月3日24:00，其间不能确定"
        assert "at the earliest" in wording.between_text(*pair, "en")
        assert wording.between_text(pair[0], None, "zh") == "最早2026年3月2日14:00，最晚不能确定"
        assert wording.between_text(None, None, "en") == "none"

    def test_distance(self):
        far = Distance(timedelta(days=1, hours=12), 2)
        assert wording.distance_text(far, "zh") == "2个工作日（按自然时间1天12小时）"
        assert wording.distance_text(far, "en") == "2 working days (1 day 12 hours by the clock)"
        assert wording.distance_text(Distance(timedelta(hours=3), 0), "zh") == "不足1个工作日（按自然时间3小时）"
        assert wording.distance_text(Distance(timedelta(days=9), None), "zh") == "9天"
        assert (
            wording.distance_text(Distance(timedelta(hours=20), 1, 150), "zh")
            == "2个工作小时30分钟（按自然时间20小时）"
        )
        assert wording.distance_text(Distance(timedelta(hours=20), 1, 25), "en").startswith("25 working minutes")
        assert wording.distance_text(Distance(timedelta(hours=20), 1, 0), "zh") == "20小时"

    def test_a_distance_of_which_only_the_date_is_known_is_a_lower_bound(self):
        far = Distance(timedelta(0), 1)
        assert wording.distance_text(far, "zh", least=True) == "1个工作日（当天之内，时刻未记）"
        far = Distance(timedelta(days=1), 2)
        assert wording.distance_text(far, "zh", least=True) == "2个工作日（按自然时间至少1天）"
        assert wording.distance_text(far, "en", least=True) == "2 working days (at least 1 day by the clock)"
        assert wording.length_text(timedelta(0), "zh") == "不足1秒"
        found = review("weifang", ("arrived", "2026-03-02"), ("handled", "2026-03-10"), as_of="2026-03-20T09:00")
        assert wording.done_stamp(found.stages[0], "zh") == "2026-03-10\n（时刻未记）"
        assert "0分钟" not in wording.review_text(found, "zh")
        assert wording.lateness_text(found.stages[0], "zh") in ("1个工作日", "当天之内")

    @pytest.mark.parametrize(
        ("span", "zh", "en"),
        [
            (Span(Unit.WORKING_DAYS, 5), "5个工作日", "5 working days"),
            (Span(Unit.WORKING_HOURS, 1), "1个工作小时", "1 working hour"),
            (Span(Unit.MINUTES, 3), "3分钟", "3 minutes"),
            (Span(Unit.SAME_DAY), "当日", "the same day"),
        ],
    )
    def test_spans(self, span, zh, en):
        assert wording.span_text(span, "zh") == zh
        assert wording.span_text(span, "en") == en

    @given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
    def test_a_length_is_never_empty(self, length):
        """Whatever the length, both languages say something of it."""
        assert all(wording.length_text(length, lang) for lang in LANGS)


class TestPlaces:
    @pytest.mark.parametrize(
        ("address", "zh", "en"),
        [
            ("20(1)(一)", "第二十条第一款第（一）项", "Article 20, paragraph 1, item 1"),
            ("13(一)s2a", "第十三条第（一）项第二句前段", "Article 13, item 1, sentence 2 (first half)"),
            ("shandong_2020", "山东省2020年办法", "Shandong measures of 2020"),
            ("elsewhere", "elsewhere", "elsewhere"),
        ],
    )
    def test_addresses(self, address, zh, en):
        assert wording.address_text(address, "zh") == zh
        assert wording.address_text(address, "en") == en

    def test_every_provision_can_be_told(self):
        for name in CITIES:
            regulation = jurisdiction(name).regulation
            for provision in regulation.provisions:
                assert provision.gloss_zh in wording.provision_text(regulation, provision.address, "zh")
                english = wording.address_text(provision.address, "en")
                assert english.startswith("Article")
                assert not is_chinese(english)

    def test_a_provision_that_is_not_there_is_told_by_its_address(self):
        assert wording.provision_text(jurisdiction("jinan").regulation, "99", "en") == "Article 99"

    def test_a_reading_tells_its_option_and_whose_choice_it_is(self):
        city = jurisdiction("ganzi").with_readings({"AMB-10": "due_day_start"})
        told = wording.reading_text(city, "AMB-10", "zh")
        assert told.startswith("AMB-10 ")
        assert told.endswith("（使用者改选，有争议）")
        assert wording.reading_text(city, "AMB-10", "en").endswith("(chosen by the user, contested)")
        assert wording.reading_text(city, "AMB-999", "en") == "AMB-999"


class TestCounting:
    def lines(
        self, lang, name="ganzi", start="2026-09-30T16:20", kind="help", as_of="2026-10-20T00:00", which="handle"
    ):
        found = stage(name, which, ("arrived", start), as_of=as_of, kind=kind)
        return wording.counting_lines(found, lang)

    def test_national_day_is_skipped_in_one_line_and_the_worked_saturday_counts(self):
        assert self.lines("zh") == [
            "2026年9月30日（周三）：起算当日，不计",
            "10月1日至7日：国庆节放假，不计（国办发明电〔2025〕7号）",
            "10月8日（周四）：第1个工作日",
            "10月9日（周五）：第2个工作日",
            "10月10日（周六，调休上班）：第3个工作日",
            "10月11日（周日）：周末，不计",
            "10月12日（周一）：第4个工作日",
            "10月13日（周二）：第5个工作日",
        ]

    def test_the_same_in_english(self):
        told = self.lines("en")
        assert told[1] == "1 October to 7 October: National Day, off, not counted (国办发明电〔2025〕7号)"
        assert told[4] == "Sat 10 October (made a working day): working day 3"
        assert told[-1] == "Tue 13 October: working day 5"

    def test_days_that_are_not_known_make_a_pair_that_ends_with_the_limit(self):
        told = self.lines("zh", start="2026-12-25T10:00", as_of="2026-12-26T00:00")
        assert "临近元旦，是否上班未知，能否计入不能确定（2027年放假通知未见）" in told[3]
        assert any(line.startswith("2027年1月1日（周五）：元旦放假") for line in told)
        assert told[-1].endswith("第5个工作日")
        assert all("6" not in line.split("第")[-1] for line in told if "个工作日" in line)

    def test_working_hours_without_office_hours_are_told_as_unknown(self):
        told = self.lines("zh", start="2026-03-06T16:30", which="sign", as_of="2026-03-20T00:00")
        assert told[0] == "2026年3月6日（周五）16:30至24:00：办公时间未知，计入多少不能确定"
        assert told[1] == "3月7日至8日：周末，不计"

    def test_working_hours_with_office_hours_are_told_stretch_by_stretch(self):
        rule = HoursRule.model_validate({"intervals": ["09:00-12:00", "14:00-17:00"]})
        city = jurisdiction("ganzi").with_office_hours(OfficeHours(name="x", source="y", rules=(rule,)))
        found = stage(city, "sign", ("arrived", "2026-03-02T11:00"), as_of="2026-03-20T00:00", kind="help")
        assert wording.counting_lines(found, "zh") == [
            "2026年3月2日（周一）11:00至12:00：计1小时",
            "3月2日（周一）12:00至14:00：不在办公时间，不计",
            "3月2日（周一）14:00至16:00：计2小时",
        ]
        assert wording.counting_lines(found, "en")[1].endswith("12:00 to 14:00: closed, not counted")

    def test_clock_hours_run_without_a_pause(self):
        found = stage(
            "ganzi", "result", ("arrived", "2026-10-01T10:00"), as_of="2026-10-01T11:00", kind="help", urgency="special"
        )
        assert wording.counting_lines(found, "zh") == [
            "2026年10月1日10:00至2026年10月3日10:00：连续计48小时，夜间和节假日不扣除"
        ]

    def test_a_regional_festival_and_the_same_day(self):
        found = stage("karamay", "handle", ("transferred", "2025-06-05T10:00"), as_of="2025-07-01T00:00", kind="help")
        assert wording.counting_lines(found, "zh")[1].startswith("6月6日至10日：古尔邦节放假，不计（")
        asked = (
            ("transferred", "2026-03-07T10:00"),
            ("arrived", "2026-03-07T10:00"),
            ("return_requested", "2026-03-09"),
        )
        returned = stage("karamay", "return", *asked, as_of="2026-03-10T00:00", kind="help")
        assert wording.counting_lines(returned, "zh")[0] == "2026年3月7日（周六）：收到当日"
        assert wording.counting_lines(returned, "zh")[-1] == "3月9日（周一）：工作日"

    def test_a_receipt_moved_to_the_next_working_day_says_so(self):
        city = jurisdiction("karamay").with_readings({"AMB-03": "roll_to_workday"})
        found = stage(city, "handle", ("transferred", "2026-01-10T10:00"), as_of="2026-02-01T00:00", kind="help")
        told = wording.counting_lines(found, "zh")
        assert told[0] == "2026年1月10日（周六）：不计，视为下一工作日收到"
        assert told[2] == "1月12日（周一）：起算当日，不计"
        assert told[-1] == "1月19日（周一）：第5个工作日"

    def test_special_days_of_a_year(self):
        calendar = jurisdiction("ganzi").calendar
        found = wording.special_days(calendar.days(date(2026, 1, 1), date(2026, 12, 31)), "zh")
        assert (found[0].first, found[0].last, found[0].reason) == (date(2026, 1, 1), date(2026, 1, 3), "元旦")
        assert found[-1].state == "未知"


class TestExplanations:
    def test_a_finding_reads_from_the_provision_to_the_conclusion(self):
        found = review(
            "ganzi", ("arrived", "2026-03-02T10:00"), ("handled", "2026-03-11T12:00"), ("replied", "2026-03-11T12:00"),
            as_of="2026-03-20T09:00", kind="help", unit="甲局",
        )  # fmt: skip
        told = wording.review_text(found, "zh")
        assert "■ 办理（甲局）：逾期（已办）" in told
        assert "依据  第十三条第（一）项第二句后段：" in told
        assert "起算  2026年3月2日（周一）10:00，到达承办单位" in told
        assert "时限  2026年3月9日24:00" in told
        assert "完成  2026年3月11日（周三）12:00，办理完毕、回复来电人" in told
        assert "超期2个工作日（按自然时间1天12小时）" in told
        assert "属管理性认定" in told
        english = wording.review_text(found, "en")
        assert "■ Handling (甲局): late (done)" in english
        assert "2 working days (1 day 12 hours by the clock)" in english

    def test_an_act_at_the_end_of_the_last_day_is_spoken_as_24_00(self):
        found = review("weifang", ("arrived", "2026-03-02"), ("handled", "2026-03-09T24:00"), as_of="2026-03-20T09:00")
        told = wording.explain(found.stages[0], found.city, "zh", found.ticket).text("zh")
        assert "起算  2026年3月2日（时刻未记），到达承办单位" in told
        assert "完成  2026年3月9日24:00，办理完毕" in told
        assert "AMB-50 恰好" in told

    def test_an_act_with_a_date_only_is_not_given_an_hour(self):
        found = review("weifang", ("arrived", "2026-03-02"), ("handled", "2026-03-05"), as_of="2026-03-20T09:00")
        assert "完成  2026年3月5日（时刻未记），办理完毕" in wording.review_text(found, "zh")

    def test_a_limit_noted_on_the_ticket_is_named_and_a_date_is_not_counted(self):
        noted = ("limit_set", "2026-03-02", {"rank": "assigned", "cite": "省单", "due": "2026-03-20"})
        found = review("weifang", ("arrived", "2026-03-02T10:00"), noted, as_of="2026-03-05T09:00", origin="province")
        told = wording.review_text(found, "zh")
        assert "期限  工单载明（交办机关，省单）：2026年3月20日" in told
        assert "计数" not in told
        long = ("limit_set", "2026-03-02", {"rank": "law", "working_days": 20})
        found = review("weifang", ("arrived", "2026-03-02T10:00"), long, as_of="2026-03-05T09:00")
        assert "第20个工作日" in wording.review_text(found, "zh")

    def test_the_kind_that_is_missing_shows_every_limit(self):
        found = review("karamay", ("transferred", "2026-01-05T10:00"), as_of="2026-01-06T10:00")
        assert "举报10个工作日" in wording.review_text(found, "zh")
        found = review("ganzi", ("arrived", "2026-01-05T10:00"), as_of="2026-01-06T10:00")
        told = wording.review_text(found, "en")
        assert "praise no limit" in told
        assert "its latest end is not known" in told

    def test_an_extension_says_that_it_counts_on(self):
        found = review(
            "ganzi", ("arrived", "2026-03-02T10:00"), ("extension_requested", "2026-03-05T10:00", {"working_days": 5}),
            ("extension_decided", "2026-03-06T10:00", {"granted": True}), as_of="2026-03-12T10:00", kind="help",
        )  # fmt: skip
        told = wording.review_text(found, "zh")
        assert "3月16日（周一）：第10个工作日" in told
        assert "原时限2026年3月9日24:00，批准延期后接着往下数" in told

    def test_what_it_hangs_on_names_reasons_and_contested_readings(self):
        found = review(
            "ganzi", ("arrived", "2026-03-02"), ("signed", "2026-03-02"),
            ("extension_requested", "2026-03-08T10:00", {"working_days": 5}), as_of="2026-03-09T10:00", kind="help",
        )  # fmt: skip
        hangs = wording.hangs_on(found, "zh")
        assert any(line.startswith("签收：只记有日期") for line in hangs)
        assert any(line.startswith("AMB-10 有争议，也可以取：") for line in hangs)

    @pytest.mark.parametrize("lang", LANGS)
    def test_every_verdict_of_the_examples_can_be_explained(self, lang):
        states = set()
        for line in EXAMPLES.read_text(encoding="utf-8").splitlines()[::4]:
            told = json.loads(line)
            found = audit.review(
                Ticket.model_validate(told), jurisdiction(told["city"]), as_of=datetime(2026, 12, 31, 10)
            )
            text = wording.review_text(found, lang)
            states |= {v.state for v in found.stages}
            assert found.ticket.id in text
            assert "None" not in text
            for verdict in found.stages:
                assert wording.due_stamp(verdict) or verdict.due is None
        assert len(states) > 6

    def test_an_overlay_and_a_caller_s_calendar_are_named(self):
        layer = DayLayer.model_validate({"name": "封控", "notice": "某通告", "off": ["2026-03-04"]})
        city = jurisdiction("jinan").with_overlay(overlay("shandong_2020")).with_days(layer)
        found = audit.review(ticket(("arrived", "2026-03-02T10:00"), kind="help"), city, as_of=date(2026, 3, 5))
        told = wording.review_text(found, "zh")
        assert "3月4日（周三）：所附日历载明休息，不计（某通告）" in told
        assert "已叠加：山东省2020年办法" in told

    def test_a_ticket_that_has_no_stage_says_so(self):
        found = review("jinan", as_of="2026-03-05T09:00")
        assert "没有可以评判的环节" in wording.review_text(found, "zh")
        assert "工单尚未转办" in wording.review_text(found, "zh")
