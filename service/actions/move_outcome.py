"""Moves an outcome's date or its owner, with the reason; the first date is kept for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation.deciding import Decided, hand_on, move
from projections.plans.due import read_due
from service.actions.decided import decide, outcome_of
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from events.log.contract import Appended
    from events.recorded_event import NewEvent
    from projections.plans.planned_outcome import PlannedOutcome
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveOutcome:
    """
    The new date, or the new owner, or both, and why.

    Args:
        to: The new date as ISO text; "" leaves the date where it is.
        owner: The new owner, a user's id or a name; "" leaves the outcome with its owner.
        decided_on: The outcome's version on the page on which this was decided.
    """

    child: UUID
    outcome: UUID
    reason: str
    key: str
    decided_on: int | None
    to: str = ""
    owner: str = ""
    agency: str = ""
    meant: str = ""


def move_outcome(session: Session, reader: Reader, wish: MoveOutcome) -> Appended:
    """
    Record the move; slippage is the list of these.

    Raises:
        ActionRefused: There is no reason, nothing changes, or the date has passed.
        StreamMoved: Somebody changed the outcome meanwhile.
    """
    outcome, _ = outcome_of(session, wish.child, wish.outcome, decided_on=wish.decided_on)
    if not wish.to and not wish.owner:
        raise ActionRefused({"to": "Give the new date, or a new owner"})
    to = read_due(wish.to)
    if wish.to and to is None:
        raise ActionRefused({"to": "Give a real date, such as 27 3 2026"})

    def decision(one: PlannedOutcome, decided: Decided) -> Sequence[NewEvent]:
        new: tuple[NewEvent, ...] = ()
        if wish.to:
            new += move(one, decided, to=to, reason=wish.reason, meant=wish.meant)
        if wish.owner:
            agency = wish.agency or one.agency
            new += hand_on(one, decided, owner=wish.owner, agency=agency, reason=wish.reason)
        return new

    return decide(session, reader, outcome, decision, key=wish.key, decided_on=wish.decided_on)
