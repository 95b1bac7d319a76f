"""Karamay's rules, as data."""

from __future__ import annotations

from hotline_rules.clock import Span, Unit, working_days
from hotline_rules.deadlines import Act, Case, DeadlineRules, Done, Promise, ReturnWindow, Stage
from hotline_rules.office_hours import HoursRule, OfficeHours
from hotline_rules.readings import choice
from hotline_rules.ticket import Kind, Track

CHOICES = (
    choice("AMB-01", "not_counted"),
    choice("AMB-02", "transferred"),
    choice("AMB-03", "as_it_is", "roll_to_workday"),
    choice("AMB-04", "relay"),
    choice("AMB-05", "end_of_day", "close_of_business"),
    choice("AMB-13", "due"),
    choice("AMB-15", "reply"),
    choice("AMB-17", "plain_working_days"),
    choice(
        "AMB-18",
        "day_end_or_next_working_day",
        "closing_or_next_working_day",
        "day_end_or_same_day",
        "closing_or_same_day",
    ),
    choice("AMB-23", "recorded", "shortest"),
    choice("AMB-24", "no_number", "by_category", contested=True),
    choice("AMB-25", "fresh"),
    choice("AMB-27", "runs_on", "fresh_when_resent", contested=True),
    choice("AMB-31", "hand_over", switch=False),
    choice("AMB-34", "new_matter"),
    choice("AMB-35", "literal", "if_untraceable", "untrue_too", contested=True),
    choice("AMB-36", "three_operations"),
    choice("AMB-38", "lead_answers"),
    choice("AMB-40", "no_pause"),
    choice("AMB-41", "not_finished"),
    choice("AMB-44", "no_number"),
    choice("AMB-45", "count"),
    choice("AMB-46", "regional_notice"),
    choice("AMB-47", "beijing_time"),
    choice("AMB-48", "by_transfer_date"),
    choice("AMB-49", "four_modalities"),
    choice("AMB-50", "in_time"),
    choice("AMB-51", "from_old_due"),
    choice("AMB-53", "cited_basis", switch=False),
    choice("AMB-54", "both_reported"),
    choice("AMB-55", "passes", switch=False),
    choice("AMB-56", "three_valued"),
    choice("AMB-57", "working_unless_told"),
    choice("AMB-59", "ends_the_clock"),
    choice("AMB-60", "human_finding"),
    choice("AMB-61", "by_city"),
    choice("AMB-63", "guide", switch=False),
    choice("AMB-64", "accusations_only", "complaints_too"),
    choice("AMB-68", "late_but_valid"),
    choice("AMB-69", "first_no_roll", "first_rolls", "last_no_roll", "last_rolls", contested=True),
    choice("AMB-71", "same_caller", "any_caller", contested=True),
    choice("AMB-72", "original_start"),
    choice("AMB-73", "undetermined"),
    choice("AMB-74", "any_demand", "petition_procedure", contested=True),
    choice("AMB-75", "all_first_leads"),
    choice("AMB-78", "force_carried"),
)

OFFICE_HOURS = OfficeHours(
    name="karamay",
    source="新疆维吾尔自治区2022、2023年放假通知所附作息时间（两年相同；克拉玛依市自己的通知未见）",
    rules=(
        HoursRule.model_validate({"season": ("05-01", "09-30"), "intervals": ["10:00-14:00", "16:00-20:00"]}),
        HoursRule.model_validate({"season": ("10-01", "04-30"), "intervals": ["10:00-14:00", "15:30-19:30"]}),
    ),
)

_LIMITS: tuple[tuple[tuple[Kind, ...], int], ...] = (
    (("consultation", "praise", "other"), 3),
    (("help", "complaint", "suggestion"), 5),
    (("report",), 10),
)
"""Working days by kind (11(二)2(1)一). 办事服务 is no kind of Karamay's seven and has no limit stated."""


def _by_kind(track: Track, provision: str, **more: object) -> list[Case]:
    cases: list[dict[str, object]] = [{"kinds": kinds, "span": working_days(n)} for kinds, n in _LIMITS]
    return [Case.model_validate({"tracks": (track,), "provision": provision, **case, **more}) for case in cases]


def _countersigned() -> list[Case]:
    """No number is stated; the limit of the kind is shown as advisory, or taken, by AMB-24."""
    common = {"reading": "AMB-24", "governed_by": ("leader",)}
    advisory = [
        Case.model_validate(
            {
                "tracks": ("countersigned",),
                "kinds": kinds,
                "limit": "not_stated",
                "advisory": working_days(n),
                "options": ("no_number",),
                "provision": "11(二)2(3)",
                **common,
            }
        )
        for kinds, n in _LIMITS
    ]
    return advisory + _by_kind("countersigned", "11(二)2(3)", options=("by_category",), **common)


_REPLIED = Act(event="replied")
_ALSO_REPLIES = (Act(event="promised", exception=True), Act(event="explained", exception=True))

_HANDLE = Stage(
    name="handle",
    provision="11(二)2(1)一",
    start="transferred",
    start_reading="AMB-02",
    cases=(
        *_by_kind("ordinary", "11(二)2(1)一"),
        *_by_kind("by_instruction", "11(二)3", governed_by=("leader",)),
        *_countersigned(),
    ),
    done={"reply": Done(groups=((_REPLIED, *_ALSO_REPLIES),))},
    done_reading="AMB-15",
    moved_by_grants=True,
    by_act={"explained": "11(二)2(1)二", "promised": "11(二)2(2)"},
    readings=("AMB-17",),
)

DEADLINES = DeadlineRules(
    stages=(_HANDLE,),
    promise=Promise(
        provision="11(二)2(2)",
        told_by=(Act(event="promised"),),
        done=Done(groups=((Act(event="replied", needs=("final",)),),)),
        after_telling=True,
        readings=("AMB-13",),
    ),
    return_window=ReturnWindow(provision="11(三)", span=Span(Unit.SAME_DAY), readings=("AMB-18",)),
    special_law="11(二)2(1)一",
    return_needs_approval=False,
)
