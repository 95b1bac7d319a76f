"""Ganzi's rules, as data."""

from __future__ import annotations

from hotline_rules.clock import Span, hours, minutes, working_days, working_hours
from hotline_rules.deadlines import Act, Case, DeadlineRules, Done, ExtensionWindow, ReturnWindow, Stage
from hotline_rules.law import Modality
from hotline_rules.readings import choice
from hotline_rules.ticket import Urgency

CHOICES = (
    choice("AMB-01", "not_counted"),
    choice("AMB-02", "arrived"),
    choice("AMB-03", "as_it_is"),
    choice("AMB-04", "unit", "relay"),
    choice("AMB-05", "end_of_day"),
    choice("AMB-06", "instant", "next_whole_hour"),
    choice("AMB-07", "all_special", "special_urgent_only", contested=True),
    choice("AMB-08", "office_hours", "around_the_clock"),
    choice("AMB-09", "arrived"),
    choice("AMB-10", "working_day_before", "due_day_start", contested=True),
    choice("AMB-11", "each_five_twice", "five_in_total", contested=True),
    choice("AMB-12", "on_application", "on_application_until_due", contested=True, switch=False),
    choice("AMB-15", "completion_and_reply", "all_acts"),
    choice("AMB-16", "literal"),
    choice("AMB-19", "arrived", "verified", contested=True),
    choice("AMB-22", "same_kind_too"),
    choice("AMB-23", "recorded", "shortest"),
    choice("AMB-25", "fresh", "none"),
    choice("AMB-26", "no_waiting_time"),
    choice("AMB-27", "runs_on"),
    choice("AMB-30", "supersedes", "adds", contested=True),
    choice("AMB-31", "hand_over", switch=False),
    choice("AMB-33", "would_disclose", switch=False),
    choice("AMB-34", "new_matter"),
    choice("AMB-36", "three_operations"),
    choice("AMB-37", "after_asking", switch=False),
    choice("AMB-38", "lead_answers"),
    choice("AMB-40", "no_pause"),
    choice("AMB-41", "not_finished"),
    choice("AMB-42", "at_least_three", "window"),
    choice("AMB-43", "calendar_years"),
    choice("AMB-44", "no_number"),
    choice("AMB-45", "count"),
    choice("AMB-47", "beijing_time"),
    choice("AMB-48", "by_transfer_date"),
    choice("AMB-49", "four_modalities"),
    choice("AMB-50", "in_time"),
    choice("AMB-51", "from_old_due"),
    choice("AMB-52", "stricter", switch=False),
    choice("AMB-53", "cited_basis", switch=False),
    choice("AMB-54", "both_reported"),
    choice("AMB-55", "passes"),
    choice("AMB-56", "three_valued"),
    choice("AMB-57", "working_unless_told"),
    choice("AMB-58", "compute_with_warning"),
    choice("AMB-59", "ends_the_clock"),
    choice("AMB-60", "human_finding"),
    choice("AMB-61", "by_city"),
    choice("AMB-63", "guide", switch=False),
    choice("AMB-64", "accusations_only", "complaints_too"),
    choice("AMB-65", "not_upper"),
    choice("AMB-66", "sign_only", "everything", "nothing", contested=True),
    choice("AMB-67", "notice_only", "notice_and_transfer", contested=True),
    choice("AMB-68", "late_but_valid"),
    choice("AMB-70", "literal", "no_number", contested=True),
    choice("AMB-71", "same_caller", "any_caller", contested=True),
    choice("AMB-72", "original_start"),
    choice("AMB-73", "undetermined"),
    choice("AMB-75", "all_first_leads"),
    choice("AMB-76", "fault_decides", switch=False),
    choice("AMB-77", "indicator", switch=False),
    choice("AMB-78", "force_carried"),
    choice("AMB-79", "soft", switch=False),
)

_ORDINARY: tuple[Urgency, ...] = ("ordinary",)
_SPECIAL: tuple[Urgency, ...] = ("special",)
_SPECIAL_URGENT: tuple[Urgency, ...] = ("special_urgent",)
_BOTH = (*_SPECIAL, *_SPECIAL_URGENT)

_RECEIPT_SHOWN = tuple(
    Act(event=event, shows=True)
    for event in (
        "signed", "first_response", "progress", "result", "extension_requested", "return_requested",
        "termination_requested", "explained", "promised", "handled", "replied", "fed_back",
    )
)  # fmt: skip
"""What a unit can only do with a ticket it has received."""

