"""A file as somebody sends it, looked at before anything is recorded."""

from __future__ import annotations

from dataclasses import dataclass

from service.attachments.bare import without_metadata
from service.attachments.errors import FileRefused
from service.attachments.scanner import scan
from service.attachments.sorts import sort_of

MOST_BYTES = 10_000_000
"""Of one file: a scanned letter of thirty pages, or the photograph of a good camera."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """
    A file that may be kept.

    Args:
        title: What it is, as somebody called it.
        media_type: What it is, by what is in it.
        metadata_removed: What a camera or program had added was taken out.
        scanned: A virus scanner looked at it.
    """

    title: str
    content: bytes
    media_type: str
    metadata_removed: bool
    scanned: bool


def receive(content: bytes, title: str, *, bare: bool, clamd: str) -> Received:
    """
    Look at a file that was sent; nothing is kept of it yet, and nothing read from the record.

    Args:
        bare: Whether to take out what a camera or program added.
        clamd: Where the virus scanner is; "" where there is none.

    Raises:
        FileRefused: It is empty, too large, damaged, of a sort that is not taken, or harmful.
        ScannerSilent: A scanner is set up and gives no answer.
    """
    if not content:
        raise FileRefused("This file is empty. Choose another")
    if len(content) > MOST_BYTES:
        raise FileRefused(
            f"This file has more than {MOST_BYTES // 1_000_000} MB. Scan it with fewer dots, save "
            "the photograph smaller, or send its parts one by one"
        )
    media_type = sort_of(content)
    # As it came: what a picture carries along is scanned too.
    scanned = scan(clamd, content)
    if bare:
        content = without_metadata(content, media_type)
    return Received(
        title=" ".join(title.split()),
        content=content,
        media_type=media_type,
        metadata_removed=bare,
        scanned=scanned,
    )
