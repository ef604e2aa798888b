"""Says who alone may read an entry, and opens it again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from events.kinds.access_restricted import CLASSES
from service.access.accounts import agencies
from service.access.policy import Action
from service.actions.errors import ActionRefused, EntryMoved
from service.actions.restrict_entry import (
    LiftRestriction,
    RestrictEntry,
    lift_restriction,
    restrict_entry,
    restrictions,
)
from service.web.not_saved_words import MOVED
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child
from service.web.standing_of import of_the_entry

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask who needs it and why the others must not read it; or why they may again.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        entry = read.told.entry(str(visit.path["entry"]))
        if entry is None or entry.withheld:
            return Missing()
        version = session.log.stream(entry.event.stream)[-1].version
        under = restrictions(session, visit.child, entry.id)
        others = [one for one in agencies(session.connection) if one != visit.who.agency]
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            return Go(to=visit.url("entry", entry=int(entry.id)), said=_done(visit, entry.id))
        except ActionRefused as refused:
            errors = refused.fields
        except EntryMoved:
            errors = {"reason": MOVED}
    return Shown(
        values={
            "entry": entry,
            "child_name": read.child.name if read.child else "",
            "under": under,
            "classes": CLASSES,
            "agencies": {name: name for name in others},
            "own": visit.who.agency,
            "picked": visit.form.getlist("agencies_allowed"),
            "values": visit.form,
            "version": visit.form.get("version") or version,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title=f"Who may read entry {entry.id}",
    )


def _done(visit: Visit, entry: str) -> str:
    restriction = visit.text("restriction")
    with visit.throughline.writing() as session:
        if restriction:
            lift_restriction(
                session,
                visit.who,
                LiftRestriction(
                    child=visit.child,
                    entry=entry,
                    restriction=restriction,
                    reason=visit.text("reason"),
                    key=visit.key,
                    decided_on=visit.decided_on or 0,
                ),
            )
            return f"Entry {entry} is open again to all who may read this record."
        restrict_entry(
            session,
            visit.who,
            RestrictEntry(
                child=visit.child,
                entry=entry,
                protects=visit.text("protects"),
                agencies=tuple(visit.form.getlist("agencies_allowed")),
                reason=visit.text("reason"),
                key=visit.key,
                decided_on=visit.decided_on or 0,
            ),
        )
    return f"Entry {entry} is kept for those named. Others see that something is withheld."


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/restrict",
    title="Who may read an entry",
    policy=Action.CHANGE_ENTRY,
    what="form to restrict entry",
    standing=of_the_entry,
    view=view,
    form=True,
)
