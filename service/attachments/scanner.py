"""Asks a virus scanner about each file before it is kept: ClamAV's, where one is set up."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from service.attachments.errors import FileRefused, ScannerSilent
from service.finding import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service.wiring import Throughline

PATIENCE_SECONDS = 30
NOT_SET_UP = "No virus scanner is set up here: files are not looked at for viruses."


def scan(address: str, content: bytes) -> bool:
    """
    Have a file looked at; return whether anybody looked.

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
    except (ClamdError, OSError):
        raise ScannerSilent from None
    states = {state for state, _ in found.values()}
    if "FOUND" in states:
        raise FileRefused(
            "The virus scanner refuses this file. Do not open it; tell whoever keeps your computers"
        )
    if states != {"OK"}:
        raise ScannerSilent
    return True


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
    except (ClamdError, OSError):
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
        daemon = ClamdUnixSocket(address.removeprefix("unix:"), timeout=PATIENCE_SECONDS)
    else:
        host, _, port = address.rpartition(":")
        daemon = ClamdNetworkSocket(host, int(port), timeout=PATIENCE_SECONDS)
    try:
        yield daemon
    finally:
        # The client leaves a connection open that was never made.
        if hasattr(daemon, "clamd_socket"):
            daemon.clamd_socket.close()
