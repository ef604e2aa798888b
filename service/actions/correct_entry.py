"""Corrects an entry or says that it should not stand; what it said stays readable for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from events.errors import ContentRefused, StreamMoved
from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from events.occurred import Occurred
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectEntry:
    """
    What an entry should say instead.

    Args:
        child: The child in whose chronology the entry was read.
        decided_on: The version of the entry's stream on the page on which this was decided.
        occurred: Its date as it should be; None where the date was right.
    """

    child: UUID
    entry: str
    content: Mapping[str, Any]
    reason: str
    key: str
    decided_on: int
    occurred: Occurred | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StrikeOut:
    """
    That an entry should not stand, and why.
    """

    child: UUID
    entry: str
    reason: str
    key: str
    decided_on: int
    wrong_child: bool = False


def correct_entry(session: Session, reader: Reader, wish: CorrectEntry) -> Appended:
    """
    Record the entry's new content beside the old.

    Raises:
        ActionRefused: There is no such entry, an answer is wrong, nothing changes or no reason
            is given.
        EntryMoved: Somebody changed it since.
    """
    entry = _entry(session, wish.child, wish.entry)
    wrong: dict[str, str] = {}
    content: Mapping[str, Any] = wish.content
    try:
        content = entry.kind_declared.read(
            entry.kind, wish.content, imported=entry.event.origin is not None
        )
    except ContentRefused as refused:
        wrong = {name: " ".join(said) for name, said in refused.fields.items()}
    if not wish.reason.strip():
        wrong["reason"] = "Say what was wrong, and how you know"
    occurred = wish.occurred if wish.occurred != entry.occurred else None
    if occurred is not None and occurred.first > session.today:
        wrong["occurred"] = "Give a date that has come: an entry tells of what happened"
    if not wrong and content == entry.content and occurred is None and not entry.changes:
        wrong["reason"] = "Nothing was changed; change what was wrong, or go back"
    if wrong:
        raise ActionRefused(wrong)
    said: dict[str, Any] = {
        "entry": entry.id,
        "content": dict(content),
        "reason": wish.reason.strip(),
    }
    if occurred is not None:
        said["occurred"] = occurred.as_json()
    return _change(session, reader, entry, "entry_corrected", said, wish)


def strike_out(session: Session, reader: Reader, wish: StrikeOut) -> Appended:
    """
    Record that an entry should not stand; no rule reads it from now on.

    Raises:
        ActionRefused: There is no such entry, it is struck out already, or no reason is given.
        EntryMoved: Somebody changed it since.
    """
    entry = _entry(session, wish.child, wish.entry)
    if not wish.reason.strip():
        raise ActionRefused({"reason": "Say why it should not stand"})
    said = {
        "entry": entry.id,
        "reason": wish.reason.strip(),
        "wrong_child": "yes" if wish.wrong_child else "no",
    }
    return _change(session, reader, entry, "entry_struck_out", said, wish)


def _entry(session: Session, child: UUID, number: str) -> Entry:
    entry = chronology(gather(session.log, child)).entry(number)
    if entry is None:
        raise ActionRefused({"entry": "There is no such entry in this child's record"})
    return entry


def _change(
    session: Session,
    reader: Reader,
    entry: Entry,
    kind: str,
    content: Mapping[str, Any],
    wish: CorrectEntry | StrikeOut,
) -> Appended:
    new = [said_today(session, reader, kind, content, entry.event.subjects)]
    stream, decided_on = entry.event.stream, wish.decided_on
    try:
        answer = session.log.append(
            new, stream=stream, decided_on=decided_on, key=wish.key, now=session.now
        )
    except StreamMoved as moved:
        if any(str(event.content.get("entry")) == entry.id for event in moved.events_since):
            raise EntryMoved(entry.id) from None
        # Other entries came in meanwhile; the decision was about this one alone.
        answer = session.log.append(
            new,
            stream=stream,
            decided_on=decided_on + len(moved.events_since),
            key=wish.key,
            now=session.now,
        )
    open_duties(session, set(entry.people("child")))
    return answer
