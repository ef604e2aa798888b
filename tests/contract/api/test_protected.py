"""A protected address reaches no page, answer, feed or file but where those few ask who may."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from events.recorded_event import Subject
from projections.protected import KEPT
from service.actions.correct_entry import CorrectEntry, correct_entry
from service.actions.describe_person import DescribePerson, describe_person
from service.actions.errors import ActionRefused
from service.api.app import RESOURCES
from service.web.routing import PAGES
from tests.fakes.office import AGENCY, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

SECRET = "Wrackleburn"
MOVE = {"new_home": "yes", "move": "refuge", "address": f"4 {SECRET} Lane", "area": SECRET}
ADDRESSES = sorted(
    {page.path for page in PAGES.values()}
    | {
        operation.path
        for resource in RESOURCES.values()
        for operation in resource.operations
        if operation.method == "GET"
    }
)


FEW = (
    "/children/<uuid:child>",
    "/children/<uuid:child>/entries/<int:entry>",
    "/children/<uuid:child>/people/<uuid:person>",
    "/children/<uuid:child>/side-by-side",
    "/api/children/<uuid:child>/chronology",
    "/api/children/<uuid:child>/family",
    "/api/children/<uuid:child>/people/<uuid:person>",
    "/api/entries/<number:entry>",
    "/api/events?limit=500",
)
"""Where an address has been read, or nearly: one walk over every address is enough."""


@pytest.fixture
def office(migrated_sqlite_url: str) -> Iterator[Office]:
    """
    The office on one database: what is kept is kept by neither.
    """
    opened = Office(migrated_sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def worker(office: Office) -> FlaskClient:
    """
    A browser of the lead practitioner, who is one of the few.
    """
    return office.browser()


@pytest.fixture
def colleague(office: Office) -> FlaskClient:
    """
    A browser of somebody who works with the child and is none of the few.
    """
    office.officer_works_with_the_child()
    return office.browser("officer")


def moved(office: Office, protected: str = "yes") -> str:
    """
    Record that the child and the adult moved, and return the entry's number.
    """
    lives_with = Subject(person=office.mother, role="lives_with")
    return office.record(MOVE | {"protected": protected}, "address_recorded", people=(lives_with,))


def whole(client: FlaskClient, office: Office, entry: str, path: str) -> str:
    """
    Return everything that an address answers with.
    """
    for part, value in (
        ("<uuid:child>", office.child), ("<number:entry>", entry), ("<int:entry>", entry),
        ("<uuid:person>", office.mother), ("<kind>", "visit"),
    ):  # fmt: skip
        path = path.replace(part, str(value))
    answer = client.get(path, follow_redirects=True)
    return f"{answer.headers} {answer.get_data(as_text=True)}"


def corrected(office: Office, entry: str, **changed: str) -> None:
    """
    Correct what is sent in place of what the worker reads.
    """
    with office.throughline.writing() as session:
        wish = CorrectEntry(
            child=office.child,
            entry=entry,
            content={**MOVE, "address": KEPT, "area": KEPT, **changed},
            reason="A letter says so",
            key=f"correct/{entry}/{changed}",
            decided_on=session.log.stream(office.child)[-1].version,
        )
        correct_entry(session, office.reader("worker"), wish)


def test_a_protected_address_leaves_by_no_address(office: Office, colleague: FlaskClient) -> None:
    entry = moved(office)
    leaks = [path for path in ADDRESSES if SECRET in whole(colleague, office, entry, path)]
    assert leaks == []
    page = whole(colleague, office, entry, "/children/<uuid:child>/entries/<int:entry>")
    assert "The address in this entry is protected" in page
    assert "ask Invented Worker" in page


def test_the_few_read_it_where_they_ask_for_it_and_nowhere_in_passing(
    office: Office, worker: FlaskClient
) -> None:
    entry = moved(office)
    read = [path for path in ADDRESSES if SECRET in whole(worker, office, entry, path)]
    assert read == [
        "/api/children/<uuid:child>/people/<uuid:person>/homes",
        "/children/<uuid:child>/entries/<int:entry>",
        "/children/<uuid:child>/people/<uuid:person>/home",
    ]


def test_a_protected_address_is_in_no_file(office: Office, worker: FlaskClient) -> None:
    # JSON holds every answer of an entry; the other formats are made of a part of the same.
    moved(office)
    page = worker.get(f"/children/{office.child}/extract").get_data(as_text=True)
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "do": "file", "format": "json", "names": "with"}
    made = worker.post(f"/children/{office.child}/extract", data=form).get_data(as_text=True)
    assert "Refuge" in made
    assert SECRET not in made


def test_a_protected_address_is_found_by_no_search(office: Office) -> None:
    entry = moved(office)
    api, asked = office.api(), f"/api/children/{office.child}/chronology/words"

    def found(words: str) -> list[str]:
        return [one["id"] for one in api.post(asked, {"words": words}).get_json()["entries"]]

    assert found("Refuge") == [entry]
    assert found(SECRET) == []


@pytest.mark.parametrize("protected", ["yes", "unknown"])
def test_the_feed_says_that_an_address_is_kept_and_not_which(
    office: Office, protected: str
) -> None:
    entry = moved(office, protected)
    told = office.api().get(f"/api/events?child={office.child}&limit=500").get_json(force=True)
    (one,) = [event for event in told if event["id"] == entry]
    assert one["data"]["content"]["address"] == KEPT
    assert SECRET not in str(told)


def test_an_address_that_is_protected_too_late_is_kept_wherever_it_was_read(
    office: Office, colleague: FlaskClient
) -> None:
    entry = moved(office, "no")
    person = "/children/<uuid:child>/people/<uuid:person>"
    assert SECRET in whole(colleague, office, entry, person)
    corrected(office, entry, protected="yes", address=str(MOVE["address"]), area=SECRET)
    leaks = [path for path in FEW if SECRET in whole(colleague, office, entry, path)]
    assert leaks == []
    told = office.api().get("/api/events?limit=500").get_json(force=True)
    assert SECRET not in str(told)


def test_the_home_of_an_adult_is_kept_wherever_else_it_was_written(
    office: Office, colleague: FlaskClient
) -> None:
    open_entry = moved(office, "no")
    for protected, source in (("no", "school"), ("yes", "police")):
        with office.throughline.writing() as session:
            said = {"address": f"4 {SECRET} Lane", "protected": protected, "source": source}
            describe_person(
                session,
                office.reader("worker"),
                DescribePerson(
                    person=office.mother,
                    kind="home_recorded",
                    content=said,
                    key=source,
                ),
            )
    leaks = [path for path in FEW if SECRET in whole(colleague, office, open_entry, path)]
    assert leaks == []


def test_an_address_in_an_entry_that_is_kept_from_somebody_is_on_no_page_of_a_person(
    office: Office,
) -> None:
    entry = moved(office, "no")
    office.officer_works_with_the_child()
    officer, person = office.browser("officer"), "/children/<uuid:child>/people/<uuid:person>"
    assert SECRET in whole(officer, office, entry, person)
    office.said("access_restricted", {"entry": entry, "reason": "X", "agencies_allowed": [AGENCY]})
    assert SECRET not in whole(officer, office, entry, person)
    assert SECRET not in whole(officer, office, entry, "/api/children/<uuid:child>/family")


def test_those_for_whom_the_entry_is_kept_read_the_address_on_its_page_alone(
    office: Office, worker: FlaskClient
) -> None:
    entry = moved(office)
    office.said("access_restricted", {"entry": entry, "reason": "X", "agencies_allowed": [AGENCY]})
    page = "/children/<uuid:child>/entries/<int:entry>"
    assert SECRET in whole(worker, office, entry, page)
    leaks = [path for path in FEW if SECRET in whole(worker, office, entry, path)]
    assert leaks == [page]


def test_no_proof_of_a_protected_address_is_made(office: Office, worker: FlaskClient) -> None:
    page = f"/children/{office.child}/entries/{{}}/proof"
    assert worker.get(page.format(moved(office))).status_code == 404
    assert worker.get(page.format(office.entry)).status_code == 200


def test_a_correction_by_somebody_who_cannot_read_the_address_keeps_it(office: Office) -> None:
    entry = moved(office)
    corrected(office, entry, protected="yes", reason="It was never safe there")
    with office.throughline.reading() as session:
        (newest,) = [e for e in session.log.stream(office.child) if e.kind == "entry_corrected"]
    assert newest.content["content"]["address"] == MOVE["address"]


def test_an_address_that_one_cannot_read_is_opened_to_all_by_nobody(office: Office) -> None:
    entry = moved(office)
    with pytest.raises(ActionRefused) as refused:
        corrected(office, entry, protected="no")
    assert refused.value.fields == {
        "address": "Write the address anew to say that it is kept from nobody"
    }
