"""An invented partnership in which a year of a ladder can be tried; nobody in it exists."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import NAMESPACE_OID, UUID, uuid5

from escalation.people import Recipient

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from escalation.people import Away

AGENCY = "Invented partnership"


def invented(role: str, number: int) -> Recipient:
    """
    Return one invented person, whose name says what they do.
    """
    name = f"{role} {number}"
    return Recipient(id=uuid5(NAMESPACE_OID, name), name=name, email="", agency=AGENCY)


@dataclass(frozen=True, kw_only=True)
class SimulatedPeople:
    """
    Practitioners in teams of six with a manager each, two safeguarding leads and two chairs.

    Args:
        leads: Which practitioner leads which child.
    """

    workers: tuple[Recipient, ...]
    managers: tuple[Recipient, ...]
    safeguarding: tuple[Recipient, ...]
    chairs: tuple[Recipient, ...]
    leads: dict[UUID, Recipient] = field(default_factory=dict)

    @classmethod
    def of(cls, workers: int, team: int = 6) -> SimulatedPeople:
        """
        Return a partnership of so many practitioners.
        """
        return cls(
            workers=tuple(invented("Practitioner", n) for n in range(workers)),
            managers=tuple(invented("Manager", n) for n in range(-(-workers // team))),
            safeguarding=tuple(invented("Safeguarding lead", n) for n in range(2)),
            chairs=tuple(invented("Conference chair", n) for n in range(2)),
        )

    @property
    def everybody(self) -> tuple[Recipient, ...]:
        """
        Everybody who can be told.
        """
        return self.workers + self.managers + self.safeguarding + self.chairs

    def person(self, named: str) -> Recipient | None:
        """
        Return the practitioner of an id.
        """
        return next((one for one in self.workers if str(one.id) == named), None)

    def manager_of(self, user: UUID) -> Recipient | None:
        """
        Return the manager of a practitioner's team.
        """
        for number, worker in enumerate(self.workers):
            if worker.id == user:
                return self.managers[number * len(self.managers) // len(self.workers)]
        return None

    def lead_of(self, child: UUID) -> Recipient | None:
        """
        Return the lead practitioner of a child.
        """
        return self.leads.get(child)

    def holders(self, role: str, agency: str) -> Sequence[Recipient]:
        """
        Return the holders of a role, in the one agency that there is.
        """
        held = {
            "manager": self.managers[:1],
            "safeguarding_lead": self.safeguarding,
            "conference_chair": self.chairs,
        }
        return held[role] if agency in {"", AGENCY} else ()

    def working_with(self, child: UUID, agency: str) -> Sequence[Recipient]:
        """
        Return the child's lead, who is of the one agency that there is.
        """
        lead = self.leads.get(child)
        return (lead,) if lead and agency == AGENCY else ()

    def away(self, user: UUID, at: datetime) -> Away | None:
        """
        Return no absence: nobody here is ever away.
        """
        del user, at
        return None

    def on_call(self, at: datetime) -> Sequence[Recipient]:
        """
        Return the on-call rota: the safeguarding leads.
        """
        del at
        return self.safeguarding
