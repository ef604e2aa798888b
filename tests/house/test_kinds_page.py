"""The page of kinds says what the declarations say."""

from __future__ import annotations

from tests.samples import missing
from tests.samples.page import PAGE, page


def test_the_page_of_kinds_is_what_a_practitioner_is_really_asked() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.samples --docs"


def test_no_kind_ships_without_its_golden_sample() -> None:
    assert missing() == [], "run python -m tests.samples --write"
