"""What people around a child are to one another: unions, separations, kinship, how they get on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from projections.people.reciprocal import reciprocal
from projections.people.tie import rough
from projections.standing import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from events.occurred import Occurred
    from events.recorded_event import RecordedEvent
    from projections.people.person import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class TieBetween:
    """
    One tie between two people of whom neither is the child whose record it is recorded in.

    Args:
        one: Who is ``relation`` to ``other``.
        union: What sort of couple they are or were, as ``events.options.UNIONS`` lists it.
        over: How that ended, as ``events.options.HOW_OVER`` lists it; "" where it did not.
        quality: How they are with one another, as ``events.options.QUALITIES`` lists it.
        began: When it began, with its doubt; None where nobody says.
        ended: When it ended; None while it lasts, or where the record gives no date.
        because: The entry that says so.
        children: In whose records it is recorded.
        ended_by: The entries that recorded its end.
    """

    one: UUID
    other: UUID
    relation: str
    union: str
    over: str
    quality: str
    certainty: str
    source: str
    began: Occurred | None
    ended: Occurred | None
    known_from: date
    because: str
    children: tuple[UUID, ...]
    ended_by: tuple[str, ...] = ()

    @property
    def persons(self) -> frozenset[UUID]:
        """
        The two of them.
        """
        return frozenset({self.one, self.other})

    def is_over(self, on: date) -> bool:
        """
        Tell whether it had surely ended by a day.
        """
        if self.ended is not None:
            return self.ended.last < on
        return bool(self.over)


def ties_between(events: Iterable[RecordedEvent]) -> tuple[TieBetween, ...]:
    """
    Return every tie between two others that stands, in the order in which it became known.
    """
    found: list[TieBetween] = []
    ends: list[RecordedEvent] = []
    for event in standing(events):
        if event.kind == "relationship_ended" and event.content.get("relationship"):
            ends.append(event)
        elif event.kind == "relationship_recorded":
            tie = _between(event)
            if tie is not None:
                found.append(tie)
    over = [_with_its_end(tie, ends) for tie in found]
    return tuple(sorted(over, key=lambda one: (one.known_from, int(one.because))))


def other_side(tie: TieBetween, people: Mapping[UUID, Person]) -> str:
    """
    Return what the second of the two is to the first, "" where no word is sure.
    """
    second = people.get(tie.other)
    return reciprocal(tie.relation, second.sex if second else "")


def _between(event: RecordedEvent) -> TieBetween | None:
    said = event.content
    children = event.people("child")
    try:
        one, other = UUID(said.get("from_person", "")), UUID(said.get("to_person", ""))
    except ValueError:
        return None
    if one == other or not {one, other}.isdisjoint(children):
        return None
    return TieBetween(
        one=one,
        other=other,
        relation=said.get("relation", ""),
        union=said.get("union", ""),
        over=said.get("over", ""),
        quality=said.get("quality", ""),
        certainty=said.get("certainty", ""),
        source=said.get("source", ""),
        began=rough(said, "started"),
        ended=rough(said, "ended"),
        known_from=event.known_from,
        because=event.entry_id,
        children=children,
    )


def _with_its_end(tie: TieBetween, ends: Iterable[RecordedEvent]) -> TieBetween:
    for event in ends:
        if str(event.content["relationship"]) != tie.because:
            continue
        said = rough(event.content, "ended") or event.occurred
        earlier = tie.ended is None or said.last < tie.ended.last
        tie = replace(
            tie,
            ended=said if earlier else tie.ended,
            over=event.content.get("how", "") or tie.over or "separated",
            ended_by=(*tie.ended_by, event.entry_id),
        )
    return tie
