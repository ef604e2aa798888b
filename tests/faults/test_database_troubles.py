"""A full disk or a lost server is said plainly, saves nothing by halves, and work goes on after."""

from __future__ import annotations

import contextlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import text

from events.errors import LogUnavailable, NotDurable, SchemaOutOfDate
from events.log.append import event_log
from events.log.contract import Append
from events.log.database import Database
from events.log.driver import call_function
from events.log.round_trip import Function
from service.migrating import migrate, open_database
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD

if TYPE_CHECKING:
    from collections.abc import Iterator


def record(database: Database, key: str, size: int = 1) -> None:
    with database.writing() as connection:
        event_log(connection).append_many(
            [
                Append(
                    new=[NewEventFactory(content={"purpose": "x", "seen": "yes", "alone": "no",
                                                  "fact": "x" * 10_000})],
                    stream=CHILD,
                    decided_on=None,
                    key=f"{key}/{n}",
                )
                for n in range(size)
            ],
            now=NOW,
        )  # fmt: skip


NAMED = "coalesce(sum(coalesce(last, event) - event + 1), 0)"
"""How many events name somebody, of those that stand in the index of persons."""


def counted(database: Database) -> tuple[int, ...]:
    with database.reading() as connection:
        return tuple(
            int(connection.scalar(text(f"SELECT {how_many} FROM {table}")) or 0)
            for table, how_many in (
                ("event", "count(*)"),
                ("subject", f"{NAMED} + (SELECT count(own_role) FROM event)"),
                ("request", "count(*)"),
            )
        )


class TestOnSqlite:
    @pytest.fixture
    def database(self, migrated_sqlite_url: str) -> Iterator[Database]:
        opened = Database(migrated_sqlite_url)
        yield opened
        opened.close()

    def test_a_full_disk_is_said_and_work_goes_on_when_there_is_room(
        self, database: Database
    ) -> None:
        record(database, "before")
        with database.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 20}")

        with pytest.raises(LogUnavailable, match="disk is full"):
            record(database, "too much", size=50)
        assert counted(database) == (1, 1, 1)

        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")
        record(database, "too much", size=50)
        assert counted(database) == (51, 51, 51)

    def test_a_file_that_is_no_database_is_said(self, tmp_path: Path) -> None:
        file = tmp_path / "t.db"
        file.write_bytes(b"This was a letter. " * 500)

        with pytest.raises(LogUnavailable, match="not a database"):
            Database(f"sqlite:///{file}")

    def test_a_damaged_file_is_said(self, database: Database, migrated_sqlite_url: str) -> None:
        record(database, "a", size=50)
        database.close()
        file = migrated_sqlite_url.removeprefix("sqlite:///")
        with open(file, "r+b") as damaged:  # noqa: PTH123 - in place
            damaged.seek(4096)
            damaged.write(b"\xff" * 4096 * 40)

        with pytest.raises(LogUnavailable, match="damaged"):
            counted(Database(migrated_sqlite_url))

    def test_a_file_taken_away_is_said_and_work_goes_on_when_it_is_back(
        self, database: Database, migrated_sqlite_url: str
    ) -> None:
        file = Path(migrated_sqlite_url.removeprefix("sqlite:///"))
        record(database, "before")

        file.rename(file.with_suffix(".away"))
        for n in range(2):
            with pytest.raises(LogUnavailable, match="file is gone"):
                record(database, f"meanwhile/{n}")
        with pytest.raises(LogUnavailable, match="file is gone"):
            counted(database)
        file.with_suffix(".away").rename(file)

        record(database, "meanwhile/0")
        assert counted(database) == (2, 2, 2)

    def test_nothing_is_acknowledged_into_a_file_that_another_has_replaced(
        self, database: Database, migrated_sqlite_url: str
    ) -> None:
        file = Path(migrated_sqlite_url.removeprefix("sqlite:///"))
        record(database, "before")
        restored = file.with_suffix(".restored")
        with closing(sqlite3.connect(file)) as opened:
            opened.execute(f"VACUUM INTO '{restored}'")
        record(database, "after the backup")

        for part in file.parent.glob(f"{file.name}*"):
            part.unlink()
        restored.rename(file)
        with pytest.raises(LogUnavailable, match="replaced"):
            record(database, "meanwhile")

        record(database, "meanwhile")
        assert counted(database) == (2, 2, 2)

    def test_another_program_that_keeps_writing_is_said(self, database: Database) -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA busy_timeout = 10")
        other = Database(database.url)
        with (
            other.writing(),
            pytest.raises(LogUnavailable, match="does not finish"),
        ):
            record(database, "a")
        other.close()

        record(database, "a")
        assert counted(database) == (1, 1, 1)

    def test_a_database_in_memory_is_refused_because_nothing_in_it_lasts(self) -> None:
        with pytest.raises(NotDurable, match="journal_mode"):
            Database("sqlite://")

    def test_a_missing_file_is_not_made_by_looking_for_it(self, tmp_path: Path) -> None:
        with pytest.raises(SchemaOutOfDate, match="throughline migrate"):
            Database(f"sqlite:///{tmp_path}/none.db")

        assert not list(tmp_path.iterdir())


