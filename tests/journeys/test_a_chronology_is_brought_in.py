"""An agency's table on a telephone: sent, its columns said, mended, recorded and undone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import Person, Service

TABLE = """Day of it,What was noticed,Sort,Teller
12/03/2019,Weighed; below the line.,Clinic,nurse
?14/03/2019,Rang; nobody answered.,Call,nurse
31/02/2019,Nobody opened.,Clinic,nurse
"""


def assert_that_nothing_is_cut_off(page: Page, width: int) -> None:
    for cell in page.get_by_role("cell").all():
        where = cell.bounding_box()
        assert where is not None
        assert 0 <= where["x"] < where["x"] + where["width"] <= width


def test_a_table_is_sent_read_recorded_mended_and_undone_at_320_pixels(
    person: Person, service: Service, tmp_path: Path
) -> None:
    page, mine = person.page, service.people.mine
    page.set_viewport_size({"width": 320, "height": 640})
    sent = tmp_path / "nurse.csv"
    sent.write_text(TABLE, encoding="utf-8")
    person.sign_in("practitioner")
    person.go(f"/children/{mine}/import")
    person.looks_at("import-empty")
    page.get_by_label("The table").set_input_files(sent)
    page.get_by_label("Or an agency that is not listed").fill("school nursing")
    page.get_by_role("button", name="Look at it").click()

    expect(page.get_by_text("It cannot be read like this.")).to_be_visible()
    expect(page.locator("#table")).to_contain_text(
        "Columns are missing: When it happened, What happened."
    )
    person.looks_at("import-columns")
    page.get_by_label("When it happened").select_option("Day of it")
    page.get_by_label("What happened").select_option("What was noticed")
    page.get_by_label("Sort of entry (if there is such a column)").select_option("Sort")
    page.get_by_label("Who said so").select_option("Teller")
    page.get_by_role("button", name="Read it so").click()

    page.get_by_text("Which column says what").click()
    page.get_by_label("“call” is").select_option("Contact")
    page.get_by_label("“clinic” is").select_option("Other event")
    page.get_by_role("button", name="Read it so").click()
    expect(page.get_by_text("2 would be recorded")).to_be_visible()
    expect(page.get_by_text("1 is refused; what to mend in it is said below")).to_be_visible()
    expect(page.get_by_role("columnheader")).to_have_text(
        ["Line", "Read as", "It says", "In the record"]
    )
    assert_that_nothing_is_cut_off(page, 320)
    person.looks_at("import-preview")

    page.get_by_role("button", name="Record 2 rows").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("2 rows recorded")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Get the refused rows to mend").click()
    mend = Path(waiting.value.path()).read_text(encoding="utf-8-sig")
    assert "Nobody opened." in mend
    assert "Rang; nobody answered." not in mend
    page.get_by_role("button", name="Put this table away").click()

    mended = tmp_path / "mended.csv"
    mended.write_text(mend.replace("31/02/2019", "28/02/2019"), encoding="utf-8")
    page.get_by_label("The table").set_input_files(mended)
    page.get_by_label("Or an agency that is not listed").fill("school nursing")
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Record 1 row").click()
    expect(page.get_by_role("main").get_by_role("status")).to_contain_text("1 row recorded")
    person.looks_at("import-brought")

    page.get_by_role("link", name="Undo").first.click()
    page.get_by_label("Why should none of it stand?").fill("It is another child's.")
    person.looks_at("import-undo")
    page.get_by_role("button", name="Strike out all of it").click()
    expect(page.get_by_role("main").get_by_role("status")).to_be_visible()
    person.go(f"/children/{mine}")
    expect(page.locator(".tl-timeline").first).to_contain_text("Struck out")
