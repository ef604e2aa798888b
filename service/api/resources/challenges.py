"""Challenges between agencies: answering them, taking them further, settling them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from events.kinds.challenge_answered import ANSWERS
from events.kinds.challenge_resolved import HOW
from service.access.access_log import record_read
from service.access.disputed import challenge_of, challenges_open
from service.access.enforce import standing
from service.access.policy import Action, Standing
from service.access.tokens import Scope
from service.actions.settle_challenge import SettleChallenge, settle_challenge
from service.api.answers.challenge import ChallengesTold
from service.api.asked import Day, Identifier, Sent
from service.api.operation import Operation, Resource

if TYPE_CHECKING:
    from collections.abc import Callable

    from service.access.disputed import Disputed
    from service.api.call import Call
    from service.wiring import Session

    View = Callable[[Call], dict[str, Any]]

_LONG = validate.Length(min=1, max=20_000, error="Use 1 to 20,000 characters")


class AnswerSent(Sent):
    """
    What the agency that was asked says.
    """

    answer = fields.String(required=True, validate=validate.OneOf(list(ANSWERS)))
    reason = fields.String(required=True, validate=_LONG)
    will_do = fields.String(validate=_LONG)


class NextSent(Sent):
    """
    Why it could not be settled at this stage, and who is asked at the next.
    """

    to_whom = Identifier(required=True)
    reason = fields.String(required=True, validate=_LONG)
    asked = fields.String(required=True, validate=_LONG)
    due = Day()


class SettleSent(Sent):
    """
    What was decided, and why.
    """

    how = fields.String(required=True, validate=validate.OneOf(list(HOW)))
    decision = fields.String(required=True, validate=_LONG)
    reason = fields.String(required=True, validate=_LONG)


def between(session: Session, call: Call) -> Standing | None:
    """
    A challenge is open to the two agencies between which it stands, until it is settled.
    """
    found = challenge_of(session.connection, call.who, call.path["challenge"])
    if found is None:
        return None
    how = standing(session.connection, call.who, found.child, session.now)
    return replace(how, addressed=True)


def read(call: Call) -> dict[str, Any]:
    """
    List what stands between the caller's agency and another, to the caller by name first.
    """
    with call.throughline.writing() as session:
        found = challenges_open(session.connection, call.who)
        for one in found:
            record_read(
                session.connection,
                who=call.who.actor,
                child=one.child,
                what=f"challenge {one.entry} ({call.caller.by})",
                now=session.now,
                why="their agency is a side of it",
            )
        return {"challenges": [_told(one) for one in found]}


def answered(call: Call) -> dict[str, Any]:
    """
    Answer it; whether that settles it is for the other side to say.
    """
    return _said(call, "challenge_answered")


def taken_on(call: Call) -> dict[str, Any]:
    """
    Take it to its next stage, with why it could not be settled at this one.
    """
    return _said(call, "challenge_raised")


def settled(call: Call) -> dict[str, Any]:
    """
    Say what was decided.
    """
    return _said(call, "challenge_resolved")


def _said(call: Call, kind: str) -> dict[str, Any]:
    content = {
        name: str(value) if name in {"to_whom", "due"} else value
        for name, value in call.body.items()
    }
    wish = SettleChallenge(
        entry=call.path["challenge"], kind=kind, content=content, key=call.log_key
    )
    with call.throughline.writing() as session:
        settle_challenge(session, call.who, wish)
        left = challenges_open(session.connection, call.who)
        return {"challenges": [_told(one) for one in left]}


def _told(one: Disputed) -> dict[str, Any]:
    return {
        "challenge": str(one.entry),
        "child": str(one.child),
        "from_agency": one.from_agency,
        "to_agency": one.to_agency,
        "stage": one.stage,
        "due": one.due,
        "raised": one.raised,
        "answered": bool(one.answered),
    }


def _operation(way: str, summary: str, body: type[Sent], view: View) -> Operation:
    return Operation(
        method="POST",
        path=f"/api/challenges/<number:challenge>/{way}",
        summary=summary,
        policy=Action.ANSWER_CHALLENGE,
        scope=Scope.ANSWER,
        what="challenge",
        standing=between,
        body=body,
        keyed=True,
        answer=ChallengesTold,
        view=view,
    )


RESOURCE = Resource(
    name="Challenges",
    about="Formal disagreement between agencies; open until it is settled, whoever answers.",
    operations=(
        Operation(
            path="/api/challenges",
            summary="List the challenges between your agency and others",
            policy=Action.READ_ESCALATION,
            scope=Scope.READ,
            answer=ChallengesTold,
            view=read,
        ),
        _operation("answer", "Answer a challenge", AnswerSent, answered),
        _operation("next", "Take a challenge to its next stage", NextSent, taken_on),
        _operation("settle", "Say how a challenge was settled", SettleSent, settled),
    ),
)
