"""What a caller tells us: a ticket and its events. Nothing here is derived, and nothing is counted.

Instants are ISO 8601 strings or `datetime`s, or dates (*some time that day*). Without an offset they are read
in the city's zone. `24:00` is accepted and is the first instant of the next day.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import BeforeValidator, Field, JsonValue, WithJsonSchema, field_validator, model_validator

from hotline_rules._model import Model
from hotline_rules.errors import nearest_first

Kind = Literal[
    "consultation", "help", "complaint", "report", "suggestion", "praise", "service", "other"
]  # fmt: skip
"""咨询 | 求助 | 投诉 | 举报 | 意见建议 | 表扬 | 办事服务 | 其他."""

Origin = Literal["caller", "state", "province", "inter_region"]
Urgency = Literal["ordinary", "special", "special_urgent"]
Tier = Literal["special", "special_urgent"]
Track = Literal["ordinary", "by_instruction", "countersigned"]
"""How the hotline sent it out: in the ordinary way, 批办 (by a leader's instruction), 会签件 (several units)."""

Role = Literal["lead", "co", "relay", "subordinate"]
Approver = Literal["hotline", "supervising_organ", "unit_head"]
"""Who decides a request: 热线 | 热线主管单位 | the head of the unit itself."""
Rank = Literal["law", "regulation", "rule", "party", "assigned", "leader"]
"""What set a limit: 法律 | 法规 | 规章 | a Party document | the body that assigned the ticket | a leader."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years an instant may lie in, both included."""

_ACCEPTED = "an ISO 8601 instant such as 2026-03-02T10:00 or 2026-03-02T10:00+08:00, or a date such as 2026-03-02"
_MIDNIGHT = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[T ]24:00(?::00)?(?P<rest>Z|[+-]\d{2}:\d{2})?")


def read_instant(value: object) -> datetime | date:
    """Read an instant or a date; raises `ValueError` saying what is accepted."""
    if isinstance(value, (datetime, date)):
        found: datetime | date = value
    elif isinstance(value, str):
        found = _read_text(value.strip())
    else:
        raise ValueError(f"accepted: {_ACCEPTED}")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(f"accepted: a year from {FIRST_YEAR} to {LAST_YEAR}")
    return found


def _read_text(text: str) -> datetime | date:
    midnight = _MIDNIGHT.fullmatch(text)
    try:
        if midnight:
            return datetime.fromisoformat(f"{midnight['day']}T00:00{midnight['rest'] or ''}") + timedelta(days=1)
        if ":" not in text and "T" not in text:
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise ValueError(f"accepted: {_ACCEPTED}") from None


Instant = Annotated[
    datetime | date,
    BeforeValidator(read_instant),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}),
]
"""An instant, or a date on which something happened at some time."""

WholeDays = Annotated[int, Field(strict=True, ge=1, le=1000)]
Flag = Annotated[bool, Field(strict=True)]
"""True or false, and nothing that merely looks like it."""


class _Event(Model):
    """What every event has: when it happened, and of which unit it speaks."""

    at: Instant
    unit: str | None = None


class Accepted(_Event):
    """受理: the hotline took the matter on; the ticket exists from here."""

    type: Literal["accepted"] = "accepted"


class Refused(_Event):
    """不予受理: the hotline did not accept it, or a unit answered after investigating that it is not accepted."""

    type: Literal["refused"] = "refused"
    grounds: tuple[str, ...] = ()
    reasons_given: Flag | None = None
    path_told: Flag | None = None


class Answered(_Event):
    """即办, 直办: answered at once by the hotline."""

    type: Literal["answered"] = "answered"


class Referred(_Event):
    """Handed over to another line or told the original path."""

    type: Literal["referred"] = "referred"
    to: str | None = None


class UrgentRecognised(_Event):
    """The matter was seen to be special or special-urgent; `new_facts` if the first call had not shown it."""

    type: Literal["urgent_recognised"] = "urgent_recognised"
    tier: Tier
    new_facts: Flag | None = None
    """Whether only later facts showed it, not the first call; absent: not known (AMB-07)."""


class Notified(_Event):
    """通报: the territorial government and departments were told of a special or special-urgent matter."""

    type: Literal["notified"] = "notified"


class Transferred(_Event):
    """转办, 交办: sent by the hotline (or by a relay) to a unit."""

    type: Literal["transferred"] = "transferred"
    role: Role | None = None


class Arrived(_Event):
    """收到: reached the unit's own system."""

    type: Literal["arrived"] = "arrived"
    role: Role | None = None


class Signed(_Event):
    """签收: the unit signed for it."""

    type: Literal["signed"] = "signed"


