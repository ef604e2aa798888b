"""The read models are folded again while people record, and none passes by what it cannot read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from sqlalchemy import select

from events.log.append import event_log
from events.vocabulary import KINDS
from projections.errors import ProjectionStopped, RebuildRefused
from projections.stored import catch_up, refolding
from projections.stored import rebuild as rebuilding
from projections.stored.catch_up import READ_MODELS, KeepingLog
from projections.stored.comparing import mend
from projections.stored.models.person import PERSON
from projections.stored.rebuild import check, rebuild
from projections.stored.stopped import stopped
from service.examining_log import agreeing
from service.migrating import open_database
from tests.factories.appends import NewEventFactory
from tests.fakes.office import Office

if TYPE_CHECKING:
    from events.log.database import Database

NOW = datetime(2026, 3, 27, 9, 5, tzinfo=UTC)
WORDS = "Quillonby Invented"


def say(database: Database, name: str = WORDS, kind: str = "person_registered"):
    person = uuid4()
    content = {"name": name, "kind_of_person": "adult"} if kind == "person_registered" else None
    more = {"content": content} if content else {}
    new = NewEventFactory(kind=kind, child=person, **more)
    with database.writing() as connection:
        log = KeepingLog(event_log(connection), connection)
        return log.append([new], stream=person, decided_on=None, key=str(person), now=NOW).first


def names(database: Database):
    with database.reading() as connection:
        return sorted(connection.scalars(select(PERSON.c.name)))


def differing(found):
    return {model.name: model.differing for model in found if model.differing}


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch):
    """
    A fold of persons that quotes the record when it meets one name.
    """

    def keep(connection, table, events):
        if any("Poison" in event.content.get("name", "") for event in events):
            raise ValueError(events[0].content["name"])
        READ_MODELS["person"].keep(connection, table, events)

    model = replace(READ_MODELS["person"], keep=keep)
    seeded = dict(READ_MODELS) | {"person": model}

    def seed() -> None:
        for module in (catch_up, refolding, rebuilding):
            monkeypatch.setattr(module, "READ_MODELS", seeded)

    return seed


def test_rows_that_are_not_the_logs_are_put_right_and_named(database):
    for number in range(3):
        say(database, f"Invented {number}")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Other' WHERE name = 'Invented 1'")
        connection.exec_driver_sql("DELETE FROM person WHERE name = 'Invented 2'")

    found = next(model for model in check(database) if model.name == "person")

    assert (found.rows, found.differing) == (3, 2)
    assert sorted((row.what, row.columns) for row in found.first) == [
        ("differs", ("name",)),
        ("lacking", ()),
    ]
    assert not any("Invented" in row.key for row in found.first)
    assert differing(rebuild(database, NOW)) == {"person": 2}
    assert names(database) == ["Invented 0", "Invented 1", "Invented 2"]
    assert differing(check(database)) == {}


def test_persons_read_many_at_once_are_those_read_one_by_one(database):
    one, other = uuid4(), uuid4()
    for number, (person, kind, content) in enumerate(
        [
            (one, "person_registered", {"name": "Invented One", "kind_of_person": "child"}),
            (other, "person_registered", {"name": "Invented Other", "kind_of_person": "adult"}),
            (one, "person_registered", {"name": "Invented Again", "kind_of_person": "adult"}),
            (one, "name_recorded", {"name": "Invented Renamed", "type": "in_use"}),
            (uuid4(), "person_registered", {"name": "Invented Third", "kind_of_person": "child"}),
            (other, "birth_date_recorded", {"date_of_birth": "2001-02-03"}),
            (other, "birth_date_recorded", {"date_of_birth": "2001-02-04"}),
        ]
    ):
        new = NewEventFactory(kind=kind, child=person, content=content, imported=True)
        with database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            log.append([new], stream=person, decided_on=None, key=f"{number}", now=NOW)

    found = {model.name: (model.rows, model.differing) for model in check(database)}

    assert found["person"] == found["person_known"] == (3, 0)
    assert found["person_clue"][0] > 3
    assert found["person_clue"][1] == 0
    assert names(database) == ["Invented Other", "Invented Renamed", "Invented Third"]


@pytest.mark.parametrize("again", [rebuild, check])
def test_people_go_on_recording_meanwhile(database, again, monkeypatch):
    monkeypatch.setattr(refolding, "WINDOW", 2)
    monkeypatch.setattr(refolding, "NEAR", 2)
    for number in range(20):
        say(database, f"Before {number:02}")
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM person WHERE name = 'Before 07'")
    meanwhile = iter(range(20))

    def recording(position, newest):
        # The last fold runs while writers pause, and tells of itself as well.
        if position < newest and (number := next(meanwhile, None)) is not None:
            say(database, f"Meanwhile {number:02}")

    found = again(database, NOW, recording) if again is rebuild else again(database, recording)

    assert differing(found) == {"person": 1}
    said = 20 - len(list(meanwhile))
    assert said > 3, "nobody recorded meanwhile"
    assert [name for name in names(database) if name.startswith("Meanwhile")] == [
        f"Meanwhile {number:02}" for number in range(said)
    ]
    assert differing(check(database)) == ({} if again is rebuild else {"person": 1})


def test_one_rebuild_refuses_another(database):
    for _ in range(3):
        say(database)
    refused: list[object] = []

    def second(_position, _newest):
        if not refused:
            with pytest.raises(RebuildRefused, match="already") as raised:
                rebuild(database, NOW)
            refused.append(raised)

    rebuild(database, NOW, second)

    assert refused
    assert differing(rebuild(database, NOW)) == {}


def test_a_rebuild_that_dies_leaves_the_rows_of_before_and_the_next_starts_clean(
    database, monkeypatch
):
    say(database, "First")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Before'")

    def dies(*_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(database, NOW, dies)
    assert names(database) == ["Before"]
    with monkeypatch.context() as patch:
        mending = mend

        def half(connection, stored, folded):
            mending(connection, stored, folded)
            if stored is PERSON:
                raise KeyboardInterrupt

        patch.setattr(rebuilding, "mend", half)
        with pytest.raises(KeyboardInterrupt):
            rebuild(database, NOW)
    assert names(database) == ["Before"]

    rebuild(database, NOW)

    assert names(database) == ["First"]


def test_a_rebuild_yields_to_whoever_is_writing(migrated_postgresql_database, monkeypatch):
    monkeypatch.setattr(rebuilding, "TRIES", 2)
    database = open_database(migrated_postgresql_database)
    say(database, "First")
    person = uuid4()
    new = NewEventFactory(
        kind="person_registered",
        child=person,
        content={"name": "Under way", "kind_of_person": "adult"},
    )
    with database.writing() as connection:
        log = KeepingLog(event_log(connection), connection)
        log.append([new], stream=person, decided_on=None, key=str(person), now=NOW)
        with pytest.raises(RebuildRefused, match="does not finish"):
            rebuild(database, NOW)
        # Reading is in nobody's way.
        assert differing(check(database)) == {}

    assert differing(rebuild(database, NOW)) == {}
    assert names(database) == ["First", "Under way"]
    database.close()


def test_an_append_that_has_not_kept_its_rows_keeps_them_in_the_new_ones(
    migrated_postgresql_database,
):
    database = open_database(migrated_postgresql_database)
    say(database, "First")
    person = uuid4()
    new = NewEventFactory(
        kind="person_registered",
        child=person,
        content={"name": "Under way", "kind_of_person": "adult"},
    )
    with database.writing() as connection:
        appended = event_log(connection).append(
            [new], stream=person, decided_on=None, key=str(person), now=NOW
        )
        say(database, "Later")
        assert differing(rebuild(database, NOW)) == {}
        catch_up.keep(connection, appended.events)

    assert names(database) == ["First", "Later", "Under way"]
    assert differing(check(database)) == {}
    database.close()


def test_a_fold_that_fails_stops_there_visibly_and_the_others_go_on(database, poisoned):
    say(database, "Before")
    position = say(database, f"Poison {WORDS}")
    say(database, "After")
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE person SET name = 'Kept' WHERE name = 'Before'")
    poisoned()

    found = rebuild(database, NOW)

    assert [(m.name, m.stopped.position) for m in found if m.stopped] == [("person", position)]
    assert names(database) == ["After", "Kept", f"Poison {WORDS}"]
    with database.reading() as connection:
        (told,) = stopped(connection)
    assert (told.name, told.position) == ("person", position)
    assert "ValueError" in told.reason
    assert WORDS not in told.words


def test_what_stopped_goes_on_once_it_is_mended(database, poisoned, monkeypatch):
    say(database, f"Poison {WORDS}")
    with monkeypatch.context():
        poisoned()
        rebuild(database, NOW)
    monkeypatch.undo()
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM person")

    assert differing(rebuild(database, NOW)) == {"person": 1}
    with database.reading() as connection:
        assert stopped(connection) == ()


@pytest.mark.parametrize("again", [rebuild, check])
def test_a_kind_that_this_version_does_not_know_stops_every_read_model(
    database, again, monkeypatch
):
    say(database, "Before")
    position = say(database, kind="visit")
    say(database, "After")
    known = {name: kind for name, kind in KINDS.items() if name != "visit"}
    monkeypatch.setattr(refolding, "KINDS", known)

    found = again(database, NOW) if again is rebuild else again(database)

    stops = [model.stopped for model in found if model.stopped]
    assert [stop.position for stop in stops] == [position] * len(READ_MODELS)
    assert all("visit" in stop.reason for stop in stops)
    assert names(database) == ["After", "Before"]


def test_an_event_that_a_read_model_cannot_take_is_not_recorded(database, poisoned):
    say(database, "Before")
    poisoned()
    person = uuid4()
    new = NewEventFactory(
        kind="person_registered",
        child=person,
        content={"name": f"Poison {WORDS}", "kind_of_person": "adult"},
    )

    def go_on_regardless() -> None:
        with database.writing() as connection:
            log = KeepingLog(event_log(connection), connection)
            with pytest.raises(ProjectionStopped, match="person stopped") as raised:
                log.append([new], stream=person, decided_on=None, key="poison", now=NOW)
            assert WORDS not in str(raised.value)
            assert raised.value.__cause__ is None
            connection.exec_driver_sql("UPDATE person SET name = 'Half'")

    with pytest.raises(Exception, match="transaction"):
        go_on_regardless()

    with database.reading() as connection:
        assert [event.content.get("name") for event in event_log(connection).after(0)] == ["Before"]
    assert names(database) == ["Before"]


def test_what_stopped_is_said_to_whoever_looks_after_it(migrated_sqlite_url, poisoned):
    office = Office(migrated_sqlite_url)
    database = office.throughline.database
    position = say(database, f"Poison {WORDS}")
    poisoned()
    rebuild(database, NOW)

    page = office.browser("admin").get("/administration").get_data(as_text=True)
    health = office.app.test_client().get("/health").get_json()
    (found,) = agreeing(office.throughline)

    assert f"past event {position}" in page
    assert [(one["name"], one["position"]) for one in health["projections"]] == [
        ("person", position)
    ]
    assert not found.ok
    assert "throughline rebuild" in found.fix
    assert not any(WORDS in text for text in (page, str(health), found.said))
    office.close()
