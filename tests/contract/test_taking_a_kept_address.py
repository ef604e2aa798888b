"""Nobody reads where a family hides by taking the entry to a child of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.fakes.office import AGENCY, Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

SECRET = "4 Wrackleburn Lane"
HIDDEN = {"new_home": "yes", "move": "refuge", "address": SECRET, "protected": "yes"}
WHY = "It is another family's."


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


def everything_told(office: Office, who: str, child: UUID, entry: str) -> str:
    """
    Return what somebody is told of where a child lives, and of an entry on its own page.
    """
    api = office.api(who).get(f"/api/children/{child}/people/{child}/homes")
    page = office.browser(who).get(f"/children/{child}/entries/{entry}")
    return api.get_data(as_text=True) + page.get_data(as_text=True)


def test_another_teams_manager_takes_no_kept_address_to_a_decoy_by_the_api(office: Office) -> None:
    entry = office.record(HIDDEN, "address_recorded")
    office.another_manager(AGENCY)
    decoy = office.child_of("inspector", "Quillonby Decoy", "2019-05-05")
    path = f"/api/children/{office.child}/entries/{entry}/another-child"
    answer = office.api("inspector").post(path, {"right_child": str(decoy), "reason": WHY}, "take")
    assert answer.status_code == 422
    (said,) = answer.get_json()["errors"]
    assert said["field"] == "entry"
    assert "Invented Worker" in str(said)
    assert SECRET not in everything_told(office, "inspector", decoy, entry)
    assert SECRET in everything_told(office, "worker", office.child, entry)


def test_another_teams_manager_takes_no_kept_address_to_a_decoy_by_the_page(office: Office) -> None:
    entry = office.record(HIDDEN, "address_recorded")
    office.another_manager(AGENCY)
    decoy = office.child_of("inspector", "Quillonby Decoy", "2019-05-05")
    browser = office.browser("inspector")
    page = f"/children/{office.child}/entries/{entry}/another-child"
    hidden = dict(
        re.findall(r'name="(csrf_token|version|key)" value="([^"]*)"', browser.get(page).text)
    )
    form = hidden | {"right_child": str(decoy), "reason": WHY}
    answer = browser.post(page, data=form, follow_redirects=True)
    assert "The address in it is kept from you" in answer.text
    assert SECRET in everything_told(office, "worker", office.child, entry)


def test_what_one_of_the_few_took_to_its_child_is_read_there_by_the_few_and_not_by_who_took_it(
    office: Office,
) -> None:
    entry = office.record(HIDDEN, "address_recorded")
    right = office.child_of("worker", "Quillonby Right", "2020-05-05")
    path = f"/api/children/{office.child}/entries/{entry}/another-child"
    answer = office.api("manager").post(path, {"right_child": str(right), "reason": WHY}, "take")
    assert answer.status_code == 200
    number = answer.get_json()["entry"]
    assert SECRET in everything_told(office, "worker", right, number)
    assert SECRET not in everything_told(office, "manager", right, number)
