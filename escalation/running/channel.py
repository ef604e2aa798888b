"""What a channel carries to one person outside the service, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from escalation.people import Recipient


OF_ACCOUNT = -1
"""The level of what is about somebody's own account: no ladder tells it."""
NO_ENTRY = "0"
"""The reference of what stands in no entry; the log's positions begin with 1."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """
    One escalation in a message, or one thing that has just come onto somebody's list.

    Args:
        reference: Its number; all that a message says of it.
        because: Why this person hears.
    """

    reference: str
    because: str
    level: int

    @property
    def digest(self) -> bool:
        """
        Whether it is what waits of a week, and no escalation; ``because`` is the whole of it.
        """
        return self.level == 0 and self.reference == NO_ENTRY

    @property
    def of_account(self) -> bool:
        """
        Whether it is about the person's own account, and nothing owed; ``because`` is all of it.
        """
        return self.level == OF_ACCOUNT

    @property
    def new(self) -> bool:
        """
        Whether it has just come onto the list, and is not overdue.
        """
        return self.level == 0 and self.reference != NO_ENTRY


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """
    Everything that goes to one person in one message.

    Args:
        id: So that one sent twice after a crash is seen to be the same; what joins later does
            not join this one.
    """

    id: UUID
    to: Recipient
    made: datetime
    urgent: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """
    What came of one attempt; without what the other side said, which may hold an address.

    Args:
        trouble: "" where it was taken.
        for_good: It was refused so that trying again will hardly help.
        unreachable: The other side does not answer at all: nothing else is tried now.
        known: Whether it is certain that it was not taken, where there was trouble.
    """

    trouble: str = ""
    for_good: bool = False
    unreachable: bool = False
    known: bool = True


class Carrier(Protocol):
    """
    One way out of the service; its file in ``deliveries/`` bears the name that ladders use.
    """

    @property
    def configured(self) -> bool:
        """
        Whether the deployer has set it up.
        """
        ...

    def fault(self, to: Recipient) -> str:
        """
        Say why somebody cannot be reached by it; "" where they can.
        """
        ...

    def carry(self, parcel: Parcel, now: datetime) -> Carried:
        """
        Make one attempt; it raises nothing that an unwell other side can cause.
        """
        ...

    def returned(self) -> Iterable[tuple[UUID, str]]:
        """
        Yield what was taken and turned out not to arrive: the parcel's id, and why in a word.
        """
        ...
