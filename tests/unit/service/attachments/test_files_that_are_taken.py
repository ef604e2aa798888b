"""A file is what is in it: a program called letter.pdf comes in nowhere, a place goes nowhere."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from PIL import Image

from service.attachments.bare import without_metadata
from service.attachments.errors import FileRefused
from service.attachments.received import MOST_BYTES, receive
from service.attachments.sorts import sort_of
from tests.factories.files import PDF, PLACE, TEXT, letter, photograph, picture


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (photograph(), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("TIFF"), "image/tiff"),
        (letter(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        (TEXT, "text/plain"),
        ("Wymazano: ąę\r\nالعربية".encode("utf-8-sig"), "text/plain"),
    ],
    ids=["pdf", "jpeg", "png", "tiff", "word", "text", "text with a mark"],
)
def test_what_practitioners_have_is_taken(content: bytes, media_type: str) -> None:
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    assert sort_of(content) == media_type


def _bomb() -> bytes:
    return letter(**{"media.xml": b"0" * 60_000_000})


def _workbook() -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", "<workbook/>")
    return written.getvalue()


def _vast() -> bytes:
    # A picture that claims a thousand million pixels in a few bytes.
    small = bytearray(picture("PNG", "1"))
    small[16:24] = (32_000).to_bytes(4, "big") * 2
    from zlib import crc32

    small[29:33] = crc32(bytes(small[12:29])).to_bytes(4, "big")
    return bytes(small)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(200),
        b"\x7fELF" + bytes(200),
        b"<html><script>alert(1)</script></html>",
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b"  <svg/>",
        b"#!/bin/sh\necho",
        PDF[:-8],
        photograph()[:-400],
        photograph()[:300],
        picture()[:-20],
        picture("GIF", "P"),
        _workbook(),
        letter(**{"vbaProject.bin": b"macro"}),
        letter()[:-30],
        _bomb(),
        _vast(),
        "text that turns \u202e round".encode(),
        b"caf\xe9 in no known letters",
        bytes(50),
    ],
    ids=[
        "program", "linux program", "page", "drawing", "drawing after space", "script", "cut pdf",
        "cut photograph", "half a photograph", "cut picture", "gif", "workbook", "macros",
        "cut letter", "zip bomb", "vast picture", "turned text", "unknown letters", "zeros",
    ],
)  # fmt: skip
def test_what_is_damaged_or_may_run_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        sort_of(content)
    assert any(word in refused.value.fix for word in ("Send", "Save", "Take"))


@pytest.mark.parametrize("size", [0, MOST_BYTES + 1])
def test_an_empty_or_a_vast_file_is_refused(size: int) -> None:
    with pytest.raises(FileRefused):
        receive(b"x" * size, "A file", bare=False, clamd="")


@pytest.mark.parametrize("sort", ["JPEG", "PNG", "TIFF"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_picture_without_metadata_looks_as_before(sort: str, mode: str) -> None:
    bare = without_metadata(picture(sort, mode), f"image/{sort.lower()}")
    with Image.open(BytesIO(bare)) as opened:
        assert (opened.size, opened.mode, opened.format) == ((8, 8), mode, sort)


def test_where_a_photograph_was_taken_leaves_with_nobody_who_asked_for_that() -> None:
    whole = photograph(turned=True)
    assert PLACE in whole

    bare = without_metadata(whole, "image/jpeg")

    with Image.open(BytesIO(bare)) as opened:
        assert not opened.getexif()
        assert not opened.info.get("exif")
        # It was held upright; what said so is gone, and so it must stand upright by itself.
        assert opened.size == (20, 40)
    assert PLACE not in bare
    assert bare == without_metadata(whole, "image/jpeg")


def test_a_letter_is_not_said_to_be_freed_of_what_it_still_holds() -> None:
    with pytest.raises(FileRefused):
        receive(PDF, "A letter", bare=True, clamd="")
