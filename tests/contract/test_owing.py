"""The list of one's children says what is owed and what is late, before any record is opened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from projections.stored.owing import owing
from tests.contract.following_through import FollowingThrough
from tests.factories.events import CHILD
from tests.factories.plans import outcome_id

if TYPE_CHECKING:
    from events.log.database import Database
    from projections.stored.owing import Owing


@pytest.fixture
def it(database: Database) -> FollowingThrough:
    return FollowingThrough(database)


def counted(it: FollowingThrough) -> Owing | None:
    with it.database.reading() as connection:
        return owing(connection, {CHILD}, it.clock.now()).get(CHILD)


def test_nothing_owed_is_no_count_and_never_a_reassuring_nought(it):
    assert counted(it) is None


def test_what_is_late_and_what_is_next_are_told_apart(it):
    it.plan("2026-03-22", stream=outcome_id(1))
    it.plan("2026-03-27", stream=outcome_id(2))
    it.plan("2026-03-30", stream=outcome_id(3))

    found = counted(it)

    assert found is not None
    assert (found.count, found.overdue, found.next_due) == (3, 1, date(2026, 3, 27))


def test_a_day_is_in_time_until_it_ends(it):
    it.plan("2026-03-23")

    found = counted(it)

    assert found is not None
    assert (found.overdue, found.next_due) == (0, date(2026, 3, 23))


def test_what_a_mandatory_question_opened_is_counted_as_such(it):
    it.family()
    it.incident()
    it.sweep()

    found = counted(it)

    assert found is not None
    assert (found.count, found.triggers) == (1, 1)


def test_what_is_done_is_owed_no_more(it):
    planned = it.plan("2026-03-22")
    it.record(
        "outcome_withdrawn",
        stream=planned.stream,
        content={"outcome": str(planned.stream), "reason": "Recorded twice."},
    )

    assert counted(it) is None
