"""Adds a letter, a photograph or a drawing to an entry: the file and the event, or neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from events.errors import KeyReused
from events.kinds.attachment_added import MOST_TITLE
from events.readable import unreadable
from projections.child_record import gather
from projections.chronology.attachments import ADDED
from projections.chronology.chronology import chronology
from service.access.enforce import visible
from service.actions.changing import concerned
from service.actions.errors import ActionRefused
from service.actions.said import said_today
from service.attachments.kept_files import keep_file, kept_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any
    from uuid import UUID

    from events.log.contract import Appended
    from events.recorded_event import RecordedEvent, Subject
    from projections.chronology.attachments import Attachment
    from projections.chronology.entry import Entry
    from service.access.reader import Reader
    from service.attachments.received import Received
    from service.wiring import Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Attach:
    """
    A file for an entry.

    Args:
        child: The child in whose chronology the entry was read.
        key: The caller's own key: the same again adds nothing more.
    """

    child: UUID
    entry: str
    file: Received
    key: str


def attach(session: Session, reader: Reader, wish: Attach) -> Appended:
    """
    Keep a file and record that it was added to an entry, about the same persons.

    Raises:
        ActionRefused: There is no such entry that this reader may read, it is struck out, or the
            title will not do.
        KeyReused: The key was used for something else.
    """
    told = chronology(gather(session.log, wish.child))
    entry = visible(session.connection, reader, told, session.now).told.entry(wish.entry)
    wrong: dict[str, str] = {}
    if entry is None or entry.withheld:
        wrong["entry"] = "There is no such entry in this child's record"
    elif not entry.stands:
        wrong["entry"] = "It is struck out: record anew what happened, and add the file there"
    wrong |= wrong_title(wish.file.title)
    if entry is None or wrong:
        raise ActionRefused(wrong)
    (recorded,) = session.log.at([entry.event.position])
    digest = keep_file(session.connection, recorded.stream, wish.file.content, session.now)
    said = {
        "entry": entry.id,
        "title": wish.file.title,
        "media_type": wish.file.media_type,
        "size": len(wish.file.content),
        "sha256": digest,
        "metadata_removed": "yes" if wish.file.metadata_removed else "no",
        "scanned": "yes" if wish.file.scanned else "no",
    }
    concerns = concerned(session, entry)
    try:
        return _added(session, reader, said, recorded.stream, concerns, wish.key)
    except KeyReused:
        before = _sent_before(session, reader, entry, said)
        if before is None:
            raise
        return _added(session, reader, said, recorded.stream, before.subjects, wish.key)


def _sent_before(
    session: Session, reader: Reader, entry: Entry, said: Mapping[str, Any]
) -> RecordedEvent | None:
    """
    Return what added this very file before, about those who were in the entry by then.

    The same form sent again must be answered as the first time, though the people were corrected.
    """
    numbers = [int(one.number) for one in entry.attachments if one.sha256 == said["sha256"]]
    for event in session.log.at(numbers):
        if event.actor == reader.actor and event.content == said:
            return event
    return None


def wrong_title(title: str) -> dict[str, str]:
    """
    Say what is wrong with what somebody called a file, by field; nothing where it will do.
    """
    if not title:
        return {"title": "Say what it is, such as “letter from the school”"}
    if len(title) > MOST_TITLE:
        return {"title": f"Shorten this to {MOST_TITLE} characters or fewer"}
    return unreadable({"title": title})


def bring_attachments(
    session: Session, reader: Reader, entry: Entry, number: str, right: Subject, key: str
) -> None:
    """
    Take an entry's files along to the record of the child whose it is, sealed with that one's key.

    Args:
        number: The entry's number there.
        right: That child.
    """
    for one in entry.attachments:
        if one.withdrawn is not None:
            # Nobody reads it here, and nobody shall read it there.
            continue
        content = kept_file(session.connection, one.stream, one.sha256)
        if content is None:
            raise ActionRefused(
                {"entry": f"Its attachment {one.number} cannot be read; restore it from a backup"}
            )
        keep_file(session.connection, right.person, content, session.now)
        said = _said(one) | {"entry": number}
        _added(session, reader, said, right.person, [right], f"{key}/attachment/{one.number}")


def _said(one: Attachment) -> dict[str, Any]:
    return {
        "title": one.title,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "metadata_removed": "yes" if one.metadata_removed else "no",
        "scanned": "yes" if one.scanned else "no",
    }


def _added(
    session: Session,
    reader: Reader,
    said: dict[str, Any],
    stream: UUID,
    subjects: Sequence[Subject],
    key: str,
) -> Appended:
    return session.log.append(
        [said_today(session, reader, ADDED, said, subjects)],
        stream=stream,
        decided_on=None,
        key=key,
        now=session.now,
    )
