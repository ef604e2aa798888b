"""
A letter, photograph or drawing was added to an entry; the file itself lies beside the log.

Source: Department for Education, Information sharing (2024): what is kept is kept with its source;
UK GDPR, article 5(1)(f), for its being unchanged. The file's SHA-256 stands in the event, so that
whoever holds the file can show that it is the one that was added.
"""

from __future__ import annotations

from events.fields import choice, entry, text, whole_number
from events.kind import By, Content, EventKind, Group
from events.told import Fields
from events.wording import answered, chosen, cites, line, says

MEDIA = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG photograph",
    "image/png": "PNG picture",
    "image/tiff": "TIFF picture",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word document",
    "text/plain": "plain text",
}
"""What may be added: no form of document that runs by itself."""

YES_NO = {"yes": "Yes", "no": "No"}
MOST_TITLE = 200


class AttachmentAdded(Fields):
    """
    To which entry, what it is, and by what the file is known again.
    """

    entry = entry("Which entry?", required=True)
    title = text("What is it?", required=True, limit=MOST_TITLE)
    media_type = choice("What sort of file is it?", MEDIA, required=True)
    size = whole_number("How many bytes has it?", required=True, least=1, most=1_000_000_000)
    sha256 = text("By which SHA-256 is it known again?", required=True, limit=64)
    metadata_removed = choice(
        "Was what the camera or the program added to it taken out?", YES_NO, required=True
    )
    scanned = choice("Did a virus scanner look at it?", YES_NO, required=True)


def sentence(content: Content) -> str:
    """
    Say what was added to which entry.
    """
    return line(
        says(content, "title", "Added: {}"),
        chosen(content, "media_type", MEDIA, "It is a {}"),
        cites(content, "entry", "To {}"),
        answered(
            content, "metadata_removed", yes="What a camera or program had added was taken out."
        ),
        answered(content, "scanned", no="No virus scanner looked at it."),
    )


KIND = EventKind(
    label="Attachment added",
    group=Group.RECORD,
    content=AttachmentAdded,
    sentence=sentence,
    by=By.ACTION,
)
