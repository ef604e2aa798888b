"""Copies a server's database by the server's own programs, and puts such a copy back."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
from psycopg import sql

from service.errors import BackupRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import URL

BEGINNING = b"PGDMP"
"""How a file begins that ``pg_dump --format=custom`` wrote."""


def is_dump(file: Path) -> bool:
    """
    Tell whether a file is a copy of a server's database.
    """
    with file.open("rb") as opened:
        return opened.read(len(BEGINNING)) == BEGINNING


def dump(url: URL, file: Path) -> int:
    """
    Copy a server's database as it is at one moment, while it is in use, into a new file that only
    its owner can read; return its size in bytes.

    Raises:
        BackupRefused: The file is there already, or the server's program is not there or refuses.
    """
    if file.exists():
        raise BackupRefused(f"{file} is there already", "Name a new file; old backups are kept")
    draft = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        _run("pg_dump", url, "--format=custom", f"--file={draft}")
        with draft.open("rb") as written:
            os.fsync(written.fileno())
        os.link(draft, file)
    except OSError as error:
        raise BackupRefused(
            f"{file} cannot be made: {error.strerror}", "Look at the disk"
        ) from None
    finally:
        draft.unlink(missing_ok=True)
    return file.stat().st_size


def put_back(url: URL, file: Path, *, rights: bool = True) -> None:
    """
    Put a copy into an empty database, whole or not at all.

    Args:
        rights: Whether the roles that the copy names are given their rights again.

    Raises:
        BackupRefused: The file is no such copy, the database holds something, or the server's
            program is not there or refuses.
    """
    if not is_dump(file):
        raise BackupRefused(f"{file} is no copy of a server's database", "Name another file")
    with _connected(url) as connection:
        held = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog',"
            " 'information_schema')"
        ).fetchone()
    if held is None or held[0]:
        raise BackupRefused(
            "the database holds tables already",
            "Make an empty one with createdb, name it in THROUGHLINE_DATABASE_URL, and rename the"
            " old one; nothing is ever overwritten",
        )
    more = () if rights else ("--no-privileges",)
    _run("pg_restore", url, "--no-owner", "--exit-on-error", "--single-transaction", *more,
         str(file))  # fmt: skip


@contextmanager
def empty_beside(url: URL) -> Iterator[URL]:
    """
    Make an empty database on the same server for as long as the context lasts.

    Raises:
        BackupRefused: This role may make no database.
    """
    name = f"throughline_drill_{uuid4().hex[:12]}"
    try:
        with _connected(url) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    except psycopg.errors.InsufficientPrivilege:
        raise BackupRefused(
            "this role may make no database to drill in",
            "Name a role in THROUGHLINE_DATABASE_URL that has CREATEDB; the drill drops it again",
        ) from None
    try:
        yield url.set(database=name)
    finally:
        with suppress(psycopg.Error), _connected(url) as connection:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            )


def _connected(url: URL) -> psycopg.Connection:
    where = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(where, autocommit=True)


def _run(program: str, url: URL, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise BackupRefused(
            f"{program} is not on this machine",
            "Install PostgreSQL's client of the server's version",
        )
    # A password in the arguments could be read by everybody on the machine.
    secret = {"PGPASSWORD": url.password} if url.password else {}
    where = url.set(drivername="postgresql", password=None).render_as_string()
    run = subprocess.run(
        [found, f"--dbname={where}", *arguments],
        env={**os.environ, **secret}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        said = next(
            (one for one in run.stderr.splitlines() if "error:" in one), "it gave no reason"
        )
        raise BackupRefused(
            f"{program} refused: {said.partition('error:')[2].strip() or said}",
            "Nothing was changed; put the programs of the server's version first on the PATH if"
            " versions differ",
        )
