"""
What must have been told by when, worked out apart from the program: own calendar, own ladder.

It is handed what was planned, decided and swept; it shares no function with what it judges.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from uuid import UUID

    from tests.faults.simulated_people import Partnership

LONDON = ZoneInfo("Europe/London")

# England's bank holidays as published, typed here by hand.
HOLIDAYS = frozenset(
    date(year, int(day[:2]), int(day[3:]))
    for year, days in {
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
        2029: "01-01 03-30 04-02",
    }.items()
    for day in days.split()
)

# Per ladder: working days that each level has, and the last repeats after one.
WAITS = {"default": (2, 2, 1), "urgent": (1, 1, 1)}
ENDS = {"default": 20, "urgent": 5}


@dataclass
class Owed:
    """
    One outcome, as the oracle follows it.
    """

    id: UUID
    child: UUID
    owner: UUID
    agency: str
    acts_at: datetime
    ladder: str
    level: int = 0
    cycle: int = 0
    promised: bool = False
    resting: bool = False
    ends: datetime | None = None
    open: bool = True
    straight: int = 0


@dataclass
class Oracle:
    """
    Judges each telling as it stands in the log, and what is missing after each finished sweep.

    Args:
        closures: Further days that are not worked, as they stand now.
        wrong: Everything that was not as it had to be.
    """

    people: Partnership
    closures: set[date] = field(default_factory=set)
    owed: dict[UUID, Owed] = field(default_factory=dict)
    told: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: int = 0
    extra: int = 0
    early: int = 0

    def takes(self, event: Any, sweeps: set[datetime]) -> None:
        """
        Hold one telling against what had to come next.

        Args:
            sweeps: The moments of the sweeps since the last look, begun or finished.
        """
        one = self.owed[event.stream]
        said, at = event.content, event.occurred.at
        level, cycle, way = self._next(one, at)
        name = f"{one.id} level {said['level']} round {said['cycle']} at {at}"
        self.told += 1
        if (said["level"], said["cycle"], event.kind) != (level, cycle, way) or not one.open:
            self.extra += 1
            self.wrong.append(f"extra: {name}, {event.kind}; expected {level} {cycle} {way}")
        if at < one.acts_at or at not in sweeps:
            self.early += 1
            self.wrong.append(f"early: {name}, due {one.acts_at}")
        expected = [str(id_) for id_ in self._who(one, level)]
        if said.get("to", []) != expected:
            self.wrong.append(f"people: {name}: {said.get('to')} and not {expected}")
        top = len(WAITS[one.ladder])
        if one.level == 0:
            one.ends = self._after(at, ENDS[one.ladder])
        one.level, one.cycle, one.promised, one.straight = level, cycle, False, 0
        if not expected and level < top:
            one.acts_at = at
            one.resting = True
            return
        wait = 1 if level == top else WAITS[one.ladder][level - 1]
        until = self._after(at, wait)
        one.acts_at = until if level == top else max(min(until, one.ends or until), at)
        one.resting = False

    def swept(self, now: datetime) -> None:
        """
        Look for what a finished sweep left out.
        """
        for one in self.owed.values():
            if one.open and one.acts_at <= now:
                self.missing += 1
                self.wrong.append(f"missing: {one.id} was due at {one.acts_at}, swept at {now}")

    def _next(self, one: Owed, at: datetime) -> tuple[int, int, str]:
        top = len(WAITS[one.ladder])
        if one.straight:
            way = "escalation_stepped_down" if one.straight < one.level else "escalation_stepped_up"
            return one.straight, one.cycle + 1, way
        if one.level == 0:
            return 1, one.cycle + 1, "escalation_raised"
        if one.resting:
            # Nobody was there: the next one up, in the same breath.
            return one.level + 1, one.cycle, "escalation_stepped_up"
        again = one.promised or one.level == top
        cycle = one.cycle + 1 if again else one.cycle
        level = min(one.level + 1, top)
        if one.level < top and one.ends and one.ends <= at:
            level = top
        return level, cycle, "escalation_stepped_up"

    def _who(self, one: Owed, level: int) -> list[UUID]:
        people = self.people
        owner = one.owner if one.owner not in people.gone else self._lead(one)
        manager = people.managers[people.team[owner]].id if owner in people.team else None
        leads = self._in_agency(people.leads, one.agency)
        chairs = self._in_agency(people.chairs, one.agency)
        named: list[UUID | None] = [owner, manager]
        if level == 2:
            named = list(leads)
        elif level == 3:
            named = [*chairs, *leads, manager]
        found: list[UUID] = []
        for id_ in named:
            there = self._there(id_)
            if there is not None and there not in found:
                found.append(there)
        return found

    def _lead(self, one: Owed) -> UUID | None:
        lead = self.people.workers[one.child.int % len(self.people.workers)].id
        return None if lead in self.people.gone else lead

    def _in_agency(self, holders: list[Any], agency: str) -> list[UUID]:
        here = [one for one in holders if one.id not in self.people.gone]
        own = [one.id for one in here if one.agency == agency]
        return own or [one.id for one in here]

    def _there(self, id_: UUID | None) -> UUID | None:
        asked = set()
        while id_ is not None and id_ not in self.people.gone and id_ not in asked:
            if id_ not in self.people.absent:
                return id_
            asked.add(id_)
            id_ = self.people.absent[id_][1]
        return None

    def _after(self, at: datetime, working_days: int) -> datetime:
        day = at.astimezone(LONDON).date()
        while not self._worked(day):
            day += timedelta(days=1)
        for _ in range(working_days):
            day += timedelta(days=1)
            while not self._worked(day):
                day += timedelta(days=1)
        return end_of(day)

    def _worked(self, day: date) -> bool:
        return day.weekday() < 5 and day not in HOLIDAYS and day not in self.closures


def end_of(day: date) -> datetime:
    """
    Return the moment from which something due on a day is late.
    """
    return datetime.combine(day + timedelta(days=1), time(0), tzinfo=LONDON).astimezone(UTC)
