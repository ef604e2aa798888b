"""
An adult's past as the record holds it, over every family and agency, beside the tie to this child.

Source: Brandon et al., Understanding Serious Case Reviews and their Impact (2009), on past history
set aside; the talk "Learning the lessons from Serious Case Reviews", slide 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from projections.people.tie import Closeness

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from projections.people.person import Person
    from projections.people.tie import Tie

As = Literal["child", "parent or carer", "harming", "harmed", "law", "named"]

_HARMING = frozenset({"harmed_by", "alleged", "refused_by"})
_LAW = frozenset({"arrested", "bailed", "charged", "convicted", "bound_by"})
_LAW_KINDS = frozenset(
    {
        "arrest",
        "bail_conditions",
        "charge",
        "conviction",
        "order_made",
        "order_ended",
        "police_incident",
        "court_hearing",
    }
)
_CARING = frozenset({"responsible_adult", "caring", "lives_with", "born_to", "expecting"})


@dataclass(frozen=True, kw_only=True, slots=True)
class PastItem:
    """
    One entry of somebody's past, and what they were in it.

    Args:
        of: The children whom the entry is recorded for: another family's.
    """

    entry: Entry
    was: As
    of: tuple[UUID, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Past:
    """
    What this record holds of an adult's life elsewhere, and how the adult is tied to this child.

    Args:
        ties: How and for which period; the past stays whole whatever the period.
        families: The other children in whose records it lies.
    """

    person: Person
    ties: tuple[Tie, ...]
    items: tuple[PastItem, ...]

    @property
    def families(self) -> tuple[UUID, ...]:
        """
        The other children in whose records it lies.
        """
        return tuple(dict.fromkeys(child for item in self.items for child in item.of))

    @property
    def agencies(self) -> tuple[str, ...]:
        """
        The agencies that tell of it.
        """
        return tuple(dict.fromkeys(item.entry.agency for item in self.items))


def past(told: Chronology, *persons: UUID) -> tuple[Past, ...]:
    """
    Return the past of everybody tied to the child who is no practitioner, or of those asked for.

    It is what the chronology marks as history, told person by person; withheld entries must have
    been taken out before.
    """
    ties: dict[UUID, list[Tie]] = {}
    for tie in told.ties:
        if tie.closeness is not Closeness.PROFESSIONAL and (not persons or tie.person in persons):
            ties.setdefault(tie.person, []).append(tie)
    named: dict[UUID, list[Entry]] = {}
    for entry in told.entries:
        if told.record.child not in entry.people():
            for person in dict.fromkeys(entry.people()):
                if person in ties:
                    named.setdefault(person, []).append(entry)
    return tuple(
        Past(
            person=told.people[person],
            ties=tuple(tied),
            items=tuple(_items(person, named.get(person, ()), told.record.child)),
        )
        for person, tied in ties.items()
        if person in told.people
    )


def _items(person: UUID, entries: Iterable[Entry], child: UUID) -> Iterable[PastItem]:
    for entry in entries:
        yield PastItem(
            entry=entry,
            was=_was(entry, person),
            of=tuple(one for one in entry.people("child") if one not in {child, person}),
        )


def _was(entry: Entry, person: UUID) -> As:
    roles = {subject.role for subject in entry.event.subjects if subject.person == person}
    if "child" in roles:
        return "child"
    if roles & _HARMING:
        return "harming"
    if roles & _LAW:
        return "law"
    if "harmed" in roles:
        return "harmed"
    if roles & _CARING:
        return "parent or carer"
    # An import has no roles: what sort of entry it is must do.
    return "law" if entry.kind in _LAW_KINDS else "named"
