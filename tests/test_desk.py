"""The desk: what each verb answers, in both languages, and how it says what is wrong."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner

from hotline_desk import options
from hotline_desk.app import app
from hotline_desk.times import when
from hotline_rules import jurisdiction

ROOT = Path(__file__).parent.parent
RUNNER = CliRunner()
AS_OF = ("--as-of", "2026-04-01")
PAST = ("--as-of", "2020-04-01")
ARRIVED = {"type": "arrived", "at": "2026-03-02T10:00"}


def run(*args, stdin=None, code=0, env=None):
    result = RUNNER.invoke(app, [str(a) for a in args], input=stdin, env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
    return result


def process(*args, stdin=b"", **more):
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    script = "from hotline_desk.app import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, args)], input=stdin, capture_output=True, env=env, check=False, **more
    )


def ticket(number="1", *events, **fields):
    return {"id": number, "city": "ganzi", "kind": "help", "events": [ARRIVED, *events], **fields}


def lines(*tickets):
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in tickets)


@pytest.fixture
def log(tmp_path):
    def write(*tickets, name="log.jsonl"):
        path = tmp_path / name
        path.write_text(lines(*tickets), encoding="utf-8")
        return path

    return write


@pytest.fixture
def write(tmp_path):
    def put(name, told):
        path = tmp_path / name
        path.write_text(told if isinstance(told, str) else json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return path

    return put


class TestDue:
    @pytest.mark.parametrize(
        "when",
        [
            "2026-9-30 16:20",
            "2026/9/30 16:20",
            "2026年9月30日 16:20",
            "2026年9月30日16时20分",
            "2026-09-30T16:20+08:00",
        ],
    )
    def test_times_are_read_as_people_write_them(self, when):
        told = run("due", "ganzi", "--kind", "求助", "--arrived", when, *("--as-of", "2026-10-01"), "--json").stdout
        handle = json.loads(told)["stages"][-1]
        assert handle["start"] == "2026-09-30T16:20:00+08:00"
        assert handle["due"] == "2026-10-14T00:00:00+08:00"
        assert handle["trace"]

    def test_24_00_is_the_next_day(self):
        told = json.loads(run("due", "weifang", "--arrived", "2026/3/2 24:00", *AS_OF, "--json").stdout)
        assert told["stages"][0]["start"] == "2026-03-03T00:00:00+08:00"

    def test_the_counting_is_read_aloud(self):
        told = run("due", "ganzi", "--kind", "投诉", "--arrived", "2026-9-30T16:20", "--as-of", "2026-10-20").stdout
        assert "10月1日至7日：国庆节放假，不计（国办发明电〔2025〕7号）" in told
        assert "10月10日（周六，调休上班）：第3个工作日" in told
        assert "时限  2026年10月13日24:00" in told

    def test_what_was_not_told_is_listed_and_not_taken_for_not_done(self):
        told = run("due", "ganzi", "--arrived", "2026-3-2 10:00", *AS_OF, "--json").stdout
        answer = json.loads(told)
        assert answer["not_told"] == ["kind", "origin", "urgency", "track", "accepted", "transferred", "signed", "done"]
        assert {s["stage"]: s["state"] for s in answer["stages"]}["sign"] == "undetermined"
        assert answer["hangs_on"]["undetermined"]["sign"] == "act_not_recorded"
        text = run("due", "ganzi", "--arrived", "2026-3-2 10:00", *AS_OF).stdout
        assert "没有告知（补上后重算）" in text
        assert "--kind（诉求类型）" in text
        assert "日志不记载" not in text
        assert "最晚不能确定" in text

    def test_done_discharges_by_the_city_s_own_acts(self):
        for city in ("weifang", "jinan", "ganzi", "karamay"):
            args = ("--kind", "求助", "--arrived", "2026-3-2 10:00", "--done", "2026-3-5 10:00", *AS_OF, "--json")
            stages = json.loads(run("due", city, *args).stdout)["stages"]
            states = {s["stage"]: s["state"] for s in stages}
            assert all(states[name] == "in_time" for name in ("handle", "reply", "feedback") if name in states)
        late = run("due", "weifang", "--arrived", "2026-3-2", "--done", "2026-3-11 12:00", *AS_OF).stdout
        assert "超期2个工作日（按自然时间1天12小时）" in late

    def test_done_or_not_is_not_taken_for_granted(self):
        args = ("due", "weifang", "--arrived", "2026-3-2 10:00", *AS_OF)
        told = run(*args).stdout
        assert "如截至2026年4月1日24:00仍未完成，即已逾期，超期" in told
        assert "办理：不能确定" in told
        assert "If not done by 24:00 on 1 April 2026, it is overdue, by" in run(*args, "--lang", "en").stdout
        assert "办理：逾期（未办）" in run(*args, "--not-done").stdout
        assert "两者之一" in run(*args, "--not-done", "--done", "2026-3-3", code=2).stderr

    def test_what_lies_after_the_instant_asked_about_is_said(self):
        args = ("due", "weifang", "--arrived", "2026-3-2 10:00", "--done", "2026-4-5", *AS_OF)
        assert "--done 2026-4-5 晚于所问的时刻" in run(*args).stdout
        assert json.loads(run(*args, "--json").stdout)["after_as_of"] == ["done"]

    def test_no_stage_at_all_is_exit_2(self):
        said = run("check", "-", *AS_OF, stdin=lines({"id": "1", "city": "weifang"}), code=2).stderr
        assert "没有一件工单有可以评判的环节" in said

    def test_signed_and_accepted_are_taken_in(self):
        args = ("--accepted", "2026-3-2 9:00", "--transferred", "2026-3-2 10:00", "--arrived", "2026-3-2 10:00")
        told = run("due", "ganzi", *args, "--signed", "2026-3-2 11:00", "--kind", "咨询", *AS_OF, "--json").stdout
        states = {s["stage"]: s["state"] for s in json.loads(told)["stages"]}
        assert states["transfer"] == states["sign"] == "in_time"

    def test_urgency_origin_and_track(self):
        told = json.loads(
            run(
                "due", "ganzi", "--arrived", "2026-3-2", "--urgency", "特殊紧急", "--kind", "help", *AS_OF, "--json"
            ).stdout
        )
        assert "first_response" in {s["stage"] for s in told["stages"]}
        told = json.loads(run("due", "weifang", "--arrived", "2026-3-2", "--origin", "省级", *AS_OF, "--json").stdout)
        assert told["stages"][0]["why"] == "limit_not_given"
        told = run(
            "due", "karamay", "--transferred", "2026-3-2", "--track", "会签件", "--kind", "咨询", *AS_OF, "--json"
        )
        assert json.loads(told.stdout)["stages"][0]["why"] == "no_limit_stated"

    def test_the_present_is_taken_and_said_on_stderr(self):
        result = run("due", "jinan", "--arrived", "2026-3-2")
        assert "取现在" in result.stderr
        assert "取现在" not in result.stdout
        assert "present is taken" in run("due", "jinan", "--arrived", "2026-3-2", "--lang", "en").stderr

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_an_as_of_that_lies_ahead_is_said_on_stderr_and_one_that_is_past_is_not(self, lang, log, tmp_path):
        said = (
            "--as-of（2190年1月1日24:00）还没有到" if lang == "zh" else "(24:00 on 1 January 2190) lies in the future"
        )
        book = ("audit", log(ticket()), "-o", tmp_path / "r.xlsx")
        for args in (("due", "jinan", "--arrived", "2026-3-2"), ("check", log(ticket())), book):
            ahead = run(*args, "--as-of", "2190-01-01", "--lang", lang)
            assert ahead.stderr.count(said) == 1
            assert said not in ahead.stdout
        report = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
        assert any(said in one[lang] for one in report["remarks"])
        for args in (("due", "jinan", "--arrived", "2004-3-2"), ("check", log(ticket())), ("audit", log(ticket()))):
            past = RUNNER.invoke(app, [*map(str, args), "--as-of", "2004-03-20", "--lang", lang]).stderr
            assert "--as-of" not in past

    @pytest.mark.parametrize(
        ("as_of", "zone", "is_ahead"),
        [
            ("2026-03-02", "Asia/Shanghai", True),
            ("2026-03-01", "Asia/Shanghai", False),
            ("2026-03-02T10:00", "Asia/Shanghai", False),
            ("2026-03-02T10:01", "Asia/Shanghai", True),
            ("2026-03-02T10:01", "Asia/Tokyo", False),
            ("2026-03-02T02:01Z", "Asia/Tokyo", True),
        ],
    )
    def test_a_date_lies_ahead_until_its_end_and_an_instant_by_the_clocks_of_the_city(
        self, as_of, zone, is_ahead, monkeypatch
    ):
        now = datetime(2026, 3, 2, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
        monkeypatch.setattr(options, "_now", lambda zone: now.astimezone(ZoneInfo(zone)))
        assert (options.said_of_future(when("as_of", as_of), "zh", zone) is not None) is is_ahead

    def test_english(self):
        told = run("due", "jinan", "--arrived", "2026-3-2", *AS_OF, "--not-done", "--lang", "en").stdout
        assert "Reply to the caller: overdue (not done)" in told
        assert "Not told (add them and ask again):" in told
        told = run("due", "jinan", "--arrived", "2026-3-2", *AS_OF, env={"HOTLINE_LANG": "en"}).stdout
        assert "Jinan" in told


class TestCommonOptions:
    def test_a_reading_is_taken_and_marked(self):
        told = run(
            "due",
            "karamay",
            "--transferred",
            "2026-3-2",
            "--kind",
            "help",
            *AS_OF,
            "--reading",
            "AMB-05=close_of_business",
        )
        assert "时限  2026年3月9日19:30" in told.stdout
        assert "使用者改选" in told.stdout

    def test_a_reading_that_the_rules_embody_is_refused_in_chinese(self):
        told = run("due", "ganzi", "--arrived", "2026-3-2", *AS_OF, "--reading", "AMB-12=by_itself", code=2)
        assert "只能是 on_application" in told.stderr

    def test_overlay_calendar_and_office_hours(self, write):
        told = run("due", "jinan", "--arrived", "2026-3-2", "--as-of", "2026-3-3", "--overlay", "shandong_2020").stdout
        assert "已叠加：山东省2020年办法" in told
        days = write("days.json", {"name": "n", "notice": "某通告", "off": ["2026-03-04"]})
        told = run("due", "weifang", "--arrived", "2026-3-2", *AS_OF, "--calendar", days).stdout
        assert "时限  2026年3月10日24:00" in told
        rule = {"intervals": ["09:00-12:00", "14:00-17:00"]}
        hours = write("hours.json", {"name": "h", "source": "s", "rules": [rule]})
        args = ("--arrived", "2026-3-2 16:30", "--signed", "2026-3-3 9:00", "--kind", "help", *AS_OF)
        told = json.loads(run("due", "ganzi", *args, "--office-hours", hours, "--json").stdout)
        sign = next(s for s in told["stages"] if s["stage"] == "sign")
        assert sign["due"] == sign["due_latest"] == "2026-03-03T11:30:00+08:00"

    def test_known_on_makes_the_later_notice_unknown(self):
        told = run(
            "due", "weifang", "--arrived", "2026-9-25", "--as-of", "2026-11-1", "--known-on", "2025-06-01", "--json"
        )
        stage = json.loads(told.stdout)["stages"][0]
        assert stage["due"] != stage["due_latest"]

    def test_a_city_file_is_its_own_city(self, write):
        own = json.loads(jurisdiction("weifang").model_dump_json()) | {"id": "own", "name_zh": "某市"}
        path = write("own.json", own)
        told = json.loads(run("due", "--city-file", path, "--arrived", "2026-3-2", *AS_OF, "--json").stdout)
        assert told["city"] == "own"
        told = run("check", "-", "--city-file", path, *AS_OF, stdin=lines(ticket())).stdout
        assert json.loads(told)["city"] == "own"
        bad = write("bad.json", own | {"zone": "Asia/Weifang"})
        assert "不是时区" in run("readings", "--city-file", bad, code=2).stderr
        assert "own (--city-file)" in run("readings", "jinan", "--city-file", path, code=2).stderr

    def test_options_of_one_city_are_left_out_for_another_in_a_mixed_log(self, log):
        path = log(ticket("1"), ticket("2", city="jinan"))
        told = run("check", path, *AS_OF, "--reading", "AMB-66=nothing", "--overlay", "shandong_2020").stdout
        first, second = map(json.loads, told.splitlines())
        assert "overlay:shandong_2020" not in first["notes"]
        assert "overlay:shandong_2020" in second["notes"]

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("--reading", "AMB-05"), "AMB-05=close_of_business"),
            (("--reading", "AMB-05=noon"), "AMB-05 的选项中没有“noon”；已知：end_of_day、close_of_business"),
            (("--reading", "AMB-5=x"), "已知：AMB-05、"),
            (("--reading", "AMB-99=x"), "这个城市的读法中没有“AMB-99”"),
            (("--overlay", "shandong"), "叠加规则中没有“shandong”；已知：shandong_2020"),
            (("--overlay", "shandong_2020"), "weifang 或 jinan"),
            (("--known-on", "2026-03-02T10:00"), "--known-on"),
            (("--calendar", "nowhere.json"), "读不了 nowhere.json：没有这个文件"),
            (("--kind", "投拆"), "诉求类型中没有“投拆”；已知：投诉、"),
            (("--done", "昨天"), "--done：见到 “昨天”"),
        ],
    )
    def test_what_is_wrong_is_said_with_what_is_accepted(self, args, said):
        result = run("due", "ganzi", "--arrived", "2026-3-2", *AS_OF, *args, code=2)
        assert said in result.stderr
        assert not result.stdout

    def test_unknown_readings_of_a_mixed_log_are_refused_at_once(self, log):
        assert "AMB-99" in run("check", log(ticket()), *AS_OF, "--reading", "AMB-99=x", code=2).stderr
        assert "noon" in run("check", log(ticket()), *AS_OF, "--reading", "AMB-05=noon", code=2).stderr

    def test_a_bad_file_names_its_place(self, write):
        path = write("days.json", {"name": "n", "offf": [], "worked": ["2026-13-01"]})
        said = run("due", "ganzi", "--arrived", "2026-3-2", "--calendar", path, code=2).stderr
        assert f"{path}: offf：没有这个字段；已知：off, " in said
        assert "worked" in said
        broken = write("broken.json", "{")
        assert "不是合法的 JSON" in run("due", "ganzi", "--arrived", "2026-3-2", "--calendar", broken, code=2).stderr

    def test_no_city_and_an_unknown_city(self):
        assert "没有给城市" in run("due", "--arrived", "2026-3-2", code=2).stderr
        assert "已知：甘孜 ganzi、" in run("due", "gansi", "--arrived", "2026-3-2", code=2).stderr
        english = run("due", "gansi", "--arrived", "2026-3-2", "--lang", "en", code=2).stderr
        assert "unknown city 'gansi'; known: ganzi" in english
        assert "--arrived" in run("due", "ganzi", code=2).stderr


class TestCheck:
    def test_lines_in_lines_out_in_order_with_errors_in_place(self, log):
        path = log(ticket("1"), ticket("2", city="gansi"), ticket("3", kind="praise"), {"id": "4"})
        path.write_text(path.read_text(encoding="utf-8") + "not json\n[1]\n", encoding="utf-8")
        result = run("check", path, *AS_OF)
        told = [json.loads(line) for line in result.stdout.splitlines()]
        assert [one.get("id") for one in told] == ["1", "2", "3", "4", None, None]
        assert [one["line"] for one in told if "error" in one] == [2, 4, 5, 6]
        assert set(told[0]) == {
            "id", "city", "as_of", "regulation", "rules_hash", "timeline", "acceptance", "recheck", "stages",
            "may_still", "steps", "urgency", "extensions", "returns", "contents", "keep_until", "alerts", "checks",
            "duties", "findings", "cannot_judge", "notes", "ref",
        }  # fmt: skip
        assert told[1]["error"] == (
            "城市中没有“gansi”；已知：甘孜 ganzi、潍坊 weifang、济南 jinan、克拉玛依 karamay；其他城市用 --city-file"
        )
        assert "共 6 件：评判 2，未评判 4" in result.stderr

    def test_a_line_may_bring_its_own_as_of_and_the_argument_decides_the_city(self):
        told = run(
            "check", "-", "--city", "jinan", stdin=lines(ticket("1", as_of="2026-03-04"), ticket("2", as_of="2026-5-1"))
        )
        first, second = map(json.loads, told.stdout.splitlines())
        assert (first["city"], first["as_of"]) == ("jinan", "2026-03-05T00:00:00+08:00")
        assert first["stages"][0]["state"] == "open"
        assert second["stages"][0]["state"] == "overdue"
        assert "取现在" not in told.stderr

    def test_the_trace_is_added_when_asked_for(self, log):
        assert "trace" not in run("check", log(ticket()), *AS_OF).stdout
        assert "trace" in json.loads(run("check", log(ticket()), *AS_OF, "--trace").stdout)["stages"][0]

    def test_documents_are_explained(self, write):
        one = write("one.json", ticket("T1", unit="甲局"))
        told = run("check", one, *AS_OF).stdout
        assert "工单 T1　甘孜　求助　截至2026年4月1日24:00" in told
        assert "■ 办理（甲局）：逾期（未办）" in told
        many = write("many.json", [ticket("T1"), ticket("T2", kind="怪"), ticket("T3")])
        told = run("check", many, *AS_OF, "--lang", "en").stdout
        assert "Ticket T3, Ganzi" in told
        assert "Not judged:" in told
        assert "many.json item 2, ticket T2: kind: found “怪”; accepted: consultation" in told

    def test_a_document_as_json_is_one_line_a_ticket(self, write):
        path = write("many.json", [ticket("T1"), 5])
        told = run("check", path, *AS_OF, "--json").stdout.splitlines()
        assert json.loads(told[0])["id"] == "T1"
        assert json.loads(told[1])["item"] == 2

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"knd": "help"}, "knd：没有这个字段；已知：kind, "),
            ({"kind": "咨讯"}, "kind：见到 “咨讯”；可接受：咨询 consultation"),
            ({"events": [{"type": "arived", "at": "2026-03-02"}]}, "events[0].type：见到 “arived”；可接受：arrived, "),
            ({"events": [{"type": "arrived", "at": "昨天"}]}, "events[0](arrived).at：见到 “昨天”；可接受：时刻，如"),
            ({"events": [{"type": "arrived", "at": "1800-01-01"}]}, "1900 至 2199 年"),
            ({"events": [{"type": "arrived", "at": "2026-03-02", "uint": "x"}]}, "uint：没有这个字段；已知：unit, "),
            ({"events": [{"type": "arrived"}]}, "events[0](arrived).at：缺少这一项"),
            ({"events": [{"at": "2026-03-02"}]}, "events[0]：缺少 type"),
            ({"events": [{"type": "kind_changed", "at": "2026-03-02"}]}, "kind、urgency 或两者都有"),
            ({"events": [{"type": "limit_set", "at": "2026-03-02", "rank": "law"}]}, "恰有一项"),
            ({"events": "x"}, "events：见到 “x”；可接受：列表"),
            ({"facts": {"a": "yes"}}, 'facts.a：见到 “yes”；可接受：true, false, null, "unknown"'),
            ({"not_recorded": ["signd"]}, "not_recorded：见到 “signd”；可接受：signed, "),
            ({"reply_waived": "true"}, "reply_waived：见到 “true”；可接受：true 或 false"),
            ({"id": ""}, "可接受：工单编号"),
            ({"as_of": "whenever"}, "as_of：见到 “whenever”"),
        ],
    )
    def test_a_bad_line_says_place_value_and_what_is_accepted(self, change, said):
        told = run("check", "-", *AS_OF, stdin=lines(ticket("1") | change, ticket("2"))).stdout.splitlines()
        assert said in json.loads(told[0])["error"]
        assert json.loads(told[1])["id"] == "2"

    def test_the_same_in_english(self):
        told = run(
            "check", "-", *AS_OF, "--lang", "en", stdin=lines(ticket("1", knd=1) | {"id": ""}, ticket("2"))
        ).stdout
        error = json.loads(told.splitlines()[0])["error"]
        assert "id: found “”; accepted: a ticket number" in error
        assert "knd: unknown key; known: kind, " in error

    def test_exit_codes(self, log, write):
        run("check", log(ticket()), *AS_OF, code=0)
        run("check", log(ticket()), *AS_OF, "--fail-on-findings", code=1)
        run("check", log(ticket()), "--as-of", "2026-03-02T10:30", "--fail-on-findings", code=0)
        run("check", log({"id": "1"}), *AS_OF, code=2)
        run("check", write("empty.jsonl", ""), *AS_OF, code=2)
        assert "没有这个文件" in run("check", "nowhere.jsonl", code=2).stderr
        assert "目录" in run("check", ROOT, code=2).stderr
        assert "hotline audit" in run("check", write("t.csv", "id\n1\n"), code=2).stderr
        run("check", "-", *AS_OF, stdin="xx\n", code=2)

    def test_gb18030_and_bom_and_blank_lines(self, tmp_path):
        told = lines(ticket("1", unit="甲局"))
        for data in (told.encode("gb18030"), b"\xef\xbb\xbf" + told.encode(), b"\n\n" + told.encode()):
            path = tmp_path / "log.jsonl"
            path.write_bytes(data)
            assert json.loads(run("check", path, *AS_OF).stdout)["stages"][0]["unit"] == "甲局"

    def test_json_is_told_in_chinese_and_names_of_codes_are_taken(self):
        change = {"type": "kind_changed", "at": "2026-03-02T11:00", "kind": "咨询"}
        told = run("check", "-", *AS_OF, stdin=lines(ticket("1", change, kind="投诉")) + '{"id": 1,}\n{"id"\n').stdout
        first, second, third = map(json.loads, told.splitlines())
        assert first["stages"]
        assert second["error"] == "不是合法的 JSON：缺少带双引号的字段名（第 10 字）"
        assert third["error"].startswith("不是合法的 JSON：缺少冒号")

    def test_words_that_are_no_json_values_are_refused(self):
        told = run("check", "-", *AS_OF, stdin='{"id": "1", "ref": NaN}\n' + lines(ticket("2"))).stdout
        assert "NaN" in json.loads(told.splitlines()[0])["error"]
        deep = '{"id": "1", "ref": ' + "[" * 100_000 + "]" * 100_000 + "}\n"
        told = run("check", "-", *AS_OF, stdin=lines(ticket("0")) + deep + lines(ticket("2"))).stdout
        assert "嵌套过深" in told

    def test_a_ticket_before_the_calendar_is_told_and_the_rest_judged(self):
        old = ticket("1") | {"events": [{"type": "arrived", "at": "1950-03-02T10:00"}]}
        told = run("check", "-", *AS_OF, stdin=lines(old, ticket("2"))).stdout.splitlines()
        assert len(told) == 2
        assert json.loads(told[1])["id"] == "2"


class TestOtherVerbs:
    def test_calendar(self):
        told = run("calendar", "karamay", "2025").stdout
        for word in ("10月", "班", "休", "古尔邦节", "国办发明电〔2024〕12号", "2024-11-12", "工作日 "):
            assert word in told
        told = run("calendar", "ganzi", "2026", "--lang", "en").stdout
        assert "Spring Festival" in told
        assert "working 245 off 117 unknown 3" in told
        answer = json.loads(run("calendar", "ganzi", "2026", "--json").stdout)
        assert answer["totals"] == {"working": 245, "off": 117, "unknown": 3}
        assert len(answer["days"]) == 365
        assert set(answer["days"][0]) == {"date", "state", "why", "holiday", "source", "published"}
        assert "超出日历：日历所载为 2004-01-01 至" in run("calendar", "ganzi", "2050", code=2).stderr
        assert "the calendar covers" in run("calendar", "ganzi", "2050", "--lang", "en", code=2).stderr

    def test_readings(self):
        told = run("readings", "karamay", "--reading", "AMB-05=close_of_business").stdout
        assert "AMB-05" in told
        assert "【使用者改选】" in told
        assert "roll_to_workday" in told
        assert "Contested" in run("readings", "ganzi", "--lang", "en").stdout
        answer = {one["id"]: one for one in json.loads(run("readings", "ganzi", "--json").stdout)}
        assert answer["AMB-10"]["taken"] == "working_day_before"
        assert answer["AMB-10"]["contested"]
        assert answer["AMB-10"]["admissible"] == ["working_day_before", "due_day_start"]
        assert not answer["AMB-10"]["overridden"]
        assert answer["AMB-10"]["taken_admissible"]

    def test_a_reading_out_of_the_admissible_ones_is_taken_and_marked(self):
        city = jurisdiction("ganzi")
        choice, option = next(
            (c, o.id) for c in city.choices for o in city.reading(c.reading).options if o.id not in c.admissible
        )
        args = ("readings", "ganzi", "--reading", f"{choice.reading}={option}")
        answer = {one["id"]: one for one in json.loads(run(*args, "--json").stdout)}[choice.reading]
        assert answer["taken_admissible"] is False
        assert {"admissible": False}.items() <= next(o for o in answer["options"] if o["id"] == option).items()
        assert "不在该城市可取之列" in re.sub(r"\s", "", run(*args).stdout)

    @pytest.mark.parametrize("what", ["ticket", "city", "calendar", "office-hours"])
    def test_schema(self, what):
        schema = json.loads(run("schema", what, "--json").stdout)
        assert schema["type"] == "object"
        assert json.loads(run("schema").stdout)["title"] == "Ticket"

    def test_help_lists_the_verbs(self):
        told = run("--help").stdout
        for verb in ("accept", "due", "check", "audit", "law", "ledger", "facts", "readings", "calendar", "schema"):
            assert verb in told

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("audit", "--cty", "x"), "没有选项 --cty"),
            (("audit",), "缺少参数 FILE"),
            (("due", "ganzi", "--lang", "fr"), "--lang：见到 “fr”；可接受：zh, en"),
            (("calendar", "ganzi", "x"), "YEAR：应为整数"),
            (("calendar", "ganzi", "1800"), "YEAR：不小于 1900"),
            (("dew",), "没有命令 dew"),
            (("due", "ganzi", "--arrived"), "--arrived"),
            (("due", "ganzi", "x"), "多了参数 x"),
        ],
    )
    def test_a_command_line_that_cannot_be_read_is_told_in_chinese(self, args, said):
        told = run(*args, code=2).stderr
        assert told.startswith("用法有误：")
        assert said in told
        assert "用法有误" not in run(*args[:1], "--lang", "en", "--bad", code=2).stderr

    def test_completion_knows_cities_kinds_readings_and_overlays(self):
        assert options.cities_completed("k") == ["karamay"]
        assert ("help", "求助") in options._kinds("h")
        assert options._overlays("") == ["shandong_2020"]

        class Context:
            params = {"city": "ganzi"}  # noqa: RUF012

        values = [value for value, _ in options._readings(Context(), "AMB-10=")]
        assert values == [f"AMB-10={o.id}" for o in jurisdiction("ganzi").reading("AMB-10").options]

    def test_completion_of_a_shell(self, tmp_path):
        script = tmp_path / "hotline"
        script.write_text("from hotline_desk.app import main; main()", encoding="utf-8")
        env = os.environ | {
            "PYTHONPATH": str(ROOT / "src"),
            "_HOTLINE_COMPLETE": "complete_bash",
            "COMP_WORDS": "hotline due k",
            "COMP_CWORD": "2",
        }
        told = subprocess.run([sys.executable, script], capture_output=True, text=True, env=env, check=False)
        assert told.stdout.split() == ["karamay"]


class TestAsAProcess:
    def test_stdin_lines_out_and_stdout_holds_the_answer_only(self):
        told = process("check", "-", *AS_OF, stdin=lines(ticket("1"), ticket("2")).encode())
        assert told.returncode == 0
        assert [json.loads(line)["id"] for line in told.stdout.decode().splitlines()] == ["1", "2"]
        assert "共 2 件" in told.stderr.decode()

    def test_a_reader_that_goes_away_is_no_error(self, log):
        path = log(*(ticket(str(i)) for i in range(300)))
        script = "from hotline_desk.app import main; main()"
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", script, "check", str(path), *AS_OF]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        child.stdout.readline()
        child.stdout.close()
        assert child.stderr.read() == b""
        child.stderr.close()
        assert child.wait() == 141

    @pytest.mark.parametrize("args", [("calendar", "karamay", "2025"), ("audit", "examples/tickets.jsonl", *PAST)])
    def test_tables_end_likewise_when_their_reader_goes(self, args):
        script = "from hotline_desk.app import main; main()"
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        reader, writer = os.pipe()
        os.close(reader)
        with subprocess.Popen(
            [sys.executable, "-c", script, *args], stdout=writer, stderr=subprocess.PIPE, env=env, cwd=ROOT
        ) as child:
            os.close(writer)
            assert child.stderr.read() == b""
            assert child.wait() == 141

    def test_text_that_cannot_be_written_is_escaped(self):
        told = process("check", "-", *AS_OF, stdin=b'{"id": "1", "city": "a\\ud800b"}\n')
        assert told.returncode == 2
        assert "a\ud800b" in json.loads(told.stdout)["error"]

    def test_ctrl_c_ends_it_quietly(self):
        script = "from hotline_desk.app import main; main()"
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", script, "check", "-", *AS_OF]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=env) as child:
            child.stdin.write(lines(ticket("1"), ticket("2")).encode())
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["id"] == "1"
            child.send_signal(signal.SIGINT)
            assert child.wait(timeout=20) == 130
            assert b"Traceback" not in child.stderr.read()

    def test_the_answer_is_utf_8_whatever_the_locale(self, tmp_path):
        env = {"PYTHONPATH": str(ROOT / "src"), "PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0"}
        script = "from hotline_desk.app import main; main()"
        command = [sys.executable, "-c", script, "due", "jinan", "--arrived", "2026-3-2", *AS_OF]
        told = subprocess.run(command, capture_output=True, env=env | {"PYTHONCOERCECLOCALE": "0"}, check=False)
        assert "济南" in told.stdout.decode("utf-8")

    def test_help_loads_no_rules(self):
        script = (
            "import sys; from hotline_desk.app import app\n"
            "assert not [m for m in sys.modules if m.startswith(('hotline_rules', 'pydantic', 'rich.progress'))]"
        )
        env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        assert subprocess.run([sys.executable, "-c", script], env=env, check=False).returncode == 0
