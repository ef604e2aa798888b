"""Signed statements of what the log held, made behind the writers and never in their way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from events.errors import LogError, SigningKeyReplaced
from events.log.append import event_log
from events.log.beside import grown
from events.log.columns import moment_text
from events.log.merkle import EMPTY_ROOT, LEVELS, Subtree, Tree, leaf_of
from events.log.tables import BESIDE_LEAF, CHECKPOINT, EVENT, MARK, SUBTREE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from events.clock import Clock
    from events.log.beside import Beside
    from events.log.database import Database
    from events.log.signing import Signer

Kept = tuple[int, Subtree]
"""A subtree to keep, behind the newest position under it."""

BESIDE_WITHIN = timedelta(minutes=15)
"""How long what was added beside the log alone waits to be sealed."""
_AT_ONCE = 10_000
_SEALING = 21577 << 48


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkpoint:
    """
    A signed root over every event up to a position.

    Args:
        number: Its place among the checkpoints, from 1.
        size: How many events it covers.
        position: The newest of them.
        root: The root of the tree over them.
        previous_root: The root of the checkpoint before; that of the empty tree for the first.
        made: When, by the server's clock.
        signing_key: Which key signed it.
        signature: The Ed25519 signature of ``statement``.
        edge: The tree's right edge, from which the next checkpoint goes on.
        beside: How many lines beside the log it covers; None where it says nothing of any.
        beside_root: The root of the tree over them.
    """

    number: int
    size: int
    position: int
    root: bytes
    previous_root: bytes
    made: datetime
    signing_key: str
    signature: bytes
    edge: bytes
    beside: int | None = None
    beside_root: bytes | None = None
    beside_edge: bytes | None = None

    @property
    def statement(self) -> bytes:
        """
        What is signed: lines that a person can read and any program can write.
        """
        return statement(
            number=self.number,
            size=self.size,
            position=self.position,
            root=self.root,
            previous_root=self.previous_root,
            made=self.made,
            signing_key=self.signing_key,
            beside=self.beside,
            beside_root=self.beside_root,
        )


class SealedElsewhere(LogError):
    """
    Another sealer made the next checkpoint first; its checkpoint stands and ours is dropped.
    """


def statement(
    *,
    number: int,
    size: int,
    position: int,
    root: bytes,
    previous_root: bytes,
    made: datetime,
    signing_key: str,
    beside: int | None = None,
    beside_root: bytes | None = None,
) -> bytes:
    """
    Write the statement that a checkpoint's key signs; the second form names lines beside the log.
    """
    lines = ""
    if beside is not None and beside_root is not None:
        lines = f"beside {beside}\nbeside_root {beside_root.hex()}\n"
    return (
        f"throughline checkpoint {2 if lines else 1}\n"
        f"number {number}\n"
        f"size {size}\n"
        f"position {position}\n"
        f"root {root.hex()}\n"
        f"previous {previous_root.hex()}\n"
        f"{lines}"
        f"made {moment_text(made)}\n"
        f"key {signing_key}\n"
    ).encode()


def seal(
    database: Database, signer: Signer, clock: Clock, sources: Sequence[Beside] = ()
) -> Checkpoint | None:
    """
    Sign a checkpoint over every settled event and return the newest there then is.

    Nothing is signed where nothing was added; where lines beside the log alone were, only once the
    newest checkpoint is ``BESIDE_WITHIN`` old, so that reading does not make one a minute. Reading
    and hashing happen outside any writing transaction; only the finished row is written in one.

    Args:
        sources: The tables beside the log that are sealed with it.

    Returns:
        None where the log holds no event.

    Raises:
        SigningKeyReplaced: Another key has signed since this one did.
        LogUnavailable: The database cannot be reached or cannot write.
    """
    with database.reading() as connection:
        before = newest(connection)
        _refuse_replaced(connection, before, signer)
        # One statement before those that read, as for every reader of settled events.
        settled = event_log(connection).settled()
        # Read after the question: the log held all of it by then.
        now = clock.now()
        after, position, filled = _grown(connection, before, settled)
        same = before is not None and after.size == before.size
        waits = before is not None and same and now - before.made < BESIDE_WITHIN
        lines = grown(
            connection,
            () if waits else sources,
            (before.beside or 0) if before else 0,
            (before.beside_edge or b"") if before else b"",
        )
        if before is not None:
            filled = [*_not_kept(connection, before), *filled]
    if before is not None and same and not lines.leaves:
        next_one = before
        if filled:
            with database.writing() as connection:
                _one_sealer(connection)
                _keep(connection, filled)
    elif after.size == 0:
        return None
    else:
        next_one = _signed(before, after, position, lines.tree, signer, clock.now())
        try:
            with database.writing() as connection:
                _store(connection, before, next_one, filled)
                if lines.leaves:
                    connection.execute(insert(BESIDE_LEAF), list(lines.leaves))
        except SealedElsewhere:
            with database.reading() as connection:
                return newest(connection)
    _mark(database, now, settled)
    return next_one


def _refuse_replaced(connection: Connection, before: Checkpoint | None, signer: Signer) -> None:
    """
    Refuse to go back to a key: whoever stole an old one could sign another history with it.
    """
    if before is None or before.signing_key == signer.key_id:
        return
    used = select(CHECKPOINT.c.number).where(CHECKPOINT.c.signing_key == signer.key_id).limit(1)
    if connection.scalar(used) is not None:
        raise SigningKeyReplaced(signer.key_id, before.signing_key)


def newest(connection: Connection) -> Checkpoint | None:
    """
    Return the newest checkpoint, if there is any.
    """
    row = connection.execute(
        select(CHECKPOINT).order_by(CHECKPOINT.c.number.desc()).limit(1)
    ).first()
    return None if row is None else _checkpoint(row)


def every(connection: Connection) -> list[Checkpoint]:
    """
    Return all checkpoints in order.
    """
    return [_checkpoint(row) for row in connection.execute(select(CHECKPOINT).order_by("number"))]


def held_at(connection: Connection, moment: datetime) -> int:
    """
    Return the newest position that a reader could have seen at a moment.

    An event's own time cannot say so: it is when its append began, before anybody could read it.
    """
    return connection.scalar(select(func.max(MARK.c.position)).where(MARK.c.at <= moment)) or 0


def mark(database: Database, clock: Clock) -> None:
    """
    Note how far the log reaches now, where it has grown since the newest mark.

    Raises:
        LogUnavailable: The database cannot be reached or cannot write.
    """
    with database.reading() as connection:
        settled = event_log(connection).settled()
        # Read after the question: the log held all of it by then.
        now = clock.now()
        marked = connection.scalar(select(func.max(MARK.c.position))) or 0
    if settled > marked:
        _mark(database, now, settled)


def _grown(
    connection: Connection, before: Checkpoint | None, settled: int
) -> tuple[Tree, int, list[Kept]]:
    tree = Tree(before.size, before.edge) if before else Tree()
    position = before.position if before else 0
    filled: list[Kept] = []
    question = select(EVENT.c.position, EVENT.c.digest).order_by(EVENT.c.position).limit(_AT_ONCE)
    while True:
        answer = connection.execute(
            question.where(EVENT.c.position > position, EVENT.c.position <= settled)
        )
        rows = answer.cursor.fetchall()
        answer.close()
        for place, digest in rows:
            filled += [(place, subtree) for subtree in tree.add(leaf_of(place, digest))]
        if len(rows) < _AT_ONCE:
            return tree, rows[-1][0] if rows else position, filled
        position = rows[-1][0]


def _not_kept(connection: Connection, before: Checkpoint) -> list[Kept]:
    """
    Return the subtrees behind a checkpoint that was made before any were kept.
    """
    kept = _kept(connection)
    if len(kept) == sum(before.size >> level for level in range(LEVELS, 64, LEVELS)):
        return []
    tree, _, filled = _grown(connection, None, before.position)
    # A log that is no longer the one sealed has nothing to prove; ``verify`` names the place.
    return filled if tree.root == before.root else []


def _kept(connection: Connection) -> set[tuple[int, int]]:
    return {
        (level, place)
        for level, place in connection.execute(select(SUBTREE.c.level, SUBTREE.c.place))
    }


def _keep(connection: Connection, filled: Sequence[Kept]) -> None:
    there = _kept(connection) if filled else set()
    rows = [
        {"level": one.level, "place": one.place, "last": last, "root": one.root}
        for last, one in filled
        if (one.level, one.place) not in there
    ]
    if rows:
        connection.execute(insert(SUBTREE), rows)


def _signed(
    before: Checkpoint | None,
    tree: Tree,
    position: int,
    lines: Tree,
    signer: Signer,
    now: datetime,
) -> Checkpoint:
    said: dict[str, Any] = {
        "number": before.number + 1 if before else 1,
        "size": tree.size,
        "position": position,
        "root": tree.root,
        "previous_root": before.root if before else EMPTY_ROOT,
        "made": now,
        "signing_key": signer.key_id,
    }
    edge: dict[str, Any] = {"edge": tree.edge}
    if lines.size:
        said |= {"beside": lines.size, "beside_root": lines.root}
        edge |= {"beside_edge": lines.edge}
    return Checkpoint(**said, **edge, signature=signer.sign(statement(**said)))


def _store(
    connection: Connection,
    before: Checkpoint | None,
    made: Checkpoint,
    filled: Sequence[Kept],
) -> None:
    _one_sealer(connection)
    stands = newest(connection)
    if (stands.number if stands else 0) != (before.number if before else 0):
        raise SealedElsewhere
    connection.execute(
        insert(CHECKPOINT).values(
            number=made.number,
            size=made.size,
            position=made.position,
            root=made.root,
            previous_root=made.previous_root,
            made=made.made,
            signing_key=made.signing_key,
            signature=made.signature,
            edge=made.edge,
            beside=made.beside,
            beside_root=made.beside_root,
            beside_edge=made.beside_edge,
        )
    )
    _keep(connection, filled)


def _one_sealer(connection: Connection) -> None:
    # Sealers wait for one another here; writers of events never come this way. A lock on the
    # table would need rights that the application's role must not have.
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SEALING})")


def _mark(database: Database, now: datetime, settled: int) -> None:
    with database.writing() as connection:
        _one_sealer(connection)
        at, position = connection.execute(
            select(func.max(MARK.c.at), func.max(MARK.c.position))
        ).one()
        # A clock set back makes no mark: the time until it has caught up has none of its own.
        if (at is None or at < now) and settled > (position or 0):
            connection.execute(insert(MARK).values(at=now, position=settled))


def _checkpoint(row: Any) -> Checkpoint:
    return Checkpoint(**row._mapping)
