"""Undoes what was brought in from an agency's table: every entry of it is struck out, once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from projections.chronology.chronology import chronology
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
    from collections.abc import Iterable
    from uuid import UUID

    from projections.chronology.entry import Entry
    from service.access.policy import Standing
    from service.importing.brought import Brought
    from service.web.visit import Visit
    from service.wiring import Session


def view(visit: Visit) -> Answer:
    """
    Ask for the reason, or strike out all that the import brought.
    """
    with visit.throughline.reading() as session:
        told = read_around(session, visit.who, visit.child).told
        brought = _begun_with(str(visit.path["entry"]), told.entries, visit.child)
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


def _standing(session: Session, visit: Visit) -> Standing | None:
    """
    Return how the reader stands to the import: who brought a part of it did not write the rest.
    """
    how = of_the_entry(session, visit)
    entries = chronology(session.record(visit.child)).entries
    brought = _begun_with(str(visit.path["entry"]), entries, visit.child)
    if how is None or brought is None:
        return how
    return replace(how, wrote=brought.actors == {visit.who.actor})


def _begun_with(number: str, entries: Iterable[Entry], child: UUID) -> Brought | None:
    return next((one for one in tables_of(entries, child) if one.entry == number), None)


PAGE = Page(
    path="/children/<uuid:child>/import/<int:entry>/undo",
    title="Undo an import",
    policy=Action.CHANGE_ENTRY,
    what="form to undo the import that began with entry",
    standing=_standing,
    view=view,
    form=True,
)
