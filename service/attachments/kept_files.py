"""
Keeps files beside the log, by what is in them, and gives them back as they were.

A file lies in the database, so that the event that names it and the file itself stand or fall in
one transaction, and a backup that has the one has the other. It is sealed with the data key of the
record, so that erasing the record erases it.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from events.errors import ContentDamaged
from events.log.append import event_log
from events.log.data_keys import key_called, make_keys
from projections.chronology.attachments import ADDED, attachment
from service.attachments.tables import ATTACHED

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from events.log.sealed import DataKey

_PLACE = 0
"""No event has this version, so that a file opens in no event's place."""


def keep_file(connection: Connection, stream: UUID, content: bytes, now: datetime) -> str:
    """
    Keep a file in a record, once however often it comes, and return its SHA-256.
    """
    digest = sha256(content)
    key = make_keys(connection, [stream], now).get(stream)
    name = _name(digest.digest(), key)
    into = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(
        into(ATTACHED)
        .values(
            stream=stream,
            name=name,
            key_id=key.key_id if key else None,
            content=_sealed(content, name, key),
        )
        .on_conflict_do_nothing()
    )
    return digest.hexdigest()


def kept_file(connection: Connection, stream: UUID, digest: str) -> bytes | None:
    """
    Return a file of a record by its SHA-256; None where it is not there, or not as it was.
    """
    raw = bytes.fromhex(digest)
    # One at the most beside those from before sealing was switched on: a key is made once.
    sealed_by = select(ATTACHED.c.key_id).where(ATTACHED.c.stream == stream).distinct()
    for key_id in connection.execute(sealed_by).scalars().all():
        key = key_called(connection, key_id) if key_id is not None else None
        name = _name(raw, key)
        asked = select(ATTACHED.c.content).where(
            ATTACHED.c.stream == stream, ATTACHED.c.name == name, ATTACHED.c.key_id == key_id
        )
        found = connection.execute(asked).scalar()
        content = None if found is None else _opened(bytes(found), name, key)
        if content is not None and sha256(content).hexdigest() == digest:
            return content
    return None


def lost_files(connection: Connection) -> tuple[str, ...]:
    """
    Return the numbers of the attachments whose file is not there, or not as it was.
    """
    return tuple(
        one.number
        for event in event_log(connection).of_kinds({ADDED})
        if not event.erased
        for one in [attachment(event)]
        if kept_file(connection, one.stream, one.sha256) is None
    )


def _name(digest: bytes, key: DataKey | None) -> bytes:
    return key.keyed(digest) if key else digest


def _sealed(content: bytes, name: bytes, key: DataKey | None) -> bytes:
    if key is None:
        return content
    # As an event's content is sealed, but a file need not be text: the text's third is saved.
    return b64decode(key.seal(content, _row(name), _PLACE)[1:-1])


def _opened(content: bytes, name: bytes, key: DataKey | None) -> bytes | None:
    if key is None:
        return content
    try:
        return key.opened(b64encode(content).decode(), _row(name), _PLACE)
    except ContentDamaged:
        return None


def _row(name: bytes) -> UUID:
    return UUID(bytes=name[:16])
