"""Files that come with a form: looked at before anything is recorded, each error beside its box."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from service.actions.attach import wrong_title
from service.actions.errors import ActionRefused
from service.attachments.errors import FileRefused, ScannerSilent
from service.attachments.received import MOST_BYTES, Received, receive
from service.attachments.scanner import NOT_SET_UP

if TYPE_CHECKING:
    from service.web.visit import Visit

ROWS = 3
FILE, TITLE, BARE = "file", "file-title", "file-bare"


def asked_files(visit: Visit, rows: int = ROWS) -> dict[str, Any]:
    """
    Return what a form needs to ask for files.
    """
    return {
        "rows": rows,
        "unscanned": "" if visit.throughline.settings.clamd else NOT_SET_UP,
        "most": f"{MOST_BYTES // 1_000_000} MB",
        "again": visit.posting,
    }


def sent_files(visit: Visit, rows: int = ROWS) -> list[Received]:
    """
    Return the files that were sent with a form, in the order of its boxes.

    Raises:
        ActionRefused: Each box whose file or title will not do, with its fix.
    """
    found: list[Received] = []
    wrong: dict[str, str] = {}
    for row in range(rows):
        sent = visit.files.get(f"{FILE}-{row}")
        if sent is None or not sent.filename:
            continue
        title = visit.text(f"{TITLE}-{row}") or PurePath(sent.filename).stem
        for said in wrong_title(title).values():
            wrong[f"{TITLE}-{row}"] = said
        try:
            found.append(
                receive(
                    sent.stream.read(MOST_BYTES + 1),
                    title,
                    bare=visit.form.get(f"{BARE}-{row}") == "yes",
                    clamd=visit.throughline.settings.clamd,
                )
            )
        except (FileRefused, ScannerSilent) as refused:
            wrong[f"{FILE}-{row}"] = refused.fix
    if wrong:
        raise ActionRefused(wrong)
    return found
