"""Holds a stored read model against the log's own fold, in the database and row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import JSON, Text, and_, cast, delete, exists, func, insert, not_, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Column, ColumnElement, Connection, Row, Table

SHOWN = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Differing:
    """
    One row that is not what the log folds to, named by its key and columns, never by its values.
    """

    key: str
    what: Literal["differs", "lacking", "too many"]
    columns: tuple[str, ...] = ()


def differing(connection: Connection, stored: Table, folded: Table) -> int:
    """
    Count the rows that the stored table has otherwise, lacks, or has too many.
    """
    other = select(func.count()).select_from(stored).where(not_(_same(stored, folded)))
    lacking = select(func.count()).select_from(folded).where(not_(_there(folded, stored)))
    return (connection.scalar(other) or 0) + (connection.scalar(lacking) or 0)


def first_differing(connection: Connection, stored: Table, folded: Table) -> Iterator[Differing]:
    """
    Yield the first rows that differ, in the order of their keys.
    """
    key = stored.primary_key.columns.values()
    other = select(stored).where(not_(_same(stored, folded))).order_by(*key).limit(SHOWN)
    lacking = (
        select(folded)
        .where(not_(_there(folded, stored)))
        .order_by(*folded.primary_key.columns.values())
        .limit(SHOWN)
    )
    for row in connection.execute(other).all():
        ours = connection.execute(select(folded).where(*_key_is(folded, row))).one_or_none()
        if ours is None:
            yield Differing(key=_key(stored, row), what="too many")
            continue
        pairs = zip(stored.columns, row, ours, strict=True)
        names = tuple(column.name for column, one, another in pairs if one != another)
        yield Differing(key=_key(stored, row), what="differs", columns=names)
    for row in connection.execute(lacking).all():
        yield Differing(key=_key(folded, row), what="lacking")


def mend(connection: Connection, stored: Table, folded: Table) -> None:
    """
    Put the folded rows in the place of those that differ; rows that agree are not touched.
    """
    connection.execute(delete(stored).where(not_(_same(stored, folded))))
    missing = select(folded).where(not_(_there(folded, stored)))
    connection.execute(insert(stored).from_select(list(stored.c.keys()), missing))


def _same(one: Table, other: Table) -> ColumnElement[bool]:
    # NULL equals NULL here, as in a comparison of whole rows.
    rest = [column for column in one.columns if not column.primary_key]
    same = [_text(c).is_not_distinct_from(_text(other.c[c.name])) for c in rest]
    return _exists(other, same, one)


def _text(column: Column[Any]) -> ColumnElement[Any]:
    # PostgreSQL compares no JSON; one program wrote both, so that its text decides.
    return cast(column, Text) if isinstance(column.type, JSON) else column


def _there(one: Table, other: Table) -> ColumnElement[bool]:
    return _exists(other, [], one)


def _exists(other: Table, more: Iterable[ColumnElement[bool]], one: Table) -> ColumnElement[bool]:
    keys = [column == other.c[column.name] for column in one.primary_key.columns]
    return exists(select(1).select_from(other).where(and_(*keys, *more)).correlate(one))


def _key_is(table: Table, row: Row[Any]) -> list[ColumnElement[bool]]:
    return [column == row._mapping[column.name] for column in table.primary_key.columns]


def _key(table: Table, row: Row[Any]) -> str:
    return " ".join(str(row._mapping[column.name]) for column in table.primary_key.columns)
