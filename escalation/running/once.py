"""Inserts a row that another worker may be inserting at the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table


def insert_once(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """
    Insert those rows whose keys are not taken, and return how many that were.
    """
    if not rows:
        return 0
    into = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    # What was inserted says so itself: drivers do not count alike.
    statement = into(table).on_conflict_do_nothing().returning(*table.primary_key.columns)
    return sum(len(connection.execute(statement, row).all()) for row in rows)
