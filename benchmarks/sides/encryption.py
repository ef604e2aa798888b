"""Our log with the bodies of its events encrypted, and without: the one place that knows how."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.databases import opened
from benchmarks.row import NotThere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.log.database import Database


@contextmanager
def encrypted(url: str) -> Iterator[Database]:
    """
    Lend a new log that encrypts the body of every event.

    Raises:
        NotThere: This version keeps all bodies in the clear.
    """
    with opened(url) as database:
        if not hasattr(database, "keys"):
            raise NotThere("this version keeps the bodies of events in the clear")
        yield database


@contextmanager
def plain(url: str) -> Iterator[Database]:
    """
    Lend a new log that keeps the body of every event in the clear.
    """
    with opened(url) as database:
        yield database
