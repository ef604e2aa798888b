"""Folds a read model again from the first event: to replace it, or to hold it against the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import MetaData, Table, delete, insert, select

from projections.errors import ProjectionStopped
from projections.stored.catch_up import READ_MODELS

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from events.log.contract import EventReader
    from projections.stored.read_model import ReadModel

BATCH = 1000


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """
    What a rebuild or a check of one read model found.

    Args:
        rows: How many rows the fold made.
        differing: How many rows the stored table had otherwise, lacked, or had too many.
    """

    name: str
    rows: int
    differing: int


def rebuild(
    connection: Connection,
    log: EventReader,
    *,
    replace: bool,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[Rebuilt, ...]:
    """
    Fold every read model again in the caller's writing transaction.

    Args:
        replace: Put the refolded rows in place of the stored ones; else only compare.
        progress: Hears the position reached.

    Raises:
        ProjectionStopped: An event cannot be read; nothing was replaced.
    """
    shadows = {name: _shadow(connection, model) for name, model in READ_MODELS.items()}
    try:
        for events in _batches(log):
            for name, model in READ_MODELS.items():
                wanted = [event for event in events if event.kind in model.kinds]
                for event in wanted:
                    try:
                        model.keep(connection, shadows[name], [event])
                    except (KeyError, ValueError, TypeError, AttributeError) as error:
                        reason = type(error).__name__
                        raise ProjectionStopped(name, event.position, reason) from error
            progress(events[-1].position)
        return tuple(
            _compared(connection, name, model.table, shadows[name], replace=replace)
            for name, model in READ_MODELS.items()
        )
    finally:
        for shadow in shadows.values():
            shadow.drop(connection, checkfirst=True)


def _batches(log: EventReader) -> Iterator[tuple[Any, ...]]:
    position = 0
    while events := log.after(position, BATCH):
        yield events
        position = events[-1].position


def _shadow(connection: Connection, model: ReadModel) -> Table:
    shadow = Table(
        f"{model.table.name}__refolded",
        MetaData(),
        *[
            column._copy()  # noqa: SLF001 - SQLAlchemy offers no public copy of a column
            for column in model.table.columns
        ],
        prefixes=["TEMPORARY"],
    )
    shadow.create(connection)
    return shadow


def _compared(
    connection: Connection, name: str, stored: Table, refolded: Table, *, replace: bool
) -> Rebuilt:
    kept = {_key(stored, row): tuple(row) for row in connection.execute(select(stored))}
    fresh = {_key(refolded, row): tuple(row) for row in connection.execute(select(refolded))}
    differing = sum(kept.get(key) != row for key, row in fresh.items())
    differing += sum(key not in fresh for key in kept)
    if replace and differing:
        connection.execute(delete(stored))
        connection.execute(insert(stored).from_select(list(stored.c.keys()), select(refolded)))
    return Rebuilt(name=name, rows=len(fresh), differing=differing)


def _key(table: Table, row: Sequence[Any]) -> tuple[Any, ...]:
    places = [i for i, column in enumerate(table.columns) if column.primary_key]
    return tuple(row[i] for i in places)
