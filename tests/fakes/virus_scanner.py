"""A stand-in for ClamAV's daemon that knows one harmful word, and hears what it is asked."""

from __future__ import annotations

import socket
import socketserver
import struct
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
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
def scanner_that_says(answer: bytes | None, folder: Path) -> Iterator[str]:
    """
    Take whatever is sent and answer this; with None never take up anything at all.

    Yields:
        Its address on this machine.
    """
    where = folder / "clamd"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(str(where))
        listening.listen(0 if answer is None else 5)
        if answer is None:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as in_the_way:
                # The queue holds one; whoever comes after it is not let in.
                in_the_way.connect(str(where))
                yield f"unix:{where}"
            return
        threading.Thread(target=_answer_once, args=(listening, answer), daemon=True).start()
        yield f"unix:{where}"


def _answer_once(listening: socket.socket, answer: bytes) -> None:
    caller, _ = listening.accept()
    with caller, caller.makefile("rb") as sent:
        sent.readline()
        while size := struct.unpack("!L", sent.read(4))[0]:
            sent.read(size)
        caller.sendall(answer)


@contextmanager
def virus_scanner() -> Iterator[str]:
    """
    Answer on a port of this machine; the address is what THROUGHLINE_CLAMD holds.
    """
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Asked) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
