"""
Seals what stands beside the log: lines of other tables, in a tree of their own.

Whoever writes such a line waits for nobody. The sealer gives each a place in the order in which it
finds them, and the root over all of them is in what a checkpoint's key signs.

Source: RFC 9162, Certificate Transparency Version 2.0, section 2.1, as for events.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import Text, exists, select, type_coerce

from events.log.columns import Moment
from events.log.merkle import Tree, leaf_of
from events.log.tables import BESIDE_LEAF, CHECKPOINT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select, Table

AT_ONCE = 10_000
"""So many lines a sealing; the rest goes with the next."""
BACK = timedelta(days=1)
"""A line is looked for so far behind the newest one sealed: clocks differ, transactions last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beside:
    """
    A table whose lines stay as they were written.

    Args:
        table: It names each line by a version 7 UUID in the column ``id``.
        columns: Those that never change; they are what a line's digest covers.
    """

    table: Table
    columns: tuple[str, ...]

    @property
    def name(self) -> str:
        """
        Return the name by which leaves keep it.
        """
        return self.table.name

    def lines(self) -> Select[Any]:
        """
        Select the columns that are covered, moments as the text that is stored.
        """
        return select(*(_as_stored(self.table.c[name]) for name in self.columns))

    def digest(self, row: Row[Any]) -> bytes:
        """
        Return the digest of a line, the same on every database.
        """
        said = {name: _plain(row._mapping[name]) for name in self.columns}
        written = orjson.dumps({"table": self.name, **said}, option=orjson.OPT_SORT_KEYS)
        return sha256(b"throughline line 1\n" + written).digest()


@dataclass(frozen=True, kw_only=True, slots=True)
class Grown:
    """
    The tree with what was found, and the leaves that are to be stored with its root.
    """

    tree: Tree
    leaves: tuple[dict[str, Any], ...]


def grown(connection: Connection, sources: Sequence[Beside], size: int, edge: bytes) -> Grown:
    """
    Add to the tree what is not in it yet; nothing is written.
    """
    tree = Tree(size, edge)
    leaves: list[dict[str, Any]] = []
    for source in sources:
        rows = connection.execute(unsealed(connection, source).limit(AT_ONCE - len(leaves)))
        for row in rows:
            digest = source.digest(row)
            tree.add(leaf_of(tree.size + 1, digest))
            leaves.append(
                {"place": tree.size, "source": source.name, "line": row.id, "digest": digest}
            )
    return Grown(tree=tree, leaves=tuple(leaves))


def unsealed(connection: Connection, source: Beside) -> Select[Any]:
    """
    Select what has no leaf yet of the last day before the newest line that has one.
    """
    line = source.table.c.id
    sealed = exists().where(BESIDE_LEAF.c.source == source.name, BESIDE_LEAF.c.line == line)
    wanted = source.lines().where(~sealed).order_by(line)
    since = oldest_looked_for(connection, source)
    return wanted if since is None else wanted.where(line >= since)


def oldest_looked_for(connection: Connection, source: Beside) -> UUID | None:
    """
    Return the least id that a line may have which is sealed yet; None where all are looked for.

    It is a day behind the newest line sealed. A line names its own moment: one that says it is
    later than the checkpoint over it is not believed, or it would keep all others from being
    sealed until then.
    """
    sealed = (
        select(BESIDE_LEAF.c.line)
        .where(BESIDE_LEAF.c.source == source.name)
        .order_by(BESIDE_LEAF.c.line.desc())
        .limit(1)
    )
    newest: UUID | None = connection.scalar(sealed)
    if newest is None:
        return None
    made: datetime | None = connection.scalar(
        select(CHECKPOINT.c.made).order_by(CHECKPOINT.c.number.desc()).limit(1)
    )
    latest = newest.int >> _MILLISECONDS
    if made is not None and latest > (bound := int(made.timestamp() * 1000)):
        last = UUID(int=(bound << _MILLISECONDS) | ((1 << _MILLISECONDS) - 1))
        believed: UUID | None = connection.scalar(sealed.where(BESIDE_LEAF.c.line <= last))
        latest = bound if believed is None else believed.int >> _MILLISECONDS
    since = latest - int(BACK.total_seconds() * 1000)
    return UUID(int=max(since, 0) << _MILLISECONDS)


_MILLISECONDS = 80
"""How far the time of a version 7 UUID is shifted. Source: RFC 9562, section 5.7."""


def _as_stored(column: ColumnElement[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, Moment):
        # Reading a moment forgives what its digest must not.
        return type_coerce(column, Text).label(column.key)
    return column


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, UUID) else value
