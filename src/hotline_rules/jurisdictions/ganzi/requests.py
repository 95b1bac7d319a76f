"""Ganzi on extensions (13(一)) and returns (12(二)5, 17), as data."""

from __future__ import annotations

from hotline_rules.extensions import ExtensionRules
from hotline_rules.jurisdictions.ganzi.facts import VOCABULARY
from hotline_rules.law import Actor, Modality
from hotline_rules.returns import ReturnRules
from hotline_rules.rules import Duty, Otherwise, Rule, every, no, one_of, some, table, under

# -- extensions ---------------------------------------------------------------------------------------------------

_TELL = Duty(
    id="explain_extension",
    provision="13(一)s5a",
    actor=Actor.UNIT,
    zh="延期后向来电人说明情况",
    en="Explain the extension to the caller",
    shown_by=("explained",),
    after="extension_requested",
    when=no("extension_refused"),
)
_REASON = Duty(
    id="record_reason",
    provision="13(一)s3",
    actor=Actor.HOTLINE,
    zh="要批准的，写明理由（“原则上”的上限，超过即须说明理由）",
    en="If it is granted, record the reason: a cap that binds in principle is exceeded",
    shown_by=("extension_decided.reason",),
    inferred=True,
)
_REASON_ABOVE = _REASON.model_copy(update={"id": "record_reason_above", "provision": "13(一)s5b"})
_BY_STATUTE = "extension_by_statute"
_ABOVE = some(one_of("origin", "state", "province"), every(under("AMB-65", "upper"), one_of("origin", "inter_region")))

EXTENSIONS = ExtensionRules(
    request=table(
        "extension",
        "13(一)s3",
        [
            Rule(
                id="not_complex",
                provision="13(一)s3",
                outcome="not_in_order",
                when=every(no(_BY_STATUTE), no("complex_matter")),
                on=Actor.UNIT,
            ),
            Rule(
                id="no_other_limit",
                provision="13(一)s4",
                outcome="not_in_order",
                when=every(_BY_STATUTE, no("longer_law_noted")),
                on=Actor.UNIT,
                readings=("AMB-12",),
            ),
            Rule(
                id="after_cut_off",
                provision="13(一)s3",
                outcome="deviation",
                when=every(no(_BY_STATUTE), "extension_asked_late"),
                duties=(_REASON,),
                on=Actor.UNIT,
                readings=("AMB-10",),
            ),
            Rule(
                id="after_cut_off_by_statute",
                provision="13(一)s4",
                outcome="deviation",
                when=every(_BY_STATUTE, "extension_asked_late"),
                duties=(_REASON,),
                on=Actor.UNIT,
                readings=("AMB-10", "AMB-12"),
            ),
            Rule(
                id="too_long",
                provision="13(一)s3",
                outcome="deviation",
                when=every(no(_BY_STATUTE), "extension_too_long"),
                duties=(_REASON,),
                on=Actor.HOTLINE,
                modality=Modality.IN_PRINCIPLE,
                readings=("AMB-11",),
            ),
            Rule(
                id="too_many",
                provision="13(一)s3",
                outcome="deviation",
                when=every(no(_BY_STATUTE), "extension_too_many"),
                duties=(_REASON,),
                on=Actor.HOTLINE,
                modality=Modality.IN_PRINCIPLE,
                readings=("AMB-11",),
            ),
            Rule(
                id="in_principle_none",
                provision="13(一)s5b",
                outcome="deviation",
                when=every(
                    some(no(_BY_STATUTE), under("AMB-12", "on_application")),
                    some(one_of("kind", "consultation"), _ABOVE),
                ),
                duties=(_REASON_ABOVE,),
                on=Actor.HOTLINE,
                readings=("AMB-79",),
            ),
            Rule(
                id="13(一)s4",
                provision="13(一)s4",
                outcome="in_order",
                when=every(_BY_STATUTE),
                readings=("AMB-12", "AMB-51"),
            ),
        ],
        Otherwise(provision="13(一)s3", outcome="in_order", readings=("AMB-51",)),
        VOCABULARY,
        {"in_order": (_TELL,), "deviation": (_TELL,)},
        together=("not_in_order", "deviation"),
    ),
    each=5,
    times=2,
    tell=_TELL,
)

# -- returns ------------------------------------------------------------------------------------------------------

_BARRED = some("unit_was_designated", every(under("AMB-22", "same_kind_too"), "designated_before_for_same_kind"))
_BAR = Rule(
    id="12(二)5",
    provision="12(二)5",
    outcome="barred",
    when=_BARRED,
    on=Actor.UNIT,
    readings=("AMB-22",),
)


def _lacks(name: str, fact: str, *, bad: bool = False) -> Rule:
    """One of the conditions of article 17: the fact must be yes, or, of what is forbidden, no."""
    when = every(fact) if bad else no(fact)
    modality = Modality.BAR if bad else None
    return Rule(id=name, provision="17", outcome="defective", when=when, on=Actor.UNIT, modality=modality)


RETURNS = ReturnRules(
    standing=table(
        "return_standing",
        "17",
        [
            _BAR,
            Rule(
                id="17",
                provision="17",
                outcome="must_return",
                when=every("outside_duties"),
                duties=(
                    Duty(
                        id="ask_to_return",
                        provision="17",
                        actor=Actor.UNIT,
                        zh="一个工作日内在系统申请退回：分管负责人签字，注明理由、建议转派单位，附政策依据",
                        en="Ask for its return within a working day: signed by the deputy in charge, with the reason, "
                        "the unit suggested and the basis in policy",
                        shown_by=("return_requested",),
                    ),
                ),
                readings=("AMB-19",),
            ),
        ],
        Otherwise(provision="17", outcome="keep"),
        VOCABULARY,
    ),
    request=table(
        "return_request",
        "17",
        [
            _BAR,
            _lacks("not_outside_duties", "outside_duties"),
            _lacks("not_signed", "return_signed_by_deputy"),
            _lacks("no_reason", "return_reason_given"),
            _lacks("no_unit_suggested", "return_unit_suggested"),
            _lacks("no_policy_basis", "return_basis_given"),
            _lacks("boilerplate", "return_is_boilerplate", bad=True),
            Rule(
                id="late",
                provision="17",
                outcome="late",
                when=every("return_asked_late"),
                on=Actor.UNIT,
                readings=("AMB-68",),
            ),
        ],
        Otherwise(provision="17", outcome="in_order"),
        VOCABULARY,
        {
            outcome: (
                Duty(
                    id="review_return",
                    provision="17",
                    actor=Actor.HOTLINE,
                    zh="审核；通过后方可退件",
                    en="Review it: only approval lets it go back",
                    shown_by=("return_decided",),
                    after="return_requested",
                ),
            )
            for outcome in ("in_order", "late", "defective", "barred")
        },
        together=("barred", "defective", "late"),
    ),
    designated_because="body_undeterminable",
)
