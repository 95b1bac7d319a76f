"""Ganzi on acceptance (9, 10, 12, 13) and on what turns out not acceptable after dispatch (19), as data."""

from __future__ import annotations

from hotline_rules.acceptance import AcceptanceRules
from hotline_rules.common_facts import COMMON
from hotline_rules.facts import Fact
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import Condition, Duty, Otherwise, Rule, Standing, every, no, one_of, some, table, under

FACTS = (
    Fact(
        name="military",
        label_zh="属于军队、武警职权",
        label_en="within the competence of the military or the armed police",
        question_zh="这件事是不是属于军队或者武装警察部队的职权？",
        question_en="Does this lie within the competence of the military or the armed police?",
        not_meant_zh="涉及退役军人、军属，但应由地方办理的，不算。",
        not_meant_en="Not a veteran's or a family's matter that local government handles.",
    ),
    Fact(
        name="unclear_after_asking",
        label_zh="追问后仍表述不清",
        label_en="unclear even after asking",
        question_zh="经过追问核实，诉求是不是仍然说不清楚、无法形成工单？",
        question_en="Even after asking back, is it still so unclear that no ticket can be made of it?",
        not_meant_zh="没有追问过的，不算；方言、口音听不懂，不算。",
        not_meant_en="Not before asking back; not a dialect or accent that is hard to follow.",
        readings=("AMB-37",),
    ),
    Fact(
        name="no_real_demand",
        label_zh="没有实质诉求",
        label_en="no real demand",
        question_zh="这个来电是不是没有任何实质的诉求？",
        question_en="Is there no real demand in this call at all?",
    ),
    Fact(
        name="against_law",
        label_zh="要求本身违反法律法规规章",
        label_en="the demand itself is against a law, regulation or rule",
        question_zh="来电人要求办的事本身是不是违反法律、法规或者规章？",
        question_en="Is what the caller asks for itself against a law, regulation or rule?",
        not_meant_zh="举报别人违法，不算。",
        not_meant_en="Not a report that somebody else breaks the law.",
    ),
    Fact(
        name="being_handled",
        label_zh="已受理并且正在办理",
        label_en="already accepted and being handled",
        question_zh="这件事12345是不是已经受理、承办单位正在办理？",
        question_en="Has 12345 already accepted this matter, and is a unit handling it?",
        not_meant_zh="说的是在先的另一张工单；本工单自己正在办理，不算。",
        not_meant_en="Another, earlier ticket is meant; that this very ticket is being handled does not count.",
        readings=("AMB-71",),
    ),
    Fact(
        name="closed_and_answered",
        label_zh="已依法办结并明确答复",
        label_en="closed according to law and clearly answered",
        question_zh="这件事承办单位是不是已经依法依规办结，并且给过明确答复？",
        question_en="Has a unit closed this matter according to law and given a clear answer?",
        presupposes=("dealt_with",),
    ),
    Fact(
        name="sichuan_chongqing_link",
        label_zh="川渝12345热线联动转来",
        label_en="transferred through the Sichuan-Chongqing link",
        question_zh="是不是川渝两地12345热线联动转来的？",
        question_en="Did it come through the link of the Sichuan and Chongqing hotlines?",
    ),
    Fact(
        name="investigated",
        label_zh="已经调查核实",
        label_en="investigated and verified",
        question_zh="承办单位是不是已经调查核实过？",
        question_en="Has the unit investigated and verified it?",
    ),
)

_VOCABULARY = COMMON | {fact.name: fact for fact in FACTS}

_EXPLAIN = Duty(
    id="explain_and_guide",
    provision="10(2)",
    actor=Actor.INTAKE,
    zh="向来电人解释并引导",
    en="Explain it to the caller and guide them",
    shown_by=("refused.reasons_given",),
)
_LINK = Duty(
    id="hand_over",
    provision="12(二)6",
    actor=Actor.INTAKE,
    zh="通过三方通话等联动机制立即转给110、119、120、122等紧急热线",
    en="Hand over at once to 110, 119, 120, 122 or the like (three-way call)",
    shown_by=("referred",),
)
_NOTIFY = Duty(
    id="notify",
    provision="13(二)",
    actor=Actor.HOTLINE,
    zh="三分钟内通报属地政府和有关部门，并转承办单位；紧急时限照走",
    en="Within three minutes tell the territorial government and departments, and transfer; the urgent clock runs",
    modality=Modality.IN_PRINCIPLE,
    shown_by=("notified",),
    when=some(one_of("urgency", "special_urgent"), under("AMB-07", "all_special")),
)
_CITE_BASIS = Duty(
    id="cite_basis",
    provision="10(七)",
    actor=Actor.INTAKE,
    zh="写明所依据的规定",
    en="Write down the provision relied on",
    inferred=True,
)
_VERIFY = Duty(
    id="verify_scope",
    provision="10(2)",
    actor=Actor.INTAKE,
    zh="及时向有关部门核实是否属于受理范围",
    en="Verify promptly with the departments concerned whether it is in scope",
)
_GUIDE = Duty(
    id="guide_caller",
    provision="10(2)",
    actor=Actor.INTAKE,
    zh="核实后引导来电人向有管辖权的部门反映",
    en="Then guide the caller to the department that has competence",
    shown_by=("referred",),
)

_PASS_ON = Duty(
    id="pass_on",
    provision="14s2d",
    actor=Actor.HOTLINE,
    zh="转送被表扬的单位，使其知悉、留存",
    en="Pass it on to the unit praised, for notice and file",
    shown_by=("transferred",),
)

_SAME_CALLER = some(under("AMB-71", "any_caller"), "same_caller")

