"""Acceptance, provision by provision: each class is one, each test a sentence of it.

In every case all facts the table asks are answered no (in Karamay the caller's four particulars yes), but for those a
test names: so what a test names is what decides. Cases where something is not known stand in `test_unknown_facts`.
"""

from __future__ import annotations

import json

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from hotline_rules import Ticket, acceptance, jurisdiction
from hotline_rules.answering import Answer
from hotline_rules.errors import ContradictoryFactsError, UnknownNameError
from hotline_rules.facts import implied, turned
from hotline_rules.jurisdictions import CITIES
from hotline_rules.jurisdictions.model import Jurisdiction
from hotline_rules.rules import FIELD_VALUES, Rule

KINDS = FIELD_VALUES["kind"]
PARTICULARS = ("real_name_given", "contact_given", "work_unit_given", "home_address_given")
SOLVED_ELSEWHERE = (
    "must_litigate",
    "must_arbitrate",
    "for_discipline_organs",
    "must_reconsider",
    "for_information_disclosure",
    "other_procedure_cited",
)
WITHIN_GANZI = ("in_this_city", "public_affairs")
SECRET_OR_INDECENT = ("discloses_secret", "discloses_privacy", "against_public_morals")


def answer(city: str | Jurisdiction, *yes: str, lacking: tuple[str, ...] = (), step: str = "intake", **told) -> Answer:
    """Answer for a ticket with these facts yes, those `lacking` no, and every other the table asks as said above."""
    place = jurisdiction(city) if isinstance(city, str) else city
    rules = getattr(place.acceptance, step)
    facts = {fact.name: fact.name in PARTICULARS for fact in rules.facts}
    facts |= dict.fromkeys(yes, True) | dict.fromkeys(lacking, False) | told.pop("facts", {})
    events = [{"type": name, "at": at, **(more[0] if more else {})} for name, at, *more in told.pop("events", ())]
    ticket = Ticket.model_validate({"id": "T", "kind": "help", "facts": facts, "events": events, **told})
    return {"intake": acceptance.check, "recheck": acceptance.recheck}[step](ticket, place)


def says(city: str | Jurisdiction, *yes: str, **told) -> tuple[str, str | None]:
    found = answer(city, *yes, **told)
    return found.outcome, found.provision


def grounds(found: Answer) -> list[str]:
    assert all(ground.certain for ground in found.grounds)
    return [ground.rule.id for ground in found.grounds]


def provisions(found: Answer) -> list[str]:
    return [ground.rule.provision for ground in found.grounds]


def duties(found: Answer) -> dict[str, bool | None]:
    return {state.duty.id: state.done for state in found.duties}


# -- Weifang ---------------------------------------------------------------------------------------------------------


class TestWeifang10Item1:
    """10(一): questions about government or public-service information of the city are accepted."""

    SCOPE = ("in_this_city", "public_information")

    def test_a_consultation_about_such_information_is_accepted(self):
        assert says("weifang", *self.SCOPE, kind="consultation") == ("accept", "10(一)")

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "consultation"])
    def test_only_a_consultation_is(self, kind):
        assert says("weifang", *self.SCOPE, kind=kind) == ("guide", "10")

    @pytest.mark.parametrize("one", SCOPE)
    def test_both_the_city_and_the_information_are_needed(self, one):
        assert says("weifang", one, kind="consultation") == ("guide", "10")


class TestWeifang10Item2:
    """10(二): what state organs and public-service bodies must solve by law is accepted, whatever its kind."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_a_demand_that_they_must_solve_is_accepted(self, kind):
        assert says("weifang", "in_this_city", "for_public_bodies", kind=kind) == ("accept", "10(二)")

    def test_a_private_affair_or_one_of_another_place_is_not(self):
        assert says("weifang", "in_this_city") == ("guide", "10")
        assert says("weifang", "for_public_bodies") == ("guide", "10")


class TestWeifang10Item3:
    """10(三): opinions and suggestions on economic, social or public-service affairs are accepted."""

    SCOPE = ("in_this_city", "public_affairs")

    def test_a_suggestion_on_such_affairs_is_accepted(self):
        assert says("weifang", *self.SCOPE, kind="suggestion") == ("accept", "10(三)")

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "suggestion"])
    def test_only_a_suggestion_is(self, kind):
        assert says("weifang", *self.SCOPE, kind=kind) == ("guide", "10")


class TestWeifang10Item4:
    """10(四): complaints and reports about the style, quality or efficiency of public bodies' work are accepted."""

    SCOPE = ("in_this_city", "about_public_conduct")

    @pytest.mark.parametrize("kind", ["complaint", "report"])
    def test_a_complaint_or_report_about_it_is_accepted(self, kind):
        assert says("weifang", *self.SCOPE, kind=kind) == ("accept", "10(四)")

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("complaint", "report")])
    def test_no_other_kind_is(self, kind):
        assert says("weifang", *self.SCOPE, kind=kind) == ("guide", "10")

    def test_one_about_a_trader_comes_under_item_2_instead(self):
        assert says("weifang", "in_this_city", "for_public_bodies", kind="complaint") == ("accept", "10(二)")


class TestWeifang39Emergencies:
    """39: what belongs to 110, 119, 120, 122 is no matter of this line, but is handed over at once (AMB-31)."""

    def test_an_emergency_is_referred_and_handed_over(self):
        found = answer("weifang", "emergency_line", "in_this_city", "for_public_bodies")
        assert (found.outcome, found.provision, duties(found)) == ("refer", "39", {"hand_over": None})
        assert "AMB-31" in found.readings

    def test_it_is_referred_even_where_a_ground_for_refusing_holds(self):
        assert says("weifang", "emergency_line", "must_litigate") == ("refer", "39")

    def test_urgency_noted_on_the_ticket_is_not_such_an_emergency(self):
        assert says("weifang", urgency="special_urgent") == ("guide", "10")


class TestWeifang19Item1:
    """19(1)(一): what must by law be solved by litigation, arbitration and the like is refused, the channel told."""

    @pytest.mark.parametrize("fact", SOLVED_ELSEWHERE)
    def test_each_of_these_procedures_alone_refuses_what_is_within_the_scope(self, fact):
        assert says("weifang", fact, "in_this_city", "for_public_bodies") == ("refuse", "19(1)(一)")

    def test_reasons_must_be_given_and_the_channel_told(self):
        assert duties(answer("weifang", "must_litigate")) == {"give_reasons": None, "tell_channel": None}

    def test_it_rests_on_the_reading_of_the_open_list(self):
        assert "AMB-53" in answer("weifang", "other_procedure_cited").readings
        assert "AMB-55" not in answer("weifang", "other_procedure_cited").readings

    @pytest.mark.parametrize("fact", [one for one in SOLVED_ELSEWHERE if one.startswith(("must_", "for_disc"))])
    def test_a_question_about_a_procedure_passes_unless_the_caller_of_the_library_asks_for_the_other_reading(
        self, fact
    ):
        yes = (fact, "in_this_city", "public_information")
        found = answer("weifang", *yes, kind="consultation")
        assert (found.outcome, found.provision, "AMB-55" in found.readings) == ("accept", "10(一)", True)
        city = jurisdiction("weifang").with_readings({"AMB-55": "refused"})
        assert says(city, *yes, kind="consultation") == ("refuse", "19(1)(一)")

    def test_being_in_a_procedure_already_is_not_its_wording(self):
        assert says("weifang", facts={"in_litigation": True}) == ("guide", "10")


class TestWeifang19Item2:
    """19(1)(二): what is already in the petition procedure is refused."""

    def test_it_is_refused_with_reasons_and_no_channel_need_be_told(self):
        found = answer("weifang", "in_petition_channel", "in_this_city", "for_public_bodies")
        assert (found.outcome, found.provision, duties(found)) == ("refuse", "19(1)(二)", {"give_reasons": None})


class TestWeifang19Item3:
    """19(1)(三): what would disclose a secret or another's privacy, or offends public morals, is refused (AMB-33)."""

    @pytest.mark.parametrize("fact", SECRET_OR_INDECENT)
    def test_each_alone_is_enough(self, fact):
        found = answer("weifang", fact)
        assert (found.outcome, found.provision) == ("refuse", "19(1)(三)")
        assert "AMB-33" in found.readings


class TestWeifang19Item4:
    """19(1)(四): what a unit has lawfully dealt with, with a lawful and reasonable conclusion, is refused."""

    DONE = ("dealt_with", "conclusion_lawful", "conclusion_reasonable")

    def test_all_three_refuse(self):
        assert says("weifang", *self.DONE, "in_this_city", "for_public_bodies") == ("refuse", "19(1)(四)")

    @pytest.mark.parametrize("yes", [("dealt_with",), DONE[:2], DONE[::2]])
    def test_dealt_with_but_not_lawfully_and_reasonably_does_not(self, yes):
        assert says("weifang", *yes, "in_this_city", "for_public_bodies") == ("accept", "10(二)")

    def test_with_new_facts_it_is_not_the_same_matter(self):
        assert says("weifang", *self.DONE, "new_facts", "in_this_city", "for_public_bodies") == ("accept", "10(二)")

    def test_unless_the_other_reading_is_taken_which_then_does_not_ask_for_them(self):
        city = jurisdiction("weifang").with_readings({"AMB-34": "same_matter"})
        assert says(city, *self.DONE, "new_facts") == ("refuse", "19(1)(四)")
        assert says(city, *self.DONE, facts={"new_facts": None}) == ("refuse", "19(1)(四)")
        assert answer("weifang", *self.DONE, facts={"new_facts": None}).ask == ("new_facts",)

    def test_the_answer_names_that_contested_reading_where_it_turns_on_it(self):
        found = answer("weifang", *self.DONE, "new_facts")
        assert "AMB-34" in found.as_dict()["contested"]
        assert "AMB-34" not in answer("weifang", "must_litigate").readings


