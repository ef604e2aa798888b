"""Who is away in a year that nobody can plan for is refused with the field, and breaks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("first", "last"), [("9999-12-01", "9999-12-31"), ("5000-01-01", "5000-06-01")]
)
def test_an_absence_far_ahead_names_its_field(office: Office, first: str, last: str) -> None:
    said = {"first": first, "last": last}
    answer = office.api().post("/api/absences", said, "far")
    assert answer.status_code == 422
    (wrong,) = answer.get_json()["errors"]
    assert "more than a year ahead" in wrong["fix"]
