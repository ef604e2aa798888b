"""One thing that somebody owes by a date, from the plan, a timescale or a trigger: its whole life."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from uuid import UUID

State = Literal["planned", "overdue", "achieved", "not achieved", "withdrawn"]
Origin = Literal["plan", "timescale", "trigger", "handover", "challenge", "indicator"]


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
    """

    level: int
    at: datetime
    to: tuple[str, ...]
    position: int
    acknowledged: datetime | None = None
    acknowledged_by: str = ""
    understood: str = ""
    will_do: str = ""
    resolved: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
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
