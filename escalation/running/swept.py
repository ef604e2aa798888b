"""What one sweep did, as the command line prints it and the heartbeat keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projections.plans.due import due_text

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Swept:
    """
    What one sweep did.

    Args:
        due: How many outcomes the ladder had to act on.
        raised: How many escalations began.
        stepped_up: How many went to a higher level.
        deliveries: How many notices reached an inbox, and how many messages were sent.
        opened: How many outcomes it opened, closed or reopened because the record says so.
        troubles: How many outcomes or children it could not deal with; the next sweep tries again.
    """

    now: datetime
    due: int = 0
    raised: int = 0
    stepped_up: int = 0
    deliveries: int = 0
    opened: int = 0
    troubles: int = 0

    def as_json(self) -> dict[str, Any]:
        """
        Return it as the command line prints it.
        """
        return {
            "now": due_text(self.now),
            "due": self.due,
            "raised": self.raised,
            "stepped_up": self.stepped_up,
            "deliveries": self.deliveries,
            "opened": self.opened,
            "troubles": self.troubles,
        }
