"""A letter or photograph is kept once, whole and sealed, and reaches nobody its entry does not."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from events.log.data_keys import destroy_key
from events.log.verify import verified
from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.access.access_log import reads
from service.actions.correct_entry import StrikeOut, strike_out
from service.attachments.kept_files import kept_file, lost_files
from service.attachments.scanner import scanner
from service.attachments.tables import ATTACHED
from tests.factories.files import PDF, PLACE, photograph
from tests.fakes.office import AGENCY
from tests.fakes.virus_scanner import HARMFUL, virus_scanner

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.fakes.office import Office

TITLE = "Letter from Thistlewhip school"


def sent(content: bytes = PDF, title: str = TITLE, **more: Any) -> dict[str, Any]:
    return {"title": title, "content": b64encode(content).decode(), **more}


def add(office: Office, key: str = "one", entry: str = "", **more: Any) -> TestResponse:
    path = f"/api/entries/{entry or office.entry}/attachments"
    return office.api().post(path, sent(**more), key)


def files(office: Office) -> int:
    with office.throughline.reading() as session:
        return session.connection.execute(select(func.count()).select_from(ATTACHED)).scalar() or 0


def events(office: Office) -> int:
    with office.throughline.reading() as session:
        return int(session.log.settled())


def test_what_was_added_is_given_back_to_the_byte_and_listed_with_its_entry(office: Office) -> None:
    answer = add(office)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    told = answer.get_json()
    assert told["sha256"] == sha256(PDF).hexdigest()
    assert (told["media_type"], told["size"]) == ("application/pdf", len(PDF))

    listed = office.api().get(f"/api/entries/{office.entry}").get_json()["attachments"]
    back = office.api().get(answer.headers["Location"])

    assert listed == [told]
    assert back.data == PDF
    assert back.mimetype == "application/octet-stream"
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in back.headers["Content-Security-Policy"]
    assert back.headers["Content-Disposition"].startswith("attachment;")
    assert "Thistlewhip" not in str(back.headers)


def test_sent_twice_it_is_there_once(office: Office) -> None:
    first, again, other = add(office), add(office), add(office, content=PDF + b"\n%%EOF")
    assert again.get_json() == first.get_json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert other.status_code == 409
    assert files(office) == 1

    assert add(office, key="two", title="The same letter again").status_code == 201
    assert files(office) == 1


def test_sent_again_after_its_people_were_corrected_it_is_answered_as_the_first_time(
    office: Office,
) -> None:
    first = add(office)
    where = f"/api/children/{office.child}/entries/{office.entry}/corrections"
    there = [{"person": str(office.mother), "role": "named"}]
    corrected = office.api().post(where, {"reason": "She was there", "people": there}, "corrected")

    assert corrected.status_code == 200, corrected.get_json()
    assert add(office).get_json() == first.get_json()
    assert files(office) == 1
    assert add(office, content=PDF + b"\n%%EOF").status_code == 409


def test_nothing_of_a_file_lies_in_the_database_as_it_was(office: Office) -> None:
    number = add(office, content=b"Thistlewhip wrote this").get_json()["id"]
    with office.throughline.reading() as session:
        row = session.connection.execute(select(ATTACHED)).one()
    assert row.key_id is not None
    assert b"Thistlewhip" not in bytes(row.content)
    assert sha256(b"Thistlewhip wrote this").digest() != bytes(row.name)
    assert number


def test_an_erased_record_takes_its_files_along(office: Office) -> None:
    where = add(office).headers["Location"]
    with office.throughline.writing() as session:
        assert destroy_key(session.connection, office.child, under=1, now=session.now)

    assert office.api().get(where).status_code == 404
    with office.throughline.reading() as session:
        assert kept_file(session.connection, office.child, sha256(PDF).hexdigest()) is None
        assert lost_files(session.connection) == ()


def test_a_file_that_was_changed_in_the_database_is_given_to_nobody_and_missed(
    office: Office,
) -> None:
    answer = add(office)
    with office.throughline.writing() as session:
        session.connection.execute(ATTACHED.update().values(content=b"changed" * 20))

    assert office.api().get(answer.headers["Location"]).status_code == 404
    with office.throughline.reading() as session:
        assert lost_files(session.connection) == (answer.get_json()["id"],)


def test_who_may_not_read_the_entry_reads_no_file_of_it_and_adds_none(office: Office) -> None:
    where = add(office).headers["Location"]
    office.officer_works_with_the_child()
    officer = office.api("officer")
    assert officer.get(where).data == PDF
    content = {"reason": "A refuge", "protects": "protected_address", "agencies_allowed": [AGENCY]}
    office.said("access_restricted", content | {"entry": office.entry})

    entry = officer.get(f"/api/entries/{office.entry}")
    file = officer.get(where)
    added = officer.post(f"/api/entries/{office.entry}/attachments", sent(), "officer")

    assert (file.status_code, file.get_json()) == (entry.status_code, entry.get_json())
    assert added.status_code == 404
    assert TITLE not in officer.get("/api/events?limit=500").get_data(as_text=True)
    assert TITLE not in officer.get(f"/api/children/{office.child}/chronology").get_data(
        as_text=True
    )
    assert office.api().get(where).data == PDF


def test_readers_of_another_child_are_refused_as_for_the_entry_and_that_is_in_the_log(
    office: Office,
) -> None:
    where = add(office).headers["Location"]
    other = office.api("other")

    entry, file = other.get(f"/api/entries/{office.entry}"), other.get(where)

    assert (file.status_code, file.get_json()) == (entry.status_code, entry.get_json())
    assert office.api().get(where).data == PDF
    with office.throughline.reading() as session:
        seen = [one for one in reads(session.connection) if "attachment of entry" in one.what]
    assert {one.allowed for one in seen} == {True, False}
    assert all(f"entry {office.entry}" in one.what for one in seen)


def test_a_file_is_found_at_no_other_entry_than_its_own(office: Office) -> None:
    number = add(office).get_json()["id"]
    other = office.record({"fact": "Another call."})
    assert office.api().get(f"/api/entries/{other}/attachments/{number}").status_code == 404


def test_a_struck_out_entry_keeps_its_file_marked_and_takes_no_other(office: Office) -> None:
    where = add(office).headers["Location"]
    with office.throughline.writing() as session:
        version = session.log.stream(office.child)[-1].version
        wish = StrikeOut(
            child=office.child, entry=office.entry, reason="Untrue", key="s", decided_on=version
        )
        strike_out(session, office.reader("worker"), wish)

    assert office.api().get(where).data == PDF
    refused = add(office, key="late")
    assert refused.status_code == 422
    assert refused.get_json()["errors"][0]["field"] == "entry"


def test_taken_to_the_right_child_a_file_goes_along_and_leaves_nothing_behind(
    office: Office,
) -> None:
    where = add(office).headers["Location"]
    moved = office.taken_to_another_child()

    assert office.api().get(where).status_code == 404
    there = office.api().get(f"/api/entries/{moved}").get_json()["attachments"]
    assert [one["title"] for one in there] == [TITLE]
    assert office.api().get(f"/api/entries/{moved}/attachments/{there[0]['id']}").data == PDF
    with office.throughline.writing() as session:
        destroy_key(session.connection, office.child, under=1, now=session.now)
    assert office.api().get(f"/api/entries/{moved}/attachments/{there[0]['id']}").data == PDF


def test_a_letter_with_a_protected_address_at_its_head_is_given_to_nobody_by_the_api(
    office: Office,
) -> None:
    home = {"address": "1 Wrackleburn Close", "move": "home", "protected": "yes", "new_home": "yes"}
    entry = office.record({"fact": "Moved.", **home}, kind="address_recorded")
    answer = add(office, entry=entry, title="Letter to 1 Wrackleburn Close")
    assert answer.status_code == 201

    assert office.api().get(answer.headers["Location"]).status_code == 404
    assert office.api().get(f"/api/entries/{entry}").get_json()["attachments"] == []
    assert "Wrackleburn" not in office.api().get("/api/events?limit=500").get_data(as_text=True)


def test_what_a_camera_added_is_taken_out_where_that_is_asked(office: Office) -> None:
    with_it = add(office, content=photograph())
    without = add(office, key="bare", content=photograph(), without_metadata=True)

    assert PLACE in office.api().get(with_it.headers["Location"]).data
    assert PLACE not in office.api().get(without.headers["Location"]).data
    assert without.get_json()["metadata_removed"] is True


@pytest.mark.parametrize(
    ("content", "field"),
    [({"content": "not base64!"}, "content"), ({"title": "  "}, "title"),
     ({"title": "x" * 201}, "title"),
     ({"content": b64encode(b"MZ" + bytes(99)).decode()}, "content"), ({"name": "x"}, "name")],
)  # fmt: skip
def test_a_refused_file_names_the_field_and_leaves_nothing(
    office: Office, content: dict[str, Any], field: str
) -> None:
    before = events(office)
    path = f"/api/entries/{office.entry}/attachments"
    answer = office.api().post(path, sent() | content, "refused")

    assert answer.status_code == 422
    assert [one["field"] for one in answer.get_json()["errors"]] == [field]
    assert (events(office), files(office)) == (before, 0)


def test_a_scanner_says_what_comes_in_and_where_it_is_silent_nothing_does(office: Office) -> None:
    house = office.throughline
    before = events(office)

    def set_up(address: str) -> None:
        there = replace(house, settings=replace(house.settings, clamd=address))
        office.app.extensions["throughline"] = there

    with virus_scanner() as address:
        set_up(address)
        good = add(office)
        bad = add(office, key="bad", content=HARMFUL)
    silent = add(office, key="silent")

    assert good.get_json()["scanned"] is True
    assert bad.status_code == 422
    assert bad.get_json()["errors"][0]["field"] == "content"
    assert silent.status_code == 503
    assert "scanner" in silent.get_json()["detail"]
    assert (events(office), files(office)) == (before + 1, 1)


def test_the_doctor_says_whether_anybody_looks_for_viruses(office: Office) -> None:
    house = office.throughline

    def said(address: str) -> tuple[bool, str]:
        there = replace(house, settings=replace(house.settings, clamd=address))
        (found,) = scanner(there)
        return found.ok, found.said

    with virus_scanner() as address:
        assert said(address) == (True, "answers")
    assert said(address)[0] is False
    assert said("unix:/nowhere")[0] is False
    assert said("")[1].startswith("No virus scanner is set up")


def test_the_log_is_as_it_was_written_with_files_in_it(office: Office) -> None:
    add(office)
    with office.throughline.reading() as session:
        told = chronology(gather(session.log, office.child))
        entry = told.entry(office.entry)
    assert entry is not None
    (only,) = entry.attachments
    assert only.file_name == f"entry-{entry.id}-attachment-{only.number}.pdf"
    assert verified(office.throughline.database, {}, []).ok
