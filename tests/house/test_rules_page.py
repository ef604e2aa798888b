"""The page of rules says what the files ask."""

from __future__ import annotations

from projections.risk.asked import RULES
from tests.samples.rules_page import PAGE, page


def test_the_page_of_rules_is_what_the_files_ask() -> None:
    assert PAGE.read_text("utf-8") == page(), "run python -m tests.samples --docs"


def test_every_row_of_the_practice_table_is_asked_once() -> None:
    ids = sorted(rule.practice_id for rule in RULES.values())
    assert ids == [f"R{number:02}" for number in range(1, 55)]


def test_every_rule_says_when_it_asks_and_on_whose_word() -> None:
    for name, rule in RULES.items():
        assert (rule.look.__doc__ or "").strip(), name
        assert rule.source, name
        assert rule.lesson, name
