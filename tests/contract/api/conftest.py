"""An invented office with its API, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from service.cli.__main__ import throughline as command_line
from tests.fakes.office import Office
from tests.journeys.command_line import KEYS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Run = Callable[..., Any]


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    """
    The office on either database.
    """
    opened = Office(migrated_database_url)
    yield opened
    opened.close()


@pytest.fixture
def run(office: Office, monkeypatch: pytest.MonkeyPatch) -> Run:
    """
    Run one command on the office's database and return what it answered.
    """
    monkeypatch.setenv("THROUGHLINE_DATABASE_URL", office.throughline.settings.database_url)
    for name, key in KEYS.items():
        monkeypatch.setenv(name, key)

    def ran(*words: str) -> Any:
        answered = CliRunner().invoke(command_line, [*words, "--format", "json"])
        if answered.exception and not isinstance(answered.exception, SystemExit):
            return answered.exception
        assert answered.exit_code == 0, answered.stderr
        return json.loads(answered.stdout)

    return ran
