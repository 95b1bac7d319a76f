"""Hostile input: receipts that were tampered with, text that a terminal would obey, and words that mislead a reader."""

from __future__ import annotations

import io
import json
import random
import re
from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest
from rich.text import Text
from typer.testing import CliRunner

from hotline_desk.app import app
from hotline_desk.problems import visible
from hotline_desk.tables import _Out
from hotline_rules import Ticket, audit, jurisdiction, receipt
from hotline_rules.days import DayLayer
from hotline_rules.errors import HotlineError
from hotline_rules.jurisdictions import remade
from hotline_rules.ticket import EVENT_TYPES
from hotline_rules.wording import EVENTS, OUTCOMES, finding_text, review_text

ROOT = Path(__file__).parent.parent
WHOLE = ROOT / "examples/whole-life.json"
RUNNER = CliRunner()
AS_OF = ("--as-of", "2026-06-01")
CITY = jurisdiction("ganzi").with_days(DayLayer(name="n", off=frozenset({date(2026, 4, 21)})))
GOOD = json.loads(receipt.make(Ticket.model_validate_json(WHOLE.read_text("utf-8")), CITY, as_of=date(2026, 6, 1)))


def run(*args, code=0):
    result = RUNNER.invoke(app, [str(arg) for arg in args])
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == code, (result.exit_code, result.stdout, result.stderr)
    return result


@pytest.fixture
def write(tmp_path):
    def written(told, name="one.json"):
        path = tmp_path / name
        path.write_text(told if isinstance(told, str) else json.dumps(told), "utf-8")
        return path

    return written


def ticket(*events, city="ganzi", kind="help", **more):
    rows = [{"type": name, "at": at, **fields} for name, at, fields in events]
    return {"id": "T", "city": city, "kind": kind, "events": rows, **more}


SENT = ("transferred", "2026-03-02T10:00", {"unit": "甲局"})


def told_of(one, lang="zh", city=None):
    own = Ticket.model_validate(one)
    return review_text(audit.review(own, jurisdiction(city or own.city), as_of=date(2026, 6, 1)), lang)


def with_(*path, value):
    """The receipt with another value at a place."""
    told = deepcopy(GOOD)
    here = told
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return told


TAMPERED = (
    ("as_of", with_("as_of", value="2026-06-010")),
    ("as_of", with_("as_of", value="2500-01-01")),
    ("ticket.kind", with_("ticket", "kind", value="complaint0")),
    ("ticket.origin", with_("ticket", "origin", value="x")),
    ("ticket.urgency", with_("ticket", "urgency", value="x")),
    ("ticket.track", with_("ticket", "track", value="x")),
    ("ticket.events[0](accepted).at", with_("ticket", "events", 0, "at", value="2026-04-17T16:200")),
    ("ticket.events[0].type", with_("ticket", "events", 0, "type", value="zzz")),
    ("ticket.events[0].type", with_("ticket", "events", 0, "type", value=None)),
    ("ticket.events", with_("ticket", "events", value="x")),
    ("ticket.id", with_("ticket", value={})),
    ("ticket.not_recorded", with_("ticket", "not_recorded", value=["foo"])),
    ("ticket.facts.in_this_city", with_("ticket", "facts", "in_this_city", value="maybe")),
    ("changes.known_on", with_("changes", "known_on", value="x0")),
    ("changes.known_on", with_("changes", "known_on", value="2026-13-01")),
    ("changes.office_hours", with_("changes", "office_hours", value="x0")),
    ("changes.calendars[0]", with_("changes", "calendars", value=[5])),
    ("changes.calendars", with_("changes", "calendars", value="x")),
    ("changes.calendars[0]", with_("changes", "calendars", value=[{"off": ["x"]}])),
    ("changes.calendars[0].off", with_("changes", "calendars", value=[{"name": "n", "off": [{}]}])),
    ("changes.overlays", with_("changes", "overlays", value=5)),
    ("hash", with_("hash", value=None)),
)


