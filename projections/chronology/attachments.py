"""What was added to an entry: letters, photographs, drawings; the files lie beside the log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from events.kinds.attachment_added import MEDIA
from events.occurred import Occurred

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from events.recorded_event import RecordedEvent

ADDED = "attachment_added"
WITHDRAWN = "attachment_withdrawn"

_ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "txt",
}
_THOUSAND = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawal:
    """
    By whom, when and why a file was taken from its readers.

    Args:
        number: The number of the event.
    """

    number: str
    on: date
    by: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """
    One file of an entry.

    Args:
        number: The number of the event that added it.
        stream: The record in which it lies, whose key seals it.
        sha256: Of the file as it is kept, in hexadecimal figures.
        metadata_removed: What a camera or a program had added to it was taken out.
        scanned: A virus scanner looked at it and found nothing.
        by: Who added it.
        withdrawn: Set where no reader is given the file any more; it is kept until it is erased.
    """

    number: str
    entry: str
    stream: UUID
    title: str
    media_type: str
    size: int
    sha256: str
    metadata_removed: bool
    scanned: bool
    by: str
    withdrawn: Withdrawal | None = None

    @property
    def sort(self) -> str:
        """
        What sort of file it is, in words.
        """
        return MEDIA[self.media_type]

    @property
    def how_large(self) -> str:
        """
        Its size as people say it.
        """
        if self.size < _THOUSAND:
            return f"{self.size} bytes"
        thousands = round(self.size / _THOUSAND)
        return f"{thousands} kB" if thousands < _THOUSAND else f"{self.size / _THOUSAND**2:.1f} MB"

    @property
    def file_name(self) -> str:
        """
        A name for a copy of it, which says nothing of anybody.
        """
        return f"entry-{self.entry}-attachment-{self.number}.{_ENDINGS[self.media_type]}"

    @property
    def words(self) -> str:
        """
        Title, sort, size and hash in a sentence, as documents list it.
        """
        said = f"{self.title} ({self.sort}, {self.how_large}, SHA-256 {self.sha256})"
        if self.withdrawn is None:
            return said
        when = Occurred.day(self.withdrawn.on).words()
        return f"{said}; withdrawn {when}, entry {self.withdrawn.number}: {self.withdrawn.reason}"


def attachments_of(events: Iterable[RecordedEvent]) -> dict[str, tuple[Attachment, ...]]:
    """
    Return what was added to each entry, by the entry's number, in the order in which it came.
    """
    found: dict[str, tuple[Attachment, ...]] = {}
    for event in events:
        # What was erased names no entry any more.
        if event.kind == ADDED and event.content.get("entry"):
            one = attachment(event)
            found[one.entry] = (*found.get(one.entry, ()), one)
        elif event.kind == WITHDRAWN and event.content.get("entry"):
            of = str(event.content["entry"])
            found[of] = tuple(_after(event, one) for one in found.get(of, ()))
    return found


def _after(event: RecordedEvent, one: Attachment) -> Attachment:
    if one.number != str(event.content["attachment"]) or one.withdrawn is not None:
        return one
    return replace(
        one,
        withdrawn=Withdrawal(
            number=event.entry_id,
            on=event.occurred.first,
            by=event.actor,
            reason=str(event.content["reason"]),
        ),
    )


def attachment(event: RecordedEvent) -> Attachment:
    """
    Return the attachment that an event added.
    """
    said = event.content
    return Attachment(
        number=event.entry_id,
        entry=str(said["entry"]),
        stream=event.stream,
        title=str(said["title"]),
        media_type=str(said["media_type"]),
        size=int(said["size"]),
        sha256=str(said["sha256"]),
        metadata_removed=said["metadata_removed"] == "yes",
        scanned=said["scanned"] == "yes",
        by=event.actor,
    )
