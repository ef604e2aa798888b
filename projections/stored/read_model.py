"""A read model kept in a table: the same fold serves the append, the rebuild and the check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, MetaData, Table

from events.recorded_event import RecordedEvent

METADATA = MetaData()
"""The tables of all read models."""


@dataclass(frozen=True, kw_only=True)
class ReadModel:
    """
    One table of results, and how events change it.

    Args:
        table: Where the rows are kept, in ``METADATA``.
        kinds: The kinds of event that it reads; others pass by.
        keep: Takes events in order of position into the table it is handed, which is the live
            one in an append and a shadow in a rebuild.
    """

    table: Table
    kinds: frozenset[str]
    keep: Callable[[Connection, Table, Sequence[RecordedEvent]], None]
