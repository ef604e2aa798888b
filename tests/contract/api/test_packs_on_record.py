"""A pack that left the house can be called back when an entry in it turns out another child's."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from projections.child_record import gather
from projections.stored.directory import children
from service.actions.move_entry import MoveEntry, move_entry
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def page(office: Office, path: str) -> str:
    return office.browser().get(f"/children/{office.child}{path}").get_data(as_text=True)


def make_pack(office: Office) -> None:
    browser = office.browser()
    shown = browser.get(f"/children/{office.child}/pack").get_data(as_text=True)
    token = shown.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"audience": "professionals", "format": "html", "csrf_token": token}
    made = browser.post(f"/children/{office.child}/pack", data=form)
    assert made.status_code == 200
    assert "Thistlewhip" in made.get_data(as_text=True)


def test_a_pack_made_on_the_page_is_on_record(office: Office) -> None:
    make_pack(office)

    with office.throughline.reading() as session:
        kinds = [event.kind for event in gather(session.log, office.child).events]
    assert kinds.count("pack_generated") == 1
    assert "Packs made before" in page(office, "/pack")


def test_packs_that_hold_an_entry_of_another_child_are_named(office: Office) -> None:
    make_pack(office)
    right = office.child_of("worker", "Invented Right Child", "2025-01-02")
    reader = office.reader("worker")
    with office.throughline.writing() as session:
        assert right in {one.id for one in children(session.connection)}
        move_entry(
            session,
            reader,
            MoveEntry(
                child=office.child,
                entry=office.entry,
                right_child=right,
                reason="Another family's telephone.",
                key=str(uuid4()),
                decided_on=session.log.stream(office.child)[-1].version,
            ),
        )

    packs, entry = page(office, "/pack"), page(office, f"/entries/{office.entry}")

    assert f"recorded for the wrong child: entry {office.entry}." in packs
    assert "Packs made before it was changed may hold it as it was" in entry
    assert "Thistlewhip" not in packs + entry
