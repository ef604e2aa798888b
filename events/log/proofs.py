"""Proves one event to somebody who has neither the database nor any trust in who keeps it."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
from sqlalchemy import bindparam, func, or_, select

from events.errors import MasterKeyMissing, NotProved
from events.log import verifier
from events.log.append import event_log
from events.log.checkpoints import Checkpoint, newest
from events.log.columns import moment_text
from events.log.data_keys import master_of
from events.log.driver import BINARY
from events.log.merkle import HASH, LEVELS, Tree, climb, leaf_of
from events.log.signing import signature_holds
from events.log.tables import DATA_KEY, EVENT, SUBTREE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select

    from events.recorded_event import RecordedEvent

MOST_DIGITS = 19
"""A number with as many does not fit the database's whole numbers."""

_BLOCK = 1 << LEVELS
_EVENT = select(*(EVENT.c[name] for name in verifier.COLUMNS), EVENT.c.body).where(
    EVENT.c.position == bindparam("position")
)
_WHOLE = (SUBTREE.c.level == LEVELS) & (SUBTREE.c.place < bindparam("blocks"))
# The block that an event lies in and the one before it, the later one last: either may be missing.
_BLOCKS = (
    select(SUBTREE.c.place, SUBTREE.c.last)
    .where(
        _WHOLE,
        SUBTREE.c.last
        >= func.coalesce(
            select(func.max(SUBTREE.c.last))
            .where(_WHOLE, SUBTREE.c.last < bindparam("position"))
            .scalar_subquery(),
            0,
        ),
    )
    .order_by(SUBTREE.c.last)
    .limit(2)
)
_LEAVES = (
    select(EVENT.c.position, EVENT.c.digest)
    .where(EVENT.c.position > bindparam("after"), EVENT.c.position <= bindparam("newest"))
    .order_by(EVENT.c.position)
    .limit(_BLOCK)
    .execution_options(**{BINARY: True})
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """
    One event as it was hashed, its way to a root, and the signed statement of that root.

    Args:
        columns: Every column that the digest covers, as text and whole numbers.
        body: What it says, byte for byte as it is stored.
        shown: Where its content is sealed: the salt and the content, which fit what was sealed;
            None where it was erased.
        index: Its place among the leaves, from 0.
        path: What lies beside its way to the root, from the leaf up.
        public_key: The key whose holder signed the checkpoint.
    """

    position: int
    columns: Mapping[str, str | int | None]
    body: bytes
    index: int
    path: tuple[bytes, ...]
    checkpoint: Checkpoint
    public_key: bytes
    shown: bytes | None = None

    def as_json(self) -> dict[str, Any]:
        """
        Write it as the plain JSON that ``verifier.proof_fault`` reads.
        """
        made = self.checkpoint
        return {
            "throughline_proof": 1,
            "entry": str(self.position),
            "event": {
                "position": self.position,
                "columns": dict(self.columns),
                "body": b64encode(self.body).decode(),
                **({"shown": b64encode(self.shown).decode()} if self.shown is not None else {}),
            },
            "index": self.index,
            "path": [each.hex() for each in self.path],
            "checkpoint": {
                "number": made.number,
                "size": made.size,
                "position": made.position,
                "root": made.root.hex(),
                "previous": made.previous_root.hex(),
                **(
                    {"beside": made.beside, "beside_root": made.beside_root.hex()}
                    if made.beside is not None and made.beside_root is not None
                    else {}
                ),
                "made": moment_text(made.made),
                "key": made.signing_key,
                "signature": made.signature.hex(),
                "public_key": self.public_key.hex(),
            },
        }


def prove(connection: Connection, position: int, keys: Mapping[str, bytes]) -> Proof:
    """
    Prove the event at a position against the newest checkpoint.

    It reads the event's block of leaves and the kept roots above it, a few hundred rows whatever
    the size of the log, and is checked by the independent verifier before anybody gets it.

    Args:
        keys: The public keys that may have signed, by their ids.

    Raises:
        NotProved: There is no such event, no checkpoint covers it, or the log does not hold.
        LogUnavailable: The database cannot be reached.
    """
    made = newest(connection)
    if made is None or position > made.position:
        raise NotProved(position, "no checkpoint covers it yet")
    public = keys.get(made.signing_key)
    if public is None:
        raise NotProved(
            position, f"its checkpoint is signed with an unknown key {made.signing_key}"
        )
    row = connection.execute(_EVENT, {"position": position}).one_or_none()
    if row is None:
        raise NotProved(position, "no event has this number")
    columns, body = _stored(row._mapping), bytes(row.body)
    index, path = _way(connection, made, position)
    proof = Proof(
        position=position,
        columns=columns,
        body=body,
        index=index,
        path=tuple(path),
        checkpoint=made,
        public_key=public,
        shown=None if row.key_id is None else _shown(connection, row),
    )
    if fault := verifier.proof_fault(proof.as_json(), signature_holds):
        raise NotProved(position, f"{fault}; run: throughline verify")
    return proof


def _shown(connection: Connection, row: Any) -> bytes | None:
    """
    Return what proves the content of a sealed event to whoever has no key.

    Raises:
        MasterKeyMissing: Nothing was given to open it with.
    """
    wrapped = connection.scalar(select(DATA_KEY.c.wrapped).where(DATA_KEY.c.id == row.key_id))
    if wrapped is None:
        return None
    master = master_of(connection)
    if master is None:
        raise MasterKeyMissing("no master key was given")
    sealed = orjson.loads(row.body)["content"]
    return master.opened(bytes(wrapped), row.key_id).disclosed(sealed, row.stream, row.version)


def entry_called(connection: Connection, text: str) -> RecordedEvent:
    """
    Return the event that somebody names: by its number, or by the row of an import that it was.

    Raises:
        NotProved: No event has this name, or several have.
    """
    found = select(EVENT.c.position).where(EVENT.c.source_ref == text)
    if text.isascii() and text.isdigit() and len(text) < MOST_DIGITS:
        found = select(EVENT.c.position).where(EVENT.c.position == int(text))
    positions = connection.scalars(found.order_by(EVENT.c.position).limit(10)).all()
    if len(positions) == 1:
        return event_log(connection).at(positions)[0]
    if not positions:
        raise NotProved(text, "no entry has this number, and no row of an import this id")
    raise NotProved(text, f"several entries have this row id; give one of the numbers {positions}")


def _stored(row: Mapping[Any, Any]) -> dict[str, str | int | None]:
    return {
        name: str(value) if isinstance(value := row[name], UUID) else value
        for name in verifier.COLUMNS
    }


def _way(connection: Connection, made: Checkpoint, position: int) -> tuple[int, list[bytes]]:
    """
    Return an event's place among the leaves, and what lies beside its way to the root.
    """
    block, places, leaves = _block(connection, made, position)
    index = block * _BLOCK + places.index(position)
    level, first, left, right = _complete(made, index)
    path = climb(leaves[first % _BLOCK :][: 1 << min(level, LEVELS)], (index - first) % _BLOCK)
    rows = [
        (kept, (index >> kept) & -(1 << min(level - kept, LEVELS)), 1 << min(level - kept, LEVELS))
        for kept in range(LEVELS, level, LEVELS)
    ]
    for (kept, start, _), roots in zip(rows, _roots(connection, position, rows), strict=True):
        path += climb(roots, (index >> kept) - start)
    if right:
        path.append(Tree(made.size - first - (1 << level), b"".join(right)).root)
    return index, [*path, *reversed(left)]


def _block(
    connection: Connection, made: Checkpoint, position: int
) -> tuple[int, list[int], list[bytes]]:
    """
    Return which block of leaves an event lies in, their positions, and the leaves.
    """
    blocks = made.size >> LEVELS
    near = connection.execute(_BLOCKS, {"blocks": blocks, "position": position}).all()
    found = next((place for place, last in near if last >= position), None)
    number = blocks if found is None else found
    after = next((last for place, last in near if place == number - 1), None)
    if number and after is None:
        raise NotProved(position, "parts of the tree are not kept yet; run: throughline sweep")
    rows = connection.execute(_LEAVES, {"after": after or 0, "newest": made.position}).all()
    if len(rows) != (made.size & _BLOCK - 1 if found is None else _BLOCK):
        raise NotProved(position, "the log does not hold; run: throughline verify")
    return (
        number,
        [place for place, _ in rows],
        [leaf_of(place, digest) for place, digest in rows],
    )


def _complete(made: Checkpoint, index: int) -> tuple[int, int, list[bytes], list[bytes]]:
    """
    Return the complete subtree of the tree that holds a leaf: level and first leaf, and the
    roots of those before and after it.
    """
    edge = [made.edge[at : at + HASH] for at in range(0, len(made.edge), HASH)]
    first = 0
    for number, level in enumerate(_levels(made.size)):
        if index < first + (1 << level):
            return level, first, edge[:number], edge[number + 1 :]
        first += 1 << level
    message = f"a tree of {made.size} leaves has no leaf {index}"
    raise IndexError(message)


def _levels(size: int) -> list[int]:
    return [level for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1]


def _roots(
    connection: Connection, position: int, rows: Sequence[tuple[int, int, int]]
) -> list[list[bytes]]:
    """
    Return the kept roots of some rows of the tree: of each row its level, the first, how many.
    """
    if not rows:
        return []
    found: dict[int, list[bytes]] = {level: [] for level, _, _ in rows}
    named = {
        f"{what}_{number}": value
        for number, (level, start, count) in enumerate(rows)
        for what, value in (("level", level), ("first", start), ("last", start + count - 1))
    }
    for level, root in connection.execute(_roots_of(len(rows)), named):
        found[level].append(root)
    if any(len(found[level]) != count for level, _, count in rows):
        raise NotProved(position, "parts of the tree are not kept yet; run: throughline sweep")
    return [found[level] for level, _, _ in rows]


@cache
def _roots_of(how_many: int) -> Select[Any]:
    # A log needs one row more for each 256 times as many events.
    wanted = [
        (SUBTREE.c.level == bindparam(f"level_{number}"))
        & SUBTREE.c.place.between(bindparam(f"first_{number}"), bindparam(f"last_{number}"))
        for number in range(how_many)
    ]
    return (
        select(SUBTREE.c.level, SUBTREE.c.root)
        .where(or_(*wanted))
        .order_by(SUBTREE.c.level, SUBTREE.c.place)
        .execution_options(**{BINARY: True})
    )
