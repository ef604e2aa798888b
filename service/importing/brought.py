"""Which tables have been brought into a child's record, and what of them still stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from projections.chronology.entry import Entry


@dataclass(frozen=True, kw_only=True, slots=True)
class Brought:
    """
    One import of an agency's table.

    Args:
        source: The name in which its rows' ids are unique.
        entry: The first of its entries, by which an address names the import.
        standing: How many of its entries are not struck out.
        actor: Who brought its first entry.
        actors: Everybody who brought one of them.
    """

    source: str
    agency: str
    entry: str
    entries: int
    standing: int
    recorded: datetime
    actor: str
    actors: frozenset[str]


def tables_of(entries: Iterable[Entry], child: UUID) -> list[Brought]:
    """
    Return the tables that were brought into this child's record alone, the newest first.

    A case that was imported whole may be of several children, and is undone by the operator.
    """
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.event.origin and str(child) in entry.event.origin.source.split("/"):
            found.setdefault(entry.event.origin.source, []).append(entry)
    brought = []
    for source, those in found.items():
        first = min(those, key=lambda entry: entry.event.position)
        brought.append(
            Brought(
                source=source,
                agency=first.agency,
                entry=first.id,
                entries=len(those),
                standing=sum(entry.stands for entry in those),
                recorded=first.event.recorded,
                actor=first.event.actor,
                actors=frozenset(entry.event.actor for entry in those),
            )
        )
    return sorted(brought, key=lambda one: one.recorded, reverse=True)


def source_for(agency: str, child: UUID, before: Iterable[Brought]) -> str:
    """
    Return the name for an agency's table: the same again adds nothing, save what was undone.
    """
    name = f"{agency}/{child}"
    undone = {one.source for one in before if not one.standing}
    number = 1
    while name in undone:
        number += 1
        name = f"{agency}/{child}/{number}"
    return name
