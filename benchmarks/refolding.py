"""Rebuilds the read models of one database in a process of its own, and says what it took."""

from __future__ import annotations

import resource
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.databases import PLAIN
from benchmarks.invented import NOW
from projections.stored.rebuild import rebuild
from service.migrating import open_database

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_STATUS = Path("/proc/self/status")


def refold(line: Connection, url: str) -> None:
    """
    Rebuild once; answer the seconds, and the mebibytes before and at the most.
    """
    database = open_database(url, PLAIN)
    before = most()
    began = perf_counter()
    rebuild(database, NOW)
    line.send((perf_counter() - began, before, most()))


def most() -> float:
    """
    Return the most memory that this process has held so far, in mebibytes.
    """
    if _STATUS.exists():
        # The other figure is handed down by whoever started the process.
        for each in _STATUS.read_text(encoding="ascii").splitlines():
            if each.startswith("VmHWM:"):
                return int(each.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
