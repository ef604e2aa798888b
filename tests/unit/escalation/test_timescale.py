"""Timescales are data that a partnership can read; a wrong one is refused, never half used."""

from __future__ import annotations

import pytest

from escalation.errors import TableRefused
from escalation.ladder import ladders
from escalation.people import WHO
from escalation.timescale import ENTRIES, PLAN, read_timescales, timescales
from escalation.working_days import Nation
from projections.risk.asked import RULES

GOOD = """
[edition]
nation = "england"
version = "1"
[one]
practice_id = "T23"
opened_by = "violence_near_a_baby"
desired = "A decision."
limit = 1
unit = "working_days"
responsible = "Team manager"
owner_role = "team_manager"
source = "A publication"
confirmed = true
satisfied_by = [{ kind = "strategy_discussion" }]
"""


def test_a_good_table_is_read():
    assert read_timescales(GOOD, "ours.toml")["one"].limit.words() == "1 working day"


@pytest.mark.parametrize(
    ("wrong", "right", "entry", "fix"),
    [
        ('nation = "england"', 'nation = "narnia"', "edition", "nation is one of"),
        ('version = "1"', "", "edition", "add version"),
        ("limit = 1", 'limit = "one"', "one", "limit"),
        ("limit = 1", "limit = -1", "one", "limit"),
        ('"working_days"', '"fortnights"', "one", "unit"),
        ('practice_id = "T23"', 'practice_id = "23"', "one", "T01 to T99"),
        ('source = "A publication"', "", "one", "source"),
        ('"strategy_discussion"', '"strategy_meeting"', "one", "is no kind of event"),
        ("limit = 1", "limit = 1\nlimmit = 2", "one", "limmit"),
        ('"violence_near_a_baby"', '"entries"', "one", "starts"),
        (
            '"strategy_discussion" }',
            '"strategy_discussion", where = { held = ["x"] } }',
            "one",
            "held",
        ),
        (
            '"strategy_discussion" }',
            '"strategy_discussion", where = { s47 = ["x"] } }',
            "one",
            "never",
        ),
        ('"strategy_discussion" }', '"strategy_discussion", filled = ["held"] }', "one", "held"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_file_its_place_and_its_fix(wrong, right, entry, fix):
    with pytest.raises(TableRefused) as refused:
        read_timescales(GOOD.replace(wrong, right), "ours.toml")
    assert (refused.value.file, refused.value.entry) == ("ours.toml", entry)
    assert fix in refused.value.fix


@pytest.mark.parametrize("nation", list(Nation))
def test_every_timescale_is_opened_by_something_and_told_to_somebody(nation):
    for timescale in timescales(nation).values():
        assert timescale.opened_by in {PLAN, ENTRIES, *RULES}
        assert timescale.ladder in ladders()
        assert timescale.owner_role in WHO
        assert timescale.source


def test_every_mandatory_question_has_its_limit_and_its_row_of_the_practice_table():
    for rule in RULES.values():
        if rule.duty is not None:
            assert timescales()[rule.duty.timescale].practice_id.startswith("T")
