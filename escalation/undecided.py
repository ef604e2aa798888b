"""Two records that may be of one person are owed a decision: derived from a record, on any day."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING
from uuid import UUID

from escalation.closed import achieved_by
from events.clock import civil_day
from projections.people.identity import kept_apart, links, same_person
from projections.people.tie import Closeness
from projections.plans.ids import opened_by_rule
from projections.plans.planned_outcome import PlannedOutcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from escalation.practice import Practice
    from events.recorded_event import RecordedEvent
    from projections.chronology.chronology import Chronology

DECISION = "one_person_or_two"
"""The timescale by which two records are owed a decision."""

Pair = frozenset[UUID]


def of_matches(told: Chronology, on: date, practice: Practice) -> Iterator[PlannedOutcome]:
    """
    Yield what each pair around the child opened by a day, closed where somebody has decided.

    Undoing a link opens it again, as if it had never been closed: it waits since it was asked. What
    is asked after the child's death is listed with the undecided, and no longer owed to the child.
    """
    events = told.record.events
    around = _around(told)
    died = told.child.died if told.child else None
    last = min(on, died.last) if died else on
    asked = {
        pair: event
        for pair, event in reversed(tuple(_asked(events)))
        if not pair.isdisjoint(around) and civil_day(event.recorded) <= last
    }
    if not asked:
        return
    decided = _decided(events)
    same = same_person(events)
    for pair, event in asked.items():
        opened = _opened(pair, event, told, practice)
        by = decided.get(pair)
        if by is None and len({same.get(who, who) for who in pair}) == 1:
            # Linked by way of a third record.
            by = max(decided.values(), key=lambda one: one.position)
        yield opened if by is None else achieved_by(opened, by, "Decided by")


def _around(told: Chronology) -> frozenset[UUID]:
    tied = {tie.person for tie in told.ties if tie.closeness is not Closeness.PROFESSIONAL}
    known = [told.people[who] for who in (told.record.child, *tied) if who in told.people]
    return frozenset(record for one in known for record in (one.id, *one.same_as))


def _asked(events: tuple[RecordedEvent, ...]) -> Iterator[tuple[Pair, RecordedEvent]]:
    for event in events:
        if event.kind == "persons_may_match":
            persons = [UUID(who) for who in event.content.get("persons", ())]
            yield from ((frozenset(pair), event) for pair in combinations(persons, 2))
        elif event.kind == "person_registered":
            for who in event.content.get("likely", ()):
                yield frozenset({event.stream, UUID(who)}), event


def _decided(events: tuple[RecordedEvent, ...]) -> dict[Pair, RecordedEvent]:
    """
    Return for each pair the decision of it that stands.
    """
    by_number = {event.entry_id: event for event in events if event.kind == "persons_linked"}
    found = {
        frozenset(pair): by_number[link.entry]
        for link in links(events)
        for pair in combinations(link.persons, 2)
    }
    apart = kept_apart(events)
    for event in events:
        if event.kind == "persons_unlinked" and not event.content.get("link"):
            pair = frozenset(UUID(who) for who in event.content.get("persons", ()))
            if pair in apart:
                found[pair] = event
    return found


def _opened(
    pair: Pair, event: RecordedEvent, told: Chronology, practice: Practice
) -> PlannedOutcome:
    # Somebody is asked from the day on which the record holds both, however long ago they lived.
    since = civil_day(event.recorded)
    timescale = practice.called(DECISION, since)
    due = timescale.limit.due(since, practice.calendar)
    child = told.record.child
    return PlannedOutcome(
        id=opened_by_rule(timescale.key, "+".join(sorted(map(str, pair))), child),
        child=child,
        origin="timescale",
        desired=timescale.desired,
        opened=since,
        practice_id=timescale.practice_id,
        risk=timescale.risk,
        responsible=timescale.responsible,
        due=due,
        original_due=due,
        limit_words=timescale.limit.words(),
        evidence=(event.entry_id,),
        stored=False,
        position=event.position,
        arose=since,
        timescale=timescale.name,
        edition=timescale.edition,
    )
