"""The open points of the four regulations: each question, its options, and the reason for the usual one.

Each city states in its own folder which option it takes.
"""

from __future__ import annotations

from hotline_rules.process_points import PROCESS_POINTS
from hotline_rules.readings import Reading, point

_POINTS = (
    point(
        "AMB-01",
        "起算当天算不算第一天？",
        "Does the day on which a period starts count as day one?",
        {
            "not_counted": ("不算，从下一日数起。", "No, counting begins with the next day."),
            "counted": ("算作第一天。", "Yes, it is day one."),
            "counted_before_noon": (
                "中午12时前收到的算，之后收到的不算。",
                "Only if the ticket was received before 12:00 noon.",
            ),
            "counted_before_16": (
                "16时前收到的算，之后收到的不算。",
                "Only if the ticket was received before 16:00.",
            ),
        },
        "民事法律和诉讼法律的算法一致，四部热线规定都没有另作安排。",
        "Civil and procedural law agree on this, and none of the four hotline texts departs from it.",
        "民法典第201条；民事诉讼法第85条；行政诉讼法司法解释（2018年）第48条",
    ),
    point(
        "AMB-02",
        "办理时限从哪个环节起算？",
        "Which event starts the handling limit?",
        {
            "transferred": ("热线转出工单时。", "The hotline transfers the ticket."),
            "arrived": ("工单到达承办单位时。", "The ticket arrives at the unit."),
            "signed": ("承办单位签收时。", "The unit signs for the ticket."),
            "accepted": ("热线受理诉求时。", "The hotline accepts the matter from the caller."),
        },
        "何时签收由承办单位掌握，不能靠晚签多得时间。文字写明从交办起算的，以转出为准。",
        (
            "The unit decides when it signs, and must gain no time by waiting. Where the text names the "
            "transfer, the transfer starts the limit."
        ),
        "甘孜办法第13条、第27条第（一）项；克拉玛依办法第11条第（二）项；国办公开办函〔2015〕207号",
    ),
    point(
        "AMB-03",
        "夜间、周末或节假日收到的工单，哪一天是不计入的起算日？",
        (
            "For a ticket received at night, at a weekend or on a holiday, which day is the start day "
            "left out of the count?"
        ),
        {
            "as_it_is": (
                "就是收到的那一天，其后第一个工作日为第1天。",
                "The date of receipt itself; the next working day is day one.",
            ),
            "roll_to_workday": (
                "视为下一工作日收到，再下一个工作日为第1天。",
                "The next working day, as if received then; the working day after it is day one.",
            ),
        },
        "休息日同样可以是不计入的那一天。只有克拉玛依限定在工作时间转办，推后起算才有一些依据。",
        (
            "A rest day can be the one left out just as well. Only in Karamay, where tickets are "
            "transferred in working time, has the later start some support."
        ),
        "潍坊条例第17条；济南条例第21条；甘孜办法第2条；克拉玛依办法第11条第（一）项",
    ),
    point(
        "AMB-04",
        "工单经县级中转时，从谁收到起算？",
        "When a ticket passes through the county, whose receipt starts the limit?",
        {
            "unit": ("最终的承办单位收到时。", "Receipt by the unit that finally handles it."),
            "relay": ("中间的县级收到时。", "Receipt by the county in between."),
        },
        (
            "甘孜的时限约束实际承办单位，县级占用的时间另行列出。潍坊、济南的县级政府本身就是承办单位，"
            "往下转不重新起算。"
        ),
        (
            "In Ganzi the limit binds the unit that handles, and the time the county held the ticket is "
            "shown apart. In Weifang and Jinan the county government is itself the unit, and what it "
            "hands down is on its own time."
        ),
        "甘孜办法第7条第（二）项、第13条；潍坊条例第9条第一款；济南条例第4条第四款",
    ),
    point(
        "AMB-05",
        "最后一天到几时为止？",
        "At what hour does the last day end?",
        {
            "end_of_day": ("当天24时。", "At 24:00."),
            "close_of_business": ("当天下班时。", "When the office closes."),
        },
        ("办公时间只对接收一方有意义，而热线平台全天接收。克拉玛依没有写明全天服务，另一种理解有一些依据。"),
        (
            "Office hours matter only on the receiving side, which here is a platform open day and "
            "night. Karamay does not say that its hotline is, which gives the other view some support."
        ),
        "民法典第203条",
    ),
    point(
        "AMB-06",
        "甘孜特殊事项按小时计的时限从何时起算？",
        "When do Ganzi's limits in clock hours for special matters start?",
        {
            "instant": (
                "从收到的那一刻起，夜间和节假日照走。",
                "At the instant of receipt, running through nights and holidays.",
            ),
            "next_whole_hour": (
                "从下一个整点起，此后同样不停。",
                "At the next whole hour, running on in the same way.",
            ),
        },
        ("按小时计的期间以时刻为起点，同一条在需要时另用“工作小时”一词。诉讼中从下一小时数起，因此保留为备选。"),
        (
            "A period in hours starts at an instant, and the same article says working hours where it "
            "means them. Court periods start with the next hour, which is therefore kept as an option."
        ),
        "民法典第201条；民事诉讼法司法解释（2022年）第125条；甘孜办法第13条第（二）项",
    ),
    point(
        "AMB-07",
        "甘孜的3分钟通报适用于哪些事项？",
        "To which matters does Ganzi's notice within 3 minutes apply?",
        {
            "all_special": (
                "特殊事项和特殊紧急事项都适用，从工单建立起算；事后才出现新情况的，从认定起算。",
                (
                    "Special and special-urgent matters alike, from the ticket's creation, or from the "
                    "recognition if new facts came later."
                ),
            ),
            "special_urgent_only": (
                "只适用于特殊紧急事项，起算方法相同。",
                "Special-urgent matters only, with the same start.",
            ),
        },
        "这一要求写在两类事项之前，却只用了其中一类的名称，故有争议。热线认定得晚，不能因此多得时间。",
        (
            "The requirement stands before both kinds but uses the name of one, so the point is "
            "contested. Late recognition must not gain the hotline time."
        ),
        "甘孜办法第13条第（二）项",
    ),
    point(
        "AMB-08",
        "甘孜热线转办的3个工作小时按什么时间计算？",
        "In what hours are the hotline's 3 working hours for the transfer counted in Ganzi?",
        {
            "office_hours": (
                "只算机关办公时间；办公时间不明的，给出最早和最迟两个时刻。",
                ("Office hours only; where these are not known, an earliest and a latest instant are given."),
            ),
            "around_the_clock": (
                "热线全天有人值守，按连续的钟点计算。",
                "Clock hours without pause, since the hotline is staffed day and night.",
            ),
        },
        "文字区分了“工作小时”和普通小时，国家的口径也把前者与工作日相连。全天计算只对热线自己说得通。",
        (
            "The text uses two different words for hours, and nationally working hours are defined by "
            "working days. Only the hotline, being always staffed, could be counted round the clock."
        ),
        "劳社部发〔2008〕3号；甘孜办法第13条第（一）项",
    ),
    point(
        "AMB-09",
        "甘孜签收的3个工作小时从何时起算？",
        "From when do the 3 working hours for signing run in Ganzi?",
        {
            "arrived": (
                "从工单到达承办单位起，同一系统内就是转出之时。",
                "From arrival at the unit, which in one shared system is the transfer.",
            ),
        },
        "工单没有到达就无从签收。未签收而先答复、申请或退件的，也能证明已经收到。",
        (
            "A unit cannot sign for what has not arrived. A reply, request or return made without "
            "signing also proves receipt."
        ),
        "甘孜办法第13条第（一）项、第27条第（一）项",
    ),
    point(
        "AMB-10",
        "甘孜最迟何时申请延期？",
        "By when must an extension be requested in Ganzi?",
        {
            "working_day_before": (
                "到期日前一个工作日的24时。",
                "By 24:00 one working day ahead of the due day.",
            ),
            "due_day_start": ("到期日当天零时。", "By the start (00:00) of the due day."),
        },
        ("提前一个工作日，是为了给热线留出决定的时间。周一到期而在周末申请的，仍留有周一这一天，故有争议。"),
        (
            "Asking a working day ahead leaves the hotline time to decide. A request at the weekend "
            "before a Monday due still leaves it the Monday, so the point is contested."
        ),
        "甘孜办法第13条第（一）项",
    ),
    point(
        "AMB-12",
        "法律另定的办理时限自动适用，还是须经申请？",
        "Does another limit set by law apply by itself, or only on request?",
        {
            "by_itself": (
                "自动适用，与何时登记无关。",
                "By itself, whenever it was noted on the ticket.",
            ),
            "on_application": (
                "经申请并获准延期后才适用，申请也须提前一个工作日。",
                "Only once an extension has been requested, a working day ahead too, and granted.",
            ),
            "on_application_until_due": (
                "经申请并获准延期后才适用，到期前提出即可。",
                "Only once an extension has been requested, by the due itself, and granted.",
            ),
        },
        "甘孜把它作为可以申请延期的一种情形。潍坊和济南由法定时限直接起作用。",
        (
            "Ganzi makes it a ground for requesting an extension. In Weifang and Jinan the legal limit "
            "takes effect directly."
        ),
        "甘孜办法第13条第（一）项；潍坊条例第20条；济南条例第24条",
    ),
    point(
        "AMB-13",
        "暂时解决不了而告知来电人的完成日期，有什么效力？",
        "What force has the completion date told to a caller whose matter cannot be solved now?",
        {
            "commitment": (
                "是一项承诺，只跟踪，不作为到期日。",
                "It is a commitment to be followed up, not a due date.",
            ),
            "due": ("就是到期日，过了即逾期。", "It is the due date, and missing it is overdue."),
        },
        "潍坊没有要求给出日期。济南要求在告知的日期前办完，克拉玛依要求承诺一个最后日期。",
        ("Weifang asks for no date. Jinan asks for completion by the date told, and Karamay for a promised last date."),
        "潍坊条例第20条第一款第（三）项；济南条例第24条第二款；克拉玛依办法第11条第（二）项",
    ),
    point(
        "AMB-14",
        "来电人表示不用回复的，免去哪些义务？",
        "What falls away when the caller asks for no reply?",
        {
            "reply_only": (
                "只免去对来电人的答复，仍须向热线反馈。",
                "Only the reply to the caller; feedback to the hotline stays due.",
            ),
            "reply_and_feedback": ("答复和反馈都免去。", "Both the reply and the feedback."),
        },
        "这一例外紧跟在答复之后，没有延及反馈。来电人没有表态的，仍应答复。",
        (
            "The exception is attached to the reply and does not extend to the feedback. A caller who "
            "says nothing is still owed a reply."
        ),
        "潍坊条例第20条；济南条例第24条",
    ),
    point(
        "AMB-15",
        "到期前做到哪一步才算办完？",
        "What must be done by the due for the handling to count as done?",
        {
            "completion": (
                "办理完毕，以最早显示结果的行为为准。",
                "Completion, shown by the earliest act that gives the result.",
            ),
            "reply": ("承办单位答复来电人。", "The unit's reply to the caller."),
            "reply_and_feedback": (
                "答复来电人，并向热线反馈。",
                "The reply to the caller and the feedback to the hotline.",
            ),
            "completion_and_reply": (
                "办理完毕，并答复来电人。",
                "Completion and the reply to the caller.",
            ),
            "all_acts": (
                "办理完毕、答复（来电人不要的除外）和反馈都已作出。",
                "Completion, the reply (unless waived) and the feedback, all of them.",
            ),
        },
        "各地用时限约束的行为不同。潍坊是办理，济南是答复和反馈，甘孜是办结和答复，克拉玛依是答复。",
        (
            "The texts put different acts under the limit. It is handling in Weifang, reply and feedback "
            "in Jinan, closing and answer in Ganzi, the reply in Karamay."
        ),
        (
            "潍坊条例第14条、第20条；济南条例第24条；甘孜办法第8条第（二）项、第14条；克拉玛依办法第5条、"
            "第11条第（二）项"
        ),
    ),
    point(
        "AMB-16",
        "哪些层级的规定可以设定更长的办理时限？",
        "Which ranks of rules may set a longer handling limit?",
        {
            "literal": (
                "只限点名的层级：潍坊是法律和法规，济南和甘孜还有规章。",
                ("Only the ranks named: laws and regulations in Weifang, in Jinan and Ganzi also rules (规章)."),
            ),
            "liberal_basis": ("其他正式文件也可以。", "Other official instruments as well."),
        },
        "层级既已点名，就照字面适用。信访工作条例不在其列，是否采用须由人来决定。",
        (
            "The ranks are named, so the wording is followed. The petition-work regulations are not "
            "among them, and whether to admit them is for a person to decide."
        ),
        "潍坊条例第20条第一款第（二）项；济南条例第24条第一款第（二）项；甘孜办法第13条第（一）项",
    ),
    point(
        "AMB-17",
        "克拉玛依的时限既按工作日计，又提到节假日顺延，怎么算？",
        "How is a Karamay limit counted that is in working days and also mentions moving past holidays?",
        {
            "plain_working_days": (
                "按普通的工作日计算，顺延一语没有另外的作用。",
                "In plain working days; the mention of holidays adds nothing.",
            ),
        },
        "按工作日计算已经跳过节假日，最后一天不会落在节假日上。",
        "Counting working days already skips holidays, so the last day can never be one.",
        "克拉玛依办法第11条第（二）项",
    ),
    point(
        "AMB-18",
        "克拉玛依的当日退件到何时为止？",
        "Until when may a unit in Karamay make its same-day return?",
        {
            "day_end_or_next_working_day": (
                "办公时间收到的，当天24时前；休息日或下班后收到的，下一工作日。",
                (
                    "Received in office hours: by 24:00 that day; received on a rest day or after "
                    "closing: the next working day."
                ),
            ),
            "closing_or_next_working_day": (
                "办公时间收到的，当天下班前；休息日或下班后收到的，下一工作日。",
                (
                    "Received in office hours: by closing that day; received on a rest day or after "
                    "closing: the next working day."
                ),
            ),
            "day_end_or_same_day": (
                "办公时间收到的，当天24时前；休息日或下班后收到的，也是同一日。",
                (
                    "Received in office hours: by 24:00 that day; received on a rest day or after "
                    "closing: still that same date."
                ),
            ),
            "closing_or_same_day": (
                "办公时间收到的，当天下班前；休息日或下班后收到的，也是同一日。",
                (
                    "Received in office hours: by closing that day; received on a rest day or after "
                    "closing: still that same date."
                ),
            ),
        },
        ("当日指日历上的一天，但不能要求单位在休息日或下班后当天退件。推到下一工作日是解释，文字没有明说。"),
        (
            "The same day is the calendar day, but a return cannot be asked of a unit on a rest day or "
            "after closing. Moving it to the next working day is interpretation, not wording."
        ),
        "克拉玛依办法第11条第（三）项",
    ),
    point(
        "AMB-19",
        "甘孜1个工作日的退件时限从何时起算？",
        "From when does Ganzi's one working day for a return run?",
        {
            "arrived": ("从工单到达承办单位起。", "From the ticket's arrival at the unit."),
            "verified": (
                "从查明不属于本单位职责起。",
                "From the finding that the matter is outside the unit's duties.",
            ),
        },
        "若从查明起算，单位可以一直查下去。期限内提出即可，审核可以在后。",
        (
            "Counted from its finding, a unit could take as long as it liked to reach one. It is enough "
            "to submit the return in time; approval may follow."
        ),
        "甘孜办法第17条",
    ),
    point(
        "AMB-20",
        "潍坊的退件有没有时限？",
        "Is there a time limit for a return in Weifang?",
        {
            "none": ("没有。", "It has none."),
            "two_working_days": (
                "有，依山东省2020年的规定为2个工作日。",
                "Two working days, under the Shandong rules of 2020.",
            ),
        },
        "条例只指向别的规定，自己没有写天数。省里的规定可能已经失效，选用时才适用。",
        (
            "The text only points to other rules and gives no number. The provincial rules may have "
            "lapsed, and apply only when chosen."
        ),
        "潍坊条例第22条；山东省政务服务热线管理办法（2020年）",
    ),
    point(
        "AMB-21",
        "济南的承办单位能否退件，时限多长？",
        "May a unit in Jinan return a ticket, and within what time?",
        {
            "none": (
                "条例没有设退件，也就没有时限，职责不清的由热线协调。",
                ("The text provides for no return and so for no limit; the hotline settles who is competent."),
            ),
            "two_working_days": (
                "可以，依山东省2020年的规定为2个工作日。",
                "Yes, within two working days, under the Shandong rules of 2020.",
            ),
        },
        "条例里的“退回”是热线要求重办，方向正好相反。省里的规定可能已经失效，选用时才适用。",
        (
            "What the text calls sending back is the hotline's redispatch, the opposite direction. The "
            "provincial rules may have lapsed, and apply only when chosen."
        ),
        "济南条例第27条、第29条、第40条第（一）项；山东省政务服务热线管理办法（2020年）",
    ),
    point(
        "AMB-23",
        "类别不明或涉及几类时，用哪一类的时限？",
        "Which limit applies when the category is unclear or there are several?",
        {
            "recorded": (
                "用热线登记的类别，几类并存时用主要的一类；没有登记的，在各类时限之间不下结论。",
                (
                    "That of the category the hotline recorded, of several the main one; if none was "
                    "recorded, the result stays open between the limits."
                ),
            ),
            "shortest": ("用可能适用的最短时限。", "The shortest limit that may apply."),
        },
        "分类是热线的职责，没有登记就不能当作任何一类。",
        ("Classifying is the hotline's task, and a category not recorded cannot be taken to be any of them."),
        "甘孜办法第13条第（一）项；克拉玛依办法第9条、第11条第（二）项",
    ),
    point(
        "AMB-24",
        "克拉玛依的会签件有没有办理时限？",
        "Does a jointly handled ticket (会签件) in Karamay have a handling limit?",
        {
            "no_number": (
                "领导没有定期限的，没有确定的天数，类别时限仅供参考。",
                "No number, if the leader set none; the category's limit is shown as advisory only.",
            ),
            "by_category": ("用工单类别的时限。", "The limit of the ticket's category."),
        },
        "其他办理方式都提到时限，只有会签件没有，故有争议。",
        ("The other ways of handling all mention a limit and this one does not, so the point is contested."),
        "克拉玛依办法第11条第（二）项",
    ),
    point(
        "AMB-25",
        "重派要求重新办理的工单，有没有新的时限？",
        "Does a ticket on redispatch for re-handling get a new limit?",
        {
            "fresh": (
                "有，从新的起点起算完整的时限，延期次数也重新计。",
                "Yes, the full limit from the new start, with extensions counted anew.",
            ),
            "none": ("没有时限。", "No, it has no limit."),
        },
        "重派是又一次转办，同一条款照样适用。文字没有明说，属于解释。",
        (
            "A redispatch sends the ticket out once more, and the same article speaks of every ticket "
            "sent out. No text says so, and it is interpretation."
        ),
        "甘孜办法第18条；济南条例第27条；克拉玛依办法第11条第（六）项",
    ),
    point(
        "AMB-27",
        "提出退件后，办理时限怎么走？",
        "What happens to the handling limit when a unit asks for a return?",
        {
            "runs_on": (
                "照走不停；再派给同一单位的，仍是原到期时间。",
                "It runs on; a ticket sent again to the same unit keeps its old due.",
            ),
            "fresh_when_resent": (
                "再派给同一单位的，重新起算。",
                "A ticket sent again to the same unit gets a new limit.",
            ),
        },
        "提出申请本身不停止计时，新单位则从自己收到时起算。到期前提出、到期后还没有决定的，不下结论。",
        (
            "A request does not stop the clock, while a new unit starts from its own receipt. A request "
            "in time that is still undecided when the due has passed leaves the result open."
        ),
        "潍坊条例第22条；甘孜办法第17条；克拉玛依办法第11条第（三）项",
    ),
    point(
        "AMB-28",
        "潍坊的省级以上事项和其他相关事项，时限从哪里来？",
        "Where does the limit come from for provincial, higher and related matters in Weifang?",
        {
            "set_limit": (
                "用工单上注明了出处的时限；没有注明的，不下结论。",
                ("From the limit noted on the ticket with its source; if none is noted, the result stays open."),
            ),
            "province_2020": (
                "用山东省2020年规定的5个工作日。",
                "From the Shandong rules of 2020: five working days.",
            ),
        },
        "条例把这类时限交给别的规定，自己没有写天数。省里2020年的规定可能就是所指，但也可能已经失效。",
        (
            "The text leaves these limits to other rules and gives no number. The provincial rules of "
            "2020 may be the ones meant, but may have lapsed."
        ),
        "潍坊条例第20条第二款；山东省政务服务热线管理办法（2020年）",
    ),
    point(
        "AMB-29",
        "潍坊的5个工作日是普遍的时限，还是只管办得完的事项？",
        (
            "Are Weifang's five working days a general limit, or do they bind only where the matter can "
            "be finished in time?"
        ),
        {
            "general_limit": (
                "是普遍的时限，只有条例写明的情形例外。",
                "A general limit, with no exits but those the text gives.",
            ),
        },
        "条例别处提到逾期，只有人人都有时限才说得通。",
        "Other articles speak of overdue matters, which makes sense only if everyone has a limit.",
        "潍坊条例第14条、第20条、第26条",
    ),
    point(
        "AMB-30",
        "甘孜的特殊事项已告知处置计划的，结果还限时吗？",
        ("Once the caller has been told a plan in a special matter in Ganzi, is the result still due in time?"),
        {
            "supersedes": (
                "在结果到期前告知计划和预计时间的，不再受结果时限约束。",
                "No, if the plan and a likely date were told in time, they replace the result stage.",
            ),
            "adds": (
                "仍然限时，告知只是另加的义务。",
                "Yes, telling the plan comes on top of the result.",
            ),
        },
        "这一规定针对短期内处理不了的情形，再要求按时出结果就失去意义。前两个环节不受影响。",
        (
            "The rule is meant for matters that cannot be dealt with quickly, and would be pointless if "
            "the result were still due. The first two stages are not affected."
        ),
        "甘孜办法第13条第（二）项",
    ),
    point(
        "AMB-31",
        "紧急事项（110、119、120、122）怎样处理？",
        "What is done with emergencies (110, 119, 120, 122)?",
        {
            "hand_over": (
                "属于紧急热线的，立即转过去；属于热线自己的特殊紧急事项的，受理并走紧急时限；两者都是的，一边转一边走。",
                "What belongs to an emergency line is handed over at once; a special or urgent matter of the hotline's own is accepted under its urgent clock; what is both, both.",
            ),
            "refuse_only": ("只作不予受理。", "It is only refused."),
        },
        "潍坊只受理非紧急事项；甘孜一面不予受理，一面要求联动转接，又另设特殊紧急事项的时限；济南执行的国家标准也以非紧急为限；克拉玛依没有写。",
        "Weifang's scope is non-emergency; Ganzi refuses but links, and has urgent clocks of its own; the national standard that Jinan applies is for non-emergencies; Karamay is silent.",
        "潍坊条例第10、39条；甘孜办法第10、12、13条；济南条例第21条",
    ),
    point(
        "AMB-32",
        "济南第23条所说复议、仲裁、诉讼“等”程序，范围多大？",
        "How far does the list of procedures in Jinan's article 23 reach?",
        {
            "same_sort_entered": (
                "只及于已经进入的同类程序；信访由使用者认定。",
                "Only procedures of the same sort that were entered; petitioning where the user says so.",
            ),
            "open": ("任何其他程序。", "Any other procedure."),
        },
        "条文说的是“进入”，而且只是告知原途径，不是不予受理。",
        "The words speak of procedures entered, and only tell the path; nothing is refused.",
        "济南条例第23条",
    ),
    point(
        "AMB-33",
        "涉及秘密、隐私、公序良俗到什么程度才不予受理？",
        "How must secrecy, privacy or public morals be concerned for a refusal?",
        {
            "would_disclose": (
                "办理本身须泄露秘密、隐私，或者要求本身违反公序良俗；三者各自成立。",
                "Handling would need the disclosure, or the demand itself offends morals; each alone is enough.",
            ),
            "any_mention": ("只要提到。", "Any mention."),
        },
        "来电人自己的信息、对泄密的投诉，都不是要挡在门外的事。",
        "The caller's own data, or a complaint about a leak, is not what is meant to be kept out.",
        "潍坊条例第19条；甘孜办法第10条",
    ),
    point(
        "AMB-34",
        "已经处理过的事，带来新事实的，还挡不挡？",
        "Does a matter dealt with before stay out when there are new facts?",
        {
            "new_matter": ("不挡：有新事实就不是原来那件事。", "No: with new facts it is not the same matter."),
            "same_matter": (
                "照样不予受理：条文没有要求事实和理由相同。",
                "Yes: the text does not ask for the same facts and reasons.",
            ),
        },
        "有新事实的事不是已经处理过的那件事；济南、甘孜则明文要求同一事实和理由。",
        "What brings new facts is not the matter already handled; Jinan and Ganzi say so in words.",
        "潍坊条例第19条；克拉玛依办法第8条",
    ),
    point(
        "AMB-35",
        "克拉玛依的实名要求有多严？",
        "How strict is Karamay's real-name rule?",
        {
            "literal": (
                "只对投诉、举报；姓名、联系方式、工作单位、住址四项缺一不可（无单位的说明即可）。",
                "Only complaints and reports; name, contact, employer and address are all needed (saying there is no employer will do).",
            ),
            "if_untraceable": (
                "缺项而且联系不到来电人的，才不予受理。",
                "Only where something is missing and the caller cannot be traced.",
            ),
            "untrue_too": (
                "照字面，而且内容不真实、不准确的也不予受理。",
                "As the words say, and untrue or inaccurate content is refused too.",
            ),
        },
        "按字面是四项都要；这条规定又旧又严，现行信访规定并不以姓名为条件，使用前应核对实际做法。",
        "The words ask for all four; the rule is old and harsh, and present petition rules do not make the name a condition: check the practice.",
        "克拉玛依办法第15条；信访工作条例第23条",
    ),
    point(
        "AMB-36",
        "转办之后才发现不该受理的，怎样结束？",
        "How does a matter end that is found after the transfer to be one not to accept?",
        {
            "three_operations": (
                "三地各按自己的程序，互不借用：潍坊经热线审核，济南解释并书面说明，甘孜答复或签字终结。",
                (
                    "By each city's own procedure: hotline approval in Weifang, explanation and a "
                    "written note in Jinan, an answer or a signed opinion in Ganzi."
                ),
            ),
        },
        "三地的条件和手续各不相同。提出申请不停止计时，此前已经逾期的仍算逾期。",
        (
            "Conditions and steps differ from city to city. A request does not stop the clock, and "
            "lateness already there remains."
        ),
        "潍坊条例第21条；济南条例第25条；甘孜办法第17条、第19条",
    ),
    point(
        "AMB-37",
        "甘孜“诉求表述不清”，要不要先追问？",
        "Ganzi's unclear demand: must the hotline ask back first?",
        {
            "after_asking": ("先追问，仍不清楚的才算。", "Ask first; only what stays unclear counts."),
            "at_once": ("一开始说不清就算。", "At once."),
        },
        "第11条要求记录诉求的基本要素，说明话务员有弄清的责任。",
        "Article 11 has the elements recorded, so the intake staff must try to clarify.",
        "甘孜办法第10、11条",
    ),
    point(
        "AMB-38",
        "几个单位共同承办时，时限算谁的？",
        "Whose limit counts when several units handle a ticket?",
        {
            "lead_answers": (
                "办理和答复只算主办单位的，协办单位的仅供参考；甘孜的签收各单位分别算。",
                (
                    "The lead's alone for handling and answer, the others' being advisory; in Ganzi each "
                    "unit signs within its own limit."
                ),
            ),
        },
        "统一答复由主办单位作出，其他单位只是配合。转办以后才确定主办的，从确定时起算。",
        (
            "The lead gives the one answer and the others assist. If the lead is named only later, its "
            "limit starts then."
        ),
        "甘孜办法第12条第（二）项、第13条；济南条例第29条",
    ),
    point(
        "AMB-44",
        "“及时”“立即”一类没有数字的要求怎么判断？",
        "How are requirements without a number judged, such as promptly or at once?",
        {
            "no_number": (
                "只记录前后两个时间，不作是否逾期的判断。",
                "The two times are recorded and no verdict is given.",
            ),
        },
        "文字没有给出数字，也不应借用别处的数字。",
        "The texts give no number, and one should not be borrowed from elsewhere.",
    ),
    point(
        "AMB-45",
        "调休上班的周末算不算工作日？",
        "Do weekend days worked in exchange for a holiday count as working days?",
        {
            "count": ("算。", "Yes."),
        },
        "国家通知安排在这些天上班，单位实际开门办公。",
        "The national notice makes them days of work, and offices are in fact open.",
        "国务院办公厅年度放假通知",
    ),
    point(
        "AMB-46",
        "地方节日是否从工作日中扣除？",
        "Are local holidays taken out of the working days?",
        {
            "regional_notice": (
                "以当地放假通知为准：克拉玛依扣除肉孜节和古尔邦节，甘孜未见通知，不扣除。",
                (
                    "As the local notice says: the Rozi and Qurban festivals for Karamay, none for "
                    "Ganzi, where no notice was found."
                ),
            ),
        },
        "国家规定把少数民族节日的放假日交给当地政府决定。克拉玛依的文件自己也照顾节假日。",
        (
            "National law leaves the days off for minority festivals to the local government. Karamay's "
            "own text also makes allowance for holidays."
        ),
        ("全国年节及纪念日放假办法第4条；新疆维吾尔自治区少数民族习惯节日放假办法；克拉玛依办法第11条第（二）项"),
    ),
    point(
        "AMB-47",
        "时间按哪里的钟点？",
        "By which clock are times read?",
        {
            "beijing_time": (
                "一律用北京时间，克拉玛依也是。",
                "Beijing time throughout, in Karamay too.",
            ),
        },
        "新疆机关的办公时间通知也使用北京时间。",
        "The notices on office hours in Xinjiang are in Beijing time as well.",
        "新疆维吾尔自治区放假通知",
    ),
    point(
        "AMB-48",
        "哪些工单适用某部热线规定？",
        "Which tickets does a hotline text reach?",
        {
            "by_transfer_date": (
                "看转办日期，施行之前转办的不适用；施行日期不明的区间不下结论。",
                ("Those transferred once it was in force; where that date is not known, the result stays open."),
            ),
        },
        "法一般不溯及既往。克拉玛依缺施行年份，只知2010年7月1日前尚未施行、2019年7月1日起已经施行。",
        (
            "Law is as a rule not retroactive. Karamay's year is missing: it was not in force before 1 "
            "July 2010 and was by 1 July 2019."
        ),
        "立法法第104条",
    ),
    point(
        "AMB-50",
        "恰好在到期时刻完成，算不算按时？",
        "Is an act done exactly at the due in time?",
        {
            "in_time": ("算按时。", "Yes."),
        },
        "法律用语上，期限以内包含期限届满的时刻。",
        "In legal usage, within a period includes its very end.",
        "民法典第1259条",
    ),
    point(
        "AMB-51",
        "获准的延期从哪里接着算？",
        "From where does a granted extension run?",
        {
            "from_old_due": (
                "从原到期日接着算，未获准的仍是原到期日。",
                "From the old due, which also stands where the request is refused.",
            ),
        },
        (
            "延期一经批准，即使手续有欠缺，承办单位也可以信赖。到期前申请而尚未决定的，"
            "在所请天数用完之前既不算按时也不算逾期。"
        ),
        (
            "Once granted, an extension may be relied on even if its procedure was faulty. While a "
            "timely request is undecided, the ticket is neither in time nor overdue until the days asked "
            "for are used up."
        ),
        "甘孜办法第13条第（一）项",
    ),
    point(
        "AMB-53",
        "“等”字和兜底条款，怎样才算成立？",
        "When is an open-ended item or a catch-all fulfilled?",
        {
            "cited_basis": (
                "要有人写明依据；从不自动成立。",
                "Only with a basis that somebody cites; never by itself.",
            ),
            "open": ("由经办人自由认定。", "At the discretion of whoever decides."),
        },
        "拒绝受理是对人的不利决定，没有写明的理由不能推定。",
        "A refusal burdens somebody; a ground that is not written is not presumed.",
        "潍坊条例第19条；甘孜办法第10条；克拉玛依办法第8条",
    ),
    point(
        "AMB-54",
        "法律另定的时限比热线规定更短时，用哪一个？",
        "Which limit applies when another law sets a shorter one than the hotline text?",
        {
            "both_reported": (
                "两个都列出，互不取代。",
                "Both are reported, and neither replaces the other.",
            ),
        },
        "热线规定只让较长的时限取代自己的时限。较短的时限仍依该法律约束承办单位。",
        ("The hotline texts give way only to longer limits. The shorter one still binds the unit under its own law."),
        "潍坊条例第20条；济南条例第24条",
    ),
    point(
        "AMB-55",
        "询问诉讼、复议怎么办理的，挡不挡？",
        "Is a question about litigation or reconsideration kept out?",
        {
            "passes": (
                "不挡：挡的是要求解决，不是询问途径。",
                "No: what is kept out is having it solved, not being told how.",
            ),
            "refused": ("也不受理。", "Yes."),
        },
        "告知途径正是热线的事。",
        "Telling the path is just what the hotline is for.",
        "潍坊条例第19条；甘孜办法第10条",
    ),
    point(
        "AMB-56",
        "还没有放假通知的年份，工作日怎么算？",
        "How are working days counted in a year without a holiday notice?",
        {
            "three_valued": (
                "每天分为上班、休息、未知，给出最早和最迟两个到期时间。",
                "Each day is working, off or unknown, and an earliest and a latest due are given.",
            ),
        },
        "猜出来的日子会把错误的法律判断写进结果。只有落在两个时间以外才下定论。",
        ("Guessed days would put a wrong statement of law into the result. It is firm only outside these two dates."),
    ),
    point(
        "AMB-58",
        "省级依据在2025年12月被取代后，甘孜的时限还算吗？",
        "Are Ganzi's limits still computed after their provincial basis was replaced in December 2025?",
        {
            "compute_with_warning": ("照算，并附上提示。", "Yes, with a warning."),
        },
        "下级可以把服务时限定得更严，未见甘孜的文件被废止。是否已经修订尚不清楚，所以要提示。",
        (
            "A lower body may set stricter service limits, and no repeal of the Ganzi text was found. "
            "Whether it has been revised is not known, hence the warning."
        ),
        "川办函〔2022〕16号；四川省12345政务服务便民热线运行管理办法（2025年）",
    ),
    point(
        "AMB-59",
        "来电人撤回诉求的，时限怎么算？",
        "What happens to the limit when the caller withdraws?",
        {
            "ends_the_clock": (
                "撤回即停止计时，此前已经逾期的仍算逾期。",
                "Withdrawal ends the clock, and lateness already there remains.",
            ),
        },
        "四部规定都没有写撤回，是否撤回以使用者提供的事实为准。胁迫撤回属于过错。",
        (
            "None of the four texts deals with withdrawal, so it is taken as the user states it. Forcing "
            "a caller to withdraw is a fault."
        ),
        "甘孜办法第29条第（四）项",
    ),
    point(
        "AMB-61",
        "表扬有没有时限，是不是一类诉求？",
        "Has praise a limit, and is it a kind at all?",
        {
            "by_city": (
                "甘孜由热线转送，不设时限；克拉玛依三个工作日；潍坊、济南没有这一类。",
                "Ganzi passes it on without a limit; Karamay has three working days; Weifang and Jinan do not know it as a kind.",
            ),
        },
        "照各自条文。",
        "As each text has it.",
        "甘孜办法第14条；克拉玛依办法第9、11条",
    ),
    point(
        "AMB-63",
        "既不在受理范围、也不在不予受理之列的，怎么办？",
        "What of a matter neither in scope nor excluded?",
        {
            "guide": (
                "由人工判断并引导；不自动受理，也不自动拒绝。",
                "A person decides and guides; never a silent yes or no.",
            ),
            "accept": ("受理。", "Accept it."),
            "refuse": ("不予受理。", "Refuse it."),
        },
        "不予受理的清单除有明文依据外是封闭的，受理范围的清单却是开放的；甘孜明文要求核实后引导。",
        "A list of refusals is closed but for a cited basis, a list of scope is not; Ganzi says in words: verify, then guide.",
        "甘孜办法第10条",
    ),
    point(
        "AMB-66",
        "甘孜第13条第（二）项的特殊时限，取代第（一）项的哪些要求？",
        "What of Article 13(1) do the special stages of Article 13(2) displace in Ganzi?",
        {
            "sign_only": (
                "只取代签收，普通的办理时限留作兜底。",
                "Only the sign-in; the ordinary handling limit stays as a backstop.",
            ),
            "everything": ("全部取代。", "All of it."),
            "nothing": ("都不取代，两套时限并行。", "Nothing; both sets of limits run side by side."),
        },
        "特殊时限要求尽快反馈，但没有免除办结的义务，这一点有争议。延期只及于兜底的时限。",
        (
            "The special stages call for quick feedback, and nothing says the matter need not be "
            "finished; this is contested. An extension moves only the ordinary limit."
        ),
        "甘孜办法第13条",
    ),
    point(
        "AMB-67",
        "甘孜的3分钟是否也管转办？",
        "Do Ganzi's 3 minutes also cover the transfer?",
        {
            "notice_only": (
                "只管通报；转办应当马上进行，最迟3个工作小时。",
                "Only the notice; the transfer follows at once, at the latest within 3 working hours.",
            ),
            "notice_and_transfer": ("通报和转办都在3分钟内。", "Both the notice and the transfer."),
        },
        "数字直接限定的是通报，转办另有普通时限作为外限。两者同在一句，另一种理解也说得通。",
        (
            "The number is attached to the notice, and the transfer has its ordinary limit as an outer "
            "bound. Both stand in one sentence, so the other view is arguable."
        ),
        "甘孜办法第13条",
    ),
    point(
        "AMB-68",
        "过了时限才退件，还有效吗？",
        "Is a return made after its time limit still valid?",
        {
            "late_but_valid": (
                "逾期，但仍然有效；甘孜须经审核通过。",
                "It is late but valid; in Ganzi it needs approval.",
            ),
        },
        "不属于本单位职权的事项，不会因为退得晚就变成属于。",
        "A matter outside a unit's powers does not come within them because the return was late.",
        "甘孜办法第17条；克拉玛依办法第11条第（三）项",
    ),
    point(
        "AMB-69",
        "告知的日期后来改了，或者落在休息日，以哪一天为准？",
        "Which date binds if the date told was later revised, or falls on a rest day?",
        {
            "first_no_roll": (
                "最先告知的日期，遇休息日不顺延。",
                "The first date told, without moving past a rest day.",
            ),
            "first_rolls": (
                "最先告知的日期，遇休息日顺延到下一工作日。",
                "The first date told, moved from a rest day to the next working day.",
            ),
            "last_no_roll": (
                "最后告知的日期，遇休息日不顺延。",
                "The last date told, without moving past a rest day.",
            ),
            "last_rolls": (
                "最后告知的日期，遇休息日顺延到下一工作日。",
                "The last date told, moved from a rest day to the next working day.",
            ),
        },
        "承诺不宜由承诺人自行推后，顺延的规则针对期间而不针对具体日期。两点都有争议。",
        (
            "A promise should not be put off by the one who made it, and moving past holidays is a rule "
            "for periods, not for dates. Both points are contested."
        ),
        "民法典第203条；济南条例第24条第二款；克拉玛依办法第11条第（二）项",
    ),
    point(
        "AMB-70",
        "甘孜须先由他人决定的工单，3个工作小时的转办时限还适用吗？",
        ("Do the 3 working hours for the transfer in Ganzi apply even where somebody else must decide first?"),
        {
            "literal": (
                "适用，从受理或收到起照字面计算；报州政府批办的除外。",
                ("Yes, literally, from acceptance or receipt, save for matters put to the prefecture government."),
            ),
            "no_number": ("不适用，没有确定的时间。", "No, there is no number."),
        },
        "报请州政府批办的只要求快速，没有数字。其余情形的文字没有留出例外，故有争议。",
        (
            "For those put to the prefecture government only speed is asked, without a number. For the "
            "others the wording leaves no exception, so the point is contested."
        ),
        "甘孜办法第6条第（一）项、第9条第（二）项、第12条、第13条第（一）项",
    ),
    point(
        "AMB-71",
        "“正在办理”“内容重复”，是不是限于同一个人？",
        "Being handled already, repeated content: of the same caller only?",
        {
            "same_caller": (
                "是：别人反映同一件事，仍要受理，可以并单。",
                "Yes: another person's is accepted, and may be merged.",
            ),
            "any_caller": ("不限于同一人。", "No, of any caller."),
        },
        "每个人都有提出诉求的权利，不能因为别人先打了电话就被拒绝。",
        "Each person may raise a matter; another's earlier call takes nothing from that.",
        "甘孜办法第10条；克拉玛依办法第8条",
    ),
    point(
        "AMB-72",
        "转办以后改了类别或升为紧急的，时限怎么算？",
        "What limit applies when the kind is changed, or the matter made urgent, after the transfer?",
        {
            "original_start": (
                "新类别的时限从原来的起点算，但改之前不算逾期；特殊环节从作为特殊工单收到时算。",
                (
                    "The new length from the original start, never late before the change; special "
                    "stages start when the unit receives it as special."
                ),
            ),
        },
        "只有热线作出的改变才算数。不能因为后来的改变，倒过来认定此前已经逾期。",
        ("Only a change made by the hotline counts. A later change cannot make a unit late for the time before it."),
    ),
    point(
        "AMB-73",
        "联系不上来电人的，答复算不算逾期？",
        "Is the reply overdue when the caller cannot be reached?",
        {
            "undetermined": (
                "答复不下结论，办理看附有联系记录的反馈。",
                (
                    "The reply is left open; the feedback, with the recorded attempts, shows whether the "
                    "matter was handled."
                ),
            ),
        },
        "四部规定没有写这种情形，联系不上也未必是承办单位的过错。",
        "The four texts do not deal with this, and it need not be the unit's fault.",
    ),
    point(
        "AMB-74",
        "克拉玛依第8条的“信访事项”指什么？",
        "What are the petition matters of Karamay's article 8?",
        {
            "any_demand": (
                "凡打来的投诉和要求都是，咨询、表扬除外。",
                "Any complaint or demand made by phone; not consultations or praise.",
            ),
            "petition_procedure": (
                "只指信访局程序中的信访事项。",
                "Only those in the petition bureau's own procedure.",
            ),
        },
        "原信访条例把打电话也算作信访，而且信访局是热线的主管机关。",
        "The former petition regulation counted phone calls, and the petition bureau is the line's competent organ.",
        "信访条例第2条；克拉玛依办法第5、8条",
    ),
    point(
        "AMB-75",
        "几个理由同时成立，怎么说？",
        "Several grounds hold at once: which is given?",
        {
            "all_first_leads": (
                "全部列出，条文顺序在前的为主。",
                "All of them; the first in the order of the text leads.",
            ),
        },
        "少说一个理由就少了一项告知；只有潍坊第19条第（一）项带有告知途径的责任。",
        "A ground left out takes its duty with it; only Weifang's 19(1)(一) carries the duty to name the channel.",
        "潍坊条例第19条",
    ),
    point(
        "AMB-78",
        "结果要不要写明所依据文件的效力？",
        "Does a result say what legal force its text has?",
        {
            "force_carried": (
                "要，每项结果都写明是地方性法规还是规范性文件。",
                ("Yes, every result says whether it rests on a local regulation or on a normative document."),
            ),
        },
        "潍坊、济南是地方性法规，甘孜、克拉玛依是规范性文件。依规范性文件得出的逾期，只是管理上的结论。",
        (
            "Weifang and Jinan have local regulations, Ganzi and Karamay normative documents. Lateness "
            "under a normative document is a matter of management only."
        ),
    ),
)

CATALOGUE: dict[str, Reading] = {one.id: one for one in sorted((*_POINTS, *PROCESS_POINTS), key=lambda one: one.id)}
"""Every open point that the code meets, by id, in numeric order."""
