"""``throughline migrate``."""

from __future__ import annotations

import os

import click

from service.cli.output import answer, format_option
from service.migrating import migrate
from service.settings import settings


@click.command()
@format_option
def command(as_format: str | None) -> None:
    """
    Make or update the database's tables.

    On PostgreSQL, THROUGHLINE_MIGRATION_URL is the role that owns them.
    """
    url = os.environ.get("THROUGHLINE_MIGRATION_URL") or settings().database_url
    answer({"head": migrate(url)}, as_format)
