"""The people around the child."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.chronology.chronology import chronology
from service.access.enforce import closed_to, visible
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.child import FamilyTold
from service.api.asked import ClocksAsked, Day
from service.api.operation import Operation, Resource
from service.clocks import Clocks
from service.telling.family import family_told

if TYPE_CHECKING:
    from service.api.call import Call


class AsKnown(ClocksAsked):
    """
    As known on which day.
    """

    on = Day(metadata={"description": "Who lived there and what was in force on this day."})


def read(call: Call) -> dict[str, Any]:
    """
    Tell who is tied to the child, and how.
    """
    with call.throughline.reading() as session:
        clocks = Clocks(
            known=call.query.get("as_known_at"), recorded=call.query.get("as_recorded_at")
        )
        told = chronology(clocks.of(session.record(call.child), session))
        seen = visible(session.connection, call.who, told, session.now).told
        on = call.query.get("on") or clocks.day(session.today)
        closed = closed_to(session.connection, call.who, told, session.now)
        return family_told(seen, on, closed=closed)


RESOURCE = Resource(
    name="Family",
    about="Everybody tied to the child, from when, and by which entry that is known.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/family",
            summary="Read who is around a child",
            policy=Action.READ,
            scope=Scope.READ,
            what="people around the child",
            query=AsKnown,
            answer=FamilyTold,
            view=read,
        ),
    ),
)
