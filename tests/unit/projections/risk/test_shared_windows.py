"""A window that several questions share is changed for one of them as any other setting is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from events.recorded_event import Origin
from projections.risk.asked import RULES
from tests.unit.projections.risk.rules.told import day, entry, found

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

BRUISE = entry(
    10, "injury_observed", 100, content={"type": ["bruise"], "mobile": "walking", "fact": "Seen."}
)
EXAMINED = entry(
    11, "medical_examination", 110, content={"injuries": ["bruise"], "paediatric": "yes"}
)
LOOKED_AT = entry(11, "medical_examination", 110, content={"paediatric": "yes"})
DISCUSSED = entry(12, "strategy_discussion", 110, content={"decision": "Weighed.", "s47": "no"})
GROWN = [
    entry(10, "growth_measurement", 200, content={"taken": "yes", "centile": "50"}),
    entry(11, "growth_measurement", 260, content={"taken": "yes", "centile": "9"}),
]
LEFT = [
    entry(10, "referral", 100, content={"from_whom": "school"}),
    entry(
        11,
        "management_decision",
        120,
        content={"decision": "As decided."},
        origin=Origin(source="file", ref="a"),
    ),
    entry(
        12, "address_recorded", 130, content={"address": "New", "new_home": "yes"}, agency="Housing"
    ),
]
RETURN = {"about": "return_home", "decision": "Home.", "result": "go_ahead", "reason": "Settled."}
HOME = [
    entry(10, "management_decision", 100, content=RETURN),
    entry(11, "address_recorded", 200, content={"address": "Home", "move": "return_home"}),
]


@pytest.mark.parametrize(
    ("rule", "setting", "to", "events", "on", "asked"),
    [
        ("repeated_injuries", "same_within_days", 10, [BRUISE, EXAMINED], 111, (1, 0)),
        ("injury_in_a_baby", "at_once_days", 10, [BRUISE, LOOKED_AT, DISCUSSED], 111, (1, 0)),
        ("growth_faltering", "spaces", 3, GROWN, 261, (1, 0)),
        ("home_changed", "left_days", 200, LEFT, 215, (0, 1)),
        ("stepped_down_without_evidence", "decided_days", 101, HOME, 201, (2, 1)),
    ],
)
def test_it_is_a_setting_of_each_question_that_reads_it(
    rule: str, setting: str, to: int, events: list[RecordedEvent], on: int, asked: tuple[int, int]
) -> None:
    shipped = RULES[rule]
    changed = replace(shipped, settings={**shipped.settings, setting: to})

    counted = tuple(len(found(one, events, day(on))) for one in (shipped, changed))

    assert counted == asked
