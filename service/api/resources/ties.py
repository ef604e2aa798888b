"""Adding somebody around a child, tying two people, and changing what was said of a tie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from events.vocabulary import KINDS
from projections.stored.matches import matches_of
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.change_tie import ChangeTie, correct_tie, end_tie, strike_tie
from service.actions.describe_person import KINDS as DESCRIBING
from service.actions.describe_person import DescribePerson, describe_person
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from service.api.answers.person import AddedTold, RecordedTold
from service.api.asked import Identifier, Sent
from service.api.operation import Operation, Resource
from service.api.refusals import NoSuchThing
from service.telling.one_person import read_person

if TYPE_CHECKING:
    from events.log.contract import Appended
    from service.api.call import Call


def _of(kind: str, *without: str) -> dict[str, fields.Field[Any]]:
    return {
        name: asked for name, asked in KINDS[kind].content().fields.items() if name not in without
    }


_ENDS = ("from_person", "to_person")
_OF_IMPORTS = ("likely", "notes", "person_key", "relation")
_REASON: dict[str, Any] = {"required": True, "validate": validate.Length(min=1, max=4000)}


class TieSaid(Sent.from_dict(_of("relationship_recorded", *_ENDS))):  # type: ignore[misc]
    """
    What somebody is, from when and how sure that is.
    """


class PersonSaid(Sent.from_dict(_of("person_registered", *_OF_IMPORTS))):  # type: ignore[misc]
    """
    Who it is, as far as is known.
    """


class AddedSent(Sent):
    """
    Somebody who is not in the record yet, and what they are to the child.
    """

    person = fields.Nested(PersonSaid, required=True)
    tie = fields.Nested(TieSaid, required=True)


class TieSent(TieSaid):
    """
    What somebody of the record is to the child, or to somebody else around the child.
    """

    person = Identifier(required=True, metadata={"description": "Who is something to somebody."})
    to = Identifier(metadata={"description": "To whom; left out, it is to the child."})


class TieEnded(Sent.from_dict(_of("relationship_ended", "relationship", "relation"))):  # type: ignore[misc]
    """
    When and how it ended.
    """


class TieCorrected(Sent):
    """
    What it should have said, whole, and why.
    """

    tie = fields.Nested(TieSaid, required=True)
    reason = fields.String(**_REASON)


class TieStruck(Sent):
    """
    Why it should not stand.
    """

    reason = fields.String(**_REASON)


class Described(Sent):
    """
    One more thing that is known of somebody: what was known stays.
    """

    kind = fields.String(required=True, validate=validate.OneOf(DESCRIBING))
    content = fields.Dict(
        keys=fields.String(),
        required=True,
        metadata={"description": "The answers of that kind, as /api/kinds lists them."},
    )


def add(call: Call) -> dict[str, Any]:
    """
    Register somebody and tie them to the child; nobody is made one with anybody by it.
    """
    with call.throughline.writing() as session:
        wish = RegisterPerson(content=dict(call.body["person"]), key=f"{call.log_key}/person")
        person = register_person(session, call.who, wish)
        tie = Relate(
            child=call.child, person=person, content=dict(call.body["tie"]), key=call.log_key
        )
        made = relate(session, call.who, tie)
        like = [one.other_than(person) for one in matches_of(session.connection, person)]
        return {"person": str(person), **_told(made), "may_be": [str(one) for one in like]}


def tie(call: Call) -> dict[str, Any]:
    """
    Tie somebody of the record to the child, or to somebody else around the child.
    """
    content = dict(call.body)
    person, to = content.pop("person"), content.pop("to", None)
    with call.throughline.writing() as session:
        wish = Relate(child=call.child, person=person, to=to, content=content, key=call.log_key)
        return _told(relate(session, call.who, wish))


def end(call: Call) -> dict[str, Any]:
    """
    Record that a tie ended; that it was stays.
    """
    with call.throughline.writing() as session:
        return _told(end_tie(session, call.who, _wish(call), dict(call.body)))


def correct(call: Call) -> dict[str, Any]:
    """
    Record what a tie should have said.
    """
    with call.throughline.writing() as session:
        said, reason = dict(call.body["tie"]), call.body["reason"]
        return _told(correct_tie(session, call.who, _wish(call), said, reason))


def strike(call: Call) -> dict[str, Any]:
    """
    Record that a tie should not stand.
    """
    with call.throughline.writing() as session:
        return _told(strike_tie(session, call.who, _wish(call), call.body["reason"]))


def describe(call: Call) -> dict[str, Any]:
    """
    Record another name, date of birth, number or address of somebody around the child.
    """
    with call.throughline.writing() as session:
        if read_person(session, call.who, call.child, call.path["person"]) is None:
            raise NoSuchThing
        wish = DescribePerson(
            person=call.path["person"],
            kind=call.body["kind"],
            content=call.body["content"],
            key=call.log_key,
        )
        return _told(describe_person(session, call.who, wish))


def _wish(call: Call) -> ChangeTie:
    # Whoever calls decides on what stands now: the key alone tells one call from its repetition.
    return ChangeTie(child=call.child, entry=str(call.path["entry"]), key=call.log_key)


def _told(made: Appended) -> dict[str, Any]:
    return {"entry": made.events[0].entry_id}


_TIE = "/api/children/<uuid:child>/ties/<number:entry>"


def _changing(way: str, summary: str, body: type[Sent], view: Any) -> Operation:
    return Operation(
        method="POST",
        path=f"{_TIE}/{way}",
        summary=summary,
        policy=Action.RECORD,
        scope=Scope.RECORD,
        what="change of a tie",
        body=body,
        keyed=True,
        answer=RecordedTold,
        view=view,
    )


RESOURCE = Resource(
    name="Ties",
    about="Who is around a child and how they are tied: added, tied, ended, corrected.",
    operations=(
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/people",
            summary="Add somebody around a child",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="somebody added around the child",
            body=AddedSent,
            keyed=True,
            answer=AddedTold,
            view=add,
        ),
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/ties",
            summary="Tie somebody to a child, or two people around a child to one another",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="tie recorded",
            body=TieSent,
            keyed=True,
            answer=RecordedTold,
            view=tie,
        ),
        _changing("end", "Record that a tie ended", TieEnded, end),
        _changing("correct", "Correct a tie", TieCorrected, correct),
        _changing("strike-out", "Strike out a tie that never was", TieStruck, strike),
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/people/<uuid:person>/describe",
            summary="Record another name, date of birth, number or address of somebody",
            policy=Action.RECORD,
            scope=Scope.RECORD,
            what="person around the child",
            body=Described,
            keyed=True,
            answer=RecordedTold,
            view=describe,
        ),
    ),
)
