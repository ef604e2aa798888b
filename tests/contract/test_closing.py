"""A service that ends, or loses its database, leaves no connection open behind it."""

from __future__ import annotations

import sqlite3
from typing import Any

import psycopg
import pytest

from service.migrating import open_database


@pytest.mark.parametrize("how", ["reading", "writing"])
def test_a_connection_in_use_while_the_database_is_closed_is_closed_once_given_back(
    migrated_database_url, how
):
    database = open_database(migrated_database_url)
    with getattr(database, how)() as connection:
        driver = connection.connection.dbapi_connection
        database.close()
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1

    with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
        driver.execute("SELECT 1")


def test_a_database_that_was_closed_can_be_used_again_and_closed_again(migrated_database_url):
    database = open_database(migrated_database_url)
    for _ in range(2):
        with database.writing() as connection:
            driver: Any = connection.connection.dbapi_connection
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        database.close()
        with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError), match="closed"):
            driver.execute("SELECT 1")
