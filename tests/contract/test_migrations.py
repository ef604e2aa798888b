"""A database is brought to what the program needs: once, whole, and by one process at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from events.log.append import event_log
from service import migrating
from service.migrating import migrate, newest, open_database
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD

ROOT = Path(__file__).parents[2]


@pytest.fixture
def config(migrated_database_url: str) -> Config:
    config = migrating._config()
    config.attributes["url"] = migrated_database_url
    return config


def test_no_table_of_the_program_lacks_its_migration(config: Config) -> None:
    command.check(config)


def test_migrating_again_changes_nothing_and_keeps_the_record(migrated_database_url: str) -> None:
    database = open_database(migrated_database_url)
    with database.writing() as connection:
        recorded = event_log(connection).append(
            [NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW
        )

    assert migrate(migrated_database_url) == newest()
    with database.reading() as connection:
        assert event_log(connection).after(0) == recorded.events
    database.close()


def test_two_servers_that_start_at_once_migrate_once(database_url: str) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "alembic", "upgrade", "head"],
            cwd=ROOT,
            env=os.environ | {"THROUGHLINE_DATABASE_URL": database_url},
        )
        for _ in range(2)
    ]

    assert [each.wait() for each in both] == [0, 0]
    open_database(database_url).close()


def test_the_owner_of_the_tables_may_have_a_url_of_its_own(sqlite_url: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "alembic", "upgrade", "head"],
        cwd=ROOT,
        env=os.environ
        | {"THROUGHLINE_DATABASE_URL": "sqlite:///none", "THROUGHLINE_MIGRATION_URL": sqlite_url},
        check=True,
    )

    open_database(sqlite_url).close()
    assert not (ROOT / "none").exists()


def test_migrations_are_numbered_in_one_line() -> None:
    scripts = list(ScriptDirectory.from_config(migrating._config()).walk_revisions())

    # A number may be left out, as where work that had it was given up, and none comes twice.
    numbers = [int(script.revision[:4]) for script in reversed(scripts)]
    assert numbers == sorted(set(numbers))
    for script in scripts:
        assert script.revision[4] == "_"
        assert Path(script.path).stem == script.revision
