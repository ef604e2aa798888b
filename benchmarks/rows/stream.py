"""Reading one long stream."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.databases import opened
from benchmarks.findings import EVENTS, Comparison
from benchmarks.invented import NOW, visits
from benchmarks.row import Row
from benchmarks.sides.bare import READ, Bare
from benchmarks.sides.library import Library
from benchmarks.turns import rates, turns
from events.log.append import event_log

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage

_TARGETS = {"SQLite": (0.6, 1.6), "PostgreSQL": (0.55, 1.1)}
_OF_AGGREGATE = 5.0
_FETCH = f"SELECT {READ} FROM event WHERE stream = ? ORDER BY version"  # noqa: S608 - our names


def measure(stage: Stage) -> Measured:
    """
    Read it as rows, as our events, as the library's stored events and as its aggregate.
    """
    count = stage.sizes.stream
    with opened(stage.databases.empty()) as database:
        stream = uuid4()
        for start in range(0, count, 1_000):
            new = visits(stream, min(1_000, count - start), start)
            with database.writing() as connection:
                event_log(connection).append(
                    new, stream=stream, decided_on=start, key=str(uuid4()), now=NOW
                )
        bare, library = Bare(database), Library(stage.databases.empty())
        theirs = library.stream(count)
        stage.settle(database)

        def fetched() -> None:
            key = stream.bytes if database.is_sqlite else stream
            assert len(bare.fetch(_FETCH, (key,))) == count

        def as_objects() -> None:
            with database.reading() as connection:
                assert len(event_log(connection).stream(stream)) == count

        def with_contents() -> None:
            with database.reading() as connection:
                events = event_log(connection).stream(stream)
                assert sum("fact" in event.content for event in events) == count

        taken = turns(
            stage.sizes.pairs,
            {
                "raw": lambda: fetched,
                "ours": lambda: as_objects,
                "contents": lambda: with_contents,
                "recorder": lambda: lambda: library.events(theirs),
                "aggregate": lambda: lambda: library.aggregate(theirs),
            },
        )
        bare.close()
        library.close()
    speed = {side: rates(count, seconds) for side, seconds in taken.items()}
    of_raw, of_recorder = _TARGETS[stage.name]
    return tuple(
        Comparison(
            title=f"{count:,} events, {how}",
            unit=EVENTS,
            ours=speed[own],
            beside=beside,
            theirs=speed[other],
            target=target,
        )
        for own, how in (("ours", "as event objects"), ("contents", "every content read"))
        for beside, other, target in (
            ("raw", "raw", of_raw),
            ("`eventsourcing` recorder", "recorder", of_recorder if own == "ours" else None),
            ("`eventsourcing` aggregate", "aggregate", _OF_AGGREGATE),
        )
    ), ()


ROW = Row(
    order=5,
    title="Reading a stream",
    explains=(
        "An event object reads its content when it is first asked for it, so the same is measured "
        "again with the content of every event asked for. Raw is the driver's own fetching of the "
        "same columns. The library's recorder hands over bytes unread; its aggregate has read "
        "them all."
    ),
    measure=measure,
)
