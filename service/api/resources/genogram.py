"""The genogram of a child's family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from projections.chronology.chronology import chronology
from service.access.enforce import closed_to, visible
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.genogram import GenogramTold
from service.api.asked import ClocksAsked, Day
from service.api.operation import Operation, Resource
from service.clocks import Clocks
from service.documents.genogram.read_family import read_family
from service.telling.genogram import genogram_told

if TYPE_CHECKING:
    from service.api.call import Call


class AsDrawn(ClocksAsked):
    """
    As at which day, and as known on which.
    """

    on = Day(metadata={"description": "As at this day; else the day known at, or today."})


def read(call: Call) -> dict[str, Any]:
    """
    Draw the family, with the table that says the same.
    """
    with call.throughline.reading() as session:
        clocks = Clocks(
            known=call.query.get("as_known_at"), recorded=call.query.get("as_recorded_at")
        )
        told = chronology(clocks.of(session.record(call.child), session))
        seen = visible(session.connection, call.who, told, session.now).told
        closed = closed_to(session.connection, call.who, told, session.now)
        on = call.query.get("on") or clocks.day(session.today)
        return genogram_told(read_family(seen, on, closed=closed))


RESOURCE = Resource(
    name="Genogram",
    about="The family as a picture in the conventions of the field, and as a table.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/genogram",
            summary="Draw the family of a child",
            policy=Action.READ,
            scope=Scope.READ,
            what="genogram",
            query=AsDrawn,
            answer=GenogramTold,
            view=read,
        ),
    ),
)
