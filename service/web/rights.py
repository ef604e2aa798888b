"""Which buttons a page about a child shows; the policy decides again when one is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.allocating import standing_to_allocate
from service.access.policy import Action, Allow, decide

if TYPE_CHECKING:
    from service.web.visit import Visit
    from service.wiring import Session


def rights(session: Session, visit: Visit) -> frozenset[str]:
    """
    Return what this reader may do with this child.
    """
    how = standing_to_allocate(session, visit.who, visit.child)
    return frozenset(
        str(action) for action in Action if isinstance(decide(visit.who, action, how), Allow)
    )
