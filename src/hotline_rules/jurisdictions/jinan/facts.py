"""Facts that only Jinan asks of how a matter is dealt with."""

from __future__ import annotations

from hotline_rules.common_facts import COMMON
from hotline_rules.facts import question
from hotline_rules.jurisdictions.jinan.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.log_facts import LOG_FACTS

FACTS = (
    question(
        "hotline_coordination_failed",
        ("经热线协调仍不能解决", "coordination by the hotline has failed"),
        ("热线工作机构召集协调以后，是不是仍不能解决？", "Did coordination called by the hotline fail to solve it?"),
    ),
    question(
        "long_undecided",
        ("反复提出或者久拖不决", "raised again and again, or long undecided"),
        ("这件事是不是反复提出、久拖不决？", "Is it raised again and again, or long undecided?"),
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
        "statutory_longer",
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