_Ground = tuple[str, str, Condition, tuple[Duty, ...], tuple[str, ...]]

_EXCLUDED: tuple[_Ground, ...] = (
    (
        "10(一)a",
        "10(一)",
        some(
            every(
                some(under("AMB-55", "refused"), no(one_of("kind", "consultation"))),
                some("must_litigate", "must_arbitrate", "for_discipline_organs", "must_reconsider"),
            ),
            "for_information_disclosure",
            "other_procedure_cited",
        ),
        (),
        ("AMB-53",),
    ),
    ("10(一)b", "10(一)", every("in_petition_channel"), (), ()),
    ("10(二)", "10(二)", some("discloses_secret", "discloses_privacy", "against_public_morals"), (), ("AMB-33",)),
    ("10(四)", "10(四)", every("military"), (), ()),
    (
        "10(五)",
        "10(五)",
        some("malicious_attack", "unclear_after_asking", "no_real_demand"),
        (),
        ("AMB-37",),
    ),
    ("10(六)", "10(六)", every("against_law"), (), ()),
    ("10(七)", "10(七)", every("other_basis_cited"), (_CITE_BASIS,), ("AMB-53",)),
    ("10(八)a", "10(八)a", every("being_handled", _SAME_CALLER), (), ()),
    ("10(八)b", "10(八)b", every("closed_and_answered", "same_caller", "same_facts_and_reasons"), (), ()),
)  # fmt: skip
"""The grounds of article 10 but the emergencies, used at intake and again after dispatch."""

_IS_URGENT = one_of("urgency", "special", "special_urgent")
_TO_EMERGENCY = Standing(when=every("emergency_line"), duty=_LINK)
_TO_NOTIFY = Standing(when=_IS_URGENT, duty=_NOTIFY)

INTAKE = table(
    "intake",
    "9",
    [
        # A special or special-urgent matter is accepted and notified before any ground of article 10 is asked.
        Rule(id="13(二)", provision="13(二)", outcome="accept", when=_IS_URGENT, readings=("AMB-31",)),
        Rule(id="10(三)", provision="10(三)", outcome="refer", when=every("emergency_line"), readings=("AMB-31",)),
        *(
            Rule(id=name, provision=address, outcome="refuse", when=when, duties=duties, readings=readings)
            for name, address, when, duties, readings in _EXCLUDED
        ),
        Rule(
            id="9(一)",
            provision="9(一)",
            outcome="accept",
            when=every(
                "in_this_city",
                one_of("kind", "consultation", "help", "complaint", "report", "suggestion"),
                "public_affairs",
            ),
        ),
        Rule(
            id="9(二)",
            provision="9(二)",
            outcome="accept",
            when=some(
                one_of("origin", "state", "province"),
                every(one_of("origin", "inter_region"), "sichuan_chongqing_link"),
            ),
        ),
        Rule(
            id="14s2d",
            provision="14s2d",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "praise")),
            duties=(_PASS_ON,),
            readings=("AMB-61",),
        ),
    ],
    Otherwise(provision="10(2)", outcome="guide", duties=(_VERIFY, _GUIDE), readings=("AMB-63",)),
    _VOCABULARY,
    {"refuse": (_EXPLAIN,), "refer": (_EXPLAIN,), "undetermined": (_VERIFY, _GUIDE)},
    standing=(_TO_NOTIFY, _TO_EMERGENCY),
    together=("refer", "refuse"),
    words={
        "refer": ("不予受理，但立即转给紧急热线", "Not accepted, but handed over to the emergency line at once"),
    },
)

_EMERGENCY: _Ground = ("10(三)", "10(三)", every(no(_IS_URGENT), "emergency_line"), (), ("AMB-31",))

RECHECK = table(
    "recheck",
    "19(三)",
    [
        Rule(
            id=name,
            provision=address,
            outcome="terminate",
            when=every("investigated", when),
            duties=duties,
            readings=(*readings, "AMB-36"),
        )
        for name, address, when, duties, readings in (*_EXCLUDED[:3], _EMERGENCY, *_EXCLUDED[3:])
    ],
    Otherwise(
        provision="19(三)",
        outcome="go_on",
        duties=(
            Duty(
                id="other_ending",
                provision="19(二)",
                actor=Actor.UNIT,
                zh="这里只看第十九条第（三）项；同一人就同一事项多次反映的，能否终结另按第（二）项判断",
                en="Only 19(三) is judged here; for one raised many times by one caller, 19(二) is judged apart",
                modality=Modality.DISCRETION,
                inferred=True,
            ),
        ),
    ),
    _VOCABULARY,
    {
        "terminate": (
            Duty(
                id="answer_not_accepted",
                provision="19(三)",
                actor=Actor.UNIT,
                zh="答复来电人不予受理，并说明",
                en="Answer the caller that it is not accepted, and why",
                shown_by=("refused",),
            ),
            Duty(
                id="archive",
                provision="19(三)",
                actor=Actor.UNIT,
                zh="归档",
                en="Archive it",
                shown_by=("archived",),
            ),
            Duty(
                id="no_bare_return",
                provision="17",
                actor=Actor.UNIT,
                zh="不得只写一句不予受理就退回热线",
                en="Not send it back to the hotline with a bare sentence that it is not accepted",
                modality=Modality.BAR,
            ),
        )
    },
    standing=(_TO_EMERGENCY,),
    by="19(三)",
    words={"terminate": ("答复不予受理并归档", "Answered as not accepted, and archived")},
)

ACCEPTANCE = AcceptanceRules(
    intake=INTAKE, recheck=RECHECK, ending_term=("答复不予受理并归档", "to be answered as not accepted, and archived")
)
