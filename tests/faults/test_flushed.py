"""Nothing is acknowledged before the disk has it: seen in the system calls, as no kill can show."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from service.migrating import migrate
from tests.faults.counts import TORTURE, tell
from tests.faults.own_server import OwnServer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[2]
_RUN = (
    "import tests.faults.mutants.plugin, sys; from tests.faults.saving import main;"
    " main(*sys.argv[1:])"
)


def traced(url: str, times: int, trace: Path) -> list[str]:
    """
    Save under a tracer and return the writes, flushes and acknowledgements, in order.
    """
    tracer = shutil.which("strace")
    assert tracer, "strace is needed: it shows what is flushed before it is acknowledged"
    subprocess.run(
        [tracer, "-f", "-y", "-s", "12", "-e", "trace=write,pwrite64,fdatasync,fsync",
         "-o", str(trace), sys.executable, "-c", _RUN, url, str(times)],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return trace.read_text().splitlines()


def not_flushed(calls: list[str]) -> tuple[int, int]:
    """
    Return how many acknowledgements there were, and how many came before their flush.
    """
    acknowledged = early = 0
    written = flushed = False
    for call in calls:
        if re.search(r"pwrite64\(\d+<[^>]*-wal>", call):
            written, flushed = True, False
        elif re.search(r"f(data)?sync\(\d+<[^>]*-wal>\) += 0", call):
            flushed = True
        elif "write(1<" in call and '"ACK saved' in call:
            acknowledged += 1
            early += not (written and flushed)
            written = flushed = False
    return acknowledged, early


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("times", [100, pytest.param(5000, marks=pytest.mark.torture)])
def test_every_acknowledgement_follows_the_flush_of_its_commit(
    migrated_sqlite_url: str, tmp_path: Path, times: int
) -> None:
    acknowledged, early = not_flushed(traced(migrated_sqlite_url, times, tmp_path / "trace"))

    assert acknowledged == times
    assert early == 0
    if TORTURE:
        tell("flush", "SQLite", acknowledged=acknowledged, before_their_flush=early)


def in_order(calls: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """
    Yield which process makes each call of a traced server as it begins, and again, then True, as
    it ends; a call that another process cuts in two is told in two lines.
    """
    begun: dict[str, str] = {}
    for line in calls:
        pid, _, call = line.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            begun[pid] = call.removesuffix("<unfinished ...>")
            yield pid, begun[pid], False
        elif call.startswith("<... "):
            yield pid, begun.pop(pid, "") + call.partition("resumed>")[2], True
        else:
            yield pid, call, False
            yield pid, call, True


def not_flushed_by_server(calls: Iterable[str]) -> tuple[int, list[int]]:
    """
    Return how many commits a server acknowledged, and which of them, counted from 0, without that
    its log had been written and flushed since the one before.

    Its other processes write the same log meanwhile: what they write after a commit was flushed is
    not of that commit, and what they flush may be.
    """
    acknowledged, early = 0, []
    # Who has written what no flush that began later has made sure of yet.
    waiting: set[str] = set()
    covers: dict[str, set[str]] = {}
    sure = False
    for pid, call, ended in in_order(calls):
        if not ended and "pg_wal/" in call and call.startswith(("pwrite", "write")):
            waiting.add(pid)
            for covered in covers.values():
                covered.discard(pid)
        elif re.match(r"f(data)?sync\(\d+<[^>]*pg_wal/", call):
            if not ended:
                covers[pid] = set(waiting)
            elif call.endswith("= 0"):
                done = covers.pop(pid, set())
                sure = sure or bool(done)
                waiting -= done
        elif not ended and call.startswith("sendto") and "COMMIT\\0" in call:
            if pid in waiting or not sure:
                early.append(acknowledged)
            acknowledged += 1
            sure = False
    return acknowledged, early


@pytest.fixture(scope="module")
def server(postgresql_server: object) -> Iterator[OwnServer]:
    """
    A server that may be looked into; the other one has made the user that it runs as.
    """
    own = OwnServer()
    yield own
    own.remove()


def traced_server(server: OwnServer, times: int, trace: Path, set_to: str = "") -> list[str]:
    """
    Save to a server under a tracer and return the writes, flushes and answers, in order.
    """
    tracer = shutil.which("strace")
    assert tracer, "strace is needed: it shows what is flushed before it is acknowledged"
    name = f"flushed_{uuid4().hex}"
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        migrate(server.url(name))
        if set_to:
            connection.execute(f"ALTER DATABASE {name} SET {set_to}")
    with server.traced(
        tracer, "-f", "-y", "-s", "32", "--seccomp-bpf", "-o", str(trace),
        "-e", "trace=write,pwrite64,pwritev,fdatasync,fsync,sendto",
    ):  # fmt: skip
        subprocess.run(
            [sys.executable, "-c", _RUN, server.url(name), str(times)],
            cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
    return trace.read_text(errors="replace").splitlines()


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("times", [60, pytest.param(5000, marks=pytest.mark.torture)])
def test_a_server_acknowledges_no_commit_before_its_own_log_is_flushed(
    server: OwnServer, tmp_path: Path, times: int
) -> None:
    acknowledged, early = not_flushed_by_server(traced_server(server, times, tmp_path / "trace"))

    # Those that only ask, at the beginning, write nothing; each entry is a commit of its own.
    only_asked = acknowledged - times
    assert 0 <= only_asked < 10
    assert [number for number in early if number >= only_asked] == []
    if TORTURE:
        tell("flush", "PostgreSQL", acknowledged=times, before_their_flush=0)


def test_a_server_that_acknowledges_before_its_flush_is_seen(
    server: OwnServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_MUTANT", "a server that does not flush passes")

    calls = traced_server(server, 20, tmp_path / "trace", "synchronous_commit = off")
    acknowledged, early = not_flushed_by_server(calls)

    assert acknowledged >= 20
    # On a busy machine the server's own writer flushes now and then before a commit is answered.
    assert len(early) >= 5


def test_a_database_that_does_not_flush_is_seen(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_MUTANT", "committed without a flush")

    acknowledged, early = not_flushed(traced(migrated_sqlite_url, 20, tmp_path / "trace"))

    assert acknowledged == 20
    assert early >= 15
