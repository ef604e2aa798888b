"""A past in another family is read the day its person is tied to this child."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from events.recorded_event import Subject
from projections.risk.rules.adults_past import RULE
from tests.factories.events import CHILD, MOTHER, PARTNER
from tests.unit.projections.risk.rules.told import day, entry, found

OTHER = UUID(int=9)


def elsewhere(
    position: int, of_life: int, kind: str, person: UUID, role: str, **content: Any
) -> Any:
    """
    Return an entry of another family's record that concerns somebody tied to this child.
    """
    subjects = [Subject(person=OTHER, role="child")] if role != "child" else []
    return entry(
        position,
        kind,
        of_life,
        stream=OTHER,
        subjects=(*subjects, Subject(person=person, role=role)),
        content={"fact": "Recorded of another family."} | content,
    )


def assessed(of_life: int, *cites: str) -> Any:
    content = {
        "type": "child_and_family",
        "included_persons": [],
        "considered_children": [],
        "cites": list(cites),
        "analysis": "Weighed.",
        "outcome": "plan",
    }
    return entry(90, "assessment_completed", of_life, content=content)


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("domestic_abuse_incident", "harmed_by"),
        ("conviction", "convicted"),
        ("injury_observed", "harmed_by"),
        ("plan_agreed", "responsible_adult"),
    ],
)
def test_violence_and_what_befell_another_child_are_asked_about(kind: str, role: str) -> None:
    before = elsewhere(10, -900, kind, PARTNER, role)

    # The partner is tied to this child on day 90.
    assert found(RULE, [before], day(89)) == []
    (asked,) = found(RULE, [before], day(90))
    assert (asked.evidence, asked.about, asked.since) == (("10",), str(PARTNER), day(90))
    assert asked.note == "To this child: mother's partner."


def test_whoever_was_harmed_is_not_read_as_having_harmed() -> None:
    before = elsewhere(10, -900, "domestic_abuse_incident", MOTHER, "harmed")

    assert found(RULE, [before], day(100)) == []


def test_a_past_that_becomes_known_late_is_asked_about_from_then() -> None:
    before = entry(
        10,
        "conviction",
        -900,
        stream=OTHER,
        known_from=day(300),
        subjects=(Subject(person=PARTNER, role="convicted"),),
        content={"fact": "Convicted of assault."},
    )

    assert found(RULE, [before], day(299)) == []
    assert [one.since for one in found(RULE, [before], day(300))] == [day(300)]


def test_only_an_assessment_that_cites_the_entry_has_weighed_it() -> None:
    before = elsewhere(10, -900, "domestic_abuse_incident", PARTNER, "harmed_by")

    assert found(RULE, [before, assessed(120)], day(130))
    assert found(RULE, [before, assessed(120, "10")], day(130)) == []


def test_this_childs_own_entries_are_no_past_of_elsewhere() -> None:
    here = entry(
        10,
        "domestic_abuse_incident",
        95,
        subjects=(Subject(person=CHILD, role="child"), Subject(person=PARTNER, role="harmed_by")),
        content={"fact": "Here."},
    )

    assert found(RULE, [here], day(100)) == []


def test_an_imports_conference_about_another_child_before_the_birth_is_a_parents_past() -> None:
    row = entry(
        10,
        "conference_held",
        -900,
        subjects=(Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="named")),
        content={"fact": "An older child is placed on a plan."},
        imported=True,
    )

    assert [(o.evidence, o.about) for o in found(RULE, [row], day(100))] == [(("10",), str(MOTHER))]


def test_a_court_that_convicted_and_an_arrest_over_a_child_are_a_past_to_weigh() -> None:
    convicted = elsewhere(10, -900, "court_hearing", PARTNER, "bound_by", result="convicted")
    arrested = elsewhere(11, -900, "arrest", PARTNER, "arrested", concerns_child="yes")
    other = elsewhere(12, -900, "arrest", PARTNER, "arrested", concerns_child="no")
    adjourned = elsewhere(13, -900, "court_hearing", PARTNER, "bound_by", result="adjourned")

    assert [one.evidence for one in found(RULE, [convicted], day(90))] == [("10",)]
    assert [one.evidence for one in found(RULE, [arrested], day(90))] == [("11",)]
    assert found(RULE, [other, adjourned], day(90)) == []


def test_a_row_of_court_from_before_the_child_is_asked_about_though_it_says_no_result() -> None:
    subjects = (Subject(person=CHILD, role="child"), Subject(person=PARTNER, role="named"))
    row = entry(10, "court_hearing", -900, content={}, subjects=subjects, imported=True)

    assert [one.evidence for one in found(RULE, [row], day(90))] == [("10",)]


def test_what_befell_a_parent_as_a_child_is_not_read_as_what_the_parent_did() -> None:
    def row(of_life: int) -> Any:
        subjects = (Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="named"))
        return entry(10, "injury_observed", of_life, content={}, subjects=subjects, imported=True)

    # The mother is twenty-five when the child is born.
    assert found(RULE, [row(-15 * 365)], day(1)) == []
    assert [one.evidence for one in found(RULE, [row(-4 * 365)], day(1))] == [("10",)]
