"""What is on the screen as a file, with or without names; and names put back into a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.access.kept_for import kept_for
from service.access.policy import Action
from service.documents.errors import DocumentError
from service.documents.extract import FORMATS, STREAMED, written
from service.telling.extract import extract, named_again
from service.web.choosing import filters_of
from service.web.page import Answer, Download, Page, Shown, Streamed
from service.web.reading import told_to

if TYPE_CHECKING:
    from service.web.visit import Visit

WORDS = {
    "pdf": "PDF, to print or to read aloud",
    "docx": "Word, to write into",
    "xlsx": "Excel",
    "csv": "CSV, for another program",
    "json": "JSON, with everything the API tells",
}


def view(visit: Visit) -> Answer:
    """
    Offer the formats; sending the form makes the file, or puts the names back.
    """
    filters, errors = filters_of(visit)
    again = ""
    if visit.posting and visit.text("do") == "names":
        with visit.throughline.reading() as session:
            again = named_again(session, visit.who, visit.child, visit.text("text"))
    elif visit.posting and visit.text("do") == "file" and not errors:
        made = _made(visit, errors)
        if made is not None:
            return made
    with visit.throughline.reading() as session:
        told = told_to(session, visit.who, session.record(visit.child))
        restricted = len(kept_for(session.connection, visit.who, told))
    return Shown(
        values={
            "child_name": told.child.name if told.child else "",
            "restricted": restricted,
            "filters": filters,
            "formats": WORDS,
            "again": again,
            "values": visit.form,
        },
        errors=errors,
    )


def _made(visit: Visit, errors: dict[str, str]) -> Download | Streamed | None:
    format_ = visit.text("format")
    if format_ not in FORMATS:
        errors["format"] = "Choose a format"
        return None
    filters, _ = filters_of(visit)
    anonymised = visit.text("names") == "without"
    with visit.throughline.reading() as session:
        made = extract(session, visit.who, visit.child, filters.wanted, anonymised=anonymised)
        moment = session.now
    # The name of a file ends up in lists of downloads: it names nobody.
    name = f"chronology-position-{made.head['position']}.{format_}"
    kind = FORMATS[format_].split(";", maxsplit=1)[0]
    if format_ in STREAMED:
        return Streamed(parts=lambda: written(made, format_, moment=moment), name=name, kind=kind)
    try:
        content = b"".join(written(made, format_, moment=moment))
    except DocumentError as refused:
        errors["format"] = str(refused)
        return None
    return Download(content=content, name=name, kind=kind)


PAGE = Page(
    path="/children/<uuid:child>/extract",
    title="Take out what is on the screen",
    policy=Action.READ,
    what="extract of the chronology",
    view=view,
    form=True,
)
