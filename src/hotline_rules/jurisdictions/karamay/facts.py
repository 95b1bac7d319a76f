"""Facts that only Karamay asks of how a matter is dealt with."""

from __future__ import annotations

from hotline_rules.common_facts import COMMON
from hotline_rules.facts import question
from hotline_rules.jurisdictions.karamay.acceptance import FACTS as ASKED_AT_INTAKE
from hotline_rules.log_facts import LOG_FACTS

FACTS = (
    question(
        "ill_effect",
        ("造成不良（负面）影响或者严重后果", "with ill effect or serious consequence"),
        (
            "是不是因此造成了不良（负面）影响或者严重后果？",
            "Has this had an ill effect, or a serious consequence?",
        ),
    ),
    question(
        "general_consultation",
        ("一般性咨询", "a general consultation"),
        ("是不是一般性的咨询？", "Is it a general consultation?"),
    ),
    question(
        "important_matter",
        ("重要工单", "an important ticket"),
        ("这件是不是重要的工单？", "Is this an important ticket?"),
    ),
    question(
        "desk_cannot_tell_unit",
        ("前台无法判断承办单位", "the desk cannot tell the unit"),
        ("呼叫前台是不是无法判断该由哪个单位承办？", "Is the desk unable to tell whose this is?"),
        excludes=("one_unit_competent",),
    ),
    question(
        "needs_department",
        ("须职能部门办理后回复", "needs a department to handle it before it can be answered"),
        (
            "是不是不能立刻回复，需要职能部门办理以后才能回复？",
            "Can it not be answered at once, and does it need a department to handle it first?",
        ),
        excludes=("answerable_at_once",),
    ),
    question(
        "units_disagree",
        ("多部门对办理意见不一致", "departments disagree on how to handle it"),
        ("几个部门对怎样办理是不是意见不一致？", "Do several departments disagree on how it is to be handled?"),
    ),
    question(
        "conditions_but_time",
        ("有办理条件，但需一定周期或者列入计划", "can be done, but needs a period or a plan"),
        (
            "是不是有办理的条件，但需要一定的处理周期，或者要列入计划分步解决？",
            "Can it be done, but only over a period or by stages under a plan?",
        ),
        excludes=("unsolvable_for_now",),
    ),
    question(
        "review_says_redo",
        ("热线办复查复核后认为应重新交办", "on re-checking, the hotline finds that it must be sent out again"),
        (
            "热线办复查、复核以后，是不是认为应当重新交办？",
            "Has the hotline, on re-checking, found that it must be sent out again?",
        ),
    ),
    question(
        "unfit_for_publicity",
        ("处理结果不宜公开", "the result is unfit for publicity"),
        ("这件的处理结果是不是不宜公开？", "Is the result of this unfit for publicity?"),
    ),
    question(
        "urgent_livelihood",
        ("关系群众生产生活的紧急问题", "an urgent problem of people's work and life"),
        (
            "是不是关系到群众生产、生活的紧急问题？",
            "Is it an urgent problem of people's work and life?",
        ),
    ),
    question(
        "purely_malicious",
        ("查证纯属恶意攻击、陷害、侮辱、诽谤、谩骂", "verified as pure malice: attack, framing, insult, defamation, abuse"),
        (
            "经查证，内容是不是纯属恶意攻击、陷害、侮辱、诽谤、谩骂？",
            "On verification, is it nothing but an attack, framing, insult, defamation or abuse?",
        ),
    ),
    question(
        "unit_misconduct",
        ("调查处理中弄虚作假、不作为、违法行政", "fraud, inaction or unlawful acts in the handling"),
        (
            "经查证，承办单位调查处理中是不是弄虚作假、不作为或者违法行政？",
            "On verification, did the unit commit fraud, fail to act, or act unlawfully in dealing with it?",
        ),
    ),
    question(
        "unsolvable_for_now",
        ("因客观条件限制或者其他原因当前无法解决", "cannot be solved now, for objective or other reasons"),
        (
            "是不是因客观条件限制或者其他原因，当前无法解决？",
            "Can it not be solved now, for objective or other reasons?",
        ),
        related=("cannot_solve_now",),
    ),
    question(
        "network_member",
        ("属于区政府、市政府部门或者有关单位（网络成员）", "a district, a municipal department or a unit concerned (a member)"),
        (
            "拟派的单位是不是区人民政府、市政府部门或者有关单位等网络成员单位？",
            "Is the body a district government, a municipal department or a unit concerned, that is, a member of the network?",
        ),
    ),
)  # fmt: skip

VOCABULARY = COMMON | LOG_FACTS | {fact.name: fact for fact in (*ASKED_AT_INTAKE, *FACTS)}
"""Every fact that Karamay's rules on the process may name."""
