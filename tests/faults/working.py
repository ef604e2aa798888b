"""A worker as a process of its own, whose sweep takes its time and says when it begins and ends."""

from __future__ import annotations

import sys
import time

from escalation.running.scheduler import until_stopped


def sweep() -> None:
    """
    Take half a second, and say so.
    """
    sys.stdout.write("begins\n")
    sys.stdout.flush()
    time.sleep(0.5)
    sys.stdout.write("ends\n")
    sys.stdout.flush()


if __name__ == "__main__":
    until_stopped(sweep, every_seconds=1)
