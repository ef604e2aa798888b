"""Says who alone may read a child's whole record, and opens it again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from events.kinds.access_restricted import CLASSES
from projections.stored.directory import listed
from service.access.accounts import accounts, agencies
from service.access.allocating import standing_to_allocate, whom_to_ask_to_allocate
from service.access.policy import Action
from service.access.reader import Role
from service.actions.errors import ActionRefused
from service.actions.restrict_record import (
    LiftFromRecord,
    RestrictRecord,
    kept_whole_under,
    lift_from_record,
    restrict_record,
)
from service.web.forms.people import id_of
from service.web.offered import suggestion
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from service.access.policy import Standing
    from service.web.visit import Visit
    from service.wiring import Session


def view(visit: Visit) -> Answer:
    """
    Ask for whom alone the record is kept, and why; or why it is open again.
    """
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            return Go(to=visit.url("restrict_record"), said=_done(visit))
        except ActionRefused as refused:
            errors = refused.fields
    with visit.throughline.reading() as session:
        connection = session.connection
        return Shown(
            values={
                "child_name": listed(connection, [visit.child])[visit.child].name,
                "under": kept_whole_under(session, visit.child),
                "classes": CLASSES,
                "agencies": {name: name for name in agencies(connection)},
                "users": {
                    str(user.id): suggestion(user)
                    for user in accounts(connection)
                    if user.active and user.role is not Role.ADMINISTRATOR
                },
                "picked": visit.form.getlist("agencies_allowed"),
                "picked_people": visit.form.getlist("people_allowed"),
                "values": visit.form,
                "key": visit.form.get("key") or str(uuid4()),
            },
            errors=errors,
        )


def _done(visit: Visit) -> str:
    restriction = visit.text("restriction")
    with visit.throughline.writing() as session:
        if restriction:
            lift_from_record(
                session,
                visit.who,
                LiftFromRecord(
                    child=visit.child,
                    restriction=restriction,
                    reason=visit.text("reason"),
                    key=visit.key,
                ),
            )
            return "The record is open again to those who work with the child."
        chosen = (id_of(one) for one in visit.form.getlist("people_allowed"))
        restrict_record(
            session,
            visit.who,
            RestrictRecord(
                child=visit.child,
                protects=visit.text("protects"),
                agencies=tuple(visit.form.getlist("agencies_allowed")),
                people=tuple(one for one in chosen if one is not None),
                reason=visit.text("reason"),
                key=visit.key,
            ),
        )
    return "The whole record is kept for those named. Others see that something is withheld."


def _of_the_child(session: Session, visit: Visit) -> Standing:
    how = standing_to_allocate(session, visit.who, visit.child)
    return replace(how, ask=whom_to_ask_to_allocate(session, visit.child))


PAGE = Page(
    path="/children/<uuid:child>/restrict",
    title="Who may read the whole record",
    policy=Action.RESTRICT,
    what="form to restrict the whole record",
    standing=_of_the_child,
    view=view,
    form=True,
)