class TestReceiptsThatWereTamperedWith:
    """What is read and differs is told as different; what cannot be read is named, with what is accepted."""

    @pytest.mark.parametrize(("place", "told"), TAMPERED)
    def test_what_cannot_be_read_is_named_in_either_language_and_ends_with_2(self, write, place, told):
        path = write(told)
        zh, en = run("verify", path, code=2).stderr, run("verify", path, "--lang", "en", code=2).stderr
        assert place in zh
        assert place in en
        assert re.search("可接受：|缺少", zh)
        assert not re.search(r"Input should|a str\b|a dict\b|None|Value error|accepted:", zh)
        assert re.search("accepted: |missing", en)
        assert not re.search("[\u4e00-\u9fff]", en.replace("甲局", ""))

    @pytest.mark.parametrize(("place", "told"), TAMPERED)
    def test_the_library_raises_an_error_of_its_own_with_the_place(self, place, told):
        with pytest.raises(HotlineError, match=re.escape(f"receipt.{place.split('(')[0].split('[')[0]}")):
            receipt.verify(json.dumps(told), remade)

    @pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 8))])
    def test_random_edits_never_end_in_a_traceback_or_in_equal(self, write, seed):
        rng = random.Random(seed)
        for _ in range(40):
            told = deepcopy(GOOD)
            here, key = told, rng.choice([name for name in told if name != "result"])
            while isinstance(here[key], (dict, list)) and here[key] and rng.random() < 0.9:
                here = here[key]
                key = rng.choice(list(here) if isinstance(here, dict) else range(len(here)))
            before = deepcopy(here[key])
            here[key] = rng.choice(
                [None, True, 5, -1, 1e999, "", "x0", "\udfff", [], {}, [5], {"a": 1}, [["x"]], 10**30, f"{before}0"]
            )
            if here[key] == before:
                continue
            result = RUNNER.invoke(app, ["verify", str(write(told)), "--lang", rng.choice(["zh", "en"])])
            assert isinstance(result.exception, SystemExit), (seed, key, here[key], repr(result.exception))
            assert result.exit_code in (1, 2), (seed, key, here[key])
            assert (result.stdout if result.exit_code == 1 else result.stderr).strip()

    def test_a_number_of_5000_digits_is_told_in_plain_words(self, write):
        path = write('{"id": 1, "city": "ganzi", "ref": ' + "7" * 5000 + "}")
        for lang, said in (("zh", "一个数字超过 4300 位"), ("en", "a number has more than 4300 digits")):
            found = run("check", path, *AS_OF, "--lang", lang, code=2)
            assert said in found.stdout
            assert "set_int_max_str_digits" not in found.stdout + found.stderr
        assert "可接受：本程序所作的存证" in run("verify", path, code=2).stderr

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
    def test_utf_16_is_refused_as_check_refuses_it(self, tmp_path, encoding):
        path = tmp_path / "r.json"
        path.write_bytes(json.dumps(GOOD).encode(encoding))
        assert "可接受：" in run("verify", path, code=2).stderr

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_the_encodings_of_tickets_are_read(self, tmp_path, encoding):
        path = tmp_path / "r.json"
        path.write_bytes(json.dumps(GOOD, ensure_ascii=False).encode(encoding))
        assert "相同" in run("verify", path).stdout

    def test_what_differs_is_told_as_json_writes_it(self, write):
        said = run("verify", write(with_("result", "keep_until", value=None)), code=1).stdout
        assert 'result.keep_until：存证为 null，现为 "2028-04-17"' in said


