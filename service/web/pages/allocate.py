"""Allocates a child to a worker, or ends that; the record opens to them from then on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from events.kinds.allocation import ALLOCATED_AS
from projections.stored.directory import listed
from service.access.accounts import accounts
from service.access.allocating import standing_to_allocate, whom_to_ask_to_allocate
from service.access.allocations import workers
from service.access.policy import Action
from service.access.reader import Role
from service.actions.allocate import Allocate, allocate
from service.actions.errors import ActionRefused
from service.web.forms.people import id_of
from service.web.offered import suggestion
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from service.access.policy import Standing
    from service.web.visit import Visit
    from service.wiring import Session


def view(visit: Visit) -> Answer:
    """
    List who works with the child, and take a change.
    """
    errors: dict[str, str] = {}
    if visit.posting:
        worker = id_of(visit.text("worker"))
        if worker is None:
            errors["worker"] = "Choose who"
        else:
            try:
                with visit.throughline.writing() as session:
                    handed_on = allocate(
                        session,
                        visit.who,
                        Allocate(
                            child=visit.child,
                            worker=worker,
                            role=visit.text("role") or "other",
                            ends=visit.text("change") == "ends",
                            reason=visit.text("reason"),
                            key=visit.key,
                        ),
                    )
                said = " ".join(["Recorded.", *(one.words() for one in handed_on)])
                return Go(to=visit.url("allocate"), said=said)
            except ActionRefused as refused:
                errors = refused.fields
    with visit.throughline.reading() as session:
        name = listed(session.connection, [visit.child])[visit.child].name
        now = workers(session.connection, visit.child)
        users = {
            str(user.id): suggestion(user)
            for user in accounts(session.connection)
            if user.active and user.role not in {Role.ADMINISTRATOR, Role.AUDITOR}
        }
    return Shown(
        values={
            # The administrator allocates by an exact name and sees no more than was typed.
            "child_name": "" if visit.who.role is Role.ADMINISTRATOR else name,
            "workers": now,
            "users": users,
            "roles": dict(ALLOCATED_AS),
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
            "back_to": "administration" if visit.who.role is Role.ADMINISTRATOR else "child",
        },
        errors=errors,
    )


def _of_the_child(session: Session, visit: Visit) -> Standing:
    how = standing_to_allocate(session, visit.who, visit.child)
    return replace(how, ask=whom_to_ask_to_allocate(session, visit.child))


PAGE = Page(
    path="/children/<uuid:child>/allocate",
    title="Allocate",
    policy=Action.ALLOCATE,
    what="allocation",
    standing=_of_the_child,
    view=view,
    form=True,
)
