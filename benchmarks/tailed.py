"""What a tailing reader saw, to be held against what there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID


class Tailed:
    """
    The events that came by, in the order in which they came.

    Args:
        last: The position that the reader starts behind.
    """

    def __init__(self, last: int) -> None:
        self.last = last
        self.out_of_order = 0
        self._seen: set[int] = set()
        self._versions: dict[UUID, int] = {}

    def take(self, position: int, stream: UUID, version: int) -> None:
        """
        Take note of one event.
        """
        self.last = position
        self._seen.add(position)
        before = self._versions.get(stream, 0)
        if version <= before:
            self.out_of_order += 1
        self._versions[stream] = max(version, before)

    def missed(self, there: Collection[int]) -> int:
        """
        Return how many of the positions that are there never came by.
        """
        return len(set(there) - self._seen)
