"""Holds the index of persons against the events that it names them for."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from events.log.stored import stream_of
from events.log.tables import SUBJECT
from events.log.verifying.stored_rows import each
from events.log.verifying.wrong import Wrong

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from sqlalchemy import Connection

_SUBJECTS = select(SUBJECT.c.event, SUBJECT.c.person, SUBJECT.c.role, SUBJECT.c.last).order_by(
    SUBJECT.c.event
)


class PersonsBeside:
    """
    The index of persons, walked in step with the events that they are named for.

    Args:
        settled: The newest position that is read.
    """

    def __init__(self, connection: Connection, settled: int) -> None:
        self._rows = each(connection, _SUBJECTS.where(SUBJECT.c.event <= settled))
        self._next = next(self._rows, None)
        self._reaching_on: list[tuple[Any, ...]] = []

    def of(self, position: int) -> list[tuple[Any, ...]]:
        """
        Return the persons named for the event at a position, with their roles.

        Raises:
            Wrong: A row before it names no event that there is.
        """
        found = [(row[1], row[2]) for row in self._reaching_on]
        while self._next is not None and self._next[0] <= position:
            row = self._next
            if row[0] < position or (row[3] is not None and row[3] <= row[0]):
                self.end()
            found.append((row[1], row[2]))
            if row[3] is not None:
                self._reaching_on.append(tuple(row))
            self._next = next(self._rows, None)
        if self._reaching_on:
            self._reaching_on = [row for row in self._reaching_on if row[3] > position]
        return found

    def close(self) -> None:
        """
        Let go of the rows that were not reached.
        """
        self._rows.close()

    def end(self) -> None:
        """
        See that nobody is named for what was not met.

        Raises:
            Wrong: Somebody is.
        """
        beyond = self._next or next(iter(self._reaching_on), None)
        if beyond is not None:
            raise Wrong(beyond[0], "a person is named for an event that is not there")


def hold_persons(position: int, said: Mapping[str, Any], kept: list[tuple[Any, ...]]) -> None:
    """
    Hold the persons whom an event's body names against those that the index names for it.

    Raises:
        Wrong: They are others.
    """
    named = [(s["person"], s["role"]) for s in said["subjects"]]
    beside = [(_written(person), role) for person, role in kept]
    # They mostly stand in one order, and sorting takes longer than looking.
    if named != beside and sorted(named) != sorted(beside):
        raise Wrong(position, "the persons it concerns are not those recorded")


@lru_cache(16_384)
def _written(stored: bytes | UUID) -> str:
    return str(stream_of(stored))
