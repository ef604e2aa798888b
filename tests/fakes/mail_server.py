"""A mail server that keeps what it is sent."""

from __future__ import annotations

import contextlib
import email
import email.policy
import random
import socket
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

# Below those that a system gives to whoever asks for any: a server that was stopped finds its own
# free again.
_PORTS = range(20_000, 32_000)


class MailServer:
    """
    A real SMTP server on this machine alone, that refuses when it is told to.

    Attributes:
        messages: What was accepted, oldest first.
        refuses: The answer to every message from now on, such as ``"451 try again later"``; ``""``
            accepts.
        unknown: Addresses that it says nobody has.
    """

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.refuses = ""
        self.unknown: set[str] = set()
        self._controller: Controller | None = None
        self.port = _free_port()

    def start(self) -> None:
        """
        Answer on the same port as before.
        """
        self._controller = Controller(self, hostname=self.host, port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """
        Stop answering, as a mail server does in the night.
        """
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def to(self, address: str) -> list[EmailMessage]:
        """
        Return what was sent to one address.
        """
        return [message for message in self.messages if address in message.get("To", "")]

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """
        Take an address, or say that nobody has it; the library calls it by this name.
        """
        if address in self.unknown:
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 accepted"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        """
        Take one message; the library calls it by this name.
        """
        if self.refuses:
            return self.refuses
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 accepted"


def _free_port() -> int:
    while True:
        port = random.choice(_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((MailServer.host, port))
            return port
