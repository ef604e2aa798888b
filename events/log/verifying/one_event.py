"""Holds one event against its own digest, its stream, and what its body says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from events.log.canonical import digest_of
from events.log.stored import stream_of
from events.log.tables import EVENT
from events.log.verifying.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

EVENTS = select(
    EVENT.c.position,
    EVENT.c.stream,
    EVENT.c.version,
    EVENT.c.kind,
    EVENT.c.schema,
    EVENT.c.occurred_from,
    EVENT.c.occurred_to,
    EVENT.c.precision,
    EVENT.c.recorded,
    EVENT.c.actor,
    EVENT.c.agency,
    EVENT.c.source,
    EVENT.c.source_ref,
    EVENT.c.key_id,
    EVENT.c.body,
    EVENT.c.digest,
    EVENT.c.own_role,
).order_by(EVENT.c.position)
"""Every column, in the order in which it is looked at here, by position."""


def hold_columns(
    position: int, stream: UUID, row: Sequence[Any], versions: Mapping[Any, int]
) -> None:
    """
    Hold a row against its digest, and its version against its stream.

    Args:
        versions: The version that each stream has come to, by its id as it is stored.

    Raises:
        Wrong: It is not what was recorded, or not the next of its stream.
    """
    (_, stored, version, kind, schema, first, last, precision, recorded, actor, agency, source,
     source_ref, key_id, body, digest, _) = row  # fmt: skip
    found = digest_of(
        stream, version, kind, schema, first, last, precision, recorded, actor, agency, source,
        source_ref, None if key_id is None else stream_of(key_id), body,
    )  # fmt: skip
    if found != digest:
        raise Wrong(position, "the event is not what was recorded")
    if version != versions.get(stored, 0) + 1:
        raise Wrong(position, "an event of the same record is missing or out of order")


def hold_origin(position: int, row: Sequence[Any], said: Mapping[str, Any]) -> None:
    """
    Hold where a row says that it came from against what its body says.

    Raises:
        Wrong: It came from elsewhere.
    """
    origin = said["origin"]
    if (row[11], row[12]) != ((origin["source"], origin["ref"]) if origin else (None, None)):
        raise Wrong(position, "the event's origin is not what was recorded")
