"""Whatever is said of an outcome, in any order, it can be told; and nothing ended comes back."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from projections.child_record import ChildRecord
from projections.plans.due import overdue_from
from projections.plans.fold import fold
from projections.plans.kept import as_text, from_text
from projections.plans.outcomes import fold_all, outcomes
from tests.factories.events import CHILD, MOTHER, RecordedEventFactory
from tests.factories.plans import OUTCOME, OutcomeEventFactory, OutcomePlannedFactory

DAYS = st.dates(date(2024, 5, 1), date(2024, 12, 31))
DUE = st.one_of(
    DAYS.map(date.isoformat),
    st.sampled_from(["2024-07-01T09:00:00Z", "", "soon", "2024-02-31"]),
)
NUMBERS = st.integers(0, 4)
ENTRIES = st.lists(st.sampled_from(["1", "100", "101", "row-2"]), max_size=3)
SAID = {
    "outcome_moved": st.fixed_dictionaries({"reason": st.just("r")}, optional={"to": DUE}),
    "outcome_reviewed": st.fixed_dictionaries(
        {"result": st.sampled_from(["achieved", "partly", "not"])},
        optional={"evidence_of_change": ENTRIES},
    ),
    "outcome_achieved": st.fixed_dictionaries({"evidence_of_change": ENTRIES}),
    "outcome_not_achieved": st.fixed_dictionaries({"reason": st.just("r")}),
    "outcome_withdrawn": st.fixed_dictionaries({"reason": st.just("r")}),
    "escalation_raised": st.fixed_dictionaries(
        {"level": NUMBERS, "cycle": NUMBERS}, optional={"next_step": DUE, "to": ENTRIES}
    ),
    "escalation_stepped_up": st.fixed_dictionaries({"level": NUMBERS, "cycle": NUMBERS}),
    "escalation_acknowledged": st.fixed_dictionaries(
        {"by_when": DUE}, optional={"level": NUMBERS, "cycle": NUMBERS}
    ),
    "escalation_resolved": st.fixed_dictionaries({"reason": st.just("r")}),
    "death": st.fixed_dictionaries({}, optional={"who_died": st.just(str(MOTHER))}),
    "closure": st.fixed_dictionaries({}, optional={"type": st.sampled_from(["all", "service"])}),
    "entry_struck_out": st.fixed_dictionaries({"entry": st.sampled_from(["100", "101", "102"])}),
    "visit": st.fixed_dictionaries({"fact": st.just("Calm.")}),
}
OF_THE_CHILD = {"death", "closure", "entry_struck_out", "visit"}


@st.composite
def histories(draw):
    """An outcome's planning among other things said of it and of the child, in any order."""
    said = draw(st.lists(st.sampled_from(sorted(SAID)), max_size=8))
    place = draw(st.integers(0, len(said)))
    events = []
    for number, kind in enumerate([*said[:place], "outcome_planned", *said[place:]]):
        at = {"position": 100 + number, "version": number + 1, "day": draw(DAYS)}
        if kind == "outcome_planned":
            events.append(OutcomePlannedFactory(due=draw(DUE), **at))
        elif kind in OF_THE_CHILD:
            events.append(RecordedEventFactory(kind=kind, content=draw(SAID[kind]), **at))
        else:
            events.append(OutcomeEventFactory(kind=kind, says=draw(SAID[kind]), **at))
    return tuple(events)


@given(histories())
def test_any_order_of_events_can_be_told(events):
    state = None
    for event in events:
        state = fold(state, event)
    assert state is None or from_text(as_text(state)) == state


@given(histories())
def test_what_has_ended_stays_ended_until_it_is_struck_out(events):
    ended = None
    for end in range(len(events) + 1):
        found = fold_all(CHILD, events[:end]).get(OUTCOME)
        struck = end and events[end - 1].kind == "entry_struck_out"
        if ended and not struck:
            assert found is not None
            assert found.state == ended
        ended = found.state if found and not found.open else None


@given(histories())
def test_an_outcome_still_owed_always_has_a_clock(events):
    for outcome in fold_all(CHILD, events).values():
        if outcome.open and outcome.due is not None and not outcome.historic:
            assert outcome.next_at is not None
        if not outcome.open or outcome.historic:
            assert outcome.next_at is None


@given(histories(), DAYS)
def test_no_day_shows_what_was_not_yet_known(events, day):
    record = ChildRecord(child=CHILD, events=events)
    known = tuple(event for event in events if event.known_from <= day)
    assert outcomes(record, day) == outcomes(ChildRecord(child=CHILD, events=known), day)


@given(histories(), DAYS)
def test_overdue_means_that_its_last_moment_has_passed(events, day):
    for outcome in outcomes(ChildRecord(child=CHILD, events=events), day):
        if outcome.open and outcome.due is not None:
            late = overdue_from(outcome.due)
            tomorrow = overdue_from(day)
            assert (outcome.state == "overdue") == (late < tomorrow)
        assert outcome.original_due is not None or outcome.due is None


@given(histories())
def test_what_another_child_is_owed_is_that_childs(events):
    assert fold_all(MOTHER, events) == {}
