"""Whoever must go to the child can find the door, and nobody else: on pages, API, command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from events.recorded_event import Subject
from service.access.access_log import reads
from service.access.tables import ACCESS_LOG
from service.actions.describe_person import DescribePerson, describe_person
from service.actions.record_absence import RecordAbsence, record_absence
from service.telling.homes import homes_told, read_homes
from tests.fakes.office import AGENCY, POLICE, Office

if TYPE_CHECKING:
    from uuid import UUID

SECRET = "4 Wrackleburn Lane"
MOVE = {"new_home": "yes", "move": "refuge", "address": SECRET, "protected": "yes"}


def moved(office: Office) -> str:
    lives_with = Subject(person=office.mother, role="lives_with")
    return office.record(MOVE, "address_recorded", people=(lives_with,))


def where(office: Office, who: str, person: UUID) -> str:
    """
    Return everything that is told to somebody about where a person lives.
    """
    api = f"/api/children/{office.child}/people/{person}/homes"
    return office.api(who).get(api).get_data(as_text=True)


def test_the_lead_practitioner_and_her_manager_can_find_the_child(office: Office) -> None:
    moved(office)
    page = office.browser().get(f"/children/{office.child}/people/{office.child}/home")
    assert SECRET in page.get_data(as_text=True)
    for who in ("worker", "manager"):
        assert SECRET in where(office, who, office.mother)
    with office.throughline.reading() as session:
        noted = [one for one in reads(session.connection) if "protected address" in one.what]
    assert {one.who for one in noted} == {office.reader(who).actor for who in ("worker", "manager")}
    assert all(SECRET not in f"{one.what} {one.why}" for one in noted)


def test_a_home_told_of_the_mother_alone_is_not_lost_to_everybody(office: Office) -> None:
    with office.throughline.writing() as session:
        said = {"address": SECRET, "protected": "unknown", "source": "her sister"}
        wish = DescribePerson(person=office.mother, kind="home_recorded", content=said, key="home")
        describe_person(session, office.reader("worker"), wish)
    assert SECRET in where(office, "worker", office.mother)


@pytest.mark.parametrize("who", ["officer", "auditor"])
def test_working_with_the_child_or_reading_the_record_is_not_enough(
    office: Office, who: str
) -> None:
    moved(office)
    office.officer_works_with_the_child()
    if who == "auditor":
        office.opens(who)
    said = where(office, who, office.child)
    assert SECRET not in said
    assert '"kept": 1' in said or '"kept":1' in said
    assert "Invented Worker" in said


def test_a_safeguarding_lead_of_the_leads_agency_reads_it_once_the_record_is_opened(
    office: Office,
) -> None:
    moved(office)
    assert SECRET not in where(office, "lead", office.child)
    office.opens("lead")
    assert SECRET in where(office, "lead", office.child)


def test_whoever_stands_in_for_the_lead_can_go_there(office: Office) -> None:
    moved(office)
    office.opens("other")
    assert SECRET not in where(office, "other", office.child)
    with office.throughline.writing() as session:
        wish = RecordAbsence(
            who=office.user("worker"),
            from_day=session.today.isoformat(),
            to_day=session.today.isoformat(),
            deputy=office.user("other"),
            key="away",
        )
        record_absence(session, office.reader("manager"), wish)
    assert SECRET in where(office, "other", office.child)


def test_a_restriction_that_names_others_keeps_it_from_the_lead_too(office: Office) -> None:
    entry = moved(office)
    # The same home, written openly before anybody knew that it must be kept.
    office.record(MOVE | {"protected": "no"}, "address_recorded", day="2026-03-19")
    office.officer_works_with_the_child()
    said = {"entry": entry, "reason": "X", "agencies_allowed": [POLICE]}
    office.said("access_restricted", said)
    assert SECRET not in where(office, "worker", office.child)
    page = f"/children/{office.child}/entries/{entry}"
    assert SECRET in office.browser("officer").get(page).get_data(as_text=True)


def test_a_restriction_that_names_the_leads_agency_leaves_it_to_the_few(office: Office) -> None:
    entry = moved(office)
    office.said("access_restricted", {"entry": entry, "reason": "X", "agencies_allowed": [AGENCY]})
    assert SECRET in where(office, "worker", office.child)


def test_an_address_is_read_as_it_was_corrected_and_one_struck_out_is_none(
    office: Office,
) -> None:
    entry = moved(office)
    office.said(
        "entry_corrected",
        {"entry": entry, "content": MOVE | {"address": "14 Wrackleburn Lane"}, "reason": "A typo"},
    )
    other = office.record(MOVE | {"address": "9 Nowhere Row"}, "address_recorded", day="2026-03-21")
    office.said("entry_struck_out", {"entry": other, "reason": "Not theirs", "wrong_child": "no"})
    with office.throughline.writing() as session:
        homes = read_homes(session, office.reader("worker"), office.child, office.child)
    assert homes is not None
    told = homes_told(homes)
    assert [one["address"] for one in told["addresses"]] == ["14 Wrackleburn Lane"]


def _hidden_mother(office: Office) -> None:
    with office.throughline.writing() as session:
        said = {"address": SECRET, "protected": "yes", "source": "the mother"}
        wish = DescribePerson(person=office.mother, kind="home_recorded", content=said, key="home")
        describe_person(session, office.reader("worker"), wish)


def test_nobody_finds_a_hidden_mother_by_tying_her_to_a_child_of_their_own(office: Office) -> None:
    _hidden_mother(office)
    other = office.api("other")
    tie = {"person": str(office.mother), "relation": "aunt", "closeness": "carer"}
    assert other.post(f"/api/children/{office.closed}/ties", tie, "tied").status_code == 200
    said = other.get(f"/api/children/{office.closed}/people/{office.mother}/homes").get_json()
    assert (said["addresses"], said["kept"]) == ([], 1)


def test_nobody_finds_a_hidden_mother_by_linking_her_to_somebody_of_their_own(
    office: Office,
) -> None:
    other, people = office.api("other"), f"/api/children/{office.closed}/people"
    added = {
        "person": {"name": "Somebody Invented", "kind_of_person": "adult"},
        "tie": {"relation": "aunt", "closeness": "carer"},
    }
    theirs = other.post(people, added, "added").get_json()["person"]
    _hidden_mother(office)
    why = {"other": str(office.mother), "agrees": "Name", "reason": "They are one person."}
    assert other.post(f"{people}/{theirs}/link", why, "linked").status_code == 200
    for person in (theirs, office.mother):
        told = other.get(f"{people}/{person}/homes").get_data(as_text=True)
        assert SECRET not in told


def test_a_manager_of_another_agency_names_nobody_to_stand_in_for_the_lead(office: Office) -> None:
    moved(office)
    office.officer_works_with_the_child()
    inspector = office.another_manager(POLICE)
    with office.throughline.reading() as session:
        today = session.today.isoformat()
    away = {"who": str(office.user("worker")), "first": today, "last": today}
    police = office.api("inspector")
    answer = police.post("/api/absences", away | {"deputy": str(inspector)}, "away")
    assert (answer.status_code, answer.get_json()["errors"][0]["field"]) == (422, "who")
    assert police.post("/api/absences/on-call", away, "on call").status_code == 422


def test_the_page_of_an_open_entry_gives_away_no_address_that_is_kept_for_those_named(
    office: Office,
) -> None:
    entry = moved(office)
    again = office.record(MOVE, "address_recorded", day="2026-03-19")
    page = f"/children/{office.child}/entries/{again}"
    assert SECRET in office.browser().get(page).get_data(as_text=True)
    office.said("access_restricted", {"entry": entry, "reason": "X", "agencies_allowed": [POLICE]})
    assert SECRET not in office.browser().get(page).get_data(as_text=True)


def test_why_a_past_was_opened_is_sealed_in_the_access_log(office: Office) -> None:
    past = f"/api/children/{office.child}/people/{office.mother}/past"
    why = {"basis": "public_task", "purpose": "Thistlewhip hurt her once before"}
    assert office.api().post(past, why).status_code == 200
    with office.throughline.reading() as session:
        stored = session.connection.scalars(select(ACCESS_LOG.c.why)).all()
        told = [one.why for one in reads(session.connection)]
    assert not any("Thistlewhip" in one for one in stored)
    assert "public_task: Thistlewhip hurt her once before" in told


def test_an_address_that_must_be_kept_since_is_kept_as_known_before_too(office: Office) -> None:
    openly = MOVE | {"protected": "no"}
    entry = office.record(openly | {"address": "4 Wrackleburn Lane, A"}, "address_recorded")
    office.officer_works_with_the_child()
    told = f"/api/children/{office.child}/chronology?as_known_at=2026-03-28"
    police = office.api("officer")
    assert SECRET in police.get(told).get_data(as_text=True)
    office.clock.set("2026-03-30T09:00:00Z")
    office.said("entry_corrected", {"entry": entry, "content": MOVE, "reason": "She hides"})
    assert SECRET not in police.get(told).get_data(as_text=True)
