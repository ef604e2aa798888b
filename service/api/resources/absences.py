"""Who is away and who stands in, and who is on call; why somebody is away is not asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields

from service.access.absences import absences, rota
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.record_absence import (
    RecordAbsence,
    RecordOnCall,
    end_absence,
    end_on_call,
    record_absence,
    record_on_call,
)
from service.api.answers.absence import AwayTold
from service.api.asked import Day, Identifier, Sent, entry_number
from service.api.operation import Operation, Resource

if TYPE_CHECKING:
    from service.access.absences import Turn
    from service.api.call import Call
    from service.wiring import Session


class AbsenceSent(Sent):
    """
    Who is away from which day to which, both included, and who stands in.
    """

    who = Identifier(metadata={"description": "A user; you yourself if left out."})
    first = Day(required=True)
    last = Day(required=True)
    deputy = Identifier(metadata={"description": "Nobody stands in if left out."})


class TurnSent(Sent):
    """
    Who is on call from which day to which, both included.
    """

    who = Identifier(required=True)
    first = Day(required=True)
    last = Day(required=True)


class EndSent(Sent):
    """
    What ends: an absence whose worker is back, or a turn that is taken off the rota.
    """

    entry = entry_number(required=True)
    on_call = fields.Boolean(load_default=False, metadata={"description": "It is a turn."})


def read(call: Call) -> dict[str, Any]:
    """
    Tell who is away or on call, now or soon.
    """
    with call.throughline.reading() as session:
        return _told(session)


def record(call: Call) -> dict[str, Any]:
    """
    Record an absence; from its first day on the ladder tells the deputy instead.
    """
    said = call.body
    wish = RecordAbsence(
        who=said.get("who", call.user),
        from_day=said["first"].isoformat(),
        to_day=said["last"].isoformat(),
        deputy=said.get("deputy"),
        key=call.log_key,
    )
    with call.throughline.writing() as session:
        record_absence(session, call.who, wish)
        return _told(session)


def record_turn(call: Call) -> dict[str, Any]:
    """
    Record a turn on the rota.
    """
    said = call.body
    wish = RecordOnCall(
        who=said["who"],
        from_day=said["first"].isoformat(),
        to_day=said["last"].isoformat(),
        key=call.log_key,
    )
    with call.throughline.writing() as session:
        record_on_call(session, call.who, wish)
        return _told(session)


def end(call: Call) -> dict[str, Any]:
    """
    Record that somebody is back, or take a turn off the rota.
    """
    ends = end_on_call if call.body["on_call"] else end_absence
    with call.throughline.writing() as session:
        ends(session, call.who, int(call.body["entry"]), call.log_key)
        return _told(session)


def _told(session: Session) -> dict[str, Any]:
    return {
        "away": [_turn(one) for one in absences(session.connection, session.today)],
        "on_call": [_turn(one) for one in rota(session.connection, session.today)],
    }


def _turn(one: Turn) -> dict[str, Any]:
    return {
        "entry": str(one.entry),
        "worker": str(one.worker),
        "name": one.name,
        "first": one.first.isoformat(),
        "last": one.last.isoformat(),
        "deputy": one.deputy,
    }


RESOURCE = Resource(
    name="Absences",
    about="Who is told by nobody meanwhile, who hears instead, and who is on call.",
    operations=(
        Operation(
            path="/api/absences",
            summary="Read who is away and who is on call",
            policy=Action.RECORD_ABSENCE,
            scope=Scope.READ,
            answer=AwayTold,
            view=read,
        ),
        Operation(
            method="POST",
            path="/api/absences",
            summary="Record an absence and who stands in",
            policy=Action.RECORD_ABSENCE,
            scope=Scope.RECORD,
            body=AbsenceSent,
            keyed=True,
            answer=AwayTold,
            view=record,
        ),
        Operation(
            method="POST",
            path="/api/absences/on-call",
            summary="Put somebody on the on-call rota",
            policy=Action.RECORD_ABSENCE,
            scope=Scope.RECORD,
            body=TurnSent,
            keyed=True,
            answer=AwayTold,
            view=record_turn,
        ),
        Operation(
            method="POST",
            path="/api/absences/end",
            summary="End an absence, or take a turn off the rota",
            policy=Action.RECORD_ABSENCE,
            scope=Scope.RECORD,
            body=EndSent,
            keyed=True,
            answer=AwayTold,
            view=end,
        ),
    ),
)
