"""An adult around the child is met by somebody, and is in the assessment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from events.recorded_event import Subject
from projections.risk.rules.hidden_adult import RULE
from tests.factories.events import CHILD, MOTHER, PARTNER
from tests.unit.projections.risk.rules.told import day, entry, found


def seen(position: int, of_life: int, **content: Any) -> Any:
    said = {"purpose": "Planned", "seen": "yes", "alone": "no", "fact": "He was there."}
    return entry(
        position,
        "visit",
        of_life,
        subjects=(Subject(person=CHILD, role="child"), Subject(person=PARTNER, role="present")),
        content=said | content,
    )


def assessed(of_life: int, *included: UUID) -> Any:
    content = {
        "type": "child_and_family",
        "included_persons": [str(person) for person in included],
        "considered_children": [],
        "analysis": "Weighed.",
        "outcome": "plan",
    }
    return entry(90, "assessment_completed", of_life, content=content)


def test_a_partner_whom_no_assessment_includes_is_asked_about_after_two_weeks() -> None:
    # The partner is tied to this child on day 90.
    assert found(RULE, [seen(10, 95)], day(103)) == []
    assert [
        (one.evidence, one.since, one.about) for one in found(RULE, [seen(10, 95)], day(104))
    ] == [(("10",), day(104), str(PARTNER))]


def test_an_assessment_that_includes_him_answers_it_and_one_that_does_not_does_not() -> None:
    assert found(RULE, [seen(10, 95), assessed(120, MOTHER)], day(130))
    assert found(RULE, [seen(10, 95), assessed(120, PARTNER)], day(130)) == []


def test_somebody_known_by_description_alone_is_asked_about_at_once() -> None:
    event = entry(
        10,
        "visit",
        30,
        content={
            "purpose": "Planned",
            "seen": "yes",
            "alone": "no",
            "fact": "A man was there.",
            "known_by_description": ["the mother's friend"],
        },
    )

    assert [(one.evidence, one.since) for one in found(RULE, [event], day(30))] == [
        (("10",), day(30))
    ]


def test_being_named_once_more_by_the_same_agency_is_nothing_new() -> None:
    other = seen(12, 97)
    other = entry(12, "visit", 97, subjects=other.subjects, agency="Police", content=other.content)

    (asked,) = found(RULE, [seen(10, 95), seen(11, 96), other], day(104))
    assert asked.evidence == ("10", "12")


def test_a_parent_whom_an_assessment_passed_over_is_asked_about() -> None:
    contact = entry(
        10,
        "contact",
        95,
        subjects=(Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="named")),
        content={"from_whom": "family", "about": "a"},
    )
    passed_over = [contact, assessed(110, PARTNER)]

    assert found(RULE, [contact], day(200)) == []
    assert [(o.about, o.since) for o in found(RULE, passed_over, day(124))] == [
        (str(MOTHER), day(124))
    ]
    assert found(RULE, [contact, assessed(110, PARTNER, MOTHER)], day(124)) == []


@pytest.mark.parametrize(("born", "asked_on"), [("", 100), ("1990-04-01", 114)])
def test_a_partner_whom_an_import_calls_by_the_relation_alone_is_asked_about_at_once(
    born: str, asked_on: int
) -> None:
    man = UUID(int=11)
    told = {"name": "Mother's boyfriend", "relation": "mother's boyfriend", "person_key": "man"}
    registered = entry(
        10,
        "person_registered",
        100,
        stream=man,
        content=told | {"kind_of_person": "adult", "date_of_birth": born},
        subjects=(Subject(person=man, role="self"),),
        imported=True,
    )
    subjects = (Subject(person=CHILD, role="child"), Subject(person=man, role="related"))
    said = {"relation": "mother's boyfriend", "closeness": "partner of a parent"}
    tied = entry(11, "relationship_recorded", 100, content=said, subjects=subjects, imported=True)
    seen = entry(12, "contact", 100, content={"about": "a"}, subjects=subjects, imported=True)
    events = [registered, tied, seen]

    assert [one.since for one in found(RULE, events, day(140)) if one.about == str(man)] == [
        day(asked_on)
    ]
