"""The ledger: no article or item is left out, every rule stands at a row, and every row says what is done with it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from hotline_rules import institution, jurisdiction, ledger, official
from hotline_rules.common_facts import COMMON
from hotline_rules.errors import HotlineError, InvalidValueError, UnknownNameError
from hotline_rules.institution import InstitutionCheck
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.law import ADDRESS, address_zh
from hotline_rules.law import row as written
from hotline_rules.ledger import Row, Status
from hotline_rules.log_facts import LOG_FACTS

ARTICLES = {"weifang": 41, "jinan": 44, "ganzi": 32, "karamay": 20}

SAME_GLOSS = {("ganzi", "zh"): [{"5(七)", "6(六)", "7(五)"}], ("ganzi", "en"): [{"5(七)", "6(六)"}]}
"""Rows told in the same words; strike out what is told apart."""

KEYS = [
    "address", "article", "item", "class", "status", "rules", "actors", "modality", "gloss_zh", "gloss_en",
    "readings", "fingerprint",
]  # fmt: skip

every_city = pytest.mark.parametrize("city", [jurisdiction(name) for name in CITIES], ids=CITIES)


def inside(outer: str, inner: str) -> bool:
    """Whether an address is another or a place within it, told from their parts alone."""
    one, other = parts(outer), parts(inner)
    depth = max(level for level, part in enumerate(one) if part is not None) + 1
    return one[:depth] == other[:depth]


def parts(address: str) -> tuple[str | None, ...]:
    found = ADDRESS.fullmatch(address)
    assert found, address
    return found.groups()


def addresses(city: Jurisdiction) -> list[str]:
    return addresses_of(ledger.rows(city))


def named(city: Jurisdiction) -> Iterator[tuple[str, str]]:
    """Everything of a city that cites the law, and the places it cites: read off the rules themselves."""
    rules = city.deadlines
    yield "in_force", city.regulation.in_force_source
    if city.always_open:
        yield "always_open", city.always_open
    for stage in rules.stages:
        places = [stage.provision, stage.superseded_provision, *stage.by_act.values()]
        places += [case.provision for case in stage.cases] + [case.governed_provision for case in stage.cases]
        places += [stage.longer.provision] if stage.longer else []
        yield from ((stage.name, place) for place in places if place)
    for window in (rules.promise, rules.return_window, rules.extension_window):
        if window:
            yield window.name, window.provision
    if rules.extension_window and rules.extension_window.statute_provision:
        yield rules.extension_window.name, rules.extension_window.statute_provision
    if rules.special_law:
        yield "special_law", rules.special_law
    for table in city.tables:
        yield table.name, table.provision
        yield f"{table.name}:otherwise", table.otherwise.provision
        for rule in table.rules:
            yield f"{table.name}:{rule.id}", rule.provision
        own = [duty for rule in (*table.rules, table.otherwise) for duty in rule.duties]
        own += [one.duty for one in table.standing]
        if table.by:
            yield table.name, table.by
        for duty in [*own, *(duty for duties in table.duties.values() for duty in duties)]:
            if not duty.inferred:  # what is only inferred encodes nothing
                yield f"{table.name}:{duty.id}", duty.provision
    yield from named_beside_the_tables(city)


def named_beside_the_tables(city: Jurisdiction) -> Iterator[tuple[str, str]]:
    """What extensions, closing and institutions cite that is in no table."""
    if city.extensions and city.extensions.tell:
        yield f"{city.extensions.request.name}:{city.extensions.tell.id}", city.extensions.tell.provision
    if city.closing:
        closing = city.closing
        of_closing = {
            "every_callback": closing.every_callback,
            "every_second_callback": closing.every_second_callback,
            "reply_and_feedback": closing.told_provision,
            "forced_withdrawal": closing.forced_withdrawal,
        }
        yield from ((name, place) for name, place in of_closing.items() if place)
        yield from (("contents", one.provision) for one in city.closing.contents)
        if city.closing.retention:
            yield "retention", city.closing.retention.provision
    if city.institution:
        yield from ((f"standard:{one.id}", one.provision) for one in city.institution.standards)
        if city.institution.policy:
            yield "policy_window", city.institution.policy.provision


def named_checks(city: Jurisdiction) -> list[tuple[str, str]]:
    """Every check on a ticket and on an institution, as a row names it, and the place it cites."""
    return [(f"check:{one.id}", one.provision) for one in (*city.checks, *checklist(city))]


def checklist(city: Jurisdiction) -> tuple[InstitutionCheck, ...]:
    assert city.institution
    return city.institution.checks


def rules_of(row: Row) -> tuple[str, ...]:
    """The rules a row names; a check that asks somebody encodes nothing."""
    return tuple(name for name in row.rules if not name.startswith("check:"))


def addresses_of(rows: Iterable[Row]) -> list[str]:
    return [row.provision.address for row in rows]


def asks(row: Row, *classes: str) -> bool:
    """Whether a row is of one of these classes."""
    return not {one.value for one in row.provision.classes}.isdisjoint(classes)


COMPUTABLE = ("C", "C-const", "D", "D-start")


def expected_status(row: Row) -> str:
    """What the class of a row calls for where no rule stands at it."""
    if rules_of(row):
        return "encoded"
    if asks(row, *COMPUTABLE):
        return "not_yet"
    return row.provision.status or ("check" if asks(row, "Ft", "Fi") else "definition")


@every_city
class TestNothingIsLeftOut:
    def test_every_paragraph_and_item_of_the_official_text_has_a_row_equal_to_it_or_inside_it(self, city):
        rows = addresses(city)
        assert [block for block in city.regulation.fingerprints if not any(inside(block, row) for row in rows)] == []

    def test_every_row_lies_in_a_paragraph_or_item_of_the_official_text(self, city):
        blocks = city.regulation.fingerprints
        assert [row for row in addresses(city) if not any(inside(block, row) for block in blocks)] == []

    def test_the_articles_are_these_and_no_others(self, city):
        assert ledger.articles(city) == tuple(range(1, ARTICLES[city.id] + 1))
        assert {official.article_of(block) for block in city.regulation.fingerprints} == set(ledger.articles(city))

    def test_rows_stand_in_the_order_of_the_articles_each_once(self, city):
        rows = [row.provision.article for row in ledger.rows(city)]
        assert rows == sorted(rows)
        assert max(Counter(addresses(city)).values()) == 1

    def test_each_row_carries_the_fingerprint_of_the_nearest_place_that_encloses_it(self, city):
        blocks = city.regulation.fingerprints
        for row in ledger.rows(city):
            around = [block for block in blocks if inside(block, row.provision.address)]
            assert row.fingerprint == blocks[max(around, key=lambda block: sum(p is not None for p in parts(block)))]


@every_city
class TestRulesAndRows:
    def test_every_rule_stage_window_and_duty_cites_a_row_that_is_there(self, city):
        known = set(addresses(city))
        for name, place in named(city):
            assert place in known, f"{name} cites {place}"
            assert name in city.cited[place], f"{name} at {place}"

    def test_what_is_cited_is_what_the_rules_name_and_nothing_else(self, city):
        told = {(name, place) for place, names in city.cited.items() for name in names}
        assert told == set(named(city))

    def test_every_rule_a_row_names_exists_and_cites_it_or_a_place_within_it(self, city):
        citing = set(named(city))
        for row in ledger.rows(city):
            for rule in rules_of(row):
                places = [place for name, place in citing if name == rule]
                assert any(inside(row.provision.address, place) for place in places), f"{row.provision.address}: {rule}"

    def test_a_row_names_every_rule_that_cites_it(self, city):
        at = {row.provision.address: set(rules_of(row)) for row in ledger.rows(city)}
        assert [(name, place) for name, place in named(city) if name not in at[place]] == []

    def test_a_row_does_not_take_the_rules_of_another_sentence_of_its_paragraph(self, city):
        block = {row.provision.address: row.fingerprint for row in ledger.rows(city)}
        for row in ledger.rows(city):
            mine = row.provision.address
            for other, rules in city.cited.items():
                if other != mine and inside(mine, other) and block[other] == block[mine]:
                    elsewhere = {name for name, place in named(city) if place != other and inside(mine, place)}
                    assert not set(rules_of(row)) & (set(rules) - elsewhere)


@every_city
class TestChecksAndRows:
    """What no rule can settle is asked by name: of a ticket, or of the institution."""

    def test_every_item_to_check_on_a_ticket_is_a_named_check_on_it_or_a_rule(self, city):
        asked = {one.provision for one in city.checks}
        items = [row for row in ledger.rows(city) if asks(row, "Ft")]
        assert asked & set(addresses_of(items))
        assert addresses_of(row for row in items if row.provision.address not in asked and not rules_of(row)) == []

    def test_every_item_to_check_on_an_institution_is_on_the_checklist(self, city):
        listed = {one.check.provision for one in institution.checklist(city)}
        items = addresses_of(row for row in ledger.rows(city) if asks(row, "Fi"))
        assert listed & set(items)
        assert [address for address in items if address not in listed] == []

    def test_no_two_checks_have_one_name_and_none_that_of_a_fact(self, city):
        names = Counter(name for name, _ in named_checks(city))
        assert max(names.values()) == 1
        told = {*COMMON, *LOG_FACTS, *(one.name for one in city.facts)}
        assert [name for name in names if name.removeprefix("check:") in told] == []

    def test_every_check_cites_a_row_that_is_there(self, city):
        known = set(addresses(city))
        assert [(name, place) for name, place in named_checks(city) if place not in known] == []

    def test_what_is_checked_is_what_the_checks_name_and_nothing_else(self, city):
        told = [(name, place) for place, names in city.checked.items() for name in names]
        assert sorted(told) == sorted(named_checks(city))

    def test_a_row_names_the_checks_that_cite_it_and_no_others(self, city):
        for row in ledger.rows(city):
            mine = [name for name, place in named_checks(city) if place == row.provision.address]
            assert [name for name in row.rules if name not in rules_of(row)] == mine, row.provision.address

    def test_a_check_encodes_no_row(self, city):
        """Without any check every row has the status it has."""
        bare = city.changed(checks=(), institution=city.institution.model_copy(update={"checks": ()}))
        before = [(row.provision.address, row.status, rules_of(row)) for row in ledger.rows(city)]
        assert [(row.provision.address, row.status, row.rules) for row in ledger.rows(bare)] == before


@every_city
class TestStatuses:
    def test_the_status_follows_the_class(self, city):
        for row in ledger.rows(city):
            assert row.status == expected_status(row), row.provision.address

    def test_no_computable_row_is_without_a_rule(self, city):
        assert addresses_of(row for row in ledger.rows(city) if asks(row, *COMPUTABLE) and not rules_of(row)) == []

    def test_no_row_is_not_done_yet_and_where_tables_are_gone_the_computable_ones_without_a_rule_are(self, city):
        bare = city.changed(routing=None, supervision=None, closing=None)
        for place in (city, bare):
            left = [row for row in ledger.rows(place) if asks(row, *COMPUTABLE) and not rules_of(row)]
            assert [row for row in ledger.rows(place) if row.status is Status.NOT_YET] == left
            assert bool(left) == (place is bare)

    def test_a_row_no_rule_cites_is_done_only_if_every_computable_row_of_its_own_items_is(self, city):
        rows = ledger.rows(city)
        for row in rows:
            mine = row.provision.address
            items = [
                one
                for one in rows
                if one.provision.address != mine
                and inside(mine, one.provision.address)
                and one.fingerprint != row.fingerprint
                and asks(one, *COMPUTABLE)
            ]
            done = bool(items) and all(one.status is Status.ENCODED for one in items)
            assert (row.status is Status.ENCODED) == (mine in city.cited or done), mine


def test_a_row_that_a_duty_only_points_away_to_is_not_done():
    """The re-check after dispatch points to 19(二); without the rules on closing nothing else stands there."""
    silent = jurisdiction("ganzi").changed(closing=None)
    pointing = [duty for table in silent.tables for duty in table.all_duties if duty.provision == "19(二)"]
    assert [duty.inferred for duty in pointing] == [True]
    (row,) = ledger.find(silent, "19(二)")
    assert (row.status, row.rules) == (Status.NOT_YET, ())


@pytest.mark.parametrize(
    ("classes", "stated", "status"),
    [
        ("C", None, "not_yet"),
        ("C-const", None, "not_yet"),
        ("D Ft", None, "not_yet"),
        ("D-start", None, "not_yet"),
        ("C", "others", "not_yet"),
        ("C N", "discretion", "not_yet"),
        ("Ft", None, "check"),
        ("Fi N", None, "check"),
        ("Ft", "others", "others"),
        ("Fi", "discretion", "discretion"),
        ("N", None, "definition"),
        ("N-def", None, "definition"),
        ("N", "others", "others"),
    ],
)
def test_a_row_no_rule_stands_at_has_the_status_of_its_class_and_a_computable_one_is_never_set_aside(
    classes, stated, status
):
    karamay = jurisdiction("karamay").changed(closing=None)  # which alone stands at 14
    assert "14" in jurisdiction("karamay").cited
    assert "14" not in karamay.cited
    rows = [
        written(one.address, classes, "hotline", "甲", "a", status=stated) if one.address == "14" else one
        for one in karamay.regulation.provisions
    ]
    changed = karamay.changed(regulation=karamay.regulation.model_copy(update={"provisions": tuple(rows)}))
    assert [one.status for one in ledger.find(changed, "14")] == [status]


@every_city
class TestWhatARowSays:
    def test_every_row_has_a_class_and_whom_it_addresses_where_it_asks_something(self, city):
        for row in ledger.rows(city):
            assert row.provision.classes, row.provision.address
            assert row.provision.actors or row.provision.modality is None, row.provision.address

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_every_row_has_a_gloss_in_that_language(self, city, language):
        for row in ledger.rows(city):
            gloss = getattr(row.provision, f"gloss_{language}")
            assert gloss.strip() == gloss != ""
            words = re.sub(r"\([一二三四五六七八九十]+\)", "", gloss)  # an item is called (一) in English too
            assert bool(re.search("[\u4e00-\u9fff]", words)) == (language == "zh"), row.provision.address

    @pytest.mark.parametrize("language", ["zh", "en"])
    def test_no_two_rows_have_the_same_gloss_but_those_listed(self, city, language):
        told: dict[str, set[str]] = {}
        for row in ledger.rows(city):
            told.setdefault(getattr(row.provision, f"gloss_{language}"), set()).add(row.provision.address)
        assert [rows for rows in told.values() if len(rows) > 1] == SAME_GLOSS.get((city.id, language), [])

    def test_every_reading_it_names_is_in_the_catalogue_and_the_city_takes_an_option_of_it(self, city):
        for row in ledger.rows(city):
            assert set(row.provision.readings) <= set(city.catalogue), row.provision.address
            assert set(row.provision.readings) <= set(city.chosen), row.provision.address

    def test_as_json_it_has_exactly_the_documented_keys(self, city):
        for row in ledger.rows(city):
            told = json.loads(json.dumps(row.as_dict()))
            assert list(told) == KEYS
            provision = row.provision
            assert told["address"] == provision.address
            assert told["article"] == int(re.match(r"\d+", provision.address)[0])
            assert told["item"] == parts(provision.address)[2]
            assert told["class"].split(" + ") == [one.value for one in provision.classes]
            assert told["status"] == row.status.value
            assert told["rules"] == list(row.rules)
            assert told["actors"] == [actor.value for actor in provision.actors]
            assert told["modality"] == (provision.modality and provision.modality.value)
            assert (told["gloss_zh"], told["gloss_en"]) == (provision.gloss_zh, provision.gloss_en)
            assert told["readings"] == list(provision.readings)
            assert re.fullmatch("[0-9a-f]{16}", told["fingerprint"])


def unspoken(address: str) -> str:
    """An address without sentence and half, which are spoken of in many ways."""
    return re.sub(r"(s\d)?[a-d]?$", "", address)


def other_forms(address: str) -> Iterator[str]:
    """An address as people write it otherwise."""
    yield address.replace("(", "（").replace(")", "）")
    yield f"  {address} "
    yield address.replace("(", " (")
    article, paragraph, item, sub, subsub, *_ = parts(address)
    if subsub is None and address == unspoken(address):
        rest = (f"第{paragraph}款" if paragraph else "") + (f"({item})项" if item else "")
        rest += f"第{sub}目" if sub else ""
        yield f"第{article}条{rest}"
        yield f"{article}条{rest}"
        yield address_zh(address).replace("（", "").replace("）", "")
        yield address_zh(address).replace("（", "(").replace("）", ")").replace("条", "条 ")
    if paragraph is None and item:
        yield f"{article}(1){address[len(article) :]}"
    if paragraph == "1" and item:
        yield f"{article}{address[len(article) + 3 :]}"


@every_city
class TestFinding:
    @pytest.fixture(autouse=True)
    def made_once(self, city, monkeypatch):
        """Making the rows takes some milliseconds, and there are thousands of questions here."""
        known = ledger.rows(city)
        monkeypatch.setattr(ledger, "rows", lambda _: known)

    def test_an_address_finds_its_row_and_all_that_lies_in_it(self, city):
        rows = ledger.rows(city)
        for address in addresses(city):
            found = ledger.find(city, address)
            assert list(found) == [row for row in rows if inside(address, row.provision.address)]
            assert found[0].provision.address == address

    def test_so_does_its_chinese_form(self, city):
        for address in dict.fromkeys(map(unspoken, addresses(city))):
            if parts(address)[4] is None:
                assert ledger.find(city, address_zh(address)) == ledger.find(city, address), address

    def test_so_do_full_width_brackets_spaces_arabic_numerals_and_a_first_paragraph_named_or_not(self, city):
        for address in addresses(city):
            for form in other_forms(address):
                assert ledger.find(city, form) == ledger.find(city, address), form

    def test_an_article_finds_all_its_rows_and_no_other_articles(self, city):
        for article in ledger.articles(city):
            found = ledger.find(city, str(article))
            assert [row for row in ledger.rows(city) if row.provision.article == article] == list(found)

    def test_a_place_without_a_row_of_its_own_is_answered_by_the_row_around_it(self, city):
        for row in ledger.rows(city):
            address = row.provision.address
            if address == unspoken(address) and ledger.find(city, address) == (row,):
                assert ledger.find(city, f"{address}s9") == (row,)

    def test_an_article_the_regulation_lacks_is_an_unknown_name_with_the_nearest_first(self, city):
        beyond = str(ARTICLES[city.id] + 1)
        for told in (beyond, f"第{beyond}条", "第九百九十九条", "999(1)(一)"):
            with pytest.raises(UnknownNameError, match=f"unknown provision of {city.id}") as error:
                ledger.find(city, told)
            assert set(error.value.known) == set(addresses(city))

    @pytest.mark.parametrize(
        "told",
        ["", "条", "第条", "nineteen", "19.1", "19(", "19)(一)", "第十九", "19(1)(一)项", "第十九条之一", "(一)", "-1"],
    )
    def test_what_is_no_address_is_an_error_that_says_what_is(self, city, told):
        with pytest.raises(InvalidValueError, match="accepted: an address such as 20"):
            ledger.find(city, told)


@pytest.mark.parametrize(
    ("city", "told", "near"),
    [
        ("weifang", "20(3)", {"20(1)", "20(2)"}),
        pytest.param(
            "weifang",
            "第十九条第三款",
            {"19(1)", "19(2)"},
        ),
        ("jinan", "24(3)", {"24(1)", "24(2)"}),
        ("karamay", "2(3)", {"2(1)", "2(2)"}),
        ("karamay", "5(5)", {"5(3)", "5(4)"}),
    ],
)
def test_a_paragraph_that_is_not_there_names_those_that_are_among_the_first(city, told, near):
    with pytest.raises(UnknownNameError) as error:
        ledger.find(jurisdiction(city), told)
    assert near <= set(error.value.known[:5])


@pytest.mark.parametrize(
    ("city", "told"),
    [("weifang", "10(九)"), ("weifang", "21(2)"), ("jinan", "24(1)(五)"), ("ganzi", "13(三)"), ("karamay", "11(二)4")],
)
def test_an_item_that_is_not_there_is_unknown_even_where_its_article_is_a_row(city, told):
    with pytest.raises(UnknownNameError):
        ledger.find(jurisdiction(city), told)


@pytest.mark.parametrize(
    "address", ["11(二)2(1)", "11(二)2(2)", "11(二)2(3)", "11(二)2(1)一", "11(二)2(1)二", "11(二)2(1)三"]
)
def test_the_chinese_form_of_a_part_of_a_sub_item_finds_it_too(address):
    karamay = jurisdiction("karamay")
    assert ledger.find(karamay, address_zh(address)) == ledger.find(karamay, address)


def printed(blocks: Iterator[str] | list[str]) -> str:
    """A text laid out with these paragraphs, items and sub-items; each says only which it is."""
    lines, article = [], ""
    for block in blocks:
        number, _, item, sub, subsub, *_ = parts(block)
        words = f"此处为{spelled(block)}。"
        if subsub:
            line = f"（{subsub}）{words}"
        elif sub:
            line = f"{sub}. {words}"
        else:
            line = f"（{item}）{words}" if item else words
        if number != article:
            line, article = f"{address_zh(str(number))}　{line}", str(number)
        lines.append(line)
    return "\n".join(lines)


def spelled(block: str) -> str:
    """An address in letters alone, so that no two are the same once marks are dropped."""
    return block.replace("(", "甲").replace(")", "乙")


@every_city
class TestBesideAReadersOwnCopy:
    def test_every_row_is_shown_beside_the_paragraph_or_item_it_lies_in(self, city):
        blocks = list(city.regulation.fingerprints)
        shown = ledger.beside(city, printed(blocks))
        assert list(shown) == addresses(city)
        for address, words in shown.items():
            nearest = max((b for b in blocks if inside(b, address)), key=len)
            assert words == f"此处为{spelled(nearest)}。"

    def test_a_copy_laid_out_alike_in_other_words_differs_in_every_article_and_place(self, city):
        blocks = list(city.regulation.fingerprints)
        found = official.compare(city.regulation, printed(blocks))
        assert [(one.article, one.kind) for one in found] == [(n, "differs") for n in ledger.articles(city)]
        assert [address for one in found for address in one.addresses] == blocks

    def test_a_copy_without_articles_is_an_error(self, city):
        with pytest.raises(HotlineError, match="a text with articles"):
            ledger.beside(city, "附件：\n（一）甲\n")
