"""Another process that does as it is told, so that sides work at once and not in turns."""

from __future__ import annotations

from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Self

import psutil

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_PATIENCE = 300


class Beside:
    """
    One process and the line to it.

    Args:
        serves: Runs over there; it is handed its end of the line, then ``args``.
    """

    def __init__(self, serves: Callable[..., None], *args: object) -> None:
        # A fresh interpreter: a copy of this one would share its open databases.
        context = get_context("spawn")
        self._line, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(serves, there, *args), daemon=True)
        self._process.start()
        there.close()

    def tell(self, *said: object) -> None:
        """
        Send it something.
        """
        self._line.send(said)

    def answered(self) -> bool:
        """
        Whether it has answered already.
        """
        return self._line.poll()

    def hear(self) -> Any:
        """
        Wait for its answer.

        Raises:
            RuntimeError: It failed; the message says how.
        """
        if not self._line.poll(_PATIENCE):
            message = f"the process beside gave no answer within {_PATIENCE} seconds"
            raise RuntimeError(message)
        answer = self._line.recv()
        if isinstance(answer, _Failed):
            raise RuntimeError(answer.why)  # noqa: TRY004 - it is no wrong type
        return answer

    def ask(self, *said: object) -> Any:
        """
        Send it something and wait for the answer.
        """
        self.tell(*said)
        return self.hear()

    def pause(self) -> None:
        """
        Stop it where it is.
        """
        psutil.Process(self._process.pid).suspend()

    def go_on(self) -> None:
        """
        Let it go on.
        """
        psutil.Process(self._process.pid).resume()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._line.close()
        self._process.kill()
        self._process.join()


class _Failed:
    def __init__(self, why: str) -> None:
        self.why = why


def _serve(serves: Callable[..., None], line: Connection, *args: object) -> None:
    try:
        serves(line, *args)
    except (EOFError, KeyboardInterrupt):
        # Nobody is at the other end any more.
        return
    except Exception as error:  # noqa: BLE001 - whatever it is, the other end must hear of it
        line.send(_Failed(f"{type(error).__name__}: {error}"))
