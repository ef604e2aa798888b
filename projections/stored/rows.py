"""The statements that folds run for every event, each built once for a table."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Delete, Insert, Row, Select, Table, Update

    from events.recorded_event import RecordedEvent

# Building a statement takes ten times as long as running it; shadows of a rebuild come and go.
_BUILT = 256
_OF = "of_"
"""Before a column's name where it says which rows: an update may set that column as well."""


def add(connection: Connection, table: Table, /, *rows: Mapping[str, Any]) -> None:
    """
    Insert rows that all name the same columns.
    """
    if rows:
        connection.execute(_adding(table), list(rows) if len(rows) > 1 else rows[0])


def found(connection: Connection, table: Table, /, *columns: str, **of: Any) -> Sequence[Row[Any]]:
    """
    Return these columns, or all, of the rows that hold these values.
    """
    return connection.execute(_finding(table, columns, tuple(of)), _named(of)).all()


def change(connection: Connection, table: Table, values: Mapping[str, Any], /, **of: Any) -> None:
    """
    Set these values in the rows that hold those.
    """
    connection.execute(_changing(table, tuple(of)), {**values, **_named(of)})


def change_each(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], /, *of: str
) -> None:
    """
    Set all values of these rows, found by those of them that are named.
    """
    if rows:
        named = [{**row, **_named({name: row[name] for name in of})} for row in rows]
        connection.execute(_changing(table, of), named if len(named) > 1 else named[0])


def remove(connection: Connection, table: Table, /, **of: Any) -> None:
    """
    Delete the rows that hold these values.
    """
    connection.execute(_removing(table, tuple(of)), _named(of))


def remove_each(connection: Connection, table: Table, *each: Mapping[str, Any]) -> None:
    """
    Delete the rows that hold any of these sets of values, which all name the same columns.
    """
    if each:
        named = [_named(of) for of in each]
        removing = _removing(table, tuple(each[0]))
        connection.execute(removing, named if len(named) > 1 else named[0])


def remove_struck_out(
    connection: Connection, table: Table, events: Iterable[RecordedEvent]
) -> None:
    """
    Delete the rows of the entries that these strike-outs name, however many are struck at once.
    """
    entries = dict.fromkeys(str(event.content.get("entry") or "") for event in events)
    remove_each(connection, table, *[{"entry": int(one)} for one in entries if one.isdigit()])


@lru_cache(maxsize=_BUILT)
def _adding(table: Table) -> Insert:
    return insert(table)


@lru_cache(maxsize=_BUILT)
def _finding(table: Table, columns: tuple[str, ...], of: tuple[str, ...]) -> Select[Any]:
    return select(*(table.c[name] for name in columns or table.c.keys())).where(*_same(table, of))


@lru_cache(maxsize=_BUILT)
def _changing(table: Table, of: tuple[str, ...]) -> Update:
    return update(table).where(*_same(table, of))


@lru_cache(maxsize=_BUILT)
def _removing(table: Table, of: tuple[str, ...]) -> Delete:
    return delete(table).where(*_same(table, of))


def _same(table: Table, of: tuple[str, ...]) -> list[Any]:
    return [table.c[name] == bindparam(f"{_OF}{name}") for name in of]


def _named(of: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{_OF}{name}": value for name, value in of.items()}
