"""Brings a database to the tables that this version of the program needs."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from events.log.data_keys import prove_master
from events.log.database import Database
from events.log.engine import driver_url
from events.log.master_key import SWITCH, own_master_key
from service.room_to_migrate import see_that_it_fits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import URL

_CHECKOUT = Path(__file__).parent.parent / "alembic"
_INSTALLED = Path(__file__).parent / "migrations"


def migrate(url: str | URL) -> str:
    """
    Run every migration that the database lacks and return the newest.

    On PostgreSQL the URL is the owner's role: the application's may not change tables.

    Raises:
        LogUnavailable: The database cannot be reached or cannot write, or its disk has no room for
            what is copied.
    """
    config = _config()
    database = driver_url(url)
    if database.get_backend_name() == "sqlite" and database.database:
        file = Path(database.database)
        see_that_it_fits(ScriptDirectory.from_config(config), file)
        _make_private(file)
    config.attributes["url"] = database.render_as_string(hide_password=False)
    command.upgrade(config, "head")
    return newest()


def _make_private(file: Path) -> None:
    """
    Make the embedded database's file before anything is in it, readable to its owner alone.

    SQLite gives the files beside it the same mode.
    """
    if str(file) == ":memory:":
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.touch(mode=0o600)


@cache
def newest() -> str:
    """
    Return the newest migration that this version of the program ships.
    """
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        message = f"no migrations were found in {_folder()}"
        raise RuntimeError(message)
    return head


def open_database(url: str | URL, environment: Mapping[str, str] | None = None) -> Database:
    """
    Open a database for the whole service; what events say is sealed, unless that is switched off.

    Raises:
        MasterKeyMissing: There is no master key, or it is not this record's.
        SchemaOutOfDate: ``throughline migrate`` has not been run since the program was updated.
        NotDurable: A setting would let an acknowledged event be lost.
        LogUnavailable: It cannot be reached.
    """
    given = os.environ if environment is None else environment
    sealed = given.get(SWITCH, "on") != "off"
    master = own_master_key(driver_url(url), given) if sealed else None
    database = Database(url, needs=newest(), master=master)
    try:
        if master is not None:
            with database.reading() as connection:
                prove_master(connection)
    except BaseException:
        database.close()
        raise
    return database


def _folder() -> Path:
    return _CHECKOUT if (_CHECKOUT / "versions").is_dir() else _INSTALLED


def _config() -> Config:
    config = Config()
    # A path may hold a percent sign, which the configuration would read as a reference.
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    return config