class TestWeifang19Item5:
    """19(1)(五): another lawful ground refuses, where its provision is cited (AMB-53)."""

    def test_a_cited_ground_refuses_and_must_be_written_down(self):
        found = answer("weifang", "other_basis_cited")
        assert (found.outcome, found.provision) == ("refuse", "19(1)(五)")
        assert duties(found) == {"give_reasons": None, "cite_basis": None}

    def test_it_is_never_true_by_itself(self):
        assert says("weifang") == ("guide", "10")


class TestWeifang19Paragraph2:
    """19(2): who refuses gives the reasons, and for ground (一) tells the channel."""

    @pytest.mark.parametrize("told", [True, False, None])
    def test_the_log_shows_them_given_not_given_or_says_nothing(self, told):
        refused = ("refused", "2026-03-02", {"reasons_given": told, "path_told": told})
        assert duties(answer("weifang", "must_litigate", events=[refused])) == {
            "give_reasons": told,
            "tell_channel": told,
        }

    def test_a_log_without_a_refusal_says_nothing(self):
        assert duties(answer("weifang", "must_litigate", events=[("accepted", "2026-03-02")])) == {
            "give_reasons": None,
            "tell_channel": None,
        }

    def test_reasons_without_the_channel_are_half_of_it(self):
        refused = ("refused", "2026-03-02", {"reasons_given": True, "path_told": False})
        assert duties(answer("weifang", "must_litigate", events=[refused])) == {
            "give_reasons": True,
            "tell_channel": False,
        }

    def test_once_shown_it_stays_shown(self):
        twice = [("refused", "2026-03-02", {"reasons_given": r}) for r in (False, True)]
        assert duties(answer("weifang", "in_petition_channel", events=twice)) == {"give_reasons": True}


class TestWeifangNeither:
    """10 with 19: what stands in neither list is guided by a person, neither accepted nor refused (AMB-63)."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_it_is_guided_whatever_its_kind(self, kind):
        found = answer("weifang", kind=kind)
        assert (found.outcome, found.provision, found.grounds) == ("guide", "10", ())
        assert duties(found) == {"decide_by_person": None}
        assert "AMB-63" in found.readings


class TestWeifang21:
    """21: on a ground of 19(1), or where the caller refuses to cooperate so that nothing can be done, the unit asks
    in writing, the hotline approves, and the caller is told; only then is it ended."""

    @pytest.mark.parametrize(
        ("yes", "ground"),
        [
            *(((fact,), "19(1)(一)") for fact in SOLVED_ELSEWHERE),
            (("in_petition_channel",), "19(1)(二)"),
            *(((fact,), "19(1)(三)") for fact in SECRET_OR_INDECENT),
            (TestWeifang19Item4.DONE, "19(1)(四)"),
            (("other_basis_cited",), "19(1)(五)"),
            (("caller_refuses_cooperation", "cannot_be_handled"), "21"),
        ],
    )
    def test_each_ground_can_end_the_handling(self, yes, ground):
        found = answer("weifang", *yes, step="recheck")
        assert (found.outcome, found.provision, provisions(found)) == ("terminate", "21", [ground])
        assert "AMB-36" in found.readings

    @pytest.mark.parametrize("yes", [(), ("caller_refuses_cooperation",), ("cannot_be_handled",)])
    def test_without_one_it_goes_on(self, yes):
        found = answer("weifang", *yes, step="recheck")
        assert (found.outcome, found.provision, duties(found)) == ("go_on", "21", {})

    def test_new_facts_keep_it_going_and_the_other_reading_ends_it(self):
        done = (*TestWeifang19Item4.DONE, "new_facts")
        assert says("weifang", *done, step="recheck") == ("go_on", "21")
        city = jurisdiction("weifang").with_readings({"AMB-34": "same_matter"})
        found = answer(city, *done, step="recheck")
        assert (found.outcome, found.provision, provisions(found)) == ("terminate", "21", ["19(1)(四)"])

    def test_a_question_about_a_procedure_is_no_ground_for_ending_it(self):
        assert answer("weifang", "must_litigate", kind="consultation", step="recheck").outcome == "go_on"

    def test_a_cited_ground_must_be_written_down_here_too(self):
        assert "cite_basis" in duties(answer("weifang", "other_basis_cited", step="recheck"))

    def test_the_request_in_writing_the_approval_and_the_explanation_are_duties(self):
        found = answer("weifang", "in_petition_channel", step="recheck")
        assert duties(found) == {"written_request": None, "approval": None, "explain": None}

    @pytest.mark.parametrize("done", [True, False])
    def test_the_log_shows_the_request_in_writing_or_not_and_the_examination_whatever_came_of_it(self, done):
        events = [
            ("termination_requested", "2026-03-03", {"written": done}),
            ("termination_decided", "2026-03-04", {"approved": done}),
            ("explained", "2026-03-05"),
        ]
        found = answer("weifang", "in_petition_channel", step="recheck", events=events)
        assert duties(found) == {"written_request": done, "approval": True, "explain": True}

    def test_an_examination_the_log_does_not_show_is_not_shown(self):
        events = [("termination_requested", "2026-03-03", {"written": True})]
        found = answer("weifang", "in_petition_channel", step="recheck", events=events)
        assert duties(found)["approval"] is None


# -- Jinan -----------------------------------------------------------------------------------------------------------


class TestJinan14:
    """14(一)–(五): what callers may raise, of this city's governance and public services, is accepted."""

    ITEMS = (
        ("14(一)", "public_information", ("consultation",)),
        ("14(二)", "needs_public_body", KINDS),
        ("14(三)", "about_construction", ("suggestion",)),
        ("14(四)", "about_conduct_and_integrity", ("complaint", "report")),
        ("14(五)", "other_matter_to_raise", KINDS),
    )

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize(("item", "fact", "kinds"), ITEMS)
    def test_each_item_accepts_its_kinds_and_no_others(self, item, fact, kinds, kind):
        assert says("jinan", "in_this_city", fact, kind=kind) == (("accept", item) if kind in kinds else ("guide", "3"))

    @pytest.mark.parametrize(("item", "fact", "kinds"), ITEMS)
    def test_nothing_of_another_city_is(self, item, fact, kinds):
        assert says("jinan", fact, kind=kinds[0]) == ("guide", "3")


class TestJinan21Emergencies:
    """21(1): by the national standard this is a line for what is no emergency; an emergency is handed over."""

    def test_an_emergency_is_referred_and_handed_over(self):
        found = answer("jinan", "emergency_line", "in_this_city", "needs_public_body")
        assert (found.outcome, found.provision, duties(found)) == ("refer", "21(1)", {"hand_over": None})
        assert "AMB-31" in found.readings

    def test_the_log_shows_it_handed_over(self):
        found = answer("jinan", "emergency_line", events=[("referred", "2026-03-02T10:00", {"to": "120"})])
        assert duties(found) == {"hand_over": True}


class TestJinan23OtherPath:
    """23(三): of what has entered reconsideration, arbitration, litigation or the like, the caller is told to go on."""

    ENTERED = ("in_reconsideration", "in_arbitration", "in_litigation", "in_other_procedure")

    @pytest.mark.parametrize("fact", ENTERED)
    def test_each_is_referred_to_its_original_path_which_is_no_refusal(self, fact):
        found = answer("jinan", fact, "in_this_city", "needs_public_body")
        assert (found.outcome, found.provision, duties(found)) == ("refer", "23(三)", {"tell_path": None})
        assert "AMB-32" in found.readings

    def test_what_would_have_to_enter_one_but_has_not_is_accepted(self):
        told = {"must_litigate": True, "in_petition_channel": True}
        assert says("jinan", "in_this_city", "needs_public_body", facts=told) == ("accept", "14(二)")

    def test_an_emergency_in_court_is_still_handed_over_first_and_both_duties_stand(self):
        found = answer("jinan", "emergency_line", "in_litigation")
        assert (found.provision, grounds(found)) == ("21(1)", ["21(1)", "23(三)"])
        assert duties(found) == {"hand_over": None, "tell_path": None}


class TestJinanRefusesNothing:
    """The regulation has no ground for refusing: what is left is guided by a person (AMB-63)."""

    def test_refusal_is_no_outcome(self):
        assert jurisdiction("jinan").acceptance.intake.outcomes == ("refer", "accept", "guide")

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_no_item_names_is_guided(self, kind):
        found = answer("jinan", kind=kind)
        assert (found.outcome, found.provision, duties(found)) == ("guide", "3", {"decide_by_person": None})
        assert "AMB-63" in found.readings


