"""Who hears of what is overdue, level by level; pure, so that any day of it can be foreseen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from escalation.people import told_at
from projections.plans.due import overdue_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from escalation.limit import Limit
    from escalation.people import Addressee, Directory
    from escalation.working_days import Calendar
    from projections.plans.planned_outcome import PlannedOutcome


@dataclass(frozen=True, kw_only=True, slots=True)
class Level:
    """
    One level of a ladder.

    Args:
        who: Whom it tells, by what they are to the outcome, or a role of a named agency.
        wait: How long they have before the next level hears.
    """

    who: tuple[str, ...]
    channels: tuple[str, ...]
    wait: Limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """
    One ladder.

    Args:
        version: Its edition; an escalation keeps that under which it began.
        again: How long after the last level everybody on it is told once more.
        ends_within: By when the last level has heard at the latest, whatever was promised below.
    """

    name: str
    version: str
    levels: tuple[Level, ...]
    again: Limit
    ends_within: Limit


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """
    One telling of one level.

    Args:
        way: ``raised``, ``up`` where a lower level was told before, or ``down``.
        told: Who, and why they; empty where the level has nobody.
        next_at: When the ladder acts next, if nobody does.
        ends: By when the last level hears, at the latest.
        reason: Why now.
    """

    level: int
    cycle: int
    way: str
    told: tuple[Addressee, ...]
    channels: tuple[str, ...]
    next_at: datetime
    ends: datetime
    reason: str

    @property
    def stepped_up(self) -> bool:
        """
        Whether it is no beginning of an escalation.
        """
        return self.way != "raised"


def steps(
    outcome: PlannedOutcome,
    ladder: Ladder,
    people: Directory,
    *,
    now: datetime,
    calendar: Calendar,
) -> Iterator[Step]:
    """
    Yield what the ladder does now about something overdue: one level, and the next one up at once
    for as long as a level has nobody to tell.
    """
    level, cycle, reason = _begins(outcome, ladder, now)
    way = "raised" if level == 1 else "up"
    yield from _climb(outcome, ladder, people, (level, cycle, way, reason), now, calendar)


def straight(
    outcome: PlannedOutcome,
    ladder: Ladder,
    people: Directory,
    *,
    level: int,
    reason: str,
    now: datetime,
    calendar: Calendar,
) -> Iterator[Step]:
    """
    Yield what somebody sets in motion who takes it straight to a level, up or down.

    It begins a round of its own, so that the levels above hear anew if nobody acts.
    """
    level = max(1, min(level, len(ladder.levels)))
    way = "down" if level < outcome.level else "up"
    begins = (level, outcome.cycle + 1, way, reason)
    yield from _climb(outcome, ladder, people, begins, now, calendar)


def onward(
    outcome: PlannedOutcome,
    ladder: Ladder,
    people: Directory,
    *,
    now: datetime,
    calendar: Calendar,
) -> Iterator[Step]:
    """
    Yield what the ladder does at once where nobody at the level told last can be reached.

    At the last level it yields nothing: there is nobody further up, and it is told again anyway.
    """
    newest = outcome.escalations[-1] if outcome.escalations else None
    if newest is None or not newest.live or newest.level >= len(ladder.levels):
        return
    reason = f"No message reaches anybody at level {newest.level}"
    begins = (newest.level + 1, newest.cycle, "up", reason)
    yield from _climb(outcome, ladder, people, begins, now, calendar)


def _climb(
    outcome: PlannedOutcome,
    ladder: Ladder,
    people: Directory,
    begins: tuple[int, int, str, str],
    now: datetime,
    calendar: Calendar,
) -> Iterator[Step]:
    level, cycle, way, reason = begins
    top = len(ladder.levels)
    ends = ends_at(outcome, ladder, now, calendar)
    while True:
        at = ladder.levels[level - 1]
        told = told_at(at.who, outcome, people, at=now)
        last = level == top
        nobody = "" if told else f"Nobody could be told at level {level}"
        wait = ladder.again if last else at.wait
        waits = _until(now, wait, calendar)
        yield Step(
            level=level,
            cycle=cycle,
            way=way,
            told=told,
            channels=at.channels,
            next_at=(waits if last else max(min(waits, ends), now)) if told or last else now,
            ends=ends,
            reason=". ".join(part for part in (reason, nobody) if part),
        )
        if told or last:
            return
        level, way, reason = level + 1, "up", nobody


def ends_at(outcome: PlannedOutcome, ladder: Ladder, now: datetime, calendar: Calendar) -> datetime:
    """
    Return by when the last level hears: counted from when the ladder began, or begins now.
    """
    newest = outcome.escalations[-1] if outcome.escalations and outcome.level else None
    if newest is not None and newest.ends is not None:
        return newest.ends
    return _until(now, ladder.ends_within, calendar)


def _begins(outcome: PlannedOutcome, ladder: Ladder, now: datetime) -> tuple[int, int, str]:
    """
    Return the level to tell, in which round of the ladder, and why.
    """
    top = len(ladder.levels)
    newest = outcome.escalations[-1] if outcome.escalations else None
    if outcome.level == 0 or newest is None:
        return 1, outcome.cycle + 1, "What was owed is overdue"
    promised = newest.acknowledged is not None
    cycle = outcome.cycle + 1 if promised or newest.level >= top else outcome.cycle
    if newest.level < top and newest.ends is not None and newest.ends <= now:
        return top, cycle, "By now the last level of the ladder has to hear"
    if promised:
        reason = "What was promised in answer was not done by its date"
        return min(newest.level + 1, top), cycle, reason
    if newest.level < top:
        return newest.level + 1, cycle, f"Nobody acknowledged it at level {newest.level}"
    return top, cycle, f"Still nobody has acknowledged it at level {top}"


@lru_cache(maxsize=64)
def _until(now: datetime, wait: Limit, calendar: Calendar) -> datetime:
    # What falls due together waits equally long: holidays are counted once for all of it.
    return overdue_from(wait.due(now, calendar))
