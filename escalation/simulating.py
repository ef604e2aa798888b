"""What ladders would do to the people of a partnership in so many days, tried beforehand."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from escalation.ladder import steps
from escalation.simulated_people import AGENCY, SimulatedPeople
from events.clock import civil_day
from projections.plans.due import overdue_from
from projections.plans.planned_outcome import PlannedOutcome, Raised

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from escalation.in_force import Ladders
    from escalation.ladder import Step
    from escalation.practice import Practice

_MOST_STEPS = 200
"""After so many tellings of one outcome the run gives up on it: nobody will ever act."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Assumed:
    """
    What is assumed of people; every figure may be set, and is printed with the result.

    Args:
        outcomes_a_child: How many things fall due for one child in a year.
        in_time: Of a hundred of them, how many are done in time.
        urgent: Of a hundred, how many climb the urgent ladder.
        answered: Of a hundred tellings, how many somebody acknowledges before the next level.
        kept: Of a hundred promises, how many are kept by their date.
        promised_days: How far ahead a promise lies.
        most_a_day: More messages than these on a day, for anybody, is too many.
    """

    children: int = 200
    practitioners: int = 24
    outcomes_a_child: int = 40
    in_time: int = 85
    urgent: int = 5
    answered: int = 60
    kept: int = 75
    promised_days: int = 5
    most_a_day: int = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Simulated:
    """
    What came of it.

    Args:
        messages: Messages by person and day.
        by_level: Tellings by level.
        nobody: Tellings that reached nobody, by ladder and level.
    """

    days: int
    assumed: Assumed
    outcomes: int
    escalations: int
    by_level: Counter[int]
    nobody: Counter[str]
    messages: Counter[tuple[str, date]]
    people: SimulatedPeople

    def as_json(self) -> dict[str, Any]:
        """
        Return it as the command line prints it.
        """
        roles: dict[str, list[int]] = {}
        days = sorted({day for _, day in self.messages})
        for one in self.people.everybody:
            each = [self.messages.get((one.name, day), 0) for day in days]
            roles.setdefault(one.name.rpartition(" ")[0], []).extend(each)
        told = {role: _spread(counts) for role, counts in roles.items()}
        p95 = max((one["p95"] for one in told.values()), default=0)
        return {
            "ok": p95 <= self.assumed.most_a_day and not self.nobody,
            "days": self.days,
            "people": len(self.people.everybody),
            "outcomes": self.outcomes,
            "escalations": self.escalations,
            "messages": sum(self.messages.values()),
            "by_level": {str(level): self.by_level[level] for level in sorted(self.by_level)},
            "messages_a_person_a_day": told,
            "nobody": dict(sorted(self.nobody.items())),
            "assumed": asdict(self.assumed),
        }


def simulate(
    *,
    days: int,
    start: datetime,
    ladders: Ladders,
    practice: Practice,
    assumed: Assumed,
    seed: int = 1,
) -> Simulated:
    """
    Let so many days pass over an invented caseload; the same seed gives the same days.
    """
    chance = Random(seed)  # noqa: S311 - it draws invented days, not secrets
    people = SimulatedPeople.of(assumed.practitioners)
    done = Simulated(
        days=days,
        assumed=assumed,
        outcomes=0,
        escalations=0,
        by_level=Counter(),
        nobody=Counter(),
        messages=Counter(),
        people=people,
    )
    waiting: list[tuple[datetime, int, PlannedOutcome, int]] = []
    count = 0
    for outcome in _caseload(days, start, practice, assumed, people, chance):
        count += 1
        if chance.randrange(100) >= assumed.in_time and outcome.due is not None:
            heapq.heappush(waiting, (overdue_from(outcome.due), count, outcome, 0))
    raised = len(waiting)
    end = start + timedelta(days=days)
    while waiting and waiting[0][0] <= end:
        now, number, outcome, told = heapq.heappop(waiting)
        ladder = ladders.climbed(outcome)
        for step in steps(outcome, ladder, people, now=now, calendar=practice.calendar):
            _count(done, ladder.name, step, now)
            outcome = _after(outcome, step, ladder.name, now)
        after = _answered(outcome, now, assumed, chance)
        if after is not None and told < _MOST_STEPS:
            at, outcome = after
            heapq.heappush(waiting, (at, number, outcome, told + 1))
    return replace(done, outcomes=count, escalations=raised)


def _caseload(
    days: int,
    start: datetime,
    practice: Practice,
    assumed: Assumed,
    people: SimulatedPeople,
    chance: Random,
) -> Iterator[PlannedOutcome]:
    first = civil_day(start)
    for number in range(assumed.children):
        child = UUID(int=number + 1)
        lead = people.workers[number % len(people.workers)]
        people.leads[child] = lead
        for _ in range(round(assumed.outcomes_a_child * days / 365)):
            due = practice.calendar.from_day(first + timedelta(days=chance.randrange(days)))
            yield PlannedOutcome(
                id=UUID(int=chance.getrandbits(128)),
                child=child,
                origin="timescale",
                desired="",
                opened=first,
                owner=str(lead.id),
                agency=AGENCY,
                due=due,
                urgent=chance.randrange(100) < assumed.urgent,
            )


def _count(done: Simulated, ladder: str, step: Step, now: datetime) -> None:
    done.by_level[step.level] += 1
    if not step.told:
        done.nobody[f"{ladder}, level {step.level}"] += 1
    for told in step.told:
        done.messages[told.who.name, civil_day(now)] += 1


def _after(outcome: PlannedOutcome, step: Step, ladder: str, now: datetime) -> PlannedOutcome:
    raised = Raised(
        level=step.level,
        at=now,
        to=tuple(str(told.who.id) for told in step.told),
        position=0,
        cycle=step.cycle,
        ladder=ladder,
        ends=step.ends,
    )
    return replace(
        outcome,
        level=step.level,
        cycle=step.cycle,
        next_at=step.next_at,
        escalations=(*outcome.escalations[-1:], raised),
    )


def _answered(
    outcome: PlannedOutcome, now: datetime, assumed: Assumed, chance: Random
) -> tuple[datetime, PlannedOutcome] | None:
    """
    Return when the ladder acts next, and on what; None where what was owed is done by then.
    """
    if chance.randrange(100) >= assumed.answered:
        return (outcome.next_at or now + timedelta(days=1)), outcome
    promised = now + timedelta(days=assumed.promised_days)
    if chance.randrange(100) < assumed.kept:
        return None
    newest = replace(outcome.escalations[-1], acknowledged=now, by_when=promised)
    return promised, replace(outcome, escalations=(*outcome.escalations[:-1], newest))


def _spread(counts: list[int]) -> dict[str, float]:
    ordered = sorted(counts)
    at = [
        ordered[min(len(ordered) - 1, int(len(ordered) * q))] if ordered else 0 for q in (0.5, 0.95)
    ]
    mean = sum(ordered) / len(ordered) if ordered else 0
    return {
        "mean": round(mean, 2),
        "median": at[0],
        "p95": at[1],
        "most": ordered[-1] if ordered else 0,
    }
