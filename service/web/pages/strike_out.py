"""Says that an entry should not stand; it stays readable, marked, and no rule reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from service.access.policy import Action
from service.actions.correct_entry import StrikeOut, strike_out
from service.actions.errors import ActionRefused, EntryMoved
from service.web.not_saved_words import MOVED
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child
from service.web.standing_of import of_the_entry

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask for the reason, or record the strike-out.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        entry = read.told.entry(str(visit.path["entry"]))
        # The same form sent again finds it struck out by itself, and is answered as before.
        if entry is None or entry.withheld or (not entry.stands and not visit.posting):
            return Missing()
        version = session.log.stream(entry.event.stream)[-1].version
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            with visit.throughline.writing() as session:
                strike_out(
                    session,
                    visit.who,
                    StrikeOut(
                        child=visit.child,
                        entry=entry.id,
                        reason=visit.text("reason"),
                        decided_on=visit.decided_on or 0,
                        key=visit.key,
                    ),
                )
            return Go(
                to=visit.url("child", anchor=f"e{entry.id}"),
                said=f"Entry {entry.id} is struck out. It stays readable in its place.",
            )
        except ActionRefused as refused:
            errors = refused.fields
        except EntryMoved:
            errors = {"reason": MOVED}
    return Shown(
        values={
            "entry": entry,
            "child_name": read.child.name if read.child else "",
            "values": visit.form,
            "version": visit.form.get("version") or version,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title=f"Strike out entry {entry.id}",
    )


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/strike-out",
    title="Strike out an entry",
    policy=Action.CHANGE_ENTRY,
    what="form to strike out entry",
    standing=of_the_entry,
    view=view,
    form=True,
    drafts=True,
)
