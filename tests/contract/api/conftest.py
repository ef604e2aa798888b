"""An invented office with its API, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def office(migrated_database_url: str) -> Iterator[Office]:
    """
    The office on either database.
    """
    opened = Office(migrated_database_url)
    yield opened
    opened.close()
