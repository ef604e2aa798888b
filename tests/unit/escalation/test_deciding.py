"""Decisions about what is owed refuse what would let it slip away unseen."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from escalation.deciding import (
    Decided,
    achieve,
    acknowledge,
    hand_on,
    move,
    not_achieved,
    resolve,
    review,
    withdraw,
)
from escalation.errors import AnswerRefused, NothingToAnswer, OutcomeClosed
from events.vocabulary import kind_called
from projections.plans.planned_outcome import Raised
from tests.factories.plans import PlannedOutcomeFactory

NOW = datetime(2026, 3, 30, 9, tzinfo=UTC)
SOON = date(2026, 4, 3)
DECIDED = Decided(actor="user:u1", agency="Children's social care", by="u1", now=NOW)
ESCALATED = PlannedOutcomeFactory(
    level=1, cycle=1, escalations=(Raised(level=1, at=NOW, to=("u1",), position=7),)
)
QUIET = PlannedOutcomeFactory()


def kinds(events):
    for event in events:
        kind_called(event.kind).read(event.kind, event.content)
    return [event.kind for event in events]


def refused(decide, *arguments, **said):
    with pytest.raises(AnswerRefused) as error:
        decide(*arguments, **said)
    return error.value.fields


class TestAcknowledging:
    def said(self, **more):
        return {"understood": "Nobody went.", "will_do": "Go.", "by_when": SOON} | more

    def test_says_what_was_understood_and_what_will_be_done_by_when(self):
        (event,) = acknowledge(ESCALATED, DECIDED, **self.said())
        assert kinds((event,)) == ["escalation_acknowledged"]
        assert (event.content["level"], event.content["by_when"]) == (1, "2026-04-03")

    @pytest.mark.parametrize("missing", ["understood", "will_do"])
    def test_cannot_be_a_click(self, missing):
        assert missing in refused(acknowledge, ESCALATED, DECIDED, **self.said(**{missing: "  "}))

    @pytest.mark.parametrize(
        ("by_when", "fix"),
        [
            (None, "Give a date"),
            (date(2026, 3, 29), "has passed"),
            (date(2026, 4, 28), "move the date"),
        ],
    )
    def test_cannot_promise_the_past_or_silence(self, by_when, fix):
        fields = refused(acknowledge, ESCALATED, DECIDED, **self.said(by_when=by_when))
        assert fix in fields["by_when"][0]

    def test_today_can_be_promised(self):
        assert acknowledge(ESCALATED, DECIDED, **self.said(by_when=NOW.date()))

    def test_nothing_can_be_acknowledged_before_anybody_was_told(self):
        with pytest.raises(NothingToAnswer):
            acknowledge(QUIET, DECIDED, **self.said())


class TestEnding:
    def test_resolving_is_achieving_with_evidence(self):
        events = resolve(ESCALATED, DECIDED, reason="Eats every day.", entries=["9"])
        assert kinds(events) == ["outcome_achieved", "escalation_resolved"]
        assert events[1].content["because_of"] == "9"

    def test_without_evidence_nothing_is_achieved(self):
        assert "evidence_of_change" in refused(achieve, QUIET, DECIDED, changed="All", entries=[])

    def test_attendance_alone_must_say_why_it_shows_change(self):
        cited = {"entries": ["9"], "cited_kinds": ["core_group", "appointment_attended"]}
        assert refused(achieve, QUIET, DECIDED, changed="They came.", **cited)
        events = achieve(
            QUIET,
            DECIDED,
            changed="They came.",
            entries=["9"],
            cited_kinds=cited["cited_kinds"],
            why_attendance_shows_change="He asked for help there.",
        )
        assert kinds(events) == ["outcome_achieved"]

    def test_an_outcome_not_escalated_has_no_escalation_to_end(self):
        assert kinds(withdraw(QUIET, DECIDED, reason="Moved abroad.")) == ["outcome_withdrawn"]

    def test_saying_that_it_was_not_achieved_needs_what_follows(self):
        fields = refused(not_achieved, ESCALATED, DECIDED, reason="Late.", meant="", next_step="")
        assert set(fields) == {"next_step"}


class TestMoving:
    def test_needs_a_reason_and_a_day_ahead(self):
        assert set(refused(move, QUIET, DECIDED, to=date(2026, 3, 1), reason="")) == {
            "to",
            "reason",
        }

    def test_ends_the_escalation_and_keeps_what_it_was(self):
        events = move(ESCALATED, DECIDED, to=SOON, reason="Half-term.")
        assert kinds(events) == ["outcome_moved", "escalation_resolved"]
        assert events[0].content["was"] == "2024-06-28"

    def test_handing_it_on_does_not_move_it(self):
        (event,) = hand_on(ESCALATED, DECIDED, owner="u2", agency="School", reason="Left.")
        assert kinds((event,)) == ["outcome_moved"]
        assert "to" not in event.content

    def test_a_review_that_found_no_change_needs_its_next_date(self):
        fields = refused(review, QUIET, DECIDED, result="partly", next_step="Go on.")
        assert set(fields) == {"again_by"}
        events = review(QUIET, DECIDED, result="partly", next_step="Go on.", again_by=SOON)
        assert kinds(events) == ["outcome_reviewed", "outcome_moved"]


@pytest.mark.parametrize("state", ["achieved", "not achieved", "withdrawn"])
def test_what_has_ended_is_not_decided_about_again(state):
    ended = PlannedOutcomeFactory(state=state)
    with pytest.raises(OutcomeClosed):
        move(ended, DECIDED, to=SOON, reason="x")
    with pytest.raises(OutcomeClosed):
        withdraw(ended, DECIDED, reason="x")


def test_everything_decided_concerns_the_child_and_is_known_to_whoever_decided():
    (event,) = withdraw(QUIET, DECIDED, reason="Moved abroad.")
    assert [subject.person for subject in event.subjects] == [QUIET.child]
    assert [learned.agency for learned in event.learned] == ["Children's social care"]
