"""Children: one's own, finding any other, one of them, and registering a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid5

from marshmallow import fields, validate

from events.errors import KeyReused
from events.vocabulary import KINDS
from projections.stored.directory import listed
from projections.stored.finding import LEAST_LETTERS, MOST_FOUND
from service.access.open_to import open_to
from service.access.policy import Action
from service.access.reader import Role
from service.access.tokens import Scope
from service.actions.errors import ActionRefused
from service.actions.register_person import REGISTERED, RegisterPerson, register_person
from service.api.answers.child import ChildrenTold, ChildTold
from service.api.asked import Sent
from service.api.child_told import child_told, children_told
from service.api.operation import Made, Operation, Resource
from service.api.refusals import NoSuchThing
from service.telling.found import children_like, search_children

if TYPE_CHECKING:
    from uuid import UUID

    from service.api.call import Call

# What is asked of a person and not of a child, or only of an import's row.
_NOT_OF_A_CHILD = {
    "kind_of_person",
    "known_by_description",
    "likely",
    "notes",
    "person_key",
    "relation",
    "role",
}
_OF_A_CHILD = {
    name: field
    for name, field in KINDS["person_registered"].content().fields.items()
    if name not in _NOT_OF_A_CHILD
}


class Named(Sent):
    """
    Whom to look for.
    """

    name = fields.String(
        required=True,
        validate=validate.Length(
            min=LEAST_LETTERS, max=200, error=f"Give {LEAST_LETTERS} to 200 letters of a name"
        ),
    )


class ChildSent(Sent.from_dict(_OF_A_CHILD)):  # type: ignore[misc]
    """
    A child who enters the record, or one not yet born.
    """

    kind_of_person = fields.String(
        required=True,
        validate=validate.OneOf(["child", "unborn"], error="Choose one of: child, unborn"),
    )
    another = fields.Boolean(
        truthy={True},
        falsy={False},
        metadata={"description": "True once you know that no child of a like name is this one."},
    )


def own(call: Call) -> dict[str, Any]:
    """
    List the children whose records are open to the caller.
    """
    with call.throughline.reading() as session:
        opened = open_to(session.connection, call.who, session.now)
        found = listed(session.connection, opened).values()
        return {"children": children_told(session, found, opened), "full": False}


def find(call: Call) -> dict[str, Any]:
    """
    Find children by a part of any of their names; a name is sent, because addresses hold none.

    That somebody searched is in the access log before anything is told, never for whom.
    """
    with call.throughline.writing() as session:
        opened = open_to(session.connection, call.who, session.now)
        found = search_children(session, call.who, call.body["name"])
        return {
            "children": children_told(session, found, opened),
            "full": len(found) == MOST_FOUND,
        }


def read(call: Call) -> dict[str, Any]:
    """
    Tell who a child is.
    """
    with call.throughline.reading() as session:
        found = listed(session.connection, [call.child]).get(call.child)
        if found is None:
            raise NoSuchThing
        return child_told(session, found, opened=True)


def register(call: Call) -> Made:
    """
    Register a child; children of a like name are asked about first, so that none is entered twice.
    """
    content = dict(call.body)
    sure = content.pop("another", False)
    child = uuid5(REGISTERED, call.log_key)
    if not sure and call.who.role is not Role.ADMINISTRATOR:
        _like(call, child, content["name"])
    with call.throughline.writing() as session:
        before = session.log.stream(child)
        if before and before[0].content != content:
            raise KeyReused(call.log_key)
        if not before:
            practitioner = call.who.role is Role.PRACTITIONER
            register_person(
                session,
                call.who,
                RegisterPerson(
                    content=content,
                    key=call.log_key,
                    allocate_to=call.user if practitioner else None,
                ),
            )
        found = listed(session.connection, [child])[child]
        told = child_told(
            session, found, opened=child in open_to(session.connection, call.who, session.now)
        )
    return Made(told=told, at=f"/api/children/{child}", already=bool(before))


def _like(call: Call, child: UUID, name: str) -> None:
    # Apart from what is refused because of it, which is undone: that somebody asked is kept.
    with call.throughline.writing() as session:
        if session.log.stream(child):
            return
        found = children_like(session, call.who, name)
    if found:
        fix = "Children of this name are in the record: find them, and send true if this is another"
        raise ActionRefused({"another": fix})


_ITS_CHILD = {"child": "$response.body#/id"}
_FIRST = {"child": "$response.body#/children/0/id"}

RESOURCE = Resource(
    name="Children",
    about="Whose records are open to you, finding any other child, and registering one.",
    operations=(
        Operation(
            path="/api/children",
            summary="List the children whose records are open to you",
            policy=Action.OWN,
            scope=Scope.READ,
            answer=ChildrenTold,
            view=own,
            links={
                "the chronology": {"operationId": "chronology_read", "parameters": _FIRST},
                "the questions": {"operationId": "indicators_read", "parameters": _FIRST},
                "what is owed": {"operationId": "outcomes_read", "parameters": _FIRST},
                "the family": {"operationId": "family_read", "parameters": _FIRST},
                "a new entry": {"operationId": "entries_record", "parameters": _FIRST},
            },
        ),
        Operation(
            method="POST",
            path="/api/children/find",
            summary="Find children by name",
            policy=Action.FIND,
            scope=Scope.READ,
            body=Named,
            answer=ChildrenTold,
            view=find,
        ),
        Operation(
            path="/api/children/<uuid:child>",
            summary="Read who a child is",
            policy=Action.READ,
            scope=Scope.READ,
            what="who the child is",
            answer=ChildTold,
            view=read,
        ),
        Operation(
            method="POST",
            path="/api/children",
            summary="Register a child, or one not yet born",
            policy=Action.REGISTER,
            scope=Scope.RECORD,
            body=ChildSent,
            keyed=True,
            makes=True,
            answer=ChildTold,
            view=register,
            links={
                "the chronology": {"operationId": "chronology_read", "parameters": _ITS_CHILD},
                "a new entry": {"operationId": "entries_record", "parameters": _ITS_CHILD},
            },
        ),
    ),
)
