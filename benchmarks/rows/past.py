"""An adult's past over many families, opened from one child's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.databases import opened
from benchmarks.findings import MILLISECONDS, Comparison, Fact
from benchmarks.past import fill
from benchmarks.row import Row
from benchmarks.turns import milliseconds, turns
from events.log.append import event_log
from projections.around.past import past
from projections.child_record import gather
from projections.chronology.chronology import chronology

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from projections.around.past import Past

_MOST_TIMES = 4.0


def measure(stage: Stage) -> Measured:
    """
    Open the adult's past, and read the rows that it is told from.
    """
    with opened(stage.databases.empty()) as database:
        child, adult = fill(database)
        stage.settle(database)

        def rows() -> None:
            with database.reading() as connection:
                log = event_log(connection)
                everyone = {p for event in log.about({child}) for p in event.people()}
                assert all(event.content for event in log.about(everyone))

        def told() -> Past:
            with database.reading() as connection:
                (found,) = past(chronology(gather(event_log(connection), child)), adult)
            return found

        found = told()
        taken = turns(stage.sizes.pairs, {"rows": lambda: rows, "past": lambda: told})
    time = Comparison(
        title="an adult's past",
        unit=MILLISECONDS,
        ours=milliseconds(taken["past"]),
        beside="its rows read from the log",
        theirs=milliseconds(taken["rows"]),
        target=_MOST_TIMES,
        at_most=True,
    )
    size = Fact(
        title="entries of it", value=f"{len(found.items):,} in {len(found.families)} families"
    )
    return (time,), (size,)


ROW = Row(
    order=12,
    title="An adult's past over twelve families",
    explains=(
        "An adult with 40 ties and 2,000 events over 12 families, opened from one child's page, "
        "beside the log's own reading of the rows that it needs, bodies included."
    ),
    measure=measure,
)
