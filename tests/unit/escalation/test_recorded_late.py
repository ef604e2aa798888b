"""What is written down too late is said to be late (T57), over a weekend and over Christmas."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from escalation.practice import ENGLAND
from escalation.started import recorded_late
from events.recorded_event import Origin
from projections.child_record import ChildRecord
from projections.chronology.chronology import chronology
from tests.factories.clocks import child_of, entry
from tests.factories.events import CHILD

FRIDAY = date(2026, 12, 18)
LONG_AFTER = date(2027, 6, 1)
LATE_FROM = [
    # A day without a time begins at midnight, and ends 24 hours later.
    ("injury_observed", "recorded_within_a_day", datetime(2026, 12, 19, tzinfo=UTC)),
    # Monday and Tuesday.
    ("visit", "recorded_within_two_working_days", datetime(2026, 12, 23, tzinfo=UTC)),
    # Monday to Christmas Eve, and Tuesday the 29th: Boxing Day is kept on the Monday.
    ("supervision", "recorded_within_five_working_days", datetime(2026, 12, 30, tzinfo=UTC)),
]
MINUTE = timedelta(minutes=1)


def late(kind, recorded, **more):
    events = (child_of(5, FRIDAY), entry(50, FRIDAY, kind, recorded=recorded, **more))
    record = ChildRecord(child=CHILD, events=events)
    return [
        one
        for one in recorded_late(chronology(record), LONG_AFTER, ENGLAND)
        if one.practice_id == "T57" and one.evidence == ("50",)
    ]


@pytest.mark.parametrize(("kind", "row", "from_when"), LATE_FROM)
def test_it_is_in_time_to_the_last_minute_and_late_from_the_next(kind, row, from_when):
    assert late(kind, from_when - MINUTE) == []
    for moment in (from_when, from_when + MINUTE):
        (one,) = late(kind, moment)
        assert one.timescale == row
        # It is done, late: nobody is chased to record what is recorded.
        assert (one.state, one.closed_by, one.open) == ("achieved", "50", False)
        assert one.closed_because == "Recorded late, as entry 50"
        assert one.opened == moment.date()


@pytest.mark.parametrize(("kind", "row", "from_when"), LATE_FROM)
def test_nobody_can_tell_of_an_import_how_late_it_was(kind, row, from_when):
    assert late(kind, from_when + timedelta(days=9), origin=Origin(source="old", ref="1")) == []