class TestJinan25:
    """25(一)(二): what was dealt with, or cannot be done by law or policy, and comes again from the same caller on the
    same facts and reasons, is not handled again: the caller gets an explanation, the hotline a written note."""

    AGAIN = ("same_caller", "same_facts_and_reasons")

    @pytest.mark.parametrize(("fact", "item"), [("dealt_with", "25(一)"), ("not_conforming", "25(二)")])
    def test_each_ends_it_on_the_same_facts_and_reasons(self, fact, item):
        assert says("jinan", fact, *self.AGAIN, step="recheck") == ("terminate", item)

    @pytest.mark.parametrize("fact", ["dealt_with", "not_conforming"])
    @pytest.mark.parametrize("lacking", [0, 1, 2])
    def test_no_part_of_it_may_be_lacking(self, fact, lacking):
        yes = [name for place, name in enumerate((fact, *self.AGAIN)) if place != lacking]
        found = answer("jinan", *yes, step="recheck")
        assert (found.outcome, found.provision, duties(found)) == ("go_on", "25", {})

    def test_new_facts_or_reasons_keep_it_going(self):
        told = {"new_facts": True}
        assert says("jinan", "dealt_with", "not_conforming", step="recheck", facts=told) == ("go_on", "25")

    def test_the_explanation_and_the_note_are_duties_and_no_approval_is(self):
        found = answer("jinan", "dealt_with", *self.AGAIN, step="recheck")
        assert duties(found) == {"explain": None, "written_note": None, "within_five_days": None}
        assert "AMB-36" in found.readings

    def test_the_five_days_are_inferred_from_the_limit_of_every_matter_and_the_rest_is_written(self):
        found = answer("jinan", "dealt_with", *self.AGAIN, step="recheck")
        told = {state.duty.id: (state.duty.provision, state.duty.inferred) for state in found.duties}
        assert told == {
            "explain": ("25", False),
            "written_note": ("25", False),
            "within_five_days": ("24(1)", True),
        }

    def test_the_log_shows_them(self):
        events = [("explained", "2026-03-03"), ("fed_back", "2026-03-04")]
        found = answer("jinan", "dealt_with", *self.AGAIN, step="recheck", events=events)
        assert duties(found) == {"explain": True, "written_note": True, "within_five_days": None}


# -- Ganzi -----------------------------------------------------------------------------------------------------------


class TestGanzi9Item1:
    """9(一): consultations, help, complaints, reports and suggestions on public affairs are accepted."""

    OF_ITEM = ("consultation", "help", "complaint", "report", "suggestion")

    @pytest.mark.parametrize("kind", OF_ITEM)
    def test_each_of_the_five_kinds_is_accepted(self, kind):
        assert says("ganzi", *WITHIN_GANZI, kind=kind) == ("accept", "9(一)")

    @pytest.mark.parametrize("kind", ["service", "other"])
    def test_another_kind_is_guided(self, kind):
        assert says("ganzi", *WITHIN_GANZI, kind=kind) == ("guide", "10(2)")

    @pytest.mark.parametrize("kind", OF_ITEM)
    def test_nothing_of_another_place_is(self, kind):
        assert says("ganzi", "public_affairs", kind=kind) == ("guide", "10(2)")

    def test_what_concerns_no_public_affair_is_guided(self):
        assert says("ganzi", "in_this_city", kind="help") == ("guide", "10(2)")


class TestGanzi9Item2:
    """9(二): what the platforms of state and province assign, or the Sichuan-Chongqing link brings, is accepted."""

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize(
        ("origin", "yes"), [("state", ()), ("province", ()), ("inter_region", ("sichuan_chongqing_link",))]
    )
    def test_it_is_accepted_whatever_its_kind(self, origin, yes, kind):
        assert says("ganzi", *yes, origin=origin, kind=kind) == ("accept", "9(二)")

    @pytest.mark.parametrize("kind", KINDS)
    def test_another_link_between_regions_is_not_of_this_item(self, kind):
        assert says("ganzi", origin="inter_region", kind=kind) == ("guide", "10(2)")
        assert says("ganzi", "sichuan_chongqing_link", origin="caller", kind=kind) == ("guide", "10(2)")

    def test_which_link_it_was_is_asked_only_of_what_came_by_one(self):
        for origin, ask in (("inter_region", ("sichuan_chongqing_link",)), ("province", ()), ("caller", ())):
            assert answer("ganzi", origin=origin, facts={"sichuan_chongqing_link": None}).ask == ask

    def test_a_call_is_not_of_this_item(self):
        assert says("ganzi", origin="caller") == ("guide", "10(2)")

    def test_an_excluded_matter_stays_excluded_whoever_sent_it(self):
        assert says("ganzi", "must_litigate", origin="state") == ("refuse", "10(一)")


class TestGanzi10Item1:
    """10(一): refused is what must go through another procedure, and what has entered the petition channel."""

    @pytest.mark.parametrize("fact", SOLVED_ELSEWHERE)
    def test_its_first_half_each_procedure_that_must_be_gone_through(self, fact):
        found = answer("ganzi", fact, *WITHIN_GANZI)
        assert (found.outcome, found.provision, grounds(found)) == ("refuse", "10(一)", ["10(一)a"])
        assert "AMB-53" in found.readings
        assert "AMB-55" not in found.readings

    @pytest.mark.parametrize("fact", [one for one in SOLVED_ELSEWHERE if one.startswith(("must_", "for_disc"))])
    def test_a_question_about_a_procedure_passes_unless_the_caller_of_the_library_asks_for_the_other_reading(
        self, fact
    ):
        found = answer("ganzi", fact, *WITHIN_GANZI, kind="consultation")
        assert (found.outcome, found.provision, "AMB-55" in found.readings) == ("accept", "9(一)", True)
        city = jurisdiction("ganzi").with_readings({"AMB-55": "refused"})
        assert says(city, fact, *WITHIN_GANZI, kind="consultation") == ("refuse", "10(一)")

    def test_its_second_half_a_petition_already_entered(self):
        found = answer("ganzi", "in_petition_channel", *WITHIN_GANZI)
        assert (found.outcome, found.provision, grounds(found)) == ("refuse", "10(一)", ["10(一)b"])

    @pytest.mark.parametrize("fact", ["in_litigation", "in_arbitration", "in_reconsideration"])
    def test_only_of_petitions_is_it_enough_to_have_entered(self, fact):
        assert says("ganzi", *WITHIN_GANZI, facts={fact: True}) == ("accept", "9(一)")


class TestGanzi10Item2:
    """10(二): what would disclose a secret or another's privacy, or offends public morals, is refused (AMB-33)."""

    @pytest.mark.parametrize("fact", SECRET_OR_INDECENT)
    def test_each_alone_is_enough(self, fact):
        found = answer("ganzi", fact, *WITHIN_GANZI)
        assert (found.outcome, found.provision) == ("refuse", "10(二)")
        assert "AMB-33" in found.readings


