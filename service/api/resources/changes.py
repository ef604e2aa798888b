"""Changing an entry: corrected, struck out, weighed anew, restricted, or taken to its own child."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from events.kinds.access_restricted import CLASSES
from events.kinds.significance_changed import SIGNIFICANCE
from events.recorded_event import Subject
from projections.chronology.chronology import chronology
from service.access.answering_for import answers_for_entry
from service.access.enforce import allowed_or_refused, require, standing, visible
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.change_significance import ChangeSignificance, change_significance
from service.actions.correct_entry import CorrectEntry, StrikeOut, correct_entry, strike_out
from service.actions.move_entry import MoveEntry, move_entry
from service.actions.people_in_it import NewPerson
from service.actions.restrict_entry import (
    LiftRestriction,
    RestrictEntry,
    lift_restriction,
    restrict_entry,
)
from service.actions.tell_leads import owe_a_look
from service.api.answers.chronology import EntryTold
from service.api.answers.shape import Told, entry, truth
from service.api.asked import Identifier, Sent, When, entry_number
from service.api.entry_sent import FEW, NewPersonSent, PersonSent
from service.api.operation import Operation, Resource
from service.api.refusals import NoSuchThing, Overtaken
from service.telling.chronology import entry_told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from projections.chronology.entry import Entry
    from service.access.policy import Standing
    from service.api.call import Call
    from service.wiring import Session

_LONG = validate.Length(min=1, max=20_000, error="Use 1 to 20,000 characters")
_CHANGED = "Somebody else changed this entry. Read it again and decide again."


class ChangeSent(Sent):
    """
    Why, and on which state of the entry it was decided.
    """

    reason = fields.String(required=True, validate=_LONG)
    last_change = entry_number(
        metadata={
            "description": "The “entry” of the newest of the entry's “changes” that you read; left"
            " out if there was none. What was changed since refuses it."
        }
    )


class CorrectionSent(ChangeSent):
    """
    What was wrong; what is not sent stays as it is.
    """

    content = fields.Dict(
        keys=fields.String(),
        metadata={"description": "The answers that change; null takes an answer away."},
    )
    occurred = When()
    people = fields.List(
        fields.Nested(PersonSent),
        validate=FEW,
        metadata={
            "description": "Everybody who was in it, with what they did, as it should be; left out"
            " if nobody was wrong. Those whose role is “child” stay: the entry is about them."
        },
    )
    new_people = fields.List(fields.Nested(NewPersonSent), validate=FEW)


class SignificanceSent(ChangeSent):
    """
    How significant it is for the child.
    """

    significance = fields.String(required=True, validate=validate.OneOf(sorted(SIGNIFICANCE)))


class RestrictionSent(ChangeSent):
    """
    Who alone may read it, and what would be harmed otherwise.
    """

    protects = fields.String(required=True, validate=validate.OneOf(sorted(CLASSES)))
    agencies_allowed = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Your own and the author's are always among them."},
    )


class OpenAgainSent(ChangeSent):
    """
    Which restriction is needed no longer.
    """

    restriction = entry_number(required=True)


class MoveSent(ChangeSent):
    """
    Whose entry it is.
    """

    right_child = Identifier(required=True)
    people = fields.List(
        Identifier(),
        metadata={"description": "Who of those in it is known to be in it for that child too."},
    )


class MovedTold(Told):
    """
    Under which number it now stands in the other record.
    """

    entry = entry()
    already = truth("The same request had moved it before.")


def correct(call: Call) -> dict[str, Any]:
    """
    Record the new content beside the old, which stays readable.
    """

    def act(session: Session, found: Entry, same: Mapping[str, Any]) -> None:
        changed = dict(found.content) | call.body.get("content", {})
        people = call.body.get("people")
        correct_entry(
            session,
            call.who,
            CorrectEntry(
                content={name: said for name, said in changed.items() if said is not None},
                occurred=call.body.get("occurred"),
                people=None
                if people is None
                else tuple(Subject(**one) for one in people if one["role"] != "child"),
                new_people=tuple(NewPerson(**one) for one in call.body.get("new_people", ())),
                **same,
            ),
        )

    return _changed(call, "entry_corrected", act)


def strike(call: Call) -> dict[str, Any]:
    """
    Record that it should not stand; no rule reads it from now on.
    """

    def act(session: Session, _found: Entry, same: Mapping[str, Any]) -> None:
        strike_out(session, call.who, StrikeOut(**same))

    return _changed(call, "entry_struck_out", act)


def weigh(call: Call) -> dict[str, Any]:
    """
    Mark it as significant or routine, with the reason.
    """

    def act(session: Session, _found: Entry, same: Mapping[str, Any]) -> None:
        change_significance(
            session,
            call.who,
            ChangeSignificance(significance=call.body["significance"], **same),
        )

    return _changed(call, "significance_changed", act)


def restrict(call: Call) -> dict[str, Any]:
    """
    Keep it for those named; others are told that something is withheld.
    """

    def act(session: Session, _found: Entry, same: Mapping[str, Any]) -> None:
        restrict_entry(
            session,
            call.who,
            RestrictEntry(
                protects=call.body["protects"],
                agencies=tuple(call.body["agencies_allowed"]),
                **same,
            ),
        )

    return _changed(call, "", act)


def lift(call: Call) -> dict[str, Any]:
    """
    Open it again to all who may read the record.
    """

    def act(session: Session, _found: Entry, same: Mapping[str, Any]) -> None:
        lift_restriction(
            session,
            call.who,
            LiftRestriction(restriction=call.body["restriction"], **same),
        )

    return _changed(call, "", act)


def move(call: Call) -> dict[str, Any]:
    """
    Strike it out here, record it for the child whose it is, and tell both leads.
    """
    right = call.body["right_child"]
    with call.throughline.writing() as session:
        # The line in the right child's access log stands whether or not it is allowed.
        decided = require(
            session.connection,
            call.who,
            Action.RECORD,
            right,
            what="an entry taken to this record",
            now=session.now,
        )
    allowed_or_refused(decided)
    with call.throughline.writing() as session:
        found = _found(session, call)
        moved = move_entry(
            session,
            call.who,
            MoveEntry(
                right_child=right,
                people=frozenset(call.body.get("people", ())),
                **_same(session, call, found, "entry_struck_out"),
            ),
            owe_a_look,
        )
    return {"entry": moved.entry, "already": moved.already}


def _same(session: Session, call: Call, found: Entry, kind: str) -> dict[str, Any]:
    """
    Return what every wish to change an entry says.
    """
    return {
        "child": call.child,
        "entry": found.id,
        "reason": call.body["reason"],
        "decided_on": _version(session, call, found, kind),
        "key": call.log_key,
    }


def _changed(
    call: Call, kind: str, act: Callable[[Session, Entry, Mapping[str, Any]], None]
) -> dict[str, Any]:
    with call.throughline.writing() as session:
        found = _found(session, call)
        act(session, found, _same(session, call, found, kind))
        told = visible(
            session.connection, call.who, chronology(session.record(call.child)), session.now
        ).told
        changed = told.entry(found.id)
        if changed is None:
            raise LookupError(found.id)
        return entry_told(changed, told)


def _found(session: Session, call: Call) -> Entry:
    # As the caller may read it: nobody changes what they may not see.
    whole = chronology(session.record(call.child))
    told = visible(session.connection, call.who, whole, session.now).told
    found = told.entry(str(call.path["entry"]))
    if found is None or (found.withheld and found.stands):
        raise NoSuchThing
    return found


def _version(session: Session, call: Call, found: Entry, kind: str) -> int:
    last = found.changes[-1] if found.changes else None
    # The same request sent again has changed the entry itself.
    mine = last is not None and (last.kind, last.by, last.reason) == (
        kind,
        call.who.actor,
        call.body["reason"].strip(),
    )
    if not mine and (last.entry if last else None) != call.body.get("last_change"):
        raise Overtaken(_CHANGED)
    return session.log.stream(found.event.stream)[-1].version


def _standing(session: Session, call: Call) -> Standing | None:
    found = chronology(session.record(call.child)).entry(str(call.path["entry"]))
    if found is None:
        return None
    return replace(
        standing(session.connection, call.who, call.child, session.now),
        wrote=found.event.actor == call.who.actor,
        answers_for=answers_for_entry(session, call.who, call.child, found.agency),
    )


def _operation(
    path: str, summary: str, what: str, body: type[Sent], view: Callable[[Call], dict[str, Any]]
) -> Operation:
    return Operation(
        method="POST",
        path=f"/api/children/<uuid:child>/entries/<number:entry>/{path}",
        summary=summary,
        policy=Action.CHANGE_ENTRY,
        scope=Scope.RECORD,
        what=what,
        standing=_standing,
        body=body,
        keyed=True,
        answer=MovedTold if view is move else EntryTold,
        view=view,
        refuses=(HTTPStatus.CONFLICT,),
    )


RESOURCE = Resource(
    name="Changing an entry",
    about="By whoever wrote it, or a manager or safeguarding lead of their agency or the lead's. "
    " What it said before stays readable.",
    operations=(
        _operation("corrections", "Correct an entry", "a correction", CorrectionSent, correct),
        _operation("strike-out", "Strike an entry out", "a strike-out", ChangeSent, strike),
        _operation("significance", "Weigh an entry anew", "a weighing", SignificanceSent, weigh),
        _operation("restrictions", "Restrict an entry", "a restriction", RestrictionSent, restrict),
        _operation("restrictions/lift", "Lift a restriction", "a restriction", OpenAgainSent, lift),
        _operation("another-child", "Take it to its own child", "a move", MoveSent, move),
    ),
)
