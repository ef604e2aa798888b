"""People who can be told, without accounts; everybody in it is invented."""

from __future__ import annotations

from datetime import date, datetime
from uuid import NAMESPACE_OID, UUID, uuid5

from escalation.people import Away, Recipient


def invented(name: str, agency: str = "Children's social care") -> Recipient:
    """
    Return somebody invented, reachable under an invented address.
    """
    return Recipient(
        id=uuid5(NAMESPACE_OID, name),
        name=f"Invented {name}",
        email=f"{name.lower().replace(' ', '.')}@agency.invalid",
        agency=agency,
    )


WORKER, MANAGER = invented("Worker"), invented("Manager")
SAFEGUARDING, CHAIR = invented("Safeguarding"), invented("Chair")


class PeopleInMemory:
    """
    One team with its manager, a safeguarding lead and a chair; any of whom may have left.
    """

    def __init__(self, *gone: Recipient) -> None:
        self.gone = set(gone)
        self.deputies: dict[Recipient, Recipient | None] = {}
        self.rota: list[Recipient] = []

    def __call__(self, _connection: object) -> PeopleInMemory:
        return self

    def person(self, named: str) -> Recipient | None:
        for one in (WORKER, MANAGER, SAFEGUARDING, CHAIR):
            if named in {str(one.id), one.name}:
                return self._here(one)
        return None

    def manager_of(self, user: UUID) -> Recipient | None:
        return self._here(MANAGER) if user == WORKER.id else None

    def lead_of(self, child: UUID) -> Recipient | None:
        return self._here(WORKER)

    def holders(self, role: str, agency: str) -> list[Recipient]:
        holder = {
            "safeguarding_lead": SAFEGUARDING,
            "conference_chair": CHAIR,
            "manager": MANAGER,
        }[role]
        return [holder] if holder not in self.gone and agency in {"", holder.agency} else []

    def working_with(self, child: UUID, agency: str) -> list[Recipient]:
        return [WORKER] if WORKER not in self.gone and agency == WORKER.agency else []

    def away(self, user: UUID, at: datetime) -> Away | None:
        for one, deputy in self.deputies.items():
            if one.id == user:
                return Away(until=date.max, deputy=self._here(deputy) if deputy else None)
        return None

    def on_call(self, at: datetime) -> list[Recipient]:
        return [one for one in self.rota if one not in self.gone]

    def _here(self, one: Recipient) -> Recipient | None:
        return None if one in self.gone else one