class TestGanzi10Item3And13:
    """10(三) with 13(二): what belongs to an emergency line is handed over, whatever comes of it; a special matter is
    accepted and notified before any ground of 10 is asked."""

    URGENT = ("special", "special_urgent")

    def test_an_ordinary_emergency_is_referred_and_handed_over(self):
        found = answer("ganzi", "emergency_line", *WITHIN_GANZI)
        assert (found.outcome, found.provision) == ("refer", "10(三)")
        assert duties(found) == {"explain_and_guide": None, "hand_over": None}
        assert "AMB-31" in found.readings

    @pytest.mark.parametrize("urgency", URGENT)
    def test_one_that_is_a_special_matter_is_accepted_handed_over_and_notified(self, urgency):
        found = answer("ganzi", "emergency_line", urgency=urgency)
        assert (found.outcome, found.provision) == ("accept", "13(二)")
        assert grounds(found) == ["13(二)"]
        assert duties(found) == {"hand_over": None, "notify": None}

    @pytest.mark.parametrize("urgency", URGENT)
    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "praise"])
    def test_a_special_matter_that_is_no_emergency_is_accepted_and_notified_whatever_its_kind(self, urgency, kind):
        found = answer("ganzi", urgency=urgency, kind=kind)
        assert (found.outcome, found.provision, grounds(found)) == ("accept", "13(二)", ["13(二)"])
        assert duties(found) == {"notify": None}

    def test_by_a_narrower_reading_only_of_special_urgent_matters_is_notice_given(self):
        city = jurisdiction("ganzi").with_readings({"AMB-07": "special_urgent_only"})
        for urgency, due in (("special", {}), ("special_urgent", {"notify": None})):
            found = answer(city, urgency=urgency)
            assert (found.outcome, found.provision, duties(found)) == ("accept", "13(二)", due)

    def test_the_notice_names_that_contested_reading_where_it_turns_on_it(self):
        city = jurisdiction("ganzi").with_readings({"AMB-07": "special_urgent_only"})
        for place in ("ganzi", city):
            assert "AMB-07" in answer(place, urgency="special").as_dict()["contested"]
            assert "AMB-07" not in answer(place, urgency="special_urgent").readings
            assert "AMB-07" not in answer(place).readings

    @pytest.mark.parametrize("tier", URGENT)
    def test_what_the_first_call_showed_to_be_special_is_and_what_only_later_facts_showed_was_not(self, tier):
        seen = ("urgent_recognised", "2026-03-02T10:00", {"tier": tier, "new_facts": False})
        later = ("urgent_recognised", "2026-03-03T10:00", {"tier": tier, "new_facts": True})
        assert says("ganzi", events=[seen]) == ("accept", "13(二)")
        assert says("ganzi", events=[later]) == ("guide", "10(2)")

    @pytest.mark.parametrize("tier", URGENT)
    def test_where_the_log_does_not_say_which_the_urgency_is_not_known_and_nothing_is_guessed(self, tier):
        seen = [("urgent_recognised", "2026-03-02T10:00", {"tier": tier})]
        found = answer("ganzi", events=seen)
        assert (found.outcome, found.possible, found.provision) == ("undetermined", ("accept", "guide"), None)
        assert (found.ask, found.hangs_on, duties(found)) == (
            (),
            ("urgency",),
            {"verify_scope": None, "guide_caller": None},
        )
        found = answer("ganzi", *WITHIN_GANZI, events=seen)
        assert (found.outcome, found.hangs_on, duties(found)) == ("accept", (), {})

    def test_notice_binds_in_principle_only(self):
        (notify,) = (s.duty for s in answer("ganzi", urgency="special").duties)
        assert (notify.provision, notify.modality) == ("13(二)", "in_principle")

    EXCLUDED = (
        *((fact,) for fact in (*SOLVED_ELSEWHERE, "in_petition_channel", *SECRET_OR_INDECENT, "military")),
        *((fact,) for fact in ("malicious_attack", "unclear_after_asking", "no_real_demand", "against_law")),
        ("other_basis_cited",),
        ("being_handled", "same_caller"),
        ("closed_and_answered", "same_caller", "same_facts_and_reasons"),
    )

    @pytest.mark.parametrize("urgency", URGENT)
    @pytest.mark.parametrize("yes", EXCLUDED)
    def test_a_special_matter_is_accepted_before_any_ground_of_10_is_asked(self, yes, urgency):
        for more, due in (((), {"notify": None}), (("emergency_line",), {"notify": None, "hand_over": None})):
            found = answer("ganzi", *yes, *more, urgency=urgency)
            assert (found.outcome, found.provision, grounds(found)) == ("accept", "13(二)", ["13(二)"])
            assert duties(found) == due
        assert answer("ganzi", *yes).outcome == "refuse"

    @pytest.mark.parametrize("urgency", URGENT)
    def test_of_a_special_matter_nothing_need_be_asked_but_the_emergency_line_alone_hands_it_over(self, urgency):
        facts = {fact.name: None for fact in jurisdiction("ganzi").acceptance.intake.facts}
        found = answer("ganzi", urgency=urgency, facts=facts)
        assert (found.outcome, found.ask, duties(found)) == ("accept", (), {"notify": None})
        found = answer("ganzi", urgency=urgency, facts=facts | {"emergency_line": True})
        assert duties(found) == {"notify": None, "hand_over": None}

    def test_an_ordinary_emergency_that_is_excluded_besides_is_referred_and_both_are_said(self):
        found = answer("ganzi", "emergency_line", "other_basis_cited")
        assert (found.outcome, found.provision, grounds(found)) == ("refer", "10(三)", ["10(三)", "10(七)"])
        assert duties(found) == {"explain_and_guide": None, "hand_over": None, "cite_basis": None}

    def test_the_log_shows_the_handing_over_and_the_notice(self):
        events = [("referred", "2026-03-02T10:00"), ("notified", "2026-03-02T10:02")]
        found = answer("ganzi", "emergency_line", urgency="special", events=events)
        assert duties(found) == {"hand_over": True, "notify": True}


class TestGanzi10Items4To7:
    """10(四)–(七): refused is what is the military's, is no real demand, is against the law, or has another basis."""

    @pytest.mark.parametrize(
        ("fact", "item"),
        [
            ("military", "10(四)"),
            ("malicious_attack", "10(五)"),
            ("unclear_after_asking", "10(五)"),
            ("no_real_demand", "10(五)"),
            ("against_law", "10(六)"),
            ("other_basis_cited", "10(七)"),
        ],
    )
    def test_each_alone_refuses_what_is_within_the_scope(self, fact, item):
        assert says("ganzi", fact, *WITHIN_GANZI) == ("refuse", item)

    def test_unclear_rests_on_having_asked_back(self):
        assert "AMB-37" in answer("ganzi", "unclear_after_asking").readings

    def test_another_basis_must_be_written_down(self):
        found = answer("ganzi", "other_basis_cited")
        assert duties(found) == {"explain_and_guide": None, "cite_basis": None}
        assert "AMB-53" in found.readings


class TestGanzi10Item8:
    """10(八): refused is what is being handled already, and what was closed and clearly answered and comes again."""

    HANDLED = ("being_handled", "same_caller")
    CLOSED = ("closed_and_answered", "same_caller", "same_facts_and_reasons")

    def test_its_first_half_being_handled(self):
        found = answer("ganzi", *self.HANDLED, *WITHIN_GANZI)
        assert (found.outcome, found.provision) == ("refuse", "10(八)a")

    def test_its_second_half_closed_answered_and_raised_again_on_the_same_facts_and_reasons(self):
        found = answer("ganzi", *self.CLOSED, *WITHIN_GANZI)
        assert (found.outcome, found.provision) == ("refuse", "10(八)b")

    @pytest.mark.parametrize("lacking", ["closed_and_answered", "same_facts_and_reasons"])
    def test_a_half_of_that_half_does_not(self, lacking):
        yes = [name for name in self.CLOSED if name != lacking]
        assert says("ganzi", *yes, *WITHIN_GANZI) == ("accept", "9(一)")

    def test_what_another_caller_has_going_is_accepted_unless_the_other_reading_is_taken(self):
        yes = ("being_handled", *WITHIN_GANZI)
        found = answer("ganzi", *yes)
        assert (found.outcome, found.provision) == ("accept", "9(一)")
        assert "AMB-71" in found.as_dict()["contested"]
        city = jurisdiction("ganzi").with_readings({"AMB-71": "any_caller"})
        assert says(city, *yes) == ("refuse", "10(八)a")
        assert says(city, *yes, facts={"same_caller": None}) == ("refuse", "10(八)a")
        assert answer("ganzi", *yes, facts={"same_caller": None}).ask == ("same_caller",)

    def test_what_was_closed_comes_again_only_from_the_same_caller_by_either_reading(self):
        yes = ("closed_and_answered", "same_facts_and_reasons", *WITHIN_GANZI)
        for option in ("same_caller", "any_caller"):
            city = jurisdiction("ganzi").with_readings({"AMB-71": option})
            assert says(city, *yes) == ("accept", "9(一)")


class TestGanzi10LastParagraph:
    """10, last paragraph: who is refused gets it explained and is guided; where the scope is not clear, the
    departments are asked, and the caller is then guided (AMB-63)."""

    @pytest.mark.parametrize("told", [True, False, None])
    def test_a_refusal_is_explained(self, told):
        refused = ("refused", "2026-03-02", {"reasons_given": told})
        assert duties(answer("ganzi", "military", events=[refused])) == {"explain_and_guide": told}

    def test_what_stands_in_neither_list_is_verified_and_guided(self):
        found = answer("ganzi", events=[("referred", "2026-03-02")])
        assert (found.outcome, found.provision) == ("guide", "10(2)")
        assert duties(found) == {"verify_scope": None, "guide_caller": True}
        assert "AMB-63" in found.readings

    def test_so_is_what_nobody_can_say_of_whether_it_is_excluded(self):
        found = answer("ganzi", *WITHIN_GANZI, facts={"military": "unknown"})
        assert (found.outcome, found.hangs_on) == ("undetermined", ("military",))
        assert duties(found) == {"verify_scope": None, "guide_caller": None}

    def test_but_nothing_is_done_yet_about_what_can_still_be_asked(self):
        found = answer("ganzi", *WITHIN_GANZI, facts={"military": None})
        assert (found.outcome, duties(found)) == ("ask", {})


class TestGanziPraise:
    """14, second sentence: praise is taken and passed on (AMB-61)."""

    def test_praise_of_this_place_is_accepted_whatever_it_is_about(self):
        assert says("ganzi", kind="praise") == ("guide", "10(2)")
        found = answer("ganzi", "in_this_city", kind="praise")
        assert (found.outcome, found.provision, duties(found)) == ("accept", "14s2d", {"pass_on": None})
        assert "AMB-61" in found.readings

    def test_what_only_looks_like_praise_is_refused_all_the_same(self):
        assert says("ganzi", "malicious_attack", kind="praise") == ("refuse", "10(五)")


