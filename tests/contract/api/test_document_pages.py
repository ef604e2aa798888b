"""Whoever writes a program against the API can read how, without any script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from click.testing import CliRunner

from service.access.tokens import agree_to_token
from service.api.problem import PROBLEMS
from service.cli.__main__ import throughline as command_line

if TYPE_CHECKING:
    import pytest

    from tests.fakes.office import Office


def test_the_document_needs_no_sign_in_and_the_page_does(office: Office) -> None:
    client = office.app.test_client()
    assert client.get("/api/openapi.json").status_code == 200
    assert client.get("/api/docs").status_code == 302


def test_the_page_tells_every_operation_and_what_each_problem_means(office: Office) -> None:
    document = office.app.test_client().get("/api/openapi.json").get_json()
    page = BeautifulSoup(office.browser().get("/api/docs").text, "html.parser")
    ids = {found["id"] for found in page.find_all(id=True)}
    for methods in document["paths"].values():
        assert {said["operationId"] for m, said in methods.items() if m != "parameters"} <= ids
    assert {known.name for known in PROBLEMS.values()} <= ids


def test_no_link_of_the_page_leads_nowhere(office: Office) -> None:
    page = BeautifulSoup(office.browser().get("/api/docs").text, "html.parser")
    ids = [found["id"] for found in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    within = {link["href"][1:] for link in page.select('main a[href^="#"]')}
    assert within <= set(ids)


def test_a_token_made_at_the_command_line_opens_the_api_once_agreed_until_it_is_revoked(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", office.throughline.settings.database_url)

    def run(*words: str) -> object:
        ran = CliRunner().invoke(command_line, ["token", *words, "--format", "json"])
        assert ran.exit_code == 0, ran.stderr
        return json.loads(ran.stdout)

    made = run("add", "invented.worker", "--purpose", "an invented system", "--days", "366")
    assert isinstance(made, dict)
    signed = {"Authorization": f"Bearer {made['token']}"}
    client = office.app.test_client()
    prefix = made["token"].split("_", 2)[1]
    assert client.get("/api/me", headers=signed).status_code == 403
    with office.throughline.writing() as session:
        assert agree_to_token(session.connection, office.user("worker"), prefix, session.now)
    assert client.get("/api/me", headers=signed).get_json()["scopes"] == ["read"]
    run("revoke", prefix)
    assert client.get("/api/me", headers=signed).status_code == 401
    listed = run("list")
    assert isinstance(listed, list)
    assert made["token"].split("_", 2)[2] not in json.dumps(listed)
