"""The desk on a ticket's whole story: compare, receipt, verify, checklist and check, on the example that is shipped."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hotline_desk.app import app
from hotline_rules import Ticket, audit, institution, jurisdiction, receipt
from hotline_rules.jurisdictions import CITIES

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "whole-life.json"
TOLD: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))
WHOLE = Ticket.model_validate(TOLD)
RUNNER = CliRunner()
AS_OF = ("--as-of", "2026-06-01T00:00")
WHOLE_AS_OF = datetime(2026, 6, 1)


def run(*args: object, code: int = 0, stdin: str | None = None) -> Any:
    result = RUNNER.invoke(app, [str(one) for one in args], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
    assert "Traceback" not in result.stderr
    return result


def process(*args: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The command as it is run by a shell."""
    env = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    script = "from hotline_desk.app import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, args)], input=stdin, capture_output=True, env=env, check=False
    )


@pytest.fixture
def write(tmp_path):
    def put(name: str, told: object) -> Path:
        path = tmp_path / name
        path.write_text(told if isinstance(told, str) else json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return path

    return put


@pytest.fixture
def made(tmp_path) -> Path:
    path = tmp_path / "receipt.json"
    run("receipt", EXAMPLE, *AS_OF, "-o", path)
    return path


class TestExitCodes:
    """0 answered; 1 findings, only where asked for, or a receipt that differs; 2 nothing could be judged or read."""

    @pytest.mark.parametrize(
        "args",
        [
            ("compare", EXAMPLE, *AS_OF),
            ("compare", EXAMPLE, *AS_OF, "--city", "ganzi"),
            ("receipt", EXAMPLE, *AS_OF),
            ("check", EXAMPLE, *AS_OF),
            ("checklist", "ganzi"),
        ],
    )
    def test_an_answer_is_0_though_something_was_late(self, args):
        assert run(*args).stdout

    def test_findings_are_1_where_asked_for(self):
        """By hand: completed on 7 May, due 24:00 on 6 May."""
        run("check", EXAMPLE, *AS_OF, "--fail-on-findings", code=1)
        run("check", EXAMPLE, "--as-of", "2026-05-07T10:00", "--fail-on-findings", code=1)
        run("check", EXAMPLE, "--as-of", "2026-05-06T23:59", "--fail-on-findings")

    def test_a_receipt_that_differs_is_1_and_one_that_does_not_0(self, made):
        run("verify", made)
        made.write_text(made.read_text(encoding="utf-8").replace("甲局", "乙局"), encoding="utf-8")
        run("verify", made, code=1)

    def test_nothing_to_judge_is_2(self, write):
        run("check", write("empty.json", {"id": "1", "city": "ganzi", "kind": "help", "events": []}), *AS_OF, code=2)
        run("check", write("none.jsonl", ""), *AS_OF, code=2)

    def test_one_of_two_that_could_be_judged_is_0(self, write):
        two = "\n".join(json.dumps(one) for one in (TOLD, {"id": "2", "kind": "nothing"}))
        told = run("check", write("two.jsonl", two), *AS_OF, "--json").stdout.splitlines()
        assert [json.loads(line)["id"] for line in told] == ["GZ-EX-0001", "2"]
        assert "error" in json.loads(told[1])

    def test_a_shell_sees_the_same_codes(self, made):
        codes = [
            process("verify", made).returncode,
            process("check", EXAMPLE, *AS_OF, "--fail-on-findings").returncode,
            process("compare", "nothing.json", *AS_OF).returncode,
        ]
        assert codes == [0, 1, 2]


class TestStdoutIsTheAnswer:
    """Stdout carries the answer alone; notes, counts and the present instant go to stderr."""

    def test_check(self):
        told = run("check", EXAMPLE, *AS_OF)
        assert told.stdout.startswith("工单 GZ-EX-0001　甘孜　投诉　截至2026年5月31日24:00")
        assert "共 1 件" not in told.stdout
        assert "共 1 件：评判 1，未评判 0；逾期认定 1 项。" in told.stderr

    @pytest.mark.parametrize("args", [("compare", EXAMPLE), ("receipt", EXAMPLE), ("check", EXAMPLE)])
    def test_that_the_present_is_taken_is_a_note(self, args):
        told = run(*args)
        assert "未给 --as-of" in told.stderr
        assert "未给 --as-of" not in told.stdout

    def test_a_receipt_is_that_of_the_library_to_the_byte(self, tmp_path):
        text = receipt.make(WHOLE, jurisdiction("ganzi"), as_of=WHOLE_AS_OF)
        told = run("receipt", EXAMPLE, *AS_OF)
        assert told.stdout == text
        path = tmp_path / "r.json"
        written = run("receipt", EXAMPLE, *AS_OF, "-o", path)
        assert written.stdout == ""
        assert path.read_bytes() == text.encode()

    def test_a_receipt_goes_through_a_pipe_unharmed(self):
        told = process("receipt", "-", *AS_OF, stdin=EXAMPLE.read_bytes())
        assert told.stdout == receipt.make(WHOLE, jurisdiction("ganzi"), as_of=WHOLE_AS_OF).encode()

    def test_where_nothing_can_be_answered_stdout_is_empty(self):
        for args in (("compare", "no.json"), ("receipt", "no.json"), ("verify", "no.json"), ("checklist", "nowhere")):
            told = run(*args, code=2)
            assert told.stdout == ""
            assert told.stderr.strip()


class TestJson:
    """`--json` is what the library says, and parses."""

    def test_check(self):
        told = json.loads(run("check", EXAMPLE, *AS_OF, "--json").stdout)
        assert told == audit.review(WHOLE, jurisdiction("ganzi"), as_of=WHOLE_AS_OF).as_dict()
        assert [one["stage"] for one in told["stages"] if one["state"] == "late"] == ["handle"]

    def test_checklist(self):
        told = json.loads(run("checklist", "ganzi", "--json").stdout)
        assert told == [one.as_dict() for one in institution.checklist(jurisdiction("ganzi"))]

    def test_verify(self, made):
        assert json.loads(run("verify", made, "--json").stdout) == {
            "equal": True, "intact": True, "same_rules": True, "same_calendar": True, "same_library": True,
            "divergences": [],
        }  # fmt: skip

    def test_a_receipt_that_differs(self, made):
        told = json.loads(made.read_text(encoding="utf-8"))
        told["result"]["stages"][0]["state"] = "late"
        made.write_text(json.dumps(told), encoding="utf-8")
        answer = json.loads(run("verify", made, "--json", code=1).stdout)
        assert (answer["equal"], answer["intact"]) == (False, False)
        assert answer["divergences"] == [{"place": "result.stages[0].state", "recorded": "late", "now": "in_time"}]

    @pytest.mark.parametrize(
        "args",
        [
            ("compare", EXAMPLE, *AS_OF),
            ("compare", EXAMPLE, *AS_OF, "--city", "ganzi"),
            ("check", EXAMPLE, *AS_OF),
            ("check", EXAMPLE, *AS_OF, "--stress", "--trace"),
            ("checklist", "karamay"),
        ],
    )
    def test_it_is_one_line_and_the_same_in_both_languages(self, args):
        zh, en = (run(*args, "--json", "--lang", lang).stdout for lang in ("zh", "en"))
        assert zh == en
        assert zh.count("\n") == 1
        json.loads(zh)


CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
OFFICIAL = re.compile(
    r"国办发明电〔\d{4}〕\d+号"  # the number of a holiday notice
    r"|\d+(?:\([0-9一二三四五六七八九十]+\))+[0-9一二三]*"  # an item as it is numbered in the text: 19(三)
)


def chinese_in(text: str) -> set[str]:
    """The lines that hold Chinese which is neither in the ticket, nor an official number."""
    own = {value for event in TOLD["events"] for value in event.values() if isinstance(value, str)}
    for word in sorted(own, key=len, reverse=True):
        if CHINESE.search(word):
            text = text.replace(word, "")
    return {line for line in OFFICIAL.sub("", text).splitlines() if CHINESE.search(line)}


class TestEnglish:
    """With `--lang en` nothing is told in Chinese but proper names and official numbers."""

    def test_what_is_looked_for_is_found(self):
        assert chinese_in("甲局 handled it, 国办发明电〔2025〕7号, 19(三)") == set()
        assert chinese_in("第十九条") == {"第十九条"}
        assert chinese_in("a line　apart") == {"a line　apart"}
        assert chinese_in("由 the hotline") == {"由 the hotline"}

    @pytest.mark.parametrize(
        "args",
        [
            ("check", EXAMPLE, *AS_OF),
            ("check", EXAMPLE, *AS_OF, "--stress"),
            ("check", EXAMPLE, "--as-of", "2026-04-21"),
            ("compare", EXAMPLE, *AS_OF),
            ("compare", EXAMPLE, *AS_OF, "--city", "ganzi"),
            *(("checklist", city) for city in CITIES),
        ],
    )
    def test_neither_the_answer_nor_a_note(self, args):
        told = run(*args, "--lang", "en")
        assert told.stdout
        assert chinese_in(told.stdout) | chinese_in(told.stderr) == set()

    def test_nor_a_receipt_that_is_equal_or_differs(self, made):
        assert run("verify", made, "--lang", "en").stdout == (
            "Equal: computed again, the answer is what the receipt records.\n"
        )
        made.write_text(made.read_text(encoding="utf-8").replace('"2026-05-07T16:30', '"2026-05-06T16:30'), "utf-8")
        told = run("verify", made, "--lang", "en", code=1)
        assert "The receipt was altered: its own hash does not fit." in told.stdout
        assert re.search(r"The answer differs in \d+ places:", told.stdout)
        assert chinese_in(told.stdout) | chinese_in(told.stderr) == set()


class TestVerify:
    def test_what_differs_is_told_with_both_values(self, made):
        told = json.loads(made.read_text(encoding="utf-8"))
        told["result"]["stages"][0]["state"] = "late"
        made.write_text(json.dumps(told), encoding="utf-8")
        said = run("verify", made, code=1).stdout
        assert "存证被改动过" in said
        assert 'result.stages[0].state：存证为 "late"，现为 "in_time"' in said

    def test_what_only_was_made_by_another_library_is_a_note(self, made):
        """The part is changed, so it is no longer intact, and that it is another library is said beside the answer."""
        made.write_text(re.sub(r'"library": "[^"]*"', '"library": "0.0.1"', made.read_text(encoding="utf-8")), "utf-8")
        told = run("verify", made, code=1)
        assert "程序版本不同" in told.stderr
        assert "结论有" not in told.stdout

    def test_a_city_of_the_caller_s_own_is_made_again_with_its_file(self, tmp_path):
        city = jurisdiction("ganzi").model_dump(mode="json") | {"id": "own_city"}
        path, file = tmp_path / "own.json", tmp_path / "r.json"
        path.write_text(json.dumps(city, ensure_ascii=False), encoding="utf-8")
        one = tmp_path / "ticket.json"
        one.write_text(json.dumps({**TOLD, "city": "own_city"}, ensure_ascii=False), encoding="utf-8")
        run("receipt", one, *AS_OF, "--city-file", path, "-o", file)
        assert json.loads(file.read_text(encoding="utf-8"))["city"] == "own_city"
        run("verify", file, "--city-file", path)
        told = run("verify", file, code=2)
        assert "own_city" in told.stderr

    def test_readings_and_an_overlay_are_made_again(self, tmp_path):
        file = tmp_path / "r.json"
        own = json.dumps({"id": "1", "city": "weifang", "kind": "help", "events": TOLD["events"]})
        run("receipt", "-", *AS_OF, "--overlay", "shandong_2020", "--reading", "AMB-15=all_acts", "-o", file, stdin=own)
        changes = json.loads(file.read_text(encoding="utf-8"))["changes"]
        assert (changes["overlays"], changes["readings"]) == (["shandong_2020"], {"AMB-15": "all_acts"})
        run("verify", file)


class TestChecklist:
    def test_every_item_stands_in_it_with_its_box(self):
        told = run("checklist", "ganzi").stdout
        items = institution.checklist(jurisdiction("ganzi"))
        assert told.count("☐") == len(items)
        assert f"共 {len(items)} 项：做到 0，没有做到 0，未填或者不清楚 {len(items)}。" in told

    def test_the_answers_of_an_auditor_come_in(self, write):
        answers = write(
            "a.json", {"round_the_clock": True, "reports": False, "data_sharing": "unknown", "named_people": None}
        )
        told = run("checklist", "ganzi", "--answers", answers, "--json").stdout
        said = {one["id"]: one["answer"] for one in json.loads(told)}
        assert {name: answer for name, answer in said.items() if answer is not None} == {
            "round_the_clock": True, "reports": False, "data_sharing": "unknown",
        }  # fmt: skip
        text = run("checklist", "ganzi", "--answers", answers).stdout
        assert [text.count(box) for box in "☑☒"] == [1, 1]

    def test_a_city_that_asks_nothing_of_institutions_does_not_fail(self):
        for city in CITIES:
            run("checklist", city)


NOWHERE = r"nowhere.*潍坊 weifang、济南 jinan、甘孜 ganzi、克拉玛依 karamay"


class TestBadInputs:
    """A message that names the place, the value and what is accepted; exit code 2; never a traceback."""

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("compare", EXAMPLE, *AS_OF, "--city", "nowhere"), NOWHERE),
            (("receipt", EXAMPLE, *AS_OF, "--city", "nowhere"), NOWHERE),
            (("check", EXAMPLE, *AS_OF, "--city", "nowhere"), NOWHERE),
            (("checklist", "nowhere"), NOWHERE),
            (("checklist",), r"没有给城市；已知：.*甘孜 ganzi"),
            (("compare", EXAMPLE, "--as-of", "soon"), r"--as-of：见到 “soon”；可接受：2026-03-02 10:00"),
            (("receipt", EXAMPLE, "--as-of", "2026-13-01"), r"--as-of：见到 “2026-13-01”；可接受："),
            (("compare", EXAMPLE, *AS_OF, "--reading", "AMB-02=never"), r"AMB-02.*never.*transferred、arrived"),
            (("receipt", EXAMPLE, *AS_OF, "--reading", "AMB-99=x"), r"AMB-99"),
            (("check", EXAMPLE, *AS_OF, "--reading", "x"), r"--reading：见到 “x”；可接受：AMB-05=close_of_business"),
            (("compare", EXAMPLE, *AS_OF, "--overlay", "none"), r"none.*shandong_2020"),
            (("receipt", EXAMPLE, *AS_OF, "--overlay", "shandong_2020"), r"shandong_2020：见到 “ganzi”；可接受："),
            (("compare", EXAMPLE, *AS_OF, "--known-on", "soon"), r"--known-on：见到 “soon”；可接受："),
            (("compare", EXAMPLE, *AS_OF, "--calendar", EXAMPLE), r"whole-life.json: name：缺少这一项"),
            (("receipt", EXAMPLE, *AS_OF, "--office-hours", EXAMPLE), r"whole-life.json: rules：缺少这一项"),
            (("verify", EXAMPLE, "--city-file", EXAMPLE), r"whole-life.json: regulation：缺少这一项"),
            (("check", EXAMPLE, "--lang", "fr"), r"--lang：见到 “fr”；可接受：zh, en"),
            (("compare", "none.json"), r"none\.json：没有这个文件"),
            (("receipt", "none.json"), r"none\.json：没有这个文件"),
            (("verify", "none.json"), r"none\.json：没有这个文件"),
            (("check", "none.json"), r"none\.json：没有这个文件"),
            (("checklist", "ganzi", "--answers", "none.json"), r"none\.json：没有这个文件"),
            (("verify", ROOT), r"这是目录"),
            (("receipt", EXAMPLE, *AS_OF, "-o", ROOT / "none" / "r.json"), r"none/r\.json"),
        ],
    )  # fmt: skip
    def test_of_an_option_or_a_file(self, args, said):
        told = run(*args, code=2)
        assert told.stdout == ""
        assert re.search(said, told.stderr), told.stderr

    @pytest.mark.parametrize("verb", ["compare", "receipt", "check"])
    @pytest.mark.parametrize(
        ("one", "said"),
        [
            (
                {"events": [{"type": "arived", "at": "2026-03-02"}]},
                r"events\[0\]\.type：见到 “arived”；可接受：arrived",
            ),
            ({"events": [{"type": "arrived", "at": "soon"}]}, r"events\[0\].*at：见到 “soon”；可接受：时刻"),
            ({"events": [{"type": "promised", "at": "2026-03-02"}]}, r"events\[0\].*due：缺少这一项"),
            ({"kind": "plea"}, r"kind：见到 “plea”；可接受："),
            ({"facts": {"emergency_line": "maybe"}}, r"facts\.emergency_line：见到 “maybe”；可接受：true, false, null"),
            ({"colour": "red"}, r"colour：没有这个字段；已知："),
        ],
    )
    def test_of_a_ticket(self, write, verb, one, said):
        path = write("one.json", {"id": "7", "city": "ganzi", **one})
        told = run(verb, path, *AS_OF, code=2)
        where = told.stdout if verb == "check" else told.stderr
        assert "one.json:1" in where
        assert re.search(said, where), where
        assert verb == "check" or told.stdout == ""

    @pytest.mark.parametrize("verb", ["compare", "receipt"])
    @pytest.mark.parametrize("n", [0, 2])
    def test_of_a_number_of_tickets_that_is_not_one(self, write, verb, n):
        line = json.dumps({"id": "1", "city": "ganzi"})
        told = run(verb, write("some.jsonl", f"{line}\n" * n), *AS_OF, code=2)
        assert re.search(rf"some\.jsonl：见到 “{n} 件”；可接受：恰好一件工单", told.stderr)

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("text", ["", "{", "[]", "{}", "\x00", '{"receipt": 9}'])
    def test_of_what_is_no_receipt(self, write, text, lang):
        told = run("verify", write("r.json", text), "--lang", lang, code=2)
        assert told.stdout == ""
        assert "receipt" in told.stderr
        assert ("可接受：" if lang == "zh" else "accepted: ") in told.stderr

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"round_the_clock": "maybe"}, r"a\.json: round_the_clock：见到 “maybe”；可接受：.*true、false、null"),
            ({"none_such": True}, r"none_such.*round_the_clock"),
            ([True], r"a\.json.*可接受：JSON 对象"),
            ("[", r"a\.json.*可接受：JSON 对象"),
        ],
    )
    def test_of_the_answers_of_an_auditor(self, write, answers, said):
        told = run("checklist", "ganzi", "--answers", write("a.json", answers), code=2)
        assert told.stdout == ""
        assert re.search(said, told.stderr), told.stderr

    def test_a_key_written_twice_in_a_ticket_is_named(self, write):
        path = write("one.json", '{"id": "1", "city": "ganzi", "kind": "help", "kind": "praise"}')
        for verb in ("compare", "receipt"):
            assert "kind" in run(verb, path, *AS_OF, code=2).stderr

    def test_a_shell_sees_no_traceback(self, write):
        for args in (("compare", write("x.json", "{")), ("verify", write("y.json", "[" * 100_000))):
            told = process(*args)
            assert (told.returncode, told.stdout, b"Traceback" in told.stderr) == (2, b"", False)
            assert told.stderr.strip()


