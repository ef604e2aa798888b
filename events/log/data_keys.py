"""The keys that seal each stream's content: made when first needed, wrapped, and destroyed once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from events.log.columns import moment_text
from events.log.driver import ask, marks, slices
from events.log.sealed import KEY, DataKey
from events.log.stored import stream_of
from events.log.tables import DATA_KEY

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy import Connection

    from events.log.master_key import MasterKey

OPTION = "throughline_master_key"
"""The name under which a connection carries what its log's keys are wrapped with."""

_LIVE = "SELECT stream, id, wrapped FROM data_key WHERE wrapped IS NOT NULL AND stream"


def master_of(connection: Connection) -> MasterKey | None:
    """
    Return what this connection's data keys are wrapped with; None where nothing is sealed.
    """
    found: MasterKey | None = connection.get_execution_options().get(OPTION)
    return found


def keys_of(connection: Connection, streams: Collection[UUID]) -> dict[UUID, DataKey]:
    """
    Return the keys that seal these streams now, of those that have one.

    Raises:
        MasterKeyMissing: They were wrapped with another master key.
    """
    master = master_of(connection)
    if master is None:
        return {}
    found = {}
    for some in slices(streams):
        if connection.dialect.name == "sqlite":
            question = f"{_LIVE} IN ({marks(some)})"
            rows = ask(connection, question, [stream.bytes for stream in some])
        else:
            # Whoever destroys one of them waits until what is being recorded stands.
            rows = ask(connection, f"{_LIVE} = ANY(%s) FOR KEY SHARE", (some,))
        for stream, key_id, wrapped in rows:
            found[stream_of(stream)] = master.opened(bytes(wrapped), stream_of(key_id))
    return found


def key_called(connection: Connection, key_id: UUID) -> DataKey | None:
    """
    Return the key of this name, for reading what it sealed; None once it is destroyed.

    Raises:
        MasterKeyMissing: It was wrapped with another master key.
    """
    master = master_of(connection)
    columns = DATA_KEY.c
    asked = select(columns.wrapped).where(columns.id == key_id, columns.wrapped.is_not(None))
    wrapped = connection.execute(asked).scalar()
    if master is None or wrapped is None:
        return None
    return master.opened(bytes(wrapped), key_id)


def make_keys(
    connection: Connection, streams: Collection[UUID], now: datetime
) -> dict[UUID, DataKey]:
    """
    Make a key for each of these streams that has none, and return the keys that they have.

    Another writer may make one at the same moment: there is one, and both use it.
    """
    master = master_of(connection)
    if master is None or not streams:
        return {}
    rows = []
    for stream in streams:
        key_id = uuid4()
        rows.append(
            {
                "id": key_id,
                "stream": stream,
                "wrapped": master.wrapped(os.urandom(KEY), key_id),
                "master": master.name,
                "made": moment_text(now),
            }
        )
    into = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    connection.execute(into(DATA_KEY).on_conflict_do_nothing(), rows)
    return keys_of(connection, streams)


def destroy_key(connection: Connection, stream: UUID, *, under: int, now: datetime) -> bool:
    """
    Destroy the key of a stream, so that nobody reads again what it sealed.

    Whoever is recording on the stream at this moment is waited for; whoever comes after gets
    another key.

    Args:
        under: The position of the event that says on which basis.

    Returns:
        False where the stream has no key.
    """
    columns = DATA_KEY.c
    live = (columns.stream == stream) & columns.wrapped.is_not(None)
    if connection.execute(select(columns.id).where(live).with_for_update()).first() is None:
        return False
    gone = {"wrapped": None, "erased": moment_text(now), "erased_under": under}
    connection.execute(update(DATA_KEY).where(live).values(**gone))
    return True


def wrap_anew(connection: Connection, present: MasterKey, following: MasterKey, limit: int) -> int:
    """
    Wrap some of the keys with the following master key, and return how many there were; no event
    and no data key changes.

    Raises:
        MasterKeyMissing: A key was wrapped with neither of them.
    """
    columns = DATA_KEY.c
    some = (
        select(columns.id, columns.wrapped)
        .where(columns.wrapped.is_not(None), columns.master != following.name)
        .limit(limit)
        .with_for_update()
    )
    found = connection.execute(some).all()
    for key_id, wrapped in found:
        secret = present.unwrapped(bytes(wrapped), key_id)
        wrapped_anew = {"wrapped": following.wrapped(secret, key_id), "master": following.name}
        connection.execute(update(DATA_KEY).where(columns.id == key_id).values(**wrapped_anew))
    return len(found)


def masters(connection: Connection) -> dict[str, int]:
    """
    Return by the master keys' names how many data keys each of them wraps.
    """
    columns = DATA_KEY.c
    counted = (
        select(columns.master, func.count())
        .where(columns.wrapped.is_not(None))
        .group_by(columns.master)
    )
    return {str(row[0]): int(row[1]) for row in connection.execute(counted)}


def prove_master(connection: Connection) -> None:
    """
    Open one key of each master key that is in use, so that a wrong one is refused at the start.

    Raises:
        MasterKeyMissing: It opens none of the keys that it should.
    """
    master = master_of(connection)
    columns = DATA_KEY.c
    for name in masters(connection):
        one = select(columns.id, columns.wrapped).where(
            columns.master == name, columns.wrapped.is_not(None)
        )
        found = connection.execute(one.limit(1)).first()
        if found is not None and master is not None:
            master.unwrapped(bytes(found.wrapped), found.id)


def erased(connection: Connection) -> dict[UUID, tuple[str, int]]:
    """
    Return the streams whose key was destroyed: when, and under which event.
    """
    columns = DATA_KEY.c
    gone = select(columns.stream, columns.erased, columns.erased_under).where(
        columns.wrapped.is_(None)
    )
    return {stream: (when, under) for stream, when, under in connection.execute(gone)}
