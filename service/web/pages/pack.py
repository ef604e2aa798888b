"""Makes the conference pack of a child as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from escalation.owed import owed
from projections.child_record import gather
from projections.conference.audience import AUDIENCES
from service.access.policy import Action
from service.documents.errors import DocumentError
from service.documents.pack import FORMATS, PackWanted, prepare_pack, render
from service.web.named import named, owner_words
from service.web.page import Answer, Download, Page, Shown

if TYPE_CHECKING:
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
    errors: dict[str, str] = {}
    if visit.posting:
        audience, format_ = visit.text("audience"), visit.text("format") or "pdf"
        try:
            return _made(visit, audience, format_)
        except DocumentError as refused:
            errors = {"audience": str(refused)}
    return Shown(
        values={
            "audiences": {name: one.words.capitalize() for name, one in AUDIENCES.items()},
            "formats": FORMATS,
            "values": visit.form or {"audience": "professionals", "format": "pdf"},
        },
        errors=errors,
    )


def _made(visit: Visit, audience: str, format_: str) -> Answer:
    with visit.throughline.reading() as session:

        def says(who: str) -> str:
            return (
                named(session.connection, who)
                if ":" in who
                else owner_words(session.connection, who)
            )

        record = gather(session.log, visit.child)
        prepared = prepare_pack(
            session,
            visit.who,
            PackWanted(child=visit.child, audience=audience, format=format_),
            outcomes=owed(record, session.today, at=session.now),
            named=says,
        )
        moment, position = session.now, record.position
    made = render(prepared, format_, moment=moment)
    return Download(
        content=made.content,
        # The name of a file lands in lists of downloads: it names no child.
        name=f"conference-pack-to-entry-{position}.{format_}",
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
