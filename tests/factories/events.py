"""Events, entries, records and chronologies in memory: everything in them is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

import factory

from events.occurred import Occurred
from events.recorded_event import Learned, Origin, RecordedEvent, Subject
from projections.child_record import ChildRecord
from projections.chronology.chronology import Chronology, chronology
from projections.chronology.entry import Change, Entry

CHILD = uuid5(NAMESPACE_OID, "the invented child")
MOTHER = uuid5(NAMESPACE_OID, "the invented mother")
PARTNER = uuid5(NAMESPACE_OID, "the invented mother's partner")
BORN = date(2024, 3, 1)

STORY: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "Health visiting",
        "visit",
        {"purpose": "New birth visit", "seen": "yes", "alone": "no", "fact": "Feeds well."},
    ),
    (
        "General practice",
        "appointment_attended",
        {"appointment": "Eight-week check", "fact": "Weight steady."},
    ),
    (
        "Hospital",
        "injury_observed",
        {
            "type": ["bruise"],
            "site": ["face"],
            "mobile": "no",
            "explanations": ["a fall"],
            "fact": "Bruise on the left cheek; said to be a fall.",
        },
    ),
    (
        "Police",
        "concern_raised",
        {
            "from_whom": "neighbour",
            "concerns": ["domestic_abuse"],
            "fact": "Neighbours reported shouting in the night.",
        },
    ),
    (
        "Children's social care",
        "contact",
        {
            "from_whom": "health_visitor",
            "about": "A bruise seen at the eight-week check",
            "fact": "Health visitor rang about the bruise.",
        },
    ),
    (
        "Children's social care",
        "visit",
        {"purpose": "Planned visit", "seen": "yes", "alone": "unknown", "fact": "In her cot."},
    ),
    (
        "Hospital",
        "missed_appointment",
        {
            "whose": "child",
            "why": "not_brought",
            "appointment": "Clinic",
            "done_about_it": "Letter to the parents",
            "fact": "Not brought to the clinic.",
        },
    ),
)
"""Agency, kind and content that the log accepts, taken in turn by generated entries."""


class RecordedEventFactory(factory.Factory[RecordedEvent]):
    """
    One event as the log holds it, recorded at noon on the day it happened unless said otherwise.

    Params: ``day`` it happened, ``child`` it is about, ``known_from`` when its agency learned it,
    ``late`` (learned 40 days after). Traits: ``imported``, ``in_a_month`` (no day is known).
    """

    class Meta:
        model = RecordedEvent

    class Params:
        day = BORN
        child = CHILD
        # Not a trait: a trait and what it overrides must not both be parameters, for which of
        # them wins changes from run to run.
        late = False
        known_from = factory.LazyAttribute(
            lambda event: event.occurred.last + timedelta(days=40 if event.late else 0)
        )
        imported = factory.Trait(
            origin=factory.LazyAttribute(
                lambda event: Origin(source="invented", ref=f"row-{event.position:03}")
            )
        )
        in_a_month = factory.Trait(
            occurred=factory.LazyAttribute(
                lambda event: Occurred.month(event.day.year, event.day.month)
            )
        )

    position = factory.Sequence(lambda n: n + 1)
    stream = factory.SelfAttribute("child")
    version = factory.SelfAttribute("position")
    kind = "visit"
    schema = 1
    occurred = factory.LazyAttribute(lambda event: Occurred.day(event.day))
    recorded = factory.LazyAttribute(lambda event: noon(event.known_from))
    actor = "user:invented-practitioner"
    agency = "Children's social care"
    content = factory.LazyFunction(
        lambda: {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": "Calm today."}
    )
    subjects = factory.LazyAttribute(lambda event: (Subject(person=event.child, role="child"),))
    learned = factory.LazyAttribute(
        lambda event: (
            Learned(
                agency=event.agency,
                first=event.known_from,
                last=event.known_from,
                how="recorded",
            ),
        )
    )


class PersonRegisteredFactory(RecordedEventFactory):
    """
    The registration of a person, in the person's own stream.

    Params: ``person``, ``name``, ``kind_of_person``, ``date_of_birth`` ("" where not known).
    """

    class Params:
        person = CHILD
        name = "Invented Child"
        kind_of_person = "child"
        date_of_birth = BORN.isoformat()

    kind = "person_registered"
    stream = factory.SelfAttribute("person")
    content = factory.LazyAttribute(
        lambda event: {
            "name": event.name,
            "kind_of_person": event.kind_of_person,
            "date_of_birth": event.date_of_birth,
        }
    )
    subjects = factory.LazyAttribute(lambda event: (Subject(person=event.person, role="self"),))


class RelationshipFactory(RecordedEventFactory):
    """
    Somebody's tie to the child, in the child's stream.

    Params: ``person``, ``relation`` in the record's words, ``closeness`` as ties call it.
    """

    class Params:
        person = MOTHER
        relation = "mother"
        closeness = "parent"

    kind = "relationship_recorded"
    content = factory.LazyAttribute(
        lambda event: {"relation": event.relation, "closeness": event.closeness}
    )
    subjects = factory.LazyAttribute(
        lambda event: (
            Subject(person=event.child, role="child"),
            Subject(person=event.person, role="related"),
        )
    )


class EntryFactory(factory.Factory[Entry]):
    """
    One line of a chronology; ``event__...`` sets what its event says.

    Traits: ``struck_out``, ``corrected``, ``history`` (of a tied adult).
    """

    class Meta:
        model = Entry

    class Params:
        struck_out = factory.Trait(
            status="struck out",
            changes=factory.LazyAttribute(lambda entry: (_change(entry, "entry_struck_out"),)),
        )
        corrected = factory.Trait(
            status="corrected",
            changes=factory.LazyAttribute(lambda entry: (_change(entry, "entry_corrected"),)),
        )
        history = factory.Trait(about="history", connection="mother's partner")

    event = factory.SubFactory(RecordedEventFactory)
    content = factory.SelfAttribute("event.content")
    occurred = factory.SelfAttribute("event.occurred")
    about = "child"


class ChildRecordFactory(factory.Factory[ChildRecord]):
    """
    A child, the mother and her partner, and ``size`` entries ``every`` so many days from birth.
    """

    class Meta:
        model = ChildRecord

    class Params:
        size = 8
        every = 11

    child = CHILD
    events = factory.LazyAttribute(lambda record: family() + story(record.size, record.every))
    as_known_at = None


class ChronologyFactory(factory.Factory[Chronology]):
    """
    The chronology folded from an invented record; ``record__size`` sets how many entries.
    """

    class Meta:
        model = chronology

    record = factory.SubFactory(ChildRecordFactory)


def noon(day: date) -> datetime:
    """
    Return noon of a day in UTC, as the log's clock would have told it.
    """
    return datetime.combine(day, time(12), tzinfo=UTC)


def family(child: UUID = CHILD) -> tuple[RecordedEvent, ...]:
    """
    Register the child, the mother and her partner, and tie them; positions 1 to 5.
    """
    return (
        PersonRegisteredFactory(position=1, person=child),
        PersonRegisteredFactory(
            position=2,
            person=MOTHER,
            name="Invented Mother",
            kind_of_person="adult",
            date_of_birth="1999",
        ),
        RelationshipFactory(position=3, child=child),
        PersonRegisteredFactory(
            position=4,
            person=PARTNER,
            name="Mother's new partner",
            kind_of_person="adult",
            date_of_birth="",
            day=BORN + timedelta(days=90),
        ),
        RelationshipFactory(
            position=5,
            child=child,
            person=PARTNER,
            relation="mother's partner",
            closeness="partner of a parent",
            day=BORN + timedelta(days=90),
        ),
    )


def story(
    size: int, every: int = 11, *, child: UUID = CHILD, first: int = 6
) -> tuple[RecordedEvent, ...]:
    """
    Return entries of several agencies and kinds, in order of position.

    Args:
        every: Days from one entry to the next.
        first: The position of the first of them.
    """
    return tuple(
        RecordedEventFactory(
            position=first + n,
            child=child,
            agency=STORY[n % len(STORY)][0],
            kind=STORY[n % len(STORY)][1],
            content=dict(STORY[n % len(STORY)][2]),
            day=BORN + timedelta(days=n * every),
        )
        for n in range(size)
    )


def _change(entry: Any, kind: str) -> Change:
    return Change(
        entry=str(entry.event.position + 1),
        kind=kind,
        on=entry.event.occurred.last,
        by="user:invented-manager",
        reason="Written on the wrong child.",
        before=entry.event.content,
        before_occurred=entry.event.occurred,
    )
