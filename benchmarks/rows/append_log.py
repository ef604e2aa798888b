"""Appending to the log alone."""

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

TARGETS = {
    # events a transaction: (of the bare database, of the library's application)
    "SQLite": {1: (0.55, 1.0), 100: (0.35, 1.6), 1_000: (0.40, 2.0)},
    "PostgreSQL": {1: (1.0, 2.5), 100: (0.55, 1.8), 1_000: (0.45, 2.0)},
}


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
                    "ours": partial(ours.append_to_log, database, count, each),
                    "application": partial(library.append, count, each),
                    "recorder": partial(library.record, count, each),
                    "import": partial(ours.import_to_log, database, count, each),
                },
            )
            speed = {side: rates(count, seconds) for side, seconds in taken.items()}
            title = f"{each:,} a transaction"
            of_raw, of_application = TARGETS[stage.name].get(each, (None, None))
            for beside, theirs, target in (
                ("raw", "raw", of_raw),
                ("`eventsourcing` application", "application", of_application),
                ("`eventsourcing` recorder", "recorder", None),
            ):
                found.append(
                    Comparison(
                        title=title,
                        unit=EVENTS,
                        ours=speed["ours"],
                        beside=beside,
                        theirs=speed[theirs],
                        target=target,
                    )
                )
            if each > 1:
                found.append(
                    Comparison(
                        title=f"{title}, each with its own key",
                        unit=EVENTS,
                        ours=speed["import"],
                        beside="raw",
                        theirs=speed["raw"],
                    )
                )
        bare.close()
        library.close()
    return tuple(found), ()


ROW = Row(
    order=1,
    title="Appending: the log alone",
    explains=(
        "Visits with a child and an adult, about 600 bytes each: validated, written canonically, "
        "hashed, kept once for their key, held to the version that was read, persons and learning "
        "indexed. One request a transaction, as the library saves one aggregate; an import gives "
        "every event a key of its own, in a line of its own."
    ),
    measure=measure,
)
