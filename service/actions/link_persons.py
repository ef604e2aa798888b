"""Decides whether two records are of one person: linked, kept apart, or a link undone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any
from uuid import UUID

from escalation.undecided import DECISION
from events.recorded_event import Subject
from projections.people.identity import DECIDING, kept_apart, links, same_person
from projections.stored.directory import CHILDREN, listed
from service.access.enforce import may
from service.access.openings import says_why
from service.access.policy import Action, Allow
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Sequence

    from events.log.contract import Appended
    from events.recorded_event import RecordedEvent
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class LinkPersons:
    """
    Two records that somebody holds for one person's.

    Args:
        agrees: What agrees, in the words of whoever decides.
        reason: Why they are sure.
    """

    person: UUID
    other: UUID
    agrees: str
    reason: str
    key: str
    differs: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PartPersons:
    """
    Two records that are of two people.

    Args:
        link: The number of the link that is undone; "" where they were never linked, and are not
            suggested again.
    """

    person: UUID
    other: UUID
    reason: str
    key: str
    link: str = ""


def link_persons(session: Session, reader: Reader, wish: LinkPersons) -> Appended:
    """
    Record that two records are of one person; their past is read as one from now on.

    Raises:
        ActionRefused: There is no such person, a child's record is not open to the reader, they
            were kept apart, or no reason is given.
    """
    before = _decisions(session, wish.person, wish.other)
    wrong = _wrong(session, reader, wish.person, wish.other, wish.reason)
    if not wish.agrees.strip():
        wrong["agrees"] = "Say what agrees: the date of birth, an address, a number"
    repeated = _said_before(before, reader, "persons_linked", wish)
    if not wrong and not repeated:
        wrong |= _against(before, wish)
    if wrong:
        raise ActionRefused(wrong)
    content = {
        "persons": _both(wish.person, wish.other),
        "agrees": wish.agrees.strip(),
        "differs": wish.differs.strip(),
        "reason": wish.reason.strip(),
    }
    return _record(session, reader, "persons_linked", content, wish)


def part_persons(session: Session, reader: Reader, wish: PartPersons) -> Appended:
    """
    Record that two records are of two people: a link is undone, or none is to be suggested.

    Undoing a link leaves everything as it was before it, the question included.

    Raises:
        ActionRefused: There is no such person or link, it is undone already, or no reason is given.
    """
    before = _decisions(session, wish.person, wish.other)
    wrong = _wrong(session, reader, wish.person, wish.other, wish.reason)
    pair = frozenset({wish.person, wish.other})
    repeated = _said_before(before, reader, "persons_unlinked", wish)
    standing = {link.entry: link.persons for link in links(before)}
    if not repeated and wish.link and standing.get(wish.link) != pair:
        wrong["link"] = "There is no such link of these two, or it is undone already"
    if not repeated and not wish.link and pair in standing.values():
        wrong["link"] = "They are linked: say which link is undone"
    if wrong:
        raise ActionRefused(wrong)
    content: dict[str, Any] = {
        "persons": _both(wish.person, wish.other),
        "reason": wish.reason.strip(),
    }
    if wish.link:
        content["link"] = wish.link
    return _record(session, reader, "persons_unlinked", content, wish)


def _wrong(
    session: Session, reader: Reader, person: UUID, other: UUID, reason: str
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    found = listed(session.connection, {person, other})
    if person == other or len(found) < 2:  # noqa: PLR2004 - the two of them
        wrong["other"] = "Choose somebody else of the record"
    closed = [
        one
        for one in found.values()
        if one.kind in CHILDREN
        and not isinstance(
            may(session.connection, reader, Action.RECORD, one.id, session.now), Allow
        )
    ]
    if closed:
        wrong["other"] = "A child's record is linked by somebody to whom both records are open"
    if not says_why(reason):
        wrong["reason"] = "Say in a sentence why you are sure"
    return wrong


def _against(before: Sequence[RecordedEvent], wish: LinkPersons) -> dict[str, str]:
    same = same_person(before)
    mine, theirs = (
        {who, *(member for member, one in same.items() if one == same.get(who))}
        for who in (wish.person, wish.other)
    )
    if wish.other in mine:
        return {"other": "These records are one person's already"}
    # Do not join two people who are kept apart through a third record.
    pairs = {frozenset(pair) for pair in product(mine, theirs)} - {
        frozenset({wish.person, wish.other})
    }
    if pairs & kept_apart(before):
        return {"other": "Somebody decided that two of these records are of two people"}
    return {}


def _decisions(session: Session, *persons: UUID) -> list[RecordedEvent]:
    asked: set[UUID] = set()
    more, found = set(persons), {}
    while more:
        asked |= more
        for event in session.log.about(more):
            if event.kind in DECIDING:
                found[event.position] = event
        more = set(same_person(found.values())) - asked
    return [found[position] for position in sorted(found)]


def _said_before(
    before: Sequence[RecordedEvent],
    reader: Reader,
    kind: str,
    wish: LinkPersons | PartPersons,
) -> bool:
    # The same form sent again must be answered as the first time, not refused for having worked.
    return any(
        event.kind == kind
        and event.actor == reader.actor
        and event.content.get("persons") == _both(wish.person, wish.other)
        and event.content.get("reason") == wish.reason.strip()
        for event in before
    )


def _record(
    session: Session,
    reader: Reader,
    kind: str,
    content: dict[str, Any],
    wish: LinkPersons | PartPersons,
) -> Appended:
    persons = sorted((wish.person, wish.other), key=lambda one: one.int)
    answer = session.log.append(
        [
            said_today(
                session,
                reader,
                kind,
                {name: said for name, said in content.items() if said},
                [Subject(person=who, role="related") for who in persons],
            )
        ],
        stream=persons[0],
        decided_on=None,
        key=wish.key,
        now=session.now,
    )
    if not answer.already:
        children = {c for e in session.log.about(set(persons)) for c in e.people("child")}
        # That somebody decided is recorded of what was owed by the next sweep, and shown at once: a
        # link that is undone before it leaves every read model as it was, byte for byte.
        open_duties(session, children, leave=DECISION)
    return answer


def _both(one: UUID, other: UUID) -> list[str]:
    return sorted([str(one), str(other)])
