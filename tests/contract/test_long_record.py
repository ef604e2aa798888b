"""A record of years stays readable: page after page, and every entry on one of them."""

from __future__ import annotations

import re

from service.web.pages.child import A_PAGE
from tests.fakes.office import Office


def test_every_entry_of_a_long_record_stands_on_one_of_its_pages(migrated_sqlite_url: str) -> None:
    office = Office(migrated_sqlite_url)
    numbers = {office.entry} | {
        office.record({"fact": f"Call {n}.", "about": f"Call {n}"}) for n in range(A_PAGE)
    }
    browser = office.browser()

    pages = [
        browser.get(f"/children/{office.child}?page={n}").get_data(as_text=True) for n in (1, 2)
    ]

    found = [set(re.findall(r'id="e(\d+)"', page)) for page in pages]
    assert found[0] | found[1] == numbers
    assert not found[0] & found[1]
    assert "Page 2 of 2" in pages[1]
    office.close()
