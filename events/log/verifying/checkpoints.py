"""Holds the log against its own checkpoints, and them against one another."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from sqlalchemy import Text, select, type_coerce

from events.log.checkpoints import Checkpoint, every
from events.log.columns import moment_text
from events.log.merkle import EMPTY_ROOT
from events.log.signing import signature_holds
from events.log.tables import CHECKPOINT
from events.log.verifying.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from events.log.merkle import Tree


class OwnCheckpoints:
    """
    The checkpoints that stand beside the log, met one after the other.

    Args:
        keys: The public keys that may have signed, by their ids.
    """

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = keys
        self._ahead: deque[Checkpoint] = deque()
        self._passed: list[Checkpoint] = []

    def read(self, connection: Connection) -> None:
        """
        Read those that are to be met.

        Raises:
            Wrong: One of them cannot be read.
        """
        self._ahead.extend(_stored(connection))

    @property
    def passed(self) -> int:
        """
        How many of them stand.
        """
        return len(self._passed)

    @property
    def sealed(self) -> int:
        """
        How many events the newest of those that stand vouches for.
        """
        return self._passed[-1].size if self._passed else 0

    def met(self, tree: Tree, position: int) -> None:
        """
        Hold what was read so far against the one that covers as much.

        Raises:
            Wrong: It was signed over another log, or by somebody else.
        """
        while self._ahead and self._ahead[0].size <= tree.size:
            self._hold(self._ahead.popleft(), tree, position)

    def end(self, tree: Tree, position: int) -> None:
        """
        See that none covers more than there is.

        Raises:
            Wrong: One does.
        """
        if self._ahead:
            raise Wrong(
                position + 1,
                f"a checkpoint covers {self._ahead[0].size} events and only {tree.size} are there",
            )

    def _hold(self, made: Checkpoint, tree: Tree, position: int) -> None:
        before = self._passed[-1] if self._passed else None
        # What a checkpoint does not vouch for may have been changed since the one before.
        doubtful = (before.position if before else 0) + 1
        public = self._keys.get(made.signing_key)
        if public is None:
            raise Wrong(doubtful, f"checkpoint {made.number} is signed with an unknown key")
        if not signature_holds(public, made.statement, made.signature):
            raise Wrong(doubtful, f"the signature of checkpoint {made.number} does not hold")
        if made.signing_key in {one.signing_key for one in self._passed} and (
            before and before.signing_key != made.signing_key
        ):
            raise Wrong(
                doubtful, f"checkpoint {made.number} is signed with a key that had been replaced"
            )
        wanted = (
            len(self._passed) + 1,
            position,
            tree.root,
            before.root if before else EMPTY_ROOT,
            tree.edge,
        )
        if wanted != (
            made.number,
            made.position,
            made.root,
            made.previous_root,
            made.edge,
        ):
            raise Wrong(
                doubtful,
                f"the log from {doubtful} to {position} is not the one that checkpoint"
                f" {made.number} was signed over",
            )
        self._passed.append(made)


def _stored(connection: Connection) -> list[Checkpoint]:
    try:
        made = every(connection)
        written = connection.scalars(
            select(type_coerce(CHECKPOINT.c.made, Text)).order_by(CHECKPOINT.c.number)
        ).all()
        # Reading a moment forgives what signing it does not.
        if [moment_text(one.made) for one in made] == list(written):
            return made
    except (ValueError, TypeError):
        pass
    raise Wrong(1, "a checkpoint cannot be read")
