"""One person around a child, finding a person, and deciding whether two records are of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from service.access.access_log import record_read
from service.access.errors import AccountRefused
from service.access.history_openings import BASES, open_history
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.errors import ActionRefused
from service.actions.link_persons import LinkPersons, PartPersons, link_persons, part_persons
from service.api.answers.person import (
    DecidedTold,
    FoundPeopleTold,
    HomesTold,
    OnePersonTold,
    WithPastTold,
)
from service.api.asked import ClocksAsked, Identifier, Sent, clocks_of, entry_number
from service.api.operation import Operation, Resource
from service.api.refusals import NoSuchThing
from service.telling.found import found_told, search_people
from service.telling.homes import homes_told, read_homes
from service.telling.one_person import history_told, one_person_told, read_person

if TYPE_CHECKING:
    from uuid import UUID

    from events.log.contract import Appended
    from service.api.call import Call


class AsKnown(ClocksAsked):
    """
    As known on which day.
    """


class Sought(Sent):
    """
    What somebody has of a person.
    """

    text = fields.String(
        required=True,
        validate=validate.Length(min=1, max=500),
        metadata={"description": "A name, a number or an address, misspelt or not."},
    )


class Opened(Sent):
    """
    Why somebody's past is opened, and on what ground.
    """

    basis = fields.String(required=True, validate=validate.OneOf(list(BASES)))
    purpose = fields.String(required=True, validate=validate.Length(min=1, max=2000))


class Linked(Sent):
    """
    Why two records are of one person.
    """

    other = Identifier(required=True)
    agrees = fields.String(required=True, validate=validate.Length(min=1, max=500))
    differs = fields.String(validate=validate.Length(max=500))
    reason = fields.String(required=True, validate=validate.Length(min=1, max=4000))


class Parted(Sent):
    """
    Why two records are of two people.
    """

    other = Identifier(required=True)
    link = entry_number(metadata={"description": "The link undone; without it, never suggest."})
    reason = fields.String(required=True, validate=validate.Length(min=1, max=4000))


def read(call: Call) -> dict[str, Any]:
    """
    Tell one person around a child.
    """
    with call.throughline.reading() as session:
        found = read_person(
            session, call.who, call.child, _person(call), clocks=clocks_of(call.query)
        )
    if found is None:
        raise NoSuchThing
    return one_person_told(found)


def read_past(call: Call) -> dict[str, Any]:
    """
    Tell one person with their past in other families; basis and purpose are kept.
    """
    with call.throughline.writing() as session:
        found = read_person(session, call.who, call.child, _person(call))
        if found is None:
            raise NoSuchThing
        basis, purpose = call.body["basis"], call.body["purpose"]
        try:
            open_history(
                session.connection,
                user=call.user,
                child=call.child,
                person=found.person.id,
                basis=basis,
                purpose=purpose,
                now=session.now,
            )
        except AccountRefused as refused:
            raise ActionRefused(refused.fields) from None
        record_read(
            session.connection,
            who=call.who.actor,
            child=call.child,
            what=f"past of person {found.person.id}",
            now=session.now,
            why=basis,
            words=purpose,
        )
    return history_told(found)


def read_where(call: Call) -> dict[str, Any]:
    """
    Tell where the child, or somebody around the child, lives and lived.
    """
    with call.throughline.writing() as session:
        found = read_homes(session, call.who, call.child, _person(call))
    if found is None:
        raise NoSuchThing
    return homes_told(found)


def find(call: Call) -> dict[str, Any]:
    """
    Tell whom a name, a number or an address means.
    """
    with call.throughline.writing() as session:
        found = search_people(session, call.who, call.body["text"])
    return {"people": [found_told(one) for one in found]}


def link(call: Call) -> dict[str, Any]:
    """
    Decide that two records are of one person; nothing is merged.
    """
    wish = LinkPersons(
        person=_person(call),
        other=call.body["other"],
        agrees=call.body["agrees"],
        differs=call.body.get("differs", ""),
        reason=call.body["reason"],
        key=call.log_key,
    )
    with call.throughline.writing() as session:
        if read_person(session, call.who, call.child, wish.person) is None:
            raise NoSuchThing
        return _told(link_persons(session, call.who, wish))


def part(call: Call) -> dict[str, Any]:
    """
    Decide that two records are of two people, or undo a link.
    """
    wish = PartPersons(
        person=_person(call),
        other=call.body["other"],
        link=call.body.get("link", ""),
        reason=call.body["reason"],
        key=call.log_key,
    )
    with call.throughline.writing() as session:
        if read_person(session, call.who, call.child, wish.person) is None:
            raise NoSuchThing
        return _told(part_persons(session, call.who, wish))


def _told(made: Appended) -> dict[str, Any]:
    event = made.events[0]
    return {"entry": event.entry_id, "persons": list(event.content["persons"])}


def _person(call: Call) -> UUID:
    found: UUID = call.path["person"]
    return found


_ONE = "/api/children/<uuid:child>/people/<uuid:person>"

RESOURCE = Resource(
    name="People",
    about="One person around a child, finding somebody, and deciding: one person or two.",
    operations=(
        Operation(
            path=_ONE,
            summary="Read one person around a child",
            policy=Action.READ,
            scope=Scope.READ,
            what="person around the child",
            query=AsKnown,
            answer=OnePersonTold,
            view=read,
        ),
        Operation(
            method="POST",
            path=f"{_ONE}/past",
            summary="Open somebody's past in other families, with basis and purpose",
            policy=Action.READ,
            scope=Scope.READ,
            what="person and their past",
            body=Opened,
            answer=WithPastTold,
            view=read_past,
        ),
        Operation(
            path=f"{_ONE}/homes",
            summary="Read where the child, or somebody around the child, lives",
            policy=Action.READ,
            scope=Scope.READ,
            what="where somebody lives",
            answer=HomesTold,
            view=read_where,
        ),
        Operation(
            method="POST",
            path=f"{_ONE}/link",
            summary="Decide that two records are of one person",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="whether two records are of one person",
            body=Linked,
            keyed=True,
            answer=DecidedTold,
            view=link,
        ),
        Operation(
            method="POST",
            path=f"{_ONE}/part",
            summary="Decide that two records are of two people, or undo a link",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="whether two records are of one person",
            body=Parted,
            keyed=True,
            answer=DecidedTold,
            view=part,
        ),
        Operation(
            method="POST",
            path="/api/people/find",
            summary="Find a person by any name, number or address",
            policy=Action.FIND,
            scope=Scope.READ,
            body=Sought,
            answer=FoundPeopleTold,
            view=find,
        ),
    ),
)
