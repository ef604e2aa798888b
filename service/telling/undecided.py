"""
Which pairs of records wait for somebody to decide, how long, and who hears of it by now.

It is derived and no event, so that undoing a link leaves every read model as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from escalation.working_days import Calendar, add_working_days
from projections.stored.directory import CHILDREN, listed
from projections.stored.matches import unanswered
from service.access.open_to import open_to
from service.access.reader import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from uuid import UUID

    from projections.stored.directory import Listed
    from projections.stored.matches import Match
    from service.access.reader import Reader
    from service.wiring import Session

DECIDED_WITHIN = (10, 20)
"""Working days: then the manager hears, then the safeguarding lead; R05's ten, and ten more."""
LEVELS = ("practitioner", "manager", "safeguarding lead")
MOST = 1_000
_ENGLAND = Calendar()


@dataclass(frozen=True, kw_only=True, slots=True)
class Undecided:
    """
    A pair that waits.

    Args:
        around: Children whose record is open to the reader, around whom either of them is.
        level: Who hears of it by now: 0 the child's practitioners, 1 managers, 2 leads as well.
        due: The day by which somebody should have decided.
    """

    match: Match
    one: Listed
    other: Listed
    around: tuple[Listed, ...]
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


def _all(session: Session, reader: Reader) -> Iterator[Undecided]:
    waiting = unanswered(session.connection, MOST)
    people = listed(session.connection, {who for m in waiting for who in (m.one, m.other)})
    open_children = open_to(session.connection, reader, session.now)
    for match in waiting:
        if match.one not in people or match.other not in people or match.since is None:
            continue
        due = add_working_days(match.since, DECIDED_WITHIN[0], _ENGLAND)
        later = add_working_days(match.since, DECIDED_WITHIN[1], _ENGLAND)
        yield Undecided(
            match=match,
            one=people[match.one],
            other=people[match.other],
            around=_around(session, match, open_children, reader),
            level=int(session.today > due) + int(session.today > later),
            due=due,
            days=(session.today - match.since).days,
        )


def _around(
    session: Session, match: Match, open_children: frozenset[UUID], reader: Reader
) -> tuple[Listed, ...]:
    about = session.log.about({match.one, match.other})
    children = {child for event in about for child in event.people("child")}
    children |= {match.one, match.other}
    known = listed(session.connection, children)
    return tuple(
        one
        for one in known.values()
        if one.kind in CHILDREN and (reader.is_operator or one.id in open_children)
    )


def _hears(reader: Reader, one: Undecided) -> bool:
    if reader.is_operator or one.around:
        return True
    if reader.role is Role.MANAGER:
        return one.level > 0
    return reader.role is Role.LEAD and one.level > 1
