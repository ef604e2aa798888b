"""A stand-in for ClamAV's daemon that knows one harmful word, and hears what it is asked."""

from __future__ import annotations

import socketserver
import struct
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
from contextlib import contextmanager

HARMFUL = b"harmful"


class _Asked(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        command = self.rfile.readline().strip()
        if command == b"nPING":
            self.wfile.write(b"PONG\n")
            return
        sent = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            sent += self.rfile.read(size)
        found = b"Invented-Virus FOUND" if HARMFUL in sent else b"OK"
        self.wfile.write(b"stream: " + found + b"\n")


@contextmanager
def virus_scanner() -> Iterator[str]:
    """
    Answer on a port of this machine; the address is what THROUGHLINE_CLAMD holds.
    """
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Asked) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
