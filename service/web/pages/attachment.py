"""A file of an entry, to be saved; it is shown on no page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.in_clear import in_clear
from service.access.policy import Action
from service.actions.withdraw_attachment import attached
from service.attachments.kept_files import kept_file
from service.web.page import Answer, Download, Missing, Page
from service.web.reading import told_to

if TYPE_CHECKING:
    from service.web.visit import Visit


def view(visit: Visit) -> Answer:
    """
    Give a file to whoever may read its entry.
    """
    number = str(visit.path["attachment"])
    with visit.throughline.reading() as session:
        whole = session.record(visit.child)
        told = told_to(session, visit.who, whole)
        entry = told.entry(str(visit.path["entry"]))
        if entry is None:
            return Missing()
        entry = (
            in_clear(session, visit.who, visit.child, told=told, whole=whole, entry=entry) or entry
        )
        found = attached(entry, number)
        if found is None or found.withdrawn is not None:
            return Missing()
        content = kept_file(session.connection, found.stream, found.sha256)
    if content is None:
        return Missing()
    return Download(content=content, name=found.file_name, kind=found.media_type)


PAGE = Page(
    path="/children/<uuid:child>/entries/<int:entry>/attachments/<int:attachment>",
    title="Attachment",
    policy=Action.READ,
    what="attachment of entry",
    view=view,
    saved=True,
)
