"""Takes out of a Word document who wrote and changed it, and when; its words stay as they are."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.parts.image import ImagePart

from service.attachments.errors import FileRefused

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.opc.rel import Relationships
    from lxml.etree import _Element

_PROPERTIES = (
    "/core-properties",
    "/extended-properties",
    "/custom-properties",
    "/thumbnail",
    "/people",
    "/attachedTemplate",
)
_BY_WHOM = ("w:author", "w:initials", "w:date")
_WHERE_WRITTEN = ("w:rsids", "w:attachedTemplate", "w:docVars")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first date that the format knows."""


def bare_word(content: bytes, picture: Callable[[bytes, str], bytes]) -> bytes:
    """
    Return a document without its properties, the authors of its notes and changes, and what
    cameras added to its pictures.

    The same file always gives the same, so that a form sent again says the same.

    Args:
        picture: Frees a picture of what a camera added.

    Raises:
        FileRefused: It cannot be read.
    """
    written = BytesIO()
    try:
        document = Document(BytesIO(content))
        package = document.part.package
        _without(package.rels)
        for part in package.iter_parts():
            _without(part.rels)
            if isinstance(part, XmlPart):
                _nobody(part.element)
            elif isinstance(part, ImagePart):
                part._blob = _bare(part, picture)  # noqa: SLF001 - the library names no other way
        document.save(written)
    except (LookupError, ValueError, TypeError, AttributeError, RuntimeError, OSError, SyntaxError):
        raise FileRefused(
            "This document cannot be freed of what was added to it. Send it as it is, or save it "
            "as PDF"
        ) from None
    return _of_no_date(written)


def _without(rels: Relationships) -> None:
    # A part that nothing leads to is not written.
    for name, rel in list(rels.items()):
        if rel.reltype.endswith(_PROPERTIES):
            del rels[name]


def _nobody(element: _Element) -> None:
    for one in list(element.iter(*map(qn, _WHERE_WRITTEN))):
        one.getparent().remove(one)
    for one in element.iter():
        for name in list(one.attrib):
            if name in _NAMES or str(name).startswith(_REVISION):
                # A note must have an author; it need not say who.
                if name == _AUTHOR:
                    one.set(name, "")
                else:
                    del one.attrib[name]


_NAMES = frozenset(map(qn, _BY_WHOM))
_AUTHOR, _REVISION = qn("w:author"), qn("w:rsid")


def _bare(part: ImagePart, picture: Callable[[bytes, str], bytes]) -> bytes:
    try:
        return picture(part.blob, part.content_type)
    except FileRefused:
        # A drawing of another sort carries nothing of a camera's.
        return part.blob


def _of_no_date(written: BytesIO) -> bytes:
    made = BytesIO()
    with ZipFile(written) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, _LONG_AGO), old.read(name), ZIP_DEFLATED)
    return made.getvalue()
