"""Who knew what is told alike by API, command line and page, within the reader's rights."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

from service.cli.__main__ import throughline as command_line
from tests.fakes.office import CANARIES

if TYPE_CHECKING:
    from tests.fakes.office import Office


def test_the_command_line_and_the_api_tell_one_side_by_side(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/api/children/{office.child}/side-by-side"
    asked = office.api().get(address).get_json()
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", office.throughline.settings.database_url)

    ran = CliRunner().invoke(
        command_line,
        ["side-by-side", str(office.child), "--as-known-at", asked["as_known_at"], "--format=json"],
    )

    assert json.loads(ran.stdout) == asked
    assert asked["total"] == len(asked["lines"]) == 1
    (agency,) = asked["agencies"]
    assert asked["lines"][0]["knew"][agency["agency"]]["how"] == "itself"


def test_before_the_day_it_was_learned_nothing_is_in_any_column(office: Office) -> None:
    address = f"/api/children/{office.child}/side-by-side?as_known_at=2026-03-26"
    assert office.api().get(address).get_json()["lines"] == []
    page = office.browser().get(f"/children/{office.child}/side-by-side?known=2026-03-26")
    read = BeautifulSoup(page.get_data(as_text=True), "html.parser")
    assert not [table for table in read.find_all("table") if CANARIES[2] in table.get_text()]
    # What nobody knew stands apart, closed, and says that it is hindsight.
    (apart,) = (part for part in read.find_all("details") if CANARIES[2] in part.get_text())
    assert apart.get_text().strip().startswith("With hindsight: 1 entry")


def test_a_slider_without_script_goes_to_the_day_it_was_slid_to(office: Office) -> None:
    address = f"/children/{office.child}/side-by-side?first=2026-03-20&slid=7"
    answer = office.browser().get(address)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("side-by-side?known=2026-03-27")


def test_whoever_may_not_read_the_child_sees_no_column(office: Office) -> None:
    answer = office.api("other").get(f"/api/children/{office.child}/side-by-side")
    assert answer.status_code == 403
    assert CANARIES[2] not in answer.get_data(as_text=True)
