"""One's own saved views of a child's chronology."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate
from werkzeug.datastructures import MultiDict

from events.vocabulary import KINDS
from projections.chronology.lengths import Length
from projections.chronology.narrowed import STATES, Narrowing
from service.access.policy import Action
from service.access.tokens import Scope
from service.api.answers.saved_view import SavedViewsTold
from service.api.asked import Day, Identifier, Moment, Sent, entry_number
from service.api.operation import Operation, Resource
from service.api.resources.chronology import GROUPS, LENGTHS
from service.saved_views.saved_views import LONGEST_NAME, delete_view, save_view, saved_views
from service.web.choosing import Filters, filters_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from marshmallow.fields import Field

    from service.api.call import Call
    from service.saved_views.saved_views import SavedView
    from service.wiring import Session

MOST = 100
_AGENCY = validate.Length(min=1, max=500, error="Give an agency's name")


def _several(one: Field[Any]) -> fields.List[Any]:
    return fields.List(one, validate=validate.Length(max=MOST, error=f"Give {MOST} or fewer"))


class ViewSent(Sent):
    """
    What a view is called and what it chooses; whatever is left out narrows nothing. Words that
    were looked for are not part of a view.
    """

    name = fields.String(
        required=True,
        validate=validate.Length(
            min=1, max=LONGEST_NAME, error=f"Use 1 to {LONGEST_NAME} characters"
        ),
    )
    length = fields.String(
        validate=validate.OneOf(LENGTHS, error=f"Choose one of: {', '.join(LENGTHS)}")
    )
    as_known_at = Day()
    as_recorded_at = Moment(metadata={"description": "Kept to the minute."})
    agency = fields.String(
        validate=_AGENCY, metadata={"description": "Only what this agency had learned."}
    )
    told_by = _several(fields.String(validate=_AGENCY))
    kind = _several(
        fields.String(
            validate=validate.OneOf(sorted(KINDS), error="Give the stored name of a kind")
        )
    )
    group = _several(
        fields.String(validate=validate.OneOf(GROUPS, error=f"Choose one of: {', '.join(GROUPS)}"))
    )
    person = _several(Identifier())
    state = _several(
        fields.String(
            validate=validate.OneOf(list(STATES), error=f"Choose one of: {', '.join(STATES)}")
        )
    )
    happened_from = Day()
    happened_to = Day()
    since = entry_number(
        metadata={"description": "Only what happened or became known since this entry."}
    )
    application = Day()
    newest_first = fields.Boolean(truthy={True}, falsy={False}, load_default=False)


def read(call: Call) -> dict[str, Any]:
    """
    Tell the caller's own views of a child.
    """
    with call.throughline.reading() as session:
        return _told(session, call)


def save(call: Call) -> dict[str, Any]:
    """
    Keep a view; the same key again keeps it once.
    """
    with call.throughline.writing() as session:
        save_view(
            session,
            user=call.user,
            child=call.child,
            name=call.body["name"],
            chosen=_filters(call.body).kept(),
            key=call.log_key,
        )
        return _told(session, call)


def drop(call: Call) -> dict[str, Any]:
    """
    Delete a view of the caller's own; nothing happens where it is none.
    """
    with call.throughline.writing() as session:
        delete_view(session.connection, user=call.user, child=call.child, view=call.path["view"])
        return _told(session, call)


def _filters(said: Mapping[str, Any]) -> Filters:
    return Filters(
        known=said.get("as_known_at"),
        recorded=said.get("as_recorded_at"),
        known_by=said.get("agency", ""),
        newest_first=said["newest_first"],
        length=Length(said.get("length", Length.FULL)),
        narrowing=Narrowing(
            agencies=tuple(said.get("told_by", ())),
            kinds=tuple(said.get("kind", ())),
            groups=tuple(said.get("group", ())),
            persons=tuple(said.get("person", ())),
            states=tuple(said.get("state", ())),
            first=said.get("happened_from"),
            last=said.get("happened_to"),
            since=said.get("since", ""),
        ),
        application=said.get("application"),
    )


def _told(session: Session, call: Call) -> dict[str, Any]:
    views = saved_views(session.connection, user=call.user, child=call.child)
    return {"views": [_view(one) for one in views]}


def _view(one: SavedView) -> dict[str, Any]:
    kept, _ = filters_in(MultiDict(one.chosen))
    narrowing = kept.narrowing
    recorded = kept.recorded.astimezone(UTC).isoformat(timespec="seconds") if kept.recorded else ""
    return {
        "id": str(one.id),
        "name": one.name,
        "saved": one.saved.isoformat().replace("+00:00", "Z"),
        "length": str(kept.length),
        "as_known_at": kept.known.isoformat() if kept.known else None,
        "as_recorded_at": recorded.replace("+00:00", "Z") or None,
        "agency": kept.known_by,
        "told_by": list(narrowing.agencies),
        "kind": list(narrowing.kinds),
        "group": [str(group) for group in narrowing.groups],
        "person": [str(person) for person in narrowing.persons],
        "state": list(narrowing.states),
        "happened_from": narrowing.first.isoformat() if narrowing.first else None,
        "happened_to": narrowing.last.isoformat() if narrowing.last else None,
        "since": narrowing.since or None,
        "application": kept.application.isoformat() if kept.application else None,
        "newest_first": kept.newest_first,
    }


RESOURCE = Resource(
    name="Saved views",
    about="What the caller chose to see of a child's chronology, under a name of their own.",
    operations=(
        Operation(
            path="/api/children/<uuid:child>/views",
            summary="List one's own views of a child",
            policy=Action.READ,
            scope=Scope.READ,
            what="own saved views",
            answer=SavedViewsTold,
            view=read,
        ),
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/views",
            summary="Keep a view of a child's chronology",
            policy=Action.READ,
            scope=Scope.RECORD,
            what="own saved views",
            body=ViewSent,
            keyed=True,
            answer=SavedViewsTold,
            view=save,
        ),
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/views/<uuid:view>/delete",
            summary="Delete one of one's own views",
            policy=Action.READ,
            scope=Scope.RECORD,
            what="own saved views",
            keyed=True,
            answer=SavedViewsTold,
            view=drop,
        ),
    ),
)