class TestWhatCannotBeWritten:
    def test_half_a_pair_of_characters_is_written_as_an_escape(self, write, tmp_path):
        path, made = write(ticket(("arrived", "2026-03-02T10:00", {"unit": "\udfff"}))), tmp_path / "r.json"
        run("receipt", path, *AS_OF, "-o", made)
        assert "\\udfff" in made.read_text("utf-8")
        assert "相同" in run("verify", made).stdout
        for verb in ("check", "receipt"):
            assert "\\udfff" in run(verb, path, *AS_OF).stdout
        assert run("compare", path, *AS_OF).stdout
        assert run("audit", path, *AS_OF, "--json").stdout
        run("audit", path, *AS_OF, "-o", tmp_path / "r.xlsx")

    def test_a_row_that_cannot_be_judged_is_written_too(self, write, tmp_path):
        rows = [ticket(SENT), ticket(SENT, id="\udfff", kind="\udfff"), ticket(SENT, id="\udffe")]
        path = write("".join(json.dumps(one) + "\n" for one in rows), "some.jsonl")
        assert "\\udfff" in run("audit", path, *AS_OF, "-o", tmp_path / "r.xlsx").stdout

    def test_stdout_and_a_file_get_the_same_bytes(self, write, tmp_path):
        path, made = write(ticket(SENT, unit="\u202e\x9b\udfff甲")), tmp_path / "r.json"
        run("receipt", path, *AS_OF, "-o", made)
        assert run("receipt", path, *AS_OF).stdout == made.read_text("utf-8")

    def test_a_place_that_cannot_be_written_is_not_said_to_be_unreadable(self):
        for lang, said in (("zh", "写不了 /nonexist/x：没有这个目录"), ("en", "cannot write /nonexist/x: no such dir")):
            assert said in run("receipt", WHOLE, *AS_OF, "-o", "/nonexist/x", "--lang", lang, code=2).stderr


EVIL = "A\x1b[2J\x07\r\nB\x9b1m\u202eX\u2066Y\x7f"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class TestWhatATerminalWouldObey:
    """Control characters and marks of direction are shown, not obeyed, and no line of ours can be forged."""

    ONE = ticket(
        ("transferred", "2026-03-02T10:00", {"unit": EVIL}),
        ("limit_set", "2026-03-02T10:00", {"rank": "law", "cite": EVIL, "working_days": 7}),
        id=EVIL,
        unit=EVIL,
        ref=EVIL,
    )

    @pytest.mark.parametrize("verb", ["check", "compare", "audit"])
    def test_in_text_it_is_shown(self, write, verb):
        found = run(verb, write(self.ONE), *AS_OF, *(("--city", "ganzi") if verb == "audit" else ()))
        assert not OBEYED.search(found.stdout + found.stderr)
        assert "\\x1b[2J" in found.stdout.replace("\n", "")
        assert not any(line.startswith("B") for line in found.stdout.splitlines())

    def test_in_json_it_stays_what_it_was(self, write):
        assert json.loads(run("check", write(self.ONE), *AS_OF, "--json").stdout)["id"] == EVIL

    def test_of_what_is_wrong_too(self, write):
        found = run("check", write({**self.ONE, "kind": EVIL}), *AS_OF, code=2)
        assert not OBEYED.search(found.stdout + found.stderr)
        assert not OBEYED.search(run("accept", f"gan{EVIL}", code=2).stderr)

    def test_on_a_terminal_the_colours_of_our_own_stay(self):
        stream = io.StringIO()
        _Out(file=stream, force_terminal=True, width=80, legacy_windows=False, _environ={"TERM": "xterm"}).print(
            Text("红\x1b[2J\x9b", style="red")
        )
        assert stream.getvalue() == "\x1b[31m红\\x1b[2J\\u009b\x1b[0m\n"

    def test_what_is_shown_can_be_told_apart(self):
        assert visible("甲\x1b\n\u202e") == "甲\\x1b\\x0a\\u202e"


