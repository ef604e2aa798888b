"""The files of an entry as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from projections.chronology.attachments import Attachment


def attachment_told(one: Attachment) -> dict[str, Any]:
    """
    Tell what a file is; its content has an address of its own.
    """
    return {
        "id": one.number,
        "entry": one.entry,
        "title": one.title,
        "media_type": one.media_type,
        "size": one.size,
        "sha256": one.sha256,
        "metadata_removed": one.metadata_removed,
        "scanned": one.scanned,
        "withdrawn": None
        if one.withdrawn is None
        else {
            "entry": one.withdrawn.number,
            "on": one.withdrawn.on,
            "by": one.withdrawn.by,
            "reason": one.withdrawn.reason,
        },
    }
