"""The table of the files that entries have; what says to which one belongs is in the log."""

from __future__ import annotations

from sqlalchemy import Column, LargeBinary, PrimaryKeyConstraint, Table

from events.log.columns import Identifier
from service.access.tables import METADATA

__all__ = ["ATTACHED", "METADATA"]

ATTACHED = Table(
    "attached_file",
    METADATA,
    Column("stream", Identifier, nullable=False),
    # SHA-256 of the file, under the record's data key where it is sealed: once that key is
    # destroyed, nobody finds out by trying whether a file that they have was in the record.
    Column("name", LargeBinary, nullable=False),
    # The record's data key that sealed it; NULL where nothing is sealed.
    Column("key_id", Identifier),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("stream", "name"),
    sqlite_strict=True,
)
