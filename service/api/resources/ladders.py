"""The ladders in force, and where they reach nobody."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from escalation.errors import CalendarEnds
from escalation.reading_ladders import as_plain
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.adopt_ladder import AdoptLadder, adopt_ladder, ladder_of
from service.actions.errors import ActionRefused
from service.api.answers.ladder import HeardTold, LaddersTold
from service.api.asked import Day, Identifier, Sent
from service.api.operation import Operation, Resource
from service.api.refusals import NoSuchThing
from service.telling.ladders import previewed, tell_heard, tell_ladders

if TYPE_CHECKING:
    from service.api.call import Call


_NAME = validate.Length(min=1, max=100)


class AdoptSent(Sent):
    """
    The new edition whole, why, and which edition it was decided on.
    """

    name = fields.String(required=True, validate=_NAME)
    ladder = fields.Dict(
        required=True,
        metadata={"description": "levels, again and ends_within, as GET /api/ladders tells them."},
    )
    reason = fields.String(
        required=True, validate=validate.Length(min=1, max=20_000, error="Give the reason")
    )
    version_was = fields.String(
        required=True,
        validate=validate.Length(max=100),
        metadata={"description": "The edition in force; empty where there was none."},
    )


class PassesOn(Sent):
    """
    Of which day, whose, and led by whom.
    """

    ladder = fields.String(required=True, validate=_NAME)
    passes = Day(required=True, metadata={"description": "The day that it is due by."})
    owner = Identifier(
        metadata={"description": "A user, whose outcome it is, or to whom it was sent."}
    )
    lead = Identifier(
        metadata={
            "description": "A user, who leads the child's work; the owner, where nothing was sent "
            "and none is named."
        }
    )


def read(call: Call) -> dict[str, Any]:
    """
    Tell every ladder, and every level that reaches nobody in the coming weeks.
    """
    with call.throughline.reading() as session:
        return tell_ladders(session)


def adopt(call: Call) -> dict[str, Any]:
    """
    Adopt a new edition; what climbs already goes on under the one it began under.
    """
    said = call.body
    name = said["name"]
    with call.throughline.writing() as session:
        in_force = ladder_of(session, name)
        if in_force is None or as_plain(in_force) != said["ladder"]:
            wish = AdoptLadder(
                name=name,
                ladder=said["ladder"],
                reason=said["reason"],
                version_was=said["version_was"],
                key=call.log_key,
            )
            adopt_ladder(session, call.who, wish)
        return tell_ladders(session)


def preview(call: Call) -> dict[str, Any]:
    """
    Tell who would hear when of an outcome that passes on a day and that nobody ever answers.
    """
    with call.throughline.reading() as session:
        ladder = ladder_of(session, call.query["ladder"])
        if ladder is None:
            raise NoSuchThing
        try:
            heard = previewed(
                session,
                ladder,
                due=call.query["passes"],
                owner=call.query.get("owner"),
                lead=call.query.get("lead"),
            )
        except CalendarEnds as ends:
            raise ActionRefused({"passes": str(ends)}) from None
        return {"heard": [tell_heard(one) for one in heard]}


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
        Operation(
            path="/api/ladders/preview",
            summary="Read who would hear when, if something passed on a day",
            policy=Action.READ_LADDER,
            scope=Scope.READ,
            query=PassesOn,
            answer=HeardTold,
            view=preview,
            refuses=(HTTPStatus.NOT_FOUND,),
        ),
        Operation(
            method="POST",
            path="/api/ladders",
            summary="Adopt a new edition of a ladder",
            policy=Action.CHANGE_LADDER,
            scope=Scope.RECORD,
            body=AdoptSent,
            keyed=True,
            answer=LaddersTold,
            view=adopt,
        ),
    ),
)
