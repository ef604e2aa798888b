"""Inserts a row that another worker may be inserting at the same moment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table
    from sqlalchemy.sql.dml import ReturningInsert


def insert_once(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """
    Insert those rows whose keys are not taken, and return how many that were.
    """
    if not rows:
        return 0
    # What was inserted says so itself: drivers do not count alike.
    return len(connection.execute(_once(connection.dialect.name, table), list(rows)).all())


@lru_cache
def _once(dialect: str, table: Table) -> ReturningInsert[Any]:
    into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return into(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
