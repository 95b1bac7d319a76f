"""Facts that only Weifang asks of how a matter is dealt with."""

from __future__ import annotations

from hotline_rules.common_facts import COMMON
from hotline_rules.facts import question
from hotline_rules.jurisdictions.weifang.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.log_facts import LOG_FACTS

FACTS = (
    question(
        "wants_to_rate",
        ("要对办理质量、结果作出评价", "wants to rate the quality and the result"),
        (
            "来电人是不是要对办理质量、办理结果作出评价？",
            "Does the caller want to rate the quality and the result?",
        ),
    ),
    question(
        "refuses_own_matter",
        ("拒不接收职责范围内的事项", "refuses to receive a matter within its duties"),
        (
            "承办单位是不是拒不接收属于自己职责范围的事项？",
            "Does the unit refuse to receive a matter that lies within its own duties?",
        ),
        ("依规定申请退件、等候认定的，不算。", "Not a request to return it as the rules provide."),
    ),
    question(
        "unit_cannot_solve",
        ("承办单位不能解决", "the unit cannot solve it"),
        ("承办单位是不是确实解决不了？", "Is the unit really unable to solve it?"),
    ),
    question(
        "weifang_unit",
        ("属于第九条所说的承办单位", "is a handling unit by article 9"),
        (
            "拟派的是不是县（市、区）人民政府、市人民政府工作部门，或者其他承担公共管理服务职能的企业、事业单位？",
            "Is it a county-level government, a department of the municipal government, or another enterprise or "
            "institution with functions of public management and service?",
        ),
        ("镇政府、街道办事处和县（市、区）的部门，不算。", "Not a town, a sub-district office or a county department."),
    ),
    question(
        "county_government_handles",
        ("由县（市、区）人民政府承办", "a county-level government handles it"),
        ("这件事是不是由县（市、区）人民政府承办？", "Does a county-level government handle this?"),
    ),
    question(
        "disclosure_of_secret_or_personal_data",
        ("涉及国家秘密、商业秘密、个人隐私以及有关个人信息", "involves secrets, privacy or personal data"),
        (
            "所问的进度、结果是不是涉及国家秘密、商业秘密、个人隐私或者有关个人信息？",
            "Would what is asked disclose a state or business secret, privacy or personal data?",
        ),
    ),
    question(
        "handling_fraudulent",
        ("办理热线事项弄虚作假", "fraud in the handling"),
        ("经查证，办理热线事项是不是弄虚作假？", "On verification, was there fraud in the handling?"),
        ("如实回复而有差错的，不算。", "Not an honest error."),
    ),
    question(
        "data_not_to_be_public_leaked",
        ("泄露不应当公开的数据信息", "leaked data that must not be public"),
        (
            "经查证，是不是泄露了不应当公开的数据信息？",
            "On verification, were data leaked that must not be public?",
        ),
    ),
    question(
        "about_those_handling",
        ("反映热线工作人员的态度、效率、作风", "about the manner, efficiency or style of those who handle hotline matters"),
        (
            "来电人反映的是不是热线工作人员（热线机构、承办单位和其他参与办理的人员）的服务态度、效率或者作风？",
            "Is this about the manner, efficiency or style of those who handle hotline matters: at the hotline, at the "
            "unit, or taking part?",
        ),
    ),
    question(
        "harasses_those_handling",
        ("骚扰、侮辱、威胁热线工作人员", "harasses, insults or threatens those who handle hotline matters"),
        (
            "来电人是不是骚扰、侮辱或者威胁热线工作人员（热线机构、承办单位和其他参与办理的人员）？",
            "Does the caller harass, insult or threaten those who handle hotline matters: at the hotline, at the unit, "
            "or taking part?",
        ),
    ),
    question(
        "county_and_department_overlap",
        ("县（市、区）政府与市级部门职责交叉", "the duties of a county government and a municipal department overlap"),
        (
            "这件事上，县（市、区）人民政府与市人民政府工作部门的职责是不是交叉？",
            "Do the duties of a county government and a municipal department overlap in this matter?",
        ),
    ),
    question(
        "other_public_body",
        ("不在承办单位之列、但办理热线事项的其他部门、单位", "another body that handles hotline matters"),
        (
            "是不是承办单位以外、但办理热线事项的其他部门、单位？",
            "Is it another department or body, not a handling unit, that handles hotline matters?",
        ),
        excludes=("weifang_unit",),
        readings=("AMB-62",),
    ),
    question(
        "county_department_duty",
        ("属于县（市、区）政府部门的职责", "lies in a county department's duties"),
        (
            "这件事是不是属于县（市、区）人民政府工作部门的职责范围？",
            "Does this lie in the duties of a department of the county government?",
        ),
    ),
    question(
        "goes_to_town",
        ("拟交给镇政府、街道办事处承担", "would be assigned to a town or sub-district"),
        (
            "是不是拟交给镇人民政府、街道办事处承担？",
            "Is it to be assigned to a town government or a sub-district office?",
        ),
        ("属地管理责任清单列为镇、街道责任的，另看前一问。", "What the territorial list gives to the town is for the question before."),
    ),
    question(
        "clearly_outside",
        ("明确不属于本单位职责范围", "clearly outside the unit's own duties"),
        (
            "这件事是不是明确不属于本单位的职责范围？",
            "Is this clearly outside the unit's own duties?",
        ),
        ("有争议、说不清的，不算明确。", "Not where that is doubtful or disputed."),
        readings=("AMB-20",),
    ),
    question(
        "law_or_regulation_longer",
        ("法律、法规规定的办理时限超过五个工作日", "a law or regulation sets more than five working days"),
        (
            "法律、法规（不含规章）是不是规定了超过五个工作日的办理时限？",
            "Does a law or regulation (not a rule) set a handling limit of more than five working days?",
        ),
        readings=("AMB-16",),
    ),
    question(
        "lawful_demand_unsolved",
        ("依法应当解决而没有解决", "must by law be solved, and is not"),
        (
            "这件事是不是依法应当解决，而承办单位没有解决？",
            "Must this by law be solved, and has the unit not solved it?",
        ),
        ("时限还没有到、正在办理的，不算。", "Not while the limit runs and it is being dealt with."),
    ),
    question(
        "poor_handling_harm",
        ("办理不力造成负面影响", "poor handling with ill effect"),
        ("是不是因为办理不力而造成了负面影响？", "Has poor handling had an ill effect?"),
    ),
    question(
        "irregular_manner_harm",
        ("工作方式不规范，造成负面影响", "an improper manner of work with ill effect"),
        (
            "经查证，是不是工作方式不规范并造成负面影响？",
            "On verification, was the manner of work improper, with ill effect?",
        ),
    ),
    question(
        "other_breach",
        ("其他违反本条例的情形", "another breach of the regulation"),
        ("经查证，是不是有其他违反本条例的情形？是哪一条？", "On verification, is there another breach of the regulation? Which?"),
    ),
    question(
        "caller_disrupts_line",
        ("以不正当手段扰乱热线工作秩序", "disturbs the hotline's work by improper means"),
        (
            "来电人是不是采取不正当手段扰乱热线工作秩序？",
            "Does the caller disturb the hotline's work by improper means?",
        ),
    ),
)  # fmt: skip

VOCABULARY = COMMON | LOG_FACTS | {fact.name: fact for fact in (*ASKED_AT_INTAKE, *FACTS)}
"""Every fact that Weifang's rules on the process may name."""
