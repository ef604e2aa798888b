"""The child's whole story, at any length and on both clocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate
from werkzeug.datastructures import MultiDict

from events.kind import Group
from events.vocabulary import KINDS
from projections.chronology.lengths import Length
from projections.chronology.narrowed import STATES, Narrowing
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.chronology import ChronologyTold
from service.api.asked import ClocksAsked, Day, Identifier, Sent, entry_number
from service.api.operation import Operation, Resource
from service.api.refusals import Unacceptable
from service.saved_views.saved_views import saved_views
from service.telling.wanted import Wanted, tell_page
from service.web.choosing import filters_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from service.api.call import Call
    from service.wiring import Session

MOST = 1000
LENGTHS = [str(length) for length in Length]
GROUPS = [str(group) for group in Group]


class Asked(ClocksAsked):
    """
    Which part of it.
    """

    length = fields.String(
        validate=validate.OneOf(LENGTHS, error=f"Choose one of: {', '.join(LENGTHS)}"),
        metadata={"description": "Each a rule and not an edit; full if left out."},
    )
    application = Day(
        metadata={
            "description": "The day from which the court's length counts its two years back; the "
            "record's newest application to the family court if left out, else the day read for."
        }
    )
    agency = fields.String(
        validate=validate.Length(min=1, max=500, error="Give an agency's name"),
        metadata={"description": "Only what this agency had learned."},
    )
    told_by = fields.String(
        validate=validate.Length(min=1, max=500, error="Give an agency's name"),
        metadata={"description": "Only what this agency says itself."},
    )
    kind = fields.String(
        validate=validate.OneOf(sorted(KINDS), error="Give the stored name of a kind"),
        metadata={"description": "Only entries of this kind."},
    )
    group = fields.String(
        validate=validate.OneOf(GROUPS, error=f"Choose one of: {', '.join(GROUPS)}"),
        metadata={"description": "Only entries of this part of practice."},
    )
    person = Identifier(metadata={"description": "Only entries with this person in them."})
    state = fields.String(
        validate=validate.OneOf(list(STATES), error=f"Choose one of: {', '.join(STATES)}"),
        metadata={"description": "Only what is marked, corrected, struck out, late or the like."},
    )
    happened_from = Day(metadata={"description": "Only what can have happened on or after it."})
    counts = fields.String(
        validate=validate.OneOf(["yes", "no"], error="Give yes or no"),
        metadata={"description": "Whether to count what each further choice would leave."},
    )
    happened_to = Day(metadata={"description": "Only what can have happened on or before it."})
    since = entry_number(
        metadata={"description": "Only what happened or became known since this entry."}
    )
    view = Identifier(
        metadata={
            "description": "A saved view of the caller's own, in place of all of the above; only "
            "“counts”, “after” and “limit” go with it."
        }
    )
    after = entry_number(metadata={"description": "The “next” of the page before."})
    limit = fields.Integer(
        validate=validate.Range(
            min=1, max=MOST, error=f"Give a whole number from 1 to {MOST}, or leave it out for all"
        ),
        metadata={"description": "At most so many entries; all if left out."},
    )


class Words(Sent):
    """
    Which words; they are sent and never part of an address, because addresses are kept in logs.
    """

    words = fields.String(
        required=True,
        validate=validate.Length(min=1, max=500, error="Give from 1 to 500 characters"),
        metadata={
            "description": 'All of them must stand in an entry; "in quotes" side by side, and a '
            "star after how a word begins."
        },
    )


def read(call: Call) -> dict[str, Any]:
    """
    Tell a child's chronology as the command line does.
    """
    with call.throughline.reading() as session:
        wanted = _viewed(session, call) if "view" in call.query else _wanted(call.query)
        return tell_page(session, call.who, call.child, wanted)


def find(call: Call) -> dict[str, Any]:
    """
    Tell the entries in which words stand.
    """
    with call.throughline.reading() as session:
        wanted = _viewed(session, call) if "view" in call.query else _wanted(call.query)
        wanted = replace(wanted, words=call.body["words"])
        return tell_page(session, call.who, call.child, wanted)


def _viewed(session: Session, call: Call) -> Wanted:
    query = dict(call.query)
    view = query.pop("view")
    paging = {name: query.pop(name) for name in ("after", "limit") if name in query}
    counted = query.pop("counts", "no") == "yes"
    if query:
        raise Unacceptable(dict.fromkeys(query, "Leave this out: the view says what is chosen"))
    for one in saved_views(session.connection, user=call.user, child=call.child):
        if one.id == view:
            kept, _ = filters_in(MultiDict(one.chosen))
            return replace(kept.wanted, counted=counted, **paging)
    raise Unacceptable({"view": "Give the id of one of your own views of this child"})


def _wanted(query: Mapping[str, Any]) -> Wanted:
    asked = dict(query)

    def one(name: str) -> tuple[Any, ...]:
        return (asked.pop(name),) if name in asked else ()

    return Wanted(
        length=Length(asked.pop("length", Length.FULL)),
        counted=asked.pop("counts", "no") == "yes",
        narrowing=Narrowing(
            agencies=one("told_by"),
            kinds=one("kind"),
            groups=one("group"),
            persons=one("person"),
            states=one("state"),
            first=asked.pop("happened_from", None),
            last=asked.pop("happened_to", None),
            since=asked.pop("since", ""),
        ),
        **asked,
    )


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
        Operation(
            path="/api/children/<uuid:child>/chronology/words",
            method="POST",
            summary="Find words in a child's chronology",
            policy=Action.READ,
            scope=Scope.READ,
            what="chronology, words",
            query=Asked,
            body=Words,
            answer=ChronologyTold,
            view=find,
        ),
    ),
)
