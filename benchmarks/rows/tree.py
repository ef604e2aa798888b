"""The tree over a whole log: sealing it, appending meanwhile, and proving one entry."""

from __future__ import annotations

import secrets
from random import Random
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks.beside import Beside
from benchmarks.findings import EVENTS, Comparison, Fact
from benchmarks.row import Row
from benchmarks.sealing import seal_on
from benchmarks.sides import ours
from events.log.private_file import SECRET_BYTES
from events.log.proofs import prove
from events.log.signing import Signer

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from events.log.database import Database

_SLOWED = 0.97
_PROVED_IN = 5.0
_AT_ONCE = 20
_SAFE = 0.7
"""Of the time that sealing takes, so much is certainly spent reading and hashing."""


def measure(stage: Stage) -> Measured:
    """
    Seal the largest log, append with and without the sealer going, and prove entries.
    """
    database = stage.log_of(stage.sizes.whole)
    secret = secrets.token_bytes(SECRET_BYTES)
    url = database.url.render_as_string(hide_password=False)
    with Beside(seal_on, url, secret) as sealer:
        sealer.hear()
        forget(database)
        seconds, size = sealer.ask("seal")
        comparison = _appending(stage, database, sealer, seconds)
        forget(database)
        again, size = sealer.ask("seal")
    proving = _proving(database, Signer(secret), size, stage.sizes.proofs)
    sealing = Fact(
        title=f"sealing {size:,} events from nothing",
        value=f"{seconds:,.1f} s and {again:,.1f} s, {size / min(seconds, again):,.0f} events/s",
    )
    return (comparison,), (sealing, proving)


def forget(database: Database) -> None:
    """
    Take every checkpoint from a log that is only measured, past what forbids it.
    """
    tables = ("checkpoint", "subtree", "mark")
    with database.writing() as connection:
        run = connection.exec_driver_sql
        if database.is_sqlite:
            named = run("SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'").all()
            for name, table in named:
                if table in tables:
                    run(f'DROP TRIGGER "{name}"')
        for table in tables:
            if not database.is_sqlite:
                run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            run(f"DELETE FROM {table}")  # noqa: S608 - our own names


def _appending(stage: Stage, database: Database, sealer: Beside, seconds: float) -> Comparison:
    """
    Append for a moment with the sealer going and for a moment with it halted, turn about.
    """
    going: list[float] = []
    halted: list[float] = []
    window = stage.sizes.window
    while len(going) < stage.sizes.pairs:
        forget(database)
        sealer.tell("seal")
        spent = 0.0
        while True:
            going.append(_speed(database, window))
            spent += window
            # Halted as it writes its row, it would hold everybody up: so never near its end.
            if spent + window > seconds * _SAFE and spent > window:
                going.pop()
                break
            sealer.pause()
            try:
                halted.append(_speed(database, window))
            finally:
                sealer.go_on()
            if spent + 2 * window > seconds * _SAFE:
                break
        sealer.hear()
    pairs = min(len(going), len(halted))
    return Comparison(
        title=f"appending while {stage.sizes.whole:,} events are sealed, 1 a transaction",
        unit=EVENTS,
        ours=tuple(going[:pairs]),
        beside="the same with the sealer halted",
        theirs=tuple(halted[:pairs]),
        target=_SLOWED,
    )


def _speed(database: Database, window: float) -> float:
    done, taken = 0, 0.0
    while taken < window:
        work = ours.append_to_log(database, _AT_ONCE, 1)
        began = perf_counter()
        work()
        taken += perf_counter() - began
        done += _AT_ONCE
    return done / taken


def _proving(database: Database, signer: Signer, size: int, proofs: int) -> Fact:
    random = Random(2)  # noqa: S311 - repeatable, not secret
    keys = {signer.key_id: signer.public}
    taken: list[float] = []
    with database.reading() as connection:
        driver: Any = connection
        newest = driver.exec_driver_sql("SELECT max(position) FROM checkpoint").scalar_one()
        rows = driver.exec_driver_sql("SELECT position FROM event").scalars()
        places = [place for place in rows if place <= newest]
        for position in random.sample(places, min(proofs, len(places))):
            began = perf_counter()
            prove(connection, position, keys)
            taken.append((perf_counter() - began) * 1_000)
    late = quantiles(taken, n=20)[-1]
    return Fact(
        title=f"proving one entry of {size:,}",
        value=f"{median(taken):.2f} ms; 19 of 20 within {late:.2f} ms",
        target=f"under {_PROVED_IN:.0f} ms",
        met=late < _PROVED_IN,
    )


ROW = Row(
    order=9,
    title="The tree and a checkpoint",
    explains=(
        "The whole log is sealed from its first event on, which an installation never does again: "
        "afterwards each sealing takes the new events alone. The sealer is a process of its own; "
        "it is halted and let go on in turns, and each turn with it going is paired with the turn "
        "after, in which it stands still. Each proof is checked by the independent verifier "
        "before it counts."
    ),
    measure=measure,
)
