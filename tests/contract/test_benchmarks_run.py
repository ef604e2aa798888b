"""Every row of the benchmarks runs, small, on the database it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.__main__ import ROWS
from benchmarks.databases import PostgresqlDatabases, SqliteFiles
from benchmarks.row import NotThere
from benchmarks.sizes import TINY
from benchmarks.stage import Stage
from tests.fakes.postgresql_server import PostgresqlServer


def measured(name: str, stage: Stage) -> bool:
    try:
        comparisons, facts = ROWS[name].measure(stage)
    except NotThere as reason:
        return bool(str(reason))
    assert all(fact.met is not False for fact in facts if "missed" in fact.value)
    return all(one.ratio.low > 0 for one in comparisons) and bool(comparisons or facts)


@pytest.mark.torture
def test_every_row_is_measured_on_sqlite(tmp_path: Path) -> None:
    with Stage(SqliteFiles(tmp_path), TINY) as stage:
        for name, row in ROWS.items():
            assert stage.name not in row.on or measured(name, stage), name


@pytest.mark.torture
@pytest.mark.timeout(600)
def test_every_row_is_measured_on_postgresql(postgresql_server: PostgresqlServer) -> None:
    databases = PostgresqlDatabases(postgresql_server.url())
    try:
        with Stage(databases, TINY) as stage:
            for name, row in ROWS.items():
                assert stage.name not in row.on or measured(name, stage), name
    finally:
        databases.drop_all()
