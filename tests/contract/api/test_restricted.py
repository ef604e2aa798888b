"""What is restricted reaches nobody but those named, by whatever address they ask."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

import pytest

from escalation.running.sweep import sweep
from projections.child_record import gather
from service.access.access_log import reads
from service.access.owed import RESTRICTED_WORDS
from service.access.people import People
from service.access.policy import Allow, Deny
from service.actions.prove_entry import may_be_proved
from service.api.app import RESOURCES
from service.telling.found import children_like
from service.web.routing import PAGES
from tests.fakes.office import AGENCY, Api, Office

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

INCIDENT = {
    "severity": "assault",
    "children_household": "yes",
    "children_present": "no",
    "pregnant": "no",
    "fact": "He struck her.",
}
SECRET = "Wrackleburn"
ADDRESSES = sorted(
    {page.path for page in PAGES.values()}
    | {
        operation.path
        for resource in RESOURCES.values()
        for operation in resource.operations
        if operation.method == "GET"
    }
)


@pytest.fixture
def officer(office: Office) -> FlaskClient:
    """
    A browser of another agency's officer, who works with the same child.
    """
    office.officer_works_with_the_child()
    return office.browser("officer")


def restrict(office: Office, entry: str) -> str:
    """
    Keep an entry, or with "" the whole record, for the office's own agency.
    """
    content: dict[str, Any] = {
        "reason": f"{SECRET} is a refuge",
        "protects": "protected_address",
        "agencies_allowed": [AGENCY],
    } | ({"entry": entry} if entry else {})
    return office.said("access_restricted", content)


def searched(browser: FlaskClient, name: str) -> TestResponse:
    """
    Search on the first page.
    """
    token = re.findall(r'name="csrf_token" value="([^"]*)"', browser.get("/").text)[0]
    return browser.post("/", data={"csrf_token": token, "name": name})


def whole(client: FlaskClient, office: Office, entry: str, path: str) -> str:
    """
    Return everything that an address answers with.
    """
    for part, value in (
        ("<uuid:child>", office.child), ("<number:entry>", entry), ("<int:entry>", entry),
        ("<uuid:person>", office.child), ("<kind>", "visit"),
    ):  # fmt: skip
        path = path.replace(part, str(value))
    answer = client.get(path, follow_redirects=True)
    return f"{answer.headers} {answer.get_data(as_text=True)}"


def test_the_search_finds_it_for_somebody_who_is_named(office: Office) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    restrict(office, entry)
    mine = office.browser("worker")
    assert SECRET in whole(mine, office, entry, "/children/<uuid:child>")


def test_a_protected_address_leaves_by_no_address_to_another_agency(
    office: Office, officer: FlaskClient
) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    restrict(office, entry)
    leaks = [path for path in ADDRESSES if SECRET in whole(officer, office, entry, path)]
    assert leaks == []


def test_that_something_is_withheld_is_said_with_whom_to_ask(
    office: Office, officer: FlaskClient
) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    restrict(office, entry)
    told = whole(officer, office, entry, "/children/<uuid:child>")
    assert "1 entry with restricted access is withheld from you: ask" in told


def test_a_whole_record_that_is_restricted_shows_no_entry(
    office: Office, officer: FlaskClient
) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    restrict(office, "")
    told = whole(officer, office, entry, "/children/<uuid:child>?length=whole")
    assert SECRET not in told
    assert "with restricted access" in told


def test_a_practitioner_keeps_an_entry_for_two_agencies_and_opens_it_again_by_page(
    office: Office, officer: FlaskClient
) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    mine, page = office.browser("worker"), f"/children/{office.child}/entries/{entry}/restrict"

    def sent(**form: str) -> str:
        asked = mine.get(page).get_data(as_text=True)
        hidden = {
            name: value
            for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', asked)
            if name in {"csrf_token", "version", "key", "restriction"}
        }
        return mine.post(page, data=hidden | form, follow_redirects=True).get_data(as_text=True)

    refused = sent(protects="protected_address")
    assert "Say who could come to harm" in refused
    assert SECRET in whole(officer, office, entry, "/children/<uuid:child>")
    assert "is kept for those named" in sent(protects="protected_address", reason="A refuge.")
    assert SECRET not in whole(officer, office, entry, "/children/<uuid:child>")
    assert SECRET in whole(mine, office, entry, "/children/<uuid:child>")
    assert "is open again" in sent(reason="They have moved.")
    assert SECRET in whole(officer, office, entry, "/children/<uuid:child>")


def test_who_may_read_it_is_told_that_it_is_not_to_be_passed_on(office: Office) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    mine, page = office.browser("worker"), "/children/<uuid:child>/entries/<int:entry>"
    assert "kept for some agencies alone" not in whole(mine, office, entry, page)
    restrict(office, entry)
    assert "kept for some agencies alone" in whole(mine, office, entry, page)


def test_what_is_owed_because_of_it_is_seen_and_not_what_it_tells_of(office: Office) -> None:
    entry = office.record(INCIDENT, "domestic_abuse_incident")
    told = f"/api/children/{office.child}/outcomes"
    feed = f"/api/events?child={office.child}&limit=500"
    (owed,) = [one for one in office.api().get(told).get_json() if entry in one["evidence"]]
    office.officer_works_with_the_child()
    restrict(office, entry)
    officer = office.api("officer")

    (seen,) = [one for one in officer.get(told).get_json() if one["id"] == owed["id"]]
    assert (seen["desired"], seen["due"]) == (RESTRICTED_WORDS, owed["due"])
    assert seen["practice_id"] == seen["risk"] == seen["measure"] == ""
    page = office.browser("officer").get(f"/children/{office.child}/outcomes/{owed['id']}")
    assert RESTRICTED_WORDS in page.get_data(as_text=True)
    assert owed["desired"] not in page.get_data(as_text=True)
    assert owed["desired"] in office.api().get(feed).get_data(as_text=True)
    assert owed["desired"] not in officer.get(feed).get_data(as_text=True)


def test_that_what_is_owed_because_of_it_is_late_does_not_say_what_it_is(office: Office) -> None:
    entry = office.record(INCIDENT, "domestic_abuse_incident")
    feed = f"/api/events?child={office.child}&limit=500"
    told = office.api().get(f"/api/children/{office.child}/outcomes").get_json()
    (owed,) = [one for one in told if entry in one["evidence"]]
    office.officer_works_with_the_child()
    restrict(office, entry)
    office.clock.set("2026-06-02T09:00:00Z")
    sweep(office.throughline.database, People, office.clock)
    mine = office.api().get(feed).get_data(as_text=True)
    assert "throughline.escalation_raised" in mine
    assert mine.count(owed["desired"]) > 1
    assert owed["desired"] not in office.api("officer").get(feed).get_data(as_text=True)


def test_what_is_owed_because_of_it_leaves_by_no_address_and_no_proof(
    office: Office, officer: FlaskClient
) -> None:
    entry = office.record(INCIDENT, "domestic_abuse_incident")
    told = f"/api/children/{office.child}/outcomes"
    owed = [one for one in office.api().get(told).get_json() if entry in one["evidence"]]
    with office.throughline.reading() as session:
        planned = [
            event
            for event in gather(session.log, office.child).events
            if event.kind == "outcome_planned" and entry in event.content["evidence"]
        ]
    assert owed
    assert planned
    words = {one["desired"] for one in owed} | {f"Opened by entry {entry}"}

    def leaking(client: FlaskClient, number: str) -> list[str]:
        return [
            path
            for path in ADDRESSES
            # The timescales are the procedures' own words, and nobody's.
            if not path.endswith("/timescales")
            and any(said in html.unescape(whole(client, office, number, path)) for said in words)
        ]

    assert leaking(officer, planned[0].entry_id)
    restrict(office, entry)

    assert [leaking(officer, one.entry_id) for one in planned] == [[] for _ in planned]
    assert leaking(office.browser("worker"), planned[0].entry_id)
    for event in planned:
        with office.throughline.writing() as session:
            (theirs,) = may_be_proved(session, office.reader("officer"), event, "For the court.")
            (ours,) = may_be_proved(session, office.reader("worker"), event, "For the court.")
        assert isinstance(theirs, Deny)
        assert isinstance(ours, Allow)


def test_who_searches_for_children_types_three_letters_and_is_in_the_access_log(
    office: Office,
) -> None:
    api, browser = office.api("other"), office.browser("other")
    assert api.post("/api/children/find", {"name": "Qu"}).status_code == 422
    assert searched(browser, "Qu").status_code == 422
    assert api.post("/api/children/find", {"name": "Quillonby"}).status_code == 200
    assert "Quillonby Invented" in searched(browser, "Quillonby").text
    with office.throughline.reading() as session:
        lines = [one for one in reads(session.connection) if one.what.startswith("search")]
    assert [one.what for one in lines] == ["search for a child: 2 found"] * 2
    assert {one.who for one in lines} == {office.reader("other").actor}


def test_a_record_that_is_kept_whole_is_found_by_no_search_of_anybody_else(office: Office) -> None:
    # As of a colleague's own child: that the record is here is part of what is kept.
    other, auditor = office.api("other"), office.api("auditor")

    def found(api: Api) -> str:
        people = api.post("/api/people/find", {"text": "Quillonby Elsewhere"})
        children = api.post("/api/children/find", {"name": "Elsewhere"})
        return f"{people.get_json()} {children.get_json()}"

    assert str(office.closed) in found(auditor)
    content = {"reason": "A colleague's child", "people_allowed": [str(office.user("other"))]}
    office.said("access_restricted", content, child=office.closed)
    assert str(office.closed) not in found(auditor)
    assert str(office.closed) in found(other)


def test_a_page_that_was_written_for_one_reader_is_not_given_to_another(
    office: Office, officer: FlaskClient
) -> None:
    entry = office.record({"fact": f"The address is {SECRET}."})
    page = f"/api/children/{office.child}/chronology?limit=10"
    assert SECRET in whole(officer, office, entry, page)
    restrict(office, entry)
    mine = office.browser("worker")

    assert SECRET in whole(mine, office, entry, page)
    assert SECRET not in whole(officer, office, entry, page)
    assert SECRET in whole(mine, office, entry, page)


def test_a_page_that_was_written_before_says_what_became_of_an_entry(office: Office) -> None:
    entry = office.record({"fact": "Seen at home."})
    page = f"/api/children/{office.child}/chronology?limit=10"
    mine = office.browser("worker")
    assert "Seen at school" not in whole(mine, office, entry, page)
    office.said(
        "entry_corrected",
        {
            "entry": entry,
            "reason": "Another place.",
            "content": {"purpose": "Planned", "seen": "yes", "fact": "Seen at school."},
        },
    )

    assert "Seen at school" in whole(mine, office, entry, page)


def test_a_record_that_is_kept_whole_is_named_to_nobody_who_registers_a_child(
    office: Office,
) -> None:
    content = {"reason": "A colleague's child", "people_allowed": [str(office.user("other"))]}
    form = {"name": "Quillonby Elsewhere", "kind_of_person": "child", "key": "first"}
    wish = {"name": "Quillonby Elsewhere", "kind_of_person": "child"}
    already = "Already in the record:"

    def page(who: str, **more: str) -> str:
        mine = office.browser(who)
        asked = mine.get("/register").get_data(as_text=True)
        token = re.findall(r'name="csrf_token" value="([^"]*)"', asked)[0]
        return mine.post("/register", data=form | more | {"csrf_token": token}).get_data(
            as_text=True
        )

    assert already in page("worker")
    assert already in page("worker", name="Quilonby Elsewere")
    assert office.api().post("/api/children", wish, key="one").status_code == 422
    office.said("access_restricted", content, child=office.closed)

    assert already in page("other")
    assert office.api("other").post("/api/children", wish, key="two").status_code == 422
    assert already not in page("worker")


def test_a_record_that_is_kept_whole_is_not_named_by_the_api_to_whoever_registers(
    office: Office,
) -> None:
    content = {"reason": "A colleague's child", "people_allowed": [str(office.user("other"))]}
    office.said("access_restricted", content, child=office.closed)
    wish = {"name": "Quillonby Elsewhere", "kind_of_person": "child"}
    assert office.api().post("/api/children", wish, key="one").status_code == 201


def test_a_part_of_a_name_names_no_child_to_whoever_registers_and_asking_is_logged(
    office: Office,
) -> None:
    for name in ("Quillonby", "ll", "Qu"):
        with office.throughline.writing() as session:
            assert children_like(session, office.reader("lead"), name) == ()
    with office.throughline.writing() as session:
        found = children_like(session, office.reader("lead"), "Elsewhere Quillonby")
    assert [one.id for one in found] == [office.closed]
    with office.throughline.reading() as session:
        what = [one.what for one in reads(session.connection)]
    assert what.count("search for a child: 0 found") == 3
    assert what.count("search for a child: 1 found") == 1


def test_an_administrator_finds_no_record_that_is_kept_whole_for_others(office: Office) -> None:
    admin = office.browser("admin")

    def found(text: str) -> str:
        asked = admin.get("/administration").get_data(as_text=True)
        token = re.findall(r'name="csrf_token" value="([^"]*)"', asked)[0]
        form = {"csrf_token": token, "wanted": "find child", "child": text}
        answer = admin.post("/administration", data=form)
        return f"{answer.headers.get('Location', '')} {answer.get_data(as_text=True)}"

    assert str(office.closed) in found("Quillonby Elsewhere").split(" ")[0]
    assert "Type at least 3 letters" in found("Qu")
    content = {"reason": "A colleague's child", "people_allowed": [str(office.user("other"))]}
    office.said("access_restricted", content, child=office.closed)
    for text in ("Quillonby Elsewhere", str(office.closed)):
        assert "No child has exactly this name or id" in found(text)
    with office.throughline.reading() as session:
        what = [one.what for one in reads(session.connection)]
    assert what.count("search for a child: 0 found") == 2
