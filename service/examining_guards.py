"""Looks whether the database still refuses to change what it keeps: each guard by its name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from service.finding import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.wiring import Throughline

_STAYS = ("no_update", "no_delete")
_SQLITE = MappingProxyType(
    {
        "access_log": (*_STAYS, "once"),
        "beside_leaf": (*_STAYS, "in_order"),
        "checkpoint": (*_STAYS, "in_order"),
        "data_key": ("no_delete", "once", "stays"),
        "event": (*_STAYS, "in_order"),
        "history_opening": (*_STAYS, "once"),
        "mark": (*_STAYS, "in_order"),
        "opening": ("no_delete", "once", "only_seen"),
        "request": (*_STAYS, "once"),
        "subject": _STAYS,
        "subtree": (*_STAYS, "once"),
    }
)
_POSTGRESQL = MappingProxyType(
    {
        **dict.fromkeys(_SQLITE, ("refuse",)),
        "data_key": ("data_key_kept", "data_key_stays"),
        "opening": ("opening_only_seen", "refuse"),
    }
)
_THERE = MappingProxyType(
    {
        True: "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
        # 'A': also where a replication role would pass over it.
        False: (
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE NOT t.tgisinternal AND t.tgenabled = 'A' "
            "AND c.relnamespace = current_schema()::regnamespace"
        ),
    }
)


def guards(house: Throughline) -> Iterator[Found]:
    """
    Say which of the guards against changing the log, the keys and the access records are missing.
    """
    sqlite = house.database.is_sqlite
    wanted = {
        (table, f"{table}_{name}" if sqlite else name)
        for table, names in (_SQLITE if sqlite else _POSTGRESQL).items()
        for name in names
    }
    with house.reading() as session:
        rows = session.connection.exec_driver_sql(_THERE[sqlite]).all()
    there = {(str(table), str(name)) for table, name in rows}
    lost = sorted(f"{name} on {table}" for table, name in wanted - there)
    yield Found(
        name="guards",
        ok=not lost,
        said=f"missing: {', '.join(lost)}" if lost else f"all {len(wanted)} are there",
        fix=(
            "Somebody who holds the database took them away, or a copy lost them: run throughline "
            "verify, hold the access log against the newest backup, then restore"
            if lost
            else ""
        ),
    )
