"""The pages on a port of this machine, in the process of the test."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from waitress.server import create_server
from waitress.wasyncore import close_all

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask


@contextmanager
def on_a_port(app: Flask, *, threads: int) -> Iterator[int]:
    """
    Serve until the block ends; gives the port.
    """
    server = create_server(app, host="127.0.0.1", port=0, threads=threads, ident=None)
    running = threading.Thread(target=server.run, daemon=True)
    running.start()
    yield server.effective_port
    # Closed by its own thread: one that waits for a socket which another thread closes falls over.
    with suppress(OSError):
        # It may be awake, have closed everything and be gone before it is woken.
        server.trigger.pull_trigger(lambda: close_all(server._map))
    running.join(timeout=60)
    assert not running.is_alive()
    server.task_dispatcher.shutdown()