class TestGanzi19Item3:
    """19(三): what investigation shows to be excluded is answered as not accepted and archived, never sent back with
    that sentence alone (17)."""

    GROUNDS = (
        *(((fact,), "10(一)", "ordinary") for fact in (*SOLVED_ELSEWHERE, "in_petition_channel")),
        *(((fact,), "10(二)", "ordinary") for fact in SECRET_OR_INDECENT),
        (("military",), "10(四)", "special"),
        *(((fact,), "10(五)", "special") for fact in ("malicious_attack", "unclear_after_asking", "no_real_demand")),
        (("against_law",), "10(六)", "special"),
        (("other_basis_cited",), "10(七)", "ordinary"),
        (TestGanzi10Item8.HANDLED, "10(八)a", "ordinary"),
        (TestGanzi10Item8.CLOSED, "10(八)b", "ordinary"),
        (("emergency_line",), "10(三)", "ordinary"),
    )

    @pytest.mark.parametrize(("yes", "ground", "urgency"), GROUNDS)
    def test_each_ground_ends_it_once_investigated(self, yes, ground, urgency):
        found = answer("ganzi", "investigated", *yes, step="recheck", urgency=urgency)
        assert (found.outcome, found.provision, provisions(found)) == ("terminate", "19(三)", [ground])
        assert "AMB-36" in found.readings

    @pytest.mark.parametrize(("yes", "ground", "urgency"), GROUNDS)
    def test_none_ends_it_before(self, yes, ground, urgency):
        found = answer("ganzi", *yes, step="recheck", urgency=urgency)
        assert (found.outcome, found.provision) == ("go_on", "19(三)")
        assert duties(found) == dict.fromkeys(["hand_over"] if "emergency_line" in yes else []) | {"other_ending": None}

    def test_that_19_2_is_another_way_of_ending_it_is_said_where_it_goes_on_and_binds_nobody(self):
        (told,) = answer("ganzi", "investigated", step="recheck").duties
        assert (told.duty.id, told.duty.provision, told.duty.modality) == ("other_ending", "19(二)", "discretion")

    def test_an_emergency_found_after_dispatch_is_handed_over_whatever_comes_of_it(self):
        for urgency in ("ordinary", "special"):
            for investigated in ((), ("investigated",)):
                found = answer("ganzi", "emergency_line", *investigated, step="recheck", urgency=urgency)
                assert "hand_over" in duties(found)

    def test_investigation_without_a_ground_ends_nothing(self):
        assert says("ganzi", "investigated", *WITHIN_GANZI, step="recheck") == ("go_on", "19(三)")

    def test_a_special_matter_is_not_ended_for_being_an_emergency(self):
        assert says("ganzi", "investigated", "emergency_line", step="recheck", urgency="special") == ("go_on", "19(三)")

    def test_it_is_judged_by_the_urgency_last_recorded(self):
        yes = ("investigated", "emergency_line")
        for events, urgency in (
            ([("urgent_recognised", "2026-03-03", {"tier": "special", "new_facts": True})], "ordinary"),
            ([("kind_changed", "2026-03-03", {"urgency": "special"})], "ordinary"),
        ):
            assert says("ganzi", *yes, step="recheck", urgency=urgency) == ("terminate", "19(三)")
            assert says("ganzi", *yes, step="recheck", urgency=urgency, events=events) == ("go_on", "19(三)")
        lowered = [("kind_changed", "2026-03-03", {"urgency": "ordinary"})]
        assert says("ganzi", *yes, step="recheck", urgency="special", events=lowered) == ("terminate", "19(三)")

    def test_another_callers_matter_goes_on_unless_the_other_reading_is_taken(self):
        assert answer("ganzi", "investigated", "being_handled", step="recheck").outcome == "go_on"
        city = jurisdiction("ganzi").with_readings({"AMB-71": "any_caller"})
        assert answer(city, "investigated", "being_handled", step="recheck").outcome == "terminate"

    def test_the_answer_and_the_archive_are_duties_and_a_bare_return_is_barred(self):
        found = answer("ganzi", "investigated", "military", step="recheck")
        assert duties(found) == {"answer_not_accepted": None, "archive": None, "no_bare_return": None}
        assert {s.duty.id: str(s.duty.modality) for s in found.duties}["no_bare_return"] == "bar"
        assert {s.duty.id: s.duty.provision for s in found.duties}["no_bare_return"] == "17"

    def test_what_a_ground_brings_with_it_at_intake_it_brings_here_too(self):
        found = answer("ganzi", "investigated", "emergency_line", "other_basis_cited", step="recheck")
        assert (found.provision, grounds(found)) == ("19(三)", ["10(三)", "10(七)"])
        assert {"hand_over", "cite_basis"} <= duties(found).keys()

    def test_the_log_shows_the_answer_and_the_archive(self):
        events = [("refused", "2026-03-03"), ("archived", "2026-03-04")]
        found = answer("ganzi", "investigated", "military", step="recheck", events=events)
        assert duties(found) == {"answer_not_accepted": True, "archive": True, "no_bare_return": None}


# -- Karamay ---------------------------------------------------------------------------------------------------------


class TestKaramay7:
    """7: general help in daily life; issues and demands of social life; complaints about officials; suggestions;
    consultations."""

    GROUPS = (
        ("7a", "daily_help", ("help",)),
        ("7b", "daily_social_issue", KINDS),
        ("7c", "about_officials_conduct", ("complaint", "report")),
        ("7d", "about_development", ("suggestion",)),
        ("7e", "government_question", ("consultation",)),
    )

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "praise"])
    @pytest.mark.parametrize(("group", "fact", "kinds"), GROUPS)
    def test_each_group_accepts_its_kinds_and_no_others(self, group, fact, kinds, kind):
        found = answer("karamay", "in_this_city", fact, kind=kind)
        assert (found.outcome, found.provision) == ("accept" if kind in kinds else "guide", "7")
        assert grounds(found) == ([group] if kind in kinds else [])

    @pytest.mark.parametrize(("group", "fact", "kinds"), GROUPS)
    def test_nothing_of_another_city_is(self, group, fact, kinds):
        assert answer("karamay", fact, kind=kinds[0]).outcome == "guide"

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "praise"])
    def test_what_stands_in_neither_list_is_guided_by_a_person(self, kind):
        found = answer("karamay", kind=kind)
        assert (found.outcome, found.provision, duties(found)) == ("guide", "7", {"decide_by_person": None})
        assert "AMB-63" in found.readings

    def test_an_emergency_is_referred_and_handed_over_though_the_text_is_silent(self):
        found = answer("karamay", "emergency_line", "malicious_attack")
        assert (found.outcome, found.provision, duties(found)) == ("refer", "7", {"hand_over": None})
        assert "AMB-31" in found.readings


class TestKaramay8a:
    """8: malicious attacks are refused."""

    @pytest.mark.parametrize("kind", KINDS)
    def test_an_attack_is_refused_whatever_its_kind(self, kind):
        assert says("karamay", "malicious_attack", "in_this_city", "daily_social_issue", kind=kind) == ("refuse", "8a")


class TestKaramay8b:
    """8: what repeats an earlier ticket, is empty, or cannot be answered is refused."""

    REPEATED = ("repeats_earlier", "same_caller")

    @pytest.mark.parametrize("yes", [REPEATED, ("empty_content",), ("not_answerable",)])
    def test_each_is_refused(self, yes):
        assert says("karamay", *yes, "in_this_city", "daily_social_issue") == ("refuse", "8b")

    def test_another_callers_repetition_is_accepted_unless_the_other_reading_is_taken(self):
        yes = ("repeats_earlier", "in_this_city", "daily_social_issue")
        found = answer("karamay", *yes)
        assert (found.outcome, "AMB-71" in found.as_dict()["contested"]) == ("accept", True)
        city = jurisdiction("karamay").with_readings({"AMB-71": "any_caller"})
        assert says(city, *yes) == ("refuse", "8b")

    def test_with_new_facts_nothing_is_repeated_unless_the_caller_of_the_library_asks_for_the_other_reading(self):
        yes = (*self.REPEATED, "new_facts", "in_this_city", "daily_social_issue")
        assert says("karamay", *yes) == ("accept", "7")
        city = jurisdiction("karamay").with_readings({"AMB-34": "same_matter"})
        assert says(city, *yes) == ("refuse", "8b")


class TestKaramay8c:
    """8: advertising is refused."""

    def test_a_sales_call_is_refused(self):
        assert says("karamay", "advertising", "in_this_city", "daily_social_issue") == ("refuse", "8c")


class TestKaramay8d:
    """8: petition matters for congress, court or procuratorate, or for a statutory way, are refused."""

    ELSEWHERE = (
        "for_congress_or_judiciary",
        "must_litigate",
        "must_arbitrate",
        "must_reconsider",
        "other_procedure_cited",
    )

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("consultation", "praise")])
    @pytest.mark.parametrize("fact", ELSEWHERE)
    def test_each_refuses_every_demand_by_phone(self, fact, kind):
        assert says("karamay", fact, "in_this_city", "daily_social_issue", kind=kind) == ("refuse", "8d")

    @pytest.mark.parametrize("fact", ELSEWHERE)
    def test_a_consultation_or_praise_is_no_petition_matter(self, fact):
        assert says("karamay", fact, "in_this_city", "government_question", kind="consultation") == ("accept", "7")
        assert says("karamay", fact, "in_this_city", kind="praise") == ("accept", "9")

    @pytest.mark.parametrize("fact", ELSEWHERE)
    @pytest.mark.parametrize("kind", ["consultation", "help"])
    def test_by_the_other_reading_only_what_is_in_the_bureaus_procedure_is(self, fact, kind):
        city = jurisdiction("karamay").with_readings({"AMB-74": "petition_procedure"})
        yes = (fact, "in_this_city", "daily_social_issue")
        assert says(city, *yes, kind=kind) == ("accept", "7")
        assert says(city, *yes, "petition_matter", kind=kind) == ("refuse", "8d")

    def test_the_bureaus_procedure_alone_refuses_nothing(self):
        for option in ("any_demand", "petition_procedure"):
            city = jurisdiction("karamay").with_readings({"AMB-74": option})
            assert answer(city, "petition_matter").outcome == "guide"

    def test_the_path_is_to_be_told_by_higher_law(self):
        found = answer("karamay", "must_litigate", events=[("refused", "2026-03-02", {"path_told": False})])
        assert duties(found) == {"tell_path": False}
        assert "信访" in next(value for name, value in found.duties[0].duty if name.startswith("source"))
        assert {"AMB-53", "AMB-55", "AMB-74"} <= set(found.readings)


