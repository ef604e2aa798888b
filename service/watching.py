"""Tells a watcher outside that the sweep lives; whoever hears nothing raises the alarm."""

from __future__ import annotations

import http.client
import logging
import ssl
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from escalation.running.health import sweep_health

if TYPE_CHECKING:
    from service.wiring import Throughline

LOG = logging.getLogger("throughline.service")
SECONDS = 5.0


def tell_watcher(house: Throughline) -> str:
    """
    Ask the watcher's address for once, where the sweep is well; return what went wrong, "" for
    nothing.

    A dead man's switch: a sweep that is not well is told by silence, so that nothing which stops
    the sweep, this machine or its network can stop the alarm.
    """
    address = house.settings.watcher
    if not address:
        return ""
    with house.reading() as session:
        well = sweep_health(session.connection, session.now)["ok"]
    if not well:
        return "kept silent"
    try:
        status = _asked(address)
    except (OSError, http.client.HTTPException) as error:
        said = type(error).__name__
    else:
        said = "" if status < http.client.BAD_REQUEST else f"answered {status}"
    if said:
        # The watcher itself raises the alarm; here it must hold nothing up.
        LOG.warning("the watcher outside was not reached: %s", said)
    return said


def _asked(address: str) -> int:
    parts = urlsplit(address)
    host = parts.hostname or ""
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        context = ssl.create_default_context()
        connection = http.client.HTTPSConnection(host, parts.port, timeout=SECONDS, context=context)
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=SECONDS)
    try:
        path = parts.path or "/"
        connection.request("GET", f"{path}?{parts.query}" if parts.query else path)
        return connection.getresponse().status
    finally:
        connection.close()