class TestMasking:
    """What a person wrote freely, or may be known by, is in no receipt; what the rules ask for stays."""

    SECRET = "张三住某街一号"

    def made(self, *events, **more):
        text = receipt.make(
            Ticket.model_validate(ticket(SENT, *events, **more)), jurisdiction("ganzi"), as_of=date(2026, 6, 1)
        )
        assert receipt.verify(text, remade).equal
        return text

    @pytest.mark.parametrize(
        ("name", "fields"),
        [
            ("limit_set", {"rank": "law", "working_days": 9, "cite": SECRET}),
            ("refused", {"grounds": [SECRET]}),
            ("supervised", {"kind": SECRET}),
            ("called_back", {"rating": SECRET, "service_rating": SECRET}),
            ("return_requested", {"suggested_unit": SECRET, "reason": SECRET, "policy_basis": SECRET}),
        ],
    )
    def test_free_text_is_masked_and_the_receipt_verifies(self, name, fields):
        assert self.SECRET not in self.made((name, "2026-03-03T10:00", fields))

    def test_known_grounds_and_known_ratings_stay(self):
        text = self.made(
            ("refused", "2026-03-03T10:00", {"grounds": ["10(一)", "must_litigate", "10(八)a", self.SECRET]}),
            ("called_back", "2026-03-04T10:00", {"rating": "不满意", "service_rating": "超级满意"}),
        )
        refused, called = json.loads(text)["ticket"]["events"][1:]
        assert refused["grounds"] == ["10(一)", "must_litigate", "10(八)a", receipt.MASK]
        assert (called["rating"], called["service_rating"]) == ("不满意", receipt.MASK)

    @pytest.mark.parametrize(
        ("number", "masked"),
        [
            ("13912345678", "＊5678"),
            ("GZ-139-1234-5678", "GZ-＊5678"),
            ("+8613912345678", "＊5678"),
            ("0536-8091234", "＊1234"),
            ("11010519491231002X", "＊002X"),
            ("370702850101123", "＊1123"),
            ("202603021234567", "202603021234567"),
            ("20260302100000123456", "20260302100000123456"),
            ("GZ-EX-0001", "GZ-EX-0001"),
        ],
    )
    def test_a_number_that_a_person_may_be_known_by_is_masked_in_the_ticket_s(self, number, masked):
        text = self.made(id=number)
        assert json.loads(text)["ticket"]["id"] == masked
        assert (number in text) is (number == masked)

    def test_every_text_of_an_event_but_its_unit_is_masked_or_a_known_word(self):
        schema = Ticket.model_json_schema()["$defs"]
        free = set()
        for one in schema.values():
            name = one.get("properties", {}).get("type", {}).get("const")
            for field, about in one["properties"].items() if name in EVENT_TYPES else ():
                kinds = [about, *about.get("anyOf", []), *([about["items"]] if "items" in about else [])]
                plain = any(k.get("type") == "string" and not {"enum", "const", "format"} & k.keys() for k in kinds)
                if plain and field not in ("unit", "type"):
                    free.add((name, field))
        listed = {(name, field) for name, fields in receipt.FREE_TEXT.items() for field in fields}
        assert free == listed | {("refused", "grounds"), ("called_back", "rating"), ("called_back", "service_rating")}


class TestPlainWords:
    """Values in the spelling of JSON or in words, ranges with their ends, and nothing of Python's."""

    @pytest.mark.parametrize("option", ["--as-of"])
    def test_a_year_out_of_reach_is_told_with_those_within(self, option):
        assert "可接受：1900 至 2199 年" in run("check", WHOLE, option, "9999-12-31", code=2).stderr
        said = run("check", WHOLE, option, "9999-12-31", "--lang", "en", code=2).stderr
        assert "accepted: a year from 1900 to 2199" in said

    @pytest.mark.parametrize(
        ("written", "shown"),
        [("null", "见到 null"), ("true", "见到 true"), ("1e999", "见到 过大的数"), ("[]", "见到 []")],
    )
    def test_what_was_found_is_spelled_as_json_spells_it(self, write, written, shown):
        one = '{"id": "1", "city": "ganzi", "events": [{"type": "arrived", "at": ' + written + "}]}"
        assert shown in run("check", write(one), *AS_OF, code=2).stdout

    def test_a_range_of_days_that_is_too_long_is_called_too_long(self, write):
        path = write({"name": "x", "off": ["2026-01-01/2199-01-01"]})
        assert "过长；一段最多 4000 天" in run("calendar", "ganzi", 2026, "--calendar", path, code=2).stderr
        assert "at most 4000 days" in run("calendar", "ganzi", 2026, "--calendar", path, "--lang", "en", code=2).stderr

    def test_a_range_of_4000_days_is_taken_and_one_more_is_not(self):
        assert len(DayLayer(name="x", off=["2020-01-01/2030-12-13"]).off) == 4000
        with pytest.raises(ValueError, match="at most 4000 days"):
            DayLayer(name="x", off=["2020-01-01/2030-12-14"])

    def test_a_rating_that_is_no_known_word_is_said_not_to_be_one(self):
        one = ticket(SENT, ("called_back", "2026-03-04T10:00", {"rating": "超级满意"}))
        assert "回访评价“超级满意”不是认得的评价，不知道算满意还是不满意" in told_of(one)
        assert "whether it means satisfied or dissatisfied is not known" in told_of(one, "en")
        assert "不是认得的评价" not in told_of(one, city="weifang")

    def test_facts_worked_out_from_the_log_say_so(self):
        plain = re.sub(r"\s", "", run("facts", "ganzi").stdout)
        assert "由日志得出，无须告知。" in plain


