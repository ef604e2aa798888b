"""
Words that people type beside the log, such as why they opened a record: sealed with the key of the
record that they are about, so that nobody reads them in a stolen file, and they go when it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from events.log.data_keys import key_called, keys_of, make_keys, master_of

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

FORM = "sealed 1"
ERASED = "erased with the record"

_NO_EVENT = 0
"""Versions of events begin at 1, so that what is sealed here opens as no event."""


def seal_text(
    connection: Connection, text: str, *, stream: UUID, place: UUID, now: datetime
) -> str:
    """
    Return the text as it is to be stored; as it is where the log seals nothing.

    Args:
        stream: Whose record's key seals it.
        place: The row that it will stand in; moved to another it opens nowhere.
    """
    if master_of(connection) is None:
        return text
    keys = keys_of(connection, {stream}) or make_keys(connection, {stream}, now)
    key = keys[stream]
    sealed = key.seal(text.encode(), place, _NO_EVENT).decode().strip('"')
    return f"{FORM} {key.key_id} {sealed}"


def open_text(connection: Connection, stored: str, *, place: UUID) -> str:
    """
    Return the text that was sealed for this row, or what stands there where nothing was sealed.

    Raises:
        ContentDamaged: It was changed, or moved from another row.
        MasterKeyMissing: The key that sealed it was wrapped with another master key.
    """
    if not stored.startswith(f"{FORM} "):
        return stored
    key_id, _, sealed = stored.removeprefix(f"{FORM} ").partition(" ")
    key = key_called(connection, UUID(key_id))
    return ERASED if key is None else key.opened(sealed, place, _NO_EVENT).decode()
