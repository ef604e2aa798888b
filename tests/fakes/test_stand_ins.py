"""What every other test trusts: the stand-ins are real, and go away."""

from __future__ import annotations

import os
import signal
import smtplib
import socket
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path

import psutil
import psycopg
import pytest
from playwright.sync_api import Browser
from playwright.sync_api import Error as BrowserError

from tests.fakes.closed_network import NetworkClosed
from tests.fakes.mail_server import MailServer
from tests.fakes.postgresql_server import PostgresqlServer, stop_those_left_behind


class TestNetwork:
    @pytest.mark.parametrize("address", ["192.0.2.1", "example.org", "2001:db8::1"])
    def test_a_test_cannot_reach_another_machine(self, address: str) -> None:
        with pytest.raises(NetworkClosed, match="reach nothing but this machine"):
            socket.create_connection((address, 443), timeout=1)

    def test_the_browser_cannot_either(self, browser: Browser) -> None:
        page = browser.new_page()

        with pytest.raises(BrowserError, match="ERR_NAME_NOT_RESOLVED"):
            page.goto("http://example.org/")

        page.close()


class TestPostgresql:
    def test_every_test_is_given_an_empty_database_of_its_own(
        self, postgresql_server: PostgresqlServer
    ) -> None:
        with postgresql_server.database() as one, psycopg.connect(one) as connection:
            connection.execute("CREATE TABLE left_behind ()")

        with postgresql_server.database() as other, psycopg.connect(other) as connection:
            found = connection.execute("SELECT to_regclass('left_behind')").fetchone()

        assert found == (None,)

    def test_it_keeps_a_real_servers_promise_to_flush(self, postgresql_database: str) -> None:
        with psycopg.connect(postgresql_database) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
            assert connection.execute("SHOW synchronous_commit").fetchone() == ("on",)

    def test_a_server_whose_tests_were_killed_is_stopped_by_the_next(self) -> None:
        program = (
            "from tests.fakes.postgresql_server import PostgresqlServer as Server;"
            " server = Server(); print(server.pid, flush=True); input()"
        )
        run = subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=Path(__file__).parents[2],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert run.stdout is not None
        server = psutil.Process(int(run.stdout.readline()))
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        assert server.is_running()

        stop_those_left_behind()

        assert psutil.wait_procs([server], timeout=10)[1] == []


class TestMail:
    @pytest.fixture
    def message(self) -> EmailMessage:
        message = EmailMessage()
        message["To"], message["From"], message["Subject"] = "a@test.invalid", "b@test.invalid", "é"
        message.set_content("An entry waits for you.")
        return message

    def test_it_keeps_what_it_is_sent(self, smtp_server: MailServer, message: EmailMessage) -> None:
        with smtplib.SMTP(smtp_server.host, smtp_server.port) as connection:
            connection.send_message(message)

        (kept,) = smtp_server.to("a@test.invalid")
        assert kept["Subject"] == "é"
        assert kept.get_content().strip() == "An entry waits for you."

    def test_it_refuses_when_told_to(self, smtp_server: MailServer, message: EmailMessage) -> None:
        smtp_server.refuses = "451 try again later"

        with (
            smtplib.SMTP(smtp_server.host, smtp_server.port) as connection,
            pytest.raises(smtplib.SMTPDataError, match="451"),
        ):
            connection.send_message(message)

        assert smtp_server.messages == []
