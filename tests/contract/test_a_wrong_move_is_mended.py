"""An entry that was taken to a wrong child comes back, or goes on to the right one, whole."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

import pytest

from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.actions.move_entry import MoveEntry, move_entry
from tests.factories.files import TEXT
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from projections.chronology.entry import Entry


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


def with_word(office: Office, child: UUID) -> list[Entry]:
    """
    Return the entries of a child's chronology that say the word of the office's own entry.
    """
    with office.throughline.reading() as session:
        entries = chronology(gather(session.log, child)).entries
    return [one for one in entries if "Thistlewhip" in str(one.content)]


def take(office: Office, entry: str, child: UUID, right: UUID) -> str:
    with office.throughline.writing() as session:
        wish = MoveEntry(
            child=child,
            entry=entry,
            right_child=right,
            reason="That was a slip of mine",
            key=f"{entry}/{right}",
            decided_on=session.log.stream(child)[-1].version,
        )
        return move_entry(session, office.reader("worker"), wish).entry


def child_called(office: Office, name: str) -> UUID:
    with office.throughline.reading() as session:
        found = session.log.of_kinds(["person_registered"])
        return next(event.stream for event in found if event.content.get("name") == name)


def test_a_slip_is_taken_back_with_its_file_and_nothing_stays_where_it_never_belonged(
    office: Office,
) -> None:
    path = f"/api/entries/{office.entry}/attachments"
    file = {"title": "A letter", "content": b64encode(TEXT).decode()}
    assert office.api().post(path, file, "letter").status_code == 201
    (before,) = with_word(office, office.child)
    there = office.taken_to_another_child()
    wrong = child_called(office, "Quillonby Right")
    assert with_word(office, office.child) == []

    back = take(office, there, wrong, office.child)

    (after,) = with_word(office, office.child)
    assert after.id == back
    assert after.stands
    assert (after.content, after.occurred, after.kind) == (
        before.content, before.occurred, before.kind,
    )  # fmt: skip
    assert [one.sha256 for one in after.attachments] == [one.sha256 for one in before.attachments]
    assert with_word(office, wrong) == []


def test_from_a_wrong_child_it_goes_on_to_the_right_one(office: Office) -> None:
    there = office.taken_to_another_child()
    wrong = child_called(office, "Quillonby Right")
    right = office.child_of("worker", "Quillonby Third", "2021-01-01")

    take(office, there, wrong, right)

    assert [one.stands for one in with_word(office, right)] == [True]
    assert with_word(office, wrong) == with_word(office, office.child) == []


def test_whoever_corrects_an_entry_is_shown_the_way_for_a_wrong_or_forgotten_child(
    office: Office,
) -> None:
    where = f"/children/{office.child}/entries/{office.entry}"
    page = office.browser().get(f"{where}/correct").get_data(as_text=True)
    assert f'href="{where}/another-child"' in page
    assert f'href="{where}/strike-out"' in page
    assert "If a child was forgotten, record it for that child as well" in page
