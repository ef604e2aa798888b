"""One person or two: suggested to a person, decided by a person, and undone without a trace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from sqlalchemy import select

from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.stored.catch_up import READ_MODELS
from projections.stored.matches import matches_of, unanswered
from service.actions.errors import ActionRefused
from service.actions.link_persons import LinkPersons, PartPersons, link_persons, part_persons
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.settings import Settings
from service.wiring import Throughline
from tests.factories.users import caseload, reader
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from events.log.database import Database
    from service.wiring import Session
    from tests.factories.users import Caseload

HIM = {"name": "Invented Kestrel", "kind_of_person": "adult", "date_of_birth": "1985-03-07"}


@pytest.fixture
def throughline(database: Database) -> Throughline:
    clock = StoppedClock("2026-03-02T09:00:00+00:00")
    return Throughline(settings=Settings(), database=database, clock=clock)


@pytest.fixture
def people(throughline: Throughline) -> Caseload:
    return caseload(throughline)


def rows(session: Session) -> dict[str, list[str]]:
    """
    Return every row of every read model, as text.
    """
    return {
        name: sorted(repr(tuple(row)) for row in session.connection.execute(select(model.table)))
        for name, model in READ_MODELS.items()
    }


def registered(session: Session, who: Any, key: str, **more: str) -> UUID:
    return register_person(session, who, RegisterPerson(content=HIM | more, key=key))


def tied(session: Session, who: Any, child: UUID, person: UUID) -> None:
    content = {"relation": "mother's partner", "closeness": "partner of a parent"}
    relate(
        session, who, Relate(child=child, person=person, content=content, key=f"{child}{person}")
    )


def two(session: Session, who: Any, people: Caseload) -> tuple[UUID, UUID]:
    """
    Register one man twice, in two families, the second time under another spelling.
    """
    first = registered(session, who, "first")
    second = registered(session, who, "second", name="Invented Kestral", date_of_birth="1985-07-03")
    tied(session, who, people.theirs, first)
    tied(session, who, people.mine, second)
    return first, second


def link(one: UUID, other: UUID, key: str = "link") -> LinkPersons:
    return LinkPersons(
        person=one,
        other=other,
        agrees="The name, and the date with day and month swapped",
        reason="He confirmed both addresses himself",
        key=key,
    )


def test_somebody_registered_again_is_offered_and_nobody_is_made_one(
    throughline: Throughline, people: Caseload
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        first, second = two(session, who, people)
    with throughline.reading() as session:
        (match,) = matches_of(session.connection, second)
        record = gather(session.log, people.mine)

    assert match.other_than(second) == first
    assert set(match.agrees) == {"name_spelt_alike", "born_swapped"}
    assert match.waits
    assert first not in record.people()


def test_linked_his_past_is_read_and_undone_every_read_model_is_as_before(
    throughline: Throughline, people: Caseload
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        first, second = two(session, who, people)
        before = rows(session)
        told = chronology(gather(session.log, people.mine))
    with throughline.writing() as session:
        linked = link_persons(session, who, link(first, second))
        joined = gather(session.log, people.mine)
        during = rows(session)
        waiting = unanswered(session.connection)
    with throughline.writing() as session:
        part_persons(
            session,
            who,
            PartPersons(
                person=first,
                other=second,
                link=linked.events[0].entry_id,
                reason="They were both seen on one day",
                key="part",
            ),
        )
        after = rows(session)
        parted = chronology(gather(session.log, people.mine))

    assert set(joined.people()[second].same_as) == {first, second}
    assert during != before
    assert not waiting
    assert after == before
    assert parted.entries == told.entries
    assert parted.people == told.people
    assert parted.ties == told.ties


def test_kept_apart_they_are_not_asked_about_again_nor_made_one_by_way_of_a_third(
    throughline: Throughline, people: Caseload
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        first, second = two(session, who, people)
        apart = PartPersons(
            person=first, other=second, reason="Cousins of one name, both met", key="apart"
        )
        part_persons(session, who, apart)
        third = registered(session, who, "third")
        waiting = unanswered(session.connection)
        link_persons(session, who, link(first, third, "one"))
        with pytest.raises(ActionRefused) as refused:
            link_persons(session, who, link(second, third, "other"))

    assert {first, second} not in [{match.one, match.other} for match in waiting]
    assert "two people" in refused.value.fields["other"]


def test_a_decision_sent_twice_is_one_decision(throughline: Throughline, people: Caseload) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        first, second = two(session, who, people)
        once = link_persons(session, who, link(first, second))
        twice = link_persons(session, who, link(first, second))

    assert once.events == twice.events
    assert twice.already


@pytest.mark.parametrize("reason", ["so", "so so so", "a b c"])
def test_a_link_without_a_reason_or_of_a_closed_childs_record_is_refused(
    throughline: Throughline, people: Caseload, reason: str
) -> None:
    with throughline.writing() as session:
        who = reader(session, people.users["practitioner"])
        first, _ = two(session, who, people)
        with pytest.raises(ActionRefused) as refused:
            link_persons(
                session,
                who,
                LinkPersons(person=first, other=people.theirs, agrees="", reason=reason, key="k"),
            )

    assert set(refused.value.fields) == {"agrees", "other", "reason"}
