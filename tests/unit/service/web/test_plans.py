"""What a page lists as owed follows the practice that the partnership set, and no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any, cast

from escalation.practice import ENGLAND
from projections.child_record import ChildRecord
from service.web.plans import every_owed
from tests.factories.clocks import child_of, entry
from tests.factories.events import CHILD
from tests.factories.users import OPERATOR

FRIDAY = date(2026, 12, 18)


def test_a_page_counts_by_the_timescales_that_the_partnership_set() -> None:
    record = ChildRecord(
        child=CHILD, events=(child_of(5, FRIDAY), entry(50, FRIDAY, "referral", {}))
    )
    rows = tuple(row for row in ENGLAND.rows if row.timescale.name != "referral_decided")
    set_here = replace(ENGLAND, rows=rows)

    def listed(practice: object) -> list[object]:
        session: Any = SimpleNamespace(
            practice=practice, connection=cast("Any", None), now=datetime(2027, 1, 9, tzinfo=UTC)
        )
        return [
            one.timescale
            for one in every_owed(session, OPERATOR, record, date(2027, 1, 8), limited=True)
        ]

    assert "referral_decided" in listed(ENGLAND)
    assert "referral_decided" not in listed(set_here)
