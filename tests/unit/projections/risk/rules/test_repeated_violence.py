"""Violence that comes again is read as one line, over homes and agencies."""

from __future__ import annotations

from typing import Any

from events.recorded_event import Subject
from projections.risk.rules.repeated_violence import RULE
from tests.factories.events import CHILD, PARTNER
from tests.unit.projections.risk.rules.told import day, entry, found

VIOLENCE = {
    "severity": "assault",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "no",
    "fact": "Police were called.",
}


def violence(position: int, of_life: int, *, by: Any = None, **content: Any) -> Any:
    subjects = [Subject(person=CHILD, role="child")]
    if by:
        subjects.append(Subject(person=by, role="harmed_by"))
    return entry(
        position,
        "domestic_abuse_incident",
        of_life,
        content=VIOLENCE | content,
        agency=f"Agency {position}",
        subjects=tuple(subjects),
    )


def test_the_second_incident_in_a_year_is_not_read_as_the_first() -> None:
    events = [violence(10, 100), violence(11, 400)]

    assert found(RULE, events, day(399)) == []
    assert [(one.evidence, one.since) for one in found(RULE, events, day(400))] == [
        (("10", "11"), day(400))
    ]


def test_one_incident_alone_is_another_rules_question() -> None:
    assert found(RULE, [violence(10, 100)], day(500)) == []


def test_two_incidents_years_apart_of_the_same_gravity_are_not_repetition() -> None:
    assert found(RULE, [violence(10, 100), violence(11, 900)], day(900)) == []


def test_three_over_a_whole_childhood_are_asked_about_however_far_apart() -> None:
    events = [violence(10, 100), violence(11, 900), violence(12, 1_700)]

    assert [one.evidence for one in found(RULE, events, day(1_700))] == [("10", "11", "12")]


def test_harm_that_grows_is_asked_about_even_when_it_is_years_apart() -> None:
    events = [violence(10, 100), violence(11, 900, severity="serious_injury")]

    assert [(one.evidence, one.note) for one in found(RULE, events, day(900))] == [
        (("10", "11"), "Graver than before.")
    ]


def test_two_agencies_tellings_of_one_night_are_one_incident() -> None:
    linked = entry(
        20,
        "accounts_linked",
        120,
        content={"entries": ["10", "11"], "reason": "One night, told twice."},
    )
    events = [violence(10, 100), violence(11, 101)]

    assert found(RULE, events, day(130))
    assert found(RULE, [*events, linked], day(130)) == []


def test_one_person_who_harms_is_not_asked_about_twice_for_the_same_entries() -> None:
    events = [violence(10, 100, by=PARTNER), violence(11, 200, by=PARTNER)]

    assert len(found(RULE, events, day(200))) == 1


def test_a_window_that_moves_on_is_no_new_evidence() -> None:
    events = [violence(10, 100), violence(11, 300), violence(12, 400)]

    early, late = (found(RULE, events, day(on))[0] for on in (400, 1_500))
    assert early.evidence == late.evidence == ("10", "11", "12")
    assert early.since == day(300)


def test_what_police_recorded_of_their_own_counts_and_the_same_evening_counts_once() -> None:
    def police(of_life: int) -> Any:
        return entry(of_life, "police_incident", of_life, content={"domestic_abuse": "yes"})

    assert [one.evidence for one in found(RULE, [violence(10, 100), police(150)], day(150))] == [
        ("10", "150")
    ]
    assert found(RULE, [violence(10, 100), police(100)], day(150)) == []


def test_three_in_a_year_say_that_nobody_referred_them_to_marac() -> None:
    three = [violence(10, 100), violence(11, 150), violence(12, 200)]
    (asked,) = found(RULE, three, day(200))

    assert (
        "no referral to the multi-agency meeting about high-risk domestic abuse (MARAC)"
        in asked.note
    )
    referred = [*three[:2], violence(12, 200, marac_referred="yes")]
    (asked,) = found(RULE, referred, day(200))
    assert "MARAC" not in asked.note
