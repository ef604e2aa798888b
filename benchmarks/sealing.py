"""Seals a log in a process of its own, as the worker does beside those who write."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.databases import PLAIN
from events.clock import SystemClock
from events.log.checkpoints import seal
from events.log.signing import Signer
from service.migrating import open_database

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def seal_on(line: Connection, url: str, secret: bytes) -> None:
    """
    Seal whenever asked, and answer the seconds and how many events are sealed then.
    """
    database = open_database(url, PLAIN)
    signer = Signer(secret)
    line.send("open")
    while True:
        line.recv()
        began = perf_counter()
        made = seal(database, signer, SystemClock())
        line.send((perf_counter() - began, made.size if made else 0))
