"""Nobody's past depends on an order; that two records are one is undone without a trace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, select

from escalation.owed import owed
from escalation.telling import as_json
from events.recorded_event import RecordedEvent, Subject
from projections.around.past import past
from projections.child_record import ChildRecord, as_it_reads
from projections.chronology.chronology import chronology
from projections.risk.asked import asked
from projections.risk.history import History
from projections.stored.catch_up import READ_MODELS
from projections.stored.read_model import METADATA
from service.documents.genogram.drawn import genogram_svg
from service.documents.genogram.read_family import read_family
from service.documents.lived_here import lived_here, lived_here_svg
from service.telling.around import past_told
from service.telling.family import family_told
from tests.factories.events import BORN, CHILD, PersonRegisteredFactory, RecordedEventFactory
from tests.faults.counts import many

ADULTS = [uuid5(NAMESPACE_OID, f"invented adult {number}") for number in range(5)]
OTHER_CHILD = uuid5(NAMESPACE_OID, "the other invented child")
ON = BORN + timedelta(days=400)
CLOSENESS = ("parent", "partner of a parent", "adult of the household", "relative", "friend")

TIES = st.lists(
    st.tuples(
        st.sampled_from(ADULTS),
        st.sampled_from(CLOSENESS),
        st.sampled_from([None, "2024-04-01", "2024-06", "about 2024-05-01"]),
        st.integers(0, 200),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda tie: tie[:3],
)
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(ADULTS),
        st.sampled_from([CHILD, OTHER_CHILD]),
        st.sampled_from(["arrest", "domestic_abuse_incident", "visit", "household_joined"]),
        st.integers(-300, 300),
    ),
    max_size=8,
)
PAIRS = st.lists(
    st.lists(st.sampled_from(ADULTS), min_size=2, max_size=3, unique=True), min_size=1, max_size=4
)
SAID = {
    "arrest": ("arrested", {"fact": "Arrested."}),
    "domestic_abuse_incident": ("harmed_by", {"severity": "assault"}),
    "visit": ("present", {"purpose": "p", "seen": "yes", "alone": "no"}),
    "household_joined": ("joined", {"as_what": "partner"}),
}


def registered(order: Sequence[int] = range(7)) -> list[RecordedEvent]:
    """
    Register everybody, in some order.
    """
    who = [(CHILD, "child"), (OTHER_CHILD, "child"), *((one, "adult") for one in ADULTS)]
    return [
        PersonRegisteredFactory(
            position=place + 1,
            version=1,
            person=who[number][0],
            name=f"Invented {number}",
            kind_of_person=who[number][1],
            date_of_birth="" if number % 2 else f"{2024 - 5 * number}",
        )
        for place, number in enumerate(order)
    ]


def tied(ties: Iterable[tuple[UUID, str, str | None, int]]) -> list[RecordedEvent]:
    """
    Tie adults to the child, in the order given.
    """
    return [
        RecordedEventFactory(
            position=20 + number,
            kind="relationship_recorded",
            day=BORN + timedelta(days=after),
            content={"relation": closeness, "closeness": closeness}
            | ({"started": started} if started else {}),
            subjects=(Subject(person=CHILD, role="child"), Subject(person=who, role="related")),
        )
        for number, (who, closeness, started, after) in enumerate(ties)
    ]


def told_of(entries: Iterable[tuple[UUID, UUID, str, int]]) -> list[RecordedEvent]:
    """
    Tell of adults around either child.
    """
    return [
        RecordedEventFactory(
            position=40 + number,
            kind=kind,
            child=child,
            day=BORN + timedelta(days=after),
            content=SAID[kind][1],
            subjects=(
                Subject(person=child, role="child"),
                Subject(person=who, role=SAID[kind][0]),
            ),
        )
        for number, (who, child, kind, after) in enumerate(entries)
    ]


def decided(position: int, kind: str, persons: Sequence[UUID], **said: Any) -> RecordedEvent:
    """
    Somebody decided about these records.
    """
    return RecordedEventFactory(
        position=position,
        kind=kind,
        stream=persons[0],
        day=ON,
        content={"persons": [str(who) for who in persons], "reason": "r"} | said,
        subjects=tuple(Subject(person=who, role="related") for who in persons),
    )


def stored(events: Sequence[RecordedEvent]) -> dict[str, list[str]]:
    """
    Return every row of every read model that these events leave, as text.
    """
    engine = create_engine("sqlite://")
    METADATA.create_all(engine)
    with engine.begin() as connection:
        for model in READ_MODELS.values():
            wanted = [event for event in events if event.kind in model.kinds]
            model.keep(connection, model.table, wanted)
        rows = {
            name: sorted(repr(tuple(row)) for row in connection.execute(select(model.table)))
            for name, model in READ_MODELS.items()
        }
    engine.dispose()
    return rows


def views(events: Sequence[RecordedEvent]) -> dict[str, Any]:
    """
    Return every view of the child as it leaves the house: bytes where it leaves as bytes.
    """
    record = as_it_reads(ChildRecord(child=CHILD, events=tuple(events)))
    told = chronology(record)
    return {
        "chronology": told.entries,
        "people": dict(told.people),
        "ties": told.ties,
        "family": orjson.dumps(family_told(told, ON)),
        "past": orjson.dumps([past_told(one) for one in past(told)]),
        "genogram": genogram_svg(read_family(told, ON)).encode(),
        "strip": lived_here_svg(lived_here(told, ON)).encode(),
        "asked": asked(History(told), ON),
        "owed": orjson.dumps([as_json(one, ON) for one in owed(record, ON)]),
    }


@settings(max_examples=many(6, 60), deadline=None)
@given(ties=TIES, entries=ENTRIES, pairs=PAIRS, order=st.randoms(use_true_random=False))
def test_whatever_was_linked_is_undone_byte_for_byte_in_every_view_and_read_model(
    ties: list[Any], entries: list[Any], pairs: list[list[UUID]], order: Any
) -> None:
    events = [*registered(), *tied(ties), *told_of(entries)]
    made = [decided(60 + n, "persons_linked", pair, agrees="a") for n, pair in enumerate(pairs)]
    undone = [
        decided(80 + n, "persons_unlinked", pair, link=str(60 + n)) for n, pair in enumerate(pairs)
    ]
    order.shuffle(undone)
    undone = [replace(one, position=80 + n) for n, one in enumerate(undone)]

    before = stored(events)
    assert stored([*events, *made]) != before
    assert stored([*events, *made, *undone]) == before
    assert views([*events, *made, *undone]) == views(events)


@settings(max_examples=many(15, 150), deadline=None)
@given(ties=TIES, entries=ENTRIES, order=st.randoms(use_true_random=False))
def test_a_past_is_the_same_in_whatever_order_the_ties_were_recorded(
    ties: list[Any], entries: list[Any], order: Any
) -> None:
    shuffled = list(ties)
    order.shuffle(shuffled)

    assert history([*registered(), *tied(shuffled), *told_of(entries)]) == history(
        [*registered(), *tied(sorted(ties, key=repr)), *told_of(entries)]
    )


@settings(max_examples=many(15, 150), deadline=None)
@given(
    ties=TIES,
    entries=ENTRIES,
    pairs=PAIRS,
    order=st.permutations(range(7)),
)
def test_nobodys_past_depends_on_who_was_registered_first(
    ties: list[Any], entries: list[Any], pairs: list[list[UUID]], order: list[int]
) -> None:
    made = [decided(60 + n, "persons_linked", pair, agrees="a") for n, pair in enumerate(pairs)]
    more = [*tied(ties), *told_of(entries), *made]

    assert history([*registered(), *more]) == history([*registered(order), *more])


def history(events: Sequence[RecordedEvent]) -> dict[str, Any]:
    """
    Return everybody's past and ties, without the numbers that ties happen to have.
    """
    told = chronology(as_it_reads(ChildRecord(child=CHILD, events=tuple(events))))
    return {
        "past": {
            one.person.id: (
                one.person.name,
                one.person.born,
                [(tie.relation, tie.first, tie.last, tie.surely_from) for tie in one.ties],
                [(item.entry.id, item.was, item.of) for item in one.items],
            )
            for one in past(told)
        },
        "entries": [(one.id, one.about, one.connection) for one in told.entries],
    }
