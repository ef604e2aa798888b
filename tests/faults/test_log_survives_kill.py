"""What was acknowledged is kept and what was not is whole or absent, whenever the process dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random
from threading import Thread
from time import sleep
from typing import TYPE_CHECKING, Self

import pytest
from sqlalchemy import text

from events.clock import SystemClock
from events.log.append import event_log
from events.log.checkpoints import seal
from events.log.database import Database
from events.log.signing import Signer
from events.log.verify import verified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.recorded_event import RecordedEvent

ROOT = Path(__file__).parents[2]
CYCLES = int(os.environ.get("THROUGHLINE_KILLS", "6"))
WRITERS = 3
LEAST_SAVED = 20
SIGNER = Signer(bytes(32))


class Recorder:
    """
    One process that records, and what it told before it was killed.
    """

    def __init__(self, url: str, name: str, unknown: list[str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.recording", url, name, *unknown],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.told: list[tuple[str, str]] = []
        self._listening = Thread(target=self._listen)
        self._listening.start()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            # A line cut off by the kill was never told.
            if line.endswith("\n"):
                word, key = line.split()
                self.told.append((word, key))

    @property
    def saved(self) -> set[str]:
        return {key for word, key in self.told if word == "saved"}

    @property
    def opened(self) -> set[str]:
        return {key for word, key in self.told if word == "open"} - self.saved

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._listening.join()
        assert self._process.stdout
        self._process.stdout.close()


class Follower:
    """
    Reads on from the last event met while the others write and die.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stop = False
        self.met: list[RecordedEvent] = []
        self._following = Thread(target=self._follow)
        self._following.start()

    def _follow(self) -> None:
        while not self._stop:
            with self._database.reading() as connection:
                last = self.met[-1].position if self.met else 0
                self.met += event_log(connection).after(last)
            sleep(0.005)

    def stop(self) -> None:
        self._stop = True
        self._following.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    opened = Database(migrated_database_url)
    yield opened
    opened.close()


@pytest.mark.timeout(1800)
def test_nothing_saved_is_lost_and_nothing_is_half_saved(
    database: Database, migrated_database_url: str
) -> None:
    random = Random(19)
    saved: set[str] = set()
    killed_while_open = 0
    unknown: list[list[str]] = [[] for _ in range(WRITERS)]
    with Follower(database) as follower:
        for cycle in range(CYCLES):
            recorders = _killed(migrated_database_url, cycle, unknown, random.uniform(0, 0.1))
            saved |= set().union(*(recorder.saved for recorder in recorders))
            unknown = [sorted(recorder.opened) for recorder in recorders]
            killed_while_open += any(unknown)

            keys = _sound(database)
            assert saved <= set(keys), "something that was said to be saved is lost"
            assert len(keys) == len(set(keys)), "something was saved twice"
        sleep(0.05)

    assert follower.met == list(_held(database)[: len(follower.met)])
    # Floors: without these the test would pass over processes that never recorded anything.
    assert len(saved) >= LEAST_SAVED * CYCLES
    assert len(follower.met) >= LEAST_SAVED * (CYCLES - 1)
    assert killed_while_open >= 0.3 * CYCLES, "too few kills fell into an open transaction"


def _killed(url: str, cycle: int, unknown: list[list[str]], delay: float) -> list[Recorder]:
    """
    Let processes record, first what the last ones may not have saved, and kill them all.
    """
    recorders = [Recorder(url, f"{cycle}/{writer}", keys) for writer, keys in enumerate(unknown)]
    try:
        while sum(len(recorder.saved) for recorder in recorders) < LEAST_SAVED:
            assert all(recorder.alive for recorder in recorders), "one died before it was killed"
            sleep(0.01)
        sleep(delay)
    finally:
        for recorder in recorders:
            recorder.kill()
    return recorders


def _sound(database: Database) -> list[str]:
    """
    Return the key of every event held, once each record is whole and the log proves itself.
    """
    held = _held(database)
    for stream in {event.stream for event in held}:
        versions = [event.version for event in held if event.stream == stream]
        assert versions == list(range(1, len(versions) + 1))
    seal(database, SIGNER, SystemClock())
    found = verified(database, {SIGNER.key_id: SIGNER.public})
    assert found.ok, found
    assert found.size == len(held)
    return [str(event.content["purpose"]) for event in held]


def _held(database: Database) -> tuple[RecordedEvent, ...]:
    """
    Return all that is held, once the server has noticed that its clients are dead.
    """
    for _ in range(500):
        with database.reading() as connection:
            stored = connection.scalar(text("SELECT count(*) FROM event"))
            held = event_log(connection).after(0, limit=1_000_000)
        if len(held) == stored:
            return held
        sleep(0.02)
    message = "an event of a process that died holds back those of the others"
    raise AssertionError(message)
