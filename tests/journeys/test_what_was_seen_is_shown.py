"""An injury is marked on a drawing, a photograph comes with it: by pointer, key, or no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.factories.files import photograph
from tests.journeys.conftest import NARROW

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.journeys.conftest import Person, Service

FACT = "Invented: a mark on the cheek, as large as a coin."


def fill(page: Page) -> None:
    page.locator("#occurred-day").fill("27")
    page.locator("#occurred-month").fill("2")
    page.locator("#occurred-year").fill("2026")
    page.get_by_label("Mark that may be a bruise").check()
    page.get_by_label("Not moving about at all").check()
    page.locator("#explanations").fill("none")
    page.locator("#fact").fill(FACT)


def test_a_place_is_marked_by_a_click_or_by_a_key_and_shown_as_it_was_marked(
    person: Person, service: Service, tmp_path: Path
) -> None:
    page = person.page
    person.sign_in("practitioner")
    person.go(f"/children/{service.people.mine}/record/injury_observed")
    fill(page)
    page.locator("[data-region=body_map-left_cheek]").click()
    page.locator("[data-region=body_map-nose]").click()
    page.locator("[data-region=body_map-nose]").click()
    page.get_by_text("Back: choose from a list").click()
    box = page.get_by_label("Left buttock")
    box.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-marked]")).to_have_text("Marked: Left cheek; Left buttock")
    expect(page.locator("#body_map-left_cheek")).to_be_checked()
    page.get_by_text("Attach letters, photographs or drawings").click()
    picture = tmp_path / "IMG.jpg"
    picture.write_bytes(photograph())
    page.locator("#file-0").set_input_files(picture)
    page.locator("#file-title-0").fill("The cheek, taken at the nursery")
    person.looks_at("injury-form")
    page.set_viewport_size(NARROW)
    person.looks_at("injury-form")

    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_text(re.compile("Recorded as entry|already recorded")).first.wait_for()
    expect(page.get_by_text(FACT).first).to_be_visible()
    page.get_by_role("link", name=re.compile("1 attached")).click()
    table = page.get_by_role("table", name=re.compile("Places marked"))
    expect(table.get_by_role("row")).to_have_count(3)
    expect(table).to_contain_text("Left cheek")
    expect(page.get_by_role("img", name="Head: Left cheek")).to_be_visible()
    expect(page.get_by_role("img", name="Front: nothing marked")).to_be_visible()
    person.looks_at("injury-entry")
    page.set_viewport_size({"width": 1280, "height": 900})
    person.looks_at("injury-entry")
    with page.expect_download() as saved:
        page.get_by_role(
            "link", name=re.compile("The cheek, taken at the nursery.*save a copy")
        ).click()
    assert re.fullmatch(r"entry-\d+-attachment-\d+\.jpg", saved.value.suggested_filename)


def test_without_script_the_drawing_leads_to_the_list_and_a_refused_file_costs_no_word(
    on_the_doorstep: Person, service: Service, tmp_path: Path
) -> None:
    page = on_the_doorstep.page
    on_the_doorstep.sign_in("practitioner")
    on_the_doorstep.go(f"/children/{service.people.mine}/record/injury_observed")
    page.locator("[data-region=body_map-right_ear]").click()
    expect(page).to_have_url(re.compile("#body_map-right_ear$"))
    # A browser opens the list that the address leads into.
    page.get_by_label("Right ear").check()
    fill(page)
    page.get_by_text("Attach letters, photographs or drawings").click()
    program = tmp_path / "letter.pdf"
    program.write_bytes(b"MZ" + bytes(200))
    page.locator("#file-0").set_input_files(program)
    page.get_by_role("button", name="Record", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text("is not taken here")
    expect(page.locator("#fact")).to_have_value(FACT)
    expect(page.locator("#body_map-right_ear")).to_be_checked()
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text(FACT).first).to_be_visible()
