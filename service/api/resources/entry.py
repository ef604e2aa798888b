"""One entry by its number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.chronology.chronology import chronology
from projections.stored.directory import CHILDREN, listed
from service.access.enforce import standing, visible
from service.access.policy import Action, Allow, decide
from service.access.tokens import Scope
from service.api.answers.chronology import EntryTold
from service.api.asked import ClocksAsked, clocks_of
from service.api.operation import Operation, Resource
from service.api.refusals import NoSuchThing
from service.telling.chronology import entry_told

if TYPE_CHECKING:
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.policy import Standing
    from service.api.call import Call
    from service.wiring import Session


def of_its_child(session: Session, call: Call) -> Standing | None:
    """
    Find how the caller stands to the child that the entry was recorded for, the open one first.
    """
    found = [
        standing(session.connection, call.who, child, session.now)
        for child in _children(session, call.path["entry"])
    ]
    opened = [how for how in found if isinstance(decide(call.who, Action.READ, how), Allow)]
    return next(iter([*opened, *found]), None)


def read(call: Call) -> dict[str, Any]:
    """
    Tell one entry, with its corrections and other accounts of it.
    """
    entry, told = _seen(call)
    return entry_told(entry, told)


def seen_by_caller(call: Call) -> Entry:
    """
    Return the entry that the address names, as the caller may read it.

    Raises:
        NoSuchThing: There is none, or none that this caller may know of.
    """
    return _seen(call)[0]


def _seen(call: Call) -> tuple[Entry, Chronology]:
    with call.throughline.reading() as session:
        how = of_its_child(session, call)
        if how is None or how.child is None:
            raise NoSuchThing
        record = clocks_of(call.query).of(session.record(how.child), session)
        seen = visible(session.connection, call.who, chronology(record), session.now)
        entry = seen.told.entry(str(call.path["entry"]))
    if entry is None:
        raise NoSuchThing
    return entry, seen.told


def _children(session: Session, position: int) -> list[UUID]:
    events = session.log.at([position])
    named = [person for event in events for person in (event.stream, *event.people())]
    found = listed(session.connection, set(named))
    return [
        person
        for person in dict.fromkeys(named)
        if person in found and found[person].kind in CHILDREN
    ]


RESOURCE = Resource(
    name="Entries",
    about="One entry by the number that pages, documents and other entries cite.",
    operations=(
        Operation(
            path="/api/entries/<number:entry>",
            summary="Read one entry",
            policy=Action.READ,
            scope=Scope.READ,
            what="entry",
            standing=of_its_child,
            query=ClocksAsked,
            answer=EntryTold,
            view=read,
        ),
    ),
)
