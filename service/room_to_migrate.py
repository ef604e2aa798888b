"""Asks whether the disk has room for what migrations copy, before they begin."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from events.errors import LogUnavailable

if TYPE_CHECKING:
    from pathlib import Path

    from alembic.script import ScriptDirectory

_MIB = 1 << 20

TIMES = 2
"""A copied table stands in SQLite's log of changes first and then in the file as well."""


def see_that_it_fits(scripts: ScriptDirectory, file: Path) -> None:
    """
    Refuse to begin where the disk would be full half-way.

    Nothing would be lost then either, since all of it is one transaction; but everybody would have
    waited for it, and whatever else writes to that disk would have stood still.

    Args:
        scripts: Each names in ``COPIES`` the tables that it copies on SQLite, if any.

    Raises:
        LogUnavailable: It lacks room; says how much.
    """
    if not file.is_file():
        return
    with closing(sqlite3.connect(file)) as database:
        tables = _tables_to_copy(scripts, database)
        needs = TIMES * sum(_bytes(database, table) for table in tables)
    free = shutil.disk_usage(file.parent).free
    if needs > free:
        named = " and ".join(tables)
        raise LogUnavailable(
            f"migrating copies {named} and needs {_mib(needs)} MiB free beside the database; "
            f"{_mib(free)} MiB are. Nothing was changed: free some, or move the database to a "
            "larger disk, and run: throughline migrate"
        )


def _tables_to_copy(scripts: ScriptDirectory, database: sqlite3.Connection) -> list[str]:
    there = database.execute("SELECT name FROM sqlite_master WHERE name = 'alembic_version'")
    if there.fetchone() is None:
        return []
    ((current,),) = database.execute("SELECT version_num FROM alembic_version").fetchall() or [
        ("",)
    ]
    lacking = scripts.iterate_revisions("head", current or "base")
    return sorted({name for one in lacking for name in getattr(one.module, "COPIES", ())})


def _bytes(database: sqlite3.Connection, table: str) -> int:
    try:
        ((taken,),) = database.execute(
            "SELECT coalesce(sum(pgsize), 0) FROM dbstat"
            " WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name = ?)",
            (table,),
        )
    except sqlite3.OperationalError:
        # This SQLite was built without it: no table is larger than the file.
        ((pages,),) = database.execute("PRAGMA page_count")
        ((size,),) = database.execute("PRAGMA page_size")
        return int(pages * size)
    return int(taken)


def _mib(size: int) -> str:
    return f"{-(-size // _MIB):,}"
