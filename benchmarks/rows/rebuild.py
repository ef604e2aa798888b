"""Folding the read models again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.beside import Beside
from benchmarks.findings import EVENTS, Comparison, Fact
from benchmarks.invented import NOW
from benchmarks.refolding import refold
from benchmarks.row import Row
from benchmarks.rows.in_order import read_in_order
from benchmarks.turns import rates, turns
from projections.stored.rebuild import rebuild

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage

_FLAT = 1.2
"""The larger log may take so many times the smaller one's memory and still count as flat."""


def measure(stage: Stage) -> Measured:
    """
    Weigh the rebuilding of two logs, then rebuild the smaller one turn about with reading it.
    """
    count = stage.sizes.rebuilt
    database = stage.log_of(count)
    # First, so that both rebuildings fill what is empty.
    facts = _weighed(stage)

    def folded() -> None:
        assert not any(one.differing for one in rebuild(database, NOW))

    taken = turns(
        stage.sizes.pairs,
        {
            "ours": lambda: folded,
            "objects": lambda: lambda: read_in_order(database, count, contents=False),
            "contents": lambda: lambda: read_in_order(database, count, contents=True),
        },
    )
    speed = {side: rates(count, seconds) for side, seconds in taken.items()}
    return tuple(
        Comparison(
            title=f"{count:,} events",
            unit=EVENTS,
            ours=speed["ours"],
            beside=beside,
            theirs=speed[side],
            target=0.5,
        )
        for side, beside in (
            ("objects", "reading it in order"),
            ("contents", "reading it in order, every content"),
        )
    ), facts


def _weighed(stage: Stage) -> tuple[Fact, ...]:
    facts = []
    grown = []
    for count in (stage.sizes.rebuilt, stage.sizes.whole):
        url = stage.log_of(count).url.render_as_string(hide_password=False)
        with Beside(refold, url) as other:
            seconds, before, most = other.hear()
        grown.append(most)
        facts.append(
            Fact(
                title=f"memory at the most, {count:,} events",
                value=f"{most:,.0f} MiB, of which {before:,.0f} before it began; {seconds:,.1f} s",
            )
        )
    ratio = grown[1] / grown[0]
    facts.append(
        Fact(
            title="the larger log's memory of the smaller one's",
            value=f"{ratio:.2f}",
            target=f"flat: at most {_FLAT}",
            met=ratio <= _FLAT,
        )
    )
    return tuple(facts)


ROW = Row(
    order=8,
    title="Rebuilding the read models",
    explains=(
        "`throughline rebuild` on a log of which 3 events in 50 concern a read model, beside the "
        "reading of the same log; nothing differs, so that it folds, compares and replaces "
        "nothing. Memory is that of a process of its own that rebuilds once, from nothing."
    ),
    measure=measure,
)
