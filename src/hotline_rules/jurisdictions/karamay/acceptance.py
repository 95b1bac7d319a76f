"""Karamay on acceptance (7, 8, 9, 15), as data. The text has no rule for ending what was already sent out."""

from __future__ import annotations

from hotline_rules.acceptance import AcceptanceRules
from hotline_rules.common_facts import COMMON
from hotline_rules.facts import Fact
from hotline_rules.law import Actor, Modality
from hotline_rules.rules import Duty, Otherwise, Rule, Standing, every, no, one_of, some, table, under

FACTS = (
    Fact(
        name="repeats_earlier",
        label_zh="内容与此前工单重复",
        label_en="repeats an earlier ticket",
        question_zh="内容是不是与此前的工单重复？",
        question_en="Does the content repeat an earlier ticket?",
        readings=("AMB-34", "AMB-71"),
    ),
    Fact(
        name="empty_content",
        label_zh="内容空泛",
        label_en="without substance",
        question_zh="内容是不是空泛，没有具体的事？",
        question_en="Is it without substance, nothing definite being raised?",
    ),
    Fact(
        name="not_answerable",
        label_zh="不具备答复条件",
        label_en="cannot be answered",
        question_zh="是不是确实不具备答复的条件？",
        question_en="Are the conditions for an answer really lacking?",
        not_meant_zh="难办、要花时间办的，不算。",
        not_meant_en="Not what is merely difficult or takes time.",
    ),
    Fact(
        name="advertising",
        label_zh="推销广告",
        label_en="advertising",
        question_zh="是不是推销、广告？",
        question_en="Is it advertising or a sales call?",
    ),
    Fact(
        name="for_congress_or_judiciary",
        label_zh="属于人大、法院、检察院职权",
        label_en="within the competence of congress, court or procuratorate",
        question_zh="这件事是不是须由各级人大、法院或者检察院在职权范围内处理？",
        question_en="Must this be dealt with by a people's congress, a court or a procuratorate within its competence?",
    ),
    Fact(
        name="petition_matter",
        label_zh="属于信访局程序中的信访事项",
        label_en="a petition matter in the petition bureau's procedure",
        question_zh="这件事是不是按信访局程序办理的信访事项？",
        question_en="Is this a petition matter under the petition bureau's own procedure?",
        readings=("AMB-74",),
    ),
    Fact(
        name="real_name_given",
        label_zh="提供了真实姓名",
        label_en="real name given",
        question_zh="来电人是不是提供了真实姓名？",
        question_en="Has the caller given a real name?",
        readings=("AMB-35",),
    ),
    Fact(
        name="contact_given",
        label_zh="提供了联系方式",
        label_en="contact given",
        question_zh="来电人是不是提供了联系方式？",
        question_en="Has the caller given a way to be reached?",
        readings=("AMB-35",),
    ),
    Fact(
        name="work_unit_given",
        label_zh="提供了工作单位",
        label_en="employer given",
        question_zh="来电人是不是说明了工作单位（没有工作单位，如实说明即算）？",
        question_en="Has the caller named an employer (saying truly that there is none will do)?",
        readings=("AMB-35",),
    ),
    Fact(
        name="home_address_given",
        label_zh="提供了家庭住址",
        label_en="home address given",
        question_zh="来电人是不是提供了家庭住址？",
        question_en="Has the caller given a home address?",
        readings=("AMB-35",),
    ),
    Fact(
        name="caller_traceable",
        label_zh="能够联系到来电人",
        label_en="the caller can be traced",
        question_zh="凭已有信息，能不能联系到、核实到来电人？",
        question_en="Can the caller be reached and verified from what is known?",
        readings=("AMB-35",),
    ),
    Fact(
        name="content_untrue",
        label_zh="内容不真实或者不准确",
        label_en="the content is untrue or inaccurate",
        question_zh="经核实，投诉、举报的内容是不是不真实或者不准确？",
        question_en="On verification, is the content of the complaint or report untrue or inaccurate?",
        not_meant_zh="尚未核实的，不算。",
        not_meant_en="Not what has not been verified yet.",
        readings=("AMB-35",),
    ),
    Fact(
        name="daily_help",
        label_zh="日常生活中的一般性求助",
        label_en="general help in daily life",
        question_zh="是不是市民日常生活中的一般性求助？",
        question_en="Is it a request for general help in daily life?",
    ),
    Fact(
        name="daily_social_issue",
        label_zh="日常社会生活中的热点、难点或者诉求",
        label_en="a hot or hard issue, or a demand, of daily social life",
        question_zh="是不是市民日常社会生活中的热点、难点问题或者相关建议、诉求？",
        question_en="Is it a hot or hard issue of daily social life, or a suggestion or demand about one?",
    ),
    Fact(
        name="about_development",
        label_zh="对国民经济和社会发展的建议",
        label_en="a suggestion on economic and social development",
        question_zh="是不是对全市国民经济和社会发展任何方面的合理化建议或者意见？",
        question_en="Is it a suggestion or opinion on any side of the city's economic and social development?",
        related=("public_affairs",),
    ),
    Fact(
        name="government_question",
        label_zh="咨询政府工作、行政审批、政策法规",
        label_en="asks about government work, permits, policy or law",
        question_zh="问的是不是政府工作、行政审批或者政策法规等？",
        question_en="Is the question about government work, administrative permits, policy, law or the like?",
        related=("public_information",),
    ),
    Fact(
        name="about_officials_conduct",
        label_zh="针对领导、工作人员的办事效率、作风",
        label_en="about leaders' or staff members' efficiency or style of work",
        question_zh="投诉、举报的是不是本市各级政府或者政府部门的领导、工作人员的办事效率、工作作风等？",
        question_en="Is it about the efficiency or style of work of leaders or staff of a government or department here?",
        not_meant_zh="针对机关本身的，不在这一项。",
        not_meant_en="Not about the organ itself.",
    ),
)

