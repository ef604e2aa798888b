"""The child's whole story, at any length and on both clocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from projections.chronology.lengths import Length
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.chronology import ChronologyTold
from service.api.asked import Day, Moment, Sent, entry_number
from service.api.operation import Operation, Resource
from service.telling.wanted import Wanted, tell_chronology

if TYPE_CHECKING:
    from service.api.call import Call

MOST = 1000
LENGTHS = [str(length) for length in Length]


class Asked(Sent):
    """
    Which part of it.
    """

    length = fields.String(
        validate=validate.OneOf(LENGTHS, error=f"Choose one of: {', '.join(LENGTHS)}"),
        metadata={"description": "Each a rule and not an edit; full if left out."},
    )
    as_known_at = Day(metadata={"description": "Only what was learned by the end of this day."})
    as_recorded_at = Moment(metadata={"description": "Only what this log held at this moment."})
    agency = fields.String(
        validate=validate.Length(min=1, max=500, error="Give an agency's name"),
        metadata={"description": "Only what this agency had learned."},
    )
    after = entry_number(metadata={"description": "The “next” of the page before."})
    limit = fields.Integer(
        validate=validate.Range(
            min=1, max=MOST, error=f"Give a whole number from 1 to {MOST}, or leave it out for all"
        ),
        metadata={"description": "At most so many entries; all if left out."},
    )


def read(call: Call) -> dict[str, Any]:
    """
    Tell a child's chronology as the command line does.
    """
    asked = dict(call.query)
    wanted = Wanted(length=Length(asked.pop("length", Length.FULL)), **asked)
    with call.throughline.reading() as session:
        return tell_chronology(session, call.who, call.child, wanted)


RESOURCE = Resource(
    name="Chronology",
    about="A child's story in the order it happened, over every agency and every adult around.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/chronology",
            summary="Read a child's chronology",
            policy=Action.READ,
            scope=Scope.READ,
            what="chronology",
            query=Asked,
            answer=ChronologyTold,
            view=read,
            links={
                "an entry of it": {
                    "operationId": "entry_read",
                    "parameters": {"entry": "$response.body#/entries/0/id"},
                },
                "the page after": {
                    "operationId": "chronology_read",
                    "parameters": {
                        "child": "$request.path.child",
                        "after": "$response.body#/next",
                    },
                },
            },
        ),
    ),
)
