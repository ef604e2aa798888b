"""Holds what stands beside the log against the roots that checkpoints were signed over."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from events.log.beside import Beside, oldest_looked_for
from events.log.checkpoints import every
from events.log.merkle import Tree, leaf_of
from events.log.tables import BESIDE_LEAF

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from sqlalchemy import Connection

    from events.log.database import Database
    from events.log.witnessed import Note

_AT_ONCE = 10_000


@dataclass(frozen=True, kw_only=True, slots=True)
class BesideVerified:
    """
    What was found.

    Args:
        lines: How many lines stand as they were sealed.
        sealed: How many of them a checkpoint vouches for.
        first_bad: The first line that cannot be trusted, as its table's name and id; where the
            leaf itself was changed, the place between two checkpoints.
        reason: What is wrong there, without personal data.
    """

    ok: bool
    lines: int
    sealed: int
    first_bad: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class _Root:
    said_by: str
    size: int
    root: bytes
    edge: bytes | None = None


class _Bad(Exception):
    def __init__(self, line: str, reason: str) -> None:
        self.line, self.reason = line, reason
        super().__init__(reason)


def verify_beside(
    database: Database, sources: Sequence[Beside], kept: Sequence[Note] = ()
) -> BesideVerified:
    """
    Hold every sealed line against its leaf, and the leaves against every checkpoint's root.

    The checkpoints' signatures are looked at by ``verify``: ask it first.

    Args:
        kept: Checkpoints that others kept, their signatures looked at likewise.

    Raises:
        LogUnavailable: The database cannot be reached.
    """
    with database.reading() as connection:
        roots = [
            _Root(f"checkpoint {one.number}", one.beside, one.beside_root, one.beside_edge or b"")
            for one in every(connection)
            if one.beside is not None and one.beside_root is not None
        ]
        roots += [
            _Root(f"checkpoint {one.number}, kept elsewhere,", one.beside, one.beside_root)
            for one in kept
            if one.beside is not None and one.beside_root is not None
        ]
        reading = _Reading({one.name: one for one in sources}, roots)
        try:
            reading.run(connection)
        except _Bad as bad:
            return BesideVerified(
                ok=False,
                lines=reading.tree.size,
                sealed=reading.sealed,
                first_bad=bad.line,
                reason=bad.reason,
            )
    return BesideVerified(ok=True, lines=reading.tree.size, sealed=reading.sealed)


class _Reading:
    """
    One pass over the leaves, in order of place.
    """

    def __init__(self, sources: Mapping[str, Beside], roots: Sequence[_Root]) -> None:
        self._sources = sources
        self._roots = deque(sorted(roots, key=lambda one: one.size))
        self.tree = Tree()
        self.sealed = 0

    def run(self, connection: Connection) -> None:
        self._met()
        while leaves := self._next(connection):
            lines = self._lines(connection, leaves)
            for leaf in leaves:
                self._hold(leaf, lines.get((leaf.source, leaf.line)))
                self._met()
        if self._roots:
            raise _Bad(
                self._since(),
                f"{self._roots[0].said_by} covers {self._roots[0].size} lines and only"
                f" {self.tree.size} are there",
            )
        for source in self._sources.values():
            self._all_sealed(connection, source)

    def _next(self, connection: Connection) -> Sequence[Any]:
        more = select(BESIDE_LEAF).where(BESIDE_LEAF.c.place > self.tree.size)
        return connection.execute(more.order_by(BESIDE_LEAF.c.place).limit(_AT_ONCE)).all()

    def _lines(
        self, connection: Connection, leaves: Sequence[Any]
    ) -> dict[tuple[str, UUID], bytes]:
        found: dict[tuple[str, UUID], bytes] = {}
        within = BESIDE_LEAF.c.place.between(leaves[0].place, leaves[-1].place)
        for name, source in self._sources.items():
            wanted = source.lines().join(BESIDE_LEAF, BESIDE_LEAF.c.line == source.table.c.id)
            rows = connection.execute(wanted.where(within, BESIDE_LEAF.c.source == name))
            found |= {(name, row.id): source.digest(row) for row in rows}
        return found

    def _hold(self, leaf: Any, digest: bytes | None) -> None:
        line = f"{leaf.source} {leaf.line}"
        if leaf.place != self.tree.size + 1:
            raise _Bad(self._since(), f"leaf {self.tree.size + 1} is gone")
        if digest is None:
            raise _Bad(line, "the line is gone")
        if digest != leaf.digest:
            raise _Bad(line, "the line is not as it was sealed")
        self.tree.add(leaf_of(leaf.place, leaf.digest))

    def _met(self) -> None:
        while self._roots and self._roots[0].size <= self.tree.size:
            made = self._roots.popleft()
            if made.root != self.tree.root or made.edge not in {None, self.tree.edge}:
                raise _Bad(
                    self._since(),
                    f"lines {self.sealed + 1} to {made.size} are not those that {made.said_by}"
                    " was signed over",
                )
            self.sealed = made.size

    def _since(self) -> str:
        return f"line {self.sealed + 1}"

    def _all_sealed(self, connection: Connection, source: Beside) -> None:
        since = oldest_looked_for(connection, source)
        if since is None:
            return
        line = source.table.c.id
        old = select(func.count()).select_from(source.table).where(line < since)
        leaves = select(func.count()).select_from(BESIDE_LEAF)
        own = (BESIDE_LEAF.c.source == source.name) & (BESIDE_LEAF.c.line < since)
        if connection.scalar(old) == connection.scalar(leaves.where(own)):
            return
        sealed = select(BESIDE_LEAF.c.line).where(BESIDE_LEAF.c.source == source.name)
        first = connection.scalar(
            select(line).where(line < since, line.not_in(sealed)).order_by(line).limit(1)
        )
        raise _Bad(f"{source.name} {first}", "the line came in behind those that were sealed")