_VOCABULARY = COMMON | {fact.name: fact for fact in FACTS}

_HAND_OVER = Duty(
    id="hand_over",
    provision="7",
    actor=Actor.INTAKE,
    zh="立即转接或者告知拨打110、119、120、122等紧急热线",
    en="Hand over at once to 110, 119, 120, 122 or the like",
    shown_by=("referred",),
    inferred=True,
)
_CHECK_PRACTICE = Duty(
    id="check_practice",
    provision="15",
    actor=Actor.INTAKE,
    zh="这条又严又旧，现行信访规定不以姓名为受理条件；照此拒绝以前先核对实际做法",
    en="Harsh and old, and present petition rules do not make the name a condition: check the practice before refusing",
    modality=Modality.DISCRETION,
    inferred=True,
)
_TELL_PATH = Duty(
    id="tell_path",
    provision="8d",
    actor=Actor.INTAKE,
    zh="告知该走的途径",
    en="Tell the caller the path",
    shown_by=("refused.path_told",),
    inferred=True,
    source_zh="信访条例第21条第（一）项（至2022-04-30）；现参照信访工作条例第22条、第23条",
    source_en="article 21(1) of the former petition regulation (to 30 April 2022); now cf. articles 22 and 23 of the present one",
)
_CITE_BASIS = Duty(
    id="cite_basis",
    provision="8",
    actor=Actor.INTAKE,
    zh="写明所依据的规定",
    en="Write down the provision relied on",
    inferred=True,
)
_DECIDE_BY_PERSON = Duty(
    id="decide_by_person",
    provision="7",
    actor=Actor.INTAKE,
    zh="由人工判断后引导，不能自动受理，也不能自动拒绝",
    en="A person decides and guides: neither a silent yes nor a silent no",
    inferred=True,
)

_NAMELESS = some(no("real_name_given"), no("contact_given"), no("work_unit_given"), no("home_address_given"))
_A_PETITION = some(
    every(under("AMB-74", "any_demand"), no(one_of("kind", "consultation", "praise"))),
    every(under("AMB-74", "petition_procedure"), "petition_matter"),
)

INTAKE = table(
    "intake",
    "7",
    [
        Rule(
            id="emergency",
            provision="7",
            outcome="refer",
            when=every("emergency_line"),
            readings=("AMB-31",),
        ),
        Rule(id="8a", provision="8a", outcome="refuse", when=every("malicious_attack")),
        Rule(
            id="8b",
            provision="8b",
            outcome="refuse",
            when=some(
                every("repeats_earlier", some(under("AMB-71", "any_caller"), "same_caller"), some(under("AMB-34", "same_matter"), no("new_facts"))),
                "empty_content",
                "not_answerable",
            ),
        ),
        Rule(id="8c", provision="8c", outcome="refuse", when=every("advertising")),
        Rule(
            id="8d",
            provision="8d",
            outcome="refuse",
            when=every(
                _A_PETITION,
                some(
                    "for_congress_or_judiciary", "must_litigate", "must_arbitrate", "must_reconsider",
                    "other_procedure_cited",
                ),
            ),
            duties=(_TELL_PATH,),
            readings=("AMB-53", "AMB-55", "AMB-74"),
        ),
        Rule(
            id="8",
            provision="8",
            outcome="refuse",
            when=every("other_basis_cited"),
            duties=(_CITE_BASIS,),
            readings=("AMB-53",),
        ),
        Rule(
            id="15",
            provision="15",
            outcome="refuse",
            when=every(
                one_of("kind", "complaint", "report"),
                some(
                    every(_NAMELESS, some(no(under("AMB-35", "if_untraceable")), no("caller_traceable"))),
                    every(under("AMB-35", "untrue_too"), "content_untrue"),
                ),
            ),
            duties=(_CHECK_PRACTICE,),
            readings=("AMB-35",),
        ),
        Rule(
            id="7a",
            provision="7",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "help"), "daily_help"),
        ),
        Rule(id="7b", provision="7", outcome="accept", when=every("in_this_city", "daily_social_issue")),
        Rule(
            id="7c",
            provision="7",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "complaint", "report"), "about_officials_conduct"),
        ),
        Rule(
            id="7d",
            provision="7",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "suggestion"), "about_development"),
        ),
        Rule(
            id="7e",
            provision="7",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "consultation"), "government_question"),
        ),
        Rule(
            id="9",
            provision="9",
            outcome="accept",
            when=every("in_this_city", one_of("kind", "praise")),
            readings=("AMB-61",),
        ),
    ],
    Otherwise(provision="7", outcome="guide", duties=(_DECIDE_BY_PERSON,), readings=("AMB-63",)),
    _VOCABULARY,
    standing=(Standing(when=every("emergency_line"), duty=_HAND_OVER),),
    words={"refer": ("转介：转给紧急热线（本办法没有写明）", "Refer: to the emergency line (not stated in this text)")},
)  # fmt: skip

ACCEPTANCE = AcceptanceRules(intake=INTAKE)
