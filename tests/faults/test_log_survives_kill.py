"""What was acknowledged is kept and what was not is whole or absent, whenever anything dies."""

from __future__ import annotations

import shutil
import statistics
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg
import pytest

from service.migrating import migrate
from tests.faults.children import Child, listen
from tests.faults.counts import SEED, TORTURE, tell
from tests.faults.own_server import OwnServer
from tests.faults.recording import HOLDS, Following, Recording
from tests.faults.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.fakes.postgresql_server import PostgresqlServer

WRITERS = 3
CYCLES_OF_ONE_LOG = 25
"""Then a new log begins, so that the time of a cycle does not grow with the run."""

AIMED_AT = 0.3
"""How many seconds a transaction stays open that a kill waits for: a busy machine strikes late."""

LEAST_SAVED = 20
LEAST_INSIDE = 0.3
MANY = 100


@dataclass(kw_only=True)
class Counted:
    """
    What a run of kills counted; without its floors it would pass over processes that never
    recorded anything.
    """

    saved: list[int] = field(default_factory=list)
    inside: int = 0
    met: int = 0
    again: int = 0
    events: int = 0
    logs: int = 0
    torn_possible: int = 0

    def hold(self, cycles: int) -> None:
        """
        Fail where the run was too idle to have shown anything.
        """
        assert len(self.saved) == cycles
        assert statistics.median(self.saved) >= LEAST_SAVED, "too little was saved between kills"
        assert self.inside >= LEAST_INSIDE * cycles, "too few kills fell into an open transaction"
        assert self.met >= 0.5 * self.events, "the reader read too little"
        # A kill between the commit and its answer is rare: a few cycles may see none.
        assert self.again or cycles < MANY, "nothing unknown was ever found again"

    def told(self, row: str) -> None:
        """
        Keep it for the summary.
        """
        tell(
            "kill",
            row,
            cycles=len(self.saved),
            acknowledged=sum(self.saved),
            median_a_cycle=statistics.median(self.saved),
            killed_inside_a_transaction=self.inside,
            read_by_the_reader=self.met,
            sent_again_and_found=self.again,
            logs=self.logs,
            lost=0,
            torn=0,
            out_of_order=0,
            verified_clean=len(self.saved),
        )


def one_cycle(
    standing: Standing, name: str, random: Random, kill: Callable[[Sequence[Child]], None],
    *, lost_server: bool, guided: bool,
) -> tuple[int, bool]:  # fmt: skip
    """
    Let three record and one read, kill, and hear what they told; say how much was saved, and
    whether one was killed inside an open transaction.

    Args:
        guided: Whether the kill waits, a little, until a transaction is open.
    """
    before = len(standing.saved)
    unknown = standing.unknown
    after = int(standing.met[-1].split(":")[0]) if standing.met else 0
    writers = [
        Child(
            Recording(
                url=standing.url,
                name=f"{name}/{writer}",
                unknown=tuple(unknown[writer::WRITERS]),
                lost_server=lost_server,
                holds=AIMED_AT if guided else HOLDS,
            )
        )
        for writer in range(WRITERS)
    ]
    reader = Child(Following(url=standing.url, after=after, lost_server=lost_server))
    everyone = [*writers, reader]
    try:
        patience = time.monotonic() + 60
        while not all(["ready"] in child.told for child in everyone):
            assert time.monotonic() < patience, "they did not come to record"
            listen(everyone, 0.05)
        end = time.monotonic() + random.uniform(0.3, 0.6)
        while (left := end - time.monotonic()) > 0:
            listen(everyone, left)
        # On a machine with much else to do this takes longer; a kill of idlers shows nothing.
        patience = time.monotonic() + 60
        while sum(words[0] == "saved" for one in writers for words in one.told) < LEAST_SAVED:
            if time.monotonic() > patience:
                break
            listen(everyone, 0.05)
        # Chance alone rarely strikes the moment between writing and committing on a fast disk.
        patience = time.monotonic() + (10 if guided else 0)
        while time.monotonic() < patience and not any(
            writer.told[-1][0] == "open" for writer in writers
        ):
            listen(writers, 0.01)
    finally:
        kill(everyone)
        for child in everyone:
            child.bury()
    inside = standing.hear(writers, reader)
    return len(standing.saved) - before, inside


def kill_all(children: Sequence[Child]) -> None:
    for child in children:
        child.kill()


def processes_are_killed(new_log: Callable[[], str], cycles: int, seed: int) -> Counted:
    random, counted = Random(seed), Counted()
    for log in range(0, cycles, CYCLES_OF_ONE_LOG):
        standing = Standing(url=new_log())
        some = min(CYCLES_OF_ONE_LOG, cycles - log)
        for cycle in range(some):
            saved, inside = one_cycle(
                standing,
                f"{log}.{cycle}",
                random,
                kill_all,
                lost_server=False,
                guided=cycle % 2 == 1,
            )
            counted.saved.append(saved)
            counted.inside += inside
            held = standing.stands(to_the_end=cycle == some - 1)
        counted.met += len(standing.met)
        counted.again += standing.answered_again
        counted.torn_possible += standing.torn_possible
        counted.events += held
        counted.logs += 1
    return counted


@pytest.fixture
def new_sqlite_log(_migrated_sqlite_file: Path, tmp_path: Path) -> Callable[[], str]:
    def new() -> str:
        folder = tmp_path / uuid4().hex
        folder.mkdir()
        shutil.copyfile(_migrated_sqlite_file, folder / "throughline.db")
        return f"sqlite:///{folder / 'throughline.db'}"

    return new


@pytest.fixture
def new_postgresql_log(
    postgresql_server: PostgresqlServer, _migrated_postgresql_name: str
) -> Iterator[Callable[[], str]]:
    with ExitStack() as lent:
        yield lambda: lent.enter_context(postgresql_server.database(like=_migrated_postgresql_name))


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("cycles", [8, pytest.param(500, marks=pytest.mark.torture)])
def test_nothing_saved_is_lost_and_nothing_is_half_saved(
    request: pytest.FixtureRequest, database: str, cycles: int
) -> None:
    counted = processes_are_killed(request.getfixturevalue(f"new_{database}_log"), cycles, SEED)
    counted.hold(cycles)
    if TORTURE:
        counted.told(f"the application on {database}")


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("cycles", [4, pytest.param(200, marks=pytest.mark.torture)])
@pytest.mark.usefixtures("postgresql_server")
def test_nothing_saved_is_lost_when_the_whole_server_is_killed(cycles: int) -> None:
    server = OwnServer()
    random, counted = Random(SEED + 1), Counted()
    try:
        for log in range(0, cycles, CYCLES_OF_ONE_LOG):
            with psycopg.connect(server.url(), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE log_{log}")
            url = server.url(f"log_{log}")
            migrate(url)
            standing = Standing(url=url)
            some = min(CYCLES_OF_ONE_LOG, cycles - log)
            for cycle in range(some):

                def kill_everything(children: Sequence[Child]) -> None:
                    server.kill()
                    kill_all(children)

                saved, inside = one_cycle(
                    standing,
                    f"{log}.{cycle}",
                    random,
                    kill_everything,
                    lost_server=True,
                    guided=cycle % 2 == 1,
                )
                server.start()
                counted.saved.append(saved)
                counted.inside += inside
                held = standing.stands(to_the_end=cycle == some - 1)
            counted.met += len(standing.met)
            counted.again += standing.answered_again
            counted.events += held
            counted.logs += 1
    finally:
        server.remove()
    counted.hold(cycles)
    if TORTURE:
        counted.told("the whole PostgreSQL server")
