"""Ends a tie, corrects it or says that it should not stand; history is read anew, both ways."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from projections.child_record import gather
from projections.standing import REWRITING
from service.actions.changing import append_change
from service.actions.duties import open_duties
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.relate import KIND, tie_content
from service.actions.said import said_today

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from events.log.contract import Appended
    from events.recorded_event import RecordedEvent
    from service.access.reader import Reader
    from service.wiring import Session

CHANGES = REWRITING | {"relationship_ended"}


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeTie:
    """
    What becomes of a tie.

    Args:
        child: The child in whose record it was read.
        entry: The number of the entry that recorded it.
        decided_on: The version of its stream on the page on which this was decided; None where
            it is decided on what stands now.
    """

    child: UUID
    entry: str
    key: str
    decided_on: int | None = None


def end_tie(
    session: Session, reader: Reader, wish: ChangeTie, content: Mapping[str, Any]
) -> Appended:
    """
    Record that a relationship ended; that it was stays, and so does the past it brings.

    Args:
        content: The answers of the kind ``relationship_ended``.

    Raises:
        ActionRefused: There is no such tie, it is no longer in the record, or an answer is wrong.
        EntryMoved: Somebody changed it since.
    """
    tie = tie_of(session, wish)
    said, wrong = tie_content(
        session, {**content, "relationship": wish.entry}, kind="relationship_ended"
    )
    if not said.get("ended") and not wrong:
        wrong["ended"] = "Say when it ended, as exactly as is known: a year is enough"
    if wrong:
        raise ActionRefused(wrong)
    return _changed(session, reader, wish, tie, "relationship_ended", said)


def correct_tie(
    session: Session, reader: Reader, wish: ChangeTie, content: Mapping[str, Any], reason: str
) -> Appended:
    """
    Record what a tie should have said; it is read so for all its time.

    Raises:
        ActionRefused: There is no such tie, nothing changes, no reason is given or an answer is
            wrong.
        EntryMoved: Somebody changed it since.
    """
    tie = tie_of(session, wish)
    kept = {name: tie.content[name] for name in ("from_person", "to_person") if name in tie.content}
    said, wrong = tie_content(session, {**content, **kept}, imported=tie.origin is not None)
    if not reason.strip():
        wrong["reason"] = "Say what was wrong, and how you know"
    if wrong:
        raise ActionRefused(wrong)
    change = {"entry": wish.entry, "content": dict(said), "reason": reason.strip()}
    return _changed(session, reader, wish, tie, "entry_corrected", change)


def strike_tie(session: Session, reader: Reader, wish: ChangeTie, reason: str) -> Appended:
    """
    Record that a tie should not stand: nobody's past is read by way of it from now on.

    Raises:
        ActionRefused: There is no such tie or no reason is given.
        EntryMoved: Somebody changed it since.
    """
    tie = tie_of(session, wish)
    if not reason.strip():
        raise ActionRefused({"reason": "Say why it should not stand"})
    change = {"entry": wish.entry, "reason": reason.strip(), "wrong_child": "no"}
    return _changed(session, reader, wish, tie, "entry_struck_out", change)


def tie_of(session: Session, wish: ChangeTie) -> RecordedEvent:
    """
    Return the event that recorded a tie of this child's record.

    Raises:
        ActionRefused: There is none of this number.
    """
    found = next(
        (
            event
            for event in gather(session.log, wish.child).events
            if event.entry_id == wish.entry
            and event.kind == KIND
            and wish.child in event.people("child")
        ),
        None,
    )
    if found is None:
        raise ActionRefused({"entry": "There is no such tie in this child's record"})
    # As it was recorded: who is read as one person today may be two again tomorrow.
    (recorded,) = session.log.at([found.position])
    return recorded


def says_now(session: Session, wish: ChangeTie) -> dict[str, Any]:
    """
    Return what a tie says as it stands corrected, without whom it ties.

    Raises:
        ActionRefused: There is no such tie.
    """
    tie = tie_of(session, wish)
    changes = [one for one in session.log.stream(tie.stream) if _changes(one, wish.entry)]
    said = _says(tie, changes)
    return {name: said[name] for name in said if name not in {"from_person", "to_person"}}


def _changed(
    session: Session,
    reader: Reader,
    wish: ChangeTie,
    tie: RecordedEvent,
    kind: str,
    content: Mapping[str, Any],
) -> Appended:
    stream = session.log.stream(tie.stream)
    decided_on = stream[-1].version if wish.decided_on is None else wish.decided_on
    before = [one for one in stream if _changes(one, wish.entry)]
    new = said_today(session, reader, kind, content, tie.subjects)
    # The same form sent again must be answered as the first time, not refused for having worked.
    again = any(
        (one.kind, one.content, one.actor) == (kind, content, reader.actor) for one in before
    )
    if not again:
        if any(one.version > decided_on for one in before):
            raise EntryMoved(wish.entry)
        if any(one.kind == "entry_struck_out" for one in before):
            raise ActionRefused({"entry": "It is struck out, and so there is nothing to change"})
        if kind == "entry_corrected" and content["content"] == _says(tie, before):
            raise ActionRefused({"reason": "Nothing was changed; change what was wrong"})
    answer = append_change(
        session, new, stream=tie.stream, entry=wish.entry, decided_on=decided_on, key=wish.key
    )
    open_duties(session, {wish.child, *tie.people("child")})
    return answer


def _changes(event: RecordedEvent, entry: str) -> bool:
    named = event.content.get("relationship" if event.kind == "relationship_ended" else "entry")
    return event.kind in CHANGES and str(named) == entry


def _says(tie: RecordedEvent, changes: list[RecordedEvent]) -> Mapping[str, Any]:
    corrected = [one for one in changes if one.kind == "entry_corrected"]
    says: Mapping[str, Any] = corrected[-1].content["content"] if corrected else tie.content
    return says
