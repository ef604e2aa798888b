"""Children as lists show them: enough to tell one from another, and whether to open the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.allocations import children_of, children_of_team, lead_of, words_for
from service.access.openings import openings
from service.access.policy import Action, Allow, Standing, decide
from service.access.reader import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from projections.stored.directory import Listed
    from service.access.reader import Reader
    from service.wiring import Session

MANY_OPENINGS = 1000


def open_to(session: Session, reader: Reader) -> frozenset[UUID]:
    """
    Return the children whose records are open to a reader now.
    """
    if reader.user is None or reader.role is None:
        return frozenset()
    mine = children_of(session.connection, reader.user)
    if reader.role is Role.MANAGER and reader.team:
        mine |= children_of_team(session.connection, reader.team)
    opened = openings(session.connection, user=reader.user, since=session.now, limit=MANY_OPENINGS)
    mine |= {opening.child for opening in opened}
    allowed = decide(reader, Action.READ, Standing(allocated=True))
    return mine if isinstance(allowed, Allow) else frozenset()


def children_told(
    session: Session, found: Iterable[Listed], opened: Collection[UUID]
) -> list[dict[str, Any]]:
    """
    Tell children by name.
    """
    return sorted(
        (child_told(session, one, opened=one.id in opened) for one in found),
        key=lambda told: (told["name"].casefold(), told["id"]),
    )


def child_told(session: Session, one: Listed, *, opened: bool) -> dict[str, Any]:
    """
    Tell one child as the directory has it.
    """
    ask = "" if opened else words_for(session.connection, lead_of(session.connection, one.id))
    return {
        "id": str(one.id),
        "name": one.name,
        "kind": one.kind,
        "born": {"from": one.born_first, "to": one.born_last or one.born_first}
        if one.born_first
        else None,
        "expected": one.expected or None,
        "died": one.died or None,
        "person_key": one.person_key,
        "source": one.source,
        "open": opened,
        "ask": ask,
    }
