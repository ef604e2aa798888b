"""Appending as the service does: log, read models and outbox in one transaction."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.databases import opened
from benchmarks.findings import EVENTS, Comparison
from benchmarks.row import Row
from benchmarks.sides import ours
from benchmarks.sides.bare import Bare
from benchmarks.sides.library import Library
from benchmarks.turns import rates, turns

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage


def measure(stage: Stage) -> Measured:
    """
    Take turns at each size of transaction.
    """
    found: list[Comparison] = []
    with opened(stage.databases.empty()) as database:
        bare, library = Bare(database), Library(stage.databases.empty())
        for each, count in stage.sizes.batches.items():
            taken = turns(
                stage.sizes.pairs,
                {
                    "raw": partial(bare.append, count, each),
                    "ours": partial(ours.append_whole, database, count, each),
                    "application": partial(library.append, count, each),
                },
            )
            speed = {side: rates(count, seconds) for side, seconds in taken.items()}
            for beside, theirs, target in (
                ("raw", "raw", None),
                ("`eventsourcing` application", "application", 1.0),
            ):
                found.append(
                    Comparison(
                        title=f"{each:,} a transaction",
                        unit=EVENTS,
                        ours=speed["ours"],
                        beside=beside,
                        theirs=speed[theirs],
                        target=target,
                    )
                )
        bare.close()
        library.close()
    return tuple(found), ()


ROW = Row(
    order=2,
    title="Appending: the whole path",
    explains=(
        "The same with the read models kept and the outbox written. Of every 50 events one is an "
        "allocation and one a planned outcome, in a stream of its own, that two messages go out "
        "about. The library's application keeps no read model and sends nothing."
    ),
    measure=measure,
)
