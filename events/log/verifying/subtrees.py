"""Holds what is kept of the tree for proofs against the tree of the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from events.log.tables import SUBTREE
from events.log.verifying.stored_rows import each
from events.log.verifying.wrong import Wrong

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SUBTREES = select(SUBTREE.c.level, SUBTREE.c.place, SUBTREE.c.last, SUBTREE.c.root)

Filled = dict[tuple[int, int], tuple[int, bytes]]
"""By level and place of each part that came to its end: its last position, and its root."""


def hold_subtrees(connection: Connection, filled: Filled, sealed: int) -> None:
    """
    Find a part of the tree that is kept for proofs and is not the tree's.

    Args:
        sealed: How many events a checkpoint vouches for: no more is kept.

    Raises:
        Wrong: There is one.
    """
    kept = {
        (level, place): (last, root) for level, place, last, root in each(connection, _SUBTREES)
    }
    wanted = {
        (level, place): part
        for (level, place), part in filled.items()
        if (place + 1) << level <= sealed
    }
    # None at all is a log that was sealed before they were kept: the next sealing adds them.
    for key in sorted(kept.keys() | wanted.keys()) if kept else ():
        if kept.get(key) != wanted.get(key):
            raise Wrong(
                (wanted.get(key) or kept[key])[0],
                "what is kept of the tree for proofs is not the tree of the log",
            )
