"""The log and its database, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.migrating import migrate, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.log.database import Database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """
    An empty, migrated database.
    """
    migrate(database_url)
    opened = open_database(database_url)
    yield opened
    opened.close()
