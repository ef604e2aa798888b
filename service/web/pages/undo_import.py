"""Undoes what was brought in from an agency's table: every entry of it is struck out, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.importing.brought import tables_of
from service.importing.undoing import undo_import
from service.web.named import named
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_around
from service.web.standing_of import of_the_entry
from service.web.words import counted

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask for the reason, or strike out all that the import brought.
    """
    with visit.throughline.reading() as session:
        told = read_around(session, visit.who, visit.child).told
        number = str(visit.path["entry"])
        brought = next(
            (one for one in tables_of(told.entries, visit.child) if one.entry == number), None
        )
        if brought is None:
            return Missing()
        by = named(session.connection, brought.actor)
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            struck = undo_import(
                visit.throughline,
                brought.source,
                reason=visit.text("reason"),
                actor=visit.who.actor,
            )
            said = f"{counted(struck, 'entry', 'entries')} struck out. They stay readable, marked."
            return Go(to=visit.url("import_table", anchor="brought"), said=said)
        except ActionRefused as refused:
            errors = refused.fields
    return Shown(
        values={
            "brought": brought,
            "by": by,
            "child_name": told.child.name if told.child else "",
            "values": visit.form,
        },
        errors=errors,
    )


PAGE = Page(
    path="/children/<uuid:child>/import/<int:entry>/undo",
    title="Undo an import",
    policy=Action.CHANGE_ENTRY,
    what="form to undo the import that began with entry",
    standing=of_the_entry,
    view=view,
    form=True,
)
