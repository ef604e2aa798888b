"""What tests stand on: databases, a browser, a mail server, and no way out of this machine."""

from __future__ import annotations

import os
import shutil
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from service.migrating import migrate
from tests.fakes import chromium, closed_network
from tests.fakes.kept_templates import KeptTemplates
from tests.fakes.mail_server import MailServer
from tests.fakes.postgresql_server import PostgresqlServer

# The same examples on every machine and day; `make torture` looks for new ones.
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile(
    "torture",
    deadline=None,
    max_examples=2000,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("torture" if os.environ.get("THROUGHLINE_TORTURE") else "steady")


# A server's database has no file beside it to keep the key in; processes that tests start have
# the same one.
os.environ.setdefault("THROUGHLINE_MASTER_KEY", b64encode(bytes(range(1, 33))).decode())


def pytest_configure() -> None:
    """
    Close the network before any test is collected, and have templates compiled once.
    """
    closed_network.close()
    Flask.jinja_options = {"bytecode_cache": KeptTemplates()}


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """
    The URL of a SQLite file that does not exist yet.
    """
    return f"sqlite:///{tmp_path / 'throughline.db'}"


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """
    The tests' own PostgreSQL server, started when the first test needs it.
    """
    server = PostgresqlServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: PostgresqlServer) -> str:
    """
    The URL of the server's own database, to create and drop others from.
    """
    return postgresql_server.url()


@pytest.fixture
def postgresql_database(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """
    The URL of a new PostgreSQL database with nothing in it, dropped after the test.
    """
    with postgresql_server.database() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """
    The URL of an empty database, once on SQLite and once on PostgreSQL.
    """
    wanted = "sqlite_url" if request.param == "sqlite" else "postgresql_database"
    return str(request.getfixturevalue(wanted))


@pytest.fixture(scope="session")
def _migrated_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("migrated") / "throughline.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def migrated_sqlite_url(_migrated_sqlite_file: Path, sqlite_url: str) -> str:
    """
    The URL of a migrated SQLite file: a copy, so that migrations run once a session.
    """
    for part in _migrated_sqlite_file.parent.glob(f"{_migrated_sqlite_file.name}*"):
        target = sqlite_url.removeprefix("sqlite:///")
        shutil.copyfile(part, target + part.name.removeprefix(_migrated_sqlite_file.name))
    return sqlite_url


@pytest.fixture(scope="session")
def _migrated_postgresql_name(postgresql_server: PostgresqlServer) -> str:
    name = postgresql_server.create()
    migrate(postgresql_server.url(name))
    return name


@pytest.fixture
def migrated_postgresql_database(
    postgresql_server: PostgresqlServer, _migrated_postgresql_name: str
) -> Iterator[str]:
    """
    The URL of a migrated PostgreSQL database: a copy, so that migrations run once a session.
    """
    with postgresql_server.database(like=_migrated_postgresql_name) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_database_url(request: pytest.FixtureRequest) -> str:
    """
    The URL of a migrated, empty database, once on SQLite and once on PostgreSQL.
    """
    sqlite = request.param == "sqlite"
    wanted = "migrated_sqlite_url" if sqlite else "migrated_postgresql_database"
    return str(request.getfixturevalue(wanted))


@pytest.fixture
def smtp_server() -> Iterator[MailServer]:
    """
    A mail server on this machine that keeps what it is sent.
    """
    server = MailServer()
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """
    A real Chromium without a screen; each test opens its own context in it.
    """
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium.executable(), args=list(chromium.FLAGS)
        )
        yield launched
        launched.close()


def pytest_collection_finish(session: pytest.Session) -> None:
    """
    Refuse two tests of one name: of these, workers that share the tests run only one.
    """
    names = Counter(item.nodeid for item in session.items)
    if twice := [name for name, times in names.items() if times > 1]:
        message = f"{len(twice)} names stand for several tests, such as {twice[0]}"
        raise pytest.UsageError(message)
