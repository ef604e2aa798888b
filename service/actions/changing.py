"""What every change of an entry has in common: the entry as it stands, and nobody overruled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from events.errors import StreamMoved
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.people.in_it import said_to_be_in
from service.access.restricted import restricted
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.said import said_today
from service.actions.tell_of_changes import tell_of_change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from events.recorded_event import NewEvent, RecordedEvent, Subject
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session


class Wish(Protocol):
    """
    What every wish to change an entry says.
    """

    @property
    def key(self) -> str:
        """
        The caller's own key.
        """
        ...

    @property
    def decided_on(self) -> int:
        """
        The version of the entry's stream on the page on which this was decided.
        """
        ...


def entry_of(session: Session, reader: Reader, child: UUID, number: str) -> Entry:
    """
    Return an entry as a child's record holds it now; nobody changes what is kept from them.

    Raises:
        ActionRefused: There is no such entry, it is another child's, or kept for others.
    """
    entry = chronology(gather(session.log, child)).entry(number)
    if entry is None or entry.withheld or _kept_back(session, reader, child, entry):
        raise ActionRefused({"entry": "There is no such entry in this child's record"})
    return entry


def _kept_back(session: Session, reader: Reader, child: UUID, entry: Entry) -> bool:
    if reader.is_operator:
        return False
    return bool(restricted(session.connection, reader, child, (entry,)))


def change_entry(
    session: Session,
    reader: Reader,
    entry: Entry,
    kind: str,
    content: Mapping[str, Any],
    wish: Wish,
) -> Appended:
    """
    Record a change of an entry in the entry's own stream, about the same persons.

    Whoever is now said to have been in it is concerned as well, and found by it.

    Raises:
        EntryMoved: Somebody else changed the same entry since.
    """
    also = said_to_be_in(content) if kind == "entry_corrected" else None
    subjects = tuple(dict.fromkeys((*concerned(session, entry), *(also or ()))))
    answer = append_change(
        session,
        said_today(session, reader, kind, content, subjects),
        stream=entry.event.stream,
        entry=entry.id,
        decided_on=wish.decided_on,
        key=wish.key,
    )
    open_duties(session, set(entry.people("child")))
    if not answer.already:
        tell_of_change(session, reader, entry, kind)
    return answer


def concerned(session: Session, entry: Entry) -> tuple[Subject, ...]:
    """
    Return everybody whom an entry ever named, so that what becomes of it is found with each.

    As it was recorded and corrected: an entry read as one person's may be two people's again
    tomorrow.
    """
    corrected = [int(one.entry) for one in entry.changes if one.before_people is not None]
    recorded, *corrections = session.log.at([entry.event.position, *corrected])
    later = (said_to_be_in(one.content) or () for one in corrections)
    return tuple(dict.fromkeys((*recorded.subjects, *(one for said in later for one in said))))


def append_change(
    session: Session, new: NewEvent, *, stream: UUID, entry: str, decided_on: int, key: str
) -> Appended:
    """
    Append a change of an entry to the entry's own stream, and overrule nobody.

    Raises:
        EntryMoved: Somebody else changed the same entry since.
    """
    try:
        return session.log.append(
            [new], stream=stream, decided_on=decided_on, key=key, now=session.now
        )
    except StreamMoved as moved:
        if any(entry in _names(event) for event in moved.events_since):
            raise EntryMoved(entry) from None
        # Other entries came in meanwhile; the decision was about this one alone.
        return session.log.append(
            [new],
            stream=stream,
            decided_on=decided_on + len(moved.events_since),
            key=key,
            now=session.now,
        )


def _names(event: RecordedEvent) -> set[str]:
    return {str(event.content.get("entry")), str(event.content.get("relationship"))}


def struck_out(session: Session, entry: Entry, wish: Wish) -> bool:
    """
    Tell whether an entry was struck out by the time of the page on which a change was decided.

    Raises:
        EntryMoved: It was struck out since.
    """
    strikes = [change for change in entry.changes if change.kind == "entry_struck_out"]
    if strikes and session.log.at([int(strikes[-1].entry)])[0].version > wish.decided_on:
        raise EntryMoved(entry.id)
    return bool(strikes)


def said_before(entry: Entry, reader: Reader, kind: str, reason: str) -> bool:
    """
    Tell whether the newest change of this kind is this reader's own with this reason.

    The same form sent again must be answered as the first time, not refused for having worked.
    """
    same = [change for change in entry.changes if change.kind == kind]
    return bool(same) and (same[-1].by, same[-1].reason) == (reader.actor, reason)
