"""No view of an earlier moment claims that the log held what nobody could have read by then."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from events.log.append import event_log
from events.log.checkpoints import mark
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.stored.catch_up import KeepingLog
from service.cli.__main__ import throughline as command_line
from service.clocks import as_recorded
from tests.factories.appends import NewEventFactory
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW = "Slowly committed."


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def moment(office: Office) -> str:
    return office.clock.now().astimezone(UTC).isoformat().replace("+00:00", "Z")


@pytest.fixture
def moments(office: Office) -> dict[str, str]:
    """
    An entry whose recording began at one moment and that could be read at a later one.
    """
    house, clock = office.throughline, office.clock
    found = {}
    mark(house.database, clock)
    clock.forward(minutes=1)
    content = {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": SLOW}
    new = NewEventFactory(child=office.child, content=content)
    with house.database.writing() as connection:
        log = KeepingLog(event_log(connection), connection)
        log.append([new], stream=office.child, decided_on=None, key="slow", now=clock.now())
        clock.forward(minutes=1)
        found["begun"] = moment(office)
        mark(house.database, clock)
        clock.forward(minutes=1)
    mark(house.database, clock)
    found["held"] = moment(office)
    clock.forward(minutes=1)
    return found


def told(office: Office, at: str, known: str = "") -> dict[str, bool]:
    """
    Tell by page, API and command line whether each shows the entry.
    """
    asked = f"?as_recorded_at={at}" + (f"&as_known_at={known}" if known else "")
    page = f"?recorded={at[:16]}" + (f"&known={known}" if known else "")
    line = ["chronology", str(office.child), "--format", "json", "--as-recorded-at", at]
    line += ["--as-known-at", known] if known else []
    url = office.throughline.settings.database_url
    said = CliRunner().invoke(command_line, line, env={"THROUGHLINE_DATABASE_URL": url})
    assert said.exit_code == 0, said.output
    browser = office.browser()
    ways = {
        "page": browser.get(f"/children/{office.child}{page}").get_data(as_text=True),
        "api": office.api().get(f"/api/children/{office.child}/chronology{asked}").text,
        "line": json.dumps(json.loads(said.stdout)["entries"]),
    }
    return {way: SLOW in text for way, text in ways.items()}


def test_an_entry_that_nobody_could_read_yet_is_in_no_view_of_that_moment(office, moments):
    assert told(office, moments["begun"]) == {"page": False, "api": False, "line": False}
    assert told(office, moments["held"]) == {"page": True, "api": True, "line": True}


def test_both_clocks_together_show_what_both_leave(office, moments):
    assert set(told(office, moments["held"], "2026-03-25").values()) == {False}
    assert set(told(office, moments["held"], "2026-03-26").values()) == {True}
    assert set(told(office, moments["begun"], "2026-03-26").values()) == {False}


def test_what_is_seen_now_is_what_the_log_holds_now(office, moments):
    office.record({"fact": "Nobody has marked this yet."}, day="2026-03-19")
    with office.throughline.reading() as session:
        record = gather(session.log, office.child)
        assert as_recorded(session, record, session.now) == record
        earlier = datetime.fromisoformat(moments["held"])
        facts = [
            e.content["fact"] for e in chronology(as_recorded(session, record, earlier)).entries
        ]
    assert SLOW in facts
    assert "Nobody has marked this yet." not in facts


def test_before_anything_was_marked_nothing_is_claimed(office, moments):
    with office.throughline.reading() as session:
        record = gather(session.log, office.child)
        long_ago = datetime.combine(date(2020, 1, 1), datetime.min.time(), tzinfo=UTC)
        assert as_recorded(session, record, long_ago).events == ()
