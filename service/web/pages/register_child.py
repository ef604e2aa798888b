"""Registers a child, or one who is not yet born."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from service.access.policy import Action
from service.access.reader import Role
from service.actions.errors import ActionRefused
from service.actions.register_person import RegisterPerson, register_person
from service.telling.found import children_like
from service.web.page import Answer, Go, Page, Shown

if TYPE_CHECKING:
    from service.web.visit import Visit

ASKED = (
    "name",
    "kind_of_person",
    "sex",
    "date_of_birth",
    "expected_date_of_birth",
    "language",
    "communication",
)


def view(visit: Visit) -> Answer:
    """
    Register a child; children of a like name are shown first, so that none is entered twice.
    """
    errors: dict[str, str] = {}
    like: list[str] = []
    carries = visit.who.role is not Role.ADMINISTRATOR
    if visit.posting:
        content = {name: visit.text(name) for name in ASKED if visit.text(name)}
        content.setdefault("kind_of_person", "")
        if carries and visit.text("name") and visit.text("sure") != "yes":
            with visit.throughline.writing() as session:
                like = [one.name for one in children_like(session, visit.who, visit.text("name"))]
        if like:
            errors["sure"] = "Children of this name are in the record; say that this is another"
        else:
            try:
                with visit.throughline.writing() as session:
                    child = register_person(
                        session,
                        visit.who,
                        RegisterPerson(
                            content=content,
                            key=visit.key,
                            allocate_to=visit.user if visit.who.role is Role.PRACTITIONER else None,
                        ),
                    )
                opens = visit.who.role in {Role.PRACTITIONER, Role.CHAIR}
                page = "child" if opens else "allocate"
                return Go(to=visit.url(page, child=child), said="Registered.")
            except ActionRefused as refused:
                errors = refused.fields
    return Shown(
        values={
            "like": like,
            "carries": visit.who.role is Role.PRACTITIONER,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
    )


PAGE = Page(
    path="/register",
    title="Register a child",
    policy=Action.REGISTER,
    what="form to register a child",
    view=view,
    form=True,
)
