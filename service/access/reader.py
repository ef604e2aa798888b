"""Who is reading or doing: a signed-in user, or the operator who holds the database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from uuid import UUID


class Role(StrEnum):
    """
    What a user does in their agency; the policy table is written in these.
    """

    PRACTITIONER = "practitioner"
    MANAGER = "manager"
    CHAIR = "conference chair"
    LEAD = "safeguarding lead"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, kw_only=True, slots=True)
class Reader:
    """
    Whoever asks for something.

    Args:
        user: Their account; None for the operator at the command line.
        name: As others see it.
        agency: The agency they speak for; its name is what events carry.
        team: Their team, where they have one.
        role: None for the operator alone.
        system_user: Whom the operator is signed in as on the machine.
        passes_on: What they read is made for others: no restriction counts as naming them.
    """

    user: UUID | None
    name: str
    agency: str
    role: Role | None
    team: UUID | None = None
    system_user: str = ""
    passes_on: bool = False

    @classmethod
    def operator(cls, system_user: str) -> Reader:
        """
        The operator, who holds the database and so reads the whole record; each read is logged.
        """
        return cls(user=None, name=system_user, agency="", role=None, system_user=system_user)

    @property
    def is_operator(self) -> bool:
        """
        Whether this is the operator and no user.
        """
        return self.user is None

    @property
    def reads_all(self) -> bool:
        """
        Whether no restriction holds: what the operator makes for others holds no more than theirs.
        """
        return self.is_operator and not self.passes_on

    @property
    def actor(self) -> str:
        """
        The name by which events and the access log keep them.
        """
        return f"user:{self.user}" if self.user else f"operator:{self.system_user}"
