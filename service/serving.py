"""Opens the pages to people, with the sweep beside them where one process does everything."""

from __future__ import annotations

import signal
import socket
from typing import TYPE_CHECKING, Any

from waitress.server import create_server

from escalation.running.scheduler import beside_the_pages
from service.collecting import collect_seldom
from service.errors import PortTaken
from service.marking import marking
from service.readying import ready_soon
from service.sealing import seal_before_leaving
from service.sweeping import sweep_once
from service.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from service.settings import Settings
    from service.wiring import Throughline

THREADS = 8
IN_MEMORY = 64 * 1024 * 1024


def serve(
    house: Throughline,
    *,
    host: str,
    port: int,
    sweeps: bool,
    opened: Callable[[str], None] = lambda _: None,
) -> None:
    """
    Serve pages, API and health until somebody asks the process to end.

    One sweep is finished before the port opens: nobody reads pages that promise what nobody
    follows up.

    Args:
        port: 0 takes any that is free.
        sweeps: Whether this process goes on sweeping; else a worker elsewhere must.
        opened: Hears the address once people can reach it.

    Raises:
        PortTaken: Somebody else listens there.
        LogUnavailable: The database cannot be reached.
        KeyMissing, SigningKeyMissing: A key that several processes share is not set.
    """
    app = create_app(house)
    listening = _listening(host, port)
    scheduler = None
    if sweeps:
        scheduler = beside_the_pages(lambda: sweep_once(house), house.settings.sweep_seconds)
    else:
        sweep_once(house)
    try:
        server = _server(app, listening, house.settings)
        signal.signal(signal.SIGTERM, _end)
        opened(_address(host, listening.getsockname()[1]))
        ready_soon(app, house)
        collect_seldom()
        # Ends by itself at an interrupt, once requests under way are answered.
        with marking(house):
            server.run()
        server.close()
    finally:
        if scheduler is not None:
            scheduler.shutdown(wait=True)
        seal_before_leaving(house)
        house.database.close()


def _server(app: Flask, listening: socket.socket, settings: Settings) -> Any:
    try:
        return create_server(
            app,
            sockets=[listening],
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=not settings.proxies,
            url_scheme=settings.address.partition("://")[0] or "http",
            # What a slow reader has not fetched yet waits in memory, of which the server's own
            # limit of 16 MB a connection holds up whoever writes; never in a file, unsealed.
            outbuf_overflow=IN_MEMORY,
        )
    except OSError as error:
        # Somebody else began to listen while the first sweep ran.
        host, port = listening.getsockname()[:2]
        listening.close()
        raise PortTaken(host, port, error.strerror or "it cannot be had") from None


def _listening(host: str, port: int) -> socket.socket:
    """
    Take the port without answering on it yet: who comes early is not let in and not lost.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    family, kind, protocol, _, address = found[0]
    taken = socket.socket(family, kind, protocol)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind(address)
    except OSError as error:
        taken.close()
        raise PortTaken(host, port, error.strerror or "it cannot be had") from None
    return taken


def _address(host: str, port: int) -> str:
    named = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 - not opened here
    return f"http://[{named}]:{port}" if ":" in named else f"http://{named}:{port}"


def _end(*_: object) -> None:
    raise SystemExit(0)
