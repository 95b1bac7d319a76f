"""What hangs on a turn beside its stages: promises, shorter limits of law, requests, and what may still be asked."""

from __future__ import annotations

from collections.abc import Sequence

from hotline_rules._acts import discharged, earliest_of, matches
from hotline_rules._limits import due_of, due_set, due_told, moved, noted, statutory
from hotline_rules._log import Leg, Seen
from hotline_rules._matter import Judged, Limit, Matter, Settled, Start
from hotline_rules._settling import compare, told_verdict
from hotline_rules._stage_rules import ExtensionWindow, Promise, ReturnWindow, Stage, act_table
from hotline_rules._starts import start_by
from hotline_rules._verdict import StageVerdict, State, Window
from hotline_rules.clock import Due, Span, Unit


def base_of(m: Matter, leg: Leg) -> Judged | None:
    """The stage that the windows and promises of a turn are measured by."""
    for name in m.rules.handling:
        found = m.judged.get((id(leg), name))
        if found:
            return found
    return None


def promise_stage(m: Matter, leg: Leg) -> list[StageVerdict]:
    """A date told to the caller is a due; a statutory one caps it (AMB-13, -69)."""
    promise = m.rules.promise
    if promise is None or m.chosen.get("AMB-13") == "commitment":
        return []
    base = base_of(m, leg)
    m.used = list(promise.readings)
    told = [s for s in leg.acts if matches(s, promise.told_by) and s.event.due is not None]
    if not told and m.ticket.reply_waived and promise.told_by_if_waived:
        m.used.append("AMB-14")
        told = [s for s in leg.acts if matches(s, promise.told_by_if_waived) and s.event.due is not None]
    capped = statutory_dues(m, promise, leg, base)
    if not told and not capped:
        return []
    dues = list(capped)
    if capped and base:
        m.used += base.used
    start = base.start if base else None
    acts: Sequence[Seen] = leg.acts
    notes: tuple[str, ...] = ("statutory_limit",) if capped else ()
    perhaps = False
    if capped:
        m.used += ["AMB-12", "AMB-16"]
    if told:
        m.used.append("AMB-69")
        which, _, roll = m.chosen["AMB-69"].partition("_")
        telling = told[0 if which == "first" else -1]
        dues.append(rolled(m, due_told(m, telling.event.due)) if roll == "rolls" else due_told(m, telling.event.due))
        start = Start(telling.first, telling.last)
        if m.clock.interval(telling.event.due)[1] < telling.first:
            # No date that had passed when it was told can have been told: what was, the log does not say.
            impossible = Settled(State.UNDETERMINED, "date_already_past")
            return [told_verdict(m, as_stage(promise), leg, start, None, None, impossible, notes)]
        if promise.after_telling:
            acts = [s for s in leg.acts if s.first > telling.last]
            perhaps = any(s.last > telling.first and s.first <= telling.last and s is not telling for s in leg.acts)
    else:
        notes = (*notes, "no_date_told")
    due = min(dues, key=lambda one: one.latest)
    done, unknown, more = discharged(m, promise.done, acts, leg)
    if done is None and unknown is None and promise.proofs:
        later = [s for s in acts if not told or (start and s.first > start.last)]
        done = earliest_of(m, later, act_table(promise.proofs))
        unknown = "act_missing" if done else None
    settled = compare(m, leg, start, Limit(due), done, unknown)
    if perhaps and m.vague and settled.state in (State.LATE, State.OVERDUE):
        settled = Settled(State.UNDETERMINED, "time_of_day_unknown")
    return [told_verdict(m, as_stage(promise), leg, start, due, done, settled, (*notes, *more))]


def as_stage(promise: Promise) -> Stage:
    """A promise as a stage, for its verdict."""
    return Stage(
        name=promise.name, provision=promise.provision, modality=promise.modality,
        start="arrived", cases=(), done={"*": promise.done},
    )  # fmt: skip


def statutory_dues(m: Matter, promise: Promise, leg: Leg, base: Judged | None) -> list[Due]:
    if promise.statutory is None or base is None or base.limit.due is None:
        return []
    dues = [due_set(m, s, base.start) for s in statutory(m, promise.statutory, leg)]
    longer = [due for due in dues if due.latest > base.limit.due.latest]
    return longer[-1:]


def rolled(m: Matter, due: Due) -> Due:
    """A date on a day of rest moved to the next working day."""
    if due.first_day is None:
        return due
    before = due.first_day.toordinal() - 1
    return m.clock.due_between(
        m.clock.midnight(due.first_day.fromordinal(before)),
        m.clock.midnight(due.first_day.fromordinal(before)),
        Span(Unit.WORKING_DAYS, 1),
    )


def special_law(m: Matter, leg: Leg) -> list[StageVerdict]:
    """A shorter limit of law is shown beside the regulation's own, as binding the unit (AMB-54)."""
    if m.rules.special_law is None or not m.limits:
        return []
    base = base_of(m, leg)
    if base is None or base.limit.due is None:
        return []
    found = []
    for one in noted(m, leg):
        event = one.event
        if event.rank not in ("law", "regulation", "rule"):
            continue
        m.used = ["AMB-54", *base.used]
        due = due_set(m, one, base.start)
        if due.latest >= base.limit.due.earliest or due.latest <= base.start.first:
            continue
        done, unknown, notes = discharged(m, m.rules.special_law_done, leg.acts, leg)
        settled = compare(m, leg, base.start, Limit(due), done, unknown)
        shell = base.stage.model_copy(update={"name": "special_law", "provision": m.rules.special_law})
        told = (f"cite:{event.cite}",) if event.cite else ()
        span = Span(Unit.WORKING_DAYS, event.working_days) if event.working_days else None
        found.append(told_verdict(m, shell, leg, base.start, due, done, settled, (*told, *notes), span))
    return found


