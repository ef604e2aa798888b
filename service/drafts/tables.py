"""The table of what is typed and not yet recorded."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Table, Text, UniqueConstraint

from events.log.columns import Identifier, Moment
from service.access.tables import METADATA

__all__ = ["DRAFT", "METADATA"]

DRAFT = Table(
    "draft",
    METADATA,
    Column("id", Identifier, primary_key=True),
    Column("app_user", Identifier, ForeignKey("app_user.id"), nullable=False),
    Column("child", Identifier, nullable=False),
    # Which form: the page's name, and the kind or entry that it is about.
    Column("form", Text, nullable=False),
    # The record's data key that sealed it: with that key, a draft is erased as entries are.
    Column("key_id", Identifier),
    Column("sealed", Text, nullable=False),
    Column("begun", Moment, nullable=False),
    Column("saved", Moment, nullable=False),
    UniqueConstraint("app_user", "child", "form"),
    Index(None, "child", "form"),
    sqlite_strict=True,
)
