"""Registers the people of an import, each once, with the day from which they were known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from events.log.contract import Append
from service.importing.fault import Fault
from service.importing.known import FirstNamed, registration, relationship, said_the_same

if TYPE_CHECKING:
    from uuid import UUID

    from events.recorded_event import NewEvent, RecordedEvent
    from service.importing.family import Member
    from service.importing.row import Case
    from service.importing.tally import Tally
    from service.wiring import Throughline

_AT_ONCE = 100
_CHANGED = Fault(
    column="person_key",
    reason="this person was imported before and was described otherwise then",
    fix="Take the change out of the file, and correct it in the record",
)


def bring_people(
    house: Throughline,
    case: Case,
    members: Iterable[Member],
    children: Sequence[Member],
    known: FirstNamed,
    tally: Tally,
) -> None:
    """
    Register people and tie them to the case's children.

    Somebody whom a later import shows to have been known earlier is recorded once more: the first
    registration stands as it is, and the earlier day counts from then on.
    """
    waiting = iter(members)
    while some := list(islice(waiting, _AT_ONCE)):
        with house.writing() as session:
            stored: dict[str, list[RecordedEvent]] = {}
            for event in session.log.by_origin(case.source, [member.ref for member in some]):
                stored.setdefault(event.origin.ref if event.origin else "", []).append(event)
            appends = [
                Append(
                    new=[new], stream=stream_of(new), decided_on=None, key=_key(case, member, new)
                )
                for member in some
                for new in _of(member, case, children, known, stored.get(member.ref, []), tally)
            ]
            if appends:
                session.log.append_many(appends, now=session.now)


def stream_of(new: NewEvent) -> UUID:
    """
    Return the stream of a registration or a tie: the person's own, or the child's.
    """
    return new.subjects[0].person


def _key(case: Case, member: Member, new: NewEvent) -> str:
    """
    Return the key of one fact about a person: the same fact known earlier is another request.
    """
    about = f"/child:{new.subjects[0].person}" if new.kind == "relationship_recorded" else ""
    return f"import/{case.source}/{member.ref}{about}/known:{new.learned[0].on.isoformat()}"


def _of(
    member: Member,
    case: Case,
    children: Sequence[Member],
    known: FirstNamed,
    stored: Sequence[RecordedEvent],
    tally: Tally,
) -> Iterator[NewEvent]:
    learned = known.of(member.id, case.today)
    own = registration(member, learned, source=case.source, actor=case.actor)
    registered = [event for event in stored if event.kind == own.kind]
    if registered and not said_the_same(registered[0].content, own.content):
        tally.refuse(member.line, _CHANGED, member.written)
        return
    if registered:
        tally.already += 1
    else:
        tally.imported += 1
    for new in (own, *_ties(member, case, children, known)):
        before = [e for e in stored if e.kind == new.kind and e.subjects == new.subjects]
        earlier = member.id in known.days and all(new.learned[0].on < e.known_from for e in before)
        if not before or earlier:
            yield new


def _ties(
    member: Member, case: Case, children: Sequence[Member], known: FirstNamed
) -> Iterator[NewEvent]:
    learned = known.of(member.id, case.today)
    for child in children:
        tie = relationship(member, child, learned, source=case.source, actor=case.actor)
        if tie is not None:
            yield tie
