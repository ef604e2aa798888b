"""Asks a virus scanner about each file before it is kept: ClamAV's, where one is set up."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from clamav_client.clamd import (
    ClamdError,
    ClamdNetworkSocket,
    ClamdUnixSocket,
    CommunicationError,
)

from service.attachments.errors import FileRefused, ScannerSilent
from service.finding import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.wiring import Throughline

PATIENCE_SECONDS = 30
_NO_ANSWER = (ClamdError, OSError, ValueError)
"""The last where it answers what is no text."""

_LOCKED = b"/Encrypt"

NOT_SET_UP = "No virus scanner is set up here: files are not looked at for viruses."


def scan(address: str, content: bytes) -> bool:
    """
    Have a file looked at; return whether anybody looked, and could.

    Args:
        address: Of ClamAV's daemon, ``host:port`` or ``unix:/path``; "" where there is none.

    Raises:
        FileRefused: It is known to do harm.
        ScannerSilent: A scanner is set up and gives no answer.
    """
    if not address:
        return False
    try:
        with _daemon(address) as daemon:
            found = daemon.instream(BytesIO(content))
    except _NO_ANSWER:
        raise ScannerSilent from None
    states = {state for state, _ in found.values()}
    if "FOUND" in states:
        raise FileRefused(
            "The virus scanner refuses this file. Do not open it; tell whoever keeps your computers"
        )
    if states != {"OK"}:
        raise ScannerSilent
    # It answers OK for a document whose key it has not: nobody looked at what is in that.
    return not (content.startswith(b"%PDF-") and _LOCKED in content)


class _OnThisMachine(ClamdUnixSocket):
    """
    The library's own waits for ever for a scanner that is there and takes up nothing any more.
    """

    def _init_socket(self) -> None:
        self.clamd_socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.clamd_socket.settimeout(self.timeout)
        try:
            self.clamd_socket.connect(self.unix_socket)
        except OSError as error:
            raise CommunicationError(self._error_message(error)) from error


def scanner(house: Throughline) -> Iterator[Found]:
    """
    Say whether files are looked at for viruses, and whether the scanner answers.
    """
    address = house.settings.clamd
    if not address:
        yield Found(name="virus scanner", ok=True, said=f"{NOT_SET_UP} Set THROUGHLINE_CLAMD")
        return
    try:
        with _daemon(address) as daemon:
            answers = daemon.ping() == "PONG"
    except _NO_ANSWER:
        answers = False
    yield Found(
        name="virus scanner",
        ok=answers,
        said="answers" if answers else "gives no answer, so that no file is taken",
        fix="" if answers else "Start clamd, or mend THROUGHLINE_CLAMD",
    )


@contextmanager
def _daemon(address: str) -> Iterator[ClamdNetworkSocket]:
    daemon: ClamdNetworkSocket
    if address.startswith("unix:"):
        daemon = _OnThisMachine(address.removeprefix("unix:"), timeout=PATIENCE_SECONDS)
    else:
        host, _, port = address.rpartition(":")
        daemon = ClamdNetworkSocket(host, int(port), timeout=PATIENCE_SECONDS)
    try:
        yield daemon
    finally:
        # The client leaves a connection open that was never made.
        if hasattr(daemon, "clamd_socket"):
            daemon.clamd_socket.close()
