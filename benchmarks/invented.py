"""The events that are recorded here: every word of them is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from events.log.contract import Append
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 3, 27, 9, 5, tzinfo=UTC)
FIRST_DAY = date(2024, 1, 1)
DAYS = 800
WORKER = uuid5(NAMESPACE_OID, "an invented worker")
EACH_CHILD = 50
"""Of a large log, so many events concern one child."""

_AGENCIES = ("Health visiting", "Children's social care", "General practice", "Police")


def visit(child: UUID, number: int) -> NewEvent:
    """
    Return a visit that concerns the child and one adult, told by one of four agencies.
    """
    day = FIRST_DAY + timedelta(days=number % DAYS)
    agency = _AGENCIES[number % len(_AGENCIES)]
    return NewEvent(
        kind="visit",
        occurred=Occurred.day(day),
        content=said(number),
        agency=agency,
        actor="user:invented-practitioner",
        subjects=(
            Subject(person=child, role="child"),
            Subject(person=_adult(child), role="present"),
        ),
        learned=(Learned(agency=agency, first=day, last=day, how="recorded"),),
    )


def said(number: int) -> dict[str, Any]:
    """
    Return what is told of a visit: a few answers and two sentences.
    """
    return {
        "purpose": f"Planned visit {number}",
        "seen": "yes",
        "alone": "no",
        "bedroom": "yes",
        "fact": "Zoë was in her cot – dry and warm; there was food in the house.",
        "behaviour": "Watched the door, then came to show her book.",
        "home": "Two rooms, tidy; the window in the bedroom does not close.",
    }


def visits(child: UUID, count: int, first: int = 0) -> list[NewEvent]:
    """
    Return so many visits to one child.
    """
    return [visit(child, first + number) for number in range(count)]


def outcome(child: UUID) -> NewEvent:
    """
    Return a planned outcome for a child, which a read model keeps.
    """
    return NewEvent(
        kind="outcome_planned",
        occurred=Occurred.day(FIRST_DAY),
        content={
            "risk": "Meals are missed.",
            "response": "Weekly visits to plan meals.",
            "desired": "Is not hungry on Monday mornings.",
            "measure": "School's breakfast notes for a month.",
            "owner": "Invented Worker",
            "agency": "Children's social care",
            "due": "2026-06-28",
        },
        agency="Children's social care",
        actor="user:invented-practitioner",
        subjects=(Subject(person=child, role="child"),),
    )


def registration(person: UUID, number: int) -> NewEvent:
    """
    Return the registration of a child, which the directory keeps.
    """
    return NewEvent(
        kind="person_registered",
        occurred=Occurred.day(FIRST_DAY),
        content={
            "name": f"Invented Child {number}",
            "kind_of_person": "child",
            "date_of_birth": "2023-05-04",
        },
        agency="Children's social care",
        actor="user:invented-practitioner",
        subjects=(Subject(person=person, role="self"),),
    )


def allocated(child: UUID) -> NewEvent:
    """
    Return an allocation of a child to the invented worker, which a read model keeps.

    As where one is made, it concerns the child alone: whoever reads a child does not read all the
    others of the same worker.
    """
    return NewEvent(
        kind="allocation",
        occurred=Occurred.day(FIRST_DAY),
        content={"worker": str(WORKER), "worker_name": "Invented Worker", "role": "other"},
        agency="Children's social care",
        actor="user:invented-manager",
        subjects=(Subject(person=child, role="child"),),
    )


def caseload(count: int) -> Iterator[list[Append]]:
    """
    Yield the appends of a large log, a thousand events at a time.

    Of every child's 50 entries one registers the child, one allocates, one plans an outcome, and
    the others are visits.
    """
    made: list[Append] = []
    total = 0
    number = 0
    while total < count:
        child = child_called(number)
        planned = uuid5(NAMESPACE_OID, f"invented outcome {number}")
        own = [registration(child, number), allocated(child), *visits(child, EACH_CHILD - 3)]
        for stream, events in ((child, own), (planned, [outcome(child)])):
            some = events[: count - total]
            if some:
                made.append(Append(new=some, stream=stream, decided_on=0, key=str(uuid4())))
                total += len(some)
        number += 1
        if number % 20 == 0 or total >= count:
            yield made
            made = []


def child_called(number: int) -> UUID:
    """
    Return a child of a large log by its place in it, from 0.
    """
    return uuid5(NAMESPACE_OID, f"invented child {number}")


def _adult(child: UUID) -> UUID:
    return uuid5(child, "an invented adult")