class TestKaramay8Others:
    """8: its list is open, but only to a ground whose provision is cited (AMB-53)."""

    def test_a_cited_ground_refuses_and_must_be_written_down(self):
        found = answer("karamay", "other_basis_cited")
        assert (found.outcome, found.provision, duties(found)) == ("refuse", "8", {"cite_basis": None})
        assert "AMB-53" in found.readings


class TestKaramay15:
    """15: who complains or reports gives real name, contact, employer and address, or is not accepted."""

    WITHIN = ("in_this_city", "daily_social_issue")

    @pytest.mark.parametrize("missing", PARTICULARS)
    @pytest.mark.parametrize("kind", ["complaint", "report"])
    def test_each_missing_particular_refuses_a_complaint_or_report(self, kind, missing):
        found = answer("karamay", *self.WITHIN, lacking=(missing,), kind=kind)
        assert (found.outcome, found.provision) == ("refuse", "15")
        assert "AMB-35" in found.as_dict()["contested"]

    def test_before_refusing_the_practice_is_to_be_checked_which_the_text_does_not_say(self):
        (told,) = answer("karamay", *self.WITHIN, lacking=PARTICULARS, kind="complaint").duties
        assert (told.duty.id, told.duty.provision) == ("check_practice", "15")
        assert (told.duty.modality, told.duty.inferred) == ("discretion", True)

    @pytest.mark.parametrize("kind", ["complaint", "report"])
    def test_with_all_four_it_is_accepted(self, kind):
        assert says("karamay", *self.WITHIN, kind=kind) == ("accept", "7")

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("complaint", "report", "praise")])
    def test_other_kinds_are_not_touched(self, kind):
        for option in ("literal", "if_untraceable", "untrue_too"):
            city = jurisdiction("karamay").with_readings({"AMB-35": option})
            found = answer(city, *self.WITHIN, "content_untrue", lacking=PARTICULARS, kind=kind)
            assert (found.outcome, found.provision, grounds(found)) == ("accept", "7", ["7b"])

    @pytest.mark.parametrize("missing", PARTICULARS)
    def test_by_a_milder_reading_only_a_caller_who_cannot_be_traced(self, missing):
        city = jurisdiction("karamay").with_readings({"AMB-35": "if_untraceable"})
        told = {"lacking": (missing,), "kind": "complaint"}
        assert answer(city, *self.WITHIN, **told).outcome == "refuse"
        assert answer(city, *self.WITHIN, "caller_traceable", **told).outcome == "accept"
        assert answer("karamay", *self.WITHIN, "caller_traceable", **told).outcome == "refuse"

    def test_by_a_harsher_reading_untrue_content_too(self):
        city = jurisdiction("karamay").with_readings({"AMB-35": "untrue_too"})
        yes = (*self.WITHIN, "content_untrue")
        assert says(city, *yes, kind="complaint") == ("refuse", "15")
        assert says(city, *self.WITHIN, kind="complaint", lacking=("contact_given",)) == ("refuse", "15")
        for option in ("literal", "if_untraceable"):
            other = jurisdiction("karamay").with_readings({"AMB-35": option})
            assert says(other, *yes, kind="complaint") == ("accept", "7")


class TestKaramay9Praise:
    """9: praise is one of the seven kinds; it is taken (AMB-61)."""

    def test_praise_of_this_city_is_accepted(self):
        assert says("karamay", kind="praise") == ("guide", "7")
        found = answer("karamay", "in_this_city", kind="praise")
        assert (found.outcome, found.provision) == ("accept", "9")
        assert "AMB-61" in found.readings

    def test_advertising_in_the_form_of_praise_is_not(self):
        assert says("karamay", "advertising", kind="praise") == ("refuse", "8c")


class TestKaramayAfterDispatch:
    """The text has no rule for ending what was sent out, and no other city's is borrowed (AMB-36)."""

    def test_there_is_no_answer_and_it_says_why(self):
        found = acceptance.recheck(Ticket(id="T", kind="help"), jurisdiction("karamay"))
        assert (found.outcome, found.why, found.ask, found.grounds) == ("undetermined", "no_rule", (), ())


# -- what holds in every city ----------------------------------------------------------------------------------------


class TestSeveralGrounds:
    """Several grounds may hold: all are returned, and the first in the order of the text leads (AMB-75)."""

    @pytest.mark.parametrize(
        ("city", "yes", "ids"),
        [
            ("weifang", ("other_basis_cited", "in_petition_channel"), ["19(1)(二)", "19(1)(五)"]),
            ("ganzi", ("against_law", "military", "in_petition_channel"), ["10(一)b", "10(四)", "10(六)"]),
            ("karamay", ("advertising", "empty_content", "must_litigate"), ["8b", "8c", "8d"]),
        ],
    )  # fmt: skip
    def test_all_are_returned_and_the_first_leads(self, city, yes, ids):
        found = answer(city, *yes)
        assert (found.outcome, grounds(found)) == ("refuse", ids)
        assert found.provision == found.grounds[0].rule.provision
        assert "AMB-75" in found.readings
        assert all("AMB-75" not in answer(city, one).readings for one in yes)

    def test_a_duty_of_a_later_ground_is_not_lost(self):
        found = answer("weifang", "in_petition_channel", "must_litigate", "other_basis_cited")
        assert duties(found) == {"give_reasons": None, "tell_channel": None, "cite_basis": None}

    def test_grounds_of_another_outcome_are_not_among_them(self):
        found = answer("weifang", "must_litigate", "in_this_city", "for_public_bodies")
        assert grounds(found) == ["19(1)(一)"]

    def test_two_items_of_the_scope_are_both_returned(self):
        found = answer("jinan", "in_this_city", "needs_public_body", "other_matter_to_raise")
        assert (found.provision, grounds(found)) == ("14(二)", ["14(二)", "14(五)"])

    def test_the_grounds_after_dispatch_are_all_returned_too(self):
        found = answer("weifang", "must_litigate", "caller_refuses_cooperation", "cannot_be_handled", step="recheck")
        assert (found.provision, grounds(found)) == ("21", ["19(1)(一)", "21"])
        assert "AMB-75" in found.readings


class TestInForce:
    """Before a regulation was in force nothing is accepted or refused under it (AMB-48)."""

    @pytest.mark.parametrize(
        ("city", "last_day_before", "first_day"),
        [
            ("weifang", "2021-12-14", "2021-12-15"),
            ("jinan", "2018-08-31", "2018-09-01"),
            ("ganzi", "2023-09-24", "2023-09-25"),
        ],
    )
    def test_up_to_the_day_before_nothing_is_decided_and_from_the_first_day_on_it_is(
        self, city, last_day_before, first_day
    ):
        for at in (last_day_before, f"{last_day_before}T23:59:59"):
            found = answer(city, "emergency_line", events=[("accepted", at)])
            assert (found.outcome, found.why, found.provision) == ("undetermined", "not_in_force", None)
            assert (found.grounds, found.ask, found.duties, found.changes) == ((), (), (), ())
        for at in (first_day, f"{first_day}T00:00"):
            found = answer(city, "emergency_line", events=[("accepted", at)])
            assert (found.outcome, found.why) == ("refer", None)

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            ("2010-06-30", "not_in_force"),
            ("2010-07-01", "in_force_unknown"),
            ("2019-06-30", "in_force_unknown"),
            ("2019-07-01", None),
        ],
    )
    def test_in_karamay_the_years_between_are_not_known(self, day, why):
        found = answer("karamay", "advertising", events=[("accepted", day)])
        assert (found.outcome, found.why) == ("refuse" if why is None else "undetermined", why)

    @pytest.mark.parametrize("city", ["weifang", "jinan", "ganzi"])
    def test_the_check_after_dispatch_is_under_the_same_rule(self, city):
        found = answer(city, step="recheck", events=[("accepted", "2018-01-02"), ("transferred", "2018-01-02")])
        assert (found.outcome, found.why) == ("undetermined", "not_in_force")

    @pytest.mark.parametrize("sent", ["transferred", "arrived"])
    def test_but_by_the_day_on_which_it_was_sent_out(self, sent):
        for at, why in (("2021-12-14T23:00", "not_in_force"), ("2021-12-15T09:00", None)):
            events = [("accepted", "2021-12-13"), (sent, at)]
            assert answer("weifang", events=events).why == "not_in_force"
            assert answer("weifang", step="recheck", events=events).why == why

    def test_the_first_event_is_the_day_it_came_in_in_whatever_order_they_stand(self):
        events = [("transferred", "2021-12-15T09:00"), ("accepted", "2021-12-14T23:00")]
        assert answer("weifang", events=events).why == "not_in_force"
        assert answer("weifang", events=events[::-1]).why == "not_in_force"

    def test_an_instant_with_an_offset_is_taken_on_the_citys_own_day(self):
        assert answer("weifang", events=[("accepted", "2021-12-14T15:59+00:00")]).why == "not_in_force"
        assert answer("weifang", events=[("accepted", "2021-12-14T16:00+00:00")]).why is None

    @pytest.mark.parametrize("city", CITIES)
    def test_a_question_without_any_event_is_answered_under_the_text_as_it_stands(self, city):
        assert answer(city).outcome == "guide"


