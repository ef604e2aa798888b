"""A mail server of the demo's own: what it is sent, it writes into a folder to be opened."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from pathlib import Path

    from aiosmtpd.smtp import SMTP, Envelope, Session


class Letterbox:
    """
    Takes every message and keeps it as a file.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def handle_DATA(  # noqa: N802 - the library calls it so
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """
        Keep one message under the next free number.
        """
        number = sum(1 for _ in self._folder.glob("*.eml")) + 1
        message = self._folder / f"{number:04}.eml"
        # For whoever started the demo alone: others on the machine are not its readers.
        message.touch(mode=0o600)
        message.write_bytes(envelope.original_content or b"")
        return "250 OK"


def open_letterbox(folder: Path) -> int:
    """
    Take mail on a free port of this machine until the process ends, and return the port.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    Controller(Letterbox(folder), hostname="127.0.0.1", port=port).start()
    return port
