"""Another system corrects, strikes out, weighs, restricts and moves an entry as pages do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from service.actions.correct_entry import StrikeOut, strike_out
from service.actions.errors import ActionRefused
from tests.fakes.office import AGENCY

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.fakes.office import Office

VISIT: dict[str, Any] = {
    "kind": "visit",
    "occurred": {"from": "2026-03-26", "precision": "day"},
    "content": {"purpose": "Planned visit", "seen": "yes", "alone": "no", "fact": "Calm."},
}
WHY = {"reason": "The book says otherwise"}
LEFT_OUT = {"content": {"fact": "Hungry."}} | WHY
BODIES: dict[str, dict[str, Any]] = {
    "corrections": LEFT_OUT,
    "strike-out": WHY,
    "significance": {"significance": "significant"} | WHY,
    "restrictions": {"protects": "protected_address", "agencies_allowed": []} | WHY,
}


@pytest.fixture
def visit(office: Office) -> str:
    """
    The number of a visit that the worker recorded.
    """
    sent = office.api().post(f"/api/children/{office.child}/entries", VISIT, "a-visit")
    return str(sent.get_json()["id"])


def changed(
    office: Office, entry: str, what: str, body: dict[str, Any], who: str = "worker", key: str = "k"
) -> TestResponse:
    return office.api(who).post(f"/api/children/{office.child}/entries/{entry}/{what}", body, key)


def held(office: Office) -> int:
    with office.throughline.reading() as session:
        return len(session.log.after(0, 10_000))


def test_what_a_correction_leaves_out_stays_and_what_it_said_before_is_readable(
    office: Office, visit: str
) -> None:
    told = changed(office, visit, "corrections", LEFT_OUT).get_json()
    assert told["content"] == VISIT["content"] | {"fact": "Hungry."}
    assert told["changes"][0]["before"]["fact"] == "Calm."
    assert told["status"] == "corrected"


def test_null_takes_an_answer_away_and_a_needed_one_is_asked_for(
    office: Office, visit: str
) -> None:
    refused = changed(office, visit, "corrections", {"content": {"purpose": None}} | WHY)
    assert refused.status_code == 422
    assert "purpose" in refused.get_json()["errors"][0]["field"]


@pytest.mark.parametrize("what", BODIES)
def test_the_same_change_sent_again_is_recorded_once(office: Office, visit: str, what: str) -> None:
    first = changed(office, visit, what, BODIES[what])
    before = held(office)
    again = changed(office, visit, what, BODIES[what])
    assert (first.status_code, again.status_code) == (200, 200)
    assert held(office) == before


@pytest.mark.parametrize("what", BODIES)
def test_nobody_changes_past_a_change_that_they_have_not_read(
    office: Office, visit: str, what: str
) -> None:
    changed(office, visit, "corrections", {"content": {"fact": "Asleep."}, "reason": "First"})
    before = held(office)
    assert changed(office, visit, what, BODIES[what], key="second").status_code == 409
    assert held(office) == before
    read = office.api().get(f"/api/entries/{visit}").get_json()
    body = BODIES[what] | {"last_change": read["changes"][-1]["entry"]}
    assert changed(office, visit, what, body, key="third").status_code == 200


@pytest.mark.parametrize("what", BODIES)
def test_only_who_wrote_it_or_a_manager_changes_it(office: Office, visit: str, what: str) -> None:
    office.officer_works_with_the_child()
    refused = changed(office, visit, what, BODIES[what], who="officer")
    assert refused.status_code == 403
    assert refused.get_json()["ask"]
    assert changed(office, visit, what, BODIES[what], who="manager").status_code == 200


def test_what_is_kept_from_somebody_is_changed_by_them_nowhere(office: Office, visit: str) -> None:
    sent = {"protects": "protected_address", "agencies_allowed": [AGENCY]} | WHY
    changed(office, visit, "restrictions", sent)
    office.officer_works_with_the_child()
    with office.throughline.writing() as session, pytest.raises(ActionRefused):
        strike_out(
            session,
            office.reader("officer"),
            StrikeOut(child=office.child, entry=visit, reason="Gone", key="k2", decided_on=99),
        )


def test_a_restriction_is_lifted_by_its_number_which_a_wrong_number_is_told(
    office: Office, visit: str
) -> None:
    office.officer_works_with_the_child()
    sent = {"protects": "protected_address", "agencies_allowed": []} | WHY
    changed(office, visit, "restrictions", sent)
    assert office.api("officer").get(f"/api/entries/{visit}").status_code == 404

    wrong = changed(office, visit, "restrictions/lift", {"restriction": "1"} | WHY, key="w")
    (number,) = re.findall(r"under (\d+);", wrong.get_json()["errors"][0]["fix"])
    sent = {"restriction": number} | WHY
    lifted = [changed(office, visit, "restrictions/lift", sent, key="l") for _ in range(2)]
    assert [one.status_code for one in lifted] == [200, 200]
    assert office.api("officer").get(f"/api/entries/{visit}").status_code == 200


def test_an_entry_of_another_child_goes_to_that_child_once_and_its_words_leave_this_record(
    office: Office, visit: str
) -> None:
    other = str(office.child_of("worker", "Quillonby Third", "2021-04"))
    sent = {"right_child": other} | WHY
    first = changed(office, visit, "another-child", sent)
    again = changed(office, visit, "another-child", sent)
    assert first.get_json()["already"] is False
    assert again.get_json() == {"entry": first.get_json()["entry"], "already": True}
    here = office.api().get(f"/api/children/{office.child}/chronology").get_data(as_text=True)
    there = office.api().get(f"/api/children/{other}/chronology").get_data(as_text=True)
    assert ("Calm." in here, "Calm." in there) == (False, True)


def test_an_entry_goes_to_no_child_whose_record_is_not_open_to_the_caller(
    office: Office, visit: str
) -> None:
    before = held(office)
    sent = {"right_child": str(office.closed)} | WHY
    assert changed(office, visit, "another-child", sent).status_code == 403
    assert held(office) == before
