"""An adult with 40 ties and 2,000 events over 12 families, all of them invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from events.log.append import event_log
from events.log.contract import Append
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject

if TYPE_CHECKING:
    from events.log.database import Database

FAMILIES, TIES, EVENTS = 12, 40, 2_000
FIRST, NOW = date(2010, 1, 1), datetime(2026, 3, 2, 9, tzinfo=UTC)


def fill(database: Database) -> tuple[UUID, UUID]:
    """
    Fill an empty log, and return one of the children and the adult.
    """
    random = Random(4)  # noqa: S311 - for repeating, not for hiding
    children = [UUID(int=random.getrandbits(128), version=4) for _ in range(FAMILIES)]
    adult = UUID(int=random.getrandbits(128), version=4)
    _fill(database, children, adult, random)
    return children[0], adult


def _fill(database: Database, children: list[UUID], adult: UUID, random: Random) -> None:
    new = [_event("person_registered", who, who, FIRST, _named(n, "child"), "self")
           for n, who in enumerate(children)]  # fmt: skip
    new.append(_event("person_registered", adult, adult, FIRST, _named(99, "adult"), "self"))
    for number in range(TIES):
        said = {"relation": f"tie {number}", "closeness": "partner of a parent"}
        child = children[number % FAMILIES]
        new.append(
            _event("relationship_recorded", child, adult, FIRST, said, "related", child=child)
        )
    for number in range(EVENTS):
        day = FIRST + timedelta(days=random.randrange(5_800))
        said = {"purpose": "Invented", "seen": "yes", "alone": "no", "fact": f"Invented {number}."}
        child = children[number % FAMILIES]
        new.append(_event("visit", child, adult, day, said, "present", child=child))
    for start in range(0, len(new), 200):
        with database.writing() as connection:
            event_log(connection).append_many(
                [
                    Append(new=[one], stream=stream, decided_on=None, key=f"{start}/{place}")
                    for place, (stream, one) in enumerate(new[start : start + 200])
                ],
                now=NOW,
            )


def _named(number: int, kind: str) -> dict[str, str]:
    return {"name": f"Invented {number}", "kind_of_person": kind, "date_of_birth": "2010"}


def _event(
    kind: str,
    stream: UUID,
    person: UUID,
    day: date,
    said: dict[str, str],
    role: str,
    *,
    child: UUID | None = None,
) -> tuple[UUID, NewEvent]:
    subjects = [Subject(person=person, role=role)]
    if child is not None:
        subjects.insert(0, Subject(person=child, role="child"))
    return stream, NewEvent(
        kind=kind,
        occurred=Occurred.day(day),
        content=said,
        agency="Invented agency",
        actor="user:invented",
        subjects=tuple(subjects),
        learned=(Learned(agency="Invented agency", first=day, last=day, how="recorded"),),
    )
