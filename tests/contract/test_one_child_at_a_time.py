"""A new event has the children asked about again whom it concerns, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5

import pytest

from events.recorded_event import Subject
from projections import child_record
from service.migrating import open_database
from tests.contract.following_through import FollowingThrough
from tests.factories.events import CHILD, MOTHER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

BROTHER = uuid5(CHILD, "a brother")
OTHERS = [uuid5(CHILD, f"another child {number}") for number in range(8)]


@pytest.fixture
def it(migrated_sqlite_url: str) -> Iterator[FollowingThrough]:
    # Nothing here asks the database for more than the sweep's own tests ask of both.
    database = open_database(migrated_sqlite_url)
    here = FollowingThrough(database)
    here.family()
    for child in (BROTHER, *OTHERS):
        here.record(
            "person_registered",
            stream=child,
            content={"name": "Invented Child", "kind_of_person": "child"},
            subjects=(Subject(person=child, role="self"),),
        )
        contact(here, child)
    here.record(
        "relationship_recorded",
        stream=BROTHER,
        content={"relation": "mother", "closeness": "parent"},
        subjects=(Subject(person=BROTHER, role="child"), Subject(person=MOTHER, role="related")),
    )
    here.sweep()
    yield here
    database.close()


def contact(it: FollowingThrough, child: UUID, *others: UUID) -> None:
    named = (
        Subject(person=child, role="child"),
        *(Subject(person=other, role="present") for other in others),
    )
    it.record(
        "contact",
        stream=child,
        content={"from_whom": "school", "about": "Lunch", "fact": "A call."},
        subjects=named,
    )


@pytest.fixture
def asked_about(it: FollowingThrough, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    found: list[UUID] = []
    gather = child_record.gather_whole

    def counting(log: object, child: UUID) -> child_record.Gathered:
        found.append(child)
        return gather(log, child)  # type: ignore[arg-type]

    monkeypatch.setattr(child_record, "gather_whole", counting)
    return found


def test_nobody_is_asked_about_again_where_nothing_was_recorded(it, asked_about):
    it.sweep()
    assert asked_about == []


def test_one_call_about_one_child_leaves_all_others_alone(it, asked_about):
    contact(it, OTHERS[3])
    it.sweep()
    assert set(asked_about) == {OTHERS[3]}


def test_what_is_said_of_a_mother_is_asked_of_each_of_her_children(it, asked_about):
    contact(it, CHILD, MOTHER)
    it.sweep()
    assert set(asked_about) == {CHILD, BROTHER}
