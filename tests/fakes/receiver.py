"""Another system that is told by webhook: a real server on this machine, well or unwell."""

from __future__ import annotations

import json
import socket
import struct
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from standardwebhooks import Webhook


class Receiver:
    """
    Keeps what it took.

    Args:
        behaves: ``well``, a status, ``dies`` while it answers, or ``after`` taking it.
    """

    def __init__(self) -> None:
        self.behaves: str = "well"
        self.taken: list[tuple[dict[str, str], bytes]] = []
        self.tried: list[str] = []
        self.elsewhere: list[str] = []
        self._server: ThreadingHTTPServer | None = None
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _ in self.taken]

    @property
    def bodies(self) -> bytes:
        return b"\n".join(body for _, body in self.taken)

    def told(self, secret: str) -> list[dict[str, Any]]:
        """
        Read what was taken as a subscriber does: only what the library says is signed.
        """
        return [Webhook(secret).verify(body, headers) for headers, body in self.taken]

    def start(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                receiver._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _answer(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers["content-length"]))
        if asked.path != "/hook":
            self.elsewhere.append(asked.path)
        headers = {name.lower(): value for name, value in asked.headers.items()}
        self.tried.append(headers["webhook-id"])
        if self.behaves in {"well", "after"}:
            self.taken.append((headers, body))
        if self.behaves in {"dies", "after"}:
            asked.wfile.write(b"HTTP/1.1 2" if self.behaves == "dies" else b"")
            asked.wfile.flush()
            linger = struct.pack("ii", 1, 0)
            asked.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            asked.close_connection = True
            return
        status = 204 if self.behaves == "well" else int(self.behaves)
        asked.send_response(status)
        if 300 <= status < 400:
            asked.send_header("Location", f"http://127.0.0.1:{self.port}/elsewhere")
        if self.behaves != "well":
            said = json.dumps({"said": "something that is nobody's to repeat"}).encode()
            asked.send_header("Content-Length", str(len(said)))
        asked.end_headers()
        if self.behaves != "well":
            asked.wfile.write(said)
