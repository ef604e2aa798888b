"""Takes an escalation straight to a level, up or down, with the reason; it ends nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.ladder import straight
from escalation.running.ladders_kept import known_ladders
from escalation.running.tell import tell, tellings
from events.errors import StreamMoved
from service.access.people import People
from service.actions.decided import outcome_of
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from uuid import UUID

    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class StepEscalation:
    """
    To which level, and why.

    Args:
        decided_on: The outcome's version on the page on which this was decided.
    """

    child: UUID
    outcome: UUID
    level: int
    reason: str
    decided_on: int


def step_escalation(session: Session, reader: Reader, wish: StepEscalation) -> int:
    """
    Tell that level at once, and the next one up where it has nobody; return the level that heard.

    Raises:
        ActionRefused: It is not overdue, there is no such level, or there is no reason.
        StreamMoved: Somebody decided about it, or the ladder stepped up, meanwhile.
    """
    outcome, _ = outcome_of(session, wish.child, wish.outcome)
    ladder = known_ladders(session.connection).climbed(outcome)
    wrong: dict[str, str] = {}
    if not outcome.open:
        wrong["outcome"] = f"This outcome is {outcome.state}; nothing more can be decided about it."
    elif outcome.state != "overdue" and not outcome.escalated:
        wrong["outcome"] = "It is not overdue; move its date nearer, or raise a challenge"
    if not 1 <= wish.level <= len(ladder.levels):
        wrong["level"] = f"Choose a level from 1 to {len(ladder.levels)}"
    if not wish.reason.strip():
        wrong["reason"] = "Give the reason"
    if wrong:
        raise ActionRefused(wrong)
    if outcome.version != wish.decided_on:
        since = [e for e in session.log.stream(outcome.id) if e.version > wish.decided_on]
        raise StreamMoved(outcome.id, wish.decided_on, tuple(since))
    taken = list(
        straight(
            outcome,
            ladder,
            People(session.connection),
            level=wish.level,
            reason=wish.reason.strip(),
            now=session.now,
            calendar=session.practice.calendar,
        )
    )
    each = tellings(outcome, ladder, taken, actor=reader.actor)
    tell(session.connection, session.log, each, now=session.now)
    return taken[-1].level