class TestWordsThatMisled:
    """What a reader took for something else is said as it is."""

    def test_none_one_and_several_cases_each_have_a_sentence(self):
        one = ticket(SENT, ("extension_requested", "2026-03-03T10:00", {"working_days": 3}), city="weifang")
        assert "条文没有列明任何情形" in told_of(one)
        assert "the text lists no case" in told_of(one, "en")
        for lang, said in (("zh", "只列明一种情形，已经排除"), ("en", "the one case listed is excluded")):
            told = told_of(json.loads(WHOLE.read_text("utf-8")), lang)
            assert said in told
            assert not re.search(r"列明的 [01] 种|all [01] cases", told)

    def test_a_note_concerns_somebody_and_is_against_nobody(self):
        whole = json.loads(WHOLE.read_text("utf-8"))
        own = Ticket.model_validate({**whole, "facts": {**whole["facts"], "must_litigate": True}})
        city = jurisdiction("ganzi")
        notes = [f for f in audit.review(own, city, as_of=date(2026, 6, 1)).findings if f.severity.value == "note"]
        assert notes
        for one in notes:
            assert "针对" not in finding_text(one, city, "zh")
            assert "涉及" in finding_text(one, city, "zh")
            assert "concerning the " in finding_text(one, city, "en")

    def test_the_summary_counts_findings_of_lateness_and_says_so(self):
        assert run("check", WHOLE, *AS_OF, "--lang", "en").stderr.strip().endswith("1 finding of lateness.")
        assert "逾期认定 1 项" in run("check", WHOLE, *AS_OF).stderr
        shown = re.sub(r"\s|│", "", RUNNER.invoke(app, ["check", "--help"], env={"COLUMNS": "200"}).stdout)
        assert "其他认定与提示不算在内" in shown

    def test_facts_that_do_not_bear_on_acceptance_are_not_said_to_be_missing(self):
        one = ticket(SENT, facts={"complex_matter": True})
        assert "受理：告知的事实都与受理判断无关，未作判断" in told_of(one)
        assert "none of the facts told bears on it" in told_of(one, "en")
        assert "受理：没有提供事实，未作判断" in told_of(ticket(SENT))

    @pytest.mark.parametrize(
        ("city", "own", "others"),
        [
            ("weifang", "终止办理", "终结办理"),
            ("jinan", "不再办理", "终结办理"),
            ("ganzi", "答复不予受理并归档", "终止办理"),
        ],
    )
    def test_what_was_found_after_dispatch_ends_in_the_words_of_each_text(self, city, own, others):
        facts = {
            "weifang": {"in_petition_channel": True},
            "jinan": {"dealt_with": True, "same_caller": True, "same_facts_and_reasons": True},
            "ganzi": {"investigated": True, "military": True},
        }[city]
        told = told_of(ticket(SENT, city=city, facts=facts))
        part = told[told.index("■ 转办后复核") :].split("\n\n")[0]
        assert own in part.splitlines()[0]
        assert others not in part

    def test_done_by_the_unit_closed_and_counted_as_closed_are_three_words(self):
        words = EVENTS["handled"][0], EVENTS["closed"][0], OUTCOMES["close"][0]
        assert words == ("办理完毕", "工单办结", "认定办结")

    def test_the_caller_has_one_name(self):
        told = told_of(ticket(SENT, ("fed_back", "2026-03-03T10:00", {"contents": []})))
        assert "来电人是否满意" in told
        assert "诉求人是否满意" not in told

    def test_a_bar_stands_apart_and_has_no_box(self):
        told = told_of(ticket(SENT, facts={"investigated": True, "military": True}))
        assert "  不得  只写一句不予受理就退回热线（" in told
        assert "☐ 不得" not in told
        one = ticket(SENT, city="karamay", facts={"unfit_for_publicity": True})
        assert "☐" not in "".join(line for line in told_of(one).splitlines() if "向社会公开" in line)

    @pytest.mark.parametrize(("lang", "said"), [("zh", "不得退件"), ("en", "may not be returned")])
    def test_what_must_not_be_done_is_named(self, lang, said):
        told = told_of(json.loads(WHOLE.read_text("utf-8")), lang)
        assert said in told
        assert not re.search(r"不得[、。]", told)

    def test_what_is_left_open_at_the_steps_is_what_the_last_list_holds(self):
        told = told_of(json.loads(WHOLE.read_text("utf-8")))
        left = {re.split("（", line.split("☐ ")[1])[0] for line in told.splitlines() if "☐ " in line}
        last = told.split("没有做或者没有记录的：\n")[1].split("\n\n")[0].splitlines()
        assert left == {re.split("（", line.strip())[0] for line in last} != set()

    def test_nothing_is_said_of_ending_a_matter_that_nobody_asked_to_end(self):
        whole = json.loads(WHOLE.read_text("utf-8"))
        assert "■ 终结办理" not in told_of(whole)
        asked = {"type": "termination_requested", "at": "2026-05-06T10:00", "written": True}
        assert "■ 终结办理" in told_of({**whole, "events": [*whole["events"], asked]})
        assert "■ 终结办理" in told_of({**whole, "facts": {**whole["facts"], "repeatedly_raised": True}})

    def test_each_text_s_own_modality_of_a_return_is_told(self):
        for lang, parts in (
            ("zh", ("应当：按规定申请退回", "应当：一个工作日内在系统申请", "应当：当日经协同系统退回", "没有规定")),
            ("en", ("a duty: Apply to return it", "a duty: Ask for its return within a working day",
                    "a duty: Return it to the desk the same day", "not provided for")),
        ):  # fmt: skip
            told = run("compare", WHOLE, *AS_OF, "--lang", lang).stdout
            line = next(line for line in told.splitlines() if re.search("承办单位退件|Return by the unit", line))
            assert all(part in line for part in parts), line
            assert "可以申请" not in line

    def test_a_refusal_in_jinan_is_told_with_what_governs_instead(self):
        one = ticket(("refused", "2026-03-02T10:00", {}), city="jinan")
        told = told_of(one)
        assert "没有列明不予受理的情形" in told
        assert "第二十三条第（三）项" in told
        assert "lists no ground for refusing" in told_of(one, "en")
        assert "没有列明不予受理的情形" not in told_of(one, city="weifang")

    def test_a_refusal_after_the_transfer_is_said_to_be_no_answer_where_it_is_none(self):
        after = ticket(SENT, ("refused", "2026-03-03T10:00", {"unit": "甲局"}), city="jinan")
        assert "转办之后记录的“不予受理”，按这一规定不算对来电人的答复" in told_of(after)
        assert "is, under this text, no answer" in told_of(after, "en")
        assert "不算对来电人的答复" not in told_of(after, city="ganzi")
