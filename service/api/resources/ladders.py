"""The ladders in force, and where they reach nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.ladder import LaddersTold
from service.api.operation import Operation, Resource
from service.telling.ladders import tell_ladders

if TYPE_CHECKING:
    from service.api.call import Call


def read(call: Call) -> dict[str, Any]:
    """
    Tell every ladder, and every level that reaches nobody in the coming weeks.
    """
    with call.throughline.reading() as session:
        return tell_ladders(session)


RESOURCE = Resource(
    name="Ladders",
    about="Who hears at which level when something is overdue, after how long, and how.",
    operations=(
        Operation(
            path="/api/ladders",
            summary="Read the ladders in force and where they reach nobody",
            policy=Action.READ_LADDER,
            scope=Scope.READ,
            answer=LaddersTold,
            view=read,
        ),
    ),
)
