"""Facts that only Ganzi asks of how a matter is dealt with."""

from __future__ import annotations

from hotline_rules.common_facts import COMMON
from hotline_rules.facts import question
from hotline_rules.jurisdictions.ganzi.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.log_facts import LOG_FACTS

FACTS = (
    # -- urgency --------------------------------------------------------------------------------------------------
    question(
        "large_outage_or_pollution",
        ("大面积停水、停电、停气或者环境污染等", "a large-area cut of water, power or gas, pollution or the like"),
        (
            "是不是涉及大面积停水、停电、停气，或者环境污染等？",
            "Does it concern a large-area cut of water, power or gas, pollution or the like?",
        ),
        ("一户、一栋楼停水停电，不算大面积。", "One household or building is no large area."),
    ),
    question(
        "seriously_affects_life",
        ("严重影响企业和群众正常生产生活", "seriously affects normal production and life"),
        (
            "是不是严重影响了企业和群众的正常生产、生活？",
            "Does it seriously affect the normal production and life of businesses and people?",
        ),
    ),
    question(
        "emergency_event",
        (
            "突发自然灾害、事故、公共卫生、社会安全事件或者涉旅紧急求助等",
            "a sudden disaster, accident, health or security event, a tourist emergency or the like",
        ),
        (
            "是不是涉及突发自然灾害、事故灾难、公共卫生事件、社会安全事件、涉旅紧急求助等？",
            "Does it concern a sudden natural disaster, accident, public-health or social-security event, a tourist in "
            "an emergency or the like?",
        ),
    ),
    question(
        "may_endanger_life",
        ("可能危害群众生命财产安全", "may endanger life or property"),
        ("是不是可能危害群众的生命、财产安全？", "May it endanger people's life or property?"),
        ("不要求已经造成损害。", "Harm need not have been done yet."),
    ),
    # -- routing --------------------------------------------------------------------------------------------------
    question(
        "needs_prefecture_government",
        ("须由州政府研究处理的重大突发事件、热点难点", "a major event or hard problem for the prefecture government"),
        (
            "是不是须由州人民政府研究处理的重大突发事件或者热点难点问题？",
            "Is it a major sudden event, or a hot or hard problem, that the prefecture government must deal with?",
        ),
    ),
    question(
        "caller_agrees_to_alternative",
        ("来电人同意三方通话、呼叫转接或者专家座席解答", "the caller agrees to a three-way call, a transfer or an expert"),
        (
            "来电人是不是同意用三方通话、呼叫转接或者专家座席的方式解答？",
            "Does the caller agree to a three-way call, a call transfer or an expert seat?",
        ),
    ),
    question(
        "body_undeterminable",
        ("依法律法规和规定无法明确办理主体", "no body can be determined by law or the rules"),
        (
            "依照法律法规和有关规定，是不是无法明确由谁办理？",
            "Is it impossible to tell from law and the relevant rules whose this is?",
        ),
        ("一时没有查到，不算。", "Not merely not looked up yet."),
    ),
    question(
        "subordinate_body",
        ("涉及承办单位的下属单位", "concerns a body under a unit"),
        ("这件事是不是涉及某个承办单位的下属单位？", "Does it concern a body under a handling unit?"),
    ),
    question(
        "designated_before_for_same_kind",
        ("同类事项此前已经指定由该单位承办", "the unit was designated before for a matter of this kind"),
        (
            "同一类的事项，此前是不是已经指定由这个单位承办过？",
            "Was this unit designated before for a matter of the same kind?",
        ),
        readings=("AMB-22",),
    ),
    # -- closing --------------------------------------------------------------------------------------------------
    question(
        "limited_by_law_or_hopes",
        ("不满意是因为超出法律、受政策等客观条件限制或者期望过高", "dissatisfied because of law, policy limits or high hopes"),
        (
            "来电人不满意，是不是因为要求超出法律法规、受到政策等客观条件限制，或者期望过高？",
            "Is the caller dissatisfied because law or policy does not allow more, or because hopes were too high?",
        ),
    ),
    question(
        "facts_clear",
        ("事实清楚", "the facts are clear"),
        ("这件事的事实是不是已经查清？", "Have the facts of this been established?"),
    ),
    question(
        "handled_lawfully",
        ("已依法依规办理", "handled according to law and the rules"),
        ("承办单位是不是已经依法依规办理？", "Has the unit handled it according to law and the rules?"),
    ),
    # -- supervision ----------------------------------------------------------------------------------------------
    question(
        "repeatedly_unreachable",
        ("多次联络无果", "contacted many times without result"),
        (
            "热线是不是多次联络承办单位而没有结果？",
            "Has the hotline contacted the unit many times without result?",
        ),
        readings=("AMB-60",),
    ),
    question(
        "perfunctory_reply",
        ("虚假、敷衍或者答非所问", "a false, perfunctory or evasive answer"),
        (
            "经审核，答复是不是虚假、敷衍塞责或者答非所问？",
            "On review, is the answer false, perfunctory or beside the point?",
        ),
        ("来电人不满意，本身不算。", "That the caller is dissatisfied is not enough."),
    ),
    question(
        "rates_below_province",
        ("四项率中有低于全省平均的", "one of the four rates is below the provincial mean"),
        (
            "一次性审核通过率、一次性办结率、诉求解决率、群众满意率，是不是有低于全省平均水平的？",
            "Is one of the four rates (passed at first review, closed at first handling, solved, satisfied) below the "
            "provincial mean?",
        ),
    ),
    question(
        "criticised_from_above",
        ("未及时妥善办理而被上级通报", "criticised from above for not being dealt with promptly and properly"),
        (
            "是不是因为没有及时妥善办理而被上级通报？",
            "Was it criticised from above for not being dealt with promptly and properly?",
        ),
    ),
    question(
        "long_unsolved",
        ("合理诉求长期得不到解决", "a reasonable demand long unsolved"),
        ("合理的诉求是不是长期没有得到解决？", "Has a reasonable demand gone unsolved for long?"),
        readings=("AMB-60",),
    ),
    question(
        "bad_publicity",
        ("未认真办理形成负面舆情", "careless handling led to bad publicity"),
        ("是不是因为没有认真办理而形成负面舆情？", "Did careless handling lead to bad publicity?"),
    ),
    question(
        "serious_harm",
        ("未及时有效办理造成重大事故、严重损害群众利益", "not handled in time: a major accident, serious harm to people"),
        (
            "经查证，是不是因为没有及时有效办理，造成重大事故、严重损害群众切身利益？",
            "On verification, did the failure to handle it in time cause a major accident and serious harm to people?",
        ),
    ),
    question(
        "serious_publicity",
        ("沟通、回复、回应、处置失当引发严重负面舆情", "mishandled communication or reply led to serious bad publicity"),
        (
            "经查证，是不是因为沟通协调、办理回复、回应或者处置失当，引发严重负面舆情？",
            "On verification, did failings in coordination, reply, response or handling lead to serious bad publicity?",
        ),
    ),
    question(
        "shirking_repeated_returns",
        ("推卸责任或者不及时处置，工单反复退回，造成不良影响", "shirking: returned again and again, with ill effect"),
        (
            "经查证，是不是不履行职责、推卸责任或者不及时协调处置，使工单反复退回并造成不良影响或者严重后果？",
            "On verification, did shirking or late coordination make the ticket be returned again and again, with ill "
            "effect or serious consequence?",
        ),
        readings=("AMB-60",),
    ),
    question(
        "forced_withdrawal_or_leak",
        ("威胁撤单、扣押销毁举报信息或者泄露给被举报人", "forced a withdrawal, withheld reports, or leaked to the accused"),
        (
            "经查证，是不是威胁来电人撤单、扣押或者销毁举报信息，或者把举报材料、来电人信息泄露给被举报人、无关的人？",
            "On verification, was the caller made to withdraw, report material withheld or destroyed, or the caller's "
            "data or the material leaked to the accused or to others?",
        ),
        readings=("AMB-59", "AMB-64"),
    ),
    question(
        "knowledge_base_error",
        ("知识库内容重大错误，造成不良影响", "a serious error in the knowledge base, with ill effect"),
        (
            "经查证，知识库内容是不是有重大错误并造成不良影响或者严重后果？",
            "On verification, is there a serious error in the knowledge base, with ill effect or serious consequence?",
        ),
    ),
    question(
        "other_unlawful_act",
        ("其他违法违规行为，造成不良影响", "another unlawful act, with ill effect"),
        (
            "经查证，是不是有其他违法违规行为并造成不良影响或者严重后果？",
            "On verification, was there another unlawful act, with ill effect or serious consequence?",
        ),
    ),
)  # fmt: skip

VOCABULARY = COMMON | LOG_FACTS | {fact.name: fact for fact in (*ASKED_AT_INTAKE, *FACTS)}
"""Every fact that Ganzi's rules on the process may name."""
