"""Small files as people send them: letters, photographs, and what only looks like one."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXT = "A note of the call, ünïcode and żółw.\n".encode()
PLACE = b"Thistlewhip Crescent"
"""What the photograph's camera wrote into it."""


def photograph(*, turned: bool = False) -> bytes:
    """
    Return a small JPEG with the place and the device that its camera added.
    """
    exif = Image.Exif()
    exif[0x010F] = "Invented camera"
    exif[0x010E] = PLACE.decode()
    if turned:
        exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 37.0, 0.0), 3: "E", 4: (1.0, 17.0, 0.0)})
    written = BytesIO()
    Image.new("RGB", (40, 20), "brown").save(written, "JPEG", exif=exif)
    return written.getvalue()


def picture(sort: str = "PNG", mode: str = "RGB") -> bytes:
    """
    Return a small picture of some sort.
    """
    written = BytesIO()
    Image.new(mode, (8, 8)).save(written, sort)
    return written.getvalue()


def letter(**more: bytes) -> bytes:
    """
    Return a Word document, with further parts by name where these are given.
    """
    written = BytesIO()
    document = Document()
    document.add_paragraph("To whom it may concern")
    document.save(written)
    with ZipFile(written, "a", ZIP_DEFLATED) as packed:
        for name, content in more.items():
            packed.writestr(f"word/{name}", content)
    return written.getvalue()
