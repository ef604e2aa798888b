"""A backup can be put in force: it is whole, says what it lacks, and nags nobody twice."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from escalation.running.tables import DELIVERY, INBOX
from events.log.checkpoints import newest
from events.log.witnessed import notes, written
from service.backing_up import back_up
from service.cli.__main__ import throughline as command_line
from service.drilling import drill
from service.sealing import seal_log, signer_of, trusted_keys
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def backup(office: Office, tmp_path: Path) -> Path:
    """
    A backup taken after somebody was told of something overdue; three entries came later.
    """
    office.overdue()
    house = office.throughline
    seal_log(house)
    file = tmp_path / "backup.db"
    back_up(house.database.url, file)
    for number in range(3):
        office.record({"fact": f"After the backup {number}."})
    seal_log(house)
    return file


def outside(office: Office):
    house = office.throughline
    signer = signer_of(house)
    with house.database.reading() as connection:
        last = newest(connection)
    assert last is not None
    return written(last.statement, last.signature, signer.public)


def test_it_says_how_many_events_came_after_it(office, backup):
    kept, _ = notes(outside(office))

    found = drill(
        backup,
        trusted_keys(office.throughline),
        kept,
        office.clock,
        master=office.throughline.database.master,
    )

    with office.throughline.reading() as session:
        now = session.log.settled()
    assert found.ok
    assert found.verified.sealed == found.events
    assert found.missing == now - found.position > 2
    assert not any(model.differing for model in found.read_models)


def test_nobody_is_told_twice_of_what_they_were_told_before_it(office, backup):
    found = drill(
        backup,
        trusted_keys(office.throughline),
        [],
        office.clock,
        master=office.throughline.database.master,
    )

    assert (found.swept.raised, found.swept.stepped_up, found.swept.deliveries) == (0, 0, 0)
    assert found.missing is None


def test_what_falls_due_later_is_escalated_from_the_backup_as_well(office, backup):
    office.clock.forward(days=60)

    found = drill(
        backup,
        trusted_keys(office.throughline),
        [],
        office.clock,
        master=office.throughline.database.master,
    )

    assert found.swept.stepped_up == 1


def test_the_drill_touches_nothing_that_is_in_force(office, backup):
    def held():
        with office.throughline.reading() as session:
            count = session.connection.scalar
            told = [count(select(func.count()).select_from(t)) for t in (INBOX, DELIVERY)]
            return session.log.settled(), *told

    before = held()
    office.clock.forward(days=60)
    drill(
        backup,
        trusted_keys(office.throughline),
        [],
        office.clock,
        master=office.throughline.database.master,
    )

    assert held() == before


def test_a_backup_whose_record_was_changed_is_not_called_good(office, backup):
    with sqlite3.connect(backup) as file:
        file.execute("DROP TRIGGER event_no_update")
        file.execute("UPDATE event SET actor = 'user:other' WHERE position = 2")

    found = drill(
        backup,
        trusted_keys(office.throughline),
        [],
        office.clock,
        master=office.throughline.database.master,
    )

    assert not found.ok
    assert found.verified.first_bad == 2


def test_the_operator_runs_it_from_the_command_line(office, backup, tmp_path):
    kept = tmp_path / "kept.txt"
    kept.write_text(outside(office), encoding="utf-8")
    url = office.throughline.settings.database_url

    said = CliRunner().invoke(
        command_line,
        ["drill", str(backup), "--checkpoints", str(kept), "--format", "json"],
        env={"THROUGHLINE_DATABASE_URL": url},
    )

    assert said.exit_code == 0, said.output
    told = json.loads(said.stdout)
    assert told["ok"]
    assert told["missing"] > 2
    assert set(told["seconds"]) == {"restore", "verify", "refold", "sweep"}
