"""The feed: everything that the caller may read, in the order of the log."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from marshmallow import fields, validate

from events.vocabulary import KINDS
from projections.stored.directory import CHILDREN, listed
from service.access.enforce import allowed_or_refused, may
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.event import CloudEventTold
from service.api.asked import Identifier, Sent
from service.api.operation import Operation, Resource, Several
from service.api.refusals import NoSuchThing
from service.feed.cloud_event import BATCH, cloud_event
from service.feed.following import Part, Wanted, note_reads, part

if TYPE_CHECKING:
    from uuid import UUID

    from service.api.call import Call
    from service.wiring import Session

MOST = 500
LAST = 10**18 - 1


class Asked(Sent):
    """
    Which part of it.
    """

    after = fields.Integer(
        validate=validate.Range(min=0, max=LAST, error="Give a position, 0 for the beginning"),
        metadata={"description": "The position you have reached; the beginning if left out."},
    )
    limit = fields.Integer(
        validate=validate.Range(min=1, max=MOST, error=f"Give a whole number from 1 to {MOST}"),
        metadata={"description": "At most so many events; 100 if left out."},
    )
    kind = fields.List(
        fields.String(
            validate=validate.OneOf(
                sorted(KINDS), error="Give a kind that GET /api/kinds lists, or one of the log's"
            )
        ),
        metadata={"description": "Only this kind; give it again for more."},
    )
    child = Identifier(metadata={"description": "Only this child's record."})


def follow(call: Call) -> Several:
    """
    Tell the settled events after a position, within the caller's rights.
    """
    asked = dict(call.query)
    wanted = Wanted(
        after=asked.get("after", 0),
        limit=asked.get("limit", 100),
        kinds=frozenset(asked.get("kind") or ()),
        child=asked.get("child"),
    )
    if wanted.child is not None:
        _open(call, wanted.child)
    with call.throughline.reading() as session:
        found = part(session, call.who, wanted)
    if found.events:
        # Committed before a byte leaves.
        with call.throughline.writing() as session:
            note_reads(session, call.who, found.events, by=call.caller.by)
    address = call.throughline.settings.address
    return Several(
        told=[cloud_event(one, address) for one in found.events], headers=_headers(found, wanted)
    )


def _open(call: Call, child: UUID) -> None:
    with call.throughline.reading() as session:
        _there(session, child)
        decided = may(session.connection, call.who, Action.READ, child, session.now)
    allowed_or_refused(decided)


def _there(session: Session, child: UUID) -> None:
    found = listed(session.connection, [child]).get(child)
    if found is None or found.kind not in CHILDREN:
        raise NoSuchThing


def _headers(found: Part, wanted: Wanted) -> dict[str, str]:
    again = [("after", str(found.after)), ("limit", str(wanted.limit))]
    again += [("kind", kind) for kind in sorted(wanted.kinds)]
    if wanted.child is not None:
        again.append(("child", str(wanted.child)))
    return {
        "Link": f'</api/events?{urlencode(again)}>; rel="next"',
        "Throughline-After": str(found.after),
        "Throughline-Withheld": str(found.withheld),
        "Throughline-More": "true" if found.more else "false",
    }


RESOURCE = Resource(
    name="Events",
    about=(
        "Every event that you may read, in the one order of the log, for systems that follow it."
    ),
    operations=(
        Operation(
            path="/api/events",
            summary="Follow what is recorded",
            policy=Action.FIND,
            scope=Scope.READ,
            query=Asked,
            answer=CloudEventTold(many=True),
            media=BATCH,
            headers={
                "Link": "Where the next part is, rel=next; always there, for there is no end.",
                "Throughline-After": "The position reached, to give as “after”.",
                "Throughline-Withheld": "How many events of records open to you were kept back.",
                "Throughline-More": "Whether more is there already: true or false.",
            },
            view=follow,
            refuses=(HTTPStatus.NOT_FOUND,),
        ),
    ),
)
