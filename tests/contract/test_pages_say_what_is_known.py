"""Pages say what the record says, to somebody who believes them at the end of a long day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def test_a_misspelt_child_is_found_and_not_said_to_be_unknown(office: Office) -> None:
    browser = office.browser()
    token = re.findall(r'name="csrf_token" value="([^"]+)"', browser.get("/").text)[0]

    found = browser.post("/", data={"csrf_token": token, "name": "Quilonby Invnted"}).text
    nobody = browser.post("/", data={"csrf_token": token, "name": "Zzyzx"}).text

    assert "Quillonby Invented" in found.split('id="found"')[1].split('id="mine"')[0]
    assert "does not mean that the child is not in the record" in nobody
    assert 'href="/people/find"' in nobody.split('id="found"')[1]
