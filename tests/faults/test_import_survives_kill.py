"""A killed import is finished by running it again, whenever it died: nothing lost or doubled."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.stored.directory import find_child
from projections.stored.rebuild import check
from service.importing.importing import import_case
from service.settings import Settings
from service.wiring import throughline
from tests.factories.case_files import RowOfEventsFactory, write_case

ROOT = Path(__file__).parents[2]
ROWS = 120
KILLS = 4


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        RowOfEventsFactory(
            row_id=f"r{n}",
            summary=f"Visit {n}",
            other_people="mother; mother's partner; unknown man",
            follows_up=f"r{n - 1}" if n % 10 == 5 else "",
        )
        for n in range(ROWS)
    ]
    conflict = {"conflict_id": "c1", "row_ids": "r1; r2", "about": "day", "accounts": "one v other"}
    return write_case(tmp_path / "case", rows, conflicts=[conflict])


def killed_after(url: str, folder: Path, lines: int) -> bool:
    """
    Import until so many batches are told of, and kill; tell whether it was still at work.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.importing", url, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        for _ in range(lines):
            if not process.stdout.readline():
                break
        process.send_signal(signal.SIGKILL)
    return process.returncode == -signal.SIGKILL


def test_nothing_is_lost_or_doubled_by_a_kill(migrated_database_url, folder):
    random = Random(20260327)
    killed = [
        killed_after(migrated_database_url, folder, random.randint(1, 12)) for _ in range(KILLS)
    ]
    assert any(killed), "no import was ever killed at work"

    house = throughline(Settings(database_url=migrated_database_url))
    done = import_case(house, folder, source="invented", actor="operator:somebody")
    assert done.whole
    assert done.rows.imported + done.rows.already == ROWS
    assert done.rows.already > 0, "the killed imports left nothing behind to find again"

    with house.reading() as session:
        record = gather(session.log, find_child(session.connection, "ash"))
        every = session.log.after(0, 10_000)
    entries = chronology(record).entries
    assert sorted(entry.source_ref for entry in entries) == sorted(f"r{n}" for n in range(ROWS))
    registered = [event.stream for event in every if event.kind == "person_registered"]
    assert len(registered) == len(set(registered)) == 5
    assert len([event for event in every if event.kind == "accounts_linked"]) == 1
    assert not any(m.differing for m in check(house.database))
    house.database.close()
