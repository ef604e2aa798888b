"""An invented partnership in memory: teams, leads and chairs who leave, go away and stand in."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from escalation.people import Away
from tests.fakes.people import invented

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from escalation.people import Recipient

TEAMS, WORKERS_OF_A_TEAM = 4, 6
AGENCIES = ("Invented social care", "Invented health")


@dataclass
class Partnership:
    """
    Who there is, who has left, and who is away until when with whom in their place.

    Args:
        at: The moment of the sweep that asks.
        asked: Called at each question: others sweep, or an answer fails, in the middle of a sweep.
    """

    chance: random.Random
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    asked: Callable[[], None] = lambda: None
    gone: set[UUID] = field(default_factory=set)
    absent: dict[UUID, tuple[date, UUID | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.managers = [invented(f"Manager {n}", AGENCIES[n % 2]) for n in range(TEAMS)]
        self.workers = [
            invented(f"Worker {n}", AGENCIES[n % TEAMS % 2])
            for n in range(TEAMS * WORKERS_OF_A_TEAM)
        ]
        # One agency has no safeguarding lead of its own, and nobody chairs in either but one.
        self.leads = [invented("Lead 0", AGENCIES[0]), invented("Lead 1", AGENCIES[0])]
        self.chairs = [invented("Chair 0", AGENCIES[0])]
        everybody = [*self.managers, *self.workers, *self.leads, *self.chairs]
        self.by_id = {one.id: one for one in everybody}
        self.team = {one.id: n % TEAMS for n, one in enumerate(self.workers)}

    def days_pass(self, day: date) -> None:
        """
        Let some people leave, come back, go away and name a deputy or none.
        """
        self.absent = {id_: until for id_, until in self.absent.items() if until[0] >= day}
        for one in self.by_id.values():
            if self.chance.random() < 0.01 and one.id not in self.absent:
                last = day + timedelta(days=self.chance.randint(1, 20))
                others = [*self.by_id.values()]
                deputy = self.chance.choice(others).id if self.chance.random() < 0.7 else None
                self.absent[one.id] = (last, deputy)
            if self.chance.random() < 0.002:
                self.gone ^= {one.id}

    def here(self, one: Recipient | None) -> Recipient | None:
        self.asked()
        return one if one is not None and one.id not in self.gone else None

    def __call__(self, _connection: object) -> Partnership:
        return self

    def person(self, named: str) -> Recipient | None:
        return self.here(next((o for o in self.by_id.values() if str(o.id) == named), None))

    def manager_of(self, user: UUID) -> Recipient | None:
        team = self.team.get(user)
        return self.here(self.managers[team]) if team is not None else None

    def lead_of(self, child: UUID) -> Recipient | None:
        return self.here(self.workers[child.int % len(self.workers)])

    def holders(self, role: str, agency: str) -> list[Recipient]:
        of = {
            "manager": self.managers,
            "safeguarding_lead": self.leads,
            "conference_chair": self.chairs,
        }[role]
        return [one for one in of if agency in {"", one.agency} and self.here(one)]

    def working_with(self, child: UUID, agency: str) -> list[Recipient]:
        lead = self.lead_of(child)
        return [lead] if lead is not None and lead.agency == agency else []

    def away(self, user: UUID, at: datetime) -> Away | None:
        del at
        if user not in self.absent:
            return None
        last, deputy = self.absent[user]
        return Away(until=last, deputy=self.here(self.by_id[deputy]) if deputy else None)

    def on_call(self, at: datetime) -> list[Recipient]:
        del at
        return []
