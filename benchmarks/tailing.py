"""What a reader does in a process of its own: follows the log while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.databases import PLAIN
from benchmarks.sides.bare import Bare
from benchmarks.sides.library import Library
from benchmarks.tailed import Tailed
from events.log.append import event_log
from service.migrating import open_database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from uuid import UUID

    Event = tuple[int, UUID, int]

_EVERY = 0.02
_PAGE = 1_000
_BARE = "SELECT position, stream, version FROM bare WHERE position > ? ORDER BY position LIMIT 1000"


def tail(line: Connection, url: str, library_url: str) -> None:
    """
    Follow a side from its newest event on, until told that all was written; answer what it saw.

    The answer is how many events there were, how many of them it missed, and how many came out of
    their own stream's order.
    """
    database = open_database(url, PLAIN)
    bare, library = Bare(database), Library(library_url)

    def of_ours(position: int) -> Sequence[Event]:
        with database.reading() as connection:
            some = event_log(connection).after(position, limit=_PAGE)
        return [(event.position, event.stream, event.version) for event in some]

    def of_raw(position: int) -> Sequence[Event]:
        return bare.fetch(_BARE, (position,))

    def of_recorder(position: int) -> Sequence[Event]:
        some = library.recorder.select_notifications(position, _PAGE, inclusive_of_start=False)
        return [(one.id, one.originator_id, one.originator_version) for one in some]

    sides: dict[str, tuple[Callable[[int], Sequence[Event]], Callable[[int], Any]]] = {
        "ours": (of_ours, lambda after: bare.fetch(_THERE.format("event"), (after,))),
        "raw": (of_raw, lambda after: bare.fetch(_THERE.format("bare"), (after,))),
        "recorder": (of_recorder, lambda after: _every(of_recorder, after)),
    }
    line.send("open")
    while True:
        side, start = line.recv()
        read, there = sides[side]
        line.send("reading")
        seen = _follow(line, read, start)
        found = {row[0] for row in there(start)}
        line.send((len(found), seen.missed(found), seen.out_of_order, seen.last))


_THERE = "SELECT position FROM {} WHERE position > ?"


def _follow(line: Connection, read: Callable[[int], Sequence[Event]], start: int) -> Tailed:
    seen = Tailed(start)
    finished = False
    while True:
        some = read(seen.last)
        for event in some:
            seen.take(*event)
        if some:
            continue
        if finished:
            return seen
        # Asked before the last look, so that whatever was written by then is looked for.
        if line.poll(_EVERY):
            line.recv()
            finished = True


def _every(read: Callable[[int], Sequence[Event]], after: int) -> list[Event]:
    found: list[Event] = []
    while some := read(found[-1][0] if found else after):
        found += some
    return found
