"""Reading a large log in order."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.findings import EVENTS, Comparison
from benchmarks.row import Row
from benchmarks.sides.bare import READ, Bare
from benchmarks.sides.library import Library
from benchmarks.turns import rates, turns
from events.log.append import event_log

if TYPE_CHECKING:
    from benchmarks.row import Measured
    from benchmarks.stage import Stage
    from events.log.database import Database

PAGE = 1_000
_TARGETS = {"SQLite": (0.5, 2.5), "PostgreSQL": (0.5, 1.5)}
_FETCH = f"SELECT {READ} FROM event WHERE position <= ? ORDER BY position"  # noqa: S608 - our names


def read_in_order(database: Database, count: int, *, contents: bool) -> int:
    """
    Read so many events through the log's own pages and return how many there were.
    """
    seen, position = 0, 0
    with database.reading() as connection:
        log = event_log(connection)
        while seen < count and (some := log.after(position, limit=min(PAGE, count - seen))):
            seen += sum(event.content is not None for event in some) if contents else len(some)
            position = some[-1].position
    return seen


def measure(stage: Stage) -> Measured:
    """
    Read the first so many events of the largest log.
    """
    count = stage.sizes.in_order
    database = stage.log_of(stage.sizes.whole)
    bare, library = Bare(database), Library(stage.databases.empty())
    for _ in range(0, count, 1_000):
        library.recorder.insert_events(library.ready(1_000, uuid4()))
    with database.reading() as connection:
        (last,) = bare.fetch(
            "SELECT max(position) FROM (SELECT position FROM event ORDER BY position LIMIT ?) AS f",
            (count,),
        )[0]
        assert last <= event_log(connection).settled()

    def fetched() -> None:
        assert len(bare.fetch(_FETCH, (last,))) == count

    def objects() -> None:
        assert read_in_order(database, count, contents=False) == count

    def contents() -> None:
        assert read_in_order(database, count, contents=True) == count

    def recorder() -> None:
        assert library.in_order(count, PAGE) == count

    taken = turns(
        stage.sizes.pairs,
        {
            "raw": lambda: fetched,
            "ours": lambda: objects,
            "contents": lambda: contents,
            "recorder": lambda: recorder,
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
        )
    ), ()


ROW = Row(
    order=6,
    title="Reading the log in order",
    explains=(
        "Pages of 1,000 settled events, ours and the recorder's alike; raw fetches all of them at "
        "once. The recorder hands over bytes unread, as our event objects do until their content "
        "is asked for."
    ),
    measure=measure,
)
