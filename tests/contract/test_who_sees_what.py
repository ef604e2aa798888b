"""
Every page for every role: whatever leaves, page or refusal, is searched for what must not.

A status is no proof: a page that says "forbidden" may still hold the record.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from events.errors import LogUnavailable
from service.access import enforce, sign_in
from service.access.access_log import reads
from service.settings import Settings
from service.web.app import create_app
from service.web.routing import PAGES
from service.wiring import Throughline, throughline
from tests.factories.users import PASSWORD, USERS, caseload
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

    from tests.factories.users import Caseload

NOT_THEIRS = [name for name, _, _, role, _ in USERS if name not in {"colleague", "other_manager"}]
ABOUT_A_CHILD = [name for name, page in PAGES.items() if "<uuid:child>" in page.path]
EVERY_PAGE = [name for name in PAGES if name not in {"sign_in", "sign_out"}]


@dataclass(frozen=True)
class Everything:
    """
    One installation with its caseload.
    """

    app: Flask
    throughline: Throughline
    people: Caseload

    def signed_in(self, username: str) -> FlaskClient:
        """
        Return a browser in which somebody is signed in.
        """
        client = self.app.test_client()
        answer = client.post("/sign-in", data={"username": username, "password": PASSWORD})
        assert answer.status_code == 303
        return client

    def address(self, page: str, child: str) -> str:
        """
        Return a page's address for one of the two children.
        """
        of = getattr(self.people, child)
        parts = {
            "child": of,
            "entry": self.people.entries[child],
            "outcome": of,
            "kind": "visit",
            "escalation": 1,
            "handover": self.people.entries[child],
            "challenge": self.people.entries[child],
            "person": self.people.mother,
            "other": of,
            "row": 1,
            "attachment": 1,
        }
        needed = PAGES[page].path
        with self.app.test_request_context():
            return self.app.url_for(
                page, **{k: v for k, v in parts.items() if f":{k}>" in needed or f"<{k}>" in needed}
            )


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory, _migrated_sqlite_file: Path) -> Everything:
    """
    Two children, one of them nobody's business but the colleague's; signed in by real passwords.
    """
    folder = tmp_path_factory.mktemp("everything")
    for part in _migrated_sqlite_file.parent.glob(f"{_migrated_sqlite_file.name}*"):
        shutil.copyfile(part, folder / part.name)
    url = f"sqlite:///{folder / _migrated_sqlite_file.name}"
    opened = throughline(Settings(database_url=url), StoppedClock("2026-03-02T09:00:00+00:00"))
    people = caseload(opened)
    app = create_app(opened)
    app.config["WTF_CSRF_ENABLED"] = False
    return Everything(app=app, throughline=opened, people=people)


def _all_of(answer: object) -> str:
    text = answer.get_data(as_text=True)  # type: ignore[attr-defined]
    return f"{answer.status} {answer.headers} {text}"  # type: ignore[attr-defined]


def test_the_search_itself_finds_what_it_must_find(everything: Everything) -> None:
    client = everything.signed_in("practitioner")

    seen = _all_of(client.get(everything.address("child", "mine")))

    assert everything.people.secrets["mine"] in seen
    assert everything.people.secrets["mine_name"] in seen


@pytest.mark.parametrize("page", EVERY_PAGE)
@pytest.mark.parametrize("username", NOT_THEIRS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_record_that_is_not_open_leaves_on_no_page_by_no_method_to_no_role(
    everything: Everything, page: str, username: str, method: str
) -> None:
    client = everything.signed_in(username)

    seen = _all_of(client.open(everything.address(page, "theirs"), method=method))
    own = _all_of(client.open(everything.address(page, "mine"), method=method))

    assert everything.people.secrets["theirs"] not in seen + own


@pytest.mark.parametrize("page", EVERY_PAGE)
@pytest.mark.parametrize("child", ["mine", "theirs"])
def test_the_administrator_is_shown_neither_a_childs_name_nor_a_word_of_the_record(
    everything: Everything, page: str, child: str
) -> None:
    client = everything.signed_in("administrator")

    seen = _all_of(client.get(everything.address(page, child)))

    for secret in everything.people.secrets.values():
        assert secret not in seen


def test_to_the_administrator_a_childs_page_is_missing_like_one_that_never_was(
    everything: Everything,
) -> None:
    client = everything.signed_in("administrator")
    there = client.get(everything.address("child", "mine"))
    never = client.get("/children/00000000-0000-4000-8000-000000000000")

    assert (there.status_code, there.data) == (never.status_code, never.data)


def test_a_reader_without_a_tie_is_asked_for_a_reason_and_then_let_in(
    everything: Everything,
) -> None:
    client = everything.signed_in("chair")
    address = everything.address("child", "mine")

    asked = client.get(address)
    client.post(asked.headers["Location"], data={"reason": "Chairing the review on Friday"})
    seen = _all_of(client.get(address))

    assert urlsplit(asked.headers["Location"]).path.endswith("/open")
    assert everything.people.secrets["mine"] in seen
    assert everything.people.secrets["theirs"] not in seen


@pytest.mark.parametrize("page", ABOUT_A_CHILD)
def test_every_page_about_a_child_leaves_a_line_in_the_access_log(
    everything: Everything, page: str
) -> None:
    client = everything.signed_in("practitioner")
    with everything.throughline.reading() as session:
        before = len(reads(session.connection, limit=10_000))
    client.get(everything.address(page, "mine"))
    with everything.throughline.reading() as session:
        after = len(reads(session.connection, limit=10_000))

    assert after == before + 1


def test_a_page_that_cannot_be_noted_is_not_sent(
    everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise LogUnavailable("the disk is full")

    client = everything.signed_in("practitioner")
    monkeypatch.setattr(enforce, "record_read", full)
    answer = client.get(everything.address("child", "mine"))

    assert answer.status_code == 503
    assert everything.people.secrets["mine"] not in _all_of(answer)


def test_a_session_that_was_ended_elsewhere_opens_nothing_on_the_next_request(
    everything: Everything,
) -> None:
    first, second = everything.signed_in("auditor"), everything.signed_in("auditor")
    first.post("/my-account", data={"password_now": PASSWORD, "password_new": PASSWORD})

    assert second.get("/access-log").status_code == 302
    assert first.get("/access-log").status_code == 200


def test_text_that_was_typed_comes_back_when_the_session_had_ended(
    everything: Everything,
) -> None:
    client = everything.app.test_client()

    answer = client.post(
        everything.address("record", "mine"), data={"fact": "He hid behind the sofa."}
    )

    assert answer.status_code == 401
    assert "NOT SAVED" in answer.text
    assert "He hid behind the sofa." in answer.text


def test_text_that_was_typed_comes_back_when_the_database_is_lost_before_its_writer_is_known(
    everything: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise LogUnavailable("the database is gone")

    client = everything.signed_in("practitioner")
    monkeypatch.setattr(sign_in, "whose", gone)
    answer = client.post(
        everything.address("record", "mine"), data={"fact": "He hid behind the sofa."}
    )

    assert answer.status_code == 503
    assert "NOT SAVED" in answer.text
    assert "He hid behind the sofa." in answer.text
    assert client.get(everything.address("child", "mine")).status_code == 503


def test_a_form_without_its_token_changes_nothing_and_keeps_its_text(
    everything: Everything,
) -> None:
    client = everything.signed_in("practitioner")
    everything.app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post(
            everything.address("record", "mine"), data={"fact": "He hid behind the sofa."}
        )
    finally:
        everything.app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 400
    assert "He hid behind the sofa." in answer.text


def test_every_answer_carries_the_headers_that_keep_a_page_to_itself(
    everything: Everything,
) -> None:
    answer = everything.signed_in("practitioner").get(everything.address("child", "mine"))

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "evil"]
)
def test_after_sign_in_nobody_is_sent_to_another_site(everything: Everything, to: str) -> None:
    client = everything.app.test_client()

    answer = client.post("/sign-in", data={"username": "lead", "password": PASSWORD, "next": to})

    assert answer.headers["Location"] == "/"


def test_every_role_has_a_first_page(everything: Everything) -> None:
    for username, _, _, role, _ in USERS:
        answer = everything.signed_in(username).get("/", follow_redirects=True)

        assert answer.status_code == 200, role
