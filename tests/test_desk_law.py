"""The desk on acceptance and on the law: `accept`, `facts`, `ledger`, `law`, `check --stress`, and what goes wrong."""

from __future__ import annotations

import json
import os
import re
import select
import shlex
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hotline_desk import answers, options
from hotline_desk.law import written_out
from hotline_rules import jurisdiction, ledger, official, wording
from hotline_rules.jurisdictions import CITIES
from hotline_rules.rules import negated
from tests.test_desk import AS_OF, ROOT, lines, run, ticket

LAWYER = {
    "weifang": ("accept", "weifang", "--kind", "投诉", "--fact", "诉讼=是", "--all-else", "no"),
    "jinan": ("accept", "jinan", "--fact", "已经进入诉讼=是", "--all-else", "no"),
}
WITHDRAWN = ("--what-if", "已经进入诉讼=否")


@pytest.fixture
def write(tmp_path):
    def put(name, told):
        path = tmp_path / name
        path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        return path

    return put


def answer(*args, **more):
    return json.loads(run(*args, "--json", **more).stdout)


class TestTheLawyersQuestion:
    """Why was it refused, and what if the caller withdrew the lawsuit?"""

    def test_in_weifang_withdrawing_changes_nothing_for_the_ground_asks_which_way_the_law_prescribes(self):
        told = run(*LAWYER["weifang"], *WITHDRAWN).stdout
        assert "■ 受理判断：不予受理" in told
        assert "依据  第十九条第一款第（一）项：" in told
        assert "理由  第十九条第一款第（一）项：诉求类型为投诉，“依法应当通过诉讼解决”为“是”" in told
        assert "☐ 同时告知该走的途径（第十九条第二款，受理人员，应当）" in told
        assert "◇ 假如“已经进入诉讼”为“否”：结论不变，仍是不予受理（第十九条第一款第（一）项）" in told
        assert "“已经进入诉讼”在潍坊的受理判断中不起作用：没有一条规则问它" in told
        assert "这里问的是“依法应当通过诉讼解决”（已答“是”）" in told
        assert "是否已经起诉、是否撤诉也不改变这一项，问的是依法该走哪条路" in told

    def test_in_jinan_withdrawing_changes_the_answer_for_the_ground_asks_what_was_entered(self):
        told = run(*LAWYER["jinan"], *WITHDRAWN).stdout
        assert "■ 受理判断：转介" in told
        assert "理由  第二十三条第（三）项：“已经进入诉讼”为“是”" in told
        assert "结论  转介：告知来电人按原来的途径解决（不是不予受理）。" in told
        assert "◇ 假如“已经进入诉讼”为“否”：结论由转介变为引导（第三条）" in told
        assert "注意：按“否”计的事实里有受理的条件：“属于本市范围”、" in told

    def test_both_as_json(self):
        weifang, jinan = (answer(*LAWYER[city], *WITHDRAWN) for city in ("weifang", "jinan"))
        assert weifang["answer"]["outcome"] == "refuse"
        assert weifang["facts"] == {"must_litigate": True}
        assert weifang["what_if"][0]["no_part"] == ["in_litigation"]
        assert weifang["what_if"][0]["changed"] is False
        assert jinan["what_if"][0]["changed"] is True
        assert jinan["what_if"][0]["answer"]["outcome"] == "guide"
        assert set(weifang) == {
            "city", "step", "regulation", "rules_hash", "kind", "origin", "urgency", "accepted", "facts", "taken_as_no",
            "not_taken_as_no", "no_part", "answer", "what_if", "notices",
        }  # fmt: skip

    def test_both_in_english(self):
        told = run(*LAWYER["weifang"], *WITHDRAWN, "--lang", "en").stdout
        assert "plays no part in the acceptance of Weifang" in told
        assert "What counts here is “must by law go through litigation” (answered yes)" in told
        told = run(*LAWYER["jinan"], *WITHDRAWN, "--lang", "en").stdout
        assert "the outcome changes from refer elsewhere to guide (Article 3)" in told


