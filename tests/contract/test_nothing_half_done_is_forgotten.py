"""Whoever opens the service sees what they have not recorded, and about whom they are recording."""

from __future__ import annotations

import re

import pytest

from tests.fakes.office import Office


@pytest.fixture
def office(migrated_sqlite_url):
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def test_what_was_typed_and_not_recorded_is_seen_where_one_begins_and_by_nobody_else(office):
    browser, child = office.browser(), f"/children/{office.child}"
    form = browser.get(f"{child}/quick").text
    token = re.findall('csrf_token" value="([^"]+)"', form)[0]
    browser.post(
        f"{child}/quick", data={"csrf_token": token, "keep": "yes", "fact": "Half a sentence"}
    )

    for where in ("/", child):
        page = browser.get(where).text
        assert "Not yet recorded (1)" in page, where
        assert f"{child}/quick" in page.split("Not yet recorded")[1].split("</details>")[0]
        assert "Half a sentence" not in page
    office.opens("other")
    for where in ("/", child):
        assert "Not yet recorded" not in office.browser("other").get(where).text, where


@pytest.mark.parametrize("form", ["record", "pack", "extract"])
def test_nobody_records_or_takes_out_without_reading_whose_record_it_is(office, form):
    page = office.browser().get(f"/children/{office.child}/{form}").text
    main = page.split("<main")[1].split("</h1>")[0]

    assert "Quillonby Invented" in main
