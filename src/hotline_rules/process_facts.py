"""Facts that more than one city asks of how a matter is dealt with: units, requests, callback, supervision, rights.

A city's own facts stand beside its rules. No fact is ever derived from words of the caller: a person answers.
"""

from __future__ import annotations

from hotline_rules.facts import Fact, question

_BY_FINDING = ("须有查证认定；怀疑、投诉本身不算。", "Only what was verified; not a suspicion or a mere complaint.")
_NO_NUMBER = ("条文没有次数、时长标准，由人认定。", "The texts give no number or length: it is a person's finding.")

PROCESS: dict[str, Fact] = {
    fact.name: fact
    for fact in (
        # -- who is to handle it ------------------------------------------------------------------------------------
        question(
            "answerable_at_once",
            ("能够即时答复", "can be answered at once"),
            (
                "话务人员凭知识库等现有信息，能不能当场答复或者处理？",
                "Can the intake staff answer or settle this on the spot, from the knowledge base or what is known?",
            ),
        ),
        question(
            "one_unit_competent",
            ("责任清楚，只涉及一个单位", "clearly one unit's"),
            (
                "这件事的责任是不是清楚，只属于一个单位的职责？",
                "Is it clear whose this is, and does it lie with one unit only?",
            ),
            excludes=("several_units",),
        ),
        question(
            "several_units",
            ("涉及几个承办单位", "concerns several units"),
            ("这件事是不是涉及几个承办单位的职责？", "Does this concern the duties of several units?"),
            (
                "几个单位互相推说不归自己管，是职责争议，不一定涉及几个单位。",
                "Units that each deny competence are in dispute; that alone does not make it several units'.",
            ),
            excludes=("one_unit_competent",),
        ),
        question(
            "competence_disputed",
            ("单位之间有职责争议", "competence is in dispute"),
            ("归哪个单位办，单位之间是不是有争议？", "Do units disagree on whose this is?"),
        ),
        question(
            "unit_qualifies",
            ("属于本规定所说的承办单位", "is a handling unit under these rules"),
            (
                "拟派的单位是不是政府、政府部门或者承担公共管理服务职能的企业、事业单位等本规定所说的承办单位？",
                "Is the unit a government, a department, or an enterprise or institution with public functions, that "
                "is, a handling unit under these rules?",
            ),
            readings=("AMB-62",),
        ),
        question(
            "territorial",
            ("按属地由县（市、区）办理", "goes by territory to a county"),
            ("这件事是不是按属地由县（市、区）办理？", "Does this go by territory to a county or district?"),
        ),
        question(
            "complex_matter",
            ("情况复杂", "complex"),
            ("这件事的情况是不是确实复杂？", "Is this really complex?"),
            ("只是工作忙、人手少，不算。", "Not merely that the unit is busy or short of staff."),
        ),
        question(
            "goes_to_accused",
            ("拟派给被控告、举报的单位或者个人", "would go to the accused"),
            (
                "拟派的单位（或者经办人）是不是就是被控告、举报的对象？",
                "Is the unit (or person) it would be sent to the very one that is accused or reported?",
            ),
            (
                "一般投诉交给被投诉的单位办理，按通常理解不算。",
                "An ordinary complaint put to the unit it is about is not usually meant.",
            ),
            readings=("AMB-64",),
        ),
        question(
            "unit_cannot_solve",
            ("承办单位不能解决", "the unit cannot solve it"),
            ("承办单位是不是确实解决不了？", "Is the unit really unable to solve it?"),
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
            "units_study_failed",
            ("经组织研究、协调仍不能解决", "study or coordination has failed"),
            (
                "政府办公室（或者热线）组织有关部门研究、协调以后，是不是仍然不能解决？",
                "Has it been studied or coordinated by the government's office (or the hotline), and is still unsolved?",
            ),
            ("还没有组织过研究、协调的，不算。", "Not before such a study or coordination took place."),
        ),
        question(
            "is_accusation",
            ("属于控告、检举、举报材料", "is an accusation or a report"),
            (
                "来电人反映的是不是控告、检举、举报某个单位或者个人？",
                "Does the caller accuse or report a particular body or person?",
            ),
            ("一般投诉服务不好、要求解决问题的，不算。", "Not an ordinary complaint that asks for a remedy."),
            readings=("AMB-64",),
        ),
        question(
            "cannot_solve_now",
            ("受客观条件限制，暂时不能解决", "cannot be solved for now, for objective reasons"),
            (
                "是不是因为客观条件限制，目前确实无法在时限内解决？",
                "Do objective conditions really make it impossible to solve this within the limit?",
            ),
            ("单位内部拖延、人手不足，不算客观条件。", "Delay within the unit or lack of staff is no objective condition."),
        ),
        # -- returning it -------------------------------------------------------------------------------------------
        question(
            "outside_duties",
            ("经核实不属于本单位职责", "on verification, not the unit's duty"),
            (
                "经调查核实，这件事是不是不属于本单位的职责范围？",
                "On verification, does this lie outside the unit's own duties?",
            ),
            ("职责有争议、说不清的，不算。", "Not where competence is merely in dispute."),
        ),
        # -- callback -----------------------------------------------------------------------------------------------
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
            "unit_at_fault",
            ("确因承办单位不及时、不到位而没有及时解决", "not solved in time, truly because the unit was late or incomplete"),
            (
                "是不是确因承办单位办理不及时、不到位，才使诉求没有得到及时解决？",
                "Was it truly because the unit was late or incomplete that the demand was not solved in time?",
            ),
            readings=("AMB-76",),
        ),
        question(
            "demand_reasonable",
            ("诉求合理", "the demand is reasonable"),
            ("来电人的诉求是不是合理？", "Is what the caller asks for reasonable?"),
        ),
        question(
            "should_have_been_done",
            ("应当办理而没有办理", "should have been done, and was not"),
            (
                "审核或者回访中，是不是发现这件事应当办理而承办单位没有办理？",
                "Did the review or the callback show that this should have been done and the unit did not do it?",
            ),
        ),
        # -- supervision: the unit ----------------------------------------------------------------------------------
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
            "uncorrected_after_supervision",
            ("督办后仍未整改（仍未办理、未见实效）", "not corrected (or done) even after supervision"),
            (
                "督办（督促、约谈）以后，是不是仍然没有整改、没有办理或者没有实效？",
                "Is it still uncorrected, undone or without effect after supervision (urging, a summons)?",
            ),
        ),
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
            "other_supervision_reason",
            ("另有需要督办的情形，理由已写明", "another reason to supervise, written down"),
            (
                "是不是另有需要督办（督促、约谈）的情形？理由是什么，写明了没有？",
                "Is there another reason to supervise (urge, summon)? Has it been written down?",
            ),
            ("没有写明理由的，不算。", "Not without a recorded reason."),
        ),
        question(
            "false_reply",
            ("弄虚作假，回复与实际不符", "fraud: the reply contradicts the facts"),
            (
                "经查证，办理或者回复是不是弄虚作假、与实际不符？",
                "On verification, is the handling or the reply fraudulent, or contrary to the facts?",
            ),
            _BY_FINDING,
        ),
        question(
            "data_leaked",
            ("泄露秘密、隐私或者不应公开的信息", "leaked secrets, privacy or data not to be disclosed"),
            (
                "经查证，是不是泄露了国家秘密、商业秘密、个人隐私或者不应公开的信息？",
                "On verification, were state or business secrets, privacy or data not to be disclosed leaked?",
            ),
            _BY_FINDING,
        ),
        question(
            "abuse_of_power",
            ("滥用职权、玩忽职守、徇私舞弊", "abuse of power, neglect of duty, favouritism"),
            (
                "经查证，是不是有滥用职权、玩忽职守、徇私舞弊等行为？",
                "On verification, was there abuse of power, neglect of duty, favouritism or the like?",
            ),
            _BY_FINDING,
        ),
        question(
            "ill_effect",
            ("造成不良（负面）影响或者严重后果", "with ill effect or serious consequence"),
            (
                "是不是因此造成了不良（负面）影响或者严重后果？",
                "Has this had an ill effect, or a serious consequence?",
            ),
        ),
        question(
            "caller_retaliated_against",
            ("对来电人打击报复", "retaliation against the caller"),
            (
                "经查证，被投诉、举报的一方是不是打击报复来电人？",
                "On verification, did whoever was complained of or reported retaliate against the caller?",
            ),
            _BY_FINDING,
        ),
        # -- supervision: the caller --------------------------------------------------------------------------------
        question(
            "caller_occupies_line",
            ("无正当理由反复使用、长时间占用热线", "repeated or long use of the line without good reason"),
            (
                "来电人是不是没有正当理由而反复使用、长时间占用热线，干扰正常运行？",
                "Does the caller use the line again and again, or for long, without good reason, and disturb its working?",
            ),
            _NO_NUMBER,
            readings=("AMB-60",),
        ),
        question(
            "caller_harasses_staff",
            ("骚扰、侮辱、威胁工作人员", "harasses, insults or threatens staff"),
            (
                "来电人是不是骚扰、侮辱或者威胁热线工作人员？",
                "Does the caller harass, insult or threaten hotline staff?",
            ),
        ),
        question(
            "caller_fabricates",
            ("捏造事实，诽谤、诬告、陷害他人", "fabricates facts to defame or falsely accuse others"),
            (
                "经查证，来电人是不是故意捏造事实，诽谤、诬告或者陷害他人？",
                "On verification, does the caller knowingly fabricate facts to defame, falsely accuse or frame others?",
            ),
            ("反映的情况有出入、记错了的，不算。", "Not an honest mistake."),
        ),
        # -- rights of the caller -----------------------------------------------------------------------------------
        question(
            "asks_progress",
            ("询问办理进度或者结果", "asks about progress or result"),
            ("来电人是不是询问办理进度或者结果？", "Does the caller ask about the progress or the result?"),
        ),
        question(
            "disclosure_forbidden",
            ("涉及不得告知的秘密、隐私", "involves secrets or privacy that may not be told"),
            (
                "所问的进度、结果是不是涉及国家秘密、商业秘密、他人隐私等不得告知的内容？",
                "Would what is asked disclose a state or business secret, another's privacy or the like?",
            ),
        ),
        question(
            "asks_reply",
            ("要求回复办理情况", "asks for a reply"),
            ("来电人是不是要求回复办理情况？", "Does the caller ask to be told how it was dealt with?"),
        ),
        question(
            "disputes_result",
            ("对办理结果有异议", "disputes the result"),
            ("来电人是不是对办理结果有异议？", "Does the caller dispute the result?"),
        ),
        question(
            "wants_to_rate",
            ("要对办理质量、结果作出评价", "wants to rate the quality and the result"),
            (
                "来电人是不是要对办理质量、办理结果作出评价？",
                "Does the caller want to rate the quality and the result?",
            ),
        ),
        question(
            "asks_confidentiality",
            ("要求对个人信息保密", "asks that personal data be kept confidential"),
            (
                "来电人是不是要求对自己的个人信息保密？",
                "Does the caller ask that their personal data be kept confidential?",
            ),
        ),
        question(
            "about_hotline_staff",
            ("反映热线工作人员的态度、效率、作风", "about the manner, efficiency or style of hotline staff"),
            (
                "来电人反映的是不是热线工作人员的服务态度、效率或者作风？",
                "Is this about the manner, efficiency or style of the hotline's own staff?",
            ),
        ),
    )
}  # fmt: skip
"""The shared facts of the process, by name."""
