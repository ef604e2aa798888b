"""What was asked on a day is the same today as on that day, however the record grew since."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

from projections.child_record import ChildRecord
from projections.risk.asked import asked
from projections.risk.history import history
from projections.risk.replay import asked_each_day
from tests.factories.events import CHILD, RecordedEventFactory, family
from tests.faults.counts import many
from tests.unit.projections.risk.rules.told import day

if TYPE_CHECKING:
    from events.recorded_event import RecordedEvent

KINDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("visit", {"purpose": "p", "seen": "yes", "alone": "no", "behaviour": ""}),
    ("visit", {"purpose": "p", "seen": "no", "alone": "no"}),
    ("injury_observed", {"type": ["bruise"], "mobile": "no"}),
    ("missed_appointment", {"whose": "child", "why": "not_brought", "appointment": "Clinic"}),
    ("domestic_abuse_incident", {"severity": "assault"}),
    ("household_changed", {"change": "joined", "who": "A partner"}),
    ("conference_held", {"type": "initial", "decision": "plan_made"}),
    ("assessment_completed", {"included_persons": [], "cites": []}),
    ("referral", {"from_whom": "school", "concerns": ["neglect"]}),
    ("entry_struck_out", {"entry": "20", "reason": "Not so."}),
    ("entry_corrected", {"entry": "21", "reason": "r", "content": {"seen": "yes", "words": "w"}}),
    ("significance_changed", {"entry": "21", "significance": "routine", "reason": "r"}),
    (
        "attachment_added",
        {
            "entry": "21",
            "title": "t",
            "media_type": "text/plain",
            "size": 1,
            "sha256": "0" * 64,
            "metadata_removed": "no",
            "scanned": "no",
        },
    ),
    ("attachment_withdrawn", {"entry": "21", "attachment": "22", "reason": "r"}),
    ("accounts_linked", {"entries": ["20", "21"], "reason": "One."}),
    ("address_recorded", {"new_home": "yes", "move": "home", "protected": "no"}),
    ("outcome_planned", {"desired": "d", "origin": "plan", "due": "2024-04-10"}),
    ("outcome_achieved", {"outcome": "22", "changed": "c"}),
    ("closure", {"type": "case"}),
    ("contact", {"whereabouts": "believed_gone", "neglect_signs": ["hungry"], "words": "w"}),
)

told = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(5, 80), st.integers(0, 20)), max_size=9
)


def events(story: list[tuple[tuple[str, dict[str, object]], int, int]]) -> list[RecordedEvent]:
    return [
        RecordedEventFactory(
            position=20 + number,
            kind=kind,
            day=day(at),
            known_from=day(at + late),
            content=content,
        )
        for number, ((kind, content), at, late) in enumerate(story)
    ]


@settings(max_examples=many(10, 200), deadline=None)
@given(told)
def test_each_day_of_a_replay_asks_what_was_asked_on_it(story) -> None:
    record = ChildRecord(child=CHILD, events=(*family(), *events(story)))

    for on, found in asked_each_day(record):
        assert found == asked(history(record.known_at(on)), on)


@settings(max_examples=many(10, 200), deadline=None)
@given(told, told)
def test_what_was_learned_later_changes_no_earlier_day(story, later) -> None:
    on = day(60)
    early = [one for one in events(story) if one.known_from <= on]
    since = [
        replace(one, position=one.position + 100) for one in events(later) if one.known_from > on
    ]
    before = ChildRecord(child=CHILD, events=(*family(), *early))
    now = ChildRecord(child=CHILD, events=(*family(), *early, *since))

    assert asked(history(before.known_at(on)), on) == asked(history(now.known_at(on)), on)
