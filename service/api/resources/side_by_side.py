"""Who knew what by a day: a column an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.beside import BesideTold
from service.api.asked import ClocksAsked, clocks_of
from service.api.operation import Operation, Resource
from service.telling.beside import beside_told, read_beside

if TYPE_CHECKING:
    from service.api.call import Call


class AsOf(ClocksAsked):
    """
    By which day, and whose gaps.
    """

    missed_by = fields.String(
        validate=validate.Length(min=1, max=500, error="Give an agency's name"),
        metadata={"description": "Only what this agency had not learned by then."},
    )


def read(call: Call) -> dict[str, Any]:
    """
    Tell what each agency had learned.
    """
    with call.throughline.reading() as session:
        clocks = clocks_of(call.query)
        on = clocks.day(session.today)
        side = read_beside(session, call.who, call.child, on, clocks.recorded)
    return beside_told(side, call.query.get("missed_by", ""))


RESOURCE = Resource(
    name="Side by side",
    about="What each agency had learned of a child by a day, and what it had not.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/side-by-side",
            summary="Put what each agency knew beside one another",
            policy=Action.READ,
            scope=Scope.READ,
            what="side by side",
            query=AsOf,
            answer=BesideTold,
            view=read,
        ),
    ),
)
