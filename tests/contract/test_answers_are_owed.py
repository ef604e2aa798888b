"""A question that the record raises and nobody answers is owed an answer, and escalated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from escalation.running.complete import check_completeness
from events.recorded_event import Origin
from service.migrating import open_database
from tests.contract.following_through import FollowingThrough
from tests.fakes.people import WORKER

if TYPE_CHECKING:
    from collections.abc import Iterator

MISSED = {
    "appointment": "health check",
    "whose": "child",
    "why": "not_brought",
    "done_about_it": "A call, and nobody answered.",
}
WEDNESDAY_AFTER_EASTER = date(2026, 4, 8)


@pytest.fixture
def it(migrated_sqlite_url) -> Iterator[FollowingThrough]:
    # Nothing here asks the database for more than the sweep's own tests ask of both.
    database = open_database(migrated_sqlite_url)
    here = FollowingThrough(database)
    here.family()
    yield here
    database.close()


def not_brought_twice(it):
    return [it.record("missed_appointment", content=MISSED).entry_id for _ in range(2)]


def answer(it, evidence, rule="not_brought"):
    it.record(
        "indicator_answered",
        content={
            "rule": rule,
            "about": "",
            "evidence": evidence,
            "considered": "Why the child was not brought.",
            "follows": "The health visitor goes to the home.",
            "why": "The bus does not run.",
            "review_on": "2026-05-01",
        },
    )


def questions(it):
    return [one for one in it.stored().values() if one.origin == "indicator"]


def test_a_question_that_nobody_answers_is_owed_by_the_lead_and_goes_up(it):
    not_brought_twice(it)
    it.sweep()
    (owed,) = questions(it)
    assert (owed.owner, owed.due, owed.practice_id) == (
        str(WORKER.id),
        WEDNESDAY_AFTER_EASTER,
        "R09",
    )
    assert owed.desired.startswith("An answer to the question: Who brings this child")
    it.sweep("2026-04-09T00:00:00Z")
    assert [one.level for one in questions(it)[0].escalations] == [1]
    it.clock.forward(minutes=10)
    assert check_completeness(it.database, it.people, now=it.clock.now()) == []


def test_an_answer_ends_it_and_new_evidence_asks_for_another(it):
    missed = not_brought_twice(it)
    it.sweep()
    answer(it, missed)
    it.sweep()
    (owed,) = questions(it)
    assert (owed.state, owed.satisfied_by) == ("achieved", "indicator_answered")
    it.sweep("2026-04-09T00:00:00Z")
    it.record("missed_appointment", content=MISSED)
    it.sweep()
    assert sorted(one.state for one in questions(it)) == ["achieved", "planned"]


def test_what_the_record_no_longer_raises_is_chased_with_nobody(it):
    missed = not_brought_twice(it)
    it.sweep()
    it.record("entry_struck_out", content={"entry": missed[0], "reason": "It was another child."})
    it.sweep()
    assert [one.state for one in questions(it)] == ["withdrawn"]
    it.sweep("2026-05-09T00:00:00Z")
    assert questions(it)[0].escalations == ()


def test_of_many_questions_one_at_a_time_is_owed(it):
    missed = not_brought_twice(it)
    for _ in range(2):
        it.record(
            "access_refused",
            content={
                "fact": "Nobody came to the door.",
                "to_what": "child",
                "by": "A man at the door",
                "reason": "Asleep.",
            },
        )
    it.sweep()
    assert len(questions(it)) == 1
    answer(it, missed)
    it.sweep()
    assert len([one for one in questions(it) if one.open]) <= 1


def test_what_an_import_brought_from_long_ago_is_a_question_and_no_clock(it):
    for row in range(2):
        it.record(
            "missed_appointment",
            on=date(2024, 3, 1 + row),
            content=MISSED,
            origin=Origin(source="old", ref=str(row)),
        )
    it.sweep()
    assert questions(it) == []


def test_a_closure_ends_what_nobody_will_answer(it):
    not_brought_twice(it)
    it.record("closure", content={"type": "all", "reason": "Moved.", "decided_by": str(WORKER.id)})
    it.sweep()
    assert [one for one in questions(it) if one.open] == []


def test_that_nobody_sees_the_child_any_more_is_owed_an_answer_though_nothing_is_recorded(it):
    it.record(
        "conference_held",
        content={
            "type": "initial",
            "decision": "plan_made",
            "agencies_present": ["Police"],
            "quorate": "yes",
            "fact": "A plan was made.",
        },
    )
    it.plan("2026-06-30")
    it.sweep()
    assert "R08" not in {one.practice_id for one in questions(it)}

    it.sweep("2026-04-20T09:00:00Z")

    asked = {one.practice_id for one in questions(it)}
    assert "R08" in asked
