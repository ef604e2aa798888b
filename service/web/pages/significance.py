"""Marks an entry as significant or routine, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from events.kinds.significance_changed import SIGNIFICANCE
from service.access.policy import Action
from service.actions.change_significance import ChangeSignificance, change_significance
from service.actions.errors import ActionRefused, EntryMoved
from service.web.not_saved_words import MOVED
from service.web.page import Answer, Go, Missing, Page, Shown
from service.web.reading import read_child
from service.web.standing_of import of_the_entry

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Ask how significant it is and why, or record it.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        entry = read.told.entry(str(visit.path["entry"]))
        if entry is None or not entry.stands:
            return Missing()
        version = session.log.stream(entry.event.stream)[-1].version
    errors: dict[str, str] = {}
    if visit.posting:
        try:
            with visit.throughline.writing() as session:
                change_significance(
                    session,
                    visit.who,
                    ChangeSignificance(
                        child=visit.child,
                        entry=entry.id,
                        significance=visit.text("significance"),
                        reason=visit.text("significance_reason"),
                        decided_on=visit.decided_on or 0,
                        key=visit.key,
                    ),
                )
            return Go(
                to=visit.url("entry", entry=int(entry.id)),
                said=f"Marked as {SIGNIFICANCE[visit.text('significance')].lower()}. "
                "Who did so and why stands with the entry.",
            )
        except ActionRefused as refused:
            errors = refused.fields
        except EntryMoved:
            errors = {"significance_reason": MOVED}
    return Shown(
        values={
            "entry": entry,
            "child_name": read.child.name if read.child else "",
            "significances": SIGNIFICANCE,
            "values": visit.form,
            "version": visit.form.get("version") or version,
            "key": visit.form.get("key") or str(uuid4()),
        },
        errors=errors,
        title=f"Significance of entry {entry.id}",
    )


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/significance",
    title="Significance of an entry",
    policy=Action.CHANGE_ENTRY,
    what="form to mark entry",
    standing=of_the_entry,
    view=view,
    form=True,
)