class TestTheReadme:
    BLOCKS = re.findall(r"```console\n\$ hotline (.*?)\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)

    @pytest.mark.parametrize(("command", "shown"), BLOCKS)
    def test_what_it_shows_is_what_is_answered(self, command, shown):
        """Line by line in order; `…` stands for lines left out."""
        told = iter(line.rstrip() for line in run(*shlex.split(command)).stdout.splitlines())
        for line in shown.splitlines():
            assert line == "…" or line in told

    def test_it_shows_some(self):
        assert len(self.BLOCKS) == 5


class TestAccept:
    def test_without_facts_it_lists_every_question(self):
        told = run("accept", "weifang", "--kind", "求助").stdout
        assert "■ 受理判断：需要再问" in told
        count = len(answer("accept", "weifang", "--kind", "求助")["answer"]["ask"])
        assert f"\n        {count}. 〔" in told
        assert "另有" not in told

    @pytest.mark.parametrize(
        ("told", "fact", "value"),
        [
            ("must_litigate=是", "must_litigate", True),
            ("must_litigate=yes", "must_litigate", True),
            ("must_litigate=Y", "must_litigate", True),
            ("must_litigate＝true", "must_litigate", True),
            ("依法应当通过诉讼解决=否", "must_litigate", False),
            ("诉讼=n", "must_litigate", False),
            ("诉讼=false", "must_litigate", False),
            ("litigation=no", "must_litigate", False),
            ("诉讼=不清楚", "must_litigate", "unknown"),
            (" 诉讼 = unknown ", "must_litigate", "unknown"),
            ("已经进入诉讼=是", "in_litigation", True),
            ("in_litigation=是", "in_litigation", True),
        ],
    )
    def test_a_fact_is_named_by_code_label_or_a_part_of_one_label(self, told, fact, value):
        assert answer("accept", "weifang", "--fact", told)["facts"] == {fact: value}

    def test_the_facts_this_city_asks_come_before_the_others(self):
        assert answer("accept", "jinan", "--fact", "诉讼=是")["facts"] == {"in_litigation": True}
        assert answer("accept", "karamay", "--fact", "诉讼=是")["facts"] == {"must_litigate": True}

    def test_a_part_that_several_labels_have_lists_them(self):
        said = run("accept", "weifang", "--fact", "结论=是", code=2).stderr
        assert "“结论”可以指几项事实：conclusion_lawful（处理结论合法）、conclusion_reasonable（处理结论合理）" in said
        assert "could be any of" in run("accept", "weifang", "--fact", "结论=是", "--lang", "en", code=2).stderr

    @pytest.mark.parametrize(
        ("args", "said"),
        [
            (("--fact", "must_litigat=是"), "没有“must_litigat”这项事实；最接近的：must_litigate（依法应当"),
            (("--fact", "打官司=是"), "没有“打官司”这项事实；最接近的："),
            (("--fact", "诉讼=也许"), "--fact：见到 “诉讼=也许”；可接受：名称=是、否、不清楚"),
            (("--fact", "诉讼"), "--fact：见到 “诉讼”"),
            (("--fact", "=是"), "--fact：见到 “=是”"),
            (("--what-if", "诉讼"), "--what-if：见到 “诉讼”"),
            (("--fact", "诉讼=是", "--fact", "must_litigate=否"), "“依法应当通过诉讼解决”告知了两个不同的答案"),
            (("--all-else", "yes"), "--all-else：见到 “yes”；可接受：no"),
            (("--all-else", "unknown"), "--all-else：见到 “unknown”"),
            (("--kind", "投拆"), "诉求类型中没有“投拆”；已知：投诉"),
            (("--origin", "省厅"), "来源中没有“省厅”"),
            (("--accepted", "昨天"), "--accepted：见到 “昨天”"),
            (("--reading", "AMB-34=x"), "AMB-34 的选项中没有“x”"),
            (
                ("--fact", "处理结论合法=是", "--fact", "dealt_with=否"),
                "事实互相矛盾：“处理结论合法”（conclusion_lawful）为“是”，“承办单位已经依法处理过”（dealt_with）就不能为“否”",
            ),
            (
                ("--fact", "new_facts=是", "--fact", "same_facts_and_reasons=是"),
                "“有新的事实”（new_facts）与“以同一事实和理由再次提出”（same_facts_and_reasons）不能同时为“是”",
            ),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_with_what_is_accepted(self, args, said):
        result = run("accept", "weifang", *args, code=2)
        assert said in result.stderr
        assert not result.stdout

    def test_the_same_in_english(self):
        args = ("--lang", "en")
        assert "nearest: must_litigate (must by law go through litigation)" in run(
            "accept", "weifang", "--fact", "must_litigat=yes", *args, code=2
        ).stderr  # fmt: skip
        told = ("--fact", "conclusion_lawful=yes", "--fact", "dealt_with=no")
        assert "so “already dealt with according to law” (dealt_with) cannot be no" in run(
            "accept", "weifang", *told, *args, code=2
        ).stderr  # fmt: skip
        told = ("--fact", "new_facts=yes", "--fact", "same_facts_and_reasons=yes")
        assert "cannot both be yes" in run("accept", "weifang", *told, *args, code=2).stderr

    def test_all_else_no_says_how_many_and_marks_them_in_the_grounds(self):
        told = run("accept", "karamay", "--kind", "投诉", "--fact", "本市=是", "--all-else", "no").stdout
        told_as_json = answer("accept", "karamay", "--fact", "本市=是", "--all-else", "no")
        count, left = len(told_as_json["taken_as_no"]), told_as_json["not_taken_as_no"]
        assert f"其余 {count} 项没有告知的事实一律按“否”计（--all-else no）" in told
        assert count + len(left) == len(jurisdiction("karamay").acceptance.intake.facts) - 1
        how = ("--fact", "real_name_given=否", "--all-else", "no")
        marked = run("accept", "karamay", "--kind", "投诉", *how, "--reading", "AMB-35=untrue_too").stdout
        assert "（未告知，按“否”计）" not in marked

    def test_a_no_nobody_gave_is_never_a_reason(self):
        told = run("accept", "karamay", "--kind", "投诉", "--fact", "本市=是", "--all-else", "no").stdout
        assert "■ 受理判断：需要再问" in told
        assert "“提供了真实姓名”、“提供了联系方式”、“提供了工作单位”、“提供了家庭住址”没有按“否”计" in told
        assert "（“有新的事实”、“能够联系到来电人”也没有，但这里不影响结论）" in told
        english = run("accept", "karamay", "--kind", "投诉", "--all-else", "no", "--lang", "en").stdout
        assert "not taken as no: that no would help a rule to hold, so somebody must say it" in english

    @pytest.mark.parametrize("city", CITIES)
    def test_what_is_taken_for_a_no_never_helps_a_rule_to_hold(self, city):
        rules = jurisdiction(city).acceptance
        for table, step in zip(rules.tables, ((), ("--after-dispatch",)), strict=False):
            found = answer("accept", city, *step, "--all-else", "no")
            helping = frozenset().union(*(negated(rule.when) for rule in table.rules))
            assert helping.isdisjoint(found["taken_as_no"])
            assert set(found["not_taken_as_no"]) == helping

    def test_what_follows_from_something_told_is_said_and_is_no_assumption(self):
        args = ("accept", "weifang", "--kind", "求助", "--fact", "处理结论合法=是", "--fact", "处理结论合理=是")
        told = run(*args, "--all-else", "no").stdout
        assert "由此可知：“承办单位已经依法处理过”为“是”" in told
        assert "■ 受理判断：需要再问" in told
        assert "1. 〔有新的事实〕" in told
        assert "dealt_with" not in answer(*args, "--all-else", "no")["taken_as_no"]
        args = ("accept", "karamay", "--kind", "求助", "--fact", "same_facts_and_reasons=是", "--all-else", "no")
        told = run(*args).stdout
        assert "由此可知：“有新的事实”为“否”" in told
        assert "不起作用" not in told

    def test_a_fact_taken_for_a_no_or_not_known_that_would_bring_a_standing_duty_is_named(self):
        urgent = ("accept", "ganzi", "--kind", "求助", "--urgency", "特殊紧急", "--all-else", "no")
        duty = "如果“应由紧急热线处理”成立，不论结论怎样都还须做：通过三方通话等联动机制立即转给"
        assert duty in run(*urgent).stdout
        assert duty in run(*urgent[:-2]).stdout
        assert duty in run(*urgent[:-2], "--fact", "应由紧急热线处理=不清楚").stdout
        assert duty not in run(*urgent, "--fact", "应由紧急热线处理=否").stdout
        assert "must be done besides, whatever the outcome" in run(*urgent, "--lang", "en").stdout

    @pytest.mark.parametrize("city", ["weifang", "jinan"])
    def test_an_urgency_no_rule_looks_at_is_said(self, city):
        place = jurisdiction(city).name_zh
        said = f"紧急程度（特殊紧急）在{place}的受理判断中不起作用：没有一条规则看它"
        assert said in run("accept", city, "--urgency", "特殊紧急").stdout
        assert "不起作用" not in run("accept", city, "--urgency", "一般").stdout
        assert "不起作用" not in run("accept", "ganzi", "--urgency", "特殊紧急").stdout

    def test_where_nothing_could_be_judged_it_leaves_with_two(self):
        assert "该规定没有这一步骤" in run("accept", "karamay", "--after-dispatch", code=2).stdout
        assert answer("accept", "weifang", "--accepted", "2021-12-14", code=2)["answer"]["why"] == "not_in_force"

    def test_several_suppositions_stand_alone_and_together_where_that_says_more(self):
        args = ("accept", "ganzi", "--kind", "投诉", "--fact", "信访=是", "--fact", "军队=是", "--all-else", "no")
        told = run(*args, "--what-if", "信访=否", "--what-if", "军队=否").stdout
        assert told.count("◇ 假如") == 3
        assert "“已经进入信访程序”为“否”，并且“属于军队、武警职权”为“否”：结论由不予受理变为引导" in told
        assert "◇ 假如“已经进入信访程序”为“否”：结论不变，仍是不予受理（第十条第（四）项）" in told
        same = run(*args[:-2], "--what-if", "信访=否", "--what-if", "信访=否").stdout
        assert same.count("◇ 假如") == 2

    def test_a_supposition_is_made_before_the_rest_is_taken_for_a_no(self):
        args = ("accept", "weifang", "--kind", "求助", "--all-else", "no")
        told = answer(*args, "--what-if", "处理结论合法=是")["what_if"][0]["answer"]
        assert told["outcome"] == "guide"

    def test_after_dispatch_each_city_ends_in_its_own_way(self):
        args = ("--kind", "求助", "--after-dispatch", "--all-else", "no")
        told = run("accept", "weifang", *args, "--fact", "拒不配合=是", "--fact", "无法办理=是").stdout
        assert "■ 转办后复核：可以终止办理" in told
        assert "书面提请热线工作机构审核（第二十一条，承办单位，应当）" in told
        told = run("accept", "ganzi", *args, "--fact", "核实=是", "--fact", "军队=是").stdout
        assert "  不得  只写一句不予受理就退回热线（第十七条，承办单位）" in told
        told = run("accept", "jinan", *args).stdout
        assert "■ 转办后复核：继续办理" in told
        told = run("accept", "karamay", *args, "--fact", "诉讼=是", code=2).stdout
        assert "该规定没有这一步骤" in told
        assert answer("accept", "karamay", *args, code=2)["answer"]["why"] == "no_rule"

    def test_after_dispatch_the_provision_is_that_of_the_ending_and_the_ground_keeps_its_own(self):
        args = ("--kind", "求助", "--after-dispatch", "--all-else", "no")
        told = run("accept", "weifang", *args, "--fact", "信访=是").stdout
        assert "依据  第二十一条：" in told
        assert "结论  有终止办理的理由：书面提请，审核同意后终止。" in told
        assert "理由  第十九条第一款第（二）项（" in told
        told = run("accept", "ganzi", *args, "--fact", "核实=是", "--fact", "信访=是", "--fact", "仲裁=是").stdout
        assert "依据  第十九条第（三）项：" in told
        assert told.count("第十条第（一）项（") == 1
        assert "“依法应当通过仲裁解决”为“是”；又：“已经进入信访程序”为“是”" in told
        told = run("accept", "ganzi", *args, "--fact", "核实=是").stdout
        assert "另可  这里只看第十九条第（三）项；" in told
        assert "结论变为答复不予受理并归档（依据第十九条第（三）项；属第十条第（四）项的情形）" in told

    def test_the_day_it_came_in_decides_whether_the_regulation_was_in_force(self):
        args = ("accept", "weifang", "--kind", "求助", "--fact", "诉讼=是", "--all-else", "no")
        assert answer(*args, "--accepted", "2021-12-14", code=2)["answer"]["why"] == "not_in_force"
        assert answer(*args, "--accepted", "2021-12-15T08:00")["answer"]["outcome"] == "refuse"
        assert "诉求提出的时间未告知（--accepted）" in run(*args).stdout
        told = run(*args, "--accepted", "2022-01-05T08:00").stdout
        assert "2022年1月5日08:00提出" in told
        assert "前提与提示" not in told

    def test_notices_of_the_regulation_are_said(self):
        assert "未查到本办法的现行效力" in run("accept", "karamay").stdout
        assert "2025年12月被取代" in run("accept", "ganzi").stdout
        assert "2025年12月" not in run("accept", "ganzi", "--accepted", "2025-06-01").stdout
        assert answer("accept", "ganzi", "--accepted", "2025-12-01")["notices"] == ["basis_repealed"]
        assert answer("accept", "ganzi", "--accepted", "2025-06-01")["notices"] == []

    def test_origin_and_urgency_count_where_a_rule_looks_at_them(self):
        assert answer("accept", "ganzi", "--origin", "省级", "--all-else", "no")["answer"]["provision"] == "9(二)"
        urgent = ("accept", "ganzi", "--kind", "求助", "--urgency", "特殊紧急", "--fact", "紧急=是", "--all-else", "no")
        assert answer(*urgent)["answer"]["outcome"] == "accept"
        assert "紧急程度未告知" in run("accept", "ganzi").stdout
        assert "紧急程度未告知" not in run(*urgent).stdout

    def test_a_fact_that_plays_no_part_is_said(self):
        told = run("accept", "jinan", "--fact", "must_litigate=是", "--all-else", "no").stdout
        assert "“依法应当通过诉讼解决”在济南的受理判断中不起作用" in told
        assert "这里问的是“已经进入诉讼”（已答“否”）。说明：正在进行和已有结论的都算" in told
        assert "这里问的是" not in run("accept", "weifang", "--fact", "malicious_attack=是").stdout

    def test_a_reading_switches_the_answer(self):
        args = ["accept", "weifang", "--kind", "求助", "--all-else", "no"]
        for name in ("dealt_with", "conclusion_lawful", "conclusion_reasonable", "new_facts"):
            args += ["--fact", f"{name}=是"]
        assert answer(*args)["answer"]["outcome"] == "guide"
        told = run(*args, "--reading", "AMB-34=same_matter").stdout
        assert "■ 受理判断：不予受理" in told
        assert "AMB-34 取“照样不予受理：条文没有要求事实和理由相同”" in told
        assert "使用者改选" in run(*args, "--reading", "AMB-34=same_matter", "--fact", "诉讼=不清楚").stdout

    def test_a_city_file_answers_and_one_without_rules_says_so(self, write):
        own = json.loads(jurisdiction("weifang").model_dump_json()) | {"id": "own", "name_zh": "某市"}
        told = run("accept", "--city-file", write("own.json", own), "--fact", "诉讼=是", "--all-else", "no").stdout
        assert told.startswith("某市\n")
        none = write("none.json", own | {"acceptance": None})
        assert "某市没有写受理规则" in run("accept", "--city-file", none, code=2).stderr

    @pytest.mark.parametrize("city", CITIES)
    @pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
    def test_every_fact_of_every_table_can_be_told_and_supposed(self, city, lang):
        for table, step in zip(jurisdiction(city).acceptance.tables, ((), ("--after-dispatch",)), strict=False):
            for fact in table.facts:
                args = ("--kind", "投诉", "--all-else", "no", "--what-if", f"{fact.name}=yes", "--lang", lang)
                told = run("accept", city, *step, *args).stdout
                assert (fact.label_zh if lang == "zh" else fact.label_en) in told

    def test_facts_are_completed_by_code_and_by_label(self):
        class Context:
            params = {"city": "jinan"}  # noqa: RUF012

        assert ("in_litigation=yes", "已经进入诉讼") in options.fact_answers(Context(), "in_lit")
        assert ("已经进入诉讼=不清楚", "in_litigation") in options.fact_answers(Context(), "已经进入诉")
        Context.params = {"city": "jinan", "after_dispatch": True}
        assert options.fact_answers(Context(), "in_lit") == []
        assert ("not_yet", "尚未编码") in options.statuses("n")


class TestRelatedFacts:
    @pytest.mark.parametrize("city", CITIES)
    def test_they_are_those_the_facts_name_in_either_direction(self, city):
        place = jurisdiction(city)
        for table in place.acceptance.tables:
            for one, fact in place.vocabulary.items():
                found = {f.name for f in answers.related(one, table, place.vocabulary)}
                assert found == {f.name for f in table.facts if f.name in fact.related or one in f.related}

    def test_of_a_lawsuit_that_was_brought_and_one_that_must_be(self):
        for city, one, other in (
            ("weifang", "in_litigation", "must_litigate"),
            ("jinan", "must_litigate", "in_litigation"),
        ):
            place = jurisdiction(city)
            found = answers.related(one, place.acceptance.intake, place.vocabulary)
            assert [fact.name for fact in found] == [other]
        weifang = jurisdiction("weifang")
        assert answers.related("malicious_attack", weifang.acceptance.intake, weifang.vocabulary) == ()


def talk(*args, keys):
    """Run the command at a terminal, answering each prompt with the next key."""
    pty = pytest.importorskip("pty")
    terminal, child_end = pty.openpty()
    command = [sys.executable, "-c", "from hotline_desk.app import main; main()", *args]
    env = os.environ | {"PYTHONPATH": str(ROOT / "src"), "TERM": "dumb"}
    ends = {"stdin": child_end, "stdout": child_end, "stderr": child_end}
    said, keys = b"", list(keys)
    deadline = time.monotonic() + 60
    with subprocess.Popen(command, env=env, start_new_session=True, **ends) as child:
        os.close(child_end)
        while time.monotonic() < deadline:
            if keys and said.endswith(("回车停止：".encode(), b"Enter to stop: ")):
                said += b"\n"
                os.write(terminal, (keys.pop(0) + "\n").encode())
            if select.select([terminal], [], [], 0.05)[0]:
                try:
                    more = os.read(terminal, 65536)
                except OSError:
                    break
                if not more:
                    break
                said += more
        else:
            child.kill()
        code = child.wait()
    os.close(terminal)
    assert not keys
    return said.decode().replace("\r", ""), code


class TestAskingAtATerminal:
    def test_it_asks_until_the_outcome_is_settled_and_then_explains(self):
        told, code = talk("accept", "jinan", keys=["n", "y"])
        assert code == 0
        assert told.index("〔应由紧急热线处理〕") < told.index("〔已经进入行政复议〕")
        assert "不算：来电人着急、催得紧，或者要求马上办。" in told
        assert "■ 受理判断：转介" in told
        assert "告知：“应由紧急热线处理”为“否”；“已经进入行政复议”为“是”" in told

    def test_the_kind_is_asked_among_the_facts_where_its_turn_comes(self):
        told, code = talk("accept", "jinan", "--all-else", "no", "--fact", "属于本市范围=是", *(
            part for one in ("public_information", "about_construction") for part in ("--fact", f"{one}=是")
        ), keys=["投诉"])  # fmt: skip
        assert code == 0
        assert told.index("〔诉求类型〕是哪一种？") < told.index("   3 投诉") < told.index("■ 受理判断：引导")

    def test_what_cannot_be_read_is_asked_again_and_an_empty_line_stops(self):
        told, code = talk("accept", "weifang", "--lang", "en", keys=["maybe", "?", ""])
        assert code == 0
        assert told.count("[belongs to an emergency line] Should this") == 1
        assert told.count("y, n, ? unknown") == 3
        assert "“belongs to an emergency line” is unknown" in told
        assert "■ Acceptance: must ask" in told

    def test_an_answer_that_contradicts_is_told_and_asked_again(self):
        args = ("--kind", "求助", "--fact", "same_facts_and_reasons=是", "--fact", "dealt_with=是", "--all-else", "no")
        told, _ = talk("accept", "weifang", *args, "--fact", "new_facts=不清楚", keys=[])
        assert "■ 受理判断：引导" in told
        own = [f"{name}=否" for name in ("emergency_line", "malicious_attack", "empty_content", "not_answerable")]
        facts = [part for one in own for part in ("--fact", one)]
        told, _ = talk(
            "accept", "karamay", "--kind", "求助", *facts, "--fact", "repeats_earlier=是", "--fact", "same_caller=是",
            "--fact", "same_facts_and_reasons=是", keys=[],
        )  # fmt: skip
        assert "回车停止" not in told
        assert "■ 受理判断：不予受理" in told

    def test_json_and_pipes_are_never_asked(self):
        told, code = talk("accept", "jinan", "--json", keys=[])
        assert code == 0
        assert json.loads(told)["answer"]["outcome"] == "ask"
        assert "〔诉求类型〕是哪一种：" in run("accept", "jinan").stdout


class TestFacts:
    @pytest.mark.parametrize("city", CITIES)
    def test_every_fact_of_a_table_is_listed_with_its_rules(self, city):
        place = jurisdiction(city)
        told = {one["name"]: one for one in json.loads(run("facts", city, "--json").stdout)}
        for table in place.acceptance.tables:
            for fact in table.facts:
                assert told[fact.name]["question_zh"] == fact.question_zh
                assert any(code.startswith(f"{table.name}:") for code in told[fact.name]["rules"])

    def test_in_words(self):
        told = re.sub(r"\s", "", run("facts", "weifang").stdout)
        assert "依法应当通过诉讼解决" in told
        assert "must_litigate" in told
        assert "受理判断：第十九条第一款第（一）项" in told
        assert "Article 39" in run("facts", "weifang", "--lang", "en").stdout

    def test_a_city_that_asks_none_says_so(self, write):
        own = json.loads(jurisdiction("weifang").model_dump_json()) | {"acceptance": None}
        if not jurisdiction("weifang").changed(acceptance=None).tables:
            assert "没有要问的事实" in run("facts", "--city-file", write("own.json", own)).stdout


class TestLedger:
    @pytest.mark.parametrize("city", CITIES)
    def test_json_is_the_rows_as_they_are(self, city):
        rows = ledger.rows(jurisdiction(city))
        assert json.loads(run("ledger", city, "--json").stdout) == [row.as_dict() for row in rows]
        told = json.loads(run("ledger", city, "--json", "--status", "definition").stdout)
        assert told == [row.as_dict() for row in rows if row.status.value == "definition"]

    @pytest.mark.parametrize("city", CITIES)
    def test_the_last_line_counts_articles_rows_and_statuses(self, city):
        rows = ledger.rows(jurisdiction(city))
        last = run("ledger", city).stdout.rstrip().splitlines()[-1]
        assert last.startswith(f"{len(ledger.articles(jurisdiction(city)))} 条 {len(rows)} 行：已编码 ")
        assert sum(int(one) for one in re.findall(r" (\d+)(?:，|$)", last.split("：")[1])) == len(rows)

    def test_a_row_in_words(self):
        told = run("ledger", "weifang", "--status", "已编码").stdout
        assert "第十九条第一款第（二）项" in re.sub(r"\s", "", told) or "第（二）项" in told
        assert "受理人员" in told
        assert "尚未编码" not in told
        english = run("ledger", "karamay", "--status", "encoded", "--lang", "en").stdout
        assert english.splitlines()[-1] == "13 articles, 30 rows: encoded 30"

    @pytest.mark.parametrize("city", CITIES)
    def test_no_row_is_left_to_encode(self, city):
        assert run("ledger", city, "--status", "not-yet", "--lang", "en").stdout.endswith("\n0 articles, 0 rows\n")

    def test_an_unknown_status_lists_them(self):
        said = run("ledger", "jinan", "--status", "啊", code=2).stderr
        assert "--status：见到 “啊”；可接受：已编码 encoded、定义 definition、" in said


TEXT = """潍坊市12345政务服务便民热线条例
第一章　总则
第一条　甲乙丙。
第二条　丁。
戊。
"""


class TestLaw:
    @pytest.mark.parametrize("city", CITIES)
    def test_without_an_article_every_article_is_listed_with_its_gloss(self, city):
        told = run("law", city).stdout
        for row in ledger.rows(jurisdiction(city)):
            if re.fullmatch(r"\d+", row.provision.address):
                assert f"{row.provision.zh}　{row.provision.gloss_zh}" in told

    @pytest.mark.parametrize("asked", ["19", "第十九条", "第19条", "十九"])
    def test_an_article_is_found_however_it_is_written(self, asked):
        told = run("law", "weifang", asked).stdout
        assert re.findall(r"■ .*［(.*)］", told) == [
            r.provision.address for r in ledger.find(jurisdiction("weifang"), "19")
        ]

    def test_a_row_is_told_in_full(self):
        told = run("law", "weifang", "第十九条第一款第（四）项").stdout
        assert "■ 第十九条第一款第（四）项［19(1)(四)］" in told
        assert "性质  可计算的判断（C）；应当；针对受理人员" in told
        assert "状态  已编码" in told
        assert "“承办单位已经依法处理过”、“处理结论合法”、“处理结论合理”都成立，并且（AMB-34 取“" in told
        assert "受理判断：不予受理［intake:19(1)(四)］；转办后复核：可以终止办理［recheck:19(1)(四)］" in told
        assert "读法  AMB-34 已经处理过的事，带来新事实的，还挡不挡？" in told
        fingerprint = ledger.find(jurisdiction("weifang"), "19(1)(四)")[0].fingerprint
        assert f"指纹  {fingerprint}" in told

    def test_english(self):
        told = run("law", "jinan", "25(一)", "--lang", "en").stdout
        assert "■ Article 25, item 1 [25(一)]" in told
        assert "re-check after dispatch: if all of “already dealt with according to law”, “" in told

    @pytest.mark.parametrize("city", CITIES)
    @pytest.mark.parametrize("lang", ["zh", pytest.param("en", marks=pytest.mark.long)])
    def test_every_address_that_is_printed_can_be_read_back(self, city, lang):
        place = jurisdiction(city)
        for row in ledger.rows(place):
            written = wording.address_text(row.provision.address, lang)
            assert official.read_address(written_out(written)) == row.provision.address
            assert ledger.find(place, written_out(written))[0].provision.address == row.provision.address

    def test_an_address_in_english_is_found(self):
        told = run("law", "ganzi", "Article 12, item 2, sub-item 6", "--lang", "en").stdout
        assert "■ Article 12, item 2, sub-item 6 [12(二)6]" in told
        assert "■ 第十九条第一款第（四）项" in run("law", "weifang", "article 19, paragraph 1, item 4").stdout

    def test_the_reader_s_own_text_is_shown_as_it_stands(self, write, tmp_path):
        text = TEXT.replace("甲乙丙。", "自201*年1月1日起施行。")
        told = run("law", "own", "1", "--city-file", self.own(write, text), "--text", self.copy(tmp_path, text)).stdout
        assert "原文  自201*年1月1日起施行。" in told

    def test_a_sentence_without_a_row_shows_where_it_lies(self):
        assert "“21s1”没有单独成行" in run("law", "weifang", "21s1").stdout

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("99", "这件规定里没有“99”；最接近的：第"),
            ("19(1)(九)", "这件规定里没有“19(1)(九)”；最接近的：第"),
            ("abc", "ARTICLE：见到 “abc”；可接受：条款，如 19、19(1)、19(1)(一)、第十九条第一款第（一）项"),
        ],
    )
    def test_what_is_no_article_is_said(self, asked, said):
        assert said in run("law", "weifang", asked, code=2).stderr

    def test_json(self):
        told = json.loads(run("law", "weifang", "19(1)(四)", "--json").stdout)
        assert told["city"] == "weifang"
        assert told["text"] is None
        (row,) = told["rows"]
        assert {"address", "address_zh", "open_points", "official", "fingerprint", "rules"} <= set(row)
        assert row["open_points"][0]["taken"] == "new_matter"
        assert len(json.loads(run("law", "weifang", "--json").stdout)["rows"]) == len(
            ledger.rows(jurisdiction("weifang"))
        )

    def own(self, write, text=TEXT):
        """A city file whose fingerprints are those of a small text of our own."""
        city = json.loads(jurisdiction("weifang").model_dump_json()) | {"id": "own", "acceptance": None}
        prints = {address: official.fingerprint(words) for address, words in official.wordings(text).items()}
        city["regulation"]["fingerprints"] = prints
        return write("own.json", city)

    def copy(self, tmp_path: Path, text=TEXT, encoding="utf-8"):
        path = tmp_path / "text.txt"
        path.write_bytes(text.encode(encoding))
        return path

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_a_copy_is_shown_beside_the_gloss_and_agrees(self, write, tmp_path, encoding):
        told = run("law", "own", "2", "--city-file", self.own(write), "--text", self.copy(tmp_path, encoding=encoding))
        assert "原文  丁。" in told.stdout
        assert "逐条一致（2 条，标点、空白不计）" in told.stdout
        listed = run("law", "--city-file", self.own(write), "--text", self.copy(tmp_path, encoding=encoding)).stdout
        assert "  原文　甲乙丙。" in listed

    def test_a_copy_that_differs_is_named_article_by_article(self, write, tmp_path):
        own = self.own(write, TEXT + "第三条　己。\n第四条　庚。\n第五条　辛。\n")
        copy = self.copy(tmp_path, TEXT.replace("戊", "午") + "第三条　己。\n第四条　庚。\n第六条　辛。\n")
        told = run("law", "own", "1", "--city-file", own, "--text", copy).stdout
        assert "有 3 条不同" in told
        assert "第二条：文字不同（第二条第二款）" in told
        assert "第五条：所附文本没有这一条" in told
        assert "第六条：所附文本多出这一条" in told
        found = json.loads(run("law", "own", "1", "--city-file", own, "--text", copy, "--json").stdout)["text"]
        assert found["agrees"] is False
        assert [(d["article"], d["kind"]) for d in found["differences"]] == [
            (2, "differs"),
            (5, "missing"),
            (6, "added"),
        ]
        english = run("law", "own", "1", "--city-file", own, "--text", copy, "--lang", "en").stdout
        assert "Article 5: missing from the copy" in english

    def test_another_text_and_notes_at_the_end_are_recognised(self, write, tmp_path):
        other = self.copy(tmp_path, "第一条　别的。\n第二条　别的。\n")
        assert "多半是另一件规定" in run("law", "own", "1", "--city-file", self.own(write), "--text", other).stdout
        more = TEXT + "第三条　己。\n"
        noted = self.copy(tmp_path, more + "附注：某年某月。\n")
        told = run("law", "own", "1", "--city-file", self.own(write, more), "--text", noted).stdout
        assert "只有最后一条不同：条文之后如有附注、译文，请去掉再核对" in told

    def test_a_file_that_is_no_such_text_is_an_error(self, write, tmp_path):
        path = tmp_path / "x.txt"
        path.write_text("没有条文", encoding="utf-8")
        assert f"{path}：见到 “没有条文”；可接受：有条文的文本" in run("law", "weifang", "--text", path, code=2).stderr
        path.write_text("第一条　甲\n第一条　乙\n", encoding="utf-8")
        assert "每条只出现一次" in run("law", "weifang", "--text", path, code=2).stderr
        path.write_bytes(b"PK\x03\x04\0\0")
        assert "UTF-8 或 GB18030 的纯文字" in run("law", "weifang", "--text", path, code=2).stderr
        path.write_bytes(b"\xff\xff\xff")
        assert "纯文字" in run("law", "weifang", "--text", path, code=2).stderr
        assert "没有这个文件" in run("law", "weifang", "--text", tmp_path / "none", code=2).stderr

    def test_notices_are_said_at_the_end(self):
        assert run("law", "karamay", "7").stdout.rstrip().endswith("引用前请核实")


class TestCheckOnAcceptance:
    def test_without_facts_one_line(self, write):
        path = write("one.json", ticket("T1"))
        told = run("check", path, *AS_OF).stdout
        assert told.count("没有提供事实，未作判断") == 1
        assert "要问" not in told

    def test_with_facts_it_is_explained(self, write):
        facts = {fact.name: False for fact in jurisdiction("ganzi").acceptance.intake.facts} | {"military": True}
        refused = {"type": "refused", "at": "2026-03-02T10:30", "reasons_given": False}
        told = run("check", write("one.json", ticket("T1", refused, facts=facts)), *AS_OF).stdout
        assert "■ 受理判断：不予受理" in told
        assert "☐ 向来电人解释并引导（第十条第二款，受理人员，应当）：记录表明没有做" in told

    def test_stress_tells_what_stands_and_what_does_not(self, write):
        handled = {"type": "handled", "at": "2026-03-06"}
        path = write("one.json", ticket("T1", handled, city="weifang", facts={"dealt_with": True}))
        told = run("check", path, *AS_OF, "--stress", "--reading", "AMB-15=all_acts").stdout
        assert "会因读法而变：AMB-15 取“" in told
        recheck = told.split("■ 转办后复核")[1].split("■ 办理")[0]
        assert re.search(r"检验  (稳固：|会因读法而变：)", recheck)
        assert re.search(r"检验  (稳固：|会因读法而变：)", told.split("■ 转办后复核")[0])
        assert "检验" not in run("check", path, *AS_OF).stdout
        assert "Stress test" in run("check", path, *AS_OF, "--stress", "--lang", "en").stdout

    def test_facts_that_no_table_of_the_city_uses_are_named_once(self, write):
        facts = {"in_litigation": True, "in_arbitration": False, "must_litigate": True}
        told = run("check", write("one.json", ticket("T1", city="weifang", facts=facts)), *AS_OF).stdout
        said = "告知的“已经进入诉讼”、“已经进入仲裁”在潍坊不起作用：没有一条规则问它"
        assert told.count(said) == told.count("不起作用") == 1
        only = run("check", write("two.json", ticket("T1", facts={"must_litigate": True})), *AS_OF).stdout
        assert "不起作用" not in only

    def test_what_only_the_re_check_asks_is_named_where_nothing_was_sent_out(self, write):
        one = ticket("T1", city="weifang", facts={"cannot_be_handled": True})
        one |= {"events": [{"type": "accepted", "at": "2026-03-02T10:00"}]}
        told = run("check", write("one.json", one), *AS_OF, code=2).stdout
        assert "只在转办后复核中问；没有转办的记录，没有用到" in told
        # It bears on another fact, which intake asks: then it is used.
        one = {**one, "city": "karamay", "facts": {"same_facts_and_reasons": True}}
        told = run("check", write("two.json", one), *AS_OF, code=2).stdout
        assert "不起作用" not in told
        assert "没有用到" not in told

    @pytest.mark.parametrize("text", [
        '{"id": "1", "city": "ganzi", "kind": "help", "kind": "complaint", "events": []}',
        '[{"id": "1", "city": "ganzi", "events": [],\n "facts": {"kind": true, "kind": false}}]',
    ])  # fmt: skip
    def test_a_key_written_twice_is_an_error_that_names_it(self, tmp_path, text):
        path = tmp_path / "one.json"
        path.write_text(text, encoding="utf-8")
        assert "“kind”在同一个 JSON 对象里写了两次" in run("check", path, *AS_OF, code=2).stdout
        assert "'kind' is written twice in one JSON object" in run(
            "check", path, *AS_OF, "--lang", "en", code=2
        ).stdout  # fmt: skip

    def test_stress_as_json_comes_from_the_review(self):
        told = run("check", "-", *AS_OF, "--stress", stdin=lines(ticket("1"))).stdout
        stressed = json.loads(told)
        assert stressed["stress"]
        assert all({"firm", "flips"} <= set(one) for one in stressed["findings"])
        assert "stress" not in json.loads(run("check", "-", *AS_OF, stdin=lines(ticket("1"))).stdout)

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"must_litigat": True}, "没有“must_litigat”这项事实；最接近的：must_litigate（依法应当通过诉讼解决）"),
            ({"依法应当通过诉讼解决": True}, "最接近的：must_litigate（依法应当通过诉讼解决）"),
            ({"must_litigate": "yes"}, 'facts.must_litigate：见到 “yes”；可接受：true, false, null, "unknown"'),
            ({"must_litigate": 1}, 'facts.must_litigate：见到 1；可接受：true, false, null, "unknown"'),
            ({"must_litigate": []}, 'facts.must_litigate：见到 []；可接受：true, false, null, "unknown"'),
            ([], "facts：见到 []；可接受：对象"),
            ({"closed_and_answered": True, "dealt_with": False}, "“已依法办结并明确答复”（closed_and_answered）为“是”"),
        ],
    )
    def test_facts_that_cannot_be_used_are_told_in_place(self, facts, said):
        bad = ticket("1") | {"facts": facts}
        told = run("check", "-", *AS_OF, stdin=lines(bad, ticket("2"))).stdout.splitlines()
        assert said in json.loads(told[0])["error"]
        assert json.loads(told[1])["id"] == "2"

    def test_a_fact_of_another_city_is_not_known_here(self):
        told = run("check", "-", *AS_OF, stdin=lines(ticket("1", facts={"in_other_procedure": True})), code=2).stdout
        assert "这个城市没有“in_other_procedure”这项事实" in json.loads(told)["error"]


