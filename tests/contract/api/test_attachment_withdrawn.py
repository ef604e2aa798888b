"""One wrong letter is put out of use by itself, is marked for ever, and is still there to erase."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from events.log.data_keys import destroy_key
from projections.child_record import gather
from projections.chronology.chronology import chronology
from service.attachments.kept_files import kept_file, lost_files
from tests.factories.files import PDF

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.fakes.office import Office

REASON = "A letter about another family, attached by mistake."
DIGEST = sha256(PDF).hexdigest()


def added(office: Office, title: str = "A letter", key: str = "one") -> str:
    body = {"title": title, "content": b64encode(PDF).decode()}
    answer = office.api().post(f"/api/entries/{office.entry}/attachments", body, key)
    return answer.headers["Location"]


def withdraw(
    office: Office, where: str, who: str = "worker", key: str = "w", reason: str = REASON
) -> TestResponse:
    return office.api(who).post(f"{where}/withdrawal", {"reason": reason}, key)


def listed(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (
        office.api().get(f"/api/entries/{office.entry}").get_json()["attachments"]
    )
    return found


def test_a_withdrawn_file_is_given_to_nobody_and_says_why_for_ever(office: Office) -> None:
    wrong, right = added(office, "The wrong letter"), added(office, "The right letter", "two")
    office.opens("manager")

    answer = withdraw(office, wrong)

    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.get_json()["withdrawn"]["reason"] == REASON
    assert [bool(one["withdrawn"]) for one in listed(office)] == [True, False]
    for who in ("worker", "manager"):
        assert office.api(who).get(wrong).status_code == 404
        page = f"/children/{office.child}{wrong.removeprefix('/api')}"
        assert office.browser(who).get(page).status_code == 404
        assert office.api(who).get(right).data == PDF
    assert REASON in office.browser().get(f"/children/{office.child}/entries/{office.entry}").text


def test_its_bytes_are_kept_until_the_record_is_erased_and_no_longer(office: Office) -> None:
    withdraw(office, added(office))
    with office.throughline.reading() as session:
        assert kept_file(session.connection, office.child, DIGEST) == PDF
        assert lost_files(session.connection) == ()

    with office.throughline.writing() as session:
        destroy_key(session.connection, office.child, under=1, now=session.now)
        assert kept_file(session.connection, office.child, DIGEST) is None


def test_sent_twice_it_is_withdrawn_once_and_a_second_reason_is_refused(office: Office) -> None:
    where = added(office)
    first, again = withdraw(office, where), withdraw(office, where)
    other = withdraw(office, where, key="x", reason="Another reason.")

    assert again.get_json() == first.get_json()
    assert other.status_code == 422
    with office.throughline.reading() as session:
        kinds = [event.kind for event in session.log.stream(office.child)]
    assert kinds.count("attachment_withdrawn") == 1


def test_only_who_added_it_or_a_manager_withdraws_it(office: Office) -> None:
    where = added(office)
    office.officer_works_with_the_child()
    office.opens("manager")

    refused = withdraw(office, where, "officer")
    page = f"/children/{office.child}{where.removeprefix('/api')}/withdraw"

    assert refused.status_code == 403
    assert office.browser("officer").get(page).status_code == 403
    assert office.browser("manager").get(page).status_code == 200
    assert listed(office)[0]["withdrawn"] is None
    assert withdraw(office, where, "manager").status_code == 200


def test_a_reason_is_asked_for_and_the_page_names_the_field(office: Office) -> None:
    where = added(office)
    page = f"/children/{office.child}{where.removeprefix('/api')}/withdraw"
    browser = office.browser()
    token = re.findall('csrf_token" value="([^"]+)"', browser.get(page).text)[0]

    nothing = browser.post(page, data={"csrf_token": token, "key": "k", "reason": " "})
    done = browser.post(page, data={"csrf_token": token, "key": "k", "reason": REASON})
    again = browser.post(page, data={"csrf_token": token, "key": "k", "reason": REASON})

    assert withdraw(office, where, reason=" ").status_code == 422
    assert nothing.status_code == 422
    assert "Say why nobody should read it any more" in nothing.text
    assert (done.status_code, again.status_code) == (303, 303)
    assert listed(office)[0]["withdrawn"]["reason"] == REASON


def test_what_was_withdrawn_does_not_come_along_to_another_child(office: Office) -> None:
    withdraw(office, added(office, "The wrong letter"))
    added(office, "The right letter", "two")
    moved = office.taken_to_another_child()

    there = office.api().get(f"/api/entries/{moved}").get_json()["attachments"]
    assert [one["title"] for one in there] == ["The right letter"]


def test_packs_and_chronologies_name_it_as_withdrawn_with_the_number_of_the_event(
    office: Office,
) -> None:
    withdraw(office, added(office))
    with office.throughline.reading() as session:
        record = gather(session.log, office.child)
    position = record.events[-1].position
    whole = chronology(record).entry(office.entry)
    assert whole is not None
    assert whole.attachments[0].withdrawn is not None
    assert record.events[-1].kind == "attachment_withdrawn"
    assert whole.attachments[0].withdrawn.number == str(position)
    assert REASON in whole.attachments[0].words
