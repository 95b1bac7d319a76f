"""Karamay on tracking (4), callers' malice (16), retaliation (17) and misconduct (18), as data.

It refers, and finds nobody guilty.
"""

from __future__ import annotations

from hotline_rules.jurisdictions.karamay.facts import VOCABULARY
from hotline_rules.law import Actor
from hotline_rules.rules import Duty, every
from hotline_rules.supervision import SupervisionRules, step

SUPERVISION = SupervisionRules(
    steps=(
        step(
            "supervise",
            "4",
            "supervise",
            [("4", every("handling_overdue"), "4a"), ("4", every("other_supervision_reason"), "4b")],
            Duty(
                id="track_and_supervise",
                provision="4",
                actor=Actor.HOTLINE,
                zh="热线对责任单位跟踪督办（条文没有列出情形）",
                en="The hotline tracks and supervises the unit (the text lists no situations)",
                shown_by=("supervised",),
            ),
            VOCABULARY,
            ("由热线跟踪督办", "Tracked and supervised by the hotline"),
        ),
        step(
            "caller_conduct",
            "16",
            "hand_to_authorities",
            [("16", every("purely_malicious", "ill_effect"), "")],
            Duty(
                id="hand_to_police",
                provision="16",
                actor=Actor.HOTLINE,
                zh="交由公安机关和有关部门依法处理",
                en="Hand it to the police and the departments concerned, to be dealt with by law",
            ),
            VOCABULARY,
            ("交由公安机关和有关部门依法处理", "Handed to the police and the departments concerned"),
        ),
        step(
            "retaliation",
            "17",
            "refer_for_accountability",
            [("17", every("caller_retaliated_against"), "")],
            Duty(
                id="refer_retaliation",
                provision="17",
                actor=Actor.OTHERS,
                zh="依法追究单位主要领导和相关人员的责任",
                en="The unit's leaders and those concerned are held accountable by law",
            ),
            VOCABULARY,
            ("移送有关机关依法追究打击报复的责任", "Retaliation is referred to the competent organ"),
        ),
        step(
            "refer",
            "18",
            "refer_for_accountability",
            [("18", every("unit_misconduct", "ill_effect"), "")],
            Duty(
                id="refer_misconduct",
                provision="18",
                actor=Actor.OTHERS,
                zh="按照有关规定处理",
                en="Dealt with under the rules that apply",
            ),
            VOCABULARY,
            (
                "移送有关机关按规定处理；有没有责任由其认定",
                "Referred to the competent organ, which decides on any fault",
            ),
        ),
    )
)
