"""The genogram of a child's family."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from projections.chronology.chronology import chronology
from service.access.enforce import closed_to, visible
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.genogram import GenogramTold
from service.api.asked import Day, Sent
from service.api.operation import Operation, Resource
from service.documents.genogram.read_family import read_family
from service.telling.genogram import genogram_told

if TYPE_CHECKING:
    from service.api.call import Call


class AsDrawn(Sent):
    """
    As at which day, and as known on which.
    """

    as_known_at = Day(metadata={"description": "Only what was known by the end of this day."})
    on = Day(metadata={"description": "As at this day; else the day known at, or today."})


def read(call: Call) -> dict[str, Any]:
    """
    Draw the family, with the table that says the same.
    """
    with call.throughline.reading() as session:
        record = session.record(call.child)
        if "as_known_at" in call.query:
            record = record.known_at(call.query["as_known_at"])
        told = chronology(record)
        seen = visible(session.connection, call.who, told, session.now)
        closed = closed_to(session.connection, call.who, told, session.now)
        on = call.query.get("on") or call.query.get("as_known_at") or session.today
        return genogram_told(read_family(replace(told, entries=seen.entries), on, closed=closed))


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
