"""Children as lists show them: enough to tell one from another, and whether to open the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.allocations import lead_of, words_for

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from projections.stored.directory import Listed
    from service.wiring import Session


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
