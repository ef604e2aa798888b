"""Any single incident near a baby is asked about: present or not, born or expected."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from events.occurred import Occurred
from events.recorded_event import Subject
from projections.risk.rules.violence_near_a_baby import RULE
from tests.factories.events import (
    BORN,
    CHILD,
    MOTHER,
    PARTNER,
    PersonRegisteredFactory,
    RelationshipFactory,
)
from tests.unit.projections.risk.rules.told import day, entry, found

INCIDENT = "domestic_abuse_incident"
ABSENT = {"fact": "Police called to the home.", "children_present": "no"}


@pytest.mark.parametrize("of_life", [0, 1, 200, 365])
def test_one_incident_in_a_babys_first_year_is_asked_about_though_the_baby_was_elsewhere(
    of_life: int,
) -> None:
    asked = found(RULE, [entry(10, INCIDENT, of_life, content=ABSENT)], day(of_life))

    assert [(one.evidence, one.since, one.about) for one in asked] == [
        (("10",), day(of_life), "10")
    ]


def test_an_incident_after_the_first_birthday_is_left_to_other_rules() -> None:
    assert found(RULE, [entry(10, INCIDENT, 366, content=ABSENT)], day(366)) == []


@pytest.mark.parametrize("of_life", [-1, -140, -280])
def test_a_baby_not_yet_born_counts_as_living_in_the_home(of_life: int) -> None:
    asked = found(RULE, [entry(10, INCIDENT, of_life, content=ABSENT)], day(0))

    assert [one.evidence for one in asked] == [("10",)]


def test_an_incident_before_the_pregnancy_is_history_and_not_this_question() -> None:
    assert found(RULE, [entry(10, INCIDENT, -281, content=ABSENT)], day(1)) == []


def test_a_date_known_only_to_the_year_is_asked_about_when_any_day_of_it_fits() -> None:
    incident = entry(10, INCIDENT, 400, content=ABSENT, occurred=Occurred.year(BORN.year + 1))

    asked = found(RULE, [incident], day(800))

    assert [one.evidence for one in asked] == [("10",)]
    assert "not certain" in asked[0].note


def test_nothing_is_asked_on_a_day_before_any_agency_knew() -> None:
    incident = entry(10, INCIDENT, 100, content=ABSENT, known_from=day(130))

    assert found(RULE, [incident], day(129)) == []
    assert [one.since for one in found(RULE, [incident], day(130))] == [day(130)]


def test_a_pregnancy_in_the_household_of_an_older_child_is_asked_about() -> None:
    pregnancy = entry(
        10,
        "pregnancy_recorded",
        2000,
        content={"fact": "Mother is pregnant.", "expected": day(2150).isoformat()},
        subjects=(Subject(person=CHILD, role="child"), Subject(person=MOTHER, role="pregnant")),
    )
    incident = entry(11, INCIDENT, 2050, content=ABSENT)

    assert [one.evidence for one in found(RULE, [pregnancy, incident], day(2051))] == [("11",)]


def test_each_incident_is_asked_about_by_itself() -> None:
    events = [entry(10, INCIDENT, 10, content=ABSENT), entry(11, INCIDENT, 40, content=ABSENT)]

    assert [one.about for one in found(RULE, events, day(41))] == ["10", "11"]


def test_a_decision_that_names_the_incident_ends_the_question_and_another_does_not() -> None:
    incident = entry(10, INCIDENT, 10, content=ABSENT)
    other = entry(11, "strategy_discussion", 11, content={"decision": "No enquiry.", "about": []})
    on_it = entry(
        12, "strategy_discussion", 12, content={"decision": "Enquiry begun.", "about": ["10"]}
    )

    assert found(RULE, [incident, other], day(11)) != []
    assert found(RULE, [incident, other, on_it], day(12)) == []


def test_an_incident_struck_out_no_longer_asks() -> None:
    incident = entry(10, INCIDENT, 10, content=ABSENT)
    struck = entry(11, "entry_struck_out", 20, content={"entry": "10", "reason": "Another family."})

    assert found(RULE, [incident, struck], day(15)) != []
    assert found(RULE, [incident, struck], day(20)) == []


def test_violence_by_a_partner_recorded_for_another_child_of_the_home_is_asked_about() -> None:
    sibling = CHILD.__class__(int=CHILD.int ^ 1)
    incident = entry(
        10,
        INCIDENT,
        150,
        content=ABSENT,
        child=sibling,
        subjects=(
            Subject(person=sibling, role="child"),
            Subject(person=PARTNER, role="harmed_by"),
        ),
    )

    assert [one.evidence for one in found(RULE, [incident], day(150))] == [("10",)]


def test_the_question_opens_a_duty_and_says_that_its_source_is_to_be_confirmed() -> None:
    assert RULE.mandatory
    assert not RULE.confirmed
    assert timedelta(days=RULE.settings["under_days"]) == timedelta(days=366)


def test_two_agencies_tellings_of_one_night_ask_once() -> None:
    linked = entry(20, "accounts_linked", 120, content={"entries": ["10", "11"], "reason": "One."})
    night = [entry(10, INCIDENT, 100, content=ABSENT), entry(11, INCIDENT, 101, content=ABSENT)]

    assert len(found(RULE, night, day(120))) == 2
    assert [one.evidence for one in found(RULE, [*night, linked], day(120))] == [("10", "11")]


def test_a_baby_whose_birth_is_told_before_anybody_registers_the_baby_is_near() -> None:
    birth = entry(10, "birth", 1000, content={"fact": "A half-brother is born."})
    later = entry(11, INCIDENT, 1100, content=ABSENT)

    assert found(RULE, [later], day(1100)) == []
    assert [one.evidence for one in found(RULE, [birth, later], day(1100))] == [("11",)]


def test_a_child_not_yet_born_whose_expected_date_nobody_wrote_down_is_near() -> None:
    sibling = UUID(int=44)
    unborn = PersonRegisteredFactory(
        position=8, person=sibling, kind_of_person="unborn", date_of_birth="", day=day(900)
    )
    tie = RelationshipFactory(
        position=9, person=sibling, relation="sibling", closeness="sibling", day=day(900)
    )
    incident = entry(10, INCIDENT, 950, content=ABSENT)

    assert found(RULE, [incident], day(950)) == []
    (one,) = found(RULE, [unborn, tie, incident], day(950))
    assert one.note == "On one reading of the dates; the dates are not certain."


def test_police_who_came_to_domestic_abuse_count_though_nobody_recorded_an_incident() -> None:
    came = {"type": "attended", "about": "A call", "domestic_abuse": "yes"}
    police = entry(10, "police_incident", 100, content=came)

    assert [one.evidence for one in found(RULE, [police], day(100))] == [("10",)]
    other = entry(10, "police_incident", 100, content=came | {"domestic_abuse": "no"})
    assert found(RULE, [other], day(100)) == []


def test_one_evening_is_asked_about_once_though_police_recorded_it_as_well() -> None:
    police = entry(10, "police_incident", 100, content={"domestic_abuse": "yes"})
    incident = entry(11, INCIDENT, 100, content=ABSENT)

    assert [one.evidence for one in found(RULE, [police, incident], day(100))] == [("11",)]
