"""Whatever goes wrong is told in one shape, with what to do, and with nobody's record in it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from events.errors import LogUnavailable
from service.api.problem import KIND, Problem
from service.api.resources import chronology
from tests.fakes.office import CANARIES

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.fakes.office import Office

INNER = ("traceback", "sqlite", "postgres", "psycopg", "sqlalchemy", "select ", "/work", ".py")


def problem_of(answer: TestResponse, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.get_data(as_text=True)
    assert answer.mimetype == KIND
    said: dict[str, Any] = answer.get_json()
    Problem().load(said)
    assert said["status"] == status
    assert not any(word in answer.text for word in CANARIES)
    assert not any(word in answer.text.lower() for word in INNER)
    return said


def test_what_is_at_no_address_is_a_problem_and_no_page(office: Office) -> None:
    for path in (
        "/api",
        "/api/",
        "/api/nothing",
        "/api/children/not-an-id/chronology",
        "/api/a%0Ab/c",
    ):
        for api in (office.api(), office.anonymous()):
            problem_of(api.get(path), 404)
    for number in ("0", "-1", "9" * 19, "9" * 5000):
        problem_of(office.api().get(f"/api/entries/{number}"), 404)


def test_a_method_that_is_not_answered_says_which_are(office: Office) -> None:
    answer = office.app.test_client().delete("/api/children")
    problem_of(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, POST"
    problem_of(office.app.test_client().post("/api/openapi.json"), 405)


@pytest.mark.parametrize(
    "sent",
    ["{", "[" * 100_000, b"\xff\xfe", '{"name": NaN}', '{"name": 1e999}', "null", "[]", '"x"'],
)
def test_a_body_that_is_no_object_is_a_problem(office: Office, sent: str | bytes) -> None:
    answer = office.app.test_client().post(
        "/api/children/find",
        data=sent,
        content_type="application/json",
        headers={"Authorization": f"Bearer {office.token()}"},
    )
    problem_of(answer, answer.status_code)
    assert answer.status_code in {400, 422}


def test_a_body_that_is_not_json_or_too_long_is_a_problem(office: Office) -> None:
    client, signed = office.app.test_client(), {"Authorization": f"Bearer {office.token()}"}
    problem_of(client.post("/api/children/find", data="name=x", headers=signed), 415)
    long = b'{"name": "' + b"x" * 3_000_000 + b'"}'
    answer = client.post(
        "/api/children/find", data=long, content_type="application/json", headers=signed
    )
    problem_of(answer, 413)


def test_a_failure_nobody_foresaw_tells_a_reference_and_nothing_of_the_record(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: Any) -> Any:
        raise ValueError(f"{CANARIES[0]} cannot be read")

    monkeypatch.setattr(chronology, "tell_page", fails)
    with caplog.at_level(logging.ERROR):
        answer = office.api().get(f"/api/children/{office.child}/chronology")
    reference = problem_of(answer, 500)["reference"]
    assert reference in caplog.text
    assert "ValueError" in caplog.text
    assert not any(word in caplog.text for word in CANARIES)


def test_a_database_that_is_gone_is_a_problem_that_says_when_to_come_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> Any:
        raise LogUnavailable("the database cannot be reached")

    monkeypatch.setattr(chronology, "tell_page", gone)
    answer = office.api().get(f"/api/children/{office.child}/chronology")
    problem_of(answer, 503)
    assert int(answer.headers["Retry-After"]) > 0


def test_no_answer_is_kept_by_whatever_lies_between(office: Office) -> None:
    answer = office.api().get(f"/api/children/{office.child}/chronology")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