def return_window(m: Matter) -> ReturnWindow | None:
    """The window for returns, if the readings taken leave one."""
    window = m.rules.return_window
    if window and window.reading and m.chosen[window.reading] not in window.options:
        return None
    return window


def return_requests(m: Matter, leg: Leg) -> list[StageVerdict]:
    """A verdict on each request to return: made within its window or not (AMB-18, -19, -68)."""
    window = return_window(m)
    if window is None:
        return []
    found = []
    for one in leg.acts:
        if one.event.type != "return_requested":
            continue
        m.used = list(window.readings)
        start = return_start(m, leg, one)
        if start is None:
            unknown = Settled(State.UNDETERMINED, "start_missing")
            found.append(told_verdict(m, shell(window), leg, None, None, one, unknown, ()))
            continue
        due = return_due(m, window, start)
        settled = compare(m, undisturbed(leg), start, Limit(due, span=window.span), one, None)
        if settled.state is State.LATE:
            m.used.append("AMB-68")
        found.append(told_verdict(m, shell(window), leg, start, due, one, settled, start.notes, window.span))
    return found


def return_start(m: Matter, leg: Leg, request: Seen | None) -> Start | None:
    verified = request.event.verified_at if request else None
    if m.chosen.get("AMB-19") == "verified":
        return Start(*m.clock.interval(verified)) if verified else None
    again = leg.reopened
    if again and (request is None or request.first >= again.first):
        m.used.append("AMB-27")
        return Start(again.first, again.last)
    return start_by(m, "arrived", leg)


def return_due(m: Matter, window: ReturnWindow, start: Start) -> Due:
    if window.span.unit is not Unit.SAME_DAY:
        return due_of(m, start, window.span)
    inside, _, outside = m.chosen["AMB-18"].partition("_or_")
    return m.clock.same_day(
        start.first, start.last, until_closing=inside == "closing", roll=outside == "next_working_day"
    )


def extension_requests(m: Matter, leg: Leg) -> list[StageVerdict]:
    """A verdict on each request for more time: made by the cut-off before the due that then stood (AMB-10)."""
    window = m.rules.extension_window
    base = m.judged.get((id(leg), window.of)) if window else None
    if window is None or base is None or base.limit.due is None:
        return []
    found = []
    limit = Limit(base.limit.moved_from or base.limit.due)
    undecided: list[Seen] = []
    for one in leg.acts:
        event = one.event
        if event.type == "extension_requested":
            undecided.append(one)
            m.used = [*window.readings, *base.used]
            found += extension_request(m, window, leg, base, limit, one)
        elif event.type == "extension_decided":
            asked = undecided.pop(0) if undecided else None
            if event.granted:
                limit = moved(m, base.stage, limit, base.start, leg, one, asked)
    return found


def extension_request(
    m: Matter, window: ExtensionWindow, leg: Leg, base: Judged, limit: Limit, one: Seen
) -> list[StageVerdict]:
    if limit.due is None:
        return []
    cut, other = cut_offs(m, window, limit.due)
    settled = compare(m, undisturbed(leg), base.start, Limit(cut), one, None)
    flips = (one.last <= cut.earliest) != (one.last <= other.earliest)
    if flips and settled.state is not State.UNDETERMINED:
        settled = settled._replace(why="contested")
    about = window
    if one.event.basis == "statute" and window.statute_provision:
        m.used.append("AMB-12")
        about = window.model_copy(update={"provision": window.statute_provision})
        if m.chosen["AMB-12"] == "on_application_until_due":
            cut = limit.due
            settled = compare(m, undisturbed(leg), base.start, Limit(cut), one, None)
        elif settled.state is State.LATE:
            settled = settled._replace(why="contested")
    return [told_verdict(m, shell(about), leg, base.start, cut, one, settled, ())]


def cut_offs(m: Matter, window: ExtensionWindow, due: Due) -> tuple[Due, Due]:
    """The cut-off by the reading taken, and by the other one: a working day before, or the start of the due day."""
    before = m.clock.days_before(due, window.before) if window.before else due
    assert due.first_day is not None and due.last_day is not None
    begin = Due(m.clock.midnight(due.first_day), m.clock.midnight(due.last_day))
    return (before, begin) if m.chosen.get("AMB-10") != "due_day_start" else (begin, before)


def open_windows(m: Matter, leg: Leg) -> list[Window]:
    """What the unit may still do in a turn that runs: return, or ask for more time."""
    returning, extending = return_window(m), m.rules.extension_window
    if leg.end or leg.pending or not (returning or extending):
        return []
    base = base_of(m, leg)
    if base is None or base.done or base.limit.asked:
        return []
    found: list[tuple[ReturnWindow | ExtensionWindow, Due]] = []
    if returning:
        m.used = list(returning.readings)
        start = return_start(m, leg, None)
        if start:
            found.append((returning, return_due(m, returning, start)))
    if extending and base.stage.name == extending.of and base.limit.due and base.limit.due.first_day:
        found.append((extending, cut_offs(m, extending, base.limit.due)[0]))
    return [
        Window(w.name, leg.round, leg.unit, due.earliest, due.latest, w.provision, tuple(sorted(w.readings)))
        for w, due in found
        if m.now <= due.latest
    ]


def undisturbed(leg: Leg) -> Leg:
    """The same turn with nothing that ended it: a request is judged for itself."""
    return Leg(leg.round, unit=leg.unit)


def shell(window: ReturnWindow | ExtensionWindow) -> Stage:
    """A window as a stage, for its verdict."""
    return Stage(
        name=window.name, provision=window.provision, modality=window.modality, start="arrived", cases=(), done={}
    )
