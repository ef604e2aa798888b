"""
A process that records until it is killed, run by the fault tests.

Each line it writes reaches the test at once: ``open KEY`` after an append that has not yet been
committed, ``saved KEY`` after the commit came back.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from itertools import count
from time import sleep
from uuid import NAMESPACE_OID, UUID, uuid5

from events.errors import StreamMoved
from events.log.append import event_log
from events.log.database import Database
from events.occurred import Occurred
from events.recorded_event import Learned, NewEvent, Subject

STREAMS = tuple(uuid5(NAMESPACE_OID, f"stream {n}") for n in range(3))


def tell(word: str, key: str) -> None:
    """
    Say it past every buffer: what is not in the pipe when the process dies was never said.
    """
    os.write(1, f"{word} {key}\n".encode())


def new_event(key: str) -> NewEvent:
    """
    Return an event made of its key, so that sending it again is sending the same.
    """
    day = datetime(2026, 3, 1, tzinfo=UTC).date()
    return NewEvent(
        kind="visit",
        occurred=Occurred.day(day),
        content={"purpose": key, "seen": "yes", "alone": "yes", "fact": "x" * 300},
        agency="Health visiting",
        actor="user:invented-practitioner",
        subjects=(Subject(person=stream_of(key), role="child"),),
        learned=(Learned(agency="Health visiting", first=day, last=day, how="recorded"),),
    )


def stream_of(key: str) -> UUID:
    """
    Return the stream that a key's event lies in.
    """
    return STREAMS[sum(key.encode()) % len(STREAMS)]


def save(database: Database, key: str) -> None:
    """
    Record one event as a page does: read the version, decide on it, try again if it moved.
    """
    stream = stream_of(key)
    while True:
        try:
            with database.writing() as connection:
                log = event_log(connection)
                version = len(log.stream(stream)) if key.endswith("0") else None
                log.append(
                    [new_event(key)],
                    stream=stream,
                    decided_on=version,
                    key=key,
                    now=datetime.now(UTC),
                )
                tell("open", key)
                if key.endswith("7"):
                    # Long enough that a kill often falls where it hurts.
                    sleep(0.03)
        except StreamMoved:
            continue
        tell("saved", key)
        return


def main(url: str, name: str, *unknown: str) -> None:
    """
    Send again whatever may or may not have been saved, then record for ever.
    """
    database = Database(url)
    for key in unknown:
        save(database, key)
    for n in count():
        save(database, f"{name}/{n}")


if __name__ == "__main__":
    main(*sys.argv[1:])
