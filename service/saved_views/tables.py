"""The table of saved views."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from events.log.columns import Identifier, Moment
from service.access.tables import METADATA

__all__ = ["METADATA", "SAVED_VIEW"]

SAVED_VIEW = Table(
    "saved_view",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    Column("child", Identifier, nullable=False),
    # Its name and what was chosen, sealed with the key of the child's record: both tell of people.
    Column("sealed", Text, nullable=False),
    Column("saved", Moment, nullable=False),
    Index(None, "app_user", "child"),
    sqlite_strict=True,
)
