"""A record stays readable when the content of an entry in it can be read no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from events.recorded_event import Subject
from events.vocabulary import KINDS
from projections.chronology.chronology import chronology
from projections.chronology.cited import cited
from projections.packs import packs_on_record
from projections.people.person import people
from projections.plans.outcomes import fold_all
from projections.risk.asked import asked
from projections.risk.fallen import fallen
from projections.risk.history import history
from projections.stored.catch_up import READ_MODELS, take
from service.telling.chronology import chronology_told, entry_told
from tests.factories.events import (
    BORN,
    CHILD,
    MOTHER,
    ChildRecordFactory,
    RecordedEventFactory,
    family,
    story,
)

DAY = BORN + timedelta(days=200)


def emptied(kind: str, position: int = 50, stream=None):
    """
    An event of which only what the log needs is left.
    """
    event = RecordedEventFactory(position=position, kind=kind, day=DAY, content={})
    involved = (Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="present"))
    return replace(event, subjects=involved, stream=stream or event.stream, origin=None)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_view_of_the_child_is_still_told(kind):
    record = ChildRecordFactory(events=(*family(), *story(6), emptied(kind)))

    told = chronology(record)
    known = history(record)
    now = asked(known, DAY)
    chronology_told(told, length="full", total=len(told.entries), withheld=0)

    assert len([entry_told(entry, told) for entry in told.entries]) >= 6
    assert all(entry.sentence for entry in told.entries)
    fallen(known, DAY, now)
    fold_all(CHILD, record.events)
    cited(record.events)
    packs_on_record(told)
    people(record.events, CHILD)
    assert len(chronology(record.known_at(DAY)).entries) == len(told.entries)


@pytest.mark.parametrize("kind", sorted({k for m in READ_MODELS.values() for k in m.kinds}))
def test_no_read_model_stops_at_it(database, kind):
    with database.writing() as connection:
        for name, model in READ_MODELS.items():
            if kind in model.kinds:
                take(name, model, connection, model.table, [emptied(kind, stream=uuid4())])
