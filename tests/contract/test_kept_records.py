"""A record given again out of memory is the record as it stands, whatever was added to it."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from events.recorded_event import Subject
from projections.child_record import gather
from projections.kept_records import KeptRecords
from projections.rule_book import RULE_BOOK
from service.actions.change_setting import ChangeSetting, change_setting
from service.actions.erase import confirm_erasure, propose_erasure
from service.actions.link_persons import LinkPersons, PartPersons, link_persons, part_persons
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from tests.factories.appends import NewEventFactory
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from projections.child_record import ChildRecord

WHY = {"basis": "court order of 2 March 2026", "reason": "Opened on the wrong family."}


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    opened.second_lead()
    yield opened
    opened.close()


def read(office: Office, child: UUID | None = None) -> ChildRecord:
    with office.throughline.reading() as session:
        return session.record(child or office.child)


def as_it_stands(office: Office, child: UUID | None = None) -> ChildRecord:
    with office.throughline.reading() as session:
        return gather(session.log, child or office.child)


def append(office: Office, child: UUID, key: str, *others: UUID) -> None:
    about = [Subject(person=other, role="present") for other in others]
    subjects = (Subject(person=child, role="child"), *about)
    with office.throughline.writing() as session:
        session.log.append(
            [NewEventFactory(subjects=subjects)],
            stream=child,
            decided_on=None,
            key=key,
            now=session.now,
        )


class Family:
    """
    What can happen to the record of one child, and to those of others that it reads from.
    """

    def __init__(self, office: Office) -> None:
        self.office = office
        self.stranger = self._registered("Invented Stranger")

    def visited(self) -> None:
        append(self.office, self.office.child, "visited")

    def mother_named_in_another_record(self) -> None:
        append(self.office, self.office.closed, "elsewhere", self.office.mother)

    def mother_moves_to_another_child(self) -> None:
        with self.office.throughline.writing() as session:
            content = {"relation": "mother", "closeness": "parent"}
            of, mother = self.office.closed, self.office.mother
            wish = Relate(child=of, person=mother, content=content, key="moves")
            relate(session, self.office.reader("other"), wish)

    def another_record_of_hers_is_found(self) -> None:
        wish = LinkPersons(
            person=self.office.mother,
            other=self.stranger,
            agrees="The name",
            reason="She confirmed both addresses herself",
            key="found",
        )
        with self.office.throughline.writing() as session:
            linked = link_persons(session, self.office.reader("worker"), wish)
        append(self.office, self.office.closed, "her other record", self.stranger)
        parted = PartPersons(
            person=self.office.mother,
            other=self.stranger,
            reason="They were both seen on one day",
            key="parted",
            link=linked.events[0].entry_id,
        )
        assert read(self.office) == as_it_stands(self.office)
        with self.office.throughline.writing() as session:
            part_persons(session, self.office.reader("worker"), parted)

    def a_question_is_asked_earlier(self) -> None:
        wish = ChangeSetting(
            rule="seen_not_heard", setting="days", to=21, reason="Invented.", key="setting"
        )
        with self.office.throughline.writing() as session:
            change_setting(session, self.office.reader("lead"), wish)

    def taken_back(self) -> None:
        """
        Read while it is being recorded, and then not recorded.
        """
        with pytest.raises(ZeroDivisionError), self.office.throughline.writing() as session:
            session.log.append(
                [NewEventFactory(child=self.office.child)],
                stream=self.office.child,
                decided_on=None,
                key="never",
                now=session.now,
            )
            session.record(self.office.child)
            raise ZeroDivisionError

    def _registered(self, name: str) -> UUID:
        wish = RegisterPerson(content={"name": name, "kind_of_person": "adult"}, key=name)
        with self.office.throughline.writing() as session:
            return register_person(session, self.office.reader("worker"), wish)


STEPS: tuple[Callable[[Family], None], ...] = (
    Family.visited,
    Family.mother_named_in_another_record,
    Family.mother_moves_to_another_child,
    Family.another_record_of_hers_is_found,
    Family.a_question_is_asked_earlier,
    Family.taken_back,
)


@pytest.mark.parametrize("seed", range(2))
def test_nothing_that_was_recorded_is_missing_when_the_record_is_read_again(office, seed):
    family = Family(office)
    steps = Random(seed).sample(STEPS, len(STEPS))
    for step in steps:
        for child in (office.child, office.closed):
            read(office, child)
        step(family)
        for child in (office.child, office.closed):
            assert read(office, child) == as_it_stands(office, child), step.__name__


def test_as_long_as_nothing_is_added_it_is_not_put_together_again(office):
    first = read(office)
    append(office, office.closed, "elsewhere")

    assert read(office) is first


def test_a_record_erased_is_not_given_again_nor_what_another_record_read_from_it(office):
    append(office, office.closed, "elsewhere", office.mother)
    before = [read(office), read(office, office.closed)]
    assert all(not event.erased for record in before for event in record.events)
    with office.throughline.writing() as session:
        number = propose_erasure(session, office.reader("lead"), office.closed, key="p", **WHY)
    with office.throughline.writing() as session:
        confirm_erasure(session, office.reader("second"), number)

    for child in (office.child, office.closed):
        record = read(office, child)
        assert record == as_it_stands(office, child)
        assert any(event.erased for event in record.events)


def test_the_record_read_longest_ago_makes_room(office):
    kept = KeptRecords(most_events=1)
    with office.throughline.reading() as session:
        first = kept.read(session.log, office.child)
        second = kept.read(session.log, office.closed)

        assert kept.read(session.log, office.closed) is second
        assert kept.read(session.log, office.child) is not first


def test_a_changed_setting_leaves_what_was_folded_of_the_same_entries_behind(office):
    family = Family(office)
    before = read(office)
    family.a_question_is_asked_earlier()

    after = read(office)
    with office.throughline.reading() as session:
        assert after.rule_book == session.log.stream(RULE_BOOK)
    assert after.rule_book != before.rule_book
    assert after.once(id) != before.once(id)
