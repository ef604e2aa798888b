"""Takes an entry that was recorded for the wrong child to the right one, in one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from events.kind import By
from projections.child_record import gather
from projections.chronology.addresses import lacks_address
from projections.chronology.chronology import chronology
from projections.stored.directory import CHILDREN, listed
from service.access.allocations import lead_of
from service.access.enforce import may, visible
from service.access.few import whom_to_ask
from service.access.in_clear import in_clear
from service.access.policy import Action, Allow
from service.actions.bring_over import (
    bring_over,
    content_elsewhere,
    of_one_act,
    ties_that_came_with,
)
from service.actions.changing import change_entry, entry_of, struck_out
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused
from service.actions.said import said_today

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry
    from service.access.accounts import Account
    from service.access.reader import Reader
    from service.wiring import Session

_NO_LONGER = "There is no such entry in this child's record, or it was taken to its child before"


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveEntry:
    """
    An entry that is another child's.

    Args:
        child: For whom it was recorded.
        right_child: Whose it is.
        reason: Why; the readers of the first record see it.
        people: Who of those in it is known to be in it for the right child as well.
        decided_on: The version of the entry's stream on the page on which this was decided.
    """

    child: UUID
    entry: str
    right_child: UUID
    reason: str
    key: str
    decided_on: int
    people: frozenset[UUID] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """
    What came of it.

    Args:
        entry: The number under which it stands in the right record.
        leads: The lead practitioners of both children.
        told: Whether they were told by the service.
    """

    entry: str
    already: bool
    leads: tuple[Account, ...]
    told: bool


class TellsLeads(Protocol):
    """
    Puts into a lead's inbox that an entry was taken from, or brought to, the child's record.

    It happens in the transaction of the act, so that nobody is told of what did not happen.
    """

    def __call__(self, session: Session, lead: Account, child: UUID, entry: str) -> None:
        """
        Tell one lead; ``entry`` is the entry's number in the record of their own child.
        """
        ...


def move_entry(
    session: Session, reader: Reader, wish: MoveEntry, tell: TellsLeads | None = None
) -> Moved:
    """
    Strike an entry out where it is wrong, record it where it is right, and tell both leads.

    Its content is then kept from those who read the first record; neither record names the
    other's child.

    Args:
        tell: Puts it into an inbox; without one the caller names the leads to whoever moved it.

    Raises:
        ActionRefused: No such entry, no reason, a child whose record this reader may not write
            to, or answers that mean nothing in another record.
        EntryMoved: Somebody changed it since.
    """
    before = _moved_before(session, reader, wish)
    if before:
        return _moved(session, wish, before, None, already=True)
    told = chronology(gather(session.log, wish.child))
    right = chronology(gather(session.log, wish.right_child))
    entry = told.entry(wish.entry)
    if entry is not None:
        struck_out(session, entry, wish)
    _refuse(session, reader, wish, entry)
    entry = entry_of(session, reader, wish.child, wish.entry)
    _require_readable(session, reader, wish, told)
    content = content_elsewhere(entry, right, wish.people)
    ties = ties_that_came_with(entry, told)
    struck = {"entry": entry.id, "reason": wish.reason.strip(), "wrong_child": "yes"}
    change_entry(session, reader, entry, "entry_struck_out", struck, wish)
    for tie in ties:
        _strike_tie(session, reader, tie, wish)
    number = bring_over(session, reader, entry, content, ties, wish)
    open_duties(session, {wish.right_child})
    return _moved(session, wish, number, tell, already=False)


def carried(entry: Entry, told: Chronology, right: Chronology | None) -> frozenset[UUID]:
    """
    Return who of an entry is surely in it for another child: those whom that record knows, and
    those who came into this one with the entry itself.
    """
    known = frozenset(right.people) if right else frozenset()
    with_it = {
        event.stream
        for event in told.record.events
        if event.kind == "person_registered" and of_one_act(event, entry.event)
    }
    return frozenset(entry.people()) & (known | with_it)


def _moved_before(session: Session, reader: Reader, wish: MoveEntry) -> str:
    struck = gather(session.log, wish.child).wrong_child.get(wish.entry)
    if struck is None:
        return ""
    same = struck.actor == reader.actor and struck.content.get("reason") == wish.reason.strip()
    for event in session.log.stream(wish.right_child) if same else ():
        if event.kind == "entry_brought_over" and event.content["came_from"] == wish.entry:
            return str(event.content["entry"])
    raise ActionRefused({"entry": _NO_LONGER})


def _refuse(session: Session, reader: Reader, wish: MoveEntry, entry: Entry | None) -> None:
    wrong: dict[str, str] = {}
    if entry is None:
        wrong["entry"] = _NO_LONGER
    elif entry.kind_declared.by is not By.FORM:
        wrong["entry"] = "This was not recorded with a form; undo it on its own page"
    elif not entry.stands:
        wrong["entry"] = "It is struck out already"
    elif wish.child not in entry.people("child"):
        wrong["entry"] = "It was recorded for another child; open it in that child's record"
    if not wish.reason.strip():
        wrong["reason"] = "Say how you know that it is another child's"
    found = listed(session.connection, [wish.right_child]).get(wish.right_child)
    allowed = may(session.connection, reader, Action.RECORD, wish.right_child, session.now)
    if wish.right_child == wish.child:
        wrong["right_child"] = "Choose a child other than this one"
    elif found is None or found.kind not in CHILDREN or not isinstance(allowed, Allow):
        wrong["right_child"] = "Choose a child whose record is open to you"
    if wrong:
        raise ActionRefused(wrong)


def _require_readable(session: Session, reader: Reader, wish: MoveEntry, whole: Chronology) -> None:
    # Nobody takes to a child of their own what they may not read, nor from those who may.
    told = visible(session.connection, reader, whole, session.now).told
    seen = told.entry(wish.entry)
    kept = seen is not None and lacks_address(seen)
    if reader.is_operator or seen is None or not kept:
        return
    if not in_clear(session, reader, wish.child, told=told, whole=whole.record, entry=seen):
        ask = whom_to_ask(session.connection, wish.child)
        raise ActionRefused(
            {"entry": f"The address in it is kept from you; ask {ask}, to take it to its child"}
        )


def _strike_tie(session: Session, reader: Reader, tie: RecordedEvent, wish: MoveEntry) -> None:
    said = {"entry": tie.entry_id, "reason": wish.reason.strip(), "wrong_child": "yes"}
    session.log.append(
        [said_today(session, reader, "entry_struck_out", said, tie.subjects)],
        stream=tie.stream,
        decided_on=None,
        key=f"{wish.key}/tie/{tie.entry_id}",
        now=session.now,
    )


def _moved(
    session: Session, wish: MoveEntry, number: str, tell: TellsLeads | None, *, already: bool
) -> Moved:
    leads: list[Account] = []
    for child, entry in ((wish.child, wish.entry), (wish.right_child, number)):
        lead = lead_of(session.connection, child)
        if lead is None:
            continue
        if tell is not None and not already:
            tell(session, lead, child, entry)
        if all(one.id != lead.id for one in leads):
            leads.append(lead)
    return Moved(entry=number, already=already, leads=tuple(leads), told=tell is not None)
