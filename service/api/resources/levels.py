"""Taking what is overdue straight to a level of its ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from marshmallow import fields, validate

from escalation.telling import as_json
from service.access.policy import Action
from service.access.tokens import Scope
from service.actions.decided import outcome_of
from service.actions.errors import ActionRefused
from service.actions.step_escalation import StepEscalation, step_escalation
from service.api.answers.outcome import OutcomeTold
from service.api.asked import Sent
from service.api.operation import Operation, Resource
from service.api.refusals import NoSuchThing, Overtaken

if TYPE_CHECKING:
    from service.api.call import Call


class StepSent(Sent):
    """
    Which level hears at once, and why.
    """

    level = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=9))
    reason = fields.String(required=True, validate=validate.Length(min=1, max=20_000))
    decided_on = fields.Integer(
        strict=True,
        validate=validate.Range(min=1, max=10**9),
        metadata={"description": "The version that you decided on; what moved since refuses it."},
    )


def stepped(call: Call) -> dict[str, Any]:
    """
    Tell a level at once, and the next one up where it has nobody.
    """
    said = call.body
    with call.throughline.writing() as session:
        outcome = call.path["outcome"]
        try:
            found, _ = outcome_of(session, call.child, outcome)
        except ActionRefused:
            raise NoSuchThing from None
        newest = found.escalations[-1] if found.escalations else None
        again = (
            newest is not None
            and newest.by == call.who.actor
            and (newest.reason == said["reason"].strip())
        )
        if not again:
            wish = StepEscalation(
                child=call.child,
                outcome=outcome,
                level=said["level"],
                reason=said["reason"],
                decided_on=said.get("decided_on", found.version),
            )
            try:
                step_escalation(session, call.who, wish)
            except ActionRefused as refused:
                if "outcome" in refused.fields:
                    raise Overtaken(refused.fields["outcome"]) from None
                raise
        now, _ = outcome_of(session, call.child, outcome)
        return as_json(now, session.today)


RESOURCE = Resource(
    name="Levels",
    about="A conference chair or safeguarding lead may take what is overdue straight to a level.",
    operations=(
        Operation(
            method="POST",
            path="/api/children/<uuid:child>/outcomes/<uuid:outcome>/level",
            summary="Take what is overdue straight to a level of its ladder",
            policy=Action.STEP_ESCALATION,
            scope=Scope.ANSWER,
            what="escalation taken to a level",
            body=StepSent,
            keyed=True,
            answer=OutcomeTold,
            view=stepped,
        ),
    ),
)
