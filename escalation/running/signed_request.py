"""
Sends one signed request, follows nothing, waits for nobody long, and reads no answer.

Source: Standard Webhooks, "Webhook payload", "Webhook headers" and "Signature scheme".
"""

from __future__ import annotations

import http.client
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from threading import Timer
from typing import TYPE_CHECKING

from standardwebhooks import Webhook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from escalation.running.destination import Destination

SECONDS = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Message:
    """
    One message to one receiver.

    Args:
        id: The event's own, so that one sent twice is seen to be the same.
        secrets: What it is signed with; while a secret is replaced, both.
    """

    id: str
    body: str
    media: str
    secrets: Sequence[str]

    def headers(self, now: datetime) -> dict[str, str]:
        """
        Return the headers that say what it is and prove from whom.
        """
        signed = [
            Webhook(one).sign(msg_id=self.id, timestamp=now, data=self.body) for one in self.secrets
        ]
        return {
            "content-type": self.media,
            "user-agent": "throughline",
            "webhook-id": self.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signed),
        }


def send(message: Message, to: Destination, now: datetime) -> str:
    """
    Send a message and return what went wrong; "" where the receiver took it.

    What the receiver says is never repeated: it may say anything.
    """
    try:
        status = _asked(message, to, now, SECONDS)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return type(error).__name__
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return ""
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        return f"HTTP {status}: it leads elsewhere, and nothing is sent there"
    return f"HTTP {status}"


def _asked(message: Message, to: Destination, now: datetime, seconds: float) -> int:
    connection = _Pinned(to, seconds)
    # A receiver that sends a byte now and then would never run into a socket's own limit.
    limit = Timer(seconds, connection.cut)
    limit.daemon = True
    limit.start()
    try:
        connection.request(
            "POST",
            to.path,
            body=message.body.encode(),
            headers={"host": to.named, **message.headers(now)},
        )
        return connection.getresponse().status
    finally:
        limit.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """
    Connects to the address that was looked at, and asks for the certificate of the name.
    """

    def __init__(self, to: Destination, seconds: float) -> None:
        super().__init__(to.host, to.port, timeout=seconds)
        self._to = to

    def connect(self) -> None:
        self.sock = socket.create_connection((self._to.address, self._to.port), self.timeout)
        if self._to.tls:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self._to.host)

    def cut(self) -> None:
        with suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)
