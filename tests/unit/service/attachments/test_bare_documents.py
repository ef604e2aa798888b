"""What a program added to a letter goes where that is asked, and the letter stays as it was."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pypdf
import pytest
from docx import Document
from PIL import Image
from pypdf.annotations import Text
from pypdf.generic import DictionaryObject, NameObject, StreamObject, TextStringObject

from service.attachments.bare import without_metadata
from service.attachments.bare_pdf import bare_jpeg
from service.attachments.errors import FileRefused
from service.attachments.sorts import PDF as PDF_TYPE
from service.attachments.sorts import TEXT, WORD, sort_of
from tests.factories.files import PLACE, photograph

WRITER = "Thistlewhip Writer"


def letter():
    """
    Return a PDF with every place that says who made it, and a photograph that says where.
    """
    made = pypdf.PdfWriter()
    page = made.add_blank_page(300, 400)
    made.add_metadata({"/Author": WRITER, "/CreationDate": "D:20260312090000Z"})
    xmp = StreamObject()
    xmp._data = f"<x:xmpmeta>{WRITER}</x:xmpmeta>".encode()
    made._root_object[NameObject("/Metadata")] = made._add_object(xmp)
    note = Text(rect=(10, 10, 30, 30), text="See the date")
    note[NameObject("/T")] = TextStringObject(WRITER)
    made.add_annotation(0, note)
    drawn = StreamObject()
    drawn._data = photograph()
    size = Image.open(BytesIO(drawn._data)).size
    drawn.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
            NameObject("/Width"): pypdf.generic.NumberObject(size[0]),
            NameObject("/Height"): pypdf.generic.NumberObject(size[1]),
            NameObject("/BitsPerComponent"): pypdf.generic.NumberObject(8),
            NameObject("/ColorSpace"): NameObject("/DeviceRGB"),
        }
    )
    pictures = DictionaryObject({NameObject("/Im0"): made._add_object(drawn)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    written = BytesIO()
    made.write(written)
    return written.getvalue()


def report():
    """
    Return a Word document with its properties, a note, and a photograph that says where.
    """
    made = Document()
    words = made.add_paragraph("Invented: seen at school, well.")
    made.add_comment(words.runs, text="Ask again", author=WRITER, initials="TW")
    made.core_properties.author = WRITER
    made.core_properties.last_modified_by = WRITER
    made.core_properties.modified = datetime(2026, 3, 12, tzinfo=UTC)
    made.add_picture(BytesIO(photograph()))
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def pixels(content):
    drawn = pypdf.PdfReader(BytesIO(content)).pages[0].images[0].image
    assert drawn is not None
    return drawn.tobytes()


def parts(content):
    with ZipFile(BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_pdf_says_no_more_who_made_it_or_where_its_photograph_was_taken():
    before, bare = letter(), without_metadata(letter(), PDF_TYPE)

    assert WRITER.encode() in before
    assert PLACE in before
    for said in (WRITER.encode(), PLACE, b"20260312"):
        assert said not in bare
    after = pypdf.PdfReader(BytesIO(bare))
    assert after.metadata is None or not after.metadata.author
    assert len(after.pages) == 1
    assert [note.get_object()["/Contents"] for note in after.pages[0].annotations or ()] == [
        "See the date"
    ]
    assert pixels(bare) == pixels(before)
    assert sort_of(bare) == PDF_TYPE


def test_a_word_document_says_no_more_who_wrote_it_or_where_its_photograph_was_taken():
    before, bare = parts(report()), parts(without_metadata(report(), WORD))

    assert any(WRITER.encode() in part for part in before.values())
    assert any(PLACE in part for part in before.values())
    for said in (WRITER.encode(), PLACE, b"2026-03-12"):
        assert not [name for name, part in bare.items() if said in part]
    assert not [name for name in bare if name.startswith("docProps/")]
    again = Document(BytesIO(without_metadata(report(), WORD)))
    assert again.paragraphs[0].text == "Invented: seen at school, well."
    assert [note.text for note in again.comments] == ["Ask again"]
    assert len(again.inline_shapes) == 1


@pytest.mark.parametrize(("made", "sort"), [(letter, PDF_TYPE), (report, WORD)])
def test_the_same_file_sent_again_is_the_same_file(made, sort):
    content = made()
    assert without_metadata(content, sort) == without_metadata(content, sort)


def test_the_pixels_of_a_photograph_within_a_pdf_stay_to_the_bit():
    bare = bare_jpeg(photograph())

    assert PLACE not in bare
    assert Image.open(BytesIO(bare)).tobytes() == Image.open(BytesIO(photograph())).tobytes()


def test_a_locked_or_broken_pdf_is_refused_with_a_fix():
    locked = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(letter())))
    locked.encrypt("invented", algorithm="RC4-128")
    written = BytesIO()
    locked.write(written)
    for content in (written.getvalue(), b"%PDF-1.7\nno more than this\n%%EOF"):
        with pytest.raises(FileRefused) as refused:
            without_metadata(content, PDF_TYPE)
        assert refused.value.fix


def test_plain_text_has_nothing_to_take_out():
    assert without_metadata(b"A note.\n", TEXT) == b"A note.\n"


def test_a_signed_pdf_is_refused_and_not_silently_unsigned():
    signed = pypdf.PdfWriter(clone_from=pypdf.PdfReader(BytesIO(letter())))
    signed._root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/SigFlags"): pypdf.generic.NumberObject(3)}
    )
    written = BytesIO()
    signed.write(written)
    with pytest.raises(FileRefused) as refused:
        without_metadata(written.getvalue(), PDF_TYPE)
    assert "signed" in refused.value.fix
