"""A database is brought to what the program needs: once, whole, and by one process at a time."""

from __future__ import annotations

import ast
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from events.errors import LogUnavailable
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


def test_a_disk_without_room_for_the_copy_is_refused_before_anything_is_changed(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = sqlite_url.removeprefix("sqlite:///")
    config = migrating._config()
    config.attributes["url"] = sqlite_url
    command.upgrade(config, "0012_data_keys")
    disk = shutil.disk_usage(Path(file).parent)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda _: disk._replace(free=4096))
        with pytest.raises(LogUnavailable) as refused:
            migrate(sqlite_url)
    with closing(sqlite3.connect(file)) as database:
        assert database.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0012_data_keys",)
        ]

    assert "copies event and subject" in refused.value.why
    assert "1 MiB are" in refused.value.why
    assert "run: throughline migrate" in refused.value.why
    assert migrate(sqlite_url) == newest()


def test_what_copies_nothing_asks_for_no_room(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = migrating._config()
    config.attributes["url"] = sqlite_url
    command.upgrade(config, "0040_one_append")
    disk = shutil.disk_usage(Path(sqlite_url.removeprefix("sqlite:///")).parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: disk._replace(free=0))

    assert migrate(sqlite_url) == newest()


def test_migrations_stand_alone() -> None:
    """
    What a migration did years ago must not change because the program has changed since.
    """
    ours = ("events", "projections", "escalation", "service")
    for file in sorted((ROOT / "alembic" / "versions").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            named = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                named = [node.module or ""]
            for name in named:
                assert name.split(".")[0] not in ours, f"{file.name} imports {name}"


def test_migrations_are_numbered_in_one_line() -> None:
    scripts = list(ScriptDirectory.from_config(migrating._config()).walk_revisions())

    # A number may be left out, as where work that had it was given up, and none comes twice.
    numbers = [int(script.revision[:4]) for script in reversed(scripts)]
    assert numbers == sorted(set(numbers))
    for script in scripts:
        assert script.revision[4] == "_"
        assert Path(script.path).stem == script.revision