class TestOnPostgresql:
    @pytest.fixture
    def database(self, migrated_postgresql_database: str) -> Iterator[Database]:
        opened = Database(migrated_postgresql_database)
        yield opened
        opened.close()

    @pytest.fixture
    def superuser(self, migrated_postgresql_database: str) -> Iterator[psycopg.Connection]:
        with psycopg.connect(
            migrated_postgresql_database.replace("+psycopg", ""), autocommit=True
        ) as connection:
            yield connection

    def test_a_connection_cut_in_the_middle_saves_nothing_and_the_next_one_works(
        self, database: Database, superuser: psycopg.Connection
    ) -> None:
        with pytest.raises(LogUnavailable), database.writing() as connection:
            log = event_log(connection)
            log.append([NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW)
            pid = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            superuser.execute("SELECT pg_terminate_backend(%s)", [pid])
            log.append([NewEventFactory()], stream=CHILD, decided_on=1, key="b", now=NOW)

        record(database, "c")
        assert counted(database) == (1, 1, 1)

    def test_connections_that_died_while_idle_cost_nobody_an_entry(
        self, database: Database, superuser: psycopg.Connection
    ) -> None:
        record(database, "a")
        superuser.execute(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

        record(database, "b")
        assert counted(database) == (2, 2, 2)

    def test_a_refused_decision_costs_nobody_the_next_entry_on_the_same_connection(
        self, database: Database
    ) -> None:
        def one(key: str) -> None:
            with database.writing() as connection:
                event_log(connection).append(
                    [NewEventFactory()], stream=CHILD, decided_on=None, key=key, now=NOW
                )

        for n in range(8):
            one(f"before/{n}")
        for n in range(3):
            with contextlib.suppress(ValueError), database.writing() as connection:
                for _ in range(8):
                    connection.execute(text("SELECT count(*) FROM event"))
                raise ValueError
            one(f"after/{n}")

        assert counted(database) == (11, 11, 11)

    def test_a_call_that_fails_the_first_time_fails_only_that_time(
        self, database: Database
    ) -> None:
        fails = Function("pg_advisory_xact_lock", "int8")
        with database.engine.connect() as connection:
            with pytest.raises(psycopg.Error), connection.begin():
                call_function(connection, fails, [b"not eight bytes"])
            with connection.begin():
                assert call_function(connection, fails, [(1).to_bytes(8)]) is not None

    def test_people_go_on_recording_when_the_server_has_forgotten_what_was_prepared(
        self, database: Database
    ) -> None:
        forgets = ("", "DEALLOCATE ALL", "")
        for version, forget in enumerate(forgets):
            with database.writing() as connection:
                if forget:
                    connection.exec_driver_sql(forget)
                event_log(connection).append(
                    [NewEventFactory()], stream=CHILD, decided_on=version, key=f"{version}", now=NOW
                )

        with database.reading() as connection:
            assert len(event_log(connection).stream(CHILD)) == len(forgets)

    def test_a_server_that_takes_no_writing_is_said(
        self, database: Database, superuser: psycopg.Connection, migrated_postgresql_database: str
    ) -> None:
        name = superuser.info.dbname
        superuser.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
        standing_by = Database(migrated_postgresql_database)

        with pytest.raises(LogUnavailable, match="no writing"):
            record(standing_by, "a")
        standing_by.close()
        record(database, "a")
        assert counted(database) == (1, 1, 1)

    def test_a_server_that_is_not_there_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(LogUnavailable, match="cannot be reached"):
            Database(f"postgresql://nobody@/none?host={tmp_path}")

    def test_a_server_that_acknowledges_before_the_disk_has_it_is_refused(
        self, superuser: psycopg.Connection, migrated_postgresql_database: str
    ) -> None:
        name = superuser.info.dbname
        superuser.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')

        with pytest.raises(NotDurable, match="synchronous_commit is off"):
            Database(migrated_postgresql_database)


def test_a_database_older_than_the_program_says_what_to_run(database_url: str) -> None:
    migrate(database_url)

    with pytest.raises(SchemaOutOfDate, match="needs 9999_later; run: throughline migrate"):
        Database(database_url, needs="9999_later")
    open_database(database_url).close()
