"""
Processes that are made from this one and killed by it.

They share the program that is already loaded, so that hundreds of kills take minutes; they share
no connection: whoever makes one has closed its own databases before.
"""

from __future__ import annotations

import os
import select
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Tell = Callable[..., object]
FAILED = "!"


class Child:
    """
    One process, and the lines that it told before it ended.

    Args:
        work: What it does, given what it tells with: words that hold no space.
    """

    def __init__(self, work: Callable[[Tell], None]) -> None:
        self.told: list[list[str]] = []
        self._rest = b""
        self.pipe, outlet = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            _work(work, outlet)
        os.close(outlet)
        os.set_blocking(self.pipe, False)

    def listen(self) -> bool:
        """
        Take what it has told; say whether it may tell more.
        """
        while True:
            try:
                some = os.read(self.pipe, 1 << 16)
            except BlockingIOError:
                return True
            if not some:
                return False
            *lines, self._rest = (self._rest + some).split(b"\n")
            for line in lines:
                words = line.decode().split(" ")
                if words[0] == FAILED:
                    raise AssertionError("a process failed by itself: " + " ".join(words[1:]))
                self.told.append(words)

    def kill(self) -> None:
        """
        End it as a power cut would, mid-word.
        """
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    def bury(self) -> None:
        """
        Take its last words and its remains.
        """
        os.waitpid(self.pid, 0)
        try:
            while self.listen():
                select.select([self.pipe], [], [], 0.1)
        finally:
            os.close(self.pipe)


def listen(children: Sequence[Child], seconds: float) -> None:
    """
    Take what any of them tells within some seconds, or until one of them has told something.
    """
    ready, _, _ = select.select([child.pipe for child in children], [], [], max(0, seconds))
    for child in children:
        if child.pipe in ready:
            child.listen()


def _work(work: Callable[[Tell], None], outlet: int) -> None:
    # Nothing of the parent's may run in here at the end: no test report, no clean-up.
    ended = 1
    try:
        work(lambda *words: os.write(outlet, (" ".join(map(str, words)) + "\n").encode()))
        ended = 0
    except BaseException:  # noqa: BLE001 - whatever it was, the parent must hear of it
        said = traceback.format_exc()[-3000:].replace("\n", " | ")
        os.write(outlet, f"{FAILED} {said}\n".encode())
    finally:
        os._exit(ended)
