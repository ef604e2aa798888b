"""One thing that somebody owes by a date, whatever it came from: its whole life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from dataclasses import replace
    from uuid import UUID

State = Literal["planned", "overdue", "achieved", "not achieved", "withdrawn"]
Origin = Literal["plan", "timescale", "trigger", "handover", "challenge", "indicator"]

ORIGINS: tuple[str, ...] = get_args(Origin)
"""What something owed may come from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """
    One moving of a due date: slippage is the list of these.
    """

    was: date | datetime | None
    to: date | datetime | None
    on: date
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Raised:
    """
    One escalation: who was told at which level, and what they said to it.

    Args:
        to: The ids of the users who were told; empty where the level had nobody to tell.
        position: Its place in the log, by which pages and e-mails refer to it.
        cycle: How many times the ladder had begun, counting this one.
        next_step: When the next level hears, if nobody acts.
        by: Who took it to this level, as events name who records.
        levels: How many levels its ladder has; 0 where an older event does not say.
        ends: By when the last level hears, at the latest.
        way: ``raised``, ``up`` or ``down``: how it came to this level.
        by_when: The date that the acknowledgement promised; it lapses then.
    """

    level: int
    at: datetime
    to: tuple[str, ...]
    position: int
    cycle: int = 1
    to_words: tuple[str, ...] = ()
    reason: str = ""
    ladder: str = ""
    ladder_version: str = ""
    next_step: datetime | None = None
    levels: int = 0
    ends: datetime | None = None
    way: str = "raised"
    by: str = ""
    acknowledged: datetime | None = None
    acknowledged_by: str = ""
    understood: str = ""
    will_do: str = ""
    by_when: date | datetime | None = None
    resolved: datetime | None = None

    @property
    def live(self) -> bool:
        """
        Whether nobody has acknowledged or resolved it.
        """
        return self.acknowledged is None and self.resolved is None


@dataclass(frozen=True, kw_only=True)
class PlannedOutcome:
    """
    A risk, the response to it, the desired outcome, one owner, a due date, and what would show it.

    Args:
        id: Its stream.
        child: The child it is for.
        owner: One named practitioner (user id or name), or "" where the plan names none.
        responsible: The role that the practice table holds responsible, where no name is known.
        due: A day (in time until its end, civil time), an instant, or None.
        original_due: The first due date, kept for ever.
        evidence: The entries that opened it.
        evidence_of_change: The entries cited to show that it was achieved.
        closed_on: When it was achieved, not achieved or withdrawn, with ``closed_because``.
        historic: Learned so long before it reached this log that nobody is notified.
        stored: Whether the log holds it; a derived one is shown but not yet stored.
        version: The stream's version, to decide on.
        entry: The entry that recorded it; "" for one that is derived and not yet stored.
        position: That entry's place in the log.
        arose: The earliest day on which what opened it can have happened.
        timescale: The name of the timescale that set its date.
        urgent: The child may be in danger until it is done.
        edition: The edition of that timescale, under which it stays.
        for_review: The import gave no date: what falls due is to look at it again.
        closed_by: The entry that ended it.
        satisfied_by: The kind of entry that satisfied or ended its timescale, where a rule saw it.
        level: The level of the ladder that was last told, 0 while nobody was.
        cycle: How many times the ladder has begun.
        next_at: When the ladder acts next if nobody does; None where it never will.
        source: The import that it came from, with its row's own id in ``source_ref``.
    """

    id: UUID
    child: UUID
    origin: Origin
    desired: str
    opened: date
    practice_id: str = ""
    risk: str = ""
    response: str = ""
    measure: str = ""
    owner: str = ""
    responsible: str = ""
    agency: str = ""
    due: date | datetime | None = None
    original_due: date | datetime | None = None
    limit_words: str = ""
    state: State = "planned"
    moves: tuple[Moved, ...] = ()
    evidence: tuple[str, ...] = ()
    evidence_of_change: tuple[str, ...] = ()
    closed_on: date | None = None
    closed_because: str = ""
    escalations: tuple[Raised, ...] = ()
    historic: bool = False
    stored: bool = True
    version: int = 0
    entry: str = ""
    position: int = 0
    arose: date | None = None
    timescale: str = ""
    urgent: bool = False
    edition: str = ""
    for_review: bool = False
    contingency: str = ""
    closed_by: str = ""
    satisfied_by: str = ""
    level: int = 0
    cycle: int = 0
    next_at: datetime | None = None
    source: str = ""
    source_ref: str = ""

    @property
    def open(self) -> bool:
        """
        Whether somebody still owes it.
        """
        return self.state in {"planned", "overdue"}

    @property
    def said(self) -> str:
        """
        What should be different for the child, in words that nobody reads as done while it is owed.

        A desired outcome is written as if it were reached: “The child has been seen today.”
        """
        if not self.open:
            return self.desired or "No desired outcome is recorded"
        return f"Still owed: {self.desired or 'something of which no desired outcome is recorded'}"

    @property
    def escalated(self) -> bool:
        """
        Whether an escalation of it has not been resolved.
        """
        return self.open and any(raised.resolved is None for raised in self.escalations)


if TYPE_CHECKING:
    # It takes what ``dataclasses.replace`` takes, by which a checker knows the fields.
    changed = replace
else:

    def changed(outcome: PlannedOutcome, /, **to: object) -> PlannedOutcome:
        """
        Return an outcome with other values, as ``dataclasses.replace`` does.

        Of a long record thousands are folded, and that one sets each of forty fields anew.
        """
        if not to.keys() <= outcome.__dict__.keys():
            raise TypeError(f"no such field: {', '.join(to.keys() - outcome.__dict__.keys())}")
        new = object.__new__(PlannedOutcome)
        new.__dict__.update(outcome.__dict__)
        new.__dict__.update(to)
        return new
