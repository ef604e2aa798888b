"""Until when records are kept, what holds them, and erasing by two leads."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.erase import proposals, propose_erasure
from service.actions.errors import ActionRefused
from service.actions.hold import lift_hold, place_hold
from service.api.answers.retention import ProposalsTold, ProposalTold, RetainedTold, RetentionTold
from service.api.asked import Identifier, Sent, entry_number
from service.api.operation import Operation, Resource
from service.api.refusals import Overtaken
from service.erasing import erase
from service.telling.retention import proposal_told, retained, retained_of, retained_told

if TYPE_CHECKING:
    from uuid import UUID

    from service.api.call import Call

_LONG = validate.Length(min=1, max=20_000, error="Use 1 to 20,000 characters")
_SHORT = validate.Length(min=1, max=500, error="Use 1 to 500 characters")


class After(Sent):
    """
    Which part of the list.
    """

    after = Identifier(metadata={"description": "The “next” of the answer before."})


class HoldSent(Sent):
    """
    Who orders that a record be held, and why.
    """

    ordered_by = fields.String(required=True, validate=_SHORT)
    reason = fields.String(required=True, validate=_LONG)
    reference = fields.String(validate=_SHORT)


class LiftSent(Sent):
    """
    Which hold ends, and why.
    """

    hold = entry_number(required=True)
    reason = fields.String(required=True, validate=_LONG)


class ProposeSent(Sent):
    """
    On which legal basis a record is to be erased, and why now.
    """

    basis = fields.String(required=True, validate=_SHORT)
    reason = fields.String(required=True, validate=_LONG)


class AgreeSent(Sent):
    """
    Which proposal is agreed to.
    """

    proposal = entry_number(required=True)


def read_all(call: Call) -> dict[str, Any]:
    """
    List records by name with their periods; nothing is done because one has ended.
    """
    with call.throughline.writing() as session:
        found, following = retained(session, call.who, call.query.get("after"), by=call.caller.by)
        told = [retained_told(one) for one in found]
    return {"records": told, "next": str(following) if following else None}


def read(call: Call) -> dict[str, Any]:
    """
    Tell until when one record is kept, and why.
    """
    return _told(call, call.child)


def hold(call: Call) -> dict[str, Any]:
    """
    Hold a record against every period.
    """
    with call.throughline.writing() as session:
        place_hold(session, call.who, call.child, key=call.log_key, **call.body)
    return _told(call, call.child)


def lift(call: Call) -> dict[str, Any]:
    """
    Let a record go that was held.
    """
    said = call.body
    with call.throughline.writing() as session:
        try:
            lift_hold(
                session, call.who, call.child, said["hold"], reason=said["reason"],
                key=call.log_key,
            )  # fmt: skip
        except ActionRefused as refused:
            if "hold" in refused.fields:
                raise Overtaken(refused.fields["hold"]) from None
            raise
    return _told(call, call.child)


def proposed(call: Call) -> dict[str, Any]:
    """
    List what was proposed to be erased, and what was.
    """
    with call.throughline.reading() as session:
        return {"proposals": [proposal_told(one) for one in proposals(session)]}


def propose(call: Call) -> dict[str, Any]:
    """
    Propose that a record be erased; another lead must agree.
    """
    with call.throughline.writing() as session:
        number = propose_erasure(session, call.who, call.child, key=call.log_key, **call.body)
        return next(proposal_told(one) for one in proposals(session) if one.number == number)


def agree(call: Call) -> dict[str, Any]:
    """
    Agree to what another lead proposed: the record is unreadable from then on.
    """
    number = call.body["proposal"]
    with call.throughline.reading() as session:
        found = next((one for one in proposals(session) if one.number == number), None)
    if found is not None and found.erased_under:
        return proposal_told(found)
    return proposal_told(erase(call.throughline, call.who, number))


def _told(call: Call, child: UUID) -> dict[str, Any]:
    with call.throughline.writing() as session:
        return retained_told(retained_of(session, call.who, child, by=call.caller.by))


_ONE = "/api/children/<uuid:child>/retention"

RESOURCE = Resource(
    name="Retention",
    about="Until when records are kept. Nothing is erased by itself: two leads decide.",
    operations=(
        Operation(
            path="/api/retention",
            summary="List until when records are kept",
            policy=Action.READ_RETENTION,
            scope=Scope.READ,
            query=After,
            answer=RetentionTold,
            view=read_all,
        ),
        Operation(
            path=_ONE,
            summary="Read until when a record is kept",
            policy=Action.READ_RETENTION,
            scope=Scope.READ,
            what="retention",
            answer=RetainedTold,
            view=read,
        ),
        Operation(
            method="POST",
            path=f"{_ONE}/hold",
            summary="Hold a record",
            policy=Action.ERASE,
            scope=Scope.RECORD,
            what="a hold placed",
            body=HoldSent,
            keyed=True,
            answer=RetainedTold,
            view=hold,
        ),
        Operation(
            method="POST",
            path=f"{_ONE}/let-go",
            summary="Let a record go that was held",
            policy=Action.ERASE,
            scope=Scope.RECORD,
            what="a hold lifted",
            body=LiftSent,
            keyed=True,
            answer=RetainedTold,
            view=lift,
            refuses=(HTTPStatus.CONFLICT,),
        ),
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/erasure",
            summary="Propose that a record be erased",
            policy=Action.ERASE,
            scope=Scope.RECORD,
            what="erasing proposed",
            body=ProposeSent,
            keyed=True,
            answer=ProposalTold,
            view=propose,
        ),
        Operation(
            path="/api/erasures",
            summary="List what was proposed to be erased",
            policy=Action.ERASE,
            scope=Scope.READ,
            answer=ProposalsTold,
            view=proposed,
        ),
        Operation(
            method="POST",
            path="/api/erasures",
            summary="Agree that a record is erased",
            policy=Action.ERASE,
            scope=Scope.RECORD,
            body=AgreeSent,
            keyed=True,
            answer=ProposalTold,
            view=agree,
        ),
    ),
)
