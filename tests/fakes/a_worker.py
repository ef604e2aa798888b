"""A worker as a process of its own, on an office's database and by a clock that stands still."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from unittest.mock import patch

from escalation.running.scheduler import until_stopped
from service.migrating import open_database
from service.settings import Settings
from service.sweeping import sweep_once
from service.wiring import Throughline
from tests.fakes.stopped_clock import StoppedClock

RAISING = "escalation.running.sweep.raise_what_is_due"


def work(url: str, now: str, watcher: str, *, hangs: bool) -> None:
    """
    Sweep until asked to end, and say what is under way.

    Args:
        hangs: Stand still in the middle of the first sweep.
    """
    house = Throughline(
        settings=Settings(database_url=url, session_key="k" * 40, watcher=watcher),
        database=open_database(url),
        clock=StoppedClock(now),
    )

    def stands_still(*_: object, **__: object) -> None:
        _say("in the middle")
        time.sleep(3600)

    def sweep() -> None:
        sweep_once(house)
        _say("swept")

    with ExitStack() as patched:
        for elsewhere in ("seal_log", "tell_others", "make_duty_copies"):
            patched.enter_context(patch(f"service.sweeping.{elsewhere}"))
        if hangs:
            patched.enter_context(patch(RAISING, stands_still))
        until_stopped(sweep, every_seconds=60)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    work(*sys.argv[1:4], hangs=sys.argv[4] == "hangs")
