"""Quick entry and taking a file away can be read in every state, at a desk and on a telephone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.factories.files import photograph
from tests.journeys.conftest import NARROW, WIDE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.conftest import Person, Service

TOLD = "Invented: the school rang, Amsel was tired."


def at_both_widths(person: Person, name: str) -> None:
    for width in (WIDE, NARROW):
        person.page.set_viewport_size(width)
        person.looks_at(name)


def test_quick_entry_empty_refused_and_with_an_older_draft_waiting(
    person: Person, service: Service
) -> None:
    page, where = person.page, f"/children/{service.people.mine}/quick"
    person.sign_in("practitioner")
    for kind in ("contact", "visit", "missed_appointment"):
        person.go(f"{where}?kind={kind}")
        at_both_widths(person, f"quick-{kind}")
        page.get_by_role("button", name="Record", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("There is a problem")
        at_both_widths(person, f"quick-{kind}-refused")

    person.go(where)
    page.locator("[name=fact]").fill(TOLD)
    # It is refused for what is not said yet, and is a draft from then on.
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    person.go(where)
    expect(page.get_by_text(TOLD).first).to_be_visible()
    at_both_widths(person, "quick-older-draft")


def test_a_file_is_taken_away_from_its_entry_with_a_reason(
    person: Person, service: Service, tmp_path: Path
) -> None:
    page = person.page
    person.sign_in("practitioner")
    person.go(f"/children/{service.people.mine}/record/concern_raised")
    entry = re.compile("Recorded as entry")
    for box, number in (("day", "27"), ("month", "2"), ("year", "2026")):
        page.locator(f"#occurred-{box}").fill(number)
    page.get_by_label("Who is worried?").select_option(index=1)
    page.get_by_role("group", name="What about?").get_by_role("checkbox").first.check()
    page.locator("#fact").fill("Invented: a letter came.")
    page.get_by_text("Attach letters, photographs or drawings").click()
    picture = tmp_path / "IMG.jpg"
    picture.write_bytes(photograph())
    page.locator("#file-0").set_input_files(picture)
    page.locator("#file-title-0").fill("Another family's letter")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_text(entry).first).to_be_visible()

    page.get_by_role("link", name=re.compile("1 attached")).click()
    page.get_by_role("link", name=re.compile("Withdraw")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdraw an attachment")
    at_both_widths(person, "withdraw")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    at_both_widths(person, "withdraw-refused")
    page.get_by_label("Why should nobody read it any more?").fill("It is about another family.")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("Why: It is about another family.")).to_be_visible()
    at_both_widths(person, "withdrawn")