class TestACityFileThatDoesNotHangTogether:
    def test_a_key_written_twice_is_an_error_that_names_it(self, tmp_path):
        path = tmp_path / "own.json"
        path.write_text(jurisdiction("weifang").model_dump_json()[:-1] + ',"name_zh":"某市"}', encoding="utf-8")
        said = run("accept", "--city-file", path, code=2).stderr
        assert said == f"{path}: “name_zh”在同一个 JSON 对象里写了两次\n"

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"when": {"op": "is", "fact": "nope"}}, "acceptance.intake：表 intake 的规则 39 问到没有的事实“nope”"),
            ({"when": {"op": "maybe"}}, "acceptance.intake.rules[0].when.op：见到 “maybe”；可接受：any, "),
            ({"when": {"fact": "x"}}, "acceptance.intake.rules[0].when：缺少 op"),
            (
                {"outcome": "perhaps"},
                "acceptance：表 intake：结论“perhaps”不可用；可接受：accept, refuse, refer, guide",
            ),
            ({"provision": "99"}, "规则 intake:39 引用了这件规定里没有的“99”"),
            ({"when": {"op": "under", "reading": "AMB-99", "options": ["x"]}}, "表 intake 用到 AMB-99"),
            ({"when": {"op": "one_of", "field": "kind", "values": ["x"]}}, "kind 没有“x”；可接受：consultation, "),
            ({"id": "19(1)(一)"}, "表 intake 里规则编号重复：19(1)(一)"),
        ],
    )
    def test_it_is_said_where_and_why(self, write, change, said):
        own = json.loads(jurisdiction("weifang").model_dump_json())
        own["acceptance"]["intake"]["rules"][0] |= change
        path = write("own.json", own)
        told = run("accept", "--city-file", path, code=2).stderr
        assert told.startswith(f"{path}: ")
        assert said in told
        assert "Traceback" not in run("accept", "--city-file", path, "--lang", "en", code=2).stderr