class TestBadInputsThatWereOnceLetThrough:
    """Each was a traceback, a silence, or words in the other language."""

    def test_a_reading_that_no_city_states_is_an_error_in_compare_too(self):
        assert "AMB-99" in run("compare", EXAMPLE, *AS_OF, "--reading", "AMB-99=x", code=2).stderr

    def test_an_answer_written_twice_is_an_error(self, write):
        answers = write("a.json", '{"reports": false, "reports": true}')
        assert "reports" in run("checklist", "ganzi", "--answers", answers, code=2).stderr

    @pytest.mark.parametrize("text", ["{", "{}"])
    def test_what_is_no_receipt_is_told_in_chinese(self, write, text):
        assert not re.search(r"a receipt (made|of)", run("verify", write("r.json", text), code=2).stderr)

    @pytest.mark.parametrize(
        "parts",
        [
            {"changes": {}},
            {"changes": {"readings": {}, "overlays": [], "calendars": [{}], "known_on": None, "office_hours": None}},
            {"changes": {"readings": {}, "overlays": [], "calendars": [], "known_on": "x", "office_hours": None}},
            {"as_of": "soon"},
            {"ticket": {}},
        ],
    )
    def test_a_part_of_a_receipt_that_holds_what_it_cannot(self, made, parts):
        told = json.loads(made.read_text(encoding="utf-8"))
        made.write_text(json.dumps(told | parts), encoding="utf-8")
        assert run("verify", made, code=2).stderr.strip()

    def test_what_cannot_be_written_is_not_said_to_be_unreadable(self):
        told = run("receipt", EXAMPLE, *AS_OF, "-o", ROOT / "none" / "r.json", code=2)
        assert "读不了" not in told.stderr

    def test_a_year_out_of_reach_is_told_with_those_that_are_not(self):
        told = run("check", EXAMPLE, "--as-of", "1776-07-04", code=2)
        assert re.search(r"1776-07-04.*1900.*2199", told.stderr), told.stderr
