"""Records for its right child what was recorded for another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from events.errors import ContentRefused
from events.recorded_event import NewEvent, Origin, Subject
from service.actions.attach import bring_attachments
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from uuid import UUID

    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session

_OF_ONE_RECORD = frozenset({"person", "people", "entry", "entries", "outcome"})


class Destination(Protocol):
    """
    Where an entry goes, and who of those in it goes with it.
    """

    @property
    def child(self) -> UUID:
        """
        For whom it was recorded.
        """
        ...

    @property
    def right_child(self) -> UUID:
        """
        Whose it is.
        """
        ...

    @property
    def people(self) -> frozenset[UUID]:
        """
        Who in it is in it for the right child as well.
        """
        ...

    @property
    def key(self) -> str:
        """
        The caller's own key.
        """
        ...


def content_elsewhere(entry: Entry, right: Chronology, people: frozenset[UUID]) -> dict[str, Any]:
    """
    Return what the entry says, without numbers and persons that mean nothing in another record.

    Raises:
        ActionRefused: It says too little without them.
    """
    known = {str(person) for person in {*right.people, *people}}
    known |= {one.id for one in right.entries}
    fields = entry.kind_declared.content().fields
    kept: dict[str, Any] = {}
    for name, said in entry.content.items():
        value = said
        if name in fields and fields[name].metadata.get("shown_as") in _OF_ONE_RECORD:
            many = [one for one in (said if isinstance(said, list) else [said]) if one in known]
            value = many if isinstance(said, list) else next(iter(many), None)
        if value not in (None, []) or value == said:
            kept[name] = value
    try:
        return entry.kind_declared.read(entry.kind, kept, imported=bool(entry.event.origin))
    except ContentRefused as refused:
        fix = "It cites what is in this child's record alone: record it for the right child anew, "
        fix += f"then strike it out here (answers concerned: {', '.join(sorted(refused.fields))})"
        raise ActionRefused({"entry": fix}) from None


def bring_over(
    session: Session,
    reader: Reader,
    entry: Entry,
    content: dict[str, Any],
    ties: tuple[RecordedEvent, ...],
    wish: Destination,
) -> str:
    """
    Record an entry for its right child as it was told, citing by number alone what it was.

    Returns:
        The number under which it stands there.
    """
    was = entry.event
    others = [s for s in was.subjects if s.role == "child" and s.person != wish.child]
    involved = [s for s in was.subjects if s.role != "child" and s.person in wish.people]
    subjects = dict.fromkeys([Subject(person=wish.right_child, role="child"), *others, *involved])
    origin = (
        Origin(source=was.origin.source, ref=f"{was.origin.ref}, moved") if was.origin else None
    )
    right = [Subject(person=wish.right_child, role="child")]
    came_along = [
        said_today(
            session,
            reader,
            "relationship_recorded",
            tie.content,
            [*right, *(s for s in tie.subjects if s.role != "child")],
        )
        for tie in ties
        if not wish.people.isdisjoint(tie.people("related"))
    ]
    # Before the entry, as the form did: who somebody is goes before what they did in it.
    if came_along:
        session.log.append(
            came_along,
            stream=wish.right_child,
            decided_on=None,
            key=f"{wish.key}/ties",
            now=session.now,
        )
    answer = session.log.append(
        [
            NewEvent(
                kind=entry.kind,
                occurred=entry.occurred,
                content=content,
                agency=was.agency,
                actor=reader.actor,
                subjects=tuple(subjects),
                learned=was.learned,
                origin=origin,
            )
        ],
        stream=wish.right_child,
        decided_on=None,
        key=f"{wish.key}/entry",
        now=session.now,
    )
    number = answer.events[0].entry_id
    said = {"entry": number, "came_from": entry.id, "recorded_by": was.actor}
    brought = [said_today(session, reader, "entry_brought_over", said, right)]
    session.log.append(
        brought, stream=wish.right_child, decided_on=None, key=f"{wish.key}/over", now=session.now
    )
    bring_attachments(session, reader, entry, number, right[0], wish.key)
    return number


def ties_that_came_with(entry: Entry, told: Chronology) -> tuple[RecordedEvent, ...]:
    """
    Return the ties to the child that the same form recorded for people whom the entry adds.
    """
    people = frozenset(entry.people())
    return tuple(
        event
        for event in told.record.events
        if event.kind == "relationship_recorded"
        and of_one_act(event, entry.event)
        and not people.isdisjoint(event.people("related"))
    )


def of_one_act(event: RecordedEvent, other: RecordedEvent) -> bool:
    """
    Tell whether two events were recorded by one form.
    """
    return (event.recorded, event.actor) == (other.recorded, other.actor) and event.origin is None
