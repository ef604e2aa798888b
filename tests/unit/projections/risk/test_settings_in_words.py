"""A setting of a rule is read in words: nobody on duty reads names of a program."""

from __future__ import annotations

from projections.risk.asked import RULES
from projections.risk.book import book
from projections.risk.settings_in_words import SETTINGS, in_words


def test_every_setting_of_every_rule_says_what_its_number_means():
    used = {name for rule in RULES.values() for name in rule.settings}

    assert used == SETTINGS.keys()
    for line in book(RULES):
        for window in line.windows:
            assert str(window.value) in window.words
            assert "_" not in window.words + window.asked
    assert in_words("under_days", 366) == "the child is younger than 366 days"
