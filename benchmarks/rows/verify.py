"""Reading the whole log against itself."""

from __future__ import annotations

import secrets
from hashlib import sha256
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.findings import EVENTS, Comparison, Fact
from benchmarks.row import Row
from benchmarks.rows.tree import forget
from benchmarks.sides.bare import READ, Bare
from benchmarks.turns import rates, turns
from events.clock import SystemClock
from events.log.checkpoints import seal
from events.log.private_file import SECRET_BYTES
from events.log.signing import Signer
from events.log.verify import Verified, verify

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from events.log.database import Database

_AT_ONCE = 10_000
_FETCH = (
    f"SELECT {READ} FROM event WHERE position > ?"  # noqa: S608 - our own names
    f" ORDER BY position LIMIT {_AT_ONCE}"
)
_BODY = READ.replace(",", "").split().index("body")


def measure(stage: Stage) -> Measured:
    """
    Verify a log turn about with reading and hashing it, then the largest log once.
    """
    count = stage.sizes.verified
    signer = Signer(secrets.token_bytes(SECRET_BYTES))
    database = _sealed(stage.log_of(count), signer)
    bare = Bare(database)
    taken = turns(
        stage.sizes.pairs,
        {
            "ours": lambda: lambda: verified(database, signer),
            "raw": lambda: lambda: hashed(bare),
        },
    )
    bare.close()
    comparison = Comparison(
        title=f"{count:,} events",
        unit=EVENTS,
        ours=rates(count, taken["ours"]),
        beside="reading and hashing the same bytes",
        theirs=rates(count, taken["raw"]),
    )
    return (comparison,), (_largest(stage, signer),)


def verified(database: Database, signer: Signer) -> int:
    """
    Verify a log that must stand, and return how many events it holds.
    """
    *_, last = verify(database, {signer.key_id: signer.public})
    assert isinstance(last, Verified)
    assert last.ok, last.reason
    return last.size


def hashed(bare: Bare) -> int:
    """
    Fetch every event's columns and hash its body, and return how many there were.
    """
    position = seen = 0
    while rows := bare.fetch(_FETCH, (position,)):
        for row in rows:
            sha256(row[_BODY]).digest()
        position = rows[-1][0]
        seen += len(rows)
    return seen


def _sealed(database: Database, signer: Signer) -> Database:
    forget(database)
    seal(database, signer, SystemClock())
    return database


def _largest(stage: Stage, signer: Signer) -> Fact:
    database = _sealed(stage.log_of(stage.sizes.whole), signer)
    bare = Bare(database)
    began = perf_counter()
    size = verified(database, signer)
    between = perf_counter()
    assert hashed(bare) == size
    ended = perf_counter()
    bare.close()
    own, raw = between - began, ended - between
    return Fact(
        title=f"{size:,} events, once",
        value=(
            f"{own:,.1f} s, {size / own:,.0f} events/s; reading and hashing {raw:,.1f} s,"
            f" so {own / raw:.1f} times as long"
        ),
    )


ROW = Row(
    order=10,
    title="Verifying",
    explains=(
        "`throughline verify`: every event against its digest, its version against its stream, its "
        "persons and learning against its body, the tree over all of them against every "
        "checkpoint. Beside it: fetching the same columns and hashing the body."
    ),
    measure=measure,
)
