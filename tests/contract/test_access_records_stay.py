"""Who opened a record, and why, stays as it was written, whoever holds the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.access.history_openings import open_history
from service.access.openings import note_seen, openings, tell_by_note
from service.examining_guards import guards
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    here = Office(migrated_database_url)
    here.opens("other")
    with here.throughline.writing() as session:
        open_history(
            session.connection,
            user=here.user("worker"),
            child=here.child,
            person=here.mother,
            basis="public_task",
            purpose="Another family of hers",
            now=session.now,
        )
        tell_by_note(
            session.connection,
            by=here.user("other"),
            child=here.child,
            words="Something was done",
            told=here.user("worker"),
            now=session.now,
        )
    yield here
    here.close()


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM opening",
        "DELETE FROM history_opening",
        "UPDATE opening SET reason = 'x'",
        "UPDATE opening SET ends = opened, seen = opened",
        "UPDATE opening SET seen = NULL",
        "UPDATE history_opening SET purpose = 'x'",
    ],
)
def test_nobody_takes_back_that_a_record_was_opened(office: Office, change: str) -> None:
    with (
        pytest.raises(Exception, match="append-only"),
        office.throughline.database.writing() as connection,
    ):
        connection.exec_driver_sql(change)


def test_that_somebody_has_seen_it_is_noted_once_and_never_taken_back(office: Office) -> None:
    with office.throughline.writing() as session:
        (one,) = openings(session.connection, told=office.user("worker"), unseen=True)
        assert note_seen(
            session.connection, opening=one.id, told=office.user("worker"), now=session.now
        )
    with (
        pytest.raises(Exception, match="append-only"),
        office.throughline.database.writing() as connection,
    ):
        connection.exec_driver_sql("UPDATE opening SET seen = opened")


def test_the_doctor_names_a_guard_that_somebody_took_away(office: Office) -> None:
    (well,) = guards(office.throughline)
    assert well.ok
    sqlite = office.throughline.database.is_sqlite
    away = "opening_no_delete" if sqlite else "refuse ON opening"
    with office.throughline.database.writing() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {away}")
    (found,) = guards(office.throughline)
    assert not found.ok
    assert "on opening" in found.said
    assert found.fix
