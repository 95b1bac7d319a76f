"""Sentences about rules: every code has its words, conditions read unambiguously, answers say why and what to ask."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline_rules import Ticket, acceptance, audit, jurisdiction, ledger, official, wording
from hotline_rules.acceptance import INTAKE_OUTCOMES, OPEN_OUTCOMES, RECHECK_OUTCOMES
from hotline_rules.answering import Answer
from hotline_rules.jurisdictions import CITIES
from hotline_rules.law import Actor, Class, Modality
from hotline_rules.ledger import Status
from hotline_rules.rules import (
    FIELD_VALUES,
    AllOf,
    AnyOf,
    Case,
    Is,
    Not,
    OneOf,
    Under,
    every,
    facts_of,
    holds,
    no,
    one_of,
    parts_of,
    some,
    under,
)
from hotline_rules.stress import ABSENT, Flip, Stress, Subject
from hotline_rules.wording.conditions import fulfilling, open_in
from tests.tickets import ticket

LANGS: tuple[Literal["zh", "en"], ...] = ("zh", "en")
CITY = [pytest.param(jurisdiction(name), id=name) for name in CITIES]
MILITARY, NO_DEMAND, AGAINST_LAW = "“属于军队、武警职权”", "“没有实质诉求”", "“要求本身违反法律法规规章”"
TABLE = [pytest.param(jurisdiction(name), table, id=f"{name}-{table.name}")
         for name in CITIES for table in jurisdiction(name).tables]  # fmt: skip


def is_chinese(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]", text))


def check(city: str, *events: tuple, step: str = "intake", **fields):
    told = ticket(*events, **fields)
    return (acceptance.recheck if step == "recheck" else acceptance.check)(told, jurisdiction(city))


def explained(city: str, *events: tuple, lang: Literal["zh", "en"] = "zh", step: str = "intake", **fields) -> str:
    return wording.explain_acceptance(check(city, *events, step=step, **fields), lang, step=step).text(lang)


class TestEveryCodeHasItsWords:
    @pytest.mark.parametrize(
        ("table", "codes"),
        [
            (wording.OUTCOMES, (*INTAKE_OUTCOMES, *RECHECK_OUTCOMES, *OPEN_OUTCOMES)),
            (wording.CONCLUSIONS, (*INTAKE_OUTCOMES, *RECHECK_OUTCOMES, *OPEN_OUTCOMES)),
            (wording.ACCEPTANCE_WHY, ("not_in_force", "in_force_unknown", "no_rule")),
            (wording.STATUSES, [s.value for s in Status]),
            (wording.CLASSES, [c.value for c in Class]),
            (wording.ACTORS, [a.value for a in Actor]),
            (wording.MODALITIES, [m.value for m in Modality]),
            (wording.DUTY_STATES, ("done", "not_done", "not_recorded")),
            (wording.ANSWERS, ("yes", "no", "unknown")),
            (wording.FIELDS, FIELD_VALUES),
            (wording.DIFFERENCES, ("differs", "missing", "added")),
            (wording.TABLES, ("intake", "recheck")),
        ],
    )
    def test_table_holds_every_code_in_both_languages_and_no_other(self, table, codes):
        assert set(codes) <= set(table)
        for zh, en in table.values():
            assert is_chinese(zh)
            assert en
            assert not is_chinese(en)

    def test_no_two_codes_of_a_table_have_the_same_words(self):
        for table in (wording.OUTCOMES, wording.STATUSES, wording.CLASSES, wording.ACTORS, wording.ACCEPTANCE_WHY):
            for lang in LANGS:
                names = [wording.name(table, code, lang) for code in table]
                assert len(set(names)) == len(names)

    @pytest.mark.parametrize("city", CITY)
    def test_facts_have_a_label_a_question_and_what_they_are_not_in_both_languages(self, city):
        for fact in city.vocabulary.values():
            for zh, en in ((fact.label_zh, fact.label_en), (fact.question_zh, fact.question_en)):
                assert is_chinese(zh)
                assert en
                assert not is_chinese(en)
            assert bool(fact.not_meant_zh) == bool(fact.not_meant_en)
            assert bool(wording.not_meant_text(fact, "zh")) == bool(fact.not_meant_zh)
        labels = [fact.label_zh for fact in city.vocabulary.values()]
        assert len(set(labels)) == len(labels)

    @pytest.mark.parametrize("city", CITY)
    @pytest.mark.parametrize("lang", LANGS)
    def test_questions_carry_their_label_and_their_note(self, city, lang):
        for table in city.tables:
            for fact in table.facts:
                question, note = wording.question_of(city, fact.name, lang)
                assert (fact.label_zh if lang == "zh" else fact.label_en) in question
                assert bool(note) == bool(fact.not_meant_zh)
                if note and lang == "zh":
                    assert note.startswith(("不算：", "说明："))
        assert "表扬" in wording.question_of(city, "kind", "zh")[0]

    def test_what_is_not_meant_is_said_once(self):
        told = {n: wording.not_meant_text(f, "zh") for c in CITIES for n, f in jurisdiction(c).vocabulary.items()}
        assert told["must_litigate"].startswith("不算：只是询问怎样起诉，或者有行政机关可以依法处理的")
        assert told["unclear_after_asking"] == "不算：没有追问过的；方言、口音听不懂。"
        assert told["same_caller"] == "不算：别人反映同一件事（可以并单）。"
        assert told["conclusion_lawful"].startswith("说明：")

    @pytest.mark.parametrize("city", CITY)
    @pytest.mark.parametrize("lang", LANGS)
    def test_duties_have_words_and_name_a_provision_and_an_actor(self, city, lang):
        for table in city.tables:
            for duty in table.all_duties:
                assert is_chinese(duty.zh)
                assert not is_chinese(re.sub(r"\([一二三四五六七八九]\)", "", duty.en))
                code = f"{table.name}:{duty.id}"
                told = wording.rule_text(city, code, lang)
                assert (duty.zh if lang == "zh" else duty.en) in told
                assert code not in told
                assert wording.name(wording.ACTORS, duty.actor.value, lang) in told

    def test_what_the_log_shows_of_a_duty(self):
        assert [wording.duty_state_text(done=one, lang="zh") for one in (True, False, None)] == [
            "已记录", "记录表明没有做", "没有记载",
        ]  # fmt: skip


class TestConditionsAsSentences:
    @pytest.mark.parametrize(("city", "table"), TABLE)
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_rule_of_every_table_reads_as_a_sentence(self, city, table, lang):
        for rule in table.rules:
            told = wording.condition_text(rule.when, city, lang)
            for fact in facts_of(rule.when):
                assert wording.fact_text(city, fact, lang) in told
                assert "_" not in fact or fact not in told
            for part in parts_of(rule.when):
                if isinstance(part, Under):
                    assert part.reading in told
                if isinstance(part, OneOf):
                    assert wording.name(wording.FIELDS, part.field, lang) in told
            plain = re.sub("“[^”]*”", "", told)
            assert is_chinese(plain) == (lang == "zh")
            assert plain.count("（") == plain.count("）")
            assert plain.count("(") == plain.count(")")

    @pytest.mark.parametrize(("city", "table"), TABLE)
    @pytest.mark.parametrize("lang", LANGS)
    def test_distinct_rules_give_distinct_sentences(self, city, table, lang):
        told = [wording.condition_text(rule.when, city, lang) for rule in table.rules]
        assert len(set(told)) == len({rule.when for rule in table.rules})

    @pytest.mark.parametrize(
        ("condition", "zh"),
        [
            (Is(fact="military"), f"{MILITARY}成立"),
            (no("no_real_demand"), f"{NO_DEMAND}不成立"),
            (every("no_real_demand", "against_law"), f"{NO_DEMAND}、{AGAINST_LAW}都成立"),
            (every(no("no_real_demand"), no("against_law")), f"{NO_DEMAND}、{AGAINST_LAW}都不成立"),
            (some("no_real_demand", "against_law"), f"{NO_DEMAND}、{AGAINST_LAW}至少一项成立"),
            (some(no("no_real_demand"), no("against_law")), f"{NO_DEMAND}、{AGAINST_LAW}至少一项不成立"),
            (
                every("military", some("no_real_demand", one_of("kind", "help"))),
                f"{MILITARY}成立，并且（{NO_DEMAND}成立，或者诉求类型是求助）",
            ),
            (
                some("military", every("no_real_demand", one_of("kind", "help"))),
                f"{MILITARY}成立，或者（{NO_DEMAND}成立，并且诉求类型是求助）",
            ),
            (
                every("military", every(one_of("urgency", "special", "special_urgent"))),
                f"{MILITARY}成立，并且紧急程度是特殊、特殊紧急之一",
            ),
            (no(one_of("urgency", "special", "special_urgent")), "紧急程度不是特殊、特殊紧急中的任何一种"),
            (no(one_of("origin", "caller")), "来源不是来电人"),
            (no(some("military", "against_law")), f"并非（{MILITARY}、{AGAINST_LAW}至少一项成立）"),
            (no(no("military")), f"{MILITARY}成立"),
            (under("AMB-71", "any_caller"), "AMB-71 取“不限于同一人”"),
            (no(under("AMB-71", "any_caller")), "AMB-71 没有取“不限于同一人”"),
            (AllOf(of=()), "总是成立"),
            (AnyOf(of=()), "从不成立"),
        ],
    )
    def test_and_or_and_not_are_told_apart(self, condition, zh):
        assert wording.condition_text(condition, jurisdiction("ganzi"), "zh") == zh

    @pytest.mark.parametrize(
        ("condition", "en"),
        [
            (
                every("no_real_demand", some("against_public_morals", one_of("kind", "help"))),
                "“no real demand” holds, and (“against public order and morals” holds, or the kind is help)",
            ),
            (no("no_real_demand"), "“no real demand” does not hold"),
            (
                some("no_real_demand", "against_public_morals"),
                "at least one of “no real demand”, “against public order and morals” holds",
            ),
            (
                every(no("no_real_demand"), no("against_public_morals")),
                "none of “no real demand”, “against public order and morals” holds",
            ),
            (no(one_of("origin", "caller")), "the origin is not caller"),
            (under("AMB-71", "any_caller"), "AMB-71 is read “No, of any caller”"),
            (AllOf(of=()), "always"),
        ],
    )  # fmt: skip
    def test_the_same_in_english(self, condition, en):
        assert wording.condition_text(condition, jurisdiction("ganzi"), "en") == en

    def test_a_reading_of_several_options_lists_them(self):
        city, two = jurisdiction("karamay"), under("AMB-35", "literal", "untrue_too")
        assert wording.condition_text(two, city, "zh").endswith("”之一")
        assert "没有取" in wording.condition_text(no(two), city, "zh")
        assert "as none of" in wording.condition_text(no(two), city, "en")
        assert "as one of" in wording.condition_text(two, city, "en")


FACTS = ("military", "against_law", "no_real_demand")
KINDS = ("help", "praise")
CHOSEN = ("same_caller", "any_caller")
_LEAVES = st.one_of(
    st.sampled_from([Is(fact=name) for name in FACTS]),
    st.sampled_from([one_of("kind", kind) for kind in KINDS]),
    st.just(under("AMB-71", "any_caller")),
)
CONDITIONS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda parts: AllOf(of=tuple(parts)), st.lists(inner, max_size=3)),
        st.builds(lambda parts: AnyOf(of=tuple(parts)), st.lists(inner, max_size=3)),
        st.builds(lambda part: Not(of=part), inner),
    ),
    max_leaves=7,
)
NO_FIELDS = dict.fromkeys(FIELD_VALUES)
CASES = [
    Case(dict(zip(FACTS, (a, b, c), strict=True)), NO_FIELDS | {"kind": k}, {"AMB-71": r})
    for a in (True, False, None)
    for b in (True, False, None)
    for c in (True, False, None)
    for k in (*KINDS, None)
    for r in CHOSEN
]  # fmt: skip
CERTAIN = [case for case in CASES if None not in case.facts.values() and case.fields["kind"]]


class TestSentencesAreUnambiguous:
    @given(st.lists(CONDITIONS, min_size=2, max_size=12))
    def test_conditions_told_alike_are_alike(self, conditions):
        """Whatever two conditions, the same sentence means the same function."""
        city = jurisdiction("ganzi")
        for lang in LANGS:
            seen: dict[str, list] = {}
            for one in conditions:
                told = wording.condition_text(one, city, lang)
                meaning = [holds(one, case) for case in CERTAIN]
                assert seen.setdefault(told, meaning) == meaning

    @given(CONDITIONS)
    def test_a_group_within_a_group_of_the_other_sort_stands_in_brackets(self, condition):
        """At one level of brackets, and-joined and or-joined parts never meet."""
        told = re.sub("“[^”]*”", "", wording.condition_text(condition, jurisdiction("ganzi"), "zh"))
        while "（" in told:
            inner = re.search(r"（([^（）]*)）", told)
            assert inner
            assert not ("，并且" in inner[1] and "，或者" in inner[1])
            told = told[: inner.start()] + told[inner.end() :]
        assert not ("，并且" in told and "，或者" in told)


class TestWhatFulfilsACondition:
    @given(CONDITIONS, st.sampled_from(CASES))
    def test_what_is_named_holds_and_is_enough(self, condition, case):
        """The single conditions named make it hold by themselves, all else being unknown."""
        made = fulfilling(condition, case)
        if holds(condition, case) is not True:
            assert made == ()
            return
        assert all(holds(one, case) is True for one in made)
        parts = [part for one in made for part in parts_of(one)]
        named = {part.fact for part in parts if isinstance(part, Is)}
        by_kind = any(isinstance(part, OneOf) for part in parts)
        fields = case.fields if by_kind else dict.fromkeys(FIELD_VALUES)
        least = case._replace(facts={n: v for n, v in case.facts.items() if n in named}, fields=fields)
        assert holds(condition, least) is True

    @given(CONDITIONS, st.sampled_from(CASES))
    def test_what_it_hangs_on_is_not_known(self, condition, case):
        found = open_in(condition, case)
        known = case.facts | case.fields
        assert all(known[name] is None for name in found)
        assert bool(found) == (holds(condition, case) is None)

    def test_a_reading_that_decides_needs_no_fact_beside_it(self):
        told = explained("karamay", kind="complaint", facts={**_no_facts("karamay"), "caller_traceable": True})
        assert "AMB-35 取" in told
        assert "能够联系到来电人" not in told.split("若变")[0]


def _no_facts(city: str) -> dict[str, bool]:
    return {fact.name: False for fact in jurisdiction(city).acceptance.intake.facts}


class TestAnAnswerIsExplained:
    def test_a_refusal_leads_with_the_outcome_and_its_provision_and_the_facts(self):
        refused = ("refused", "2026-03-02T09:05", {"reasons_given": True, "path_told": False})
        told = explained("weifang", refused, kind="complaint", facts={**_no_facts("weifang"), "must_litigate": True})
        heads = re.findall(r"^  (\S\S)  ", told, re.MULTILINE)
        assert told.startswith("■ 受理判断：不予受理\n  结论  不予受理。\n  依据  第十九条第一款第（一）项：")
        assert heads == ["结论", "依据", "理由", "须做", "若变", "读法"]
        assert "理由  第十九条第一款第（一）项：诉求类型为投诉，“依法应当通过诉讼解决”为“是”\n" in told
        assert "☑ 向来电人说明不予受理的理由（第十九条第二款，受理人员，应当）：已记录" in told
        assert "☐ 同时告知该走的途径（第十九条第二款，受理人员，应当）：记录表明没有做" in told

    def test_changes_of_the_grounds_that_hold_come_first_and_alike_ones_in_one_line(self):
        facts = {**_no_facts("ganzi"), "in_this_city": True, "public_affairs": True}
        told = explained("ganzi", kind="complaint", facts=facts)
        lines = told.split("若变")[1].split("读法")[0].strip().splitlines()
        labels = "“属于本市范围”、“涉及经济社会管理和公共服务领域”"
        assert lines[0] == f"如果{labels}有一项不成立，结论变为引导（依据第十条第二款）"
        assert "“办理须泄露国家秘密或者商业秘密”、“办理须泄露他人隐私”、“违反社会公序良俗”有一项成立" in "".join(lines)
        english = explained("ganzi", kind="complaint", lang="en", facts=facts)
        assert "holds, the outcome becomes: refuse (Article 10, item 2)" in english

    @pytest.mark.parametrize(("city", "table"), [p for p in TABLE if p.values[1].words])
    @pytest.mark.parametrize("lang", LANGS)
    def test_an_outcome_is_told_in_the_city_s_own_words(self, city, table, lang):
        """By the rule that leads, if it has words of its own, else by the outcome."""
        met = set()
        for wanted in [*(facts_of(rule.when) for rule in table.rules), ()]:
            for kind, told in product(FIELD_VALUES["kind"], product((True, False), repeat=len(wanted))):
                # A caller who was called back and rated, where that is asked: else no more is in question.
                facts = {f.name: f.name in ("was_called_back", "caller_rated") for f in table.facts}
                facts |= dict(zip(wanted, told, strict=True))
                decision = city.engine(table).decide_on((kind, "caller", "ordinary", "ordinary"), facts)
                found = Answer(ticket(kind=kind), city, decision, None, facts, table=table)
                for key in (getattr(decision.headline, "id", None), found.outcome):
                    if key in table.words:
                        words = wording.pick(table.words[key], lang)
                        assert wording.outcome_text(found, lang).startswith(words)
                        met.add(key)
                        break
        assert met == set(table.words)

    def test_the_general_phrase_for_referring_names_neither_way(self):
        for told in wording.CONCLUSIONS["refer"]:
            assert "紧急" not in told
            assert "emergency" not in told

    def test_a_referral_that_is_a_refusal_is_a_finding_of_management(self):
        told = explained("ganzi", kind="help", facts={**_no_facts("ganzi"), "emergency_line": True})
        assert "结论  不予受理，但立即转给紧急热线。依据为规范性文件，属管理性认定。" in told

    def test_what_is_inferred_says_so_instead_of_how_it_binds(self):
        facts = {**_no_facts("weifang"), "emergency_line": True}
        told = explained("weifang", kind="help", facts=facts)
        assert "等紧急热线（第三十九条，受理人员，推论，条文没有写明）" in told
        english = explained("weifang", kind="help", facts=facts, lang="en")
        assert "(Article 39, intake staff, inferred, not in the words of the text)" in english

    def test_a_standing_duty_comes_first_while_the_outcome_is_open(self):
        told = explained("weifang", kind="help", step="recheck", facts={"emergency_line": True})
        assert told.startswith("■ 转办后复核：需要再问")
        assert told.index("须做  ☐ 立即转接") < told.index("待定") < told.index("要问")
        settled = explained("weifang", kind="help", facts={**_no_facts("weifang"), "emergency_line": True})
        assert settled.index("依据") < settled.index("须做  ☐ 立即转接")

    def test_grounds_of_one_provision_are_one_line_that_names_what_fulfils_each(self):
        facts = {**_no_facts("ganzi"), "must_arbitrate": True, "in_petition_channel": True}
        told = explained("ganzi", kind="help", facts=facts)
        assert (
            "理由  第十条第（一）项：诉求类型为求助，“依法应当通过仲裁解决”为“是”；又：“已经进入信访程序”为“是”" in told
        )

    def test_every_change_is_told(self):
        answer = check("weifang", kind="consultation", facts={**_no_facts("weifang"), "in_this_city": True})
        told = wording.explain_acceptance(answer, "zh").text("zh").split("若变")[1]
        for change in answer.changes:
            assert wording.fact_text(answer.city, change.fact, "zh") in told

    def test_a_document_s_refusal_is_a_finding_of_management_and_an_acceptance_is_none(self):
        refused = explained("ganzi", kind="complaint", facts={**_no_facts("ganzi"), "military": True})
        assert "属管理性认定" in refused
        assert "属管理性认定" not in explained("ganzi", kind="praise", facts=_no_facts("ganzi"))
        assert "属管理性认定" not in explained(
            "weifang", kind="help", facts={**_no_facts("weifang"), "must_litigate": True}
        )

    def test_several_grounds_are_all_told_the_first_leads(self):
        told = explained("ganzi", kind="help", facts={**_no_facts("ganzi"), "military": True, "against_law": True})
        assert "依据  第十条第（四）项：" in told
        assert "第十条第（六）项（违反法律、法规、规章的）：“要求本身违反法律法规规章”为“是”" in told
        assert "AMB-75" in told

    def test_grounds_of_one_provision_are_told_in_one_line(self):
        told = explained("karamay", kind="help", facts={"emergency_line": False})
        assert told.count("第七条→受理：") == 1
        both = explained("ganzi", kind="help", urgency="special", facts={**_no_facts("ganzi"), "emergency_line": True})
        assert both.count("紧急程度为特殊") == 1

    def test_what_must_be_asked_is_numbered_with_what_is_not_meant_and_cut_where_asked(self):
        answer = check("weifang", kind="complaint", facts={"emergency_line": False})
        told = wording.explain_acceptance(answer, "zh").text("zh")
        noted = [name for name in answer.ask if answer.city.vocabulary[name].not_meant_zh]
        assert told.count("不算：") + told.count("说明：") == len(noted)
        assert f"{len(answer.ask)}. 〔" in told
        assert "1. 〔依法应当通过诉讼解决〕" in told
        short = wording.explain_acceptance(answer, "zh", wording.Telling(most=5)).text("zh")
        assert "5. 〔" in short
        assert "6. 〔" not in short
        assert f"另有 {len(answer.ask) - 5} 问；逐项判断用 hotline accept" in short

    def test_the_kind_is_asked_as_a_choice(self):
        told = explained("jinan", facts={"emergency_line": False})
        assert re.search(r"\d+\. 〔诉求类型〕是哪一种：咨询、求助、投诉、", told)

    def test_what_was_asked_in_vain_is_told(self):
        facts = {**_no_facts("jinan"), "in_litigation": "unknown"}
        told = explained("jinan", kind="help", facts=facts)
        assert told.startswith("■ 受理判断：不能确定")
        assert "问而不知，但仍能改变结论：“已经进入诉讼”" in told
        assert "第二十三条第（三）项→转介：取决于“已经进入诉讼”" in told
        assert "要问" not in told

    def test_a_certain_outcome_with_an_open_ground_says_what_changes_the_ground_only(self):
        facts = {**_no_facts("ganzi"), "emergency_line": False, "military": None, "against_law": True}
        told = explained("ganzi", kind="help", facts=facts)
        assert told.startswith("■ 受理判断：不予受理")
        assert "依据  至少：第十条第（六）项" in told
        assert "第十条第（四）项：取决于“属于军队、武警职权”" in told
        assert "不影响结论，只影响依据哪几条、要做什么" in told

    def test_a_guide_says_that_every_case_is_excluded(self):
        told = explained("jinan", kind="help", facts=_no_facts("jinan"))
        assert "理由  列明的 7 种情形都已排除" in told
        assert "不能自动拒绝：本条例没有不予受理的规定" in told

    @pytest.mark.parametrize(
        ("city", "at", "step", "said"),
        [
            ("weifang", "2021-12-14", "intake", "诉求提出当日该规定尚未施行"),
            ("karamay", "2014-10-01", "intake", "该规定施行的年份无从查实"),
            ("karamay", "2020-10-01", "recheck", "该规定没有这一步骤"),
        ],
    )
    def test_where_the_table_is_not_the_reason_the_reason_is_told(self, city, at, step, said):
        told = explained(city, ("accepted", at), step=step, kind="help", facts={"must_litigate": True})
        assert "不能确定" in told.splitlines()[0]
        assert f"不能下结论：{said}" in told
        english = explained(city, ("accepted", at), step=step, kind="help", lang="en", facts={"must_litigate": True})
        assert not is_chinese(english)

    def test_facts_that_were_taken_for_a_no_are_marked(self):
        answer = check("karamay", kind="complaint", facts=_no_facts("karamay"))
        how = wording.Telling(assumed=frozenset({"real_name_given"}), logged=False)
        told = wording.explain_acceptance(answer, "zh", how).text("zh")
        assert "“提供了真实姓名”为“否”（未告知，按“否”计）" in told
        assert "“提供了联系方式”为“否”，" in told
        assert "(not told, taken as no)" in wording.explain_acceptance(answer, "en", how).text("en")

    def test_in_brief_changes_and_readings_are_left_out(self):
        answer = check("weifang", kind="help", facts={**_no_facts("weifang"), "must_litigate": True})
        told = wording.explain_acceptance(answer, "zh", wording.Telling(brief=True, logged=False)).text("zh")
        assert "若变" not in told
        assert "AMB-" not in told
        assert "没有记载" not in told

    def test_what_was_assumed_is_said_where_the_table_looks_at_it(self):
        ganzi = wording.acceptance_notes(check("ganzi", facts={}), None, "zh")
        assert any(line.startswith("来源未告知") for line in ganzi)
        assert any("2025年12月" in line for line in ganzi)
        weifang = wording.acceptance_notes(check("weifang", facts={}), None, "zh")
        assert weifang == []
        early = wording.acceptance_notes(check("ganzi", facts={}), datetime(2025, 3, 1).date(), "zh")
        assert not any("2025年12月" in line for line in early)

    @pytest.mark.parametrize(("city", "table"), [p for p in TABLE if p.values[1] in p.values[0].acceptance.tables])
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_rule_can_be_the_reason_and_its_facts_are_named(self, city, table, lang):
        """For every rule: all its facts yes, then no, then asked in vain, the rest no; and nothing told at all."""
        check = acceptance.recheck if table.name == "recheck" else acceptance.check
        for rule in table.rules:
            for answer in (True, False, "unknown"):
                asked = facts_of(rule.when)
                facts = {f.name: answer if f.name in asked else False for f in table.facts}
                facts = {n: v for n, v in facts.items() if not city.vocabulary[n].derived}
                if any(facts.get(a) is True and facts.get(b) is wrong for a, b, wrong in city.conflicts):
                    continue
                told = check(Ticket.model_validate({"id": "1", "kind": "complaint", "facts": facts}), city)
                text = wording.explain_acceptance(told, lang, step=table.name).text(lang)
                assert "None" not in text
                assert not re.search(r"\b[a-z]+_[a-z_]+\b", text)
                if lang == "en":
                    assert not is_chinese(re.sub(r"also: .*|\([一二三四五六七八九]\)", "", text))
                for ground in told.grounds:
                    if ground.certain:
                        assert wording.address_text(ground.rule.provision, lang) in text


class TestAReviewTellsAcceptance:
    EVENTS = (("accepted", "2026-03-02T09:00"), ("transferred", "2026-03-02T10:00"), ("arrived", "2026-03-02T10:00"))

    def text(self, city, lang="zh", *, stressed=False, asked=False, **fields):
        found = audit.review(
            ticket(*self.EVENTS, **fields), jurisdiction(city), as_of=datetime(2026, 4, 1), stressed=stressed
        )
        return wording.review_text(found, lang, asked=asked)

    def test_without_facts_one_line_says_that_it_was_not_judged(self):
        told = self.text("ganzi", kind="help")
        assert "受理：没有提供事实，未作判断；可用 hotline accept 逐项判断" in told
        assert "转办后复核" not in told
        assert "■ 受理判断" not in told
        assert "was not judged" in self.text("ganzi", "en", kind="help", facts={"military": None})

    def test_with_facts_it_is_told_before_the_stages_with_five_questions(self):
        told = self.text("weifang", kind="help", facts={"in_petition_channel": False})
        assert told.index("■ 受理判断：需要再问") < told.index("■ 办理")
        assert "5. 〔" in told
        assert "6. 〔" not in told

    def test_the_re_check_is_told_where_a_fact_of_its_own_was(self):
        told = self.text("jinan", kind="help", facts={"in_litigation": False})
        assert "转办后复核：没有提供转办后才发现的事实" in told
        facts = {"dealt_with": True, "same_caller": True, "same_facts_and_reasons": True}
        told = self.text("jinan", kind="help", facts=facts)
        assert "■ 转办后复核：不再办理\n  结论  不再办理：作出解释并书面说明。" in told
        assert "☐ 向来电人作出解释，不再办理（第二十五条，承办单位，应当）：没有记载" in told
        assert "（第二十四条第一款，承办单位，推论，条文没有写明）" in told
        brief = self.text("ganzi", kind="help", facts={"military": True, "emergency_line": False})
        recheck = brief.split("■ 转办后复核：需要再问")[1].split("■ ")[0]
        assert "若变" not in recheck
        assert "■ 转办后复核：需要再问" in self.text("ganzi", kind="help", facts={"investigated": True})

    def test_no_re_check_is_told_of_a_ticket_that_was_not_sent_out(self):
        found = audit.review(
            ticket(("accepted", "2026-03-02T09:00"), kind="help", facts={"military": True}),
            jurisdiction("ganzi"),
            as_of=datetime(2026, 4, 1),
        )
        assert "转办后复核" not in wording.review_text(found, "zh")

    def test_readings_and_contested_ones_are_in_the_lists_of_the_review(self):
        told = self.text("karamay", kind="complaint", facts={"real_name_given": False, "emergency_line": False})
        assert "AMB-35 有争议，也可以取：" in told
        assert "  AMB-35 克拉玛依的实名要求有多严？ 取：" in told

    def test_someone_asked_for_a_due_is_told_nothing_of_acceptance(self):
        assert "受理判断" not in self.text("ganzi", kind="help", asked=True)
        assert "没有提供事实" not in self.text("ganzi", kind="help", asked=True)

    def test_under_stress_it_says_whether_it_stands(self):
        told = self.text(
            "karamay", stressed=True, kind="complaint",
            facts={**_no_facts("karamay"), "caller_traceable": True, "petition_matter": True},
        )  # fmt: skip
        block = told.split("■ 办理")[0]
        assert "会因读法而变：AMB-35 取“缺项而且联系不到来电人的，才不予受理” → 引导" in block
        assert "检验  稳固：" in told.split("■ 办理")[1]


class TestStress:
    CITY = jurisdiction("ganzi")

    def lines(
        self, *flips: Flip, tried=4, complete=True, readings=("AMB-19",), stage="handle", lang="zh", state="late"
    ):
        tested = Stress(Subject(stage, 1), state, flips, readings, tried, complete)
        return wording.stress_lines(tested, self.CITY, lang)

    def test_firm(self):
        assert self.lines() == ["稳固：4 种可采读法组合都得同一结论"]
        assert self.lines(lang="en") == ["Firm: all 4 combinations of admissible readings agree"]
        assert self.lines(readings=()) == ["稳固：所依的读法没有别的可采选项"]

    def test_a_flip_names_the_readings_and_what_follows(self):
        flips = (Flip((("AMB-71", "any_caller"),), "in_time"), Flip((("AMB-71", "same_caller"),), ABSENT))
        assert self.lines(*flips) == [
            "会因读法而变：AMB-71 取“不限于同一人” → 按时",
            "AMB-71 取“是：别人反映同一件事，仍要受理，可以并单” → 没有这一环节",
        ]
        assert self.lines(flips[0], stage="acceptance")[0].endswith("→ in_time")
        assert self.lines(Flip((("AMB-71", "any_caller"),), "refuse"), stage="acceptance", lang="en") == [
            "Changes with the reading: AMB-71 read “No, of any caller” → refuse"
        ]

    def test_an_open_acceptance_is_told_with_what_is_possible(self):
        flip = Flip((("AMB-71", "any_caller"),), "ask:accept,refuse")
        assert self.lines(flip, stage="acceptance")[0].endswith("→ 需要再问（可能受理、不予受理）")
        assert self.lines(flip, stage="recheck", lang="en")[0].endswith("→ must ask (possibly accept, refuse)")

    def test_too_many_combinations_are_said(self):
        assert self.lines(tried=31, complete=False) == [
            "稳固：可采读法的组合过多，没有逐一试完；每种读法单独改变，试了30次，都得同一结论"
        ]
        told = self.lines(Flip((("AMB-71", "any_caller"),), "in_time"), tried=31, complete=False)
        assert told[-1].startswith("可采读法的组合过多")
        assert "Firm: too many combinations" in self.lines(tried=31, complete=False, lang="en")[0]

    def test_a_stage_that_only_another_reading_knows(self):
        tested = Stress(Subject("handle", 2, "甲局"), ABSENT, (Flip((("AMB-71", "any_caller"),), "late"),), (), 2, True)
        assert wording.absent_text(tested, self.CITY, "zh") == "办理（甲局）：AMB-71 取“不限于同一人” → 逾期（已办）"


class TestTheLedgerInWords:
    @pytest.mark.parametrize("city", CITY)
    @pytest.mark.parametrize("lang", LANGS)
    def test_every_row_and_every_rule_that_encodes_one_is_told(self, city, lang):
        for row in ledger.rows(city):
            told = wording.explain_row(city, row, lang)
            assert bool(row.rules) == bool(wording.rules_text(city, row.rules, lang))
            own = [line for label, lines in told.parts if label in ("Class", "Status", "Rules") for line in lines]
            assert "None" not in "\n".join(own)
            assert not is_chinese(re.sub(r"\[[^\]]*\]|\([一二三四五六七八九]\)", "", "\n".join(own)))
            for code in row.rules:
                assert code in told.text(lang)

    def test_rules_are_counted_in_few_words(self):
        city = jurisdiction("weifang")
        codes = ("intake", "intake:10(一)", "intake:decide_by_person", "handle", "in_force")
        assert wording.rules_text(city, codes, "zh") == "施行日期；受理判断（规则 1，须做 1）；时限（办理）"
        assert wording.rules_text(city, ("recheck",), "en") == "re-check after dispatch"

    def test_rules_of_one_condition_share_a_line_and_those_told_below_are_counted(self):
        city = jurisdiction("weifang")
        row = ledger.find(city, "19(1)(二)")[0]
        told = wording.explain_row(city, row, "zh").text("zh")
        assert (
            "规则  如果“已经进入信访程序”成立——受理判断：不予受理［intake:19(1)(二)］；"
            "转办后复核：可以终止办理［recheck:19(1)(二)］" in told
        )
        outer = ledger.find(city, "19(1)")[0]
        told = wording.explain_row(city, outer, "zh", elsewhere=outer.rules).text("zh")
        assert f"其下各项的规则 {len(outer.rules)} 条，见各项" in told
        assert "如果" not in told

    def test_counts(self):
        rows = ledger.rows(jurisdiction("weifang"))
        told = wording.counts_text(rows, "zh")
        assert told.startswith("41 条 94 行：已编码 ")
        assert sum(map(int, re.findall(r"[^\d ] (\d+)", told.split("：")[1]))) == len(rows)
        assert wording.counts_text([], "en") == "0 articles, 0 rows"

    @pytest.mark.parametrize(
        ("difference", "zh"),
        [
            (
                official.Difference(19, "differs", ("19(1)", "19(1)(一)")),
                "第十九条：文字不同（第十九条第一款、第十九条第一款第（一）项）",
            ),
            (official.Difference(2, "differs", ("2",)), "第二条：文字不同"),
            (official.Difference(3, "missing", ("3",)), "第三条：所附文本没有这一条"),
            (official.Difference(42, "added", ("42",)), "第四十二条：所附文本多出这一条"),
        ],
    )  # fmt: skip
    def test_differences(self, difference, zh):
        assert wording.difference_text(difference, "zh") == zh
        assert not is_chinese(re.sub(r"\([一二三]\)", "", wording.difference_text(difference, "en")))

    def test_many_places_of_an_article_are_cut(self):
        many = official.Difference(8, "differs", tuple(f"8({n})" for n in "一二三四五六七"))
        assert wording.difference_text(many, "zh").endswith("等 7 处）")
        assert "and 3 more places" in wording.difference_text(many, "en")
