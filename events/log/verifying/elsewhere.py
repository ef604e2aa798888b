"""Holds the log against checkpoints that others kept, which nobody here can have changed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from events.log.signing import signature_holds
from events.log.verifying.wrong import Wrong
from events.log.witnessed import fault_among

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from events.log.merkle import Tree
    from events.log.witnessed import Note


class Elsewhere:
    """
    The checkpoints that others kept, met one after the other.

    Args:
        kept: All of them, in any order.
    """

    def __init__(self, kept: Sequence[Note]) -> None:
        self._kept = deque(sorted(kept, key=lambda note: (note.size, note.number)))
        self._agreed: list[Note] = []

    @property
    def agreed(self) -> int:
        """
        How many of them the log agrees with.
        """
        return len(self._agreed)

    def signed(self, keys: Mapping[str, bytes]) -> None:
        """
        See that each is signed, and that they say one thing.

        Raises:
            Wrong: One of them is not.
        """
        fault = fault_among(self._kept, keys, signature_holds)
        if fault is not None:
            raise Wrong(1, f"of the checkpoints kept elsewhere, {fault}")

    def met(self, tree: Tree, position: int) -> None:
        """
        Hold what was read so far against those that cover as much.

        Raises:
            Wrong: One of them was signed over another log.
        """
        while self._kept and self._kept[0].size <= tree.size:
            self._agree(self._kept.popleft(), tree, position)

    def end(self, tree: Tree, position: int) -> None:
        """
        See that none covers more than there is.

        Raises:
            Wrong: One does.
        """
        if self._kept:
            raise Wrong(
                position + 1,
                f"checkpoint {self._kept[0].number}, kept elsewhere, covers"
                f" {self._kept[0].size} events and only {tree.size} are there",
            )

    def _agree(self, note: Note, tree: Tree, position: int) -> None:
        if (note.size, note.position, note.root) == (tree.size, position, tree.root):
            self._agreed.append(note)
            return
        since = (self._agreed[-1].position if self._agreed else 0) + 1
        raise Wrong(
            since,
            f"the log from {since} to {note.position} is not the one that checkpoint"
            f" {note.number}, kept elsewhere, was signed over",
        )
