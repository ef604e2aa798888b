"""The page of timescales says what the files say."""

from __future__ import annotations

from tests.samples.timescales_page import PAGE, page


def test_the_page_of_timescales_is_what_the_clocks_are_set_by() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.samples --docs"
