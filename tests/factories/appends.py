"""What somebody asks the log to record: everything in it is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime

import factory

from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Origin, Subject
from tests.factories.events import CHILD

NOW = datetime(2026, 3, 27, 9, 5, tzinfo=UTC)


class NewEventFactory(factory.Factory[NewEvent]):
    """
    A visit to one child, told by the agency that made it.

    Params: ``child`` it is about. Traits: ``imported`` (``row`` names its row).
    """

    class Meta:
        model = NewEvent

    class Params:
        child = CHILD
        number = factory.Sequence(lambda n: n)
        row = factory.LazyAttribute(lambda new: f"row-{new.number:03}")
        imported = factory.Trait(
            origin=factory.LazyAttribute(lambda new: Origin(source="invented", ref=new.row))
        )

    kind = "visit"
    occurred = Occurred.day(date(2026, 3, 26))
    content = factory.LazyAttribute(
        lambda new: {
            "purpose": f"Planned visit {new.number}",
            "seen": "yes",
            "alone": "no",
            "fact": "Zoë's cot – dry; \u201cwarm\u201d, a \\ and a \u2028 in the note.",
        }
    )
    agency = "Health visiting"
    actor = "user:invented-practitioner"
    subjects = factory.LazyAttribute(lambda new: (Subject(person=new.child, role="child"),))
    learned = (
        Learned(
            agency="Health visiting",
            first=date(2026, 3, 26),
            last=date(2026, 3, 26),
            how="recorded",
        ),
    )
