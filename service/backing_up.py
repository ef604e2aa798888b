"""Copies a database while it is in use, and puts such a copy back; a server's by its programs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from service.dumping import dump, put_back
from service.errors import BackupRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import URL

PAGES_AT_ONCE = 1_000
"""Between so many pages others may write; a copy never holds them up for longer."""


def back_up(
    url: URL, file: Path, tell: Callable[[int, int], None] = lambda _done, _of: None
) -> int:
    """
    Copy the database into a new file that only its owner can read, and return its size in bytes.

    The copy is checked before it takes its name, so a file of that name is always a whole one.

    Args:
        tell: Hears how many pages of how many are copied.

    Raises:
        BackupRefused: The file is there already or cannot be written, or the server refuses.
    """
    if url.get_backend_name() != "sqlite":
        return dump(url, file)
    source = str(url.database)
    if file.exists():
        raise BackupRefused(f"{file} is there already", "Name a new file; old backups are kept")
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        with closing(sqlite3.connect(source)) as own, closing(sqlite3.connect(draft)) as copy:
            own.backup(copy, pages=PAGES_AT_ONCE, progress=_told(tell))
            copy.execute("PRAGMA journal_mode = DELETE")
            _whole(copy, draft)
        _on_disk(draft)
        os.link(draft, file)
    except FileExistsError:
        raise BackupRefused(f"{file} is there already", "Name a new file") from None
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(f"{file} cannot be made: {_why(error)}", "Look at the disk") from None
    finally:
        draft.unlink(missing_ok=True)
    _on_disk(file.parent)
    return file.stat().st_size


def restore(url: URL, file: Path, *, replace: bool, now: datetime) -> Path | None:
    """
    Put a backup in the database's place, and return where the replaced database was put, if any.

    Raises:
        BackupRefused: The file is no backup of ours, a database is there and may not be replaced,
            or somebody uses it; a server's database is only put into an empty one.
    """
    if url.get_backend_name() != "sqlite":
        put_back(url, file)
        return None
    target = Path(str(url.database))
    draft = target.with_name(f"{target.name}.{os.getpid()}.part")
    kept: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        with closing(_readonly(file)) as backup, closing(sqlite3.connect(draft)) as copy:
            _whole(backup, file)
            backup.backup(copy)
            _whole(copy, draft)
        _on_disk(draft)
        if target.exists():
            if not replace:
                raise BackupRefused(
                    f"{target} holds a database", "Say --replace to put the backup in its place"
                )
            kept = _aside(target, now)
        draft.replace(target)
        _on_disk(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise BackupRefused(f"{file} cannot be restored: {_why(error)}", "Check the file") from None
    finally:
        draft.unlink(missing_ok=True)
    return kept


def _aside(target: Path, now: datetime) -> Path:
    """
    Put a database aside, with nothing left in its log, once nobody uses it.
    """
    with closing(sqlite3.connect(target, timeout=0, isolation_level=None)) as own:
        try:
            own.execute("PRAGMA locking_mode = EXCLUSIVE")
            own.execute("BEGIN EXCLUSIVE")
            own.execute("COMMIT")
            own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            own.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:
            raise BackupRefused(
                f"somebody uses {target}", "Stop `throughline serve` and every worker first"
            ) from None
    kept = target.with_name(f"{target.name}.before-{now:%Y%m%dT%H%M%SZ}")
    target.replace(kept)
    return kept


def _readonly(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)


def _whole(database: sqlite3.Connection, file: Path) -> None:
    (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
    if found != "ok" or not {"event", "alembic_version"} <= tables:
        raise BackupRefused(
            f"{file} is damaged" if found != "ok" else f"{file} is no database of throughline",
            "Take another backup",
        )


def _told(tell: Callable[[int, int], None]) -> Callable[[int, int, int], None]:
    return lambda _status, remaining, total: tell(total - remaining, total)


def _on_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _why(error: OSError | sqlite3.Error) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
