"""One person or two: decided by somebody, read as one from then on, and undone without a trace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from events.recorded_event import RecordedEvent, Subject
from projections.child_record import ChildRecord, as_it_reads, gather
from projections.chronology.chronology import chronology
from projections.people.identity import kept_apart, links, same_person
from projections.people.person import people
from tests.factories.events import (
    BORN,
    CHILD,
    PARTNER,
    PersonRegisteredFactory,
    RecordedEventFactory,
    RelationshipFactory,
    family,
)

EARLIER = uuid5(NAMESPACE_OID, "the invented partner's earlier record")
OTHER_CHILD = uuid5(NAMESPACE_OID, "the invented other child")
DECIDED = BORN + timedelta(days=200)


def linked(position: int, *persons: UUID, day: date = DECIDED, **content: Any) -> RecordedEvent:
    """
    Somebody decided that these are one person.
    """
    said = {"persons": [str(who) for who in persons], "agrees": "born", "reason": "he said so"}
    return decided(position, "persons_linked", persons, day, said | content)


def unlinked(position: int, link: int, *persons: UUID, day: date = DECIDED) -> RecordedEvent:
    """
    Somebody undid a link; 0 for a decision that nobody had linked.
    """
    said = {"persons": [str(who) for who in persons], "reason": "another man"}
    return decided(
        position, "persons_unlinked", persons, day, said | ({"link": str(link)} if link else {})
    )


def decided(
    position: int, kind: str, persons: tuple[UUID, ...], day: date, content: dict[str, Any]
) -> RecordedEvent:
    return RecordedEventFactory(
        position=position,
        kind=kind,
        day=day,
        stream=persons[0],
        content=content,
        subjects=tuple(Subject(person=who, role="related") for who in persons),
    )


def earlier_family() -> tuple[RecordedEvent, ...]:
    """
    The partner as another family's record knows him, and what he did there.
    """
    return (
        PersonRegisteredFactory(
            position=20,
            person=EARLIER,
            name="Invented Otherwise-Spelt",
            kind_of_person="adult",
            date_of_birth="1985-05-05",
            day=BORN - timedelta(days=900),
        ),
        PersonRegisteredFactory(
            position=21, person=OTHER_CHILD, day=BORN - timedelta(days=900), date_of_birth="2019"
        ),
        RecordedEventFactory(
            position=22,
            kind="arrest",
            day=BORN - timedelta(days=800),
            stream=OTHER_CHILD,
            content={"fact": "Arrested after the child was hurt."},
            subjects=(
                Subject(person=OTHER_CHILD, role="child"),
                Subject(person=EARLIER, role="named"),
            ),
        ),
    )


def record(*more: RecordedEvent) -> ChildRecord:
    """
    The child's record with both families in it, as gathering leaves it.
    """
    events = sorted((*family(), *earlier_family(), *more), key=lambda event: event.position)
    return as_it_reads(ChildRecord(child=CHILD, events=tuple(events)))


class Held:
    """
    A log in memory that answers as the log does.
    """

    def __init__(self, *events: RecordedEvent) -> None:
        self.events = sorted(events, key=lambda event: event.position)

    def about(self, persons: Any, _held: Any = None) -> tuple[RecordedEvent, ...]:
        """
        Return what concerns any of these persons.
        """
        wanted = set(persons)
        return tuple(event for event in self.events if wanted & set(event.people()))

    def stream(self, stream: Any) -> tuple[RecordedEvent, ...]:
        """
        Return one stream.
        """
        return tuple(event for event in self.events if event.stream == stream)


def test_a_partners_past_in_another_family_is_read_once_somebody_links_him() -> None:
    log: Any = Held(*family(), *earlier_family(), linked(30, PARTNER, EARLIER))

    told = chronology(gather(log, CHILD))

    (arrest,) = [entry for entry in told.entries if entry.kind == "arrest"]
    assert arrest.about == "history"
    assert arrest.connection == "mother's partner"


def test_his_past_is_not_read_while_nobody_has_decided() -> None:
    log: Any = Held(*family(), *earlier_family())

    assert not [e for e in chronology(gather(log, CHILD)).entries if e.kind == "arrest"]


def test_as_known_before_the_decision_he_is_two_people_still() -> None:
    now = record(linked(30, PARTNER, EARLIER))

    before = now.known_at(DECIDED - timedelta(days=1))

    assert before.events == record().known_at(DECIDED - timedelta(days=1)).events
    assert not before.as_recorded
    assert now.known_at(DECIDED).as_recorded


def test_undoing_a_link_leaves_every_event_as_it_was_recorded() -> None:
    parted = record(linked(30, PARTNER, EARLIER), unlinked(31, 30, PARTNER, EARLIER))

    assert parted.events[:-2] == record().events
    assert chronology(parted).entries == chronology(record()).entries
    assert parted.people() == record().people()
    assert parted.ties() == record().ties()


def test_a_name_leads_and_the_description_is_kept() -> None:
    described = replace(
        family()[3],
        content={
            "name": "Mother's new partner",
            "kind_of_person": "adult",
            "known_by_description": "yes",
        },
    )
    events = (*family()[:3], described, family()[4], *earlier_family())

    one = people((*events, linked(30, PARTNER, EARLIER)))[PARTNER]

    assert one.name == "Invented Otherwise-Spelt"
    assert not one.known_by_description
    assert one.described_as == ("Mother's new partner",)
    assert set(one.same_as) == {PARTNER, EARLIER}


def test_two_who_were_kept_apart_stay_apart_until_somebody_links_them() -> None:
    apart = unlinked(30, 0, PARTNER, EARLIER)

    assert kept_apart([apart]) == {frozenset({PARTNER, EARLIER})}
    assert kept_apart([apart, linked(31, PARTNER, EARLIER)]) == frozenset()


def test_undoing_one_link_leaves_the_others() -> None:
    third = uuid5(NAMESPACE_OID, "a third record")
    made = [linked(30, PARTNER, EARLIER), linked(31, EARLIER, third)]

    assert len(set(same_person(made).values())) == 1
    left = links([*made, unlinked(32, 30, PARTNER, EARLIER)])
    assert [link.entry for link in left] == ["31"]


PERSONS = [uuid5(NAMESPACE_OID, f"invented person {number}") for number in range(6)]
PAIRS = st.lists(
    st.tuples(st.sampled_from(PERSONS), st.sampled_from(PERSONS)).filter(lambda p: p[0] != p[1]),
    max_size=8,
)


@given(pairs=PAIRS, order=st.randoms(use_true_random=False))
def test_who_is_one_person_does_not_depend_on_the_order_of_the_decisions(
    pairs: list[tuple[UUID, UUID]], order: Any
) -> None:
    made = [linked(30 + number, *pair) for number, pair in enumerate(pairs)]
    shuffled = list(made)
    order.shuffle(shuffled)

    assert same_person(shuffled) == same_person(made)


@given(pairs=PAIRS, undone=st.integers(0, 7))
def test_linking_and_unlinking_is_as_if_nothing_had_been_done(
    pairs: list[tuple[UUID, UUID]], undone: int
) -> None:
    made = [linked(30 + number, *pair) for number, pair in enumerate(pairs)]
    more = linked(60, PERSONS[undone % 6], PERSONS[(undone + 1) % 6])
    parted = unlinked(61, 60, *sorted(links([more])[0].persons))

    assert same_person([*made, more, parted]) == same_person(made)


@given(order=st.permutations(range(5)))
def test_nobodys_name_or_history_depends_on_who_was_registered_first(order: list[int]) -> None:
    registered = [
        PersonRegisteredFactory(
            position=1,
            person=who,
            name=f"Invented {number}",
            kind_of_person="adult",
            date_of_birth="1985-05-05" if number else "",
            day=BORN + timedelta(days=number),
        )
        for number, who in enumerate(PERSONS[:5])
    ]
    turned = [
        replace(registered[place], position=number + 1, version=1)
        for number, place in enumerate(order)
    ]
    link = linked(30, *PERSONS[:5])

    one, other = people((*registered, link)), people((*turned, link))

    assert {who: one[who].name for who in one} == {who: other[who].name for who in other}
    assert one[PERSONS[0]].born == other[PERSONS[0]].born
    assert one[PERSONS[0]].known_from == other[PERSONS[0]].known_from


@given(order=st.permutations(range(6)))
def test_ties_are_the_same_in_whatever_order_they_were_recorded(order: list[int]) -> None:
    said: list[dict[str, Any]] = [
        {"relation": "mother's partner", "closeness": "partner of a parent"},
        {
            "relation": "mother's partner",
            "closeness": "partner of a parent",
            "started": "2024-06-01",
        },
        {"relation": "lodger", "closeness": "adult of the household", "ended": "2024-09-01"},
        {"relation": "lodger", "closeness": "adult of the household"},
        {"relation": "uncle", "closeness": "relative"},
        {"relation": "uncle", "closeness": "relative", "certainty": "claimed"},
    ]

    def told(places: list[int]) -> list[tuple[object, ...]]:
        events = [
            replace(
                RelationshipFactory(position=10 + number, person=PARTNER, day=BORN),
                content=said[place],
            )
            for number, place in enumerate(places)
        ]
        ties = ChildRecord(child=CHILD, events=tuple(events)).ties()
        return sorted((t.relation, str(t.first), str(t.last), t.certainty) for t in ties)

    assert told(order) == told(sorted(order))