class TestWhatCannotBeUsed:
    """A fact that is not known, is of another type, or contradicts another is refused by name, never passed over."""

    @pytest.mark.parametrize("city", CITIES)
    @pytest.mark.parametrize("step", [acceptance.check, acceptance.recheck])
    def test_a_name_that_is_no_fact_is_refused_with_the_nearest_first(self, city, step):
        with pytest.raises(UnknownNameError) as told:
            step(Ticket(id="T", facts={"must_litgate": True}), jurisdiction(city))
        assert (told.value.what, told.value.name, told.value.known[0]) == ("fact", "must_litgate", "must_litigate")

    def test_even_where_its_answer_is_not_known(self):
        for reply in (None, "unknown", False):
            with pytest.raises(UnknownNameError):
                acceptance.check(Ticket(id="T", facts={"must_litgate": reply}), jurisdiction("weifang"))

    def test_a_fact_of_another_city_is_none_here(self):
        ticket = Ticket(id="T", kind="help", facts={"military": True})
        assert acceptance.check(ticket, jurisdiction("ganzi")).possible == ("refer", "refuse")
        with pytest.raises(UnknownNameError, match="'military'"):
            acceptance.check(ticket, jurisdiction("weifang"))

    def test_one_that_the_city_knows_but_its_table_does_not_ask_changes_nothing(self):
        assert says("weifang", "must_litigate", facts={"in_litigation": True}) == ("refuse", "19(1)(一)")

    @pytest.mark.parametrize("value", ["yes", "是", "true", 1, 0, [], {}, 0.5, "Unknown"])
    def test_an_answer_of_another_type_is_refused_where_it_stands(self, value):
        with pytest.raises(ValidationError, match=r"facts\.must_litigate"):
            Ticket.model_validate({"id": "T", "facts": {"must_litigate": value}})

    @pytest.mark.parametrize("city", CITIES)
    @pytest.mark.parametrize(
        ("fact", "other", "is_yes"),
        [
            ("new_facts", "same_facts_and_reasons", True),
            ("conclusion_lawful", "dealt_with", False),
            ("conclusion_reasonable", "dealt_with", False),
        ],
    )
    def test_two_answers_of_which_only_one_can_be_true_are_refused_by_name(self, city, fact, other, is_yes):
        for step in (acceptance.check, acceptance.recheck):
            with pytest.raises(ContradictoryFactsError, match=f"'{fact}'.*'{other}'") as told:
                step(Ticket(id="T", facts={fact: True, other: is_yes}), jurisdiction(city))
            assert {told.value.fact, told.value.other} == {fact, other}
            assert told.value.is_yes is is_yes

    def test_so_are_a_citys_own(self):
        ticket = Ticket(id="T", facts={"closed_and_answered": True, "dealt_with": False})
        with pytest.raises(ContradictoryFactsError, match="'closed_and_answered' is yes and 'dealt_with' is no"):
            acceptance.check(ticket, jurisdiction("ganzi"))

    @pytest.mark.parametrize("reply", [None, "unknown", True])
    def test_what_is_not_known_contradicts_nothing(self, reply):
        told = {"conclusion_lawful": True, "dealt_with": reply}
        acceptance.check(Ticket(id="T", kind="help", facts=told), jurisdiction("weifang"))

    def test_a_city_that_states_nothing_on_acceptance_gives_no_answer(self):
        city = jurisdiction("weifang").changed(acceptance=None)
        found = acceptance.check(Ticket(id="T", kind="help", facts={"must_litigate": True}), city)
        assert (found.outcome, found.why, found.possible) == ("undetermined", "no_rule", ())


class TestImplied:
    """What the facts mean is filled in before deciding: of two answers of which one follows, only one is asked."""

    @pytest.mark.parametrize("fact", ["conclusion_lawful", "conclusion_reasonable"])
    def test_a_conclusion_presupposes_that_it_was_dealt_with_which_is_then_not_asked(self, fact):
        told = dict.fromkeys(TestWeifang19Item4.DONE) | {fact: True}
        found = answer("weifang", facts=told)
        assert set(found.ask) == {"conclusion_lawful", "conclusion_reasonable"} - {fact}
        assert found.told["dealt_with"] is True

    def test_what_was_not_dealt_with_has_no_conclusion_and_nothing_is_asked_about_one(self):
        told = {"dealt_with": False, "conclusion_lawful": None, "conclusion_reasonable": None, "new_facts": None}
        assert answer("weifang", "in_this_city", "for_public_bodies", facts=told).outcome == "accept"

    @pytest.mark.parametrize(("fact", "item"), [("dealt_with", "25(一)"), ("not_conforming", "25(二)")])
    def test_new_facts_are_not_the_same_facts_again(self, fact, item):
        told = {"new_facts": True, "same_facts_and_reasons": None}
        assert answer("jinan", fact, "same_caller", step="recheck", facts=told).outcome == "go_on"
        told = {"new_facts": None, "same_facts_and_reasons": True}
        assert says("jinan", fact, "same_caller", step="recheck", facts=told) == ("terminate", item)

    def test_nothing_follows_from_what_is_not_known_and_no_answer_told_is_changed(self):
        city = jurisdiction("ganzi")
        for fact, other, answer_of_other in city.conflicts:
            for reply in (None, "unknown", False):
                assert implied({fact: reply}, city.conflicts).get(other) is None
            found = implied({fact: True}, city.conflicts)
            assert (found[fact], found[other]) == (True, not answer_of_other)
            assert implied({other: answer_of_other}, city.conflicts)[fact] is False
            assert implied({fact: True, other: "unknown"}, city.conflicts)[other] == "unknown"

    @given(st.data())
    def test_what_is_filled_in_contradicts_nothing_and_adds_nothing_the_second_time(self, data):
        city = jurisdiction(data.draw(st.sampled_from(CITIES)))
        answers = st.sampled_from([True, False, None, "unknown"])
        involved = sorted({name for fact, other, _ in city.conflicts for name in (fact, other)})
        told = data.draw(st.dictionaries(st.sampled_from(involved), answers))
        assume(not any(told.get(fact) is True and told.get(other) is x for fact, other, x in city.conflicts))
        found = implied(told, city.conflicts)
        assert {name: reply for name, reply in found.items() if told.get(name) is not None} == {
            name: reply for name, reply in told.items() if reply is not None
        }
        assert not any(found.get(fact) is True and found.get(other) is x for fact, other, x in city.conflicts)
        assert {n: r for n, r in implied(found, city.conflicts).items() if r is not None} == {
            n: r for n, r in found.items() if r is not None
        }

    @given(st.data())
    def test_one_answer_turned_leaves_no_contradiction_and_every_answer_that_is_none(self, data):
        city = jurisdiction(data.draw(st.sampled_from(CITIES)))
        involved = sorted({name for fact, other, _ in city.conflicts for name in (fact, other)})
        told = data.draw(st.dictionaries(st.sampled_from(involved), st.booleans(), min_size=1))
        assume(not any(told.get(fact) is True and told.get(other) is x for fact, other, x in city.conflicts))
        name = data.draw(st.sampled_from(sorted(told)))
        assert turned(told, name, city.conflicts) == without_contradiction({**told, name: not told[name]}, name, city)


class TestTheProvisionOfAnEnding:
    """Weifang ends under 21 and Ganzi under 19(三), whatever ground of 19(1) or of 10 is the reason."""

    @pytest.mark.parametrize(("city", "by"), [("weifang", "21"), ("ganzi", "19(三)")])
    def test_it_is_that_provision_even_while_it_is_open_which_ground_leads(self, city, by):
        yes = ("investigated",) if city == "ganzi" else ()
        told = {"must_litigate": None}
        found = answer(city, "in_petition_channel", *yes, step="recheck", facts=told)
        assert (found.outcome, found.provision, found.ask_grounds) == ("terminate", by, ("must_litigate",))
        assert [one.certain for one in found.grounds] == [False, True]
        assert found.decision.headline is None

    @pytest.mark.parametrize("city", ["weifang", "ganzi"])
    def test_while_it_is_asked_there_is_none(self, city):
        yes = ("investigated",) if city == "ganzi" else ()
        found = answer(city, *yes, step="recheck", facts={"in_petition_channel": None})
        assert (found.outcome, found.provision) == ("ask", None)

    def test_jinan_has_no_such_provision(self):
        assert jurisdiction("jinan").acceptance.recheck.by is None


