"""What the records of the caller's children ask and nobody has answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from projections.risk.asked import RULES
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.waiting import UnansweredTold
from service.api.asked import Sent
from service.api.operation import Operation, Resource
from service.telling.unanswered import AT_ONCE, unanswered_of, unanswered_told

if TYPE_CHECKING:
    from service.api.call import Call

_ROWS = sorted({rule.practice_id for rule in RULES.values() if not rule.marker})


class Which(Sent):
    """
    Which part of the children, and which question.
    """

    part = fields.Integer(
        validate=validate.Range(min=1, max=1_000),
        metadata={"description": "From 1; babies and whatever is late are in the first."},
    )
    row = fields.String(
        validate=validate.OneOf(_ROWS, error="Give a row of the practice table, such as R08")
    )


def read(call: Call) -> dict[str, Any]:
    """
    Tell what waits for an answer.
    """
    found = unanswered_of(
        call.throughline,
        call.who,
        part=call.query.get("part", 1),
        only=call.query.get("row", ""),
    )
    return unanswered_told(found)


RESOURCE = Resource(
    name="Unanswered",
    about=f"What nobody has answered about your own children and your team’s, {AT_ONCE} at a time.",
    operations=(
        Operation(
            path="/api/unanswered",
            summary="Read which questions about your children wait for an answer",
            policy=Action.FIND,
            scope=Scope.READ,
            query=Which,
            answer=UnansweredTold,
            view=read,
        ),
    ),
)
