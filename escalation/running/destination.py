"""Where a request may go: out to the internet by TLS, and nowhere inside that nobody allowed."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

VARIABLE = "THROUGHLINE_WEBHOOK_NETWORKS"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_LOW = 0xFFFF_FFFF
_LONGEST = 2000


class NotAllowed(Exception):
    """
    Nothing is sent there.

    Args:
        fix: What to do about it; it names no address.
    """

    def __init__(self, reason: str, fix: str) -> None:
        self.reason, self.fix = reason, fix
        super().__init__(f"{reason}. {fix}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Destination:
    """
    A place to connect to, resolved.

    Args:
        host: The name that its certificate must carry and that it is asked for by.
        address: The very address that was looked at, so that the name cannot come to mean another.
        path: What is asked for there, with its query.
    """

    host: str
    address: str
    port: int
    path: str
    tls: bool

    @property
    def named(self) -> str:
        """
        Host and port as the request names them.
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (443 if self.tls else 80) else f"{host}:{self.port}"


def networks(given: str) -> tuple[Network, ...]:
    """
    Read the networks that the deployer opens although they are not of the internet.

    Raises:
        ValueError: One of them is no network.
    """
    return tuple(ipaddress.ip_network(one) for one in given.replace(",", " ").split())


def fault(url: str, allowed: Sequence[Network]) -> str:
    """
    Say what is wrong with an address as it is written; "" where nothing is.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "Give an address such as https://example.org/hook"
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LONGEST
    if not plain or not host or port == 0 or parts.scheme not in {"https", "http"}:
        return "Give an address such as https://example.org/hook"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "Leave out user, password and “#”: the signature says who sends"
    if parts.scheme == "http" and not (_loopback(host) and any(n.is_loopback for n in allowed)):
        return f"Use https; http reaches this machine alone, once {VARIABLE} has 127.0.0.0/8"
    return ""


def resolved(url: str, allowed: Sequence[Network]) -> Destination:
    """
    Look up where an address leads now.

    Raises:
        NotAllowed: It leads into a network that is not of the internet and that nobody opened, or
            may not be written so.
        OSError: Its name cannot be resolved.
    """
    if wrong := fault(url, allowed):
        raise NotAllowed("the address will not do", wrong)
    parts = urlsplit(url)
    tls = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if tls else 80)
    found = [
        ipaddress.ip_address(str(each[4][0]).partition("%")[0])
        for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ]
    # One forbidden answer among good ones is an attempt, and not a spare.
    if not found or not all(_may(address, allowed) for address in found):
        raise NotAllowed(
            "the address leads into a network that is not of the internet",
            f"Open that network with {VARIABLE}, if it is yours",
        )
    path = parts.path or "/"
    return Destination(
        host=host,
        address=str(found[0]),
        port=port,
        path=f"{path}?{parts.query}" if parts.query else path,
        tls=tls,
    )


def _may(address: Address, allowed: Sequence[Network]) -> bool:
    real = _within(address)
    if any(real in network for network in allowed if network.version == real.version):
        return True
    # Neither is called private by the library in every version of Python.
    return real.is_global and not (real.is_multicast or real.is_reserved or real.is_unspecified)


def _within(address: Address) -> Address:
    """
    Return the address that one of the newer sort stands for, where it only wraps one.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & _LOW)
    wrapped = address.ipv4_mapped or address.sixtofour
    if wrapped is None and address.teredo is not None:
        wrapped = address.teredo[1]
    return wrapped or address


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
