"""Whatever was recorded has a checkpoint over it once the process that recorded it has ended."""

from __future__ import annotations

import signal
import subprocess
import sys
from time import monotonic, sleep
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from events.log.append import event_log
from events.log.checkpoints import newest
from service.migrating import open_database
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.case_files import RowOfEventsFactory, write_case
from tests.factories.events import CHILD
from tests.journeys.command_line import CommandLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from events.log.database import Database


@pytest.fixture
def line(migrated_database_url: str, tmp_path: Path) -> CommandLine:
    return CommandLine(migrated_database_url, tmp_path)


@pytest.fixture
def database(line: CommandLine) -> Iterator[Database]:
    opened = open_database(line.url)
    yield opened
    opened.close()


def unsealed(database: Database) -> int:
    with database.reading() as connection:
        sealed = newest(connection)
        return event_log(connection).settled() - (sealed.position if sealed else 0)


def swept(database: Database) -> bool:
    with database.reading() as connection:
        return bool(connection.exec_driver_sql("SELECT count(*) FROM heartbeat").scalar())


@pytest.mark.parametrize("process", [["serve", "--port", "0"], ["worker"]], ids=lambda p: p[0])
def test_what_was_recorded_since_the_last_sweep_is_sealed_at_the_end(
    line: CommandLine, database: Database, process: list[str]
) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "service.cli", *process],
        cwd=line.folder,
        env=line.environment | {"THROUGHLINE_SWEEP_SECONDS": "3600"},
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr
        given_up = monotonic() + 60
        while not swept(database):
            assert monotonic() < given_up, "the first sweep never came"
            sleep(0.05)
        # The first sweep has sealed by the time its heartbeat stands, or does so after this one.
        sleep(0.5)
        with database.writing() as connection:
            event_log(connection).append(
                [NewEventFactory()], stream=CHILD, decided_on=None, key=str(uuid4()), now=NOW
            )
        running.send_signal(signal.SIGTERM)
        running.stderr.read()

    assert running.returncode == 0
    assert unsealed(database) == 0


def test_an_import_that_is_stopped_half_way_seals_what_stands(
    line: CommandLine, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = write_case(tmp_path / "case", [RowOfEventsFactory() for _ in range(3)])
    first = line("import", str(case))
    assert first.code == 0, first.err
    with database.writing() as connection:
        event_log(connection).append(
            [NewEventFactory()], stream=CHILD, decided_on=None, key=str(uuid4()), now=NOW
        )
    assert unsealed(database) == 1

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("service.cli.commands.import_.import_case", stopped)

    assert line("import", str(case)).code != 0
    assert unsealed(database) == 0
