"""What the caller was told is overdue, and answering it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from escalation.running.inbox import Notice, inbox, notices_of
from escalation.telling import as_json
from events.log.columns import moment_text
from projections.plans.due import due_text, read_due
from service.access.access_log import record_read
from service.access.enforce import standing
from service.access.owed import notices_kept
from service.access.policy import Action, Allow, Standing, decide
from service.access.tokens import Scope
from service.actions.acknowledge import Acknowledge, acknowledge
from service.actions.errors import ActionRefused
from service.actions.resolve import Resolve, resolve
from service.api.answers.outcome import NoticesTold, NoticeTold
from service.api.asked import Sent, entry_number
from service.api.operation import Operation, Resource
from service.api.refusals import NoSuchThing, Overtaken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from events.log.contract import Appended
    from service.api.call import Call
    from service.wiring import Session

_LONG = validate.Length(min=1, max=20_000, error="Use 1 to 20,000 characters")
_VERSION = {"description": "The version that you decided on; what moved since refuses it."}


class AcknowledgeSent(Sent):
    """
    What was understood, in own words, and what will be done by when.
    """

    understood = fields.String(required=True, validate=_LONG)
    will_do = fields.String(required=True, validate=_LONG)
    by_when = fields.String(
        required=True, metadata={"description": "A day, or a moment with its zone."}
    )
    decided_on = fields.Integer(
        strict=True, validate=validate.Range(min=1, max=10**9), metadata=_VERSION
    )


class ResolveSent(Sent):
    """
    What is different for the child, and which entries show it.
    """

    reason = fields.String(required=True, validate=_LONG)
    evidence = fields.List(
        entry_number(),
        required=True,
        validate=validate.Length(min=1, max=100, error="Cite 1 to 100 entries"),
    )
    why_attendance_shows_change = fields.String(validate=_LONG)
    decided_on = fields.Integer(
        strict=True, validate=validate.Range(min=1, max=10**9), metadata=_VERSION
    )


def told_of(session: Session, call: Call) -> Standing | None:
    """
    Find whether an escalation was addressed to the caller; None where there is none such.
    """
    notices = notices_of(session.connection, call.path["escalation"], now=session.now)
    if not notices:
        return None
    how = standing(session.connection, call.who, notices[0].outcome.child, session.now)
    return replace(how, addressed=any(one.recipient == call.user for one in notices))


def read(call: Call) -> dict[str, Any]:
    """
    List what the caller was told, longest overdue first.
    """
    with call.throughline.writing() as session:
        found = notices_kept(
            session.connection,
            call.who,
            inbox(session.connection, call.user, now=session.now),
        )
        told = [_told(session, call, notice) for notice in found]
        for notice in found:
            record_read(
                session.connection,
                who=call.who.actor,
                child=notice.outcome.child,
                what=f"escalation {notice.reference} ({call.caller.by})",
                now=session.now,
                why="sent to them",
            )
    return {"escalations": told}


def acknowledged(call: Call) -> dict[str, Any]:
    """
    Say what was understood and what will be done by when; that date becomes the next one.
    """
    said = call.body

    def answer(session: Session, notice: Notice) -> Appended:
        return acknowledge(
            session,
            call.who,
            Acknowledge(
                child=notice.outcome.child,
                outcome=notice.outcome.id,
                understood=said["understood"],
                will_do=said["will_do"],
                by_when=said["by_when"],
                key=call.log_key,
                decided_on=said.get("decided_on", notice.outcome.version),
            ),
        )

    by_when = due_text(read_due(said["by_when"]))
    recorded = {"understood": said["understood"], "will_do": said["will_do"], "by_when": by_when}
    return _answered(call, answer, "escalation_acknowledged", recorded)


def resolved(call: Call) -> dict[str, Any]:
    """
    Say that what was owed is done, and which entries show it.
    """
    said = call.body

    def answer(session: Session, notice: Notice) -> Appended:
        return resolve(
            session,
            call.who,
            Resolve(
                child=notice.outcome.child,
                outcome=notice.outcome.id,
                reason=said["reason"],
                evidence=tuple(said["evidence"]),
                key=call.log_key,
                decided_on=said.get("decided_on", notice.outcome.version),
                why_attendance_shows_change=said.get("why_attendance_shows_change", ""),
            ),
        )

    recorded = {"changed": said["reason"], "evidence_of_change": said["evidence"]}
    return _answered(call, answer, "outcome_achieved", recorded)


def _answered(
    call: Call,
    answer: Callable[[Session, Notice], Appended],
    kind: str,
    recorded: Mapping[str, Any],
) -> dict[str, Any]:
    with call.throughline.writing() as session:
        notice = _mine(session, call)
        if not _stands(session, call, notice, kind, recorded):
            _answer(session, notice, answer)
        return _told(session, call, _mine(session, call))


def _answer(
    session: Session, notice: Notice, answer: Callable[[Session, Notice], Appended]
) -> None:
    try:
        answer(session, notice)
    except ActionRefused as refused:
        if "outcome" in refused.fields:
            raise Overtaken(refused.fields["outcome"]) from None
        if "evidence_of_change" in refused.fields:
            raise ActionRefused({"evidence": refused.fields["evidence_of_change"]}) from None
        raise


def _stands(
    session: Session, call: Call, notice: Notice, kind: str, recorded: Mapping[str, Any]
) -> bool:
    # An answer changes what it was given on: the same sent again finds nothing left to answer.
    return any(
        event.kind == kind
        and event.actor == call.who.actor
        and event.position > notice.reference
        and all(event.content.get(name) == said for name, said in recorded.items())
        for event in session.log.stream(notice.outcome.id)
    )


def _mine(session: Session, call: Call) -> Notice:
    found = notices_of(session.connection, call.path["escalation"], now=session.now)
    for notice in notices_kept(session.connection, call.who, found):
        if notice.recipient == call.user:
            return notice
    raise NoSuchThing


def _told(session: Session, call: Call, notice: Notice) -> dict[str, Any]:
    # Whoever administers accounts may be the last to hear that nobody acts; they see no case.
    addressed = decide(call.who, Action.ANSWER_ESCALATION, Standing(addressed=True))
    sees = isinstance(addressed, Allow)
    return {
        "escalation": str(notice.reference),
        "because": notice.because,
        "level": notice.level,
        "at": moment_text(notice.at),
        "seen": moment_text(notice.seen) if notice.seen else None,
        "live": notice.live,
        "version": notice.outcome.version,
        "outcome": as_json(notice.outcome, session.today) if sees else None,
    }


_NUMBER = "/api/escalations/<number:escalation>"

RESOURCE = Resource(
    name="Escalations",
    about="What you were told is overdue; it ends when somebody has acted, not when it is read.",
    operations=(
        Operation(
            path="/api/escalations",
            summary="List what you were told is overdue",
            policy=Action.READ_ESCALATION,
            scope=Scope.READ,
            answer=NoticesTold,
            view=read,
            links={
                "acknowledge": {
                    "operationId": "escalations_acknowledged",
                    "parameters": {"escalation": "$response.body#/escalations/0/escalation"},
                }
            },
        ),
        Operation(
            method="POST",
            path=f"{_NUMBER}/acknowledge",
            summary="Say what you understood and what you will do by when",
            policy=Action.ANSWER_ESCALATION,
            scope=Scope.ANSWER,
            what="escalation answered",
            standing=told_of,
            body=AcknowledgeSent,
            keyed=True,
            answer=NoticeTold,
            view=acknowledged,
        ),
        Operation(
            method="POST",
            path=f"{_NUMBER}/resolve",
            summary="Say that it is done, and which entries show it",
            policy=Action.ANSWER_ESCALATION,
            scope=Scope.ANSWER,
            what="escalation resolved",
            standing=told_of,
            body=ResolveSent,
            keyed=True,
            answer=NoticeTold,
            view=resolved,
        ),
    ),
)
