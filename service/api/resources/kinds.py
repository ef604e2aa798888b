"""The vocabulary: what may be recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.kind import KindTold
from service.api.operation import Operation, Resource
from service.telling.kinds import kinds_told

if TYPE_CHECKING:
    from service.api.call import Call


def read(call: Call) -> list[dict[str, Any]]:
    """
    Tell every kind of event with its questions.
    """
    del call
    return kinds_told()


RESOURCE = Resource(
    name="Kinds",
    about="What may be recorded, in the words in which it is asked.",
    operations=(
        Operation(
            path="/api/kinds",
            summary="List the kinds of event",
            policy=Action.OWN,
            scope=Scope.READ,
            answer=KindTold(many=True),
            view=read,
        ),
    ),
)
