"""After something was recorded: the duties that procedures attach to it open by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.running.opened import open_for
from service.access.people import People

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from service.wiring import Session


def open_duties(session: Session, children: Collection[UUID], *, leave: str = "") -> int:
    """
    Ask the mandatory rules about these children, and open or close what they owe.

    It happens in the transaction of what was recorded: both stand, or neither does.

    Args:
        leave: A timescale whose clocks are left to the next sweep.

    Returns:
        How many outcomes changed.
    """
    return open_for(
        session.connection,
        session.log,
        People(session.connection),
        sorted(children),
        now=session.now,
        practice=session.practice,
        leave=leave,
    )
