"""Jinan's rules, as data."""

from __future__ import annotations

from hotline_rules.clock import working_days
from hotline_rules.deadlines import Act, Case, DeadlineRules, Done, Longer, Promise, Stage
from hotline_rules.readings import choice

CHOICES = (
    choice("AMB-01", "not_counted"),
    choice("AMB-02", "arrived", "transferred"),
    choice("AMB-03", "as_it_is"),
    choice("AMB-04", "relay"),
    choice("AMB-05", "end_of_day"),
    choice("AMB-12", "by_itself", switch=False),
    choice("AMB-13", "due"),
    choice("AMB-14", "reply_only"),
    choice("AMB-15", "reply_and_feedback", "all_acts"),
    choice("AMB-16", "literal", "liberal_basis"),
    choice("AMB-21", "none", switch=False),
    choice("AMB-25", "fresh", "none"),
    choice("AMB-27", "runs_on"),
    choice("AMB-31", "hand_over", switch=False),
    choice("AMB-32", "same_sort_entered", switch=False),
    choice("AMB-36", "three_operations"),
    choice("AMB-38", "lead_answers"),
    choice("AMB-40", "no_pause"),
    choice("AMB-41", "not_finished"),
    choice("AMB-44", "no_number"),
    choice("AMB-45", "count"),
    choice("AMB-47", "beijing_time"),
    choice("AMB-48", "by_transfer_date"),
    choice("AMB-49", "four_modalities"),
    choice("AMB-50", "in_time"),
    choice("AMB-51", "from_old_due"),
    choice("AMB-54", "both_reported"),
    choice("AMB-56", "three_valued"),
    choice("AMB-57", "working_unless_told"),
    choice("AMB-59", "ends_the_clock"),
    choice("AMB-60", "human_finding"),
    choice("AMB-61", "by_city"),
    choice("AMB-63", "guide", switch=False),
    choice("AMB-64", "accusations_only", "complaints_too"),
    choice("AMB-69", "first_no_roll", "first_rolls", "last_no_roll", "last_rolls", contested=True),
    choice("AMB-72", "original_start"),
    choice("AMB-73", "undetermined"),
    choice("AMB-78", "force_carried"),
)

_FIVE_DAYS = (Case(span=working_days(5)),)
_REPLY = (Act(event="replied"), Act(event="promised", exception=True), Act(event="explained", exception=True))
_FEEDBACK = (Act(event="fed_back"),)
_COMPLETION = (Act(event="handled"),)

_REPLY_STAGE = Stage(
    name="reply",
    provision="24(1)",
    start="arrived",
    start_reading="AMB-02",
    cases=_FIVE_DAYS,
    done={"reply_and_feedback": Done(groups=(_REPLY,)), "all_acts": Done(groups=(_REPLY,))},
    done_reading="AMB-15",
    moved_by_grants=True,
    waived_reading="AMB-14",
    waived_options=("reply_only", "reply_and_feedback"),
)

_FEEDBACK_STAGE = Stage(
    name="feedback",
    provision="24(1)",
    start="arrived",
    start_reading="AMB-02",
    cases=_FIVE_DAYS,
    done={"reply_and_feedback": Done(groups=(_FEEDBACK,)), "all_acts": Done(groups=(_FEEDBACK,))},
    done_reading="AMB-15",
    moved_by_grants=True,
    waived_reading="AMB-14",
    waived_options=("reply_and_feedback",),
)

_HANDLE = Stage(
    name="handle",
    provision="24(1)(一)",
    start="arrived",
    start_reading="AMB-02",
    cases=(Case(reading="AMB-15", options=("all_acts",), span=working_days(5)),),
    done={
        "reply_and_feedback": Done(groups=(_COMPLETION,)),
        "all_acts": Done(
            groups=((*_COMPLETION, Act(event="promised", exception=True), Act(event="explained", exception=True)),)
        ),
    },
    done_reading="AMB-15",
    longer=Longer(ranks=("law", "regulation", "rule"), liberal_ranks=("party",)),
    moved_by_grants=True,
)

DEADLINES = DeadlineRules(
    stages=(_REPLY_STAGE, _FEEDBACK_STAGE, _HANDLE),
    promise=Promise(
        provision="24(2)",
        told_by=(
            Act(event="promised", needs=("due",)),
            Act(event="explained", needs=("due",)),
        ),
        told_by_if_waived=(Act(event="fed_back", needs=("due",)),),
        done=Done(groups=(_COMPLETION,)),
        proofs=(Act(event="replied", needs=("final",)),),
        statutory=Longer(ranks=("law", "regulation", "rule"), liberal_ranks=("party",)),
        readings=("AMB-13",),
    ),
    special_law="24(1)",
    handling=("reply",),
    return_provided=False,
    reply_waivable=True,
)
