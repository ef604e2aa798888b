"""Adds a letter, photograph or drawing to an entry that is there."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from service.access.policy import Action
from service.actions.attach import Attach, attach
from service.actions.errors import ActionRefused
from service.web.forms.files import FILE, TITLE, asked_files, sent_files
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import told_to

if TYPE_CHECKING:
    from service.attachments.received import Received
    from service.web.visit import Visit

_ROW = 1


def view(visit: Visit) -> Answer:
    """
    Ask for a file, or add it.
    """
    with visit.throughline.reading() as session:
        told = told_to(session, visit.who, session.record(visit.child))
    entry = told.entry(str(visit.path["entry"]))
    if entry is None or entry.withheld or not entry.stands:
        return Missing()
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            file = _sent(visit)
            wish = Attach(child=visit.child, entry=entry.id, file=file, key=visit.key)
            with visit.throughline.writing() as session:
                attach(session, visit.who, wish)
            return Go(
                to=visit.url("entry", entry=int(entry.id), anchor="attachments"),
                said="Added. It is read by whoever may read this entry.",
            )
        except ActionRefused as refused:
            errors = {
                f"{TITLE}-0" if name == "title" else name: said
                for name, said in refused.fields.items()
            }
    return Shown(
        values={
            "entry": entry,
            "child_name": told.child.name if told.child else "",
            "files": asked_files(visit, _ROW),
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title=f"Attach to entry {entry.id}",
    )


def _sent(visit: Visit) -> Received:
    found = next(iter(sent_files(visit, _ROW)), None)
    if found is None:
        raise ActionRefused({f"{FILE}-0": "Choose a file"})
    return found


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/attach",
    title="Attach to an entry",
    policy=Action.RECORD,
    what="form to attach to entry",
    view=view,
    form=True,
    files=True,
)
