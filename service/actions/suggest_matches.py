"""Asks whether somebody who entered the record is in it already; nobody is made one by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from events.by_rule import BY_RULE
from events.log.contract import Append
from events.occurred import Occurred
from events.recorded_event import SOMEBODY, Learned, NewEvent, Subject
from projections.people.matching import VERSION
from projections.stored.matches import facts_of, like, matches_of
from service.access.open_homes import compared_openly

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from service.wiring import Session


def suggest_matches(session: Session, persons: Iterable[UUID]) -> int:
    """
    Suggest, for each of these persons, whom they may be; a pair is suggested once.

    Returns:
        How many suggestions were recorded.
    """
    made = 0
    for person, facts in sorted(
        facts_of(session.connection, list(persons)).items(), key=lambda one: one[0].int
    ):
        already = {match.other_than(person) for match in matches_of(session.connection, person)}
        appends = [
            Append(
                new=[
                    NewEvent(
                        kind="persons_may_match",
                        occurred=Occurred.day(session.today),
                        content={
                            "persons": sorted([str(person), str(found.other)]),
                            "agrees": list(found.agrees),
                            "differs": list(found.differs),
                            "matching": VERSION,
                        },
                        agency=SOMEBODY,
                        actor=BY_RULE,
                        subjects=(
                            Subject(person=person, role="related"),
                            Subject(person=found.other, role="related"),
                        ),
                        learned=(
                            Learned(
                                agency=SOMEBODY,
                                first=session.today,
                                last=session.today,
                                how="recorded",
                            ),
                        ),
                    )
                ],
                stream=person,
                decided_on=None,
                key=f"match/{person}/{found.other}",
            )
            for each in like(session.connection, facts)
            if each.other not in already
            if (found := compared_openly(session, facts, each)).likely
        ]
        if appends:
            session.log.append_many(appends, now=session.now)
            made += len(appends)
    return made
