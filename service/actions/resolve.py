"""Resolves an escalation: what was owed is done, and these entries show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from escalation import deciding
from service.actions.decided import decide, kinds_cited, outcome_of
from service.actions.errors import ActionRefused

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Resolve:
    """
    That what was owed is done; what is not done is moved or withdrawn instead.
    """

    child: UUID
    outcome: UUID
    reason: str
    evidence: tuple[str, ...]
    key: str
    decided_on: int | None
    why_attendance_shows_change: str = ""


def resolve(session: Session, reader: Reader, wish: Resolve) -> Appended:
    """
    Record what resolved it.

    Raises:
        ActionRefused: Nothing is escalated, or reason or evidence is missing.
        StreamMoved: Somebody changed the outcome meanwhile.
    """
    outcome, record = outcome_of(session, wish.child, wish.outcome, decided_on=wish.decided_on)
    kinds = kinds_cited(record, wish.evidence)
    try:
        return decide(
            session,
            reader,
            outcome,
            lambda one, decided: deciding.resolve(
                one,
                decided,
                reason=wish.reason,
                entries=wish.evidence,
                cited_kinds=kinds,
                why_attendance_shows_change=wish.why_attendance_shows_change,
            ),
            key=wish.key,
            decided_on=wish.decided_on,
        )
    except ActionRefused as refused:
        raise ActionRefused(
            {"reason" if name == "changed" else name: said for name, said in refused.fields.items()}
        ) from None
