"""Which agencies answer for a record: whose practitioner leads the case, and who opened it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID

    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldBy:
    """
    Args:
        leads: The agency whose practitioner leads the case, or led it last; else ``opened``.
        opened: The agency that registered the child; "" where it said none.
    """

    leads: str
    opened: str


def held_by(session: Session, child: UUID) -> HeldBy:
    """
    Say which agencies answer for a child's record.
    """
    events = session.log.stream(child)
    opened = next((event.agency for event in events if event.agency), "")
    led = [
        str(event.content.get("agency") or "")
        for event in events
        if event.kind == "allocation"
        and event.content.get("role") == "lead"
        and event.content.get("change") != "ends"
    ]
    return HeldBy(leads=next((one for one in reversed(led) if one), opened), opened=opened)