STEPS = [(city, step) for city in CITIES for step in ("intake", "recheck") if (city, step) != ("karamay", "recheck")]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Jurisdiction, str, Ticket]:
    """A ticket of some city, mostly told no, with no answers that contradict each other."""
    name, step = draw(st.sampled_from(STEPS))
    city = jurisdiction(name)
    rules = getattr(city.acceptance, step)
    answers = st.sampled_from([True, False, False, False, False, None, "unknown"])
    facts = draw(st.fixed_dictionaries({fact.name: answers for fact in rules.facts}))
    for fact, other, is_yes in city.conflicts:
        assume(not (facts.get(fact) is True and facts.get(other) is is_yes))
    ticket = Ticket(
        id="T",
        kind=draw(st.sampled_from([None, *KINDS])),
        origin=draw(st.sampled_from(["caller", "province"])),
        urgency=draw(st.sampled_from(["ordinary", "special"])),
        facts=facts,
    )
    return city, step, ticket


def asked(city: Jurisdiction, step: str, ticket: Ticket) -> Answer:
    return (acceptance.check if step == "intake" else acceptance.recheck)(ticket, city)


def without_contradiction(told: dict, name: str, city: Jurisdiction) -> dict:
    """The answers, with those that cannot be true beside the one turned made to agree with it."""
    facts = dict(told)
    for fact in city.vocabulary.values():
        for other in fact.presupposes:
            if fact.name == name and facts.get(name) is True and facts.get(other) is False:
                facts[other] = True
            if other == name and facts[name] is False and facts.get(fact.name) is True:
                facts[fact.name] = False
        for other in fact.excludes:
            if name in (fact.name, other) and facts.get(fact.name) is True and facts.get(other) is True:
                facts[other if name == fact.name else fact.name] = False
    return facts


class TestChanges:
    """An answer says which one other answer would have changed it, and to what."""

    @given(cases())
    def test_each_change_listed_does_what_it_says_and_no_other_single_change_does_anything(self, case):
        city, step, ticket = case
        found = asked(city, step, ticket)
        engine = city.engine(found.decision.table)
        expected = {}
        for name, reply in found.told.items():
            if isinstance(reply, bool) and name in {fact.name for fact in engine.table.facts}:
                facts = without_contradiction({**found.told, name: not reply}, name, city)
                # Not by way of the ticket: what it was not told would be filled in anew.
                other = engine.decide_on(found.decision.fields, facts)
                if other.outcome != found.outcome:
                    rule = other.headline if isinstance(other.headline, Rule) else None
                    expected[name] = (not reply, other.outcome, rule)
        assert {one.fact: (one.to, one.outcome, one.rule) for one in found.changes} == expected
        assert len(found.changes) == len(expected)

    def test_as_at_the_counter(self):
        found = answer("weifang", *TestWeifang19Item4.DONE, "in_this_city", "for_public_bodies")
        changes = {one.fact: (one.to, one.outcome, one.rule and one.rule.id) for one in found.changes}
        assert changes == {
            "emergency_line": (True, "refer", "39"),
            "dealt_with": (False, "accept", "10(二)"),
            "conclusion_lawful": (False, "accept", "10(二)"),
            "conclusion_reasonable": (False, "accept", "10(二)"),
            "new_facts": (True, "accept", "10(二)"),
        }

    def test_what_the_answer_turned_would_contradict_turns_with_it(self):
        """Jinan, 25(一): new facts are not the same facts, and what was not dealt with came to no conclusion."""
        found = answer("jinan", "dealt_with", "same_caller", "same_facts_and_reasons", step="recheck")
        assert {one.fact: one.outcome for one in found.changes} == dict.fromkeys(
            ["dealt_with", "same_caller", "same_facts_and_reasons"], "go_on"
        )
        found = answer("weifang", "in_this_city", "for_public_bodies", "dealt_with", "conclusion_lawful")
        changes = {one.fact: (one.outcome, one.rule and one.rule.id) for one in found.changes}
        assert changes["conclusion_reasonable"] == ("refuse", "19(1)(四)")
        found = answer(
            "weifang", "in_this_city", "for_public_bodies", facts={"conclusion_lawful": True, "dealt_with": None}
        )
        assert found.told["dealt_with"] is True

    def test_a_conclusion_turned_to_yes_brings_with_it_that_the_matter_was_dealt_with(self):
        found = answer("weifang", "conclusion_reasonable", facts={"dealt_with": None, "conclusion_lawful": False})
        changes = {one.fact: (one.outcome, one.rule and one.rule.id) for one in found.changes}
        assert changes["conclusion_lawful"] == ("refuse", "19(1)(四)")

    def test_what_only_the_old_answer_implied_is_not_kept_when_it_is_turned(self):
        """Not dealt with, so no conclusion was asked about; had it been dealt with, that would have to be asked."""
        told = {"dealt_with": False, "conclusion_lawful": None, "conclusion_reasonable": None}
        found = answer("weifang", "in_this_city", "for_public_bodies", facts=told)
        assert {one.fact: one.outcome for one in found.changes}.get("dealt_with") == "ask"

    def test_a_change_may_lead_to_a_question(self):
        found = answer("jinan", "in_litigation", "in_this_city", facts={"needs_public_body": None})
        changes = {one.fact: (one.to, one.outcome, one.rule) for one in found.changes}
        assert changes["in_litigation"] == (False, "ask", None)

    def test_what_was_not_told_is_no_change(self):
        assert answer("jinan", "in_litigation", facts={"emergency_line": None}).changes != ()
        assert "emergency_line" not in [
            one.fact for one in answer("jinan", "in_litigation", facts={"emergency_line": None}).changes
        ]


class TestReadingsAreNamed:
    """An answer names every reading another admissible option of which would have made it another answer."""

    @given(cases())
    def test_of_every_case(self, case):
        city, step, ticket = case
        found = asked(city, step, ticket)
        for one in city.choices:
            for option in one.admissible:
                other = asked(city.variant({one.reading: option}), step, ticket)
                if other.possible != found.possible:
                    assert one.reading in found.readings

    @given(cases())
    def test_and_only_readings_the_city_states(self, case):
        city, step, ticket = case
        assert set(asked(city, step, ticket).readings) <= city.chosen.keys()


class TestReadingsThatCannotMatter:
    """A reading is named only where the outcome or a ground given turns on it, or a ground given is shaped by it."""

    def test_an_emergency_of_weifang_says_nothing_of_the_grounds_for_refusing(self):
        found = answer("weifang", "emergency_line", "dealt_with", "conclusion_lawful", "conclusion_reasonable")
        assert found.outcome == "refer"
        assert "AMB-34" not in found.readings
        told = acceptance.check(Ticket(id="T", kind="help", facts={"emergency_line": True}), jurisdiction("weifang"))
        assert (told.outcome, told.readings) == ("refer", ("AMB-31",))

    def test_that_of_questions_about_procedures_only_of_a_question_that_some_procedure_is_for(self):
        for city, scope in (("weifang", "public_information"), ("ganzi", "public_affairs")):
            yes = ("in_this_city", scope)
            assert "AMB-55" not in answer(city, *yes, kind="consultation").readings
            assert "AMB-55" not in answer(city, "must_litigate", kind="complaint").readings
            assert "AMB-55" in answer(city, *yes, "must_litigate", kind="consultation").readings
            assert "AMB-55" in answer(city, *yes, kind="consultation", facts={"must_litigate": None}).readings

    def test_a_special_matter_of_ganzi_says_nothing_of_who_raised_it_before(self):
        assert "AMB-71" not in answer("ganzi", "being_handled", urgency="special").readings
        assert "AMB-71" in answer("ganzi", "being_handled").readings


class TestAsData:
    """An answer is plain JSON values, with the same answers in them."""

    @given(cases())
    def test_it_is_json_and_says_what_the_answer_says(self, case):
        city, step, ticket = case
        found = asked(city, step, ticket)
        told = json.loads(json.dumps(found.as_dict(), ensure_ascii=False))
        assert (told["outcome"], tuple(told["ask"]), tuple(told["hangs_on"])) == (
            found.outcome,
            found.ask,
            found.hangs_on,
        )
        assert [(g["id"], g["certain"]) for g in told["grounds"]] == [(g.rule.id, g.certain) for g in found.grounds]
        assert [(d["id"], d["done"]) for d in told["duties"]] == list(duties(found).items())
        assert [(c["fact"], c["to"], c["outcome"]) for c in told["changes"]] == [one[:3] for one in found.changes]

    @given(cases())
    def test_every_provision_it_names_is_one_of_the_regulation(self, case):
        city, step, ticket = case
        found = asked(city, step, ticket)
        named = {found.provision, *(g.rule.provision for g in found.grounds), *(s.duty.provision for s in found.duties)}
        assert named - {None} <= set(city.regulation.addresses)

    @pytest.mark.parametrize("event", ["transferred", "arrived", "signed"])
    def test_a_ticket_is_sent_out_once_it_is_with_a_unit(self, event):
        ticket = Ticket.model_validate({"id": "T", "events": [{"type": event, "at": "2026-03-02"}]})
        assert acceptance.was_sent_out(ticket)
        ticket = Ticket.model_validate({"id": "T", "events": [{"type": "accepted", "at": "2026-03-02"}]})
        assert not acceptance.was_sent_out(ticket)
