"""Facts that only Ganzi asks of how a matter is dealt with."""

from __future__ import annotations

from hotline_rules.common_facts import COMMON
from hotline_rules.facts import question
from hotline_rules.jurisdictions.ganzi.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.log_facts import LOG_FACTS

FACTS = (
    question(
        "knowledge_base_late",
        ("知识库更新不及时或者不合要求", "the knowledge base is late or not as required"),
        (
            "承办单位的知识库信息是不是更新不及时，或者内容、格式不合要求？",
            "Is the unit's part of the knowledge base late, or not in the content or form required?",
        ),
        readings=("AMB-44",),
    ),
    question(
        "demand_reasonable",
        ("诉求合理", "the demand is reasonable"),
        ("来电人的诉求是不是合理？", "Is what the caller asks for reasonable?"),
    ),
    question(
        "unit_at_fault",
        ("确因承办单位不及时、不到位而没有及时解决", "not solved in time, truly because the unit was late or incomplete"),
        (
            "是不是确因承办单位办理不及时、不到位，才使诉求没有得到及时解决？",
            "Was it truly because the unit was late or incomplete that the demand was not solved in time?",
        ),
        readings=("AMB-76",),
    ),
    question(
        "result_lawful",
        ("答复和办理结果符合法律、法规、政策", "the answer and the result accord with law and policy"),
        (
            "承办单位的答复内容、办理结果是不是符合法律、法规和政策规定？",
            "Do the unit's answer and its result accord with laws, regulations and policy?",
        ),
        ("来电人不满意，不等于不合法。", "That the caller is dissatisfied does not make it unlawful."),
        readings=("AMB-76",),
    ),
    question(
        "complex_matter",
        ("情况复杂", "complex"),
        ("这件事的情况是不是确实复杂？", "Is this really complex?"),
        ("只是工作忙、人手少，不算。", "Not merely that the unit is busy or short of staff."),
    ),
    # -- urgency --------------------------------------------------------------------------------------------------
    question(
        "large_outage_or_pollution",
        ("大面积停水、停电、停气或者环境污染等", "a large-area cut of water, power or gas, pollution or the like"),
        (
            "是不是涉及大面积停水、停电、停气，或者环境污染等？",
            "Does it concern a large-area cut of water, power or gas, pollution or the like?",
        ),
        ("“大面积”条文没有数字，由人认定。", "The text gives no number for a large area: it is a person's finding."),
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
        "answerable_from_knowledge_base",
        ("知识库信息可以满足直接答复", "the knowledge base is enough for an answer"),
        (
            "凭12345热线知识库的信息，是不是就可以直接答复？",
            "Is the information in the hotline's knowledge base enough for a direct answer?",
        ),
    ),
    question(
        "ganzi_unit",
        ("属于第八条所说的承办单位", "is a handling unit by article 8"),
        (
            "拟派的是不是各级政府的职能部门，具有行政管理和公共服务职能的群团组织、企事业单位，或者法律法规授权的组织？",
            "Is it a department of a government, a mass organisation, enterprise or institution with functions of "
            "administration and public service, or a body authorised by law?",
        ),
    ),
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
    question(
        "repeatedly_raised",
        ("就同一事项连续、多次反映投诉", "the same matter raised or complained of again and again"),
        (
            "经认定，同一事项是不是被连续或者多次重复投诉、反映？",
            "Has it been found that the same matter is complained of, or raised, repeatedly?",
        ),
        ("条文没有次数标准，由人认定；许多人各打一次，不算。", "The text gives no number; many callers calling once each are not meant."),
        readings=("AMB-60",),
    ),
    # -- supervision ----------------------------------------------------------------------------------------------
    question(
        "handlers_retaliated",
        ("热线、承办单位或者其人员威胁、打击报复来电人", "the hotline, the unit or their staff threatened or retaliated"),
        (
            "经查证，热线中心、承办单位或者其工作人员是不是打击报复来电人？",
            "On verification, did the hotline centre, the unit or their staff retaliate against the caller?",
        ),
    ),
    question(
        "suspected_unlawful",
        ("涉嫌违反相关法律法规", "suspected of breaking the law"),
        ("来电人的行为是不是涉嫌违反相关法律法规？", "Is what the caller does suspected of breaking the law?"),
    ),
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
