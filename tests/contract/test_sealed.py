"""What is said of a child is read by nobody who holds the database without its key."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text, update

from events.errors import ContentDamaged, KeyReused, MasterKeyMissing
from events.log.append import event_log
from events.log.data_keys import destroy_key, masters, wrap_anew
from events.log.engine import driver_url
from events.log.master_key import (
    FILE_VARIABLE,
    OTHERS_VARIABLE,
    SWITCH,
    VARIABLE,
    master_key_in,
    own_master_key,
)
from events.log.tables import DATA_KEY, EVENT
from events.log.verify import Verified, verify
from service.migrating import open_database
from tests.factories.appends import NOW, NewEventFactory
from tests.factories.events import CHILD, MOTHER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from uuid import UUID

    from events.log.database import Database
    from events.recorded_event import RecordedEvent

CANARY = "canary-wagtail on the windowsill"


def key() -> str:
    return b64encode(os.urandom(32)).decode()


@pytest.fixture
def opened(migrated_database_url: str) -> Iterator[Callable[..., Database]]:
    every: list[Database] = []

    def reopened(**environment: str) -> Database:
        every.append(open_database(migrated_database_url, environment))
        return every[-1]

    yield reopened
    for database in every:
        database.close()


def record(database: Database, child: UUID = CHILD, *, key: str = "one", fact: str = CANARY):
    content = {"purpose": "Planned", "seen": "yes", "alone": "no", "fact": fact}
    with database.writing() as connection:
        return (
            event_log(connection)
            .append(
                [NewEventFactory(kind="visit", child=child, content=content)],
                stream=child,
                decided_on=None,
                key=key,
                now=NOW,
            )
            .events[0]
        )


def read(database: Database, child: UUID = CHILD) -> tuple[RecordedEvent, ...]:
    with database.reading() as connection:
        events = event_log(connection).stream(child)
        assert [event.content is not None for event in events]
        return events


def everything_stored(database: Database) -> bytes:
    with database.reading() as connection:
        tables = ("event", "request", "data_key", "subject")
        rows = [connection.execute(text(f"SELECT * FROM {name}")).all() for name in tables]
    found = repr(rows).encode()
    file = Path(str(database.url.database))
    if database.is_sqlite:
        found += b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    return found


def test_what_was_recorded_is_read_back_and_stands_nowhere_in_the_clear(opened):
    database = opened(**{VARIABLE: key()})
    record(database)

    assert [event.content["fact"] for event in read(database)] == [CANARY]
    assert b"wagtail" not in everything_stored(database)


def test_without_sealing_it_does_stand_there_so_that_the_search_above_can_fail(opened):
    database = opened(**{SWITCH: "off"})
    record(database)

    assert b"wagtail" in everything_stored(database)


def test_another_master_key_is_refused_before_anything_is_read_or_written(opened):
    record(opened(**{VARIABLE: key()}))

    with pytest.raises(MasterKeyMissing, match="not the one"):
        opened(**{VARIABLE: key()})


def test_a_server_without_a_master_key_names_what_to_set(opened, migrated_database_url):
    if migrated_database_url.startswith("sqlite"):
        opened()
        file = Path(migrated_database_url.removeprefix("sqlite:///")).with_suffix(".master-key")
        assert file.stat().st_mode & 0o777 == 0o600
        return
    with pytest.raises(MasterKeyMissing, match=VARIABLE):
        opened()


def test_the_key_may_come_from_a_file_that_only_its_owner_reads_or_from_a_command(
    tmp_path, migrated_database_url
):
    written, url = key(), driver_url(migrated_database_url)
    file = tmp_path / "master"
    file.write_text(written, encoding="ascii")
    file.chmod(0o600)
    given = own_master_key(url, {VARIABLE: written}).name

    assert own_master_key(url, {FILE_VARIABLE: str(file)}).name == given
    command = {"THROUGHLINE_MASTER_KEY_COMMAND": f"cat {file}"}
    assert own_master_key(url, command).name == given
    file.chmod(0o644)
    with pytest.raises(MasterKeyMissing, match="others can read"):
        own_master_key(url, {FILE_VARIABLE: str(file)})
    with pytest.raises(MasterKeyMissing, match="did not print"):
        own_master_key(url, {"THROUGHLINE_MASTER_KEY_COMMAND": "false"})


def test_content_that_was_moved_to_another_entry_opens_nowhere(opened):
    database = opened(**{VARIABLE: key()})
    record(database)
    record(database, key="two", fact="Another visit.")
    first, second = read(database)
    with database.writing() as connection:
        if database.is_sqlite:
            connection.exec_driver_sql("DROP TRIGGER event_no_update")
        else:
            connection.exec_driver_sql("ALTER TABLE event DISABLE TRIGGER USER")
        body = connection.scalar(EVENT.select().with_only_columns(EVENT.c.body).limit(1))
        connection.execute(
            update(EVENT).where(EVENT.c.position == second.position).values(body=body)
        )

    with pytest.raises(ContentDamaged):
        _ = read(database)[1].content
    assert first.content["fact"] == CANARY


def test_plain_and_sealed_entries_of_one_record_are_read_alike(opened):
    plain = opened(**{SWITCH: "off"})
    record(plain, fact="In the clear.")
    sealed = opened(**{VARIABLE: key()})
    record(sealed, key="two")

    assert [event.content["fact"] for event in read(sealed)] == ["In the clear.", CANARY]


def test_a_request_sent_again_after_sealing_began_is_the_same_request(opened):
    first = record(opened(**{SWITCH: "off"}))
    sealed = opened(**{VARIABLE: key()})

    assert record(sealed).position == first.position
    with pytest.raises(KeyReused):
        record(sealed, fact="Something else.")


def test_sent_twice_while_sealed_it_is_recorded_once(opened):
    database = opened(**{VARIABLE: key()})

    assert record(database).position == record(database).position
    with pytest.raises(KeyReused):
        record(database, fact="Something else.")


def test_keys_are_wrapped_anew_and_every_entry_stays_readable_meanwhile(opened, tmp_path):
    old, new = key(), key()
    file = tmp_path / "next"
    file.write_text(new, encoding="ascii")
    file.chmod(0o600)
    present = opened(**{VARIABLE: old, OTHERS_VARIABLE: new})
    record(present)
    record(present, MOTHER, key="two", fact="Said of her.")

    with present.writing() as connection:
        assert wrap_anew(connection, present.master, master_key_in(file), 1) == 1
    assert [len(read(present, one)) for one in (CHILD, MOTHER)] == [1, 1]
    assert read(present)[0].content["fact"] == CANARY
    with present.writing() as connection:
        wrap_anew(connection, present.master, master_key_in(file), 100)
        assert list(masters(connection)) == [master_key_in(file).name]

    after = opened(**{VARIABLE: new})
    assert read(after)[0].content["fact"] == CANARY
    with pytest.raises(MasterKeyMissing):
        opened(**{VARIABLE: old})


def test_erased_nobody_reads_it_and_everything_else_stands(opened):
    database = opened(**{VARIABLE: key()})
    gone = record(database)
    kept = record(database, MOTHER, key="two", fact="Said of her.")
    with database.writing() as connection:
        assert destroy_key(connection, CHILD, under=kept.position, now=NOW)
        assert not destroy_key(connection, CHILD, under=kept.position, now=NOW)

    (erased,) = read(database)
    assert (erased.erased, dict(erased.content), erased.position) == (True, {}, gone.position)
    assert (erased.subjects, erased.learned, erased.agency) == (
        gone.subjects,
        gone.learned,
        gone.agency,
    )
    assert read(database, MOTHER)[0].content["fact"] == "Said of her."
    with database.reading() as connection:
        assert (
            connection.scalar(
                DATA_KEY.select()
                .with_only_columns(DATA_KEY.c.wrapped)
                .where(DATA_KEY.c.stream == CHILD)
            )
            is None
        )
    *_, last = verify(database, {})
    assert isinstance(last, Verified)
    assert last.ok


def test_what_is_recorded_after_an_erasure_has_a_key_of_its_own(opened):
    database = opened(**{VARIABLE: key()})
    first = record(database)
    with database.writing() as connection:
        destroy_key(connection, CHILD, under=first.position, now=NOW)
    record(database, key="two", fact="Since then.")

    assert [(event.erased, event.content.get("fact")) for event in read(database)] == [
        (True, None),
        (False, "Since then."),
    ]


def test_a_key_is_never_lost_by_a_mistake_of_ours(opened):
    database = opened(**{VARIABLE: key()})
    record(database)

    with pytest.raises(Exception, match="data key"), database.writing() as connection:
        connection.execute(DATA_KEY.delete())
    assert read(database)[0].content["fact"] == CANARY
