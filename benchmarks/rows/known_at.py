"""A long record as it was known at a day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.databases import opened
from benchmarks.findings import EVENTS, MILLISECONDS, Comparison
from benchmarks.invented import DAYS, FIRST_DAY, NOW, registration, visits
from benchmarks.row import Row
from benchmarks.sides.bare import READ, Bare
from benchmarks.turns import milliseconds, rates, turns
from events.log.append import event_log
from projections.child_record import ChildRecord, gather
from projections.chronology.chronology import chronology

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage

_FETCH = f"SELECT {READ} FROM event WHERE position IN (%s)"  # noqa: S608 - our own names
_CONCERNING = {
    "SQLite": (
        "SELECT position FROM subject JOIN event"
        " ON position BETWEEN subject.event AND coalesce(last, subject.event) WHERE person = ?"
    ),
    "PostgreSQL": "SELECT event FROM subject WHERE person = ?",
}
_DAY = FIRST_DAY + timedelta(days=DAYS // 2)
_AGENCY = "Police"


def measure(stage: Stage) -> Measured:
    """
    Read it as known at a day, as of now, and as bare rows.
    """
    count = stage.sizes.child
    with opened(stage.databases.empty()) as database:
        child = uuid4()
        new = [registration(child, 1), *visits(child, count - 1)]
        with database.writing() as connection:
            event_log(connection).append(new, stream=child, decided_on=0, key=str(uuid4()), now=NOW)
        bare = Bare(database)
        stage.settle(database)

        def fetched() -> None:
            key = child.bytes if database.is_sqlite else child
            assert len(bare.fetch(_FETCH % _CONCERNING[stage.name], (key,))) == count

        def now() -> ChildRecord:
            with database.reading() as connection:
                return gather(event_log(connection), child)

        held = now()
        taken = turns(
            stage.sizes.pairs,
            {
                "raw": lambda: fetched,
                "now": lambda: now,
                "known": lambda: lambda: now().known_at(_DAY),
                "agency": lambda: lambda: now().known_at(_DAY, _AGENCY),
                "moved": lambda: lambda: held.known_at(_DAY),
                "chronology": lambda: lambda: chronology(now()),
                "chronology known": lambda: lambda: chronology(now().known_at(_DAY)),
            },
        )
        bare.close()
    times = tuple(
        Comparison(
            title=title,
            unit=MILLISECONDS,
            ours=milliseconds(taken[own]),
            beside=beside,
            theirs=milliseconds(taken[other]),
        )
        for title, own, beside, other in (
            ("as known at a day", "known", "the same as of now", "now"),
            ("as one agency knew it", "agency", "the same as of now", "now"),
            ("another day, record at hand", "moved", "the same read anew", "known"),
            ("chronology as known at", "chronology known", "the same as of now", "chronology"),
        )
    )
    speed = Comparison(
        title="as known at a day",
        unit=EVENTS,
        ours=rates(count, taken["known"]),
        beside="raw rows",
        theirs=rates(count, taken["raw"]),
    )
    return (*times, speed), ()


ROW = Row(
    order=7,
    title="As known at a day, on a long record",
    explains=(
        "A child with 5,000 entries, read from the database with everything that bears on the "
        "child, then limited to what was known half-way; raw fetches the child's rows alone. For "
        "times, a ratio below 1 is faster."
    ),
    measure=measure,
)
