"""One new event asks its questions of the children whom it concerns, and of nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest

from escalation.running import opened
from escalation.running.answers_owed import answers_owed
from events.recorded_event import Subject
from projections import child_record
from tests.contract.following_through import FollowingThrough

if TYPE_CHECKING:
    from events.log.database import Database

MANY = 12
CHILDREN = [UUID(int=100 + n) for n in range(MANY)]
MOTHERS = [UUID(int=200 + n) for n in range(MANY)]
KNOWN_TO_THREE = UUID(int=300)


class Counting(FollowingThrough):
    """
    Notes of which children the questions were asked, and whose records were read for it.
    """

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__(database)
        self.asked: list[UUID] = []
        self.read: list[UUID] = []
        ask, gather = answers_owed, child_record.gather

        def asking(connection: Any, log: Any, people: Any, child: UUID, **more: Any) -> int:
            self.asked.append(child)
            return ask(connection, log, people, child, **more)

        def gathering(log: Any, child: UUID) -> Any:
            self.read.append(child)
            return gather(log, child)

        monkeypatch.setattr(opened, "answers_owed", asking)
        monkeypatch.setattr(opened, "gather", gathering)

    def touched(self) -> set[UUID]:
        """
        Sweep, and return the children of whom anything was asked since; each of them once.
        """
        self.asked.clear()
        self.read.clear()
        self.sweep()
        assert len(self.asked) == len(set(self.asked))
        assert set(self.read) == set(self.asked)
        return set(self.asked)


@pytest.fixture
def it(database: Database, monkeypatch: pytest.MonkeyPatch) -> Counting:
    here = Counting(database, monkeypatch)
    for person, sort in (
        *((child, "child") for child in CHILDREN),
        *((mother, "adult") for mother in MOTHERS),
        (KNOWN_TO_THREE, "adult"),
    ):
        content = {"name": f"Invented {person.int}", "kind_of_person": sort, "date_of_birth": ""}
        here.record(
            "person_registered",
            stream=person,
            content=content,
            subjects=(Subject(person=person, role="self"),),
        )
    tied = [
        *zip(CHILDREN, MOTHERS, ["parent"] * MANY, strict=True),
        *((child, KNOWN_TO_THREE, "partner of a parent") for child in CHILDREN[:3]),
    ]
    for child, person, closeness in tied:
        here.record(
            "relationship_recorded",
            stream=child,
            content={"relation": closeness, "closeness": closeness},
            subjects=(Subject(person=child, role="child"), Subject(person=person, role="related")),
        )
    return here


def told(it: Counting, person: UUID, role: str = "child", kind: str = "contact") -> None:
    content = {"from_whom": "school", "about": "A call", "fact": "Invented."}
    if kind == "arrest":
        content = {"offence": "Assault", "fact": "Invented."}
    it.record(kind, stream=person, content=content, subjects=(Subject(person=person, role=role),))


def test_every_child_is_asked_about_once_and_then_none_without_news(it):
    assert it.touched() == set(CHILDREN)
    assert it.touched() == set()


def test_a_call_about_one_child_asks_about_that_child_alone(it):
    it.sweep()
    told(it, CHILDREN[7])

    assert it.touched() == {CHILDREN[7]}


def test_an_arrest_of_an_adult_asks_about_the_three_children_who_know_him(it):
    it.sweep()
    told(it, KNOWN_TO_THREE, "arrested", "arrest")

    assert it.touched() == set(CHILDREN[:3])


def test_what_a_mother_does_asks_about_her_own_child(it):
    it.sweep()
    told(it, MOTHERS[5], "arrested", "arrest")

    assert it.touched() == {CHILDREN[5]}


def test_what_is_decided_about_an_outcome_asks_about_nobody(it):
    it.sweep()
    it.plan(
        "2026-05-01", stream=UUID(int=400), subjects=(Subject(person=CHILDREN[1], role="child"),)
    )

    assert it.touched() == set()
