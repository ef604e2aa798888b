"""What is recorded can be added to and never changed, in each of the layers that refuse."""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import insert

from events.clock import SystemClock
from events.log.append import event_log
from events.log.checkpoints import seal
from events.log.database import Database
from events.log.signing import Signer
from events.log.tables import SUBTREE
from service.migrating import migrate, newest
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.recorded_event import RecordedEvent

SIGNER = Signer(bytes(32))
COLUMNS = {
    "event": "agency",
    "subject": "role",
    "request": "key",
    "checkpoint": "signing_key",
    "mark": "at",
    "subtree": "root",
}
GUIDE = Path(__file__).parents[2] / "docs" / "postgresql.md"


def written(database: Database) -> tuple[RecordedEvent, ...]:
    with database.writing() as connection:
        appended = event_log(connection).append(
            [NewEventFactory(), NewEventFactory()], stream=CHILD, decided_on=0, key="a", now=NOW
        )
    assert seal(database, SIGNER, SystemClock())
    with database.writing() as connection:
        # As sealing does once a block of leaves is full.
        connection.execute(insert(SUBTREE).values(level=8, place=0, last=256, root=bytes(32)))
    return appended.events


def held(database: Database) -> tuple[RecordedEvent, ...]:
    with database.reading() as connection:
        return event_log(connection).after(0)


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("change", ["UPDATE {t} SET {c} = {c}", "DELETE FROM {t}"])
def test_the_database_refuses_to_change_what_was_recorded(
    database: Database, table: str, change: str
) -> None:
    events = written(database)

    with pytest.raises(Exception, match="append-only"), database.writing() as connection:
        connection.exec_driver_sql(change.format(t=table, c=COLUMNS[table]))

    assert held(database) == events


class TestOnSqlite:
    @pytest.fixture
    def database(self, migrated_sqlite_url: str) -> Iterator[Database]:
        opened = Database(migrated_sqlite_url)
        yield opened
        opened.close()

    @pytest.fixture
    def outsider(self, database: Database) -> Iterator[sqlite3.Connection]:
        """
        Somebody who opens the file with another program, in its own default settings.
        """
        connection = sqlite3.connect(str(database.url.database), isolation_level=None)
        yield connection
        connection.close()

    @pytest.mark.parametrize(
        "changed",
        ["position", "position, version + 2", "-1, version", "NULL, version", "99, version + 2"],
    )
    def test_replace_overwrites_nothing(
        self, database: Database, outsider: sqlite3.Connection, changed: str
    ) -> None:
        events = written(database)
        position, _, version = changed.partition(", ")

        with pytest.raises(sqlite3.IntegrityError):
            outsider.execute(
                f"REPLACE INTO event SELECT {position}, stream, {version or 'version'}, kind,"
                " schema, occurred_from, occurred_to, precision, recorded, actor, 'Somebody else',"
                " source, source_ref, key_id, body, digest, own_role FROM event WHERE version = 1"
            )

        assert held(database) == events

    @pytest.mark.parametrize("table", ["subject", "request", "checkpoint", "mark", "subtree"])
    def test_replace_overwrites_nothing_beside_the_events(
        self, database: Database, outsider: sqlite3.Connection, table: str
    ) -> None:
        written(database)
        before = outsider.execute(f"SELECT * FROM {table}").fetchall()

        with suppress(sqlite3.IntegrityError):
            outsider.execute(f"REPLACE INTO {table} SELECT * FROM {table}")
        for column in outsider.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall():
            with suppress(sqlite3.IntegrityError):
                outsider.execute(f"UPDATE OR REPLACE {table} SET {column[0]} = {column[0]} || ''")

        assert before
        assert outsider.execute(f"SELECT * FROM {table}").fetchall() == before

    @pytest.mark.parametrize("version", [0, 1, 2, 4])
    def test_only_the_next_version_can_be_added(
        self, database: Database, outsider: sqlite3.Connection, version: int
    ) -> None:
        written(database)

        with pytest.raises(sqlite3.IntegrityError):
            outsider.execute(
                "INSERT INTO event (stream, version, kind, schema, occurred_from, occurred_to,"
                " precision, recorded, actor, agency, body, digest) SELECT stream, ?, kind,"
                " schema, occurred_from, occurred_to, precision, recorded, actor, agency, body,"
                " digest FROM event WHERE version = 1",
                (version,),
            )


class TestOnPostgresql:
    @pytest.fixture
    def database(self, migrated_postgresql_database: str) -> Iterator[Database]:
        opened = Database(migrated_postgresql_database)
        yield opened
        opened.close()

    @pytest.mark.parametrize("table", COLUMNS)
    def test_nobody_empties_a_table_of_the_log(self, database: Database, table: str) -> None:
        events = written(database)

        with pytest.raises(Exception, match="append-only"), database.writing() as connection:
            connection.exec_driver_sql(f"TRUNCATE {table} CASCADE")

        assert held(database) == events

    def test_an_update_that_finds_nothing_is_refused_too(self, database: Database) -> None:
        with pytest.raises(Exception, match="append-only"), database.writing() as connection:
            connection.exec_driver_sql("UPDATE event SET agency = 'x' WHERE position = -1")

    def test_a_replication_role_cannot_pass_the_triggers(self, database: Database) -> None:
        events = written(database)

        with pytest.raises(Exception, match="append-only"), database.writing() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = 'replica'")
            connection.exec_driver_sql("DELETE FROM event")

        assert held(database) == events

    def test_the_documented_role_can_work_and_cannot_change_the_record(
        self, postgresql_database: str
    ) -> None:
        """
        The guide's own statements are run, so that the guide stays true.
        """
        _, within = re.findall(r"```sql\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)[
            :2
        ]
        with psycopg.connect(
            postgresql_database.replace("+psycopg", ""), autocommit=True
        ) as superuser:
            for role in ("throughline_owner", "throughline_app"):
                superuser.execute(
                    f"DO $$ BEGIN CREATE ROLE {role} LOGIN;"
                    " EXCEPTION WHEN duplicate_object THEN NULL; END $$"
                )
            superuser.execute(within)
        migrate(_as(postgresql_database, "throughline_owner"))
        database = Database(_as(postgresql_database, "throughline_app"), needs=newest())

        events = written(database)
        for table, column in COLUMNS.items():
            for change in ("DELETE FROM", "TRUNCATE", "UPDATE"):
                ending = f" SET {column} = 'x'" if change == "UPDATE" else ""
                with (
                    pytest.raises(Exception, match="permission denied"),
                    database.writing() as connection,
                ):
                    connection.exec_driver_sql(f"{change} {table}{ending}")

        assert held(database) == events
        database.close()


def _as(url: str, role: str) -> str:
    # The roles of a test have no password to sign in with, so the superuser takes them on.
    ending = f"options=-c%20role%3D{role}"
    return f"{url}{'&' if '?' in url else '?'}{ending}"
