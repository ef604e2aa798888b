"""Acknowledges an escalation: what was understood, in own words, and what will be done by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation import deciding
from projections.plans.due import read_due
from service.actions.decided import decide, outcome_of

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Acknowledge:
    """
    One person's answer to one escalation; there is no answering of many at once.

    Args:
        by_when: The date promised, as ISO text; the acknowledgement lapses on it.
    """

    child: UUID
    outcome: UUID
    understood: str
    will_do: str
    by_when: str
    key: str
    decided_on: int | None


def acknowledge(session: Session, reader: Reader, wish: Acknowledge) -> Appended:
    """
    Record the answer; its date becomes the next one.

    Raises:
        ActionRefused: Nothing waits to be answered, or the answer lacks something.
        StreamMoved: Somebody answered, or the ladder stepped up, meanwhile.
    """
    outcome, _ = outcome_of(session, wish.child, wish.outcome, decided_on=wish.decided_on)
    return decide(
        session,
        reader,
        outcome,
        lambda one, decided: deciding.acknowledge(
            one,
            decided,
            understood=wish.understood,
            will_do=wish.will_do,
            by_when=read_due(wish.by_when),
        ),
        key=wish.key,
        decided_on=wish.decided_on,
    )
