"""Appending with the bodies encrypted, beside the same in the clear."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from benchmarks.findings import EVENTS, Comparison
from benchmarks.row import Row
from benchmarks.sides import encryption, ours
from benchmarks.turns import rates, turns

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage


def measure(stage: Stage) -> Measured:
    """
    Take turns at each size of transaction, on the log alone and on the whole path.
    """
    found: list[Comparison] = []
    url, other = stage.databases.empty(), stage.databases.empty()
    with encryption.encrypted(url) as hidden, encryption.plain(other) as plain:
        for path, append in (("log alone", ours.append_to_log), ("whole path", ours.append_whole)):
            for each, count in stage.sizes.batches.items():
                taken = turns(
                    stage.sizes.pairs,
                    {
                        "encrypted": partial(append, hidden, count, each),
                        "plain": partial(append, plain, count, each),
                    },
                )
                found.append(
                    Comparison(
                        title=f"{path}, {each:,} a transaction",
                        unit=EVENTS,
                        ours=rates(count, taken["encrypted"]),
                        beside="the same in the clear",
                        theirs=rates(count, taken["plain"]),
                        target=0.9,
                    )
                )
    return tuple(found), ()


ROW = Row(
    order=3,
    title="Appending: encrypted",
    explains="What the log writes with the body of every event encrypted, beside what it writes "
    "in the clear.",
    measure=measure,
)
