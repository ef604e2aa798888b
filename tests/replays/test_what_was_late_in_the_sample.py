"""What the published reviews found late in the sample is overdue in it, for as long as it was."""

from __future__ import annotations

from datetime import date

import pytest

from escalation.owed import owed
from projections.chronology.chronology import chronology

LATE = [
    ("the paediatric assessment", "bp-044", "T40", date(2007, 4, 30), date(2007, 7, 31)),
    ("the legal planning meeting", "bp-062", "T40", date(2007, 6, 18), date(2007, 7, 24)),
    ("the detective's handover", "bp-045", "T25", date(2007, 3, 31), date(2007, 7, 31)),
]
"""What it was, its row, the row of the practice table that its columns allow, by which day the
reviews say that it must show, and the last day on which it still had to."""


@pytest.mark.parametrize(("what", "ref", "row", "by", "until"), LATE, ids=str)
def test_it_is_overdue_by_the_day_and_stays_so(record, what, ref, row, by, until):
    numbers = {entry.source_ref: entry.id for entry in chronology(record).entries}
    for on in (by, until):
        late = [
            one.practice_id
            for one in owed(record.known_at(on), on)
            if one.state == "overdue" and numbers[ref] in (one.evidence or (str(one.position),))
        ]
        assert (what, on, late) == (what, on, [row])
