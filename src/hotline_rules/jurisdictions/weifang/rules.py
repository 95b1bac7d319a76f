"""Weifang's rules, as data."""

from __future__ import annotations

from hotline_rules.clock import working_days
from hotline_rules.deadlines import Act, Case, DeadlineRules, Done, Longer, Stage
from hotline_rules.readings import choice

CHOICES = (
    choice("AMB-01", "not_counted"),
    choice("AMB-02", "arrived", "transferred"),
    choice("AMB-03", "as_it_is"),
    choice("AMB-04", "relay"),
    choice("AMB-05", "end_of_day"),
    choice("AMB-12", "by_itself", switch=False),
    choice("AMB-13", "commitment", switch=False),
    choice("AMB-14", "reply_only"),
    choice("AMB-15", "completion", "reply", "all_acts", contested=True),
    choice("AMB-16", "literal", "liberal_basis"),
    choice("AMB-20", "none", switch=False),
    choice("AMB-22", "that_matter"),
    choice("AMB-27", "runs_on"),
    choice("AMB-28", "set_limit", switch=False),
    choice("AMB-29", "general_limit"),
    choice("AMB-31", "hand_over", switch=False),
    choice("AMB-33", "would_disclose", switch=False),
    choice("AMB-34", "new_matter", "same_matter", contested=True),
    choice("AMB-36", "three_operations"),
    choice("AMB-38", "lead_answers"),
    choice("AMB-39", "department_in_overlap", switch=False),
    choice("AMB-40", "no_pause"),
    choice("AMB-41", "not_finished"),
    choice("AMB-44", "no_number"),
    choice("AMB-45", "count"),
    choice("AMB-47", "beijing_time"),
    choice("AMB-48", "by_transfer_date"),
    choice("AMB-49", "four_modalities"),
    choice("AMB-50", "in_time"),
    choice("AMB-51", "from_old_due"),
    choice("AMB-53", "cited_basis", switch=False),
    choice("AMB-54", "both_reported"),
    choice("AMB-55", "passes"),
    choice("AMB-56", "three_valued"),
    choice("AMB-57", "working_unless_told"),
    choice("AMB-59", "ends_the_clock"),
    choice("AMB-60", "human_finding"),
    choice("AMB-61", "by_city"),
    choice("AMB-62", "same_answers"),
    choice("AMB-63", "guide", switch=False),
    choice("AMB-72", "original_start"),
    choice("AMB-73", "undetermined"),
    choice("AMB-75", "all_first_leads"),
    choice("AMB-78", "force_carried"),
)

_REPLIED = Act(event="replied", needs=("final",))
_EXPLAINED = Act(event="explained", needs=("solution_proposed",), exception=True)
_COMPLETED = (Act(event="handled"), _REPLIED, Act(event="fed_back"), _EXPLAINED)

_HANDLE = Stage(
    name="handle",
    provision="20(1)(一)",
    start="arrived",
    start_reading="AMB-02",
    cases=(
        Case(
            origins=("state", "province", "inter_region"),
            limit="not_given",
            governed_by=("law", "regulation", "rule", "party", "assigned"),
            governed_cited=True,
            reading="AMB-28",
            options=("set_limit",),
            provision="20(2)",
        ),
        Case(
            origins=("state", "province", "inter_region"),
            reading="AMB-28",
            options=("province_2020",),
            span=working_days(5),
            provision="20(2)",
        ),
        Case(span=working_days(5), governed_by=("assigned",), governed_cited=True, governed_provision="20(2)"),
    ),
    done={
        "completion": Done(groups=(_COMPLETED,)),
        "reply": Done(groups=((_REPLIED, _EXPLAINED),)),
        "all_acts": Done(groups=((Act(event="handled"), _EXPLAINED), (_REPLIED, _EXPLAINED), (Act(event="fed_back"),))),
    },
    done_reading="AMB-15",
    longer=Longer(ranks=("law", "regulation"), liberal_ranks=("rule", "party"), provision="20(1)(二)"),
    by_act={"explained": "20(1)(三)"},
    moved_by_grants=True,
    readings=("AMB-29",),
)

DEADLINES = DeadlineRules(
    stages=(_HANDLE,),
    special_law="20(1)",
    termination_needs_approval=True,
    reply_waivable=True,
)
