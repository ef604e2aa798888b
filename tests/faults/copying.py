"""A process that makes one night's duty copies and dies at a given step of putting one in place."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service.duty.making import make_duty_copies
from service.settings import Settings
from service.wiring import throughline
from tests.fakes.stopped_clock import StoppedClock

if TYPE_CHECKING:
    from collections.abc import Callable


class Steps:
    """
    Counts what a process does to the disk and kills it before one of these.
    """

    def __init__(self, dies_at: int) -> None:
        self.left = dies_at

    def one(self) -> None:
        """
        Take a step, or die.
        """
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def before(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """
        Make something that is done a step.
        """

        def done(*said: Any, **more: Any) -> Any:
            self.one()
            return act(*said, **more)

        return done


def halting(steps: Steps, opened: Any) -> Any:
    """
    Write in two halves, with a step between them that has reached the disk.
    """
    write = opened.write

    class Halves:
        def __enter__(self) -> Any:
            return self

        def __exit__(self, *_: object) -> None:
            opened.close()

        def write(self, content: bytes) -> None:
            write(content[: len(content) // 2])
            opened.flush()
            steps.one()
            write(content[len(content) // 2 :])

        def __getattr__(self, name: str) -> Any:
            return getattr(opened, name)

    return Halves()


def main(url: str, folder: str, moment: str, dies_at: str) -> None:
    """
    Make what is due, and say how many were made if it comes to that.
    """
    clock = StoppedClock(moment)
    house = throughline(Settings(database_url=url, session_key="k" * 40, duty_copies=folder), clock)
    steps = Steps(int(dies_at))
    real = os.fdopen
    os.fdopen = lambda *said, **more: halting(steps, real(*said, **more))
    os.fsync = steps.before(os.fsync)
    Path.replace = steps.before(Path.replace)  # type: ignore[method-assign]
    house.database.writing = steps.before(house.database.writing)  # type: ignore[method-assign]
    made = make_duty_copies(house, clock.now())
    os.write(1, f"{made}\n".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