class LimitSet(_Event):
    """A limit for this ticket was noted: what set it (`rank`, `cite`), and the last day or the working days."""

    type: Literal["limit_set"] = "limit_set"
    rank: Rank
    cite: str = ""
    due: Instant | None = None
    working_days: WholeDays | None = None

    @model_validator(mode="after")
    def _says_how_long(self) -> LimitSet:
        if (self.due is None) == (self.working_days is None):
            raise ValueError("accepted: exactly one of due and working_days")
        return self


class ExtensionRequested(_Event):
    """申请延期: `basis` is `complex` (情况复杂) or `statute` (another limit of law)."""

    type: Literal["extension_requested"] = "extension_requested"
    working_days: WholeDays | None = None
    reason: str | None = None
    basis: Literal["complex", "statute"] = "complex"


class ExtensionDecided(_Event):
    """延期审批: granted, and for how long if other than asked; `by` is who decided, `reason` the reason recorded."""

    type: Literal["extension_decided"] = "extension_decided"
    granted: Flag
    working_days: WholeDays | None = None
    by: Approver | None = None
    reason: str | None = None


class ReturnRequested(_Event):
    """申请退件: the unit asks to send the ticket back; `verified_at` is when it found it outside its duties."""

    type: Literal["return_requested"] = "return_requested"
    reason: str | None = None
    suggested_unit: str | None = None
    signed_by_deputy: Flag | None = None
    policy_basis: str | None = None
    boilerplate: Flag | None = None
    verified_at: Instant | None = None


class ReturnDecided(_Event):
    """退件审核."""

    type: Literal["return_decided"] = "return_decided"
    approved: Flag


class Designated(_Event):
    """指定: the hotline or its supervising organ named the unit (or the lead)."""

    type: Literal["designated"] = "designated"


class KindChanged(_Event):
    """The hotline changed the kind or the urgency."""

    type: Literal["kind_changed"] = "kind_changed"
    kind: Kind | None = None
    urgency: Urgency | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> KindChanged:
        if self.kind is None and self.urgency is None:
            raise ValueError("accepted: kind, urgency or both")
        return self


class FirstResponse(_Event):
    """初步响应 of a special or special-urgent matter."""

    type: Literal["first_response"] = "first_response"


class Progress(_Event):
    """处理进度 of a special or special-urgent matter."""

    type: Literal["progress"] = "progress"


class Result(_Event):
    """处理结果 of a special or special-urgent matter."""

    type: Literal["result"] = "result"


class Explained(_Event):
    """The unit explained to the caller why it cannot be solved now; with a solution, and a time, if so."""

    type: Literal["explained"] = "explained"
    solution_proposed: Flag = False
    due: Instant | None = None


class Promised(_Event):
    """承诺: the caller was told a definite last date."""

    type: Literal["promised"] = "promised"
    due: Instant


class Handled(_Event):
    """办结: the unit completed the matter."""

    type: Literal["handled"] = "handled"


class Replied(_Event):
    """答复, 回复 to the caller; `final` unless it only tells the state of things."""

    type: Literal["replied"] = "replied"
    final: Flag = True
    contact_attempts: Annotated[int, Field(ge=0)] | None = None
    reached: Flag = True
    """False: the caller could not be reached; the attempts are recorded (AMB-73)."""


Content = Literal["policy_basis", "persons", "contact", "investigation", "satisfaction", "photos", "adoption"]
"""政策依据 | 人员信息 | 联系沟通 | 调查处理 | 诉求人是否满意 | 现场照片 | 采纳情况."""


class FedBack(_Event):
    """反馈 by the unit to the hotline; `due` is the date told, if it tells one.

    `contents` lists what it holds; absent: the log does not say.
    """

    type: Literal["fed_back"] = "fed_back"
    due: Instant | None = None
    contents: tuple[Content, ...] | None = None


SATISFIED = frozenset(
    ("满意", "非常满意", "很满意", "比较满意", "较满意", "基本满意",
     "satisfied", "very_satisfied", "basically_satisfied")
)  # fmt: skip
DISSATISFIED = frozenset(
    ("不满意", "非常不满意", "很不满意", "比较不满意", "较不满意", "dissatisfied", "very_dissatisfied")
)
"""Ratings that are read as one or the other. Of any other word it is not known which it is."""
NEUTRAL = frozenset(("一般", "neutral"))
"""A rating that is neither."""


