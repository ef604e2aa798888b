"""What a writer does in a process of its own: the same small appends, for whichever side."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from benchmarks.databases import PLAIN
from benchmarks.invented import NOW, visit
from benchmarks.sides import ours
from benchmarks.sides.bare import Bare
from benchmarks.sides.library import Library
from events.log.append import event_log
from service.migrating import open_database

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from benchmarks.turns import Work
    from events.log.database import Database


def write(line: Connection, url: str, library_url: str) -> None:
    """
    Make ready what it is asked to write, say so, write it at the word, and say so.
    """
    database = open_database(url, PLAIN)
    bare, library = Bare(database), Library(library_url)
    line.send("open")
    while True:
        side, *asked = line.recv()
        match side:
            case "raw":
                work = bare.append(asked[0], 1)
            case "ours":
                work = ours.append_to_log(database, asked[0], 1)
            case "recorder":
                work = library.record(asked[0], 1)
            case _:
                work = shared(database, *asked)
        line.send("ready")
        line.recv()
        work()
        line.send("done")


def shared(database: Database, count: int, streams: list[UUID], seed: int) -> Work:
    """
    Return the work of adding to streams that other writers add to at the same time.
    """
    random = Random(seed)  # noqa: S311 - repeatable, not secret
    asked = [(stream := random.choice(streams), visit(stream, n)) for n in range(count)]

    def work() -> None:
        for stream, new in asked:
            with database.writing() as connection:
                event_log(connection).append(
                    [new], stream=stream, decided_on=None, key=str(uuid4()), now=NOW
                )

    return work
