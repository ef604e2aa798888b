"""
Which pairs of records wait for somebody to decide, how long, and on whose list they are by now.

Around a child each is owed to the child and climbs the ladder like everything owed
(``escalation.undecided``); this list also holds those around nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from escalation.undecided import DECISION
from escalation.working_days import add_working_days
from projections.plans.due import day_of
from projections.stored.directory import CHILDREN, listed
from projections.stored.matches import unanswered
from service.access.open_homes import matched_openly
from service.access.open_to import open_to
from service.access.reader import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from escalation.limit import Limit
    from projections.stored.directory import Listed
    from projections.stored.matches import Match
    from service.access.reader import Reader
    from service.wiring import Session

_ALL_HEAR = 10
"""Working days after it was due: then the list of every safeguarding lead has it as well."""
LEVELS = ("practitioner", "manager", "safeguarding lead")
MOST = 1_000
Way = tuple["UUID", "UUID", "UUID"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Undecided:
    """
    A pair that waits.

    Args:
        around: Children whose record is open to the reader, around whom either of them is.
        ways: Of these, each with the one who is around that child and the other of the two.
        level: Who hears of it by now: 0 the child's practitioners, 1 managers, 2 leads as well.
        due: The day by which somebody should have decided.
    """

    match: Match
    one: Listed
    other: Listed
    around: tuple[Listed, ...]
    ways: tuple[tuple[Listed, UUID, UUID], ...]
    level: int
    due: date
    days: int

    @property
    def late(self) -> bool:
        """
        Whether it should have been decided.
        """
        return self.level > 0


def undecided(session: Session, reader: Reader) -> tuple[Undecided, ...]:
    """
    Return what waits for this reader, the longest first.

    A practitioner hears of those around their own children, a manager of those of their team; what
    nobody answers goes to every manager, and then to every safeguarding lead.
    """
    return tuple(one for one in _all(session, reader) if _hears(reader, one))


def undecided_told(one: Undecided) -> dict[str, Any]:
    """
    Tell one that waits.
    """
    return {
        "persons": [str(one.one.id), str(one.other.id)],
        "names": [one.one.name, one.other.name],
        "since": one.match.since.isoformat() if one.match.since else None,
        "days": one.days,
        "due": one.due.isoformat(),
        "late": one.late,
        "with": list(LEVELS[: one.level + 1]),
        "agrees": list(one.match.agrees),
        "differs": list(one.match.differs),
        "around": [{"id": str(child.id), "name": child.name} for child in one.around],
    }


def limit_of(session: Session) -> Limit:
    """
    Return within what time somebody should have decided about two records.
    """
    return session.practice.newest[DECISION].limit


def _all(session: Session, reader: Reader) -> Iterator[Undecided]:
    waiting = unanswered(session.connection, MOST)
    calendar, limit = session.practice.calendar, limit_of(session)
    people = listed(session.connection, {who for m in waiting for who in (m.one, m.other)})
    open_children = open_to(session.connection, reader, session.now)
    for match in waiting:
        if match.one not in people or match.other not in people or match.since is None:
            continue
        due = day_of(limit.due(match.since, calendar))
        later = add_working_days(due, _ALL_HEAR, calendar)
        ways = _ways(session, match)
        children = listed(session.connection, {child for child, _, _ in ways})
        around = {
            id_: one
            for id_, one in children.items()
            if one.kind in CHILDREN and (reader.is_operator or id_ in open_children)
        }
        yield Undecided(
            match=matched_openly(session, match),
            one=people[match.one],
            other=people[match.other],
            around=tuple(around.values()),
            ways=tuple(
                (around[child], who, other)
                for child, who, other in ways
                if child in around and who != child
            ),
            level=int(session.today > due) + int(session.today > later),
            due=due,
            days=(session.today - match.since).days,
        )


def _ways(session: Session, match: Match) -> tuple[Way, ...]:
    """
    Return around whom each of the two is, whoever may read it.
    """
    found: dict[UUID, Way] = {}
    for who in (match.one, match.other):
        for event in session.log.about({who}):
            for child in event.people("child"):
                if child != who:
                    found.setdefault(child, (child, who, match.other_than(who)))
    for who in (match.one, match.other):
        found.setdefault(who, (who, who, match.other_than(who)))
    return tuple(found.values())


def _hears(reader: Reader, one: Undecided) -> bool:
    if reader.is_operator or one.around:
        return True
    if reader.role is Role.MANAGER:
        return one.level > 0
    return reader.role is Role.LEAD and one.level > 1
