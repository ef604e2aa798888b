"""The log and its database, once on SQLite and once on PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from service.migrating import open_database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.log.database import Database


@pytest.fixture
def database(migrated_database_url: str) -> Iterator[Database]:
    """
    An empty, migrated database.
    """
    opened = open_database(migrated_database_url)
    yield opened
    opened.close()
