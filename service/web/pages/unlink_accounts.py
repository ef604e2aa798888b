"""Says that entries taken for accounts of one incident are not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from service.access.policy import Action
from service.actions.errors import ActionRefused
from service.actions.unlink_accounts import UnlinkAccounts, unlink_accounts
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask for the reason, or undo the link.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
    entry = read.told.entry(str(visit.path["entry"]))
    wanted = visit.text("link") or visit.asked("link")
    if entry is None:
        return Missing()
    link = next((one for one in entry.differences if one.link == wanted), None)
    if link is None and not visit.posting:
        return Missing()
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            with visit.throughline.writing() as session:
                unlink_accounts(
                    session,
                    visit.who,
                    UnlinkAccounts(
                        child=visit.child,
                        link=wanted,
                        reason=visit.text("reason"),
                        key=visit.key,
                    ),
                )
            return Go(
                to=visit.url("entry", entry=int(entry.id)),
                said="Recorded that they are not one incident.",
            )
        except ActionRefused as refused:
            errors = refused.fields
    accounts = [one for n in link.entries if (one := read.told.entry(n))] if link else [entry]
    return Shown(
        values={
            "entry": entry,
            "child_name": read.child.name if read.child else "",
            "link": link,
            "wanted": wanted,
            "accounts": accounts,
            "values": visit.form,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title="Not one incident",
    )


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/accounts/undo",
    title="Not one incident",
    policy=Action.RECORD,
    what="form to unlink accounts of entry",
    view=view,
    form=True,
)
