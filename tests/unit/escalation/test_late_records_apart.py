"""A page that lists what is owed is not kept waiting for what was merely recorded late."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from escalation import opening
from escalation.owed import owed
from projections.child_record import ChildRecord
from tests.factories.clocks import child_of, entry
from tests.factories.events import CHILD

FRIDAY = date(2026, 12, 18)
ON = date(2027, 6, 1)


def record() -> ChildRecord:
    late = entry(50, FRIDAY, "visit", recorded=datetime(2027, 5, 1, tzinfo=UTC))
    return ChildRecord(child=CHILD, events=(child_of(5, FRIDAY), late))


def test_what_was_recorded_late_is_told_to_whoever_asks_for_all_and_to_nobody_else() -> None:
    every, still = owed(record(), ON), owed(record(), ON, late_records=False)

    assert [one for one in every if one not in still]
    assert {one.practice_id for one in every if one not in still} == {"T57"}
    assert still == tuple(one for one in every if one.practice_id != "T57")


def test_what_is_owed_is_found_without_looking_through_what_was_recorded_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def looked(*_: object) -> None:
        raise AssertionError("looked through for what nobody owes")

    monkeypatch.setattr(opening, "recorded_late", looked)

    owed(record(), ON, late_records=False)
    with pytest.raises(AssertionError):
        owed(record(), ON)
