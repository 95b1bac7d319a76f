"""Facts that only Jinan asks of how a matter is dealt with."""

from __future__ import annotations

from hotline_rules.common_facts import COMMON
from hotline_rules.facts import question
from hotline_rules.jurisdictions.jinan.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.log_facts import LOG_FACTS

FACTS = (
    question(
        "should_have_been_done",
        ("应当办理而没有办理", "should have been done, and was not"),
        (
            "审核或者回访中，是不是发现这件事应当办理而承办单位没有办理？",
            "Did the review or the callback show that this should have been done and the unit did not do it?",
        ),
    ),
    question(
        "repeated_demand",
        ("反复、多次提出", "raised again and again"),
        (
            "经认定，这件事是不是被反复、多次或者集中提出？",
            "Has it been found that this is raised repeatedly, many times or by many?",
        ),
        (
            "条文没有次数标准，由人认定。",
            "The texts give no number: it is a person's finding.",
        ),
        readings=("AMB-60",),
    ),
    question(
        "sector_competent",
        ("按行业管理有明确的主管单位", "a unit in charge of the sector"),
        ("按行业管理，这件事是不是有明确的主管单位？", "Is there a unit in charge of the sector this belongs to?"),
    ),
    question(
        "jinan_unit",
        ("属于第四条所说的承办单位", "is a handling unit by article 4"),
        (
            "拟派的是不是县、区人民政府，市人民政府的部门、派出机构，或者其他承担公共管理服务职能的事业、企业等单位？",
            "Is it a county or district government, a department or dispatched body of the municipal government, or "
            "another institution or enterprise with functions of public management and service?",
        ),
    ),
    question(
        "rather_complex",
        ("涉及问题比较复杂", "the problems are rather complex"),
        ("这件事涉及的问题是不是比较复杂？", "Are the problems in this matter rather complex?"),
    ),
    question(
        "disclosure_of_secret_or_privacy",
        ("涉及国家秘密、商业秘密、他人隐私", "involves a state or business secret, or another's privacy"),
        (
            "依照法律，所问的进度、结果是不是涉及国家秘密、商业秘密或者他人隐私？",
            "By law, would what is asked disclose a state secret, a business secret or another's privacy?",
        ),
    ),
    question(
        "refuses_statutory_matter",
        ("拒不接收法定职责内的热线事项", "refuses to receive a matter within its statutory duties"),
        (
            "热线、承办单位或者参与热线工作的单位及其人员，是不是拒不接收法定职责内的热线事项？",
            "Does the hotline, the unit, another body taking part or its staff refuse to receive a matter within its "
            "statutory duties?",
        ),
        ("属于职责争议、提请协调的，不算。", "Not a dispute over competence that is put to coordination."),
    ),
    question(
        "knowledge_base_out_of_date",
        ("知识库更新不及时，内容不符合要求", "the knowledge base is late, or its content not as required"),
        (
            "承办单位的知识库维护更新是不是不及时，或者更新的内容不符合要求？",
            "Is the unit's part of the knowledge base kept up late, or its content not as required?",
        ),
        readings=("AMB-44",),
    ),
    question(
        "undone_after_supervision",
        ("经督办仍未办理", "not done even after supervision"),
        ("督办以后，这件事是不是仍然没有办理？", "Is it still not done after supervision?"),
    ),
    question(
        "false_result_replied",
        ("回复结果与实际处理情况不一致，弄虚作假", "the result replied is not what was done: fraud"),
        (
            "经查证，回复的结果是不是与实际处理情况不一致、弄虚作假？",
            "On verification, is the result replied contrary to what was really done, and fraudulent?",
        ),
    ),
    question(
        "secret_or_privacy_leaked",
        ("违反规定泄露国家秘密、商业秘密、个人隐私", "leaked a state or business secret or privacy"),
        (
            "经查证，是不是违反规定泄露了国家秘密、商业秘密或者个人隐私？",
            "On verification, was a state secret, a business secret or somebody's privacy leaked against the rules?",
        ),
    ),
    question(
        "malicious_occupation",
        ("恶意反复使用、故意长时间占用热线，干扰运行", "malicious repeated use, or wilful long occupation, of the line"),
        (
            "来电人是不是恶意反复使用或者故意长时间占用热线资源，干扰正常运行？",
            "Does the caller use the line again and again out of malice, or wilfully occupy it for long, and disturb it?",
        ),
        ("条文没有次数、时长标准，由人认定；没有正当理由本身还不是恶意。", "The text gives no number; want of a good reason is not yet malice."),
        readings=("AMB-60",),
    ),
    question(
        "hotline_coordination_failed",
        ("经热线协调仍不能解决", "coordination by the hotline has failed"),
        ("热线工作机构召集协调以后，是不是仍不能解决？", "Did coordination called by the hotline fail to solve it?"),
    ),
    question(
        "long_undecided",
        ("反复提出、久拖不决", "raised again and again, and long undecided"),
        ("这件事是不是反复提出、久拖不决？", "Is it raised again and again, and long undecided?"),
        readings=("AMB-60",),
    ),
    question(
        "direct_interest",
        ("经办的单位、人员与事项有直接利害关系", "those concerned have a direct interest in the matter"),
        (
            "热线、承办单位或者经办人员与这件事是不是有直接利害关系？",
            "Has the hotline, the unit or anybody handling it a direct interest in this matter?",
        ),
    ),
    question(
        "law_regulation_or_rule_longer",
        ("法律、法规、规章规定的办理时限超过五个工作日", "a law, regulation or rule sets more than five working days"),
        (
            "法律、法规或者规章是不是规定了超过五个工作日的办理时限？",
            "Does a law, regulation or rule set a handling limit of more than five working days?",
        ),
        readings=("AMB-16",),
    ),
    question(
        "repeated_unsolved",
        ("来电人多次、集中反映而没有解决", "raised many times or by many, and unsolved"),
        (
            "来电人多次、集中反映的这件事，是不是仍没有解决？",
            "Is what callers raised many times, or many callers raised, still unsolved?",
        ),
        readings=("AMB-60",),
    ),
    question(
        "needs_city_coordination",
        ("须市人民政府协调解决", "needs the municipal government to coordinate"),
        ("这件事是不是须由市人民政府协调解决？", "Does this need the municipal government's coordination?"),
    ),
    question(
        "should_be_done_undone",
        ("受理的事项应办未办", "an accepted matter that should be done and is not"),
        ("已经受理的这件事，是不是应当办理而没有办理？", "Should this accepted matter be done, and is it not?"),
    ),
    question(
        "bad_service_harm",
        ("态度生硬、作风粗暴，造成不良后果", "rude service with ill effect"),
        (
            "经查证，是不是服务态度生硬、作风粗暴，执行服务标准不力，导致不良后果？",
            "On verification, was the service rude or below the standard, with ill effect?",
        ),
    ),
    question(
        "assessment_poor",
        ("考核结果差或者回访满意度低", "a poor assessment or low satisfaction on callback"),
        (
            "这个承办单位是不是热线工作考核结果差，或者回访满意度低？",
            "Has this unit a poor assessment, or low satisfaction on callback?",
        ),
    ),
    question(
        "correction_failed",
        ("提出整改意见后整改不力", "correction proposed and not carried out"),
        ("提出整改意见以后，是不是整改不力？", "Was the correction that was proposed not properly carried out?"),
        presupposes=("assessment_poor",),
    ),
    question(
        "dissuasion_failed",
        ("工作人员劝阻无效", "dissuasion by the staff failed"),
        ("工作人员是不是劝阻过而无效？", "Did the staff try to dissuade the caller, in vain?"),
    ),
    question(
        "rude_intake",
        ("受理人员态度生硬、粗暴、敷衍", "intake staff were rude, harsh or perfunctory"),
        (
            "来电人反映的是不是受理人员态度生硬、作风粗暴、敷衍塞责等服务不规范？",
            "Does the caller complain that intake staff were rude, harsh or perfunctory?",
        ),
    ),
)  # fmt: skip

VOCABULARY = COMMON | LOG_FACTS | {fact.name: fact for fact in (*ASKED_AT_INTAKE, *FACTS)}
"""Every fact that Jinan's rules on the process may name."""
