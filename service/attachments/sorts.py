"""Finds out what a file is by what is in it: its name and what a browser says of it may lie."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import BadZipFile, LargeZipFile, ZipFile

import puremagic
from PIL import Image, UnidentifiedImageError

from events.readable import unreadable
from service.attachments.errors import FileRefused

if TYPE_CHECKING:
    from zipfile import ZipInfo

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "text/plain"
PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "TIFF": "image/tiff"}

MOST_PIXELS = 100_000_000
"""A photograph of a good camera has half as many; what claims more is made to fill the memory."""
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 5_000
MOST_TIMES = 200
_HEAD = 1024
_TAIL = 2048
_TAKEN = "Send a PDF, a JPEG, PNG or TIFF picture, a Word document (.docx) or plain text"
_MARKUP = (b"<", b"#!", b"%!")


def sort_of(content: bytes) -> str:
    """
    Return the media type of a file that may be taken.

    Raises:
        FileRefused: It is damaged, or of a sort that is not taken.
    """
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    picture = _picture(content)
    if picture:
        return picture
    if _is_text(content):
        return TEXT
    raise FileRefused(f"{_named(content)} is not taken here. {_TAKEN}")


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-_TAIL:]:
        raise FileRefused("This PDF ends before its end: it is damaged. Save or scan it again")
    return PDF


def _word(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
            _small_enough(parts, len(content))
            names = {part.filename for part in parts}
            if packed.testzip() is not None:
                raise FileRefused("This document is damaged. Save it again")
            kinds = packed.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
    except (BadZipFile, LargeZipFile, NotImplementedError, EOFError, RuntimeError, ValueError):
        raise FileRefused(
            "This document is damaged, or locked with a password. Save it again without one"
        ) from None
    if "word/document.xml" not in names or b"wordprocessingml.document.main+xml" not in kinds:
        raise FileRefused(f"{_named(content)} is not taken here. {_TAKEN}")
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        raise FileRefused("This document holds a program. Save it as .docx without macros, or PDF")
    return WORD


def _small_enough(parts: list[ZipInfo], size: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > min(MOST_UNPACKED, MOST_TIMES * max(size, _HEAD)):
        raise FileRefused("This document unpacks to far more than a letter holds. Save it as PDF")


def _picture(content: bytes) -> str:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=tuple(PICTURES)) as opened:
                sort, (width, height) = str(opened.format), opened.size
                if width * height > MOST_PIXELS:
                    raise FileRefused("This picture is too large to be one. Save it smaller")
                opened.verify()
            with Image.open(BytesIO(content), formats=tuple(PICTURES)) as whole:
                whole.load()
    except UnidentifiedImageError:
        return ""
    except Image.DecompressionBombError:
        raise FileRefused("This picture is too large to be one. Save it smaller") from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise FileRefused("This picture is damaged. Take or save it again") from None
    return PICTURES[sort if sort in PICTURES else "JPEG"]


def _is_text(content: bytes) -> bool:
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    # What begins like this is a page, a drawing or a program in the shape of text.
    return not content.lstrip().startswith(_MARKUP) and not unreadable({"text": words})


def _named(content: bytes) -> str:
    try:
        found = puremagic.magic_string(content[:_HEAD])
    except (puremagic.PureError, ValueError):
        found = []
    known = found[0].name if found else ""
    return f"A file of this sort ({known})" if known else "A file of this sort"
