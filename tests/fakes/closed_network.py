"""No test speaks to another machine."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

_SPEAKING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
# smtplib looks up its own machine's name to introduce itself with.
_THIS_MACHINE = {None, "", "localhost", socket.gethostname()}
_LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname"}


class NetworkClosed(Exception):
    """
    A test tried to reach something beyond this machine.
    """

    def __init__(self, where: object) -> None:
        self.where = where
        super().__init__(f"tests reach nothing but this machine, and this one asked for {where!r}")


def is_here(host: object) -> bool:
    """
    Whether an address or a name is this machine itself.
    """
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in _THIS_MACHINE:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _SPEAKING:
        address = arguments[1] if len(arguments) > 1 else None
        # A path is a socket of this machine, and so is no address at all on a connected socket.
        if isinstance(address, tuple) and not is_here(address[0]):
            raise NetworkClosed(address[0])
    elif event in _LOOKING_UP and not is_here(arguments[0]):
        raise NetworkClosed(arguments[0])


def close() -> None:
    """
    Refuse every connection beyond this machine for as long as this process lives.

    An audit hook sees what any library does through Python's sockets and cannot be taken off, so
    that no test opens the network again by mending what it patched.
    """
    sys.addaudithook(_watch)