class CalledBack(_Event):
    """回访: the hotline asked the caller; no rating is silence.

    `rating` is the caller's word as recorded, `service_rating` that on the call service where it is recorded apart.
    The other fields are what a person found: the result is lawful, the dissatisfaction is truly due to the unit's
    delay or incompleteness, the demand is reasonable.
    """

    type: Literal["called_back"] = "called_back"
    rating: str | None = None
    service_rating: str | None = None
    result_lawful: Flag | None = None
    unit_at_fault: Flag | None = None
    demand_reasonable: Flag | None = None


class Redispatched(_Event):
    """重派, 重新交办: the hotline sent the ticket out again for re-handling; a new round begins."""

    type: Literal["redispatched"] = "redispatched"


class TerminationRequested(_Event):
    """提请终止办理."""

    type: Literal["termination_requested"] = "termination_requested"
    ground: str | None = None
    written: Flag | None = None
    signed_by_principal: Flag | None = None


class TerminationDecided(_Event):
    """终止（终结）办理, approved or not."""

    type: Literal["termination_decided"] = "termination_decided"
    approved: Flag


class Supervised(_Event):
    """督办."""

    type: Literal["supervised"] = "supervised"
    kind: str | None = None


class Withdrawn(_Event):
    """撤回: the caller withdrew the matter."""

    type: Literal["withdrawn"] = "withdrawn"
    forced: Flag | None = None


class Closed(_Event):
    """办结 by the hotline, after callback or review; `noted`: 备注办结, with a note why the caller is dissatisfied."""

    type: Literal["closed"] = "closed"
    noted: Flag | None = None


class Archived(_Event):
    """归档."""

    type: Literal["archived"] = "archived"


Event = (
    Accepted | Refused | Answered | Referred | UrgentRecognised | Notified | Transferred | Arrived | Signed
    | LimitSet | KindChanged | Designated | FirstResponse | Progress | ExtensionRequested | ExtensionDecided
    | ReturnRequested | ReturnDecided | TerminationRequested | TerminationDecided | Explained | Promised
    | Result | Handled | Replied | FedBack | CalledBack | Redispatched | Supervised | Withdrawn | Closed | Archived
)  # fmt: skip
"""Any event, in the order of the life cycle: events of one instant are taken in this order."""

EVENT_TYPES: tuple[str, ...] = tuple(get_args(cls.model_fields["type"].annotation)[0] for cls in get_args(Event))
"""The names of the events, in the order of the life cycle."""

EVENT_FIELDS: dict[str, tuple[str, ...]] = {
    name: tuple(cls.model_fields) for name, cls in zip(EVENT_TYPES, get_args(Event), strict=True)
}
"""The fields of each event."""

EventType = str


class Ticket(Model):
    """One ticket as its log tells it; events in any order.

    `kind` and `urgency` are those first recorded; events change them. A kind that is absent was not recorded, and
    is no kind. `origin`, `urgency` and `track` have defaults, and a result says where it rested on one that was not
    told. `not_recorded` lists event types this log does not carry: a stage that needs one is undetermined, and one
    that it could have moved or ended is not late for certain. An event that is absent and not listed did not
    happen. `ref` is passed through. `city` only picks the city at the desk.
    """

    id: str
    city: str | None = None
    kind: Kind | None = None
    origin: Origin = "caller"
    urgency: Urgency = "ordinary"
    track: Track = "ordinary"
    unit: str | None = None
    reply_waived: Flag = False
    """The caller asked for no reply."""
    facts: dict[str, Flag | Literal["unknown"] | None] = Field(default_factory=dict)
    not_recorded: tuple[EventType, ...] = ()
    ref: JsonValue = None
    events: tuple[Annotated[Event, Field(discriminator="type")], ...] = ()

    ASSUMED: ClassVar[tuple[str, ...]] = ("origin", "urgency", "track", "reply_waived")
    """Fields whose default is used, and said, when they are not told."""

    @field_validator("id", mode="before")
    @classmethod
    def _number_is_text(cls, value: Any) -> Any:
        """A ticket number written as a whole number is taken as its digits."""
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("id")
    @classmethod
    def _is_not_empty(cls, value: str) -> str:
        if not value.strip():
            raise ValueError("accepted: a ticket number")
        return value

    @field_validator("not_recorded")
    @classmethod
    def _are_event_types(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if name not in EVENT_TYPES:
                raise ValueError(f"unknown event type {name!r}; known: {', '.join(nearest_first(name, EVENT_TYPES))}")
        return value

    @cached_property
    def read_in(self) -> dict[str, Any]:
        """The events as read in a zone, kept by `deadlines` for the next question about this ticket."""
        return {}

    @property
    def assumed(self) -> tuple[str, ...]:
        """The fields that were not told and whose default stands."""
        told = self.model_fields_set
        return tuple([name for name in self.ASSUMED if name not in told])
