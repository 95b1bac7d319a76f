"""Open points of the process after acceptance: extensions, returns, leads, supervision, closing, archives.

Each city states in its own folder which option it takes.
"""

from __future__ import annotations

from hotline_rules.readings import Reading, point

PROCESS_POINTS: tuple[Reading, ...] = (
    point(
        "AMB-11",
        "甘孜延期的天数和次数，两个上限怎样并用？",
        "How do Ganzi's two caps on extensions, of length and of number, go together?",
        {
            "each_five_twice": (
                "每次不超过5个工作日，不超过2次，合计至多10个工作日。",
                "At most 5 working days each time, at most twice: 10 in all.",
            ),
            "five_in_total": ("几次合计不超过5个工作日。", "At most 5 working days in all."),
        },
        "条文并列写了长度和次数两个限制；若合计只有五天，第二次延期几乎没有意义。两个上限都是“原则上”。",
        "The text sets two limits side by side, of length and of number; five in all would leave the second extension "
        "nearly empty. Both caps bind in principle only.",
        "甘孜办法第13条第（一）项",
    ),
    point(
        "AMB-22",
        "经指定的单位不得退件，及于以后的同类事项吗？",
        "Does the bar on returns after a designation reach later matters of the same kind?",
        {
            "that_matter": ("只及于这一件。", "That matter only."),
            "same_kind_too": ("也及于以后的同类事项。", "Later matters of the same kind too."),
        },
        "潍坊只说被确定、被指定的单位不得退回该事项；甘孜明说遇到同类事项参照办理，不得退回。",
        "Weifang speaks of the unit so determined and that matter; Ganzi says that matters of the same kind are handled "
        "likewise and may not be returned.",
        "潍坊条例第22条第二款；甘孜办法第12条第（二）项第5目",
    ),
    point(
        "AMB-26",
        "甘孜没有评价的视为基本满意，要等多久？",
        "Ganzi counts no rating as basically satisfied: after how long?",
        {
            "no_waiting_time": (
                "条文没有写等候时间：已经回访而没有评价，由使用者记明，程序不另设时间。",
                "The text has no waiting time: a callback without a rating is what the user records.",
            ),
        },
        "程序不能替条文补一个天数。",
        "A number of days is not for a program to add.",
        "甘孜办法第16条",
    ),
    point(
        "AMB-39",
        "潍坊的主办单位，是由热线定还是法定？",
        "Who leads in Weifang: the unit the hotline names, or the one the text names?",
        {
            "department_in_overlap": (
                "县（市、区）政府与市级部门职责交叉的，市级部门主办；其余由热线组织确定。",
                "In an overlap of a county government and a municipal department, the department; else the hotline names.",
            ),
        },
        "第24条第一款是特别规定，先于第22条第三款。",
        "24(1) is the special rule and goes before 22(3).",
        "潍坊条例第22条第三款、第24条第一款",
    ),
    point(
        "AMB-40",
        "等来电人、等鉴定、等天气，时限停不停？",
        "Does the limit stop while one waits for the caller, an appraisal or the weather?",
        {"no_pause": ("不停。", "No.")},
        "四部规定都没有中止的条款；行政许可法表明，要扣除须有明文。",
        "None of the four texts provides for a pause; the licensing law shows that one needs express words.",
        "行政许可法第45条",
    ),
    point(
        "AMB-41",
        "“逾期未办理”是没有办完，还是没有开始办？",
        "Does overdue and not handled mean not finished, or not begun?",
        {"not_finished": ("没有办完。", "Not finished.")},
        "否则象征性地动一动就可以躲过督办。",
        "Otherwise an idle start would defeat supervision.",
        "潍坊条例第26条第（二）项；济南条例第28条第（一）项；甘孜办法第27条第（一）项",
    ),
    point(
        "AMB-42",
        "甘孜新政策“前3至10个工作日”报送，早于10个工作日算不算偏离？",
        "Ganzi: a new policy is sent in 3 to 10 working days before. Is earlier than 10 a deviation?",
        {
            "at_least_three": (
                "不算，只作记录；晚于前3个工作日的为偏离。",
                "No, noted only; later than 3 working days before is a deviation.",
            ),
            "window": ("算：须在前10个至前3个工作日之间。", "Yes: it must fall between 10 and 3 working days before."),
        },
        "要求的目的是给热线留出准备时间；早报不损害这个目的。整条都是“原则上”。",
        "The purpose is to give the hotline time to prepare, which an early report does not harm. It binds in principle.",
        "甘孜办法第24条",
    ),
    point(
        "AMB-43",
        "录音“至少保存两年”怎么算？",
        "How are the two years of keeping recordings counted?",
        {
            "calendar_years": (
                "按年对应日，不顺延；2月29日对应2月28日。",
                "By calendar years to the corresponding date, no roll; 29 February becomes 28 February.",
            ),
        },
        "按年计算的期间，到期月的对应日为最后一日。",
        "A period of years ends on the corresponding date.",
        "民法典第202条；甘孜办法第19条",
    ),
    point(
        "AMB-49",
        "“应当”“原则上”“可以”“不得”怎样区别对待？",
        "How are shall, in principle, may and must not told apart?",
        {
            "four_modalities": (
                "义务、原则上、裁量、禁止四种，各自标明；原则上的，违反即为须说明理由的偏离。",
                "As duty, in principle, discretion and bar; against what binds in principle a reason is owed.",
            ),
        },
        "四部规定用词有别，不宜一律当作义务。",
        "The texts choose their words; they are not all duties.",
    ),
    point(
        "AMB-52",
        "甘孜既是特殊又是特殊紧急的，走哪一档？",
        "Ganzi: both special and special-urgent: which tier?",
        {"stricter": ("走较严的一档（2、12、24小时）。", "The stricter one (2, 12, 24 hours).")},
        "危及人身财产的，不因同时影响面广而放宽。",
        "A danger to life or property is not relaxed because it also affects many.",
        "甘孜办法第13条第（二）项",
    ),
    point(
        "AMB-57",
        "半天的假、高温或者疫情停工，当天算不算工作日？",
        "Half-day holidays, and closures for heat or an epidemic: are those days working days?",
        {
            "working_unless_told": (
                "算，除非使用者用自己的日历注明。",
                "Yes, unless the user's own calendar says otherwise.",
            ),
        },
        "这些安排不改变全国的工作日。",
        "Such arrangements do not change the national working days.",
    ),
    point(
        "AMB-60",
        "“反复”“多次”“集中”有没有次数标准？",
        "Have repeatedly, many times and concentrated a threshold?",
        {"human_finding": ("没有，由人认定，程序不数。", "No: it is a person's finding, and nothing is counted.")},
        "条文都没有写次数。",
        "No text gives a number.",
    ),
    point(
        "AMB-62",
        "潍坊第40条“参照”执行的单位，答案有没有不同？",
        "Weifang's article 40: do bodies that follow the rules by reference get another answer?",
        {"same_answers": ("答案相同，注明是“参照”。", "The same answers, marked as by reference.")},
        "参照是比照适用，条文没有另设规则。",
        "By reference means applying the same rules; the text sets no others.",
        "潍坊条例第40条",
    ),
    point(
        "AMB-64",
        "不得转给被控告、举报的一方，及于一般投诉吗？",
        "Does the bar on passing a matter to the accused reach ordinary complaints?",
        {
            "accusations_only": ("只及于控告、检举、举报。", "Accusations and reports only."),
            "complaints_too": ("也及于投诉。", "Complaints too."),
        },
        "条文点名的是控告、举报（检举）；一般投诉按常理就是交被投诉的单位去办。",
        "The texts name accusations and reports; an ordinary complaint is normally put to the unit it is about.",
        "济南条例第32条第一款；克拉玛依办法第13条；甘孜办法第29条第（四）项",
    ),
    point(
        "AMB-65",
        "川渝联动转来的工单，算不算“国家和省转工单”？",
        "Is a ticket of the Sichuan–Chongqing link one sent by the state or the province?",
        {
            "not_upper": ("不算。", "No."),
            "upper": ("算。", "Yes."),
        },
        "第9条第（二）项把川渝联动和国家、省平台分开写。",
        "9(二) names the link apart from the state and provincial platforms.",
        "甘孜办法第9条第（二）项、第13条第（一）项",
    ),
    point(
        "AMB-76",
        "甘孜的办结、重派、备注办结怎样分？",
        "Ganzi: how are closing, redispatch and closing with a note told apart?",
        {
            "fault_decides": (
                "不满意而结果合法、单位无过错的，办结（因法律、政策、期望过高的，备注办结）；"
                "合理诉求确因单位未及时解决的，重派；说有过错又说结果合法的，由人判断。",
                "Dissatisfied, but a lawful result and no fault: close (with a note, if law, policy or high hopes are the "
                "cause). A reasonable demand not solved in time, truly through the unit: redispatch. Fault and a lawful "
                "result both claimed: a person decides.",
            ),
        },
        "三条各有条件，合起来才不互相抵触。",
        "Each of the three articles has its conditions; only together do they not collide.",
        "甘孜办法第16条、第18条、第19条第（一）项",
    ),
    point(
        "AMB-77",
        "甘孜接通率95%，没有达到算不算违反？",
        "Ganzi's connection rate of 95 %: is a lower rate a breach?",
        {
            "indicator": (
                "不算：这是配置座席的标准，只作指标；恰好95%算达到；统计期间由使用者给出。",
                "No: it is a standard for staffing, an indicator; exactly 95 % reaches it; the user names the period.",
            ),
        },
        "条文说的是按这个标准配置座席。",
        "The text speaks of staffing seats to that standard.",
        "甘孜办法第11条",
    ),
    point(
        "AMB-79",
        "甘孜国家、省转工单和咨询“原则上不予延期”，批准了还算数吗？",
        "Ganzi: in principle no extension for tickets from above and consultations. Does a grant still count?",
        {
            "soft": (
                "算数：批准的延期照样改变时限；批准须有记录的理由，向来电人说明是另一项义务。",
                "Yes: a grant moves the due; it owes a recorded reason, and telling the caller is a duty of its own.",
            ),
        },
        "“原则上”不是禁止；承办单位可以信赖已经作出的批准。",
        "In principle is no bar, and a unit may rely on a grant that was made.",
        "甘孜办法第13条第（一）项",
    ),
)
"""The open points of the process."""
