"""Only its owner chooses an account's password; nothing acts for it without its agreement."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from service.access import passwords
from service.access.access_log import reads
from service.access.account_notices import (
    HANDED_CODE,
    NEW_ACCOUNT,
    NEW_CODE,
    SET_BY_HAND,
    SET_BY_MAIL,
)
from service.access.accounts import account_called
from service.access.password_codes import AGREES_AFTER, LASTS
from service.access.tables import PASSWORD_CODE, USER
from service.access.tokens import Scope, create_token
from service.cli.commands.user import command
from service.web.app import create_app
from service.webhooks.agreeing import webhooks_of
from tests.fakes.office import AGENCY, PASSWORD, Api, Office

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.fakes.mail_server import MailServer

CHOSEN = "four other words"
NOBODY_LISTENS = 1
"""The first port of all."""
WHOLE_CODE = re.compile(r"\b[0-9a-f]{4}(?:-[0-9a-f]{4}){4}\b")


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    here = Office(migrated_database_url)
    yield here
    here.close()


def mail_goes_by(office: Office, host: str, port: int) -> None:
    settings = replace(office.throughline.settings, smtp_host=host, smtp_port=port)
    office.throughline = replace(office.throughline, settings=settings)
    office.app = create_app(office.throughline)


@pytest.fixture
def mailing(office: Office, smtp_server: MailServer) -> Office:
    """
    The office with a mail server.
    """
    mail_goes_by(office, smtp_server.host, smtp_server.port)
    return office


def send(browser: FlaskClient, where: str, **form: str) -> TestResponse:
    token = browser.get(where).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    return browser.post(where, data={"csrf_token": token} | form)


def handed(office: Office, who: str = "worker") -> str:
    """
    Let the administrator give a code, and return it as it was shown.
    """
    asked = {"wanted": "password", "user": str(office.user(who))}
    page = send(office.browser("admin"), "/administration", **asked)
    found = WHOLE_CODE.search(page.text)
    assert found
    return found.group()


def sets(
    office: Office, code: str, who: str = "worker", password: str = CHOSEN
) -> tuple[FlaskClient, TestResponse]:
    """
    Set a password with a code; return the browser that did so and what it was answered.
    """
    browser = office.app.test_client()
    form = {"username": f"invented.{who}", "code": code, "password": password}
    return browser, send(browser, "/set-password", **form)


def refused(office: Office, code: str, who: str = "worker", password: str = CHOSEN) -> bool:
    """
    Tell whether a code opened nothing, and its user is signed in nowhere by it.
    """
    browser, answered = sets(office, code, who, password)
    return answered.status_code == 422 and browser.get("/my-account").status_code == 302


def agreed(office: Office) -> bool:
    with office.throughline.reading() as session:
        (one,) = webhooks_of(session.connection, office.user("worker"))
    return one.agreed is not None


def test_an_administrator_who_resets_a_password_never_learns_one_where_mail_goes_out(
    mailing: Office, smtp_server: MailServer
) -> None:
    admin = mailing.browser("admin")
    asked = {"wanted": "password", "user": str(mailing.user("worker")), "password": CHOSEN}
    answered = send(admin, "/administration", **asked)
    assert answered.status_code == 303
    assert not WHOLE_CODE.search(answered.text + admin.get("/administration").text)

    taken = send(mailing.app.test_client(), "/sign-in", username="invented.worker", password=CHOSEN)
    assert taken.status_code == 422
    (mail,) = smtp_server.to("worker@agency.invalid")
    (code,) = WHOLE_CODE.findall(mail.get_content())
    with mailing.throughline.reading() as session:
        kept = str(session.connection.execute(select(PASSWORD_CODE)).all())
    assert code.replace("-", "") not in kept.replace("-", "")
    assert "Invented" not in mail.as_string()
    assert "invented.worker" not in mail.as_string()

    owner, _ = sets(mailing, code)
    page = owner.get("/my-account").text
    assert NEW_CODE in page
    assert SET_BY_MAIL in page
    prefix = mailing.full_webhook()
    send(owner, "/my-account", act="agree", webhook=prefix)
    assert agreed(mailing)
    assert refused(mailing, code)


def test_where_the_mail_server_takes_nothing_the_old_password_still_stands(
    office: Office,
) -> None:
    mail_goes_by(office, "127.0.0.1", NOBODY_LISTENS)
    asked = {"wanted": "password", "user": str(office.user("worker"))}
    answered = send(office.browser("admin"), "/administration", **asked)
    assert answered.status_code == 422
    assert not WHOLE_CODE.search(answered.text)
    assert office.browser("worker").get("/my-account").status_code == 200


def test_who_uses_a_code_that_was_handed_over_agrees_to_nothing_for_a_week_and_leads_hear(
    office: Office,
) -> None:
    prefix = office.full_webhook()
    before = office.browser("worker")
    code = handed(office)
    assert before.get("/my-account").status_code == 302
    old = send(office.app.test_client(), "/sign-in", username="invented.worker", password=PASSWORD)
    assert old.status_code == 422

    impostor, _ = sets(office, code)
    page = impostor.get("/my-account").text
    assert SET_BY_HAND in page
    assert 'value="agree"' not in page
    answered = send(impostor, "/my-account", act="agree", webhook=prefix)
    assert "somebody else had in hand" in impostor.get(answered.location).text
    assert not agreed(office)
    # Nor with a session of its own, made with the password that the code set.
    again = office.app.test_client()
    send(again, "/sign-in", username="invented.worker", password=CHOSEN)
    send(again, "/my-account", act="agree", webhook=prefix)
    assert not agreed(office)

    told = office.browser("lead").get("/my-account").text
    assert HANDED_CODE in told
    assert SET_BY_HAND in told
    with office.throughline.reading() as session:
        account = account_called(session.connection, "invented.worker")
        assert account is not None
        assert account.name in told
        lines = [(one.who, one.what, one.why) for one in reads(session.connection)]
    worker, admin = office.user("worker"), office.user("admin")
    assert (f"user:{admin}", f"password code of user:{worker}", "handed over") in lines
    used = "password set with a code that was handed over"
    assert (f"user:{worker}", used, "sign-in") in lines

    office.clock.set(office.clock.now() + AGREES_AFTER)
    later = office.app.test_client()
    send(later, "/sign-in", username="invented.worker", password=CHOSEN)
    send(later, "/my-account", act="agree", webhook=prefix)
    assert agreed(office)


def test_nobody_goes_on_reading_a_calendar_by_an_address_of_before_a_code_nor_makes_one_with_it(
    office: Office,
) -> None:
    def made(browser: FlaskClient) -> str:
        page = send(browser, "/my-account", act="make calendar")
        return str(page.text.partition("/calendar/")[2].partition("<")[0])

    anybody = office.app.test_client()
    worker = office.browser("worker")
    first = made(worker)
    form = {"password_now": PASSWORD, "password_new": "yet other plain words"}
    assert send(worker, "/my-account", **form).status_code == 303
    assert anybody.get(f"/calendar/{first}").status_code == 404
    second = made(worker)
    assert anybody.get(f"/calendar/{second}").status_code == 200

    code = handed(office)
    assert anybody.get(f"/calendar/{second}").status_code == 404
    impostor, _ = sets(office, code)
    page = impostor.get("/my-account").text
    assert 'value="make calendar"' not in page
    assert "with a code that somebody else had in hand" in page
    assert made(impostor) == ""
    office.clock.set(office.clock.now() + AGREES_AFTER)
    later = office.app.test_client()
    send(later, "/sign-in", username="invented.worker", password=CHOSEN)
    assert "with a code that somebody else had in hand" not in later.get("/my-account").text
    assert anybody.get(f"/calendar/{made(later)}").status_code == 200


def test_who_has_the_right_code_and_tries_five_weak_passwords_is_not_locked_out(
    office: Office,
) -> None:
    code = handed(office)
    for _ in range(6):
        assert refused(office, code, password="short")
    assert not refused(office, code)


def test_an_account_whose_code_no_mail_server_took_is_said_to_stand_and_to_be_owed_its_code(
    office: Office,
) -> None:
    mail_goes_by(office, "127.0.0.1", NOBODY_LISTENS)
    form = {
        "wanted": "user",
        "username": "invented.new",
        "name": "Invented New",
        "email": "new@agency.invalid",
        "place": AGENCY,
        "role": "practitioner",
    }
    answered = send(office.browser("admin"), "/administration", **form)
    assert answered.status_code == 422
    _, _, under = answered.text.partition('id="new-password"')
    assert "The account is set up, and its code is still owed" in under
    assert f'value="{office.user("new")}" selected' in under
    assert "nothing was changed" not in answered.text


def test_a_code_is_good_once_for_its_own_account_for_a_day_and_forces_a_fair_password(
    office: Office,
) -> None:
    code = handed(office)
    assert refused(office, code, who="other")
    assert refused(office, code, password="short")
    assert not refused(office, code.replace("-", "").upper())
    assert refused(office, code, password="five more other words")
    late = handed(office)
    office.clock.set(office.clock.now() + LASTS + timedelta(seconds=1))
    assert refused(office, late)


def test_between_a_code_and_its_use_nobody_signs_in_with_the_password_of_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "_NOBODY", passwords.hashed("nobody has this password"))
    handed(office)
    browser = office.app.test_client()

    for guess in ("nobody has this password", "", PASSWORD):
        send(browser, "/sign-in", username="invented.worker", password=guess)
        assert browser.get("/my-account").status_code == 302, guess


def test_codes_are_guessed_no_faster_than_passwords(office: Office) -> None:
    code = handed(office)
    for number in range(5):
        assert refused(office, f"0000-0000-0000-0000-000{number}")
    _, answered = sets(office, code)
    assert answered.status_code == 422
    assert "Too many wrong codes" in answered.text


def test_whoever_sets_an_account_up_chooses_no_password_for_it(office: Office) -> None:
    admin = office.browser("admin")
    assert 'type="password"' not in admin.get("/administration").text
    form = {
        "wanted": "user",
        "username": "invented.new",
        "name": "Invented New",
        "email": "new@agency.invalid",
        "place": AGENCY,
        "role": "practitioner",
        "password": CHOSEN,
    }
    page = send(admin, "/administration", **form).text
    with office.throughline.reading() as session:
        stored = session.connection.scalar(
            select(USER.c.password_hash).where(USER.c.username == "invented.new")
        )
    assert stored == ""
    (code,) = WHOLE_CODE.findall(page)
    assert not refused(office, code, who="new")


def test_an_account_set_up_for_a_mail_address_of_ones_own_is_told_to_the_leads(
    mailing: Office, smtp_server: MailServer
) -> None:
    form = {
        "wanted": "user",
        "username": "invented.new",
        "name": "Invented New",
        "email": "admin@agency.invalid",
        "place": AGENCY,
        "role": "practitioner",
    }
    send(mailing.browser("admin"), "/administration", **form)
    assert WHOLE_CODE.search(smtp_server.to("admin@agency.invalid")[0].get_content())
    page = mailing.browser("lead").get("/my-account").text
    assert NEW_ACCOUNT in page
    assert "Invented New, practitioner, set up by Invented Admin" in page
    assert NEW_ACCOUNT not in mailing.browser("other").get("/my-account").text


def test_a_token_opens_nothing_until_the_account_that_it_acts_for_agrees(office: Office) -> None:
    with office.throughline.writing() as session:
        token = create_token(
            session.connection,
            username="invented.worker",
            purpose="an invented system",
            scopes=tuple(Scope),
            expires=session.now + timedelta(days=1),
            now=session.now,
        )
    prefix = token.split("_")[1]
    api = Api(office.app.test_client(), token)
    waiting = api.get("/api/children")
    assert waiting.status_code == 403
    assert "until the account that it acts for agrees" in waiting.text
    assert api.post(f"/api/children/{office.child}/entries", {}).status_code == 403

    for who in ("other", "admin", "lead"):
        send(office.browser(who), "/my-account", act="agree to token", token=prefix)
        assert api.get("/api/children").status_code == 403
    worker = office.browser("worker")
    assert "opens nothing until you agree" in worker.get("/my-account").text
    send(worker, "/my-account", act="agree to token", token=prefix)
    assert api.get("/api/children").status_code == 200


def test_whoever_came_in_with_a_handed_over_code_agrees_to_no_token(office: Office) -> None:
    with office.throughline.writing() as session:
        token = create_token(
            session.connection,
            username="invented.worker",
            purpose="an invented system",
            scopes=tuple(Scope),
            expires=session.now + timedelta(days=1),
            now=session.now,
        )
    impostor, _ = sets(office, handed(office))
    form = {"act": "agree to token", "token": token.split("_")[1]}
    send(impostor, "/my-account", **form)
    assert Api(office.app.test_client(), token).get("/api/children").status_code == 403


def test_the_operator_hands_a_code_over_and_it_is_in_the_access_log(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", office.throughline.settings.database_url)
    asked = ["password", "invented.worker", "--format", "json"]
    answered = CliRunner().invoke(command, asked, catch_exceptions=False)
    assert answered.exit_code == 0
    assert WHOLE_CODE.search(answered.stdout)
    with office.throughline.reading() as session:
        lines = [(one.who, one.what) for one in reads(session.connection)]
    of = f"password code of user:{office.user('worker')}"
    assert any(who.startswith("operator:") and what == of for who, what in lines)


def test_at_the_command_line_a_code_that_can_be_mailed_is_not_shown(
    mailing: Office, smtp_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = mailing.throughline.settings
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", given.database_url)
    monkeypatch.setenv("THROUGHLINE_SMTP_HOST", given.smtp_host)
    monkeypatch.setenv("THROUGHLINE_SMTP_PORT", str(given.smtp_port))
    asked = ["password", "invented.worker", "--format", "json"]
    answered = CliRunner().invoke(command, asked, catch_exceptions=False)
    assert answered.exit_code == 0
    assert not WHOLE_CODE.search(answered.output)
    (mail,) = smtp_server.to("worker@agency.invalid")
    assert WHOLE_CODE.search(mail.get_content())
    shown = CliRunner().invoke(command, [*asked, "--hand-over"], catch_exceptions=False)
    assert WHOLE_CODE.search(shown.stdout)
