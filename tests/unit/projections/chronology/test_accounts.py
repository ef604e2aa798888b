"""One incident told by several agencies stays several tellings, and what differs is said."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from events.occurred import Occurred
from events.recorded_event import Subject
from projections.child_record import ChildRecord
from projections.chronology.accounts import ELSEWHERE, incidents, linked
from projections.chronology.chronology import chronology
from projections.chronology.differing import NOT_IMPORTED, NOT_RECORDED, differing
from tests.factories.events import (
    BORN,
    CHILD,
    MOTHER,
    PARTNER,
    EntryFactory,
    RecordedEventFactory,
    family,
    story,
)


def link(position, *entries, certainty="decided", **more):
    said = {"entries": list(entries), "about": "a bruise", "certainty": certainty} | more
    return RecordedEventFactory(
        position=position, kind="accounts_linked", content=said, day=BORN + timedelta(days=900)
    )


def undo(position, of):
    return RecordedEventFactory(
        position=position,
        kind="accounts_unlinked",
        content={"link": str(of), "reason": "Two falls."},
    )


def accounts(*events):
    return {number: told.accounts for number, told in linked(events).items() if told.accounts}


def told(*more):
    return chronology(ChildRecord(child=CHILD, events=(*family(), *story(4), *more)))


def test_whoever_links_one_to_two_and_two_to_three_has_said_that_all_are_one() -> None:
    found = accounts(link(20, "6", "7"), link(21, "7", "8"))

    assert found == {"6": ("7", "8"), "7": ("6", "8"), "8": ("6", "7")}


def test_a_link_that_is_undone_leaves_the_other_links_of_the_incident() -> None:
    found = accounts(link(20, "6", "7"), link(21, "7", "8"), undo(22, 20))

    assert found == {"7": ("8",), "8": ("7",)}


def test_a_likely_link_makes_nothing_one_incident_until_somebody_decides() -> None:
    likely = link(20, "6", "7", certainty="candidate")

    assert accounts(likely) == {}
    assert [d.candidate for d in linked([likely])["6"].differences] == [True]


def test_a_likely_link_falls_silent_once_it_is_decided_and_when_it_is_dismissed() -> None:
    likely = link(20, "6", "7", certainty="candidate")

    decided = linked([likely, link(21, "6", "7")])["6"].differences

    assert [d.link for d in decided] == ["21"]
    assert linked([likely, undo(21, 20)]) == {}


def test_undoing_the_decision_brings_the_open_question_back() -> None:
    likely = link(20, "6", "7", certainty="candidate")

    again = linked([likely, link(21, "6", "7"), undo(22, 21)])["6"].differences

    assert [(d.link, d.candidate) for d in again] == [("20", True)]


def test_a_note_on_one_entry_makes_no_incident() -> None:
    assert accounts(link(20, "6", certainty="")) == {}


def test_every_account_is_in_the_list_once_and_together_at_the_earliest() -> None:
    entries = told(link(20, "6", "8")).entries

    assert [[e.id for e in group] for group in incidents(entries)] == [["6", "8"], ["7"], ["9"]]
    assert len(entries) == 4


@given(st.lists(st.tuples(st.integers(6, 9), st.integers(6, 9)), max_size=6))
def test_no_set_of_links_loses_or_doubles_an_entry(pairs) -> None:
    links = [link(20 + n, str(a), str(b)) for n, (a, b) in enumerate(pairs)]

    together = [e.id for group in incidents(told(*links).entries) for e in group]

    assert sorted(together) == ["6", "7", "8", "9"]


def test_words_that_quote_an_account_not_in_view_are_kept_back_with_it() -> None:
    quoting = link(20, "6", "99", differences="the other says a fall")

    entry = told(quoting).entry("6")

    assert entry is not None
    assert entry.accounts == ()
    assert [d.about for d in entry.differences] == [ELSEWHERE]
    assert "fall" not in entry.differences[0].accounts


def test_accounts_of_one_kind_are_held_against_each_other_question_by_question() -> None:
    injury = {"type": ["bruise"], "site": ["face"], "mobile": "no", "fact": "A bruise."}
    police = EntryFactory(
        event__position=1,
        event__agency="Police",
        event__kind="injury_observed",
        event__day=BORN,
        event__content=injury | {"explanations": ["a fall"]},
        event__subjects=(
            Subject(person=CHILD, role="child"),
            Subject(person=MOTHER, role="present"),
        ),
    )
    hospital = EntryFactory(
        event__position=2,
        event__agency="Hospital",
        event__kind="injury_observed",
        event__day=BORN + timedelta(days=1),
        event__content=injury | {"explanations": ["the dog"], "size": "2 cm"},
        event__subjects=(
            Subject(person=CHILD, role="child"),
            Subject(person=MOTHER, role="present"),
            Subject(person=PARTNER, role="present"),
        ),
    )

    found = {d.asked: d for d in differing([police, hospital], told().people, CHILD)}
    by_what = {d.what for d in found.values()}

    assert by_what == {"date", "agency", "persons", "cause", "finding"}
    assert found["Who was there"].said == (
        ("1", "Invented Mother"),
        ("2", "Invented Mother, Mother's new partner"),
    )
    assert ("1", NOT_RECORDED) in found["How large, what colour, how many?"].said
    assert "What was seen?" not in found


def test_what_an_import_had_no_column_for_is_not_said_to_be_unrecorded() -> None:
    row = EntryFactory(
        event__position=1, event__imported=True, event__agency="GP", event__content={"fact": "A."}
    )
    ours = EntryFactory(
        event__position=2, event__agency="GP", event__content={"fact": "A.", "words": "Ow"}
    )

    found = {d.asked: d.said for d in differing([row, ours], {}, CHILD)}

    assert found["The child's own words or sounds"] == (("1", NOT_IMPORTED), ("2", "Ow"))
    assert "What happened?" not in found


def test_a_struck_out_account_is_no_account_to_differ_from() -> None:
    stands = EntryFactory(event__position=1, event__agency="Police")
    struck = EntryFactory(event__position=2, event__agency="Hospital", struck_out=True)

    assert differing([stands, struck], {}, CHILD) == ()


def test_accounts_of_different_kinds_are_compared_in_what_every_entry_is_asked() -> None:
    visit = EntryFactory(event__position=1, event__kind="visit", event__content={"fact": "Calm."})
    concern = EntryFactory(
        event__position=2,
        event__kind="concern_raised",
        event__content={"fact": "Shouting."},
        event__occurred=Occurred.month(BORN.year, BORN.month),
    )

    asked = {d.what for d in differing([visit, concern], {}, CHILD)}

    assert asked == {"date", "kind", "finding"}
