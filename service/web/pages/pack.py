"""Makes the conference pack of a child as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from projections.conference.audience import AUDIENCES
from projections.packs import packs_on_record
from service.access.enforce import standing
from service.access.kept_for import kept_for
from service.access.policy import Action, Allow, decide
from service.actions.errors import ActionRefused
from service.actions.generate_pack import generate_pack
from service.documents.errors import DocumentError
from service.documents.pack import FORMATS, PackWanted
from service.web.choosing import clocks_asked
from service.web.named import named, owner_words
from service.web.page import Answer, Download, Page, Shown
from service.web.reading import read_child

if TYPE_CHECKING:
    from service.clocks import Clocks
    from service.web.visit import Visit

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
}


def view(visit: Visit) -> Answer:
    """
    Ask for whom and in which format, then make the file.
    """
    clocks, errors = clocks_asked(visit)
    if visit.posting and not errors:
        audience, format_ = visit.text("audience"), visit.text("format") or "pdf"
        try:
            return _made(visit, audience, format_, clocks)
        except DocumentError as refused:
            errors = {"audience": str(refused)}
        except ActionRefused as refused:
            errors = dict(refused.fields)
    with visit.throughline.reading() as session:
        read = read_child(session, visit.who, visit.child)
        restricted = len(kept_for(session.connection, visit.who, read.told))
        packs = packs_on_record(read.told)
        how = standing(session.connection, visit.who, visit.child, session.now)
        makers = {pack.by: named(session.connection, pack.by) for pack in packs}
    return Shown(
        values={
            "child_name": read.child.name if read.child else "",
            "packs": packs,
            "may_record": isinstance(decide(visit.who, Action.RECORD, how), Allow),
            "restricted": restricted,
            "clocks": clocks,
            "makers": makers,
            "audiences": {name: one.words.capitalize() for name, one in AUDIENCES.items()},
            "formats": FORMATS,
            "values": visit.form or {"audience": "professionals", "format": "pdf"},
        },
        errors=errors,
    )


def _made(visit: Visit, audience: str, format_: str, clocks: Clocks) -> Answer:
    with_restricted = ""
    if visit.text("restricted") == "with":
        # One act: the next pack leaves them out again. A reason that says nothing is refused.
        with_restricted = visit.text("reason") or "-"
    # A pack that exists is on record before a byte of it goes anywhere.
    with visit.throughline.writing() as session:

        def says(who: str) -> str:
            return (
                named(session.connection, who)
                if ":" in who
                else owner_words(session.connection, who)
            )

        made = generate_pack(
            session,
            visit.who,
            PackWanted(
                child=visit.child,
                audience=audience,
                format=format_,
                as_known_at=clocks.known,
                as_recorded_at=clocks.recorded,
                with_restricted=with_restricted,
            ),
            key=f"pack/{visit.user}/{uuid4()}",
            named=says,
        )
    return Download(
        content=made.content,
        # The name of a file lands in lists of downloads: it names no child.
        name=f"conference-pack-to-entry-{made.position}.{format_}",
        kind=KINDS[format_],
    )


PAGE = Page(
    path="/children/<uuid:child>/pack",
    title="Conference pack",
    policy=Action.MAKE_PACK,
    what="conference pack",
    view=view,
    form=True,
)
