"""Facts that more than one city asks of a matter when it comes in, with the question for each, and what it is not.

A city's own facts stand beside its rules. No fact is ever derived from words of the caller: a person answers.
"""

from __future__ import annotations

from hotline_rules.facts import Fact, question
from hotline_rules.process_facts import PROCESS

_HOW_TO = (
    "只是询问怎样起诉，或者有行政机关可以依法处理的（例如噪声扰民），不算；是否已经起诉、是否撤诉也不改变这一项，问的是依法该走哪条路。",
    "Asking how to sue, or what an administrative organ can deal with by law (noise, say), is not meant; nor whether "
    "a suit was brought or withdrawn: the question is which way the law prescribes.",
)
_OTHER_REMEDY = (
    "有行政机关可以依法处理的（例如欠薪、噪声扰民），不算；只是询问怎样申请，也不算。",
    "Not what an administrative organ can deal with by law (unpaid wages, noise); nor a question how to apply.",
)
_ENTERED = (
    "正在进行和已有结论的都算；只是打算去的、已经撤回的，不算。",
    "One that is going on or was concluded counts; not one that is only intended, or was withdrawn.",
)

COMMON: dict[str, Fact] = PROCESS | {
    fact.name: fact
    for fact in (
        # -- emergencies --------------------------------------------------------------------------------------------
        question(
            "emergency_line",
            ("应由紧急热线处理", "belongs to an emergency line"),
            (
                "这件事是不是应该打110、119、120、122等紧急电话（正在发生的警情、火情、急救、交通事故等）？",
                "Should this go to 110, 119, 120, 122 or the like (a crime, fire, medical emergency or traffic "
                "accident that is happening)?",
            ),
            (
                "来电人着急、催得紧，或者要求马上办，不算。",
                "Not a caller who is merely in a hurry or wants it done at once.",
            ),
            readings=("AMB-31",),
        ),
        # -- other procedures: prescribed by law --------------------------------------------------------------------
        question(
            "must_litigate",
            ("依法应当通过诉讼解决", "must by law go through litigation"),
            (
                "这件事是不是依法应当通过诉讼来解决（例如不服判决、债务合同纠纷）？",
                "Must this by law be solved by litigation (disagreement with a judgment, say, or a dispute over a debt)?",
            ),
            _HOW_TO,
            related=("in_litigation",),
            readings=("AMB-55",),
        ),
        question(
            "must_arbitrate",
            ("依法应当通过仲裁解决", "must by law go through arbitration"),
            (
                "这件事是不是依法应当通过仲裁来解决（例如约定了仲裁的合同争议）？",
                "Must this by law be solved by arbitration (a contract with an arbitration clause)?",
            ),
            _OTHER_REMEDY,
            related=("in_arbitration",),
            readings=("AMB-55",),
        ),
        question(
            "must_reconsider",
            ("依法应当通过行政复议解决", "must by law go through administrative reconsideration"),
            (
                "这件事是不是依法应当通过行政复议来解决（不服某个行政决定、要求改变它）？",
                "Must this by law be solved by administrative reconsideration (a decision of an organ is to be changed)?",
            ),
            _OTHER_REMEDY,
            related=("in_reconsideration",),
            readings=("AMB-55",),
        ),
        question(
            "for_discipline_organs",
            ("依法应当通过纪检监察程序解决", "must by law go to discipline inspection and supervision"),
            (
                "这件事是不是依法应当由纪检监察机关按程序处理（例如举报公职人员违纪、职务违法犯罪）？",
                "Must this by law be dealt with by the discipline and supervision organs (officials' breaches of "
                "discipline, offences in office)?",
            ),
            (
                "对工作人员态度、作风、效率的一般投诉，不算。",
                "Not an ordinary complaint about staff's manner, style or efficiency.",
            ),
        ),
        question(
            "for_information_disclosure",
            ("依法应当通过政府信息公开程序解决", "must by law go through government-information disclosure"),
            (
                "来电人是不是要求行政机关公开某项政府信息，须按信息公开申请程序办理？",
                "Does the caller ask an organ for a government document that must be applied for under the rules on "
                "information disclosure?",
            ),
            (
                "询问已经公开的政策、办事流程，不算。",
                "Not a question about a policy or procedure that is already public.",
            ),
            readings=("AMB-55",),
        ),
        question(
            "other_procedure_cited",
            ("有明文依据须走其他法定程序", "another statutory procedure, with a cited basis"),
            (
                "除以上几种外，是不是有明确的法律依据要求走另一种法定程序？依据是哪一条？",
                "Does a cited provision of law require yet another statutory procedure? Which provision?",
            ),
            (
                "说不出依据的，不算：“等”字不能凭感觉扩大。",
                "Not without a provision that can be named: an open list is not widened by feeling.",
            ),
            readings=("AMB-53",),
        ),
        # -- other procedures: entered ------------------------------------------------------------------------------
        question(
            "in_litigation",
            ("已经进入诉讼", "already in litigation"),
            ("这件事是不是已经进入法院诉讼？", "Has this matter been brought before a court?"),
            _ENTERED,
            related=("must_litigate",),
        ),
        question(
            "in_arbitration",
            ("已经进入仲裁", "already in arbitration"),
            ("这件事是不是已经进入仲裁？", "Has this matter gone to arbitration?"),
            _ENTERED,
            related=("must_arbitrate",),
        ),
        question(
            "in_reconsideration",
            ("已经进入行政复议", "already in reconsideration"),
            ("这件事是不是已经进入行政复议？", "Has this matter gone to administrative reconsideration?"),
            _ENTERED,
            related=("must_reconsider",),
        ),
        question(
            "in_petition_channel",
            ("已经进入信访程序", "already in the petition procedure"),
            (
                "这件事是不是已经进入信访程序（由信访机构登记，正在办理或者已有结论）？",
                "Has a petition office registered this matter (whether going on or concluded)?",
            ),
            (
                "打12345本身不是信访程序；打算去信访，不算。",
                "Calling 12345 is not itself that procedure; intending to petition is not meant.",
            ),
            related=("in_other_procedure",),
        ),
        # -- secrecy, privacy, morals -------------------------------------------------------------------------------
        question(
            "discloses_secret",
            ("办理须泄露国家秘密或者商业秘密", "would disclose a state or business secret"),
            (
                "要办理或者答复这件事，是不是必须泄露国家秘密或者商业秘密？",
                "Could this be handled or answered only by disclosing a state or business secret?",
            ),
            (
                "只是提到某个秘密，或者投诉别人泄密，不算。",
                "Not a mere mention of a secret, and not a complaint that somebody leaked one.",
            ),
            readings=("AMB-33",),
        ),
        question(
            "discloses_privacy",
            ("办理须泄露他人隐私", "would disclose another's privacy"),
            (
                "要办理或者答复这件事，是不是必须泄露别人的隐私？",
                "Could this be handled or answered only by disclosing somebody else's privacy?",
            ),
            (
                "来电人自己的个人信息，或者投诉自己的隐私被泄露，不算。",
                "Not the caller's own data, and not a complaint that the caller's privacy was violated.",
            ),
            readings=("AMB-33",),
        ),
        question(
            "against_public_morals",
            ("违反社会公序良俗", "against public order and morals"),
            (
                "来电人要求办的事本身是不是违反社会公序良俗？",
                "Is what the caller asks for itself against public order and morals?",
            ),
            ("投诉别人的行为有伤风化，不算。", "Not a complaint about other people's indecent conduct."),
            readings=("AMB-33",),
        ),
        # -- dealt with before --------------------------------------------------------------------------------------
        question(
            "dealt_with",
            ("承办单位已经依法处理过", "already dealt with according to law"),
            (
                "这同一件事，承办单位是不是已经依法作出过处理？",
                "Has a unit already dealt with this same matter according to law?",
            ),
            ("正在办理、还没有结论的，不算；说的是本工单以前的处理。", "Not one still without a conclusion; nor this very ticket: an earlier handling is meant."),
        ),
        question(
            "conclusion_lawful",
            ("处理结论合法", "the conclusion is lawful"),
            ("当时的处理结论是不是合法？", "Is the conclusion that was reached lawful?"),
            ("来电人不满意，不等于结论不合法。", "That the caller is not satisfied does not make it unlawful."),
            presupposes=("dealt_with",),
        ),
        question(
            "conclusion_reasonable",
            ("处理结论合理", "the conclusion is reasonable"),
            ("当时的处理结论是不是合理？", "Is the conclusion that was reached reasonable?"),
            presupposes=("dealt_with",),
        ),
        question(
            "new_facts",
            ("有新的事实", "there are new facts"),
            (
                "来电人这次是不是提出了上次没有的新事实、新情况？",
                "Does the caller bring new facts or circumstances that were not there before?",
            ),
            ("只是换一种说法，不算。", "Not the same told in other words."),
            excludes=("same_facts_and_reasons",),
            readings=("AMB-34",),
        ),
        question(
            "same_facts_and_reasons",
            ("以同一事实和理由再次提出", "the same facts and reasons again"),
            (
                "来电人是不是以同样的事实、同样的理由再次提出？",
                "Does the caller raise it again on the same facts and with the same reasons?",
            ),
            ("事实或者理由有一样是新的，就不算。", "Not if either the facts or the reasons are new."),
            excludes=("new_facts",),
        ),
        question(
            "same_caller",
            ("同一来电人", "the same caller"),
            ("提出的是不是同一个人（单位）？", "Is it the same person or organisation that raises it?"),
            ("别人反映同一件事，不算（可以并单）。", "Not another person about the same thing (it may be merged)."),
            readings=("AMB-71",),
        ),
        # -- the call itself ----------------------------------------------------------------------------------------
        question(
            "malicious_attack",
            ("恶意攻击、骚扰", "malicious attack or harassment"),
            (
                "这个来电是不是纯粹的恶意攻击或者骚扰，而不是反映事情？",
                "Is this call nothing but a malicious attack or harassment, not a matter raised?",
            ),
            ("情绪激动、言辞激烈但确有其事的，不算。", "Not an angry caller with a real matter."),
        ),
        question(
            "other_basis_cited",
            ("有明文依据不予受理", "another legal ground, with a cited basis"),
            (
                "是不是有其他明确的法律依据规定不予受理？依据是哪一条？",
                "Does another cited provision of law say that this is not accepted? Which provision?",
            ),
            (
                "说不出依据的，不算：兜底条款不能自动成立。",
                "Not without a provision that can be named: a catch-all is never true by itself.",
            ),
            readings=("AMB-53",),
        ),
        # -- scope --------------------------------------------------------------------------------------------------
        question(
            "in_this_city",
            ("属于本市范围", "lies within this city"),
            (
                "这件事是不是属于本市的政务服务、社会治理或者公共服务？",
                "Does this belong to this city's government services, governance or public services?",
            ),
            ("外地的事由当地热线办理，不算。", "Not a matter of another place, which has a hotline of its own."),
        ),
        question(
            "public_information",
            ("咨询政务或者公共服务信息", "asks about government or public-service information"),
            (
                "问的是不是政策法规、审批办事或者公共服务方面的信息？",
                "Is the question about policy, law, permits, procedures or public services?",
            ),
        ),
        question(
            "for_public_bodies",
            ("应由国家机关或者公共服务单位解决", "for a state organ or public-service body to solve"),
            (
                "这件事是不是依法应当由国家机关或者承担公共服务职能的企业、事业单位来解决？",
                "Must this by law be solved by a state organ, or an enterprise or institution with a public-service function?",
            ),
            (
                "纯属私人之间、没有机关可管的事，不算。",
                "Not a purely private affair that no organ can deal with.",
            ),
        ),
        question(
            "public_affairs",
            ("涉及经济社会管理和公共服务领域", "concerns economic, social or public-service affairs"),
            (
                "内容是不是涉及经济调节、市场监管、社会管理、公共服务、生态环境等政府管理和服务的领域？",
                "Does it concern economic regulation, market supervision, social management, public services, the "
                "environment or the like?",
            ),
        ),
        question(
            "about_public_conduct",
            ("针对机关、公共服务单位或者其人员的作风、质量、效率", "about public bodies' or their staff's conduct of work"),
            (
                "投诉、举报的是不是国家机关、公共服务单位或者其工作人员的作风、工作质量、工作效率等？",
                "Is it about the style, quality or efficiency of work of a state organ, a public-service body or its staff?",
            ),
            (
                "投诉商家、邻居等其他主体，不算（那是请求机关解决的诉求）。",
                "Not a complaint about a trader or a neighbour: that asks an organ to act.",
            ),
        ),
    )
}  # fmt: skip
"""The shared facts by name, those of the process included."""
