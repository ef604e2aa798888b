"""Runs the migrations: one transaction for all of them, one process at a time."""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from alembic import context
from sqlalchemy import MetaData, pool

from events.log.engine import driver_url, engine_for

# Whoever owns tables lists them in a module of this name.
TABLES = (
    "events.log.tables",
    "projections.stored.tables",
    "escalation.running.tables",
    "service.access.tables",
    "service.webhooks.tables",
    "service.attachments.tables",
    "service.drafts.tables",
    "service.saved_views.tables",
    "service.duty.tables",
    "service.importing.tables.tables",
)
EMBEDDED = "sqlite:///var/throughline.db"
LOCK = 21576 << 48 | 0xFFFF_FFFF_FFFF


def _url() -> str:
    """
    Return the database to migrate; on PostgreSQL the owner's role may have a URL of its own.
    """
    given = context.config.attributes.get("url")
    environment = os.environ
    return str(
        given
        or environment.get("THROUGHLINE_MIGRATION_URL")
        or environment.get("THROUGHLINE_DATABASE_URL")
        or EMBEDDED
    )


def _there(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _metadata() -> list[MetaData]:
    found: list[MetaData] = []
    for module in TABLES:
        if _there(module):
            metadata = import_module(module).METADATA
            # Layers may share one collection or keep one each.
            if metadata not in found:
                found.append(metadata)
    return found


def run() -> None:
    """
    Bring one database to the newest migration.
    """
    url = driver_url(_url())
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = engine_for(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execution_options(throughline_writes=True)
        context.configure(
            connection=connection,
            target_metadata=_metadata(),
            render_as_batch=True,
            transactional_ddl=True,
            # SQLite's own table of numbers is nobody's to migrate.
            include_name=lambda name, kind, _: (
                not (kind == "table" and str(name).startswith("sqlite_"))
            ),
        )
        with connection.begin():
            if not sqlite:
                # Two servers that start at once migrate one after the other; and a migration that
                # has to wait for readers gives up rather than make everybody queue behind it.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
                connection.exec_driver_sql("SET LOCAL lock_timeout = '4s'")
            with context.begin_transaction():
                context.run_migrations()
    engine.dispose()


run()
