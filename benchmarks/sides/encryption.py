"""Our log with the bodies of its events encrypted, and without: the one place that knows how."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from benchmarks.databases import opened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from events.log.database import Database


@contextmanager
def encrypted(url: str) -> Iterator[Database]:
    """
    Lend a new log that seals the content of every event.
    """
    with opened(url, sealed=True) as database:
        yield database


@contextmanager
def plain(url: str) -> Iterator[Database]:
    """
    Lend a new log that keeps the body of every event in the clear.
    """
    with opened(url) as database:
        yield database
