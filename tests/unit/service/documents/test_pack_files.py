"""What a reader of a pack's file would miss, in each format."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pypdf
import pytest
import typst
from bs4 import BeautifulSoup
from docx import Document
from openpyxl import load_workbook

from projections.conference.pack import Withheld
from service.documents import as_pdf
from service.documents.around import drawings
from service.documents.as_pdf import SPELLED, WITHOUT_STANDARD
from service.documents.errors import FormatUnknown, PackTooLong
from service.documents.pack import FORMATS, Prepared, format_of, render, write_file
from tests.factories.asked_and_owed import IndicatorFactory
from tests.factories.events import noon, story
from tests.factories.genograms import ON, of_eight, of_forty, of_twenty
from tests.factories.packs import DAY, fact, prepared

MOMENT = noon(DAY)


def pdf_words(content: bytes) -> str:
    pages = pypdf.PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def words(content: bytes, format_: str) -> str:
    match format_:
        case "pdf":
            return pdf_words(content)
        case "docx":
            word = Document(BytesIO(content))
            cells = [cell.text for table in word.tables for cell in table._cells]
            header = word.sections[0].header.paragraphs[0].text
            said = [paragraph.text for paragraph in word.paragraphs]
            return " ".join(" ".join([header, *said, *cells]).split())
        case "xlsx":
            book = load_workbook(BytesIO(content))
            heads = [str(sheet.oddHeader.left.text) for sheet in book]
            cells = [str(cell.value) for sheet in book for row in sheet for cell in row]
            return " ".join(" ".join([*heads, *book.sheetnames, *cells]).split())
        case _:
            return " ".join(BeautifulSoup(content, "html.parser").get_text(" ").split())


@pytest.mark.parametrize("format_", FORMATS)
def test_no_format_loses_an_entry_a_question_a_date_or_a_warning(format_: str) -> None:
    withheld = Withheld(what="4 entries", why="Another child's", ask="Their lead", entries=4)
    pack = prepared(*story(25, every=9), withheld=[withheld])

    said = words(render(pack, format_, moment=MOMENT).content, format_)

    for line in pack.pack.lines:
        assert line.number in said
        assert line.when in said
    for expected in (
        "Invented Child",
        "4711",
        "Who has heard this child?",
        "Entry 8, 19 March 2024",
        "No open question does not mean safe.",
        "The clinic was full",
        "OVERDUE",
        "Mother's new partner",
        "Their lead",
        "Confidential.",
        "What we cannot see",
    ):
        assert expected in said


@pytest.mark.parametrize("format_", ["pdf", "docx", "html"])
def test_the_story_is_read_before_what_is_asked_and_planned_on_it(format_: str) -> None:
    content = render(prepared(*story(25)), format_, moment=MOMENT).content
    match format_:
        case "pdf":
            outline = pypdf.PdfReader(BytesIO(content)).outline
            titles = [str(one.title) for one in outline if not isinstance(one, list)]
        case "docx":
            told = Document(BytesIO(content)).paragraphs
            titles = [one.text for one in told if one.style and one.style.name == "Heading 1"]
        case _:
            titles = [h.get_text() for h in BeautifulSoup(content, "html.parser").find_all("h2")]

    order = (
        "Who is around the child",
        "Chronology",
        "What the record asks, and who answers",
        "What we cannot see",
        "The plan, and what is owed",
    )
    places = [next(n for n, said in enumerate(titles) if said.endswith(one)) for one in order]
    assert places == sorted(places), titles


def test_a_question_is_told_once_however_often_it_is_asked() -> None:
    often = [IndicatorFactory(), IndicatorFactory(about="another")]
    said = pdf_words(render(prepared(*story(25), indicators=often), "pdf", moment=MOMENT).content)

    front, _, asked = said.partition("Who is around the child")
    assert "2 questions wait for an answer: section 4." in front
    assert asked.count("Who has heard this child?") == 1
    assert "asked 2 times" in asked
    assert "Question 1 askable since" in asked
    assert "Question 2 askable since" in asked


def test_the_pdf_is_tagged_so_that_a_screen_reader_finds_headings_and_table_heads() -> None:
    content = render(prepared(*story(25)), "pdf", moment=MOMENT).content

    with pikepdf.open(BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en-GB"
        assert b"pdfuaid:part" in bytes(pdf.Root.Metadata.read_bytes())
        tags = [str(part.S) for part in pdf.objects if _is_tag(part)]
    for wanted in ("/H1", "/Table", "/THead", "/TH", "/TD", "/Figure"):
        assert wanted in tags
    assert tags.count("/THead") < 10, "one long table has one head, however many pages it has"


def _is_tag(part: Any) -> bool:
    return isinstance(part, pikepdf.Dictionary) and part.get("/Type") == "/StructElem"


def test_the_pdf_carries_no_name_where_a_file_list_shows_it() -> None:
    content = render(prepared(*story(3)), "pdf", moment=MOMENT).content

    with pikepdf.open(BytesIO(content)) as pdf:
        shown = f"{dict(pdf.docinfo.items())} {pdf.Root.Metadata.read_bytes()!r}"
    assert "Invented Child" not in shown
    assert "position 4711" in shown


def test_every_page_says_for_whom_it_is_and_which_of_how_many() -> None:
    content = render(prepared(*story(60)), "pdf", moment=MOMENT).content

    pages = pypdf.PdfReader(BytesIO(content)).pages
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert "Confidential." in text
        assert f"Page {number} of {len(pages)}" in text


def test_names_in_other_alphabets_print_and_stay_accessible() -> None:
    made = render(fact("Zażółć Ольга Γεωργία محمد came."), "pdf", moment=MOMENT)

    assert made.notes == ()
    assert "Zażółć Ольга Γεωργία" in pdf_words(made.content)


def test_a_symbol_without_a_font_is_named_in_words() -> None:
    made = render(fact("She sent \N{CRYING FACE} at night."), "pdf", moment=MOMENT)

    assert made.notes == (SPELLED,)
    assert "[crying face]" in pdf_words(made.content)


def test_letters_without_a_shipped_font_are_drawn_with_those_of_the_machine_and_stay_accessible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As if the machine had what is shipped, and nothing were shipped.
    monkeypatch.setattr(as_pdf, "machine_fonts", as_pdf._fonts)
    bare = typst.Fonts(include_system_fonts=False, font_paths=[])
    monkeypatch.setattr(as_pdf, "_fonts", lambda: bare)

    made = render(fact("Ольга came, and so did محمد."), "pdf", moment=MOMENT)

    assert made.notes == ()
    assert "Ольга came" in pdf_words(made.content)


def test_letters_without_a_font_still_give_a_pdf_that_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(as_pdf, "machine_fonts", as_pdf._fonts)

    made = render(fact("\N{TIBETAN LETTER KA}\N{TIBETAN LETTER KHA} rang."), "pdf", moment=MOMENT)

    assert made.notes == (WITHOUT_STANDARD,)
    assert made.content.startswith(b"%PDF")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize(
    "trick",
    [
        '#panic("x") *not bold* $x$ @entry-10 <entry-10> \\',
        "<script>alert(1)</script>&amp;",
        "=1+1",
        "{{ 7*7 }}",
    ],
)
def test_what_people_typed_is_printed_and_never_run(format_: str, trick: str) -> None:
    made = render(fact(trick), format_, moment=MOMENT)

    assert " ".join(trick.split()) in words(made.content, format_)


def test_no_cell_of_the_workbook_is_a_formula() -> None:
    made = render(fact("=HYPERLINK(1)"), "xlsx", moment=MOMENT)

    book = load_workbook(BytesIO(made.content))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n"}
    assert not any(cell.data_type == "f" for sheet in book for row in sheet for cell in row)
    # Nor does one become a formula by being clicked into and left.
    tricks = [c for s in book for row in s for c in row if str(c.value).startswith("=")]
    assert tricks
    assert all(cell.quotePrefix for cell in tricks)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    made = render(fact("word " * 10_000), "xlsx", moment=MOMENT)

    assert "the rest is in the PDF" in words(made.content, "xlsx")


def test_a_record_of_nothing_still_prints() -> None:
    said = pdf_words(render(prepared(indicators=(), outcomes=()), "pdf", moment=MOMENT).content)

    assert "No question is open. No open question does not mean safe." in said


def test_the_workbook_and_the_page_take_what_no_pdf_can_hold() -> None:
    few = prepared(*story(11))
    pack = Prepared(pack=replace(few.pack, lines=few.pack.lines * 1000), picture=few.picture)

    with pytest.raises(PackTooLong, match=r"Write the pack as \.xlsx or \.html"):
        render(pack, "pdf", moment=MOMENT)
    assert render(pack, "html", moment=MOMENT).content


@pytest.mark.parametrize("name", ["pack.doc", "pack", "pack.PDF.exe"])
def test_a_format_that_is_not_made_is_refused_with_those_that_are(name: str, tmp_path: Any) -> None:
    with pytest.raises(FormatUnknown, match=r"\.pdf, \.docx, \.xlsx, \.html"):
        format_of(tmp_path / name)


def test_a_pack_that_cannot_be_written_leaves_the_old_file_as_it_was(tmp_path: Any) -> None:
    output = tmp_path / "pack.pdf"
    output.write_bytes(b"old")
    output.with_name("folder").mkdir()

    with pytest.raises(OSError):  # noqa: PT011 - whichever the system gives
        write_file(b"new", output.with_name("folder"))
    write_file(b"new", output)

    assert output.read_bytes() == b"new"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["folder", "pack.pdf"]
    assert output.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("format_", ["pdf", "docx", "xlsx", "html"])
def test_the_family_is_in_the_pack_as_a_picture_and_as_a_table_that_says_the_same(
    format_: str,
) -> None:
    around = drawings(of_eight().chronology(), ON)
    pack = replace(prepared(*story(3)), around=around)
    made = render(pack, format_, moment=MOMENT)

    said = words(made.content, format_)
    assert made.notes == ()
    for expected in ("Mother's new partner", "dashed: known by description alone", "Ruth"):
        assert expected in said


def test_a_family_too_wide_for_its_page_gets_a_larger_one_and_no_smaller_words() -> None:
    (small, _), (wide, _) = (drawings(f().chronology(), ON) for f in (of_twenty, of_forty))

    assert (small.large, wide.large) == (False, True)
    assert min(one.points_wide / one.size[0] for one in (small, wide)) * 11.5 > 6
