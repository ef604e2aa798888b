"""Serves the pages from a process that can be killed, again and again; each time from a new one."""

from __future__ import annotations

import os
import signal
import sys

from waitress.server import create_server

from service.settings import Settings
from service.web.app import create_app
from service.wiring import throughline
from tests.fakes.stopped_clock import StoppedClock


def main(url: str, key: str, moment: str) -> None:
    """
    Serve until killed, and then from another process, until this one is ended.
    """
    while True:
        child = os.fork()
        if child == 0:
            _serve(url, key, moment)
        _, how = os.waitpid(child, 0)
        if os.waitstatus_to_exitcode(how) != -signal.SIGKILL:
            sys.exit("The service ended by itself")


def _serve(url: str, key: str, moment: str) -> None:
    house = throughline(Settings(database_url=url, session_key=key), StoppedClock(moment))
    server = create_server(create_app(house), host="127.0.0.1", port=0, threads=2, ident=None)
    os.write(1, f"{os.getpid()} {server.effective_port}\n".encode())
    server.run()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
