"""A reader who narrows the story is told what is left, and is led to nothing that is not there."""

from __future__ import annotations

from datetime import timedelta

from events.occurred import Occurred
from projections.chronology.changed import last_conference, last_visit, since
from projections.chronology.narrowed import STATES, Narrowing, counts, narrowed
from tests.factories.events import BORN, CHILD, EntryFactory


def entry(position, **more):
    event = {f"event__{name}": value for name, value in more.items()}
    return EntryFactory(event__position=position, **event)


ENTRIES = (
    entry(1, agency="Police", kind="injury_observed"),
    entry(2, agency="Hospital", kind="injury_observed"),
    entry(3, agency="Police", kind="visit", day=BORN + timedelta(days=50)),
    EntryFactory(event__position=4, event__agency="Hospital", struck_out=True),
)


def left(**chosen):
    return [one.id for one in narrowed(ENTRIES, Narrowing(**chosen))]


def test_nothing_chosen_leaves_everything_struck_out_included() -> None:
    assert left() == ["1", "2", "3", "4"]


def test_several_of_one_sort_widen_and_several_sorts_narrow() -> None:
    assert left(agencies=("Police", "Hospital"), kinds=("injury_observed",)) == ["1", "2"]
    assert left(agencies=("Police",), kinds=("injury_observed",)) == ["1"]
    assert left(states=("struck out",)) == ["4"]
    assert left(persons=(CHILD,)) == ["1", "2", "3", "4"]


def test_a_date_that_can_lie_in_the_period_counts_as_in_it() -> None:
    month = EntryFactory(event__occurred=Occurred.month(BORN.year, BORN.month), event__day=BORN)
    last_of_it = month.occurred.last

    assert narrowed((month,), Narrowing(first=last_of_it)) == (month,)
    assert narrowed((month,), Narrowing(first=last_of_it + timedelta(days=1))) == ()
    assert narrowed((month,), Narrowing(last=BORN)) == (month,)


def test_what_is_counted_beside_a_choice_is_what_choosing_it_would_leave() -> None:
    chosen = Narrowing(agencies=("Police",))
    found = counts(ENTRIES, chosen)

    for agency, number in found["agencies"].items():
        assert len(left(agencies=(agency,))) == number
    for kind, number in found["kinds"].items():
        assert len(left(agencies=("Police",), kinds=(kind,))) == number
    assert "struck out" not in found["states"]
    assert counts(ENTRIES, Narrowing())["states"] == {"struck out": 1}
    assert found["states"].keys() <= STATES.keys()


def test_what_changed_since_the_last_conference_counts_what_was_learned_since_too() -> None:
    held = entry(10, kind="conference_held", day=BORN + timedelta(days=60))
    late = entry(11, kind="visit", day=BORN, known_from=BORN + timedelta(days=70))
    today = BORN + timedelta(days=80)

    last = last_conference((*ENTRIES, held, late), today)

    assert last == held
    assert [one.id for one in since((*ENTRIES, held, late), held).entries] == ["11"]
    assert last_conference(ENTRIES, today) is None
    assert last_visit(ENTRIES, today) == ENTRIES[2]
