"""Takes one file of an entry from its readers, and leaves the entry as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from projections.chronology.chronology import chronology
from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.withdraw_attachment import (
    WithdrawAttachment,
    attached,
    withdraw_attachment,
)
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import told_to
from service.web.standing_of import standing_of_attachment

if TYPE_CHECKING:
    from service.access.policy import Standing
    from service.web.visit import Visit
    from service.wiring import Session


def view(visit: Visit) -> Answer:
    """
    Ask for the reason, or withdraw the file.
    """
    number = str(visit.path["attachment"])
    with visit.throughline.reading() as session:
        told = told_to(session, visit.who, session.record(visit.child))
    entry = told.entry(str(visit.path["entry"]))
    one = attached(entry, number) if entry is not None and not entry.withheld else None
    # The same form sent again finds it withdrawn by itself, and is answered as before.
    if entry is None or one is None or (one.withdrawn is not None and not visit.posting):
        return Missing()
    errors: dict[str, str] = {}
    if visit.posting:
        wish = WithdrawAttachment(
            child=visit.child,
            entry=entry.id,
            attachment=number,
            reason=visit.text("reason"),
            key=visit.key,
        )
        try:
            with visit.throughline.writing() as session:
                withdraw_attachment(session, visit.who, wish)
            return Go(
                to=visit.url("entry", entry=int(entry.id), anchor="attachments"),
                said="Withdrawn. Nobody is given this file any more; that it was here stays.",
            )
        except ActionRefused as refused:
            errors = {
                "reason" if name == "attachment" else name: said
                for name, said in refused.fields.items()
            }
    return Shown(
        values={
            "entry": entry,
            "one": one,
            "child_name": told.child.name if told.child else "",
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title=f"Withdraw an attachment of entry {entry.id}",
    )


def _standing(session: Session, visit: Visit) -> Standing:
    entry = chronology(session.record(visit.child)).entry(str(visit.path["entry"]))
    one = attached(entry, str(visit.path["attachment"])) if entry else None
    return standing_of_attachment(session, visit, one, agency=entry.agency if entry else "")


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/attachments/<int:attachment>/withdraw",
    title="Withdraw an attachment",
    policy=Action.CHANGE_ENTRY,
    what="form to withdraw an attachment of entry",
    standing=_standing,
    view=view,
    form=True,
    drafts=True,
)
