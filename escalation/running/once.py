"""Inserts a row that another worker may be inserting at the same moment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Insert, Table


def insert_once(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """
    Insert those rows whose keys are not taken, and return how many that were.
    """
    if not rows:
        return 0
    # One short statement for every row: one that names all rows is read anew by the driver and the
    # server each time, and takes longer than inserting them.
    return connection.execute(_once(connection.dialect.name, table), list(rows)).rowcount


@lru_cache
def _once(dialect: str, table: Table) -> Insert:
    into = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return into(table).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
