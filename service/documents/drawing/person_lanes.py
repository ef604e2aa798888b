"""Who has a lane where lanes are people: the household first, with when each lived there."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from projections.people.tie import LIVING_TOGETHER, Closeness

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.tie import Tie

PERSONS_MOST = 14
"""More lanes than these fit on no screen; whoever is named least shares the last one."""
CHILD_ALONE, OTHERS = "Names nobody else", "Other people"


@dataclass(frozen=True, kw_only=True)
class PersonLanes:
    """
    The lanes of people, in their order.

    Args:
        names: By person, what the lane is called; the order is that of the lanes.
        child: Whom all of it is about, and who has no lane among the others.
        ties: By person, the ties that say when they lived with the child.
    """

    names: Mapping[UUID, str]
    child: UUID
    ties: Mapping[UUID, tuple[Tie, ...]]

    def of(self, entry: Entry) -> tuple[UUID | str, ...]:
        """
        Return the lanes that an entry stands in: one for each person whom it names.
        """
        others = dict.fromkeys(one for one in entry.people() if one != self.child)
        named: dict[UUID | str, None] = {
            one if one in self.names else OTHERS: None for one in others
        }
        return tuple(named) or (CHILD_ALONE,)

    def place(self, lane: UUID | str) -> int:
        """
        Return where a lane stands among the others.
        """
        if isinstance(lane, str):
            return -1 if lane == CHILD_ALONE else len(self.names)
        return list(self.names).index(lane)

    def name(self, lane: UUID | str) -> str:
        """
        Return what a lane is called.
        """
        return lane if isinstance(lane, str) else self.names[lane]

    def lived_there(self, lane: UUID | str) -> tuple[tuple[date, date | None], ...]:
        """
        Return from when to when somebody lived with the child, as far as dates are recorded.
        """
        if isinstance(lane, str):
            return ()
        return tuple((tie.first, tie.last) for tie in self.ties.get(lane, ()) if tie.first)


def person_lanes(told: Chronology) -> PersonLanes:
    """
    Give those a lane whom most entries name: household and siblings first, professionals last.

    Who lives with the child and is in no entry has a lane as well: that nothing is told of a sister
    is to be seen.
    """
    child = told.record.child
    often = Counter(one for entry in told.entries for one in set(entry.people()) if one != child)
    relation: dict[UUID, str] = {}
    rank: dict[UUID, int] = {}
    living: dict[UUID, tuple[Tie, ...]] = {}
    for tie in told.ties:
        relation[tie.person] = relation.get(tie.person) or tie.relation
        rank[tie.person] = min(_rank(tie), rank.get(tie.person, 3))
        if _lives(tie):
            often.setdefault(tie.person, 0)
            living[tie.person] = (*living.get(tie.person, ()), tie)
    most = sorted(often, key=lambda one: (rank.get(one, 2), -often[one], str(one)))[:PERSONS_MOST]
    return PersonLanes(
        names={one: _called(told, one, relation.get(one, "")) for one in most},
        child=child,
        ties=living,
    )


def _called(told: Chronology, person: UUID, relation: str) -> str:
    known = told.people.get(person)
    name = known.name if known else "Somebody without a record"
    said = relation not in {"", Closeness.NAMED} and relation.casefold() not in name.casefold()
    return f"{name}, {relation}" if said else name


def _lives(tie: Tie) -> bool:
    return tie.closeness in LIVING_TOGETHER or tie.household


def _rank(tie: Tie) -> int:
    if _lives(tie):
        return 0
    return 3 if tie.closeness is Closeness.PROFESSIONAL else 1
