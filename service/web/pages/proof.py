"""The proof of one entry, as a file that somebody outside can check without any trust in us."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from events.errors import NotProved
from events.log.proofs import prove
from projections.chronology.addresses import lacks_address
from service.access.openings import note_reason, says_why
from service.access.policy import Action
from service.access.restricted import named_for
from service.sealing import seal_log, trusted_keys
from service.web.page import Answer, Download, Missing, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Say what a proof is; sending the form makes it.
    """
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child, questions=False)
        entry = read.told.entry(str(visit.path["entry"]))
        if entry is None or entry.withheld:
            return Missing()
        # A proof holds every word of the entry.
        if lacks_address(entry) and not named_for(session.connection, visit.who, entry.id):
            return Missing()
    error = ""
    why = visit.text("reason")
    if visit.posting and not says_why(why):
        error = "Say in a sentence who needs this proof and why"
    elif visit.posting:
        with visit.throughline.writing() as session:
            note_reason(
                session.connection,
                user=visit.user,
                child=visit.child,
                reason=f"Proof of entry {entry.id}: {why}",
                now=session.now,
            )
        # The newest entries have no checkpoint over them until somebody seals.
        seal_log(visit.throughline)
        try:
            with visit.throughline.reading() as session:
                proof = prove(
                    session.connection, entry.event.position, trusted_keys(visit.throughline)
                )
        except NotProved:
            error = "No signed checkpoint covers this entry yet. Try again in a few minutes."
        else:
            made = json.dumps(proof.as_json(), ensure_ascii=False, indent=2) + "\n"
            return Download(
                content=made.encode(), name=f"entry-{entry.id}-proof.json", kind="application/json"
            )
    return Shown(
        values={"entry": entry, "child": read.child, "values": visit.form},
        errors={"reason": error} if error else {},
        title=f"Proof of entry {entry.id}",
    )


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/proof",
    title="Proof",
    policy=Action.READ,
    what="proof of entry",
    view=view,
    form=True,
)