_TRANSFER = Stage(
    name="transfer",
    provision="13(一)s1a",
    scope="hotline",
    start="accepted",
    cases=(
        Case(kinds=("praise",), urgencies=_ORDINARY, limit="none", provision="14s2d"),
        Case(tracks=("by_instruction",), reading="AMB-70", options=("literal", "no_number"), limit="none"),
        Case(
            urgencies=_BOTH,
            reading="AMB-67",
            options=("notice_and_transfer",),
            span=minutes(3),
            provision="13(二)",
            modality=Modality.IN_PRINCIPLE,
        ),
        Case(tracks=("countersigned",), reading="AMB-70", options=("no_number",), limit="not_stated"),
        Case(
            origins=("state", "province", "inter_region"),
            reading="AMB-70",
            options=("no_number",),
            limit="not_stated",
        ),
        Case(reading="AMB-08", options=("office_hours",), span=working_hours(3)),
        Case(reading="AMB-08", options=("around_the_clock",), span=hours(3)),
    ),
    done={"*": Done(groups=((Act(event="transferred"), Act(event="arrived")),), proofs=_RECEIPT_SHOWN)},
    not_needed_after=("answered", "refused", "referred", "withdrawn"),
    urgent_not_needed_after=("refused", "withdrawn"),
    decided_first_reading="AMB-70",
)

_SIGN = Stage(
    name="sign",
    provision="13(一)s1b",
    scope="unit",
    start="arrived",
    cases=(
        Case(kinds=("praise",), urgencies=_ORDINARY, limit="none", provision="14s2d"),
        Case(urgencies=_ORDINARY, span=working_hours(3)),
        Case(urgencies=_BOTH, reading="AMB-66", options=("nothing",), span=working_hours(3)),
    ),
    done={
        "*": Done(
            groups=(
                (Act(event="signed"), *(act for act in _RECEIPT_SHOWN if act.event != "signed")),
            )
        )
    },
    readings=("AMB-08", "AMB-09"),
)  # fmt: skip

_ANSWERED = Act(event="replied", needs=("final",))
_NOT_ACCEPTED = Act(event="refused", exception=True)
"""The unit's answer, after investigating, that the matter is not accepted (19(三)) ends it."""

_DONE = {
    "completion_and_reply": Done(
        groups=((Act(event="handled"), _NOT_ACCEPTED), (_ANSWERED, _NOT_ACCEPTED)), stand_in=True
    ),
    "all_acts": Done(
        groups=((Act(event="handled"), _NOT_ACCEPTED), (_ANSWERED, _NOT_ACCEPTED), (Act(event="fed_back"),)),
        stand_in=True,
    ),
}

_HANDLE = Stage(
    name="handle",
    provision="13(一)s2",
    start="arrived",
    start_reading="AMB-02",
    cases=(
        Case(urgencies=_BOTH, reading="AMB-66", options=("everything",), limit="none", provision="13(二)"),
        Case(kinds=("consultation",), span=working_days(2), provision="13(一)s2a"),
        Case(kinds=("help", "complaint", "report", "suggestion"), span=working_days(5), provision="13(一)s2b"),
        Case(kinds=("praise",), limit="none", provision="14"),
    ),
    done=_DONE,
    done_reading="AMB-15",
    moved_by_grants=True,
    extendable=True,
)


def _urgent(name: str, special: Span, special_urgent: Span) -> Stage:
    """One of the three reports on a special or special-urgent matter."""
    plan = (Act(event="promised"), Act(event="explained", needs=("solution_proposed", "due")))
    last = name == "result"
    result = (Act(event="result"), Act(event="fed_back", shows=True), Act(event="handled", shows=True))
    later = {
        "first_response": (Act(event="progress", shows=True), *result),
        "progress": result,
        "result": result[1:],
    }
    return Stage(
        name=name,
        provision="13(二)1",
        start="arrived",
        since_urgent=True,
        cases=(
            Case(urgencies=_SPECIAL, span=special),
            Case(urgencies=_SPECIAL_URGENT, span=special_urgent, provision="13(二)2"),
        ),
        done={"*": Done(groups=((Act(event=name), *(a.model_copy(update={"shows": True}) for a in later[name])),))},
        superseded_provision="13(二)3" if last else None,
        superseded_by=plan if last else (),
        superseded_reading="AMB-30" if last else None,
        superseded_options=("supersedes",) if last else (),
        readings=("AMB-06",),
    )


_NOTIFY = Stage(
    name="notify",
    provision="13(二)",
    modality=Modality.IN_PRINCIPLE,
    scope="hotline",
    start="accepted",
    since_urgent=True,
    cases=(
        Case(
            urgencies=_SPECIAL,
            reading="AMB-07",
            options=("all_special",),
            span=minutes(3),
        ),
        Case(urgencies=_SPECIAL_URGENT, span=minutes(3)),
    ),
    done={"*": Done(groups=((Act(event="notified"),),))},
    readings=("AMB-07",),
)

DEADLINES = DeadlineRules(
    stages=(
        _TRANSFER,
        _SIGN,
        _HANDLE,
        _NOTIFY,
        _urgent("first_response", hours(4), hours(2)),
        _urgent("progress", hours(24), hours(12)),
        _urgent("result", hours(48), hours(24)),
    ),
    return_window=ReturnWindow(provision="17", span=working_days(1), readings=("AMB-19",)),
    extension_window=ExtensionWindow(
        provision="13(一)s3",
        of="handle",
        before=1,
        presumed=5,
        statute_provision="13(一)s4",
        readings=("AMB-10",),
    ),
    special_law="13(一)s4",
    signature_terminates=True,
    unit_answers_itself=True,
)
