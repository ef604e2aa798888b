"""Who is overlooked, who lived there, who may not come near: as at a day, no surer than told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from events.occurred import Occurred
from events.recorded_event import RecordedEvent, Subject
from projections.around.hidden import hidden
from projections.around.household import lived_there
from projections.around.restrictions import restrictions
from projections.child_record import ChildRecord
from projections.chronology.chronology import Chronology, chronology
from projections.people.reciprocal import reciprocal
from tests.factories.events import BORN, CHILD, MOTHER, PARTNER, RecordedEventFactory, family


def told(*more: RecordedEvent, at: date | None = None) -> Chronology:
    """
    The invented family with these entries, as known at a day.
    """
    record = ChildRecord(child=CHILD, events=(*family(), *more))
    return chronology(record.known_at(at) if at else record)


def entry(
    position: int,
    kind: str,
    day: date,
    content: dict[str, Any],
    *subjects: tuple[UUID, str],
    **k: Any,
) -> RecordedEvent:
    """
    One entry about the child.
    """
    named = tuple(Subject(person=person, role=role) for person, role in subjects)
    return RecordedEventFactory(
        position=position,
        kind=kind,
        day=day,
        content=content,
        subjects=(Subject(person=CHILD, role="child"), *named),
        **k,
    )


class TestHidden:
    """Whoever is named around the child and in no assessment."""

    ASSESSED = BORN + timedelta(days=120)

    def assessment(self, *included: UUID) -> RecordedEvent:
        return entry(
            20,
            "assessment_completed",
            self.ASSESSED,
            {"type": "child_and_family", "included_persons": [str(who) for who in included]},
        )

    def test_he_is_hidden_until_an_assessment_includes_him_and_was_hidden_before(self) -> None:
        known = told(self.assessment(MOTHER, PARTNER))
        before = told(self.assessment(MOTHER, PARTNER), at=self.ASSESSED - timedelta(days=1))

        assert hidden(known) == ()
        assert {one.person for one in hidden(before)} == {MOTHER, PARTNER}
        assert {one.since for one in hidden(before) if one.person == PARTNER} == {
            BORN + timedelta(days=90)
        }

    def test_an_assessment_of_the_mother_alone_leaves_him_hidden(self) -> None:
        (left,) = hidden(told(self.assessment(MOTHER)))

        assert left.person == PARTNER
        assert left.relations == ("mother's partner",)

    def test_an_assessment_that_was_struck_out_included_nobody(self) -> None:
        struck = RecordedEventFactory(
            position=21,
            kind="entry_struck_out",
            day=self.ASSESSED,
            content={"entry": "20", "reason": "Another family's"},
        )

        assert len(hidden(told(self.assessment(MOTHER, PARTNER), struck))) == 2

    def test_a_man_whom_an_entry_only_describes_is_not_lost(self) -> None:
        seen = entry(
            22,
            "visit",
            BORN + timedelta(days=10),
            {"fact": "Calm.", "known_by_description": ["A man in the kitchen"]},
        )

        found = next(one for one in hidden(told(seen)) if one.person is None)
        assert (found.name, found.described) == ("A man in the kitchen", True)
        assert found.mentioned_by == ("Children's social care",)

    def test_he_is_since_the_first_entry_that_names_him_and_each_agency_is_said(self) -> None:
        first = entry(
            23, "visit", BORN + timedelta(days=5), {"fact": "He was there."}, (PARTNER, "present"),
            agency="Health visiting",
        )  # fmt: skip

        found = next(one for one in hidden(told(first)) if one.person == PARTNER)
        assert found.since == BORN + timedelta(days=5)
        assert found.mentioned_by[0] == "Health visiting"


class TestLivedThere:
    """Who lived with the child on a day, surely or possibly."""

    def joined(self, position: int, occurred: Occurred) -> RecordedEvent:
        return entry(
            position,
            "household_joined",
            occurred.first,
            {"as_what": "partner", "fact": "Moved in."},
            (PARTNER, "joined"),
            occurred=occurred,
        )

    def sure(self, on: date, *more: RecordedEvent) -> bool | None:
        found = {one.person: one.sure for one in lived_there(told(*more), on)}
        return found.get(PARTNER)

    def test_about_november_or_december_is_possible_in_between_and_sure_after(self) -> None:
        came = self.joined(20, Occurred.about(date(2024, 11, 1), date(2024, 12, 31)))

        there = {one.person: one for one in lived_there(told(came), date(2024, 11, 15))}
        assert not there[PARTNER].sure
        assert self.sure(date(2025, 1, 1), came)

    def test_a_mother_who_moved_out_is_a_mother_still_and_does_not_possibly_live_there(
        self,
    ) -> None:
        out = entry(30, "household_left", date(2024, 6, 3), {"fact": "Left."}, (MOTHER, "left"))
        day_before, day_after = date(2024, 6, 2), date(2024, 6, 4)

        assert MOTHER in {one.person for one in lived_there(told(out), day_before)}
        assert MOTHER not in {one.person for one in lived_there(told(out), day_after)}
        assert MOTHER in {tie.person for tie in told(out).ties if tie.last is None}

        back = entry(31, "household_joined", date(2024, 7, 1), {"as_what": "parent"},
            (MOTHER, "joined"))  # fmt: skip
        assert MOTHER in {one.person for one in lived_there(told(out, back), date(2024, 7, 2))}

    def test_a_mother_who_left_some_day_in_june_is_not_sure_there_in_june_and_it_is_said(
        self,
    ) -> None:
        out = entry(30, "household_changed", date(2024, 6, 1), {"change": "left", "who": "Mother"},
            (MOTHER, "left"), occurred=Occurred.month(2024, 6))  # fmt: skip

        there = {one.person: one for one in lived_there(told(out), date(2024, 6, 15))}
        assert (there[MOTHER].sure, there[MOTHER].why) == (False, "left June 2024")
        assert MOTHER not in {one.person for one in lived_there(told(out), date(2024, 7, 1))}

    def test_an_import_that_says_the_household_changed_is_shown_as_the_reason_for_doubt(
        self,
    ) -> None:
        changed = entry(30, "household_changed", date(2024, 6, 3), {"who": "Mother leaves."},
            (MOTHER, "named"))  # fmt: skip

        there = {one.person: one for one in lived_there(told(changed), date(2024, 6, 15))}
        assert there[MOTHER].why == "a change of the household, 3 June 2024, names them"
        assert "30" in there[MOTHER].entries

    def test_whoever_left_and_came_back_is_there_again(self) -> None:
        came = self.joined(20, Occurred.day(date(2024, 4, 1)))
        went = entry(21, "household_left", date(2024, 6, 1), {"fact": "Left."}, (PARTNER, "left"))
        again = self.joined(22, Occurred.day(date(2024, 9, 1)))

        ties = [
            tie
            for tie in told(came, went, again).ties
            if tie.person == PARTNER and tie.surely_from is not None
        ]
        assert [(tie.first, tie.last) for tie in ties] == [
            (date(2024, 4, 1), date(2024, 6, 1)),
            (date(2024, 9, 1), None),
        ]


class TestRestrictions:
    """Who is bound, and until when."""

    def bail(self, position: int, day: date, step: str, ends: str) -> RecordedEvent:
        return entry(
            position,
            "bail_conditions",
            day,
            {"step": step, "conditions": ["No contact with the child"], "ends": ends},
            (PARTNER, "bailed"),
        )

    def test_bail_protects_until_its_day_and_not_a_day_longer(self) -> None:
        (one,) = restrictions(told(self.bail(20, date(2024, 5, 1), "set", "2024-06-01")))

        assert one.bound == (PARTNER,)
        assert one.in_force(date(2024, 6, 1))
        assert not one.in_force(date(2024, 6, 2))
        assert not one.in_force(date(2024, 4, 30))

    def test_bail_that_was_ended_early_protects_no_more(self) -> None:
        begun = self.bail(20, date(2024, 5, 1), "set", "2024-06-01")
        ended = self.bail(21, date(2024, 5, 10), "ended", "2024-05-10")

        (one,) = restrictions(told(begun, ended))
        assert one.in_force(date(2024, 5, 9))
        assert not one.in_force(date(2024, 5, 11))


@pytest.mark.parametrize(
    ("relation", "sex", "other"),
    [
        ("mother", "female", "daughter"),
        ("maternal grandmother", "", "grandchild"),
        ("half-brother", "boy", "half-brother"),
        ("step-father", "m", "step-son"),
        ("great-grandmother", "f", "great-granddaughter"),
        ("mother's partner", "", "partner's child"),
        ("lodger", "", ""),
        ("partner's brother", "", ""),
    ],
)
def test_a_tie_is_told_from_the_other_side_and_no_word_is_made_up(
    relation: str, sex: str, other: str
) -> None:
    assert reciprocal(relation, sex) == other
