"""
Lets few passwords be looked at together: each costs memory and processor time on purpose.

Whoever waits for the answer holds one of the threads that everybody's recording is answered by, so
that few may wait, and none for long.

Source: OWASP Authentication Cheat Sheet, on denial of service by password hashing.
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from service.access.errors import TooManyAtOnce

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE, WAITING, LONGEST_SECONDS = 2, 2, 5


class Turns:
    """
    So many at once, so many waiting, and no more.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        waiting: int = WAITING,
        longest_seconds: float = LONGEST_SECONDS,
    ) -> None:
        self._places = BoundedSemaphore(at_once + waiting)
        self._looking = BoundedSemaphore(at_once)
        self._longest = longest_seconds

    @contextmanager
    def turn(self) -> Iterator[None]:
        """
        Wait for one's turn, and have it.

        Raises:
            TooManyAtOnce: Too many wait already, or it took too long.
        """
        if not self._places.acquire(blocking=False):
            raise TooManyAtOnce
        try:
            if not self._looking.acquire(timeout=self._longest):
                raise TooManyAtOnce
            try:
                yield
            finally:
                self._looking.release()
        finally:
            self._places.release()


TURNS = Turns()
"""Of this process."""
