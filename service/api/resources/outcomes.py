"""What is owed to a child, by whom and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.outcome import OutcomeTold
from service.api.asked import ClocksAsked, Day, clocks_of
from service.api.operation import Operation, Resource
from service.telling.outcomes import tell_outcomes

if TYPE_CHECKING:
    from service.api.call import Call


class AsOn(ClocksAsked):
    """
    On which day.
    """

    on = Day(metadata={"description": "The same as as_known_at; now if left out."})


def read(call: Call) -> list[dict[str, Any]]:
    """
    Tell every outcome ever opened for a child, whatever became of it.
    """
    with call.throughline.reading() as session:
        return tell_outcomes(session, call.who, call.child, clocks_of(call.query))


RESOURCE = Resource(
    name="Outcomes",
    about="Planned outcomes with their owner, due date, slippage and escalations.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/outcomes",
            summary="Read what is owed to a child",
            policy=Action.READ,
            scope=Scope.READ,
            what="outcomes",
            query=AsOn,
            answer=OutcomeTold(many=True),
            view=read,
        ),
    ),
)
