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
            "territorial",
            ("按属地由县（市、区）办理", "goes by territory to a county"),
            ("这件事是不是按属地由县（市、区）办理？", "Does this go by territory to a county or district?"),
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
            "office_study_failed",
            ("经市政府办公厅（室）组织研究、协调仍不能解决", "study or coordination by the government's office has failed"),
            (
                "市人民政府办公厅（办公室）组织有关部门研究、协调以后，是不是仍然不能解决？",
                "Has the municipal government's office had it studied or coordinated, and is it still unsolved?",
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
        # -- supervision: the unit ----------------------------------------------------------------------------------
        question(
            "uncorrected_after_supervision",
            ("督办后仍未整改（仍未办理、未见实效）", "not corrected (or done) even after supervision"),
            (
                "督办（督促、约谈）以后，是不是仍然没有整改、没有办理或者没有实效？",
                "Is it still uncorrected, undone or without effect after supervision (urging, a summons)?",
            ),
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
            "abuse_of_power",
            ("滥用职权、玩忽职守、徇私舞弊", "abuse of power, neglect of duty, favouritism"),
            (
                "经查证，是不是有滥用职权、玩忽职守、徇私舞弊等行为？",
                "On verification, was there abuse of power, neglect of duty, favouritism or the like?",
            ),
            _BY_FINDING,
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
            (
                "来电人是不是询问自己所提事项的办理进度或者结果？",
                "Does the caller ask about the progress or the result of the caller's own matter?",
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
            "asks_confidentiality",
            ("要求对个人信息保密", "asks that personal data be kept confidential"),
            (
                "来电人是不是要求对自己的个人信息保密？",
                "Does the caller ask that their personal data be kept confidential?",
            ),
        ),
    )
}  # fmt: skip
"""The shared facts of the process, by name."""
