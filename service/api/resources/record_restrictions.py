"""A child's whole record kept for those named, and opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from events.kinds.access_restricted import CLASSES
from service.access.allocating import standing_to_allocate
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.restrict_record import (
    LiftFromRecord,
    RestrictRecord,
    kept_whole_under,
    lift_from_record,
    restrict_record,
)
from service.api.answers.shape import Told, texts
from service.api.asked import Identifier, Sent, entry_number
from service.api.operation import Operation, Resource

if TYPE_CHECKING:
    from service.access.policy import Standing
    from service.api.call import Call
    from service.wiring import Session


class KeptWholeTold(Told):
    """
    Whether a whole record is kept for some.
    """

    restrictions = texts("The numbers of the restrictions that it is under; none where it is open.")


class KeptWholeSent(Sent):
    """
    For whom alone it is kept, and why.
    """

    protects = fields.String(required=True, validate=validate.OneOf(sorted(CLASSES)))
    reason = fields.String(required=True, validate=validate.Length(min=1, max=2000))
    agencies_allowed = fields.List(fields.String(), load_default=list)
    people_allowed = fields.List(
        Identifier(),
        load_default=list,
        metadata={"description": "Users by id; whoever leads the child's work always is."},
    )


class OpenedWholeSent(Sent):
    """
    Which restriction is needed no longer, and why.
    """

    restriction = entry_number(required=True)
    reason = fields.String(required=True, validate=validate.Length(min=1, max=2000))


def restrict(call: Call) -> dict[str, Any]:
    """
    Keep the whole record for those named; everybody who works with the child is told.
    """
    with call.throughline.writing() as session:
        restrict_record(
            session,
            call.who,
            RestrictRecord(
                child=call.child,
                protects=call.body["protects"],
                reason=call.body["reason"],
                agencies=tuple(call.body["agencies_allowed"]),
                people=tuple(call.body["people_allowed"]),
                key=call.log_key,
            ),
        )
        return _told(session, call)


def lift(call: Call) -> dict[str, Any]:
    """
    Open the whole record again to those who work with the child.
    """
    with call.throughline.writing() as session:
        lift_from_record(
            session,
            call.who,
            LiftFromRecord(
                child=call.child,
                restriction=call.body["restriction"],
                reason=call.body["reason"],
                key=call.log_key,
            ),
        )
        return _told(session, call)


def _told(session: Session, call: Call) -> dict[str, Any]:
    return {"restrictions": list(kept_whole_under(session, call.child))}


def _standing(session: Session, call: Call) -> Standing:
    return standing_to_allocate(session, call.who, call.child)


_SHARED: dict[str, Any] = {
    "method": "POST",
    "policy": Action.RESTRICT,
    "scope": Scope.RECORD,
    "standing": _standing,
    "what": "a restriction of the whole record",
    "keyed": True,
    "answer": KeptWholeTold,
}

RESOURCE = Resource(
    name="Whole records",
    about="Kept for those named: no entry, person, question or plan is told to anybody else.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/restrictions",
            summary="Keep a whole record for those named",
            body=KeptWholeSent,
            view=restrict,
            **_SHARED,
        ),
        Operation(
            path="/api/children/<uuid:child>/restrictions/lift",
            summary="Open a whole record again",
            body=OpenedWholeSent,
            view=lift,
            **_SHARED,
        ),
    ),
)
