"""Who was in an entry is corrected like its words: by page and program, and readable as it was."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from events.recorded_event import Subject
from projections.child_record import gather
from projections.chronology.chronology import chronology
from projections.chronology.said_before import said_before
from service.actions.register_person import RegisterPerson, register_person
from service.actions.relate import Relate, relate
from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from projections.chronology.chronology import Chronology
    from projections.chronology.entry import Entry

VISIT = {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": "Calm."}


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


@pytest.fixture
def entry(office: Office) -> str:
    return office.record(VISIT, "visit", people=(Subject(person=office.mother, role="present"),))


def told(office: Office, child: UUID | None = None) -> Chronology:
    with office.throughline.reading() as session:
        return chronology(gather(session.log, child or office.child))


def the(office: Office, entry: str, child: UUID | None = None) -> Entry:
    found = told(office, child).entry(entry)
    assert found is not None
    return found


def in_it(entry: Entry) -> list[tuple[UUID, str]]:
    return [(one.person, one.role) for one in entry.event.subjects if one.role != "child"]


def sent_by_page(office: Office, entry: str, **changed: str) -> str:
    """
    Fill the form of a correction as its page shows it, but for what is named, and send it twice.
    """
    browser, where = office.browser(), f"/children/{office.child}/entries/{entry}/correct"
    page = html.fromstring(browser.get(where).text)
    form = next(one for one in page.forms if "correction-reason" in one.fields)
    names = {"correction-reason": "It was somebody else.", **changed}
    body: dict[str, list[str]] = {}
    for name, value in [*form.form_values(), *names.items()]:
        if value is not None and name != "keep" and (name not in names or value == names[name]):
            body.setdefault(name, []).append(value)
    body |= {name: [value] for name, value in names.items()}
    answers = [browser.post(where, data=body) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303], answers[-1].text
    return where


def test_somebody_who_was_not_there_is_taken_out_and_stays_readable_as_named_before(
    office: Office, entry: str
) -> None:
    sent_by_page(office, entry, **{f"person-{office.mother}": ""})

    now = the(office, entry)
    assert in_it(now) == []
    assert now.status == "corrected"
    (change,) = now.changes
    assert "Who was in it: Zerubbabel Invented" in said_before(now, change, told(office).people)
    page = office.browser().get(f"/children/{office.child}/entries/{entry}").text
    assert "Who was in it" in page
    assert "nobody else" in page
    with office.throughline.reading() as session:
        (recorded,) = session.log.at([int(entry)])
    assert office.mother in recorded.people("present")


def test_before_the_correction_was_made_the_entry_says_what_it_said_then(
    office: Office, entry: str
) -> None:
    office.clock.forward(days=3)
    sent_by_page(office, entry, **{f"person-{office.mother}": ""})
    with office.throughline.reading() as session:
        before = gather(session.log, office.child).known_at(date(2026, 3, 28))
    found = chronology(before).entry(entry)
    assert found is not None
    assert in_it(found) == [(office.mother, "present")]
    assert in_it(the(office, entry)) == []


def test_somebody_forgotten_is_added_by_name_once_and_the_part_of_another_is_changed(
    office: Office, entry: str
) -> None:
    sent_by_page(
        office,
        entry,
        **{
            f"person-{office.mother}": "named",
            "new-name-0": "Invented Partner",
            "new-relation-0": "mother's partner",
            "new-role-0": "present",
        },
    )
    whole = told(office)
    (mother, partner) = in_it(the(office, entry))
    assert mother == (office.mother, "named")
    assert partner[1] == "present"
    assert whole.people[partner[0]].name == "Invented Partner"
    assert [one.relation for one in whole.ties if one.person == partner[0]]
    # A later correction of the words alone leaves the people as they were corrected.
    sent_by_page(office, entry, fact="Not calm.")
    assert in_it(the(office, entry)) == [mother, partner]


def test_what_somebody_added_did_is_told_in_every_family_they_are_in(
    office: Office, entry: str
) -> None:
    other = office.child_of("worker", "Quillonby Second", "2021-02-01")
    uncle = uncle_of(office, other, office.child)
    assert told(office, other).entry(entry) is None

    answer = correct(office, entry, people=[{"person": str(uncle), "role": "present"}])

    assert answer.status_code == 200, answer.text
    assert [one["id"] for one in answer.get_json()["people"]] == [str(office.child), str(uncle)]
    assert in_it(the(office, entry, other)) == [(uncle, "present")]
    correct(office, entry, "k2", people=[], last_change=newest(office, entry))
    assert told(office, other).entry(entry) is None


def test_a_program_is_told_what_is_wrong_and_nothing_is_changed(office: Office, entry: str) -> None:
    stranger = [{"person": str(office.closed), "role": "present"}]
    nothing = [{"person": str(office.mother), "role": "present"}]
    for people in (stranger, nothing, None):
        assert correct(office, entry, people=people).status_code == 422
    outside = [{"person": str(office.mother), "role": "harmed_by"}]
    assert correct(office, entry, people=outside).status_code == 422
    assert in_it(the(office, entry)) == [(office.mother, "present")]


def uncle_of(office: Office, *children: UUID) -> UUID:
    """
    Register somebody and tie them to these children.
    """
    reader = office.reader("worker")
    said = {"name": "Invented Uncle", "kind_of_person": "adult"}
    with office.throughline.writing() as session:
        uncle = register_person(session, reader, RegisterPerson(content=said, key="uncle"))
        for child in children:
            tie = {"relation": "uncle", "closeness": "relative"}
            wish = Relate(child=child, person=uncle, content=tie, key=f"uncle of {child}")
            relate(session, reader, wish)
    return uncle


def newest(office: Office, entry: str) -> str:
    return the(office, entry).changes[-1].entry


def correct(
    office: Office, entry: str, key: str = "k1", *, people: Any, last_change: str = ""
) -> Any:
    where = f"/api/children/{office.child}/entries/{entry}/corrections"
    said = {"reason": "It was somebody else.", "people": people, "last_change": last_change}
    return office.api().post(
        where, {name: one for name, one in said.items() if one or one == []}, key
    )
