"""Levels of ladders at which nobody could be reached on days ahead; pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from escalation.asked_once import AskedOnce
from escalation.people import told_at, who_words
from projections.plans.due import due_words
from projections.plans.planned_outcome import PlannedOutcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from escalation.ladder import Ladder
    from escalation.people import Directory, Recipient

WEEKS_AHEAD = 6
_NOBODY = UUID(int=0)
_NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """
    Whose work a ladder may have to climb for.

    Args:
        owner: A user's id or a name, or "".
        lead: The child's lead practitioner, or None.
        beside: Who of the agency works with the child, where it has no owner with a sign-in.
    """

    owner: str
    agency: str
    lead: UUID | None = None
    beside: tuple[UUID, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """
    One level at which nobody can be reached from one day to another.

    Args:
        cases: For whose work.
        whole: Whether it is so for everybody's work.
    """

    ladder: str
    level: int
    who: tuple[str, ...]
    first: date
    last: date
    cases: tuple[Case, ...]
    whole: bool

    def words(self) -> str:
        """
        Say it without naming anybody.
        """
        for_whom = "anybody" if self.whole else f"{len(self.cases)} owners"
        for_whom = "1 owner" if len(self.cases) == 1 and not self.whole else for_whom
        return f"{self._level()} reaches nobody for the work of {for_whom}, {self._days()}"

    def where(self) -> str:
        """
        Say at which level and on which days, for whoever has been told for whose work.
        """
        return f"{self._level()}, {self._days()}"

    def _level(self) -> str:
        who = ", ".join(who_words(one) for one in self.who)
        return f"Level {self.level} of the ladder “{self.ladder}” ({who})"

    def _days(self) -> str:
        days = due_words(self.first)
        return f"{days} to {due_words(self.last)}" if self.last > self.first else days


class AsIfLed:
    """
    A directory that answers of the child what a case says, and remembers every answer.
    """

    def __init__(self, people: Directory, case: Case) -> None:
        self._people, self._lead, self._beside = people, case.lead, case.beside
        self.person = people.person
        self.manager_of = people.manager_of
        self.holders = people.holders
        self.away = people.away
        self.on_call = people.on_call

    def lead_of(self, child: UUID) -> Recipient | None:
        """
        Return the lead of the case.
        """
        del child
        return self._people.person(str(self._lead)) if self._lead else None

    def working_with(self, child: UUID, agency: str) -> Sequence[Recipient]:
        """
        Return who of an agency works with the child of the case.
        """
        del child
        found = (self._people.person(str(one)) for one in self._beside)
        return tuple(one for one in found if one and one.agency == agency)


def gaps(
    ladders: Iterable[Ladder],
    people: Directory,
    cases: Sequence[Case],
    changes: Iterable[date],
    *,
    on: date,
) -> tuple[Gap, ...]:
    """
    Return every level at which nobody could be reached in the coming weeks.

    Args:
        changes: Days on which an absence or a turn on the rota begins or has ended; between two of
            them who can be reached stays as it is.
        on: The day from which on.
    """
    end = on + timedelta(weeks=WEEKS_AHEAD)
    days = sorted({on, *(day for day in changes if on < day <= end)})
    asked = AskedOnce(people)
    empty: dict[tuple[str, int, tuple[str, ...]], dict[date, list[Case]]] = defaultdict(dict)
    for ladder in ladders:
        for number, level in enumerate(ladder.levels, 1):
            for day in days:
                found = [one for one in cases if not _reaches(level.who, one, asked, day)]
                if found:
                    empty[ladder.name, number, level.who][day] = found
    return tuple(
        Gap(
            ladder=name,
            level=number,
            who=who,
            first=first,
            last=_last(first, days, end),
            cases=tuple(found),
            whole=len(found) == len(cases),
        )
        for (name, number, who), by_day in empty.items()
        for first, found in by_day.items()
    )


def _reaches(who: Sequence[str], case: Case, people: Directory, day: date) -> bool:
    outcome = PlannedOutcome(
        id=_NOBODY,
        child=_NOBODY,
        origin="plan",
        desired="",
        opened=day,
        owner=case.owner,
        agency=case.agency,
    )
    as_if = AsIfLed(people, case)
    return bool(told_at(who, outcome, as_if, at=datetime.combine(day, _NOON)))


def _last(first: date, days: Sequence[date], end: date) -> date:
    later = [day for day in days if day > first]
    return later[0] - timedelta(days=1) if later else end
