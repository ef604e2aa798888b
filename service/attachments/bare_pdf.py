"""Takes out of a PDF who made it, with what and when; its pages stay as they are."""

from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from service.attachments.errors import FileRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANYWHERE = ("/Metadata", "/PieceInfo", "/LastModified")
_OF_A_NOTE = ("/T", "/CreationDate", "/M")
_OF_A_FILE = ("/CreationDate", "/ModDate")
_BEGINS, _SCAN, _LAST_APP, _COMMENT = b"\xff\xd8", 0xDA, 0xEF, 0xFE
_KEPT = {0xE0, 0xEE}
"""What a JPEG needs to be shown in its colours; the other application parts are a camera's."""


def bare_pdf(content: bytes) -> bytes:
    """
    Return a PDF without its properties, those of its pictures, and the authors of its notes.

    The same file always gives the same, so that a form sent again says the same.

    Raises:
        FileRefused: It is locked or signed, or cannot be read.
    """
    try:
        return _freed(PdfReader(BytesIO(content), strict=False))
    except _BROKEN:
        raise FileRefused(_UNREADABLE) from None


def _freed(reader: PdfReader) -> bytes:
    if reader.is_encrypted:
        raise FileRefused("This PDF is locked with a password. Save it without one")
    form = reader.root_object.get("/AcroForm")
    if form is not None and int(form.get_object().get("/SigFlags", 0)) & 1:
        raise FileRefused(
            "This PDF is signed, and would no longer be. Send it as it is, or print it to a new PDF"
        )
    writer = PdfWriter(clone_from=reader)
    writer.metadata = None
    for one in _dictionaries(writer):
        _strip(one)
    # What nothing leads to any more, such as its description, is written no more.
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    writer._ID = None  # noqa: SLF001 - made from the time and the name of the first file
    written = BytesIO()
    writer.write(written)
    made = written.getvalue()
    if len(PdfReader(BytesIO(made)).pages) != len(reader.pages):
        raise FileRefused(_UNREADABLE)
    return made


_BROKEN = (
    PyPdfError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RuntimeError,
    OSError,
    ArithmeticError,
    AssertionError,
    zlib.error,
)
"""What the library answers to files that are broken in one way or another."""
_UNREADABLE = (
    "This PDF cannot be freed of what was added to it. Send it as it is, or print it to a new PDF"
)


def _dictionaries(writer: PdfWriter) -> Iterator[DictionaryObject]:
    waiting: list[Any] = list(writer._objects)  # noqa: SLF001 - the library names no other way
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            yield one
            waiting += [inner for inner in one.values() if _inside(inner)]
        elif isinstance(one, ArrayObject):
            waiting += [inner for inner in one if _inside(inner)]


def _inside(one: object) -> bool:
    return isinstance(one, (DictionaryObject, ArrayObject))


def _strip(one: DictionaryObject) -> None:
    gone = list(_ANYWHERE)
    if "/Rect" in one and one.get("/Subtype") != "/Widget":
        gone += _OF_A_NOTE
    if "/CheckSum" in one or "/ModDate" in one:
        gone += _OF_A_FILE
    for name in gone:
        one.pop(NameObject(name), None)
    jpeg = one.get("/Filter") in ("/DCTDecode", ["/DCTDecode"])
    if isinstance(one, StreamObject) and jpeg:
        one._data = bare_jpeg(one._data)  # noqa: SLF001 - as it lies in the file, not unpacked


def bare_jpeg(content: bytes) -> bytes:
    """
    Return a JPEG without what a camera added, its pixels to the bit as they were.
    """
    if not content.startswith(_BEGINS):
        return content
    kept, at = bytearray(_BEGINS), 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != _SCAN:  # noqa: PLR2004 - a marker begins so
        marker, end = content[at + 1], at + 2 + int.from_bytes(content[at + 2 : at + 4])
        added = 0xE0 <= marker <= _LAST_APP and marker not in _KEPT  # noqa: PLR2004 - the first of them
        if not added and marker != _COMMENT:
            kept += content[at:end]
        at = end
    return bytes(kept) + content[at:]
